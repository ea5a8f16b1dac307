//! The clock by which questions wait.

use crate::{Timestamp, View};

/// Hours within which a question should be answered.
pub const HORIZON_HOURS: f64 = 24.0;

/// Hours that a question waited from one instant to another: those of the wall.
pub(super) fn hours(_view: &View<'_>, from: Timestamp, to: Timestamp) -> f64 {
    24.0 * to.days_since(from)
}
