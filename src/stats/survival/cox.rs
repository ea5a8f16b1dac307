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
const MAX_HALVINGS: i32 = 40;

/// The fit has converged when the next step would gain less than this in log-likelihood, relative to it,
const GAIN: f64 = 1e-12;

/// and would move no coefficient of a standardised covariate by more than this: on a likelihood that rises for
/// ever the gains vanish while the steps do not.
const STEP: f64 = 1e-3;

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
/// O(n k²) for k covariates, about six times, and a sort; more where late entry takes out most of the weight of
/// those at risk (one person of extreme covariates), as sums are then made again so as not to lose digits.
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
        let moves = |share: f64| b.iter().zip(&step).map(|(b, step)| b + share * step).collect::<Vec<f64>>();
        if gain <= GAIN * (1.0 + here.log_likelihood.abs()) && step.iter().all(|step| step.abs() <= STEP) {
            // Newton's last step squares what is left of the error, where comparing likelihoods sees rounding.
            let last = moves(1.0);
            let sums = sets.sums(&last);
            let factored = Cholesky::of(&sums.information, k);
            return (factored.rank() == k).then(|| (last, sums, factored.inverse()));
        }
        let better = (0..MAX_HALVINGS).map(|halvings| moves(0.5f64.powi(halvings))).find_map(|next| {
            let sums = sets.sums(&next);
            (sums.log_likelihood >= here.log_likelihood).then_some((next, sums))
        });
        (b, here) = better?;
    }
    None
}

