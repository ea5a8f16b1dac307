//! What becomes of the reply graph without some people.

use super::what_if_options::{SMALLEST_UNIT, WhatIfOptions};
use crate::activity::{NO_UNIT, Units, void};
use crate::community::{MemberKind, Roster};
use crate::error::Result;
use crate::graph::{
    AttritionCurves, AttritionOptions, DistanceOptions, EdgeRule, Fragmentation, InteractionGraph, Remains,
    TieGraph, attrition_curves, distance_loss, reach_from,
};
use crate::stats::Interval;
use crate::stats::sample::{below, stream};
use crate::{MemberId, View};
use hashbrown::HashMap;
use rayon::prelude::*;

/// Tenths by activity from which random people are drawn.
const TENTHS: usize = 10;
/// Members and twice the ties up to which distances are taken in every random removal.
const MAX_RANDOM_DISTANCES: usize = 60_000;

/// What is measured of the reply graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureMeasure {
    /// Share of the people in the largest piece.
    LargestShare,
    /// Share of pairs of people who cannot reach each other.
    Fragmentation,
    /// The same by distance.
    DistanceFragmentation,
    /// Share of the pairs of units with a tie that still have one.
    JoinedUnits,
}

impl StructureMeasure {
    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            StructureMeasure::LargestShare => "largest piece",
            StructureMeasure::Fragmentation => "fragmentation",
            StructureMeasure::DistanceFragmentation => "distance fragmentation",
            StructureMeasure::JoinedUnits => "joined units",
        }
    }
}

/// A measure of the reply graph before and after, and after random removals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// Which.
    pub measure: StructureMeasure,
    /// With everybody.
    pub before: f64,
    /// Without those removed.
    pub after: f64,
    /// Of `after`, where distances come from a sample of people.
    pub interval: Option<Interval>,
    /// Mean after removing as many equally active people at random; `None` where that was not computed.
    pub random: Option<f64>,
    /// Between these lie the random removals of the level.
    pub random_interval: Option<Interval>,
    /// Share of the random removals that did less damage, half of those that did the same: near 1 where these people
    /// matter more than others who write as much.
    pub percentile: Option<f64>,
}

/// Two units that no longer talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostPair {
    /// Units.
    pub units: [String; 2],
    /// People of each in the reply graph.
    pub people: [u32; 2],
    /// Ties between them, all of those removed.
    pub ties: u32,
}

/// The reply graph with and without those removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// People who replied or were replied to.
    pub people: u32,
    /// Pairs of people with a reply either way.
    pub ties: u64,
    /// Those removed among them.
    pub removed: u32,
    /// Their mean number of messages.
    pub messages_removed: Option<f64>,
    /// That of those removed at random.
    pub messages_random: Option<f64>,
    /// The measures; empty where fewer than two people remain.
    pub measures: Vec<Baseline>,
    /// Pairs of units of at least [`SMALLEST_UNIT`] people with a tie.
    pub unit_pairs: u32,
    /// Those that lose their last tie.
    pub lost_pairs: Vec<LostPair>,
    /// Level of the unit path in force.
    pub unit_level: usize,
    /// Attrition curves; `None` where not asked for.
    pub curves: Option<AttritionCurves>,
}

/// The reply graph of the people who are in it.
struct Talk {
    ties: TieGraph,
    members: Vec<MemberId>,
    messages: Vec<u32>,
    /// Unit of each; [`NO_UNIT`] where unknown or small.
    unit: Vec<u32>,
    names: Vec<String>,
    people_of: Vec<u32>,
    level: usize,
}

