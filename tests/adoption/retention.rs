//! Retention: small communities with known answers, a brute-force oracle, degenerate inputs, real exports.

use crate::common::{Sketch, at};
use cmgraph::community::{MemberKind, MemberState};
use cmgraph::report::{retention::findings, retention_text};
use cmgraph::retention::{Basis, Retention, RetentionOptions, retention};
use cmgraph::table::{Table, TerminalOptions, Values};
use cmgraph::time::{DAY_MS, Day, Period, Zone};
use cmgraph::{Community, Policy, Timestamp, Window};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn weekly() -> RetentionOptions {
    RetentionOptions { period: Period::Week, ..RetentionOptions::default() }
}

fn found(community: &Community, options: &RetentionOptions) -> Retention {
    retention(&community.whole(), options).unwrap()
}

/// (people, active, active then or later) by age.
type Cells = Vec<(u64, u64, u64)>;

/// Of each cohort; the last is 0 where it cannot be told.
fn triangle(found: &Retention) -> Vec<Cells> {
    let cells = |cohort: &cmgraph::retention::Cohort| {
        cohort.cells.iter().map(|cell| (cell.people, cell.active, cell.lasting)).collect()
    };
    found.cohorts.iter().map(cells).collect()
}

fn excluded(found: &Retention, text: &str) -> u64 {
    found.provenance.excluded.iter().filter(|(what, _)| what.contains(text)).map(|(_, n)| n).sum()
}

fn every_policy() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

/// All doors open without a panic, and no number is absurd.
fn check(found: &Retention) {
    for table in found.tables() {
        for column in table.columns() {
            assert_eq!(column.values.len(), table.rows(), "{}.{}", table.name(), column.name);
            let Values::Float(values) = &column.values else { continue };
            let share = matches!(column.role, cmgraph::table::Role::Share);
            assert!(
                values.iter().flatten().all(|x| x.is_finite() && (!share || (0.0..=1.0).contains(x))),
                "{}.{}",
                table.name(),
                column.name
            );
        }
    }
    for policy in every_policy() {
        let text = retention_text(found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.starts_with("Who comes back?") && !text.contains("NaN"), "{text}");
    }
}

#[test]
fn cohorts_by_month() {
    let community = Sketch::new()
        .person("anna", "2024-01-01")
        .person("bo", "2024-01-01")
        .account("cy", MemberKind::Person, MemberState::Deleted, "2024-01-01", "2024-03-15")
        .person("dee", "2024-01-01")
        .person("never", "2024-01-01")
        .post("1", "anna", "2024-01-05")
        .post("2", "bo", "2024-01-31T23:59Z")
        .post("3", "cy", "2024-01-02")
        .post("4", "anna", "2024-02-29")
        .reply("5", "cy", "1", "2024-02-01")
        .reply("6", "cy", "1", "2024-03-02") // the month of leaving is not whole
        .post("7", "dee", "2024-02-10")
        .react("anna", "7", "2024-04-01")
        .post("8", "bo", "2024-04-30")
        .post("9", "cy", "2024-04-02") // after leaving
        .observed("2024-01-01", "2024-05-10")
        .build();
    let found = found(&community, &RetentionOptions::default());
    assert_eq!(found.basis, Basis::Users);
    assert_eq!(
        triangle(&found),
        [vec![(3, 3, 3), (3, 2, 3), (2, 0, 0), (2, 2, 0)], vec![(1, 1, 1), (1, 0, 0), (1, 0, 0)]]
    );
    assert_eq!(excluded(&found, "after the leaving date"), 1);
    // March and April are nearer to 10 May than eight weeks.
    let told: Vec<u64> = found.cohorts[0].cells.iter().map(|cell| cell.told).collect();
    assert_eq!(told, [3, 3, 0, 0]);
    // Both cohorts are too small to be pooled.
    assert!(found.curve.iter().all(|cell| cell.people == 0));
    check(&found);
}

