//! A ranking, and how well it foretold: with ties taken as drawn by lot, on the mean over all lots.

/// A ranking reduced to what its first places weigh: ties share the places they stand on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranking {
    /// Candidate and the discount it gets in the mean, for each cutoff.
    discounts: Vec<Vec<(u32, f64)>>,
    /// Candidate and the probability to be among the first `k`.
    first: Vec<(u32, f64)>,
    /// Rank of every candidate, ties at their mean, less the mean of all.
    ranks: Vec<f64>,
}

/// Weight of a place, from 0.
fn discount(place: usize) -> f64 {
    1.0 / ((place + 2) as f64).log2()
}

impl Ranking {
    /// By score, highest first. `cutoffs` are those of NDCG, `k` that of the rest.
    pub(super) fn of(scores: &[f64], cutoffs: &[usize], k: usize) -> Ranking {
        let mut order: Vec<u32> = (0..scores.len() as u32).collect();
        order.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b)));
        let mut ranking = Ranking {
            discounts: vec![Vec::new(); cutoffs.len()],
            first: Vec::new(),
            ranks: vec![0.0; scores.len()],
        };
        let mut place = 0;
        for tied in order.chunk_by(|&a, &b| scores[a as usize] == scores[b as usize]) {
            let end = place + tied.len();
            for (discounts, &cutoff) in ranking.discounts.iter_mut().zip(cutoffs) {
                let sum: f64 = (place..end.min(cutoff)).map(discount).sum();
                if sum > 0.0 {
                    discounts.extend(tied.iter().map(|&who| (who, sum / tied.len() as f64)));
                }
            }
            if place < k {
                let share = (end.min(k) - place) as f64 / tied.len() as f64;
                ranking.first.extend(tied.iter().map(|&who| (who, share)));
            }
            let rank = (place + end + 1) as f64 / 2.0;
            tied.iter().for_each(|&who| ranking.ranks[who as usize] = rank);
            place = end;
        }
        let mean = (scores.len() as f64 + 1.0) / 2.0;
        ranking.ranks.iter_mut().for_each(|rank| *rank -= mean);
        ranking
    }

    /// Normalised discounted cumulative gain at a cutoff, `sum gain_i / log2(i + 1)` over that of the best order.
    pub(super) fn ndcg(&self, cutoff: usize, gains: &[f64], ideal: &[f64]) -> f64 {
        let sum: f64 = self.discounts[cutoff].iter().map(|&(who, weight)| weight * gains[who as usize]).sum();
        if ideal[cutoff] > 0.0 { sum / ideal[cutoff] } else { 0.0 }
    }

    /// Sum of something over the first k.
    pub(super) fn over_first(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.first.iter().map(|&(who, share)| share * value(who as usize)).sum()
    }

    /// Spearman's correlation with the ranking by gains: of the ranks, ties at their mean; `None` where one does not vary.
    pub(super) fn spearman(&self, by_gains: &Ranking) -> Option<f64> {
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for (x, y) in self.ranks.iter().zip(&by_gains.ranks) {
            (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
        }
        (xx > 0.0 && yy > 0.0).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
    }
}

/// Discounted gain of the best order at each cutoff.
pub(super) fn ideal(gains: &[f64], cutoffs: &[usize], scratch: &mut Vec<f64>) -> Vec<f64> {
    best(gains, cutoffs.iter().copied().max().unwrap_or(0), scratch);
    let sum = |&cutoff: &usize| scratch.iter().take(cutoff).enumerate().map(|(i, g)| g * discount(i)).sum();
    cutoffs.iter().map(sum).collect()
}

/// The `k` highest gains, highest first.
fn best(gains: &[f64], k: usize, scratch: &mut Vec<f64>) {
    scratch.clear();
    scratch.extend(gains.iter().copied().filter(|&gain| gain > 0.0));
    let high = |a: &f64, b: &f64| b.total_cmp(a);
    if k > 0 && scratch.len() > k {
        scratch.select_nth_unstable_by(k - 1, high);
    }
    scratch.truncate(k);
    scratch.sort_unstable_by(high);
}

/// The `k` best later helpers: probability of each gain to be among them, ties drawn by lot, nobody who did not help.
pub(super) struct Best {
    bar: f64,
    at_bar: f64,
}

