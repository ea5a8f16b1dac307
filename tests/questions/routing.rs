//! Routing of open questions: who fits, who never does, and that the future stays out of it.

use crate::talk::*;
use cmgraph::Community;
use cmgraph::routing::{RouteOptions, RoutedQuestion, Router};

/// Names of a ranking, best first.
fn ranked(community: &Community, question: &str, at: f64, options: &RouteOptions) -> Vec<String> {
    let view = community.whole();
    let router = Router::new(&view, options).unwrap();
    let ranking = router.rank(&RoutedQuestion::text(question), day(at));
    ranking.people.iter().map(|found| community.members().ids.get(found.member.index())).collect()
}

/// Anna answers about VPN, Bo about printers, Cy about both, late and little; Eve only asks.
fn office() -> Talk {
    let mut talk = Talk::with(&["anna", "bo", "cy", "eve"]);
    for week in 0..6 {
        let at = 7.0 * f64::from(week) + 0.4;
        for (by, about, question) in [
            ("anna", "the client needs a new token", "How do I renew the vpn token?"),
            ("bo", "change the toner on the second floor", "The printer shows an error, what is it?"),
        ] {
            let q = talk.ask("eve", at);
            talk.text(q, question);
            let a = talk.answer(q, by, at + 0.1);
            talk.text(a, about);
        }
    }
    talk.observed(0.0, 60.0);
    talk
}

#[test]
fn a_specialist_is_found() {
    let community = office().build();
    let options = RouteOptions::default();
    assert_eq!(ranked(&community, "My vpn asks for a token", 50.0, &options)[0], "anna");
    assert_eq!(ranked(&community, "Who changes the toner of the printer?", 50.0, &options)[0], "bo");
    // Nothing was known then.
    assert!(ranked(&community, "My vpn asks for a token", 0.1, &options).is_empty());
}
