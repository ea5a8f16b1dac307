//! Advice: what is planted is found, and what is in order is not mentioned.

use cmgraph::community::{MemberKind, MemberState, RoleOptions, Roster};
use cmgraph::doctor::{CandidateRole, Doctor, Urgency, doctor};
use cmgraph::{Community, ReadOptions, Window, read};
use std::path::Path;

#[path = "../common/talk.rs"]
mod talk;
use talk::{NOTHING, Talk};

fn topics(found: &Doctor) -> Vec<&'static str> {
    found.advice.iter().map(|advice| advice.topic).collect()
}

fn bundled(roster: bool, cm: bool) -> Community {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut roles = RoleOptions::default();
    if cm {
        roles.community_managers = vec!["anna.manager@example.com".into()];
    }
    let roster = roster.then(|| folder.join("roster.csv"));
    read(&[folder.join("export.zip")], &ReadOptions { roster, roles, ..ReadOptions::default() }).unwrap()
}

#[test]
fn the_manager_whom_nobody_named_is_found() {
    let community = bundled(false, false);
    let found = doctor(&community.whole());
    let manager = found.candidates.iter().find(|c| c.role == CandidateRole::CommunityManager).unwrap();
    assert_eq!(community.members().emails.get(manager.member.index()), "anna.manager@example.com");
    assert_eq!(topics(&found)[..2], ["roster", "community manager"]);
    let said = doctor(&bundled(true, true).view(&Window::parse(None, None, "Europe/Helsinki").unwrap()));
    for topic in ["roster", "community manager", "time zone", "units", "managers", "gap", "short span"] {
        assert!(!topics(&said).contains(&topic), "{topic}: {:?}", said.advice);
    }
    // What exports never have is told always, and last.
    assert_eq!(said.advice.last().unwrap().urgency, Urgency::Know);
    assert!(topics(&said).contains(&"views") && topics(&said).contains(&"reactions"));
}

#[test]
fn every_piece_says_what_why_and_what_to_do() {
    for community in [bundled(false, false), bundled(true, true), Community::default()] {
        let found = doctor(&community.whole());
        for advice in &found.advice {
            assert!(
                !advice.found.is_empty() && !advice.why.is_empty() && !advice.answers.is_empty(),
                "{advice:?}"
            );
            assert!(!advice.action.is_empty() && !advice.action.ends_with('.'), "{advice:?}");
        }
        assert!(found.advice.windows(2).all(|two| two[0].urgency <= two[1].urgency));
    }
    assert!(topics(&doctor(&Community::default().whole())).contains(&"no messages"));
}

/// People who write at nine and at three, on all days of twenty weeks, by a clock so many hours ahead of UTC.
fn office(ahead: f64) -> Talk {
    let mut talk = Talk::with(&["a", "b", "c", "d", "e", "f"]);
    for day in 0..140 {
        for (who, hour) in [("a", 8.5), ("b", 10.0), ("c", 13.0), ("d", 16.5)] {
            talk.post(who, f64::from(day) + (hour - ahead) / 24.0, NOTHING);
        }
    }
    talk.observed(-1.0, 140.0);
    talk
}

#[test]
fn a_clock_that_does_not_fit_is_told() {
    let found = doctor(&office(3.0).build().whole());
    let zone = found.advice.iter().find(|advice| advice.topic == "time zone").unwrap();
    assert!(zone.found.contains("3 hours ahead of it"), "{}", zone.found);
    assert!(zone.action.contains("Europe/Istanbul"), "{}", zone.action);
    assert!(!topics(&doctor(&office(0.0).build().whole())).contains(&"time zone"));
    // By the right zone there is nothing to say.
    let view = Window::parse(None, None, "Europe/Istanbul").unwrap();
    assert!(!topics(&doctor(&office(3.0).build().view(&view))).contains(&"time zone"));
}

#[test]
fn gaps_voices_strangers_and_short_spans() {
    let mut talk = office(0.0);
    talk.messages.retain(|message| !(talk::day(60.0)..talk::day(95.0)).contains(&message.at));
    let gap = doctor(&talk.build().whole());
    let advice = gap.advice.iter().find(|advice| advice.topic == "gap").unwrap();
    assert_eq!(advice.n, Some(35));
    let mut quiet = office(0.0);
    quiet.observed(-1.0, 180.0);
    assert!(topics(&doctor(&quiet.build().whole())).contains(&"quiet end"));

    let mut short = Talk::with(&["news", "a", "b"]);
    short.account("9", "", MemberKind::Placeholder, MemberState::Unknown);
    for i in 0..60 {
        let post = short.post("news", f64::from(i) / 2.0, NOTHING);
        short.answer(post, if i % 2 == 0 { "a" } else { "9" }, f64::from(i) / 2.0 + 0.1);
    }
    short.observed(0.0, 31.0);
    let found = doctor(&short.build().whole());
    for topic in ["short span", "communications", "unknown authors", "roster", "community manager"] {
        assert!(topics(&found).contains(&topic), "{topic}: {:?}", topics(&found));
    }
    let voices: Vec<&str> = found.candidates.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(voices, ["news"]);
}

#[test]
fn a_roster_that_lacks_things() {
    let mut community = office(0.0).build();
    let mut roster = Roster::default();
    for name in ["a", "b", "c"] {
        roster.directory_ids.push("");
        roster.emails.push("");
        roster.upns.push("");
        roster.employee_ids.push("");
        roster.names.push(name);
        roster.units.push("");
        roster.locations.push("");
        roster.managers.push(None);
        roster.leaders.push(false);
        roster.guests.push(false);
        roster.disabled.push(false);
        roster.joined.push(None);
        roster.left.push(None);
    }
    community = community.with_roster(roster, Default::default(), Vec::new());
    let found = doctor(&community.whole());
    for topic in ["units", "managers", "hiring dates", "leaving dates", "roster match"] {
        assert!(topics(&found).contains(&topic), "{topic}: {:?}", topics(&found));
    }
}
