//! Options of the stage.

use crate::error::{Error, Result};
use crate::stats::{self, DEFAULT_LEVEL};
use crate::time::Day;

/// Whether each group is looked at, beside the whole.
pub const DEFAULT_BY_GROUP: bool = true;
/// Complete weeks that a stage is judged by.
pub const DEFAULT_WEEKS: usize = 12;
/// Fewest and most weeks that a stage can be judged by.
pub const WEEKS_RANGE: std::ops::RangeInclusive<usize> = 6..=52;
/// Member-driven share below which a community is in its inception.
pub const DEFAULT_ESTABLISHED_SHARE: f64 = 0.5;
/// Member-driven share from which a community is mature.
pub const DEFAULT_MATURE_SHARE: f64 = 0.9;
/// Growth a week that is small: 2% a week is a quarter more over twelve weeks.
pub const DEFAULT_SMALL_GROWTH: f64 = 0.02;
/// Windows in a row, one after the other, in which active people must fall for a decline.
pub const DEFAULT_DECLINE_WINDOWS: usize = 2;
/// Probability from which a stage is told; below it is unclear.
pub const DEFAULT_MIN_PROBABILITY: f64 = 0.6;
/// Weeks that are drawn together.
pub const DEFAULT_BLOCK: usize = stats::DEFAULT_BLOCK;
/// Bootstrap draws of each community.
pub const DEFAULT_STAGE_DRAWS: usize = 500;
/// Seed of the draws.
pub const DEFAULT_STAGE_SEED: u64 = 0;
/// Active people in the weeks looked at from which a community has a stage.
pub const DEFAULT_MIN_PEOPLE: u32 = 10;
/// Threads that could be judged from which a community has a stage.
pub const DEFAULT_MIN_THREADS: u32 = 10;
/// Days that a thread is given to find its second author, and a first thread to be answered.
pub const DEFAULT_FOLLOW_DAYS: u32 = 7;
/// Whether reactions with a time count as activity.
pub const DEFAULT_COUNT_REACTIONS: bool = true;
/// A change must be worth this times `ln n` of twice the log-likelihood.
pub const DEFAULT_PENALTY: f64 = stats::DEFAULT_PENALTY_FACTOR;
/// Fewest weeks between two changes.
pub const DEFAULT_MIN_SEGMENT: usize = stats::DEFAULT_MIN_SEGMENT;
/// Weeks from which a series is scanned for changes.
pub const DEFAULT_MIN_SERIES_WEEKS: usize = 26;
/// Mean of a series a week from which it is scanned.
pub const DEFAULT_MIN_SERIES_MEAN: f64 = 5.0;

/// Options of [`stage`](super::stage).
///
/// The thresholds of the stages are conventions of those who run communities, not facts found by somebody: that is
/// why they are here.
///
/// ```
/// use cmgraph::stage::StageOptions;
/// let options = StageOptions { mature_share: 0.8, by_group: false, ..Default::default() };
/// assert_eq!((options.weeks, options.draws, options.block), (12, 500, 4));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StageOptions {
    /// Whether each group is looked at, beside the whole; default [`DEFAULT_BY_GROUP`].
    pub by_group: bool,
    /// Complete weeks that a stage is judged by; default [`DEFAULT_WEEKS`].
    pub weeks: usize,
    /// Level of the intervals; default 0.95.
    pub interval_level: f64,
    /// Member-driven share below which: inception; default [`DEFAULT_ESTABLISHED_SHARE`].
    pub established_share: f64,
    /// Member-driven share from which: maturity; default [`DEFAULT_MATURE_SHARE`].
    pub mature_share: f64,
    /// Growth a week, up or down, that is small; default [`DEFAULT_SMALL_GROWTH`].
    pub small_growth: f64,
    /// Windows in a row in which active people must fall for a decline; default [`DEFAULT_DECLINE_WINDOWS`].
    pub decline_windows: usize,
    /// Probability from which a stage is told; default [`DEFAULT_MIN_PROBABILITY`].
    pub min_probability: f64,
    /// Weeks that are drawn together; default [`DEFAULT_BLOCK`].
    pub block: usize,
    /// Bootstrap draws of each community; default [`DEFAULT_STAGE_DRAWS`].
    pub draws: usize,
    /// Seed of the draws; default [`DEFAULT_STAGE_SEED`].
    pub seed: u64,
    /// Active people from which a community has a stage, and from which the weeks of a group are scanned for changes and
    /// told one by one; default [`DEFAULT_MIN_PEOPLE`].
    pub min_people: u32,
    /// Judged threads from which a community has a stage; default [`DEFAULT_MIN_THREADS`].
    pub min_threads: u32,
    /// Days that a thread is given to find its second author; default [`DEFAULT_FOLLOW_DAYS`].
    pub follow_days: u32,
    /// Whether reactions with a time count as activity; default [`DEFAULT_COUNT_REACTIONS`].
    pub count_reactions: bool,
    /// Whether people from outside count as members; default no.
    pub include_guests: bool,
    /// Days without work beside Saturdays and Sundays; default none.
    pub holidays: Vec<Day>,
    /// What a change must be worth, times `ln n`; default [`DEFAULT_PENALTY`].
    pub penalty: f64,
    /// Fewest weeks between two changes; default [`DEFAULT_MIN_SEGMENT`].
    pub min_segment: usize,
    /// Weeks from which a series is scanned for changes; default [`DEFAULT_MIN_SERIES_WEEKS`].
    pub min_series_weeks: usize,
    /// Mean a week from which a series is scanned; default [`DEFAULT_MIN_SERIES_MEAN`].
    pub min_series_mean: f64,
}

