//! Findings for people.

pub mod adoption;
pub mod audit;
mod axis;
pub mod bridging;
mod cells;
pub mod conversation;
mod findings;
pub mod funnel;
pub mod graph;
mod overview;
pub mod participation;
pub mod retention;
pub mod spread;
pub mod stage;
pub mod terminal;

pub use adoption::adoption_text;
pub use bridging::{bridging_text, circles_text};
pub use conversation::conversation_text;
pub use findings::findings;
pub use funnel::funnel_text;
pub use graph::graph_text;
pub use overview::{DEFAULT_MAX_UNITS, OverviewOptions, champions_text, hubs_text, overview, unit_level};
pub use participation::participation_text;
pub use retention::retention_text;
pub use spread::spread_text;
pub use stage::stage_text;
