//! What hangs on whom: known answers, brute force, planted dependence, degenerate communities, what leaves.

use crate::talk::{DELETED, NOTHING, QUESTION, THANKS, Talk, bytes, check, member};
use cmgraph::community::{MemberKind, MemberState, RoleOptions};
use cmgraph::dependence::{
    AlarmKind, Dependence, DependenceOptions, Scope, Severity, Share, ShareKind, StructureMeasure, Subject,
    WhatIf, WhatIfOptions, Who, dependence, what_if_removed,
};
use cmgraph::report::{dependence_text, findings, what_if_text};
use cmgraph::simulate::{SimulateOptions, Size, Truth, write};
use cmgraph::{Community, Mode, Policy, ReadOptions, Release, Window, read};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const HOUR: f64 = 1.0 / 24.0;

fn with_cm(community: Community) -> Community {
    let community_managers = vec!["cm".into()];
    community.with_roles(&RoleOptions { community_managers, ..RoleOptions::default() }).unwrap()
}

fn panel(community: &Community) -> Dependence {
    let options = DependenceOptions { min_questions: 1, draws: 50, ..Default::default() };
    let found = dependence(&community.whole(), &options).unwrap();
    found.tables().iter().for_each(check);
    found
}

fn what_if(community: &Community, who: &[Who]) -> WhatIf {
    let options = WhatIfOptions { min_questions: 1, removals: 20, curve_draws: 5, ..Default::default() };
    let found = what_if_removed(&community.whole(), who, &options).unwrap();
    found.tables().iter().for_each(check);
    found
}

fn share(found: &Dependence, scope: Scope, kind: ShareKind) -> Share {
    *found.shares.iter().find(|share| share.scope == scope && share.kind == kind).unwrap()
}

/// The toy of the methods: hours to answers of the community manager and of others.
fn toy() -> Community {
    let mut talk = Talk::with(&["cm", "a", "b", "c", "d"]);
    let rows: [(f64, Option<f64>, Option<f64>); 6] = [
        (1.0, Some(1.0), Some(5.0)),
        (8.0, Some(2.0), None),
        (2.0, None, Some(3.0)),
        (9.0, None, None),
        (3.0, Some(1.0), Some(10.0)),
        (4.0, None, Some(4.0)),
    ];
    for (at, cm, other) in rows {
        let question = talk.ask("a", at);
        if let Some(hours) = cm {
            talk.answer(question, "cm", at + hours * HOUR);
        }
        if let Some(hours) = other {
            talk.answer(question, "b", at + hours * HOUR);
        }
    }
    talk.observed(0.0, 10.0);
    with_cm(talk.build())
}

#[test]
fn published_toy() {
    let found = what_if(&toy(), &[Who::CommunityManagers]).service;
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    close(found.factual.day.unwrap().value, 1.0 - 0.5 / 3.0);
    close(found.pessimistic.day.unwrap().value, 4.0 / 6.0);
    // Others take 3 or 4 hours; Q2 gets either, Q1 and Q5 too: all within the day.
    close(found.others_median_hours.unwrap(), 4.0);
    close(found.optimistic.day.unwrap().value, 5.0 / 6.0);
    assert_eq!((found.questions, found.askers, found.answered), (6, 1, 5));
    assert_eq!((found.first_by_removed, found.only_by_removed), (3, 1));
    let loss = &found.losses[0];
    close(loss.at_most.value, 1.0 / 6.0);
    close(loss.at_least.value, 0.0);
    assert!(loss.bounds.low < 1e-9 && loss.bounds.high > 1.0 / 6.0 && loss.bounds.high < 0.7);
    // Nobody was asked for a week and a half.
    assert!(found.losses.len() == 1 || found.losses[1].at_most.value <= 1.0);
}

#[test]
fn shares_of_the_desk() {
    let mut talk = Talk::with(&["cm", "a", "b", "c"]);
    let first = talk.ask("a", 1.0);
    talk.answer(first, "cm", 1.1);
    talk.answer(first, "b", 1.2);
    let second = talk.ask("b", 2.0);
    talk.mention(second, &["cm"]);
    talk.answer(second, "c", 2.1);
    talk.answer(second, "cm", 2.2);
    let news = talk.post("cm", 3.0, NOTHING);
    talk.reply(news, "c", 3.1, QUESTION);
    let chat = talk.post("c", 4.0, NOTHING);
    let aside = talk.answer(chat, "cm", 4.1);
    talk.reply(aside, "a", 4.2, QUESTION);
    talk.ask("c", 80.0);
    talk.post("a", 81.0, DELETED);
    talk.observed(0.0, 98.0);
    let found = panel(&with_cm(talk.build()));
    assert_eq!(found.subject, Subject::CommunityManagers);
    let counts = |scope, kind| {
        let share = share(&found, scope, kind);
        (share.part, share.of)
    };
    assert_eq!(counts(Scope::Window, ShareKind::FirstAnswers), (1, 2));
    assert_eq!(counts(Scope::Window, ShareKind::Addressed), (3, 5));
    assert_eq!(counts(Scope::Window, ShareKind::Threads), (1, 5));
    assert_eq!(counts(Scope::Window, ShareKind::Conversations), (4, 4));
    assert_eq!(counts(Scope::Trailing, ShareKind::FirstAnswers), (0, 0));
    assert_eq!(counts(Scope::Trailing, ShareKind::Threads), (0, 1));
    let answers: Vec<(u64, u64, u64)> =
        found.concentration.iter().map(|row| (row.answerers, row.questions, row.answers)).collect();
    assert_eq!(answers, [(3, 2, 4), (2, 2, 2), (0, 0, 0), (0, 0, 0)]);
}

