//! How much somebody already does: who carries much should not be asked first.

use crate::activity::MONTH_DAYS;
use crate::time::Day;
use std::ops::Range;

/// Days of the recent past: three months, in whole weeks.
pub(super) const RECENT_DAYS: i32 = 91;

/// Questions that somebody answers, against what one can carry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Questions answered per month of presence.
    pub per_month: f64,
    /// The same in the last 13 weeks of the window, or all of it where it is shorter. Nobody's months count less than one:
    /// three answers in the first two days are no load of 45 a month.
    pub recent_per_month: f64,
    /// Most questions answered in a week from Monday on.
    pub peak_week: u32,
    /// Share of the helping replies of the own unit that are this person's; `None` without a unit.
    pub share_of_unit: Option<f64>,
    /// Whether the recent load reaches [`ChampionOptions::capacity`](super::ChampionOptions::capacity).
    pub at_capacity: bool,
}

impl Load {
    /// From the days on which questions were answered (ascending), the presence, and the days of the window.
    pub(super) fn of(
        answered: &[Day],
        presence: &Range<i32>,
        window: &Range<i32>,
        share_of_unit: Option<f64>,
        capacity: f64,
    ) -> Load {
        let recent_from = (window.end - RECENT_DAYS).max(window.start);
        let recent = answered.len() - answered.partition_point(|day| day.0 < recent_from);
        let recent_per_month = recent as f64 / months(&(presence.start.max(recent_from)..presence.end));
        let mut peak_week = 0;
        for week in answered.chunk_by(|a, b| a.monday() == b.monday()) {
            peak_week = peak_week.max(week.len() as u32);
        }
        Load {
            per_month: answered.len() as f64 / months(presence),
            recent_per_month,
            peak_week,
            share_of_unit,
            at_capacity: recent_per_month >= capacity,
        }
    }
}

fn months(days: &Range<i32>) -> f64 {
    (f64::from((days.end - days.start).max(0)) / MONTH_DAYS).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_weeks_and_capacity() {
        // 2024-01-01 was a Monday.
        let monday = Day::from_date(2024, 1, 1).unwrap().0;
        let days: Vec<Day> = [0, 2, 6, 7, 300, 301, 302, 303].map(|day| Day(monday + day)).to_vec();
        let window = monday..monday + 365;
        let load = Load::of(&days, &window, &window, Some(0.5), 1.3);
        assert!((load.per_month - 8.0 / (365.0 / MONTH_DAYS)).abs() < 1e-12);
        assert!((load.recent_per_month - 4.0 / (91.0 / MONTH_DAYS)).abs() < 1e-12);
        // 300 is a Saturday... of the week from 294 to 300: the week that begins on 301 has three.
        assert_eq!((load.peak_week, load.share_of_unit, load.at_capacity), (3, Some(0.5), true));
        assert!(!Load::of(&days, &window, &window, None, 1.4).at_capacity);
        // Two days of presence are counted as a month.
        let newcomer = Load::of(&days[7..], &(window.end - 2..window.end), &window, None, 8.0);
        assert_eq!((newcomer.per_month, newcomer.recent_per_month), (1.0, 1.0));
        let nothing = Load::of(&[], &(0..0), &(0..0), None, 8.0);
        assert_eq!((nothing.per_month, nothing.peak_week, nothing.at_capacity), (0.0, 0, false));
    }
}
