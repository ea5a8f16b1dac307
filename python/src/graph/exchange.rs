//! Graphs from elsewhere and to elsewhere.

use super::Graph;
use super::names::{Names, weights_of};
use crate::error::{of_graph, raise};
use crate::files;
use crate::read::{policy, pool};
use crate::work::run;
use cmgraph::Error;
use cmgraph::privacy::GraphRelease;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

#[pymethods]
impl Graph {
    /// A graph of your own, from arcs: member ``sources[i]`` acted on ``targets[i]``.
    ///
    /// Parallel arcs are added up; arcs from a member to itself are dropped and counted in the provenance.
    ///
    /// Parameters
    /// ----------
    /// sources, targets : iterable
    ///     Who acted and on whom, by id; anything that ``str`` makes an id of, but not ``None`` or NaN.
    /// weights : iterable of float, optional
    ///     Weights, 0 or more; all 1 where not given.
    /// members : iterable, optional
    ///     All members, each once, also those without arcs, in the order of the tables. Where not given: those of the arcs, in
    ///     the order in which they are first named.
    /// units : mapping, optional
    ///     Unit of each member, for measures between units; not known where it is ``None`` or NaN.
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
    ///     For columns of different lengths, an id that is missing, a weight that is missing, negative or not finite, a member
    ///     of the arcs that is not among ``members``, two members with the same id.
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
        weights: Option<&Bound<'_, PyAny>>,
        members: Option<&Bound<'_, PyAny>>,
        units: Option<&Bound<'_, PyAny>>,
        mode: &str,
        key: Option<&[u8]>,
        min_group: u32,
        threads: usize,
    ) -> PyResult<Graph> {
        let policy = policy(mode, key).map_err(raise)?.with_min_group(min_group);
        let mut names = members.map(Names::of_members).transpose()?.unwrap_or_default();
        let from = names.column("sources", sources)?;
        let weights = weights.map(weights_of).transpose()?.unwrap_or_else(|| vec![1.0; from.len()]);
        let to = names.column("targets", targets)?;
        for (option, len) in [("targets", to.len()), ("weights", weights.len())] {
            if len != from.len() {
                let expected = format!("as many as in sources ({})", from.len());
                return Err(raise(Error::Option { option, found: format!("{len} values"), expected }));
            }
        }
        let of_unit = units.map(|units| names.units(units)).transpose()?.unwrap_or_default();
        let pool = if threads > 0 { Some(pool(threads).map_err(raise)?) } else { None };
        let release = run(py, pool.clone(), None, move || {
            GraphRelease::from_arcs(names.ids, of_unit, &from, &to, &weights, &policy).map_err(of_graph)
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
    ///     Attribute of the edges that is the weight; edges without it, and all where ``None``, have 1. An edge that has it
    ///     but with a value that is no weight is an error.
    /// unit : str, optional
    ///     Attribute of the nodes that is the unit, where they have it.
    /// **options
    ///     ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a weight that is none, or nodes that have the same id, such as 1 and "1".
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
    ///     Attribute of the vertices that is the id. Where they have no ``member`` their ``name``, if it tells all of them
    ///     apart, else their numbers, as with ``None``.
    /// weight, unit : str, optional
    ///     Attributes as in :meth:`from_networkx`; igraph's ``None`` is an attribute that is not there.
    /// **options
    ///     ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a weight that is none, an id that is missing or there twice, an attribute ``member`` that is not there.
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
    /// allowed; edges have ``weight``, a count for each kind of interaction, ``first`` and ``last`` (ISO 8601, UTC).
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
    /// Vertices have ``member`` and ``name``, both the id or pseudonym, and ``label`` (the name for people), ``unit`` and ``kind``
    /// where known and allowed; edges as in :meth:`to_networkx`.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn to_igraph<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cmgraph._exchange")?.call_method1("to_igraph", (slf,))
    }
}
