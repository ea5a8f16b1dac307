//! A router that stands, for many questions.

use super::Community;
use super::answers::work_time;
use super::routing::{asked, weighed};
use crate::table::Result;
use crate::work::run;
use cmgraph::Table;
use cmgraph::routing::{RouteOptions, UnansweredOptions};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::sync::PoisonError;

impl Community {
    /// Runs an analysis with a router of the view; what it reads is kept for the next one.
    pub(super) fn routed(
        &self,
        py: Python<'_>,
        main: &str,
        options: RouteOptions,
        tables: impl FnOnce(&mut cmgraph::routing::Router<'_>) -> cmgraph::Result<Vec<Table>> + Send + 'static,
    ) -> PyResult<Py<Result>> {
        let memory = self.memory.clone();
        self.analyse(py, main, move |view| {
            let known = memory.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let mut router = cmgraph::routing::Router::with_memory(view, &options, known.as_ref())?;
            *memory.lock().unwrap_or_else(PoisonError::into_inner) = Some(router.memory());
            tables(&mut router)
        })
    }
}

/// Whom to ask, for many questions: has read the window once. Made by :meth:`Community.router`; never changes.
#[pyclass(frozen, module = "cmgraph")]
pub struct Router {
    community: Community,
    options: RouteOptions,
}

#[pymethods]
impl Community {
    /// A router that reads the window once, for many questions: ``router.route(text)`` takes milliseconds.
    ///
    /// Parameters
    /// ----------
    /// n, needed, cap, invited, exclude, fallback, weights, learn, min_learned, threads, smoothing, half_life_days, fade_days, active_days, hours_ahead, close, exploration, min_match, unit_level, seed, hours, holidays, calendars
    ///     As in :meth:`route` and :meth:`route_all`.
    ///
    /// Returns
    /// -------
    /// Router
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for a person who is not known.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> router = cg.example().router(cap=2)
    /// >>> [len(router.route(text)) for text in ("Where do I change my password?", "Kubernetes ingress?")]
    /// [3, 0]
    /// >>> len(router.unanswered()) > 0
    /// True
    #[pyo3(signature = (
        *, n=3, needed=2, cap=5, invited=None, exclude=None, fallback=false, weights=None, learn=false, min_learned=300,
        threads=50, smoothing=0.1, half_life_days=60.0, fade_days=30.0, active_days=180.0, hours_ahead=8, close=0.1,
        exploration=0.0, min_match=0.15, unit_level=None, seed=0, hours="Mon-Fri 8-17",
        holidays: "typing.Any" = None, calendars: "typing.Any" = None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn router(
        &self,
        py: Python<'_>,
        n: usize,
        needed: u32,
        cap: u32,
        invited: Option<Vec<String>>,
        exclude: Option<Vec<String>>,
        fallback: bool,
        weights: Option<BTreeMap<String, f64>>,
        learn: bool,
        min_learned: usize,
        threads: usize,
        smoothing: f64,
        half_life_days: f64,
        fade_days: f64,
        active_days: f64,
        hours_ahead: u32,
        close: f64,
        exploration: f64,
        min_match: f64,
        unit_level: Option<usize>,
        seed: u64,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Router> {
        let options = RouteOptions {
            n,
            needed,
            cap,
            invited: invited.unwrap_or_default(),
            exclude: exclude.unwrap_or_default(),
            fallback,
            weights: weighed(weights.unwrap_or_default())?,
            learn,
            min_learned,
            threads,
            smoothing,
            half_life_days,
            fade_days,
            active_days,
            hours_ahead,
            close,
            exploration,
            min_match,
            unit_level,
            seed,
            calendars: work_time(hours, holidays, calendars)?,
        };
        let (community, window, given) = (self.community.clone(), self.window.clone(), options.clone());
        let known = self.memory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let memory = run(py, self.pool.clone(), None, move || {
            let view = community.view(&window);
            Ok(cmgraph::routing::Router::with_memory(&view, &given, known.as_ref())?.memory())
        })?;
        let own = Community::new(
            self.community.clone(),
            self.policy.clone(),
            self.window.clone(),
            self.pool.clone(),
            self.exits.clone(),
        );
        *own.memory.lock().unwrap_or_else(PoisonError::into_inner) = Some(memory);
        Ok(Router { community: own, options })
    }
}

#[pymethods]
impl Router {
    /// Whom to ask: as :meth:`Community.route`, with the options of the router.
    ///
    /// Parameters
    /// ----------
    /// question : str, optional
    ///     The question in words.
    /// message : str, optional
    ///     The id of the message that asks, as the export has it. Either this or ``question``.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``route`` (the main one), ``route_summary`` and ``route_similar``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a message that is not known, and unless one of ``question`` and ``message`` is given.
    #[pyo3(signature = (question=None, *, message=None))]
    fn route(
        &self,
        py: Python<'_>,
        question: Option<String>,
        message: Option<String>,
    ) -> PyResult<Py<Result>> {
        let asked = asked(question, message)?;
        let options = self.options.clone();
        self.community.routed(py, "route", options, move |router| Ok(router.route(&asked)?.tables()))
    }

    /// Open questions: as :meth:`Community.unanswered`, with the options of the router.
    ///
    /// Parameters
    /// ----------
    /// n, max_age_days, route_below, show_text
    ///     As in :meth:`Community.unanswered`.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``unanswered`` (the main one) and ``unanswered_by_group``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    #[pyo3(signature = (*, n=1000, max_age_days=30.0, route_below=0.5, show_text=false))]
    fn unanswered(
        &self,
        py: Python<'_>,
        n: usize,
        max_age_days: f64,
        route_below: f64,
        show_text: bool,
    ) -> PyResult<Py<Result>> {
        let open = UnansweredOptions { n, max_age_days, route_below, show_text, ..Default::default() };
        let options = self.options.clone();
        self.community.routed(py, "unanswered", options, move |router| Ok(router.unanswered(&open)?.tables()))
    }

    /// Whom to ask for all open questions at once: as :meth:`Community.route_all`, with the options of the router.
    ///
    /// Parameters
    /// ----------
    /// n, max_age_days, route_below, show_text
    ///     As in :meth:`Community.route_all`.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``route_all`` (the main one), ``route_all_unfilled``, ``unanswered`` and ``unanswered_by_group``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    #[pyo3(signature = (*, n=1000, max_age_days=30.0, route_below=0.5, show_text=false))]
    fn route_all(
        &self,
        py: Python<'_>,
        n: usize,
        max_age_days: f64,
        route_below: f64,
        show_text: bool,
    ) -> PyResult<Py<Result>> {
        let open = UnansweredOptions { n, max_age_days, route_below, show_text, ..Default::default() };
        let options = self.options.clone();
        self.community.routed(py, "route_all", options, move |router| Ok(router.route_all(&open)?.tables()))
    }

    fn __repr__(&self) -> String {
        format!("<Router: {}>", self.community.line())
    }
}
