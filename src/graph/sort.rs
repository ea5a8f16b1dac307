//! Parallel sort of many small items into rows: the work behind both directions of the graph.
//!
//! A plain counting sort over all rows misses the cache on almost every write. Here the items are first
//! spread over blocks of neighbouring rows, chunk of the input by chunk (few write positions, all cached);
//! then every block is sorted on its own, inside the cache. Both steps are parallel, and stable, so the result does
//! not depend on how the input was cut or on the number of threads.

use rayon::prelude::*;
use std::ops::Range;

/// More blocks than this and the write positions of [`partition`] no longer stay in the first cache.
const MAX_BLOCKS: usize = 256;
/// Items that a block should have at least, so that its fixed costs vanish.
const BLOCK_ITEMS: usize = 1 << 13;
/// Rows of a block are numbered in 16 bits.
const MAX_BLOCK_SHIFT: u32 = 16;
/// Items that a chunk of the input should have at least.
const CHUNK_ITEMS: usize = 1 << 15;
/// Chunks at most: enough to keep uneven threads busy.
const MAX_CHUNKS: usize = 64;
/// Digits of the radix sort inside a block have at most this many bits.
const MAX_DIGIT_BITS: u32 = 12;

/// Blocks of `1 << shift` rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blocks {
    rows: usize,
    shift: u32,
}

impl Blocks {
    pub(super) fn new(rows: usize, items: usize) -> Self {
        let wanted = (items / BLOCK_ITEMS).clamp(1, MAX_BLOCKS);
        let shift = rows.div_ceil(wanted).next_power_of_two().trailing_zeros().min(MAX_BLOCK_SHIFT);
        Blocks { rows, shift }
    }

    pub(super) fn count(&self) -> usize {
        self.rows.div_ceil(1 << self.shift)
    }

    pub(super) fn rows(&self, block: usize) -> Range<usize> {
        let start = block << self.shift;
        start..(start + (1 << self.shift)).min(self.rows)
    }

    /// The number of a row inside its block.
    #[inline]
    pub(super) fn local(&self, row: u32) -> u32 {
        row & ((1 << self.shift) - 1)
    }

    #[inline]
    fn of(&self, row: u32) -> usize {
        (row >> self.shift) as usize
    }
}

/// One chunk of the input, its items grouped by block.
pub(super) struct Chunk<T> {
    items: Vec<T>,
    starts: Vec<usize>,
}

impl<T> Chunk<T> {
    pub(super) fn block(&self, block: usize) -> &[T] {
        &self.items[self.starts[block]..self.starts[block + 1]]
    }
}

/// Spreads items `0..len` over blocks. `row` gives the row of an item or None to leave it out; `item` is
/// called only for those kept. T should be a tuple of numbers: those are allocated as zero pages.
pub(super) fn partition<T, R, I>(blocks: &Blocks, len: usize, row: R, item: I) -> Vec<Chunk<T>>
where
    T: Copy + Default + Send + Sync,
    R: Fn(usize) -> Option<u32> + Sync,
    I: Fn(usize) -> T + Sync,
{
    let chunk = len.div_ceil(MAX_CHUNKS).max(CHUNK_ITEMS);
    (0..len.div_ceil(chunk))
        .into_par_iter()
        .map(|c| {
            let range = c * chunk..((c + 1) * chunk).min(len);
            let mut starts = vec![0usize; blocks.count() + 1];
            for i in range.clone() {
                if let Some(r) = row(i) {
                    starts[blocks.of(r) + 1] += 1;
                }
            }
            for b in 1..starts.len() {
                starts[b] += starts[b - 1];
            }
            let mut next = starts.clone();
            let mut items = vec![T::default(); starts[starts.len() - 1]];
            for i in range {
                if let Some(r) = row(i) {
                    let position = &mut next[blocks.of(r)];
                    items[*position] = item(i);
                    *position += 1;
                }
            }
            Chunk { items, starts }
        })
        .collect()
}

/// Bits that numbers below `count` take.
pub(super) fn bits(count: usize) -> u32 {
    usize::BITS - count.saturating_sub(1).leading_zeros()
}

/// One digit of a radix sort: `(key >> shift) & mask`.
#[derive(Debug, Clone, Copy)]
struct Digit {
    shift: u32,
    mask: u64,
}

/// Equal digits that cover the lowest `width` bits of a key.
fn digits(width: u32) -> Vec<Digit> {
    let passes = width.div_ceil(MAX_DIGIT_BITS).max(1);
    let each = width.div_ceil(passes).max(1);
    (0..passes).map(|pass| Digit { shift: pass * each, mask: (1 << each) - 1 }).collect()
}

