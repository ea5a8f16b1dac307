//! `cmgraph expertise`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::champions::{
    DEFAULT_EXPERTS, DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, ExpertiseOptions, expertise,
};
use cmgraph::graph::DEFAULT_DAMPING;
use cmgraph::report::expertise_text;
use cmgraph::stats::DEFAULT_LEVEL;

/// Would another formula find others? z-score, ExpertiseRank, HITS, TrueSkill beside distinct askers
#[derive(clap::Args)]
#[command(
    long_about = "\
Would another formula find others? Measures of expertise from the literature, side by side, for the people who answered \
the most different colleagues: questions answered and asked, the z-score of the two, ExpertiseRank (PageRank from askers to \
those who answer), HITS authority, and TrueSkill where answers are marked as accepted. How far they agree stands below, \
as rank correlations with intervals. To find people use champions, which says how sure a rank is.",
    after_help = "\
Tables: expertise (default), expertise_agreement.

Examples:
  cmgraph expertise export.zip --roster people.csv --cm anna@example.com
  cmgraph expertise export.zip --table expertise_agreement --format csv"
)]
pub(crate) struct ExpertiseArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// People listed
    #[arg(short, value_name = "N", default_value_t = DEFAULT_EXPERTS)]
    n: usize,
    /// Words from which a reply says something
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_WORDS)]
    min_words: u16,
    /// Words from which a reply that also thanks or asks says something else besides
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_WORDS_MIXED)]
    min_words_mixed: u16,
    /// Damping of ExpertiseRank
    #[arg(long, value_name = "D", default_value_t = DEFAULT_DAMPING)]
    damping: f64,
    /// Somebody who does not want to be listed, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_LEVEL)]
    interval_level: f64,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &ExpertiseArguments, quiet: bool) -> Result<(), Failure> {
    let ExpertiseArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = ExpertiseOptions {
        n: arguments.n,
        min_words: arguments.min_words,
        min_words_mixed: arguments.min_words_mixed,
        damping: arguments.damping,
        exclude: arguments.exclude.clone(),
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        ..ExpertiseOptions::default()
    };
    let found =
        expertise(&community.view(&window), &options).map_err(|error| Failure::of(error, exit.mode))?;
    exit.write(&found.tables(), "expertise", &policy, quiet, || {
        Ok(expertise_text(&found, &policy, &exit.terminal(), arguments.n))
    })
}
