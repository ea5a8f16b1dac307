//! Measures of products: small communities with known numbers, privacy, and row order.

use crate::talk::{DELETED, NOTHING, Talk};
use cmgraph::community::{MemberKind, MemberState};
use cmgraph::report::rivals_text;
use cmgraph::rivals::{RivalOptions, Rivals, orbit, rivals, swoop};
use cmgraph::table::TerminalOptions;
use cmgraph::time::Day;
use cmgraph::{Community, Error, Policy};
use proptest::prelude::*;
use std::path::Path;

fn found(community: &Community) -> Rivals {
    rivals(&community.whole(), &RivalOptions::default()).unwrap()
}

fn value(found: &Rivals, measure: &str) -> f64 {
    found.get(measure).unwrap_or_else(|| panic!("{measure}")).value.unwrap_or(f64::NAN)
}

/// Ann asks twice; Bo answers one after 2 hours, Cy after 4; nobody the other. Dee likes. Bo and Ann act on each other.
fn small() -> Talk {
    let mut talk = Talk::with(&["ann", "bo", "cy", "dee", "eve"]);
    talk.account("robot", "", MemberKind::Bot, MemberState::Active);
    let first = talk.ask("ann", 1.0);
    talk.answer(first, "bo", 1.0 + 2.0 / 24.0);
    talk.answer(first, "cy", 1.0 + 4.0 / 24.0);
    let thanks = talk.reply(first, "ann", 1.5, NOTHING);
    talk.messages[thanks].parent = talk.messages[first + 1].id.clone();
    talk.ask("ann", 2.0);
    let post = talk.post("bo", 3.0, NOTHING);
    talk.react_at("dee", post, 3.5);
    let void = talk.reply(post, "cy", 3.6, DELETED);
    assert_eq!(void, 6);
    let noise = talk.post("robot", 4.0, NOTHING);
    talk.answer(noise, "robot", 4.5);
    talk.observed(0.0, 28.0);
    talk
}

#[test]
fn numbers_by_hand() {
    let found = found(&small().build());
    assert_eq!(found.users, 5);
    let near = |measure: &str, expected: f64| {
        let found = value(&found, measure);
        assert!((found - expected).abs() < 1e-9, "{measure}: {found} {expected}");
    };
    near("interactive users", 4.0 / 5.0);
    // Ann's first thread has a reply, Bo's a like of Dee, Ann's second nothing.
    near("response rate", 2.0 / 3.0);
    near("curiosity index", 2.0 / 6.0);
    // Pairs: bo-ann both ways, cy-ann, dee-bo; the deleted reply makes none.
    near("two-way relationships", 1.0 / 3.0);
    near("answer rate", 0.5);
    near("median time to first answer", 2.0);
    near("time saved", 0.25);
    near("time to first response", 2.0);
    near("topics with no response", 2.0);
    // Ann 3, Bo 2, Cy 1 messages: half of 6 is Ann's.
    near("contributor absence factor", 1.0);
    // 6 messages and a like.
    near("active engagement (MAE)", 7.0);
    // (3 replies) x 3 authors / 100; Bo's thread 1 like x 1 author; nothing.
    near("thread impact, mean", (0.09 + 0.01) / 3.0);
    near("community active", 4.0 / 5.0);
    // Everybody acted less than once in two weeks, or not: in four weeks two acts are enough.
    assert_eq!(found.personas.iter().sum::<u64>(), 5);
    assert_eq!(found.segments, None);
    // One of two questions is answered within 7 days, and the other was seen for longer.
    let ours = found.get("answer rate").unwrap().ours.unwrap();
    assert!((ours.value - 0.5).abs() < 1e-9 && ours.low.unwrap() < 0.5 && ours.high.unwrap() > 0.5);
}

