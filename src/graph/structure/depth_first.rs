//! Depth-first search along ties, with what the parts below a member can reach.

use crate::graph::TieGraph;

/// Where the search is.
pub(super) enum Visit {
    /// A member is reached for the first time.
    Member(u32),
    /// A part hangs on `above`: no tie leads from it past `above`. It was entered by `below` and has so many members,
    /// the last ones reached. `bridge`: only this tie leads to it.
    Branch { above: u32, below: u32, members: u32, bridge: bool },
    /// A component is finished.
    Component { members: u32 },
}

/// A member on the path from the root.
struct Step {
    member: u32,
    /// Number of the visit, from 1.
    visit: u32,
    /// Next tie to look at.
    next: u32,
    /// Lowest visit that the part below reaches, other than by the tie it came by.
    low: u32,
    /// The tie back up has been seen.
    up_seen: bool,
}

/// Visits every member once, smallest id first among roots and among the contacts of a member. Iterative.
pub(super) fn depth_first(ties: &TieGraph, mut report: impl FnMut(Visit)) {
    let mut visits = vec![0u32; ties.node_count()];
    let mut path: Vec<Step> = Vec::new();
    let mut count = 0;
    for root in 0..ties.node_count() as u32 {
        if visits[root as usize] != 0 {
            continue;
        }
        let before = count;
        count += 1;
        visits[root as usize] = count;
        report(Visit::Member(root));
        path.push(Step {
            member: root,
            visit: count,
            next: ties.start[root as usize],
            low: count,
            up_seen: true,
        });
        let mut above = 0;
        while let Some(step) = path.last_mut() {
            let end = ties.start[step.member as usize + 1];
            let mut down = None;
            let row = &ties.neighbour[step.next as usize..end as usize];
            for (at, contact) in row.iter().enumerate() {
                let reached = visits[contact.index()];
                if reached == 0 {
                    down = Some(contact.0);
                    step.next += at as u32 + 1;
                    break;
                }
                if reached < step.low {
                    // There is one tie to the member above, and it says nothing.
                    if reached == above && !step.up_seen {
                        step.up_seen = true;
                    } else {
                        step.low = reached;
                    }
                }
            }
            if let Some(member) = down {
                above = step.visit;
                count += 1;
                visits[member as usize] = count;
                report(Visit::Member(member));
                let next = ties.start[member as usize];
                path.push(Step { member, visit: count, next, low: count, up_seen: false });
                continue;
            }
            let Some(done) = path.pop() else { break };
            let Some(parent) = path.last_mut() else { break };
            parent.low = parent.low.min(done.low);
            if done.low >= parent.visit {
                report(Visit::Branch {
                    above: parent.member,
                    below: done.member,
                    members: count + 1 - done.visit,
                    bridge: done.low > parent.visit,
                });
            }
            above = path.len().checked_sub(2).map_or(0, |before| path[before].visit);
        }
        report(Visit::Component { members: count - before });
    }
}
