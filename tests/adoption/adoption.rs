//! Adoption without a roster: small communities with known answers, and a brute-force oracle.

use crate::common::{Sketch, at};
use crate::talk::{NOTHING, QUESTION, THANKS, Talk};
use cmgraph::adoption::{
    Adoption, AdoptionOptions, Basis, Definition, UNKNOWN_UNIT, adoption, trailing_active,
};
use cmgraph::community::{MemberKind, MemberState, MessageFlags};
use cmgraph::table::{Role, Values};
use cmgraph::time::{DAY_MS, Day, Period, Zone};
use cmgraph::{Community, Timestamp, View, Window};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn daily() -> AdoptionOptions {
    AdoptionOptions { period: Period::Day, ..AdoptionOptions::default() }
}

fn cumulative(adoption: &Adoption, definition: Definition) -> Vec<u64> {
    adoption.curve(definition).expect("a curve").points.iter().map(|point| point.cumulative).collect()
}

fn new(adoption: &Adoption, definition: Definition) -> Vec<u64> {
    adoption.curve(definition).expect("a curve").points.iter().map(|point| point.new).collect()
}

fn headcounts(adoption: &Adoption) -> Vec<u64> {
    adoption.bins.iter().map(|bin| bin.headcount).collect()
}

fn warned(adoption: &Adoption, text: &str) -> bool {
    adoption.provenance.warnings.iter().any(|warning| warning.contains(text))
}

fn excluded(adoption: &Adoption, text: &str) -> u64 {
    adoption.provenance.excluded.iter().filter(|(what, _)| what.contains(text)).map(|(_, n)| n).sum()
}

fn days(texts: &[&str]) -> Vec<Day> {
    texts.iter().map(|text| Zone::utc().day(at(text))).collect()
}

#[test]
fn four_definitions_side_by_side() {
    // Mondays: 1, 8, 15, 22 January 2024.
    let community = Sketch::new()
        .person("anna", "2024-01-02")
        .person("bo", "2024-01-09")
        .person("cy", "2024-01-10")
        .person("dee", "")
        .account("ed", MemberKind::Person, MemberState::Pending, "2024-01-03", "")
        .post("m1", "anna", "2024-01-03")
        .reply("m2", "bo", "m1", "2024-01-16T08:00Z")
        .reply("m3", "anna", "m1", "2024-01-17")
        .reply("m4", "anna", "m1", "2024-01-18")
        .react("cy", "m1", "2024-01-11")
        .react("bo", "m1", "2024-01-23")
        .observed("2024-01-01", "2024-01-29")
        .build();
    let adoption = adoption(&community.whole(), &AdoptionOptions::default()).unwrap();
    assert_eq!(adoption.basis, Basis::Users);
    assert_eq!(headcounts(&adoption), [5; 4]); // the invited count, they could have joined
    assert_eq!(adoption.bins.iter().map(|bin| bin.complete).collect::<Vec<_>>(), [true; 4]);
    assert_eq!(cumulative(&adoption, Definition::Joined), [1, 3, 3, 3]);
    assert_eq!(cumulative(&adoption, Definition::Reacted), [0, 1, 1, 2]);
    assert_eq!(cumulative(&adoption, Definition::Contributed), [1, 1, 2, 2]);
    // Anna in weeks 1 and 3, Bo in weeks 3 and 4.
    assert_eq!(cumulative(&adoption, Definition::Habit), [0, 0, 1, 2]);
    assert_eq!(new(&adoption, Definition::Joined), [1, 2, 0, 0]);
    let last = adoption.curve(Definition::Joined).unwrap().last().unwrap().share;
    assert_eq!((last.people, last.of, last.value()), (3, 5, Some(0.6)));
    let interval = last.interval.unwrap();
    assert!((interval.low - 0.2307).abs() < 5e-5 && (interval.high - 0.8824).abs() < 5e-5, "{interval:?}");
    assert!(warned(&adoption, "no roster was given"));
    assert!(warned(&adoption, "people with an account but without a usable first log-in or an action: 1;"));
}

