//! Options of the dependence panel.

use crate::error::{Error, Result};
use crate::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_LEVEL, DEFAULT_SEED};

/// Weeks of the trailing window.
pub const DEFAULT_TRAILING_WEEKS: u32 = 12;
/// Questions, or threads, below which nothing is said about a share.
pub const DEFAULT_MIN_QUESTIONS: u64 = 20;
/// What a week counts less for every week it lies back in the running share.
pub const DEFAULT_DISCOUNT: f64 = 0.95;
/// Share of first answers above which there is an alarm.
pub const DEFAULT_ALARM_SHARE: f64 = 0.5;
/// Probability with which the running share must be above it.
pub const DEFAULT_ALARM_PROBABILITY: f64 = 0.9;
/// Weeks in a row in which it must be.
pub const DEFAULT_ALARM_WEEKS: u32 = 4;
/// Contributor absence factor at or below which there is an alarm.
pub const DEFAULT_FEW_ANSWERERS: u64 = 2;
/// Weeks in a row in which it must be.
pub const DEFAULT_FEW_WEEKS: u32 = 8;
/// Working days without a message that make an absence.
pub const DEFAULT_ABSENCE_DAYS: u32 = 5;
/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;
/// Most bootstrap draws.
pub const MAX_DRAWS: usize = 100_000;

/// Options of [`dependence`](super::dependence()).
///
/// ```
/// use cmgraph::dependence::DependenceOptions;
/// let options = DependenceOptions { trailing_weeks: 26, ..Default::default() };
/// assert_eq!((options.min_questions, options.alarm_weeks), (20, 4));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DependenceOptions {
    /// Weeks of the trailing window, from 1 to 520; default [`DEFAULT_TRAILING_WEEKS`].
    pub trailing_weeks: u32,
    /// Questions (or threads) from which a share is given; default [`DEFAULT_MIN_QUESTIONS`].
    pub min_questions: u64,
    /// Weight of a week for every week it lies back, in (0, 1]; default [`DEFAULT_DISCOUNT`].
    pub discount: f64,
    /// Share of first answers above which there is an alarm, in (0, 1); default [`DEFAULT_ALARM_SHARE`].
    pub alarm_share: f64,
    /// Probability with which it must be above, in (0, 1); default [`DEFAULT_ALARM_PROBABILITY`].
    pub alarm_probability: f64,
    /// Weeks in a row, at least 1; default [`DEFAULT_ALARM_WEEKS`].
    pub alarm_weeks: u32,
    /// Absence factor of the alarm; default [`DEFAULT_FEW_ANSWERERS`].
    pub few_answerers: u64,
    /// Weeks in a row, at least 1; default [`DEFAULT_FEW_WEEKS`].
    pub few_weeks: u32,
    /// Working days without a message that make an absence, at least 3; default [`DEFAULT_ABSENCE_DAYS`].
    pub absence_days: u32,
    /// Bootstrap draws of the threads behind the intervals of concentration; default
    /// [`DEFAULT_BOOTSTRAP_SAMPLES`](crate::stats::DEFAULT_BOOTSTRAP_SAMPLES).
    pub draws: usize,
    /// Their seed; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
}

impl Default for DependenceOptions {
    fn default() -> Self {
        DependenceOptions {
            trailing_weeks: DEFAULT_TRAILING_WEEKS,
            min_questions: DEFAULT_MIN_QUESTIONS,
            discount: DEFAULT_DISCOUNT,
            alarm_share: DEFAULT_ALARM_SHARE,
            alarm_probability: DEFAULT_ALARM_PROBABILITY,
            alarm_weeks: DEFAULT_ALARM_WEEKS,
            few_answerers: DEFAULT_FEW_ANSWERERS,
            few_weeks: DEFAULT_FEW_WEEKS,
            absence_days: DEFAULT_ABSENCE_DAYS,
            draws: DEFAULT_BOOTSTRAP_SAMPLES,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
        }
    }
}

impl DependenceOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let inside = |x: f64| x > 0.0 && x < 1.0;
        let checks = [
            (
                "trailing_weeks",
                self.trailing_weeks.to_string(),
                (1..=520).contains(&self.trailing_weeks),
                "1 to 520 weeks",
            ),
            (
                "discount",
                self.discount.to_string(),
                inside(self.discount) || self.discount == 1.0,
                "a number above 0, at most 1",
            ),
            (
                "alarm_share",
                self.alarm_share.to_string(),
                inside(self.alarm_share),
                "a number between 0 and 1",
            ),
            (
                "alarm_probability",
                self.alarm_probability.to_string(),
                inside(self.alarm_probability),
                "a number between 0 and 1",
            ),
            ("alarm_weeks", self.alarm_weeks.to_string(), self.alarm_weeks > 0, "1 week or more"),
            ("few_weeks", self.few_weeks.to_string(), self.few_weeks > 0, "1 week or more"),
            (
                "absence_days",
                self.absence_days.to_string(),
                (3..=260).contains(&self.absence_days),
                "3 to 260 working days",
            ),
            (
                "draws",
                self.draws.to_string(),
                (1..=MAX_DRAWS).contains(&self.draws),
                "a number from 1 to 100000",
            ),
            (
                "interval_level",
                self.interval_level.to_string(),
                inside(self.interval_level),
                "a number between 0 and 1",
            ),
        ];
        match checks.into_iter().find(|(_, _, good, _)| !good) {
            None => Ok(()),
            Some((option, found, _, expected)) => {
                Err(Error::Option { option, found, expected: expected.into() })
            }
        }
    }
}
