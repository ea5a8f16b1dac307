//! From and to graphs of petgraph.

use super::InteractionGraph;
use crate::{MemberId, Result};
use petgraph::graph::DiGraph;
use petgraph::visit::{EdgeRef, GraphProp, IntoEdgeReferences, NodeCompactIndexable};

impl InteractionGraph {
    /// Copies a graph of petgraph (`Graph`, `GraphMap`, `Csr`, ...); node i becomes member i.
    ///
    /// `weight` gives the weight of each edge. An undirected edge becomes two arcs, one each way with half the
    /// weight, so that the tie ([`InteractionGraph::ties`]) has the whole. Parallel edges are
    /// merged, self-loops dropped and counted, edges of weight 0 left out, as in [`InteractionGraph::from_arcs`]. O(n + m).
    ///
    /// # Errors
    /// As [`InteractionGraph::from_arcs`].
    ///
    /// ```
    /// use cmgraph::graph::InteractionGraph;
    /// use petgraph::graph::UnGraph;
    /// use petgraph::visit::EdgeRef;
    /// let friends = UnGraph::<(), u8>::from_edges([(0, 1, 3), (1, 2, 1)]);
    /// let graph = InteractionGraph::from_petgraph(&friends, |edge| f64::from(*edge.weight()))?;
    /// assert_eq!((graph.node_count(), graph.arc_count()), (3, 4));
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn from_petgraph<G>(graph: G, mut weight: impl FnMut(G::EdgeRef) -> f64) -> Result<InteractionGraph>
    where
        G: IntoEdgeReferences + NodeCompactIndexable + GraphProp,
    {
        let (mut from, mut to, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for edge in graph.edge_references() {
            let (source, target) = (graph.to_index(edge.source()), graph.to_index(edge.target()));
            // An index that does not fit is no member, and refused as one.
            let id = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
            let (source, target, weight) = (id(source), id(target), weight(edge));
            let weight = if graph.is_directed() { weight } else { weight / 2.0 };
            from.push(source);
            to.push(target);
            weights.push(weight);
            if !graph.is_directed() && source != target {
                from.push(target);
                to.push(source);
                weights.push(weight);
            }
        }
        InteractionGraph::from_arcs(graph.node_count(), &from, &to, &weights)
    }

    /// Copies this graph to petgraph's own, for code that wants to own or change it: node i is member i, edge i
    /// arc i. Its algorithms also take a `&InteractionGraph`, without a copy. O(n + m).
    ///
    /// ```
    /// use cmgraph::MemberId;
    /// use cmgraph::graph::InteractionGraph;
    /// let graph = InteractionGraph::from_arcs(2, &[0], &[1], &[2.5])?;
    /// let copy = graph.to_petgraph();
    /// assert_eq!(copy[petgraph::graph::EdgeIndex::new(0)], 2.5);
    /// assert_eq!(copy[petgraph::graph::NodeIndex::new(1)], MemberId(1));
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn to_petgraph(&self) -> DiGraph<MemberId, f64> {
        let mut copy = DiGraph::with_capacity(self.node_count(), self.arc_count());
        for member in self.members() {
            copy.add_node(member);
        }
        for member in self.members() {
            let row = self.out_neighbours(member);
            for (&target, &weight) in row.members.iter().zip(row.weights) {
                copy.add_edge(member.into(), target.into(), weight);
            }
        }
        copy
    }
}
