//! Who is central: scores of members by where they stand in the graph.

mod betweenness;
mod closeness;
mod hits;
mod pagerank;
mod pull;

pub use betweenness::{
    ArcBetweenness, Betweenness, DEFAULT_BETWEENNESS_DELTA, DEFAULT_BETWEENNESS_EPSILON, DEFAULT_PIVOTS,
    PivotBetweenness, PivotOptions, SampledBetweenness, SampledBetweennessOptions, arc_betweenness,
    betweenness, betweenness_pivots, sampled_betweenness,
};
pub use closeness::{Closeness, ClosenessMeasure, ClosenessOptions, Distances, closeness};
pub use hits::{Hits, HitsOptions, hits};
pub use pagerank::{
    DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRank, PageRankOptions, pagerank,
};
