//! Sets of ranks that the data leave possible, for all units at once.

use super::rank::RankOptions;
use super::sample::{standard_normal, stream};
use super::special::normal_quantile;
use rayon::prelude::*;

/// The ranks a unit may have; 1 is the highest estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankSet {
    /// Best rank that is not ruled out.
    pub best: usize,
    /// Worst rank that is not ruled out.
    pub worst: usize,
}

/// Ranks that the data do not rule out, for all units at once with confidence `level`.
///
/// Every ordered pair is compared by a one-sided z-test of the difference, Bonferroni-corrected for all
/// `n(n-1)` of them. `best = 1 + #{v surely above u}`, `worst = n - #{v surely below u}`.
/// [`rank_sets_stepdown`] gives somewhat smaller sets for more work.
///
/// # Arguments
/// Independent `estimates` with their standard errors; the confidence `level` in (0, 1).
///
/// # Returns
/// `None` when the lengths differ, a value is not finite, an error is negative or the level is outside
/// (0, 1).
///
/// # Complexity
/// O(n²); meant for units, not for thousands of people.
///
/// # Example
/// ```
/// use cmgraph::stats::rank_sets;
/// let sets = rank_sets(&[10.0, 8.0, 7.5, 3.0], &[0.5; 4], 0.95).unwrap();
/// let ranks: Vec<_> = sets.iter().map(|set| (set.best, set.worst)).collect();
/// assert_eq!(ranks, [(1, 1), (2, 3), (2, 3), (4, 4)]);
/// ```
///
/// # Reference
/// M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, *Inference for ranks with applications to mobility
/// across neighbourhoods and academic achievement across countries*, Review of Economic Studies 91 (2024).
pub fn rank_sets(estimates: &[f64], standard_errors: &[f64], level: f64) -> Option<Vec<RankSet>> {
    if !valid(estimates, standard_errors, level) {
        return None;
    }
    let n = estimates.len();
    if n < 2 {
        return Some(vec![RankSet { best: 1, worst: 1 }; n]);
    }
    let comparisons = n as f64 * (n - 1) as f64;
    // From the small tail: 1 - α/n² would round to 1 for many units.
    let z = -normal_quantile((1.0 - level) / comparisons);
    Some(sets(n, |u, v| difference(estimates, u, v) > z * spread(standard_errors, u, v)))
}

/// Ranks that the data do not rule out, for all units at once with confidence `level`, by a stepdown
/// bootstrap.
///
/// As [`rank_sets`], but the critical value is the `level` quantile of the largest of all the differences under
/// chance, which knows that comparisons with a common unit go together; pairs that it tells apart are set
/// aside, and the quantile over the others, which is lower, is tried again until nothing more is told
/// apart. It never tells apart less than one step does.
///
/// # Arguments
/// Independent estimates, normal to good approximation, with their standard errors; the confidence `level`
/// in (0, 1); number and seed of the draws, at least 1,000 for 95%.
///
/// # Returns
/// `None` as [`rank_sets`], or without draws.
///
/// # Complexity
/// O(n² draws) a step, mostly 2 to 5 steps, on all threads, and n² numbers of memory. Neither the order of the units nor the number of
/// threads change anything.
///
/// # Example
/// ```
/// use cmgraph::stats::{RankOptions, rank_sets, rank_sets_stepdown};
/// let (answers, errors) = ([10.0, 8.1, 7.5, 3.0], [0.5; 4]);
/// let options = RankOptions { draws: 2000, seed: 1 };
/// // 10 is surely above 8.1 by the bootstrap, not by Bonferroni's correction.
/// let wide = rank_sets(&answers, &[0.51; 4], 0.95).unwrap();
/// let sets = rank_sets_stepdown(&answers, &[0.51; 4], 0.95, &options).unwrap();
/// assert_eq!(((wide[0].best, wide[0].worst), (sets[0].best, sets[0].worst)), ((1, 2), (1, 1)));
/// ```
///
/// # Reference
/// M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, *Inference for ranks with applications to mobility
/// across neighbourhoods and academic achievement across countries*, Review of Economic Studies 91 (2024);
/// J. P. Romano, M. Wolf, *Exact and approximate stepdown methods for multiple hypothesis testing*, JASA 100
/// (2005).
pub fn rank_sets_stepdown(
    estimates: &[f64],
    standard_errors: &[f64],
    level: f64,
    options: &RankOptions,
) -> Option<Vec<RankSet>> {
    if !valid(estimates, standard_errors, level) || options.draws == 0 {
        return None;
    }
    let n = estimates.len();
    // Canonical order: a unit's draws depend on its numbers, not on its row.
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by(|&a, &b| {
        estimates[b].total_cmp(&estimates[a]).then(standard_errors[a].total_cmp(&standard_errors[b]))
    });
    let sorted = |values: &[f64]| -> Vec<f64> { order.iter().map(|&unit| values[unit]).collect() };
    let (estimates, errors) = (sorted(estimates), sorted(standard_errors));
    let precision = precisions(&errors);
    let mut above = vec![false; n * n];
    loop {
        let critical = critical_value(&errors, &precision, &above, level, options);
        let mut more = false;
        for u in 0..n {
            for v in u + 1..n {
                // Sorted: only u can be surely above v.
                let sure = difference(&estimates, u, v) > critical * spread(&errors, u, v);
                if sure && !above[u * n + v] {
                    above[u * n + v] = true;
                    more = true;
                }
            }
        }
        if !more {
            break;
        }
    }
    let mut ranks = vec![RankSet { best: 1, worst: 1 }; n];
    for (&unit, set) in order.iter().zip(sets(n, |u, v| above[u * n + v])) {
        ranks[unit] = set;
    }
    Some(ranks)
}

