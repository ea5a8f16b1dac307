//! Options of seed training.

use crate::activity::counted;
use crate::graph::{DEFAULT_CASCADE_RUNS, DEFAULT_SEEDS};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use crate::{Error, MemberId, Result};
use std::collections::BTreeSet;

/// Reverse reachable sets behind the reach under the main assumption.
pub const DEFAULT_SPREAD_SETS: u64 = 1 << 16;
/// Examples after which a habit is taken up.
pub const DEFAULT_EXAMPLES: u32 = 2;
/// Random choices of seeds that the seeds are compared with.
pub const DEFAULT_RANDOM_CHOICES: usize = 20;
/// Without a level asked for, units are those of the deepest level of the unit path with at most so many.
pub const DEFAULT_MAX_UNITS: usize = 12;
/// Fewest people of a choice to compare with: what fewer reach would say too much about them.
pub const MIN_CHAMPIONS: usize = 5;
/// Most seeds.
pub const MAX_SPREAD_SEEDS: usize = 10_000;

/// Options of [`spread`](super::spread()).
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadOptions {
    /// People to train first; 1 to [`MAX_SPREAD_SEEDS`].
    pub k: usize,
    /// Accounts that are not to be chosen: people who opted out, or have no time. Word still passes through them.
    pub exclude: Vec<MemberId>,
    /// Accounts to compare with, such as helper champions: none (the default), or [`MIN_CHAMPIONS`] or more.
    pub champions: Vec<MemberId>,
    /// Levels of the unit path that make a unit; `None` for the deepest level with at most [`DEFAULT_MAX_UNITS`] units.
    pub unit_level: Option<usize>,
    /// Examples after which a colleague takes a habit up; 1 or more.
    pub examples: u32,
    /// Random choices to compare with; 1 or more.
    pub random_choices: usize,
    /// Reverse reachable sets behind each reach under the main assumption, 1024 or more; a quarter of it under the others.
    pub sets: u64,
    /// Cascades played for the course by round; 1 or more.
    pub runs: u32,
    /// Level of the intervals, inside (0, 1).
    pub interval_level: f64,
    /// Whether people from outside count.
    pub include_guests: bool,
    /// Seed of all random numbers.
    pub seed: u64,
}

impl Default for SpreadOptions {
    fn default() -> Self {
        SpreadOptions {
            k: DEFAULT_SEEDS,
            exclude: Vec::new(),
            champions: Vec::new(),
            unit_level: None,
            examples: DEFAULT_EXAMPLES,
            random_choices: DEFAULT_RANDOM_CHOICES,
            sets: DEFAULT_SPREAD_SETS,
            runs: DEFAULT_CASCADE_RUNS,
            interval_level: DEFAULT_LEVEL,
            include_guests: false,
            seed: DEFAULT_SEED,
        }
    }
}

impl SpreadOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(1..=MAX_SPREAD_SEEDS).contains(&self.k) {
            return fault("k", self.k.to_string(), "1 to 10000 people");
        }
        let champions = self.champions.iter().collect::<BTreeSet<_>>().len();
        if (1..MIN_CHAMPIONS).contains(&champions) {
            return fault(
                "champions",
                counted(champions as u64, "person", "people"),
                "nobody, or 5 people or more",
            );
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level from 1");
        }
        if self.examples == 0 {
            return fault("examples", "0".into(), "1 or more");
        }
        if !(1..=1000).contains(&self.random_choices) {
            return fault("random_choices", self.random_choices.to_string(), "1 to 1000");
        }
        if !(1024..=1 << 24).contains(&self.sets) {
            return fault("sets", self.sets.to_string(), "1024 to 16777216");
        }
        if !(1..=1_000_000).contains(&self.runs) {
            return fault("runs", self.runs.to_string(), "1 to 1000000");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
