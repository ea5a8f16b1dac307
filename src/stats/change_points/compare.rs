//! Two neighbouring segments compared, and the interval of one.

use super::super::incomplete_beta::{beta_cdf, beta_quantile};
use super::super::interval::Interval;
use super::super::special::{gamma_quantile, normal_two_sided};
use super::cost::{Costs, Noise};

/// Events that stand for none where a logarithm is taken.
const NEXT_TO_NONE: f64 = 1e-6;

pub(super) struct Comparison {
    pub(super) effect: f64,
    pub(super) interval: Interval,
    pub(super) p_value: f64,
}

/// Segment `start..middle` against `middle..end`.
pub(super) fn compare(
    costs: &Costs<'_>,
    start: usize,
    middle: usize,
    end: usize,
    level: f64,
    z: f64,
) -> Comparison {
    match costs.noise() {
        Noise::Variance(variance) => {
            let effect = costs.level(middle, end) - costs.level(start, middle);
            let error = (variance * (1.0 / (middle - start) as f64 + 1.0 / (end - middle) as f64)).sqrt();
            let p_value = if error > 0.0 { normal_two_sided(effect / error) } else { 1.0 };
            Comparison {
                effect,
                interval: Interval { low: effect - z * error, high: effect + z * error },
                p_value,
            }
        }
        Noise::Size(_) if costs.total(start, end) <= 0.0 => {
            Comparison { effect: 1.0, interval: Interval { low: 0.0, high: f64::INFINITY }, p_value: 1.0 }
        }
        Noise::Size(size) => {
            let effect = costs.level(middle, end) / costs.level(start, middle);
            if size.is_infinite() {
                poisson_ratio(costs, [start, middle, end], effect, level)
            } else {
                likelihood_ratio(costs, [start, middle, end], size, effect, z)
            }
        }
    }
}

/// Exact: given their sum, the events after the change are binomial (C. J. Clopper, E. S. Pearson 1934; J.
/// Przyborowski, H. Wilenski, *Homogeneity of results in testing samples from Poisson series*, Biometrika 31, 1940).
fn poisson_ratio(costs: &Costs<'_>, [start, middle, end]: [usize; 3], effect: f64, level: f64) -> Comparison {
    let (before, after) = (costs.total(start, middle), costs.total(middle, end));
    let (early, late) = (costs.exposure(start, middle), costs.exposure(middle, end));
    let tail = (1.0 - level) / 2.0;
    let ratio = |share: f64| share / (1.0 - share) * early / late;
    let low = if after > 0.0 { ratio(beta_quantile(after, before + 1.0, tail)) } else { 0.0 };
    let high =
        if before > 0.0 { ratio(beta_quantile(after + 1.0, before, 1.0 - tail)) } else { f64::INFINITY };
    let expected = late / (early + late);
    let at_least = if after > 0.0 { beta_cdf(after, before + 1.0, expected) } else { 1.0 };
    let at_most = if before > 0.0 { beta_cdf(before, after + 1.0, early / (early + late)) } else { 1.0 };
    let p_value = (2.0 * at_least.min(at_most)).clamp(0.0, 1.0);
    Comparison { effect, interval: Interval { low, high }, p_value }
}

/// Likelihood-ratio test of one rate, and the ratios it would not reject.
fn likelihood_ratio(costs: &Costs<'_>, bounds: [usize; 3], size: f64, effect: f64, z: f64) -> Comparison {
    let [start, middle, end] = bounds;
    let least = costs.of_segment(start, middle) + costs.of_segment(middle, end);
    let gain = |log: f64| costs.deviance_given_ratio(bounds, size, log) - least;
    // Without events on one side the best ratio is an end of the line; start next to it.
    let positive =
        |from: usize, to: usize| costs.level(from, to).max(NEXT_TO_NONE / costs.exposure(from, to));
    let inner = (positive(middle, end) / positive(start, middle)).ln();
    let interval = Interval {
        low: if effect > 0.0 { crossing(inner, -1.0, z * z, gain).exp() } else { 0.0 },
        high: if effect.is_finite() { crossing(inner, 1.0, z * z, gain).exp() } else { f64::INFINITY },
    };
    Comparison { effect, interval, p_value: normal_two_sided(gain(0.0).max(0.0).sqrt()) }
}

/// Interval of the level of one segment.
pub(super) fn level_interval(costs: &Costs<'_>, start: usize, end: usize, level: f64, z: f64) -> Interval {
    let (best, total, exposure) =
        (costs.level(start, end), costs.total(start, end), costs.exposure(start, end));
    match costs.noise() {
        Noise::Variance(variance) => {
            let half = z * (variance / (end - start) as f64).sqrt();
            Interval { low: best - half, high: best + half }
        }
        Noise::Size(size) if size.is_infinite() => {
            // F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
            let tail = (1.0 - level) / 2.0;
            Interval {
                low: if total > 0.0 { gamma_quantile(total, tail) / exposure } else { 0.0 },
                high: gamma_quantile(total + 1.0, 1.0 - tail) / exposure,
            }
        }
        Noise::Size(_) => {
            let least = costs.of_segment(start, end);
            let gain = |log: f64| costs.deviance(start, end, log.exp()) - least;
            let inner = best.max(NEXT_TO_NONE / exposure).ln();
            Interval {
                low: if total > 0.0 { crossing(inner, -1.0, z * z, gain).exp() } else { 0.0 },
                high: crossing(inner, 1.0, z * z, gain).exp(),
            }
        }
    }
}

/// Where a function that rises away from `inner` in this direction reaches `target`.
fn crossing(inner: f64, direction: f64, target: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut near, mut step) = (inner, 0.25);
    let mut far = inner + direction * step;
    // Doubling: beyond e^±700 there is no f64.
    while f(far) < target && step < 700.0 {
        near = far;
        step *= 2.0;
        far = inner + direction * step;
    }
    for _ in 0..100 {
        let middle = near + (far - near) / 2.0;
        if (far - near).abs() <= 1e-13 * middle.abs().max(1.0) {
            break;
        }
        if f(middle) < target {
            near = middle;
        } else {
            far = middle;
        }
    }
    near + (far - near) / 2.0
}
