//! Threads that are under way, and what is still to happen in them.

use super::body::Say;
use super::phrases::Language;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What sort of thread, as far as truth and files care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Question,
    Talk,
    Announcement,
    System,
}

/// A thread between its first message and its last.
#[derive(Debug, Clone)]
pub(super) struct Thread {
    /// Message ids by place in the thread; 0 while unwritten.
    pub(super) ids: Vec<u64>,
    pub(super) author: u32,
    pub(super) sort: Sort,
    pub(super) language: Language,
    pub(super) topic: usize,
    pub(super) noun: usize,
    pub(super) group: usize,
    /// Private conversation: id and the other participant.
    pub(super) private: Option<(u64, u32)>,
    /// A question that shows: with its mark or of type question.
    pub(super) marked: bool,
    /// `message_type` question.
    pub(super) typed: bool,
    /// The root is not in the export.
    pub(super) rootless: bool,
    pub(super) answered: bool,
    /// Events still to come; the place is free again at 0.
    pub(super) open: u32,
}

/// No place in a thread.
pub(super) const NOWHERE: u16 = u16::MAX;

/// Something that happens in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A message at a place of the thread, in reply to the one at `parent`.
    Message { place: u16, parent: u16, author: u32, say: Say, named: Option<u32> },
    /// The community manager looks whether the question is answered.
    Rescue { place: u16, thanks: u16 },
    /// The asker marks an answer as best.
    Accept { place: u16 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) time: i64,
    order: u64,
    pub(super) thread: u32,
    pub(super) what: What,
}

impl Ord for Event {
    /// The earliest is the greatest, as the heap gives the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.time, other.order).cmp(&(self.time, self.order))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Threads under way and their events in the order of time. Holds no text: memory follows what is pending, not what is written.
#[derive(Default)]
pub(super) struct Agenda {
    threads: Vec<Thread>,
    free: Vec<u32>,
    events: BinaryHeap<Event>,
    order: u64,
}

impl Agenda {
    pub(super) fn open(&mut self, thread: Thread) -> u32 {
        match self.free.pop() {
            Some(slot) => {
                self.threads[slot as usize] = thread;
                slot
            }
            None => {
                self.threads.push(thread);
                self.threads.len() as u32 - 1
            }
        }
    }

    pub(super) fn thread(&mut self, slot: u32) -> &mut Thread {
        &mut self.threads[slot as usize]
    }

    /// A new place in a thread.
    pub(super) fn place(&mut self, slot: u32) -> u16 {
        let ids = &mut self.threads[slot as usize].ids;
        ids.push(0);
        (ids.len() - 1) as u16
    }

    pub(super) fn push(&mut self, time: i64, thread: u32, what: What) {
        self.order += 1;
        self.threads[thread as usize].open += 1;
        self.events.push(Event { time, order: self.order, thread, what });
    }

    /// The next event before a time.
    pub(super) fn pop(&mut self, before: i64) -> Option<Event> {
        if self.events.peek()?.time >= before {
            return None;
        }
        self.events.pop()
    }

    /// An event has been dealt with; where it was the last, the thread is over.
    pub(super) fn done(&mut self, slot: u32) {
        let thread = &mut self.threads[slot as usize];
        thread.open -= 1;
        if thread.open == 0 {
            thread.ids = Vec::new();
            self.free.push(slot);
        }
    }
}
