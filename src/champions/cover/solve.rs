//! The two questions: who would be enough, and who are the best so many.

use super::bound::Bounds;
use super::greedy::{NEGLIGIBLE, Until, fill, fill_quotas, in_order};
use super::local::{exchange, settled, shrink};
use super::problem::{CoverProblem, Instance, NO_GROUP, Partition};
use super::state::State;

/// A quota that was lowered because it cannot be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lowered {
    /// Position of the partition.
    pub partition: usize,
    /// Group of it.
    pub group: usize,
    /// Candidates wanted.
    pub wanted: u32,
    /// Candidates asked for instead.
    pub kept: u32,
}

/// A set of candidates, and how good it is at least.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverSet {
    /// Those who add most first.
    pub chosen: Vec<u32>,
    /// What each adds to those before.
    pub gains: Vec<f64>,
    /// What the set covers.
    pub covered: f64,
    /// Quotas that were lowered, because a group has fewer candidates, or there are more quotas than may be chosen.
    pub lowered: Vec<Lowered>,
    /// No set that keeps the (lowered) quotas and covers as much as was asked for has fewer.
    pub at_least: usize,
    /// No set of this size that keeps the quotas covers more.
    pub at_most: f64,
    /// Whether the bounds show that there is nothing better: no smaller set (of [`minimum_cover`]), no more covered (of
    /// [`best_cover`]).
    pub proven: bool,
    /// Whether the search for exchanges was cut short.
    pub cut_short: bool,
}

/// The smallest set that keeps all quotas and covers `target`, as nearly as greedy choice and exchanges find it, and how
/// small a set can be at all.
///
/// Quotas are filled first, the scarcest group first, then whoever adds most is added until the target is reached; members
/// who turn out not to be needed leave, and members are exchanged for others as long as that helps. A quota above the
/// candidates of its group is lowered to them; a target above what all candidates cover is lowered to that.
///
/// The greedy choice alone is within `1 + ln(greatest gain / least)` of the smallest set where there are no quotas (Wolsey);
/// [`CoverSet::at_least`] is what the data show, and mostly much closer.
///
/// # Complexity
/// O(arcs × log) in practice; the search for exchanges ends after a fixed amount of work.
///
/// # Example
/// Two circles of three and a tie between them; somebody is wanted in each, though one has all the activity.
/// ```
/// use cmgraph::champions::cover::{CoverProblem, Partition, minimum_cover};
/// let arcs: Vec<(u32, u32, f64)> = [(0, 0.9), (1, 0.9), (2, 0.9), (3, 0.1), (4, 0.1), (5, 0.1)]
///     .iter()
///     .flat_map(|&(u, p)| (0..3).map(move |v| (u, u / 3 * 3 + v, p)))
///     .collect();
/// let problem = CoverProblem::new(6, vec![1.0; 6], &arcs)?
///     .with_quotas(Partition { group_of: vec![0, 0, 0, 1, 1, 1], quotas: vec![1, 1] })?;
/// let set = minimum_cover(&problem, 2.0);
/// assert_eq!(set.chosen, [0, 3]);
/// assert_eq!((set.at_least, set.proven), (2, true));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// L. A. Wolsey, *An analysis of the greedy algorithm for the submodular set covering problem*, Combinatorica 2 (1982).
pub fn minimum_cover(problem: &CoverProblem, target: f64) -> CoverSet {
    smallest(problem.whole(), target)
}

/// The set of at most `size` candidates that keeps all quotas and covers most, as nearly as greedy choice and exchanges find
/// it, and how much a set can cover at all.
///
/// Quotas above the candidates of their group are lowered to them. Where the quotas ask for more than `size`, the
/// greatest is lowered, one at a time (of equal ones the last).
///
/// Without quotas the greedy choice covers at least `1 - 1/e` of the best, with those of one partition at least half of it;
/// [`CoverSet::at_most`] is what the data show.
///
/// # Complexity
/// As [`minimum_cover`].
///
/// # Example
/// ```
/// use cmgraph::champions::cover::{CoverProblem, best_cover};
/// let arcs = [(0, 0, 1.0), (0, 1, 1.0), (1, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)];
/// let problem = CoverProblem::new(3, vec![1.0; 4], &arcs)?;
/// let set = best_cover(&problem, 2);
/// assert_eq!((set.chosen.as_slice(), set.covered), ([0, 1].as_slice(), 3.0));
/// // No two reach more than 4; that 3 is the most is not proven by the bound.
/// assert_eq!((set.at_most, set.proven), (4.0, false));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, *An analysis of approximations for maximizing submodular set functions*,
/// Mathematical Programming 14 (1978).
pub fn best_cover(problem: &CoverProblem, size: usize) -> CoverSet {
    best(problem.whole(), size, |_, _| 0)
}

