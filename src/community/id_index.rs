//! From native id to row, for millions of ids: a sorted column with a directory of its buckets.
//!
//! Ids of an export grow with time, so they are sorted or nearly so, and their values spread evenly enough
//! that a bucket of the directory holds a few of them. A lookup touches two cache lines; a hash table of the
//! same size takes four times the memory and misses the cache on every step. Ids that spread badly cost a
//! binary search.

use super::native::Key;
use rayon::prelude::*;

/// Rows by key. Keys are unique.
pub(super) struct IdIndex {
    keys: Vec<Key>,
    /// Row of each key; `None` where the rows are in the order of the keys.
    rows: Option<Vec<u32>>,
    low: u64,
    shift: u32,
    /// First position of each bucket, and the end of the last.
    buckets: Vec<u32>,
}

impl IdIndex {
    /// Index of unique keys, sorted, with their rows.
    pub(super) fn new(keys: Vec<Key>, rows: Option<Vec<u32>>) -> IdIndex {
        // Interned keys (the top bit set) sort last; they would stretch the buckets to nothing.
        let plain = keys.partition_point(|key| key.0 >> 63 == 0);
        let (low, high) = match (keys.first(), plain.checked_sub(1).map(|last| keys[last])) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (0, 0),
        };
        let wanted = (plain / 4 + 1).next_power_of_two() as u64;
        let shift = (64 - ((high - low) / wanted).leading_zeros()).min(63);
        let count = ((high - low) >> shift) as usize + 1;
        let mut buckets = Vec::with_capacity(count + 1);
        buckets.push(0);
        for (position, key) in keys[..plain].iter().enumerate() {
            let bucket = ((key.0 - low) >> shift) as usize;
            while buckets.len() <= bucket {
                buckets.push(position as u32);
            }
        }
        buckets.resize(count + 1, plain as u32);
        IdIndex { keys, rows, low, shift, buckets }
    }

    /// The row of a key.
    #[inline]
    pub(super) fn row(&self, key: Key) -> Option<u32> {
        let range = if key.0 >> 63 == 0 {
            let bucket = (key.0.checked_sub(self.low)? >> self.shift) as usize;
            *self.buckets.get(bucket)? as usize..*self.buckets.get(bucket + 1)? as usize
        } else {
            self.buckets.last().map_or(0, |&end| end as usize)..self.keys.len()
        };
        let start = range.start;
        let position = start + self.keys[range].binary_search(&key).ok()?;
        Some(self.rows.as_ref().map_or(position as u32, |rows| rows[position]))
    }
}

/// The order that sorts `0..len` by `before`, a strict total order; `None` where it is sorted already.
///
/// Rows of an export are almost in order: insertion sort then costs one pass. Where that takes more moves
/// than a few a row, a parallel sort takes over.
pub(super) fn sorting_order(len: usize, before: impl Fn(u32, u32) -> bool + Sync) -> Option<Vec<u32>> {
    let first_fault = (1..len as u32).into_par_iter().find_first(|&i| before(i, i - 1))? as usize;
    let mut order: Vec<u32> = (0..len as u32).collect();
    let mut moves = 4 * len;
    for i in first_fault..len {
        let row = order[i];
        let mut place = i;
        while place > 0 && before(row, order[place - 1]) {
            order[place] = order[place - 1];
            place -= 1;
            if moves == 0 {
                // Give up with `order` still a permutation.
                order[place] = row;
                order.par_sort_unstable_by(|&a, &b| {
                    if before(a, b) {
                        std::cmp::Ordering::Less
                    } else if before(b, a) {
                        std::cmp::Ordering::Greater
                    } else {
                        a.cmp(&b)
                    }
                });
                return Some(order);
            }
            moves -= 1;
        }
        order[place] = row;
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_is_there_and_nothing_else(
            mut ids in proptest::collection::vec(prop_oneof![0u64..200, 1u64<<50..(1<<50)+90, (1u64<<63)..(1<<63)+9], 0..120),
            probe in prop_oneof![0u64..300, 1u64<<50..(1<<50)+99, any::<u64>()],
        ) {
            ids.sort_unstable();
            ids.dedup();
            let index = IdIndex::new(ids.iter().map(|&id| Key(id)).collect(), None);
            for (row, &id) in ids.iter().enumerate() {
                prop_assert_eq!(index.row(Key(id)), Some(row as u32));
            }
            prop_assert_eq!(index.row(Key(probe)), ids.binary_search(&probe).ok().map(|row| row as u32));
        }

        #[test]
        fn sorts(values in proptest::collection::vec(0u32..50, 0..300)) {
            let before = |a: u32, b: u32| (values[a as usize], a) < (values[b as usize], b);
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by_key(|&i| (values[i as usize], i));
            let order = sorting_order(values.len(), before);
            prop_assert_eq!(order.is_none(), values.is_sorted());
            prop_assert_eq!(order.unwrap_or_else(|| (0..values.len() as u32).collect()), expected);
        }
    }

    #[test]
    fn gives_up_insertion_on_reversed_rows() {
        let n = 5000u32;
        let order = sorting_order(n as usize, |a, b| a > b).unwrap();
        assert!(order.iter().copied().eq((0..n).rev()));
    }
}
