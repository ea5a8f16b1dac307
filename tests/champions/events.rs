//! Help as plain events: who wrote to whom, ranked by the rate of different people a month.

use cmgraph::Timestamp;
use cmgraph::champions::{EventRateOptions, HelpEvent, HelpRates, rates_of_events};
use cmgraph::stats::GammaPoisson;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::time::Instant;

fn data(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: no data at ../shared/data/{name}");
        return None;
    };
    let mut text = String::new();
    if name.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    Some(text)
}

/// Probability that somebody of the group has a higher score than somebody else; ties count half.
fn auc(scores: &[f64], group: &[bool]) -> f64 {
    let (mut wins, mut pairs) = (0.0, 0.0);
    for (&x, _) in scores.iter().zip(group).filter(|(_, inside)| **inside) {
        for (&y, _) in scores.iter().zip(group).filter(|(_, inside)| !**inside) {
            pairs += 1.0;
            wins += if x > y {
                1.0
            } else if x == y {
                0.5
            } else {
                0.0
            };
        }
    }
    wins / pairs
}

/// Standard error of an area by the pairs it is made of.
///
/// Reference: J. A. Hanley, B. J. McNeil, *The meaning and use of the area under a receiver operating characteristic
/// curve*, Radiology 143 (1982).
fn auc_error(area: f64, inside: f64, outside: f64) -> f64 {
    let (q1, q2) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let sum =
        area * (1.0 - area) + (inside - 1.0) * (q1 - area * area) + (outside - 1.0) * (q2 - area * area);
    (sum / inside / outside).sqrt()
}

fn means(rates: &HelpRates) -> Vec<f64> {
    rates.people.iter().map(|person| person.rate.mean).collect()
}

/// The company's mail knows no questions and answers, so these are rates of different people written to, and of different
/// people who write. Whoever has reports is known.
#[test]
fn managers_of_a_manufacturing_company() {
    let Some((mail, reports)) =
        data("manufacturing-email/communication.csv.gz").zip(data("manufacturing-email/reportsto.csv"))
    else {
        return;
    };
    let mut people: BTreeMap<&str, u32> = BTreeMap::new();
    let rows: Vec<[&str; 3]> = mail
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.trim().split(',');
            std::array::from_fn(|_| cells.next().unwrap())
        })
        .collect();
    for row in &rows {
        for id in &row[..2] {
            let next = people.len() as u32;
            people.entry(id).or_insert(next);
        }
    }
    let n = people.len();
    // Only people of the organisation chart; the other accounts are those of people who had left, or of functions.
    let (mut leads, mut of_chart) = (vec![false; n], vec![false; n]);
    for line in reports.lines().skip(1) {
        let (person, manager) = line.trim().split_once(',').unwrap();
        if let Some(&person) = people.get(person) {
            of_chart[person as usize] = true;
        }
        if let Some(&manager) = people.get(manager) {
            leads[manager as usize] = true;
            of_chart[manager as usize] = true;
        }
    }
    let events: Vec<HelpEvent> = rows
        .iter()
        .map(|[from, to, at]| HelpEvent {
            helper: people[from],
            helped: people[to],
            at: Timestamp::parse(at.as_bytes()).unwrap(),
            thanked: None,
        })
        .collect();
    let asked: Vec<HelpEvent> =
        events.iter().map(|e| HelpEvent { helper: e.helped, helped: e.helper, ..*e }).collect();
    assert_eq!((rows.len(), n), (82_927, 167));
    let with_reports = leads.iter().filter(|lead| **lead).count();
    assert_eq!(with_reports, 34);

    let options = EventRateOptions { draws: 500, ..Default::default() };
    let help = rates_of_events(n, &events, None, &options).unwrap();
    let hubs = rates_of_events(n, &asked, None, &options).unwrap();
    let strength = |role: fn(&HelpEvent) -> u32| {
        let mut sum = vec![0.0; n];
        events.iter().filter(|e| e.helper != e.helped).for_each(|e| sum[role(e) as usize] += 1.0);
        sum
    };
    let (out_strength, in_strength) = (strength(|e| e.helper), strength(|e| e.helped));
    // The count per month of the mailbox's own life, for accounts that came or went.
    let mut life = vec![Timestamp(i64::MAX)..Timestamp(i64::MIN); n];
    for event in &events {
        for person in [event.helper, event.helped] {
            let span = &mut life[person as usize];
            span.start = span.start.min(event.at);
            span.end = span.end.max(Timestamp(event.at.0 + 1));
        }
    }
    let hubs_alive = rates_of_events(n, &asked, Some(&life), &options).unwrap();
    let chart = of_chart.iter().filter(|known| **known).count();
    println!("have reports: {with_reports} of {chart}; area under the curve (standard error):");
    let of_people = |values: &[f64]| -> Vec<f64> {
        values.iter().zip(&of_chart).filter(|(_, known)| **known).map(|(x, _)| *x).collect()
    };
    let group: Vec<bool> =
        leads.iter().zip(&of_chart).filter(|(_, known)| **known).map(|(x, _)| *x).collect();
    let mut areas = BTreeMap::new();
    for (name, scores) in [
        ("different people written to per month", means(&help)),
        ("different people who write per month", means(&hubs)),
        ("the same, over the account's own life", means(&hubs_alive)),
        ("mails received (in-strength)", in_strength),
        ("mails sent (out-strength)", out_strength),
    ] {
        let area = auc(&of_people(&scores), &group);
        let error = auc_error(area, with_reports as f64, (chart - with_reports) as f64);
        println!("  {name}: {area:.3} ({error:.3})");
        areas.insert(name, area);
    }
    assert!((areas["mails received (in-strength)"] - 0.669).abs() < 0.002, "{areas:?}");
    assert!(areas["different people who write per month"] > 0.6, "{areas:?}");
    // Nobody is lost on the way: distinct senders, by a set.
    for person in 0..n as u32 {
        let senders: BTreeSet<u32> =
            asked.iter().filter(|e| e.helper == person && e.helped != person).map(|e| e.helped).collect();
        assert_eq!(hubs.people[person as usize].helped as usize, senders.len());
    }
}

