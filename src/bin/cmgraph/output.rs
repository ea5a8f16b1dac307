//! The one exit of the command: tables through the policy, in the format asked for.

use crate::arguments::{Exit, Format};
use crate::failure::Failure;
use cmgraph::privacy::{Ledger, Population};
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Mode, Policy, Release, Table, Window};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

impl Exit {
    /// The policy asked for.
    pub(crate) fn policy(&self) -> Result<Policy, Failure> {
        let policy = match (self.mode, &self.key_file) {
            (Mode::Pseudonymous, None) => {
                return Err(Failure::usage(
                    "pseudonymous mode needs --key-file: a file with a secret of at least 16 bytes",
                ));
            }
            (Mode::Pseudonymous, Some(path)) => {
                let key = fs::read(path).map_err(|source| {
                    Failure::of(cmgraph::Error::Io { path: path.clone(), source }, self.mode)
                })?;
                Policy::pseudonymous(key.trim_ascii_end()).map_err(|error| Failure::of(error, self.mode))?
            }
            (_, Some(_)) => return Err(Failure::usage("--key-file is for --mode pseudonymous")),
            (Mode::Named, None) => Policy::named(),
            (_, None) => Policy::aggregate(),
        };
        let policy = policy.with_min_group(self.min_group).with_dominance(self.dominance);
        Ok(policy.with_purpose(&self.purpose, &self.audience))
    }

    /// The policy for a community: with those who opted out of it. Remembers who is counted, where a ledger is kept.
    pub(crate) fn bind(&self, policy: Policy, community: &Community, window: &Window) -> Policy {
        if self.ledger.is_some() {
            self.population.get_or_init(|| Population::of(&community.view(window)));
        }
        policy.for_community(community)
    }

    /// Writes what is about to leave into the ledger, or refuses.
    pub(crate) fn admit(&self, policy: &Policy, releases: &[&Release]) -> Result<(), Failure> {
        let (Some(path), Some(population)) = (&self.ledger, self.population.get()) else { return Ok(()) };
        let mut ledger = Ledger::open(path).map_err(|error| Failure::of(error, self.mode))?;
        ledger.admit(population, policy, releases).map_err(|error| Failure::of(error, self.mode))
    }

    pub(crate) fn terminal(&self) -> TerminalOptions {
        TerminalOptions { width: self.width, unicode: !self.ascii, ..TerminalOptions::default() }
    }

    /// Writes the tables; as text the main one with all its notes.
    pub(crate) fn write_main(
        &self,
        tables: &[Table],
        main: &str,
        policy: &Policy,
        quiet: bool,
    ) -> Result<(), Failure> {
        let table = tables.iter().filter(|table| table.name() == main);
        let text = table.map(|table| policy.apply(table).to_terminal(&self.terminal())).collect::<String>();
        self.write(tables, main, policy, quiet, || Ok(text))
    }

    /// Writes the tables, or the text in their stead. `main` is the table for CSV where none is named.
    pub(crate) fn write(
        &self,
        tables: &[Table],
        main: &str,
        policy: &Policy,
        quiet: bool,
        text: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        let names: Vec<&str> = tables.iter().map(Table::name).collect();
        let make = |name: &str| {
            let table = tables.iter().find(|table| table.name() == name);
            table.map(|table| Ok(policy.apply(table)))
        };
        self.write_made(&names, &names, main, quiet, make, text)
    }

    /// The same for tables that are made when they are asked for: `make` knows all of `names`; JSON has those of `usual`
    /// where none is asked for.
    pub(crate) fn write_made(
        &self,
        names: &[&str],
        usual: &[&str],
        main: &str,
        quiet: bool,
        make: impl Fn(&str) -> Option<Result<Release, Failure>>,
        text: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        let chosen = |name: &str| -> Result<Release, Failure> {
            make(name).unwrap_or_else(|| {
                let found =
                    if name.is_empty() { "none is the main one".into() } else { format!("no {name:?}") };
                Err(Failure::usage(format!("--table: {found}; the tables are {}", names.join(", "))))
            })
        };
        let named = self.table.as_deref();
        if self.ledger.is_some() {
            let leaving: Vec<&str> = match (named, self.format) {
                (Some(name), _) => vec![name],
                (None, Format::Csv) => vec![main],
                (None, _) => usual.to_vec(),
            };
            let leaving = leaving.iter().map(|name| chosen(name)).collect::<Result<Vec<_>, _>>()?;
            self.admit(&self.policy()?, &leaving.iter().collect::<Vec<_>>())?;
        }
        let bytes = match self.format {
            Format::Text => match named {
                Some(name) => chosen(name)?.to_terminal(&self.terminal()),
                None => text()?,
            },
            Format::Json => {
                let names = named.as_ref().map_or(usual, std::slice::from_ref);
                let releases = names.iter().map(|name| chosen(name)).collect::<Result<Vec<_>, _>>()?;
                let items: Vec<String> = releases.iter().map(Release::to_json).collect();
                format!("[{}]\n", items.join(",\n"))
            }
            Format::Csv => {
                let release = chosen(named.unwrap_or(main))?;
                if let Some(why) = &release.disclosure().withheld {
                    return Err(Failure::error(format!("{}: {why}", release.name())));
                }
                if let Some(path) = &self.output {
                    let mut beside = path.clone().into_os_string();
                    beside.push(".provenance.json");
                    save(Path::new(&beside), release.provenance_json().as_bytes())?;
                }
                release.to_csv()
            }
        };
        match &self.output {
            Some(path) => {
                save(path, bytes.as_bytes())?;
                if !quiet {
                    eprintln!("cmgraph: {} written", path.display());
                }
                Ok(())
            }
            None => print(bytes.as_bytes()),
        }
    }
}

/// Whoever reads on must not find half a file, so it is written beside and then put in place.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |error: &io::Error| Failure::writing(&path.display().to_string(), error);
    // A device or a pipe cannot be put in place.
    if fs::metadata(path).is_ok_and(|kind| !kind.is_file()) {
        return fs::write(path, bytes).map_err(|error| fault(&error));
    }
    let mut part = path.to_path_buf().into_os_string();
    part.push(".part");
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|error| {
        let _ = fs::remove_file(&part);
        fault(&error)
    })
}

pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| Failure::writing("standard output", &error))
}
