//! `cmgraph report`.

use crate::arguments::{Exit, Format, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::output::save;
use cmgraph::report::{Locale, Report, ReportOptions};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    exit: Exit,
    /// Language of the page: en, fi, nb, sv
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// Heading of the page
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    title: String,
}

pub(crate) fn run(arguments: &ReportArguments, quiet: bool) -> Result<(), Failure> {
    let ReportArguments { input, time, exit, language, title } = arguments;
    let fault = |error| Failure::of(error, exit.mode);
    if exit.format != Format::Text || exit.table.is_some() {
        return Err(Failure::usage(
            "report writes one page: --format and --table are for the other subcommands",
        ));
    }
    let locale = Locale::parse(language).map_err(fault)?;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = ReportOptions { window, locale, title: title.clone(), purpose: exit.purpose.clone() };
    let report = Report::new(&community, &policy, &options).map_err(fault)?;
    exit.admit(&policy, &report.releases().iter().collect::<Vec<_>>())?;
    let page = report.to_html();
    let file = exit.output.clone().unwrap_or_else(|| PathBuf::from("report.html"));
    save(&file, page.as_bytes())?;
    if !quiet {
        eprintln!("written: {}", file.display());
    }
    Ok(())
}
