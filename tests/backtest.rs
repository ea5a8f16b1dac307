//! The backtest: small communities with known answers, no look at the future, and real data.

mod common;
#[path = "common/talk.rs"]
mod talk;

use cmgraph::backtest::{
    Backtest, BacktestEvents, BacktestOptions, Formula, Source, backtest, evaluate_champions,
    expected_helped_next, scores_at,
};
use cmgraph::graph::{Interaction, InteractionKind};
use cmgraph::{MemberId, Timestamp};
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
            "  {:28} ndcg {} | less {} won {:.3} | hits {:.1} | prec {:.2} rec {:.2} share {:.2} rho {:.2}",
            score.formula.name(),
            range(&score.ndcg),
            score.difference.as_ref().map_or("-".into(), range),
            score.won.unwrap_or(0.5),
            score.hits.value,
            score.precision,
            score.recall,
            score.help_share,
            score.spearman.unwrap_or(0.0),
        );
    }
    for (at, period) in found.periods.iter().enumerate() {
        let of = |formula: Formula| {
            found
                .scores
                .iter()
                .find(|s| {
                    s.formula == formula
                        && s.period == Some(at)
                        && s.outcome == cmgraph::backtest::Outcome::Helped
                })
                .map_or(f64::NAN, |s| s.ndcg.value)
        };
        let list: Vec<String> = Formula::ALL.iter().map(|&f| format!("{} {:.3}", f.name(), of(f))).collect();
        println!(
            "  {} helped {} expected {:?}: {}",
            period.from,
            period.helped,
            period.expected,
            list.join(", ")
        );
    }
}

#[test]
#[ignore = "minutes; needs ../shared/data"]
fn mathoverflow_by_years() {
    let Some(folder) = shared("sx-mathoverflow") else { return };
    let events = mathoverflow(&folder);
    let years = |from: i32, to: i32| (from..to).map(|y| year(y)..year(y + 1)).collect::<Vec<_>>();
    for rival_days in [None, Some(365.0), Some(90.0)] {
        for (what, periods) in
            [("chosen on, 2010-2012", years(2010, 2013)), ("confirmed on, 2013-2016", years(2013, 2017))]
        {
            let options = BacktestOptions { rival_days, ..Default::default() };
            let found = backtest(&events, &periods, &options).unwrap();
            print(&format!("{what}, rivals look back {rival_days:?}"), &found);
        }
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn yammer_quantum() {
    let Some(path) = shared("yammer-quantum/export.zip") else { return };
    let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default()).unwrap();
    for (splits, rival_days) in [(1, None), (1, Some(60.0)), (3, None)] {
        let options = BacktestOptions { splits, rival_days, ..Default::default() };
        let found = evaluate_champions(&community.whole(), &options).unwrap();
        print(&format!("yammer-quantum, {splits} splits, rivals {rival_days:?}"), &found);
        println!("{:?}", found.periods);
    }
    let _ = (Source::Ours, DAY, expected_helped_next, scores_at);
}
