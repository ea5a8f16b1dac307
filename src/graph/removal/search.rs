//! Breadth-first search from 64 members at once, a sum for each.
//!
//! As in [`closeness`](crate::graph::closeness()), one bit a source; here what is added up stands at the source, because
//! a sample of sources needs its scatter. That costs a look at every bit once, which a sample can pay.

use crate::MemberId;
use crate::graph::TieGraph;
use rayon::prelude::*;

/// Sources that share a word.
const BATCH: usize = 64;
/// A level pushes if those reached last have less than one in so many of all ties before them, otherwise it pulls.
const PUSH_SHARE: usize = 4;

/// For every source the sum of 1 / distance over the others that it reaches in steps along ties. O(m) a source at worst,
/// far less where 64 go together. The same bits for any number of threads.
pub(crate) fn reach_from(ties: &TieGraph, sources: &[MemberId]) -> Vec<f64> {
    let batches: Vec<&[MemberId]> = sources.chunks(BATCH).collect();
    let found: Vec<Vec<f64>> =
        batches.par_iter().map_init(|| Search::new(ties), |search, batch| search.run(batch)).collect();
    found.concat()
}

struct Search<'a> {
    ties: &'a TieGraph,
    seen: Vec<u64>,
    /// Sources that reached a member in the last level; zero but for `active`.
    frontier: Vec<u64>,
    active: Vec<u32>,
    /// The same of the level that is being made; all zero between levels.
    next: Vec<u64>,
    next_active: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(ties: &'a TieGraph) -> Search<'a> {
        let nodes = ties.node_count();
        let words = || vec![0; nodes];
        let (active, next_active) = (Vec::new(), Vec::new());
        Search { ties, seen: words(), frontier: words(), active, next: words(), next_active }
    }

    fn run(&mut self, sources: &[MemberId]) -> Vec<f64> {
        self.seen.fill(0);
        for (bit, source) in sources.iter().enumerate() {
            if self.frontier[source.index()] == 0 {
                self.active.push(source.0);
            }
            self.frontier[source.index()] |= 1 << bit;
            self.seen[source.index()] |= 1 << bit;
        }
        let mut sums = vec![0.0; sources.len()];
        let mut distance = 0.0;
        let mut counts = [0u32; BATCH];
        while !self.active.is_empty() {
            distance += 1.0;
            let steps: usize = self.active.iter().map(|&member| self.ties.degree(MemberId(member))).sum();
            if steps < 2 * self.ties.tie_count() / PUSH_SHARE {
                self.push();
            } else {
                self.pull();
            }
            counts.fill(0);
            for &member in &self.next_active {
                let mut new = self.next[member as usize];
                self.seen[member as usize] |= new;
                while new != 0 {
                    counts[new.trailing_zeros() as usize] += 1;
                    new &= new - 1;
                }
            }
            for (sum, &count) in sums.iter_mut().zip(&counts) {
                *sum += f64::from(count) / distance;
            }
            for &member in &self.active {
                self.frontier[member as usize] = 0;
            }
            self.active.clear();
            std::mem::swap(&mut self.frontier, &mut self.next);
            std::mem::swap(&mut self.active, &mut self.next_active);
        }
        sums
    }

    fn push(&mut self) {
        for &member in &self.active {
            let from = self.frontier[member as usize];
            for to in self.ties.neighbours(MemberId(member)).members {
                let new = from & !self.seen[to.index()];
                let next = &mut self.next[to.index()];
                if new != 0 && *next == 0 {
                    self.next_active.push(to.0);
                }
                *next |= new;
            }
        }
    }

    fn pull(&mut self) {
        let going = self.active.iter().fold(0, |all, &member| all | self.frontier[member as usize]);
        for member in 0..self.seen.len() {
            let missing = going & !self.seen[member];
            if missing == 0 {
                continue;
            }
            let mut come = 0;
            for from in self.ties.neighbours(MemberId(member as u32)).members {
                come |= self.frontier[from.index()];
                if missing & !come == 0 {
                    break;
                }
            }
            if missing & come != 0 {
                self.next[member] = missing & come;
                self.next_active.push(member as u32);
            }
        }
    }
}
