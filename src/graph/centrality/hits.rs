//! Hubs and authorities: HITS.

use super::pagerank::{DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE};
use super::pull::{chunks, gather};
use crate::graph::InteractionGraph;
use crate::graph::adjacency::{Adjacency, Rows};
use crate::graph::sort::split_by;
use crate::{Error, Result};
use rayon::prelude::*;
use std::ops::Range;

/// Iterations over which changes are compared.
const LEARN_EVERY: usize = 6;
/// The second pair is taken to be at least so far behind the first: with 1 momentum would never settle.
const LARGEST_RATIO: f64 = 0.999;

/// Options of [`hits`].
#[derive(Debug, Clone, PartialEq)]
pub struct HitsOptions {
    /// Stop when the hub scores change by less than this in sum ([`DEFAULT_TOLERANCE`]).
    pub tolerance: f64,
    /// Stop after so many iterations anyway ([`DEFAULT_MAX_ITERATIONS`]).
    pub max_iterations: usize,
}

impl Default for HitsOptions {
    fn default() -> Self {
        HitsOptions { tolerance: DEFAULT_TOLERANCE, max_iterations: DEFAULT_MAX_ITERATIONS }
    }
}

/// Scores of [`hits`] and how they came about. Vectors are indexed by member.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    /// Hub score: acts on the messages of good authorities. The sum is 1; all 0 in a graph without arcs.
    pub hubs: Vec<f64>,
    /// Authority score: good hubs act on its messages. The sum is 1; all 0 in a graph without arcs.
    pub authorities: Vec<f64>,
    /// Iterations made.
    pub iterations: usize,
    /// L1 change of the hub scores in the last iteration.
    pub error: f64,
    /// Whether the error is below the tolerance.
    pub converged: bool,
}

/// Hubs and authorities with weighted arcs: an authority is acted on by good hubs, a hub acts on good authorities.
///
/// a(v) ~ sum over u -> v of w(u, v) h(u), h(u) ~ sum over u -> v of w(u, v) a(v), each divided by its sum. With arcs
/// from askers to those who answer, authorities are whom the well-advised ask. Unlike
/// [`pagerank`](super::pagerank) nothing jumps: the scores describe the group that acts on itself most, and members of
/// other groups have scores near 0. All arcs alike count the same; turn them round and hubs and authorities change
/// places.
///
/// Power iteration with momentum from equal hub scores, O(n + m) an iteration, parallel; the same bits for any number of
/// threads. The limit is the leading singular pair of the weights. Where the next singular value is near the first, the change of
/// an iteration understates the distance from the limit; where it equals the first (two groups alike that do not touch)
/// there are many pairs, and the limit is the one nearest to equal scores: such groups share the score, where other
/// programs return any mixture.
///
/// # Errors
/// [`Error::Option`] if the tolerance is not above 0 or no iteration is allowed.
///
/// References: J. Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46 (1999),
/// 604-632; P. Xu, B. He, C. De Sa, I. Mitliagkas and C. Re, "Accelerated stochastic power iteration", AISTATS 2018
/// (momentum).
///
/// ```
/// use cmgraph::graph::{HitsOptions, InteractionGraph, hits};
/// // 0 and 1 both ask 2; 1 also asks 3.
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 1], &[2, 2, 3], &[1.0; 3])?;
/// let scores = hits(&graph, &HitsOptions::default())?;
/// // The authorities 2 and 3 are in the golden ratio.
/// assert!((scores.authorities[2] / scores.authorities[3] - 1.618034).abs() < 1e-6);
/// assert_eq!(scores.hubs[2], 0.0);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn hits(graph: &InteractionGraph, options: &HitsOptions) -> Result<Hits> {
    check(options)?;
    let nodes = graph.node_count();
    let mut authorities = vec![0.0; nodes];
    let Some(largest) = graph.out_weight.par_iter().copied().reduce_with(f64::max) else {
        return Ok(Hits { hubs: vec![0.0; nodes], authorities, iterations: 0, error: 0.0, converged: true });
    };
    // What the scores sum to on the way: keeps products away from infinity, or from 0, where all weights are beyond
    // any reason.
    let scale = match largest {
        large if large > 1e200 => 1e-200,
        small if small < 1e-200 => 1e200,
        _ => 1.0,
    };
    let Adjacency { out, into, .. } = graph.into();
    let (out_chunks, in_chunks) = (chunks(out.start), chunks(into.start));
    let mut hubs = vec![scale / nodes as f64; nodes];
    let mut last = hubs.clone();
    let mut next = vec![0.0; nodes];
    let (mut iterations, mut error) = (0, f64::INFINITY);
    let mut momentum = Momentum { beta: 0.0, change: f64::INFINITY };
    while iterations < options.max_iterations && error >= options.tolerance {
        let sum = product(into, &in_chunks, &hubs, &mut authorities);
        authorities.iter_mut().for_each(|score| *score = *score / sum * scale);
        let grown = product(out, &out_chunks, &authorities, &mut next);
        let beta = momentum.beta;
        next.iter_mut().zip(&last).for_each(|(next, last)| *next = *next / grown * scale - beta * last);
        let sum = next.iter().sum::<f64>() / scale;
        next.iter_mut().for_each(|next| *next /= sum);
        error = next.iter().zip(&hubs).map(|(next, score)| (next - score).abs()).sum::<f64>() / scale;
        hubs.iter_mut().for_each(|score| *score /= sum);
        (last, hubs, next) = (hubs, next, last);
        iterations += 1;
        momentum.learn(iterations, error);
    }
    for scores in [&mut hubs, &mut authorities] {
        // Momentum can leave a score a little below 0 that is 0 up to the tolerance.
        scores.iter_mut().for_each(|score| *score = score.max(0.0));
        let sum: f64 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
    }
    Ok(Hits { hubs, authorities, iterations, error, converged: error < options.tolerance })
}

