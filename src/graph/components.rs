//! Weak and strong components.

use super::{InteractionGraph, Partition};

/// Outgoing arcs of every member that are followed before the giant component is looked for.
const SAMPLED_ARCS: usize = 2;
/// Label of a member that has none yet.
const NONE: u32 = u32::MAX;

/// The partition into components; [`Partition`] says how they are numbered.
pub type Components = Partition;

/// Weak components: members are together if arcs join them, whatever the direction.
///
/// Union-find. A few arcs of every member are enough to find most of the giant component; after
/// that only the arcs of members outside it are looked at. O(n + m) up to the inverse Ackermann factor, in
/// practice far fewer arcs than m.
///
/// Reference: M. Sutton, T. Ben-Nun and A. Barak, "Optimizing parallel graph connectivity computation via subgraph
/// sampling", IPDPS 2018 (the sampling).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, strong_components, weak_components};
/// let graph = InteractionGraph::from_arcs(5, &[3, 4, 4], &[4, 3, 1], &[1.0; 3])?;
/// assert_eq!(weak_components(&graph).labels, [1, 0, 2, 0, 0]);
/// assert_eq!(strong_components(&graph).labels, [1, 2, 3, 0, 0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn weak_components(graph: &InteractionGraph) -> Components {
    let nodes = graph.node_count();
    let mut parent: Vec<u32> = (0..nodes as u32).collect();
    for member in graph.members() {
        for &target in graph.out_neighbours(member).members.iter().take(SAMPLED_ARCS) {
            unite(&mut parent, member.0, target.0);
        }
    }
    flatten(&mut parent);
    let mut sizes = vec![0u32; nodes];
    for &root in &parent {
        sizes[root as usize] += 1;
    }
    let giant = (0..nodes as u32).max_by_key(|&root| sizes[root as usize]).unwrap_or(NONE);

    // An arc with both ends in the giant joins nothing new; any other has an end outside, which looks at it from
    // its side.
    for member in graph.members() {
        if find(&mut parent, member.0) != find(&mut parent, giant) {
            let out = graph.out_neighbours(member).members.iter().skip(SAMPLED_ARCS);
            for &other in out.chain(graph.in_neighbours(member).members) {
                unite(&mut parent, member.0, other.0);
            }
        }
    }
    flatten(&mut parent);
    Components::numbered(parent)
}

/// The root of a member's tree; halves the path on the way.
#[inline]
fn find(parent: &mut [u32], mut member: u32) -> u32 {
    while parent[member as usize] != member {
        parent[member as usize] = parent[parent[member as usize] as usize];
        member = parent[member as usize];
    }
    member
}

/// Joins two trees. The smaller id becomes the root, so parents are never larger than children.
#[inline]
fn unite(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parent, a), find(parent, b));
    if a != b {
        parent[a.max(b) as usize] = a.min(b);
    }
}

/// Points every member at its root. One pass, because parents come before their children.
fn flatten(parent: &mut [u32]) {
    for member in 0..parent.len() {
        parent[member] = parent[parent[member] as usize];
    }
}

/// Strong components: members are together if each reaches the other along arcs.
///
/// Tarjan's algorithm with an explicit stack. O(n + m), one thread.
///
/// Reference: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972), 146-160.
pub fn strong_components(graph: &InteractionGraph) -> Components {
    let nodes = graph.node_count();
    let mut labels = vec![NONE; nodes];
    // Lowest visit number reached from a member; once its component is closed, NONE, which no minimum takes.
    let mut low = vec![0u32; nodes];
    let mut open: Vec<u32> = Vec::new();
    // Member, next arc to look at, its own visit number.
    let mut path: Vec<(u32, u32, u32)> = Vec::new();
    let (mut visits, mut components) = (0u32, 0u32);
    for root in 0..nodes as u32 {
        if low[root as usize] != 0 {
            continue;
        }
        visits += 1;
        low[root as usize] = visits;
        open.push(root);
        path.push((root, graph.out_start[root as usize], visits));
        while let Some(top) = path.last_mut() {
            let (member, visit) = (top.0, top.2);
            let end = graph.out_start[member as usize + 1];
            let mut lowest = low[member as usize];
            let mut arc = top.1;
            let mut down = None;
            while arc < end {
                let target = graph.out_target[arc as usize].0;
                arc += 1;
                let reached = low[target as usize];
                if reached == 0 {
                    down = Some(target);
                    break;
                }
                lowest = lowest.min(reached);
            }
            top.1 = arc;
            low[member as usize] = lowest;
            if let Some(target) = down {
                visits += 1;
                low[target as usize] = visits;
                open.push(target);
                path.push((target, graph.out_start[target as usize], visits));
                continue;
            }
            path.pop();
            if lowest == visit {
                while let Some(closed) = open.pop() {
                    labels[closed as usize] = components;
                    low[closed as usize] = NONE;
                    if closed == member {
                        break;
                    }
                }
                components += 1;
            } else if let Some(&(above, _, _)) = path.last() {
                low[above as usize] = low[above as usize].min(lowest);
            }
        }
    }
    Components::numbered(labels)
}
