//! Cuts: members and ties that hold parts of the community together on their own.

use super::depth_first::{Visit, depth_first};
use crate::MemberId;
use crate::graph::TieGraph;

/// A member without whom its component falls apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticulationPoint {
    /// Who.
    pub member: MemberId,
    /// Members of the parts that its component falls into, the member itself not counted; largest first, two or more.
    pub parts: Vec<u32>,
}

impl ArticulationPoint {
    /// Members who lose touch with the largest part if this one leaves.
    pub fn cut_off(&self) -> u64 {
        self.parts.iter().skip(1).map(|&part| u64::from(part)).sum()
    }
}

/// A tie that is the only connection between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bridge {
    /// Its ends, the smaller id first.
    pub ends: (MemberId, MemberId),
    /// How many members hang on each end, the end itself counted.
    pub sides: (u32, u32),
}

impl Bridge {
    /// Members who lose touch with the larger part if this tie goes.
    pub fn cut_off(&self) -> u32 {
        self.sides.0.min(self.sides.1)
    }
}

/// What [`cuts`] finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cuts {
    /// In order of id.
    pub articulation_points: Vec<ArticulationPoint>,
    /// In order of the ends.
    pub bridges: Vec<Bridge>,
}

/// Articulation points and bridges: the members and the ties whose loss alone splits a component, with the sizes of
/// the parts. A community with many depends on single people for its cohesion.
///
/// One depth-first search; a part hangs on a member if no tie leads from it past the member.
/// O(n + m), one thread.
///
/// Reference: J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation",
/// Communications of the ACM 16 (1973), 372-378.
///
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::{InteractionGraph, cuts};
/// // A triangle 0-1-2, and a chain 2-3-4.
/// let graph = InteractionGraph::from_arcs(5, &[0, 1, 2, 2, 3], &[1, 2, 0, 3, 4], &[1.0; 5])?;
/// let cuts = cuts(&graph.ties());
/// assert_eq!(cuts.articulation_points[0].member, MemberId(2));
/// assert_eq!(cuts.articulation_points[0].parts, [2, 2]);
/// assert_eq!(cuts.bridges[1].ends, (MemberId(3), MemberId(4)));
/// assert_eq!(cuts.bridges[1].cut_off(), 1);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn cuts(ties: &TieGraph) -> Cuts {
    // Of the component at hand: a member and the size of a part that hangs on it; the member above a bridge, the
    // member below it, and how many are below.
    let mut parts: Vec<(u32, u32)> = Vec::new();
    let mut bridges: Vec<(u32, u32, u32)> = Vec::new();
    let (mut articulation_points, mut all_bridges) = (Vec::new(), Vec::new());
    depth_first(ties, |visit| match visit {
        Visit::Member(_) => {}
        Visit::Branch { above, below, members, bridge } => {
            parts.push((above, members));
            if bridge {
                bridges.push((above, below, members));
            }
        }
        Visit::Component { members } => {
            parts.sort_unstable();
            for parts in parts.chunk_by(|a, b| a.0 == b.0) {
                let hanging: u32 = parts.iter().map(|part| part.1).sum();
                // What is left of the component; nothing at the root, where everything hangs.
                let rest = members - 1 - hanging;
                if parts.len() > 1 || rest > 0 {
                    let mut sizes: Vec<u32> = parts.iter().map(|part| part.1).collect();
                    sizes.extend((rest > 0).then_some(rest));
                    sizes.sort_unstable_by(|a, b| b.cmp(a));
                    articulation_points
                        .push(ArticulationPoint { member: MemberId(parts[0].0), parts: sizes });
                }
            }
            parts.clear();
            all_bridges.extend(bridges.drain(..).map(|(above, below, beneath)| {
                let (ends, sides) = ((above, below), (members - beneath, beneath));
                let (ends, sides) =
                    if above < below { (ends, sides) } else { ((below, above), (sides.1, sides.0)) };
                Bridge { ends: (MemberId(ends.0), MemberId(ends.1)), sides }
            }));
        }
    });
    articulation_points.sort_unstable_by_key(|point| point.member);
    all_bridges.sort_unstable_by_key(|bridge| bridge.ends);
    Cuts { articulation_points, bridges: all_bridges }
}
