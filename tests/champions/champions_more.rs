//! What is told beside a champion's rate: load, newcomers, units, momentum, ranks, wishes not to be listed, SMAA.

use crate::talk::*;
use cmgraph::champions::{
    Champion, ChampionOptions, Champions, Criterion, EventRateOptions, SmaaChampionOptions, Trend, champions,
    help_events, rates_of_events,
};
use cmgraph::community::{
    CommunityBuilder, MemberKind, MemberRecord, MemberState, MessageRecord, RoleOptions,
};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::report::{champions_text, findings, smaa_text};
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Policy, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everybody who helped passes the gates.
fn open() -> ChampionOptions {
    ChampionOptions {
        min_active_weeks: 0,
        min_helped: 0,
        min_threads: 0,
        min_answer_share: 0.0,
        min_p_above_unit: 0.0,
        min_unit: 2,
        ..Default::default()
    }
}

fn find(community: &Community, options: &ChampionOptions) -> Champions {
    champions(&community.whole(), options).unwrap()
}

fn row<'a>(found: &'a Champions, id: &str) -> &'a Champion {
    found.helpers.iter().find(|row| row.id == id).unwrap()
}

/// `busy` answers 3 questions a day in the last 30 of 300 days, `calm` one a week throughout, `gone` only before day 100.
fn busy_and_calm() -> Talk {
    let mut talk = Talk::default();
    for (id, unit) in
        [("busy", "N/IT"), ("calm", "N/IT"), ("gone", "N/Sales"), ("a", "N/IT"), ("b", "N/Sales"), ("c", "")]
    {
        talk.person(id, unit);
    }
    talk.observed(0.0, 300.0);
    for n in 0..300usize {
        let at = n as f64;
        if n % 7 == 0 {
            let q = talk.ask(["a", "b", "c"][n % 3], at);
            talk.answer(q, "calm", at + 0.2);
        }
        if n < 100 && n % 2 == 0 {
            let q = talk.ask("b", at + 0.3);
            talk.answer(q, "gone", at + 0.4);
        }
        if n >= 270 {
            for k in 0..3 {
                let q = talk.ask(["a", "b", "c"][k], at + 0.5);
                talk.answer(q, "busy", at + 0.6);
            }
        }
    }
    talk
}

#[test]
fn load_units_and_momentum() {
    let found = find(&busy_and_calm().build(), &open());
    let (busy, calm, gone) = (row(&found, "busy"), row(&found, "calm"), row(&found, "gone"));
    let month = 30.4375;
    assert_eq!((busy.questions, calm.questions, gone.questions), (90, 43, 50));
    assert!((busy.load.per_month - 90.0 / (300.0 / month)).abs() < 1e-9);
    assert!((busy.load.recent_per_month - 90.0 / (91.0 / month)).abs() < 1e-9);
    assert!((calm.load.recent_per_month - 13.0 / (91.0 / month)).abs() < 1e-9);
    assert_eq!((busy.load.peak_week, calm.load.peak_week), (21, 1));
    assert!(busy.load.at_capacity && !calm.load.at_capacity && !gone.load.at_capacity);
    assert_eq!(gone.load.recent_per_month, 0.0);
    // Answers of the unit N/IT: 90 of busy, 43 of calm.
    assert!((busy.load.share_of_unit.unwrap() - 90.0 / 133.0).abs() < 1e-12);
    assert_eq!(gone.load.share_of_unit, Some(1.0));
    assert!(
        busy.reasons.contains(&"already answers 30 questions a month: ask somebody else first".to_string())
    );
    assert!(!calm.reasons.iter().any(|reason| reason.starts_with("already")));

    // a is of the own unit, b of another, c of none.
    assert_eq!((busy.own_unit, busy.other_unit, busy.other_unit_share), (1, 1, Some(0.5)));
    // Wilson for 1 of 2 at 90%.
    let (z2, interval) = (2.705_543_454_095_404, busy.other_unit_interval.unwrap());
    let half = (z2 / 8.0 + z2 * z2 / 16.0f64).sqrt() / (1.0 + z2 / 2.0);
    assert!((interval.low - (0.5 - half)).abs() < 1e-9 && (interval.high - (0.5 + half)).abs() < 1e-9);

    let trend = |row: &Champion| row.momentum.unwrap().trend();
    assert_eq!([trend(busy), trend(gone)], [Some(Trend::Rising), Some(Trend::Fading)]);
    let momentum = calm.momentum.unwrap();
    assert_eq!((momentum.before, momentum.lately), (29, 14));
    assert!(momentum.low < 1.0 && 1.0 < momentum.high);
    // All together: 79 before day 200, 104 after it in half the time.
    assert!((found.growth.unwrap() - 104.0 / 100.0 / (79.0 / 200.0)).abs() < 1e-12);
    found.tables().iter().for_each(check);
}

