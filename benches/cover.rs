//! Covering sets: 100,000 people, 2,000 candidates with 200 people each, a champion wanted in each of 400 units.

use cmgraph::champions::cover::{CoverProblem, Partition, best_cover, minimum_cover};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn main() {
    divan::main();
}

/// Most of whom a candidate knows are of the own unit, and some candidates know many more than others.
fn problem(people: u32, candidates: u32, units: u32) -> CoverProblem {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut below = |n: u32| ((u64::from(random.next_u32()) * u64::from(n)) >> 32) as u32;
    let of_unit = people / units;
    let mut arcs = Vec::new();
    for candidate in 0..candidates {
        let unit = candidate % units;
        let known = 20 + below(20) * below(20);
        for _ in 0..known {
            let person = if below(10) < 7 { unit * of_unit + below(of_unit) } else { below(people) };
            let exchanges = 1 + below(4) * below(3);
            arcs.push((candidate, person, 1.0 - (-f64::from(exchanges)).exp2()));
        }
    }
    let partition =
        Partition { group_of: (0..candidates).map(|c| c % units).collect(), quotas: vec![1; units as usize] };
    let problem = CoverProblem::new(candidates as usize, vec![1.0; people as usize], &arcs);
    problem.and_then(|problem| problem.with_quotas(partition)).expect("a problem")
}

#[divan::bench(args = [(10_000, 300, 50), (100_000, 2_000, 400)], sample_count = 5)]
fn smallest_set(bencher: divan::Bencher<'_, '_>, (people, candidates, units): (u32, u32, u32)) {
    let problem = problem(people, candidates, units);
    let target = 0.8 * problem.covered_by_all();
    bencher.bench_local(|| minimum_cover(&problem, target));
}

#[divan::bench(args = [(10_000, 300, 50), (100_000, 2_000, 400)], sample_count = 5)]
fn best_500(bencher: divan::Bencher<'_, '_>, (people, candidates, units): (u32, u32, u32)) {
    let problem = problem(people, candidates, units);
    bencher.bench_local(|| best_cover(&problem, 500.min(candidates as usize / 2)));
}
