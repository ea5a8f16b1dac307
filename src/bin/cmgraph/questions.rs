//! `cmgraph questions`.

use crate::arguments::{Exit, Input, Time, period};
use crate::failure::Failure;
use crate::input;
use cmgraph::questions::{
    DEFAULT_HEARD_LEVEL, DEFAULT_HEARD_PERIOD, DEFAULT_MIN_THREADS, HeardOptions, heard_questions,
};
use cmgraph::report::questions_text;
use cmgraph::time::Period;

/// What is asked: how many questions, where, in which language, heard by a mark or by their words
#[derive(clap::Args)]
#[command(
    long_about = "\
What is asked? How many of the threads that colleagues start begin with a question, by unit, group and language and over \
time; how many carry a question mark (or the mark of the platform) and how many were heard by their words; and, where \
the rules of a language were measured, about how many were not heard. No text and no person is shown.",
    after_help = "\
Tables: questions (default), questions_by_unit (with --by-unit: default), questions_by_group (with --by-group: default), \
questions_by_language, questions_over_time, questions_unheard.

Examples:
  cmgraph questions export.zip --roster people.csv --cm anna@example.com
  cmgraph questions export.zip --period week --table questions_over_time --format csv"
)]
pub(crate) struct QuestionArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// The main table by unit of whoever started the thread
    #[arg(long, help_heading = "Time and units", conflicts_with = "by_group")]
    by_unit: bool,
    /// The main table by group of the platform
    #[arg(long, help_heading = "Time and units")]
    by_group: bool,
    /// Time of asking by day, week or month
    #[arg(long, value_name = "PERIOD", value_parser = period, default_value = DEFAULT_HEARD_PERIOD.name(), help_heading = "Time and units")]
    period: Period,
    /// Threads, or replies, below which no share is given
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS)]
    min_threads: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_HEARD_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &QuestionArguments, quiet: bool) -> Result<(), Failure> {
    let QuestionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = HeardOptions {
        period: arguments.period,
        min_threads: arguments.min_threads,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = heard_questions(&community.view(&window), &options).map_err(fault)?;
    let tables = found.tables();
    let by = if arguments.by_unit { Some("questions_by_unit") } else { None };
    if let Some(main) = by.or(arguments.by_group.then_some("questions_by_group")) {
        return exit.write_main(&tables, main, &policy, quiet);
    }
    let text = || questions_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&tables, "questions", &policy, quiet, text)
}
