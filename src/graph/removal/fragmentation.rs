//! Fragmentation: how many pairs can no longer reach each other.

use super::components::Remains;
use crate::MemberId;
use crate::graph::TieGraph;

/// What remains of a graph, in pieces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fragmentation {
    /// Members that remain, n.
    pub nodes: u32,
    /// Pieces they are in.
    pub components: u32,
    /// Members of the largest piece.
    pub largest: u32,
    /// `F = 1 - Σ s(s-1) / n(n-1)` over the sizes s of the pieces: the share of pairs of members that cannot reach each
    /// other. 0 in one piece, 1 if nobody is tied to anybody.
    pub fragmentation: f64,
}

impl Fragmentation {
    /// Share of those who remain that is in the largest piece.
    pub fn largest_share(&self) -> f64 {
        f64::from(self.largest) / f64::from(self.nodes)
    }

    /// From the sizes of the pieces, largest first.
    pub(crate) fn of(sizes: &[u32]) -> Option<Fragmentation> {
        let nodes: u64 = sizes.iter().map(|&size| u64::from(size)).sum();
        if nodes < 2 {
            return None;
        }
        let pairs = |size: u64| size as u128 * (size as u128 - 1);
        let together: u128 = sizes.iter().map(|&size| pairs(size.into())).sum();
        Some(Fragmentation {
            nodes: nodes as u32,
            components: sizes.len() as u32,
            largest: sizes.first().copied().unwrap_or(0),
            // Both are exact, so that one piece gives exactly 0.
            fragmentation: (pairs(nodes) - together) as f64 / pairs(nodes) as f64,
        })
    }
}

/// In how many pieces a graph falls without some members, and how many pairs of the others can no longer reach each
/// other.
///
/// # Arguments
/// The ties, and who is removed: nobody for the graph as it is. Ids twice or unknown make no difference.
///
/// # Returns
/// `None` if fewer than two members remain.
///
/// # Complexity
/// O(n + m), without copying the graph.
///
/// # Example
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::{InteractionGraph, fragmentation};
/// // Everybody writes with 0 only.
/// let star = InteractionGraph::from_arcs(5, &[1, 2, 3, 4], &[0; 4], &[1.0; 4])?.ties();
/// assert_eq!(fragmentation(&star, &[]).unwrap().fragmentation, 0.0);
/// let left = fragmentation(&star, &[MemberId(0)]).unwrap();
/// assert_eq!((left.components, left.fragmentation), (4, 1.0));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// S. P. Borgatti, *Identifying sets of key players in a social network*, Computational and Mathematical Organization
/// Theory 12 (2006), 21-34.
pub fn fragmentation(ties: &TieGraph, removed: &[MemberId]) -> Option<Fragmentation> {
    Fragmentation::of(&Remains::new(ties).without(removed))
}
