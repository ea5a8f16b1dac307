//! The seeds whose word reaches most, with a guarantee.

use super::bounds::{first_sets, lower, rounds, upper};
use super::cascade::Cascade;
use super::generator::Draws;
use super::greedy::{Sets, most_covering};
use super::picks::Picks;
use super::reverse::{BLOCK, Walker};
use crate::stats::{DEFAULT_SEED, Interval};
use crate::{Error, MemberId, Result};
use rayon::prelude::*;
use std::ops::Range;

/// Seeds that are looked for.
pub const DEFAULT_SEEDS: usize = 10;
/// How far the reach may be below 1 - 1/e of the best, as a share of the best.
pub const DEFAULT_SPREAD_EPSILON: f64 = 0.1;

/// Blocks of the sets for choosing, for checking.
const CHOICE: u64 = 1 << 40;
const CHECK: u64 = 1 << 41;

/// Options of [`best_seeds`].
#[derive(Debug, Clone, PartialEq)]
pub struct SeedOptions {
    /// How many seeds ([`DEFAULT_SEEDS`]); all who may be chosen where there are fewer.
    pub k: usize,
    /// How far below 1 - 1/e of the best reach the result may be, inside (0, 1 - 1/e) ([`DEFAULT_SPREAD_EPSILON`]).
    pub epsilon: f64,
    /// Risk that it is further below, inside (0, 1); None for one over the number of members.
    pub delta: Option<f64>,
    /// Who may be chosen; None for everybody.
    pub candidates: Option<Vec<MemberId>>,
    /// Who may not be chosen, whatever the candidates: people who opted out. A word still passes through them.
    pub forbidden: Vec<MemberId>,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for SeedOptions {
    fn default() -> Self {
        SeedOptions {
            k: DEFAULT_SEEDS,
            epsilon: DEFAULT_SPREAD_EPSILON,
            delta: None,
            candidates: None,
            forbidden: Vec::new(),
            seed: DEFAULT_SEED,
        }
    }
}

/// Seeds of [`best_seeds`] and what is known about their reach.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedSet {
    /// In the order in which they were chosen: the first i are the greedy choice of i.
    pub seeds: Vec<MemberId>,
    /// Expected number of members reached, the seeds among them, estimated from sets that were not used to choose.
    pub reach: f64,
    /// Interval of the expected reach; holds with probability 1 - delta at least (at all checks at once).
    pub interval: Interval,
    /// Reach that no choice of as many exceeds, with the same confidence.
    pub best_at_most: f64,
    /// Lower end of the interval over `best_at_most`: at least so much of the best is reached.
    pub ratio: f64,
    /// Whether `ratio` is 1 - 1/e - epsilon or more. False only after the last round, where the guarantee holds by the number of sets.
    pub by_bounds: bool,
    /// Reverse reachable sets drawn to choose, and as many to check.
    pub sets: u64,
    /// Rounds, each with twice the sets.
    pub rounds: u32,
}

/// The seeds whose word reaches most, by OPIM-C: with probability 1 - delta their expected reach is at least
/// 1 - 1/e - epsilon of what the best choice reaches. Mostly it is much nearer, as `ratio` tells.
///
/// Reverse reachable sets are drawn, k members that meet most of them are taken greedily, and as many fresh sets
/// tell what these reach; while the bounds are too far apart the number of sets is doubled. The fresh sets are drawn only where
/// the bounds could meet, and each only until it meets a seed.
///
/// Expected time O((k + log(1/delta)) (n + m) log n / epsilon²). Parallel; the same result for a seed, whatever the number of
/// threads. An empty graph, or nobody who may be chosen, has no seeds and reach 0.
///
/// # Errors
/// [`Error::Option`] for an option out of range, or a member that is not in the graph.
///
/// References: J. Tang, X. Tang, X. Xiao and J. Yuan, "Online processing algorithms for influence maximization", SIGMOD
/// 2018; D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network", KDD 2003.
///
/// ```
/// use cmgraph::graph::{Cascade, CascadeOptions, InteractionGraph, SeedOptions, best_seeds};
/// use cmgraph::MemberId;
/// // Everybody answers Ann (0); two answer Bo (1) as well.
/// let (from, to): (Vec<u32>, Vec<u32>) = (2..30).map(|who| (who, 0)).chain([(28, 1), (29, 1)]).unzip();
/// let graph = InteractionGraph::from_arcs(30, &from, &to, &[1.0; 30])?;
/// let cascade = Cascade::new(&graph, &CascadeOptions::default())?;
/// let found = best_seeds(&cascade, &SeedOptions { k: 2, ..SeedOptions::default() })?;
/// assert_eq!(found.seeds, [MemberId(0), MemberId(1)]);
/// assert!((found.reach - 30.0).abs() < 1.0);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn best_seeds(cascade: &Cascade<'_>, options: &SeedOptions) -> Result<SeedSet> {
    let members = cascade.node_count();
    let allowed = options.check(cascade)?;
    let k = options.k.min(allowed.iter().filter(|&&allowed| allowed).count());
    if k == 0 {
        return Ok(SeedSet::nobody());
    }
    let n = members as f64;
    let delta = options.delta.unwrap_or(1.0 / n.max(2.0));
    let target = 1.0 - (-1f64).exp() - options.epsilon;
    let most = rounds(members, k, options.epsilon);
    let a = (3.0 * f64::from(most) / delta).ln();
    let picks = Picks::back(cascade);
    let mut sets = Sets::default();
    let mut blocks = 0;
    let mut wanted = first_sets(members, k, delta).div_ceil(BLOCK);
    for round in 1.. {
        draw(cascade, &picks, options.seed, blocks..wanted, &mut sets);
        blocks = wanted;
        let drawn = blocks * BLOCK;
        let covering = most_covering(&sets, k, &allowed);
        let best_at_most = upper(covering.at_most as f64, drawn, n, a);
        // Sets that chose the seeds flatter them: where even these do not suffice, fresh ones would not.
        let hopeless = lower(covering.covered, drawn, n, a) < target * best_at_most;
        if hopeless && round < most {
            wanted *= 2;
            continue;
        }
        let covered = check(cascade, &picks, options.seed, blocks, &covering.chosen);
        let low = lower(covered, drawn, n, a);
        let ratio = low / best_at_most;
        if ratio >= target || round == most {
            let reach = n * covered as f64 / drawn as f64;
            // Seeds reach themselves.
            let interval = Interval {
                low: low.max(covering.chosen.len() as f64).min(n),
                high: upper(covered as f64, drawn, n, a).max(covering.chosen.len() as f64),
            };
            return Ok(SeedSet {
                seeds: covering.chosen,
                reach,
                interval,
                best_at_most,
                ratio,
                by_bounds: ratio >= target,
                sets: drawn,
                rounds: round,
            });
        }
        wanted *= 2;
    }
    Ok(SeedSet::nobody())
}

