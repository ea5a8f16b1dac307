//! Empirical Bayes for rates: the Beta-binomial model.
//!
//! For shares such as "answers that were thanked for". `x ~ Binomial(n, p)` for a unit, `p ~ Beta(α, β)`
//! across units; then `p | x ~ Beta(α + x, β + n - x)`.

use super::gamma_poisson::BOUNDARY_LIKELIHOOD_RATIO;
use super::incomplete_beta::{beta_cdf, beta_quantile};
use super::posterior::Posterior;
use super::profile::{ProfilePoint, highest_maximum, histogram};
use super::special::{digamma_difference, falling_root, ln_rising_ratio, trigamma_difference};
use statrs::function::gamma::ln_gamma;

/// A fitted Beta-binomial model; see [`BetaBinomial::fit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBinomial {
    /// First shape of the prior; infinite if the best model has one share for all.
    pub alpha: f64,
    /// Second shape of the prior; infinite together with `alpha`.
    pub beta: f64,
    /// Log-likelihood of the successes at the estimate, binomial coefficients included.
    pub log_likelihood: f64,
    /// Twice the gain in log-likelihood over one common share; 0 if there is none.
    pub likelihood_ratio: f64,
    /// The data do not show that units differ: `likelihood_ratio` is below [`BOUNDARY_LIKELIHOOD_RATIO`].
    pub at_boundary: bool,
    /// Units with trials, on which the fit rests.
    pub n: usize,
    /// Sum of the successes.
    pub total_successes: u64,
    /// Sum of the trials.
    pub total_trials: u64,
}

/// Histograms of successes, failures and trials: all that the likelihood needs.
struct Sums {
    successes: Vec<(f64, f64)>,
    failures: Vec<(f64, f64)>,
    trials: Vec<(f64, f64)>,
    total_successes: f64,
    total_trials: f64,
    /// Sum of the logs of the binomial coefficients.
    constant: f64,
}

impl BetaBinomial {
    /// Fits `α` and `β` by maximum likelihood to `successes[i]` of `trials[i]`.
    ///
    /// `ln f = ln C(n,x) + ln B(α+x, β+n-x) - ln B(α, β)`. The mean `α/(α+β)` is solved for each precision
    /// `α+β`, and the profile searched over precisions from 10⁻⁶ (units are all-or-nothing) to 10⁶; beyond
    /// that the common share is taken, flagged. So it is if all units have one trial, which says nothing
    /// about differences, or all trials went the same way.
    ///
    /// # Returns
    /// `None` when no unit has trials, the lengths differ, or successes exceed trials.
    ///
    /// # Complexity
    /// O(n log n) to sort, then several hundred passes over the distinct values. Independent of the order of
    /// the units.
    ///
    /// # Example
    /// Eighteen batters after 45 at-bats differ by no more than chance explains, and the model says so:
    /// ```
    /// use cmgraph::stats::BetaBinomial;
    /// let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
    /// let model = BetaBinomial::fit(&hits, &[45; 18]).unwrap();
    /// assert!(model.at_boundary && model.alpha > 150.0);
    /// ```
    ///
    /// # Reference
    /// J. G. Skellam, *A probability distribution derived from the binomial distribution*, JRSS B 10 (1948);
    /// data: B. Efron, C. Morris, *Data analysis using Stein's estimator*, JASA 70 (1975).
    pub fn fit(successes: &[u64], trials: &[u64]) -> Option<BetaBinomial> {
        if successes.len() != trials.len() || successes.iter().zip(trials).any(|(x, n)| x > n) {
            return None;
        }
        let (total_successes, total_trials) = (checked_sum(successes)?, checked_sum(trials)?);
        if total_trials == 0 {
            return None;
        }
        let n = trials.iter().filter(|&&n| n > 0).count();
        let sums = Sums::of(successes, trials, total_successes, total_trials);
        let pooled = sums.pooled_log_likelihood();
        let mixed = total_successes > 0 && total_successes < total_trials;
        let best = if mixed && n > 1 && trials.iter().any(|&n| n > 1) {
            let mut logit = sums.start_logit();
            highest_maximum(|precision| {
                logit = sums.logit_given_precision(precision, logit);
                sums.profile(precision, mean_of(logit))
            })
            .filter(|&(_, log_likelihood)| log_likelihood > pooled)
        } else {
            None
        };
        let (alpha, beta, log_likelihood) = match best {
            Some((precision, log_likelihood)) => {
                let (mean, rest) = mean_of(sums.logit_given_precision(precision, sums.start_logit()));
                (precision * mean, precision * rest, log_likelihood)
            }
            None => (f64::INFINITY, f64::INFINITY, pooled),
        };
        let likelihood_ratio = 2.0 * (log_likelihood - pooled);
        Some(BetaBinomial {
            alpha,
            beta,
            log_likelihood,
            likelihood_ratio,
            at_boundary: likelihood_ratio < BOUNDARY_LIKELIHOOD_RATIO,
            n,
            total_successes,
            total_trials,
        })
    }

