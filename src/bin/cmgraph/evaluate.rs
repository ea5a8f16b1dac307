//! `cmgraph evaluate`: our own answers against what came later.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::work_time::WorkTime;
use cmgraph::backtest::{
    BacktestOptions, DEFAULT_BACKTEST_K, DEFAULT_FORECAST_HALF_LIFE_DAYS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MIN_HELPED, DEFAULT_MIN_HELPERS, DEFAULT_MIN_QUESTIONS, DEFAULT_ROUTING_DRAWS, DEFAULT_SPLITS,
    RoutingTestOptions, evaluate_champions, evaluate_routing,
};
use cmgraph::report::{backtest_text, routing_test_text};
use cmgraph::routing::{
    DEFAULT_ACTIVE_DAYS, DEFAULT_FADE_DAYS, DEFAULT_HALF_LIFE_DAYS, DEFAULT_THREADS, RouteOptions,
};
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_SEED};
use cmgraph::{Error, Timestamp, Window};
use std::num::NonZeroUsize;

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
    /// Would the people who answered have been suggested? The router beside simple lists, each question as of its own time
    #[command(
        long_about = "\
Would routing have found those who answered? Each question of the last part of the export is put to the test as of its own \
time: people are ranked by what was known before it, and then it is looked at which colleagues answered it. The router \
(cmgraph route) stands beside lists that anybody would try first: drawn by lot, most active, most recent, most colleagues \
answered (in-degree), z-score, PageRank, HITS, and BM25 alone.

MRR is the mean of 1 / place of the first who answered; success at 5 the share of the questions with somebody who answered \
among the first five. Differences to the router have an interval over the questions. Who could have answered but did not \
counts as wrong for every method, so read the comparison rather than the level. Nobody is named.",
        after_help = "\
Tables: routing_backtest (default), routing_backtest_questions.

Examples:
  cmgraph evaluate routing export.zip --cm anna@example.com
  cmgraph evaluate routing export.zip --split 2024-07-01
  cmgraph evaluate routing export.zip --max-questions 1000
  cmgraph evaluate routing --events auto chat.csv.gz --format csv"
    )]
    Routing(Box<EvaluateRoutingArguments>),
}

#[derive(clap::Args)]
pub(crate) struct EvaluateRoutingArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// First day or instant whose questions are put to the test [default: when a third of the answered questions is still to
    /// come]
    #[arg(long, value_name = "WHEN")]
    split: Option<String>,
    /// Past threads from which relevance is taken
    #[arg(long, value_name = "N", default_value_t = DEFAULT_THREADS)]
    past_threads: usize,
    /// Days without a sign of somebody after which he or she is no candidate
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_ACTIVE_DAYS)]
    active_days: f64,
    /// Days after which a question that fell into somebody's groups counts half
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_HALF_LIFE_DAYS)]
    half_life_days: f64,
    /// Days without a sign of somebody after which the probability to be there is 1/e
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_FADE_DAYS)]
    fade_days: f64,
    /// Somebody who does not want to be asked, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Answered questions after the split, below which nothing is said
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_QUESTIONS)]
    min_questions: usize,
    /// Answered questions after the split that are put to the test at most, drawn by lot [default: all]
    #[arg(long, value_name = "N")]
    max_questions: Option<usize>,
    /// Bootstrap draws of the questions behind the intervals
    #[arg(long, value_name = "N", default_value_t = DEFAULT_ROUTING_DRAWS)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    work_time: WorkTime,
    #[command(flatten)]
    exit: Exit,
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
    match what {
        Evaluate::Champions(arguments) => champions(arguments, quiet),
        Evaluate::Routing(arguments) => routing(arguments, quiet),
    }
}

/// A date is a local midnight, as that of --from.
fn instant(split: Option<&str>, window: &Window) -> Result<Option<Timestamp>, Error> {
    let Some(split) = split else { return Ok(None) };
    let parsed = Window::parse(Some(split), None, window.zone.name());
    parsed.map(|window| window.from).map_err(|error| match error {
        Error::Option { found, expected, .. } => Error::Option { option: "split", found, expected },
        error => error,
    })
}

fn routing(arguments: &EvaluateRoutingArguments, quiet: bool) -> Result<(), Failure> {
    let EvaluateRoutingArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let fault = |error| match error {
        Error::Option { option: "threads", found, expected } => {
            Failure::usage(format!("--past-threads: found {found}, expected {expected}"))
        }
        error => Failure::of(error, exit.mode),
    };
    let split = instant(arguments.split.as_deref(), &window).map_err(fault)?;
    let calendars = arguments.work_time.calendars()?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = RoutingTestOptions {
        split,
        max_questions: arguments.max_questions,
        route: RouteOptions {
            calendars,
            threads: arguments.past_threads,
            active_days: arguments.active_days,
            half_life_days: arguments.half_life_days,
            fade_days: arguments.fade_days,
            exclude: arguments.exclude.clone(),
            unit_level: time.unit_level.map(NonZeroUsize::get),
            ..RouteOptions::default()
        },
        min_questions: arguments.min_questions,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
    };
    let found = evaluate_routing(&community.view(&window), &options).map_err(fault)?;
    let text = || routing_test_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "routing_backtest", &policy, quiet, text)
}

fn champions(arguments: &EvaluateChampionArguments, quiet: bool) -> Result<(), Failure> {
    let EvaluateChampionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let fault = |error| match error {
        Error::Option { option: "k", found, expected } => {
            Failure::usage(format!("-k: found {found}, expected {expected}"))
        }
        error => Failure::of(error, exit.mode),
    };
    let split = instant(arguments.split.as_deref(), &window).map_err(fault)?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
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