#[test]
fn habit_needs_weeks_close_together() {
    let sketch = Sketch::new().person("anna", "2024-01-01").observed("2024-01-01", "2024-03-04");
    // Weeks 1 and 5 are not among four weeks in a row, weeks 5 and 8 are.
    let sketch = sketch.post("a", "anna", "2024-01-01").post("b", "anna", "2024-01-30").post(
        "c",
        "anna",
        "2024-02-25",
    );
    let options = AdoptionOptions::default();
    let found = adoption(&sketch.build().whole(), &options).unwrap();
    assert_eq!(new(&found, Definition::Habit), [0, 0, 0, 0, 0, 0, 0, 1, 0]);
    let once = AdoptionOptions { habit_weeks: 1, habit_window: 1, ..options.clone() };
    assert_eq!(new(&adoption(&sketch.build().whole(), &once).unwrap(), Definition::Habit)[0], 1);
    let thrice = AdoptionOptions { habit_weeks: 3, habit_window: 8, ..options };
    assert_eq!(new(&adoption(&sketch.build().whole(), &thrice).unwrap(), Definition::Habit)[7], 1);
}

#[test]
fn without_reactions_there_is_no_such_curve() {
    let sketch = Sketch::new().person("anna", "2024-01-01").post("m", "anna", "2024-01-02");
    let table =
        [(sketch.clone(), "the export has no reactions"), (sketch.react("anna", "m", ""), "have no time")];
    for (sketch, why) in table {
        let found = adoption(&sketch.build().whole(), &AdoptionOptions::default()).unwrap();
        assert!(found.curve(Definition::Reacted).is_none());
        assert!(found.missing[0].1.contains(why) && warned(&found, why), "{:?}", found.missing);
        let tables = found.tables();
        assert!(tables[1].column("reacted_new").is_none() && tables[1].column("habit_new").is_some());
        assert_eq!(tables[0].rows(), 6);
        assert_eq!(
            tables[0].column("people").unwrap().values,
            Values::Int(vec![Some(1), None, Some(1), Some(0), Some(0), Some(0)])
        );
    }
}

#[test]
fn first_logins_that_do_not_fit() {
    let community = Sketch::new()
        .person("late", "2024-01-20") // acts on the 5th
        .person("silent", "")
        .person("acts", "")
        .person("future", "2030-01-01")
        .post("m1", "late", "2024-01-05")
        .post("m2", "acts", "2024-01-06")
        .observed("2024-01-01", "2024-01-29")
        .build();
    let found = adoption(&community.whole(), &daily()).unwrap();
    let joined = cumulative(&found, Definition::Joined);
    assert_eq!((joined[3], joined[4], joined[5], joined[27]), (0, 1, 2, 2));
    for text in [
        "people who acted without a usable first log-in: 1;",
        "people who acted before the first log-in that the export gives: 1;",
        "people with an account but without a usable first log-in or an action: 2;",
        "first log-ins after the end of the export: 1;",
    ] {
        assert!(warned(&found, text), "{text}: {:?}", found.provenance.warnings);
    }
}

#[test]
fn deleted_and_system_messages_are_no_contribution() {
    let community = Sketch::new()
        .person("anna", "2024-01-01")
        .message("m1", "anna", "", at("2024-01-02"), MessageFlags::DELETED)
        .message("m2", "anna", "", at("2024-01-03"), MessageFlags::SYSTEM.with(MessageFlags::QUESTION))
        .post("m3", "anna", "2024-01-04")
        .observed("2024-01-01", "2024-01-06")
        .build();
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!(new(&found, Definition::Contributed), [0, 0, 0, 1, 0]);
    assert_eq!(
        found.active.iter().map(|row| row.active).collect::<Vec<_>>()[2..],
        [[0; 3], [1; 3], [0, 1, 1]]
    );
}

