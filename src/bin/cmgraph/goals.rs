//! `cmgraph goals`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::work_time::WorkTime;
use cmgraph::goals::{
    DEFAULT_DISCOUNT, DEFAULT_DRAWS, DEFAULT_GREEN, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_OBSERVATIONS,
    DEFAULT_RECENT_WEEKS, DEFAULT_RED, GoalOptions, goals, read_goals,
};
use cmgraph::report::goals_text;
use cmgraph::stats::DEFAULT_SEED;
use std::path::PathBuf;

/// Are the goals met: how probable it is that each indicator meets its target, now or at its deadline
#[derive(clap::Args)]
#[command(
    long_about = "\
Are the goals met? A goal is an indicator (shares of people and questions, hours to the first answer, champions, ...), a \
target, and perhaps a deadline, a unit, the last weeks. Each is judged by the probability that it is met, given what was \
seen, never by the number alone: green above 80%, red below 20%, amber in between, and not enough data as a state of its \
own. A deadline to come is judged by the adoption curve for use, by the last weeks for questions and replies; what neither \
leads on is judged as of now, if nothing changes, and says so.",
    after_help = "\
Tables: goals (default).

A file of goals:
  [[goal]]
  name = \"Nobody waits a day\"
  kpi = \"answered_within\"      joined, contributed, habit, active_month, answered, answered_within, median_hours,
  hours = 24                     by_colleagues, thanked, people_helped, champions, units_with_champion,
  target = \"80%\"               replies_across_units, retained, questions_per_month
  deadline = 2027-06-30
  (also: direction = \"at most\", unit = \"Sales\", weeks = 26, clock = \"business hours\", months = 3)

Examples:
  cmgraph goals export.zip --goals goals.toml --roster people.csv --cm anna@example.com
  cmgraph goals export.zip --goals goals.toml --format csv --output goals.csv"
)]
pub(crate) struct GoalArguments {
    #[command(flatten)]
    input: Input,
    /// File of goals, one [[goal]] each
    #[arg(long, value_name = "FILE", required = true)]
    goals: PathBuf,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    work: WorkTime,
    /// Probability of being met above which a goal is green
    #[arg(long, value_name = "P", default_value_t = DEFAULT_GREEN)]
    green: f64,
    /// Probability of being met below which a goal is red
    #[arg(long, value_name = "P", default_value_t = DEFAULT_RED)]
    red: f64,
    /// Questions, replies or people from which a goal is judged
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_OBSERVATIONS)]
    min_observations: u64,
    /// Weeks before the end whose level is led on to a deadline
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RECENT_WEEKS)]
    recent_weeks: u32,
    /// Weight of a week relative to the one after it
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_DISCOUNT)]
    discount: f64,
    /// Refits of the adoption curve behind the probability at a deadline
    #[arg(long, value_name = "N", default_value_t = DEFAULT_DRAWS)]
    draws: usize,
    /// Seed of the refits
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &GoalArguments, quiet: bool) -> Result<(), Failure> {
    let GoalArguments { input, time, work, exit, .. } = arguments;
    let fault = |error| Failure::of(error, exit.mode);
    let (policy, window, calendars) = (exit.policy()?, time.window()?, work.calendars()?);
    // A fault in the goals is told before minutes of reading.
    let wanted = read_goals(&arguments.goals).map_err(fault)?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = GoalOptions {
        green: arguments.green,
        red: arguments.red,
        min_observations: arguments.min_observations,
        recent_weeks: arguments.recent_weeks,
        discount: arguments.discount,
        unit_level: time.unit_level.map(usize::from),
        calendars,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
    };
    let found = goals(&community.view(&window), &wanted, &options).map_err(fault)?;
    let text = || goals_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "goals", &policy, quiet, text)
}
