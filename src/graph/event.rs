//! One act of one member on a message of another.

use crate::{MemberId, Timestamp};

/// What a member did with somebody else's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InteractionKind {
    /// Wrote a reply to it.
    Reply,
    /// Answered the question it asked. An answer is also a reply, and both are counted.
    Answer,
    /// Named its author; the arc goes to the person named.
    Mention,
    /// Reacted to it (like, thanks, ...).
    Reaction,
    /// Marked it as the accepted or best answer.
    Acceptance,
}

impl InteractionKind {
    /// All kinds, in the order of the columns of [`ArcCounts`](super::ArcCounts).
    pub const ALL: [InteractionKind; 5] = [
        InteractionKind::Reply,
        InteractionKind::Answer,
        InteractionKind::Mention,
        InteractionKind::Reaction,
        InteractionKind::Acceptance,
    ];

    /// Position in [`InteractionKind::ALL`].
    #[inline]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Name in files and tables: `reply`, `answer`, `mention`, `reaction`, `acceptance`.
    pub fn name(self) -> &'static str {
        match self {
            InteractionKind::Reply => "reply",
            InteractionKind::Answer => "answer",
            InteractionKind::Mention => "mention",
            InteractionKind::Reaction => "reaction",
            InteractionKind::Acceptance => "acceptance",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<InteractionKind> {
        InteractionKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// `from` acted on a message of `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interaction {
    /// Who acted.
    pub from: MemberId,
    /// On whose message.
    pub to: MemberId,
    /// What was done.
    pub kind: InteractionKind,
    /// When.
    pub at: Timestamp,
}
