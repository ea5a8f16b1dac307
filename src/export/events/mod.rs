//! Events from any CSV: who wrote when, in which thread, what.
//!
//! For everything that is no export of a known platform: a chat log, a table from a data warehouse, one's own dump.

mod columns;
mod event;
mod feed;
mod fields;
mod place;
mod rows;
mod times;

pub use columns::EventField;

use super::source::{self, Container, Entry};
use super::{Progress, ReadOptions};
use crate::community::{Audit, Community, CommunityBuilder, FileAudit};
use crate::error::{Error, Place, Result};
use crate::time::Zone;
use event::Events;
use rows::How;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a message replies to that does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReplyTo {
    /// The first message of its thread, as on platforms with flat threads.
    #[default]
    Root,
    /// The message before it in its thread that somebody else wrote, as in a chat.
    Previous,
}

impl ReplyTo {
    /// `root` or `previous`.
    pub fn name(self) -> &'static str {
        match self {
            ReplyTo::Root => "root",
            ReplyTo::Previous => "previous",
        }
    }

    /// The choice of that name.
    pub fn parse(name: &str) -> Option<ReplyTo> {
        [ReplyTo::Root, ReplyTo::Previous].into_iter().find(|choice| choice.name() == name)
    }
}

/// How to read events.
///
/// ```
/// use cmgraph::export::{EventField, EventOptions, ReplyTo};
/// let options = EventOptions {
///     columns: vec![(EventField::Who, "Autor".into()), (EventField::When, "Zeit".into())],
///     ..EventOptions::default()
/// };
/// assert_eq!(options.reply_to, ReplyTo::Root);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventOptions {
    /// Which column holds what, by its header: goes before the recognition of headers. Several columns of
    /// [`EventField::Thread`] together name a thread, several of [`EventField::Name`] are the parts of the name; several
    /// of any other field stand in for each other where the first is empty.
    pub columns: Vec<(EventField, String)>,
    /// What a message replies to that does not say so itself.
    pub reply_to: ReplyTo,
    /// In which zone times are meant that name none.
    pub zone: Zone,
}

/// Reads events from CSV files: one row, one message. `.gz` files and zip archives of CSV files are read as well, and the CSV
/// files of folders.
///
/// **Columns** are recognised by their headers, without regard to case, blanks and punctuation (`author`, `user`, `sender`;
/// `time`, `created_at`; `thread`, `conversation_id`, `dialog`; `text`, `body`, `message`; ...), or as
/// [`EventOptions::columns`] says; the audit tells which was taken for what. Only *who* and *when* are needed. Separators
/// `,` `;` and tab are told apart; UTF-8 and UTF-16 are read.
///
/// | field | what it says |
/// |---|---|
/// | who | account of the author, in any form; with `name`, `email`, `unit` and `bot` beside it |
/// | when | ISO 8601, seconds or milliseconds since 1970, `31.12.2024 8:30`, or `12/31/2024 8:30 PM` where some value of the column shows which number is the day; without a zone in [`EventOptions::zone`] |
/// | thread | any text that is the same for all messages of a thread, within the group: many tools number the threads of each group anew. Where most threads are called by the id of a message of theirs, that message starts them; else the first one does |
/// | id | else messages are numbered in order of time; rows of several files that say the same are one message |
/// | parent | id of the message replied to; else see below |
/// | group, group_name | channel, room; without any everything is in one |
/// | to | whom it is addressed to; counts as a mention, and where it names one person who wrote before in the thread, the message replies to the latest message of that person |
/// | kind | `question`, `announcement`, `system`, `praise`, `poll`, `bot`; `reaction` or `like` (to the `parent`); `view`, `share`, `read` and `login` are counted and left out; everything else is a plain message |
/// | order | a number by which messages of one thread and one instant are ordered |
/// | question, accepted, deleted, private | yes or no |
///
/// **Replies.** A message without a parent replies to the first message of its thread ([`ReplyTo::Root`]), or to the one before
/// it by somebody else ([`ReplyTo::Previous`]). The first suits threads that are one question and its answers, the second a
/// conversation that goes to and fro; neither is known, and the audit says which was taken. A message without a thread and a parent
/// stands alone.
///
/// **Mentions** are the addressees and every `@account` in a text that is somebody's account. Everybody who writes or is
/// addressed is a person, unless marked as a program.
///
/// The result does not depend on the order of rows and files. Cost: O(n log n); the texts are held twice while reading.
///
/// # Errors
/// [`Error::Io`]; [`Error::MissingColumn`] without who or when, or where a named column is not there;
/// [`Error::Spreadsheet`] for ids without their last digits; [`Error::NotAnExport`] for workbooks, empty files, and
/// paths without any CSV file. Damaged rows are no error: they are counted in the [`Audit`], with line
/// and column, and the rest is read.
///
/// ```
/// use cmgraph::export::{EventOptions, ReadOptions, read_events};
/// let folder = std::env::temp_dir().join(format!("cmgraph-events-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// let path = folder.join("chat.csv");
/// std::fs::write(&path, "room,dialog,author,time,text\n\
///     it,1,aino,2024-05-01 10:00:00,Where is the form?\n\
///     it,1,bo,2024-05-01 10:05:00,On the start page\n\
///     hr,1,cleo,2024-05-01 11:00:00,Lunch?\n")?;
/// let community = read_events(&[path], &EventOptions::default(), &ReadOptions::default())?;
/// assert_eq!((community.messages().len(), community.threads().len(), community.groups().len()), (3, 2, 2));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_events(paths: &[PathBuf], options: &EventOptions, reading: &ReadOptions) -> Result<Community> {
    super::with_roster(reading, |builder| read(paths, options, reading, builder))
}

