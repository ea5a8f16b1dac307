//! Errors of the core as the exceptions that Python users expect.

use cmgraph::{Error, Place};
use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::path::Path;

static EXPORT_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static WITHHELD: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// The exception for an error of the core.
pub(crate) fn raise(error: Error) -> PyErr {
    let message = error.to_string();
    match error {
        Error::Io { path, source } => os_error(&path, &source),
        Error::Option { .. } | Error::Setting { .. } | Error::Unknown { .. } => {
            PyValueError::new_err(message)
        }
        Error::Interrupted => PyKeyboardInterrupt::new_err(message),
        Error::Withheld { .. } => {
            Python::attach(|py| match WITHHELD.import(py, "cmgraph._errors", "Withheld") {
                Ok(class) => PyErr::from_type(class.clone(), message),
                Err(error) => error,
            })
        }
        // The place is the header; the column that is missing is what code wants to know.
        Error::MissingColumn { place, column, .. } => export_error(message, place.in_column(column)),
        Error::NotAnExport { place, .. }
        | Error::Spreadsheet { place, .. }
        | Error::Value { place, .. }
        | Error::Zip { place, .. }
        | Error::TooMany { place, .. } => export_error(message, place),
        // The enum is open: a new kind is an error without a class of its own.
        _ => PyRuntimeError::new_err(message),
    }
}

fn export_error(message: String, place: Place) -> PyErr {
    let Place { file, line, column } = place;
    Python::attach(|py| match EXPORT_ERROR.import(py, "cmgraph._errors", "ExportError") {
        Ok(class) => PyErr::from_type(class.clone(), (message, file, line, column)),
        Err(error) => error,
    })
}

/// `OSError(errno, text, path)`, which Python turns into `FileNotFoundError`, `PermissionError`, ...
pub(crate) fn os_error(path: &Path, source: &std::io::Error) -> PyErr {
    match source.raw_os_error() {
        Some(code) => {
            let text = source.to_string();
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((code, text, path.display().to_string()))
        }
        None => PyOSError::new_err(format!("{}: {source}", path.display())),
    }
}

pub(crate) fn choice(option: &'static str, found: &str, expected: &str) -> PyErr {
    raise(Error::Option { option, found: format!("{found:?}"), expected: expected.into() })
}

/// An option whose value is too small.
pub(crate) fn at_least_one(option: &'static str, found: usize) -> PyResult<()> {
    if found > 0 {
        return Ok(());
    }
    Err(raise(Error::Option { option, found: "0".into(), expected: "1 or more".into() }))
}

/// The same error, the option under the name that it has in the methods of `Graph`.
pub(crate) fn of_graph(error: Error) -> Error {
    match error {
        Error::Option { option, found, expected } => {
            let option = match option {
                "level" => "interval_level",
                "permutations" | "replicates" => "draws",
                "from" => "sources",
                "to" => "targets",
                "groups" => "units",
                "rule" => "theta",
                other => other,
            };
            Error::Option { option, found, expected }
        }
        other => other,
    }
}
