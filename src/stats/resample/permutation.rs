//! Permutation tests: what would chance alone do?

use super::super::sample::{below, stream};
use super::bootstrap::ResampleOptions;
use rayon::prelude::*;

/// Permutations of a test; the smallest p-value is then 0.001.
pub const DEFAULT_PERMUTATIONS: usize = 999;

/// Statistics that differ by less than this share of the largest are taken as equal: sums taken in another order
/// differ in the last digits.
const TIE: f64 = 1e-11;

/// Result of [`permutation_test`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PermutationTest {
    /// The statistic of the data.
    pub observed: f64,
    /// Mean of the statistic over the permutations and the data: what chance gives.
    pub expected: f64,
    /// Standard deviation over the permutations and the data.
    pub spread: f64,
    /// Two-sided p-value, `(1 + #{|T* - mean| >= |T - mean|}) / (1 + B)`.
    pub p_value: f64,
    /// One-sided p-value of a high statistic, `(1 + #{T* >= T}) / (1 + B)`.
    pub p_high: f64,
    /// One-sided p-value of a low statistic.
    pub p_low: f64,
    /// Number of permutations, `B`.
    pub permutations: usize,
}

/// Tests whether labels matter by shuffling them: over items, or only within strata.
///
/// p-values count the data as one of the permutations, so that they are never 0 and right for any `B`. The mean
/// of the two-sided one is taken over the permutations and the data; where the distribution is symmetric with
/// few values, that breaks the ties between mirrored ones.
///
/// # Arguments
/// - `items`: number of items, in an order that is not that of the rows;
/// - `strata`: if given, the stratum of each item; labels are swapped only inside a stratum;
/// - `options`: number of permutations (usually [`DEFAULT_PERMUTATIONS`]) and seed;
/// - `scratch`: makes working memory for the statistic;
/// - `statistic(order, scratch)`: item `i` carries the label of item `order[i]`.
///
/// # Returns
/// `None` without items or permutations, when the strata do not fit, or when the statistic is not finite for
/// the data or a permutation.
///
/// # Complexity
/// `B + 1` calls and O(items) each, on all threads.
///
/// # Example
/// Were the trained quicker? Their mean less that of the others:
/// ```
/// use cmgraph::stats::{ResampleOptions, permutation_test};
/// let days = [2.0, 3.0, 3.0, 4.0, 9.0, 11.0, 8.0, 12.0];
/// let trained = [1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0];
/// let test = permutation_test(8, None, &ResampleOptions::default(), || (), |order, _| {
///     order.iter().zip(days).map(|(&i, days)| trained[i as usize] * days).sum::<f64>() / 4.0
/// })
/// .unwrap();
/// assert_eq!(test.observed, -7.0);
/// assert!(test.p_value < 0.06); // 2 of the 70 splits are as extreme
/// ```
///
/// # Reference
/// B. Phipson, G. K. Smyth, *Permutation p-values should never be zero*, Statistical Applications in Genetics and
/// Molecular Biology 9 (2010).
pub fn permutation_test<S, M, F>(
    items: usize,
    strata: Option<&[u32]>,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
) -> Option<PermutationTest>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S) -> f64 + Sync + Send,
{
    let one = |order: &[u32], scratch: &mut S, out: &mut [f64]| out[0] = statistic(order, scratch);
    let found = permutation_tests(items, strata, 1, options, scratch, one)?.pop()??;
    (found.permutations == options.replicates).then_some(found)
}

/// [`permutation_test`] of several statistics under the same permutations.
///
/// # Arguments
/// - `items`, `strata`, `options`, `scratch`: as for [`permutation_test`];
/// - `statistics`: how many numbers the statistic has;
/// - `statistic(order, scratch, out)`: computes them into `out`. What it leaves at NaN is undefined under this
///   permutation, which then does not count for that number; [`PermutationTest::permutations`] says how many do.
///
/// # Returns
/// One test a statistic, `None` where it is undefined for the data or under all permutations; `None` as a whole
/// without items, statistics or permutations, or when the strata do not fit.
///
/// # Complexity
/// `B + 1` calls and O(items) each, on all threads; `B × statistics` numbers of memory.
///
/// # Example
/// ```
/// use cmgraph::stats::{ResampleOptions, permutation_tests};
/// let days = [2.0, 3.0, 3.0, 4.0, 9.0, 11.0, 8.0, 12.0];
/// let tests = permutation_tests(8, None, 2, &ResampleOptions::default(), || (), |order, _, out| {
///     // Sum of the first four, and of two of them.
///     out[0] = order[..4].iter().map(|&i| days[i as usize]).sum();
///     out[1] = order[..2].iter().map(|&i| days[i as usize]).sum();
/// })
/// .unwrap();
/// assert!(tests[0].unwrap().p_low < tests[1].unwrap().p_low);
/// ```
pub fn permutation_tests<S, M, F>(
    items: usize,
    strata: Option<&[u32]>,
    statistics: usize,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
) -> Option<Vec<Option<PermutationTest>>>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S, &mut [f64]) + Sync + Send,
{
    let one = |orders: &[Vec<u32>], scratch: &mut S, out: &mut [f64]| statistic(&orders[0], scratch, out);
    permutation_tests_in_batches(1, items, strata, statistics, options, scratch, one)
}

