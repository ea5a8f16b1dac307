//! Where a community stands in its life, and when its activity changed.
//!
//! - [`stage`] computes it for the whole and for each group; [`Stages::tables`] turns it into tables.
//! - The stage is a rule of thumb of those who run communities, with its thresholds as options. What is added is how
//!   sure it is: a probability for each stage, "unclear" where none is likely enough, and "not enough data" with the
//!   reason.

mod changes;
mod options;
mod provenance;
mod result;
mod rule;
mod tables;
mod tally;
mod threads;
mod weeks;

pub use changes::{ChangeKind, DEFAULT_SHORT_WEEKS};
pub use options::{
    DEFAULT_BLOCK, DEFAULT_BY_GROUP, DEFAULT_COUNT_REACTIONS, DEFAULT_DECLINE_WINDOWS,
    DEFAULT_ESTABLISHED_SHARE, DEFAULT_FOLLOW_DAYS, DEFAULT_MATURE_SHARE, DEFAULT_MIN_PEOPLE,
    DEFAULT_MIN_PROBABILITY, DEFAULT_MIN_SEGMENT, DEFAULT_MIN_SERIES_MEAN, DEFAULT_MIN_SERIES_WEEKS,
    DEFAULT_MIN_THREADS, DEFAULT_PENALTY, DEFAULT_SMALL_GROWTH, DEFAULT_STAGE_DRAWS, DEFAULT_STAGE_SEED,
    DEFAULT_WEEKS, StageOptions, WEEKS_RANGE,
};
pub use result::{
    Change, CommunityStage, Inputs, Level, Measured, Part, Scan, SeriesKind, SmallGroups, Stages, Verdict,
    Week,
};
pub use rule::Stage;

use crate::activity::{Include, Population, counted};
use crate::error::Result;
use crate::stats::{benjamini_hochberg, sample, wilson};
use crate::{GroupId, View};
use changes::Found;
use rayon::prelude::*;
use rule::Series;
use sha2::{Digest, Sha256};
use tally::Tally;
use weeks::Weeks;

/// Position of the whole among the communities.
const WHOLE: usize = 0;

/// The stage of life of the whole and of each group, with what it rests on, and the changes of their activity.
///
/// **Rule**, on the last 12 complete weeks, first match:
///
/// | stage | when |
/// |---|---|
/// | decline | the interval of `g` lies below 0 in this window and in the window before it |
/// | inception | `s < .5` |
/// | maturity | `s >= .9`, or `abs(g) <= .02` |
/// | falling | the interval of `g` lies below 0, but in this window only |
/// | establishment | otherwise: members carry it, and it grows or may grow |
///
/// - `g`: growth of active people a week, the slope of a Poisson regression of the weekly number of people with a
///   post, reply or reaction ([`LogTrend`](crate::stats::LogTrend)), working days as exposure. Community managers,
///   communications accounts and programs do not count.
/// - `s`: member-driven share, threads in which at least two members wrote within 7 days, of all threads started
///   by people in the weeks and old enough to judge.
///
/// **Probability.** Moving blocks of 4 weeks are drawn 500 times: trend plus residuals of the drawn weeks for the
/// active people, the threads of the drawn weeks for `s`; each draw goes through the rule. Below .6 the stage is
/// unclear. A community with fewer than 10 active people or 10 judged threads has none.
///
/// **Changes** of the weekly number of active people and of messages: PELT with negative binomial costs
/// ([`change_points`](crate::stats::change_points)), penalty `3 ln n`, at least 4 weeks between changes. Not reported
/// where a steady trend explains the series better than steps, nor for a group in which fewer than 10 people were ever
/// active. The p-value of a change pays for the search among the
/// weeks, the q-value (Benjamini-Hochberg) for the search among all series: one without a change counts with p = 1.
///
/// Removed from the calendar are the working days of a week, where holidays are given. *Not* removed are the
/// quiet weeks of July and Christmas and whatever else comes back every year: a trend over weeks with holidays in them is a
/// trend of holidays too, and a short low stretch is called a [dip](ChangeKind::Dip).
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// One pass over messages and reactions, one over threads; 48 bytes a group and week, 64 where it is scanned for
/// changes; then, in parallel by group, O(draws · weeks of a window) for the stage and at worst O(weeks²) for the
/// changes. The table of weeks has a row, of some 300 bytes, a week and group of at least
/// [`min_people`](StageOptions::min_people) people.
///
/// # Example
/// ```
/// use cmgraph::stage::{Stage, StageOptions, stage};
/// use cmgraph::{ReadOptions, read};
/// # fn main() -> cmgraph::Result<()> {
/// let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let community = read(&[folder.join("export.zip")], &ReadOptions::default())?;
/// let found = stage(&community.whole(), &StageOptions::default())?;
/// let whole = found.whole().expect("messages");
/// let likely: f64 = Stage::ALL.iter().filter_map(|&stage| whole.probability(stage)).sum();
/// assert!((likely - 1.0).abs() < 1e-9);
/// # Ok(())
/// # }
/// ```
///
/// # Reference
/// A. Iriberri, G. Leroy, *A life-cycle perspective on online community success*, ACM Computing Surveys 41 (2009);
/// R. Millington, *Buzzing Communities* (2012), for the operational form; H. R. Künsch, *The jackknife and the
/// bootstrap for general stationary observations*, Annals of Statistics 17 (1989), for the moving blocks.
pub fn stage(view: &View<'_>, options: &StageOptions) -> Result<Stages> {
    options.check()?;
    let include = Include { officials: false, guests: options.include_guests };
    let population = Population::new(view.community(), include).with_removed(view.community(), include);
    let weeks = Weeks::of(view, &options.holidays);
    let tally = Tally::of(view, &weeks, &population, options);
    let mut judged: Vec<(CommunityStage, Vec<(SeriesKind, Found)>)> = (0..tally.communities)
        .into_par_iter()
        .filter(|&at| at == WHOLE || tally.ever[at] > 0)
        .map(|at| community_stage(view, &weeks, &tally, at, options))
        .collect();
    // The whole, then the largest groups.
    judged.sort_by(|(a, _), (b, _)| {
        let size = |c: &CommunityStage| (c.group.is_some(), std::cmp::Reverse(c.inputs.people));
        (size(a), &a.id, &a.name).cmp(&(size(b), &b.id, &b.name))
    });
    let mut communities = Vec::with_capacity(judged.len());
    let mut found = Vec::new();
    for (position, (community, changes)) in judged.into_iter().enumerate() {
        found.extend(changes.into_iter().map(|(series, change)| (position, series, change)));
        communities.push(community);
    }
    let scanned: usize = communities.iter().map(|community| community.scans.len()).sum();
    let changes = with_q_values(found, &communities, &weeks);
    let mut stages = Stages {
        options: options.clone(),
        basis: population.basis,
        weeks: weeks.len(),
        first_week: (weeks.len() > 0).then_some(weeks.first),
        silent_groups: (tally.communities - communities.len()) as u64,
        small_groups: small_groups(&tally, options),
        communities,
        changes,
        scanned: scanned as u64,
        provenance: Default::default(),
    };
    stages.provenance = provenance::provenance(view, &stages, &population, &tally);
    Ok(stages)
}

