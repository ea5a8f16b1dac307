//! Sums over the common neighbours of the two ends of every tie, which is all that holes, Simmelian ties and weighted
//! clustering need of triangles.

use super::oriented::{Hit, Lower, Marks, Oriented};
use crate::graph::sort::split_by;
use rayon::prelude::*;
use std::ops::Range;

/// Rows that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 6;
/// Triangles that are kept at a time, at most (but for one row): 128 MB.
const KEPT: usize = 1 << 25;
/// Chunks of rows that the triangles kept at a time come from.
const CHUNKS: usize = 32;

/// For every tie (i, j), in oriented order: the sum over common neighbours q of x(i, q) x(q, j) f(q), for K factors
/// f at once. `values` are the x by tie, in oriented order, None for 1; `factors` the f by rank.
///
/// A triangle adds to its three ties. Two of them stand in the row of its lowest rank, which finds it; the third, from
/// the middle to the top, stands in another row. So that no two tasks add to one row, and every sum is made in
/// the same order for any number of threads, the triangles of a batch of rows are kept until all are found, and then
/// the rows above collect what is theirs.
pub(super) fn common_sums<const K: usize>(
    oriented: &Oriented,
    values: Option<&[f64]>,
    factors: &[[f64; K]],
) -> Vec<[f64; K]> {
    match values {
        Some(values) => sums(&Terms { oriented, value: |position| values[position], factors }, KEPT),
        None => sums(&Terms { oriented, value: |_| 1.0, factors }, KEPT),
    }
}

/// What the sums are made of.
struct Terms<'a, V, const K: usize> {
    oriented: &'a Oriented,
    /// x by position of the tie.
    value: V,
    factors: &'a [[f64; K]],
}

/// The triangles that some rows found, tie by tie.
struct Found {
    /// Position of the first tie.
    first: usize,
    /// Where the triangles of each tie end.
    ends: Vec<u32>,
    /// For each triangle, where its third tie stands in the row of the middle, and its tie to the top in the own row.
    hits: Vec<Hit>,
}

fn sums<V: Fn(usize) -> f64 + Sync, const K: usize>(terms: &Terms<'_, V, K>, kept: usize) -> Vec<[f64; K]> {
    let oriented = terms.oriented;
    let lower = oriented.lower();
    let mut collected: Vec<usize> =
        (0..oriented.node_count() as u32).map(|rank| lower.row(rank).start).collect();
    let mut all = oriented.column_of([0.0; K]);
    for batch in chunks(oriented, kept).chunks(CHUNKS) {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { break };
        let own = oriented.rows(first.start..last.end);
        let lengths = batch.iter().map(|rows| oriented.rows(rows.clone()).len());
        let found: Vec<Found> = split_by(&mut all[own.clone()], lengths)
            .into_par_iter()
            .zip(batch)
            .with_max_len(1)
            .map_init(|| oriented.marks(), |marks, (sums, rows)| terms.find(rows.clone(), sums, marks))
            .collect();
        let above = oriented.rows_of(&mut all[..own.end]);
        above.into_par_iter().zip(&mut collected).with_min_len(ROWS_PER_TASK).enumerate().for_each(
            |(middle, (sums, collected))| {
                *collected = terms.collect(&lower, *collected..lower.row(middle as u32).end, &found, sums);
            },
        );
    }
    all
}

/// Consecutive rows, cut where a chunk may have found its share of the triangles that can be kept.
fn chunks(oriented: &Oriented, kept: usize) -> Vec<Range<u32>> {
    let nodes = oriented.node_count() as u32;
    let longest = (0..nodes).map(|rank| oriented.row(rank).len()).max().unwrap_or(0);
    let ties = kept / CHUNKS / longest.max(1);
    let mut chunks = Vec::new();
    let mut start = 0;
    for end in 1..=nodes {
        if end == nodes || oriented.rows(start..end).len() >= ties {
            chunks.push(start..end);
            start = end;
        }
    }
    chunks
}

