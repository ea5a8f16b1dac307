//! The numerical floor: intervals, shrinkage, ranks, concentration and survival.
//!
//! Small counts deceive. Whatever leaves the crate as a share carries an interval ([`wilson`]), whatever
//! compares people or units is shrunk first ([`GammaPoisson`] for counts over time, [`BetaBinomial`] for
//! shares, [`james_stein()`] for measurements of equal precision), and a place in a list is a probability
//! ([`prob_top_k`]) or a set of ranks ([`rank_sets`]). How far the work hangs on a few people:
//! [`Concentration`]. When something happens, to how many, and to whom sooner: [`kaplan_meier()`],
//! [`log_rank`], [`cumulative_incidence`](cumulative_incidence()), [`MultiState`] and [`cox`](cox()).
//!
//! Functions return `None` where the input leaves nothing to say; none of them panics. Results do not
//! depend on the order of the rows, and random ones only on seed and keys, never on the number of threads.
//!
//! ```
//! use cmgraph::stats::{DEFAULT_POSTERIOR_LEVEL, GammaPoisson};
//!
//! // Colleagues helped, over months of membership.
//! let (helped, months) = ([0.0, 3.0, 12.0, 1.0, 0.0, 25.0, 2.0], [12.0, 1.0, 12.0, 9.0, 12.0, 12.0, 12.0]);
//! let model = GammaPoisson::fit(&helped, &months).unwrap();
//! let newcomer = model.posterior(3.0, 1.0, DEFAULT_POSTERIOR_LEVEL);
//! assert!(newcomer.mean < 3.0); // one month is not much evidence
//! assert!(newcomer.low < 1.0 && newcomer.high > 2.0);
//! ```

mod beta_binomial;
mod bg_nbd;
mod change_points;
mod concentration;
mod concentration_bootstrap;
mod gamma_poisson;
mod incomplete_beta;
mod interval;
mod james_stein;
mod optimise;
mod posterior;
mod profile;
mod rank;
mod sample;
mod sbg;
mod special;
mod survival;

pub use beta_binomial::BetaBinomial;
pub use bg_nbd::{
    BG_NBD_BOUNDARY_LEAVING, BG_NBD_BOUNDARY_SHAPE, BG_NBD_MIN_RETURNING, BgNbd, BgNbdBoundary, RepeatHistory,
};
pub use change_points::{
    Change, ChangePointOptions, ChangePoints, DEFAULT_MIN_SEGMENT, DEFAULT_PENALTY_FACTOR, Dispersion,
    NoiseVariance, Segment, SegmentCost, change_points,
};
pub use concentration::{
    Concentration, DEFAULT_ABSENCE_SHARE, absence_factor, effective_number, entropy_number, gini, hhi,
    top_share,
};
pub use concentration_bootstrap::{DEFAULT_BOOTSTRAP_SAMPLES, Inequality, InequalityIntervals};
pub use gamma_poisson::{BOUNDARY_LIKELIHOOD_RATIO, GammaPoisson};
pub use interval::{
    DEFAULT_LEVEL, DEFAULT_POSTERIOR_LEVEL, Interval, clopper_pearson, jeffreys, newcombe, wilson,
};
pub use james_stein::{JamesStein, james_stein};
pub use posterior::{GammaRate, Posterior};
pub use rank::{DEFAULT_DRAWS, DEFAULT_SEED, RankOptions, RankSet, RankedUnit, prob_top_k, rank_sets};
pub use sbg::{SbgCohort, SbgPoint, SbgShare, ShiftedBetaGeometric};
pub use survival::{
    CompetingLifetime, Cox, CoxCoefficient, CoxOptions, CumulativeIncidence, DEFAULT_MIN_AT_RISK,
    DEFAULT_REPLICATES, Incidence, IncidenceRow, Lifetime, LogRank, LogRankGroup, MultiState, Occupation,
    OccupationOptions, Rmst, RmstDifference, Sojourn, StateProbability, Survival, SurvivalAt,
    SurvivalOptions, SurvivalQuantile, SurvivalRow, cox, cumulative_incidence, kaplan_meier, kaplan_meier_by,
    kaplan_meier_by_with, kaplan_meier_with, log_rank, log_rank_stratified, rmst_difference,
};
