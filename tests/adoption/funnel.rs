//! The funnel: small communities with known answers, brute force, and planted effects of a first reply.

use crate::talk::{DELETED, NOTHING, QUESTION, Talk, bytes, check, day};
use cmgraph::adoption::{AdoptionOptions, Definition, adoption};
use cmgraph::community::{MemberKind, MemberState, RoleOptions, Roster, Strings};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::funnel::{
    Basis, FirstPost, Funnel, FunnelOptions, Launch, Reply, State, UNIT_STATES, funnel, newcomer_reply,
};
use cmgraph::report::{funnel::findings, funnel_text};
use cmgraph::table::EvidenceLevel;
use cmgraph::{Community, Policy, ReadOptions, Timestamp, Window, read};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::path::Path;

/// Small communities are told about all the same.
fn tiny() -> FunnelOptions {
    FunnelOptions { min_at_risk: 1, min_arm: 1, draws: 20, ..FunnelOptions::default() }
}

fn of(community: &Community, options: &FunnelOptions) -> Funnel {
    funnel(&community.whole(), options).unwrap()
}

fn at_least(funnel: &Funnel) -> Vec<Option<u64>> {
    funnel.stages.iter().map(|stage| stage.at_least.map(|part| part.people)).collect()
}

fn warned(funnel: &Funnel, text: &str) -> bool {
    funnel.provenance.warnings.iter().any(|warning| warning.contains(text))
}

fn excluded(list: &[(String, u64)], text: &str) -> u64 {
    list.iter().filter(|(what, _)| what.contains(text)).map(|(_, n)| n).sum()
}

/// Somebody who joins on a day, and may leave on another.
fn joins(talk: &mut Talk, id: &str, unit: &str, joined: Option<f64>, left: Option<f64>) {
    talk.account(id, unit, MemberKind::Person, MemberState::Active);
    talk.there(joined, left);
}

#[test]
fn the_furthest_state_counts() {
    let mut talk = Talk::default();
    for (id, joined) in [("asks", 1.0), ("answers", 2.0), ("talks", 3.0), ("reacts", 4.0), ("silent", 5.0)] {
        joins(&mut talk, id, "A", Some(joined), None);
    }
    talk.account("pending", "A", MemberKind::Person, MemberState::Pending);
    let question = talk.ask("asks", 8.0);
    talk.answer(question, "answers", 8.5);
    talk.answer(question, "talks", 9.0); // also says something: an answer
    let chat = talk.post("talks", 50.0, NOTHING); // weeks later: no habit
    talk.reply(chat, "asks", 56.0, NOTHING); // a reply, no answer
    talk.react_at("reacts", question, 9.0);
    talk.observed(0.0, 60.0);
    let found = of(&talk.build(), &tiny());
    assert_eq!(found.basis, Basis::Users);
    assert_eq!(found.headcount, 6);
    // invited, registered, reader, reactor, replier, poster, answerer, regular
    let expected = [Some(6), Some(5), None, Some(4), Some(3), Some(3), Some(2), Some(0)];
    assert_eq!(at_least(&found), expected);
    let here: Vec<Option<u64>> = found.stages.iter().map(|stage| stage.here).collect();
    assert_eq!(here, [Some(1), Some(1), None, Some(1), Some(0), Some(1), Some(2), Some(0)]);
    let did: Vec<Option<u64>> = found.stages.iter().map(|stage| stage.did).collect();
    assert_eq!(did, [Some(6), Some(5), None, Some(1), Some(3), Some(2), Some(2), Some(0)]);
    // Conversions are from the observable state before, with Wilson intervals.
    let conversion = found.stage(State::Reactor).unwrap().conversion.unwrap();
    assert_eq!((conversion.people, conversion.of), (4, 5));
    let interval = conversion.interval.unwrap();
    assert!((interval.low - 0.3755).abs() < 5e-5 && (interval.high - 0.9638).abs() < 5e-5, "{interval:?}");
    assert!(!found.reader_observable() && warned(&found, "reader_observable = false"));
    // Without a roster the clock starts at the first log-in: everybody is registered on day 0.
    assert_eq!(found.stage(State::Registered).unwrap().from_entry.unwrap().days, Some(0.0));
    // First log-ins on days 1 to 5; reacted on 9 (5 days), asked on 8 (7), answered on 8 and 9 (6, 6): of five, four came.
    let reactor = found.stage(State::Reactor).unwrap().from_entry.unwrap();
    assert_eq!((reactor.people, reactor.days), (5, Some(6.0)));
    assert_eq!(found.stage(State::Regular).unwrap().from_entry.unwrap().days, None);
}

