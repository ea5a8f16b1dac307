//! When a sample is large enough: exact binomial bounds for everybody at once.
//!
//! A member is inside a share p of the shortest paths drawn, so its count is binomial. Each member gets a part
//! of the risk delta, more of it where the pilot sample saw it more often: those need the most samples, and a
//! hundred times less risk for the others costs them little. Parts and checks add up to delta (the union
//! bound), whatever the counts do together.

use crate::stats::{Interval, beta_cdf, beta_quantile};
use std::collections::BTreeMap;

/// Part of the risk that is spread evenly, whatever the pilot saw.
const EVEN: f64 = 0.1;
/// Checks that share most of the risk evenly; each later one gets half of what is left.
const CHECKS: i32 = 8;
/// What these share.
const CHECKED: f64 = 0.9;
/// Samples that are drawn whatever the pilot says.
const LEAST: f64 = 32.0;
/// Size of the first sample relative to what the pilot lets one expect, and growth from check to check.
const FIRST: f64 = 0.8;
const GROWTH: f64 = 1.12;

/// Risks of members, by how often the pilot saw them.
pub(super) struct Risks {
    epsilon: f64,
    by_pilot: Vec<f64>,
    expected: f64,
}

impl Risks {
    /// Parts of the risk `delta` for members with these counts in a pilot of so many samples.
    pub(super) fn new(pilot: &[u32], samples: usize, epsilon: f64, delta: f64) -> Self {
        let mut members = vec![0.0; pilot.iter().max().map_or(0, |&most| most as usize + 1)];
        pilot.iter().for_each(|&count| members[count as usize] += 1.0);
        let nodes = pilot.len() as f64;
        let share = |count: usize| (count as f64 + 1.0) / (samples as f64 + 2.0);
        let per_sample: Vec<f64> =
            (0..members.len()).map(|count| divergence(share(count), epsilon)).collect();
        // The chance that a member with its pilot's share looks epsilon away is about exp(-n divergence).
        let risk = |n: f64| -> f64 {
            members.iter().zip(&per_sample).map(|(members, rate)| members * (-n * rate).exp()).sum()
        };
        let wanted = delta * CHECKED / f64::from(CHECKS);
        let (mut low, mut high) = (0.0, 1.0);
        while risk(high) > wanted && high < 1e15 {
            high *= 2.0;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if risk(middle) > wanted { low = middle } else { high = middle }
        }
        let total = risk(high).max(f64::MIN_POSITIVE);
        let by_pilot = per_sample
            .iter()
            .map(|rate| delta * ((1.0 - EVEN) * (-high * rate).exp() / total + EVEN / nodes))
            .collect();
        Risks { epsilon, by_pilot, expected: high.max(LEAST) }
    }

    /// Samples that check number `check` looks at, from 0.
    pub(super) fn samples(&self, check: i32) -> f64 {
        self.expected * FIRST * GROWTH.powi(check.min(CHECKS)) * 1.5f64.powi((check - CHECKS).max(0))
    }

    /// Risk on each side of a member at a check.
    fn tail(&self, pilot: u32, check: i32) -> f64 {
        let part = if check < CHECKS {
            CHECKED / f64::from(CHECKS)
        } else {
            (1.0 - CHECKED) * 0.5f64.powi(check - CHECKS + 1)
        };
        self.by_pilot[pilot as usize] * part / 2.0
    }

    /// Whether everybody's interval lies within epsilon of its estimate.
    pub(super) fn enough(&self, pilot: &[u32], counts: &[u32], samples: u64, check: i32) -> bool {
        let mut seen: Vec<(u32, u32)> = pilot.iter().copied().zip(counts.iter().copied()).collect();
        seen.sort_unstable();
        seen.dedup();
        // The largest counts fail first.
        seen.sort_unstable_by_key(|&(_, count)| std::cmp::Reverse(count));
        seen.iter().all(|&(pilot, count)| self.within(count, samples, self.tail(pilot, check)))
    }

