//! How a thread starts: with a question, with talk, or with a broadcast.

use super::people::void;
use crate::community::{MemberKind, MessageFlags};
use crate::{Community, MemberId, ThreadId};
use rayon::prelude::*;

/// How a thread starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Its first message is not in the export.
    Missing,
    /// Its first message was deleted.
    Deleted,
    /// An announcement, a poll, praise, or a post by the community manager, communications, a bot or the
    /// platform.
    Broadcast,
    /// A question of a colleague.
    Question(MemberId),
    /// A question of a guest or an account that the export does not know.
    OutsideQuestion(MemberId),
    /// Anything else.
    Talk(MemberId),
}

impl Start {
    /// How a thread of the community starts.
    pub(crate) fn of(community: &Community, thread: ThreadId) -> Start {
        const SET_PIECE: u16 =
            MessageFlags::ANNOUNCEMENT.0 | MessageFlags::SPECIAL.0 | MessageFlags::SYSTEM.0;
        let Some(root) = community.threads().root(thread) else { return Start::Missing };
        let (messages, members) = (community.messages(), community.members());
        let (flags, author) = (messages.flag(root), messages.author(root));
        let kind = members.kind(author);
        if flags.has(MessageFlags::DELETED) {
            Start::Deleted
        } else if flags.0 & SET_PIECE != 0
            || members.role(author).official()
            || matches!(kind, MemberKind::Bot | MemberKind::System)
        {
            Start::Broadcast
        } else if void(flags) || !flags.has(MessageFlags::QUESTION) {
            Start::Talk(author)
        } else if kind == MemberKind::Person {
            Start::Question(author)
        } else {
            Start::OutsideQuestion(author)
        }
    }
}

/// Who asked the question of each thread, or why it is no colleague's question.
pub(crate) struct Askers(Vec<u32>);

impl Askers {
    pub(crate) const TALK: u32 = u32::MAX;
    pub(crate) const MISSING: u32 = u32::MAX - 1;
    pub(crate) const DELETED: u32 = u32::MAX - 2;
    pub(crate) const OUTSIDE: u32 = u32::MAX - 3;

    pub(crate) fn of(community: &Community) -> Askers {
        let threads = 0..community.threads().len() as u32;
        let code = |thread| match Start::of(community, ThreadId(thread)) {
            Start::Question(asker) => asker.0,
            Start::OutsideQuestion(_) => Askers::OUTSIDE,
            Start::Missing => Askers::MISSING,
            Start::Deleted => Askers::DELETED,
            Start::Talk(_) | Start::Broadcast => Askers::TALK,
        };
        Askers(threads.into_par_iter().with_min_len(1 << 12).map(code).collect())
    }

    /// Member id of the colleague who asked, or one of the codes.
    #[inline]
    pub(crate) fn code(&self, thread: ThreadId) -> u32 {
        self.0[thread.index()]
    }

    #[inline]
    pub(crate) fn is_member(code: u32) -> bool {
        code < Askers::OUTSIDE
    }
}
