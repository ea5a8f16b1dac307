//! Routing against who answered in the past.

use super::Community;
use super::answers::work_time;
use super::routing::weighed;
use crate::dates::bound;
use crate::error::raise;
use crate::table::Result;
use cmgraph::Window;
use cmgraph::backtest::{RoutingTestOptions, evaluate_routing};
use cmgraph::routing::RouteOptions;
use pyo3::prelude::*;
use std::collections::BTreeMap;

#[pymethods]
impl Community {
    /// Would the people who answered have been suggested? Each question of the last part of the window is put to the test as of
    /// its own time: people are ranked by what was known before it, and then it is looked at which colleagues answered it.
    /// The router stands beside lists that anybody would try first: drawn by lot, most active, most recent, most colleagues
    /// answered (in-degree), z-score, PageRank, HITS, and BM25 alone.
    ///
    /// MRR is the mean of 1 / place of the first who answered; ``success_5`` the share of the questions with somebody who
    /// answered among the first five. Differences are those of the router less the method, with intervals of bootstrap draws of
    /// the questions. Who could have answered but did not counts as wrong for every method: read the comparison rather than the
    /// level. Nobody is named.
    ///
    /// Parameters
    /// ----------
    /// split : str, datetime.date or datetime.datetime, optional
    ///     First instant whose questions are put to the test; when a third of the answered questions is still to come if not
    ///     given.
    /// threads : int
    ///     Past threads from which relevance is taken.
    /// smoothing : float
    ///     Share of the relevance that is spread evenly over all candidates.
    /// weights : dict, optional
    ///     What each feature counts for, where not the default: ``relevance``, ``propensity``, ``availability``, ``load``,
    ///     ``same_language`` and ``other_unit``.
    /// learn : bool
    ///     Whether the router has weights learned from before the split; else they are a method of their own beside it.
    /// min_learned : int
    ///     Answered questions before the split from which weights are learned.
    /// half_life_days, fade_days, active_days : float
    ///     Days after which a question that fell into somebody's groups counts half; without a sign of somebody after which the
    ///     probability to be there is 1/e; and after which he or she is no candidate.
    /// hours_ahead : int
    ///     Business hours ahead in which somebody should be there.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the whole path if not given.
    /// exclude : list of str
    ///     People who do not want to be asked, by e-mail address or id.
    /// hours, holidays, calendars
    ///     When people work, as in :meth:`answers`.
    /// max_questions : int, optional
    ///     Answered questions after the split that are put to the test at most, drawn by lot; all if not given.
    /// min_questions : int
    ///     Answered questions after the split, below which nothing is said.
    /// draws, seed : int
    ///     Bootstrap draws of the questions behind the intervals, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``routing_backtest`` (the main one) and ``routing_backtest_questions``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and a split outside the window.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().evaluate_routing(split="2024-11-01", draws=100)
    /// >>> mrr = dict(zip(found.column("method"), found.column("mrr")))
    /// >>> mrr["router"] > mrr["random"]
    /// True
    #[pyo3(signature = (
        *, split: "str | datetime.date | None" = None, threads=50, smoothing=0.1, weights=None, learn=false, min_learned=300,
        half_life_days=60.0, fade_days=30.0, active_days=180.0, hours_ahead=8, unit_level=None, exclude=Vec::new(),
        min_questions=30, max_questions=None, draws=2000, seed=0, interval_level=0.95, hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn evaluate_routing(
        &self,
        py: Python<'_>,
        split: Option<&Bound<'_, PyAny>>,
        threads: usize,
        smoothing: f64,
        weights: Option<BTreeMap<String, f64>>,
        learn: bool,
        min_learned: usize,
        half_life_days: f64,
        fade_days: f64,
        active_days: f64,
        hours_ahead: u32,
        unit_level: Option<usize>,
        exclude: Vec<String>,
        min_questions: usize,
        max_questions: Option<usize>,
        draws: usize,
        seed: u64,
        interval_level: f64,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<Result>> {
        // A date is a local midnight, as those of a window.
        let split = match bound("split", split)? {
            Some(split) => Window::parse(Some(&split), None, self.window.zone.name()).map_err(raise)?.from,
            None => None,
        };
        let options = RoutingTestOptions {
            split,
            route: RouteOptions {
                threads,
                smoothing,
                weights: weighed(weights.unwrap_or_default())?,
                learn,
                min_learned,
                half_life_days,
                fade_days,
                active_days,
                hours_ahead,
                unit_level,
                exclude,
                calendars: work_time(hours, holidays, calendars)?,
                ..RouteOptions::default()
            },
            min_questions,
            max_questions,
            draws,
            seed,
            interval_level,
        };
        self.analyse(py, "routing_backtest", move |view| Ok(evaluate_routing(view, &options)?.tables()))
    }
}
