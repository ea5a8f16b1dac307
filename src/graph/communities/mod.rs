//! Groups that the ties themselves show, and how well they agree with groups known otherwise.

mod compare;
mod connected;
mod leiden;
mod level;
mod local_moves;
mod louvain;
mod options;
mod partition;
mod refine;
mod search;
mod stability;
#[cfg(test)]
mod tests;

pub use compare::{
    Contingency, ContingencyCell, NormalizedBy, adjusted_mutual_information, adjusted_rand_index,
    mutual_information, normalized_mutual_information, variation_of_information,
};
pub use leiden::leiden;
pub use louvain::louvain;
pub use options::{
    Communities, CommunityOptions, DEFAULT_COMMUNITY_ITERATIONS, DEFAULT_COMMUNITY_RUNS,
    DEFAULT_COMMUNITY_SEED, DEFAULT_RESOLUTION,
};
pub use partition::{Partition, modularity};
pub use stability::Stability;
