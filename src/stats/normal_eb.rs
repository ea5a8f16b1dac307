//! Empirical Bayes for measurements of unequal precision: the normal-normal model.
//!
//! Units measured with their standard errors (log rates, slopes, effects) are pulled towards the common mean,
//! the less precise ones further.
//!
//! `x_i ~ N(θ_i, v_i)` with known `v_i`; `θ_i ~ N(μ, τ²)` across units. Then `θ_i | x_i` is normal with mean
//! `μ + (1 - B_i)(x_i - μ)` and variance `(1 - B_i) v_i`, `B_i = v_i/(v_i + τ²)`.

use super::gamma_poisson::BOUNDARY_LIKELIHOOD_RATIO;
use super::posterior::Posterior;
use super::profile::{ProfilePoint, highest_maximum_between};
use super::special::two_sided_z;
use std::f64::consts::TAU;

/// Spreads are searched down to this share of the smallest variance: nobody can tell less from none.
const SMALLEST_SPREAD: f64 = 1e-6;

/// How the variance across units is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VarianceMethod {
    /// Maximum likelihood; too small by about a share `1/n`.
    Ml,
    /// Restricted maximum likelihood, which pays for the estimated mean.
    Reml,
    /// Adjusted likelihood, `τ²` times the restricted one: never 0, a little too large, made for intervals that
    /// hold what they say; needs 4 units.
    ///
    /// Reference: C. N. Morris, R. Tang, *Estimating random effects via adjustment for density maximization*,
    /// Statistical Science 26 (2011).
    Adjusted,
}

/// A fitted normal-normal model; see [`NormalEb::fit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalEb {
    /// Mean of the prior.
    pub mu: f64,
    /// Variance of the prior: how much units truly differ; 0 if the best model has one value for all.
    pub tau2: f64,
    /// Variance of the estimate of `mu`, `1/Σ 1/(v_i + τ²)`.
    pub mu_variance: f64,
    /// Variance of the estimate of `tau2`, `2/Σ 1/(v_i + τ²)²` (inverse expected information).
    pub tau2_variance: f64,
    /// Log-likelihood at the estimate; the restricted one unless by [`VarianceMethod::Ml`].
    pub log_likelihood: f64,
    /// Twice the highest gain in log-likelihood over `τ² = 0`; 0 if there is none.
    pub likelihood_ratio: f64,
    /// The data do not show that units differ: `likelihood_ratio` is below [`BOUNDARY_LIKELIHOOD_RATIO`].
    pub at_boundary: bool,
    /// Which likelihood was maximised.
    pub method: VarianceMethod,
    /// Units.
    pub n: usize,
}

/// Value of the likelihood for a spread, with the mean that is best for it.
struct Point {
    mu: f64,
    mu_variance: f64,
    tau2_variance: f64,
    log_likelihood: f64,
    /// Derivative in `τ²`.
    slope: f64,
}

