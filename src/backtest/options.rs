//! Options of the backtest.

pub use crate::activity::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED};
use crate::error::{Error, Result};
use crate::stats::{
    DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_DRAWS, DEFAULT_LEVEL, DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED,
};
use crate::time::Timestamp;

/// People that a list names: the `k` of NDCG, hits and precision.
pub const DEFAULT_BACKTEST_K: usize = 20;
/// Days after which help counts half in our forecast. Chosen by foretelling 2010 to 2012
/// on mathoverflow, and confirmed on the four years after.
pub const DEFAULT_FORECAST_HALF_LIFE_DAYS: f64 = 90.0;
/// Colleagues helped later from which somebody counts as a helper found, in precision and recall.
pub const DEFAULT_MIN_HELPED: u32 = 3;
/// People who helped later, below which there is not enough to judge a ranking by.
pub const DEFAULT_MIN_HELPERS: usize = 10;
/// Askers later, below which there is nothing to resample.
pub const MIN_ASKERS: usize = 10;
/// Share of the helping acts that lies before the split, where no date is given.
pub const DEFAULT_PAST_SHARE: f64 = 2.0 / 3.0;
/// Parts into which what comes after the first split is cut.
pub const DEFAULT_SPLITS: usize = 1;
/// Most splits.
pub const MAX_SPLITS: usize = 24;
/// Most bootstrap draws.
pub const MAX_DRAWS: usize = 100_000;
/// Level of the bootstrap intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;

/// Options of [`evaluate_champions`](super::evaluate_champions).
///
/// ```
/// use cmgraph::backtest::BacktestOptions;
/// let options = BacktestOptions { splits: 4, ..Default::default() };
/// assert_eq!((options.k, options.half_life_days), (20, 90.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestOptions {
    /// People that a list names: the `k` of NDCG, hits and precision; default [`DEFAULT_BACKTEST_K`].
    pub k: usize,
    /// First instant of what is to be foretold; default `None`, local midnight from which on a third of the help was
    /// given ([`DEFAULT_PAST_SHARE`] before).
    pub split: Option<Timestamp>,
    /// Equal parts into which what comes after the split is cut, each foretold from all before it; default
    /// [`DEFAULT_SPLITS`].
    pub splits: usize,
    /// Days after which help counts half in our forecast; default [`DEFAULT_FORECAST_HALF_LIFE_DAYS`].
    pub half_life_days: f64,
    /// Days before each split that rival formulas look at; default `None`, all of the past, as ours does.
    /// Formulas with a window of their own keep it where it is shorter.
    pub rival_days: Option<f64>,
    /// Colleagues helped later from which somebody counts in precision and recall; default [`DEFAULT_MIN_HELPED`].
    pub min_helped: u32,
    /// People who helped later, below which nothing is said; default [`DEFAULT_MIN_HELPERS`].
    pub min_helpers: usize,
    /// Words from which a reply says something; default [`DEFAULT_MIN_WORDS`].
    pub min_words: u16,
    /// The same for one that also thanks or asks; default [`DEFAULT_MIN_WORDS_MIXED`].
    pub min_words_mixed: u16,
    /// Bootstrap draws over the later askers; default [`DEFAULT_BOOTSTRAP_SAMPLES`](crate::stats::DEFAULT_BOOTSTRAP_SAMPLES).
    pub draws: usize,
    /// Posterior draws behind `P(top k)`; default [`DEFAULT_DRAWS`](crate::stats::DEFAULT_DRAWS).
    pub posterior_draws: usize,
    /// Seed of both; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Level of the bootstrap intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Level of the posterior interval whose lower end is one of our variants; default
    /// [`DEFAULT_POSTERIOR_LEVEL`](crate::stats::DEFAULT_POSTERIOR_LEVEL).
    pub posterior_level: f64,
}

impl Default for BacktestOptions {
    fn default() -> Self {
        BacktestOptions {
            k: DEFAULT_BACKTEST_K,
            split: None,
            splits: DEFAULT_SPLITS,
            half_life_days: DEFAULT_FORECAST_HALF_LIFE_DAYS,
            rival_days: None,
            min_helped: DEFAULT_MIN_HELPED,
            min_helpers: DEFAULT_MIN_HELPERS,
            min_words: DEFAULT_MIN_WORDS,
            min_words_mixed: DEFAULT_MIN_WORDS_MIXED,
            draws: DEFAULT_BOOTSTRAP_SAMPLES,
            posterior_draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            posterior_level: DEFAULT_POSTERIOR_LEVEL,
        }
    }
}

impl BacktestOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        let days = |days: f64| days.is_finite() && days > 0.0;
        if !(1..=1000).contains(&self.k) {
            return fault("k", self.k.to_string(), "1 to 1000 people");
        }
        if !(1..=MAX_SPLITS).contains(&self.splits) {
            return fault("splits", self.splits.to_string(), "a number from 1 to 24");
        }
        if !days(self.half_life_days) {
            return fault("half_life_days", self.half_life_days.to_string(), "a positive number of days");
        }
        if let Some(found) = self.rival_days.filter(|&found| !days(found)) {
            return fault("rival_days", found.to_string(), "a positive number of days, or nothing");
        }
        if self.min_helped == 0 {
            return fault("min_helped", "0".into(), "1 or more");
        }
        if self.min_helpers == 0 {
            return fault("min_helpers", "0".into(), "1 or more");
        }
        for (option, draws) in [("draws", self.draws), ("posterior_draws", self.posterior_draws)] {
            if !(1..=MAX_DRAWS).contains(&draws) {
                return fault(option, draws.to_string(), "a number from 1 to 100000");
            }
        }
        let levels = [("interval_level", self.interval_level), ("posterior_level", self.posterior_level)];
        for (option, level) in levels {
            if !(level > 0.0 && level < 1.0) {
                return fault(option, level.to_string(), "a number between 0 and 1");
            }
        }
        Ok(())
    }
}