pub(super) fn smallest(instance: Instance<'_>, target: f64) -> CoverSet {
    let quotas = instance.quotas();
    let target = target.min(instance.covered(&instance.candidates()));
    let mut state = greedy(instance, &quotas, Until::Covers(target));
    let bounds = Bounds::of(instance, &quotas, Until::Covers(target), &state.chosen);
    let at_least = bounds.fewest(target);
    let complete = shrink(&mut state, &quotas, target, at_least);
    let state = settled(instance, &state.chosen);
    let at_most = bounds.most(state.chosen.len()).max(state.covered);
    let proven = at_least >= state.chosen.len();
    found(&state, lowered(instance, &quotas), at_least, at_most, proven, !complete)
}

/// `people_of` says how many people a group of a partition has: the quota that serves the fewest of them goes first.
pub(super) fn best(instance: Instance<'_>, size: usize, people_of: impl Fn(usize, usize) -> u64) -> CoverSet {
    let size = size.min(instance.candidates().len());
    let quotas = quotas_within(instance, size, people_of);
    let mut state = greedy(instance, &quotas, Until::Has(size));
    let complete = exchange(&mut state, &quotas);
    let state = settled(instance, &state.chosen);
    let at_most = Bounds::of(instance, &quotas, Until::Has(size), &state.chosen).most(size);
    let proven = at_most <= state.covered + NEGLIGIBLE;
    let at_most = at_most.max(state.covered);
    found(&state, lowered(instance, &quotas), state.chosen.len(), at_most, proven, !complete)
}

/// Quotas that so many can keep.
pub(super) fn quotas_within(
    instance: Instance<'_>,
    size: usize,
    people_of: impl Fn(usize, usize) -> u64,
) -> Vec<Vec<u32>> {
    let mut quotas = instance.quotas();
    loop {
        let mut state = State::new(instance);
        fill_quotas(&mut state, &quotas);
        let excess = state.chosen.len().saturating_sub(size);
        // Each quota lowered spares one person at most, so none goes down in vain.
        if excess == 0 || !(0..excess).all(|_| lower(&mut quotas, &people_of)) {
            return quotas;
        }
    }
}

/// Quotas, then whoever adds most.
pub(super) fn greedy<'a>(instance: Instance<'a>, quotas: &[Vec<u32>], until: Until) -> State<'a> {
    let mut state = State::new(instance);
    fill_quotas(&mut state, quotas);
    fill(&mut state, until);
    state
}

/// Lowers by one the quota whose last candidate serves the fewest people; whether there was one.
fn lower(quotas: &mut [Vec<u32>], people_of: impl Fn(usize, usize) -> u64) -> bool {
    let serves = |kind: usize, group: usize, quota: u32| people_of(kind, group) as f64 / f64::from(quota);
    let mut worst: Option<(f64, u32, usize, usize)> = None;
    for (kind, quotas) in quotas.iter().enumerate() {
        for (group, &quota) in quotas.iter().enumerate().filter(|(_, quota)| **quota > 0) {
            let this = (serves(kind, group, quota), quota, kind, group);
            let later = worst.is_none_or(|worst| {
                this.0
                    .total_cmp(&worst.0)
                    .then(worst.1.cmp(&quota))
                    .then((worst.2, worst.3).cmp(&(kind, group)))
                    .is_lt()
            });
            if later {
                worst = Some(this);
            }
        }
    }
    worst.is_some_and(|(_, _, kind, group)| {
        quotas[kind][group] -= 1;
        true
    })
}

fn lowered(instance: Instance<'_>, quotas: &[Vec<u32>]) -> Vec<Lowered> {
    let of_partition = |(partition, (known, kept)): (usize, (&Partition, &Vec<u32>))| {
        let pairs = known.quotas.iter().zip(kept).enumerate();
        pairs
            .filter(|(_, (wanted, kept))| kept < wanted)
            .map(|(group, (&wanted, &kept))| Lowered { partition, group, wanted, kept })
            .collect::<Vec<_>>()
    };
    instance.problem.partitions.iter().zip(quotas).enumerate().flat_map(of_partition).collect()
}

fn found(
    state: &State<'_>,
    lowered: Vec<Lowered>,
    at_least: usize,
    at_most: f64,
    proven: bool,
    cut_short: bool,
) -> CoverSet {
    let (chosen, gains) = in_order(state.instance, &state.chosen);
    CoverSet { chosen, gains, covered: state.covered, lowered, at_least, at_most, proven, cut_short }
}

impl CoverSet {
    /// How many of the set are of each group of a partition.
    pub fn by_group(&self, partition: &Partition) -> Vec<u32> {
        let mut counts = vec![0; partition.quotas.len()];
        for &candidate in &self.chosen {
            match partition.group_of.get(candidate as usize) {
                Some(&group) if group != NO_GROUP => counts[group as usize] += 1,
                _ => {}
            }
        }
        counts
    }
}