fn small_groups(tally: &Tally, options: &StageOptions) -> SmallGroups {
    let small: Vec<usize> = (0..tally.communities).filter(|&at| tally.is_small(at, options)).collect();
    if small.is_empty() {
        return SmallGroups::default();
    }
    let sums = |series: &dyn Fn(usize, usize) -> u32| -> Vec<u64> {
        let week = |week| small.iter().map(|&at| u64::from(series(at, week))).sum();
        (0..tally.messages(WHOLE).len()).map(week).collect()
    };
    SmallGroups {
        groups: small.len() as u64,
        people: tally.ever_in_small,
        messages: sums(&|at, week| tally.messages(at)[week]),
        official_messages: sums(&|at, week| tally.official(at)[week]),
    }
}

fn community_stage(
    view: &View<'_>,
    weeks: &Weeks,
    tally: &Tally,
    at: usize,
    options: &StageOptions,
) -> (CommunityStage, Vec<(SeriesKind, Found)>) {
    let groups = view.community().groups();
    let group = at.checked_sub(1).map(|group| GroupId(group as u32));
    let text = |of: &dyn Fn(usize) -> String| group.map_or_else(String::new, |group| of(group.index()));
    let id = text(&|group| groups.ids.get(group).to_string());
    let name = text(&|group| groups.names.get(group).to_string());
    let series = Series {
        active: tally.active(at),
        people: tally.people(at),
        threads: tally.threads(at),
        working: &weeks.working,
    };
    let inputs = inputs(view, weeks, tally, at, &series, options);
    let judgement = judge(weeks, tally, at, &series, &inputs, options, key(group, &id, &name));
    let since = match judgement.verdict {
        Verdict::Stage(stage) if judgement.rule == Some(stage) => {
            let (end, or_earlier) = rule::since(&series, stage, options);
            Some((weeks.monday(end - 1), or_earlier))
        }
        _ => None,
    };
    let mut scans = Vec::new();
    let mut changes = Vec::new();
    for (kind, counts) in
        [(SeriesKind::ActivePeople, tally.active(at)), (SeriesKind::Messages, tally.messages(at))]
    {
        // What changed among a few people is nobody's business.
        if tally.is_small(at, options) {
            continue;
        }
        if let Some((scan, found)) = changes::scan(kind, counts, &weeks.working, options) {
            scans.push(scan);
            changes.extend(found.into_iter().map(|change| (kind, change)));
        }
    }
    let of_weeks = (0..weeks.len()).map(|week| Week {
        start: weeks.monday(week),
        active: tally.active(at)[week],
        messages: tally.messages(at)[week],
        official_messages: tally.official(at)[week],
    });
    let community = CommunityStage {
        group,
        id,
        name,
        verdict: judgement.verdict,
        rule: judgement.rule,
        probabilities: judgement.probabilities,
        since: since.map(|(week, _)| week),
        since_or_earlier: since.is_some_and(|(_, or_earlier)| or_earlier),
        inputs,
        ever: tally.ever[at],
        weeks: of_weeks.collect(),
        scans,
    };
    (community, changes)
}

