//! `cmgraph doctor`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::doctor::doctor;
use cmgraph::report::{audit, doctor_text};

/// What is missing from an export, which answers that weakens, and how to get it
#[derive(clap::Args)]
#[command(
    long_about = "\
What is missing, and what to do? First what was read and left out, as cmgraph read has it; then advice, what matters most \
first: what was found, which answers it weakens and how, and what can be done. A roster that is not there or lacks units, \
managers or dates, rows that are damaged, a span that is short or has a gap, threads without a beginning, a time zone that \
does not fit, languages in which questions are not heard, a community manager whom nobody named, guests, unknown authors.

A file that a spreadsheet program has changed is refused, and the message says so: use the export as it was downloaded.",
    after_help = "\
Tables: doctor (default), doctor_people (accounts that seem to have an office; not in aggregate mode), audit_summary, \
audit_files, audit_dropped, and with a roster audit_unmatched.

Examples:
  cmgraph doctor export.zip
  cmgraph doctor export.zip --roster people.csv --cm anna@example.com --zone Europe/Helsinki
  cmgraph doctor export.zip --format csv --output advice.csv"
)]
pub(crate) struct DoctorArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &DoctorArguments, quiet: bool) -> Result<(), Failure> {
    let DoctorArguments { input, time, exit } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let found = doctor(&community.view(&window));
    let mut tables = found.tables();
    tables.extend(audit::tables(&community));
    let text = || Ok(doctor_text(&community, &found, &policy, &exit.terminal()));
    exit.write(&tables, "doctor", &policy, quiet, text)
}
