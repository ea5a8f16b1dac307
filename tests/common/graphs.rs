//! Graphs of the literature, and graphs from pairs and arcs.
#![allow(dead_code)] // every test file uses its own part

use cmgraph::graph::InteractionGraph;

/// Zachary's karate club: 34 members, 78 ties, each listed once.
#[rustfmt::skip]
pub(crate) const KARATE: [(u32, u32); 78] = [
    (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (0, 7), (0, 8), (0, 10), (0, 11), (0, 12), (0, 13), (0, 17),
    (0, 19), (0, 21), (0, 31), (1, 2), (1, 3), (1, 7), (1, 13), (1, 17), (1, 19), (1, 21), (1, 30), (2, 3), (2, 7),
    (2, 8), (2, 9), (2, 13), (2, 27), (2, 28), (2, 32), (3, 7), (3, 12), (3, 13), (4, 6), (4, 10), (5, 6), (5, 10),
    (5, 16), (6, 16), (8, 30), (8, 32), (8, 33), (9, 33), (13, 33), (14, 32), (14, 33), (15, 32), (15, 33), (18, 32),
    (18, 33), (19, 33), (20, 32), (20, 33), (22, 32), (22, 33), (23, 25), (23, 27), (23, 29), (23, 32), (23, 33),
    (24, 25), (24, 27), (24, 31), (25, 31), (26, 29), (26, 33), (27, 33), (28, 31), (28, 33), (29, 32), (29, 33),
    (30, 32), (30, 33), (31, 32), (31, 33), (32, 33),
];

/// Krackhardt's kite: 10 members, 18 ties.
#[rustfmt::skip]
pub(crate) const KITE: [(u32, u32); 18] = [
    (0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6), (4, 6), (5, 6),
    (5, 7), (6, 7), (7, 8), (8, 9),
];

/// From arcs with weights.
pub(crate) fn from_arcs(nodes: usize, arcs: &[(u32, u32, f64)]) -> InteractionGraph {
    let from: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
    let to: Vec<u32> = arcs.iter().map(|arc| arc.1).collect();
    let weights: Vec<f64> = arcs.iter().map(|arc| arc.2).collect();
    InteractionGraph::from_arcs(nodes, &from, &to, &weights).unwrap()
}

/// From arcs of weight 1.
pub(crate) fn from_pairs(nodes: usize, pairs: &[(u32, u32)]) -> InteractionGraph {
    from_arcs(nodes, &pairs.iter().map(|&(u, v)| (u, v, 1.0)).collect::<Vec<_>>())
}

/// Every pair in both directions.
pub(crate) fn both_ways(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    pairs.iter().flat_map(|&(u, v)| [(u, v), (v, u)]).collect()
}
