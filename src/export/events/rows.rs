//! From the bytes of a file to events in columns.

use super::columns::{Columns, EventField};
use super::event::{Event, Events, Kind};
use super::fields::{asks, excerpt, first, flag_of, joined, joined_by_blank, lost, whole};
use super::times::{Clock, When};
use crate::community::{DropReason, FileAudit, MessageFlags};
use crate::error::{Error, Place, Result};
use crate::export::sheet::{self, Lines};
use crate::export::{ReadOptions, TextUse};
use crate::time::Zone;
use std::collections::BTreeMap;

/// Tells the caller how many further bytes of a file were read, and asks whether to go on.
pub(super) type Advance<'a> = &'a dyn Fn(&str, u64) -> Result<()>;

/// Kinds that are told by name.
const MOST_KINDS: usize = 10;

/// How the files are read.
pub(super) struct How<'a> {
    pub(super) events: &'a super::EventOptions,
    pub(super) reading: &'a ReadOptions,
    pub(super) zone: &'a Zone,
    pub(super) advance: Advance<'a>,
}

/// Reads the events of a file. `number` tells files apart.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    number: u32,
    how: &How<'_>,
    events: &mut Events,
    audit: &mut FileAudit,
) -> Result<Columns> {
    let text = sheet::narrow(file, bytes)?;
    let (separator, text, skipped) = sheet::separator(&text);
    let open =
        || csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text);
    let refuse = |error: csv::Error| Error::NotAnExport {
        place: Place::file(file),
        found: error.to_string(),
        expected: "a CSV file".into(),
    };
    let mut record = csv::ByteRecord::new();
    let mut reader = open();
    if !reader.read_byte_record(&mut record).map_err(refuse)? {
        return Err(Error::NotAnExport {
            place: Place::file(file),
            found: "an empty file".into(),
            expected: "a CSV file with a header and one row an event".into(),
        });
    }
    let header: Vec<String> =
        record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let columns = Columns::find(file, header, &how.events.columns)?;
    let header_at = record.position().map_or(0, csv::Position::byte);
    let clock = clock(&columns, how.zone, open(), refuse)?;
    let mut lines = Lines::new(text, 1 + skipped);
    lines.of(header_at);
    let mut rows = Rows {
        file,
        number,
        columns: &columns,
        clock,
        reading: how.reading,
        events,
        audit,
        unknown_kinds: BTreeMap::new(),
    };
    let (mut done, mut running) = (0, None);
    while reader.read_byte_record(&mut record).map_err(refuse)? {
        let byte = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(byte);
        running = record.iter().any(|field| memchr::memchr2(b'\n', b'\r', field).is_some()).then_some(line);
        if byte - done > 1 << 20 {
            (how.advance)(file, byte - done)?;
            done = byte;
        }
        rows.row(&record, line)?;
    }
    let kinds = std::mem::take(&mut rows.unknown_kinds);
    for (kind, n) in kinds.into_iter().take(MOST_KINDS) {
        audit.note(
            Place::file(file).in_column(columns.name(EventField::Kind)),
            format!("{n} rows of the kind {kind:?}, which is not known; taken as plain messages"),
        );
    }
    if let Some(line) = running.filter(|_| sheet::odd_quotes(text)) {
        audit.note(Place::file(file).at_line(line), sheet::OPEN_QUOTE);
    }
    (how.advance)(file, (text.len() as u64).saturating_sub(done))?;
    audit.unknown_columns = columns.unused();
    Ok(columns)
}

/// The clock of a file. Where dates are in an order that varies from country to country the column is read first.
fn clock<'z>(
    columns: &Columns,
    zone: &'z Zone,
    mut reader: csv::Reader<&[u8]>,
    refuse: impl Fn(csv::Error) -> Error,
) -> Result<Clock<'z>> {
    let at = columns.of(EventField::When).first().copied().unwrap_or_default();
    let mut record = csv::ByteRecord::new();
    let mut values: Vec<String> = Vec::new();
    // The header.
    reader.read_byte_record(&mut record).map_err(&refuse)?;
    while reader.read_byte_record(&mut record).map_err(&refuse)? {
        let value = String::from_utf8_lossy(record.get(at).unwrap_or_default()).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if values.is_empty() && !Clock::needs_order(&value) {
            break;
        }
        values.push(value);
    }
    Ok(Clock::new(zone, values.iter().map(String::as_str)))
}

