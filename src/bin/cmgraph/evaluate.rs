//! `cmgraph evaluate`: our own answers against what came later.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::backtest::{
    BacktestOptions, DEFAULT_BACKTEST_K, DEFAULT_FORECAST_HALF_LIFE_DAYS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MIN_HELPED, DEFAULT_MIN_HELPERS, DEFAULT_SPLITS, evaluate_champions,
};
use cmgraph::report::backtest_text;
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_SEED};
use cmgraph::{Error, Window};

#[derive(clap::Subcommand)]
pub(crate) enum Evaluate {
    /// Would the ranking of helpers have found those who helped later? Ours and those of products, side by side
    #[command(
        long_about = "\
Would the ranking have found those who helped later? Everybody is ranked by what was known at a date, and then it is \
looked at who helped how many different colleagues after it. Ours stands beside the formulas of products and textbooks \
(SWOOP, tyGraph, Discourse, Savannah, Orbit, degree, PageRank, HITS, betweenness, z-score, messages, a draw by lot), \
computed on the same past.

NDCG is 1 where those who helped most later are at the top of the list in the right order, and near 0 for a list drawn \
by lot; the difference to ours has an interval over the later askers. It tells which ranking is the better forecast, \
not who is worth more, and names nobody.",
        after_help = "\
Tables: backtest (default), backtest_by_split, backtest_outcomes, backtest_splits.

Examples:
  cmgraph evaluate champions export.zip --cm anna@example.com
  cmgraph evaluate champions export.zip --split 2024-07-01
  cmgraph evaluate champions export.zip --splits 4 --table backtest_by_split --format csv
  cmgraph evaluate champions export.zip --rival-days 90      rivals look back 90 days only"
    )]
    Champions(Box<EvaluateChampionArguments>),
}

#[derive(clap::Args)]
pub(crate) struct EvaluateChampionArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// First day or instant to be foretold [default: when a third of the help is still to come]
    #[arg(long, value_name = "WHEN")]
    split: Option<String>,
    /// Equal parts of what comes after it, each foretold from all before
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SPLITS)]
    splits: usize,
    /// People that a list names
    #[arg(short, value_name = "N", default_value_t = DEFAULT_BACKTEST_K)]
    k: usize,
    /// Days after which help counts half in our forecast
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_FORECAST_HALF_LIFE_DAYS)]
    half_life_days: f64,
    /// Days that rival formulas look back [default: all of the past]
    #[arg(long, value_name = "DAYS")]
    rival_days: Option<f64>,
    /// Colleagues helped later from which somebody counts in precision and recall
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_HELPED)]
    min_helped: u32,
    /// People who helped later, below which nothing is said
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_HELPERS)]
    min_helpers: usize,
    /// Bootstrap draws of the later askers behind the intervals
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BOOTSTRAP_SAMPLES)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(what: &Evaluate, quiet: bool) -> Result<(), Failure> {
    let Evaluate::Champions(arguments) = what;
    let EvaluateChampionArguments { input, time, exit, .. } = &**arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let fault = |error| match error {
        Error::Option { option: "k", found, expected } => {
            Failure::usage(format!("-k: found {found}, expected {expected}"))
        }
        error => Failure::of(error, exit.mode),
    };
    // A date is a local midnight, as that of --from.
    let split = match &arguments.split {
        Some(split) => {
            Window::parse(Some(split), None, window.zone.name())
                .map_err(|error| match error {
                    Error::Option { found, expected, .. } => {
                        fault(Error::Option { option: "split", found, expected })
                    }
                    error => fault(error),
                })?
                .from
        }
        None => None,
    };
    let community = input::read(input, exit.mode, quiet)?;
    let options = BacktestOptions {
        k: arguments.k,
        split,
        splits: arguments.splits,
        half_life_days: arguments.half_life_days,
        rival_days: arguments.rival_days,
        min_helped: arguments.min_helped,
        min_helpers: arguments.min_helpers,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        ..BacktestOptions::default()
    };
    let found = evaluate_champions(&community.view(&window), &options).map_err(fault)?;
    let text = || backtest_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "backtest", &policy, quiet, text)
}
