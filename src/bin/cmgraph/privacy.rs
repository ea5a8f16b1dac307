//! `cmgraph privacy`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::privacy::{Ledger, ReleaseLog};
use cmgraph::report::{Locale, Report, ReportOptions};

/// What leaves under a policy: tables, hidden numbers, thresholds, purpose; and what can be known of what is hidden
#[derive(clap::Args)]
#[command(
    long_about = "\
What leaves? Makes the tables of the report under the policy asked for and says, for each, how many numbers were hidden, \
which columns were taken away, whether it has rows about people, and how narrowly the hidden numbers of people are \
known from the rest. Nothing is written to a ledger. For whoever has to agree: a works council, a data protection officer.",
    after_help = "\
Tables: privacy_releases (default), privacy_policy, privacy_bounds; with --ledger also privacy_ledger.

Examples:
  cmgraph privacy export.zip --roster people.csv --mode aggregate
  cmgraph privacy export.zip --roster people.csv --mode aggregate --table privacy_bounds
  cmgraph privacy export.zip --ledger releases.jsonl --format json"
)]
pub(crate) struct PrivacyArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &PrivacyArguments, quiet: bool) -> Result<(), Failure> {
    let PrivacyArguments { input, time, exit } = arguments;
    let fault = |error| Failure::of(error, exit.mode);
    let (policy, window) = (exit.policy()?, time.window()?);
    let ledger = exit.ledger.as_ref().map(Ledger::open).transpose().map_err(fault)?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = policy.for_community(&community);
    let options =
        ReportOptions { window, locale: Locale::parse("en").map_err(fault)?, ..ReportOptions::default() };
    let report = Report::new(&community, &policy, &options).map_err(fault)?;
    let mut log = ReleaseLog::default();
    report.releases().iter().for_each(|release| log.record(release));
    let tables = log.tables(&policy, ledger.as_ref());
    let terminal = exit.terminal();
    exit.write(&tables, "privacy_releases", &policy, quiet, || {
        let told = tables.iter().take(2).map(|table| policy.apply(table));
        let short = [
            "item",
            "value",
            "table",
            "people",
            "withheld",
            "rows",
            "hidden_rows",
            "hidden_cells",
            "narrowest",
        ];
        Ok(told.map(|table| table.select(&short).to_terminal(&terminal)).collect::<Vec<_>>().join("\n"))
    })
}
