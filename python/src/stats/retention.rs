//! Who is still there.

use super::input::{amounts, counts, inside_unit, out_of_range, same_length};
use cmgraph::stats::{BgNbd, RepeatHistory, SbgCohort, ShiftedBetaGeometric};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// BG/NBD model of people who come back at their own rate and fall silent without a word.
///
/// Parameters
/// ----------
/// repeats : sequence of int
///     Active periods of each person after the first.
/// last : sequence of float
///     Time of the last of them since the first activity; 0 without any.
/// observed : sequence of float
///     Time since the first activity until the end of observation.
///
/// Returns
/// -------
/// BgNbd or None
///     ``r``, ``alpha``, ``a``, ``b``, ``log_likelihood``, and ``p_alive`` of each person, which is ``None`` for whom the
///     model knows nothing (who never came back). ``None`` where fewer than 30 people came back.
///
/// References
/// ----------
/// P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting your customers the easy way: an alternative to the
/// Pareto/NBD model", Marketing Science 24, 2005.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import bg_nbd
/// >>> repeats = [0] * 80 + [20 + i % 9 for i in range(60)] + [1 + i % 4 for i in range(60)]
/// >>> last = [0.0] * 80 + [50.0] * 60 + [4.0 + i % 5 for i in range(60)]
/// >>> model = bg_nbd(repeats, last, [52.0] * 200)
/// >>> model["p_alive"][0] is None, model["p_alive"][80] > 0.9
/// (True, True)
#[pyfunction]
pub(crate) fn bg_nbd<'py>(
    py: Python<'py>,
    repeats: &Bound<'py, PyAny>,
    last: &Bound<'py, PyAny>,
    observed: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let repeats = counts("repeats", repeats)?;
    let (last, observed) = (amounts("last", last)?, amounts("observed", observed)?);
    same_length("last", last.len(), "repeats", repeats.len())?;
    same_length("observed", observed.len(), "repeats", repeats.len())?;
    let mut histories = Vec::with_capacity(repeats.len());
    for (at, &x) in repeats.iter().enumerate() {
        if last[at] > observed[at] {
            let found = format!("{} of {} at {at}", last[at], observed[at]);
            return Err(out_of_range("last", &found, "at most the time observed"));
        }
        if (last[at] > 0.0) != (x > 0) {
            let found = format!("{} with {x} repeats at {at}", last[at]);
            return Err(out_of_range("last", &found, "0 without repeats and more than 0 with them"));
        }
        let repeats =
            u32::try_from(x).map_err(|_| out_of_range("repeats", &format!("{x} at {at}"), "fewer"))?;
        histories.push(RepeatHistory { repeats, last: last[at], observed: observed[at] });
    }
    let Some(model) = py.detach(|| BgNbd::fit(&histories)) else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("r", model.r)?;
    out.set_item("alpha", model.alpha)?;
    out.set_item("a", model.a)?;
    out.set_item("b", model.b)?;
    out.set_item("log_likelihood", model.log_likelihood)?;
    out.set_item("at_boundary", model.boundary.any())?;
    out.set_item("converged", model.converged)?;
    out.set_item("n", model.n)?;
    out.set_item("p_alive", histories.iter().map(|&h| model.p_alive(h)).collect::<Vec<_>>())?;
    Ok(Some(out))
}

/// Shifted beta-geometric retention curve of cohorts that lose people.
///
/// Parameters
/// ----------
/// cohorts : sequence of sequences of int
///     For each cohort the people still there after 0, 1, 2, ... periods; cohorts may differ in age.
/// horizon : int
///     Periods of the curve.
/// level : float
///     Confidence level of the profile-likelihood intervals.
///
/// Returns
/// -------
/// ShiftedBetaGeometric or None
///     ``alpha``, ``beta`` (infinite where everybody leaves with the same probability), ``log_likelihood``, and for
///     periods 1, 2, ... ``survival``, ``survival_low``, ``survival_high``; ``None`` where there is nothing to fit.
///
/// References
/// ----------
/// P. S. Fader and B. G. S. Hardie, "How to project customer retention", Journal of Interactive Marketing 21, 2007.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import shifted_beta_geometric
/// >>> model = shifted_beta_geometric([[1000, 869, 743, 653, 593, 551, 517, 491]], horizon=12)
/// >>> round(model["alpha"], 3), round(model["beta"], 3)
/// (0.668, 3.806)
#[pyfunction]
#[pyo3(signature = (cohorts, *, horizon=12, level=0.95))]
pub(crate) fn shifted_beta_geometric<'py>(
    py: Python<'py>,
    cohorts: &Bound<'py, PyAny>,
    horizon: usize,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    let mut found = Vec::new();
    for (at, survivors) in cohorts.try_iter()?.enumerate() {
        let name = format!("cohorts[{at}]");
        let survivors = counts(&name, &survivors?)?;
        let cohort = SbgCohort::from_survivors(&survivors)
            .ok_or_else(|| out_of_range(&name, &format!("{survivors:?}"), "people who only become fewer"))?;
        found.push(cohort);
    }
    let fitted = py.detach(|| {
        let model = ShiftedBetaGeometric::fit(&found)?;
        let curve = model.project(horizon, level)?;
        Some((model, curve))
    });
    let Some((model, curve)) = fitted else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("alpha", model.alpha)?;
    out.set_item("beta", model.beta)?;
    out.set_item("log_likelihood", model.log_likelihood)?;
    out.set_item("at_boundary", model.at_boundary)?;
    out.set_item("n", model.n)?;
    out.set_item("survival", curve.iter().map(|p| p.survival.value).collect::<Vec<_>>())?;
    out.set_item("survival_low", curve.iter().map(|p| p.survival.interval.low).collect::<Vec<_>>())?;
    out.set_item("survival_high", curve.iter().map(|p| p.survival.interval.high).collect::<Vec<_>>())?;
    Ok(Some(out))
}
