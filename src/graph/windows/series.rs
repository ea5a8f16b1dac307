//! Interactions sorted once, for the graph of any window.

use super::SeriesCursor;
use crate::graph::build::check_interactions;
use crate::graph::rows::{KIND_BITS, Keys, OutItem, add_up, members, sources, with_in_rows};
use crate::graph::sort::{Blocks, partition};
use crate::graph::{EdgeRule, Interaction, InteractionGraph, InteractionKind};
use crate::{MemberId, Result, Timestamp};
use rayon::prelude::*;
use std::ops::Range;

/// No act, no arc.
pub(super) const NONE: u32 = u32::MAX;

/// One act, in order of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act {
    /// The arc it belongs to; [`NONE`] where the rule gives that arc no weight in any window.
    pub arc: u32,
    /// The act before it on the same arc.
    pub before: u32,
    /// The act after it on the same arc.
    pub after: u32,
    pub kind: u8,
}

/// The interactions of a community, ready to give the graph of any window of time.
///
/// The interactions are sorted once. Then [`GraphSeries::window`] gives the graph of one window, and a
/// [`SeriesCursor`], or [`GraphSeries::each`], goes through a series of windows (26 weeks that end on every Monday, say) and
/// touches only the interactions that enter and leave. Every graph equals what
/// [`InteractionGraph::from_interactions`] makes of the interactions in the window. Any measure over any window is then that
/// measure of the graph.
///
/// Windows are half-open: `from` is inside, `to` is not. Memory: 24 bytes an interaction and 16 an arc.
///
/// ```
/// use cmgraph::graph::{EdgeRule, GraphSeries, Interaction, InteractionKind, reciprocity};
/// use cmgraph::{MemberId, Timestamp};
/// let act = |from, to, at| Interaction {
///     from: MemberId(from),
///     to: MemberId(to),
///     kind: InteractionKind::Reply,
///     at: Timestamp(at),
/// };
/// let events = [act(0, 1, 10), act(1, 0, 20), act(0, 1, 30), act(2, 1, 40)];
/// let series = GraphSeries::new(3, &events, &EdgeRule::default())?;
/// let windows = [0, 10, 20, 30].map(|from| Timestamp(from)..Timestamp(from + 20));
/// let mutual = series.each(&windows, |graph| reciprocity(graph).r);
/// assert_eq!(mutual, [Some(0.0), Some(1.0), Some(1.0), Some(0.0)]);
/// assert_eq!(series.window(Timestamp(30), Timestamp(41)).arc_count(), 2);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GraphSeries {
    pub(super) rule: EdgeRule,
    /// When the acts took place, ascending.
    pub(super) at: Vec<Timestamp>,
    pub(super) acts: Vec<Act>,
    /// When members acted on themselves, ascending.
    self_loops: Vec<Timestamp>,
    /// All arcs of all time, by source and target.
    pub(super) out_start: Vec<u32>,
    pub(super) out_target: Vec<MemberId>,
    /// The same arcs by target and source.
    pub(super) in_start: Vec<u32>,
    pub(super) in_source: Vec<MemberId>,
    pub(super) in_arc: Vec<u32>,
    /// Where an arc stands in `in_arc`.
    pub(super) in_place: Vec<u32>,
}

/// The arcs of one block of sources.
#[derive(Default)]
struct Part {
    /// Arcs of each source.
    lengths: Vec<u32>,
    targets: Vec<u32>,
    /// Acts of each arc; those of arcs without weight are in between, see `kept`.
    runs: Vec<(u32, bool)>,
    /// Number and kind of the acts, arc by arc, in order of time.
    acts: Vec<(u32, u8)>,
}

