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

#[derive(clap::Args)]
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