/// [`permutation_tests`] of a statistic that takes several permutations at once, at most `batch`: for data that are read
/// once for all of them.
///
/// `statistic(orders, scratch, out)` gets one order a permutation and writes the statistics of one after the other.
pub(crate) fn permutation_tests_in_batches<S, M, F>(
    batch: usize,
    items: usize,
    strata: Option<&[u32]>,
    statistics: usize,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
) -> Option<Vec<Option<PermutationTest>>>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[Vec<u32>], &mut S, &mut [f64]) + Sync + Send,
{
    let original: Vec<u32> = (0..u32::try_from(items).ok()?).collect();
    let nothing = items == 0 || statistics == 0 || options.replicates == 0 || batch == 0;
    if nothing || strata.is_some_and(|strata| strata.len() != items) {
        return None;
    }
    // Positions stratum by stratum; a shuffle moves labels within each run.
    let mut positions = original.clone();
    let mut runs = vec![items];
    if let Some(strata) = strata {
        positions.sort_by_key(|&item| strata[item as usize]);
        let same = |a: &u32, b: &u32| strata[*a as usize] == strata[*b as usize];
        runs = positions.chunk_by(same).map(<[u32]>::len).collect();
    }
    let mut observed = vec![f64::NAN; statistics];
    statistic(std::slice::from_ref(&original), &mut scratch(), &mut observed);
    let mut values = vec![f64::NAN; statistics * options.replicates];
    values.par_chunks_mut(statistics * batch).enumerate().for_each_init(
        || (vec![original.clone(); batch], positions.clone(), scratch()),
        |(orders, shuffled, scratch), (chunk, out)| {
            let orders = &mut orders[..out.len() / statistics];
            for (order, replicate) in orders.iter_mut().zip(chunk * batch..) {
                let mut rng = stream(options.seed, replicate as u64);
                shuffled.copy_from_slice(&positions);
                let mut start = 0;
                for &run in &runs {
                    let labels = &mut shuffled[start..start + run];
                    for last in (1..run).rev() {
                        labels.swap(last, below(&mut rng, last + 1));
                    }
                    start += run;
                }
                for (&item, &label) in positions.iter().zip(shuffled.iter()) {
                    order[item as usize] = label;
                }
            }
            statistic(orders, scratch, out);
        },
    );
    let test = |at: usize| {
        let values = values.iter().skip(at).step_by(statistics).copied();
        summary(observed[at], &values.filter(|value| !value.is_nan()).collect::<Vec<_>>())
    };
    Some((0..statistics).map(test).collect())
}

