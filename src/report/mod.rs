//! Findings for people.

pub mod audit;
mod axis;
pub mod funnel;
mod overview;
pub mod terminal;

pub use funnel::funnel_text;
pub use overview::{
    DEFAULT_MAX_UNITS, OverviewOptions, adoption_text, champions_text, hubs_text, overview, unit_level,
};
