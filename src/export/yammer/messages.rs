//! `Messages.csv`: one row, one message.

use super::columns::{Header, digits_lost, given, is_false, is_true, looks_rounded, native, rounded};
use super::markup;
use crate::community::{
    DropReason, FileAudit, MemberKind, MessageBatch, MessageFlags, MessageRecord, NetworkIndex,
};
use crate::error::{Place, Result};
use crate::export::csv::{self, Anchor, Row};
use crate::export::{ReadOptions, TextUse};
use crate::text;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Instants outside are taken for damage: no such platform before, and no export from after.
pub(super) const EARLIEST: Timestamp = Timestamp(631_152_000_000); // 1990-01-01
pub(super) const LATEST: Timestamp = Timestamp(4_102_444_800_000); // 2100-01-01

/// Columns that nothing is read from, and whose presence is no news.
const UNUSED: [&str; 11] = [
    "conversation_id",
    "parent_id",
    "deleted_by_id",
    "deleted_by_type",
    "html_body",
    "gdpr_delete_url",
    "network_id",
    "language",
    "draft_state",
    "is_draft",
    "updated_at",
];

/// Unknown kinds that are told by name.
pub(super) const MOST_KINDS: usize = 10;

/// Where the columns stand.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) count: usize,
    pub(super) unknown: Vec<String>,
    id: usize,
    replied_to: usize,
    thread: usize,
    group: usize,
    group_name: usize,
    participants: usize,
    private_group: usize,
    private_conversation: usize,
    sender: usize,
    sender_type: usize,
    sender_name: usize,
    sender_email: usize,
    title: usize,
    body: usize,
    url: usize,
    attachments: usize,
    created: usize,
    deleted: usize,
    kind: usize,
    closed: usize,
    created_name: String,
}

impl Columns {
    /// # Errors
    /// [`Error::MissingColumn`] without id, thread, sender or time.
    pub(super) fn of(file: &str, names: Vec<String>) -> Result<Columns> {
        let mut header = Header::new(names);
        let h = &mut header;
        let created = h.need(file, &["created_at"])?;
        let columns = Columns {
            count: h.len(),
            id: h.need(file, &["id", "message_id"])?,
            thread: h.need(file, &["thread_id"])?,
            sender: h.need(file, &["sender_id"])?,
            created,
            created_name: h.name(created).to_owned(),
            replied_to: h.find(&["replied_to_id"]),
            group: h.find(&["group_id"]),
            group_name: h.find(&["group_name"]),
            participants: h.find(&["participants"]),
            private_group: h.find(&["in_private_group"]),
            private_conversation: h.find(&["in_private_conversation"]),
            sender_type: h.find(&["sender_type"]),
            sender_name: h.find(&["sender_name"]),
            sender_email: h.find(&["sender_email"]),
            title: h.find(&["title"]),
            body: h.find(&["body"]),
            url: h.find(&["api_url"]),
            attachments: h.find(&["attachments"]),
            deleted: h.find(&["deleted_at"]),
            kind: h.find(&["message_type"]),
            closed: h.find(&["closed"]),
            unknown: Vec::new(),
        };
        Ok(Columns { unknown: header.unknown(&UNUSED), ..columns })
    }

    /// How a row that has burst at its body is put together again.
    pub(super) fn anchor(&self) -> Option<Anchor> {
        (self.url < self.count && self.body < self.url && self.id < self.body).then_some(Anchor {
            id: self.id,
            text: self.body,
            url: self.url,
        })
    }
}

