//! Sums over the common neighbours of the two ends of every tie, which is all that holes, Simmelian ties and weighted
//! clustering need of triangles.

use super::oriented::Oriented;
use rayon::prelude::*;

/// Rows that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 6;

/// For every tie (i, j), in oriented order: the sum over common neighbours q of x(i, q) x(q, j) f(q), for K factors
/// f at once. `values` are the x by tie, in oriented order, None for 1; `factors` the f by rank.
///
/// A triangle adds to its three ties. The row of its lowest rank and the row of its middle rank each find it, and
/// each adds only to its own ties: twice the steps of one enumeration, and the same order of every sum
/// for any number of threads.
pub(super) fn common_sums<const K: usize>(
    oriented: &Oriented,
    values: Option<&[f64]>,
    factors: &[[f64; K]],
) -> Vec<[f64; K]> {
    match values {
        Some(values) => sums(oriented, |position| values[position], factors),
        None => sums(oriented, |_| 1.0, factors),
    }
}

#[inline]
fn sums<const K: usize>(
    oriented: &Oriented,
    value: impl Fn(usize) -> f64 + Sync,
    factors: &[[f64; K]],
) -> Vec<[f64; K]> {
    let lower = oriented.lower();
    let mut all = oriented.column_of([0.0; K]);
    oriented.rows_of(&mut all).into_par_iter().with_min_len(ROWS_PER_TASK).enumerate().for_each_init(
        || (oriented.marks(), Vec::new()),
        |(marks, scaled), (own, sums)| {
            let own = own as u32;
            let row = oriented.row(own);
            if row.is_empty() {
                return;
            }
            let upper = oriented.upper(row.clone());
            // x(own, q) f(q) of the own ties.
            scaled.clear();
            scaled.extend(
                upper
                    .iter()
                    .zip(row.clone())
                    .map(|(&rank, position)| factors[rank as usize].map(|factor| factor * value(position))),
            );
            marks.with(upper, |marks| {
                // Own is the lowest of the triangle: ties to the middle and to the top.
                for (at, &middle) in upper.iter().enumerate() {
                    let through_middle = scaled[at];
                    let mut to_middle = [0.0; K];
                    let above = oriented.row(middle);
                    marks.each(oriented.upper(above.clone()), |position, _, place| {
                        let third = value(above.start + position);
                        for k in 0..K {
                            to_middle[k] += scaled[place][k] * third;
                            sums[place][k] += through_middle[k] * third;
                        }
                    });
                    for k in 0..K {
                        sums[at][k] += to_middle[k];
                    }
                }
                // Own is the middle: the tie to the top.
                for &(lowest, tie) in lower.of(own) {
                    let through_lowest = factors[lowest as usize].map(|factor| factor * value(tie as usize));
                    let above = oriented.row(lowest);
                    marks.each(oriented.upper(above.clone()), |position, _, place| {
                        let third = value(above.start + position);
                        for k in 0..K {
                            sums[place][k] += through_lowest[k] * third;
                        }
                    });
                }
            });
        },
    );
    all
}
