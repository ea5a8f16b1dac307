//! Ties: the graph without directions, for kernels that ask who is connected rather than who acted on whom.

use super::InteractionGraph;
use super::csr::{Neighbours, row};
use super::rows::add_up;
use super::sort::split_by;
use crate::MemberId;
use rayon::prelude::*;
use std::ops::Range;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 9;

/// An undirected weighted graph of members: a tie joins u and v if one of them acted on the other.
///
/// The weight of a tie is the sum of the weights of its arcs, `w(u, v) + w(v, u)`; a sum above the largest float
/// is cut to that, so that every weight is positive and finite. There is no tie from a member to
/// itself. Each tie stands in the rows of both its ends: 24 bytes a tie, 4 bytes a member.
///
/// ```
/// use cmgraph::MemberId;
/// use cmgraph::graph::InteractionGraph;
/// // Ann (0) and Bo (1) answered each other, Cy (2) answered Bo.
/// let graph = InteractionGraph::from_arcs(3, &[0, 1, 2], &[1, 0, 1], &[3.0, 1.0, 1.0])?;
/// let ties = graph.ties();
/// assert_eq!(ties.tie_count(), 2);
/// assert_eq!(ties.neighbours(MemberId(1)).members, [MemberId(0), MemberId(2)]);
/// assert_eq!(ties.neighbours(MemberId(1)).weights, [4.0, 1.0]);
/// assert_eq!(graph.mutual_ties().tie_count(), 1);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TieGraph {
    /// Row starts, one more than members.
    pub(in crate::graph) start: Vec<u32>,
    pub(in crate::graph) neighbour: Vec<MemberId>,
    pub(in crate::graph) weight: Vec<f64>,
}

impl TieGraph {
    /// Number of members, with or without ties.
    #[inline]
    pub fn node_count(&self) -> usize {
        self.start.len() - 1
    }

    /// Number of ties (unordered pairs of members).
    #[inline]
    pub fn tie_count(&self) -> usize {
        self.neighbour.len() / 2
    }

    /// With whom a member is tied, sorted by id, and the weights; empty if there is no such member.
    #[inline]
    pub fn neighbours(&self, member: MemberId) -> Neighbours<'_> {
        let row = self.row(member);
        Neighbours { members: &self.neighbour[row.clone()], weights: &self.weight[row] }
    }

    /// Number of ties of a member.
    #[inline]
    pub fn degree(&self, member: MemberId) -> usize {
        self.row(member).len()
    }

    /// All members in order of id.
    pub fn members(&self) -> impl ExactSizeIterator<Item = MemberId> + use<> {
        (0..self.node_count() as u32).map(MemberId)
    }

    /// The ties among some members, who are numbered anew in the order given; members that do not exist, and those given
    /// twice after the first time, have no ties. O(n + ties of the chosen).
    pub fn part(&self, chosen: &[MemberId]) -> TieGraph {
        const OUT: u32 = u32::MAX;
        let mut number = vec![OUT; self.node_count()];
        for (new, member) in chosen.iter().enumerate() {
            if let Some(number) = number.get_mut(member.index()).filter(|number| **number == OUT) {
                *number = new as u32;
            }
        }
        let mut part = TieGraph { start: vec![0], neighbour: Vec::new(), weight: Vec::new() };
        for (new, &member) in chosen.iter().enumerate() {
            let row = self.neighbours(member);
            let first = number.get(member.index()) == Some(&(new as u32));
            let mut kept: Vec<(MemberId, f64)> = row
                .members
                .iter()
                .zip(row.weights)
                .map(|(other, &weight)| (MemberId(number[other.index()]), weight))
                .filter(|(other, _)| first && other.0 != OUT)
                .collect();
            kept.sort_unstable_by_key(|(other, _)| *other);
            part.neighbour.extend(kept.iter().map(|(other, _)| *other));
            part.weight.extend(kept.iter().map(|(_, weight)| *weight));
            part.start.push(part.neighbour.len() as u32);
        }
        part
    }

    /// Positions of a member's ties in the columns.
    #[inline]
    pub(in crate::graph) fn row(&self, member: MemberId) -> Range<usize> {
        row(&self.start, member)
    }
}

impl InteractionGraph {
    /// The graph without directions: a tie wherever there is an arc either way. O(n + m), parallel.
    pub fn ties(&self) -> TieGraph {
        self.merge(false)
    }

    /// Only the ties with arcs both ways. O(n + m), parallel.
    pub fn mutual_ties(&self) -> TieGraph {
        self.merge(true)
    }

