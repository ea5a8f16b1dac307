//! `cmgraph report`.

use crate::arguments::{Exit, Format, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::output::save;
use cmgraph::goals::read_goals;
use cmgraph::report::{Locale, Report, ReportOptions};
use std::path::PathBuf;

/// One page for Monday: whom to write to and why, with drawings and tables, in four languages
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cmgraph report export.zip --roster people.csv --cm anna@example.com --output report.html
  cmgraph report export.zip --mode aggregate --language fi --output raportti.html      for a wider audience
  cmgraph report export.zip --roster people.csv --show-text --output monday.html              with the words of open questions")]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    exit: Exit,
    /// Language in which the page opens: en, fi, nb, sv [default: the first of --languages, or en]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Languages that a reader can choose from, with commas between them [default: all four]
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    languages: Vec<String>,
    /// Heading of the page
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    title: String,
    /// File of goals (see cmgraph goals): the page says how probably each is met
    #[arg(long, value_name = "FILE")]
    goals: Option<PathBuf>,
    /// Show titles of open questions, or the words that ask, beside whom to invite; named mode only
    #[arg(long)]
    show_text: bool,
}

pub(crate) fn run(arguments: &ReportArguments, quiet: bool) -> Result<(), Failure> {
    let ReportArguments { input, time, exit, language, languages, title, goals, show_text } = arguments;
    let fault = |error| Failure::of(error, exit.mode);
    if exit.format != Format::Text || exit.table.is_some() {
        return Err(Failure::usage(
            "report writes one page: --format and --table are for the other subcommands",
        ));
    }
    let (locale, languages) = Locale::choose(language.as_deref(), languages).map_err(fault)?;
    let (policy, window) = (exit.policy()?, time.window()?);
    let goals = match goals {
        Some(path) => read_goals(path).map_err(fault)?,
        None => Vec::new(),
    };
    let (title, purpose) = (title.clone(), exit.purpose.clone());
    let options = ReportOptions { window, locale, languages, title, purpose, goals, show_text: *show_text };
    // Before minutes are spent on reading.
    options.may_leave(&policy).map_err(fault)?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &options.window);
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
