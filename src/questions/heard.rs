//! What was asked: how many questions, where, in which language, heard by their mark or by their words.

use super::HeardOptions;
use super::recall::{self, MeasuredRecall};
use crate::activity::{Estimate, NO_UNIT, Start, Units, largest_two, void};
use crate::community::{MemberKind, MessageFlags, Parent};
use crate::stats::wilson_of;
use crate::table::Provenance;
use crate::text::Language;
use crate::time::Day;
use crate::{GroupId, MemberId, Result, View};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeardKind {
    /// Threads started by colleagues that start with a question.
    Threads,
    /// Replies of colleagues that ask.
    Replies,
    /// Questions that start a thread and carry a question mark, or the mark of the platform.
    Marked,
    /// Questions that start a thread and were heard by their words.
    ByWords,
    /// Questions of colleagues, in threads and replies, that start a thread.
    Starts,
}

impl HeardKind {
    /// All of them, in the order of the table.
    pub const ALL: [HeardKind; 5] =
        [HeardKind::Threads, HeardKind::Marked, HeardKind::ByWords, HeardKind::Replies, HeardKind::Starts];

    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            HeardKind::Threads => "threads that ask",
            HeardKind::Replies => "replies that ask",
            HeardKind::Marked => "with a question mark",
            HeardKind::ByWords => "heard by words",
            HeardKind::Starts => "questions that start a thread",
        }
    }
}

/// A number out of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeardShare {
    /// What is counted.
    pub kind: HeardKind,
    /// So many.
    pub part: u64,
    /// Out of so many.
    pub of: u64,
    /// People who wrote these.
    pub people: u64,
    /// `part / of` with Wilson's interval; `None` for too few.
    pub share: Option<Estimate>,
}

/// Threads of a unit, group, language or period, and how many of them ask.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeardPart {
    /// Name of the unit or group, code of the language; empty for a period.
    pub name: String,
    /// Native id of the group; empty else.
    pub id: String,
    /// People who started the threads.
    pub people: u64,
    /// Threads started by colleagues.
    pub threads: u64,
    /// Those that start with a question.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// Questions with a question mark, or the mark of the platform.
    pub marked: u64,
    /// Questions heard by their words.
    pub by_words: u64,
    /// `questions / threads` with Wilson's interval; `None` for too few.
    pub share: Option<Estimate>,
    /// Threads of the two people who started most of them.
    pub largest_threads: [u64; 2],
    /// Questions of the two people who asked most of them.
    pub largest_questions: [u64; 2],
}

/// The same of a week or month.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardPeriod {
    /// First day of the period.
    pub start: Day,
    /// Whether it lies in the view from beginning to end.
    pub whole: bool,
    /// Its threads.
    pub part: HeardPart,
}

/// How many questions were probably not heard, in a language of which the rules were measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unheard {
    /// What was measured.
    pub measured: MeasuredRecall,
    /// People who started the threads in this language.
    pub people: u64,
    /// Questions that start a thread, heard by their mark.
    pub marked: u64,
    /// The same, heard by their words.
    pub by_words: u64,
    /// Questions missed for those heard by their words, `n (1 - r) / r` with the measured recall `r` and the ends of its
    /// Wilson interval; `None` where none was heard by its words.
    pub missed: Option<Estimate>,
}

/// What was asked in a view.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardQuestions {
    /// Options in force.
    pub options: HeardOptions,
    /// Threads started by colleagues.
    pub threads: u64,
    /// People who started them.
    pub people: u64,
    /// Numbers and shares.
    pub shares: Vec<HeardShare>,
    /// By unit of whoever started the thread, by name.
    pub units: Vec<HeardPart>,
    /// By group of the platform, by name.
    pub groups: Vec<HeardPart>,
    /// By language of the first message, by code.
    pub languages: Vec<HeardPart>,
    /// By time, all bins of the view.
    pub periods: Vec<HeardPeriod>,
    /// What was probably missed, by language by code.
    pub unheard: Vec<Unheard>,
    /// How these numbers came about.
    pub provenance: Provenance,
}

/// A message of a colleague.
#[derive(Debug, Clone, Copy)]
struct Fact {
    by: MemberId,
    day: Day,
    /// It starts a thread.
    starts: bool,
    asks: bool,
    marked: bool,
    unit: u32,
    group: Option<GroupId>,
    language: Option<Language>,
}