impl<V: Fn(usize) -> f64, const K: usize> Terms<'_, V, K> {
    /// The triangles of which the lowest rank is in `rows`, and the sums of its two ties in them.
    fn find(&self, rows: Range<u32>, mut sums: &mut [[f64; K]], marks: &mut Marks) -> Found {
        let oriented = self.oriented;
        let ties = oriented.rows(rows.clone());
        let mut found = Found { first: ties.start, ends: Vec::with_capacity(ties.len()), hits: Vec::new() };
        let mut scaled = Vec::new();
        for own in rows {
            let row = oriented.row(own);
            let upper = oriented.upper(row.clone());
            let of_own = sums.split_off_mut(..row.len()).unwrap_or_default();
            // x(own, q) f(q) of the own ties.
            let scale = |(&rank, position): (&u32, usize)| {
                self.factors[rank as usize].map(|factor| factor * (self.value)(position))
            };
            scaled.clear();
            scaled.extend(upper.iter().zip(row).map(scale));
            marks.with(upper, |marks| {
                for (at, &middle) in upper.iter().enumerate() {
                    let through_middle = scaled[at];
                    let mut to_middle = [0.0; K];
                    let above = oriented.row(middle);
                    let before = found.hits.len();
                    marks.append(oriented.upper(above.clone()), &mut found.hits);
                    for &[position, place] in &found.hits[before..] {
                        let third = (self.value)(above.start + usize::from(position));
                        let (through_top, to_top) =
                            (&scaled[usize::from(place)], &mut of_own[usize::from(place)]);
                        for k in 0..K {
                            to_middle[k] += through_top[k] * third;
                            to_top[k] += through_middle[k] * third;
                        }
                    }
                    for k in 0..K {
                        of_own[at][k] += to_middle[k];
                    }
                    found.ends.push(found.hits.len() as u32);
                }
            });
        }
        found
    }

    /// Adds the triangles found below to the ties of a row, from the place `ties.start` in the ties to lower ranks; the
    /// place of the first tie to a rank that has not been looked at.
    fn collect(&self, lower: &Lower, ties: Range<usize>, found: &[Found], sums: &mut [[f64; K]]) -> usize {
        let mut found = found.iter();
        let Some(mut part) = found.next() else { return ties.start };
        for place in ties.clone() {
            let (lowest, tie) = lower.tie(place);
            let tie = tie as usize;
            while tie - part.first >= part.ends.len() {
                match found.next() {
                    Some(next) => part = next,
                    None => return place,
                }
            }
            let at = tie - part.first;
            let from = if at == 0 { 0 } else { part.ends[at - 1] as usize };
            let own = self.oriented.row(lowest).start;
            let through_lowest = self.factors[lowest as usize].map(|factor| factor * (self.value)(tie));
            for &[position, place] in &part.hits[from..part.ends[at] as usize] {
                let third = (self.value)(own + usize::from(place));
                let sum = &mut sums[usize::from(position)];
                for k in 0..K {
                    sum[k] += through_lowest[k] * third;
                }
            }
        }
        ties.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{InteractionGraph, TieGraph};
    use proptest::prelude::*;

    /// Tie by tie, over all ranks.
    fn by_definition(oriented: &Oriented, values: &[f64], factors: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let nodes = oriented.node_count();
        let mut x = vec![vec![0.0; nodes]; nodes];
        for own in 0..nodes as u32 {
            for position in oriented.row(own) {
                let upper = oriented.upper(position..position + 1)[0] as usize;
                x[own as usize][upper] = values[position];
                x[upper][own as usize] = values[position];
            }
        }
        let sum =
            |i: usize, j: usize, k: usize| (0..nodes).map(|q| x[i][q] * x[q][j] * factors[q][k]).sum::<f64>();
        let rows = (0..nodes).flat_map(|own| oriented.row(own as u32).map(move |position| (own, position)));
        rows.map(|(own, position)| {
            let upper = oriented.upper(position..position + 1)[0] as usize;
            [sum(own, upper, 0), sum(own, upper, 1)]
        })
        .collect()
    }

    fn ties(nodes: u32, arcs: &[(u32, u32)]) -> TieGraph {
        let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().copied().unzip();
        InteractionGraph::from_arcs(nodes as usize, &from, &to, &vec![1.0; arcs.len()]).unwrap().ties()
    }

    proptest! {
        // More rows than a batch has chunks, so that triangles reach over batches.
        #[test]
        fn batches_of_any_size_give_the_same_bits(
            arcs in prop::collection::vec((0u32..90, 0u32..90), 0..1200),
            kept in 0usize..40_000,
        ) {
            let oriented = Oriented::new(&ties(90, &arcs));
            let ties = oriented.column_of(()).len();
            let values: Vec<f64> = (0..ties).map(|i| 0.5 + (i % 7) as f64).collect();
            let factors: Vec<[f64; 2]> = (0..90).map(|q| [1.0 / (1.0 + q as f64), 1.0]).collect();
            let one = common_sums(&oriented, Some(&values), &factors);
            let terms = Terms { oriented: &oriented, value: |position| values[position], factors: &factors };
            prop_assert_eq!(&one, &sums(&terms, kept));
            for (ours, wanted) in one.iter().zip(by_definition(&oriented, &values, &factors)) {
                for k in 0..2 {
                    prop_assert!((ours[k] - wanted[k]).abs() <= 1e-12 * wanted[k]);
                }
            }
        }
    }
}
