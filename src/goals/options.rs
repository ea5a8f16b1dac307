//! How goals are judged.

use crate::calendar::Calendars;
use crate::error::{Error, Result};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};

/// Probability of being met above which a goal is green.
pub const DEFAULT_GREEN: f64 = 0.8;
/// Probability of being met below which a goal is red.
pub const DEFAULT_RED: f64 = 0.2;
/// Questions, replies or people from which a goal is judged.
pub const DEFAULT_MIN_OBSERVATIONS: u64 = 10;
/// Weeks before the end whose level is led on to the deadline.
pub const DEFAULT_RECENT_WEEKS: u32 = 12;
/// Weight of a week relative to the one after it.
pub const DEFAULT_DISCOUNT: f64 = 0.95;
/// Refits of the adoption curve behind the probability at a deadline.
pub const DEFAULT_DRAWS: usize = 500;
/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`goals`](super::goals()).
///
/// ```
/// use cmgraph::goals::GoalOptions;
/// let strict = GoalOptions { green: 0.9, ..GoalOptions::default() };
/// assert_eq!((strict.red, strict.recent_weeks), (0.2, 12));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct GoalOptions {
    /// Probability of being met above which a goal is green; default [`DEFAULT_GREEN`].
    pub green: f64,
    /// Probability of being met below which a goal is red; default [`DEFAULT_RED`].
    pub red: f64,
    /// Questions, replies or people from which a goal is judged; default [`DEFAULT_MIN_OBSERVATIONS`].
    pub min_observations: u64,
    /// Weeks before the end whose level is led on to the deadline, 1 to 520; default [`DEFAULT_RECENT_WEEKS`].
    pub recent_weeks: u32,
    /// Weight of a week relative to the one after it, in (0, 1]; default [`DEFAULT_DISCOUNT`].
    pub discount: f64,
    /// Levels of the unit path that make a unit, for the units with a champion and the replies across units; `None`, the
    /// default, for the whole path.
    pub unit_level: Option<usize>,
    /// When people work, for business hours; [`DEFAULT_HOURS`](crate::calendar::DEFAULT_HOURS) by default.
    pub calendars: Calendars,
    /// Refits of the adoption curve behind the probability at a deadline, 1 to 100,000; default [`DEFAULT_DRAWS`].
    pub draws: usize,
    /// Seed of the refits.
    pub seed: u64,
    /// Level of the intervals, in (0, 1); default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
}

impl Default for GoalOptions {
    fn default() -> Self {
        GoalOptions {
            green: DEFAULT_GREEN,
            red: DEFAULT_RED,
            min_observations: DEFAULT_MIN_OBSERVATIONS,
            recent_weeks: DEFAULT_RECENT_WEEKS,
            discount: DEFAULT_DISCOUNT,
            unit_level: None,
            calendars: Calendars::default(),
            draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
        }
    }
}

impl GoalOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        let inside = |x: f64| x > 0.0 && x < 1.0;
        if !inside(self.interval_level) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        if !inside(self.green) {
            return fault("green", self.green.to_string(), "a probability between 0 and 1");
        }
        if !(self.red > 0.0 && self.red < self.green) {
            return fault("red", self.red.to_string(), "a probability above 0 and below that of green");
        }
        if self.min_observations == 0 {
            return fault("min_observations", "0".into(), "1 or more");
        }
        if !(1..=520).contains(&self.recent_weeks) {
            return fault("recent_weeks", self.recent_weeks.to_string(), "1 to 520 weeks");
        }
        if !(self.discount > 0.0 && self.discount <= 1.0) {
            return fault("discount", self.discount.to_string(), "a number above 0 and at most 1");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        if !(1..=100_000).contains(&self.draws) {
            return fault("draws", self.draws.to_string(), "1 to 100,000");
        }
        Ok(())
    }
}
