//! How far two partitions of the same members agree: communities that were found and units of the roster, say.

use super::Partition;

/// How often label of one partition meets label of the other. Only cells that are not empty are kept.
///
/// ```
/// use cmgraph::graph::Contingency;
/// let table = Contingency::new(&[0, 0, 0, 1], &[5, 5, 7, 7]).unwrap();
/// assert_eq!((table.row_sums, table.column_sums), (vec![3, 1], vec![2, 2]));
/// let cells: Vec<_> = table.cells.iter().map(|cell| (cell.row, cell.column, cell.count)).collect();
/// assert_eq!(cells, [(0, 0, 2), (0, 1, 1), (1, 1, 1)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    /// Cells with members, sorted by row, then column.
    pub cells: Vec<ContingencyCell>,
    /// Members of every part of the first partition, numbered as [`Partition::from_labels`] numbers them.
    pub row_sums: Vec<u32>,
    /// Members of every part of the second partition, numbered in the same way.
    pub column_sums: Vec<u32>,
    /// Members.
    pub total: u32,
}

/// Members with one label in the first partition and one in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContingencyCell {
    /// Part of the first partition.
    pub row: u32,
    /// Part of the second.
    pub column: u32,
    /// Members in both; at least 1.
    pub count: u32,
}

impl Contingency {
    /// The table of two labels a member. None if there are no members, or not as many in both. O(n log n).
    pub fn new(a: &[u32], b: &[u32]) -> Option<Self> {
        if a.is_empty() || a.len() != b.len() {
            return None;
        }
        let total = u32::try_from(a.len()).ok()?;
        let (a, b) = (Partition::from_labels(a), Partition::from_labels(b));
        let mut pairs: Vec<(u32, u32)> = a.labels.into_iter().zip(b.labels).collect();
        pairs.sort_unstable();
        let cell =
            |run: &[(u32, u32)]| ContingencyCell { row: run[0].0, column: run[0].1, count: run.len() as u32 };
        let cells = pairs.chunk_by(|x, y| x == y).map(cell).collect();
        Some(Contingency { cells, row_sums: a.sizes, column_sums: b.sizes, total })
    }

    /// Whether both partitions are the same but for the names of their parts.
    fn is_identity(&self) -> bool {
        self.cells.len() == self.row_sums.len() && self.cells.len() == self.column_sums.len()
    }

    /// Mutual information in nats.
    fn mutual_information(&self) -> f64 {
        let n = f64::from(self.total);
        let term = |cell: &ContingencyCell| {
            let both = f64::from(cell.count);
            let a = f64::from(self.row_sums[cell.row as usize]);
            let b = f64::from(self.column_sums[cell.column as usize]);
            both / n * (n * both / (a * b)).ln()
        };
        sum(self.cells.iter().map(term)).max(0.0)
    }

    /// Entropies of both partitions in nats.
    fn entropies(&self) -> (f64, f64) {
        let n = f64::from(self.total);
        let entropy = |sizes: &[u32]| {
            sum(sizes.iter().map(|&size| -f64::from(size) / n * (f64::from(size) / n).ln())).max(0.0)
        };
        (entropy(&self.row_sums), entropy(&self.column_sums))
    }

    /// Mean mutual information of partitions with these sizes whose members are dealt out at random: the sum over all
    /// pairs of sizes a, b of the hypergeometric mean of c/n ln(n c / (a b)).
    fn expected_information(&self) -> f64 {
        let n = f64::from(self.total);
        let mut log_factorial = vec![0.0; self.total as usize + 1];
        for i in 1..log_factorial.len() {
            log_factorial[i] = log_factorial[i - 1] + (i as f64).ln();
        }
        let log = |i: u32| log_factorial[i as usize];
        // Sizes repeat, so each pair of different sizes is worked out once.
        let (rows, columns) = (multiplicities(&self.row_sums), multiplicities(&self.column_sums));
        let mut terms = Vec::with_capacity(rows.len() * columns.len());
        for &(a, a_times) in &rows {
            for &(b, b_times) in &columns {
                // The smaller first, so that swapping the partitions changes no digit.
                let (a, b) = (a.min(b), a.max(b));
                let fixed = log(a) + log(b) + log(self.total - a) + log(self.total - b) - log(self.total);
                let lowest = (a + b).saturating_sub(self.total).max(1);
                let mean: f64 = (lowest..=a.min(b))
                    .map(|c| {
                        let ways = log(c) + log(a - c) + log(b - c) + log(self.total + c - a - b);
                        let share =
                            f64::from(c) / n * (n * f64::from(c) / (f64::from(a) * f64::from(b))).ln();
                        share * (fixed - ways).exp()
                    })
                    .sum();
                terms.push(a_times * b_times * mean);
            }
        }
        sum(terms.into_iter())
    }
}

