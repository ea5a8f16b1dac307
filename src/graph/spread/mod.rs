//! How a word spreads from some members to the others: cascades, the seeds that reach most, thresholds.
//!
//! Whoever acts on somebody's messages reads them, so the word of v reaches u along an arc u -> v, *against* its
//! direction; see [`WordFlow`]. How often it does is nowhere in an export: all results hold under an assumption about
//! probabilities ([`ArcProbability`]), and are worth as much as they stay when it changes.

mod best_seeds;
mod bounds;
mod cascade;
mod exact;
mod generator;
mod greedy;
mod model;
mod picks;
mod reach;
mod reverse;
mod simulation;
mod threshold;

pub use best_seeds::{DEFAULT_SEEDS, DEFAULT_SPREAD_EPSILON, SeedOptions, SeedSet, best_seeds};
pub use cascade::Cascade;
pub use exact::{EXACT_SPREAD_MAX_WORLDS, exact_spread};
pub use model::{ArcProbability, CascadeModel, CascadeOptions, WordFlow};
pub use reach::{DEFAULT_REACH_SETS, Reach, ReachOptions, reach_of_seeds};
pub use simulation::{CascadeRuns, DEFAULT_CASCADE_RUNS, SimulationOptions, simulate_cascades};
pub use threshold::{Adoption, AdoptionRule, ThresholdOptions, threshold_adoption};

#[cfg(test)]
mod tests;
