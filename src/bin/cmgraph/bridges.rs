//! `cmgraph bridges`.

use crate::arguments::BridgeArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::bridging::{BridgingOptions, bridging};
use cmgraph::report::bridging_text;

pub(crate) fn run(arguments: &BridgeArguments, quiet: bool) -> Result<(), Failure> {
    let BridgeArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = BridgingOptions {
        unit_level: time.unit_level.map(usize::from),
        n: arguments.n,
        min_units: arguments.min_units,
        min_threads: arguments.min_threads,
        max_authors: arguments.max_authors,
        permutations: arguments.permutations,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = bridging(&community.view(&window), &options).map_err(fault)?;
    let text = || bridging_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "bridging", &policy, quiet, text)
}