/// Quantile of the largest studentised difference over the ordered pairs that are not told apart yet.
fn critical_value(
    errors: &[f64],
    precision: &[f64],
    above: &[bool],
    level: f64,
    options: &RankOptions,
) -> f64 {
    let n = errors.len();
    let mut largest: Vec<f64> = (0..options.draws)
        .into_par_iter()
        .map_init(
            || vec![0.0; n],
            |noise, draw| {
                let mut rng = stream(options.seed, draw as u64);
                for (noise, error) in noise.iter_mut().zip(errors) {
                    *noise = error * standard_normal(&mut rng);
                }
                let mut largest: f64 = 0.0;
                for u in 0..n {
                    for v in u + 1..n {
                        let ratio = (noise[u] - noise[v]) * precision[u * n + v];
                        // "v above u" is never told apart, as u has the higher estimate.
                        largest = largest.max(if above[u * n + v] { -ratio } else { ratio.abs() });
                    }
                }
                largest
            },
        )
        .collect();
    largest.sort_unstable_by(f64::total_cmp);
    // The smallest draw that at least `level` of the draws (and the data) do not exceed.
    let place = (level * (options.draws + 1) as f64).ceil() as usize;
    largest[place.clamp(1, options.draws) - 1]
}

fn valid(estimates: &[f64], standard_errors: &[f64], level: f64) -> bool {
    estimates.len() == standard_errors.len()
        && estimates.iter().chain(standard_errors).all(|value| value.is_finite())
        && standard_errors.iter().all(|&error| error >= 0.0)
        && level > 0.0
        && level < 1.0
}

fn difference(estimates: &[f64], u: usize, v: usize) -> f64 {
    estimates[u] - estimates[v]
}

/// Standard error of the difference of two units.
fn spread(standard_errors: &[f64], u: usize, v: usize) -> f64 {
    standard_errors[u].hypot(standard_errors[v])
}

/// Reciprocal of every pair's spread; 0 where both are known exactly and chance has no part.
fn precisions(errors: &[f64]) -> Vec<f64> {
    let n = errors.len();
    let of = |pair: usize| {
        let spread = spread(errors, pair / n, pair % n);
        if spread > 0.0 { 1.0 / spread } else { 0.0 }
    };
    (0..n * n).map(of).collect()
}

