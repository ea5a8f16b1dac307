//! Times by which a given share has had the event.

use super::curve::Survival;

/// Slack when a curve is compared with a share: products such as ½ do not come out exact.
const TOLERANCE: f64 = 1e-9;

/// Time by which a share of lifetimes has had the event; see [`Survival::quantile`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalQuantile {
    /// The time; `None` if the curve stays above.
    pub time: Option<f64>,
    /// Lower confidence limit; `None` if even the lower band stays above. It can exist where the time does
    /// not: "at least 30 days".
    pub low: Option<f64>,
    /// Upper confidence limit; `None` if the upper band stays above: no upper limit can be given.
    pub high: Option<f64>,
}

impl Survival {
    /// Smallest time with `S(t) <= 1 - q` (within 1e-9): by then the share `q` has had the event.
    ///
    /// The limits are those of Brookmeyer and Crowley on the scale of the curve's own interval: the times at
    /// which the lower and the upper log-log band fall to `1 - q`. All three are `None` for `q` outside
    /// (0, 1).
    ///
    /// # Complexity
    /// O(rows).
    ///
    /// # Reference
    /// R. Brookmeyer, J. Crowley, *A confidence interval for the median survival time*, Biometrics 38 (1982).
    pub fn quantile(&self, q: f64) -> SurvivalQuantile {
        let share = 1.0 - q + TOLERANCE;
        let n = if q > 0.0 && q < 1.0 { self.steps.len() } else { 0 };
        // The curve lies within its band: the lower limit falls no later than it, the upper no earlier.
        let own = self.steps[..n].partition_point(|step| step.survival > share);
        let low = (0..own).find(|&index| self.interval(index).low <= share).unwrap_or(own);
        let high = (own..n).find(|&index| self.interval(index).high <= share).unwrap_or(n);
        let time = |index: usize| self.steps[..n].get(index).map(|step| step.time);
        SurvivalQuantile { time: time(own), low: time(low), high: time(high) }
    }

    /// Time by which half have had the event: [`quantile`](Self::quantile) of ½.
    pub fn median(&self) -> SurvivalQuantile {
        self.quantile(0.5)
    }
}
