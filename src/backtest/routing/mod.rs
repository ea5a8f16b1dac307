//! Would routing have found those who answered? On the user's own past.

mod estimate;
mod known;
mod method;
mod options;
mod places;
mod provenance;
mod result;
mod run;
mod tables;

pub use method::RoutingMethod;
pub use options::{DEFAULT_MIN_QUESTIONS, DEFAULT_ROUTING_DRAWS, RoutingTestOptions};
pub use result::{RoutingScore, RoutingTest};

use super::{BacktestEvents, BacktestOptions, DEFAULT_PAST_SHARE};
use crate::activity::{Questions, SaysSomething};
use crate::error::{Error, Result};
use crate::routing::{RouteOptions, Router};
use crate::stats::sample::stream;
use crate::{MessageId, Timestamp, View};
use rand_chacha::rand_core::Rng;
use run::Asked;

/// The stream of lots by which questions are drawn, apart from all others.
const QUESTIONS: u64 = 1 << 49;

/// Would routing have found the people who answered?
///
/// - **Split**: questions from the split on are put to the test. Without a date it is the local midnight from which on a
///   third of the answered questions were asked.
/// - **Each question as of its own time**: people are ranked by what was there before the question, by the
///   [`Router`] and by every other method. Nothing later can reach a ranking: no message, no answer, no word.
/// - **Candidates** are those of the router: everybody who had written, was seen in the last
///   [`active_days`](RouteOptions::active_days), had not left, and did not ask the question; no officials, guests or programs.
/// - **Right** is who answered: colleagues whose reply says something. Community managers and communications accounts do
///   not count. Questions that no colleague answered have nobody to be found, and are left out and counted.
/// - **Methods**: [`RoutingMethod::ALL`]. All rank the same candidates. Weights are learned from what was asked and answered before
///   the split; where that is too little, that method is missing. With [`RouteOptions::learn`] the router itself has them.
/// - **Measures**: mean reciprocal rank, success at 1, 3 and 5, NDCG at 5, and whom the lists name: coverage of the candidates
///   and concentration of the load. Answerers whom nobody could know count as not found. Ties are taken as drawn by lot, on the mean
///   over all lots; only for coverage and load a lot is drawn.
/// - **Intervals**: bootstrap over the questions, the same draws for all methods, so that a difference has its own interval.
///
/// What it cannot tell: whether somebody else, if asked, would have answered as well. Whoever could but was not there first
/// counts as wrong, so all numbers are lower bounds of how many suggestions would do; the comparison is fair, since that is so for
/// every method.
///
/// # Errors
/// [`Error::Option`] for an option out of range, and for a split outside the view; as [`Router::new`].
///
/// # Complexity
/// That of [`Router::new`], one ranking a question, and O(events) a task of 32 questions; PageRank and HITS anew for each question as
/// long as the graph is small, else for several.
///
/// # Example
/// ```
/// use cmgraph::backtest::{RoutingMethod, RoutingTestOptions, evaluate_routing};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
/// # let split = cmgraph::Timestamp::parse(b"2024-11-01");
/// # let community = &community;
/// let found = evaluate_routing(&community.whole(), &RoutingTestOptions { split, draws: 200, ..Default::default() })?;
/// let (ours, random) = (found.of(RoutingMethod::Router).unwrap(), found.of(RoutingMethod::Random).unwrap());
/// assert!(ours.mrr.value > random.mrr.value && ours.mrr.value <= found.reachable.unwrap().value);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// E. M. Voorhees, *The TREC-8 question answering track report* (1999), for MRR; K. Järvelin, J. Kekäläinen, *Cumulated
/// gain-based evaluation of IR techniques*, ACM TOIS 20 (2002); F. McSherry, M. Najork, *Computing information retrieval
/// performance measures efficiently in the presence of tied scores*, ECIR 2008.
pub fn evaluate_routing(view: &View<'_>, options: &RoutingTestOptions) -> Result<RoutingTest> {
    options.check()?;
    // Invitations of today are none of the past.
    let route = RouteOptions { invited: Vec::new(), ..options.route.clone() };
    let questions = Questions::of(view, SaysSomething::default());
    let threads = view.community().threads();
    let all: Vec<Asked> = questions
        .asked
        .iter()
        .filter_map(|question| {
            let answerers = run::answerers(&questions, question);
            Some(Asked { message: threads.root(question.thread)?, at: question.at, answerers })
        })
        .collect();
    let split = match options.split {
        Some(split) if view.from() < split && split < view.to() => Some(split),
        Some(split) => {
            return Err(Error::Option {
                option: "split",
                found: split.to_string(),
                expected: format!("an instant between {} and {}", view.from(), view.to()),
            });
        }
        None => usual_split(view, &all),
    };
    let place = split.map_or(all.len(), |split| all.partition_point(|asked| asked.at < split));
    let (before, after) = all.split_at(place);
    let answered = |asked: &[Asked]| asked.iter().filter(|asked| !asked.answerers.is_empty()).count();
    let mut judged: Vec<Asked> = after.iter().filter(|asked| !asked.answerers.is_empty()).cloned().collect();
    let answered_after = judged.len() as u64;
    if let Some(most) = options.max_questions {
        draw(&mut judged, most, options.seed);
    }
    let events = BacktestEvents::of(view, &BacktestOptions::default());
    let mut router = Router::new(view, &route)?;
    let enough = judged.len() >= options.min_questions;
    let mut learned = split.filter(|_| enough).and_then(|split| router.learn(split));
    if let Some(learned) = learned.take_if(|_| route.learn) {
        router.set_weights(learned.weights);
    }
    let ours = run::Ours { router: &router, learned: learned.map(|learned| learned.weights) };
    let tested = if enough { run::test(ours, &events, &judged, options.seed)? } else { Vec::new() };
    let mut estimates = estimate::estimates(&tested, options);
    if let Some(found) = estimates.as_mut().filter(|_| learned.is_none()) {
        found.scores.retain(|score| score.method != RoutingMethod::Learned);
    }
    let mut sizes: Vec<u64> = tested.iter().map(|question| question.candidates.len() as u64).collect();
    sizes.sort_unstable();
    let sum = |of: fn(&run::Tested) -> u64| tested.iter().map(of).sum::<u64>();
    let mut found = RoutingTest {
        options: options.clone(),
        split,
        asked_before: before.len() as u64,
        answered_before: answered(before) as u64,
        asked: after.len() as u64,
        answered: answered_after,
        judged: judged.len() as u64,
        answerers: judged.iter().map(|asked| asked.answerers.len() as u64).sum(),
        unseen: sum(|question| question.unseen),
        unreachable: sum(|question| question.unreachable),
        candidates: estimates.as_ref().map_or(0, |found| found.candidates),
        median_candidates: sizes.get(sizes.len() / 2).copied().unwrap_or(0),
        reachable: estimates.as_ref().map(|found| found.reachable),
        unseen_share: estimates.as_ref().map(|found| found.unseen),
        answered_gini: estimates.as_ref().and_then(|found| found.answered_gini),
        weights: router.weights(),
        learned,
        graph_stride: known::stride(&events, judged.len()) as u64,
        scores: estimates.map_or_else(Vec::new, |found| found.scores),
        provenance: Default::default(),
    };
    found.provenance = provenance::provenance(view, &found);
    Ok(found)
}

