//! Diffusion curves of a staff that changes, their forecast, and the curves of its units.

use super::diffusion::analysis;
use super::input::{amounts, inside_unit, out_of_range};
use cmgraph::stats::Interval;
use cmgraph::stats::diffusion::{
    AdoptedCell, AdoptionCounts, BassOptions, DEFAULT_REFITS, Family, ForecastOptions, ForecastPoint,
    Joiners, UnitCurve, UnitFit, UnitOptions, UnitParameter, WaitingCell, analyse_bass, fit_share, fit_units,
    forecast,
};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

const _: () = assert!(DEFAULT_REFITS == 500);

type Cells = Vec<(usize, usize, u64)>;
type Parameter = fn(&UnitCurve) -> UnitParameter;

/// Bass curve of a staff that hires and loses people, by grouped maximum likelihood.
///
/// People are given in cells of those with the same history. Edges are numbered from 0, the launch, and bin ``i`` runs from
/// edge ``i`` to edge ``i + 1``.
///
/// Parameters
/// ----------
/// edges : sequence of float
///     Ends of the periods since launch.
/// adopted : sequence of (int, int, int)
///     Entry (number of an edge), bin of the adoption, people.
/// waiting : sequence of (int, int, int)
///     Entry, edge at which they were last seen without having adopted (the last one for those still there), people.
/// joiners : {"fresh", "truncated"}
///     What those are who enter after the launch: newly hired, who begin at the hazard of that time, or there all along and
///     seen only because they had not adopted.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// Bass or None
///     As for :func:`bass`; ``None`` without adopters.
///
/// References
/// ----------
/// D. C. Schmittlein and V. Mahajan, "Maximum likelihood estimation for an innovation diffusion model of new product
/// acceptance", Marketing Science 1, 1982.
///
/// Examples
/// --------
/// A hundred people, ten hired after the third month:
///
/// >>> from cmgraph.stats import bass_cells
/// >>> months = [6, 9, 13, 14, 11, 6, 3, 1]
/// >>> adopted = [(0, month, people) for month, people in enumerate(months)] + [(3, 5, 4), (3, 6, 2)]
/// >>> fit = bass_cells(range(9), adopted, [(0, 8, 37), (3, 8, 4)])
/// >>> fit["identified"], fit["share_low"] < 0.64 < fit["share_high"]
/// (True, True)
#[pyfunction]
#[pyo3(signature = (edges, adopted, waiting, *, joiners="fresh", level=0.95))]
pub(crate) fn bass_cells<'py>(
    py: Python<'py>,
    edges: &Bound<'py, PyAny>,
    adopted: Cells,
    waiting: Cells,
    joiners: &str,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let counts = counts("", &rising("edges", edges)?, &adopted, &waiting, joiners)?;
    let options = BassOptions { level, ..BassOptions::default() };
    let found = py.detach(|| analyse_bass(&counts, &options));
    found.map(|found| analysis(py, &found)).transpose()
}

