//! From questions to numbers with intervals: bootstrap over the questions, the same draws for all methods.

use super::places::{CUTOFFS, MEASURES};
use super::result::RoutingScore;
use super::run::{METHODS, Tested};
use super::{RoutingMethod, RoutingTestOptions};
use crate::MemberId;
use crate::backtest::Estimate;
use crate::stats::{Interval, Replicates, ResampleOptions, bootstrap};
use hashbrown::HashMap;

/// Measures of which ours is compared: reciprocal rank, success at 5, NDCG at 5.
const COMPARED: [usize; 3] = [0, 3, 4];
/// Numbers of a method: the measures, coverage, Gini coefficient of the load, and the differences.
const NUMBERS: usize = MEASURES + 2 + COMPARED.len();
const COVERAGE: usize = MEASURES;
const GINI: usize = MEASURES + 1;
/// After those of all methods: share of the questions that could be reached, and of the answerers who had not been seen.
const REACHABLE: usize = METHODS * NUMBERS;
const UNSEEN: usize = REACHABLE + 1;

/// What the questions give together.
pub(super) struct Estimates {
    pub(super) scores: Vec<RoutingScore>,
    pub(super) reachable: Estimate,
    pub(super) unseen: Estimate,
    /// Gini coefficient of the answers really given, over everybody who was a candidate.
    pub(super) answered_gini: Option<f64>,
    /// People who were a candidate for some question.
    pub(super) candidates: u64,
}

/// Working memory: how often each person is named.
struct Load {
    counts: Vec<u32>,
    touched: Vec<u32>,
    sorted: Vec<u32>,
}

impl Load {
    fn new(people: usize) -> Load {
        Load { counts: vec![0; people], touched: Vec::new(), sorted: Vec::new() }
    }

    fn add(&mut self, person: u32, times: u32) {
        let count = &mut self.counts[person as usize];
        if *count == 0 {
            self.touched.push(person);
        }
        *count += times;
    }

    /// Share of the people who are named at all, and the Gini coefficient of how often; empties itself.
    fn take(&mut self) -> (f64, f64) {
        let n = self.counts.len();
        self.sorted.clear();
        self.sorted.extend(self.touched.iter().map(|&person| self.counts[person as usize]));
        self.sorted.sort_unstable();
        self.touched.drain(..).for_each(|person| self.counts[person as usize] = 0);
        let zeros = n - self.sorted.len();
        let total: f64 = self.sorted.iter().map(|&count| f64::from(count)).sum();
        let ranked = self.sorted.iter().zip(zeros + 1..);
        let sum: f64 =
            ranked.map(|(&count, rank)| (2.0 * rank as f64 - n as f64 - 1.0) * f64::from(count)).sum();
        (self.sorted.len() as f64 / n as f64, if total > 0.0 { sum / (n as f64 * total) } else { f64::NAN })
    }
}

/// `None` without questions.
pub(super) fn estimates(tested: &[Tested], options: &RoutingTestOptions) -> Option<Estimates> {
    let mut people: Vec<MemberId> =
        tested.iter().flat_map(|question| question.candidates.iter().copied()).collect();
    people.sort_unstable();
    people.dedup();
    let numbers: HashMap<MemberId, u32> = people.iter().copied().zip(0..).collect();
    let listed: Vec<[Vec<u32>; METHODS]> = tested
        .iter()
        .map(|question| {
            let of = |method: usize| question.listed[method].iter().filter_map(|m| numbers.get(m).copied());
            std::array::from_fn(|method| of(method).collect())
        })
        .collect();
    let resample = ResampleOptions { replicates: options.draws, seed: options.seed };
    let found = bootstrap(
        tested.len(),
        METHODS * NUMBERS + 2,
        &resample,
        || Load::new(people.len()),
        |times, load, out| {
            out.fill(0.0);
            let (mut answerers, mut unseen) = (0.0, 0.0);
            for (question, &n) in tested.iter().zip(times).filter(|(_, n)| **n > 0) {
                let n = f64::from(n);
                for (method, values) in question.values.iter().enumerate() {
                    for (measure, value) in values.iter().enumerate() {
                        out[method * NUMBERS + measure] += n * value;
                    }
                }
                out[REACHABLE] += n * f64::from(u8::from(question.reachable()));
                answerers += n * question.answerers.len() as f64;
                unseen += n * question.unseen as f64;
            }
            let all = times.len() as f64;
            out[REACHABLE] /= all;
            out[UNSEEN] = unseen / answerers;
            for method in 0..METHODS {
                let start = method * NUMBERS;
                out[start..start + MEASURES].iter_mut().for_each(|sum| *sum /= all);
                for (listed, &n) in listed.iter().zip(times).filter(|(_, n)| **n > 0) {
                    listed[method].iter().for_each(|&person| load.add(person, n));
                }
                (out[start + COVERAGE], out[start + GINI]) = load.take();
                for (place, measure) in COMPARED.into_iter().enumerate() {
                    out[start + GINI + 1 + place] = out[measure] - out[start + measure];
                }
            }
        },
    )?;
    let estimate = |at: usize| plain(&found, at, options.interval_level);
    let scores = RoutingMethod::ALL
        .into_iter()
        .enumerate()
        .map(|(place, method)| {
            let start = place * NUMBERS;
            let difference = |compared: usize| (place > 0).then(|| estimate(start + GINI + 1 + compared));
            RoutingScore {
                method,
                mrr: telling(estimate(start)),
                success: std::array::from_fn(|cutoff: usize| telling(estimate(start + 1 + cutoff))),
                ndcg5: telling(estimate(start + 1 + CUTOFFS.len())),
                coverage: telling(centred(&found, start + COVERAGE, options.interval_level)),
                load_gini: telling(centred(&found, start + GINI, options.interval_level)),
                mrr_difference: difference(0),
                success5_difference: difference(1),
                ndcg5_difference: difference(2),
                won: (place > 0).then(|| won(&found, start + GINI + 1)).flatten(),
            }
        })
        .collect();
    let mut load = Load::new(people.len());
    for question in tested {
        let seen = question.answerers.iter().filter_map(|member| numbers.get(member));
        seen.for_each(|&person| load.add(person, 1));
    }
    Some(Estimates {
        scores,
        reachable: telling(estimate(REACHABLE)),
        unseen: telling(estimate(UNSEEN)),
        answered_gini: Some(load.take().1).filter(|gini| gini.is_finite()),
        candidates: people.len() as u64,
    })
}

