//! From interactions, or from arcs, to the graph.

use super::sort::{BlockSorter, Blocks, bits, partition, split_by};
use super::{ArcCounts, EdgeRule, Interaction, InteractionGraph, InteractionKind};
use crate::{Error, MemberId, Place, Result, Timestamp};
use rayon::prelude::*;

/// Target, row within the block (upper bits) and kind of act (lower 3), bits of the weight or of the time.
type OutItem = (u32, u32, u64);
/// Row within the block, source, arc, weight.
type InItem = (u32, u32, u32, f64);

const KIND_BITS: u32 = 3;

/// The finished out-rows of one block.
#[derive(Default)]
struct Rows {
    /// Arcs of each row.
    lengths: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    counts: ArcCounts,
}

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
    /// `nodes`, [`Error::TooMany`] above 2^32 - 1 members or interactions.
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
        rule.check()?;
        check_size(nodes, events.len())?;
        let first_bad = events.par_iter().find_map_first(|event| {
            [event.from, event.to].into_iter().find(|member| member.index() >= nodes)
        });
        if let Some(member) = first_bad {
            return Err(unknown_member(member.0, nodes));
        }
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
        let rows = sort_blocks(&blocks, nodes, chunks, |run, rows| {
            let mut kinds = [0u32; InteractionKind::ALL.len()];
            let (mut first, mut last) = (i64::MAX, i64::MIN);
            for &(_, row_kind, at) in run {
                kinds[(row_kind & ((1 << KIND_BITS) - 1)) as usize] += 1;
                first = first.min(at as i64);
                last = last.max(at as i64);
            }
            let weight = rule.weight(&kinds);
            if weight > 0.0 {
                rows.counts.kinds.push(kinds);
                rows.counts.first.push(Timestamp(first));
                rows.counts.last.push(Timestamp(last));
            }
            weight
        });

        let (out_start, out_target, out_weight) = join(nodes, &rows);
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
    /// [`Error::Option`] if the columns differ in length or a weight is negative or not finite,
    /// [`Error::Unknown`] if a member is not below `nodes`, [`Error::TooMany`] above 2^32 - 1 members or arcs.
    pub fn from_arcs(nodes: usize, from: &[u32], to: &[u32], weights: &[f64]) -> Result<Self> {
        check_size(nodes, from.len())?;
        for (option, len) in [("to", to.len()), ("weights", weights.len())] {
            if len != from.len() {
                let expected = format!("as many as in `from` ({})", from.len());
                return Err(Error::Option { option, found: format!("{len} values"), expected });
            }
        }
        let scan = (0..from.len())
            .into_par_iter()
            .with_min_len(1 << 14)
            .map(|i| Scan::of(nodes, from, to, weights, i))
            .reduce(Scan::default, Scan::and);
        if scan.bad {
            return Err(first_bad_arc(nodes, from, to, weights));
        }

        if scan.unsorted == 0 {
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
        let rows = sort_blocks(&blocks, nodes, chunks, |run, _| match run {
            [(_, _, weight)] => f64::from_bits(*weight),
            _ => {
                // Sorted first: a sum of floats depends on the order of its terms.
                let mut parts: Vec<f64> = run.iter().map(|item| f64::from_bits(item.2)).collect();
                parts.sort_unstable_by(f64::total_cmp);
                parts.iter().sum()
            }
        });
        let (out_start, out_target, out_weight) = join(nodes, &rows);
        drop(rows);
        let from = sources(&out_start, out_target.len());
        Ok(with_in_rows(&from, out_start, out_target, out_weight, None, scan.self_loops))
    }
}

