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

#[derive(clap::Args)]
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
