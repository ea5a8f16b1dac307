//! Helper champions: what helps, who is a champion, and the edges.

use crate::talk::*;
use cmgraph::champions::{Champion, ChampionOptions, Champions, Gate, SUGGESTED_HALF_LIFE_DAYS, champions};
use cmgraph::community::{MemberKind, MemberState, MessageFlags, RoleOptions};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::{Community, Window};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn find(community: &Community) -> Champions {
    champions(&community.whole(), &ChampionOptions::default()).unwrap()
}

/// Everybody who helped at all, in the table.
fn find_all(community: &Community) -> Champions {
    let options = ChampionOptions {
        n: 5,
        min_active_weeks: 0,
        min_helped: 0,
        min_threads: 0,
        min_answer_share: 0.0,
        min_unit: 2,
        ..Default::default()
    };
    champions(&community.whole(), &options).unwrap()
}

fn row<'a>(found: &'a Champions, id: &str) -> Option<&'a Champion> {
    found.helpers.iter().find(|row| row.id == id)
}

fn listed(found: &Champions) -> Vec<&str> {
    found.champions().map(|row| row.id.as_str()).collect()
}

fn excluded(found: &Champions) -> BTreeMap<&str, u64> {
    found.provenance.excluded.iter().map(|(what, n)| (what.as_str(), *n)).collect()
}

#[test]
fn many_colleagues_beat_one() {
    let askers: Vec<String> = (0..10).map(|i| format!("asker{i}")).collect();
    let mut talk = Talk::with(&["few", "many", "loud"]);
    askers.iter().for_each(|id| talk.person(id, ""));
    for (week, asker) in askers.iter().enumerate() {
        let at = 7.0 * week as f64;
        let q = talk.ask(asker, at);
        talk.answer(q, "many", at + 0.1);
        // Five questions a week, all of the same colleague.
        for n in 0..5 {
            let q = talk.ask("asker0", at + 0.2 + 0.1 * n as f64);
            talk.answer(q, "few", at + 0.3 + 0.1 * n as f64);
        }
        // Talks more than both and helps a little.
        for n in 0..20 {
            talk.post("loud", at + 0.01 * n as f64, NOTHING);
        }
        talk.answer(q, "loud", at + 0.2);
    }
    let found = find(&talk.build());
    let (few, many, loud) =
        (row(&found, "few").unwrap(), row(&found, "many").unwrap(), row(&found, "loud").unwrap());
    assert_eq!((few.helped, few.questions, few.answers), (1, 50, 50));
    assert_eq!((many.helped, many.questions, many.answers), (10, 10, 10));
    assert_eq!(loud.failed, [Gate::AnswerShare]);
    assert_eq!(loud.answer_share(), 10.0 / 210.0);
    assert!(many.rate.mean > few.rate.mean && many.p_top >= few.p_top);
    assert_eq!(listed(&found), ["many"]);
    assert_eq!(few.failed, [Gate::Colleagues]);
    assert_eq!(
        many.reasons,
        [
            "answered 10 questions of 10 colleagues",
            "active in 9 of 9 weeks",
            "thanked for 0% of 10 questions"
        ]
    );
    assert_eq!(few.reasons[0], "answered 50 questions of 1 colleague");
    found.tables().iter().for_each(check);
}

#[test]
fn what_helps() {
    let mixed = QUESTION.with(THANKS);
    for (flags, words, attachment, helps) in [
        (NOTHING, 3, false, true),
        (NOTHING, 2, false, false),
        (NOTHING, 0, true, true),
        (THANKS, 3, false, false),
        (THANKS, 11, true, false),
        (THANKS, 12, false, true),
        (QUESTION, 11, false, false),
        (QUESTION, 12, false, true),
        (mixed, 12, false, true),
        (DELETED, 40, false, false),
        (MessageFlags::SYSTEM, 40, false, false),
        (MessageFlags::PRIVATE_GROUP, 3, false, true),
    ] {
        let mut talk = Talk::with(&["asker", "helper"]);
        let q = talk.ask("asker", 0.0);
        let flags = if attachment { flags.with(MessageFlags::ATTACHMENT) } else { flags };
        let a = talk.reply(q, "helper", 1.0, flags);
        talk.messages[a].words = words;
        let found = find(&talk.build());
        let helped = row(&found, "helper").map_or(0, |row| row.helped);
        assert_eq!(helped, u32::from(helps), "{flags:?} {words}");
    }
}

