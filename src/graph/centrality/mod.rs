//! Who is central: scores of members by where they stand in the graph.

mod closeness;
mod hits;
mod pagerank;
mod pull;

pub use closeness::{Closeness, ClosenessOptions, Distances, closeness};
pub use hits::{Hits, HitsOptions, hits};
pub use pagerank::{
    DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRank, PageRankOptions, pagerank,
};
