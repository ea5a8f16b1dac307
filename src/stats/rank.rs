//! Ranks are estimates too: how sure is it that somebody belongs among the first `k`?
//!
//! [`prob_top_k`] answers with a posterior probability; sets of ranks that hold for all units at once are
//! [`rank_sets`](super::rank_sets).

use super::posterior::GammaRate;
use super::sample::{gamma, stream};
use super::special::gamma_quantile;
use rayon::prelude::*;

/// Posterior draws; the Monte-Carlo error of a probability is then at most 0.011 (one standard error).
pub const DEFAULT_DRAWS: usize = 2000;

/// Seed of the draws.
pub const DEFAULT_SEED: u64 = 0;

/// Draws held in memory at a time, so that memory is `units × BATCH` numbers.
const BATCH: usize = 64;

/// A unit is left out of the draws if it lies this far in the tail of those that fill the top.
const NEGLIGIBLE: f64 = 1e-9;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankOptions {
    /// Number of posterior draws.
    pub draws: usize,
    /// Seed of the random streams.
    pub seed: u64,
}

impl Default for RankOptions {
    fn default() -> Self {
        RankOptions { draws: DEFAULT_DRAWS, seed: DEFAULT_SEED }
    }
}

/// A unit to be ranked: its posterior, and a key that names its random stream.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedUnit {
    /// Distinct for each unit and independent of row order, such as a hash of its native id: units with the
    /// same key get the same randomness and would not be independent.
    pub key: u64,
    /// Posterior distribution of the unit's rate.
    pub rate: GammaRate,
}

/// Posterior probability of each unit to be among the `k` with the highest rates.
///
/// The posteriors are taken as independent and drawn [`RankOptions::draws`] times; each draw ranks all
/// units. Units tied for the last places of a draw share them. The probabilities sum to `k`.
///
/// # Arguments
/// `units` with finite positive shapes and rates (others count as rate 0); `k` from 0 up.
///
/// # Returns
/// The probabilities, in the order of the units; all 1 if `k` is at least their number, all 0 if `k` or the
/// number of draws is 0.
///
/// # Complexity
/// O(n × draws) for the `n` units that can matter: a unit is not drawn, and gets 0, if its 1 - 10⁻⁹ quantile
/// lies below the 10⁻⁹ quantiles of `k` others, which bounds its true probability by (k+1)·10⁻⁹. Each unit
/// has its own stream, so leaving some out, the row order and the number of threads change nothing else.
///
/// # Example
/// ```
/// use cmgraph::stats::{GammaRate, RankOptions, RankedUnit, prob_top_k};
/// let unit = |key, shape, rate| RankedUnit { key, rate: GammaRate { shape, rate } };
/// // 40 in 10 months, 5 in one month, 2 in 10 months.
/// let top = prob_top_k(&[unit(1, 40.0, 10.0), unit(2, 5.0, 1.0), unit(3, 2.0, 10.0)], 1, &RankOptions::default());
/// assert!(top[1] > 0.5 && top[0] > 0.25 && top[2] < 0.01);
/// ```
///
/// # Reference
/// N. M. Laird, T. A. Louis, *Empirical Bayes ranking methods*, Journal of Educational Statistics 14 (1989).
pub fn prob_top_k(units: &[RankedUnit], k: usize, options: &RankOptions) -> Vec<f64> {
    if k == 0 || options.draws == 0 {
        return vec![0.0; units.len()];
    }
    if k >= units.len() {
        return vec![1.0; units.len()];
    }
    let contenders = contenders(units, k);
    let mut streams: Vec<_> = contenders.iter().map(|&i| stream(options.seed, units[i].key)).collect();
    let mut wins = vec![0.0; contenders.len()];
    let mut values = vec![0.0; contenders.len() * BATCH];
    let (mut column, mut scratch) = (vec![0.0; contenders.len()], vec![0.0; contenders.len()]);
    for first in (0..options.draws).step_by(BATCH) {
        let batch = BATCH.min(options.draws - first);
        values.par_chunks_mut(BATCH).zip(&mut streams).zip(&contenders).for_each(|((row, rng), &i)| {
            let GammaRate { shape, rate } = units[i].rate;
            for value in &mut row[..batch] {
                *value = if usable(&units[i].rate) { gamma(rng, shape) / rate } else { 0.0 };
            }
        });
        for draw in 0..batch {
            for (value, row) in column.iter_mut().zip(values.chunks_exact(BATCH)) {
                *value = row[draw];
            }
            award(&column, &mut scratch, k, &mut wins);
        }
    }
    let mut probability = vec![0.0; units.len()];
    for (&i, &won) in contenders.iter().zip(&wins) {
        probability[i] = won / options.draws as f64;
    }
    probability
}

fn usable(rate: &GammaRate) -> bool {
    rate.shape > 0.0 && rate.rate > 0.0 && rate.shape.is_finite() && rate.rate.is_finite()
}

