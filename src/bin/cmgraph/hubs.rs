//! `cmgraph hubs`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::questions::{
    DEFAULT_HUB_PERCENTILE, DEFAULT_HUBS, DEFAULT_MAX_MENTIONS, DEFAULT_MIN_ASKERS,
    DEFAULT_MIN_ASKERS_OFF_PLATFORM, DEFAULT_MIN_P_HUB, HubOptions, question_hubs,
};
use cmgraph::report::hubs_text;
use cmgraph::stats::DEFAULT_POSTERIOR_LEVEL;

#[derive(clap::Args)]
pub(crate) struct HubArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation instead
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// Hubs listed
    #[arg(short, value_name = "N", default_value_t = DEFAULT_HUBS)]
    n: usize,
    /// Distinct askers from which somebody is listed
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ASKERS)]
    min_askers: u32,
    /// The same for somebody who is not on the platform
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ASKERS_OFF_PLATFORM)]
    min_askers_off_platform: u32,
    /// Leave out people who are not on the platform: they never agreed to anything
    #[arg(long)]
    no_off_platform: bool,
    /// Most people that a message may mention; longer lists greet rather than ask
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_MENTIONS)]
    max_mentions: usize,
    /// Percentile of the colleagues beyond which somebody is a hub
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_HUB_PERCENTILE)]
    hub_percentile: f64,
    /// Probability to lie beyond it from which somebody on the platform is listed
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_P_HUB)]
    min_p_hub: f64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_POSTERIOR_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

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
