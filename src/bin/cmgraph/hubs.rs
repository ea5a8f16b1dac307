//! `cmgraph hubs`.

use crate::arguments::HubArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::questions::{HubOptions, question_hubs};
use cmgraph::report::hubs_text;

pub(crate) fn run(arguments: &HubArguments, quiet: bool) -> Result<(), Failure> {
    let HubArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = HubOptions {
        n: arguments.n,
        min_askers: arguments.min_askers,
        min_askers_off_platform: arguments.min_askers_off_platform,
        off_platform: !arguments.no_off_platform,
        max_mentions: arguments.max_mentions,
        hub_percentile: arguments.hub_percentile,
        min_p_hub: arguments.min_p_hub,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        ..HubOptions::default()
    };
    let found =
        question_hubs(&community.view(&window), &options).map_err(|error| Failure::of(error, exit.mode))?;
    let tables = found.tables();
    if arguments.by_unit {
        return exit.write_main(&tables, "question_hubs_by_unit", &policy, quiet);
    }
    exit.write(&tables, "question_hubs", &policy, quiet, || {
        Ok(hubs_text(&found, &policy, &exit.terminal(), arguments.n))
    })
}