#[test]
fn states_that_the_export_lacks_stay_empty() {
    let mut talk = Talk::with(&["a", "b"]);
    let post = talk.post("a", 1.0, NOTHING);
    talk.react("b", post); // without a time
    talk.observed(0.0, 10.0);
    let found = of(&talk.build(), &tiny());
    let reactor = found.stage(State::Reactor).unwrap();
    assert!(!reactor.observable && reactor.at_least.is_none() && reactor.did.is_none());
    assert!(warned(&found, "the 1 reactions of the export have no time"));
    let replier = found.stage(State::Replier).unwrap().conversion.unwrap();
    assert_eq!((replier.people, replier.of), (1, 2)); // out of the registered
    assert!(found.horizons.iter().all(|h| h.states.iter().all(|s| s.state != State::Reactor)));
}

#[test]
fn who_came_before_the_export_is_left_out_of_time() {
    let mut talk = Talk::default();
    for i in 0..10 {
        joins(&mut talk, &format!("old{i}"), "A", Some(-300.0 + f64::from(i)), None);
        joins(&mut talk, &format!("new{i}"), "A", Some(10.0 + f64::from(i)), None);
        talk.post(&format!("old{i}"), 20.0, NOTHING);
        talk.post(&format!("new{i}"), 40.0, NOTHING);
    }
    joins(&mut talk, "undated", "A", None, None);
    talk.observed(0.0, 100.0);
    let found = of(&talk.build(), &tiny());
    assert!(matches!(found.launch, Launch::Earlier(at) if at == day(-300.0)));
    assert_eq!((found.headcount, found.from_entry), (21, 10));
    assert_eq!(excluded(&found.provenance.excluded, "registered before the export"), 10);
    assert_eq!(excluded(&found.provenance.excluded, "first log-in is not known"), 1);
    let poster = found.stage(State::Poster).unwrap();
    assert_eq!(poster.at_least.unwrap().people, 20);
    // Days 21 to 30 after the log-in: half by the 25th.
    assert_eq!(poster.from_entry.unwrap().days, Some(25.0));
    // Only the new ones are newcomers.
    assert_eq!(found.newcomers.first_posts, 10);
    assert_eq!(excluded(&found.newcomers.excluded, "may not be their first"), 10);
}

/// An export of a date range lists only the users who changed in it.
fn half_listed() -> Talk {
    let mut talk = Talk::default();
    for i in 0..20 {
        joins(&mut talk, &format!("old{i}"), "A", None, None);
        joins(&mut talk, &format!("new{i}"), "A", Some(10.0 + f64::from(i)), None);
        talk.post(&format!("old{i}"), 20.0, NOTHING);
        talk.post(&format!("new{i}"), 40.0, NOTHING);
    }
    talk.observed(0.0, 100.0);
    talk
}

#[test]
fn who_is_not_among_the_users_is_not_new() {
    let found = of(&half_listed().build(), &tiny());
    assert!(matches!(found.launch, Launch::Earlier(_)), "{:?}", found.launch);
    assert_eq!((found.from_entry, found.newcomers.first_posts), (20, 20));
    assert_eq!(excluded(&found.newcomers.excluded, "may not be their first"), 20);
    assert!(warned(&found, "left-truncated: the platform is older"));

    // With a roster, only those hired since: to keep those with a later log-in would be choosing by what came of them.
    let names: Vec<String> = (0..20).flat_map(|i| [format!("old{i}"), format!("new{i}")]).collect();
    let hired = |i: usize| (i % 4 == 1).then_some(5.0);
    let people: Vec<_> = names.iter().enumerate().map(|(i, n)| (n.as_str(), "A", hired(i), None)).collect();
    let community = with_roster(&half_listed(), &people);
    let found = of(&community, &tiny());
    assert_eq!((found.from_entry, found.newcomers.first_posts), (10, 20));
    assert_eq!(excluded(&found.provenance.excluded, "registered before the export"), 30);

    // Whoever gives a launch inside the export says that nobody was there before.
    let found = of(&half_listed().build(), &FunnelOptions { launch: Some(day(1.0)), ..tiny() });
    assert_eq!(found.newcomers.first_posts, 40);
}

