//! Which rows of a table are about too few people, and which others have to be hidden with them.
//!
//! Size of a row: its smallest non-zero denominator; in a table by unit or group without denominators its
//! largest number of people; in a table by neither, the denominator of the provenance. A row about nobody
//! (size 0) hides nobody and stays. A row with numbers but without a size counts as too small.
//!
//! A unit is hidden in all its rows (weeks, categories) or in none: neighbouring weeks would give a hidden one
//! away. Rows without unit and group stand for themselves.
//!
//! Complement rule: parts add up to a total that is known or published elsewhere. Unit paths (`Nordics/Sales`)
//! form a tree in which each unit is the sum of its parts, whether or not the wider unit has a row of its own
//! in this table; the organisation is the root and always known. In each such sum the smallest parts still
//! shown are hidden too, until the hidden ones are at least two, each of them can be anything in a range of `min_group`
//! people, and more than one split of that sum is possible. Since the sums form a tree, no hidden number can then be
//! solved for: a change of one can always be made good by others along the tree. Where all parts are hidden
//! and that is not enough, the wider unit is hidden too; where a wider unit is hidden, so is a part of it. What comes out
//! is audited ([`audit`]): from the sums the smallest and the largest value of every hidden number is computed, and where
//! these are closer than `min_group`, more is hidden.
//!
//! Rows that are about different things (goals) are no parts of a whole: only those that are too small are hidden.
//!
//! A table from unit to unit adds up along its rows and along its columns, and the sums are taken to be known.
//! [`matrix`] hides more cells there, until a change of a hidden cell can be made good by others.

use super::{audit, matrix};
use crate::table::{Role, Table};
use std::collections::BTreeMap;

/// What to hide, by row.
#[derive(Debug)]
pub(super) struct Suppression {
    /// Numbers are hidden.
    pub(super) hidden: Vec<bool>,
    /// Known to be about at least `min_group` people.
    pub(super) large: Vec<bool>,
    /// What adds up to what.
    pub(super) tree: Tree,
    /// Of each row, its place in the tree.
    pub(super) nodes: Vec<usize>,
    /// The tree says nothing: from unit to unit rows and columns add up, and rows about different things not at all.
    pub(super) adds_up_otherwise: bool,
}

/// What to hide; `None` for a table to which the rule does not apply. `strict` also takes tables by unit or
/// group that do not say how many people a row is about.
pub(super) fn suppression(table: &Table, min_group: u32, strict: bool) -> Option<Suppression> {
    let sizes = sizes(table, strict)?;
    let min = u64::from(min_group);
    let large = sizes.iter().map(|size| size.is_some_and(|size| size >= min)).collect();
    let mut tree = Tree::default();
    let nodes: Vec<usize> = (0..sizes.len())
        .map(|row| {
            let node = tree.node(&path(table, row));
            // An unknown size counts as the smallest.
            tree.see(node, sizes[row].unwrap_or(1));
            node
        })
        .collect();
    let mut units = table.columns().iter().filter(|c| c.role == Role::Unit);
    let ends = units.next().zip(units.next()).filter(|_| units.next().is_none());
    let mut found = Suppression {
        hidden: vec![false; sizes.len()],
        large,
        tree,
        nodes,
        adds_up_otherwise: ends.is_some(),
    };
    if min <= 1 {
        return Some(found);
    }
    if table.has_rows_apart() {
        // An unknown size counts as the smallest; nobody hides nobody.
        found.hidden = sizes.iter().map(|size| (1..min).contains(&size.unwrap_or(1))).collect();
        for &[a, b] in table.together() {
            let hidden = [a, b].iter().any(|&row| found.hidden.get(row) == Some(&true));
            found
                .hidden
                .iter_mut()
                .enumerate()
                .filter(|(row, _)| [a, b].contains(row))
                .for_each(|(_, row)| *row |= hidden);
        }
        found.adds_up_otherwise = true;
        return Some(found);
    }
    found.tree.hide(min);
    found.take_from_tree();
    if let Some((from, to)) = ends {
        let units = |row| [from.values.text(row), to.values.text(row)];
        matrix::hide(table.rows(), units, &sizes, &mut found.hidden);
    } else {
        audit::hide_until_wide(table, &mut found, min);
    }
    Some(found)
}

/// Nothing hidden, for a table to which the rule does not apply.
pub(super) fn nothing(table: &Table) -> Suppression {
    let mut tree = Tree::default();
    let nodes: Vec<usize> = (0..table.rows()).map(|row| tree.node(&path(table, row))).collect();
    let none = vec![false; nodes.len()];
    Suppression { hidden: none.clone(), large: none, tree, nodes, adds_up_otherwise: false }
}

impl Suppression {
    /// Rows are hidden as their places in the tree are.
    pub(super) fn take_from_tree(&mut self) {
        self.hidden = self.nodes.iter().map(|&node| self.tree.nodes[node].hidden).collect();
    }
}

