//! Cox regression: how covariates multiply the hazard.

use super::cholesky::Cholesky;
use super::cox_risk::{RiskSets, RiskSums};
use super::lifetime::Lifetime;
use crate::stats::DEFAULT_LEVEL;
use crate::stats::interval::Interval;
use crate::stats::special::{chi_square_tail, normal_two_sided, two_sided_z};

/// Newton steps before the fit is given up.
const MAX_STEPS: usize = 50;

/// Halvings of a step that does not gain.
const MAX_HALVINGS: usize = 40;

/// The fit has converged when the next step would gain less than this in log-likelihood.
const GAIN: f64 = 1e-12;

/// Hazard ratios beyond `e` to this power for one standard deviation of a covariate are taken for infinite: a
/// likelihood that rises for ever has nothing to estimate.
const LARGEST: f64 = 15.0;

/// How a Cox regression is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxOptions<'a> {
    /// Confidence level of the intervals, in (0, 1).
    pub level: f64,
    /// Cluster of each lifetime (person, team) for standard errors that allow lifetimes of a cluster to depend on
    /// each other; `None` for the usual ones. Fewer than some 30 clusters give errors that are too small.
    pub clusters: Option<&'a [u32]>,
}

impl Default for CoxOptions<'_> {
    fn default() -> Self {
        CoxOptions { level: DEFAULT_LEVEL, clusters: None }
    }
}

/// A fitted Cox regression; see [`cox`].
#[derive(Debug, Clone, PartialEq)]
pub struct Cox {
    /// One entry a covariate.
    pub coefficients: Vec<CoxCoefficient>,
    /// Covariance of the coefficients, row-major; robust if clusters were given.
    pub covariance: Vec<f64>,
    /// Partial log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Partial log-likelihood without covariates.
    pub null_log_likelihood: f64,
    /// Likelihood-ratio statistic, twice their difference. It does not know of clusters.
    pub likelihood_ratio: f64,
    /// Its degrees of freedom: the covariates.
    pub df: usize,
    /// Its p-value.
    pub p: f64,
    /// Lifetimes ever at risk.
    pub n: u32,
    /// Events among them.
    pub events: u32,
    /// Clusters of the robust standard errors, if asked for.
    pub clusters: Option<u32>,
    /// Confidence level of the intervals.
    pub level: f64,
}

/// One coefficient of a Cox regression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxCoefficient {
    /// Logarithm of the hazard ratio for one unit of the covariate.
    pub estimate: f64,
    /// Standard error; robust if clusters were given.
    pub se: f64,
    /// Confidence interval of `estimate`.
    pub interval: Interval,
    /// Two-sided p-value of Wald's test that it is 0.
    pub p: f64,
}

impl CoxCoefficient {
    /// The hazard ratio for one unit of the covariate, and its interval.
    pub fn hazard_ratio(&self) -> (f64, Interval) {
        let Interval { low, high } = self.interval;
        (self.estimate.exp(), Interval { low: low.exp(), high: high.exp() })
    }
}

