//! From a view of a community to interactions: who acted on whose message.

use super::{EdgeRule, GraphSeries, Interaction, InteractionGraph, InteractionKind};
use crate::community::{MemberId, MessageFlags, MessageId, Parent, View};
use crate::error::Result;
use rayon::prelude::*;

/// Messages a task looks at.
const CHUNK: usize = 1 << 16;

/// The interactions of a view, in order of the messages that make them.
///
/// | kind | `u -> v` |
/// |---|---|
/// | reply | u replied to a message of v; where that message is not in the export, v is the author of the thread's root |
/// | answer | u wrote in a thread that a question of v started |
/// | mention | u mentioned v |
/// | reaction | u reacted to a message of v (at the time of the message, where the export gives none) |
/// | acceptance | v voted a message of u an answer: `v -> u`, or nobody is named and the asker stands for v |
///
/// Messages of the platform make none. A reply to the asker of the thread's question is both a reply and an answer. Deleted messages still count:
/// the interaction took place. Replies whose target is nowhere in the export make none. Cost: O(n).
pub fn interactions(view: &View<'_>) -> Vec<Interaction> {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let range = view.message_range();
    let of_chunk = |start: usize| {
        let mut found = Vec::new();
        for i in start..(start + CHUNK).min(range.end) {
            let message = MessageId(i as u32);
            // "Anna has added Bo to the group" is an act of the platform.
            if messages.flag(message).has(MessageFlags::SYSTEM) {
                continue;
            }
            let (from, at) = (messages.author(message), messages.time(message));
            let mut add = |to: MemberId, kind| found.push(Interaction { from, to, kind, at });
            let root = threads.root(messages.thread(message)).filter(|&root| root != message);
            match messages.parent(message) {
                Parent::Message(parent) => add(messages.author(parent), InteractionKind::Reply),
                Parent::NotInExport => {
                    if let Some(root) = root {
                        add(messages.author(root), InteractionKind::Reply);
                    }
                }
                Parent::None => {}
            }
            if let Some(root) = root.filter(|&root| messages.flag(root).has(MessageFlags::QUESTION)) {
                add(messages.author(root), InteractionKind::Answer);
            }
            for &mentioned in messages.mentions(message) {
                add(mentioned, InteractionKind::Mention);
            }
        }
        found
    };
    let starts: Vec<usize> = range.clone().step_by(CHUNK).collect();
    let chunks: Vec<Vec<Interaction>> = starts.into_par_iter().map(of_chunk).collect();
    let mut all = Vec::with_capacity(chunks.iter().map(Vec::len).sum());
    chunks.into_iter().for_each(|chunk| all.extend(chunk));
    for reaction in community.reactions() {
        let at = reaction.at.unwrap_or_else(|| messages.time(reaction.message));
        if view.contains(at) {
            let (from, to) = (reaction.by, messages.author(reaction.message));
            all.push(Interaction { from, to, kind: InteractionKind::Reaction, at });
        }
    }
    for acceptance in community.acceptances() {
        let at = acceptance.at.unwrap_or_else(|| messages.time(acceptance.message));
        let asker = || threads.root(messages.thread(acceptance.message)).map(|root| messages.author(root));
        if let Some(from) = acceptance.by.or_else(asker).filter(|_| view.contains(at)) {
            let to = messages.author(acceptance.message);
            all.push(Interaction { from, to, kind: InteractionKind::Acceptance, at });
        }
    }
    all
}

impl InteractionGraph {
    /// The interaction graph of a view: a node for every member of the community, an arc `u -> v` where u
    /// acted on v's messages (see [`interactions`]).
    ///
    /// ```
    /// use cmgraph::community::{CommunityBuilder, MessageRecord};
    /// use cmgraph::graph::{EdgeRule, InteractionGraph};
    /// use cmgraph::{MemberId, Timestamp};
    ///
    /// let mut builder = CommunityBuilder::new();
    /// builder.message(&MessageRecord::new(b"1", b"7", Timestamp(0))).unwrap();
    /// let reply = MessageRecord::new(b"2", b"8", Timestamp(1));
    /// builder.message(&MessageRecord { parent: b"1", ..reply }).unwrap();
    /// let community = builder.build().unwrap();
    /// let graph = InteractionGraph::of(&community.whole(), &EdgeRule::default()).unwrap();
    /// assert_eq!(graph.out_neighbours(MemberId(1)).members, [MemberId(0)]);
    /// ```
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`].
    pub fn of(view: &View<'_>, rule: &EdgeRule) -> Result<InteractionGraph> {
        InteractionGraph::from_interactions(view.community().members().len(), &interactions(view), rule)
    }
}

impl GraphSeries {
    /// The interactions of a view, ready for the graph of any window in it. [`View::trailing`] gives the usual windows.
    ///
    /// ```
    /// use cmgraph::graph::{EdgeRule, GraphSeries, reciprocity};
    /// use cmgraph::time::Period;
    /// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
    /// let view = community.whole();
    /// let series = GraphSeries::of(&view, &EdgeRule::default())?;
    /// // On every Monday: which share of the arcs of the last 12 weeks is answered?
    /// let weeks = view.trailing(Period::Week, 12);
    /// let answered = series.each(&weeks, |graph| reciprocity(graph).r);
    /// assert_eq!(answered.len(), weeks.len());
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`].
    pub fn of(view: &View<'_>, rule: &EdgeRule) -> Result<GraphSeries> {
        GraphSeries::new(view.community().members().len(), &interactions(view), rule)
    }
}
