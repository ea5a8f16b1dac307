//! petgraph's algorithms run on the interaction graph and give what they give on petgraph's own graph, or what brute force gives.

use cmgraph::MemberId;
use cmgraph::graph::{InteractionGraph, strong_components, weak_components};
use petgraph::algo::{self, dominators};
use petgraph::data::{DataMap, FromElements};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{
    Bfs, Dfs, EdgeCount, EdgeIndexable, EdgeRef, GetAdjacencyMatrix, GraphProp, IntoEdgeReferences,
    IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, NodeIndexable, NodeRef, Reversed, Topo, UndirectedAdaptor,
    VisitMap, Visitable,
};
use petgraph::{Direction, Incoming, Outgoing};
use std::collections::{BTreeMap, BTreeSet};

type Arc = (u32, u32, f64);
type Node = NodeIndex<u32>;

/// Sorted arcs without loops; about `degree` a member, within groups of `group` members. Forward arcs only if `acyclic`.
fn random_arcs(nodes: u32, group: u32, degree: u32, acyclic: bool, seed: u64) -> Vec<Arc> {
    let mut state = seed;
    let mut random = |below: u32| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let mut arcs = BTreeMap::new();
    for _ in 0..nodes * degree {
        let from = random(nodes);
        let to = (from / group * group + random(group)).min(nodes - 1);
        if from != to && (!acyclic || from < to) {
            arcs.insert((from, to), f64::from(1 + random(9)));
        }
    }
    arcs.into_iter().map(|((from, to), weight)| (from, to, weight)).collect()
}

/// The same arcs as our graph and as petgraph's; arc i is edge i in both.
fn both(nodes: u32, arcs: &[Arc]) -> (InteractionGraph, DiGraph<(), f64>) {
    let column = |end: fn(&Arc) -> u32| arcs.iter().map(end).collect::<Vec<_>>();
    let weights: Vec<f64> = arcs.iter().map(|arc| arc.2).collect();
    let ours =
        InteractionGraph::from_arcs(nodes as usize, &column(|a| a.0), &column(|a| a.1), &weights).unwrap();
    let mut theirs = DiGraph::new();
    for _ in 0..nodes {
        theirs.add_node(());
    }
    for &(from, to, weight) in arcs {
        theirs.add_edge(from.into(), to.into(), weight);
    }
    (ours, theirs)
}

/// Graphs of different shape: sparse, dense, in pieces, acyclic, empty.
fn samples() -> Vec<(InteractionGraph, DiGraph<(), f64>)> {
    [(40, 40, 1, false), (30, 30, 6, false), (60, 12, 2, false), (40, 40, 3, true), (5, 5, 0, false)]
        .iter()
        .enumerate()
        .map(|(seed, &(nodes, group, degree, acyclic))| {
            both(nodes, &random_arcs(nodes, group, degree, acyclic, seed as u64))
        })
        .collect()
}

fn nodes(graph: &InteractionGraph) -> Vec<Node> {
    graph.node_identifiers().collect()
}

/// A partition in a form that can be compared.
fn as_sets(groups: Vec<Vec<Node>>) -> BTreeSet<BTreeSet<Node>> {
    groups.into_iter().map(|group| group.into_iter().collect()).collect()
}

/// The same paths have the same length added in the same order, so floats are compared exactly.
fn sorted<K: Ord + Copy, V>(map: impl IntoIterator<Item = (K, V)>) -> Vec<(K, V)> {
    let mut all: Vec<_> = map.into_iter().collect();
    all.sort_by_key(|entry| entry.0);
    all
}

fn counts<G: NodeCompactIndexable + EdgeCount + EdgeIndexable + GraphProp>(graph: G) -> [usize; 5] {
    let last_node = NodeIndexable::to_index(&graph, NodeIndexable::from_index(&graph, 3));
    assert_eq!(EdgeIndexable::to_index(&graph, EdgeIndexable::from_index(&graph, 2)), 2);
    assert!(graph.is_directed());
    [graph.node_count(), graph.node_bound(), graph.edge_count(), graph.edge_bound(), last_node]
}

