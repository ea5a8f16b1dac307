//! Fragmentation by distance: how far those who remain are from each other.

use super::search::reach_from;
use crate::MemberId;
use crate::graph::{ClosenessOptions, TieGraph, closeness};
use crate::stats::sample::{below_u32, stream};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED, Interval, two_sided_t};

/// Members up to which distances from everybody are taken.
pub const DEFAULT_EXACT_NODES: usize = 20_000;
/// Members from whom distances are taken where there are more.
pub const DEFAULT_SOURCES: usize = 500;

/// From whom distances are taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DistanceOptions {
    /// Members up to which everybody is a source; default [`DEFAULT_EXACT_NODES`].
    pub exact_nodes: usize,
    /// Sources drawn where there are more members; default [`DEFAULT_SOURCES`].
    pub sources: usize,
    /// Seed of the draw; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Level of the interval of a sampled value; default [`DEFAULT_LEVEL`](crate::stats::DEFAULT_LEVEL).
    pub level: f64,
}

impl Default for DistanceOptions {
    fn default() -> Self {
        DistanceOptions {
            exact_nodes: DEFAULT_EXACT_NODES,
            sources: DEFAULT_SOURCES,
            seed: DEFAULT_SEED,
            level: DEFAULT_LEVEL,
        }
    }
}

/// Distance-weighted fragmentation of what remains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DistanceFragmentation {
    /// `DF = 1 - 2 Σ_{i<j} (1 / d_ij) / n(n-1)`: 0 if everybody is tied to everybody, 1 if nobody is to anybody.
    pub value: f64,
    /// Of the sample; `None` where distances from everybody were taken, or from too few to tell.
    pub interval: Option<Interval>,
    /// Members from whom distances were taken.
    pub sources: usize,
}

/// Distance-weighted fragmentation before and after a removal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DistanceLoss {
    /// With everybody.
    pub before: DistanceFragmentation,
    /// Without those removed.
    pub after: DistanceFragmentation,
    /// `after - before`.
    pub difference: f64,
    /// Its interval, where sampled: the same sources before and after, so that it is narrower than those of the two.
    pub interval: Option<Interval>,
}

/// Distance-weighted fragmentation without some members: how far those who remain are from each other, where no path counts
/// as infinitely far.
///
/// `DF = 1 - 2 Σ_{i<j} (1 / d_ij) / n(n-1)` over the n members that remain, distances in steps. From everybody up to
/// [`DistanceOptions::exact_nodes`] members, else from a sample of sources drawn without replacement, with a t interval.
///
/// # Returns
/// `None` if fewer than two members remain, or no source is allowed.
///
/// # Complexity
/// O(sources · m) at worst; 64 sources or more share a look at a tie.
///
/// # Example
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::{DistanceOptions, InteractionGraph, distance_fragmentation};
/// // Everybody writes with 0 only: 4 pairs at distance 1, 6 at distance 2.
/// let star = InteractionGraph::from_arcs(5, &[1, 2, 3, 4], &[0; 4], &[1.0; 4])?.ties();
/// let options = DistanceOptions::default();
/// assert!((distance_fragmentation(&star, &[], &options).unwrap().value - 0.3).abs() < 1e-12);
/// assert_eq!(distance_fragmentation(&star, &[MemberId(0)], &options).unwrap().value, 1.0);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// S. P. Borgatti, *Identifying sets of key players in a social network*, Computational and Mathematical Organization
/// Theory 12 (2006), 21-34.
pub fn distance_fragmentation(
    ties: &TieGraph,
    removed: &[MemberId],
    options: &DistanceOptions,
) -> Option<DistanceFragmentation> {
    let left = remaining(ties, removed);
    let part = ties.part(&left);
    let sources = draw(left.len(), options)?;
    Some(measure(&reach(&part, &sources), left.len(), 0, options.level))
}

