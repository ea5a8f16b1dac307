//! Key players: the set whose removal breaks a graph most, or that reaches most of it.

use super::components::Remains;
use super::distances::remaining;
use super::fragmentation::Fragmentation;
use super::search::reach_from;
use super::subsets;
use crate::MemberId;
use crate::error::{Error, Result};
use crate::graph::TieGraph;
use rayon::prelude::*;

/// Sets up to which all are tried.
pub const DEFAULT_MAX_SETS: u64 = 20_000;
/// Members with most ties who are tried where not all sets are.
pub const DEFAULT_CANDIDATES: usize = 100;
/// Most members of a graph: above it every measure but the fragmentation would take minutes.
pub const MAX_KEY_NODES: usize = 5_000;

/// What a set is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlayerMeasure {
    /// Fragmentation F without the set, see [`fragmentation`](super::fragmentation()).
    Fragmentation,
    /// Distance-weighted fragmentation DF without the set, see [`distance_fragmentation`](super::distance_fragmentation).
    DistanceFragmentation,
    /// Distance-weighted reach `DR = (1/n) Σ_j 1 / d(S, j)`, members of the set counting 1: 1 if everybody is tied to the set.
    DistanceReach,
    /// Share of the members, those of the set included, within this many steps of the set.
    Reach(u32),
}

/// How the set is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPlayerOptions {
    /// Sets up to which all are tried, so that the answer is the best there is; default [`DEFAULT_MAX_SETS`].
    pub max_sets: u64,
    /// Otherwise: members with most ties among whom the set is grown and swapped; default [`DEFAULT_CANDIDATES`].
    pub candidates: usize,
}

impl Default for KeyPlayerOptions {
    fn default() -> Self {
        KeyPlayerOptions { max_sets: DEFAULT_MAX_SETS, candidates: DEFAULT_CANDIDATES }
    }
}

/// A set and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPlayers {
    /// The set, by id.
    pub members: Vec<MemberId>,
    /// Value of the measure.
    pub value: f64,
    /// Whether all sets were tried; otherwise there may be a better one.
    pub exact: bool,
}

/// Values closer than this are equal: sums of fractions in another order.
const SAME: f64 = 1e-12;

/// The `k` members whose removal breaks a graph most (`Fragmentation`, `DistanceFragmentation`), or who together reach
/// most of it (`DistanceReach`, `Reach`): KPP-Neg and KPP-Pos.
///
/// All sets are tried where there are few; else the set grows by the best member and is improved by swaps until none
/// helps, among the members with most ties. Of equal sets the first in the order of ids.
///
/// # Errors
/// [`Error::Option`] unless `1 <= k <= n - 2`, or for more than [`MAX_KEY_NODES`] members.
///
/// # Complexity
/// O(sets · m) for the fragmentation, O(sets · n m / 64) for its distance form, O(n m / 64 + sets · n k) for reach.
///
/// # Example
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::{InteractionGraph, KeyPlayerMeasure, key_players};
/// // Two triangles joined by 2 - 3.
/// let graph = InteractionGraph::from_arcs(6, &[0, 0, 1, 2, 3, 3, 4], &[1, 2, 2, 3, 4, 5, 5], &[1.0; 7])?.ties();
/// let found = key_players(&graph, 1, KeyPlayerMeasure::Fragmentation, &Default::default())?;
/// assert_eq!((found.members, found.value, found.exact), (vec![MemberId(2)], 0.6, true));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// S. P. Borgatti, *Identifying sets of key players in a social network*, Computational and Mathematical Organization
/// Theory 12 (2006), 21-34.
pub fn key_players(
    ties: &TieGraph,
    k: usize,
    measure: KeyPlayerMeasure,
    options: &KeyPlayerOptions,
) -> Result<KeyPlayers> {
    let nodes = ties.node_count();
    if k == 0 || k + 2 > nodes {
        let expected =
            format!("from 1 to {}, so that two of {nodes} members remain", nodes.saturating_sub(2));
        return Err(Error::Option { option: "k", found: k.to_string(), expected });
    }
    if nodes > MAX_KEY_NODES {
        let expected =
            format!("a graph of at most {MAX_KEY_NODES} members; take a unit, or those with most ties");
        return Err(Error::Option { option: "graph", found: format!("{nodes} members"), expected });
    }
    let exact = subsets::count(nodes, k) <= options.max_sets;
    let pool: Vec<MemberId> =
        if exact { ties.members().collect() } else { busiest(ties, k.max(options.candidates)) };
    let judge = Judge::new(ties, measure, &pool);
    let (chosen, value) = if exact { enumerate(&judge, nodes, k) } else { search(&judge, k) };
    let mut members: Vec<MemberId> = chosen.iter().map(|&at| pool[at as usize]).collect();
    members.sort_unstable();
    Ok(KeyPlayers { members, value, exact })
}

