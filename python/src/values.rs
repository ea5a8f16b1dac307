//! Columns as lists of Python values.

use crate::dates::{date, datetime};
use cmgraph::table::Values;
use pyo3::prelude::*;
use pyo3::types::PyList;

/// One Python value a row: `str`, `int`, `float`, `bool`, `datetime.date`, `datetime.datetime` (UTC), a list
/// of `str`, or `None` where it is missing.
pub(crate) fn list<'py>(py: Python<'py>, values: &Values) -> PyResult<Bound<'py, PyList>> {
    match values {
        Values::Text(v) => PyList::new(py, v),
        Values::Int(v) => PyList::new(py, v),
        Values::Float(v) => PyList::new(py, v),
        Values::Bool(v) => PyList::new(py, v),
        Values::List(v) => PyList::new(py, v),
        Values::Day(v) => {
            let days: PyResult<Vec<_>> =
                v.iter().map(|day| day.map(|day| date(py, day)).transpose()).collect();
            PyList::new(py, days?)
        }
        Values::Time(v) => {
            let times: PyResult<Vec<_>> =
                v.iter().map(|at| at.map(|at| datetime(py, at)).transpose()).collect();
            PyList::new(py, times?)
        }
        // The enum is open: a new kind of value is given as text.
        other => PyList::new(py, (0..other.len()).map(|row| other.text(row))),
    }
}
