//! Seed training: known communities, degenerate inputs, what leaves.

use crate::talk::{NOTHING, Talk, bytes, check, member};
use cmgraph::community::{MemberKind, MemberState};
use cmgraph::report::{findings, spread_text};
use cmgraph::spread::{Assumption, Spread, SpreadOptions, spread};
use cmgraph::table::{Release, TerminalOptions};
use cmgraph::{Community, Error, Policy, ReadOptions, Window, read};
use std::path::{Path, PathBuf};

fn quick() -> SpreadOptions {
    SpreadOptions { k: 2, sets: 4096, runs: 200, random_choices: 5, ..SpreadOptions::default() }
}

fn every_policy() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

/// All doors open without a panic, and no number is absurd.
fn found(community: &Community, options: &SpreadOptions) -> Spread {
    let found = spread(&community.whole(), options).unwrap();
    found.tables().iter().for_each(check);
    for policy in every_policy() {
        let text = spread_text(&found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.starts_with("Whom to train first") && !text.contains("NaN"), "{text}");
    }
    found
}

/// Everybody of Sales replies to `s0` alone, everybody of Legal to `l0` alone; `x` writes and nobody replies.
fn two_stars() -> Talk {
    let mut talk = Talk::default();
    talk.person("x", "Legal");
    for i in 0..12 {
        talk.person(&format!("s{i}"), "Sales");
        talk.person(&format!("l{i}"), "Legal");
    }
    for unit in ["s", "l"] {
        let post = talk.post(&format!("{unit}0"), 1.0, NOTHING);
        for i in 1..if unit == "s" { 12 } else { 9 } {
            talk.reply(post, &format!("{unit}{i}"), 2.0, NOTHING);
        }
    }
    talk.post("x", 3.0, NOTHING);
    talk
}

#[test]
fn word_goes_from_those_who_are_answered() {
    let community = two_stars().build();
    let found = found(&community, &quick());
    let ids: Vec<&str> = found.seeds.iter().map(|seed| seed.id.as_str()).collect();
    assert_eq!(ids, ["s0", "l0"]);
    // Who listens to one person only hears it for sure: 12, and 9 of Legal.
    assert!((found.seeds[0].reach - 12.0).abs() < 1.5 && found.seeds[0].listeners == 11);
    assert!((found.seeds[1].reach - 21.0).abs() < 0.8 && found.seeds[1].interval.contains(21.0));
    assert_eq!((found.people, found.listening), (25, 19));
    assert_eq!(found.courses[0].by_round, [2.0, 19.0]);
    // Nobody has two examples.
    assert_eq!(found.courses[1].by_round, [2.0]);
    let units: Vec<(&str, u64, f64)> =
        found.units.iter().map(|unit| (unit.unit.as_str(), unit.people, unit.share.unwrap().0)).collect();
    assert_eq!((units[0].0, units[0].1, units[1].0, units[1].2), ("Legal", 13, "Sales", 1.0));
    assert!((units[0].2 - 9.0 / 13.0).abs() < 0.06);
    // The two are best, and random people reach less.
    // With 1 word in 100 hardly anything spreads, and chance may pick others.
    assert!(found.seeds.iter().all(|seed| seed.chosen_under >= 3));
    for assumption in [Assumption::WeightedCascade, Assumption::LinearThreshold, Assumption::TenPercent] {
        let of = |choice: &str| {
            found.comparisons.iter().find(|row| row.assumption == assumption && row.choice == choice).unwrap()
        };
        assert!(of("random").reach < of("the seeds").reach);
        assert_eq!(of("most people act on them").shared, Some(2));
    }
}

#[test]
fn who_opted_out_is_not_chosen_and_who_left_is_not_there() {
    let talk = two_stars();
    let community = talk.build();
    let options = SpreadOptions { exclude: vec![member(&community, "s0")], ..quick() };
    let found = found(&community, &options);
    assert_eq!(found.seeds[0].id, "l0");
    assert!(found.seeds.iter().all(|seed| seed.id != "s0"));
    assert_eq!((found.people, found.candidates), (25, 24));
    for kind in [MemberKind::Bot, MemberKind::Guest] {
        let mut talk = two_stars();
        talk.account("robot", "Sales", kind, MemberState::Active);
        let post = talk.post("robot", 4.0, NOTHING);
        for i in 1..12 {
            talk.reply(post, &format!("s{i}"), 5.0, NOTHING);
        }
        let found = spread(&talk.build().whole(), &quick()).unwrap();
        assert!(found.people == 25 && found.seeds.iter().all(|seed| seed.id != "robot"));
    }
}

#[test]
fn whom_nobody_listens_to_is_not_named() {
    let found = found(&two_stars().build(), &SpreadOptions { k: 10, ..quick() });
    assert_eq!(found.seeds.len(), 2);
    let said = |start: &str| found.provenance.warnings.iter().any(|warning| warning.starts_with(start));
    assert!(said("2 people of the 10 asked for can be named"), "{:?}", found.provenance.warnings);
    assert!(found.comparisons.iter().all(|row| row.seeds == 2));
}

