//! Exact sets by integer programming, for problems with few candidates.
//!
//! `y_v` is how surely person `v` is reached, `x_u` whether candidate `u` is chosen. With `w_uv = -ln(1 - p_uv)` a set reaches
//! `v` with probability `φ(Σ w_uv x_u)`, `φ(s) = 1 - e^{-s}`, which is concave, so every tangent is a linear bound
//! from above: `y_v <= φ(a) + φ'(a) (Σ w_uv x_u - a)`. With all of them the program
//! would be the problem itself; it starts with a few, and where its solution claims more than the set covers, the tangents at that
//! set are added and it is solved again (outer approximation). As relaxations the programs give bounds at every
//! step, whether or not the last one is reached. People whom the same candidates reach alike are one variable.
//!
//! Reference: M. A. Duran, I. E. Grossmann, *An outer-approximation algorithm for a class of mixed-integer nonlinear programs*,
//! Mathematical Programming 36 (1986).

use super::greedy::{NEGLIGIBLE, in_order};
use super::problem::{CoverProblem, Instance, NO_GROUP};
use super::solve::{CoverSet, best_cover, minimum_cover};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};
use std::collections::BTreeMap;

/// Arcs beyond which the program is not made: it would take minutes.
const MAX_ARCS: usize = 20_000;
/// Programs solved one after the other at most.
const MAX_ROUNDS: usize = 25;
/// Where the first tangents touch.
const FIRST_TANGENTS: [f64; 3] = [0.35, 1.0, 2.0];
/// What rounding in the program may hide, as a share of what all candidates cover.
const ROUNDING: f64 = 1e-6;

/// What is to be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Aim {
    /// As few as cover the target.
    Fewest {
        /// What is to be covered.
        target: f64,
    },
    /// As many as there are in the set, that cover most.
    Most,
}

/// People whom the same candidates reach alike.
struct Kind {
    weight: f64,
    /// Candidate (position among those allowed), probability, and the strength `-ln(1 - p)`, which may be infinite.
    arcs: Vec<(usize, f64, f64)>,
}

impl Kind {
    /// Coefficients and right side of the tangent at `a`: `y - Σ c_u x_u <= b`. No strength above what makes `y` reach 1
    /// by itself is needed (`a + 1`, where the tangent is 1).
    fn tangent(&self, a: f64) -> (Vec<(usize, f64)>, f64) {
        let slope = (-a).exp();
        let arcs = self.arcs.iter().map(|&(u, _, strength)| (u, slope * strength.min(a + 1.0))).collect();
        (arcs, 1.0 - slope - slope * a)
    }

    fn strength(&self, inside: &[bool]) -> f64 {
        self.arcs.iter().filter(|arc| inside[arc.0]).map(|arc| arc.2).sum()
    }
}

/// [`minimum_cover`](super::minimum_cover), made smaller where integer programming finds a smaller set within so many
/// steps (nodes of branch and bound), with the better bound of the two. Beyond 20,000 arcs nothing is tried. Only with the feature
/// `exact`.
///
/// ```
/// use cmgraph::champions::cover::{CoverProblem, exact_minimum_cover};
/// // Greedy choice takes the candidate who reaches four and then needs two more; the other two would do.
/// let arcs = [(0, vec![0, 1, 3, 4]), (1, vec![0, 1, 2]), (2, vec![3, 4, 5])];
/// let arcs: Vec<_> = arcs.iter().flat_map(|(u, of)| of.iter().map(move |&v| (*u, v, 1.0))).collect();
/// let set = exact_minimum_cover(&CoverProblem::new(3, vec![1.0; 6], &arcs)?, 6.0, 1000);
/// assert_eq!((set.chosen.len(), set.at_least, set.proven), (2, 2, true));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn exact_minimum_cover(problem: &CoverProblem, target: f64, nodes: u64) -> CoverSet {
    let instance = problem.whole();
    let mut set = minimum_cover(problem, target);
    if !set.proven {
        let target = target.min(instance.covered(&instance.candidates()));
        improve(instance, Aim::Fewest { target }, &mut set, nodes);
    }
    set
}

/// [`best_cover`](super::best_cover), made better where integer programming finds a better set within so many steps, with
/// the better bound of the two. Only with the feature `exact`.
pub fn exact_best_cover(problem: &CoverProblem, size: usize, nodes: u64) -> CoverSet {
    let mut set = best_cover(problem, size);
    if !set.proven {
        improve(problem.whole(), Aim::Most, &mut set, nodes);
    }
    set
}

