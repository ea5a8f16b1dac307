//! The bootstrap over independent units.

use super::super::rank::DEFAULT_SEED;
use super::super::sample::{below, stream};
use super::interval::Replicates;
use rayon::prelude::*;

/// Replicates of a bootstrap.
pub const DEFAULT_REPLICATES: usize = 999;

/// How often to resample, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResampleOptions {
    /// Number of replicates.
    pub replicates: usize,
    /// Seed of the random streams.
    pub seed: u64,
}

impl Default for ResampleOptions {
    fn default() -> Self {
        ResampleOptions { replicates: DEFAULT_REPLICATES, seed: DEFAULT_SEED }
    }
}

/// Replicates of statistics under resampling of `units` with replacement.
///
/// A replicate is told as the number of times each unit was drawn (they sum to `units`), so that a statistic made
/// of sums over units is a weighted sum.
///
/// # Arguments
/// - `units`: number of independent units (persons, teams, threads), in an order that is not that of the rows;
/// - `statistics`: how many numbers the statistic has;
/// - `scratch`: makes working memory for the statistic, which must not carry anything over;
/// - `statistic(times, scratch, out)`: computes the numbers into `out`. What it leaves at NaN is undefined in
///   this replicate, is left out of the intervals and counted.
///
/// # Returns
/// `None` without units, statistics or replicates.
///
/// # Complexity
/// `replicates + 1` calls, on all threads; `replicates × statistics` numbers of memory.
///
/// # Example
/// Questions and answered questions of six persons; the share is a ratio of sums, and persons are the unit:
/// ```
/// use cmgraph::stats::{ResampleOptions, bootstrap};
/// let asked = [10.0, 2.0, 4.0, 30.0, 1.0, 5.0];
/// let answered = [8.0, 2.0, 1.0, 12.0, 1.0, 4.0];
/// let sum = |values: &[f64], times: &[u32]| -> f64 { values.iter().zip(times).map(|(x, &n)| x * f64::from(n)).sum() };
/// let share = bootstrap(6, 1, &ResampleOptions::default(), || (), |times, _, out| {
///     out[0] = sum(&answered, times) / sum(&asked, times);
/// })
/// .unwrap();
/// assert_eq!(share.point(0), Some(28.0 / 52.0));
/// let interval = share.percentile(0, 0.95).unwrap();
/// assert!(interval.low > 0.3 && interval.high < 0.9 && interval.contains(28.0 / 52.0));
/// ```
///
/// # Reference
/// B. Efron, R. J. Tibshirani, *An introduction to the bootstrap* (1993).
pub fn bootstrap<S, M, F>(
    units: usize,
    statistics: usize,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
) -> Option<Replicates>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S, &mut [f64]) + Sync + Send,
{
    replicate(
        units,
        statistics,
        options,
        scratch,
        statistic,
        |seed, replicate, times| {
            let mut rng = stream(seed, replicate);
            times.fill(0);
            for _ in 0..times.len() {
                times[below(&mut rng, units)] += 1;
            }
        },
        vec![1; units],
    )
}

/// Statistics of all units, and with each of `redraw`'s resamples written into a buffer like `original`.
pub(super) fn replicate<S, M, F, R>(
    units: usize,
    statistics: usize,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
    redraw: R,
    original: Vec<u32>,
) -> Option<Replicates>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S, &mut [f64]) + Sync + Send,
    R: Fn(u64, u64, &mut [u32]) + Sync + Send,
{
    if units == 0 || units > u32::MAX as usize || statistics == 0 || options.replicates == 0 {
        return None;
    }
    let mut point = vec![f64::NAN; statistics];
    statistic(&original, &mut scratch(), &mut point);
    let mut values = vec![f64::NAN; statistics * options.replicates];
    values.par_chunks_mut(statistics).enumerate().for_each_init(
        || (original.clone(), scratch()),
        |(resample, scratch), (replicate, out)| {
            redraw(options.seed, replicate as u64, resample);
            statistic(resample, scratch, out);
        },
    );
    Some(Replicates::new(point, values))
}

