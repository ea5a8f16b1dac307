//! Diffusion curves: one fit of 96 months, a thousand of them, intervals, and the bootstrap of 200 units.

use cmgraph::stats::diffusion::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

fn main() {
    divan::main();
}

struct Source(ChaCha8Rng);

impl Source {
    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.uniform(0.0, 1.0), self.uniform(0.0, 1.0));
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// 96 monthly increments with 2 % noise, like the curves of the peers: yearly p and q over 4.
    fn curve(&mut self, p: f64, q: f64, m: f64) -> Vec<f64> {
        let bass = Bass { p: p / 4.0, q: q / 4.0 };
        let step = |t: usize| m * (bass.adopted(t as f64 + 1.0) - bass.adopted(t as f64));
        (0..96).map(|t| (step(t) * (1.0 + 0.02 * self.normal())).max(0.0)).collect()
    }
}

fn source() -> Source {
    Source(ChaCha8Rng::seed_from_u64(3))
}

fn edges(bins: usize) -> Vec<f64> {
    (0..=bins).map(|t| t as f64).collect()
}

fn cumulated(x: &[f64]) -> Vec<f64> {
    x.iter()
        .scan(0.0, |sum, x| {
            Some({
                *sum += x;
                *sum
            })
        })
        .collect()
}

fn counted(x: &[f64], people: f64) -> AdoptionCounts {
    let counts: Vec<u64> = x.iter().map(|x| x.round() as u64).collect();
    let total: u64 = counts.iter().sum();
    AdoptionCounts::constant(&edges(x.len()), &counts, total.max(people as u64)).expect("counts")
}

#[divan::bench]
fn one_increments(bencher: divan::Bencher<'_, '_>) {
    let (edges, x) = (edges(96), source().curve(0.02, 0.4, 45_000.0));
    bencher.bench_local(|| fit_increments(&edges, &x));
}

#[divan::bench]
fn one_cumulative(bencher: divan::Bencher<'_, '_>) {
    let y = cumulated(&source().curve(0.02, 0.4, 45_000.0));
    bencher.bench_local(|| fit_cumulative(&edges(96)[1..], &y, None));
}

#[divan::bench]
fn one_likelihood(bencher: divan::Bencher<'_, '_>) {
    let counts = counted(&source().curve(0.02, 0.4, 45_000.0), 60_000.0);
    bencher.bench_local(|| fit_share(&counts, Family::Bass));
}

#[divan::bench]
fn one_with_intervals(bencher: divan::Bencher<'_, '_>) {
    let counts = counted(&source().curve(0.02, 0.4, 45_000.0), 60_000.0);
    bencher.bench_local(|| analyse_bass(&counts, &BassOptions::default()));
}

fn thousand() -> Vec<(Vec<f64>, f64)> {
    let mut source = source();
    (0..1000)
        .map(|_| {
            let m = source.uniform(50.0, 5000.0);
            let (p, q) = (source.uniform(0.005, 0.05), source.uniform(0.2, 0.7));
            (source.curve(p, q, m), m)
        })
        .collect()
}

#[divan::bench]
fn thousand_increments(bencher: divan::Bencher<'_, '_>) {
    let (edges, curves) = (edges(96), thousand());
    bencher.bench_local(|| curves.par_iter().map(|(x, _)| fit_increments(&edges, x)).collect::<Vec<_>>());
}

#[divan::bench]
fn thousand_cumulative(bencher: divan::Bencher<'_, '_>) {
    let curves: Vec<_> = thousand().iter().map(|(x, _)| cumulated(x)).collect();
    let times = &edges(96)[1..];
    bencher.bench_local(|| curves.par_iter().map(|y| fit_cumulative(times, y, None)).collect::<Vec<_>>());
}

#[divan::bench]
fn thousand_likelihoods(bencher: divan::Bencher<'_, '_>) {
    let counts: Vec<_> = thousand().iter().map(|(x, m)| counted(x, m / 0.6)).collect();
    bencher.bench_local(|| counts.par_iter().map(|c| fit_share(c, Family::Bass)).collect::<Vec<_>>());
}

/// 200 units of 30 to 500 people over 48 months.
fn units() -> Vec<AdoptionCounts> {
    let mut source = source();
    (0..200)
        .map(|_| {
            let people = source.uniform(30.0, 500.0).floor();
            let bass = Bass { p: 0.005 * (0.3 * source.normal()).exp(), q: 0.15 };
            let mut counts = vec![0; 48];
            for _ in 0..people as usize {
                let x = source.uniform(0.0, 1.0) / 0.65;
                if let Some(t) = bass.time_of(x).filter(|&t| t < 48.0) {
                    counts[t as usize] += 1;
                }
            }
            AdoptionCounts::constant(&edges(48), &counts, people as u64).expect("a unit")
        })
        .collect()
}

#[divan::bench(sample_count = 5)]
fn bootstrap_of_200_units(bencher: divan::Bencher<'_, '_>) {
    let units: Vec<_> =
        units().into_iter().filter_map(|unit| Some((fit_share(&unit, Family::Bass)?, unit))).collect();
    let future: Vec<f64> = (49..=60).map(f64::from).collect();
    bencher.bench_local(|| {
        units
            .iter()
            .map(|(fit, unit)| forecast(unit, fit, &future, &ForecastOptions::default()))
            .collect::<Vec<_>>()
    });
}

#[divan::bench(sample_count = 5)]
fn units_together(bencher: divan::Bencher<'_, '_>) {
    let units = units();
    bencher.bench_local(|| fit_units(&units, &UnitOptions::default()));
}
