//! Betweenness from sampled shortest paths, with a promise of how far off it is.

use super::bounds::Risks;
use super::exact::betweenness;
use super::path_sampler::PathSampler;
use crate::graph::{Adjacency, Lengths};
use crate::stats::sample::stream;
use crate::stats::{DEFAULT_SEED, Interval};
use crate::{Error, Result};
use rayon::prelude::*;

/// How far a score of [`sampled_betweenness`] may be off, as a share of all pairs.
pub const DEFAULT_BETWEENNESS_EPSILON: f64 = 0.01;
/// The risk that some score is further off.
pub const DEFAULT_BETWEENNESS_DELTA: f64 = 0.05;

/// Samples of one random stream. Streams belong to blocks, so that threads can take blocks as they come.
const BLOCK: u64 = 32;
/// Blocks that a task takes at least: each task has its own memory of n visits.
const BLOCKS_PER_TASK: usize = 4;
/// The streams of the pilot sample, beyond those of the others.
const PILOT_STREAMS: u64 = 1 << 40;
/// Samples of the pilot: this over epsilon, between these limits.
const PILOT_SCALE: f64 = 4.0;
const PILOT_LEAST: f64 = 256.0;
const PILOT_MOST: f64 = 4096.0;
/// Time for an arc of a random search over that of an arc from one source of the exact search.
const ARC_COST: f64 = 3.0;

/// Options of [`sampled_betweenness`].
#[derive(Debug, Clone, PartialEq)]
pub struct SampledBetweennessOptions {
    /// Largest error of any score, as a share of all pairs, inside (0, 1) ([`DEFAULT_BETWEENNESS_EPSILON`]).
    pub epsilon: f64,
    /// Risk that some score errs more, inside (0, 1) ([`DEFAULT_BETWEENNESS_DELTA`]).
    pub delta: f64,
    /// Seed of the samples.
    pub seed: u64,
}

impl Default for SampledBetweennessOptions {
    fn default() -> Self {
        SampledBetweennessOptions {
            epsilon: DEFAULT_BETWEENNESS_EPSILON,
            delta: DEFAULT_BETWEENNESS_DELTA,
            seed: DEFAULT_SEED,
        }
    }
}

/// Estimates of [`sampled_betweenness`].
#[derive(Debug, Clone, PartialEq)]
pub struct SampledBetweenness {
    /// By member: share of all pairs joined by a shortest path through this member, from 0 to 1.
    pub scores: Vec<f64>,
    /// By member: interval of the share, inside score ± epsilon. With probability 1 - delta all of them hold at
    /// once.
    pub intervals: Vec<Interval>,
    /// All pairs: n (n - 1), on ties half of that. A share times this is the score of
    /// [`betweenness`](crate::graph::betweenness()).
    pub pairs: f64,
    /// The largest error promised: that asked for, or 0 if the result is exact.
    pub epsilon: f64,
    /// The risk that some score errs more; 0 if the result is exact.
    pub delta: f64,
    /// Paths drawn for the scores (pairs without a path included).
    pub samples: u64,
    /// Whether the exact betweenness was computed, because so many samples would have cost more.
    pub exact: bool,
}

