//! The probability that a target is met, given what was seen.

use super::Direction;
use crate::stats::{GammaRate, Interval, beta_cdf, beta_quantile};
use statrs::function::gamma::ln_gamma;

/// Weight of the Jeffreys prior on either side of a share, and of the events of a rate.
const PRIOR: f64 = 0.5;

/// Trials to come beyond which the chance of a finite number of them is nothing beside that of the share.
const MANY: f64 = 100_000.0;

/// What was seen of an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Evidence {
    /// So many of so many; both may be scaled to the number of independent ones that tell as much.
    Share { part: f64, of: f64 },
    /// So many events in so much time.
    Rate { events: f64, exposure: f64 },
}

impl Evidence {
    /// `P(indicator >= target | seen)`, or `<=`, under Jeffreys' prior: `Beta(part + ½, of - part + ½)` for a share,
    /// `Gamma(events + ½, exposure)` for a rate.
    pub(super) fn prob(&self, target: f64, direction: Direction) -> f64 {
        let above = match *self {
            Evidence::Share { .. } if target <= 0.0 => 1.0,
            Evidence::Share { .. } if target > 1.0 => 0.0,
            Evidence::Share { part, of } => beta_cdf(of - part + PRIOR, part + PRIOR, 1.0 - target),
            Evidence::Rate { .. } if target <= 0.0 => 1.0,
            Evidence::Rate { events, exposure } => {
                GammaRate { shape: events + PRIOR, rate: exposure }.prob_above(target)
            }
        };
        match direction {
            Direction::AtLeast => above,
            // The distributions have no atoms.
            Direction::AtMost => 1.0 - above,
        }
    }

    /// Equal-tailed interval of the posterior, which reaches as far as the number seen.
    pub(super) fn interval(&self, level: f64) -> Interval {
        let tail = (1.0 - level) / 2.0;
        let (seen, ends) = match *self {
            Evidence::Share { part, of } => {
                let (a, b) = (part + PRIOR, of - part + PRIOR);
                let ends = Interval { low: beta_quantile(a, b, tail), high: beta_quantile(a, b, 1.0 - tail) };
                (part / of, ends)
            }
            Evidence::Rate { events, exposure } => {
                let rate = GammaRate { shape: events + PRIOR, rate: exposure };
                (events / exposure, rate.interval(level))
            }
        };
        Interval { low: ends.low.min(seen), high: ends.high.max(seen) }
    }

    /// The probability that what will be seen later, as much of it as `ahead` has trials or time, meets the target: the
    /// posterior predictive, beta-binomial or negative binomial.
    pub(super) fn prob_later(&self, target: f64, direction: Direction, ahead: f64) -> f64 {
        let probability = match *self {
            Evidence::Share { part, of } => {
                let n = ahead.round();
                if n > MANY {
                    return self.prob(target, direction);
                }
                let (a, b) = (part + PRIOR, of - part + PRIOR);
                match direction {
                    Direction::AtLeast => beta_binomial_tail(a, b, n, (target * n - 1e-9).ceil()),
                    // At most `k`: not `k + 1` or more.
                    Direction::AtMost => 1.0 - beta_binomial_tail(a, b, n, (target * n + 1e-9).floor() + 1.0),
                }
            }
            Evidence::Rate { events, exposure } => {
                let (shape, chance) = (events + PRIOR, exposure / (exposure + ahead));
                // P(K <= k) of the negative binomial is I_chance(shape, k + 1).
                let up_to = |k: f64| if k < 0.0 { 0.0 } else { beta_cdf(shape, k + 1.0, chance) };
                match direction {
                    Direction::AtLeast => 1.0 - up_to((target * ahead - 1e-9).ceil() - 1.0),
                    Direction::AtMost => up_to((target * ahead + 1e-9).floor()),
                }
            }
        };
        probability.clamp(0.0, 1.0)
    }
}

/// `P(K >= from)` of a beta-binomial of `n` trials. `O(n)`.
fn beta_binomial_tail(a: f64, b: f64, n: f64, from: f64) -> f64 {
    if from <= 0.0 {
        return 1.0;
    }
    if from > n {
        return 0.0;
    }
    let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    let norm = ln_beta(a, b) - ln_gamma(n + 1.0);
    let term = |k: f64| (ln_beta(k + a, n - k + b) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) - norm).exp();
    let sum: f64 = (from as u64..=n as u64).map(|k| term(k as f64)).sum();
    sum.clamp(0.0, 1.0)
}

