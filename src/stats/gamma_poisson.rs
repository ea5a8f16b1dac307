//! Empirical Bayes for counts with exposure: the Gamma-Poisson (negative binomial) model.
//!
//! Somebody with 3 answers in their single month is not three times as helpful as somebody with 12 in a
//! year. The model learns from everybody how much people differ, and pulls each person's rate towards the
//! common one as far as their own data leave room for doubt.
//!
//! `A ~ Poisson(λ E)` for a count `A` over exposure `E`; `λ ~ Gamma(a, b)` across units. Then
//! `λ | A ~ Gamma(a + A, b + E)`.

use super::interval::Interval;
use super::posterior::{GammaRate, Posterior};
use super::profile::{ProfilePoint, highest_maximum, histogram};
use super::sample::{below_u32, stream};
use super::special::{digamma_difference, ln_rising_ratio};
use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

/// Likelihood ratio below which units are not shown to differ: 5% point of the half-half mixture of χ²₀ and
/// χ²₁ that the statistic follows when the true spread is zero, at the edge of the parameter space.
///
/// Reference: S. G. Self, K.-Y. Liang, *Asymptotic properties of maximum likelihood estimators under
/// nonstandard conditions*, JASA 82 (1987), case 5.
pub const BOUNDARY_LIKELIHOOD_RATIO: f64 = 2.705_543_454_095_404;

/// A fitted Gamma-Poisson model; see [`GammaPoisson::fit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaPoisson {
    /// Shape of the prior; infinite if the best model has one rate for all.
    pub a: f64,
    /// Rate of the prior in units of exposure; infinite together with `a`.
    pub b: f64,
    /// Log-likelihood of the counts at the estimate, factorials included.
    pub log_likelihood: f64,
    /// Twice the gain in log-likelihood over one common rate; 0 if there is none.
    pub likelihood_ratio: f64,
    /// The data do not show that units differ: `likelihood_ratio` is below [`BOUNDARY_LIKELIHOOD_RATIO`].
    /// Shrinkage is then strong or total, and differences between units should not be told as facts.
    pub at_boundary: bool,
    /// Units with positive exposure, on which the fit rests.
    pub n: usize,
    /// Sum of the counts.
    pub total_count: f64,
    /// Sum of the exposures.
    pub total_exposure: f64,
}

/// Sufficient statistics: the likelihood splits into a part of the counts and a part of the exposures, so
/// neither needs to know the pairs.
struct Sums {
    /// Distinct positive counts and how many units have each.
    counts: Vec<(f64, f64)>,
    exposures: Vec<ExposureGroup>,
    n: usize,
    total_count: f64,
    total_exposure: f64,
    /// `Σ x ln E - ln x!`, which no parameter touches.
    constant: f64,
}

struct ExposureGroup {
    exposure: f64,
    units: f64,
    count: f64,
}