/// The statistics with each unit left out in turn, for [`Replicates::bca`]: `units × statistics` numbers, unit by
/// unit.
///
/// # Arguments
/// As [`bootstrap`].
///
/// # Returns
/// Empty without units or statistics.
///
/// # Complexity
/// `units` calls, on all threads.
///
/// # Example
/// ```
/// use cmgraph::stats::jackknife;
/// let values = [1.0, 2.0, 6.0];
/// let left_out = jackknife(3, 1, || (), |times, _, out| {
///     let total: f64 = values.iter().zip(times).map(|(x, &n)| x * f64::from(n)).sum();
///     out[0] = total / times.iter().sum::<u32>() as f64;
/// });
/// assert_eq!(left_out, [4.0, 3.5, 1.5]);
/// ```
pub fn jackknife<S, M, F>(units: usize, statistics: usize, scratch: M, statistic: F) -> Vec<f64>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S, &mut [f64]) + Sync + Send,
{
    if statistics == 0 {
        return Vec::new();
    }
    let mut values = vec![f64::NAN; units * statistics];
    values.par_chunks_mut(statistics).enumerate().for_each_init(
        || (vec![1; units], scratch()),
        |(times, scratch), (unit, out)| {
            times[unit] = 0;
            statistic(times, scratch, out);
            times[unit] = 1;
        },
    );
    values
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::gamma;
    use super::*;

    fn mean(values: &[f64], times: &[u32]) -> f64 {
        let total: f64 = values.iter().zip(times).map(|(x, &n)| x * f64::from(n)).sum();
        total / times.iter().sum::<u32>() as f64
    }

    #[test]
    fn standard_error_of_a_mean() {
        let values: Vec<f64> = (0..40).map(|i| f64::from(i * i % 37)).collect();
        let options = ResampleOptions { replicates: 20_000, seed: 4 };
        let found = bootstrap(40, 1, &options, || (), |times, _, out| out[0] = mean(&values, times)).unwrap();
        // The bootstrap variance of a mean is Σ(x - x̄)²/n².
        let centre = mean(&values, &[1; 40]);
        let error = (values.iter().map(|x| (x - centre).powi(2)).sum::<f64>()).sqrt() / 40.0;
        assert_eq!(found.point(0), Some(centre));
        assert!((found.standard_error(0).unwrap() / error - 1.0).abs() < 0.02);
    }

    #[test]
    fn threads_do_not_matter_and_seeds_do() {
        let values: Vec<f64> = (0..30).map(|i| f64::from(i * 7 % 11)).collect();
        let with = |threads, seed| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = ResampleOptions { replicates: 301, seed };
            // The scratch is reused by a thread.
            pool.install(|| {
                bootstrap(
                    30,
                    2,
                    &options,
                    || vec![0.0; 30],
                    |times, scratch, out| {
                        for ((s, x), &n) in scratch.iter_mut().zip(&values).zip(times) {
                            *s = x * f64::from(n);
                        }
                        out[0] = scratch.iter().sum();
                        out[1] = scratch.iter().copied().fold(0.0, f64::max);
                    },
                )
                .unwrap()
            })
        };
        assert_eq!(with(1, 5), with(2, 5));
        assert_ne!(with(1, 5), with(1, 6));
    }

    #[test]
    fn undefined_replicates_are_counted() {
        // Undefined unless the only helper was drawn: (1 - 1/5)^5 = 33% of the replicates.
        let found = bootstrap(
            5,
            1,
            &ResampleOptions::default(),
            || (),
            |times, _, out| {
                if times[2] > 0 {
                    out[0] = f64::from(times[2]);
                }
            },
        )
        .unwrap();
        let share = found.undefined(0) as f64 / found.len() as f64;
        assert!((share - 0.8f64.powi(5)).abs() < 0.05, "{share}");
        assert!(found.percentile(0, 0.95).unwrap().low >= 1.0);
        let never = bootstrap(5, 1, &ResampleOptions::default(), || (), |_, _, _| ()).unwrap();
        assert_eq!((never.point(0), never.percentile(0, 0.95), never.standard_error(0)), (None, None, None));
        let none = |units, statistics, replicates| {
            let options = ResampleOptions { replicates, seed: 1 };
            bootstrap(units, statistics, &options, || (), |_, _, _| ()).is_none()
        };
        assert!(none(0, 1, 9) && none(1, 0, 9) && none(1, 1, 0) && !none(1, 1, 9));
        assert!(
            jackknife(0, 1, || (), |_, _, _| ()).is_empty()
                && jackknife(3, 0, || (), |_, _, _| ()).is_empty()
        );
    }

    #[test]
    fn coverage_of_a_skewed_mean() {
        // 250 samples of 40 from an exponential distribution: nominal 95%; percentile intervals of a skewed
        // mean run a little short. Fixed seeds.
        let (runs, n) = (250, 40);
        let options = ResampleOptions { replicates: 299, seed: 9 };
        let mut covered = [0; 3];
        for run in 0..runs {
            let mut rng = stream(77, run);
            let values: Vec<f64> = (0..n).map(|_| gamma(&mut rng, 1.0)).collect();
            let of = |times: &[u32], _: &mut (), out: &mut [f64]| out[0] = mean(&values, times);
            let found = bootstrap(n, 1, &options, || (), of).unwrap();
            let left_out = jackknife(n, 1, || (), of);
            let intervals = [found.percentile(0, 0.95), found.basic(0, 0.95), found.bca(0, &left_out, 0.95)];
            for (covered, interval) in covered.iter_mut().zip(intervals) {
                *covered += u32::from(interval.unwrap().contains(1.0));
            }
        }
        let share = covered.map(|covered| f64::from(covered) / runs as f64);
        println!("coverage of percentile, basic, BCa: {share:?}");
        assert!(share.iter().all(|&share| (0.87..=0.97).contains(&share)), "{share:?}");
        assert!(share[2] >= share[1], "{share:?}");
    }
}