#[test]
fn what_is_a_question_to_help_with() {
    for (flags, helps) in [
        (QUESTION, 1),
        (NOTHING, 0),
        (QUESTION.with(MessageFlags::ANNOUNCEMENT), 0),
        (QUESTION.with(MessageFlags::SPECIAL), 0),
        (QUESTION.with(MessageFlags::SYSTEM), 0),
        (QUESTION.with(DELETED), 0),
        (QUESTION.with(MessageFlags::CLOSED), 1),
    ] {
        let mut talk = Talk::with(&["asker", "helper"]);
        let q = talk.post("asker", 0.0, flags);
        talk.answer(q, "helper", 1.0);
        // The asker's own replies never help.
        talk.answer(q, "asker", 2.0);
        let found = find(&talk.build());
        assert_eq!(found.helpers.len(), helps, "{flags:?}");
    }
}

#[test]
fn only_colleagues_help_and_are_helped() {
    let mut talk = Talk::with(&["asker", "helper"]);
    talk.account("bot", "", MemberKind::Bot, MemberState::Active);
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    let q = talk.ask("asker", 0.0);
    for author in ["bot", "guest", "unknown", "helper"] {
        talk.answer(q, author, 1.0);
    }
    for asker in ["bot", "guest", "unknown"] {
        let q = talk.ask(asker, 2.0);
        talk.answer(q, "helper", 3.0);
    }
    let found = find(&talk.build());
    assert_eq!(found.helpers.len(), 1);
    assert_eq!((found.helpers[0].id.as_str(), found.helpers[0].questions), ("helper", 1));
    let excluded = excluded(&found);
    assert_eq!(excluded["replies by bots, guests and unknown accounts"], 3);
    // What a bot posts is a broadcast, no question.
    assert_eq!(excluded["replies to questions of guests and unknown accounts"], 2);
    assert_eq!(found.provenance.denominator.as_ref().unwrap().1, 2);
}

#[test]
fn missing_and_deleted_roots_are_counted() {
    let mut talk = Talk::with(&["asker", "helper"]);
    let q = talk.ask("asker", 0.0);
    talk.answer(q, "helper", 1.0);
    let lost = talk.answer(q, "helper", 2.0);
    talk.messages[lost].thread = "7".into();
    talk.messages[lost].parent = "7".into();
    let gone = talk.post("asker", 3.0, QUESTION.with(DELETED));
    talk.answer(gone, "helper", 4.0);
    talk.reply(q, "helper", 5.0, DELETED);
    let found = find(&talk.build());
    assert_eq!(row(&found, "helper").unwrap().answers, 1);
    let excluded = excluded(&found);
    assert_eq!(excluded["messages in threads whose first message is not in the export"], 1);
    assert_eq!(excluded["replies to questions that were deleted"], 1);
    assert_eq!(excluded["deleted replies"], 1);
}

