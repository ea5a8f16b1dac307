//! What chance alone would do: the units dealt out anew among those who talk.

use super::options::MAX_MATRIX_UNITS;
use crate::error::Result;
use crate::graph::{EiIndex, NO_GROUP, TieGraph, ei_test};
use crate::stats::{PermutationTest, ResampleOptions, permutation_tests_in_batches};

/// Permutations that share a look at the replies: there are millions, and to fetch them takes longer than to add them up.
const AT_ONCE: usize = 8;

/// Tests of what was found against units dealt out anew.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Chance {
    /// Of the E-I index of all.
    pub(super) whole: Option<PermutationTest>,
    /// Of the E-I indices of the units.
    pub(super) units: Vec<Option<PermutationTest>>,
    /// Of the replies from unit to unit, row by row; none where there is no matrix.
    pub(super) cells: Vec<Option<PermutationTest>>,
}

impl Chance {
    /// Tests of the E-I indices alone, for any number of units. O(permutations · (people + ties)).
    pub(super) fn of_ties(
        ties: &TieGraph,
        dealt: &[u32],
        units: usize,
        options: &ResampleOptions,
    ) -> Result<Chance> {
        let test = ei_test(ties, dealt, true, None, options)?;
        // Labels end with the last unit that takes part.
        let units = test.group_tests.into_iter().chain(std::iter::repeat(None)).take(units);
        Ok(Chance { whole: test.test, units: units.collect(), cells: Vec::new() })
    }

    /// The same and tests of the cells, for as many units as a matrix has: the sums of its cells are what the E-I indices
    /// are made of, so that one pass over the replies serves all. O(permutations · (people + pairs of people)).
    pub(super) fn of_cells(
        dealt: &[u32],
        [from, to]: [&[u32]; 2],
        units: usize,
        options: &ResampleOptions,
    ) -> Chance {
        let replies = Replies::of(dealt, [from, to]);
        let own = &replies.units;
        let statistics = units * units + units + 1;
        let tests = permutation_tests_in_batches(
            AT_ONCE,
            own.len(),
            None,
            statistics,
            options,
            || (vec![[0u8; AT_ONCE]; own.len()], vec![0.0; AT_ONCE * units * units]),
            |orders, (labels, between), out| {
                for (at, order) in orders.iter().enumerate() {
                    for (labels, &item) in labels.iter_mut().zip(order) {
                        labels[at] = own[item as usize];
                    }
                }
                replies.between(labels, units, between);
                for (out, between) in out.chunks_mut(statistics).zip(between.chunks(units * units)) {
                    let (cells, indices) = out.split_at_mut(units * units);
                    cells.copy_from_slice(between);
                    ei_indices(cells, indices);
                }
            },
        );
        let mut cells = tests.unwrap_or_else(|| vec![None; statistics]);
        let whole = cells.pop().flatten();
        Chance { whole, units: cells.split_off(units * units), cells }
    }
}

/// Replies among people of known units, by who wrote and in few bytes: all of it is read in every permutation.
struct Replies {
    /// A byte each, so that all of them stay in the cache: a matrix has no more units than that.
    units: Vec<u8>,
    /// Where the arcs of each person end; no end of their own where somebody wrote to nobody.
    row_ends: Vec<u32>,
    /// To whom, and how many.
    arcs: Vec<(u32, u32)>,
}

const _: () = assert!(MAX_MATRIX_UNITS <= 1 << u8::BITS);

impl Replies {
    fn of(dealt: &[u32], [from, to]: [&[u32]; 2]) -> Replies {
        let labelled: Vec<usize> = (0..dealt.len()).filter(|&actor| dealt[actor] != NO_GROUP).collect();
        let mut number = vec![0u32; dealt.len()];
        for (at, &actor) in labelled.iter().enumerate() {
            number[actor] = at as u32;
        }
        let mut ends: Vec<[u32; 2]> =
            from.iter().zip(to).map(|(&a, &b)| [number[a as usize], number[b as usize]]).collect();
        ends.sort_unstable();
        let mut row_ends = vec![0u32; labelled.len()];
        let mut arcs: Vec<(u32, u32)> = Vec::new();
        for run in ends.chunk_by(|a, b| a == b) {
            arcs.push((run[0][1], run.len() as u32));
            row_ends[run[0][0] as usize] = arcs.len() as u32;
        }
        Replies { units: labelled.iter().map(|&actor| dealt[actor] as u8).collect(), row_ends, arcs }
    }

    /// Replies from unit to unit, labels by labels, under each of these labels.
    fn between(&self, labels: &[[u8; AT_ONCE]], units: usize, cells: &mut [f64]) {
        cells.fill(0.0);
        let mut start = 0;
        for (own, &end) in labels.iter().zip(&self.row_ends) {
            let end = (end as usize).max(start);
            let rows: [usize; AT_ONCE] =
                std::array::from_fn(|at| (at * units + usize::from(own[at])) * units);
            for &(to, replies) in &self.arcs[start..end] {
                for (row, &label) in rows.iter().zip(&labels[to as usize]) {
                    cells[row + usize::from(label)] += f64::from(replies);
                }
            }
            start = end;
        }
    }
}

/// E-I indices of the units, and that of all at the end, of replies from unit to unit. Exact, for these are whole numbers.
fn ei_indices(cells: &[f64], indices: &mut [f64]) {
    let units = cells.len().isqrt();
    let mut whole = EiIndex::default();
    for unit in 0..units {
        let internal = cells[unit * units + unit];
        let out: f64 = cells[unit * units..][..units].iter().sum();
        let into: f64 = cells[unit..].iter().step_by(units).sum();
        let of_unit = EiIndex { external: out + into - 2.0 * internal, internal };
        indices[unit] = of_unit.index().unwrap_or(f64::NAN);
        whole.internal += internal;
        whole.external += out - internal;
    }
    indices[units] = whole.index().unwrap_or(f64::NAN);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::InteractionGraph;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_agree(
            arcs in prop::collection::vec((0u32..9, 0u32..9), 0..60),
            labels in prop::collection::vec(0u32..5, 9),
        ) {
            let (from, to): (Vec<u32>, Vec<u32>) = arcs.into_iter().filter(|(a, b)| a != b).unzip();
            let graph = InteractionGraph::from_arcs(9, &from, &to, &vec![1.0; from.len()]).unwrap();
            let takes_part = |actor: u32| from.contains(&actor) || to.contains(&actor);
            let dealt: Vec<u32> =
                (0..9).map(|a| if takes_part(a) { labels[a as usize] } else { NO_GROUP }).collect();
            let options = ResampleOptions { replicates: 99, seed: 5 };
            let ties = Chance::of_ties(&graph.ties(), &dealt, 5, &options).unwrap();
            let cells = Chance::of_cells(&dealt, [&from, &to], 5, &options);
            prop_assert_eq!((ties.whole, ties.units), (cells.whole, cells.units));
            for (at, test) in cells.cells.iter().enumerate() {
                let inside = |a: &u32, b: &u32| dealt[*a as usize] * 5 + dealt[*b as usize] == at as u32;
                let replies = from.iter().zip(&to).filter(|(a, b)| inside(a, b)).count();
                prop_assert!(test.is_none_or(|test| test.observed == replies as f64));
                prop_assert_eq!(test.is_none(), from.is_empty());
            }
        }
    }
}