impl Talk {
    fn of(view: &View<'_>, options: &WhatIfOptions) -> Result<Talk> {
        let community = view.community();
        let accounts = community.members();
        let rule = EdgeRule {
            reply: 1.0,
            answer: 0.0,
            mention: 0.0,
            reaction: 0.0,
            acceptance: 0.0,
            ..EdgeRule::default()
        };
        let all = InteractionGraph::of(view, &rule)?.ties();
        let counts = |member: MemberId| match accounts.kind(member) {
            MemberKind::Person | MemberKind::Placeholder => true,
            MemberKind::Guest => options.include_guests,
            MemberKind::Bot | MemberKind::System => false,
        };
        // Who only talked with a bot is not in the graph.
        let members: Vec<MemberId> = all
            .members()
            .filter(|&member| {
                counts(member) && all.neighbours(member).members.iter().any(|&other| counts(other))
            })
            .collect();
        let ties = all.part(&members);
        let mut written = vec![0u32; accounts.len()];
        let messages = community.messages();
        for message in view.messages().filter(|&message| !void(messages.flag(message))) {
            written[messages.author(message).index()] += 1;
        }
        let paths = || members.iter().map(|&member| community.unit(member, None));
        let level =
            options.unit_level.unwrap_or_else(|| Roster::deepest_level(paths(), super::DEFAULT_MAX_UNITS));
        let units = Units::of(view, Some(level));
        let mut people_of = vec![0u32; units.names.len()];
        let of = |member: MemberId| units.of[member.index()];
        for &member in members.iter().filter(|&&member| of(member) != NO_UNIT) {
            people_of[of(member) as usize] += 1;
        }
        let large = |unit: u32| people_of.get(unit as usize).is_some_and(|&people| people >= SMALLEST_UNIT);
        let unit = members
            .iter()
            .map(|&member| Some(of(member)).filter(|&unit| large(unit)).unwrap_or(NO_UNIT))
            .collect();
        let messages = members.iter().map(|member| written[member.index()]).collect();
        Ok(Talk { ties, members, messages, unit, names: units.names, people_of, level })
    }

    /// The two units of a tie, the smaller first, where both are known and differ.
    fn pair(&self, a: MemberId, b: MemberId) -> Option<[u32; 2]> {
        let [a, b] = [a, b].map(|member| self.unit[member.index()]);
        (a != b && a != NO_UNIT && b != NO_UNIT).then(|| [a.min(b), a.max(b)])
    }

    fn pairs(&self) -> HashMap<[u32; 2], u32> {
        let mut found = HashMap::new();
        for member in self.ties.members() {
            for &other in self.ties.neighbours(member).members.iter().filter(|&&other| member < other) {
                if let Some(pair) = self.pair(member, other) {
                    *found.entry(pair).or_insert(0) += 1;
                }
            }
        }
        found
    }

    /// Pairs of units all of whose ties are of these members, who are sorted, by label. O(their ties).
    fn lost(&self, pairs: &HashMap<[u32; 2], u32>, removed: &[MemberId]) -> Vec<([u32; 2], u32)> {
        let mut gone: Vec<[u32; 2]> = Vec::new();
        for &member in removed {
            let row = self.ties.neighbours(member).members.iter();
            // A tie between two of them counts once.
            let once = row.filter(|&&other| !(other < member && removed.binary_search(&other).is_ok()));
            gone.extend(once.filter_map(|&other| self.pair(member, other)));
        }
        gone.sort_unstable();
        let runs = gone.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len() as u32)));
        runs.filter(|(pair, ties)| pairs.get(pair) == Some(ties)).collect()
    }

    /// Members by tenth of the number of messages they wrote.
    fn tenths(&self) -> (Vec<Vec<MemberId>>, Vec<usize>) {
        let mut order: Vec<MemberId> = self.ties.members().collect();
        order.sort_by_key(|member| self.messages[member.index()]);
        let mut tenths = vec![Vec::new(); TENTHS];
        let mut of = vec![0; order.len()];
        for (rank, &member) in order.iter().enumerate() {
            of[member.index()] = rank * TENTHS / order.len();
            tenths[of[member.index()]].push(member);
        }
        (tenths, of)
    }
}

