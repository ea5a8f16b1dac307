//! Who answers whom, over all threads of the window: pairs of people, and whether it goes both ways.

use super::jackknife::{BUNDLES, Lost};
use super::result::{Acts, Measured, Part, Talk, Ties, Who};
use super::simmelian::{Mutual, simmelian};
use super::talks::measured;
use super::voices::{Voice, Voices};
use super::{ConversationOptions, threads::NO_KEY};
use crate::activity::{CHUNK, sort_in_groups, void};
use crate::community::Parent;
use crate::graph::{
    EdgeRule, Interaction, InteractionGraph, InteractionKind, PingPongOptions, Reciprocity, ping_pong,
    reciprocity,
};
use crate::stats::{Interval, ResampleOptions, bootstrap};
use crate::{Community, MemberId, MessageId, Result, Timestamp, View};
use rayon::prelude::*;
use std::collections::BTreeSet;

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
/// those of the platform are left out, as in the threads. Whoever writes in a thread with too many authors wrote, but to
/// nobody. Also the number of these threads. O(messages + reactions).
pub(super) fn acts(view: &View<'_>, voices: &Voices, max_authors: u32) -> (Vec<Act>, u64) {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let inside = |member: MemberId| voices.voice[member.index()].inside();
    let key = |member: MemberId| voices.key[member.index()];
    let crowded = crowded(view, voices, max_authors);
    let act = |from: MemberId, to: MemberId, on: MessageId, at: i64, reaction: bool| {
        let thread = messages.thread(on);
        let (a, b) = (key(from), key(to));
        if a != b && crowded.contains(&thread.0) {
            return None;
        }
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
    let sorted = sort_in_groups(&parts, community.groups().len(), |act| act.group as usize);
    (sorted, crowded.len() as u64)
}

/// Threads in which more people write in the window than make ties: there everybody would be joined with everybody.
fn crowded(view: &View<'_>, voices: &Voices, max_authors: u32) -> BTreeSet<u32> {
    let (messages, threads) = (view.community().messages(), view.community().threads());
    let (range, most) = (view.message_range(), max_authors as usize);
    let large = threads.iter().filter(|&thread| {
        let all = threads.messages(thread);
        // Most threads cannot have too many authors.
        if all.len() <= most {
            return false;
        }
        let inside = all.iter().filter(|message| range.contains(&message.index()));
        let mut authors: Vec<u32> =
            inside.map(|&message| voices.key[messages.author(message).index()]).collect();
        authors.sort_unstable();
        authors.dedup();
        authors.len() > most && threads.groups[thread.index()].is_some()
    });
    large.map(|thread| thread.0).collect()
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
        // As many sorted runs as there are groups: a sort that merges runs is done sooner than one on all threads.
        acts.sort();
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
    fn both(self) -> bool {
        self.forward != 0 && self.backward != 0
    }

    /// Bundles without any one of which it would not go both ways.
    fn needs_for_both(self) -> u64 {
        match self.both() {
            true => alone(self.forward) | alone(self.backward),
            false => 0,
        }
    }

    /// Bundles without any one of which there would be no tie.
    fn needs(self) -> u64 {
        alone(self.forward | self.backward)
    }
}

/// The bundle where it is a single one.
fn alone(bundles: u64) -> u64 {
    if bundles.is_power_of_two() { bundles } else { 0 }
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
        pairs.push(((a, b), pair));
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
    let used = pairs.iter().fold(0, |bits, (_, pair)| bits | pair.forward | pair.backward);
    let mut lost = Lost::default();
    pairs.iter().for_each(|(_, pair)| lost.see(pair.needs_for_both(), pair.needs()));
    let (interval, reason) = match lost.interval(mutual, pairs.len() as u64, used, options) {
        Ok(interval) => (Some(interval), None),
        Err(reason) => (None, Some(reason)),
    };
    let place = |key: u32| people.partition_point(|&other| other < key) as u32;
    let both = pairs.iter().filter(|(_, pair)| pair.both());
    let both =
        both.map(|&((a, b), pair)| Mutual { ends: (place(a), place(b)), needs: pair.needs_for_both() });
    let both: Vec<Mutual> = both.collect();
    let simmelian = simmelian(people.len(), &both, used, options);
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
        simmelian,
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
    let resample = ResampleOptions { replicates: options.draws, seed: options.seed };
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
    let turns: f64 = counts.iter().map(|(turns, _)| turns).sum();
    Ok(measured(drawn.as_ref(), 0, options.interval_level).map(|rate| rate.of_many(turns)))
}