struct Rows<'a> {
    file: &'a str,
    number: u32,
    columns: &'a Columns,
    clock: Clock<'a>,
    reading: &'a ReadOptions,
    events: &'a mut Events,
    audit: &'a mut FileAudit,
    unknown_kinds: BTreeMap<String, u64>,
}

impl Rows<'_> {
    fn row(&mut self, record: &csv::ByteRecord, line: u64) -> Result<()> {
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            return Ok(());
        }
        self.audit.rows += 1;
        let columns = self.columns.count();
        if !sheet::fits_bytes(record, columns) {
            self.audit.drop_row(DropReason::Damaged);
            let found = format!("{} fields, the header has {columns}; row left out", record.len());
            self.audit.note(Place::file(self.file).at_line(line), found);
            return Ok(());
        }
        match self.event(record, line)? {
            Ok(()) => self.audit.kept += 1,
            Err(reason) => self.audit.drop_row(reason),
        }
        Ok(())
    }

    fn event(&mut self, record: &csv::ByteRecord, line: u64) -> Result<std::result::Result<(), DropReason>> {
        use EventField as F;
        let ids = [F::Who, F::Id, F::Parent, F::Thread, F::Group, F::To];
        for field in ids {
            if let Some(lost) = self.columns.of(field).iter().find_map(|&at| lost(record, at)) {
                let place = Place::file(self.file).at_line(line).in_column(self.columns.name(field));
                return Err(Error::Spreadsheet {
                    place,
                    found: format!("the id {lost:?} has lost its digits"),
                });
            }
            // Letters that cannot be read would make one of two people, or two of one.
            let read = |&at: &usize| std::str::from_utf8(record.get(at).unwrap_or_default()).is_ok();
            if !self.columns.of(field).iter().all(read) {
                self.note(line, field, "bytes that are not UTF-8; row left out");
                return Ok(Err(DropReason::Damaged));
            }
        }
        let first = |field: F| first(record, self.columns.of(field));
        let mut flags = MessageFlags::default();
        if self.flag(first(F::Private), line, F::Private) {
            if !self.reading.private_messages {
                return Ok(Err(DropReason::Private));
            }
            flags.set(MessageFlags::PRIVATE);
        }
        let who = first(F::Who);
        if who.is_empty() {
            self.note(line, F::Who, "nobody; row left out");
            return Ok(Err(DropReason::NoAuthor));
        }
        let at = match self.clock.read(first(F::When)) {
            When::At(at) => at,
            fault => {
                let found = excerpt(first(F::When));
                let found = match fault {
                    When::Ambiguous => format!(
                        "found {found}: day and month cannot be told apart; expected 2024-12-31 08:30; row left out"
                    ),
                    _ => format!("found {found}, expected a time such as 2024-12-31 08:30; row left out"),
                };
                self.note(line, F::When, &found);
                return Ok(Err(DropReason::NoTime));
            }
        };
        let deleted = first(F::Deleted);
        if !deleted.is_empty() && flag_of(deleted) != Some(false) {
            flags.set(MessageFlags::DELETED);
        }
        let mut bot = self.flag(first(F::Bot), line, F::Bot);
        let Some(kind) = self.kind(first(F::Kind), &mut flags, &mut bot) else {
            return Ok(Err(DropReason::NotRead));
        };
        if self.flag(first(F::Question), line, F::Question) {
            flags = asks(flags);
        }
        let accepted = self.flag(first(F::Accepted), line, F::Accepted);
        if kind == Kind::Reaction && first(F::Parent).is_empty() {
            self.note(line, F::Parent, "a reaction to nothing; row left out");
            return Ok(Err(DropReason::Unresolved));
        }
        let order = match first(F::Order) {
            b"" => i64::MIN,
            text => match std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()) {
                Some(order) => order,
                None => {
                    self.audit.unreadable_values += 1;
                    self.note(line, F::Order, &format!("found {}, expected a whole number", excerpt(text)));
                    i64::MIN
                }
            },
        };
        let (title, text): (&[u8], &[u8]) = match kind {
            Kind::Message => (first(F::Title), whole(record, self.columns.of(F::Text))),
            Kind::Reaction => (b"", b""),
        };
        let broken = [title, text].into_iter().filter(|text| std::str::from_utf8(text).is_err()).count();
        if broken > 0 {
            self.audit.unreadable_values += broken as u64;
            self.note(line, F::Text, "bytes that are not UTF-8 were replaced");
        }
        let thread = joined(record, self.columns.of(F::Thread));
        let name = joined_by_blank(record, self.columns.of(F::Name));
        let words = &mut self.events.words;
        let event = Event {
            at,
            place: (self.number, line),
            kind,
            who: words.number(who),
            name: words.number(&name),
            email: words.number(first(F::Email)),
            unit: words.number(first(F::Unit)),
            bot,
            id: words.number(first(F::Id)),
            parent: words.number(first(F::Parent)),
            thread: words.number(&thread),
            group: words.number(first(F::Group)),
            group_name: words.number(first(F::GroupName)),
            to: words.number(first(F::To)),
            order,
            flags,
            accepted,
            says: (0, 0, 0),
        };
        let says = match self.reading.text {
            TextUse::Skip => (0, 0, 0),
            TextUse::Keep | TextUse::Features => {
                let start = self.events.bytes.len() as u64;
                self.events.bytes.extend_from_slice(title);
                self.events.bytes.extend_from_slice(text);
                (start, title.len() as u32, text.len() as u32)
            }
        };
        self.events.events.push(Event { says, ..event });
        Ok(Ok(()))
    }

    /// What the column of kinds says; `None` for what is neither a message nor a reaction.
    fn kind(&mut self, text: &[u8], flags: &mut MessageFlags, bot: &mut bool) -> Option<Kind> {
        let lower = text.to_ascii_lowercase();
        match lower.as_slice() {
            b"" | b"message" | b"post" | b"reply" | b"answer" | b"comment" | b"update" | b"chat"
            | b"discussion" | b"user" => {}
            b"question" => *flags = asks(*flags),
            b"announcement" => flags.set(MessageFlags::ANNOUNCEMENT),
            b"system" | b"join" | b"leave" | b"channel_join" | b"channel_leave" => {
                flags.set(MessageFlags::SYSTEM);
            }
            b"praise" | b"poll" => flags.set(MessageFlags::SPECIAL),
            b"bot" | b"bot_message" => *bot = true,
            b"reaction" | b"like" => return Some(Kind::Reaction),
            b"view" | b"read" | b"share" | b"login" => return None,
            other => {
                let name = String::from_utf8_lossy(&other[..other.len().min(40)]).into_owned();
                *self.unknown_kinds.entry(name).or_default() += 1;
                // A damaged file may hold anything here; the first by name, so that the order of rows does not matter.
                if self.unknown_kinds.len() > MOST_KINDS {
                    self.unknown_kinds.pop_last();
                }
            }
        }
        Some(Kind::Message)
    }

    fn flag(&mut self, text: &[u8], line: u64, field: EventField) -> bool {
        match flag_of(text) {
            Some(is) => is,
            // What does not clearly say that it is public is taken for private.
            None => {
                self.audit.unreadable_values += 1;
                self.note(line, field, &format!("found {}, expected yes or no", excerpt(text)));
                field == EventField::Private
            }
        }
    }

    #[cold]
    fn note(&mut self, line: u64, field: EventField, text: &str) {
        let place = Place::file(self.file).at_line(line).in_column(self.columns.name(field));
        self.audit.note(place, text);
    }
}
