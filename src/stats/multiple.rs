//! Many tests at once: what looks striking among a hundred units does so by chance in five of them.

/// Benjamini-Hochberg q-values: of all units with a q-value up to `q`, a share of at most `q` is expected to
/// be false alarms.
///
/// With the p-values sorted, `q_(i) = min_{j >= i} p_(j) · m/j`. Right for independent tests, and for positively
/// dependent ones.
///
/// # Arguments
/// One p-value a test, of *all* tests made, not only of those worth a look.
///
/// # Returns
/// The q-values in the order of the p-values, never below them, at most 1; `None` if a p-value is outside
/// [0, 1] or NaN.
///
/// # Complexity
/// O(m log m).
///
/// # Example
/// ```
/// use cmgraph::stats::benjamini_hochberg;
/// let q = benjamini_hochberg(&[0.01, 0.04, 0.02, 0.6]).unwrap();
/// assert_eq!(q[0], 0.04);
/// assert_eq!(q[3], 0.6);
/// ```
///
/// # Reference
/// Y. Benjamini, Y. Hochberg, *Controlling the false discovery rate*, JRSS B 57 (1995).
pub fn benjamini_hochberg(p_values: &[f64]) -> Option<Vec<f64>> {
    let order = ascending(p_values)?;
    let tests = p_values.len() as f64;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut lowest: f64 = 1.0;
    for (rank, &test) in order.iter().enumerate().rev() {
        // The factor first: at 1 it leaves the p-value as it is, to the last bit.
        lowest = lowest.min(p_values[test] * (tests / (rank + 1) as f64));
        adjusted[test] = lowest;
    }
    Some(adjusted)
}

/// Holm's adjusted p-values: with everything up to `α` called, the probability of even one false alarm is at
/// most `α`, whatever the dependence between tests.
///
/// With the p-values sorted, `p̃_(i) = max_{j <= i} min(1, (m - j + 1) p_(j))`.
///
/// # Returns
/// The adjusted p-values in the order of the p-values; `None` if one is outside [0, 1] or NaN.
///
/// # Complexity
/// O(m log m).
///
/// # Example
/// ```
/// use cmgraph::stats::holm;
/// assert_eq!(holm(&[0.01, 0.04, 0.02]), Some(vec![0.03, 0.04, 0.04]));
/// ```
///
/// # Reference
/// S. Holm, *A simple sequentially rejective multiple test procedure*, Scandinavian Journal of Statistics 6
/// (1979).
pub fn holm(p_values: &[f64]) -> Option<Vec<f64>> {
    let order = ascending(p_values)?;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut highest: f64 = 0.0;
    for (rank, &test) in order.iter().enumerate() {
        highest = highest.max(p_values[test] * (p_values.len() - rank) as f64).min(1.0);
        adjusted[test] = highest;
    }
    Some(adjusted)
}

/// Tests by p-value; equal p-values get equal results in any order.
fn ascending(p_values: &[f64]) -> Option<Vec<usize>> {
    if !p_values.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_unstable_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn against_scipy_and_statsmodels() {
        let p = [0.01, 0.04, 0.03, 0.005, 0.04, 0.9, 0.0, 1.0, 0.2, 0.011];
        // scipy 1.17.1 stats.false_discovery_control; statsmodels 0.15.0 multipletests(method="holm").
        let q = [
            0.0275,
            0.05714285714285715,
            0.05714285714285715,
            0.025,
            0.05714285714285715,
            1.0,
            0.0,
            1.0,
            0.25,
            0.0275,
        ];
        let adjusted = [0.08, 0.2, 0.18, 0.045, 0.2, 1.0, 0.0, 1.0, 0.6, 0.08];
        for (found, expected) in [(benjamini_hochberg(&p).unwrap(), q), (holm(&p).unwrap(), adjusted)] {
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-15, "{found} {expected}");
            }
        }
    }

    #[test]
    fn edges() {
        for adjust in [benjamini_hochberg, holm] {
            assert_eq!(adjust(&[]), Some(vec![]));
            assert_eq!(adjust(&[0.3]), Some(vec![0.3]));
            for wrong in [f64::NAN, -0.1, 1.1] {
                assert_eq!(adjust(&[0.5, wrong]), None);
            }
        }
    }

    proptest! {
        #[test]
        fn against_definitions(p in prop::collection::vec(prop_oneof![0.0..=1.0f64, Just(0.05)], 1..30)) {
            let (q, adjusted) = (benjamini_hochberg(&p).unwrap(), holm(&p).unwrap());
            let m = p.len() as f64;
            for (i, &value) in p.iter().enumerate() {
                // BH: the lowest level at which the step-up procedure calls it.
                let direct = p.iter().filter(|&&other| other >= value)
                    .map(|&other| other * m / p.iter().filter(|&&x| x <= other).count() as f64)
                    .fold(1.0, f64::min);
                prop_assert!((q[i] - direct).abs() < 1e-12);
                let direct = p.iter().filter(|&&other| other <= value)
                    .map(|&other| other * (m - p.iter().filter(|&&x| x < other).count() as f64))
                    .fold(0.0, f64::max).min(1.0);
                prop_assert!((adjusted[i] - direct).abs() < 1e-12);
                prop_assert!(value <= q[i] && q[i] <= adjusted[i] + 1e-12 && adjusted[i] <= 1.0);
            }
        }
    }
}
