//! What a backtest gives.

use super::{BacktestOptions, Formula, Outcome};
use crate::stats::Interval;
use crate::table::Provenance;
use crate::time::Timestamp;
use std::ops::Range;

/// A number with its bootstrap interval over the later askers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// On what really came.
    pub value: f64,
    /// Percentile interval, reaching as far as the value; `None` where there were too few askers.
    pub interval: Option<Interval>,
}

/// What was foretold at one split, and what came.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// First instant of what was foretold; rankings saw what lies before.
    pub from: Timestamp,
    /// First instant after.
    pub to: Timestamp,
    /// People who could be ranked.
    pub candidates: u64,
    /// Those of them who helped somebody later.
    pub helpers: u64,
    /// Distinct colleagues whom they helped.
    pub askers: u64,
    /// Pairs of a helper and a colleague helped.
    pub helped: u64,
    /// Acts of help in the past.
    pub past_help: u64,
    /// Pairs that our forecast expected in sum; `None` without a forecast. Its interval is over the askers of the earlier
    /// forecast that sets the level, and is `None` where there was none; what comes varies more.
    pub expected: Option<Estimate>,
    /// People who helped later and could not be ranked, because they had not been seen before or were gone.
    pub unseen_helpers: u64,
    /// Whether there were enough later helpers and askers to judge by.
    pub judged: bool,
}

/// How well one formula foretold one outcome, in one period or on the mean of all.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaScore {
    /// The formula.
    pub formula: Formula,
    /// What counts as later helping.
    pub outcome: Outcome,
    /// Position among the periods; `None` for the mean over all that could be judged.
    pub period: Option<usize>,
    /// NDCG of the first 5.
    pub ndcg5: Estimate,
    /// NDCG of the first 10.
    pub ndcg10: Estimate,
    /// NDCG of the first k.
    pub ndcg: Estimate,
    /// How many of the k best later helpers are among the first k.
    pub hits: Estimate,
    /// Share of the first k who helped at least [`min_helped`](BacktestOptions::min_helped) colleagues later.
    pub precision: Estimate,
    /// Share of all who did so that is among the first k.
    pub recall: Estimate,
    /// Share of all later help that the first k gave.
    pub help_share: Estimate,
    /// Spearman's correlation of the whole ranking with later help.
    pub spearman: Option<Estimate>,
    /// NDCG of our forecast less that of this formula, on the same draws; `None` for our forecast itself.
    pub difference: Option<Estimate>,
    /// Share of draws in which our forecast had the higher NDCG, ties half; `None` as above and without draws.
    pub won: Option<f64>,
}

/// What [`backtest`](super::backtest()) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// The options.
    pub options: BacktestOptions,
    /// The `k` in force: that of the options, or as many as helped later, where these are fewer (of the fewest over the
    /// periods). Of more there is no best to find.
    pub k: usize,
    /// The periods foretold, in order of time.
    pub periods: Vec<Period>,
    /// Scores by period (the mean over all first), outcome and formula, in their order; empty where no period could
    /// be judged. Formulas that the events cannot feed are missing.
    pub scores: Vec<FormulaScore>,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl Backtest {
    /// The mean over all periods of the main outcome, by formula.
    pub fn overall(&self) -> impl Iterator<Item = &FormulaScore> {
        self.scores.iter().filter(|score| score.period.is_none() && score.outcome == Outcome::Helped)
    }

    /// The mean over all periods of our forecast on the main outcome; `None` where nothing could be judged.
    pub fn ours(&self) -> Option<&FormulaScore> {
        self.of(Formula::ExpectedHelped)
    }

    /// The same of any formula.
    pub fn of(&self, formula: Formula) -> Option<&FormulaScore> {
        self.overall().find(|score| score.formula == formula)
    }

    /// First and last instant of what was foretold.
    pub fn foretold(&self) -> Option<Range<Timestamp>> {
        Some(self.periods.first()?.from..self.periods.last()?.to)
    }
}
