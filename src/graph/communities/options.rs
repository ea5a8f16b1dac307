//! What a search for communities is asked, and what it answers.

use super::{Partition, Stability};
use crate::{Error, Result};

/// Resolution: 1 is plain modularity.
pub const DEFAULT_RESOLUTION: f64 = 1.0;
/// Iterations, each from the communities of the one before. On interaction graphs the second gains about 0.001 of
/// modularity, and all that follow about as much together.
pub const DEFAULT_COMMUNITY_ITERATIONS: usize = 2;
/// Runs from different random orders.
pub const DEFAULT_COMMUNITY_RUNS: usize = 1;
/// Seed of the orders in which members are asked.
pub const DEFAULT_COMMUNITY_SEED: u64 = 0;

/// Options of [`louvain`](crate::graph::louvain) and [`leiden`](crate::graph::leiden).
#[derive(Debug, Clone, PartialEq)]
pub struct CommunityOptions {
    /// Above 1 gives more and smaller communities, below 1 fewer and larger ones; above 0 ([`DEFAULT_RESOLUTION`]).
    pub resolution: f64,
    /// Iterations at most ([`DEFAULT_COMMUNITY_ITERATIONS`]); None goes on until one gains nothing, which costs
    /// four to eight times as much.
    pub iterations: Option<usize>,
    /// Searches from different random orders, side by side on all cores; the one with the highest modularity counts
    /// ([`DEFAULT_COMMUNITY_RUNS`]). From 2 on the answer says how stable the communities are.
    pub runs: usize,
    /// Seed ([`DEFAULT_COMMUNITY_SEED`]). The same seed gives the same communities, whatever the number of threads.
    pub seed: u64,
}

impl Default for CommunityOptions {
    fn default() -> Self {
        CommunityOptions {
            resolution: DEFAULT_RESOLUTION,
            iterations: Some(DEFAULT_COMMUNITY_ITERATIONS),
            runs: DEFAULT_COMMUNITY_RUNS,
            seed: DEFAULT_COMMUNITY_SEED,
        }
    }
}

impl CommunityOptions {
    pub(super) fn check(&self) -> Result<()> {
        let wrong = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.to_string() })
        };
        if !(self.resolution > 0.0 && self.resolution.is_finite()) {
            return wrong("resolution", self.resolution.to_string(), "a number above 0");
        }
        if self.iterations == Some(0) {
            return wrong("iterations", "0".into(), "1 or more");
        }
        if self.runs == 0 {
            return wrong("runs", "0".into(), "1 or more");
        }
        Ok(())
    }
}

/// Communities that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// Who belongs where. Members without ties are communities of one.
    pub partition: Partition,
    /// Modularity of the partition at the resolution asked for; None for a graph without ties. See
    /// [`modularity`](crate::graph::modularity).
    pub modularity: Option<f64>,
    /// Iterations of the run that was best.
    pub iterations: usize,
    /// Whether its last iteration gained nothing.
    pub converged: bool,
    /// Modularity of every run, in order; empty for a graph without ties.
    pub run_modularities: Vec<f64>,
    /// How far the runs agree with the best; None below 2 runs.
    pub stability: Option<Stability>,
}
