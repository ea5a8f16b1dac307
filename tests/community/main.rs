//! Reading, the roster, privacy, and what the simulator makes.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/mod.rs"]
mod common;

mod bundled;
mod disclosure;
mod doctor;
mod erase;
mod examples;
mod exits;
#[cfg(feature = "html")]
mod nested;
mod page;
mod planted;
mod privacy;
mod roster;
mod simulate;
mod yammer;
