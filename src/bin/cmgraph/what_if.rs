//! `cmgraph what-if`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::dependence::{
    DEFAULT_CURVE_DRAWS, DEFAULT_MIN_QUESTIONS, DEFAULT_RANDOM_REMOVALS, WhatIfOptions, Who, what_if_removed,
};
use cmgraph::graph::DEFAULT_SOURCES;
use cmgraph::report::what_if_text;
use cmgraph::stats::{DEFAULT_LEVEL, DEFAULT_SEED};

/// What if somebody were gone: what those who ask would lose, and in how many pieces talk would fall
#[derive(clap::Args)]
#[command(
    long_about = "\
What if the community manager, or the three busiest answerers, were gone? The share of questions answered within 24 hours \
and 7 days as it was; at worst, with only the answers that others did give; at best, with others giving the same answers \
in their usual time: bounds, not a forecast. And who could still reach whom, held against removing as many equally active \
people at random; pairs of units that would lose all ties between them; how talk falls apart as ever more leave.

What hangs on one person is about that person: in aggregate mode only roles (cm, top:3) may be asked about.",
    after_help = "\
Tables: what_if_loss (default), what_if, what_if_structure, what_if_unit_pairs, attrition, attrition_robustness.

Examples:
  cmgraph what-if export.zip --cm anna@example.com
  cmgraph what-if export.zip --who top:3 --mode aggregate
  cmgraph what-if export.zip --roster people.csv --who bo@example.com --unit-level 2"
)]
pub(crate) struct WhatIfArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Who is gone: cm (all named with --cm), top:3 (the three who answered most questions), or somebody by e-mail
    /// address, id or name; may be repeated
    #[arg(long, value_name = "WHO", default_value = "cm")]
    who: Vec<String>,
    /// Questions below which nothing is said
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_QUESTIONS)]
    min_questions: u64,
    /// Random removals of as many equally active people
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RANDOM_REMOVALS)]
    removals: usize,
    /// Random orders of the attrition curve; 0 for no curve
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CURVE_DRAWS)]
    curve_draws: usize,
    /// People from whom distances are taken where there are more than 20,000
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SOURCES)]
    sources: usize,
    /// Seed of all draws
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

pub(crate) fn run(arguments: &WhatIfArguments, quiet: bool) -> Result<(), Failure> {
    let WhatIfArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = WhatIfOptions {
        min_questions: arguments.min_questions,
        unit_level: time.unit_level.map(usize::from),
        removals: arguments.removals,
        curve_draws: arguments.curve_draws,
        sources: arguments.sources,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let mut who = Vec::new();
    for word in &arguments.who {
        who.extend(Who::parse(&community, word).map_err(fault)?);
    }
    let found = what_if_removed(&community.view(&window), &who, &options).map_err(fault)?;
    found.may_leave(&policy).map_err(fault)?;
    let text = || what_if_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "what_if_loss", &policy, quiet, text)
}