#[test]
fn thanks_go_to_those_who_helped() {
    // Who is thanked by: a plain thanks after both helped, a reply to the first, a mention of the first, a
    // reaction, the mark of an answer; a stranger's thanks and thanks before any help are for nobody.
    type Thank = fn(&mut Talk, usize, usize);
    let cases: [(&str, Thank, [u32; 2]); 9] = [
        (
            "plain",
            |t, q, _| {
                t.reply(q, "asker", 3.0, THANKS);
            },
            [0, 1],
        ),
        (
            "reply",
            |t, _, a| {
                t.reply(a, "asker", 3.0, THANKS);
            },
            [1, 0],
        ),
        (
            "mention",
            |t, q, _| {
                let thanks = t.reply(q, "asker", 3.0, THANKS);
                t.mention(thanks, &["first", "asker"]);
            },
            [1, 0],
        ),
        (
            "mention both",
            |t, q, _| {
                let thanks = t.reply(q, "asker", 3.0, THANKS);
                t.mention(thanks, &["first", "second"]);
            },
            [1, 1],
        ),
        ("reaction", |t, _, a| t.react("asker", a), [1, 0]),
        ("accepted", |t, _, a| t.accept("", a), [1, 0]),
        ("accepted by oneself", |t, _, a| t.accept("first", a), [0, 0]),
        (
            "stranger",
            |t, q, _| {
                t.reply(q, "second", 3.0, THANKS);
            },
            [0, 0],
        ),
        (
            "too early",
            |t, q, _| {
                t.reply(q, "asker", 0.5, THANKS);
            },
            [0, 0],
        ),
    ];
    for (name, thank, expected) in cases {
        let mut talk = Talk::with(&["asker", "first", "second"]);
        let q = talk.ask("asker", 0.0);
        let a = talk.answer(q, "first", 1.0);
        talk.answer(q, "second", 2.0);
        thank(&mut talk, q, a);
        // Twice is once.
        thank(&mut talk, q, a);
        let found = find(&talk.build());
        let thanked = ["first", "second"].map(|id| row(&found, id).unwrap().thanked);
        assert_eq!(thanked, expected, "{name}");
        let reason =
            if expected[0] == 1 { "thanked for 100% of 1 question" } else { "thanked for 0% of 1 question" };
        assert_eq!(row(&found, "first").unwrap().reasons[2], reason);
    }
}

/// Somebody who passes all gates: one question a week of three colleagues, for 20 weeks.
fn steady() -> Talk {
    let mut talk = Talk::with(&["a", "b", "c", "helper"]);
    talk.observed(0.0, 140.0);
    for week in 0..20 {
        let q = talk.ask(["a", "b", "c"][week % 3], 7.0 * week as f64);
        talk.answer(q, "helper", 7.0 * week as f64 + 1.0);
    }
    talk
}

#[test]
fn a_champion_stands_out_in_the_own_unit() {
    let askers: Vec<String> = (0..12).map(|i| format!("asker{i}")).collect();
    let mut talk = Talk::with(&askers.iter().map(String::as_str).collect::<Vec<_>>());
    let helpers = ["h0", "h1", "h2", "h3", "h4", "little"];
    helpers.iter().for_each(|helper| talk.person(helper, "Desk"));
    for week in 0..12 {
        for (i, asker) in askers.iter().enumerate() {
            let q = talk.ask(asker, 7.0 * week as f64 + 0.01 * i as f64);
            for (h, helper) in helpers.iter().enumerate().filter(|(_, helper)| **helper != "little" || i < 3)
            {
                talk.answer(q, helper, 7.0 * week as f64 + 0.5 + 0.1 * h as f64);
            }
        }
    }
    let found = find(&talk.build());
    let little = row(&found, "little").unwrap();
    assert_eq!((little.helped, little.questions), (3, 36));
    assert!(little.p_above_unit.unwrap() < 0.05);
    assert_eq!(little.failed, [Gate::Unit]);
    let all = ChampionOptions { min_p_above_unit: 0.0, ..Default::default() };
    let found = champions(&talk.build().whole(), &all).unwrap();
    assert_eq!(row(&found, "little").unwrap().failed, []);
}

#[test]
fn gates() {
    let failed = |talk: &Talk| row(&find(&talk.build()), "helper").unwrap().failed.clone();
    assert_eq!(failed(&steady()), []);
    assert_eq!(row(&find(&steady().build()), "helper").unwrap().active_weeks, 12);

    let mut quiet = steady();
    // The last twelve weeks begin with day 56; help in five of them is left.
    quiet.messages.retain(|m| m.author != "helper" || m.at < day(56.0) || m.at >= day(105.0));
    assert_eq!(failed(&quiet), [Gate::Activity]);

    // A reaction is activity too.
    quiet.react_at("helper", 0, 60.0);
    assert_eq!(failed(&quiet), []);

    let mut one_thread = steady();
    let thread = one_thread.messages[0].thread.clone();
    one_thread.messages.iter_mut().filter(|m| m.author == "helper").for_each(|m| m.thread = thread.clone());
    assert_eq!(failed(&one_thread), [Gate::Colleagues, Gate::Threads]);

    let mut two = steady();
    two.messages.iter_mut().filter(|m| m.author == "c").for_each(|m| m.author = "b".into());
    assert_eq!(failed(&two), [Gate::Colleagues]);

    let mut talker = steady();
    for n in 0..47 {
        talker.post("helper", n as f64, NOTHING);
    }
    // 20 of 67 messages help; 20 of 66 would do.
    assert_eq!(failed(&talker), [Gate::AnswerShare]);
    talker.messages.pop();
    assert_eq!(failed(&talker), []);

    let mut left = Talk::with(&["a", "b", "c"]);
    left.messages = steady().messages;
    left.observed(0.0, 140.0);
    left.account("helper", "", MemberKind::Person, MemberState::Active);
    left.there(Some(-5.0), Some(139.0));
    assert_eq!(failed(&left), [Gate::Present]);
    left.there(Some(-5.0), Some(140.0));
    assert_eq!(failed(&left), []);
    let mut suspended = Talk::with(&["a", "b", "c"]);
    suspended.messages = steady().messages;
    suspended.account("helper", "", MemberKind::Person, MemberState::Suspended);
    assert_eq!(failed(&suspended), [Gate::Present]);
}

