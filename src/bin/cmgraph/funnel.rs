//! `cmgraph funnel`.

use crate::arguments::FunnelArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::Mode;
use cmgraph::funnel::{FunnelOptions, funnel};
use cmgraph::report::funnel_text;

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
    let fault = |error| Failure::of(error, exit.mode);
    let found = funnel(&community.view(&window), &options).map_err(fault)?;
    let main = if arguments.by_unit { "funnel_by_unit" } else { "funnel" };
    let text = || funnel_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}
