//! Times to an event.

use super::input::{amounts, columns, counts, flags, floats, inside_unit, labels, out_of_range, same_length};
use cmgraph::stats::{
    self, CompetingLifetime, CoxOptions, DEFAULT_MIN_AT_RISK, Lifetime, Survival, SurvivalOptions,
};
use pyo3::prelude::*;
use pyo3::types::PyDict;

const _: () = assert!(DEFAULT_MIN_AT_RISK == 5);

/// Share of lifetimes still without the event over time, by Kaplan and Meier.
///
/// Standard error by Greenwood; interval symmetric on the scale ln(-ln S); cumulative hazard by Nelson and
/// Aalen. A lifetime is at risk at ``t`` when entry < t <= duration.
///
/// Parameters
/// ----------
/// durations : sequence of float
///     Time of the event, or last time at which it was known not to have happened.
/// events : sequence of bool
///     Whether the event happened then; otherwise censored.
/// entry : sequence of float, optional
///     Time after which each was under observation (left truncation); from the start by default.
/// level : float
///     Confidence level.
/// min_at_risk : int
///     With late entry the curve starts when so many are at risk.
///
/// Returns
/// -------
/// KaplanMeier or None
///     A row a distinct time of an event; ``None`` where nobody is ever at risk.
///
/// References
/// ----------
/// E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958.
///
/// Examples
/// --------
/// Weeks in remission of 21 patients (Freireich and others, 1963):
///
/// >>> from cmgraph.stats import kaplan_meier
/// >>> weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
/// >>> relapse = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
/// >>> curve = kaplan_meier(weeks, relapse)
/// >>> round(curve["survival"][0], 4), round(curve["se"][0], 4), curve["median"]
/// (0.8571, 0.0764, 23.0)
#[pyfunction]
#[pyo3(signature = (durations, events, *, entry=None, level=0.95, min_at_risk=5))]
pub(crate) fn kaplan_meier<'py>(
    py: Python<'py>,
    durations: &Bound<'py, PyAny>,
    events: &Bound<'py, PyAny>,
    entry: Option<&Bound<'py, PyAny>>,
    level: f64,
    min_at_risk: u32,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(curve) = curve(py, durations, events, entry, level, min_at_risk)? else { return Ok(None) };
    let rows: Vec<_> = curve.rows().collect();
    let out = PyDict::new(py);
    out.set_item("time", rows.iter().map(|row| row.time).collect::<Vec<_>>())?;
    out.set_item("at_risk", rows.iter().map(|row| row.at_risk).collect::<Vec<_>>())?;
    out.set_item("events", rows.iter().map(|row| row.events).collect::<Vec<_>>())?;
    out.set_item("survival", rows.iter().map(|row| row.survival).collect::<Vec<_>>())?;
    out.set_item("se", rows.iter().map(|row| row.se).collect::<Vec<_>>())?;
    out.set_item("low", rows.iter().map(|row| row.low).collect::<Vec<_>>())?;
    out.set_item("high", rows.iter().map(|row| row.high).collect::<Vec<_>>())?;
    out.set_item("hazard", rows.iter().map(|row| row.hazard).collect::<Vec<_>>())?;
    out.set_item("hazard_se", rows.iter().map(|row| row.hazard_se).collect::<Vec<_>>())?;
    let median = curve.median();
    out.set_item("median", median.time)?;
    out.set_item("median_low", median.low)?;
    out.set_item("median_high", median.high)?;
    out.set_item("n", curve.n)?;
    out.set_item("n_events", curve.events)?;
    out.set_item("left_out", curve.never_at_risk + curve.before_start)?;
    out.set_item("conditional_from", curve.conditional_from)?;
    out.set_item("end", curve.end)?;
    Ok(Some(out))
}

