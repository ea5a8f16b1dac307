//! Leiden communities.

use super::search::{Merge, search};
use super::{Communities, CommunityOptions};
use crate::Result;
use crate::graph::TieGraph;

/// Communities by the Leiden method: circles of members who deal with each other more than chance would have it,
/// each of them connected.
///
/// As in [`louvain`](crate::graph::louvain) members move to the neighbouring community where
/// [`modularity`](crate::graph::modularity) gains most. But before a community becomes one member of a smaller
/// graph, it is split from within into parts that are well connected, and the parts become its members: so a part
/// that fits better elsewhere can leave. Each iteration starts from the communities of the one before. On the way
/// back from the smallest graph members move again on every larger one.
///
/// **Every community is connected** in the graph of ties. A community that fell into pieces in the last moves is
/// split into them, which never lowers modularity. Within a community a member joins the best part, not a random one.
/// The weight of a tie counts, its direction does not; members without ties are communities of one.
///
/// Local moving asks only members whose best community may have changed, which a lower bound on the lead of their
/// community tells. O(m) a pass, some six passes an iteration; splitting and merging are parallel, and so are runs.
/// The same bytes for any number of threads and any order of the arcs.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) if an option is outside its range.
///
/// Reference: V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected
/// communities", Scientific Reports 9 (2019), 5233; R. Rotta and A. Noack, "Multilevel local search algorithms for
/// modularity clustering", ACM Journal of Experimental Algorithmics 16 (2011), 2.3 (the way back).
///
/// ```
/// use cmgraph::graph::{CommunityOptions, InteractionGraph, leiden};
/// // Two triangles and a tie between them; member 6 talks to nobody.
/// let (from, to) = ([0, 1, 2, 3, 4, 5, 2], [1, 2, 0, 4, 5, 3, 3]);
/// let ties = InteractionGraph::from_arcs(7, &from, &to, &[1.0; 7])?.ties();
/// let found = leiden(&ties, &CommunityOptions { runs: 5, ..CommunityOptions::default() })?;
/// assert_eq!(found.partition.labels, [0, 0, 0, 1, 1, 1, 2]);
/// assert!((found.modularity.unwrap() - 5.0 / 14.0).abs() < 1e-12);
/// assert_eq!(found.stability.unwrap().communities, [1.0; 3]); // all runs agree
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn leiden(graph: &TieGraph, options: &CommunityOptions) -> Result<Communities> {
    search(graph, options, Merge::Parts)
}
