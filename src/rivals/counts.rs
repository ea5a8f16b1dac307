//! What the formulas of products count, for everybody: one pass over messages, reactions and ties.

use super::swoop::GivenReceived;
use super::viva::SEGMENT_WEEKS;
use crate::activity::{Answer, Answerer, People, Questions, SaysSomething, void};
use crate::community::{MemberKind, Parent};
use crate::graph::{Interaction, InteractionKind, interactions};
use crate::time::Day;
use crate::{MemberId, ThreadId, View};
use hashbrown::HashSet;

/// Somebody's counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) acts: GivenReceived,
    pub(super) mentions: u64,
    /// Distinct people acted on, or acted on by, in either direction.
    pub(super) partners: u64,
    /// Distinct local days with an act, ascending.
    pub(super) days: Vec<Day>,
    /// Acts in each of the last twelve times seven days.
    pub(super) weeks: [u64; SEGMENT_WEEKS],
}

impl Counts {
    pub(super) fn messages(&self) -> u64 {
        self.acts.posts + self.acts.replies
    }

    pub(super) fn acted(&self) -> bool {
        self.acts.given() + self.mentions > 0
    }
}

/// A thread as products see it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ThreadCounts {
    pub(super) replies: u64,
    pub(super) likes: u64,
    pub(super) contributors: u64,
    /// Likes or replies by others for its first message.
    pub(super) answered: bool,
    /// Hours from the first message to the first reply by somebody else.
    pub(super) first_reply_hours: Option<f64>,
    /// Hours from the first message to the end of the view.
    pub(super) seen_hours: f64,
}

/// Everything the measures are made of.
pub(super) struct Collected {
    /// People with an account, officials among them; bots, guests and invitations are not.
    pub(super) people: Vec<Counts>,
    pub(super) questions_written: u64,
    pub(super) messages: u64,
    pub(super) threads: Vec<ThreadCounts>,
    /// Questions of colleagues: hours to the first answer by anybody, else `None`, and hours to the end.
    pub(super) questions: Vec<(Option<f64>, f64)>,
    /// The same as we see it: to the first answer by anybody that says something, guests' among them, as in what-if.
    pub(super) ours: Vec<(Option<f64>, f64)>,
    pub(super) accepted_questions: u64,
    /// Who acted on whom among the people: places in `people`.
    pub(super) arcs: Vec<(u32, u32)>,
    /// Members who reacted or replied.
    pub(super) reacted_or_replied: u64,
    pub(super) untimed_reactions: u64,
    pub(super) days: i32,
    pub(super) last_day: Day,
}