fn summary(observed: f64, values: &[f64]) -> Option<PermutationTest> {
    if values.is_empty() {
        return None;
    }
    let all = (values.len() + 1) as f64;
    let expected = (observed + values.iter().sum::<f64>()) / all;
    let squares: f64 = values.iter().chain([&observed]).map(|value| (value - expected).powi(2)).sum();
    let spread = (squares / all).sqrt();
    if !expected.is_finite() || !spread.is_finite() {
        return None;
    }
    let slack = TIE * values.iter().fold(observed.abs(), |largest, value| largest.max(value.abs()));
    let p = |extreme: &dyn Fn(f64) -> bool| {
        (1 + values.iter().filter(|&&value| extreme(value)).count()) as f64 / all
    };
    Some(PermutationTest {
        observed,
        expected,
        spread,
        p_value: p(&|value| (value - expected).abs() >= (observed - expected).abs() - slack),
        p_high: p(&|value| value >= observed - slack),
        p_low: p(&|value| value <= observed + slack),
        permutations: values.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 8] = [0.3, 0.1, 0.45, 0.9, 0.2, 1.3, 1.1, 0.7];

    /// Sum of the values whose item carries a label below 3.
    fn first_three(order: &[u32]) -> f64 {
        order.iter().zip(VALUES).filter(|(label, _)| **label < 3).map(|(_, value)| value).sum()
    }

    #[test]
    fn against_enumeration() {
        // All 56 triples; the sampled p is within four standard errors of the exact one. No triple mirrors
        // another in the mean, so that the sampled mean breaks no tie.
        let sums: Vec<f64> = (0u32..256)
            .filter(|set| set.count_ones() == 3)
            .map(|set| (0..8).filter(|i| set >> i & 1 == 1).map(|i| VALUES[i]).sum())
            .collect();
        assert_eq!(sums.len(), 56);
        let observed = first_three(&[0, 1, 2, 3, 4, 5, 6, 7]);
        let mean = VALUES.iter().sum::<f64>() * 3.0 / 8.0;
        let share =
            |extreme: &dyn Fn(f64) -> bool| sums.iter().filter(|sum| extreme(**sum)).count() as f64 / 56.0;
        let two_sided = share(&|sum| (sum - mean).abs() >= (observed - mean).abs() - 1e-12);
        let (low, high) = (share(&|sum| sum <= observed + 1e-12), share(&|sum| sum >= observed - 1e-12));
        let options = ResampleOptions { replicates: 40_000, seed: 2 };
        let found = permutation_test(8, None, &options, || (), |order, _| first_three(order)).unwrap();
        for (found, exact) in [(found.p_value, two_sided), (found.p_low, low), (found.p_high, high)] {
            assert!((found - exact).abs() < 0.009, "{found} {exact}");
        }
        assert!((found.expected - mean).abs() < 0.01);
        assert_eq!((found.observed, found.permutations), (observed, 40_000));
    }

    #[test]
    fn strata_keep_their_labels() {
        let strata = [7, 7, 3, 3, 3, 7, 1, 3];
        let options = ResampleOptions { replicates: 99, seed: 2 };
        let found = permutation_test(
            8,
            Some(&strata),
            &options,
            || (),
            |order, _| {
                assert!(order.iter().enumerate().all(|(i, &j)| strata[i] == strata[j as usize]));
                let mut sorted = order.to_vec();
                sorted.sort_unstable();
                assert_eq!(sorted, [0, 1, 2, 3, 4, 5, 6, 7]);
                f64::from(order[0] * 8 + order[2])
            },
        )
        .unwrap();
        assert!(found.spread > 0.0);
        // Alone in a stratum each: nothing can move, nothing is shown.
        let alone = permutation_test(
            8,
            Some(&[0, 1, 2, 3, 4, 5, 6, 7]),
            &options,
            || (),
            |order, _| first_three(order),
        );
        assert_eq!(alone.unwrap().p_value, 1.0);
    }

    #[test]
    fn several_statistics_share_the_permutations() {
        let options = ResampleOptions { replicates: 400, seed: 9 };
        let single = permutation_test(8, None, &options, || (), |order, _| first_three(order));
        let both = permutation_tests(
            8,
            None,
            3,
            &options,
            || (),
            |order, _, out| {
                out[0] = first_three(order);
                // Undefined where another item carries the first label; the third always is.
                out[1] = if order[0] == 0 { 1.0 } else { f64::NAN };
            },
        )
        .unwrap();
        assert_eq!(both[0], single);
        let half = both[1].unwrap();
        assert!((20..90).contains(&half.permutations), "{}", half.permutations);
        assert_eq!((half.p_value, half.expected, both[2]), (1.0, 1.0, None));
        assert!(permutation_tests(8, None, 0, &options, || (), |_, _, _| ()).is_none());
    }

    #[test]
    fn threads_ties_and_edges() {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = ResampleOptions { replicates: 200, seed: 4 };
            pool.install(|| permutation_test(8, None, &options, || (), |order, _| first_three(order)))
        };
        assert_eq!(with(1), with(2));
        let options = ResampleOptions { replicates: 9, seed: 4 };
        // The same sum in another order of adding is a tie.
        let total = permutation_test(
            8,
            None,
            &options,
            || (),
            |order, _| order.iter().map(|&i| VALUES[i as usize]).sum(),
        );
        let total = total.unwrap();
        assert_eq!((total.p_value, total.p_high, total.p_low), (1.0, 1.0, 1.0));
        assert!(permutation_test(0, None, &options, || (), |_, _| 0.0).is_none());
        assert!(permutation_test(2, Some(&[1]), &options, || (), |_, _| 0.0).is_none());
        assert!(permutation_test(2, None, &options, || (), |_, _| f64::NAN).is_none());
        let none = ResampleOptions { replicates: 0, seed: 4 };
        assert!(permutation_test(2, None, &none, || (), |_, _| 0.0).is_none());
    }

    #[test]
    fn false_alarms_are_as_frequent_as_they_say() {
        // 500 samples without an effect, tested at 10% with 99 permutations.
        let options = ResampleOptions { replicates: 99, seed: 1 };
        let alarms = (0..500)
            .filter(|&run| {
                let mut rng = stream(55, run);
                let values: Vec<f64> =
                    (0..12).map(|_| super::super::super::sample::uniform(&mut rng)).collect();
                let test = permutation_test(
                    12,
                    None,
                    &options,
                    || (),
                    |order, _| {
                        order
                            .iter()
                            .zip(&values)
                            .filter(|(label, _)| **label < 6)
                            .map(|(_, value)| value)
                            .sum()
                    },
                );
                test.unwrap().p_value <= 0.1
            })
            .count();
        println!("false alarms at 10%: {alarms} of 500");
        assert!((30..=72).contains(&alarms), "{alarms}");
    }
}