#[test]
fn guests_and_bots_make_no_threads_and_replies() {
    let mut talk = small();
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    let before = found(&talk.build());
    let alone = talk.ask("guest", 5.0);
    talk.answer(alone, "robot", 5.5);
    let again = talk.post("eve", 6.0, NOTHING);
    talk.answer(again, "robot", 6.5);
    talk.answer(again, "guest", 6.6);
    let after = found(&talk.build());
    for measure in ["topics with no response", "thread impact, mean"] {
        let of = |found: &Rivals| found.get(measure).unwrap().of.unwrap().0;
        assert_eq!(of(&after), of(&before) + 1, "{measure}");
    }
    assert_eq!(value(&after, "topics with no response"), 3.0);
    assert_eq!(value(&after, "two-way relationships"), value(&before, "two-way relationships"));
}

/// Ours beside a product's number is what what-if says of the same questions.
#[test]
fn ours_is_what_the_analyses_say() {
    use cmgraph::dependence::{WhatIfOptions, Who, what_if_removed};
    let community = small().build();
    let found = found(&community);
    let eve = Who::Member(crate::talk::member(&community, "eve"));
    let other = what_if_removed(
        &community.whole(),
        &[eve],
        &WhatIfOptions { min_questions: 1, ..Default::default() },
    );
    let other = other.unwrap().service.factual;
    let ours = found.get("answer rate").unwrap().ours.unwrap();
    assert_eq!(ours.value, other.week.unwrap().value);
    assert_eq!(found.get("median time to first answer").unwrap().ours.map(|o| o.value), other.median.time);
}

#[test]
fn worked_examples() {
    let months = [[17, 8, 4, 1], [15, 9, 5, 1], [12, 10, 6, 2]];
    assert_eq!(months.map(|month| orbit::energy(&month)), [441.0, 504.0, 666.0]);
    let gravity = |a: usize, b: usize| orbit::gravity(&months[a], &months[b]).unwrap();
    assert!((gravity(0, 1) - 2.1).abs() < 1e-12 && (gravity(1, 2) - 5.4).abs() < 1e-12);
    let faded = [3.0, 12.0].map(|months| (10.0 * orbit::tie_strength(7.0, months)).floor() / 10.0);
    assert_eq!(faded, [5.1, 1.9]);
    let absent = cmgraph::rivals::chaoss::absence_factor(&[1000, 202, 90, 33, 332, 343, 42, 433]);
    assert_eq!(absent, Some(2));
    assert_eq!(orbit::gravity(&[1, 0, 0, 0], &[0; 4]), None);
}

#[test]
fn levels_by_presence() {
    let run = |n: i32, every: i32| (0..n).map(|i| Day(100 - every * i)).rev().collect::<Vec<_>>();
    for (days, level, step) in [
        (run(30, 1), orbit::Level::Leading, 3),
        (run(60, 1), orbit::Level::Leading, 3),
        (run(150, 1), orbit::Level::Leading, 2),
        (run(270, 1), orbit::Level::Leading, 1),
        (run(7, 4), orbit::Level::Contributing, 3),
        (run(2, 1), orbit::Level::Participating, 3),
        (run(1, 1), orbit::Level::Exploring, 3),
    ] {
        let found = orbit::level(&days, Day(100)).unwrap();
        assert_eq!((found.level, found.step), (level, step), "{} days", days.len());
    }
    assert_eq!(orbit::level(&[], Day(100)), None);
    assert_eq!(orbit::level(&[Day(1)], Day(100)), None);
}

