//! Cells of a table from unit to unit that have to be hidden so that the sums of its rows and columns do not give the
//! hidden ones away.
//!
//! Take rows and columns as nodes and hidden cells as edges. A hidden cell can be solved for exactly when its edge is on
//! no cycle: around a cycle, adding and taking away in turn leaves every sum as it is. So the smallest shown cells
//! beside such an edge are hidden too, until there is none.

use std::collections::BTreeMap;

/// Hides further cells. Cells about nobody (size 0) hide nobody, are known to be empty and stay. `O(hidden²)` at worst.
pub(super) fn hide(
    rows: usize,
    units: impl Fn(usize) -> [Option<String>; 2],
    sizes: &[Option<u64>],
    hidden: &mut [bool],
) {
    let mut known: BTreeMap<(usize, Option<String>), usize> = BTreeMap::new();
    let ends: Vec<[usize; 2]> = (0..rows)
        .map(|row| {
            let [from, to] = units(row);
            [(0, from), (1, to)].map(|unit| {
                let next = known.len();
                *known.entry(unit).or_insert(next)
            })
        })
        .collect();
    // An unknown size counts as the smallest.
    let size = |row: usize| sizes.get(row).copied().flatten().unwrap_or(1);
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (row, ends) in ends.iter().enumerate().filter(|(row, _)| size(*row) > 0) {
        ends.iter().for_each(|&unit| beside[unit].push(row));
    }
    // Smallest first, ties by the names of the units, so that the order of the rows does not matter.
    let order = |row: &usize| (size(*row), units(*row));
    beside.iter_mut().for_each(|rows| rows.sort_by_cached_key(order));
    loop {
        let cells: Vec<usize> = (0..rows).filter(|&row| hidden[row] && size(row) > 0).collect();
        let mut solvable = alone(known.len(), &cells, &ends);
        solvable.sort_by_cached_key(order);
        let next = solvable.iter().find_map(|&cell| {
            let shown = |unit: usize| beside[unit].iter().copied().find(|&row| !hidden[row]);
            ends[cell].into_iter().filter_map(shown).min_by_key(order)
        });
        match next {
            Some(row) => hidden[row] = true,
            None => break,
        }
    }
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
            for &cell in &cells {
                prop_assert!(sizes[cell] != Some(0));
                // Where even hiding all cells of a row and a column does not help, nothing does.
                let shown = (0..SIDE * SIDE).any(|row| {
                    let beside = row / SIDE == cell / SIDE || row % SIDE == cell % SIDE;
                    beside && !hidden[row] && sizes[row] != Some(0)
                });
                prop_assert!(!shown || !fixed(&cells, cell), "{cells:?} {cell}");
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
