//! Diffusion curves: how use spreads through a staff, what it will reach, and whether that can be known yet.
//!
//! The picture every product draws, adopters over time with a line into the future, is mostly a picture of the wrong
//! denominator and of a ceiling that the data do not contain. Here the people are counted ([`AdoptionCounts`]: a staff that
//! hires and loses people), the ceiling carries a profile-likelihood interval, and before the curve has passed its steepest
//! point the answer is [`Ceiling::NotIdentified`] with that interval.
//!
//! # Types
//!
//! | you have | you call | you get |
//! |---|---|---|
//! | people: who was there, who adopted when | [`analyse_bass`] ([`BassOptions`]) | [`BassAnalysis`]: `p`, `q`, share `c`, peak, t50, t90 with intervals ([`Estimate`]), [`Ceiling`], [`PeopleCeiling`], [`Dispersion`] |
//! | the same, one fit without intervals | [`fit_share`], [`fit_share_at`] | [`ShareFit`] with a [`Curve`] |
//! | the same, which [`Family`]? | [`compare_shares`] | [`Compared`] rows with AICc |
//! | a fit | [`forecast`] ([`ForecastOptions`]) | [`Forecast`]: p05, p50, p95 of cumulative people at future times |
//! | units of one organisation | [`fit_units`] ([`UnitOptions`]) | [`UnitFits`]: a [`UnitFit`] each, with shrunken [`UnitCurve`] where the unit is large enough |
//! | counts without headcount | [`fit_increments`], [`increment_ceiling`], [`compare_increments`] | [`IncrementFit`], [`IncrementCeiling`] |
//! | a Bass curve | [`Bass`] methods | times, peak, Mahajan-Muller-Srivastava [`CurveCategories`] |
//! | a ceiling and counts | [`rogers_categories`] | [`RogersCategory`] five times |
//!
//! Times are in periods since launch (months, say), real numbers; bins need not be equal. A bin `i` runs from `edges[i]` to
//! `edges[i+1]`. Everything is deterministic for a seed, whatever the number of threads.

mod analysis;
mod bass;
mod binomial;
mod categories;
mod ceiling;
mod cohorts;
mod compare;
mod counts;
mod curve;
mod dispersion;
mod forecast;
mod hierarchy;
mod increments;
mod jet;
mod likelihood;
mod newton;
mod ols;
mod profile;
mod share_fit;
#[cfg(test)]
mod testing;
mod units;

pub use analysis::{BassAnalysis, BassOptions, Estimate, PeopleCeiling, analyse_bass};
pub use bass::Bass;
pub use categories::{CATEGORY_NAMES, CurveCategories, ROGERS_SHARES, RogersCategory, rogers_categories};
pub use ceiling::{
    Ceiling, DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MAX_RELATIVE_WIDTH, DEFAULT_MIN_ADOPTERS, Unidentified,
};
pub use compare::{Compared, FAMILIES, compare_increments, compare_shares};
pub use counts::{AdoptedCell, AdoptionCounts, Joiners, WaitingCell};
pub use curve::{Curve, Family};
pub use dispersion::{DISPERSION_LEVEL, Dispersion, POOLED_EXPECTED};
pub(crate) use forecast::forecast_paths;
pub use forecast::{DEFAULT_REFITS, Forecast, ForecastOptions, ForecastPoint, forecast};
pub use increments::{
    IncrementCeiling, IncrementFit, IncrementOptions, fit_cumulative, fit_density, fit_increments,
    fit_increments_family, increment_ceiling,
};
pub use ols::{OlsBass, ols_bass};
pub use share_fit::{ShareFit, fit_share, fit_share_at};
pub use units::{
    DEFAULT_MIN_UNIT_PEOPLE, UnitCurve, UnitFit, UnitFits, UnitOptions, UnitParameter, UnitPrior, fit_units,
};
