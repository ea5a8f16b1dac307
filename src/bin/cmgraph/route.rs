//! `cmgraph route`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use crate::unanswered::{Open, SHOWN};
use crate::work_time::WorkTime;
use cmgraph::report::{route_all_text, route_text};
use cmgraph::routing::{
    Asked, DEFAULT_CAP, DEFAULT_EXPLORATION, DEFAULT_MIN_MATCH, DEFAULT_NEEDED, DEFAULT_PLACES, RouteOptions,
    UnansweredOptions, route, route_all,
};
use cmgraph::stats::DEFAULT_SEED;

/// Whom to ask, behind the scenes: people who answered questions like it, or why nobody fits
#[derive(clap::Args)]
#[command(
    long_about = "\
Whom to ask? For a question in words (--question), for one in the export (--message ID), or for all open questions at \
once (--all). Suggested are people who answered questions with the same words, weighed with how often they answer what \
falls into their groups, whether they are usually there in the next working hours, and how often they were invited this week \
(--invited, once for each invitation). Under each name stands why. Never suggested are whoever asks, the community \
manager, who left, who does not want to be asked (--exclude), and who was invited as often as --cap says. Where nobody fits, \
that is the answer.

It is for the community manager alone: ask in private, and let people decline.",
    after_help = "\
Tables: route (default), route_summary, route_similar; with --all: route_all (default), route_all_unfilled, unanswered, \
unanswered_by_group.

Examples:
  cmgraph route export.zip --cm anna@example.com --question \"How do I renew the VPN certificate?\"
  cmgraph route export.zip --cm anna@example.com --message 40213 --invited bo@example.com
  cmgraph route export.zip --question \"Wer kennt die neue Software?\" --calendars calendars.csv
  cmgraph route export.zip --roster people.csv --all --cap 2 --exclude mia@example.com"
)]
pub(crate) struct RouteArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    open: Open,
    #[command(flatten)]
    work_time: WorkTime,
    /// People suggested for a question
    #[arg(short, value_name = "N", default_value_t = DEFAULT_PLACES)]
    n: usize,
    /// With --all: people who should be asked for each question
    #[arg(long, value_name = "N", default_value_t = DEFAULT_NEEDED)]
    needed: u32,
    /// Invitations a week that somebody should get at most
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CAP)]
    cap: u32,
    /// Somebody who was invited in the last seven days, by e-mail address or id, once for each invitation
    #[arg(long, value_name = "WHO")]
    invited: Vec<String>,
    /// Somebody who does not want to be asked, or is away, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Community managers and communications accounts may be suggested too
    #[arg(long)]
    fallback: bool,
    /// Learn the weights from the past, where 300 questions or more were answered
    #[arg(long)]
    learn: bool,
    /// Share of the questions for which the last place is drawn by lot, to find helpers nobody knows yet; 0.1 is a good one
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_EXPLORATION)]
    exploration: f64,
    /// Share of the words of the question, by weight, that something answered must have
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_MATCH)]
    min_match: f64,
    /// Seed of the lots and of learning
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    #[command(flatten)]
    exit: Exit,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// The question in words
    #[arg(long, value_name = "TEXT")]
    question: Option<String>,
    /// The question of a message, by its id in the export
    #[arg(long, value_name = "ID")]
    message: Option<String>,
    /// All open questions for which somebody should be asked
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(arguments: &RouteArguments, quiet: bool) -> Result<(), Failure> {
    let RouteArguments { input, time, what, open, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    if what.question.as_ref().is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::usage("--question: found nothing, expected what is asked, in words"));
    }
    let calendars = arguments.work_time.calendars()?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let view = community.view(&window);
    let options = RouteOptions {
        n: arguments.n,
        calendars,
        needed: arguments.needed,
        cap: arguments.cap,
        invited: arguments.invited.clone(),
        exclude: arguments.exclude.clone(),
        fallback: arguments.fallback,
        learn: arguments.learn,
        exploration: arguments.exploration,
        min_match: arguments.min_match,
        seed: arguments.seed,
        unit_level: time.unit_level.map(usize::from),
        ..RouteOptions::default()
    };
    let fault = |error| Failure::of(error, exit.mode);
    let asked = match (&what.question, &what.message) {
        (Some(text), _) => Asked::Text(text.clone()),
        (_, Some(id)) => Asked::Message(id.clone()),
        _ => {
            let options = UnansweredOptions {
                max_age_days: open.max_age_days,
                route_below: open.route_below,
                show_text: open.show_text,
                route: options,
                ..UnansweredOptions::default()
            };
            let found = route_all(&view, &options).map_err(fault)?;
            return exit.write(&found.tables(), "route_all", &policy, quiet, || {
                Ok(route_all_text(&found, &policy, &exit.terminal(), SHOWN))
            });
        }
    };
    let found = route(&view, &asked, &options).map_err(fault)?;
    exit.write(&found.tables(), "route", &policy, quiet, || Ok(route_text(&found, &policy, &exit.terminal())))
}
