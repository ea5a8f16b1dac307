//! Replies within and to other units, by thread: what a share of them is made of.

use super::BridgingOptions;
use super::replies::Talk;
use crate::error::Result;
use crate::graph::NO_GROUP;
use crate::{MessageId, ThreadId, Timestamp, View};

/// Replies of a thread between colleagues whose units are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThreadReplies {
    /// First message of the thread that the export has.
    pub(crate) begun: Timestamp,
    pub(crate) replies: u64,
    /// Those of them to another unit.
    pub(crate) across: u64,
}

/// Replies of colleagues to colleagues, by thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Across {
    pub(crate) threads: Vec<ThreadReplies>,
    /// People who wrote them.
    pub(crate) writers: u64,
    /// Replies between colleagues of whom one has no known unit.
    pub(crate) without_unit: u64,
}

/// The replies that [`bridging`](super::bridging()) counts as those of colleagues, by thread; those that people of a unit
/// wrote where there is one. O(messages + replies · log replies).
pub(crate) fn replies_across(
    view: &View<'_>,
    options: &BridgingOptions,
    unit: Option<&str>,
) -> Result<Across> {
    options.check()?;
    let talk = Talk::of(view, options.rule());
    let labels = talk.labels(false);
    let wanted =
        unit.map(|unit| talk.units.iter().position(|name| name == unit).map_or(NO_GROUP, |at| at as u32));
    let mut found = Across::default();
    let mut writers = Vec::new();
    let (messages, threads) = (view.community().messages(), view.community().threads());
    let mut last = None;
    for reply in &talk.replies {
        if !talk.counts(reply.from, false) || !talk.counts(reply.to, false) {
            continue;
        }
        let [from, to] = [reply.from, reply.to].map(|actor| labels[actor as usize]);
        if from == NO_GROUP || to == NO_GROUP {
            found.without_unit += 1;
            continue;
        }
        if wanted.is_some_and(|unit| unit != from) {
            continue;
        }
        writers.push(reply.from);
        if last != Some(reply.thread) {
            let first: Option<&MessageId> = threads.messages(ThreadId(reply.thread)).first();
            let begun = first.map_or(view.from(), |&message| messages.time(message)).max(view.from());
            found.threads.push(ThreadReplies { begun, replies: 0, across: 0 });
            last = Some(reply.thread);
        }
        if let Some(thread) = found.threads.last_mut() {
            thread.replies += 1;
            thread.across += u64::from(from != to);
        }
    }
    writers.sort_unstable();
    writers.dedup();
    found.writers = writers.len() as u64;
    Ok(found)
}
