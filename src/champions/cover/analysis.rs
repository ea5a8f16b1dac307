//! Whom to ask so that every unit has somebody.

use super::audience::{Audience, problem};
use super::draws::{Draws, Goal, draw};
use super::greedy::{Until, fill};
use super::next_best::{Gap, next_best};
use super::options::{CoverOptions, Exchange, Grouping};
use super::problem::{CoverProblem, Instance, NO_GROUP};
use super::result::{Alternative, Capacity, Chosen, Cover, CoverGroup, CurvePoint, Loaded, NextBest, Status};
use super::solve::{CoverSet, best, smallest};
use super::state::State;
use crate::activity::{Answer, MONTH_DAYS, People, Questions, SaysSomething, counted};
use crate::champions::load::RECENT_DAYS;
use crate::champions::opt_out::opted_out;
use crate::champions::{Champion, Champions, Gate, champions};
use crate::questions::QuestionHubs;
use crate::stats::{GammaRate, Interval, Posterior};
use crate::table::Provenance;
use crate::{MemberId, Result, View};
use std::collections::BTreeSet;

/// Share of the draws below which somebody's place can be taken by others.
const INTERCHANGEABLE: f64 = 0.5;
/// Share of the draws from which somebody who was not chosen is named as able to take a place.
const WORTH_NAMING: f64 = 0.1;
/// Weeks from which it can be told how much they differ.
const MIN_WEEKS: usize = 4;

/// Finds people to ask to be champions: enough of them in every unit and site, and such that most people know one.
///
/// Candidates are the helper champions ([`champions`]) who have not opted out ([`CoverOptions::exclude`]) and who of late answer
/// fewer questions a month than can be asked of one person ([`CoverOptions::capacity`]). Who answers as many serves already: counts for
/// the unit and for the people whom he or she knows, and is not asked for more. Two things make a person covered, and both
/// are told: the own unit has as many of the chosen as it wants (one for each started
/// [`people_per_champion`](crate::champions::ChampionOptions::people_per_champion) people, who may never have written a word), and
/// somebody the person knows is among them. Candidate `u` reaches person `v` with probability `p_uv = 1 - exp(-w_uv)`,
/// `w_uv = n_uv ln 2 / h`, after `n_uv` exchanges of the two ([`CoverOptions::exchange`], [`CoverOptions::even_exchanges`]), and
/// a set `S` is expected to reach `f(S) = Σ_v (1 - Π_{u in S} (1 - p_uv))` people; a candidate reaches himself or herself. Who
/// has never exchanged a word with a candidate is reached by nobody and is covered through the unit alone.
///
/// Without [`CoverOptions::k`] as few people as possible are chosen that keep the quotas and reach
/// [`CoverOptions::reach_share`] of what all candidates reach ([`minimum_cover`](super::minimum_cover)), else the best `k`
/// ([`best_cover`](super::best_cover)). Both say how much better any other set could be. Quotas that cannot be kept are
/// lowered and reported as units without enough people, with those who are next best.
///
/// The choice is made again for [`CoverOptions::draws`] posterior draws: of the number of exchanges to come, also of those who
/// serve already, `w_uv ~ Gamma(n_uv, 1/(2^(1/h) - 1))`, whose mean reach is `p_uv`, and of the rates of helping against the bar of
/// the unit. Who is chosen in fewer than half of the draws is interchangeable.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range, [`Error::Unknown`](crate::Error::Unknown) for somebody to be left out whom nobody knows.
///
/// # Complexity
/// That of [`champions`], O(messages), and O(draws × exchanges of the candidates) for the draws, in parallel; same result for any
/// number of threads.
///
/// # Example
/// ```
/// use cmgraph::champions::cover::{CoverOptions, champion_cover};
/// use cmgraph::{ReadOptions, read};
/// # let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let options = ReadOptions { roster: Some(data.join("roster.csv")), ..Default::default() };
/// let community = read(&[data.join("export.zip")], &options)?;
/// let cover = champion_cover(&community.whole(), &CoverOptions::default())?;
/// assert!(cover.at_least <= cover.chosen.len() as u64);
/// assert!(cover.reached >= 0.8 * cover.reachable - 1e-6 && cover.reached <= cover.at_most);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// J. Leskovec et al., *Cost-effective outbreak detection in networks*, KDD (2007); L. A. Wolsey, Combinatorica 2 (1982); why
/// covering rather than the best connected: D. A. Kim et al., *Social network targeting to maximise population behaviour change*,
/// Lancet 386 (2015).
pub fn champion_cover(view: &View<'_>, options: &CoverOptions) -> Result<Cover> {
    options.check()?;
    cover_of(view, options, &champions(view, &options.champions)?, None)
}

