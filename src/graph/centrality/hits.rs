//! Hubs and authorities: HITS.

use super::pagerank::{DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE};
use super::pull::{chunks, gather};
use crate::graph::InteractionGraph;
use crate::graph::adjacency::{Adjacency, Rows};
use crate::graph::sort::split_by;
use crate::{Error, Result};
use rayon::prelude::*;
use std::ops::Range;

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
/// Conjugate gradients for the leading singular pair from equal hub scores, about half as many iterations as plain
/// power iteration; the last iteration is a plain one, and it is its change that is compared with the tolerance. O(n + m) an
/// iteration, parallel; the same bits for any number of threads. The limit is the leading singular pair of the weights. Where the next singular value is near the first, the change of
/// an iteration understates the distance from the limit; where it equals the first (two groups alike that do not touch)
/// there are many pairs, and the limit is the one nearest to equal scores: such groups share the score, where other
/// programs return any mixture.
///
/// # Errors
/// [`Error::Option`] if the tolerance is not above 0 or no iteration is allowed.
///
/// References: J. Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46 (1999),
/// 604-632; A. V. Knyazev, "Toward the optimal preconditioned eigensolver: locally optimal block preconditioned conjugate
/// gradient method", SIAM Journal on Scientific Computing 23 (2001), 517-541 (here without blocks or preconditioner).
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
    let operator = Operator::new(graph.into(), largest);
    let mut search = Search::new(vec![1.0; nodes]);
    let mut iterations = 0;
    // The change of a plain iteration as far as known; nothing is before the first.
    let mut expected = 0.0;
    let error = loop {
        iterations += 1;
        if expected < options.tolerance || iterations == options.max_iterations {
            operator.apply(&search.hubs, &mut authorities, &mut search.image);
            expected = search.restart();
            if expected < options.tolerance || iterations == options.max_iterations {
                break expected;
            }
        } else {
            operator.apply(&search.rest, &mut authorities, &mut search.rest_image);
            search.step();
            expected = search.residual();
        }
    };
    let mut hubs = search.image;
    for scores in [&mut hubs, &mut authorities] {
        // A score that is 0 up to the tolerance can be a little below 0.
        scores.iter_mut().for_each(|score| *score = score.max(0.0));
        let sum: f64 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
    }
    Ok(Hits { hubs, authorities, iterations, error, converged: error < options.tolerance })
}

/// Hub scores to authority scores and back: both products with the weights as shares of the largest.
struct Operator<'a> {
    graph: Adjacency<'a>,
    out_chunks: Vec<Range<usize>>,
    in_chunks: Vec<Range<usize>>,
    largest: f64,
    /// Keeps products away from infinity, or from 0, where all weights are beyond any reason.
    scale: f64,
}

impl<'a> Operator<'a> {
    fn new(graph: Adjacency<'a>, largest: f64) -> Self {
        let scale = match largest {
            large if large > 1e200 => 1e-200,
            small if small < 1e-200 => 1e200,
            _ => 1.0,
        };
        let (out_chunks, in_chunks) = (chunks(graph.out.start), chunks(graph.into.start));
        Operator { graph, out_chunks, in_chunks, largest, scale }
    }

    fn apply(&self, hubs: &[f64], authorities: &mut [f64], image: &mut [f64]) {
        let scaled: Vec<f64>;
        let hubs = if self.scale == 1.0 {
            hubs
        } else {
            scaled = hubs.iter().map(|score| score * self.scale).collect();
            &scaled
        };
        product(self.graph.into, &self.in_chunks, hubs, authorities, |sum| sum / self.largest);
        product(self.graph.out, &self.out_chunks, authorities, image, |sum| sum / self.largest / self.scale);
    }
}

/// The hub scores on the way to the leading eigenvector of the operator, and where they were heading.
///
/// A step takes the best scores in the span of three: the scores, what is left of their image (the gradient), and the
/// direction of the step before, each at right angles to the others.
struct Search {
    /// Of length 1, like `before`.
    hubs: Vec<f64>,
    image: Vec<f64>,
    before: Vec<f64>,
    before_image: Vec<f64>,
    /// What `image` has that `hubs` has not.
    rest: Vec<f64>,
    rest_image: Vec<f64>,
    rest_length: f64,
    /// Share of the image in the direction of the scores: the eigenvalue in the end; and the same of `before`.
    value: f64,
    before_value: f64,
    /// Sums of the scores and of the image.
    sums: [f64; 2],
}

impl Search {
    fn new(mut hubs: Vec<f64>) -> Self {
        let length = dot(&hubs, &hubs).sqrt();
        hubs.iter_mut().for_each(|score| *score /= length);
        let zeros = || vec![0.0; hubs.len()];
        Search {
            image: zeros(),
            before: zeros(),
            before_image: zeros(),
            rest: zeros(),
            rest_image: zeros(),
            rest_length: 0.0,
            value: 0.0,
            before_value: 0.0,
            sums: [0.0; 2],
            hubs,
        }
    }

