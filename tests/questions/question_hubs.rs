//! Question hubs: what is evidence, who is a hub, and the edges.

use crate::talk::*;
use cmgraph::community::{MemberKind, MemberState, MessageFlags, RoleOptions};
use cmgraph::questions::{
    EvidenceKind, EvidenceWeights, HubOptions, HubType, QuestionHub, QuestionHubs, question_hubs,
};
use cmgraph::{Community, Window};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everybody, on the platform or not.
fn options() -> HubOptions {
    HubOptions { off_platform: true, purpose: Some("a test".into()), ..Default::default() }
}

fn find(community: &Community) -> QuestionHubs {
    question_hubs(&community.whole(), &options()).unwrap()
}

/// Everybody who was asked at all, in the table.
fn find_all(community: &Community) -> QuestionHubs {
    let options =
        HubOptions { n: 100, min_askers: 1, min_askers_off_platform: 1, min_p_hub: 0.0, ..options() };
    question_hubs(&community.whole(), &options).unwrap()
}

fn row<'a>(found: &'a QuestionHubs, id: &str) -> Option<&'a QuestionHub> {
    found.people.iter().find(|row| row.id == id)
}

fn listed(found: &QuestionHubs) -> Vec<&str> {
    found.hubs().map(|row| row.id.as_str()).collect()
}

fn excluded(found: &QuestionHubs) -> BTreeMap<&str, u64> {
    found.provenance.excluded.iter().map(|(what, n)| (what.as_str(), *n)).collect()
}

fn ids(prefix: &str, n: usize) -> Vec<String> {
    (0..n).map(|i| format!("{prefix}{i}")).collect()
}

#[test]
fn a_hub_and_not_the_loud_poster() {
    let mut talk = Talk::with(&["hub", "loud"]);
    let askers = ids("a", 20);
    askers.iter().for_each(|id| talk.person(id, ""));
    for (i, asker) in askers.iter().enumerate() {
        let q = talk.ask(asker, 3.0 * i as f64);
        talk.mention(q, &["hub"]);
        talk.answer(q, "hub", 3.0 * i as f64 + 0.5);
        for n in 0..20 {
            talk.post("loud", 3.0 * i as f64 + 0.01 * n as f64, NOTHING);
        }
        talk.ask("loud", 3.0 * i as f64 + 1.0);
    }
    let found = find(&talk.build());
    assert_eq!(listed(&found), ["hub"]);
    assert!(row(&found, "loud").is_none());
    let hub = &found.people[0];
    assert_eq!((hub.askers, hub.askers_by_kind, hub.weighted_askers), (20, [20, 0, 0, 0], 20.0));
    assert!(hub.p_hub > 0.99 && hub.rate.low > 0.0);
    assert_eq!((hub.threads, hub.replied, hub.asked, hub.asks), (20, 20, 20, 0));
    assert_eq!(
        hub.reasons,
        [
            "asked by 20 colleagues: 20 with a mention",
            "replied in 100% of 20 threads, half of them within 12.0 hours",
            "wrote 0 questions",
            "type not clear: no unit is known"
        ]
    );
    let model = found.model.unwrap();
    assert!((hub.rate.mean - (model.a + 20.0) / (model.b + hub.months)).abs() < 1e-12);
    found.tables().iter().for_each(check);
}

#[test]
fn five_askers_beat_fifty_mentions_of_one() {
    let mut talk = Talk::with(&["decoy", "hub", "fan", "a", "b", "c", "d", "e"]);
    for n in 0..50 {
        let q = talk.ask("fan", n as f64);
        talk.mention(q, &["decoy"]);
    }
    for (n, asker) in ["a", "b", "c", "d", "e"].iter().enumerate() {
        let q = talk.ask(asker, 10.0 * n as f64);
        talk.mention(q, &["hub"]);
    }
    let found = find(&talk.build());
    assert_eq!(listed(&found), ["hub"]);
    let decoy = row(&found, "decoy").unwrap();
    assert_eq!((decoy.askers, decoy.asked, decoy.listed), (1, 50, false));
    assert!(row(&found, "hub").unwrap().rate.mean > decoy.rate.mean);
    assert_eq!(decoy.reasons[0], "asked by 1 colleague: 1 with a mention");
}