/// The same of champions who are found already, with these options; and of question hubs, where they are, with
/// [`hub_options`].
pub(crate) fn cover_of(
    view: &View<'_>,
    options: &CoverOptions,
    found: &Champions,
    hubs: Option<&QuestionHubs>,
) -> Result<Cover> {
    options.check()?;
    let opted_out = opted_out(view, &options.exclude)?;
    let people = People::of(view);
    let audience = Audience::of(view, options);

    let load = |champion: &Champion| champion.load.recent_per_month;
    let full = |champion: &Champion| load(champion) >= options.capacity;
    let boundary = found.model.is_some_and(|model| model.at_boundary);
    // Who is held back by the unit's bar alone may pass it in a draw.
    let chance_of = |champion: &Champion| match champion.failed.as_slice() {
        [] | [Gate::Unit] => champion.p_above_unit.filter(|_| !boundary).unwrap_or(1.0),
        _ => 0.0,
    };
    let mut helpers: Vec<&Champion> = found
        .helpers
        .iter()
        .filter(|h| chance_of(h) > 0.0 && !opted_out.contains(&h.member) && !full(h))
        .collect();
    helpers.sort_by_key(|helper| helper.member);
    let members: Vec<MemberId> = helpers.iter().map(|helper| helper.member).collect();
    let serving: Vec<&Champion> =
        found.champions().filter(|c| full(c) && !opted_out.contains(&c.member)).collect();
    let mut serving_members: Vec<MemberId> = serving.iter().map(|champion| champion.member).collect();
    serving_members.sort_unstable();
    let (problem, served) = problem(view, options, &audience, &members, &serving_members)?;
    let before: f64 = problem.weights.iter().map(|weight| 1.0 - weight).sum();
    let allowed: Vec<bool> = helpers.iter().map(|helper| helper.eligible()).collect();
    let chance: Vec<f64> = helpers.iter().map(|helper| chance_of(helper)).collect();

    let instance = Instance { allowed: Some(&allowed), ..problem.whole() };
    let candidates = instance.candidates();
    let reachable = before + instance.covered(&candidates);
    let target = options.reach_share * reachable - before;
    let people_of = |kind: usize, group: usize| audience.groups[kind].people[group];
    let (goal, mut set) = match options.k {
        None => (Goal::Share(options.reach_share), smallest(instance, target)),
        Some(k) => (Goal::Size(k), best(instance, k, people_of)),
    };
    let exact = search_exactly(instance, options, target, &mut set);
    let mut state = State::with(instance, &set.chosen);
    let mut gains = set.gains.clone();
    gains.extend(fill(&mut state, Until::Has(candidates.len())));
    let order = state.chosen;
    let settings = (options.even_exchanges, options.draws, options.champions.seed);
    let draws = draw(&problem, &served, &chance, &order, goal, people_of, settings);

    let groups = groups(view, options, found, &audience, &problem, instance, &set, &serving_members);
    let gaps: Vec<Gap<'_>> = groups
        .iter()
        .filter(|group| group.grouping == Grouping::Unit && group.candidates + group.serving < group.wanted)
        .filter_map(|group| {
            let units = audience.groups.iter().find(|groups| groups.grouping == Grouping::Unit)?;
            let at = units.names.binary_search(&group.name).ok()?;
            Some(Gap { unit: &group.name, group: at as u32 })
        })
        .collect();
    let units_at = audience.groups.iter().position(|groups| groups.grouping == Grouping::Unit);
    let unit_of = |member| {
        let of = audience.groups_of(view, options, member);
        units_at.and_then(|at| of.get(at).copied()).unwrap_or(NO_GROUP)
    };
    let champion_members: BTreeSet<MemberId> = found.champions().map(|champion| champion.member).collect();
    let barred = |member| opted_out.contains(&member) || champion_members.contains(&member);
    let next = next_best(view, options, found, &people, (&gaps, hubs), unit_of, barred)?;

    let level = options.champions.interval_level;
    let curve = curve(&problem, &audience, (&order, &gains), &draws, before, level);
    let interval = match set.chosen.len().checked_sub(1) {
        Some(last) => curve.get(last).map(|point| point.interval),
        None => (!serving.is_empty()).then(|| around(&draws.before, before, level)),
    };
    let name_of = |member: MemberId, grouping| {
        let at = audience.groups.iter().position(|groups| groups.grouping == grouping)?;
        let group = *audience.groups_of(view, options, member).get(at)?;
        audience.groups[at].names.get(group as usize).cloned()
    };
    let mut reached = before;
    let chosen: Vec<Chosen> = set
        .chosen
        .iter()
        .zip(&set.gains)
        .filter_map(|(&candidate, &gain)| {
            let helper = helpers.get(candidate as usize)?;
            reached += gain;
            let (site, frequency) =
                (name_of(helper.member, Grouping::Site), draws.frequency[candidate as usize]);
            let mut reasons = vec![place_reason(&problem, &audience, instance, candidate)];
            reasons.extend(helper.reasons.iter().cloned());
            Some(Chosen {
                member: helper.member,
                id: helper.id.clone(),
                name: helper.name.clone(),
                unit: helper.unit.clone(),
                site,
                gain,
                reached,
                rate: helper.rate,
                load: load(helper),
                frequency,
                reasons,
            })
        })
        .collect();
    let mut alternatives: Vec<Alternative> = helpers
        .iter()
        .enumerate()
        .filter_map(|(candidate, helper)| {
            let frequency = draws.frequency[candidate];
            let chosen = set.chosen.contains(&(candidate as u32));
            let named =
                frequency < INTERCHANGEABLE && (chosen || frequency >= WORTH_NAMING) && allowed[candidate];
            named.then(|| Alternative {
                member: helper.member,
                id: helper.id.clone(),
                name: helper.name.clone(),
                unit: helper.unit.clone(),
                chosen,
                frequency,
            })
        })
        .collect();
    alternatives.sort_by(|a, b| b.frequency.total_cmp(&a.frequency).then(a.member.cmp(&b.member)));
    let mut loaded: Vec<Loaded> = serving
        .iter()
        .map(|champion| Loaded {
            member: champion.member,
            id: champion.id.clone(),
            name: champion.name.clone(),
            unit: champion.unit.clone(),
            load: load(champion),
        })
        .collect();
    loaded.sort_by(|a, b| b.load.total_cmp(&a.load).then(a.member.cmp(&b.member)));
    let capacity = capacity(view, options, &people, &serving_members);
    let mut provenance = provenance(view, options, found, &audience, &next);
    let never = (audience.people as f64 - reachable).max(0.0).round() as u64;
    if set.cut_short {
        provenance = provenance.warn("the search for exchanges ended after a fixed amount of work");
    }
    if candidates.is_empty() && loaded.is_empty() {
        let why = match found.champions().count() {
            0 => "nobody passes the gates of a champion",
            _ => "all champions have opted out",
        };
        provenance = provenance.warn(format!("not enough data: {why}, so nobody can be asked"));
    } else if never > 0 {
        provenance = provenance.assume(
            "people who never exchanged a word with a candidate are covered through their unit alone, not by reach",
        );
    }
    let opted_out_champions = found.champions().filter(|c| opted_out.contains(&c.member)).count() as u64;
    provenance = provenance
        .exclude("champions who opted out", opted_out_champions)
        .exclude("champions who serve already: they count, and are not asked", loaded.len() as u64)
        .observations("champions who can be asked", candidates.len() as u64)
        .denominator(
            &format!("{} at the end of the window", audience.basis.describe()),
            audience.people as u64,
        );
    Ok(Cover {
        chosen,
        groups,
        curve,
        alternatives,
        next_best: next,
        loaded,
        people: audience.people as u64,
        candidates: candidates.len() as u64,
        reached_before: before,
        reached: before + set.covered,
        reached_interval: interval,
        reachable,
        at_least: set.at_least as u64,
        at_most: before + set.at_most,
        proven: set.proven,
        exact,
        capacity,
        provenance,
        asked: options.k,
        threads_a_month: options.capacity,
        reach_share: options.reach_share,
        min_people: options.min_people,
    })
}

