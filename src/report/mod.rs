//! Findings for people.

pub mod terminal;
