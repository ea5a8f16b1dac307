//! Question hubs by what is said: words that refer, names in texts, people who never came.

use crate::talk::*;
use cmgraph::community::{MemberKind, MemberState};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::questions::{
    EvidenceKind, HubOptions, HubType, NameMatch, Names, QuestionHub, QuestionHubs, Somebody, question_hubs,
};
use cmgraph::{Community, Policy};

fn with_roster(talk: &Talk, rows: &[&str]) -> Community {
    let csv = format!("email,name,unit\n{}\n", rows.join("\n"));
    let (roster, audit, remarks) =
        parse_roster("people.csv", csv.as_bytes(), &RosterOptions::default()).unwrap();
    talk.build().with_roster(roster, audit, remarks)
}

fn purposed() -> HubOptions {
    HubOptions { off_platform: true, purpose: Some("to invite them".into()), ..Default::default() }
}

fn find(community: &Community, options: &HubOptions) -> QuestionHubs {
    question_hubs(&community.whole(), options).unwrap()
}

fn kinds(found: &QuestionHubs, id: &str) -> [u32; 4] {
    row(found, id).map_or([0; 4], |row| row.askers_by_kind)
}

fn row<'a>(found: &'a QuestionHubs, id: &str) -> Option<&'a QuestionHub> {
    found.people.iter().find(|row| row.id == id)
}

fn excluded(found: &QuestionHubs, what: &str) -> u64 {
    let of = |(name, n): &(String, u64)| name.contains(what).then_some(*n);
    found.provenance.excluded.iter().filter_map(of).sum()
}

const ROSTER: [&str; 7] = [
    "maija@example.com,Maija Virtanen,Sales",
    "liisa@example.com,\"Mäkelä, Liisa\",IT",
    "sanna@example.com,Sanna Aalto,IT",
    "sanna2@example.com,Sanna Aalto,Legal",
    "a@example.com,Anna Berg,IT",
    "b@example.com,Bo Ekberg,Legal",
    "hub@example.com,Heli Lund,Legal",
];

#[test]
fn words_decide_what_is_a_referral() {
    // What a third person says who mentions the hub, and whether the hub then comes: referral, handover.
    for (words, comes, expected) in [
        ("Ask [[user:hub]] about it.", false, [0, 0, 1, 0]),
        ("Ask [[user:hub]] about it.", true, [0, 0, 1, 1]),
        ("Kysy [[user:hub]]:lta, hän tietää", false, [0, 0, 1, 0]),
        ("[[user:hub]] weiß das sicher.", false, [0, 0, 1, 0]),
        ("[[user:hub]] ?", false, [0, 0, 1, 0]),
        ("I saw [[user:hub]] at lunch today with the others", false, [0; 4]),
        ("I saw [[user:hub]] at lunch today with the others", true, [0, 0, 0, 1]),
        ("Please do not ask [[user:hub]] about that any more", false, [0; 4]),
        ("Ask hub, or somebody else in our team", false, [0, 0, 1, 0]),
        ("This is nice to hear and was long overdue for all", false, [0; 4]),
    ] {
        let mut talk = Talk::with(&["a", "b", "hub"]);
        let q = talk.ask("a", 0.0);
        talk.text(q, "How does one do this?");
        let r = talk.answer(q, "b", 1.0);
        talk.text(r, words);
        talk.mention(r, &["hub"]);
        if comes {
            let m = talk.answer(q, "hub", 2.0);
            talk.text(m, "Like so.");
        }
        let found = find(&talk.build(), &HubOptions::default());
        assert_eq!(kinds(&found, "hub"), expected, "{words}");
        let courtesy = u64::from(expected[2] == 0);
        assert_eq!(excluded(&found, "without words that pass a question on"), courtesy, "{words}");
    }
}

