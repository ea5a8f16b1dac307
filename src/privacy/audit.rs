//! What an outsider can work out about hidden numbers of people, from all that is shown.
//!
//! Known are the numbers shown, the totals of wider units (published elsewhere), that no number is negative, that a hidden
//! denominator is of somebody, and that a part is not more than what it is a part of. For each hidden number the
//! smallest and the largest value that fits all of it is computed, exactly ([`sums`](super::sums)).

use super::sums::{Hidden, Sums};
use super::suppress::{Suppression, Tree};
use super::{Policy, suppress};
use crate::table::{Role, Table, Values};
use std::collections::{BTreeMap, BTreeSet};

/// Hidden numbers beyond which a table is not audited: the cost is quadratic where all of them hang together.
pub const MAX_AUDITED_CELLS: usize = 5_000;

/// Column and row of numbers that are hidden though the row is not.
pub(super) type Cells = BTreeSet<(usize, usize)>;

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
    /// Whether the two are at least the smallest group apart. Where they are not, everything that could be hidden is, or
    /// the mode does not guard this number: outside aggregate mode only denominators are.
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
    let mut out = Vec::new();
    for slice in slices(table, found) {
        for column in &columns {
            out.extend(slice.bounds(table, found, cells, *column, min_group));
        }
    }
    out.sort_by_key(|cell: &CellBounds| cell.row);
    Some(out)
}

