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

/// Are questions answered, by whom and how soon: by both clocks, by unit, group, language and time
#[derive(clap::Args)]
#[command(
    long_about = "\
Are questions answered, and how soon? The share of the questions of colleagues with an answer within 1, 4 and 24 hours and \
7 days, and the median, by the clock on the wall and in business hours of whoever asked. Questions that nobody has \
answered yet stay in (Kaplan-Meier), so that leaving questions open never makes a community look fast. Beside it who \
answers first (a colleague, the community manager, somebody outside, nobody yet), how many answers come from another unit \
or were accepted or thanked, and whether units, groups, languages and times differ more than by chance.

Business hours are Mon-Fri 8-17 in --zone; say your own with --hours and --holidays, and with --calendars those of units and \
sites that differ.",
    after_help = "\
Tables: answers (default), answers_speed, answers_median, answers_curve, answers_answerers, answers_by_unit (with \
--by-unit: default), answers_unit_curves, answers_by_group (with --by-group: default), answers_by_language, \
answers_over_time, answers_tests.

A file of calendars (commas or semicolons; most special row first served, wherever it stands):
  unit;site;zone;hours;holidays
  Nordics/Sales;;Europe/Oslo;Mon-Thu 8-16, Fri 8-14;05-17 2024-05-09
  ;Madrid;Europe/Madrid;Mon-Fri 9-18;01-06 08-15

Examples:
  cmgraph answers export.zip --roster people.csv --cm anna@example.com --zone Europe/Helsinki
  cmgraph answers export.zip --hours \"Mon-Fri 8-16\" --holidays holidays.txt --period week
  cmgraph answers export.zip --calendars calendars.csv --by-unit --unit-level 2 --format csv"
)]
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