/// So many people a month, all but every fourth of whom come back in the month after.
fn months_of(sizes: &[usize]) -> Community {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-12-01");
    for (month, &size) in sizes.iter().enumerate() {
        for i in 0..size {
            let (name, month) = (format!("p{month}-{i}"), month + 1);
            sketch = sketch.person(&name, &format!("2024-{month:02}-01"));
            sketch = sketch.post(&format!("a{name}"), &name, &format!("2024-{month:02}-05"));
            if i % 4 != 0 {
                sketch = sketch.post(&format!("b{name}"), &name, &format!("2024-{:02}-06", month + 1));
            }
        }
    }
    sketch.build()
}

#[test]
fn the_curve_is_over_all_large_cohorts() {
    let found = found(&months_of(&[12, 8, 3]), &RetentionOptions::default());
    let pooled: Vec<(u64, u64)> = found.curve.iter().map(|cell| (cell.people, cell.active)).collect();
    assert_eq!(pooled[..3], [(20, 20), (20, 15), (20, 0)]);
    // The first has one age more.
    assert_eq!(pooled[10], (12, 0));
    let three_quarters = found.curve[1].interval.unwrap();
    assert!((three_quarters.low - 0.5313).abs() < 5e-5 && (three_quarters.high - 0.8881).abs() < 5e-5);
    check(&found);
}

/// Whoever takes the shown cohorts away from the curve is left with nobody or with many.
#[test]
fn hidden_cohorts_cannot_be_worked_out_from_the_curve() {
    let communities =
        [months_of(&[20, 3, 15, 9]), months_of(&[3, 2, 6, 30, 30, 4]), months_of(&[7, 40, 6, 30, 8, 3, 25])];
    let (mut hidden, mut told) = (0, 0);
    for community in &communities {
        let found = found(community, &RetentionOptions::default());
        for (min_group, policy) in
            [(5, Policy::aggregate()), (5, Policy::named()), (10, Policy::aggregate().with_min_group(10))]
        {
            let tables = released(&found, &policy);
            let (triangle, curve) = (&tables[0], &tables[1]);
            assert_eq!((triangle.name(), curve.name()), ("retention_triangle", "retention_curve"));
            let n = |table: &cmgraph::Release, name: &str, row: usize| {
                table.column(name).unwrap().values.number(row)
            };
            for row in 0..curve.rows() {
                let Some(people) = n(curve, "people", row).filter(|&people| people > 0.0) else { continue };
                let shown: f64 = (0..triangle.rows())
                    .filter(|&cell| n(triangle, "age", cell) == n(curve, "age", row))
                    .filter_map(|cell| n(triangle, "people", cell))
                    .sum();
                let left = people - shown;
                assert!(left == 0.0 || left >= f64::from(min_group), "row {row}: {people} - {shown}");
                told += 1;
            }
            hidden += (0..triangle.rows()).filter(|&cell| triangle.is_suppressed(cell)).count();
        }
    }
    assert!(hidden > 0 && told > 0);
}

#[test]
fn coming_back_at_the_very_end_is_coming_back() {
    // The last month is not whole: nobody is told to be active in it, but they have come back.
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-07-20");
    for i in 0..10 {
        let name = format!("p{i}");
        sketch = sketch.person(&name, "2024-01-01").post(&format!("a{i}"), &name, "2024-01-05");
        if i < 4 {
            sketch = sketch.post(&format!("b{i}"), &name, "2024-07-10");
        }
    }
    let found = found(&sketch.build(), &RetentionOptions::default());
    let (later, too_late) = ((10, 0, 4), (10, 0, 0));
    // After May there are no eight weeks left.
    assert_eq!(triangle(&found), [vec![(10, 10, 10), later, later, later, too_late, too_late]]);
}

