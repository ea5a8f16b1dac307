//! Posterior distributions of rates, and what is told of them.

use super::interval::Interval;
use super::special::{gamma_quantile, gamma_tails};

/// A shrunken estimate: mean and equal-tailed interval of a posterior distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posterior {
    /// Posterior mean.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A Gamma distribution of a rate.
///
/// ```
/// use cmgraph::stats::GammaRate;
/// // 12 events in 4 months on top of a prior worth 1 event in 2 months.
/// let monthly = GammaRate { shape: 13.0, rate: 6.0 };
/// assert!(monthly.interval(0.9).contains(monthly.mean()));
/// assert!((monthly.prob_above(monthly.quantile(0.2)) - 0.8).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaRate {
    /// Shape, positive.
    pub shape: f64,
    /// Rate (inverse scale) in units of exposure, positive.
    pub rate: f64,
}

impl GammaRate {
    /// Mean, `shape / rate`.
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// Quantile; NaN if `p` is outside [0, 1].
    pub fn quantile(&self, p: f64) -> f64 {
        gamma_quantile(self.shape, p) / self.rate
    }

    /// Equal-tailed interval that holds `level` of the probability.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = (1.0 - level) / 2.0;
        Interval { low: self.quantile(tail), high: self.quantile(1.0 - tail) }
    }

    /// Probability of a value above `threshold`.
    pub fn prob_above(&self, threshold: f64) -> f64 {
        gamma_tails(self.shape, threshold * self.rate).1
    }
}
