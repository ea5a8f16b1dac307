//! From threads to the numbers of a community.

use super::ConversationOptions;
use super::result::{Measured, Part, Talk};
use super::threads::{NO_KEY, Thread, Threads};
use super::voices::Voices;
use crate::activity::counted;
use crate::community::Groups;
use crate::stats::{Interval, Replicates, ResampleOptions, bootstrap, wilson};
use crate::{GroupId, View};
use rayon::prelude::*;

/// Threads are drawn in at most so many bundles: every so many-th thread is in one bundle. What is drawn stays
/// independent, and a million threads cost no more than a few hundred.
pub(super) const BUNDLES: usize = 256;

/// Threads and people of a community.
struct Parts<'a> {
    group: Option<GroupId>,
    threads: Vec<&'a Thread>,
    /// Keys of the people who wrote, ascending; and whether a member.
    writers: Vec<(u32, bool)>,
    /// Keys of those who started a thread, ascending.
    starters: Vec<u32>,
    /// Keys of those who wrote in a thread of somebody else, ascending.
    responders: Vec<u32>,
}

/// The whole, then the groups, the most people first. Nothing without a thread.
pub(super) fn talks(
    view: &View<'_>,
    found: &Threads,
    voices: &Voices,
    options: &ConversationOptions,
) -> Vec<Talk> {
    if found.judged.is_empty() {
        return Vec::new();
    }
    let mut everybody: Vec<(u32, bool)> =
        found.writers.iter().map(|&(_, key, member)| (key, member)).collect();
    everybody.par_sort_unstable();
    everybody.dedup();
    let keys = |list: &[(u32, u32)]| {
        let mut keys: Vec<u32> = list.iter().map(|&(_, key)| key).collect();
        keys.par_sort_unstable();
        keys.dedup();
        keys
    };
    let mut parts = vec![Parts {
        group: None,
        threads: found.judged.iter().collect(),
        writers: everybody,
        starters: keys(&found.starters),
        responders: keys(&found.responders),
    }];
    if options.by_group {
        parts.extend(by_group(view.community().groups().len(), found));
    }
    let groups = view.community().groups();
    let mut talks: Vec<Talk> =
        parts.into_par_iter().map(|part| talk(groups, &part, voices.roles_known, options)).collect();
    talks.sort_by(|a, b| {
        let size = |talk: &Talk| (talk.group.is_some(), std::cmp::Reverse(talk.people));
        (size(a), &a.id, &a.name).cmp(&(size(b), &b.id, &b.name))
    });
    talks
}

fn by_group(groups: usize, found: &Threads) -> Vec<Parts<'_>> {
    let mut parts: Vec<Parts<'_>> = (0..groups)
        .map(|group| Parts {
            group: Some(GroupId(group as u32)),
            threads: Vec::new(),
            writers: Vec::new(),
            starters: Vec::new(),
            responders: Vec::new(),
        })
        .collect();
    for thread in &found.judged {
        if let Some(part) = parts.get_mut(thread.group as usize) {
            part.threads.push(thread);
        }
    }
    for &(group, key, member) in &found.writers {
        if let Some(part) = parts.get_mut(group as usize) {
            part.writers.push((key, member));
        }
    }
    for &(group, key) in &found.starters {
        if let Some(part) = parts.get_mut(group as usize) {
            part.starters.push(key);
        }
    }
    for &(group, key) in &found.responders {
        if let Some(part) = parts.get_mut(group as usize) {
            part.responders.push(key);
        }
    }
    parts.retain(|part| !part.threads.is_empty());
    parts
}

/// What is added up over threads, and which sum is divided by which.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sum {
    Threads,
    /// Threads with a reply.
    Replied,
    Authors,
    Messages,
    BackAndForth,
    /// Of threads with a reply.
    Depth,
    /// Of threads with a reply.
    Virality,
    /// Between people of the organisation.
    Replies,
    MemberReplies,
}

