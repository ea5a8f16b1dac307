//! Findings for people.

pub mod adoption;
pub mod audit;
mod axis;
pub mod bridging;
mod cells;
pub mod champions;
pub mod conversation;
pub mod cover;
pub mod dependence;
mod findings;
pub mod funnel;
pub mod graph;
mod overview;
pub mod participation;
pub mod retention;
pub mod stage;
pub mod terminal;
pub mod what_if;

pub use crate::community::DEFAULT_MAX_UNITS;
pub use adoption::adoption_text;
pub use bridging::{bridging_text, circles_text};
pub use champions::{champions_text, expertise_text, smaa_text};
pub use conversation::conversation_text;
pub use cover::cover_text;
pub use dependence::dependence_text;
pub use findings::findings;
pub use funnel::funnel_text;
pub use graph::graph_text;
pub use overview::{OverviewOptions, hubs_text, overview, unit_level};
pub use participation::participation_text;
pub use retention::retention_text;
pub use stage::stage_text;
pub use what_if::what_if_text;
