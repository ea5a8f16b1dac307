//! What is said of question hubs and nominations in sentences: nothing that the numbers do not carry.

use crate::talk::*;
use cmgraph::questions::{HubOptions, Nomination, NominationFile, nominations, question_hubs};
use cmgraph::report::{hubs_text, nominations_text};
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Policy};

fn text(community: &Community, policy: &Policy) -> String {
    let wide = TerminalOptions { width: 2000, ..TerminalOptions::default() };
    let found = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
    hubs_text(&found, policy, &wide, 20).unwrap()
}

/// Forty people without units; of the hub many ask, and nothing is known of where they are from.
fn asked(unit: &str, answered: bool) -> Talk {
    let mut talk = Talk::default();
    for i in 0..40 {
        talk.person(&format!("p{i}"), unit);
    }
    talk.person("hub", unit);
    talk.observed(0.0, 90.0);
    for i in 0..20 {
        let q = talk.ask(&format!("p{i}"), i as f64);
        talk.mention(q, &["hub"]);
        if answered {
            talk.answer(q, "hub", i as f64 + 0.1);
        }
    }
    talk
}

#[test]
fn a_type_is_not_clear_for_the_reason_there_is() {
    let text = text(&asked("", true).build(), &Policy::named());
    // Twenty questions are not few: no unit is known.
    assert!(!text.contains("few questions"), "{text}");
    assert!(text.contains("1 of a kind that is not clear.") && text.contains("no unit is known"), "{text}");
    // A hub is above a percentile, with some chance: that is what is said.
    let first = "1 person is asked by more different colleagues than 90% of all colleagues (with a chance of 30% or more)";
    assert!(text.contains(first), "{text}");
    assert!(text.contains("wrote 0 questions"), "{text}");
}

#[test]
fn one_silent_person_is_not_told_where_people_are_not() {
    let community = asked("Sales", false).build();
    let named = text(&community, &Policy::named());
    assert!(named.contains("1 asked and hardly ever answering"), "{named}");
    let aggregate = text(&community, &Policy::aggregate());
    assert!(!aggregate.contains("hardly ever answering") && !aggregate.contains("1 person"), "{aggregate}");
    assert!(
        aggregate.contains("How many people are asked by many: hidden (fewer than 5 people"),
        "{aggregate}"
    );
    assert!(!aggregate.contains("Nobody"), "{aggregate}");
}

#[test]
fn who_answers_others_has_that_capacity() {
    let mut talk = asked("Sales", false);
    // Nobody asks the hub for these ten, all in one week.
    for i in 0..10 {
        let q = talk.ask(&format!("p{}", 20 + i), 30.0 + 0.5 * f64::from(i));
        talk.answer(q, "hub", 30.1 + 0.5 * f64::from(i));
    }
    let found = question_hubs(&talk.build().whole(), &HubOptions::default()).unwrap();
    let hub = found.people.iter().find(|person| person.id == "hub").unwrap();
    assert_eq!(hub.replied, 0);
    assert_eq!(hub.overload.capacity_per_week, Some(2.5));
    assert_eq!(hub.overload.overloaded, Some(false));
}

fn named(rows: &[(&str, &str)], policy: &Policy) -> String {
    let community = asked("Sales", true).build();
    let view = community.whole();
    let row = |(nominator, nominee): &(&str, &str)| Nomination {
        nominator: (*nominator).into(),
        nominee: (*nominee).into(),
        line: 0,
    };
    let file = NominationFile { nominations: rows.iter().map(row).collect(), without_nominator: 0 };
    let hubs = question_hubs(&view, &HubOptions::default()).unwrap();
    let wide = TerminalOptions { width: 2000, ..TerminalOptions::default() };
    nominations_text(&nominations(&view, &file, &hubs).unwrap(), policy, &wide, 20).unwrap()
}

#[test]
fn nobody_is_first_among_equals() {
    let rows = [("p1", "hub"), ("p2", "hub"), ("p3", "p9"), ("p4", "p9"), ("p5", "p8"), ("p6", "")];
    let text = named(&rows, &Policy::named());
    assert!(text.contains(" are named most: each by 33%"), "{text}");
    assert!(!text.contains(" is named most"), "{text}");
    assert!(
        named(&rows[..3], &Policy::named())
            .contains("too few people answered to say more than who named whom")
    );
    assert!(named(&rows[..3], &Policy::aggregate()).contains("whom they named: hidden ("));
    let one = named(&[&rows[..], &[("p7", "hub")]].concat(), &Policy::named());
    assert!(one.contains(" is named most: by 43%"), "{one}");
}
