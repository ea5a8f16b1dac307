//! Whether questions are answered and how soon: known answers, oracles, edges, real data.

use crate::talk::*;
use cmgraph::answers::{Answers, AnswersOptions, Clock, Part, ShareKind, Speed, Until, answers};
use cmgraph::calendar::{Calendar, CalendarRecord, Calendars, Holidays, WorkingHours};
use cmgraph::community::{
    CommunityBuilder, MemberKind, MemberRecord, MemberState, MessageRecord, RoleOptions,
};
use cmgraph::privacy::Policy;
use cmgraph::simulate::Truth;
use cmgraph::time::{Period, Zone};
use cmgraph::{Community, ReadOptions, Timestamp, Window, read};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HOUR: f64 = 1.0 / 24.0;

/// Says something however few questions there are.
fn options() -> AnswersOptions {
    AnswersOptions { min_questions: 1, ..Default::default() }
}

fn find(community: &Community) -> Answers {
    answers(&community.whole(), &options()).unwrap()
}

fn speed(found: &Answers, until: Until, clock: Clock) -> &Speed {
    found.speed.iter().find(|speed| speed.until == until && speed.clock == clock).unwrap()
}

fn first(found: &Answers, clock: Clock) -> &Speed {
    speed(found, Until::FirstAnswer, clock)
}

fn counts(found: &Answers) -> BTreeMap<&'static str, (u64, Option<u64>)> {
    found.shares.iter().map(|share| (share.kind.name(), (share.part, share.of))).collect()
}

