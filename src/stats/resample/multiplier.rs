//! Bands that hold for many estimates at once: the multiplier bootstrap of influence functions.

use super::super::sample::stream;
use super::super::special::two_sided_z;
use super::bootstrap::ResampleOptions;
use super::interval::quantile;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use rayon::prelude::*;

/// Interquartile range of the standard normal distribution.
const NORMAL_IQR: f64 = 1.348_979_500_392_163_7;

/// Distribution of the multipliers, both of mean 0 and variance 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultiplierWeights {
    /// ±1 with probability ½ each.
    Rademacher,
    /// `(1 - √5)/2` with probability `(√5 + 1)/(2√5)`, else `(1 + √5)/2`: third moment 1, which keeps skewness.
    Mammen,
}

/// Result of [`multiplier_bootstrap`].
#[derive(Debug, Clone, PartialEq)]
pub struct MultiplierBootstrap {
    /// Standard error of each estimate: interquartile range of its replicates / 1.349; 0 if nothing in the
    /// data moves it.
    pub standard_errors: Vec<f64>,
    /// `c` such that `estimate ± c · standard error` holds for all estimates at once with the wanted
    /// probability; not below `pointwise`.
    pub critical_value: f64,
    /// Normal quantile for a single estimate.
    pub pointwise: f64,
    /// Independent clusters.
    pub clusters: usize,
    /// Estimates with a positive standard error, over which the maximum is taken.
    pub estimates: usize,
}

/// Standard errors and a simultaneous critical value from influence functions.
///
/// An estimate is `θ̂ - θ ≈ (1/n) Σ ψ_i`. A replicate is `θ* = (1/n) Σ V_i ψ_i` with one multiplier `V` a cluster; the critical
/// value is the `level` quantile of `max |θ*/se|` over the estimates.
///
/// # Arguments
/// - `influence`: `ψ`, unit by unit, `estimates` numbers each;
/// - `clusters`: cluster of each unit, by any labels; each unit its own if absent;
/// - `weights`, the confidence `level` in (0, 1), and `options`: 999 replicates are the usual.
///
/// # Returns
/// `None` without estimates or replicates, with fewer than two clusters, when lengths do not fit, a value is
/// not finite, or the level is outside (0, 1).
///
/// # Complexity
/// O(replicates × clusters × estimates), on all threads.
///
/// # Example
/// Means of three measures of 200 units: the band is wider than three single intervals.
/// ```
/// use cmgraph::stats::{MultiplierWeights, ResampleOptions, multiplier_bootstrap};
/// let influence: Vec<f64> = (0..600u32).map(|i| f64::from(i * i * 7919 % 1000) / 1000.0 - 0.5).collect();
/// let found = multiplier_bootstrap(&influence, 3, None, MultiplierWeights::Rademacher, 0.95, &ResampleOptions::default())
///     .unwrap();
/// assert!(found.critical_value > found.pointwise && found.critical_value < 2.8);
/// ```
///
/// # Reference
/// B. Callaway, P. H. C. Sant'Anna, *Difference-in-differences with multiple time periods*, Journal of Econometrics
/// 225 (2021), algorithm 1; E. Mammen, *Bootstrap and wild bootstrap for high dimensional linear models*,
/// Annals of Statistics 21 (1993).
pub fn multiplier_bootstrap(
    influence: &[f64],
    estimates: usize,
    clusters: Option<&[u32]>,
    weights: MultiplierWeights,
    level: f64,
    options: &ResampleOptions,
) -> Option<MultiplierBootstrap> {
    let pointwise = two_sided_z(level)?;
    if estimates == 0 || options.replicates == 0 || !influence.len().is_multiple_of(estimates) {
        return None;
    }
    let units = influence.len() / estimates;
    let fits = clusters.is_none_or(|clusters| clusters.len() == units);
    if !fits || !influence.iter().all(|value| value.is_finite()) {
        return None;
    }
    let sums = cluster_sums(influence, estimates, clusters);
    let groups = sums.len() / estimates;
    if groups < 2 {
        return None;
    }
    let mut replicates = vec![0.0; options.replicates * estimates];
    replicates.par_chunks_mut(estimates).enumerate().for_each(|(replicate, out)| {
        let mut multipliers = Multipliers::new(weights, stream(options.seed, replicate as u64));
        for cluster in sums.chunks_exact(estimates) {
            let multiplier = multipliers.next();
            for (out, value) in out.iter_mut().zip(cluster) {
                *out += multiplier * value;
            }
        }
        for out in out {
            *out /= units as f64;
        }
    });
    let standard_errors: Vec<f64> = (0..estimates)
        .map(|estimate| {
            let mut values: Vec<f64> = replicates.iter().skip(estimate).step_by(estimates).copied().collect();
            values.sort_unstable_by(f64::total_cmp);
            (quantile(&values, 0.75) - quantile(&values, 0.25)) / NORMAL_IQR
        })
        .collect();
    let mut largest: Vec<f64> = replicates
        .chunks_exact(estimates)
        .map(|replicate| {
            let ratios = replicate.iter().zip(&standard_errors).filter(|(_, error)| **error > 0.0);
            ratios.map(|(value, error)| (value / error).abs()).fold(0.0, f64::max)
        })
        .collect();
    largest.sort_unstable_by(f64::total_cmp);
    Some(MultiplierBootstrap {
        // Below the quantile of a single estimate it can only be by chance.
        critical_value: quantile(&largest, level).max(pointwise),
        pointwise,
        clusters: groups,
        estimates: standard_errors.iter().filter(|error| **error > 0.0).count(),
        standard_errors,
    })
}