/// Keeps so many of the questions, drawn by lot, in their order.
fn draw(judged: &mut Vec<Asked>, most: usize, seed: u64) {
    let mut rng = stream(seed, QUESTIONS);
    let mut lots: Vec<(u64, usize)> = (0..judged.len()).map(|at| (rng.next_u64(), at)).collect();
    lots.sort_unstable();
    let mut kept = vec![false; judged.len()];
    lots.iter().take(most).for_each(|&(_, at)| kept[at] = true);
    let mut kept = kept.into_iter();
    judged.retain(|_| kept.next().unwrap_or(false));
}

/// Local midnight from which on a third of the answered questions were asked; `None` where that leaves no past.
fn usual_split(view: &View<'_>, all: &[Asked]) -> Option<Timestamp> {
    let answered: Vec<Timestamp> =
        all.iter().filter(|asked| !asked.answerers.is_empty()).map(|asked| asked.at).collect();
    let at = *answered.get((DEFAULT_PAST_SHARE * answered.len() as f64).floor() as usize)?;
    let zone = &view.window().zone;
    let split = zone.start_of(zone.day(at));
    (view.from() < split).then_some(split)
}

/// The score of every candidate for a question by every method, for tests of what a ranking may see.
#[doc(hidden)]
pub fn routing_scores(
    view: &View<'_>,
    message: MessageId,
    options: &RouteOptions,
) -> Result<Vec<(RoutingMethod, super::Scores)>> {
    let events = BacktestEvents::of(view, &BacktestOptions::default());
    run::scores_of(view, &Router::new(view, options)?, &events, message)
}
