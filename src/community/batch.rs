//! Rows of messages as a reader meets them, before references are resolved.

use super::messages::MessageFlags;
use super::native::{Interner, Key, NetworkIndex};
use super::texts::BlockTexts;
use super::{DropReason, MemberKind};
use crate::text::{Evidence, Features};
use crate::time::Timestamp;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::borrow::Cow;

/// A message as a reader hands it over. Texts are bytes as they stand in the file: ids are kept as they
/// are, names that are not UTF-8 are kept with replacement characters. An empty text means "not given".
#[derive(Debug, Clone, Copy)]
pub struct MessageRecord<'a> {
    /// Native id; required.
    pub id: &'a [u8],
    /// Native id of the author; required.
    pub author: &'a [u8],
    /// Display name of the author, for authors without a record of their own.
    pub author_name: &'a [u8],
    /// E-mail address of the author, for authors without a record of their own.
    pub author_email: &'a [u8],
    /// What the message says about the account of its author, where it says more than "a person".
    pub author_kind: Option<MemberKind>,
    /// Native id of the message that starts the thread.
    pub thread: &'a [u8],
    /// Native id of the message replied to.
    pub parent: &'a [u8],
    /// Native id of the group; empty for a post to the whole network.
    pub group: &'a [u8],
    /// Name of the group, for groups without a record of their own.
    pub group_name: &'a [u8],
    /// Time of posting.
    pub at: Timestamp,
    /// Facts about the message.
    pub flags: MessageFlags,
    /// Number of words.
    pub words: u16,
    /// What the words say about the language and about questions without a mark; see
    /// [`with_features`](MessageRecord::with_features).
    pub evidence: Evidence,
    /// Title, where the platform has titles and texts are to be kept.
    pub title: &'a [u8],
    /// What the message says, where texts are to be kept. Of deleted messages nothing is kept.
    pub text: &'a [u8],
    /// Native ids of the members mentioned.
    pub mentions: &'a [&'a [u8]],
    /// Native ids of the members of a private conversation.
    pub participants: &'a [&'a [u8]],
}

impl<'a> MessageRecord<'a> {
    /// A record with what every message has; the rest is empty and can be set by name.
    pub fn new(id: &'a [u8], author: &'a [u8], at: Timestamp) -> MessageRecord<'a> {
        MessageRecord {
            id,
            author,
            author_name: b"",
            author_email: b"",
            author_kind: None,
            thread: b"",
            parent: b"",
            group: b"",
            group_name: b"",
            at,
            flags: MessageFlags::default(),
            words: 0,
            evidence: Evidence::default(),
            title: b"",
            text: b"",
            mentions: &[],
            participants: &[],
        }
    }

    /// Takes over what [`text::features`](crate::text::features) found: the number of words, the flags, and the
    /// evidence by which, once all messages are there, the language is told and with it whether a text without a
    /// question mark asks.
    pub fn with_features(mut self, features: &Features) -> MessageRecord<'a> {
        for (flag, found) in [
            (MessageFlags::QUESTION, features.question),
            (MessageFlags::MARKED, features.marked),
            (MessageFlags::THANKS, features.thanks),
            (MessageFlags::SOLVED, features.solved),
        ] {
            if found {
                self.flags.set(flag);
            }
        }
        (self.words, self.evidence) = (features.words, features.evidence);
        self
    }
}

/// Messages of one file (or of the part of it that one thread reads), in columns.
///
/// A reader fills one batch a thread and hands it to
/// [`CommunityBuilder::batch`](super::CommunityBuilder::batch). Rows belong to numbered blocks, so that the
/// order of the file is known again when several threads have read it.
#[derive(Debug)]
pub struct MessageBatch {
    pub(super) network: NetworkIndex,
    pub(super) rank: u64,
    pub(super) interner: Interner,
    pub(super) authors: Dictionary,
    pub(super) groups: Dictionary,
    pub(super) blocks: Vec<Rows>,
}