    /// Whether the best model has one share for all units (`alpha` and `beta` infinite).
    pub fn is_pooled(&self) -> bool {
        self.alpha.is_infinite()
    }

    /// Mean of the prior: the share of a unit of which nothing is known.
    pub fn mean(&self) -> f64 {
        if self.is_pooled() {
            self.total_successes as f64 / self.total_trials as f64
        } else {
            self.alpha / (self.alpha + self.beta)
        }
    }

    /// Shapes of the posterior Beta distribution of a unit's share.
    ///
    /// In a pooled model: `(total successes + ½, total failures + ½)`, the uncertainty of the common share.
    /// `successes` beyond `trials` count as all of them.
    pub fn shapes(&self, successes: u64, trials: u64) -> (f64, f64) {
        if self.is_pooled() {
            let failures = self.total_trials - self.total_successes;
            (self.total_successes as f64 + 0.5, failures as f64 + 0.5)
        } else {
            let failures = trials.saturating_sub(successes);
            (self.alpha + successes as f64, self.beta + failures as f64)
        }
    }

    /// Shrunken share of a unit: posterior mean `(α+x)/(α+β+n)` and the equal-tailed interval that holds
    /// `level` of the posterior; in a pooled model the pooled share and its Jeffreys interval.
    ///
    /// ```
    /// # use cmgraph::stats::BetaBinomial;
    /// let model = BetaBinomial::fit(&[1, 19, 3, 16, 9], &[20; 5]).unwrap();
    /// let all_of_two = model.posterior(2, 2, 0.9);
    /// assert!(all_of_two.mean < 0.9 && all_of_two.high < 1.0);
    /// ```
    pub fn posterior(&self, successes: u64, trials: u64, level: f64) -> Posterior {
        let (a, b) = self.shapes(successes, trials);
        let tail = (1.0 - level) / 2.0;
        let (low, high) = (beta_quantile(a, b, tail), beta_quantile(a, b, 1.0 - tail));
        if self.is_pooled() {
            let mean = self.mean();
            Posterior { mean, low: low.min(mean), high: high.max(mean) }
        } else {
            Posterior { mean: a / (a + b), low, high }
        }
    }

    /// Posterior probability that a unit's share is above `share`.
    pub fn prob_above(&self, successes: u64, trials: u64, share: f64) -> f64 {
        let (a, b) = self.shapes(successes, trials);
        // The mirrored tail keeps its digits where the distribution function is close to 1.
        beta_cdf(b, a, 1.0 - share)
    }
}

fn checked_sum(values: &[u64]) -> Option<u64> {
    values.iter().try_fold(0u64, |sum, &value| sum.checked_add(value))
}

/// `(m, 1-m)` of a logit.
fn mean_of(logit: f64) -> (f64, f64) {
    (1.0 / (1.0 + (-logit).exp()), 1.0 / (1.0 + logit.exp()))
}

