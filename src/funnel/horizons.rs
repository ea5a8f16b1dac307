//! Where people are some time after entry.

use super::clock::{Clock, Clocked, age};
use super::journeys::{Journeys, state_before};
use super::{FunnelOptions, State};
use crate::activity::{Population, counted};
use crate::stats::{Interval, MultiState, OccupationOptions, Sojourn};
use std::cmp::Ordering;

/// Probability of being in a state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StateShare {
    /// The state.
    pub state: State,
    /// Probability that this is the furthest state reached by then.
    pub probability: f64,
    /// Interval by a bootstrap over persons.
    pub interval: Interval,
}

/// Where people are some days after entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Horizon {
    /// Days after entry.
    pub days: u32,
    /// Fewest people under observation on any day up to then.
    pub seen: u64,
    /// One probability an observable state; empty where there is not enough data.
    pub states: Vec<StateShare>,
    /// Why there are no probabilities.
    pub reason: Option<String>,
}

pub(super) fn horizons(
    population: &Population<'_>,
    journeys: &Journeys,
    clock: &Clock,
    clocked: &Clocked,
    options: &FunnelOptions,
) -> Vec<Horizon> {
    let days = options.sorted_horizons();
    let Some(&last) = days.last() else { return Vec::new() };
    let least = clocked.least_seen(last);
    let enough = |days: u32| least[days as usize] >= u64::from(options.min_at_risk);
    let asked: Vec<f64> = days.iter().copied().filter(|&d| enough(d)).map(f64::from).collect();
    let bootstrap = OccupationOptions {
        level: options.interval_level,
        replicates: options.draws,
        seed: options.seed,
        ..OccupationOptions::default()
    };
    let found = if asked.is_empty() {
        None
    } else {
        MultiState::new(&sojourns(population, journeys, clock, clocked, last), State::ALL.len())
            .and_then(|model| model.occupation(0, &asked, &bootstrap))
    };
    let mut found = found.unwrap_or_default().into_iter();
    let horizon = |days: u32| {
        let seen = least[days as usize];
        let none = |reason: String| Horizon { days, seen, states: Vec::new(), reason: Some(reason) };
        if !enough(days) {
            return none(format!(
                "not enough data about {} after entry: at some time before, fewer than {} colleagues of that age were observed",
                counted(u64::from(days), "day", "days"),
                options.min_at_risk
            ));
        }
        match found.next().and_then(|occupation| occupation.states) {
            Some(states) => Horizon {
                days,
                seen,
                states: State::ALL
                    .into_iter()
                    .zip(states)
                    .filter(|(state, _)| journeys.observable(*state))
                    .map(|(state, p)| StateShare { state, probability: p.probability, interval: p.interval })
                    .collect(),
                reason: None,
            },
            None => none(format!(
                "not enough data about {} after entry: nobody in one of the states is observed so long",
                counted(u64::from(days), "day", "days")
            )),
        }
    };
    days.into_iter().map(horizon).collect()
}

/// The stays of everybody in the states, in days since entry; those beyond the last horizon do not matter.
fn sojourns(
    population: &Population<'_>,
    journeys: &Journeys,
    clock: &Clock,
    clocked: &Clocked,
    last: u32,
) -> Vec<Sojourn> {
    let mut sojourns = Vec::with_capacity(2 * clocked.people.len());
    let mut ways = Vec::with_capacity(clocked.people.len());
    for &(i, ages) in &clocked.people {
        let begin = sojourns.len();
        let did = &journeys.did[i as usize];
        let end = clock.end(&population.people[i as usize]);
        // A delayed entry begins in the state known by then, and its first day counts.
        let (mut state, mut entry) = match ages.seen_from {
            Some(seen) => (state_before(did, clock.start), f64::from(seen - 1)),
            None => (State::Invited, f64::NEG_INFINITY),
        };
        let mut moves: Vec<(i32, State)> = State::ALL
            .into_iter()
            .filter(|&to| to > state)
            .filter_map(|to| Some((age(clock, &ages, did[to.index()], end)?, to)))
            .collect();
        moves.sort_unstable();
        let mut at = 0;
        while at < moves.len() {
            // The furthest of a day; what came before on that day was passed through.
            let day = moves[at].0;
            let mut to = state;
            while at < moves.len() && moves[at].0 == day {
                to = to.max(moves[at].1);
                at += 1;
            }
            if to > state && day <= last as i32 {
                let exit = f64::from(day);
                let (from, to_state) = (state.index() as u32, to.index() as u32);
                sojourns.push(Sojourn { person: i, state: from, entry, exit, to: Some(to_state) });
                (state, entry) = (to, exit);
            }
        }
        let until = f64::from(ages.until.min(last as i32 + 1));
        if state != State::Regular && entry < until {
            sojourns.push(Sojourn { person: i, state: state.index() as u32, entry, exit: until, to: None });
        }
        ways.push(begin..sojourns.len());
    }
    // The bootstrap draws people by number. Numbered by what they did, whoever came first in the roster does not
    // matter: those who did the same are the same to it.
    ways.sort_by(|a, b| {
        sojourns[a.clone()]
            .iter()
            .zip(&sojourns[b.clone()])
            .fold(a.len().cmp(&b.len()), |order, (a, b)| order.then_with(|| by_course(a, b)))
    });
    let numbered = ways
        .into_iter()
        .zip(0u32..)
        .flat_map(|(way, person)| sojourns[way].iter().map(move |stay| Sojourn { person, ..*stay }));
    numbered.collect()
}

/// Order of two stays, whoever's they are.
fn by_course(a: &Sojourn, b: &Sojourn) -> Ordering {
    let states = |stay: &Sojourn| (stay.state, stay.to);
    a.entry.total_cmp(&b.entry).then(a.exit.total_cmp(&b.exit)).then_with(|| states(a).cmp(&states(b)))
}