/// Looks for a better set or a better bound where the problem is small; whether the search ended.
#[cfg(feature = "exact")]
fn search_exactly(instance: Instance<'_>, options: &CoverOptions, target: f64, set: &mut CoverSet) -> bool {
    use super::exact::{Aim, improve};
    if set.proven || instance.candidates().len() > options.exact_candidates {
        return set.proven;
    }
    let aim = match options.k {
        None => Aim::Fewest { target: target.min(instance.covered(&instance.candidates())) },
        Some(_) => Aim::Most,
    };
    improve(instance, aim, set, options.exact_nodes);
    set.proven
}

#[cfg(not(feature = "exact"))]
fn search_exactly(_: Instance<'_>, _: &CoverOptions, _: f64, set: &mut CoverSet) -> bool {
    set.proven
}

#[allow(clippy::too_many_arguments)]
fn groups(
    view: &View<'_>,
    options: &CoverOptions,
    found: &Champions,
    audience: &Audience,
    problem: &CoverProblem,
    instance: Instance<'_>,
    set: &CoverSet,
    serving: &[MemberId],
) -> Vec<CoverGroup> {
    let missed = instance.missed(&set.chosen);
    // Also those who opted out: they are in no list, but in the numbers.
    let champions_of: Vec<Vec<u32>> =
        found.all_champions().map(|champion| audience.groups_of(view, options, champion.member)).collect();
    let serving_of: Vec<Vec<u32>> =
        serving.iter().map(|&member| audience.groups_of(view, options, member)).collect();
    let candidates = instance.candidates();
    let mut all = Vec::new();
    for (kind, (groups, partition)) in audience.groups.iter().zip(&problem.partitions).enumerate() {
        let size = groups.names.len();
        let (mut champions, mut there, mut reached) = (vec![0; size], vec![0; size], vec![0.0; size]);
        let mut serving = vec![0; size];
        let chosen = set.by_group(partition);
        let count = |counts: &mut Vec<u32>, group: u32| {
            if let Some(count) = counts.get_mut(group as usize) {
                *count += 1;
            }
        };
        champions_of.iter().for_each(|of| count(&mut champions, of[kind]));
        serving_of.iter().for_each(|of| count(&mut serving, of[kind]));
        candidates.iter().for_each(|&c| count(&mut there, partition.group_of[c as usize]));
        for (person, &group) in groups.of.iter().enumerate() {
            if let Some(reached) = reached.get_mut(group as usize) {
                *reached += 1.0 - problem.weights[person] * missed[person];
            }
        }
        all.extend((0..size).map(|group| {
            let wanted = groups.wanted[group];
            let status = match (wanted, chosen[group] + serving[group]) {
                (0, _) => Status::Small,
                (wanted, there) if there >= wanted => Status::Covered,
                (_, 1..) => Status::Short,
                _ if there[group] > 0 => Status::LeftOut,
                _ => Status::Nobody,
            };
            CoverGroup {
                grouping: groups.grouping,
                name: groups.names[group].clone(),
                people: groups.people[group],
                wanted,
                champions: champions[group],
                serving: serving[group],
                candidates: there[group],
                chosen: chosen[group],
                reached: reached[group],
                status,
            }
        }));
    }
    all
}

