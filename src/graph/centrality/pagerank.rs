//! Weighted PageRank.

use super::pull::{chunks, gather};
use crate::graph::sort::split_by;
use crate::graph::strength::exponent;
use crate::graph::{InteractionGraph, out_strengths};
use crate::{Error, MemberId, Result};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Share of the rank that follows arcs; the rest jumps.
pub const DEFAULT_DAMPING: f64 = 0.85;
/// L1 change of the scores at which the iteration stops.
pub const DEFAULT_TOLERANCE: f64 = 1e-9;
/// Iterations after which it stops anyway. With the default damping about 130 always suffice.
pub const DEFAULT_MAX_ITERATIONS: usize = 1000;

/// Strengths that a score can be divided by, and then multiplied by a weight, without loss.
const REASONABLE: Range<f64> = 1e-150..1e150;

/// Options of [`pagerank`].
#[derive(Debug, Clone, PartialEq)]
pub struct PageRankOptions {
    /// Share d of the rank that follows arcs, 0 <= d < 1 ([`DEFAULT_DAMPING`]).
    pub damping: f64,
    /// Stop when the scores change by less than this in sum ([`DEFAULT_TOLERANCE`]).
    pub tolerance: f64,
    /// Stop after so many iterations anyway ([`DEFAULT_MAX_ITERATIONS`]).
    pub max_iterations: usize,
    /// Where jumps go, and the rank of members without outgoing arcs: one weight a member, not negative, in any
    /// scale. None means everybody alike.
    pub personalisation: Option<Vec<f64>>,
}

impl Default for PageRankOptions {
    fn default() -> Self {
        PageRankOptions {
            damping: DEFAULT_DAMPING,
            tolerance: DEFAULT_TOLERANCE,
            max_iterations: DEFAULT_MAX_ITERATIONS,
            personalisation: None,
        }
    }
}

/// Scores of [`pagerank`] and how they came about.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRank {
    /// Score of every member; the sum is 1.
    pub scores: Vec<f64>,
    /// Iterations made.
    pub iterations: usize,
    /// L1 change of the last iteration. The scores are within error * d / (1 - d) of the limit, in sum.
    pub error: f64,
    /// Whether the error is below the tolerance.
    pub converged: bool,
}

/// PageRank with weighted arcs: the share of time that a reader spends with each member who follows an arc (in
/// proportion to weight) with probability d, and otherwise jumps.
///
/// x(v) = (1 - d + d D) p(v) + d sum over u -> v of x(u) w(u, v) / s(u), where s is the out-strength, p the
/// personalisation vector (1 / n by default), and D the sum of x over members without outgoing arcs. On arcs from
/// askers to those who answer them this is ExpertiseRank: whoever helps those who help others ranks high.
///
/// Power iteration that pulls along incoming arcs; O(n + m) an iteration, parallel. The same bits
/// for any number of threads. An empty graph has no scores and is converged.
///
/// # Errors
/// [`Error::Option`] if an option is outside its range, or the personalisation has not one value a member, a
/// negative or infinite one, or none above 0.
///
/// Reference: S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer
/// Networks 30 (1998), 107-117.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, PageRankOptions, pagerank};
/// // Who asks -> who answers.
/// let (askers, answerers) = ([0, 0, 1, 3, 4, 4, 2], [1, 2, 2, 2, 2, 1, 5]);
/// let graph = InteractionGraph::from_arcs(6, &askers, &answerers, &[1.0; 7])?;
/// let rank = pagerank(&graph, &PageRankOptions::default())?;
/// assert!((rank.scores[5] - 0.336744).abs() < 1e-6); // answers the one who answers most
/// assert!((rank.scores[2] - 0.310634).abs() < 1e-6);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn pagerank(graph: &InteractionGraph, options: &PageRankOptions) -> Result<PageRank> {
    let nodes = graph.node_count();
    check(options, nodes)?;
    if nodes == 0 {
        return Ok(PageRank { scores: Vec::new(), iterations: 0, error: 0.0, converged: true });
    }
    let jump = match &options.personalisation {
        Some(weights) => {
            // Divided by the largest first: the sum of weights near the largest float is infinite.
            let largest = weights.iter().copied().fold(0.0, f64::max);
            let sum: f64 = weights.iter().map(|weight| weight / largest).sum();
            weights.iter().map(|weight| weight / largest / sum).collect()
        }
        None => vec![1.0 / nodes as f64; nodes],
    };
    // 0 for members without outgoing arcs.
    let per = |strength: f64| if strength > 0.0 { 1.0 / strength } else { 0.0 };
    let mut per_strength = out_strengths(graph);
    let mut in_weight = Cow::from(&graph.in_weight);
    if per_strength.iter().any(|strength| *strength > 0.0 && !REASONABLE.contains(strength)) {
        let rows = rows_near_one(graph);
        (per_strength, in_weight) = (rows.0, rows.1.into());
    }
    per_strength.iter_mut().for_each(|strength| *strength = per(*strength));
    let chunks = chunks(&graph.in_start);

    let mut scores = jump.clone();
    // What each member hands on along an arc of weight 1.
    let mut handed: Vec<f64> = scores.iter().zip(&per_strength).map(|(score, per)| score * per).collect();
    let mut handed_next = vec![0.0; nodes];
    let mut dangling: f64 =
        scores.iter().zip(&per_strength).filter(|(_, per)| **per == 0.0).map(|(score, _)| score).sum();
    let (mut iterations, mut error) = (0, f64::INFINITY);
    while iterations < options.max_iterations && error >= options.tolerance {
        let jumping = 1.0 - options.damping + options.damping * dangling;
        let lengths = || chunks.iter().map(ExactSizeIterator::len);
        let sums: Vec<(f64, f64)> = split_by(&mut scores, lengths())
            .into_par_iter()
            .zip(split_by(&mut handed_next, lengths()))
            .zip(&chunks)
            .with_max_len(1)
            .map(|((scores, handed_next), members)| {
                let (mut error, mut dangling) = (0.0, 0.0);
                for ((score, next), member) in scores.iter_mut().zip(handed_next).zip(members.clone()) {
                    let row = graph.in_start[member] as usize..graph.in_start[member + 1] as usize;
                    let pulled = gather(&graph.in_source[row.clone()], &in_weight[row], &handed);
                    let new = jumping * jump[member] + options.damping * pulled;
                    error += (new - *score).abs();
                    *score = new;
                    let per = per_strength[member];
                    *next = new * per;
                    if per == 0.0 {
                        dangling += new;
                    }
                }
                (error, dangling)
            })
            .collect();
        error = sums.iter().map(|sum| sum.0).sum();
        dangling = sums.iter().map(|sum| sum.1).sum();
        std::mem::swap(&mut handed, &mut handed_next);
        iterations += 1;
    }
    // Rounding drifts the sum away from 1 by a few ulp an iteration.
    let sum: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
    Ok(PageRank { scores, iterations, error, converged: error < options.tolerance })
}

