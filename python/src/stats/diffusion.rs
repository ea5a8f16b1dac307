//! How use spreads, and what it will reach.

use super::input::{amounts, counts, inside_unit, out_of_range};
use cmgraph::stats::diffusion::{
    AdoptionCounts, BassAnalysis, BassOptions, Estimate, IncrementOptions, analyse_bass, fit_increments,
    increment_ceiling,
};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Bass curve of a known staff by grouped maximum likelihood, with profile-likelihood intervals.
///
/// Parameters
/// ----------
/// counts : sequence of int
///     People who adopted in each period.
/// headcount : int
///     People who could have adopted, from launch on.
/// edges : sequence of float, optional
///     Bounds of the periods since launch, one more than periods; 0, 1, 2, ... by default.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// Bass or None
///     ``p``, ``q``, ``share`` (of people like these that adopts in the end), ``people`` (of these very people),
///     ``t50``, ``t90`` with ``_low`` and ``_high``, and whether the ceiling is ``identified``, with an ``explanation``: where it is not, show the interval and not the
///     point. An end of an interval that the data do not set is ``None``. ``None`` without adopters.
///
/// References
/// ----------
/// D. C. Schmittlein and V. Mahajan, "Maximum likelihood estimation for an innovation diffusion model of new product
/// acceptance", Marketing Science 1, 1982.
///
/// Examples
/// --------
/// Physicians who first prescribed a drug, by month (Coleman, Katz and Menzel):
///
/// >>> from cmgraph.stats import bass
/// >>> adopted = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1]
/// >>> fit = bass(adopted, 125)
/// >>> round(fit["p"], 3), round(fit["q"], 3), round(fit["share"], 3), round(fit["log_likelihood"], 4)
/// (0.088, 0.14, 0.919, -340.6438)
#[pyfunction]
#[pyo3(signature = (counts, headcount, *, edges=None, level=0.95))]
pub(crate) fn bass<'py>(
    py: Python<'py>,
    counts: &Bound<'py, PyAny>,
    headcount: u64,
    edges: Option<&Bound<'py, PyAny>>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let adopted = self::counts("counts", counts)?;
    let edges = bounds(edges, "counts", adopted.len())?;
    let total = adopted.iter().try_fold(0u64, |sum, &n| sum.checked_add(n));
    if total.is_none_or(|total| total > headcount) {
        let found = format!("{headcount}, fewer than adopted");
        return Err(out_of_range("headcount", &found, "at least the sum of counts"));
    }
    let options = BassOptions { level, ..BassOptions::default() };
    let found = py.detach(|| analyse_bass(&AdoptionCounts::constant(&edges, &adopted, headcount)?, &options));
    found.map(|found| analysis(py, &found)).transpose()
}

/// What a fit of people says.
pub(super) fn analysis<'py>(py: Python<'py>, found: &BassAnalysis) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    for (name, Estimate { value, low, high }) in
        [("p", found.p), ("q", found.q), ("t50", found.t50), ("t90", found.t90)]
    {
        out.set_item(name, value)?;
        out.set_item(format!("{name}_low"), low)?;
        out.set_item(format!("{name}_high"), high)?;
    }
    out.set_item("share", found.fit.share)?;
    out.set_item("share_low", found.share.low)?;
    out.set_item("share_high", found.share.high)?;
    out.set_item("people", found.ceiling_people.expected)?;
    out.set_item("people_low", found.ceiling_people.low)?;
    out.set_item("people_high", found.ceiling_people.high)?;
    out.set_item("identified", found.ceiling.is_identified())?;
    out.set_item("explanation", found.ceiling.explanation())?;
    out.set_item("log_likelihood", found.fit.log_likelihood)?;
    out.set_item("converged", found.fit.converged)?;
    Ok(out)
}

/// Bass curve of increments by least squares, for those who do not know the headcount.
///
/// Parameters
/// ----------
/// increments : sequence of float
///     Adopters in each period, in any unit.
/// edges : sequence of float, optional
///     Bounds of the periods since launch, one more than periods; 0, 1, 2, ... by default.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// BassIncrements or None
///     ``m`` (the ceiling) with ``m_low`` and ``m_high``, ``p``, ``q``, ``rss``, standard errors ``m_se``, ``p_se``,
///     ``q_se``, and whether the ceiling is ``identified``, with an ``explanation``. ``None`` with fewer than three
///     periods or without adopters.
///
/// References
/// ----------
/// V. Srinivasan and C. H. Mason, "Nonlinear least squares estimation of new product diffusion models", Marketing
/// Science 5, 1986.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import bass_increments
/// >>> vcr = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
/// >>> fit = bass_increments(vcr)
/// >>> round(fit["m"]), round(fit["p"], 6), round(fit["q"], 5)
/// (67660, 0.008789, 0.64216)
/// >>> early = bass_increments(vcr[:5])
/// >>> early["m"] > 1e6, early["identified"]  # absurd, and it says so
/// (True, False)
#[pyfunction]
#[pyo3(signature = (increments, *, edges=None, level=0.95))]
pub(crate) fn bass_increments<'py>(
    py: Python<'py>,
    increments: &Bound<'py, PyAny>,
    edges: Option<&Bound<'py, PyAny>>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let increments = amounts("increments", increments)?;
    let edges = bounds(edges, "increments", increments.len())?;
    let options = IncrementOptions { level, ..IncrementOptions::default() };
    let found = py.detach(|| {
        let fit = fit_increments(&edges, &increments)?;
        let ceiling = increment_ceiling(&edges, &increments, &options)?;
        Some((fit, fit.curve.bass()?, ceiling))
    });
    let Some((fit, curve, ceiling)) = found else { return Ok(None) };
    let errors = fit.standard_errors;
    let out = PyDict::new(py);
    out.set_item("m", fit.m)?;
    out.set_item("m_low", ceiling.low)?;
    out.set_item("m_high", ceiling.high)?;
    out.set_item("p", curve.p)?;
    out.set_item("q", curve.q)?;
    out.set_item("m_se", errors.map(|errors| errors[0]))?;
    out.set_item("p_se", errors.map(|errors| errors[1]))?;
    out.set_item("q_se", errors.map(|errors| errors[2]))?;
    out.set_item("rss", fit.rss)?;
    out.set_item("identified", ceiling.ceiling.is_identified())?;
    out.set_item("explanation", ceiling.ceiling.explanation())?;
    out.set_item("converged", fit.converged)?;
    Ok(Some(out))
}

/// Bounds of the periods, rising from 0 or later.
fn bounds(edges: Option<&Bound<'_, PyAny>>, other: &str, periods: usize) -> PyResult<Vec<f64>> {
    let Some(edges) = edges else { return Ok((0..=periods).map(|i| i as f64).collect()) };
    let edges = amounts("edges", edges)?;
    if edges.len() != periods + 1 {
        let expected = format!("one more than {other} has, {}", periods + 1);
        return Err(out_of_range("edges", &format!("{} values", edges.len()), &expected));
    }
    match edges.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => {
            Err(out_of_range("edges", &format!("{} after {}", edges[at + 1], edges[at]), "them to rise"))
        }
        None => Ok(edges),
    }
}
