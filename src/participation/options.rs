//! Options of the participation analysis.

use crate::error::{Error, Result};
use crate::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_LEVEL, DEFAULT_SEED};

/// Share of somebody's weeks with a post or reply from which writing is regular.
pub const DEFAULT_REGULAR_SHARE: f64 = 0.25;

/// Weeks with a post or reply from which writing is regular.
pub const DEFAULT_REGULAR_WEEKS: u32 = 4;

/// Fewest people in the group of the most active.
pub const DEFAULT_SMALLEST_GROUP: u32 = 5;

/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Most bootstrap draws.
pub const MAX_DRAWS: usize = 100_000;

/// Options of [`participation`](super::participation()).
///
/// ```
/// use cmgraph::participation::ParticipationOptions;
/// let options = ParticipationOptions { regular_share: 0.5, ..Default::default() };
/// assert_eq!((options.regular_weeks, options.draws), (4, 500));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ParticipationOptions {
    /// Share of somebody's weeks with a post or reply from which writing is regular, inside (0, 1]; default
    /// [`DEFAULT_REGULAR_SHARE`].
    pub regular_share: f64,
    /// Weeks with a post or reply that regular writing needs besides; default [`DEFAULT_REGULAR_WEEKS`].
    pub regular_weeks: u32,
    /// Fewest people in the group of the most active: where 1% is fewer, the group is enlarged, so that no number is
    /// about one or two people; default [`DEFAULT_SMALLEST_GROUP`].
    pub smallest_group: u32,
    /// Bootstrap draws behind the intervals; default
    /// [`DEFAULT_BOOTSTRAP_SAMPLES`](crate::stats::DEFAULT_BOOTSTRAP_SAMPLES).
    pub draws: usize,
    /// Seed of the draws; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for ParticipationOptions {
    fn default() -> Self {
        ParticipationOptions {
            regular_share: DEFAULT_REGULAR_SHARE,
            regular_weeks: DEFAULT_REGULAR_WEEKS,
            smallest_group: DEFAULT_SMALLEST_GROUP,
            draws: DEFAULT_BOOTSTRAP_SAMPLES,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            include_guests: false,
        }
    }
}

impl ParticipationOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(self.regular_share > 0.0 && self.regular_share <= 1.0) {
            return fault("regular_share", self.regular_share.to_string(), "a share above 0, at most 1");
        }
        if self.regular_weeks == 0 {
            return fault("regular_weeks", "0".into(), "1 week or more");
        }
        if self.smallest_group == 0 {
            return fault("smallest_group", "0".into(), "1 person or more");
        }
        if !(1..=MAX_DRAWS).contains(&self.draws) {
            return fault("draws", self.draws.to_string(), "1 to 100000 draws");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
