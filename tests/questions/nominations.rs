//! Whom people say they ask, beside whom the messages show.

use crate::talk::*;
use cmgraph::Community;
use cmgraph::Policy;
use cmgraph::community::{MemberKind, MemberState, RoleOptions};
use cmgraph::questions::{HubOptions, Nomination, NominationFile, Nominations, nominations, question_hubs};
use cmgraph::stats::wilson;

fn file(rows: &[(&str, &str)]) -> NominationFile {
    let row = |(line, (nominator, nominee)): (usize, &(&str, &str))| Nomination {
        nominator: (*nominator).into(),
        nominee: (*nominee).into(),
        line: line as u64 + 2,
    };
    NominationFile { nominations: rows.iter().enumerate().map(row).collect(), without_nominator: 0 }
}

fn find(community: &Community, rows: &[(&str, &str)], options: &HubOptions) -> Nominations {
    let view = community.whole();
    let hubs = question_hubs(&view, options).unwrap();
    nominations(&view, &file(rows), &hubs).unwrap()
}

/// Twelve people; the first three are asked by eight, four and two.
fn asked() -> Talk {
    let mut talk = Talk::default();
    let people: Vec<String> = (0..12).map(|i| format!("p{i}")).collect();
    people.iter().for_each(|id| talk.person(id, "Sales"));
    talk.account("pending", "IT", MemberKind::Person, MemberState::Pending);
    let mut at = 0.0;
    for (hub, n) in [(0, 8), (1, 4), (2, 2)] {
        for asker in 0..n {
            let q = talk.ask(&people[11 - asker], at);
            talk.mention(q, &[&people[hub]]);
            at += 1.0;
        }
    }
    talk
}

#[test]
fn nominees_by_share_beside_the_messages() {
    let community = asked().build();
    let rows = [
        ("p3@example.com", "p0"),
        ("p4", "P0@example.com"),
        ("p5", "p0"),
        ("p5", "p0"),
        ("p6", "p1"),
        ("p6", "p6"),
        ("p7", "nobody known"),
        ("p8", ""),
        ("p9", "pending"),
        ("p10", "p2"),
        ("somebody else", "p1"),
    ];
    let found = find(&community, &rows, &HubOptions::default());
    assert_eq!(found.answered, 9);
    let people: Vec<_> = found.people.iter().map(|p| (p.id.as_str(), p.nominators, p.askers)).collect();
    assert_eq!(people, [("p0", 3, 8), ("p1", 2, 4), ("p2", 1, 2)]);
    assert_eq!(found.people[0].share, wilson(3, 9, 0.95));
    let shrunk = found.people[0].shrunk.unwrap();
    assert!(shrunk.mean < 3.0 / 9.0 && shrunk.mean > 1.0 / 9.0);
    for what in ["fits nobody", "oneself", "again", "not on the platform"] {
        let n: u64 = found.provenance.excluded.iter().filter(|(w, _)| w.contains(what)).map(|(_, n)| n).sum();
        assert_eq!(n, 1, "{what}");
    }
    // p0, p1 and p2 are all who have either: too few for a correlation with an interval.
    assert!(found.agreement.is_none());
    found.tables().iter().for_each(check);

    let purposed = HubOptions { off_platform: true, purpose: Some("invite".into()), ..Default::default() };
    let with = find(&community, &rows, &purposed);
    assert!(with.people.iter().any(|p| p.id == "pending" && !p.on_platform));
    assert!((with.agreement.unwrap().rho - 0.9486832980505138).abs() < 1e-9);
    assert!(with.may_leave(&Policy::aggregate()).is_err() && with.may_leave(&Policy::named()).is_ok());
    assert!(found.may_leave(&Policy::aggregate()).is_ok());
}

#[test]
fn officials_opted_out_and_shared_names() {
    let roles = RoleOptions { community_managers: vec!["p1".into()], ..Default::default() };
    let community = asked().build().with_roles(&roles).unwrap();
    let options = HubOptions { exclude: vec!["p2".into()], ..Default::default() };
    let found = find(&community, &[("p3", "p0"), ("p4", "p1"), ("p5", "p2")], &options);
    assert_eq!(found.people.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["p0"]);
    let aggregate = Policy::aggregate().apply(&found.tables()[0]);
    assert!(aggregate.rows() == 0 && aggregate.disclosure().withheld.is_some());
}

#[test]
fn nobody_answered() {
    let community = asked().build();
    let found = find(&community, &[], &HubOptions::default());
    assert!(found.people.is_empty() && found.agreement.is_none());
    assert_eq!((found.answered, found.overlap), (0, (0, 0)));
    assert!(found.provenance.warnings[0].contains("nobody answered"));
    found.tables().iter().for_each(check);
}
