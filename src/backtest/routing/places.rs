//! How well a list of people does for one question: ties as drawn by lot, on the mean over all lots.

/// Reciprocal rank of the first answerer, success at 1, 3 and 5, and NDCG at 5, in this order.
pub(super) const MEASURES: usize = 5;
/// People of a list that count.
pub(super) const LISTED: usize = 5;
/// Cutoffs of success.
pub(super) const CUTOFFS: [usize; 3] = [1, 3, LISTED];

/// The measures for the scores of all candidates. `relevant` are the positions of the answerers among them, and `unseen` how
/// many answered who are no candidates: nobody can put them anywhere, and they stay in the best list that there could be.
///
/// With ties the expectation over all orders of them: with `m` people on places `p + 1 .. p + m`, `r` of them relevant, the
/// first relevant one is on place `p + j` with probability `C(m - j, r - 1) / C(m, r)`. O(candidates · relevant).
pub(super) fn measures(scores: &[f64], relevant: &[usize], unseen: usize) -> [f64; MEASURES] {
    let mut found = [0.0; MEASURES];
    let best = relevant.iter().map(|&i| scores[i]).max_by(f64::total_cmp);
    let Some(best) = best else { return found };
    let place = |score: f64| {
        let above = scores.iter().filter(|&&other| other > score).count();
        (above, scores.iter().filter(|&&other| other == score).count())
    };
    let (above, tied) = place(best);
    let first = relevant.iter().filter(|&&i| scores[i] == best).count();
    // Probability that none of the tied before this place is relevant.
    let mut none = 1.0;
    for j in 0..=tied - first {
        let here = none * first as f64 / (tied - j) as f64;
        none -= here;
        found[0] += here / (above + j + 1) as f64;
        for (success, cutoff) in found[1..4].iter_mut().zip(CUTOFFS) {
            if above + j < cutoff {
                *success += here;
            }
        }
    }
    let gain: f64 = relevant
        .iter()
        .map(|&i| {
            let (above, tied) = place(scores[i]);
            (above..(above + tied).min(LISTED)).map(discount).sum::<f64>() / tied as f64
        })
        .sum();
    let ideal: f64 = (0..(relevant.len() + unseen).min(LISTED)).map(discount).sum();
    found[4] = gain / ideal;
    found
}

/// Weight of a place, from 0.
fn discount(place: usize) -> f64 {
    1.0 / ((place + 2) as f64).log2()
}

/// Positions of the first people of the list; of equals those with the lesser lot.
pub(super) fn listed(scores: &[f64], lots: &[u64]) -> Vec<u32> {
    let mut first: Vec<u32> = Vec::with_capacity(LISTED + 1);
    let before = |a: u32, b: u32| {
        let (i, j) = (a as usize, b as usize);
        scores[j].total_cmp(&scores[i]).then(lots[i].cmp(&lots[j])).then(a.cmp(&b)).is_lt()
    };
    for i in 0..scores.len() as u32 {
        let place = first.iter().position(|&other| before(i, other)).unwrap_or(first.len());
        if place < LISTED {
            first.insert(place, i);
            first.truncate(LISTED);
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_vectors_of_the_method() {
        // Four questions whose first answerer is on place 1, 3, nowhere, 2.
        let of = |place: Option<usize>| {
            let scores = [4.0, 3.0, 2.0, 1.0];
            let relevant: Vec<usize> = place.map(|place| place - 1).into_iter().collect();
            measures(&scores, &relevant, usize::from(place.is_none()))
        };
        let all = [Some(1), Some(3), None, Some(2)].map(of);
        let mean = |measure: usize| all.iter().map(|found| found[measure]).sum::<f64>() / 4.0;
        assert!((mean(0) - 0.458_333_333_333_333_3).abs() < 1e-12);
        assert_eq!((mean(1), mean(2), mean(3)), (0.25, 0.75, 0.75));
        // A single answerer on place 3.
        assert!((of(Some(3))[4] - 0.5).abs() < 1e-12);
        assert_eq!(of(None), [0.0; MEASURES]);
        // One of two could be known, and is first: 1 / (1 + 1 / log2 3).
        assert!((measures(&[2.0, 1.0], &[0], 1)[4] - 1.0 / (1.0 + 1.0 / 3f64.log2())).abs() < 1e-12);
    }

    /// The same for one order, by the definitions.
    fn slow(order: &[usize], relevant: &[usize], unseen: usize) -> [f64; MEASURES] {
        let places: Vec<usize> = (0..order.len()).filter(|&place| relevant.contains(&order[place])).collect();
        let Some(&first) = places.first() else { return [0.0; MEASURES] };
        let success = |k: usize| f64::from(u8::from(first < k));
        let dcg: f64 =
            places.iter().filter(|&&place| place < 5).map(|&p| 1.0 / (p as f64 + 2.0).log2()).sum();
        let ideal: f64 = (0..(relevant.len() + unseen).min(5)).map(|p| 1.0 / (p as f64 + 2.0).log2()).sum();
        [1.0 / (first + 1) as f64, success(1), success(3), success(5), dcg / ideal]
    }

    fn permutations(items: Vec<usize>) -> Vec<Vec<usize>> {
        if items.is_empty() {
            return vec![Vec::new()];
        }
        (0..items.len())
            .flat_map(|i| {
                let mut rest = items.clone();
                let head = rest.remove(i);
                permutations(rest).into_iter().map(move |tail| [vec![head], tail].concat())
            })
            .collect()
    }

    proptest! {
        #[test]
        fn ties_are_the_mean_over_all_orders(
            scores in proptest::collection::vec(0u8..3, 1..7),
            chosen in proptest::collection::vec(any::<bool>(), 7),
            unseen in 0usize..3,
        ) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let relevant: Vec<usize> = (0..scores.len()).filter(|&i| chosen[i]).collect();
            let orders: Vec<Vec<usize>> = permutations((0..scores.len()).collect())
                .into_iter()
                .filter(|order| order.windows(2).all(|two| scores[two[0]] >= scores[two[1]]))
                .collect();
            let mut mean = [0.0; MEASURES];
            for order in &orders {
                for (mean, value) in mean.iter_mut().zip(slow(order, &relevant, unseen)) {
                    *mean += value / orders.len() as f64;
                }
            }
            let found = measures(&scores, &relevant, unseen);
            for (a, b) in found.iter().zip(mean) {
                prop_assert!((a - b).abs() < 1e-9, "{found:?} {mean:?}");
            }
        }

        #[test]
        fn lists_hold_the_best(scores in proptest::collection::vec(0u8..4, 0..12), seed in any::<u64>()) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let lots: Vec<u64> = (0..scores.len() as u64).map(|i| (i ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
            let mut order: Vec<u32> = (0..scores.len() as u32).collect();
            order.sort_by(|&a, &b| {
                let (i, j) = (a as usize, b as usize);
                scores[j].total_cmp(&scores[i]).then(lots[i].cmp(&lots[j])).then(a.cmp(&b))
            });
            order.truncate(LISTED);
            prop_assert_eq!(listed(&scores, &lots), order);
        }
    }
}