impl Default for StageOptions {
    fn default() -> Self {
        StageOptions {
            by_group: DEFAULT_BY_GROUP,
            weeks: DEFAULT_WEEKS,
            interval_level: DEFAULT_LEVEL,
            established_share: DEFAULT_ESTABLISHED_SHARE,
            mature_share: DEFAULT_MATURE_SHARE,
            small_growth: DEFAULT_SMALL_GROWTH,
            decline_windows: DEFAULT_DECLINE_WINDOWS,
            min_probability: DEFAULT_MIN_PROBABILITY,
            block: DEFAULT_BLOCK,
            draws: DEFAULT_STAGE_DRAWS,
            seed: DEFAULT_STAGE_SEED,
            min_people: DEFAULT_MIN_PEOPLE,
            min_threads: DEFAULT_MIN_THREADS,
            follow_days: DEFAULT_FOLLOW_DAYS,
            count_reactions: DEFAULT_COUNT_REACTIONS,
            include_guests: false,
            holidays: Vec::new(),
            penalty: DEFAULT_PENALTY,
            min_segment: DEFAULT_MIN_SEGMENT,
            min_series_weeks: DEFAULT_MIN_SERIES_WEEKS,
            min_series_mean: DEFAULT_MIN_SERIES_MEAN,
        }
    }
}

impl StageOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !WEEKS_RANGE.contains(&self.weeks) {
            return fault("weeks", self.weeks.to_string(), "6 to 52 weeks");
        }
        for (option, value, ends) in [
            ("interval_level", self.interval_level, false),
            ("established_share", self.established_share, true),
            ("mature_share", self.mature_share, true),
            ("min_probability", self.min_probability, true),
        ] {
            let inside = if ends { (0.0..=1.0).contains(&value) } else { value > 0.0 && value < 1.0 };
            if !inside {
                return fault(option, value.to_string(), "a number between 0 and 1");
            }
        }
        if self.mature_share < self.established_share {
            return fault("mature_share", self.mature_share.to_string(), "at least established_share");
        }
        for (option, value, most) in [
            ("small_growth", self.small_growth, 1.0),
            ("penalty", self.penalty, 1000.0),
            ("min_series_mean", self.min_series_mean, 1e9),
        ] {
            if !(0.0..=most).contains(&value) {
                return fault(option, value.to_string(), &format!("a number from 0 to {most}"));
            }
        }
        for (option, value, least, most) in [
            ("decline_windows", self.decline_windows, 1, 8),
            ("block", self.block, 1, self.weeks),
            ("draws", self.draws, 50, 100_000),
            ("min_segment", self.min_segment, 2, 52),
            ("min_series_weeks", self.min_series_weeks, 2 * self.min_segment, 10_000),
            ("follow_days", self.follow_days as usize, 1, 365),
        ] {
            if !(least..=most).contains(&value) {
                return fault(option, value.to_string(), &format!("a whole number from {least} to {most}"));
            }
        }
        Ok(())
    }
}
