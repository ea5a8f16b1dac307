//! Empirical Bayes: counts, shares and measurements pulled towards what is usual.

use super::input::{amounts, counts as whole, floats, inside_unit, out_of_range, same_length};
use cmgraph::stats::{self, BetaBinomial, GammaPoisson, NormalEb, Posterior, VarianceMethod};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Fits the Gamma-Poisson model to counts with exposure, and shrinks each unit's rate towards the common one.
///
/// A count is Poisson with mean rate times exposure; rates are Gamma(``a``, ``b``) across units, by maximum
/// likelihood. A unit's rate is then Gamma(``a`` + count, ``b`` + exposure).
///
/// Parameters
/// ----------
/// counts : sequence of float
///     Events of each unit; may be fractional (decayed).
/// exposure : sequence of float
///     Time in which they could happen, in any unit. Units with neither are left out of the fit.
/// level : float
///     Probability inside the intervals.
///
/// Returns
/// -------
/// GammaPoisson or None
///     Prior, fit and the posterior of each unit; ``None`` without exposure. Where the data do not show that
///     units differ ``at_boundary`` is true; where one rate fits all ``pooled`` is, and ``a`` and ``b`` are
///     infinite.
///
/// References
/// ----------
/// M. Greenwood and G. U. Yule, "An inquiry into the nature of frequency distributions", JRSS 83, 1920.
///
/// Examples
/// --------
/// Accidents of 647 munition workers:
///
/// >>> from cmgraph.stats import gamma_poisson
/// >>> workers = [447, 132, 42, 21, 3, 2]
/// >>> accidents = [count for count, n in enumerate(workers) for _ in range(n)]
/// >>> model = gamma_poisson(accidents, [1.0] * 647)
/// >>> round(model["a"], 4), round(model["b"], 4), round(model["log_likelihood"], 3)
/// (0.8651, 1.8596, -592.267)
/// >>> round(model["posterior_mean"][0], 4)  # not 0: nobody is beyond accidents
/// 0.3025
#[pyfunction]
#[pyo3(signature = (counts, exposure, level=0.9))]
pub(crate) fn gamma_poisson<'py>(
    py: Python<'py>,
    counts: &Bound<'py, PyAny>,
    exposure: &Bound<'py, PyAny>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let (counts, exposure) = (amounts("counts", counts)?, amounts("exposure", exposure)?);
    same_length("exposure", exposure.len(), "counts", counts.len())?;
    if let Some(at) = (0..counts.len()).find(|&at| exposure[at] == 0.0 && counts[at] > 0.0) {
        return Err(out_of_range("exposure", &format!("0 at {at}, where there is a count"), "more than 0"));
    }
    let fitted = py.detach(|| {
        let model = GammaPoisson::fit(&counts, &exposure)?;
        let each = counts.iter().zip(&exposure);
        let units = each.map(|(&count, &time)| model.posterior(count, time, level)).collect::<Vec<_>>();
        Some((model, units))
    });
    let Some((model, units)) = fitted else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("a", model.a)?;
    out.set_item("b", model.b)?;
    out.set_item("mean", model.mean())?;
    out.set_item("log_likelihood", model.log_likelihood)?;
    out.set_item("likelihood_ratio", model.likelihood_ratio)?;
    out.set_item("at_boundary", model.at_boundary)?;
    out.set_item("pooled", model.is_pooled())?;
    out.set_item("n", model.n)?;
    posteriors(&out, &units)?;
    Ok(Some(out))
}

/// Fits the beta-binomial model to successes of trials, and shrinks each unit's share towards the common one.
///
/// Successes are binomial; shares are Beta(``alpha``, ``beta``) across units, by maximum likelihood. A unit's
/// share is then Beta(``alpha`` + successes, ``beta`` + failures).
///
/// Parameters
/// ----------
/// successes, trials : sequence of int
///     So many of so many, for each unit.
/// level : float
///     Probability inside the intervals.
///
/// Returns
/// -------
/// BetaBinomial or None
///     Prior, fit and the posterior of each unit; ``None`` without trials. Where the data do not show that units
///     differ ``at_boundary`` is true; where one share fits all ``pooled`` is, and ``alpha`` and ``beta`` are
///     infinite.
///
/// References
/// ----------
/// J. G. Skellam, "A probability distribution derived from the binomial distribution", JRSS B 10, 1948.
///
/// Examples
/// --------
/// Eighteen batters after 45 at-bats differ by no more than chance explains:
///
/// >>> from cmgraph.stats import beta_binomial
/// >>> hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
/// >>> beta_binomial(hits, [45] * 18)["at_boundary"]
/// True
#[pyfunction]
#[pyo3(signature = (successes, trials, level=0.9))]
pub(crate) fn beta_binomial<'py>(
    py: Python<'py>,
    successes: &Bound<'py, PyAny>,
    trials: &Bound<'py, PyAny>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let (successes, trials) = (whole("successes", successes)?, whole("trials", trials)?);
    same_length("trials", trials.len(), "successes", successes.len())?;
    if let Some(at) = (0..trials.len()).find(|&at| successes[at] > trials[at]) {
        let found = format!("{} of {} at {at}", successes[at], trials[at]);
        return Err(out_of_range("successes", &found, "at most as many as trials"));
    }
    let fitted = py.detach(|| {
        let model = BetaBinomial::fit(&successes, &trials)?;
        let each = successes.iter().zip(&trials);
        let units = each.map(|(&x, &n)| model.posterior(x, n, level)).collect::<Vec<_>>();
        Some((model, units))
    });
    let Some((model, units)) = fitted else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("alpha", model.alpha)?;
    out.set_item("beta", model.beta)?;
    out.set_item("mean", model.mean())?;
    out.set_item("log_likelihood", model.log_likelihood)?;
    out.set_item("likelihood_ratio", model.likelihood_ratio)?;
    out.set_item("at_boundary", model.at_boundary)?;
    out.set_item("pooled", model.is_pooled())?;
    out.set_item("n", model.n)?;
    posteriors(&out, &units)?;
    Ok(Some(out))
}

