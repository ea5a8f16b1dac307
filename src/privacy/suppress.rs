//! Which rows of a table are about too few people, and which others have to be hidden with them.
//!
//! Size of a row: its smallest non-zero denominator; in a table by unit or group without denominators its
//! largest number of people; in a table by neither, the denominator of the provenance. A row about nobody
//! (size 0) hides nobody and stays. A row with numbers but without a size counts as too small.
//!
//! A unit is hidden in all its rows (weeks, categories) or in none: neighbouring weeks would give a hidden one
//! away. Rows without unit and group stand for themselves.
//!
//! Complement rule: parts add up to a total that is known or published elsewhere. Each unit is the sum of its parts, whether or
//! not a row is about it ([`tree`](super::tree)); the organisation is the root and always known. In each such sum the smallest
//! parts still shown are hidden too, until the hidden ones are at least two, each of them can be anything in a range of `min_group`
//! people, and more than one split of that sum is possible. Since the sums form a tree, no hidden number can then be
//! solved for: a change of one can always be made good by others along the tree. Where a wider unit is hidden, so is a part of
//! it. What comes out is audited ([`audit`]): from the sums the smallest and the largest value of every hidden number is computed,
//! and where these are closer than `min_group`, more is hidden. All of this is done level by level, and a wider unit is hidden as
//! a table of its level would hide it; only where all parts are hidden and that is not enough (five people in two teams), the wider
//! unit is hidden too.
//!
//! Rows that are about different things (goals) are no parts of a whole: only those that are too small are hidden.
//!
//! A table from unit to unit adds up along its rows and along its columns, and the sums are taken to be known.
//! [`matrix`] hides more cells there, until a change of a hidden cell can be made good by others.

use super::tree::{Cut, Layout, Tree};
use super::{audit, matrix};
use crate::table::{Role, Table};

/// What to hide, by row.
#[derive(Debug)]
pub(super) struct Suppression {
    /// Numbers are hidden.
    pub(super) hidden: Vec<bool>,
    /// Known to be about at least `min_group` people.
    pub(super) large: Vec<bool>,
    /// What adds up to what.
    pub(super) layout: Layout,
    /// The tree says nothing: from unit to unit rows and columns add up, and rows about different things not at all.
    pub(super) adds_up_otherwise: bool,
}

