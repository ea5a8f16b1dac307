//! What goes with what, and how much.

use super::input::{amounts, columns, floats, inside_unit, labels, out_of_range, same_length};
use cmgraph::stats::{self, Design, FitStatus, GlmData, GlmFamily, GlmOptions};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Logistic or Poisson regression by maximum likelihood, with errors for rows that hang together.
///
/// Parameters
/// ----------
/// response : sequence of float
///     0 or 1 for ``"logistic"``, counts for ``"poisson"``.
/// covariates : sequence of sequences of float
///     One column a covariate.
/// family : {"logistic", "poisson"}
///     What the response is; each with its canonical link.
/// intercept : bool
///     Whether a column of ones comes first.
/// weights : sequence of float, optional
///     How many times each row counts.
/// offset : sequence of float, optional
///     Added to the linear predictor, such as the logarithm of the exposure.
/// clusters : sequence, optional
///     Label of the cluster of each row (person, team): cluster-robust errors, t with clusters - 1 degrees of
///     freedom.
/// lag : int, optional
///     Largest lag of Newey-West errors; rows are then a time series in order.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// Glm or None
///     ``estimate`` on the scale of the linear predictor, ``se``, ``low``, ``high`` and ``p`` for each column, and how
///     the fit ended: ``status`` is ``"converged"``, ``"separated"`` or ``"not converged"``, and without a maximum
///     there are no errors (``None``). ``None`` where there is nothing to fit.
///
/// Raises
/// ------
/// ValueError
///     With both ``clusters`` and ``lag``, or for values out of range.
///
/// References
/// ----------
/// P. McCullagh and J. A. Nelder, "Generalized linear models", 1989; K.-Y. Liang and S. L. Zeger, "Longitudinal data
/// analysis using generalized linear models", Biometrika 73, 1986.
///
/// Examples
/// --------
/// Of 40 person-weeks with the leader taking part 10 ended in a first post, of 100 without 8:
///
/// >>> import math
/// >>> from cmgraph.stats import glm
/// >>> fit = glm([1, 0, 1, 0], [[1, 1, 0, 0]], "logistic", weights=[10, 30, 8, 92])
/// >>> round(math.exp(fit["estimate"][1]), 3), fit["status"]
/// (3.833, 'converged')
#[pyfunction]
#[pyo3(signature = (
    response, covariates, family, *, intercept=true, weights=None, offset=None, clusters=None, lag=None, level=0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn glm<'py>(
    py: Python<'py>,
    response: &Bound<'py, PyAny>,
    covariates: &Bound<'py, PyAny>,
    family: &str,
    intercept: bool,
    weights: Option<&Bound<'py, PyAny>>,
    offset: Option<&Bound<'py, PyAny>>,
    clusters: Option<&Bound<'py, PyAny>>,
    lag: Option<usize>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let family = match family {
        "logistic" => GlmFamily::Logistic,
        "poisson" => GlmFamily::Poisson,
        other => return Err(out_of_range("family", &format!("{other:?}"), "logistic or poisson")),
    };
    let response = amounts("response", response)?;
    if family == GlmFamily::Logistic
        && let Some(at) = response.iter().position(|&y| y > 1.0)
    {
        return Err(out_of_range("response", &format!("{} at {at}", response[at]), "0 or 1"));
    }
    let rows = response.len();
    let mut all = columns("covariates", covariates, "response", rows)?;
    if intercept {
        all.insert(0, vec![1.0; rows]);
    }
    let weights = weights.map(|weights| amounts("weights", weights)).transpose()?;
    let offset = offset.map(|offset| floats("offset", offset)).transpose()?;
    let clusters = clusters.map(|clusters| labels("clusters", clusters)).transpose()?;
    let clusters = clusters.map(|(clusters, _)| clusters);
    if clusters.is_some() && lag.is_some() {
        return Err(out_of_range("lag", "clusters as well", "one of the two"));
    }
    for (name, found) in [
        ("weights", weights.as_ref().map(Vec::len)),
        ("offset", offset.as_ref().map(Vec::len)),
        ("clusters", clusters.as_ref().map(Vec::len)),
    ] {
        found.map_or(Ok(()), |found| same_length(name, found, "response", rows))?;
    }
    let fitted = py.detach(|| {
        let slices: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
        let design = Design::from_columns(&slices)?;
        let mut data = GlmData::new(&design, &response);
        if let Some(weights) = &weights {
            data = data.weights(weights);
        }
        if let Some(offset) = &offset {
            data = data.offset(offset);
        }
        let fit = stats::glm(&data, family, &GlmOptions::default())?;
        let covariance = match (&clusters, lag) {
            (Some(clusters), _) => fit.cluster_robust(&data, clusters),
            (None, Some(lag)) => fit.newey_west(&data, Some(lag)),
            (None, None) => fit.covariance.clone(),
        };
        let each = |column| fit.coefficient(column, covariance.as_ref()?, level);
        let errors: Vec<_> = (0..fit.coefficients.len()).map(each).collect();
        Some((fit, errors))
    });
    let Some((fit, errors)) = fitted else { return Ok(None) };
    let status = match fit.status {
        FitStatus::Converged => "converged",
        FitStatus::Separated { .. } => "separated",
        FitStatus::NotConverged => "not converged",
    };
    let out = PyDict::new(py);
    out.set_item("estimate", &fit.coefficients)?;
    out.set_item("se", errors.iter().map(|e| e.map(|e| e.standard_error)).collect::<Vec<_>>())?;
    out.set_item("low", errors.iter().map(|e| e.map(|e| e.interval.low)).collect::<Vec<_>>())?;
    out.set_item("high", errors.iter().map(|e| e.map(|e| e.interval.high)).collect::<Vec<_>>())?;
    out.set_item("p", errors.iter().map(|e| e.map(|e| e.p_value)).collect::<Vec<_>>())?;
    out.set_item("status", status)?;
    out.set_item("aliased", &fit.aliased)?;
    out.set_item("log_likelihood", fit.log_likelihood)?;
    out.set_item("pearson_chi2", fit.pearson_chi2)?;
    out.set_item("n", fit.n)?;
    Ok(Some(out))
}