/// Each removed person is replaced by another of the same tenth; by anybody where there is no other.
fn random_people(
    removed: &[MemberId],
    tenths: &[Vec<MemberId>],
    of: &[usize],
    nodes: usize,
    seed: u64,
    draw: u64,
) -> Vec<MemberId> {
    let mut rng = stream(seed, draw);
    let mut chosen: Vec<MemberId> = Vec::with_capacity(removed.len());
    for member in removed {
        let free = |other: &MemberId, chosen: &[MemberId]| {
            removed.binary_search(other).is_err() && !chosen.contains(other)
        };
        let tenth = &tenths[of[member.index()]];
        let mut found = None;
        // Drawing until somebody is free is quick unless hardly anybody is; then they are looked through.
        for _ in 0..16 {
            let other = tenth[below(&mut rng, tenth.len())];
            if free(&other, &chosen) {
                found = Some(other);
                break;
            }
        }
        let left = |all: &mut dyn Iterator<Item = MemberId>| -> Vec<MemberId> {
            all.filter(|other| free(other, &chosen)).collect()
        };
        if found.is_none() {
            let mut rest = left(&mut tenth.iter().copied());
            if rest.is_empty() {
                rest = left(&mut (0..nodes as u32).map(MemberId));
            }
            found = (!rest.is_empty()).then(|| rest[below(&mut rng, rest.len())]);
        }
        chosen.extend(found);
    }
    chosen.sort_unstable();
    chosen
}

/// What one random removal gives.
struct Draw {
    largest: f64,
    fragmentation: f64,
    distance: Option<f64>,
    pairs: f64,
    messages: f64,
}

pub(super) fn structure(view: &View<'_>, removed: &[MemberId], options: &WhatIfOptions) -> Result<Structure> {
    let talk = Talk::of(view, options)?;
    let nodes = talk.members.len();
    let gone: Vec<MemberId> = removed
        .iter()
        .filter_map(|member| talk.members.binary_search(member).ok())
        .map(|at| MemberId(at as u32))
        .collect();
    let pairs = talk.pairs();
    let lost = talk.lost(&pairs, &gone);
    let mean = |members: &[MemberId]| {
        let sum: f64 = members.iter().map(|member| f64::from(talk.messages[member.index()])).sum();
        (!members.is_empty()).then(|| sum / members.len() as f64)
    };
    let mut found = Structure {
        people: nodes as u32,
        ties: talk.ties.tie_count() as u64,
        removed: gone.len() as u32,
        messages_removed: mean(&gone),
        messages_random: None,
        measures: Vec::new(),
        unit_pairs: pairs.len() as u32,
        lost_pairs: lost
            .iter()
            .map(|&([a, b], ties)| LostPair {
                units: [a, b].map(|unit| talk.names[unit as usize].clone()),
                people: [a, b].map(|unit| talk.people_of[unit as usize]),
                ties,
            })
            .collect(),
        unit_level: talk.level,
        curves: None,
    };
    let mut remains = Remains::new(&talk.ties);
    let before = Fragmentation::of(&remains.without(&[]));
    let (Some(before), Some(after)) = (before, Fragmentation::of(&remains.without(&gone))) else {
        return Ok(found);
    };
    let distances = DistanceOptions {
        sources: options.sources,
        seed: options.seed,
        level: options.interval_level,
        ..DistanceOptions::default()
    };
    let loss = distance_loss(&talk.ties, &gone, &distances);

    // The same people as sources in every draw, so that draws differ by who is gone alone.
    let with_distances = nodes + 2 * talk.ties.tie_count() <= MAX_RANDOM_DISTANCES;
    let sources: Vec<MemberId> = {
        let mut rng = stream(options.seed, u64::MAX);
        let mut all: Vec<MemberId> = talk.ties.members().collect();
        let take = options.sources.min(nodes);
        (0..take).for_each(|at| all.swap(at, at + below(&mut rng, nodes - at)));
        all.truncate(take);
        all
    };
    let apart = |removed: &[MemberId]| sampled(&talk.ties, removed, &sources);
    let (tenths, of) = talk.tenths();
    let draw = |remains: &mut Remains<'_>, draw: usize| {
        let people = random_people(&gone, &tenths, &of, nodes, options.seed, draw as u64);
        let left = Fragmentation::of(&remains.without(&people))?;
        Some(Draw {
            largest: left.largest_share(),
            fragmentation: left.fragmentation,
            distance: if with_distances { apart(&people) } else { None },
            pairs: 1.0 - talk.lost(&pairs, &people).len() as f64 / pairs.len().max(1) as f64,
            messages: mean(&people)?,
        })
    };
    let draws: Vec<Draw> = match gone.len() {
        0 => Vec::new(),
        _ => (0..options.removals)
            .into_par_iter()
            .map_init(|| Remains::new(&talk.ties), draw)
            .flatten()
            .collect(),
    };
    if !draws.is_empty() {
        found.messages_random =
            Some(draws.iter().map(|draw| draw.messages).sum::<f64>() / draws.len() as f64);
    }
    let against = |measure,
                   before: f64,
                   after: f64,
                   judged: f64,
                   more_is_worse: bool,
                   of: &dyn Fn(&Draw) -> Option<f64>| {
        let values: Option<Vec<f64>> = draws.iter().map(of).collect();
        let random = Random::of(values.unwrap_or_default(), judged, more_is_worse, options.interval_level);
        Baseline {
            measure,
            before,
            after,
            interval: None,
            random: random.as_ref().map(|random| random.mean),
            random_interval: random.as_ref().map(|random| random.interval),
            percentile: random.map(|random| random.percentile),
        }
    };
    let largest = after.largest_share();
    found.measures.push(against(
        StructureMeasure::LargestShare,
        before.largest_share(),
        largest,
        largest,
        false,
        &|d| Some(d.largest),
    ));
    let apart_after = after.fragmentation;
    found.measures.push(against(
        StructureMeasure::Fragmentation,
        before.fragmentation,
        apart_after,
        apart_after,
        true,
        &|d| Some(d.fragmentation),
    ));
    if let Some(loss) = loss {
        let judged = if with_distances { apart(&gone) } else { None };
        let mut row = against(
            StructureMeasure::DistanceFragmentation,
            loss.before.value,
            loss.after.value,
            judged.unwrap_or(0.0),
            true,
            &|d| d.distance,
        );
        row.interval = loss.after.interval;
        found.measures.push(row);
    }
    if !pairs.is_empty() {
        let left = 1.0 - lost.len() as f64 / pairs.len() as f64;
        found
            .measures
            .push(against(StructureMeasure::JoinedUnits, 1.0, left, left, false, &|d| Some(d.pairs)));
    }
    if options.curve_draws > 0 {
        let random = AttritionOptions {
            draws: options.curve_draws,
            seed: options.seed,
            level: options.interval_level,
        };
        found.curves = attrition_curves(&talk.ties, &random);
    }
    Ok(found)
}

