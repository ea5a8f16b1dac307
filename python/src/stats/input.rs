//! Sequences of numbers from Python: lists, arrays, series, whatever can be iterated or has a buffer.

use pyo3::buffer::{Element, PyBuffer};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// Finite numbers.
pub(super) fn floats(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let found: Vec<f64> = sequence(name, values, "numbers")?;
    match found.iter().position(|value| !value.is_finite()) {
        Some(at) => Err(out_of_range(name, &format!("{} at {at}", found[at]), "finite numbers")),
        None => Ok(found),
    }
}

/// Finite numbers from 0 up.
pub(super) fn amounts(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let found = floats(name, values)?;
    match found.iter().position(|&value| value < 0.0) {
        Some(at) => Err(out_of_range(name, &format!("{} at {at}", found[at]), "numbers from 0 up")),
        None => Ok(found),
    }
}

/// Times: numbers, infinite ones among them.
pub(super) fn moments(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let found: Vec<f64> = sequence(name, values, "numbers")?;
    match found.iter().position(|value| value.is_nan()) {
        Some(at) => Err(out_of_range(name, &format!("NaN at {at}"), "numbers")),
        None => Ok(found),
    }
}

/// Numbers of states, or `None`.
pub(super) fn states(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<Option<u32>>> {
    let mut found = Vec::new();
    for (at, value) in values.try_iter()?.enumerate() {
        let value = value?;
        let Ok(state) = value.extract::<Option<u32>>() else {
            let what = format!("{} at {at}", value.repr()?);
            return Err(out_of_range(name, &what, "whole numbers from 0 up"));
        };
        // Every state has a place in a matrix.
        if state.is_some_and(|state| state >= MOST_STATES) {
            return Err(out_of_range(name, &format!("{value} at {at}"), &format!("less than {MOST_STATES}")));
        }
        found.push(state);
    }
    Ok(found)
}

const MOST_STATES: u32 = 1000;

/// Whole numbers from 0 up.
pub(super) fn counts(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    sequence(name, values, "whole numbers from 0 up")
}

/// Whether two sequences have a value each for the same things.
pub(super) fn same_length(name: &str, found: usize, other: &str, expected: usize) -> PyResult<()> {
    if found == expected {
        return Ok(());
    }
    Err(out_of_range(name, &format!("{found} values"), &format!("as many as {other} has, {expected}")))
}

/// A level or probability between 0 and 1, both excluded.
pub(super) fn inside_unit(name: &str, value: f64) -> PyResult<()> {
    if value > 0.0 && value < 1.0 {
        return Ok(());
    }
    Err(out_of_range(name, &value.to_string(), "a number between 0 and 1"))
}

/// A `ValueError` in the words of the package.
pub(super) fn out_of_range(name: &str, found: &str, expected: &str) -> PyErr {
    PyValueError::new_err(format!("{name}: found {found}, expected {expected}"))
}

fn sequence<'py, T>(name: &str, values: &Bound<'py, PyAny>, expected: &str) -> PyResult<Vec<T>>
where
    T: Element + for<'a> FromPyObject<'a, 'py>,
{
    // A buffer of another type of number is read value by value.
    if let Ok(buffer) = PyBuffer::<T>::get(values) {
        if buffer.dimensions() != 1 {
            return Err(out_of_range(name, &format!("{} dimensions", buffer.dimensions()), "one"));
        }
        return buffer.to_vec(values.py());
    }
    let not_numbers =
        |found: &str| PyTypeError::new_err(format!("{name}: found {found}, expected {expected}"));
    if values.is_instance_of::<PyString>() {
        return Err(not_numbers("str"));
    }
    let Ok(iterator) = values.try_iter() else {
        return Err(not_numbers(&values.get_type().name()?.to_string()));
    };
    let mut found = Vec::new();
    for (at, value) in iterator.enumerate() {
        let value = value?;
        match value.extract::<T>() {
            Ok(number) => found.push(number),
            Err(error) => {
                let error: PyErr = error.into();
                let what = format!("{} at {at}", value.repr()?);
                return Err(if error.is_instance_of::<PyOverflowError>(values.py()) {
                    out_of_range(name, &what, expected)
                } else {
                    not_numbers(&what)
                });
            }
        }
    }
    Ok(found)
}

/// Columns of finite numbers, each as long as another argument.
pub(super) fn columns(
    name: &str,
    values: &Bound<'_, PyAny>,
    other: &str,
    rows: usize,
) -> PyResult<Vec<Vec<f64>>> {
    let mut found = Vec::new();
    for (at, column) in values.try_iter()?.enumerate() {
        let name = format!("{name}[{at}]");
        let column = floats(&name, &column?)?;
        same_length(&name, column.len(), other, rows)?;
        found.push(column);
    }
    Ok(found)
}

/// Labels of any kind that Python can hash, numbered in the order in which they come, and the labels.
pub(super) fn labels<'py>(
    name: &str,
    values: &Bound<'py, PyAny>,
) -> PyResult<(Vec<u32>, Vec<Bound<'py, PyAny>>)> {
    let known = PyDict::new(values.py());
    let (mut found, mut names) = (Vec::new(), Vec::new());
    for label in values.try_iter()? {
        let label = label?;
        let number = match known.get_item(&label)? {
            Some(number) => number.extract()?,
            None => {
                let number = u32::try_from(names.len())
                    .map_err(|_| out_of_range(name, "more than four billion labels", "fewer"))?;
                known.set_item(&label, number)?;
                names.push(label);
                number
            }
        };
        found.push(number);
    }
    Ok((found, names))
}

/// Truth values: `bool`, numpy's, 0 and 1.
pub(super) fn flags(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<bool>> {
    let mut found = Vec::new();
    for (at, value) in values.try_iter()?.enumerate() {
        let value = value?;
        let number: Option<f64> = value.extract().ok();
        match number {
            Some(1.0) => found.push(true),
            Some(0.0) => found.push(false),
            _ => {
                return Err(out_of_range(name, &format!("{} at {at}", value.repr()?), "True, False, 1 or 0"));
            }
        }
    }
    Ok(found)
}
