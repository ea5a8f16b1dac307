//! Events in columns, each text once.

use crate::community::MessageFlags;
use crate::time::Timestamp;
use hashbrown::HashMap;

/// No text at all.
pub(super) const NONE: u32 = u32::MAX;

/// Texts by number: each distinct one once, in the order of meeting them.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<Box<[u8]>, u32>,
    texts: Vec<Box<[u8]>>,
}

impl Words {
    /// The number of a text; [`NONE`] for the empty one.
    pub(super) fn number(&mut self, text: &[u8]) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        if let Some(&known) = self.numbers.get(text) {
            return known;
        }
        // More texts than numbers do not fit into memory.
        let number = self.texts.len().min(NONE as usize - 1) as u32;
        self.numbers.insert(text.into(), number);
        self.texts.push(text.into());
        number
    }

    /// The text of a number; empty for [`NONE`].
    pub(super) fn get(&self, number: u32) -> &[u8] {
        self.texts.get(number as usize).map_or(b"", |text| text)
    }

    /// The number of a text that is known.
    pub(super) fn find(&self, text: &[u8]) -> Option<u32> {
        self.numbers.get(text).copied()
    }
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Message,
    /// A reaction to the message named as parent.
    Reaction,
}

/// An event as it stood in a row. Numbers are of [`Words`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) at: Timestamp,
    /// Number of the file, and line.
    pub(super) place: (u32, u64),
    pub(super) kind: Kind,
    pub(super) who: u32,
    pub(super) name: u32,
    pub(super) email: u32,
    pub(super) unit: u32,
    pub(super) bot: bool,
    pub(super) id: u32,
    pub(super) parent: u32,
    pub(super) thread: u32,
    pub(super) group: u32,
    pub(super) group_name: u32,
    pub(super) to: u32,
    pub(super) order: i64,
    pub(super) flags: MessageFlags,
    pub(super) accepted: bool,
    /// Where title and text stand: start, length of the title, length of the text.
    pub(super) says: (u64, u32, u32),
}

/// All events of all files.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub(super) words: Words,
    pub(super) events: Vec<Event>,
    /// Titles and texts, one after the other.
    pub(super) bytes: Vec<u8>,
}

impl Events {
    /// Title and text of an event.
    pub(super) fn says(&self, event: &Event) -> (&[u8], &[u8]) {
        let (start, title, text) = event.says;
        let middle = start as usize + title as usize;
        let of = |range: std::ops::Range<usize>| self.bytes.get(range).unwrap_or(b"");
        (of(start as usize..middle), of(middle..middle + text as usize))
    }
}
