//! Findings for people.

pub mod audit;
mod axis;
mod overview;
mod stage;
pub mod terminal;

pub use overview::{
    DEFAULT_MAX_UNITS, OverviewOptions, adoption_text, champions_text, hubs_text, overview, unit_level,
};
pub use stage::{stage_findings, stage_text};
