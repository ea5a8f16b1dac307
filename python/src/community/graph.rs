//! The interaction graph of a window.

use super::Community;
use crate::error::choice;
use crate::graph::Graph;
use crate::table::Table;
use crate::work::run;
use cmgraph::graph::{EdgeRule, Scale, graph_over_time};
use cmgraph::privacy::GraphRelease;
use cmgraph::time::Period;
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// The interaction graph of the window.
    ///
    /// Parameters
    /// ----------
    /// reply, answer, mention, reaction, acceptance : float
    ///     Weight of an interaction of this kind. Arcs of weight 0 are left out. An answer is a reply as well.
    /// scale : {"count", "log1p"}
    ///     Whether the weighted count, or the logarithm of 1 plus it, is the weight of an arc.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1, for measures between units; the whole path if not given.
    /// half_life_days : float, optional
    ///     Weights fade: an interaction so many days before the end of the window counts half of one at its end, one twice as old
    ///     a quarter, so that rankings do not jump when a window moves on. The arcs then have no counts by kind and no times.
    ///     Where not given, old and new count alike; 90 days are a good start.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> replies = cg.example().graph(mention=0, acceptance=0)
    /// >>> 0 < replies.reciprocity() < 1
    /// True
    /// >>> faded = cg.example().graph(mention=0, acceptance=0, half_life_days=90)
    /// >>> sum(faded.arcs().column("weight")) < sum(replies.arcs().column("weight"))
    /// True
    #[pyo3(signature = (
        *, reply=1.0, answer=0.0, mention=1.0, reaction=0.0, acceptance=1.0, scale="count", unit_level=None,
        half_life_days=None
    ))]
    #[allow(clippy::too_many_arguments)]
    fn graph(
        &self,
        py: Python<'_>,
        reply: f64,
        answer: f64,
        mention: f64,
        reaction: f64,
        acceptance: f64,
        scale: &str,
        unit_level: Option<usize>,
        half_life_days: Option<f64>,
    ) -> PyResult<Graph> {
        let rule = EdgeRule { reply, answer, mention, reaction, acceptance, scale: self::scale(scale)? };
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let release = run(py, self.pool.clone(), None, move || {
            let view = community.view(&window);
            match half_life_days {
                Some(days) => GraphRelease::decayed(&view, &rule, days, unit_level, &policy),
                None => GraphRelease::with_units(&view, &rule, unit_level, &policy),
            }
        })?;
        Ok(Graph::new(release, self.pool.clone()).recorded_in(self.exits.clone()))
    }

    /// The interaction graph over time: one row a trailing window that ends at the start of each period.
    ///
    /// The windows overlap, so that neighbouring rows are not independent. Only windows that lie wholly in what is observed:
    /// no rows where that is shorter.
    ///
    /// Parameters
    /// ----------
    /// period : {"week", "month"}
    ///     How often a window ends; days are possible too.
    /// trailing : int
    ///     Periods that a window covers.
    /// reply, answer, mention, reaction, acceptance, scale
    ///     As in :meth:`graph`.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Connected members, arcs, reciprocity and rho, transitivity, share of the largest weak component.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> course = cg.example().graph_over_time(period="month", trailing=3)
    /// >>> len(course), course.column("connected")[-1] > course.column("connected")[0]
    /// (16, True)
    #[pyo3(signature = (
        *, period="week", trailing=26, reply=1.0, answer=0.0, mention=1.0, reaction=0.0, acceptance=1.0,
        scale="count"
    ))]
    #[allow(clippy::too_many_arguments)]
    fn graph_over_time(
        &self,
        py: Python<'_>,
        period: &str,
        trailing: u32,
        reply: f64,
        answer: f64,
        mention: f64,
        reaction: f64,
        acceptance: f64,
        scale: &str,
    ) -> PyResult<Table> {
        let period = Period::parse(period)
            .ok_or_else(|| choice("period", period, "\"day\", \"week\" or \"month\""))?;
        let rule = EdgeRule { reply, answer, mention, reaction, acceptance, scale: self::scale(scale)? };
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let exits = self.exits.clone();
        let release = run(py, self.pool.clone(), None, move || {
            let table = graph_over_time(&community.view(&window), &rule, period, trailing)?;
            let release = policy.apply(&table);
            exits.admit(&community, &window, &policy, std::slice::from_ref(&release))?;
            Ok(release)
        })?;
        Ok(Table::new(release))
    }
}

fn scale(name: &str) -> PyResult<Scale> {
    match name {
        "count" => Ok(Scale::Count),
        "log1p" => Ok(Scale::Log1p),
        other => Err(choice("scale", other, "\"count\" or \"log1p\"")),
    }
}