    /// Forgets the direction, once `image` has been made from the scores; the change from them to it.
    fn restart(&mut self) -> f64 {
        self.before.fill(0.0);
        self.before_image.fill(0.0);
        self.before_value = 0.0;
        self.value = dot(&self.hubs, &self.image) / dot(&self.hubs, &self.hubs);
        self.sums = [self.hubs.iter().sum(), self.image.iter().sum()];
        self.residual()
    }

    /// Makes `rest`; the L1 change that a plain iteration would make.
    fn residual(&mut self) -> f64 {
        let (mut error, mut of_hubs, mut of_before) = (0.0, 0.0, 0.0);
        let columns = self.hubs.iter().zip(&self.image).zip(&self.before);
        for (rest, ((score, image), before)) in self.rest.iter_mut().zip(columns.clone()) {
            error += (image / self.sums[1] - score / self.sums[0]).abs();
            *rest = image - self.value * score;
            of_hubs += *rest * score;
            of_before += *rest * before;
        }
        // Both are rounding only, but that is much beside a small rest, and would grow from step to step.
        for (rest, ((score, _), before)) in self.rest.iter_mut().zip(columns) {
            *rest -= of_hubs * score + of_before * before;
        }
        self.rest_length = dot(&self.rest, &self.rest).sqrt();
        error
    }

    /// The best scores in the span, once `rest_image` has been made.
    fn step(&mut self) {
        let length = self.rest_length.max(f64::MIN_POSITIVE);
        let of_rest = [&self.hubs, &self.before, &self.rest].map(|a| dot(a, &self.rest_image) / length);
        let [hubs_rest, before_rest, rest_rest] = [of_rest[0], of_rest[1], of_rest[2] / length];
        let small = [
            [self.value, 0.0, hubs_rest],
            [0.0, self.before_value, before_rest],
            [hubs_rest, before_rest, rest_rest],
        ];
        let best = leading(small);
        let square = best[1] * best[1] + best[2] * best[2];
        let norm = square.sqrt().max(f64::MIN_POSITIVE);
        // The way that the scores go, less what of it is along the new scores.
        let way = [-square * best[0], best[1] * (1.0 - square), best[2] * (1.0 - square)].map(|c| c / norm);
        let way_length = way.iter().map(|c| c * c).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        let way = way.map(|c| c / way_length);
        let quotient =
            |a: [f64; 3]| (0..3).map(|i| a[i] * (0..3).map(|j| small[i][j] * a[j]).sum::<f64>()).sum::<f64>();
        (self.value, self.before_value) = (quotient(best), quotient(way));
        let mut sums = [0.0; 2];
        let columns = [
            (&mut self.hubs, &mut self.before, &self.rest),
            (&mut self.image, &mut self.before_image, &self.rest_image),
        ];
        for ((scores, before, rest), sum) in columns.into_iter().zip(&mut sums) {
            for ((score, before), rest) in scores.iter_mut().zip(before).zip(rest) {
                let (old, way_before, rest) = (*score, *before, rest / length);
                *score = best[0] * old + best[1] * way_before + best[2] * rest;
                *before = way[0] * old + way[1] * way_before + way[2] * rest;
                *sum += *score;
            }
        }
        self.sums = sums;
    }
}

/// The eigenvector of the largest eigenvalue of a small symmetric matrix, of length 1 and first entry not below 0, by
/// Jacobi rotations.
fn leading(mut a: [[f64; 3]; 3]) -> [f64; 3] {
    let mut vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    // Converges quadratically: a few rounds are enough for any such matrix.
    for _ in 0..12 {
        for (p, q) in [(0, 1), (0, 2), (1, 2)] {
            if a[p][q] == 0.0 {
                continue;
            }
            let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
            let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
            let cosine = 1.0 / tangent.hypot(1.0);
            let sine = tangent * cosine;
            for row in &mut a {
                (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
            }
            for k in 0..3 {
                (a[p][k], a[q][k]) = (cosine * a[p][k] - sine * a[q][k], sine * a[p][k] + cosine * a[q][k]);
                let row = &mut vectors[k];
                (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
            }
        }
    }
    let best = (0..3).fold(0, |best, i| if a[i][i] > a[best][best] { i } else { best });
    let sign = if vectors[0][best] < 0.0 { -1.0 } else { 1.0 };
    vectors.map(|row| sign * row[best])
}

/// Four sums side by side, so that an addition need not wait for the last.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a, last_a) = a.as_chunks::<4>();
    let (b, last_b) = b.as_chunks::<4>();
    for (a, b) in a.iter().zip(b) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let last: f64 = last_a.iter().zip(last_b).map(|(a, b)| a * b).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + last
}

/// One product of the rows with the scores at their other ends, each passed on through `value`.
fn product(
    rows: Rows<'_>,
    chunks: &[Range<usize>],
    from: &[f64],
    to: &mut [f64],
    value: impl Fn(f64) -> f64 + Sync,
) {
    split_by(to, chunks.iter().map(ExactSizeIterator::len))
        .into_par_iter()
        .zip(chunks)
        .with_max_len(1)
        .for_each(|(to, members)| {
            for (score, member) in to.iter_mut().zip(members.clone()) {
                let row = rows.start[member] as usize..rows.start[member + 1] as usize;
                *score = value(gather(&rows.neighbour[row.clone()], &rows.weight[row], from));
            }
        });
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
