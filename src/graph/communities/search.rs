//! The search that Louvain and Leiden share: down through smaller and smaller graphs, and up again.

use super::connected::connected;
use super::level::{Level, grouped, scale};
use super::local_moves::move_members;
use super::partition::modularity_of;
use super::refine::refine;
use super::{Communities, CommunityOptions, Partition, Stability};
use crate::Result;
use crate::graph::TieGraph;
use crate::stats::sample::{below_u32, stream};
use rayon::prelude::*;

/// An iteration that gains no more modularity than this has found nothing.
const MIN_ITERATION_GAIN: f64 = 1e-12;

/// The first moves end when a pass gains less than this share of what they gained: those that follow, on smaller graphs
/// and on the way back, gain the rest at less cost.
const FIRST_MOVES_UNTIL: f64 = 0.05;
/// Members are asked in random order, but on a large graph in blocks of this many, whose rows lie together in memory.
const LONGEST_BLOCK: usize = 16;
/// There are so many blocks at least, as long as there are members.
const BLOCKS: usize = 1 << 10;

/// What becomes one member of the next smaller graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Merge {
    /// A community (Louvain).
    Communities,
    /// A part of a community, connected (Leiden).
    Parts,
}

/// Communities of the best of the runs.
pub(super) fn search(graph: &TieGraph, options: &CommunityOptions, merge: Merge) -> Result<Communities> {
    options.check()?;
    let scale = scale(&graph.weight);
    let level = Level::new(graph, scale);
    let two_m: f64 = level.strength.iter().sum();
    if two_m == 0.0 {
        let partition = Partition::numbered((0..level.len() as u32).collect());
        let stability = Stability::of(&partition, &vec![partition.clone(); options.runs - 1]);
        return Ok(Communities {
            partition,
            modularity: None,
            iterations: 0,
            converged: true,
            run_modularities: Vec::new(),
            stability,
        });
    }
    let runs: Vec<Run> = (0..options.runs)
        .into_par_iter()
        .with_max_len(1)
        .map(|run| {
            let mut search = Search {
                per_strength: options.resolution / two_m,
                merge,
                seed: options.seed,
                run: run as u64,
                orders: 0,
            };
            search.run(&level, options.iterations.unwrap_or(usize::MAX))
        })
        .collect();
    let value = |run: &Run| modularity_of(graph, &run.partition, options.resolution, scale, &level.strength);
    let values: Vec<f64> = runs.iter().filter_map(value).collect();
    let best = (0..values.len()).rev().max_by(|&a, &b| values[a].total_cmp(&values[b])).unwrap_or(0);
    let (iterations, converged) = (runs[best].iterations, runs[best].converged);
    let mut others: Vec<Partition> = runs.into_iter().map(|run| run.partition).collect();
    let partition = others.remove(best);
    let stability = Stability::of(&partition, &others);
    let modularity = values.get(best).copied();
    Ok(Communities { partition, modularity, iterations, converged, run_modularities: values, stability })
}

struct Run {
    partition: Partition,
    iterations: usize,
    converged: bool,
}

struct Search {
    /// Resolution / 2m.
    per_strength: f64,
    merge: Merge,
    seed: u64,
    run: u64,
    /// Random orders drawn so far.
    orders: u64,
}

impl Search {
    fn run(&mut self, base: &Level, limit: usize) -> Run {
        let mut labels: Vec<u32> = (0..base.len() as u32).collect();
        let order = self.order(base.len());
        move_members(base, &mut labels, order, self.per_strength, FIRST_MOVES_UNTIL);
        // From here on members lie by community: those who are asked one after the other have neighbouring rows, which
        // halves the time of a pass.
        let count = compact(&mut labels);
        let members = grouped(&labels, count).1;
        let base = &base.reordered(&members);
        labels = members.iter().map(|&member| labels[member as usize]).collect();
        let (mut iterations, mut converged) = (0, false);
        while iterations < limit && !converged {
            // A tie counts for both its ends.
            let gain = 2.0 * self.iterate(base, &mut labels);
            let two_m: f64 = base.strength.iter().sum();
            converged = gain / two_m <= MIN_ITERATION_GAIN;
            iterations += 1;
        }
        if self.merge == Merge::Parts {
            let count = compact(&mut labels);
            labels = connected(base, &labels, count);
        }
        let mut of = vec![0; labels.len()];
        for (&member, label) in members.iter().zip(labels) {
            of[member as usize] = label;
        }
        Run { partition: Partition::numbered(of), iterations, converged }
    }

    /// One iteration from labels that local moving has settled. Down: communities (or their connected parts) become
    /// the members of a smaller graph, and these move. Up: on every larger graph members move out of communities
    /// that were right for the whole of their part but not for them. Returns the gain in weight.
    fn iterate(&mut self, base: &Level, labels: &mut Vec<u32>) -> f64 {
        let mut gain = 0.0;
        let mut levels: Vec<Level> = Vec::new();
        let mut parts_of: Vec<Vec<u32>> = Vec::new();
        let mut current = std::mem::take(labels);
        loop {
            let level = levels.last().unwrap_or(base);
            if !levels.is_empty() {
                let order = self.order(level.len());
                gain += move_members(level, &mut current, order, self.per_strength, 0.0);
            }
            let count = compact(&mut current);
            let (parts, parts_count) = match self.merge {
                Merge::Communities => (current.clone(), count),
                Merge::Parts => {
                    let order = self.order(level.len());
                    refine(level, &current, count, &order, self.per_strength)
                }
            };
            if parts_count == level.len() {
                break;
            }
            let merged = level.merged(&parts, parts_count);
            let mut next = vec![0; parts_count];
            for (&part, &label) in parts.iter().zip(&current) {
                next[part as usize] = label;
            }
            current = next;
            levels.push(merged);
            parts_of.push(parts);
        }
        while let Some(parts) = parts_of.pop() {
            levels.pop();
            let level = levels.last().unwrap_or(base);
            current = parts.iter().map(|&part| current[part as usize]).collect();
            let order = self.order(level.len());
            gain += move_members(level, &mut current, order, self.per_strength, 0.0);
        }
        *labels = current;
        gain
    }

    /// The members in random order, in blocks.
    fn order(&mut self, members: usize) -> Vec<u32> {
        let mut rng = stream(self.seed, self.run << 32 | self.orders);
        self.orders += 1;
        let block = (members / BLOCKS).clamp(1, LONGEST_BLOCK);
        let mut order: Vec<u32> = (0..members.div_ceil(block) as u32).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, below_u32(&mut rng, last as u32 + 1) as usize);
        }
        let block_members = |at: u32| {
            let first = at as usize * block;
            first as u32..(first + block).min(members) as u32
        };
        order.into_iter().flat_map(block_members).collect()
    }
}

/// Numbers labels from 0 in order of appearance and returns how many there are.
fn compact(labels: &mut [u32]) -> usize {
    let mut number = vec![u32::MAX; labels.len()];
    let mut count = 0;
    for label in labels {
        let new = &mut number[*label as usize];
        if *new == u32::MAX {
            *new = count;
            count += 1;
        }
        *label = *new;
    }
    count as usize
}