/// Mean time without the event up to a horizon: the area under the curve of :func:`kaplan_meier`.
///
/// Parameters
/// ----------
/// durations, events, entry, level, min_at_risk
///     As for :func:`kaplan_meier`.
/// tau : float
///     The horizon.
///
/// Returns
/// -------
/// Rmst or None
///     ``mean``, ``se``, ``low``, ``high``; ``None`` where the curve does not reach so far.
///
/// References
/// ----------
/// P. Royston and M. K. B. Parmar, "Restricted mean survival time: an alternative to the hazard ratio", BMC
/// Medical Research Methodology 13, 2013.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import rmst
/// >>> mean = rmst([6, 7, 10, 13, 16, 22, 23, 35], [1, 1, 1, 1, 1, 1, 1, 0], tau=20)
/// >>> round(mean["mean"], 3)
/// 14.0
#[pyfunction]
#[pyo3(signature = (durations, events, tau, *, entry=None, level=0.95, min_at_risk=5))]
pub(crate) fn rmst<'py>(
    py: Python<'py>,
    durations: &Bound<'py, PyAny>,
    events: &Bound<'py, PyAny>,
    tau: f64,
    entry: Option<&Bound<'py, PyAny>>,
    level: f64,
    min_at_risk: u32,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let curve = curve(py, durations, events, entry, level, min_at_risk)?;
    let Some(found) = curve.and_then(|curve| curve.rmst(tau)) else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("mean", found.mean)?;
    out.set_item("se", found.se)?;
    out.set_item("low", found.interval.low)?;
    out.set_item("high", found.interval.high)?;
    Ok(Some(out))
}

/// Log-rank test that all groups have the same hazard at every time.
///
/// Parameters
/// ----------
/// durations, events, entry
///     As for :func:`kaplan_meier`.
/// groups : sequence
///     Label of the group of each lifetime.
///
/// Returns
/// -------
/// LogRank or None
///     ``chi2``, ``df``, ``p``, and for each group in the order in which they come ``observed`` and
///     ``expected`` events; ``None`` where nothing can be compared.
///
/// References
/// ----------
/// N. Mantel, "Evaluation of survival data and two new rank order statistics arising in its consideration",
/// Cancer Chemotherapy Reports 50, 1966.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import log_rank
/// >>> test = log_rank(range(1, 61), [True] * 60, ["early"] * 30 + ["late"] * 30)
/// >>> test["df"], test["p"] < 1e-6
/// (1, True)
#[pyfunction]
#[pyo3(signature = (durations, events, groups, *, entry=None))]
pub(crate) fn log_rank<'py>(
    py: Python<'py>,
    durations: &Bound<'py, PyAny>,
    events: &Bound<'py, PyAny>,
    groups: &Bound<'py, PyAny>,
    entry: Option<&Bound<'py, PyAny>>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let lifetimes = lifetimes(durations, events, entry)?;
    let (groups, names) = labels("groups", groups)?;
    same_length("groups", groups.len(), "durations", lifetimes.len())?;
    let Some(found) = py.detach(|| stats::log_rank(&lifetimes, &groups, names_len(&groups))) else {
        return Ok(None);
    };
    let out = PyDict::new(py);
    out.set_item("chi2", found.chi2)?;
    out.set_item("df", found.df)?;
    out.set_item("p", found.p)?;
    out.set_item("groups", names)?;
    out.set_item("n", found.groups.iter().map(|group| group.n).collect::<Vec<_>>())?;
    out.set_item("observed", found.groups.iter().map(|group| group.observed).collect::<Vec<_>>())?;
    out.set_item("expected", found.groups.iter().map(|group| group.expected).collect::<Vec<_>>())?;
    Ok(Some(out))
}

