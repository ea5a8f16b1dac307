//! `cmgraph rivals`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::report::rivals_text;
use cmgraph::rivals::{DEFAULT_RISK_DEPTH, DEFAULT_SURPLUS, RivalOptions, rivals};
use cmgraph::stats::DEFAULT_LEVEL;

/// What other products would say: their numbers by their definitions, and what is wrong with each
#[derive(clap::Args)]
#[command(
    long_about = "\
What would other products say? The numbers of SWOOP, tyGraph, Viva Engage, Discourse, CHAOSS and Orbit, computed by \
their published definitions on the same messages, so that a team that leaves a product keeps its series: each with what \
is not published about it, its known fault, and which of our answers is for the same need.

As in the products accounts count, and the community manager's among them. Nothing is about single persons: which \
formula finds people best is in cmgraph evaluate champions.",
    after_help = "\
Tables: rivals (default), rival_personas, rival_segments, rival_levels, rival_onion.

Examples:
  cmgraph rivals export.zip --from 2024-01-01 --cm anna@example.com
  cmgraph rivals export.zip --surplus 0.3 --table rival_personas
  cmgraph rivals export.zip --format csv --output rivals.csv        with definitions and sources"
)]
pub(crate) struct RivalArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Surplus of given or received, as a share of both, that SWOOP's personas call significant (not published)
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_SURPLUS)]
    surplus: f64,
    /// Place of the list of influential people that SWOOP's risk compares the first with (not published)
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RISK_DEPTH)]
    risk_depth: usize,
    /// Level of our intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &RivalArguments, quiet: bool) -> Result<(), Failure> {
    let RivalArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = RivalOptions {
        surplus: arguments.surplus,
        risk_depth: arguments.risk_depth,
        interval_level: arguments.interval_level,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = rivals(&community.view(&window), &options).map_err(fault)?;
    let text = || rivals_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "rivals", &policy, quiet, text)
}
