//! What no set can do better: bounds that come from the data at hand.
//!
//! For any sets `S` and `T`, `f(T) <= f(S) + Σ_{u in T} (f(S + u) - f(S))`, because each further candidate adds the less the
//! more there are. So no set of `m` covers more than `f(S)` and the `m` greatest gains at `S`, chosen as the quotas demand.
//! Every `S` gives a bound and the best of them counts; here the sets that greedy choice passes through.
//!
//! Reference: J. Leskovec et al., *Cost-effective outbreak detection in networks*, KDD (2007), section 4.

use super::greedy::{NEGLIGIBLE, Until, fill};
use super::problem::{Instance, NO_GROUP};
use super::state::State;
use rayon::prelude::*;

/// Arcs looked at for one bound at most; where greedy choice passes through more sets, fewer of them are taken.
const MAX_WORK: usize = 60_000_000;

/// Gains at some sets, and how much the sets cover.
pub(super) struct Bounds<'a> {
    instance: Instance<'a>,
    quotas: &'a [Vec<u32>],
    points: Vec<Point>,
}

struct Point {
    covered: f64,
    /// By candidate allowed; 0 of those in the set.
    gains: Vec<(u32, f64)>,
}

impl<'a> Bounds<'a> {
    /// Bounds at the sets through which greedy choice without quotas passes to the size or target, and at the set given.
    pub(super) fn of(
        instance: Instance<'a>,
        quotas: &'a [Vec<u32>],
        until: Until,
        set: &[u32],
    ) -> Bounds<'a> {
        let mut state = State::new(instance);
        fill(&mut state, until);
        let path = state.chosen;
        let arcs = instance.problem.arcs().max(1);
        let affordable = (MAX_WORK / arcs).max(2);
        let stops: Vec<usize> = if path.len() < affordable {
            (0..=path.len()).collect()
        } else {
            (0..affordable).map(|i| i * path.len() / (affordable - 1)).collect()
        };
        let sets = stops.iter().map(|&stop| &path[..stop]).chain([set]).collect::<Vec<_>>();
        let candidates = instance.candidates();
        let point = |set: &&[u32]| {
            let state = State::with(instance, set);
            let gain = |&c: &u32| (c, if state.inside[c as usize] { 0.0 } else { state.gain(c) });
            let mut gains: Vec<(u32, f64)> = candidates.iter().map(gain).collect();
            gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            Point { covered: state.covered, gains }
        };
        Bounds { instance, quotas, points: sets.par_iter().map(point).collect() }
    }

    /// The most that a set of so many can cover.
    pub(super) fn most(&self, size: usize) -> f64 {
        let all: f64 = self.instance.covered(&self.instance.candidates());
        self.points.iter().map(|point| point.covered + self.gains(point, size)).fold(all, f64::min)
    }

    /// The fewest of whom a set can cover so much.
    pub(super) fn fewest(&self, target: f64) -> usize {
        let wanted = self.quotas.iter().map(|quotas| quotas.iter().sum::<u32>() as usize).max();
        let least = wanted.unwrap_or(0);
        let of_point = |point: &Point| {
            let enough = |size: usize| point.covered + self.gains(point, size) >= target - NEGLIGIBLE;
            // More may be gained by more people, so the least size is found by halving.
            let (mut low, mut high) = (least, point.gains.len().max(least));
            while low < high {
                let middle = low.midpoint(high);
                if enough(middle) { high = middle } else { low = middle + 1 }
            }
            low
        };
        self.points.iter().map(of_point).fold(least, usize::max)
    }

    /// The greatest sum of gains of so many candidates that keep the quotas of one partition; the least over the partitions.
    fn gains(&self, point: &Point, size: usize) -> f64 {
        let free = point.gains.iter().take(size).map(|gain| gain.1).sum::<f64>();
        let partitions = self.instance.problem.partitions.iter().zip(self.quotas);
        let kept = partitions.map(|(partition, quotas)| {
            let mut open = quotas.clone();
            let wanted = quotas.iter().sum::<u32>() as usize;
            if wanted > size {
                return f64::INFINITY;
            }
            let mut free = size - wanted;
            let mut sum = 0.0;
            for &(candidate, gain) in &point.gains {
                let group = partition.group_of[candidate as usize];
                let open = if group == NO_GROUP { None } else { open.get_mut(group as usize) };
                match open.filter(|open| **open > 0) {
                    Some(open) => *open -= 1,
                    None if free > 0 => free -= 1,
                    None => continue,
                }
                sum += gain;
            }
            sum
        });
        kept.fold(free, f64::min)
    }
}