#[test]
fn short_windows_ask_for_the_same_share_of_weeks() {
    let community = steady().build();
    for (weeks, expected, asked) in [(20, 12, 6), (12, 12, 6), (5, 5, 3), (1, 1, 1)] {
        let window = Window { from: Some(day(140.0 - 7.0 * weeks as f64)), to: None, ..Window::default() };
        let found = champions(&community.view(&window), &ChampionOptions::default()).unwrap();
        assert_eq!((found.weeks, found.min_active_weeks), (expected, asked), "{weeks}");
        let warned = found.provenance.warnings.iter().any(|warning| warning.starts_with("the window has"));
        assert_eq!(warned, weeks < 12);
        assert_eq!(found.helpers[0].active_weeks, expected);
    }
}

#[test]
fn windows_cut_by_the_time_of_the_reply() {
    let community = steady().build();
    // The question of week 10 is asked on day 70 and answered on day 71.
    let window = Window { from: Some(day(70.5)), to: Some(day(78.0)), ..Window::default() };
    let found = champions(&community.view(&window), &ChampionOptions::default()).unwrap();
    assert_eq!(found.helpers[0].questions, 1);
    assert_eq!(found.helpers[0].messages, 1);
    let nothing = Window { from: Some(day(500.0)), to: Some(day(501.0)), ..Window::default() };
    let found = champions(&community.view(&nothing), &ChampionOptions::default()).unwrap();
    assert!(found.helpers.is_empty() && found.model.is_none());
    assert!(found.provenance.warnings.iter().any(|warning| warning.contains("nothing can be said")));
    assert_eq!(found.tables()[0].rows(), 0);
}

#[test]
fn nothing_to_find() {
    let empty = find(&Talk::default().build());
    assert!(empty.helpers.is_empty() && empty.units.is_empty());
    // One person, talking to herself.
    let mut alone = Talk::with(&["alone"]);
    let q = alone.ask("alone", 0.0);
    alone.answer(q, "alone", 1.0);
    assert!(find(&alone.build()).helpers.is_empty());
    // Nobody answers.
    let mut talk = Talk::default();
    talk.person("a", "Sales");
    talk.person("b", "Legal");
    for n in 0..30 {
        talk.ask(["a", "b"][n % 2], n as f64);
    }
    let found = find(&talk.build());
    assert!(found.helpers.is_empty() && found.model.unwrap().is_pooled());
    let units: Vec<&str> = found.uncovered().filter_map(|unit| unit.unit.as_deref()).collect();
    assert_eq!(units, ["Legal", "Sales"]);
    found.tables().iter().for_each(check);
}