#[test]
fn names_count_with_a_mark_or_with_words_of_asking() {
    // A question of `a`, and a reply of `b`; askers of Heli Lund, who has an account.
    for (question, reply, expected) in [
        ("@Heli Lund how does one do this?", "", [1, 0, 0, 0]),
        ("Should I ask Heli Lund?", "", [1, 0, 0, 0]),
        ("I asked Heli Lund, who is away. Who knows?", "", [1, 0, 0, 0]),
        ("hub@example.com do you know?", "", [1, 0, 0, 0]),
        ("Is Heli Lund on leave?", "", [0; 4]),
        ("How?", "Ask Heli Lund.", [0, 0, 1, 0]),
        ("How?", "kysy heli lundilta", [0, 0, 1, 0]),
        ("How?", "Heli Lund wrote the manual years ago", [0; 4]),
        ("How?", "@Heli Lund", [0, 0, 1, 0]),
        ("How?", "Write to hub@example.com", [0, 0, 1, 0]),
        ("How?", "Ask Heli.", [0; 4]),
    ] {
        let mut talk = Talk::with(&["a", "b", "hub"]);
        let q = talk.ask("a", 0.0);
        talk.text(q, question);
        if !reply.is_empty() {
            let r = talk.answer(q, "b", 1.0);
            talk.text(r, reply);
        }
        let community = with_roster(&talk, &ROSTER);
        let found = find(&community, &HubOptions::default());
        assert_eq!(kinds(&found, "hub"), expected, "{question} / {reply}");
        let without = find(&community, &HubOptions { names: false, ..Default::default() });
        assert_eq!(kinds(&without, "hub"), [0; 4]);
    }
}

/// Four colleagues whose questions are referred to Maija Virtanen, who is on the roster alone, once by a shared name.
fn referred() -> Talk {
    let mut talk = Talk::with(&["a", "b", "c", "d", "helper"]);
    for (i, asker) in ["a", "b", "c", "d"].iter().enumerate() {
        let at = 2.0 * i as f64;
        let q = talk.ask(asker, at);
        talk.text(q, "Where is the form?");
        let r = talk.answer(q, "helper", at + 1.0);
        talk.text(
            r,
            ["Ask Maija Virtanen.", "Kysy Maija Virtaselta.", "Fråga Virtanen Maija", "Ask Sanna Aalto."][i],
        );
    }
    talk
}

#[test]
fn people_who_never_posted_are_found_for_a_purpose() {
    let community = with_roster(&referred(), &ROSTER);
    let found = find(&community, &purposed());
    let maija = row(&found, "maija@example.com").unwrap();
    assert_eq!(
        (maija.askers_by_kind, maija.hub_type, maija.listed),
        ([0, 0, 3, 0], HubType::OffPlatform, true)
    );
    assert_eq!((maija.name.as_str(), maija.unit.as_deref()), ("Maija Virtanen", Some("Sales")));
    assert!(matches!(maija.who, Somebody::Person(_)) && !maija.on_platform);
    assert_eq!(maija.reasons, ["asked by 3 colleagues in 2 units: 3 by referral", "not on the platform"]);
    let sales = found.units.iter().find(|unit| unit.unit.as_deref() == Some("Sales")).unwrap();
    assert_eq!((sales.hubs, sales.off_platform, sales.askers), (0, 1, 3));
    assert!(found.provenance.parameters.contains(&("purpose".into(), "to invite them".into())));
    assert!(found.provenance.warnings.iter().any(|warning| warning.contains("purpose: to invite them")));
    assert_eq!(found.unseen_off_platform.unwrap().seen, 1);

    let without = find(&community, &HubOptions::default());
    assert!(without.people.iter().all(|hub| hub.on_platform));
    assert!(row(&without, "maija@example.com").is_none() && without.unseen_off_platform.is_none());
    assert_eq!(excluded(&without, "somebody without an account was named"), 3);
    let text = format!("{:?}", without.tables());
    assert!(!text.contains("Maija") && !text.contains("maija@"));
}

