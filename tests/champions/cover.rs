//! Whom to ask so that every unit has somebody: small communities with known answers, the edges, and what was planted.

use crate::talk::*;
use cmgraph::champions::ChampionOptions;
use cmgraph::champions::cover::{
    Capacity, Cover, CoverOptions, Exchange, Grouping, NextKind, Status, champion_cover,
};
use cmgraph::community::{MemberKind, MemberState, RoleOptions};
use cmgraph::simulate::{SimulateOptions, Size, Truth, write};
use cmgraph::{Community, Policy, ReadOptions, Window, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Gates that let everybody through who helped two colleagues.
fn easy() -> CoverOptions {
    CoverOptions {
        champions: ChampionOptions {
            min_active_weeks: 0,
            min_helped: 2,
            min_threads: 0,
            min_answer_share: 0.0,
            min_p_above_unit: 0.0,
            ..Default::default()
        },
        min_people: 1,
        capacity: 100.0,
        reach_share: 0.75,
        draws: 20,
        ..Default::default()
    }
}

fn cover(community: &Community, options: &CoverOptions) -> Cover {
    let cover = champion_cover(&community.whole(), options).unwrap();
    cover.tables().iter().for_each(check);
    cover
}

fn chosen(cover: &Cover) -> Vec<&str> {
    cover.chosen.iter().map(|row| row.id.as_str()).collect()
}

fn statuses(cover: &Cover) -> BTreeMap<&str, Status> {
    cover.units().map(|unit| (unit.name.as_str(), unit.status)).collect()
}

/// Three units: in A `amy` helps five colleagues and `art` two of the same, in B `bea` helps two, in C nobody helps;
/// `cid` of C answers one question.
fn three_units() -> Talk {
    let mut talk = Talk::default();
    for (unit, people) in [
        ("A", &["amy", "art", "a1", "a2", "a3", "a4", "a5"][..]),
        ("B", &["bea", "b1", "b2", "b3", "b4"]),
        ("C", &["cid", "c1", "c2", "c3", "c4"]),
    ] {
        people.iter().for_each(|person| talk.person(person, unit));
    }
    for (day, (asker, helper)) in [
        ("a1", "amy"),
        ("a2", "amy"),
        ("a3", "amy"),
        ("a4", "amy"),
        ("c1", "amy"),
        ("a1", "art"),
        ("a2", "art"),
        ("b1", "bea"),
        ("b2", "bea"),
        ("c2", "cid"),
    ]
    .iter()
    .enumerate()
    {
        let question = talk.ask(asker, day as f64);
        talk.answer(question, helper, day as f64 + 0.1);
    }
    talk.observed(0.0, 60.0);
    talk
}

#[test]
fn every_unit_that_has_somebody_gets_one() {
    let cover = cover(&three_units().build(), &easy());
    assert_eq!(chosen(&cover), ["amy", "bea"]);
    assert_eq!((cover.people, cover.candidates, cover.at_least, cover.proven), (17, 3, 2, true));
    // One exchange each: amy is known to five half the time, bea to two; each knows herself.
    assert!((cover.reached - (3.5 + 2.0)).abs() < 1e-9 && (cover.chosen[0].gain - 3.5).abs() < 1e-9);
    // art adds himself, and a quarter of two people who know amy half the time.
    assert!((cover.reachable - (5.5 + 1.5)).abs() < 1e-9, "{}", cover.reachable);
    let expected = [("A", Status::Covered), ("B", Status::Covered), ("C", Status::Nobody)];
    assert_eq!(statuses(&cover), BTreeMap::from(expected));
    let next: Vec<_> = cover.next_best.iter().map(|next| (next.id.as_str(), next.kind)).collect();
    assert_eq!(next, [("cid", NextKind::NearlyChampion)]);
    assert_eq!(cover.next_best[0].reasons, ["a champion but for this: helped 1 colleague, 2 wanted"]);
    assert_eq!(cover.curve.iter().map(|point| point.units.unwrap()).collect::<Vec<_>>(), [1, 2, 2]);
    assert_eq!(cover.curve[1].reached, cover.reached);
    let capacity = cover.capacity.unwrap();
    assert_eq!((capacity.questions, capacity.needed), (10, 1));
}

#[test]
fn the_best_so_many_and_what_is_given_up() {
    let community = three_units().build();
    let one = cover(&community, &CoverOptions { k: Some(1), ..easy() });
    // One for two units: the larger unit keeps its own.
    assert_eq!(chosen(&one), ["amy"]);
    assert_eq!(statuses(&one)["B"], Status::LeftOut);
    let three = cover(&community, &CoverOptions { k: Some(3), ..easy() });
    assert_eq!(chosen(&three), ["amy", "bea", "art"]);
    let many = cover(&community, &CoverOptions { k: Some(30), ..easy() });
    assert_eq!(many.chosen.len(), 3);
}

#[test]
fn who_opted_out_and_who_does_enough_already() {
    let community = three_units().build();
    let without = |exclude: &[&str]| CoverOptions {
        exclude: exclude.iter().map(|id| id.to_string()).collect(),
        ..easy()
    };
    let found = cover(&community, &without(&["AMY", "cid"]));
    assert_eq!(chosen(&found), ["art", "bea"]);
    let text = bytes(&found.tables());
    assert!(!text.contains("amy") && !text.contains("cid"), "in no list");
    let all = cover(&community, &without(&["amy", "art", "bea"]));
    assert!(all.chosen.is_empty() && all.curve.is_empty() && all.reached == 0.0);
    assert!(all.provenance.warnings.iter().any(|warning| warning.starts_with("not enough data")));
    let unknown = champion_cover(&community.whole(), &without(&["nobody@example.com"])).unwrap_err();
    assert!(unknown.to_string().contains("nobody@example.com"));

    // amy answers five questions in two months.
    let busy = cover(&community, &CoverOptions { capacity: 2.0, ..easy() });
    assert_eq!(busy.loaded.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["amy"]);
    // She counts for her unit and for those she knows, so only the other unit needs somebody.
    assert_eq!(chosen(&busy), ["bea"]);
    assert!((busy.reached_before - 3.5).abs() < 1e-9 && (busy.reached - 5.5).abs() < 1e-9);
    assert!((busy.reachable - 7.0).abs() < 1e-9 && busy.curve[0].reached == busy.reached);
    assert_eq!(busy.capacity.unwrap().answered_by_serving, 5);
    let a = busy.units().next().unwrap();
    assert_eq!((a.champions, a.serving, a.candidates, a.chosen), (2, 1, 1, 0));
    assert_eq!(a.status, Status::Covered);
    assert_eq!(busy.curve.iter().map(|point| point.units.unwrap()).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn whom_those_who_serve_already_reach_is_as_unsure_as_the_rest() {
    let community = three_units().build();
    let busy = cover(&community, &CoverOptions { capacity: 2.0, draws: 200, ..easy() });
    let all = cover(&community, &CoverOptions { draws: 200, ..easy() });
    // The same two people, one of whom serves already: the interval is as wide as if both were to be asked.
    assert_eq!((chosen(&busy), chosen(&all)), (vec!["bea"], vec!["amy", "bea"]));
    let width = |cover: &Cover| cover.reached_interval.map(|i| i.high - i.low).unwrap();
    assert!((width(&busy) / width(&all) - 1.0).abs() < 0.25, "{} {}", width(&busy), width(&all));
    // With nobody to ask there is an interval all the same.
    let members = community.members();
    let others = members.iter().map(|member| members.ids.get(member.index())).filter(|id| id != "amy");
    let exclude = others.collect();
    let none = cover(&community, &CoverOptions { capacity: 2.0, draws: 200, exclude, ..easy() });
    assert!(none.chosen.is_empty() && width(&none) > 0.5);
}

#[test]
fn the_questions_of_late_are_to_be_answered() {
    // One question a week for nine months, then thirteen weeks with more.
    let months = |late: &dyn Fn(usize) -> usize| {
        let mut talk = Talk::with(&["a", "b"]);
        (0..39).for_each(|week| {
            talk.ask("a", 7.0 * week as f64 + 1.0);
        });
        for week in 0..13 {
            (0..late(week)).for_each(|i| {
                talk.ask("b", 7.0 * (39 + week) as f64 + 1.0 + 0.1 * i as f64);
            });
        }
        talk.observed(0.0, 364.0);
        cover(&talk.build(), &easy()).capacity.unwrap()
    };
    let even = months(&|_| 3);
    assert_eq!(even.questions, 39);
    assert!((even.per_month.mean - 39.0 / (91.0 / 30.4375)).abs() < 0.01, "{even:?}");
    let uneven = months(&|week| 6 * (week % 2));
    let width =
        |capacity: &Capacity| (capacity.per_month.high - capacity.per_month.low) / capacity.per_month.mean;
    assert!(width(&uneven) > 1.5 * width(&even), "{even:?} {uneven:?}");
}

#[test]
fn help_is_what_champions_count_as_help() {
    let mut talk = three_units();
    let before = cover(&talk.build(), &CoverOptions { exchange: Exchange::Help, ..easy() });
    // Deleted, only thanks: neither makes anybody known.
    let question = talk.ask("a5", 30.0);
    talk.reply(question, "amy", 30.1, DELETED);
    talk.reply(question, "amy", 30.2, THANKS);
    talk.messages.last_mut().unwrap().words = 1;
    let after = cover(&talk.build(), &CoverOptions { exchange: Exchange::Help, ..easy() });
    assert!((before.reached - after.reached).abs() < 1e-12);
}

#[test]
fn hubs_leaders_and_newcomers_come_next() {
    let mut talk = three_units();
    talk.account("new", "C", MemberKind::Person, MemberState::Active);
    talk.there(Some(50.0), None);
    for (i, asker) in ["c1", "c2", "c3", "a1"].iter().enumerate() {
        let question = talk.ask(asker, 20.0 + i as f64);
        talk.mention(question, &["c4"]);
    }
    let question = talk.ask("c3", 55.0);
    talk.answer(question, "new", 55.5);
    let found = cover(&talk.build(), &easy());
    let next: BTreeMap<&str, NextKind> =
        found.next_best.iter().map(|next| (next.id.as_str(), next.kind)).collect();
    assert_eq!(next["c4"], NextKind::QuestionHub, "{next:?}");
    assert_eq!(next["new"], NextKind::NearlyChampion);
    let new = found.next_best.iter().find(|next| next.id == "new").unwrap();
    assert!(new.reasons.iter().any(|reason| reason.starts_with("came 10 days ago")), "{new:?}");
    let none = cover(&talk.build(), &CoverOptions { next_best: 0, ..easy() });
    assert!(none.next_best.is_empty());
}

#[test]
fn exchanges_of_both_kinds() {
    let community = three_units().build();
    let replies = cover(&community, &easy());
    let help = cover(&community, &CoverOptions { exchange: Exchange::Help, ..easy() });
    assert_eq!(chosen(&replies), chosen(&help));
    // An answer is a reply to the asker here, so both are the same.
    assert!((replies.reached - help.reached).abs() < 1e-12);
    let even = cover(&community, &CoverOptions { even_exchanges: 2.0, ..easy() });
    let p = 1.0 - 0.5f64.sqrt();
    assert!((even.chosen[0].gain - (1.0 + 5.0 * p)).abs() < 1e-9);
}

#[test]
fn nothing_to_go_by() {
    let mut empty = Talk::default();
    empty.observed(0.0, 30.0);
    let mut silent = Talk::with(&["a", "b"]);
    silent.observed(0.0, 30.0);
    let mut alone = Talk::with(&["a"]);
    let question = alone.ask("a", 1.0);
    alone.answer(question, "a", 2.0);
    for talk in [empty, silent, alone] {
        let community = talk.build();
        let found = cover(&community, &CoverOptions::default());
        assert!(found.chosen.is_empty() && found.curve.is_empty() && found.next_best.is_empty());
        let options = cmgraph::table::TerminalOptions::default();
        let text = cmgraph::report::cover_text(&found, &Policy::named(), &options).unwrap();
        assert!(text.contains("Not enough data"), "{text}");
    }
    let community = three_units().build();
    let window = Window { to: Some(day(0.5)), ..Window::default() };
    let day_one = champion_cover(&community.view(&window), &easy()).unwrap();
    assert!(day_one.chosen.is_empty());
    for options in [
        CoverOptions { reach_share: 1.5, ..easy() },
        CoverOptions { help_share: f64::NAN, ..easy() },
        CoverOptions { capacity: 0.0, ..easy() },
        CoverOptions { even_exchanges: 0.0, ..easy() },
        CoverOptions { draws: 0, ..easy() },
        CoverOptions { k: Some(0), ..easy() },
        CoverOptions { groupings: vec![Grouping::Unit, Grouping::Unit], ..easy() },
    ] {
        assert!(champion_cover(&community.whole(), &options).is_err(), "{options:?}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let talk = three_units();
    let expected = bytes(&cover(&talk.build(), &easy()).tables());
    let turned = talk.build_in_order(|order| order.into_iter().rev().collect());
    assert_eq!(bytes(&cover(&turned, &easy()).tables()), expected);
}

#[test]
fn modes() {
    let community = three_units().build();
    let found = cover(&community, &easy());
    let tables = found.tables();
    for table in &tables {
        let release = Policy::aggregate().apply(table);
        assert!(!release.to_csv().contains("amy"), "{}", table.name());
        let release = Policy::pseudonymous(b"a key of the tests alone").unwrap().apply(table);
        assert!(!release.to_csv().contains("amy"), "{}", table.name());
    }
    let options = cmgraph::table::TerminalOptions::default();
    let text = cmgraph::report::cover_text(&found, &Policy::aggregate(), &options).unwrap();
    // Of five to seven people each nothing is told, nor how many of these units have somebody.
    assert!(text.contains("How many units have somebody to ask: hidden") && !text.contains("amy"), "{text}");
    let open = cmgraph::report::cover_text(&found, &Policy::aggregate().with_min_group(0), &options).unwrap();
    assert!(open.contains("2 of 3 units have somebody to ask") && !open.contains("amy"), "{open}");
}

/// The text of the bundled export with the units at a level, and what it was made from.
fn bundled_text(unit_level: Option<usize>, exclude: &[&str], policy: &Policy) -> (String, Cover) {
    let (community, _) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"));
    let champions = ChampionOptions { unit_level, ..Default::default() };
    let exclude = exclude.iter().map(|id| id.to_string()).collect();
    let options = CoverOptions { champions, exclude, draws: 20, ..Default::default() };
    let cover = champion_cover(&community.whole(), &options).unwrap();
    let options = cmgraph::table::TerminalOptions::default();
    let text = cmgraph::report::cover_text(&cover, policy, &options).unwrap();
    (text.split_whitespace().collect::<Vec<_>>().join(" "), cover)
}

#[test]
fn sentences_agree_with_the_tables() {
    let (text, cover) = bundled_text(None, &[], &Policy::named());
    let reached = format!(
        "{:.0}% of those are reached who would be with all {} who can be asked (at least 80% was wanted)",
        100.0 * cover.reached / cover.reachable,
        cover.candidates
    );
    assert!(text.contains(&reached), "{text}");
    // Whom to ask comes before the units.
    assert!(text.find("would do").unwrap() < text.find("have somebody to ask").unwrap(), "{text}");
    assert!(
        text.contains("Of 4 sites, 1 has nobody: London; 1 has fewer than wanted: Stockholm (2 of 3)."),
        "{text}"
    );
    let capacity = cover.capacity.unwrap();
    let share = capacity.answered_by_serving as f64 / capacity.questions as f64;
    assert!(text.contains(&format!("the 5 who serve already answer {:.0}%", 100.0 * share)), "{text}");
    assert!(!text.contains(&cover.chosen[0].id), "an id beside the name");
    // Nobody is said to be enough where units lack somebody.
    let opted_out = ["sofia.gustafsson@example.com"];
    let (text, _) = bundled_text(Some(2), &opted_out, &Policy::named());
    assert!(text.contains("2 units and 2 sites still lack somebody"), "{text}");
    assert!(!text.contains("Nobody else has to be asked"), "{text}");
    let (text, cover) = bundled_text(None, &[], &Policy::aggregate());
    assert!(text.contains("Withheld (People to ask;") && !text.contains(&cover.chosen[0].name), "{text}");
    assert!(!text.contains("too few for that"), "{text}");
}

/// One load decides both in champions and here who has enough on the plate.
#[test]
fn load_is_that_of_champions() {
    let (community, _) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"));
    let found = cmgraph::champions::champions(&community.whole(), &ChampionOptions::default()).unwrap();
    let cover =
        champion_cover(&community.whole(), &CoverOptions { draws: 20, ..Default::default() }).unwrap();
    let of = |id: &str| found.champions().find(|row| row.id == id).unwrap().load;
    assert!(!cover.loaded.is_empty());
    assert!(
        cover.loaded.iter().all(|row| row.load == of(&row.id).recent_per_month && of(&row.id).at_capacity)
    );
    assert!(cover.chosen.iter().all(|row| row.load == of(&row.id).recent_per_month));
}

fn load(folder: &Path) -> (Community, Truth) {
    let truth = Truth::read(&folder.join("truth.json")).unwrap();
    let roles = RoleOptions {
        community_managers: vec![truth.community_manager.clone()],
        communications: vec![truth.communications.clone()],
        ..Default::default()
    };
    let roster: Option<PathBuf> = Some(folder.join("roster.csv"));
    let options = ReadOptions { roster, roles, ..Default::default() };
    (read(&[folder.join("export.zip")], &options).unwrap(), truth)
}

/// Units that have a planted champion, still there, and whether somebody of them was chosen.
fn planted_units(community: &Community, truth: &Truth, level: Option<usize>) -> (Cover, usize, usize) {
    let champions = ChampionOptions { unit_level: level, ..Default::default() };
    let options = CoverOptions { champions, ..Default::default() };
    let cover = champion_cover(&community.whole(), &options).unwrap();
    let unit = |path: &str| cmgraph::community::Roster::unit_at(path, level).to_owned();
    let mut planted: Vec<String> = truth.champions.iter().map(|champion| unit(&champion.unit)).collect();
    planted.sort();
    planted.dedup();
    let covered = planted
        .iter()
        .filter(|name| cover.units().any(|unit| &unit.name == *name && unit.chosen + unit.serving > 0))
        .count();
    let all = planted.len();
    (cover, covered, all)
}

#[test]
fn units_with_a_planted_champion_are_covered() {
    let (community, truth) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"));
    for level in [None, Some(2)] {
        let (cover, covered, all) = planted_units(&community, &truth, level);
        assert_eq!(covered, all, "{level:?}: {:?}", statuses(&cover));
        assert!(cover.at_least as usize <= cover.chosen.len());
    }
}

/// Release only: it writes and reads two hundred thousand messages.
#[test]
#[cfg_attr(debug_assertions, ignore)]
fn units_with_a_planted_champion_are_covered_in_a_large_organisation() {
    let folder = std::env::temp_dir().join("cmgraph-cover-m");
    write(&SimulateOptions::preset(Size::M), &folder).unwrap();
    let (community, truth) = load(&folder);
    for level in [None, Some(2)] {
        let (cover, covered, all) = planted_units(&community, &truth, level);
        println!("level {level:?}: {covered} of {all} units, {} chosen", cover.chosen.len());
        assert_eq!(covered, all);
    }
    std::fs::remove_dir_all(&folder).ok();
}
