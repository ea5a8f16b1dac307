//! Sorted items to the rows of the graph: runs of the same pair become arcs, and out-rows give in-rows.

use super::sort::{BlockSorter, Blocks, Chunk, bits, partition, split_by};
use super::{ArcCounts, EdgeRule, InteractionGraph, InteractionKind};
use crate::{MemberId, Timestamp};
use rayon::prelude::*;

/// Target, row within the block (upper bits) and kind of act (lower 3), bits of the weight or of the time.
pub(in crate::graph) type OutItem = (u32, u32, u64);

/// Row within the block, source, arc, weight.
type InItem = (u32, u32, u32, f64);

pub(in crate::graph) const KIND_BITS: u32 = 3;

/// The finished out-rows of one block.
#[derive(Default)]
pub(in crate::graph) struct Rows {
    /// Arcs of each row.
    pub(in crate::graph) lengths: Vec<u32>,
    pub(in crate::graph) targets: Vec<u32>,
    pub(in crate::graph) weights: Vec<f64>,
    pub(in crate::graph) counts: ArcCounts,
}

/// Where row and target stand in the key that a block is sorted by.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    target_bits: u32,
    row_bits: u32,
}

impl Keys {
    pub(super) fn new(blocks: &Blocks, nodes: usize) -> Self {
        Keys { target_bits: bits(nodes), row_bits: bits(blocks.rows(0).len()) }
    }

    pub(super) fn sorter(self) -> BlockSorter<OutItem> {
        BlockSorter::new(self.target_bits + self.row_bits)
    }

    #[inline]
    pub(super) fn key(self, item: &OutItem) -> u64 {
        u64::from(item.1 >> KIND_BITS) << self.target_bits | u64::from(item.0)
    }
}

/// One arc for each run of interactions of the same pair.
pub(in crate::graph) fn merge_interactions(
    blocks: &Blocks,
    nodes: usize,
    chunks: Vec<Chunk<OutItem>>,
    rule: &EdgeRule,
) -> Vec<Rows> {
    let keys = Keys::new(blocks, nodes);
    (0..blocks.count())
        .into_par_iter()
        .with_max_len(1)
        .map_init(
            || keys.sorter(),
            |sorter, block| {
                let mut rows = Rows { lengths: vec![0; blocks.rows(block).len()], ..Rows::default() };
                let items = sorter.sort(&chunks, block, |item| keys.key(item));
                for run in items.chunk_by(|a, b| keys.key(a) == keys.key(b)) {
                    let mut kinds = [0u32; InteractionKind::ALL.len()];
                    let (mut first, mut last) = (i64::MAX, i64::MIN);
                    for &(_, row_kind, at) in run {
                        kinds[(row_kind & ((1 << KIND_BITS) - 1)) as usize] += 1;
                        first = first.min(at as i64);
                        last = last.max(at as i64);
                    }
                    let weight = rule.weight(&kinds);
                    if weight > 0.0 {
                        rows.lengths[(run[0].1 >> KIND_BITS) as usize] += 1;
                        rows.targets.push(run[0].0);
                        rows.weights.push(weight);
                        rows.counts.kinds.push(kinds);
                        rows.counts.first.push(Timestamp(first));
                        rows.counts.last.push(Timestamp(last));
                    }
                }
                rows
            },
        )
        .collect()
}

/// Row starts, targets and weights of arcs.
pub(in crate::graph) type Merged = (Vec<u32>, Vec<MemberId>, Vec<f64>);

