//! The graph as the search for communities sees it, and the smaller one in which every community is one member.

use crate::MemberId;
use crate::graph::TieGraph;
use crate::graph::sort::split_by;
use rayon::prelude::*;

/// Ties that a task takes at least.
const TIES_PER_TASK: usize = 1 << 15;
/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 9;

/// One end of a tie. Eight bytes together: a row is read in order, once a visit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tie {
    pub(super) to: u32,
    pub(super) weight: f32,
}

/// A weighted undirected graph whose members may stand for many. Ties inside a member are not listed; its strength
/// has them.
#[derive(Debug)]
pub(super) struct Level {
    start: Vec<u32>,
    pub(super) ties: Vec<Tie>,
    /// Sum of the weights of a member's ties, those inside it twice.
    pub(super) strength: Vec<f64>,
}

impl Level {
    /// The graph itself. Weights are scaled by a power of two ([`scale`]), which changes no digit, so that none
    /// overflows; what is too small beside the largest for 24 bits is rounded.
    pub(super) fn new(graph: &TieGraph, scale: f64) -> Self {
        let ties = graph.neighbour.par_iter().zip(&graph.weight).with_min_len(TIES_PER_TASK);
        Level {
            start: graph.start.clone(),
            ties: ties.map(|(to, weight)| Tie { to: to.0, weight: (weight * scale) as f32 }).collect(),
            strength: strengths(graph, scale),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.strength.len()
    }

    /// Ends of ties: each tie counts twice.
    pub(super) fn tie_count(&self) -> usize {
        self.ties.len()
    }

    #[inline]
    pub(super) fn row(&self, member: u32) -> &[Tie] {
        let member = member as usize;
        &self.ties[self.start[member] as usize..self.start[member + 1] as usize]
    }

    /// The same graph with its members in another order: member i is `order[i]` of this one. O(n + m), parallel.
    pub(super) fn reordered(&self, order: &[u32]) -> Level {
        let mut place = vec![0u32; order.len()];
        let mut start = Vec::with_capacity(order.len() + 1);
        let mut end = 0;
        start.push(end);
        for (at, &member) in order.iter().enumerate() {
            place[member as usize] = at as u32;
            end += self.row(member).len() as u32;
            start.push(end);
        }
        let mut ties = blank(self.ties.len());
        let rows = split_by(&mut ties, order.iter().map(|&member| self.row(member).len()));
        rows.into_par_iter().zip(order).with_min_len(ROWS_PER_TASK).for_each(|(row, &member)| {
            for (new, tie) in row.iter_mut().zip(self.row(member)) {
                *new = Tie { to: place[tie.to as usize], weight: tie.weight };
            }
        });
        let strength = order.iter().map(|&member| self.strength[member as usize]).collect();
        Level { start, ties, strength }
    }

    /// One member for each of `count` communities. O(n + m), parallel over communities.
    pub(super) fn merged(&self, labels: &[u32], count: usize) -> Level {
        let (group_start, order) = grouped(labels, count);
        let group = |label: usize| &order[group_start[label] as usize..group_start[label + 1] as usize];
        let sizes = (0..count).map(|label| group(label).iter().map(|&member| self.row(member).len()).sum());
        let tasks = tasks(sizes);
        let parts: Vec<(Vec<u32>, Vec<Tie>)> = tasks
            .into_par_iter()
            .with_max_len(1)
            .map_init(
                || Gather::new(count),
                |gather, communities| {
                    let (mut lengths, mut ties) = (Vec::with_capacity(communities.len()), Vec::new());
                    for label in communities {
                        for &member in group(label) {
                            for tie in self.row(member) {
                                gather.add(labels[tie.to as usize], f64::from(tie.weight));
                            }
                        }
                        let before = ties.len();
                        gather.drain(|to, weight| {
                            if to as usize != label {
                                ties.push(Tie { to, weight: weight as f32 });
                            }
                        });
                        lengths.push((ties.len() - before) as u32);
                    }
                    (lengths, ties)
                },
            )
            .collect();
        let mut start = Vec::with_capacity(count + 1);
        start.push(0);
        let mut end = 0;
        for length in parts.iter().flat_map(|part| &part.0) {
            end += length;
            start.push(end);
        }
        let mut ties = blank(end as usize);
        let places = split_by(&mut ties, parts.iter().map(|part| part.1.len()));
        places.into_par_iter().zip(&parts).for_each(|(place, part)| place.copy_from_slice(&part.1));
        let mut strength = vec![0.0; count];
        for (&label, own) in labels.iter().zip(&self.strength) {
            strength[label as usize] += own;
        }
        Level { start, ties, strength }
    }
}

/// Ties to be written, their memory first touched in parallel.
fn blank(ties: usize) -> Vec<Tie> {
    (0..ties).into_par_iter().with_min_len(TIES_PER_TASK).map(|_| Tie::default()).collect()
}

/// The power of two that brings the largest weight near 1.
pub(super) fn scale(weights: &[f64]) -> f64 {
    let largest = |weights: &[f64]| weights.iter().copied().fold(0.0, f64::max);
    let largest = weights.par_chunks(TIES_PER_TASK).map(largest).reduce(|| 0.0, f64::max);
    let exponent = libm::frexp(largest).1;
    libm::scalbn(1.0, -exponent.clamp(-1020, 1020))
}

/// Sum of the scaled weights of every member's ties.
pub(super) fn strengths(graph: &TieGraph, scale: f64) -> Vec<f64> {
    let strength = |member: usize| {
        let weights = graph.neighbours(MemberId(member as u32)).weights;
        weights.iter().map(|weight| weight * scale).sum()
    };
    (0..graph.node_count()).into_par_iter().with_min_len(ROWS_PER_TASK).map(strength).collect()
}

/// Members by label: where each label starts, and the members in order of label, then id.
pub(super) fn grouped(labels: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; count + 1];
    for &label in labels {
        start[label as usize] += 1;
    }
    let mut end = 0;
    for start in &mut start {
        end += std::mem::replace(start, end);
    }
    let mut next = start.clone();
    let mut order = vec![0u32; labels.len()];
    for (member, &label) in labels.iter().enumerate() {
        order[next[label as usize] as usize] = member as u32;
        next[label as usize] += 1;
    }
    (start, order)
}

