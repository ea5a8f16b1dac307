//! Intervals for proportions.
//!
//! A share of a small group is uncertain, and the textbook (Wald) interval is wrong exactly there: it gives
//! zero width for 0 of 10. The intervals here do not.

use super::incomplete_beta::beta_quantile;
use super::special::two_sided_z;

/// Confidence level of intervals for proportions and their differences.
pub const DEFAULT_LEVEL: f64 = 0.95;

/// Probability inside the intervals of posterior distributions (shrunken rates).
pub const DEFAULT_POSTERIOR_LEVEL: f64 = 0.90;

/// A closed interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether the value lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Upper minus lower end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// Wilson score interval for a proportion: all shares `p` that a score test does not reject.
///
/// Centre `(p̂ + z²/2n) / (1 + z²/n)`, half width `z/(1 + z²/n) · √(p̂(1-p̂)/n + z²/4n²)`.
///
/// # Arguments
/// `successes` of `n`, and the confidence `level` in (0, 1), usually [`DEFAULT_LEVEL`].
///
/// # Returns
/// `None` when `n` is 0, `successes > n` or the level is not inside (0, 1).
///
/// # Complexity
/// O(1).
///
/// # Example
/// ```
/// use cmgraph::stats::{DEFAULT_LEVEL, wilson};
/// let none_of_ten = wilson(0, 10, DEFAULT_LEVEL).unwrap();
/// assert_eq!(none_of_ten.low, 0.0);
/// assert!((none_of_ten.high - 0.2775).abs() < 5e-5);
/// assert!(wilson(0, 0, DEFAULT_LEVEL).is_none());
/// ```
///
/// # Reference
/// E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927).
pub fn wilson(successes: u64, n: u64, level: f64) -> Option<Interval> {
    let z = two_sided_z(level)?;
    let share = proportion(successes, n)?;
    Some(wilson_of(share, n as f64, z))
}

/// Wilson's interval of a share in [0, 1] known as well as from a sample of this size, which is positive and
/// need not be whole.
pub(crate) fn wilson_of(share: f64, size: f64, z: f64) -> Interval {
    let z2 = z * z;
    let shrink = 1.0 + z2 / size;
    let centre = (share + z2 / (2.0 * size)) / shrink;
    let half = z / shrink * (share * (1.0 - share) / size + z2 / (4.0 * size * size)).sqrt();
    // At the ends the formula is exactly 0 or 1; rounding must not say otherwise.
    let low = if share == 0.0 { 0.0 } else { (centre - half).clamp(0.0, share) };
    let high = if share == 1.0 { 1.0 } else { (centre + half).clamp(share, 1.0) };
    Interval { low, high }
}

/// Newcombe's hybrid score interval for the difference `p₁ - p₂` of two independent proportions.
///
/// With Wilson limits `l`, `u`: `d - √((p₁-l₁)² + (u₂-p₂)²)` to `d + √((u₁-p₁)² + (p₂-l₂)²)`.
///
/// # Arguments
/// `(successes, n)` of either group; the confidence `level` in (0, 1).
///
/// # Returns
/// `None` when either group is empty or a value is out of range, as for [`wilson`].
///
/// # Example
/// ```
/// use cmgraph::stats::{DEFAULT_LEVEL, newcombe};
/// let trained_minus_others = newcombe((56, 70), (48, 80), DEFAULT_LEVEL).unwrap();
/// assert!((trained_minus_others.low - 0.0524).abs() < 5e-5);
/// assert!((trained_minus_others.high - 0.3339).abs() < 5e-5);
/// ```
///
/// # Reference
/// R. G. Newcombe, *Interval estimation for the difference between independent proportions*, Statistics in
/// Medicine 17 (1998), method 10.
pub fn newcombe(first: (u64, u64), second: (u64, u64), level: f64) -> Option<Interval> {
    let (a, b) = (wilson(first.0, first.1, level)?, wilson(second.0, second.1, level)?);
    let (p, q) = (proportion(first.0, first.1)?, proportion(second.0, second.1)?);
    Some(Interval {
        low: (p - q) - (p - a.low).hypot(b.high - q),
        high: (p - q) + (a.high - p).hypot(q - b.low),
    })
}

/// Jeffreys interval for a proportion: the equal-tailed interval of Beta(`x` + ½, `n` - `x` + ½).
///
/// The lower end is 0 when nothing succeeded and the upper end 1 when all did.
///
/// # Returns
/// `None` when `n` is 0, `successes > n` or the level is not inside (0, 1).
///
/// # Example
/// ```
/// use cmgraph::stats::jeffreys;
/// let interval = jeffreys(1, 10, 0.95).unwrap();
/// assert!(interval.contains(0.1) && interval.high < 0.4);
/// ```
///
/// # Reference
/// L. D. Brown, T. T. Cai, A. DasGupta, *Interval estimation for a binomial proportion*, Statistical Science
/// 16 (2001).
pub fn jeffreys(successes: u64, n: u64, level: f64) -> Option<Interval> {
    two_sided_z(level)?;
    let share = proportion(successes, n)?;
    let (a, b) = (successes as f64 + 0.5, (n - successes) as f64 + 0.5);
    let tail = (1.0 - level) / 2.0;
    Some(Interval {
        low: if successes == 0 { 0.0 } else { beta_quantile(a, b, tail).min(share) },
        high: if successes == n { 1.0 } else { beta_quantile(a, b, 1.0 - tail).max(share) },
    })
}

