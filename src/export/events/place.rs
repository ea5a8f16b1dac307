//! Which message stands in which thread, and replies to which.

use super::ReplyTo;
use super::event::{Event, Events, Kind, NONE, Words};
use hashbrown::HashMap;
use std::cmp::Ordering;

/// Where a message belongs: numbers of native ids, [`NONE`] where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The message that starts the thread.
    pub(super) thread: u32,
    pub(super) parent: u32,
}

/// The places of all events, in their order. Reactions are in no thread, and keep what they are to. Messages have ids, each
/// its own.
pub(super) fn places(events: &Events, reply_to: ReplyTo) -> Vec<Place> {
    let of = |event: &Event| Place { thread: NONE, parent: event.parent };
    let mut places: Vec<Place> = events.events.iter().map(of).collect();
    let threads = threads(events);
    // The messages of each thread, in order of time.
    let mut order: Vec<u32> = (0..places.len() as u32).filter(|&i| threads[i as usize] != NONE).collect();
    order.sort_unstable_by(|&a, &b| {
        let (x, y) = (&events.events[a as usize], &events.events[b as usize]);
        (threads[a as usize], x.at, x.order)
            .cmp(&(threads[b as usize], y.at, y.order))
            .then_with(|| by_value(events.words.get(x.id)).cmp(&by_value(events.words.get(y.id))))
    });
    let runs = || order.chunk_by(|&a, &b| threads[a as usize] == threads[b as usize]);
    let named = threads_are_messages(events, runs());
    for run in runs() {
        let first = &events.events[run[0] as usize];
        let free = || run.iter().map(|&i| &events.events[i as usize]).find(|event| event.parent == NONE);
        let root = if named { first.thread } else { free().unwrap_or(first).id };
        thread(events, &mut places, run, root, reply_to);
    }
    places
}

/// Number of the thread of each event: that of its group and its thread column together, since many tools number the
/// threads of each group anew. A message without a group is in the group in which its thread is, where that is one.
fn threads(events: &Events) -> Vec<u32> {
    const SEVERAL: u32 = NONE - 1;
    let mut groups: HashMap<u32, u32> = HashMap::new();
    for event in events.events.iter().filter(|event| event.thread != NONE && event.group != NONE) {
        let group = groups.entry(event.thread).or_insert(event.group);
        if *group != event.group {
            *group = SEVERAL;
        }
    }
    let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
    let number = |event: &Event| {
        if event.thread == NONE || event.kind == Kind::Reaction {
            return NONE;
        }
        let only = || groups.get(&event.thread).copied().filter(|&group| group != SEVERAL);
        let group = if event.group == NONE { only().unwrap_or(NONE) } else { event.group };
        let next = numbers.len() as u32;
        *numbers.entry((group, event.thread)).or_insert(next)
    };
    events.events.iter().map(number).collect()
}

/// Whether the thread column holds ids of messages, those that start the threads: so it is in most threads. Then a thread
/// whose message is not there has no start.
fn threads_are_messages<'a>(events: &Events, runs: impl Iterator<Item = &'a [u32]>) -> bool {
    let (mut named, mut all) = (0u64, 0u64);
    for run in runs {
        all += 1;
        let value = events.events[run[0] as usize].thread;
        named += u64::from(run.iter().any(|&i| events.events[i as usize].id == value));
    }
    named > 0 && 2 * named >= all
}

/// Gives messages without an id a number, in order of time and after all numbers that are ids of messages or threads already. Rows that say the
/// same in several files get the same number: they are one message. Tells how many messages had no id.
pub(super) fn number(events: &mut Events) -> u64 {
    let mut free: Vec<u32> = (0..events.events.len() as u32)
        .filter(|&i| {
            let event = &events.events[i as usize];
            event.id == NONE && event.kind == Kind::Message
        })
        .collect();
    free.sort_unstable_by(|&a, &b| {
        let (x, y) = (&events.events[a as usize], &events.events[b as usize]);
        content(events, x, y).then(x.place.cmp(&y.place))
    });
    // After the numbers of threads too, or a made-up id would look like the message that names a thread.
    let named = events.events.iter().flat_map(|event| [event.id, event.thread, event.parent]);
    let given = named.filter_map(|word| decimal(events.words.get(word)));
    let mut next = given.max().map_or(1, |last| last + 1);
    let mut numbers: Vec<(u32, u64)> = Vec::with_capacity(free.len());
    let same = |&a: &u32, &b: &u32| {
        content(events, &events.events[a as usize], &events.events[b as usize]) == Ordering::Equal
    };
    let file = |i: u32| events.events[i as usize].place.0;
    for run in free.chunk_by(same) {
        let mut most = 0;
        for rows in run.chunk_by(|&a, &b| file(a) == file(b)) {
            numbers.extend(rows.iter().zip(next..).map(|(&i, number)| (i, number)));
            most = most.max(rows.len() as u64);
        }
        next += most;
    }
    let had_none = numbers.len() as u64;
    for (i, number) in numbers {
        events.events[i as usize].id = events.words.number(number.to_string().as_bytes());
    }
    had_none
}

