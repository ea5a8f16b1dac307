//! Numbers with their intervals.

use crate::stats::{Interval, wilson};
use crate::table::{Role, Table};

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

pub(crate) const LOW: &str = "lower end of the interval";
pub(crate) const HIGH: &str = "upper end of the interval";

fn value(estimate: Option<Estimate>) -> Option<f64> {
    estimate.map(|estimate| estimate.value)
}

fn low(estimate: Option<Estimate>) -> Option<f64> {
    estimate.and_then(|estimate| estimate.interval).map(|ends| ends.low)
}

fn high(estimate: Option<Estimate>) -> Option<f64> {
    estimate.and_then(|estimate| estimate.interval).map(|ends| ends.high)
}

/// A number with its interval, as three columns.
pub(crate) fn with_ends(
    table: Table,
    name: &str,
    role: Role,
    unit: &'static str,
    description: &'static str,
    estimates: &[Option<Estimate>],
) -> Table {
    table
        .float(name, role, unit, description, estimates.iter().map(|&e| value(e)))
        .float(&format!("{name}_low"), Role::Low, unit, LOW, estimates.iter().map(|&e| low(e)))
        .float(&format!("{name}_high"), Role::High, unit, HIGH, estimates.iter().map(|&e| high(e)))
}