/// Clopper-Pearson interval for a proportion: covers at least as often as it says, at the price of width.
///
/// Lower end: the `(1-level)/2` quantile of Beta(`x`, `n-x+1`); upper end: the mirrored one of
/// Beta(`x+1`, `n-x`).
///
/// # Returns
/// `None` when `n` is 0, `successes > n` or the level is not inside (0, 1).
///
/// # Example
/// ```
/// use cmgraph::stats::{clopper_pearson, wilson};
/// let (exact, score) = (clopper_pearson(3, 40, 0.95).unwrap(), wilson(3, 40, 0.95).unwrap());
/// assert!(exact.width() > score.width());
/// ```
///
/// # Reference
/// C. J. Clopper, E. S. Pearson, *The use of confidence or fiducial limits*, Biometrika 26 (1934).
pub fn clopper_pearson(successes: u64, n: u64, level: f64) -> Option<Interval> {
    two_sided_z(level)?;
    proportion(successes, n)?;
    let (x, rest) = (successes as f64, (n - successes) as f64);
    let tail = (1.0 - level) / 2.0;
    Some(Interval {
        low: if successes == 0 { 0.0 } else { beta_quantile(x, rest + 1.0, tail) },
        high: if successes == n { 1.0 } else { beta_quantile(x + 1.0, rest, 1.0 - tail) },
    })
}

fn proportion(successes: u64, n: u64) -> Option<f64> {
    (n > 0 && successes <= n).then(|| successes as f64 / n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wilson_known_values() {
        let table = [
            (10, 20, 0.95, 0.2993, 0.7007),
            (1, 10, 0.95, 0.0179, 0.4042),
            (0, 10, 0.95, 0.0, 0.2775),
            (45, 50, 0.95, 0.7864, 0.9565),
            (10, 10, 0.95, 0.7225, 1.0),
        ];
        for (x, n, level, low, high) in table {
            let found = wilson(x, n, level).unwrap();
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{x}/{n}: {found:?}");
        }
        assert_eq!(wilson(0, 0, 0.95), None);
        assert_eq!(wilson(3, 2, 0.95), None);
        for level in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(wilson(1, 2, level), None);
        }
    }

    #[test]
    fn newcombe_known_value() {
        let found = newcombe((56, 70), (48, 80), 0.95).unwrap();
        assert!((found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5, "{found:?}");
        assert_eq!(newcombe((0, 0), (1, 2), 0.95), None);
    }

    #[test]
    fn exact_and_jeffreys_against_scipy() {
        // scipy.stats.beta.ppf with the shapes of the two definitions.
        let table = [
            (0, 10, 0.95, 0.0, 0.21719626750921053, 0.0, 0.3084971078187607),
            (
                1,
                10,
                0.95,
                0.011011673763161138,
                0.3813147710666164,
                0.0025285785444617865,
                0.4450161170281954,
            ),
            (10, 20, 0.9, 0.32423438452823017, 0.6757656154717697, 0.3019539112864935, 0.6980460887135065),
            (45, 50, 0.95, 0.7946451719769524, 0.9608056356058162, 0.7818646335657977, 0.9667249064109775),
            (10, 10, 0.99, 0.6811653644058284, 1.0, 0.5887040186524747, 1.0),
            (
                3,
                4000,
                0.95,
                0.00021127736388520715,
                0.0020002182834501087,
                0.00015469474465804446,
                0.0021902386628751907,
            ),
            (
                61234,
                100000,
                0.95,
                0.6093170416641273,
                0.6153564555151614,
                0.609312034663721,
                0.6153614482249943,
            ),
        ];
        for (x, n, level, j_low, j_high, c_low, c_high) in table {
            let (j, c) = (jeffreys(x, n, level).unwrap(), clopper_pearson(x, n, level).unwrap());
            for (found, expected) in [(j.low, j_low), (j.high, j_high), (c.low, c_low), (c.high, c_high)] {
                let expected: f64 = expected;
                assert!((found - expected).abs() <= 1e-9 * expected.max(1e-3), "{x}/{n}: {found} {expected}");
            }
        }
    }

    proptest! {
        #[test]
        fn intervals_hold_the_share_and_mirror(n in 1u64..5000, part in 0.0..=1.0f64, level in 0.5..0.999f64) {
            let x = ((n as f64) * part) as u64;
            let share = x as f64 / n as f64;
            for interval in [wilson, jeffreys, clopper_pearson] {
                let (here, there) = (interval(x, n, level).unwrap(), interval(n - x, n, level).unwrap());
                prop_assert!(0.0 <= here.low && here.high <= 1.0 && here.contains(share));
                prop_assert!((here.low + there.high - 1.0).abs() < 1e-9);
            }
            let nothing = newcombe((x, n), (x, n), level).unwrap();
            prop_assert!((nothing.low + nothing.high).abs() < 1e-12 && nothing.contains(0.0));
        }
    }
}
