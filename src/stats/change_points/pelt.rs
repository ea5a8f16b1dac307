//! Optimal partitioning with pruning.

use std::cmp::Ordering;

/// Bounds `0 = t0 < t1 < ... = n` of the segments, each at least `min_segment` long, with the least sum of
/// costs and penalties. `cost(start, end)` must not rise when a segment is split. Ties go to the longer last
/// segment.
pub(super) fn partition(
    n: usize,
    min_segment: usize,
    penalty: f64,
    cost: impl Fn(usize, usize) -> f64,
) -> Vec<usize> {
    // F(t), infinite where no segment ends; and where the last segment before t starts.
    let mut best = vec![f64::INFINITY; n + 1];
    let mut start_of = vec![0; n + 1];
    best[0] = -penalty;
    let mut candidates: Vec<Candidate> = Vec::new();
    for t in min_segment..=n {
        let newcomer = t - min_segment;
        if best[newcomer].is_finite() {
            candidates.push(Candidate { start: newcomer, beaten_from: usize::MAX, value: 0.0 });
        }
        for candidate in &mut candidates {
            candidate.value = best[candidate.start] + cost(candidate.start, t);
        }
        let least = candidates.iter().min_by(|a, b| a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal));
        let Some(least) = least else { continue };
        (best[t], start_of[t]) = (least.value + penalty, least.start);
        // Rounding must not prune a tie.
        let limit = best[t] + 1e-9 * best[t].abs().max(1.0);
        candidates.retain_mut(|candidate| {
            if candidate.value > limit {
                // A segment from t to an end before t + min_segment would be too short to take its place.
                candidate.beaten_from = candidate.beaten_from.min(t + min_segment);
            }
            candidate.beaten_from > t + 1
        });
    }
    let mut bounds = vec![n];
    let mut end = n;
    while end > 0 {
        end = start_of[end];
        bounds.push(end);
    }
    bounds.reverse();
    bounds
}

struct Candidate {
    start: usize,
    /// First end for which this start cannot be best.
    beaten_from: usize,
    value: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every start for every end: the definition.
    fn exhaustive(n: usize, min_segment: usize, penalty: f64, cost: impl Fn(usize, usize) -> f64) -> f64 {
        let mut best = vec![f64::INFINITY; n + 1];
        best[0] = -penalty;
        for t in min_segment..=n {
            for s in 0..=t - min_segment {
                best[t] = best[t].min(best[s] + cost(s, t) + penalty);
            }
        }
        best[n]
    }

    fn price(bounds: &[usize], penalty: f64, cost: impl Fn(usize, usize) -> f64) -> f64 {
        bounds.windows(2).map(|b| cost(b[0], b[1]) + penalty).sum::<f64>() - penalty
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn pruning_loses_nothing(
            levels in prop::collection::vec((0u32..30, 1usize..9), 1..8),
            noise in prop::collection::vec(0u32..6, 64),
            min_segment in 1usize..8,
            penalty in 0.0..20.0f64,
        ) {
            let y: Vec<f64> = levels
                .iter()
                .flat_map(|&(level, length)| vec![level; length])
                .zip(&noise)
                .map(|(level, &noise)| f64::from(level + noise))
                .collect();
            let n = y.len();
            prop_assume!(n >= min_segment);
            let squares = |s: usize, t: usize| {
                let mean = y[s..t].iter().sum::<f64>() / (t - s) as f64;
                y[s..t].iter().map(|y| (y - mean).powi(2)).sum::<f64>() / 4.0
            };
            let poisson = |s: usize, t: usize| {
                let total: f64 = y[s..t].iter().sum();
                if total > 0.0 { 2.0 * (total - total * (total / (t - s) as f64).ln()) } else { 0.0 }
            };
            for cost in [&squares as &dyn Fn(usize, usize) -> f64, &poisson] {
                let bounds = partition(n, min_segment, penalty, cost);
                prop_assert!(bounds[0] == 0 && bounds[bounds.len() - 1] == n);
                prop_assert!(bounds.windows(2).all(|b| b[1] >= b[0] + min_segment));
                let (found, least) = (price(&bounds, penalty, cost), exhaustive(n, min_segment, penalty, cost));
                prop_assert!((found - least).abs() <= 1e-7 * least.abs().max(1.0), "{found} {least} {bounds:?}");
            }
        }
    }

    #[test]
    fn pruning_prunes() {
        // Changes keep coming: the number of costs grows with n, not with its square.
        let evaluations = |n: usize| {
            let y: Vec<f64> = (0..n).map(|i| if i / 20 % 2 == 0 { 0.0 } else { 10.0 }).collect();
            let count = std::cell::Cell::new(0usize);
            partition(n, 4, 3.0 * (n as f64).ln(), |s, t| {
                count.set(count.get() + 1);
                let mean = y[s..t].iter().sum::<f64>() / (t - s) as f64;
                y[s..t].iter().map(|y| (y - mean).powi(2)).sum()
            });
            count.get()
        };
        assert!(evaluations(800) < 3 * evaluations(400), "{} {}", evaluations(400), evaluations(800));
    }
}