/// Different sizes and how often each occurs.
fn multiplicities(sizes: &[u32]) -> Vec<(u32, f64)> {
    // Sizes are sorted.
    sizes.chunk_by(|x, y| x == y).map(|run| (run[0], run.len() as f64)).collect()
}

/// A sum that does not depend on the order of its terms, so that the order of members changes no digit.
fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut terms: Vec<f64> = terms.collect();
    terms.sort_unstable_by(f64::total_cmp);
    terms.iter().sum()
}

/// By what mutual information is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NormalizedBy {
    /// The mean of both entropies (H(A) + H(B)) / 2: the default of scikit-learn, and igraph's `nmi`.
    #[default]
    Mean,
    /// sqrt(H(A) H(B)).
    GeometricMean,
    /// The larger entropy: the strictest, and the one that makes 1 - NMI a distance.
    Larger,
    /// The smaller entropy: 1 already if one partition refines the other.
    Smaller,
}

impl NormalizedBy {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            NormalizedBy::Mean => (a + b) / 2.0,
            NormalizedBy::GeometricMean => (a * b).sqrt(),
            NormalizedBy::Larger => a.max(b),
            NormalizedBy::Smaller => a.min(b),
        }
    }
}

/// Mutual information of two partitions in nats: how much the label in one says about the label in the other.
///
/// I = sum over cells of n_ij / n ln(n n_ij / (a_i b_j)). Between 0 and the smaller entropy. None if there are no
/// members, or not as many labels in both. O(n log n).
///
/// ```
/// use cmgraph::graph::mutual_information;
/// let information = mutual_information(&[0, 0, 1, 1], &[5, 5, 9, 9]).unwrap();
/// assert!((information - 2f64.ln()).abs() < 1e-12);
/// ```
pub fn mutual_information(a: &[u32], b: &[u32]) -> Option<f64> {
    Some(Contingency::new(a, b)?.mutual_information())
}

/// Normalised mutual information: 1 if the partitions are the same, 0 if one says nothing about the other.
///
/// I / H, where H is the mean of both entropies or another of [`NormalizedBy`]. It rises by chance alone with the
/// number of parts: where there are many small ones use [`adjusted_mutual_information`]. Two partitions with a single
/// part are the same, 1; only one with a single part gives 0. None as for [`mutual_information`]. O(n log n).
///
/// Reference: A. Strehl and J. Ghosh, "Cluster ensembles", Journal of Machine Learning Research 3 (2002), 583-617.
///
/// ```
/// use cmgraph::graph::{NormalizedBy, normalized_mutual_information};
/// let (units, communities) = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]);
/// let nmi = normalized_mutual_information(&units, &communities, NormalizedBy::Mean).unwrap();
/// assert!((nmi - 0.515804).abs() < 1e-6);
/// ```
pub fn normalized_mutual_information(a: &[u32], b: &[u32], by: NormalizedBy) -> Option<f64> {
    let table = Contingency::new(a, b)?;
    if table.is_identity() {
        return Some(1.0);
    }
    let (entropy_a, entropy_b) = table.entropies();
    if entropy_a == 0.0 || entropy_b == 0.0 {
        return Some(0.0);
    }
    Some((table.mutual_information() / by.of(entropy_a, entropy_b)).min(1.0))
}

