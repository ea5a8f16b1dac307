//! The rows that the kernels walk: only the members that matter, renumbered.

use crate::MemberId;
use crate::graph::adjacency::Rows;
use crate::graph::csr::row;
use std::ops::Range;

/// Neighbours of renumbered members in one direction.
pub(super) struct Half {
    start: Vec<u32>,
    neighbour: Vec<u32>,
    /// Where each arc stands in the rows of the graph.
    position: Vec<u32>,
}

impl Half {
    #[inline]
    pub(super) fn row(&self, member: usize) -> &[u32] {
        &self.neighbour[self.range(member)]
    }

    #[inline]
    pub(super) fn range(&self, member: usize) -> Range<usize> {
        self.start[member] as usize..self.start[member + 1] as usize
    }

    #[inline]
    pub(super) fn degree(&self, member: usize) -> usize {
        self.range(member).len()
    }

    /// Number of arcs.
    pub(super) fn len(&self) -> usize {
        self.neighbour.len()
    }

    #[inline]
    pub(super) fn target(&self, arc: usize) -> usize {
        self.neighbour[arc] as usize
    }

    /// Where the arcs stand in the rows of the graph.
    pub(super) fn positions(&self) -> &[u32] {
        &self.position
    }

    fn new(rows: Rows<'_>, members: &[u32], number: &[u32]) -> Self {
        let (mut start, mut neighbour, mut position) = (vec![0], Vec::new(), Vec::new());
        for &member in members {
            for at in row(rows.start, MemberId(member)) {
                let new = number[rows.neighbour[at].index()];
                if new != NONE {
                    neighbour.push(new);
                    position.push(at as u32);
                }
            }
            start.push(neighbour.len() as u32);
        }
        Half { start, neighbour, position }
    }
}

const NONE: u32 = u32::MAX;

/// Rows in both directions; for ties they are the same.
pub(super) struct Compact {
    /// The id of each member kept.
    pub(super) members: Vec<u32>,
    out: Half,
    into: Option<Half>,
}

impl Compact {
    /// The graph between some members, in the order given.
    pub(super) fn new(graph: crate::graph::Adjacency<'_>, members: Vec<u32>) -> Self {
        let mut number = vec![NONE; graph.node_count()];
        members.iter().enumerate().for_each(|(new, &old)| number[old as usize] = new as u32);
        let out = Half::new(graph.out, &members, &number);
        let into = graph.is_directed().then(|| Half::new(graph.into, &members, &number));
        Compact { members, out, into }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// Where a step can go.
    #[inline]
    pub(super) fn out(&self) -> &Half {
        &self.out
    }

    /// From where a step can come.
    #[inline]
    pub(super) fn into(&self) -> &Half {
        self.into.as_ref().unwrap_or(&self.out)
    }
}