/// What happens between `a`, `b`, `c` and `hub` or `other`.
type Scene = fn(&mut Talk);

#[test]
fn kinds_of_evidence() {
    // Scene, and the askers of `hub` by kind: mention, reply, referral, handover.
    let scenes: [(&str, Scene, [u32; 4]); 23] = [
        (
            "a question mentions",
            |t| {
                let q = t.ask("a", 0.0);
                t.mention(q, &["hub"]);
            },
            [1, 0, 0, 0],
        ),
        (
            "a statement mentions",
            |t| {
                let m = t.post("a", 0.0, NOTHING);
                t.mention(m, &["hub"]);
            },
            [0; 4],
        ),
        (
            "oneself",
            |t| {
                let q = t.ask("hub", 0.0);
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "six people",
            |t| {
                let q = t.ask("a", 0.0);
                t.mention(q, &["hub", "b", "c", "other", "x", "y"]);
            },
            [0; 4],
        ),
        (
            "five people",
            |t| {
                let q = t.ask("a", 0.0);
                t.mention(q, &["hub", "b", "c", "other", "x"]);
            },
            [1, 0, 0, 0],
        ),
        (
            "announcement",
            |t| {
                let q = t.post("a", 0.0, QUESTION.with(MessageFlags::ANNOUNCEMENT));
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "in the thread of an announcement",
            |t| {
                let m = t.post("a", 0.0, MessageFlags::ANNOUNCEMENT);
                let q = t.reply(m, "b", 1.0, QUESTION);
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "deleted",
            |t| {
                let q = t.post("a", 0.0, QUESTION.with(DELETED));
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "a bot asks",
            |t| {
                let q = t.ask("bot", 0.0);
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "a guest asks",
            |t| {
                let q = t.ask("guest", 0.0);
                t.mention(q, &["hub"]);
            },
            [0; 4],
        ),
        (
            "a question in one's talk",
            |t| {
                let m = t.post("hub", 0.0, NOTHING);
                t.reply(m, "a", 1.0, QUESTION);
            },
            [0, 1, 0, 0],
        ),
        (
            "the parent is not given",
            |t| {
                let m = t.post("hub", 0.0, NOTHING);
                let q = t.reply(m, "a", 1.0, QUESTION);
                t.messages[q].parent = String::new();
            },
            [0, 1, 0, 0],
        ),
        (
            "mention and reply are one",
            |t| {
                let m = t.post("hub", 0.0, NOTHING);
                let q = t.reply(m, "a", 1.0, QUESTION);
                t.mention(q, &["hub"]);
            },
            [1, 0, 0, 0],
        ),
        (
            "a question to a reply",
            |t| {
                let m = t.post("b", 0.0, NOTHING);
                let r = t.answer(m, "hub", 1.0);
                t.reply(r, "a", 2.0, QUESTION);
            },
            [0, 1, 0, 0],
        ),
        (
            "a question to somebody else's reply",
            |t| {
                let m = t.post("hub", 0.0, NOTHING);
                let r = t.answer(m, "b", 1.0);
                t.reply(r, "a", 2.0, QUESTION);
            },
            [0; 4],
        ),
        (
            "the asker asks the helper on",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.answer(q, "hub", 1.0);
                t.reply(r, "a", 2.0, QUESTION);
            },
            [0, 1, 0, 0],
        ),
        (
            "asking back is none",
            |t| {
                let q = t.ask("hub", 0.0);
                t.reply(q, "a", 1.0, QUESTION);
                let back = t.reply(q, "b", 2.0, QUESTION);
                t.mention(back, &["hub"]);
                let more = t.answer(q, "hub", 3.0);
                t.reply(more, "c", 4.0, QUESTION);
            },
            [0; 4],
        ),
        (
            "referral",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.answer(q, "b", 1.0);
                t.mention(r, &["hub"]);
            },
            [0, 0, 1, 0],
        ),
        (
            "the asker mentions, later",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.answer(q, "a", 1.0);
                t.mention(r, &["hub"]);
            },
            [0; 4],
        ),
        (
            "nobody is referred to who is there",
            |t| {
                let q = t.ask("a", 0.0);
                t.answer(q, "hub", 1.0);
                let r = t.answer(q, "b", 2.0);
                t.mention(r, &["hub"]);
            },
            [0; 4],
        ),
        (
            "thanks are no referral",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.reply(q, "b", 1.0, THANKS);
                t.mention(r, &["hub"]);
            },
            [0; 4],
        ),
        (
            "handover",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.answer(q, "b", 1.0);
                t.mention(r, &["hub"]);
                t.answer(q, "hub", 2.0);
                // A second one changes nothing.
                let r = t.answer(q, "c", 3.0);
                t.mention(r, &["hub"]);
            },
            [0, 0, 1, 1],
        ),
        (
            "a third person asks, the hub comes",
            |t| {
                let q = t.ask("a", 0.0);
                let r = t.reply(q, "b", 1.0, QUESTION);
                t.mention(r, &["hub"]);
                t.answer(q, "hub", 2.0);
            },
            [1, 0, 0, 1],
        ),
    ];
    for (name, scene, expected) in scenes {
        let mut talk = Talk::with(&["a", "b", "c", "hub", "other", "x", "y"]);
        talk.account("bot", "", MemberKind::Bot, MemberState::Active);
        talk.account("guest", "", MemberKind::Guest, MemberState::Active);
        scene(&mut talk);
        let found = find(&talk.build());
        let hub = row(&found, "hub");
        assert_eq!(hub.map_or([0; 4], |hub| hub.askers_by_kind), expected, "{name}");
        let weight = EvidenceKind::ALL.into_iter().zip(expected).filter(|(_, n)| *n > 0);
        let best = weight.map(|(kind, _)| EvidenceWeights::default().of(kind)).fold(0.0, f64::max);
        let askers = hub.map_or(0, |hub| hub.askers);
        if askers == 1 {
            assert_eq!(hub.unwrap().weighted_askers, best, "{name}");
        }
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let mut talk = Talk::with(&["cm", "a", "b", "hub"]);
    talk.account("bot", "", MemberKind::Bot, MemberState::Active);
    let q = talk.ask("a", 0.0);
    talk.mention(q, &["cm"]);
    let q = talk.ask("cm", 1.0);
    talk.mention(q, &["hub"]);
    let lost = talk.answer(q, "b", 2.0);
    (talk.messages[lost].thread, talk.messages[lost].parent) = ("7".into(), "7".into());
    talk.mention(lost, &["hub"]);
    let q = talk.ask("a", 3.0);
    talk.mention(q, &["bot", "hub"]);
    // The community manager may refer to somebody.
    let r = talk.answer(q, "cm", 4.0);
    talk.mention(r, &["b"]);
    let q = talk.ask("b", 5.0);
    let r = talk.reply(q, "cm", 6.0, QUESTION);
    talk.mention(r, &["hub"]);
    let roles = RoleOptions { community_managers: vec!["cm".into()], ..Default::default() };
    let found = find(&talk.build().with_roles(&roles).unwrap());
    assert!(row(&found, "cm").is_none() && row(&found, "bot").is_none());
    assert_eq!(row(&found, "hub").unwrap().askers_by_kind, [1, 0, 1, 0]);
    assert_eq!(row(&found, "b").unwrap().askers_by_kind, [0, 0, 1, 0]);
    let excluded = excluded(&found);
    assert_eq!(excluded["questions to the community manager or communications accounts"], 1);
    assert_eq!(excluded["questions and mentions in threads that start with a broadcast"], 1);
    assert_eq!(excluded["mentions in threads whose first message is not in the export"], 1);
    assert_eq!(excluded["messages by bots, and mentions of bots and guests"], 1);
    assert_eq!(found.provenance.denominator.as_ref().unwrap().1, 3);
}

#[test]
fn hubs_off_the_platform() {
    let mut talk = Talk::with(&["a", "b", "c", "reader"]);
    talk.account("pending", "Office", MemberKind::Person, MemberState::Pending);
    talk.account("never", "", MemberKind::Person, MemberState::Unknown);
    talk.there(None, None);
    for hub in ["pending", "never", "ghost", "reader"] {
        for asker in ["a", "b"] {
            let q = talk.ask(asker, 1.0);
            talk.mention(q, &[hub]);
        }
    }
    // Asked by one person only.
    let q = talk.ask("a", 30.0);
    talk.mention(q, &["other ghost"]);
    // Writes, though the export does not know the account.
    talk.post("stranger", 2.0, NOTHING);
    for asker in ["a", "b", "c"] {
        let q = talk.ask(asker, 3.0);
        talk.mention(q, &["stranger"]);
    }
    let community = talk.build();
    let found = find(&community);
    assert_eq!(listed(&found), ["ghost", "never", "pending"]);
    for hub in found.hubs() {
        assert_eq!((hub.on_platform, hub.hub_type), (false, HubType::OffPlatform));
        assert_eq!(hub.reasons, ["asked by 2 colleagues: 2 with a mention", "not on the platform"]);
        // The whole view, from day 1 to day 30.
        assert!((hub.months - 30.0 / 30.4375).abs() < 1e-12);
    }
    // Who joined and never writes is on the platform: two askers are too few.
    let reader = row(&found, "reader").unwrap();
    assert!(reader.on_platform && !reader.listed);
    assert!(row(&found, "stranger").is_none());
    assert_eq!(excluded(&found)["people asked whose account the export does not know though they write"], 1);
    let office = found.units.iter().find(|unit| unit.unit.as_deref() == Some("Office")).unwrap();
    assert_eq!((office.hubs, office.off_platform, office.askers), (0, 1, 2));
    let options = HubOptions::default();
    let without = question_hubs(&community.whole(), &options).unwrap();
    assert_eq!(listed(&without), Vec::<&str>::new());
    assert!(without.people.iter().all(|hub| hub.on_platform));
}

#[test]
fn types_of_hubs() {
    let mut talk = Talk::default();
    let units = ["Sales", "IT", "Legal", "HR"];
    for (unit, hub) in [
        ("Sales", "secretary"),
        ("Sales", "maybe"),
        ("IT", "bridge"),
        ("Legal", "silent"),
        ("Legal", "seldom"),
        ("HR", "two"),
        ("HR", "specialist"),
        ("", "nowhere"),
    ] {
        talk.person(hub, unit);
    }
    units.iter().for_each(|unit| ids(unit, 20).iter().for_each(|id| talk.person(id, unit)));
    ids("quiet", 40).iter().for_each(|id| talk.person(id, "Depot"));
    talk.account("left", "HR", MemberKind::Person, MemberState::Deleted);
    let words = ["printer", "invoice", "calendar", "password", "contract", "telephone", "parking", "canteen"];
    let mut at = 0.0;
    let mut asks = |asker: &str, hub: &str, answers: bool, word: &str| {
        let q = talk.ask(asker, at);
        talk.text(q, &format!("who of you has the {word} now"));
        talk.mention(q, &[hub]);
        if answers {
            talk.answer(q, hub, at + 0.25);
        }
        at += 1.0;
    };
    for i in 0..16 {
        let (unit, word) = (units[i % 4], words[i % 8]);
        asks(&format!("Sales{i}"), "secretary", true, word);
        asks(&format!("{unit}{i}"), "bridge", true, word);
        asks(&format!("{unit}{i}"), "specialist", true, "headset");
        asks(&format!("{unit}{i}"), "nowhere", true, word);
        asks(&format!("Legal{i}"), "silent", false, word);
        asks(&format!("Sales{i}"), "left", true, word);
        asks(&format!("{}{i}", units[i % 2]), "two", true, word);
    }
    for (i, word) in words.into_iter().enumerate().take(6) {
        asks(&format!("Legal{i}"), "seldom", i == 0, word);
        asks(&format!("{}{i}", if i < 5 { "Sales" } else { "IT" }), "maybe", true, word);
    }
    let community = talk.build();
    let found = find(&community);
    for (hub, hub_type, units, own) in [
        ("secretary", HubType::LocalCoordinator, 1, Some(1.0)),
        ("bridge", HubType::Bridge, 4, Some(0.25)),
        ("specialist", HubType::Specialist, 4, Some(0.25)),
        ("silent", HubType::Silent, 1, Some(1.0)),
        ("two", HubType::Mixed, 2, Some(0.0)),
        // One reply to six threads may be less than a fifth, or not; five of six may be 70%, or not.
        ("seldom", HubType::NotClear, 1, Some(1.0)),
        ("maybe", HubType::NotClear, 2, Some(5.0 / 6.0)),
        ("nowhere", HubType::NotClear, 4, None),
    ] {
        let row = row(&found, hub).unwrap();
        assert_eq!((row.hub_type, row.units, row.own_unit_share), (hub_type, units, own), "{hub}");
    }
    let narrow = row(&found, "specialist").unwrap().topics_by_word.unwrap();
    assert_eq!((narrow.questions, narrow.entropy, narrow.is_narrow()), (16, 0.0, Some(true)));
    let broad = row(&found, "bridge").unwrap().topics_by_word.unwrap();
    assert!((broad.entropy - 8f64.ln()).abs() < 1e-12 && broad.is_narrow() == Some(false));
    let bridge = row(&found, "bridge").unwrap();
    assert_eq!((bridge.own_unit, bridge.other_units), (4, 12));
    assert!(bridge.own_unit_interval.unwrap().contains(0.25));
    let left = row(&found, "left").unwrap();
    assert_eq!((left.askers, left.left, left.listed), (16, true, false));
    let seldom = row(&found, "seldom").unwrap();
    assert_eq!((seldom.threads, seldom.replied), (6, 1));
    assert_eq!(seldom.reasons[0], "asked by 6 colleagues in 1 unit: 6 with a mention");
    assert_eq!(seldom.reasons[1], "replied in 17% of 6 threads");
    assert_eq!(seldom.reasons[3], "type not clear: silent or not: replies to 4% to 50% of threads");
    let maybe = row(&found, "maybe").unwrap();
    assert_eq!(
        maybe.reasons[3],
        "type not clear: local coordinator or not: 50% to 96% of askers from the own unit"
    );
    let sales = found.units.iter().find(|unit| unit.unit.as_deref() == Some("Sales")).unwrap();
    assert_eq!((sales.people, sales.askers), (22, 17));
    let summary = &found.tables()[2];
    let number = |name: &str| summary.column(name).unwrap().values.number(0).unwrap();
    let listed = found.hubs().filter(|hub| hub.hub_type == HubType::Specialist).count();
    assert_eq!(number("specialists"), listed as f64);
    found.tables().iter().for_each(check);
}

#[test]
fn who_is_clearly_below_the_percentile_is_not_listed() {
    let mut talk = Talk::default();
    let people = ids("p", 30);
    people.iter().for_each(|id| talk.person(id, ""));
    // Six people with 25 askers each, one with three, most of whose questions are of one person.
    for hub in 0..6 {
        for asker in 5..30 {
            let q = talk.ask(&people[asker], (hub * 30 + asker) as f64);
            talk.mention(q, &[&people[hub]]);
        }
    }
    for n in 0..40 {
        let q = talk.ask(&people[[10, 11, 12, 12][n % 4]], n as f64);
        talk.mention(q, &["p29"]);
    }
    let community = talk.build();
    let found = find(&community);
    assert_eq!(listed(&found).len(), 6);
    let decoy = row(&found, "p29").unwrap();
    assert_eq!((decoy.askers, decoy.listed), (3, false));
    assert!(decoy.p_hub < 0.3);
    let options = HubOptions { min_p_hub: 0.0, ..options() };
    let all = question_hubs(&community.whole(), &options).unwrap();
    assert_eq!(listed(&all).len(), 7);
}

#[test]
fn windows() {
    let mut talk = Talk::with(&["a", "b", "hub"]);
    talk.observed(0.0, 100.0);
    let q = talk.ask("a", 10.0);
    let r = talk.answer(q, "b", 20.0);
    talk.mention(r, &["hub"]);
    talk.answer(q, "hub", 30.0);
    let community = talk.build();
    // Question before, referral in, the hub comes in or after.
    for (from, to, expected, replied) in
        [(15.0, 25.0, [0, 0, 1, 0], 0), (15.0, 35.0, [0, 0, 1, 1], 1), (25.0, 35.0, [0; 4], 0)]
    {
        let window = Window { from: Some(day(from)), to: Some(day(to)), ..Window::default() };
        let found = question_hubs(&community.view(&window), &HubOptions::default()).unwrap();
        let hub = row(&found, "hub");
        assert_eq!(hub.map_or([0; 4], |hub| hub.askers_by_kind), expected, "{from}-{to}");
        assert_eq!(hub.map_or(0, |hub| hub.replied), replied);
    }
}

#[test]
fn nothing_to_find() {
    for talk in [Talk::default(), Talk::with(&["alone"])] {
        let found = find(&talk.build());
        assert!(found.people.is_empty());
        assert_eq!(found.tables()[0].rows(), 0);
    }
    let mut talk = Talk::with(&["a", "b"]);
    (0..10).for_each(|n| {
        talk.ask("a", n as f64);
    });
    let community = talk.build();
    assert!(find(&community).people.is_empty());
    let window = Window { from: Some(day(50.0)), ..Window::default() };
    let found = question_hubs(&community.view(&window), &HubOptions::default()).unwrap();
    assert!(found.model.is_none());
    assert!(found.provenance.warnings.iter().any(|warning| warning.contains("nothing can be said")));
}

#[test]
fn options_are_checked() {
    let community = Talk::with(&["a"]).build();
    let fault = |options: HubOptions| question_hubs(&community.whole(), &options).unwrap_err().to_string();
    let default = HubOptions::default;
    let weights = EvidenceWeights { referral: 1.5, ..Default::default() };
    for (options, message) in [
        (
            HubOptions { interval_level: 0.0, ..default() },
            "option interval_level: found 0, expected a number between 0 and 1",
        ),
        (
            HubOptions { hub_percentile: 1.0, ..default() },
            "option hub_percentile: found 1, expected a number between 0 and 1",
        ),
        (
            HubOptions { weights, ..default() },
            "option weights: found 1.5 for referral, expected weights from 0 to 1",
        ),
        (
            HubOptions { min_p_hub: -0.1, ..default() },
            "option min_p_hub: found -0.1, expected a probability from 0 to 1",
        ),
        (HubOptions { min_askers: 0, ..default() }, "option min_askers: found 0, expected 1 or more"),
        (
            HubOptions { min_askers_off_platform: 0, ..default() },
            "option min_askers_off_platform: found 0, expected 1 or more",
        ),
        (
            HubOptions { off_platform: true, ..default() },
            "option purpose: found nothing, expected what the names of people who are not on the platform are needed for, in words",
        ),
        (
            HubOptions { off_platform: true, purpose: Some(" ".into()), ..default() },
            "option purpose: found nothing, expected what the names of people who are not on the platform are needed for, in words",
        ),
        (HubOptions { recent_weeks: 0, ..default() }, "option recent_weeks: found 0, expected 1 or more"),
        (
            HubOptions { exclude: vec!["nobody".into()], ..default() },
            "no person to be left out \"nobody\": neither an id nor an address of the export or the roster",
        ),
        (
            HubOptions { unit_level: Some(0), ..default() },
            "option unit_level: found 0, expected 1 or more, or nothing for the whole path",
        ),
    ] {
        assert_eq!(fault(options), message);
    }
}

/// Any conversation among eight people, of whom one is a bot, one a guest and one unknown.
fn any_talk() -> impl Strategy<Value = Talk> {
    let message = (0usize..8, 0usize..40, 0usize..8, 0usize..12, 0usize..24);
    prop::collection::vec(message, 1..100).prop_map(|rows| {
        let people = ["p0", "p1", "p2", "p3", "p4", "bot", "guest", "ghost"];
        let mut talk = Talk::default();
        people[..5].iter().enumerate().for_each(|(i, id)| talk.person(id, ["Sales", "Legal", ""][i % 3]));
        talk.account("bot", "", MemberKind::Bot, MemberState::Active);
        talk.account("guest", "", MemberKind::Guest, MemberState::Active);
        let flags = [
            NOTHING,
            NOTHING,
            NOTHING,
            QUESTION,
            QUESTION,
            THANKS,
            QUESTION.with(DELETED),
            MessageFlags::ANNOUNCEMENT,
        ];
        for (n, (author, to, flag, first, second)) in rows.into_iter().enumerate() {
            let at = n as f64 / 3.0;
            let i = match talk.messages.get(to) {
                Some(_) => talk.reply(to, people[author], at, flags[flag]),
                None => talk.post(people[author], at, flags[flag]),
            };
            for mentioned in [first, second].into_iter().filter_map(|i| people.get(i)) {
                talk.mention(i, &[mentioned]);
            }
        }
        talk
    })
}

/// Person asked -> kind -> askers, by the definition and nothing else.
fn by_definition(talk: &Talk) -> BTreeMap<String, [BTreeSet<String>; 4]> {
    let mut found: BTreeMap<String, [BTreeSet<String>; 4]> = BTreeMap::new();
    let colleague = |id: &str| id.starts_with('p');
    let human = |id: &str| id != "bot";
    let by_id = |id: &str| talk.messages.iter().find(|m| m.id == id);
    let void = |m: &Message| m.flags.has(DELETED);
    for thread in talk.messages.iter().map(|m| &m.thread).collect::<BTreeSet<_>>() {
        let root = by_id(thread).unwrap();
        if (root.author == "bot" || root.flags.has(MessageFlags::ANNOUNCEMENT)) && !void(root) {
            continue;
        }
        let question = root.flags.has(QUESTION) && !void(root);
        let mut posts: Vec<&Message> =
            talk.messages.iter().filter(|m| &m.thread == thread && !void(m)).collect();
        posts.sort_by_key(|m| (m.at, m.id.parse::<u32>().unwrap()));
        let wrote = |who: &str, before: usize| posts[..before].iter().any(|m| m.author == who);
        let mut called: BTreeSet<(&String, &String)> = BTreeSet::new();
        for (i, m) in posts.iter().enumerate() {
            // Somebody who was called writes for the first time.
            if called.iter().any(|(who, _)| **who == m.author) && !wrote(&m.author, i) {
                found.entry(m.author.clone()).or_default()[3].insert(root.author.clone());
            }
            if !human(&m.author) {
                continue;
            }
            let asks = m.flags.has(QUESTION) && colleague(&m.author);
            for who in &m.mentions {
                let listed = colleague(who) || who == "ghost";
                if who == &m.author || !listed || (question && who == &root.author) {
                    continue;
                }
                let third = question && colleague(&root.author) && m.author != root.author;
                if asks {
                    found.entry(who.clone()).or_default()[0].insert(m.author.clone());
                } else if third && (m.flags.has(QUESTION) || !m.flags.has(THANKS)) && !wrote(who, i) {
                    found.entry(who.clone()).or_default()[2].insert(root.author.clone());
                } else {
                    continue;
                }
                if third {
                    called.insert((who, &root.author));
                }
            }
            let parent = by_id(&m.parent);
            let to = match parent {
                _ if m.id == root.id => None,
                Some(parent) if parent.id != root.id => Some(parent).filter(|parent| !void(parent)),
                _ => Some(root).filter(|root| !void(root)),
            };
            if let Some(to) =
                to.map(|to| &to.author).filter(|to| asks && *to != &m.author && !m.mentions.contains(to))
                && !(question && to == &root.author)
                && (colleague(to) || to == "ghost")
            {
                found.entry(to.clone()).or_default()[1].insert(m.author.clone());
            }
        }
    }
    // Who writes and is not known is left out.
    let writes = |id: &String| talk.messages.iter().any(|m| &m.author == id);
    found.retain(|id, kinds| (colleague(id) || !writes(id)) && kinds.iter().any(|askers| !askers.is_empty()));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn evidence_follows_the_definition(talk in any_talk()) {
        let found = find_all(&talk.build());
        let counts: BTreeMap<String, ([u32; 4], u32)> =
            found.people.iter().map(|row| (row.id.clone(), (row.askers_by_kind, row.askers))).collect();
        let expected: BTreeMap<String, ([u32; 4], u32)> = by_definition(&talk)
            .into_iter()
            .map(|(id, kinds)| {
                let all: BTreeSet<&String> = kinds.iter().flatten().collect();
                (id, ([0, 1, 2, 3].map(|kind| kinds[kind].len() as u32), all.len() as u32))
            })
            .collect();
        prop_assert_eq!(counts, expected);
        found.tables().iter().for_each(check);
        for row in &found.people {
            prop_assert!(row.replied <= row.threads && row.weighted_askers <= f64::from(row.askers));
            prop_assert!(row.rate.low <= row.rate.mean && row.rate.mean <= row.rate.high);
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