/// Columns of the rows of one block.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) sequence: u64,
    pub(super) ids: Vec<Key>,
    pub(super) parents: Vec<Key>,
    pub(super) threads: Vec<Key>,
    /// Positions in the dictionary of authors.
    pub(super) authors: Vec<u32>,
    /// Positions in the dictionary of groups; [`NO_GROUP`] for private conversations.
    pub(super) groups: Vec<u32>,
    pub(super) at: Vec<i64>,
    pub(super) flags: Vec<MessageFlags>,
    pub(super) words: Vec<u16>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) texts: BlockTexts,
    /// Row in this block and member mentioned, in order of reading.
    pub(super) mentions: Vec<(u32, Key)>,
    /// Row in this block and member of the private conversation.
    pub(super) participants: Vec<(u32, Key)>,
}

pub(super) const NO_GROUP: u32 = u32::MAX;

/// Distinct authors or groups of a batch, with what the messages say about them.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    rank: u64,
    /// Positions by key, four bytes each.
    positions: HashTable<u32>,
    /// What a lookup touches, apart from the rest, so that it stays in the cache.
    pub(super) slots: Vec<Slot>,
    pub(super) entries: Vec<Seen>,
    /// Whether quotes in the texts are doubled, as inside a CSV field.
    doubled_quotes: bool,
}

/// Key of an entry, and the time after which a message says nothing new about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) key: Key,
    settled: i64,
}

/// What messages say about an author or a group.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) key: Key,
    pub(super) name: Given,
    pub(super) email: Given,
    pub(super) kind: Option<MemberKind>,
    pub(super) private: bool,
}

/// The text of the earliest message of the latest export that gives one; of two at the same time the lesser
/// text, so that the order of reading does not matter. (All rows of one export carry the texts of its day, so the earliest is as
/// good as any, and for rows in order of time nothing has to be compared.)
#[derive(Debug, Clone)]
pub(super) struct Given {
    rank: u64,
    at: i64,
    pub(super) text: Box<[u8]>,
}

impl Given {
    fn new(rank: u64, at: i64, text: &[u8]) -> Given {
        Given { rank, at: if text.is_empty() { i64::MAX } else { at }, text: text.into() }
    }

    #[inline]
    fn see(&mut self, at: i64, text: &[u8]) {
        if at > self.at || text.is_empty() {
            return;
        }
        if at < self.at || *text < *self.text || self.text.is_empty() {
            *self = Given::new(self.rank, at, text);
        }
    }
}

/// A text of a CSV field as it is meant.
fn single_quotes(text: &[u8]) -> Cow<'_, [u8]> {
    match memchr::memmem::find(text, b"\"\"") {
        None => text.into(),
        // The bytes may be no UTF-8; quotes are the same in all encodings met.
        Some(_) => {
            let mut last = 0;
            let single = |&b: &u8| {
                let second = b == b'"' && last == b'"';
                last = if second { 0 } else { b };
                !second
            };
            text.iter().copied().filter(single).collect()
        }
    }
}

