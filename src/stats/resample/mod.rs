//! Uncertainty without formulas: resampling the right unit, with a seed.
//!
//! What is resampled has to be independent: persons or teams rather than messages ([`bootstrap`]), runs of
//! weeks rather than weeks ([`block_bootstrap`]). [`permutation_test`] asks what chance alone would do,
//! [`multiplier_bootstrap`] gives bands that hold for many estimates at once.
//!
//! Every replicate has its own random stream, so that results depend on the seed only, never on the number
//! of threads. They do depend on the order of the units: give them in an order that is not that of the
//! rows, such as by native id.

mod block;
mod bootstrap;
mod bundles;
mod interval;
mod multiplier;
mod permutation;

pub use block::{DEFAULT_BLOCK, block_bootstrap};
pub use bootstrap::{DEFAULT_REPLICATES, ResampleOptions, bootstrap, jackknife};
pub(crate) use bundles::{bundle, bundles};
pub use interval::Replicates;
pub(super) use interval::quantile;
pub use multiplier::{MultiplierBootstrap, MultiplierWeights, multiplier_bootstrap};
pub(crate) use permutation::permutation_tests_in_batches;
pub use permutation::{DEFAULT_PERMUTATIONS, PermutationTest, permutation_test, permutation_tests};
