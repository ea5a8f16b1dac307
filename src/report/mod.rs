//! Findings for people.

mod audit;
mod axis;
pub mod terminal;

pub use audit::audit_tables;