/// Hash of a key. Ids come from the platform in steps of no pattern; a multiplication spreads them well.
#[inline]
fn spread(key: Key) -> u64 {
    let product = key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

impl Dictionary {
    #[inline]
    fn position(
        &mut self,
        key: Key,
        at: i64,
        texts: [&[u8]; 2],
        kind: Option<MemberKind>,
        private: bool,
    ) -> u32 {
        let (slots, entries) = (&mut self.slots, &mut self.entries);
        let equal = |&p: &u32| slots[p as usize].key == key;
        let entry = self.positions.entry(spread(key), equal, |&p| spread(slots[p as usize].key));
        let (position, new) = match entry {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(free) => {
                slots.push(Slot { key, settled: i64::MAX });
                (*free.insert(slots.len() as u32 - 1).get(), true)
            }
        };
        if at > slots[position as usize].settled && kind.is_none() && !private {
            return position;
        }
        let [name, email] =
            texts.map(|text| if self.doubled_quotes { single_quotes(text) } else { text.into() });
        if new {
            let (name, email) = (Given::new(self.rank, at, &name), Given::new(self.rank, at, &email));
            entries.push(Seen { key, name, email, kind, private });
        }
        let known = &mut entries[position as usize];
        known.name.see(at, &name);
        known.email.see(at, &email);
        slots[position as usize].settled = known.name.at.max(known.email.at);
        known.kind = known.kind.max(kind);
        known.private |= private;
        position
    }
}

impl Seen {
    /// Joins what two batches say about the same author or group; texts of a later export go first.
    pub(super) fn merge(&mut self, other: &Seen) {
        for (known, new) in [(&mut self.name, &other.name), (&mut self.email, &other.email)] {
            if known.text.is_empty() || (new.rank > known.rank && !new.text.is_empty()) {
                known.clone_from(new);
            } else if new.rank == known.rank {
                known.see(new.at, &new.text);
            }
        }
        self.kind = self.kind.max(other.kind);
        self.private |= other.private;
    }
}

impl MessageBatch {
    /// An empty batch. Of rows with the same id in several batches, that of the highest `rank` stands:
    /// readers number exports in the order of their windows.
    pub fn new(network: NetworkIndex, rank: u64) -> MessageBatch {
        MessageBatch {
            network,
            rank,
            interner: Interner::default(),
            authors: Dictionary { rank, ..Dictionary::default() },
            groups: Dictionary { rank, ..Dictionary::default() },
            blocks: Vec::new(),
        }
    }

    /// Says that quotes in texts and in the names of authors and groups are doubled, as they stand in a CSV field.
    pub fn with_doubled_quotes(mut self) -> MessageBatch {
        self.authors.doubled_quotes = true;
        self.groups.doubled_quotes = true;
        self
    }

    /// Starts a block: rows pushed from now on come, in the order of the file, after the blocks with smaller
    /// numbers, whichever batch those are in. `capacity` is a hint.
    pub fn start_block(&mut self, sequence: u64, capacity: usize) {
        self.blocks.push(Rows {
            sequence,
            ids: Vec::with_capacity(capacity),
            parents: Vec::with_capacity(capacity),
            threads: Vec::with_capacity(capacity),
            authors: Vec::with_capacity(capacity),
            groups: Vec::with_capacity(capacity),
            at: Vec::with_capacity(capacity),
            flags: Vec::with_capacity(capacity),
            words: Vec::with_capacity(capacity),
            evidence: Vec::new(),
            texts: BlockTexts::default(),
            mentions: Vec::new(),
            participants: Vec::new(),
        });
    }

    /// Appends a message to the current block.
    ///
    /// # Errors
    /// The reason for leaving it out: without an id or an author a message means nothing.
    #[inline]
    pub fn push(&mut self, record: &MessageRecord<'_>) -> Result<(), DropReason> {
        if record.id.is_empty() {
            return Err(DropReason::NoId);
        }
        if record.author.is_empty() {
            return Err(DropReason::NoAuthor);
        }
        if self.blocks.is_empty() {
            self.start_block(0, 16);
        }
        let (network, interner) = (self.network, &mut self.interner);
        let mut key = |text: &[u8]| interner.key_of(network, text);
        let Some(rows) = self.blocks.last_mut() else { return Ok(()) };
        let at = record.at.0;
        let names = [record.author_name, record.author_email];
        rows.authors.push(self.authors.position(key(record.author), at, names, record.author_kind, false));
        rows.groups.push(if record.flags.has(MessageFlags::PRIVATE) {
            NO_GROUP
        } else {
            let private = record.flags.has(MessageFlags::PRIVATE_GROUP);
            // A group has no second text; the name stands for both.
            self.groups.position(key(record.group), at, [record.group_name; 2], None, private)
        });
        let row = rows.ids.len() as u32;
        let mentions = record.mentions.iter().map(|id| (row, key(id)));
        rows.mentions.extend(mentions.filter(|(_, key)| !key.is_none()));
        if record.flags.has(MessageFlags::PRIVATE) {
            let participants = record.participants.iter().map(|id| (row, key(id)));
            rows.participants.extend(participants.filter(|(_, key)| !key.is_none()));
        }
        rows.ids.push(key(record.id));
        rows.parents.push(key(record.parent));
        rows.threads.push(key(record.thread));
        rows.at.push(at);
        rows.flags.push(record.flags);
        rows.words.push(record.words);
        if record.evidence.is_given() {
            rows.evidence.resize(row as usize, Evidence::default());
            rows.evidence.push(record.evidence);
        }
        if !record.flags.has(MessageFlags::DELETED) {
            if self.authors.doubled_quotes {
                rows.texts.push(row, &single_quotes(record.title), &single_quotes(record.text));
            } else {
                rows.texts.push(row, record.title, record.text);
            }
        }
        Ok(())
    }

    /// Number of messages.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|rows| rows.ids.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
