//! Would the ranking have found the people who helped later? Ours and those of products, on the user's own export.
//!
//! [`evaluate_champions`] ranks everybody by what was known at a date, and looks at who helped after it;
//! [`backtest`](backtest()) does the same on events without a community. [`expected_helped_next`] is the forecast itself.
//! A ranking sees only what lies before the date. [`evaluate_routing`] asks the same of whom to ask: would those
//! who answered have been suggested?

mod events;
mod forecast;
mod formula;
mod options;
mod outcome;
mod past;
mod provenance;
mod ranking;
mod result;
mod routing;
mod run;
mod score;
mod tables;

pub use events::{BacktestEvents, HelpEvent, PostEvent, UNKNOWN};
pub use forecast::{ExpectedHelp, expected_helped_next};
pub use formula::{Formula, Source};
pub use options::{
    BacktestOptions, DEFAULT_BACKTEST_K, DEFAULT_FORECAST_HALF_LIFE_DAYS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MIN_HELPED, DEFAULT_MIN_HELPERS, DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, DEFAULT_PAST_SHARE,
    DEFAULT_SPLITS, MAX_DRAWS, MAX_SPLITS, MIN_ASKERS,
};
pub use outcome::Outcome;
pub use result::{Backtest, Estimate, FormulaScore, Period};
#[doc(hidden)]
pub use routing::routing_scores;
pub use routing::{
    DEFAULT_MIN_QUESTIONS, DEFAULT_ROUTING_DRAWS, RoutingMethod, RoutingScore, RoutingTest,
    RoutingTestOptions, evaluate_routing,
};

use crate::error::{Error, Result};
use crate::time::Timestamp;
use crate::{MemberId, View};
use std::ops::Range;

/// Would the ranking have found the people who helped later?
///
/// - **Split**: the first part of the view is the past, the rest is to be foretold. Without a date the split is the
///   local midnight from which on a third of the help was given. With several
///   [`splits`](BacktestOptions::splits) the rest is cut into equal parts, each foretold from all before it.
/// - **Who is ranked**: colleagues who had done anything at all before the split and had not left by then.
/// - **What counts later**: distinct colleagues helped ([`Outcome::Helped`]), beside it questions answered and thanks.
/// - **Formulas**: [`Formula::ALL`], ours and those of products and textbooks, computed on the same past.
/// - **Measures**: NDCG at 5, 10 and k (Järvelin and Kekäläinen 2002: gain over log2 of the place + 1, over that of the best
///   order), how many of the k best are among the first k, precision, recall, share of the help, Spearman. People with
///   equal scores count as ordered by lot, on the mean over all lots (McSherry and Najork 2008).
/// - **Intervals**: bootstrap over the later askers, the same draws for all formulas, so that a difference has a narrower
///   interval than its sides.
///
/// It says which ranking is the better forecast of help in the community, not who is worth more: help at work outside of it is
/// not seen, and nothing here is about single persons.
///
/// # Errors
/// [`Error::Option`] for an option out of range, and for a split outside the view.
///
/// # Complexity
/// O(splits · (events log events + graph kernels + draws · help)).
///
/// # Example
/// ```
/// use cmgraph::backtest::{BacktestOptions, Formula, evaluate_champions};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
/// let found = evaluate_champions(&community.whole(), &BacktestOptions { draws: 100, ..Default::default() })?;
/// let (ours, random) = (found.ours().expect("enough"), found.of(Formula::Random).expect("always"));
/// assert!(ours.ndcg.value > random.ndcg.value);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// K. Järvelin, J. Kekäläinen, *Cumulated gain-based evaluation of IR techniques*, ACM TOIS 20 (2002); F. McSherry,
/// M. Najork, *Computing information retrieval performance measures efficiently in the presence of tied scores*, ECIR
/// 2008.
pub fn evaluate_champions(view: &View<'_>, options: &BacktestOptions) -> Result<Backtest> {
    options.check()?;
    let events = BacktestEvents::of(view, options);
    let split = match options.split {
        Some(split) if view.from() < split && split < view.to() => Some(split),
        Some(split) => {
            return Err(Error::Option {
                option: "split",
                found: split.to_string(),
                expected: format!("an instant between {} and {}", view.from(), view.to()),
            });
        }
        None => usual_split(view, &events),
    };
    let periods = split.map_or_else(Vec::new, |split| parts(split..view.to(), options.splits));
    let mut found = measured(&events, &periods, options)?;
    found.provenance = provenance::of_view(view, &events, found.provenance);
    Ok(found)
}