fn share(found: &Answers, kind: ShareKind) -> (u64, u64) {
    let share = found.shares.iter().find(|share| share.kind == kind).unwrap();
    (share.part, share.of.unwrap())
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

fn calendar(hours: &str, zone: &str, holidays: &[&str]) -> Calendar {
    Calendar {
        hours: WorkingHours::parse(hours).unwrap(),
        zone: Some(Zone::named(zone).unwrap()),
        holidays: Holidays::parse(holidays.iter().copied()).unwrap(),
    }
}

/// Weeks, as hours, of two treatments of leukaemia: METHODS 1.3.
const DRUG: [(f64, bool); 21] = [
    (6.0, true),
    (6.0, true),
    (6.0, true),
    (6.0, false),
    (7.0, true),
    (9.0, false),
    (10.0, true),
    (10.0, false),
    (11.0, false),
    (13.0, true),
    (16.0, true),
    (17.0, false),
    (19.0, false),
    (20.0, false),
    (22.0, true),
    (23.0, true),
    (25.0, false),
    (32.0, false),
    (32.0, false),
    (34.0, false),
    (35.0, false),
];
const PLACEBO: [f64; 21] = [
    1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0, 15.0, 17.0,
    22.0, 23.0,
];

/// The same as questions: an answer after so many hours; a question censored after so many was asked as long before the end.
#[test]
fn published_survival_and_log_rank() {
    let mut talk = Talk::default();
    talk.person("helper", "");
    let end = 100.0;
    let ask = |talk: &mut Talk, name: &str, unit: &str, hours: f64, answered: bool| {
        talk.person(name, unit);
        // To the millisecond, so that equal delays are equal.
        let at = if answered { 10.0 } else { end - hours * HOUR };
        let question = talk.ask(name, at);
        if answered {
            let answer = talk.answer(question, "helper", at);
            talk.messages[answer].at = Timestamp(talk.messages[question].at.0 + (hours * 3.6e6) as i64);
        } else {
            talk.messages[question].at = Timestamp(day(end).0 - (hours * 3.6e6) as i64);
        }
    };
    for (i, (hours, answered)) in DRUG.into_iter().enumerate() {
        ask(&mut talk, &format!("drug{i}"), "Drug", hours, answered);
    }
    for (i, hours) in PLACEBO.into_iter().enumerate() {
        ask(&mut talk, &format!("placebo{i}"), "Placebo", hours, true);
    }
    talk.observed(0.0, end);
    let found = find(&talk.build());
    let unit = |name: &str| found.units.iter().find(|part| part.name == name).unwrap();
    let (drug, placebo) = (unit("Drug"), unit("Placebo"));
    assert_eq!((drug.questions, drug.askers, drug.answered), (21, 21, 9));
    assert_eq!((drug.median.time, placebo.median.time), (Some(23.0), Some(8.0)));
    for (hours, survival) in [(6.0, 0.8571), (10.0, 0.7529), (16.0, 0.6275), (22.0, 0.5378)] {
        let point = drug.curve.iter().find(|point| point.hours == hours).unwrap();
        assert!((point.waiting.unwrap().value - survival).abs() < 5e-5, "{point:?}");
        if hours == 6.0 {
            let ends = point.waiting.unwrap().interval.unwrap();
            assert!((ends.low - 0.6197).abs() < 5e-5 && (ends.high - 0.9516).abs() < 5e-5);
        }
    }
    // At 24 hours the curve stands where it did at 23: .4482 [.1881, .6801].
    let within = drug.day.unwrap();
    let ends = within.interval.unwrap();
    assert!((within.value - (1.0 - 0.4482)).abs() < 5e-5);
    assert!((ends.low - (1.0 - 0.6801)).abs() < 5e-5 && (ends.high - (1.0 - 0.1881)).abs() < 5e-5);
    let test = found.differences.iter().find(|d| d.between == "units" && d.clock == Clock::Wall).unwrap();
    let LogRank { chi2, p, df } = LogRank::of(test);
    assert!((chi2 - 16.7929).abs() < 5e-5 && (p - 4.169e-5).abs() < 5e-9 && df == 1, "{chi2} {p}");
}

struct LogRank {
    chi2: f64,
    p: f64,
    df: usize,
}

impl LogRank {
    fn of(difference: &cmgraph::answers::Difference) -> LogRank {
        let test = &difference.comparison.test;
        LogRank { chi2: test.chi2, p: test.p, df: test.df }
    }
}

/// METHODS 5: hours to the first answer of six questions, two of them not answered.
#[test]
fn published_toy() {
    let mut talk = Talk::with(&["helper"]);
    for (i, (hours, answered)) in
        [(1.0, true), (2.0, true), (3.0, true), (24.0, false), (1.0, true), (4.0, true)]
            .into_iter()
            .enumerate()
    {
        talk.person(&format!("asker{i}"), "");
        let question = talk.ask(&format!("asker{i}"), 10.0 - hours * HOUR);
        if answered {
            talk.answer(question, "helper", 10.0);
        }
    }
    talk.observed(0.0, 10.0 + 1e-6);
    let found = find(&talk.build());
    let within = first(&found, Clock::Wall).within[2].unwrap();
    assert!((within.value - 5.0 / 6.0).abs() < 1e-9, "{within:?}");
}

#[test]
fn a_set_of_which_half_is_never_answered_has_no_median() {
    let mut talk = Talk::with(&["helper"]);
    for i in 0..200 {
        let asker = format!("asker{}", i % 20);
        if i < 20 {
            talk.person(&asker, "");
        }
        let question = talk.ask(&asker, f64::from(i) * 0.1);
        // One less than half, so that the curve does not touch a half.
        if i % 2 == 0 && i > 0 {
            talk.answer(question, "helper", f64::from(i) * 0.1 + HOUR);
        }
    }
    talk.observed(0.0, 200.0);
    let found = find(&talk.build());
    for clock in Clock::ALL {
        let speed = first(&found, clock);
        assert_eq!((speed.median.time, speed.questions, speed.events), (None, 200, 99));
    }
    assert!(close(first(&found, Clock::Wall).median_of_those.unwrap(), 1.0));
    assert!(close(first(&found, Clock::Wall).within[3].unwrap().value, 0.495));
    let tables = found.tables();
    let medians = tables.iter().find(|table| table.name() == "answers_median").unwrap();
    assert_eq!(medians.column("median").unwrap().values.number(0), None);
    assert!(medians.column("reason").unwrap().values.text(0).unwrap().starts_with("less than half"));
    let released: Vec<_> = tables.iter().map(|table| Policy::aggregate().apply(table)).collect();
    let said = cmgraph::report::findings(&released).join("\n");
    assert!(said.contains("there is no median time to an answer"), "{said}");
    // Exactly a half: the median is the last answer.
    let mut talk = Talk::with(&["a", "b"]);
    let question = talk.ask("a", 1.0);
    talk.answer(question, "b", 1.0 + HOUR);
    talk.ask("a", 1.0);
    talk.observed(0.0, 30.0);
    assert!(close(first(&find(&talk.build()), Clock::Wall).median.time.unwrap(), 1.0));
}

#[test]
fn who_answers_and_what_is_an_answer() {
    let mut talk = Talk::with(&["ann", "bo", "cy"]);
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    talk.account("robot", "", MemberKind::Bot, MemberState::Active);
    // A bot first, then thanks, then an own remark, then a guest, then a colleague.
    let q = talk.ask("ann", 1.0);
    talk.answer(q, "robot", 1.0 + HOUR);
    talk.reply(q, "bo", 1.0 + 2.0 * HOUR, THANKS);
    talk.answer(q, "ann", 1.0 + 3.0 * HOUR);
    talk.answer(q, "guest", 1.0 + 4.0 * HOUR);
    talk.answer(q, "cy", 1.0 + 5.0 * HOUR);
    // Deleted; too short; in return; then the answer that is thanked.
    let q = talk.ask("bo", 2.0);
    talk.reply(q, "ann", 2.0 + HOUR, DELETED);
    let short = talk.answer(q, "ann", 2.0 + 2.0 * HOUR);
    talk.messages[short].words = 2;
    talk.reply(q, "ann", 2.0 + 3.0 * HOUR, QUESTION);
    talk.answer(q, "cy", 2.0 + 6.0 * HOUR);
    talk.answer(q, "ann", 2.0 + 7.0 * HOUR);
    talk.reply(q, "bo", 2.0 + 8.0 * HOUR, THANKS);
    talk.ask("cy", 3.0);
    // Not questions of colleagues.
    talk.ask("guest", 4.0);
    talk.post("ann", 5.0, NOTHING);
    talk.observed(0.0, 10.0);
    let found = find(&talk.build());
    assert_eq!((found.questions, found.askers), (3, 3));
    let counts = counts(&found);
    let of = |part, of| (part, Some(of));
    assert_eq!(counts["answered"], of(2, 3));
    assert_eq!(counts["answered by a colleague"], of(2, 3));
    assert_eq!(counts["first by a colleague"], of(1, 2));
    assert_eq!(counts["first by an outsider"], of(1, 2));
    assert_eq!(counts["first by the community manager"], of(0, 2));
    assert_eq!(counts["first from another unit"], of(0, 0));
    assert_eq!(counts["accepted or thanked"], of(1, 2));
    assert_eq!(counts["people helped"], of(2, 3));
    assert_eq!(counts["colleagues who answered"], (2, None));
    let wall = first(&found, Clock::Wall);
    assert!(close(wall.median.time.unwrap(), 6.0), "{:?}", wall.median);
    assert_eq!(speed(&found, Until::Welcome, Clock::Wall).events, 1);
    assert!(close(speed(&found, Until::Welcome, Clock::Wall).median_of_those.unwrap(), 7.0));
    // Wilson of 2 of 3.
    let interval = found.shares[0].share.unwrap().interval.unwrap();
    assert!((interval.low - 0.2077).abs() < 1e-4 && (interval.high - 0.9385).abs() < 1e-4);
}

#[test]
fn the_community_manager_competes() {
    let builder = |cm: bool| {
        let mut talk = Talk::with(&["boss", "bo"]);
        for i in 0..20 {
            let asker = format!("a{i}");
            talk.person(&asker, "");
            let question = talk.ask(&asker, 1.0 + f64::from(i));
            let (by, hours) = if i % 4 == 0 { ("bo", 2.0) } else { ("boss", 3.0) };
            if i % 5 != 4 {
                talk.answer(question, by, 1.0 + f64::from(i) + hours * HOUR);
            }
        }
        talk.observed(0.0, 60.0);
        let roles = RoleOptions {
            community_managers: if cm { vec!["boss".into()] } else { Vec::new() },
            ..Default::default()
        };
        talk.build().with_roles(&roles).unwrap()
    };
    let found = find(&builder(true));
    // Of every twenty: colleagues answer 0, 8, 12, 16; nobody 4, 9, 14, 19; the manager the rest.
    assert_eq!(share(&found, ShareKind::FirstByColleague), (4, 16));
    assert_eq!(share(&found, ShareKind::FirstByOfficial), (12, 16));
    assert_eq!(share(&found, ShareKind::ByColleague), (4, 20));
    let wall = found.answerers.iter().find(|all| all.clock == Clock::Wall).unwrap();
    let at = |hours: f64| wall.points.iter().find(|point| point.hours == hours).unwrap();
    for (hours, colleague, official) in [(1.0, 0.0, 0.0), (2.0, 0.2, 0.0), (3.0, 0.2, 0.6), (168.0, 0.2, 0.6)]
    {
        let point = at(hours);
        assert!(
            close(point.colleague.value, colleague) && close(point.official.value, official),
            "{point:?}"
        );
        let sum = point.colleague.value + point.official.value + point.outsider.value + point.nobody.value;
        assert!(close(sum, 1.0));
    }
    assert!(found.provenance.warnings.iter().all(|warning| !warning.contains("no community manager")));
    let without = find(&builder(false));
    assert_eq!(share(&without, ShareKind::FirstByColleague), (16, 16));
    assert!(without.provenance.warnings.iter().any(|warning| warning.contains("no community manager")));
}

#[test]
fn business_hours_are_those_of_the_asker() {
    // 2024-01-05 is a Friday, 2024-01-01 a Monday.
    let mut talk = Talk::default();
    talk.person("hel", "Nordics/Sales");
    talk.person("mad", "Iberia");
    talk.person("bo", "Nordics/HR");
    talk.person("far", "Asia");
    // Friday 14:30 UTC (16:30 in Helsinki, 15:30 in Madrid) to Monday 8:00 UTC (10:00; 9:00).
    for asker in ["hel", "mad", "far"] {
        let question = talk.ask(asker, 4.0 + 14.5 * HOUR);
        talk.answer(question, "bo", 7.0 + 8.0 * HOUR);
    }
    talk.observed(0.0, 31.0);
    let community = talk.build();
    let row = |unit, zone, hours, holidays| CalendarRecord { unit, site: "", zone, hours, holidays };
    let rows = [
        row("Nordics", "Europe/Helsinki", "", ""),
        row("Iberia", "Europe/Madrid", "Mon-Fri 9-18", ""),
        row("Asia", "", "", "2024-01-08"),
    ];
    let organisation = calendar("Mon-Fri 8-17", "UTC", &[]);
    let options = AnswersOptions { calendars: Calendars::new(organisation, &rows).unwrap(), ..options() };
    let found = answers(&community.whole(), &options).unwrap();
    let median = |unit: &str| {
        let part: &Part = found.units.iter().find(|part| part.name == unit).unwrap();
        (part.median.time.unwrap(), part.business_median.time.unwrap())
    };
    assert!(close(median("Nordics/Sales").1, 0.5 + 2.0));
    assert!(close(median("Iberia").1, 2.5 + 0.0));
    // A holiday on the Monday: only the rest of Friday.
    assert!(close(median("Asia").1, 2.5));
    assert!(["Nordics/Sales", "Iberia", "Asia"].iter().all(|unit| close(median(unit).0, 65.5)));
    assert_eq!(found.calendars_in_use, 3);
    // With one calendar in the zone of the view, and a week in which the clocks change.
    let mut talk = Talk::with(&["ann", "bo"]);
    // Thursday 2024-03-28 15:30 UTC to Tuesday 2024-04-02 6:30 UTC.
    let question = talk.ask("ann", 87.0 + 15.5 * HOUR);
    talk.answer(question, "bo", 92.0 + 6.5 * HOUR);
    talk.observed(0.0, 120.0);
    let community = talk.build();
    let hours = |zone: &str, holidays: &[&str]| {
        let calendar =
            Calendar { holidays: Holidays::parse(holidays.iter().copied()).unwrap(), ..Calendar::default() };
        let options = AnswersOptions { calendars: calendar.into(), ..self::options() };
        let view = community.view(&Window::parse(None, None, zone).unwrap());
        first(&answers(&view, &options).unwrap(), Clock::Business).median.time.unwrap()
    };
    // UTC: 1.5 on Thursday, 9 on Friday and Monday, none on Tuesday before 8.
    assert!(close(hours("UTC", &[]), 19.5));
    // Helsinki: past 17 on Thursday; 9:30 in summer time on Tuesday.
    assert!(close(hours("Europe/Helsinki", &[]), 19.5));
    assert!(close(hours("Europe/Helsinki", &["2024-03-29", "2024-04-01"]), 1.5));
    assert!(close(hours("America/New_York", &["2024-03-29", "2024-04-01"]), 5.5));
}

#[test]
fn units_groups_periods_and_what_is_left_out() {
    let mut talk = Talk::default();
    for (person, unit) in [("ann", "A/x"), ("bo", "A/y"), ("cy", "B"), ("di", "")] {
        talk.person(person, unit);
    }
    for (at, asker, by) in
        [(1.0, "ann", "bo"), (8.0, "ann", "cy"), (15.0, "bo", "cy"), (36.0, "di", "ann"), (36.5, "cy", "di")]
    {
        let question = talk.ask(asker, at);
        talk.answer(question, by, at + HOUR);
    }
    talk.observed(0.0, 60.0);
    let community = talk.build();
    let found = answers(&community.whole(), &AnswersOptions { unit_level: Some(1), ..options() }).unwrap();
    let units: Vec<(&str, u64)> =
        found.units.iter().map(|part| (part.name.as_str(), part.questions)).collect();
    assert_eq!(units, [("A", 3), ("B", 1)]);
    // Of the first answers with both units known: bo to ann within A; cy to ann and bo across.
    assert_eq!(share(&found, ShareKind::FromOtherUnit), (2, 3));
    let whole = find(&community);
    assert_eq!(share(&whole, ShareKind::FromOtherUnit), (3, 3));
    assert_eq!(whole.groups.iter().map(|part| part.questions).sum::<u64>(), 5);
    let months: Vec<(String, bool, u64)> = whole
        .periods
        .iter()
        .map(|period| (period.start.to_string(), period.whole, period.part.questions))
        .collect();
    // 60 days from 1 January 2024 are the whole of January and February.
    assert_eq!(months, [("2024-01-01".into(), true, 3), ("2024-02-01".into(), true, 2)]);
    let weekly = AnswersOptions { period: Period::Week, ..options() };
    let weeks = answers(&community.whole(), &weekly).unwrap().periods;
    assert_eq!(weeks.len(), 9);
    assert_eq!(weeks.iter().filter(|week| week.whole).count(), 8);
    assert_eq!(weeks.iter().map(|week| week.part.questions).sum::<u64>(), 5);
    let excluded: BTreeMap<&str, u64> =
        whole.provenance.excluded.iter().map(|(what, n)| (what.as_str(), *n)).collect();
    assert_eq!(excluded["questions whose asker has no known unit: in no number by unit"], 1);
    assert_eq!(excluded["questions whose language is not clear: in no number by language"], 5);
}

#[test]
fn edges() {
    let nothing = CommunityBuilder::new().build().unwrap();
    let people = Talk::with(&["a"]).build();
    let mut alone = Talk::with(&["a"]);
    alone.ask("a", 1.0);
    let mut at_once = Talk::with(&["a", "b"]);
    for _ in 0..30 {
        let question = at_once.ask("a", 1.0);
        at_once.answer(question, "b", 1.0);
    }
    at_once.observed(0.0, 2.0);
    for community in [nothing, people, alone.build(), at_once.build()] {
        for options in [options(), AnswersOptions::default()] {
            let found = answers(&community.whole(), &options).unwrap();
            for table in found.tables() {
                check(&table);
            }
            for policy in [Policy::named(), Policy::aggregate(), Policy::pseudonymous(&[7; 16]).unwrap()] {
                let text = cmgraph::report::answers_text(&found, &policy, &Default::default()).unwrap();
                assert!(!text.contains("NaN"), "{text}");
            }
        }
        let window = Window::parse(Some("2030-01-01"), None, "UTC").unwrap();
        assert_eq!(answers(&community.view(&window), &options()).unwrap().questions, 0);
    }
    let community = Talk::with(&["a"]).build();
    for (options, name) in [
        (AnswersOptions { interval_level: 1.0, ..options() }, "interval_level"),
        (AnswersOptions { interval_level: f64::NAN, ..options() }, "interval_level"),
        (AnswersOptions { unit_level: Some(0), ..options() }, "unit_level"),
    ] {
        assert!(answers(&community.whole(), &options).unwrap_err().to_string().contains(name));
    }
}

#[test]
fn small_groups_are_hidden() {
    let mut talk = Talk::with(&["helper"]);
    for (unit, people) in [("Large", 12), ("Middle", 6), ("Small", 3)] {
        for i in 0..people {
            let id = format!("{unit}{i}");
            talk.person(&id, unit);
            for n in 0..3 {
                let at = f64::from(i) + f64::from(n) * 0.2;
                let question = talk.ask(&id, at);
                talk.answer(question, "helper", at + HOUR);
            }
        }
    }
    talk.observed(0.0, 60.0);
    let found = find(&talk.build());
    for table in found.tables() {
        for policy in [Policy::named(), Policy::aggregate()] {
            let release = policy.apply(&table);
            let json = release.to_json();
            assert!(!json.contains("Small0") && !json.contains("helper\""), "{}", table.name());
            if let Some(units) = release.column("unit") {
                for row in 0..release.rows() {
                    let name = units.values.text(row).unwrap();
                    let numbers = release.columns().iter().filter(|c| c.role.is_number());
                    let told = numbers.filter(|c| c.values.is_some(row)).count();
                    // Small is hidden for its size, Middle so that the sum does not give it away.
                    assert_eq!(
                        told > 0,
                        name == "Large",
                        "{}: {name} {:?} {}",
                        table.name(),
                        policy.mode(),
                        release.to_csv()
                    );
                }
            }
        }
    }
}

#[test]
fn row_order_and_threads_do_not_matter() {
    let mut talk = Talk::default();
    for i in 0..12 {
        talk.person(&format!("p{i}"), ["A", "B", ""][i % 3]);
    }
    for i in 0..60usize {
        let at = (i * 37 % 50) as f64 + i as f64 * 0.01;
        let question = talk.ask(&format!("p{}", i % 12), at);
        for n in 0..i % 3 {
            talk.answer(question, &format!("p{}", (i + n + 1) % 12), at + HOUR * (n + i % 7) as f64);
        }
        if i % 4 == 0 {
            talk.reply(question, &format!("p{}", i % 12), at + 1.0, THANKS);
        }
    }
    talk.observed(0.0, 90.0);
    let expected = bytes(&find(&talk.build()).tables());
    let reversed = talk.build_in_order(|rows| rows.into_iter().rev().collect());
    assert_eq!(bytes(&find(&reversed).tables()), expected);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| bytes(&find(&talk.build()).tables())), expected);
    }
}

