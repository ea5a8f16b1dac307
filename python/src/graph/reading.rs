//! Graphs from files of this and other programs.

use super::Graph;
use crate::error::{of_graph, raise};
use crate::read::{policy, pool};
use crate::work::run;
use cmgraph::graph::{DEFAULT_WEIGHT_ATTRIBUTE, GraphFile, read_gexf, read_graphml};
use cmgraph::privacy::{DEFAULT_MEMBER_ATTRIBUTE, DEFAULT_UNIT_ATTRIBUTE, GraphRelease};
use cmgraph::{Error, Policy};
use pyo3::prelude::*;
use std::fs::File;
use std::path::PathBuf;

/// What reads an open file, by name and attribute of the weight.
type Reader = fn(&str, File, Option<&str>) -> cmgraph::Result<GraphFile>;

/// What is asked of a file.
struct Asked {
    path: PathBuf,
    member: Option<String>,
    weight: Option<String>,
    unit: Option<String>,
    policy: Policy,
    threads: usize,
}

fn read(py: Python<'_>, asked: Asked, reader: Reader) -> PyResult<Graph> {
    let pool = if asked.threads > 0 { Some(pool(asked.threads).map_err(raise)?) } else { None };
    let release = run(py, pool.clone(), None, move || {
        let Asked { path, member, weight, unit, policy, .. } = asked;
        let of_file = |source| Error::Io { path: path.clone(), source };
        let open = File::open(&path).map_err(of_file)?;
        let file = reader(&path.display().to_string(), open, weight.as_deref())?;
        GraphRelease::from_file(&file, member.as_deref(), unit.as_deref(), &policy).map_err(of_graph)
    })?;
    Ok(Graph::new(release, pool))
}

#[pymethods]
impl Graph {
    /// The graph of a GraphML file, as :meth:`write_graphml`, Gephi, yEd, NetworkX, igraph and Cytoscape write it.
    ///
    /// Parallel edges are added up; edges from a member to itself are dropped and counted in the provenance. An edge without a
    /// direction becomes an arc either way with half its weight each, so that the tie has the whole. The attribute ``label``
    /// of the nodes, or else ``name``, is the name of a member.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file.
    /// member : str, optional
    ///     Attribute of the nodes that is the id. Where they have no ``member``, and with ``None``, the ids of the nodes in the
    ///     file; those that igraph writes are only numbers, its ``name`` is an attribute.
    /// weight : str, optional
    ///     Attribute of the edges that is the weight; edges without it have its default in the file or 1, and so have all where
    ///     ``None``.
    /// unit : str, optional
    ///     Attribute of the nodes that is the unit, where they have it.
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
    /// ExportError
    ///     For a file that is no GraphML, a node that comes twice, an edge to a node that is not there, a weight that is no
    ///     number of 0 or more; with file and line.
    /// ValueError
    ///     For another attribute ``member`` that is not there, that a node lacks, or that two nodes share.
    /// OSError
    ///     For a file that cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg, os, tempfile
    /// >>> pair = cg.Graph.from_arcs(["ann", "bo"], ["bo", "ann"], [2, 1], units={"ann": "Legal"})
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     pair.write_graphml(os.path.join(folder, "pair.graphml"))
    /// ...     again = cg.Graph.read_graphml(os.path.join(folder, "pair.graphml"))
    /// >>> again.arcs().column("weight"), again.nodes().column("unit")
    /// ([2.0, 1.0], ['Legal', None])
    #[staticmethod]
    #[pyo3(signature = (
        path, *, member=Some(DEFAULT_MEMBER_ATTRIBUTE.into()), weight=Some(DEFAULT_WEIGHT_ATTRIBUTE.into()),
        unit=Some(DEFAULT_UNIT_ATTRIBUTE.into()), mode="named", key=None, min_group=5, threads=0
    ), text_signature = "(path, *, member='member', weight='weight', unit='unit', mode='named', key=None, min_group=5, threads=0)")]
    #[allow(clippy::too_many_arguments)]
    fn read_graphml(
        py: Python<'_>,
        path: PathBuf,
        member: Option<String>,
        weight: Option<String>,
        unit: Option<String>,
        mode: &str,
        key: Option<&[u8]>,
        min_group: u32,
        threads: usize,
    ) -> PyResult<Graph> {
        let policy = policy(mode, key).map_err(raise)?.with_min_group(min_group);
        read(py, Asked { path, member, weight, unit, policy, threads }, read_graphml)
    }

    /// The graph of a GEXF file, as :meth:`write_gexf`, Gephi and NetworkX write it.
    ///
    /// The labels of the nodes are their attribute ``label``, and ``weight`` is the format's own; all else as in
    /// :meth:`read_graphml`.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file.
    /// member, weight, unit : str, optional
    ///     Attributes, by title.
    /// mode, key, min_group, threads
    ///     As in :meth:`read_graphml`.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Raises
    /// ------
    /// ExportError, ValueError, OSError
    ///     As in :meth:`read_graphml`.
    #[staticmethod]
    #[pyo3(signature = (
        path, *, member=Some(DEFAULT_MEMBER_ATTRIBUTE.into()), weight=Some(DEFAULT_WEIGHT_ATTRIBUTE.into()),
        unit=Some(DEFAULT_UNIT_ATTRIBUTE.into()), mode="named", key=None, min_group=5, threads=0
    ), text_signature = "(path, *, member='member', weight='weight', unit='unit', mode='named', key=None, min_group=5, threads=0)")]
    #[allow(clippy::too_many_arguments)]
    fn read_gexf(
        py: Python<'_>,
        path: PathBuf,
        member: Option<String>,
        weight: Option<String>,
        unit: Option<String>,
        mode: &str,
        key: Option<&[u8]>,
        min_group: u32,
        threads: usize,
    ) -> PyResult<Graph> {
        let policy = policy(mode, key).map_err(raise)?.with_min_group(min_group);
        read(py, Asked { path, member, weight, unit, policy, threads }, read_gexf)
    }
}
