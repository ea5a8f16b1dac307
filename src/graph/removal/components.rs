//! Components of what remains, without making a graph of it.

use crate::MemberId;
use crate::graph::TieGraph;

/// Ties of every member that are followed before the largest component is looked for.
const SAMPLED_TIES: usize = 2;

/// Who remains and in which pieces, with its memory kept from set to set.
///
/// Union-find. Few ties of everybody are enough to find most of the largest piece; after that only the ties of those
/// outside it are looked at (Sutton, Ben-Nun and Barak, IPDPS 2018). O(n + ties of those outside) in practice.
pub(crate) struct Remains<'a> {
    ties: &'a TieGraph,
    gone: Vec<bool>,
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl<'a> Remains<'a> {
    pub(crate) fn new(ties: &'a TieGraph) -> Remains<'a> {
        let nodes = ties.node_count();
        Remains { ties, gone: vec![false; nodes], parent: vec![0; nodes], size: vec![0; nodes] }
    }

    /// Sizes of the pieces without these members, largest first; ids that do not exist are passed over.
    pub(crate) fn without(&mut self, removed: &[MemberId]) -> Vec<u32> {
        self.mark(removed, true);
        let sizes = self.sizes();
        self.mark(removed, false);
        sizes
    }

    fn mark(&mut self, removed: &[MemberId], gone: bool) {
        for member in removed {
            if let Some(mark) = self.gone.get_mut(member.index()) {
                *mark = gone;
            }
        }
    }

    fn sizes(&mut self) -> Vec<u32> {
        let nodes = self.parent.len() as u32;
        (0..nodes).for_each(|member| self.parent[member as usize] = member);
        for member in 0..nodes {
            self.join(member, 0, SAMPLED_TIES);
        }
        self.flatten();
        self.size.fill(0);
        for (&root, &gone) in self.parent.iter().zip(&self.gone) {
            self.size[root as usize] += u32::from(!gone);
        }
        let largest = (0..nodes).max_by_key(|&root| self.size[root as usize]).unwrap_or(0);
        for member in 0..nodes {
            if find(&mut self.parent, member) != find(&mut self.parent, largest) {
                self.join(member, SAMPLED_TIES, usize::MAX);
            }
        }
        self.flatten();
        self.size.fill(0);
        for (&root, &gone) in self.parent.iter().zip(&self.gone) {
            self.size[root as usize] += u32::from(!gone);
        }
        let mut sizes: Vec<u32> = self.size.iter().copied().filter(|&size| size > 0).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }

    /// Follows the ties of a member who remains, from one position up to another.
    fn join(&mut self, member: u32, from: usize, to: usize) {
        if self.gone[member as usize] {
            return;
        }
        let row = self.ties.neighbours(MemberId(member)).members;
        for &other in row.get(from.min(row.len())..to.min(row.len())).unwrap_or_default() {
            if !self.gone[other.index()] {
                unite(&mut self.parent, member, other.0);
            }
        }
    }

    /// Points every member at its root. One pass, because parents come before their children.
    fn flatten(&mut self) {
        for member in 0..self.parent.len() {
            self.parent[member] = self.parent[self.parent[member] as usize];
        }
    }
}

/// The root of a member's tree; halves the path on the way.
#[inline]
pub(super) fn find(parent: &mut [u32], mut member: u32) -> u32 {
    while parent[member as usize] != member {
        parent[member as usize] = parent[parent[member as usize] as usize];
        member = parent[member as usize];
    }
    member
}

/// Joins two trees; the smaller id becomes the root. Whether they were two.
#[inline]
pub(super) fn unite(parent: &mut [u32], a: u32, b: u32) -> bool {
    let (a, b) = (find(parent, a), find(parent, b));
    if a != b {
        parent[a.max(b) as usize] = a.min(b);
    }
    a != b
}