/// Kaplan-Meier by its definition, one question after the other.
fn brute_survival(lives: &[(i64, bool)], at: i64) -> f64 {
    let mut survival = 1.0;
    let mut times: Vec<i64> = lives.iter().filter(|life| life.1 && life.0 <= at).map(|life| life.0).collect();
    times.sort_unstable();
    times.dedup();
    for time in times {
        let risk = lives.iter().filter(|life| life.0 >= time).count() as f64;
        let events = lives.iter().filter(|life| life.1 && life.0 == time).count() as f64;
        survival *= 1.0 - events / risk;
    }
    survival
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn agrees_with_the_definition(
        questions in prop::collection::vec((0i64..100, prop::option::of(0i64..80), 0usize..4, any::<bool>()), 1..40)
    ) {
        let mut talk = Talk::with(&["p0", "p1", "p2", "p3", "helper"]);
        talk.account("guest", "", MemberKind::Guest, MemberState::Active);
        let end = 120i64;
        let mut lives = Vec::new();
        let mut guests = Vec::new();
        for &(at, delay, asker, guest) in &questions {
            let question = talk.ask(&format!("p{asker}"), 0.0);
            talk.messages[question].at = Timestamp(day(0.0).0 + at * 3_600_000);
            let seen = delay.filter(|delay| at + delay < end);
            if let Some(delay) = seen {
                let answer = talk.answer(question, if guest { "guest" } else { "helper" }, 0.0);
                talk.messages[answer].at = Timestamp(day(0.0).0 + (at + delay) * 3_600_000);
            }
            lives.push((seen.unwrap_or(end - at), seen.is_some()));
            guests.push(seen.is_some() && guest);
        }
        talk.observed(0.0, end as f64 / 24.0);
        let found = find(&talk.build());
        let wall = first(&found, Clock::Wall);
        let last = lives.iter().map(|life| life.0).max().unwrap();
        for (hours, within) in Clock::Wall.horizons().iter().zip(&wall.within) {
            let at = *hours as i64;
            if at <= last {
                prop_assert!((within.unwrap().value - (1.0 - brute_survival(&lives, at))).abs() < 1e-9);
            }
        }
        prop_assert_eq!(wall.events as usize, lives.iter().filter(|life| life.1).count());
        let half = (0..=last).find(|&at| brute_survival(&lives, at) <= 0.5 + 1e-9);
        match (wall.median.time, half) {
            (Some(time), Some(half)) => prop_assert!((time - half as f64).abs() < 1e-5),
            (found, expected) => prop_assert!(found.is_none() && expected.is_none(), "{:?} {:?}", found, expected),
        }
        prop_assert_eq!(share(&found, ShareKind::FirstByOutsider).0 as usize, guests.iter().filter(|&&g| g).count());
        for point in &found.answerers[0].points {
            let sum = point.colleague.value + point.official.value + point.outsider.value + point.nobody.value;
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
        for table in found.tables() {
            check(&table);
        }
    }
}

fn bundled(cm: bool) -> (Community, Truth) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let truth = Truth::read(&folder.join("truth.json")).unwrap();
    let roles = RoleOptions {
        community_managers: if cm { vec![truth.community_manager.clone()] } else { Vec::new() },
        communications: if cm { vec![truth.communications.clone()] } else { Vec::new() },
        ..Default::default()
    };
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), roles, ..Default::default() };
    (read(&[folder.join("export.zip")], &options).unwrap(), truth)
}

