//! Reading, the roster, privacy, and what the simulator makes.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/mod.rs"]
mod common;

mod bundled;
mod examples;
mod exits;
#[cfg(feature = "html")]
mod page;
mod planted;
mod privacy;
mod roster;
mod simulate;
mod yammer;
