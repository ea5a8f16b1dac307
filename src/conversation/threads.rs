//! What happened in each thread.

use super::shape::{Exchange, back_and_forth, virality};
use super::ties::target;
use super::voices::{Voice, Voices};
use crate::activity::void;
use crate::community::MessageFlags;
use crate::time::DAY_MS;
use crate::{MessageId, ThreadId, View};
use rayon::prelude::*;

/// Threads that a task takes.
const CHUNK: usize = 1 << 12;
/// Nobody of the organisation, or nobody yet.
pub(super) const NO_KEY: u32 = u32::MAX;

/// A thread that could be judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Thread {
    pub(super) group: u32,
    /// Key of the member who started it; [`NO_KEY`] where that was nobody of the members.
    pub(super) starter: u32,
    /// Started by a community manager or a communications account.
    pub(super) official: bool,
    /// Somebody other than the starter wrote.
    pub(super) replied: bool,
    /// Messages, the first included.
    pub(super) messages: u32,
    /// Distinct people who wrote.
    pub(super) authors: u32,
    /// Distinct members among them.
    pub(super) members: u32,
    /// Replies between the first message and the farthest one.
    pub(super) depth: u32,
    /// Mean distance of two messages; 0 for a single one.
    pub(super) virality: f64,
    /// Replies of somebody of the organisation to another.
    pub(super) replies: u32,
    /// Replies of a member to another.
    pub(super) member_replies: u32,
    pub(super) back_and_forth: u32,
    pub(super) member_back_and_forth: u32,
}

impl Thread {
    /// At least two members wrote and somebody replied back to somebody.
    pub(super) fn dialogue(&self) -> bool {
        self.members >= 2 && self.back_and_forth > 0
    }

    /// A member replied back to a member.
    pub(super) fn member_dialogue(&self) -> bool {
        self.member_back_and_forth > 0
    }

    /// From the office, and no member replied to another.
    pub(super) fn broadcast(&self) -> bool {
        self.official && self.member_replies == 0
    }
}

/// What was left out, of threads and of the replies in those that were judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LeftOut {
    pub(super) rootless: u64,
    pub(super) private: u64,
    pub(super) program: u64,
    pub(super) deleted: u64,
    pub(super) young: u64,
    /// Replies dated before the first message.
    pub(super) early: u64,
    /// Replies later than the thread is followed.
    pub(super) late: u64,
    /// Deleted messages, and those of programs and the platform.
    pub(super) void: u64,
    /// Replies to the own message.
    pub(super) to_self: u64,
    /// Replies with somebody from outside at one end.
    pub(super) outside: u64,
    /// Replies to a message that was deleted or of a program.
    pub(super) to_void: u64,
}

impl LeftOut {
    fn fields(&mut self) -> [&mut u64; 11] {
        let LeftOut {
            rootless,
            private,
            program,
            deleted,
            young,
            early,
            late,
            void,
            to_self,
            outside,
            to_void,
        } = self;
        [rootless, private, program, deleted, young, early, late, void, to_self, outside, to_void]
    }

    fn add(&mut self, mut other: LeftOut) {
        self.fields().into_iter().zip(other.fields()).for_each(|(sum, more)| *sum += *more);
    }
}

/// Everything seen of the threads.
#[derive(Debug, Default)]
pub(super) struct Threads {
    /// In the order of their first messages.
    pub(super) judged: Vec<Thread>,
    /// Group and key of somebody who wrote in it, people from outside too, sorted, each once; and whether a member.
    pub(super) writers: Vec<(u32, u32, bool)>,
    /// Group and key of somebody who started a thread, sorted, each once.
    pub(super) starters: Vec<(u32, u32)>,
    /// Group and key of somebody who wrote in a thread that somebody else started, sorted, each once.
    pub(super) responders: Vec<(u32, u32)>,
    pub(super) left_out: LeftOut,
}

impl Threads {
    /// One parallel pass over the threads, O(messages log messages of a thread).
    pub(super) fn of(view: &View<'_>, voices: &Voices, follow_days: u32) -> Threads {
        let count = view.community().threads().len();
        let starts: Vec<usize> = (0..count).step_by(CHUNK).collect();
        let parts: Vec<Threads> = starts
            .into_par_iter()
            .map(|start| {
                let mut reader = Reader::new(view, voices, follow_days);
                (start..(start + CHUNK).min(count)).for_each(|i| reader.read(ThreadId(i as u32)));
                let mut part = reader.found;
                part.writers.sort_unstable();
                part.writers.dedup();
                for list in [&mut part.starters, &mut part.responders] {
                    list.sort_unstable();
                    list.dedup();
                }
                part
            })
            .collect();
        let mut all = Threads::default();
        for part in parts {
            all.judged.extend(part.judged);
            all.writers.extend(part.writers);
            all.starters.extend(part.starters);
            all.responders.extend(part.responders);
            all.left_out.add(part.left_out);
        }
        all.writers.par_sort_unstable();
        all.writers.dedup();
        for list in [&mut all.starters, &mut all.responders] {
            list.par_sort_unstable();
            list.dedup();
        }
        all
    }
}

/// Place in the tree of a message that is in none.
const NO_NODE: u32 = u32::MAX;

/// Reads threads one after the other; what it holds besides is working memory.
struct Reader<'a> {
    view: &'a View<'a>,
    voices: &'a Voices,
    follow: i64,
    found: Threads,
    /// For each message of the thread its node in the tree; for one that is taken out the node that replies to it
    /// hang on instead.
    node: Vec<u32>,
    parents: Vec<u32>,
    depths: Vec<u32>,
    sizes: Vec<u64>,
    authors: Vec<u32>,
    members: Vec<u32>,
    exchanges: Vec<Exchange>,
}

