//! `cmgraph circles`.

use crate::arguments::CircleArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::bridging::{CircleOptions, circles};
use cmgraph::report::circles_text;

pub(crate) fn run(arguments: &CircleArguments, quiet: bool) -> Result<(), Failure> {
    let CircleArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = CircleOptions {
        unit_level: time.unit_level.map(usize::from),
        resolution: arguments.resolution,
        runs: arguments.runs,
        min_members: arguments.min_members,
        max_authors: arguments.max_authors,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = circles(&community.view(&window), &options).map_err(fault)?;
    let text = || circles_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "circles", &policy, quiet, text)
}
