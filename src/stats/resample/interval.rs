//! Intervals from replicates.

use super::super::interval::Interval;
use super::super::special::{normal_quantile, normal_tail};

/// Statistics of the data and of each resample; see [`bootstrap`](super::bootstrap()) and
/// [`block_bootstrap`](super::block_bootstrap).
#[derive(Debug, Clone)]
pub struct Replicates {
    point: Vec<f64>,
    /// Replicate by replicate; NaN where undefined.
    values: Vec<f64>,
}

/// To the last bit; undefined values equal each other.
impl PartialEq for Replicates {
    fn eq(&self, other: &Replicates) -> bool {
        let same = |a: &[f64], b: &[f64]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || a.is_nan() && b.is_nan())
        };
        same(&self.point, &other.point) && same(&self.values, &other.values)
    }
}

impl Replicates {
    pub(super) fn new(point: Vec<f64>, values: Vec<f64>) -> Replicates {
        Replicates { point, values }
    }

    /// Number of replicates.
    pub fn len(&self) -> usize {
        self.values.len() / self.point.len()
    }

    /// Whether there are no replicates.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A statistic of the data themselves; `None` if it is undefined or does not exist.
    pub fn point(&self, statistic: usize) -> Option<f64> {
        self.point.get(statistic).copied().filter(|value| value.is_finite())
    }

    /// The replicates of a statistic where it is defined, in the order of drawing.
    pub fn values(&self, statistic: usize) -> impl Iterator<Item = f64> + '_ {
        let exists = statistic < self.point.len();
        self.values
            .chunks_exact(self.point.len())
            .filter(move |_| exists)
            .map(move |replicate| replicate[statistic])
            .filter(|value| value.is_finite())
    }

    /// Replicates in which the statistic is undefined.
    pub fn undefined(&self, statistic: usize) -> usize {
        self.len() - self.values(statistic).count()
    }

    /// Standard deviation over the replicates; `None` for fewer than two that are defined.
    pub fn standard_error(&self, statistic: usize) -> Option<f64> {
        let n = self.values(statistic).count() as f64;
        if n < 2.0 {
            return None;
        }
        let mean = self.values(statistic).sum::<f64>() / n;
        let squares: f64 = self.values(statistic).map(|value| (value - mean).powi(2)).sum();
        Some((squares / (n - 1.0)).sqrt())
    }

    /// Share of the replicates in which something holds, of those defined.
    ///
    /// ```
    /// use cmgraph::stats::{ResampleOptions, bootstrap};
    /// let gains = [2.0, -1.0, 3.0, 0.5, 1.0];
    /// let total = bootstrap(5, 1, &ResampleOptions::default(), || (), |times, _, out| {
    ///     out[0] = gains.iter().zip(times).map(|(x, &n)| x * f64::from(n)).sum();
    /// })
    /// .unwrap();
    /// assert!(total.share(0, |gain| gain > 0.0).unwrap() > 0.9);
    /// ```
    pub fn share(&self, statistic: usize, holds: impl Fn(f64) -> bool) -> Option<f64> {
        let n = self.values(statistic).count();
        let held = self.values(statistic).filter(|&value| holds(value)).count();
        (n > 0).then(|| held as f64 / n as f64)
    }

    /// Percentile interval: the middle `level` of the replicates.
    ///
    /// Keeps to the range of the statistic (a share stays in [0, 1]), but inherits the bias of the replicates.
    ///
    /// # Returns
    /// `None` if fewer than two replicates are defined or the level is outside (0, 1).
    pub fn percentile(&self, statistic: usize, level: f64) -> Option<Interval> {
        let sorted = self.sorted(statistic, level)?;
        let tail = (1.0 - level) / 2.0;
        Some(Interval { low: quantile(&sorted, tail), high: quantile(&sorted, 1.0 - tail) })
    }

    /// Basic interval: the percentile interval mirrored at the statistic of the data, `2θ̂ - q`.
    ///
    /// # Returns
    /// `None` as [`percentile`](Self::percentile), or if the statistic of the data is undefined.
    pub fn basic(&self, statistic: usize, level: f64) -> Option<Interval> {
        let twice = 2.0 * self.point(statistic)?;
        let Interval { low, high } = self.percentile(statistic, level)?;
        Some(Interval { low: twice - high, high: twice - low })
    }

    /// Bias-corrected and accelerated (BCa) interval: percentiles moved for bias and skewness.
    ///
    /// Ends are the quantiles `Φ(z₀ + (z₀ ± z)/(1 - a(z₀ ± z)))`, with `z₀ = Φ⁻¹(share of replicates below θ̂)` (ties
    /// half) and `a = Σ d³/(6 (Σ d²)^{3/2})`, `d = θ̄ - θ₍ᵢ₎` over the values `θ₍ᵢ₎` with a unit left out.
    ///
    /// # Arguments
    /// `left_out` from [`jackknife`](super::jackknife) with the same statistics.
    ///
    /// # Returns
    /// `None` as [`basic`](Self::basic), or if all replicates lie on one side, a value of the jackknife is
    /// undefined, or its length does not fit.
    ///
    /// # Reference
    /// B. Efron, *Better bootstrap confidence intervals*, JASA 82 (1987).
    pub fn bca(&self, statistic: usize, left_out: &[f64], level: f64) -> Option<Interval> {
        let point = self.point(statistic)?;
        let sorted = self.sorted(statistic, level)?;
        let below = sorted.iter().filter(|&&value| value < point).count() as f64;
        let equal = sorted.iter().filter(|&&value| value == point).count() as f64;
        let share = (below + equal / 2.0) / sorted.len() as f64;
        if share <= 0.0 || share >= 1.0 || !left_out.len().is_multiple_of(self.point.len()) {
            return None;
        }
        let values: Vec<f64> = left_out.chunks_exact(self.point.len()).map(|unit| unit[statistic]).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        if !mean.is_finite() {
            return None;
        }
        let moment = |power| values.iter().map(|value| (mean - value).powi(power)).sum::<f64>();
        let squares = moment(2);
        // No unit matters: nothing is skewed.
        let acceleration = if squares > 0.0 { moment(3) / (6.0 * squares.powf(1.5)) } else { 0.0 };
        let bias = normal_quantile(share);
        let end = |tail: f64| {
            let shifted = bias + normal_quantile(tail);
            quantile(&sorted, normal_tail(-(bias + shifted / (1.0 - acceleration * shifted))))
        };
        let tail = (1.0 - level) / 2.0;
        let (low, high) = (end(tail), end(1.0 - tail));
        Some(Interval { low: low.min(high), high: high.max(low) })
    }

    fn sorted(&self, statistic: usize, level: f64) -> Option<Vec<f64>> {
        let mut sorted: Vec<f64> = self.values(statistic).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        (sorted.len() > 1 && level > 0.0 && level < 1.0).then_some(sorted)
    }
}

