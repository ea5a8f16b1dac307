//! petgraph's visit traits, so that its algorithms run on the interaction graph without a copy.
//!
//! Node ids are [`NodeIndex<u32>`] and arc ids [`EdgeIndex<u32>`], petgraph's own, because some of its algorithms take no
//! others; members convert both ways with `into`. Arc weights are `f64`, members carry no weight.

use super::{InteractionGraph, Neighbours};
use crate::MemberId;
use petgraph::data::DataMap;
use petgraph::graph::{EdgeIndex, Graph, NodeIndex};
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GetAdjacencyMatrix, GraphBase, GraphProp, IntoEdgeReferences,
    IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};
use std::ops::Range;
use std::slice;

/// petgraph's bit set, named through its own graph to need no further dependency.
type BitSet = <Graph<(), ()> as Visitable>::Map;

impl From<MemberId> for NodeIndex<u32> {
    #[inline]
    fn from(member: MemberId) -> Self {
        NodeIndex::from(member.0)
    }
}

impl From<NodeIndex<u32>> for MemberId {
    #[inline]
    fn from(node: NodeIndex<u32>) -> Self {
        MemberId(node.index() as u32)
    }
}

/// An arc as petgraph sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArcReference<'a> {
    arc: u32,
    source: MemberId,
    target: MemberId,
    weight: &'a f64,
}

impl EdgeRef for ArcReference<'_> {
    type NodeId = NodeIndex<u32>;
    type EdgeId = EdgeIndex<u32>;
    type Weight = f64;

    #[inline]
    fn source(&self) -> NodeIndex<u32> {
        self.source.into()
    }

    #[inline]
    fn target(&self) -> NodeIndex<u32> {
        self.target.into()
    }

    #[inline]
    fn weight(&self) -> &f64 {
        self.weight
    }

    #[inline]
    fn id(&self) -> EdgeIndex<u32> {
        EdgeIndex::from(self.arc)
    }
}

/// Members at the other end of a member's arcs.
#[derive(Debug, Clone)]
pub struct NeighbourNodes<'a>(slice::Iter<'a, MemberId>);

impl Iterator for NeighbourNodes<'_> {
    type Item = NodeIndex<u32>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|&member| member.into())
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for NeighbourNodes<'_> {}

/// Arcs of one member in one direction.
#[derive(Debug, Clone)]
pub struct MemberArcs<'a> {
    member: MemberId,
    others: std::iter::Zip<slice::Iter<'a, MemberId>, slice::Iter<'a, f64>>,
    arcs: ArcNumbers<'a>,
}

/// Out-arcs are consecutive, in-arcs are listed.
#[derive(Debug, Clone)]
enum ArcNumbers<'a> {
    Out(Range<usize>),
    In(slice::Iter<'a, u32>),
}

impl<'a> MemberArcs<'a> {
    fn new(graph: &'a InteractionGraph, member: MemberId, direction: Direction) -> Self {
        let (Neighbours { members, weights }, arcs) = match direction {
            Direction::Outgoing => (graph.out_neighbours(member), ArcNumbers::Out(graph.out_arcs(member))),
            Direction::Incoming => {
                (graph.in_neighbours(member), ArcNumbers::In(graph.in_arcs(member).iter()))
            }
        };
        MemberArcs { member, others: members.iter().zip(weights), arcs }
    }
}

impl<'a> Iterator for MemberArcs<'a> {
    type Item = ArcReference<'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (&other, weight) = self.others.next()?;
        Some(match &mut self.arcs {
            ArcNumbers::Out(arcs) => {
                ArcReference { arc: arcs.next()? as u32, source: self.member, target: other, weight }
            }
            ArcNumbers::In(arcs) => {
                ArcReference { arc: *arcs.next()?, source: other, target: self.member, weight }
            }
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.others.size_hint()
    }
}

impl ExactSizeIterator for MemberArcs<'_> {}

/// All arcs in order of their number.
#[derive(Debug, Clone)]
pub struct AllArcs<'a> {
    graph: &'a InteractionGraph,
    next: usize,
    source: usize,
}

