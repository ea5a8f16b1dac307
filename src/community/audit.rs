//! What an import read, kept and left out, and why.

use crate::error::Place;
use std::collections::BTreeMap;

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DropReason {
    /// Fewer or more fields than the header has, and no repair was possible.
    Damaged,
    /// No id.
    NoId,
    /// No author.
    NoAuthor,
    /// No time, or one that cannot be read or lies outside 1990-2100.
    NoTime,
    /// A private conversation, which was not asked for.
    Private,
    /// Refers to a message that is not in the export.
    Unresolved,
    /// The same person or account stood in an earlier row, which stands.
    Duplicate,
    /// An older record of a person of whom there is a newer one.
    Superseded,
    /// The account is switched off, and such accounts were to be left out.
    Disabled,
    /// An event of a kind that is not read: a view, say.
    NotRead,
}

impl DropReason {
    /// In words, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            DropReason::Damaged => "damaged row",
            DropReason::NoId => "no id",
            DropReason::NoAuthor => "no author",
            DropReason::NoTime => "no readable time",
            DropReason::Private => "private conversation",
            DropReason::Unresolved => "message not in the export",
            DropReason::Duplicate => "seen before",
            DropReason::Superseded => "older record of the same person",
            DropReason::Disabled => "account switched off",
            DropReason::NotRead => "kind that is not read",
        }
    }
}

/// What happened to one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileAudit {
    /// The file as the user knows it: `export.zip/Messages.csv`.
    pub file: String,
    /// What it holds, in a word, where its name does not say so.
    pub holds: Option<&'static str>,
    /// Rows after the header, damaged ones included.
    pub rows: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows left out, by reason. `rows = kept + sum of dropped`.
    pub dropped: BTreeMap<DropReason, u64>,
    /// Rows whose columns had shifted and were put back (among the kept).
    pub repaired: u64,
    /// Values that could not be read, though the row was kept.
    pub unreadable_values: u64,
    /// Rows that the export itself declares (`log.txt`).
    pub declared: Option<u64>,
    /// Columns of the header that nothing is read from.
    pub unknown_columns: Vec<String>,
    /// First places of damage, at most [`FileAudit::MAX_NOTES`].
    pub notes: Vec<(Place, String)>,
}

impl FileAudit {
    /// How many notes a file keeps.
    pub const MAX_NOTES: usize = 20;

    /// An empty account of a file.
    pub fn new(file: impl Into<String>) -> Self {
        FileAudit { file: file.into(), ..FileAudit::default() }
    }

    /// Counts a row left out.
    pub fn drop_row(&mut self, reason: DropReason) {
        *self.dropped.entry(reason).or_default() += 1;
    }

    /// Remembers a place of damage, unless there are many already.
    pub fn note(&mut self, place: Place, text: impl Into<String>) {
        if self.notes.len() < Self::MAX_NOTES {
            self.notes.push((place, text.into()));
        }
    }

    /// Sum of the rows left out.
    pub fn dropped_rows(&self) -> u64 {
        self.dropped.values().sum()
    }

    /// Whether the declared number of rows is the number read; `None` where nothing is declared.
    pub fn confirmed(&self) -> Option<bool> {
        self.declared.map(|declared| declared == self.rows)
    }

    /// Adds the counts of another part of the same file.
    pub(crate) fn merge(&mut self, other: FileAudit) {
        self.rows += other.rows;
        self.kept += other.kept;
        self.repaired += other.repaired;
        self.unreadable_values += other.unreadable_values;
        for (reason, n) in other.dropped {
            *self.dropped.entry(reason).or_default() += n;
        }
        for (place, text) in other.notes {
            self.note(place, text);
        }
    }
}

/// The account of a whole import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// One entry a file, in the order of reading.
    pub files: Vec<FileAudit>,
    /// Messages that were read more than once (same id, in one or several exports); the row of the latest
    /// export stands.
    pub duplicate_messages: u64,
    /// Members without a record in the export: authors and people mentioned.
    pub placeholder_members: u64,
    /// Authors of messages among them.
    pub placeholder_authors: u64,
    /// Threads whose root is not in the export.
    pub missing_roots: u64,
    /// Replies to a message that is not in the export.
    pub missing_parents: u64,
    /// Accounts of several networks that were joined because directory id or e-mail address are the same.
    pub joined_accounts: u64,
    /// People who were erased after reading.
    pub erased_people: u64,
    /// Messages that went with them.
    pub erased_messages: u64,
    /// People who are in no list because they do not want to be.
    pub opted_out: u64,
    /// Groups that were left out because of their subject.
    pub sensitive_groups: u64,
    /// Messages in these.
    pub sensitive_messages: u64,
    /// Messages from before the retention window.
    pub older_messages: u64,
    /// Files of the export from which nothing is read.
    pub not_read: Vec<String>,
    /// Remarks in words: what was assumed, what could not be read.
    pub warnings: Vec<String>,
}

impl Audit {
    /// Sum of the rows kept in files whose name ends in `name` (`Messages.csv`), before duplicates of several
    /// exports were removed.
    pub fn kept(&self, name: &str) -> u64 {
        self.named(name).map(|f| f.kept).sum()
    }

    /// The files whose name ends in `name`, compared without regard to case.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a FileAudit> {
        let suffix = format!("/{}", name.to_lowercase());
        self.files.iter().filter(move |f| format!("/{}", f.file.to_lowercase()).ends_with(&suffix))
    }
}
