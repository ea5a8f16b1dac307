//! Options of what-if.

use crate::error::{Error, Result};
use crate::graph::DEFAULT_SOURCES;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};

/// Random removals that a removal is held against.
pub const DEFAULT_RANDOM_REMOVALS: usize = 200;
/// Random orders behind the attrition curve of chance.
pub const DEFAULT_CURVE_DRAWS: usize = 20;
/// Without a level asked for, units are those of the deepest level of the unit path with at most so many.
pub const DEFAULT_MAX_UNITS: usize = 12;
/// People in the reply graph from which a unit is in pairs of units: fewer would be known by name.
pub const SMALLEST_UNIT: u32 = 5;
/// Most random removals, and most random orders.
pub const MAX_RANDOM_REMOVALS: usize = 10_000;

/// Options of [`what_if_removed`](super::what_if_removed).
///
/// ```
/// use cmgraph::dependence::WhatIfOptions;
/// assert_eq!(WhatIfOptions::default().removals, 200);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIfOptions {
    /// Questions from which shares are given; default [`DEFAULT_MIN_QUESTIONS`](super::DEFAULT_MIN_QUESTIONS).
    pub min_questions: u64,
    /// Levels of the unit path that make a unit, from 1; default `None`, the deepest level with at most
    /// [`DEFAULT_MAX_UNITS`] units.
    pub unit_level: Option<usize>,
    /// Random removals of as many equally active people; default [`DEFAULT_RANDOM_REMOVALS`].
    pub removals: usize,
    /// Random orders of the attrition curve, 0 for no curve; default [`DEFAULT_CURVE_DRAWS`].
    pub curve_draws: usize,
    /// Sources of distances where there are more than
    /// [`DEFAULT_EXACT_NODES`](crate::graph::DEFAULT_EXACT_NODES) people; default [`DEFAULT_SOURCES`].
    pub sources: usize,
    /// Seed of all draws; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Level of the intervals; default [`DEFAULT_LEVEL`](crate::stats::DEFAULT_LEVEL).
    pub interval_level: f64,
    /// Whether people from outside are in the reply graph; default no.
    pub include_guests: bool,
}

impl Default for WhatIfOptions {
    fn default() -> Self {
        WhatIfOptions {
            min_questions: super::DEFAULT_MIN_QUESTIONS,
            unit_level: None,
            removals: DEFAULT_RANDOM_REMOVALS,
            curve_draws: DEFAULT_CURVE_DRAWS,
            sources: DEFAULT_SOURCES,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_LEVEL,
            include_guests: false,
        }
    }
}

impl WhatIfOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let level = self.interval_level;
        let checks = [
            (
                "unit_level",
                self.unit_level.unwrap_or(1).to_string(),
                self.unit_level != Some(0),
                "a level from 1",
            ),
            (
                "removals",
                self.removals.to_string(),
                (1..=MAX_RANDOM_REMOVALS).contains(&self.removals),
                "1 to 10000 random removals",
            ),
            (
                "curve_draws",
                self.curve_draws.to_string(),
                self.curve_draws <= MAX_RANDOM_REMOVALS,
                "at most 10000 random orders",
            ),
            ("sources", self.sources.to_string(), self.sources >= 2, "2 sources or more"),
            ("interval_level", level.to_string(), level > 0.0 && level < 1.0, "a number between 0 and 1"),
        ];
        match checks.into_iter().find(|(_, _, good, _)| !good) {
            None => Ok(()),
            Some((option, found, _, expected)) => {
                Err(Error::Option { option, found, expected: expected.into() })
            }
        }
    }
}
