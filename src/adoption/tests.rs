//! Adoption with a roster and with roles.

#[path = "../../tests/common/mod.rs"]
mod common;

use super::*;
use crate::community::{Community, MemberKind, MemberState, Roles, Roster};
use crate::time::{DAY_MS, Period};
use common::{Sketch, at, member};
use proptest::prelude::*;

/// A roster of (name, unit, joined, left); the e-mail address is that of the sketch.
fn roster(people: &[(&str, &str, Option<Timestamp>, Option<Timestamp>)]) -> Roster {
    let n = people.len();
    Roster {
        directory_ids: vec![""; n].into_iter().collect(),
        emails: people.iter().map(|p| format!("{}@example.com", p.0)).collect(),
        names: people.iter().map(|p| p.0).collect(),
        units: people.iter().map(|p| p.1).collect(),
        locations: vec![""; n].into_iter().collect(),
        upns: vec![""; n].into_iter().collect(),
        employee_ids: vec![""; n].into_iter().collect(),
        disabled: vec![false; n],
        managers: vec![None; n],
        leaders: vec![false; n],
        guests: vec![false; n],
        joined: people.iter().map(|p| p.2).collect(),
        left: people.iter().map(|p| p.3).collect(),
    }
}

fn daily() -> AdoptionOptions {
    AdoptionOptions { period: Period::Day, by_unit: true, ..AdoptionOptions::default() }
}

fn excluded(adoption: &Adoption, text: &str) -> u64 {
    adoption.provenance.excluded.iter().filter(|(what, _)| what.contains(text)).map(|(_, n)| n).sum()
}

fn points(adoption: &Adoption, definition: Definition) -> Vec<(u64, u64, u64)> {
    let points = &adoption.curve(definition).unwrap().points;
    points.iter().map(|point| (point.cumulative, point.share.people, point.share.of)).collect()
}

fn six_days() -> Sketch {
    Sketch::new()
        .person("anna", "2024-01-01T09:00Z")
        .person("bo", "2024-01-02")
        .person("stray", "2024-01-01")
        .post("m1", "anna", "2024-01-02")
        .post("m2", "bo", "2024-01-02")
        .post("m3", "stray", "2024-01-03")
        .observed("2024-01-01", "2024-01-07")
}

#[test]
fn joiners_and_leavers_change_the_headcount() {
    let people = [
        ("anna", "Sales", None, None),
        ("bo", "Sales", None, Some(at("2024-01-04"))),
        ("new", "Legal", Some(at("2024-01-05")), None),
        ("silent", "", None, None),
    ];
    let community = six_days().build().with_test_roster(roster(&people));
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!(found.basis, Basis::Roster);
    let contribution = points(&found, Definition::Contributed);
    assert_eq!(contribution, [(0, 0, 3), (2, 2, 3), (2, 2, 3), (2, 1, 2), (2, 1, 3), (2, 1, 3)]);
    assert_eq!(found.provenance.denominator.as_ref().unwrap().1, 3);
    assert!(found.provenance.denominator.as_ref().unwrap().0.starts_with("people of the roster"));
    // The stray colleague is in no share, and said.
    assert_eq!(excluded(&found, "matched to nobody"), 1);
    let daily_active: Vec<u32> = found.active.iter().map(|row| row.active[0]).collect();
    assert_eq!(daily_active, [0, 2, 1, 0, 0, 0]);
    let units: Vec<(&str, u64)> =
        found.units.iter().map(|unit| (unit.unit.as_str(), unit.headcount)).collect();
    assert_eq!(units, [("Legal", 1), ("Sales", 1), (UNKNOWN_UNIT, 1)]);
    assert!(
        found
            .provenance
            .assumptions
            .iter()
            .any(|text| text.starts_with("people without an account or with an invitation only: 2;"))
    );
    assert!(!found.provenance.warnings.iter().any(|text| text.contains("no roster")));
}

#[test]
fn rosters_without_dates_say_so() {
    let community = six_days().build().with_test_roster(roster(&[("anna", "", None, None)]));
    let found = adoption(&community.whole(), &daily()).unwrap();
    for text in ["no leaving dates", "no joining dates"] {
        assert!(found.provenance.warnings.iter().any(|warning| warning.contains(text)), "{text}");
    }
    let community = six_days().build().with_test_roster(roster(&[]));
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!((found.people, found.units.len()), (0, 0));
}

