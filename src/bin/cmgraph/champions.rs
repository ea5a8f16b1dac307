//! `cmgraph champions`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::champions::{
    ChampionOptions, Criterion, DEFAULT_ACTIVITY_WEEKS, DEFAULT_CAPACITY, DEFAULT_CHAMPIONS,
    DEFAULT_MIN_ACTIVE_WEEKS, DEFAULT_MIN_ANSWER_SHARE, DEFAULT_MIN_HELPED, DEFAULT_MIN_P_ABOVE_UNIT,
    DEFAULT_MIN_THREADS, DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, DEFAULT_PEOPLE_PER_CHAMPION,
    SmaaChampionOptions, champions,
};
use cmgraph::report::{champions_by_unit_text, champions_text, smaa_text};
use cmgraph::stats::DEFAULT_POSTERIOR_LEVEL;

/// Who helps: people who answer many different colleagues, and the units that have none
#[derive(clap::Args)]
#[command(
    long_about = "\
Who helps? A helper champion answers the questions of many different colleagues, which counts of posts or likes do \
not show. Listed are those who were active lately, helped in several threads and help with a good part of what they \
write, by distinct colleagues helped per month; the interval in brackets says how sure that is, and rank_low to \
rank_high which places the data do not rule out. Under each name stands why, and who already does much, so that \
somebody else is asked first. These are people to write to: they may like to be asked to help on. The text shows the \
columns to begin with; CSV and JSON have all (load, newcomers welcomed, own and other units, momentum, ...).

Somebody wants one score made of several? --smaa ranks by all weights of the criteria at once and says how often each \
person is among the first, rather than to hide a choice of weights in a sum.",
    after_help = "\
Tables: champions (default), champions_by_unit (with --by-unit: default), champions_help_by_unit, champions_summary; with \
--smaa: champion_smaa (default), champion_smaa_ranks.

Examples:
  cmgraph champions export.zip --roster people.csv --smaa --criteria helped,thanked,newcomers
  cmgraph champions export.zip --exclude mia@example.com                  she would rather not be listed
  cmgraph champions export.zip --roster people.csv --cm anna@example.com -n 10
  cmgraph champions export.zip --roster people.csv --by-unit              where is one missing?
  cmgraph champions export.zip --mode pseudonymous --key-file key.txt --format json"
)]
pub(crate) struct ChampionArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation instead: how many there are, and how many are wanted
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// Champions listed
    #[arg(short, value_name = "N", default_value_t = DEFAULT_CHAMPIONS)]
    n: usize,
    /// Words from which a reply says something
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_WORDS)]
    min_words: u16,
    /// Words from which a reply that also thanks or asks says something else besides
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_WORDS_MIXED)]
    min_words_mixed: u16,
    /// Days after which help counts half [default: all help counts alike]
    #[arg(long, value_name = "DAYS")]
    half_life_days: Option<f64>,
    /// Last weeks in which activity is looked at
    #[arg(long, value_name = "N", default_value_t = DEFAULT_ACTIVITY_WEEKS)]
    activity_weeks: u32,
    /// Weeks among them in which a champion was active
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ACTIVE_WEEKS)]
    min_active_weeks: u32,
    /// Distinct colleagues whom a champion helped
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_HELPED)]
    min_helped: u32,
    /// Threads not started by the own leader in which a champion helped
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS)]
    min_threads: u32,
    /// Share of a champion's messages that help
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_ANSWER_SHARE)]
    min_answer_share: f64,
    /// Probability with which a champion helps more than three quarters of the own unit
    #[arg(long, value_name = "P", default_value_t = DEFAULT_MIN_P_ABOVE_UNIT)]
    min_p_above_unit: f64,
    /// A champion is wanted for each started number of people of this size in a unit
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PEOPLE_PER_CHAMPION)]
    people_per_champion: u32,
    /// Questions a month from which somebody has enough on the plate, and is not to be asked first
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CAPACITY)]
    capacity: f64,
    /// Somebody who does not want to be listed, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Ranks by several criteria instead, whatever their weights: how often is each person among the first?
    #[arg(long, conflicts_with = "by_unit")]
    smaa: bool,
    /// Criteria of --smaa: helped, thanked, other_units, newcomers, momentum [default: all but momentum]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = criterion, requires = "smaa")]
    criteria: Vec<Criterion>,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_POSTERIOR_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &ChampionArguments, quiet: bool) -> Result<(), Failure> {
    let ChampionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = ChampionOptions {
        n: arguments.n,
        min_words: arguments.min_words,
        min_words_mixed: arguments.min_words_mixed,
        half_life_days: arguments.half_life_days,
        activity_weeks: arguments.activity_weeks,
        min_active_weeks: arguments.min_active_weeks,
        min_helped: arguments.min_helped,
        min_threads: arguments.min_threads,
        min_answer_share: arguments.min_answer_share,
        min_p_above_unit: arguments.min_p_above_unit,
        people_per_champion: arguments.people_per_champion,
        capacity: arguments.capacity,
        exclude: arguments.exclude.clone(),
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        ..ChampionOptions::default()
    };
    let found =
        champions(&community.view(&window), &options).map_err(|error| Failure::of(error, exit.mode))?;
    let mut tables = found.tables();
    if arguments.by_unit {
        return exit.write(&tables, "champions_by_unit", &policy, quiet, || {
            Ok(champions_by_unit_text(&found, &policy, &exit.terminal()))
        });
    }
    if arguments.smaa {
        let mut options = SmaaChampionOptions::default();
        if !arguments.criteria.is_empty() {
            options.criteria = arguments.criteria.clone();
        }
        let smaa = found.smaa(&options).map_err(|error| Failure::of(error, exit.mode))?;
        tables.extend(smaa.tables());
        return exit.write(&tables, "champion_smaa", &policy, quiet, || {
            Ok(smaa_text(&smaa, &policy, &exit.terminal(), arguments.n))
        });
    }
    exit.write(&tables, "champions", &policy, quiet, || {
        Ok(champions_text(&found, &policy, &exit.terminal(), arguments.n))
    })
}

fn criterion(name: &str) -> Result<Criterion, String> {
    let names = || Criterion::ALL.map(Criterion::name).join(", ");
    Criterion::parse(name.trim()).ok_or_else(|| format!("the criteria are {}", names()))
}