#[test]
fn what_lies_before_the_window_is_in_no_cohort() {
    let community = Sketch::new()
        .person("old", "2024-01-01")
        .person("new", "2024-01-01")
        .post("1", "old", "2024-01-05")
        .post("2", "old", "2024-02-05")
        .post("3", "new", "2024-02-20")
        .post("4", "new", "2024-03-20")
        .observed("2024-01-01", "2024-04-01")
        .build();
    let window = Window::parse(Some("2024-02-10"), None, "UTC").unwrap();
    let found = retention(&community.view(&window), &RetentionOptions::default()).unwrap();
    assert_eq!((found.newcomers, found.before), (1, 1));
    assert_eq!(triangle(&found), [[(1, 1, 0), (1, 1, 0)]]);
    assert!(!found.cohorts[0].complete && found.curve.is_empty());
    // The one was there from 1 January and is first seen on 10 February, the 41st day.
    let survival = found.first_post.survival.as_ref().unwrap();
    let written = (survival.n, survival.conditional_from, survival.median().time);
    assert_eq!(written, (1, Some(40.0), Some(51.0)));
    assert_eq!(found.first_post.excluded[0].1, 1);
    check(&found);
}

#[test]
fn an_export_that_begins_later_than_the_platform() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-07-01");
    for i in 0..20 {
        sketch = sketch.person(&format!("old{i}"), "2022-05-01").post(
            &format!("a{i}"),
            &format!("old{i}"),
            "2024-01-03",
        );
        sketch = sketch.person(&format!("new{i}"), "2024-02-01").post(
            &format!("b{i}"),
            &format!("new{i}"),
            "2024-02-10",
        );
    }
    let found = found(&sketch.build(), &RetentionOptions::default());
    assert_eq!((found.newcomers, found.unknown, excluded(&found, "first activity may be too")), (20, 20, 20));
    assert_eq!(triangle(&found)[0][0], (20, 20, 20));
    assert!(found.provenance.warnings.iter().any(|text| text.starts_with("left-truncated")));
    let survival = found.first_post.survival.as_ref().unwrap();
    assert_eq!((survival.n, survival.events, survival.median().time), (20, 20, Some(10.0)));
    assert_eq!(found.first_post.excluded[1].1, 20);
    check(&found);
}

#[test]
fn who_is_not_among_the_users_is_not_new() {
    // An export of a date range lists only the users who changed in it.
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-07-01");
    for i in 0..20 {
        let (old, new) = (format!("old{i}"), format!("new{i}"));
        sketch = sketch.person(&old, "").post(&format!("a{i}"), &old, "2024-01-03");
        sketch = sketch.person(&new, "2024-02-01").post(&format!("b{i}"), &new, "2024-02-10");
    }
    let found = found(&sketch.build(), &RetentionOptions::default());
    assert_eq!((found.newcomers, found.unknown), (20, 20));
    assert!(found.provenance.warnings.iter().any(|text| text.starts_with("left-truncated")));
    assert!(!found.provenance.assumptions.iter().any(|text| text.contains("begins with the platform")));
    check(&found);
}

#[test]
fn days_to_the_first_post_and_to_silence() {
    // Joined on day 1; write on days 1 and 8, never, and never before leaving on day 20.
    let community = Sketch::new()
        .person("a", "2024-01-01")
        .person("b", "2024-01-01")
        .person("c", "2024-01-01")
        .account("d", MemberKind::Person, MemberState::Deleted, "2024-01-01", "2024-01-21")
        .person("undated", "")
        .post("1", "a", "2024-01-01T12:00Z")
        .post("2", "b", "2024-01-08")
        .post("3", "a", "2024-01-25")
        .post("5", "a", "2024-03-30") // came back, after a silence
        .react("c", "1", "2024-03-25")
        .post("6", "b", "2024-02-04")
        .post("7", "b", "2024-03-02")
        .post("4", "b", "2024-03-20")
        .observed("2024-01-01", "2024-04-01")
        .build();
    let options = RetentionOptions { silence_weeks: 4, ..RetentionOptions::default() };
    let found = found(&community, &options);
    let first = found.first_post.survival.as_ref().unwrap();
    assert_eq!((first.n, first.events), (4, 2));
    assert_eq!(first.quantile(0.25).time, Some(1.0));
    assert_eq!(first.median().time, Some(8.0));
    assert_eq!(first.end, 91.0); // 31 + 29 + 31 days
    assert_eq!(found.first_post.excluded[2], ("people without a date from which they could have written", 1));
    // a was silent after 25 days; b was not on 3 March (4 weeks before the end): 56 days; c is too recent.
    let silence = found.silence.survival.as_ref().unwrap();
    assert_eq!((silence.n, silence.events), (2, 1));
    assert_eq!((silence.median().time, silence.end), (Some(25.0), 56.0));
    assert_eq!(found.silence.excluded[2].1, 1);
    check(&found);
}

