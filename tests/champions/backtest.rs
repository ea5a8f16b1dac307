//! The backtest: small communities with known answers, no look at the future, and real data.

use crate::talk::{NOTHING, Talk, day};
use cmgraph::backtest::{
    Backtest, BacktestEvents, BacktestOptions, Formula, FormulaScore, Outcome, Source, backtest,
    evaluate_champions, expected_helped_next, scores_at,
};
use cmgraph::graph::{Interaction, InteractionKind};
use cmgraph::report::backtest_text;
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Error, MemberId, Policy, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

const DAY: i64 = 86_400_000;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let found = path.exists();
    if !found {
        println!("skipped: {} is not there", path.display());
    }
    found.then_some(path)
}

fn year(year: i32) -> Timestamp {
    Timestamp::from_date(year, 1, 1).unwrap()
}

/// Arcs of mathoverflow: `src` acted on a post of `dst`.
fn arcs(
    names: &mut BTreeMap<u32, u32>,
    folder: &Path,
    which: &str,
    kind: InteractionKind,
) -> Vec<Interaction> {
    let file = std::fs::File::open(folder.join(format!("sx-mathoverflow-{which}.csv.gz"))).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<i64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            let mut id = |name: i64| {
                let next = names.len() as u32;
                MemberId(*names.entry(name as u32).or_insert(next))
            };
            let (from, to) = (id(cells[0]), id(cells[1]));
            Interaction { from, to, kind, at: Timestamp(cells[2] * 1000) }
        })
        .collect()
}

fn mathoverflow(folder: &Path) -> BacktestEvents {
    let mut names = BTreeMap::new();
    let help = arcs(&mut names, folder, "a2q", InteractionKind::Reply);
    let mut all = help.clone();
    all.extend(arcs(&mut names, folder, "c2q", InteractionKind::Reply));
    // There are no reactions in this set; comments on answers stand in for them where a formula counts who reacts.
    let comments = arcs(&mut names, folder, "c2a", InteractionKind::Reply);
    all.extend(comments.iter().map(|event| Interaction { kind: InteractionKind::Reaction, ..*event }));
    assert_eq!(names.len(), 24_818);
    BacktestEvents::from_interactions(names.len(), &help, &all).unwrap()
}

fn print(what: &str, found: &Backtest) {
    println!("{what}");
    for score in found.overall() {
        let range = |e: &cmgraph::backtest::Estimate| {
            let i = e.interval.unwrap();
            format!("{:.3} [{:.3}, {:.3}]", e.value, i.low, i.high)
        };
        println!(
            "  {:28} ndcg {}, ours more by {}, won {:.3}; hits {:.1}, help {:.2}, rho {:.2}",
            score.formula.name(),
            range(&score.ndcg),
            score.difference.as_ref().map_or("-".into(), range),
            score.won.unwrap_or(0.5),
            score.hits.value,
            score.help_share.value,
            score.spearman.map_or(0.0, |rho| rho.value),
        );
    }
    for (at, period) in found.periods.iter().enumerate() {
        let of = |score: &&FormulaScore| score.period == Some(at) && score.outcome == Outcome::Helped;
        let all: Vec<String> = found
            .scores
            .iter()
            .filter(of)
            .map(|score| format!("{} {:.3}", score.formula.name(), score.ndcg.value))
            .collect();
        println!(
            "  {}, expected {:?}, came {}: {}",
            period.from,
            period.expected.map(|expected| expected.value),
            period.helped,
            all.join(", ")
        );
    }
}

/// Whether our forecast beats every rival formula on NDCG, with an interval above 0.
fn beats_every_rival(found: &Backtest) -> bool {
    let rivals = found.overall().filter(|score| score.formula.source() == Source::Rival);
    let low = |score: &FormulaScore| score.difference.unwrap().interval.unwrap().low;
    let lows: Vec<f64> = rivals.map(low).collect();
    lows.len() >= 11 && lows.iter().all(|&low| low > 0.0)
}

/// 14 people: Ann answers much of late, Bo answered much long ago, Cy talks, the others ask.
fn lively() -> Talk {
    let names: Vec<String> = (0..14).map(|i| format!("p{i:02}")).collect();
    let mut talk = Talk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for i in 0..300usize {
        let at = i as f64 + 0.1;
        let question = talk.ask(&names[3 + i % 11], at);
        let helper = if i < 150 { 1 } else { 0 };
        if i % 2 == 0 {
            talk.answer(question, &names[helper], at + 0.2);
        }
        if i % 10 == 0 {
            talk.answer(question, &names[3 + (i + 4) % 11], at + 0.3);
        }
        let post = talk.post(&names[2], at + 0.4, NOTHING);
        talk.answer(post, &names[3 + (i + 1) % 11], at + 0.5);
        talk.react_at(&names[3 + i % 5], post, at + 0.6);
    }
    talk.observed(0.0, 301.0);
    talk
}

