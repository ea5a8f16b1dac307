//! Degree assortativity: do well-connected members deal with each other?

use crate::graph::Adjacency;
use rayon::prelude::*;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 9;

/// Degree assortativity: the correlation of the numbers of contacts at the two ends of a tie, over all ties.
///
/// Above 0, the well-connected deal with each other; below 0, a few well-connected members deal with the many who
/// have few contacts, which is what help by a few champions looks like. On an
/// [`InteractionGraph`](crate::graph::InteractionGraph) it is the correlation of the out-degree of the source with the
/// in-degree of the target, over all arcs. Weights are not looked at.
///
/// None without ties, or if all ends on one side have the same degree. Sums are exact. O(n + m), parallel.
///
/// Reference: M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67 (2003), 026126.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, degree_assortativity};
/// // A star: the centre only meets those with one contact.
/// let graph = InteractionGraph::from_arcs(4, &[0, 0, 0], &[1, 2, 3], &[1.0; 3])?;
/// assert_eq!(degree_assortativity(&graph.ties()), Some(-1.0));
/// assert_eq!(degree_assortativity(&graph), None); // all sources are the same
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn degree_assortativity<'a>(graph: impl Into<Adjacency<'a>>) -> Option<f64> {
    let graph = graph.into();
    let degree = |start: &[u32], member: usize| u128::from(start[member + 1] - start[member]);
    // Sums over arcs of y, y^2, x, x^2, x y.
    let sums = (0..graph.node_count())
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .map(|member| {
            let x = degree(graph.out.start, member);
            let row = graph.out.start[member] as usize..graph.out.start[member + 1] as usize;
            let mut sums = [0, 0, x * x, x * x * x, 0];
            for contact in &graph.out.neighbour[row] {
                let y = degree(graph.into.start, contact.index());
                sums[0] += y;
                sums[1] += y * y;
            }
            sums[4] = x * sums[0];
            sums
        })
        .reduce(|| [0u128; 5], |a, b| std::array::from_fn(|i| a[i] + b[i]));
    let arcs = graph.out.neighbour.len() as u128;
    let [y, yy, x, xx, xy] = sums;
    // Arcs are below 2^31 and degrees below 2^32, so products fit.
    let (spread_x, spread_y) = (arcs * xx - x * x, arcs * yy - y * y);
    let together = (arcs * xy) as i128 - (x * y) as i128;
    (spread_x > 0 && spread_y > 0)
        .then(|| together as f64 / ((spread_x as f64).sqrt() * (spread_y as f64).sqrt()))
        .map(|r| r.clamp(-1.0, 1.0))
}
