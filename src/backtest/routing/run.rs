//! Each question of the test, as of its own time.

use super::RoutingMethod;
use super::known::{Known, stride};
use super::places::{MEASURES, listed, measures};
use crate::activity::{Answerer, Question, Questions};
use crate::backtest::BacktestEvents;
use crate::error::Result;
use crate::routing::{RouteWeights, Router};
use crate::stats::sample::stream;
use crate::{MemberId, MessageId, Timestamp, View};
use rand_chacha::rand_core::Rng;
use rayon::prelude::*;

/// Number of methods.
pub(super) const METHODS: usize = RoutingMethod::ALL.len();
/// Questions that one task takes, one after the other.
const BLOCK: usize = 32;
/// Streams of lots, apart from those of the bootstrap.
const LOTS: u64 = 1 << 48;

/// A question put to the test.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tested {
    /// The measures of each method, in the order of [`RoutingMethod::ALL`].
    pub(super) values: [[f64; MEASURES]; METHODS],
    /// The first people of each list.
    pub(super) listed: [Vec<MemberId>; METHODS],
    /// Colleagues who answered.
    pub(super) answerers: Vec<MemberId>,
    /// Those of them who had never written before.
    pub(super) unseen: u64,
    /// Those of them who had, and were no candidates all the same.
    pub(super) unreachable: u64,
    /// People who could have been suggested.
    pub(super) candidates: Vec<MemberId>,
}

impl Tested {
    /// Whether somebody who answered could have been suggested.
    pub(super) fn reachable(&self) -> bool {
        self.answerers.len() as u64 > self.unseen + self.unreachable
    }
}

/// Colleagues who answered a question, each once.
pub(super) fn answerers(questions: &Questions, question: &Question) -> Vec<MemberId> {
    let answers = questions.answers(question).iter();
    let mut people: Vec<MemberId> =
        answers.filter(|answer| answer.who == Answerer::Colleague).map(|answer| answer.by).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// A question to be put to the test: its message, its time, and who answered it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) message: MessageId,
    pub(super) at: Timestamp,
    pub(super) answerers: Vec<MemberId>,
}

/// A router, and the weights that were learned for it, where there was enough to learn from.
#[derive(Clone, Copy)]
pub(super) struct Ours<'a> {
    pub(super) router: &'a Router<'a>,
    pub(super) learned: Option<RouteWeights>,
}

/// Puts questions, in order of time, to the test.
pub(super) fn test(
    ours: Ours<'_>,
    events: &BacktestEvents,
    asked: &[Asked],
    seed: u64,
) -> Result<Vec<Tested>> {
    let stride = stride(events, asked.len());
    let blocks: Result<Vec<Vec<Tested>>> = asked
        .par_chunks(BLOCK)
        .enumerate()
        .map(|(block, asked)| {
            let mut known = Known::new(events);
            let one = |(place, asked): (usize, &Asked)| {
                let number = block * BLOCK + place;
                known.advance(asked.at);
                if place == 0 || number.is_multiple_of(stride) {
                    known.rank_graph()?;
                }
                Ok(judge(ours, &known, asked, number as u64, seed))
            };
            asked.iter().enumerate().map(one).collect()
        })
        .collect();
    Ok(blocks?.into_iter().flatten().collect())
}

fn judge(ours: Ours<'_>, known: &Known<'_>, asked: &Asked, number: u64, seed: u64) -> Tested {
    let (candidates, scores) = scores(ours, known, asked);
    let place = |member: &MemberId| candidates.binary_search(member).ok();
    let relevant: Vec<usize> = asked.answerers.iter().filter_map(place).collect();
    let missing = asked.answerers.len() - relevant.len();
    let unseen = asked.answerers.iter().filter(|&&member| !known.seen(member)).count();
    let mut rng = stream(seed, LOTS + number);
    let lots: Vec<u64> = candidates.iter().map(|_| rng.next_u64()).collect();
    let first = |scores: &Vec<f64>| {
        let first = listed(scores, &lots);
        first.into_iter().map(|i| candidates[i as usize]).collect::<Vec<_>>()
    };
    Tested {
        values: std::array::from_fn(|method| measures(&scores[method], &relevant, missing)),
        listed: std::array::from_fn(|method| first(&scores[method])),
        answerers: asked.answerers.clone(),
        unseen: unseen as u64,
        unreachable: missing.saturating_sub(unseen) as u64,
        candidates,
    }
}

/// All candidates, ascending, and the score of each by each method.
fn scores(ours: Ours<'_>, known: &Known<'_>, asked: &Asked) -> (Vec<MemberId>, [Vec<f64>; METHODS]) {
    let Ours { router, learned } = ours;
    let mut people = router.rank(&router.question(asked.message), asked.at).people;
    people.sort_by_key(|person| person.member);
    let scores = RoutingMethod::ALL.map(|method| {
        let of = |person: &crate::routing::RankedCandidate| match method {
            RoutingMethod::Router => person.score,
            RoutingMethod::Learned => learned.map_or(0.0, |weights| person.features.score(&weights)),
            RoutingMethod::Bm25 => person.features.relevance,
            _ => known.score(method, person.member).unwrap_or(0.0),
        };
        people.iter().map(of).collect()
    });
    (people.iter().map(|person| person.member).collect(), scores)
}

/// What every method knows of the candidates for a question, for tests of what a ranking may see.
pub(super) fn scores_of(
    view: &View<'_>,
    router: &Router<'_>,
    events: &BacktestEvents,
    message: MessageId,
) -> Result<Vec<(RoutingMethod, crate::backtest::Scores)>> {
    let at = view.community().messages().time(message);
    let mut known = Known::new(events);
    known.advance(at);
    known.rank_graph()?;
    let ours = Ours { router, learned: None };
    let (people, scores) = scores(ours, &known, &Asked { message, at, answerers: Vec::new() });
    let named = |scores: Vec<f64>| people.iter().copied().zip(scores).collect();
    Ok(RoutingMethod::ALL.into_iter().zip(scores).map(|(method, scores)| (method, named(scores))).collect())
}
