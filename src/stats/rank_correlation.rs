//! Do two orders of the same people agree?

use super::special::two_sided_z;

/// Spearman's rank correlation with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankCorrelation {
    /// Correlation of the ranks, -1 to 1.
    pub rho: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Pairs.
    pub n: usize,
}

/// Spearman's rank correlation: Pearson's of the ranks, where equal values share the mean of their ranks.
///
/// The interval is by Fisher's transformation, `atanh ρ ± z √((1 + ρ²/2)/(n - 3))`. At ±1 it has no width.
///
/// # Returns
/// `None` for fewer than four pairs, values that are not finite, lengths that differ, a side where all values are equal,
/// or a level outside (0, 1).
///
/// # Complexity
/// O(n log n).
///
/// # Example
/// ```
/// use cmgraph::stats::spearman;
/// let found = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 4.0, 3.0, 5.0], 0.95).unwrap();
/// assert!((found.rho - 0.8).abs() < 1e-12);
/// assert!(found.low < 0.0 && found.high > 0.98); // five pairs say little
/// ```
///
/// # Reference
/// D. G. Bonett, T. A. Wright, *Sample size requirements for estimating Pearson, Kendall and Spearman correlations*,
/// Psychometrika 65 (2000).
pub fn spearman(x: &[f64], y: &[f64], level: f64) -> Option<RankCorrelation> {
    let n = x.len();
    let z = two_sided_z(level)?;
    if n != y.len() || n < 4 || x.iter().chain(y).any(|value| !value.is_finite()) {
        return None;
    }
    let (x, y) = (mean_ranks(x), mean_ranks(y));
    // Ranks are halves at most: all sums are exact whatever their order.
    let middle = (n as f64 + 1.0) / 2.0;
    let sum =
        |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum() };
    let (xx, yy) = (sum(&x, &x), sum(&y, &y));
    if xx <= 0.0 || yy <= 0.0 {
        return None;
    }
    let rho = (sum(&x, &y) / (xx * yy).sqrt()).clamp(-1.0, 1.0);
    let half = z * ((1.0 + rho * rho / 2.0) / (n as f64 - 3.0)).sqrt();
    let end = |shift: f64| (rho.atanh() + shift).tanh();
    Some(RankCorrelation { rho, low: end(-half).min(rho), high: end(half).max(rho), n })
}

/// Ranks from 1, lowest first; equal values share the mean of theirs.
pub(crate) fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&a, &b| values[a as usize] == values[b as usize]) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|&i| ranks[i as usize] = rank);
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn against_the_formula_for_distinct_values() {
        // 1 - 6 Σd²/(n(n²-1)), d² = 0, 1, 1, 4, 9, 1 -> 16.
        let found = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[1.0, 3.0, 2.0, 6.0, 5.0, 4.0], 0.95).unwrap();
        let d2 = 0.0 + 1.0 + 1.0 + 4.0 + 0.0 + 4.0;
        assert!((found.rho - (1.0 - 6.0 * d2 / 210.0)).abs() < 1e-12);
        let half = 1.959963984540054 * ((1.0 + found.rho * found.rho / 2.0) / 3.0).sqrt();
        assert!((found.low - (found.rho.atanh() - half).tanh()).abs() < 1e-9);
    }

    #[test]
    fn ties_share_ranks() {
        assert_eq!(mean_ranks(&[2.0, 1.0, 2.0, 0.0, 2.0]), [4.0, 2.0, 4.0, 1.0, 4.0]);
        // Pearson of (1.5, 1.5, 3.5, 3.5) and (1, 2, 3, 4): 4 / sqrt(4 · 5).
        let found = spearman(&[0.0, 0.0, 7.0, 7.0], &[1.0, 2.0, 3.0, 4.0], 0.9).unwrap();
        assert!((found.rho - 4.0 / 20f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_say() {
        assert_eq!(spearman(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0], 0.95), None);
        assert_eq!(spearman(&[1.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], 0.95), None);
        assert_eq!(spearman(&[1.0, 2.0, f64::NAN, 4.0], &[1.0, 2.0, 3.0, 4.0], 0.95), None);
        assert_eq!(spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0], 1.0), None);
        let same = spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0], 0.95).unwrap();
        assert_eq!((same.rho, same.low, same.high), (1.0, 1.0, 1.0));
    }
}
