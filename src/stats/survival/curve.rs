//! A survival curve: what is known at each time of an event, and at any time.

use crate::stats::interval::{Interval, wilson_of};

/// A survival curve estimated by product limit; see [`kaplan_meier`](super::kaplan_meier()).
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// Lifetimes that the curve rests on.
    pub n: u32,
    /// Events among them; the rest is censored.
    pub events: u32,
    /// Lifetimes left out because they are never at risk: they end before they begin, or at the same time.
    pub never_at_risk: u32,
    /// Lifetimes left out because they end before the curve starts.
    pub before_start: u32,
    /// If somebody enters late and too few were at risk early: the curve says what happens after this time to
    /// those who got that far.
    pub conditional_from: Option<f64>,
    /// Last time at which anybody was under observation. Beyond it the curve says nothing, unless it is 0.
    pub end: f64,
    /// Confidence level of the intervals.
    pub level: f64,
    pub(super) z: f64,
    pub(super) steps: Vec<Step>,
    /// Exit times before the first event, and how many were at risk: there the curve is 1, but not certain.
    pub(super) quiet: Vec<(f64, u32)>,
}

/// What is kept of a time with events; the rest follows from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub time: f64,
    pub at_risk: u32,
    pub events: u32,
    pub censored: u32,
    pub survival: f64,
    /// `Σ d / n(n-d)` up to here, without a step on which all at risk have the event.
    pub greenwood: f64,
    /// `Σ d / n`.
    pub hazard: f64,
    /// `Σ d / n²`.
    pub hazard_variance: f64,
}

/// A survival curve at one time of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalRow {
    /// The time.
    pub time: f64,
    /// Lifetimes at risk just before, `#{entry < time <= exit}`.
    pub at_risk: u32,
    /// Events at this time.
    pub events: u32,
    /// Lifetimes censored from this time until before the next row (those censored at the time of an event
    /// are at risk of it).
    pub censored: u32,
    /// Share still without the event after this time.
    pub survival: f64,
    /// Standard error of `survival` by Greenwood.
    pub se: f64,
    /// Lower end of the interval of `survival`.
    pub low: f64,
    /// Upper end of the interval of `survival`.
    pub high: f64,
    /// Cumulative hazard by Nelson and Aalen.
    pub hazard: f64,
    /// Standard error of `hazard`, `√Σ d/n²`.
    pub hazard_se: f64,
}

/// A survival curve read at any time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalAt {
    /// Share still without the event.
    pub survival: f64,
    /// Standard error by Greenwood; 0 before the first event, where the interval still has a width.
    pub se: f64,
    /// Confidence interval.
    pub interval: Interval,
}

impl Survival {
    /// Rows of the curve, one a distinct time of an event, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = SurvivalRow> + '_ {
        (0..self.steps.len()).map(|index| self.row(index))
    }

    /// The curve after `time`, with its log-log interval.
    ///
    /// Before the first event the share is 1 and its interval is Wilson's for all of those then at risk. Where
    /// nobody is left (`S` = 0) the upper end is that of the row before times Wilson's for 0 of those at risk.
    ///
    /// # Returns
    /// `None` before [`conditional_from`](Self::conditional_from), after [`end`](Self::end) unless the curve
    /// has reached 0, and for NaN.
    ///
    /// # Complexity
    /// O(log rows).
    pub fn at(&self, time: f64) -> Option<SurvivalAt> {
        let early = self.conditional_from.is_some_and(|from| time < from);
        let after = self.steps.partition_point(|step| step.time <= time);
        let survival = after.checked_sub(1).map_or(1.0, |last| self.steps[last].survival);
        if time.is_nan() || early || (time > self.end && survival > 0.0) {
            return None;
        }
        if after > 0 {
            let row = self.row(after - 1);
            let interval = Interval { low: row.low, high: row.high };
            return Some(SurvivalAt { survival, se: row.se, interval });
        }
        Some(SurvivalAt { survival, se: 0.0, interval: wilson_of(1.0, self.seen(time)?, self.z) })
    }

    /// How many are at risk at a time that is not after the first event; `None` beyond the end.
    pub(super) fn seen(&self, time: f64) -> Option<f64> {
        let exit = self.quiet.partition_point(|&(exit, _)| exit < time);
        let at_risk = match (self.quiet.get(exit), self.steps.first()) {
            (Some(&(_, at_risk)), _) => at_risk,
            (None, Some(first)) => first.at_risk,
            (None, None) => return None,
        };
        Some(f64::from(at_risk))
    }

    /// Row of a step that exists.
    fn row(&self, index: usize) -> SurvivalRow {
        let step = &self.steps[index];
        let Interval { low, high } = self.interval(index);
        SurvivalRow {
            time: step.time,
            at_risk: step.at_risk,
            events: step.events,
            censored: step.censored,
            survival: step.survival,
            se: step.survival * step.greenwood.sqrt(),
            low,
            high,
            hazard: step.hazard,
            hazard_se: step.hazard_variance.sqrt(),
        }
    }

    /// `S^exp(±z s / |ln S|)`, `s² = Σ d / n(n-d)`: the interval is symmetric for `ln(-ln S)`, so that it stays
    /// inside (0, 1).
    pub(super) fn interval(&self, index: usize) -> Interval {
        let step = &self.steps[index];
        if step.survival == 0.0 {
            let emptied = self.steps[..index].partition_point(|earlier| earlier.survival > 0.0);
            let before = emptied.checked_sub(1).map_or(1.0, |last| self.interval(last).high);
            let none_left = wilson_of(0.0, f64::from(self.steps[emptied].at_risk), self.z);
            return Interval { low: 0.0, high: before * none_left.high };
        }
        let log = step.survival.ln();
        let factor = (self.z * step.greenwood.sqrt() / -log).exp();
        // S can round to 1 where one of very many has the event; then the factor is infinite.
        if log == 0.0 || !factor.is_finite() {
            return Interval { low: wilson_of(1.0, f64::from(step.at_risk), self.z).low, high: 1.0 };
        }
        Interval { low: (log * factor).exp(), high: (log / factor).exp() }
    }
}
