//! `cmgraph funnel`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::Mode;
use cmgraph::funnel::{
    DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, DEFAULT_HORIZONS, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_ARM,
    DEFAULT_MIN_AT_RISK, DEFAULT_REPLY_DAYS, DEFAULT_RETURN_DAYS, FirstPost, FunnelOptions, funnel,
};
use cmgraph::report::funnel_text;
use cmgraph::stats::{DEFAULT_OCCUPATION_REPLICATES, DEFAULT_SEED};

/// How far people have come: from invited to regular, how long it takes, and what a first reply goes with
#[derive(clap::Args)]
#[command(
    long_about = "\
How far have people come? Everybody is in the furthest state reached: invited (could take part), registered, reactor, \
replier, poster, answerer, regular (was active in several of the last weeks, once at least); states may be skipped. Given are how many are at \
least so far, how many of them go on to the next state, and how many days it takes. Who only reads cannot be told \
from an export, and is not guessed.

And: do newcomers whose first post gets a reply in the first days write again more often than those who get none?",
    after_help = "\
Tables: funnel (default), funnel_states (30, 90 and 180 days after entry), funnel_by_unit (with --by-unit: default), \
newcomer_reply.

Examples:
  cmgraph funnel export.zip --roster people.csv --cm anna@example.com
  cmgraph funnel export.zip --roster people.csv --by-unit --unit-level 2
  cmgraph funnel export.zip --launch 2023-06-01 --reply-days 7      the community began inside the export
  cmgraph funnel export.zip --table newcomer_reply --format csv"
)]
pub(crate) struct FunnelArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// Day (local midnight) or instant from which people could take part [default: the start of the export, or the
    /// earliest first log-in where many are earlier]
    #[arg(long, value_name = "WHEN", help_heading = "Time and units")]
    launch: Option<String>,
    /// Days after entry at which people are looked at, separated by commas
    #[arg(long, value_name = "DAYS", value_delimiter = ',', default_values_t = DEFAULT_HORIZONS)]
    horizons: Vec<u32>,
    /// Which message of a newcomer is looked at: the first thread or the first message of any kind
    #[arg(long, value_name = "WHICH", default_value = FirstPost::Thread.name(), value_parser = first_post)]
    first_post: FirstPost,
    /// Days in which a first post can get the reply that counts
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_REPLY_DAYS)]
    reply_days: u32,
    /// Days after those in which a newcomer can come back
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_RETURN_DAYS)]
    return_days: u32,
    /// Newcomers that each side of the comparison needs
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ARM)]
    min_arm: u32,
    /// People under observation from which a time after entry is told about
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_AT_RISK)]
    min_at_risk: u32,
    /// Active weeks that make a habit
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WEEKS)]
    habit_weeks: usize,
    /// Trailing weeks among which they must lie
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WINDOW)]
    habit_window: usize,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Bootstrap draws behind the intervals over time
    #[arg(long, value_name = "N", default_value_t = DEFAULT_OCCUPATION_REPLICATES)]
    draws: u32,
    /// Seed of the bootstrap
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Count community managers and communications accounts too
    #[arg(long)]
    include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &FunnelArguments, quiet: bool) -> Result<(), Failure> {
    let FunnelArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let launch = arguments.launch.as_deref().map(|day| FunnelOptions::parse_launch(day, &time.zone));
    let launch = launch.transpose().map_err(|error| Failure::of(error, Mode::Named))?;
    let options = FunnelOptions {
        launch,
        horizons: arguments.horizons.clone(),
        habit_weeks: arguments.habit_weeks,
        habit_window: arguments.habit_window,
        by_unit: arguments.by_unit,
        unit_level: time.unit_level.map(usize::from),
        first_post: arguments.first_post,
        reply_days: arguments.reply_days,
        return_days: arguments.return_days,
        min_arm: arguments.min_arm,
        min_at_risk: arguments.min_at_risk,
        interval_level: arguments.interval_level,
        draws: arguments.draws,
        seed: arguments.seed,
        include_officials: arguments.include_officials,
        include_guests: arguments.include_guests,
    };
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let fault = |error| Failure::of(error, exit.mode);
    let found = funnel(&community.view(&window), &options).map_err(fault)?;
    let main = if arguments.by_unit { "funnel_by_unit" } else { "funnel" };
    let text = || funnel_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}

fn first_post(text: &str) -> Result<FirstPost, String> {
    FirstPost::parse(text).ok_or_else(|| "expected thread or message".into())
}
