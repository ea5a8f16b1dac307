//! Products of the weights with a vector that pull along rows.

use crate::MemberId;
use std::ops::Range;

/// Arcs in one chunk of the work. Sums are made chunk by chunk, so the chunks may not depend on the number of threads.
const CHUNK_ARCS: usize = 1 << 15;
/// Members in one chunk at most.
const CHUNK_MEMBERS: usize = 1 << 13;

/// Consecutive members, cut where a chunk has enough arcs or members.
pub(super) fn chunks(row_start: &[u32]) -> Vec<Range<usize>> {
    let nodes = row_start.len() - 1;
    let mut chunks = Vec::new();
    let mut start = 0;
    for end in 1..=nodes {
        let arcs = (row_start[end] - row_start[start]) as usize;
        if end == nodes || arcs >= CHUNK_ARCS || end - start >= CHUNK_MEMBERS {
            chunks.push(start..end);
            start = end;
        }
    }
    chunks
}

/// Sum of weight times what the other end of the arc hands on. Four sums side by side, so that an addition need not
/// wait for the last.
#[inline]
pub(super) fn gather(others: &[MemberId], weights: &[f64], handed: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (others, last_others) = others.as_chunks::<4>();
    let (weights, last_weights) = weights.as_chunks::<4>();
    for (others, weights) in others.iter().zip(weights) {
        for lane in 0..4 {
            sums[lane] += weights[lane] * handed[others[lane].index()];
        }
    }
    let mut sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (other, weight) in last_others.iter().zip(last_weights) {
        sum += weight * handed[other.index()];
    }
    sum
}