/// The same on events, for periods to be foretold, each from everything before it.
///
/// # Errors
/// [`Error::Option`] for an option out of range, for a period that ends before it begins, and for
/// periods that overlap or run backwards.
pub fn backtest(
    events: &BacktestEvents,
    periods: &[Range<Timestamp>],
    options: &BacktestOptions,
) -> Result<Backtest> {
    options.check()?;
    let fault = |found: String, expected: &str| {
        Err(Error::Option { option: "periods", found, expected: expected.into() })
    };
    if let Some(wrong) = periods.iter().find(|period| period.start >= period.end) {
        return fault(format!("{} to {}", wrong.start, wrong.end), "periods that end after they begin");
    }
    if let Some(wrong) = periods.windows(2).find(|two| two[0].end > two[1].start) {
        return fault(format!("{} after {}", wrong[1].start, wrong[0].end), "periods one after the other");
    }
    measured(events, periods, options)
}

fn measured(
    events: &BacktestEvents,
    periods: &[Range<Timestamp>],
    options: &BacktestOptions,
) -> Result<Backtest> {
    let judged: Result<Vec<run::Judged>> =
        periods.iter().map(|period| run::judge(events, period, options)).collect();
    let mut judged = judged?;
    // Of the best who helped later there are no more than helped.
    let helpers = judged.iter().filter(|judged| judged.period.judged).map(|judged| judged.period.helpers);
    let k = helpers.min().map_or(options.k, |fewest| options.k.min(fewest as usize).max(1));
    let fewer = BacktestOptions { k, ..options.clone() };
    if k < options.k {
        let again: Result<Vec<run::Judged>> =
            periods.iter().map(|period| run::judge(events, period, &fewer)).collect();
        judged = again?;
    }
    let scores = (0..Outcome::ALL.len()).flat_map(|outcome| run::compare(&judged, outcome, &fewer)).collect();
    let mut found = Backtest {
        options: options.clone(),
        k,
        periods: judged.into_iter().map(|judged| judged.period).collect(),
        scores,
        provenance: Default::default(),
    };
    found.provenance = provenance::provenance(&found);
    Ok(found)
}

/// Local midnight from which on a third of the help was given; `None` where that leaves no past.
fn usual_split(view: &View<'_>, events: &BacktestEvents) -> Option<Timestamp> {
    let place = (DEFAULT_PAST_SHARE * events.help.len() as f64).floor() as usize;
    let at = events.help.get(place)?.at;
    let zone = &view.window().zone;
    let split = zone.start_of(zone.day(at));
    (view.from() < split).then_some(split)
}

fn parts(range: Range<Timestamp>, n: usize) -> Vec<Range<Timestamp>> {
    let (from, length) = (range.start.0, (range.end.0 - range.start.0) as i128);
    let at = |i: usize| Timestamp(from + (length * i as i128 / n as i128) as i64);
    (0..n).map(|i| at(i)..at(i + 1)).filter(|part| part.start < part.end).collect()
}

/// The score of every candidate.
#[doc(hidden)]
pub type Scores = Vec<(MemberId, f64)>;

/// What ranks somebody at an instant, for tests of what a ranking may see: score of every candidate by each formula.
#[doc(hidden)]
pub fn scores_at(
    events: &BacktestEvents,
    at: Timestamp,
    options: &BacktestOptions,
) -> Result<Vec<(Formula, Scores)>> {
    let past = past::Past::before(events, at);
    let scores = score::scores(&past, options)?;
    let named = |scores: Vec<f64>| past.candidates.iter().copied().zip(scores).collect();
    Ok(Formula::ALL.into_iter().zip(scores).filter_map(|(f, s)| Some((f, named(s?)))).collect())
}
