//! The interaction graph.

mod centrality;
mod exchange;
mod groups;
pub(crate) mod names;
mod options;
mod reading;
mod removal;
mod spread;
mod structure;

use crate::community::privacy::Exits;
use crate::error::of_graph;
use crate::table::Table;
use crate::work::run;
use cmgraph::Release;
use cmgraph::privacy::GraphRelease;
use cmgraph::table::HtmlOptions;
use cmgraph::table::TerminalOptions;
use pyo3::prelude::*;
use rayon::ThreadPool;
use std::sync::{Arc, OnceLock};

/// The interaction graph: an arc u -> v says that u acted on a message of v, or mentioned v.
///
/// In aggregate mode there are :meth:`summary`, :meth:`reciprocity` and :meth:`components`; whatever shows
/// single people raises :class:`Withheld`. In pseudonymous mode members are known by pseudonym only.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> graph = cg.example().graph()
/// >>> graph.arcs().columns[:4]
/// ['from', 'to', 'weight', 'reply']
/// >>> cg.example(mode="aggregate").graph().arcs()  # doctest: +ELLIPSIS
/// Traceback (most recent call last):
///     ...
/// cmgraph.Withheld: a table of who interacts with whom is withheld in aggregate mode: ...
#[pyclass(frozen, module = "cmgraph")]
pub struct Graph {
    release: Arc<GraphRelease>,
    pool: Option<Arc<ThreadPool>>,
    summary: OnceLock<Release>,
    exits: Option<Arc<Exits>>,
}

impl Graph {
    pub(crate) fn new(release: GraphRelease, pool: Option<Arc<ThreadPool>>) -> Graph {
        Graph { release: Arc::new(release), pool, summary: OnceLock::new(), exits: None }
    }

    /// The same, whose tables are remembered by a community.
    pub(crate) fn recorded_in(self, exits: Arc<Exits>) -> Graph {
        Graph { exits: Some(exits), ..self }
    }

    fn table(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&GraphRelease) -> cmgraph::Result<cmgraph::Release> + Send + 'static,
    ) -> PyResult<Table> {
        let release = self.release.clone();
        let release = run(py, self.pool.clone(), None, move || make(&release).map_err(of_graph))?;
        if let Some(exits) = &self.exits {
            exits.record(&release);
        }
        Ok(Table::new(release))
    }

    /// The summary, computed when first asked for: before the cell is touched, so that nobody waits for it with the
    /// interpreter's lock.
    fn known_summary(&self, py: Python<'_>) -> PyResult<&Release> {
        if let Some(summary) = self.summary.get() {
            return Ok(summary);
        }
        let release = self.release.clone();
        let summary = run(py, self.pool.clone(), None, move || Ok(release.summary()))?;
        if let Some(exits) = &self.exits {
            exits.record(&summary);
        }
        Ok(self.summary.get_or_init(|| summary))
    }
}

#[pymethods]
impl Graph {
    /// One row about the whole graph: members, arcs, density, reciprocity, components.
    fn summary(&self, py: Python<'_>) -> PyResult<Table> {
        self.known_summary(py).cloned().map(Table::new)
    }

    /// One row a member: strength, distinct partners, components.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn nodes(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::nodes)
    }

    /// One row an arc: weight, interactions by kind, first and last time.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn arcs(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::arcs)
    }

    /// Share of the arcs that have an arc the other way; ``None`` without arcs, or where it is hidden.
    fn reciprocity(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        let summary = self.known_summary(py)?;
        Ok(summary.column("reciprocity").and_then(|column| column.values.number(0)))
    }

    /// Where to draw the members with most contacts: the same graph always has the same picture.
    ///
    /// Parameters
    /// ----------
    /// members : int
    ///     How many at most.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: ``x``, ``y``, contacts.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// E. R. Gansner, Y. Koren and S. North, "Graph drawing by stress majorization", 2004.
    #[pyo3(signature = (*, members=150))]
    fn drawing(&self, py: Python<'_>, members: usize) -> PyResult<Table> {
        self.table(py, move |graph| graph.drawing(members))
    }

    /// Draws the members with most contacts and the ties among them: the same graph always gives the same picture.
    ///
    /// The area of a circle grows with the contacts, the width of a line with the weight of the tie; where ties are many, the
    /// strongest of each member and the strongest of all are drawn. Colours are those of the four units, or communities, with
    /// most members; names are those of the members with most contacts, pseudonyms in pseudonymous mode.
    ///
    /// Parameters
    /// ----------
    /// members : int
    ///     How many at most.
    /// by : {"unit", "community"}, optional
    ///     What the colours mean: units where they are known, else communities that the ties show.
    /// backend : {"altair", "matplotlib", "svg"}, optional
    ///     The library that draws: altair, or matplotlib where altair is not installed, or where neither is, SVG that
    ///     needs no library.
    ///
    /// Returns
    /// -------
    /// altair.ConcatChart or matplotlib.figure.Figure
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For another word.
    /// ImportError
    ///     Where the library that was asked for is not installed.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chart = cg.example().graph().plot(members=40)
    /// >>> figure = cg.example().graph().plot(members=40, by="community", backend="matplotlib")
    /// >>> figure.savefig("network.svg")  # doctest: +SKIP
    #[pyo3(signature = (*, members=150, by=None, backend=None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        members: usize,
        by: Option<&str>,
        backend: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cmgraph.plot")?.call_method1("plot_graph", (slf, members, by, backend))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.known_summary(py)?.to_terminal(&TerminalOptions::default()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.known_summary(py)?.to_html(&HtmlOptions::default()))
    }
}
