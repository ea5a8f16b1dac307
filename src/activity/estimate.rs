//! Numbers with their intervals.

use crate::stats::{Interval, wilson};

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its interval, where there is one.
    pub interval: Option<Interval>,
}

impl Estimate {
    /// A share with Wilson's interval; `None` of nothing.
    pub(crate) fn share(part: u64, of: u64, level: f64) -> Option<Estimate> {
        let interval = wilson(part, of, level)?;
        Some(Estimate { value: part as f64 / of as f64, interval: Some(interval) })
    }
}
