//! Restricted mean survival time: how long on average until the event, counted up to a horizon.

use super::curve::Survival;
use crate::stats::interval::Interval;
use crate::stats::special::{normal_two_sided, two_sided_z};

/// A restricted mean; see [`Survival::rmst`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rmst {
    /// Where counting starts: 0, or [`Survival::conditional_from`].
    pub from: f64,
    /// The horizon.
    pub tau: f64,
    /// Mean time without the event between `from` and `tau`.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// Confidence interval at the level of the curve, inside `[0, tau - from]`.
    pub interval: Interval,
}

/// Difference of two restricted means; see [`rmst_difference`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RmstDifference {
    /// First minus second mean.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Normal confidence interval.
    pub interval: Interval,
    /// Two-sided p-value of no difference; `None` if neither curve has an event up to the horizon.
    pub p: Option<f64>,
}

impl Survival {
    /// Mean time without the event up to the horizon `tau`: the area under the curve.
    ///
    /// `A = ∫ S` from 0 (or [`conditional_from`](Self::conditional_from)) to `tau`,
    /// `Var = Σ (∫ S from tᵢ to tau)² d/n(n-d)` over the times of events up to `tau`.
    ///
    /// # Returns
    /// `None` if `tau` is not after the start, or the curve does not reach so far.
    ///
    /// # Complexity
    /// O(rows).
    ///
    /// # Reference
    /// P. Royston, M. K. B. Parmar, *Restricted mean survival time: an alternative to the hazard ratio*, BMC
    /// Medical Research Methodology 13 (2013).
    pub fn rmst(&self, tau: f64) -> Option<Rmst> {
        let from = self.conditional_from.unwrap_or(0.0);
        let reached = tau.is_finite() && tau > from;
        if !reached {
            return None;
        }
        self.at(tau)?;
        let last = self.steps.partition_point(|step| step.time <= tau);
        let (mut area, mut variance, mut until) = (0.0, 0.0, tau);
        for index in (0..last).rev() {
            let step = &self.steps[index];
            area += step.survival * (until - step.time.max(from));
            until = step.time.max(from);
            if step.at_risk > step.events {
                let (n, d) = (f64::from(step.at_risk), f64::from(step.events));
                variance += area * area * d / (n * (n - d));
            }
        }
        area += until - from;
        let half = self.z * variance.sqrt();
        let interval = Interval { low: (area - half).max(0.0), high: (area + half).min(tau - from) };
        Some(Rmst { from, tau, mean: area, se: variance.sqrt(), interval })
    }
}

/// Time gained: the difference of the restricted means of two independent curves up to `tau`.
///
/// # Arguments
/// Two curves, the horizon and the confidence `level` in (0, 1) of the normal interval.
///
/// # Returns
/// `None` if a curve does not reach `tau`, if they start at different times (one is conditional), or if the level
/// is out of range.
///
/// # Example
/// ```
/// use cmgraph::stats::{Lifetime, kaplan_meier, rmst_difference};
/// let days = |step: u32| -> Vec<Lifetime> { (1..=60).map(|i| Lifetime::new(f64::from(i * step), true)).collect() };
/// let (fast, slow) = (kaplan_meier(&days(1), 0.95).unwrap(), kaplan_meier(&days(2), 0.95).unwrap());
/// let gained = rmst_difference(&slow, &fast, 30.0, 0.95).unwrap();
/// assert!(gained.difference > 0.0 && gained.p.unwrap() < 0.01);
/// ```
pub fn rmst_difference(first: &Survival, second: &Survival, tau: f64, level: f64) -> Option<RmstDifference> {
    let z = two_sided_z(level)?;
    let (a, b) = (first.rmst(tau)?, second.rmst(tau)?);
    if a.from != b.from {
        return None;
    }
    let (difference, se) = (a.mean - b.mean, a.se.hypot(b.se));
    let interval = Interval { low: difference - z * se, high: difference + z * se };
    let p = (se > 0.0).then(|| normal_two_sided(difference / se));
    Some(RmstDifference { difference, se, interval, p })
}