fn quick() -> BacktestOptions {
    BacktestOptions { k: 3, min_helpers: 2, draws: 50, posterior_draws: 100, ..Default::default() }
}

#[test]
fn who_helps_now_is_put_first() {
    let community = lively().build();
    let options = BacktestOptions { split: Some(day(220.0)), ..quick() };
    let found = evaluate_champions(&community.whole(), &options).unwrap();
    let ours = found.ours().unwrap();
    // Ann is put first by ours, Bo by answers, Cy by messages: who helped most later is Ann.
    for (formula, first) in
        [(Formula::ExpectedHelped, "p00"), (Formula::Answers, "p01"), (Formula::Posts, "p02")]
    {
        let events = BacktestEvents::of(&community.whole(), &options);
        let scores = scores_at(&events, day(220.0), &options).unwrap();
        let (_, scores) = scores.into_iter().find(|(known, _)| *known == formula).unwrap();
        let best = scores.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(community.members().ids.get(best.0.index()), first, "{formula:?}");
    }
    assert!(ours.ndcg.value > found.of(Formula::Posts).unwrap().ndcg.value);
    assert!(ours.difference.is_none() && found.of(Formula::Posts).unwrap().difference.unwrap().value > 0.0);
    assert_eq!(found.periods[0].candidates, 14);
    // Expected beside what came: the level is set by what came before, so it is near.
    let (expected, came) = (found.periods[0].expected.unwrap().value, found.periods[0].helped as f64);
    assert!(expected > came / 3.0 && expected < came * 3.0, "{expected} {came}");
    let next = expected_helped_next(&community.whole(), 30.0, &options).unwrap();
    assert_eq!(community.members().ids.get(next[0].member.index()), "p00");
    found.tables().iter().for_each(crate::talk::check);
    for policy in [Policy::named(), Policy::aggregate()] {
        let text = backtest_text(&found, &policy, &TerminalOptions::default()).unwrap();
        assert!(!text.contains("p00") && text.contains("Which ranking"), "{text}");
    }
}

/// Of more best helpers than helped there is nothing to find, and every share has its interval.
#[test]
fn a_long_list_is_cut_to_those_who_helped() {
    let community = lively().build();
    let options = BacktestOptions { split: Some(day(220.0)), k: 1000, ..quick() };
    let found = evaluate_champions(&community.whole(), &options).unwrap();
    assert_eq!(found.k as u64, found.periods[0].helpers);
    let text = backtest_text(&found, &Policy::named(), &TerminalOptions::default()).unwrap();
    assert!(text.contains(&format!("Of the {} best later helpers", found.k)), "{text}");
    assert!(found.provenance.warnings.iter().any(|warning| warning.starts_with("k is ")));
    for score in &found.scores {
        for estimate in [score.precision, score.recall, score.help_share].iter().chain(&score.spearman) {
            assert!(estimate.interval.unwrap().contains(estimate.value), "{score:?}");
        }
    }
    let expected = found.periods[0].expected.unwrap();
    assert!(expected.interval.is_none_or(|interval| interval.contains(expected.value)));
}

/// The z-score is that of the measures of expertise, and thanks are those that champions count.
#[test]
fn z_scores_and_thanks_as_in_champions() {
    let mut talk = lively();
    // Nobody answers this, and Bo is thanked by name although Ann answered last.
    talk.ask("p05", 250.0);
    let question = talk.ask("p06", 251.0);
    talk.answer(question, "p01", 251.1);
    talk.answer(question, "p00", 251.2);
    let thanks = talk.reply(question, "p06", 251.3, crate::talk::THANKS);
    talk.messages[thanks].parent = talk.messages[question + 1].id.clone();
    let community = talk.build();
    let events = BacktestEvents::of(&community.whole(), &quick());
    let all = scores_at(&events, day(301.0), &quick()).unwrap();
    let (_, z) = all.into_iter().find(|(formula, _)| *formula == Formula::ZScore).unwrap();
    let expertise = cmgraph::champions::expertise(&community.whole(), &Default::default()).unwrap();
    for (member, score) in z {
        let theirs = expertise.people.iter().find(|person| person.member == member);
        assert_eq!(theirs.map_or(0.0, |person| person.z), score);
    }
    let thanked: Vec<String> = events
        .help()
        .iter()
        .filter(|event| event.thanked)
        .map(|event| community.members().ids.get(event.helper.index()))
        .collect();
    assert_eq!(thanked, ["p01"]);
}