/// Of several messages with one id keeps the latest, of those at one time one by what they say, so that the order of rows
/// does not matter. Tells how many were left out.
pub(super) fn single(events: &mut Events) -> u64 {
    let mut order: Vec<u32> = (0..events.events.len() as u32)
        .filter(|&i| events.events[i as usize].kind == Kind::Message)
        .collect();
    order.sort_unstable_by(|&a, &b| {
        let (x, y) = (&events.events[a as usize], &events.events[b as usize]);
        x.id.cmp(&y.id).then_with(|| content(events, x, y)).then(x.place.cmp(&y.place))
    });
    let mut keep = vec![true; events.events.len()];
    let same = |&a: &u32, &b: &u32| events.events[a as usize].id == events.events[b as usize].id;
    for run in order.chunk_by(same) {
        run[..run.len() - 1].iter().for_each(|&i| keep[i as usize] = false);
    }
    let before = events.events.len();
    let mut kept = keep.into_iter();
    events.events.retain(|_| kept.next().unwrap_or(true));
    (before - events.events.len()) as u64
}

/// Order of two events by what they say, time first; equal where no column tells them apart.
fn content(events: &Events, a: &Event, b: &Event) -> Ordering {
    let words = |of: fn(&Event) -> u32| {
        let (x, y) = (of(a), of(b));
        if x == y { Ordering::Equal } else { events.words.get(x).cmp(events.words.get(y)) }
    };
    a.at.cmp(&b.at)
        .then_with(|| words(|event| event.group))
        .then_with(|| words(|event| event.thread))
        .then_with(|| a.order.cmp(&b.order))
        .then_with(|| words(|event| event.who))
        .then_with(|| events.says(a).cmp(&events.says(b)))
        .then_with(|| words(|event| event.parent))
        .then_with(|| words(|event| event.to))
        .then_with(|| words(|event| event.name))
        .then_with(|| words(|event| event.email))
        .then_with(|| words(|event| event.unit))
        .then_with(|| words(|event| event.group_name))
        .then_with(|| (a.flags.0, a.accepted, a.bot).cmp(&(b.flags.0, b.accepted, b.bot)))
}

/// Ids in the order of a community: numbers by value, then other ids as text.
fn by_value(id: &[u8]) -> (u64, &[u8]) {
    decimal(id).map_or((u64::MAX, id), |value| (value, b""))
}

/// The value of an id that is a plain decimal number of at most 18 digits.
fn decimal(id: &[u8]) -> Option<u64> {
    let plain = !id.is_empty() && id.len() <= 18 && (id.len() == 1 || id[0] != b'0');
    let value = std::str::from_utf8(id).ok().filter(|_| plain && id.iter().all(u8::is_ascii_digit))?;
    value.parse().ok()
}

/// Places the messages of one thread, which come in order of time.
fn thread(events: &Events, places: &mut [Place], run: &[u32], root: u32, reply_to: ReplyTo) {
    // The latest message of each author; the latest one; and the latest of somebody else than the author of that.
    let mut latest: HashMap<u32, u32> = HashMap::new();
    let (mut last, mut before): (Option<&Event>, Option<&Event>) = (None, None);
    for &i in run {
        let event = &events.events[i as usize];
        let mut parent = event.parent;
        // Some tools name the thread where others name its first message.
        if parent != NONE && parent == event.thread {
            parent = root;
        }
        if parent == NONE && event.id != root {
            let addressed = one(&events.words, event.to).filter(|&to| to != event.who);
            let other = if last.is_some_and(|last| last.who != event.who) { last } else { before };
            let reply = addressed.and_then(|to| latest.get(&to).copied());
            let other = other.filter(|_| reply_to == ReplyTo::Previous).map(|other| other.id);
            parent = reply.or(other).unwrap_or(NONE);
        }
        places[i as usize] = Place { thread: root, parent };
        latest.insert(event.who, event.id);
        if last.is_some_and(|last| last.who != event.who) {
            before = last;
        }
        last = Some(event);
    }
}

/// The one person that a column of addressees names; `None` for nobody, several, or somebody unknown.
fn one(words: &Words, to: u32) -> Option<u32> {
    let mut names = addressees(words.get(to));
    let first = names.next()?;
    if names.next().is_some() { None } else { words.find(first) }
}

/// The people that a column of addressees names.
pub(super) fn addressees(to: &[u8]) -> impl Iterator<Item = &[u8]> {
    to.split(|b| matches!(b, b';' | b',' | b'|'))
        .map(|name| name.trim_ascii())
        .map(|name| name.strip_prefix(b"@").unwrap_or(name))
        .filter(|name| !name.is_empty())
}
