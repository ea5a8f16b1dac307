//! Fisher's exact test of two shares.

use statrs::function::factorial::ln_binomial;

/// Two-sided p-value of Fisher's exact test that two shares are equal: of all tables with the same margins, the
/// probability of those no more likely than the one seen.
///
/// # Arguments
/// `first`, `second`: successes and trials of each.
///
/// # Returns
/// A number in (0, 1]; 1 where a margin is empty. `None` for more successes than trials, or trials of both beyond 2⁶⁴.
///
/// # Complexity
/// O(smallest margin).
///
/// # Example
/// ```
/// use cmgraph::stats::fisher_exact;
/// // The lady who tastes whether milk or tea came first: 3 of 4 right in both rows.
/// assert!((fisher_exact((3, 4), (1, 4)).unwrap() - 0.485_714_285_714).abs() < 1e-12);
/// ```
///
/// # Reference
/// R. A. Fisher, *The Design of Experiments* (1935).
pub fn fisher_exact(first: (u64, u64), second: (u64, u64)) -> Option<f64> {
    let ((a, n), (b, m)) = (first, second);
    if a > n || b > m {
        return None;
    }
    // With `a + b <= n + m` the successes fit, too.
    let trials = n.checked_add(m)?;
    let successes = a + b;
    let all = ln_binomial(trials, successes);
    let ln_probability = |k: u64| ln_binomial(n, k) + ln_binomial(m, successes - k) - all;
    let observed = ln_probability(a);
    // Tables as likely as the one seen must not fall out by rounding.
    let limit = observed + 1e-7;
    let range = successes.saturating_sub(m)..=successes.min(n);
    let p: f64 = range.map(ln_probability).filter(|&ln| ln <= limit).map(f64::exp).sum();
    Some(p.clamp(f64::MIN_POSITIVE, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17: `fisher_exact([[a, n - a], [b, m - b]])[1]`.
    #[test]
    fn against_scipy() {
        for (first, second, p) in [
            ((1, 10), (11, 14), 0.002_759_456_185_220_083_6),
            ((0, 5), (0, 9), 1.0),
            ((8, 8), (1, 9), 0.000_411_353_352_529_823_14),
            ((20, 40), (100, 200), 1.0),
            ((56, 70), (48, 80), 0.012_521_129_749_209_154),
        ] {
            let found = fisher_exact(first, second).unwrap();
            assert!((found - p).abs() < 1e-9 * p.max(1e-3), "{first:?} {second:?}: {found} {p}");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(fisher_exact((0, 0), (3, 7)), Some(1.0));
        assert_eq!(fisher_exact((0, 0), (0, 0)), Some(1.0));
        assert!(fisher_exact((2, 1), (0, 1)).is_none());
        assert!(fisher_exact((u64::MAX, u64::MAX), (1, 1)).is_none());
        assert!(fisher_exact((0, 1), (0, u64::MAX)).is_none());
        assert_eq!(fisher_exact((0, 1), (0, u64::MAX - 1)), Some(1.0));
        assert_eq!(fisher_exact((u64::MAX - 1, u64::MAX - 1), (1, 1)), Some(1.0));
        let huge = fisher_exact((500_000, 1_000_000), (100_000, 1_000_000)).unwrap();
        assert!(huge > 0.0 && huge < 1e-100);
    }
}
