//! Regression for few covariates: shares and hazards (logistic), counts and rates (Poisson), with errors that
//! survive what communities do to data.
//!
//! [`glm`] fits; its [`Glm`] says plainly if the estimate does not exist. The weeks of one team are not
//! independent, nor is a week of the week before it, so next to the model-based errors there are
//! [`Glm::cluster_robust`] and [`Glm::newey_west`]. [`Glm::average_effect`] turns an odds ratio into "so many
//! more adopters in 100 person-weeks". How far counts vary more than Poisson: [`pearson_phi`],
//! [`nb_dispersion`].
//!
//! [`Design::row`], [`Covariance::get`] and [`Covariance::standard_error`] are indexing and panic out of range, as a
//! slice does; everything else answers `None`.

mod cholesky;
mod covariance;
mod design;
mod dispersion;
mod effect;
mod glm;
#[cfg(test)]
mod oracle;

pub use covariance::{Coefficient, Covariance};
pub use design::{Design, GlmData};
pub use dispersion::{nb_dispersion, nb_dispersion_within, pearson_phi};
pub use effect::AverageEffect;
pub use glm::{DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, FitStatus, Glm, GlmFamily, GlmOptions, glm};
