//! Krackhardt's hierarchy: does influence flow one way only?

use crate::graph::{InteractionGraph, strong_components};
use crate::{Error, MemberId, Result};
use rayon::prelude::*;

/// Members that [`hierarchy`] takes at most. All pairs are looked at, and in a large community nearly everybody
/// reaches everybody, so the measure says something of units only.
pub const HIERARCHY_MAX_MEMBERS: usize = 20_000;

/// Sources that are followed at once, one bit each.
const SOURCES: usize = u64::BITS as usize;

/// Krackhardt's hierarchy and the pairs that it is a share of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hierarchy {
    /// Pairs of members of whom at least one reaches the other along arcs.
    pub reachable: u64,
    /// Those of whom only one reaches the other.
    pub one_way: u64,
    /// one_way / reachable: 1 in a tree of command, 0 if whoever reaches can be reached. None if nobody reaches
    /// anybody.
    pub hierarchy: Option<f64>,
}

/// Krackhardt's hierarchy: the share of connected pairs in which only one side reaches the other along arcs.
///
/// Near 1 in a unit where everybody answers the boss and nobody is answered (broadcasting); near 0 where talk
/// comes back. Weights are not looked at. O(n m / 64), parallel.
///
/// # Errors
/// [`Error::Option`] for a graph of more than [`HIERARCHY_MAX_MEMBERS`].
///
/// Reference: D. Krackhardt, "Graph theoretical dimensions of informal organizations", in K. Carley and M. Prietula
/// (eds.), Computational Organization Theory (Erlbaum 1994), 89-111.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, hierarchy};
/// // 1 and 2 answer 0, 3 answers 1; then 0 answers 1 back.
/// let tree = InteractionGraph::from_arcs(4, &[1, 2, 3], &[0, 0, 1], &[1.0; 3])?;
/// assert_eq!(hierarchy(&tree)?.hierarchy, Some(1.0));
/// let talk = InteractionGraph::from_arcs(4, &[1, 2, 3, 0], &[0, 0, 1, 1], &[1.0; 4])?;
/// assert_eq!((hierarchy(&talk)?.one_way, hierarchy(&talk)?.reachable), (4, 5));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn hierarchy(graph: &InteractionGraph) -> Result<Hierarchy> {
    let nodes = graph.node_count();
    if nodes > HIERARCHY_MAX_MEMBERS {
        return Err(Error::Option {
            option: "graph",
            found: format!("{nodes} members"),
            expected: format!("at most {HIERARCHY_MAX_MEMBERS}; take one unit at a time"),
        });
    }
    let components = strong_components(graph);
    // Whom one member of a strong component reaches, all of it reach: one source stands for all.
    let mut sources: Vec<Option<MemberId>> = vec![None; components.count()];
    for (member, &label) in graph.members().zip(&components.labels) {
        sources[label as usize].get_or_insert(member);
    }
    let sources: Vec<(MemberId, u64)> = sources
        .into_iter()
        .zip(&components.sizes)
        .filter_map(|(m, &size)| Some((m?, u64::from(size))))
        .collect();
    // Ordered pairs, each member with itself among them.
    let ordered: u64 = sources.par_chunks(SOURCES).map(|sources| reached(graph, sources)).sum();
    let ordered = ordered - nodes as u64;
    let mutual: u64 = sources.iter().map(|&(_, size)| size * (size - 1) / 2).sum();
    let one_way = ordered - 2 * mutual;
    let reachable = one_way + mutual;
    let hierarchy = (reachable > 0).then(|| one_way as f64 / reachable as f64);
    Ok(Hierarchy { reachable, one_way, hierarchy })
}

/// Sum over up to 64 sources of the members that each reaches, itself among them, times the source's weight.
fn reached(graph: &InteractionGraph, sources: &[(MemberId, u64)]) -> u64 {
    let mut seen = vec![0u64; graph.node_count()];
    let mut arrived = vec![0u64; graph.node_count()];
    let mut front: Vec<MemberId> = Vec::new();
    for (bit, &(source, _)) in sources.iter().enumerate() {
        arrived[source.index()] = 1 << bit;
        front.push(source);
    }
    let mut next = Vec::new();
    let mut pairs = 0;
    while !front.is_empty() {
        for &member in &front {
            let new = std::mem::take(&mut arrived[member.index()]) & !seen[member.index()];
            seen[member.index()] |= new;
            if new == 0 {
                continue;
            }
            let mut bits = new;
            while bits != 0 {
                pairs += sources[bits.trailing_zeros() as usize].1;
                bits &= bits - 1;
            }
            for contact in graph.out_neighbours(member).members {
                let arrived = &mut arrived[contact.index()];
                // In the next front once, or later in this one, where it takes these along.
                if *arrived == 0 && new & !seen[contact.index()] != 0 {
                    next.push(*contact);
                }
                *arrived |= new & !seen[contact.index()];
            }
        }
        front.clear();
        std::mem::swap(&mut front, &mut next);
    }
    pairs
}