impl NormalEb {
    /// Fits `μ` and `τ²` to `estimates` with known sampling `variances` (squared standard errors).
    ///
    /// `ℓ(τ²) = -½ Σ [ln 2π(v_i + τ²) + (x_i - μ)²/(v_i + τ²)]` at the weighted mean `μ`, and for the restricted one
    /// `-½ ln(Σ 1/(v_i + τ²) / 2π)` more. The profile is searched over `ln τ²` for its highest maximum.
    ///
    /// # Arguments
    /// Variances must be positive: a unit known exactly needs no shrinkage and should be left out.
    ///
    /// # Returns
    /// `None` for no units, lengths that differ, an estimate that is not finite, or a variance that is not
    /// positive and finite; for [`VarianceMethod::Adjusted`] also for fewer than 4 units.
    ///
    /// # Complexity
    /// O(n log n) to sort, then some 100 passes. The result does not depend on the order of the units, to the
    /// last bit.
    ///
    /// # Example
    /// Log risk ratios of six units with their variances:
    /// ```
    /// use cmgraph::stats::{NormalEb, VarianceMethod};
    /// let (x, v) = ([-0.9, -1.6, -0.1, 0.4, -0.5, 0.0], [0.3, 0.2, 0.01, 0.4, 0.004, 0.02]);
    /// let model = NormalEb::fit(&x, &v, VarianceMethod::Reml).unwrap();
    /// let vague = model.posterior(x[3], v[3], 0.9).unwrap();
    /// let precise = model.posterior(x[4], v[4], 0.9).unwrap();
    /// assert!(vague.mean < 0.1 && (precise.mean - x[4]).abs() < 0.02);
    /// ```
    ///
    /// # Reference
    /// C. N. Morris, *Parametric empirical Bayes inference*, JASA 78 (1983).
    pub fn fit(estimates: &[f64], variances: &[f64], method: VarianceMethod) -> Option<NormalEb> {
        let known = |v: &f64| v.is_finite() && *v > 0.0;
        if estimates.is_empty() || estimates.len() != variances.len() || !variances.iter().all(known) {
            return None;
        }
        if !estimates.iter().all(|x| x.is_finite()) {
            return None;
        }
        let mut units: Vec<(f64, f64)> =
            estimates.iter().map(|x| x + 0.0).zip(variances.iter().copied()).collect();
        // One order for all row orders.
        units.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let pooled = at(&units, 0.0, method);
        let range = units[units.len() - 1].0 - units[0].0;
        let smallest = units.iter().map(|unit| unit.1).fold(f64::INFINITY, f64::min) * SMALLEST_SPREAD;
        // The mean lies between the estimates, so no spread beyond their range squared is likelier; the
        // restricted likelihood stretches by n/(n-1), the adjusted one adds some of the noise.
        let noise = match method {
            VarianceMethod::Ml | VarianceMethod::Reml => 0.0,
            VarianceMethod::Adjusted if units.len() < 4 => return None,
            VarianceMethod::Adjusted => units.iter().map(|unit| unit.1).fold(0.0, f64::max),
        };
        let search = |adjustment: f64, largest: f64| {
            // `highest_maximum_between` has the model without spread at the far end: search the precision.
            let decades = (-largest.log10(), -smallest.log10());
            let possible = decades.0 < decades.1 && decades.0.is_finite() && decades.1.is_finite();
            possible.then_some(()).and_then(|()| {
                highest_maximum_between(decades, |precision| {
                    let tau2 = 1.0 / precision;
                    let point = at(&units, tau2, method);
                    ProfilePoint {
                        log_likelihood: point.log_likelihood + adjustment * tau2.ln(),
                        score: -tau2 * point.slope - adjustment,
                    }
                })
            })
        };
        let plain = search(0.0, 2.0 * range * range).filter(|&(_, height)| height > pooled.log_likelihood);
        let best = match method {
            VarianceMethod::Adjusted => Some(search(1.0, 2.0 * range * range + 4.0 * noise)?),
            VarianceMethod::Ml | VarianceMethod::Reml => plain,
        };
        let tau2 = best.map_or(0.0, |(precision, _)| 1.0 / precision);
        let point = at(&units, tau2, method);
        let likelihood_ratio = plain.map_or(0.0, |(_, height)| 2.0 * (height - pooled.log_likelihood));
        let numbers =
            [point.mu, point.mu_variance, point.tau2_variance, point.log_likelihood, likelihood_ratio];
        numbers.iter().all(|value| value.is_finite()).then_some(NormalEb {
            mu: point.mu,
            tau2,
            mu_variance: point.mu_variance,
            tau2_variance: point.tau2_variance,
            log_likelihood: point.log_likelihood,
            likelihood_ratio,
            at_boundary: likelihood_ratio < BOUNDARY_LIKELIHOOD_RATIO,
            method,
            n: units.len(),
        })
    }

    /// Whether the best model has one value for all units.
    pub fn is_pooled(&self) -> bool {
        self.tau2 == 0.0
    }

    /// Share `B = v/(v + τ²)` of its distance from the mean that a unit with this variance loses.
    pub fn shrinkage(&self, variance: f64) -> f64 {
        variance / (variance + self.tau2)
    }

    /// Shrunken value of a unit: posterior mean `μ + (1 - B)(x - μ)` and interval that holds `level` of the posterior
    /// (usually [`DEFAULT_POSTERIOR_LEVEL`](super::DEFAULT_POSTERIOR_LEVEL)).
    ///
    /// Its variance `(1 - B) v + B² Var(μ) + (B (x - μ)/(v + τ²))² Var(τ²)` counts that mean and spread are estimated (to first
    /// order), so that the interval has a width in a pooled model, too, and the more so the further a unit
    /// lies from the mean. Where the spread is estimated
    /// as 0 although it is not, it is still too narrow: in simulations with [`VarianceMethod::Reml`] 90% intervals
    /// held 88% of the units of 40, 82% of 10, and 78% of 20 that differed by less than their noise. With
    /// [`VarianceMethod::Adjusted`] they held at least 88% in all of these.
    ///
    /// # Returns
    /// `None` if the estimate is not finite, the variance not positive and finite, or the level outside (0, 1).
    ///
    /// # Reference
    /// R. E. Kass, D. Steffey, *Approximate Bayesian inference in conditionally independent hierarchical
    /// models (parametric empirical Bayes models)*, JASA 84 (1989).
    pub fn posterior(&self, estimate: f64, variance: f64, level: f64) -> Option<Posterior> {
        let z = two_sided_z(level)?;
        if !(estimate.is_finite() && variance > 0.0 && variance.is_finite()) {
            return None;
        }
        let lost = self.shrinkage(variance);
        let kept = self.tau2 / (variance + self.tau2);
        let mean = self.mu + kept * (estimate - self.mu);
        let sensitivity = lost * (estimate - self.mu) / (variance + self.tau2);
        let unsure_of_prior = lost * lost * self.mu_variance + sensitivity * sensitivity * self.tau2_variance;
        let half = z * (kept * variance + unsure_of_prior).sqrt();
        Some(Posterior { mean, low: mean - half, high: mean + half })
    }
}

