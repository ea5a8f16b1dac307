//! How far the share across units hangs on the way of counting.

use super::replies::{Reply, Talk, late_from};
use super::result::{Sensitivity, Variant};
use crate::error::Result;
use crate::graph::{InteractionGraph, MAX_MIXING_GROUPS, NO_GROUP, mixing};
use crate::{MemberId, View};

/// The share of colleagues, counted in each way that can give another one. O(replies + reactions + units^2).
pub(super) fn sensitivity(view: &View<'_>, talk: &Talk<'_>) -> Result<Vec<Sensitivity>> {
    let labels = talk.labels(false);
    let counted = |acts: &[Reply]| -> Vec<Reply> {
        let known = |actor: u32| talk.counts(actor, false) && labels[actor as usize] != NO_GROUP;
        acts.iter().filter(|act| known(act.from) && known(act.to)).copied().collect()
    };
    let (replies, reactions) = (counted(&talk.replies), counted(&talk.reactions));
    let mut found = vec![measure(Variant::Replies, &labels, &replies)?];
    if !reactions.is_empty() {
        let all: Vec<Reply> = replies.iter().chain(&reactions).copied().collect();
        found.push(measure(Variant::WithReactions, &labels, &all)?);
    }
    if !replies.is_empty() {
        found.push(measure(Variant::Log1p, &labels, &replies)?);
    }
    if view.from() < late_from(view) {
        let late: Vec<Reply> = replies.iter().filter(|reply| reply.late).copied().collect();
        found.push(measure(Variant::LastWeeks, &labels, &late)?);
    }
    Ok(found)
}

fn measure(variant: Variant, labels: &[u32], acts: &[Reply]) -> Result<Sensitivity> {
    let (from, to): (Vec<u32>, Vec<u32>) = acts.iter().map(|act| (act.from, act.to)).unzip();
    let mut graph = InteractionGraph::from_arcs(labels.len(), &from, &to, &vec![1.0; acts.len()])?;
    if variant == Variant::Log1p {
        let pairs: Vec<(u32, u32, f64)> =
            arcs(&graph).map(|(from, to, weight)| (from.0, to.0, weight.ln_1p())).collect();
        let ends = |end: fn(&(u32, u32, f64)) -> u32| pairs.iter().map(end).collect::<Vec<u32>>();
        let weights: Vec<f64> = pairs.iter().map(|pair| pair.2).collect();
        graph = InteractionGraph::from_arcs(labels.len(), &ends(|p| p.0), &ends(|p| p.1), &weights)?;
    }
    let all: f64 = arcs(&graph).map(|(.., weight)| weight).sum();
    let cross = |&(from, to, _): &(MemberId, MemberId, f64)| labels[from.index()] != labels[to.index()];
    let across: f64 = arcs(&graph).filter(cross).map(|(.., weight)| weight).sum();
    let units = labels.iter().filter(|label| **label != NO_GROUP).max().map_or(0, |&last| last + 1);
    let mixed = if units as usize <= MAX_MIXING_GROUPS { Some(mixing(&graph, labels)?) } else { None };
    let expected_share = mixed
        .filter(|mixed| mixed.total > 0.0)
        .map(|mixed| 1.0 - (0..units).map(|unit| mixed.expected(unit, unit)).sum::<f64>() / mixed.total)
        .map(|share| share.clamp(0.0, 1.0));
    let takes_part =
        |&member: &MemberId| !graph.out_arcs(member).is_empty() || !graph.in_arcs(member).is_empty();
    Ok(Sensitivity {
        variant,
        people: graph.members().filter(takes_part).count() as u64,
        acts: acts.len() as u64,
        cross_share: (all > 0.0).then(|| across / all),
        expected_share,
    })
}

/// Everybody's arcs, in order of both ends.
fn arcs(graph: &InteractionGraph) -> impl Iterator<Item = (MemberId, MemberId, f64)> {
    graph.members().flat_map(|from| {
        let row = graph.out_neighbours(from);
        row.members.iter().zip(row.weights).map(move |(&to, &weight)| (from, to, weight))
    })
}
