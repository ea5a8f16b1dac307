//! When coming back has become a habit.

use super::NEVER;
use crate::Timestamp;
use crate::time::Day;

/// Weeks with at least one action that make a habit.
pub const DEFAULT_HABIT_WEEKS: usize = 2;

/// Trailing weeks among which the active ones of a habit must lie.
pub const DEFAULT_HABIT_WINDOW: usize = 4;

/// Longest window of a habit, in weeks.
pub const MAX_HABIT_WINDOW: usize = 52;

/// Active in at least `needed` of `window` trailing weeks.
pub(crate) struct Habit {
    needed: usize,
    window: i32,
    /// For each person the last `needed` active weeks, ascending.
    weeks: Vec<i32>,
    /// When it held for the first time; [`NEVER`] so far.
    pub(crate) since: Vec<Timestamp>,
}

impl Habit {
    pub(crate) fn new(people: usize, needed: usize, window: usize) -> Habit {
        Habit {
            needed,
            window: window as i32,
            weeks: vec![i32::MIN / 2; people * needed],
            since: vec![NEVER; people],
        }
    }

    #[inline]
    pub(crate) fn see(&mut self, person: usize, at: Timestamp, day: Day) {
        if self.since[person] != NEVER {
            return;
        }
        // Monday of the week, counted in weeks.
        let week = day.monday().0.div_euclid(7);
        let weeks = &mut self.weeks[person * self.needed..(person + 1) * self.needed];
        let Some(latest) = weeks.last().copied().filter(|&latest| latest != week) else { return };
        debug_assert!(latest < week, "actions ascend");
        weeks.rotate_left(1);
        weeks[self.needed - 1] = week;
        if weeks[0] > week - self.window {
            self.since[person] = at;
        }
    }
}
