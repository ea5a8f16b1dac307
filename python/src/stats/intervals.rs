//! Intervals for proportions.

use super::input::{inside_unit, out_of_range};
use cmgraph::stats::{self, Interval};
use pyo3::prelude::*;

/// Wilson score interval for a proportion: all shares that a score test does not reject.
///
/// Parameters
/// ----------
/// successes, n : int
///     So many of so many.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// tuple of float or None
///     Lower and upper end; ``None`` where ``n`` is 0.
///
/// References
/// ----------
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import wilson
/// >>> low, high = wilson(0, 10)
/// >>> low, round(high, 4)
/// (0.0, 0.2775)
#[pyfunction]
#[pyo3(signature = (successes, n, level=0.95))]
pub(crate) fn wilson(successes: i64, n: i64, level: f64) -> PyResult<Option<(f64, f64)>> {
    let (successes, n) = proportion("successes", (successes, n), level)?;
    Ok(stats::wilson(successes, n, level).map(ends))
}

/// Clopper-Pearson interval for a proportion: covers at least as often as it says, at the price of width.
///
/// Parameters
/// ----------
/// successes, n : int
///     So many of so many.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// tuple of float or None
///     Lower and upper end; ``None`` where ``n`` is 0.
///
/// References
/// ----------
/// C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import clopper_pearson
/// >>> low, high = clopper_pearson(45, 50)
/// >>> round(low, 4), round(high, 4)
/// (0.7819, 0.9667)
#[pyfunction]
#[pyo3(signature = (successes, n, level=0.95))]
pub(crate) fn clopper_pearson(successes: i64, n: i64, level: f64) -> PyResult<Option<(f64, f64)>> {
    let (successes, n) = proportion("successes", (successes, n), level)?;
    Ok(stats::clopper_pearson(successes, n, level).map(ends))
}

/// Jeffreys interval for a proportion: equal tails of Beta(successes + 1/2, n - successes + 1/2).
///
/// Parameters
/// ----------
/// successes, n : int
///     So many of so many.
/// level : float
///     Probability inside the interval.
///
/// Returns
/// -------
/// tuple of float or None
///     Lower and upper end, 0 where nothing succeeded and 1 where all did; ``None`` where ``n`` is 0.
///
/// References
/// ----------
/// L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science
/// 16, 2001.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import jeffreys
/// >>> low, high = jeffreys(45, 50)
/// >>> round(low, 4), round(high, 4)
/// (0.7946, 0.9608)
#[pyfunction]
#[pyo3(signature = (successes, n, level=0.95))]
pub(crate) fn jeffreys(successes: i64, n: i64, level: f64) -> PyResult<Option<(f64, f64)>> {
    let (successes, n) = proportion("successes", (successes, n), level)?;
    Ok(stats::jeffreys(successes, n, level).map(ends))
}

/// Newcombe's hybrid score interval for the difference of two independent proportions.
///
/// Parameters
/// ----------
/// first, second : tuple of int
///     Successes and n of either group.
/// level : float
///     Confidence level.
///
/// Returns
/// -------
/// tuple of float or None
///     Lower and upper end of first minus second; ``None`` where a group is empty.
///
/// References
/// ----------
/// R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
/// Medicine 17, 1998, method 10.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import newcombe
/// >>> low, high = newcombe((56, 70), (48, 80))
/// >>> round(low, 4), round(high, 4)
/// (0.0524, 0.3339)
#[pyfunction]
#[pyo3(signature = (first, second, level=0.95))]
pub(crate) fn newcombe(first: (i64, i64), second: (i64, i64), level: f64) -> PyResult<Option<(f64, f64)>> {
    let first = proportion("first", first, level)?;
    let second = proportion("second", second, level)?;
    Ok(stats::newcombe(first, second, level).map(ends))
}

fn ends(interval: Interval) -> (f64, f64) {
    (interval.low, interval.high)
}

fn proportion(name: &str, (successes, n): (i64, i64), level: f64) -> PyResult<(u64, u64)> {
    inside_unit("level", level)?;
    match (u64::try_from(successes), u64::try_from(n)) {
        (Ok(successes), Ok(n)) if successes <= n => Ok((successes, n)),
        _ => Err(out_of_range(name, &format!("{successes} of {n}"), "from none to all of them")),
    }
}
