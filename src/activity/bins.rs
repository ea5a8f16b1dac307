//! Days, weeks and months of a view.

use crate::View;
use crate::time::{Day, Period};

/// First day of every period that the view has a part of, and whether it has all of it. O(periods).
pub(crate) fn bins(view: &View<'_>, period: Period) -> Vec<(Day, bool)> {
    let Some((first, last)) = view.days() else { return Vec::new() };
    let zone = &view.window().zone;
    let mut found = Vec::new();
    let mut start = period.start(first);
    while start <= last {
        let next = period.next(start);
        found.push((start, zone.start_of(start) >= view.from() && zone.start_of(next) <= view.to()));
        start = next;
    }
    found
}
