//! Does the work hang on a few people?

use super::input::{counts, out_of_range};
use cmgraph::stats::{self, Concentration};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// All measures of concentration of one set of contributions; people without any are left out.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
///
/// Returns
/// -------
/// Concentration or None
///     ``n`` people with a contribution, ``total``, ``gini``, ``hhi``, ``effective_number``,
///     ``entropy_number``, ``absence_factor``, ``top_1_share``, ``top_5_share``; ``None`` where nobody
///     contributed.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import concentration
/// >>> found = concentration([1000, 202, 90, 33, 332, 343, 42, 433, 0])
/// >>> found["n"], found["absence_factor"], round(found["gini"], 6)
/// (8, 2, 0.485505)
#[pyfunction]
pub(crate) fn concentration<'py>(
    py: Python<'py>,
    contributions: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(found) = Concentration::of(&counts("contributions", contributions)?) else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("n", found.n)?;
    out.set_item("total", found.total)?;
    out.set_item("gini", found.gini)?;
    out.set_item("hhi", found.hhi)?;
    out.set_item("effective_number", found.effective_number)?;
    out.set_item("entropy_number", found.entropy_number)?;
    out.set_item("absence_factor", found.absence_factor)?;
    out.set_item("top_1_share", found.top_1_share)?;
    out.set_item("top_5_share", found.top_5_share)?;
    Ok(Some(out))
}

/// Gini coefficient: 0 where all contribute alike, (n - 1)/n where one person does all.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person. People without any count: with them it measures how many only read.
///
/// Returns
/// -------
/// float or None
///     ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import gini
/// >>> gini([0, 0, 0, 8])
/// 0.75
#[pyfunction]
pub(crate) fn gini(contributions: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    Ok(stats::gini(&counts("contributions", contributions)?))
}

/// Herfindahl-Hirschman index: the chance that two contributions drawn at random are of the same person.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
///
/// Returns
/// -------
/// float or None
///     From 1/n to 1; ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import hhi
/// >>> hhi([5, 5])
/// 0.5
#[pyfunction]
pub(crate) fn hhi(contributions: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    Ok(stats::hhi(&counts("contributions", contributions)?))
}

/// Effective number of contributors, 1 / :func:`hhi`: as many who contribute alike would be as concentrated.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
///
/// Returns
/// -------
/// float or None
///     ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import effective_number
/// >>> effective_number([7, 7, 7, 0])
/// 3.0
#[pyfunction]
pub(crate) fn effective_number(contributions: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    Ok(stats::effective_number(&counts("contributions", contributions)?))
}

/// Exponential of Shannon's entropy of the shares: as :func:`effective_number`, with more weight on the small.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
///
/// Returns
/// -------
/// float or None
///     ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import entropy_number
/// >>> round(entropy_number([7, 7, 7, 0]), 9)
/// 3.0
#[pyfunction]
pub(crate) fn entropy_number(contributions: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    Ok(stats::entropy_number(&counts("contributions", contributions)?))
}

/// Contributor absence factor: the fewest people who did at least that share of the work.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
/// share : float
///     Share of the work, above 0 and at most 1.
///
/// Returns
/// -------
/// int or None
///     ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import absence_factor
/// >>> absence_factor([1000, 202, 90, 33, 332, 343, 42, 433])
/// 2
#[pyfunction]
#[pyo3(signature = (contributions, share=0.5))]
pub(crate) fn absence_factor(contributions: &Bound<'_, PyAny>, share: f64) -> PyResult<Option<usize>> {
    if !(share > 0.0 && share <= 1.0) {
        return Err(out_of_range("share", &share.to_string(), "a number above 0 and at most 1"));
    }
    Ok(stats::absence_factor(&counts("contributions", contributions)?, share))
}

/// Share of all contributions that the ``k`` most active people made.
///
/// Parameters
/// ----------
/// contributions : sequence of int
///     Contributions of each person.
/// k : int
///     How many of the most active.
///
/// Returns
/// -------
/// float or None
///     ``None`` where the contributions sum to 0.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import top_share
/// >>> top_share([6, 1, 3], 2)
/// 0.9
#[pyfunction]
pub(crate) fn top_share(contributions: &Bound<'_, PyAny>, k: usize) -> PyResult<Option<f64>> {
    Ok(stats::top_share(&counts("contributions", contributions)?, k))
}