fn curve(
    problem: &CoverProblem,
    audience: &Audience,
    (order, gains): (&[u32], &[f64]),
    draws: &Draws,
    before: f64,
    level: f64,
) -> Vec<CurvePoint> {
    let units = audience.groups.iter().position(|groups| groups.grouping == Grouping::Unit);
    let mut counts = units.map(|at| vec![0u32; audience.groups[at].names.len()]);
    // Those that have enough already.
    let mut covered = units.map_or(0, |at| {
        let pairs = audience.groups[at].wanted.iter().zip(&problem.partitions[at].quotas);
        pairs.filter(|(wanted, open)| **wanted > 0 && **open == 0).count() as u64
    });
    let mut reached = before;
    let mut points = Vec::with_capacity(order.len());
    for (at, (&candidate, gain)) in order.iter().zip(gains).enumerate() {
        reached += gain;
        if let Some((kind, counts)) = units.zip(counts.as_mut()) {
            let group = problem.partitions[kind].group_of[candidate as usize] as usize;
            if let Some(count) = counts.get_mut(group) {
                *count += 1;
                covered += u64::from(*count == problem.partitions[kind].quotas[group]);
            }
        }
        points.push(CurvePoint {
            k: at + 1,
            reached,
            interval: around(&draws.curve[at], reached, level),
            units: units.map(|_| covered),
        });
    }
    points
}

