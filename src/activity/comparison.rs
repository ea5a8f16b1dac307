//! Whether units, or other groups, differ: the log-rank test over those that are large enough for it.

use crate::stats::{Lifetime, LogRank, Survival, log_rank};

/// Expected events that a unit of its own needs at least.
const MIN_EXPECTED: f64 = 5.0;
/// The statistic is too large by about one part in the expected events of a group, each time a group is added; its
/// spread grows with the root of the groups only. So many groups need to be larger: `expected >= 3 √groups` keeps the
/// bias below a quarter of the spread.
const EXPECTED_PER_ROOT: f64 = 3.0;
/// Units compared at most; cost is quadratic in them.
const MAX_UNITS: usize = 50;

/// A log-rank test and what it compares.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The test.
    pub test: LogRank,
    /// Units that are a group of their own.
    pub units: u32,
    /// Smaller units with somebody at risk, taken together as one group, or left out where that is too small too.
    pub other_units: u32,
    /// People of the smaller units who are left out.
    pub left_out: u64,
}

/// Compares the largest units with each other and with all others together; `None` where there are no two groups with
/// events enough. O(n + T G²) for G of at most [`MAX_UNITS`] groups.
pub(crate) fn comparison(
    lifetimes: &[Lifetime],
    units: &[u32],
    n_units: usize,
    overall: &Survival,
) -> Option<Comparison> {
    let (mut people, mut expected) = (vec![0u64; n_units], vec![0.0; n_units]);
    // Cumulative hazard of everybody: a unit without a hazard of its own expects that much of each of its people.
    let steps: Vec<(f64, f64)> = overall
        .rows()
        .scan(0.0, |sum, row| {
            *sum += f64::from(row.events) / f64::from(row.at_risk.max(1));
            Some((row.time, *sum))
        })
        .collect();
    let hazard = |time: f64| match steps.partition_point(|step| step.0 <= time) {
        0 => 0.0,
        after => steps[after - 1].1,
    };
    for (lifetime, &unit) in lifetimes.iter().zip(units) {
        people[unit as usize] += 1;
        expected[unit as usize] += (hazard(lifetime.exit) - hazard(lifetime.entry)).max(0.0);
    }
    // By people: to choose by expected events would be to choose by how late they came.
    let mut order: Vec<usize> = (0..n_units).filter(|&unit| people[unit] > 0).collect();
    order.sort_by_key(|&unit| (std::cmp::Reverse(people[unit]), unit));
    let least = |groups: usize| MIN_EXPECTED.max(EXPECTED_PER_ROOT * (groups as f64).sqrt());
    let mut smallest = f64::INFINITY;
    let mut alone = 0;
    for (at, &unit) in order.iter().enumerate().take(MAX_UNITS) {
        smallest = smallest.min(expected[unit]);
        if smallest >= least(at + 1) {
            alone = at + 1;
        }
    }
    let (own, others) = order.split_at(alone);
    let together: f64 = others.iter().map(|&unit| expected[unit]).sum();
    let take_others = together >= least(alone + 1);
    let mut group = vec![None; n_units];
    own.iter().zip(0u32..).for_each(|(&unit, number)| group[unit] = Some(number));
    if take_others {
        others.iter().for_each(|&unit| group[unit] = Some(alone as u32));
    }
    let kept = lifetimes.iter().zip(units).filter_map(|(l, &unit)| Some((*l, group[unit as usize]?)));
    let (lifetimes, groups): (Vec<Lifetime>, Vec<u32>) = kept.unzip();
    let n_groups = alone + usize::from(take_others);
    let test = log_rank(&lifetimes, &groups, n_groups).filter(|_| n_groups > 1)?;
    let left_out = others.iter().filter(|_| !take_others).map(|&unit| people[unit]).sum();
    Some(Comparison { test, units: alone as u32, other_units: others.len() as u32, left_out })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::kaplan_meier;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    fn uniform(rng: &mut ChaCha8Rng) -> f64 {
        (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Waiting times without memory, seen for 200 days; units by lot, the rate doubled in `fast`.
    fn run(seed: u64, people: usize, units: u32, fast: Option<u32>) -> Option<Comparison> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (mut lifetimes, mut of) = (Vec::new(), Vec::new());
        for _ in 0..people {
            let unit = (uniform(&mut rng) * f64::from(units)) as u32;
            let rate = if Some(unit) == fast { 0.02 } else { 0.01 };
            let days = (-(1.0 - uniform(&mut rng)).ln() / rate).ceil();
            lifetimes.push(Lifetime::new(days.clamp(1.0, 200.0), days <= 200.0));
            of.push(unit);
        }
        let overall = kaplan_meier(&lifetimes, 0.95)?;
        comparison(&lifetimes, &of, units as usize, &overall)
    }

    #[test]
    fn small_units_do_not_make_a_difference() {
        for (people, units) in [(1200, 300), (1200, 120), (1200, 40), (1200, 5)] {
            let found: Vec<Comparison> = (0..60).filter_map(|seed| run(seed, people, units, None)).collect();
            let claims = found.iter().filter(|c| c.test.p < 0.05).count();
            println!("{units} units: {claims} claims of {}", found.len());
            // 5 per cent of 60, and three standard errors.
            assert!(claims <= 8, "{units} units: {claims} of {}", found.len());
            for c in &found {
                let groups = &c.test.groups;
                assert!(groups.iter().all(|group| group.expected >= MIN_EXPECTED), "{groups:?}");
                let compared: u64 = groups.iter().map(|group| u64::from(group.n)).sum();
                assert_eq!(compared + c.left_out, people as u64);
            }
        }
    }

    #[test]
    fn a_difference_is_found() {
        let found = run(1, 1200, 8, Some(3)).unwrap();
        assert!(found.test.p < 1e-4 && found.units == 8 && found.other_units == 0, "{found:?}");
    }

    #[test]
    fn without_two_groups_there_is_nothing_to_say() {
        assert!(run(1, 4, 4, None).is_none());
        assert!(run(1, 500, 1, None).is_none());
    }
}