/// Betweenness of members from shortest paths drawn at random, by hops: with probability 1 - delta the scores
/// of *all* members are within epsilon of the truth at once. It finds who stands between most others in a small
/// part of the time of [`betweenness`](crate::graph::betweenness()); scores well below epsilon cannot be told
/// apart.
///
/// A sample is an ordered pair of different members, uniform, and one of the shortest paths between them,
/// uniform; without a path it counts as a path with nobody inside. The score of a member is the share of the
/// samples that have it inside, and its count is binomial. A pilot sample, not used again, divides delta
/// between the members; then sampling stops at the first of some sample sizes fixed beforehand where the
/// Clopper-Pearson intervals of all members, at their parts of delta over members, sides and checks, lie within
/// score ± epsilon. So the promise rests on exact binomial tails and the union bound alone.
///
/// A path is found by searching from both ends, the side with fewer arcs first, which looks at a small part of
/// the graph. Samples needed: about 2 p ln(1 / delta) / epsilon² + ln(n / delta) / epsilon, p the largest
/// score. Where that costs more than the exact scores, those are returned.
///
/// Parallel; the same bits for a seed, whatever the number of threads: samples are numbered, each block has its
/// own random stream.
///
/// # Errors
/// [`Error::Option`] if epsilon or delta is not inside (0, 1).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, SampledBetweennessOptions, sampled_betweenness};
/// // Everybody asks the community manager (0), who asks everybody.
/// let others: Vec<u32> = (1..500).collect();
/// let from = [others.clone(), vec![0; 499]].concat();
/// let to = [vec![0; 499], others].concat();
/// let graph = InteractionGraph::from_arcs(500, &from, &to, &vec![1.0; from.len()])?;
/// let sampled = sampled_betweenness(&graph, &SampledBetweennessOptions { epsilon: 0.05, ..Default::default() })?;
/// // All pairs that the manager is not in.
/// assert!((sampled.scores[0] - 498.0 / 500.0).abs() <= sampled.epsilon);
/// assert!(sampled.scores[1..].iter().all(|&score| score <= sampled.epsilon));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// References: M. Riondato, E. M. Kornaropoulos, *Fast approximation of betweenness centrality through
/// sampling*, Data Mining and Knowledge Discovery 30 (2016); M. Borassi, E. Natale, *KADABRA is an adaptive
/// algorithm for betweenness via random approximation*, ACM Journal of Experimental Algorithmics 24 (2019), for
/// search from both ends and the division of delta.
pub fn sampled_betweenness<'a>(
    graph: impl Into<Adjacency<'a>>,
    options: &SampledBetweennessOptions,
) -> Result<SampledBetweenness> {
    let graph = graph.into();
    let inside = |option, value: f64| {
        let wrong = Error::Option { option, found: value.to_string(), expected: "between 0 and 1".into() };
        if value > 0.0 && value < 1.0 { Ok(()) } else { Err(wrong) }
    };
    inside("epsilon", options.epsilon)?;
    inside("delta", options.delta)?;
    let nodes = graph.node_count();
    // With two members nobody can be inside.
    if nodes < 3 {
        return Ok(exact(graph));
    }
    let pilot_samples = (PILOT_SCALE / options.epsilon).clamp(PILOT_LEAST, PILOT_MOST);
    let pilot_blocks = (pilot_samples as u64).div_ceil(BLOCK);
    let mut pilot = vec![0; nodes];
    let looked_at = draw(graph, options.seed, PILOT_STREAMS..PILOT_STREAMS + pilot_blocks, &mut pilot);
    let pilot_samples = (pilot_blocks * BLOCK) as usize;
    let risks = Risks::new(&pilot, pilot_samples, options.epsilon, options.delta);

    let arcs_per_sample = looked_at as f64 / pilot_samples as f64;
    let arcs_of_exact = nodes as f64 * graph.out.neighbour.len() as f64;
    let mut counts = vec![0; nodes];
    let mut blocks = 0;
    for check in 0.. {
        // Counts are of 32 bits.
        let samples = risks.samples(check).ceil().max(1.0);
        if samples * arcs_per_sample * ARC_COST > arcs_of_exact || samples >= f64::from(u32::MAX) {
            break;
        }
        let wanted = (samples as u64).div_ceil(BLOCK);
        draw(graph, options.seed, blocks..wanted, &mut counts);
        blocks = wanted;
        let samples = blocks * BLOCK;
        if risks.enough(&pilot, &counts, samples, check) {
            return Ok(SampledBetweenness {
                scores: counts.iter().map(|&count| f64::from(count) / samples as f64).collect(),
                intervals: risks.intervals(&pilot, &counts, samples, check),
                pairs: pairs(graph),
                epsilon: options.epsilon,
                delta: options.delta,
                samples,
                exact: false,
            });
        }
    }
    Ok(exact(graph))
}

/// Adds to each member's count how many of the paths of some blocks have it inside; returns the arcs looked at.
fn draw(graph: Adjacency<'_>, seed: u64, blocks: std::ops::Range<u64>, counts: &mut [u32]) -> u64 {
    let drawn: Vec<(Vec<u32>, u64)> = blocks
        .collect::<Vec<_>>()
        .into_par_iter()
        .with_min_len(BLOCKS_PER_TASK)
        .map_init(
            || PathSampler::new(graph),
            |sampler, block| {
                let (mut rng, mut inside) = (stream(seed, block), Vec::new());
                let before = sampler.arcs;
                (0..BLOCK).for_each(|_| sampler.sample(&mut rng, &mut inside));
                (inside, sampler.arcs - before)
            },
        )
        .collect();
    for member in drawn.iter().flat_map(|(inside, _)| inside) {
        counts[*member as usize] += 1;
    }
    drawn.iter().map(|(_, arcs)| arcs).sum()
}

fn exact(graph: Adjacency<'_>) -> SampledBetweenness {
    let pairs = pairs(graph);
    let scores: Vec<f64> =
        betweenness(graph, Lengths::Hops).scores.iter().map(|score| score / pairs.max(1.0)).collect();
    SampledBetweenness {
        intervals: scores.iter().map(|&score| Interval { low: score, high: score }).collect(),
        scores,
        pairs,
        epsilon: 0.0,
        delta: 0.0,
        samples: 0,
        exact: true,
    }
}

/// All pairs.
fn pairs(graph: Adjacency<'_>) -> f64 {
    let nodes = graph.node_count() as f64;
    (nodes * (nodes - 1.0)).max(0.0) / super::exact::directions(graph)
}
