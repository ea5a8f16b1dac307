//! Participation: known answers, an independent count, degenerate inputs, privacy.

use crate::common::Sketch;
use cmgraph::community::{MemberKind, MemberState, RoleOptions};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::participation::{Class, Participation, ParticipationOptions, Share, participation};
use cmgraph::report::{participation::findings, participation_text};
use cmgraph::table::{Role, TerminalOptions, Values};
use cmgraph::{Community, Policy, ReadOptions, Window};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn quick() -> ParticipationOptions {
    ParticipationOptions { draws: 100, ..ParticipationOptions::default() }
}

fn found(community: &Community, options: &ParticipationOptions) -> Participation {
    participation(&community.whole(), options).unwrap()
}

fn every_policy() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

/// All doors open without a panic, and no number is absurd.
fn check(found: &Participation) {
    for table in found.tables() {
        for column in table.columns() {
            let Values::Float(values) = &column.values else { continue };
            let share = matches!(column.role, Role::Share | Role::Low | Role::High)
                && table.name() != "participation_inequality";
            assert!(
                values.iter().flatten().all(|x| x.is_finite() && (!share || (0.0..=1.0).contains(x))),
                "{}.{}",
                table.name(),
                column.name
            );
        }
    }
    for policy in every_policy() {
        let text = participation_text(found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.starts_with("Who takes part?") && !text.contains("NaN"), "{text}");
    }
}

fn classes(share: &Share) -> Vec<(Class, u64, u64)> {
    share.classes.iter().map(|class| (class.class, class.people, class.messages)).collect()
}

/// 200 people: 2 write 30 messages each, 8 write 5, 40 write 1, the others none.
fn unequal() -> Sketch {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-03-04");
    for i in 0..200 {
        sketch = sketch.person(&format!("p{i}"), "2024-01-01");
        let n = match i {
            0..2 => 30,
            2..10 => 5,
            10..50 => 1,
            _ => 0,
        };
        for k in 0..n {
            let day = 1 + (7 * k) % 28;
            sketch = sketch.post(&format!("m{i}-{k}"), &format!("p{i}"), &format!("2024-01-{day:02}"));
        }
    }
    sketch.react("p199", "m0-0", "2024-02-01")
}

#[test]
fn groups_classes_and_concentration() {
    let options = ParticipationOptions { smallest_group: 1, ..quick() };
    let found = found(&unequal().build(), &options);
    let members = &found.members;
    assert_eq!((members.people, members.messages), (200, 140));
    let groups: Vec<(u64, f64)> = members.groups.iter().map(|group| (group.people, group.share)).collect();
    // 2 people are 1%; the next 18 are the 8 with five messages and 10 with one.
    assert_eq!(groups, [(2, 60.0 / 140.0), (18, 50.0 / 140.0), (180, 30.0 / 140.0)]);
    assert_eq!(
        classes(members),
        [
            (Class::Never, 149, 0),
            (Class::Reacted, 1, 0),
            (Class::Once, 40, 40),
            (Class::Occasional, 0, 0),
            (Class::Regular, 10, 100)
        ]
    );
    let measured = members.inequality.as_ref().unwrap();
    // Two make 60 of 140, the third makes 65, the fourth 70.
    assert_eq!(measured.absence_factor, 4);
    let hhi = (2.0 * 900.0 + 8.0 * 25.0 + 40.0) / (140.0 * 140.0);
    assert!((measured.hhi - hhi).abs() < 1e-12 && (measured.effective_number - 1.0 / hhi).abs() < 1e-9);
    // Nobody is an official, so both sets are the same.
    assert_eq!(found.everybody.inequality, members.inequality);
    check(&found);
}

#[test]
fn the_first_group_is_never_a_person_or_two() {
    let found = found(&unequal().build(), &quick());
    let groups: Vec<u64> = found.members.groups.iter().map(|group| group.people).collect();
    assert_eq!(groups, [5, 15, 180]);
    assert!(found.provenance.warnings.iter().any(|text| text.contains("the first group has 5")));
    for policy in every_policy() {
        let tables: Vec<_> = found.tables().iter().map(|table| policy.apply(table)).collect();
        assert_eq!(tables[0].disclosure().suppressed, 0);
        assert_eq!(findings(&tables).len(), 3, "{:?}", findings(&tables));
    }
    check(&found);
}

