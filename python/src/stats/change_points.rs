//! Where the level of a series moved.

use super::input::{amounts, floats, inside_unit, out_of_range, same_length};
use cmgraph::stats::{
    self, ChangePointOptions, CountDispersion, DEFAULT_MIN_SEGMENT, DEFAULT_PENALTY_FACTOR, NoiseVariance,
    SegmentCost,
};
use pyo3::prelude::*;
use pyo3::types::PyDict;

const _: () = assert!(DEFAULT_MIN_SEGMENT == 4 && DEFAULT_PENALTY_FACTOR == 3.0);

/// Splits a series where its level changes, exactly, by dynamic programming with pruning (PELT).
///
/// Parameters
/// ----------
/// values : sequence of float
///     Counts, or measurements for ``cost="mean"``, in order of time and without gaps.
/// exposure : sequence of float, optional
///     For counts, what each was counted over.
/// cost : {"negative_binomial", "poisson", "mean"}
///     How badly one level explains a segment.
/// penalty : float
///     Price of a change in units of the logarithm of the length.
/// min_segment : int
///     Shortest segment.
/// variance : float, optional
///     For ``cost="mean"``, the variance about the level; by default from the differences of neighbours.
/// level : float
///     Confidence level of the intervals.
///
/// Returns
/// -------
/// ChangePoints or None
///     Each segment's ``start``, ``end`` (index after the last), ``level``, ``low`` and ``high``; each change's index in
///     ``changes``, with ``effect`` (ratio of rates, or difference of means) and ``p_scan``, which pays for the search of
///     the place. ``None`` with fewer values than ``min_segment``.
///
/// References
/// ----------
/// R. Killick, P. Fearnhead and I. A. Eckley, "Optimal detection of changepoints with a linear computational cost",
/// JASA 107, 2012.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import change_points
/// >>> posts = [9, 12, 8, 11, 10, 12, 6, 9, 31, 25, 33, 28, 30, 27]
/// >>> change_points(posts, cost="poisson")["changes"]
/// [8]
#[pyfunction]
#[pyo3(signature = (
    values, exposure=None, *, cost="negative_binomial", penalty=3.0, min_segment=4, variance=None, level=0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn change_points<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyAny>,
    exposure: Option<&Bound<'py, PyAny>>,
    cost: &str,
    penalty: f64,
    min_segment: usize,
    variance: Option<f64>,
    level: f64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    if !(penalty >= 0.0 && penalty.is_finite()) {
        return Err(out_of_range("penalty", &penalty.to_string(), "a finite number from 0 up"));
    }
    if min_segment == 0 {
        return Err(out_of_range("min_segment", "0", "at least 1"));
    }
    let noise = match variance {
        None => NoiseVariance::Differences,
        Some(given) if given > 0.0 && given.is_finite() => NoiseVariance::Given(given),
        Some(other) => return Err(out_of_range("variance", &other.to_string(), "more than 0")),
    };
    let measured = cost == "mean";
    let cost = match cost {
        "negative_binomial" => SegmentCost::NegativeBinomial(CountDispersion::WholeSeries),
        "poisson" => SegmentCost::Poisson,
        "mean" => SegmentCost::Mean(noise),
        other => {
            return Err(out_of_range("cost", &format!("{other:?}"), "negative_binomial, poisson or mean"));
        }
    };
    if variance.is_some() && !measured {
        return Err(out_of_range("variance", "a number for counts", "it with cost=\"mean\" alone"));
    }
    if exposure.is_some() && measured {
        return Err(out_of_range("exposure", "it with cost=\"mean\"", "it for counts alone"));
    }
    let values = if measured { floats("values", values)? } else { amounts("values", values)? };
    let exposure = exposure.map(|exposure| amounts("exposure", exposure)).transpose()?;
    if let Some(exposure) = &exposure {
        same_length("exposure", exposure.len(), "values", values.len())?;
        if let Some(at) = exposure.iter().position(|&e| e == 0.0) {
            return Err(out_of_range("exposure", &format!("0 at {at}"), "more than 0"));
        }
    }
    let options = ChangePointOptions { cost, penalty_factor: penalty, min_segment, level };
    let found = py.detach(|| stats::change_points(&values, exposure.as_deref(), &options));
    let Some(found) = found else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("start", found.segments.iter().map(|s| s.start).collect::<Vec<_>>())?;
    out.set_item("end", found.segments.iter().map(|s| s.end).collect::<Vec<_>>())?;
    out.set_item("level", found.segments.iter().map(|s| s.level).collect::<Vec<_>>())?;
    out.set_item("low", found.segments.iter().map(|s| s.interval.low).collect::<Vec<_>>())?;
    out.set_item("high", found.segments.iter().map(|s| s.interval.high).collect::<Vec<_>>())?;
    out.set_item("changes", found.changes.iter().map(|c| c.at).collect::<Vec<_>>())?;
    out.set_item("effect", found.changes.iter().map(|c| c.effect).collect::<Vec<_>>())?;
    out.set_item("p_scan", found.changes.iter().map(|c| c.p_scan).collect::<Vec<_>>())?;
    out.set_item("penalty", found.penalty)?;
    out.set_item("size", found.size)?;
    out.set_item("variance", found.variance)?;
    Ok(Some(out))
}