#[test]
fn what_was_planted_is_recovered() {
    let (community, truth) = bundled(true);
    let found = answers(&community.whole(), &AnswersOptions::default()).unwrap();
    // Planted: 1899 of 2334 questions answered, 423 of these first by the community manager.
    let planted = truth.counts["answered"] as f64 / truth.counts["questions"] as f64;
    let answered = found.shares[0].share.unwrap();
    assert!((answered.value - planted).abs() < 0.03, "{answered:?} {planted}");
    let rescued = truth.counts["answered_first_by_cm"] as f64 / truth.counts["answered"] as f64;
    let (by_cm, of) = share(&found, ShareKind::FirstByOfficial);
    assert!((by_cm as f64 / of as f64 - rescued).abs() < 0.03, "{by_cm} of {of}, {rescued}");
    // The share of the curve by the end is that of the shares, for the questions that could be followed.
    let week = first(&found, Clock::Wall).within[3].unwrap();
    assert!((week.value - answered.value).abs() < 0.03);
    for table in found.tables() {
        check(&table);
    }
    let text = cmgraph::report::answers_text(&found, &Policy::aggregate(), &Default::default()).unwrap();
    assert!(text.contains("Half of the questions had their first answer within"), "{text}");
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// A post of the site: id, whether it asks, parent, author, time, text.
struct Post {
    id: String,
    asks: bool,
    parent: String,
    author: String,
    at: Timestamp,
    words: u16,
}

fn posts(archive: &Path) -> Vec<Post> {
    use std::io::Read;
    let mut xml = String::new();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    zip.by_name("Posts.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return found,
            quick_xml::events::Event::Empty(row) => {
                let of: BTreeMap<String, String> = row
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        let key = attribute.key.as_ref().to_owned();
                        (key, attribute.value.into_owned())
                    })
                    .collect();
                let text = |key: &str| of.get(key).cloned().unwrap_or_default();
                // Tag wikis and other pages are no posts of people.
                if !["1", "2"].contains(&text("PostTypeId").as_str()) {
                    continue;
                }
                let author = text("OwnerUserId");
                found.push(Post {
                    id: text("Id"),
                    asks: text("PostTypeId") == "1",
                    parent: text("ParentId"),
                    author: if author.is_empty() { format!("deleted{}", text("Id")) } else { author },
                    at: Timestamp::parse(text("CreationDate").as_bytes()).unwrap(),
                    words: text("Body").split_whitespace().count().min(9999) as u16,
                });
            }
            _ => {}
        }
    }
}

