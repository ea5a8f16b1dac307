//! Time to the first post, and time to silence.

use super::RetentionOptions;
use super::history::{Beginning, Histories};
use crate::activity::{Basis, Comparison, Population, comparison};
use crate::community::Roster;
use crate::stats::{Lifetime, Survival, kaplan_meier, kaplan_meier_by};
use crate::time::{Day, DayClock};
use crate::{Timestamp, View};
use std::collections::BTreeMap;

/// What a unit is called whose people have none.
pub const UNKNOWN_UNIT: &str = "(unknown)";

/// What people waited for, or how long they lasted, in days.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Kaplan-Meier estimate over everybody; `None` where nobody was at risk.
    pub survival: Option<Survival>,
    /// By unit in order of name, the unknown one last; empty unless asked for.
    pub units: Vec<UnitWaiting>,
    /// Whether the units differ; `None` unless asked for, and where there is nothing to compare.
    pub comparison: Option<Comparison>,
    /// Who is not in it and why.
    pub excluded: Vec<(&'static str, u64)>,
}

/// The same of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitWaiting {
    /// Path of the unit, or [`UNKNOWN_UNIT`].
    pub unit: String,
    /// Kaplan-Meier estimate; `None` where nobody of the unit was at risk.
    pub survival: Option<Survival>,
}

/// A lifetime and whose it is.
type Owned = (usize, Lifetime);

/// From being able to write to the first post or reply.
pub(super) fn first_post(
    view: &View<'_>,
    population: &Population<'_>,
    histories: &Histories,
    options: &RetentionOptions,
) -> Waiting {
    let seen_from = view.from();
    // That of the view does not know the changes of the clocks before it.
    let clock = DayClock::new(&view.window().zone, histories.launch, view.to());
    let (mut before, mut unknown, mut undated, mut gone) = (0, 0, 0, 0);
    let mut lifetimes: Vec<Owned> = Vec::new();
    for (i, (person, history)) in population.people.iter().zip(&histories.people).enumerate() {
        let came = match population.basis {
            Basis::Roster => Some(person.from),
            Basis::Users => person.joined,
        };
        let posted = Some(history.first_post).filter(|&at| at < view.to());
        let able = came.map(|at| at.max(histories.launch));
        let Some(able) = able else {
            undated += 1;
            continue;
        };
        // Who writes is able to.
        let able = posted.map_or(able, |at| able.min(at));
        let until = view.to().min(person.to);
        if posted.is_some_and(|at| at < seen_from) {
            before += 1;
        } else if histories.early.excludes(person) {
            unknown += 1;
        } else if until <= able.max(seen_from) {
            gone += 1;
        } else {
            let start = clock.day(able).0;
            let entry = clock.day(able.max(seen_from)).0 - start;
            let exit = match posted {
                Some(_) => history.first_post_day.0 - start + 1,
                None => clock.day(Timestamp(until.0 - 1)).0 - start + 1,
            };
            lifetimes.push((i, lifetime(entry, exit, posted.is_some())));
        }
    }
    let mut waiting = estimate(&lifetimes, population, options, options.by_unit);
    waiting.excluded = vec![
        ("people who wrote before the window starts", before),
        ("people whose account may be older than the export: they may have written before it", unknown),
        ("people without a date from which they could have written", undated),
        ("people who came after the window or left before it", gone),
    ];
    waiting
}

/// From the first activity to the last before the first silence.
pub(super) fn silence(
    view: &View<'_>,
    population: &Population<'_>,
    histories: &Histories,
    options: &RetentionOptions,
) -> Waiting {
    let Some((first_seen, _)) = view.days() else {
        return Waiting { survival: None, units: Vec::new(), comparison: None, excluded: Vec::new() };
    };
    let clock = view.clock();
    let days = options.silence_weeks as i32 * 7;
    let (mut recent, mut unknown, mut already) = (0, 0, 0);
    let mut lifetimes: Vec<Owned> = Vec::new();
    for (i, (person, history)) in population.people.iter().zip(&histories.people).enumerate() {
        if history.beginning == Beginning::None {
            continue;
        }
        // The first activity in the export need not be the first one, inside the window or before it.
        if history.old_account {
            unknown += 1;
            continue;
        }
        let until = view.to().min(person.to);
        if until <= view.from() {
            continue;
        }
        // Last day of which it can be told whether somebody had fallen silent on it.
        let horizon = Day(clock.day(Timestamp(until.0 - 1)).0 - days);
        if history.first_day > horizon {
            recent += 1;
            continue;
        }
        let first_silence = history.silent_after.or(Some(history.last_day)).filter(|&day| day <= horizon);
        let exit = first_silence.unwrap_or(horizon).0 - history.first_day.0 + 1;
        let entry = (first_seen.0 - history.first_day.0).max(0);
        if exit <= entry {
            already += 1;
            continue;
        }
        lifetimes.push((i, lifetime(entry, exit, first_silence.is_some())));
    }
    let mut waiting = estimate(&lifetimes, population, options, false);
    waiting.excluded = vec![
        ("people whose account may be older than the export: their first activity may be too", unknown),
        (
            "people who had fallen silent before the window starts, or of whom it could last be told then",
            already,
        ),
        ("people first active too recently to tell silence", recent),
    ];
    waiting
}

/// Days of observation `(entry, exit]`; from the very start where nobody came late.
fn lifetime(entry: i32, exit: i32, event: bool) -> Lifetime {
    match entry {
        ..=0 => Lifetime::new(f64::from(exit), event),
        _ => Lifetime { entry: f64::from(entry), exit: f64::from(exit), event },
    }
}

fn estimate(
    owned: &[Owned],
    population: &Population<'_>,
    options: &RetentionOptions,
    by_unit: bool,
) -> Waiting {
    let lifetimes: Vec<Lifetime> = owned.iter().map(|&(_, lifetime)| lifetime).collect();
    let level = options.interval_level;
    let survival = kaplan_meier(&lifetimes, level);
    let mut waiting = Waiting { survival, units: Vec::new(), comparison: None, excluded: Vec::new() };
    if !by_unit {
        return waiting;
    }
    let unit = |i: usize| {
        let unit = Roster::unit_at(population.people[i].unit, options.unit_level);
        (unit.is_empty(), unit)
    };
    // Units without anybody at risk are named too.
    let mut numbers: BTreeMap<(bool, &str), u32> = BTreeMap::new();
    (0..population.people.len()).for_each(|i| {
        numbers.insert(unit(i), 0);
    });
    numbers.values_mut().zip(0..).for_each(|(number, next)| *number = next);
    let groups: Vec<u32> = owned.iter().map(|&(i, _)| numbers[&unit(i)]).collect();
    let curves = kaplan_meier_by(&lifetimes, &groups, numbers.len(), level).unwrap_or_default();
    waiting.comparison =
        waiting.survival.as_ref().and_then(|all| comparison(&lifetimes, &groups, numbers.len(), all));
    let name = |(unknown, unit): &(bool, &str)| if *unknown { UNKNOWN_UNIT.into() } else { (*unit).into() };
    waiting.units =
        numbers.keys().map(name).zip(curves).map(|(unit, survival)| UnitWaiting { unit, survival }).collect();
    waiting
}
