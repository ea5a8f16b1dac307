//! The seeds beside other choices, and under other assumptions.

use super::options::SpreadOptions;
use super::result::Comparison;
use crate::graph::{
    ArcProbability, Cascade, CascadeModel, CascadeOptions, InteractionGraph, ReachOptions, SeedSet,
    reach_of_seeds,
};
use crate::stats::Interval;
use crate::stats::sample::{below, stream};
use crate::{MemberId, Result};

/// What is assumed about how likely a word passes from one colleague to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assumption {
    /// Each colleague takes up one word in sum, in proportion to how much he or she acts on whom: the main one.
    WeightedCascade,
    /// Every colleague who acts on another takes up 1 word in 100.
    OnePercent,
    /// 5 words in 100.
    FivePercent,
    /// 10 words in 100.
    TenPercent,
    /// A colleague takes the word up once a share of those he or she acts on has it, each by weight; the shares needed differ
    /// from 0 to all.
    LinearThreshold,
}

impl Assumption {
    /// All, the main one first.
    pub const ALL: [Assumption; 5] = [
        Assumption::WeightedCascade,
        Assumption::OnePercent,
        Assumption::FivePercent,
        Assumption::TenPercent,
        Assumption::LinearThreshold,
    ];

    /// In words, as in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Assumption::WeightedCascade => "weighted cascade",
            Assumption::OnePercent => "1% for each tie",
            Assumption::FivePercent => "5% for each tie",
            Assumption::TenPercent => "10% for each tie",
            Assumption::LinearThreshold => "linear threshold",
        }
    }

    /// As options of a [`Cascade`].
    pub fn cascade(self) -> CascadeOptions {
        let (model, probability) = match self {
            Assumption::WeightedCascade => (CascadeModel::IndependentCascade, ArcProbability::ByWeight),
            Assumption::OnePercent => (CascadeModel::IndependentCascade, ArcProbability::Uniform(0.01)),
            Assumption::FivePercent => (CascadeModel::IndependentCascade, ArcProbability::Uniform(0.05)),
            Assumption::TenPercent => (CascadeModel::IndependentCascade, ArcProbability::Uniform(0.1)),
            Assumption::LinearThreshold => (CascadeModel::LinearThreshold, ArcProbability::ByWeight),
        };
        CascadeOptions { model, probability, ..CascadeOptions::default() }
    }
}

pub(super) const SEEDS: &str = "the seeds";
pub(super) const BEST: &str = "chosen under this assumption";
pub(super) const CONTACTS: &str = "most people act on them";
pub(super) const RANDOM: &str = "random";
pub(super) const CHAMPIONS: &str = "the champions given";

pub(super) struct Compared {
    pub(super) rows: Vec<Comparison>,
    /// Seeds under each other assumption.
    pub(super) chosen: Vec<Vec<MemberId>>,
}

pub(super) fn compare(
    graph: &InteractionGraph,
    candidates: &[MemberId],
    seeds: &[MemberId],
    champions: &[MemberId],
    options: &SpreadOptions,
    best: &dyn Fn(&Cascade<'_>) -> Result<SeedSet>,
) -> Result<Compared> {
    let k = seeds.len();
    let mut by_listeners = candidates.to_vec();
    by_listeners.sort_by_key(|&node| (std::cmp::Reverse(graph.in_neighbours(node).members.len()), node));
    by_listeners.truncate(k);
    let random: Vec<Vec<MemberId>> =
        (0..options.random_choices).map(|draw| drawn(candidates, k, options.seed, draw as u64)).collect();
    let mut compared = Compared { rows: Vec::new(), chosen: Vec::new() };
    if k == 0 {
        return Ok(compared);
    }
    for assumption in Assumption::ALL {
        let cascade = Cascade::new(graph, &assumption.cascade())?;
        let main = assumption == Assumption::WeightedCascade;
        let reach_options = ReachOptions {
            sets: if main { options.sets } else { (options.sets / 4).max(1024) },
            interval_level: options.interval_level,
            by_seed: false,
            seed: options.seed,
        };
        let reach = |seeds: &[MemberId]| -> Result<(f64, Interval)> {
            Ok(reach_of_seeds(&cascade, seeds, &[], &reach_options)?.of_all())
        };
        let mut row = |choice: &'static str, chosen: &[MemberId], found: (f64, Option<Interval>)| {
            compared.rows.push(Comparison {
                assumption,
                choice,
                seeds: chosen.len() as u64,
                reach: found.0,
                interval: found.1,
                shared: (choice != RANDOM)
                    .then(|| chosen.iter().filter(|seed| seeds.contains(seed)).count() as u64),
            });
        };
        let found = reach(seeds)?;
        row(SEEDS, seeds, (found.0, Some(found.1)));
        if !main {
            let mut others = best(&cascade)?.seeds;
            others.truncate(k);
            let found = reach(&others)?;
            row(BEST, &others, (found.0, Some(found.1)));
            compared.chosen.push(others);
        }
        let found = reach(&by_listeners)?;
        row(CONTACTS, &by_listeners, (found.0, Some(found.1)));
        if !champions.is_empty() {
            let found = reach(champions)?;
            row(CHAMPIONS, champions, (found.0, Some(found.1)));
        }
        let (mean, range) = of_random(&cascade, &random, &reach_options)?;
        row(RANDOM, &random[0], (mean, Some(range)));
    }
    Ok(compared)
}

/// Mean reach of random choices, and the lowest and highest. Each choice has draws of its own, so that their chance is not
/// in all of them alike; what it adds to the range is taken off.
fn of_random(
    cascade: &Cascade<'_>,
    choices: &[Vec<MemberId>],
    options: &ReachOptions,
) -> Result<(f64, Interval)> {
    let sets = (options.sets / 8).max(1024);
    let (mut reaches, mut noise) = (Vec::with_capacity(choices.len()), 0.0);
    for (choice, number) in choices.iter().zip(0u64..) {
        let own = ReachOptions { sets, seed: options.seed.wrapping_add(1 + number), ..options.clone() };
        let found = reach_of_seeds(cascade, choice, &[], &own)?;
        let share = found.beyond.last().map_or(0.0, |&beyond| beyond as f64 / found.sets as f64);
        noise += share * (1.0 - share) / found.sets as f64 * (found.members as f64).powi(2);
        reaches.push(found.of_all().0);
    }
    let n = reaches.len() as f64;
    let mean = reaches.iter().sum::<f64>() / n;
    let variance = reaches.iter().map(|reach| (reach - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let kept = if variance > 0.0 { (1.0 - noise / n / variance).max(0.0).sqrt() } else { 0.0 };
    let end = |best: fn(f64, f64) -> f64| mean + kept * (reaches.iter().copied().fold(mean, best) - mean);
    Ok((mean, Interval { low: end(f64::min), high: end(f64::max) }))
}

/// So many candidates at random.
fn drawn(candidates: &[MemberId], k: usize, seed: u64, draw: u64) -> Vec<MemberId> {
    let mut rng = stream(seed, (1 << 45) + draw);
    let mut pool = candidates.to_vec();
    for place in 0..k.min(pool.len()) {
        let other = place + below(&mut rng, pool.len() - place);
        pool.swap(place, other);
    }
    pool.truncate(k);
    pool
}