impl<'a> Iterator for AllArcs<'a> {
    type Item = ArcReference<'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let arc = self.next;
        let (&target, weight) = (self.graph.out_target.get(arc)?, self.graph.out_weight.get(arc)?);
        while self.graph.out_start[self.source + 1] as usize <= arc {
            self.source += 1;
        }
        self.next += 1;
        Some(ArcReference { arc: arc as u32, source: MemberId(self.source as u32), target, weight })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.graph.arc_count() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for AllArcs<'_> {}

/// All members as node ids.
#[derive(Debug, Clone)]
pub struct MemberNodes(Range<u32>);

impl Iterator for MemberNodes {
    type Item = NodeIndex<u32>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(NodeIndex::from)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for MemberNodes {}

impl DoubleEndedIterator for MemberNodes {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(NodeIndex::from)
    }
}

/// All members as nodes without a weight.
#[derive(Debug, Clone)]
pub struct MemberReferences(MemberNodes);

impl Iterator for MemberReferences {
    type Item = (NodeIndex<u32>, ());

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|node| (node, ()))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for MemberReferences {}

impl GraphBase for InteractionGraph {
    type NodeId = NodeIndex<u32>;
    type EdgeId = EdgeIndex<u32>;
}

impl Data for InteractionGraph {
    type NodeWeight = ();
    type EdgeWeight = f64;
}

impl DataMap for InteractionGraph {
    fn node_weight(&self, node: NodeIndex<u32>) -> Option<&()> {
        (node.index() < self.node_count()).then_some(&())
    }

    fn edge_weight(&self, arc: EdgeIndex<u32>) -> Option<&f64> {
        self.out_weight.get(arc.index())
    }
}

impl GraphProp for InteractionGraph {
    type EdgeType = Directed;
}

impl NodeCount for InteractionGraph {
    fn node_count(&self) -> usize {
        self.node_count()
    }
}

impl EdgeCount for InteractionGraph {
    fn edge_count(&self) -> usize {
        self.arc_count()
    }
}

impl NodeIndexable for InteractionGraph {
    fn node_bound(&self) -> usize {
        self.node_count()
    }

    fn to_index(&self, node: NodeIndex<u32>) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeIndex<u32> {
        NodeIndex::new(index)
    }
}

impl NodeCompactIndexable for InteractionGraph {}

impl EdgeIndexable for InteractionGraph {
    fn edge_bound(&self) -> usize {
        self.arc_count()
    }

    fn to_index(&self, arc: EdgeIndex<u32>) -> usize {
        arc.index()
    }

    fn from_index(&self, index: usize) -> EdgeIndex<u32> {
        EdgeIndex::new(index)
    }
}

impl Visitable for InteractionGraph {
    type Map = BitSet;

    fn visit_map(&self) -> BitSet {
        BitSet::with_capacity(self.node_count())
    }

    fn reset_map(&self, map: &mut BitSet) {
        map.clear();
        map.grow(self.node_count());
    }
}

/// No matrix: n^2 bits of 50,000 members would be 300 MB, and the rows are sorted. Adjacency costs O(log degree).
impl GetAdjacencyMatrix for InteractionGraph {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, _: &(), a: NodeIndex<u32>, b: NodeIndex<u32>) -> bool {
        self.arc(a.into(), b.into()).is_some()
    }
}

impl IntoNodeIdentifiers for &InteractionGraph {
    type NodeIdentifiers = MemberNodes;

    fn node_identifiers(self) -> MemberNodes {
        MemberNodes(0..self.node_count() as u32)
    }
}

impl IntoNodeReferences for &InteractionGraph {
    type NodeRef = (NodeIndex<u32>, ());
    type NodeReferences = MemberReferences;

    fn node_references(self) -> MemberReferences {
        MemberReferences(self.node_identifiers())
    }
}

impl<'a> IntoNeighbors for &'a InteractionGraph {
    type Neighbors = NeighbourNodes<'a>;

    #[inline]
    fn neighbors(self, node: NodeIndex<u32>) -> NeighbourNodes<'a> {
        NeighbourNodes(self.out_neighbours(node.into()).members.iter())
    }
}

impl<'a> IntoNeighborsDirected for &'a InteractionGraph {
    type NeighborsDirected = NeighbourNodes<'a>;

    #[inline]
    fn neighbors_directed(self, node: NodeIndex<u32>, direction: Direction) -> NeighbourNodes<'a> {
        let neighbours = match direction {
            Direction::Outgoing => self.out_neighbours(node.into()),
            Direction::Incoming => self.in_neighbours(node.into()),
        };
        NeighbourNodes(neighbours.members.iter())
    }
}

impl<'a> IntoEdgeReferences for &'a InteractionGraph {
    type EdgeRef = ArcReference<'a>;
    type EdgeReferences = AllArcs<'a>;

    fn edge_references(self) -> AllArcs<'a> {
        AllArcs { graph: self, next: 0, source: 0 }
    }
}

impl<'a> IntoEdges for &'a InteractionGraph {
    type Edges = MemberArcs<'a>;

    #[inline]
    fn edges(self, node: NodeIndex<u32>) -> MemberArcs<'a> {
        MemberArcs::new(self, node.into(), Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for &'a InteractionGraph {
    type EdgesDirected = MemberArcs<'a>;

    #[inline]
    fn edges_directed(self, node: NodeIndex<u32>, direction: Direction) -> MemberArcs<'a> {
        MemberArcs::new(self, node.into(), direction)
    }
}