#[test]
fn silence_of_people_whose_beginning_was_not_seen_is_not_told() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-07-01");
    for i in 0..10 {
        let (old, new, gone) = (format!("old{i}"), format!("new{i}"), format!("gone{i}"));
        sketch = sketch.person(&old, "2022-05-01").post(&format!("a{i}"), &old, "2024-01-10");
        sketch = sketch.post(&format!("c{i}"), &old, "2024-02-20");
        sketch = sketch.person(&new, "2024-01-05").post(&format!("b{i}"), &new, "2024-01-10");
        sketch = sketch.post(&format!("d{i}"), &new, "2024-02-20");
        // Silent before the window starts, and back in it.
        sketch = sketch.person(&gone, "2024-01-01").post(&format!("e{i}"), &gone, "2024-01-02");
        sketch = sketch.post(&format!("f{i}"), &gone, "2024-04-20");
    }
    let community = sketch.build();
    for (from, n, unknown, already) in [(None, 20, 10, 0), (Some("2024-02-01"), 10, 10, 10)] {
        let window = Window::parse(from, None, "UTC").unwrap();
        let found = retention(&community.view(&window), &RetentionOptions::default()).unwrap();
        let survival = found.silence.survival.as_ref().unwrap();
        assert_eq!((survival.n, survival.events), (n, n), "{from:?}");
        assert_eq!(
            (found.silence.excluded[0].1, found.silence.excluded[1].1),
            (unknown, already),
            "{from:?}"
        );
        check(&found);
    }
}

/// 60 people who come every week or every other, some of whom stop when said.
fn weeks_of(stop: impl Fn(i32) -> i32) -> Vec<String> {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-12-30");
    let first = at("2024-01-01").0;
    for i in 0..60 {
        let name = format!("p{i}");
        sketch = sketch.person(&name, "2024-01-01");
        for week in (i % 3..52).step_by(1 + i as usize % 2).filter(|&week| week < stop(i)) {
            let day = Timestamp(first + (i64::from(week) * 7 + 2) * DAY_MS).to_string();
            sketch = sketch.post(&format!("{name}-{week}"), &name, &day);
        }
    }
    let found = found(&sketch.build(), &RetentionOptions::default());
    check(&found);
    findings(&released(&found, &Policy::aggregate()))
}

#[test]
fn who_is_still_there_is_told_of_people_and_not_of_the_model() {
    let about = |words: Vec<String>| words.iter().find(|text| text.contains("still")).unwrap().clone();
    // Nobody ever stops.
    let all = about(weeks_of(|_| 52));
    assert!(all.contains("cannot be told") && !all.contains("would still"), "{all}");
    // All stop, when the forecast of 12 weeks before the end could not know.
    let failed = about(weeks_of(|i| if i % 5 == 0 { 8 + i / 3 } else { 41 }));
    assert!(failed.contains("did not come true") && !failed.contains("would still"), "{failed}");
    // Some stop, at all times.
    let some = about(weeks_of(|i| if i % 2 == 0 { 3 + i * 5 / 6 } else { 52 }));
    assert!(
        some.contains("people whose first activity was seen and who were active in more than one week")
            && some.contains("would still be there if the model holds"),
        "{some}"
    );
}

#[test]
fn each_share_has_its_own_people() {
    let found = found(&months_of(&[12, 8, 0, 0, 0, 0, 20]), &RetentionOptions::default());
    let words = findings(&released(&found, &Policy::aggregate())).join("\n");
    // The last cohort was seen for four months only.
    assert!(words.contains("of 40 were active again in the month after"), "{words}");
    assert!(words.contains("of 20 after 6 months"), "{words}");
}

