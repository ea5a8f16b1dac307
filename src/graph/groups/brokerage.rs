//! Gould-Fernandez brokerage: who stands between two who do not act on each other, and of which groups.

use super::super::InteractionGraph;
use super::labels::{NO_GROUP, group_count};
use crate::{MemberId, Result};
use rayon::prelude::*;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 8;

/// Open two-step paths a -> v -> b through a member v, by the groups of a, v and b.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BrokerageRoles {
    /// All three of one group (AAA).
    pub coordinator: u64,
    /// Both others of one group, the member of another (ABA): a consultant from outside.
    pub itinerant: u64,
    /// From another group into the own one (ABB).
    pub gatekeeper: u64,
    /// From the own group to another one (AAB).
    pub representative: u64,
    /// Between two other groups (ABC).
    pub liaison: u64,
}

impl BrokerageRoles {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.coordinator + self.between_groups()
    }

    /// Those with more than one group in them.
    pub fn between_groups(&self) -> u64 {
        self.itinerant + self.gatekeeper + self.representative + self.liaison
    }

    /// The role of the middle one of a, v and b.
    #[inline]
    fn role(&mut self, a: u32, v: u32, b: u32) -> &mut u64 {
        match (a == v, v == b, a == b) {
            (true, true, _) => &mut self.coordinator,
            (true, false, _) => &mut self.representative,
            (false, true, _) => &mut self.gatekeeper,
            (false, false, true) => &mut self.itinerant,
            (false, false, false) => &mut self.liaison,
        }
    }

    fn add(&mut self, other: &BrokerageRoles) {
        self.coordinator += other.coordinator;
        self.itinerant += other.itinerant;
        self.gatekeeper += other.gatekeeper;
        self.representative += other.representative;
        self.liaison += other.liaison;
    }

    fn take(&mut self, other: &BrokerageRoles) {
        self.coordinator -= other.coordinator;
        self.itinerant -= other.itinerant;
        self.gatekeeper -= other.gatekeeper;
        self.representative -= other.representative;
        self.liaison -= other.liaison;
    }
}

/// What [`brokerage`] finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brokerage {
    /// Roles of every member; zeros for a member of no group.
    pub members: Vec<BrokerageRoles>,
    /// Their sums.
    pub total: BrokerageRoles,
}

/// Gould-Fernandez roles of every member.
///
/// Counted are ordered open two-step paths: a acted on v and v on b, and a not on b (b may have acted on a). Weights are
/// not looked at. Members of no group ([`NO_GROUP`]) take no part. A tie counts as arcs both ways if the graph has both.
///
/// All two-step paths are counted by group from the rows of each member, and the closed ones are taken off: these are
/// found triangle by triangle, each once.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where there is not one label a member.
///
/// # Complexity
/// O(n + m^1.5) at worst, in practice far less; parallel, with 40 bytes a member and thread.
///
/// # Reference
/// R. V. Gould, R. M. Fernandez, *Structures of mediation: a formal approach to brokerage in transaction networks*,
/// Sociological Methodology 19 (1989).
///
/// # Example
/// ```
/// use cmgraph::graph::{InteractionGraph, brokerage};
/// // A -> B, A -> C, B -> C, B -> D, C -> D, D -> A; A and B are of one group, C and D of another.
/// let graph = InteractionGraph::from_arcs(4, &[0, 0, 1, 1, 2, 3], &[1, 2, 2, 3, 3, 0], &[1.0; 6])?;
/// let found = brokerage(&graph, &[1, 1, 2, 2])?;
/// assert_eq!((found.members[0].itinerant, found.members[0].gatekeeper), (1, 1));
/// assert_eq!((found.members[2].gatekeeper, found.members[2].total()), (1, 1));
/// assert_eq!(found.total.total(), 6);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn brokerage(graph: &InteractionGraph, groups: &[u32]) -> Result<Brokerage> {
    let count = group_count(graph.node_count(), groups)?;
    let mut members: Vec<BrokerageRoles> = (0..graph.node_count())
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .map_init(|| vec![0; count], |arrivals, member| all_paths(graph, groups, member, arrivals))
        .collect();
    let closed = Forward::of(graph, groups).closed_paths(groups);
    members.iter_mut().zip(&closed).for_each(|(member, closed)| member.take(closed));
    let mut total = BrokerageRoles::default();
    members.iter().for_each(|member| total.add(member));
    Ok(Brokerage { members, total })
}

/// Paths a -> v -> b with a other than b, open or closed. `arrivals` is all zero before and after.
fn all_paths(
    graph: &InteractionGraph,
    groups: &[u32],
    member: usize,
    arrivals: &mut [u64],
) -> BrokerageRoles {
    let own = groups[member];
    let mut roles = BrokerageRoles::default();
    if own == NO_GROUP {
        return roles;
    }
    let member = MemberId(member as u32);
    let (into, out) = (graph.in_neighbours(member).members, graph.out_neighbours(member).members);
    let known = |of: &&MemberId| groups[of.index()] != NO_GROUP;
    let (mut from_own, mut from_others) = (0, 0);
    for source in into.iter().filter(known) {
        let group = groups[source.index()];
        arrivals[group as usize] += 1;
        *(if group == own { &mut from_own } else { &mut from_others }) += 1;
    }
    for target in out.iter().filter(known) {
        let group = groups[target.index()];
        if group == own {
            roles.coordinator += from_own;
            roles.gatekeeper += from_others;
        } else {
            let same = arrivals[group as usize];
            roles.representative += from_own;
            roles.itinerant += same;
            roles.liaison += from_others - same;
        }
    }
    for source in into.iter().filter(known) {
        arrivals[groups[source.index()] as usize] = 0;
    }
    // Back to where it came from is no path between two.
    let mut rest = out;
    for source in into.iter().filter(known) {
        rest = &rest[rest.partition_point(|target| target < source)..];
        if rest.first() == Some(source) {
            let group = groups[source.index()];
            *roles.role(group, own, group) -= 1;
        }
    }
    roles
}