/// Who answered whose question, by years: the ranking of one year holds in the next.
#[test]
fn answers_of_mathoverflow_by_years() {
    let Some(text) = data("sx-mathoverflow/sx-mathoverflow-a2q.csv.gz") else { return };
    let rows: Vec<(u32, u32, i64)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.trim().split(',').map(|cell| cell.parse::<i64>().unwrap());
            (cells.next().unwrap() as u32, cells.next().unwrap() as u32, cells.next().unwrap())
        })
        .collect();
    assert_eq!(rows.len(), 107_581);
    let people = rows.iter().map(|row| row.0.max(row.1)).max().unwrap() as usize + 1;
    let events: Vec<HelpEvent> = rows
        .iter()
        .map(|&(helper, helped, at)| HelpEvent { helper, helped, at: Timestamp(at * 1000), thanked: None })
        .collect();
    let year = |year: &str| Timestamp::parse(year.as_bytes()).unwrap();
    let start = Instant::now();
    let mut previous: Option<HelpRates> = None;
    for (from, to) in
        [("2012-01-01", "2013-01-01"), ("2013-01-01", "2014-01-01"), ("2014-01-01", "2015-01-01")]
    {
        let options =
            EventRateOptions { from: Some(year(from)), to: Some(year(to)), draws: 200, ..Default::default() };
        let rates = rates_of_events(people, &events, None, &options).unwrap();
        if let Some(before) = &previous {
            let first: Vec<u32> = before.ranked().into_iter().take(20).collect();
            let now: Vec<u32> = rates.ranked().into_iter().take(20).collect();
            let both = first.iter().filter(|person| now.contains(person)).count();
            println!(
                "{from}: {both} of the 20 who helped most people the year before are among the 20 again"
            );
            assert!(both >= 5, "{both}");
        }
        previous = Some(rates);
    }
    println!("three years of {people} people in {:.2} s", start.elapsed().as_secs_f64());
}

/// Run with `--release -- --ignored`: a thousand fits of the model to samples of 100,000 people.
#[test]
#[ignore = "a measurement"]
fn a_thousand_refits_of_100_000_people() {
    // Rates over three orders of magnitude, months by the day over two years, most people never helping.
    let n = 100_000;
    let (mut counts, mut months) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    for _ in 0..n {
        let time = (1.0 + (730.0 * next()).floor()) / 30.4375;
        let rate = 0.05 * (-next().ln()).powi(3);
        counts.push((rate * time * 2.0 * next()).round());
        months.push(time);
    }
    let start = Instant::now();
    let refits = GammaPoisson::refits(&counts, &months, 1000, 7);
    let seconds = start.elapsed().as_secs_f64();
    println!("1,000 refits of {n} people: {seconds:.2} s on {} threads", rayon::current_num_threads());
    assert_eq!(refits.len(), 1000);
    assert!(seconds < 30.0, "{seconds}");
}