/// What to hide; `None` for a table to which the rule does not apply. `strict` also takes tables by unit or
/// group that do not say how many people a row is about.
pub(super) fn suppression(table: &Table, min_group: u32, strict: bool) -> Option<Suppression> {
    let sizing = Sizing::of(table, strict)?;
    let sizes: Vec<Option<u64>> = (0..table.rows()).map(|row| sizing.of_row(table, row)).collect();
    let min = u64::from(min_group);
    let large = sizes.iter().map(|size| size.is_some_and(|size| size >= min)).collect();
    let mut units = table.columns().iter().filter(|c| c.role == Role::Unit);
    let ends = units.next().zip(units.next()).filter(|_| units.next().is_none());
    let mut found = Suppression {
        hidden: vec![false; sizes.len()],
        large,
        layout: Layout::of(table),
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
    sizing.see(table, &sizes, &mut found.layout);
    for cut in found.layout.tree.cuts() {
        found.layout.tree.hide(min, cut);
        if ends.is_none() {
            audit::hide_until_wide(table, &mut found.layout, min, cut);
        }
    }
    let Layout { tree, nodes, .. } = &found.layout;
    found.hidden = nodes.iter().map(|&node| tree.nodes[node].since.is_some()).collect();
    if let Some((from, to)) = ends {
        let units = |row| [from.values.text(row), to.values.text(row)];
        matrix::hide(table.rows(), units, &sizes, &mut found.hidden);
    }
    Some(found)
}

/// Nothing hidden, for a table to which the rule does not apply.
pub(super) fn nothing(table: &Table) -> Suppression {
    let none = vec![false; table.rows()];
    Suppression { hidden: none.clone(), large: none, layout: Layout::of(table), adds_up_otherwise: false }
}

/// What tells how many people a row is about.
enum Sizing {
    /// The smallest of these that is not nought.
    Denominators(Vec<usize>),
    /// The largest of these.
    People(Vec<usize>),
    All(u64),
    Unknown,
}

impl Sizing {
    /// `None` where the table has nothing to go by.
    fn of(table: &Table, strict: bool) -> Option<Sizing> {
        let columns = table.columns();
        let of_role = |role: Role| -> Vec<usize> {
            (0..columns.len()).filter(|&at| columns[at].role == role).collect()
        };
        let by_unit = super::tree::is_by_unit(table);
        match (of_role(Role::Denominator), of_role(Role::People)) {
            (denominators, _) if !denominators.is_empty() => Some(Sizing::Denominators(denominators)),
            (_, people) if by_unit && !people.is_empty() => Some(Sizing::People(people)),
            _ if by_unit => strict.then_some(Sizing::Unknown),
            _ => match &table.provenance().denominator {
                Some((_, n)) if columns.iter().any(|c| c.role.is_number()) => Some(Sizing::All(*n)),
                _ => None,
            },
        }
    }

    fn size(&self, number: impl Fn(usize) -> Option<f64>) -> Option<u64> {
        let people = |x: f64| if x <= 0.0 { 0 } else { x.ceil() as u64 };
        match self {
            Sizing::Denominators(columns) => {
                let sizes = || columns.iter().filter_map(|&at| number(at)).map(people);
                sizes().filter(|&size| size > 0).min().or(sizes().next())
            }
            Sizing::People(columns) => columns.iter().filter_map(|&at| number(at)).map(people).max(),
            Sizing::All(n) => Some(*n),
            Sizing::Unknown => None,
        }
    }

    /// Number of people of a row; `None` for an unknown number.
    fn of_row(&self, table: &Table, row: usize) -> Option<u64> {
        let size = self.size(|at| table.columns()[at].values.number(row));
        let numbers = table.columns().iter().any(|c| c.role.is_number() && c.values.is_some(row));
        if numbers { size } else { Some(size.unwrap_or(0)) }
    }

    /// Writes down the size of every place: of its rows, and of wider units without one what a row about them would have.
    fn see(&self, table: &Table, sizes: &[Option<u64>], layout: &mut Layout) {
        let Layout { tree, nodes, slices, complete } = layout;
        let smaller = |a: u64, b: u64| match (a, b) {
            (0, size) | (size, 0) => size,
            (a, b) => a.min(b),
        };
        let mut has_row = vec![false; tree.nodes.len()];
        for (row, &node) in nodes.iter().enumerate() {
            // An unknown size counts as the smallest.
            tree.nodes[node].size = smaller(tree.nodes[node].size, sizes[row].unwrap_or(1));
            has_row[node] = true;
        }
        let columns = match self {
            Sizing::Denominators(columns) | Sizing::People(columns) if *complete => columns.as_slice(),
            _ => &[],
        };
        let number = |at: usize| move |row: usize| table.columns()[at].values.number(row);
        let wider = |at: &usize| *at != 0 && !has_row[*at];
        for slice in slices.iter().filter(|_| !columns.is_empty() && has_row[1..].contains(&false)) {
            let totals: Vec<Vec<Option<f64>>> =
                columns.iter().map(|&at| tree.totals(slice, number(at), |a, b| a + b)).collect();
            let total = |at: usize, node: usize| totals[columns.iter().position(|&c| c == at)?][node];
            for node in (0..tree.nodes.len()).filter(wider) {
                if let Some(size) = self.size(|at| total(at, node)) {
                    tree.nodes[node].size = smaller(tree.nodes[node].size, size);
                }
            }
        }
        for node in (1..tree.nodes.len()).rev().filter(wider) {
            let parts = tree.nodes[node].children.values().map(|&part| tree.nodes[part].size);
            let sum = parts.fold(0, u64::saturating_add);
            if tree.nodes[node].size == 0 {
                tree.nodes[node].size = sum;
            }
        }
    }
}

impl Tree {
    /// Hides what is too small at a level, and what has to be with it.
    fn hide(&mut self, min: u64, cut: Cut) {
        for node in self.nodes[1..].iter_mut().filter(|node| node.depth == cut.level) {
            node.small = (1..min).contains(&node.size);
            if node.small && node.since.is_none() {
                node.since = Some(cut);
            }
        }
        self.spread(min, cut);
    }

    /// Hides what else has to be, so that no hidden number can be had from its sum and the parts that are shown.
    pub(super) fn spread(&mut self, min: u64, cut: Cut) {
        // Parts of each sum, smallest first; the empty ones are known to be empty.
        let sums: Vec<(usize, Vec<usize>)> = (0..self.nodes.len())
            .filter(|&at| self.nodes[at].depth < cut.level)
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
                    let next = parts.iter().copied().find(|&part| self.nodes[part].since.is_none());
                    let next = next.or((*at != 0 && cut.alone).then_some(*at));
                    match next {
                        Some(next) => self.nodes[next].since = Some(cut),
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
        for part in parts.iter().map(|&part| &self.nodes[part]).filter(|part| part.since.is_some()) {
            hidden += 1;
            sum = sum.saturating_add(part.size);
            all_small &= part.small;
        }
        if self.nodes[at].since.is_some() {
            return hidden > 0;
        }
        // All of one person, or all of the largest size that is hidden for its own sake: one split only.
        let one_split = sum <= hidden || (all_small && sum == hidden * (min - 1));
        // Each of them is at least one: what is left is how far any of them can be from what it is.
        hidden == 0 || (hidden >= 2 && sum.saturating_sub(hidden) >= min && !one_split)
    }
}
