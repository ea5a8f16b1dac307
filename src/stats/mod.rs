//! The numerical floor: intervals, shrinkage, ranks and concentration.
//!
//! Small counts deceive. Whatever leaves the crate as a share carries an interval ([`wilson`]), whatever
//! compares people or units is shrunk first ([`GammaPoisson`] for counts over time, [`BetaBinomial`] for
//! shares, [`james_stein()`] for measurements of equal precision), and a place in a list is a probability
//! ([`prob_top_k`]) or a set of ranks ([`rank_sets`]). How far the work hangs on a few people:
//! [`Concentration`]. How use spreads, and what it will reach: [`diffusion`].
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
mod concentration;
pub mod diffusion;
mod gamma_poisson;
mod incomplete_beta;
mod interval;
mod james_stein;
mod posterior;
mod profile;
mod rank;
mod sample;
mod special;

pub use beta_binomial::BetaBinomial;
pub use concentration::{
    Concentration, DEFAULT_ABSENCE_SHARE, absence_factor, effective_number, entropy_number, gini, hhi,
    top_share,
};
pub use gamma_poisson::{BOUNDARY_LIKELIHOOD_RATIO, GammaPoisson};
pub use interval::{
    DEFAULT_LEVEL, DEFAULT_POSTERIOR_LEVEL, Interval, clopper_pearson, jeffreys, newcombe, wilson,
};
pub use james_stein::{JamesStein, james_stein};
pub use posterior::{GammaRate, Posterior};
pub use rank::{DEFAULT_DRAWS, DEFAULT_SEED, RankOptions, RankSet, RankedUnit, prob_top_k, rank_sets};