#[test]
fn units() {
    let mut talk = Talk::default();
    for (i, unit) in ["N/Sales", "N/Sales", "N/Legal", "S/IT", "S/IT", "S/IT"].iter().enumerate() {
        talk.person(&format!("p{i}"), unit);
    }
    talk.observed(0.0, 61.0);
    for week in 0..8 {
        for asker in ["p1", "p2", "p4"] {
            let q = talk.ask(asker, 7.0 * week as f64);
            talk.answer(q, "p3", 7.0 * week as f64 + 1.0);
        }
    }
    let community = talk.build();
    let found = find(&community);
    let champion = row(&found, "p3").unwrap();
    assert_eq!((champion.helped, champion.units), (3, 3));
    assert_eq!(champion.other_unit_share, Some(2.0 / 3.0));
    assert_eq!(champion.reasons[0], "answered 24 questions of 3 colleagues in 3 units");
    // The unit is smaller than the smallest group.
    assert_eq!(champion.p_above_unit, None);
    let units: Vec<_> = found
        .units
        .iter()
        .map(|u| (u.unit.as_deref().unwrap(), u.people, u.champions, u.wanted, u.helpers, u.helped))
        .collect();
    assert_eq!(units, [("N/Legal", 1, 0, 1, 0, 0), ("N/Sales", 2, 0, 1, 0, 0), ("S/IT", 3, 1, 1, 1, 3)]);
    assert!((found.units[2].helped_per_month - 3.0 * 30.4375 / 61.0).abs() < 1e-12);
    let options = ChampionOptions { unit_level: Some(1), min_unit: 3, ..Default::default() };
    let found = champions(&community.whole(), &options).unwrap();
    let units: Vec<_> = found.units.iter().map(|u| (u.unit.as_deref().unwrap(), u.people)).collect();
    assert_eq!(units, [("N", 3), ("S", 3)]);
    assert_eq!(found.helpers[0].units, 2);
    assert!(found.helpers[0].p_above_unit.is_some());
}

#[test]
fn a_newcomer_does_not_outrun_a_year() {
    let mut talk = Talk::default();
    for i in 0..40 {
        talk.person(&format!("a{i}"), "Sales");
    }
    talk.person("year", "Sales");
    talk.person("new", "Sales");
    talk.there(Some(355.0), None);
    talk.observed(0.0, 365.0);
    for i in 0..40 {
        let q = talk.ask(&format!("a{i}"), 9.0 * i as f64);
        talk.answer(q, "year", 9.0 * i as f64 + 1.0);
    }
    for i in 0..2 {
        let q = talk.ask(&format!("a{i}"), 360.0);
        talk.answer(q, "new", 361.0);
    }
    let found = find(&talk.build());
    let (year, new) = (row(&found, "year").unwrap(), row(&found, "new").unwrap());
    assert!((new.months - 10.0 / 30.4375).abs() < 1e-12 && (year.months - 365.0 / 30.4375).abs() < 1e-12);
    let raw = |row: &Champion| f64::from(row.helped) / row.months;
    assert!(raw(new) > raw(year) && new.rate.mean < raw(new));
    assert!(new.rate.high - new.rate.low > year.rate.high - year.rate.low);
    // The others of the unit never helped.
    let above = |row: &Champion| row.p_above_unit.unwrap();
    assert!(above(year) > 0.999 && above(new) > 0.9 && above(new) < above(year));
    // The posterior by hand.
    let model = found.model.unwrap();
    assert!((year.rate.mean - (model.a + 40.0) / (model.b + year.months)).abs() < 1e-12);
    assert_eq!((model.n, model.total_count), (42, 42.0));
}

#[test]
fn half_life() {
    let mut talk = Talk::with(&["old", "recent"]);
    let askers: Vec<String> = (0..30).map(|i| format!("a{i}")).collect();
    askers.iter().for_each(|id| talk.person(id, ""));
    talk.observed(0.0, 180.0);
    for (helper, from) in [("old", 0.0), ("recent", 90.0)] {
        for asker in &askers {
            let q = talk.ask(asker, from);
            talk.answer(q, helper, from);
        }
    }
    let half_life_days = Some(SUGGESTED_HALF_LIFE_DAYS);
    let community = talk.build();
    let options = ChampionOptions { half_life_days, ..Default::default() };
    let found = champions(&community.whole(), &options).unwrap();
    let weights = ["old", "recent"].map(|id| row(&found, id).unwrap().weighted_helped);
    assert_eq!(weights, [30.0 / 4.0, 30.0 / 2.0]);
    // ∫ 2^(-t/90) over 180 days, in months.
    let months = 90.0 / std::f64::consts::LN_2 * 0.75 / 30.4375;
    assert!((row(&found, "old").unwrap().months - months).abs() < 1e-12);
    assert_eq!(found.helpers[0].id, "recent");
    assert_eq!(find(&community).helpers[0].id, "old"); // a tie, by native id
}

