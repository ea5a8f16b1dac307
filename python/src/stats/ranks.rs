//! Ranks are estimates too.

use super::input::{amounts, counts, floats, inside_unit, out_of_range, same_length};
use cmgraph::stats::{self, GammaRate, RankOptions, RankedUnit};
use pyo3::prelude::*;
use std::collections::BTreeSet;

/// Posterior probability of each unit to be among the ``k`` with the highest rates.
///
/// Rates are independent Gamma distributions, drawn ``draws`` times; each draw ranks all units. The
/// probabilities sum to ``k``.
///
/// Parameters
/// ----------
/// shapes, rates : sequence of float
///     Shape and rate (inverse scale) of each unit's Gamma distribution: with :func:`gamma_poisson` these are
///     ``a`` + count and ``b`` + exposure.
/// k : int
///     How many are at the top.
/// draws : int
///     Posterior draws; the standard error of a probability is at most 1/(2 sqrt(draws)).
/// seed : int
///     Seed of the draws.
/// keys : sequence of int, optional
///     A distinct key for each unit, which names its random stream, so that the order of the units does not
///     matter; its place by default.
///
/// Returns
/// -------
/// list of float
///     A probability for each unit.
///
/// References
/// ----------
/// N. M. Laird and T. A. Louis, "Empirical Bayes ranking methods", Journal of Educational Statistics 14, 1989.
///
/// Examples
/// --------
/// 40 in 10 months, 5 in one month, 2 in 10 months:
///
/// >>> from cmgraph.stats import prob_top_k
/// >>> first, second, third = prob_top_k([40, 5, 2], [10, 1, 10], k=1)
/// >>> second > 0.5 and first > 0.25 and third < 0.01
/// True
#[pyfunction]
#[pyo3(signature = (shapes, rates, k, *, draws=2000, seed=0, keys=None))]
pub(crate) fn prob_top_k(
    py: Python<'_>,
    shapes: &Bound<'_, PyAny>,
    rates: &Bound<'_, PyAny>,
    k: usize,
    draws: usize,
    seed: u64,
    keys: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<f64>> {
    let (shapes, rates) = (amounts("shapes", shapes)?, amounts("rates", rates)?);
    same_length("rates", rates.len(), "shapes", shapes.len())?;
    for (name, values) in [("shapes", &shapes), ("rates", &rates)] {
        if let Some(at) = values.iter().position(|&value| value == 0.0) {
            return Err(out_of_range(name, &format!("0 at {at}"), "more than 0"));
        }
    }
    if draws == 0 {
        return Err(out_of_range("draws", "0", "at least 1"));
    }
    let keys = match keys {
        Some(keys) => counts("keys", keys)?,
        None => (0..shapes.len() as u64).collect(),
    };
    same_length("keys", keys.len(), "shapes", shapes.len())?;
    if keys.iter().collect::<BTreeSet<_>>().len() < keys.len() {
        return Err(out_of_range("keys", "the same key twice", "distinct keys"));
    }
    let units: Vec<RankedUnit> = keys
        .iter()
        .zip(shapes.iter().zip(&rates))
        .map(|(&key, (&shape, &rate))| RankedUnit { key, rate: GammaRate { shape, rate } })
        .collect();
    Ok(py.detach(|| stats::prob_top_k(&units, k, &RankOptions { draws, seed })))
}

/// Ranks that the data do not rule out, for all units at once.
///
/// Every ordered pair is compared by a one-sided z-test, Bonferroni-corrected for all of them.
///
/// Parameters
/// ----------
/// estimates, standard_errors : sequence of float
///     Independent estimates with their standard errors; the highest has rank 1.
/// level : float
///     Probability with which all sets hold.
///
/// Returns
/// -------
/// list of tuple of int
///     Best and worst rank of each unit.
///
/// References
/// ----------
/// M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, "Inference for ranks with applications to mobility
/// across neighbourhoods and academic achievement across countries", Review of Economic Studies 91, 2024.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import rank_sets
/// >>> rank_sets([10, 8, 7.5, 3], [0.5] * 4)
/// [(1, 1), (2, 3), (2, 3), (4, 4)]
#[pyfunction]
#[pyo3(signature = (estimates, standard_errors, level=0.95))]
pub(crate) fn rank_sets(
    py: Python<'_>,
    estimates: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    level: f64,
) -> PyResult<Vec<(usize, usize)>> {
    inside_unit("level", level)?;
    let estimates = floats("estimates", estimates)?;
    let errors = amounts("standard_errors", standard_errors)?;
    same_length("standard_errors", errors.len(), "estimates", estimates.len())?;
    let sets = py.detach(|| stats::rank_sets(&estimates, &errors, level)).unwrap_or_default();
    Ok(sets.iter().map(|set| (set.best, set.worst)).collect())
}

/// Ranks that the data do not rule out, for all units at once, by a stepdown bootstrap: somewhat smaller sets than those of
/// :func:`rank_sets`, for it knows that comparisons with a common unit go together.
///
/// Parameters
/// ----------
/// estimates, standard_errors, level
///     As for :func:`rank_sets`.
/// draws, seed : int
///     Draws of the largest difference under chance, at least 1,000 for 95%, and their seed.
///
/// Returns
/// -------
/// list of tuple of int
///     Best and worst rank of each unit.
///
/// References
/// ----------
/// J. P. Romano and M. Wolf, "Exact and approximate stepdown methods for multiple hypothesis testing", JASA 100, 2005.
///
/// Examples
/// --------
/// >>> from cmgraph.stats import rank_sets, rank_sets_stepdown
/// >>> answers, errors = [10, 8.1, 7.5, 3], [0.51] * 4
/// >>> rank_sets(answers, errors)[0], rank_sets_stepdown(answers, errors, seed=1)[0]
/// ((1, 2), (1, 1))
#[pyfunction]
#[pyo3(signature = (estimates, standard_errors, level=0.95, *, draws=2000, seed=0))]
pub(crate) fn rank_sets_stepdown(
    py: Python<'_>,
    estimates: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    level: f64,
    draws: usize,
    seed: u64,
) -> PyResult<Vec<(usize, usize)>> {
    inside_unit("level", level)?;
    if draws == 0 {
        return Err(out_of_range("draws", "0", "at least 1"));
    }
    let estimates = floats("estimates", estimates)?;
    let errors = amounts("standard_errors", standard_errors)?;
    same_length("standard_errors", errors.len(), "estimates", estimates.len())?;
    let options = RankOptions { draws, seed };
    let sets = py.detach(|| stats::rank_sets_stepdown(&estimates, &errors, level, &options));
    Ok(sets.unwrap_or_default().iter().map(|set| (set.best, set.worst)).collect())
}