/// One arc for each run of arcs of the same pair. Few of them repeat, so every block writes to where
/// it will stand if none does. The error is the first pair whose weights add up to more than a float holds.
pub(in crate::graph) fn merge_arcs(
    blocks: &Blocks,
    nodes: usize,
    chunks: Vec<Chunk<OutItem>>,
) -> Result<Merged, (u32, u32)> {
    let keys = Keys::new(blocks, nodes);
    let sizes = block_sizes(blocks, &chunks);
    let items = sizes.iter().sum();
    let mut start = vec![0u32; nodes + 1];
    let mut targets = vec![0u32; items];
    let mut weights = vec![0.0; items];
    let tasks: Vec<_> = split_by(&mut start[1..], (0..blocks.count()).map(|block| blocks.rows(block).len()))
        .into_iter()
        .zip(split_by(&mut targets, sizes.iter().copied()))
        .zip(split_by(&mut weights, sizes.iter().copied()))
        .enumerate()
        .collect();
    let written: Vec<Result<usize, (u32, u32)>> = tasks
        .into_par_iter()
        .with_max_len(1)
        .map_init(
            || keys.sorter(),
            |sorter, (block, ((lengths, targets), weights))| {
                let items = sorter.sort(&chunks, block, |item| keys.key(item));
                let mut arcs = 0;
                for run in items.chunk_by(|a, b| keys.key(a) == keys.key(b)) {
                    let weight = match run {
                        [(_, _, weight)] => f64::from_bits(*weight),
                        _ => sum_in_order(run),
                    };
                    if weight > 0.0 {
                        let row = (run[0].1 >> KIND_BITS) as usize;
                        if weight == f64::INFINITY {
                            return Err(((blocks.rows(block).start + row) as u32, run[0].0));
                        }
                        lengths[row] += 1;
                        targets[arcs] = run[0].0;
                        weights[arcs] = weight;
                        arcs += 1;
                    }
                }
                Ok(arcs)
            },
        )
        .collect();
    let (mut from, mut to) = (0, 0);
    for (size, written) in sizes.iter().zip(written) {
        let written = written?;
        if from != to {
            targets.copy_within(from..from + written, to);
            weights.copy_within(from..from + written, to);
        }
        from += size;
        to += written;
    }
    if to < items {
        targets.truncate(to);
        targets.shrink_to_fit();
        weights.truncate(to);
        weights.shrink_to_fit();
    }
    add_up(&mut start);
    Ok((start, members(targets), weights))
}

/// The sum of the weights of a run, smallest first: a sum of floats depends on the order of its terms.
fn sum_in_order(run: &[OutItem]) -> f64 {
    let mut weights: Vec<f64> = run.iter().map(|item| f64::from_bits(item.2)).collect();
    weights.sort_unstable_by(f64::total_cmp);
    weights.iter().sum()
}

/// Items of each block over all chunks.
fn block_sizes<T>(blocks: &Blocks, chunks: &[Chunk<T>]) -> Vec<usize> {
    let size = |block| chunks.iter().map(|chunk| chunk.block(block).len()).sum();
    (0..blocks.count()).map(size).collect()
}

/// Lengths, each one place after its row, become starts.
pub(in crate::graph) fn add_up(start: &mut [u32]) {
    let mut sum = 0;
    for length in start {
        sum += *length;
        *length = sum;
    }
}

/// The same memory with another type.
pub(in crate::graph) fn members(ids: Vec<u32>) -> Vec<MemberId> {
    ids.into_iter().map(MemberId).collect()
}

/// One column over all blocks, copied in parallel.
pub(in crate::graph) fn concatenate<T: Copy + Send + Sync>(
    rows: &[Rows],
    column: fn(&Rows) -> &Vec<T>,
    zero: T,
) -> Vec<T> {
    let mut all = vec![zero; rows.iter().map(|rows| column(rows).len()).sum()];
    let parts = split_by(&mut all, rows.iter().map(|rows| column(rows).len()));
    parts.into_par_iter().zip(rows).for_each(|(part, rows)| part.copy_from_slice(column(rows)));
    all
}

/// Row starts of arcs that are sorted by source.
pub(in crate::graph) fn row_starts(nodes: usize, from: &[u32]) -> Vec<u32> {
    let mut start = Vec::with_capacity(nodes + 1);
    for (arc, &source) in from.iter().enumerate() {
        while start.len() <= source as usize {
            start.push(arc as u32);
        }
    }
    start.resize(nodes + 1, from.len() as u32);
    start
}

/// The source of every arc.
pub(in crate::graph) fn sources(out_start: &[u32], arcs: usize) -> Vec<u32> {
    let mut from = vec![0; arcs];
    let rows = split_by(&mut from, out_start.windows(2).map(|ends| (ends[1] - ends[0]) as usize));
    rows.into_par_iter().with_min_len(1 << 10).enumerate().for_each(|(source, row)| row.fill(source as u32));
    from
}

/// Adds the in-direction. Arcs come sorted by source, and the sort is stable, so sources are sorted within in-rows.
pub(in crate::graph) fn with_in_rows(
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

    let sizes = block_sizes(&blocks, &chunks);
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
        in_source: members(in_source),
        in_weight,
        in_arc,
        counts,
        self_loops,
    }
}
