//! Adoption by unit at the end of the view.

use super::first_times::FirstTimes;
use super::{AdoptionOptions, Definition, Share};
use crate::Timestamp;
use crate::activity::Person;
use crate::community::Roster;
use std::collections::BTreeMap;

/// What a unit is called whose people have none.
pub const UNKNOWN_UNIT: &str = "(unknown)";

/// Adoption in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitAdoption {
    /// Path of the unit, or [`UNKNOWN_UNIT`].
    pub unit: String,
    /// People with the organisation at the end of the view; 0 where all have left.
    pub headcount: u64,
    /// One share a definition, in the order of [`Adoption::curves`](super::Adoption::curves).
    pub shares: Vec<Share>,
}

/// Units by name, the unknown one last: an order that ranks nobody.
pub(super) fn by_unit(
    people: &[Person<'_>],
    first: &FirstTimes,
    definitions: &[Definition],
    end: Timestamp,
    options: &AdoptionOptions,
) -> Vec<UnitAdoption> {
    let mut units: BTreeMap<(bool, &str), (u64, Vec<u64>)> = BTreeMap::new();
    for (i, person) in people.iter().enumerate() {
        let unit = Roster::unit_at(person.unit, options.unit_level);
        let (headcount, adopted) =
            units.entry((unit.is_empty(), unit)).or_insert_with(|| (0, vec![0; definitions.len()]));
        if !person.present(Timestamp(end.0 - 1)) {
            continue;
        }
        *headcount += 1;
        for (adopted, &definition) in adopted.iter_mut().zip(definitions) {
            *adopted += u64::from(first.of(definition)[i] < end);
        }
    }
    let share = |of: u64| move |people: u64| Share::new(people, of, options.interval_level);
    units
        .into_iter()
        .map(|((unknown, unit), (headcount, adopted))| UnitAdoption {
            unit: if unknown { UNKNOWN_UNIT.into() } else { unit.into() },
            headcount,
            shares: adopted.into_iter().map(share(headcount)).collect(),
        })
        .collect()
}
