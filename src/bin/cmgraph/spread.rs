//! `cmgraph spread`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::graph::{DEFAULT_CASCADE_RUNS, DEFAULT_SEEDS};
use cmgraph::report::spread_text;
use cmgraph::spread::{DEFAULT_EXAMPLES, DEFAULT_RANDOM_CHOICES, DEFAULT_SPREAD_SETS, SpreadOptions, spread};
use cmgraph::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use cmgraph::{Community, Error, MemberId};

/// Whom to train first so that word gets around, and how far that depends on what is assumed
#[derive(clap::Args)]
#[command(
    long_about = "\
Whom to train first, or tell first, so that most colleagues get word of it from one another? A word passes from whoever \
is replied or reacted to on to the one who does so. How likely it does cannot be told from an \
export, so the result holds under an assumption (weighted cascade), and stands beside the same under four others, beside \
random people, beside those on whom most people act, and beside people you name (--champion). Where random people reach \
about as many, choose by who is willing.

Beside it: how many are enough, the share of each unit that gets the word, and the course round by round, of a word and of \
a habit that each takes up only after several examples.",
    after_help = "\
Tables: spread (default), spread_seeds, spread_curve, spread_by_unit, spread_rounds.

Examples:
  cmgraph spread export.zip --roster people.csv --cm anna@example.com -k 15
  cmgraph spread export.zip --exclude bo@example.com --exclude cy@example.com
  cmgraph spread export.zip --table spread_curve --format csv"
)]
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
