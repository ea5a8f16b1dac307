//! Exact betweenness of members and of arcs.

use super::chunks::{Wanted, hops, weighted};
use super::folding::Folded;
use crate::MemberId;
use crate::graph::csr::row;
use crate::graph::{Adjacency, Lengths};

/// Betweenness of every member, from [`betweenness`].
#[derive(Debug, Clone, PartialEq)]
pub struct Betweenness {
    /// By member: pairs of others joined by a shortest path through this member; a pair with several shortest
    /// paths counts by the share of them. Ordered pairs on an interaction graph, unordered ones on ties.
    pub scores: Vec<f64>,
    /// Pairs of others that a member can stand between: (n - 1)(n - 2), on ties half of that. Scores divided by it
    /// are the normalised betweenness; 0 with fewer than three members.
    pub pairs: f64,
}

/// Betweenness of every arc or tie, from [`arc_betweenness`].
#[derive(Debug, Clone, PartialEq)]
pub struct ArcBetweenness {
    /// Pairs joined by a shortest path through this arc, by number of the arc. On ties: by place in the rows,
    /// that is in the order of going through all members and the neighbours of each; a tie stands there twice,
    /// with the same score.
    pub scores: Vec<f64>,
    /// All pairs: n (n - 1), on ties half of that. Scores divided by it are the normalised betweenness.
    pub pairs: f64,
}

/// Exact betweenness of members: who stands between others, so that word from one to the other is shortest through
/// them. High for brokers between units, and for those on whom the connection hangs.
///
/// g(v) = sum over s, t other than v of p(s, t through v) / p(s, t), where p counts shortest paths from s to t.
/// Pairs without a path count 0. On an [`InteractionGraph`](crate::graph::InteractionGraph) paths follow arcs
/// and pairs are ordered; on a [`TieGraph`](crate::graph::TieGraph) paths go either way and pairs are
/// unordered. With [`Lengths::Hops`] weights do not matter; with [`Lengths::InverseWeight`] busy arcs are
/// short, and lengths that differ by less than one part in 10^12 are the same.
///
/// By hops O(n m), but eight sources share most of their walks, and members who hang on a single other one are
/// counted by formula; by weights O(n m log n). Parallel; the same bits for any number of threads. Where this
/// takes too long: [`sampled_betweenness`](crate::graph::sampled_betweenness) says how far off it can be,
/// [`betweenness_pivots`](crate::graph::betweenness_pivots) takes a fixed time.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, Lengths, betweenness};
/// // Word passes along 0 -> 1 -> 2 -> 3.
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 2], &[1, 2, 3], &[1.0; 3])?;
/// let along = betweenness(&graph, Lengths::Hops);
/// assert_eq!(along.scores, [0.0, 2.0, 2.0, 0.0]);
/// assert_eq!(along.pairs, 6.0);
/// // Either way there are as many unordered pairs.
/// assert_eq!(betweenness(&graph.ties(), Lengths::Hops).scores, [0.0, 2.0, 2.0, 0.0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// References: U. Brandes, *A faster algorithm for betweenness centrality*, Journal of Mathematical Sociology
/// 25 (2001); *On variants of shortest-path betweenness centrality*, Social Networks 30 (2008).
pub fn betweenness<'a>(graph: impl Into<Adjacency<'a>>, lengths: Lengths) -> Betweenness {
    let graph = graph.into();
    let mut scores = match lengths {
        Lengths::Hops => {
            let folded = Folded::new(graph);
            let found = hops(&folded, &folded.sources(), Wanted::Members).members;
            let mut scores = folded.members;
            folded
                .core
                .members
                .iter()
                .zip(found)
                .for_each(|(&member, found)| scores[member as usize] += found);
            scores
        }
        Lengths::InverseWeight => weighted(graph, &everybody(graph), Wanted::Members).members,
    };
    let directions = directions(graph);
    scores.iter_mut().for_each(|score| *score /= directions);
    Betweenness { scores, pairs: pairs_of_others(graph) }
}

/// Exact betweenness of arcs or ties: how many pairs depend on a single relation. High for ties that hold parts
/// of the community together; the tie whose loss lengthens most paths.
///
/// g(e) = sum over s, t of p(s, t through e) / p(s, t), ends included. Pairs, lengths, cost and determinism as in
/// [`betweenness`].
///
/// ```
/// use cmgraph::graph::{InteractionGraph, Lengths, arc_betweenness};
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 2], &[1, 2, 3], &[1.0; 3])?;
/// let along = arc_betweenness(&graph, Lengths::Hops);
/// assert_eq!(along.scores, [3.0, 4.0, 3.0]);
/// assert_eq!(along.pairs, 12.0);
/// // 0-1, then 1-0 and 1-2, then 2-1 and 2-3, then 3-2.
/// assert_eq!(arc_betweenness(&graph.ties(), Lengths::Hops).scores, [3.0, 3.0, 4.0, 4.0, 3.0, 3.0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// Reference: M. Girvan, M. E. J. Newman, *Community structure in social and biological networks*, PNAS 99 (2002);
/// U. Brandes (2008) as in [`betweenness`].
pub fn arc_betweenness<'a>(graph: impl Into<Adjacency<'a>>, lengths: Lengths) -> ArcBetweenness {
    let graph = graph.into();
    let mut scores = match lengths {
        Lengths::Hops => {
            let folded = if graph.is_directed() { Folded::none(graph) } else { Folded::new(graph) };
            let found = hops(&folded, &folded.sources(), Wanted::Arcs).arcs;
            let mut scores = vec![0.0; graph.out.neighbour.len()];
            folded
                .core
                .out()
                .positions()
                .iter()
                .zip(found)
                .for_each(|(&at, found)| scores[at as usize] = found);
            for (places, pairs) in folded.ties {
                places.into_iter().for_each(|at| scores[at] = pairs);
            }
            scores
        }
        Lengths::InverseWeight => weighted(graph, &everybody(graph), Wanted::Arcs).arcs,
    };
    if !graph.is_directed() {
        same_both_ways(graph, &mut scores);
    }
    let nodes = graph.node_count() as f64;
    ArcBetweenness { scores, pairs: (nodes * (nodes - 1.0)).max(0.0) / directions(graph) }
}

/// Both places of a tie get the score of the first; they differ in rounding.
fn same_both_ways(graph: Adjacency<'_>, scores: &mut [f64]) {
    let range = |member: usize| row(graph.out.start, MemberId(member as u32));
    let mut next: Vec<usize> = (0..graph.node_count()).map(|member| range(member).start).collect();
    // Rows are sorted, so the smaller neighbours of a member come by in the order of its row.
    for member in 0..graph.node_count() {
        for at in range(member) {
            let neighbour = graph.out.neighbour[at].index();
            if member < neighbour {
                scores[next[neighbour]] = scores[at];
                next[neighbour] += 1;
            }
        }
    }
}

/// Members with somewhere to go.
fn everybody(graph: Adjacency<'_>) -> Vec<MemberId> {
    (0..graph.node_count() as u32)
        .map(MemberId)
        .filter(|&member| !row(graph.out.start, member).is_empty())
        .collect()
}

/// How many ordered pairs make one pair of this graph.
pub(super) fn directions(graph: Adjacency<'_>) -> f64 {
    if graph.is_directed() { 1.0 } else { 2.0 }
}

/// Pairs that a member can stand between.
pub(super) fn pairs_of_others(graph: Adjacency<'_>) -> f64 {
    let nodes = graph.node_count() as f64;
    ((nodes - 1.0) * (nodes - 2.0)).max(0.0) / directions(graph)
}
