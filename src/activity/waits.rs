//! How long those who ask wait: from delays to survival curves, whoever is asked about.

use super::Estimate;
use crate::Timestamp;
use crate::stats::{Interval, Lifetime, Survival};

/// Milliseconds of an hour.
const HOUR_MS: f64 = 3_600_000.0;

/// An answer in the same instant is no time at all, which no survival curve knows.
const SHORTEST: f64 = 1e-6;

/// Hours by the clock on the wall.
pub(crate) fn hours(from: Timestamp, to: Timestamp) -> f64 {
    (to.0 - from.0) as f64 / HOUR_MS
}

/// A wait of so many hours until something happened; open after `end` hours, when it was last looked at, where it had not.
pub(crate) fn wait(until: Option<f64>, end: f64) -> Lifetime {
    match until.filter(|&at| at <= end) {
        Some(at) => Lifetime::new(at.max(SHORTEST), true),
        None => Lifetime::new(end.max(SHORTEST), false),
    }
}

/// Share for whom it had happened within so many hours: what the curve of those who wait leaves, with its log-log interval.
pub(crate) fn within(curve: &Survival, hours: f64) -> Option<Estimate> {
    let at = curve.at(hours)?;
    let interval = Interval { low: 1.0 - at.interval.high, high: 1.0 - at.interval.low };
    Some(Estimate { value: 1.0 - at.survival, interval: Some(interval) })
}
