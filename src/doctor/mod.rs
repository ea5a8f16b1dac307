//! What is missing from an export, what that does to the answers, and how to get it.
//!
//! An analysis says what it could not see; whoever runs a community wants to know it before, and what to do. [`doctor`] looks
//! at what was read and gives [`Advice`]: what was found, which answers it weakens and how, and what can be done.

mod content;
mod files;
mod people;
mod tables;

pub use people::{Candidate, CandidateRole};

use crate::View;
use crate::table::Provenance;

/// How much a piece of advice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Some answers are wrong or missing without it.
    First,
    /// Some answers get better by it.
    Worth,
    /// Nothing can be done, or nothing has to: it should be known.
    Know,
}

impl Urgency {
    /// `first`, `worth it` or `to know`.
    pub fn name(self) -> &'static str {
        match self {
            Urgency::First => "first",
            Urgency::Worth => "worth it",
            Urgency::Know => "to know",
        }
    }
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// How much it matters.
    pub urgency: Urgency,
    /// What it is about, in a word or two: `roster`, `time zone`.
    pub topic: &'static str,
    /// What was found.
    pub found: String,
    /// Why it matters.
    pub why: &'static str,
    /// Which answers it touches.
    pub answers: &'static str,
    /// What to do.
    pub action: String,
    /// How many it is about, where it can be counted.
    pub n: Option<u64>,
    /// Out of so many.
    pub of: Option<u64>,
}

impl Advice {
    fn new(urgency: Urgency, topic: &'static str, found: impl Into<String>) -> Advice {
        let (why, answers, action) = ("", "", String::new());
        Advice { urgency, topic, found: found.into(), why, answers, action, n: None, of: None }
    }

    fn because(mut self, why: &'static str, answers: &'static str) -> Advice {
        (self.why, self.answers) = (why, answers);
        self
    }

    fn so(mut self, action: impl Into<String>) -> Advice {
        self.action = action.into();
        self
    }

    fn counted(mut self, n: u64, of: Option<u64>) -> Advice {
        (self.n, self.of) = (Some(n), of);
        self
    }
}

/// What would make the answers better.
#[derive(Debug, Clone, PartialEq)]
pub struct Doctor {
    /// The advice, what matters most first.
    pub advice: Vec<Advice>,
    /// Accounts that seem to run the community, or to speak for the organisation, though nobody said so.
    pub candidates: Vec<Candidate>,
    /// How this came about.
    pub provenance: Provenance,
}

/// What is missing from what was read, what that does to the answers, and how to get it.
///
/// Looked at are the roster (none, no units, no managers, no dates, accounts that fit nobody), files (damaged, not complete,
/// not read), the span (short, a gap, an end that is quiet), threads without a beginning, the time zone, languages in which
/// questions are not heard, who runs the community, guests and accounts that are known by their id only, and what Yammer's
/// exports never have (views, reactions). A file that a spreadsheet program has changed is refused by the reader, which
/// says so.
///
/// Thresholds are conventions that keep quiet about trifles. They are in the provenance.
///
/// # Complexity
/// A few passes over messages and members.
///
/// # Example
/// ```
/// use cmgraph::doctor::{Urgency, doctor};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = doctor(&read(&[path], &ReadOptions::default())?.whole());
/// let first = &found.advice[0];
/// assert_eq!((first.topic, first.urgency), ("roster", Urgency::First));
/// assert!(first.action.contains("--roster"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn doctor(view: &View<'_>) -> Doctor {
    let (mut advice, candidates) = people::look(view);
    advice.extend(files::look(view));
    advice.extend(content::look(view));
    // What matters most first; else as they were looked at.
    advice.sort_by_key(|advice| advice.urgency);
    let provenance = Provenance::new("what is missing from what was read, and how to get it")
        .view(view)
        .parameter("min_span_days", files::MIN_SPAN_DAYS)
        .parameter("gap_days", files::GAP_DAYS)
        .parameter("small_share", files::SMALL_SHARE)
        .parameter("manager_share", people::MANAGER_SHARE)
        .observations("messages of the window", view.message_range().len() as u64)
        .assume("advice is about what can be told from the export: what is not wrong with it is not listed");
    Doctor { advice, candidates, provenance }
}