    /// Whether the Clopper-Pearson interval lies within epsilon, by two values of the distribution rather than
    /// two quantiles.
    fn within(&self, count: u32, samples: u64, tail: f64) -> bool {
        let (x, n) = (f64::from(count), samples as f64);
        let (high, low) = (x / n + self.epsilon, x / n - self.epsilon);
        let above = high >= 1.0 || beta_cdf(n - x, x + 1.0, 1.0 - high) <= tail;
        above && (low <= 0.0 || beta_cdf(x, n - x + 1.0, low) <= tail)
    }

    /// Interval of every member at the check where sampling stopped.
    pub(super) fn intervals(&self, pilot: &[u32], counts: &[u32], samples: u64, check: i32) -> Vec<Interval> {
        let mut known = BTreeMap::new();
        let n = samples as f64;
        pilot
            .iter()
            .zip(counts)
            .map(|(&pilot, &count)| {
                *known.entry((pilot, count)).or_insert_with(|| {
                    let (x, tail) = (f64::from(count), self.tail(pilot, check));
                    let low = if count == 0 { 0.0 } else { beta_quantile(x, n - x + 1.0, tail) };
                    let high = if x == n { 1.0 } else { 1.0 - beta_quantile(n - x, x + 1.0, tail) };
                    Interval { low: low.max(x / n - self.epsilon), high: high.min(x / n + self.epsilon) }
                })
            })
            .collect()
    }
}

/// The Kullback-Leibler divergence from a Bernoulli share p to p ± epsilon, of the side that is harder to tell
/// from p.
fn divergence(p: f64, epsilon: f64) -> f64 {
    let to = |q: f64| {
        if q <= 0.0 || q >= 1.0 {
            return f64::INFINITY;
        }
        p * (p / q).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - q)).ln()
    };
    to(p + epsilon).min(to(p - epsilon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn risks_add_up_to_delta() {
        let pilot = [400, 20, 3, 0, 0, 0, 1, 0];
        for (epsilon, delta) in [(0.01, 0.05), (0.2, 0.5), (0.9, 0.1)] {
            let risks = Risks::new(&pilot, 416, epsilon, delta);
            let all: f64 = pilot
                .iter()
                .flat_map(|&count| (0..60).map(move |check| (count, check)))
                .map(|(count, check)| 2.0 * risks.tail(count, check))
                .sum();
            assert!((all / delta - 1.0).abs() < 1e-9, "{all} of {delta}");
            // Nobody has none; with an epsilon worth asking for, whoever was seen more often has more.
            let tail = |count| risks.tail(count, 0);
            assert!(tail(20) > 0.0 && tail(3) > 0.0 && tail(0) > 0.0);
            assert!(epsilon > 0.5 || (tail(20) >= tail(3) && tail(3) >= tail(0)));
        }
    }

    #[test]
    fn enough_means_that_all_intervals_are_narrow() {
        let (pilot, epsilon) = ([60, 4, 0, 0], 0.02);
        let risks = Risks::new(&pilot, 256, epsilon, 0.05);
        for samples in (100..6000).step_by(100) {
            let counts = [samples / 4, samples / 70, 1, 0];
            let n = f64::from(samples);
            let narrow = pilot.iter().zip(counts).all(|(&pilot, count)| {
                let (x, tail) = (f64::from(count), risks.tail(pilot, 0));
                let low = if count == 0 { 0.0 } else { beta_quantile(x, n - x + 1.0, tail) };
                let high = 1.0 - beta_quantile(n - x, x + 1.0, tail);
                high <= x / n + epsilon && (low >= x / n - epsilon || x / n < epsilon)
            });
            assert_eq!(risks.enough(&pilot, &counts, u64::from(samples), 0), narrow, "{samples}");
        }
    }

    #[test]
    fn near_certain_shares_need_samples_for_their_lower_side() {
        assert!(divergence(0.99, 0.05).is_finite() && divergence(0.99, 0.05) > 0.0);
        assert!((divergence(0.3, 0.1) - divergence(0.7, 0.1)).abs() < 1e-15);
        assert_eq!(divergence(0.5, 0.6), f64::INFINITY);
    }
}
