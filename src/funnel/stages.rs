//! How many are how far, and how long it takes.

use super::clock::{Clock, Clocked, age};
use super::journeys::{Journeys, reached, state_before};
use super::{FunnelOptions, State};
use crate::Timestamp;
use crate::View;
use crate::activity::Population;
use crate::stats::{Interval, Lifetime, SurvivalOptions, kaplan_meier_with, wilson};

/// A number of people out of those who could have, with a Wilson score interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// People of whom it holds.
    pub people: u64,
    /// People of whom it could.
    pub of: u64,
    /// Interval of the share; `None` where there is nobody of whom it could.
    pub interval: Option<Interval>,
}

impl Part {
    pub(super) fn new(people: u64, of: u64, level: f64) -> Part {
        Part { people, of, interval: wilson(people, of, level) }
    }

    /// `people / of`; `None` where there is nobody of whom it could hold.
    pub fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| self.people as f64 / self.of as f64)
    }
}

/// Days by which half have come so far (Kaplan-Meier), with the limits of Brookmeyer and Crowley.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianDays {
    /// People whose way was seen.
    pub people: u32,
    /// The median; `None` where fewer than half come so far in the time observed.
    pub days: Option<f64>,
    /// Lower limit. It can be there where the median is not: "at least so many days".
    pub low: Option<f64>,
    /// Upper limit; `None` where none can be given.
    pub high: Option<f64>,
}

/// One state of the funnel, at the end of the view.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The state.
    pub state: State,
    /// Whether the export can tell about it. Where not, everything below is `None`.
    pub observable: bool,
    /// People at least so far, out of all who could take part.
    pub at_least: Option<Part>,
    /// People whose furthest state this is.
    pub here: Option<u64>,
    /// People who did this very thing; those further on may have skipped it.
    pub did: Option<u64>,
    /// People at least so far, out of those at least in the observable state before.
    pub conversion: Option<Part>,
    /// From entry; `None` where too few were seen from their entry.
    pub from_entry: Option<MedianDays>,
    /// From the observable state before; `None` where too few were seen in it.
    pub from_previous: Option<MedianDays>,
}

pub(super) fn stages(
    view: &View<'_>,
    population: &Population<'_>,
    journeys: &Journeys,
    clock: &Clock,
    clocked: &Clocked,
    options: &FunnelOptions,
) -> Vec<Stage> {
    let (mut here, mut did) = ([0u64; State::ALL.len()], [0u64; State::ALL.len()]);
    for (_, times) in present(view, population, journeys) {
        here[state_before(times, view.to()).index()] += 1;
        for (did, &at) in did.iter_mut().zip(times) {
            *did += u64::from(at < view.to());
        }
    }
    let headcount: u64 = here.iter().sum();
    did[State::Invited.index()] = headcount;
    let mut previous: Option<(State, u64)> = None;
    let level = options.interval_level;
    let mut stages = Vec::new();
    for state in State::ALL {
        if !journeys.observable(state) {
            stages.push(Stage {
                state,
                observable: false,
                at_least: None,
                here: None,
                did: None,
                conversion: None,
                from_entry: None,
                from_previous: None,
            });
            continue;
        }
        let people = here[state.index()..].iter().sum();
        let later = previous.is_some();
        let median = |from| median(from, state, population, journeys, clock, clocked, options);
        stages.push(Stage {
            state,
            observable: true,
            at_least: Some(Part::new(people, headcount, level)),
            here: Some(here[state.index()]),
            did: Some(did[state.index()]),
            conversion: previous.map(|(_, of)| Part::new(people, of, level)),
            from_entry: if later { median(State::Invited) } else { None },
            from_previous: previous.and_then(|(before, _)| median(before)),
        });
        previous = Some((state, people));
    }
    stages
}

/// People with the organisation at the end of the view, with their first times. Nobody where nothing is observed.
pub(super) fn present<'a>(
    view: &View<'_>,
    population: &'a Population<'_>,
    journeys: &'a Journeys,
) -> impl Iterator<Item = (usize, &'a super::journeys::Did)> {
    let last = Timestamp(view.to().0.saturating_sub(1));
    let observed = view.from() < view.to();
    let people = population.people.iter().zip(&journeys.did).enumerate();
    people.filter(move |(_, (person, _))| observed && person.present(last)).map(|(i, (_, did))| (i, did))
}

/// Days from one state to another, those who have not come so far or have left being censored.
fn median(
    from: State,
    to: State,
    population: &Population<'_>,
    journeys: &Journeys,
    clock: &Clock,
    clocked: &Clocked,
    options: &FunnelOptions,
) -> Option<MedianDays> {
    let mut lifetimes = Vec::new();
    let mut from_start = 0;
    for (i, ages) in &clocked.people {
        let did = &journeys.did[*i as usize];
        let end = clock.end(&population.people[*i as usize]);
        let zero = match from {
            State::Invited => Some(0),
            _ => age(clock, ages, reached(did, from), end),
        };
        let Some(zero) = zero else { continue };
        let event = age(clock, ages, reached(did, to), end);
        // Whoever had come so far before being seen tells nothing about how long it takes.
        let first_seen = ages.seen_from.filter(|&seen| seen > zero);
        if first_seen.is_some() && reached(did, to) < clock.start {
            continue;
        }
        let entry = first_seen.map_or(f64::NEG_INFINITY, |seen| f64::from(seen - zero - 1));
        from_start += u32::from(first_seen.is_none());
        let exit = f64::from(event.unwrap_or(ages.until) - zero);
        lifetimes.push(Lifetime { entry, exit, event: event.is_some() });
    }
    if from_start < options.min_at_risk {
        return None;
    }
    let km = SurvivalOptions { level: options.interval_level, ..SurvivalOptions::default() };
    let curve = kaplan_meier_with(&lifetimes, &km)?;
    let median = curve.median();
    Some(MedianDays { people: curve.n, days: median.time, low: median.low, high: median.high })
}
