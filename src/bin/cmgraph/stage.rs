//! `cmgraph stage`.

use crate::arguments::{Exit, Input, Time, day};
use crate::failure::Failure;
use crate::input;
use cmgraph::report::stage_text;
use cmgraph::stage::{
    DEFAULT_BLOCK, DEFAULT_DECLINE_WINDOWS, DEFAULT_ESTABLISHED_SHARE, DEFAULT_FOLLOW_DAYS,
    DEFAULT_MATURE_SHARE, DEFAULT_MIN_PEOPLE, DEFAULT_MIN_PROBABILITY, DEFAULT_MIN_SEGMENT,
    DEFAULT_MIN_SERIES_MEAN, DEFAULT_MIN_SERIES_WEEKS, DEFAULT_MIN_THREADS, DEFAULT_PENALTY,
    DEFAULT_SMALL_GROWTH, DEFAULT_STAGE_DRAWS, DEFAULT_STAGE_SEED, DEFAULT_WEEKS, StageOptions, stage,
};
use cmgraph::stats::DEFAULT_LEVEL;
use cmgraph::time::Day;

/// Which stage of life the community and each group is in, and when activity changed
#[derive(clap::Args)]
#[command(
    long_about = "\
Which stage is it in? A community begins with its manager (inception), is then carried more and more by its members \
(establishment), stands by itself (maturity), and may fall away (falling, decline). The stage is judged by the last \
twelve weeks: how the number of active people changes, and in which share of the threads at least two members \
wrote. It comes with a probability; where none is likely enough it is unclear, and where there are too few people \
or threads that is said. Beside it: who came, who did not come back, and in which weeks the level of activity \
changed.

Tell who runs the community (--cm): without it everybody counts as a member.",
    after_help = "\
Tables: stage (default), stage_inputs, changes, activity_weeks.

Examples:
  cmgraph stage export.zip --cm anna@example.com --zone Europe/Helsinki
  cmgraph stage export.zip --cm anna@example.com --table changes --format csv
  cmgraph stage export.zip --whole-only --holiday 2024-05-01 --holiday 2024-12-24"
)]
pub(crate) struct StageArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// The whole only, not each group
    #[arg(long, help_heading = "Time and units")]
    whole_only: bool,
    /// A day without work beside Saturdays and Sundays; may be repeated
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Time and units")]
    holiday: Vec<Day>,
    /// Complete weeks that a stage is judged by
    #[arg(long, value_name = "N", default_value_t = DEFAULT_WEEKS)]
    weeks: usize,
    /// Share of threads with two members in them below which it is the inception
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_ESTABLISHED_SHARE)]
    established_share: f64,
    /// Share of threads with two members in them from which it is mature
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MATURE_SHARE)]
    mature_share: f64,
    /// Growth a week, up or down, that is small
    #[arg(long, value_name = "RATE", default_value_t = DEFAULT_SMALL_GROWTH)]
    small_growth: f64,
    /// Windows in a row in which active people must fall for a decline
    #[arg(long, value_name = "N", default_value_t = DEFAULT_DECLINE_WINDOWS)]
    decline_windows: usize,
    /// Probability from which a stage is told; below it is unclear
    #[arg(long, value_name = "P", default_value_t = DEFAULT_MIN_PROBABILITY)]
    min_probability: f64,
    /// Weeks that the bootstrap draws together
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BLOCK)]
    block: usize,
    /// Bootstrap draws of each community
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STAGE_DRAWS)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STAGE_SEED)]
    seed: u64,
    /// Active people from which a community has a stage, and a group weeks and changes of its own
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_PEOPLE)]
    min_people: u32,
    /// Threads from which a community has a stage
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS)]
    min_threads: u32,
    /// Days that a thread is given to find its second author
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_FOLLOW_DAYS)]
    follow_days: u32,
    /// Count posts and replies only as activity, not reactions
    #[arg(long)]
    no_reactions: bool,
    /// Count people from outside as members too
    #[arg(long)]
    include_guests: bool,
    /// What a change must be worth, times the logarithm of the number of weeks
    #[arg(long, value_name = "X", default_value_t = DEFAULT_PENALTY)]
    penalty: f64,
    /// Fewest weeks between two changes
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_SEGMENT)]
    min_segment: usize,
    /// Weeks from which a series is scanned for changes
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_SERIES_WEEKS)]
    min_series_weeks: usize,
    /// Mean a week from which a series is scanned for changes
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_SERIES_MEAN)]
    min_series_mean: f64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &StageArguments, quiet: bool) -> Result<(), Failure> {
    let StageArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = StageOptions {
        by_group: !arguments.whole_only,
        weeks: arguments.weeks,
        interval_level: arguments.interval_level,
        established_share: arguments.established_share,
        mature_share: arguments.mature_share,
        small_growth: arguments.small_growth,
        decline_windows: arguments.decline_windows,
        min_probability: arguments.min_probability,
        block: arguments.block,
        draws: arguments.draws,
        seed: arguments.seed,
        min_people: arguments.min_people,
        min_threads: arguments.min_threads,
        follow_days: arguments.follow_days,
        count_reactions: !arguments.no_reactions,
        include_guests: arguments.include_guests,
        holidays: arguments.holiday.clone(),
        penalty: arguments.penalty,
        min_segment: arguments.min_segment,
        min_series_weeks: arguments.min_series_weeks,
        min_series_mean: arguments.min_series_mean,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = stage(&community.view(&window), &options).map_err(fault)?;
    let text = || stage_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "stage", &policy, quiet, text)
}
