//! BG/NBD against published estimates, an independent implementation and data simulated from the model.

use super::*;
use crate::stats::sample::{gamma, stream, uniform};
use std::path::Path;

fn close(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

fn model(r: f64, alpha: f64, a: f64, b: f64) -> BgNbd {
    BgNbd {
        r,
        alpha,
        a,
        b,
        log_likelihood: f64::NAN,
        log_covariance: None,
        boundary: BgNbdBoundary::default(),
        converged: true,
        n: 0,
        returning: 0,
        total_repeats: 0,
        unobserved: 0,
    }
}

fn history(repeats: u32, last: f64, observed: f64) -> RepeatHistory {
    RepeatHistory { repeats, last, observed }
}

/// People who behave as the model says; first activity spread over the first quarter of `time`.
fn simulated(people: u64, [r, alpha, a, b]: [f64; 4], time: f64, seed: u64) -> Vec<RepeatHistory> {
    (0..people)
        .map(|person| {
            let mut rng = stream(seed, person);
            let rate = gamma(&mut rng, r) / alpha;
            let (up, down) = (gamma(&mut rng, a), gamma(&mut rng, b));
            let leaving = up / (up + down);
            let observed = time * (1.0 - 0.25 * uniform(&mut rng));
            let (mut repeats, mut last) = (0, 0.0);
            loop {
                let next = last - uniform(&mut rng).ln() / rate;
                if next >= observed {
                    break;
                }
                (repeats, last) = (repeats + 1, next);
                if uniform(&mut rng) < leaving {
                    break;
                }
            }
            history(repeats, last, observed)
        })
        .collect()
}

#[test]
fn cdnow() {
    let path = Path::new("../shared/data/retention/cdnow_customers_summary.csv");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let mut rows = csv::Reader::from_path(path).unwrap();
    let people: Vec<RepeatHistory> = rows
        .records()
        .map(|row| {
            let row = row.unwrap();
            history(row[1].parse().unwrap(), row[2].parse().unwrap(), row[3].parse().unwrap())
        })
        .collect();
    let start = std::time::Instant::now();
    let found = BgNbd::fit(&people).unwrap();
    println!("{} people in {:?}", people.len(), start.elapsed());
    assert_eq!((found.n, found.unobserved), (2357, 0));
    assert!(found.converged && !found.boundary.any());
    let expected = [0.24259, 4.41353, 0.79289, 2.42575];
    for (value, expected) in [found.r, found.alpha, found.a, found.b].into_iter().zip(expected) {
        // The printed digits.
        assert!((value - expected).abs() < 6e-6, "{found:?}");
    }
    assert!((found.log_likelihood - -9582.43).abs() < 0.005, "{found:?}");
    let person = history(2, 30.43, 38.86);
    assert!((found.p_alive(person).unwrap() - 0.72661).abs() < 5e-6);
    assert!((found.expected_repeats(person, 39.0).unwrap() - 1.22591).abs() < 1e-5);
    let interval = found.p_alive_interval(person, 0.95).unwrap();
    assert!(interval.contains(0.72661) && interval.width() < 0.2, "{interval:?}");
}

#[test]
fn expectations_against_the_closed_form() {
    // r, alpha, a, b; x, tx, T; t; the formula with 2F1 in 40 digits (mpmath).
    let cdnow = [0.24259, 4.41353, 0.79289, 2.42575];
    let table = [
        (cdnow, (2, 30.43, 38.86), 39.0, 1.2259062937959),
        (cdnow, (0, 0.0, 38.86), 39.0, 0.19477846612844),
        (cdnow, (26, 30.43, 31.0), 520.0, 97.000299081342),
        ([3.5, 10.0, 1.0000001, 2.0], (4, 20.0, 26.0), 13.0, 1.2570916436455),
        ([0.5, 2.0, 0.02, 0.3], (1, 3.0, 50.0), 1000.0, 8.4146432406303),
        ([0.5, 2.0, 0.02, 0.3], (0, 0.0, 50.0), 1000.0, 8.6855751144559),
        ([40.0, 100.0, 35.0, 600.0], (12, 30.0, 52.0), 26.0, 0.036026124561139),
        ([1.5, 8.0, 3.0, 0.4], (7, 10.0, 12.0), 5.0, 0.7309779180805),
        ([900.0, 1500.0, 900.0, 4100.0], (20, 40.0, 52.0), 26.0, 0.018876401366528),
        ([2.0, 1.0, 0.001, 5.0], (3, 4.0, 9.0), 8.0, 3.9807934501866),
    ];
    for ([r, alpha, a, b], (x, last, observed), ahead, expected) in table {
        let found = model(r, alpha, a, b).expected_repeats(history(x, last, observed), ahead).unwrap();
        assert!(close(found, expected, 1e-9), "{r} {alpha} {a} {b} {x}: {found} {expected}");
    }
    let table = [
        (cdnow, 39.0, 1.1950006585768),
        ([3.5, 10.0, 1.5, 2.0], 13.0, 2.0757909440709),
        ([0.2, 3.0, 0.1, 0.4], 2000.0, 64.170941989223),
        ([60.0, 100.0, 35.0, 600.0], 26.0, 10.445260448528),
    ];
    for ([r, alpha, a, b], time, expected) in table {
        let found = model(r, alpha, a, b).expected_from_start(time).unwrap();
        assert!(close(found, expected, 1e-9), "{r} {alpha} {a} {b}: {found} {expected}");
    }
}

#[test]
fn recovers_the_parameters_of_simulated_people() {
    let truth = [0.6, 5.0, 0.9, 3.0];
    let (mut covered, mut tried) = (0, 0);
    for seed in 0..12 {
        let people = simulated(2500, truth, 52.0, seed);
        let found = BgNbd::fit(&people).unwrap();
        assert!(found.converged && !found.boundary.any(), "{found:?}");
        let covariance = found.log_covariance.unwrap();
        let estimates = [found.r, found.alpha, found.a, found.b];
        for i in 0..4 {
            let error = (estimates[i] / truth[i]).ln() / covariance[i][i].sqrt();
            assert!(error.abs() < 3.5, "seed {seed}, parameter {i}: {error} standard errors, {found:?}");
        }
        let intervals = found.parameter_intervals(0.9).unwrap();
        covered += intervals.iter().zip(truth).filter(|(interval, truth)| interval.contains(*truth)).count();
        tried += 4;
    }
    // 90% intervals; the four of a run go together, so this leaves room.
    assert!(covered * 100 >= tried * 75, "{covered} of {tried}");
}

#[test]
fn p_alive_is_the_share_of_the_living() {
    // Among simulated people with like evidence, as many are alive as the model says. The truth is not in the
    // histories, so it is drawn again with the flag kept.
    let truth = [0.8, 4.0, 0.7, 2.5];
    let known = model(truth[0], truth[1], truth[2], truth[3]);
    let (mut expected, mut alive, mut spread) = (0.0, 0.0, 0.0);
    for person in 0..20_000 {
        let mut rng = stream(5, person);
        let rate = gamma(&mut rng, truth[0]) / truth[1];
        let (up, down) = (gamma(&mut rng, truth[2]), gamma(&mut rng, truth[3]));
        let (mut repeats, mut last, mut gone) = (0, 0.0, false);
        while !gone {
            let next = last - uniform(&mut rng).ln() / rate;
            if next >= 40.0 {
                break;
            }
            (repeats, last) = (repeats + 1, next);
            gone = uniform(&mut rng) < up / (up + down);
        }
        if let Some(p) = known.p_alive(history(repeats, last, 40.0)) {
            expected += p;
            spread += p * (1.0 - p);
            alive += f64::from(u8::from(!gone));
        }
    }
    assert!((alive - expected).abs() < 3.5 * f64::sqrt(spread), "{alive} {expected}");
}

#[test]
fn expected_total_is_the_mean_of_simulated_counts() {
    let truth = [0.8, 4.0, 0.7, 2.5];
    let people = 40_000;
    let counts: Vec<f64> = simulated(people, truth, 40.0, 9).iter().map(|h| f64::from(h.repeats)).collect();
    let expected: f64 = simulated(people, truth, 40.0, 9)
        .iter()
        .map(|h| model(truth[0], truth[1], truth[2], truth[3]).expected_from_start(h.observed).unwrap())
        .sum::<f64>()
        / people as f64;
    let mean = counts.iter().sum::<f64>() / people as f64;
    let variance = counts.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / people as f64;
    assert!((mean - expected).abs() < 3.5 * (variance / people as f64).sqrt(), "{mean} {expected}");
}

#[test]
fn order_and_scale() {
    let mut people = simulated(800, [0.6, 5.0, 0.9, 3.0], 52.0, 3);
    let found = BgNbd::fit(&people).unwrap();
    people.reverse();
    people.push(history(0, 0.0, 0.0));
    let again = BgNbd::fit(&people).unwrap();
    assert_eq!(BgNbd { unobserved: 0, ..again }, found);
    assert_eq!(again.unobserved, 1);
    // Days instead of weeks: only α changes.
    let days: Vec<RepeatHistory> =
        people.iter().map(|h| history(h.repeats, 7.0 * h.last, 7.0 * h.observed)).collect();
    let days = BgNbd::fit(&days).unwrap();
    for (value, expected) in
        [(days.r, found.r), (days.alpha, 7.0 * found.alpha), (days.a, found.a), (days.b, found.b)]
    {
        assert!(close(value, expected, 1e-5), "{days:?} {found:?}");
    }
}

#[test]
fn nothing_to_say() {
    assert_eq!(BgNbd::fit(&[]), None);
    assert_eq!(BgNbd::fit(&vec![history(0, 0.0, 30.0); 500]), None);
    let people = simulated(800, [0.6, 5.0, 0.9, 3.0], 52.0, 3);
    let few: Vec<RepeatHistory> =
        people.iter().filter(|h| h.repeats > 0).take(BG_NBD_MIN_RETURNING - 1).copied().collect();
    assert_eq!(BgNbd::fit(&few), None);
    let impossible = [
        history(1, 0.0, 5.0),
        history(0, 1.0, 5.0),
        history(2, 6.0, 5.0),
        history(2, f64::NAN, 5.0),
        history(2, 3.0, f64::INFINITY),
        history(0, 0.0, -1.0),
    ];
    let fitted = BgNbd::fit(&people).unwrap();
    for bad in impossible {
        let mut with = people.clone();
        with.push(bad);
        assert_eq!(BgNbd::fit(&with), None, "{bad:?}");
        assert_eq!(fitted.p_alive(bad), None);
        assert_eq!(fitted.expected_repeats(bad, 3.0), None);
    }
    assert_eq!(fitted.p_alive(history(0, 0.0, 30.0)), None);
    assert_eq!(fitted.p_alive_interval(history(3, 9.0, 30.0), 1.0), None);
    assert_eq!(fitted.expected_repeats(history(3, 9.0, 30.0), -1.0), None);
    assert_eq!(fitted.expected_from_start(f64::NAN), None);
    assert_eq!(fitted.expected_from_start(0.0), Some(0.0));
}

#[test]
fn boundaries_are_flagged() {
    // Everybody comes back every fourth week to the end: one rate, nobody leaves.
    let steady = vec![history(13, 51.0, 52.0); 200];
    // Rates differ, nobody leaves.
    let stay: Vec<RepeatHistory> =
        (0..200).map(|i| history(1 + i % 40, 51.5 + f64::from(i % 7) / 20.0, 52.0)).collect();
    // Everybody leaves after exactly one return.
    let once: Vec<RepeatHistory> =
        (0..200).map(|i| history(1, 0.1 + f64::from(i % 11) / 10.0, 52.0)).collect();
    for (name, people) in [("steady", steady), ("stay", stay), ("once", once)] {
        let found = BgNbd::fit(&people).unwrap();
        assert!(found.boundary.any(), "{name}: {found:?}");
        assert_eq!(found.log_covariance, None);
        assert!(found.log_likelihood.is_finite());
        for &person in &people {
            let p = found.p_alive(person).unwrap();
            assert!((0.0..=1.0).contains(&p), "{name}: {p}");
            assert!(found.expected_repeats(person, 26.0).unwrap() >= 0.0);
        }
    }
    let stay_found = BgNbd::fit(&vec![history(13, 51.0, 52.0); 200]).unwrap();
    assert!(stay_found.boundary.nobody_leaves && stay_found.boundary.same_rate, "{stay_found:?}");
}