impl Collected {
    /// O(messages + reactions + ties log ties).
    pub(super) fn of(view: &View<'_>) -> Collected {
        let community = view.community();
        let (members, messages) = (community.members(), community.messages());
        let present = People::of(view);
        let mut place = vec![u32::MAX; members.len()];
        let mut people: Vec<Counts> = Vec::new();
        for member in members.iter() {
            let pending = members.states[member.index()] == crate::community::MemberState::Pending;
            let there = !present.presence[member.index()].is_empty();
            let active = present.activity[member.index()].messages > 0;
            if members.kind(member) == MemberKind::Person && there && (!pending || active) {
                place[member.index()] = people.len() as u32;
                people.push(Counts::default());
            }
        }
        let last_day = view.days().map_or(Day(0), |(_, last)| last);
        let clock = view.clock();
        let see = |counts: &mut Counts, at| {
            let day = clock.day(at);
            counts.days.push(day);
            let week = ((last_day.0 - day.0) / 7) as usize;
            if let Some(week) = counts.weeks.get_mut(week) {
                *week += 1;
            }
        };
        let (mut questions_written, mut written) = (0, 0);
        for message in view.messages() {
            let flags = messages.flag(message);
            if void(flags) {
                continue;
            }
            let Some(counts) = people.get_mut(place[messages.author(message).index()] as usize) else {
                continue;
            };
            written += 1;
            questions_written += u64::from(flags.has(crate::community::MessageFlags::QUESTION));
            match messages.parent(message) {
                Parent::None => counts.acts.posts += 1,
                _ => counts.acts.replies += 1,
            }
            counts.mentions += messages.mentions(message).len() as u64;
            see(counts, messages.time(message));
        }
        let mut arcs: Vec<(u32, u32)> = Vec::new();
        let mut acts = interactions(view);
        // Those of messages again, because here the deleted do not count.
        acts.retain(|act| matches!(act.kind, InteractionKind::Reaction | InteractionKind::Acceptance));
        acts.extend(view.messages().filter(|&message| !void(messages.flag(message))).flat_map(|message| {
            let (from, at) = (messages.author(message), messages.time(message));
            let root = || community.threads().root(messages.thread(message)).filter(|&root| root != message);
            let parent = match messages.parent(message) {
                Parent::Message(parent) => Some(parent),
                Parent::NotInExport => root(),
                Parent::None => None,
            };
            let reply = parent.map(|parent| (messages.author(parent), InteractionKind::Reply));
            let mentions = messages.mentions(message).iter().map(|&to| (to, InteractionKind::Mention));
            reply.into_iter().chain(mentions).map(move |(to, kind)| Interaction { from, to, kind, at })
        }));
        for Interaction { from, to, kind, at } in acts {
            let (from, to) = (place[from.index()], place[to.index()]);
            if from == to || (from as usize) >= people.len() {
                continue;
            }
            if let Some(counts) = people.get_mut(from as usize)
                && kind == InteractionKind::Reaction
            {
                counts.acts.reactions += 1;
                see(counts, at);
            }
            if let Some(counts) = people.get_mut(to as usize) {
                match kind {
                    InteractionKind::Reply => counts.acts.replies_received += 1,
                    InteractionKind::Reaction => counts.acts.reactions_received += 1,
                    _ => {}
                }
            }
            if (from as usize) < people.len() && (to as usize) < people.len() {
                arcs.push((from, to));
            }
        }
        arcs.sort_unstable();
        arcs.dedup();
        let mut pairs: Vec<(u32, u32)> = arcs.iter().flat_map(|&(u, v)| [(u, v), (v, u)]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.iter().for_each(|&(who, _)| people[who as usize].partners += 1);
        for counts in &mut people {
            counts.days.sort_unstable();
            counts.days.dedup();
        }
        let thread_counts = threads_of(view, &|member| place[member.index()] != u32::MAX);
        let found = Questions::of(view, SaysSomething { min_words: 0, min_words_mixed: 0 });
        let hours = |from: crate::Timestamp, to: crate::Timestamp| 24.0 * to.days_since(from);
        let other = |answer: &&Answer| answer.who != Answerer::Outsider;
        let questions = found
            .asked
            .iter()
            .map(|question| {
                let first = found.answers(question).iter().find(other);
                (first.map(|answer| hours(question.at, answer.at)), hours(question.at, view.to()))
            })
            .collect();
        let ours = Questions::of(view, SaysSomething::default());
        let ours = ours.asked.iter().map(|question| {
            let first = ours.answers(question).first();
            (first.map(|answer| hours(question.at, answer.at)), hours(question.at, view.to()))
        });
        let ours = ours.collect();
        let marked: HashSet<ThreadId> = community
            .acceptances()
            .iter()
            .filter(|vote| view.message_range().contains(&vote.message.index()))
            .map(|vote| messages.thread(vote.message))
            .collect();
        let accepted = found.asked.iter().filter(|question| marked.contains(&question.thread)).count();
        let reacted_or_replied =
            people.iter().filter(|c| c.acts.reactions + c.acts.replies > 0).count() as u64;
        Collected {
            people,
            questions_written,
            messages: written,
            threads: thread_counts,
            questions,
            ours,
            accepted_questions: accepted as u64,
            arcs,
            reacted_or_replied,
            untimed_reactions: community.reactions().iter().filter(|r| r.at.is_none()).count() as u64,
            days: view.days().map_or(0, |(first, last)| last.0 - first.0 + 1),
            last_day,
        }
    }
}

/// Threads that people start in the view, with replies and reactions of people.
fn threads_of(view: &View<'_>, counts_in: &dyn Fn(MemberId) -> bool) -> Vec<ThreadCounts> {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let inside = view.message_range();
    let mut of = vec![u32::MAX; threads.len()];
    let mut found = Vec::new();
    let mut authors: Vec<MemberId> = Vec::new();
    for thread in threads.iter() {
        let Some(root) = threads.root(thread).filter(|root| inside.contains(&root.index())) else { continue };
        let (asker, at) = (messages.author(root), messages.time(root));
        if void(messages.flag(root)) || !counts_in(asker) {
            continue;
        }
        let mut counts =
            ThreadCounts { seen_hours: 24.0 * view.to().days_since(at), ..ThreadCounts::default() };
        authors.clear();
        for &message in threads.messages(thread) {
            if !inside.contains(&message.index()) || void(messages.flag(message)) {
                continue;
            }
            let author = messages.author(message);
            if !counts_in(author) {
                continue;
            }
            authors.push(author);
            if message == root {
                continue;
            }
            counts.replies += 1;
            if author != asker && counts.first_reply_hours.is_none() {
                counts.first_reply_hours = Some(24.0 * messages.time(message).days_since(at));
            }
        }
        authors.sort_unstable();
        authors.dedup();
        counts.contributors = authors.len() as u64;
        counts.answered = counts.first_reply_hours.is_some();
        of[thread.index()] = found.len() as u32;
        found.push(counts);
    }
    for reaction in community.reactions() {
        let at = reaction.at.unwrap_or_else(|| messages.time(reaction.message));
        let thread = messages.thread(reaction.message);
        let Some(counts) = found
            .get_mut(of[thread.index()] as usize)
            .filter(|_| view.contains(at) && counts_in(reaction.by))
        else {
            continue;
        };
        counts.likes += 1;
        if threads.root(thread) == Some(reaction.message) && reaction.by != messages.author(reaction.message)
        {
            counts.answered = true;
        }
    }
    found
}