#[test]
fn newcomers_are_told() {
    let mut talk = busy_and_calm();
    talk.account("new", "", MemberKind::Person, MemberState::Active);
    talk.there(Some(150.0), None);
    let post = talk.post("new", 151.0, NOTHING);
    talk.reply(post, "calm", 151.5, THANKS);
    talk.reply(post, "gone", 152.0, NOTHING);
    let found = find(&talk.build(), &open());
    let told = |id| (row(&found, id).newcomers, row(&found, id).newcomers_first);
    assert_eq!([told("calm"), told("gone"), told("busy")], [(1, 1), (1, 0), (0, 0)]);
    assert!(row(&found, "calm").reasons.contains(&"welcomed 1 newcomer, 1 of them first".to_string()));
    assert!(row(&found, "gone").reasons.contains(&"welcomed 1 newcomer".to_string()));
}

#[test]
fn jobs_and_leaders() {
    let mut builder = CommunityBuilder::new();
    for (id, title, department) in [
        ("1", "IT-Supporttekniker", "IT"),
        ("2", "Engineer", "IT"),
        ("3", "", "IT Helpdesk"),
        ("4", "", "Legal"),
        ("5", "Clerk", "Legal"),
    ] {
        let email = format!("p{id}@example.com");
        builder.member(&MemberRecord { id, title, department, email: &email, ..Default::default() });
    }
    for (n, helper) in ["1", "2", "3", "4"].iter().enumerate() {
        let (root, reply) = (format!("{}0", n + 1), format!("{}1", n + 1));
        let at = Timestamp(n as i64 * 86_400_000);
        builder
            .message(&MessageRecord {
                flags: QUESTION,
                words: 9,
                ..MessageRecord::new(root.as_bytes(), b"5", at)
            })
            .unwrap();
        builder
            .message(&MessageRecord {
                thread: root.as_bytes(),
                words: 9,
                ..MessageRecord::new(reply.as_bytes(), helper.as_bytes(), Timestamp(at.0 + 1000))
            })
            .unwrap();
    }
    let csv = b"id,email,unit,manager\n1,p1@example.com,IT,p2@example.com\n2,p2@example.com,IT,\n";
    let (roster, audit, remarks) = parse_roster("people.csv", csv, &RosterOptions::default()).unwrap();
    let community = builder.build().unwrap().with_roster(roster, audit, remarks);
    let community = community.with_roles(&RoleOptions::default()).unwrap();
    let found = find(&community, &open());
    let jobs = ["1", "2", "3", "4"].map(|id| row(&found, id).helps_by_job);
    assert_eq!(jobs, [Some(true), Some(false), Some(true), None]);
    let leaders = ["1", "2", "4"].map(|id| row(&found, id).leader);
    assert_eq!(leaders, [Some(false), Some(true), None]);
    assert!(row(&found, "2").reasons.contains(&"leads a unit".to_string()));
    let nobody = find(&community, &ChampionOptions { help_desk_words: vec![], ..open() });
    assert_eq!(row(&nobody, "1").helps_by_job, Some(false));
}

