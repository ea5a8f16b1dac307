//! Threads by who makes them: members among themselves, or those who run the community.

use crate::activity::{NOBODY, void};
use crate::community::{MemberKind, MessageFlags};
use crate::time::DAY_MS;
use crate::{ThreadId, View};
use rayon::prelude::*;

/// What is known of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thread {
    /// Not started in the view.
    Outside,
    /// Its first message is not in the export, so when and by whom it was started is not known.
    Rootless,
    /// Started by a program, or deleted, or a private conversation.
    LeftOut(LeftOut),
    /// Started so late that its time to find a second author is not over.
    Young,
    /// Can be judged.
    Judged(Judged),
}

/// Why a thread does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    Private,
    Deleted,
    Program,
}

/// What a thread shows once its time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Judged {
    /// Started by a community manager or a communications account.
    pub(super) official: bool,
    /// At least two members wrote in it.
    pub(super) by_members: bool,
    /// Somebody else wrote in it.
    pub(super) answered: bool,
}

/// Every thread of the community. One parallel pass, O(messages).
pub(super) fn threads(view: &View<'_>, actors: &[u32], follow_days: u32) -> Vec<Thread> {
    let count = view.community().threads().len() as u32;
    let judge = |thread| judge(view, actors, follow_days, ThreadId(thread));
    (0..count).into_par_iter().with_min_len(1 << 10).map(judge).collect()
}

fn judge(view: &View<'_>, actors: &[u32], follow_days: u32, thread: ThreadId) -> Thread {
    let community = view.community();
    let (messages, members, threads) = (community.messages(), community.members(), community.threads());
    let all = threads.messages(thread);
    let Some(root) = threads.root(thread) else {
        let seen = all.iter().any(|message| view.message_range().contains(&message.index()));
        return if seen { Thread::Rootless } else { Thread::Outside };
    };
    if !view.message_range().contains(&root.index()) {
        return Thread::Outside;
    }
    let (starter, flags, start) = (messages.author(root), messages.flag(root), messages.time(root));
    if threads.groups[thread.index()].is_none() || flags.has(MessageFlags::PRIVATE) {
        return Thread::LeftOut(LeftOut::Private);
    }
    let program = |kind| matches!(kind, MemberKind::Bot | MemberKind::System);
    if flags.has(MessageFlags::SYSTEM) || program(members.kind(starter)) {
        return Thread::LeftOut(LeftOut::Program);
    }
    if flags.has(MessageFlags::DELETED) {
        return Thread::LeftOut(LeftOut::Deleted);
    }
    let end = start.0.saturating_add(i64::from(follow_days) * DAY_MS);
    if end > view.to().0 {
        return Thread::Young;
    }
    let mut found = Judged { official: members.role(starter).official(), ..Judged::default() };
    let mut first = NOBODY;
    for &message in all {
        let author = messages.author(message);
        if messages.time(message).0 >= end {
            break;
        }
        if void(messages.flag(message)) || program(members.kind(author)) {
            continue;
        }
        let actor = actors[author.index()];
        let same = author == starter || (actor != NOBODY && actor == actors[starter.index()]);
        found.answered |= !same;
        if actor != NOBODY {
            found.by_members |= first != NOBODY && first != actor;
            first = if first == NOBODY { actor } else { first };
        }
    }
    Thread::Judged(found)
}