#[test]
fn who_does_not_count_is_counted() {
    let sketch = Sketch::new()
        .person("anna", "2024-01-01")
        .account("guest", MemberKind::Guest, MemberState::Active, "2024-01-01", "")
        .account("bot", MemberKind::Bot, MemberState::Active, "2024-01-01", "")
        .account("gone", MemberKind::Person, MemberState::Deleted, "2024-01-01", "")
        .post("m1", "guest", "2024-01-02")
        .post("m2", "bot", "2024-01-02")
        .post("m3", "nobody", "2024-01-02")
        .observed("2024-01-01", "2024-01-08");
    let found = adoption(&sketch.build().whole(), &AdoptionOptions::default()).unwrap();
    assert_eq!((found.people, found.headcount), (1, 1));
    for what in ["guest accounts", "bots", "known only by their id", "without a date"] {
        assert_eq!(excluded(&found, what), 1, "{what}");
    }
    assert!(found.active.iter().all(|row| row.active == [0; 3]));
    let with_guests = AdoptionOptions { include_guests: true, ..AdoptionOptions::default() };
    let found = adoption(&sketch.build().whole(), &with_guests).unwrap();
    assert_eq!((found.headcount, excluded(&found, "guest accounts")), (2, 0));
    assert_eq!(cumulative(&found, Definition::Contributed), [1]);
}

#[test]
fn leavers_leave_the_share_but_not_the_count() {
    let community = Sketch::new()
        .person("anna", "2024-01-01")
        .account("bo", MemberKind::Person, MemberState::Deleted, "2024-01-02", "2024-01-04")
        .post("m1", "bo", "2024-01-03")
        .observed("2024-01-01", "2024-01-06")
        .build();
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!(headcounts(&found), [2, 2, 2, 1, 1]);
    assert_eq!(cumulative(&found, Definition::Contributed), [0, 0, 1, 1, 1]);
    let shares: Vec<_> =
        found.curve(Definition::Contributed).unwrap().points.iter().map(|p| p.share.value()).collect();
    assert_eq!(shares, [0.0, 0.0, 0.5, 0.0, 0.0].map(Some));
}

#[test]
fn everybody_on_the_first_day() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-01-03");
    for i in 0..30 {
        let name = format!("p{i}");
        sketch = sketch.person(&name, "2024-01-01").post(&format!("m{i}"), &name, "2024-01-01T10:00Z");
    }
    let found = adoption(&sketch.build().whole(), &daily()).unwrap();
    for definition in [Definition::Joined, Definition::Contributed] {
        assert_eq!(cumulative(&found, definition), [30, 30]);
        let share = found.curve(definition).unwrap().last().unwrap().share;
        assert_eq!((share.value(), share.interval.unwrap().high), (Some(1.0), 1.0));
    }
    assert_eq!(cumulative(&found, Definition::Habit), [0, 0]);
}

#[test]
fn nothing_and_nobody() {
    // No messages, no declared span.
    let found = adoption(&Sketch::new().person("anna", "2024-01-01").build().whole(), &daily()).unwrap();
    assert!(found.bins.is_empty() && found.active.is_empty() && warned(&found, "nothing is observed"));
    assert!(
        found
            .tables()
            .iter()
            .all(|table| table.rows() == 0 || ["adoption_summary", "adoption_fit"].contains(&table.name()))
    );
    // No messages in a declared span: log-ins are seen all the same.
    let sketch = Sketch::new().person("anna", "2024-01-02").observed("2024-01-01", "2024-01-04");
    let found = adoption(&sketch.build().whole(), &daily()).unwrap();
    assert_eq!(cumulative(&found, Definition::Joined), [0, 1, 1]);
    assert_eq!(cumulative(&found, Definition::Contributed), [0; 3]);
    // Nobody at all.
    let empty = Sketch::new().observed("2024-01-01", "2024-01-03").build();
    let found = adoption(&empty.whole(), &daily()).unwrap();
    assert_eq!(
        (headcounts(&found), found.curve(Definition::Joined).unwrap().last().unwrap().share.value()),
        (vec![0, 0], None)
    );
    assert!(warned(&found, "nobody could have adopted"));
    let found =
        adoption(&Community::default().whole(), &AdoptionOptions { by_unit: true, ..daily() }).unwrap();
    assert_eq!(found.tables().len(), 10);
}

