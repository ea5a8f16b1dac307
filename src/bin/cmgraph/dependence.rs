//! `cmgraph dependence`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::dependence::{
    DEFAULT_ABSENCE_DAYS, DEFAULT_ALARM_PROBABILITY, DEFAULT_ALARM_SHARE, DEFAULT_ALARM_WEEKS,
    DEFAULT_DISCOUNT, DEFAULT_FEW_ANSWERERS, DEFAULT_FEW_WEEKS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MIN_QUESTIONS, DEFAULT_TRAILING_WEEKS, DependenceOptions, dependence,
};
use cmgraph::report::dependence_text;
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_SEED};

/// What hangs on the community manager: first answers, questions addressed, few answerers, alarms, absences
#[derive(clap::Args)]
#[command(
    long_about = "\
Has it become an \"ask the community manager\" column, and on how few people do the answers rest? The community manager's \
share of first answers, of questions addressed to somebody, of threads and conversations, over the window and its last \
twelve weeks; how many people give half of the answers, with and without the community manager; week by week, with \
alarms and the counts behind them; and what happened while the community manager was away. No answerer is named.

Tell who runs the community (--cm): without it this is about the colleague who answered most questions.",
    after_help = "\
Tables: dependence (default), dependence_concentration, dependence_weeks, dependence_alarms, dependence_absences.

Examples:
  cmgraph dependence export.zip --cm anna@example.com --zone Europe/Helsinki
  cmgraph dependence export.zip --cm anna@example.com --table dependence_weeks --format csv"
)]
pub(crate) struct DependenceArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Weeks of the trailing window
    #[arg(long, value_name = "N", default_value_t = DEFAULT_TRAILING_WEEKS)]
    trailing_weeks: u32,
    /// Questions, or threads, below which no share is given
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_QUESTIONS)]
    min_questions: u64,
    /// Weight of a week in the running share for every week it lies back
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_DISCOUNT)]
    discount: f64,
    /// Share of first answers above which there is an alarm
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_ALARM_SHARE)]
    alarm_share: f64,
    /// Probability with which the running share must be above it
    #[arg(long, value_name = "P", default_value_t = DEFAULT_ALARM_PROBABILITY)]
    alarm_probability: f64,
    /// Weeks in a row in which it must be
    #[arg(long, value_name = "N", default_value_t = DEFAULT_ALARM_WEEKS)]
    alarm_weeks: u32,
    /// Alarm where half of the answers come from so few people, or fewer
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FEW_ANSWERERS)]
    few_answerers: u64,
    /// Weeks in a row in which they must
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FEW_WEEKS)]
    few_weeks: u32,
    /// Working days without a message that make an absence
    #[arg(long, value_name = "N", default_value_t = DEFAULT_ABSENCE_DAYS)]
    absence_days: u32,
    /// Bootstrap draws of the threads
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BOOTSTRAP_SAMPLES)]
    draws: usize,
    /// Their seed
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &DependenceArguments, quiet: bool) -> Result<(), Failure> {
    let DependenceArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = DependenceOptions {
        trailing_weeks: arguments.trailing_weeks,
        min_questions: arguments.min_questions,
        discount: arguments.discount,
        alarm_share: arguments.alarm_share,
        alarm_probability: arguments.alarm_probability,
        alarm_weeks: arguments.alarm_weeks,
        few_answerers: arguments.few_answerers,
        few_weeks: arguments.few_weeks,
        absence_days: arguments.absence_days,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = dependence(&community.view(&window), &options).map_err(fault)?;
    let text = || dependence_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "dependence", &policy, quiet, text)
}