#[test]
fn a_shared_name_is_ambiguous() {
    let community = with_roster(&referred(), &ROSTER);
    assert_eq!(Names::of(&community).resolve("Sanna Aalto"), NameMatch::Ambiguous(2));
    let found = find(&community, &purposed());
    assert!(found.people.iter().all(|row| !row.name.starts_with("Sanna")));
    let names: Vec<_> = found.ambiguous.iter().map(|a| (a.name.as_str(), a.people, a.times)).collect();
    assert_eq!(names, [("sanna aalto", 2, 1)]);
    assert_eq!(excluded(&found, "which several people share"), 1);
    // An account of the same name that is no person of the roster shares it, too.
    let mut talk = referred();
    talk.person("maija-old", "");
    let community = with_roster(&talk, &[ROSTER[0], "x@example.com,Maija Virtanen,IT"]);
    assert_eq!(Names::of(&community).resolve("maija virtanen"), NameMatch::Ambiguous(2));
    assert!(row(&find(&community, &purposed()), "maija@example.com").is_none());
}

#[test]
fn off_platform_names_leave_in_named_mode_only() {
    let community = with_roster(&referred(), &ROSTER);
    let found = find(&community, &purposed());
    assert!(found.may_leave(&Policy::named()).is_ok());
    for policy in [Policy::aggregate(), Policy::pseudonymous(b"a key of sixteen!").unwrap()] {
        let fault = found.may_leave(&policy).unwrap_err().to_string();
        assert!(fault.contains("off_platform") && fault.contains("named mode"), "{fault}");
        assert!(find(&community, &HubOptions::default()).may_leave(&policy).is_ok());
    }
}

#[test]
fn who_opted_out_is_in_no_list() {
    let community = with_roster(&referred(), &ROSTER);
    let options = HubOptions { exclude: vec!["MAIJA@example.com".into()], ..purposed() };
    let found = find(&community, &options);
    assert!(row(&found, "maija@example.com").is_none());
    assert_eq!(excluded(&found, "who are not to be listed"), 1);
    // The numbers of the unit stay what they were, without the hub.
    let sales = found.units.iter().find(|unit| unit.unit.as_deref() == Some("Sales")).unwrap();
    assert_eq!((sales.off_platform, sales.askers), (0, 3));
    let mut talk = Talk::with(&["a", "b", "c", "hub"]);
    for (i, asker) in ["a", "b", "c"].iter().enumerate() {
        let q = talk.ask(asker, i as f64);
        talk.mention(q, &["hub"]);
    }
    let options = HubOptions { exclude: vec!["hub".into()], ..Default::default() };
    assert!(find(&talk.build(), &options).people.is_empty());
}

#[test]
fn guests_leavers_and_greetings() {
    let mut talk = referred();
    // Six names in a greeting.
    let q = talk.ask("a", 20.0);
    talk.text(
        q,
        "@Maija Virtanen @Liisa Mäkelä @Anna Berg @Bo Ekberg @Heli Lund @Pia Ros good morning, how are you?",
    );
    let csv = "email,name,unit,left\nmaija@example.com,Maija Virtanen,Sales,2023-12-01\nl@example.com,Liisa Mäkelä,IT,\n\
               p@example.com,Pia Ros,IT,\nh@example.com,Heli Lund,IT,\nx@example.com,Anna Berg,IT,\ny@example.com,Bo Ekberg,IT,\n";
    let (roster, audit, remarks) =
        parse_roster("people.csv", csv.as_bytes(), &RosterOptions::default()).unwrap();
    let community = talk.build().with_roster(roster, audit, remarks);
    let found = find(&community, &purposed());
    assert_eq!(excluded(&found, "more people than max_mentions"), 1);
    let maija = row(&found, "maija@example.com").unwrap();
    assert_eq!((maija.askers, maija.left, maija.listed), (3, true, false));
    assert!(row(&found, "l@example.com").is_none());
}