#[test]
fn bins_follow_the_local_calendar() {
    // 2024-03-31 has 23 hours in Helsinki; local midnight is 22:00 UTC before, 21:00 UTC after.
    let sketch = Sketch::new()
        .person("a", "2024-03-30T22:30Z")
        .person("b", "2024-03-31T20:59Z")
        .person("c", "2024-03-31T21:00Z")
        .post("m", "a", "2024-03-31T21:30Z");
    let community = sketch.clone().observed("2024-03-29T22:00Z", "2024-04-01T21:00Z").build();
    let view = community.view(&Window::parse(None, None, "Europe/Helsinki").unwrap());
    let found = adoption(&view, &daily()).unwrap();
    let starts: Vec<Day> = found.bins.iter().map(|bin| bin.start).collect();
    assert_eq!(starts, days(&["2024-03-30", "2024-03-31", "2024-04-01"]));
    assert!(found.bins.iter().all(|bin| bin.complete));
    assert_eq!(new(&found, Definition::Joined), [0, 2, 1]);
    assert_eq!(found.active.iter().map(|row| row.active[0]).collect::<Vec<_>>(), [0, 0, 1]);
    // The same bins in UTC are cut at both ends.
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert_eq!(found.bins.iter().map(|bin| bin.complete).collect::<Vec<_>>(), [false, true, true, false]);
    assert!(warned(&found, "not wholly inside"));
}

#[test]
fn months_and_the_leap_day() {
    let community = Sketch::new()
        .person("a", "2024-02-29T23:59:59Z")
        .person("b", "2024-03-01")
        .observed("2024-01-15", "2024-04-01")
        .build();
    let monthly = AdoptionOptions { period: Period::Month, ..AdoptionOptions::default() };
    let found = adoption(&community.whole(), &monthly).unwrap();
    let bins: Vec<(Day, bool)> = found.bins.iter().map(|bin| (bin.start, bin.complete)).collect();
    let expected = days(&["2024-01-01", "2024-02-01", "2024-03-01"]);
    assert_eq!(bins, expected.into_iter().zip([false, true, true]).collect::<Vec<_>>());
    assert_eq!(new(&found, Definition::Joined), [0, 1, 1]);
    let found = adoption(&community.whole(), &daily()).unwrap();
    assert!(found.bins.iter().any(|bin| bin.start == days(&["2024-02-29"])[0]));
}

#[test]
fn a_window_knows_what_was_before_it() {
    let community = Sketch::new()
        .person("anna", "2024-01-02")
        .person("bo", "2024-01-20")
        .post("m1", "anna", "2024-01-15T12:00Z")
        .post("m2", "anna", "2024-01-18")
        .post("m3", "bo", "2024-01-21")
        .post("m4", "bo", "2024-02-05")
        .observed("2024-01-01", "2024-02-12")
        .build();
    let whole = adoption(&community.whole(), &daily()).unwrap();
    let window = Window::parse(Some("2024-01-17"), Some("2024-01-24"), "UTC").unwrap();
    let part = adoption(&community.view(&window), &daily()).unwrap();
    assert_eq!(part.curve(Definition::Joined).unwrap().before, 1);
    assert_eq!(new(&part, Definition::Contributed), [0, 0, 0, 0, 1, 0, 0]);
    assert!(warned(&part, "left-truncated: people who had adopted (joined) before the window starts: 1;"));
    for definition in [Definition::Joined, Definition::Contributed, Definition::Habit] {
        assert_eq!(cumulative(&part, definition), cumulative(&whole, definition)[16..23], "{definition:?}");
    }
    let rows = |found: &Adoption| found.active.iter().map(|row| (row.day, row.active)).collect::<Vec<_>>();
    assert_eq!(rows(&part), rows(&whole)[16..23]);
    assert_eq!(rows(&part)[0].1, [0, 1, 1]);
    assert!(whole.active[26..].iter().all(|row| !row.complete || row.day >= days(&["2024-01-28"])[0]));
    assert!(whole.active[27].complete && !whole.active[26].complete);
}

