//! Communities and the analyses of them.

use crate::dates::{bound, datetime};
use crate::error::{choice, raise};
use crate::table::Result;
use crate::work::run;
use cmgraph::routing::RouterMemory;
use cmgraph::{Policy, View, Window};
use privacy::Exits;
use pyo3::prelude::*;
use pyo3::types::PyDateTime;
use rayon::ThreadPool;
use std::sync::{Arc, Mutex};

mod adoption;
mod answers;
mod backtest;
mod champions;
mod conversation;
mod cover;
mod defaults;
mod dependence;
mod doctor;
mod goals;
mod graph;
mod newcomers;
pub(crate) mod privacy;
mod questions;
mod report;
mod rivals;
mod router;
mod routing;
mod routing_test;
mod spread;
mod stage;

pub use report::Report;

/// A community as an export shows it, or a window of it. Made by :func:`read`; never changes.
///
/// ``len`` is the number of messages in the window.
#[pyclass(frozen, module = "cmgraph")]
pub struct Community {
    community: Arc<cmgraph::Community>,
    policy: Policy,
    window: Window,
    pool: Option<Arc<ThreadPool>>,
    exits: Arc<Exits>,
    /// What the latest routing has read of the window, for the next one.
    memory: Arc<Mutex<Option<Arc<RouterMemory>>>>,
}

pub(crate) use router::Router;

impl Community {
    pub(crate) fn new(
        community: Arc<cmgraph::Community>,
        policy: Policy,
        window: Window,
        pool: Option<Arc<ThreadPool>>,
        exits: Arc<Exits>,
    ) -> Community {
        Community { community, policy, window, pool, exits, memory: Arc::default() }
    }

    fn view(&self) -> View<'_> {
        self.community.view(&self.window)
    }

    /// Runs an analysis of the view and passes its tables through the policy.
    fn analyse(
        &self,
        py: Python<'_>,
        main: &str,
        tables: impl FnOnce(&View<'_>) -> cmgraph::Result<Vec<cmgraph::Table>> + Send + 'static,
    ) -> PyResult<Py<Result>> {
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let exits = self.exits.clone();
        let releases = run(py, self.pool.clone(), None, move || {
            let tables = tables(&community.view(&window))?;
            let releases: Vec<_> = tables.iter().map(|table| policy.apply(table)).collect();
            exits.admit(&community, &window, &policy, &releases)?;
            Ok(releases)
        })?;
        Py::new(py, Result::new(releases, main)?)
    }

    /// Messages, members, days, zone and mode in a line.
    fn line(&self) -> String {
        let view = self.view();
        let days = match view.days() {
            Some((first, last)) => format!("{first} to {last}"),
            None => "no days".into(),
        };
        format!(
            "{} messages, {} members, {days} ({}), {}",
            grouped(view.message_range().len()),
            grouped(self.community.members().len()),
            self.window.zone.name(),
            self.policy.mode().name(),
        )
    }
}

#[pymethods]
impl Community {
    /// A window of the community, with the same methods.
    ///
    /// Parameters
    /// ----------
    /// from_, to : str, datetime.date or datetime.datetime, optional
    ///     First instant inside and first instant after: dates (local midnight) or instants with a time zone.
    ///     What is not given stays as it is.
    /// zone : str, optional
    ///     IANA name of the time zone whose days, weeks and months are counted.
    ///
    /// Returns
    /// -------
    /// Community
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a date that cannot be read, an empty window, or an unknown zone.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> cg.example().window(from_="2024-01-01", to="2024-07-01", zone="Europe/Oslo").days
    /// ('2024-01-01', '2024-06-30')
    #[pyo3(signature = (
        *, from_: "str | datetime.date | None" = None, to: "str | datetime.date | None" = None, zone=None
    ))]
    fn window(
        &self,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        zone: Option<&str>,
    ) -> PyResult<Community> {
        let kept = |at: Option<cmgraph::Timestamp>| at.map(|at| at.to_string());
        let from = bound("from_", from_)?.or_else(|| kept(self.window.from));
        let to = bound("to", to)?.or_else(|| kept(self.window.to));
        let zone = zone.unwrap_or_else(|| self.window.zone.name());
        let window = Window::parse(from.as_deref(), to.as_deref(), zone).map_err(raise)?;
        Ok(Community::new(
            self.community.clone(),
            self.policy.clone(),
            window,
            self.pool.clone(),
            self.exits.clone(),
        ))
    }

    /// How people appear: ``named``, ``pseudonymous`` or ``aggregate``.
    #[getter]
    fn mode(&self) -> &'static str {
        self.policy.mode().name()
    }

    /// IANA name of the time zone whose days, weeks and months are counted.
    #[getter]
    fn zone(&self) -> &str {
        self.window.zone.name()
    }

    /// First instant that is in the window and covered by the export, and first instant after: both in UTC.
    #[getter]
    fn span<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyDateTime>, Bound<'py, PyDateTime>)> {
        let view = self.view();
        Ok((datetime(py, view.from())?, datetime(py, view.to())?))
    }

    /// First and last local day of the window, ISO 8601; ``None`` where it is empty.
    #[getter]
    fn days(&self) -> Option<(String, String)> {
        self.view().days().map(|(first, last)| (first.to_string(), last.to_string()))
    }

    /// What was read, kept and left out, and why. About the whole import, whatever the window.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``audit_summary`` (the main one), ``audit_files``, ``audit_dropped``, and ``audit_unmatched``
    ///     where there is a roster.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> files = cg.example().audit().tables["audit_files"]
    /// >>> dict(zip(files.column("holds"), files.column("confirmed")))["messages"]
    /// True
    fn audit(&self, py: Python<'_>) -> PyResult<Py<Result>> {
        self.analyse(py, "audit_summary", |view| Ok(cmgraph::report::audit::tables(view.community())))
    }

    fn __len__(&self) -> usize {
        self.view().message_range().len()
    }

    // A window without messages is still a community.
    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        format!("<cmgraph.Community: {}>", self.line())
    }

    fn _repr_html_(&self) -> String {
        // Numbers, days, the name of a known zone and of a mode: nothing to escape.
        format!("<p class=\"cmgraph\"><b>Community</b>: {}</p>", self.line())
    }
}

fn by_unit(by: Option<&str>) -> PyResult<bool> {
    match by {
        None => Ok(false),
        Some("unit") => Ok(true),
        Some(other) => Err(choice("by", other, "None or \"unit\"")),
    }
}

/// Digits in groups of three.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
