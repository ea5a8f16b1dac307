//! The interaction graph.

pub(crate) mod names;
mod options;
mod reading;
mod spread;

use self::names::{Names, numbers_by_id, weights_of};
use self::options::{community_method, lengths, of_members};
use crate::error::{choice, of_graph, raise};
use crate::files;
use crate::read::{policy, pool};
use crate::table::Table;
use crate::work::run;
use cmgraph::graph::{
    AttritionOptions, BetweennessMethod, ClosenessMeasure, ClosenessOptions, CommunityOptions,
    DistanceOptions, Distances, HitsOptions, KeyPlayerMeasure, KeyPlayerOptions, Lengths, PageRankOptions,
    PivotOptions, SampledBetweennessOptions,
};
use cmgraph::privacy::GraphRelease;
use cmgraph::stats::ResampleOptions;
use cmgraph::table::HtmlOptions;
use cmgraph::table::TerminalOptions;
use cmgraph::{Error, Release};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::ThreadPool;
use std::path::PathBuf;
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
}

impl Graph {
    pub(crate) fn new(release: GraphRelease, pool: Option<Arc<ThreadPool>>) -> Graph {
        Graph { release: Arc::new(release), pool, summary: OnceLock::new() }
    }

    fn table(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&GraphRelease) -> cmgraph::Result<cmgraph::Release> + Send + 'static,
    ) -> PyResult<Table> {
        let release = self.release.clone();
        run(py, self.pool.clone(), None, move || make(&release).map_err(of_graph)).map(Table::new)
    }

    /// The summary, computed when first asked for: before the cell is touched, so that nobody waits for it with the
    /// interpreter's lock.
    fn known_summary(&self, py: Python<'_>) -> PyResult<&Release> {
        if let Some(summary) = self.summary.get() {
            return Ok(summary);
        }
        let release = self.release.clone();
        let summary = run(py, self.pool.clone(), None, move || Ok(release.summary()))?;
        Ok(self.summary.get_or_init(|| summary))
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
    /// personalisation : mapping, optional
    ///     How often the reader jumps to whom: weights, 0 or more, of members by id (pseudonym in pseudonymous mode); nobody
    ///     jumps to the others. To everybody alike where not given.
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
    ///     For an option out of range, or a member in ``personalisation`` who is not in the graph.
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
    /// >>> pair = cg.Graph.from_arcs(["a", "b", "c"], ["b", "a", "a"])
    /// >>> pair.pagerank(personalisation={"a": 1}).column("pagerank")[2]
    /// 0.0
    #[pyo3(signature = (
        *, damping=0.85, tolerance=1e-9, max_iterations=1000, personalisation=None, reverse=false
    ))]
    fn pagerank(
        &self,
        py: Python<'_>,
        damping: f64,
        tolerance: f64,
        max_iterations: usize,
        personalisation: Option<&Bound<'_, PyAny>>,
        reverse: bool,
    ) -> PyResult<Table> {
        let by_id = |given| numbers_by_id("personalisation", given);
        let given = personalisation.map(by_id).transpose()?;
        self.table(py, move |graph| {
            // Before members are looked up: whether somebody is in the graph is not to be told either.
            graph.about_people("a ranking of members")?;
            let personalisation = given.map(|given| of_members(graph, given)).transpose()?;
            let options = PageRankOptions { damping, tolerance, max_iterations, personalisation };
            graph.pagerank(&options, reverse)
        })
    }

    /// Share of the arcs that have an arc the other way; ``None`` without arcs, or where it is hidden.
    fn reciprocity(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        let summary = self.known_summary(py)?;
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

    /// Betweenness: on how many shortest paths between others a member stands.
    ///
    /// Exact by default, in O(members x arcs). With ``sources`` it is estimated from that many members drawn at
    /// random, each score with an interval of its own; with ``epsilon`` from drawn paths, so that all scores are within
    /// ``epsilon`` of the truth at once with probability ``1 - delta``.
    ///
    /// On two cores the exact scores of 5,000 members with 120,000 arcs took half a second and those of 20,000 with 200,000
    /// ten; twice the members with twice the arcs take four times as long, lengths by weight several times as long again. For a
    /// large network ``sources=256`` or ``epsilon=0.01`` is the quick way: a quarter of a second for the 20,000. Ctrl-C gives the
    /// prompt back at once, but the work itself goes on in the background until it is done.
    ///
    /// Parameters
    /// ----------
    /// directed : bool
    ///     Whether paths follow the direction of arcs; else they follow ties either way.
    /// lengths : {"hops", "inverse_weight"}
    ///     Whether each arc is one step, or one over its weight long.
    /// sources : int, optional
    ///     Estimate from so many sources.
    /// epsilon, delta : float
    ///     Largest error of any score, as a share of all pairs, and the risk that one is larger.
    /// interval_level : float
    ///     Level of the intervals with ``sources``.
    /// seed : int
    ///     Seed of the draw.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: pairs, the share of all pairs, and its interval where it is estimated.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For an option out of range, or both ``sources`` and ``epsilon``.
    ///
    /// References
    /// ----------
    /// L. C. Freeman, "A set of measures of centrality based on betweenness", 1977; U. Brandes, "A faster algorithm for
    /// betweenness centrality", 2001; M. Borassi and E. Natale, "KADABRA is an adaptive algorithm for betweenness via
    /// random approximation", 2016.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> path = cg.Graph.from_arcs(["a", "b"], ["b", "c"])
    /// >>> path.betweenness().column("betweenness")
    /// [0.0, 1.0, 0.0]
    #[pyo3(signature = (
        *, directed=true, lengths="hops", sources=None, epsilon=None, delta=0.05, interval_level=0.95, seed=0
    ))]
    #[allow(clippy::too_many_arguments)]
    fn betweenness(
        &self,
        py: Python<'_>,
        directed: bool,
        lengths: &str,
        sources: Option<usize>,
        epsilon: Option<f64>,
        delta: f64,
        interval_level: f64,
        seed: u64,
    ) -> PyResult<Table> {
        let lengths = self::lengths(lengths)?;
        let method = match (sources, epsilon) {
            (None, None) => BetweennessMethod::Exact(lengths),
            (Some(sources), None) => {
                BetweennessMethod::Pivots(PivotOptions { sources, lengths, level: interval_level, seed })
            }
            (None, Some(epsilon)) if lengths == Lengths::Hops => {
                BetweennessMethod::Sampled(SampledBetweennessOptions { epsilon, delta, seed })
            }
            (None, Some(_)) => return Err(choice("lengths", lengths.name(), "\"hops\" with epsilon")),
            (Some(_), Some(_)) => return Err(choice("sources", "sources and epsilon", "one of them")),
        };
        self.table(py, move |graph| graph.betweenness(&method, directed))
    }

    /// Betweenness of arcs: how many pairs of members depend on a single relation.
    ///
    /// Exact, in O(members x arcs), as :meth:`betweenness` without ``sources``.
    ///
    /// Parameters
    /// ----------
    /// directed : bool
    ///     Whether paths follow the direction of arcs; else they follow ties either way, and there is a row for each tie.
    /// lengths : {"hops", "inverse_weight"}
    ///     Whether each arc is one step, or one over its weight long.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row an arc or tie: pairs joined by a shortest path along it, ends included, and the share of all pairs.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// M. Girvan and M. E. J. Newman, "Community structure in social and biological networks", 2002.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> path = cg.Graph.from_arcs(["a", "b", "c"], ["b", "c", "d"])
    /// >>> path.arc_betweenness().column("betweenness")
    /// [3.0, 4.0, 3.0]
    #[pyo3(signature = (*, directed=true, lengths="hops"))]
    fn arc_betweenness(&self, py: Python<'_>, directed: bool, lengths: &str) -> PyResult<Table> {
        let lengths = self::lengths(lengths)?;
        self.table(py, move |graph| graph.arc_betweenness(lengths, directed))
    }

    /// Hubs and authorities: those who act on members with authority, and those on whom hubs act.
    ///
    /// Parameters
    /// ----------
    /// tolerance : float
    ///     Stop when the scores change by less than this in sum.
    /// max_iterations : int
    ///     Stop after so many iterations anyway; the provenance then has a warning.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member; both columns sum to 1.
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
    /// J. M. Kleinberg, "Authoritative sources in a hyperlinked environment", 1999.
    #[pyo3(signature = (*, tolerance=1e-9, max_iterations=1000))]
    fn hits(&self, py: Python<'_>, tolerance: f64, max_iterations: usize) -> PyResult<Table> {
        let options = HitsOptions { tolerance, max_iterations };
        self.table(py, move |graph| graph.hits(&options))
    }

    /// Closeness and harmonic centrality of each member, exact: how near is it to all others?
    ///
    /// In O(members x arcs), 64 members at once where lengths are hops: 20,000 members with 200,000 arcs took a quarter of a second
    /// on two cores. With lengths by weight 5,000 members with 120,000 arcs took some three seconds, and twice of both takes four
    /// times as long; there is no estimate here, as :meth:`betweenness` has with ``sources`` and ``epsilon``. Ctrl-C gives the
    /// prompt back at once, but the work itself goes on in the background until it is done.
    ///
    /// Parameters
    /// ----------
    /// directed : bool
    ///     Whether paths follow the direction of arcs; else they follow ties either way.
    /// distances : {"to_member", "from_member"}
    ///     Which distances count where arcs have a direction; networkx means those to the member.
    /// lengths : {"hops", "inverse_weight"}
    ///     Whether each arc is one step, or one over its weight long.
    /// top : int, optional
    ///     Only so many members, closest first; all in order of id where not given. It takes as long as for all.
    /// by : {"closeness", "harmonic"}
    ///     By which of the two the first are chosen, with ``top`` only.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: closeness (Wasserman and Faust), harmonic centrality, others within reach and the mean distance
    ///     to them.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// S. Wasserman and K. Faust, "Social Network Analysis", 1994; M. Then and others, "The more the merrier: efficient
    /// multi-source graph traversal", 2014.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> star = cg.Graph.from_arcs(["a", "b", "c", "c"], ["d", "d", "d", "a"])
    /// >>> star.closeness(top=2, by="harmonic").column("member")
    /// ['d', 'a']
    #[pyo3(signature = (
        *, directed=true, distances="to_member", lengths="hops", top=None, by="closeness"
    ))]
    #[allow(clippy::too_many_arguments)]
    fn closeness(
        &self,
        py: Python<'_>,
        directed: bool,
        distances: &str,
        lengths: &str,
        top: Option<usize>,
        by: &str,
    ) -> PyResult<Table> {
        let by =
            ClosenessMeasure::parse(by).ok_or_else(|| choice("by", by, "\"closeness\" or \"harmonic\""))?;
        let expected = "\"to_member\" or \"from_member\"";
        let distances =
            Distances::parse(distances).ok_or_else(|| choice("distances", distances, expected))?;
        let options = ClosenessOptions { distances, lengths: self::lengths(lengths)? };
        self.table(py, move |graph| match top {
            Some(top) => graph.closest(&options, directed, top, by),
            None => graph.closeness(&options, directed),
        })
    }

    /// Triangles and clustering of each member: do its contacts know each other?
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: contacts, triangles, local clustering, and the same weighted (Onnela and others 2005).
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", 1998.
    fn clustering(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::clustering)
    }

    /// Burt's constraint, effective size and efficiency: who stands between people who do not meet?
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether contacts count by the weight of the tie (both ways added up), or all alike.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member; missing for members without ties.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// R. S. Burt, "Structural Holes", 1992.
    #[pyo3(signature = (*, weighted=true))]
    fn structural_holes(&self, py: Python<'_>, weighted: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.structural_holes(weighted))
    }

    /// Core number of each member: the largest k such that it belongs to a part in which everybody has k contacts.
    ///
    /// Parameters
    /// ----------
    /// directed : bool
    ///     Whether arcs either way count as two contacts.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// S. B. Seidman, "Network structure and minimum degree", 1983.
    #[pyo3(signature = (*, directed=false))]
    fn cores(&self, py: Python<'_>, directed: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.cores(directed))
    }

    /// Sizes of the biconnected components, largest first: parts that stay connected whichever one member leaves.
    ///
    /// Those of fewer people than ``min_group`` are hidden. Two may share one member, who then holds them together
    /// (:meth:`articulation_points`); every tie is in exactly one.
    ///
    /// References
    /// ----------
    /// J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", 1973.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> kite = cg.Graph.from_arcs("abcc", "bcad", min_group=1)
    /// >>> kite.biconnected_components().column("members")
    /// [3, 2]
    fn biconnected_components(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |graph| Ok(graph.biconnected_components()))
    }

    /// The biconnected components of each member: a row for each component in which it is.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn biconnected_members(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::biconnected_members)
    }

    /// Members without whom the graph falls into more parts, and how many people that cuts off.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn articulation_points(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::articulation_points)
    }

    /// How far the graph hangs together: pieces, share in the largest, share of pairs of members who cannot reach each other
    /// (fragmentation), and the same by distance. With everybody, and in a second row without those given.
    ///
    /// Parameters
    /// ----------
    /// without : sequence of str, optional
    ///     Ids of members to take out.
    /// sources, seed : int
    ///     Members from whom distances are taken where there are more than 20,000, and the seed of their draw.
    /// interval_level : float
    ///     Level of the interval of a sampled value.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For an id that no member has.
    /// Withheld
    ///     In aggregate mode where somebody is taken out: what hangs on one person is about that person.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> star = cg.Graph.from_arcs(["a", "b", "c", "d", "e"], ["hub"] * 5)
    /// >>> star.fragmentation(without=["hub"]).column("fragmentation")
    /// [0.0, 1.0]
    ///
    /// References
    /// ----------
    /// S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
    #[pyo3(signature = (*, without=None, sources=500, seed=0, interval_level=0.95))]
    fn fragmentation(
        &self,
        py: Python<'_>,
        without: Option<Vec<String>>,
        sources: usize,
        seed: u64,
        interval_level: f64,
    ) -> PyResult<Table> {
        let options = DistanceOptions { sources, seed, level: interval_level, ..DistanceOptions::default() };
        self.table(py, move |graph| {
            let ids = without.unwrap_or_default();
            if !ids.is_empty() {
                graph.about_people("what hangs on single people")?;
            }
            let place = |id: &String| {
                let unknown = || Error::Unknown { kind: "member", name: id.clone(), hint: String::new() };
                graph.place(id).ok_or_else(unknown)
            };
            let removed = ids.iter().map(place).collect::<cmgraph::Result<Vec<_>>>()?;
            graph.fragmentation(&removed, &options)
        })
    }

    /// The set of members whose removal breaks the graph most, or who together reach most of it.
    ///
    /// Parameters
    /// ----------
    /// k : int
    ///     Members of the set.
    /// measure : {"fragmentation", "distance_fragmentation", "distance_reach", "reach"}
    ///     The first two without the set, see :meth:`fragmentation`; mean of 1 / distance from the set; share of the members
    ///     within ``steps`` of it.
    /// steps : int
    ///     For ``"reach"``.
    /// max_sets : int
    ///     Sets up to which all are tried, so that the answer is the best there is.
    /// candidates : int
    ///     Otherwise: members with most contacts among whom the set is grown and swapped.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for graphs of more than 5,000 members.
    /// Withheld
    ///     In aggregate mode.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
    /// >>> chain.key_players(1).column("member")
    /// ['c']
    ///
    /// References
    /// ----------
    /// S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
    #[pyo3(signature = (k, *, measure="fragmentation", steps=1, max_sets=20_000, candidates=100))]
    fn key_players(
        &self,
        py: Python<'_>,
        k: usize,
        measure: &str,
        steps: u32,
        max_sets: u64,
        candidates: usize,
    ) -> PyResult<Table> {
        let measure = match measure {
            "fragmentation" => KeyPlayerMeasure::Fragmentation,
            "distance_fragmentation" => KeyPlayerMeasure::DistanceFragmentation,
            "distance_reach" => KeyPlayerMeasure::DistanceReach,
            "reach" => KeyPlayerMeasure::Reach(steps),
            other => {
                let expected =
                    "\"fragmentation\", \"distance_fragmentation\", \"distance_reach\" or \"reach\"";
                return Err(choice("measure", other, expected));
            }
        };
        let options = KeyPlayerOptions { max_sets, candidates };
        self.table(py, move |graph| graph.key_players(k, measure, &options))
    }

    /// The share of the members in the largest piece as ever more leave: those with most contacts first, the same with
    /// contacts counted anew after each, and by chance. In every mode, since nobody is named.
    ///
    /// Parameters
    /// ----------
    /// draws, seed : int
    ///     Random orders, and their seed.
    /// interval_level : float
    ///     Share of the random orders inside the band.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and without members.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
    /// >>> chain.attrition().column("adaptive")
    /// [1.0, 0.6, 0.2, 0.2, 0.2, 0.0]
    ///
    /// References
    /// ----------
    /// R. Albert, H. Jeong and A.-L. Barabasi, "Error and attack tolerance of complex networks", 2000.
    #[pyo3(signature = (*, draws=100, seed=0, interval_level=0.95))]
    fn attrition(&self, py: Python<'_>, draws: usize, seed: u64, interval_level: f64) -> PyResult<Table> {
        let options = AttritionOptions { draws, seed, level: interval_level };
        self.table(py, move |graph| graph.attrition(&options).map(|[curve, _]| curve))
    }

    /// Ties without which the graph falls into more parts, and how many people that cuts off.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn bridges(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::bridges)
    }

    /// Communities that the ties show: groups with more ties inside than chance would give.
    ///
    /// Parameters
    /// ----------
    /// method : {"leiden", "louvain"}
    ///     With Leiden every community hangs together.
    /// resolution : float
    ///     Above 1 gives more and smaller communities, below 1 fewer and larger ones.
    /// iterations : int, optional
    ///     At most so many; ``None`` goes on until one gains nothing.
    /// runs : int
    ///     Searches from different random orders, of which the best counts and the others say how stable the
    ///     communities are (from 2 on).
    /// seed : int
    ///     Seed of the orders.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a community of two members or more, largest first; modularity stands in the provenance.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For an option out of range.
    ///
    /// References
    /// ----------
    /// V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> two = cg.Graph.from_arcs("abcdef", "bcaefd", min_group=1).communities()
    /// >>> two.column("inside")
    /// [1.0, 1.0]
    #[pyo3(signature = (*, method="leiden", resolution=1.0, iterations=Some(2), runs=10, seed=0))]
    fn communities(
        &self,
        py: Python<'_>,
        method: &str,
        resolution: f64,
        iterations: Option<usize>,
        runs: usize,
        seed: u64,
    ) -> PyResult<Table> {
        let method = community_method(method)?;
        let options = CommunityOptions { resolution, iterations, runs, seed };
        self.table(py, move |graph| graph.communities(method, &options))
    }

    /// The community of each member; options as in :meth:`communities`.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For an option out of range.
    #[pyo3(signature = (*, method="leiden", resolution=1.0, iterations=Some(2), runs=10, seed=0))]
    fn community_members(
        &self,
        py: Python<'_>,
        method: &str,
        resolution: f64,
        iterations: Option<usize>,
        runs: usize,
        seed: u64,
    ) -> PyResult<Table> {
        let method = community_method(method)?;
        let options = CommunityOptions { resolution, iterations, runs, seed };
        self.table(py, move |graph| graph.community_members(method, &options))
    }

    /// Who acts on whom, unit by unit: weight of the arcs beside what chance would give.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row an ordered pair of units: weight, weight expected where everybody's strength is kept, log ratio.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> pair = cg.Graph.from_arcs("abab", "bacd", units=dict(a="X", b="X", c="Y", d="Y"), min_group=1)
    /// >>> pair.mixing().column("weight")
    /// [2.0, 2.0, 0.0, 0.0]
    fn mixing(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::mixing)
    }

    /// E-I index: do ties lead out of the own unit, or stay in it? Of the whole and of each unit, with a permutation test.
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether ties count by their weight.
    /// draws, seed : int
    ///     Permutations of the units among the members, and their seed.
    ///
    /// Returns
    /// -------
    /// Table
    ///     The first row is the whole.
    ///
    /// References
    /// ----------
    /// D. Krackhardt and R. N. Stern, "Informal networks and organizational crises: an experimental simulation", 1988.
    #[pyo3(signature = (*, weighted=false, draws=999, seed=0))]
    fn ei_index(&self, py: Python<'_>, weighted: bool, draws: usize, seed: u64) -> PyResult<Table> {
        let options = ResampleOptions { replicates: draws, seed };
        self.table(py, move |graph| graph.ei_index(weighted, &options))
    }

    /// E-I index of each member.
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether ties count by their weight.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    #[pyo3(signature = (*, weighted=false))]
    fn ei_members(&self, py: Python<'_>, weighted: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.ei_of_members(weighted))
    }

    /// Brokerage roles of each member between units: paths a -> member -> b without an arc a -> b.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: coordinator, itinerant, gatekeeper, representative, liaison.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// R. V. Gould and R. M. Fernandez, "Structures of mediation", 1989.
    fn brokerage(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::brokerage)
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
    /// backend : {"altair", "matplotlib"}, optional
    ///     The library that draws: altair, or matplotlib where altair is not installed.
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
    ///     Where neither library is installed: ``pip install 'cmgraph[plot]'``.
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

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.known_summary(py)?.to_terminal(&TerminalOptions::default()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.known_summary(py)?.to_html(&HtmlOptions::default()))
    }
}
