//! Probability of each state some time after the start, with intervals by a bootstrap over persons.

use super::multi_state::MultiState;
use crate::stats::interval::{Interval, wilson_of};
use crate::stats::sample::{below_u32, stream};
use crate::stats::special::two_sided_z;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Replicates of the bootstrap: the standard error is then known to some 3 %.
pub const DEFAULT_OCCUPATION_REPLICATES: u32 = 500;

/// Replicates that are computed together, in the lanes of one pass over the sojourns.
const LANES: usize = 8;

/// Mass that rounding can leave in a state that everybody has left.
const ROUNDING: f64 = 1e-9;

/// How occupation probabilities are estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OccupationOptions {
    /// Time at which everybody is in the state started from; negative infinity for the start of the axis.
    pub from: f64,
    /// Confidence level of the intervals, in (0, 1).
    pub level: f64,
    /// Replicates of the bootstrap, at least 2.
    pub replicates: u32,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Default for OccupationOptions {
    fn default() -> Self {
        OccupationOptions {
            from: f64::NEG_INFINITY,
            level: DEFAULT_LEVEL,
            replicates: DEFAULT_OCCUPATION_REPLICATES,
            seed: DEFAULT_SEED,
        }
    }
}

/// Probabilities of all states at one time; see [`MultiState::occupation`].
#[derive(Debug, Clone, PartialEq)]
pub struct Occupation {
    /// The time.
    pub time: f64,
    /// Persons whose first state was the one started from.
    pub starters: u32,
    /// Starters who were followed to this time, or to an absorbing state.
    pub followed: u32,
    /// One probability a state. `None` if by this time nobody is seen any more in a state in which people would
    /// be: the data do not reach so far.
    pub states: Option<Vec<StateProbability>>,
}

/// Probability of being in a state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StateProbability {
    /// The estimate.
    pub probability: f64,
    /// Standard error by the bootstrap.
    pub se: f64,
    /// Wilson's interval for a sample that would have this standard error.
    pub interval: Interval,
}

impl MultiState {
    /// Probability of being in each state at each of `times`, for everybody who is in state `start` at
    /// `options.from`.
    ///
    /// It is the row `start` of `P(from, t)` (see [`transition_matrix`](Self::transition_matrix)), so everybody
    /// seen in a state tells what follows from it, wherever they started. Persons are drawn with
    /// replacement; the interval is Wilson's with the sample size `p(1-p)/se²` of the same precision, so that
    /// without censoring it is the usual one, it stays inside [0, 1], and a state that nobody reached has an upper
    /// end, from the persons followed so far.
    ///
    /// # Returns
    /// One answer a time, in the order given. `None` if the state does not exist or nobody starts in it, the level
    /// is out of range, there are fewer than 2 replicates, or a time is NaN or before `from`.
    ///
    /// # Complexity
    /// O(R n / 8) additions for R replicates of n sojourns that start before the last time, on all threads, and as
    /// many random numbers as R times persons. The result depends on the seed, not on threads or order.
    ///
    /// # Reference
    /// O. O. Aalen, Ø. Borgan, H. K. Gjessing, *Survival and Event History Analysis* (2008), section 3.4; B. Efron,
    /// *Censored data and the bootstrap*, JASA 76 (1981).
    pub fn occupation(
        &self,
        start: u32,
        times: &[f64],
        options: &OccupationOptions,
    ) -> Option<Vec<Occupation>> {
        let z = two_sided_z(options.level)?;
        let starters = self.follow_up.iter().filter(|f| f.0 == start).count() as u32;
        let valid = (start as usize) < self.n_states && starters > 0 && options.replicates >= 2;
        // Written so that NaN fails it.
        if !valid || !times.iter().all(|&time| time >= options.from) {
            return None;
        }
        let ends: Vec<usize> = times.iter().map(|&time| self.timeline.after(time)).collect();
        let once = vec![[1u8]; self.n_persons];
        let estimate = self.paths(&once, start, options.from, &ends);
        let spread = self.bootstrap(start, &ends, options);
        let mut answers = Vec::with_capacity(times.len());
        for (index, &time) in times.iter().enumerate() {
            let here = index * self.n_states..(index + 1) * self.n_states;
            let reached = estimate[here.clone()]
                .iter()
                .zip(&self.seen_until)
                .all(|(p, &until)| p[0] <= ROUNDING || time <= until);
            let followed =
                self.follow_up.iter().filter(|&&(state, until)| state == start && until >= time).count()
                    as u32;
            let state = |(p, se): (&[f64; 1], &f64)| {
                let probability = if p[0] < ROUNDING { 0.0 } else { p[0].min(1.0) };
                let variance = probability * (1.0 - probability);
                let (size, se) = if variance > ROUNDING && *se > 0.0 {
                    (variance / (se * se), *se)
                } else {
                    (f64::from(followed.max(1)), 0.0)
                };
                StateProbability { probability, se, interval: wilson_of(probability, size, z) }
            };
            let states =
                reached.then(|| estimate[here.clone()].iter().zip(&spread[here]).map(state).collect());
            answers.push(Occupation { time, starters, followed, states });
        }
        Some(answers)
    }

