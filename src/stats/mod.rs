//! The numerical floor: intervals, shrinkage, ranks, concentration, survival, diffusion, regression, change points,
//! retention and resampling.
//!
//! Small counts deceive. Whatever leaves the crate as a share carries an interval ([`wilson`]), whatever
//! compares people or units is shrunk first ([`GammaPoisson`] for counts over time, [`BetaBinomial`] for
//! shares, [`NormalEb`] for measurements, [`james_stein()`] for those of equal precision), and a place in a list is a probability
//! ([`prob_top_k`]) or a set of ranks ([`rank_sets`]). How far the work hangs on a few people:
//! [`Concentration`]. When the level of a series moved: [`change_points()`]. Who is still there: [`BgNbd`] for
//! people who fall silent without a word, [`ShiftedBetaGeometric`] for the curve of a cohort that loses them.
//! How use spreads, and what it will reach: [`diffusion`]. When something happens, to how many, and to whom sooner: [`kaplan_meier()`],
//! [`log_rank`], [`cumulative_incidence`](cumulative_incidence()), [`MultiState`] and [`cox`](cox()).
//!
//! What goes with what, and how much: [`glm()`], with errors for rows that hang together. Where there is no
//! formula: [`bootstrap()`], [`block_bootstrap`], [`permutation_test`], [`multiplier_bootstrap`]. Many tests at
//! once: [`benjamini_hochberg`].
//!
//! Functions return `None` where the input leaves nothing to say; none of them panics, whatever the data (three
//! accessors by index do, as a slice does, for a row or a coefficient that does not exist: [`Design::row`],
//! [`Covariance::get`], [`Covariance::standard_error`]). Results do not
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
pub mod diffusion;
mod fisher;
mod gamma_poisson;
mod incomplete_beta;
mod interval;
mod james_stein;
mod log_trend;
mod multiple;
mod normal_eb;
mod optimise;
mod posterior;
mod profile;
mod rank;
mod rank_correlation;
mod rank_set;
mod regression;
mod resample;
pub(crate) mod sample;
mod sbg;
mod smaa;
mod special;
mod survival;
mod unseen;

pub use beta_binomial::BetaBinomial;
pub use bg_nbd::{
    BG_NBD_BOUNDARY_LEAVING, BG_NBD_BOUNDARY_SHAPE, BG_NBD_MIN_RETURNING, BgNbd, BgNbdBoundary, RepeatHistory,
};
pub use change_points::{
    Change, ChangePointOptions, ChangePoints, CountDispersion, DEFAULT_MIN_SEGMENT, DEFAULT_PENALTY_FACTOR,
    NoiseVariance, Segment, SegmentCost, change_points,
};
pub use concentration::{
    Concentration, DEFAULT_ABSENCE_SHARE, absence_factor, effective_number, entropy_number, gini, hhi,
    top_share,
};
pub use concentration_bootstrap::{DEFAULT_BOOTSTRAP_SAMPLES, Inequality, InequalityIntervals};
pub use fisher::fisher_exact;
pub use gamma_poisson::{BOUNDARY_LIKELIHOOD_RATIO, GammaPoisson};
pub(crate) use incomplete_beta::{beta_cdf, beta_quantile, two_sided_t};
pub(crate) use interval::wilson_of;
pub use interval::{
    DEFAULT_LEVEL, DEFAULT_POSTERIOR_LEVEL, Interval, clopper_pearson, jeffreys, newcombe, wilson,
};
pub use james_stein::{JamesStein, james_stein};
pub(crate) use log_trend::t_quantile;
pub use log_trend::{DEFAULT_TREND_LAG, LogTrend};
pub use multiple::{benjamini_hochberg, holm};
pub use normal_eb::{NormalEb, VarianceMethod};
pub use posterior::{GammaRate, Posterior};
pub use rank::{DEFAULT_DRAWS, DEFAULT_SEED, RankOptions, RankedUnit, prob_top_k};
pub use rank_correlation::{RankCorrelation, spearman};
pub use rank_set::{RankSet, rank_sets, rank_sets_stepdown};
pub use regression::{
    AverageEffect, Coefficient, Covariance, DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, Design, FitStatus,
    Glm, GlmData, GlmFamily, GlmOptions, glm, nb_dispersion, nb_dispersion_within, pearson_phi,
};
pub use resample::{
    DEFAULT_BLOCK, DEFAULT_PERMUTATIONS, DEFAULT_REPLICATES, MultiplierBootstrap, MultiplierWeights,
    PermutationTest, Replicates, ResampleOptions, block_bootstrap, bootstrap, jackknife,
    multiplier_bootstrap, permutation_test, permutation_tests,
};
pub(crate) use resample::{bundle, bundles, permutation_tests_in_batches};
pub use sbg::{SbgCohort, SbgPoint, SbgShare, ShiftedBetaGeometric};
pub use smaa::{DEFAULT_SMAA_DRAWS, MIN_FIRST, RankAcceptability, SmaaOptions, SmaaValue, smaa};
pub(crate) use special::{normal_quantile, normal_tail, two_sided_z};
pub use survival::{
    CompetingLifetime, Cox, CoxCoefficient, CoxOptions, CumulativeIncidence, DEFAULT_MIN_AT_RISK,
    DEFAULT_OCCUPATION_REPLICATES, Incidence, IncidenceRow, Lifetime, LogRank, LogRankGroup, MultiState,
    Occupation, OccupationOptions, Rmst, RmstDifference, Sojourn, StateProbability, Survival, SurvivalAt,
    SurvivalOptions, SurvivalQuantile, SurvivalRow, cox, cumulative_incidence, kaplan_meier, kaplan_meier_by,
    kaplan_meier_by_with, kaplan_meier_with, log_rank, log_rank_stratified, rmst_difference,
};
pub use unseen::{DEFAULT_UNSEEN_REPLICATES, Unseen, chao1, chao1_classic, unseen};
