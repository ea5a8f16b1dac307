//! Lazy greedy choice with quotas.

use super::problem::{Instance, NO_GROUP};
use super::state::State;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Differences of coverage below this are rounding, in units of the weights.
pub(super) const NEGLIGIBLE: f64 = 1e-9;

/// A candidate and what it added when last looked at, which is never less than what it adds now.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stale {
    gain: f64,
    candidate: u32,
    /// Size of the set at the time of looking.
    size: usize,
}

impl Eq for Stale {}

impl Ord for Stale {
    /// By gain, then the smaller number: equal gains are decided the same way every time.
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then(other.candidate.cmp(&self.candidate))
    }
}

impl PartialOrd for Stale {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// When to stop choosing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Until {
    /// The set covers so much.
    Covers(f64),
    /// The set has so many.
    Has(usize),
}

impl Until {
    pub(super) fn reached(self, state: &State<'_>) -> bool {
        match self {
            Until::Covers(target) => state.covered >= target - NEGLIGIBLE,
            Until::Has(size) => state.chosen.len() >= size,
        }
    }
}

/// Chooses those who add most until the end, or until nobody is left (of a set that is to cover something: until nobody adds
/// anything); what each added. What a candidate adds only falls as the set grows, so a gain that was high once and still is
/// need not be compared with all others.
///
/// Reference: M. Minoux, *Accelerated greedy algorithms*, Optimization Techniques (1978); J. Leskovec et al., *Cost-effective
/// outbreak detection in networks*, KDD (2007).
pub(super) fn fill(state: &mut State<'_>, until: Until) -> Vec<f64> {
    let mut gains = Vec::new();
    let size = state.chosen.len();
    let outside = state.instance.candidates().into_iter().filter(|&c| !state.inside[c as usize]);
    let fresh = |candidate| Stale { gain: state.gain(candidate), candidate, size };
    let mut heap: BinaryHeap<Stale> = outside.map(fresh).collect();
    while !until.reached(state) {
        let Some(top) = heap.pop() else { break };
        let size = state.chosen.len();
        if top.size < size {
            heap.push(Stale { gain: state.gain(top.candidate), size, ..top });
        } else if top.gain <= 0.0 && matches!(until, Until::Covers(_)) {
            break;
        } else {
            gains.push(state.add(top.candidate));
        }
    }
    gains
}

/// Fills the quotas: group by group, where fewest can be spared first, those who are wanted by most partitions, then those who
/// add most.
pub(super) fn fill_quotas(state: &mut State<'_>, quotas: &[Vec<u32>]) {
    let problem = state.instance.problem;
    let mut groups: Vec<(i64, usize, usize)> = Vec::new();
    let mut members: Vec<Vec<Vec<u32>>> = Vec::new();
    for (kind, partition) in problem.partitions.iter().enumerate() {
        let mut of = vec![Vec::new(); partition.quotas.len()];
        for candidate in state.instance.candidates() {
            let group = partition.group_of[candidate as usize];
            if group != NO_GROUP {
                of[group as usize].push(candidate);
            }
        }
        for (group, of) in of.iter().enumerate() {
            let quota = quotas[kind][group];
            if quota > 0 {
                groups.push((of.len() as i64 - i64::from(quota), kind, group));
            }
        }
        members.push(of);
    }
    groups.sort_unstable();
    for (_, kind, group) in groups {
        while state.counts[kind][group] < quotas[kind][group] {
            let outside = members[kind][group].iter().filter(|&&c| !state.inside[c as usize]);
            let best = outside
                .map(|&c| (state.lacking(c, quotas), Stale { gain: state.gain(c), candidate: c, size: 0 }))
                .max();
            let Some((_, best)) = best else { break };
            state.add(best.candidate);
        }
    }
}

/// The members of a set in the order in which they add most, with what each adds to those before.
pub(super) fn in_order(instance: Instance<'_>, set: &[u32]) -> (Vec<u32>, Vec<f64>) {
    let mut allowed = vec![false; instance.problem.candidates()];
    set.iter().for_each(|&candidate| allowed[candidate as usize] = true);
    let mut state = State::new(Instance { allowed: Some(&allowed), ..instance });
    let gains = fill(&mut state, Until::Has(set.len()));
    (state.chosen, gains)
}
