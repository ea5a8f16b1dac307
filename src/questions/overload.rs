//! Is somebody asked more than he or she can answer?

use crate::stats::{GammaRate, Interval};
use std::ops::Range;

/// Days over which the most that somebody answered is taken.
const CAPACITY_DAYS: i32 = 28;
/// Threads answered from which that tells what somebody can carry.
const LEAST_ANSWERED: usize = 5;

/// How often somebody is asked, against how much he or she has answered at best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overload {
    /// Threads in which the person was asked, a week, in the last weeks of the window.
    pub asked_per_week: f64,
    /// Its interval: quantiles of a Gamma distribution by Jeffreys' prior.
    pub interval: Interval,
    /// Threads a week that the person answered in the best four weeks in a row: those in which he or she was asked, and
    /// questions of other colleagues; `None` where fewer than five were answered at all, which tells nothing.
    pub capacity_per_week: Option<f64>,
    /// Whether the interval lies above it; `None` where it is not known.
    pub overloaded: Option<bool>,
}

impl Overload {
    /// From the local days of being asked and of answering, a thread once each, in any order.
    pub(super) fn of(
        asked: &[i32],
        answered: &[i32],
        days: &Range<i32>,
        recent_weeks: u32,
        level: f64,
    ) -> Overload {
        let span = (days.end - days.start).max(1);
        let recent = span.min(i32::try_from(recent_weeks).unwrap_or(i32::MAX / 7).saturating_mul(7));
        let n = asked.iter().filter(|&&day| day >= days.end - recent).count();
        let weeks = f64::from(recent) / 7.0;
        let interval = GammaRate { shape: n as f64 + 0.5, rate: weeks }.interval(level);
        let mut answered = answered.to_vec();
        answered.sort_unstable();
        let within = CAPACITY_DAYS.min(span);
        let most = (0..answered.len())
            .map(|i| answered[i..].partition_point(|&day| day < answered[i] + within))
            .max()
            .unwrap_or(0);
        let capacity = (answered.len() >= LEAST_ANSWERED).then(|| most as f64 / (f64::from(within) / 7.0));
        let asked_per_week = n as f64 / weeks;
        // Jeffreys' lower end of a count of 0 is above 0.
        let interval = Interval { low: interval.low.min(asked_per_week), ..interval };
        let overloaded = capacity.map(|capacity| interval.low > capacity);
        Overload { asked_per_week, interval, capacity_per_week: capacity, overloaded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_against_answered() {
        let days = 0..182;
        // Twice a day of late, never more than five in four weeks answered.
        let asked: Vec<i32> = (91..182).flat_map(|day| [day, day]).collect();
        let answered = [10, 20, 25, 30, 36, 100];
        let load = Overload::of(&asked, &answered, &days, 13, 0.9);
        assert_eq!((load.asked_per_week, load.capacity_per_week), (14.0, Some(1.25)));
        assert_eq!(load.overloaded, Some(true));
        assert!(load.interval.contains(14.0));
        // Once a week is within it.
        let weekly: Vec<i32> = (0..182).step_by(7).collect();
        assert_eq!(Overload::of(&weekly, &answered, &days, 13, 0.9).overloaded, Some(false));
        // Four answers tell nothing.
        assert_eq!(Overload::of(&asked, &answered[..4], &days, 13, 0.9).overloaded, None);
        let none = Overload::of(&[], &[], &days, 13, 0.9);
        assert_eq!((none.asked_per_week, none.interval.low), (0.0, 0.0));
        // A short window counts in its own weeks.
        assert_eq!(Overload::of(&[0, 1, 2], &[], &(0..7), 13, 0.9).asked_per_week, 3.0);
        assert!(Overload::of(&[0], &[], &(0..0), 13, 0.9).asked_per_week.is_finite());
    }
}