/// Interval from sorted draws. Of a skewed posterior the mean may lie outside; an interval that does not hold what it is about
/// confuses.
fn around(sorted: &[f64], mean: f64, level: f64) -> Interval {
    let [low, high] = ends(sorted, level);
    Interval { low: low.min(mean), high: high.max(mean) }
}

/// Equal-tailed ends of sorted draws (nearest rank).
fn ends(sorted: &[f64], level: f64) -> [f64; 2] {
    let tail = (1.0 - level) / 2.0;
    [tail, 1.0 - tail].map(|p| {
        let rank = (p * sorted.len() as f64).ceil().max(1.0) as usize - 1;
        sorted.get(rank.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
    })
}

/// Why somebody has a place: how many others of the unit could be asked, and how many people know him or her.
fn place_reason(
    problem: &CoverProblem,
    audience: &Audience,
    instance: Instance<'_>,
    candidate: u32,
) -> String {
    let scarce = audience.groups.iter().zip(&problem.partitions).find_map(|(groups, partition)| {
        let group = partition.group_of[candidate as usize];
        let wanted = *groups.wanted.get(group as usize)?;
        let of_group = (0..problem.candidates() as u32)
            .filter(|&c| partition.group_of[c as usize] == group && instance.allows(c))
            .count();
        let what = groups.grouping.name();
        match (wanted, of_group) {
            (0, _) => None,
            (_, 1) => Some(format!("the only one of the {what} who can be asked")),
            (_, n) => Some(format!("one of {n} of the {what} who can be asked")),
        }
    });
    let knows = (problem.row(candidate).len() as u64).saturating_sub(1);
    let known = format!("has exchanged words with {}", counted(knows, "colleague", "colleagues"));
    scarce.map_or(known.clone(), |scarce| format!("{scarce}; {known}"))
}

/// Like the load of a champion, from the last 13 weeks of the window: what is asked now is what is to be answered.
fn capacity(
    view: &View<'_>,
    options: &CoverOptions,
    people: &People,
    serving: &[MemberId],
) -> Option<Capacity> {
    let says_something = SaysSomething {
        min_words: options.champions.min_words,
        min_words_mixed: options.champions.min_words_mixed,
    };
    let end = people.days.end;
    let from = (end - RECENT_DAYS).max(people.days.start);
    let months = f64::from(end - from) / MONTH_DAYS;
    if months <= 0.0 {
        return None;
    }
    let found = Questions::of(view, says_something);
    let by_serving = |answer: &Answer| serving.binary_search(&answer.by).is_ok();
    let mut weeks = vec![0u64; ((end - from) / 7) as usize];
    let (mut questions, mut answered) = (0, 0);
    for question in &found.asked {
        let day = view.clock().day(question.at).0;
        if day < from {
            continue;
        }
        questions += 1;
        answered += u64::from(found.answers(question).iter().any(by_serving));
        // Whole weeks, back from the end.
        if let Some(week) = weeks.get_mut(((end - 1 - day).max(0) / 7) as usize) {
            *week += 1;
        }
    }
    // Half an event more: the posterior under Jeffreys' prior; as wide as the weeks differ.
    let spread = dispersion(&weeks);
    let rate = GammaRate { shape: (questions as f64 + 0.5) / spread, rate: months / spread };
    let interval = rate.interval(options.champions.interval_level);
    let mean = questions as f64 / months;
    let per_month = Posterior { mean, low: interval.low.min(mean), high: interval.high.max(mean) };
    let needed = |rate: f64| (rate * options.help_share / options.capacity).ceil() as u64;
    Some(Capacity {
        questions,
        answered_by_serving: answered,
        per_month,
        needed: needed(mean),
        needed_low: needed(per_month.low),
        needed_high: needed(per_month.high),
    })
}

/// Pearson's dispersion of counts: 1 where they differ no more than by chance, and for too few of them to tell.
fn dispersion(counts: &[u64]) -> f64 {
    let mean = counts.iter().sum::<u64>() as f64 / counts.len().max(1) as f64;
    if counts.len() < MIN_WEEKS || mean <= 0.0 {
        return 1.0;
    }
    let squares: f64 = counts.iter().map(|&n| (n as f64 - mean).powi(2) / mean).sum();
    (squares / (counts.len() - 1) as f64).max(1.0)
}

fn provenance(
    view: &View<'_>,
    options: &CoverOptions,
    found: &Champions,
    audience: &Audience,
    next: &[NextBest],
) -> Provenance {
    let names: Vec<&str> = options.groupings.iter().map(|grouping| grouping.name()).collect();
    let exchange = match options.exchange {
        Exchange::Replies => "replies of either to a message of the other",
        Exchange::Help => "replies of the champion that help with questions of the other",
    };
    let mut provenance = Provenance::new(format!(
        "people to ask, so that each unit and site with min_people people or more has one for each started \
         people_per_champion people, and as many people as possible know one of them. Somebody is reached by a champion \
         with probability 1 - 2^(-n / even_exchanges) after n exchanges: {exchange}"
    ))
    .method(
        "quotas first, the scarcest unit first; then lazy greedy choice; then exchanges and, for the smallest set, \
         leaving out whoever is not needed; what no set can do better by the sum of the greatest gains (data-dependent \
         bound), and by integer programming where the candidates are few and the crate was built for it",
    )
    .method(
        "intervals and frequencies by making the choice again for draws of the reach, also of those who serve already, \
         and of the rates of helping",
    )
    .parameter("k", options.k.map_or("as few as are enough".into(), |k| k.to_string()))
    .parameter("reach_share", options.reach_share)
    .parameter("groupings", names.join(" and "))
    .parameter("people_per_champion", options.champions.people_per_champion)
    .parameter("min_people", options.min_people)
    .parameter("exchange", options.exchange.name())
    .parameter("even_exchanges", options.even_exchanges)
    .parameter("capacity", options.capacity)
    .parameter("help_share", options.help_share)
    .parameter("exclude", counted(options.exclude.len() as u64, "person", "people"))
    .parameter("draws", options.draws);
    // What makes somebody a champion.
    let known: BTreeSet<String> = provenance.parameters.iter().map(|(name, _)| name.clone()).collect();
    let gates = found.provenance.parameters.iter().filter(|(name, _)| !known.contains(name) && name != "n");
    provenance.parameters.extend(gates.filter(|(name, _)| name != "draws").cloned());
    for (what, n) in &audience.excluded {
        provenance = provenance.exclude(what, *n);
    }
    for groups in &audience.groups {
        provenance = provenance
            .exclude(&format!("people without a {}, for quotas", groups.grouping.name()), groups.without);
    }
    provenance = provenance
        .view(view)
        .interval(options.champions.interval_level)
        .assume("the bounds hold for the probabilities of reaching people as given here; whether people turn to a champion in the end cannot be seen in an export")
        .assume("exchanges of different pairs are independent, and what was exchanged in the window says what will be")
        .assume("questions a month are those of the last 13 weeks of the window; the interval is as wide as the weeks differ");
    if next.iter().any(|next| next.reasons.iter().any(|reason| reason.contains("not on the platform"))) {
        provenance = provenance
            .warn("who is not on the platform never agreed to anything: that part is for the community manager alone");
    }
    for warning in audience.warnings.iter().chain(&found.provenance.warnings) {
        provenance = provenance.warn(warning);
    }
    for grouping in
        options.groupings.iter().filter(|g| !audience.groups.iter().any(|known| known.grouping == **g))
    {
        provenance = match grouping {
            Grouping::Unit => provenance.warn("no units are known, so none has a quota"),
            Grouping::Site => provenance,
        };
    }
    provenance
}
