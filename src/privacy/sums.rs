//! What sums tell about hidden cells.
//!
//! A table whose cells add up to known sums is a network: each sum is a node, each cell an arc from the sum that it is part
//! of to the sum that it is made of. A change of hidden cells that leaves every sum as it is runs around cycles of hidden
//! arcs, so the largest value that a cell can have is its value plus the largest flow from its head back to its tail over
//! the others, and the smallest likewise the other way. That is what linear programming gives, in whole numbers.

use std::collections::VecDeque;

/// More than any cell: a change without bound.
const ENDLESS: u64 = u64::MAX / 4;

/// A hidden cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hidden {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) value: u64,
    /// What it is known to be at least.
    pub(super) least: u64,
}

/// Hidden cells and the sums that join them; cells that are shown change nothing and are not here.
#[derive(Debug)]
pub(super) struct Sums {
    cells: Vec<Hidden>,
    /// Of each node, the arcs that begin or end there.
    beside: Vec<Vec<usize>>,
}

impl Sums {
    pub(super) fn new(nodes: usize, cells: Vec<Hidden>) -> Sums {
        let mut beside = vec![Vec::new(); nodes];
        for (at, cell) in cells.iter().enumerate() {
            beside[cell.from].push(at);
            beside[cell.to].push(at);
        }
        Sums { cells, beside }
    }

    /// Smallest and largest value of a cell that fits all sums; `None` where nothing bounds it above. Costs a few passes
    /// over the cells that hang together with it.
    pub(super) fn bounds(&self, cell: usize) -> (u64, Option<u64>) {
        let Hidden { from, to, value, least } = self.cells[cell];
        let up = self.flow(to, from, cell);
        let down = self.flow(from, to, cell).min(value.saturating_sub(least));
        (value - down.min(value), (up < ENDLESS).then(|| value.saturating_add(up)))
    }

    /// The largest flow from a node to another that does not use a cell, by shortest ways (Edmonds and Karp).
    fn flow(&self, source: usize, sink: usize, without: usize) -> u64 {
        if source == sink {
            return ENDLESS;
        }
        let mut down: Vec<u64> =
            self.cells.iter().map(|cell| cell.value.saturating_sub(cell.least)).collect();
        let mut sum = 0_u64;
        loop {
            let mut reached: Vec<Option<(usize, bool)>> = vec![None; self.beside.len()];
            let mut queue = VecDeque::from([source]);
            'search: while let Some(node) = queue.pop_front() {
                for &at in self.beside[node].iter().filter(|&&at| at != without) {
                    let cell = &self.cells[at];
                    let forward = cell.from == node;
                    let next = if forward { cell.to } else { cell.from };
                    if next != source && reached[next].is_none() && (forward || down[at] > 0) {
                        reached[next] = Some((at, forward));
                        if next == sink {
                            break 'search;
                        }
                        queue.push_back(next);
                    }
                }
            }
            let mut way = Vec::new();
            let mut node = sink;
            while node != source {
                let Some((at, forward)) = reached[node] else { return sum };
                way.push((at, forward));
                node = if forward { self.cells[at].from } else { self.cells[at].to };
            }
            let narrowest = way.iter().filter(|(_, forward)| !forward).map(|&(at, _)| down[at]).min();
            let Some(step) = narrowest else { return ENDLESS };
            for (at, forward) in way {
                down[at] = if forward { down[at].saturating_add(step) } else { down[at] - step };
            }
            sum = sum.saturating_add(step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A square of cells, rows and columns of which are summed up.
    const SIDE: usize = 3;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Against every way to fill in the hidden cells of a square.
        #[test]
        fn as_every_filling_says(
            values in prop::collection::vec(0_u64..5, SIDE * SIDE),
            hidden in prop::collection::vec(prop::bool::weighted(0.7), SIDE * SIDE),
            least in 0_u64..2,
        ) {
            let at: Vec<usize> = (0..SIDE * SIDE).filter(|&cell| hidden[cell]).collect();
            let of = |cell: usize| Hidden {
                from: cell / SIDE,
                to: SIDE + cell % SIDE,
                value: values[cell],
                least: least.min(values[cell]),
            };
            let sums = Sums::new(2 * SIDE, at.iter().map(|&cell| of(cell)).collect());
            let total = |values: &[u64], side: usize| -> u64 {
                (0..SIDE).map(|i| if side < SIDE { values[side * SIDE + i] } else { values[i * SIDE + side - SIDE] }).sum()
            };
            let mut seen = vec![(u64::MAX, 0); at.len()];
            let mut filling = values.clone();
            at.iter().for_each(|&cell| filling[cell] = of(cell).least);
            // No cell can be more than the sum of its row.
            let most: Vec<u64> = at.iter().map(|&cell| total(&values, cell / SIDE)).collect();
            loop {
                if (0..2 * SIDE).all(|side| total(&filling, side) == total(&values, side)) {
                    for (seen, &cell) in seen.iter_mut().zip(&at) {
                        *seen = (seen.0.min(filling[cell]), seen.1.max(filling[cell]));
                    }
                }
                // The next filling, as an odometer counts; a sum that is exceeded carries on.
                let Some(place) = (0..at.len()).find(|&place| {
                    let cell = at[place];
                    filling[cell] += 1;
                    let over = filling[cell] > most[place] || total(&filling, cell / SIDE) > most[place];
                    if over {
                        filling[cell] = of(cell).least;
                    }
                    !over
                }) else { break };
                let _ = place;
            }
            for (place, seen) in seen.iter().enumerate() {
                prop_assert_eq!(sums.bounds(place), (seen.0, Some(seen.1)), "{:?} {:?} cell {}", values, at, at[place]);
            }
        }
    }

    #[test]
    fn nothing_above_bounds_a_cell_whose_sum_is_hidden_as_well() {
        // 0 -> 1 -> 2 with the sum of all unknown: two cells in a line between the same ends.
        let cell = |from, to, value| Hidden { from, to, value, least: 0 };
        let sums = Sums::new(3, vec![cell(0, 1, 5), cell(1, 2, 5), cell(2, 0, 5)]);
        assert_eq!(sums.bounds(0), (0, None));
        let alone = Sums::new(2, vec![cell(0, 1, 5)]);
        assert_eq!(alone.bounds(0), (5, Some(5)));
    }
}
