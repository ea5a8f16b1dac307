//! What suggests people for a question.

use crate::backtest::Source;

/// What suggests people for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoutingMethod {
    /// Ours: relevance, propensity and availability together ([`Router`](crate::routing::Router)).
    Router,
    /// Ours: the same with weights learned from what lies before the split.
    Learned,
    /// The relevance of past threads alone.
    Bm25,
    /// HITS authority.
    Hits,
    /// PageRank from askers to those who answer.
    PageRank,
    /// Answers against questions.
    ZScore,
    /// Colleagues answered.
    InDegree,
    /// Messages written.
    MostActive,
    /// Time of the latest message.
    MostRecent,
    /// Drawn by lot.
    Random,
}

impl RoutingMethod {
    /// All of them, ours first.
    pub const ALL: [RoutingMethod; 10] = [
        RoutingMethod::Router,
        RoutingMethod::Learned,
        RoutingMethod::Bm25,
        RoutingMethod::Hits,
        RoutingMethod::PageRank,
        RoutingMethod::ZScore,
        RoutingMethod::InDegree,
        RoutingMethod::MostActive,
        RoutingMethod::MostRecent,
        RoutingMethod::Random,
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            RoutingMethod::Router => "router",
            RoutingMethod::Learned => "router, learned weights",
            RoutingMethod::Bm25 => "BM25 only",
            RoutingMethod::Hits => "HITS authority",
            RoutingMethod::PageRank => "PageRank",
            RoutingMethod::ZScore => "z-score",
            RoutingMethod::InDegree => "in-degree",
            RoutingMethod::MostActive => "most active",
            RoutingMethod::MostRecent => "most recent",
            RoutingMethod::Random => "random",
        }
    }

    /// Whose it is: the router is ours, BM25 alone is its part and a textbook's, the rest is what anybody would try first.
    pub fn source(self) -> Source {
        match self {
            RoutingMethod::Router | RoutingMethod::Learned => Source::Ours,
            RoutingMethod::MostActive | RoutingMethod::MostRecent | RoutingMethod::Random => Source::Baseline,
            _ => Source::Rival,
        }
    }

    /// How it is computed, in a sentence.
    pub fn definition(self) -> &'static str {
        match self {
            RoutingMethod::Router => {
                "relevance of past threads, propensity to answer and availability, as cmgraph route suggests people"
            }
            RoutingMethod::Learned => {
                "the same, with weights learned from the answered questions before the split"
            }
            RoutingMethod::Bm25 => "those who answered, or replied in, the past threads most alike by BM25",
            RoutingMethod::Hits => "HITS authority on arcs from askers to those who answered them",
            RoutingMethod::PageRank => "PageRank from askers to those who answered them, damping 0.85",
            RoutingMethod::ZScore => "(a - q) / sqrt(a + q): a questions answered, q questions asked",
            RoutingMethod::InDegree => "distinct colleagues answered",
            RoutingMethod::MostActive => "messages written",
            RoutingMethod::MostRecent => "time of the latest message",
            RoutingMethod::Random => "drawn by lot: the mean over all orders",
        }
    }
}
