//! Routing of open questions: who fits, who never does, what is open, and that the future stays out of it.

use crate::talk::*;
use cmgraph::calendar::{Calendar, CalendarRecord, Calendars, Holidays, WorkingHours};
use cmgraph::community::{MemberKind, MemberState, MessageFlags, RoleOptions};
use cmgraph::routing::{
    Asked, NobodyFits, RouteAll, RouteOptions, RouteRanking, RoutedQuestion, Router, Unanswered,
    UnansweredOptions, route, route_all, unanswered,
};
use cmgraph::stats::{Lifetime, kaplan_meier};
use cmgraph::{Community, Policy, Window};
use proptest::prelude::*;

fn names(community: &Community, ranking: &RouteRanking) -> Vec<String> {
    ranking.people.iter().map(|found| community.members().ids.get(found.member.index())).collect()
}

fn ranked(community: &Community, question: &str, at: f64, options: &RouteOptions) -> Vec<String> {
    let router = Router::new(&community.whole(), options).unwrap();
    names(community, &router.rank(&RoutedQuestion::text(question), day(at)))
}

fn suggested(community: &Community, question: &str, options: &RouteOptions) -> Vec<String> {
    let asked = Asked::Text(question.into());
    let found = route(&community.whole(), &asked, options).unwrap();
    found.tables().iter().for_each(check);
    found.suggestions.people.iter().map(|person| person.id.clone()).collect()
}

/// Anna answers about VPN, Bo about printers; Cy answers about VPN once; Eve only asks.
fn office() -> Talk {
    let mut talk = Talk::with(&["anna", "bo", "cy", "eve"]);
    for week in 0..6 {
        let at = 7.0 * f64::from(week) + 0.4;
        for (by, answer, question) in [
            ("anna", "The client needs a new token from the portal", "How do I renew the vpn token?"),
            (
                "bo",
                "Change the toner, there is a box on the second floor",
                "The printer shows an error, what is it?",
            ),
        ] {
            let q = talk.ask("eve", at);
            talk.text(q, question);
            let a = talk.answer(q, by, at + 0.1);
            talk.text(a, answer);
            if by == "anna" && week == 0 {
                let a = talk.answer(q, "cy", at + 0.2);
                talk.text(a, "Or ask the help desk for it");
            }
        }
    }
    talk.observed(0.0, 60.0);
    talk
}

#[test]
fn a_specialist_is_found() {
    let community = office().build();
    let options = RouteOptions::default();
    assert_eq!(ranked(&community, "My vpn asks for a token", 50.0, &options)[0], "anna");
    assert_eq!(ranked(&community, "Who changes the toner of the printer?", 50.0, &options)[0], "bo");
    assert_eq!(suggested(&community, "The vpn token is gone", &options), ["anna", "cy"]);
    // Nothing was known then.
    assert!(ranked(&community, "My vpn asks for a token", 0.1, &options).is_empty());
    let found = route(&community.whole(), &Asked::Text("The vpn token is gone".into()), &options).unwrap();
    let anna = &found.suggestions.people[0];
    assert_eq!((anna.answered_alike, anna.left_of_cap, anna.explored), (6, 5, false));
    assert_eq!(anna.reasons[0], "answered 6 similar questions");
    assert!(anna.reasons.contains(&"last seen 24 days ago".to_string()), "{:?}", anna.reasons);
    let interval = anna.propensity.unwrap();
    assert!(interval.contains(anna.candidate.features.propensity) && interval.low < interval.high);
    assert_eq!((found.suggestions.candidates, found.suggestions.fitting, found.indexed), (4, 2, 12));
    assert_eq!(found.similar.len(), 3);
}

