//! Betweenness: on how many shortest paths a member, or an arc, stands.

mod bounds;
mod brandes;
mod chunks;
mod compact;
mod exact;
mod folding;
mod lanes;
mod path_sampler;
mod pivots;
mod sampled;
mod weighted;

pub use exact::{ArcBetweenness, Betweenness, arc_betweenness, betweenness};
pub use pivots::{DEFAULT_PIVOTS, PivotBetweenness, PivotOptions, betweenness_pivots};
pub use sampled::{
    DEFAULT_BETWEENNESS_DELTA, DEFAULT_BETWEENNESS_EPSILON, SampledBetweenness, SampledBetweennessOptions,
    sampled_betweenness,
};
