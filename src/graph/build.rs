//! From interactions, or from arcs, to the graph.

use super::rows::{
    KIND_BITS, OutItem, add_up, concatenate, members, merge_arcs, merge_interactions, row_starts, sources,
    with_in_rows,
};
use super::sort::{Blocks, partition};
use super::{ArcCounts, EdgeRule, Interaction, InteractionGraph};
use crate::{Error, MemberId, Place, Result, Timestamp};
use rayon::prelude::*;

/// Arcs that one task looks over.
const SCAN_CHUNK: usize = 1 << 16;

impl InteractionGraph {
    /// Builds the graph from interactions in any order.
    ///
    /// Interactions of a member with itself are dropped and counted ([`InteractionGraph::self_loops`]); arcs
    /// whose weight under `rule` is 0 are left out. The graph is the same for any order of the interactions and any
    /// number of threads.
    ///
    /// Time O(e + n) for e interactions and n members, parallel; memory for work about 16 bytes an interaction.
    ///
    /// # Errors
    /// [`Error::Option`] if the rule has a negative or infinite weight, [`Error::Unknown`] if a member is not below
    /// `nodes`, [`Error::TooMany`] above 2^31 - 1 members or interactions.
    ///
    /// ```
    /// use cmgraph::graph::{EdgeRule, Interaction, InteractionGraph, InteractionKind};
    /// use cmgraph::{MemberId, Timestamp};
    /// let (ann, bo) = (MemberId(0), MemberId(1));
    /// let act = |kind, at| Interaction { from: ann, to: bo, kind, at: Timestamp(at) };
    /// let events = [
    ///     act(InteractionKind::Reply, 5000),
    ///     act(InteractionKind::Reaction, 9000),
    ///     act(InteractionKind::Reply, 1000),
    /// ];
    /// let graph = InteractionGraph::from_interactions(2, &events, &EdgeRule::default())?;
    /// let arc = graph.arc(ann, bo).unwrap();
    /// let counts = graph.counts().unwrap();
    /// assert_eq!(graph.weight(arc), Some(2.0));
    /// assert_eq!(counts.count(arc, InteractionKind::Reaction), 1);
    /// assert_eq!((counts.first(arc), counts.last(arc)), (Timestamp(1000), Timestamp(9000)));
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn from_interactions(nodes: usize, events: &[Interaction], rule: &EdgeRule) -> Result<Self> {
        check_interactions(nodes, events, rule)?;
        let self_loops = events.par_iter().filter(|event| event.from == event.to).count() as u64;

        let blocks = Blocks::new(nodes, events.len());
        let chunks = partition::<OutItem, _, _>(
            &blocks,
            events.len(),
            |i| (events[i].from != events[i].to).then_some(events[i].from.0),
            |i| {
                let event = &events[i];
                let row = blocks.local(event.from.0) << KIND_BITS;
                (event.to.0, row | event.kind as u32, event.at.0 as u64)
            },
        );
        let rows = merge_interactions(&blocks, nodes, chunks, rule);
        let mut out_start = Vec::with_capacity(nodes + 1);
        out_start.push(0);
        out_start.extend(rows.iter().flat_map(|rows| &rows.lengths));
        add_up(&mut out_start);
        let out_target = members(concatenate(&rows, |rows| &rows.targets, 0));
        let out_weight = concatenate(&rows, |rows| &rows.weights, 0.0);
        let counts = ArcCounts {
            kinds: concatenate(&rows, |rows| &rows.counts.kinds, [0; 5]),
            first: concatenate(&rows, |rows| &rows.counts.first, Timestamp(0)),
            last: concatenate(&rows, |rows| &rows.counts.last, Timestamp(0)),
        };
        drop(rows);
        let from = sources(&out_start, out_target.len());
        Ok(with_in_rows(&from, out_start, out_target, out_weight, Some(counts), self_loops))
    }

    /// Builds the graph from arcs in any order: arc i goes from `from[i]` to `to[i]` with `weights[i]`.
    ///
    /// Arcs given more than once are merged and their weights added; self-loops are dropped and
    /// counted; arcs of weight 0 are left out. The result does not depend on the order of the arcs. Arcs
    /// that already come sorted by source, then target, are recognised and cost less.
    ///
    /// Time O(m + n) for m arcs and n members, parallel.
    ///
    /// # Errors
    /// [`Error::Option`] if the columns differ in length, a weight is negative or not finite, or the weights of the arcs
    /// of one pair add up to more than a float holds, [`Error::Unknown`] if a member is not below `nodes`, [`Error::TooMany`] above 2^31 - 1 members or arcs.
    pub fn from_arcs(nodes: usize, from: &[u32], to: &[u32], weights: &[f64]) -> Result<Self> {
        check_size(nodes, from.len())?;
        for (option, len) in [("to", to.len()), ("weights", weights.len())] {
            if len != from.len() {
                let expected = format!("as many as in `from` ({})", from.len());
                return Err(Error::Option { option, found: format!("{len} values"), expected });
            }
        }
        let chunks = from.par_chunks(SCAN_CHUNK).zip(to.par_chunks(SCAN_CHUNK));
        let scan = chunks
            .zip(weights.par_chunks(SCAN_CHUNK))
            .enumerate()
            .map(|(chunk, ((sources, targets), weights))| {
                let before = (chunk * SCAN_CHUNK).checked_sub(1).map(|i| pair(from[i], to[i]));
                Scan::of(nodes, sources, targets, weights, before)
            })
            .reduce(Scan::default, Scan::and);
        if scan.bad {
            return Err(first_bad_arc(nodes, from, to, weights));
        }

        if !scan.unsorted {
            let out_target = to.par_iter().with_min_len(1 << 14).map(|&member| MemberId(member)).collect();
            let out_weight = weights.par_iter().with_min_len(1 << 14).copied().collect();
            return Ok(with_in_rows(from, row_starts(nodes, from), out_target, out_weight, None, 0));
        }

        let blocks = Blocks::new(nodes, from.len());
        let chunks = partition::<OutItem, _, _>(
            &blocks,
            from.len(),
            |i| (from[i] != to[i]).then_some(from[i]),
            |i| (to[i], blocks.local(from[i]) << KIND_BITS, weights[i].to_bits()),
        );
        let merged = merge_arcs(&blocks, nodes, chunks);
        let (out_start, out_target, out_weight) = merged.map_err(|(from, to)| Error::Option {
            option: "weights",
            found: format!("the weights of the arcs {from} -> {to} add up to more than a float holds"),
            expected: "weights whose sum is finite".into(),
        })?;
        let from = sources(&out_start, out_target.len());
        Ok(with_in_rows(&from, out_start, out_target, out_weight, None, scan.self_loops))
    }
}