/// 30 weeks of ten questions; the community manager answers as many of them first as `cm` says for a week, else four
/// colleagues take turns.
fn weekly(cm: impl Fn(u32) -> u32) -> Community {
    let askers: Vec<String> = (0..9).map(|i| format!("asker{i}")).collect();
    let people: Vec<&str> = askers.iter().map(String::as_str).chain(["cm", "h0", "h1", "h2", "h3"]).collect();
    let mut talk = Talk::with(&people);
    for week in 0..30 {
        for i in 0..10u32 {
            let at = f64::from(7 * week) + 0.3 + 0.6 * f64::from(i);
            let question = talk.ask(&askers[(i % 9) as usize], at);
            let helper = format!("h{}", (week + i) % 4);
            talk.answer(question, if i < cm(week) { "cm" } else { &helper }, at + 0.1);
        }
    }
    talk.observed(0.0, 210.0);
    with_cm(talk.build())
}

#[test]
fn alarms_ring_when_they_should() {
    let options = DependenceOptions { draws: 50, ..Default::default() };
    let kinds = |community: &Community| -> Vec<(AlarmKind, bool)> {
        let found = dependence(&community.whole(), &options).unwrap();
        assert_eq!((found.weeks.len(), found.series_scanned), (30, 3));
        found.alarms.iter().map(|alarm| (alarm.kind, alarm.open)).collect()
    };
    assert_eq!(kinds(&weekly(|_| 2)), []);
    assert_eq!(kinds(&weekly(|_| 9)), [(AlarmKind::ShareAbove, true), (AlarmKind::FewAnswerers, true)]);
    let rising = weekly(|week| if week < 15 { 1 } else { 8 });
    // Half of the answers come from two people from week 18 on; the running share is above one half too late for four weeks.
    assert_eq!(kinds(&rising), [(AlarmKind::ShareRose, true), (AlarmKind::FewAnswerers, true)]);
    let found = dependence(&rising.whole(), &options).unwrap();
    let rose = found.alarms[0];
    assert_eq!((rose.answered, rose.first, rose.severity), (150, 120, Severity::High));
    assert!((rose.value - 0.8).abs() < 1e-9 && (rose.before.unwrap() - 0.1).abs() < 1e-9);
    assert!(rose.loss.unwrap() > 0.7);
    // It fell: that is none.
    assert!(
        kinds(&weekly(|week| if week < 15 { 8 } else { 1 }))
            .iter()
            .all(|(kind, open)| *kind != AlarmKind::ShareRose && !open)
    );
    // The running share by hand.
    let (mut a, mut b) = (0.5, 0.5);
    for week in &found.weeks[..3] {
        (a, b) = (0.95 * a + week.first as f64, 0.95 * b + (week.answered - week.first) as f64);
        assert!(week.p_above < 0.01, "{a} {b}");
    }
    // With too few questions nothing rings.
    let careful = DependenceOptions { min_questions: 200, draws: 10, ..Default::default() };
    let quiet = dependence(&weekly(|_| 9).whole(), &careful).unwrap();
    assert!(quiet.alarms.is_empty() && quiet.series_scanned == 0);
}

