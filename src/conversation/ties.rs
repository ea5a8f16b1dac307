//! Who answers whom, over all threads of the window: pairs of people, and whether it goes both ways.
//!
//! A tie is there or not, which no sum over threads is, and a bootstrap sample lacks a third of the threads and with
//! them ties: it would find fewer both ways, always. So the intervals come from leaving out one bundle of threads
//! after the other (delete-a-group jackknife), which takes little away at a time; by the inequality of Efron and
//! Stein it errs to the side of too large a variance.

use super::result::{Acts, Measured, Part, Talk, Ties, Who};
use super::talks::measured;
use super::voices::{Voice, Voices};
use super::{ConversationOptions, threads::NO_KEY};
use crate::activity::{CHUNK, sort_in_groups, void};
use crate::community::Parent;
use crate::graph::{
    EdgeRule, Interaction, InteractionGraph, InteractionKind, PingPongOptions, Reciprocity, ping_pong,
    reciprocity,
};
use crate::stats::{Interval, ResampleOptions, bootstrap, t_quantile, wilson_of};
use crate::{Community, MemberId, MessageId, Result, Timestamp, View};
use rayon::prelude::*;

/// Bundles of threads for the jackknife; one bit each.
const BUNDLES: u32 = 64;

/// Somebody acted on somebody else, or (with equal keys) wrote at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Act {
    group: u32,
    /// The smaller key first.
    pair: (u32, u32),
    forward: bool,
    thread: u32,
    /// When, for replies; the order of the acts of a pair does not matter otherwise.
    at: i64,
    members: bool,
    reaction: bool,
}

/// The message that a reply is to: where that is not in the export, the first of the thread.
pub(super) fn target(community: &Community, message: MessageId) -> Option<MessageId> {
    let messages = community.messages();
    match messages.parent(message) {
        Parent::Message(parent) => Some(parent),
        Parent::NotInExport => {
            community.threads().root(messages.thread(message)).filter(|&root| root != message)
        }
        Parent::None => None,
    }
}