#[test]
fn time_to_a_reply_and_overload() {
    let mut talk = Talk::with(&["hub", "calm"]);
    let people: Vec<String> = (0..30).map(|i| format!("p{i}")).collect();
    people.iter().for_each(|id| talk.person(id, ""));
    talk.observed(0.0, 182.0);
    // Six answered early on; five a week of late, none answered.
    for (i, asker) in people.iter().enumerate().take(6) {
        let q = talk.ask(asker, 7.0 * i as f64);
        talk.mention(q, &["hub"]);
        talk.answer(q, "hub", 7.0 * i as f64 + 0.25);
        let q = talk.ask(asker, 120.0 + 9.0 * i as f64);
        talk.mention(q, &["calm"]);
        talk.answer(q, "calm", 120.0 + 9.0 * i as f64 + 2.0);
    }
    for i in 0..65 {
        let q = talk.ask(&people[i % 30], 91.0 + 1.4 * i as f64);
        talk.mention(q, &["hub"]);
    }
    let found = find(&talk.build(), &HubOptions::default());
    let hub = row(&found, "hub").unwrap();
    assert_eq!((hub.threads, hub.replied), (71, 6));
    assert_eq!(hub.reply_hours.unwrap().time, None);
    assert_eq!((hub.overload.capacity_per_week, hub.overload.overloaded), (Some(1.0), Some(true)));
    assert_eq!(hub.overload.asked_per_week, 5.0);
    assert!(hub.reasons.iter().any(|reason| reason.starts_with("asked in 5.0 threads a week of late")));
    assert_eq!(hub.hub_type, HubType::Silent);
    let calm = row(&found, "calm").unwrap();
    assert_eq!(calm.reply_hours.unwrap().time, Some(48.0));
    assert_eq!(calm.overload.overloaded, Some(false));
    assert!(calm.reasons.contains(&"replied in 100% of 6 threads, half of them within 2.0 days".to_owned()));
    assert!(hub.authority > calm.authority);
    let ranks = [hub, calm].map(|hub| hub.rank.unwrap().best);
    assert_eq!(ranks[0], 1);
    let summary = &found.tables()[2];
    assert_eq!(summary.column("overloaded").unwrap().values.number(0), Some(1.0));
}

#[test]
fn those_seen_once_and_twice_tell_of_the_unseen() {
    // Twenty people asked: five by one colleague, three by two, the others by three.
    let mut talk = Talk::default();
    let people: Vec<String> = (0..40).map(|i| format!("p{i}")).collect();
    people.iter().for_each(|id| talk.person(id, ""));
    for hub in 0..20 {
        let askers = [1, 2, 3][usize::from(hub >= 5) + usize::from(hub >= 8)];
        for asker in 0..askers {
            let q = talk.ask(&people[20 + asker], (hub * 3 + asker) as f64);
            talk.mention(q, &[&people[hub]]);
        }
    }
    let found = find(&talk.build(), &HubOptions::default());
    let unseen = found.unseen.unwrap();
    assert_eq!((unseen.seen, unseen.once, unseen.twice), (20, 5, 3));
    assert!((unseen.estimate - 22.5).abs() < 1e-9);
    assert!(unseen.interval.unwrap().contains(22.5) && unseen.se.unwrap() > 0.0);
}

#[test]
fn pending_accounts_need_a_purpose_too() {
    let mut talk = Talk::with(&["a", "b", "c"]);
    talk.account("pending", "Office", MemberKind::Person, MemberState::Pending);
    talk.there(None, None);
    for (i, asker) in ["a", "b", "c"].iter().enumerate() {
        let q = talk.ask(asker, i as f64);
        talk.mention(q, &["pending"]);
    }
    let community = talk.build();
    assert!(find(&community, &HubOptions::default()).people.is_empty());
    assert_eq!(kinds(&find(&community, &purposed()), "pending")[EvidenceKind::Mention as usize], 3);
}