fn check_size(nodes: usize, items: usize) -> Result<()> {
    let limit = u64::from(u32::MAX);
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

/// What one look over the given arcs finds.
#[derive(Clone, Copy, Default)]
struct Scan {
    bad: bool,
    /// Arcs that do not follow strictly on the one before, or that have to be dropped.
    unsorted: u64,
    self_loops: u64,
}

impl Scan {
    #[inline]
    fn of(nodes: usize, from: &[u32], to: &[u32], weights: &[f64], i: usize) -> Self {
        let (u, v, weight) = (from[i], to[i], weights[i]);
        let inside = (u as usize) < nodes && (v as usize) < nodes;
        let follows = i == 0 || (from[i - 1], to[i - 1]) < (u, v);
        Scan {
            bad: !(inside && weight >= 0.0 && weight < f64::INFINITY),
            unsorted: u64::from(!(follows && u != v && weight > 0.0)),
            self_loops: u64::from(u == v),
        }
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        Scan {
            bad: self.bad | other.bad,
            unsorted: self.unsorted + other.unsorted,
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

/// Sorts each block by row and target and turns each run of equal pairs into one arc. `merge` gives the weight
/// of a run and may append columns of its own where that weight is positive.
fn sort_blocks<M>(
    blocks: &Blocks,
    nodes: usize,
    chunks: Vec<super::sort::Chunk<OutItem>>,
    merge: M,
) -> Vec<Rows>
where
    M: Fn(&[OutItem], &mut Rows) -> f64 + Sync,
{
    let width = bits(nodes);
    let key = |item: &OutItem| u64::from(item.1 >> KIND_BITS) << width | u64::from(item.0);
    let row_bits = bits(blocks.rows(0).len());
    (0..blocks.count())
        .into_par_iter()
        .with_max_len(1)
        .map_init(
            || BlockSorter::new(width + row_bits),
            |sorter, block| {
                let items = sorter.sort(&chunks, block, key);
                let mut rows = Rows { lengths: vec![0; blocks.rows(block).len()], ..Rows::default() };
                rows.targets.reserve_exact(items.len());
                rows.weights.reserve_exact(items.len());
                for run in items.chunk_by(|a, b| key(a) == key(b)) {
                    let weight = merge(run, &mut rows);
                    if weight > 0.0 {
                        rows.lengths[(run[0].1 >> KIND_BITS) as usize] += 1;
                        rows.targets.push(run[0].0);
                        rows.weights.push(weight);
                    }
                }
                rows
            },
        )
        .collect()
}

/// The out-direction: blocks one after the other.
fn join(nodes: usize, rows: &[Rows]) -> (Vec<u32>, Vec<MemberId>, Vec<f64>) {
    let mut start = Vec::with_capacity(nodes + 1);
    let mut sum = 0;
    start.push(0);
    for length in rows.iter().flat_map(|rows| &rows.lengths) {
        sum += length;
        start.push(sum);
    }
    let targets = concatenate(rows, |rows| &rows.targets, 0);
    (start, targets.into_iter().map(MemberId).collect(), concatenate(rows, |rows| &rows.weights, 0.0))
}

/// One column over all blocks, copied in parallel.
fn concatenate<T: Copy + Send + Sync>(rows: &[Rows], column: fn(&Rows) -> &Vec<T>, zero: T) -> Vec<T> {
    let mut all = vec![zero; rows.iter().map(|rows| column(rows).len()).sum()];
    let parts = split_by(&mut all, rows.iter().map(|rows| column(rows).len()));
    parts.into_par_iter().zip(rows).for_each(|(part, rows)| part.copy_from_slice(column(rows)));
    all
}

/// Row starts of arcs that are sorted by source.
fn row_starts(nodes: usize, from: &[u32]) -> Vec<u32> {
    let mut start = vec![0u32; nodes + 1];
    for &source in from {
        start[source as usize + 1] += 1;
    }
    for i in 1..start.len() {
        start[i] += start[i - 1];
    }
    start
}

/// The source of every arc.
fn sources(out_start: &[u32], arcs: usize) -> Vec<u32> {
    let mut from = vec![0; arcs];
    let rows = split_by(&mut from, out_start.windows(2).map(|ends| (ends[1] - ends[0]) as usize));
    rows.into_par_iter().with_min_len(1 << 10).enumerate().for_each(|(source, row)| row.fill(source as u32));
    from
}

/// Adds the in-direction. Arcs come sorted by source, and the sort is stable, so sources are sorted within in-rows.
fn with_in_rows(
    from: &[u32],
    out_start: Vec<u32>,
    out_target: Vec<MemberId>,
    out_weight: Vec<f64>,
    counts: Option<ArcCounts>,
    self_loops: u64,
) -> InteractionGraph {
    let (nodes, arcs) = (out_start.len() - 1, out_target.len());
    let blocks = Blocks::new(nodes, arcs);
    let chunks = partition::<InItem, _, _>(
        &blocks,
        arcs,
        |arc| Some(out_target[arc].0),
        |arc| (blocks.local(out_target[arc].0), from[arc], arc as u32, out_weight[arc]),
    );

    let lengths = |block: usize| chunks.iter().map(|chunk| chunk.block(block).len()).sum::<usize>();
    let sizes: Vec<usize> = (0..blocks.count()).map(lengths).collect();
    let mut in_start = vec![0u32; nodes + 1];
    let mut in_source = vec![0u32; arcs];
    let mut in_weight = vec![0.0; arcs];
    let mut in_arc = vec![0u32; arcs];
    // The end of row i is in_start[i + 1], so block b writes the entries after those of its rows.
    let ends = split_by(&mut in_start[1..], (0..blocks.count()).map(|block| blocks.rows(block).len()));
    let mut base = 0;
    let tasks: Vec<_> = ends
        .into_iter()
        .zip(split_by(&mut in_source, sizes.iter().copied()))
        .zip(split_by(&mut in_weight, sizes.iter().copied()))
        .zip(split_by(&mut in_arc, sizes.iter().copied()))
        .enumerate()
        .map(|(block, (((ends, sources), weights), arcs))| {
            let first = base;
            base += sizes[block] as u32;
            (block, first, ends, sources, weights, arcs)
        })
        .collect();
    tasks.into_par_iter().with_max_len(1).for_each(|(block, first, ends, sources, weights, arcs)| {
        for chunk in &chunks {
            for item in chunk.block(block) {
                ends[item.0 as usize] += 1;
            }
        }
        let mut sum = 0;
        for end in ends.iter_mut() {
            sum += std::mem::replace(end, sum);
        }
        for chunk in &chunks {
            for &(row, source, arc, weight) in chunk.block(block) {
                let position = ends[row as usize] as usize;
                sources[position] = source;
                weights[position] = weight;
                arcs[position] = arc;
                ends[row as usize] += 1;
            }
        }
        for end in ends {
            *end += first;
        }
    });
    InteractionGraph {
        out_start,
        out_target,
        out_weight,
        in_start,
        in_source: in_source.into_iter().map(MemberId).collect(),
        in_weight,
        in_arc,
        counts,
        self_loops,
    }
}
