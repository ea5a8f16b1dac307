//! Single numbers that are hidden in rows about enough people.
//!
//! *Complement rule* (aggregate mode). A number of people in a unit splits it into those who did and those who did not. Both
//! have to be at least `min_group`: a number is hidden where it or what it leaves of its denominator is from 1 to less than
//! that. Nobody and all are told only in units large enough for two groups (`2 · min_group`): in smaller ones they would
//! tell it of each of a few, and no other number could be shown there. Tables about the organisation over time are left out:
//! cumulative numbers beside each other would give the difference away in any case.
//!
//! Numbers of 1 to less than `min_group` people are hidden whether or not they are part of a denominator. Where they are the
//! kinds of a number in the same row ([`Table::with_kinds`]), another kind is hidden with them.
//!
//! *Dominance* (outside named mode, where lists of people tell as much). A sum `X` over people whose largest
//! two contributions are `x1` and `x2` is hidden where `X - x1 - x2 < p/100 · x1` (the p% rule): the second largest
//! could work out the largest to within `p` percent. With it go the shares and measures of the row, and counts of
//! which the contributions are not known, from which it could be had.
//!
//! Beside each such number others in the same sum are hidden, the smallest first, so that the total does not give it away.

use super::Policy;
use super::audit::{self, Cells, Slice, is_over_time, number, people_columns, slices};
use super::suppress::{self, Suppression, Tree, nothing};
use crate::Mode;
use crate::table::{Role, Table, Values};
use std::collections::BTreeSet;

/// Columns and rows of single numbers to hide. `found` are the rows that are hidden already.
pub(super) fn cells(table: &Table, found: Option<&Suppression>, policy: &Policy) -> Cells {
    let mut cells = Cells::new();
    if policy.mode == Mode::Named {
        return cells;
    }
    let min = u64::from(policy.min_group);
    let is_strict = policy.mode == Mode::Aggregate && min > 1;
    if found.is_some_and(|found| found.adds_up_otherwise) {
        if is_strict {
            few(table, found, min, &mut cells);
            kinds(table, found, min, &mut cells);
        }
        return cells;
    }
    let none;
    let found = match found {
        Some(found) => found,
        None => {
            none = nothing(table);
            &none
        }
    };
    let slices = slices(table, found);
    if is_strict {
        complement(table, found, &slices, min, &mut cells);
        few(table, Some(found), min, &mut cells);
        kinds(table, Some(found), min, &mut cells);
    }
    if policy.dominance > 0.0 {
        dominance(table, found, &slices, policy.dominance, &mut cells);
    }
    cells
}

fn complement(table: &Table, found: &Suppression, slices: &[Slice], min: u64, cells: &mut Cells) {
    let has = |role| table.columns().iter().any(|column| column.role == role);
    let units = has(Role::Unit) || has(Role::Group);
    if is_told_over_time(table) {
        return;
    }
    for column in people_columns(table) {
        let Some(of) = column.of else { continue };
        let split = |row: usize| Some((number(table, column.at, row)?, number(table, of, row)?));
        let is_small = |row: usize| split(row).is_some_and(|(n, all)| is_small(n, all, min));
        let mut hidden: BTreeSet<usize> =
            (0..table.rows()).filter(|&row| !found.hidden[row] && is_small(row)).collect();
        if hidden.is_empty() && !found.hidden.contains(&true) {
            continue;
        }
        for slice in slices {
            // Rows that are no parts of a whole: only a full division of one denominator adds up.
            let whole = slice.rows.iter().map(|&row| split(row)).collect::<Option<Vec<_>>>();
            let divides = whole.as_ref().is_some_and(|rows| {
                let sum: u64 = rows.iter().map(|(n, _)| n).sum();
                rows.len() > 1 && rows.iter().all(|(_, all)| *all == sum)
            });
            if !units && !divides {
                continue;
            }
            let enough = |sums: &Sums| {
                let wide = |hidden: u64, total: u64| hidden >= min.min(total);
                let rest = units.then_some(()).is_none_or(|()| wide(sums.hidden[1], sums.total[1]));
                sums.count >= 2 && wide(sums.hidden[0], sums.total[0]) && rest
            };
            let values = |row: usize| split(row).map(|(n, all)| [n, all.saturating_sub(n)]);
            beside(slice, found, &mut hidden, values, |_| true, enough);
        }
        let clear = |cells: &mut Cells, hidden: &BTreeSet<usize>| {
            for &row in hidden {
                cells.insert((column.at, row));
            }
        };
        clear(cells, &hidden);
        if units && !is_over_time(table) {
            widen(table, found, slices, column.at, min, &mut hidden, cells);
            clear(cells, &hidden);
        }
        for at in derived(table, column.at) {
            cells.extend(hidden.iter().map(|&row| (at, row)));
        }
    }
}

