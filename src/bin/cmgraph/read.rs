//! `cmgraph read`.

use crate::arguments::{Exit, Input};
use crate::failure::Failure;
use crate::input;
use cmgraph::report::audit;

/// What an export holds: rows read, left out and why, declared counts, how the roster fits
#[derive(clap::Args)]
#[command(after_help = "\
Tables: audit_summary, audit_files, audit_dropped, and with a roster audit_unmatched.

Examples:
  cmgraph read export.zip --roster people.csv
  cmgraph read export.zip --roster people.csv --table audit_unmatched    accounts the roster lacks")]
pub(crate) struct ReadArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &ReadArguments, quiet: bool) -> Result<(), Failure> {
    let ReadArguments { input, exit } = arguments;
    let policy = exit.policy()?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &Default::default());
    let text = || Ok(audit::words(&community, &policy, &exit.terminal()));
    exit.write(&audit::tables(&community), "audit_summary", &policy, quiet, text)
}