#[test]
fn a_class_of_few_does_not_show_what_it_wrote() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-03-04");
    for i in 0..60 {
        sketch = sketch.person(&format!("p{i}"), "2024-01-01");
        let weeks = if i < 2 { 8 } else { usize::from(i < 20) + usize::from(i < 10) };
        for week in 0..weeks {
            let day = cmgraph::time::Day(19_723 + 7 * week as i32);
            sketch = sketch.post(&format!("m{i}-{week}"), &format!("p{i}"), &day.to_string());
        }
    }
    let found = found(&sketch.build(), &quick());
    assert_eq!(
        classes(&found.members)[2..],
        [(Class::Once, 10, 10), (Class::Occasional, 8, 16), (Class::Regular, 2, 16)]
    );
    let table = &found.tables()[1];
    let Values::Float(shares) = &table.column("messages_share").unwrap().values else { unreachable!() };
    // The two regulars, and the eight whose share would give theirs away.
    assert_eq!(shares[..5].iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, true, false, false]);
}

#[test]
fn degenerate_inputs() {
    let gone = Sketch::new()
        .account("a", MemberKind::Person, MemberState::Deleted, "2024-01-01", "2024-02-01")
        .post("m", "a", "2024-01-15")
        .observed("2024-01-01", "2024-09-01");
    let mut silent = Sketch::new().observed("2024-02-29", "2024-03-01");
    for i in 0..100 {
        silent = silent.person(&format!("p{i}"), "2024-01-01");
    }
    let sketches = [
        Sketch::new(),
        Sketch::new().observed("2024-01-01", "2024-02-01"),
        Sketch::new().person("anna", "2024-01-01").post("m", "anna", "2024-03-31"),
        gone,
        silent.clone(),
        silent.post("m", "p0", "2024-02-29T23:30Z"),
    ];
    for sketch in sketches {
        let community = sketch.build();
        for window in [Window::default(), Window::parse(Some("2024-02-29"), None, "Europe/Helsinki").unwrap()]
        {
            check(&participation(&community.view(&window), &quick()).unwrap());
        }
    }
}

