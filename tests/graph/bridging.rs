//! Bridges between units and circles: planted communities, brute force, degenerate inputs, what leaves.

use crate::talk::{DELETED, NOTHING, QUESTION, Talk, bytes, check};
use cmgraph::bridging::{
    Bridging, BridgingOptions, CircleOptions, Circles, DEFAULT_MAX_AUTHORS, MIN_PAIRS, MIN_TIE_REPLIES,
    SMALLEST_UNIT, Variant, bridging, circles,
};
use cmgraph::community::{MemberKind, MemberState, RoleOptions};
use cmgraph::export::{RosterOptions, parse_roster};
use cmgraph::report::{bridging_text, circles_text, findings};
use cmgraph::table::{Release, TerminalOptions};
use cmgraph::{Community, Error, Mode, Policy, ReadOptions, Window, read};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn quick() -> BridgingOptions {
    BridgingOptions { permutations: 99, draws: 99, min_threads: 1, ..BridgingOptions::default() }
}

fn found(community: &Community, options: &BridgingOptions) -> Bridging {
    let found = bridging(&community.whole(), options).unwrap();
    check_all(&found);
    found
}

fn every_policy() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

/// All doors open without a panic, and no number is absurd.
fn check_all(found: &Bridging) {
    found.tables().iter().for_each(check);
    for policy in every_policy() {
        let text = bridging_text(found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.starts_with("Do units talk") && !text.contains("NaN"), "{text}");
    }
}

fn check_circles(found: &Circles) {
    found.tables().iter().for_each(check);
    for policy in every_policy() {
        let text = circles_text(found, &policy, &TerminalOptions::default()).unwrap();
        assert!(text.starts_with("Which circles") && !text.contains("NaN"), "{text}");
    }
}

/// Sales and Legal with ten people each. Everybody asks once and gets five answers of the own unit; of every second
/// person `broker` of Legal answers in Sales, first if `first`.
fn two_units(first: bool) -> Talk {
    let mut talk = Talk::default();
    for i in 0..10 {
        talk.person(&format!("s{i}"), "Sales");
        talk.person(&format!("l{i}"), "Legal");
    }
    for unit in ["s", "l"] {
        for i in 0..10 {
            let at = i as f64 + if unit == "s" { 0.0 } else { 0.5 };
            let question = talk.ask(&format!("{unit}{i}"), at);
            let crosses = unit == "s" && i % 2 == 0;
            if crosses && first {
                talk.answer(question, "l0", at + 0.01);
            }
            for k in 1..=5 {
                talk.answer(question, &format!("{unit}{}", (i + k) % 10), at + 0.01 + 0.01 * k as f64);
            }
            if crosses && !first {
                talk.answer(question, "l0", at + 0.1);
            }
        }
    }
    talk.observed(-1.0, 12.0);
    talk
}

#[test]
fn a_known_share_crosses() {
    let found = found(&two_units(true).build(), &quick());
    let members = &found.members;
    assert_eq!(found.units, ["Legal", "Sales"]);
    assert_eq!((members.people, members.replies, members.cross_replies), (20, 105, 5));
    let share = members.cross_share.unwrap();
    assert_eq!(share.value, 5.0 / 105.0);
    assert!(share.interval.is_some_and(|ends| ends.low > 0.0 && ends.high < 0.1), "{share:?}");
    assert!((members.ei_index.unwrap().value - (5.0 - 100.0) / 105.0).abs() < 1e-12);
    let test = members.test.unwrap();
    assert!(test.p_value <= 0.02 && (test.expected - 1.0 / 19.0).abs() < 0.1, "{test:?}");
    // Margins nearly alike: about half would cross.
    assert!((members.expected_share.unwrap() - 0.5).abs() < 0.05);
    let cells: Vec<(u32, u32, u64, u64, u64)> =
        members.matrix.iter().map(|c| (c.from, c.to, c.replies, c.writers, c.receivers)).collect();
    assert_eq!(cells, [(0, 0, 50, 10, 10), (0, 1, 5, 1, 5), (1, 0, 0, 0, 0), (1, 1, 50, 10, 10)]);
    let [legal, sales] = &members.units[..] else { panic!("two units") };
    assert_eq!((legal.inside, legal.out, legal.into, legal.partners), (50, 5, 0, 1));
    assert_eq!((sales.inside, sales.out, sales.into, sales.active), (50, 0, 5, 10));
    assert_eq!(found.headcount, [10, 10]);
    // Two units, one of which answers nobody: nothing about the empty cell but the expectation varies.
    assert!(members.matrix[2].ratio.interval.is_none() && members.matrix[1].ratio.interval.is_some());
    assert_eq!(sales.out_share.map(|share| (share.value, share.interval)), Some((0.0, None)));
    // Five pairs of people, but one person.
    assert_eq!((members.links.one_person, members.links.several, members.links.none), (1, 0, 0));
    assert!(found.only_ties.is_empty());
}

