//! Options of the answers.

use crate::calendar::Calendars;
use crate::error::{Error, Result};
use crate::stats::DEFAULT_LEVEL;
use crate::time::Period;

/// Questions below which nothing is said of how soon they are answered.
pub const DEFAULT_MIN_QUESTIONS: u64 = 10;
/// Bins of the time of asking.
pub const DEFAULT_PERIOD: Period = Period::Month;
/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`answers`](super::answers()).
///
/// ```
/// use cmgraph::answers::AnswersOptions;
/// use cmgraph::calendar::{Calendar, Calendars, Holidays, WorkingHours};
/// let office = Calendar {
///     hours: WorkingHours::parse("Mon-Thu 8-16, Fri 8-14")?,
///     holidays: Holidays::parse(["12-24", "12-25", "12-26"])?,
///     ..Calendar::default()
/// };
/// let options = AnswersOptions { calendars: Calendars::from(office), ..Default::default() };
/// assert_eq!(options.min_questions, 10);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersOptions {
    /// When people work; [`DEFAULT_HOURS`](crate::calendar::DEFAULT_HOURS) in the zone of the view, without holidays, by
    /// default.
    pub calendars: Calendars,
    /// Bins of the time of asking; default [`DEFAULT_PERIOD`].
    pub period: Period,
    /// Questions, of a unit or a period as well, from which is said how soon they are answered; default
    /// [`DEFAULT_MIN_QUESTIONS`].
    pub min_questions: u64,
    /// Levels of the unit path that make a unit; `None`, the default, for the whole path.
    pub unit_level: Option<usize>,
    /// Level of the intervals, in (0, 1); default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
}

impl Default for AnswersOptions {
    fn default() -> Self {
        AnswersOptions {
            calendars: Calendars::default(),
            period: DEFAULT_PERIOD,
            min_questions: DEFAULT_MIN_QUESTIONS,
            unit_level: None,
            interval_level: DEFAULT_INTERVAL_LEVEL,
        }
    }
}

impl AnswersOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        Ok(())
    }
}