#[test]
fn who_took_part_before_the_launch_given_is_in_no_estimate() {
    let mut talk = Talk::default();
    for i in 0..6 {
        joins(&mut talk, &format!("pilot{i}"), "A", Some(2.0), None);
        talk.post(&format!("pilot{i}"), 5.0, NOTHING);
    }
    for i in 0..8 {
        joins(&mut talk, &format!("new{i}"), "A", Some(32.0), None);
        talk.post(&format!("new{i}"), 36.0, NOTHING);
    }
    talk.observed(0.0, 100.0);
    let names: Vec<String> =
        (0..6).map(|i| format!("pilot{i}")).chain((0..8).map(|i| format!("new{i}"))).collect();
    let people: Vec<_> = names.iter().map(|name| (name.as_str(), "A", None, None)).collect();
    let options = FunnelOptions { launch: Some(day(30.0)), horizons: vec![1], ..tiny() };
    for community in [talk.build(), with_roster(&talk, &people)] {
        let found = of(&community, &options);
        assert_eq!(found.from_entry, 8);
        assert_eq!(excluded(&found.provenance.excluded, "before the launch given"), 6);
        assert!(warned(&found, "the launch given lies after 6 people had taken part"));
        // None of the others has posted a day after the launch: the pilots would have been posters at age 0.
        let poster = found.horizons[0].states.iter().find(|s| s.state == State::Poster).unwrap();
        assert_eq!(poster.probability, 0.0);
    }
}

/// A roster with people hired on days; accounts are matched by address.
fn with_roster(talk: &Talk, people: &[(&str, &str, Option<f64>, Option<f64>)]) -> Community {
    let n = people.len();
    let texts = |f: &dyn Fn(usize) -> String| (0..n).map(f).collect::<Strings>();
    let roster = Roster {
        directory_ids: texts(&|_| String::new()),
        emails: texts(&|i| format!("{}@example.com", people[i].0)),
        upns: texts(&|_| String::new()),
        employee_ids: texts(&|_| String::new()),
        names: texts(&|i| people[i].0.into()),
        units: texts(&|i| people[i].1.into()),
        locations: texts(&|_| String::new()),
        managers: vec![None; n],
        leaders: vec![false; n],
        guests: vec![false; n],
        disabled: vec![false; n],
        joined: people.iter().map(|p| p.2.map(day)).collect(),
        left: people.iter().map(|p| p.3.map(day)).collect(),
    };
    let csv = b"id,email\nx,x@example.com\n";
    let (_, audit, remarks) = parse_roster("people.csv", csv, &RosterOptions::default()).unwrap();
    talk.build().with_roster(roster, audit, remarks)
}

#[test]
fn hiring_starts_the_clock_and_leaving_stops_it() {
    let mut talk = Talk::default();
    // The community begins with the export; hires come later, one leaves.
    joins(&mut talk, "first", "", Some(2.0), None);
    joins(&mut talk, "hire", "", Some(35.0), None);
    joins(&mut talk, "gone", "", Some(3.0), None);
    talk.post("first", 4.0, NOTHING);
    talk.post("hire", 50.0, NOTHING);
    talk.observed(0.0, 100.0);
    let people = [
        ("first", "A", None, None),
        ("hire", "A", Some(30.0), None),
        ("gone", "A", Some(-500.0), Some(10.0)),
        ("never", "B", Some(-10.0), None),
    ];
    let community = with_roster(&talk, &people);
    let options = FunnelOptions { horizons: vec![1, 3, 5, 20], by_unit: true, ..tiny() };
    let found = of(&community, &options);
    assert_eq!((found.basis, found.headcount, found.from_entry), (Basis::Roster, 3, 4));
    assert!(matches!(found.launch, Launch::WithExport(_)));
    let share = |horizon: usize, state: State| {
        found.horizons[horizon].states.iter().find(|s| s.state == state).unwrap().probability
    };
    // Log-ins at ages 2, 5 and 3, posts at 4 and 20; "gone" is censored at 9, after registering.
    assert_eq!(share(0, State::Invited), 1.0);
    assert!((share(1, State::Registered) - 0.5).abs() < 1e-12);
    assert!((share(2, State::Registered) - 0.5).abs() < 1e-12);
    assert!((share(2, State::Poster) - 0.25).abs() < 1e-12);
    // By 20 the other registered one seen has posted: all of the mass that was there moves on.
    assert!((share(3, State::Poster) - 0.75).abs() < 1e-12);
    assert!((share(3, State::Invited) - 0.25).abs() < 1e-12);
    let units: Vec<_> =
        found.units.iter().map(|u| (u.unit.as_str(), u.headcount, u.at_least[0].people)).collect();
    assert_eq!(units, [("A", 2, 2), ("B", 1, 0)]);
    assert_eq!(UNIT_STATES[1], State::Replier);

    // Seen from day 20 on, the two who are there enter late: one as a poster, one as not registered.
    let window = Window { from: Some(day(20.0)), ..Window::default() };
    let late = funnel(&community.view(&window), &options).unwrap();
    assert_eq!(late.from_entry, 1);
    assert!(warned(&late, "left-truncated: 2 people"));
    assert_eq!(late.headcount, 3);
}