fn inputs(
    view: &View<'_>,
    weeks: &Weeks,
    tally: &Tally,
    at: usize,
    series: &Series<'_>,
    options: &StageOptions,
) -> Inputs {
    let (n, level, flow) = (weeks.len(), options.interval_level, tally.flows[at]);
    let whole = n >= options.weeks;
    let trend = whole.then(|| series.trend(n, options.weeks)).flatten();
    let threads = if whole { series.threads(n, options.weeks) } else { Default::default() };
    let part = |part: u64, of: u64| Part { part, of, interval: wilson(part, of, level) };
    // Who is new, and who left, can only be told with a window of the export before this one.
    let seen = weeks.position(view.window().zone.day(view.community().observed().0));
    let before = whole && i64::from(seen) < n as i64 - 2 * options.weeks as i64 + 1;
    Inputs {
        people: flow.active,
        growth: trend
            .and_then(|trend| Some(Measured { value: trend.slope, interval: trend.interval(level)? })),
        member_driven: part(threads.by_members.into(), threads.judged.into()),
        officially_started: part(threads.official.into(), threads.judged.into()),
        newcomers: before.then(|| part(flow.new, flow.active)),
        gone: (before && n >= 2 * options.weeks).then(|| part(flow.gone, flow.before)),
        first_threads_answered: before.then(|| part(flow.first_answered, flow.first_threads)),
    }
}

struct Judgement {
    verdict: Verdict,
    rule: Option<Stage>,
    probabilities: Option<[f64; 5]>,
}

fn judge(
    weeks: &Weeks,
    tally: &Tally,
    at: usize,
    series: &Series<'_>,
    inputs: &Inputs,
    options: &StageOptions,
    key: u64,
) -> Judgement {
    let nothing =
        |why: String| Judgement { verdict: Verdict::NotEnough(why), rule: None, probabilities: None };
    let (n, window) = (weeks.len(), options.weeks);
    let threads = inputs.member_driven.of;
    if n < window {
        return nothing(format!(
            "{} in the window; {window} are needed",
            counted(n as u64, "complete week", "complete weeks")
        ));
    }
    if inputs.people == 0 {
        return nothing(match tally.last_active[at] {
            Some(week) => format!(
                "silent: nobody was active in the last {window} weeks, the last time was in the week of {}",
                weeks.monday(week)
            ),
            None => format!("silent: nobody was active in the last {window} weeks"),
        });
    }
    if inputs.people < u64::from(options.min_people) {
        return nothing(format!(
            "fewer than {} active people in the last {window} weeks",
            options.min_people
        ));
    }
    if threads < u64::from(options.min_threads.max(1)) {
        return nothing(format!(
            "{} in the last {window} weeks could be judged; {} are needed",
            counted(threads, "thread", "threads"),
            options.min_threads.max(1)
        ));
    }
    let mut rng = sample::stream(options.seed, key);
    let rule = series.stage(n, options);
    let drawn = series.probabilities(n, options, &mut rng);
    let (Some(rule), Some((probabilities, _))) = (rule, drawn) else {
        return nothing("active people of too few different weeks for a trend".into());
    };
    // Ties go to the earlier stage.
    let likely = Stage::ALL
        .into_iter()
        .rev()
        .max_by(|a, b| probabilities[a.place()].total_cmp(&probabilities[b.place()]));
    let verdict = likely
        .filter(|stage| probabilities[stage.place()] >= options.min_probability)
        .map_or(Verdict::Unclear, Verdict::Stage);
    Judgement { verdict, rule: Some(rule), probabilities: Some(probabilities) }
}

/// The key of a community's random stream: from what the platform calls it, so that neither order nor number of
/// the groups matters.
fn key(group: Option<GroupId>, id: &str, name: &str) -> u64 {
    if group.is_none() {
        return 0;
    }
    let digest = Sha256::new().chain_update(id).chain_update([0]).chain_update(name).finalize();
    digest.iter().take(8).fold(0, |key, &byte| key << 8 | u64::from(byte))
}

/// The changes with their q-values; series without a change take part as tests that found nothing.
fn with_q_values(
    found: Vec<(usize, SeriesKind, Found)>,
    communities: &[CommunityStage],
    weeks: &Weeks,
) -> Vec<Change> {
    let mut p_values: Vec<f64> = found.iter().map(|(_, _, change)| change.p_value).collect();
    for (position, community) in communities.iter().enumerate() {
        for scan in &community.scans {
            if !found.iter().any(|(at, series, _)| (*at, *series) == (position, scan.series)) {
                p_values.push(1.0);
            }
        }
    }
    let q_values = benjamini_hochberg(&p_values).unwrap_or(p_values);
    found
        .into_iter()
        .zip(q_values)
        .map(|((community, series, change), q_value)| Change {
            community,
            series,
            week: weeks.monday(change.week),
            before: change.before,
            after: change.after,
            ratio: change.ratio,
            interval: change.interval,
            kind: change.kind,
            p_value: change.p_value,
            q_value,
        })
        .collect()
}
