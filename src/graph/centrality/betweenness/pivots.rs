//! Betweenness estimated from some sources.

use super::chunks::{Wanted, hops, weighted};
use super::exact::{betweenness, directions, pairs_of_others};
use super::folding::Folded;
use crate::graph::{Adjacency, Lengths};
use crate::stats::sample::{below_u32, stream};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED, Interval, two_sided_t};
use crate::{Error, MemberId, Result};

/// Sources from which [`betweenness_pivots`] searches.
pub const DEFAULT_PIVOTS: usize = 1000;

/// Options of [`betweenness_pivots`].
#[derive(Debug, Clone, PartialEq)]
pub struct PivotOptions {
    /// How many sources to draw, 2 or more ([`DEFAULT_PIVOTS`]). If there are no more members than that, the
    /// result is exact.
    pub sources: usize,
    /// What counts as the length of a path.
    pub lengths: Lengths,
    /// Level of the intervals, inside (0, 1) ([`DEFAULT_LEVEL`]).
    pub level: f64,
    /// Seed of the draw.
    pub seed: u64,
}

impl Default for PivotOptions {
    fn default() -> Self {
        PivotOptions {
            sources: DEFAULT_PIVOTS,
            lengths: Lengths::Hops,
            level: DEFAULT_LEVEL,
            seed: DEFAULT_SEED,
        }
    }
}

/// Estimates of [`betweenness_pivots`].
#[derive(Debug, Clone, PartialEq)]
pub struct PivotBetweenness {
    /// By member: unbiased estimate of the score of [`betweenness`].
    pub scores: Vec<f64>,
    /// By member: interval of the score; only the score itself where the result is exact.
    pub intervals: Vec<Interval>,
    /// Pairs of others that a member can stand between, as in [`Betweenness`](crate::graph::Betweenness).
    pub pairs: f64,
    /// Sources searched from.
    pub sources: usize,
    /// Whether all members were sources, so that the scores are exact.
    pub exact: bool,
}

/// Betweenness of members estimated from some sources drawn at random: a fixed time, O(k m), and good where
/// scores are high.
///
/// The dependency d(s, v) of source s on v is the sum over t of the share of shortest paths from s to t through
/// v. With k of n sources drawn without replacement, n / k times the sum of d(s, v) is unbiased. The interval
/// is Student's, with the correction for a finite population: n t sqrt((1 - k / n) S² / k), S² the variance of
/// d over the sources; its low end is never below what the sources alone contribute. It covers about as it says
/// where many sources contribute alike, and too seldom for members whose betweenness comes from a few sources,
/// who may not have been drawn. With 40 of 200 members as sources, intervals of 95% held for 91 to 94% of the
/// busier members of a dense graph by hops, 79% by weights, and 75% in a sparse directed graph. For a bound
/// that holds for everybody at once see [`sampled_betweenness`](crate::graph::sampled_betweenness).
///
/// Parallel; the same bits for a seed, whatever the number of threads. Exact if k >= n.
///
/// # Errors
/// [`Error::Option`] for fewer than two sources or a level outside (0, 1).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, PivotOptions, betweenness_pivots};
/// // A ring: everybody stands between as many.
/// let (from, to): (Vec<u32>, Vec<u32>) = (0..100).map(|u| (u, (u + 1) % 100)).unzip();
/// let graph = InteractionGraph::from_arcs(100, &from, &to, &[1.0; 100])?;
/// let some = betweenness_pivots(&graph, &PivotOptions { sources: 30, ..PivotOptions::default() })?;
/// assert!(!some.exact && some.sources == 30);
/// // Which is nearer to a pivot differs, but the mean over the ring does not depend on the draw.
/// let mean = some.scores.iter().sum::<f64>() / 100.0;
/// assert!((mean - f64::from((0..=98).sum::<u32>())).abs() < 1e-6);
/// assert!(some.intervals.iter().zip(&some.scores).all(|(range, score)| range.low <= *score && *score <= range.high));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// Reference: U. Brandes, C. Pich, *Centrality estimation in large networks*, International Journal of
/// Bifurcation and Chaos 17 (2007).
pub fn betweenness_pivots<'a>(
    graph: impl Into<Adjacency<'a>>,
    options: &PivotOptions,
) -> Result<PivotBetweenness> {
    let graph = graph.into();
    let wrong = |option, found: String, expected: &str| {
        Err(Error::Option { option, found, expected: expected.to_string() })
    };
    if options.sources < 2 {
        return wrong("sources", options.sources.to_string(), "2 or more");
    }
    let k = options.sources as f64;
    let Some(t) = two_sided_t(options.level, k - 1.0) else {
        return wrong("level", options.level.to_string(), "between 0 and 1");
    };
    let pairs = pairs_of_others(graph);
    let nodes = graph.node_count();
    if options.sources >= nodes {
        let scores = betweenness(graph, options.lengths).scores;
        let intervals = scores.iter().map(|&score| Interval { low: score, high: score }).collect();
        return Ok(PivotBetweenness { scores, intervals, pairs, sources: nodes, exact: true });
    }
    let pivots = pivots(nodes, options);
    let totals = match options.lengths {
        Lengths::Hops => {
            let pivots: Vec<(u32, f64)> = pivots.iter().map(|&pivot| (pivot, 1.0)).collect();
            hops(&Folded::none(graph), &pivots, Wanted::Squares)
        }
        Lengths::InverseWeight => {
            let pivots: Vec<MemberId> = pivots.into_iter().map(MemberId).collect();
            weighted(graph, &pivots, Wanted::Squares)
        }
    };
    let n = nodes as f64;
    let per_pair = 1.0 / directions(graph);
    let (scores, intervals) = totals
        .members
        .iter()
        .zip(&totals.squares)
        .map(|(&sum, &squares)| {
            let variance = ((squares - sum * sum / k) / (k - 1.0)).max(0.0);
            let half = t * n * ((1.0 - k / n) * variance / k).sqrt();
            let score = n / k * sum;
            let (low, high) = ((score - half).max(sum), score + half);
            let high = (high * per_pair).min(pairs).max(score * per_pair);
            (score * per_pair, Interval { low: low * per_pair, high })
        })
        .unzip();
    Ok(PivotBetweenness { scores, intervals, pairs, sources: options.sources, exact: false })
}

/// Members drawn without replacement, in order of id: neighbours in id are often neighbours in the graph.
fn pivots(nodes: usize, options: &PivotOptions) -> Vec<u32> {
    let mut rng = stream(options.seed, 0);
    let mut members: Vec<u32> = (0..nodes as u32).collect();
    for drawn in 0..options.sources {
        let other = drawn + below_u32(&mut rng, (nodes - drawn) as u32) as usize;
        members.swap(drawn, other);
    }
    members.truncate(options.sources);
    members.sort_unstable();
    members
}
