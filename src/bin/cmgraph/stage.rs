//! `cmgraph stage`.

use crate::arguments::StageArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::report::stage_text;
use cmgraph::stage::{StageOptions, stage};

pub(crate) fn run(arguments: &StageArguments, quiet: bool) -> Result<(), Failure> {
    let StageArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
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
