//! Published series, an independent implementation, planted changes, and series with nothing in them.

use super::*;
use crate::stats::sample::{gamma, stream, uniform};
use proptest::prelude::*;

/// Flow of the Nile at Aswan 1871-1970, 10⁸ m³ a year (G. W. Cobb, *The problem of the Nile*, Biometrika 65, 1978).
const NILE: [u16; 100] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
    1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
    1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796,
    1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874,
    848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718,
    714, 740,
];

/// Disasters in British coal mines a year from 1851 (R. G. Jarrett, *A note on the intervals between coal-mining
/// disasters*, Biometrika 66, 1979), in the version of 111 years that is used most.
const COAL: [u16; 111] = [
    4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3,
    4, 2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0,
    0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0,
    1, 0, 0, 1, 0, 1,
];

fn floats(values: &[u16]) -> Vec<f64> {
    values.iter().map(|&value| f64::from(value)).collect()
}

fn options(cost: SegmentCost, penalty_factor: f64) -> ChangePointOptions {
    ChangePointOptions { cost, penalty_factor, ..Default::default() }
}

fn places(found: &ChangePoints) -> Vec<usize> {
    found.changes.iter().map(|change| change.at).collect()
}

fn close(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

const MEAN: SegmentCost = SegmentCost::Mean(NoiseVariance::Differences);

#[test]
fn nile() {
    let flow = floats(&NILE);
    for factor in [2.0, 3.0] {
        let found = change_points(&flow, None, &options(MEAN, factor)).unwrap();
        assert_eq!(places(&found), [28]); // after 1898
        assert!((found.segments[0].level - 1097.75).abs() < 1e-9);
        assert!((found.segments[1].level - 849.9722222222222).abs() < 1e-9);
        assert!((found.variance.unwrap().sqrt() - 115.32).abs() < 0.005);
        let change = found.changes[0];
        assert!((change.effect - -247.7777777777778).abs() < 1e-9 && change.places == 93);
        assert!(change.interval.high < -150.0 && change.p_scan < 1e-10);
        // A given variance of the same size changes nothing.
        let given = SegmentCost::Mean(NoiseVariance::Given(found.variance.unwrap()));
        assert_eq!(change_points(&flow, None, &options(given, factor)).unwrap(), found);
    }
}

#[test]
fn coal_mines() {
    let disasters = floats(&COAL);
    assert_eq!(disasters.iter().sum::<f64>(), 191.0);
    let found = change_points(&disasters, None, &options(SegmentCost::Poisson, 3.0)).unwrap();
    assert_eq!(places(&found), [41]); // after 1891
    let (before, after) = (found.segments[0], found.segments[1]);
    assert!((before.level - 3.0976).abs() < 5e-5 && (after.level - 0.9143).abs() < 5e-5);
    // scipy.stats: binomtest(64, 191, 70/111) exact interval as a ratio of rates, twice the smaller tail;
    // gamma.ppf for the level.
    let change = found.changes[0];
    assert!(close(change.effect, 0.29516310461192347, 1e-12));
    assert!(close(change.interval.low, 0.21505472637583076, 1e-9), "{change:?}");
    assert!(close(change.interval.high, 0.40168039544315776, 1e-9), "{change:?}");
    assert!(close(change.p_value, 2.440843871251788e-16, 1e-6), "{change:?}");
    assert!(close(before.interval.low, 2.5822970207542504, 1e-9), "{before:?}");
    assert!(close(before.interval.high, 3.685509879295198, 1e-9), "{before:?}");
    let found = change_points(&disasters, None, &options(SegmentCost::Poisson, 2.0)).unwrap();
    assert_eq!(places(&found), [41, 96]);
    // In years of two the rates halve and nothing else moves.
    let twice = change_points(&disasters, Some(&[2.0; 111]), &options(SegmentCost::Poisson, 2.0)).unwrap();
    assert_eq!(places(&twice), [41, 96]);
    assert!(close(twice.segments[0].level, found.segments[0].level / 2.0, 1e-12));
}

#[test]
fn negative_binomial_with_exposure_against_scipy() {
    // scipy.stats.nbinom with size 6, minimize_scalar and brentq on the profile.
    let counts = [9.0, 4.0, 14.0, 7.0, 11.0, 3.0, 8.0, 12.0, 25.0, 9.0, 31.0, 18.0, 22.0, 40.0, 15.0, 27.0];
    let exposure = [1.0, 1.0, 1.0, 0.8, 1.0, 0.5, 1.0, 1.2, 1.0, 0.4, 1.0, 1.0, 1.0, 1.3, 1.0, 1.0];
    let cost = SegmentCost::NegativeBinomial(CountDispersion::Size(6.0));
    let found = change_points(&counts, Some(&exposure), &options(cost, 3.0)).unwrap();
    assert_eq!((places(&found), found.size), (vec![8], Some(6.0)));
    let (before, change) = (found.segments[0], found.changes[0]);
    for (value, expected) in [
        (before.level, 8.961416253858218),
        (before.interval.low, 6.198065389236429),
        (before.interval.high, 13.059436214709098),
        (found.segments[1].level, 23.992718488516612),
        (change.effect, 2.6773355693846796),
        (change.interval.low, 1.6417901166443565),
        (change.interval.high, 4.382740915689166),
        (change.p_value, 8.114639488329377e-05),
    ] {
        assert!(close(value, expected, 1e-6), "{value} {expected}");
    }
    assert_eq!(change.places, 9);
    assert!(close(change.p_scan, 9.0 * change.p_value, 1e-12));
}

proptest! {
    /// With exposures of 1 the iterated rate and the closed form agree; a huge size is Poisson.
    #[test]
    fn costs_agree(counts in prop::collection::vec(0u32..60, 8..40), size in 0.3..50.0f64) {
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        let ones = vec![1.0; counts.len()];
        let of = |cost, exposure| change_points(&counts, exposure, &options(cost, 1.0)).unwrap();
        let binomial = SegmentCost::NegativeBinomial(CountDispersion::Size(size));
        let (closed, iterated) = (of(binomial, None), of(binomial, Some(&ones[..])));
        let total = |found: &ChangePoints| found.segments.iter().map(|s| s.cost + found.penalty).sum::<f64>();
        prop_assert!((total(&closed) - total(&iterated)).abs() < 1e-6 * total(&closed).abs().max(1.0));
        // Two partitions may cost the same to the last digits.
        if places(&closed) != places(&iterated) {
            return Ok(());
        }
        for (a, b) in closed.segments.iter().zip(&iterated.segments) {
            prop_assert!((a.cost - b.cost).abs() < 1e-8 * a.cost.abs().max(1.0));
            prop_assert!((a.level - b.level).abs() < 1e-9 * a.level.max(1.0));
            prop_assert!(a.interval.contains(a.level));
        }
        let huge = of(SegmentCost::NegativeBinomial(CountDispersion::Size(1e12)), None);
        let poisson = of(SegmentCost::Poisson, None);
        prop_assert!((total(&huge) - total(&poisson)).abs() < 1e-6 * total(&poisson).abs().max(1.0));
        for found in [&closed, &poisson] {
            for change in &found.changes {
                prop_assert!((0.0..=1.0).contains(&change.p_value) && change.p_value <= change.p_scan);
                prop_assert!(change.interval.low <= change.effect && change.effect <= change.interval.high);
            }
        }
    }
}

/// A count with this mean, mixed by a Gamma of this size.
fn draw(rng: &mut rand_chacha::ChaCha8Rng, mean: f64, size: f64) -> f64 {
    let rate = if size.is_finite() { mean * gamma(rng, size) / size } else { mean };
    let (mut time, mut count) = (0.0, 0.0);
    loop {
        time -= uniform(rng).ln() / rate;
        if time > 1.0 {
            return count;
        }
        count += 1.0;
    }
}

#[test]
fn planted_changes_are_found_and_others_are_not() {
    let runs = 200;
    for dispersion in [CountDispersion::WholeSeries, CountDispersion::Neighbours] {
        let options = options(SegmentCost::NegativeBinomial(dispersion), DEFAULT_PENALTY_FACTOR);
        let (mut false_alarms, mut small_p, mut found, mut covered) = (0, 0, 0, 0);
        for run in 0..runs {
            let mut rng = stream(11, run);
            // A calendar effect that comes in as exposure: every eighth week is short.
            let exposure: Vec<f64> = (0..104).map(|week| if week % 8 == 7 { 0.4 } else { 1.0 }).collect();
            let quiet: Vec<f64> = exposure.iter().map(|e| draw(&mut rng, 20.0 * e, 8.0)).collect();
            let result = change_points(&quiet, Some(&exposure), &options).unwrap();
            false_alarms += usize::from(!result.changes.is_empty());
            small_p += usize::from(result.changes.iter().any(|change| change.p_scan < 0.05));
            let moved: Vec<f64> = exposure
                .iter()
                .enumerate()
                .map(|(week, e)| draw(&mut rng, if week < 60 { 20.0 } else { 40.0 } * e, 8.0))
                .collect();
            let result = change_points(&moved, Some(&exposure), &options).unwrap();
            if let [change] = result.changes[..] {
                found += usize::from(change.at.abs_diff(60) <= 4);
                covered += usize::from(change.interval.contains(2.0));
            }
        }
        println!(
            "{dispersion:?}: {false_alarms} false, {small_p} with p_scan < .05, {found} found, {covered} cover"
        );
        assert!(false_alarms <= 10 && small_p <= 10, "{dispersion:?}: {false_alarms} {small_p}");
        assert!(found >= 170 && covered >= 170, "{dispersion:?}: {found} {covered}");
    }
}

#[test]
fn degenerate_series() {
    let every = [
        SegmentCost::Poisson,
        SegmentCost::NegativeBinomial(CountDispersion::WholeSeries),
        SegmentCost::NegativeBinomial(CountDispersion::Neighbours),
        SegmentCost::NegativeBinomial(CountDispersion::Size(2.0)),
        MEAN,
    ];
    for cost in every {
        let options = options(cost, 3.0);
        let of = |values: &[f64]| change_points(values, None, &options);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3.0]), None);
        for flat in [vec![0.0; 4], vec![0.0; 30], vec![7.0; 30], vec![1.0, 0.0, 2.0, 1.0, 1.0]] {
            let found = of(&flat).unwrap();
            assert!(found.changes.is_empty() && found.segments.len() == 1, "{cost:?}: {found:?}");
            assert_eq!(found.too_short, flat.len() < 8);
            let only = found.segments[0];
            assert!(
                only.cost.is_finite() && only.interval.low <= only.level && only.level <= only.interval.high
            );
            assert!(only.interval.high.is_finite(), "{cost:?} {only:?}");
        }
        // Nothing, then something; and the reverse.
        let mut step = vec![0.0; 20];
        step.extend([15.0, 12.0, 17.0, 14.0, 13.0, 16.0, 15.0, 14.0, 12.0, 13.0]);
        for reverse in [false, true] {
            if reverse {
                step.reverse();
            }
            let found = of(&step).unwrap();
            assert_eq!(places(&found), [if reverse { 10 } else { 20 }], "{cost:?}");
            let change = found.changes[0];
            assert!(change.p_scan < 1e-3 && !change.effect.is_nan(), "{cost:?} {change:?}");
            assert!(!change.interval.low.is_nan() && !change.interval.high.is_nan());
            assert!(change.interval.low <= change.effect && change.effect <= change.interval.high);
            if cost != MEAN {
                let (ratio, limit) = if reverse { (0.0, 0.3) } else { (f64::INFINITY, 3.0) };
                assert_eq!(change.effect, ratio);
                assert!(
                    if reverse { change.interval.high < limit } else { change.interval.low > limit },
                    "{change:?}"
                );
            }
        }
        assert_eq!(of(&[1e308; 8]), None);
        let large = [1e100, 3e100, 2e100, 1e100, 9e100, 8e100, 9e100, 8e100];
        assert_eq!(of(&large).is_some(), cost == MEAN);
        for segment in of(&large.map(|value| value / 1e87)).unwrap().segments {
            let Interval { low, high } = segment.interval;
            assert!(
                low <= segment.level && segment.level <= high && high.is_finite(),
                "{cost:?} {segment:?}"
            );
        }
        for bad in [f64::NAN, f64::INFINITY] {
            assert_eq!(of(&[1.0, 2.0, bad, 3.0, 4.0]), None);
        }
    }
    let poisson = options(SegmentCost::Poisson, 3.0);
    assert_eq!(change_points(&[-1.0; 9], None, &poisson), None);
    assert_eq!(change_points(&[1.0; 9], Some(&[1.0; 8]), &poisson), None);
    assert_eq!(change_points(&[1.0; 9], Some(&[0.0; 9]), &poisson), None);
    assert_eq!(change_points(&[1.0; 9], Some(&[1.0; 9]), &options(MEAN, 3.0)), None);
    for wrong in [
        ChangePointOptions { penalty_factor: -1.0, ..poisson },
        ChangePointOptions { penalty_factor: f64::NAN, ..poisson },
        ChangePointOptions { min_segment: 0, ..poisson },
        ChangePointOptions { level: 1.0, ..poisson },
        ChangePointOptions { cost: SegmentCost::NegativeBinomial(CountDispersion::Size(0.0)), ..poisson },
        ChangePointOptions {
            cost: SegmentCost::NegativeBinomial(CountDispersion::Size(f64::NAN)),
            ..poisson
        },
        ChangePointOptions { cost: SegmentCost::Mean(NoiseVariance::Given(0.0)), ..poisson },
    ] {
        assert_eq!(change_points(&[1.0; 9], None, &wrong), None, "{wrong:?}");
    }
    // No penalty and ties everywhere.
    let free = change_points(&[0.0; 12], None, &options(SegmentCost::Poisson, 0.0)).unwrap();
    assert!(free.changes.iter().all(|change| change.p_value == 1.0));
}