fn at(units: &[(f64, f64)], tau2: f64, method: VarianceMethod) -> Point {
    let (mut weights, mut squares) = (0.0, 0.0);
    let mut weighted = 0.0;
    for &(x, v) in units {
        let weight = 1.0 / (v + tau2);
        weights += weight;
        squares += weight * weight;
        weighted += weight * x;
    }
    let mu = weighted / weights;
    let (mut log_likelihood, mut slope) = (0.0, 0.0);
    for &(x, v) in units {
        let weight = 1.0 / (v + tau2);
        let distance = weight * (x - mu) * (x - mu);
        log_likelihood -= 0.5 * ((TAU / weight).ln() + distance);
        slope -= 0.5 * weight * (1.0 - distance);
    }
    if method != VarianceMethod::Ml {
        log_likelihood -= 0.5 * (weights / TAU).ln();
        slope += 0.5 * squares / weights;
    }
    Point { mu, mu_variance: 1.0 / weights, tau2_variance: 2.0 / squares, log_likelihood, slope }
}

#[cfg(test)]
mod tests {
    use super::super::james_stein::james_stein;
    use super::super::sample::{standard_normal, stream};
    use super::*;
    use proptest::prelude::*;

    const BOTH: [VarianceMethod; 2] = [VarianceMethod::Ml, VarianceMethod::Reml];

    fn close(found: f64, expected: f64, tolerance: f64) -> bool {
        (found - expected).abs() <= tolerance * expected.abs().max(1e-3)
    }

    /// Cases and others, vaccinated and not, of 13 trials of the BCG vaccine against tuberculosis.
    const BCG: [(f64, f64, f64, f64); 13] = [
        (4.0, 119.0, 11.0, 128.0),
        (6.0, 300.0, 29.0, 274.0),
        (3.0, 228.0, 11.0, 209.0),
        (62.0, 13536.0, 248.0, 12619.0),
        (33.0, 5036.0, 47.0, 5761.0),
        (180.0, 1361.0, 372.0, 1079.0),
        (8.0, 2537.0, 10.0, 619.0),
        (505.0, 87886.0, 499.0, 87892.0),
        (29.0, 7470.0, 45.0, 7232.0),
        (17.0, 1699.0, 65.0, 1600.0),
        (186.0, 50448.0, 141.0, 27197.0),
        (5.0, 2493.0, 3.0, 2338.0),
        (27.0, 16886.0, 29.0, 17825.0),
    ];

