//! `cmgraph retention`.

use crate::arguments::RetentionArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::report::retention_text;
use cmgraph::retention::{RetentionOptions, retention};

pub(crate) fn run(arguments: &RetentionArguments, quiet: bool) -> Result<(), Failure> {
    let RetentionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = RetentionOptions {
        period: arguments.period,
        silence_weeks: arguments.silence_weeks,
        ahead: arguments.ahead,
        by_unit: arguments.by_unit,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        include_officials: arguments.include_officials,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = retention(&community.view(&window), &options).map_err(fault)?;
    let main = if arguments.by_unit { "first_post_by_unit" } else { "retention_triangle" };
    let text = || retention_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}