#[test]
fn answers_from_elsewhere() {
    for first in [true, false] {
        let found = found(&two_units(first).build(), &quick());
        let answers = found.members.answers;
        assert_eq!((answers.questions, answers.answered, answers.unit_unknown), (20, 20, 0));
        assert_eq!((answers.first_elsewhere, answers.any_elsewhere), (if first { 5 } else { 0 }, 5));
        let [legal, sales] = &found.members.units[..] else { panic!("two units") };
        assert_eq!((legal.answers.any_elsewhere, sales.answers.any_elsewhere), (0, 5));
        assert_eq!((legal.answers.questions, sales.answers.questions), (10, 10));
    }
}

/// Who answers first, drawn from the first answers of others: 20 for Legal (l0 six) and Sales (every second person).
#[test]
fn the_answers_to_expect() {
    let found = found(&two_units(true).build(), &quick());
    // First answers: each l one, l0 five more; s0, s2, s4, s6, s8 one each. Never by the asker.
    let legal = (9.0 * (5.0 / 19.0) + 5.0 / 14.0) / 10.0;
    let sales = (5.0 * (15.0 / 19.0) + 5.0 * (15.0 / 20.0)) / 10.0;
    let close = |found: Option<f64>, wanted: f64| {
        assert!((found.unwrap() - wanted).abs() < 1e-12, "{found:?} {wanted}")
    };
    close(found.members.units[0].answers.expected_share, legal);
    close(found.members.units[1].answers.expected_share, sales);
    close(found.members.answers.expected_share, (legal + sales) / 2.0);

    // A second time 100 days later, with Legal answering nobody but itself: two spans, two chances.
    let mut twice = two_units(true);
    for round in 0..2 {
        for i in 0..20 {
            let at = 100.0 + 2.0 * i as f64 + 0.1 * round as f64;
            let question = twice.ask(&format!("s{}", i % 10), at);
            twice.answer(question, &format!("s{}", (i + 1) % 10), at + 0.01);
        }
    }
    twice.observed(-1.0, 200.0);
    let later = self::found(&twice.build(), &quick());
    // In the later span all answers are of Sales, so nothing else is to be expected of it: 40 more questions.
    close(later.members.units[1].answers.expected_share, 10.0 * sales / 50.0);
    // A few questions at the end belong to the span before.
    let mut tail = two_units(true);
    let question = tail.ask("s0", 150.0);
    tail.answer(question, "s1", 150.1);
    tail.observed(-1.0, 200.0);
    let tail = self::found(&tail.build(), &quick());
    let pool = |asker: f64| 15.0 / (21.0 - asker);
    close(
        tail.members.units[1].answers.expected_share,
        (4.0 * pool(1.0) + pool(1.0) * 2.0 + 4.0 * pool(0.0) + pool(1.0)) / 11.0,
    );

    // Nobody else ever answers: nothing to expect.
    let mut alone = Talk::default();
    alone.person("anna", "Sales");
    alone.person("bo", "Legal");
    let root = alone.ask("anna", 0.0);
    alone.answer(root, "bo", 0.1);
    let alone = self::found(&alone.build(), &quick());
    assert_eq!(alone.members.answers.expected_share, Some(1.0));
}

#[test]
fn counted_in_other_ways() {
    let ways = |talk: &Talk| {
        let found = found(&talk.build(), &quick());
        let all: Vec<_> = found.sensitivity.iter().map(|way| (way.variant, way.people, way.acts)).collect();
        (all, found)
    };
    let mut talk = two_units(true);
    let (all, base) = ways(&talk);
    assert_eq!(all, [(Variant::Replies, 20, 105), (Variant::Log1p, 20, 105)]);
    assert_eq!(base.sensitivity[0].cross_share, base.members.cross_share.map(|share| share.value));
    assert_eq!(base.sensitivity[0].expected_share, base.members.expected_share);
    assert_eq!(base.sensitivity[0].ei_index(), base.members.ei_index.map(|index| index.value));
    // Everybody replies to five others once; l0 to five more.
    assert!((base.sensitivity[1].cross_share.unwrap() - 5.0 / 105.0).abs() < 1e-12);

    // Reactions: of s1 to a message of l0, to the own, to a deleted one, by a bot, and of s2 in a crowd of 51.
    talk.account("bot", "Sales", MemberKind::Bot, MemberState::Active);
    let [legal, own, gone] =
        [talk.post("l0", 11.0, NOTHING), talk.post("s1", 11.0, NOTHING), talk.post("l1", 11.0, DELETED)];
    talk.react("s1", legal);
    talk.react("s1", own);
    talk.react("s1", gone);
    talk.react("bot", legal);
    // s0 replies to l0 three times: the logarithm of 1 + 3.
    for _ in 0..3 {
        talk.answer(legal, "s0", 11.5);
    }
    let (all, with) = ways(&talk);
    assert_eq!(
        all,
        [(Variant::Replies, 20, 108), (Variant::WithReactions, 20, 109), (Variant::Log1p, 20, 108)]
    );
    let shares: Vec<f64> = with.sensitivity.iter().filter_map(|way| way.cross_share).collect();
    let log = (5.0 * 2f64.ln() + 4f64.ln()) / (105.0 * 2f64.ln() + 4f64.ln());
    for (found, wanted) in shares.iter().zip([8.0 / 108.0, 9.0 / 109.0, log]) {
        assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
    }
    // Half a year and a day later nothing of it was in the last 26 weeks, but one reply.
    talk.answer(own, "l2", 180.0);
    talk.observed(-1.0, 12.0 + 183.0);
    let (all, late) = ways(&talk);
    assert_eq!(all.last(), Some(&(Variant::LastWeeks, 2, 1)));
    assert_eq!(late.sensitivity.last().and_then(|way| way.cross_share), Some(1.0));
    let nobody = ways(&Talk::default());
    assert_eq!(nobody.0, [(Variant::Replies, 0, 0)]);
    assert_eq!(nobody.1.sensitivity[0].cross_share, None);
}

