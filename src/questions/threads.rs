//! How a thread starts: with a question, with talk, or with a broadcast.

use super::people::void;
use crate::community::{MemberKind, MessageFlags};
use crate::{Community, MemberId, ThreadId};

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
