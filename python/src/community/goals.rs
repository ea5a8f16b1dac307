//! Whether goals are met.

use super::Community;
use super::answers::work_time;
use crate::dates::bound;
use crate::error::raise;
use crate::table::Result;
use cmgraph::Place;
use cmgraph::goals::{Entry, Given, Goal, GoalOptions, goals as judged, read_goals};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString};
use std::path::PathBuf;

#[pymethods]
impl Community {
    /// How probable it is that each goal is met: by what was seen, and at its deadline.
    ///
    /// A goal is an indicator, a target, and perhaps a deadline, a unit, the last weeks. It is judged by the probability that
    /// it is met, never by the number alone: green above ``green``, red below ``red``, amber in between, and ``not enough
    /// data``. A deadline to come is judged by the adoption curve for ``joined``, ``contributed`` and ``habit``, by the last
    /// weeks for questions and replies; what neither leads on is judged as of now, *if nothing changes* (column ``outlook``).
    ///
    /// Parameters
    /// ----------
    /// goals : str, os.PathLike or sequence of dict
    ///     A file of TOML with one ``[[goal]]`` each, or the goals themselves. Keys: ``kpi`` (``joined``, ``contributed``,
    ///     ``habit``, ``active_month``, ``answered``, ``answered_within``, ``median_hours``, ``by_colleagues``, ``thanked``,
    ///     ``people_helped``, ``champions``, ``units_with_champion``, ``replies_across_units``, ``retained``,
    ///     ``questions_per_month``), ``target`` (shares from 0 to 1 or as ``"80%"``), ``direction`` (``"at least"`` or ``"at
    ///     most"``), ``deadline`` (a date), ``name``, ``unit``, ``weeks`` (the last ones), ``hours`` and ``clock`` (``"all
    ///     hours"`` or ``"business hours"``), ``months``.
    /// hours : str
    ///     Weekdays and hours of work, such as ``"Mon-Thu 8-16, Fri 8-14"``, in the time zone of the window.
    /// holidays : sequence of str or datetime.date, or os.PathLike, optional
    ///     Days without work, as in :meth:`answers`.
    /// calendars : str, os.PathLike or sequence of dict, optional
    ///     Units and sites with hours of their own, as in :meth:`answers`.
    /// green, red : float
    ///     Probability of being met above which a goal is green, and below which it is red.
    /// min_observations : int
    ///     Questions, replies or people from which a goal is judged.
    /// recent_weeks : int
    ///     Weeks before the end whose level is led on to a deadline.
    /// discount : float
    ///     Weight of a week relative to the one after it.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, for units with a champion and replies across units.
    /// draws : int
    ///     Refits of the adoption curve behind the probability at a deadline.
    /// seed : int
    ///     Seed of the refits.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Table ``goals``: one row a goal, with value, interval, denominator, probabilities and light.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a key or value that is wrong, with file and line or the number of the goal; for a unit that is not there; for an
    ///     option outside its range.
    /// OSError
    ///     Where the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().goals([
    /// ...     {"kpi": "answered", "target": "50%"},
    /// ...     {"kpi": "median_hours", "target": 1, "name": "Within the hour"},
    /// ... ])
    /// >>> list(zip(found.column("goal"), found.column("light")))
    /// [('questions answered', 'green'), ('Within the hour', 'red')]
    /// >>> found.findings[0]
    /// '2 goals: 1 probably met, 1 probably not met.'
    #[pyo3(signature = (
        goals: "str | os.PathLike[str] | collections.abc.Sequence[collections.abc.Mapping[str, typing.Any]]", *,
        hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
        green=0.8, red=0.2, min_observations=10, recent_weeks=12, discount=0.95, unit_level=None, draws=500, seed=0,
        interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn goals(
        &self,
        py: Python<'_>,
        goals: &Bound<'_, PyAny>,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
        green: f64,
        red: f64,
        min_observations: u64,
        recent_weeks: u32,
        discount: f64,
        unit_level: Option<usize>,
        draws: usize,
        seed: u64,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let wanted = given(goals)?;
        let options = GoalOptions {
            green,
            red,
            min_observations,
            recent_weeks,
            discount,
            unit_level,
            calendars: work_time(hours, holidays, calendars)?,
            draws,
            seed,
            interval_level,
        };
        self.analyse(py, "goals", move |view| Ok(judged(view, &wanted, &options)?.tables()))
    }
}

/// Goals from a file, or as they are.
pub(super) fn given(goals: &Bound<'_, PyAny>) -> PyResult<Vec<Goal>> {
    if goals.is_instance_of::<PyString>() || goals.hasattr("__fspath__")? {
        return read_goals(&goals.extract::<PathBuf>()?).map_err(raise);
    }
    let expected = || PyTypeError::new_err("goals: expected a path of a file, or a sequence of dict");
    if goals.is_instance_of::<PyDict>() {
        return Err(expected());
    }
    let mut found = Vec::new();
    for (at, goal) in goals.try_iter().map_err(|_| expected())?.enumerate() {
        let goal = goal?;
        let goal = goal.cast::<PyDict>().map_err(|_| expected())?;
        let mut entries = Vec::new();
        for (key, value) in goal.iter() {
            // What is not given stands for itself.
            if !value.is_none() {
                entries.push(Entry { key: key.str()?.to_string(), given: value_of(&value)?, line: None });
            }
        }
        found.push(Goal::from_entries(&Place::file(format!("goal {}", at + 1)), &entries).map_err(raise)?);
    }
    if found.is_empty() {
        return Err(PyValueError::new_err("goals: found none, expected at least one"));
    }
    Ok(found)
}

fn value_of(value: &Bound<'_, PyAny>) -> PyResult<Given> {
    if value.is_instance_of::<PyString>() {
        return Ok(Given::Text(value.extract()?));
    }
    let shown = || Ok(Given::Other(value.repr()?.to_string()));
    if value.is_instance_of::<PyBool>() {
        return shown();
    }
    if let Ok(number) = value.extract::<f64>() {
        return if number.is_finite() { Ok(Given::Number(number)) } else { shown() };
    }
    // A date, not an instant.
    if value.hasattr("isoformat")? && !value.hasattr("tzinfo")? {
        return Ok(bound("deadline", Some(value))?.map_or(Given::Other(String::new()), Given::Text));
    }
    shown()
}
