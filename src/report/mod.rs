//! Findings for people.

mod axis;
pub mod terminal;
