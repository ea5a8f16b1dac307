//! How far the share across units hangs on the way of counting.

use super::replies::{Reply, Talk, late_from};
use super::result::{Sensitivity, Variant};
use crate::View;
use crate::error::Result;
use crate::graph::{InteractionGraph, MAX_MIXING_GROUPS, NO_GROUP, mixing};
use hashbrown::HashMap;

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
    let mut pairs: HashMap<(u32, u32), f64> = HashMap::new();
    acts.iter().for_each(|act| *pairs.entry((act.from, act.to)).or_default() += 1.0);
    let mut pairs: Vec<((u32, u32), f64)> = pairs.into_iter().collect();
    pairs.sort_unstable_by_key(|(ends, _)| *ends);
    if variant == Variant::Log1p {
        pairs.iter_mut().for_each(|(_, weight)| *weight = weight.ln_1p());
    }
    let (from, to): (Vec<u32>, Vec<u32>) = pairs.iter().map(|(ends, _)| *ends).unzip();
    let weights: Vec<f64> = pairs.iter().map(|(_, weight)| *weight).collect();
    let all: f64 = weights.iter().sum();
    let cross = |&&((from, to), _): &&((u32, u32), f64)| labels[from as usize] != labels[to as usize];
    let across: f64 = pairs.iter().filter(cross).map(|(_, weight)| weight).sum();
    let graph = InteractionGraph::from_arcs(labels.len(), &from, &to, &weights)?;
    let units = labels.iter().filter(|label| **label != NO_GROUP).max().map_or(0, |&last| last + 1);
    let mixed = if units as usize <= MAX_MIXING_GROUPS { Some(mixing(&graph, labels)?) } else { None };
    let expected_share = mixed
        .filter(|mixed| mixed.total > 0.0)
        .map(|mixed| 1.0 - (0..units).map(|unit| mixed.expected(unit, unit)).sum::<f64>() / mixed.total)
        .map(|share| share.clamp(0.0, 1.0));
    let mut people: Vec<u32> = from.iter().chain(&to).copied().collect();
    people.sort_unstable();
    people.dedup();
    Ok(Sensitivity {
        variant,
        people: people.len() as u64,
        acts: acts.len() as u64,
        cross_share: (all > 0.0).then(|| across / all),
        expected_share,
    })
}