/// Whose words are gone, or who is a program of the platform, is joined with nobody; as in conversation.
#[test]
fn replies_to_what_is_gone() {
    let mut talk = two_units(true);
    let gone = talk.post("s3", 11.0, DELETED.with(QUESTION));
    let system = talk.post("s4", 11.0, cmgraph::community::MessageFlags::SYSTEM);
    for root in [gone, system] {
        talk.answer(root, "l5", 11.1);
        let reply = talk.answer(root, "l6", 11.2);
        // To a reply that stands: between l7 and l6 all is well.
        talk.answer(reply, "l7", 11.3);
    }
    let before = found(&two_units(true).build(), &quick());
    let after = found(&talk.build(), &quick());
    assert_eq!(after.members.replies, before.members.replies + 2);
    assert_eq!(after.members.cross_replies, before.members.cross_replies);
    assert_eq!(after.members.answers.questions, before.members.answers.questions);
    let excluded = |excluded: &[(String, u64)]| {
        let of = |(text, n): &(String, u64)| {
            text.starts_with("replies to a message that was deleted").then_some(*n)
        };
        excluded.iter().find_map(of)
    };
    assert_eq!(
        (excluded(&before.provenance.excluded), excluded(&after.provenance.excluded)),
        (None, Some(4))
    );
    assert!(after.provenance.assumptions.iter().any(|text| text.contains("joins nobody")));
    let circles = circles(&talk.build().whole(), &CircleOptions::default()).unwrap();
    assert_eq!(excluded(&circles.provenance.excluded), Some(4));
}

/// Departments of the platform are other units, of other names: where the roster names units only those count.
#[test]
fn units_are_those_of_the_roster_alone() {
    let mut talk = two_units(true);
    talk.person("x", "Facilities");
    talk.person("stranger", "Facilities");
    for who in ["x", "stranger"] {
        let question = talk.ask("s0", 11.0);
        talk.answer(question, who, 11.1);
    }
    let row = |id: &str, unit: &str| format!("{id}@example.com,{unit}\n");
    let mut csv = "email,unit\n".to_owned();
    // x is in the roster without a unit, the stranger not at all, and l9 is of another unit than its department says.
    csv.extend((0..10).map(|i| row(&format!("s{i}"), "North")));
    csv.extend((0..9).map(|i| row(&format!("l{i}"), "South")));
    csv.push_str(&(row("l9", "North") + &row("x", "")));
    let (roster, audit, remarks) =
        parse_roster("people.csv", csv.as_bytes(), &RosterOptions::default()).unwrap();
    let with = found(&talk.build().with_roster(roster, audit, remarks), &quick());
    assert_eq!(with.units, ["North", "South"]);
    let actives: Vec<u64> = with.members.units.iter().map(|unit| unit.active).collect();
    assert_eq!((actives, with.members.without_unit), (vec![11, 9], 2));
    // A roster that names no units leaves the departments.
    let csv: String = csv.lines().map(|line| line.split(',').next().unwrap().to_owned() + "\n").collect();
    let (roster, audit, remarks) =
        parse_roster("people.csv", csv.as_bytes(), &RosterOptions::default()).unwrap();
    let without = found(&talk.build().with_roster(roster, audit, remarks), &quick());
    assert_eq!(without.units, ["Facilities", "Legal", "Sales"]);
}

#[test]
fn the_broker_is_found_and_named_in_named_mode_only() {
    let mut talk = two_units(true);
    talk.person("h0", "HR");
    let question = talk.ask("h0", 9.9);
    talk.answer(question, "l0", 9.91);
    let found = found(&talk.build(), &quick());
    let [broker] = &found.brokers[..] else { panic!("one broker: {:?}", found.brokers) };
    assert_eq!((broker.person.id.as_str(), broker.units, broker.partners), ("l0", 2, 6));
    // Nobody of Sales or HR acted on l0 back, so what runs through l0 comes from Legal: five who replied to l0, to six.
    assert_eq!((broker.roles.representative, broker.roles.gatekeeper, broker.roles.liaison), (30, 0, 0));
    assert_eq!((broker.cross_replies, broker.threads, broker.only_link), (6, 6, 2));
    assert_eq!(found.brokers_in_all, 1);
    // One person of HR and one reply: no tie that is listed.
    assert!(found.only_ties.is_empty() && found.brokers.len() == 1);

    for policy in every_policy() {
        let released: Vec<_> = found.tables().iter().map(|table| policy.apply(table)).collect();
        let all: String = released.iter().map(|release| release.to_csv()).collect();
        let text = bridging_text(&found, &policy, &TerminalOptions::default()).unwrap();
        assert_eq!(all.contains("l0") && text.contains("l0"), policy.mode() == Mode::Named, "{all}");
        let brokers = released.iter().find(|release| release.name() == "bridging_brokers").unwrap();
        assert_eq!(brokers.rows(), usize::from(policy.mode() != Mode::Aggregate));
        // One writer from Legal to Sales: hidden, and so is all else, for the sums by unit would give it away.
        let matrix = released.iter().find(|release| release.name() == "bridging_matrix").unwrap();
        let row = |from: &str, to: &str| {
            let is = |column: &str, row, unit: &str| {
                matrix.column(column).unwrap().values.text(row).as_deref() == Some(unit)
            };
            (0..matrix.rows()).find(|&row| is("from_unit", row, from) && is("to_unit", row, to)).unwrap()
        };
        let replies = |from, to| matrix.column("replies").unwrap().values.number(row(from, to));
        assert_eq!((replies("Legal", "Sales"), replies("Legal", "HR")), (None, None));
        assert_eq!((matrix.rows(), replies("HR", "Sales")), (6, None));
        let units = released.iter().find(|release| release.name() == "bridging_by_unit").unwrap();
        // One person of HR.
        assert!(units.disclosure().suppressed >= 2);
    }
}