/// Puts a better set in the place of this one where there is one, and better bounds, as far as they can be found within so many
/// steps.
pub(super) fn improve(instance: Instance<'_>, aim: Aim, set: &mut CoverSet, nodes: u64) {
    if instance.problem.arcs() > MAX_ARCS {
        return;
    }
    let candidates = instance.candidates();
    let all = instance.covered(&candidates);
    let slack = ROUNDING * all.max(1.0);
    let quotas = kept_quotas(instance, set);
    let kinds = kinds(instance, &candidates);
    let mut cuts: Vec<(usize, f64)> = Vec::new();
    for (k, kind) in kinds.iter().enumerate() {
        let all: f64 = kind.arcs.iter().map(|arc| arc.2).sum();
        cuts.extend(FIRST_TANGENTS.iter().filter(|&&a| a < all).map(|&a| (k, a)));
    }
    let mut nodes = nodes;
    for _ in 0..MAX_ROUNDS {
        let place: BTreeMap<u32, usize> = candidates.iter().zip(0..).map(|(&c, at)| (c, at)).collect();
        let warm: Vec<bool> = {
            let mut inside = vec![false; candidates.len()];
            set.chosen.iter().filter_map(|c| place.get(c)).for_each(|&at| inside[at] = true);
            inside
        };
        let Some(found) = solve(instance, &candidates, &kinds, &cuts, &quotas, aim, set, &warm, nodes, slack)
        else {
            return;
        };
        nodes = nodes.saturating_sub(found.nodes.max(1));
        match aim {
            Aim::Fewest { .. } => {
                // A bound of 6.02 people means 7; one of 6 + rounding means 6.
                let bound = (found.bound - 1e-4).ceil().max(0.0) as usize;
                if bound > set.chosen.len() {
                    // Impossible, as the set is there: a numerical failure, of which nothing is believed.
                    return;
                }
                set.at_least = set.at_least.max(bound);
            }
            Aim::Most => set.at_most = set.at_most.min((found.bound + slack).max(set.covered)),
        }
        let chosen: Vec<u32> =
            candidates.iter().zip(&found.inside).filter(|(_, inside)| **inside).map(|(&c, _)| c).collect();
        let covered = instance.covered(&chosen);
        let better = match aim {
            Aim::Fewest { target } => covered >= target - NEGLIGIBLE && chosen.len() < set.chosen.len(),
            Aim::Most => chosen.len() == set.chosen.len() && covered > set.covered + NEGLIGIBLE,
        };
        if better && keeps(instance, &chosen, &quotas) {
            let (chosen, gains) = in_order(instance, &chosen);
            (set.chosen, set.gains, set.covered) = (chosen, gains, covered);
        }
        set.proven = match aim {
            Aim::Fewest { .. } => set.at_least >= set.chosen.len(),
            Aim::Most => set.at_most <= set.covered + 2.0 * slack,
        };
        if set.proven || nodes == 0 || !found.finished {
            return;
        }
        // Where the program claims too much.
        let known = cuts.len();
        for (k, kind) in kinds.iter().enumerate() {
            let strength = kind.strength(&found.inside);
            let truth = -(-strength).exp_m1();
            if found.reached[k] > truth + 1e-7 && strength.is_finite() && !cuts.contains(&(k, strength)) {
                cuts.push((k, strength));
            }
        }
        if cuts.len() == known {
            return;
        }
    }
}

fn kept_quotas(instance: Instance<'_>, set: &CoverSet) -> Vec<Vec<u32>> {
    let mut quotas: Vec<Vec<u32>> =
        instance.problem.partitions.iter().map(|partition| partition.quotas.clone()).collect();
    for lowered in &set.lowered {
        quotas[lowered.partition][lowered.group] = lowered.kept;
    }
    quotas
}

fn keeps(instance: Instance<'_>, set: &[u32], quotas: &[Vec<u32>]) -> bool {
    instance.problem.partitions.iter().zip(quotas).all(|(partition, quotas)| {
        let mut counts = vec![0; quotas.len()];
        for &candidate in set {
            let group = partition.group_of[candidate as usize];
            if group != NO_GROUP {
                counts[group as usize] += 1;
            }
        }
        counts.iter().zip(quotas).all(|(count, quota)| count >= quota)
    })
}

