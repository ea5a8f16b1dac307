//! James-Stein shrinkage of several measurements of equal precision towards their mean.

/// Shrunken estimates; see [`james_stein`].
#[derive(Debug, Clone, PartialEq)]
pub struct JamesStein {
    /// Mean of the values, towards which they are shrunk.
    pub mean: f64,
    /// Share `c` of its distance from the mean that a value keeps, in [0, 1].
    pub factor: f64,
    /// The estimates, in the order of the values.
    pub estimates: Vec<f64>,
}

/// Positive-part James-Stein (Efron-Morris) estimates: `mean + c·(x - mean)`,
/// `c = max(0, 1 - (k-3)·s² / Σ(x - mean)²)`.
///
/// Together the estimates have a smaller expected squared error than the values themselves, whatever the
/// truth; `c = 0` says that the values differ by no more than chance explains.
///
/// # Arguments
/// `values`: at least 4, each with the same known sampling `variance` `s² >= 0`.
///
/// # Returns
/// `None` for fewer than 4 values, one that is not finite, or a variance that is negative or not finite.
///
/// # Complexity
/// O(k log k): sums are taken in sorted order, so the order of the values does not change a bit.
///
/// # Example
/// ```
/// use cmgraph::stats::james_stein;
/// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
/// let averages: Vec<f64> = hits.iter().map(|&hits| f64::from(hits) / 45.0).collect();
/// let mean = averages.iter().sum::<f64>() / 18.0;
/// let shrunk = james_stein(&averages, mean * (1.0 - mean) / 45.0).unwrap();
/// assert!((shrunk.factor - 0.21165).abs() < 1e-5);
/// assert!((shrunk.estimates[0] - 0.2939).abs() < 1e-4); // instead of 0.4
/// ```
///
/// # Reference
/// B. Efron, C. Morris, *Data analysis using Stein's estimator and its generalizations*, JASA 70 (1975).
pub fn james_stein(values: &[f64], variance: f64) -> Option<JamesStein> {
    let valid = variance >= 0.0 && variance.is_finite() && values.iter().all(|value| value.is_finite());
    if values.len() < 4 || !valid {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mean = sorted.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
    // Equal values leave nothing to shrink; 0/0 must not decide.
    let factor =
        if squares > 0.0 { (1.0 - (values.len() - 3) as f64 * variance / squares).max(0.0) } else { 0.0 };
    let estimates = values.iter().map(|value| mean + factor * (value - mean)).collect();
    Some(JamesStein { mean, factor, estimates })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efron_morris() {
        let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
        let averages: Vec<f64> = hits.iter().map(|&hits| f64::from(hits) / 45.0).collect();
        let mean = averages.iter().sum::<f64>() / 18.0;
        let shrunk = james_stein(&averages, mean * (1.0 - mean) / 45.0).unwrap();
        assert!((shrunk.mean - 0.26543).abs() < 5e-6);
        assert!((shrunk.factor - 0.21165).abs() < 5e-6);
        assert!((shrunk.estimates[0] - 0.2939).abs() < 5e-5);
        assert!((shrunk.estimates[17] - 0.2422).abs() < 5e-5);
    }

    #[test]
    fn edges() {
        assert!(james_stein(&[1.0, 2.0, 3.0], 1.0).is_none());
        assert!(james_stein(&[1.0, 2.0, 3.0, f64::NAN], 1.0).is_none());
        assert!(james_stein(&[1.0, 2.0, 3.0, 4.0], -1.0).is_none());
        // Known exactly: nothing moves. Hopelessly noisy: everything goes to the mean, never past it.
        assert_eq!(james_stein(&[1.0, 2.0, 3.0, 4.0], 0.0).unwrap().estimates, [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(james_stein(&[1.0, 2.0, 3.0, 4.0], 1e9).unwrap().estimates, [2.5; 4]);
        assert_eq!(james_stein(&[2.0; 5], 1.0).unwrap().estimates, [2.0; 5]);
    }
}