#[test]
fn places_sum_to_the_length_of_the_list() {
    let mut talk = Talk::default();
    (0..30).for_each(|i| talk.person(&format!("p{i}"), ""));
    for n in 0..300usize {
        let q = talk.ask(&format!("p{}", n % 30), n as f64);
        talk.answer(q, &format!("p{}", (n * n / 7) % 25), n as f64 + 0.5);
    }
    let options = ChampionOptions { n: 4, ..Default::default() };
    let found = champions(&talk.build().whole(), &options).unwrap();
    assert!(found.helpers.len() > 10);
    assert!((found.helpers.iter().map(|row| row.p_top).sum::<f64>() - 4.0).abs() < 1e-9);
    assert!(found.tables()[0].rows() <= 4);
}

#[test]
fn officials_are_never_listed_and_leaders_questions_count_less() {
    let mut talk = Talk::default();
    for id in ["cm", "press", "lead", "helper", "other", "asker", "third"] {
        talk.person(id, "");
    }
    for week in 0..12 {
        let at = 7.0 * week as f64;
        let q = talk.ask(["asker", "other", "third"][week % 3], at);
        talk.answer(q, "cm", at + 1.0);
        talk.answer(q, "press", at + 1.0);
        talk.answer(q, "lead", at + 1.0);
        // Somebody who only answers the own leader.
        let q = talk.ask("lead", at + 2.0);
        talk.answer(q, "helper", at + 3.0);
        // What the community manager asks is to start a conversation.
        let q = talk.ask("cm", at + 4.0);
        talk.answer(q, "other", at + 5.0);
    }
    let csv = b"id,email,unit,manager\nx,helper@example.com,N/Sales,lead@example.com\n\
        y,lead@example.com,N/Sales,\nz,asker@example.com,N/Legal,lead@example.com\n\
        w,reader@example.com,N/IT,lead@example.com\n";
    let (roster, audit, remarks) = parse_roster("people.csv", csv, &RosterOptions::default()).unwrap();
    let roles = RoleOptions {
        community_managers: vec!["cm".into()],
        communications: vec!["press".into()],
        ..Default::default()
    };
    let community = talk.build().with_roster(roster, audit, remarks).with_roles(&roles).unwrap();
    let found = find(&community);
    assert_eq!(listed(&found), ["lead"]);
    assert!(row(&found, "cm").is_none() && row(&found, "press").is_none() && row(&found, "other").is_none());
    assert_eq!(excluded(&found)["replies by the community manager or communications accounts"], 24);
    let helper = row(&found, "helper").unwrap();
    assert_eq!((helper.questions, helper.questions_not_of_leader), (12, 0));
    assert_eq!(helper.failed, [Gate::Colleagues, Gate::Threads]);
    let no_managers = |warning: &String| warning.starts_with("no roster with managers");
    assert!(!found.provenance.warnings.iter().any(no_managers));
    assert!(find(&talk.build()).provenance.warnings.iter().any(no_managers));
    // The roster is the denominator, and units without any member show.
    let units: Vec<_> =
        found.units.iter().map(|u| (u.unit.as_deref(), u.people, u.champions, u.helped)).collect();
    assert_eq!(units, [(Some("N/IT"), 1, 0, 0), (Some("N/Legal"), 1, 0, 0), (Some("N/Sales"), 2, 1, 4)]);
}

#[test]
fn options_are_checked() {
    let community = steady().build();
    let fault = |options: ChampionOptions| champions(&community.whole(), &options).unwrap_err().to_string();
    let default = ChampionOptions::default;
    for (options, message) in [
        (
            ChampionOptions { interval_level: 1.0, ..default() },
            "option interval_level: found 1, expected a number between 0 and 1",
        ),
        (
            ChampionOptions { half_life_days: Some(0.0), ..default() },
            "option half_life_days: found 0, expected a positive number of days, or nothing",
        ),
        (
            ChampionOptions { min_answer_share: f64::NAN, ..default() },
            "option min_answer_share: found NaN, expected a share from 0 to 1",
        ),
        (
            ChampionOptions { activity_weeks: 65, ..default() },
            "option activity_weeks: found 65, expected 1 to 64 weeks",
        ),
        (
            ChampionOptions { min_active_weeks: 13, ..default() },
            "option min_active_weeks: found 13, expected at most activity_weeks",
        ),
        (
            ChampionOptions { people_per_champion: 0, ..default() },
            "option people_per_champion: found 0, expected 1 or more",
        ),
        (
            ChampionOptions { unit_level: Some(0), ..default() },
            "option unit_level: found 0, expected 1 or more, or nothing for the whole path",
        ),
    ] {
        assert_eq!(fault(options), message);
    }
}