/// Hides what is left of numbers of 1 to less than `min` people, whatever the table is about: those that are no part of a
/// denominator, and those in rows that add up otherwise or not at all.
fn few(table: &Table, found: Option<&Suppression>, min: u64, cells: &mut Cells) {
    if is_told_over_time(table) {
        return;
    }
    let columns = people_columns(table);
    for column in columns.iter().filter(|column| table.columns()[column.at].role == Role::People) {
        for row in (0..table.rows()).filter(|&row| !found.is_some_and(|found| found.hidden[row])) {
            let Some(n) = number(table, column.at, row) else { continue };
            // A pair of units has its own rule for what is left of a row.
            let rest = column.of.filter(|_| table.has_rows_apart()).and_then(|of| number(table, of, row));
            let rest = rest.map_or(0, |all| all.saturating_sub(n));
            if [n, rest].iter().any(|part| (1..min).contains(part)) && cells.insert((column.at, row)) {
                cells.extend(derived(table, column.at).into_iter().map(|at| (at, row)));
            }
        }
    }
    for (name, of, rows) in table.people_in() {
        let at = |name: &String| table.columns().iter().position(|column| &column.name == name);
        let (Some(column), Some(of)) = (at(name), at(of)) else { continue };
        for (row, _) in rows.iter().enumerate().filter(|(_, people)| **people) {
            if found.is_some_and(|found| found.hidden.get(row) == Some(&true)) {
                continue;
            }
            let (Some(n), Some(all)) = (number(table, column, row), number(table, of, row)) else { continue };
            if is_small(n, all, min) {
                cells.insert((column, row));
                cells.extend(derived(table, column).into_iter().map(|at| (at, row)));
            }
        }
    }
}

/// Whether too few of all did, or did not, or all or none of too few to be two groups.
fn is_small(n: u64, all: u64, min: u64) -> bool {
    let parts = [n, all.saturating_sub(n)];
    let one_sided = all > 0 && parts.contains(&0) && all < 2 * min;
    one_sided || parts.iter().any(|part| (1..min).contains(part))
}

/// Where one kind of people is hidden, hides the next smallest as well, empty ones last, until those hidden are two and come
/// to `min`: the whole of the row does not give one away then.
fn kinds(table: &Table, found: Option<&Suppression>, min: u64, cells: &mut Cells) {
    let at = |name: &String| table.columns().iter().position(|column| &column.name == name);
    for (whole, parts) in table.kinds() {
        let (Some(whole), parts) = (at(whole), parts.iter().filter_map(at).collect::<Vec<_>>()) else {
            continue;
        };
        for row in (0..table.rows()).filter(|&row| !found.is_some_and(|found| found.hidden[row])) {
            if cells.contains(&(whole, row)) {
                continue;
            }
            loop {
                let gone = || parts.iter().filter(|&&part| cells.contains(&(part, row)));
                let sum: u64 = gone().filter_map(|&part| number(table, part, row)).sum();
                if gone().count() == 0 || (gone().count() >= 2 && sum >= min) {
                    break;
                }
                let free = parts.iter().copied().filter(|&part| !cells.contains(&(part, row)));
                let next = free.filter_map(|part| Some((number(table, part, row)?, part)));
                let Some((_, part)) = next.min_by_key(|&(n, part)| (n == 0, n, part)) else { break };
                cells.insert((part, row));
                cells.extend(derived(table, part).into_iter().map(|at| (at, row)));
            }
        }
    }
}

/// Shares, measures and intervals that follow a number of people are of it, up to the next one.
fn derived(table: &Table, column: usize) -> Vec<usize> {
    let after = column + 1..table.columns().len();
    let own = after.take_while(|&at| table.columns()[at].role != Role::People);
    own.filter(|&at| matches!(table.columns()[at].role, Role::Share | Role::Measure | Role::Low | Role::High))
        .collect()
}

/// Numbers of the organisation over time, beside which the next ones would tell as much.
fn is_told_over_time(table: &Table) -> bool {
    is_over_time(table) && !table.columns().iter().any(|c| matches!(c.role, Role::Unit | Role::Group))
}

/// Hides more of a column until the audit finds a range of `min` for each of its hidden numbers, or nothing is left that
/// would help.
fn widen(
    table: &Table,
    found: &Suppression,
    slices: &[Slice],
    column: usize,
    min: u64,
    hidden: &mut BTreeSet<usize>,
    cells: &mut Cells,
) {
    let name = &table.columns()[column].name;
    let mut hopeless = BTreeSet::new();
    while let Some(audited) = audit::of_hidden(table, found, cells, min as u32) {
        let narrow = audited
            .iter()
            .filter(|cell| &cell.column == name && !cell.protected && !hopeless.contains(&cell.row))
            .map(|cell| cell.row)
            .min_by_key(|&row| suppress::path(table, row));
        let Some(row) = narrow else { return };
        let slice = slices.iter().find(|slice| slice.rows.contains(&row));
        let parent = found.tree.nodes[found.nodes[row]].parent;
        let free = slice.into_iter().flat_map(|slice| &slice.rows).copied().filter(|&other| {
            found.tree.nodes[found.nodes[other]].parent == parent
                && !hidden.contains(&other)
                && !found.hidden[other]
                && number(table, column, other).is_some_and(|n| n > 0)
        });
        match free.min_by_key(|&row| (number(table, column, row), suppress::path(table, row))) {
            Some(next) => {
                hidden.insert(next);
                cells.insert((column, next));
            }
            None => {
                hopeless.insert(row);
            }
        }
    }
}