impl Fact {
    fn of(view: &View<'_>, units: &Units, message: crate::MessageId) -> Option<Fact> {
        let community = view.community();
        let (messages, members) = (community.messages(), community.members());
        let (by, flags) = (messages.author(message), messages.flag(message));
        if !members.is_colleague(by) || void(flags) {
            return None;
        }
        let thread = messages.thread(message);
        let starts = matches!(messages.parent(message), Parent::None);
        // An announcement, a poll or praise is no thread that somebody might have started with a question.
        if starts && Start::of(community, thread) == Start::Broadcast {
            return None;
        }
        let asks = flags.has(MessageFlags::QUESTION);
        Some(Fact {
            by,
            day: view.clock().day(messages.time(message)),
            starts,
            asks,
            marked: asks && flags.has(MessageFlags::MARKED),
            unit: units.of[by.index()],
            group: community.threads().groups[thread.index()],
            language: messages.language(message),
        })
    }
}

fn people<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> u64 {
    let mut people: Vec<MemberId> = facts.into_iter().map(|fact| fact.by).collect();
    people.sort_unstable();
    people.dedup();
    people.len() as u64
}

/// What was asked in a view: how many threads of colleagues start with a question, whole and by unit, group, language and
/// week or month; how many were heard by a question mark (or the mark of the platform) and how many by their words; how many replies ask;
/// and, where the rules of a language were measured, about how many were not heard. No person is named and no text given.
///
/// Announcements, polls, praise, deleted messages and what the community manager, communications, guests and programs
/// write are left out. Shares have Wilson's interval.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// O(messages + threads · log threads), in parallel.
///
/// # Example
/// ```
/// use cmgraph::questions::{HeardKind, HeardOptions, heard_questions};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = heard_questions(&read(&[path], &ReadOptions::default())?.whole(), &HeardOptions::default())?;
/// let threads = found.shares.iter().find(|share| share.kind == HeardKind::Threads).expect("threads");
/// assert!(threads.share.is_some_and(|share| share.value > 0.1 && share.value < 0.9));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn heard_questions(view: &View<'_>, options: &HeardOptions) -> Result<HeardQuestions> {
    options.check()?;
    let units = Units::of(view, options.unit_level);
    let range = view.message_range();
    let fact = |i: usize| Fact::of(view, &units, crate::MessageId(i as u32));
    let facts: Vec<Fact> = range.into_par_iter().with_min_len(1 << 14).filter_map(fact).collect();
    let starts: Vec<&Fact> = facts.iter().filter(|fact| fact.starts).collect();
    let languages = by(&starts, |fact| fact.language);
    let mut found = HeardQuestions {
        options: options.clone(),
        threads: starts.len() as u64,
        people: people(starts.iter().copied()),
        shares: HeardKind::ALL.map(|kind| share(&facts, kind, options)).to_vec(),
        units: of_units(&starts, &units, options),
        groups: of_groups(view, &starts, options),
        unheard: languages
            .iter()
            .filter_map(|(&language, facts)| unheard(language, facts, options))
            .collect(),
        languages: languages
            .iter()
            .map(|(language, facts)| HeardPart {
                name: language.code().into(),
                ..HeardPart::of(facts, options)
            })
            .collect(),
        periods: periods(view, &starts, options),
        provenance: Provenance::default(),
    };
    let left_out = super::heard_tables::LeftOut {
        unit: starts.iter().filter(|fact| fact.unit == NO_UNIT).count() as u64,
        group: starts.iter().filter(|fact| fact.group.is_none()).count() as u64,
        language: starts.iter().filter(|fact| fact.language.is_none()).count() as u64,
        others: others(view),
    };
    found.provenance = super::heard_tables::provenance(view, &found, &left_out);
    Ok(found)
}

/// Threads of the view that no colleague started, or that are set pieces.
fn others(view: &View<'_>) -> u64 {
    let community = view.community();
    let (messages, members) = (community.messages(), community.members());
    let inside = view.message_range();
    let counts = |thread| {
        let root = community.threads().root(thread);
        root.filter(|root| inside.contains(&root.index())).is_some_and(|root| {
            let by = messages.author(root);
            let program = matches!(members.kind(by), MemberKind::Bot | MemberKind::System);
            let start = Start::of(community, thread);
            !void(messages.flag(root)) && !program && (!members.is_colleague(by) || start == Start::Broadcast)
        })
    };
    community.threads().iter().filter(|&thread| counts(thread)).count() as u64
}