#[test]
fn an_absence_is_found_and_compared() {
    let mut talk = Talk::with(&["cm", "a", "b", "c", "d", "e", "f", "h"]);
    // 20 weeks; the community manager answers everything within the hour, but for weeks 8 and 9; nobody else does.
    for week in 0..20 {
        for i in 0..10 {
            let at = f64::from(7 * week) + 0.3 + 0.5 * f64::from(i);
            let question = talk.ask(["a", "b", "c", "d", "e", "f"][i as usize % 6], at);
            if !(8..10).contains(&week) {
                talk.answer(question, "cm", at + HOUR);
            } else if i % 2 == 0 {
                talk.answer(question, "h", at + 2.0);
            }
        }
    }
    talk.observed(0.0, 140.0);
    let found = panel(&with_cm(talk.build()));
    // It is the record of one person: in aggregate mode nothing says that there was one.
    let said = |policy: &Policy| {
        let tables = released(&found.tables(), policy);
        let all: Vec<String> = tables.iter().map(Release::to_json).collect();
        (dependence_text(&found, policy, &Default::default()).unwrap(), all.concat(), tables)
    };
    let (text, _, _) = said(&Policy::named());
    assert!(text.contains("Once the community manager was away (10 working days in all)"), "{text}");
    let (text, all, tables) = said(&Policy::aggregate());
    assert!(tables[4].disclosure().withheld.is_some() && tables[4].rows() == 0);
    assert!(!text.contains("was away") && !text.contains("never away"), "{text}");
    assert!(!all.contains("absences_found") && !all.contains("absence_working_days"));
    let absences = found.absences.clone().unwrap();
    assert_eq!((absences.spans.len(), absences.working_days.as_slice()), (1, [10].as_slice()));
    // From the Saturday after the last message in week 7 (Friday) to Monday of week 10.
    assert_eq!(absences.spans[0].0.to_string(), "2024-02-24");
    assert_eq!(absences.spans[0].1.to_string(), "2024-03-11");
    assert_eq!((absences.inside.questions, absences.inside.day.unwrap().value), (20, 0.0));
    assert_eq!((absences.around.questions, absences.around.day.unwrap().value), (60, 1.0));
    assert_eq!(absences.inside.week.unwrap().value, 0.5);
    let difference = absences.day_difference.unwrap();
    assert_eq!(difference.value, -1.0);
    assert!(difference.interval.unwrap().high < -0.7);
    assert!(absences.asked_ratio.unwrap().interval.unwrap().contains(1.0));
}

#[test]
fn nobody_named_is_the_busiest_answerer() {
    let mut talk = Talk::with(&["a", "b", "c"]);
    for i in 0..6 {
        let question = talk.ask("a", f64::from(i));
        talk.answer(question, if i < 4 { "c" } else { "b" }, f64::from(i) + 0.1);
    }
    talk.observed(0.0, 40.0);
    let community = talk.build();
    let found = panel(&community);
    assert_eq!(
        (found.subject, found.accounts.as_slice()),
        (Subject::BusiestAnswerer, [member(&community, "c")].as_slice())
    );
    assert_eq!(share(&found, Scope::Window, ShareKind::FirstAnswers).part, 4);
    // Whose days away are nobody's business.
    assert!(found.absences.is_none() && found.tables().len() == 4);
    // One colleague: in aggregate mode nothing leaves about him or her.
    let aggregate = Policy::aggregate();
    assert!(released(&found.tables(), &aggregate).iter().all(|table| table.disclosure().withheld.is_some()));
    let text = dependence_text(&found, &aggregate, &Default::default()).unwrap();
    assert!(text.contains("about one colleague") && !text.contains("67%"), "{text}");
    let error = what_if_removed(&community.whole(), &[Who::CommunityManagers], &WhatIfOptions::default());
    assert!(error.unwrap_err().to_string().contains("--cm"));
    assert_eq!(what_if(&community, &[Who::TopAnswerers(1)]).removed, [member(&community, "c")]);
}

#[test]
fn communications_are_not_the_community_manager() {
    let mut talk = Talk::with(&["cm", "news", "a", "b"]);
    for i in 0..6 {
        let question = talk.ask("a", f64::from(i));
        talk.answer(question, if i < 4 { "news" } else { "cm" }, f64::from(i) + 0.1);
        talk.post("news", f64::from(i) + 0.5, NOTHING);
    }
    talk.observed(0.0, 40.0);
    let build = |community_managers: &[&str]| {
        let community_managers = community_managers.iter().map(|id| id.to_string()).collect();
        let communications = vec!["news".into()];
        talk.build()
            .with_roles(&RoleOptions { community_managers, communications, ..RoleOptions::default() })
            .unwrap()
    };
    let both = build(&["cm"]);
    let found = panel(&both);
    assert_eq!(found.accounts, [member(&both, "cm")]);
    assert_eq!(share(&found, Scope::Window, ShareKind::FirstAnswers).part, 2);
    assert_eq!(share(&found, Scope::Window, ShareKind::Threads).part, 0);
    assert_eq!(what_if(&both, &[Who::CommunityManagers]).service.first_by_removed, 2);
    let found = panel(&build(&[]));
    assert_eq!(found.subject, Subject::Communications);
    assert_eq!(share(&found, Scope::Window, ShareKind::FirstAnswers).part, 4);
    let text = dependence_text(&found, &Policy::named().with_min_group(1), &Default::default()).unwrap();
    assert!(text.contains("conversations communications took part"), "{text}");
}

/// Three people ask ten questions a week of whom the community manager answers nine first.
#[test]
fn weeks_and_alarms_of_few_askers_are_hidden() {
    let mut talk = Talk::with(&["cm", "a", "b", "c", "h"]);
    for i in 0..300u32 {
        let at = 0.3 + 0.7 * f64::from(i);
        let question = talk.ask(["a", "b", "c"][i as usize % 3], at);
        talk.answer(question, if i % 10 > 0 { "cm" } else { "h" }, at + 0.1);
    }
    talk.observed(0.0, 210.0);
    let found = panel(&with_cm(talk.build()));
    let alarm = found.alarms[0];
    assert!(found.weeks.iter().all(|week| (week.askers, week.trailing_askers) == (3, 3)));
    assert_eq!((found.askers, alarm.askers), (3, 3));
    let tables = released(&found.tables(), &Policy::aggregate());
    for table in &tables[..4] {
        assert!(
            table.rows() > 0 && (0..table.rows()).all(|row| table.is_suppressed(row)),
            "{}",
            table.name()
        );
    }
    let text = findings(&tables).join("\n");
    assert!(text.contains("about too few people to say more") && !text.contains("90%"), "{text}");
}

