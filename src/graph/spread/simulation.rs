//! Cascades played through, forwards.

use super::cascade::Cascade;
use super::generator::Draws;
use super::model::CascadeModel;
use super::picks::{BATCH, Marks, Picks};
use crate::graph::csr::row;
use crate::stats::{DEFAULT_LEVEL, DEFAULT_SEED, Interval, two_sided_t};
use crate::{Error, MemberId, Result};
use rayon::prelude::*;

/// Cascades played.
pub const DEFAULT_CASCADE_RUNS: u32 = 1000;

/// Cascades of one random stream.
const BLOCK: u32 = 8;
const FORWARD: u64 = 1 << 43;

/// Options of [`simulate_cascades`].
#[derive(Debug, Clone, PartialEq)]
pub struct SimulationOptions {
    /// Cascades played, 1 or more ([`DEFAULT_CASCADE_RUNS`]).
    pub runs: u32,
    /// Level of the interval of the mean and of the range of the cascades, inside (0, 1).
    pub interval_level: f64,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        SimulationOptions { runs: DEFAULT_CASCADE_RUNS, interval_level: DEFAULT_LEVEL, seed: DEFAULT_SEED }
    }
}

/// What the cascades of [`simulate_cascades`] came to.
#[derive(Debug, Clone, PartialEq)]
pub struct CascadeRuns {
    /// Members reached by each cascade, the seeds among them, in order of the runs.
    pub sizes: Vec<u32>,
    /// Mean of the sizes; None without members.
    pub mean: Option<f64>,
    /// Interval of the mean (Student t); None with one run.
    pub interval: Option<Interval>,
    /// Range that holds the middle `interval_level` of the cascades: what a single one may come to.
    pub range: Option<Interval>,
    /// Mean number of members reached in each round; those of round 0 are the seeds.
    pub by_round: Vec<f64>,
    /// By member: cascades that reached it.
    pub reached: Vec<u32>,
}

/// Plays cascades from these seeds and counts whom they reach, round by round: whoever has got the word in a round passes it on
/// in the next.
///
/// Time in proportion to the arcs that let the word through, not to those tried (see [`Cascade`]); parallel, the same result
/// for any number of threads. Seeds named twice count once.
///
/// # Errors
/// [`Error::Option`] for an option out of range or a seed that is not in the graph.
///
/// ```
/// use cmgraph::graph::{Cascade, CascadeOptions, InteractionGraph, SimulationOptions, simulate_cascades};
/// use cmgraph::MemberId;
/// // Whoever listens to one member only hears it for sure, by weighted cascade.
/// let graph = InteractionGraph::from_arcs(3, &[1, 2], &[0, 1], &[1.0; 2])?;
/// let cascade = Cascade::new(&graph, &CascadeOptions::default())?;
/// let runs = simulate_cascades(&cascade, &[MemberId(0)], &SimulationOptions::default())?;
/// assert_eq!(runs.by_round, [1.0, 1.0, 1.0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn simulate_cascades(
    cascade: &Cascade<'_>,
    seeds: &[MemberId],
    options: &SimulationOptions,
) -> Result<CascadeRuns> {
    let level = options.interval_level;
    if !(level > 0.0 && level < 1.0) {
        let expected = "a number between 0 and 1".into();
        return Err(Error::Option { option: "interval_level", found: level.to_string(), expected });
    }
    if options.runs == 0 {
        return Err(Error::Option { option: "runs", found: "0".into(), expected: "1 or more".into() });
    }
    let seeds = cascade.known("seeds", seeds)?;
    let picks = match cascade.options().model {
        CascadeModel::IndependentCascade => Picks::forth(cascade),
        CascadeModel::LinearThreshold => Picks::back(cascade),
    };
    let blocks = options.runs.div_ceil(BLOCK);
    let tasks: Vec<Play> = (0..blocks)
        .into_par_iter()
        .with_min_len(blocks.div_ceil(32) as usize)
        .fold(
            || Play::new(cascade, &picks),
            |mut play, block| {
                let mut draws = Draws::of_block(options.seed, FORWARD + u64::from(block));
                for _ in block * BLOCK..((block + 1) * BLOCK).min(options.runs) {
                    play.cascade(&seeds, &mut draws);
                }
                play
            },
        )
        .collect();
    let mut reached = vec![0u32; cascade.node_count()];
    let mut rounds: Vec<u64> = Vec::new();
    let mut sizes = Vec::with_capacity(options.runs as usize);
    for task in tasks {
        reached.iter_mut().zip(&task.reached).for_each(|(count, more)| *count += more);
        rounds.resize(rounds.len().max(task.rounds.len()), 0);
        rounds.iter_mut().zip(&task.rounds).for_each(|(count, more)| *count += more);
        sizes.extend(task.sizes);
    }
    let runs = f64::from(options.runs);
    let of_all: Vec<f64> = sizes.iter().map(|&size| f64::from(size)).collect();
    let mut sorted = sizes.clone();
    sorted.sort_unstable();
    let at = |share: f64| {
        let place = (share * (sorted.len() - 1) as f64).round() as usize;
        f64::from(sorted[place.min(sorted.len() - 1)])
    };
    let any = cascade.node_count() > 0;
    Ok(CascadeRuns {
        mean: any.then(|| of_all.iter().sum::<f64>() / runs),
        interval: of_mean(&of_all, level).filter(|_| any),
        range: any.then(|| Interval { low: at(0.5 - 0.5 * level), high: at(0.5 + 0.5 * level) }),
        by_round: rounds.iter().map(|&sum| sum as f64 / runs).collect(),
        reached,
        sizes,
    })
}