/// Arc from the member of the row, arc to it.
const THERE: u8 = 1;
const BACK: u8 = 2;

/// The ties of every member to members of higher rank, and which arcs they are made of. Rank goes by the number of
/// ties, so that no row is long.
struct Forward {
    start: Vec<u32>,
    other: Vec<u32>,
    ways: Vec<u8>,
}

impl Forward {
    fn of(graph: &InteractionGraph, groups: &[u32]) -> Forward {
        let degrees: Vec<u32> = super::super::partner_counts(graph).into_iter().map(|n| n as u32).collect();
        let rank = |member: MemberId| (degrees[member.index()], member.0);
        let higher = |member: u32| {
            let member = MemberId(member);
            let (out, into) = (graph.out_neighbours(member).members, graph.in_neighbours(member).members);
            let mut row = Vec::new();
            let (mut i, mut j) = (0, 0);
            let known = groups[member.index()] != NO_GROUP;
            while known && (i < out.len() || j < into.len()) {
                let next = match (out.get(i), into.get(j)) {
                    (Some(&x), Some(&y)) => x.min(y),
                    (x, y) => x.or(y).copied().unwrap_or(member),
                };
                let (there, back) = (out.get(i) == Some(&next), into.get(j) == Some(&next));
                (i, j) = (i + usize::from(there), j + usize::from(back));
                if rank(next) > rank(member) && groups[next.index()] != NO_GROUP {
                    row.push((next.0, u8::from(there) * THERE + u8::from(back) * BACK));
                }
            }
            row
        };
        let rows: Vec<Vec<(u32, u8)>> =
            (0..graph.node_count() as u32).into_par_iter().with_min_len(ROWS_PER_TASK).map(higher).collect();
        let mut forward = Forward { start: vec![0], other: Vec::new(), ways: Vec::new() };
        for row in rows {
            forward.other.extend(row.iter().map(|tie| tie.0));
            forward.ways.extend(row.iter().map(|tie| tie.1));
            forward.start.push(forward.other.len() as u32);
        }
        forward
    }

    fn row(&self, member: u32) -> (&[u32], &[u8]) {
        let row = self.start[member as usize] as usize..self.start[member as usize + 1] as usize;
        (&self.other[row.clone()], &self.ways[row])
    }

    /// Paths a -> v -> b with a -> b, by v. Whole numbers, so that it does not matter how the threads share the work.
    fn closed_paths(&self, groups: &[u32]) -> Vec<BrokerageRoles> {
        let nodes = groups.len();
        let fresh = || (vec![0u8; nodes], vec![BrokerageRoles::default(); nodes]);
        (0..nodes as u32)
            .into_par_iter()
            .with_min_len(ROWS_PER_TASK)
            .fold(fresh, |(mut ways_to, mut closed), x| {
                let (ys, xy) = self.row(x);
                ys.iter().zip(xy).for_each(|(&y, &ways)| ways_to[y as usize] = ways);
                for (&y, &xy) in ys.iter().zip(xy) {
                    let (zs, yz) = self.row(y);
                    for (&z, &yz) in zs.iter().zip(yz) {
                        let xz = ways_to[z as usize];
                        if xz != 0 {
                            see_triangle(groups, [x, y, z], [xy, yz, xz], &mut closed);
                        }
                    }
                }
                ys.iter().for_each(|&y| ways_to[y as usize] = 0);
                (ways_to, closed)
            })
            .map(|(_, closed)| closed)
            .reduce(Vec::new, |mut a, b| {
                if a.is_empty() {
                    return b;
                }
                a.iter_mut().zip(&b).for_each(|(a, b)| a.add(b));
                a
            })
    }
}

/// Counts the closed paths of a triangle: for each arc of it, the way round over the third member.
#[inline]
fn see_triangle(groups: &[u32], members: [u32; 3], ways: [u8; 3], closed: &mut [BrokerageRoles]) {
    let [x, y, z] = members;
    let [xy, yz, xz] = ways;
    let mut see = |a: u32, v: u32, b: u32, there: bool| {
        if there {
            let [a, own, b] = [a, v, b].map(|member| groups[member as usize]);
            *closed[v as usize].role(a, own, b) += 1;
        }
    };
    let (there, back) = (|ways: u8| ways & THERE != 0, |ways: u8| ways & BACK != 0);
    see(x, y, z, there(xy) && there(yz) && there(xz));
    see(z, y, x, back(xy) && back(yz) && back(xz));
    see(y, x, z, back(xy) && there(xz) && there(yz));
    see(z, x, y, there(xy) && back(xz) && back(yz));
    see(x, z, y, there(xz) && back(yz) && there(xy));
    see(y, z, x, back(xz) && there(yz) && back(xy));
}