#[test]
fn units_are_compared() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-03-01").person("x", "2024-01-01");
    for i in 0..30 {
        let (name, unit) = (format!("p{i}"), if i % 2 == 0 { "Quick" } else { "Slow" });
        let day = if i % 2 == 0 { 2 + i / 10 } else { 20 + i / 10 };
        sketch = sketch.person(&name, "2024-01-01").department(unit).post(
            &format!("m{i}"),
            &name,
            &format!("2024-01-{day:02}"),
        );
    }
    let options = RetentionOptions { by_unit: true, ..RetentionOptions::default() };
    let found = found(&sketch.build(), &options);
    let units: Vec<(&str, u32)> = found
        .first_post
        .units
        .iter()
        .map(|unit| (unit.unit.as_str(), unit.survival.as_ref().map_or(0, |survival| survival.n)))
        .collect();
    assert_eq!(units, [("Quick", 15), ("Slow", 15), ("(unknown)", 1)]);
    let comparison = found.first_post.comparison.as_ref().unwrap();
    assert!(comparison.test.p < 1e-6 && comparison.units == 2, "{comparison:?}");
    assert_eq!((comparison.other_units, comparison.left_out), (1, 1));
    let tables = released(&found, &Policy::aggregate());
    assert!(findings(&tables).iter().any(|text| text.starts_with("Units differ")), "{:?}", findings(&tables));
    check(&found);
}

fn released(found: &Retention, policy: &Policy) -> Vec<cmgraph::Release> {
    found.tables().iter().map(|table| policy.apply(table)).collect()
}

#[test]
fn degenerate_inputs() {
    let one = Sketch::new().person("anna", "2024-01-01");
    let mut one_day = Sketch::new();
    for i in 0..40 {
        one_day = one_day.person(&format!("p{i}"), "2024-01-01").post(
            &format!("m{i}"),
            &format!("p{i}"),
            "2024-01-01T10:00Z",
        );
    }
    let gone = Sketch::new()
        .account("a", MemberKind::Person, MemberState::Deleted, "2024-01-01", "2024-02-01")
        .post("m", "a", "2024-01-15")
        .observed("2024-01-01", "2024-09-01");
    let sketches = [
        Sketch::new(),
        Sketch::new().observed("2024-01-01", "2024-02-01"),
        one.clone(),
        one.clone().observed("2024-01-01", "2024-02-01"),
        one.clone().post("m", "anna", "2024-02-29"),
        one.clone().post("m", "anna", "2024-02-29").observed("2024-01-01", "2025-03-01"),
        one_day.clone(),
        one_day.observed("2024-01-01", "2025-01-01"),
        gone,
        Sketch::new().person("a", "").post("m", "a", "2024-03-31T00:30Z"),
    ];
    let windows = [
        Window::default(),
        Window::parse(Some("2024-02-29"), Some("2024-03-01"), "Europe/Helsinki").unwrap(),
        Window::parse(Some("2030-01-01"), None, "UTC").unwrap(),
        Window::parse(None, Some("2024-03-31"), "Europe/Helsinki").unwrap(),
    ];
    for sketch in sketches {
        let community = sketch.build();
        for window in &windows {
            for period in [Period::Week, Period::Month] {
                let options = RetentionOptions { period, by_unit: true, ..RetentionOptions::default() };
                check(&retention(&community.view(window), &options).unwrap());
            }
        }
    }
}

#[test]
fn options_out_of_range() {
    let community = Sketch::new().build();
    let bad = [
        RetentionOptions { period: Period::Day, ..Default::default() },
        RetentionOptions { silence_weeks: 0, ..Default::default() },
        RetentionOptions { silence_weeks: 105, ..Default::default() },
        RetentionOptions { ahead: 61, ..Default::default() },
        RetentionOptions { unit_level: Some(0), ..Default::default() },
        RetentionOptions { interval_level: f64::NAN, ..Default::default() },
        RetentionOptions { interval_level: 1.0, ..Default::default() },
    ];
    for options in bad {
        assert!(retention(&community.whole(), &options).is_err(), "{options:?}");
    }
}

