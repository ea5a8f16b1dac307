//! Triangles and clustering: do the contacts of a member know each other?

use super::common::common_sums;
use super::oriented::Oriented;
use crate::MemberId;
use crate::graph::TieGraph;
use rayon::prelude::*;

/// Tasks at most: each has a count for every member.
const TASKS: usize = 64;

/// Triangles of every member, and the measures of clustering that follow from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangles {
    /// Triangles that a member is part of: pairs of its contacts who are tied to each other.
    pub by_member: Vec<u64>,
    /// Triangles in all; each is counted at three members.
    pub total: u64,
    /// Local clustering of every member: the share of the d (d - 1) / 2 pairs of its d contacts who are tied to each
    /// other. None below two contacts, who make no pair.
    pub clustering: Vec<Option<f64>>,
    /// Pairs of contacts over all members: the denominator of transitivity.
    pub pairs: u64,
}

impl Triangles {
    /// Mean local clustering over all members, those with fewer than two contacts counted as 0, as most
    /// tools report it. None without members.
    pub fn mean_clustering(&self) -> Option<f64> {
        let members = self.clustering.len();
        (members > 0).then(|| self.clustering.iter().flatten().sum::<f64>() / members as f64)
    }

    /// Mean local clustering over the members with two contacts or more, and how many those are. None if there are
    /// none. Where many members have one contact only, this is far above [`Triangles::mean_clustering`].
    pub fn mean_clustering_of_pairs(&self) -> Option<(f64, usize)> {
        let members = self.clustering.iter().flatten().count();
        (members > 0).then(|| (self.clustering.iter().flatten().sum::<f64>() / members as f64, members))
    }

    /// Transitivity (global clustering): the share of pairs of contacts who are tied, over all members at once,
    /// 3 * triangles / pairs. Members with many contacts weigh more than in the mean. None without pairs.
    pub fn transitivity(&self) -> Option<f64> {
        (self.pairs > 0).then(|| 3.0 * self.total as f64 / self.pairs as f64)
    }
}

/// Triangles and clustering of every member. Weights are not looked at.
///
/// High clustering: the contacts of a member also talk without it. Low: it stands between people who do not.
///
/// Every tie is turned towards its end with more ties, and the rows so made are intersected. O(m sqrt(m)) at most,
/// parallel.
///
/// Reference: D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393 (1998),
/// 440-442. Enumeration: T. Schank and D. Wagner, "Finding, counting and listing all triangles in large graphs",
/// WEA 2005.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, triangles};
/// // A triangle 0-1-2, and 3 who is tied to 2.
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 2, 2], &[1, 2, 0, 3], &[1.0; 4])?;
/// let triangles = triangles(&graph.ties());
/// assert_eq!((triangles.total, triangles.by_member[2]), (1, 1));
/// assert_eq!(triangles.clustering, [Some(1.0), Some(1.0), Some(1.0 / 3.0), None]);
/// assert_eq!(triangles.transitivity(), Some(0.6));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn triangles(ties: &TieGraph) -> Triangles {
    let oriented = Oriented::new(ties);
    let nodes = oriented.node_count();
    let by_rank = (0..nodes as u32)
        .into_par_iter()
        .with_min_len(nodes.div_ceil(TASKS).max(1))
        .fold(
            || (vec![0u64; nodes], vec![0u8; nodes]),
            |(mut counts, mut marked), own| {
                let upper = oriented.upper(oriented.row(own));
                if upper.len() > 1 {
                    upper.iter().for_each(|&rank| marked[rank as usize] = 1);
                    for &middle in upper {
                        let mut found = 0;
                        // Whether a rank is marked cannot be guessed, so no branch asks.
                        for &top in oriented.upper(oriented.row(middle)) {
                            let mark = u64::from(marked[top as usize]);
                            counts[top as usize] += mark;
                            found += mark;
                        }
                        counts[middle as usize] += found;
                        counts[own as usize] += found;
                    }
                    upper.iter().for_each(|&rank| marked[rank as usize] = 0);
                }
                (counts, marked)
            },
        )
        .map(|(counts, _)| counts)
        .reduce(
            || vec![0; nodes],
            |mut all, counts| {
                all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
                all
            },
        );
    let by_member = oriented.by_member(&by_rank);
    let pairs_of = |member: MemberId| {
        let degree = ties.degree(member) as u64;
        degree * degree.saturating_sub(1) / 2
    };
    let share = |(member, &triangles): (MemberId, &u64)| {
        let pairs = pairs_of(member);
        (pairs > 0).then(|| triangles as f64 / pairs as f64)
    };
    Triangles {
        total: by_member.iter().sum::<u64>() / 3,
        clustering: ties.members().zip(&by_member).map(share).collect(),
        pairs: ties.members().map(pairs_of).sum(),
        by_member,
    }
}

/// Local clustering in which strong triangles count more: the mean over all pairs of a member's contacts of the
/// geometric mean of the three weights of their triangle, 0 where there is none, with weights as shares of the
/// largest weight in the graph.
///
/// 1 / (d (d - 1)) * sum over ordered pairs (v, w) of (x(u, v) x(u, w) x(v, w))^(1/3), x = weight / largest weight.
/// With equal weights it is [`Triangles::clustering`]. One very strong tie anywhere in the graph makes all values
/// small: compare members, not communities. None below two contacts. O(m sqrt(m)) at most, parallel.
///
/// Reference: J.-P. Onnela, J. Saramäki, J. Kertész and K. Kaski, "Intensity and coherence of motifs in weighted
/// complex networks", Physical Review E 71 (2005), 065103.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, weighted_clustering};
/// let graph = InteractionGraph::from_arcs(3, &[0, 1, 2], &[1, 2, 0], &[8.0, 8.0, 1.0])?;
/// let clustering = weighted_clustering(&graph.ties());
/// assert!((clustering[0].unwrap() - 0.5).abs() < 1e-15); // cube root of 1 * 1 * 1/8
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn weighted_clustering(ties: &TieGraph) -> Vec<Option<f64>> {
    let largest = ties.weight.iter().copied().fold(0.0, f64::max);
    let oriented = Oriented::new(ties);
    let roots = oriented.column(ties, |_, _, weight| libm::cbrt(weight / largest));
    let sums = common_sums(&oriented, Some(&roots), &vec![[1.0]; oriented.node_count()]);
    let by_rank = oriented.sums(|_, _, position| {
        let sum = roots[position] * sums[position][0];
        [[sum]; 2]
    });
    let by_member = oriented.by_member(&by_rank);
    let mean = |(member, [sum]): (MemberId, [f64; 1])| {
        let degree = ties.degree(member) as f64;
        (degree > 1.0).then(|| sum / (degree * (degree - 1.0)))
    };
    ties.members().zip(by_member).map(mean).collect()
}
