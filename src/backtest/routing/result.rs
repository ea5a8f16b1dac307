//! What the backtest of routing gives.

use super::{RoutingMethod, RoutingTestOptions};
use crate::Timestamp;
use crate::backtest::Estimate;
use crate::routing::{LearnedWeights, RouteWeights};
use crate::table::Provenance;

/// How well one method found those who answered.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingScore {
    /// The method.
    pub method: RoutingMethod,
    /// Mean reciprocal rank: mean over the questions of 1 / place of the first answerer in the list, 0 where none is in it.
    pub mrr: Estimate,
    /// Share of the questions with an answerer among the first 1, 3 and 5.
    pub success: [Estimate; 3],
    /// NDCG of the first 5: `Σ 1 / log2(place + 1)` over the answerers among them, over that of the best list.
    pub ndcg5: Estimate,
    /// Share of all candidates who are among the first 5 for at least one question.
    pub coverage: Estimate,
    /// Gini coefficient, over all candidates, of how often they are among the first 5: 0 if all alike, near 1 if always the
    /// same few.
    pub load_gini: Estimate,
    /// MRR of the router less that of this method, on the same draws; `None` for the router itself.
    pub mrr_difference: Option<Estimate>,
    /// The same of success at 5.
    pub success5_difference: Option<Estimate>,
    /// The same of NDCG at 5.
    pub ndcg5_difference: Option<Estimate>,
    /// Share of the draws in which the router had the higher MRR, ties half; `None` for the router itself.
    pub won: Option<f64>,
}

/// What [`evaluate_routing`](super::evaluate_routing) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingTest {
    /// The options.
    pub options: RoutingTestOptions,
    /// First instant whose questions were put to the test; `None` where nothing was.
    pub split: Option<Timestamp>,
    /// Questions of colleagues before the split.
    pub asked_before: u64,
    /// Those of them that a colleague answered.
    pub answered_before: u64,
    /// Questions of colleagues from the split on.
    pub asked: u64,
    /// Those of them that a colleague answered.
    pub answered: u64,
    /// Those of them that were put to the test: all, or as many as [`max_questions`](RoutingTestOptions::max_questions) says.
    pub judged: u64,
    /// Pairs of such a question and a colleague who answered it.
    pub answerers: u64,
    /// Answerers who had never written before the question: nobody could know them.
    pub unseen: u64,
    /// Answerers who had, and were no candidates all the same: silent for too long, left, or not to be asked.
    pub unreachable: u64,
    /// People who were a candidate for at least one question.
    pub candidates: u64,
    /// Candidates for a question: median.
    pub median_candidates: u64,
    /// Share of the questions in which somebody who answered was a candidate: no list can do better. `None` where nothing was
    /// judged.
    pub reachable: Option<Estimate>,
    /// Share of the answerers who had never written before; `None` as above.
    pub unseen_share: Option<Estimate>,
    /// Gini coefficient, over all candidates, of the answers really given to these questions.
    pub answered_gini: Option<f64>,
    /// The weights of the router.
    pub weights: RouteWeights,
    /// Weights learned from what lies before the split; `None` where that is too little, or the router itself has them.
    pub learned: Option<LearnedWeights>,
    /// Questions for which one graph served, for PageRank and HITS: 1 where it was made anew for each.
    pub graph_stride: u64,
    /// Scores, ours first; empty where there were too few questions.
    pub scores: Vec<RoutingScore>,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl RoutingTest {
    /// The score of a method; `None` where nothing was judged.
    pub fn of(&self, method: RoutingMethod) -> Option<&RoutingScore> {
        self.scores.iter().find(|score| score.method == method)
    }
}
