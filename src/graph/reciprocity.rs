//! Reciprocity: do members act on each other, or does one side do all the acting?

use super::InteractionGraph;
use crate::MemberId;
use rayon::prelude::*;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 9;

/// How many arcs are answered by an arc the other way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reciprocity {
    /// Arcs L.
    pub arcs: u64,
    /// Arcs u -> v with an arc v -> u; even, since both are counted.
    pub mutual: u64,
    /// Density d = L / (n (n - 1)): the reciprocity that chance alone would give. None below two members.
    pub density: Option<f64>,
    /// Dyadic reciprocity r = mutual / L; between 0 and 1. None without arcs.
    pub r: Option<f64>,
    /// rho = (r - d) / (1 - d): above 0 members answer each other more than chance would, below 0 less. It can be
    /// compared between communities of different density, r cannot. None without arcs or in a complete graph.
    pub rho: Option<f64>,
}

/// Reciprocity of the graph, plain and corrected for density. Weights are not looked at.
///
/// O(n + m), parallel.
///
/// Reference: D. Garlaschelli and M. I. Loffredo, "Patterns of link reciprocity in directed networks",
/// Physical Review Letters 93 (2004), 268701.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, reciprocity};
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 1, 2, 3], &[1, 0, 2, 3, 1], &[1.0; 5])?;
/// let reciprocity = reciprocity(&graph);
/// assert_eq!((reciprocity.arcs, reciprocity.mutual), (5, 2));
/// assert_eq!(reciprocity.r, Some(0.4));
/// assert!((reciprocity.rho.unwrap() + 0.028571).abs() < 1e-6);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn reciprocity(graph: &InteractionGraph) -> Reciprocity {
    let (nodes, arcs) = (graph.node_count() as u64, graph.arc_count() as u64);
    let mutual: u64 = (0..graph.node_count())
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .map(|member| {
            let member = MemberId(member as u32);
            common(graph.out_neighbours(member).members, graph.in_neighbours(member).members) as u64
        })
        .sum();
    let density = (nodes > 1).then(|| arcs as f64 / (nodes as f64 * (nodes - 1) as f64));
    let r = (arcs > 0).then(|| mutual as f64 / arcs as f64);
    let rho = match (r, density) {
        (Some(r), Some(d)) if d < 1.0 => Some((r - d) / (1.0 - d)),
        _ => None,
    };
    Reciprocity { arcs, mutual, density, r, rho }
}

/// How many members two sorted lists have in common. The merge has no branch that depends on the members: which side
/// comes next cannot be predicted, and a wrong guess costs more than the step.
pub(in crate::graph) fn common(a: &[MemberId], b: &[MemberId]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edge_cases_have_no_number() {
        for (nodes, from, to, r, rho) in [
            (0, vec![], vec![], None, None),
            (1, vec![], vec![], None, None),
            (3, vec![], vec![], None, None),
            (2, vec![0, 1], vec![1, 0], Some(1.0), None),
            (2, vec![0], vec![1], Some(0.0), Some(-1.0)),
        ] {
            let graph = InteractionGraph::from_arcs(nodes, &from, &to, &vec![1.0; from.len()]).unwrap();
            let got = reciprocity(&graph);
            assert_eq!((got.r, got.rho), (r, rho), "{nodes} members, {from:?} -> {to:?}");
        }
    }

    #[test]
    fn common_members() {
        let list = |ids: &[u32]| ids.iter().map(|&id| MemberId(id)).collect::<Vec<_>>();
        for (a, b, both) in [
            (&[][..], &[1][..], 0),
            (&[1, 3, 5], &[2, 3, 4, 5, 9], 2),
            (&[1, 2], &[1, 2], 2),
            (&[7], &[1, 2], 0),
        ] {
            assert_eq!(common(&list(a), &list(b)), both, "{a:?} {b:?}");
        }
    }
}
