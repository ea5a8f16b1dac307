//! Findings for people.

pub mod audit;
mod axis;
mod cells;
mod overview;
pub mod participation;
pub mod retention;
pub mod terminal;

pub use overview::{
    DEFAULT_MAX_UNITS, OverviewOptions, adoption_text, champions_text, hubs_text, overview, unit_level,
};
pub use participation::participation_text;
pub use retention::retention_text;