/// Benjamini-Hochberg q-values of many tests made at once.
///
/// Of all with a q-value up to q, a share of at most q is expected to be false alarms.
///
/// Parameters
/// ----------
/// p_values : sequence of float
///     One of every test made.
///
/// Returns
/// -------
/// list of float
///     The q-values, in the same order.
///
/// References
/// ----------
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import benjamini_hochberg
/// >>> [round(q, 6) for q in benjamini_hochberg([0.01, 0.04, 0.02, 0.6])]
/// [0.04, 0.053333, 0.04, 0.6]
#[pyfunction]
pub(crate) fn benjamini_hochberg(p_values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let p_values = floats("p_values", p_values)?;
    stats::benjamini_hochberg(&p_values).ok_or_else(|| beyond(&p_values))
}

/// Holm's adjusted p-values of many tests made at once: against even one false alarm.
///
/// Parameters
/// ----------
/// p_values : sequence of float
///     One of every test made.
///
/// Returns
/// -------
/// list of float
///     The adjusted p-values, in the same order.
///
/// References
/// ----------
/// S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import holm
/// >>> holm([0.01, 0.04, 0.02])
/// [0.03, 0.04, 0.04]
#[pyfunction]
pub(crate) fn holm(p_values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let p_values = floats("p_values", p_values)?;
    stats::holm(&p_values).ok_or_else(|| beyond(&p_values))
}

fn beyond(p_values: &[f64]) -> PyErr {
    let found = p_values.iter().find(|p| !(0.0..=1.0).contains(*p));
    out_of_range("p_values", &found.copied().unwrap_or_default().to_string(), "numbers from 0 to 1")
}
