//! What a path follows: arcs along their direction, or ties either way.

use super::{InteractionGraph, TieGraph};
use crate::MemberId;

/// Rows of neighbours, borrowed: `start` has one entry more than there are members.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct Rows<'a> {
    pub start: &'a [u32],
    pub neighbour: &'a [MemberId],
    pub weight: &'a [f64],
}

/// A graph as paths see it. Made from an [`InteractionGraph`], where paths follow arcs, or from a [`TieGraph`],
/// where they follow ties either way; kernels about paths take either.
///
/// ```
/// use cmgraph::graph::{Adjacency, InteractionGraph};
/// let graph = InteractionGraph::from_arcs(3, &[0, 1], &[1, 2], &[1.0; 2])?;
/// let (along, either) = (Adjacency::from(&graph), graph.ties());
/// assert!(along.is_directed() && !Adjacency::from(&either).is_directed());
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Adjacency<'a> {
    /// Where a step can go from a member.
    pub(in crate::graph) out: Rows<'a>,
    /// From where a step can come.
    pub(in crate::graph) into: Rows<'a>,
    directed: bool,
}

impl<'a> Adjacency<'a> {
    /// Whether paths follow the direction of arcs.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Number of members.
    pub fn node_count(&self) -> usize {
        self.out.start.len() - 1
    }

    /// The same graph with every arc turned round; ties stay what they are.
    pub fn reversed(self) -> Adjacency<'a> {
        Adjacency { out: self.into, into: self.out, directed: self.directed }
    }
}

impl<'a> From<&'a InteractionGraph> for Adjacency<'a> {
    fn from(graph: &'a InteractionGraph) -> Self {
        Adjacency {
            out: Rows { start: &graph.out_start, neighbour: &graph.out_target, weight: &graph.out_weight },
            into: Rows { start: &graph.in_start, neighbour: &graph.in_source, weight: &graph.in_weight },
            directed: true,
        }
    }
}

impl<'a> From<&'a TieGraph> for Adjacency<'a> {
    fn from(graph: &'a TieGraph) -> Self {
        let rows = Rows { start: &graph.start, neighbour: &graph.neighbour, weight: &graph.weight };
        Adjacency { out: rows, into: rows, directed: false }
    }
}