/// Quantile of sorted values (not empty), linear between the two nearest.
pub(in crate::stats) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_as_numpy() {
        // numpy.quantile([1, 2, 4, 8], [0, .1, .5, .975, 1]).
        for (p, expected) in [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (0.975, 7.7), (1.0, 8.0)] {
            assert!((quantile(&[1.0, 2.0, 4.0, 8.0], p) - expected).abs() < 1e-12);
        }
        assert_eq!(quantile(&[3.0], 0.4), 3.0);
    }

    #[test]
    fn bca_without_bias_or_skew_is_percentile() {
        let values: Vec<f64> = (-500..=500).map(|i| f64::from(i) / 100.0).collect();
        let found = Replicates::new(vec![0.0], values);
        let (plain, bca) = (found.percentile(0, 0.9).unwrap(), found.bca(0, &[-1.0, 0.0, 1.0], 0.9).unwrap());
        assert!((plain.low - bca.low).abs() < 1e-9 && (plain.high - bca.high).abs() < 1e-9);
        // Skewed to the right: both ends move up.
        let skewed = found.bca(0, &[-4.0, 1.0, 1.0, 2.0], 0.9).unwrap();
        assert!(skewed.low > plain.low && skewed.high > plain.high, "{skewed:?}");
        assert_eq!(found.basic(0, 0.9), Some(Interval { low: -plain.high, high: -plain.low }));
        assert!(found.bca(0, &[f64::NAN], 0.9).is_none() && found.bca(0, &[], 0.9).is_none());
        assert!(found.percentile(1, 0.9).is_none() && found.percentile(0, 1.0).is_none());
        // All replicates above the statistic.
        assert!(Replicates::new(vec![0.0], vec![1.0, 2.0]).bca(0, &[0.0, 1.0], 0.9).is_none());
    }
}