#[test]
fn a_habit_needs_people_who_work_together() {
    // Five people who all reply to each other's posts.
    let mut talk = Talk::with(&["a", "b", "c", "d", "e"]);
    for author in ["a", "b", "c", "d", "e"] {
        let post = talk.post(author, 1.0, NOTHING);
        for other in ["a", "b", "c", "d", "e"].into_iter().filter(|&other| other != author) {
            talk.reply(post, other, 2.0, NOTHING);
        }
    }
    let found = found(&talk.build(), &quick());
    assert_eq!(found.courses[1].by_round, [2.0, 3.0]);
    let three = SpreadOptions { examples: 3, ..quick() };
    assert_eq!(spread(&talk.build().whole(), &three).unwrap().courses[1].by_round, [2.0]);
}

#[test]
fn next_to_nothing() {
    let alone = Talk::with(&["a"]);
    let mut crowd = Talk::with(&["a", "b", "c"]);
    crowd.post("a", 1.0, NOTHING);
    for talk in [Talk::default(), alone, crowd] {
        let community = talk.build();
        let found = found(&community, &quick());
        assert!(found.provenance.warnings.iter().any(|warning| warning.starts_with("not enough data")));
        let released: Vec<Release> =
            found.tables().iter().map(|table| Policy::named().apply(table)).collect();
        let said = findings(&released);
        assert!(said.len() == 1 && said[0].starts_with("Not enough data"), "{said:?}");
        // Nobody is put on a list by nothing.
        assert!(released.iter().all(|table| table.name() == "spread_by_unit" || table.rows() == 0));
    }
    // An empty window.
    let community = two_stars().build();
    let window = Window::parse(Some("2030-01-01"), None, "UTC").unwrap();
    let found = spread(&community.view(&window), &quick()).unwrap();
    assert_eq!(found.interactions, 0);
}

#[test]
fn order_and_threads_change_nothing() {
    let talk = two_stars();
    let run = |community: &Community, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| bytes(&spread(&community.whole(), &quick()).unwrap().tables()))
    };
    let first = run(&talk.build(), 1);
    assert_eq!(first, run(&talk.build(), 3));
    let backwards = talk.build_in_order(|rows| rows.into_iter().rev().collect());
    assert_eq!(first, run(&backwards, 2));
}

#[test]
fn people_are_named_in_named_mode_only() {
    let found = found(&two_stars().build(), &quick());
    let said = |policy: &Policy| spread_text(&found, policy, &TerminalOptions::default()).unwrap();
    let [named, pseudonymous, aggregate] = every_policy().map(|policy| said(&policy));
    assert!(named.contains("s0") && !pseudonymous.contains("s0") && !aggregate.contains("s0"));
    assert!(named.contains("people listed") && !aggregate.contains("people listed"));
    assert!(aggregate.contains("Withheld"), "{aggregate}");
    // The assumption stands in every output.
    for text in [named, pseudonymous, aggregate] {
        assert!(text.contains("weighted cascade"), "{text}");
    }
}

#[test]
fn options_out_of_range() {
    let community = two_stars().build();
    let few = vec![member(&community, "s0")];
    for options in [
        SpreadOptions { k: 0, ..quick() },
        SpreadOptions { examples: 0, ..quick() },
        SpreadOptions { random_choices: 0, ..quick() },
        SpreadOptions { sets: 10, ..quick() },
        SpreadOptions { runs: 0, ..quick() },
        SpreadOptions { interval_level: f64::NAN, ..quick() },
        SpreadOptions { unit_level: Some(0), ..quick() },
        SpreadOptions { unit_level: Some(2), ..quick() },
        SpreadOptions { champions: few, ..quick() },
    ] {
        assert!(matches!(spread(&community.whole(), &options), Err(Error::Option { .. })), "{options:?}");
    }
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_bundled_dump() {
    let options = ReadOptions { roster: Some(data("examples/data/roster.csv")), ..ReadOptions::default() };
    let community = read(&[data("examples/data/export.zip")], &options).unwrap();
    let champions: Vec<_> =
        community.members().iter().filter(|&one| community.members().is_colleague(one)).take(8).collect();
    let found = found(&community, &SpreadOptions { k: 5, champions, ..quick() });
    let reach = |choice: &str| {
        let main = |row: &&cmgraph::spread::Comparison| {
            row.assumption == Assumption::WeightedCascade && row.choice == choice
        };
        found.comparisons.iter().find(main).unwrap().reach
    };
    // A guarantee, less the chance of the draws.
    assert!(reach("the seeds") >= 0.95 * reach("most people act on them"));
    assert!(reach("the seeds") > reach("random") && reach("the champions given") > 5.0);
    assert!(found.at_least_of_best > 0.5 && found.seeds.is_sorted_by(|a, b| a.reach <= b.reach));
    assert!(found.listening <= found.people && found.candidates <= found.people);
}

#[test]
fn a_real_community() {
    let path = data("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let community = read(&[path], &ReadOptions::default()).unwrap();
    let found = found(&community, &quick());
    assert_eq!(found.seeds.len(), 2);
    assert!(found.seeds[1].reach > 10.0 && found.seeds[1].reach < found.people as f64);
}