#[test]
fn nobody_fits_is_an_answer_with_a_reason() {
    let why = |talk: &Talk, question: &str, options: &RouteOptions| {
        let found = route(&talk.build().whole(), &Asked::Text(question.into()), options).unwrap();
        assert!(found.suggestions.people.is_empty());
        found.tables().iter().for_each(check);
        found.suggestions.nobody
    };
    let options = RouteOptions::default();
    assert_eq!(why(&office(), "Kubernetes ingress?", &options), Some(NobodyFits::NothingAlike));
    let without = ["anna", "cy"].map(String::from).to_vec();
    let options = RouteOptions { exclude: without, ..options };
    assert_eq!(why(&office(), "The vpn token is gone", &options), Some(NobodyFits::NobodyLeft));
    let options = RouteOptions::default();
    let mut talk = Talk::with(&["anna", "eve"]);
    talk.observed(0.0, 9.0);
    assert_eq!(why(&talk, "Where is it?", &options), Some(NobodyFits::NoTexts));
    let q = talk.ask("eve", 1.0);
    talk.text(q, "Where is the form?");
    assert_eq!(why(&talk, "Where is it?", &options), Some(NobodyFits::NothingAnswered));
    let empty = Talk::default().build();
    assert_eq!(
        route(&empty.whole(), &Asked::Text("Where?".into()), &options).unwrap().suggestions.nobody,
        Some(NobodyFits::NoTexts)
    );
    assert!(route(&empty.whole(), &Asked::Message("7".into()), &options).is_err());
    assert!(unanswered(&empty.whole(), &UnansweredOptions::default()).unwrap().questions.is_empty());
    assert!(route_all(&empty.whole(), &UnansweredOptions::default()).unwrap().assignments.is_empty());
}

#[test]
fn other_units_go_first_where_scores_are_close() {
    let mut talk = Talk::default();
    for (id, unit) in [("a", "Sales"), ("b", "Sales"), ("c", "Legal"), ("d", "Sales"), ("eve", "IT")] {
        talk.person(id, unit);
    }
    // All answer the same questions at the same times, so that the scores are equal.
    for week in 0..4 {
        let q = talk.ask("eve", 7.0 * f64::from(week));
        talk.text(q, "Where is the travel form?");
        for by in ["a", "b", "c", "d"] {
            let a = talk.answer(q, by, 7.0 * f64::from(week) + 0.5);
            talk.text(a, "It is in the portal under forms");
        }
    }
    talk.observed(0.0, 30.0);
    let community = talk.build();
    let two = |close| RouteOptions { n: 2, close, ..RouteOptions::default() };
    assert_eq!(suggested(&community, "Where is the travel form?", &two(0.1)), ["a", "c"]);
    let all = RouteOptions { n: 4, ..RouteOptions::default() };
    assert_eq!(suggested(&community, "Where is the travel form?", &all), ["a", "c", "b", "d"]);
    // The lot falls on the last place alone, and the same for the same seed.
    let lot = RouteOptions { exploration: 1.0, ..two(0.1) };
    let drawn = suggested(&community, "Where is the travel form?", &lot);
    assert!(drawn[0] == "a" && ["b", "d"].contains(&drawn[1].as_str()), "{drawn:?}");
    assert_eq!(suggested(&community, "Where is the travel form?", &lot), drawn);
}

#[test]
fn one_expert_with_one_invitation() {
    let mut talk = office();
    // Ten answered questions behind each, so that much is known of how long questions wait.
    for (at, text) in [(58.0, "Why does the vpn want a token?"), (58.5, "My vpn token does not work, why?")] {
        let q = talk.ask("eve", at);
        talk.text(q, text);
    }
    let community = talk.build();
    let options = |cap| UnansweredOptions {
        route: RouteOptions { cap, needed: 1, ..RouteOptions::default() },
        ..UnansweredOptions::default()
    };
    let who = |found: &RouteAll| {
        let people = found.assignments.iter().flat_map(|a| a.people.iter().map(|person| person.id.clone()));
        people.collect::<Vec<_>>()
    };
    assert_eq!(who(&route_all(&community.whole(), &options(2)).unwrap()), ["anna", "anna"]);
    let found = route_all(&community.whole(), &options(1)).unwrap();
    let mut asked = who(&found);
    asked.sort();
    assert_eq!((asked, found.most, found.people), (vec!["anna".into(), "cy".into()], 1, 2));
    found.tables().iter().for_each(check);
    // Both experts were invited already.
    let invited = ["anna", "cy", "cy"].map(String::from).to_vec();
    let busy = UnansweredOptions {
        route: RouteOptions { invited, ..options(1).route },
        ..UnansweredOptions::default()
    };
    let found = route_all(&community.whole(), &busy).unwrap();
    assert!(who(&found).is_empty());
    let unfilled = found.tables();
    let unfilled = unfilled.iter().find(|table| table.name() == "route_all_unfilled").unwrap();
    assert_eq!(unfilled.rows(), 2);
}