/// Cox's proportional-hazards regression, ties by Efron's method, late entry allowed.
///
/// Maximises `Σ_t [Σ_D x'b - Σ_{l<d} ln(Σ_R e^{x'b} - l/d Σ_D e^{x'b})]` over the times `t` of events, with the `d`
/// lifetimes `D` that have the event among those `R` at risk, by Newton's method. Robust covariance
/// `I⁻¹ (Σ u_c u_c') I⁻¹` with the score residuals `u_c` summed over clusters.
///
/// # Arguments
/// One column a covariate, each as long as `lifetimes`. Few covariates: some ten events each are needed.
///
/// # Returns
/// `None` if there is nothing to estimate or it cannot be: no events, a covariate that is constant among those
/// compared or follows from the others, a likelihood that rises for ever (a covariate that separates those
/// with events from the others), lengths that differ, values that are not finite, a level out of range.
///
/// # Complexity
/// O(n k²) for k covariates, about six times, and a sort.
///
/// # Example
/// ```
/// use cmgraph::stats::{CoxOptions, Lifetime, cox};
/// // Twice the hazard in the second half.
/// let days: Vec<Lifetime> =
///     (0..200).map(|i| Lifetime::new(f64::from(i % 100 + 1) * if i < 100 { 2.0 } else { 1.0 }, true)).collect();
/// let second: Vec<f64> = (0..200).map(|i| f64::from(u8::from(i >= 100))).collect();
/// let fit = cox(&days, &[&second], &CoxOptions::default()).unwrap();
/// let (ratio, interval) = fit.coefficients[0].hazard_ratio();
/// assert!(ratio > 1.5 && interval.low > 1.0 && fit.p < 1e-6);
/// ```
///
/// # Reference
/// D. R. Cox, *Regression models and life-tables*, JRSS B 34 (1972); B. Efron, *The efficiency of Cox's likelihood
/// function for censored data*, JASA 72 (1977); D. Y. Lin, L. J. Wei, *The robust inference for the Cox
/// proportional hazards model*, JASA 84 (1989).
pub fn cox(lifetimes: &[Lifetime], covariates: &[&[f64]], options: &CoxOptions<'_>) -> Option<Cox> {
    let z = two_sided_z(options.level)?;
    let lengths = covariates.iter().map(|c| c.len()).chain(options.clusters.map(<[u32]>::len));
    let finite = covariates.iter().all(|column| column.iter().all(|x| x.is_finite()));
    if covariates.is_empty() || !finite || lengths.into_iter().any(|len| len != lifetimes.len()) {
        return None;
    }
    let sets = RiskSets::of(lifetimes, covariates)?;
    if sets.events == 0 {
        return None;
    }
    let k = covariates.len();
    let null = sets.sums(&vec![0.0; k]);
    let (scaled, sums, inverse) = maximise(&sets, &null)?;

    let mut covariance = inverse;
    let mut n_clusters = None;
    if let Some(clusters) = options.clusters {
        let (middle, count) = sets.clustered(&scaled, clusters);
        covariance = product(&product(&covariance, &middle, k), &covariance, k);
        n_clusters = Some(count);
    }
    for row in 0..k {
        for column in 0..k {
            covariance[row * k + column] /= sets.scale[row] * sets.scale[column];
        }
    }
    let coefficients = (0..k).map(|i| {
        let (estimate, se) = (scaled[i] / sets.scale[i], covariance[i * k + i].max(0.0).sqrt());
        let interval = Interval { low: estimate - z * se, high: estimate + z * se };
        let p = if se > 0.0 { normal_two_sided(estimate / se) } else { 1.0 };
        CoxCoefficient { estimate, se, interval, p }
    });
    let likelihood_ratio = (2.0 * (sums.log_likelihood - null.log_likelihood)).max(0.0);
    Some(Cox {
        coefficients: coefficients.collect(),
        covariance,
        log_likelihood: sums.log_likelihood,
        null_log_likelihood: null.log_likelihood,
        likelihood_ratio,
        df: k,
        p: chi_square_tail(k, likelihood_ratio),
        n: sets.n,
        events: sets.events,
        clusters: n_clusters,
        level: options.level,
    })
}

/// Newton's method with halved steps, from 0. Gives the coefficients, the sums there and the inverse information.
fn maximise(sets: &RiskSets, null: &RiskSums) -> Option<(Vec<f64>, RiskSums, Vec<f64>)> {
    let k = sets.scale.len();
    let mut b = vec![0.0f64; k];
    let mut here = null.clone();
    for _ in 0..MAX_STEPS {
        let factored = Cholesky::of(&here.information, k);
        if factored.rank() < k || b.iter().any(|b| b.abs() > LARGEST) {
            return None;
        }
        let step = factored.solve(&here.score);
        let gain: f64 = step.iter().zip(&here.score).map(|(step, score)| step * score).sum();
        let converged = gain <= GAIN * (1.0 + here.log_likelihood.abs());
        let mut share = 1.0;
        let mut better = None;
        for _ in 0..MAX_HALVINGS {
            let next: Vec<f64> = b.iter().zip(&step).map(|(b, step)| b + share * step).collect();
            let sums = sets.sums(&next);
            if sums.log_likelihood >= here.log_likelihood {
                better = Some((next, sums));
                break;
            }
            if converged {
                break;
            }
            share /= 2.0;
        }
        match better {
            Some((next, sums)) if !converged => (b, here) = (next, sums),
            // The last step is taken where it does not lose.
            Some((next, sums)) => {
                let inverse = Cholesky::of(&sums.information, k).inverse();
                return Some((next, sums, inverse));
            }
            None if converged => return Some((b, here, factored.inverse())),
            None => return None,
        }
    }
    None
}

/// Product of two row-major square matrices.
fn product(a: &[f64], b: &[f64], k: usize) -> Vec<f64> {
    let cell = |i: usize| (0..k).map(|j| a[i / k * k + j] * b[j * k + i % k]).sum();
    (0..k * k).map(cell).collect()
}
