//! Options of the retention analysis.

use crate::error::{Error, Result};
use crate::stats::DEFAULT_LEVEL;
use crate::time::Period;

/// Width of cohorts and ages.
pub const DEFAULT_PERIOD: Period = Period::Month;

/// Weeks without activity that count as silence.
pub const DEFAULT_SILENCE_WEEKS: u32 = 8;

/// Longest silence that can be asked for, in weeks.
pub const MAX_SILENCE_WEEKS: u32 = 104;

/// Periods that the retention curve is projected beyond what was seen.
pub const DEFAULT_AHEAD: u32 = 6;

/// Most periods of a projection.
pub const MAX_AHEAD: u32 = 60;

/// Whether times are also given by unit.
pub const DEFAULT_BY_UNIT: bool = false;

/// Level of the unit path: the whole path.
pub const DEFAULT_UNIT_LEVEL: Option<usize> = None;

/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`retention`](super::retention()).
///
/// ```
/// use cmgraph::retention::RetentionOptions;
/// use cmgraph::time::Period;
/// let options = RetentionOptions { period: Period::Week, by_unit: true, ..Default::default() };
/// assert_eq!(options.silence_weeks, 8);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RetentionOptions {
    /// Width of cohorts and ages, a week or a month; default [`DEFAULT_PERIOD`].
    pub period: Period,
    /// Weeks without activity that count as silence; default [`DEFAULT_SILENCE_WEEKS`].
    pub silence_weeks: u32,
    /// Periods that the retention curve is projected; default [`DEFAULT_AHEAD`].
    pub ahead: u32,
    /// Whether to give the time to the first post by unit as well; default [`DEFAULT_BY_UNIT`].
    pub by_unit: bool,
    /// Level of the unit path, counted from 1; `None` for the whole path; default [`DEFAULT_UNIT_LEVEL`].
    pub unit_level: Option<usize>,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Whether community managers and communications accounts count; default no.
    pub include_officials: bool,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for RetentionOptions {
    fn default() -> Self {
        RetentionOptions {
            period: DEFAULT_PERIOD,
            silence_weeks: DEFAULT_SILENCE_WEEKS,
            ahead: DEFAULT_AHEAD,
            by_unit: DEFAULT_BY_UNIT,
            unit_level: DEFAULT_UNIT_LEVEL,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            include_officials: false,
            include_guests: false,
        }
    }
}

impl RetentionOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if self.period == Period::Day {
            return fault("period", "day".into(), "week or month");
        }
        if !(1..=MAX_SILENCE_WEEKS).contains(&self.silence_weeks) {
            return fault("silence_weeks", self.silence_weeks.to_string(), "1 to 104 weeks");
        }
        if self.ahead > MAX_AHEAD {
            return fault("ahead", self.ahead.to_string(), "0 to 60 periods");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level of the unit path, counted from 1");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