/// Questions that wait 1, 2, ... days for an answer, and some that got none.
fn waiting() -> Talk {
    let mut talk = Talk::with(&["anna", "bo"]);
    for i in 0..30 {
        let at = f64::from(i) * 2.0;
        let q = talk.ask("bo", at);
        talk.text(q, "Where is the form?");
        if i % 5 != 4 {
            talk.answer(q, "anna", at + 0.2 * f64::from(i % 10));
        }
    }
    talk.observed(0.0, 60.0);
    talk
}

/// Routing where people work at these hours, so that no other day is like them.
fn working(hours: &str, holidays: &[&str]) -> RouteOptions {
    let hours = WorkingHours::parse(hours).unwrap();
    let calendar =
        Calendar { hours, zone: None, holidays: Holidays::parse(holidays.iter().copied()).unwrap() };
    RouteOptions { calendars: calendar.into(), ..RouteOptions::default() }
}

fn around_the_clock() -> UnansweredOptions {
    UnansweredOptions { route: working("Mon-Sun 0-24", &[]), ..UnansweredOptions::default() }
}

#[test]
fn chances_of_open_questions() {
    let community = waiting().build();
    let options = UnansweredOptions { max_age_days: 1e6, ..around_the_clock() };
    let found = unanswered(&community.whole(), &options).unwrap();
    assert_eq!((found.asked, found.answered, found.questions.len(), found.askers), (30, 24, 6, 1));
    let lifetimes: Vec<Lifetime> = (0..30)
        .map(|i| match i % 5 {
            4 => Lifetime::new(24.0 * (60.0 - 2.0 * f64::from(i)), false),
            _ => Lifetime::new(24.0 * 0.2 * f64::from(i % 10), true),
        })
        .collect();
    let curve = kaplan_meier(&lifetimes, 0.95).unwrap();
    for question in &found.questions {
        let at_risk = lifetimes.iter().filter(|l| l.exit > question.age_hours).count() as u64;
        let Some(chance) = question.chance else {
            assert!(at_risk < 10 || curve.at(question.age_hours + 24.0).is_none(), "{question:?}");
            assert!(question.to_route);
            continue;
        };
        let share = |age| curve.at(age).unwrap().survival;
        let expected = 1.0 - share(question.age_hours + 24.0) / share(question.age_hours);
        // All are of one group, so both curves are the same.
        assert!((chance.value - expected).abs() < 1e-9, "{question:?} {expected}");
        assert!(chance.interval.low <= chance.value && chance.value <= chance.interval.high);
    }
    let young = unanswered(&community.whole(), &around_the_clock()).unwrap();
    assert_eq!((young.questions.len(), young.open, young.too_old), (3, 3, 3));
    young.tables().iter().for_each(check);
    // The first alone are listed; all are counted.
    let one = unanswered(&community.whole(), &UnansweredOptions { n: 1, ..around_the_clock() }).unwrap();
    assert_eq!(one.questions[..], young.questions[..1]);
    assert_eq!((one.open, one.to_route, &one.groups), (3, young.to_route, &young.groups));
    let not_listed = one.provenance.excluded.iter().find(|(why, _)| why.contains("after the first n"));
    assert_eq!(not_listed.unwrap().1, 2);
}

#[test]
fn waits_are_those_of_business_hours() {
    let community = waiting().build();
    let view = community.whole();
    let of = |hours: &str, holidays: &[&str]| {
        let route = working(hours, holidays);
        unanswered(&view, &UnansweredOptions { route, ..UnansweredOptions::default() }).unwrap()
    };
    let ages = |found: &Unanswered| -> Vec<(f64, f64)> {
        found.questions.iter().map(|q| (q.age_hours, q.age_business_hours)).collect()
    };
    for (age, business) in ages(&of("Mon-Sun 0-24", &[])) {
        assert_eq!(age, business);
    }
    // Twelve hours of every day; every question was asked at midnight.
    for (age, business) in ages(&of("Mon-Sun 6-18", &[])) {
        assert!((business - age / 2.0).abs() < 1e-9, "{age} {business}");
    }
    let closed = of("Mon-Sun 0-24", &["2024-01-01..2024-12-31"]);
    assert!(closed.questions.iter().all(|q| q.age_business_hours == 0.0));
    // Who waits by the calendar of his or her own unit waits by that.
    let rows = [CalendarRecord { unit: "Nobody", hours: "Mon 8-9", ..Default::default() }];
    let calendars = Calendars::new(Calendar::default(), &rows).unwrap();
    let route = RouteOptions { calendars, ..RouteOptions::default() };
    let found = unanswered(&view, &UnansweredOptions { route, ..UnansweredOptions::default() }).unwrap();
    assert!(found.provenance.warnings.iter().any(|w| w.contains("none, or only one")), "{found:?}");
    assert_eq!(ages(&found), ages(&of("Mon-Fri 8-17", &[])));
}