/// What one thread makes of its blocks.
pub(super) struct Sink<'a> {
    columns: &'a Columns,
    file: &'a str,
    private: bool,
    text: TextUse,
    pub(super) batch: MessageBatch,
    pub(super) audit: FileAudit,
    /// Rows with a value that cannot be read.
    pub(super) notes: Vec<(csv::Place, &'static str, String)>,
    /// Kinds of message and sender that are not known, with their number: the first [`MOST_KINDS`] by name.
    pub(super) unknown_kinds: BTreeMap<String, u64>,
    /// Number of all such values.
    pub(super) unknown_rows: u64,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        columns: &'a Columns,
        file: &'a str,
        options: &ReadOptions,
        network: NetworkIndex,
        rank: u64,
    ) -> Sink<'a> {
        Sink {
            columns,
            file,
            private: options.private_messages,
            text: options.text,
            batch: MessageBatch::new(network, rank).with_doubled_quotes(),
            audit: FileAudit::new(file),
            notes: Vec::new(),
            unknown_kinds: BTreeMap::new(),
            unknown_rows: 0,
        }
    }

    /// Takes a row. An error means that the file as a whole cannot be used.
    #[inline]
    pub(super) fn row(&mut self, row: Row<'_>, repaired: bool) -> Result<()> {
        self.audit.rows += 1;
        match self.message(row)? {
            Ok(()) => {
                self.audit.kept += 1;
                self.audit.repaired += u64::from(repaired);
            }
            Err(reason) => self.audit.drop_row(reason),
        }
        Ok(())
    }

    #[inline]
    fn message(&mut self, row: Row<'_>) -> Result<Result<(), DropReason>> {
        let c = self.columns;
        let (id, author) = (native(row.field(c.id)), native(row.field(c.sender)));
        let thread = native(row.field(c.thread));
        let (parent, group) = (native(row.field(c.replied_to)), native(row.field(c.group)));
        for field in [id, author, thread] {
            if !field.first().is_none_or(u8::is_ascii_digit) || !field.iter().all(u8::is_ascii_digit) {
                self.refuse_lost_digits(&row, field)?;
            }
        }
        for field in [parent, group] {
            if looks_rounded(field) {
                self.refuse_lost_digits(&row, field)?;
            }
        }
        let mut flags = MessageFlags::default();
        // What does not clearly say that it is public is taken for private; in a file without the column a
        // list of participants says so.
        let private = match c.private_conversation < c.count {
            true => !is_false(row.field(c.private_conversation)),
            false => !given(row.field(c.participants)).is_empty(),
        };
        if private {
            if !self.private {
                return Ok(Err(DropReason::Private));
            }
            flags.set(MessageFlags::PRIVATE);
        }
        let created = row.field(c.created);
        let Some(at) = Timestamp::parse(created).filter(|at| (EARLIEST..LATEST).contains(at)) else {
            self.note(&row, "a time", created);
            return Ok(Err(DropReason::NoTime));
        };
        if is_true(row.field(c.private_group)) {
            flags.set(MessageFlags::PRIVATE_GROUP);
        }
        if !given(row.field(c.deleted)).is_empty() {
            flags.set(MessageFlags::DELETED);
        }
        if is_true(row.field(c.closed)) {
            flags.set(MessageFlags::CLOSED);
        }
        let attachments = row.field(c.attachments);
        if !attachments.is_empty() {
            let found = markup::attachments(given(attachments));
            if found.files > 0 {
                flags.set(MessageFlags::ATTACHMENT);
            }
            if found.links > 0 {
                flags.set(MessageFlags::LINK);
            }
        }
        self.kind(row.field(c.kind), &mut flags);
        let author_kind = self.sender_kind(row.field(c.sender_type));
        let body = row.field(c.body);
        let title = given(row.field(c.title));
        let features = match self.text {
            TextUse::Skip => text::Features::default(),
            TextUse::Keep | TextUse::Features if title.is_empty() => text::features(body),
            TextUse::Keep | TextUse::Features => text::features(title).followed_by(text::features(body)),
        };
        let (title, text): (&[u8], &[u8]) =
            if self.text == TextUse::Keep { (title, body) } else { (b"", b"") };
        if features.question {
            flags.set(MessageFlags::QUESTION);
        }
        if features.marked {
            flags.set(MessageFlags::MARKED);
        }
        if features.thanks {
            flags.set(MessageFlags::THANKS);
        }
        let mut mentions: Vec<&[u8]> = Vec::new();
        markup::mentions(body, |id| mentions.push(id));
        let participants: Vec<&[u8]> = match flags.has(MessageFlags::PRIVATE) {
            true => markup::participants(row.field(c.participants)).collect(),
            false => Vec::new(),
        };
        let (name, email) = (given(row.field(c.sender_name)), given(row.field(c.sender_email)));
        let group_name = given(row.field(c.group_name));
        let record = MessageRecord {
            author_name: name,
            author_email: email,
            author_kind,
            thread,
            parent,
            group,
            group_name,
            flags,
            words: features.words,
            title,
            text,
            mentions: &mentions,
            participants: &participants,
            ..MessageRecord::new(id, author, at)
        };
        Ok(self.batch.push(&record))
    }

    /// What the platform says about the kind of message.
    #[inline]
    fn kind(&mut self, kind: &[u8], flags: &mut MessageFlags) {
        match kind {
            b"" | b"update" => {}
            b"question" => flags.set(MessageFlags::QUESTION.with(MessageFlags::MARKED)),
            b"announcement" => flags.set(MessageFlags::ANNOUNCEMENT),
            b"system" => flags.set(MessageFlags::SYSTEM),
            b"praise" | b"poll" => flags.set(MessageFlags::SPECIAL),
            other => {
                let lower = other.to_ascii_lowercase();
                if lower != other {
                    self.kind(&lower, flags);
                } else if !given(other).is_empty() && other != b"chat" && other != b"discussion" {
                    self.count_unknown("message_type", other);
                }
            }
        }
    }

    #[inline]
    fn sender_kind(&mut self, kind: &[u8]) -> Option<MemberKind> {
        match kind {
            b"" | b"user" => None,
            b"bot" | b"application" | b"app" | b"connector" => Some(MemberKind::Bot),
            b"system" | b"guide" => Some(MemberKind::System),
            other => {
                let lower = other.to_ascii_lowercase();
                if lower != other {
                    return self.sender_kind(&lower);
                }
                if !given(other).is_empty() {
                    self.count_unknown("sender_type", other);
                }
                None
            }
        }
    }

    #[cold]
    fn count_unknown(&mut self, column: &str, value: &[u8]) {
        self.unknown_rows += 1;
        let value = String::from_utf8_lossy(&value[..value.len().min(40)]).into_owned();
        *self.unknown_kinds.entry(format!("{column} {value:?}")).or_default() += 1;
        // A damaged file may hold anything here: a few values are enough to see it. The first by name, so
        // that they are the same whatever thread meets them.
        if self.unknown_kinds.len() > MOST_KINDS {
            self.unknown_kinds.pop_last();
        }
    }

    #[cold]
    fn note(&mut self, row: &Row<'_>, expected: &'static str, found: &[u8]) {
        if self.notes.len() < 1000 {
            let found = String::from_utf8_lossy(&found[..found.len().min(60)]).into_owned();
            let column = &self.columns.created_name;
            self.notes.push((row.place(), expected, format!("{column}: found {found:?}")));
        }
    }

    #[cold]
    fn refuse_lost_digits(&self, row: &Row<'_>, id: &[u8]) -> Result<()> {
        if !digits_lost(id) {
            return Ok(());
        }
        let mut place = Place::file(self.file);
        if let csv::Place::Line(line) = row.place() {
            place = place.at_line(line);
        }
        Err(rounded(place, id))
    }
}
