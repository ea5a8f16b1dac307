//! The roster: everybody who could take part. It is the denominator of every share.

use super::{PersonId, Strings};
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// Units that are read at a glance: without a level asked for, units are those of the deepest level of the unit path with at
/// most so many ([`Roster::deepest_level`]).
pub const DEFAULT_MAX_UNITS: usize = 12;

/// Columns of the people of the roster, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// Directory object ids; empty where unknown.
    pub directory_ids: Strings,
    /// E-mail addresses; empty where unknown.
    pub emails: Strings,
    /// Sign-in names (user principal names); empty where unknown. Often, but not always, an e-mail address.
    pub upns: Strings,
    /// Employee numbers of the HR system; empty where unknown.
    pub employee_ids: Strings,
    /// Display names; empty where unknown.
    pub names: Strings,
    /// Unit paths, levels joined by `/`, widest first; empty where unknown.
    pub units: Strings,
    /// Locations; empty where unknown.
    pub locations: Strings,
    /// Managers, where they are in the roster themselves.
    pub managers: Vec<Option<PersonId>>,
    /// Whether the person leads a unit.
    pub leaders: Vec<bool>,
    /// Whether the directory says that the person is a guest.
    pub guests: Vec<bool>,
    /// Whether the account was switched off when the file was made. Such people stay in the roster: they could
    /// take part before. Empty (nobody) where the file does not say.
    pub disabled: Vec<bool>,
    /// First day with the organisation, where known.
    pub joined: Vec<Option<Timestamp>>,
    /// First day no longer with the organisation, where known.
    pub left: Vec<Option<Timestamp>>,
}

impl Roster {
    /// Number of people.
    pub fn len(&self) -> usize {
        self.leaders.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.leaders.is_empty()
    }

    /// All people in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PersonId> + use<> {
        (0..self.len() as u32).map(PersonId)
    }

    /// The unit of a person at a level: the first `level` parts of the path, the whole path for `None`.
    ///
    /// ```
    /// use cmgraph::community::Roster;
    /// assert_eq!(Roster::unit_at("Nordics/Sales/Team 7", Some(2)), "Nordics/Sales");
    /// assert_eq!(Roster::unit_at("Nordics", Some(2)), "Nordics");
    /// ```
    pub fn unit_at(path: &str, level: Option<usize>) -> &str {
        match level {
            None => path,
            Some(level) => {
                path.match_indices('/').nth(level.max(1) - 1).map_or(path, |(end, _)| &path[..end])
            }
        }
    }

    /// The deepest level of unit paths with at most so many units, 1 where even that has more: what a report takes where
    /// nobody said. Paths that are not known, which are empty, do not count.
    ///
    /// ```
    /// use cmgraph::community::Roster;
    /// let paths = ["Nordics/Sales/Team 1", "Nordics/Sales/Team 2", "Nordics/Legal/Team 3", ""];
    /// assert_eq!([1, 2, 3].map(|most| Roster::deepest_level(paths, most)), [1, 2, 3]);
    /// ```
    pub fn deepest_level<'a>(paths: impl IntoIterator<Item = &'a str>, max_units: usize) -> usize {
        let paths: BTreeSet<&str> = paths.into_iter().filter(|path| !path.is_empty()).collect();
        let depth = paths.iter().map(|path| path.matches('/').count() + 1).max().unwrap_or(1);
        let units = |level| {
            paths.iter().map(|path| Roster::unit_at(path, Some(level))).collect::<BTreeSet<_>>().len()
        };
        (1..=depth).rev().find(|&level| units(level) <= max_units).unwrap_or(1)
    }

    /// Whether the person was with the organisation at an instant.
    pub fn employed(&self, person: PersonId, at: Timestamp) -> bool {
        self.joined[person.index()].is_none_or(|joined| joined <= at)
            && self.left[person.index()].is_none_or(|left| at < left)
    }
}

/// How roster and members were brought together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterMatch {
    /// Members matched by directory id.
    pub by_directory_id: u64,
    /// Members matched by e-mail address.
    pub by_email: u64,
    /// Members that fit several people; listed, never guessed.
    pub ambiguous: Vec<String>,
    /// Members (people, not bots or placeholders) that fit nobody.
    pub unmatched: Vec<String>,
    /// People of the roster whom no member fits.
    pub without_account: u64,
    /// People of the roster whom only ambiguous members fit. Matched people, these and those without an account
    /// make up the roster.
    pub contested: u64,
    /// Remarks on the hierarchy: cycles, self-managers, several roots, managers who are not in the file.
    pub hierarchy: Vec<String>,
}