/// The site with questions and answers alone; what askers answer themselves is by another account of theirs where it is to
/// count, as it does in the site's own numbers.
fn site(posts: &[Post], own_answers: bool) -> Community {
    let asked: BTreeMap<&str, &str> =
        posts.iter().map(|post| (post.id.as_str(), post.author.as_str())).collect();
    let mut builder = CommunityBuilder::new();
    let mut people = std::collections::BTreeSet::new();
    for post in posts {
        let own = own_answers && asked.get(post.parent.as_str()) == Some(&post.author.as_str());
        let author = if own { format!("{} self", post.author) } else { post.author.clone() };
        let record = MessageRecord {
            thread: if post.asks { post.id.as_bytes() } else { post.parent.as_bytes() },
            parent: post.parent.as_bytes(),
            flags: if post.asks { QUESTION } else { NOTHING },
            words: post.words,
            ..MessageRecord::new(post.id.as_bytes(), author.as_bytes(), post.at)
        };
        builder.message(&record).unwrap();
        people.insert(author);
    }
    for person in &people {
        builder.member(&MemberRecord { id: person, ..Default::default() });
    }
    builder.build().unwrap()
}

#[test]
fn a_public_site_where_only_answers_count() {
    let Some(archive) = shared("stackexchange-quantum/quantumcomputing.zip") else { return };
    let posts = posts(&archive);
    assert_eq!(posts.len(), 612 + 1060);
    let found = find(&site(&posts, true));
    let first_answer = first(&found, Clock::Wall);
    assert_eq!(share(&found, ShareKind::Answered), (569, 612));
    let (answered, of_those) = (569.0 / 612.0, first_answer.median_of_those.unwrap());
    assert!((answered - 0.930_f64).abs() < 5e-4 && (of_those - 2.69).abs() < 5e-3, "{answered} {of_those}");
    // With those that wait counted in it is longer, and own answers help nobody who could not help themselves.
    let median = first_answer.median.time.unwrap();
    assert!(median > 3.3 && median < 3.4, "{median}");
    let strict = find(&site(&posts, false));
    assert_eq!(share(&strict, ShareKind::Answered), (549, 612));
    let speed = first(&strict, Clock::Wall);
    println!(
        "answered by others {:?}, median {:?}, of those answered {:?}",
        share(&strict, ShareKind::Answered),
        speed.median,
        speed.median_of_those
    );
    assert!(
        (speed.median.time.unwrap() - 3.75).abs() < 0.05
            && (speed.median_of_those.unwrap() - 2.895).abs() < 1e-3
    );
}

