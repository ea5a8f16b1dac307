//! What other products would say.

use super::Community;
use crate::table::Result;
use cmgraph::rivals::{RivalOptions, rivals};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// What other products would say: numbers of SWOOP, tyGraph, Viva Engage, Discourse, CHAOSS and Orbit by their
    /// published definitions, each with what is not published about it, its known fault, and which of our results is
    /// for the same need.
    ///
    /// As in the products accounts count, and the community manager's among them. Nothing is about single persons: which
    /// formula finds people best is in :meth:`evaluate_champions`.
    ///
    /// Parameters
    /// ----------
    /// surplus : float
    ///     Surplus of given over received, or the other way round, as a share of both, that SWOOP's personas call
    ///     significant; not published.
    /// risk_depth : int
    ///     Place of the list of influential people that SWOOP's risk compares the first with; not published.
    /// interval_level : float
    ///     Level of our intervals of shares; the products give none.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``rivals`` (the main one), ``rival_personas``, ``rival_segments``, ``rival_levels`` and
    ///     ``rival_onion``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().rivals()
    /// >>> faults = dict(zip(found.column("measure"), found.column("fault")))
    /// >>> faults["time to first response"]
    /// 'threads without a reply are dropped: more silence can make it better'
    #[pyo3(signature = (*, surplus=0.2, risk_depth=10, interval_level=0.95))]
    fn rivals(
        &self,
        py: Python<'_>,
        surplus: f64,
        risk_depth: usize,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let options = RivalOptions { surplus, risk_depth, interval_level };
        self.analyse(py, "rivals", move |view| Ok(rivals(view, &options)?.tables()))
    }
}
