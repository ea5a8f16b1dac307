//! Weights from the past: which features told those who answered from those who did not.

use super::options::RouteWeights;
use super::router::{RankedCandidate, Router};
use crate::Timestamp;
use crate::stats::sample::{below, stream};
use rayon::prelude::*;

/// Questions that are learned from at most, the latest.
const MOST_QUESTIONS: usize = 1500;
/// People who did not answer, for each question: so many of the first, and so many of all.
const RIVALS: [usize; 2] = [20, 20];
/// Those are the first among the candidates.
const FIRST: usize = 50;
/// Strength with which weights are held to the defaults: a weight one away costs half a question.
const RIDGE: f64 = 1.0;
const STEPS: usize = 50;

/// Weights learned from the past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearnedWeights {
    /// The weights.
    pub weights: RouteWeights,
    /// Answered questions that they were learned from.
    pub questions: u64,
    /// Pairs of somebody who answered and somebody who did not.
    pub pairs: u64,
    /// Mean share of a question's pairs that the weights before put in the right order, ties by half.
    pub ordered_before: f64,
    /// The same with the learned weights: on the questions that they were learned from, so too good.
    pub ordered_after: f64,
}

/// Differences of terms of a question's pairs.
type Pairs = Vec<[f64; 6]>;

impl Router<'_> {
    /// Weights learned from the questions that were asked and answered before `as_of`; `None` where those are fewer than
    /// [`min_learned`](super::RouteOptions::min_learned).
    ///
    /// Each question is ranked as of when it was asked; every colleague who answered is held against up to 40 others, half of them
    /// drawn from the first 50. The weights maximise `Σ_q mean_pairs ln σ(w · (x_answered - x_other)) - |w - w0|²/2` (pairwise
    /// logistic regression, every question alike, held to the weights in force `w0`), by Newton's method; the function is
    /// concave. What the past does not show (load: nobody was invited) keeps its weight.
    ///
    /// # Complexity
    /// O(min(questions, 1500) rankings), in parallel.
    ///
    /// # Reference
    /// C. Burges and others, *Learning to rank using gradient descent*, ICML 2005 (the loss).
    pub fn learn(&self, as_of: Timestamp) -> Option<LearnedWeights> {
        let messages = self.view.community().messages();
        let threads = self.view.community().threads();
        let known = self.memory.questions.asked.iter().enumerate().filter_map(|(at, question)| {
            let answered = self.answerers(question, as_of);
            let root = threads.root(question.thread).filter(|_| !answered.is_empty() && question.at < as_of);
            Some((at as u64, root?, answered))
        });
        let mut known: Vec<_> = known.collect();
        if known.len() < self.options.min_learned {
            return None;
        }
        known.drain(..known.len().saturating_sub(MOST_QUESTIONS));
        let pairs_of = |(at, root, answered): &(u64, crate::MessageId, Vec<crate::MemberId>)| -> Pairs {
            let ranking = self.rank(&self.question(*root), messages.time(*root));
            let (theirs, others): (Vec<&RankedCandidate>, Vec<&RankedCandidate>) =
                ranking.people.iter().partition(|person| answered.binary_search(&person.member).is_ok());
            if others.is_empty() {
                return Pairs::new();
            }
            let mut rng = stream(self.options.seed, *at);
            let mut rivals = Vec::with_capacity(RIVALS[0] + RIVALS[1]);
            for (n, of) in [(RIVALS[0], others.len().min(FIRST)), (RIVALS[1], others.len())] {
                rivals.extend((0..n).map(|_| others[below(&mut rng, of)].features.terms()));
            }
            let mut pairs = Pairs::with_capacity(theirs.len() * rivals.len());
            for person in theirs {
                let own = person.features.terms();
                pairs.extend(rivals.iter().map(|other| std::array::from_fn(|i| own[i] - other[i])));
            }
            pairs
        };
        let pairs: Vec<Pairs> = known.par_iter().map(pairs_of).filter(|pairs| !pairs.is_empty()).collect();
        let start = self.weights.values();
        let weights = fit(&pairs, start)?;
        Some(LearnedWeights {
            weights: RouteWeights::from_values(weights),
            questions: pairs.len() as u64,
            pairs: pairs.iter().map(|pairs| pairs.len() as u64).sum(),
            ordered_before: ordered(&pairs, &start),
            ordered_after: ordered(&pairs, &weights),
        })
    }
}