#[test]
fn the_same_site_as_an_export_where_comments_are_replies() {
    let Some(export) = shared("yammer-quantum/export.zip") else { return };
    let community = read(&[export], &ReadOptions::default()).unwrap();
    let found = answers(&community.whole(), &AnswersOptions::default()).unwrap();
    println!(
        "{} questions heard, answered {:?}, median {:?}",
        found.questions,
        found.shares[0],
        first(&found, Clock::Wall).median
    );
    assert!(found.questions >= 250 && found.questions <= 612);
    // Comments come sooner, and more questions have one.
    assert!(found.shares[0].share.unwrap().value > 0.93);
    assert!(first(&found, Clock::Wall).median.time.unwrap() < 2.69);
}

#[test]
fn calendars_go_by_site_as_well() {
    let mut builder = CommunityBuilder::new();
    for (id, location) in [("ann", "Madrid"), ("bo", "Oslo"), ("cy", "")] {
        builder.member(&MemberRecord { id, location, department: location, ..Default::default() });
    }
    // Friday 2024-01-05, 14:00 UTC, answered on Monday at 9:00 UTC.
    for (i, asker) in ["ann", "cy"].into_iter().enumerate() {
        let (id, reply) = (format!("{i}"), format!("{i}a"));
        let question = MessageRecord::new(id.as_bytes(), asker.as_bytes(), day(4.0 + 14.0 * HOUR));
        builder.message(&MessageRecord { flags: QUESTION, words: 5, ..question }).unwrap();
        let answer = MessageRecord::new(reply.as_bytes(), b"bo", day(7.0 + 9.0 * HOUR));
        let thread = id.as_bytes();
        builder.message(&MessageRecord { thread, parent: thread, words: 9, ..answer }).unwrap();
    }
    let community = builder.build().unwrap();
    let rows =
        [CalendarRecord { site: "MADRID", zone: "Europe/Madrid", holidays: "01-08", ..Default::default() }];
    let calendars = Calendars::new(Calendar::default(), &rows).unwrap();
    let found = answers(&community.whole(), &AnswersOptions { calendars, ..options() }).unwrap();
    // Madrid: from 15 to 17 on Friday, Monday is free there; elsewhere three hours on Friday, one on Monday.
    let madrid = found.units.iter().find(|part| part.name == "Madrid").unwrap();
    assert!(close(madrid.business_median.time.unwrap(), 2.0));
    let both = first(&found, Clock::Business);
    assert!(close(both.median_of_those.unwrap(), 3.0), "{both:?}");
}

