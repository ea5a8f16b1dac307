//! The member-interaction graph and the kernels on it.
//!
//! An arc u -> v says that member u acted on member v's messages: replied, answered, mentioned, reacted, accepted.
//! [`InteractionGraph`] keeps the arcs as compressed sparse rows in both directions. Everything here is
//! deterministic: the same bytes for any order of the input and any number of threads.

mod adjacency;
mod build;
mod centrality;
mod communities;
mod components;
mod convert;
mod counts;
mod csr;
mod edge_list;
mod event;
mod file;
mod groups;
mod interactions;
mod layout;
mod paths;
mod reciprocity;
mod removal;
mod rows;
mod rule;
mod sort;
mod spread;
mod strength;
mod structure;
pub(crate) mod tables;
mod ties;
pub mod visit;
mod windows;

pub use adjacency::Adjacency;
pub use components::{Components, strong_components, weak_components};
pub use counts::ArcCounts;
pub use csr::{InteractionGraph, Neighbours};
pub use edge_list::{EdgeList, EdgeRows, read_edge_list, write_interactions};
pub use event::{Interaction, InteractionKind};
pub use file::{
    DEFAULT_WEIGHT_ATTRIBUTE, FileColumn, FileEdge, FileValues, GraphFile, NodeColumn, NodeValues, read_gexf,
    read_graphml, write_edge_list, write_gexf, write_graphml,
};
pub use interactions::interactions;
pub use layout::{MAX_LAYOUT_MEMBERS, layout};
pub use paths::Lengths;
pub use reciprocity::{Reciprocity, reciprocity};
pub use rule::{
    DEFAULT_ACCEPTANCE_WEIGHT, DEFAULT_ANSWER_WEIGHT, DEFAULT_MENTION_WEIGHT, DEFAULT_REACTION_WEIGHT,
    DEFAULT_REPLY_WEIGHT, DEFAULT_SCALE, EdgeRule, Scale,
};
pub use strength::{in_strengths, out_strengths, partner_counts};
pub use tables::{BetweennessMethod, CommunityMethod, DEFAULT_SEARCHES, DEFAULT_TRAILING, graph_over_time};
pub use ties::TieGraph;
// What each folder offers stands in its own list.
pub use {centrality::*, communities::*, groups::*, removal::*, spread::*, structure::*, windows::*};