#[test]
fn units_come_by_name_with_the_unknown_last() {
    let community = Sketch::new()
        .person("a", "2024-01-02")
        .department("Sales/North")
        .person("b", "")
        .department("Sales/South")
        .person("c", "2024-01-02")
        .person("d", "2024-01-02")
        .department("Legal")
        .account("e", MemberKind::Person, MemberState::Deleted, "2024-01-02", "2024-01-03")
        .department("Gone")
        .observed("2024-01-01", "2024-01-08")
        .build();
    let options = AdoptionOptions { by_unit: true, unit_level: Some(1), ..daily() };
    let found = adoption(&community.whole(), &options).unwrap();
    let rows: Vec<(&str, u64, u64)> =
        found.units.iter().map(|unit| (unit.unit.as_str(), unit.headcount, unit.shares[0].people)).collect();
    assert_eq!(rows, [("Gone", 0, 0), ("Legal", 1, 1), ("Sales", 2, 1), (UNKNOWN_UNIT, 1, 1)]);
    assert_eq!(found.units[0].shares[0].value(), None);
    let interval = found.units[2].shares[0].interval.unwrap();
    assert!((interval.low - 0.0945).abs() < 5e-5 && (interval.high - 0.9055).abs() < 5e-5, "{interval:?}");
    let table = &found.tables()[2];
    assert_eq!((table.name(), table.columns()[1].role), ("adoption_by_unit", Role::Denominator));
    let whole_path = adoption(&community.whole(), &AdoptionOptions { unit_level: None, ..options }).unwrap();
    assert_eq!(whole_path.units.len(), 5);
}

#[test]
fn options_out_of_range() {
    let community = Sketch::new().build();
    let base = AdoptionOptions::default();
    let table = [
        (AdoptionOptions { unit_level: Some(0), ..base.clone() }, "unit_level"),
        (AdoptionOptions { interval_level: 1.0, ..base.clone() }, "interval_level"),
        (AdoptionOptions { interval_level: f64::NAN, ..base.clone() }, "interval_level"),
        (AdoptionOptions { habit_weeks: 0, ..base.clone() }, "habit_weeks"),
        (AdoptionOptions { habit_weeks: 5, ..base.clone() }, "habit_weeks"),
        (AdoptionOptions { habit_window: 53, ..base }, "habit_window"),
    ];
    for (options, name) in table {
        let error = adoption(&community.whole(), &options).unwrap_err().to_string();
        assert!(error.starts_with(&format!("option {name}:")), "{error}");
    }
}

#[test]
fn low_and_high_follow_their_share() {
    let community = Sketch::new()
        .person("anna", "2024-01-02")
        .post("m", "anna", "2024-01-03")
        .react("anna", "m", "2024-01-04")
        .build();
    let options = AdoptionOptions { by_unit: true, ..AdoptionOptions::default() };
    for table in adoption(&community.whole(), &options).unwrap().tables() {
        assert!(!table.provenance().definition.is_empty() && table.provenance().window.is_some());
        // What compares models or says how much was borrowed has no interval of its own.
        let alone = ["reached", "weight", "shrinkage"];
        if table.name() == "adoption_models" || table.name() == "adopter_categories" {
            continue;
        }
        for three in table.columns().windows(3) {
            if three[0].role == Role::Share && !alone.contains(&three[0].name.as_str()) {
                assert_eq!((three[1].role, three[2].role), (Role::Low, Role::High), "{}", three[0].name);
            }
        }
    }
}

/// Person, hour since the start, whether a reaction.
type Action = (usize, i64, bool);

const PEOPLE: usize = 6;
const SPAN_DAYS: i64 = 80;

fn origin() -> Timestamp {
    at("2024-02-20")
}

