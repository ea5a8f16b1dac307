//! Attrition curves: the largest piece as members leave one after the other.

use super::components::find;
use crate::MemberId;
use crate::error::{Error, Result};
use crate::graph::TieGraph;
use crate::stats::sample::{below_u32, stream};
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED, Interval};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Random orders behind the curve of those who leave by chance.
pub const DEFAULT_ATTRITION_DRAWS: usize = 100;

/// Who leaves next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemovalOrder {
    /// By number of ties in the whole graph, most first; of equal ones the smallest id.
    Static,
    /// By number of ties that are left, counted anew after each removal; of equal ones the smallest id.
    Adaptive,
    /// These members in this order.
    Given(Vec<MemberId>),
}

/// The largest piece of a graph as its members leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Attrition {
    /// Who left, in order.
    pub order: Vec<MemberId>,
    /// Members of the largest piece after 0, 1, 2, ... have left; one entry more than `order`.
    pub largest: Vec<u32>,
    /// Members of the whole graph.
    pub nodes: u32,
}

impl Attrition {
    /// Robustness `R = (1/n) Σ_{k=1..n} S(k)`, with S(k) the share of all n members in the largest piece after k have left:
    /// up to 1/2 (1 - 1/n) where everybody is tied to everybody, near 0 where few hold all together. `None` unless
    /// everybody leaves.
    ///
    /// C. M. Schneider and others, *Mitigation of malicious attacks on networks*, PNAS 108 (2011), 3838-3841.
    pub fn robustness(&self) -> Option<f64> {
        let all = self.nodes > 0 && self.order.len() == self.nodes as usize;
        let sum: u64 = self.largest.iter().skip(1).map(|&size| u64::from(size)).sum();
        all.then(|| sum as f64 / (f64::from(self.nodes) * f64::from(self.nodes)))
    }
}

/// The largest piece of a graph as members leave one after the other, until all have left or the given order ends.
///
/// # Complexity
/// O(n + m) up to the inverse Ackermann factor, as members come back from last to first; a given order first
/// needs everybody else there. [`RemovalOrder::Adaptive`] takes O(m log n) to find the order.
///
/// # Errors
/// [`Error::Option`] where a given order names a member twice or one that does not exist.
///
/// # Example
/// ```
/// use cmgraph::graph::{InteractionGraph, RemovalOrder, attrition};
/// // A chain of five.
/// let chain = InteractionGraph::from_arcs(5, &[0, 1, 2, 3], &[1, 2, 3, 4], &[1.0; 4])?.ties();
/// let curve = attrition(&chain, &RemovalOrder::Adaptive)?;
/// assert_eq!(curve.largest, [5, 3, 1, 1, 1, 0]);
/// assert_eq!(curve.robustness(), Some(6.0 / 25.0));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// R. Albert, H. Jeong, A.-L. Barabasi, *Error and attack tolerance of complex networks*, Nature 406 (2000), 378-382.
pub fn attrition(ties: &TieGraph, order: &RemovalOrder) -> Result<Attrition> {
    let order = match order {
        RemovalOrder::Static => by_degree(ties),
        RemovalOrder::Adaptive => adaptive(ties),
        RemovalOrder::Given(order) => {
            let mut seen = vec![false; ties.node_count()];
            for member in order {
                match seen.get_mut(member.index()) {
                    Some(seen) if !*seen => *seen = true,
                    _ => {
                        let (found, expected) = (member.0.to_string(), "members, each once".into());
                        return Err(Error::Option { option: "order", found, expected });
                    }
                }
            }
            order.clone()
        }
    };
    let largest = largest(ties, &order);
    Ok(Attrition { order, largest, nodes: ties.node_count() as u32 })
}

/// How many random orders, from which seed, and how wide the band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttritionOptions {
    /// Random orders; default [`DEFAULT_ATTRITION_DRAWS`].
    pub draws: usize,
    /// Seed; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Share of the orders inside the band; default [`DEFAULT_LEVEL`](crate::stats::DEFAULT_LEVEL).
    pub level: f64,
}

impl Default for AttritionOptions {
    fn default() -> Self {
        AttritionOptions { draws: DEFAULT_ATTRITION_DRAWS, seed: DEFAULT_SEED, level: DEFAULT_LEVEL }
    }
}

/// The largest piece as members leave by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomAttrition {
    /// Mean number of members of the largest piece after 0, 1, 2, ... have left.
    pub mean: Vec<f64>,
    /// Between these lie the draws of the level.
    pub band: Vec<Interval>,
    /// Mean robustness; see [`Attrition::robustness`].
    pub robustness: f64,
}

