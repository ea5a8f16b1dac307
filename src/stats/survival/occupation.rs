//! Probability of each state some time after the start, with intervals by a bootstrap over persons.

use super::multi_state::MultiState;
use crate::stats::interval::{Interval, wilson_of};
use crate::stats::sample::{below, stream};
use crate::stats::special::two_sided_z;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED};
use rayon::prelude::*;

/// Replicates of the bootstrap: the standard error is then known to some 3 %.
pub const DEFAULT_REPLICATES: u32 = 500;

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
            replicates: DEFAULT_REPLICATES,
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
                        let mut rng = stream(options.seed, replicate);
                        for _ in 0..self.n_persons {
                            let weight = &mut weights[below(&mut rng, self.n_persons as u32) as usize][lane];
                            // The chance that one of n draws hits a person 255 times is below 10⁻⁵⁰⁰.
                            *weight = weight.saturating_add(1);
                        }
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
