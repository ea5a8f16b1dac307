//! One error type for the whole crate.
//!
//! Every message has three parts: where, what was found, what was expected or can be done.

use std::fmt;
use std::path::PathBuf;

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Place inside an input: the file as the user knows it (`export.zip/Messages.csv`), and, where known,
/// the line (1-based, of the first line of the record) and the column by its header name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// File or archive entry.
    pub file: String,
    /// 1-based line.
    pub line: Option<u64>,
    /// Header name of the column.
    pub column: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), line: None, column: None }
    }

    /// The same file, at a line.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place, in a column.
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column:?}")?;
        }
        Ok(())
    }
}

/// Everything that can go wrong.
///
/// ```
/// use cmgraph::{Error, Place};
/// let error = Error::MissingColumn {
///     place: Place::file("export.zip/Messages.csv"),
///     column: "created_at".into(),
///     found: "id, body".into(),
/// };
/// assert!(error.to_string().starts_with("export.zip/Messages.csv: no column \"created_at\""));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing of the expected format at this place.
    #[error("{place}: {found}; expected {expected}")]
    NotAnExport {
        /// Where.
        place: Place,
        /// What was found there.
        found: String,
        /// What would have been right.
        expected: String,
    },
    /// A spreadsheet program has damaged the file: digits or encoding are lost and cannot be brought back.
    #[error(
        "{place}: {found}. This file was opened and saved in a spreadsheet program; use the export as it was downloaded"
    )]
    Spreadsheet {
        /// Where.
        place: Place,
        /// The sign of it: semicolons, UTF-16, an id such as `2.00034E+15`.
        found: String,
    },
    /// A column without which the file means nothing.
    #[error("{place}: no column {column:?}; the header has {found}")]
    MissingColumn {
        /// Where.
        place: Place,
        /// The column that is needed.
        column: String,
        /// The columns that are there.
        found: String,
    },
    /// A value that cannot be read as what its column holds.
    #[error("{place}: found {found:?}, expected {expected}")]
    Value {
        /// Where.
        place: Place,
        /// The text found.
        found: String,
        /// What would have been right.
        expected: String,
    },
    /// An archive that cannot be opened at all.
    #[error("{place}: not a readable zip archive ({reason}); download the export again")]
    Zip {
        /// Where.
        place: Place,
        /// What the reader said.
        reason: String,
    },
    /// A setting of a file, or of a list in its stead, that cannot be used.
    #[error("{place}, {key}: found {found}, expected {expected}")]
    Setting {
        /// Where.
        place: Place,
        /// The key.
        key: Box<str>,
        /// What stands there.
        found: Box<str>,
        /// What would have been right.
        expected: String,
    },
    /// An option outside its range, or options that contradict each other.
    #[error("option {option}: found {found}, expected {expected}")]
    Option {
        /// Name as in the options struct.
        option: &'static str,
        /// The value given.
        found: String,
        /// What would have been right.
        expected: String,
    },
    /// A person, group or time zone that was named but is not there.
    #[error("no {kind} {name:?}{hint}")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The name given.
        name: String,
        /// What could be done; starts with a separator or is empty.
        hint: String,
    },
    /// More of something than the dense 32-bit indices can hold.
    #[error("{place}: more than {limit} {what}; read it in parts")]
    TooMany {
        /// Where.
        place: Place,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The privacy policy in force does not let this leave.
    #[error("{what} is withheld in {mode} mode: {reason}")]
    Withheld {
        /// What was asked for.
        what: String,
        /// The mode in force.
        mode: &'static str,
        /// Why, and what can be done.
        reason: String,
    },
    /// The caller asked to stop (Ctrl-C).
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    /// Wraps an I/O error with the path it belongs to.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }
}