/// Others answer 22 of 50 questions in half a day and the rest in 30 hours; the community manager answers 50 in an hour.
/// Without the latter 22 of 50 of those would be answered within a day too: the median delay would say none.
#[test]
fn others_take_over_with_all_their_delays() {
    let names: Vec<String> = (0..10).map(|i| format!("a{i}")).collect();
    let people: Vec<&str> = names.iter().map(String::as_str).chain(["cm", "h"]).collect();
    let mut talk = Talk::with(&people);
    for i in 0..100u32 {
        let at = 2.5 * f64::from(i);
        let question = talk.ask(&names[i as usize % 10], at);
        match i % 2 {
            0 => talk.answer(question, "cm", at + HOUR),
            _ => talk.answer(question, "h", at + if i / 2 % 25 < 11 { 12.0 } else { 30.0 } * HOUR),
        };
    }
    talk.observed(0.0, 300.0);
    let service = what_if(&with_cm(talk.build()), &[Who::CommunityManagers]).service;
    assert_eq!(service.others_median_hours, Some(30.0));
    let (day, week) = (service.losses[0], service.losses[1]);
    assert!((day.at_most.value - 0.5).abs() < 1e-9);
    assert!((day.at_least.value - 0.28).abs() < 0.01, "{day:?}");
    // The share of the others' 50 delays that is short is uncertain too: 0.07, half of that of all questions. Beside
    // 0.028 of the questions that is an error of 0.045.
    let ends = day.at_least.interval.unwrap();
    assert!(ends.contains(0.28) && ends.width() > 0.16 && ends.width() < 0.19, "{ends:?}");
    assert!(week.at_least.value.abs() < 1e-9 && (week.at_most.value - 0.5).abs() < 1e-9);
    let optimistic = service.optimistic.day.unwrap();
    assert!((optimistic.value - 0.44).abs() < 0.01 && optimistic.interval.unwrap().contains(0.44));
    assert!(optimistic.interval.unwrap().width() > 0.19, "{optimistic:?}");
    let median = service.optimistic.median;
    assert_eq!(median.time, Some(30.0));
    assert!(median.low.unwrap() <= 30.0);
}

#[test]
fn nobody_has_no_name() {
    let mut talk = Talk::with(&["cm", "a"]);
    let question = talk.ask("a", 1.0);
    talk.mention(question, &["unknown"]);
    let community = talk.build();
    let members = community.members();
    assert!(members.iter().any(|member| members.emails.get(member.index()).is_empty()));
    for nothing in ["", "  "] {
        assert!(members.find(nothing).is_empty() && Who::parse(&community, nothing).is_err());
    }
}

#[test]
fn who_is_meant() {
    let community = toy();
    let parse = |word: &str| Who::parse(&community, word);
    assert_eq!(parse("cm").unwrap(), [Who::CommunityManagers]);
    assert_eq!(parse(" Top:3").unwrap(), [Who::TopAnswerers(3)]);
    assert_eq!(parse("B@example.com").unwrap(), [Who::Member(member(&community, "b"))]);
    assert_eq!(parse("b").unwrap(), [Who::Member(member(&community, "b"))]);
    for wrong in ["top:0", "", "nobody@example.com"] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    let options = WhatIfOptions::default();
    assert!(what_if_removed(&community.whole(), &[], &options).is_err());
    assert!(what_if_removed(&community.whole(), &[Who::Member(cmgraph::MemberId(99))], &options).is_err());
    assert!(what_if_removed(&community.whole(), &[Who::TopAnswerers(0)], &options).is_err());
    let both = what_if(
        &community,
        &[Who::CommunityManagers, Who::Member(member(&community, "b")), Who::Member(member(&community, "b"))],
    );
    assert_eq!((both.label.as_str(), both.removed.len()), ("the community manager and 1 person given", 2));
    assert_eq!(both.service.pessimistic.day.unwrap().value, 0.0);
}

#[test]
fn questions_of_those_removed_are_not_asked() {
    let community = toy();
    let found = what_if(&community, &[Who::Member(member(&community, "a"))]).service;
    assert_eq!((found.questions, found.own_questions), (0, 6));
    assert!(found.losses.is_empty() && found.factual.day.is_none());
}