#[test]
fn views_agree_with_petgraphs_own() {
    for (ours, theirs) in samples() {
        assert_eq!(counts(&ours), counts(&theirs));
        assert_eq!(nodes(&ours), theirs.node_indices().collect::<Vec<_>>());
        assert_eq!(
            ours.node_references().map(|node| node.id()).collect::<Vec<_>>(),
            theirs.node_references().map(|node| node.id()).collect::<Vec<_>>()
        );
        let of = |edges: Vec<(Node, Node, f64, EdgeIndex)>| edges;
        let arcs = |graph: &InteractionGraph| {
            of(graph.edge_references().map(|e| (e.source(), e.target(), *e.weight(), e.id())).collect())
        };
        let edges = theirs.edge_references().map(|e| (e.source(), e.target(), *e.weight(), e.id())).collect();
        assert_eq!(arcs(&ours), of(edges));
        assert_eq!(ours.edge_references().len(), ours.arc_count());
        for node in nodes(&ours) {
            for direction in [Outgoing, Incoming] {
                let arcs = ours.edges_directed(node, direction);
                let mut mine: Vec<_> = arcs.map(|e| (e.source(), e.target(), *e.weight(), e.id())).collect();
                let edges = theirs.edges_directed(node, direction);
                let mut wanted: Vec<_> =
                    edges.map(|e| (e.source(), e.target(), *e.weight(), e.id())).collect();
                mine.sort_by_key(|edge| edge.3);
                wanted.sort_by_key(|edge| edge.3);
                assert_eq!(mine, wanted);
                let mine: BTreeSet<_> = ours.neighbors_directed(node, direction).collect();
                assert_eq!(mine, theirs.neighbors_directed(node, direction).collect());
            }
            assert!(ours.neighbors(node).eq(ours.neighbors_directed(node, Outgoing)));
            assert!(ours.edges(node).eq(ours.edges_directed(node, Outgoing)));
        }
        for edge in theirs.edge_indices() {
            assert_eq!(DataMap::edge_weight(&ours, edge), theirs.edge_weight(edge));
        }
        assert_eq!(DataMap::edge_weight(&ours, EdgeIndex::new(ours.arc_count())), None);
        assert_eq!(DataMap::node_weight(&ours, NodeIndex::new(0)), Some(&()));
        assert_eq!(DataMap::node_weight(&ours, NodeIndex::new(ours.node_count())), None);
        let matrix = theirs.adjacency_matrix();
        for (a, b) in nodes(&ours).into_iter().flat_map(|a| nodes(&ours).into_iter().map(move |b| (a, b))) {
            assert_eq!(ours.is_adjacent(&(), a, b), theirs.is_adjacent(&matrix, a, b));
        }
        let mut map = ours.visit_map();
        assert!(map.visit(Node::new(4)) && !map.visit(Node::new(4)));
        ours.reset_map(&mut map);
        assert!(!map.is_visited(&Node::new(4)));
    }
    let member: MemberId = Node::new(7).into();
    assert_eq!((member, Node::from(member)), (MemberId(7), Node::new(7)));
}

#[test]
fn shortest_paths() {
    for (ours, theirs) in samples() {
        let all = algo::floyd_warshall(&theirs, |edge| *edge.weight()).unwrap();
        assert_eq!(sorted(algo::floyd_warshall(&ours, |edge| *edge.weight()).unwrap()), sorted(all.clone()));
        assert_eq!(
            sorted(algo::johnson(&ours, |edge| *edge.weight()).unwrap()),
            sorted(algo::johnson(&theirs, |edge| *edge.weight()).unwrap())
        );
        for start in nodes(&ours).into_iter().step_by(7) {
            let distances = algo::dijkstra(&ours, start, None, |edge| *edge.weight());
            // Weights are small whole numbers: sums are exact whatever their order.
            for goal in nodes(&ours) {
                let wanted = all[&(start, goal)];
                assert_eq!(distances.get(&goal).copied().unwrap_or(f64::MAX), wanted);
                let astar = algo::astar(&ours, start, |node| node == goal, |edge| *edge.weight(), |_| 0.0);
                assert_eq!(astar.as_ref().map(|found| found.0), distances.get(&goal).copied());
                if let Some((length, path)) = astar {
                    let step = |ends: &[Node]| {
                        let arc = ours.arc(ends[0].into(), ends[1].into()).unwrap();
                        ours.weight(arc).unwrap()
                    };
                    assert_eq!(path.windows(2).map(step).sum::<f64>(), length);
                }
                let two_sided = algo::bidirectional_dijkstra(&ours, start, goal, |edge| *edge.weight());
                // From a node to itself petgraph gives the length of a cycle.
                if goal != start {
                    assert_eq!(two_sided, distances.get(&goal).copied());
                }
                assert_eq!(
                    two_sided,
                    algo::bidirectional_dijkstra(&theirs, start, goal, |edge| *edge.weight())
                );
                let linked = algo::has_path_connecting(&ours, start, goal, None);
                assert_eq!(linked, distances.contains_key(&goal));
            }
            let backward = algo::dijkstra(Reversed(&ours), start, None, |edge| *edge.weight());
            for from in nodes(&ours) {
                assert_eq!(backward.get(&from).copied().unwrap_or(f64::MAX), all[&(from, start)]);
            }
            let bellman_ford = algo::bellman_ford(&ours, start).unwrap();
            let spfa = algo::spfa(&ours, start, |edge| *edge.weight()).unwrap();
            for goal in nodes(&ours) {
                let wanted = distances.get(&goal).copied();
                assert_eq!(bellman_ford.distances[goal.index()], wanted.unwrap_or(f64::INFINITY));
                assert_eq!(spfa.distances[goal.index()], wanted.unwrap_or(f64::MAX));
            }
            for k in 1..4 {
                assert_eq!(
                    sorted(algo::k_shortest_path(&ours, start, None, k, |edge| *edge.weight())),
                    sorted(algo::k_shortest_path(&theirs, start, None, k, |edge| *edge.weight()))
                );
            }
        }
    }
}

