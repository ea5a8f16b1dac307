//! Making a set smaller or better by small changes.

use super::greedy::NEGLIGIBLE;
use super::problem::Instance;
use super::state::State;

/// Arcs looked at before the search for swaps ends, with what it has by then: a count, not a time, so that every machine gives
/// the same set.
const MAX_WORK: u64 = 200_000_000;
/// Members who are left out in turn when a smaller set is looked for.
const MAX_STARTS: usize = 12;

/// Takes out members whom neither quotas nor target need, those who are missed least first.
pub(super) fn drop_spare(state: &mut State<'_>, quotas: &[Vec<u32>], target: f64) {
    let mut order: Vec<(f64, u32)> = Vec::with_capacity(state.chosen.len());
    for member in state.chosen.clone() {
        if state.spares(member, quotas) {
            order.push((loss(state, member), member));
        }
    }
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    for (known, member) in order {
        // A loss only grows as others leave.
        if state.covered - known < target - NEGLIGIBLE || !state.spares(member, quotas) {
            continue;
        }
        if state.covered - loss(state, member) >= target - NEGLIGIBLE {
            state.remove(member);
        }
    }
}

/// What would be lost without a member.
fn loss(state: &State<'_>, member: u32) -> f64 {
    let problem = state.instance.problem;
    let missed = |person: u32| -> f64 {
        let others = problem.back_row(person).iter();
        others
            .filter(|(other, _)| *other != member && state.inside[*other as usize])
            .map(|&(_, arc)| 1.0 - state.instance.reach[arc as usize])
            .product()
    };
    problem
        .row(member)
        .map(|arc| problem.person[arc])
        .map(|person| {
            state.instance.weights[person as usize] * (missed(person) - state.missed[person as usize])
        })
        .sum()
}

/// Exchanges a member for somebody outside, inside the quotas, as long as that covers more; the first such exchange is
/// taken. Gives the work that is left; 0 where the search was cut short.
///
/// With all pairs tried in vain, the set is a local optimum; nothing is ever made worse.
pub(super) fn swap(state: &mut State<'_>, quotas: &[Vec<u32>], mut work: u64) -> u64 {
    let instance = state.instance;
    let mut outside: Vec<(f64, u32)> = {
        let empty = State::new(instance);
        instance.candidates().into_iter().map(|candidate| (empty.gain(candidate), candidate)).collect()
    };
    outside.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut improved = true;
    while improved {
        improved = false;
        let mut members = state.chosen.clone();
        members.sort_unstable();
        for member in members {
            let covered = state.covered;
            let place = state.chosen.iter().position(|&other| other == member);
            let loss = state.remove(member);
            let mut other = None;
            for &(alone, candidate) in &outside {
                // Nobody adds more to a set than alone.
                if alone <= loss + NEGLIGIBLE || work == 0 {
                    break;
                }
                if candidate == member || state.inside[candidate as usize] {
                    continue;
                }
                work = work.saturating_sub(1 + instance.problem.row(candidate).len() as u64);
                // The member is out of the counts already, so that a quota holds with one more in the same group.
                if holds(state, member, candidate, quotas) && state.gain(candidate) > loss + NEGLIGIBLE {
                    other = Some(candidate);
                    break;
                }
            }
            state.add(other.unwrap_or(member));
            if other.is_some() {
                improved = true;
            } else {
                // The order of joining is kept, and no rounding is added up.
                state.covered = covered;
                if let (Some(place), Some(last)) = (place, state.chosen.pop()) {
                    state.chosen.insert(place, last);
                }
            }
        }
        if work == 0 {
            return 0;
        }
    }
    work
}

fn holds(state: &State<'_>, out: u32, candidate: u32, quotas: &[Vec<u32>]) -> bool {
    let mut partitions = state.instance.problem.partitions.iter().zip(&state.counts).zip(quotas);
    partitions.all(|((partition, counts), quotas)| {
        let group = partition.group_of[out as usize] as usize;
        partition.group_of[candidate as usize] as usize == group
            || counts.get(group).zip(quotas.get(group)).is_none_or(|(count, quota)| count >= quota)
    })
}

/// Exchanges members as long as that covers more; whether all exchanges were tried.
pub(super) fn exchange(state: &mut State<'_>, quotas: &[Vec<u32>]) -> bool {
    swap(state, quotas, MAX_WORK) > 0
}

/// Makes a set that covers the target smaller, down to `at_least`: takes out whoever is not needed, then tries with one fewer
/// whether exchanges make up for the loss, leaving out one after the other of those missed least. Whether all was tried.
pub(super) fn shrink(state: &mut State<'_>, quotas: &[Vec<u32>], target: f64, at_least: usize) -> bool {
    let mut work = MAX_WORK;
    loop {
        drop_spare(state, quotas, target);
        if state.chosen.len() <= at_least {
            return true;
        }
        let mut without: Vec<(f64, u32)> = state.chosen.iter().map(|&m| (loss(state, m), m)).collect();
        without.retain(|&(_, member)| state.spares(member, quotas));
        without.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let smaller = without.into_iter().take(MAX_STARTS).find_map(|(_, member)| {
            if work == 0 {
                return None;
            }
            let mut fewer = state.clone();
            fewer.remove(member);
            work = swap(&mut fewer, quotas, work);
            (fewer.covered >= target - NEGLIGIBLE).then_some(fewer)
        });
        match smaller {
            Some(fewer) => *state = fewer,
            None => break,
        }
    }
    // Of sets of this size the one that covers most.
    work = swap(state, quotas, work);
    drop_spare(state, quotas, target);
    work > 0
}

/// The same set with sums made anew, free of the rounding of many changes.
pub(super) fn settled<'a>(instance: Instance<'a>, set: &[u32]) -> State<'a> {
    let mut sorted = set.to_vec();
    sorted.sort_unstable();
    State::with(instance, &sorted)
}
