//! Options of the adoption curve.

pub use crate::activity::{DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, MAX_HABIT_WINDOW};
use crate::error::{Error, Result};
pub use crate::stats::diffusion::DEFAULT_MAX_CEILING_WIDTH;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use crate::time::{Day, Period};

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

/// Whether diffusion curves are fitted.
pub const DEFAULT_FIT: bool = true;

/// Days that the forecast looks ahead: half a year.
pub const DEFAULT_HORIZON_DAYS: u32 = 182;

/// Longest look ahead.
pub const MAX_HORIZON_DAYS: u32 = 3653;

/// Refits behind the band of the forecast.
pub const DEFAULT_FORECAST_DRAWS: usize = 500;

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
    /// Whether diffusion curves are fitted: where it will level off, when, and a forecast; default [`DEFAULT_FIT`].
    pub fit: bool,
    /// First day of the curves; by default the first day of the export or the first adoption, whichever is later.
    pub launch: Option<Day>,
    /// Days that the forecast looks ahead, up to ten years; default [`DEFAULT_HORIZON_DAYS`].
    pub horizon_days: u32,
    /// Widest interval of the ceiling, as a share of the people, with which it counts as known; default
    /// [`DEFAULT_MAX_CEILING_WIDTH`].
    pub max_ceiling_width: f64,
    /// Refits behind the band of the forecast, 0 for none, at most 100,000; default [`DEFAULT_FORECAST_DRAWS`].
    pub draws: usize,
    /// Seed of the refits.
    pub seed: u64,
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
            fit: DEFAULT_FIT,
            launch: None,
            horizon_days: DEFAULT_HORIZON_DAYS,
            max_ceiling_width: DEFAULT_MAX_CEILING_WIDTH,
            draws: DEFAULT_FORECAST_DRAWS,
            seed: DEFAULT_SEED,
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
        if self.horizon_days > MAX_HORIZON_DAYS {
            return fault("horizon_days", self.horizon_days.to_string(), "0 to 3653 days");
        }
        if !(self.max_ceiling_width > 0.0 && self.max_ceiling_width <= 1.0) {
            return fault(
                "max_ceiling_width",
                self.max_ceiling_width.to_string(),
                "a share above 0, up to 1",
            );
        }
        if self.draws > 100_000 {
            return fault("draws", self.draws.to_string(), "0 to 100000");
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