/// Distance-weighted fragmentation from some sources, those removed passed over.
fn sampled(ties: &TieGraph, removed: &[MemberId], sources: &[MemberId]) -> Option<f64> {
    let mut number = vec![u32::MAX; ties.node_count()];
    removed.iter().for_each(|member| number[member.index()] = 0);
    let left: Vec<MemberId> = ties.members().filter(|member| number[member.index()] == u32::MAX).collect();
    (0u32..).zip(&left).for_each(|(new, member)| number[member.index()] = new);
    let from: Vec<MemberId> = sources
        .iter()
        .filter(|source| removed.binary_search(source).is_err())
        .map(|source| MemberId(number[source.index()]))
        .collect();
    let reach: f64 = reach_from(&ties.part(&left), &from).iter().sum();
    (!from.is_empty() && left.len() > 1).then(|| 1.0 - reach / from.len() as f64 / (left.len() as f64 - 1.0))
}

struct Random {
    mean: f64,
    interval: Interval,
    percentile: f64,
}

impl Random {
    fn of(mut values: Vec<f64>, judged: f64, more_is_worse: bool, level: f64) -> Option<Random> {
        if values.is_empty() {
            return None;
        }
        values.sort_unstable_by(f64::total_cmp);
        let n = values.len() as f64;
        const SAME: f64 = 1e-12;
        let below = values.iter().filter(|&&value| value < judged - SAME).count() as f64;
        let above = values.iter().filter(|&&value| value > judged + SAME).count() as f64;
        let milder = if more_is_worse { below } else { above };
        let tail = (1.0 - level) / 2.0;
        let at = |p: f64| values[(p * (n - 1.0)).round() as usize];
        let mean = values.iter().sum::<f64>() / n;
        Some(Random {
            mean,
            // A mean of few very bad ones may lie outside.
            interval: Interval { low: at(tail).min(mean), high: at(1.0 - tail).max(mean) },
            percentile: (milder + 0.5 * (n - below - above)) / n,
        })
    }
}