/// Messages of a few people over some months, some of whom leave.
#[derive(Debug, Clone)]
struct Case {
    /// Author and hour since 2024-01-29.
    messages: Vec<(usize, i64)>,
    /// Hours of leaving.
    left: Vec<Option<i64>>,
    /// Hours of the window.
    window: (i64, i64),
    period: Period,
}

fn hour(h: i64) -> Timestamp {
    Timestamp(at("2024-01-29").0 + h * DAY_MS / 24)
}

fn case() -> impl Strategy<Value = Case> {
    let hours = 0i64..24 * 150;
    (
        prop::collection::vec((0usize..6, hours.clone()), 0..60),
        prop::collection::vec(prop::option::weighted(0.3, hours.clone()), 6),
        (0i64..24 * 60, 24 * 61..24 * 150i64),
        prop::sample::select(vec![Period::Week, Period::Month]),
    )
        .prop_map(|(messages, left, window, period)| Case { messages, left, window, period })
}

impl Case {
    fn sketch(&self) -> Sketch {
        let mut sketch = Sketch::new().observed("2024-01-29", &hour(24 * 150).to_string());
        for (i, left) in self.left.iter().enumerate() {
            let left = left.map_or(String::new(), |h| hour(h).to_string());
            let (name, kind) = (format!("p{i}"), MemberKind::Person);
            sketch = sketch.account(&name, kind, MemberState::Active, "2024-01-29", &left);
        }
        for (i, &(author, h)) in self.messages.iter().enumerate() {
            sketch = sketch.post(&format!("m{i}"), &format!("p{author}"), &hour(h).to_string());
        }
        sketch
    }

    fn window(&self) -> Window {
        let zone = Zone::named("Europe/Helsinki").unwrap();
        Window { from: Some(hour(self.window.0)), to: Some(hour(self.window.1)), zone }
    }

    /// By definition: cohort start and (people, active, lasting) by age.
    fn brute(&self) -> Vec<(Day, Cells)> {
        let zone = Zone::named("Europe/Helsinki").unwrap();
        let (from, to) = (hour(self.window.0), hour(self.window.1));
        let period = |at: Timestamp| self.period.start(zone.day(at));
        let end = |start: Day| zone.start_of(self.period.next(start));
        let mut people: Vec<(Day, BTreeSet<Day>, Timestamp)> = Vec::new();
        for (i, left) in self.left.iter().enumerate() {
            let left = left.map_or(Timestamp(i64::MAX), hour);
            let mut times: Vec<Timestamp> =
                self.messages.iter().filter(|m| m.0 == i).map(|m| hour(m.1)).collect();
            times.retain(|&t| t < to && t < left);
            times.sort();
            if let Some(&first) = times.first().filter(|&&first| first >= from) {
                people.push((period(first), times.iter().map(|&t| period(t)).collect(), left));
            }
        }
        let cohorts: BTreeSet<Day> = people.iter().map(|person| person.0).collect();
        let row = |&start: &Day| {
            let own: Vec<_> = people.iter().filter(|person| person.0 == start).collect();
            let mut cells = Vec::new();
            let (mut then, mut age) = (start, 0);
            while age == 0 || end(then) <= to {
                let there: Vec<_> = own.iter().filter(|person| age == 0 || person.2 >= end(then)).collect();
                let active = there.iter().filter(|person| person.1.contains(&then)).count();
                // In this period or later, also in one that is not whole.
                let later =
                    |person: &&&&(Day, BTreeSet<Day>, Timestamp)| person.1.iter().any(|day| *day >= then);
                // Eight weeks are left after the period.
                let last = zone.day(Timestamp(to.0 - 1));
                let told = self.period.next(then).0 + 56 <= last.0 + 1;
                let lasting = if told { there.iter().filter(later).count() } else { 0 };
                cells.push((there.len() as u64, active as u64, lasting as u64));
                (then, age) = (self.period.next(then), age + 1);
            }
            (start, cells)
        };
        cohorts.iter().map(row).collect()
    }
}