/// An interval that says something: all draws alike say nothing about others.
fn telling(estimate: Estimate) -> Estimate {
    Estimate { interval: estimate.interval.filter(|interval| interval.low < interval.high), ..estimate }
}

/// Percentiles, reaching as far as the value.
fn plain(found: &Replicates, at: usize, level: f64) -> Estimate {
    let value = found.point(at).unwrap_or(f64::NAN);
    let interval = found.percentile(at, level);
    let reaching = |i: Interval| Interval { low: i.low.min(value), high: i.high.max(value) };
    Estimate { value, interval: interval.map(reaching) }
}

/// Percentiles about their mean, moved to the value: a draw holds fewer different questions than there are, which name fewer
/// different people.
fn centred(found: &Replicates, at: usize, level: f64) -> Estimate {
    let value = found.point(at).unwrap_or(f64::NAN);
    let n = found.values(at).count() as f64;
    let shift = value - found.values(at).sum::<f64>() / n;
    let moved = |x: f64| (x + shift).clamp(0.0, 1.0);
    let interval = found.percentile(at, level);
    let interval =
        interval.map(|i| Interval { low: moved(i.low).min(value), high: moved(i.high).max(value) });
    Estimate { value, interval }
}

/// Share of the draws in which ours was better, ties half.
fn won(found: &Replicates, at: usize) -> Option<f64> {
    Some(found.share(at, |d| d > 0.0)? + 0.5 * found.share(at, |d| d == 0.0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tested(places: [Option<usize>; METHODS], listed: [u32; METHODS]) -> Tested {
        Tested {
            values: places.map(|place| {
                let rank = |k: usize| f64::from(u8::from(place.is_some_and(|place| place <= k)));
                let rr = place.map_or(0.0, |place| 1.0 / place as f64);
                [rr, rank(1), rank(3), rank(5), rr]
            }),
            listed: listed.map(|person| vec![MemberId(person)]),
            answerers: vec![MemberId(0)],
            unseen: u64::from(places[0].is_none()),
            unreachable: 0,
            candidates: (0..4).map(MemberId).collect(),
        }
    }

    #[test]
    fn numbers_of_four_questions() {
        let mut all = Vec::new();
        for (ours, theirs, person) in
            [(Some(1), Some(2), 0), (Some(3), Some(1), 1), (None, None, 2), (Some(2), None, 0)]
        {
            let mut places = [theirs; METHODS];
            places[0] = ours;
            let mut listed = [3; METHODS];
            listed[0] = person;
            all.push(tested(places, listed));
        }
        let options = RoutingTestOptions { draws: 400, ..Default::default() };
        let found = estimates(&all, &options).unwrap();
        let (ours, theirs) = (&found.scores[0], &found.scores[1]);
        assert!((ours.mrr.value - 0.458_333_333_333).abs() < 1e-9);
        assert_eq!(ours.success.map(|found| found.value), [0.25, 0.75, 0.75]);
        assert_eq!((ours.mrr_difference, ours.won), (None, None));
        let difference = theirs.mrr_difference.unwrap();
        assert!((difference.value - (0.458_333_333_333 - 1.5 / 4.0)).abs() < 1e-9);
        let interval = difference.interval.unwrap();
        assert!(interval.low < 0.0 && interval.high > difference.value, "{interval:?}");
        assert_eq!(theirs.success5_difference.unwrap().value, 0.25);
        // Three of four people are named, two, one and one times; the other method always names one.
        assert_eq!((ours.coverage.value, theirs.coverage.value), (0.75, 0.25));
        assert!((ours.load_gini.value - 0.375).abs() < 1e-12);
        assert_eq!((theirs.load_gini.value, theirs.load_gini.interval), (0.75, None));
        assert_eq!((found.reachable.value, found.unseen.value), (0.75, 0.25));
        assert_eq!((found.candidates, found.answered_gini), (4, Some(0.75)));
        assert!(estimates(&[], &options).is_none());
    }
}