impl GammaPoisson {
    /// Fits `a` and `b` by maximum likelihood to `counts[i]` events over `exposure[i]`.
    ///
    /// Marginal log-likelihood of a unit: `ln Γ(a+x) - ln Γ(a) - ln x! + a ln(b/(b+E)) + x ln(E/(b+E))`.
    /// The mean `a/b` is solved for each `a`, and the profile over `ln a` is searched from 10⁻⁶ to 10⁶;
    /// beyond that the common rate (Poisson, `a` infinite) is taken. If all counts are zero, or there is one
    /// unit, the answer is the common rate, flagged.
    ///
    /// # Arguments
    /// Counts may be fractional (decayed), which makes this a quasi-likelihood. Exposures are in any unit of
    /// time. A unit with neither count nor exposure is left out.
    ///
    /// # Returns
    /// `None` when there is no unit with exposure, the lengths differ, or a value is negative, not finite,
    /// or a count without exposure.
    ///
    /// # Complexity
    /// O(n log n) to sort, then about 60 passes over the distinct counts and several over the distinct
    /// exposures each. The result does not depend on the order of the units, to the last bit.
    ///
    /// # Example
    /// Accidents of 647 munition workers (Greenwood and Yule):
    /// ```
    /// use cmgraph::stats::GammaPoisson;
    /// let counts: Vec<f64> = [447, 132, 42, 21, 3, 2]
    ///     .iter()
    ///     .enumerate()
    ///     .flat_map(|(accidents, &workers)| vec![accidents as f64; workers])
    ///     .collect();
    /// let model = GammaPoisson::fit(&counts, &vec![1.0; counts.len()]).unwrap();
    /// assert!((model.a - 0.8651).abs() < 1e-4 && (model.b - 1.8596).abs() < 1e-4);
    /// assert!(!model.at_boundary);
    /// let careful = model.posterior(0.0, 1.0, 0.9);
    /// assert!((careful.mean - 0.3025).abs() < 1e-4); // not 0: nobody is beyond accidents
    /// ```
    ///
    /// # Reference
    /// M. Greenwood, G. U. Yule, *An inquiry into the nature of frequency distributions*, JRSS 83 (1920);
    /// G. Casella, *An introduction to empirical Bayes data analysis*, American Statistician 39 (1985).
    pub fn fit(counts: &[f64], exposure: &[f64]) -> Option<GammaPoisson> {
        Some(GammaPoisson::fit_sums(&Sums::of(counts, exposure)?))
    }

    fn fit_sums(sums: &Sums) -> GammaPoisson {
        let pooled = sums.pooled_log_likelihood();
        let mut mean = sums.total_count / sums.total_exposure;
        let best = if sums.total_count > 0.0 && sums.n > 1 {
            highest_maximum(|a| {
                mean = sums.mean_given_shape(a, mean);
                sums.profile(a, mean)
            })
            .filter(|&(_, log_likelihood)| log_likelihood > pooled)
        } else {
            None
        };
        let (a, b, log_likelihood) = match best {
            Some((a, log_likelihood)) => (a, a / sums.mean_given_shape(a, mean), log_likelihood),
            None => (f64::INFINITY, f64::INFINITY, pooled),
        };
        let likelihood_ratio = 2.0 * (log_likelihood - pooled);
        GammaPoisson {
            a,
            b,
            log_likelihood,
            likelihood_ratio,
            at_boundary: likelihood_ratio < BOUNDARY_LIKELIHOOD_RATIO,
            n: sums.n,
            total_count: sums.total_count,
            total_exposure: sums.total_exposure,
        }
    }

    /// The model fitted again to `samples` bootstrap samples of the units: how far the prior itself is known.
    ///
    /// Units are drawn with replacement, a unit being its count and its exposure together. Samples without anything to fit
    /// are left out, so there may be fewer.
    ///
    /// # Complexity
    /// O(n) to draw a sample of `n` units, and its fit over distinct values; in parallel, the same for any number of
    /// threads and any order of the units.
    ///
    /// ```
    /// # use cmgraph::stats::GammaPoisson;
    /// let (counts, months) = ([0.0, 1.0, 0.0, 9.0, 2.0, 14.0, 3.0, 0.0], [6.0; 8]);
    /// let mut means: Vec<f64> = GammaPoisson::refits(&counts, &months, 200, 1).iter().map(GammaPoisson::mean).collect();
    /// means.sort_by(f64::total_cmp);
    /// assert!(means[10] < 0.45 && means[189] > 0.8); // the common rate of 8 people is hardly known
    /// ```
    pub fn refits(counts: &[f64], exposure: &[f64], samples: usize, seed: u64) -> Vec<GammaPoisson> {
        if Sums::of(counts, exposure).is_none() {
            return Vec::new();
        }
        // +0.0 as in the sums: equal counts have equal bits.
        let mut units: Vec<(f64, f64)> =
            exposure.iter().zip(counts).map(|(&time, &count)| (time, count + 0.0)).collect();
        units.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        // Few pairs are distinct: a sample is how often each was drawn.
        let (mut distinct, mut place_of): (Vec<(f64, f64)>, Vec<u32>) =
            (Vec::new(), Vec::with_capacity(units.len()));
        for unit in units {
            if distinct.last() != Some(&unit) {
                distinct.push(unit);
            }
            place_of.push(distinct.len() as u32 - 1);
        }
        let sample = |sample: usize| {
            let mut rng = stream(seed, sample as u64);
            let mut times = vec![0u32; distinct.len()];
            for _ in 0..place_of.len() {
                times[place_of[below_u32(&mut rng, place_of.len() as u32) as usize] as usize] += 1;
            }
            let drawn = distinct.iter().zip(&times).filter(|((time, _), times)| *time > 0.0 && **times > 0);
            let drawn: Vec<(f64, f64, f64)> =
                drawn.map(|(&(time, count), &times)| (time, count, f64::from(times))).collect();
            (!drawn.is_empty()).then(|| GammaPoisson::fit_sums(&Sums::of_groups(&drawn)))
        };
        (0..samples).into_par_iter().filter_map(sample).collect()
    }

