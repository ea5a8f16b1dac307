//! Findings for people.

pub mod audit;
mod axis;
pub mod terminal;