/// The rule must be one, and every member known.
pub(in crate::graph) fn check_interactions(
    nodes: usize,
    events: &[Interaction],
    rule: &EdgeRule,
) -> Result<()> {
    rule.check()?;
    check_size(nodes, events.len())?;
    let first_bad = events
        .par_iter()
        .find_map_first(|event| [event.from, event.to].into_iter().find(|member| member.index() >= nodes));
    first_bad.map_or(Ok(()), |member| Err(unknown_member(member.0, nodes)))
}

fn check_size(nodes: usize, items: usize) -> Result<()> {
    let limit = u64::from(u32::MAX >> 1);
    for (what, count) in [("members", nodes), ("interactions", items)] {
        if count as u64 > limit {
            return Err(Error::TooMany { place: Place::file("interaction graph"), what, limit });
        }
    }
    Ok(())
}

fn unknown_member(member: u32, nodes: usize) -> Error {
    let hint = format!("; the graph has members 0 to {}", nodes as i64 - 1);
    Error::Unknown { kind: "member", name: member.to_string(), hint }
}

/// Source and target in one number that sorts as they do.
#[inline]
fn pair(from: u32, to: u32) -> u64 {
    u64::from(from) << 32 | u64::from(to)
}

/// What one look over the given arcs finds.
#[derive(Clone, Copy, Default)]
struct Scan {
    bad: bool,
    /// Arcs that do not follow strictly on the one before, or that have to be dropped.
    unsorted: bool,
    self_loops: u64,
}

impl Scan {
    /// Looks at one chunk; `before` is the last pair of the chunk before. Without branches, for what the next arc
    /// is cannot be predicted.
    fn of(nodes: usize, from: &[u32], to: &[u32], weights: &[f64], before: Option<u64>) -> Self {
        let (mut last, mut first) = (before.unwrap_or(0), before.is_none());
        let mut scan = Scan::default();
        for ((&u, &v), &weight) in from.iter().zip(to).zip(weights) {
            let next = pair(u, v);
            let follows = (last < next) | first;
            scan.bad |= (u.max(v) as usize >= nodes) | !(0.0..f64::INFINITY).contains(&weight);
            scan.unsorted |= !(follows & (u != v) & (weight > 0.0));
            scan.self_loops += u64::from(u == v);
            (last, first) = (next, false);
        }
        scan
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        Scan {
            bad: self.bad | other.bad,
            unsorted: self.unsorted | other.unsorted,
            self_loops: self.self_loops + other.self_loops,
        }
    }
}

/// The error for the first arc that has one.
fn first_bad_arc(nodes: usize, from: &[u32], to: &[u32], weights: &[f64]) -> Error {
    for (i, &weight) in weights.iter().enumerate() {
        if let Some(&member) = [from[i], to[i]].iter().find(|&&member| member as usize >= nodes) {
            return unknown_member(member, nodes);
        }
        if !(weight >= 0.0 && weight.is_finite()) {
            return Error::Option {
                option: "weights",
                found: format!("{weight} for the arc {} -> {}", from[i], to[i]),
                expected: "finite weights of 0 or more".into(),
            };
        }
    }
    unknown_member(u32::MAX, nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_that_add_up_to_infinity_are_refused() {
        let huge = [1.7e308; 4];
        // The first pair by source, then target, whatever the order.
        for (from, to) in [([2, 1, 2, 1], [0, 3, 0, 3]), ([1, 2, 1, 2], [3, 0, 3, 0])] {
            let error = InteractionGraph::from_arcs(4, &from, &to, &huge).unwrap_err();
            let wanted = "the weights of the arcs 1 -> 3 add up to more than a float holds";
            assert!(error.to_string().contains(wanted), "{error}");
            assert!(matches!(error, Error::Option { option: "weights", .. }));
        }
        // Beside each other they may stand.
        let graph = InteractionGraph::from_arcs(3, &[0, 1, 0], &[1, 0, 2], &huge[..3]).unwrap();
        assert_eq!(graph.arc_count(), 3);
    }
}