impl Best {
    pub(super) fn of(gains: &[f64], k: usize, scratch: &mut Vec<f64>) -> Best {
        best(gains, k, scratch);
        let Some(&bar) = scratch.last() else { return Best { bar: f64::INFINITY, at_bar: 0.0 } };
        let inside = scratch.iter().filter(|&&gain| gain == bar).count();
        let all = gains.iter().filter(|&&gain| gain == bar).count();
        Best { bar, at_bar: inside as f64 / all as f64 }
    }

    pub(super) fn holds(&self, gain: f64) -> f64 {
        if gain > self.bar {
            1.0
        } else if gain == self.bar {
            self.at_bar
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// NDCG of one order by the definition.
    fn slow(order: &[usize], gains: &[f64], k: usize) -> f64 {
        let dcg = |gains: Vec<f64>| -> f64 {
            gains.iter().take(k).enumerate().map(|(i, gain)| gain / ((i + 2) as f64).log2()).sum()
        };
        let mut sorted = gains.to_vec();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let ideal = dcg(sorted);
        if ideal > 0.0 { dcg(order.iter().map(|&i| gains[i]).collect()) / ideal } else { 0.0 }
    }

    #[test]
    fn worked_example() {
        // Relevances 3 2 3 0 1 2 in this order: DCG 6.861127, ideal (3 3 2 2 1 0) 7.140995, NDCG 0.960808.
        let gains = [3.0, 2.0, 3.0, 0.0, 1.0, 2.0];
        let ranking = Ranking::of(&[6.0, 5.0, 4.0, 3.0, 2.0, 1.0], &[6], 2);
        let best = ideal(&gains, &[6], &mut Vec::new());
        assert!((best[0] - 7.140995).abs() < 1e-6);
        assert!((ranking.ndcg(0, &gains, &best) - 0.960808).abs() < 1e-6);
        // The two best have 3 each: one of the first two is.
        let top = Best::of(&gains, 2, &mut Vec::new());
        assert_eq!(ranking.over_first(|i| top.holds(gains[i])), 1.0);
        // The three best hold one of the two with 2.
        let top = Best::of(&gains, 3, &mut Vec::new());
        assert_eq!(ranking.over_first(|i| top.holds(gains[i])), 1.5);
    }

    #[test]
    fn nobody_and_nothing() {
        let ranking = Ranking::of(&[], &[5], 5);
        assert_eq!((ranking.ndcg(0, &[], &[0.0]), ranking.spearman(&ranking)), (0.0, None));
        let none = [0.0; 3];
        let ranking = Ranking::of(&[1.0, 2.0, 2.0], &[5], 5);
        let best = ideal(&none, &[5], &mut Vec::new());
        assert_eq!(
            (ranking.ndcg(0, &none, &best), ranking.spearman(&Ranking::of(&none, &[], 0))),
            (0.0, None)
        );
        assert_eq!(ranking.over_first(|i| Best::of(&none, 2, &mut Vec::new()).holds(none[i])), 0.0);
    }

    proptest! {
        /// With ties it is the mean over all orders.
        #[test]
        fn ties_are_drawn_by_lot(
            scores in prop::collection::vec(0u8..3, 1..6),
            gains in prop::collection::vec(0u8..4, 6),
            k in 1usize..6,
        ) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let gains: Vec<f64> = gains[..scores.len()].iter().map(|&g| f64::from(g)).collect();
            let n = scores.len();
            // All orders that go down in score.
            let (mut sum, mut hits, mut orders) = (0.0, 0.0, 0.0);
            let mut stack = vec![Vec::<usize>::new()];
            let top = Best::of(&gains, k, &mut Vec::new());
            while let Some(order) = stack.pop() {
                if order.len() == n {
                    sum += slow(&order, &gains, k);
                    hits += order.iter().take(k).map(|&i| top.holds(gains[i])).sum::<f64>();
                    orders += 1.0;
                    continue;
                }
                let rest: Vec<usize> = (0..n).filter(|i| !order.contains(i)).collect();
                let high = rest.iter().map(|&i| scores[i]).fold(f64::NEG_INFINITY, f64::max);
                for &next in rest.iter().filter(|&&i| scores[i] == high) {
                    stack.push([&order[..], &[next]].concat());
                }
            }
            let ranking = Ranking::of(&scores, &[k], k);
            let best = ideal(&gains, &[k], &mut Vec::new());
            prop_assert!((ranking.ndcg(0, &gains, &best) - sum / orders).abs() < 1e-12);
            prop_assert!((ranking.over_first(|i| top.holds(gains[i])) - hits / orders).abs() < 1e-12);
        }
    }
}