impl GraphSeries {
    /// Sorts interactions, which may come in any order.
    ///
    /// O(e log e + n) for e interactions and n members, O(e + n) where they come in order of time; parallel.
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`].
    pub fn new(nodes: usize, events: &[Interaction], rule: &EdgeRule) -> Result<GraphSeries> {
        check_interactions(nodes, events, rule)?;
        let (order, self_loops) = in_order_of_time(events);
        let at: Vec<Timestamp> = order.par_iter().map(|&(at, _)| Timestamp(at)).collect();
        let sorted: Vec<(u32, u32, u8)> = order
            .into_par_iter()
            .map(|(_, i)| {
                let event = &events[i as usize];
                (event.from.0, event.to.0, event.kind as u8)
            })
            .collect();

        let blocks = Blocks::new(nodes, sorted.len());
        let chunks = partition::<OutItem, _, _>(
            &blocks,
            sorted.len(),
            |i| Some(sorted[i].0),
            |i| {
                let (from, to, kind) = sorted[i];
                (to, blocks.local(from) << KIND_BITS | u32::from(kind), i as u64)
            },
        );
        drop(sorted);
        let keys = Keys::new(&blocks, nodes);
        let parts: Vec<Part> = (0..blocks.count())
            .into_par_iter()
            .with_max_len(1)
            .map_init(
                || keys.sorter(),
                |sorter, block| {
                    let items = sorter.sort(&chunks, block, |item| keys.key(item));
                    let mut part = Part { lengths: vec![0; blocks.rows(block).len()], ..Part::default() };
                    for run in items.chunk_by(|a, b| keys.key(a) == keys.key(b)) {
                        part.add(run, rule);
                    }
                    part
                },
            )
            .collect();
        drop(chunks);

        let mut out_start = Vec::with_capacity(nodes + 1);
        out_start.push(0);
        out_start.extend(parts.iter().flat_map(|part| &part.lengths));
        add_up(&mut out_start);
        let out_target = members(parts.iter().flat_map(|part| &part.targets).copied().collect());
        let acts = linked(&parts, at.len());
        drop(parts);
        let from = sources(&out_start, out_target.len());
        let weight = vec![0.0; out_target.len()];
        let all = with_in_rows(&from, out_start, out_target, weight, None, 0);
        let mut in_place = vec![0; all.in_arc.len()];
        for (place, &arc) in all.in_arc.iter().enumerate() {
            in_place[arc as usize] = place as u32;
        }
        let InteractionGraph { out_start, out_target, in_start, in_source, in_arc, .. } = all;
        Ok(GraphSeries {
            rule: *rule,
            at,
            acts,
            self_loops,
            out_start,
            out_target,
            in_start,
            in_source,
            in_arc,
            in_place,
        })
    }

    /// Number of members, with or without arcs.
    pub fn node_count(&self) -> usize {
        self.out_start.len() - 1
    }

    /// Number of interactions between different members.
    pub fn interaction_count(&self) -> usize {
        self.acts.len()
    }

    /// First and last time of the interactions between different members; None where there are none.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((*self.at.first()?, *self.at.last()?))
    }

    /// The graph of the interactions at `from` or later and before `to`; without arcs where `to <= from`.
    ///
    /// O(w + m + n) for w interactions in the window and m arcs of all time. For many windows in order of time
    /// use [`GraphSeries::each`].
    pub fn window(&self, from: Timestamp, to: Timestamp) -> InteractionGraph {
        let mut cursor = self.cursor();
        cursor.move_to(from, to);
        cursor.into_graph()
    }

    /// A value for each window, in the order of the windows. Fast where neighbouring windows overlap: see
    /// [`SeriesCursor::move_to`].
    pub fn each<T>(
        &self,
        windows: &[Range<Timestamp>],
        mut value: impl FnMut(&InteractionGraph) -> T,
    ) -> Vec<T> {
        let mut cursor = self.cursor();
        windows.iter().map(|window| value(cursor.move_to(window.start, window.end))).collect()
    }

    /// A place in time that can be moved, at first an empty window. O(m + n) for the arcs of all time.
    pub fn cursor(&self) -> SeriesCursor<'_> {
        SeriesCursor::new(self)
    }

    /// Which acts lie in a window.
    pub(super) fn inside(&self, from: Timestamp, to: Timestamp) -> Range<usize> {
        between(&self.at, from, to)
    }

    /// How often members acted on themselves in a window.
    pub(super) fn self_loops(&self, from: Timestamp, to: Timestamp) -> u64 {
        between(&self.self_loops, from, to).len() as u64
    }
}

fn between(at: &[Timestamp], from: Timestamp, to: Timestamp) -> Range<usize> {
    let start = at.partition_point(|&at| at < from);
    start..at.partition_point(|&at| at < to).max(start)
}

/// Time and number of the interactions of two members, and the times of those of one with itself, both by time.
fn in_order_of_time(events: &[Interaction]) -> (Vec<(i64, u32)>, Vec<Timestamp>) {
    let mut order: Vec<(i64, u32)> = events
        .par_iter()
        .enumerate()
        .filter(|(_, event)| event.from != event.to)
        .map(|(i, event)| (event.at.0, i as u32))
        .collect();
    order.par_sort_unstable();
    let mut self_loops: Vec<Timestamp> =
        events.par_iter().filter(|event| event.from == event.to).map(|event| event.at).collect();
    self_loops.par_sort_unstable();
    (order, self_loops)
}

impl Part {
    /// Adds the acts of one arc.
    fn add(&mut self, run: &[OutItem], rule: &EdgeRule) {
        let mut kinds = [0u32; InteractionKind::ALL.len()];
        for &(_, row_kind, number) in run {
            let kind = row_kind & ((1 << KIND_BITS) - 1);
            kinds[kind as usize] += 1;
            self.acts.push((number as u32, kind as u8));
        }
        let kept = rule.weight(&kinds) > 0.0;
        self.runs.push((run.len() as u32, kept));
        if kept {
            self.lengths[(run[0].1 >> KIND_BITS) as usize] += 1;
            self.targets.push(run[0].0);
        }
    }
}

/// The acts in order of time, each with its arc and its neighbours on that arc.
fn linked(parts: &[Part], count: usize) -> Vec<Act> {
    let mut acts = vec![Act { arc: NONE, before: NONE, after: NONE, kind: 0 }; count];
    let mut arc = 0;
    for part in parts {
        let mut rest = part.acts.as_slice();
        for &(length, kept) in &part.runs {
            let (run, tail) = rest.split_at(length as usize);
            rest = tail;
            if !kept {
                continue;
            }
            for (i, &(number, kind)) in run.iter().enumerate() {
                let neighbour = |i: usize| run.get(i).map_or(NONE, |&(number, _)| number);
                let before = neighbour(i.wrapping_sub(1));
                acts[number as usize] = Act { arc, before, after: neighbour(i + 1), kind };
            }
            arc += 1;
        }
    }
    acts
}
