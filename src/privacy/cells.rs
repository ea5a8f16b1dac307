//! Single numbers that are hidden in rows about enough people.
//!
//! *Complement rule* (aggregate mode). A number of people in a unit splits it into those who did and those who did not. Both
//! have to be at least `min_group`: a number is hidden where it or what it leaves of its denominator is from 1 to less than
//! that. Nobody and all are told only in units large enough for two groups (`2 · min_group`), and of their parts, of which the
//! wider unit tells it: in smaller ones they would tell it of each of a few, and no other number could be shown there. Tables about
//! the organisation over time are left out: cumulative numbers beside each other would give the difference away in any case.
//!
//! Numbers of 1 to less than `min_group` people are hidden whether or not they are part of a denominator. Where they are the
//! kinds of a number in the same row ([`Table::with_kinds`]), another kind is hidden with them.
//!
//! *Dominance* (outside named mode, where lists of people tell as much). A sum `X` over people whose largest
//! two contributions are `x1` and `x2` is hidden where `X - x1 - x2 < p/100 · x1` (the p% rule): the second largest
//! could work out the largest to within `p` percent. With it go the shares and measures of the row, and counts of
//! which the contributions are not known, from which it could be had.
//!
//! Beside each such number others in the same sum are hidden, the smallest first, so that the total does not give it away
//! ([`guard`](super::guard)). A wider unit counts as if it had a row: its number is hidden where a table of wider units would hide
//! it. So the rules go level by level, from the widest units down, each as if the table were cut there.

use super::Policy;
use super::audit::{Column, Numbers, adds_up, is_over_time, number, people_columns};
use super::guard::{Parts, Places};
use super::suppress::{Suppression, nothing};
use super::tree::{Cut, Layout, Slice, is_by_unit};
use crate::Mode;
use crate::table::{Role, Table, Values};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that are hidden though the row is not.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Column and row.
    single: BTreeSet<(usize, usize)>,
    /// By rows that add up and column: the places in the tree, with a row or without.
    places: BTreeMap<(usize, usize), BTreeSet<usize>>,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.single.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// Columns and rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.single.iter().copied()
    }

    pub(super) fn contains(&self, column: usize, row: usize) -> bool {
        self.single.contains(&(column, row))
    }

    /// Whether the number of a place is hidden.
    pub(super) fn hides(&self, slice: usize, column: usize, at: usize) -> bool {
        self.places.get(&(slice, column)).is_some_and(|places| places.contains(&at))
    }

    fn count(&self) -> usize {
        self.places.values().map(BTreeSet::len).sum()
    }

    fn insert(&mut self, table: &Table, column: usize, row: usize) -> bool {
        let is_new = self.single.insert((column, row));
        if is_new {
            self.single.extend(derived(table, column).into_iter().map(|at| (at, row)));
        }
        is_new
    }

    /// Takes over what is hidden of a column in rows that add up.
    fn take(&mut self, table: &Table, place: usize, slice: &Slice, column: usize, hidden: BTreeSet<usize>) {
        for row in hidden.iter().filter_map(|&at| slice.row_of[at]) {
            self.insert(table, column, row);
        }
        self.places.insert((place, column), hidden);
    }
}