/// Sums of the influence functions of each cluster, in the order of the labels.
fn cluster_sums(influence: &[f64], estimates: usize, clusters: Option<&[u32]>) -> Vec<f64> {
    let Some(clusters) = clusters else { return influence.to_vec() };
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    order.sort_by_key(|&unit| clusters[unit]);
    let mut sums = Vec::new();
    for cluster in order.chunk_by(|&a, &b| clusters[a] == clusters[b]) {
        let start = sums.len();
        sums.resize(start + estimates, 0.0);
        for &unit in cluster {
            for (sum, value) in sums[start..].iter_mut().zip(&influence[unit * estimates..]) {
                *sum += value;
            }
        }
    }
    sums
}

struct Multipliers {
    weights: MultiplierWeights,
    rng: ChaCha8Rng,
    bits: u64,
    left: u32,
}

impl Multipliers {
    fn new(weights: MultiplierWeights, rng: ChaCha8Rng) -> Multipliers {
        Multipliers { weights, rng, bits: 0, left: 0 }
    }

    fn next(&mut self) -> f64 {
        match self.weights {
            MultiplierWeights::Rademacher => {
                if self.left == 0 {
                    (self.bits, self.left) = (self.rng.next_u64(), 64);
                }
                let sign = if self.bits & 1 == 1 { 1.0 } else { -1.0 };
                self.bits >>= 1;
                self.left -= 1;
                sign
            }
            MultiplierWeights::Mammen => {
                let root = 5f64.sqrt();
                let low = super::super::sample::uniform(&mut self.rng) < (root + 1.0) / (2.0 * root);
                if low { (1.0 - root) / 2.0 } else { (1.0 + root) / 2.0 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::standard_normal;
    use super::*;

    const BOTH: [MultiplierWeights; 2] = [MultiplierWeights::Rademacher, MultiplierWeights::Mammen];

    fn normals(key: u64, len: usize) -> Vec<f64> {
        let mut rng = stream(13, key);
        (0..len).map(|_| standard_normal(&mut rng)).collect()
    }

    #[test]
    fn moments_of_the_multipliers() {
        for (weights, third) in BOTH.into_iter().zip([0.0, 1.0]) {
            let mut multipliers = Multipliers::new(weights, stream(1, 1));
            let n = 200_000;
            let mut moments = [0.0; 3];
            for _ in 0..n {
                let value = multipliers.next();
                for (power, moment) in (1..).zip(&mut moments) {
                    *moment += value.powi(power) / f64::from(n);
                }
            }
            for (found, expected) in moments.into_iter().zip([0.0, 1.0, third]) {
                assert!((found - expected).abs() < 0.02, "{weights:?} {moments:?}");
            }
        }
    }

    #[test]
    fn independent_estimates_have_known_bands() {
        // scipy 1.17.1: the 95% points of the largest of 1, 3 and 20 absolute normal variables.
        let options = ResampleOptions { replicates: 6000, seed: 6 };
        for weights in BOTH {
            for (estimates, expected) in [(1, 1.959964), (3, 2.387735), (20, 3.015894)] {
                let influence = normals(estimates as u64, 400 * estimates);
                let found =
                    multiplier_bootstrap(&influence, estimates, None, weights, 0.95, &options).unwrap();
                assert!((found.critical_value - expected).abs() < 0.08, "{weights:?} {estimates} {found:?}");
                // se = √(Σ ψ²)/n.
                for (column, error) in found.standard_errors.iter().enumerate() {
                    let squares: f64 = influence.iter().skip(column).step_by(estimates).map(|x| x * x).sum();
                    assert!((error / (squares.sqrt() / 400.0) - 1.0).abs() < 0.06, "{found:?}");
                }
                assert_eq!((found.clusters, found.estimates), (400, estimates));
            }
        }
    }

    #[test]
    fn clusters_keep_together() {
        // Ten equal rows a cluster: the error is that of the clusters, √10 times the naive one.
        let base = normals(40, 200);
        let influence: Vec<f64> = base.iter().flat_map(|&x| [x; 10]).collect();
        let labels: Vec<u32> = (0..2000).map(|row| 1000 - row / 10).collect();
        let options = ResampleOptions { replicates: 4000, seed: 6 };
        let error = |clusters| {
            let found =
                multiplier_bootstrap(&influence, 1, clusters, MultiplierWeights::Rademacher, 0.95, &options);
            found.unwrap().standard_errors[0]
        };
        let ratio = error(Some(&labels[..])) / error(None);
        assert!((ratio / 10f64.sqrt() - 1.0).abs() < 0.06, "{ratio}");
    }

    #[test]
    fn band_covers_all_at_once() {
        // Means of 8 correlated measures of 60 units, truth 0, 400 runs: the band holds them all in 95%.
        let options = ResampleOptions { replicates: 399, seed: 2 };
        let runs = 400;
        let covered = (0..runs)
            .filter(|&run| {
                let draws = normals(1000 + run, 60 * 9);
                let (common, own) = draws.split_at(60);
                let at = |unit: usize, j: usize| common[unit] + own[unit * 8 + j];
                let means: Vec<f64> =
                    (0..8).map(|j| (0..60).map(|unit| at(unit, j)).sum::<f64>() / 60.0).collect();
                let influence: Vec<f64> =
                    (0..480).map(|place| at(place / 8, place % 8) - means[place % 8]).collect();
                let band =
                    multiplier_bootstrap(&influence, 8, None, MultiplierWeights::Rademacher, 0.95, &options);
                let band = band.unwrap();
                means.iter().zip(&band.standard_errors).all(|(m, e)| m.abs() <= band.critical_value * e)
            })
            .count();
        println!("simultaneous coverage: {covered} of {runs}");
        assert!((0.905..=0.975).contains(&(covered as f64 / runs as f64)), "{covered}");
    }

    #[test]
    fn threads_and_edges() {
        let influence = normals(3, 300);
        let run = |influence: &[f64], estimates, clusters: Option<&[u32]>, level| {
            let options = ResampleOptions { replicates: 101, seed: 2 };
            multiplier_bootstrap(influence, estimates, clusters, MultiplierWeights::Mammen, level, &options)
        };
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(&influence, 3, None, 0.95))
        };
        assert_eq!(with(1), with(2));
        assert!(run(&influence, 0, None, 0.95).is_none() && run(&influence, 7, None, 0.95).is_none());
        assert!(
            run(&influence, 3, Some(&[1; 100]), 0.95).is_none()
                && run(&influence, 3, Some(&[1]), 0.95).is_none()
        );
        assert!(run(&influence, 3, None, 1.0).is_none() && run(&[f64::NAN; 4], 1, None, 0.95).is_none());
        assert!(run(&[], 1, None, 0.95).is_none() && run(&[1.0], 1, None, 0.95).is_none());
        // An estimate that nothing moves takes no part.
        let flat = run(&[1.0, 0.0, -1.0, 0.0, 2.0, 0.0, 0.5, 0.0], 2, None, 0.95).unwrap();
        assert_eq!((flat.estimates, flat.standard_errors[1]), (1, 0.0));
        assert!(flat.critical_value.is_finite());
        let nothing = run(&[0.0; 8], 2, None, 0.95).unwrap();
        assert_eq!((nothing.estimates, nothing.critical_value), (0, nothing.pointwise));
    }
}