/// Hides more rows until every hidden denominator can be anything in a range of `min` people. Tables over time are left to
/// the rule for sums, which holds for the smallest number of each unit.
pub(super) fn hide_until_wide(table: &Table, found: &mut Suppression, min: u64) {
    let denominators: Vec<Column> =
        people_columns(table).into_iter().filter(|column| column.of.is_none()).collect();
    let is_denominator = |column: &&Column| table.columns()[column.at].role == Role::Denominator;
    let denominators: Vec<&Column> = denominators.iter().filter(is_denominator).collect();
    let (slices, none) = (slices(table, found), Cells::new());
    if is_over_time(table) {
        return;
    }
    let mut hopeless: BTreeSet<usize> = BTreeSet::new();
    loop {
        let hidden = found.hidden.iter().filter(|&&hidden| hidden).count();
        if hidden == 0 || hidden * denominators.len() > MAX_AUDITED_CELLS {
            return;
        }
        let narrow = slices.iter().flat_map(|slice| {
            let of = |column: &&Column| slice.bounds(table, found, &none, **column, min as u32);
            denominators
                .iter()
                .flat_map(of)
                .filter(|cell| !cell.protected)
                .map(|cell| cell.row)
                .collect::<Vec<_>>()
        });
        let narrow = narrow.filter(|&row| !hopeless.contains(&found.nodes[row]));
        // By name, so that the order of the rows does not matter.
        let Some(row) = narrow.min_by_key(|&row| suppress::path(table, row)) else { return };
        let node = found.nodes[row];
        let tree = &mut found.tree;
        // A part beside it, or one beside the wider unit, and so on up.
        let mut at = node;
        let next = loop {
            let parent = tree.nodes[at].parent;
            let beside = tree.nodes[parent].children.values().copied();
            let free = beside.filter(|&part| tree.nodes[part].size > 0 && !tree.nodes[part].hidden);
            match free.min_by_key(|&part| tree.nodes[part].size) {
                Some(part) => break Some(part),
                None if parent == 0 => break None,
                None => at = parent,
            }
        };
        match next {
            Some(next) => {
                tree.nodes[next].hidden = true;
                tree.spread(min);
                found.take_from_tree();
            }
            None => {
                hopeless.insert(node);
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
    keys(table).any(|column| table.columns()[column].role == Role::Time)
}

/// Columns that say what a row is about beside unit and group: those before the first number.
fn keys(table: &Table) -> impl Iterator<Item = usize> + '_ {
    let first = table.columns().iter().position(|column| column.role.is_number());
    (0..first.unwrap_or(table.columns().len())).filter(|&at| {
        matches!(table.columns()[at].role, Role::Category | Role::Flag | Role::Time | Role::Text)
    })
}

/// Rows that add up: those alike in everything but the unit.
#[derive(Debug)]
pub(super) struct Slice {
    pub(super) rows: Vec<usize>,
}

/// The rows of a table by what they are about. In a table without units and groups the last of the keys tells the
/// parts apart.
pub(super) fn slices(table: &Table, found: &Suppression) -> Vec<Slice> {
    let has = |role| table.columns().iter().any(|column| column.role == role);
    let mut keys: Vec<usize> = keys(table).collect();
    if !has(Role::Unit) && !has(Role::Group) {
        keys.pop();
    }
    let mut slices: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows() {
        let key = keys.iter().map(|&at| table.columns()[at].values.text(row)).collect();
        slices.entry(key).or_default().push(row);
    }
    // Two rows of one unit that nothing tells apart cannot be placed.
    let placed = |rows: &Vec<usize>| {
        let mut nodes: Vec<usize> = rows.iter().map(|&row| found.nodes[row]).collect();
        nodes.sort_unstable();
        nodes.windows(2).all(|pair| pair[0] != pair[1])
    };
    slices.into_values().filter(placed).map(|rows| Slice { rows }).collect()
}

/// The numbers of a column, on the tree.
pub(super) struct Layer {
    /// Of each place the number of its row, or the sum of its parts; `None` where no row is about it.
    pub(super) total: Vec<Option<u64>>,
    /// The number of the row itself, where it is less than the sum of the parts: then it is one of them.
    apart: Vec<Option<u64>>,
    leaf: Vec<bool>,
}

impl Slice {
    pub(super) fn layer(&self, tree: &Tree, nodes: &[usize], of: impl Fn(usize) -> Option<u64>) -> Layer {
        let n = tree.nodes.len();
        let mut layer = Layer { total: vec![None; n], apart: vec![None; n], leaf: vec![true; n] };
        let mut own = vec![None; n];
        self.rows.iter().for_each(|&row| own[nodes[row]] = of(row));
        for at in (0..n).rev() {
            let parts = tree.nodes[at].children.values().filter_map(|&part| layer.total[part]);
            let (sum, some) = parts.fold((0_u64, false), |(sum, _), part| (sum.saturating_add(part), true));
            layer.leaf[at] = !some;
            layer.total[at] = match (own[at], some) {
                (None, false) => None,
                (None, true) => Some(sum),
                (Some(own), true) if own < sum => {
                    layer.apart[at] = Some(own);
                    Some(sum.saturating_add(own))
                }
                (Some(own), _) => Some(own),
            };
        }
        layer
    }

    fn bounds(
        &self,
        table: &Table,
        found: &Suppression,
        cells: &Cells,
        column: Column,
        min_group: u32,
    ) -> Vec<CellBounds> {
        let (tree, n) = (&found.tree, found.tree.nodes.len());
        let least = u64::from(!is_over_time(table));
        let value = |at: usize| move |row: usize| number(table, at, row);
        let mut gone = vec![None; n];
        self.rows.iter().for_each(|&row| {
            gone[found.nodes[row]] = Some((found.hidden[row], cells.contains(&(column.at, row))));
        });
        let whole = |at: usize| gone[at].map_or(tree.nodes[at].hidden, |(row, _)| row);
        let hidden = |at: usize| whole(at) || gone[at].is_some_and(|(_, cell)| cell);
        let own = self.layer(tree, &found.nodes, value(column.at));
        let rest = column.of.map(|of| {
            let whole = self.layer(tree, &found.nodes, value(of));
            let rest = |row| number(table, of, row)?.checked_sub(number(table, column.at, row)?);
            (self.layer(tree, &found.nodes, rest), whole)
        });
        let is_denominator = table.columns()[column.at].role == Role::Denominator;
        // Places of the sums: of the column, of what it leaves of its denominator, of the denominator; and of rows, where
        // the three meet.
        let (of_rest, of_whole, met, apart) = (n, 2 * n, 3 * n, 4 * n);
        let mut arcs: Vec<Hidden> = Vec::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for at in 1..n {
            let above = tree.nodes[at].parent;
            let end = |layer: usize| if own.leaf[at] { met + at } else { layer + at };
            let mut add = |arc: Hidden, is_own: bool| {
                if is_own {
                    places.insert(at, arcs.len());
                }
                arcs.push(arc);
            };
            let mut both = |layer: &Layer, base: usize, least: u64, is_own: bool| {
                if let Some(value) = layer.total[at] {
                    let least = least.min(value);
                    let to = if rest.is_none() && own.leaf[at] { apart + n } else { end(base) };
                    add(Hidden { from: base + above, to, value, least }, is_own);
                }
                if let Some(value) = layer.apart[at] {
                    let to = if rest.is_none() { apart + n } else { apart + at };
                    add(Hidden { from: base + at, to, value, least: least.min(value) }, is_own);
                }
            };
            if hidden(at) {
                both(&own, 0, if is_denominator { least } else { 0 }, true);
                if let Some((rest, _)) = &rest {
                    both(rest, of_rest, 0, false);
                }
            }
            if let Some((_, denominator)) = rest.as_ref().filter(|_| whole(at)) {
                // The other way: the parts come together again in what they are parts of.
                if let Some(value) = denominator.total[at] {
                    let (from, to) = (end(of_whole), of_whole + above);
                    add(Hidden { from, to, value, least: least.min(value) }, false);
                }
                if let Some(value) = denominator.apart[at] {
                    let (from, to) = (apart + at, of_whole + at);
                    add(Hidden { from, to, value, least: least.min(value) }, false);
                }
            }
        }
        let sums = Sums::new(5 * n + 1, arcs);
        let rows = self.rows.iter().filter(|&&row| number(table, column.at, row).is_some());
        rows.filter_map(|&row| {
            let place = *places.get(&found.nodes[row])?;
            let (lower, upper) = sums.bounds(place);
            let protected = upper.is_none_or(|upper| upper - lower >= u64::from(min_group));
            Some(CellBounds { row, column: table.columns()[column.at].name.clone(), lower, upper, protected })
        })
        .collect()
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
