//! The interaction graph, its kernels, and the analyses of who talks to whom.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/graphs.rs"]
mod graphs;
#[path = "../common/talk.rs"]
mod talk;

mod betweenness;
mod bridging;
mod closeness;
mod communities;
mod conversation;
mod doors;
mod files;
mod groups;
mod hits;
mod in_out;
mod interactions;
mod petgraph_traits;
mod read_files;
mod removal;
mod structure;
