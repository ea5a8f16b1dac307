//! Who helps, who is asked, and what hangs on whom.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/talk.rs"]
mod talk;

mod backtest;
mod champions;
mod champions_more;
mod cover;
mod cover_sets;
mod dependence;
mod events;
mod expertise;
mod goals;
mod hidden;
mod rivals;
mod spread;
