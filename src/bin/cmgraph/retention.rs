//! `cmgraph retention`.

use crate::arguments::{Exit, Input, Time, period};
use crate::failure::Failure;
use crate::input;
use cmgraph::report::retention_text;
use cmgraph::retention::{
    DEFAULT_AHEAD, DEFAULT_INTERVAL_LEVEL, DEFAULT_PERIOD, DEFAULT_SILENCE_WEEKS, RetentionOptions, retention,
};
use cmgraph::time::Period;

/// Who comes back: cohorts, time to the first post, time to silence, who is still there
#[derive(clap::Args)]
#[command(
    long_about = "\
Who comes back? Cohorts are people first active (post, reply or reaction) in the same month or week; their rows say how \
many were active so many months later, out of those who were still with the organisation. Beside that: how long people \
who could write take to the first post, how long it is from the first activity to silence, and from how often and how \
recently people were active how many of them are still there and will be seen in the next weeks.",
    after_help = "\
Tables: retention_triangle (default), retention_curve, first_post, time_to_silence, retention_times, alive, \
retention_model; with --by-unit first_post_by_unit (default) and first_post_test.

Examples:
  cmgraph retention export.zip --roster people.csv --cm anna@example.com
  cmgraph retention export.zip --period week --silence-weeks 4
  cmgraph retention export.zip --roster people.csv --by-unit --unit-level 2 --format csv"
)]
pub(crate) struct RetentionArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// Width of cohorts and ages: week or month
    #[arg(long, value_name = "PERIOD", default_value = DEFAULT_PERIOD.name(), value_parser = period)]
    period: Period,
    /// Weeks without activity that count as silence
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SILENCE_WEEKS)]
    silence_weeks: u32,
    /// Months (or weeks) that the curve is projected beyond what was seen
    #[arg(long, value_name = "N", default_value_t = DEFAULT_AHEAD)]
    ahead: u32,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Count community managers and communications accounts too
    #[arg(long)]
    include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &RetentionArguments, quiet: bool) -> Result<(), Failure> {
    let RetentionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = RetentionOptions {
        period: arguments.period,
        silence_weeks: arguments.silence_weeks,
        ahead: arguments.ahead,
        by_unit: arguments.by_unit,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        include_officials: arguments.include_officials,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = retention(&community.view(&window), &options).map_err(fault)?;
    let main = if arguments.by_unit { "first_post_by_unit" } else { "retention_triangle" };
    let text = || retention_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}
