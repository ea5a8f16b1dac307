//! Groups, threads, messages and what refers to them.

use super::{GroupId, Ids, MemberId, MessageId, Strings, Texts, ThreadId};
use crate::text::Language;
use crate::time::Timestamp;
use std::borrow::Cow;

/// Yes/no facts about a message, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MessageFlags(pub u16);

impl MessageFlags {
    /// Asks something: by a question mark, by its words, or because the platform says so.
    pub const QUESTION: MessageFlags = MessageFlags(1);
    /// Thanks somebody.
    pub const THANKS: MessageFlags = MessageFlags(1 << 1);
    /// An official announcement.
    pub const ANNOUNCEMENT: MessageFlags = MessageFlags(1 << 2);
    /// Deleted on the platform; the row stays.
    pub const DELETED: MessageFlags = MessageFlags(1 << 3);
    /// Part of a private conversation.
    pub const PRIVATE: MessageFlags = MessageFlags(1 << 4);
    /// Written by the platform ("X joined the group").
    pub const SYSTEM: MessageFlags = MessageFlags(1 << 5);
    /// Has attachments.
    pub const ATTACHMENT: MessageFlags = MessageFlags(1 << 6);
    /// Posted in a private group.
    pub const PRIVATE_GROUP: MessageFlags = MessageFlags(1 << 7);
    /// Praise, poll or another special kind of post.
    pub const SPECIAL: MessageFlags = MessageFlags(1 << 8);
    /// Has a link with a preview.
    pub const LINK: MessageFlags = MessageFlags(1 << 10);
    /// The thread was closed to replies.
    pub const CLOSED: MessageFlags = MessageFlags(1 << 9);
    /// A question that carries a question mark, or that the platform marks as one. A question without this flag
    /// was heard by its words.
    pub const MARKED: MessageFlags = MessageFlags(1 << 11);
    /// Says that something is solved.
    pub const SOLVED: MessageFlags = MessageFlags(1 << 12);

