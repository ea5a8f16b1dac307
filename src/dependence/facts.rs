//! Threads and questions as far as dependence is concerned.

use super::subject::Desk;
use crate::activity::{Questions, void};
use crate::community::{MemberKind, MessageFlags, Parent};
use crate::{MemberId, MessageId, Timestamp, View};
use rayon::prelude::*;

/// A thread with messages of people in the view.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThreadFact {
    /// First message in the view.
    pub(super) at: Timestamp,
    /// Who started it, where that is in the view.
    pub(super) starter: Option<MemberId>,
    /// Who wrote that message.
    pub(super) by: MemberId,
    /// At least two people wrote.
    pub(super) conversation: bool,
    /// The subject wrote.
    pub(super) with: bool,
}

/// A question of a colleague, at the start of a thread or in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addressed {
    pub(super) at: Timestamp,
    pub(super) asker: MemberId,
    /// It mentions the subject, replies to a message of theirs, or stands in a thread that they started.
    pub(super) to: bool,
}

/// A question that started a thread and was answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answered {
    pub(super) at: Timestamp,
    pub(super) asker: MemberId,
    /// The first answer is the subject's.
    pub(super) first: bool,
}

pub(super) struct Facts {
    pub(super) threads: Vec<ThreadFact>,
    pub(super) addressed: Vec<Addressed>,
    pub(super) answered: Vec<Answered>,
}

impl Facts {
    /// Two parallel passes, over threads and messages.
    pub(super) fn of(view: &View<'_>, questions: &Questions, desk: &Desk) -> Facts {
        let community = view.community();
        let (messages, threads, members) = (community.messages(), community.threads(), community.members());
        let inside = view.message_range();
        let person = |member: MemberId| !matches!(members.kind(member), MemberKind::Bot | MemberKind::System);
        let counts = |message: MessageId| {
            inside.contains(&message.index())
                && !void(messages.flag(message))
                && person(messages.author(message))
        };
        let all: Vec<_> = threads.iter().collect();
        let facts = all.par_iter().with_min_len(1 << 10).filter_map(|&thread| {
            let mut written = threads.messages(thread).iter().copied().filter(|&message| counts(message));
            let first = written.next()?;
            let (author, mut other, mut with) = (messages.author(first), false, false);
            for by in std::iter::once(author).chain(written.map(|message| messages.author(message))) {
                other |= by != author;
                with |= desk.has(by);
            }
            let starter = threads.root(thread).filter(|&root| root == first).map(|_| author);
            Some(ThreadFact { at: messages.time(first), by: author, starter, conversation: other, with })
        });
        let facts: Vec<ThreadFact> = facts.collect();
        let asks = |i: usize| {
            let message = MessageId(i as u32);
            let asker = messages.author(message);
            let question = messages.flag(message).has(MessageFlags::QUESTION);
            if !question || !counts(message) || !members.is_colleague(asker) || desk.has(asker) {
                return None;
            }
            let theirs = |other: MessageId| other != message && desk.has(messages.author(other));
            let to = messages.mentions(message).iter().any(|&member| desk.has(member))
                || matches!(messages.parent(message), Parent::Message(parent) if theirs(parent))
                || threads.root(messages.thread(message)).is_some_and(theirs);
            Some(Addressed { at: messages.time(message), asker, to })
        };
        let addressed = inside.clone().into_par_iter().with_min_len(1 << 14).filter_map(asks).collect();
        let answered = questions
            .asked
            .iter()
            .filter(|question| !desk.has(question.asker))
            .filter_map(|question| {
                let first = questions.answers(question).first()?;
                Some(Answered { at: question.at, asker: question.asker, first: desk.has(first.by) })
            })
            .collect();
        Facts { threads: facts, addressed, answered }
    }
}
