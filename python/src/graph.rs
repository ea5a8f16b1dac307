//! The interaction graph.

use crate::error::raise;
use crate::files;
use crate::read::{policy, pool};
use crate::table::Table;
use crate::work::run;
use cmgraph::graph::{DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRankOptions};
use cmgraph::privacy::GraphRelease;
use cmgraph::table::HtmlOptions;
use cmgraph::table::TerminalOptions;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::ThreadPool;
use std::collections::HashMap;
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

/// Ids and their numbers, in the order of first mention.
#[derive(Default)]
struct Names {
    ids: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Whether all members are known already.
    closed: bool,
}

impl Names {
    fn add(&mut self, id: &Bound<'_, PyAny>) -> PyResult<u32> {
        let id = id.str()?.to_string();
        let next = u32::try_from(self.ids.len())
            .map_err(|_| PyValueError::new_err("members: found more than 2**32, expected fewer"))?;
        let number = *self.numbers.entry(id.clone()).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        Ok(number)
    }

    fn number(&mut self, id: &Bound<'_, PyAny>) -> PyResult<u32> {
        if !self.closed {
            return self.add(id);
        }
        let id = id.str()?;
        self.numbers.get(id.to_str()?).copied().ok_or_else(|| {
            PyValueError::new_err(format!("members: found no {id:?}, who is in an arc, expected all members"))
        })
    }
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
    /// A graph of your own, from arcs: member ``sources[i]`` acted on ``targets[i]``.
    ///
    /// Parallel arcs are added up; arcs from a member to itself are dropped and counted in the provenance.
    ///
    /// Parameters
    /// ----------
    /// sources, targets : iterable
    ///     Who acted and on whom, by id; anything that ``str`` makes an id of.
    /// weights : iterable of float, optional
    ///     Weights, 0 or more; all 1 where not given.
    /// members : iterable, optional
    ///     All members, also those without arcs, in the order of the tables. Where not given: those of the arcs, in the order
    ///     in which they are first named.
    /// units : mapping, optional
    ///     Unit of each member, for measures between units.
    /// mode : {"named", "pseudonymous", "aggregate"}
    ///     What may leave.
    /// key : bytes, optional
    ///     Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
    /// min_group : int
    ///     Smallest number of people that a figure may be about.
    /// threads : int
    ///     Threads to use; 0 for all.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For columns of different lengths, a weight that is negative or not finite, a member of the arcs that is not among
    ///     ``members``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> graph = cg.Graph.from_arcs(["ann", "bo", "cy"], ["bo", "ann", "bo"], [3, 1, 1])
    /// >>> graph.reciprocity() == 2 / 3
    /// True
    #[staticmethod]
    #[pyo3(signature = (
        sources, targets, weights=None, *, members=None, units=None, mode="named", key=None, min_group=5,
        threads=0
    ))]
    #[allow(clippy::too_many_arguments)]
    fn from_arcs(
        py: Python<'_>,
        sources: &Bound<'_, PyAny>,
        targets: &Bound<'_, PyAny>,
        weights: Option<Vec<f64>>,
        members: Option<&Bound<'_, PyAny>>,
        units: Option<&Bound<'_, PyAny>>,
        mode: &str,
        key: Option<&[u8]>,
        min_group: u32,
        threads: usize,
    ) -> PyResult<Graph> {
        let policy = policy(mode, key).map_err(raise)?.with_min_group(min_group);
        let mut names = Names { closed: members.is_some(), ..Names::default() };
        for member in members.map(|members| members.try_iter()).transpose()?.into_iter().flatten() {
            names.add(&member?)?;
        }
        let from: Vec<u32> = sources.try_iter()?.map(|id| names.number(&id?)).collect::<PyResult<_>>()?;
        let to: Vec<u32> = targets.try_iter()?.map(|id| names.number(&id?)).collect::<PyResult<_>>()?;
        let mut of_unit = Vec::new();
        if let Some(units) = units {
            of_unit = vec![String::new(); names.ids.len()];
            for pair in units.call_method0("items")?.try_iter()? {
                let (member, unit): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
                // Units of people who are not in the graph do no harm.
                if let Some(&at) = names.numbers.get(member.str()?.to_str()?) {
                    of_unit[at as usize] = unit.str()?.to_string();
                }
            }
        }
        let pool = if threads > 0 { Some(pool(threads).map_err(raise)?) } else { None };
        let release = run(py, pool.clone(), None, move || {
            let weights = weights.unwrap_or_else(|| vec![1.0; from.len()]);
            GraphRelease::from_arcs(names.ids, of_unit, &from, &to, &weights, &policy)
        })?;
        Ok(Graph::new(release, pool))
    }

    /// The graph of a ``networkx`` graph; needs networkx.
    ///
    /// Parameters
    /// ----------
    /// graph : networkx.Graph or networkx.DiGraph
    ///     Multigraphs as well. An edge of a graph without directions becomes an arc either way with half its weight each,
    ///     so that the tie has the whole.
    /// weight : str, optional
    ///     Attribute of the edges that is the weight; edges without it, and all where ``None``, have 1.
    /// unit : str, optional
    ///     Attribute of the nodes that is the unit, where they have it.
    /// **options
    ///     ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.
    ///
    /// Returns
    /// -------
    /// Graph
    #[staticmethod]
    #[pyo3(signature = (graph, *, weight=Some("weight"), unit=Some("unit"), **options))]
    fn from_networkx<'py>(
        py: Python<'py>,
        graph: &Bound<'py, PyAny>,
        weight: Option<&str>,
        unit: Option<&str>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        py.import("cmgraph._exchange")?.getattr("from_networkx")?.call((graph, weight, unit), options)
    }

    /// The graph of an ``igraph.Graph``; needs igraph.
    ///
    /// Parameters
    /// ----------
    /// graph : igraph.Graph
    ///     An edge of a graph without directions becomes an arc either way with half its weight each.
    /// member : str, optional
    ///     Attribute of the vertices that is the id; their numbers where they have none.
    /// weight, unit : str, optional
    ///     Attributes as in :meth:`from_networkx`.
    /// **options
    ///     ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.
    ///
    /// Returns
    /// -------
    /// Graph
    #[staticmethod]
    #[pyo3(signature = (graph, *, member=Some("member"), weight=Some("weight"), unit=Some("unit"), **options))]
    fn from_igraph<'py>(
        py: Python<'py>,
        graph: &Bound<'py, PyAny>,
        member: Option<&str>,
        weight: Option<&str>,
        unit: Option<&str>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        py.import("cmgraph._exchange")?.getattr("from_igraph")?.call((graph, member, weight, unit), options)
    }

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
