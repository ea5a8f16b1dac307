//! `cmgraph unanswered`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::work_time::WorkTime;
use cmgraph::report::unanswered_text;
use cmgraph::routing::{
    DEFAULT_LISTED, DEFAULT_MAX_AGE_DAYS, DEFAULT_MIN_MATCH, DEFAULT_ROUTE_BELOW, RouteOptions,
    UnansweredOptions, unanswered,
};

/// Questions that the text shows.
pub(crate) const SHOWN: usize = 20;

/// Which questions are open, and which of them will not be answered by themselves
#[derive(clap::Args)]
#[command(
    long_about = "\
Which questions are open? Those of the last 30 days without an answer, by need: first those that will likely not be \
answered within the next 24 business hours by themselves (from how long questions of the group and of all groups have \
waited), of new people first. Each with its age, language, and answered questions like it, by id. Business hours are those \
of whoever asked: Mon-Fri 8-17 in --zone, or your own with --hours, --holidays and --calendars, as in answers.

For the community manager: route finds people who could answer. The texts are not shown unless asked for (--show-text).",
    after_help = "\
Tables: unanswered (default), unanswered_by_group.

Examples:
  cmgraph unanswered export.zip --roster people.csv --cm anna@example.com
  cmgraph unanswered export.zip --hours \"Mon-Fri 8-16\" --holidays holidays.txt -n 50
  cmgraph unanswered export.zip --max-age-days 7 --format csv --output open.csv"
)]
pub(crate) struct UnansweredArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    open: Open,
    #[command(flatten)]
    work_time: WorkTime,
    /// Questions that are listed at most, the first by priority
    #[arg(short, value_name = "N", default_value_t = DEFAULT_LISTED)]
    n: usize,
    /// Share of the words of a question, by weight, that a similar one has at least
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_MATCH)]
    min_match: f64,
    #[command(flatten)]
    exit: Exit,
}

/// Which open questions.
#[derive(clap::Args)]
pub(crate) struct Open {
    /// Days after which an open question is no longer listed
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_MAX_AGE_DAYS)]
    pub(crate) max_age_days: f64,
    /// Probability to be answered within the next 24 business hours below which somebody should be asked
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_ROUTE_BELOW)]
    pub(crate) route_below: f64,
    /// Show titles of the questions, or the words that ask; named mode only
    #[arg(long)]
    pub(crate) show_text: bool,
}

pub(crate) fn run(arguments: &UnansweredArguments, quiet: bool) -> Result<(), Failure> {
    let UnansweredArguments { input, time, open, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let calendars = arguments.work_time.calendars()?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = UnansweredOptions {
        n: arguments.n,
        max_age_days: open.max_age_days,
        route_below: open.route_below,
        show_text: open.show_text,
        route: RouteOptions { min_match: arguments.min_match, calendars, ..RouteOptions::default() },
    };
    let found =
        unanswered(&community.view(&window), &options).map_err(|error| Failure::of(error, exit.mode))?;
    exit.write(&found.tables(), "unanswered", &policy, quiet, || {
        Ok(unanswered_text(&found, &policy, &exit.terminal(), SHOWN))
    })
}