/// Forecast of the number of adopters from a Bass curve, by parametric bootstrap.
///
/// Holds the uncertainty of the parameters and the chance of a finite staff, which stays as it is at the end of the data.
/// Where :func:`bass_cells` says that the ceiling is not identified, show it as that: the band is as wide as the ignorance
/// about the ceiling.
///
/// Parameters
/// ----------
/// edges, adopted, waiting, joiners
///     As for :func:`bass_cells`.
/// future : sequence of float
///     Times after the last edge, rising.
/// refits, seed : int
///     Samples that are drawn from the curve and fitted again, and the seed of that.
///
/// Returns
/// -------
/// BassForecast or None
///     ``time``, ``p05``, ``p50``, ``p95``: people who have adopted by then; ``None`` without adopters.
///
/// References
/// ----------
/// B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993.
///
/// Examples
/// --------
/// Physicians who first prescribed a drug, by month:
///
/// >>> from cmgraph.stats import bass_forecast
/// >>> months = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1]
/// >>> adopted = [(0, month, people) for month, people in enumerate(months)]
/// >>> ahead = bass_forecast(range(18), adopted, [(0, 17, 16)], [18, 24, 36])
/// >>> 109 <= ahead["p05"][2] <= ahead["p95"][2] <= 125
/// True
#[pyfunction]
#[pyo3(signature = (edges, adopted, waiting, future, *, joiners="fresh", refits=500, seed=0))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn bass_forecast<'py>(
    py: Python<'py>,
    edges: &Bound<'py, PyAny>,
    adopted: Cells,
    waiting: Cells,
    future: &Bound<'py, PyAny>,
    joiners: &str,
    refits: usize,
    seed: u64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    if refits == 0 {
        return Err(out_of_range("refits", "0", "at least 1"));
    }
    let counts = counts("", &rising("edges", edges)?, &adopted, &waiting, joiners)?;
    let future = rising("future", future)?;
    if future.first().is_none_or(|&first| first <= counts.end()) {
        let found = future.first().map_or("no time".to_owned(), f64::to_string);
        return Err(out_of_range("future", &found, &format!("times after the last edge, {}", counts.end())));
    }
    let found = py.detach(|| {
        let fit = fit_share(&counts, Family::Bass)?;
        forecast(&counts, &fit, &future, &ForecastOptions { refits, seed })
    });
    let Some(found) = found else { return Ok(None) };
    let out = PyDict::new(py);
    let column = |value: fn(&ForecastPoint) -> f64| found.points.iter().map(value).collect::<Vec<_>>();
    out.set_item("time", column(|point| point.time))?;
    out.set_item("p05", column(|point| point.p05))?;
    out.set_item("p50", column(|point| point.p50))?;
    out.set_item("p95", column(|point| point.p95))?;
    out.set_item("refits", found.refits)?;
    out.set_item("failed", found.failed)?;
    Ok(Some(out))
}

/// Bass curves of the units of one organisation, which share their strength: a common ``q``, and for each unit its own ``p``
/// and share, drawn from distributions that are estimated from all of them.
///
/// Parameters
/// ----------
/// edges : sequence of float
///     As for :func:`bass_cells`.
/// units : sequence of (adopted, waiting)
///     The cells of each unit, as for :func:`bass_cells`.
/// joiners : {"fresh", "truncated"}
///     As for :func:`bass_cells`.
/// level : float
///     Level of the intervals.
/// min_people, min_adopters : int
///     People and adopters from which a unit has a curve of its own.
/// max_ceiling_width : float
///     Widest interval of the share with which a unit's ceiling counts as identified.
///
/// Returns
/// -------
/// BassUnits or None
///     ``q`` with its interval, how units differ, and for each unit the share so far, plain and shrunken, and the curve:
///     ``None`` where the unit is too small for one. ``None`` where nobody has adopted.
///
/// References
/// ----------
/// R. E. Kass and D. Steffey, "Approximate Bayesian inference in conditionally independent hierarchical models", JASA 84,
/// 1989.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import bass_units
/// >>> large = [(0, month, people) for month, people in enumerate([4, 7, 12, 14, 9, 4, 2, 1])]
/// >>> small = [(0, 2, 2), (0, 4, 1)]
/// >>> found = bass_units(range(9), [(large, [(0, 8, 27)]), (small, [(0, 8, 3)])])
/// >>> found["p"][0] is not None, found["p"][1] is None, found["people"]
/// (True, True, [80, 6])
#[pyfunction]
#[pyo3(signature = (edges, units, *, joiners="fresh", level=0.95, min_people=30, min_adopters=8, max_ceiling_width=0.3))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn bass_units<'py>(
    py: Python<'py>,
    edges: &Bound<'py, PyAny>,
    units: Vec<(Cells, Cells)>,
    joiners: &str,
    level: f64,
    min_people: u64,
    min_adopters: u64,
    max_ceiling_width: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let edges = rising("edges", edges)?;
    let mut counted = Vec::with_capacity(units.len());
    for (at, (adopted, waiting)) in units.iter().enumerate() {
        counted.push(counts(&format!("units[{at}]: "), &edges, adopted, waiting, joiners)?);
    }
    let options = UnitOptions { level, min_people, min_adopters, max_ceiling_width };
    let Some(found) = py.detach(|| fit_units(&counted, &options)) else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("q", found.q.value)?;
    out.set_item("q_low", found.q.low)?;
    out.set_item("q_high", found.q.high)?;
    out.set_item("ln_p_mean", found.prior.ln_p_mean)?;
    out.set_item("ln_p_sd", found.prior.ln_p_sd)?;
    out.set_item("logit_share_mean", found.prior.logit_c_mean)?;
    out.set_item("logit_share_sd", found.prior.logit_c_sd)?;
    out.set_item("log_likelihood", found.log_likelihood)?;
    out.set_item("n", found.n)?;
    out.set_item("converged", found.converged)?;
    out.set_item("people", found.units.iter().map(|unit| unit.people).collect::<Vec<_>>())?;
    out.set_item("adopters", found.units.iter().map(|unit| unit.adopters).collect::<Vec<_>>())?;
    let wilson = |end: fn(&Interval) -> f64| found.units.iter().map(|u| u.wilson.as_ref().map(end)).collect();
    let wilson: [Vec<Option<f64>>; 2] = [wilson(|i| i.low), wilson(|i| i.high)];
    out.set_item("so_far_low", &wilson[0])?;
    out.set_item("so_far_high", &wilson[1])?;
    out.set_item("shrunk", column(&found.units, |unit| unit.shrunk.map(|s| s.mean)))?;
    out.set_item("shrunk_low", column(&found.units, |unit| unit.shrunk.map(|s| s.low)))?;
    out.set_item("shrunk_high", column(&found.units, |unit| unit.shrunk.map(|s| s.high)))?;
    let each: [(&str, Parameter); 2] = [("p", |curve| curve.p), ("share", |curve| curve.share)];
    for (name, parameter) in each {
        let of = |unit: &UnitFit| unit.curve.as_ref().map(parameter);
        let fitted: Vec<Option<UnitParameter>> = found.units.iter().map(of).collect();
        let values = |value: fn(&UnitParameter) -> f64| {
            fitted.iter().map(|p| p.as_ref().map(value)).collect::<Vec<_>>()
        };
        out.set_item(name, values(|p| p.value))?;
        out.set_item(format!("{name}_low"), values(|p| p.interval.low))?;
        out.set_item(format!("{name}_high"), values(|p| p.interval.high))?;
        out.set_item(format!("{name}_shrinkage"), values(|p| p.shrinkage))?;
    }
    let identified = found.units.iter().map(|unit| unit.curve.map(|curve| curve.ceiling.is_identified()));
    out.set_item("identified", PyList::new(py, identified.collect::<Vec<_>>())?)?;
    Ok(Some(out))
}