    /// Whether the best model has one rate for all units (`a` and `b` infinite).
    pub fn is_pooled(&self) -> bool {
        self.a.is_infinite()
    }

    /// Mean of the prior, `a / b`: the rate of a unit of which nothing is known.
    pub fn mean(&self) -> f64 {
        if self.is_pooled() { self.total_count / self.total_exposure } else { self.a / self.b }
    }

    /// Distribution of a unit's rate given its count and exposure: `Gamma(a + count, b + exposure)`.
    ///
    /// If the model is pooled the units share one rate, and what is uncertain is that rate:
    /// `Gamma(total count + ½, total exposure)` (Jeffreys), the same for every unit. A spike without width
    /// would claim a knowledge that nobody has.
    pub fn rate_of(&self, count: f64, exposure: f64) -> GammaRate {
        if self.is_pooled() {
            GammaRate { shape: self.total_count + 0.5, rate: self.total_exposure }
        } else {
            GammaRate { shape: self.a + count, rate: self.b + exposure }
        }
    }

    /// Shrunken rate of a unit: posterior mean `(a + count) / (b + exposure)` and equal-tailed interval that
    /// holds `level` (usually [`DEFAULT_POSTERIOR_LEVEL`](super::DEFAULT_POSTERIOR_LEVEL)) of the posterior.
    ///
    /// In a pooled model the mean is the pooled rate, and the interval that of [`rate_of`](Self::rate_of).
    pub fn posterior(&self, count: f64, exposure: f64, level: f64) -> Posterior {
        let rate = self.rate_of(count, exposure);
        let Interval { low, high } = rate.interval(level);
        if self.is_pooled() {
            let mean = self.mean();
            Posterior { mean, low: low.min(mean), high: high.max(mean) }
        } else {
            Posterior { mean: rate.mean(), low, high }
        }
    }

    /// Posterior probability that a unit's rate is above `rate`.
    ///
    /// ```
    /// # use cmgraph::stats::GammaPoisson;
    /// let model = GammaPoisson::fit(&[0.0, 1.0, 0.0, 9.0, 2.0, 14.0], &[6.0; 6]).unwrap();
    /// assert!(model.prob_above(14.0, 6.0, 1.0) > 0.95);
    /// assert!(model.prob_above(1.0, 6.0, 1.0) < 0.1);
    /// ```
    pub fn prob_above(&self, count: f64, exposure: f64, rate: f64) -> f64 {
        self.rate_of(count, exposure).prob_above(rate)
    }
}

