//! Movement between states.

use super::input::{inside_unit, labels, moments, out_of_range, same_length, states as numbers};
use cmgraph::stats::{
    DEFAULT_LEVEL, DEFAULT_OCCUPATION_REPLICATES, DEFAULT_SEED, MultiState, Occupation, OccupationOptions,
    Sojourn, StateProbability,
};
use pyo3::prelude::*;
use pyo3::types::PyDict;

const _: () = assert!(DEFAULT_OCCUPATION_REPLICATES == 500 && DEFAULT_SEED == 0 && DEFAULT_LEVEL == 0.95);

/// Probability of being in each state at some times, by Aalen and Johansen, with a bootstrap over persons.
///
/// A sojourn is a stay of a person in a state; states are numbered from 0, may be skipped and returned to, and one that
/// nobody is seen to stay in is final. The interval is Wilson's for a sample of the same precision.
///
/// Parameters
/// ----------
/// persons : sequence
///     Whose sojourn it is: anything that can be told apart.
/// states : sequence of int
///     The state.
/// entry : sequence of float
///     Time after which the person is seen in it; ``-inf`` if from the very start.
/// exit : sequence of float
///     Time of leaving it, or last time at which the person was seen in it.
/// to : sequence of int or None
///     The state moved to at ``exit``; ``None`` where observation ended there.
/// times : sequence of float
///     When the probabilities are wanted.
/// start : int
///     The state that everybody is in at first.
/// n_states : int, optional
///     Number of states; by default one more than the highest.
/// level : float
///     Confidence level.
/// replicates, seed : int
///     Replicates of the bootstrap, and its seed.
///
/// Returns
/// -------
/// Occupation or None
///     ``time``, ``starters``, ``followed`` and, a list of states for each time, ``probability``, ``se``, ``low`` and
///     ``high``: ``None`` where the data do not reach so far. ``None`` where nobody starts there, or sojourns of a
///     person overlap.
///
/// References
/// ----------
/// O. O. Aalen and S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains based on censored
/// observations", Scandinavian Journal of Statistics 5, 1978.
///
/// Examples
/// --------
/// Sixty people who register (0); twenty of them write (1) within a month:
///
/// >>> from cmgraph.stats import occupation
/// >>> writes = [person % 3 == 0 for person in range(60)]
/// >>> found = occupation(
/// ...     range(60), [0] * 60, [float("-inf")] * 60,
/// ...     [1.0 + i % 30 if w else 60.0 for i, w in enumerate(writes)], [1 if w else None for w in writes],
/// ...     times=[30.0],
/// ... )
/// >>> [round(share, 3) for share in found["probability"][0]]
/// [0.667, 0.333]
#[pyfunction]
#[pyo3(signature = (persons, states, entry, exit, to, times, *, start=0, n_states=None, level=0.95, replicates=500, seed=0))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn occupation<'py>(
    py: Python<'py>,
    persons: &Bound<'py, PyAny>,
    states: &Bound<'py, PyAny>,
    entry: &Bound<'py, PyAny>,
    exit: &Bound<'py, PyAny>,
    to: &Bound<'py, PyAny>,
    times: &Bound<'py, PyAny>,
    start: u32,
    n_states: Option<usize>,
    level: f64,
    replicates: u32,
    seed: u64,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    inside_unit("level", level)?;
    if replicates < 2 {
        return Err(out_of_range("replicates", &replicates.to_string(), "at least 2"));
    }
    let (persons, _) = labels("persons", persons)?;
    let (states, to) = (numbers("states", states)?, numbers("to", to)?);
    let (entry, exit) = (moments("entry", entry)?, moments("exit", exit)?);
    let times = moments("times", times)?;
    for (name, found) in
        [("states", states.len()), ("entry", entry.len()), ("exit", exit.len()), ("to", to.len())]
    {
        same_length(name, found, "persons", persons.len())?;
    }
    let mut sojourns = Vec::with_capacity(persons.len());
    for at in 0..persons.len() {
        let Some(state) = states[at] else {
            return Err(out_of_range("states", &format!("None at {at}"), "whole numbers from 0 up"));
        };
        if !exit[at].is_finite() || exit[at] < entry[at] {
            let found = format!("{} after an entry at {}, at {at}", exit[at], entry[at]);
            return Err(out_of_range("exit", &found, "finite numbers, not before the entry"));
        }
        sojourns.push(Sojourn { person: persons[at], state, entry: entry[at], exit: exit[at], to: to[at] });
    }
    let highest = sojourns.iter().map(|s| s.state.max(s.to.unwrap_or(0))).fold(start, u32::max) as usize;
    let n_states = n_states.unwrap_or(highest + 1);
    if n_states <= highest || n_states > 1000 {
        return Err(out_of_range(
            "n_states",
            &n_states.to_string(),
            &format!("more than {highest} and at most 1000"),
        ));
    }
    let options = OccupationOptions { level, replicates, seed, ..OccupationOptions::default() };
    let found = py.detach(|| MultiState::new(&sojourns, n_states)?.occupation(start, &times, &options));
    let Some(found) = found else { return Ok(None) };
    let out = PyDict::new(py);
    out.set_item("time", found.iter().map(|at| at.time).collect::<Vec<_>>())?;
    out.set_item("starters", found.first().map_or(0, |at| at.starters))?;
    out.set_item("followed", found.iter().map(|at| at.followed).collect::<Vec<_>>())?;
    out.set_item("probability", column(&found, |state| state.probability))?;
    out.set_item("se", column(&found, |state| state.se))?;
    out.set_item("low", column(&found, |state| state.interval.low))?;
    out.set_item("high", column(&found, |state| state.interval.high))?;
    Ok(Some(out))
}

/// A value of all states, for each time that the data reach.
fn column(found: &[Occupation], value: fn(&StateProbability) -> f64) -> Vec<Option<Vec<f64>>> {
    found.iter().map(|at| at.states.as_ref().map(|states| states.iter().map(value).collect())).collect()
}