fn warnings(found: &Answers) -> String {
    found.provenance.warnings.join("; ")
}

/// A clock that was wrong is told; a calendar that is nobody's as well.
#[test]
fn what_looks_wrong_is_told() {
    let mut talk = Talk::with(&["a", "b"]);
    let question = talk.ask("a", 2.0);
    talk.answer(question, "b", 1.5);
    let late = talk.ask("a", 3.0);
    talk.answer(late, "b", 4.0);
    talk.observed(0.0, 30.0);
    let community = talk.build();
    let found = find(&community);
    assert_eq!(share(&found, ShareKind::Answered), (2, 2));
    assert!(warnings(&found).contains("1 first answer is dated before the question"), "{}", warnings(&found));
    let rows = [
        CalendarRecord { unit: "Sales", hours: "Mon-Fri 8-16", ..Default::default() },
        CalendarRecord { unit: "Slaes", site: "Turku", hours: "Mon-Fri 9-16", ..Default::default() },
    ];
    let mut talk = Talk::default();
    talk.person("a", "Sales");
    talk.person("b", "Sales");
    talk.ask("a", 2.0);
    let calendars = Calendars::new(Calendar::default(), &rows).unwrap();
    let found = answers(&talk.build().whole(), &AnswersOptions { calendars, ..options() }).unwrap();
    let told = warnings(&found);
    assert!(told.contains("has the calendar of slaes at turku:") && !told.contains("sales,"), "{told}");
    assert!(!told.contains("dated before"), "{told}");
}