impl<'a> Reader<'a> {
    fn new(view: &'a View<'a>, voices: &'a Voices, follow_days: u32) -> Reader<'a> {
        Reader {
            view,
            voices,
            follow: i64::from(follow_days) * DAY_MS,
            found: Threads::default(),
            node: Vec::new(),
            parents: Vec::new(),
            depths: Vec::new(),
            sizes: Vec::new(),
            authors: Vec::new(),
            members: Vec::new(),
            exchanges: Vec::new(),
        }
    }

    fn read(&mut self, thread: ThreadId) {
        let community = self.view.community();
        let (messages, threads) = (community.messages(), community.threads());
        let (all, range) = (threads.messages(thread), self.view.message_range());
        let left_out = &mut self.found.left_out;
        let Some(root) = threads.root(thread) else {
            left_out.rootless += u64::from(all.iter().any(|message| range.contains(&message.index())));
            return;
        };
        if !range.contains(&root.index()) {
            return;
        }
        let flags = messages.flag(root);
        let starter = messages.author(root);
        let voice = self.voices.voice[starter.index()];
        let end = messages.time(root).0.saturating_add(self.follow);
        let reason = match threads.groups[thread.index()] {
            _ if flags.has(MessageFlags::PRIVATE) => Some(&mut left_out.private),
            None => Some(&mut left_out.private),
            _ if flags.has(MessageFlags::SYSTEM) || voice == Voice::Program => Some(&mut left_out.program),
            _ if flags.has(MessageFlags::DELETED) => Some(&mut left_out.deleted),
            _ if end > self.view.to().0 => Some(&mut left_out.young),
            _ => None,
        };
        if let Some(reason) = reason {
            *reason += 1;
            return;
        }
        let group = threads.groups[thread.index()].map_or(NO_KEY, |group| group.0);
        let key = self.voices.key[starter.index()];
        let mut found = Thread {
            group,
            starter: if voice == Voice::Member { key } else { NO_KEY },
            official: voice == Voice::Official,
            replied: false,
            messages: 0,
            authors: 0,
            members: 0,
            depth: 0,
            virality: 0.0,
            replies: 0,
            member_replies: 0,
            back_and_forth: 0,
            member_back_and_forth: 0,
        };
        for list in
            [&mut self.node, &mut self.parents, &mut self.depths, &mut self.authors, &mut self.members]
        {
            list.clear();
        }
        self.sizes.clear();
        self.exchanges.clear();
        for (place, &message) in all.iter().enumerate() {
            // Clocks that disagree put a reply before what it replies to; such a thread starts with its root all the same.
            if message < root {
                self.node.push(0);
                self.found.left_out.early += 1;
                continue;
            }
            if messages.time(message).0 >= end {
                let counts = |message: &&MessageId| {
                    let voice = self.voices.voice[messages.author(**message).index()];
                    !void(messages.flag(**message)) && voice != Voice::Program
                };
                self.found.left_out.late += all[place..].iter().filter(counts).count() as u64;
                break;
            }
            let author = messages.author(message);
            let voice = self.voices.voice[author.index()];
            let taken_out = void(messages.flag(message)) || voice == Voice::Program;
            let target = target(community, message).filter(|_| message != root);
            let parent_place = target.and_then(|parent| all[..place].binary_search(&parent).ok());
            let parent_node = parent_place.map_or(0, |place| self.node[place]);
            if taken_out {
                self.node.push(parent_node);
                self.found.left_out.void += 1;
                continue;
            }
            let node = self.parents.len() as u32;
            self.node.push(node);
            self.sizes.push(1);
            if node == 0 {
                self.parents.push(NO_NODE);
                self.depths.push(0);
            } else {
                self.parents.push(parent_node);
                let depth = self.depths[parent_node as usize] + 1;
                self.depths.push(depth);
                found.depth = found.depth.max(depth);
            }
            let own = self.voices.key[author.index()];
            self.authors.push(own);
            found.replied |= own != key;
            if own != key {
                self.found.responders.push((group, own));
            }
            self.found.writers.push((group, own, voice == Voice::Member));
            if voice == Voice::Member {
                self.members.push(own);
            }
            let Some(target) = target else { continue };
            let other = messages.author(target);
            let (other_voice, other_key) = (self.voices.voice[other.index()], self.voices.key[other.index()]);
            let left_out = &mut self.found.left_out;
            if own == other_key {
                left_out.to_self += 1;
            } else if void(messages.flag(target)) || other_voice == Voice::Program {
                left_out.to_void += 1;
            } else if !voice.inside() || !other_voice.inside() {
                left_out.outside += 1;
            } else {
                let members = voice == Voice::Member && other_voice == Voice::Member;
                found.replies += 1;
                found.member_replies += u32::from(members);
                let pair = (own.min(other_key), own.max(other_key));
                self.exchanges.push(Exchange {
                    pair,
                    place: place as u32,
                    forward: own < other_key,
                    members,
                });
            }
        }
        let distinct = |keys: &mut Vec<u32>| {
            keys.sort_unstable();
            keys.dedup();
            keys.len() as u32
        };
        found.messages = self.parents.len() as u32;
        found.authors = distinct(&mut self.authors);
        found.members = distinct(&mut self.members);
        let parents = &self.parents;
        found.virality =
            virality(parents.len(), |i| parents[i] as usize, &mut self.sizes).unwrap_or_default();
        (found.back_and_forth, found.member_back_and_forth) = back_and_forth(&mut self.exchanges);
        self.found.starters.push((group, key));
        self.found.judged.push(found);
    }
}
