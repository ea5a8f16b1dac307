//! `cmgraph bridges`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::bridging::{
    BridgingOptions, DEFAULT_BROKERS, DEFAULT_INTERVAL_LEVEL, DEFAULT_MAX_AUTHORS, DEFAULT_MIN_THREADS,
    DEFAULT_MIN_UNITS, bridging,
};
use cmgraph::report::bridging_text;
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_PERMUTATIONS, DEFAULT_SEED};

/// Do units talk with one another: replies across units, people between them, what hangs on a single tie
#[derive(clap::Args)]
#[command(
    long_about = "\
Do units talk with one another, or each for itself? The share of replies that go to another unit, whole and by unit, \
beside what there would be if units did not matter (the E-I index, with a permutation test); from which unit to which \
more or fewer replies go than expected; how many questions are answered from another unit; the colleagues who stand \
between units; and the pairs of units whose talk hangs on one pair of people.

Reactions do not count, and threads with very many authors join nobody. Without --unit-level units are taken at the \
deepest level of which there are at most 12. Half a year is a good window (--from): people change units.",
    after_help = "\
Tables: bridging (default), bridging_by_unit, bridging_matrix, bridging_answers, bridging_links, bridging_brokers, \
bridging_only_ties, bridging_sensitivity.

Examples:
  cmgraph bridges export.zip --roster people.csv --cm anna@example.com --from 2024-01-01
  cmgraph bridges export.zip --roster people.csv --unit-level 2 --table bridging_matrix --format csv"
)]
pub(crate) struct BridgeArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// People between units listed at most
    #[arg(short, value_name = "N", default_value_t = DEFAULT_BROKERS)]
    n: usize,
    /// Other units that somebody between units talks with, at least
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_UNITS)]
    min_units: u32,
    /// Threads in which he or she does, at least
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS)]
    min_threads: u32,
    /// Threads with more authors join nobody
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_AUTHORS)]
    max_authors: u32,
    /// Permutations of the units behind the p-values, at least 99
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PERMUTATIONS)]
    permutations: usize,
    /// Bootstrap draws of the threads behind the intervals
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BOOTSTRAP_SAMPLES)]
    draws: usize,
    /// Seed of both
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &BridgeArguments, quiet: bool) -> Result<(), Failure> {
    let BridgeArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
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
