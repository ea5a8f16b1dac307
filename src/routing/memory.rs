//! What a router has read: all that it needs of the messages, as of any time.

use super::learn::LearnedWeights;
use super::options::RouteOptions;
use super::presence::{DAYS_AHEAD, Presence};
use super::propensity::Chances;
use super::question::{language, lead};
use crate::activity::{NEVER, Questions, SaysSomething, Units, void};
use crate::calendar::{Calendars, Clocks};
use crate::community::{MemberKind, Messages};
use crate::retrieval::{Desks, Index, Passage, Text};
use crate::text::Language;
use crate::time::DAY_MS;
use crate::{MemberId, MessageId, ThreadId, Timestamp, View};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Mutex;

/// Messages in a language from which somebody is taken to write in it.
const WRITES: u8 = 2;

/// Somebody who wrote in a thread of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contribution {
    pub(super) by: MemberId,
    pub(super) at: Timestamp,
    pub(super) answered: bool,
}

/// What a [`Router`](super::Router) has read of a view: the index, answers, signs of life, calendars. Reading takes seconds for a
/// million messages, so routers of the same view can share it ([`Router::with_memory`](super::Router::with_memory)).
///
/// It depends on three options alone: [`half_life_days`](RouteOptions::half_life_days), [`unit_level`](RouteOptions::unit_level) and
/// [`calendars`](RouteOptions::calendars). No text is kept in it, only hashes of words.
pub struct RouterMemory {
    pub(super) index: Index,
    /// Where searches write.
    pub(super) desks: Desks,
    /// Threads of the index, by number.
    pub(super) threads: Vec<ThreadId>,
    pub(super) numbers: HashMap<u32, u32>,
    pub(super) contribution_ends: Vec<u32>,
    pub(super) contributions: Vec<Contribution>,
    pub(super) presence: Presence,
    pub(super) chances: Chances,
    pub(super) units: Units,
    pub(super) questions: Questions,
    /// Since when somebody writes in a language.
    pub(super) writes_since: HashMap<(u32, Language), Timestamp>,
    /// Business hours of everybody, some weeks beyond the view.
    pub(super) clocks: Clocks,
    /// The weights learned last as of the end of the view, and the options for which they were.
    pub(super) learned: Mutex<Option<(RouteOptions, Option<LearnedWeights>)>>,
    of: ViewOf,
    half_life_days: f64,
    unit_level: Option<usize>,
    calendars: Calendars,
}

/// By what a view is told from others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ViewOf {
    from: Timestamp,
    to: Timestamp,
    messages: Range<usize>,
    members: usize,
    zone: String,
    first: Option<String>,
}

impl ViewOf {
    fn of(view: &View<'_>) -> ViewOf {
        let (community, messages) = (view.community(), view.message_range());
        ViewOf {
            from: view.from(),
            to: view.to(),
            members: community.members().len(),
            zone: view.window().zone.name().to_string(),
            first: (!messages.is_empty()).then(|| community.messages().ids.get(messages.start)),
            messages,
        }
    }
}

impl RouterMemory {
    /// Reads a view. O(words), in parallel.
    pub(super) fn of(view: &View<'_>, options: &RouteOptions) -> RouterMemory {
        let community = view.community();
        let messages = community.messages();
        let questions = Questions::of(view, SaysSomething::default());
        let indexed = Indexed::of(view, &questions);
        let range = view.message_range();
        let members = community.members().iter();
        let last = Timestamp(view.to().0.saturating_add(DAYS_AHEAD * DAY_MS));
        let texts = || {
            let languages: Vec<Option<Language>> =
                range.clone().into_par_iter().map(|i| language(messages, MessageId(i as u32))).collect();
            let index = Index::of(&indexed.passages, |i| {
                let (message, root) = indexed.messages[i];
                text_of(messages, message, root, languages[message.index() - range.start])
            });
            (index, writes_since(view, &languages))
        };
        let times = || (Chances::of(view, &questions, options.half_life_days), Presence::of(view));
        let ((index, writes_since), (chances, presence)) = rayon::join(texts, times);
        RouterMemory {
            chances,
            presence,
            units: Units::of(view, options.unit_level),
            writes_since,
            clocks: options.calendars.clocks(view, members, view.from(), last),
            numbers: indexed.threads.iter().zip(0..).map(|(thread, number)| (thread.0, number)).collect(),
            threads: indexed.threads,
            contribution_ends: indexed.contribution_ends,
            contributions: indexed.contributions,
            desks: Desks::default(),
            learned: Mutex::default(),
            index,
            questions,
            of: ViewOf::of(view),
            half_life_days: options.half_life_days,
            unit_level: options.unit_level,
            calendars: options.calendars.clone(),
        }
    }

