//! The member-interaction graph: compressed sparse rows in both directions.

use super::ArcCounts;
use crate::MemberId;
use std::ops::Range;

/// The neighbours of a member in one direction, sorted by id, and the weights of the arcs to or from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbours<'a> {
    /// Who.
    pub members: &'a [MemberId],
    /// Weight of the arc, position by position.
    pub weights: &'a [f64],
}

/// A directed weighted graph of members: an arc u -> v says that u acted on v's messages.
///
/// There is at most one arc from u to v, no arc from a member to itself, and every weight is positive and finite. Arcs are
/// numbered from 0 by source, then target; the number is the row in [`InteractionGraph::counts`].
/// Members without arcs are nodes too. Memory: 28 bytes an arc (12 out, 16 in), 8 bytes a member,
/// and 36 bytes an arc for the counts where the graph was built from interactions.
///
/// petgraph's visit traits are implemented on it, so every algorithm of petgraph takes a `&InteractionGraph`; its
/// node index is the member id.
///
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::InteractionGraph;
/// // Ann (0) answered Bo (1) three times; Bo answered Ann once; Cy (2) answered Bo once.
/// let graph = InteractionGraph::from_arcs(3, &[0, 1, 2], &[1, 0, 1], &[3.0, 1.0, 1.0])?;
/// let (ann, bo, cy) = (MemberId(0), MemberId(1), MemberId(2));
/// assert_eq!(graph.in_neighbours(bo).members, [ann, cy]);
/// assert_eq!(graph.in_neighbours(bo).weights, [3.0, 1.0]);
/// assert_eq!(graph.in_strength(bo), 4.0);
/// assert_eq!(graph.arc(cy, bo), Some(2));
/// assert_eq!(graph.arc(bo, cy), None);
/// assert_eq!(graph.partners(bo), 2);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct InteractionGraph {
    /// Row starts, one more than members.
    pub(in crate::graph) out_start: Vec<u32>,
    pub(in crate::graph) out_target: Vec<MemberId>,
    pub(in crate::graph) out_weight: Vec<f64>,
    pub(in crate::graph) in_start: Vec<u32>,
    pub(in crate::graph) in_source: Vec<MemberId>,
    /// The weights again, so that a pull kernel reads memory in order.
    pub(in crate::graph) in_weight: Vec<f64>,
    pub(in crate::graph) in_arc: Vec<u32>,
    pub(in crate::graph) counts: Option<ArcCounts>,
    pub(in crate::graph) self_loops: u64,
}

/// A row of a CSR; empty for a member that is not in the graph.
#[inline]
pub(in crate::graph) fn row(start: &[u32], member: MemberId) -> Range<usize> {
    match start.get(member.index()..member.index().saturating_add(2)) {
        Some(&[from, to]) => from as usize..to as usize,
        _ => 0..0,
    }
}

impl InteractionGraph {
    /// Number of members, with or without arcs.
    #[inline]
    pub fn node_count(&self) -> usize {
        self.out_start.len() - 1
    }

    /// Number of arcs (ordered pairs of members).
    #[inline]
    pub fn arc_count(&self) -> usize {
        self.out_target.len()
    }

    /// How many self-loops the builder dropped: interactions or arcs from a member to itself.
    #[inline]
    pub fn self_loops(&self) -> u64 {
        self.self_loops
    }

    /// Counts by kind, first and last time of every arc; None for a graph built from bare arcs.
    #[inline]
    pub fn counts(&self) -> Option<&ArcCounts> {
        self.counts.as_ref()
    }

    /// Numbers of the arcs that leave a member; empty if there is no such member.
    #[inline]
    pub fn out_arcs(&self, member: MemberId) -> Range<usize> {
        row(&self.out_start, member)
    }

    /// Numbers of the arcs that enter a member, in the order of [`InteractionGraph::in_neighbours`].
    #[inline]
    pub fn in_arcs(&self, member: MemberId) -> &[u32] {
        &self.in_arc[row(&self.in_start, member)]
    }

    /// On whose messages a member acted, sorted by id.
    #[inline]
    pub fn out_neighbours(&self, member: MemberId) -> Neighbours<'_> {
        let row = self.out_arcs(member);
        Neighbours { members: &self.out_target[row.clone()], weights: &self.out_weight[row] }
    }

    /// Who acted on a member's messages, sorted by id.
    #[inline]
    pub fn in_neighbours(&self, member: MemberId) -> Neighbours<'_> {
        let row = row(&self.in_start, member);
        Neighbours { members: &self.in_source[row.clone()], weights: &self.in_weight[row] }
    }

    /// Number of the arc u -> v, if there is one. O(log out-degree of u).
    pub fn arc(&self, from: MemberId, to: MemberId) -> Option<usize> {
        let row = self.out_arcs(from);
        self.out_target[row.clone()].binary_search(&to).ok().map(|position| row.start + position)
    }

    /// Source and target of an arc. O(log members).
    pub fn ends(&self, arc: usize) -> Option<(MemberId, MemberId)> {
        let target = *self.out_target.get(arc)?;
        let source = self.out_start.partition_point(|&start| start as usize <= arc) - 1;
        Some((MemberId(source as u32), target))
    }

    /// Weight of an arc.
    #[inline]
    pub fn weight(&self, arc: usize) -> Option<f64> {
        self.out_weight.get(arc).copied()
    }

    /// All members in order of id.
    pub fn members(&self) -> impl ExactSizeIterator<Item = MemberId> + use<> {
        (0..self.node_count() as u32).map(MemberId)
    }
}