/// Adjusted mutual information: 1 if the partitions are the same, 0 on average if members are dealt out at random to
/// parts of these sizes; below 0 for less agreement than that.
///
/// (I - E I) / ((H(A) + H(B)) / 2 - E I), with the exact mean E I under the permutation model. None as for
/// [`mutual_information`]. O(n log n) and, for E I, the sum of the smaller size over all pairs of different sizes.
///
/// Reference: N. X. Vinh, J. Epps and J. Bailey, "Information theoretic measures for clusterings comparison",
/// Journal of Machine Learning Research 11 (2010), 2837-2854.
///
/// ```
/// use cmgraph::graph::adjusted_mutual_information;
/// let ami = adjusted_mutual_information(&[0, 0, 0, 1, 1, 1], &[0, 0, 1, 1, 2, 2]).unwrap();
/// assert!((ami - 0.298792).abs() < 1e-6);
/// ```
pub fn adjusted_mutual_information(a: &[u32], b: &[u32]) -> Option<f64> {
    let table = Contingency::new(a, b)?;
    if table.is_identity() {
        return Some(1.0);
    }
    let (entropy_a, entropy_b) = table.entropies();
    let expected = table.expected_information();
    let room = NormalizedBy::Mean.of(entropy_a, entropy_b) - expected;
    // No room: chance already reaches the entropies, up to rounding.
    Some(if room > 1e-12 { (table.mutual_information() - expected) / room } else { 0.0 })
}

/// Adjusted Rand index: agreement over pairs of members - together in both or apart in both - corrected for chance.
/// 1 if the partitions are the same, 0 on average for random ones of the same sizes; below 0 for less.
///
/// (S - E) / ((A + B) / 2 - E), where S counts the pairs together in both, A and B those together in one, and
/// E = A B / (n (n - 1) / 2). None as for [`mutual_information`]. O(n log n).
///
/// Reference: L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985), 193-218.
///
/// ```
/// use cmgraph::graph::adjusted_rand_index;
/// let ari = adjusted_rand_index(&[0, 0, 0, 1, 1, 1], &[0, 0, 1, 1, 2, 2]).unwrap();
/// assert!((ari - 8.0 / 33.0).abs() < 1e-12);
/// ```
pub fn adjusted_rand_index(a: &[u32], b: &[u32]) -> Option<f64> {
    let table = Contingency::new(a, b)?;
    if table.is_identity() {
        return Some(1.0);
    }
    // Whole numbers, added up without rounding. Not identical, so there are two members at least.
    let pairs = |size: u32| u64::from(size) * u64::from(size.saturating_sub(1)) / 2;
    let together = table.cells.iter().map(|cell| pairs(cell.count)).sum::<u64>() as f64;
    let in_a = table.row_sums.iter().map(|&size| pairs(size)).sum::<u64>() as f64;
    let in_b = table.column_sums.iter().map(|&size| pairs(size)).sum::<u64>() as f64;
    let expected = in_a * in_b / pairs(table.total) as f64;
    Some((together - expected) / ((in_a + in_b) / 2.0 - expected))
}

/// Variation of information in nats: what is lost and gained when one partition is replaced by the other. 0 if they
/// are the same, at most ln n; a distance, so partitions can be averaged and ordered by it.
///
/// H(A) + H(B) - 2 I. None as for [`mutual_information`]. O(n log n).
///
/// Reference: M. Meila, "Comparing clusterings - an information based distance", Journal of Multivariate Analysis 98
/// (2007), 873-895.
///
/// ```
/// use cmgraph::graph::variation_of_information;
/// let distance = variation_of_information(&[0, 0, 1, 1], &[0, 1, 0, 1]).unwrap();
/// assert!((distance - 2.0 * 2f64.ln()).abs() < 1e-12);
/// ```
pub fn variation_of_information(a: &[u32], b: &[u32]) -> Option<f64> {
    let table = Contingency::new(a, b)?;
    if table.is_identity() {
        return Some(0.0);
    }
    let (entropy_a, entropy_b) = table.entropies();
    Some((entropy_a + entropy_b - 2.0 * table.mutual_information()).max(0.0))
}