    /// Standard deviation over the replicates, for each time and state.
    fn bootstrap(&self, start: u32, ends: &[usize], options: &OccupationOptions) -> Vec<f64> {
        let blocks = options.replicates.div_ceil(LANES as u32);
        let cells = ends.len() * self.n_states;
        let replicates: Vec<Vec<[f64; LANES]>> = (0..blocks)
            .into_par_iter()
            .map_init(
                || vec![[0u8; LANES]; self.n_persons],
                |weights, block| {
                    weights.fill([0; LANES]);
                    for lane in 0..LANES {
                        let replicate = u64::from(block) * LANES as u64 + lane as u64;
                        draw_persons(weights, lane, &mut stream(options.seed, replicate));
                    }
                    self.paths(weights, start, options.from, ends)
                },
            )
            .collect();
        let count = f64::from(options.replicates);
        // The last block may have lanes that were not asked for.
        let draws = |cell: usize| {
            replicates.iter().flat_map(move |block| block[cell]).take(options.replicates as usize)
        };
        (0..cells)
            .map(|cell| {
                let mean = draws(cell).sum::<f64>() / count;
                let squares: f64 = draws(cell).map(|p| (p - mean) * (p - mean)).sum();
                (squares / (count - 1.0)).sqrt()
            })
            .collect()
    }

    /// Row `start` of the transition matrix before each of the slots `ends`, for each lane: `n_states` cells an end.
    fn paths<const L: usize>(
        &self,
        weights: &[[u8; L]],
        start: u32,
        from: f64,
        ends: &[usize],
    ) -> Vec<[f64; L]> {
        let states = self.n_states;
        let mut now = vec![[0.0; L]; states];
        now[start as usize] = [1.0; L];
        let mut order: Vec<usize> = (0..ends.len()).collect();
        order.sort_by_key(|&index| ends[index]);
        let mut found = vec![[0.0; L]; ends.len() * states];
        let mut next = 0;
        let mut moved = vec![[0.0; L]; states];
        let last = order.last().map_or(0, |&index| ends[index]);
        self.sweep(weights, from, last, |slot, moves, at_risk, counts| {
            while next < order.len() && ends[order[next]] <= slot {
                found[order[next] * states..][..states].copy_from_slice(&now);
                next += 1;
            }
            moved.fill([0.0; L]);
            for &(from, to) in moves {
                for lane in 0..L {
                    // Where nobody was drawn there is nothing to move: 0 of at least 1.
                    let share =
                        f64::from(counts[from * states + to][lane]) / f64::from(at_risk[from][lane].max(1));
                    let part = now[from][lane] * share;
                    moved[from][lane] -= part;
                    moved[to][lane] += part;
                }
            }
            for (now, moved) in now.iter_mut().zip(&moved) {
                now.iter_mut().zip(moved).for_each(|(p, change)| *p += change);
            }
        });
        for &index in &order[next..] {
            found[index * states..][..states].copy_from_slice(&now);
        }
        found
    }
}

