//! A window that moves over a series.

use super::series::{Act, GraphSeries, NONE};
use crate::graph::sort::split_by;
use crate::graph::{ArcCounts, InteractionGraph};
use crate::{MemberId, Timestamp};
use rayon::prelude::*;
use std::ops::Range;

/// Words of arcs that a task writes.
const WORDS_PER_TASK: usize = 1 << 8;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 12;

/// What happened on an arc inside the window.
#[derive(Debug, Clone, Copy)]
struct Cell {
    weight: f64,
    first: Timestamp,
    last: Timestamp,
    kinds: [u32; 5],
}

const EMPTY: Cell = Cell { weight: 0.0, first: Timestamp(0), last: Timestamp(0), kinds: [0; 5] };

/// A window of time over a [`GraphSeries`] that can be moved, and its graph.
///
/// ```
/// use cmgraph::graph::{EdgeRule, GraphSeries, Interaction, InteractionKind};
/// use cmgraph::{MemberId, Timestamp};
/// let (ann, bo, kind) = (MemberId(0), MemberId(1), InteractionKind::Reply);
/// let events = [10, 20, 30].map(|at| Interaction { from: ann, to: bo, kind, at: Timestamp(at) });
/// let series = GraphSeries::new(2, &events, &EdgeRule::default())?;
/// let mut cursor = series.cursor();
/// assert_eq!(cursor.move_to(Timestamp(0), Timestamp(25)).weight(0), Some(2.0));
/// assert_eq!(cursor.move_to(Timestamp(25), Timestamp(50)).weight(0), Some(1.0));
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct SeriesCursor<'a> {
    series: &'a GraphSeries,
    /// The acts in the window.
    inside: Range<usize>,
    cells: Vec<Cell>,
    /// Which arcs have a weight, by source.
    out: Marks,
    /// The same by target.
    into: Marks,
    graph: InteractionGraph,
}

impl<'a> SeriesCursor<'a> {
    pub(super) fn new(series: &'a GraphSeries) -> Self {
        let (nodes, arcs) = (series.node_count(), series.out_target.len());
        let graph = InteractionGraph {
            out_start: vec![0; nodes + 1],
            out_target: Vec::new(),
            out_weight: Vec::new(),
            in_start: vec![0; nodes + 1],
            in_source: Vec::new(),
            in_weight: Vec::new(),
            in_arc: Vec::new(),
            counts: Some(ArcCounts::default()),
            self_loops: 0,
        };
        let (cells, marks) = (vec![EMPTY; arcs], Marks::new(arcs));
        SeriesCursor { series, inside: 0..0, cells, out: marks.clone(), into: marks, graph }
    }

    /// Moves the window, in either direction, and gives its graph: of the interactions at `from` or later and
    /// before `to`.
    ///
    /// O(d + m / 64 + w + n) for d interactions that enter or leave, m arcs of all time and w arcs in the window; writing the
    /// graph is parallel and takes no new memory once the cursor has seen a window as large.
    pub fn move_to(&mut self, from: Timestamp, to: Timestamp) -> &InteractionGraph {
        let (old, new) = (self.inside.clone(), self.series.inside(from, to));
        if old.end <= new.start || new.end <= old.start {
            self.leave(old, true);
            self.enter(new.clone(), true);
        } else {
            // First those that enter, so that arcs do not vanish only to come back.
            self.enter(new.start..old.start, false);
            self.enter(old.end..new.end, true);
            self.leave(old.start..new.start, true);
            self.leave(new.end..old.end, false);
        }
        self.inside = new;
        self.graph.self_loops = self.series.self_loops(from, to);
        self.write();
        &self.graph
    }

    /// The graph of the window.
    pub fn graph(&self) -> &InteractionGraph {
        &self.graph
    }

    /// The graph of the window, kept.
    pub fn into_graph(self) -> InteractionGraph {
        self.graph
    }

    /// Acts come in, at the late end or at the early one.
    fn enter(&mut self, acts: Range<usize>, late: bool) {
        let series = self.series;
        let mut add = |i: usize, act: &Act| {
            let (Some(cell), at) = (self.cells.get_mut(act.arc as usize), series.at[i]) else { return };
            let empty = cell.kinds == [0; 5];
            if late || empty {
                cell.last = at;
            }
            if !late || empty {
                cell.first = at;
            }
            cell.kinds[act.kind as usize] += 1;
            let before = std::mem::replace(&mut cell.weight, series.rule.weight(&cell.kinds));
            if before == 0.0 && cell.weight > 0.0 {
                self.out.flip(act.arc);
                self.into.flip(series.in_place[act.arc as usize]);
            }
        };
        match late {
            true => acts.for_each(|i| add(i, &series.acts[i])),
            false => acts.rev().for_each(|i| add(i, &series.acts[i])),
        }
    }

