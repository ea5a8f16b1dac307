//! How things end: one clear sentence and an exit code.

use cmgraph::{Error, Mode};
use std::io::ErrorKind;
use std::process::ExitCode;

/// Exit codes, as `--help` has them.
const ERROR: u8 = 1;
const USAGE: u8 = 2;
const INTERRUPTED: u8 = 130;

/// Why the command stops.
pub(crate) enum Failure {
    /// With a sentence and an exit code.
    Said(String, u8),
    /// Help and version, which clap prints, and whatever it does not like.
    Clap(clap::Error),
    /// Whoever read the output has seen enough (`| head`).
    ClosedPipe,
}

impl Failure {
    pub(crate) fn error(sentence: String) -> Failure {
        Failure::Said(sentence, ERROR)
    }

    pub(crate) fn usage(sentence: impl Into<String>) -> Failure {
        Failure::Said(sentence.into(), USAGE)
    }

    /// An error of the library. Outside named mode it names nobody: neither who may have been meant, nor what
    /// stands in the file.
    pub(crate) fn of(error: Error, mode: Mode) -> Failure {
        let code = match &error {
            Error::Interrupted => INTERRUPTED,
            Error::Option { .. } => USAGE,
            Error::Unknown { kind: "time zone", .. } => USAGE,
            _ => ERROR,
        };
        let sentence = match error {
            Error::Unknown { kind, name, hint } if mode != Mode::Named && hint.contains("did you mean") => {
                format!("no {kind} {name:?}; named mode says who may be meant")
            }
            Error::Value { place, expected, .. } if mode != Mode::Named => {
                format!("{place}: found something else, expected {expected}")
            }
            Error::Option { option, found, expected } => {
                format!("{}: found {found}, expected {expected}", flag(option))
            }
            Error::Io { path, source } => format!("{}: {}", path.display(), plain(&source)),
            error => error.to_string(),
        };
        Failure::Said(sentence, code)
    }

    /// What happened while writing to `what`.
    pub(crate) fn writing(what: &str, error: &std::io::Error) -> Failure {
        match error.kind() {
            ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::error(format!("{what}: {}", plain(error))),
        }
    }

    /// Says it and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Failure::ClosedPipe => ExitCode::SUCCESS,
            Failure::Said(sentence, code) => {
                eprintln!("cmgraph: {}", sentence.replace('\n', " "));
                ExitCode::from(code)
            }
            Failure::Clap(error) if error.use_stderr() => {
                eprintln!("cmgraph: {}", sentence(&error.render().to_string()));
                ExitCode::from(USAGE)
            }
            Failure::Clap(error) => {
                // Help and version; a closed pipe is no error.
                let _ = error.print();
                ExitCode::SUCCESS
            }
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Failure {
        Failure::Clap(error)
    }
}

/// How an option of the library is called here.
fn flag(option: &str) -> String {
    match option {
        "key" => "--key-file".into(),
        "level" | "interval_level" => "--interval-level".into(),
        "people" => "--who".into(),
        "champions" => "--champion".into(),
        "columns" => "--roster-column".into(),
        "home_domains" => "--home-domain".into(),
        "bots" => "--bot".into(),
        "weights" => "--weight".into(),
        // A letter, such as -k.
        other if other.len() == 1 => format!("-{other}"),
        other => format!("--{}", other.replace('_', "-")),
    }
}

/// "No such file or directory", without the number of the system.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default().to_owned();
    let mut letters = text.chars();
    letters.next().map_or(text.clone(), |first| first.to_lowercase().chain(letters).collect())
}

/// What clap says on several lines in one sentence.
fn sentence(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        // Of the tips the one about a misspelt word helps.
        .filter(|line| !line.is_empty() && (!line.starts_with("tip:") || line.contains("similar")))
        .collect();
    let joined = lines.join(" ");
    let joined = joined.strip_prefix("error: ").unwrap_or(&joined);
    let joined = joined.replace("number would be zero for non-zero type", "expected 1 or more");
    format!("{}; see --help", joined.replace(" tip: ", "; "))
}
