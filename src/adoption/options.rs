//! Options of the adoption curve.

pub use crate::activity::{DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, MAX_HABIT_WINDOW};
use crate::error::{Error, Result};
use crate::stats::DEFAULT_LEVEL;
use crate::time::Period;

/// Width of the bins of the curve.
pub const DEFAULT_PERIOD: Period = Period::Week;

/// Level of the unit path: the whole path.
pub const DEFAULT_UNIT_LEVEL: Option<usize> = None;

/// Whether shares are also given by unit.
pub const DEFAULT_BY_UNIT: bool = false;

/// Whether curves are also given by group of the platform.
pub const DEFAULT_BY_GROUP: bool = false;

/// People from which a unit has a curve of its own: with fewer the steps are single people.
pub const DEFAULT_MIN_PEOPLE: u64 = 30;

/// Adopters from which a unit has a curve of its own.
pub const DEFAULT_MIN_ADOPTERS: u64 = 8;

/// Level of the Wilson intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`adoption`](super::adoption).
///
/// ```
/// use cmgraph::adoption::AdoptionOptions;
/// use cmgraph::time::Period;
/// let options = AdoptionOptions { period: Period::Month, by_unit: true, ..Default::default() };
/// assert_eq!((options.habit_weeks, options.habit_window), (2, 4));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct AdoptionOptions {
    /// Width of the bins of the curve; default [`DEFAULT_PERIOD`].
    pub period: Period,
    /// Level of the unit path, counted from 1; `None` for the whole path; default [`DEFAULT_UNIT_LEVEL`].
    pub unit_level: Option<usize>,
    /// Whether to give shares by unit as well; default [`DEFAULT_BY_UNIT`].
    pub by_unit: bool,
    /// Whether to give curves by group of the platform as well; default [`DEFAULT_BY_GROUP`].
    pub by_group: bool,
    /// People from which a unit has a curve of its own; default [`DEFAULT_MIN_PEOPLE`].
    pub min_people: u64,
    /// Adopters from which a unit has a curve of its own; default [`DEFAULT_MIN_ADOPTERS`].
    pub min_adopters: u64,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Active weeks that make a habit; default [`DEFAULT_HABIT_WEEKS`].
    pub habit_weeks: usize,
    /// Trailing weeks among which they must lie; default [`DEFAULT_HABIT_WINDOW`].
    pub habit_window: usize,
    /// Whether community managers and communications accounts count; default no.
    pub include_officials: bool,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for AdoptionOptions {
    fn default() -> Self {
        AdoptionOptions {
            period: DEFAULT_PERIOD,
            unit_level: DEFAULT_UNIT_LEVEL,
            by_unit: DEFAULT_BY_UNIT,
            by_group: DEFAULT_BY_GROUP,
            min_people: DEFAULT_MIN_PEOPLE,
            min_adopters: DEFAULT_MIN_ADOPTERS,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            habit_weeks: DEFAULT_HABIT_WEEKS,
            habit_window: DEFAULT_HABIT_WINDOW,
            include_officials: false,
            include_guests: false,
        }
    }
}

impl AdoptionOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level of the unit path, counted from 1");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        if !(1..=MAX_HABIT_WINDOW).contains(&self.habit_window) {
            return fault("habit_window", self.habit_window.to_string(), "1 to 52 weeks");
        }
        if !(1..=self.habit_window).contains(&self.habit_weeks) {
            return fault("habit_weeks", self.habit_weeks.to_string(), "1 to habit_window weeks");
        }
        Ok(())
    }
}