    /// Whether all bits of `other` are set.
    #[inline]
    pub fn has(self, other: MessageFlags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other`.
    #[inline]
    pub fn set(&mut self, other: MessageFlags) {
        self.0 |= other.0;
    }

    /// Clears the bits of `other`.
    #[inline]
    pub fn clear(&mut self, other: MessageFlags) {
        self.0 &= !other.0;
    }

    /// The union.
    #[inline]
    pub fn with(self, other: MessageFlags) -> MessageFlags {
        MessageFlags(self.0 | other.0)
    }
}

/// What a message replies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parent {
    /// Nothing: it starts its thread.
    None,
    /// A message of this export.
    Message(MessageId),
    /// A message that is not in this export.
    NotInExport,
}

/// Columns of the messages, sorted by time (ties by native id).
#[derive(Debug, Clone, Default)]
pub struct Messages {
    /// Native ids.
    pub ids: Ids,
    /// Authors.
    pub authors: Vec<MemberId>,
    /// Threads.
    pub threads: Vec<ThreadId>,
    /// Times of posting, ascending.
    pub at: Vec<Timestamp>,
    /// Flags.
    pub flags: Vec<MessageFlags>,
    /// Number of words, at most 65,535.
    pub words: Vec<u16>,
    /// What they say, where it was kept: see [`Messages::text`].
    pub texts: Texts,
    /// Languages; empty where texts were not read.
    pub(super) languages: Vec<Option<Language>>,
    pub(super) parents: Vec<u32>,
    pub(super) mention_ends: Vec<u32>,
    pub(super) mentions: Vec<MemberId>,
}

pub(super) const NO_PARENT: u32 = u32::MAX;
pub(super) const PARENT_MISSING: u32 = u32::MAX - 1;

impl Messages {
    /// Number of messages.
    pub fn len(&self) -> usize {
        self.authors.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty()
    }

    /// What the message replies to.
    #[inline]
    pub fn parent(&self, message: MessageId) -> Parent {
        match self.parents[message.index()] {
            NO_PARENT => Parent::None,
            PARENT_MISSING => Parent::NotInExport,
            id => Parent::Message(MessageId(id)),
        }
    }

    /// Author.
    #[inline]
    pub fn author(&self, message: MessageId) -> MemberId {
        self.authors[message.index()]
    }

    /// Thread.
    #[inline]
    pub fn thread(&self, message: MessageId) -> ThreadId {
        self.threads[message.index()]
    }

    /// Flags.
    #[inline]
    pub fn flag(&self, message: MessageId) -> MessageFlags {
        self.flags[message.index()]
    }

    /// Time of posting.
    #[inline]
    pub fn time(&self, message: MessageId) -> Timestamp {
        self.at[message.index()]
    }

    /// What the message says, as the platform writes it (mentions and links in its markup); empty for a deleted
    /// message, and everywhere where texts were not kept ([`Texts::is_kept`]). Bytes that are not UTF-8 are
    /// replaced.
    pub fn text(&self, message: MessageId) -> Cow<'_, str> {
        self.texts.body(message.index())
    }

    /// Language of the message: by its words, and by what its author and its group usually write in. `None` where
    /// that is not clear, where it is none of the languages that are understood, and where texts were not read.
    #[inline]
    pub fn language(&self, message: MessageId) -> Option<Language> {
        self.languages.get(message.index()).copied().flatten()
    }

    /// Title of the message, where the platform has titles and texts were kept.
    pub fn title(&self, message: MessageId) -> Cow<'_, str> {
        self.texts.title(message.index())
    }

    /// Members mentioned in the message, each once, in order of first mention.
    pub fn mentions(&self, message: MessageId) -> &[MemberId] {
        let i = message.index();
        let Some(&end) = self.mention_ends.get(i) else { return &[] };
        let start = if i == 0 { 0 } else { self.mention_ends[i - 1] };
        &self.mentions[start as usize..end as usize]
    }
}

/// Who may read a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Privacy {
    /// Everybody in the network.
    Public,
    /// Its members.
    Private,
    /// The export does not say.
    #[default]
    Unknown,
}

/// Columns of the groups, ordered by native id; the groups without an id (All Company) come last.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Native ids; empty for All Company.
    pub ids: Ids,
    /// Names.
    pub names: Strings,
    /// Who may read them.
    pub privacy: Vec<Privacy>,
    /// When they were created, where known.
    pub created: Vec<Option<Timestamp>>,
    /// Whether the group stands for the whole network: posts without a group.
    pub all_company: Vec<bool>,
    /// Whether the export has a record of the group (else it is known only from messages).
    pub recorded: Vec<bool>,
}

impl Groups {
    /// Number of groups.
    pub fn len(&self) -> usize {
        self.privacy.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.privacy.is_empty()
    }
}

/// Columns of the threads, in order of their first message.
#[derive(Debug, Clone, Default)]
pub struct Threads {
    /// The message that starts the thread; `None` where it is not in the export (a placeholder root, which
    /// metrics leave out).
    pub roots: Vec<Option<MessageId>>,
    /// The group; `None` for private conversations.
    pub groups: Vec<Option<GroupId>>,
    pub(super) message_ends: Vec<u32>,
    pub(super) messages: Vec<MessageId>,
    /// Sorted pairs.
    pub(super) participants: Vec<(ThreadId, MemberId)>,
}

impl Threads {
    /// Number of threads.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// All threads in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = ThreadId> + use<> {
        (0..self.len() as u32).map(ThreadId)
    }

    /// The message that starts the thread, where the export has it.
    #[inline]
    pub fn root(&self, thread: ThreadId) -> Option<MessageId> {
        self.roots[thread.index()]
    }

    /// Members of a private conversation, where the export lists them; empty for other threads.
    pub fn participants(&self, thread: ThreadId) -> impl Iterator<Item = MemberId> + '_ {
        let start = self.participants.partition_point(|&(t, _)| t < thread);
        self.participants[start..].iter().take_while(move |(t, _)| *t == thread).map(|&(_, member)| member)
    }

    /// Messages of the thread, in order of time.
    pub fn messages(&self, thread: ThreadId) -> &[MessageId] {
        let i = thread.index();
        let start = if i == 0 { 0 } else { self.message_ends[i - 1] };
        &self.messages[start as usize..self.message_ends[i] as usize]
    }
}

/// A reaction (like, thanks, ...) of a member to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reaction {
    /// Who reacted.
    pub by: MemberId,
    /// To what.
    pub message: MessageId,
    /// When, where the export says so.
    pub at: Option<Timestamp>,
}

/// A vote that a message answers its thread's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Acceptance {
    /// Who voted, where known.
    pub by: Option<MemberId>,
    /// The answer.
    pub message: MessageId,
    /// When, where the export says so.
    pub at: Option<Timestamp>,
}