impl Sums {
    fn of(successes: &[u64], trials: &[u64], total_successes: u64, total_trials: u64) -> Sums {
        let pairs = successes.iter().zip(trials);
        let histograms = (
            histogram(successes.iter().map(|&x| x as f64).collect()),
            histogram(pairs.map(|(&x, &n)| (n - x) as f64).collect()),
            histogram(trials.iter().map(|&n| n as f64).collect()),
        );
        let factorials =
            |values: &[(f64, f64)]| values.iter().map(|&(x, units)| units * ln_gamma(x + 1.0)).sum::<f64>();
        Sums {
            constant: factorials(&histograms.2) - factorials(&histograms.0) - factorials(&histograms.1),
            successes: histograms.0,
            failures: histograms.1,
            trials: histograms.2,
            total_successes: total_successes as f64,
            total_trials: total_trials as f64,
        }
    }

    /// Binomial log-likelihood with one share for all.
    fn pooled_log_likelihood(&self) -> f64 {
        let failures = self.total_trials - self.total_successes;
        let term = |x: f64| if x > 0.0 { x * (x / self.total_trials).ln() } else { 0.0 };
        self.constant + term(self.total_successes) + term(failures)
    }

    fn start_logit(&self) -> f64 {
        (self.total_successes / (self.total_trials - self.total_successes)).ln()
    }

    /// The best mean for this precision, as a logit: the root of a falling function of the mean.
    fn logit_given_precision(&self, precision: f64, start: f64) -> f64 {
        falling_root(-60.0, 60.0, start.clamp(-59.0, 59.0), |logit| {
            let (mean, rest) = mean_of(logit);
            let (a, b) = (precision * mean, precision * rest);
            let sum = |values: &[(f64, f64)], f: fn(f64, f64) -> f64, shape: f64| {
                values.iter().map(|&(x, units)| units * f(shape, x)).sum::<f64>()
            };
            let value =
                sum(&self.successes, digamma_difference, a) - sum(&self.failures, digamma_difference, b);
            let curvature =
                sum(&self.successes, trigamma_difference, a) + sum(&self.failures, trigamma_difference, b);
            (value, -curvature * precision * mean * rest)
        })
    }