#[test]
fn components() {
    for (ours, theirs) in samples() {
        let labelled = |labels: &[u32]| {
            let mut groups: BTreeMap<u32, Vec<Node>> = BTreeMap::new();
            for (member, &label) in labels.iter().enumerate() {
                groups.entry(label).or_default().push(Node::new(member));
            }
            as_sets(groups.into_values().collect())
        };
        let strong = as_sets(algo::tarjan_scc(&theirs));
        assert_eq!(as_sets(algo::tarjan_scc(&ours)), strong);
        assert_eq!(as_sets(algo::kosaraju_scc(&ours)), strong);
        assert_eq!(labelled(&strong_components(&ours).labels), strong);
        assert_eq!(algo::condensation(theirs.clone(), true).node_count(), strong.len());

        let weak = weak_components(&ours);
        assert_eq!(algo::connected_components(&ours), weak.count());
        assert_eq!(algo::connected_components(&theirs), weak.count());
        let mut sets = UnionFind::new(ours.node_count());
        for edge in ours.edge_references() {
            sets.union(edge.source().index(), edge.target().index());
        }
        let labels = sets.into_labeling().into_iter().map(|label| label as u32).collect::<Vec<_>>();
        assert_eq!(labelled(&labels), labelled(&weak.labels));
    }
}

#[test]
fn components_of_large_graphs() {
    for (seed, (nodes, group, degree)) in
        [(20_000, 20_000, 1), (20_000, 50, 1), (5_000, 5_000, 8)].into_iter().enumerate()
    {
        let (ours, theirs) = both(nodes, &random_arcs(nodes, group, degree, false, seed as u64));
        let strong = strong_components(&ours);
        let wanted = algo::tarjan_scc(&theirs);
        assert_eq!(strong.count(), wanted.len());
        for group in wanted {
            let label = strong.labels[group[0].index()];
            assert!(group.iter().all(|node| strong.labels[node.index()] == label));
            assert_eq!(strong.sizes[label as usize] as usize, group.len());
        }
        let weak = weak_components(&ours);
        assert_eq!(weak.count(), algo::connected_components(&theirs));
        for edge in theirs.edge_references() {
            assert_eq!(weak.labels[edge.source().index()], weak.labels[edge.target().index()]);
        }
    }
}

#[test]
fn order_and_cycles() {
    let mut acyclic = 0;
    for (ours, theirs) in samples() {
        assert_eq!(algo::is_cyclic_directed(&ours), algo::is_cyclic_directed(&theirs));
        match algo::toposort(&ours, None) {
            Ok(order) => {
                acyclic += 1;
                assert_eq!(order.len(), ours.node_count());
                let mut position = vec![0; order.len()];
                order.iter().enumerate().for_each(|(at, node)| position[node.index()] = at);
                assert!(
                    ours.edge_references()
                        .all(|e| position[e.source().index()] < position[e.target().index()])
                );
                let mut topo = Topo::new(&ours);
                assert_eq!(std::iter::from_fn(|| topo.next(&ours)).count(), order.len());
                let (list, _) = algo::tred::dag_to_toposorted_adjacency_list::<_, Node>(&ours, &order);
                let (reduction, closure) = algo::tred::dag_transitive_reduction_closure(&list);
                let pairs = order
                    .iter()
                    .map(|&from| algo::dijkstra(&theirs, from, None, |_| 1).len() - 1)
                    .sum::<usize>();
                assert_eq!(closure.edge_count(), pairs);
                assert!(reduction.edge_count() <= ours.arc_count());
            }
            Err(cycle) => {
                assert!(algo::is_cyclic_directed(&theirs));
                let within =
                    algo::tarjan_scc(&theirs).into_iter().find(|group| group.contains(&cycle.node_id()));
                assert!(within.unwrap().len() > 1);
            }
        }
    }
    assert!((2..5).contains(&acyclic), "both kinds have to come up");
}