/// Draws as many persons as there are, with replacement, into one lane of their weights.
fn draw_persons(weights: &mut [[u8; LANES]], lane: usize, rng: &mut ChaCha8Rng) {
    let persons = weights.len() as u32;
    for _ in 0..persons {
        let weight = &mut weights[below_u32(rng, persons) as usize][lane];
        // That one person is drawn more than 255 times has a chance below 10⁻⁵⁰⁰.
        *weight = weight.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::lifetimes;
    use super::super::{Sojourn, SurvivalOptions, kaplan_meier_with};
    use super::*;
    use proptest::prelude::*;

    const EARLY: f64 = f64::NEG_INFINITY;

    fn stay(person: u32, state: u32, entry: f64, exit: f64, to: Option<u32>) -> Sojourn {
        Sojourn { person, state, entry, exit, to }
    }

    fn close(found: f64, expected: f64, tolerance: f64) -> bool {
        (found - expected).abs() <= tolerance
    }

    /// Random walks over four states in whole or half days, followed until `end`, the last state absorbing.
    fn walks(persons: u32, seed: u64, end: f64, censored: bool) -> Vec<Sojourn> {
        let mut sojourns = Vec::new();
        for person in 0..persons {
            let mut rng = stream(seed, u64::from(person));
            let (mut state, mut entry) = (0, EARLY);
            let last = if censored { f64::from(below_u32(&mut rng, end as u32)) + 1.0 } else { end };
            loop {
                let exit = entry.max(0.0) + f64::from(below_u32(&mut rng, 20)) * 0.5 + 0.5;
                let next = if state == 0 { 1 + below_u32(&mut rng, 3) } else { below_u32(&mut rng, 4) };
                if exit > last {
                    sojourns.push(stay(person, state, entry, last, None));
                    break;
                }
                sojourns.push(stay(person, state, entry, exit, Some(next)));
                if next == 3 || exit == last {
                    break;
                }
                (state, entry) = (next, exit);
            }
        }
        sojourns
    }

    /// The product of `I + dA`, from the definition.
    fn product_integral(sojourns: &[Sojourn], states: usize, s: f64, t: f64) -> Vec<f64> {
        let identity = |i: usize| f64::from(u8::from(i / states == i % states));
        let mut matrix: Vec<f64> = (0..states * states).map(identity).collect();
        let mut times: Vec<f64> = sojourns.iter().map(|x| x.exit).filter(|&u| s < u && u <= t).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        for u in times {
            let mut step: Vec<f64> = (0..states * states).map(identity).collect();
            let at_risk = |h: usize| {
                sojourns.iter().filter(|x| x.state as usize == h && x.entry < u && u <= x.exit).count() as f64
            };
            for x in sojourns.iter().filter(|x| x.exit == u) {
                let (h, Some(j)) = (x.state as usize, x.to) else { continue };
                step[h * states + j as usize] += 1.0 / at_risk(h);
                step[h * states + h] -= 1.0 / at_risk(h);
            }
            let cell = |i: usize| -> f64 {
                (0..states).map(|k| matrix[i / states * states + k] * step[k * states + i % states]).sum()
            };
            matrix = (0..states * states).map(cell).collect();
        }
        matrix
    }

    #[test]
    fn without_censoring_it_is_where_people_are() {
        let sojourns = walks(200, 3, 60.0, false);
        let model = MultiState::new(&sojourns, 4).unwrap();
        let times = [40.0, 0.5, 12.0, 59.5];
        let found = model.occupation(0, &times, &OccupationOptions::default()).unwrap();
        for (answer, time) in found.iter().zip(times) {
            assert_eq!((answer.time, answer.starters, answer.followed), (time, 200, 200));
            for (state, p) in answer.states.as_ref().unwrap().iter().enumerate() {
                // In the absorbing state are those whose last move led there.
                let here = |x: &&Sojourn| x.state as usize == state && x.entry <= time && time < x.exit;
                let absorbed = |x: &&Sojourn| state == 3 && x.to == Some(3) && x.exit <= time;
                let share = sojourns.iter().filter(|x| here(x) || absorbed(x)).count() as f64 / 200.0;
                assert!(close(p.probability, share, 1e-9), "{time} {state}: {p:?} {share}");
                // The bootstrap knows the usual standard error, to its own error of 3 % (and 4 of those).
                let usual = (share * (1.0 - share) / 200.0).sqrt();
                assert!(close(p.se, usual, 0.13 * usual), "{time} {state}: {p:?} {usual}");
                assert!(p.interval.contains(p.probability) && p.interval.width() > 0.0);
            }
        }
    }

    #[test]
    fn the_interval_covers() {
        // States 0 -> 1 -> 2 with hazards 1/10 and 1/20 a day, followed for 5 to 60 days.
        let (a, b, t) = (0.1f64, 0.05f64, 20.0);
        let middle = a / (a - b) * ((-b * t).exp() - (-a * t).exp());
        let truth = [(-a * t).exp(), middle, 1.0 - (-a * t).exp() - middle];
        let options = OccupationOptions { replicates: 100, ..Default::default() };
        let (mut covered, runs) = ([0; 3], 400);
        for run in 0..runs {
            let mut rng = stream(21, run);
            let mut draw = || crate::stats::sample::uniform(&mut rng);
            let mut sojourns = Vec::new();
            for person in 0..80 {
                let (first, second, end) = (-draw().ln() / a, -draw().ln() / b, 5.0 + 55.0 * draw());
                let to = |at: f64, state| (at <= end).then_some(state);
                sojourns.push(stay(person, 0, EARLY, first.min(end), to(first, 1)));
                if first < end {
                    sojourns.push(stay(person, 1, first, (first + second).min(end), to(first + second, 2)));
                }
            }
            let found = MultiState::new(&sojourns, 3).unwrap().occupation(0, &[t], &options).unwrap();
            let states = found[0].states.as_ref().unwrap();
            for (state, p) in states.iter().enumerate() {
                covered[state] += u32::from(p.interval.contains(truth[state]));
            }
        }
        // 95 % of 400 is 380, standard error 4.4.
        assert!(covered.iter().all(|hits| (366..=396).contains(hits)), "{covered:?} of {runs}");
    }

    #[test]
    fn stays_without_length_are_passed_through() {
        // Registered, reacted and wrote on day 4; another wrote on the day of registration.
        let mut sojourns = vec![
            stay(7, 0, EARLY, 4.0, Some(1)),
            stay(7, 1, 4.0, 4.0, Some(2)),
            stay(7, 2, 4.0, 9.0, None),
            stay(3, 0, EARLY, 0.0, Some(2)),
            stay(3, 2, 0.0, 9.0, None),
            stay(5, 0, EARLY, 9.0, None),
        ];
        let model = MultiState::new(&sojourns, 3).unwrap();
        assert_eq!((model.n_persons(), model.n_states()), (3, 3));
        let third = 1.0 / 3.0;
        for (time, expected) in [(0.0, [2.0 * third, 0.0, third]), (4.0, [third, 0.0, 2.0 * third])] {
            let row = model.transition_matrix(EARLY, time).unwrap();
            assert!(row.iter().zip(expected).all(|(p, e)| close(*p, e, 1e-12)), "{time}: {row:?}");
        }
        // Given where one is on day 4, nothing happens any more.
        let nothing = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(model.transition_matrix(4.0, 9.0).unwrap(), nothing);
        // Nobody was ever in state 1; beyond day 9 nothing is known.
        let options = OccupationOptions::default();
        let found = model.occupation(0, &[9.0, 9.5], &options).unwrap();
        let states = found[0].states.as_ref().unwrap();
        assert_eq!((states[1].probability, states[1].se), (0.0, 0.0));
        assert!(close(states[1].interval.high, wilson_of(0.0, 3.0, 1.959964).high, 1e-6));
        assert_eq!((found[1].states.as_ref(), found[1].followed), (None, 0));
        // Another order of rows and other numbers for the persons change nothing.
        sojourns.reverse();
        sojourns.iter_mut().for_each(|s| s.person *= 10);
        assert_eq!(MultiState::new(&sojourns, 3).unwrap().occupation(0, &[9.0, 9.5], &options), Some(found));
    }

    #[test]
    fn threads_and_order_of_times_do_not_matter() {
        let model = MultiState::new(&walks(150, 8, 40.0, true), 4).unwrap();
        let options = OccupationOptions { replicates: 101, ..Default::default() };
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| model.occupation(0, &[5.0, 30.0], &options)).unwrap()
        };
        let one = run(1);
        assert_eq!(one, run(4));
        let turned = model.occupation(0, &[30.0, 5.0], &options).unwrap();
        assert_eq!((&one[0], &one[1]), (&turned[1], &turned[0]));
        let other = model.occupation(0, &[5.0], &OccupationOptions { seed: 1, ..options }).unwrap();
        assert_ne!(one[0], other[0]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let fine = stay(1, 0, 0.0, 5.0, Some(1));
        let refused = [
            vec![],
            vec![stay(1, 2, 0.0, 5.0, None)],
            vec![stay(1, 0, 0.0, 5.0, Some(2))],
            vec![stay(1, 0, 5.0, 4.0, None)],
            vec![stay(1, 0, f64::NAN, 4.0, None)],
            vec![stay(1, 0, 0.0, f64::INFINITY, None)],
            vec![stay(1, 0, 4.0, 4.0, Some(1))],
            vec![fine, stay(1, 1, 4.0, 6.0, None)],
            vec![fine, stay(1, 1, 3.0, 3.0, None)],
        ];
        for sojourns in refused {
            assert!(MultiState::new(&sojourns, 2).is_none(), "{sojourns:?}");
        }
        // A move to one state, and at that moment seen in another.
        let moved = |state| [stay(0, 0, 0.0, 3.0, Some(2)), stay(0, state, 3.0, 9.0, None)];
        assert!(MultiState::new(&moved(1), 3).is_none() && MultiState::new(&moved(2), 3).is_some());
        let through = [moved(1)[0], stay(0, 2, 3.0, 3.0, Some(1)), moved(1)[1]];
        assert!(MultiState::new(&through, 3).is_some());
        // Lost from sight at a move, and seen elsewhere later.
        let later = [moved(1)[0], stay(0, 1, 3.5, 9.0, None)];
        assert!(MultiState::new(&later, 3).is_some());
        let model = MultiState::new(&[fine], 2).unwrap();
        let options = OccupationOptions::default();
        assert!(model.occupation(1, &[1.0], &options).is_none()); // nobody starts there
        assert!(model.occupation(9, &[1.0], &options).is_none());
        assert!(model.occupation(0, &[f64::NAN], &options).is_none());
        assert!(model.occupation(0, &[1.0], &OccupationOptions { from: 2.0, ..options }).is_none());
        assert!(model.occupation(0, &[1.0], &OccupationOptions { replicates: 1, ..options }).is_none());
        assert!(model.occupation(0, &[1.0], &OccupationOptions { level: 0.0, ..options }).is_none());
        assert_eq!(model.occupation(0, &[], &options), Some(vec![]));
        assert!(model.transition_matrix(2.0, 1.0).is_none());
        // One person who moves on day 5: sure of it as far as one person can be.
        let one = model.occupation(0, &[5.0, 500.0], &options).unwrap();
        for answer in one {
            let state = answer.states.unwrap()[1];
            assert!(state.probability == 1.0 && state.interval.low < 0.3);
        }
    }

    proptest! {
        #[test]
        fn matrices_are_the_product_of_steps(seed in 0u64..1000, persons in 1u32..30, s in -1.0..20.0f64) {
            let sojourns = walks(persons, seed, 30.0, true);
            let model = MultiState::new(&sojourns, 4).unwrap();
            let t = s + 9.5;
            let found = model.transition_matrix(s, t).unwrap();
            let expected = product_integral(&sojourns, 4, s, t);
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!(close(*found, *expected, 1e-12));
            }
            let options = OccupationOptions { from: s, replicates: 2, ..Default::default() };
            if let Some(answers) = model.occupation(0, &[t], &options)
                && let Some(states) = &answers[0].states
            {
                for (p, expected) in states.iter().zip(&expected[..4]) {
                    prop_assert!(close(p.probability, *expected, 1e-8));
                }
            }
        }

        #[test]
        fn two_states_are_kaplan_meier(lifetimes in lifetimes()) {
            let options = SurvivalOptions { min_at_risk: 0, ..Default::default() };
            let valid: Vec<_> = lifetimes.iter().filter(|l| l.entry < l.exit).collect();
            let sojourns: Vec<Sojourn> = (0..)
                .zip(&valid)
                .map(|(person, l)| stay(person, 0, l.entry, l.exit, l.event.then_some(1)))
                .collect();
            let Some(model) = MultiState::new(&sojourns, 2) else {
                prop_assert!(valid.is_empty());
                return Ok(());
            };
            let curve = kaplan_meier_with(&lifetimes, &options).unwrap();
            for row in curve.rows() {
                let matrix = model.transition_matrix(EARLY, row.time).unwrap();
                prop_assert!(close(matrix[0], row.survival, 1e-12));
            }
        }
    }
}
