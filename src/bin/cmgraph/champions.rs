//! `cmgraph champions`.

use crate::arguments::ChampionArguments;
use crate::failure::Failure;
use crate::input;
use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::report::champions_text;

pub(crate) fn run(arguments: &ChampionArguments, quiet: bool) -> Result<(), Failure> {
    let ChampionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
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
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        ..ChampionOptions::default()
    };
    let found =
        champions(&community.view(&window), &options).map_err(|error| Failure::of(error, exit.mode))?;
    let tables = found.tables();
    if arguments.by_unit {
        return exit.write_main(&tables, "champions_by_unit", &policy, quiet);
    }
    exit.write(&tables, "champions", &policy, quiet, || {
        Ok(champions_text(&found, &policy, &exit.terminal(), arguments.n))
    })
}
