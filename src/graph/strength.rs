//! Strength and distinct partners.

use super::InteractionGraph;
use super::reciprocity::common;
use crate::MemberId;
use rayon::prelude::*;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 10;

impl InteractionGraph {
    /// Out-strength: the sum of the weights of the arcs that leave a member, how much it acts on others.
    /// O(out-degree). 0 for a member that is not in the graph; a sum above the largest float is cut to that.
    #[inline]
    pub fn out_strength(&self, member: MemberId) -> f64 {
        sum(self.out_neighbours(member).weights)
    }

    /// In-strength: the sum of the weights of the arcs that enter a member, how much others act on it. O(in-degree).
    #[inline]
    pub fn in_strength(&self, member: MemberId) -> f64 {
        sum(self.in_neighbours(member).weights)
    }

    /// Out-degree: on the messages of how many different members it acted. O(1).
    #[inline]
    pub fn out_partners(&self, member: MemberId) -> usize {
        self.out_arcs(member).len()
    }

    /// In-degree: how many different members acted on its messages. O(1).
    #[inline]
    pub fn in_partners(&self, member: MemberId) -> usize {
        self.in_arcs(member).len()
    }

    /// Different members that it shares an arc with in either direction. O(out-degree + in-degree).
    #[inline]
    pub fn partners(&self, member: MemberId) -> usize {
        let (out, into) = (self.out_neighbours(member).members, self.in_neighbours(member).members);
        out.len() + into.len() - common(out, into)
    }

    /// One value for every member, in parallel.
    fn each_member<T: Send>(&self, value: impl Fn(MemberId) -> T + Sync) -> Vec<T> {
        (0..self.node_count())
            .into_par_iter()
            .with_min_len(ROWS_PER_TASK)
            .map(|member| value(MemberId(member as u32)))
            .collect()
    }
}

/// From +0: the sum of an empty iterator is -0, and would be shown so.
#[inline]
fn sum(weights: &[f64]) -> f64 {
    weights.iter().fold(0.0, |sum, weight| sum + weight).min(f64::MAX)
}

/// The power of two that brings the largest weight near 1: multiplied by 2^-this, sums and products of weights stay
/// finite, and no digit changes.
pub(in crate::graph) fn exponent(weights: impl Iterator<Item = f64>) -> i32 {
    libm::frexp(weights.fold(0.0, f64::max)).1
}

/// Out-strength of every member. O(n + m), parallel.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, in_strengths, out_strengths};
/// let graph = InteractionGraph::from_arcs(3, &[0, 0, 1], &[1, 2, 2], &[3.0, 1.0, 1.0])?;
/// assert_eq!(out_strengths(&graph), [4.0, 1.0, 0.0]);
/// assert_eq!(in_strengths(&graph), [0.0, 3.0, 2.0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn out_strengths(graph: &InteractionGraph) -> Vec<f64> {
    graph.each_member(|member| graph.out_strength(member))
}

/// In-strength of every member. O(n + m), parallel.
pub fn in_strengths(graph: &InteractionGraph) -> Vec<f64> {
    graph.each_member(|member| graph.in_strength(member))
}

/// Distinct partners of every member in either direction ([`InteractionGraph::partners`]). O(n + m), parallel.
pub fn partner_counts(graph: &InteractionGraph) -> Vec<usize> {
    graph.each_member(|member| graph.partners(member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_plus_zero_and_too_much_is_finite() {
        let graph = InteractionGraph::from_arcs(3, &[0, 0], &[1, 2], &[1.7e308; 2]).unwrap();
        let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(out_strengths(&graph)), bits(vec![f64::MAX, 0.0, 0.0]));
        assert_eq!(bits(in_strengths(&graph)), bits(vec![0.0, 1.7e308, 1.7e308]));
        assert_eq!(graph.out_strength(MemberId(9)).to_bits(), 0);
    }
}
