//! `cmgraph overview`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::adoption::{AdoptionOptions, adoption};
use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::questions::{HubOptions, question_hubs};
use cmgraph::report::{DEFAULT_MAX_UNITS, OverviewOptions, audit, overview, unit_level};

/// All of it in short: what was read, adoption, champions, hubs
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cmgraph overview export.zip --roster people.csv --cm anna@example.com
  cmgraph overview 2023.zip 2024.zip --from 2024-01-01 --zone Europe/Helsinki
  cmgraph overview export.zip --mode aggregate      no rows about people: for a wider audience")]
pub(crate) struct OverviewArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &OverviewArguments, quiet: bool) -> Result<(), Failure> {
    let OverviewArguments { input, time, exit } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let fault = |error| Failure::of(error, exit.mode);
    let level = time.unit_level.map(usize::from);
    let options = OverviewOptions {
        window,
        adoption: AdoptionOptions {
            unit_level: level.or(Some(unit_level(&community, DEFAULT_MAX_UNITS))),
            by_unit: true,
            ..AdoptionOptions::default()
        },
        champions: ChampionOptions { unit_level: level, ..ChampionOptions::default() },
        hubs: HubOptions { unit_level: level, ..HubOptions::default() },
        terminal: exit.terminal(),
    };
    let view = community.view(&options.window);
    let mut tables = audit::tables(&community);
    tables.extend(adoption(&view, &options.adoption).map_err(fault)?.tables());
    tables.extend(champions(&view, &options.champions).map_err(fault)?.tables());
    tables.extend(question_hubs(&view, &options.hubs).map_err(fault)?.tables());
    exit.write(&tables, "", &policy, quiet, || overview(&community, &policy, &options).map_err(fault))
}