#[test]
fn officials_are_told_apart() {
    let mut talk = two_units(false);
    talk.person("cm", "Communications");
    for i in 0..10 {
        talk.answer(6 * i, "cm", 11.0 + 0.01 * i as f64);
    }
    let with = |managers: &[&str]| {
        let community_managers = managers.iter().map(|&id| id.to_owned()).collect();
        let roles = RoleOptions { community_managers, ..RoleOptions::default() };
        let community = talk.build().with_roles(&roles).unwrap();
        found(&community, &quick())
    };
    let told = with(&["cm"]);
    assert_eq!((told.members.replies, told.members.cross_replies), (105, 5));
    assert_eq!((told.everybody.replies, told.everybody.cross_replies), (115, 15));
    assert_eq!((told.members.people, told.everybody.people, told.officials), (20, 21, 1));
    assert_eq!(told.tables()[0].rows(), 2);
    assert!(told.brokers.iter().all(|broker| broker.person.id != "cm"));
    let unnamed = with(&[]);
    assert_eq!((unnamed.members.replies, unnamed.officials, unnamed.tables()[0].rows()), (115, 0, 1));
}

#[test]
fn who_does_not_count_and_crowds() {
    let mut talk = two_units(true);
    talk.account("bot", "Sales", MemberKind::Bot, MemberState::Active);
    talk.account("guest", "Legal", MemberKind::Guest, MemberState::Active);
    talk.person("nobody", "");
    for who in ["bot", "guest", "nobody", "s0"] {
        talk.answer(0, who, 11.0);
    }
    let before = found(&two_units(true).build(), &quick());
    let after = found(&talk.build(), &quick());
    assert_eq!(before.members.matrix, after.members.matrix);
    assert_eq!(after.members.without_unit, 1);
    let excluded = |what: &str| {
        let of = |(text, n): &(String, u64)| text.starts_with(what).then_some(*n);
        after.provenance.excluded.iter().find_map(of)
    };
    assert_eq!(excluded("replies to oneself"), Some(1));
    assert_eq!(excluded("replies from or to accounts"), Some(2));
    let guests = found(&talk.build(), &BridgingOptions { include_guests: true, ..quick() });
    assert_eq!(guests.members.replies, 106);

    // A thread in which everybody greets joins nobody.
    let mut crowd = two_units(true);
    let root = crowd.post("s0", 11.0, NOTHING);
    for i in 0..DEFAULT_MAX_AUTHORS {
        crowd.person(&format!("x{i}"), "Other");
        crowd.answer(root, &format!("x{i}"), 11.0 + 0.001 * f64::from(i));
    }
    let found = found(&crowd.build(), &quick());
    assert_eq!(found.members.replies, 105);
    assert!(found.provenance.warnings.iter().any(|text| text.contains("more than 50 authors")));
}

#[test]
fn degenerate_inputs() {
    let empty = Talk::default();
    let one = Talk::with(&["anna"]);
    let mut alone = Talk::default();
    alone.person("anna", "Sales");
    let root = alone.ask("anna", 0.0);
    alone.answer(root, "anna", 0.1);
    let mut pair = Talk::default();
    pair.person("anna", "Sales");
    pair.person("bo", "Legal");
    let root = pair.ask("anna", 0.0);
    pair.answer(root, "bo", 0.0);
    let mut inside = two_units(true);
    inside.observed(-1.0, 12.0);
    for (talk, replies) in [(&empty, 0), (&one, 0), (&alone, 0), (&pair, 1)] {
        let found = found(&talk.build(), &quick());
        assert_eq!(found.members.replies, replies);
        let warnings = &found.provenance.warnings;
        assert_eq!(
            warnings.iter().any(|text| text.starts_with("not enough data")),
            replies == 0,
            "{warnings:?}"
        );
        let circles = circles(&talk.build().whole(), &CircleOptions::default()).unwrap();
        check_circles(&circles);
        assert_eq!(circles.people, 2 * replies);
    }
    // Windows of a day, over a change of the clock and a leap day, and before everything.
    let community = inside.build();
    for (from, to) in [
        ("2024-01-03", "2024-01-04"),
        ("2024-02-29", "2024-03-01"),
        ("2024-03-31", "2024-04-01"),
        ("2020-01-01", "2020-01-02"),
    ] {
        let window = Window::parse(Some(from), Some(to), "Europe/Helsinki").unwrap();
        let found = bridging(&community.view(&window), &quick()).unwrap();
        check_all(&found);
        check_circles(&circles(&community.view(&window), &CircleOptions::default()).unwrap());
    }
}

