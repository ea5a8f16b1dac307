//! How far the word of given seeds reaches.

use super::cascade::Cascade;
use super::generator::Draws;
use super::picks::Picks;
use super::reverse::{BLOCK, Walker};
use crate::graph::NO_GROUP;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED, Interval, wilson};
use crate::{Error, MemberId, Result};
use rayon::prelude::*;

/// Reverse reachable sets behind an estimate.
pub const DEFAULT_REACH_SETS: u64 = 1 << 16;

/// Blocks of the sets.
const REACH: u64 = 1 << 42;

/// Options of [`reach_of_seeds`].
#[derive(Debug, Clone, PartialEq)]
pub struct ReachOptions {
    /// Reverse reachable sets, 1 or more ([`DEFAULT_REACH_SETS`]); rounded up to a multiple of 128.
    pub sets: u64,
    /// Level of the intervals, inside (0, 1).
    pub interval_level: f64,
    /// Whether to tell the reach of the first seeds too (the default); without it, only of all, a set is left at the
    /// first seed, which is much faster where words go far.
    pub by_seed: bool,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for ReachOptions {
    fn default() -> Self {
        ReachOptions {
            by_seed: true,
            sets: DEFAULT_REACH_SETS,
            interval_level: DEFAULT_LEVEL,
            seed: DEFAULT_SEED,
        }
    }
}

/// Counts of [`reach_of_seeds`].
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// Members of the graph.
    pub members: usize,
    /// Sets drawn.
    pub sets: u64,
    /// Distinct seeds.
    pub seeds: usize,
    /// Sets that the first i + 1 seeds meet, at i; of all seeds only, without [`ReachOptions::by_seed`].
    pub met: Vec<u64>,
    /// Those of them whose root is none of these seeds: that a seed has the word is sure, and needs no draw.
    pub beyond: Vec<u64>,
    /// By group: sets whose root is in it, and those of them that the seeds meet.
    pub by_group: Vec<(u64, u64)>,
    /// Level of the intervals.
    pub interval_level: f64,
}

impl Reach {
    /// Expected number of members that the first `k` seeds reach, they themselves among them, and its interval: `k`, and
    /// n times the share of the sets that they meet elsewhere than at the root (Wilson). Of no seeds: 0. None if there are not so
    /// many, or not told. Without bias, so that means over many choices of seeds are too.
    pub fn of_first(&self, k: usize) -> Option<(f64, Interval)> {
        if k == 0 {
            return Some((0.0, Interval { low: 0.0, high: 0.0 }));
        }
        let beyond = if k == self.seeds { *self.beyond.last()? } else { *self.beyond.get(k - 1)? };
        let share = wilson(beyond, self.sets, self.interval_level)?;
        let (n, seeds) = (self.members as f64, k as f64);
        let reach = |share: f64| (seeds + n * share).min(n);
        let interval = Interval { low: reach(share.low), high: reach(share.high) };
        Some((reach(beyond as f64 / self.sets as f64), interval))
    }

    /// Expected number of members that all seeds reach, and its interval.
    pub fn of_all(&self) -> (f64, Interval) {
        self.of_first(self.seeds).unwrap_or((0.0, Interval { low: 0.0, high: 0.0 }))
    }

    /// Expected share of a group that the seeds reach, and its interval; None where no root fell into it.
    pub fn of_group(&self, group: usize) -> Option<(f64, Interval)> {
        let &(roots, met) = self.by_group.get(group)?;
        let share = wilson(met, roots, self.interval_level)?;
        Some((met as f64 / roots as f64, share))
    }
}