/// How much of the scores before last is taken from the next.
///
/// An iteration shrinks what is left of the second singular pair by r, the square of the ratio of the singular values.
/// With beta = r^2 / 4 it shrinks by r / (1 + sqrt(1 - r^2)): half as many iterations at r = 0.75. The
/// ratio is learnt from the changes on the way. With any beta below 1/4 the leading pair stays ahead, so a wrong guess
/// costs iterations, nothing else.
struct Momentum {
    beta: f64,
    /// Change when it was last looked at.
    change: f64,
}

impl Momentum {
    fn learn(&mut self, iterations: usize, change: f64) {
        if !iterations.is_multiple_of(LEARN_EVERY) {
            return;
        }
        let shrunk = (change / self.change).powf(1.0 / LEARN_EVERY as f64);
        self.change = change;
        // The larger root of z^2 - r z + beta = 0, beside the leading one, which has grown too.
        let root = shrunk * (1.0 + (1.0 - 4.0 * self.beta).sqrt()) / 2.0;
        // Once beta is as large as it should be, both roots are about sqrt(beta), and nothing is to be learnt.
        if shrunk < 1.0 && root * root > 1.1 * self.beta {
            let r = (root + self.beta / root).min(LARGEST_RATIO);
            self.beta = self.beta.max(r * r / 4.0);
        }
    }
}

/// One product of the rows with the scores at their other ends, and the sum of it.
fn product(rows: Rows<'_>, chunks: &[Range<usize>], from: &[f64], to: &mut [f64]) -> f64 {
    let sums: Vec<f64> = split_by(to, chunks.iter().map(ExactSizeIterator::len))
        .into_par_iter()
        .zip(chunks)
        .with_max_len(1)
        .map(|(to, members)| {
            let mut sum = 0.0;
            for (score, member) in to.iter_mut().zip(members.clone()) {
                let row = rows.start[member] as usize..rows.start[member + 1] as usize;
                *score = gather(&rows.neighbour[row.clone()], &rows.weight[row], from);
                sum += *score;
            }
            sum
        })
        .collect();
    sums.iter().sum()
}

fn check(options: &HitsOptions) -> Result<()> {
    let wrong = |option, found: String, expected: &str| {
        Err(Error::Option { option, found, expected: expected.to_string() })
    };
    if !(options.tolerance > 0.0 && options.tolerance.is_finite()) {
        return wrong("tolerance", options.tolerance.to_string(), "a number above 0");
    }
    if options.max_iterations == 0 {
        return wrong("max_iterations", "0".into(), "1 or more");
    }
    Ok(())
}