#[test]
fn who_does_not_want_to_be_listed_is_in_no_list() {
    let community = busy_and_calm().build();
    let before = find(&community, &open());
    let options = ChampionOptions { exclude: vec!["BUSY@example.com".into()], n: 1, ..open() };
    let found = find(&community, &options);
    assert!(found.helpers.iter().all(|row| row.id != "busy"));
    assert_eq!(found.helped_at_all, 3);
    let excluded = &found.provenance.excluded;
    assert!(excluded.iter().any(|(what, n)| what == "people who are not to be listed" && *n == 1));
    // A slip of the pen would list somebody who asked not to be.
    let slip = ChampionOptions { exclude: vec!["busy@exmaple.com".into()], ..open() };
    let error = champions(&community.whole(), &slip).unwrap_err();
    assert!(error.to_string().contains("busy@exmaple.com"), "{error}");
    assert!(champions(&community.whole(), &ChampionOptions { n: 0, ..open() }).is_err());
    // The model and the numbers of the units are of everybody.
    assert_eq!(found.model, before.model);
    let helpers =
        |found: &Champions| found.units.iter().map(|unit| (unit.helpers, unit.helped)).collect::<Vec<_>>();
    assert_eq!(helpers(&found), helpers(&before));
    // So are the numbers of champions: who opted out is missing in lists only.
    assert!(row(&before, "busy").eligible());
    assert_eq!(
        found.units.iter().map(|unit| unit.champions).collect::<Vec<_>>(),
        before.units.iter().map(|unit| unit.champions).collect::<Vec<_>>()
    );
    let summary = |found: &Champions| {
        let tables = found.tables();
        let table = tables.iter().find(|table| table.name() == "champions_summary").unwrap().clone();
        Policy::named().apply(&table).to_csv()
    };
    assert_eq!(summary(&found), summary(&before));
    assert_eq!(row(&found, "calm").rate, row(&before, "calm").rate);
    assert!((found.helpers.iter().map(|row| row.p_top).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(found.smaa(&Default::default()).unwrap().people.iter().all(|row| row.id != "busy"));
    let text = champions_text(&found, &Policy::named(), &TerminalOptions::default(), 5);
    assert!(!text.contains("busy"), "{text}");
}

/// A unit is large, but one person of it did all the helping: whom the unit helped is about that person.
#[test]
fn what_few_helpers_of_a_unit_did_is_not_told() {
    let mut talk = Talk::default();
    (0..10).for_each(|i| talk.person(&format!("a{i}"), "A"));
    (0..10).for_each(|i| talk.person(&format!("b{i}"), "B"));
    for i in 0..6 {
        let question = talk.ask(&format!("a{i}"), i as f64);
        talk.answer(question, "b0", i as f64 + 0.1);
        let question = talk.ask(&format!("b{i}"), i as f64 + 0.5);
        talk.answer(question, &format!("a{i}"), i as f64 + 0.6);
    }
    let tables = find(&talk.build(), &open()).tables();
    let release = |name: &str| {
        let table = tables.iter().find(|table| table.name() == name).unwrap();
        Policy::aggregate().apply(table).to_csv()
    };
    let by_unit = release("champions_by_unit");
    assert!(by_unit.contains("helpers") && !by_unit.contains("helped"), "{by_unit}");
    let help = release("champions_help_by_unit");
    assert!(help.lines().any(|line| line == "B,,,,true"), "{help}");
}

#[test]
fn ranks_that_are_not_ruled_out() {
    // One helps 60 people, two about 25, one 3, over 12 months.
    let mut talk = Talk::default();
    let askers: Vec<String> = (0..60).map(|i| format!("asker{i:02}")).collect();
    ["top", "mid", "mid2", "low"].iter().for_each(|id| talk.person(id, ""));
    askers.iter().for_each(|id| talk.person(id, ""));
    for (i, asker) in askers.iter().enumerate() {
        let q = talk.ask(asker, 6.0 * i as f64);
        for (id, whom) in [("top", 60), ("mid", 26), ("mid2", 24), ("low", 3)] {
            if i < whom {
                talk.answer(q, id, 6.0 * i as f64 + 0.5);
            }
        }
    }
    let found = find(&talk.build(), &open());
    let sets: Vec<_> = found
        .helpers
        .iter()
        .map(|row| (row.id.as_str(), row.rank.map(|set| (set.best, set.worst))))
        .collect();
    assert_eq!(
        sets,
        [("top", Some((1, 1))), ("mid", Some((2, 3))), ("mid2", Some((2, 3))), ("low", Some((4, 4)))]
    );
    // Only among those who pass the gates.
    let gated = find(&talk.build(), &ChampionOptions { min_helped: 10, ..open() });
    assert_eq!(row(&gated, "low").rank, None);
    assert_eq!(row(&gated, "mid").rank.map(|set| (set.best, set.worst)), Some((2, 3)));
}

#[test]
fn smaa_of_champions() {
    let community = busy_and_calm().build();
    let found = find(&community, &open());
    let options = SmaaChampionOptions {
        criteria: vec![Criterion::Helped, Criterion::Thanked, Criterion::Momentum],
        draws: 2000,
        ..Default::default()
    };
    let ranks = found.smaa(&options).unwrap();
    // Nobody was ever thanked: nothing to compare by.
    assert!(!ranks.criteria.contains(&Criterion::Thanked));
    assert!(
        ranks.provenance.warnings.iter().any(|w| w.starts_with("left out: share of questions thanked for"))
    );
    assert!(ranks.criteria.contains(&Criterion::Momentum));
    let first = |id: &str| ranks.people.iter().find(|row| row.id == id).unwrap().ranks.by_rank[0];
    assert!(first("busy") > first("gone"), "{:?}", ranks.people);
    assert!((ranks.people.iter().map(|row| row.ranks.by_rank[0]).sum::<f64>() - 1.0).abs() < 1e-9);
    // All three are among the first twenty for sure: then the mean rank decides.
    assert!(ranks.people.iter().all(|row| (row.p_top - 1.0).abs() < 1e-9));
    assert!(ranks.people.is_sorted_by_key(|row| row.ranks.mean_rank), "{:?}", ranks.people);
    ranks.tables().iter().for_each(check);
    let text = smaa_text(&ranks, &Policy::named(), &TerminalOptions::default(), 5);
    assert!(text.contains("busy"), "{text}");

    let error = |options: SmaaChampionOptions| found.smaa(&options).unwrap_err().to_string();
    let criteria =
        |criteria: &[Criterion]| SmaaChampionOptions { criteria: criteria.to_vec(), ..Default::default() };
    assert!(error(criteria(&[])).contains("option criteria"));
    assert!(error(criteria(&[Criterion::Helped, Criterion::Helped])).contains("each once"));
    assert!(error(SmaaChampionOptions { draws: 10, ..Default::default() }).contains("option draws"));
    // Nobody to compare.
    let nobody = find(&Talk::default().build(), &open()).smaa(&Default::default()).unwrap();
    assert!(nobody.people.is_empty());
    assert!(nobody.provenance.warnings.iter().any(|w| w.starts_with("not enough data")));
    nobody.tables().iter().for_each(check);
}

#[test]
fn policies() {
    let found = find(&busy_and_calm().build(), &open());
    let smaa = found.smaa(&SmaaChampionOptions { draws: 200, ..Default::default() }).unwrap();
    let policies =
        [Policy::named(), Policy::pseudonymous(b"a key of sixteen bytes").unwrap(), Policy::aggregate()];
    for policy in policies {
        let tables: Vec<_> =
            found.tables().iter().chain(&smaa.tables()).map(|table| policy.apply(table)).collect();
        let all: String = tables.iter().map(|table| table.to_csv()).collect();
        assert_eq!(all.contains("busy"), policy.mode() == cmgraph::Mode::Named, "{:?}", policy.mode());
        let sentences = findings(&tables);
        if policy.mode() == cmgraph::Mode::Aggregate {
            // Three of six: neither those who did nor those who did not are enough to be told of.
            let hidden =
                "How many of 6 colleagues answered the question of another: hidden (fewer than 5 people";
            assert!(sentences[0].starts_with(hidden), "{sentences:?}");
            assert!(!sentences.iter().any(|s| s.to_lowercase().contains("nobody")), "{sentences:?}");
            continue;
        }
        assert!(sentences[0].starts_with("Of 6 colleagues 3 (50%)"), "{sentences:?}");
        assert!(sentences.iter().any(|s| s.contains("ask somebody else first")), "{sentences:?}");
    }
}

/// What is at hand says nothing, and says so.
#[test]
fn degenerate() {
    let mut day_one = Talk::with(&["a", "b"]);
    let q = day_one.ask("a", 0.0);
    day_one.answer(q, "b", 0.0);
    let mut without_roster = Talk::with(&["a"]);
    without_roster.post("a", 0.0, NOTHING);
    for talk in [Talk::default(), Talk::with(&["alone"]), day_one, without_roster] {
        let found = find(&talk.build(), &open());
        found.tables().iter().for_each(check);
        let smaa = found.smaa(&SmaaChampionOptions { draws: 100, ..Default::default() }).unwrap();
        smaa.tables().iter().for_each(check);
        for policy in [Policy::named(), Policy::aggregate()] {
            champions_text(&found, &policy, &TerminalOptions::default(), 5);
            smaa_text(&smaa, &policy, &TerminalOptions::default(), 5);
        }
    }
    let error =
        champions(&Talk::default().build().whole(), &ChampionOptions { capacity: 0.0, ..Default::default() });
    assert_eq!(error.unwrap_err().to_string(), "option capacity: found 0, expected a number above 0");
}

fn any_talk() -> impl Strategy<Value = Talk> {
    let message = (0usize..7, 0usize..40, any::<bool>(), 0u16..300);
    prop::collection::vec(message, 1..100).prop_map(|rows| {
        let people = ["p0", "p1", "p2", "p3", "p4", "p5", "p6"];
        let mut talk = Talk::default();
        for (i, id) in people.iter().enumerate() {
            talk.person(id, ["N/Sales", "N/Legal", ""][i % 3]);
            if i % 2 == 1 {
                talk.there((i > 1).then_some(20.0 * i as f64), None);
            }
        }
        talk.observed(0.0, 330.0);
        let mut at = 0.0;
        for (author, to, asks, gap) in rows {
            at += f64::from(gap) / 100.0;
            match talk.messages.get(to) {
                Some(_) => talk.answer(to, people[author], at),
                None if asks => talk.ask(people[author], at),
                None => talk.post(people[author], at, NOTHING),
            };
        }
        talk
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn events_give_the_same_rates(talk in any_talk()) {
        let community = talk.build();
        let view = community.whole();
        let found = find(&community, &open());
        let events = help_events(&view, &open()).unwrap();
        let members = community.members();
        // One event a question and helper.
        for row in &found.helpers {
            let own: Vec<_> = events.iter().filter(|event| event.helper == row.member.0).collect();
            prop_assert_eq!(own.len() as u32, row.questions);
            let whom: BTreeSet<u32> = own.iter().map(|event| event.helped).collect();
            prop_assert_eq!(whom.len() as u32, row.helped);
        }
        // With everybody there all the time the model is the same.
        let mut always = talk.clone();
        always.observed(0.0, 330.0);
        let people = members.len();
        if members.joined.iter().all(|at| at.is_none_or(|at| at <= view.from())) {
            let options = EventRateOptions {
                from: Some(view.from()), to: Some(view.to()), draws: 100, ..Default::default()
            };
            let rates = rates_of_events(people, &events, None, &options).unwrap();
            for row in &found.helpers {
                prop_assert!((rates.people[row.member.index()].rate.mean - row.rate.mean).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn loads_and_welcomes_follow_the_definition(talk in any_talk()) {
        let found = find(&talk.build(), &open());
        // (helper, root) -> time of the last answer.
        let mut answered: BTreeMap<(String, String), Timestamp> = BTreeMap::new();
        for reply in &talk.messages {
            let root = talk.messages.iter().find(|m| m.id == reply.thread).unwrap();
            if root.flags.has(QUESTION) && reply.author != root.author {
                let last = answered.entry((reply.author.clone(), root.id.clone())).or_insert(reply.at);
                *last = (*last).max(reply.at);
            }
        }
        for row in &found.helpers {
            let own: Vec<Timestamp> =
                answered.iter().filter(|((who, _), _)| *who == row.id).map(|(_, at)| *at).collect();
            // The window is 330 days, the last third begins on day 220, the recent past on day 239.
            let since = |start: f64| own.iter().filter(|&&at| at >= day(start)).count();
            if let Some(momentum) = row.momentum {
                prop_assert_eq!((momentum.before + momentum.lately, momentum.lately), (own.len() as u32, since(220.0) as u32));
                prop_assert!(0.0 < momentum.low && momentum.low <= momentum.ratio && momentum.ratio <= momentum.high);
            }
            let week = |at: Timestamp| (at.0 - day(0.0).0).div_euclid(7 * 86_400_000);
            let weeks: BTreeSet<i64> = own.iter().map(|&at| week(at)).collect();
            let peak = weeks.iter().map(|w| own.iter().filter(|&&at| week(at) == *w).count()).max().unwrap();
            prop_assert_eq!(row.load.peak_week as usize, peak);
            prop_assert!(row.load.recent_per_month <= since(239.0) as f64);
            prop_assert!(row.newcomers_first <= row.newcomers);
        }
        let ranks: Vec<_> = found.helpers.iter().filter_map(|row| row.rank).collect();
        prop_assert_eq!(ranks.len(), found.helpers.len());
        prop_assert!(ranks.iter().all(|set| 1 <= set.best && set.best <= set.worst && set.worst <= ranks.len()));
        found.tables().iter().for_each(check);
    }
}
