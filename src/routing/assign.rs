//! Who is asked which question, when many are open and nobody should be asked too often.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A person who fits a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Position of the question.
    pub question: u32,
    /// Position of the person.
    pub person: u32,
    /// How well: any finite number.
    pub score: f64,
}

/// Scores are compared to a millionth.
const SCALE: f64 = 1e6;

/// An arc of the flow network; its reverse stands beside it.
#[derive(Clone, Copy)]
struct Arc {
    to: u32,
    room: u32,
    cost: i64,
}

/// Asks as many people as questions need, as far as the people's caps go, with the greatest sum of scores.
///
/// A b-matching: question `q` is given to at most `needs[q]` people, person `p` gets at most `caps[p]` questions, each pair at
/// most once. As many places as possible are filled; among all ways to fill that many, the scores sum to the most. By
/// minimum-cost flow (successive shortest paths with potentials): exact, and the same whatever the order of the fits.
///
/// # Returns
/// The chosen fits, by question, then person. Fits beyond `needs` or `caps`, or with a score that is not a number, are passed over.
///
/// # Complexity
/// O(places · fits · log(questions + people)).
///
/// # Example
/// The expert may be asked once, so the other question goes to the runner-up:
/// ```
/// use cmgraph::routing::{Fit, assign};
/// let fit = |question, person, score| Fit { question, person, score };
/// let fits = [fit(0, 0, 3.0), fit(0, 1, 1.0), fit(1, 0, 2.5), fit(1, 1, 2.0)];
/// let chosen: Vec<_> = assign(&[1, 1], &[1, 1], &fits).iter().map(|f| (f.question, f.person)).collect();
/// assert_eq!(chosen, [(0, 0), (1, 1)]);
/// ```
///
/// # Reference
/// R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows* (1993), section 9.7.
pub fn assign(needs: &[u32], caps: &[u32], fits: &[Fit]) -> Vec<Fit> {
    let known = |fit: &&Fit| {
        (fit.question as usize) < needs.len() && (fit.person as usize) < caps.len() && fit.score.is_finite()
    };
    let mut fits: Vec<Fit> = fits.iter().filter(known).copied().collect();
    fits.sort_by(|a, b| {
        (a.question, a.person).cmp(&(b.question, b.person)).then(b.score.total_cmp(&a.score))
    });
    fits.dedup_by_key(|fit| (fit.question, fit.person));
    let whole = |score: f64| (score.clamp(-1e9, 1e9) * SCALE).round() as i64;
    let most = fits.iter().map(|fit| whole(fit.score)).max().unwrap_or(0);

    // Source, questions, people, sink.
    let (source, sink) = (0, 1 + needs.len() + caps.len());
    let mut arcs: Vec<Arc> = Vec::new();
    let mut of: Vec<Vec<u32>> = vec![Vec::new(); sink + 1];
    let mut join = |from: usize, to: usize, room: u32, cost: i64| {
        for (from, to, room, cost) in [(from, to, room, cost), (to, from, 0, -cost)] {
            of[from].push(arcs.len() as u32);
            arcs.push(Arc { to: to as u32, room, cost });
        }
    };
    // Every unit of flow takes one fit, so that a constant added to all costs changes no choice.
    for fit in &fits {
        let (question, person) = (1 + fit.question as usize, 1 + needs.len() + fit.person as usize);
        join(question, person, 1, most - whole(fit.score));
    }
    needs.iter().enumerate().for_each(|(q, &need)| join(source, 1 + q, need, 0));
    caps.iter().enumerate().for_each(|(p, &cap)| join(1 + needs.len() + p, sink, cap, 0));

    let mut potential = vec![0i64; sink + 1];
    while let Some((distance, last)) = shortest(&arcs, &of, &potential, source, sink) {
        // Nodes farther than the sink keep their order with the distance of the sink.
        let to_sink = distance[sink];
        potential.iter_mut().zip(&distance).for_each(|(potential, &d)| *potential += d.min(to_sink));
        let mut at = sink;
        while at != source {
            let arc = last[at] as usize;
            arcs[arc].room -= 1;
            arcs[arc ^ 1].room += 1;
            at = arcs[arc ^ 1].to as usize;
        }
    }
    let chosen = fits.iter().enumerate().filter(|(i, _)| arcs[2 * i].room == 0);
    chosen.map(|(_, fit)| *fit).collect()
}

