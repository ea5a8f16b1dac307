//! Survival curves, tests and states, on lifetimes in whole days.

use cmgraph::stats::{
    CompetingLifetime, CoxOptions, Lifetime, MultiState, OccupationOptions, Sojourn, SurvivalOptions, cox,
    cumulative_incidence, kaplan_meier, kaplan_meier_by, log_rank,
};
use divan::counter::ItemsCount;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn main() {
    divan::main();
}

const LIFETIMES: usize = 43_000;

fn share(random: &mut ChaCha8Rng) -> f64 {
    (f64::from(random.next_u32()) + 0.5) / 4_294_967_296.0
}

/// Days until the first post: a fifth of the people older than the export, three years of observation.
fn lifetimes(whole: bool) -> Vec<Lifetime> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let days = |days: f64| if whole { days.ceil() } else { days };
    (0..LIFETIMES)
        .map(|_| {
            let event = days(-300.0 * share(&mut random).ln());
            let end = days(1100.0 * share(&mut random));
            let late = share(&mut random) < 0.2;
            let entry = if late { days(0.5 * end) } else { f64::NEG_INFINITY };
            Lifetime { entry, exit: event.min(end), event: event <= end }
        })
        .collect()
}

fn groups(n: u32) -> Vec<u32> {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    (0..LIFETIMES).map(|_| random.next_u32() % n).collect()
}

#[divan::bench(args = [true, false])]
fn kaplan_meier_43k(bencher: divan::Bencher<'_, '_>, whole_days: bool) {
    let lifetimes = lifetimes(whole_days);
    bencher.counter(ItemsCount::new(LIFETIMES)).bench_local(|| kaplan_meier(&lifetimes, 0.95));
}

#[divan::bench(args = [2, 200])]
fn kaplan_meier_43k_by_group(bencher: divan::Bencher<'_, '_>, n_groups: u32) {
    let (lifetimes, groups) = (lifetimes(true), groups(n_groups));
    bencher
        .counter(ItemsCount::new(LIFETIMES))
        .bench_local(|| kaplan_meier_by(&lifetimes, &groups, n_groups as usize, 0.95));
}

#[divan::bench]
fn kaplan_meier_43k_200_groups_with_all_intervals(bencher: divan::Bencher<'_, '_>) {
    let (lifetimes, groups) = (lifetimes(true), groups(200));
    bencher.counter(ItemsCount::new(LIFETIMES)).bench_local(|| {
        let curves = kaplan_meier_by(&lifetimes, &groups, 200, 0.95).expect("curves");
        curves.iter().flatten().flat_map(|curve| curve.rows()).map(|row| row.high - row.low).sum::<f64>()
    });
}

#[divan::bench(args = [2, 200])]
fn log_rank_43k(bencher: divan::Bencher<'_, '_>, n_groups: u32) {
    let (lifetimes, groups) = (lifetimes(true), groups(n_groups));
    bencher
        .counter(ItemsCount::new(LIFETIMES))
        .bench_local(|| log_rank(&lifetimes, &groups, n_groups as usize));
}

#[divan::bench]
fn cumulative_incidence_43k_3_causes(bencher: divan::Bencher<'_, '_>) {
    let risks: Vec<CompetingLifetime> = (0..)
        .zip(lifetimes(true))
        .map(|(i, l)| CompetingLifetime { entry: l.entry, exit: l.exit, cause: l.event.then_some(i % 3) })
        .collect();
    bencher
        .counter(ItemsCount::new(LIFETIMES))
        .bench_local(|| cumulative_incidence(&risks, 3, &SurvivalOptions::default()));
}

#[divan::bench(sample_count = 10)]
fn cox_43k_3_covariates(bencher: divan::Bencher<'_, '_>) {
    let lifetimes = lifetimes(true);
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let columns: Vec<Vec<f64>> =
        (0..3).map(|_| (0..LIFETIMES).map(|_| share(&mut random)).collect()).collect();
    let columns: Vec<&[f64]> = columns.iter().map(|column| &column[..]).collect();
    bencher
        .counter(ItemsCount::new(LIFETIMES))
        .bench_local(|| cox(&lifetimes, &columns, &CoxOptions::default()));
}

/// A funnel of eight states, 100,000 people followed for up to a year.
fn funnel() -> Vec<Sojourn> {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let mut sojourns = Vec::new();
    for person in 0..100_000 {
        let end = (365.0 * share(&mut random)).ceil();
        let (mut state, mut entry) = (0, f64::NEG_INFINITY);
        loop {
            let exit = entry.max(0.0) + (-60.0 * share(&mut random).ln()).ceil();
            if exit > end || state == 7 {
                sojourns.push(Sojourn { person, state, entry, exit: end, to: None });
                break;
            }
            let next = (state + 1 + random.next_u32() % 2).min(7);
            sojourns.push(Sojourn { person, state, entry, exit, to: Some(next) });
            if exit == end {
                break;
            }
            (state, entry) = (next, exit);
        }
    }
    sojourns
}

#[divan::bench(sample_count = 10)]
fn states_100k_people(bencher: divan::Bencher<'_, '_>) {
    let sojourns = funnel();
    bencher.counter(ItemsCount::new(sojourns.len())).bench_local(|| MultiState::new(&sojourns, 8));
}

#[divan::bench(sample_count = 5)]
fn funnel_100k_people_500_replicates(bencher: divan::Bencher<'_, '_>) {
    let model = MultiState::new(&funnel(), 8).expect("a model");
    bencher.bench_local(|| model.occupation(0, &[30.0, 90.0, 180.0], &OccupationOptions::default()));
}
