//! What an outsider can work out about hidden numbers of people, from all that is shown.
//!
//! Known are the numbers shown, the total of the organisation and of each wider unit that a table of its level would show,
//! whether or not this one has a row about it, that no number is negative, that a hidden denominator is of somebody, and
//! that a part is not more than what it is a part of. For each hidden number the smallest and the largest value that fits all of
//! it is computed, exactly ([`sums`](super::sums)).

use super::Policy;
use super::cells::Cells;
use super::sums::{Hidden, Sums};
use super::suppress::{self, Suppression};
use super::tree::{self, Cut, Layout, Slice, Tree};
use crate::table::{Role, Table, Values};
use std::collections::{BTreeMap, BTreeSet};

/// Hidden numbers beyond which a table is not audited: the cost is quadratic where all of them hang together.
pub const MAX_AUDITED_CELLS: usize = 5_000;

/// What can be known of a hidden number of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellBounds {
    /// Row of the table.
    pub row: usize,
    /// Name of the column.
    pub column: String,
    /// The smallest value that fits what is shown.
    pub lower: u64,
    /// The largest value; `None` where nothing bounds it.
    pub upper: Option<u64>,
    /// Whether the two are at least the smallest group apart. Where they are not, all numbers of the column are hidden and the
    /// organisation has too few of these people; or what is told of a wider unit, nobody or all of it, holds for every part;
    /// or the mode does not guard this number: outside aggregate mode only denominators are.
    pub protected: bool,
}

/// What can be known of every hidden number of people of a table under a policy.
///
/// Nothing for tables about people and for tables from unit to unit (what is hidden there cannot be solved for, which is
/// seen to in another way); [`None`] beyond [`MAX_AUDITED_CELLS`]. Costs, for each hidden number, a few passes over
/// those that share sums with it.
///
/// ```
/// use cmgraph::privacy::audit;
/// use cmgraph::table::{Provenance, Role, Table};
/// use cmgraph::Policy;
/// let table = Table::new("by_unit", "By unit", Provenance::new("people"))
///     .text("unit", Role::Unit, "", "unit", ["Sales", "Legal", "IT"].map(|u| Some(u.into())))
///     .int("people", Role::Denominator, "people", "people of the roster", [Some(40), Some(3), Some(9)]);
/// let cells = audit(&table, &Policy::named()).expect("a small table");
/// // Legal and IT are hidden: of 12 people either has at least one.
/// assert_eq!(cells.iter().map(|c| (c.row, c.lower, c.upper)).collect::<Vec<_>>(), [(1, 1, Some(11)), (2, 1, Some(11))]);
/// assert!(cells.iter().all(|cell| cell.protected));
/// ```
pub fn audit(table: &Table, policy: &Policy) -> Option<Vec<CellBounds>> {
    let Some((found, cells)) = policy.hidden_in(table) else { return Some(Vec::new()) };
    of_hidden(table, &found, &cells, policy.min_group)
}

pub(super) fn of_hidden(
    table: &Table,
    found: &Suppression,
    cells: &Cells,
    min_group: u32,
) -> Option<Vec<CellBounds>> {
    if found.adds_up_otherwise {
        return Some(Vec::new());
    }
    let columns = people_columns(table);
    let rows = found.hidden.iter().filter(|&&hidden| hidden).count();
    if rows * columns.len() + cells.len() > MAX_AUDITED_CELLS {
        return None;
    }
    let layout = &found.layout;
    let cut = layout.tree.uncut();
    let mut out = Vec::new();
    for (place, slice) in layout.slices.iter().enumerate() {
        for &column in &columns {
            let numbers = Numbers::of(table, layout, slice, column);
            let is_hidden = |at: usize| cells.hides(place, column.at, at);
            let known = Known::new(&layout.tree, &numbers, cut, is_hidden);
            for (at, row) in slice.row_of.iter().enumerate() {
                let Some(row) = row.filter(|&row| number(table, column.at, row).is_some()) else { continue };
                let Some((lower, upper)) = known.bounds(at) else { continue };
                let protected = is_wide(lower, upper, u64::from(min_group));
                let column = table.columns()[column.at].name.clone();
                out.push(CellBounds { row, column, lower, upper, protected });
            }
        }
    }
    out.sort_by_key(|cell: &CellBounds| cell.row);
    Some(out)
}

/// Whether a number that is from `lower` to `upper` can be anything in a range of `min`.
pub(super) fn is_wide(lower: u64, upper: Option<u64>, min: u64) -> bool {
    upper.is_none_or(|upper| upper - lower >= min)
}

