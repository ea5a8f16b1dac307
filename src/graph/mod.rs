//! The member-interaction graph and the kernels on it.
//!
//! An arc u -> v says that member u acted on member v's messages: replied, answered, mentioned, reacted, accepted.
//! [`InteractionGraph`] keeps the arcs as compressed sparse rows in both directions. Everything here is
//! deterministic: the same bytes for any order of the input and any number of threads.

mod build;
mod components;
mod counts;
mod csr;
mod event;
mod file;
mod interactions;
mod pagerank;
mod reciprocity;
mod rows;
mod rule;
mod sort;
mod strength;
pub(crate) mod tables;
pub mod visit;

pub use components::{Components, strong_components, weak_components};
pub use counts::ArcCounts;
pub use csr::{InteractionGraph, Neighbours};
pub use event::{Interaction, InteractionKind};
pub use file::{NodeColumn, NodeValues, write_edge_list, write_gexf, write_graphml};
pub use interactions::interactions;
pub use pagerank::{
    DEFAULT_DAMPING, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, PageRank, PageRankOptions, pagerank,
};
pub use reciprocity::{Reciprocity, reciprocity};
pub use rule::{
    DEFAULT_ACCEPTANCE_WEIGHT, DEFAULT_ANSWER_WEIGHT, DEFAULT_MENTION_WEIGHT, DEFAULT_REACTION_WEIGHT,
    DEFAULT_REPLY_WEIGHT, DEFAULT_SCALE, EdgeRule, Scale,
};
pub use strength::{in_strengths, out_strengths, partner_counts};
