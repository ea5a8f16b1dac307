//! Options of the rival measures: what products do not publish.

use super::swoop::DEFAULT_SURPLUS;
use crate::error::{Error, Result};
use crate::stats::DEFAULT_LEVEL;

/// Place of the list of influential people that SWOOP's risk looks at.
pub const DEFAULT_RISK_DEPTH: usize = 10;

/// Options of [`rivals`](super::rivals()).
///
/// ```
/// use cmgraph::rivals::RivalOptions;
/// assert_eq!(RivalOptions::default().surplus, 0.2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RivalOptions {
    /// Surplus of given over received, or the other way round, as a share of both, from which SWOOP's personas call it
    /// significant; not published; default [`DEFAULT_SURPLUS`].
    pub surplus: f64,
    /// Place of the list of influential people that the influencer risk compares the first with; not published; default
    /// [`DEFAULT_RISK_DEPTH`].
    pub risk_depth: usize,
    /// Level of our intervals; default [`DEFAULT_LEVEL`](crate::stats::DEFAULT_LEVEL). Products give none.
    pub interval_level: f64,
}

impl Default for RivalOptions {
    fn default() -> Self {
        RivalOptions {
            surplus: DEFAULT_SURPLUS,
            risk_depth: DEFAULT_RISK_DEPTH,
            interval_level: DEFAULT_LEVEL,
        }
    }
}

impl RivalOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(0.0..1.0).contains(&self.surplus) {
            return fault("surplus", self.surplus.to_string(), "a share from 0 to below 1");
        }
        // Comparing the first with the second would be about two people.
        if self.risk_depth < 5 {
            return fault("risk_depth", self.risk_depth.to_string(), "a place from 5");
        }
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
