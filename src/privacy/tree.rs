//! Units in units: what adds up to what in a table, and its numbers on that.
//!
//! Unit paths (`Nordics/Sales`) form a tree with the organisation as root. A wider unit is a node whether or not a row of the
//! table is about it; without one its number is the sum of its parts. The row of a wider unit is either about all of it, or about
//! those who are in none of its parts: analyses that cut paths at a level make rows of the latter kind and say so
//! ([`Table::with_disjoint_units`]). Elsewhere a row that counts fewer people than the parts is taken to be about the rest. Such a
//! row is a part of its own, beside the others.
//!
//! A level of the tree is what a table has that is cut there. What is hidden is decided level by level, from the widest units
//! down, so that a table of wide units and one of narrow ones hide the same wide ones, and neither gives away what the other
//! hides. Only then, where all parts of a wider unit are hidden and that is not enough (five people in two teams), wider units are
//! hidden that a table of their level shows: that protects a table alone, and no other number relies on it ([`Cut`]).

use crate::table::{Column, Role, Table};
use std::collections::BTreeMap;

/// Step of the path to those of a wider unit who are in none of its parts.
const REST: &str = "\u{2}";

#[derive(Debug, Default)]
pub(super) struct Node {
    /// Steps of its path; 0 for the organisation.
    pub(super) depth: usize,
    /// What it is a part of; the root of itself.
    pub(super) parent: usize,
    /// By name, so that ties are broken the same way whatever the order of the rows.
    pub(super) children: BTreeMap<String, usize>,
    /// Smallest non-zero number of people that its rows are about, or would be.
    pub(super) size: u64,
    pub(super) small: bool,
    /// The cut from which on its rows are hidden.
    pub(super) since: Option<Cut>,
}

/// A table cut at a level, beside the tables of wider levels or alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) level: usize,
    /// Wider units are hidden where it takes that, though a table of their level shows them.
    pub(super) alone: bool,
}

#[derive(Debug)]
pub(super) struct Tree {
    /// The root first, parents before their children.
    pub(super) nodes: Vec<Node>,
}

/// Rows that add up: those alike in everything but the unit.
#[derive(Debug)]
pub(super) struct Slice {
    /// Of each place in the tree, the row that is about it.
    pub(super) row_of: Vec<Option<usize>>,
}

/// The rows of a table on the tree of its units.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) tree: Tree,
    /// Of each row, its place in the tree.
    pub(super) nodes: Vec<usize>,
    pub(super) slices: Vec<Slice>,
    /// Whether each row is in a slice: two rows of one unit that nothing tells apart cannot be placed.
    pub(super) complete: bool,
}

impl Layout {
    pub(super) fn of(table: &Table) -> Layout {
        let mut tree = Tree { nodes: vec![Node::default()] };
        let mut nodes: Vec<usize> = (0..table.rows()).map(|row| tree.node(&path(table, row))).collect();
        let (slices, complete) = slices(table, &nodes, tree.nodes.len());
        let apart = tree.about_the_rest(table, &nodes, &slices);
        for node in (0..apart.len()).filter(|&node| apart[node]) {
            let rest = tree.child(node, REST);
            nodes.iter_mut().filter(|at| **at == node).for_each(|at| *at = rest);
        }
        let (slices, complete) = if apart.contains(&true) {
            self::slices(table, &nodes, tree.nodes.len())
        } else {
            (slices, complete)
        };
        Layout { tree, nodes, slices, complete }
    }
}

impl Tree {
    fn node(&mut self, path: &[String]) -> usize {
        path.iter().fold(0, |at, step| self.child(at, step))
    }

    fn child(&mut self, at: usize, step: &str) -> usize {
        if let Some(&child) = self.nodes[at].children.get(step) {
            return child;
        }
        let child = self.nodes.len();
        let depth = self.nodes[at].depth + 1;
        self.nodes.push(Node { parent: at, depth, ..Node::default() });
        self.nodes[at].children.insert(step.into(), child);
        child
    }