const SUMS: usize = 9;

const RATIOS: [(Sum, Sum); 6] = [
    (Sum::Authors, Sum::Threads),
    (Sum::Messages, Sum::Threads),
    (Sum::BackAndForth, Sum::Threads),
    (Sum::Depth, Sum::Replied),
    (Sum::Virality, Sum::Replied),
    (Sum::MemberReplies, Sum::Replies),
];

fn add(sums: &mut [f64; SUMS], thread: &Thread) {
    let mut add = |sum: Sum, value: f64| sums[sum as usize] += value;
    add(Sum::Threads, 1.0);
    add(Sum::Authors, thread.authors.into());
    add(Sum::Messages, f64::from(thread.messages) - 1.0);
    add(Sum::BackAndForth, thread.back_and_forth.into());
    add(Sum::Replies, thread.replies.into());
    add(Sum::MemberReplies, thread.member_replies.into());
    if thread.replied {
        add(Sum::Replied, 1.0);
        add(Sum::Depth, thread.depth.into());
        add(Sum::Virality, thread.virality);
    }
}

/// The ratios over the threads and over samples of them; `None` without threads.
fn ratios(threads: &[&Thread], options: &ConversationOptions) -> Option<Replicates> {
    let mut bundles = vec![[0.0; SUMS]; threads.len().min(BUNDLES)];
    threads.iter().enumerate().for_each(|(i, thread)| add(&mut bundles[i % BUNDLES], thread));
    let resample = ResampleOptions { replicates: options.draws, seed: options.seed };
    let ratios = RATIOS.len();
    bootstrap(
        bundles.len(),
        ratios,
        &resample,
        || (),
        |times, _, out| {
            let mut sums = [0.0; SUMS];
            for (bundle, &n) in bundles.iter().zip(times).filter(|(_, n)| **n > 0) {
                sums.iter_mut().zip(bundle).for_each(|(sum, value)| *sum += f64::from(n) * value);
            }
            for (out, (part, of)) in out.iter_mut().zip(RATIOS) {
                *out = sums[part as usize] / sums[of as usize];
            }
        },
    )
}

/// Threads started by members, a member who wrote, with samples of the members.
fn initiations(part: &Parts<'_>, options: &ConversationOptions) -> Option<Replicates> {
    let members: Vec<u32> = part.writers.iter().filter(|(_, member)| *member).map(|(key, _)| *key).collect();
    let mut started = vec![0u32; members.len()];
    for thread in part.threads.iter().filter(|thread| thread.starter != NO_KEY) {
        if let Ok(place) = members.binary_search(&thread.starter) {
            started[place] += 1;
        }
    }
    let mut bundles = vec![(0.0, 0.0); members.len().min(BUNDLES)];
    for (i, &n) in started.iter().enumerate() {
        let bundle = &mut bundles[i % BUNDLES];
        *bundle = (bundle.0 + f64::from(n), bundle.1 + 1.0);
    }
    let resample = ResampleOptions { replicates: options.draws, seed: options.seed };
    bootstrap(
        bundles.len(),
        1,
        &resample,
        || (),
        |times, _, out| {
            let (mut threads, mut people) = (0.0, 0.0);
            for ((started, members), &n) in bundles.iter().zip(times) {
                threads += f64::from(n) * started;
                people += f64::from(n) * members;
            }
            out[0] = threads / people;
        },
    )
}

/// A number of the replicates. A percentile interval can lie beside the estimate; nobody would understand that.
pub(super) fn measured(replicates: Option<&Replicates>, ratio: usize, level: f64) -> Option<Measured> {
    let value = replicates?.point(ratio)?;
    let interval = replicates?.percentile(ratio, level);
    // All samples alike say nothing about others.
    let interval = interval.filter(|interval| interval.low < interval.high);
    let interval =
        interval.map(|Interval { low, high }| Interval { low: low.min(value), high: high.max(value) });
    Some(Measured { value, interval })
}