/// The largest piece as members leave in a random order, over many orders. Draw `i` has its own stream of the seed.
///
/// # Returns
/// `None` without members or draws, or for a level outside (0, 1).
///
/// # Complexity
/// O(draws · (n + m)), parallel; draws · n numbers of memory.
pub fn random_attrition(ties: &TieGraph, options: &AttritionOptions) -> Option<RandomAttrition> {
    let nodes = ties.node_count();
    if nodes == 0 || options.draws == 0 || !(options.level > 0.0 && options.level < 1.0) {
        return None;
    }
    let draw = |draw: usize| {
        let mut rng = stream(options.seed, draw as u64);
        let mut order: Vec<MemberId> = ties.members().collect();
        for at in 0..nodes {
            order.swap(at, at + below_u32(&mut rng, (nodes - at) as u32) as usize);
        }
        largest(ties, &order)
    };
    let curves: Vec<Vec<u32>> = (0..options.draws).into_par_iter().map(draw).collect();
    let tail = (1.0 - options.level) / 2.0;
    let at = |p: f64| ((p * (options.draws - 1) as f64).round() as usize).min(options.draws - 1);
    let (mut mean, mut band) = (Vec::with_capacity(nodes + 1), Vec::with_capacity(nodes + 1));
    let mut column = vec![0u32; options.draws];
    for left in 0..=nodes {
        column.iter_mut().zip(&curves).for_each(|(size, curve)| *size = curve[left]);
        column.sort_unstable();
        let middle = column.iter().map(|&size| f64::from(size)).sum::<f64>() / options.draws as f64;
        // A mean of few very bad orders may lie outside.
        let (low, high) = (f64::from(column[at(tail)]), f64::from(column[at(1.0 - tail)]));
        mean.push(middle);
        band.push(Interval { low: low.min(middle), high: high.max(middle) });
    }
    let robustness = mean.iter().skip(1).sum::<f64>() / (nodes as f64 * nodes as f64);
    Some(RandomAttrition { mean, band, robustness })
}

fn by_degree(ties: &TieGraph) -> Vec<MemberId> {
    let mut order: Vec<MemberId> = ties.members().collect();
    order.sort_by_key(|&member| std::cmp::Reverse(ties.degree(member)));
    order
}

fn adaptive(ties: &TieGraph) -> Vec<MemberId> {
    let mut degree: Vec<usize> = ties.members().map(|member| ties.degree(member)).collect();
    let key = |degree: usize, member: u32| (usize::MAX - degree, member);
    let mut left: BTreeSet<(usize, u32)> = (0u32..).zip(&degree).map(|(member, &d)| key(d, member)).collect();
    let mut order = Vec::with_capacity(degree.len());
    while let Some((_, member)) = left.pop_first() {
        order.push(MemberId(member));
        for other in ties.neighbours(MemberId(member)).members {
            let known = degree[other.index()];
            if left.remove(&key(known, other.0)) {
                degree[other.index()] = known - 1;
                left.insert(key(known - 1, other.0));
            }
        }
    }
    order
}

/// Members come back from last to first and are joined with those who are there.
fn largest(ties: &TieGraph, order: &[MemberId]) -> Vec<u32> {
    let nodes = ties.node_count();
    let mut parent: Vec<u32> = (0..nodes as u32).collect();
    let mut size = vec![1u32; nodes];
    let mut here = vec![true; nodes];
    order.iter().for_each(|member| here[member.index()] = false);
    let mut largest = 0;
    let mut join = |member: MemberId, here: &[bool], largest: &mut u32| {
        *largest = (*largest).max(1);
        for other in ties.neighbours(member).members.iter().filter(|other| here[other.index()]) {
            let (a, b) = (find(&mut parent, member.0), find(&mut parent, other.0));
            if a != b {
                // By size, since the roots have to carry sizes anyway.
                let (root, below) = if size[a as usize] < size[b as usize] { (b, a) } else { (a, b) };
                parent[below as usize] = root;
                size[root as usize] += size[below as usize];
                *largest = (*largest).max(size[root as usize]);
            }
        }
    };
    for member in ties.members() {
        if here[member.index()] {
            join(member, &here, &mut largest);
        }
    }
    let mut sizes = vec![largest];
    for &member in order.iter().rev() {
        here[member.index()] = true;
        join(member, &here, &mut largest);
        sizes.push(largest);
    }
    sizes.reverse();
    sizes
}