/// Hides more in a cut until every hidden denominator can be anything in a range of `min` people. Tables over time are left to
/// the rule for sums, which holds for the smallest number of each unit.
pub(super) fn hide_until_wide(table: &Table, layout: &mut Layout, min: u64, cut: Cut) {
    let is_denominator = |column: &Column| table.columns()[column.at].role == Role::Denominator;
    let denominators: Vec<Column> = people_columns(table).into_iter().filter(is_denominator).collect();
    if is_over_time(table) {
        return;
    }
    let numbers: Vec<Numbers> = layout
        .slices
        .iter()
        .flat_map(|slice| denominators.iter().map(move |&column| (slice, column)))
        .map(|(slice, column)| Numbers::of(table, layout, slice, column))
        .collect();
    // More that is hidden makes no range narrower.
    let mut wide: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); numbers.len()];
    let mut hopeless: BTreeSet<usize> = BTreeSet::new();
    let tree = &mut layout.tree;
    loop {
        let hidden: Vec<usize> = (1..tree.nodes.len()).filter(|&at| tree.is_hidden(at, cut)).collect();
        if hidden.is_empty() || hidden.len() * denominators.len() > MAX_AUDITED_CELLS {
            return;
        }
        // By name, so that the order of the rows does not matter.
        let mut narrow: Option<(Vec<&str>, usize)> = None;
        for (numbers, wide) in numbers.iter().zip(&mut wide) {
            let known = Known::new(tree, numbers, cut, |_| false);
            for &at in hidden.iter().filter(|at| !hopeless.contains(at)) {
                if wide.contains(&at) {
                    continue;
                }
                let Some((lower, upper)) = known.bounds(at) else { continue };
                if is_wide(lower, upper, min) {
                    wide.insert(at);
                } else {
                    let found = (tree.path(at), at);
                    narrow = Some(narrow.map_or(found.clone(), |other| other.min(found)));
                }
            }
        }
        let Some((_, at)) = narrow else { return };
        let size = |at: usize| Some(tree.nodes[at].size).filter(|&size| size > 0);
        match tree.next(at, cut, |at| tree.is_hidden(at, cut), size) {
            Some(next) => {
                tree.nodes[next].since = Some(cut);
                tree.spread(min, cut);
            }
            None => {
                hopeless.insert(at);
            }
        }
    }
}

/// A column of whole numbers of people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) at: usize,
    /// The denominator that it is a part of.
    pub(super) of: Option<usize>,
}

pub(super) fn people_columns(table: &Table) -> Vec<Column> {
    let columns = table.columns();
    let is = |at: usize, role| columns[at].role == role && matches!(columns[at].values, Values::Int(_));
    let all = 0..columns.len();
    let counted = all.clone().filter(|&at| is(at, Role::Denominator) || is(at, Role::People));
    counted
        .map(|at| {
            // The denominator before it, else the one after it.
            let before = (0..at).rev().find(|&other| is(other, Role::Denominator));
            let of = before.or_else(|| all.clone().find(|&other| is(other, Role::Denominator)));
            let part = |&of: &usize| {
                is(at, Role::People)
                    && (0..table.rows()).all(|row| number(table, at, row) <= number(table, of, row))
            };
            Column { at, of: of.filter(part) }
        })
        .collect()
}

pub(super) fn number(table: &Table, column: usize, row: usize) -> Option<u64> {
    table.columns()[column].values.number(row).map(|x| x.max(0.0) as u64)
}

/// Whether rows are told apart by time.
pub(super) fn is_over_time(table: &Table) -> bool {
    tree::keys(table).any(|column| table.columns()[column].role == Role::Time)
}

/// Whether the rows of a table are parts of a whole in a column: those by unit and group are, others where they divide one
/// denominator fully. Denominators are taken to be.
pub(super) fn adds_up(table: &Table, slice: &Slice, column: Column) -> bool {
    if tree::is_by_unit(table) || table.columns()[column.at].role == Role::Denominator {
        return true;
    }
    let Some(of) = column.of else { return false };
    let rows = || slice.row_of.iter().flatten();
    let split = |&row: &usize| Some((number(table, column.at, row)?, number(table, of, row)?));
    let Some(parts) = rows().map(split).collect::<Option<Vec<_>>>() else { return false };
    let sum = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.0));
    parts.len() > 1 && parts.iter().all(|part| part.1 == sum)
}

