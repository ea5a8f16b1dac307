//! `cmgraph circles`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::bridging::{
    CircleOptions, DEFAULT_CIRCLE_RUNS, DEFAULT_CIRCLE_SEED, DEFAULT_INTERVAL_LEVEL, DEFAULT_MAX_AUTHORS,
    DEFAULT_MIN_MEMBERS, DEFAULT_RESOLUTION, circles,
};
use cmgraph::report::circles_text;

/// Which circles people form by themselves, and whether they follow the units
#[derive(clap::Args)]
#[command(
    long_about = "\
Which circles do people form by themselves? Found from the replies alone (Leiden communities), without looking at \
units, and then held against the units: how far they agree, and which circles cut across the organisation chart (the \
largest unit has clearly less than half of the people). Without --unit-level units are taken at the deepest level of \
which there are at most 12. A \
circle is called by the group of the platform in which most of its replies are; texts are not kept, so there are no \
topic words. Community managers and communications accounts (--cm, --comms) are left out: they talk with everybody.",
    after_help = "\
Tables: circles (default), circles_agreement.

Examples:
  cmgraph circles export.zip --roster people.csv --cm anna@example.com --from 2024-01-01
  cmgraph circles export.zip --roster people.csv --resolution 2 --format csv"
)]
pub(crate) struct CircleArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Above 1 more and smaller circles, below 1 fewer and larger ones
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_RESOLUTION)]
    resolution: f64,
    /// Searches; the best counts, the others say how stable it is
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CIRCLE_RUNS)]
    runs: usize,
    /// People from which a circle is listed
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_MEMBERS)]
    min_members: u32,
    /// Threads with more authors join nobody
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_AUTHORS)]
    max_authors: u32,
    /// Seed of the searches
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CIRCLE_SEED)]
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

pub(crate) fn run(arguments: &CircleArguments, quiet: bool) -> Result<(), Failure> {
    let CircleArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = CircleOptions {
        unit_level: time.unit_level.map(usize::from),
        resolution: arguments.resolution,
        runs: arguments.runs,
        min_members: arguments.min_members,
        max_authors: arguments.max_authors,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = circles(&community.view(&window), &options).map_err(fault)?;
    let text = || circles_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "circles", &policy, quiet, text)
}