/// Product of two row-major square matrices.
fn product(a: &[f64], b: &[f64], k: usize) -> Vec<f64> {
    let cell = |i: usize| (0..k).map(|j| a[i / k * k + j] * b[j * k + i % k]).sum();
    (0..k * k).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{freireich, freireich_late, lifetimes};
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, tolerance: f64) -> bool {
        (found - expected).abs() <= tolerance
    }

    /// Placebo or not, and a number that says nothing.
    fn covariates() -> (Vec<f64>, Vec<f64>) {
        let group = freireich().1.into_iter().map(f64::from).collect();
        (group, (0..42u32).map(|i| f64::from(i * 13 % 10) / 10.0).collect())
    }

    #[test]
    fn remission_of_leukaemia() {
        let (weeks, _) = freireich();
        let (group, _) = covariates();
        let fit = cox(&weeks, &[&group], &CoxOptions::default()).unwrap();
        let b = fit.coefficients[0];
        assert!(close(b.estimate, 1.5721, 5e-5) && close(b.se, 0.4124, 5e-5), "{b:?}");
        // More digits: the root of the score found by bisection in Python; lifelines 0.30 has 1.5721249.
        assert!(close(b.estimate, 1.572125148829067, 1e-9) && close(b.se, 0.4123967, 1e-7), "{b:?}");
        assert!(close(fit.log_likelihood, -85.00842457737184, 1e-6));
        assert!(close(fit.null_log_likelihood, -93.18426999684775, 1e-6));
        assert!(close(fit.likelihood_ratio, 16.35169083895181, 1e-6) && fit.p < 1e-4 && fit.df == 1);
        assert_eq!((fit.n, fit.events, fit.clusters), (42, 30, None));
        let (ratio, interval) = b.hazard_ratio();
        assert!(close(ratio, 4.817, 5e-4) && interval.contains(ratio) && interval.low > 2.0);
    }

    #[test]
    fn late_entry_and_clusters() {
        let (weeks, _) = freireich();
        let (group, other) = covariates();
        // lifelines 0.30 and statsmodels 0.14.
        let late = cox(&freireich_late(), &[&group, &other], &CoxOptions::default()).unwrap();
        let expected = [(1.5803089919, 0.41564463), (0.2753058410, 0.64595619)];
        for (found, (b, se)) in late.coefficients.iter().zip(expected) {
            assert!(close(found.estimate, b, 1e-8) && close(found.se, se, 1e-7), "{found:?}");
        }
        assert!(close(late.log_likelihood, -82.3365680605, 1e-6));

        let pairs: Vec<u32> = (0..42).map(|i| i % 21).collect();
        let each: Vec<u32> = (0..42).collect();
        let check = |weeks: &[Lifetime], clusters: &[u32], expected: [f64; 2]| {
            let options = CoxOptions { clusters: Some(clusters), ..Default::default() };
            let fit = cox(weeks, &[&group, &other], &options).unwrap();
            for (found, se) in fit.coefficients.iter().zip(expected) {
                assert!(close(found.se, se, 1e-6), "{found:?} {se}");
            }
        };
        // Derivatives of the estimate with respect to case weights, taken numerically in Python.
        check(&weeks, &pairs, [0.281020558270793, 0.5367502440942193]);
        check(&weeks, &each, [0.38152679747223217, 0.5840974993573878]);
        // Without ties lifelines and statsmodels agree with that: ties broken by the row.
        let mut single = weeks.clone();
        single.iter_mut().zip(0..).for_each(|(l, i)| l.exit = l.exit * 100.0 + f64::from(i));
        check(&single, &pairs, [0.27345086, 0.53745534]);
        check(&single, &each, [0.38205311, 0.59091852]);
    }

    #[test]
    fn what_cannot_be_estimated_is_not() {
        let (weeks, _) = freireich();
        let (group, other) = covariates();
        let fit =
            |lifetimes: &[Lifetime], columns: &[&[f64]]| cox(lifetimes, columns, &CoxOptions::default());
        let double: Vec<f64> = group.iter().map(|x| 3.0 - 2.0 * x).collect();
        assert!(fit(&weeks, &[&group, &double]).is_none());
        assert!(fit(&weeks, &[&vec![1.0; 42]]).is_none());
        assert!(fit(&weeks, &[]).is_none() && fit(&[], &[&[]]).is_none());
        assert!(fit(&weeks, &[&other[1..]]).is_none());
        assert!(fit(&weeks, &[&vec![f64::NAN; 42]]).is_none());
        let quiet: Vec<Lifetime> = weeks.iter().map(|l| Lifetime { event: false, ..*l }).collect();
        assert!(fit(&quiet, &[&group]).is_none());
        // Nobody of the treated has the event: the hazard ratio would be infinite.
        let apart: Vec<Lifetime> =
            weeks.iter().zip(&group).map(|(l, &g)| Lifetime { event: g == 1.0, ..*l }).collect();
        assert!(fit(&apart, &[&group]).is_none());
        // Large numbers with a small spread are no trouble.
        let dates: Vec<f64> = group.iter().map(|x| 1.6e9 + x).collect();
        assert!(close(fit(&weeks, &[&dates]).unwrap().coefficients[0].estimate, 1.572125148829067, 1e-6));
    }

    /// A person of extreme covariates who enters late: what is added to the sums and taken out again leaves no digits.
    #[test]
    fn an_extreme_row_costs_no_digits() {
        let ordinary = |i: u32| Lifetime {
            entry: f64::from(i % 3),
            exit: 4.0 + f64::from(i * 37 % 101) / 10.0,
            event: !i.is_multiple_of(5),
        };
        let lifetimes: Vec<Lifetime> = (0..400).map(ordinary).collect();
        let x: Vec<f64> =
            (0..400u32).map(|i| f64::from(i * 13 % 17) / 8.0 - f64::from(i * 37 % 101) / 40.0).collect();
        let plain = cox(&lifetimes, &[&x], &CoxOptions::default()).unwrap();
        assert!(plain.coefficients[0].estimate > 0.4, "{plain:?}");
        for extreme in [5.0, 30.0, 35.0, 40.0, 200.0] {
            // At risk between two times of events, and at none.
            let (mut more, mut numbers) = (lifetimes.clone(), x.clone());
            more.push(Lifetime { entry: 5.22, exit: 5.28, event: false });
            numbers.push(extreme);
            let clusters: Vec<u32> = (0..401).collect();
            let found = cox(&more, &[&numbers], &CoxOptions::default()).unwrap();
            let robust = CoxOptions { clusters: Some(&clusters), ..Default::default() };
            assert!(cox(&more, &[&numbers], &robust).unwrap().coefficients[0].se.is_finite());
            assert!(close(found.log_likelihood, plain.log_likelihood, 1e-8), "{extreme}: {found:?}");
            assert!(close(found.coefficients[0].estimate, plain.coefficients[0].estimate, 1e-9), "{extreme}");
            assert_eq!((found.n, found.events), (401, plain.events));

            // At risk at some events of others: the maximum by the definition, with a small coefficient.
            more[400] = Lifetime { entry: 13.35, exit: 13.75, event: false };
            let Some(found) = cox(&more, &[&numbers], &CoxOptions::default()) else {
                assert!(extreme > 100.0);
                continue;
            };
            let b = found.coefficients[0];
            let at = |b: f64| log_likelihood(&more, &numbers, b);
            assert!(
                close(found.log_likelihood, at(b.estimate), 1e-8),
                "{extreme}: {found:?} {}",
                at(b.estimate)
            );
            for step in [-0.01, 0.01] {
                assert!(at(b.estimate + step * b.se) <= found.log_likelihood + 1e-9, "{extreme}: {found:?}");
            }
        }
    }

    /// Efron's log-likelihood from its definition.
    fn log_likelihood(lifetimes: &[Lifetime], x: &[f64], b: f64) -> f64 {
        let mut sum = 0.0;
        let mut done: Vec<f64> = Vec::new();
        for l in lifetimes.iter().filter(|l| l.event && l.entry < l.exit) {
            if done.contains(&l.exit) {
                continue;
            }
            done.push(l.exit);
            let rows = || lifetimes.iter().zip(x).filter(|(other, _)| other.is_at_risk(l.exit));
            let has = |other: &Lifetime| other.event && other.exit == l.exit;
            let dead: Vec<f64> = rows().filter(|(other, _)| has(other)).map(|(_, x)| x * b).collect();
            let risk: f64 = rows().map(|(_, x)| (x * b).exp()).sum();
            let tied: f64 = dead.iter().map(|linear| linear.exp()).sum();
            sum += dead.iter().sum::<f64>();
            for i in 0..dead.len() {
                sum -= (risk - i as f64 / dead.len() as f64 * tied).ln();
            }
        }
        sum
    }

    proptest! {
        #[test]
        fn the_estimate_is_the_maximum(
            lifetimes in lifetimes(), numbers in prop::collection::vec(-1.0..1.0f64, 40),
        ) {
            let x = &numbers[..lifetimes.len()];
            let Some(fit) = cox(&lifetimes, &[x], &CoxOptions::default()) else { return Ok(()) };
            let b = fit.coefficients[0];
            prop_assert!(b.se.is_finite() && (0.0..=1.0).contains(&fit.p) && fit.likelihood_ratio >= 0.0);
            let at = |b: f64| log_likelihood(&lifetimes, x, b);
            prop_assert!(close(fit.log_likelihood, at(b.estimate), 1e-8 * (1.0 + at(b.estimate).abs())));
            prop_assert!(close(fit.null_log_likelihood, at(0.0), 1e-9 * (1.0 + at(0.0).abs())));
            for step in [-0.1, -1e-3, 1e-3, 0.1] {
                prop_assert!(at(b.estimate + step * b.se) <= fit.log_likelihood + 1e-10);
            }
            // Rows in another order: the same bits.
            let turned: Vec<Lifetime> = lifetimes.iter().rev().copied().collect();
            let numbers: Vec<f64> = x.iter().rev().copied().collect();
            prop_assert_eq!(cox(&turned, &[&numbers], &CoxOptions::default()), Some(fit));
        }
    }
}
