//! Biconnected components: groups that no single departure splits.

use super::depth_first::{Visit, depth_first};
use crate::MemberId;
use crate::graph::TieGraph;

/// Biconnected components: the largest groups that stay connected whichever one member leaves.
///
/// Every tie is in exactly one of them; two of them share at most one member, an articulation point. A tie that is
/// a bridge is a component of two. Members without ties are in none. Members are in order of id, components by
/// size, largest first, then by their members.
///
/// One depth-first search. O(n + m) and the sorting, one thread.
///
/// Reference: J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation",
/// Communications of the ACM 16 (1973), 372-378.
///
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::{InteractionGraph, biconnected_components};
/// // A triangle 0-1-2, and 3 tied to 2.
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 2, 2], &[1, 2, 0, 3], &[1.0; 4])?;
/// let components = biconnected_components(&graph.ties());
/// assert_eq!(components[0], [MemberId(0), MemberId(1), MemberId(2)]);
/// assert_eq!(components[1], [MemberId(2), MemberId(3)]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn biconnected_components(ties: &TieGraph) -> Vec<Vec<MemberId>> {
    let mut components = Vec::new();
    // Members reached and not yet in a finished component other than with the member that it hangs on.
    let mut open: Vec<MemberId> = Vec::new();
    depth_first(ties, |visit| match visit {
        Visit::Member(member) => open.push(MemberId(member)),
        Visit::Branch { above, below, .. } => {
            let first = open.iter().rposition(|member| member.0 == below).unwrap_or(0);
            let mut members = open.split_off(first);
            members.push(MemberId(above));
            members.sort_unstable();
            components.push(members);
        }
        Visit::Component { .. } => open.clear(),
    });
    components.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    components
}