#[test]
fn bad_options_are_named() {
    let community = Talk::default().build();
    let named = |error: Error| match error {
        Error::Option { option, .. } => option,
        other => panic!("{other}"),
    };
    for (options, name) in [
        (BridgingOptions { unit_level: Some(0), ..quick() }, "unit_level"),
        (BridgingOptions { min_units: 0, ..quick() }, "min_units"),
        (BridgingOptions { min_threads: 0, ..quick() }, "min_threads"),
        (BridgingOptions { max_authors: 1, ..quick() }, "max_authors"),
        (BridgingOptions { permutations: 98, ..quick() }, "permutations"),
        (BridgingOptions { draws: 0, ..quick() }, "draws"),
        (BridgingOptions { interval_level: 1.0, ..quick() }, "interval_level"),
    ] {
        assert_eq!(named(bridging(&community.whole(), &options).unwrap_err()), name);
    }
    // More numbers than are kept: for 30 units each draw computes a thousand.
    let mut talk = Talk::default();
    (0..30).for_each(|i| talk.person(&format!("p{i}"), &format!("u{i}")));
    let community = talk.build();
    for (options, name) in [
        (BridgingOptions { unit_level: Some(1), draws: 100_000, ..quick() }, "draws"),
        (BridgingOptions { unit_level: Some(1), permutations: 100_000, ..quick() }, "permutations"),
    ] {
        let error = bridging(&community.whole(), &options).unwrap_err();
        assert!(error.to_string().contains("30 units"), "{error}");
        assert_eq!(named(error), name);
    }
    let usual = CircleOptions::default;
    for (options, name) in [
        (CircleOptions { resolution: f64::NAN, ..usual() }, "resolution"),
        (CircleOptions { runs: 1, ..usual() }, "runs"),
        (CircleOptions { min_members: 0, ..usual() }, "min_members"),
        (CircleOptions { interval_level: 0.0, ..usual() }, "interval_level"),
    ] {
        assert_eq!(named(circles(&community.whole(), &options).unwrap_err()), name);
    }
}

#[test]
fn circles_follow_the_units_or_not() {
    let found = circles(&two_units(true).build().whole(), &CircleOptions::default()).unwrap();
    check_circles(&found);
    assert_eq!((found.people, found.units, found.count), (20, 2, 2));
    assert!((found.ari.unwrap() - 1.0).abs() < 1e-12 && (found.nmi.unwrap() - 1.0).abs() < 1e-12);
    assert!(found.circles.iter().all(|circle| circle.cuts_across() == Some(false) && circle.people == 10));

    // Two circles, each of half of all units.
    let mut talk = Talk::default();
    for i in 0..40 {
        talk.person(&format!("p{i}"), ["Sales", "Legal", "HR", "IT"][i % 4]);
    }
    for i in 0..40 {
        let root = talk.ask(&format!("p{i}"), i as f64);
        for k in 1..20 {
            talk.answer(root, &format!("p{}", i / 20 * 20 + (i + k) % 20), i as f64 + 0.01 * k as f64);
        }
    }
    let found = circles(&talk.build().whole(), &CircleOptions::default()).unwrap();
    check_circles(&found);
    assert_eq!((found.circles.len(), found.in_small), (2, 0));
    for circle in &found.circles {
        assert_eq!((circle.people, circle.units, circle.largest, circle.outside), (20, 4, 5, 0));
        assert_eq!(circle.cuts_across(), Some(true));
        assert_eq!((circle.replies, circle.stability), (380, Some(1.0)));
    }
    assert!(found.ari.unwrap() < 0.05, "{:?}", found.ari);
    let released: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
    assert!(
        findings(&released)[1].contains("2 listed circles 2 clearly cut across the 4 units"),
        "{:?}",
        findings(&released)
    );
}

/// Half of six people is no majority, but it might be.
#[test]
fn few_people_cut_across_nothing() {
    let mut talk = Talk::default();
    for i in 0..6 {
        talk.person(&format!("p{i}"), ["Sales", "Legal"][i % 2]);
    }
    for i in 0..6 {
        let root = talk.ask(&format!("p{i}"), i as f64);
        for k in 1..6 {
            talk.answer(root, &format!("p{}", (i + k) % 6), i as f64 + 0.01 * k as f64);
        }
    }
    let found = circles(&talk.build().whole(), &CircleOptions::default()).unwrap();
    check_circles(&found);
    let [circle] = &found.circles[..] else { panic!("one circle: {:?}", found.circles) };
    assert_eq!((circle.largest_share(), circle.cuts_across()), (Some(0.5), Some(false)));
}