/// The value of one set under a measure of [`key_players`].
///
/// # Returns
/// `None` if a member does not exist or stands twice, the set is empty, or fewer than two others remain.
///
/// # Complexity
/// O(n + m); for the distance form O(n m / 64).
pub fn key_player_value(ties: &TieGraph, members: &[MemberId], measure: KeyPlayerMeasure) -> Option<f64> {
    let nodes = ties.node_count();
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let known = sorted.last().is_some_and(|last| last.index() < nodes);
    if !known || sorted.len() != members.len() || members.len() + 2 > nodes {
        return None;
    }
    let set: Vec<u32> = (0..sorted.len() as u32).collect();
    Some(Judge::new(ties, measure, &sorted).value(&mut Remains::new(ties), &set))
}

/// Those with most ties; by id among equals, and in order of id.
fn busiest(ties: &TieGraph, n: usize) -> Vec<MemberId> {
    let mut all: Vec<MemberId> = ties.members().collect();
    all.sort_by_key(|&member| std::cmp::Reverse(ties.degree(member)));
    all.truncate(n);
    all.sort_unstable();
    all
}

/// Values of sets of a pool.
struct Judge<'a> {
    ties: &'a TieGraph,
    measure: KeyPlayerMeasure,
    pool: &'a [MemberId],
    /// For reach: what each of the pool gives to each member, row by row.
    given: Vec<f64>,
}

impl<'a> Judge<'a> {
    fn new(ties: &'a TieGraph, measure: KeyPlayerMeasure, pool: &'a [MemberId]) -> Judge<'a> {
        let nodes = ties.node_count();
        let mut given = Vec::new();
        let gain = |steps: u32| match measure {
            KeyPlayerMeasure::Reach(most) => f64::from(u8::from(steps <= most)),
            _ => 1.0 / f64::from(steps.max(1)),
        };
        if matches!(measure, KeyPlayerMeasure::DistanceReach | KeyPlayerMeasure::Reach(_)) {
            given = vec![0.0; pool.len() * nodes];
            given.par_chunks_mut(nodes.max(1)).zip(pool).for_each(|(row, &source)| {
                for (member, steps) in steps_from(ties, source) {
                    row[member.index()] = gain(steps);
                }
            });
        }
        Judge { ties, measure, pool, given }
    }

    /// Value of a set of positions in the pool.
    fn value(&self, remains: &mut Remains<'_>, set: &[u32]) -> f64 {
        let members = || set.iter().map(|&at| self.pool[at as usize]).collect::<Vec<_>>();
        let nodes = self.ties.node_count();
        match self.measure {
            KeyPlayerMeasure::Fragmentation => {
                Fragmentation::of(&remains.without(&members())).map_or(0.0, |found| found.fragmentation)
            }
            KeyPlayerMeasure::DistanceFragmentation => {
                let left = remaining(self.ties, &members());
                let part = self.ties.part(&left);
                let all: Vec<MemberId> = part.members().collect();
                let pairs = left.len() as f64 * (left.len() as f64 - 1.0);
                1.0 - reach_from(&part, &all).iter().sum::<f64>() / pairs
            }
            KeyPlayerMeasure::DistanceReach | KeyPlayerMeasure::Reach(_) => {
                let best = |member: usize| {
                    set.iter().map(|&at| self.given[at as usize * nodes + member]).fold(0.0, f64::max)
                };
                (0..nodes).map(best).sum::<f64>() / nodes as f64
            }
        }
    }

    /// The value of every set, in their order.
    fn values(&self, sets: &[Vec<u32>]) -> Vec<f64> {
        let remains = || Remains::new(self.ties);
        sets.par_iter().map_init(remains, |remains, set| self.value(remains, set)).collect()
    }
}

