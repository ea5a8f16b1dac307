//! One span of observation: from when, until when, and whether it ended with the event.

/// A time to an event, seen from `entry` to `exit`.
///
/// All times are on one axis, usually days since somebody joined. A lifetime is at risk at time `t` when
/// `entry < t <= exit`: an account older than the export enters at the age it had when the export starts
/// (left truncation), somebody who left or is still waiting exits without the event (censoring).
///
/// ```
/// use cmgraph::stats::Lifetime;
/// let wrote_after_a_week = Lifetime::new(7.0, true);
/// assert!(wrote_after_a_week.is_at_risk(0.0)); // also on the day of joining
/// let seen_from_day_90 = Lifetime { entry: 90.0, exit: 400.0, event: false };
/// assert!(!seen_from_day_90.is_at_risk(90.0) && seen_from_day_90.is_at_risk(400.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lifetime {
    /// Time after which it is under observation; negative infinity if from the very start.
    pub entry: f64,
    /// Time of the event, or last time at which it was known not to have happened.
    pub exit: f64,
    /// Whether the event happened at `exit`; otherwise censored.
    pub event: bool,
}

impl Lifetime {
    /// A lifetime under observation from the very start: an event at time 0 counts.
    pub fn new(exit: f64, event: bool) -> Lifetime {
        Lifetime { entry: f64::NEG_INFINITY, exit, event }
    }

    /// Whether `entry < time <= exit`.
    pub fn is_at_risk(&self, time: f64) -> bool {
        self.entry < time && time <= self.exit
    }
}
