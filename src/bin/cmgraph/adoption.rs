//! `cmgraph adoption`.

use crate::arguments::AdoptionArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::adoption::{AdoptionOptions, adoption};
use cmgraph::report::adoption_text;

pub(crate) fn run(arguments: &AdoptionArguments, quiet: bool) -> Result<(), Failure> {
    let AdoptionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = AdoptionOptions {
        period: arguments.period,
        unit_level: time.unit_level.map(usize::from),
        by_unit: arguments.by_unit,
        by_group: arguments.by_group,
        min_people: arguments.min_people,
        min_adopters: arguments.min_adopters,
        fit: !arguments.no_fit,
        launch: arguments.launch,
        horizon_days: arguments.horizon_days,
        max_ceiling_width: arguments.max_ceiling_width,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        habit_weeks: arguments.habit_weeks,
        habit_window: arguments.habit_window,
        include_officials: arguments.include_officials,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = adoption(&community.view(&window), &options).map_err(fault)?;
    let main = match (arguments.by_unit, arguments.by_group) {
        (true, _) => "adoption_by_unit",
        (false, true) => "adoption_by_group",
        (false, false) => "adoption_curve",
    };
    let text = || adoption_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}