    /// Which wider units have rows that leave out the people of their parts.
    fn about_the_rest(&self, table: &Table, nodes: &[usize], slices: &[Slice]) -> Vec<bool> {
        let mut apart = vec![false; self.nodes.len()];
        let wide = |node: usize| node != 0 && !self.nodes[node].children.is_empty();
        if !nodes.iter().any(|&node| wide(node)) {
            return apart;
        }
        if table.has_disjoint_units() {
            nodes.iter().filter(|&&node| wide(node)).for_each(|&node| apart[node] = true);
            return apart;
        }
        let columns = table.columns();
        let of = |role: Role| columns.iter().filter(move |column| column.role == role);
        let judged: Vec<&Column> = match of(Role::Denominator).next() {
            Some(_) => of(Role::Denominator).collect(),
            None => of(Role::People).collect(),
        };
        for (slice, column) in
            slices.iter().flat_map(|slice| judged.iter().map(move |column| (slice, column)))
        {
            let mut total: Vec<Option<f64>> = vec![None; self.nodes.len()];
            for at in (0..self.nodes.len()).rev() {
                let own = slice.row_of[at].and_then(|row| column.values.number(row));
                let sum = self.parts(at, |part| total[part]).reduce(|sum, part| sum + part);
                total[at] = match (own, sum) {
                    (Some(own), Some(sum)) if own < sum => {
                        apart[at] = true;
                        Some(own + sum)
                    }
                    (own, sum) => own.or(sum),
                };
            }
        }
        apart
    }

    fn parts<'a, T>(
        &'a self,
        at: usize,
        of: impl Fn(usize) -> Option<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        self.nodes[at].children.values().filter_map(move |&part| of(part))
    }

    /// Numbers of all places, from those of the rows: the sum of the parts where no row is about it.
    pub(super) fn totals<T: Copy>(
        &self,
        slice: &Slice,
        own: impl Fn(usize) -> Option<T>,
        add: impl Fn(T, T) -> T,
    ) -> Vec<Option<T>> {
        let mut total: Vec<Option<T>> = vec![None; self.nodes.len()];
        for at in (0..self.nodes.len()).rev() {
            let sum = self.parts(at, |part| total[part]).reduce(&add);
            total[at] = slice.row_of[at].and_then(&own).or(sum);
        }
        total
    }

    /// Levels that the table has.
    pub(super) fn depth(&self) -> usize {
        self.nodes.iter().map(|node| node.depth).max().unwrap_or(0)
    }

    /// The cuts in which numbers are hidden, in this order.
    pub(super) fn cuts(&self) -> impl Iterator<Item = Cut> + use<> {
        let depth = self.depth();
        [false, true].into_iter().flat_map(move |alone| (1..=depth).map(move |level| Cut { level, alone }))
    }

    /// The whole table.
    pub(super) fn uncut(&self) -> Cut {
        Cut { level: self.depth(), alone: true }
    }

    /// Whether the rows of a place are hidden in a table that is cut.
    pub(super) fn is_hidden(&self, at: usize, cut: Cut) -> bool {
        self.nodes[at].since.is_some_and(|since| since.level <= cut.level && since.alone <= cut.alone)
    }

    /// The steps that lead to a place.
    pub(super) fn path(&self, mut at: usize) -> Vec<&str> {
        let mut path = Vec::new();
        while at != 0 {
            let above = self.nodes[at].parent;
            let step = self.nodes[above].children.iter().find(|(_, child)| **child == at);
            path.extend(step.map(|(step, _)| step.as_str()));
            at = above;
        }
        path.reverse();
        path
    }

    /// All places below the organisation in the order of their paths.
    pub(super) fn by_name(&self) -> Vec<usize> {
        let mut open = vec![0];
        let mut found = Vec::with_capacity(self.nodes.len());
        while let Some(at) = open.pop() {
            found.push(at);
            open.extend(self.nodes[at].children.values().rev());
        }
        found.remove(0);
        found
    }

    /// What to hide next where a hidden number is known too narrowly: something that is part of the same sum, or of a hidden
    /// wider unit in it, then what makes up the next wider sum. Rows of the table first; in a table alone, where all of them are
    /// hidden, also wider units. `None` where nothing is left below the organisation.
    pub(super) fn next<K: Ord>(
        &self,
        narrow: usize,
        Cut { level, alone }: Cut,
        hidden: impl Fn(usize) -> bool,
        key: impl Fn(usize) -> Option<K>,
    ) -> Option<usize> {
        let mut at = narrow;
        while at != 0 {
            at = self.nodes[at].parent;
            let mut free: Vec<usize> = Vec::new();
            let mut open: Vec<usize> = vec![at];
            while let Some(sum) = open.pop() {
                for &part in self.nodes[sum].children.values() {
                    match self.nodes[part].depth <= level {
                        true if hidden(part) => open.push(part),
                        true => free.push(part),
                        false => {}
                    }
                }
            }
            let is_wider =
                |part: usize| self.nodes[part].depth < level && !self.nodes[part].children.is_empty();
            let order = |part: usize| Some((is_wider(part), key(part)?, self.path(part)));
            let free = free.into_iter().filter(|&part| alone || !is_wider(part));
            let next = free.filter_map(|part| Some((order(part)?, part))).min();
            match next {
                Some((_, part)) => return Some(part),
                None if at != 0 && !hidden(at) => return alone.then_some(at),
                None => {}
            }
        }
        None
    }
}

