//! How sure is a community? What other runs make of it.

use super::{Contingency, Partition};

/// How far other runs of the same search agree with the communities of the best.
///
/// Searches start from random orders; where several partitions are nearly as good they end differently. What is not
/// stable should not be named in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// Other runs that were compared.
    pub runs: usize,
    /// By member: share of the other runs in which it is together with the majority of its community, that is in the
    /// community that holds most of them (the first by number where several hold as many).
    pub members: Vec<f64>,
    /// By community: mean over the other runs of the largest Jaccard index with one of their communities (shared
    /// members / members of either). 1: the same in every run; 0.75 and more counts as stable, below 0.5 as
    /// dissolved (Hennig).
    pub communities: Vec<f64>,
}

impl Stability {
    /// Compares a partition with others of the same members; None without others or if they have
    /// another number of members. O(n) a run and a sort.
    ///
    /// Reference: C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data
    /// Analysis 52 (2007), 258-271.
    ///
    /// ```
    /// use cmgraph::graph::{Partition, Stability};
    /// let best = Partition::from_labels(&[0, 0, 0, 0, 1, 1]);
    /// let others = [best.clone(), Partition::from_labels(&[0, 0, 0, 1, 1, 1])];
    /// let stability = Stability::of(&best, &others).unwrap();
    /// assert_eq!(stability.members, [1.0, 1.0, 1.0, 0.5, 1.0, 1.0]);
    /// assert_eq!(stability.communities, [(1.0 + 0.75) / 2.0, (1.0 + 2.0 / 3.0) / 2.0]);
    /// ```
    pub fn of(best: &Partition, others: &[Partition]) -> Option<Self> {
        // Numbered anew, in case somebody made a partition by hand.
        let best = Partition::from_labels(&best.labels);
        let (mut stayed, mut similar) = (vec![0u32; best.labels.len()], vec![0.0; best.count()]);
        for other in others.iter().filter(|other| !best.labels.is_empty() || !other.labels.is_empty()) {
            let other = Partition::from_labels(&other.labels);
            let table = Contingency::new(&best.labels, &other.labels)?;
            // By community of the best: shared members and label of the community that holds most of it.
            let mut majority = vec![(0u32, 0u32); best.count()];
            let mut jaccard = vec![0.0f64; best.count()];
            for cell in &table.cells {
                let row = cell.row as usize;
                if cell.count > majority[row].0 {
                    majority[row] = (cell.count, cell.column);
                }
                let (a, b) = (table.row_sums[row], table.column_sums[cell.column as usize]);
                jaccard[row] = jaccard[row].max(f64::from(cell.count) / f64::from(a + b - cell.count));
            }
            for ((stayed, &label), other) in stayed.iter_mut().zip(&best.labels).zip(&other.labels) {
                *stayed += u32::from(majority[label as usize].1 == *other);
            }
            similar.iter_mut().zip(jaccard).for_each(|(sum, jaccard)| *sum += jaccard);
        }
        let runs = others.len();
        (runs > 0).then(|| Stability {
            runs,
            members: stayed.iter().map(|&times| f64::from(times) / runs as f64).collect(),
            communities: similar.iter().map(|sum| sum / runs as f64).collect(),
        })
    }
}
