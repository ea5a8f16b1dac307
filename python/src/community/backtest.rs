//! Our own answers against what came later.

use super::Community;
use crate::dates::bound;
use crate::error::raise;
use crate::table::Result;
use cmgraph::Window;
use cmgraph::backtest::{BacktestOptions, evaluate_champions};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Would the ranking have found those who helped later? Everybody is ranked by what was known at a date, and then it is
    /// looked at who helped how many different colleagues after it. Ours stands beside the formulas of products and
    /// textbooks, computed on the same past.
    ///
    /// NDCG is 1 where those who helped most later are at the top in the right order, and near 0 for a list drawn by lot.
    /// Intervals are of bootstrap draws of the later askers. It tells which ranking is the better forecast, not who is
    /// worth more, and names nobody.
    ///
    /// Parameters
    /// ----------
    /// k : int
    ///     People that a list names.
    /// split : str, datetime.date or datetime.datetime, optional
    ///     First instant to be foretold; when a third of the help is still to come if not given.
    /// splits : int
    ///     Equal parts of what comes after it, each foretold from all before.
    /// half_life_days : float
    ///     Days after which help counts half in our forecast.
    /// rival_days : float, optional
    ///     Days that rival formulas look back; all of the past if not given.
    /// min_helped : int
    ///     Colleagues helped later from which somebody counts in precision and recall.
    /// min_helpers : int
    ///     People who helped later, below which nothing is said.
    /// min_words, min_words_mixed : int
    ///     Words from which a reply helps, and from which one that also thanks or asks does.
    /// draws, posterior_draws, seed : int
    ///     Bootstrap draws behind the intervals, posterior draws behind the probability to be among the first k, and the
    ///     seed of both.
    /// interval_level, posterior_level : float
    ///     Level of the intervals, and of the posterior interval whose lower end is one of our variants.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``backtest`` (the main one), ``backtest_by_split``, ``backtest_outcomes`` and ``backtest_splits``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and a split outside the window.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().evaluate_champions(draws=100)
    /// >>> ndcg = dict(zip(found.column("formula"), found.column("ndcg")))
    /// >>> ndcg["expected helped"] > ndcg["tyGraph influencer"] > ndcg["random"]
    /// True
    #[pyo3(signature = (
        k=20, *, split: "str | datetime.date | None" = None, splits=1, half_life_days=90.0, rival_days=None, min_helped=3,
        min_helpers=10, min_words=3, min_words_mixed=12, draws=500, posterior_draws=2000, seed=0, interval_level=0.95,
        posterior_level=0.9,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn evaluate_champions(
        &self,
        py: Python<'_>,
        k: usize,
        split: Option<&Bound<'_, PyAny>>,
        splits: usize,
        half_life_days: f64,
        rival_days: Option<f64>,
        min_helped: u32,
        min_helpers: usize,
        min_words: u16,
        min_words_mixed: u16,
        draws: usize,
        posterior_draws: usize,
        seed: u64,
        interval_level: f64,
        posterior_level: f64,
    ) -> PyResult<Py<Result>> {
        // A date is a local midnight, as those of a window.
        let split = match bound("split", split)? {
            Some(split) => Window::parse(Some(&split), None, self.window.zone.name()).map_err(raise)?.from,
            None => None,
        };
        let options = BacktestOptions {
            k,
            split,
            splits,
            half_life_days,
            rival_days,
            min_helped,
            min_helpers,
            min_words,
            min_words_mixed,
            draws,
            posterior_draws,
            seed,
            interval_level,
            posterior_level,
        };
        self.analyse(py, "backtest", move |view| Ok(evaluate_champions(view, &options)?.tables()))
    }
}
