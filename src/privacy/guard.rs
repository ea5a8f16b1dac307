//! Further numbers that are hidden beside those that have to be, so that sums do not give them away.

use super::audit::{Known, MAX_AUDITED_CELLS, Numbers, is_wide};
use super::tree::{Cut, Tree};
use std::collections::BTreeSet;

/// One number a place of the tree, with what it leaves of its denominator (0 where it has none), of a table that is cut.
pub(super) struct Places<'a, V> {
    pub(super) tree: &'a Tree,
    pub(super) cut: Cut,
    pub(super) values: V,
}

/// The parts of a sum.
pub(super) struct Parts {
    /// Of the hidden ones: which, and what they come to.
    pub(super) hidden: Vec<usize>,
    pub(super) gone: [u64; 2],
    /// Of all of them.
    pub(super) total: [u64; 2],
}

impl<V: Fn(usize) -> Option<[u64; 2]>> Places<'_, V> {
    pub(super) fn is_hidden(&self, hidden: &BTreeSet<usize>, at: usize) -> bool {
        hidden.contains(&at) || self.tree.is_hidden(at, self.cut)
    }

    /// The nearest place from here upwards whose number is shown; the organisation's is known.
    pub(super) fn shown_above(&self, hidden: &BTreeSet<usize>, mut at: usize) -> usize {
        while at != 0 && self.is_hidden(hidden, at) {
            at = self.tree.nodes[at].parent;
        }
        at
    }

    /// In each sum with a hidden part to guard, hides further ones, the smallest first, until there are enough. `guarded` are the
    /// places whose number has to be; of sums that are `open` nothing can be guarded.
    pub(super) fn beside(
        &self,
        hidden: &mut BTreeSet<usize>,
        guarded: impl Fn(usize) -> bool,
        open: impl Fn(&BTreeSet<usize>, usize) -> bool,
        enough: impl Fn(&Parts) -> bool,
    ) {
        let nodes = &self.tree.nodes;
        // Again for what is hidden on the way: a wider unit needs a hidden part.
        let mut before = usize::MAX;
        while before != hidden.len() {
            before = hidden.len();
            for at in (0..nodes.len()).rev().filter(|&at| nodes[at].depth < self.cut.level) {
                let parts =
                    || nodes[at].children.values().copied().filter(|&part| (self.values)(part).is_some());
                loop {
                    let is_hidden = |part: &usize| self.is_hidden(hidden, *part);
                    let gone: Vec<usize> = parts().filter(is_hidden).collect();
                    let is_whole_hidden = at != 0 && is_hidden(&at);
                    let above = is_whole_hidden && guarded(at);
                    let at_risk = gone.iter().any(|&part| guarded(part)) || (above && gone.is_empty());
                    if !at_risk || (is_whole_hidden && !gone.is_empty()) || open(hidden, at) {
                        break;
                    }
                    let sum = |parts: &mut dyn Iterator<Item = usize>| {
                        parts.filter_map(&self.values).fold([0_u64; 2], |sum, value| {
                            [sum[0].saturating_add(value[0]), sum[1].saturating_add(value[1])]
                        })
                    };
                    let found = Parts {
                        gone: sum(&mut gone.iter().copied()),
                        total: sum(&mut parts()),
                        hidden: gone,
                    };
                    if enough(&found) {
                        break;
                    }
                    // By name where they are as large, so that the order of the rows does not matter.
                    match parts().filter(|part| !is_hidden(part)).min_by_key(|&part| self.order(part)) {
                        Some(part) => hidden.insert(part),
                        None => break,
                    };
                }
            }
        }
    }

    /// The smallest first, and empty ones last: they make no range.
    fn order(&self, at: usize) -> Option<(bool, bool, u64)> {
        (self.values)(at).map(|[value, rest]| (value == 0, value == 0 && rest == 0, value))
    }

    /// Hides more until the audit finds a range of `min` for each hidden number, or nothing is left that would help. `again`
    /// hides what has to be with what was hidden.
    pub(super) fn widen(
        &self,
        numbers: &Numbers,
        min: u64,
        hidden: &mut BTreeSet<usize>,
        open: impl Fn(&BTreeSet<usize>, usize) -> bool,
        again: impl Fn(&mut BTreeSet<usize>),
    ) {
        let nodes = &self.tree.nodes;
        let by_name = self.tree.by_name();
        // More that is hidden makes no range narrower.
        let mut done: BTreeSet<usize> = BTreeSet::new();
        while hidden.len() <= MAX_AUDITED_CELLS {
            let known = Known::new(self.tree, numbers, self.cut, |at| hidden.contains(&at));
            let narrow = by_name.iter().copied().filter(|&at| !open(hidden, nodes[at].parent)).find(|at| {
                let is_narrow = |(lower, upper)| !is_wide(lower, upper, min);
                !done.contains(at)
                    && known.bounds(*at).is_some_and(|bounds| is_narrow(bounds) || !done.insert(*at))
            });
            let Some(narrow) = narrow else { return };
            match self.tree.next(narrow, self.cut, |at| self.is_hidden(hidden, at), |at| self.order(at)) {
                Some(next) => {
                    hidden.insert(next);
                    again(hidden);
                }
                None => {
                    done.insert(narrow);
                }
            }
        }
    }
}