/// Number of people by row, `None` for an unknown number; `None` where the table has nothing to go by.
fn sizes(table: &Table, strict: bool) -> Option<Vec<Option<u64>>> {
    let of_role = |role: Role| table.columns().iter().filter(move |c| c.role == role);
    let parts = of_role(Role::Unit).chain(of_role(Role::Group)).count() > 0;
    let people = |x: f64| if x <= 0.0 { 0 } else { x.ceil() as u64 };
    let by_row = |size: &dyn Fn(usize) -> Option<u64>| {
        (0..table.rows())
            .map(|row| {
                let numbers = table.columns().iter().any(|c| c.role.is_number() && c.values.is_some(row));
                if numbers { size(row) } else { Some(size(row).unwrap_or(0)) }
            })
            .collect()
    };
    if of_role(Role::Denominator).next().is_some() {
        return Some(by_row(&|row| {
            let sizes = || of_role(Role::Denominator).filter_map(|c| c.values.number(row)).map(people);
            sizes().filter(|&size| size > 0).min().or(sizes().next())
        }));
    }
    if parts && of_role(Role::People).next().is_some() {
        return Some(by_row(&|row| {
            of_role(Role::People).filter_map(|c| c.values.number(row)).map(people).max()
        }));
    }
    match &table.provenance().denominator {
        _ if parts => strict.then(|| by_row(&|_| None)),
        Some((_, n)) if table.columns().iter().any(|c| c.role.is_number()) => Some(by_row(&|_| Some(*n))),
        _ => None,
    }
}

/// What the row is about: the steps of its unit path, or one step for anything else.
pub(super) fn path(table: &Table, row: usize) -> Vec<String> {
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

#[derive(Debug, Default)]
pub(super) struct Node {
    /// Smallest non-zero size seen in a row; where there is no row, the sum of the parts.
    pub(super) size: u64,
    /// Some row is about it.
    row: bool,
    small: bool,
    pub(super) hidden: bool,
    /// What it is a part of; the root of itself.
    pub(super) parent: usize,
    /// By name, so that ties are broken the same way whatever the order of the rows.
    pub(super) children: BTreeMap<String, usize>,
}

#[derive(Debug)]
pub(super) struct Tree {
    /// The root first, parents before their children.
    pub(super) nodes: Vec<Node>,
}

impl Default for Tree {
    fn default() -> Self {
        Tree { nodes: vec![Node::default()] }
    }
}

impl Tree {
    fn node(&mut self, path: &[String]) -> usize {
        let mut at = 0;
        for step in path {
            at = match self.nodes[at].children.get(step) {
                Some(&child) => child,
                None => {
                    let child = self.nodes.len();
                    self.nodes.push(Node { parent: at, ..Node::default() });
                    self.nodes[at].children.insert(step.clone(), child);
                    child
                }
            };
        }
        at
    }

    fn see(&mut self, node: usize, size: u64) {
        let node = &mut self.nodes[node];
        node.size = match (node.size, size) {
            (0, size) | (size, 0) => size,
            (a, b) => a.min(b),
        };
        node.row = true;
    }

    fn hide(&mut self, min: u64) {
        for at in (1..self.nodes.len()).rev() {
            if !self.nodes[at].row {
                let parts = self.nodes[at].children.values();
                self.nodes[at].size = parts.map(|&child| self.nodes[child].size).fold(0, u64::saturating_add);
            }
            let node = &mut self.nodes[at];
            node.small = (1..min).contains(&node.size);
            node.hidden = node.small;
        }
        self.spread(min);
    }

    /// Hides what else has to be, so that no hidden number can be had from its sum and the parts that are shown.
    pub(super) fn spread(&mut self, min: u64) {
        // Parts of each sum, smallest first; the empty ones are known to be empty.
        let sums: Vec<(usize, Vec<usize>)> = (0..self.nodes.len())
            .map(|at| {
                let mut parts: Vec<usize> = self.nodes[at].children.values().copied().collect();
                parts.retain(|&part| self.nodes[part].size > 0);
                parts.sort_by_key(|&part| self.nodes[part].size);
                (at, parts)
            })
            .filter(|(_, parts)| !parts.is_empty())
            .collect();
        let mut changed = true;
        while changed {
            changed = false;
            // From the leaves up, so that mostly one round is enough.
            for (at, parts) in sums.iter().rev() {
                while !self.is_safe(*at, parts, min) {
                    let next = parts.iter().copied().find(|&part| !self.nodes[part].hidden);
                    let next = next.or((*at != 0).then_some(*at));
                    match next {
                        Some(next) => self.nodes[next].hidden = true,
                        // Everything is hidden but the organisation.
                        None => break,
                    }
                    changed = true;
                }
            }
        }
    }

    /// Whether no hidden part can be had from the sum and the parts that are shown.
    fn is_safe(&self, at: usize, parts: &[usize], min: u64) -> bool {
        let mut hidden = 0_u64;
        let mut sum = 0_u64;
        let mut all_small = true;
        for part in parts.iter().map(|&part| &self.nodes[part]).filter(|part| part.hidden) {
            hidden += 1;
            sum = sum.saturating_add(part.size);
            all_small &= part.small;
        }
        if self.nodes[at].hidden {
            return hidden > 0;
        }
        // All of one person, or all of the largest size that is hidden for its own sake: one split only.
        let one_split = sum <= hidden || (all_small && sum == hidden * (min - 1));
        // Each of them is at least one: what is left is how far any of them can be from what it is.
        hidden == 0 || (hidden >= 2 && sum.saturating_sub(hidden) >= min && !one_split)
    }
}