/// Everybody within reach and the steps to them; the source first, at 0.
fn steps_from(ties: &TieGraph, source: MemberId) -> Vec<(MemberId, u32)> {
    let mut seen = vec![false; ties.node_count()];
    seen[source.index()] = true;
    let mut found = vec![(source, 0)];
    let mut at = 0;
    while let Some(&(member, steps)) = found.get(at) {
        at += 1;
        for &other in ties.neighbours(member).members {
            if !std::mem::replace(&mut seen[other.index()], true) {
                found.push((other, steps + 1));
            }
        }
    }
    found
}

/// The best of all sets.
fn enumerate(judge: &Judge<'_>, n: usize, k: usize) -> (Vec<u32>, f64) {
    let mut set: Vec<u32> = (0..k as u32).collect();
    let mut sets = vec![set.clone()];
    while subsets::next(&mut set, n) {
        sets.push(set.clone());
    }
    let values = judge.values(&sets);
    best(sets, &values)
}

/// The best set, the first of equals.
fn best(sets: Vec<Vec<u32>>, values: &[f64]) -> (Vec<u32>, f64) {
    let mut top: Option<(usize, f64)> = None;
    for (at, &value) in values.iter().enumerate() {
        if top.is_none_or(|(_, known)| value > known + SAME) {
            top = Some((at, value));
        }
    }
    let (at, value) = top.unwrap_or((0, 0.0));
    (sets.into_iter().nth(at).unwrap_or_default(), value)
}

/// From two starts, the better: grown by the best member each time, and those with most ties. Each is swapped, one
/// for another, as long as that helps.
fn search(judge: &Judge<'_>, k: usize) -> (Vec<u32>, f64) {
    let n = judge.pool.len();
    let mut grown = Vec::new();
    while grown.len() < k {
        let larger: Vec<Vec<u32>> =
            outside(&grown, n).into_iter().map(|at| grown.iter().copied().chain([at]).collect()).collect();
        let values = judge.values(&larger);
        grown = best(larger, &values).0;
    }
    let mut most: Vec<u32> = (0..n as u32).collect();
    most.sort_by_key(|&at| std::cmp::Reverse(judge.ties.degree(judge.pool[at as usize])));
    most.truncate(k);
    let (sets, values): (Vec<_>, Vec<_>) = [grown, most].into_iter().map(|start| swap(judge, start)).unzip();
    best(sets, &values)
}

fn outside(set: &[u32], n: usize) -> Vec<u32> {
    (0..n as u32).filter(|at| !set.contains(at)).collect()
}

fn swap(judge: &Judge<'_>, mut set: Vec<u32>) -> (Vec<u32>, f64) {
    let mut value = judge.values(std::slice::from_ref(&set)).first().copied().unwrap_or(0.0);
    loop {
        let others = outside(&set, judge.pool.len());
        let swapped: Vec<Vec<u32>> = (0..set.len())
            .flat_map(|place| {
                let set = &set;
                others.iter().map(move |&at| {
                    let mut other = set.clone();
                    other[place] = at;
                    other
                })
            })
            .collect();
        let values = judge.values(&swapped);
        let (better, found) = best(swapped, &values);
        if found <= value + SAME {
            return (set, value);
        }
        (set, value) = (better, found);
    }
}