fn sketch(joined: &[Option<i64>], left: &[Option<i64>], actions: &[Action]) -> Sketch {
    let hour = |h: i64| Timestamp(origin().0 + h * 3_600_000).to_string();
    let text = |h: Option<i64>| h.map_or(String::new(), hour);
    let end = hour(SPAN_DAYS * 24);
    let mut sketch = Sketch::new().observed(&origin().to_string(), &end).person("z", "");
    sketch = sketch.post("root", "z", &origin().to_string());
    for i in 0..PEOPLE {
        let state = if left[i].is_some() { MemberState::Deleted } else { MemberState::Active };
        sketch =
            sketch.account(&format!("p{i}"), MemberKind::Person, state, &text(joined[i]), &text(left[i]));
    }
    for (n, &(person, h, reaction)) in actions.iter().enumerate() {
        let name = format!("p{person}");
        sketch = if reaction {
            // One reaction a member and message is kept, so every reaction gets a message of its own.
            sketch.post(&format!("r{n}"), "bystander", &hour(h)).react(&name, &format!("r{n}"), &hour(h))
        } else {
            sketch.post(&format!("m{n}"), &name, &hour(h))
        };
    }
    sketch
}

/// First times by definition, straight from the definitions.
fn oracle(
    joined: &[Option<i64>],
    actions: &[Action],
    zone: &Zone,
) -> BTreeMap<Definition, Vec<Option<Timestamp>>> {
    let instant = |h: i64| Timestamp(origin().0 + h * 3_600_000);
    let mut found: BTreeMap<Definition, Vec<Option<Timestamp>>> = BTreeMap::new();
    for (person, &joined) in joined.iter().enumerate() {
        let mine: Vec<&Action> = actions.iter().filter(|a| a.0 == person).collect();
        let first = |reaction| mine.iter().filter(|a| a.2 == reaction).map(|a| a.1).min();
        let acted = mine.iter().map(|a| a.1).min();
        let known = joined.filter(|&h| h < SPAN_DAYS * 24);
        let habit = mine
            .iter()
            .filter(|action| {
                let week = zone.day(instant(action.1)).monday().0;
                let earlier =
                    mine.iter().filter(|a| a.1 <= action.1).map(|a| zone.day(instant(a.1)).monday().0);
                earlier.filter(|&monday| monday > week - 28).collect::<BTreeSet<_>>().len() >= 2
            })
            .map(|action| action.1)
            .min();
        let times = [
            (Definition::Joined, known.into_iter().chain(acted).min()),
            (Definition::Reacted, first(true)),
            (Definition::Contributed, first(false)),
            // Nobody asks here: see `asked_and_answered`.
            (Definition::Asked, None),
            (Definition::Answered, None),
            (Definition::Habit, habit),
        ];
        for (definition, hour) in times {
            found.entry(definition).or_default().push(hour.map(instant));
        }
    }
    found
}

fn hours() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(-500i64..(SPAN_DAYS + 10) * 24)
}