/// [`distance_fragmentation`] before and after a removal, with the same sources.
///
/// # Returns
/// As [`distance_fragmentation`].
pub fn distance_loss(
    ties: &TieGraph,
    removed: &[MemberId],
    options: &DistanceOptions,
) -> Option<DistanceLoss> {
    let left = remaining(ties, removed);
    let (nodes, gone) = (ties.node_count(), ties.node_count() - left.len());
    let sources = draw(left.len(), options)?;
    let after = reach(&ties.part(&left), &sources);
    // Those removed are sources beside the sample: few, and the likeliest to be unlike the others.
    let mut removed: Vec<MemberId> = removed.to_vec();
    removed.retain(|member| member.index() < nodes);
    removed.sort_unstable();
    removed.dedup();
    let kept = sources.iter().map(|source| left[source.index()]);
    let before = reach(ties, &removed.iter().copied().chain(kept).collect::<Vec<_>>());
    let differences: Vec<f64> = {
        // Each on the scale of its own n, so that their mean is the difference of the two values.
        let scale = |n: usize| (n as f64 - 1.0).max(1.0);
        before[gone..].iter().zip(&after).map(|(b, a)| b / scale(nodes) - a / scale(left.len())).collect()
    };
    let whole = measure(&before, nodes, gone, options.level);
    let part = measure(&after, left.len(), 0, options.level);
    let difference = part.value - whole.value;
    let half = half_width(&differences, left.len(), options.level);
    let interval = half.map(|half| Interval { low: difference - half, high: difference + half });
    Some(DistanceLoss { before: whole, after: part, difference, interval })
}

pub(super) fn remaining(ties: &TieGraph, removed: &[MemberId]) -> Vec<MemberId> {
    let mut gone = vec![false; ties.node_count()];
    for member in removed {
        if let Some(gone) = gone.get_mut(member.index()) {
            *gone = true;
        }
    }
    ties.members().filter(|member| !gone[member.index()]).collect()
}

/// Everybody, or as many as asked for, in order.
fn draw(nodes: usize, options: &DistanceOptions) -> Option<Vec<MemberId>> {
    if nodes < 2 || options.sources == 0 {
        return None;
    }
    let mut all: Vec<MemberId> = (0..nodes as u32).map(MemberId).collect();
    if nodes > options.exact_nodes && options.sources < nodes {
        let mut rng = stream(options.seed, 0);
        for at in 0..options.sources {
            all.swap(at, at + below_u32(&mut rng, (nodes - at) as u32) as usize);
        }
        all.truncate(options.sources);
        all.sort_unstable();
    }
    Some(all)
}

fn reach(ties: &TieGraph, sources: &[MemberId]) -> Vec<f64> {
    // The search of all has 256 sources a step and needs no single bits.
    match sources.len() == ties.node_count() {
        true => {
            let harmonic = closeness(ties, &ClosenessOptions::default()).harmonic;
            sources.iter().map(|source| harmonic[source.index()]).collect()
        }
        false => reach_from(ties, sources),
    }
}

/// From sums of 1 / distance: the first `certain` of them are of certain sources, the others of a sample of the rest.
fn measure(sums: &[f64], nodes: usize, certain: usize, level: f64) -> DistanceFragmentation {
    let (sure, drawn) = sums.split_at(certain.min(sums.len()));
    let others = (nodes - certain) as f64;
    let mean = drawn.iter().sum::<f64>() / drawn.len().max(1) as f64;
    let pairs = nodes as f64 * (nodes as f64 - 1.0);
    let value = (1.0 - (sure.iter().sum::<f64>() + others * mean) / pairs).clamp(0.0, 1.0);
    let interval = half_width(drawn, nodes - certain, level).map(|half| {
        let half = half * others / pairs;
        Interval { low: (value - half).max(0.0), high: (value + half).min(1.0) }
    });
    DistanceFragmentation { value, interval, sources: sums.len() }
}

/// Half the width of the t interval of a mean of values drawn without replacement; `None` where all were taken.
fn half_width(values: &[f64], population: usize, level: f64) -> Option<f64> {
    let n = values.len();
    if n < 2 || n >= population {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1) as f64;
    let left = 1.0 - n as f64 / population as f64;
    let t = two_sided_t(level, (n - 1) as f64)?;
    Some(t * (variance * left / n as f64).sqrt())
}