/// A row is about a circle: two of them called by one group are hidden each for itself.
#[test]
fn circles_are_hidden_by_number_not_by_group() {
    let found = circles(&two_units(true).build().whole(), &CircleOptions::default()).unwrap();
    let table = &found.tables()[0];
    let release = Policy::aggregate().with_min_group(11).apply(table);
    assert_eq!(release.disclosure().suppressed, 2);
    let name = |row: usize| release.column("circle").unwrap().values.text(row);
    assert_eq!([name(0), name(1)], [Some("1".into()), Some("2".into())]);
    let roles: Vec<&str> = release
        .columns()
        .iter()
        .filter(|c| c.role == cmgraph::table::Role::Group)
        .map(|c| &*c.name)
        .collect();
    assert!(roles.is_empty(), "{roles:?}");
}

/// A source of numbers that is the same everywhere.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    }
}

/// 80 people of four units, dealt at random; threads of a few busy people and many quiet ones. With `extra`, the first of
/// Sales ask as often as that and several of Legal answer.
fn random_talk(seed: u64, extra: usize) -> Community {
    const UNITS: [&str; 4] = ["HR", "IT", "Legal", "Sales"];
    let mut next = numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut talk = Talk::default();
    let units: Vec<usize> = (0..80).map(|_| next(4)).collect();
    for (i, &unit) in units.iter().enumerate() {
        talk.person(&format!("p{i}"), UNITS[unit]);
    }
    // The product of two draws: few people write most.
    let mut busy = || (next(80) + 1) * (next(80) + 1) / 81;
    let mut at = 0.0;
    for _ in 0..150 {
        at += 0.1;
        let root = talk.ask(&format!("p{}", busy().min(79)), at);
        for k in 1..=4 {
            talk.answer(root, &format!("p{}", busy().min(79)), at + 0.01 * k as f64);
        }
    }
    let of = |unit: usize| units.iter().enumerate().filter(move |(_, u)| **u == unit).map(|(i, _)| i);
    for (i, asker) in of(3).cycle().take(extra).enumerate() {
        at += 0.1;
        let root = talk.ask(&format!("p{asker}"), at);
        for (k, helper) in of(2).cycle().skip(i).take(6).enumerate() {
            talk.answer(root, &format!("p{helper}"), at + 0.01 * (k + 1) as f64);
        }
    }
    talk.observed(-1.0, at + 1.0);
    talk.build()
}

#[test]
fn pairs_of_units_are_named_for_a_reason() {
    let sentence = |community: &Community| {
        let options = BridgingOptions { permutations: 499, draws: 9, ..BridgingOptions::default() };
        let found = bridging(&community.whole(), &options).unwrap();
        let released: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
        findings(&released).into_iter().find(|text| text.starts_with("More goes"))
    };
    let named: Vec<String> = (0..40).filter_map(|seed| sentence(&random_talk(seed, 0))).collect();
    assert!(named.len() <= 4, "{} of 40 by chance: {named:?}", named.len());
    let planted = sentence(&random_talk(7, 60)).unwrap();
    assert!(planted.contains("from Legal to Sales ("), "{planted}");
}

/// Rank by Gauss.
fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|&row| rows[row][column].abs() > 1e-9) else { continue };
        rows.swap(rank, pivot);
        let above = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[column] / above[column];
            row.iter_mut().zip(&above).for_each(|(value, above)| *value -= factor * above);
        }
        rank += 1;
    }
    rank
}