fn talk(groups: &Groups, part: &Parts<'_>, roles_known: bool, options: &ConversationOptions) -> Talk {
    let level = options.interval_level;
    let threads = &part.threads;
    let n = threads.len() as u64;
    let count = |holds: fn(&Thread) -> bool| threads.iter().filter(|thread| holds(thread)).count() as u64;
    let share = |part: u64, of: u64| Part { part, of, interval: wilson(part, of, level) };
    let known = |part: Part| Some(part).filter(|_| roles_known);
    let (official, broadcast) = (count(|thread| thread.official), count(Thread::broadcast));
    let sum = |of: fn(&Thread) -> u32| threads.iter().map(|thread| u64::from(of(thread))).sum::<u64>();
    let replied = count(|thread| thread.replied);
    let enough = |n: u64| n >= u64::from(options.min_threads);
    let of_threads = ratios(threads, options).filter(|_| enough(n));
    let of_replied = of_threads.as_ref().filter(|_| enough(replied));
    let exchanged = count(|thread| thread.replies > 0);
    let mut behind = [0.0; SUMS];
    threads.iter().for_each(|thread| add(&mut behind, thread));
    let others = behind[Sum::Replies as usize] - behind[Sum::MemberReplies as usize];
    let ratio = |sum: Sum, of: Option<&Replicates>| {
        let found = measured(of, RATIOS.iter().position(|(part, _)| *part == sum)?, level)?;
        Some(found.of_many(behind[sum as usize]))
    };
    let member_to_member = Part {
        part: sum(|thread| thread.member_replies),
        of: sum(|thread| thread.replies),
        interval: ratio(Sum::MemberReplies, of_threads.as_ref().filter(|_| enough(exchanged)))
            .and_then(|measured| measured.of_many(others).interval),
    };
    let members = part.writers.iter().filter(|(_, member)| *member).count() as u64;
    let people = part.writers.len() as u64;
    let of_people = |n: usize| share(n as u64, people);
    let both = part.starters.iter().filter(|key| part.responders.binary_search(key).is_ok()).count();
    let text = |of: &dyn Fn(usize) -> String| part.group.map_or_else(String::new, |group| of(group.index()));
    Talk {
        group: part.group,
        id: text(&|group| groups.ids.get(group).to_string()),
        name: text(&|group| groups.names.get(group).to_string()),
        people,
        members,
        threads: n,
        replies: sum(|thread| thread.messages - 1),
        starters: of_people(part.starters.len()),
        responders: of_people(part.responders.len()),
        both: of_people(both),
        replied: share(replied, n),
        dialogue: share(count(Thread::dialogue), n),
        member_dialogue: share(count(Thread::member_dialogue), n),
        official: known(share(official, n)),
        broadcast: known(share(broadcast, n)),
        broadcast_of_official: known(share(broadcast, official)),
        member_to_member: known(member_to_member),
        authors: ratio(Sum::Authors, of_threads.as_ref()),
        replies_per_post: ratio(Sum::Messages, of_threads.as_ref()),
        back_and_forth: ratio(Sum::BackAndForth, of_threads.as_ref()),
        depth: ratio(Sum::Depth, of_replied),
        virality: ratio(Sum::Virality, of_replied),
        initiations: initiations(part, options)
            .filter(|_| enough(n) && members >= u64::from(options.min_threads))
            .and_then(|replicates| measured(Some(&replicates), 0, level))
            .map(|found| found.of_many(found.value * members as f64)),
        reason: match () {
            () if !enough(n) => Some(format!(
                "{}; {} are needed for means",
                counted(n, "thread", "threads"),
                options.min_threads
            )),
            () if !enough(replied) => Some(format!(
                "{} with a reply; {} are needed for depth and distance",
                counted(replied, "thread", "threads"),
                options.min_threads
            )),
            () => None,
        },
    }
}
