//! `cmgraph conversation`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::conversation::{
    ConversationOptions, DEFAULT_BALANCE_HIGH, DEFAULT_BALANCE_LEVEL, DEFAULT_BALANCE_LOW,
    DEFAULT_BROADCASTER_POSTS, DEFAULT_BROADCASTER_REPLIES, DEFAULT_CLEAR_EVENTS, DEFAULT_FOLLOW_DAYS,
    DEFAULT_INTERVAL_LEVEL, DEFAULT_LISTED, DEFAULT_MAX_AUTHORS, DEFAULT_MIN_DAYS, DEFAULT_MIN_EVENTS,
    DEFAULT_MIN_PROBABILITY, DEFAULT_MIN_THREADS, conversation,
};
use cmgraph::report::conversation_text;
use cmgraph::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_SEED};

/// Do members talk to each other, or does the company broadcast at them?
#[derive(clap::Args)]
#[command(
    long_about = "\
Do members talk to each other? In how many threads did at least two members write and somebody reply back (dialogue), and \
how many were started by those who run the community or speak for the organisation without a member replying to another \
(broadcast)? How many replies go from member to member, how deep and wide do threads run, and do people answer each \
other over time, more than chance would? For the whole and for each group. Beside it how people take part: who gives \
about as much as comes back, who sets others talking, who answers; the others are counted, not listed.

Tell who runs the community (--cm) and who speaks for the organisation (--comms): without it broadcasts cannot be told.",
    after_help = "\
Tables: conversation (default), conversation_starters, conversation_threads, conversation_ties, patterns, pattern_people.

Examples:
  cmgraph conversation export.zip --cm anna@example.com --comms news@example.com
  cmgraph conversation export.zip --cm anna@example.com --format csv --output conversation.csv
  cmgraph conversation export.zip --roster people.csv --table pattern_people"
)]
pub(crate) struct ConversationArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// The whole only, not each group
    #[arg(long, help_heading = "Time and units")]
    whole_only: bool,
    /// Days that a thread is given; later replies are not looked at, younger threads left out
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_FOLLOW_DAYS)]
    follow_days: u32,
    /// Threads from which means and ratios have a value
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_THREADS)]
    min_threads: u32,
    /// Distinct authors above which a thread makes no ties: there everybody would be joined with everybody
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_AUTHORS)]
    max_authors: u32,
    /// Days within which a there, back and there again counts as an exchange
    #[arg(long, value_name = "DAYS", default_value_t = cmgraph::graph::DEFAULT_EXCHANGE_DAYS)]
    exchange_days: f64,
    /// Days of the window that somebody was there at least to have a pattern
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_MIN_DAYS, help_heading = "Patterns")]
    min_days: u32,
    /// Given and received, together, below which somebody is an observer
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_EVENTS, help_heading = "Patterns")]
    min_events: u32,
    /// Given and received, together, from which an interval that covers one half is a balance
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CLEAR_EVENTS, help_heading = "Patterns")]
    clear_events: u32,
    /// Lower end of a balance of giving and receiving
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_BALANCE_LOW, help_heading = "Patterns")]
    balance_low: f64,
    /// Upper end of a balance of giving and receiving
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_BALANCE_HIGH, help_heading = "Patterns")]
    balance_high: f64,
    /// Level of the interval of somebody's balance
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_BALANCE_LEVEL, help_heading = "Patterns")]
    balance_level: f64,
    /// Share of posts in what a broadcaster gives, at least
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_BROADCASTER_POSTS, help_heading = "Patterns")]
    broadcaster_posts: f64,
    /// Share of replies in what a broadcaster gives, at most
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_BROADCASTER_REPLIES, help_heading = "Patterns")]
    broadcaster_replies: f64,
    /// Probability of a pattern from which somebody is said to have it
    #[arg(long, value_name = "P", default_value_t = DEFAULT_MIN_PROBABILITY, help_heading = "Patterns")]
    min_probability: f64,
    /// People of a pattern that are listed at most; only patterns for which it is good to be found are
    #[arg(long, value_name = "N", default_value_t = DEFAULT_LISTED, help_heading = "Patterns")]
    listed: usize,
    /// Bootstrap draws behind the intervals
    #[arg(long, value_name = "N", default_value_t = DEFAULT_BOOTSTRAP_SAMPLES)]
    draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Count people from outside as members too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &ConversationArguments, quiet: bool) -> Result<(), Failure> {
    let ConversationArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = ConversationOptions {
        by_group: !arguments.whole_only,
        follow_days: arguments.follow_days,
        min_threads: arguments.min_threads,
        max_authors: arguments.max_authors,
        exchange_days: arguments.exchange_days,
        interval_level: arguments.interval_level,
        draws: arguments.draws,
        seed: arguments.seed,
        min_days: arguments.min_days,
        min_events: arguments.min_events,
        clear_events: arguments.clear_events,
        balance_low: arguments.balance_low,
        balance_high: arguments.balance_high,
        balance_level: arguments.balance_level,
        broadcaster_posts: arguments.broadcaster_posts,
        broadcaster_replies: arguments.broadcaster_replies,
        min_probability: arguments.min_probability,
        listed: arguments.listed,
        unit_level: time.unit_level.map(usize::from),
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = conversation(&community.view(&window), &options).map_err(fault)?;
    let text = || conversation_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "conversation", &policy, quiet, text)
}