#[test]
fn what_was_read_serves_other_routers() {
    let community = office().build();
    let view = community.whole();
    let options = RouteOptions { cap: 2, ..RouteOptions::default() };
    let router = Router::new(&view, &RouteOptions::default()).unwrap();
    let asked = Asked::Text("My vpn token is gone".into());
    let expected = route(&view, &asked, &options).unwrap();
    let memory = router.memory();
    for memory in [None, Some(&memory)] {
        let found = Router::with_memory(&view, &options, memory).unwrap().route(&asked).unwrap();
        assert_eq!(found, expected);
    }
    // Not for another window or other calendars: then all is read anew.
    let window = Window { to: Some(day(12.0)), ..Window::default() };
    let early = community.view(&window);
    for (view, options) in [(&early, options.clone()), (&view, working("Mon-Sun 0-24", &[]))] {
        let found = Router::with_memory(view, &options, Some(&memory)).unwrap().route(&asked).unwrap();
        assert_eq!(found, route(view, &asked, &options).unwrap());
    }
}

#[test]
fn a_fresh_question_has_a_chance_and_needs_nobody() {
    // 39 questions answered after two hours each, then one that is an hour old.
    let mut talk = Talk::with(&["anna", "bo", "cy"]);
    for i in 0..39 {
        let q = talk.ask("bo", f64::from(i));
        talk.answer(q, "anna", f64::from(i) + 2.0 / 24.0);
    }
    talk.ask("cy", 40.0);
    talk.observed(0.0, 40.0 + 1.0 / 24.0);
    let found = unanswered(&talk.build().whole(), &around_the_clock()).unwrap();
    let question = &found.questions[0];
    let chance = question.chance.unwrap();
    assert_eq!((found.questions.len(), chance.at_risk), (1, 39));
    assert!(chance.value > 0.95 && !question.to_route && question.need < 0.1, "{question:?}");
    assert_eq!(question.asker_is_new, Some(true));
}

#[test]
fn texts_leave_only_where_asked_for_and_by_name() {
    let community = waiting().build();
    let view = community.whole();
    let of = |show_text| -> Unanswered {
        unanswered(&view, &UnansweredOptions { show_text, ..UnansweredOptions::default() }).unwrap()
    };
    let csv = |found: &Unanswered, policy: &Policy| {
        found.tables().iter().map(|table| policy.apply(table).to_csv()).collect::<String>()
    };
    let pseudonymous = Policy::pseudonymous(b"a key for the tests alone").unwrap();
    assert!(csv(&of(true), &Policy::named()).contains("Where is the form"));
    for policy in [Policy::named(), pseudonymous.clone(), Policy::aggregate()] {
        assert!(!csv(&of(false), &policy).contains("Where is"));
    }
    assert!(!csv(&of(true), &pseudonymous).contains("Where is"));
    assert!(!csv(&of(true), &Policy::aggregate()).contains("Where is"));
    // Whom to ask is a list of people.
    let office = office().build();
    let found = route(&office.whole(), &Asked::Text("My vpn token is gone".into()), &RouteOptions::default())
        .unwrap();
    let said = |policy: &Policy| found.tables().iter().map(|t| policy.apply(t).to_csv()).collect::<String>();
    assert!(said(&Policy::named()).contains("anna") && said(&Policy::named()).contains("vpn ("));
    let hidden = said(&pseudonymous);
    assert!(hidden.contains("p-") && !hidden.contains("anna") && !hidden.contains("vpn"), "{hidden}");
    assert!(!said(&Policy::aggregate()).contains("anna") && !said(&Policy::aggregate()).contains("p-"));
}