fn column(units: &[UnitFit], value: fn(&UnitFit) -> Option<f64>) -> Vec<Option<f64>> {
    units.iter().map(value).collect()
}

/// Times from 0 up that rise.
fn rising(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let found = amounts(name, values)?;
    match found.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => {
            Err(out_of_range(name, &format!("{} after {}", found[at + 1], found[at]), "them to rise"))
        }
        None => Ok(found),
    }
}

fn counts(
    whose: &str,
    edges: &[f64],
    adopted: &Cells,
    waiting: &Cells,
    joiners: &str,
) -> PyResult<AdoptionCounts> {
    let joiners = match joiners {
        "fresh" => Joiners::Fresh,
        "truncated" => Joiners::Truncated,
        other => return Err(out_of_range("joiners", &format!("{other:?}"), "fresh or truncated")),
    };
    if edges.len() < 2 {
        return Err(out_of_range("edges", &format!("{} values", edges.len()), "at least 2"));
    }
    let bins = edges.len() - 1;
    if let Some(&(entry, bin, _)) = adopted.iter().find(|&&(entry, bin, _)| entry > bin || bin >= bins) {
        let expected = format!("a bin from the entry on and below {bins}");
        return Err(out_of_range(
            &format!("{whose}adopted"),
            &format!("entry {entry}, bin {bin}"),
            &expected,
        ));
    }
    if let Some(&(entry, exit, _)) = waiting.iter().find(|&&(entry, exit, _)| entry > exit || exit > bins) {
        let expected = format!("an edge from the entry on and at most {bins}");
        return Err(out_of_range(
            &format!("{whose}waiting"),
            &format!("entry {entry}, edge {exit}"),
            &expected,
        ));
    }
    let cells: Vec<_> =
        adopted.iter().map(|&(entry, bin, people)| AdoptedCell { entry, bin, people }).collect();
    let rest: Vec<_> =
        waiting.iter().map(|&(entry, exit, people)| WaitingCell { entry, exit, people }).collect();
    AdoptionCounts::new(edges, &cells, &rest, joiners)
        .ok_or_else(|| out_of_range(&format!("{whose}people"), "more than 2^50", "fewer"))
}