fn sets(n: usize, surely_above: impl Fn(usize, usize) -> bool) -> Vec<RankSet> {
    let set = |u| RankSet {
        best: 1 + (0..n).filter(|&v| surely_above(v, u)).count(),
        worst: n - (0..n).filter(|&v| surely_above(u, v)).count(),
    };
    (0..n).map(set).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPTIONS: RankOptions = RankOptions { draws: 4000, seed: 5 };

    fn pairs(sets: Vec<RankSet>) -> Vec<(usize, usize)> {
        sets.into_iter().map(|set| (set.best, set.worst)).collect()
    }

    #[test]
    fn rank_sets_toy() {
        let sets = rank_sets(&[10.0, 8.0, 7.5, 3.0], &[0.5; 4], 0.95).unwrap();
        let ranks: Vec<_> = sets.iter().map(|set| (set.best, set.worst)).collect();
        assert_eq!(ranks, [(1, 1), (2, 3), (2, 3), (4, 4)]);
        // 12 comparisons at .05: z = 2.63826; a difference of 1 is just beyond it, or not.
        let error = 1.0 / (2.63826 * 2f64.sqrt());
        let worst = |error: f64| rank_sets(&[10.0, 9.0, 0.0, -50.0], &[error; 4], 0.95).unwrap()[0].worst;
        assert_eq!((worst(error * 0.9999), worst(error * 1.0001)), (1, 2));
        assert_eq!(rank_sets(&[], &[], 0.95), Some(vec![]));
        assert_eq!(rank_sets(&[1.0], &[], 0.95), None);
        assert_eq!(rank_sets(&[1.0, f64::NAN], &[1.0, 1.0], 0.95), None);
        assert_eq!(rank_sets(&[1.0, 2.0], &[1.0, -1.0], 0.95), None);
        assert_eq!(rank_sets(&[1.0, 2.0], &[1.0, 1.0], 1.0), None);
    }

    #[test]
    fn first_critical_value_is_that_of_the_studentised_range() {
        // scipy 1.17.1: stats.studentized_range.ppf(.95, n, inf)/√2, for equal errors.
        for (n, expected) in
            [(2, 1.959964), (4, 2.569031772546482), (8, 3.030878449614413), (30, 3.748577806830984)]
        {
            let options = RankOptions { draws: 20_000, seed: 1 };
            let errors = vec![0.7; n];
            let found = critical_value(&errors, &precisions(&errors), &vec![false; n * n], 0.95, &options);
            assert!((found - expected).abs() < 0.03, "{n}: {found}");
        }
    }

    #[test]
    fn stepdown_toy() {
        let estimates = [10.0, 8.0, 7.5, 3.0];
        let found = pairs(rank_sets_stepdown(&estimates, &[0.5; 4], 0.95, &OPTIONS).unwrap());
        assert_eq!(found, [(1, 1), (2, 3), (2, 3), (4, 4)]);
        // All but the middle pair apart: the last step compares that pair one-sided and the rest the other
        // way; it needs less than 2.569 to tell it apart, and more than 1.645.
        let close = |gap: f64| {
            let sets =
                rank_sets_stepdown(&[100.0, 8.0 + gap, 8.0, -100.0], &[0.5; 4], 0.95, &OPTIONS).unwrap();
            pairs(sets)[1]
        };
        let error = 0.5 * 2f64.sqrt();
        assert_eq!((close(2.6 * error), close(2.5 * error), close(1.6 * error)), ((2, 2), (2, 2), (2, 3)));
        // Known exactly: told apart however close, and equal ones never.
        let exact = rank_sets_stepdown(&[1.0, 1.0 + 1e-9, 1.0], &[0.0; 3], 0.95, &OPTIONS).unwrap();
        assert_eq!(pairs(exact), [(2, 3), (1, 1), (2, 3)]);
        assert_eq!(rank_sets_stepdown(&[], &[], 0.95, &OPTIONS), Some(vec![]));
        assert_eq!(pairs(rank_sets_stepdown(&[4.0], &[1.0], 0.95, &OPTIONS).unwrap()), [(1, 1)]);
        assert_eq!(rank_sets_stepdown(&[1.0], &[], 0.95, &OPTIONS), None);
        assert_eq!(rank_sets_stepdown(&[1.0], &[f64::NAN], 0.95, &OPTIONS), None);
        let none = RankOptions { draws: 0, ..OPTIONS };
        assert_eq!(rank_sets_stepdown(&[1.0], &[1.0], 0.95, &none), None);
    }

    #[test]
    fn all_true_ranks_are_covered_at_once() {
        // Ten units of unequal precision, 200 runs: all equal (the hardest case), then spread out.
        let errors: Vec<f64> = (0..10).map(|u| 0.3 + 0.1 * f64::from(u % 4)).collect();
        let options = RankOptions { draws: 300, seed: 2 };
        let runs = 200;
        for (truth, least) in [([0.0; 10], 0.92), ([0.0, 0.0, 0.5, 1.0, 1.2, 2.0, 2.1, 3.0, 5.0, 5.5], 0.95)]
        {
            let (mut covered, mut stepdown_width, mut bonferroni_width) = (0, 0, 0);
            for run in 0..runs {
                let mut rng = stream(91, run);
                let estimates: Vec<f64> =
                    truth.iter().zip(&errors).map(|(t, e)| t + e * standard_normal(&mut rng)).collect();
                let sets = rank_sets_stepdown(&estimates, &errors, 0.95, &options).unwrap();
                let wide = rank_sets(&estimates, &errors, 0.95).unwrap();
                let right = sets.iter().zip(&truth).all(|(set, t)| {
                    let best = 1 + truth.iter().filter(|other| *other > t).count();
                    let worst = 10 - truth.iter().filter(|other| *other < t).count();
                    set.best <= best && worst <= set.worst
                });
                covered += u32::from(right);
                let width = |sets: &[RankSet]| sets.iter().map(|set| set.worst - set.best).sum::<usize>();
                stepdown_width += width(&sets);
                bonferroni_width += width(&wide);
            }
            println!("covered {covered} of {runs}; widths {stepdown_width} and {bonferroni_width}");
            assert!(f64::from(covered) >= least * runs as f64, "{covered}");
            assert!(stepdown_width < bonferroni_width);
        }
    }

    proptest! {
        #[test]
        fn stepdown_whatever_rows_and_threads(
            units in prop::collection::vec((0u8..12, 0u8..4), 1..10),
            shift in 0usize..10,
        ) {
            let options = RankOptions { draws: 60, seed: 1 };
            let run = |units: &[(u8, u8)], threads| {
                let (estimates, errors): (Vec<f64>, Vec<f64>) =
                    units.iter().map(|&(x, e)| (f64::from(x), f64::from(e) / 2.0)).unzip();
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| rank_sets_stepdown(&estimates, &errors, 0.9, &options)).unwrap()
            };
            let mut units = units;
            let before = run(&units, 1);
            prop_assert!(before.iter().all(|set| 1 <= set.best && set.best <= set.worst && set.worst <= units.len()));
            let len = units.len();
            units.rotate_left(shift % len);
            let mut after = run(&units, 2);
            after.rotate_right(shift % len);
            prop_assert_eq!(before, after);
        }
    }
}