/// All acts of the view, sorted by group. Private conversations, programs, people from outside, deleted messages and
/// those of the platform are left out, as in the threads. O(messages + reactions).
pub(super) fn acts(view: &View<'_>, voices: &Voices) -> Vec<Act> {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let inside = |member: MemberId| voices.voice[member.index()].inside();
    let key = |member: MemberId| voices.key[member.index()];
    let act = |from: MemberId, to: MemberId, on: MessageId, at: i64, reaction: bool| {
        let thread = messages.thread(on);
        let (a, b) = (key(from), key(to));
        Some(Act {
            group: threads.groups[thread.index()]?.0,
            pair: (a.min(b), a.max(b)),
            forward: a < b,
            thread: thread.0,
            at,
            members: [from, to].iter().all(|member| voices.voice[member.index()] == Voice::Member),
            reaction,
        })
    };
    let counts = |message: MessageId| !void(messages.flag(message)) && inside(messages.author(message));
    let range = view.message_range();
    let starts: Vec<usize> = range.clone().step_by(CHUNK).collect();
    let mut parts: Vec<Vec<Act>> = starts
        .into_par_iter()
        .map(|start| {
            let mut found = Vec::new();
            for message in (start..(start + CHUNK).min(range.end)).map(|i| MessageId(i as u32)) {
                if !counts(message) {
                    continue;
                }
                let author = messages.author(message);
                found.extend(act(author, author, message, 0, false));
                if let Some(target) = target(community, message).filter(|&target| counts(target)) {
                    let to = messages.author(target);
                    found.extend(
                        act(author, to, message, messages.time(message).0, false)
                            .filter(|act| act.pair.0 != act.pair.1),
                    );
                }
            }
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect();
    let reacted = community.reactions().iter().filter_map(|reaction| {
        let at = reaction.at.unwrap_or_else(|| messages.time(reaction.message));
        let seen = view.contains(at) && counts(reaction.message) && inside(reaction.by);
        let found = act(reaction.by, messages.author(reaction.message), reaction.message, 0, true)?;
        Some(found).filter(|found| seen && found.pair.0 != found.pair.1)
    });
    parts.push(reacted.collect());
    let parts: Vec<&[Act]> = parts.iter().map(Vec::as_slice).collect();
    sort_in_groups(&parts, community.groups().len(), |act| act.group as usize)
}

/// Ties of the whole, among members and among everybody, by replies and where there are any by reactions too; and of
/// each group among members by replies.
pub(super) fn ties(
    mut acts: Vec<Act>,
    talks: &[Talk],
    roles_known: bool,
    options: &ConversationOptions,
) -> Result<Vec<Ties>> {
    let mut place = std::collections::BTreeMap::new();
    for (i, talk) in talks.iter().enumerate() {
        place.insert(talk.group.map_or(NO_KEY, |group| group.0), i);
    }
    let groups: Vec<&[Act]> = acts.chunk_by(|a, b| a.group == b.group).collect();
    let groups: Result<Vec<Option<Ties>>> = groups
        .into_par_iter()
        .map(|acts| match place.get(&acts[0].group) {
            Some(&talk) => of(acts, talk, Who::Members, Acts::Replies, options).map(Some),
            None => Ok(None),
        })
        .collect();
    let mut groups: Vec<Ties> = groups?.into_iter().flatten().collect();
    groups.sort_by_key(|ties| ties.talk);
    let mut found = Vec::new();
    if let Some(&talk) = place.get(&NO_KEY) {
        acts.par_iter_mut().for_each(|act| act.group = 0);
        acts.par_sort_unstable();
        let reacted = acts.iter().any(|act| act.reaction);
        for who in [Who::Members, Who::Everybody].into_iter().take(1 + usize::from(roles_known)) {
            for by in [Acts::Replies, Acts::RepliesAndReactions].into_iter().take(1 + usize::from(reacted)) {
                found.push(of(&acts, talk, who, by, options)?);
            }
        }
    }
    found.extend(groups);
    Ok(found)
}

/// The bundle of the thread of an act. Few threads are dealt out one by one, so that as many bundles as can be have one;
/// many fill them by their numbers.
fn bundles(acts: &[&Act]) -> impl Fn(&Act) -> u32 {
    let mut threads: Vec<u32> =
        acts.iter().filter(|act| act.pair.0 != act.pair.1).map(|act| act.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    threads.truncate(if threads.len() > 16 * BUNDLES as usize { 0 } else { usize::MAX });
    move |act| match threads.is_empty() {
        true => act.thread % BUNDLES,
        false => threads.partition_point(|&thread| thread < act.thread) as u32 % BUNDLES,
    }
}

/// Pairs, by the bundles of threads in which they acted on each other.
#[derive(Debug, Clone, Copy)]
struct Pair {
    forward: u64,
    backward: u64,
}

impl Pair {
    fn tied(self) -> bool {
        self.forward | self.backward != 0
    }

    fn both(self) -> bool {
        self.forward != 0 && self.backward != 0
    }

    fn without(self, bundles: u64) -> Pair {
        Pair { forward: self.forward & !bundles, backward: self.backward & !bundles }
    }
}

fn of(acts: &[Act], talk: usize, who: Who, by: Acts, options: &ConversationOptions) -> Result<Ties> {
    let kept = |act: &&Act| {
        (who == Who::Everybody || act.members) && (by == Acts::RepliesAndReactions || !act.reaction)
    };
    let (mut people, mut pairs) = (Vec::new(), Vec::new());
    let (mut from, mut to) = (Vec::new(), Vec::new());
    let kept: Vec<&Act> = acts.iter().filter(kept).collect();
    let bundle = bundles(&kept);
    for of_pair in kept.chunk_by(|a, b| a.pair == b.pair) {
        let (a, b) = of_pair[0].pair;
        people.extend([a, b]);
        if a == b {
            continue;
        }
        let bundles = |forward: bool| {
            let acts = of_pair.iter().filter(|act| act.forward == forward);
            acts.fold(0, |bits, act| bits | 1 << bundle(act))
        };
        let pair = Pair { forward: bundles(true), backward: bundles(false) };
        for (bits, u, v) in [(pair.forward, a, b), (pair.backward, b, a)] {
            if bits != 0 {
                from.push(u);
                to.push(v);
            }
        }
        pairs.push(pair);
    }
    people.sort_unstable();
    people.dedup();
    let node = |key: &mut u32| *key = people.partition_point(|other| other < key) as u32;
    from.iter_mut().chain(&mut to).for_each(node);
    let ping_pong = match by {
        Acts::Replies => exchanges(&people, &kept, options)?,
        Acts::RepliesAndReactions => None,
    };
    let graph = InteractionGraph::from_arcs(people.len(), &from, &to, &vec![1.0; from.len()])?;
    let found = reciprocity(&graph);
    let mutual = found.mutual / 2;
    let (interval, reason) = match interval(&pairs, options) {
        Ok(interval) => (Some(interval), None),
        Err(reason) => (None, Some(reason)),
    };
    let two_way = Part { part: mutual, of: pairs.len() as u64, interval };
    let known = interval.is_some();
    // r = 2p/(1+p) for the share p of the pairs with ties both ways.
    let r_of = |p: f64| 2.0 * p / (1.0 + p);
    let ends = |of: &dyn Fn(f64) -> f64| {
        interval.map(|Interval { low, high }| Interval { low: of(low), high: of(high) })
    };
    let Reciprocity { r, rho, density, .. } = found;
    let d = density.unwrap_or(0.0);
    Ok(Ties {
        talk,
        who,
        acts: by,
        people: people.len() as u64,
        arcs: found.arcs,
        two_way,
        r: r.filter(|_| known).map(|value| Measured { value, interval: ends(&r_of) }),
        rho: rho
            .filter(|_| known)
            .map(|value| Measured { value, interval: ends(&|p| (r_of(p) - d) / (1.0 - d)) }),
        ping_pong: ping_pong.filter(|_| known),
        reason,
    })
}

/// Rate of ping-pong among the replies. What one pair does is nobody else's, so pairs are what is drawn, in at most 64
/// bundles.
fn exchanges(people: &[u32], acts: &[&Act], options: &ConversationOptions) -> Result<Option<Measured>> {
    let node = |key: u32| MemberId(people.partition_point(|&other| other < key) as u32);
    let mut bundles: Vec<Vec<Interaction>> = Vec::new();
    for (i, of_pair) in
        acts.chunk_by(|a, b| a.pair == b.pair).filter(|acts| acts[0].pair.0 != acts[0].pair.1).enumerate()
    {
        if i < BUNDLES as usize {
            bundles.push(Vec::new());
        }
        let (a, b) = (node(of_pair[0].pair.0), node(of_pair[0].pair.1));
        bundles[i % BUNDLES as usize].extend(of_pair.iter().map(|act| {
            let (from, to) = if act.forward { (a, b) } else { (b, a) };
            Interaction { from, to, kind: InteractionKind::Reply, at: Timestamp(act.at) }
        }));
    }
    let within = PingPongOptions { within_days: options.exchange_days };
    let counts: Result<Vec<(f64, f64)>> = bundles
        .iter()
        .map(|events| {
            let found = ping_pong(people.len(), events, &EdgeRule::default(), &within)?;
            Ok((found.turns as f64, found.acts as f64))
        })
        .collect();
    let counts = counts?;
    let resample = ResampleOptions { replicates: options.samples, seed: options.seed };
    let drawn = bootstrap(
        counts.len(),
        1,
        &resample,
        || (),
        |times, _, out| {
            let (mut turns, mut acts) = (0.0, 0.0);
            for ((more_turns, more_acts), &n) in counts.iter().zip(times) {
                turns += f64::from(n) * more_turns;
                acts += f64::from(n) * more_acts;
            }
            out[0] = turns / acts;
        },
    );
    Ok(measured(drawn.as_ref(), 0, options.interval_level))
}

/// Wilson's interval of the share of pairs with ties both ways, for as many pairs as would be as uncertain if they
/// were independent.
fn interval(pairs: &[Pair], options: &ConversationOptions) -> std::result::Result<Interval, String> {
    let used = pairs.iter().fold(0, |bits, pair| bits | pair.forward | pair.backward);
    let bundles = used.count_ones();
    let needed = options.min_threads.min(BUNDLES);
    let (all, both) = (pairs.len() as f64, pairs.iter().filter(|pair| pair.both()).count() as f64);
    if bundles < needed {
        return Err(format!("too few threads with replies among them; {needed} are needed"));
    }
    let mut lost = [(0.0, 0.0); BUNDLES as usize];
    for pair in pairs {
        // Only what rests on a single bundle goes with it.
        for bits in [pair.forward, pair.backward].into_iter().filter(|bits| bits.is_power_of_two()) {
            let twice = pair.forward == pair.backward;
            let left = pair.without(bits);
            let weight = if twice { 0.5 } else { 1.0 };
            let lost = &mut lost[bits.trailing_zeros() as usize];
            lost.0 += weight * f64::from(u8::from(pair.both() && !left.both()));
            lost.1 += weight * f64::from(u8::from(!left.tied()));
        }
    }
    let values: Vec<f64> = (0..BUNDLES as usize)
        .filter(|bundle| used >> bundle & 1 == 1 && all - lost[*bundle].1 > 0.0)
        .map(|bundle| (both - lost[bundle].0) / (all - lost[bundle].1))
        .collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = (n - 1.0) / n * values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    // Half a pair to each side: shares of 0 and 1 are not certain.
    let near = (both + 0.5) / (all + 1.0);
    // Not surer than independent pairs would be.
    let size = if variance > 0.0 { (near * (1.0 - near) / variance).min(all) } else { all };
    match t_quantile(options.interval_level, values.len() + 1) {
        Some(t) if all > 0.0 && size > 0.0 => Ok(wilson_of(both / all, size, t)),
        _ => Err("too few threads".into()),
    }
}