fn by<'a, K: Ord>(facts: &[&'a Fact], key: impl Fn(&Fact) -> Option<K>) -> BTreeMap<K, Vec<&'a Fact>> {
    let mut found: BTreeMap<K, Vec<&Fact>> = BTreeMap::new();
    for &fact in facts {
        if let Some(key) = key(fact) {
            found.entry(key).or_default().push(fact);
        }
    }
    found
}

fn share(facts: &[Fact], kind: HeardKind, options: &HeardOptions) -> HeardShare {
    let of = |fact: &&Fact| match kind {
        HeardKind::Threads => fact.starts,
        HeardKind::Replies => !fact.starts,
        HeardKind::Marked | HeardKind::ByWords => fact.starts && fact.asks,
        HeardKind::Starts => fact.asks,
    };
    let part = |fact: &&&Fact| match kind {
        HeardKind::Threads | HeardKind::Replies => fact.asks,
        HeardKind::Marked => fact.marked,
        HeardKind::ByWords => !fact.marked,
        HeardKind::Starts => fact.starts,
    };
    let all: Vec<&Fact> = facts.iter().filter(of).collect();
    let (n, of) = (all.iter().filter(part).count() as u64, all.len() as u64);
    let enough = of >= options.min_threads;
    let share = Estimate::share(n, of, options.interval_level).filter(|_| enough);
    HeardShare { kind, part: n, of, people: people(all), share }
}

impl HeardPart {
    fn of(facts: &[&Fact], options: &HeardOptions) -> HeardPart {
        let asked: Vec<&Fact> = facts.iter().copied().filter(|fact| fact.asks).collect();
        let (threads, questions) = (facts.len() as u64, asked.len() as u64);
        let [largest_threads, largest_questions] =
            [facts, &asked[..]].map(|facts| largest_two(facts.iter().map(|fact| fact.by)));
        let marked = asked.iter().filter(|fact| fact.marked).count() as u64;
        let enough = threads >= options.min_threads;
        HeardPart {
            people: people(facts.iter().copied()),
            threads,
            questions,
            askers: people(asked),
            marked,
            largest_threads,
            largest_questions,
            by_words: questions - marked,
            share: Estimate::share(questions, threads, options.interval_level).filter(|_| enough),
            ..HeardPart::default()
        }
    }
}

fn of_units(starts: &[&Fact], units: &Units, options: &HeardOptions) -> Vec<HeardPart> {
    let name = |unit: u32| units.names.get(unit as usize).cloned().unwrap_or_default();
    by(starts, |fact| Some(fact.unit).filter(|&unit| unit != NO_UNIT))
        .into_iter()
        .map(|(unit, facts)| HeardPart { name: name(unit), ..HeardPart::of(&facts, options) })
        .collect()
}

fn of_groups(view: &View<'_>, starts: &[&Fact], options: &HeardOptions) -> Vec<HeardPart> {
    let groups = view.community().groups();
    let part = |(group, facts): (GroupId, Vec<&Fact>)| {
        let id = groups.ids.get(group.index()).to_string();
        let name = groups.names.get(group.index());
        let name = if name.is_empty() { id.clone() } else { name.to_owned() };
        HeardPart { name, id, ..HeardPart::of(&facts, options) }
    };
    let mut found: Vec<HeardPart> = by(starts, |fact| fact.group).into_iter().map(part).collect();
    found.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    found
}

fn periods(view: &View<'_>, starts: &[&Fact], options: &HeardOptions) -> Vec<HeardPeriod> {
    let mut of = by(starts, |fact| Some(options.period.start(fact.day)));
    crate::activity::bins(view, options.period)
        .into_iter()
        .map(|(start, whole)| {
            let part = HeardPart::of(&of.remove(&start).unwrap_or_default(), options);
            HeardPeriod { start, whole, part }
        })
        .collect()
}

fn unheard(language: Language, facts: &[&Fact], options: &HeardOptions) -> Option<Unheard> {
    let measured = recall::of(language)?;
    let part = HeardPart::of(facts, options);
    let z = crate::stats::two_sided_z(options.interval_level)?;
    let recall = wilson_of(measured.recall, measured.sentences as f64, z);
    let missed = |recall: f64| part.by_words as f64 * (1.0 - recall) / recall;
    let interval = crate::stats::Interval { low: missed(recall.high), high: missed(recall.low) };
    let estimate = Estimate { value: missed(measured.recall), interval: Some(interval) };
    Some(Unheard {
        measured,
        people: part.people,
        marked: part.marked,
        by_words: part.by_words,
        missed: (part.by_words > 0).then_some(estimate),
    })
}