#[test]
fn without_enough_people_there_is_a_reason() {
    let mut talk = Talk::with(&["a", "b"]);
    talk.post("a", 1.0, NOTHING);
    talk.observed(0.0, 400.0);
    let found = of(&talk.build(), &FunnelOptions::default());
    assert!(found.horizons.iter().all(|h| h.states.is_empty() && h.reason.is_some()));
    assert!(found.stages.iter().all(|stage| stage.from_entry.is_none()));
    assert!(found.newcomers.reason.as_ref().unwrap().starts_with("not enough data"));
    assert!(found.newcomers.arms.iter().all(|arm| arm.returned.is_none() && arm.difference.is_none()));
}

/// Newcomers with a first post each on day 10; what happens then is up to the test.
fn one_post(then: impl Fn(&mut Talk, usize) -> usize) -> cmgraph::funnel::NewcomerReply {
    let mut talk = Talk::default();
    joins(&mut talk, "new", "A", Some(9.0), None);
    for other in ["other", "cm"] {
        joins(&mut talk, other, "A", Some(0.5), None);
    }
    talk.account("robot", "A", MemberKind::Bot, MemberState::Active);
    talk.account("guest", "A", MemberKind::Guest, MemberState::Active);
    let post = talk.ask("new", 10.0);
    then(&mut talk, post);
    talk.observed(0.0, 60.0);
    let roles = RoleOptions { community_managers: vec!["cm".into()], ..RoleOptions::default() };
    let community = talk.build().with_roles(&roles).unwrap();
    newcomer_reply(&community.whole(), &tiny()).unwrap()
}