#[test]
fn nothing_is_no_number() {
    let mut empty = Talk::with(&[]);
    empty.observed(0.0, 10.0);
    let mut silent = Talk::with(&["ann"]);
    silent.observed(0.0, 400.0);
    for talk in [empty, silent] {
        let found = found(&talk.build());
        for measure in &found.measures {
            assert!(measure.value.is_none_or(f64::is_finite), "{measure:?}");
        }
        assert!(found.provenance.warnings.iter().any(|warning| warning.starts_with("not enough data")));
        found.tables().iter().for_each(crate::talk::check);
        rivals_text(&found, &Policy::named(), &TerminalOptions::default()).unwrap();
    }
    for (options, name) in [
        (RivalOptions { surplus: 1.0, ..Default::default() }, "surplus"),
        (RivalOptions { surplus: f64::NAN, ..Default::default() }, "surplus"),
        (RivalOptions { risk_depth: 4, ..Default::default() }, "risk_depth"),
        (RivalOptions { interval_level: 1.0, ..Default::default() }, "interval_level"),
    ] {
        let error = rivals(&small().build().whole(), &options).unwrap_err();
        assert!(matches!(error, Error::Option { option, .. } if option == name), "{error}");
    }
}

#[test]
fn small_classes_are_hidden() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default()).unwrap();
    let found = found(&community);
    found.tables().iter().for_each(crate::talk::check);
    assert!(found.segments.is_some());
    let key = Policy::pseudonymous(b"sixteen bytes or more").unwrap();
    for policy in [Policy::named(), key, Policy::aggregate()] {
        for table in found.tables() {
            let release = policy.apply(&table);
            assert_eq!(release.rows(), table.rows(), "{}", table.name());
            let Some(people) = release.column("people").filter(|_| table.name() != "rivals") else {
                continue;
            };
            let hidden = (0..release.rows()).filter(|&row| people.values.number(row).is_none()).count();
            assert_ne!(hidden, 1, "{}: the rest gives it away", table.name());
            for row in 0..release.rows() {
                assert!(people.values.number(row).is_none_or(|n| n == 0.0 || n >= 5.0));
            }
        }
        let text = rivals_text(&found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.contains("Discourse would say"), "{text}");
        // Shares in per cent, and a median beside a median.
        assert!(text.contains("81% (80-83)") && text.contains("0.047 points"), "{text}");
        assert!(text.contains("7.8 hours on the mean (median 3.0 hours)"), "{text}");
    }
    // About few accounts nothing is said, and no table of hidden numbers is shown.
    let few = Policy::named().with_min_group(10_000);
    let text = rivals_text(&found, &few, &TerminalOptions::default()).unwrap();
    assert!(text.contains("would say: hidden (fewer than 10000 people") && !text.contains("SWOOP"), "{text}");
    let text = rivals_text(&found, &Policy::named(), &TerminalOptions::default()).unwrap();
    println!("{text}");
}

#[test]
fn order_of_rows_does_not_matter() {
    let talk = small();
    let there = found(&talk.build());
    let back = found(&talk.build_in_order(|mut rows| {
        rows.reverse();
        rows
    }));
    assert_eq!(crate::talk::bytes(&there.tables()), crate::talk::bytes(&back.tables()));
}

proptest! {
    /// Two-way pairs and key players by the definition.
    #[test]
    fn against_the_definition(arcs in prop::collection::vec((0u32..6, 0u32..6), 0..30)) {
        let has = |u: u32, v: u32| u != v && arcs.contains(&(u, v));
        let pairs = (0..6).flat_map(|u| (0..u).map(move |v| (u, v)));
        let all = pairs.clone().filter(|&(u, v)| has(u, v) || has(v, u)).count() as u64;
        let both = pairs.filter(|&(u, v)| has(u, v) && has(v, u)).count() as u64;
        prop_assert_eq!(swoop::two_way(&arcs), (both, all));
        let partners: Vec<u64> =
            (0..6).map(|u| (0..6).filter(|&v| has(u, v) || has(v, u)).count() as u64).collect();
        let total: u64 = partners.iter().sum();
        // The smallest set that makes half, over all sets.
        let smallest = (0u32..64)
            .filter(|set| 2 * (0..6).filter(|i| set >> i & 1 == 1).map(|i| partners[i]).sum::<u64>() >= total)
            .map(u32::count_ones)
            .min()
            .unwrap();
        let expected = (total > 0).then(|| f64::from(smallest) / 6.0);
        prop_assert_eq!(swoop::key_player_index(&partners), expected);
    }
}