/// Positive-part James-Stein estimates: several measurements of equal precision pulled towards their mean.
///
/// Parameters
/// ----------
/// values : sequence of float
///     At least four measurements.
/// variance : float
///     The known sampling variance of each.
///
/// Returns
/// -------
/// JamesStein or None
///     ``mean``, ``factor`` (the share of its distance from the mean that a value keeps) and ``estimates``;
///     ``None`` for fewer than four values.
///
/// References
/// ----------
/// B. Efron and C. Morris, "Data analysis using Stein's estimator and its generalizations", JASA 70, 1975.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import james_stein
/// >>> hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
/// >>> averages = [h / 45 for h in hits]
/// >>> mean = sum(averages) / 18
/// >>> shrunk = james_stein(averages, mean * (1 - mean) / 45)
/// >>> round(shrunk["factor"], 5), round(shrunk["estimates"][0], 4)
/// (0.21165, 0.2939)
#[pyfunction]
pub(crate) fn james_stein<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyAny>,
    variance: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let values = floats("values", values)?;
    if !(variance >= 0.0 && variance.is_finite()) {
        return Err(out_of_range("variance", &variance.to_string(), "a finite number from 0 up"));
    }
    let Some(found) = stats::james_stein(&values, variance) else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("mean", found.mean)?;
    out.set_item("factor", found.factor)?;
    out.set_item("estimates", found.estimates)?;
    Ok(Some(out))
}

/// Fits the normal-normal model to measurements with known errors, and shrinks each towards the common mean.
///
/// A measurement is normal about the true value of its unit; true values are normal across units. Units measured with
/// little precision are pulled further.
///
/// Parameters
/// ----------
/// estimates : sequence of float
///     The measurements: log rates, slopes, effects.
/// variances : sequence of float
///     Squared standard error of each, above 0.
/// method : {"reml", "ml", "adjusted"}
///     How the variance across units is estimated: restricted maximum likelihood, maximum likelihood, or adjusted so that
///     it is never 0 and intervals hold what they say (from four units).
/// level : float
///     Probability inside the intervals.
///
/// Returns
/// -------
/// NormalEb or None
///     ``mu``, ``tau2`` (variance across units), fit and the posterior of each unit; ``None`` without units, and with
///     ``"adjusted"`` for fewer than four. Where the data do not show that units differ ``at_boundary`` is true.
///
/// References
/// ----------
/// C. N. Morris, "Parametric empirical Bayes inference: theory and applications", JASA 78, 1983.
///
/// Examples
/// --------
/// Effect of coaching in eight schools (Rubin, 1981): nothing shows that they differ.
///
/// >>> from cmgraph.stats import normal_eb
/// >>> effects, errors = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
/// >>> model = normal_eb(effects, [error**2 for error in errors])
/// >>> round(model["mu"], 1), model["tau2"], model["at_boundary"]
/// (7.7, 0.0, True)
#[pyfunction]
#[pyo3(signature = (estimates, variances, *, method="reml", level=0.9))]
pub(crate) fn normal_eb<'py>(
    py: Python<'py>,
    estimates: &Bound<'py, PyAny>,
    variances: &Bound<'py, PyAny>,
    method: &str,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let method = match method {
        "reml" => VarianceMethod::Reml,
        "ml" => VarianceMethod::Ml,
        "adjusted" => VarianceMethod::Adjusted,
        other => return Err(out_of_range("method", &format!("{other:?}"), "reml, ml or adjusted")),
    };
    let (estimates, variances) = (floats("estimates", estimates)?, amounts("variances", variances)?);
    same_length("variances", variances.len(), "estimates", estimates.len())?;
    if let Some(at) = variances.iter().position(|&variance| variance == 0.0) {
        return Err(out_of_range("variances", &format!("0 at {at}"), "more than 0"));
    }
    let fitted = py.detach(|| {
        let model = NormalEb::fit(&estimates, &variances, method)?;
        let each = estimates.iter().zip(&variances);
        let units: Option<Vec<_>> = each.map(|(&x, &v)| model.posterior(x, v, level)).collect();
        Some((model, units?))
    });
    let Some((model, units)) = fitted else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("mu", model.mu)?;
    out.set_item("mu_se", model.mu_variance.sqrt())?;
    out.set_item("tau2", model.tau2)?;
    out.set_item("tau2_se", model.tau2_variance.sqrt())?;
    out.set_item("log_likelihood", model.log_likelihood)?;
    out.set_item("likelihood_ratio", model.likelihood_ratio)?;
    out.set_item("at_boundary", model.at_boundary)?;
    out.set_item("pooled", model.is_pooled())?;
    out.set_item("n", model.n)?;
    posteriors(&out, &units)?;
    Ok(Some(out))
}

fn posteriors(out: &Bound<'_, PyDict>, units: &[Posterior]) -> PyResult<()> {
    let column = |f: fn(&Posterior) -> f64| units.iter().map(f).collect::<Vec<f64>>();
    out.set_item("posterior_mean", column(|unit| unit.mean))?;
    out.set_item("posterior_low", column(|unit| unit.low))?;
    out.set_item("posterior_high", column(|unit| unit.high))
}