/// Hidden cells from unit to unit, and those of them that the numbers shown in all tables fix: a linear system in the cells.
fn solved(tables: &[Release]) -> (usize, Vec<(String, String)>) {
    let table = |name: &str| tables.iter().find(|table| table.name() == name).unwrap();
    let (matrix, by_unit) = (table("bridging_matrix"), table("bridging_by_unit"));
    let text = |table: &Release, column: &str, row| table.column(column).unwrap().values.text(row).unwrap();
    let shown =
        |table: &Release, column: &str, row| table.column(column).unwrap().values.number(row).is_some();
    let mut cells: Vec<(String, String)> = (0..matrix.rows())
        .map(|row| (text(matrix, "from_unit", row), text(matrix, "to_unit", row)))
        .collect();
    let names: std::collections::BTreeSet<String> = cells.iter().map(|cell| cell.0.clone()).collect();
    for name in names {
        let inside = (name.clone(), name);
        if !cells.contains(&inside) {
            cells.push(inside);
        }
    }
    let equation = |of: &dyn Fn(&(String, String)) -> bool| -> Vec<f64> {
        cells.iter().map(|cell| f64::from(u8::from(of(cell)))).collect()
    };
    let mut known = vec![equation(&|(a, b)| a == b), equation(&|(a, b)| a != b)];
    let hidden: Vec<usize> = (0..matrix.rows()).filter(|&row| !shown(matrix, "replies", row)).collect();
    known.extend(
        (0..matrix.rows())
            .filter(|row| !hidden.contains(row))
            .map(|row| equation(&|cell| *cell == cells[row])),
    );
    for row in 0..by_unit.rows() {
        let unit = text(by_unit, "unit", row);
        type OfCell<'a> = &'a dyn Fn(&(String, String)) -> bool;
        let columns: [(&str, OfCell<'_>); 3] = [
            ("inside", &|(a, b)| *a == unit && *b == unit),
            ("out", &|(a, b)| *a == unit && *b != unit),
            ("into", &|(a, b)| *a != unit && *b == unit),
        ];
        let columns = columns.into_iter().filter(|(column, _)| shown(by_unit, column, row));
        known.extend(columns.map(|(_, of)| equation(of)));
    }
    let before = rank(known.clone());
    let is_fixed = |&row: &usize| {
        let mut with = known.clone();
        with.push(equation(&|cell| *cell == cells[row]));
        rank(with) == before
    };
    (hidden.len(), hidden.iter().copied().filter(is_fixed).map(|row| cells[row].clone()).collect())
}

/// What was taken out of the matrix is in no other table, nor in all of them together.
#[test]
fn hidden_cells_stay_hidden() {
    let options = ReadOptions { roster: Some(data("examples/data/roster.csv")), ..ReadOptions::default() };
    let community = read(&[data("examples/data/export.zip")], &options).unwrap();
    let mut hidden_in_all = 0;
    for (from, to) in [
        (None, None),
        (Some("2023-06-01"), Some("2023-12-01")),
        (Some("2023-12-01"), Some("2024-06-01")),
        (Some("2024-06-01"), None),
    ] {
        let window = Window::parse(from, to, "UTC").unwrap();
        for level in [1, 2, 3] {
            let options = BridgingOptions { unit_level: Some(level), draws: 9, ..quick() };
            let found = bridging(&community.view(&window), &options).unwrap();
            let released: Vec<_> =
                found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
            let (hidden, solved) = solved(&released);
            assert!(solved.is_empty(), "{from:?} level {level}, {hidden} hidden: {solved:?}");
            hidden_in_all += hidden;
        }
    }
    assert!(hidden_in_all > 0);
}

/// Only a few people and pairs of units are listed, and what joins units is counted from five pairs on.
#[test]
fn lists_are_no_registers() {
    let mut talk = two_units(true);
    for unit in ["A", "B"] {
        for i in 0..6 {
            talk.person(&format!("{unit}{i}"), unit);
        }
        for i in 0..6 {
            let root = talk.ask(&format!("{unit}{i}"), 10.0 + 0.1 * i as f64);
            talk.answer(root, &format!("{unit}{}", (i + 1) % 6), 10.01 + 0.1 * i as f64);
        }
    }
    // A hangs on Legal by three replies of two people, B on Sales by two.
    let question = talk.ask("A0", 10.8);
    (0..3).for_each(|i| {
        talk.answer(question, "l3", 10.81 + 0.01 * i as f64);
    });
    let question = talk.ask("B0", 10.9);
    (0..2).for_each(|i| {
        talk.answer(question, "s3", 10.91 + 0.01 * i as f64);
    });
    let found = found(&talk.build(), &quick());
    let [tie] = &found.only_ties[..] else { panic!("one tie: {:?}", found.only_ties) };
    assert_eq!([tie.people[0].id.as_str(), tie.people[1].id.as_str()], ["A0", "l3"]);
    assert_eq!((tie.replies, tie.cut_off), (3, 6));
    let links = found.members.links;
    assert_eq!((links.one_tie, links.one_person, links.none), (2, 1, 3));
    let tables = found.tables();
    let rows = |name: &str| tables.iter().find(|table| table.name() == name).unwrap().rows();
    assert_eq!((rows("bridging_links"), MIN_PAIRS), (4, 5));
    let none = BridgingOptions { n: 0, ..quick() };
    assert!(bridging(&talk.build().whole(), &none).unwrap().only_ties.is_empty());
}

/// Authors, targets (a message before, or none) and units of a random community.
fn random() -> impl Strategy<Value = (Vec<(usize, Option<usize>)>, Vec<usize>)> {
    let message = (0usize..8, prop::option::weighted(0.8, 0usize..100));
    (prop::collection::vec(message, 1..40), prop::collection::vec(0usize..4, 8))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn counts_by_brute_force((messages, units) in random(), keys in prop::collection::vec(any::<u64>(), 1..9)) {
        const UNITS: [&str; 4] = ["", "A", "B", "C/D"];
        let mut talk = Talk::default();
        for (i, &unit) in units.iter().enumerate() {
            talk.person(&format!("p{i}"), UNITS[unit]);
        }
        let mut replies = Vec::new();
        for (i, &(author, target)) in messages.iter().enumerate() {
            let (name, at) = (format!("p{author}"), i as f64 * 0.1);
            match target.filter(|_| i > 0).map(|target| target % i) {
                None => { talk.ask(&name, at); }
                Some(target) => {
                    talk.answer(target, &name, at);
                    replies.push((author, messages[target].0));
                }
            }
        }
        talk.observed(-1.0, 6.0);
        let options = BridgingOptions { permutations: 99, draws: 9, min_threads: 1, min_units: 1, ..BridgingOptions::default() };
        let found = bridging(&talk.build().whole(), &options).unwrap();
        check_all(&found);
        let unit = |person: usize| UNITS[units[person]];
        let known: Vec<_> = replies.iter().copied().filter(|&(a, b)| a != b && !unit(a).is_empty() && !unit(b).is_empty()).collect();
        let cross = known.iter().filter(|&&(a, b)| unit(a) != unit(b)).count() as u64;
        prop_assert_eq!((found.members.replies, found.members.cross_replies), (known.len() as u64, cross));
        let other = replies.iter().filter(|(a, b)| a != b).count() - known.len();
        prop_assert_eq!(found.members.without_unit, other as u64);
        for cell in &found.members.matrix {
            let of = |&&(a, b): &&(usize, usize)| {
                unit(a) == found.units[cell.from as usize] && unit(b) == found.units[cell.to as usize]
            };
            let mine: Vec<_> = known.iter().filter(of).collect();
            let distinct = |side: fn(&(usize, usize)) -> usize| {
                let mut people: Vec<usize> = mine.iter().map(|reply| side(reply)).collect();
                people.sort_unstable();
                people.dedup();
                people.len() as u64
            };
            prop_assert_eq!(cell.replies, mine.len() as u64);
            prop_assert_eq!((cell.writers, cell.receivers), (distinct(|r| r.0), distinct(|r| r.1)));
        }
        // Pairs of units by the pairs of people that join them; small units are in no count and no list.
        let takes_part = |unit_name: &str| {
            let people = (0..8).filter(|&p| unit(p) == unit_name && known.iter().any(|&(a, b)| a == p || b == p));
            people.count() as u64 >= SMALLEST_UNIT
        };
        let (mut ones, mut joined, mut listed) = (0, 0, 0);
        for a in 0..found.units.len() {
            for b in a + 1..found.units.len() {
                if ![a, b].iter().all(|&unit| takes_part(&found.units[unit])) {
                    continue;
                }
                let mut pairs: Vec<(usize, usize)> = known
                    .iter()
                    .filter(|&&(x, y)| {
                        let both = [unit(x), unit(y)];
                        both.contains(&found.units[a].as_str()) && both.contains(&found.units[b].as_str())
                    })
                    .map(|&(x, y)| (x.min(y), x.max(y)))
                    .collect();
                let replies = pairs.len() as u64;
                pairs.sort_unstable();
                pairs.dedup();
                listed += u64::from(pairs.len() == 1 && replies >= MIN_TIE_REPLIES);
                ones += u64::from(pairs.len() == 1);
                joined += u64::from(!pairs.is_empty());
            }
        }
        let links = found.members.links;
        prop_assert_eq!((links.one_tie, links.one_tie + links.one_person + links.several), (ones, joined));
        prop_assert_eq!(found.only_ties.len() as u64, listed);

        // The order of the rows and the number of threads do not matter.
        let order = |rows: Vec<usize>| {
            let mut rows: Vec<(u64, usize)> = keys.iter().copied().cycle().zip(rows).collect();
            rows.sort_unstable();
            rows.into_iter().map(|(_, row)| row).collect()
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let community = talk.build_in_order(order);
        let again = pool.install(|| bridging(&community.whole(), &options).unwrap());
        prop_assert_eq!(bytes(&found.tables()), bytes(&again.tables()));
        let circles_of = |community: &Community| {
            bytes(&circles(&community.whole(), &CircleOptions { min_members: 1, ..CircleOptions::default() }).unwrap().tables())
        };
        prop_assert_eq!(circles_of(&talk.build()), pool.install(|| circles_of(&community)));
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn the_bundled_dump() {
    let options = ReadOptions { roster: Some(data("examples/data/roster.csv")), ..ReadOptions::default() };
    let community = read(&[data("examples/data/export.zip")], &options).unwrap();
    let found = found(&community, &BridgingOptions { unit_level: Some(2), ..quick() });
    // An independent count over the messages: every reply has its parent in the dump.
    let (messages, members) = (community.messages(), community.members());
    let (mut replies, mut cross) = (0, 0);
    for message in community.whole().messages() {
        let cmgraph::community::Parent::Message(parent) = messages.parent(message) else { continue };
        let ends = [messages.author(message), messages.author(parent)];
        let [a, b] = ends.map(|member| community.unit(member, Some(2)));
        let counts = ends.iter().all(|&member| members.is_colleague(member));
        let void = [message, parent].iter().any(|&message| {
            let flags = messages.flag(message);
            flags.has(crate::talk::DELETED) || flags.has(cmgraph::community::MessageFlags::SYSTEM)
        });
        if counts && !void && ends[0] != ends[1] && !a.is_empty() && !b.is_empty() {
            replies += 1;
            cross += u64::from(a != b);
        }
    }
    assert_eq!((found.members.replies, found.members.cross_replies), (replies, cross));
    let share = found.members.cross_share.unwrap();
    assert!(
        share.interval.unwrap().contains(share.value) && share.value < found.members.expected_share.unwrap()
    );
    let circles =
        circles(&community.whole(), &CircleOptions { unit_level: Some(2), ..CircleOptions::default() })
            .unwrap();
    check_circles(&circles);
    assert!(circles.ari.unwrap() > 0.0 && circles.circles.len() > 1);
}

#[test]
fn a_real_export() {
    let path = data("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let community = read(&[path], &ReadOptions::default()).unwrap();
    // No units are known in it.
    let found = found(&community, &quick());
    assert_eq!((found.members.replies, found.units.len()), (0, 0));
    assert!(found.members.without_unit > 0);
    let circles = circles(&community.whole(), &CircleOptions::default()).unwrap();
    check_circles(&circles);
    assert!(circles.count > 1 && circles.ari.is_none());
}
