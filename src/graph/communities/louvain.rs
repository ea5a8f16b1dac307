//! Louvain communities.

use super::search::{Merge, search};
use super::{Communities, CommunityOptions};
use crate::Result;
use crate::graph::TieGraph;

/// Communities by the Louvain method: circles of members who deal with each other more than chance would have it.
///
/// Members move, one by one, to the neighbouring community where [`modularity`](crate::graph::modularity) gains
/// most; then every community becomes one member of a smaller graph, and so on until nothing moves. On the way back
/// members move again on every larger graph (multilevel refinement), which is worth more than anything else in
/// quality. The weight of a tie counts, its direction does not.
///
/// A community of Louvain can fall apart: nothing keeps its members tied to each other.
/// [`leiden`](crate::graph::leiden) does, and finds higher modularity; Louvain is there because many publications
/// use it, and is faster.
///
/// Local moving asks only members whose best community may have changed, which a lower bound on the lead of their
/// community tells. O(m) a pass, some five passes an iteration; the graphs are merged in parallel. The
/// same bytes for any number of threads and any order of the arcs.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) if an option is outside its range.
///
/// Reference: V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of communities in large
/// networks", Journal of Statistical Mechanics (2008), P10008; R. Rotta and A. Noack, "Multilevel local search
/// algorithms for modularity clustering", ACM Journal of Experimental Algorithmics 16 (2011), 2.3 (the way back).
///
/// ```
/// use cmgraph::graph::{CommunityOptions, InteractionGraph, louvain};
/// // Two triangles and a tie between them.
/// let (from, to) = ([0, 1, 2, 3, 4, 5, 2], [1, 2, 0, 4, 5, 3, 3]);
/// let ties = InteractionGraph::from_arcs(6, &from, &to, &[1.0; 7])?.ties();
/// let found = louvain(&ties, &CommunityOptions::default())?;
/// assert_eq!(found.partition.labels, [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn louvain(graph: &TieGraph, options: &CommunityOptions) -> Result<Communities> {
    search(graph, options, Merge::Communities)
}