/// Single numbers to hide. `found` are the rows that are hidden already.
pub(super) fn cells(table: &Table, found: Option<&Suppression>, policy: &Policy) -> Cells {
    let mut cells = Cells::default();
    if policy.mode == Mode::Named {
        return cells;
    }
    let min = u64::from(policy.min_group);
    let is_strict = policy.mode == Mode::Aggregate && min > 1;
    if is_strict {
        counts_of_units(table, min, &mut cells);
    }
    if found.is_some_and(|found| found.adds_up_otherwise) {
        if is_strict {
            few(table, found, min, &mut cells);
            kinds_by_row(table, found, min, &mut cells);
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
    for cut in found.layout.tree.cuts().filter(|_| is_strict) {
        // Again for what the kinds of a number hide on the way.
        let mut before = usize::MAX;
        while before != cells.count() {
            before = cells.count();
            complement(table, found, min, cut, &mut cells);
            kinds(table, found, min, cut, &mut cells);
        }
    }
    if is_strict {
        few(table, Some(found), min, &mut cells);
        kinds_by_row(table, Some(found), min, &mut cells);
    }
    if policy.dominance > 0.0 {
        dominance(table, found, policy.dominance, &mut cells);
    }
    cells
}

/// Hides numbers of people that tell of too few in one of two parts, and what guards them, at a level.
fn complement(table: &Table, found: &Suppression, min: u64, cut: Cut, cells: &mut Cells) {
    if is_told_over_time(table) {
        return;
    }
    let is_people = |column: &Column| table.columns()[column.at].role == Role::People;
    for column in people_columns(table).into_iter().filter(is_people) {
        for (place, slice) in found.layout.slices.iter().enumerate() {
            let mut hidden = cells.places.remove(&(place, column.at)).unwrap_or_default();
            split(table, &found.layout, slice, column, min, cut, &mut hidden);
            cells.take(table, place, slice, column.at, hidden);
        }
    }
}

fn split(
    table: &Table,
    layout: &Layout,
    slice: &Slice,
    column: Column,
    min: u64,
    cut: Cut,
    hidden: &mut BTreeSet<usize>,
) {
    let (tree, by_unit) = (&layout.tree, is_by_unit(table));
    let numbers = Numbers::of(table, layout, slice, column);
    // Of a unit with nobody in it nothing is hidden.
    let value = |at: usize| numbers.at(at).filter(|value| column.of.is_none() || *value != [0, 0]);
    let places = Places { tree, cut, values: value };
    let is_small = |[n, rest]: [u64; 2]| match column.of {
        Some(_) => is_small(n, n.saturating_add(rest), min),
        None => (1..min).contains(&n),
    };
    let whole = value(0).filter(|_| by_unit);
    // What the nearest wider unit that is shown tells of all of its people holds for every part.
    let tells = |hidden: &BTreeSet<usize>, at: usize| {
        let at = places.shown_above(hidden, at);
        let value = value(at).filter(|_| by_unit && column.of.is_some());
        value.is_some_and(|value| value.contains(&0) && (at != 0 || !is_small(value)))
    };
    let at_level = |&at: &usize| tree.nodes[at].depth == cut.level && !tree.is_hidden(at, cut);
    let everything = whole.is_some_and(is_small);
    let one_sided = |value: [u64; 2]| value.contains(&0);
    let is_primary = |at: usize| {
        let value = value(at);
        everything && value.is_some()
            || value.is_some_and(|value| {
                is_small(value) && !(one_sided(value) && tells(hidden, tree.nodes[at].parent))
            })
    };
    let primary: Vec<usize> = (1..tree.nodes.len()).filter(at_level).filter(|&at| is_primary(at)).collect();
    hidden.extend(primary);
    let is_any_hidden = !hidden.is_empty() || (1..tree.nodes.len()).any(|at| tree.is_hidden(at, cut));
    if everything || !is_any_hidden || !adds_up(table, slice, column) {
        return;
    }
    let wide = |hidden: u64, total: u64| hidden >= min.min(total);
    let enough = |parts: &Parts| {
        let rest = !by_unit || wide(parts.gone[1], parts.total[1]);
        parts.hidden.len() >= 2 && wide(parts.gone[0], parts.total[0]) && rest
    };
    let beside = |hidden: &mut BTreeSet<usize>| places.beside(hidden, |_| true, tells, enough);
    beside(hidden);
    if !is_over_time(table) {
        places.widen(&numbers, min, hidden, tells, beside);
    }
}

/// Hides how many units have anybody, or nobody, where the number of one of them is hidden: that none has tells it of each.
fn counts_of_units(table: &Table, min: u64, cells: &mut Cells) {
    for counted in table.counted_units() {
        if counted.units.iter().any(|&[n, all]| is_small(n, all, min)) {
            let named = |name: &String| table.columns().iter().position(|column| &column.name == name);
            let columns = counted.columns.iter().filter_map(named);
            let rows = counted.row.map_or(0..table.rows(), |row| row..row + 1);
            cells.single.extend(columns.flat_map(|column| rows.clone().map(move |row| (column, row))));
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
            if [n, rest].iter().any(|part| (1..min).contains(part)) {
                cells.insert(table, column.at, row);
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
                cells.insert(table, column, row);
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

/// Where one kind of people is hidden, hides the next smallest as well, at a level.
fn kinds(table: &Table, found: &Suppression, min: u64, cut: Cut, cells: &mut Cells) {
    let Layout { tree, slices, .. } = &found.layout;
    for (whole, parts) in kinds_of(table) {
        for (place, slice) in slices.iter().enumerate() {
            let total =
                |&column: &usize| tree.totals(slice, |row| number(table, column, row), u64::saturating_add);
            let totals: Vec<Vec<Option<u64>>> = parts.iter().map(total).collect();
            for at in (1..tree.nodes.len()).filter(|&at| tree.nodes[at].depth <= cut.level) {
                if tree.is_hidden(at, cut) || cells.hides(place, whole, at) {
                    continue;
                }
                let values: Vec<Option<u64>> = totals.iter().map(|total| total[at]).collect();
                for part in with_kinds(&values, |part| cells.hides(place, parts[part], at), min) {
                    let column = parts[part];
                    cells.places.entry((place, column)).or_default().insert(at);
                    if let Some(row) = slice.row_of[at] {
                        cells.insert(table, column, row);
                    }
                }
            }
        }
    }
}

/// The same for rows that are no parts of a whole.
fn kinds_by_row(table: &Table, found: Option<&Suppression>, min: u64, cells: &mut Cells) {
    for (whole, parts) in kinds_of(table) {
        for row in (0..table.rows()).filter(|&row| !found.is_some_and(|found| found.hidden[row])) {
            if cells.contains(whole, row) {
                continue;
            }
            let values: Vec<Option<u64>> = parts.iter().map(|&part| number(table, part, row)).collect();
            for part in with_kinds(&values, |part| cells.contains(parts[part], row), min) {
                cells.insert(table, parts[part], row);
            }
        }
    }
}

/// Columns of a whole and its kinds.
fn kinds_of(table: &Table) -> impl Iterator<Item = (usize, Vec<usize>)> + '_ {
    let at = |name: &String| table.columns().iter().position(|column| &column.name == name);
    table
        .kinds()
        .iter()
        .filter_map(move |(whole, parts)| Some((at(whole)?, parts.iter().filter_map(at).collect())))
}

/// Which kinds to hide beside those that are: the smallest first, empty ones last, until those hidden are two and come to
/// `min`. The whole of the row does not give one away then.
fn with_kinds(values: &[Option<u64>], is_hidden: impl Fn(usize) -> bool, min: u64) -> Vec<usize> {
    let (mut gone, mut free): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&part| is_hidden(part));
    free.retain(|&part| values[part].is_some());
    free.sort_by_key(|&part| (values[part] == Some(0), values[part]));
    let before = gone.len();
    for part in free {
        let sum: u64 = gone.iter().filter_map(|&part| values[part]).sum();
        if gone.is_empty() || (gone.len() >= 2 && sum >= min) {
            break;
        }
        gone.push(part);
    }
    gone.split_off(before)
}

/// Shares, measures and intervals that follow a number of people are of it, up to the next one; and so is what the table says to
/// follow from it.
fn derived(table: &Table, column: usize) -> Vec<usize> {
    let columns = table.columns();
    let after = column + 1..columns.len();
    let own = after.take_while(|&at| columns[at].role != Role::People);
    let own =
        own.filter(|&at| matches!(columns[at].role, Role::Share | Role::Measure | Role::Low | Role::High));
    let from = |from: &[String]| from.contains(&columns[column].name);
    let following = table.following().iter().filter(|following| from(&following.1));
    let following = following.filter_map(|(name, _)| columns.iter().position(|column| &column.name == name));
    own.chain(following).collect()
}

/// Numbers of the organisation over time, beside which the next ones would tell as much.
fn is_told_over_time(table: &Table) -> bool {
    is_over_time(table) && !table.columns().iter().any(|c| matches!(c.role, Role::Unit | Role::Group))
}

fn dominance(table: &Table, found: &Suppression, percent: f64, cells: &mut Cells) {
    let Layout { tree, slices, .. } = &found.layout;
    for (at, column) in table.columns().iter().enumerate() {
        let Some(largest) = table.largest(&column.name) else { continue };
        let derived = |at: usize| match table.columns()[at].role {
            Role::Share | Role::Measure | Role::Low | Role::High => true,
            // Counts of which nothing is known may add up to this one.
            Role::Count => table.largest(&table.columns()[at].name).is_none(),
            Role::Reason => matches!(table.columns()[at].values, Values::Text(_)),
            _ => false,
        };
        let with: Vec<usize> =
            (0..table.columns().len()).filter(|&with| with == at || derived(with)).collect();
        for slice in slices {
            let values = tree.totals(slice, |row| number(table, at, row), u64::saturating_add);
            // The largest two of a wider unit are among the largest two of its parts.
            let tops = tree.totals(
                slice,
                |row| largest.get(row).copied(),
                |a, b| {
                    let mut all = [a[0], a[1], b[0], b[1]];
                    all.sort_unstable_by(|x, y| y.cmp(x));
                    [all[0], all[1]]
                },
            );
            // How far above the sum its largest possible value has to be.
            let lacking = |place: usize| {
                let ([first, second], sum) = (tops[place]?, values[place]?);
                let rest = sum.saturating_sub(first).saturating_sub(second) as f64;
                let need = percent / 100.0 * first as f64 - rest;
                (need > 0.0).then(|| need.ceil() as u64)
            };
            let mut hidden: BTreeSet<usize> = BTreeSet::new();
            for cut in tree.cuts() {
                let at_level =
                    |&place: &usize| tree.nodes[place].depth == cut.level && !tree.is_hidden(place, cut);
                hidden
                    .extend((1..tree.nodes.len()).filter(at_level).filter(|&place| lacking(place).is_some()));
                if hidden.is_empty() {
                    continue;
                }
                let need =
                    |place: usize| lacking(place).map(|need| values[place].unwrap_or(0).saturating_add(need));
                let enough = |parts: &Parts| {
                    let needs = parts.hidden.iter().filter_map(|&place| need(place));
                    parts.hidden.len() >= 2 && needs.max().is_none_or(|need| parts.gone[0] >= need)
                };
                let places =
                    Places { tree, cut, values: |place: usize| values[place].map(|value| [value, 0]) };
                places.beside(&mut hidden, |place| lacking(place).is_some(), |_, _| false, enough);
            }
            let rows = hidden.iter().filter_map(|&place| slice.row_of[place]);
            cells.single.extend(rows.flat_map(|row| with.iter().map(move |&column| (column, row))));
        }
    }
}
