//! Simmelian ties, with what is left of them without each bundle of threads, in one pass.

use super::ConversationOptions;
use super::jackknife::Lost;
use super::result::Part;
use rayon::prelude::*;

/// A mutual tie of two people, and the bundles each of which it would be no longer mutual without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mutual {
    pub(super) ends: (u32, u32),
    pub(super) needs: u64,
}

/// Mutual ties within a group of three who are all tied like that, of all mutual ties: what
/// [`simmelian_ties`](crate::graph::simmelian_ties) counts.
///
/// For the interval that count would be needed again without each of 64 bundles. But a tie has a third party without a
/// bundle if one of its third parties does not need it, and that is a union of words of 64 bits: one look at the triangles
/// gives all. O(Σ over ties of the smaller degree · log), parallel.
pub(super) fn simmelian(people: usize, ties: &[Mutual], used: u64, options: &ConversationOptions) -> Part {
    let mut start = vec![0usize; people + 1];
    for &Mutual { ends: (a, b), .. } in ties {
        start[a as usize + 1] += 1;
        start[b as usize + 1] += 1;
    }
    for i in 1..start.len() {
        start[i] += start[i - 1];
    }
    // Ties are sorted, so that each row comes out sorted: first the smaller neighbours, then the larger.
    let mut next = start.clone();
    let mut rows = vec![(0u32, 0u64); 2 * ties.len()];
    let mut put = |row: u32, neighbour: u32, needs: u64| {
        rows[next[row as usize]] = (neighbour, needs);
        next[row as usize] += 1;
    };
    ties.iter().for_each(|tie| put(tie.ends.1, tie.ends.0, tie.needs));
    ties.iter().for_each(|tie| put(tie.ends.0, tie.ends.1, tie.needs));
    let row = |person: u32| &rows[start[person as usize]..start[person as usize + 1]];
    let (found, lost) = ties
        .par_chunks(1 << 10)
        .map(|ties| {
            let (mut found, mut lost) = (0u64, Lost::default());
            for tie in ties {
                let (mut few, mut many) = (row(tie.ends.0), row(tie.ends.1));
                if few.len() > many.len() {
                    (few, many) = (many, few);
                }
                let (mut embedded, mut kept) = (false, 0u64);
                for &(third, needs) in few {
                    if let Ok(at) = many.binary_search_by_key(&third, |&(person, _)| person) {
                        embedded = true;
                        kept |= !(needs | many[at].1);
                        if kept == u64::MAX {
                            break;
                        }
                    }
                }
                found += u64::from(embedded);
                lost.see(if embedded { tie.needs | !kept } else { 0 }, tie.needs);
            }
            (found, lost)
        })
        .reduce(|| (0, Lost::default()), |(n, lost), (more, other)| (n + more, lost.add(&other)));
    let of = ties.len() as u64;
    Part { part: found, of, interval: lost.interval(found, of, used, options).ok() }
}