/// What the row is about: the steps of its unit path, or one step for anything else.
fn path(table: &Table, row: usize) -> Vec<String> {
    let keys: Vec<_> =
        table.columns().iter().filter(|c| matches!(c.role, Role::Unit | Role::Group)).collect();
    // The mark tells "no unit" from a unit with an empty name.
    let text = |at: usize| keys[at].values.text(row).unwrap_or_else(|| "\u{0}".into());
    match keys.as_slice() {
        [] => vec![format!("{row:020}")],
        [key] if key.role == Role::Unit => text(0).split('/').map(str::to_string).collect(),
        keys => vec![(0..keys.len()).map(text).collect::<Vec<_>>().join("\u{1}")],
    }
}

/// Columns that say what a row is about beside unit and group: those before the first number that do not follow from numbers.
pub(super) fn keys(table: &Table) -> impl Iterator<Item = usize> + '_ {
    let columns = table.columns();
    let first = columns.iter().position(|column| column.role.is_number());
    let follows = |at: usize| table.following().iter().any(|(name, _)| name == &columns[at].name);
    (0..first.unwrap_or(columns.len())).filter(move |&at| {
        matches!(columns[at].role, Role::Category | Role::Flag | Role::Time | Role::Text) && !follows(at)
    })
}

/// Whether rows are by unit or group.
pub(super) fn is_by_unit(table: &Table) -> bool {
    table.columns().iter().any(|column| matches!(column.role, Role::Unit | Role::Group))
}

/// The rows of a table by what they are about, and whether all could be placed. In a table without units and groups the last
/// of the keys tells the parts apart.
fn slices(table: &Table, nodes: &[usize], places: usize) -> (Vec<Slice>, bool) {
    let mut keys: Vec<usize> = keys(table).collect();
    if !is_by_unit(table) {
        keys.pop();
    }
    let mut rows: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows() {
        let key = keys.iter().map(|&at| table.columns()[at].values.text(row)).collect();
        rows.entry(key).or_default().push(row);
    }
    let mut complete = true;
    let mut slices = Vec::with_capacity(rows.len());
    for rows in rows.into_values() {
        let mut row_of = vec![None; places];
        let twice = rows.iter().any(|&row| row_of[nodes[row]].replace(row).is_some());
        complete &= !twice;
        if !twice {
            slices.push(Slice { row_of });
        }
    }
    (slices, complete)
}