    /// Acts go out, at the early end or at the late one.
    fn leave(&mut self, acts: Range<usize>, early: bool) {
        let series = self.series;
        let mut remove = |act: &Act| {
            let Some(cell) = self.cells.get_mut(act.arc as usize) else { return };
            cell.kinds[act.kind as usize] -= 1;
            // Where the arc has no further act, the time is set when one enters.
            match early {
                true if act.after != NONE => cell.first = series.at[act.after as usize],
                false if act.before != NONE => cell.last = series.at[act.before as usize],
                _ => {}
            }
            let before = std::mem::replace(&mut cell.weight, series.rule.weight(&cell.kinds));
            if before > 0.0 && cell.weight == 0.0 {
                self.out.flip(act.arc);
                self.into.flip(series.in_place[act.arc as usize]);
            }
        };
        match early {
            true => acts.for_each(|i| remove(&series.acts[i])),
            false => acts.rev().for_each(|i| remove(&series.acts[i])),
        }
    }

    /// The marked arcs become the graph.
    fn write(&mut self) {
        let SeriesCursor { series, cells, out, into, graph, .. } = self;
        let arcs = out.count_up();
        into.count_up();
        for (start, all, marks) in [
            (&mut graph.out_start, &series.out_start, &*out),
            (&mut graph.in_start, &series.in_start, &*into),
        ] {
            start
                .par_iter_mut()
                .zip(all)
                .with_min_len(ROWS_PER_TASK)
                .for_each(|(start, &all)| *start = marks.before(all));
        }

        graph.out_target.resize(arcs, MemberId(0));
        graph.out_weight.resize(arcs, 0.0);
        let counts = graph.counts.get_or_insert_default();
        counts.kinds.resize(arcs, [0; 5]);
        counts.first.resize(arcs, Timestamp(0));
        counts.last.resize(arcs, Timestamp(0));
        split_by(&mut graph.out_target, out.task_lengths())
            .into_par_iter()
            .zip(split_by(&mut graph.out_weight, out.task_lengths()))
            .zip(split_by(&mut counts.kinds, out.task_lengths()))
            .zip(split_by(&mut counts.first, out.task_lengths()))
            .zip(split_by(&mut counts.last, out.task_lengths()))
            .with_max_len(1)
            .enumerate()
            .for_each(|(task, ((((targets, weights), kinds), firsts), lasts))| {
                let to = targets.iter_mut().zip(weights).zip(kinds).zip(firsts).zip(lasts);
                for (arc, ((((target, weight), kinds), first), last)) in out.of_task(task).zip(to) {
                    let cell = &cells[arc];
                    *target = series.out_target[arc];
                    (*weight, *kinds, *first, *last) = (cell.weight, cell.kinds, cell.first, cell.last);
                }
            });

        graph.in_source.resize(arcs, MemberId(0));
        graph.in_weight.resize(arcs, 0.0);
        graph.in_arc.resize(arcs, 0);
        let out_weight = &graph.out_weight;
        split_by(&mut graph.in_source, into.task_lengths())
            .into_par_iter()
            .zip(split_by(&mut graph.in_weight, into.task_lengths()))
            .zip(split_by(&mut graph.in_arc, into.task_lengths()))
            .with_max_len(1)
            .enumerate()
            .for_each(|(task, ((sources, weights), arcs))| {
                let to = sources.iter_mut().zip(weights).zip(arcs);
                for (place, ((source, weight), arc)) in into.of_task(task).zip(to) {
                    *source = series.in_source[place];
                    *arc = out.before(series.in_arc[place]);
                    *weight = out_weight[*arc as usize];
                }
            });
    }
}

/// A set of arcs that knows how many stand before each.
#[derive(Debug, Clone)]
struct Marks {
    words: Vec<u64>,
    /// Marks before each word, and at the end all of them, as of the last [`Marks::count_up`].
    ranks: Vec<u32>,
}

impl Marks {
    fn new(arcs: usize) -> Self {
        // One word more than needed, so that every number up to `arcs` has one.
        let words = arcs / 64 + 1;
        Marks { words: vec![0; words], ranks: vec![0; words + 1] }
    }

    #[inline]
    fn flip(&mut self, i: u32) {
        self.words[i as usize / 64] ^= 1 << (i % 64);
    }

    fn count_up(&mut self) -> usize {
        let mut sum = 0;
        for (rank, word) in self.ranks[1..].iter_mut().zip(&self.words) {
            sum += word.count_ones();
            *rank = sum;
        }
        sum as usize
    }

    /// How many marks stand before `i`.
    #[inline]
    fn before(&self, i: u32) -> u32 {
        let word = i as usize / 64;
        self.ranks[word] + (self.words[word] & ((1 << (i % 64)) - 1)).count_ones()
    }

    /// How many marks each task has.
    fn task_lengths(&self) -> impl Iterator<Item = usize> {
        let rank = |word: usize| self.ranks[word.min(self.words.len())] as usize;
        (0..self.words.len())
            .step_by(WORDS_PER_TASK)
            .map(move |word| rank(word + WORDS_PER_TASK) - rank(word))
    }