/// Distances from the source over arcs with room, by Dijkstra on reduced costs, and the arc by which each node is reached; `None`
/// where there is no way to the sink.
fn shortest(
    arcs: &[Arc],
    of: &[Vec<u32>],
    potential: &[i64],
    source: usize,
    sink: usize,
) -> Option<(Vec<i64>, Vec<u32>)> {
    let mut distance = vec![i64::MAX; of.len()];
    let mut last = vec![0u32; of.len()];
    let mut heap = BinaryHeap::from([(Reverse(0i64), Reverse(source))]);
    distance[source] = 0;
    while let Some((Reverse(so_far), Reverse(node))) = heap.pop() {
        if so_far > distance[node] {
            continue;
        }
        for &arc in &of[node] {
            let Arc { to, room, cost } = arcs[arc as usize];
            let to = to as usize;
            let next = so_far + cost + potential[node] - potential[to];
            if room > 0 && next < distance[to] {
                (distance[to], last[to]) = (next, arc);
                heap.push((Reverse(next), Reverse(to)));
            }
        }
    }
    (distance[sink] < i64::MAX).then_some((distance, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most places, and with them the greatest sum, over all subsets.
    fn by_hand(needs: &[u32], caps: &[u32], fits: &[Fit]) -> (u32, f64) {
        let mut best = (0, 0.0);
        for subset in 0u32..1 << fits.len() {
            let chosen: Vec<&Fit> =
                (0..fits.len()).filter(|i| subset >> i & 1 == 1).map(|i| &fits[i]).collect();
            let of = |n: usize, at: &dyn Fn(&Fit) -> u32| -> Vec<u32> {
                (0..n as u32).map(|i| chosen.iter().filter(|fit| at(fit) == i).count() as u32).collect()
            };
            let fine = of(needs.len(), &|fit| fit.question).iter().zip(needs).all(|(n, need)| n <= need)
                && of(caps.len(), &|fit| fit.person).iter().zip(caps).all(|(n, cap)| n <= cap);
            let sum: f64 = chosen.iter().map(|fit| fit.score).sum();
            if fine && (chosen.len() as u32 > best.0 || (chosen.len() as u32 == best.0 && sum > best.1)) {
                best = (chosen.len() as u32, sum);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn as_good_as_all_subsets(
            needs in prop::collection::vec(0u32..3, 1..4), caps in prop::collection::vec(0u32..3, 1..4),
            scores in prop::collection::vec((0u32..4, 0u32..4, -50i32..50), 0..9),
        ) {
            let mut fits: Vec<Fit> = Vec::new();
            for (question, person, score) in scores {
                let known = fits.iter().any(|fit| (fit.question, fit.person) == (question, person));
                let inside = (question as usize) < needs.len() && (person as usize) < caps.len();
                if !known && inside {
                    fits.push(Fit { question, person, score: f64::from(score) / 7.0 });
                }
            }
            let found = assign(&needs, &caps, &fits);
            let (places, sum) = by_hand(&needs, &caps, &fits);
            prop_assert_eq!(found.len() as u32, places);
            prop_assert!((found.iter().map(|fit| fit.score).sum::<f64>() - sum).abs() < 1e-5);
            let mut turned = fits.clone();
            turned.reverse();
            prop_assert_eq!(assign(&needs, &caps, &turned), found);
        }
    }

    #[test]
    fn edges() {
        assert!(assign(&[], &[], &[]).is_empty());
        let fit = Fit { question: 0, person: 0, score: 1.0 };
        assert!(assign(&[1], &[0], &[fit]).is_empty());
        let wrong = [Fit { question: 5, ..fit }, Fit { score: f64::NAN, ..fit }];
        assert!(assign(&[1], &[1], &wrong).is_empty());
        assert_eq!(assign(&[2], &[3], &[fit, fit]).len(), 1);
    }
}
