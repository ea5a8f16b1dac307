//! The rows of a graph with members renumbered by degree.

use crate::MemberId;
use crate::graph::adjacency::{Adjacency, Rows};
use crate::graph::csr::row;
use crate::graph::rows::add_up;
use crate::graph::sort::split_by;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Members that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 8;

/// A graph whose members are numbered by degree, highest first. The few with many neighbours, whom most steps go
/// through, lie side by side and stay in the cache, and they come first in every row.
pub(super) struct Ranked {
    /// Member of every rank.
    pub(super) order: Vec<MemberId>,
    into: RankedRows,
    /// None where steps go either way.
    out: Option<RankedRows>,
}

impl Ranked {
    pub(super) fn new(adjacency: Adjacency<'_>) -> Self {
        let nodes = adjacency.node_count() as u32;
        let degree = |rows: Rows<'_>, member: MemberId| row(rows.start, member).len();
        let mut order: Vec<MemberId> = (0..nodes).map(MemberId).collect();
        order.sort_by_cached_key(|&member| {
            Reverse(degree(adjacency.out, member) + degree(adjacency.into, member))
        });
        let mut rank = vec![0u32; order.len()];
        for (at, member) in order.iter().enumerate() {
            rank[member.index()] = at as u32;
        }
        let into = RankedRows::new(adjacency.into, &order, &rank);
        let out = adjacency.is_directed().then(|| RankedRows::new(adjacency.out, &order, &rank));
        Ranked { order, into, out }
    }

    /// Where a step can go from a rank.
    #[inline]
    pub(super) fn out(&self, rank: u32) -> &[u32] {
        self.out.as_ref().unwrap_or(&self.into).of(rank)
    }

    /// From where a step can come to a rank, smallest rank first.
    #[inline]
    pub(super) fn into(&self, rank: u32) -> &[u32] {
        self.into.of(rank)
    }

    /// Number of steps: arcs, or ties twice.
    pub(super) fn steps(&self) -> usize {
        self.into.neighbour.len()
    }
}

struct RankedRows {
    start: Vec<u32>,
    neighbour: Vec<u32>,
}

impl RankedRows {
    fn new(rows: Rows<'_>, order: &[MemberId], rank: &[u32]) -> Self {
        let mut start = Vec::with_capacity(order.len() + 1);
        start.push(0);
        start.extend(order.iter().map(|&member| row(rows.start, member).len() as u32));
        let lengths = start[1..].to_vec();
        add_up(&mut start);
        let mut neighbour = vec![0u32; rows.neighbour.len()];
        split_by(&mut neighbour, lengths.iter().map(|&length| length as usize))
            .into_par_iter()
            .zip(order)
            .with_min_len(ROWS_PER_TASK)
            .for_each(|(ranks, &member)| {
                let neighbours = &rows.neighbour[row(rows.start, member)];
                for (to, neighbour) in ranks.iter_mut().zip(neighbours) {
                    *to = rank[neighbour.index()];
                }
                ranks.sort_unstable();
            });
        RankedRows { start, neighbour }
    }

    #[inline]
    fn of(&self, rank: u32) -> &[u32] {
        &self.neighbour[row(&self.start, MemberId(rank))]
    }
}