/// How many times more the shares of bundles (people, threads) differ than if each single one were on its own: the
/// linearised variance of the ratio over that of independent trials, at least 1. Where all or none have it, bundles cannot
/// be seen to differ, and each counts as one.
pub(super) fn design_effect(bundles: &[(f64, f64)]) -> f64 {
    let part: f64 = bundles.iter().map(|bundle| bundle.0).sum();
    let of: f64 = bundles.iter().map(|bundle| bundle.1).sum();
    let n = bundles.len() as f64;
    if of <= 0.0 {
        return 1.0;
    }
    let share = part / of;
    if n < 2.0 || share <= 0.0 || share >= 1.0 {
        return (of / n).max(1.0);
    }
    let scatter: f64 = bundles.iter().map(|(part, of)| (part - share * of).powi(2)).sum();
    let variance = n / (n - 1.0) * scatter / (of * of);
    // Independent ones, each a bundle, give exactly 1.
    (variance * (of - 1.0) / (share * (1.0 - share))).clamp(1.0, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vector_of_a_share() {
        let seen = Evidence::Share { part: 45.0, of: 50.0 };
        let p = seen.prob(0.8, Direction::AtLeast);
        assert!((p - 0.96942).abs() < 5e-6, "{p}");
        assert!((seen.prob(0.8, Direction::AtMost) - (1.0 - p)).abs() < 1e-12);
        assert_eq!((seen.prob(0.0, Direction::AtLeast), seen.prob(1.5, Direction::AtLeast)), (1.0, 0.0));
    }

    #[test]
    fn interval_and_probability_agree() {
        for seen in [
            Evidence::Share { part: 3.0, of: 40.0 },
            Evidence::Share { part: 0.0, of: 12.0 },
            Evidence::Rate { events: 7.0, exposure: 2.0 },
        ] {
            let ends = seen.interval(0.9);
            let p = seen.prob(ends.high, Direction::AtLeast);
            assert!((p - 0.05).abs() < 1e-6, "{seen:?}: {p}");
        }
        // None of twelve: the interval reaches the nothing that was seen.
        assert_eq!(Evidence::Share { part: 0.0, of: 12.0 }.interval(0.9).low, 0.0);
    }

    #[test]
    fn later_is_the_sum_over_what_may_come() {
        // By brute force: the posterior on a grid, a binomial or Poisson count on each point.
        let points = 20_000;
        let (part, of, n, target) = (9.0, 12.0, 7.0, 0.6);
        let (mut mass, mut met) = (0.0, 0.0);
        for i in 0..points {
            let x = (f64::from(i) + 0.5) / f64::from(points);
            let weight = x.powf(part - 0.5) * (1.0 - x).powf(of - part - 0.5);
            let mut tail = 0.0;
            for k in 5..=7u32 {
                let choose = [21.0, 7.0, 1.0][k as usize - 5];
                tail += choose * x.powi(k as i32) * (1.0 - x).powi(7 - k as i32);
            }
            (mass, met) = (mass + weight, met + weight * tail);
        }
        let seen = Evidence::Share { part, of };
        // 0.6 of 7 is 4.2: five are needed.
        assert!((seen.prob_later(target, Direction::AtLeast, n) - met / mass).abs() < 1e-6);
        let at_most = seen.prob_later(4.0 / 7.0, Direction::AtMost, n);
        assert!((at_most - (1.0 - met / mass)).abs() < 1e-6);

        let rate = Evidence::Rate { events: 6.0, exposure: 3.0 };
        let (mut mass, mut met) = (0.0, 0.0);
        for i in 0..60_000 {
            let x = (f64::from(i) + 0.5) / 3000.0;
            let weight = x.powf(5.5) * (-3.0 * x).exp();
            let mean = 2.0 * x;
            let up_to_four: f64 =
                (0..=4).map(|k| (-mean).exp() * mean.powi(k) / f64::from([1, 1, 2, 6, 24][k as usize])).sum();
            (mass, met) = (mass + weight, met + weight * (1.0 - up_to_four));
        }
        let p = rate.prob_later(2.5, Direction::AtLeast, 2.0);
        assert!((p - met / mass).abs() < 1e-6, "{p} {}", met / mass);
        assert!((rate.prob_later(2.0, Direction::AtMost, 2.0) - (1.0 - met / mass)).abs() < 1e-6);
    }

    #[test]
    fn more_of_the_same_is_more_certain() {
        let seen = Evidence::Share { part: 90.0, of: 100.0 };
        let few = seen.prob_later(0.8, Direction::AtLeast, 10.0);
        let many = seen.prob_later(0.8, Direction::AtLeast, 10_000.0);
        let now = seen.prob(0.8, Direction::AtLeast);
        assert!(few < many && (many - now).abs() < 2e-3, "{few} {many} {now}");
        assert!(seen.prob_later(0.8, Direction::AtLeast, 1e6) == now);
    }

    #[test]
    fn bundles_that_hang_together_count_for_less() {
        // Each on its own; pairs that are always alike; all alike.
        let single = vec![(1.0, 1.0), (0.0, 1.0), (1.0, 1.0), (0.0, 1.0), (1.0, 1.0), (0.0, 1.0)];
        assert!((design_effect(&single) - 1.0).abs() < 1e-12);
        let pairs: Vec<(f64, f64)> =
            (0..400).map(|i| if i % 2 == 0 { (2.0, 2.0) } else { (0.0, 2.0) }).collect();
        assert!((design_effect(&pairs) - 2.0).abs() < 0.01);
        assert_eq!(design_effect(&[(4.0, 4.0), (2.0, 2.0)]), 3.0);
        assert_eq!(design_effect(&[]), 1.0);
    }
}
