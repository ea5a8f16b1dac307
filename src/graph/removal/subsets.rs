//! Sets of k of n, in order.

/// Number of sets of `k` of `n`, at most `u64::MAX`.
pub(super) fn count(n: usize, k: usize) -> u64 {
    let mut sets: u128 = 1;
    for i in 0..k.min(n.saturating_sub(k)) {
        sets = sets * (n - i) as u128 / (i + 1) as u128;
        if sets > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    if k > n { 0 } else { sets as u64 }
}

/// The next set of `k` of `0..n` in lexicographic order; whether there was one.
pub(super) fn next(set: &mut [u32], n: usize) -> bool {
    let k = set.len();
    let Some(at) = (0..k).rev().find(|&at| (set[at] as usize) < n - (k - at)) else { return false };
    set[at] += 1;
    for later in at + 1..k {
        set[later] = set[later - 1] + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sets_once() {
        for (n, k) in [(5, 0), (5, 1), (5, 3), (5, 5), (1, 1), (34, 2)] {
            let mut set: Vec<u32> = (0..k as u32).collect();
            let mut seen = vec![set.clone()];
            while next(&mut set, n) {
                seen.push(set.clone());
            }
            assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]));
            assert_eq!(seen.len() as u64, count(n, k), "{n} {k}");
        }
        assert_eq!((count(3, 4), count(200, 100)), (0, u64::MAX));
    }
}
