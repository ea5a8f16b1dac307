//! `cmgraph cover`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use clap::ValueEnum;
use cmgraph::champions::cover::{
    CoverOptions, DEFAULT_CAPACITY, DEFAULT_COVER_DRAWS, DEFAULT_EVEN_EXCHANGES, DEFAULT_HELP_SHARE,
    DEFAULT_MIN_PEOPLE, DEFAULT_NEXT_BEST, DEFAULT_REACH_SHARE, Exchange, Grouping, champion_cover,
};
use cmgraph::champions::{
    ChampionOptions, DEFAULT_ACTIVITY_WEEKS, DEFAULT_MIN_ACTIVE_WEEKS, DEFAULT_MIN_ANSWER_SHARE,
    DEFAULT_MIN_HELPED, DEFAULT_MIN_P_ABOVE_UNIT, DEFAULT_MIN_THREADS, DEFAULT_PEOPLE_PER_CHAMPION,
};
use cmgraph::report::cover_text;
use cmgraph::stats::{DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED};

/// What counts as knowing somebody.
#[derive(Clone, Copy, ValueEnum)]
enum Known {
    /// Replies of either to the other
    Replies,
    /// Answers of the champion to questions of the other
    Help,
}

/// Whom to ask so that every unit has somebody: enough champions, everywhere
#[derive(clap::Args)]
#[command(
    long_about = "\
Whom to ask so that every unit has somebody? A list of the most helpful people puts half of them into two units. This \
chooses among the champions so that each unit (and site) with 5 people or more has one for each started 50 people, and \
so that as many people as possible know one of them: as few people as are enough, or the best so many with -k. It \
says how few could do it at most, which units have nobody and who comes next there, whose place others can take, and \
what a longer or shorter list would reach. Who does not want to be asked is left out with --exclude.",
    after_help = "\
Tables: cover (default), cover_summary, cover_units, cover_sites, cover_curve, cover_next_best, cover_alternatives, \
cover_at_capacity.

Examples:
  cmgraph cover export.zip --roster people.csv --cm anna@example.com --unit-level 2
  cmgraph cover export.zip --roster people.csv -k 12 --exclude bo@example.com     the best twelve, without Bo
  cmgraph cover export.zip --roster people.csv --table cover_units --format csv   where is somebody missing?"
)]
pub(crate) struct CoverArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Choose so many people [default: as few as are enough]
    #[arg(short, value_name = "N")]
    k: Option<usize>,
    /// Enough is this share of the people whom all candidates together would reach
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_REACH_SHARE)]
    reach_share: f64,
    /// Somebody who does not want to be asked, by id or address; may be repeated
    #[arg(long, value_name = "PERSON")]
    exclude: Vec<String>,
    /// A champion is wanted for each started number of people of this size in a unit or site
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PEOPLE_PER_CHAMPION)]
    people_per_champion: u32,
    /// People from which a unit or site wants somebody of its own
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_PEOPLE)]
    min_people: u32,
    /// Units only: sites have no quotas
    #[arg(long)]
    no_sites: bool,
    /// What counts as knowing somebody
    #[arg(long, value_enum, default_value_t = Known::Replies)]
    exchange: Known,
    /// Exchanges after which it is as likely as not that somebody turns to the champion
    #[arg(long, value_name = "N", default_value_t = DEFAULT_EVEN_EXCHANGES)]
    even_exchanges: f64,
    /// Questions a month that one champion can be asked to answer; who answers as many of late is not asked
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CAPACITY)]
    capacity: f64,
    /// Share of the questions that champions are to answer
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_HELP_SHARE)]
    help_share: f64,
    /// People named for a unit that lacks a champion
    #[arg(long, value_name = "N", default_value_t = DEFAULT_NEXT_BEST)]
    next_best: usize,
    /// Last weeks in which activity is looked at
    #[arg(long, value_name = "N", default_value_t = DEFAULT_ACTIVITY_WEEKS, help_heading = "Who is a champion")]
    activity_weeks: u32,
    /// Weeks among them in which a champion was active
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ACTIVE_WEEKS, help_heading = "Who is a champion")]
    min_active_weeks: u32,
    /// Distinct colleagues whom a champion helped
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_HELPED, help_heading = "Who is a champion")]
    min_helped: u32,
    /// Threads not started by the own leader in which a champion helped
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS, help_heading = "Who is a champion")]
    min_threads: u32,
    /// Share of a champion's messages that help
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_ANSWER_SHARE, help_heading = "Who is a champion")]
    min_answer_share: f64,
    /// Probability with which a champion helps more than three quarters of the own unit
    #[arg(long, value_name = "P", default_value_t = DEFAULT_MIN_P_ABOVE_UNIT, help_heading = "Who is a champion")]
    min_p_above_unit: f64,
    /// Posterior draws behind intervals and frequencies
    #[arg(long, value_name = "N", default_value_t = DEFAULT_COVER_DRAWS)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_POSTERIOR_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &CoverArguments, quiet: bool) -> Result<(), Failure> {
    let CoverArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let champions = ChampionOptions {
        people_per_champion: arguments.people_per_champion,
        activity_weeks: arguments.activity_weeks,
        min_active_weeks: arguments.min_active_weeks,
        min_helped: arguments.min_helped,
        min_threads: arguments.min_threads,
        min_answer_share: arguments.min_answer_share,
        min_p_above_unit: arguments.min_p_above_unit,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        seed: arguments.seed,
        ..ChampionOptions::default()
    };
    let groupings = match arguments.no_sites {
        true => vec![Grouping::Unit],
        false => vec![Grouping::Unit, Grouping::Site],
    };
    let options = CoverOptions {
        champions,
        k: arguments.k,
        reach_share: arguments.reach_share,
        groupings,
        min_people: arguments.min_people,
        exchange: match arguments.exchange {
            Known::Replies => Exchange::Replies,
            Known::Help => Exchange::Help,
        },
        even_exchanges: arguments.even_exchanges,
        capacity: arguments.capacity,
        help_share: arguments.help_share,
        exclude: arguments.exclude.clone(),
        next_best: arguments.next_best,
        draws: arguments.draws,
        ..CoverOptions::default()
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = champion_cover(&community.view(&window), &options).map_err(fault)?;
    let text = || cover_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "cover", &policy, quiet, text)
}