fn dot(a: &[f64; 6], b: &[f64; 6]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Mean share of the pairs in the right order.
fn ordered(questions: &[Pairs], weights: &[f64; 6]) -> f64 {
    let of = |pairs: &Pairs| {
        let right = pairs.iter().map(|pair| match dot(weights, pair) {
            x if x > 0.0 => 1.0,
            0.0 => 0.5,
            _ => 0.0,
        });
        right.sum::<f64>() / pairs.len() as f64
    };
    questions.iter().map(of).sum::<f64>() / questions.len().max(1) as f64
}

/// The maximum of the penalised likelihood; `None` without pairs.
fn fit(questions: &[Pairs], start: [f64; 6]) -> Option<[f64; 6]> {
    if questions.is_empty() {
        return None;
    }
    let value = |weights: &[f64; 6]| {
        let of = |pairs: &Pairs| {
            pairs.iter().map(|pair| -(-dot(weights, pair)).exp().ln_1p()).sum::<f64>() / pairs.len() as f64
        };
        let held: f64 = weights.iter().zip(start).map(|(w, s)| (w - s) * (w - s)).sum();
        questions.iter().map(of).sum::<f64>() - RIDGE * held / 2.0
    };
    let mut weights = start;
    let mut best = value(&weights);
    for _ in 0..STEPS {
        let mut gradient: [f64; 6] = std::array::from_fn(|i| -RIDGE * (weights[i] - start[i]));
        let mut curvature = [[0.0; 6]; 6];
        (0..6).for_each(|i| curvature[i][i] = RIDGE);
        for pairs in questions {
            let share = 1.0 / pairs.len() as f64;
            for pair in pairs {
                let miss = 1.0 / (1.0 + dot(&weights, pair).exp());
                for i in 0..6 {
                    gradient[i] += share * miss * pair[i];
                    for j in 0..6 {
                        curvature[i][j] += share * miss * (1.0 - miss) * pair[i] * pair[j];
                    }
                }
            }
        }
        let step = solve(curvature, gradient);
        let mut length = 1.0;
        let gain = loop {
            let next = std::array::from_fn(|i| weights[i] + length * step[i]);
            let found = value(&next);
            if found >= best {
                weights = next;
                break found - std::mem::replace(&mut best, found);
            }
            length /= 2.0;
            if length < 1e-10 {
                break 0.0;
            }
        };
        if gain <= 1e-12 * (1.0 + best.abs()) {
            break;
        }
    }
    Some(weights)
}

/// Solves `a x = b` for a positive definite `a` by Cholesky's factors.
fn solve(a: [[f64; 6]; 6], b: [f64; 6]) -> [f64; 6] {
    let mut l = [[0.0; 6]; 6];
    for i in 0..6 {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            // The ridge keeps every pivot at least at its own size.
            l[i][j] = if i == j { (a[i][i] - sum).max(RIDGE).sqrt() } else { (a[i][j] - sum) / l[j][j] };
        }
    }
    let mut x = b;
    for i in 0..6 {
        let sum: f64 = (0..i).map(|k| l[i][k] * x[k]).sum();
        x[i] = (x[i] - sum) / l[i][i];
    }
    for i in (0..6).rev() {
        let sum: f64 = (i + 1..6).map(|k| l[k][i] * x[k]).sum();
        x[i] = (x[i] - sum) / l[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{standard_normal, uniform};

    #[test]
    fn equations_are_solved() {
        let a: [[f64; 6]; 6] =
            std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 3.0 + i as f64 } else { 0.5 }));
        let x = [1.0, -2.0, 3.0, 0.0, 0.5, -1.5];
        let b: [f64; 6] = std::array::from_fn(|i| dot(&a[i], &x));
        solve(a, b).iter().zip(x).for_each(|(found, x)| assert!((found - x).abs() < 1e-12));
    }

    #[test]
    fn weights_behind_choices_come_back() {
        let truth = [0.4, 1.6, 0.8, 0.5, -0.6, 0.0];
        let start = RouteWeights::default().values();
        let mut rng = stream(5, 1);
        let questions: Vec<Pairs> = (0..2000)
            .map(|_| {
                let pair = || {
                    let mut d: [f64; 6] = std::array::from_fn(|_| standard_normal(&mut rng));
                    // Nobody was invited in the past: the load tells nothing.
                    d[3] = 0.0;
                    let p = 1.0 / (1.0 + (-dot(&truth, &d)).exp());
                    if uniform(&mut rng) < p { d } else { d.map(|x| -x) }
                };
                std::iter::repeat_with(pair).take(4).collect()
            })
            .collect();
        let found = fit(&questions, start).unwrap();
        for (i, (found, truth)) in found.iter().zip(truth).enumerate() {
            assert!((found - truth).abs() < 0.15, "{i}: {found} {truth}");
        }
        assert_eq!(found[3], start[3]);
        assert!(ordered(&questions, &found) >= ordered(&questions, &start));
        assert_eq!(fit(&[], start), None);
    }
}
