//! Adoption by unit: shares at the end of the view, and curves of the units that are large enough.

use super::curve::{Bin, Curve, curve, headcounts};
use super::first_times::FirstTimes;
use super::{AdoptionOptions, Definition, Share};
use crate::activity::Person;
use crate::community::Roster;
use crate::{Timestamp, View};
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
    /// One curve a definition that at least [`min_adopters`](AdoptionOptions::min_adopters) of the unit's people meet,
    /// in a unit of at least [`min_people`](AdoptionOptions::min_people): smaller ones have a share and no curve. Parallel
    /// to the bins.
    pub curves: Vec<Curve>,
}

/// People of the population by unit: by name, the unknown one last, an order that ranks nobody.
pub(super) fn members_by_unit<'a>(
    people: &[Person<'a>],
    level: Option<usize>,
) -> BTreeMap<(bool, &'a str), Vec<usize>> {
    let mut units: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    for (i, person) in people.iter().enumerate() {
        let unit = Roster::unit_at(person.unit, level);
        units.entry((unit.is_empty(), unit)).or_default().push(i);
    }
    units
}

/// Name of a unit as in tables.
pub(super) fn unit_name((unknown, unit): (bool, &str)) -> String {
    if unknown { UNKNOWN_UNIT.into() } else { unit.into() }
}

/// O(people · definitions · log bins).
pub(super) fn by_unit(
    view: &View<'_>,
    people: &[Person<'_>],
    first: &FirstTimes,
    definitions: &[Definition],
    bins: &[Bin],
    options: &AdoptionOptions,
) -> Vec<UnitAdoption> {
    let Some(end) = bins.last().map(|bin| bin.end) else { return Vec::new() };
    let level = options.interval_level;
    let unit = |(key, members): ((bool, &str), Vec<usize>)| {
        let present: Vec<usize> =
            members.iter().copied().filter(|&i| people[i].present(Timestamp(end.0 - 1))).collect();
        let headcount = present.len() as u64;
        let adopted =
            |of: &[usize], definition| of.iter().filter(|&&i| first.of(definition)[i] < end).count() as u64;
        let shares =
            definitions.iter().map(|&d| Share::new(adopted(&present, d), headcount, level)).collect();
        let headcounts = headcounts(bins, members.iter().map(|&i| &people[i]));
        let curves = definitions
            .iter()
            .filter(|&&d| headcount >= options.min_people && adopted(&members, d) >= options.min_adopters)
            .map(|&d| {
                let mine = members.iter().map(|&i| (&people[i], first.of(d)[i]));
                curve(view, d, bins, &headcounts, mine, level)
            })
            .collect();
        UnitAdoption { unit: unit_name(key), headcount, shares, curves }
    };
    members_by_unit(people, options.unit_level).into_iter().map(unit).collect()
}