#[test]
fn units_that_lose_their_only_tie() {
    let mut talk = Talk::default();
    for unit in ["X", "Y"] {
        (0..6).for_each(|i| talk.person(&format!("{unit}{i}"), unit));
    }
    let mut at = 0.0;
    let mut reply = |talk: &mut Talk, from: &str, to: &str| {
        at += 0.1;
        let post = talk.post(to, at, NOTHING);
        talk.answer(post, from, at + 0.05);
    };
    for unit in ["X", "Y"] {
        (0..6).for_each(|i| reply(&mut talk, &format!("{unit}{i}"), &format!("{unit}{}", (i + 1) % 6)));
    }
    reply(&mut talk, "X0", "Y0");
    reply(&mut talk, "X0", "Y1");
    talk.observed(0.0, 30.0);
    let community = talk.build();
    let lost = |who: &[&str]| {
        let who: Vec<Who> = who.iter().map(|id| Who::Member(member(&community, id))).collect();
        let found = what_if(&community, &who).structure;
        assert_eq!((found.people, found.ties, found.unit_pairs), (12, 14, 1));
        found.lost_pairs.iter().map(|pair| (pair.units.join("-"), pair.people, pair.ties)).collect::<Vec<_>>()
    };
    assert_eq!(lost(&["X0"]), [("X-Y".to_string(), [6, 6], 2)]);
    assert_eq!(lost(&["Y0"]), []);
    assert_eq!(lost(&["Y0", "Y1"]), [("X-Y".to_string(), [6, 6], 2)]);
    // Both ends of a tie count it once.
    assert_eq!(lost(&["X0", "Y0"]), [("X-Y".to_string(), [6, 6], 2)]);
    let found = what_if(&community, &[Who::Member(member(&community, "X0"))]);
    let said = findings(&released(&found.tables(), &Policy::named())).join("\n");
    assert!(
        said.contains("1 pair of units would lose all ties between them: X and Y (2 pairs of people)"),
        "{said}"
    );
    let found = found.structure;
    let row = |measure| *found.measures.iter().find(|row| row.measure == measure).unwrap();
    let largest = row(StructureMeasure::LargestShare);
    assert_eq!((largest.before, largest.after), (1.0, 6.0 / 11.0));
    assert_eq!(row(StructureMeasure::JoinedUnits).after, 0.0);
    assert!(row(StructureMeasure::DistanceFragmentation).percentile.unwrap() > 0.9);
    assert_eq!(found.curves.unwrap().points.len(), 13);
}

fn released(tables: &[cmgraph::Table], policy: &Policy) -> Vec<Release> {
    tables.iter().map(|table| policy.apply(table)).collect()
}

fn policies() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

#[test]
fn what_leaves() {
    let community = weekly(|week| 3 + week % 3);
    let names: Vec<String> = (0..4).map(|i| format!("h{i}")).collect();
    let panel = panel(&community);
    let role = what_if(&community, &[Who::CommunityManagers]);
    let few = what_if(&community, &[Who::CommunityManagers, Who::TopAnswerers(2)]);
    let person = what_if(&community, &[Who::Member(member(&community, "h1"))]);
    for policy in policies() {
        let terminal = Default::default();
        let mut texts = vec![
            dependence_text(&panel, &policy, &terminal).unwrap(),
            what_if_text(&role, &policy, &terminal).unwrap(),
        ];
        texts
            .extend(released(&[panel.tables(), role.tables()].concat(), &policy).iter().map(|t| t.to_json()));
        for text in &texts {
            assert!(names.iter().all(|name| !text.contains(&format!("{name}@")) && !text.contains(&format!("\"{name}\""))));
        }
        let aggregate = policy.mode() == Mode::Aggregate;
        assert_eq!(what_if_text(&person, &policy, &terminal).is_err(), aggregate);
        assert_eq!(person.may_leave(&policy).is_err(), aggregate);
        assert_eq!(few.may_leave(&policy).is_err(), aggregate);
        assert_eq!(what_if_text(&few, &policy, &terminal).is_err(), aggregate);
        few.may_leave(&policy.clone().with_min_group(2)).unwrap();
        let about = released(&few.tables()[..4], &policy);
        assert!(about.iter().all(|table| table.disclosure().withheld.is_some() == aggregate));
        role.may_leave(&policy).unwrap();
        // Whoever passes by the check finds nothing either.
        let about = released(&person.tables()[..4], &policy);
        assert!(about.iter().all(|table| table.disclosure().withheld.is_some() == aggregate));
        assert_eq!(about.iter().map(Release::rows).sum::<usize>() == 0, aggregate);
        assert!(!findings(&released(&panel.tables(), &policy)).is_empty());
    }
    let error = person.may_leave(&Policy::aggregate()).unwrap_err().to_string();
    assert!(error.contains("about that person"), "{error}");
}