/// Cuts `0..sizes.len()` where a part has enough ties.
fn tasks(sizes: impl Iterator<Item = usize>) -> Vec<std::ops::Range<usize>> {
    let (mut tasks, mut from, mut ties, mut end) = (Vec::new(), 0, 0, 0);
    for size in sizes {
        end += 1;
        ties += size;
        if ties >= TIES_PER_TASK {
            tasks.push(from..end);
            (from, ties) = (end, 0);
        }
    }
    tasks.push(from..end);
    tasks
}

/// Sums of weights by label: a dense array and the list of labels that are in it.
#[derive(Debug)]
pub(super) struct Gather {
    sums: Vec<f64>,
    touched: Vec<u32>,
    len: usize,
}

impl Gather {
    /// For labels below `count`.
    pub(super) fn new(count: usize) -> Self {
        Gather { sums: vec![0.0; count], touched: vec![0; count + 1], len: 0 }
    }

    /// Adds a weight to a label. Whether the label is new cannot be predicted, hence no branch. A weight
    /// of 0 lists nothing.
    #[inline(always)]
    pub(super) fn add(&mut self, label: u32, weight: f64) {
        let sum = &mut self.sums[label as usize];
        self.touched[self.len] = label;
        self.len += usize::from(*sum == 0.0 && weight > 0.0);
        *sum += weight;
    }

    /// Sum of a label, which is 0 from then on.
    #[inline]
    pub(super) fn take(&mut self, label: u32) -> f64 {
        std::mem::take(&mut self.sums[label as usize])
    }

    /// Hands out labels and sums in order of first addition, and forgets them.
    #[inline(always)]
    pub(super) fn drain(&mut self, mut each: impl FnMut(u32, f64)) {
        for &label in &self.touched[..self.len] {
            each(label, std::mem::take(&mut self.sums[label as usize]));
        }
        self.len = 0;
    }
}