    /// Log-likelihood and its derivative in the log of the precision, at the best mean.
    fn profile(&self, precision: f64, (mean, rest): (f64, f64)) -> ProfilePoint {
        let (a, b) = (precision * mean, precision * rest);
        // Rising factorials relative to powers of their base; the powers of the precision cancel.
        let failures = self.total_trials - self.total_successes;
        let mut log_likelihood = self.constant + self.total_successes * mean.ln() + failures * rest.ln();
        let mut score = 0.0;
        for (values, shape, share) in
            [(&self.successes, a, mean), (&self.failures, b, rest), (&self.trials, precision, -1.0)]
        {
            for &(x, units) in values {
                log_likelihood += units * share.signum() * ln_rising_ratio(shape, x);
                score += units * share * digamma_difference(shape, x);
            }
        }
        ProfilePoint { log_likelihood, score: precision * score }
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
    fn efron_morris_is_at_the_boundary() {
        let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
        let model = BetaBinomial::fit(&hits, &[45; 18]).unwrap();
        // scipy.optimize (Nelder-Mead) on the log-likelihood written with betaln: (210.55, 582.69),
        // log-likelihood -45.3438962551, likelihood ratio .02807. The ridge is flat, so scipy's own
        // gammaln cancellation bounds the agreement of the shapes.
        assert!(close(model.alpha, 210.552, 1e-4) && close(model.beta, 582.690, 1e-4), "{model:?}");
        assert!((model.log_likelihood - -45.34389625505).abs() < 1e-9);
        assert!((model.likelihood_ratio - 0.02807408407).abs() < 1e-8);
        assert!(model.at_boundary && !model.is_pooled());
    }

    #[test]
    fn unequal_trials_against_scipy() {
        let (x, n) = ([1, 19, 3, 16, 9, 0, 5, 40, 2, 1], [20, 20, 20, 20, 20, 3, 5, 77, 2, 9]);
        let model = BetaBinomial::fit(&x, &n).unwrap();
        assert!(close(model.alpha, 0.681283284, 1e-6) && close(model.beta, 0.672813381, 1e-6), "{model:?}");
        assert!((model.log_likelihood - -25.881545786094).abs() < 1e-9);
        assert!(close(model.likelihood_ratio, 46.5522746303, 1e-9) && !model.at_boundary);
        // scipy.stats.beta(alpha + x, beta + n - x): mean, ppf(.05), ppf(.95), sf(.5).
        let table = [
            (2, 2, 0.7994054888, 0.4004878961, 0.9960172885, 0.9058461429),
            (0, 9, 0.0657984280, 0.0011244058, 0.2180786373, 0.000536871696),
            (40, 77, 0.5191979107, 0.4265834045, 0.6112514436, 0.6337226175),
        ];
        for (x, n, mean, low, high, above) in table {
            let found = model.posterior(x, n, 0.9);
            let values = [found.mean, found.low, found.high, model.prob_above(x, n, 0.5)];
            for (value, expected) in values.into_iter().zip([mean, low, high, above]) {
                assert!(close(value, expected, 2e-6), "{x}/{n}: {found:?}");
            }
        }
    }

    #[test]
    fn pooled_cases() {
        // One way only; single trials; one unit; less spread than binomial.
        let table: [(&[u64], &[u64], f64); 5] = [
            (&[0, 0, 0], &[5, 9, 2], 0.0),
            (&[5, 9], &[5, 9], 1.0),
            (&[1, 0, 1, 1], &[1, 1, 1, 1], 0.75),
            (&[3], &[4], 0.75),
            (&[5, 5, 5, 5], &[10, 10, 10, 10], 0.5),
        ];
        for (x, n, mean) in table {
            let model = BetaBinomial::fit(x, n).unwrap();
            assert!(model.is_pooled() && model.at_boundary && model.mean() == mean, "{model:?}");
            let found = model.posterior(x[0], n[0], 0.9);
            assert!(found.mean == mean && found.low <= mean && mean <= found.high && found.low < found.high);
        }
        for (x, n) in [(vec![], vec![]), (vec![1], vec![]), (vec![2], vec![1]), (vec![0], vec![0])] {
            assert_eq!(BetaBinomial::fit(&x, &n), None);
        }
    }

    #[test]
    fn all_or_nothing_stays_finite() {
        let model = BetaBinomial::fit(&[8, 0, 0, 12, 0], &[8, 5, 9, 12, 4]).unwrap();
        assert!(model.alpha > 0.0 && model.alpha + model.beta < 0.01 && !model.at_boundary, "{model:?}");
        let found = model.posterior(0, 5, 0.9);
        assert!(found.low == 0.0 && found.high < 0.1, "{found:?}");
    }

    proptest! {
        #[test]
        fn fit_is_a_maximum_whatever_the_rows(rows in prop::collection::vec((0u64..40, 0u64..40), 2..30)) {
            let (x, n): (Vec<u64>, Vec<u64>) = rows.iter().map(|&(x, rest)| (x, x + rest)).unzip();
            prop_assume!(n.iter().any(|&n| n > 0));
            let model = BetaBinomial::fit(&x, &n).unwrap();
            let (mut back_x, mut back_n) = (x.clone(), n.clone());
            back_x.reverse();
            back_n.reverse();
            let again = BetaBinomial::fit(&back_x, &back_n).unwrap();
            prop_assert_eq!(model.alpha.to_bits(), again.alpha.to_bits());
            if model.is_pooled() || model.alpha + model.beta > 1e4 || model.alpha + model.beta < 1e-4 {
                return Ok(());
            }
            let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
            let direct = |a: f64, b: f64| -> f64 {
                let unit = |(&x, &n): (&u64, &u64)| {
                    let (x, n) = (x as f64, n as f64);
                    ln_beta(a + x, b + n - x) - ln_beta(a, b) - ln_beta(x + 1.0, n - x + 1.0) - (n + 1.0).ln()
                };
                x.iter().zip(&n).map(unit).sum()
            };
            let best = direct(model.alpha, model.beta);
            prop_assert!((best - model.log_likelihood).abs() < 1e-7, "{best} {model:?}");
            for (up, across) in [(1.02, 1.0), (0.98, 1.0), (1.0, 1.02), (1.0, 0.98), (1.02, 1.02), (0.98, 0.98)] {
                prop_assert!(direct(model.alpha * up, model.beta * across) <= best + 1e-8);
            }
        }
    }
}
