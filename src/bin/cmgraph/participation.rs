//! `cmgraph participation`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::participation::{
    DEFAULT_INTERVAL_LEVEL, DEFAULT_REGULAR_SHARE, DEFAULT_REGULAR_WEEKS, DEFAULT_SMALLEST_GROUP,
    ParticipationOptions, participation,
};
use cmgraph::report::participation_text;
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_SEED};

/// Who takes part: the measured 90-9-1, and whether it hangs on a few
#[derive(clap::Args)]
#[command(
    long_about = "\
Who takes part? \"1% write, 9% sometimes, 90% only read\" is a rule of thumb; here are the measured shares: what the 1% \
who write most, the next 9% and the rest made of all posts and replies, how many never wrote, wrote once, occasionally \
or regularly, and on how many people half of the content hangs. Out of everybody who could have taken part, with and \
without the community manager and communications.",
    after_help = "\
Tables: participation_groups (default), participation_classes, participation_inequality.

Examples:
  cmgraph participation export.zip --roster people.csv --cm anna@example.com
  cmgraph participation export.zip --from 2024-01-01 --table participation_classes"
)]
pub(crate) struct ParticipationArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Share of somebody's weeks with a post or reply from which writing is regular
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_REGULAR_SHARE)]
    regular_share: f64,
    /// Weeks with a post or reply that regular writing needs besides
    #[arg(long, value_name = "N", default_value_t = DEFAULT_REGULAR_WEEKS)]
    regular_weeks: u32,
    /// Bootstrap draws behind the intervals
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BOOTSTRAP_SAMPLES)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &ParticipationArguments, quiet: bool) -> Result<(), Failure> {
    let ParticipationArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = ParticipationOptions {
        regular_share: arguments.regular_share,
        regular_weeks: arguments.regular_weeks,
        smallest_group: exit.min_group.max(DEFAULT_SMALLEST_GROUP),
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = participation(&community.view(&window), &options).map_err(fault)?;
    let text = || participation_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "participation_groups", &policy, quiet, text)
}
