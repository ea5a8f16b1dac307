//! `cmgraph privacy`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::privacy::{Ledger, ReleaseLog};
use cmgraph::report::{Locale, Report, ReportOptions};

#[derive(clap::Args)]
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