#[test]
fn the_future_changes_no_ranking() {
    let talk = lively();
    let options = quick();
    let split = day(200.0);
    let ranked = |community: &Community| {
        scores_at(&BacktestEvents::of(&community.whole(), &options), split, &options).unwrap()
    };
    let there = ranked(&talk.build());
    assert_eq!(there.len(), Formula::ALL.len());
    // Nothing after the split.
    let mut cut = talk.clone();
    cut.messages.retain(|message| message.at < split);
    assert_eq!(ranked(&cut.build()), there);
    // Everything after it by others, in another order.
    let mut other = talk.clone();
    let later: Vec<usize> = (0..other.messages.len()).filter(|&i| other.messages[i].at >= split).collect();
    let authors: Vec<String> = later.iter().rev().map(|&i| other.messages[i].author.clone()).collect();
    later.iter().zip(authors).for_each(|(&i, author)| other.messages[i].author = author);
    assert_eq!(ranked(&other.build()), there);
}

#[test]
fn too_little_is_said() {
    let mut empty = Talk::with(&[]);
    empty.observed(0.0, 10.0);
    let mut few = Talk::with(&["ann", "bo"]);
    for i in 0..20 {
        let question = few.ask("ann", f64::from(i));
        few.answer(question, "bo", f64::from(i) + 0.5);
    }
    few.observed(0.0, 20.0);
    let mut one_day = Talk::with(&["ann", "bo"]);
    let question = one_day.ask("ann", 0.1);
    one_day.answer(question, "bo", 0.2);
    one_day.observed(0.0, 1.0);
    for talk in [empty, few, one_day] {
        let community = talk.build();
        let found = evaluate_champions(&community.whole(), &BacktestOptions::default()).unwrap();
        assert!(found.scores.is_empty() && found.ours().is_none());
        assert!(found.provenance.warnings.iter().any(|warning| warning.starts_with("not enough data")));
        found.tables().iter().for_each(crate::talk::check);
        let text = backtest_text(&found, &Policy::named(), &TerminalOptions::default()).unwrap();
        assert!(text.contains("Not enough data"), "{text}");
        expected_helped_next(&community.whole(), 30.0, &BacktestOptions::default()).unwrap();
    }
}

#[test]
fn options_out_of_range() {
    let community = lively().build();
    for (options, name) in [
        (BacktestOptions { k: 0, ..quick() }, "k"),
        (BacktestOptions { splits: 0, ..quick() }, "splits"),
        (BacktestOptions { half_life_days: 0.0, ..quick() }, "half_life_days"),
        (BacktestOptions { rival_days: Some(f64::NAN), ..quick() }, "rival_days"),
        (BacktestOptions { min_helped: 0, ..quick() }, "min_helped"),
        (BacktestOptions { min_helpers: 0, ..quick() }, "min_helpers"),
        (BacktestOptions { draws: 0, ..quick() }, "draws"),
        (BacktestOptions { posterior_draws: 0, ..quick() }, "posterior_draws"),
        (BacktestOptions { interval_level: 1.0, ..quick() }, "interval_level"),
        (BacktestOptions { posterior_level: 0.0, ..quick() }, "posterior_level"),
        (BacktestOptions { split: Some(day(-3.0)), ..quick() }, "split"),
    ] {
        let error = evaluate_champions(&community.whole(), &options).unwrap_err();
        assert!(matches!(error, Error::Option { option, .. } if option == name), "{name}: {error}");
    }
    assert!(expected_helped_next(&community.whole(), 0.0, &quick()).is_err());
    let events = BacktestEvents::of(&community.whole(), &quick());
    for periods in [vec![day(5.0)..day(5.0)], vec![day(5.0)..day(9.0), day(8.0)..day(12.0)]] {
        assert!(backtest(&events, &periods, &quick()).is_err());
    }
    let stranger =
        Interaction { from: MemberId(7), to: MemberId(0), kind: InteractionKind::Reply, at: day(0.0) };
    assert!(BacktestEvents::from_interactions(2, &[stranger], &[]).is_err());
}

