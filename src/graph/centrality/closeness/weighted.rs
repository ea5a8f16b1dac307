//! Sums of distances where arcs have lengths: Dijkstra's algorithm from every member.

use crate::MemberId;
use crate::graph::Adjacency;
use crate::graph::paths::{Dijkstra, Roads};
use rayon::prelude::*;

/// What the members within reach of one member add up to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    /// Members within reach, itself not counted.
    pub(super) reached: u32,
    /// Sum of the distances.
    pub(super) distance: f64,
    /// Sum of 1 / distance.
    pub(super) harmonic: f64,
}

/// The sums of every member over all others from whom it can be reached.
pub(super) fn sums(adjacency: Adjacency<'_>) -> Vec<Sums> {
    let roads = Roads::new(adjacency.into);
    let nodes = adjacency.node_count();
    (0..nodes as u32)
        .into_par_iter()
        .map_init(
            || Dijkstra::new(nodes),
            |search, member| {
                search.run(&roads, MemberId(member));
                let mut sums = Sums { reached: 0, distance: 0.0, harmonic: 0.0 };
                // The first is the member itself. Nearest first, whatever the order of arcs and threads.
                for &other in &search.settled()[1..] {
                    let distance = search.distance(other);
                    sums.reached += 1;
                    sums.distance += distance;
                    sums.harmonic += 1.0 / distance;
                }
                sums
            },
        )
        .collect()
}
