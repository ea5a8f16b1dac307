//! What is left of a graph without some of its members: fragmentation, key players, attrition curves.
//!
//! Everything here is about ties, counts steps and not weights, and takes who is left for the whole: a share or a mean
//! is over the members that remain, those without a tie included.

mod attrition;
mod components;
mod curves;
mod distances;
mod fragmentation;
mod key_players;
mod search;
mod subsets;

pub use attrition::{
    Attrition, AttritionOptions, DEFAULT_ATTRITION_DRAWS, RandomAttrition, RemovalOrder, attrition,
    random_attrition,
};
pub(crate) use components::Remains;
pub use curves::{AttritionCurves, CurvePoint, attrition_curves};
pub use distances::{
    DEFAULT_EXACT_NODES, DEFAULT_SOURCES, DistanceFragmentation, DistanceLoss, DistanceOptions,
    distance_fragmentation, distance_loss,
};
pub use fragmentation::{Fragmentation, fragmentation};
pub use key_players::{
    DEFAULT_CANDIDATES, DEFAULT_MAX_SETS, KeyPlayerMeasure, KeyPlayerOptions, KeyPlayers, MAX_KEY_NODES,
    key_player_value, key_players,
};
pub(crate) use search::reach_from;
