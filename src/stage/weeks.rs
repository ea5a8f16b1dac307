//! The complete weeks of a view, and how many days of work each has.

use crate::View;
use crate::time::Day;

/// Working days of a week without holidays.
pub(super) const WORKING_DAYS: f64 = 5.0;

/// Weeks from Monday in the view's zone that the view holds whole.
pub(super) struct Weeks {
    /// Monday of the first.
    pub(super) first: Day,
    /// Working days of each.
    pub(super) working: Vec<f64>,
}

impl Weeks {
    pub(super) fn of(view: &View<'_>, holidays: &[Day]) -> Weeks {
        let zone = &view.window().zone;
        let Some((first, last)) = view.days() else { return Weeks { first: Day(0), working: Vec::new() } };
        let mut monday = first.monday();
        if zone.start_of(monday) < view.from() {
            monday = Day(monday.0 + 7);
        }
        let mut count = ((last.0 + 1 - monday.0).max(0) / 7) as usize;
        // The last day may be cut off too.
        if count > 0 && zone.start_of(Day(monday.0 + 7 * count as i32)) > view.to() {
            count -= 1;
        }
        let mut holidays: Vec<i32> = holidays.iter().map(|day| day.0).collect();
        holidays.sort_unstable();
        holidays.dedup();
        let mut working = vec![WORKING_DAYS; count];
        for day in holidays {
            let (week, weekday) = ((day - monday.0).div_euclid(7), (day - monday.0).rem_euclid(7));
            if weekday < 5 && (0..count as i32).contains(&week) {
                working[week as usize] -= 1.0;
            }
        }
        Weeks { first: monday, working }
    }

    pub(super) fn len(&self) -> usize {
        self.working.len()
    }

    /// Position of the week of a day; negative before the first, from `len()` on after the last.
    #[inline]
    pub(super) fn position(&self, day: Day) -> i32 {
        (day.0.saturating_sub(self.first.0)).div_euclid(7)
    }

    /// Monday of a week.
    pub(super) fn monday(&self, week: usize) -> Day {
        Day(self.first.0 + 7 * week as i32)
    }
}