/// Probability of each of several competing events over time, by Aalen and Johansen.
///
/// One minus the Kaplan-Meier curve of a cause, with the others censored, would be too high.
///
/// Parameters
/// ----------
/// durations : sequence of float
///     Time of the event, or last time at which none had happened.
/// causes : sequence of int
///     Which event it was, from 1; 0 where censored.
/// entry, level, min_at_risk
///     As for :func:`kaplan_meier`.
///
/// Returns
/// -------
/// CumulativeIncidence or None
///     ``time``, ``at_risk``, ``survival``, and for each cause from 1 a list in ``incidence``, ``se``, ``low`` and
///     ``high``; ``None`` where nobody is ever at risk.
///
/// References
/// ----------
/// O. O. Aalen and S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains based on
/// censored observations", Scandinavian Journal of Statistics 5, 1978.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import cumulative_incidence
/// >>> found = cumulative_incidence([1, 2, 3, 5, 8, 9, 10, 12, 15, 20], [1, 2, 1, 0, 2, 1, 1, 0, 2, 0])
/// >>> [round(share, 3) for share in found["incidence"][0][:3]]
/// [0.1, 0.1, 0.2]
#[pyfunction]
#[pyo3(signature = (durations, causes, *, entry=None, level=0.95, min_at_risk=5))]
pub(crate) fn cumulative_incidence<'py>(
    py: Python<'py>,
    durations: &Bound<'py, PyAny>,
    causes: &Bound<'py, PyAny>,
    entry: Option<&Bound<'py, PyAny>>,
    level: f64,
    min_at_risk: u32,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let (durations, entry) = times(durations, entry)?;
    let causes = counts("causes", causes)?;
    same_length("causes", causes.len(), "durations", durations.len())?;
    let n_causes = causes.iter().copied().max().unwrap_or(0);
    // Columns are laid out for every cause up to the largest.
    if n_causes > 1000 {
        return Err(out_of_range("causes", &n_causes.to_string(), "at most 1000 causes, numbered from 1"));
    }
    let all: Vec<CompetingLifetime> = durations
        .iter()
        .zip(&entry)
        .zip(&causes)
        .map(|((&exit, &entry), &cause)| CompetingLifetime {
            entry,
            exit,
            cause: cause.checked_sub(1).map(|cause| cause as u32),
        })
        .collect();
    let options = SurvivalOptions { level, min_at_risk };
    let n_causes = n_causes as usize;
    let Some(found) = py.detach(|| stats::cumulative_incidence(&all, n_causes, &options)) else {
        return Ok(None);
    };
    let rows = found.rows();
    let each = |f: fn(&stats::Incidence) -> f64| -> Vec<Vec<f64>> {
        let cause =
            |cause| (0..rows.len()).filter_map(|row| found.incidence(cause, row)).map(|at| f(&at)).collect();
        (0..n_causes).map(cause).collect()
    };
    let out = PyDict::new(py);
    out.set_item("time", rows.iter().map(|row| row.time).collect::<Vec<_>>())?;
    out.set_item("at_risk", rows.iter().map(|row| row.at_risk).collect::<Vec<_>>())?;
    out.set_item("survival", rows.iter().map(|row| row.survival).collect::<Vec<_>>())?;
    out.set_item("incidence", each(|at| at.incidence))?;
    out.set_item("se", each(|at| at.se))?;
    out.set_item("low", each(|at| at.interval.low))?;
    out.set_item("high", each(|at| at.interval.high))?;
    out.set_item("n", found.n)?;
    Ok(Some(out))
}

