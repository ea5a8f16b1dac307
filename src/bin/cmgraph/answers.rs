//! `cmgraph answers`.

use crate::arguments::{Exit, Input, Time, period};
use crate::failure::Failure;
use crate::input;
use crate::work_time::WorkTime;
use cmgraph::answers::{
    AnswersOptions, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_QUESTIONS, DEFAULT_PERIOD, answers,
};
use cmgraph::report::answers_text;
use cmgraph::time::Period;

#[derive(clap::Args)]
pub(crate) struct AnswersArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    work: WorkTime,
    /// The main table by unit of the asker
    #[arg(long, help_heading = "Time and units", conflicts_with = "by_group")]
    by_unit: bool,
    /// The main table by group of the platform
    #[arg(long, help_heading = "Time and units")]
    by_group: bool,
    /// Time of asking by day, week or month
    #[arg(long, value_name = "PERIOD", value_parser = period, default_value = DEFAULT_PERIOD.name(), help_heading = "Time and units")]
    period: Period,
    /// Questions below which nothing is said of how soon they are answered
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_QUESTIONS)]
    min_questions: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &AnswersArguments, quiet: bool) -> Result<(), Failure> {
    let AnswersArguments { input, time, work, exit, .. } = arguments;
    let (policy, window, calendars) = (exit.policy()?, time.window()?, work.calendars()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = AnswersOptions {
        calendars,
        period: arguments.period,
        min_questions: arguments.min_questions,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = answers(&community.view(&window), &options).map_err(fault)?;
    let tables = found.tables();
    let by = if arguments.by_unit { Some("answers_by_unit") } else { None };
    if let Some(main) = by.or(arguments.by_group.then_some("answers_by_group")) {
        return exit.write_main(&tables, main, &policy, quiet);
    }
    let text = || answers_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&tables, "answers", &policy, quiet, text)
}