impl Sums {
    fn of(counts: &[f64], exposure: &[f64]) -> Option<Sums> {
        if counts.len() != exposure.len() {
            return None;
        }
        let mut pairs = Vec::with_capacity(counts.len());
        for (&count, &time) in counts.iter().zip(exposure) {
            let number = count >= 0.0 && time >= 0.0 && count.is_finite() && time.is_finite();
            if !number || (time == 0.0 && count > 0.0) {
                return None;
            }
            if time > 0.0 {
                // +0.0 turns a negative zero into a plain one, so that equal counts have equal bits.
                pairs.push((time, count + 0.0));
            }
        }
        if pairs.is_empty() {
            return None;
        }
        // One order for all row orders: floating-point sums depend on it.
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let exposures: Vec<ExposureGroup> = pairs
            .chunk_by(|a, b| a.0 == b.0)
            .map(|group| ExposureGroup {
                exposure: group[0].0,
                units: group.len() as f64,
                count: group.iter().map(|pair| pair.1).sum(),
            })
            .collect();
        let counts = histogram(pairs.iter().map(|pair| pair.1).collect());
        let factorials: f64 = counts.iter().map(|&(x, units)| units * ln_gamma(x + 1.0)).sum();
        let logs: f64 = exposures.iter().map(|g| g.count * g.exposure.ln()).sum();
        Some(Sums {
            n: pairs.len(),
            total_count: exposures.iter().map(|g| g.count).sum(),
            total_exposure: exposures.iter().map(|g| g.exposure * g.units).sum(),
            constant: logs - factorials,
            counts,
            exposures,
        })
    }

    /// The same from exposure, count, and how many units have both; sorted by exposure and count.
    fn of_groups(groups: &[(f64, f64, f64)]) -> Sums {
        let exposures: Vec<ExposureGroup> = groups
            .chunk_by(|a, b| a.0 == b.0)
            .map(|group| ExposureGroup {
                exposure: group[0].0,
                units: group.iter().map(|g| g.2).sum(),
                count: group.iter().map(|g| g.1 * g.2).sum(),
            })
            .collect();
        let mut counts: Vec<(f64, f64)> = groups.iter().filter(|g| g.1 > 0.0).map(|g| (g.1, g.2)).collect();
        counts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let counts: Vec<(f64, f64)> = counts
            .chunk_by(|a, b| a.0 == b.0)
            .map(|group| (group[0].0, group.iter().map(|g| g.1).sum()))
            .collect();
        let factorials: f64 = counts.iter().map(|&(x, units)| units * ln_gamma(x + 1.0)).sum();
        let logs: f64 = exposures.iter().map(|g| g.count * g.exposure.ln()).sum();
        Sums {
            n: exposures.iter().map(|g| g.units).sum::<f64>() as usize,
            total_count: exposures.iter().map(|g| g.count).sum(),
            total_exposure: exposures.iter().map(|g| g.exposure * g.units).sum(),
            constant: logs - factorials,
            counts,
            exposures,
        }
    }

    /// Poisson log-likelihood with one rate for all.
    fn pooled_log_likelihood(&self) -> f64 {
        if self.total_count == 0.0 {
            return 0.0;
        }
        self.constant + self.total_count * ((self.total_count / self.total_exposure).ln() - 1.0)
    }

    /// The mean `μ = a/b` that is best for this shape: the root of `Σ (x - μE)/(a + μE)`.
    ///
    /// The sum falls in `μ` and is convex, so Newton arrives from below without a bracket.
    fn mean_given_shape(&self, a: f64, start: f64) -> f64 {
        let mut mean = start;
        for _ in 0..200 {
            let (mut value, mut slope) = (0.0, 0.0);
            for g in &self.exposures {
                let spread = a + mean * g.exposure;
                value += (g.count - g.units * mean * g.exposure) / spread;
                slope -= g.exposure * (g.count + g.units * a) / (spread * spread);
            }
            let next = mean - value / slope;
            let next = if next > 0.0 { next } else { mean / 2.0 };
            if (next - mean).abs() <= 1e-15 * mean {
                return next;
            }
            mean = next;
        }
        mean
    }

