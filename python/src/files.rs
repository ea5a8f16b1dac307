//! Files that Python asks to be written.

use crate::error::{os_error, raise};
use cmgraph::Error;
use pyo3::prelude::*;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes text to a file, or gives it back where there is no path.
pub(crate) fn text_or_file(py: Python<'_>, text: String, path: Option<PathBuf>) -> PyResult<Option<String>> {
    let Some(path) = path else { return Ok(Some(text)) };
    py.detach(|| std::fs::write(&path, text)).map_err(|error| os_error(&path, &error))?;
    Ok(None)
}

/// Lets the core write into a new file.
pub(crate) fn write(
    py: Python<'_>,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> cmgraph::Result<()> + Send,
) -> PyResult<()> {
    py.detach(|| {
        let of_file = |source| Error::Io { path: path.to_owned(), source };
        let mut file = File::create(path).map_err(of_file)?;
        // The core does not know the path.
        write(&mut file).map_err(|error| match error {
            Error::Io { source, .. } => of_file(source),
            other => other,
        })
    })
    .map_err(raise)
}
