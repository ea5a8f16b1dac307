//! Options of the funnel.

use crate::Timestamp;
pub use crate::activity::{DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, MAX_HABIT_WINDOW};
use crate::error::{Error, Result};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_OCCUPATION_REPLICATES, DEFAULT_SEED};

/// Days after entry at which the probability of each state is given.
pub const DEFAULT_HORIZONS: [u32; 3] = [30, 90, 180];

/// Longest horizon in days: ten years.
pub const MAX_HORIZON: u32 = 3653;

/// Level of the unit path: the whole path.
pub const DEFAULT_UNIT_LEVEL: Option<usize> = None;

/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// People under observation from which a time after entry is told about. With 20 people a share is known to
/// about 20 percentage points either way; with fewer the answer would be the interval.
pub const DEFAULT_MIN_AT_RISK: u32 = 20;

/// Days in which a first post can get the reply that counts. Of the replies that come within a week, 97 % or more come
/// within two days in the communities tried, real and simulated; each day more costs a tenth of the newcomers, because
/// those who have written again by then have to be left out (see [`newcomer_reply`](super::newcomer_reply)).
pub const DEFAULT_REPLY_DAYS: u32 = 2;

/// Days after those in which somebody can come back: four weeks, each day of the week as often as the others.
pub const DEFAULT_RETURN_DAYS: u32 = 28;

/// Newcomers a side of a comparison needs. With 20 on both sides a difference of shares is known to about 30
/// percentage points either way; the published one is 12.
pub const DEFAULT_MIN_ARM: u32 = 20;

/// Which message of a newcomer is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FirstPost {
    /// The first thread that a newcomer starts, whatever else was written before.
    #[default]
    Thread,
    /// The first message, a reply also.
    Message,
}

impl FirstPost {
    /// `thread` or `message`.
    pub fn name(self) -> &'static str {
        match self {
            FirstPost::Thread => "thread",
            FirstPost::Message => "message",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<FirstPost> {
        [FirstPost::Thread, FirstPost::Message].into_iter().find(|first| first.name() == name)
    }
}

/// Options of [`funnel`](super::funnel()) and [`newcomer_reply`](super::newcomer_reply()).
///
/// ```
/// use cmgraph::funnel::FunnelOptions;
/// let options = FunnelOptions { by_unit: true, ..Default::default() };
/// assert_eq!((options.reply_days, options.return_days), (2, 28));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelOptions {
    /// Day from which people could take part; default: as the export shows (see
    /// [`Launch`](super::Launch)).
    pub launch: Option<Timestamp>,
    /// Days after entry at which the probability of each state is given; default [`DEFAULT_HORIZONS`].
    pub horizons: Vec<u32>,
    /// Active weeks that make a habit; default [`DEFAULT_HABIT_WEEKS`].
    pub habit_weeks: usize,
    /// Trailing weeks among which they must lie; default [`DEFAULT_HABIT_WINDOW`].
    pub habit_window: usize,
    /// Whether to give shares by unit as well; default no.
    pub by_unit: bool,
    /// Level of the unit path, counted from 1; `None` for the whole path; default [`DEFAULT_UNIT_LEVEL`].
    pub unit_level: Option<usize>,
    /// Which message of a newcomer is looked at; default the first thread.
    pub first_post: FirstPost,
    /// Days in which it can get the reply that counts; default [`DEFAULT_REPLY_DAYS`].
    pub reply_days: u32,
    /// Days after those in which the newcomer can come back; default [`DEFAULT_RETURN_DAYS`].
    pub return_days: u32,
    /// Newcomers each side of the comparison needs; default [`DEFAULT_MIN_ARM`].
    pub min_arm: u32,
    /// People under observation from which a time after entry is told about; default [`DEFAULT_MIN_AT_RISK`].
    pub min_at_risk: u32,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Draws of the bootstrap over persons; default [`DEFAULT_OCCUPATION_REPLICATES`].
    pub draws: u32,
    /// Seed of the bootstrap; default [`DEFAULT_SEED`].
    pub seed: u64,
    /// Whether community managers and communications accounts count; default no.
    pub include_officials: bool,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for FunnelOptions {
    fn default() -> Self {
        FunnelOptions {
            launch: None,
            horizons: DEFAULT_HORIZONS.to_vec(),
            habit_weeks: DEFAULT_HABIT_WEEKS,
            habit_window: DEFAULT_HABIT_WINDOW,
            by_unit: false,
            unit_level: DEFAULT_UNIT_LEVEL,
            first_post: FirstPost::Thread,
            reply_days: DEFAULT_REPLY_DAYS,
            return_days: DEFAULT_RETURN_DAYS,
            min_arm: DEFAULT_MIN_ARM,
            min_at_risk: DEFAULT_MIN_AT_RISK,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            draws: DEFAULT_OCCUPATION_REPLICATES,
            seed: DEFAULT_SEED,
            include_officials: false,
            include_guests: false,
        }
    }
}

impl FunnelOptions {
    /// The launch from text: a date (local midnight of the zone) or an instant, as bounds of a
    /// [`Window`](crate::Window) are written.
    ///
    /// # Errors
    /// [`Error::Option`] for a date that cannot be read, [`Error::Unknown`] for an unknown zone.
    pub fn parse_launch(text: &str, zone: &str) -> Result<Timestamp> {
        let unread = |found| Error::Option {
            option: "launch",
            found,
            expected: "a date such as 2024-07-01 or an instant such as 2024-07-01T12:00:00Z".into(),
        };
        match crate::Window::parse(Some(text), None, zone) {
            Ok(window) => window.from.ok_or_else(|| unread(format!("{text:?}"))),
            Err(Error::Option { found, .. }) => Err(unread(found)),
            Err(other) => Err(other),
        }
    }

    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        let days = 1..=MAX_HORIZON;
        if let Some(bad) = self.horizons.iter().find(|horizon| !days.contains(horizon)) {
            return fault("horizons", bad.to_string(), "days from 1 to 3653");
        }
        if !(1..=MAX_HABIT_WINDOW).contains(&self.habit_window) {
            return fault("habit_window", self.habit_window.to_string(), "1 to 52 weeks");
        }
        if !(1..=self.habit_window).contains(&self.habit_weeks) {
            return fault("habit_weeks", self.habit_weeks.to_string(), "1 to habit_window weeks");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level of the unit path, counted from 1");
        }
        for (option, value) in [("reply_days", self.reply_days), ("return_days", self.return_days)] {
            if !days.contains(&value) {
                return fault(option, value.to_string(), "1 to 3653 days");
            }
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        for (option, value) in [("min_arm", self.min_arm), ("min_at_risk", self.min_at_risk)] {
            if value < 1 {
                return fault(option, value.to_string(), "at least 1 person");
            }
        }
        if !(2..=100_000).contains(&self.draws) {
            return fault("draws", self.draws.to_string(), "2 to 100000");
        }
        Ok(())
    }

    /// The horizons in order, each once.
    pub(super) fn sorted_horizons(&self) -> Vec<u32> {
        let mut horizons = self.horizons.clone();
        horizons.sort_unstable();
        horizons.dedup();
        horizons
    }
}