    /// Log-likelihood and its derivative in `ln a` at the best mean (where the derivative in the mean is 0).
    fn profile(&self, a: f64, mean: f64) -> ProfilePoint {
        let (mut log_likelihood, mut score) = (self.constant + self.total_count * mean.ln(), 0.0);
        for &(x, units) in &self.counts {
            log_likelihood += units * ln_rising_ratio(a, x);
            score += units * digamma_difference(a, x);
        }
        for g in &self.exposures {
            let expected = mean * g.exposure;
            let log = (expected / a).ln_1p();
            log_likelihood -= (g.units * a + g.count) * log;
            score += (g.units * expected - g.count) / (a + expected) - g.units * log;
        }
        ProfilePoint { log_likelihood, score: a * score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, relative: f64) -> bool {
        (found - expected).abs() <= relative * expected.abs()
    }

    #[test]
    fn greenwood_yule() {
        let counts: Vec<f64> = [447, 132, 42, 21, 3, 2]
            .iter()
            .enumerate()
            .flat_map(|(accidents, &workers)| vec![accidents as f64; workers])
            .collect();
        let model = GammaPoisson::fit(&counts, &vec![1.0; 647]).unwrap();
        // scipy.optimize (Nelder-Mead to 1e-11) on the log-likelihood written with gammaln.
        assert!(close(model.a, 0.865115855, 1e-6) && close(model.b, 1.859567991, 1e-6), "{model:?}");
        assert!((model.log_likelihood - -592.2670972304).abs() < 1e-8, "{model:?}");
        assert!(close(model.likelihood_ratio, 49.834446278, 1e-8));
        assert!(!model.at_boundary && model.n == 647);
        for (x, mean) in [(0.0, 0.3025), (1.0, 0.6522), (3.0, 1.3516), (5.0, 2.0510)] {
            assert!((model.posterior(x, 1.0, 0.9).mean - mean).abs() < 5e-5);
        }
        // scipy.stats.gamma(a + 1, scale=1/(b + 1)): ppf(.05), ppf(.95), sf(1).
        let once = model.posterior(1.0, 1.0, 0.9);
        assert!(close(once.low, 0.105840287, 1e-5) && close(once.high, 1.581875946, 1e-5), "{once:?}");
        assert!(close(model.prob_above(1.0, 1.0, 1.0), 0.193276629, 1e-5));
    }

    const COUNTS: [f64; 12] = [0.0, 3.0, 12.0, 1.0, 0.0, 25.0, 2.0, 7.0, 0.0, 4.0, 31.0, 5.0];
    const MONTHS: [f64; 12] = [12.0, 1.0, 12.0, 9.0, 0.5, 12.0, 12.0, 3.25, 6.0, 6.0, 12.0, 7.0];

    #[test]
    fn unequal_exposures_against_scipy() {
        // scipy.optimize.minimize (Nelder-Mead, 4 starts) and scipy.stats.gamma as above.
        let model = GammaPoisson::fit(&COUNTS, &MONTHS).unwrap();
        assert!(close(model.a, 0.696583837, 1e-6) && close(model.b, 0.681596929, 1e-6), "{model:?}");
        assert!((model.log_likelihood - -34.318783543733).abs() < 1e-9);
        assert!(close(model.likelihood_ratio, 64.3216649146, 1e-9));
        let table = [
            (0.0, 12.0, 0.0549287160, 0.0009374806, 0.1872934739, 1.69382e-9),
            (3.0, 1.0, 2.1982579614, 0.7094484308, 4.3521590489, 0.6955321152),
            (25.0, 12.0, 2.0262892742, 1.4165741655, 2.7254724503, 0.9168842129),
            (0.0, 0.0, 1.0219879333, 0.0174424954, 3.4847286472, 0.2311430336),
        ];
        for (count, months, mean, low, high, above) in table {
            let found = model.posterior(count, months, 0.9);
            let values = [found.mean, found.low, found.high, model.prob_above(count, months, 1.5)];
            for (value, expected) in values.into_iter().zip([mean, low, high, above]) {
                assert!(close(value, expected, 2e-6), "{count}/{months}: {found:?}");
            }
        }
        // Decayed counts, multiplied by 0.37.
        let decayed = GammaPoisson::fit(&COUNTS.map(|x| 0.37 * x), &MONTHS).unwrap();
        assert!(close(decayed.a, 1.0734843110, 1e-6) && close(decayed.b, 2.9506132681, 1e-6));
        assert!((decayed.log_likelihood - -24.351518511865).abs() < 1e-9);
    }

    #[test]
    fn refits_scatter_about_the_fit() {
        let model = GammaPoisson::fit(&COUNTS, &MONTHS).unwrap();
        let refits = GammaPoisson::refits(&COUNTS, &MONTHS, 400, 3);
        assert_eq!(refits.len(), 400);
        assert!(refits.iter().all(|refit| refit.n == 12));
        let mut means: Vec<f64> = refits.iter().map(GammaPoisson::mean).collect();
        means.sort_unstable_by(f64::total_cmp);
        assert!(means[40] < model.mean() && model.mean() < means[359], "{} {}", means[40], means[359]);
        // Neither rows nor threads matter; a sample is the fit of what it holds.
        let (mut counts, mut months) = (COUNTS, MONTHS);
        counts.reverse();
        months.reverse();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(refits, pool.install(|| GammaPoisson::refits(&counts, &months, 400, 3)));
        let grouped =
            GammaPoisson::fit_sums(&Sums::of_groups(&[(1.0, 0.0, 2.0), (1.0, 4.0, 3.0), (2.0, 4.0, 1.0)]));
        let plain =
            GammaPoisson::fit(&[4.0, 0.0, 4.0, 0.0, 4.0, 4.0], &[1.0, 1.0, 1.0, 1.0, 1.0, 2.0]).unwrap();
        assert!(
            close(grouped.a, plain.a, 1e-9) && close(grouped.log_likelihood, plain.log_likelihood, 1e-12)
        );
        assert!(GammaPoisson::refits(&[], &[], 5, 0).is_empty());
        assert!(GammaPoisson::refits(&[1.0], &[0.0], 5, 0).is_empty());
    }

    #[test]
    fn no_spread_is_pooled_and_flagged() {
        // Less spread than Poisson; all zeros; one unit.
        let even = GammaPoisson::fit(&[5.0, 6.0, 5.0, 4.0], &[1.0; 4]).unwrap();
        assert!(even.is_pooled() && even.at_boundary && even.likelihood_ratio == 0.0);
        assert!(close(even.mean(), 5.0, 1e-15) && close(even.posterior(6.0, 1.0, 0.9).mean, 5.0, 1e-15));
        // Poisson log-likelihood, scipy.stats.poisson.logpmf([5, 6, 5, 4], 5).sum().
        assert!((even.log_likelihood - -7.1435302792).abs() < 1e-8, "{even:?}");
        let zeros = GammaPoisson::fit(&[0.0; 50], &[2.0; 50]).unwrap();
        let nobody = zeros.posterior(0.0, 2.0, 0.9);
        assert!(zeros.at_boundary && zeros.log_likelihood == 0.0);
        assert!(
            nobody.mean == 0.0 && nobody.low == 0.0 && nobody.high > 0.01 && nobody.high < 0.03,
            "{nobody:?}"
        );
        let one = GammaPoisson::fit(&[7.0], &[2.0]).unwrap();
        assert!(one.at_boundary && one.mean() == 3.5);
        let found = one.posterior(7.0, 2.0, 0.9);
        assert!(found.low < 2.2 && found.high > 5.5, "{found:?}");
    }

    #[test]
    fn input_that_says_nothing() {
        let table: [(&[f64], &[f64]); 7] = [
            (&[], &[]),
            (&[1.0], &[]),
            (&[0.0], &[0.0]),
            (&[1.0, 1.0], &[0.0, 1.0]),
            (&[-1.0], &[1.0]),
            (&[1.0], &[f64::NAN]),
            (&[f64::INFINITY], &[1.0]),
        ];
        for (counts, exposure) in table {
            assert_eq!(GammaPoisson::fit(counts, exposure), None);
        }
        let with = GammaPoisson::fit(&[0.0, 3.0, 0.0, 9.0], &[0.0, 1.0, 2.0, 1.0]);
        assert_eq!(with, GammaPoisson::fit(&[3.0, 0.0, 9.0], &[1.0, 2.0, 1.0]));
    }

    #[test]
    fn wild_exposures_and_rare_events() {
        // One in 5,000 does nearly everything, exposures over nine decades.
        let n = 20_000;
        let exposure: Vec<f64> = (0..n).map(|i| 10f64.powf(f64::from(i % 997) / 110.0 - 3.0)).collect();
        let counts: Vec<f64> =
            (0..n).map(|i| if i % 5000 == 7 { 90_000.0 } else { f64::from((i % 401 == 0) as u8) }).collect();
        let model = GammaPoisson::fit(&counts, &exposure).unwrap();
        assert!(model.a > 1e-5 && model.a < 1.0 && model.b.is_finite() && !model.at_boundary, "{model:?}");
        assert_stationary(&model, &counts, &exposure);
    }

    /// The gradient of the log-likelihood vanishes, by differences of a direct evaluation.
    fn assert_stationary(model: &GammaPoisson, counts: &[f64], exposure: &[f64]) {
        let direct = |a: f64, b: f64| -> f64 {
            let unit = |(&x, &e): (&f64, &f64)| {
                ln_gamma(a + x) - ln_gamma(a) - ln_gamma(x + 1.0)
                    + a * (b / (b + e)).ln()
                    + x * (e / (b + e)).ln()
            };
            counts.iter().zip(exposure).map(unit).sum()
        };
        let best = direct(model.a, model.b);
        let scale = 1e-9 * best.abs().max(1.0);
        assert!((best - model.log_likelihood).abs() < scale, "{best} {}", model.log_likelihood);
        for (up, across) in [(1.02, 1.0), (0.98, 1.0), (1.0, 1.02), (1.0, 0.98), (1.02, 1.02), (0.98, 0.98)] {
            assert!(direct(model.a * up, model.b * across) <= best + scale, "{up} {across}");
        }
    }

    proptest! {
        #[test]
        fn fit_is_a_maximum_whatever_the_rows(
            rows in prop::collection::vec((prop_oneof![3 => Just(0u16), 3 => 0u16..8, 1 => 0u16..900], 1u16..500), 1..40),
            shift in 0usize..40,
        ) {
            let mut rows = rows;
            let split = |rows: &[(u16, u16)]| -> (Vec<f64>, Vec<f64>) {
                rows.iter().map(|&(x, e)| (f64::from(x), f64::from(e) / 30.0)).unzip()
            };
            let (counts, exposure) = split(&rows);
            let model = GammaPoisson::fit(&counts, &exposure).unwrap();
            prop_assert!(model.likelihood_ratio >= 0.0);
            if !model.is_pooled() && model.a < 1e4 {
                assert_stationary(&model, &counts, &exposure);
            }
            for (&x, &e) in counts.iter().zip(&exposure) {
                let found = model.posterior(x, e, 0.9);
                prop_assert!(found.low <= found.high && found.high.is_finite());
                // Shrinkage lands between the unit's own rate and the common one.
                let (own, common) = (x / e, model.mean());
                let slack = 1e-12 * (own + common);
                prop_assert!(own.min(common) - slack <= found.mean && found.mean <= own.max(common) + slack);
            }
            let len = rows.len();
            rows.rotate_left(shift % len);
            rows.reverse();
            let (counts, exposure) = split(&rows);
            let again = GammaPoisson::fit(&counts, &exposure).unwrap();
            prop_assert_eq!(model.a.to_bits(), again.a.to_bits());
            prop_assert_eq!(model.log_likelihood.to_bits(), again.log_likelihood.to_bits());
        }
    }
}