#[test]
fn rows_and_threads_do_not_matter() {
    let talk = lively();
    let options = BacktestOptions { splits: 2, ..quick() };
    let run = |community: &Community| {
        crate::talk::bytes(&evaluate_champions(&community.whole(), &options).unwrap().tables())
    };
    let there = run(&talk.build());
    let back = talk.build_in_order(|mut rows| {
        rows.reverse();
        rows
    });
    assert_eq!(there, run(&back));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    assert_eq!(there, pool.install(|| run(&talk.build())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Formulas that are counts, against counting by the definition.
    #[test]
    fn counts_by_the_definition(acts in prop::collection::vec((0u32..7, 0u32..7, 0i64..60), 1..60)) {
        let act = |&(from, to, day): &(u32, u32, i64)| Interaction {
            from: MemberId(from), to: MemberId(to), kind: InteractionKind::Reply, at: Timestamp(day * DAY),
        };
        let all: Vec<Interaction> = acts.iter().map(act).collect();
        let events = BacktestEvents::from_interactions(7, &all, &all).unwrap();
        let split = Timestamp(30 * DAY);
        let scores = scores_at(&events, split, &quick()).unwrap();
        let before: Vec<&(u32, u32, i64)> = acts.iter().filter(|act| act.2 < 30 && act.0 != act.1).collect();
        for (formula, scores) in scores {
            prop_assert!(scores.iter().all(|score| score.1.is_finite()), "{:?}", formula);
            for (member, score) in scores {
                let own = before.iter().filter(|act| act.0 == member.0).count() as f64;
                let met = |other: u32| before.iter().any(|act| [(act.0, act.1), (act.1, act.0)].contains(&(member.0, other)));
                let partners = (0..7).filter(|&other| met(other)).count() as f64;
                let expected = match formula {
                    Formula::Posts | Formula::Answers | Formula::SavannahTalk => own,
                    Formula::SwoopInfluence => partners,
                    Formula::TyGraphInfluencer => {
                        let received = before.iter().filter(|act| act.1 == member.0).count() as f64;
                        // No groups are known: presence in one.
                        (own + received + f64::from(own > 0.0)) * partners / 100.0
                    }
                    Formula::OrbitReach => (0..7)
                        .filter(|&other| met(other))
                        .map(|other| {
                            let last = before.iter().filter(|act| [(act.0, act.1), (act.1, act.0)].contains(&(member.0, other)));
                            let last = last.map(|act| act.2).max().unwrap();
                            10.0 * 0.9f64.powf((30 - last) as f64 / 30.4375)
                        })
                        .sum(),
                    _ => continue,
                };
                prop_assert!((score - expected).abs() < 1e-9, "{:?}: {} {}", formula, score, expected);
            }
        }
    }
}

#[test]
#[ignore = "minutes; needs ../shared/data"]
fn mathoverflow_by_years() {
    let Some(folder) = shared("sx-mathoverflow") else { return };
    let events = mathoverflow(&folder);
    let years = |from: i32, to: i32| (from..to).map(|y| year(y)..year(y + 1)).collect::<Vec<_>>();
    // The half-life was chosen on the years 2010 to 2012; the others confirm.
    let parts = [("2010-2012, chosen on", years(2010, 2013)), ("2013-2016, to confirm", years(2013, 2017))];
    for (what, periods) in &parts {
        for rival_days in [None, Some(365.0), Some(90.0)] {
            let options = BacktestOptions { rival_days, ..Default::default() };
            let found = backtest(&events, periods, &options).unwrap();
            print(&format!("{what}; rivals look back {rival_days:?} days"), &found);
            assert!(rival_days.is_some() || beats_every_rival(&found), "{what}");
        }
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn yammer_quantum() {
    let Some(path) = shared("yammer-quantum/export.zip") else { return };
    let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default()).unwrap();
    for (splits, rival_days) in [(1, None), (3, None), (1, Some(90.0)), (1, Some(60.0))] {
        let options = BacktestOptions { splits, rival_days, ..Default::default() };
        let found = evaluate_champions(&community.whole(), &options).unwrap();
        print(&format!("yammer-quantum, splits {splits}, rivals look back {rival_days:?} days"), &found);
        // There are no reactions in this export, so one rival is missing.
        let rivals = found.overall().filter(|s| s.formula.source() == Source::Rival);
        let low = |s: &FormulaScore| s.difference.unwrap().interval.unwrap().low;
        assert!(rival_days.is_some() || rivals.map(low).all(|low| low > 0.0));
    }
}
