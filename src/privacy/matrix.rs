//! Cells of a table from unit to unit that have to be hidden so that the sums of its rows and columns do not give the
//! hidden ones away.
//!
//! Take rows and columns as nodes and hidden cells as edges. A hidden cell can be solved for exactly when its edge is on
//! no cycle: around a cycle, adding and taking away in turn leaves every sum as it is. So cells that close a cycle are
//! hidden too, those of the fewest people, mostly the other corners of a rectangle.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What hiding an empty cell costs: more than hiding any others.
const EMPTY: u64 = 1 << 40;

/// Hides further cells. Cells about nobody (size 0) hide nobody; they are hidden themselves only where no others would do,
/// so that a row or column with one cell in use does not give it away. A cell that nothing can hide, such as the only one
/// of a row, stays as it is. `O(hidden · cells · log cells)` at worst.
pub(super) fn hide(
    rows: usize,
    units: impl Fn(usize) -> [Option<String>; 2],
    sizes: &[Option<u64>],
    hidden: &mut [bool],
) {
    let sides = |row: usize| {
        let [from, to] = units(row);
        [(0, from), (1, to)]
    };
    // By name, so that the order of the rows does not matter.
    let mut known: BTreeMap<(usize, Option<String>), usize> =
        (0..rows).flat_map(sides).map(|unit| (unit, 0)).collect();
    known.values_mut().enumerate().for_each(|(number, unit)| *unit = number);
    let number = |unit| known.get(&unit).copied().unwrap_or(0);
    let ends: Vec<[usize; 2]> = (0..rows).map(|row| sides(row).map(number)).collect();
    // An unknown size counts as the smallest.
    let size = |row: usize| sizes.get(row).copied().flatten().unwrap_or(1);
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (row, ends) in ends.iter().enumerate() {
        ends.iter().for_each(|&unit| beside[unit].push(row));
    }
    // By size and the names of the units, so that the order of the rows does not matter.
    let order = |row: &usize| (size(*row), units(*row));
    beside.iter_mut().for_each(|rows| rows.sort_by_cached_key(order));
    let mut hopeless = vec![false; rows];
    loop {
        let cells: Vec<usize> = (0..rows).filter(|&row| hidden[row]).collect();
        let solvable = alone(known.len(), &cells, &ends).into_iter().filter(|&cell| !hopeless[cell]);
        let Some(cell) = solvable.min_by_key(order) else { break };
        let cost = |row: usize| match (hidden[row], size(row)) {
            (true, _) => 0,
            (false, 0) => EMPTY,
            (false, size) => size,
        };
        match way_round(cell, &ends, &beside, cost) {
            Some(way) => way.into_iter().for_each(|row| hidden[row] = true),
            None => hopeless[cell] = true,
        }
    }
}

/// The cells of the cheapest way from the row of a cell to its column that does not lead over the cell itself.
fn way_round(
    cell: usize,
    ends: &[[usize; 2]],
    beside: &[Vec<usize>],
    cost: impl Fn(usize) -> u64,
) -> Option<Vec<usize>> {
    let [from, to] = ends[cell];
    let mut known = vec![(u64::MAX, usize::MAX); beside.len()];
    let mut queue = BinaryHeap::from([(Reverse(0), Reverse(from))]);
    known[from].0 = 0;
    while let Some((Reverse(so_far), Reverse(unit))) = queue.pop() {
        if so_far > known[unit].0 {
            continue;
        }
        for &next in beside[unit].iter().filter(|&&next| next != cell) {
            let other = ends[next][usize::from(ends[next][0] == unit)];
            let sum = so_far.saturating_add(cost(next));
            if sum < known[other].0 {
                known[other] = (sum, next);
                queue.push((Reverse(sum), Reverse(other)));
            }
        }
    }
    let mut way = Vec::new();
    let mut unit = to;
    while unit != from {
        let step = known[unit].1;
        let ends = ends.get(step)?;
        way.push(step);
        unit = ends[usize::from(ends[0] == unit)];
    }
    Some(way)
}

