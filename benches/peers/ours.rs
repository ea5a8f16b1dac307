//! Our side of the comparison: one operation on one file in one process, one line of JSON.
//!
//! `cargo bench --bench peers -- OPERATION FILE REPETITIONS`; run by `run.py`.

mod curves;
mod graph;

use cmgraph::adoption::trailing_active;
use cmgraph::graph::{EdgeRule, InteractionGraph, InteractionKind, interactions};
use cmgraph::retention::cohort_table;
use cmgraph::stats::diffusion::fit_cumulative;
use cmgraph::stats::{kaplan_meier, kaplan_meier_by};
use cmgraph::time::{DayClock, Period, Zone};
use cmgraph::{Community, ReadOptions, TextUse, read};
use curves::{POINTS, lifetimes, made_curves};
use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

fn load(file: &Path, text: TextUse) -> Community {
    let options = ReadOptions { text, private_messages: true, ..ReadOptions::default() };
    read(&[file.to_owned()], &options).expect("a Messages.csv")
}

/// Runs `work` so many times; gives the times and the last check value.
fn timed<T: Default>(repetitions: usize, mut work: impl FnMut() -> T) -> (Vec<Duration>, T) {
    let mut check = T::default();
    let times = (0..repetitions)
        .map(|_| {
            let start = Instant::now();
            check = work();
            start.elapsed()
        })
        .collect();
    (times, check)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [operation, file, repetitions] = &arguments[..] else {
        // `cargo bench` without arguments runs every bench: nothing to compare with here.
        println!("peers: run benches/peers/run.py");
        return;
    };
    let (file, repetitions) = (Path::new(file), repetitions.parse().expect("a number of repetitions"));
    let rule = |reply: f64, mention: f64| EdgeRule { reply, mention, acceptance: 0.0, ..EdgeRule::default() };
    if let Some(kernel) = operation.strip_prefix("graph:") {
        let (mut times, check) = graph::kernel(kernel, file, repetitions);
        return report(kernel, &mut times, &check.to_string());
    }
    let (mut times, check) = match operation.as_str() {
        "reply_arcs" => timed(repetitions, || {
            let community = load(file, TextUse::Skip);
            InteractionGraph::of(&community.whole(), &rule(1.0, 0.0)).expect("a graph").arc_count() as u64
        }),
        "reply_and_mention_arcs" => timed(repetitions, || {
            let community = load(file, TextUse::Skip);
            InteractionGraph::of(&community.whole(), &rule(1.0, 1.0)).expect("a graph").arc_count() as u64
        }),
        "community" => timed(repetitions, || load(file, TextUse::Features).messages().len() as u64),
        "trailing_active" => {
            let community = load(file, TextUse::Skip);
            let (messages, members) = (community.messages(), community.members().len());
            let view = community.whole();
            let days = view.days().expect("messages");
            timed(repetitions, || {
                let clock = DayClock::new(&Zone::utc(), view.from(), view.to());
                let found =
                    trailing_active(&messages.authors, &messages.at, members, &clock, [1, 7, 28], days);
                found.counts.iter().flatten().map(|&n| u64::from(n)).sum()
            })
        }
        "cohorts" => {
            let community = load(file, TextUse::Skip);
            let (messages, members) = (community.messages(), community.members().len());
            let zone = Zone::utc();
            timed(repetitions, || {
                cohort_table(&messages.authors, &messages.at, members, &zone, Period::Month).total()
            })
        }
        "bass_one" | "bass_many" => {
            let curves = made_curves(if operation == "bass_one" { 1 } else { 1000 });
            let times: Vec<f64> = (1..=POINTS).map(|month| month as f64).collect();
            let ceiling = |new: &Vec<f64>| {
                let mut total = 0.0;
                let cumulative: Vec<f64> = new
                    .iter()
                    .map(|new| {
                        total += new;
                        total
                    })
                    .collect();
                fit_cumulative(&times, &cumulative, None).and_then(|fit| fit.m).expect("a ceiling")
            };
            timed(repetitions, || curves.par_iter().map(ceiling).sum::<f64>().round() as u64)
        }
        "km" => {
            let lifetimes = lifetimes(&load(file, TextUse::Skip));
            timed(repetitions, || {
                let survival = kaplan_meier(&lifetimes, 0.95).expect("lifetimes");
                survival.median().time.unwrap_or(0.0) as u64
            })
        }
        "km_groups" => {
            let lifetimes = lifetimes(&load(file, TextUse::Skip));
            let groups: Vec<u32> = (0..lifetimes.len() as u32).map(|i| i % 200).collect();
            timed(repetitions, || {
                let found = kaplan_meier_by(&lifetimes, &groups, 200, 0.95).expect("lifetimes");
                let medians = found.iter().flatten().map(|survival| survival.median().time.unwrap_or(0.0));
                medians.sum::<f64>() as u64
            })
        }
        "csr" => {
            let community = load(file, TextUse::Skip);
            let events = interactions(&community.whole());
            let graph =
                InteractionGraph::from_interactions(community.members().len(), &events, &rule(1.0, 0.0))
                    .expect("a graph");
            assert!(events.iter().any(|event| event.kind == InteractionKind::Reply));
            let ends: Vec<_> = (0..graph.arc_count()).filter_map(|arc| graph.ends(arc)).collect();
            let from: Vec<u32> = ends.iter().map(|(from, _)| from.0).collect();
            let to: Vec<u32> = ends.iter().map(|(_, to)| to.0).collect();
            let weights: Vec<f64> = (0..graph.arc_count()).filter_map(|arc| graph.weight(arc)).collect();
            let nodes = graph.node_count();
            timed(repetitions, || {
                InteractionGraph::from_arcs(nodes, &from, &to, &weights).expect("a graph").arc_count() as u64
            })
        }
        other => panic!("no operation {other:?}"),
    };
    report(operation, &mut times, &check.to_string());
}

/// One line of JSON.
fn report(operation: &str, times: &mut [Duration], check: &str) {
    times.sort();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("0", str::trim);
    let peak: u64 = peak.trim_end_matches(" kB").parse().unwrap_or(0);
    println!(
        "{{\"peer\":\"cmgraph\",\"op\":\"{operation}\",\"median_s\":{},\"min_s\":{},\"peak_mib\":{},\"check\":{check}}}",
        times[times.len() / 2].as_secs_f64(),
        times[0].as_secs_f64(),
        peak / 1024
    );
}
