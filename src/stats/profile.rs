//! Maximum of a profile likelihood over a positive parameter that may run to infinity.

use std::f64::consts::LN_10;

/// Smallest and largest concentration that is searched, as powers of ten. Beyond the largest the prior's
/// spread is a thousandth of its mean, which nobody can tell from none.
const DECADES: (f64, f64) = (-6.0, 6.0);

/// Grid points a decade; a profile has no two maxima closer than that.
const PER_DECADE: f64 = 3.0;

/// A point of a profile: log-likelihood, and its derivative in the logarithm of the parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProfilePoint {
    pub(crate) log_likelihood: f64,
    pub(crate) score: f64,
}

/// The highest maximum inside the searched range (or at its lower end), as `(parameter, log-likelihood)`.
///
/// A maximum is where the score turns from rising to falling; every one of the grid is refined, because with
/// unequal exposures the profile need not have a single one. `None`: the likelihood rises to the upper end
/// or is flat, so that the supremum is the model without spread.
pub(crate) fn highest_maximum(at: impl FnMut(f64) -> ProfilePoint) -> Option<(f64, f64)> {
    highest_maximum_between(DECADES, at)
}

/// The same over other powers of ten, the lower end first.
pub(crate) fn highest_maximum_between(
    decades: (f64, f64),
    mut at: impl FnMut(f64) -> ProfilePoint,
) -> Option<(f64, f64)> {
    let (from, to) = (decades.0 * LN_10, decades.1 * LN_10);
    let steps = ((decades.1 - decades.0) * PER_DECADE).ceil() as usize;
    let mut best: Option<(f64, f64)> = None;
    let mut keep = |parameter: f64, log_likelihood: f64| {
        if best.is_none_or(|(_, highest)| log_likelihood > highest) {
            best = Some((parameter, log_likelihood));
        }
    };
    let first = at(from.exp());
    if first.score < 0.0 {
        keep(from.exp(), first.log_likelihood);
    }
    let (mut left, mut left_score) = (from, first.score);
    for step in 1..=steps {
        let right = from + (to - from) * step as f64 / steps as f64;
        let right_score = at(right.exp()).score;
        if left_score > 0.0 && right_score <= 0.0 {
            let parameter = turning_point(left, left_score, right, right_score, &mut at).exp();
            keep(parameter, at(parameter).log_likelihood);
        }
        (left, left_score) = (right, right_score);
    }
    best
}

/// Root of the score between two points of opposite sign, by regula falsi with the Illinois correction.
fn turning_point(
    mut left: f64,
    mut left_score: f64,
    mut right: f64,
    mut right_score: f64,
    at: &mut impl FnMut(f64) -> ProfilePoint,
) -> f64 {
    let mut side = 0;
    let mut middle = left;
    for _ in 0..100 {
        let next = (left * right_score - right * left_score) / (right_score - left_score);
        let next = if next > left && next < right { next } else { left + (right - left) / 2.0 };
        let done = (next - middle).abs() < 1e-13 * next.abs().max(1.0);
        middle = next;
        if done || right - left < 1e-13 * right.abs().max(1.0) {
            break;
        }
        let score = at(middle.exp()).score;
        if score == 0.0 {
            break;
        }
        if score > 0.0 {
            (left, left_score) = (middle, score);
            if side == 1 {
                right_score /= 2.0;
            }
            side = 1;
        } else {
            (right, right_score) = (middle, score);
            if side == -1 {
                left_score /= 2.0;
            }
            side = -1;
        }
    }
    middle
}

/// Sorted distinct values with how often each occurs, zeros left out: they add nothing to a rising factorial.
pub(crate) fn histogram(mut values: Vec<f64>) -> Vec<(f64, f64)> {
    values.retain(|&value| value > 0.0);
    values.sort_unstable_by(f64::total_cmp);
    values.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_higher_of_two_maxima() {
        // -(u² - 1)² + h·u with u = ln(parameter)/3: maxima near u = -1 and u = 1.
        for (tilt, sign) in [(0.1, 1.0), (-0.1, -1.0)] {
            let (parameter, _) = highest_maximum(|p| {
                let u = p.ln() / 3.0;
                let score = (-4.0 * u * (u * u - 1.0) + tilt) / 3.0;
                ProfilePoint { log_likelihood: -(u * u - 1.0).powi(2) + tilt * u, score }
            })
            .unwrap();
            let u = parameter.ln() / 3.0;
            assert!((u - sign).abs() < 0.02 && (-4.0 * u * (u * u - 1.0) + tilt).abs() < 1e-10, "{u}");
        }
    }

    #[test]
    fn rising_and_flat_profiles_have_none() {
        for score in [1.0, 0.0] {
            assert!(highest_maximum(|p| ProfilePoint { log_likelihood: score * p.ln(), score }).is_none());
        }
    }

    #[test]
    fn histogram_counts_positive_values() {
        assert_eq!(histogram(vec![3.0, 0.0, 1.0, 3.0]), [(1.0, 1.0), (3.0, 2.0)]);
    }
}
