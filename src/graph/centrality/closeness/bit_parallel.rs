//! Breadth-first search from many members at once: one bit a source.
//!
//! Word v holds, for each source of a batch, whether v was reached; a step ORs the words of neighbours, so that a look
//! at a neighbour serves all sources of the batch. A level either pushes from the few members reached last, or pulls to
//! the members that some source has not reached yet, which stop looking as soon as all have come.
//!
//! What is added up stands at the member reached: how many sources came at a level is then the count of ones in
//! a word, and needs no look at single bits.
//!
//! References: M. Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014),
//! 449-460; S. Beamer, K. Asanovic and D. Patterson, "Direction-optimizing breadth-first search", SC 2012.

use super::ranked::Ranked;
use crate::graph::Adjacency;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Words of 64 sources in a batch: more make each look at a neighbour serve more sources, fewer stay in the cache.
const WORDS: usize = 4;
/// A level pushes if those reached last have less than one in so many of all steps before them, otherwise it pulls.
const PUSH_SHARE: usize = 4;

/// What the sources that reach one member add up to. Integers, so that the order of the batches does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    /// Members from whom it is reached, itself not counted.
    pub(super) reached: u32,
    /// Sum of the distances.
    pub(super) distance: u64,
    /// Sum of 1 / distance in units of 2^-96.
    harmonic: u128,
}

impl Sums {
    pub(super) fn harmonic(&self) -> f64 {
        self.harmonic as f64 / (1u128 << 96) as f64
    }

    fn add(&mut self, other: &Sums) {
        self.reached += other.reached;
        self.distance += other.distance;
        self.harmonic += other.harmonic;
    }
}

/// The sums of every member over all others from whom it can be reached, in steps.
pub(super) fn sums(adjacency: Adjacency<'_>) -> Vec<Sums> {
    let graph = Ranked::new(adjacency);
    let ranked = all_batches(&graph);
    let mut sums = vec![Sums::default(); ranked.len()];
    for (member, of_rank) in graph.order.iter().zip(ranked) {
        sums[member.index()] = of_rank;
    }
    sums
}

fn all_batches(graph: &Ranked) -> Vec<Sums> {
    let nodes = graph.order.len();
    let sources: Vec<u32> = (0..nodes as u32).filter(|&rank| !graph.out(rank).is_empty()).collect();
    let batches: Vec<&[u32]> = sources.chunks(64 * WORDS).collect();
    let next = AtomicUsize::new(0);
    let workers = rayon::current_num_threads().min(batches.len());
    (0..workers)
        .into_par_iter()
        .with_max_len(1)
        .map(|_| {
            let mut search = Search::new(graph);
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                search.run(batch);
            }
            search.sums
        })
        .reduce_with(|mut all, some| {
            all.iter_mut().zip(&some).for_each(|(all, some)| all.add(some));
            all
        })
        .unwrap_or_else(|| vec![Sums::default(); nodes])
}

/// One bit for each source of a batch.
type Word = [u64; WORDS];

/// Whether a bit is set. Comparing arrays would be a call of memcmp.
#[inline]
fn any(word: &Word) -> bool {
    word.iter().fold(0, |all, bits| all | bits) != 0
}

struct Search<'a> {
    graph: &'a Ranked,
    sums: Vec<Sums>,
    seen: Vec<Word>,
    /// Sources that reached a rank in the last level; zero but for `active`.
    frontier: Vec<Word>,
    active: Vec<u32>,
    /// The same of the level that is being made; all zero between levels.
    next: Vec<Word>,
    next_active: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Ranked) -> Self {
        let nodes = graph.order.len();
        Search {
            graph,
            sums: vec![Sums::default(); nodes],
            seen: vec![[0; WORDS]; nodes],
            frontier: vec![[0; WORDS]; nodes],
            active: Vec::new(),
            next: vec![[0; WORDS]; nodes],
            next_active: Vec::new(),
        }
    }

    /// Adds what the sources of one batch reach.
    fn run(&mut self, sources: &[u32]) {
        self.seen.fill([0; WORDS]);
        for (bit, &source) in sources.iter().enumerate() {
            self.seen[source as usize][bit / 64] |= 1 << (bit % 64);
            self.frontier[source as usize] = self.seen[source as usize];
            self.active.push(source);
        }
        let mut distance = 0;
        while !self.active.is_empty() {
            distance += 1;
            let steps: usize = self.active.iter().map(|&rank| self.graph.out(rank).len()).sum();
            if steps < self.graph.steps() / PUSH_SHARE {
                self.push(distance);
            } else {
                self.pull(distance);
            }
            for &rank in &self.active {
                self.frontier[rank as usize] = [0; WORDS];
            }
            self.active.clear();
            std::mem::swap(&mut self.frontier, &mut self.next);
            std::mem::swap(&mut self.active, &mut self.next_active);
        }
    }

    /// One level from the members reached last.
    fn push(&mut self, distance: u64) {
        for &rank in &self.active {
            let from = self.frontier[rank as usize];
            for &to in self.graph.out(rank) {
                let (seen, next) = (&self.seen[to as usize], &mut self.next[to as usize]);
                let new: Word = std::array::from_fn(|i| from[i] & !seen[i]);
                if any(&new) {
                    if !any(next) {
                        self.next_active.push(to);
                    }
                    (0..WORDS).for_each(|i| next[i] |= new[i]);
                }
            }
        }
        for &rank in &self.next_active {
            let (seen, new) = (&mut self.seen[rank as usize], &self.next[rank as usize]);
            reach(&mut self.sums[rank as usize], seen, new, distance);
        }
    }

    /// One level to the members that a source is still on its way to.
    fn pull(&mut self, distance: u64) {
        let mut going = [0; WORDS];
        for &rank in &self.active {
            (0..WORDS).for_each(|i| going[i] |= self.frontier[rank as usize][i]);
        }
        for (rank, seen) in self.seen.iter_mut().enumerate() {
            let missing: Word = std::array::from_fn(|i| going[i] & !seen[i]);
            if !any(&missing) {
                continue;
            }
            let mut come = [0; WORDS];
            for few in self.graph.into(rank as u32).chunks(4) {
                for &from in few {
                    let from = &self.frontier[from as usize];
                    (0..WORDS).for_each(|i| come[i] |= from[i]);
                }
                let left: Word = std::array::from_fn(|i| missing[i] & !come[i]);
                if !any(&left) {
                    break;
                }
            }
            let new: Word = std::array::from_fn(|i| missing[i] & come[i]);
            if any(&new) {
                self.next[rank] = new;
                self.next_active.push(rank as u32);
                reach(&mut self.sums[rank], seen, &new, distance);
            }
        }
    }
}

/// Some sources reach a member for the first time.
#[inline]
fn reach(sums: &mut Sums, seen: &mut Word, new: &Word, distance: u64) {
    let mut sources = 0;
    for (seen, new) in seen.iter_mut().zip(new) {
        *seen |= new;
        sources += new.count_ones();
    }
    sums.reached += sources;
    sums.distance += distance * u64::from(sources);
    sums.harmonic += (1u128 << 96) / u128::from(distance) * u128::from(sources);
}
