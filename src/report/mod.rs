//! Findings for people.

pub mod adoption;
pub mod answers;
pub mod audit;
mod axis;
pub mod backtest;
pub mod bridging;
mod cells;
pub mod champions;
#[cfg(feature = "html")]
mod chart;
pub mod conversation;
pub mod cover;
pub mod dependence;
pub mod doctor;
mod findings;
pub mod funnel;
pub mod goals;
pub mod graph;
pub mod hubs;
#[cfg(feature = "html")]
mod locale;
mod overview;
#[cfg(feature = "html")]
mod page;
pub mod participation;
pub mod questions;
pub mod retention;
pub mod rivals;
mod routing;
pub mod routing_test;
pub mod spread;
pub mod stage;
pub mod terminal;
pub mod what_if;

pub use crate::community::DEFAULT_MAX_UNITS;
pub use adoption::adoption_text;
pub use answers::answers_text;
pub use backtest::backtest_text;
pub use bridging::{bridging_text, circles_text};
pub use champions::{champions_by_unit_text, champions_text, expertise_text, smaa_text};
pub use conversation::conversation_text;
pub use cover::cover_text;
pub use dependence::dependence_text;
pub use doctor::doctor_text;
pub use findings::findings;
pub use funnel::funnel_text;
pub use goals::goals_text;
pub use graph::graph_text;
pub use hubs::{hubs_text, nominations_text};
#[cfg(feature = "html")]
pub use locale::Locale;
pub use overview::{OverviewOptions, overview, unit_level};
#[cfg(feature = "html")]
pub use page::{Report, ReportOptions, in_frame};
pub use participation::participation_text;
pub use questions::questions_text;
pub use retention::retention_text;
pub use rivals::rivals_text;
pub use routing::{route_all_text, route_text, unanswered_text};
pub use routing_test::routing_test_text;
pub use spread::spread_text;
pub use stage::stage_text;
pub use what_if::what_if_text;
