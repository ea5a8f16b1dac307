//! Options of the backtest of routing.

use crate::backtest::{DEFAULT_INTERVAL_LEVEL, MAX_DRAWS};
use crate::error::{Error, Result};
use crate::routing::RouteOptions;
use crate::stats::DEFAULT_SEED;
use crate::time::Timestamp;

/// Questions with an answer by a colleague after the split, below which nothing is said.
pub const DEFAULT_MIN_QUESTIONS: usize = 30;
/// Bootstrap draws of the questions.
pub const DEFAULT_ROUTING_DRAWS: usize = 2_000;

/// Options of [`evaluate_routing`](super::evaluate_routing).
///
/// ```
/// use cmgraph::backtest::RoutingTestOptions;
/// let options = RoutingTestOptions { draws: 500, ..Default::default() };
/// assert_eq!((options.min_questions, options.split), (30, None));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingTestOptions {
    /// First instant whose questions are put to the test; default `None`, local midnight from which on a third of the
    /// answered questions were asked.
    pub split: Option<Timestamp>,
    /// How people are suggested; default [`RouteOptions::default`]. Nobody counts as invited already, and weights that are to
    /// be learned are learned from what lies before the split.
    pub route: RouteOptions,
    /// Answered questions after the split that are put to the test at most, drawn by lot by the seed; default `None`, all of them.
    /// What is known as of each question is the same.
    pub max_questions: Option<usize>,
    /// Answered questions after the split, below which nothing is said; default [`DEFAULT_MIN_QUESTIONS`].
    pub min_questions: usize,
    /// Bootstrap draws of the questions behind the intervals; default [`DEFAULT_ROUTING_DRAWS`].
    pub draws: usize,
    /// Seed of the draws, and of the lots by which ties are broken where a list has to be made.
    pub seed: u64,
    /// Level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
}

impl Default for RoutingTestOptions {
    fn default() -> Self {
        RoutingTestOptions {
            split: None,
            max_questions: None,
            route: RouteOptions::default(),
            min_questions: DEFAULT_MIN_QUESTIONS,
            draws: DEFAULT_ROUTING_DRAWS,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
        }
    }
}

impl RoutingTestOptions {
    /// Refuses values outside their range; those of the router are its own to check.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if self.min_questions == 0 {
            return fault("min_questions", "0".into(), "1 or more");
        }
        if self.max_questions == Some(0) {
            return fault("max_questions", "0".into(), "1 or more, or nothing for all");
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
