//! Time to event: when does it happen, to how many, and does it differ.
//!
//! Lifetimes may enter late and end without the event; both are the rule in a community, where the export
//! starts after the platform did and most people have not written yet. Times that are whole numbers (days) are
//! counted, others sorted once.

mod cholesky;
mod cox;
mod cox_risk;
mod cumulative_incidence;
mod curve;
mod kaplan_meier;
mod lifetime;
mod log_rank;
mod multi_state;
mod occupation;
mod quantile;
mod rmst;
#[cfg(test)]
mod tests;
mod timeline;

pub use cox::{Cox, CoxCoefficient, CoxOptions, cox};
pub use cumulative_incidence::{
    CompetingLifetime, CumulativeIncidence, Incidence, IncidenceRow, cumulative_incidence,
};
pub use curve::{Survival, SurvivalAt, SurvivalRow};
pub use kaplan_meier::{
    DEFAULT_MIN_AT_RISK, SurvivalOptions, kaplan_meier, kaplan_meier_by, kaplan_meier_by_with,
    kaplan_meier_with,
};
pub use lifetime::Lifetime;
pub use log_rank::{LogRank, LogRankGroup, log_rank, log_rank_stratified};
pub use multi_state::{MultiState, Sojourn};
pub use occupation::{DEFAULT_REPLICATES, Occupation, OccupationOptions, StateProbability};
pub use quantile::SurvivalQuantile;
pub use rmst::{Rmst, RmstDifference, rmst_difference};
