//! `cmgraph conversation`.

use crate::arguments::ConversationArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::conversation::{ConversationOptions, conversation};
use cmgraph::report::conversation_text;

pub(crate) fn run(arguments: &ConversationArguments, quiet: bool) -> Result<(), Failure> {
    let ConversationArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let options = ConversationOptions {
        by_group: !arguments.whole_only,
        follow_days: arguments.follow_days,
        min_threads: arguments.min_threads,
        exchange_days: arguments.exchange_days,
        interval_level: arguments.interval_level,
        draws: arguments.draws,
        seed: arguments.seed,
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
        ..ConversationOptions::default()
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = conversation(&community.view(&window), &options).map_err(fault)?;
    let text = || conversation_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), "conversation", &policy, quiet, text)
}