/// The numbers of a column in rows that add up, at their places in the tree; what they leave of their denominator, and that.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) own: Vec<Option<u64>>,
    pub(super) rest: Option<Vec<Option<u64>>>,
    whole: Vec<Option<u64>>,
    /// What a hidden denominator is at least: hidden is what is of somebody, in tables over time at one time or another.
    least: u64,
    is_denominator: bool,
    adds_up: bool,
}

impl Numbers {
    pub(super) fn of(table: &Table, layout: &Layout, slice: &Slice, column: Column) -> Numbers {
        let totals = |own: &dyn Fn(usize) -> Option<u64>| layout.tree.totals(slice, own, u64::saturating_add);
        let value = |row: usize| number(table, column.at, row);
        Numbers {
            own: totals(&value),
            rest: column.of.map(|of| totals(&|row| number(table, of, row)?.checked_sub(value(row)?))),
            whole: column.of.map_or(Vec::new(), |of| totals(&|row| number(table, of, row))),
            least: u64::from(!is_over_time(table)),
            is_denominator: table.columns()[column.at].role == Role::Denominator,
            adds_up: adds_up(table, slice, column),
        }
    }

    /// The number of a place, and what it leaves.
    pub(super) fn at(&self, at: usize) -> Option<[u64; 2]> {
        Some([self.own[at]?, self.rest.as_ref().map_or(Some(0), |rest| rest[at])?])
    }
}

/// What is known of one column of rows that add up, in a table that is cut at a level.
#[derive(Debug)]
pub(super) struct Known {
    sums: Sums,
    /// Of each place whose number is hidden, that number among the sums.
    cells: BTreeMap<usize, usize>,
}

impl Known {
    /// `is_hidden` tells where the number is hidden though the row is not.
    pub(super) fn new(tree: &Tree, numbers: &Numbers, cut: Cut, is_hidden: impl Fn(usize) -> bool) -> Known {
        let n = tree.nodes.len();
        // Places of the sums: of the column, of what it leaves of its denominator, of the denominator; of rows, where the three
        // meet; and one for all that is outside.
        let (of_rest, of_whole, met, outside) = (n, 2 * n, 3 * n, 4 * n);
        let mut arcs: Vec<Hidden> = Vec::new();
        let mut cells: BTreeMap<usize, usize> = BTreeMap::new();
        for at in (1..n).filter(|&at| tree.nodes[at].depth <= cut.level) {
            let whole = tree.is_hidden(at, cut);
            if !whole && !is_hidden(at) {
                continue;
            }
            let parts = tree.nodes[at].children.values();
            let leaf =
                tree.nodes[at].depth == cut.level || parts.clone().all(|&part| numbers.own[part].is_none());
            let above = |layer: usize| match tree.nodes[at].parent {
                0 if !numbers.adds_up => outside,
                parent => layer + parent,
            };
            let below = |layer: usize| match &numbers.rest {
                _ if !leaf => layer + at,
                Some(_) => met + at,
                None => outside,
            };
            if let Some(value) = numbers.own[at] {
                cells.insert(at, arcs.len());
                let least = if numbers.is_denominator { numbers.least.min(value) } else { 0 };
                arcs.push(Hidden { from: above(0), to: below(0), value, least });
            }
            let Some(rest) = &numbers.rest else { continue };
            if let Some(value) = rest[at] {
                arcs.push(Hidden { from: above(of_rest), to: below(of_rest), value, least: 0 });
            }
            // The other way: the parts come together again in what they are parts of.
            if let Some(value) = numbers.whole[at].filter(|_| whole) {
                let least = numbers.least.min(value);
                arcs.push(Hidden { from: below(of_whole), to: above(of_whole), value, least });
            }
        }
        Known { sums: Sums::new(4 * n + 1, arcs), cells }
    }

    /// Smallest and largest value of a hidden number; `None` for one that is not.
    pub(super) fn bounds(&self, at: usize) -> Option<(u64, Option<u64>)> {
        self.cells.get(&at).map(|&cell| self.sums.bounds(cell))
    }
}

impl Policy {
    /// Rows and single numbers that are hidden; `None` where the rules do not apply to a table.
    pub(super) fn hidden_in(&self, table: &Table) -> Option<(Suppression, Cells)> {
        if self.is_withheld(table) || super::is_about_people(table) {
            return None;
        }
        let strict = self.mode == crate::Mode::Aggregate;
        let found = suppress::suppression(table, self.min_group, strict);
        let cells = super::cells::cells(table, found.as_ref(), self);
        let found = found.or_else(|| (!cells.is_empty()).then(|| suppress::nothing(table)))?;
        Some((found, cells))
    }
}
