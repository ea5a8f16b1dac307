//! Measures of expertise: the published vectors, from messages.

use crate::talk::*;
use cmgraph::champions::{
    Expert, Expertise, ExpertiseOptions, Measure, TrueSkillOptions, expertise, trueskill_win, z_score,
};
use cmgraph::report::{expertise_text, findings};
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Policy};
use proptest::prelude::*;

fn find(community: &Community) -> Expertise {
    expertise(&community.whole(), &ExpertiseOptions::default()).unwrap()
}

fn row<'a>(found: &'a Expertise, id: &str) -> &'a Expert {
    found.people.iter().find(|row| row.id == id).unwrap()
}

#[test]
fn z_scores() {
    for (a, q, expected) in [(4, 1, 1.3416407865), (20, 5, 3.0), (0, 10, -3.1622776602), (0, 0, 0.0)] {
        assert!((z_score(a, q) - expected).abs() < 1e-9);
    }
}

/// u1 > u2, u1 > u3, u2 > u3, u4 > u3, u5 > u3, u5 > u2, u3 > u6: who asked > who answered.
fn toy() -> Talk {
    let mut talk = Talk::with(&["u1", "u2", "u3", "u4", "u5", "u6"]);
    for (n, (asker, answerer)) in
        [("u1", "u2"), ("u1", "u3"), ("u2", "u3"), ("u4", "u3"), ("u5", "u3"), ("u5", "u2"), ("u3", "u6")]
            .into_iter()
            .enumerate()
    {
        // Twice: an arc counts once.
        for again in 0..2 {
            let at = 3.0 * n as f64 + f64::from(again);
            let q = talk.ask(asker, at);
            talk.answer(q, answerer, at + 0.5);
        }
    }
    talk
}

#[test]
fn ranks_of_the_toy() {
    let found = find(&toy().build());
    for (id, rank, authority, askers) in [
        ("u6", 0.336744, 0.0, 1),
        ("u3", 0.310634, 0.618034, 4),
        ("u2", 0.134505, 0.381966, 2),
        ("u1", 0.072705, 0.0, 0),
        ("u4", 0.072705, 0.0, 0),
        ("u5", 0.072705, 0.0, 0),
    ] {
        let row = row(&found, id);
        assert!((row.expertise_rank - rank).abs() < 1e-6, "{id}: {row:?}");
        assert!((row.authority - authority).abs() < 1e-6, "{id}: {row:?}");
        assert_eq!(row.askers, askers);
    }
    let u3 = row(&found, "u3");
    assert_eq!((u3.answers, u3.asks), (8, 2));
    assert!((u3.z - 6.0 / 10f64.sqrt()).abs() < 1e-12);
    // By distinct askers; nobody who only asks is in the table.
    let order: Vec<&str> = found.people.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(order, ["u3", "u2", "u6", "u1", "u4", "u5"]);
    assert_eq!(found.tables()[0].rows(), 3);
    assert_eq!(found.comparisons, 0);
    assert!(found.provenance.warnings.iter().any(|w| w.contains("there is no TrueSkill")));
    // Spearman of askers and authority: (4, 2, 1, 0, 0, 0) and (.618, .382, 0, 0, 0, 0).
    let agreement = found
        .agreement
        .iter()
        .find(|a| (a.first, a.second) == (Measure::Askers, Measure::Authority))
        .unwrap();
    // Ranks 6, 5, 4, 2, 2, 2 and 6, 5, 2.5 x 4: scipy.stats.spearmanr.
    assert!((agreement.correlation.unwrap().rho - 0.898_026_510_133_874_5).abs() < 1e-9, "{agreement:?}");
}

#[test]
fn accepted_answers_win_in_order_of_time() {
    let mut talk = Talk::with(&["asker", "best", "other"]);
    let first = talk.ask("asker", 0.0);
    talk.answer(first, "other", 0.5);
    let answer = talk.answer(first, "best", 1.0);
    talk.accept("asker", answer);
    talk.accept("other", answer);
    let second = talk.ask("asker", 2.0);
    let answer = talk.answer(second, "other", 3.0);
    talk.accept("asker", answer);
    // Marks that are none: of oneself, of a reply that says nothing, of a reply to a post.
    let third = talk.ask("asker", 4.0);
    let own = talk.answer(third, "best", 5.0);
    talk.accept("best", own);
    let thanks = talk.reply(third, "other", 6.0, THANKS);
    talk.accept("asker", thanks);
    let post = talk.post("asker", 7.0, NOTHING);
    let reply = talk.answer(post, "other", 8.0);
    talk.accept("asker", reply);
    let found = find(&talk.build());
    assert_eq!(found.comparisons, 3);
    let options = TrueSkillOptions::default();
    let new = options.unknown();
    // best beats asker, then other (by id); then other beats asker.
    let (best, asker) = trueskill_win(new, new, &options);
    let (best, other) = trueskill_win(best, new, &options);
    let (other, asker) = trueskill_win(other, asker, &options);
    for (id, skill) in [("best", best), ("other", other), ("asker", asker)] {
        assert_eq!(row(&found, id).skill, Some(skill), "{id}");
    }
    assert!(best.conservative() > other.conservative() && other.conservative() > asker.conservative());
    // One game alone is the published one.
    let mut single = Talk::with(&["asker", "best"]);
    let q = single.ask("asker", 0.0);
    let answer = single.answer(q, "best", 1.0);
    single.accept("asker", answer);
    let found = find(&single.build());
    let skill = row(&found, "best").skill.unwrap();
    assert!((skill.mean - 29.3958).abs() < 5e-5 && (skill.deviation - 7.1715).abs() < 5e-5);
    let skill = row(&found, "asker").skill.unwrap();
    assert!((skill.mean - 20.6042).abs() < 5e-5 && (skill.deviation - 7.1715).abs() < 5e-5);
}

