//! How far the people of each unit are.

use super::journeys::{Journeys, state_before};
use super::stages::{Part, present};
use super::{FunnelOptions, State};
use crate::View;
use crate::activity::Population;
use crate::community::Roster;
use std::collections::BTreeMap;

/// What a unit is called whose people have none.
pub const UNKNOWN_UNIT: &str = "(unknown)";

/// The states that the table by unit tells about: registered, contributing, answering, regular.
pub const UNIT_STATES: [State; 4] = [State::Registered, State::Replier, State::Answerer, State::Regular];

/// The funnel of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFunnel {
    /// Path of the unit, or [`UNKNOWN_UNIT`].
    pub unit: String,
    /// People with the organisation at the end of the view.
    pub headcount: u64,
    /// People at least so far, for each of [`UNIT_STATES`].
    pub at_least: [Part; UNIT_STATES.len()],
}

/// Units by name, the unknown one last: an order that ranks nobody.
pub(super) fn by_unit(
    view: &View<'_>,
    population: &Population<'_>,
    journeys: &Journeys,
    options: &FunnelOptions,
) -> Vec<UnitFunnel> {
    let mut units: BTreeMap<(bool, &str), (u64, [u64; UNIT_STATES.len()])> = BTreeMap::new();
    // Also a unit that everybody has left has a row.
    for person in &population.people {
        let unit = Roster::unit_at(person.unit, options.unit_level);
        units.entry((unit.is_empty(), unit)).or_default();
    }
    for (i, did) in present(view, population, journeys) {
        let unit = Roster::unit_at(population.people[i].unit, options.unit_level);
        let (headcount, counts) = units.entry((unit.is_empty(), unit)).or_default();
        *headcount += 1;
        let state = state_before(did, view.to());
        for (count, wanted) in counts.iter_mut().zip(UNIT_STATES) {
            *count += u64::from(state >= wanted);
        }
    }
    units
        .into_iter()
        .map(|((unknown, unit), (headcount, counts))| UnitFunnel {
            unit: if unknown { UNKNOWN_UNIT.into() } else { unit.into() },
            headcount,
            at_least: counts.map(|people| Part::new(people, headcount, options.interval_level)),
        })
        .collect()
}