#[test]
fn what_counts_as_a_reply_and_as_coming_back() {
    /// Kind of reply, and whether compared and come back.
    type Case = (&'static str, fn(&mut Talk, usize) -> usize, Option<(Reply, bool)>);
    let cases: [Case; 12] = [
        ("nothing", |_, p| p, Some((Reply::None, false))),
        ("reply in time", |t, p| t.answer(p, "other", 11.9), Some((Reply::Colleague, false))),
        ("reply too late", |t, p| t.answer(p, "other", 12.0), Some((Reply::None, false))),
        ("own reply after the landmark", |t, p| t.answer(p, "new", 12.5), Some((Reply::None, true))),
        ("own reply before it", |t, p| t.answer(p, "new", 11.0), None),
        ("a robot", |t, p| t.answer(p, "robot", 11.0), Some((Reply::None, false))),
        ("a guest", |t, p| t.answer(p, "guest", 11.0), None),
        ("the community manager", |t, p| t.answer(p, "cm", 11.0), Some((Reply::Official, false))),
        (
            "both",
            |t, p| {
                t.answer(p, "cm", 10.5);
                t.answer(p, "other", 11.0)
            },
            Some((Reply::Colleague, false)),
        ),
        ("deleted", |t, p| t.reply(p, "other", 11.0, DELETED), Some((Reply::None, false))),
        ("back on the last day", |t, _| t.post("new", 39.9, NOTHING), Some((Reply::None, true))),
        ("back too late", |t, _| t.post("new", 40.0, NOTHING), Some((Reply::None, false))),
    ];
    for (what, then, expected) in cases {
        let found = one_post(then);
        let compared: Vec<(Reply, bool)> = found
            .arms
            .iter()
            .filter_map(|arm| arm.returned.map(|part| (arm.reply, part.people == 1)))
            .collect();
        assert_eq!(compared, expected.into_iter().collect::<Vec<_>>(), "{what}");
    }
    // Also a first message that is a reply, if asked for: what answers it directly counts.
    let mut talk = Talk::default();
    for id in ["new", "other"] {
        joins(&mut talk, id, "A", Some(1.0), None);
    }
    let post = talk.post("other", 5.0, NOTHING);
    let reply = talk.answer(post, "new", 6.0);
    talk.answer(reply, "other", 6.5);
    talk.observed(0.0, 60.0);
    let options = FunnelOptions { first_post: FirstPost::Message, ..tiny() };
    let found = newcomer_reply(&talk.build().whole(), &options).unwrap();
    assert_eq!(found.arm(Reply::Colleague).unwrap().returned.unwrap().of, 1);
}

fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Newcomers whose posts get a reply in time by lot, and who write again after a waiting time without memory:
/// the shares with and without a reply are `1 - exp(-28 rate)`, whoever is left out at the landmark.
fn planted(seed: u64, people: usize, rate: f64, rate_with_reply: f64) -> Community {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut talk = Talk::default();
    joins(&mut talk, "helper", "A", Some(0.0), None);
    for i in 0..people {
        let (id, unit) = (format!("n{i}"), format!("U{}", i % 7));
        let start = 1.0 + uniform(&mut rng) * 300.0;
        joins(&mut talk, &id, &unit, Some(start), None);
        let flags = if uniform(&mut rng) < 0.5 { QUESTION } else { NOTHING };
        let post = talk.post(&id, start + 0.1, flags);
        let replied = uniform(&mut rng) < 0.6;
        if replied {
            talk.answer(post, "helper", start + 0.1 + uniform(&mut rng) * 1.9);
        }
        let rate = if replied { rate_with_reply } else { rate };
        let wait = -(1.0 - uniform(&mut rng)).ln() / rate;
        if wait < 400.0 {
            talk.post(&id, start + 0.1 + wait, NOTHING);
        }
    }
    talk.observed(0.0, 340.0);
    talk.build()
}

#[test]
fn a_planted_effect_is_covered_and_none_is_seldom_found() {
    let options = FunnelOptions { draws: 2, horizons: Vec::new(), ..FunnelOptions::default() };
    // The published comparison, 44% and 56%, and none.
    let rate = |share: f64| -(1.0 - share).ln() / 28.0;
    for (without, with) in [(0.44, 0.56), (0.5, 0.5)] {
        let runs = 200;
        let (mut covered, mut found, mut odds_covered, mut odds_found) = (0, 0, 0, 0);
        for seed in 0..runs {
            let community = planted(seed, 260, rate(without), rate(with));
            let result = newcomer_reply(&community.whole(), &options).unwrap();
            let arm = result.arm(Reply::Colleague).unwrap();
            let (_, interval) = arm.difference.unwrap();
            covered += u32::from(interval.contains(with - without));
            found += u32::from(!interval.contains(0.0));
            let adjusted = arm.adjusted.unwrap();
            // Odds of the weekly hazard.
            let odds = |share: f64| (rate(share) * 7.0).exp() - 1.0;
            odds_covered += u32::from(adjusted.interval.contains(odds(with) / odds(without)));
            odds_found += u32::from(!adjusted.interval.contains(1.0));
        }
        println!(
            "{without} {with}: covered {covered}, found {found}, odds covered {odds_covered}, found {odds_found} of {runs}"
        );
        // Three standard errors of 200 draws about 95%, and the false positives allowed.
        assert!(
            (181..=200).contains(&covered) && (181..=200).contains(&odds_covered),
            "{covered} {odds_covered}"
        );
        if with == without {
            assert!(found <= 14 && odds_found <= 14, "false positives {found}, {odds_found}");
        } else {
            assert!(found > 40 && odds_found > 40, "power {found}, {odds_found}");
        }
    }
}

/// Days after joining of what each person does: reply (0), post (1), answer (2).
fn journeys() -> impl Strategy<Value = Vec<Vec<(u8, u8)>>> {
    prop::collection::vec(prop::collection::vec((0u8..3, 0u8..80), 0..4), 1..25)
}

fn of_journeys(people: &[Vec<(u8, u8)>]) -> Talk {
    let mut talk = Talk::default();
    joins(&mut talk, "host", "A", Some(-500.0), None);
    let question = talk.ask("host", 0.0);
    let chat = talk.post("host", 0.0, NOTHING);
    for (i, acts) in people.iter().enumerate() {
        let (id, joined) = (format!("p{i}"), 1.0 + i as f64 * 1.5);
        joins(&mut talk, &id, ["A", "B/x", "B/y", ""][i % 4], Some(joined), None);
        for &(what, after) in acts {
            let at = joined + f64::from(after);
            match what {
                0 => talk.reply(chat, &id, at, NOTHING),
                1 => talk.post(&id, at, NOTHING),
                _ => talk.answer(question, &id, at),
            };
        }
    }
    talk.observed(0.0, 250.0);
    talk
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// With everybody seen long enough the estimates are plain shares and plain medians.
    #[test]
    fn without_censoring_it_is_counting(people in journeys(), horizon in 1u32..120) {
        let community = of_journeys(&people).build();
        // A habit of one week is the first action: too much alike; three of three weeks is rare but happens.
        let options = FunnelOptions { horizons: vec![horizon], habit_weeks: 3, habit_window: 3, ..tiny() };
        let found = of(&community, &options);
        let state_at = |acts: &[(u8, u8)], joined: f64, until: i32| -> State {
            let base = joined.floor() as i32;
            let days: Vec<(u8, i32)> =
                acts.iter().map(|&(what, after)| (what, (joined + f64::from(after)).floor() as i32 - base)).collect();
            let mut weeks: Vec<i32> = days.iter().filter(|d| d.1 <= until).map(|d| (d.1 + base).div_euclid(7)).collect();
            weeks.sort_unstable();
            weeks.dedup();
            if weeks.windows(3).any(|w| w[2] - w[0] == 2) {
                return State::Regular;
            }
            let furthest = days.iter().filter(|d| d.1 <= until).map(|d| d.0).max();
            match furthest {
                None => State::Registered,
                Some(0) => State::Replier,
                Some(1) => State::Poster,
                Some(_) => State::Answerer,
            }
        };
        let joined = |i: usize| 1.0 + i as f64 * 1.5;
        let states: Vec<State> =
            people.iter().enumerate().map(|(i, acts)| state_at(acts, joined(i), horizon as i32)).collect();
        for share in &found.horizons[0].states {
            let n = states.iter().filter(|state| **state == share.state).count();
            prop_assert!((share.probability - n as f64 / people.len() as f64).abs() < 1e-9, "{:?}", share);
            prop_assert!(share.interval.contains(share.probability));
        }
        prop_assert!((found.horizons[0].states.iter().map(|s| s.probability).sum::<f64>() - 1.0).abs() < 1e-9);
        // Now, with the host, who asked.
        let last: Vec<State> = people.iter().enumerate().map(|(i, acts)| state_at(acts, joined(i), 1000)).collect();
        for stage in found.stages.iter().filter(|stage| stage.observable) {
            let n = last.iter().filter(|state| **state >= stage.state).count() + usize::from(stage.state <= State::Poster);
            prop_assert_eq!(stage.at_least.unwrap().people, n as u64, "{:?}", stage.state);
        }
        // Half have come so far by the median, and fewer before it.
        for stage in &found.stages {
            let Some(median) = stage.from_entry.and_then(|m| m.days) else { continue };
            let by = |until: i32| people.iter().enumerate()
                .filter(|(i, acts)| state_at(acts, joined(*i), until) >= stage.state).count();
            prop_assert!(2 * by(median as i32) >= people.len());
            prop_assert!(2 * by(median as i32 - 1) < people.len() || median == 0.0);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(people in journeys(), seed in any::<u64>()) {
        let talk = of_journeys(&people);
        let shuffled = talk.build_in_order(|mut rows| {
            rows.sort_by_key(|&row| (row as u64 + 1).wrapping_mul(seed | 1).rotate_left(29));
            rows
        });
        let options = FunnelOptions { by_unit: true, ..tiny() };
        prop_assert_eq!(bytes(&of(&talk.build(), &options).tables()), bytes(&of(&shuffled, &options).tables()));
    }
}

#[test]
fn the_order_of_the_roster_does_not_matter() {
    let mut talk = Talk::default();
    for i in 0..60 {
        let (id, came) = (format!("p{i}"), 1.0 + f64::from(i * 7 % 50));
        joins(&mut talk, &id, "", Some(came), None);
        let post = talk.post(&id, came + f64::from(i % 11), NOTHING);
        if i % 3 == 0 {
            talk.answer(post, &format!("p{}", (i + 1) % 60), came + f64::from(i % 11) + 0.5);
        }
        if i % 4 != 0 {
            talk.post(&id, came + 15.0 + f64::from(i % 17), NOTHING);
        }
    }
    talk.observed(0.0, 200.0);
    let names: Vec<String> = (0..70).map(|i| format!("p{i}")).collect();
    let mut people: Vec<_> =
        names.iter().enumerate().map(|(i, name)| (name.as_str(), ["A", "B"][i % 2], None, None)).collect();
    let options = FunnelOptions { by_unit: true, horizons: vec![10, 30], ..tiny() };
    let tables = |people: &[(&str, &str, Option<f64>, Option<f64>)]| {
        bytes(&of(&with_roster(&talk, people), &options).tables())
    };
    let sorted = tables(&people);
    people.sort_by_key(|person| person.0.bytes().map(u64::from).sum::<u64>() * 31 % 47);
    assert_eq!(sorted, tables(&people));
    people.reverse();
    assert_eq!(sorted, tables(&people));
}

#[test]
fn words_do_not_say_more_than_the_comparison() {
    let rate = -(0.5f64).ln() / 28.0;
    let words = |seed: u64| {
        let found = of(&planted(seed, 1500, rate, rate), &FunnelOptions { horizons: Vec::new(), ..tiny() });
        let tables: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
        findings(&tables).join("\n")
    };
    let words = (0..5).map(words).find(|words| words.contains("not shown")).unwrap();
    assert!(
        words.contains("That a first reply goes together with coming back, more or less often, is not shown")
    );
    assert!(!words.contains("did not go together") && !words.contains("ther things equal"), "{words}");
    assert!(words.contains("Adjusted for week, question or not"), "{words}");
}

#[test]
fn degenerate_communities_have_an_answer() {
    let mut day_one = Talk::with(&["a", "b", "c"]);
    for id in ["a", "b", "c"] {
        day_one.post(id, 0.0, NOTHING);
    }
    let mut left = Talk::default();
    joins(&mut left, "a", "A", Some(1.0), Some(5.0));
    left.post("a", 2.0, NOTHING);
    left.observed(0.0, 30.0);
    let mut one = Talk::with(&["a"]);
    one.observed(0.0, 0.5);
    let mut silent = Talk::with(&["a", "b"]);
    silent.observed(0.0, 90.0);
    let cases = [Talk::default(), day_one, left, one, silent, Talk::with(&["a"])];
    let policies = [Policy::named(), Policy::aggregate(), Policy::pseudonymous(&[7; 16]).unwrap()];
    for talk in cases {
        let community = talk.build();
        for zone in ["UTC", "Europe/Helsinki"] {
            for (from, to) in
                [(None, None), (Some("2024-02-29"), Some("2024-03-01")), (Some("2024-03-31"), None)]
            {
                let view = community.view(&Window::parse(from, to, zone).unwrap());
                for options in [tiny(), FunnelOptions::default()] {
                    let found = funnel(&view, &FunnelOptions { by_unit: true, ..options }).unwrap();
                    let tables = found.tables();
                    tables.iter().for_each(check);
                    for policy in &policies {
                        let text = funnel_text(&found, policy, &Default::default()).unwrap();
                        assert!(
                            !text.contains("NaN")
                                && text.contains("colleagues who could") | text.contains("ot enough data"),
                            "{text}"
                        );
                    }
                }
            }
        }
    }
    for bad in [
        FunnelOptions { horizons: vec![0], ..tiny() },
        FunnelOptions { interval_level: 1.0, ..tiny() },
        FunnelOptions { habit_weeks: 5, ..tiny() },
        FunnelOptions { reply_days: 0, ..tiny() },
        FunnelOptions { min_arm: 0, ..tiny() },
        FunnelOptions { draws: 1, ..tiny() },
        FunnelOptions { unit_level: Some(0), ..tiny() },
    ] {
        assert!(funnel(&Talk::default().build().whole(), &bad).is_err(), "{bad:?}");
    }
    assert!(FunnelOptions::parse_launch("yesterday", "UTC").unwrap_err().to_string().contains("launch"));
}

#[test]
fn daylight_saving_does_not_shift_days() {
    // Midnight in Helsinki before and after 31 March 2024 is two and three hours from UTC.
    let mut talk = Talk::default();
    joins(&mut talk, "a", "A", Some(89.0), None); // 30 March, 00:00 UTC = 02:00 local
    talk.post("a", 90.9, NOTHING); // 31 March, 21:36 UTC = 1 April local
    talk.observed(80.0, 120.0);
    let community = talk.build();
    let days = |zone: &str| {
        let view = community.view(&Window::parse(None, None, zone).unwrap());
        funnel(&view, &tiny()).unwrap().stage(State::Poster).unwrap().from_entry.unwrap().days
    };
    assert_eq!((days("UTC"), days("Europe/Helsinki")), (Some(1.0), Some(2.0)));
}

fn bundled() -> Community {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let roles =
        RoleOptions { community_managers: vec!["anna.manager@example.com".into()], ..RoleOptions::default() };
    let options = ReadOptions { roles, roster: Some(folder.join("roster.csv")), ..ReadOptions::default() };
    read(&[folder.join("export.zip")], &options).unwrap()
}

#[test]
fn the_bundled_export_agrees_with_the_adoption_curve() {
    let community = bundled();
    let found =
        of(&community, &FunnelOptions { by_unit: true, unit_level: Some(1), ..FunnelOptions::default() });
    let curve = adoption(&community.whole(), &AdoptionOptions::default()).unwrap();
    let adopted = |definition| curve.curve(definition).unwrap().last().unwrap().share.people;
    let did = |state| found.stage(state).unwrap().did.unwrap();
    assert_eq!(did(State::Registered), adopted(Definition::Joined));
    assert_eq!(did(State::Answerer), adopted(Definition::Answered));
    assert_eq!(did(State::Regular), adopted(Definition::Habit));
    assert_eq!(at_least(&found)[State::Replier as usize].unwrap(), adopted(Definition::Contributed));
    assert_eq!(found.headcount, curve.headcount);
    let by_unit: u64 = found.units.iter().map(|unit| unit.at_least[0].people).sum();
    assert_eq!(by_unit, did(State::Registered));
    // The probabilities of a day are shares of everybody.
    for horizon in &found.horizons {
        assert!((horizon.states.iter().map(|s| s.probability).sum::<f64>() - 1.0).abs() < 1e-9);
    }
    assert_eq!(found.newcomer_provenance.evidence, EvidenceLevel::C);
    // The same from the released tables alone, in words, and never as an effect.
    let tables = found.tables();
    tables.iter().for_each(check);
    let releases: Vec<_> = tables.iter().map(|table| Policy::aggregate().apply(table)).collect();
    let words = findings(&releases).join("\n");
    assert!(
        words.contains(&format!("{} colleagues who could take part", found.headcount))
            && words.contains("Who only reads cannot be told"),
        "{words}"
    );
    assert!(!words.contains("increase") && !words.contains("because"), "{words}");
}

#[test]
fn small_units_are_hidden() {
    let mut talk = Talk::default();
    for (unit, n) in [("Big", 12), ("Small", 3), ("Other", 6)] {
        for i in 0..n {
            joins(&mut talk, &format!("{unit}{i}"), unit, Some(1.0), None);
        }
    }
    talk.post("Small0", 5.0, NOTHING);
    talk.observed(0.0, 60.0);
    let found = of(&talk.build(), &FunnelOptions { by_unit: true, ..tiny() });
    let table = found.tables().into_iter().find(|table| table.name() == "funnel_by_unit").unwrap();
    for policy in [Policy::named(), Policy::aggregate()] {
        let csv = String::from_utf8(policy.apply(&table).to_csv().into_bytes()).unwrap();
        assert!(csv.contains("Small,,") && csv.contains("Other,,") && csv.contains("Big,12,12,1,"), "{csv}");
    }
}

#[test]
fn a_real_export() {
    let path = Path::new("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let community = read(&[path.to_owned()], &ReadOptions::default()).unwrap();
    let found = of(&community, &FunnelOptions::default());
    assert_eq!(found.basis, Basis::Users);
    assert!(matches!(found.launch, Launch::WithExport(_)));
    assert_eq!(excluded(&found.provenance.excluded, "registered before the export"), 17);
    let did = |state| found.stage(state).unwrap().did.unwrap();
    let curve = adoption(&community.whole(), &AdoptionOptions::default()).unwrap();
    assert_eq!(did(State::Answerer), curve.curve(Definition::Answered).unwrap().last().unwrap().share.people);
    // On a site for questions almost everybody gets a reply: there is nothing to compare with.
    assert!(found.newcomers.arm(Reply::Colleague).unwrap().first_posts.value().unwrap() > 0.9);
    assert!(found.newcomers.reason.is_some());
    let _: Timestamp = found.launch.at();
}