#[test]
fn options_out_of_range() {
    let community = Sketch::new().build();
    let bad = [
        ParticipationOptions { regular_share: 0.0, ..quick() },
        ParticipationOptions { regular_share: f64::NAN, ..quick() },
        ParticipationOptions { regular_weeks: 0, ..quick() },
        ParticipationOptions { smallest_group: 0, ..quick() },
        ParticipationOptions { draws: 0, ..quick() },
        ParticipationOptions { interval_level: 0.0, ..quick() },
    ];
    for options in bad {
        assert!(participation(&community.whole(), &options).is_err(), "{options:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn sums_and_order(
        authors in prop::collection::vec((0usize..30, 0u32..60), 0..80),
        keys in prop::collection::vec(any::<u64>(), 8),
    ) {
        let mut sketch = Sketch::new().observed("2024-01-01", "2024-03-01");
        for i in 0..30 {
            sketch = sketch.person(&format!("p{i}"), "2024-01-01");
        }
        for (i, &(author, day)) in authors.iter().enumerate() {
            let day = cmgraph::time::Day(19_723 + day as i32);
            sketch = sketch.post(&format!("m{i}"), &format!("p{author}"), &day.to_string());
        }
        let options = ParticipationOptions { draws: 30, ..quick() };
        let found = found(&sketch.build(), &options);
        let again = self::found(&sketch.permuted(&keys).build(), &options);
        let bytes = |found: &Participation| found.tables().iter().map(|t| format!("{t:?}")).collect::<String>();
        prop_assert_eq!(bytes(&found), bytes(&again));
        let members = &found.members;
        prop_assert_eq!(members.messages as usize, authors.len());
        prop_assert_eq!(members.classes.iter().map(|class| class.people).sum::<u64>(), 30);
        prop_assert_eq!(members.classes.iter().map(|class| class.messages).sum::<u64>(), members.messages);
        if !authors.is_empty() {
            let mut counts = [0u64; 30];
            authors.iter().for_each(|&(author, _)| counts[author] += 1);
            counts.sort_unstable();
            counts.reverse();
            let share = |range: std::ops::Range<usize>| counts[range].iter().sum::<u64>() as f64 / authors.len() as f64;
            for (group, range) in members.groups.iter().zip([0..5, 5..10, 10..30]) {
                prop_assert!((group.share - share(range)).abs() < 1e-12);
                prop_assert!(group.interval.unwrap().contains(group.share));
            }
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data")
}

#[test]
fn the_bundled_export_with_and_without_officials() {
    let roles = RoleOptions {
        community_managers: vec!["anna.manager@example.com".into()],
        communications: vec!["communications@example.com".into()],
        ..Default::default()
    };
    let options = ReadOptions { roles, roster: Some(folder().join("roster.csv")), ..Default::default() };
    let community = cmgraph::read(&[folder().join("export.zip")], &options).unwrap();
    let found = found(&community, &quick());
    check(&found);
    // The officials write a good part of it, and are not many.
    let (members, everybody) = (&found.members, &found.everybody);
    assert!((1..=3).contains(&(everybody.people - members.people)));
    let official: u64 = {
        let (messages, people) = (community.messages(), community.members());
        let written = (0..messages.len()).filter(|&i| {
            let author = messages.authors[i];
            people.role(author).official()
                && !messages.flags[i].has(cmgraph::community::MessageFlags::DELETED)
                && !messages.flags[i].has(cmgraph::community::MessageFlags::SYSTEM)
        });
        written.count() as u64
    };
    assert_eq!(everybody.messages - members.messages, official);
}

#[test]
fn the_quantum_export() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let community = cmgraph::read(&[path], &ReadOptions::default()).unwrap();
    let found = found(&community, &quick());
    check(&found);
    let mut counts = vec![0u64; community.members().len()];
    community.messages().authors.iter().for_each(|author| counts[author.index()] += 1);
    counts.sort_unstable();
    counts.reverse();
    let first = found.members.groups[0].people as usize;
    let share = counts[..first].iter().sum::<u64>() as f64 / counts.iter().sum::<u64>() as f64;
    assert!((found.members.groups[0].share - share).abs() < 0.01, "{share} {:?}", found.members.groups[0]);
}

/// People by how many weeks of posting; each a class of its own: 1 in all weeks (regular), some in two, some in one.
fn by_class(regular: usize, occasional: usize, once: usize) -> Community {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-03-25");
    for i in 0..60 {
        sketch = sketch.person(&format!("p{i}"), "2024-01-01");
        let weeks = match i {
            i if i < regular => 10,
            i if i < regular + occasional => 2,
            i => usize::from(i < regular + occasional + once),
        };
        for week in 0..weeks {
            let day = cmgraph::time::Day(19_723 + 7 * week as i32);
            sketch = sketch.post(&format!("m{i}-{week}"), &format!("p{i}"), &day.to_string());
        }
    }
    sketch.build()
}

#[test]
fn hidden_classes_are_together_of_enough_people() {
    for (regular, occasional, once, told) in [
        (1, 2, 30, [false, false, false]),
        (1, 2, 3, [false, false, false]),
        (2, 8, 30, [true, false, false]),
        (6, 1, 30, [true, false, false]),
        (1, 1, 0, [false, false, false]),
        (6, 7, 30, [true, true, true]),
        (6, 7, 0, [false, true, true]),
    ] {
        let found = found(&by_class(regular, occasional, once), &quick());
        let people = [once, occasional, regular];
        assert_eq!(classes(&found.members)[2..].iter().map(|c| c.1 as usize).collect::<Vec<_>>(), people);
        let table = &found.tables()[1];
        let shares = &table.column("messages_share").unwrap().values;
        // A class that wrote nothing has a share of nothing.
        let seen: Vec<bool> = (2..5).map(|row| shares.number(row).is_some_and(|share| share > 0.0)).collect();
        assert_eq!(seen, told, "{people:?}");
        let hidden = (0..3).filter(|&c| people[c] > 0 && !told[c]).map(|c| people[c]);
        let (classes, people) = hidden.fold((0, 0), |(n, sum), people| (n + 1, sum + people));
        let all = told == [false; 3];
        assert!(classes == 0 || all || (classes > 1 && people >= 5), "{classes} {people}");
    }
}

#[test]
fn officials_who_are_not_on_the_roster_count() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-06-01").person("cm", "2024-01-01");
    for day in 1..28 {
        sketch = sketch.post(&format!("cm{day}"), "cm", &format!("2024-03-{day:02}"));
    }
    sketch = sketch.person("stranger", "2024-01-01").post("s", "stranger", "2024-03-02");
    for i in 0..30 {
        sketch = sketch.person(&format!("p{i}"), "2024-01-02");
        sketch = sketch.post(&format!("m{i}"), &format!("p{i}"), &format!("2024-03-{:02}", 1 + i % 28));
    }
    let csv: String =
        std::iter::once("mail\n".to_string()).chain((0..30).map(|i| format!("p{i}@example.com\n"))).collect();
    let roles = RoleOptions { community_managers: vec!["cm@example.com".into()], ..RoleOptions::default() };
    let (roster, audit, remarks) =
        parse_roster("people.csv", csv.as_bytes(), &RosterOptions::default()).unwrap();
    let community = sketch.build().with_roles(&roles).unwrap().with_roster(roster, audit, remarks);
    let found = found(&community, &quick());
    assert_eq!((found.officials, found.members.people, found.members.messages), (1, 30, 30));
    // The manager's 27; the stranger is matched to nobody and stays out.
    assert_eq!((found.everybody.people, found.everybody.messages), (31, 57));
    assert!(found.provenance.warnings.iter().all(|text| !text.contains("nobody is named")));
    let who = |table: &cmgraph::table::Table| table.column("who").unwrap().values.clone();
    for table in found.tables() {
        assert!((0..table.rows()).any(|row| who(&table).text(row).as_deref() == Some("with officials")));
    }
    check(&found);
}