#[test]
fn texts_say_what_the_numbers_carry() {
    let text = |talk: &Talk| {
        let found = answers(&talk.build().whole(), &AnswersOptions::default()).unwrap();
        let wide = cmgraph::table::TerminalOptions { width: 2000, ..Default::default() };
        cmgraph::report::answers_text(&found, &Policy::named(), &wide).unwrap()
    };
    // Nothing to say: once, not in tables of nothing but reasons.
    let mut talk = Talk::with(&["a", "b"]);
    talk.ask("a", 1.0);
    let few = text(&talk);
    assert!(
        few.contains("Not enough data: 1 question, at least 10 are needed.") && !few.contains("too few"),
        "{few}"
    );
    // Asked and answered on Saturdays: no working time at all.
    let people: Vec<String> = (0..12).map(|i| format!("p{i}")).collect();
    let mut talk = Talk::default();
    people.iter().for_each(|id| talk.person(id, "Sales"));
    let saturday = (0..7).find(|&i| {
        let day = cmgraph::time::Zone::utc().day(day(f64::from(i) + 0.5));
        day.0 - day.monday().0 == 5
    });
    for asker in &people[1..] {
        let question = talk.ask(asker, f64::from(saturday.unwrap()) + 0.3);
        talk.answer(question, "p0", f64::from(saturday.unwrap()) + 0.4);
    }
    talk.observed(0.0, 30.0);
    let weekend = text(&talk);
    assert!(
        weekend.contains(
            "less than a minute of the asker's working time: many are asked and answered outside it"
        ),
        "{weekend}"
    );
}

#[test]
fn nothing_later_than_the_window_counts() {
    let mut talk = Talk::default();
    for i in 0..8 {
        talk.person(&format!("p{i}"), ["A", "B"][i % 2]);
    }
    for i in 0..80usize {
        let at = (i * 29 % 60) as f64;
        let question = talk.ask(&format!("p{}", i % 8), at);
        let answer = talk.answer(question, &format!("p{}", (i + 1) % 8), at + (i % 9) as f64);
        if i % 3 == 0 {
            talk.reply(question, &format!("p{}", i % 8), at + 10.0, THANKS);
        } else if i % 3 == 1 {
            talk.react_at(&format!("p{}", i % 8), answer, at + 12.0);
        }
    }
    let whole = {
        let mut talk = talk.clone();
        talk.observed(0.0, 90.0);
        talk.build()
    };
    let past = {
        let mut talk = talk.clone();
        talk.messages.retain(|message| message.at < day(40.0));
        talk.observed(0.0, 40.0);
        talk.build()
    };
    let window = Window { to: Some(day(40.0)), ..Window::default() };
    let tables = |view: &cmgraph::View<'_>| bytes(&answers(view, &options()).unwrap().tables());
    assert_eq!(tables(&whole.view(&window)), tables(&past.whole()));
}
