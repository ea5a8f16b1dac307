//! `cmgraph spread`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::graph::{DEFAULT_CASCADE_RUNS, DEFAULT_SEEDS};
use cmgraph::report::spread_text;
use cmgraph::spread::{DEFAULT_EXAMPLES, DEFAULT_RANDOM_CHOICES, DEFAULT_SPREAD_SETS, SpreadOptions, spread};
use cmgraph::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use cmgraph::{Community, Error, MemberId};

#[derive(clap::Args)]
pub(crate) struct SpreadArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// People to train first
    #[arg(short, value_name = "N", default_value_t = DEFAULT_SEEDS)]
    k: usize,
    /// Somebody who is not to be chosen, by e-mail address or id: opted out, no time; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Somebody of a choice to compare with, such as a helper champion; five or more
    #[arg(long, value_name = "WHO")]
    champion: Vec<String>,
    /// Examples after which a colleague takes a habit up
    #[arg(long, value_name = "N", default_value_t = DEFAULT_EXAMPLES)]
    examples: u32,
    /// Random choices to compare with
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RANDOM_CHOICES)]
    random_choices: usize,
    /// Reverse reachable sets behind each reach
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SPREAD_SETS)]
    sets: u64,
    /// Cascades played for the course by round
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CASCADE_RUNS)]
    runs: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_LEVEL)]
    interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &SpreadArguments, quiet: bool) -> Result<(), Failure> {
    let SpreadArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let fault = |error| match error {
        Error::Option { option: "k", found, expected } => {
            Failure::usage(format!("-k: found {found}, expected {expected}"))
        }
        Error::Option { option: "champions", found, expected } => {
            Failure::usage(format!("--champion: found {found}, expected {expected}"))
        }
        error => Failure::of(error, exit.mode),
    };
    let options = SpreadOptions {
        k: arguments.k,
        exclude: accounts(&community, &arguments.exclude).map_err(fault)?,
        champions: accounts(&community, &arguments.champion).map_err(fault)?,
        unit_level: time.unit_level.map(usize::from),
        examples: arguments.examples,
        random_choices: arguments.random_choices,
        sets: arguments.sets,
        runs: arguments.runs,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
        seed: arguments.seed,
    };
    let found = spread(&community.view(&window), &options).map_err(fault)?;
    let text = || spread_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "spread", &policy, quiet, text)
}

fn accounts(community: &Community, names: &[String]) -> cmgraph::Result<Vec<MemberId>> {
    let mut found = Vec::new();
    for name in names {
        let known = community.members().find(name);
        if known.is_empty() {
            let hint = ": give an e-mail address or an id of the export".into();
            return Err(Error::Unknown { kind: "person", name: name.clone(), hint });
        }
        found.extend(known);
    }
    Ok(found)
}
