//! Restricted mean survival time: how long on average until the event, counted up to a horizon.

use super::curve::Survival;
use crate::stats::interval::{Interval, wilson_of};
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
    /// Its standard error; 0 where the curve has no event up to the horizon or falls to 0 at the first, and then
    /// says nothing: the interval still has a width.
    pub se: f64,
    /// Confidence interval at the level of the curve, inside `[0, tau - from]`. With a few events before the horizon
    /// it is too short, as normal intervals are.
    pub interval: Interval,
}

/// Difference of two restricted means; see [`rmst_difference`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RmstDifference {
    /// First minus second mean.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Confidence interval: from the distances of both means to the ends of their own intervals, which for normal ones
    /// is the normal interval of the difference.
    pub interval: Interval,
    /// Two-sided p-value of no difference; `None` if a curve has no standard error (see [`Rmst::se`]).
    pub p: Option<f64>,
}

impl Survival {
    /// Mean time without the event up to the horizon `tau`: the area under the curve.
    ///
    /// `A = ∫ S` from 0 (or [`conditional_from`](Self::conditional_from)) to `tau`,
    /// `Var = Σ (∫ S from tᵢ to tau)² d/n(n-d)` over the times of events up to `tau`. Where that is 0, the interval is
    /// Wilson's for the share that has no event in so long, times that length.
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
        let (mean, se, ends) = self.area(tau, self.z)?;
        let interval = Interval { low: ends.low.max(0.0), high: ends.high.min(tau - from) };
        Some(Rmst { from, tau, mean, se, interval })
    }

    /// The area up to `tau`, its standard error, and its interval for the normal quantile `z`, which may reach
    /// beyond what an area can be.
    fn area(&self, tau: f64, z: f64) -> Option<(f64, f64, Interval)> {
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
        let se = variance.sqrt();
        if se > 0.0 {
            return Some((area, se, Interval { low: area - z * se, high: area + z * se }));
        }
        // Nobody has the event up to `until`, and then nobody or all: a curve that stays above the lower end of
        // Wilson's interval for all of those seen so long cannot enclose less than this, and one that falls below the
        // upper end for none cannot enclose more.
        let seen = self.seen(until)?;
        let low = (until - from) * wilson_of(1.0, seen, z).low;
        let high = match self.steps[..last].first() {
            Some(step) => (until - from) + (tau - until) * wilson_of(0.0, f64::from(step.at_risk), z).high,
            None => tau - from,
        };
        Some((area, se, Interval { low, high }))
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
/// # Reference
/// For the interval of a difference from those of its parts: R. G. Newcombe, *Interval estimation for the difference
/// between independent proportions*, Statistics in Medicine 17 (1998), method 10; G. Y. Zou, A. Donner, *Construction of
/// confidence limits about effect measures*, Statistics in Medicine 27 (2008).
///
/// # Example
/// ```
/// use cmgraph::stats::{Lifetime, kaplan_meier, rmst_difference};
/// let days = |step: u32| -> Vec<Lifetime> { (1..=60).map(|i| Lifetime::new(f64::from(i * step), true)).collect() };
/// let (fast, slow) = (kaplan_meier(&days(1), 0.95).unwrap(), kaplan_meier(&days(2), 0.95).unwrap());
/// let gained = rmst_difference(&slow, &fast, 30.0, 0.95).unwrap();
/// assert!(gained.interval.low > 0.0 && gained.p.unwrap() < 0.05);
/// ```
pub fn rmst_difference(first: &Survival, second: &Survival, tau: f64, level: f64) -> Option<RmstDifference> {
    let z = two_sided_z(level)?;
    if first.conditional_from != second.conditional_from {
        return None;
    }
    let ((mean, se, ends), (other_mean, other_se, other_ends)) = (first.area(tau, z)?, second.area(tau, z)?);
    let (difference, both) = (mean - other_mean, se.hypot(other_se));
    let interval = Interval {
        low: difference - (mean - ends.low).hypot(other_ends.high - other_mean),
        high: difference + (ends.high - mean).hypot(other_mean - other_ends.low),
    };
    let p = (se > 0.0 && other_se > 0.0).then(|| normal_two_sided(difference / both));
    Some(RmstDifference { difference, se: both, interval, p })
}