#[test]
fn officials_guests_and_programs_of_the_roster() {
    let sketch = six_days()
        .person("boss", "2024-01-01")
        .account("robot", MemberKind::Bot, MemberState::Active, "2024-01-01", "")
        .account("outside", MemberKind::Guest, MemberState::Active, "2024-01-01", "")
        .post("m4", "boss", "2024-01-02")
        .post("m5", "outside", "2024-01-02");
    let people = [
        ("anna", "Sales", None, None),
        ("boss", "Sales", None, None),
        ("robot", "IT", None, None),
        ("outside", "Sales", None, None),
        ("visitor", "Sales", None, None),
    ];
    let mut list = roster(&people);
    list.guests[4] = true;
    let community = sketch.build().with_test_roster(list);
    let boss = member(&community, "boss");
    let community = community.with_test_roles(boss, Roles { community_manager: true, ..Roles::default() });
    let found = adoption(&community.whole(), &daily()).unwrap();
    // The roster knows better than the address whether somebody is a guest: "outside" counts.
    assert_eq!((found.people, found.headcount), (2, 2));
    assert_eq!(points(&found, Definition::Contributed).last(), Some(&(2, 2, 2)));
    assert_eq!(excluded(&found, "community managers"), 1);
    assert_eq!(excluded(&found, "bots"), 1);
    assert_eq!(excluded(&found, "guests of the roster"), 1);
    let everybody = AdoptionOptions { include_officials: true, include_guests: true, ..daily() };
    let found = adoption(&community.whole(), &everybody).unwrap();
    assert_eq!((found.people, excluded(&found, "community managers")), (4, 0));
    assert_eq!(points(&found, Definition::Contributed).last(), Some(&(3, 3, 4)));
}

#[test]
fn several_accounts_of_one_person_are_one() {
    let sketch = six_days();
    let mut people = roster(&[("anna", "", None, None)]);
    people.emails = ["bo@example.com"].into_iter().collect();
    let mut community: Community = sketch.build().with_test_roster(people);
    let person = community.members().persons[member(&community, "bo").index()];
    let anna = member(&community, "anna");
    community = community.with_test_person(anna, person);
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!(points(&found, Definition::Joined)[0], (1, 1, 1)); // the earlier log-in of the two
    assert_eq!(points(&found, Definition::Contributed)[1], (1, 1, 1));
    assert_eq!(found.active[1].active[0], 1);
}

proptest! {
    #[test]
    fn shares_are_of_those_who_were_there(
        people in prop::collection::vec(
            (prop::option::of(-100i64..500), prop::option::of(-100i64..500), prop::option::of(0i64..480)),
            1..8,
        ),
    ) {
        let hour = |h: i64| Timestamp(at("2024-03-20").0 + h * 3_600_000);
        let names: Vec<String> = (0..people.len()).map(|i| format!("p{i}")).collect();
        let mut sketch = Sketch::new().observed("2024-03-20", &hour(480).to_string());
        let mut list = Vec::new();
        for (name, &(joined, left, posted)) in names.iter().zip(&people) {
            list.push((name.as_str(), "U", joined.map(hour), left.map(hour)));
            if let Some(posted) = posted {
                sketch = sketch.person(name, "").post(&format!("m-{name}"), name, &hour(posted).to_string());
            }
        }
        let community = sketch.build().with_test_roster(roster(&list));
        let found = adoption(&community.whole(), &daily()).unwrap();
        prop_assert_eq!(found.bins.len() as i64, 480 * 3_600_000 / DAY_MS);
        let expected: Vec<(u64, u64, u64)> = found
            .bins
            .iter()
            .map(|bin| {
                let there = |p: &&(Option<i64>, Option<i64>, Option<i64>)| {
                    p.0.is_none_or(|h| hour(h) < bin.end) && p.1.is_none_or(|h| hour(h) >= bin.end)
                };
                let adopted = |p: &&(Option<i64>, Option<i64>, Option<i64>)| p.2.is_some_and(|h| hour(h) < bin.end);
                let count = |n: usize| n as u64;
                (
                    count(people.iter().filter(adopted).count()),
                    count(people.iter().filter(adopted).filter(there).count()),
                    count(people.iter().filter(there).count()),
                )
            })
            .collect();
        prop_assert_eq!(&points(&found, Definition::Contributed), &expected);
        prop_assert_eq!(found.units[0].shares.last().unwrap().of, expected.last().unwrap().2);
        prop_assert_eq!(found.units[0].shares[1].people, expected.last().unwrap().1);
    }
}
