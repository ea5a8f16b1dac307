//! Rates of being asked from plain lists, on real data where they lie beside the checkout.

use cmgraph::questions::{AskEvent, HubRateOptions, hub_rates};
use cmgraph::stats::{ResampleOptions, bootstrap, spearman};
use std::path::Path;

fn data(name: &str) -> Option<Vec<[u32; 3]>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cross-parker-consulting").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no data at ../shared/data/cross-parker-consulting/{name}");
        return None;
    };
    let row = |line: &str| {
        let mut cells = line.split(',').map(|cell| cell.trim().parse().unwrap());
        [cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap()]
    };
    Some(text.lines().skip(1).map(row).collect())
}

/// Spearman's correlation of two measures over people drawn so many times each.
fn correlation(x: &[f64], y: &[f64], times: &[u32]) -> f64 {
    let drawn = |values: &[f64]| -> Vec<f64> {
        values.iter().zip(times).flat_map(|(&value, &n)| std::iter::repeat_n(value, n as usize)).collect()
    };
    spearman(&drawn(x), &drawn(y), 0.95).map_or(f64::NAN, |found| found.rho)
}

/// Forty-six consultants said how often they get information from whom (1 to 5), and how much they value whose expertise.
#[test]
fn consultants_ask_whom_they_value() {
    let (Some(asks), Some(values)) = (data("consulting_info.csv"), data("consulting_value.csv")) else {
        return;
    };
    let people = 46;
    let events: Vec<AskEvent> = asks
        .iter()
        .map(|&[asker, asked, times]| AskEvent { asker: asker - 1, asked: asked - 1, at: None, times })
        .collect();
    assert_eq!(events.len(), 877);
    let mut rated = vec![(0.0, 0.0); people];
    for [_, to, value] in values {
        let (sum, n) = &mut rated[to as usize - 1];
        (*sum, *n) = (*sum + f64::from(value), *n + 1.0);
    }
    let expertise: Vec<f64> = rated.iter().map(|(sum, n)| sum / n).collect();
    let mut raw = vec![0.0; people];
    events.iter().for_each(|event| raw[event.asked as usize] += f64::from(event.times));
    let rates = |min_times: u32| -> Vec<f64> {
        let options = HubRateOptions { min_times, ..Default::default() };
        let found = hub_rates(people, &events, None, &options).unwrap();
        found.people.iter().map(|person| person.rate.mean).collect()
    };
    let of = |measure: &[f64]| spearman(measure, &expertise, 0.95).unwrap().rho;
    let by: Vec<f64> = (1..=5).map(|least| of(&rates(least))).collect();
    println!("raw frequency {:.3}; distinct askers from 1, 2, 3, 4, 5 up: {by:.3?}", of(&raw));
    assert!((of(&raw) - 0.623).abs() < 5e-4);
    // The scale begins with "very seldom", which is hardly asking.
    let (hub, raw_rho) = (of(&rates(2)), of(&raw));
    assert!(hub >= 0.623 && hub >= raw_rho);
    let rate = rates(2);
    let draws = bootstrap(
        people,
        2,
        &ResampleOptions { replicates: 999, seed: 1 },
        || (),
        |times, (), out| {
            out[0] = correlation(&rate, &expertise, times);
            out[1] = out[0] - correlation(&raw, &expertise, times);
        },
    )
    .unwrap();
    let interval = draws.percentile(0, 0.95).unwrap();
    let gain = draws.percentile(1, 0.95).unwrap();
    println!(
        "hub rate {hub:.3} ({:.3} to {:.3}); above the raw frequency by {:.3} ({:.3} to {:.3})",
        interval.low,
        interval.high,
        hub - raw_rho,
        gain.low,
        gain.high
    );
    assert!(interval.low > 0.3 && interval.contains(hub));
}