#[test]
fn wishes_policies_and_options() {
    let community = toy().build();
    let options = ExpertiseOptions { exclude: vec!["u3".into()], ..Default::default() };
    let found = expertise(&community.whole(), &options).unwrap();
    assert!(found.people.iter().all(|row| row.id != "u3"));
    assert_eq!(found.agreement, find(&community).agreement);
    assert!(found.provenance.excluded.iter().any(|(what, _)| what == "people who are not to be listed"));
    for policy in [Policy::named(), Policy::aggregate()] {
        let tables: Vec<_> = found.tables().iter().map(|table| policy.apply(table)).collect();
        assert!(findings(&tables)[0].contains("ExpertiseRank"), "{:?}", findings(&tables));
        let text = expertise_text(&found, &policy, &TerminalOptions::default(), 5);
        assert_eq!(text.contains("u6"), policy.mode() == cmgraph::Mode::Named, "{text}");
    }
    let error = |options: ExpertiseOptions| expertise(&community.whole(), &options).unwrap_err().to_string();
    let default = ExpertiseOptions::default;
    let slip = ExpertiseOptions { exclude: vec!["u33".into()], ..default() };
    assert!(error(slip).contains("u33"));
    assert!(error(ExpertiseOptions { n: 0, ..default() }).starts_with("option n"));
    assert!(error(ExpertiseOptions { damping: 1.0, ..default() }).starts_with("option damping"));
    assert!(
        error(ExpertiseOptions { interval_level: 0.0, ..default() }).starts_with("option interval_level")
    );
    let trueskill = TrueSkillOptions { beta: -1.0, ..Default::default() };
    assert!(error(ExpertiseOptions { trueskill, ..default() }).starts_with("option trueskill"));
    assert!(error(ExpertiseOptions { unit_level: Some(0), ..default() }).starts_with("option unit_level"));
}

#[test]
fn the_first_by_each_measure() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let community = cmgraph::read(&[data.join("export.zip")], &cmgraph::ReadOptions::default()).unwrap();
    let found = find(&community);
    let tables: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
    let first = &findings(&tables)[0];
    assert!(first.contains("the first 5 by the different colleagues they answered"), "{first}");
    assert!(found.agreement.iter().all(|pair| pair.first_alike.is_some_and(|n| n <= 5)));
    // How few took part is not told either.
    let mut few = Talk::with(&["a", "b"]);
    few.ask("a", 0.0);
    let text = expertise_text(&find(&few.build()), &Policy::named(), &TerminalOptions::default(), 5);
    assert!(text.contains("out of fewer than 5"), "{text}");
}

#[test]
fn nothing_to_measure() {
    for talk in [Talk::default(), Talk::with(&["alone"]), {
        let mut asks = Talk::with(&["a", "b"]);
        asks.ask("a", 0.0);
        asks
    }] {
        let found = find(&talk.build());
        found.tables().iter().for_each(check);
        assert_eq!(found.tables()[0].rows(), 0);
        let tables: Vec<_> = found.tables().iter().map(|table| Policy::named().apply(table)).collect();
        // Of two people no number is told, so not even that it is none.
        let first = findings(&tables)[0].clone();
        assert!(
            first.starts_with("Not enough data") || first.contains("hidden (fewer than 5 people"),
            "{first}"
        );
        expertise_text(&found, &Policy::named(), &TerminalOptions::default(), 5);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn counts_rows_and_threads(rows in prop::collection::vec((0usize..6, 0usize..6), 1..40), shift in 0usize..40) {
        let people = ["p0", "p1", "p2", "p3", "p4", "p5"];
        let mut talk = Talk::with(&people);
        for (n, &(asker, by)) in rows.iter().enumerate() {
            let q = talk.ask(people[asker], n as f64);
            let answer = talk.answer(q, people[by], n as f64 + 0.5);
            if n % 3 == 0 {
                talk.accept(people[asker], answer);
            }
        }
        let found = find(&talk.build());
        for (i, id) in people.iter().enumerate() {
            let asks = rows.iter().filter(|row| row.0 == i).count() as u32;
            let answers = rows.iter().filter(|row| row.1 == i && row.0 != i).count() as u32;
            let told = found.people.iter().find(|row| row.id == *id);
            prop_assert_eq!(told.map_or((0, 0), |row| (row.asks, row.answers)), (asks, answers));
        }
        let expected = rows.iter().enumerate().filter(|(n, row)| n % 3 == 0 && row.0 != row.1).count() as u64;
        prop_assert_eq!(found.comparisons, expected);
        found.tables().iter().for_each(check);
        let turned = talk.build_in_order(|mut order| {
            let len = order.len().max(1);
            order.rotate_left(shift % len);
            order
        });
        prop_assert_eq!(bytes(&found.tables()), bytes(&find(&turned).tables()));
    }
}
