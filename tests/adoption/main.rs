//! How a community is taken up: curves, funnel, retention, stage.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/talk.rs"]
mod talk;

mod adoption;
mod adoption_fit;
mod diffusion;
mod funnel;
mod participation;
mod retention;
mod stage;