#[test]
fn words() {
    let policy = Policy::named();
    let said = |community: &Community| {
        let found =
            dependence(&community.whole(), &DependenceOptions { draws: 50, ..Default::default() }).unwrap();
        findings(&released(&found.tables(), &policy)).join("\n")
    };
    let much = said(&weekly(|_| 9));
    assert!(
        much.starts_with("In the last 12 weeks the community manager gave the first answer to 90% (between"),
        "{much}"
    );
    assert!(
        much.contains("Most questions wait for one desk") && much.contains("Alarm: since the week of"),
        "{much}"
    );
    assert!(
        said(&weekly(|_| 1)).contains("Members answer each other.")
            && said(&weekly(|_| 1)).contains("No alarm")
    );
    let found = what_if(&weekly(|_| 5), &[Who::CommunityManagers]);
    let bounds = findings(&released(&found.tables(), &policy)).join("\n");
    assert!(bounds.contains("at least 0 and at most 50 percentage points"), "{bounds}");
    assert!(bounds.contains("bounds, not a forecast"), "{bounds}");
    let nothing = Talk::with(&["a"]).build();
    assert!(said(&nothing).starts_with("Not enough data"));
}

#[test]
fn little_or_nothing() {
    let alone = {
        let mut talk = Talk::with(&["cm"]);
        talk.ask("cm", 1.0);
        with_cm(talk.build())
    };
    let first_day = {
        let mut talk = Talk::with(&["cm", "a", "b"]);
        let question = talk.ask("a", 0.1);
        talk.answer(question, "cm", 0.1);
        talk.answer(question, "b", 0.2);
        with_cm(talk.build())
    };
    let strangers = {
        let mut talk = Talk::default();
        talk.account("bot", "", MemberKind::Bot, MemberState::Active);
        talk.account("guest", "", MemberKind::Guest, MemberState::Active);
        let question = talk.ask("guest", 1.0);
        talk.answer(question, "bot", 2.0);
        talk.build()
    };
    let thanks_only = {
        let mut talk = Talk::with(&["cm", "a"]);
        let question = talk.ask("a", 59.9);
        talk.reply(question, "cm", 60.0, THANKS);
        talk.observed(0.0, 61.0);
        with_cm(talk.build())
    };
    for community in
        [Talk::default().build(), Talk::with(&["a"]).build(), alone, first_day, strangers, thanks_only]
    {
        for zone in ["UTC", "Europe/Helsinki"] {
            for window in [
                (None, None),
                (Some("2024-02-28"), Some("2024-03-01")),
                (Some("2024-01-01"), Some("2024-01-02")),
            ] {
                let Ok(window) = Window::parse(window.0, window.1, zone) else { continue };
                let view = community.view(&window);
                let found = dependence(&view, &DependenceOptions::default()).unwrap();
                found.tables().iter().for_each(check);
                let who: Vec<Who> = community.members().iter().take(1).map(Who::Member).collect();
                let gone = what_if_removed(&view, &who, &WhatIfOptions::default());
                assert_eq!(gone.is_err(), who.is_empty());
                for policy in policies() {
                    let text = dependence_text(&found, &policy, &Default::default()).unwrap();
                    // No table of a single column.
                    assert!(!text.contains("\naway\n"), "{text}");
                    if let Ok(gone) = &gone {
                        gone.tables().iter().for_each(check);
                        assert_eq!(
                            what_if_text(gone, &policy, &Default::default()).is_err(),
                            policy.mode() == Mode::Aggregate
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn options_out_of_range() {
    let community = toy();
    let good = DependenceOptions::default();
    for bad in [
        DependenceOptions { trailing_weeks: 0, ..good.clone() },
        DependenceOptions { discount: 0.0, ..good.clone() },
        DependenceOptions { discount: f64::NAN, ..good.clone() },
        DependenceOptions { alarm_share: 1.0, ..good.clone() },
        DependenceOptions { alarm_probability: 0.0, ..good.clone() },
        DependenceOptions { alarm_weeks: 0, ..good.clone() },
        DependenceOptions { few_weeks: 0, ..good.clone() },
        DependenceOptions { absence_days: 1, ..good.clone() },
        DependenceOptions { draws: 0, ..good.clone() },
        DependenceOptions { interval_level: 1.0, ..good.clone() },
    ] {
        assert!(dependence(&community.whole(), &bad).is_err(), "{bad:?}");
    }
    let good = WhatIfOptions::default();
    for bad in [
        WhatIfOptions { removals: 0, ..good.clone() },
        WhatIfOptions { sources: 1, ..good.clone() },
        WhatIfOptions { unit_level: Some(0), ..good.clone() },
        WhatIfOptions { curve_draws: 1 << 20, ..good.clone() },
        WhatIfOptions { interval_level: f64::NAN, ..good.clone() },
    ] {
        assert!(what_if_removed(&community.whole(), &[Who::CommunityManagers], &bad).is_err(), "{bad:?}");
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut talk = Talk::with(&["cm", "a", "b", "c", "d"]);
    for i in 0..60u32 {
        let at = f64::from(i) * 1.3;
        let question = talk.ask(["a", "b", "c"][i as usize % 3], at);
        (0..i % 4).for_each(|j| {
            talk.answer(
                question,
                ["cm", "d", "a", "b"][((i * 7 + j) % 4) as usize],
                at + 0.2 * f64::from(j + 1),
            );
        });
    }
    talk.observed(0.0, 100.0);
    let tables = |community: Community| {
        let community = with_cm(community);
        let mut tables = panel(&community).tables();
        tables.extend(what_if(&community, &[Who::CommunityManagers, Who::TopAnswerers(1)]).tables());
        bytes(&tables)
    };
    let straight = tables(talk.build());
    assert_eq!(straight, tables(talk.build_in_order(|rows| rows.into_iter().rev().collect())));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(straight, pool.install(|| tables(talk.build())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn against_definitions(rows in prop::collection::vec((0usize..5, 0u32..40, prop::collection::vec((0usize..5, 1u32..60), 0..4)), 0..25)) {
        let names = ["cm", "a", "b", "c", "d"];
        let mut talk = Talk::with(&names);
        let mut asked = Vec::new();
        for (asker, at, answers) in &rows {
            let at = f64::from(*at);
            let question = talk.ask(names[*asker], at);
            let mut answers: Vec<(usize, u32)> = answers.clone();
            answers.sort_by_key(|answer| answer.1);
            answers.dedup_by_key(|answer| answer.1);
            for (by, hours) in &answers {
                talk.answer(question, names[*by], at + f64::from(*hours) * HOUR);
            }
            if *asker != 0 {
                asked.push((*asker, answers.into_iter().filter(|(by, _)| by != asker).collect::<Vec<_>>()));
            }
        }
        talk.observed(0.0, 100.0);
        let community = with_cm(talk.build());
        let found = panel(&community);
        let first = share(&found, Scope::Window, ShareKind::FirstAnswers);
        let answered: Vec<_> = asked.iter().filter(|(_, answers)| !answers.is_empty()).collect();
        prop_assert_eq!(first.of, answered.len() as u64);
        prop_assert_eq!(first.part, answered.iter().filter(|(_, answers)| answers[0].0 == 0).count() as u64);
        let pairs: BTreeSet<(usize, usize)> = asked.iter().enumerate().flat_map(|(q, (_, answers))| answers.iter().map(move |(by, _)| (q, *by))).collect();
        prop_assert_eq!(found.concentration[0].answers, pairs.len() as u64);
        // Everything was asked 60 days before the end, so that shares are counts.
        let gone = what_if(&community, &[Who::CommunityManagers]).service;
        let within = |hours: u32, all: bool| {
            let in_time = |answers: &[(usize, u32)]| answers.iter().any(|(by, at)| *at <= hours && (all || *by != 0));
            asked.iter().filter(|(_, answers)| in_time(answers)).count() as f64 / asked.len() as f64
        };
        if let (Some(loss), Some(factual)) = (gone.losses.first(), gone.factual.day) {
            prop_assert!((factual.value - within(24, true)).abs() < 1e-9);
            prop_assert!((gone.pessimistic.day.unwrap().value - within(24, false)).abs() < 1e-9);
            prop_assert!((loss.at_most.value - (within(24, true) - within(24, false))).abs() < 1e-9);
            prop_assert!(loss.at_least.value <= loss.at_most.value + 1e-12);
            prop_assert!(loss.bounds.low <= loss.at_least.value && loss.at_most.value <= loss.bounds.high);
        } else {
            prop_assert!(asked.is_empty());
        }
    }
}

fn load(folder: &Path) -> (Community, Truth) {
    let truth = Truth::read(&folder.join("truth.json")).unwrap();
    let roles = RoleOptions {
        community_managers: vec![truth.community_manager.clone()],
        communications: vec![truth.communications.clone()],
        ..Default::default()
    };
    let roster: Option<PathBuf> = Some(folder.join("roster.csv"));
    let options = ReadOptions { roster, roles, ..Default::default() };
    (read(&[folder.join("export.zip")], &options).unwrap(), truth)
}

#[test]
fn the_bundled_dump() {
    let (community, truth) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"));
    let found =
        dependence(&community.whole(), &DependenceOptions { draws: 100, ..Default::default() }).unwrap();
    let first = share(&found, Scope::Window, ShareKind::FirstAnswers);
    // A fifth of the questions has no mark and is not seen; the share is of what is seen.
    let (by_cm, by_members) =
        (truth.counts["answered_first_by_cm"] as f64, truth.counts["answered_first_by_member"] as f64);
    let planted = by_cm / (by_cm + by_members);
    assert!(first.share.unwrap().interval.unwrap().contains(planted), "{first:?} {planted}");
    assert!(found.alarms.is_empty());
    let gone =
        what_if_removed(&community.whole(), &[Who::CommunityManagers], &WhatIfOptions::default()).unwrap();
    assert_eq!(gone.service.first_by_removed, first.part);
    let loss = &gone.service.losses[0];
    assert!(loss.at_most.value > 0.05 && loss.at_most.value < 0.15);
}

#[test]
fn a_real_community() {
    let export = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/yammer-quantum/export.zip");
    if !export.exists() {
        println!("skipped: {} is not there", export.display());
        return;
    }
    let community = read(&[export], &ReadOptions::default()).unwrap();
    let found =
        dependence(&community.whole(), &DependenceOptions { draws: 100, ..Default::default() }).unwrap();
    assert_eq!(found.subject, Subject::BusiestAnswerer);
    let everybody = &found.concentration[0];
    // 171 people answered in the native tables; here comments are replies as well.
    assert!((171..=400).contains(&everybody.answerers), "{everybody:?}");
    let gone =
        what_if_removed(&community.whole(), &[Who::TopAnswerers(5)], &WhatIfOptions::default()).unwrap();
    let largest = gone.structure.measures[0];
    assert!(largest.after < largest.before && largest.percentile.unwrap() > 0.5, "{largest:?}");
    for loss in &gone.service.losses {
        assert!(loss.at_least.value <= loss.at_most.value && loss.at_most.value > 0.0);
    }
}

/// A simulated organisation in a folder of its own.
fn simulated(size: Size, seed: u64, cm_rescue: f64) -> Community {
    let folder =
        std::env::temp_dir().join(format!("cmgraph-depend-{}-{seed}-{cm_rescue}", std::process::id()));
    write(&SimulateOptions { seed, cm_rescue, ..SimulateOptions::preset(size) }, &folder).unwrap();
    let (community, _) = load(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    community
}

/// Shares answered within the two horizons, and the printed bounds of what they lose without the community manager.
fn answered(community: &Community) -> ([f64; 2], Vec<cmgraph::dependence::Loss>) {
    let options = WhatIfOptions { removals: 1, curve_draws: 0, ..Default::default() };
    let found = what_if_removed(&community.whole(), &[Who::CommunityManagers], &options).unwrap().service;
    ([found.factual.day.unwrap().value, found.factual.week.unwrap().value], found.losses)
}

/// The same organisation without rescue tells what is lost; 50 of them tell what is lost on average. There others take over
/// nothing, so that the truth lies at the larger loss; that the smaller one is right where they do is
/// [`others_take_over_with_all_their_delays`].
#[test]
#[ignore = "simulates 150 organisations: some minutes"]
fn planted_dependence_lies_within_the_bounds() {
    let mut truths: BTreeMap<u32, Vec<[f64; 2]>> = BTreeMap::new();
    let mut printed = Vec::new();
    for seed in 0..50 {
        let (without, none) = answered(&simulated(Size::S, 1_000 + seed, 0.0));
        printed.push((0, none, [0.0; 2]));
        for rescue in [0.3, 0.8] {
            let (with, losses) = answered(&simulated(Size::S, 1_000 + seed, rescue));
            let truth = [with[0] - without[0], with[1] - without[1]];
            let key = (rescue * 10.0) as u32;
            truths.entry(key).or_default().push(truth);
            printed.push((key, losses, truth));
        }
    }
    truths.insert(0, vec![[0.0; 2]]);
    for (&rescue, all) in &truths {
        for horizon in 0..2 {
            let mean = all.iter().map(|truth| truth[horizon]).sum::<f64>() / all.len() as f64;
            let runs: Vec<_> = printed.iter().filter(|run| run.0 == rescue).collect();
            let share = |truth: &dyn Fn(&[f64; 2]) -> f64| {
                runs.iter().filter(|run| run.1[horizon].bounds.contains(truth(&run.2))).count() as f64
                    / runs.len() as f64
            };
            let (own, average) = (share(&|truth| truth[horizon].max(0.0)), share(&|_| mean));
            let width = runs.iter().map(|run| run.1[horizon].bounds.width()).sum::<f64>() / runs.len() as f64;
            let most = runs.iter().map(|run| run.1[horizon].at_most.value).sum::<f64>() / runs.len() as f64;
            println!(
                "rescue 0.{rescue}, horizon {horizon}: true loss {mean:.4}, at most {most:.4}, mean width {width:.4}, holds its own truth {own:.2}, the mean {average:.2}"
            );
            assert!(own >= 0.9 && average >= 0.9);
        }
    }
}

#[test]
#[ignore = "simulates organisations of 5,000 people: minutes without optimisation"]
fn planted_dependence_of_a_large_organisation() {
    let (without, _) = answered(&simulated(Size::M, 7, 0.0));
    for rescue in [0.0, 0.3, 0.8] {
        let start = std::time::Instant::now();
        let (with, losses) = answered(&simulated(Size::M, 7, rescue));
        for (horizon, loss) in losses.iter().enumerate() {
            let truth = with[horizon] - without[horizon];
            println!(
                "rescue {rescue}, {} h: true loss {truth:.4}, bounds {:.4} to {:.4} (at least {:.4}, at most {:.4}); {:?}",
                loss.horizon,
                loss.bounds.low,
                loss.bounds.high,
                loss.at_least.value,
                loss.at_most.value,
                start.elapsed()
            );
            assert!(loss.bounds.contains(truth.max(0.0)), "{truth} {loss:?}");
        }
    }
}
