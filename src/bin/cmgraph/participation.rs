//! `cmgraph participation`.

use crate::arguments::ParticipationArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::participation::{DEFAULT_SMALLEST_GROUP, ParticipationOptions, participation};
use cmgraph::report::participation_text;

pub(crate) fn run(arguments: &ParticipationArguments, quiet: bool) -> Result<(), Failure> {
    let ParticipationArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
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