proptest! {
    #[test]
    fn counts_agree_with_the_definitions(
        joined in prop::collection::vec(hours(), PEOPLE),
        left in prop::collection::vec(prop::option::weighted(0.3, 0i64..SPAN_DAYS * 24), PEOPLE),
        actions in prop::collection::vec((0..PEOPLE, 0i64..SPAN_DAYS * 24, any::<bool>()), 0..40),
        period in prop::sample::select(vec![Period::Day, Period::Week, Period::Month]),
        window in (-200i64..SPAN_DAYS * 24, 1i64..SPAN_DAYS * 24),
    ) {
        let instant = |h: i64| Timestamp(origin().0 + h * 3_600_000);
        let community = sketch(&joined, &left, &actions).build();
        let zone = Zone::named("Europe/Helsinki").unwrap();
        let (from, to) = (instant(window.0), instant(window.0 + window.1));
        let view = community.view(&Window { from: Some(from), to: Some(to), zone: zone.clone() });
        prop_assume!(view.days().is_some());
        let found = adoption(&view, &AdoptionOptions { period, ..AdoptionOptions::default() }).unwrap();
        let expected = oracle(&joined, &actions, &zone);
        for bin in &found.bins {
            prop_assert!(bin.end <= view.to() && bin.end > view.from());
        }
        prop_assert_eq!(found.bins.last().unwrap().end, view.to());
        for curve in &found.curves {
            let times = &expected[&curve.definition];
            for (bin, point) in found.bins.iter().zip(&curve.points) {
                // "z" wrote the first message: present, joined and contributed at the start.
                let z = u64::from(matches!(curve.definition, Definition::Joined | Definition::Contributed));
                let present = |i: &usize| left[*i].is_none_or(|h| instant(h) >= bin.end);
                let adopted = |i: &usize| times[*i].is_some_and(|time| time < bin.end);
                prop_assert_eq!(bin.headcount, 1 + (0..PEOPLE).filter(present).count() as u64);
                prop_assert_eq!(point.cumulative, z + (0..PEOPLE).filter(adopted).count() as u64, "{:?}", curve.definition);
                let both = (0..PEOPLE).filter(adopted).filter(present).count() as u64;
                prop_assert_eq!(point.share.people, z + both);
                prop_assert_eq!(point.share.of, bin.headcount);
            }
            let news: u64 = curve.points.iter().map(|point| point.new).sum();
            prop_assert_eq!(curve.before + news, curve.last().unwrap().cumulative);
        }
        for row in &found.active {
            for (w, &count) in [1, 7, 28].iter().zip(&row.active) {
                let mut inside: BTreeSet<usize> = actions
                    .iter()
                    .filter(|a| instant(a.1) < view.to())
                    .filter(|a| (row.day.0 - w + 1..=row.day.0).contains(&zone.day(instant(a.1)).0))
                    .map(|a| a.0)
                    .collect();
                if (row.day.0 - w + 1..=row.day.0).contains(&zone.day(origin()).0) {
                    inside.insert(PEOPLE);
                }
                prop_assert_eq!(count as usize, inside.len(), "day {} window {}", row.day, w);
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        joined in prop::collection::vec(hours(), PEOPLE),
        actions in prop::collection::vec((0..PEOPLE, 0i64..SPAN_DAYS * 24, any::<bool>()), 0..30),
        keys in prop::collection::vec(any::<u64>(), 101),
    ) {
        let sketch = sketch(&joined, &[None; PEOPLE], &actions);
        let run = |sketch: &Sketch| {
            let community = sketch.build();
            let options = AdoptionOptions { by_unit: true, ..AdoptionOptions::default() };
            adoption(&community.whole(), &options).unwrap().tables()
        };
        prop_assert_eq!(run(&sketch), run(&sketch.clone().permuted(&keys)));
    }
}

#[test]
fn the_kernel_serves_plain_columns() {
    let community =
        sketch(&[None; PEOPLE], &[None; PEOPLE], &[(0, 5, false), (1, 30, false), (0, 31, false)]).build();
    let view: View<'_> = community.whole();
    let (messages, span) = (community.messages(), view.days().unwrap());
    let found = trailing_active(
        &messages.authors,
        &messages.at,
        community.members().len(),
        view.clock(),
        [1, 7],
        span,
    );
    assert_eq!(found.counts[0][..3], [2, 2, 0]);
    assert_eq!(found.counts[1][..9], [2, 3, 3, 3, 3, 3, 3, 2, 0]);
    assert_eq!(found.counts[0].len() as i64, (view.to().0 - view.from().0) / DAY_MS);
}

#[test]
fn asked_and_answered() {
    let mut talk = Talk::with(&["anna", "bo", "cem", "dora"]);
    let question = talk.ask("anna", 1.0);
    talk.reply(question, "anna", 2.0, NOTHING); // to oneself
    let thanks = talk.reply(question, "cem", 3.0, THANKS); // only thanks
    let asked_inside = talk.reply(thanks, "bo", 4.0, NOTHING);
    talk.reply(asked_inside, "dora", 5.0, QUESTION); // asks in a thread: nine words, only a question
    let chat = talk.post("bo", 6.0, NOTHING);
    talk.reply(chat, "cem", 7.0, NOTHING); // not a question's thread
    let community = talk.build();
    let found = adoption(&community.whole(), &daily()).unwrap();
    let ever = |definition| found.curve(definition).unwrap().last().unwrap().cumulative;
    assert_eq!([Definition::Contributed, Definition::Asked, Definition::Answered].map(ever), [4, 1, 1]);
}