#[test]
fn traversals() {
    for (ours, theirs) in samples() {
        for start in nodes(&ours).into_iter().step_by(5) {
            let mut dfs = Dfs::new(&ours, start);
            let found: BTreeSet<_> = std::iter::from_fn(|| dfs.next(&ours)).collect();
            let wanted: BTreeSet<_> = algo::dijkstra(&theirs, start, None, |_| 1u32).into_keys().collect();
            assert_eq!(found, wanted);
            let hops = algo::dijkstra(&theirs, start, None, |_| 1u32);
            let mut bfs = Bfs::new(&ours, start);
            let order: Vec<_> = std::iter::from_fn(|| bfs.next(&ours)).collect();
            assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), wanted);
            assert!(order.is_sorted_by_key(|node| hops[node]));
        }
    }
}

#[test]
fn dominators_by_taking_members_away() {
    for (ours, theirs) in samples() {
        let root = Node::new(0);
        let found = dominators::simple_fast(&ours, root);
        let reached = algo::dijkstra(&theirs, root, None, |_| 1u32);
        for &node in reached.keys() {
            // d dominates node if node cannot be reached without d.
            let wanted: BTreeSet<_> = nodes(&ours)
                .into_iter()
                .filter(|&d| {
                    let without = petgraph::visit::NodeFiltered::from_fn(&theirs, |n| n != d);
                    d == node
                        || d == root
                        || reached.contains_key(&d) && {
                            !algo::has_path_connecting(&without, root, node, None)
                        }
                })
                .collect();
            assert_eq!(found.dominators(node).unwrap().collect::<BTreeSet<_>>(), wanted);
        }
    }
}

#[test]
fn undirected_questions() {
    for (ours, theirs) in samples() {
        let weight = |tree: UnGraph<(), f64>| tree.edge_weights().sum::<f64>();
        let tree = UnGraph::from_elements(algo::min_spanning_tree(&ours));
        assert_eq!(tree.edge_count(), ours.node_count() - weak_components(&ours).count());
        assert_eq!(weight(tree), weight(UnGraph::from_elements(algo::min_spanning_tree(&theirs))));

        // Each pair once, whatever the directions: petgraph's own undirected graph is the oracle.
        let mut pairs = UnGraph::<(), ()>::new_undirected();
        nodes(&ours).iter().for_each(|_| {
            pairs.add_node(());
        });
        for edge in ours.edge_references() {
            pairs.update_edge(edge.source(), edge.target(), ());
        }
        let cut: BTreeSet<_> =
            algo::articulation_points::articulation_points(UndirectedAdaptor(&ours)).into_iter().collect();
        assert_eq!(cut, algo::articulation_points::articulation_points(&pairs).into_iter().collect());
        assert_eq!(algo::is_cyclic_undirected(&ours), algo::is_cyclic_undirected(&theirs));
        let matching = algo::maximum_matching(UndirectedAdaptor(&ours));
        assert_eq!(matching.len(), algo::maximum_matching(&pairs).len());
    }
}

#[test]
fn flow_isomorphism_paths_and_rank() {
    for (ours, theirs) in samples() {
        let last = Node::new(ours.node_count() - 1);
        let (flow, by_arc) = algo::ford_fulkerson(&ours, Node::new(0), last);
        assert_eq!(flow, algo::ford_fulkerson(&theirs, Node::new(0), last).0);
        let at = |node, direction| {
            ours.edges_directed(node, direction).map(|e| by_arc[e.id().index()]).sum::<f64>()
        };
        for node in nodes(&ours) {
            let balance = at(node, Direction::Outgoing) - at(node, Direction::Incoming);
            let wanted = if node.index() == 0 {
                flow
            } else if node == last {
                -flow
            } else {
                0.0
            };
            assert_eq!(balance, wanted);
        }
        assert!(algo::is_isomorphic(&ours, &theirs));
        let paths = |all: Vec<Vec<Node>>| all.into_iter().collect::<BTreeSet<_>>();
        let (from, to) = (Node::new(1), Node::new(3));
        type Hasher = std::hash::RandomState;
        assert_eq!(
            paths(algo::all_simple_paths::<Vec<_>, _, Hasher>(&ours, from, to, 0, Some(3)).collect()),
            paths(algo::all_simple_paths::<Vec<_>, _, Hasher>(&theirs, from, to, 0, Some(3)).collect())
        );
        // Not the usual PageRank and no oracle for ours; it only has to run.
        let rank: Vec<f64> = algo::page_rank(&ours, 0.85, 20);
        for (mine, wanted) in rank.iter().zip(algo::page_rank(&theirs, 0.85, 20)) {
            assert!((mine - wanted).abs() < 1e-12);
        }
    }
}
