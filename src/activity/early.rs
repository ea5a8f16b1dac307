//! Whether an export shows beginnings, and whose.

use super::population::{Basis, MAX_EARLY, Person, Population, early_share};
use crate::Timestamp;

/// The rule in words, for the provenance.
pub(crate) const EARLY_RULE: &str = "who was there before the export starts and is not known to have logged in for \
     the first time later may have acted before it, and is in no estimate of first times";

/// Whether the platform is older than an export, and who may have acted before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Early {
    observed: Timestamp,
    basis: Basis,
    /// Whether the platform is older than the export: too many of those who act may have acted before it.
    pub(crate) truncated: bool,
    /// Whether nearly all of those who act have a known first log-in, so that who has no account has none.
    users_listed: bool,
}

impl Early {
    /// For an export that begins at `observed`; `acted` tells of each person whether any action is in it. O(people).
    pub(crate) fn new(
        population: &Population<'_>,
        acted: impl Fn(usize) -> bool,
        observed: Timestamp,
    ) -> Early {
        let people = || population.people.iter().enumerate().filter(|(i, _)| acted(*i)).map(|(_, p)| p);
        let unlisted = people().filter(|person| person.joined.is_none() && person.from < observed).count();
        Early {
            observed,
            basis: population.basis,
            truncated: early_share(people(), observed).is_some_and(|share| share > MAX_EARLY),
            users_listed: unlisted as f64 <= MAX_EARLY * people().count() as f64,
        }
    }

    /// Whether a person's way from the entry on cannot be told. Where the list of users is not complete this goes by
    /// the joining date of the roster alone: to keep only those who are known to have logged in later would be to
    /// choose by what came of them.
    pub(crate) fn excludes(&self, person: &Person<'_>) -> bool {
        if !self.users_listed && self.basis == Basis::Roster {
            return person.from < self.observed;
        }
        person.account && person.may_be_early(self.observed)
    }

    /// How the beginning of the platform is known, in words.
    pub(crate) fn describe(&self) -> String {
        format!(
            "{} {:.0}% of those who act may have had an account before the export starts",
            if self.truncated { "more than" } else { "at most" },
            100.0 * MAX_EARLY
        )
    }
}
