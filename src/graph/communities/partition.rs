//! A partition of the members, and its modularity.

use super::level::{scale, strengths};
use crate::MemberId;
use crate::graph::TieGraph;
use crate::graph::ties::only_if;
use rayon::prelude::*;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 9;

/// A partition of the members: everybody belongs to exactly one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Label of every member, from 0. Parts are numbered by size, largest first, and by their smallest member
    /// where sizes are equal.
    pub labels: Vec<u32>,
    /// Number of members of every part.
    pub sizes: Vec<u32>,
}

impl Partition {
    /// The partition that any labels stand for, numbered anew. O(n), O(n log n) if a label is not below n.
    ///
    /// ```
    /// use cmgraph::graph::Partition;
    /// let partition = Partition::from_labels(&[70, 3, 3, 9, 3]);
    /// assert_eq!(partition.labels, [1, 0, 0, 2, 0]);
    /// assert_eq!(partition.sizes, [3, 1, 1]);
    /// ```
    pub fn from_labels(labels: &[u32]) -> Self {
        if labels.iter().all(|&label| (label as usize) < labels.len()) {
            return Partition::numbered(labels.to_vec());
        }
        let mut names = labels.to_vec();
        names.sort_unstable();
        names.dedup();
        let rank = |label: &u32| names.partition_point(|name| name < label) as u32;
        Partition::numbered(labels.iter().map(rank).collect())
    }

    /// Number of parts; members without ties are parts of one.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// Members of one part in order of id; none for a label that does not exist.
    pub fn members(&self, label: u32) -> impl Iterator<Item = MemberId> + '_ {
        let members = self.labels.iter().enumerate().filter(move |(_, at)| **at == label);
        members.map(|(member, _)| MemberId(member as u32))
    }

    /// Renumbers any labels below the number of members.
    pub(in crate::graph) fn numbered(mut labels: Vec<u32>) -> Self {
        let mut sizes = vec![0u32; labels.len()];
        let mut found = Vec::new();
        for &label in &labels {
            // Found in order of their smallest member, and the sort by size is stable.
            if sizes[label as usize] == 0 {
                found.push(label);
            }
            sizes[label as usize] += 1;
        }
        found.sort_by_key(|&label| std::cmp::Reverse(sizes[label as usize]));
        let ordered = found.iter().map(|&label| sizes[label as usize]).collect();
        let mut number = sizes;
        for (new, &label) in found.iter().enumerate() {
            number[label as usize] = new as u32;
        }
        labels.iter_mut().for_each(|label| *label = number[*label as usize]);
        Partition { labels, sizes: ordered }
    }
}

/// Modularity: how much more of the weight of ties lies inside parts than chance would put there, if everybody kept
/// its strength but tied with anybody.
///
/// Q = sum over parts of (w_in / m - resolution (k / 2m)^2), where m is the weight of all ties, w_in that of the
/// ties inside the part and k the sum of its members' strengths. At resolution 1 it is below 1, 0 for one part with
/// everybody, and can be negative. There is no value that is good as such: random graphs have partitions of .3 and
/// more, so compare it with the modularity of other partitions of the same graph only. It does not see communities
/// with fewer than about sqrt(2m) of ties (the resolution limit). Directions are not looked at.
///
/// None if there are no ties, or not one label a member, or the resolution is negative or not finite.
/// O(n + m), parallel.
///
/// Reference: M. E. J. Newman, "Analysis of weighted networks", Physical Review E 70 (2004), 056131; J. Reichardt and
/// S. Bornholdt, "Statistical mechanics of community detection", Physical Review E 74 (2006), 016110 (resolution).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, modularity};
/// // Two triangles and a tie between them.
/// let (from, to) = ([0, 1, 2, 3, 4, 5, 2], [1, 2, 0, 4, 5, 3, 3]);
/// let ties = InteractionGraph::from_arcs(6, &from, &to, &[1.0; 7])?.ties();
/// let q = modularity(&ties, &[0, 0, 0, 1, 1, 1], 1.0);
/// assert!((q.unwrap() - 5.0 / 14.0).abs() < 1e-12);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn modularity(graph: &TieGraph, labels: &[u32], resolution: f64) -> Option<f64> {
    if labels.len() != graph.node_count() || !(resolution >= 0.0 && resolution.is_finite()) {
        return None;
    }
    let scale = scale(&graph.weight);
    modularity_of(graph, &Partition::from_labels(labels), resolution, scale, &strengths(graph, scale))
}

/// Modularity of a partition of the members, whose strengths are scaled.
pub(super) fn modularity_of(
    graph: &TieGraph,
    partition: &Partition,
    resolution: f64,
    scale: f64,
    strengths: &[f64],
) -> Option<f64> {
    let labels = &partition.labels;
    let inside = |member: usize| -> f64 {
        let row = graph.neighbours(MemberId(member as u32));
        let own = labels[member];
        let ties = row.members.iter().zip(row.weights);
        // Whether a tie is inside cannot be predicted, hence a sum without a branch.
        ties.map(|(other, weight)| only_if(labels[other.index()] == own, weight * scale)).sum()
    };
    // By member, then added up in one order, so that the sum does not depend on threads.
    let inside: Vec<f64> =
        (0..labels.len()).into_par_iter().with_min_len(ROWS_PER_TASK).map(inside).collect();
    let mut totals = vec![0.0; partition.count()];
    for (&label, strength) in labels.iter().zip(strengths) {
        totals[label as usize] += strength;
    }
    let all: f64 = strengths.iter().sum();
    let chance: f64 = totals.iter().map(|total| (total / all) * (total / all)).sum();
    (all > 0.0).then(|| inside.iter().sum::<f64>() / all - resolution * chance)
}
