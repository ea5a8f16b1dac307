//! Splits communities that do not hang together.

use super::level::{Level, grouped};

/// Labels after every community (labels below `count`) has been split into its connected components. Modularity does
/// not fall: what is split has no ties between, and its expected ties are no longer counted. O(n + m), less where
/// communities are dense: a community is left as soon as all its members are reached.
pub(super) fn connected(level: &Level, labels: &[u32], count: usize) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let (start, order) = grouped(labels, count);
    let mut component = vec![NONE; labels.len()];
    let mut reached = Vec::new();
    for ends in start.windows(2) {
        let members = &order[ends[0] as usize..ends[1] as usize];
        let mut left = members.len();
        for &root in members {
            if component[root as usize] != NONE {
                continue;
            }
            // Named after its smallest member.
            component[root as usize] = root;
            left -= 1;
            reached.push(root);
            while left > 0
                && let Some(member) = reached.pop()
            {
                for tie in level.row(member) {
                    let to = tie.to as usize;
                    if component[to] == NONE && labels[to] == labels[root as usize] {
                        component[to] = root;
                        left -= 1;
                        reached.push(tie.to);
                    }
                }
            }
            reached.clear();
        }
    }
    component
}
