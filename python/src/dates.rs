//! Dates from Python to the text that the core reads, and back.

use cmgraph::Timestamp;
use cmgraph::time::{DAY_MS, Day};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime, PyString, PyTzInfo};

/// A bound of a window as text: a `str` as it is, a `date` or a `datetime` with a time zone in ISO 8601.
pub(crate) fn bound(option: &str, value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    if value.is_instance_of::<PyString>() {
        return value.extract().map(Some);
    }
    if !value.hasattr("isoformat")? || !value.hasattr("day")? {
        return Err(PyTypeError::new_err(format!(
            "{option}: found {}, expected a str, datetime.date or datetime.datetime",
            value.repr()?
        )));
    }
    if value.hasattr("tzinfo")? && value.getattr("tzinfo")?.is_none() {
        return Err(PyValueError::new_err(format!(
            "{option}: found {}, expected a datetime with a time zone (tzinfo), or a date",
            value.repr()?
        )));
    }
    value.call_method0("isoformat")?.extract().map(Some)
}

/// `datetime.datetime` in UTC.
pub(crate) fn datetime<'py>(py: Python<'py>, at: Timestamp) -> PyResult<Bound<'py, PyDateTime>> {
    let (year, month, day) = Day(at.0.div_euclid(DAY_MS) as i32).date();
    let ms = at.0.rem_euclid(DAY_MS) as u32;
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let utc = PyTzInfo::utc(py)?.to_owned();
    PyDateTime::new(
        py,
        year,
        month,
        day,
        hour as u8,
        minute as u8,
        second as u8,
        ms % 1000 * 1000,
        Some(&utc),
    )
}

/// `datetime.date`.
pub(crate) fn date<'py>(py: Python<'py>, day: Day) -> PyResult<Bound<'py, PyDate>> {
    let (year, month, day) = day.date();
    PyDate::new(py, year, month, day)
}