    fn merge(&self, mutual: bool) -> TieGraph {
        let nodes = self.node_count();
        let mut start = vec![0u32; nodes + 1];
        let rows = |member: usize| {
            let member = MemberId(member as u32);
            (self.out_neighbours(member), self.in_neighbours(member))
        };
        start[1..].par_iter_mut().with_min_len(ROWS_PER_TASK).enumerate().for_each(|(member, length)| {
            let (out, into) = rows(member);
            let both = super::reciprocity::common(out.members, into.members);
            let either = out.members.len() + into.members.len() - both;
            *length = if mutual { both } else { either } as u32;
        });
        let lengths = start[1..].to_vec();
        add_up(&mut start);
        // Arcs are at most 2^31 - 1, so that two places a tie fit in 32 bits.
        let total = start.last().map_or(0, |&end| end as usize);
        let (mut neighbour, mut weight) = (vec![MemberId(0); total], vec![0.0; total]);
        let lengths = || lengths.iter().map(|&length| length as usize);
        split_by(&mut neighbour, lengths())
            .into_par_iter()
            .zip(split_by(&mut weight, lengths()))
            .with_min_len(ROWS_PER_TASK)
            .enumerate()
            .for_each(|(member, (neighbour, weight))| {
                let (out, into) = rows(member);
                let end = merge_row(out, into, mutual, neighbour, weight);
                if !mutual {
                    // What follows is in one of the rows only.
                    let rest = neighbour.len() - end;
                    let longer = if out.members.last() > into.members.last() { out } else { into };
                    let from = longer.members.len() - rest;
                    neighbour[end..].copy_from_slice(&longer.members[from..]);
                    weight[end..].copy_from_slice(&longer.weights[from..]);
                }
            });
        TieGraph { start, neighbour, weight }
    }
}

/// The weight, or 0. A choice between floats would be compiled to a branch.
#[inline(always)]
pub(in crate::graph) fn only_if(yes: bool, weight: f64) -> f64 {
    f64::from_bits(weight.to_bits() & u64::from(yes).wrapping_neg())
}

/// Writes the members of two sorted rows and the sums of their weights, until one of the rows ends; only those in
/// both if `mutual`. Returns how many. No branch depends on the members: which row comes next cannot be predicted.
fn merge_row(
    a: Neighbours<'_>,
    b: Neighbours<'_>,
    mutual: bool,
    members: &mut [MemberId],
    weights: &mut [f64],
) -> usize {
    let (a_weights, b_weights) = (&a.weights[..a.members.len()], &b.weights[..b.members.len()]);
    let weights = &mut weights[..members.len()];
    let (mut i, mut j, mut end) = (0, 0, 0);
    while i < a.members.len() && j < b.members.len() && end < members.len() {
        let (x, y) = (a.members[i], b.members[j]);
        let (in_a, in_b) = (x <= y, y <= x);
        let (of_a, of_b) = (a_weights[i], b_weights[j]);
        members[end] = if in_a { x } else { y };
        weights[end] = (only_if(in_a, of_a) + only_if(in_b, of_b)).min(f64::MAX);
        end += usize::from((in_a & in_b) | !mutual);
        i += usize::from(in_a);
        j += usize::from(in_b);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn ties_are_the_arcs_without_directions(
            arcs in prop::collection::vec((0u32..9, 0u32..9, 1u32..5), 0..60),
            mutual: bool,
        ) {
            let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
            let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
            let graph = InteractionGraph::from_arcs(9, &from, &to, &weights).unwrap();
            let (mut sums, mut ways) = (BTreeMap::new(), BTreeMap::<_, u32>::new());
            for &(u, v, weight) in arcs.iter().filter(|(u, v, _)| u != v) {
                for (way, ends) in [(1, (u, v)), (2, (v, u))] {
                    *sums.entry(ends).or_insert(0.0) += f64::from(weight);
                    *ways.entry(ends).or_insert(0) |= way;
                }
            }
            sums.retain(|ends, _| !mutual || ways[ends] == 3);
            let ties = if mutual { graph.mutual_ties() } else { graph.ties() };
            let mut found = BTreeMap::new();
            for member in ties.members() {
                let row = ties.neighbours(member);
                prop_assert!(row.members.is_sorted());
                prop_assert_eq!(row.members.len(), ties.degree(member));
                found.extend(row.members.iter().zip(row.weights).map(|(other, &w)| ((member.0, other.0), w)));
            }
            prop_assert_eq!(ties.tie_count() * 2, sums.len());
            prop_assert_eq!(found, sums);
        }
    }

    #[test]
    fn some_of_the_members() {
        let graph =
            InteractionGraph::from_arcs(5, &[0, 1, 2, 4], &[1, 2, 4, 0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        let members = [4, 0, 1, 0, 9].map(MemberId);
        let part = graph.ties().part(&members);
        assert_eq!(part.tie_count(), 2);
        assert_eq!(part.neighbours(MemberId(1)).members, [MemberId(0), MemberId(2)]);
        assert_eq!(part.neighbours(MemberId(1)).weights, [4.0, 1.0]);
        assert_eq!([0, 2, 3, 4].map(|new| part.degree(MemberId(new))), [1, 1, 0, 0]);
    }

    #[test]
    fn a_sum_beyond_the_largest_float_is_cut() {
        let graph = InteractionGraph::from_arcs(3, &[0, 1, 2], &[1, 0, 0], &[1.7e308; 3]).unwrap();
        let ties = graph.ties();
        assert_eq!(ties.neighbours(MemberId(0)).weights, [f64::MAX, 1.7e308]);
        let q = crate::graph::modularity(&ties, &[0, 0, 1], 1.0).unwrap();
        assert!((-1.0..1.0).contains(&q), "{q}");
    }

    #[test]
    fn nobody() {
        let ties = InteractionGraph::from_arcs(0, &[], &[], &[]).unwrap().ties();
        assert_eq!((ties.node_count(), ties.tie_count()), (0, 0));
        assert!(ties.neighbours(MemberId(3)).members.is_empty());
    }
}