/// Any conversation among eight people, two of whom are a bot and unknown.
fn any_talk() -> impl Strategy<Value = Talk> {
    let message = (0usize..8, 0usize..40, 0u16..20, 0usize..8, 0usize..10);
    (prop::collection::vec(message, 1..120), any::<bool>()).prop_map(|(rows, reactions)| {
        let people = ["p0", "p1", "p2", "p3", "p4", "p5", "bot", "unknown"];
        let mut talk = Talk::default();
        people[..6].iter().enumerate().for_each(|(i, id)| talk.person(id, ["Sales", "Legal", ""][i % 3]));
        talk.account("bot", "", MemberKind::Bot, MemberState::Active);
        let flags = [NOTHING, NOTHING, NOTHING, QUESTION, QUESTION, THANKS, DELETED, QUESTION.with(DELETED)];
        for (n, (author, to, words, flag, mention)) in rows.into_iter().enumerate() {
            let at = n as f64 / 3.0;
            let i = match talk.messages.get(to) {
                Some(_) => talk.reply(to, people[author], at, flags[flag]),
                None => talk.post(people[author], at, flags[flag]),
            };
            talk.messages[i].words = words;
            if let Some(id) = people.get(mention) {
                talk.mention(i, &[id]);
            }
            if reactions && n % 5 == 0 {
                talk.react(people[(author + 1) % 8], i);
            }
        }
        talk
    })
}

/// Helper -> (askers, questions, answers), by the definition and nothing else.
fn by_definition(talk: &Talk) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>, u32)> {
    let mut found: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>, u32)> = BTreeMap::new();
    let colleague = |id: &str| id.starts_with('p');
    for reply in &talk.messages {
        let root = talk.messages.iter().find(|m| m.id == reply.thread).unwrap();
        let question = root.flags.has(QUESTION) && !root.flags.has(DELETED) && colleague(&root.author);
        let only = reply.flags.has(QUESTION) || reply.flags.has(THANKS);
        let says = reply.words >= if only { 12 } else { 3 } && !reply.flags.has(DELETED);
        if question && says && reply.author != root.author && colleague(&reply.author) {
            let of = found.entry(reply.author.clone()).or_default();
            of.0.insert(root.author.clone());
            of.1.insert(root.id.clone());
            of.2 += 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn counts_follow_the_definition(talk in any_talk()) {
        let found = find_all(&talk.build());
        let counts: BTreeMap<String, (u32, u32, u32)> =
            found.helpers.iter().map(|row| (row.id.clone(), (row.helped, row.questions, row.answers))).collect();
        let expected: BTreeMap<String, (u32, u32, u32)> = by_definition(&talk)
            .into_iter()
            .map(|(id, (askers, questions, answers))| (id, (askers.len() as u32, questions.len() as u32, answers)))
            .collect();
        prop_assert_eq!(counts, expected);
        found.tables().iter().for_each(check);
        for row in &found.helpers {
            prop_assert!(row.rate.low <= row.rate.mean && row.rate.mean <= row.rate.high);
            prop_assert!(row.thanked <= row.questions && row.answers <= row.messages);
        }
    }

    #[test]
    fn rows_and_threads_do_not_matter(talk in any_talk(), shift in 1usize..50) {
        let tables = bytes(&find_all(&talk.build()).tables());
        let turned = talk.build_in_order(|mut rows| {
            let shift = shift.min(rows.len());
            rows.rotate_left(shift);
            rows[..shift / 2].reverse();
            rows
        });
        prop_assert_eq!(&tables, &bytes(&find_all(&turned).tables()));
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            prop_assert_eq!(&tables, &bytes(&pool.install(|| find_all(&talk.build())).tables()));
        }
    }
}