fn dominance(table: &Table, found: &Suppression, slices: &[Slice], percent: f64, cells: &mut Cells) {
    for (at, column) in table.columns().iter().enumerate() {
        let Some(largest) = table.largest(&column.name) else { continue };
        let value = |row: usize| number(table, at, row);
        // How far above the sum its largest possible value has to be.
        let lacking = |row: usize| {
            let ([first, second], sum) = (*largest.get(row)?, value(row)?);
            let rest = sum.saturating_sub(first).saturating_sub(second) as f64;
            let need = percent / 100.0 * first as f64 - rest;
            (need > 0.0).then(|| need.ceil() as u64)
        };
        let primary: BTreeSet<usize> =
            (0..table.rows()).filter(|&row| !found.hidden[row] && lacking(row).is_some()).collect();
        if primary.is_empty() {
            continue;
        }
        let mut hidden = primary.clone();
        for slice in slices {
            let need = |row: usize| lacking(row).map(|need| value(row).unwrap_or(0).saturating_add(need));
            let values = |row: usize| value(row).map(|value| [value, 0]);
            let enough = |sums: &Sums| {
                sums.count >= 2 && sums.rows.iter().filter_map(|&row| need(row)).all(|n| sums.hidden[0] >= n)
            };
            beside(slice, found, &mut hidden, values, |row| primary.contains(&row), enough);
        }
        let derived = |at: usize| match table.columns()[at].role {
            Role::Share | Role::Measure | Role::Low | Role::High => true,
            // Counts of which nothing is known may add up to this one.
            Role::Count => table.largest(&table.columns()[at].name).is_none(),
            Role::Reason => matches!(table.columns()[at].values, Values::Text(_)),
            _ => false,
        };
        for with in (0..table.columns().len()).filter(|&with| with == at || derived(with)) {
            cells.extend(hidden.iter().map(|&row| (with, row)));
        }
    }
}

/// The parts of a sum.
struct Sums {
    /// Of the hidden parts: how many, which, and what they come to.
    count: usize,
    rows: Vec<usize>,
    hidden: [u64; 2],
    /// Of all of them.
    total: [u64; 2],
}

/// In each sum with a hidden part to guard, hides further ones, the smallest first, until there are enough.
fn beside(
    slice: &Slice,
    found: &Suppression,
    hidden: &mut BTreeSet<usize>,
    values: impl Fn(usize) -> Option<[u64; 2]>,
    guarded: impl Fn(usize) -> bool,
    enough: impl Fn(&Sums) -> bool,
) {
    let (tree, nodes) = (&found.tree, &found.nodes);
    // Parts come by name: the order of the rows does not matter.
    let mut row_of = vec![None; tree.nodes.len()];
    slice.rows.iter().for_each(|&row| row_of[nodes[row]] = Some(row));
    // Again for what is hidden on the way: a wider unit needs a hidden part.
    let mut before = usize::MAX;
    while before != hidden.len() {
        before = hidden.len();
        pass(tree, &row_of, found, hidden, &values, &guarded, &enough);
    }
}

fn pass(
    tree: &Tree,
    row_of: &[Option<usize>],
    found: &Suppression,
    hidden: &mut BTreeSet<usize>,
    values: &impl Fn(usize) -> Option<[u64; 2]>,
    guarded: &impl Fn(usize) -> bool,
    enough: &impl Fn(&Sums) -> bool,
) {
    for at in (0..tree.nodes.len()).rev() {
        let parts: Vec<usize> = tree.nodes[at].children.values().filter_map(|&part| row_of[part]).collect();
        loop {
            let is_hidden = |row: &usize| hidden.contains(row) || found.hidden[*row];
            let gone: Vec<usize> = parts.iter().copied().filter(is_hidden).collect();
            let above = row_of[at].is_some_and(|row| is_hidden(&row) && guarded(row));
            let at_risk = gone.iter().any(|&row| guarded(row)) || (above && gone.is_empty());
            if !at_risk {
                break;
            }
            let sum = |rows: &[usize]| {
                rows.iter().filter_map(|&row| values(row)).fold([0_u64; 2], |sum, value| {
                    [sum[0].saturating_add(value[0]), sum[1].saturating_add(value[1])]
                })
            };
            let sums = Sums { count: gone.len(), hidden: sum(&gone), total: sum(&parts), rows: gone.clone() };
            let whole_is_hidden = row_of[at].is_some_and(|row| is_hidden(&row));
            if enough(&sums) || (whole_is_hidden && !gone.is_empty()) {
                break;
            }
            // Empty parts last: they make no range.
            let free = parts.iter().copied().filter(|row| !is_hidden(row) && values(*row).is_some());
            let next = free.min_by_key(|&row| {
                let [value, rest] = values(row).unwrap_or_default();
                (value == 0, value == 0 && rest == 0, value)
            });
            match next {
                Some(row) => hidden.insert(row),
                None => break,
            };
        }
    }
}