fn read(
    paths: &[PathBuf],
    options: &EventOptions,
    reading: &ReadOptions,
    builder: &mut CommunityBuilder,
) -> Result<()> {
    let mut containers = source::event_files(paths)?;
    let asked = |container: &Container| container.entries.len() == 1 && container.label.is_empty();
    containers.sort_by(|a, b| a.entries.first().map(|e| &e.label).cmp(&b.entries.first().map(|e| &e.label)));
    let total: u64 = containers.iter().flat_map(|c| &c.entries).filter_map(|entry| entry.size).sum();
    let done = AtomicU64::new(0);
    let advance = |file: &str, bytes: u64| {
        let done = done.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let Some(report) = &reading.progress else { return Ok(()) };
        let go_on = report(Progress { file, done, total: total.max(done) });
        if go_on { Ok(()) } else { Err(Error::Interrupted) }
    };
    let how = How { events: options, reading, zone: &options.zone, advance: &advance };
    let mut events = Events::default();
    let mut told: Vec<String> = Vec::new();
    // The first file of a folder or archive that is none of events, where no other is.
    let (mut fault, mut number) = (None, 0u32);
    for container in &containers {
        builder.audit_mut().warnings.extend(container.warnings.iter().cloned());
        for entry in &container.entries {
            if !is_csv(entry) && !asked(container) {
                builder.audit_mut().not_read.push(entry.label.clone());
                continue;
            }
            match read_file(entry, number, &how, &mut events, builder.audit_mut()) {
                Ok(columns) => {
                    if !told.contains(&columns) {
                        told.push(columns);
                    }
                    number += 1;
                }
                // Other tables may lie beside those of events.
                Err(error @ (Error::MissingColumn { .. } | Error::NotAnExport { .. }))
                    if !asked(container) =>
                {
                    let audit = builder.audit_mut();
                    audit.warnings.push(format!("{error}; the file was left out"));
                    audit.not_read.push(entry.label.clone());
                    fault = fault.or(Some(error));
                }
                Err(error) => return Err(error),
            }
        }
    }
    if number == 0 {
        let expected = "CSV files of events (who, when, thread, text)";
        return Err(fault.unwrap_or_else(|| source::not_an_export(paths, &containers, expected)));
    }
    let numbered = place::number(&mut events);
    builder.audit_mut().duplicate_messages = place::single(&mut events);
    let places = place::places(&events, options.reply_to);
    remark(&events, &told, numbered, options, builder.audit_mut());
    feed::feed(&events, &places, reading.text, builder);
    Ok(())
}

/// What was assumed.
fn remark(events: &Events, told: &[String], numbered: u64, options: &EventOptions, audit: &mut Audit) {
    for columns in told {
        audit.warnings.push(format!("columns: {columns}"));
    }
    let messages = || events.events.iter().filter(|event| event.kind == event::Kind::Message);
    let count = |what: fn(&event::Event) -> bool| messages().filter(|event| what(event)).count();
    let without = count(|event| event.thread != event::NONE && event.parent == event::NONE);
    if without > 0 {
        let taken = match options.reply_to {
            ReplyTo::Root => "the first message of their thread",
            ReplyTo::Previous => "the message before by somebody else",
        };
        audit.warnings.push(format!(
            "{without} messages do not say what they reply to; where they do not start their thread, they are taken as replies to {taken}"
        ));
    }
    let alone = count(|event| event.thread == event::NONE && event.parent == event::NONE);
    if alone > 0 {
        audit.warnings.push(format!(
            "{alone} messages name neither a thread nor a message they reply to: each stands alone"
        ));
    }
    if numbered > 0 {
        audit.warnings.push(format!("{numbered} messages have no id; they were numbered in order of time"));
    }
}

fn is_csv(entry: &Entry) -> bool {
    let name = entry.name.strip_suffix(".gz").unwrap_or(&entry.name);
    [".csv", ".tsv"].iter().any(|end| name.ends_with(end))
}

/// Reads one file; gives which column was taken for what.
fn read_file(
    entry: &Entry,
    number: u32,
    how: &How<'_>,
    events: &mut Events,
    audit: &mut Audit,
) -> Result<String> {
    let mut file = FileAudit { holds: Some("events"), ..FileAudit::new(&entry.label) };
    let (bytes, mut fault) = entry.read_all()?;
    let bytes = match bytes.starts_with(&[0x1f, 0x8b]) {
        true => {
            let mut unpacked = Vec::new();
            let end =
                std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut unpacked);
            fault = fault.or(end.err());
            unpacked
        }
        false => bytes,
    };
    let columns = rows::read(&entry.label, &bytes, number, how, events, &mut file)?;
    if let Some(fault) = fault {
        file.note(Place::file(&entry.label), format!("the file ends early: {fault}"));
    }
    audit.files.push(file);
    Ok(columns.told())
}
