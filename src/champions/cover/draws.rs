//! How much hangs on chance: the choice made again with draws from what is known.

use super::greedy::Until;
use super::problem::{CoverProblem, Instance};
use super::solve::{greedy, quotas_within};
use crate::stats::GammaRate;
use crate::stats::sample::{stream, uniform};
use rand_chacha::rand_core::Rng;
use rayon::prelude::*;

/// Equally likely values that stand for a posterior distribution.
const VALUES: usize = 256;

/// What the choice is to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    /// A share of what all candidates and those who serve already cover.
    Share(f64),
    /// So many people.
    Size(usize),
}

/// What came of the draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draws {
    /// In which share of the draws each candidate was chosen.
    pub(super) frequency: Vec<f64>,
    /// What those who serve already cover, by draw, sorted.
    pub(super) before: Vec<f64>,
    /// What they and the first 1, 2, ... of the order cover, by place and draw, sorted within the place.
    pub(super) curve: Vec<Vec<f64>>,
}

/// Draws the probabilities of reaching people, and who is a candidate at all, and chooses each time.
///
/// A probability `p = 1 - 2^(-n/h)` after `n` exchanges is the mean of `1 - exp(-W)` with `W ~ Gamma(n, 1/(2^(1/h) - 1))`:
/// the rate of exchanges to come, of which `n` were seen. Each pair is drawn by itself, from [`VALUES`] equally likely
/// values. `chance` is the probability of each candidate to be one (the rate of helping drawn anew against the bar of the unit).
/// Those who serve already are in every set; whom they reach (`served`, what the weights of the problem are made of) is
/// drawn like the rest. Beside that everybody weighs 1.
pub(super) fn draw(
    problem: &CoverProblem,
    served: &[(u32, f64)],
    chance: &[f64],
    order: &[u32],
    goal: Goal,
    people_of: impl Fn(usize, usize) -> u64 + Sync,
    (even_exchanges, draws, seed): (f64, usize, u64),
) -> Draws {
    let mut known: Vec<f64> = problem.reach.iter().copied().chain(served.iter().map(|arc| arc.1)).collect();
    known.sort_by(f64::total_cmp);
    known.dedup();
    let rate = 1.0 / ((1.0 / even_exchanges).exp2() - 1.0);
    let values = |&reach: &f64| -> Vec<f64> {
        let exchanges = -(-reach).ln_1p() / std::f64::consts::LN_2 * even_exchanges;
        let value = |i| match exchanges.is_finite() {
            true => {
                -(-GammaRate { shape: exchanges, rate }.quantile((i as f64 + 0.5) / VALUES as f64)).exp_m1()
            }
            false => 1.0,
        };
        (0..VALUES).map(value).collect()
    };
    let values: Vec<Vec<f64>> = known.par_iter().map(values).collect();
    let kind = |reach: &f64| known.partition_point(|other| other < reach) as u32;
    let kind_of: Vec<u32> = problem.reach.par_iter().map(kind).collect();
    let kind_of_served: Vec<u32> = served.par_iter().map(|arc| kind(&arc.1)).collect();
    let one = |(reach, weights, allowed): &mut (Vec<f64>, Vec<f64>, Vec<bool>), draw: usize| {
        let mut random = stream(seed, draw as u64);
        allowed.clear();
        allowed.extend(chance.iter().map(|&chance| chance >= 1.0 || uniform(&mut random) < chance));
        reach.clear();
        for kinds in kind_of.chunks(4) {
            let bytes = random.next_u32().to_le_bytes();
            reach.extend(kinds.iter().zip(bytes).map(|(&kind, byte)| values[kind as usize][byte as usize]));
        }
        weights.clear();
        weights.resize(problem.people(), 1.0);
        for (arcs, kinds) in served.chunks(4).zip(kind_of_served.chunks(4)) {
            let bytes = random.next_u32().to_le_bytes();
            for ((arc, &kind), byte) in arcs.iter().zip(kinds).zip(bytes) {
                weights[arc.0 as usize] *= 1.0 - values[kind as usize][byte as usize];
            }
        }
        let before: f64 = weights.iter().map(|weight| 1.0 - weight).sum();
        let instance = Instance { problem, weights, reach, allowed: Some(allowed) };
        let chosen = match goal {
            Goal::Share(share) => {
                let target = share * (before + instance.covered(&instance.candidates())) - before;
                greedy(instance, &instance.quotas(), Until::Covers(target)).chosen
            }
            Goal::Size(size) => {
                let quotas = quotas_within(instance, size, &people_of);
                greedy(instance, &quotas, Until::Has(size)).chosen
            }
        };
        let mut missed = vec![1.0; problem.people()];
        let mut covered = before;
        let curve: Vec<f64> = order
            .iter()
            .map(|&candidate| {
                for arc in problem.row(candidate) {
                    let person = problem.person[arc] as usize;
                    covered += weights[person] * missed[person] * reach[arc];
                    missed[person] *= 1.0 - reach[arc];
                }
                covered
            })
            .collect();
        (chosen, before, curve)
    };
    let scratch = || (Vec::new(), Vec::new(), Vec::new());
    let found: Vec<(Vec<u32>, f64, Vec<f64>)> = (0..draws).into_par_iter().map_init(scratch, one).collect();
    let mut frequency = vec![0.0; problem.candidates()];
    let mut curve = vec![Vec::with_capacity(draws); order.len()];
    let mut before: Vec<f64> = found.iter().map(|found| found.1).collect();
    before.sort_by(f64::total_cmp);
    for (chosen, _, covered) in &found {
        chosen.iter().for_each(|&candidate| frequency[candidate as usize] += 1.0);
        curve.iter_mut().zip(covered).for_each(|(of_place, &covered)| of_place.push(covered));
    }
    frequency.iter_mut().for_each(|times| *times /= draws.max(1) as f64);
    curve.par_iter_mut().for_each(|covered| covered.sort_by(f64::total_cmp));
    Draws { frequency, before, curve }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_about_the_probabilities_given() {
        // One exchange gives a uniform probability; 3 exchanges one with the distribution function 1 - (1 - p)(...).
        let arcs = [(0, 0, 0.5), (1, 1, 0.875), (2, 2, 1.0)];
        let problem = CoverProblem::new(3, vec![1.0; 3], &arcs).unwrap();
        let draws = |order: &[u32]| {
            let goal = Goal::Size(1);
            draw(&problem, &[], &[1.0; 3], order, goal, |_, _| 0, (1.0, 4000, 1)).curve.remove(0)
        };
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        for (candidate, expected) in [(0, 0.5), (1, 0.875), (2, 1.0)] {
            let found = draws(&[candidate]);
            assert!((mean(&found) - expected).abs() < 0.02, "{candidate}: {}", mean(&found));
        }
        let uniform = draws(&[0]);
        for (i, value) in uniform.iter().enumerate() {
            assert!((value - i as f64 / 4000.0).abs() < 0.04);
        }
    }

    #[test]
    fn who_may_not_be_a_candidate_is_chosen_less_often() {
        let arcs = [(0, 0, 0.9), (1, 0, 0.5)];
        let problem = CoverProblem::new(2, vec![1.0], &arcs).unwrap();
        let found = draw(&problem, &[], &[0.25, 1.0], &[0], Goal::Size(1), |_, _| 0, (1.0, 2000, 3));
        assert!((found.frequency[0] - 0.25).abs() < 0.12 && found.frequency[0] < 0.3, "{found:?}");
        assert!((found.frequency.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn whom_those_who_serve_already_reach_is_drawn_too() {
        // The candidate reaches one person for sure; one who serves already reaches another with a uniform probability.
        let problem = CoverProblem::new(1, vec![1.0, 0.5], &[(0, 0, 1.0)]).unwrap();
        let found = draw(&problem, &[(1, 0.5)], &[1.0], &[0], Goal::Share(0.5), |_, _| 0, (1.0, 4000, 5));
        for (values, least) in [(&found.before, 0.0), (&found.curve[0], 1.0)] {
            for (i, value) in values.iter().enumerate() {
                assert!((value - least - i as f64 / 4000.0).abs() < 0.04, "{i}: {value}");
            }
        }
    }
}
