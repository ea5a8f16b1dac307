//! Options of the search for circles.

use super::options::DEFAULT_MAX_AUTHORS;
use super::replies::Rule;
use crate::error::{Error, Result};
pub use crate::graph::DEFAULT_RESOLUTION;

/// People from which a circle is listed.
pub const DEFAULT_MIN_MEMBERS: u32 = 5;

/// Searches from different random orders; the best one counts, and the others say how stable it is.
pub const DEFAULT_CIRCLE_RUNS: usize = 10;

/// Seed of these orders.
pub const DEFAULT_CIRCLE_SEED: u64 = crate::graph::DEFAULT_COMMUNITY_SEED;

/// Most searches.
pub const MAX_RUNS: usize = 1000;

/// Options of [`circles`](super::circles()).
///
/// ```
/// use cmgraph::bridging::CircleOptions;
/// let options = CircleOptions { resolution: 2.0, ..Default::default() };
/// assert_eq!((options.min_members, options.runs), (5, 10));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CircleOptions {
    /// Levels of the unit path that make a unit; default `None`, the deepest level with at most
    /// [`DEFAULT_MAX_UNITS`](super::DEFAULT_MAX_UNITS) units.
    pub unit_level: Option<usize>,
    /// Above 1 gives more and smaller circles, below 1 fewer and larger ones; default
    /// [`DEFAULT_RESOLUTION`](crate::graph::DEFAULT_RESOLUTION).
    pub resolution: f64,
    /// Searches from different random orders, at least 2; default [`DEFAULT_CIRCLE_RUNS`].
    pub runs: usize,
    /// People from which a circle is listed; default [`DEFAULT_MIN_MEMBERS`].
    pub min_members: u32,
    /// Threads with more authors than this in the view join nobody; default [`DEFAULT_MAX_AUTHORS`](super::DEFAULT_MAX_AUTHORS).
    pub max_authors: u32,
    /// Seed of the searches; default [`DEFAULT_CIRCLE_SEED`].
    pub seed: u64,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`](super::DEFAULT_INTERVAL_LEVEL).
    pub interval_level: f64,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for CircleOptions {
    fn default() -> Self {
        CircleOptions {
            unit_level: None,
            resolution: DEFAULT_RESOLUTION,
            runs: DEFAULT_CIRCLE_RUNS,
            min_members: DEFAULT_MIN_MEMBERS,
            max_authors: DEFAULT_MAX_AUTHORS,
            seed: DEFAULT_CIRCLE_SEED,
            interval_level: super::DEFAULT_INTERVAL_LEVEL,
            include_guests: false,
        }
    }
}

impl CircleOptions {
    pub(super) fn rule(&self) -> Rule {
        let CircleOptions { unit_level, max_authors, include_guests, .. } = *self;
        Rule { unit_level, max_authors, include_guests }
    }

    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level from 1");
        }
        if !(self.resolution > 0.0 && self.resolution.is_finite()) {
            return fault("resolution", self.resolution.to_string(), "a number above 0");
        }
        if !(2..=MAX_RUNS).contains(&self.runs) {
            return fault("runs", self.runs.to_string(), "2 to 1000 searches");
        }
        if self.min_members == 0 {
            return fault("min_members", "0".into(), "1 person or more");
        }
        if self.max_authors < 2 {
            return fault("max_authors", self.max_authors.to_string(), "2 authors or more");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