/// Radix sort of the items of one block, with its memory kept from block to block.
pub(super) struct BlockSorter<T> {
    digits: Vec<Digit>,
    next: Vec<Vec<u32>>,
    sorted: Vec<T>,
    spare: Vec<T>,
}

impl<T: Copy + Default> BlockSorter<T> {
    /// For keys of `width` bits.
    pub(super) fn new(width: u32) -> Self {
        let digits = digits(width);
        let next = digits.iter().map(|digit| vec![0; digit.mask as usize + 1]).collect();
        BlockSorter { digits, next, sorted: Vec::new(), spare: Vec::new() }
    }

    /// The items of a block over all chunks, sorted by key; equal keys stay in the order of the input.
    pub(super) fn sort<K: Fn(&T) -> u64>(&mut self, chunks: &[Chunk<T>], block: usize, key: K) -> &[T] {
        for next in &mut self.next {
            next.fill(0);
        }
        let mut len = 0;
        for part in chunks.iter().map(|chunk| chunk.block(block)) {
            len += part.len();
            for (digit, next) in self.digits.iter().zip(&mut self.next) {
                for item in part {
                    next[(key(item) >> digit.shift & digit.mask) as usize] += 1;
                }
            }
        }
        for next in &mut self.next {
            let mut sum = 0;
            for count in next.iter_mut() {
                sum += std::mem::replace(count, sum);
            }
        }
        if self.sorted.len() < len {
            self.sorted.resize(len, T::default());
            self.spare.resize(len, T::default());
        }
        for (pass, (digit, next)) in self.digits.iter().zip(&mut self.next).enumerate() {
            let mut place = |to: &mut [T], items: &[T]| {
                for item in items {
                    let position = &mut next[(key(item) >> digit.shift & digit.mask) as usize];
                    to[*position as usize] = *item;
                    *position += 1;
                }
            };
            if pass == 0 {
                for chunk in chunks {
                    place(&mut self.sorted, chunk.block(block));
                }
            } else {
                place(&mut self.spare, &self.sorted[..len]);
                std::mem::swap(&mut self.sorted, &mut self.spare);
            }
        }
        &self.sorted[..len]
    }
}

/// Cuts a slice into consecutive parts of the given lengths, so that tasks can write them in parallel.
pub(in crate::graph) fn split_by<T>(
    mut rest: &mut [T],
    lengths: impl Iterator<Item = usize>,
) -> Vec<&mut [T]> {
    lengths
        .map(|length| {
            let (part, tail) = std::mem::take(&mut rest).split_at_mut(length);
            rest = tail;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_cover_the_width() {
        for width in 0..64 {
            let covered = digits(width).iter().fold(0u64, |all, d| all | d.mask << d.shift);
            let wanted = (1u64 << width) - 1;
            assert_eq!(covered & wanted, wanted, "{width}");
            assert!(digits(width).iter().all(|d| d.mask < 1 << MAX_DIGIT_BITS), "{width}");
        }
        assert_eq!([0, 1, 2, 3, 256, 257].map(bits), [0, 0, 1, 2, 8, 9]);
    }

    #[test]
    fn blocks_cover_all_rows_once() {
        for (rows, items) in [(0, 0), (1, 5), (7, 1 << 20), (50_000, 2_000_000), (20_000_000, 10)] {
            let blocks = Blocks::new(rows, items);
            let mut next = 0;
            for b in 0..blocks.count() {
                assert_eq!(blocks.rows(b).start, next);
                next = blocks.rows(b).end;
            }
            assert_eq!(next, rows);
        }
    }

    proptest! {
        #[test]
        fn sorts_like_the_standard_library(
            keys in proptest::collection::vec((0u32..5000, 0u32..70_000), 0..400),
            pretend in 0usize..5_000_000,
        ) {
            let blocks = Blocks::new(5000, pretend);
            let chunks = partition(
                &blocks,
                keys.len(),
                |i| Some(keys[i].0),
                |i| (blocks.local(keys[i].0), keys[i].1, i as u32),
            );
            let width = bits(70_000);
            let mut sorter = BlockSorter::new(width + MAX_BLOCK_SHIFT);
            let mut ours = Vec::new();
            for b in 0..blocks.count() {
                let key = |item: &(u32, u32, u32)| u64::from(item.0) << width | u64::from(item.1);
                ours.extend(sorter.sort(&chunks, b, key).iter().map(|item| item.2));
            }
            let mut wanted: Vec<u32> = (0..keys.len() as u32).collect();
            wanted.sort_by_key(|&i| keys[i as usize]);
            prop_assert_eq!(ours, wanted);
        }
    }
}