/// Draws the sets of these blocks.
fn draw(cascade: &Cascade<'_>, picks: &Picks<'_>, seed: u64, blocks: Range<u64>, sets: &mut Sets) {
    let drawn: Vec<Sets> = (blocks.start as usize..blocks.end as usize)
        .into_par_iter()
        .map_init(
            || Walker::new(cascade, picks),
            |walker, block| {
                let mut draws = Draws::of_block(seed, CHOICE + block as u64);
                let mut sets = Sets::default();
                for _ in 0..BLOCK {
                    walker.draw(&mut draws, &mut sets.members);
                    sets.ends.push(sets.members.len());
                }
                sets
            },
        )
        .collect();
    for block in drawn {
        let base = sets.members.len();
        sets.members.extend(block.members);
        sets.ends.extend(block.ends.iter().map(|end| base + end));
    }
}

/// How many of fresh sets meet a seed.
fn check(cascade: &Cascade<'_>, picks: &Picks<'_>, seed: u64, blocks: u64, seeds: &[MemberId]) -> u64 {
    let mut rank = vec![u32::MAX; cascade.node_count()];
    seeds.iter().for_each(|seed| rank[seed.index()] = 0);
    (0..blocks as usize)
        .into_par_iter()
        .map_init(
            || Walker::new(cascade, picks),
            |walker, block| {
                let mut draws = Draws::of_block(seed, CHECK + block as u64);
                (0..BLOCK).filter(|_| walker.meets(&mut draws, &rank, true).1 == 0).count() as u64
            },
        )
        .sum()
}

impl SeedSet {
    fn nobody() -> SeedSet {
        SeedSet {
            seeds: Vec::new(),
            reach: 0.0,
            interval: Interval { low: 0.0, high: 0.0 },
            best_at_most: 0.0,
            ratio: 1.0,
            by_bounds: true,
            sets: 0,
            rounds: 0,
        }
    }
}

impl SeedOptions {
    /// Who may be chosen.
    fn check(&self, cascade: &Cascade<'_>) -> Result<Vec<bool>> {
        let fault = |option, found: f64, expected: &str| {
            Err(Error::Option { option, found: found.to_string(), expected: expected.into() })
        };
        if !(self.epsilon > 0.0 && self.epsilon < 1.0 - (-1f64).exp()) {
            return fault("epsilon", self.epsilon, "above 0 and below 1 - 1/e = 0.632");
        }
        if let Some(delta) = self.delta.filter(|delta| !(*delta > 0.0 && *delta < 1.0)) {
            return fault("delta", delta, "between 0 and 1");
        }
        let members = cascade.node_count();
        let mut allowed = vec![self.candidates.is_none(); members];
        if let Some(candidates) = &self.candidates {
            cascade.known("candidates", candidates)?.iter().for_each(|member| allowed[member.index()] = true);
        }
        cascade
            .known("forbidden", &self.forbidden)?
            .iter()
            .for_each(|member| allowed[member.index()] = false);
        Ok(allowed)
    }
}