    /// Whether it is of this view, and of these options as far as it depends on them.
    pub(super) fn fits(&self, view: &View<'_>, options: &RouteOptions) -> bool {
        self.of == ViewOf::of(view)
            && self.half_life_days == options.half_life_days
            && self.unit_level == options.unit_level
            && self.calendars == options.calendars
    }
}

/// Numbers alone: what was read is nobody's to print.
impl std::fmt::Debug for RouterMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RouterMemory").field("threads", &self.threads.len()).finish_non_exhaustive()
    }
}

/// Answered questions as the index takes them.
struct Indexed {
    passages: Vec<Passage>,
    /// The message of every passage, and whether it starts its thread.
    messages: Vec<(MessageId, bool)>,
    threads: Vec<ThreadId>,
    contribution_ends: Vec<u32>,
    contributions: Vec<Contribution>,
}

impl Indexed {
    /// Threads of questions from their first answer on: before it nobody could know that the thread would help.
    fn of(view: &View<'_>, questions: &Questions) -> Indexed {
        let community = view.community();
        let (messages, members) = (community.messages(), community.members());
        let inside = view.message_range();
        let mut threads: Vec<(Timestamp, ThreadId, MemberId)> = questions
            .asked
            .iter()
            .filter_map(|q| Some((questions.answers(q).first()?.at, q.thread, q.asker)))
            .collect();
        threads.sort_unstable();
        let mut found = Indexed {
            passages: Vec::new(),
            messages: Vec::new(),
            threads: threads.iter().map(|&(_, thread, _)| thread).collect(),
            contribution_ends: Vec::with_capacity(threads.len()),
            contributions: Vec::new(),
        };
        let says_something = SaysSomething::default();
        let mut rows: Vec<(Timestamp, MessageId, u32, bool)> = Vec::new();
        for (number, &(live, thread, asker)) in threads.iter().enumerate() {
            let root = community.threads().root(thread);
            for &message in community.threads().messages(thread) {
                let author = messages.author(message);
                let program = matches!(members.kind(author), MemberKind::Bot | MemberKind::System);
                if !inside.contains(&message.index()) || void(messages.flag(message)) || program {
                    continue;
                }
                let at = messages.time(message);
                rows.push((at.max(live), message, number as u32, Some(message) == root));
                if author != asker {
                    let answered = says_something.of(messages, message);
                    found.contributions.push(Contribution { by: author, at, answered });
                }
            }
            found.contribution_ends.push(found.contributions.len() as u32);
        }
        rows.par_sort_unstable();
        found.passages = rows.iter().map(|&(at, _, thread, _)| Passage { thread, at }).collect();
        found.messages = rows.iter().map(|&(_, message, _, root)| (message, root)).collect();
        found
    }
}

/// What a message says to the index; titles, or first sentences, of questions stand out.
fn text_of(messages: &Messages, message: MessageId, root: bool, language: Option<Language>) -> Text<'_> {
    let (title, body) = (messages.title(message), messages.text(message));
    if !root || !title.is_empty() {
        return Text { lead: title, body, language };
    }
    let (first, rest) = {
        let (first, rest) = lead("", &body);
        (first.to_owned(), rest.to_owned())
    };
    Text { lead: Cow::Owned(first), body: Cow::Owned(rest), language }
}

/// When each person wrote for the second time in a language.
fn writes_since(view: &View<'_>, languages: &[Option<Language>]) -> HashMap<(u32, Language), Timestamp> {
    let messages = view.community().messages();
    let mut counts: HashMap<(u32, Language), (u8, Timestamp)> = HashMap::new();
    for (i, &language) in view.message_range().zip(languages) {
        let Some(language) = language else { continue };
        let entry = counts.entry((messages.authors[i].0, language)).or_insert((0, NEVER));
        entry.0 = entry.0.saturating_add(1);
        if entry.0 == WRITES {
            entry.1 = messages.at[i];
        }
    }
    counts.into_iter().filter(|(_, (n, _))| *n >= WRITES).map(|(key, (_, at))| (key, at)).collect()
}
