//! Enough champions, everywhere: whom to ask so that every unit has somebody and most people know one of them.
//!
//! [`champion_cover`] asks that of a community. Below it, [`minimum_cover`] and [`best_cover`] answer the two questions of
//! covering ([`CoverProblem`]) for any candidates, people and quotas.

mod analysis;
mod audience;
mod bound;
mod draws;
#[cfg(feature = "exact")]
mod exact;
mod greedy;
mod local;
mod next_best;
mod options;
mod problem;
mod result;
mod solve;
mod state;
mod tables;

pub use analysis::champion_cover;
#[cfg(feature = "html")]
pub(crate) use analysis::cover_of;
#[cfg(feature = "exact")]
pub use exact::{exact_best_cover, exact_minimum_cover};
#[cfg(feature = "html")]
pub(crate) use next_best::hub_options;
pub use options::{
    CoverOptions, DEFAULT_CAPACITY, DEFAULT_COVER_DRAWS, DEFAULT_EVEN_EXCHANGES, DEFAULT_EXACT_CANDIDATES,
    DEFAULT_EXACT_NODES, DEFAULT_HELP_SHARE, DEFAULT_MIN_PEOPLE, DEFAULT_NEXT_BEST, DEFAULT_REACH_SHARE,
    Exchange, Grouping,
};
pub use problem::{CoverProblem, NO_GROUP, Partition};
pub use result::{
    Alternative, Capacity, Chosen, Cover, CoverGroup, CurvePoint, Loaded, NextBest, NextKind, Status,
};
pub use solve::{CoverSet, Lowered, best_cover, minimum_cover};