/// Student's interval of a mean; None of fewer than two values. A mean of counts cannot be below their least.
fn of_mean(values: &[f64], level: f64) -> Option<Interval> {
    let n = values.len() as f64;
    let t = two_sided_t(level, n - 1.0).filter(|_| values.len() > 1)?;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let half = t * (squares / (n - 1.0) / n).sqrt();
    let (least, most) = values.iter().fold((f64::MAX, 0.0), |(a, b): (f64, f64), &x| (a.min(x), b.max(x)));
    Some(Interval { low: (mean - half).max(least), high: (mean + half).min(most) })
}

/// Cascades on one thread.
struct Play<'a> {
    cascade: &'a Cascade<'a>,
    picks: &'a Picks<'a>,
    /// By member: the last run that reached it.
    seen: Vec<u32>,
    run: u32,
    /// By member: run, and whom it follows in that run; linear threshold only.
    follows: Vec<(u32, Option<MemberId>)>,
    queue: Vec<MemberId>,
    marks: Marks,
    sizes: Vec<u32>,
    rounds: Vec<u64>,
    reached: Vec<u32>,
}

impl<'a> Play<'a> {
    fn new(cascade: &'a Cascade<'a>, picks: &'a Picks<'a>) -> Play<'a> {
        let members = cascade.node_count();
        let following = match cascade.options().model {
            CascadeModel::LinearThreshold => members,
            CascadeModel::IndependentCascade => 0,
        };
        Play {
            cascade,
            picks,
            seen: vec![0; members],
            run: 0,
            follows: vec![(0, None); following],
            queue: Vec::new(),
            marks: Marks::default(),
            sizes: Vec::new(),
            rounds: Vec::new(),
            reached: vec![0; members],
        }
    }

    fn cascade(&mut self, seeds: &[MemberId], draws: &mut Draws) {
        self.run += 1;
        let run = self.run;
        let (queue, seen, follows) = (&mut self.queue, &mut self.seen, &mut self.follows);
        queue.clear();
        queue.extend(seeds);
        seeds.iter().for_each(|seed| seen[seed.index()] = run);
        let (mut head, mut round) = (0, 0);
        while head < queue.len() {
            let end = queue.len();
            if round == self.rounds.len() {
                self.rounds.push(0);
            }
            self.rounds[round] += (end - head) as u64;
            round += 1;
            if follows.is_empty() {
                while head < end {
                    let batch = end.min(head + BATCH);
                    self.picks.step(&queue[head..batch], draws, &mut self.marks);
                    for &listener in &self.marks.members {
                        if std::mem::replace(&mut seen[listener.index()], run) != run {
                            queue.push(listener);
                        }
                    }
                    head = batch;
                }
                continue;
            }
            while head < end {
                let voice = queue[head];
                head += 1;
                // A member follows one of its voices, or nobody, in proportion to their shares: the same as a threshold drawn
                // uniformly (Kempe and others 2003, theorem 2.5), also round by round.
                let listeners = &self.cascade.listeners;
                for &listener in &listeners.neighbour[row(listeners.start, voice)] {
                    if seen[listener.index()] == run {
                        continue;
                    }
                    let follows = &mut follows[listener.index()];
                    if follows.0 != run {
                        *follows = (run, self.picks.one(listener, draws));
                    }
                    if follows.1 == Some(voice) {
                        seen[listener.index()] = run;
                        queue.push(listener);
                    }
                }
            }
        }
        queue.iter().for_each(|member| self.reached[member.index()] += 1);
        self.sizes.push(queue.len() as u32);
    }
}