/// Units that could be among the first `k`, `k < units.len()`.
fn contenders(units: &[RankedUnit], k: usize) -> Vec<usize> {
    let ends: Vec<(f64, f64)> = units
        .par_iter()
        .map(|unit| {
            if usable(&unit.rate) {
                let end = |p| gamma_quantile(unit.rate.shape, p) / unit.rate.rate;
                (end(NEGLIGIBLE), end(1.0 - NEGLIGIBLE))
            } else {
                (0.0, 0.0)
            }
        })
        .collect();
    let mut lows: Vec<f64> = ends.iter().map(|end| end.0).collect();
    let (_, &mut bar, _) = lows.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a));
    (0..units.len()).filter(|&i| ends[i].1 >= bar).collect()
}

/// One draw: a win for each of the `k` highest values; ties for the last places share them.
fn award(values: &[f64], scratch: &mut [f64], k: usize, wins: &mut [f64]) {
    scratch.copy_from_slice(values);
    let bar = match scratch.len() {
        len if len <= k => f64::NEG_INFINITY,
        _ => *scratch.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a)).1,
    };
    let above = values.iter().filter(|&&value| value > bar).count();
    let level = values.iter().filter(|&&value| value == bar).count();
    let share = if level == 0 { 0.0 } else { (k - above) as f64 / level as f64 };
    for (win, &value) in wins.iter_mut().zip(values) {
        if value > bar {
            *win += 1.0;
        } else if value == bar {
            *win += share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(key: u64, shape: f64, rate: f64) -> RankedUnit {
        RankedUnit { key, rate: GammaRate { shape, rate } }
    }

    #[test]
    fn against_integration() {
        // P(top 1) = ∫ f₁ F₂ F₃ and P(top 2) = 1 - ∫ f₁ S₂ S₃ by scipy.integrate.quad.
        let units = [unit(11, 40.0, 10.0), unit(12, 5.0, 1.0), unit(13, 12.0, 4.0)];
        let options = RankOptions { draws: 100_000, seed: 3 };
        for (k, expected) in
            [(1, [0.32259220, 0.60847902, 0.06892878]), (2, [0.87741853, 0.81875127, 0.30383020])]
        {
            for (found, expected) in prob_top_k(&units, k, &options).into_iter().zip(expected) {
                // Four standard errors of 100,000 draws.
                assert!((found - expected).abs() < 0.0064, "top {k}: {found} {expected}");
            }
        }
    }

    #[test]
    fn edges() {
        let options = RankOptions::default();
        let two = [unit(1, 2.0, 1.0), unit(2, 2.0, 1.0)];
        assert_eq!(prob_top_k(&two, 0, &options), [0.0, 0.0]);
        assert_eq!(prob_top_k(&two, 2, &options), [1.0, 1.0]);
        assert!(prob_top_k(&[], 1, &options).is_empty());
        // No posterior is rate 0; those without share what is left.
        let odd = [unit(1, 2.0, 1.0), unit(2, f64::NAN, 1.0), unit(3, f64::INFINITY, 1.0)];
        assert_eq!(prob_top_k(&odd, 2, &options), [1.0, 0.5, 0.5]);
        // Shapes so small that every draw underflows: all tie, all share alike.
        let tiny: Vec<_> = (0..4).map(|key| unit(key, 1e-9, 1.0)).collect();
        assert_eq!(prob_top_k(&tiny, 1, &options), [0.25; 4]);
    }

    #[test]
    fn leaving_out_the_hopeless_changes_nothing() {
        let mut units: Vec<_> = (0..30).map(|key| unit(key, 50.0 + 3.0 * key as f64, 10.0)).collect();
        let alone = prob_top_k(&units, 5, &RankOptions::default());
        units.extend((100..400).map(|key| unit(key, 3.0, 10.0)));
        let kept = contenders(&units, 5);
        assert!(kept.iter().all(|&i| i < 30), "{kept:?}");
        let among = prob_top_k(&units, 5, &RankOptions::default());
        assert_eq!(among[..30], alone);
        assert!(among[30..].iter().all(|&p| p == 0.0));
    }

    #[test]
    fn threads_do_not_matter() {
        let units: Vec<_> = (0..300).map(|key| unit(key * 7, 1.0 + (key % 17) as f64, 3.0)).collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| prob_top_k(&units, 20, &RankOptions { draws: 300, seed: 5 }))
        };
        assert_eq!(with(1), with(3));
    }

    proptest! {
        #[test]
        fn probabilities_sum_to_k_whatever_the_rows(
            shapes in prop::collection::vec((0.01..60.0f64, 0.5..40.0f64), 2..40),
            k in 1usize..10,
            shift in 0usize..40,
        ) {
            let mut units: Vec<_> = (0..).zip(&shapes).map(|(key, &(a, b))| unit(key, a, b)).collect();
            let options = RankOptions { draws: 70, seed: 1 };
            let before = prob_top_k(&units, k, &options);
            prop_assert!((before.iter().sum::<f64>() - k.min(units.len()) as f64).abs() < 1e-9);
            let len = units.len();
            units.rotate_left(shift % len);
            let mut after = prob_top_k(&units, k, &options);
            after.rotate_right(shift % len);
            prop_assert_eq!(before, after);
        }
    }
}
