//! Ids, units and numbers as Python gives them; nothing is made up for what is missing.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pyclass::CompareOp;
use pyo3::types::PyString;
use std::collections::{HashMap, HashSet};

/// Ids and their numbers, in the order of first mention.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) ids: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Whether all members are known already.
    closed: bool,
}

impl Names {
    /// All members there are, each once.
    pub(crate) fn of_members(members: &Bound<'_, PyAny>) -> PyResult<Names> {
        let mut names = Names { closed: true, ..Names::default() };
        for (row, member) in members.try_iter()?.enumerate() {
            let member = member?;
            let id = id(&member, || format!("members[{row}]"))?;
            // As everybody is there once, the number is the row.
            if let Some(first) = names.numbers.get(&id) {
                return Err(PyValueError::new_err(format!(
                    "members[{row}]: found {}, expected another id than that of members[{first}], {id:?}",
                    member.repr()?
                )));
            }
            names.add(id)?;
        }
        Ok(names)
    }

    fn add(&mut self, id: String) -> PyResult<u32> {
        let next = u32::try_from(self.ids.len())
            .map_err(|_| PyValueError::new_err("members: found more than 2**32, expected fewer"))?;
        self.numbers.insert(id.clone(), next);
        self.ids.push(id);
        Ok(next)
    }

    /// Numbers of the members in one column of the arcs.
    pub(crate) fn column(&mut self, column: &str, ids: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
        let number = |(row, member): (usize, PyResult<Bound<'_, PyAny>>)| {
            let id = id(&member?, || format!("{column}[{row}]"))?;
            match self.numbers.get(&id) {
                Some(&number) => Ok(number),
                None if self.closed => Err(PyValueError::new_err(format!(
                    "members: found no {id:?}, who is in {column}[{row}], expected all members"
                ))),
                None => self.add(id),
            }
        };
        ids.try_iter()?.enumerate().map(number).collect()
    }

    /// Unit of each member, empty where it is not known.
    pub(super) fn units(&self, units: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
        let mut given: HashMap<u32, String> = HashMap::new();
        for pair in units.call_method0("items")?.try_iter()? {
            let (member, unit): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
            let id = id(&member, || "units, a member".to_owned())?;
            // Units of people who are not in the graph do no harm.
            let Some(&number) = self.numbers.get(&id) else { continue };
            let unit = if is_missing(&unit)? { String::new() } else { unit.str()?.to_string() };
            if let Some(other) = given.insert(number, unit.clone())
                && other != unit
            {
                return Err(PyValueError::new_err(format!(
                    "units: found {other:?} and {unit:?} for the id {id:?}, expected one unit a member"
                )));
            }
        }
        let unit = |number: u32| given.remove(&number).unwrap_or_default();
        Ok((0..self.ids.len() as u32).map(unit).collect())
    }
}

/// Whether a value stands for there being none: `None`, or what does not equal itself (NaN, NaT, pandas' NA).
fn is_missing(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_none() {
        return Ok(true);
    }
    if value.is_instance_of::<PyString>() {
        return Ok(false);
    }
    let differs = value.rich_compare(value, CompareOp::Ne)?;
    // NA answers NA. What cannot be said to be true or false, such as an array, is at least something.
    Ok(differs.is(value) || differs.is_truthy().unwrap_or(false))
}

/// The id that a value is.
fn id(value: &Bound<'_, PyAny>, place: impl Fn() -> String) -> PyResult<String> {
    if is_missing(value)? {
        return Err(PyValueError::new_err(format!("{}: found {}, expected an id", place(), value.str()?)));
    }
    Ok(value.str()?.to_string())
}

/// The number that a value is. NaN is one here: the core knows what it may not be.
fn number(value: &Bound<'_, PyAny>, place: impl Fn() -> String) -> PyResult<f64> {
    value.extract().map_err(|error: PyErr| {
        if !error.is_instance_of::<PyTypeError>(value.py()) {
            return error;
        }
        let found = value.repr().map_or_else(|_| "something else".to_owned(), |repr| repr.to_string());
        let message = format!("{}: found {found}, expected a number", place());
        match is_missing(value) {
            Ok(true) => PyValueError::new_err(message),
            _ => PyTypeError::new_err(message),
        }
    })
}

/// The weights of the arcs.
pub(super) fn weights_of(weights: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let weight =
        |(row, weight): (usize, PyResult<Bound<'_, PyAny>>)| number(&weight?, || format!("weights[{row}]"));
    weights.try_iter()?.enumerate().map(weight).collect()
}

/// A number for each of some members, by id, in the order of the mapping.
pub(super) fn numbers_by_id(option: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<(String, f64)>> {
    let (mut all, mut seen) = (Vec::new(), HashSet::new());
    for pair in given.call_method0("items")?.try_iter()? {
        let (member, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
        let id = id(&member, || format!("{option}, a member"))?;
        let value = number(&value, || format!("{option}[{id:?}]"))?;
        if !seen.insert(id.clone()) {
            return Err(PyValueError::new_err(format!(
                "{option}: found two members with the id {id:?}, expected one"
            )));
        }
        all.push((id, value));
    }
    Ok(all)
}
