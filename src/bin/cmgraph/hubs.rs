//! `cmgraph hubs`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::input;
use cmgraph::questions::{
    DEFAULT_HUB_PERCENTILE, DEFAULT_HUBS, DEFAULT_MAX_MENTIONS, DEFAULT_MIN_ASKERS,
    DEFAULT_MIN_ASKERS_OFF_PLATFORM, DEFAULT_MIN_P_HUB, DEFAULT_RECENT_WEEKS, EvidenceKind, EvidenceWeights,
    HubOptions, nominations, question_hubs, read_nominations,
};
use cmgraph::report::{hubs_text, nominations_text};
use cmgraph::stats::{DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED};
use std::path::PathBuf;

/// Who is asked: people to whom many colleagues turn, also those not on the platform yet
#[derive(clap::Args)]
#[command(
    long_about = "\
Who is asked? A question hub is somebody to whom many different colleagues turn by themselves: often a team \
secretary, sometimes somebody who is not on the platform yet. Often it is enough to get them. What counts: questions that \
mention somebody or reply to them, questions that somebody refers to them (\"ask Maija\", in ten languages), and threads they \
come into after being mentioned. People who are not on the platform are looked for only with --off-platform and a purpose.",
    after_help = "\
Tables: question_hubs (default), question_hubs_by_unit (with --by-unit: default), question_hubs_summary, \
question_hubs_unseen; with --nominations also nominations (then the default) and nominations_agreement.

Examples:
  cmgraph hubs export.zip --roster people.csv --cm anna@example.com
  cmgraph hubs export.zip --roster people.csv --off-platform --purpose \"to invite them\"
  cmgraph hubs export.zip --roster people.csv --nominations nominations.csv
  cmgraph hubs export.zip --exclude bo@example.com --format csv"
)]
pub(crate) struct HubArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation instead
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// Hubs listed
    #[arg(short, value_name = "N", default_value_t = DEFAULT_HUBS)]
    n: usize,
    /// Distinct askers from which somebody is listed
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ASKERS)]
    min_askers: u32,
    /// The same for somebody who is not on the platform
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ASKERS_OFF_PLATFORM)]
    min_askers_off_platform: u32,
    /// Look for people who are not on the platform too, also by name in the texts. They never agreed to anything: only in named
    /// mode, with a --purpose, for the community manager alone
    #[arg(long, requires = "purpose")]
    off_platform: bool,
    /// Do not read whole names in texts
    #[arg(long)]
    no_names: bool,
    /// Somebody who does not want to be listed, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO")]
    exclude: Vec<String>,
    /// Whom people say they ask: a CSV with the columns nominator and nominee, a row a name, from a random sample. Ranks the
    /// nominees, and says how far they are those whom the messages show
    #[arg(long, value_name = "FILE", conflicts_with = "by_unit")]
    nominations: Option<PathBuf>,
    /// What an asker counts for by kind of evidence, from 0 to 1: mention=1, reply=1, referral=0.7, handover=0.5; may be repeated
    #[arg(long, value_name = "KIND=WEIGHT", value_parser = weight)]
    weight: Vec<(EvidenceKind, f64)>,
    /// Last weeks that tell how often somebody is asked at present
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RECENT_WEEKS)]
    recent_weeks: u32,
    /// Most people that a message may mention; longer lists greet rather than ask
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_MENTIONS)]
    max_mentions: usize,
    /// Percentile of the colleagues beyond which somebody is a hub
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_HUB_PERCENTILE)]
    hub_percentile: f64,
    /// Probability to lie beyond it from which somebody on the platform is listed
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MIN_P_HUB)]
    min_p_hub: f64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_POSTERIOR_LEVEL)]
    interval_level: f64,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    #[command(flatten)]
    exit: Exit,
}

fn weight(text: &str) -> Result<(EvidenceKind, f64), String> {
    let expected =
        || "expected mention, reply, referral or handover and a number, as handover=0.2".to_owned();
    let (kind, weight) = text.split_once('=').ok_or_else(expected)?;
    let kind =
        EvidenceKind::ALL.into_iter().find(|known| known.name() == kind.trim()).ok_or_else(expected)?;
    Ok((kind, weight.trim().parse().map_err(|_| expected())?))
}

fn weights(given: &[(EvidenceKind, f64)]) -> EvidenceWeights {
    let mut weights = EvidenceWeights::default();
    for &(kind, weight) in given {
        *match kind {
            EvidenceKind::Mention => &mut weights.mention,
            EvidenceKind::Reply => &mut weights.reply,
            EvidenceKind::Referral => &mut weights.referral,
            EvidenceKind::Handover => &mut weights.handover,
        } = weight;
    }
    weights
}

pub(crate) fn run(arguments: &HubArguments, quiet: bool) -> Result<(), Failure> {
    let HubArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let options = HubOptions {
        n: arguments.n,
        min_askers: arguments.min_askers,
        min_askers_off_platform: arguments.min_askers_off_platform,
        off_platform: arguments.off_platform,
        purpose: Some(exit.purpose.clone()).filter(|purpose| !purpose.trim().is_empty()),
        names: !arguments.no_names,
        exclude: arguments.exclude.clone(),
        weights: weights(&arguments.weight),
        recent_weeks: arguments.recent_weeks,
        max_mentions: arguments.max_mentions,
        hub_percentile: arguments.hub_percentile,
        min_p_hub: arguments.min_p_hub,
        unit_level: time.unit_level.map(usize::from),
        interval_level: arguments.interval_level,
        seed: arguments.seed,
    };
    let fault = |error| Failure::of(error, exit.mode);
    // Before minutes of reading.
    options.may_leave(&policy).map_err(fault)?;
    let file = arguments.nominations.as_deref().map(read_nominations).transpose().map_err(fault)?;
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let view = community.view(&window);
    let found = question_hubs(&view, &options).map_err(fault)?;
    let mut tables = found.tables();
    if let Some(file) = file {
        let named = nominations(&view, &file, &found).map_err(fault)?;
        tables.extend(named.tables());
        return exit.write(&tables, "nominations", &policy, quiet, || {
            nominations_text(&named, &policy, &exit.terminal(), arguments.n).map_err(fault)
        });
    }
    if arguments.by_unit {
        return exit.write_main(&tables, "question_hubs_by_unit", &policy, quiet);
    }
    exit.write(&tables, "question_hubs", &policy, quiet, || {
        hubs_text(&found, &policy, &exit.terminal(), arguments.n).map_err(fault)
    })
}
