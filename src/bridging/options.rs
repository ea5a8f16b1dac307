//! Options of the bridging analysis.

use super::replies::Rule;
use crate::error::{Error, Result};
use crate::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_LEVEL, DEFAULT_PERMUTATIONS, DEFAULT_SEED};

/// Brokers listed at most.
pub const DEFAULT_BROKERS: usize = 20;

/// Other units that a broker talks with at least.
pub const DEFAULT_MIN_UNITS: u32 = 2;

/// Threads in which a broker talked with people of other units, at least.
pub const DEFAULT_MIN_THREADS: u32 = 3;

/// Authors from which a thread joins nobody with anybody: all greet, and nobody talks with all.
pub const DEFAULT_MAX_AUTHORS: u32 = 50;

/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Weeks at the end of the window that the sensitivity table looks at alone.
pub const SENSITIVITY_WEEKS: u32 = 26;

/// Days from whose first answers the chance of an answer from another unit is taken.
pub const ANSWERER_POOL_DAYS: u32 = 91;

/// First answers that such a span has at least; else it goes on.
pub const MIN_ANSWERER_POOL: usize = 20;

/// Most units between which there is a matrix.
pub const MAX_MATRIX_UNITS: usize = 64;

/// Most bootstrap draws, and most permutations.
pub const MAX_DRAWS: usize = 100_000;

/// Fewest permutations: with fewer no p-value could say much.
pub const MIN_PERMUTATIONS: usize = 99;

/// Numbers that draws or permutations may keep at most: draws times what is computed in each.
pub const MAX_RESAMPLED: usize = 50_000_000;

/// People from which a unit is in counts of pairs of units and in lists of ties, and from whose known units shares of a
/// circle are given: fewer would be known by name.
pub const SMALLEST_UNIT: u64 = 5;

/// Replies from which the only tie between two units is listed: fewer are no tie.
pub const MIN_TIE_REPLIES: u64 = 3;

/// Pairs of units from which it is counted what joins them.
pub const MIN_PAIRS: u64 = 5;

/// Options of [`bridging`](super::bridging()).
///
/// ```
/// use cmgraph::bridging::BridgingOptions;
/// let options = BridgingOptions { unit_level: Some(1), ..Default::default() };
/// assert_eq!((options.max_authors, options.permutations), (50, 999));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BridgingOptions {
    /// Levels of the unit path that make a unit; default `None`, the deepest level with at most [`DEFAULT_MAX_UNITS`](super::DEFAULT_MAX_UNITS)
    /// units.
    pub unit_level: Option<usize>,
    /// Brokers, and ties, listed at most; default [`DEFAULT_BROKERS`].
    pub n: usize,
    /// Other units that a broker talks with at least, or all where there are not as many; default [`DEFAULT_MIN_UNITS`].
    pub min_units: u32,
    /// Threads in which a broker talked with people of other units, at least; default [`DEFAULT_MIN_THREADS`].
    pub min_threads: u32,
    /// Threads with more authors than this in the view are left out of everything but the answers; default
    /// [`DEFAULT_MAX_AUTHORS`].
    pub max_authors: u32,
    /// Permutations of the units behind the p-values, at least [`MIN_PERMUTATIONS`]; default [`DEFAULT_PERMUTATIONS`](crate::stats::DEFAULT_PERMUTATIONS).
    pub permutations: usize,
    /// Bootstrap draws of the threads behind the intervals; default
    /// [`DEFAULT_BOOTSTRAP_SAMPLES`](crate::stats::DEFAULT_BOOTSTRAP_SAMPLES).
    pub draws: usize,
    /// Seed of both; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Confidence level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Whether people from outside count; default no.
    pub include_guests: bool,
}

impl Default for BridgingOptions {
    fn default() -> Self {
        BridgingOptions {
            unit_level: None,
            n: DEFAULT_BROKERS,
            min_units: DEFAULT_MIN_UNITS,
            min_threads: DEFAULT_MIN_THREADS,
            max_authors: DEFAULT_MAX_AUTHORS,
            permutations: DEFAULT_PERMUTATIONS,
            draws: DEFAULT_BOOTSTRAP_SAMPLES,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            include_guests: false,
        }
    }
}

impl BridgingOptions {
    pub(super) fn rule(&self) -> Rule {
        let BridgingOptions { unit_level, max_authors, include_guests, .. } = *self;
        Rule { unit_level, max_authors, include_guests }
    }

    /// Refuses more draws or permutations than can be kept for so many units.
    pub(super) fn check_size(&self, units: usize) -> Result<()> {
        let with_matrix = if units <= MAX_MATRIX_UNITS { units * units } else { 0 };
        let statistics = 1 + 3 * units + with_matrix;
        let most = MAX_RESAMPLED / statistics;
        for (option, found) in [("draws", self.draws), ("permutations", self.permutations)] {
            if found > most {
                let expected = format!(
                    "at most {most}, because each computes {statistics} numbers for {units} units; a wider unit level allows more"
                );
                return Err(Error::Option { option, found: found.to_string(), expected });
            }
        }
        Ok(())
    }

    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level from 1");
        }
        if self.min_units == 0 {
            return fault("min_units", "0".into(), "1 unit or more");
        }
        if self.min_threads == 0 {
            return fault("min_threads", "0".into(), "1 thread or more");
        }
        if self.max_authors < 2 {
            return fault("max_authors", self.max_authors.to_string(), "2 authors or more");
        }
        if !(MIN_PERMUTATIONS..=MAX_DRAWS).contains(&self.permutations) {
            return fault("permutations", self.permutations.to_string(), "a number from 99 to 100000");
        }
        if !(1..=MAX_DRAWS).contains(&self.draws) {
            return fault("draws", self.draws.to_string(), "a number from 1 to 100000");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