    #[test]
    fn unequal_variances_against_scipy() {
        let x: Vec<f64> = BCG.iter().map(|&(a, b, c, d)| ((a / (a + b)) / (c / (c + d))).ln()).collect();
        let v: Vec<f64> =
            BCG.iter().map(|&(a, b, c, d)| 1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d)).collect();
        // scipy 1.17.1: minimize_scalar on the likelihood as written, then brentq on its differences. The
        // restricted ones agree with the digits that meta-analysis packages print: .3132, -.7145 (.1798).
        let expected = [
            (
                0.2800281374635418,
                -0.711199135495621,
                0.17189680882446393,
                -12.665076348276816,
                115.11698711230846,
            ),
            (
                0.31324325831458166,
                -0.7145323421744333,
                0.17978151614635515,
                -13.484846094224341,
                118.05253880860133,
            ),
        ];
        let posteriors = [
            [
                (0, -0.7935560783235515, -1.4506890090529443, -0.13642314759415874),
                (7, 0.0018645672429891125, -0.10135995575802659, 0.10508909024400481),
                (11, -0.31241696118172546, -1.0739266329160415, 0.4490927105525906),
            ],
            [
                (0, -0.8002335620034882, -1.475489491958223, -0.12497763204875334),
                (7, 0.002879247901657611, -0.10033739071327052, 0.10609588651658575),
                (11, -0.2847337127175946, -1.0715336845349765, 0.5020662590997873),
            ],
        ];
        for ((method, (tau2, mu, error, log_likelihood, ratio)), units) in
            BOTH.into_iter().zip(expected).zip(posteriors)
        {
            let found = NormalEb::fit(&x, &v, method).unwrap();
            assert!(close(found.tau2, tau2, 1e-6) && close(found.mu, mu, 1e-7), "{found:?}");
            assert!(close(found.mu_variance.sqrt(), error, 1e-6), "{found:?}");
            assert!((found.log_likelihood - log_likelihood).abs() < 1e-9, "{found:?}");
            assert!((found.likelihood_ratio - ratio).abs() < 1e-8 && !found.at_boundary && found.n == 13);
            for (unit, mean, low, high) in units {
                let one = found.posterior(x[unit], v[unit], 0.9).unwrap();
                for (found, expected) in [(one.mean, mean), (one.low, low), (one.high, high)] {
                    assert!(close(found, expected, 1e-5), "{unit}: {one:?}");
                }
            }
        }
    }

    #[test]
    fn efron_morris_beside_james_stein() {
        let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
        let x: Vec<f64> = hits.iter().map(|&hits| f64::from(hits) / 45.0).collect();
        let mean = x.iter().sum::<f64>() / 18.0;
        let v = mean * (1.0 - mean) / 45.0;
        let squares: f64 = x.iter().map(|x| (x - mean).powi(2)).sum();
        let stein = james_stein(&x, v).unwrap();
        // With equal variances τ² has a closed form; James-Stein divides by k - 3 where these divide by k, k - 1.
        for (method, degrees) in BOTH.into_iter().zip([18.0, 17.0]) {
            let found = NormalEb::fit(&x, &[v; 18], method).unwrap();
            assert!((found.tau2 - (squares / degrees - v).max(0.0)).abs() < 1e-11, "{found:?}");
            assert!((found.mu - stein.mean).abs() < 1e-12);
            // 1 - B = 1 - degrees·v/SS, against c = 1 - 15 v/SS = .21165.
            let kept = 1.0 - found.shrinkage(v);
            assert!((kept - (1.0 - degrees * v / squares).max(0.0)).abs() < 1e-8, "{kept}");
            assert!(kept < stein.factor && found.at_boundary);
            let best = found.posterior(x[0], v, 0.9).unwrap();
            assert!(best.mean < stein.estimates[0] && best.mean > mean && best.high > stein.estimates[0]);
        }
    }

    #[test]
    fn one_value_for_all() {
        // Coaching in eight schools: the pooled estimate 7.69 (4.07) is the maximum.
        let x = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
        let v = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0].map(|error: f64| error * error);
        for method in BOTH {
            let found = NormalEb::fit(&x, &v, method).unwrap();
            assert!(found.is_pooled() && found.at_boundary && found.likelihood_ratio == 0.0);
            assert!((found.mu - 7.685616724956035).abs() < 1e-9);
            assert!((found.mu_variance.sqrt() - 4.071919158402296).abs() < 1e-9);
            let first = found.posterior(28.0, 225.0, 0.95).unwrap();
            assert!((first.mean - found.mu).abs() < 1e-12);
            // By hand: Var(τ²) = 2/Σ v⁻² ; variance Var(μ) + ((28 - μ)/225)² Var(τ²).
            let spread = 2.0 / v.iter().map(|v| v.powi(-2)).sum::<f64>();
            let variance = found.mu_variance + ((28.0 - found.mu) / 225.0).powi(2) * spread;
            assert!((first.high - first.mean - 1.959963984540054 * variance.sqrt()).abs() < 1e-8);
        }
        let ml = NormalEb::fit(&x, &v, VarianceMethod::Ml).unwrap();
        assert!((ml.log_likelihood - -29.674243687996672).abs() < 1e-9);
        // One unit; all equal.
        for (x, v) in [(&[3.0][..], &[2.0][..]), (&[3.0; 4], &[2.0, 1.0, 5.0, 1e-9])] {
            for method in BOTH {
                let found = NormalEb::fit(x, v, method).unwrap();
                assert!(found.is_pooled() && (found.mu - 3.0).abs() < 1e-12, "{found:?}");
            }
        }
        for (x, v) in [
            (&[][..], &[][..]),
            (&[1.0], &[]),
            (&[1.0], &[0.0]),
            (&[1.0], &[-1.0]),
            (&[1.0], &[f64::INFINITY]),
            (&[f64::NAN], &[1.0]),
        ] {
            assert_eq!(NormalEb::fit(x, v, VarianceMethod::Ml), None);
        }
        assert_eq!(ml.posterior(1.0, 0.0, 0.9), None);
        assert_eq!(ml.posterior(1.0, 1.0, 1.0), None);
    }

    #[test]
    fn intervals_cover() {
        // 90% intervals of the units; spread of the units, number of units, 4,000 units in all.
        for (spread, n) in [(0.8, 40), (0.8, 10), (0.3, 20)] {
            let methods = [VarianceMethod::Reml, VarianceMethod::Adjusted];
            let mut covered = [0; 2];
            for run in 0..4000 / n {
                let mut rng = stream(17, run);
                let v: Vec<f64> = (0..n).map(|unit| 0.05 + (unit % 10) as f64 / 5.0).collect();
                let truth: Vec<f64> = v.iter().map(|_| 2.0 + spread * standard_normal(&mut rng)).collect();
                let x: Vec<f64> =
                    truth.iter().zip(&v).map(|(t, v)| t + v.sqrt() * standard_normal(&mut rng)).collect();
                for (method, covered) in methods.into_iter().zip(&mut covered) {
                    let model = NormalEb::fit(&x, &v, method).unwrap();
                    for ((&x, &v), &truth) in x.iter().zip(&v).zip(&truth) {
                        let found = model.posterior(x, v, 0.9).unwrap();
                        *covered += u32::from(found.low <= truth && truth <= found.high);
                    }
                }
            }
            let share = covered.map(|covered| f64::from(covered) / 4000.0);
            println!("coverage of 90% intervals, spread {spread}, {n} units, REML and adjusted: {share:?}");
            assert!((0.75..0.95).contains(&share[0]) && (0.88..0.985).contains(&share[1]), "{share:?}");
        }
    }

    #[test]
    fn adjusted_is_never_pooled() {
        // Equal estimates, equal variances: τ² = 2v/(n - 3) in closed form.
        let found = NormalEb::fit(&[3.0; 8], &[0.5; 8], VarianceMethod::Adjusted).unwrap();
        assert!(
            (found.tau2 - 0.2).abs() < 1e-9 && found.at_boundary && found.likelihood_ratio == 0.0,
            "{found:?}"
        );
        assert_eq!(NormalEb::fit(&[1.0, 2.0, 9.0], &[1.0; 3], VarianceMethod::Adjusted), None);
        // Far apart: SS/(n - 3), as Stein's estimator has it.
        let x = [0.0, 10.0, 20.0, 30.0, 40.0];
        let found = NormalEb::fit(&x, &[1e-6; 5], VarianceMethod::Adjusted).unwrap();
        assert!(close(found.tau2, 1000.0 / 2.0, 1e-6) && !found.at_boundary, "{found:?}");
        let reml = NormalEb::fit(&x, &[1e-6; 5], VarianceMethod::Reml).unwrap();
        assert_eq!(found.likelihood_ratio, reml.likelihood_ratio);
    }

    proptest! {
        #[test]
        fn highest_of_a_grid_whatever_the_rows(
            units in prop::collection::vec((-5.0..5.0f64, -12.0..4.0f64), 1..12),
            shift in 0usize..12,
            reml in any::<bool>(),
        ) {
            let method = BOTH[usize::from(reml)];
            let split = |units: &[(f64, f64)]| -> (Vec<f64>, Vec<f64>) {
                units.iter().map(|&(x, ln_v)| (x, ln_v.exp())).unzip()
            };
            let mut units = units;
            let (x, v) = split(&units);
            let found = NormalEb::fit(&x, &v, method).unwrap();
            // Brute force on the likelihood as defined.
            let direct = |tau2: f64| {
                let weights: Vec<f64> = v.iter().map(|v| 1.0 / (v + tau2)).collect();
                let total: f64 = weights.iter().sum();
                let mu = weights.iter().zip(&x).map(|(w, x)| w * x).sum::<f64>() / total;
                let sum: f64 = weights.iter().zip(&x).map(|(w, x)| (TAU / w).ln() + w * (x - mu).powi(2)).sum();
                -0.5 * (sum + if reml { (total / TAU).ln() } else { 0.0 })
            };
            prop_assert!((direct(found.tau2) - found.log_likelihood).abs() < 1e-8);
            for step in 0..=2000 {
                let tau2 = 10f64.powf(-9.0 + 12.0 * f64::from(step) / 2000.0);
                prop_assert!(direct(tau2) <= found.log_likelihood + 1e-5, "{tau2} {found:?}");
            }
            let len = units.len();
            units.rotate_left(shift % len);
            let (x, v) = split(&units);
            prop_assert_eq!(found, NormalEb::fit(&x, &v, method).unwrap());
        }
    }
}
