//! Who stands in the middle.

use super::Graph;
use super::names::numbers_by_id;
use super::options::{lengths, of_members};
use crate::error::choice;
use crate::table::Table;
use cmgraph::graph::{
    BetweennessMethod, ClosenessMeasure, ClosenessOptions, Distances, HitsOptions, Lengths, PageRankOptions,
    PivotOptions, SampledBetweennessOptions,
};
use pyo3::prelude::*;

#[pymethods]
impl Graph {
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
}