/// Cox's proportional-hazards regression, ties by Efron's method.
///
/// Parameters
/// ----------
/// durations, events, entry
///     As for :func:`kaplan_meier`.
/// covariates : sequence of sequences of float
///     One column a covariate.
/// clusters : sequence, optional
///     Label of the cluster of each lifetime, for robust standard errors.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// Cox or None
///     ``estimate`` (logarithm of the hazard ratio), ``se``, ``low``, ``high``, ``p`` for each covariate, and the fit;
///     ``None`` where there is nothing to estimate, or it cannot be (a covariate that is constant or separates).
///
/// References
/// ----------
/// D. R. Cox, "Regression models and life-tables", JRSS B 34, 1972; B. Efron, "The efficiency of Cox's likelihood
/// function for censored data", JASA 72, 1977.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import cox
/// >>> days = [2 * day for day in range(1, 101)] + list(range(1, 101))
/// >>> fit = cox(days, [True] * 200, [[0] * 100 + [1] * 100])
/// >>> fit["low"][0] > 0.5 and fit["p_likelihood_ratio"] < 1e-6
/// True
#[pyfunction]
#[pyo3(signature = (durations, events, covariates, *, entry=None, clusters=None, level=0.95))]
pub(crate) fn cox<'py>(
    py: Python<'py>,
    durations: &Bound<'py, PyAny>,
    events: &Bound<'py, PyAny>,
    covariates: &Bound<'py, PyAny>,
    entry: Option<&Bound<'py, PyAny>>,
    clusters: Option<&Bound<'py, PyAny>>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let lifetimes = lifetimes(durations, events, entry)?;
    let columns = columns("covariates", covariates, "durations", lifetimes.len())?;
    let clusters = clusters.map(|clusters| labels("clusters", clusters)).transpose()?;
    if let Some((clusters, _)) = &clusters {
        same_length("clusters", clusters.len(), "durations", lifetimes.len())?;
    }
    let clusters = clusters.map(|(clusters, _)| clusters);
    let fitted = py.detach(|| {
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        stats::cox(&lifetimes, &columns, &CoxOptions { level, clusters: clusters.as_deref() })
    });
    let Some(fit) = fitted else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("estimate", fit.coefficients.iter().map(|c| c.estimate).collect::<Vec<_>>())?;
    out.set_item("se", fit.coefficients.iter().map(|c| c.se).collect::<Vec<_>>())?;
    out.set_item("low", fit.coefficients.iter().map(|c| c.interval.low).collect::<Vec<_>>())?;
    out.set_item("high", fit.coefficients.iter().map(|c| c.interval.high).collect::<Vec<_>>())?;
    out.set_item("p", fit.coefficients.iter().map(|c| c.p).collect::<Vec<_>>())?;
    out.set_item("log_likelihood", fit.log_likelihood)?;
    out.set_item("likelihood_ratio", fit.likelihood_ratio)?;
    out.set_item("p_likelihood_ratio", fit.p)?;
    out.set_item("n", fit.n)?;
    out.set_item("events", fit.events)?;
    Ok(Some(out))
}

fn curve(
    py: Python<'_>,
    durations: &Bound<'_, PyAny>,
    events: &Bound<'_, PyAny>,
    entry: Option<&Bound<'_, PyAny>>,
    level: f64,
    min_at_risk: u32,
) -> PyResult<Option<Survival>> {
    inside_unit("level", level)?;
    let lifetimes = lifetimes(durations, events, entry)?;
    let options = SurvivalOptions { level, min_at_risk };
    Ok(py.detach(|| stats::kaplan_meier_with(&lifetimes, &options)))
}

fn lifetimes(
    durations: &Bound<'_, PyAny>,
    events: &Bound<'_, PyAny>,
    entry: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Lifetime>> {
    let (durations, entry) = times(durations, entry)?;
    let events = flags("events", events)?;
    same_length("events", events.len(), "durations", durations.len())?;
    let all = durations.iter().zip(entry).zip(events);
    Ok(all.map(|((&exit, entry), event)| Lifetime { entry, exit, event }).collect())
}

/// Durations and entries; without entries each was there from the start.
fn times(durations: &Bound<'_, PyAny>, entry: Option<&Bound<'_, PyAny>>) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let durations = amounts("durations", durations)?;
    let Some(entry) = entry else {
        let start = vec![f64::NEG_INFINITY; durations.len()];
        return Ok((durations, start));
    };
    let entry = floats("entry", entry)?;
    same_length("entry", entry.len(), "durations", durations.len())?;
    Ok((durations, entry))
}

fn names_len(groups: &[u32]) -> usize {
    groups.iter().max().map_or(0, |&last| last as usize + 1)
}
