//! Who is central: scores of members by where they stand in the graph.

mod pagerank;

pub use pagerank::{
    DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRank, PageRankOptions, pagerank,
};