/// The edges that are on no cycle.
fn alone(nodes: usize, cells: &[usize], ends: &[[usize; 2]]) -> Vec<usize> {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for &cell in cells {
        ends[cell].iter().for_each(|&unit| beside[unit].push(cell));
    }
    // A forest, by the edge to the parent.
    let (mut depth, mut parent) = (vec![usize::MAX; nodes], vec![None; nodes]);
    let mut queue = Vec::new();
    for root in 0..nodes {
        if depth[root] != usize::MAX {
            continue;
        }
        depth[root] = 0;
        queue.push(root);
        while let Some(unit) = queue.pop() {
            for &cell in &beside[unit] {
                let other = ends[cell][usize::from(ends[cell][0] == unit)];
                if depth[other] == usize::MAX {
                    (depth[other], parent[other]) = (depth[unit] + 1, Some((unit, cell)));
                    queue.push(other);
                }
            }
        }
    }
    // Every other edge closes a cycle with the paths of its ends up to where they meet. What is on a cycle already is
    // jumped over.
    let mut top: Vec<usize> = (0..nodes).collect();
    let find = |top: &mut Vec<usize>, mut unit: usize| {
        while top[unit] != unit {
            top[unit] = top[top[unit]];
            unit = top[unit];
        }
        unit
    };
    let mut of_forest = vec![false; ends.len()];
    parent.iter().flatten().for_each(|&(_, cell): &(usize, usize)| of_forest[cell] = true);
    let mut alone = of_forest.clone();
    for &cell in cells.iter().filter(|&&cell| !of_forest[cell]) {
        let [mut a, mut b] = ends[cell].map(|unit| find(&mut top, unit));
        while a != b {
            if depth[a] < depth[b] {
                (a, b) = (b, a);
            }
            let Some((up, edge)) = parent[a] else { break };
            alone[edge] = false;
            top[a] = up;
            a = find(&mut top, up);
        }
    }
    cells.iter().copied().filter(|&cell| alone[cell]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIDE: usize = 4;

    fn units(row: usize) -> [Option<String>; 2] {
        [row / SIDE, row % SIDE].map(|unit| Some(format!("u{unit}")))
    }

    /// Whether the sums of rows and columns and the shown cells fix a hidden cell: its column in the kernel of the sums
    /// is zero, by Gauss.
    fn fixed(hidden: &[usize], cell: usize) -> bool {
        let mut rows: Vec<Vec<f64>> = (0..2 * SIDE)
            .map(|unit| {
                let on =
                    |&row: &usize| if unit < SIDE { row / SIDE == unit } else { row % SIDE == unit - SIDE };
                hidden.iter().map(|row| f64::from(u8::from(on(row)))).collect()
            })
            .collect();
        let rank = |rows: &mut Vec<Vec<f64>>| {
            let mut rank = 0;
            for column in 0..hidden.len() {
                let Some(pivot) = (rank..rows.len()).find(|&row| rows[row][column].abs() > 1e-9) else {
                    continue;
                };
                rows.swap(rank, pivot);
                let above = rows[rank].clone();
                for (_, row) in rows.iter_mut().enumerate().filter(|(row, _)| *row != rank) {
                    let factor = row[column] / above[column];
                    row.iter_mut().zip(&above).for_each(|(value, above)| *value -= factor * above);
                }
                rank += 1;
            }
            rank
        };
        let place = hidden.iter().position(|&row| row == cell).unwrap();
        let mut with = rows.clone();
        with.push((0..hidden.len()).map(|at| f64::from(u8::from(at == place))).collect());
        rank(&mut with) == rank(&mut rows)
    }

    proptest! {
        #[test]
        fn nothing_hidden_can_be_solved_for(
            sizes in prop::collection::vec(0u64..12, SIDE * SIDE),
            min in 2u64..7,
        ) {
            let small: Vec<bool> = sizes.iter().map(|&size| (1..min).contains(&size)).collect();
            let sizes: Vec<Option<u64>> = sizes.into_iter().map(Some).collect();
            let mut hidden = small.clone();
            hide(SIDE * SIDE, units, &sizes, &mut hidden);
            let cells: Vec<usize> = (0..SIDE * SIDE).filter(|&row| hidden[row]).collect();
            let all: Vec<usize> = (0..SIDE * SIDE).collect();
            let used: Vec<usize> = all.iter().copied().filter(|&row| sizes[row] != Some(0)).collect();
            for &cell in &cells {
                prop_assert!(!fixed(&cells, cell), "{cells:?} {cell}");
                // Empty cells only where those in use would not do.
                let in_use = small.iter().zip(&all).all(|(&small, &cell)| !small || !fixed(&used, cell));
                prop_assert!(sizes[cell] != Some(0) || !in_use, "{cells:?} {cell}");
            }
            prop_assert!(small.iter().zip(&hidden).all(|(small, hidden)| *hidden || !small));
        }
    }

    #[test]
    fn only_as_much_as_it_takes() {
        let hide_in = |sizes: [u64; SIDE * SIDE], first: &[usize]| {
            let mut hidden = vec![false; SIDE * SIDE];
            first.iter().for_each(|&row| hidden[row] = true);
            hide(SIDE * SIDE, units, &sizes.map(Some), &mut hidden);
            (0..SIDE * SIDE).filter(|&row| hidden[row]).collect::<Vec<_>>()
        };
        assert_eq!(hide_in([9; SIDE * SIDE], &[]), [0usize; 0]);
        // A rectangle is enough.
        assert_eq!(hide_in([9; SIDE * SIDE], &[0]).len(), 4);
        assert_eq!(hide_in([9; SIDE * SIDE], &[0, 1, 4, 5]), [0, 1, 4, 5]);
    }
}