    /// The marks of a task.
    fn of_task(&self, task: usize) -> impl Iterator<Item = usize> {
        let first = task * WORDS_PER_TASK;
        let words = &self.words[first..(first + WORDS_PER_TASK).min(self.words.len())];
        words.iter().enumerate().flat_map(move |(i, &word)| {
            let base = (first + i) * 64;
            ones(word).map(move |bit| base + bit)
        })
    }
}

/// The bits of a word that are set, lowest first.
fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{EdgeRule, Interaction, InteractionKind, Scale};
    use proptest::prelude::*;

    fn interactions(acts: &[(u32, u32, usize, i64)]) -> Vec<Interaction> {
        let act = |&(from, to, kind, at): &(u32, u32, usize, i64)| Interaction {
            from: MemberId(from),
            to: MemberId(to),
            kind: InteractionKind::ALL[kind],
            at: Timestamp(at),
        };
        acts.iter().map(act).collect()
    }

    fn rebuilt(
        nodes: usize,
        events: &[Interaction],
        rule: &EdgeRule,
        from: i64,
        to: i64,
    ) -> InteractionGraph {
        let inside: Vec<_> = events.iter().filter(|e| from <= e.at.0 && e.at.0 < to).copied().collect();
        InteractionGraph::from_interactions(nodes, &inside, rule).unwrap()
    }

    proptest! {
        #[test]
        fn every_window_equals_the_graph_built_from_its_interactions(
            acts in prop::collection::vec((0u32..7, 0u32..7, 0usize..5, 0i64..40), 0..150),
            windows in prop::collection::vec((-3i64..45, -2i64..30), 1..25),
            zero in 0usize..5,
            log in any::<bool>(),
        ) {
            let scale = if log { Scale::Log1p } else { Scale::Count };
            let mut rule = EdgeRule { answer: 0.25, reaction: 0.1, scale, ..EdgeRule::default() };
            let of_kind = [
                &mut rule.reply,
                &mut rule.answer,
                &mut rule.mention,
                &mut rule.reaction,
                &mut rule.acceptance,
            ];
            for (kind, weight) in of_kind.into_iter().enumerate() {
                if kind == zero {
                    *weight = 0.0;
                }
            }
            let events = interactions(&acts);
            let series = GraphSeries::new(8, &events, &rule).unwrap();
            let mut cursor = series.cursor();
            for (from, length) in windows {
                let (from, to) = (from, from + length);
                let wanted = rebuilt(8, &events, &rule, from, to);
                prop_assert_eq!(cursor.move_to(Timestamp(from), Timestamp(to)), &wanted);
                prop_assert_eq!(series.window(Timestamp(from), Timestamp(to)), wanted);
            }
        }
    }

    /// Enough members and acts for several tasks and blocks, on one thread and on two, in any order.
    #[test]
    fn many_arcs() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) * below >> 31
        };
        let mut acts: Vec<_> = (0..120_000)
            .map(|_| (random(3000) as u32, random(3000) as u32, random(5) as usize, random(1000) as i64))
            .collect();
        let rule = EdgeRule::default();
        let events = interactions(&acts);
        let windows: Vec<_> = (0..9).map(|i| (i * 90 - 50, i * 90 + 250)).collect();
        let wanted: Vec<_> = windows.iter().map(|&(a, b)| rebuilt(3000, &events, &rule, a, b)).collect();
        assert!(wanted[3].arc_count() > 2 * 64 * WORDS_PER_TASK / 2);
        let ranges: Vec<_> = windows.iter().map(|&(a, b)| Timestamp(a)..Timestamp(b)).collect();
        acts.reverse();
        for (threads, events) in [(1, events), (2, interactions(&acts))] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let found = pool.install(|| {
                GraphSeries::new(3000, &events, &rule).unwrap().each(&ranges, InteractionGraph::clone)
            });
            assert!(found == wanted, "{threads} threads");
        }
    }

    #[test]
    fn nobody_and_nothing() {
        let rule = EdgeRule::default();
        let nobody = GraphSeries::new(0, &[], &rule).unwrap();
        assert_eq!((nobody.node_count(), nobody.interaction_count(), nobody.span()), (0, 0, None));
        assert_eq!(nobody.window(Timestamp(0), Timestamp(1)), rebuilt(0, &[], &rule, 0, 1));
        let one = interactions(&[(0, 0, 0, 5)]);
        let series = GraphSeries::new(1, &one, &rule).unwrap();
        assert_eq!(series.window(Timestamp(5), Timestamp(6)).self_loops(), 1);
        assert_eq!(series.window(Timestamp(6), Timestamp(5)).self_loops(), 0);
        assert!(GraphSeries::new(0, &one, &rule).is_err());
        assert!(series.each(&[], |_| ()).is_empty());
        let all = series.window(Timestamp(i64::MIN), Timestamp(i64::MAX));
        assert_eq!((all.self_loops(), all.arc_count(), series.cursor().graph().node_count()), (1, 0, 1));
    }
}