#[test]
fn in_a_private_group_only_those_who_wrote_there() {
    let mut talk = office();
    let q = talk.ask("eve", 50.0);
    talk.text(q, "My vpn token is gone, what now?");
    talk.messages[q].flags = QUESTION.with(MessageFlags::PRIVATE_GROUP);
    let community = talk.build();
    let view = community.whole();
    let router = Router::new(&view, &RouteOptions::default()).unwrap();
    let root = router.asked().last().unwrap();
    let question = router.question(root);
    // Everybody wrote in this one group before.
    assert_eq!(names(&community, &router.rank(&question, day(55.0)))[0], "anna");
    // Of another group nobody is known to read it.
    let elsewhere = RoutedQuestion { group: Some(cmgraph::GroupId(0)), ..question };
    let found = router.rank(&elsewhere, day(0.45));
    assert_eq!((found.people.len(), found.excluded.never_wrote), (0, 3));
}

#[test]
fn options_out_of_range_are_errors() {
    let community = office().build();
    let view = community.whole();
    let ok = RouteOptions::default();
    for options in [
        RouteOptions { n: 0, ..ok.clone() },
        RouteOptions { threads: 0, ..ok.clone() },
        RouteOptions { cap: 0, ..ok.clone() },
        RouteOptions { needed: 0, ..ok.clone() },
        RouteOptions { smoothing: 0.0, ..ok.clone() },
        RouteOptions { half_life_days: f64::NAN, ..ok.clone() },
        RouteOptions { active_days: -1.0, ..ok.clone() },
        RouteOptions { hours_ahead: 46, ..ok.clone() },
        RouteOptions { close: 1.0, ..ok.clone() },
        RouteOptions { exploration: 1.5, ..ok.clone() },
        RouteOptions { exclude: vec!["nobody".into()], ..ok.clone() },
        RouteOptions { invited: vec!["nobody".into()], ..ok.clone() },
    ] {
        assert!(Router::new(&view, &options).is_err(), "{options:?}");
    }
    assert!(unanswered(&view, &UnansweredOptions { n: 0, ..UnansweredOptions::default() }).is_err());
    for options in [
        UnansweredOptions { max_age_days: 0.0, ..UnansweredOptions::default() },
        UnansweredOptions { route_below: 1.1, ..UnansweredOptions::default() },
    ] {
        assert!(unanswered(&view, &options).is_err());
    }
}

const WORDS: [&str; 8] = ["vpn", "token", "printer", "toner", "travel", "form", "login", "password"];
const PEOPLE: [&str; 8] = ["p0", "p1", "p2", "p3", "gone", "shy", "robot", "guest"];

/// Messages of a made talk: author, thread to reply to (or none), day, words.
type Line = (usize, Option<usize>, f64, [usize; 3]);

fn talk_of(lines: &[Line]) -> Talk {
    let mut talk = Talk::with(&PEOPLE[..4]);
    talk.person("gone", "");
    talk.there(Some(-100.0), Some(40.0));
    talk.person("shy", "");
    talk.account("robot", "", MemberKind::Bot, MemberState::Active);
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    let mut lines: Vec<&Line> = lines.iter().collect();
    lines.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut roots = Vec::new();
    for (author, to, at, words) in lines {
        let author = PEOPLE[*author];
        let message = match to.filter(|_| !roots.is_empty()) {
            Some(to) => talk.answer(roots[to % roots.len()], author, *at),
            None => {
                roots.push(talk.ask(author, *at));
                roots[roots.len() - 1]
            }
        };
        let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
        talk.text(message, &format!("How is the {}?", words.join(" ")));
    }
    talk.observed(0.0, 60.0);
    talk
}

