//! The interaction graph.

use crate::error::raise;
use crate::files;
use crate::table::Table;
use crate::work::run;
use cmgraph::graph::{DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRankOptions};
use cmgraph::privacy::GraphRelease;
use cmgraph::table::HtmlOptions;
use cmgraph::table::TerminalOptions;
use pyo3::prelude::*;
use rayon::ThreadPool;
use std::path::PathBuf;
use std::sync::Arc;

const _: () = assert!(DEFAULT_DAMPING == 0.85 && DEFAULT_TOLERANCE == 1e-9 && DEFAULT_MAX_ITERATIONS == 1000);

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
}

impl Graph {
    pub(crate) fn new(release: GraphRelease, pool: Option<Arc<ThreadPool>>) -> Graph {
        Graph { release: Arc::new(release), pool }
    }

    fn table(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&GraphRelease) -> cmgraph::Result<cmgraph::Release> + Send + 'static,
    ) -> PyResult<Table> {
        let release = self.release.clone();
        run(py, self.pool.clone(), None, move || make(&release)).map(Table::new)
    }
}

#[pymethods]
impl Graph {
    /// One row about the whole graph: members, arcs, density, reciprocity, components.
    fn summary(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |graph| Ok(graph.summary()))
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

    /// Weighted PageRank: the share of the time of a reader who follows arcs and sometimes jumps.
    ///
    /// Parameters
    /// ----------
    /// damping : float
    ///     Share of the rank that follows arcs, from 0 to below 1.
    /// tolerance : float
    ///     Stop when the scores change by less than this in sum.
    /// max_iterations : int
    ///     Stop after so many iterations anyway; the provenance then has a warning.
    /// reverse : bool
    ///     Along the arcs those rank high whom others act on. With ``True`` those who act on the messages of
    ///     many, such as those who answer.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For an option out of range.
    ///
    /// References
    /// ----------
    /// S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> ranks = cg.example().graph().pagerank(reverse=True)
    /// >>> round(sum(ranks.column("pagerank")), 9)
    /// 1.0
    #[pyo3(signature = (*, damping=0.85, tolerance=1e-9, max_iterations=1000, reverse=false))]
    fn pagerank(
        &self,
        py: Python<'_>,
        damping: f64,
        tolerance: f64,
        max_iterations: usize,
        reverse: bool,
    ) -> PyResult<Table> {
        let options = PageRankOptions { damping, tolerance, max_iterations, personalisation: None };
        self.table(py, move |graph| graph.pagerank(&options, reverse))
    }

    /// Share of the arcs that have an arc the other way; ``None`` without arcs, or where it is hidden.
    fn reciprocity(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        let release = self.release.clone();
        let summary = run(py, self.pool.clone(), None, move || Ok(release.summary()))?;
        Ok(summary.column("reciprocity").and_then(|column| column.values.number(0)))
    }

    /// Sizes of the components, largest first; those of fewer people than ``min_group`` are hidden.
    ///
    /// Parameters
    /// ----------
    /// strong : bool
    ///     Whether arcs are followed in their direction only.
    #[pyo3(signature = (*, strong=false))]
    fn components(&self, py: Python<'_>, strong: bool) -> PyResult<Table> {
        self.table(py, move |graph| Ok(graph.components(strong)))
    }

    /// Writes GraphML, as Gephi, yEd, NetworkX, igraph and Cytoscape read it.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file; replaced where it exists.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode; nothing is written.
    fn write_graphml(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.release.about_people("a graph of people").map_err(raise)?;
        files::write(py, &path, |out| self.release.write_graphml(out))
    }

    /// Writes GEXF for Gephi.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file; replaced where it exists.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode; nothing is written.
    fn write_gexf(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.release.about_people("a graph of people").map_err(raise)?;
        files::write(py, &path, |out| self.release.write_gexf(out))
    }

    /// As ``networkx.DiGraph``; needs networkx.
    ///
    /// Nodes are ids (pseudonyms in pseudonymous mode) with ``name``, ``unit`` and ``kind`` where known and
    /// allowed; edges have ``weight``, a count for each kind of interaction, ``first`` and ``last``.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn to_networkx<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cmgraph._exchange")?.call_method1("to_networkx", (slf,))
    }

    /// As ``igraph.Graph``; needs igraph.
    ///
    /// Vertices have ``member`` (id or pseudonym), and ``name``, ``unit`` and ``kind`` where allowed; edges as in
    /// :meth:`to_networkx`.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn to_igraph<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cmgraph._exchange")?.call_method1("to_igraph", (slf,))
    }

    fn __repr__(&self) -> String {
        self.release.summary().to_terminal(&TerminalOptions::default())
    }

    fn _repr_html_(&self) -> String {
        self.release.summary().to_html(&HtmlOptions::default())
    }
}
