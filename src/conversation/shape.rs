//! The shape of a reply tree.

/// Structural virality of a reply tree: the mean distance between two of its messages, along replies.
///
/// `ν = 1/(n (n-1)) Σ_{i≠j} d(i, j)`. A star of n messages (everybody answers the first one) has `2 (n-1)/n`, below 2
/// however large; a chain of n (everybody answers the last one) has `(n+1)/3`. Counted edge by edge: an edge
/// between a part of s messages and the rest lies on `s (n-s)` of the paths.
///
/// # Arguments
/// `parents[i]` is the position of the message that message i replies to, below i; `None` for the first, and for it
/// alone.
///
/// # Returns
/// `None` for fewer than two messages, and where the parents are not those of a tree in that order.
///
/// # Complexity
/// O(n).
///
/// # Example
/// ```
/// use cmgraph::conversation::structural_virality;
/// let star = [None, Some(0), Some(0), Some(0), Some(0)];
/// let chain = [None, Some(0), Some(1), Some(2), Some(3)];
/// assert_eq!((structural_virality(&star), structural_virality(&chain)), (Some(1.6), Some(2.0)));
/// assert_eq!(structural_virality(&[None]), None);
/// ```
///
/// # Reference
/// S. Goel, A. Anderson, J. Hofman, D. J. Watts, *The structural virality of online diffusion*, Management Science 62
/// (2016).
pub fn structural_virality(parents: &[Option<usize>]) -> Option<f64> {
    let is_tree = parents.iter().enumerate().all(|(i, parent)| match parent {
        Some(parent) => *parent < i,
        None => i == 0,
    });
    if !is_tree {
        return None;
    }
    let mut sizes = vec![1; parents.len()];
    virality(parents.len(), |i| parents[i].unwrap_or(0), &mut sizes)
}

/// The same for a tree known to be one; `sizes` are ones.
pub(super) fn virality(n: usize, parent: impl Fn(usize) -> usize, sizes: &mut [u64]) -> Option<f64> {
    if n < 2 {
        return None;
    }
    let mut paths = 0u128;
    for i in (1..n).rev() {
        let size = sizes[i];
        paths += u128::from(size) * u128::from(n as u64 - size);
        sizes[parent(i)] += size;
    }
    Some(2.0 * paths as f64 / (n as f64 * (n - 1) as f64))
}

/// A reply of one person to another, in a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exchange {
    /// The two, the smaller key first.
    pub(super) pair: (u32, u32),
    /// Place in the thread.
    pub(super) place: u32,
    /// Whether the one with the smaller key replied.
    pub(super) forward: bool,
    /// Whether both are members.
    pub(super) members: bool,
}

/// Replies i -> j that follow an earlier reply j -> i: of all people, and of members among themselves. Sorts the
/// exchanges; O(n log n).
pub(super) fn back_and_forth(exchanges: &mut [Exchange]) -> (u32, u32) {
    exchanges.sort_unstable();
    let (mut all, mut members) = (0, 0);
    for of_pair in exchanges.chunk_by(|a, b| a.pair == b.pair) {
        // From the first reply the other way on, every reply has one the other way before it.
        let turned = of_pair.iter().position(|reply| reply.forward != of_pair[0].forward);
        let back = turned.map_or(0, |turned| (of_pair.len() - turned) as u32);
        all += back;
        members += if of_pair[0].members { back } else { 0 };
    }
    (all, members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Mean pairwise distance by breadth-first search from every message.
    fn by_search(parents: &[Option<usize>]) -> f64 {
        let n = parents.len();
        let mut neighbours = vec![Vec::new(); n];
        for (i, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                neighbours[i].push(*parent);
                neighbours[*parent].push(i);
            }
        }
        let mut total = 0;
        for start in 0..n {
            let mut distance = vec![usize::MAX; n];
            distance[start] = 0;
            let mut queue = std::collections::VecDeque::from([start]);
            while let Some(at) = queue.pop_front() {
                total += distance[at];
                for &next in &neighbours[at] {
                    if distance[next] == usize::MAX {
                        distance[next] = distance[at] + 1;
                        queue.push_back(next);
                    }
                }
            }
        }
        total as f64 / (n * (n - 1)) as f64
    }

    #[test]
    fn stars_chains_and_what_is_no_tree() {
        for n in 2..40usize {
            let star: Vec<_> = (0..n).map(|i| (i > 0).then_some(0)).collect();
            let chain: Vec<_> = (0..n).map(|i| i.checked_sub(1)).collect();
            let size = n as f64;
            let found = [&star, &chain].map(|tree| structural_virality(tree).unwrap());
            assert!((found[0] - 2.0 * (size - 1.0) / size).abs() < 1e-12, "star of {n}");
            assert!((found[1] - (size + 1.0) / 3.0).abs() < 1e-12, "chain of {n}");
        }
        for no_tree in
            [&[][..], &[None], &[None, None], &[Some(0)], &[None, Some(1)], &[None, Some(2), Some(0)]]
        {
            assert_eq!(structural_virality(no_tree), None, "{no_tree:?}");
        }
    }

    #[test]
    fn a_million_messages_do_not_overflow() {
        let chain: Vec<_> = (0..1_000_000usize).map(|i| i.checked_sub(1)).collect();
        assert!((structural_virality(&chain).unwrap() - 1_000_001.0 / 3.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn virality_is_the_mean_distance(draws in prop::collection::vec(any::<u32>(), 1..60)) {
            let mut parents = vec![None];
            parents.extend(draws.iter().enumerate().map(|(i, draw)| Some(*draw as usize % (i + 1))));
            let found = structural_virality(&parents).unwrap();
            prop_assert!((found - by_search(&parents)).abs() < 1e-9);
        }

        #[test]
        fn back_and_forth_is_what_it_says(
            draws in prop::collection::vec((0u32..4, 0u32..4), 0..60),
        ) {
            let replies: Vec<(u32, u32)> = draws.into_iter().filter(|(from, to)| from != to).collect();
            // Persons 0 to 2 are members, person 3 is not.
            let (mut all, mut members) = (0, 0);
            for (i, &(from, to)) in replies.iter().enumerate() {
                if replies[..i].contains(&(to, from)) {
                    all += 1;
                    members += u32::from(from < 3 && to < 3);
                }
            }
            let mut exchanges: Vec<Exchange> = replies
                .iter()
                .enumerate()
                .map(|(place, &(from, to))| Exchange {
                    pair: (from.min(to), from.max(to)),
                    place: place as u32,
                    forward: from < to,
                    members: from < 3 && to < 3,
                })
                .collect();
            prop_assert_eq!(back_and_forth(&mut exchanges), (all, members));
        }
    }
}
