//! Does somebody help more of late, or less?

use crate::activity::MONTH_DAYS;
use crate::stats::beta_quantile;
use crate::time::Day;
use std::ops::Range;

/// Ratios between this and its inverse are "much the same".
pub const STEADY_RATIO: f64 = 2.0;

/// Where somebody's helping goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    /// The whole interval of the ratio lies above 1.
    Rising,
    /// The whole interval lies between 1/2 and 2, and holds 1.
    Steady,
    /// The whole interval lies below 1.
    Fading,
}

impl Trend {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Trend::Rising => "rising",
            Trend::Steady => "steady",
            Trend::Fading => "fading",
        }
    }
}

/// Questions answered per month in the last third of the window against before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Momentum {
    /// Questions answered before the last third.
    pub before: u32,
    /// Questions answered in the last third.
    pub lately: u32,
    /// Months of presence before it.
    pub months_before: f64,
    /// Months of presence in it.
    pub months_lately: f64,
    /// Ratio of the two rates: median of its posterior, which is finite even where nothing was answered before.
    pub ratio: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

impl Momentum {
    /// Of two Poisson counts given their sum the second is binomial with `p = rE₂/(E₁ + rE₂)`; with Jeffreys' prior
    /// `p ~ Beta(k₂ + ½, k₁ + ½)`, and `r = p/(1-p) · E₁/E₂`. The same comes from a Gamma(½, 0) prior for each rate.
    ///
    /// `None` where the person was not there in one of the parts.
    pub(super) fn of(
        answered: &[Day],
        presence: &Range<i32>,
        window: &Range<i32>,
        level: f64,
    ) -> Option<Momentum> {
        let cut = last_third(window);
        let before = answered.partition_point(|day| day.0 < cut) as u32;
        let lately = answered.len() as u32 - before;
        let months = |days: Range<i32>| f64::from((days.end - days.start).max(0)) / MONTH_DAYS;
        let months_before = months(presence.start..presence.end.min(cut));
        let months_lately = months(presence.start.max(cut)..presence.end);
        if months_before <= 0.0 || months_lately <= 0.0 {
            return None;
        }
        let (a, b) = (f64::from(lately) + 0.5, f64::from(before) + 0.5);
        let at = |p: f64| {
            // The complement by its own quantile: near 1 nothing would be left of the difference.
            beta_quantile(a, b, p) / beta_quantile(b, a, 1.0 - p) * months_before / months_lately
        };
        let tail = (1.0 - level) / 2.0;
        let [low, ratio, high] = [tail, 0.5, 1.0 - tail].map(at);
        let found = Momentum { before, lately, months_before, months_lately, ratio, low, high };
        [low, ratio, high].iter().all(|x| x.is_finite()).then_some(found)
    }

    /// What the interval allows to say; `None` where that is nothing.
    pub fn trend(&self) -> Option<Trend> {
        if self.low > 1.0 {
            Some(Trend::Rising)
        } else if self.high < 1.0 {
            Some(Trend::Fading)
        } else if self.low >= 1.0 / STEADY_RATIO && self.high <= STEADY_RATIO {
            Some(Trend::Steady)
        } else {
            None
        }
    }
}

/// First day of the last third of a window.
pub(super) fn last_third(window: &Range<i32>) -> i32 {
    window.end - (window.end - window.start) / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn momentum(before: u32, lately: u32) -> Momentum {
        let days: Vec<Day> = (0..before).map(|_| Day(3)).chain((0..lately).map(|_| Day(250))).collect();
        Momentum::of(&days, &(0..300), &(0..300), 0.9).unwrap()
    }

    #[test]
    fn against_scipy() {
        // scipy.stats.beta(20.5, 10.5): ppf .05, .5, .95 -> p/(1-p) · 200/100.
        let found = momentum(10, 20);
        assert_eq!((found.before, found.lately), (10, 20));
        assert!((found.months_before / found.months_lately - 2.0).abs() < 1e-12);
        for (value, p) in [(found.low, 0.05), (found.ratio, 0.5), (found.high, 0.95)] {
            let share = beta_quantile(20.5, 10.5, p);
            assert!((value - 2.0 * share / (1.0 - share)).abs() < 1e-9 * value, "{found:?}");
        }
        assert_eq!(found.trend(), Some(Trend::Rising));
        assert_eq!(momentum(40, 2).trend(), Some(Trend::Fading));
        assert_eq!(momentum(120, 60).trend(), Some(Trend::Steady));
        assert_eq!(momentum(3, 1).trend(), None);
    }

    #[test]
    fn nothing_before_is_no_infinity() {
        let found = momentum(0, 5);
        assert!(found.low > 1.0 && found.ratio < 100.0 && found.high.is_finite(), "{found:?}");
        let none = momentum(5, 0);
        assert!(none.low > 0.0 && none.high < 1.0, "{none:?}");
        // Not there before, or a window too short to be cut.
        assert_eq!(Momentum::of(&[Day(250)], &(220..300), &(0..300), 0.9), None);
        assert_eq!(Momentum::of(&[Day(0)], &(0..2), &(0..2), 0.9), None);
        assert_eq!(Momentum::of(&[], &(0..0), &(0..0), 0.9), None);
    }

    #[test]
    fn intervals_cover_the_truth() {
        // 2,000 people with rates of 6 before (two thirds) and 3 lately: ratio 1.
        use crate::stats::sample::{stream, uniform};
        let mut covered = 0;
        for person in 0..2000 {
            let mut rng = stream(5, person);
            let mut poisson = |mean: f64| {
                let (mut n, mut product) = (0, uniform(&mut rng));
                while product > (-mean).exp() {
                    n += 1;
                    product *= uniform(&mut rng);
                }
                n
            };
            let (before, lately) = (poisson(6.0), poisson(3.0));
            let found = momentum(before, lately);
            covered += u32::from(found.low <= 1.0 && 1.0 <= found.high);
        }
        println!("90% intervals cover in {covered} of 2000");
        assert!((1740..=1900).contains(&covered), "{covered}");
    }
}