fn kinds(instance: Instance<'_>, candidates: &[u32]) -> Vec<Kind> {
    let mut place = vec![usize::MAX; instance.problem.candidates()];
    candidates.iter().enumerate().for_each(|(at, &c)| place[c as usize] = at);
    let mut kinds: BTreeMap<Vec<(usize, u64)>, f64> = BTreeMap::new();
    for person in 0..instance.problem.people() {
        let arcs: Vec<(usize, u64)> = instance
            .problem
            .back_row(person as u32)
            .iter()
            .map(|&(c, arc)| (place[c as usize], instance.reach[arc as usize].to_bits()))
            .filter(|(at, _)| *at != usize::MAX)
            .collect();
        if !arcs.is_empty() && instance.weights[person] > 0.0 {
            *kinds.entry(arcs).or_default() += instance.weights[person];
        }
    }
    let kind = |(arcs, weight): (Vec<(usize, u64)>, f64)| {
        let arc = |(at, bits): (usize, u64)| {
            let reach = f64::from_bits(bits);
            (at, reach, -(-reach).ln_1p())
        };
        Kind { weight, arcs: arcs.into_iter().map(arc).collect() }
    };
    kinds.into_iter().map(kind).collect()
}

/// What one program gives.
struct Solved {
    inside: Vec<bool>,
    reached: Vec<f64>,
    bound: f64,
    nodes: u64,
    finished: bool,
}

#[allow(clippy::too_many_arguments)]
fn solve(
    instance: Instance<'_>,
    candidates: &[u32],
    kinds: &[Kind],
    cuts: &[(usize, f64)],
    quotas: &[Vec<u32>],
    aim: Aim,
    set: &CoverSet,
    warm: &[bool],
    nodes: u64,
    slack: f64,
) -> Option<Solved> {
    let fewest = matches!(aim, Aim::Fewest { .. });
    let direction = if fewest { OptimizationDirection::Minimize } else { OptimizationDirection::Maximize };
    let mut program = Problem::new(direction);
    let x: Vec<Variable> =
        candidates.iter().map(|_| program.add_binary_var(if fewest { 1.0 } else { 0.0 })).collect();
    let y: Vec<Variable> = kinds
        .iter()
        .map(|kind| program.add_var(if fewest { 0.0 } else { kind.weight }, (0.0, 1.0)))
        .collect();
    // No set reaches anybody more surely than its members do one by one.
    for (kind, &y) in kinds.iter().zip(&y) {
        let arcs = kind.arcs.iter().map(|&(u, reach, _)| (x[u], -reach));
        program.add_constraint(arcs.chain([(y, 1.0)]).collect::<Vec<_>>(), ComparisonOp::Le, 0.0);
    }
    for &(k, a) in cuts {
        let (arcs, bound) = kinds[k].tangent(a);
        let arcs = arcs.into_iter().map(|(u, c)| (x[u], -c));
        program.add_constraint(arcs.chain([(y[k], 1.0)]).collect::<Vec<_>>(), ComparisonOp::Le, bound);
    }
    for (partition, quotas) in instance.problem.partitions.iter().zip(quotas) {
        for (group, &quota) in quotas.iter().enumerate().filter(|(_, quota)| **quota > 0) {
            let of = candidates.iter().zip(&x);
            let members: Vec<(Variable, f64)> = of
                .filter(|(c, _)| partition.group_of[**c as usize] == group as u32)
                .map(|(_, &x)| (x, 1.0))
                .collect();
            program.add_constraint(members, ComparisonOp::Ge, f64::from(quota));
        }
    }
    match aim {
        Aim::Fewest { target } => {
            // As a share, so that the numbers of the program are of one size.
            let total: f64 = kinds.iter().map(|kind| kind.weight).sum::<f64>().max(1.0);
            let shares: Vec<(Variable, f64)> =
                kinds.iter().zip(&y).map(|(kind, &y)| (y, kind.weight / total)).collect();
            program.add_constraint(shares, ComparisonOp::Ge, (target - slack) / total);
        }
        Aim::Most => {
            let members: Vec<(Variable, f64)> = x.iter().map(|&x| (x, 1.0)).collect();
            program.add_constraint(members, ComparisonOp::Eq, set.chosen.len() as f64);
        }
    }
    // Steps, never time, so that every machine gives the same, however busy it is.
    let mut options = SolveOptions::default();
    options.node_limit = Some(nodes);
    options.warm_start =
        Some(x.iter().zip(warm).map(|(&x, &inside)| (x, f64::from(u8::from(inside)))).collect());
    let outcome = program.solve_with(options).ok()?;
    let stats = outcome.stats();
    let SolveOutcome::Solution(solution) = outcome else { return None };
    let finished = solution.status() == microlp::SolutionStatus::Optimal;
    let bound = if finished { Some(solution.objective()) } else { stats.best_bound };
    Some(Solved {
        inside: x.iter().map(|&x| solution.var_value(x) > 0.5).collect(),
        reached: y.iter().map(|&y| solution.var_value(y)).collect(),
        bound: bound?,
        nodes: stats.nodes_solved,
        finished,
    })
}
