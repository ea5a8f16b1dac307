//! Options of the questions heard.

use crate::error::{Error, Result};
use crate::stats::DEFAULT_LEVEL;
use crate::time::Period;

/// Threads, or replies, below which no share is given.
pub const DEFAULT_MIN_THREADS: u64 = 10;
/// Bins of the time of asking.
pub const DEFAULT_HEARD_PERIOD: Period = Period::Month;
/// Level of the intervals.
pub const DEFAULT_HEARD_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`heard_questions`](super::heard_questions).
///
/// ```
/// use cmgraph::questions::HeardOptions;
/// use cmgraph::time::Period;
/// let options = HeardOptions { period: Period::Week, ..Default::default() };
/// assert_eq!(options.min_threads, 10);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct HeardOptions {
    /// Bins of the time of asking; default [`DEFAULT_HEARD_PERIOD`].
    pub period: Period,
    /// Threads, or replies, below which no share is given; default [`DEFAULT_MIN_THREADS`].
    pub min_threads: u64,
    /// Levels of the unit path that make a unit; `None`, the default, for the whole path.
    pub unit_level: Option<usize>,
    /// Level of the intervals, in (0, 1); default [`DEFAULT_HEARD_LEVEL`].
    pub interval_level: f64,
}

impl Default for HeardOptions {
    fn default() -> Self {
        HeardOptions {
            period: DEFAULT_HEARD_PERIOD,
            min_threads: DEFAULT_MIN_THREADS,
            unit_level: None,
            interval_level: DEFAULT_HEARD_LEVEL,
        }
    }
}

impl HeardOptions {
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