fn lines(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Line>> {
    let words = (0..WORDS.len(), 0..WORDS.len(), 0..WORDS.len()).prop_map(|(a, b, c)| [a, b, c]);
    let line = (0..PEOPLE.len(), prop::option::weighted(0.7, 0usize..20), 0.0f64..59.0, words);
    prop::collection::vec(line, n)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_whoever_must_not_be_asked(lines in lines(0..60), at in 0.0f64..60.0, cap in 1u32..3) {
        let community = talk_of(&lines).build();
        let view = community.whole();
        let options = RouteOptions {
            exclude: vec!["shy@example.com".into()],
            invited: vec!["p1".into(), "p1".into()],
            cap,
            ..RouteOptions::default()
        };
        let router = Router::new(&view, &options).unwrap();
        for message in router.asked() {
            let question = router.question(message);
            for as_of in [day(at), view.to()] {
                let ranking = router.rank(&question, as_of);
                for person in &ranking.people {
                    let id = community.members().ids.get(person.member.index());
                    prop_assert!(Some(person.member) != question.asker);
                    prop_assert!(!["shy", "robot", "guest"].contains(&id.as_str()), "{id}");
                    prop_assert!(id != "gone" || as_of <= day(40.0));
                    prop_assert!(id != "p1" || cap > 2);
                    prop_assert!(person.score.is_finite() && (0.0..=1.0).contains(&person.features.relevance));
                    prop_assert!((0.0..=1.0).contains(&person.features.propensity));
                    prop_assert!((0.0..=1.0).contains(&person.features.availability));
                }
                let total: f64 = ranking.people.iter().map(|person| person.features.relevance).sum();
                prop_assert!(total.abs() < 1e-9 || (total - 1.0).abs() < 1e-9);
                let members = community.members().len() as u64;
                let e = ranking.excluded;
                let out = e.asker + e.officials + e.others + e.left + e.opted_out + e.at_cap + e.silent
                    + e.in_thread + e.outside_group + e.never_wrote;
                prop_assert_eq!(out + ranking.people.len() as u64, members);
            }
        }
    }

    #[test]
    fn the_future_does_not_matter(past in lines(1..40), one in lines(0..30), other in lines(0..30), at in 5.0f64..50.0) {
        let known: Vec<Line> = past.iter().filter(|line| line.2 < at).cloned().collect();
        let with = |future: &[Line]| -> Vec<(String, Vec<(String, u64)>)> {
            let later = future.iter().map(|&(a, to, t, words)| (a, to, at + (60.0 - at) * t / 60.0, words));
            let lines: Vec<Line> = known.iter().cloned().chain(later).collect();
            let community = talk_of(&lines).build();
            let view = community.whole();
            let router = Router::new(&view, &RouteOptions::default()).unwrap();
            let learned = router.learn(day(at));
            assert!(learned.is_none());
            let of = |ranking: RouteRanking| {
                let ids = names(&community, &ranking);
                ids.into_iter().zip(ranking.people.iter().map(|p| p.score.to_bits())).collect::<Vec<_>>()
            };
            let mut found = vec![("text".into(), of(router.rank(&RoutedQuestion::text("vpn token?"), day(at))))];
            for message in router.asked() {
                let asked = community.messages().time(message);
                if asked < day(at) {
                    let question = router.question(message);
                    let id = community.messages().ids.get(message.index());
                    found.push((id.clone(), of(router.rank(&question, asked))));
                    found.push((id, of(router.rank(&question, day(at)))));
                }
            }
            found
        };
        prop_assert_eq!(with(&one), with(&other));
    }

    #[test]
    fn rows_and_threads_do_not_matter(lines in lines(0..50)) {
        let talk = talk_of(&lines);
        let of = |community: &Community| {
            let options = UnansweredOptions {
                route: RouteOptions { exploration: 0.5, learn: true, min_learned: 5, ..RouteOptions::default() },
                ..UnansweredOptions::default()
            };
            let all = route_all(&community.whole(), &options).unwrap();
            let one = route(&community.whole(), &Asked::Text("vpn token?".into()), &options.route).unwrap();
            all.tables().iter().chain(&one.tables()).for_each(check);
            bytes(&all.tables()) + &bytes(&one.tables())
        };
        let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        let first = pool(1).install(|| of(&talk.build()));
        let turned = talk.build_in_order(|mut rows| {
            rows.reverse();
            rows
        });
        prop_assert_eq!(&first, &pool(3).install(|| of(&turned)));
    }
}

#[test]
fn officials_only_as_a_fallback() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    let manager = "anna.manager@example.com";
    let options = cmgraph::ReadOptions {
        roles: RoleOptions { community_managers: vec![manager.into()], ..RoleOptions::default() },
        ..cmgraph::ReadOptions::default()
    };
    let community = cmgraph::read(&[path], &options).unwrap();
    let view = community.view(&Window::default());
    let manager = community.members().find(manager)[0];
    let has = |fallback| {
        let router = Router::new(&view, &RouteOptions { fallback, ..RouteOptions::default() }).unwrap();
        let ranking = router.rank(&RoutedQuestion::text("Where is the form for travel?"), view.to());
        ranking.people.iter().any(|person| person.member == manager)
    };
    assert!(!has(false) && has(true));
}
