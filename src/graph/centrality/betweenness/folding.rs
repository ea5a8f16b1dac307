//! Members who hang on a single other one, counted by formula instead of by search.
//!
//! Every path from or to them passes through the one they hang on, so that one searches for them too, with a
//! multiplicity. Ties fold up whole trees. Of directed arcs only their ends fold: members whom nobody acted on and
//! who acted on one, and members who acted on nobody and on whom one acted.
//!
//! Reference: A. E. Sariyüce, E. Saule, K. Kaya, Ü. V. Çatalyürek, *Shattering and compressing networks for
//! betweenness centrality*, SIAM International Conference on Data Mining (2013).

use super::compact::Compact;
use crate::MemberId;
use crate::graph::Adjacency;
use crate::graph::csr::row;

/// What is left of a graph, and what is known without a search.
pub(super) struct Folded {
    pub(super) core: Compact,
    /// By member of the core: sources that it stands for, itself included.
    pub(super) multiplicity: Vec<f64>,
    /// By member of the core: targets that hang on it.
    pub(super) hanging: Vec<f64>,
    /// By member of the graph: ordered pairs to add to what the search finds.
    pub(super) members: Vec<f64>,
    /// Ties folded, as the positions of their two places, and pairs that each carries.
    pub(super) ties: Vec<([usize; 2], f64)>,
}

impl Folded {
    /// Nothing folded.
    pub(super) fn none(graph: Adjacency<'_>) -> Self {
        let nodes = graph.node_count();
        Folded {
            core: Compact::new(graph, (0..nodes as u32).collect()),
            multiplicity: vec![1.0; nodes],
            hanging: vec![0.0; nodes],
            members: vec![0.0; nodes],
            ties: Vec::new(),
        }
    }

    pub(super) fn new(graph: Adjacency<'_>) -> Self {
        if graph.is_directed() { Self::arcs(graph) } else { Self::ties(graph) }
    }

    /// Sources of the core that find something, with their multiplicities.
    pub(super) fn sources(&self) -> Vec<(u32, f64)> {
        (0..self.core.len())
            .filter(|&member| self.core.out().degree(member) > 0 || self.multiplicity[member] > 1.0)
            .map(|member| (member as u32, self.multiplicity[member]))
            .collect()
    }

    fn arcs(graph: Adjacency<'_>) -> Self {
        let nodes = graph.node_count();
        let out = |member| row(graph.out.start, member);
        let into = |member| row(graph.into.start, member);
        let (mut multiplicity, mut hanging) = (vec![1.0; nodes], vec![0.0; nodes]);
        let mut kept = Vec::new();
        for member in (0..nodes as u32).map(MemberId) {
            match (into(member).len(), out(member).len()) {
                (0, 0) => {}
                (0, 1) => {
                    let on = graph.out.neighbour[out(member).start];
                    multiplicity[on.index()] += 1.0;
                }
                (1, 0) => {
                    let on = graph.into.neighbour[into(member).start];
                    hanging[on.index()] += 1.0;
                }
                _ => kept.push(member.0),
            }
        }
        let of_kept = |all: &[f64]| kept.iter().map(|&member| all[member as usize]).collect();
        Folded {
            multiplicity: of_kept(&multiplicity),
            hanging: of_kept(&hanging),
            core: Compact::new(graph, kept),
            members: vec![0.0; nodes],
            ties: Vec::new(),
        }
    }

    fn ties(graph: Adjacency<'_>) -> Self {
        let nodes = graph.node_count();
        let rows = graph.out;
        let range = |member: usize| row(rows.start, MemberId(member as u32));
        let mut degree: Vec<usize> = (0..nodes).map(|member| range(member).len()).collect();
        let mut leaves: Vec<usize> = (0..nodes).rev().filter(|&member| degree[member] == 1).collect();
        // Members of the tree folded into each so far, and the squares of the branches it was made of.
        let (mut size, mut squares) = (vec![1.0; nodes], vec![0.0; nodes]);
        let mut folded: Vec<(usize, usize)> = Vec::new();
        let mut gone = vec![false; nodes];
        while let Some(leaf) = leaves.pop() {
            let mut on = range(leaf).filter(|&at| !gone[rows.neighbour[at].index()]);
            // The last member of a tree has nobody left.
            if let (Some(at), true) = (on.next(), degree[leaf] == 1) {
                let on = rows.neighbour[at].index();
                gone[leaf] = true;
                folded.push((leaf, at));
                size[on] += size[leaf];
                squares[on] += size[leaf] * size[leaf];
                degree[on] -= 1;
                if degree[on] == 1 {
                    leaves.push(on);
                }
            }
        }
        let kept: Vec<u32> = (0..nodes).filter(|&member| !gone[member]).map(|member| member as u32).collect();
        let of_kept = |all: &[f64]| -> Vec<f64> { kept.iter().map(|&member| all[member as usize]).collect() };
        let multiplicity = of_kept(&size);
        let core = Compact::new(graph, kept);

        // Members of the whole component: in the core by a search, in the trees from where they hang.
        let mut component = vec![0.0; nodes];
        for (members, total) in components(&core, &multiplicity) {
            members.iter().for_each(|&member| component[core.members[member] as usize] = total);
        }
        for &(leaf, at) in folded.iter().rev() {
            component[leaf] = component[rows.neighbour[at].index()];
        }
        let mut members: Vec<f64> = squares.iter().map(|squares| -squares).collect();
        let mut ties = Vec::with_capacity(folded.len());
        for &(leaf, at) in &folded {
            let below = size[leaf] - 1.0;
            let beyond = component[leaf] - size[leaf];
            members[leaf] += 2.0 * below * beyond + below * below;
            let on = rows.neighbour[at];
            let mut back = range(on.index());
            if let Some(back) = back.find(|&back| rows.neighbour[back].index() == leaf) {
                ties.push(([at, back], size[leaf] * beyond));
            }
        }
        let hanging = multiplicity.iter().map(|size| size - 1.0).collect();
        Folded { core, multiplicity, hanging, members, ties }
    }
}

/// Connected members of the core, and how many members of the graph each such set stands for.
fn components(core: &Compact, multiplicity: &[f64]) -> Vec<(Vec<usize>, f64)> {
    let mut seen = vec![false; core.len()];
    let mut components = Vec::new();
    for first in 0..core.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut members = vec![first];
        let mut at = 0;
        while at < members.len() {
            for &next in core.out().row(members[at]) {
                if !std::mem::replace(&mut seen[next as usize], true) {
                    members.push(next as usize);
                }
            }
            at += 1;
        }
        let total = members.iter().map(|&member| multiplicity[member]).sum();
        components.push((members, total));
    }
    components
}