/// How many members the word of these seeds reaches, on average: for the first seed alone, the first two, and so on, and by
/// group. From reverse reachable sets: the seeds, and n times the share of
/// the sets that hold a seed other than their root.
///
/// The sets do not depend on the seeds, so two choices of seeds with the same options are compared on the same draws of the world.
/// `groups` has one label a member ([`NO_GROUP`] for none), or is empty. Seeds named twice count once. Expected time O(sets
/// times the size of a set), parallel; the same bits for any number of threads.
///
/// # Errors
/// [`Error::Option`] for an option out of range, a seed that is not in the graph, or labels that are not one a member.
///
/// ```
/// use cmgraph::graph::{ArcProbability, Cascade, CascadeOptions, InteractionGraph, ReachOptions, reach_of_seeds};
/// use cmgraph::MemberId;
/// let graph = InteractionGraph::from_arcs(3, &[1, 2], &[0, 1], &[1.0; 2])?;
/// let half = CascadeOptions { probability: ArcProbability::Uniform(0.5), ..CascadeOptions::default() };
/// let cascade = Cascade::new(&graph, &half)?;
/// let (reach, interval) = reach_of_seeds(&cascade, &[MemberId(0)], &[], &ReachOptions::default())?.of_all();
/// assert!(interval.contains(1.75) && (reach - 1.75).abs() < 0.02);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn reach_of_seeds(
    cascade: &Cascade<'_>,
    seeds: &[MemberId],
    groups: &[u32],
    options: &ReachOptions,
) -> Result<Reach> {
    let fault = |option, found: String, expected: String| Err(Error::Option { option, found, expected });
    let members = cascade.node_count();
    if !(options.interval_level > 0.0 && options.interval_level < 1.0) {
        return fault(
            "interval_level",
            options.interval_level.to_string(),
            "a number between 0 and 1".into(),
        );
    }
    if options.sets == 0 {
        return fault("sets", "0".into(), "1 or more".into());
    }
    if !groups.is_empty() && groups.len() != members {
        return fault("groups", format!("{} labels", groups.len()), format!("one a member ({members})"));
    }
    cascade.known("seeds", seeds)?;
    let mut rank = vec![u32::MAX; members];
    let mut first = 0;
    for seed in seeds {
        if rank[seed.index()] == u32::MAX {
            rank[seed.index()] = first;
            first += 1;
        }
    }
    let group_count =
        groups.iter().filter(|&&group| group != NO_GROUP).max().map_or(0, |&last| last as usize + 1);
    let blocks = if members == 0 { 0 } else { options.sets.div_ceil(BLOCK) };
    let picks = Picks::back(cascade);
    let places = if options.by_seed { first as usize } else { first.min(1) as usize };
    let nothing = || (vec![0u64; places], vec![0i64; places], vec![(0u64, 0u64); group_count]);
    let (ranks, steps, by_group) = (0..blocks as usize)
        .into_par_iter()
        .with_min_len(4)
        .fold(
            || (Walker::new(cascade, &picks), nothing()),
            |(mut walker, (mut ranks, mut steps, mut by_group)), block| {
                let mut draws = Draws::of_block(options.seed, REACH + block as u64);
                for _ in 0..BLOCK {
                    let (root, best) = walker.meets(&mut draws, &rank, !options.by_seed);
                    let met = best != u32::MAX;
                    if met {
                        let place = if options.by_seed { best as usize } else { 0 };
                        ranks[place] += 1;
                        // From the seed met on, up to the place at which the root itself is a seed.
                        let own = rank[root.index()];
                        if best != own {
                            steps[place] += 1;
                            if let Some(step) = steps.get_mut(own as usize) {
                                *step -= 1;
                            }
                        }
                    }
                    if let Some((roots, of_group)) =
                        groups.get(root.index()).and_then(|&group| by_group.get_mut(group as usize))
                    {
                        *roots += 1;
                        *of_group += u64::from(met);
                    }
                }
                (walker, (ranks, steps, by_group))
            },
        )
        .map(|(_, counts)| counts)
        .reduce(nothing, |(mut ranks, mut steps, mut by_group), (more, more_steps, more_by_group)| {
            ranks.iter_mut().zip(more).for_each(|(count, more)| *count += more);
            steps.iter_mut().zip(more_steps).for_each(|(count, more)| *count += more);
            by_group.iter_mut().zip(more_by_group).for_each(|(count, more)| {
                count.0 += more.0;
                count.1 += more.1;
            });
            (ranks, steps, by_group)
        });
    let mut met = ranks;
    for i in 1..met.len() {
        met[i] += met[i - 1];
    }
    let mut sum = 0;
    let added = steps.iter().map(|step| {
        sum += step;
        sum as u64
    });
    Ok(Reach {
        beyond: added.collect(),
        members,
        seeds: first as usize,
        sets: blocks * BLOCK,
        met,
        by_group,
        interval_level: options.interval_level,
    })
}