proptest! {
    #[test]
    fn cells_are_what_they_say(case in case(), keys in prop::collection::vec(any::<u64>(), 8)) {
        let options = RetentionOptions { period: case.period, ..RetentionOptions::default() };
        let community = case.sketch().build();
        let found = retention(&community.view(&case.window()), &options).unwrap();
        let cells: Vec<(Day, Cells)> =
            found.cohorts.iter().map(|cohort| cohort.start).zip(triangle(&found)).collect();
        prop_assert_eq!(cells, case.brute());
        for cell in found.cohorts.iter().flat_map(|cohort| &cohort.cells) {
            prop_assert!(cell.active <= cell.people && cell.lasting <= cell.told && cell.told <= cell.people);
            prop_assert!(cell.told == 0 || (cell.told == cell.people && cell.active <= cell.lasting));
        }
        // The order of the rows changes nothing.
        let other = case.sketch().permuted(&keys).build();
        let again = retention(&other.view(&case.window()), &options).unwrap();
        let bytes = |found: &Retention| found.tables().iter().map(|table| format!("{table:?}")).collect::<String>();
        prop_assert_eq!(bytes(&found), bytes(&again));
    }
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Values {
    &table.column(name).unwrap().values
}

/// An export read with the readers of the crate; `None` where the file is not there.
fn real(path: &str, options: cmgraph::ReadOptions) -> Option<Community> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(cmgraph::read(&[path], &options).unwrap())
}

/// The first and all later months of everybody, counted in another way.
fn months_of_people(community: &Community) -> Vec<BTreeSet<Day>> {
    let messages = community.messages();
    let zone = Zone::utc();
    let mut months = vec![BTreeSet::new(); community.members().len()];
    for i in 0..messages.len() {
        months[messages.authors[i].index()].insert(zone.day(messages.at[i]).first_of_month());
    }
    months
}

#[test]
fn the_quantum_export() {
    let Some(community) = real("../shared/data/yammer-quantum/export.zip", Default::default()) else {
        return;
    };
    let options = RetentionOptions { silence_weeks: 4, ..RetentionOptions::default() };
    let found = found(&community, &options);
    check(&found);
    // The community began with the export; eight of those who signed up in the days before its first message acted.
    assert_eq!((found.before, found.unknown), (0, 8));
    let months = months_of_people(&community);
    let march: Vec<_> =
        months.iter().filter(|of| of.first() == Day::from_date(2018, 3, 1).as_ref()).collect();
    let april = march.iter().filter(|of| of.contains(&Day::from_date(2018, 4, 1).unwrap())).count();
    let cells = &found.cohorts[0].cells;
    // Those eight are in no cohort.
    let (people, active) = (cells[0].people as usize, cells[1].active as usize);
    assert!(people <= march.len() && people + 8 >= march.len() && active <= april && active + 8 >= april);
    assert!(found.first_post.survival.as_ref().unwrap().n > 3000);
    assert!(found.alive.model.is_some() && found.alive.no_evidence > 100);
    assert!(matches!(column(&found.tables()[0], "people"), Values::Int(v) if v.len() > 20));
}

#[test]
fn the_bundled_export() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = cmgraph::ReadOptions {
        roster: Some(root.join("examples/data/roster.csv")),
        ..cmgraph::ReadOptions::default()
    };
    let community = real("examples/data/export.zip", options).unwrap();
    let found = found(&community, &weekly());
    check(&found);
    assert_eq!(found.basis, Basis::Roster);
    let whole: u64 = found.cohorts.iter().map(|cohort| cohort.people()).sum();
    assert_eq!(whole, found.newcomers);
    let alive = &found.alive;
    assert_eq!(alive.classes.iter().sum::<u64>() + alive.no_evidence, alive.people);
    let sum = alive.expected_alive.unwrap();
    assert!(sum > 0.0 && sum <= (alive.people - alive.no_evidence) as f64);
    assert!(alive.expected[0].people < alive.expected[1].people);
}
