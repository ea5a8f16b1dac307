//! Findings for people.

mod adoption;
pub mod audit;
mod axis;
pub mod funnel;
mod overview;
mod stage;
pub mod terminal;

pub use adoption::{adoption_findings, adoption_text};
pub use funnel::funnel_text;
pub use overview::{DEFAULT_MAX_UNITS, OverviewOptions, champions_text, hubs_text, overview, unit_level};
pub use stage::{stage_findings, stage_text};