/// Out-strengths and weights of the arcs in, with the weights of every row of arcs out multiplied by the power of two that
/// brings the largest near 1. That changes no rank: a member hands on shares.
fn rows_near_one(graph: &InteractionGraph) -> (Vec<f64>, Vec<f64>) {
    let exponents: Vec<i32> = graph
        .members()
        .map(|source| exponent(graph.out_neighbours(source).weights.iter().copied()))
        .collect();
    let strength = |source: MemberId| {
        let weights = graph.out_neighbours(source).weights.iter();
        weights.fold(0.0, |sum, weight| sum + libm::scalbn(*weight, -exponents[source.index()]))
    };
    let arcs = graph.in_source.iter().zip(&graph.in_weight);
    let in_weight = arcs.map(|(source, weight)| libm::scalbn(*weight, -exponents[source.index()])).collect();
    (graph.members().map(strength).collect(), in_weight)
}

fn check(options: &PageRankOptions, nodes: usize) -> Result<()> {
    let wrong = |option, found: String, expected: &str| {
        Err(Error::Option { option, found, expected: expected.to_string() })
    };
    if !(0.0..1.0).contains(&options.damping) {
        return wrong("damping", options.damping.to_string(), "0 or more and below 1");
    }
    if !(options.tolerance > 0.0 && options.tolerance.is_finite()) {
        return wrong("tolerance", options.tolerance.to_string(), "a number above 0");
    }
    if options.max_iterations == 0 {
        return wrong("max_iterations", "0".into(), "1 or more");
    }
    if let Some(weights) = &options.personalisation {
        if weights.len() != nodes {
            let found = format!("{} values", weights.len());
            return wrong("personalisation", found, &format!("one value a member ({nodes})"));
        }
        if let Some(weight) = weights.iter().find(|weight| !(weight.is_finite() && **weight >= 0.0)) {
            return wrong("personalisation", weight.to_string(), "finite weights of 0 or more");
        }
        if nodes > 0 && weights.iter().all(|&weight| weight == 0.0) {
            return wrong("personalisation", "only zeros".into(), "at least one weight above 0");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Weights of a member times a power of two give the same scores, down to the smallest floats and up to the largest.
        #[test]
        fn the_unit_of_the_weights_does_not_matter(
            arcs in prop::collection::vec((0u32..8, 0u32..8, 1u32..9), 0..40),
            powers in prop::collection::vec(-1074i32..1013, 8),
        ) {
            let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
            let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
            let scaled: Vec<f64> =
                from.iter().zip(&weights).map(|(&u, &w)| libm::scalbn(w, powers[u as usize])).collect();
            let rank = |weights: &[f64]| {
                let graph = InteractionGraph::from_arcs(8, &from, &to, weights).unwrap();
                pagerank(&graph, &PageRankOptions::default()).unwrap().scores
            };
            prop_assert_eq!(rank(&weights).len(), 8);
            for (wanted, found) in rank(&weights).iter().zip(rank(&scaled)) {
                prop_assert!((wanted - found).abs() < 1e-12, "{wanted} {found}");
            }
        }
    }

    #[test]
    fn weights_beyond_reason() {
        for weight in [5e-324, 1e-320, 1e-200, 1e200, 1.7e308] {
            let graph = InteractionGraph::from_arcs(4, &[0, 0, 1, 2], &[1, 2, 2, 0], &[weight; 4]).unwrap();
            let plain = InteractionGraph::from_arcs(4, &[0, 0, 1, 2], &[1, 2, 2, 0], &[1.0; 4]).unwrap();
            let [found, wanted] =
                [&graph, &plain].map(|graph| pagerank(graph, &PageRankOptions::default()).unwrap().scores);
            assert!(found.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{weight} {found:?}");
        }
    }
}
