//! Simmelian ties: mutual ties with a third party.

use super::common::common_sums;
use super::oriented::Oriented;
use crate::graph::InteractionGraph;

/// How many mutual ties are embedded in a group of three.
#[derive(Debug, Clone, PartialEq)]
pub struct Simmelian {
    /// Simmelian ties of every member.
    pub by_member: Vec<u32>,
    /// Simmelian ties, each pair counted once.
    pub ties: u64,
    /// Mutual ties: pairs who both acted on each other.
    pub mutual: u64,
    /// ties / mutual; None without mutual ties.
    pub share: Option<f64>,
}

/// Simmelian ties: two members who both act on each other, and have a third with whom both do the same.
///
/// They last longer and carry more than a mutual tie on its own: a third party keeps the two talking. A community
/// held together by them does not depend on pairs. Weights are not looked at. O(m sqrt(m)) at most, parallel.
///
/// Reference: D. Krackhardt, "Simmelian ties: super strong and sticky", in R. Kramer and M. Neale (eds.), Power and
/// Influence in Organizations (Sage 1998), 21-38.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, simmelian_ties};
/// // All of 0, 1, 2 answer each other; so do 2 and 3; 3 answers 0.
/// let (from, to) = ([0, 1, 1, 2, 2, 0, 2, 3, 3], [1, 0, 2, 1, 0, 2, 3, 2, 0]);
/// let graph = InteractionGraph::from_arcs(4, &from, &to, &[1.0; 9])?;
/// let simmelian = simmelian_ties(&graph);
/// assert_eq!((simmelian.ties, simmelian.mutual, simmelian.share), (3, 4, Some(0.75)));
/// assert_eq!(simmelian.by_member, [2, 2, 2, 0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn simmelian_ties(graph: &InteractionGraph) -> Simmelian {
    let mutual = graph.mutual_ties();
    let oriented = Oriented::new(&mutual);
    let third_parties = common_sums(&oriented, None, &vec![[1.0]; oriented.node_count()]);
    let by_rank = oriented.sums(|_, _, position| {
        let simmelian = if third_parties[position][0] > 0.0 { 1.0 } else { 0.0 };
        [[simmelian]; 2]
    });
    let by_member: Vec<u32> = oriented.by_member(&by_rank).into_iter().map(|[ties]| ties as u32).collect();
    let ties = by_member.iter().map(|&ties| u64::from(ties)).sum::<u64>() / 2;
    let mutual = mutual.tie_count() as u64;
    Simmelian { by_member, ties, mutual, share: (mutual > 0).then(|| ties as f64 / mutual as f64) }
}
