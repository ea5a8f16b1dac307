//! Active people: distinct members with an action in the trailing days, for every day.

use crate::MemberId;
use crate::activity::Days;
use crate::time::{Day, DayClock, Timestamp};

/// Trailing windows of [`ActivePeople`](super::ActivePeople), in local days: day, week, four weeks.
pub const ACTIVE_WINDOWS: [u32; 3] = [1, 7, 28];

/// Longest trailing window in days; longer ones are cut to it.
pub const LONGEST_WINDOW: u32 = 1 << 20;

/// Distinct active members a day, for several trailing windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailingActive<const W: usize> {
    /// Day of the first count.
    pub first: Day,
    /// Lengths of the windows in days.
    pub windows: [u32; W],
    /// For each window one count a day.
    pub counts: [Vec<u32>; W],
}

/// For each day `d` of `first..=last` and each window of `w` days: the number of distinct members with at
/// least one action on a local day in `(d - w, d]`.
///
/// # Arguments
/// - `members`, `at`: who acted when, in order of time; the shorter slice decides how many.
/// - `member_count`: members are `0..member_count`; actions of others are left out.
/// - `clock`: gives the local days.
/// - `windows`: lengths in days, at most [`LONGEST_WINDOW`]; a window of 0 days counts nobody.
/// - `first`, `last`: days of the counts. Actions before `first` count as far as a window reaches back.
///
/// # Returns
/// The counts; none where `last < first`.
///
/// # Complexity
/// One pass, O(actions + members + days), and 4 bytes a member. An action on day `d` of a member who was last
/// active on day `p <= d` makes the member count on the days from `max(d, p + w)` to `d + w - 1` (none where
/// `p = d`). So every action begins at one place, and those of a day end together: no branch depends on the
/// data.
///
/// Local days never run backwards here: where the clocks are set back across midnight, actions after the
/// change count for the later day.
///
/// # Example
/// ```
/// use cmgraph::adoption::trailing_active;
/// use cmgraph::time::{Day, DayClock, Zone, DAY_MS};
/// use cmgraph::{MemberId, Timestamp};
///
/// let members = [0, 0, 1, 0].map(MemberId);
/// let at = [0, 1, 2 * DAY_MS, 9 * DAY_MS].map(Timestamp);
/// let clock = DayClock::new(&Zone::utc(), at[0], at[3]);
/// let active = trailing_active(&members, &at, 2, &clock, [1, 7], (Day(0), Day(9)));
/// assert_eq!(active.counts[0], [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
/// assert_eq!(active.counts[1], [1, 1, 2, 2, 2, 2, 2, 1, 1, 1]);
/// ```
pub fn trailing_active<const W: usize>(
    members: &[MemberId],
    at: &[Timestamp],
    member_count: usize,
    clock: &DayClock,
    windows: [u32; W],
    (first, last): (Day, Day),
) -> TrailingActive<W> {
    let mut counter = TrailingCounter::new(member_count, windows, first, last);
    let mut days = Days::new(clock);
    for (&member, &at) in members.iter().zip(at) {
        counter.see(member.0, days.day(at));
    }
    counter.finish()
}

/// Never active: so long ago that no window reaches it, and no arithmetic overflows.
const NEVER: i32 = i32::MIN / 2;

/// The pass of [`trailing_active`], one action at a time.
pub(super) struct TrailingCounter<const W: usize> {
    windows: [u32; W],
    first: Day,
    /// First day that matters: the longest window of the first count begins here.
    base: i32,
    last: Day,
    /// Day of the last action, by member.
    seen: Vec<i32>,
    /// Actions a day from `base`.
    actions: Vec<u32>,
    /// For each window: actions that begin to count, by day from `base`. Windows reach past the end.
    begins: [Vec<u32>; W],
}

impl<const W: usize> TrailingCounter<W> {
    pub(super) fn new(members: usize, windows: [u32; W], first: Day, last: Day) -> Self {
        let windows = windows.map(|window| window.min(LONGEST_WINDOW));
        let longest = windows.iter().copied().max().unwrap_or(1).max(1) as usize;
        let base = first.0.saturating_sub(i32::try_from(longest - 1).unwrap_or(i32::MAX));
        let days = if last < first { 0 } else { (i64::from(last.0) - i64::from(base) + 1) as usize };
        let begins = windows.map(|_| if days == 0 { Vec::new() } else { vec![0; days + longest] });
        // Without any day to count, every action is too late.
        let last = if days == 0 { Day(i32::MIN) } else { last };
        TrailingCounter {
            windows,
            first,
            base,
            last,
            seen: vec![NEVER; members],
            actions: vec![0; days],
            begins,
        }
    }

    /// Counts an action. Days must ascend.
    #[inline]
    pub(super) fn see(&mut self, member: u32, day: Day) {
        let Some(seen) = self.seen.get_mut(member as usize) else { return };
        if day.0 < self.base || day > self.last {
            return;
        }
        let (before, now) = (*seen - self.base, day.0 - self.base);
        *seen = day.0;
        self.actions[now as usize] += 1;
        for (begins, &window) in self.begins.iter_mut().zip(&self.windows) {
            begins[now.max(before + window as i32) as usize] += 1;
        }
    }

    pub(super) fn finish(self) -> TrailingActive<W> {
        let skip = (self.first.0 - self.base) as usize;
        let mut windows = self.windows.into_iter();
        let counts = self.begins.map(|begins| {
            let window = windows.next().unwrap_or(0) as usize;
            let mut active = 0;
            let counts = (0..self.actions.len()).map(|day| {
                active += begins[day];
                active -= day.checked_sub(window).map_or(0, |ended| self.actions[ended]);
                active
            });
            counts.skip(skip).collect()
        });
        TrailingActive { first: self.first, windows: self.windows, counts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DAY_MS, Zone};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// By definition, from the zone itself.
    fn brute(
        events: &[(u32, Timestamp)],
        zone: &Zone,
        windows: [u32; 4],
        (first, last): (Day, Day),
    ) -> [Vec<u32>; 4] {
        let days: Vec<(u32, i32)> = events.iter().map(|&(m, at)| (m, zone.day(at).0)).collect();
        windows.map(|w| {
            (first.0..=last.0)
                .map(|d| {
                    let inside =
                        days.iter().filter(|e| e.1 <= d && i64::from(e.1) > i64::from(d) - i64::from(w));
                    inside.map(|e| e.0).collect::<BTreeSet<_>>().len() as u32
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(
            mut events in prop::collection::vec((0u32..5, 0i64..60 * 24), 0..80),
            windows in [0u32..3, 1u32..9, 2u32..30, 20u32..90],
            first in -5i32..70,
            length in -2i32..70,
        ) {
            // Hours around the change of the clocks in March 2024.
            let start = Timestamp::from_date(2024, 3, 1).unwrap();
            let zone = Zone::named("Europe/Helsinki").unwrap();
            events.sort_by_key(|e| e.1);
            let events: Vec<(u32, Timestamp)> =
                events.into_iter().map(|(m, hour)| (m, Timestamp(start.0 + hour * 3_600_000))).collect();
            let (members, at): (Vec<MemberId>, Vec<Timestamp>) =
                events.iter().map(|&(m, at)| (MemberId(m), at)).unzip();
            let origin = zone.day(start).0 + first;
            let span = (Day(origin), Day(origin + length));
            let clock = DayClock::new(&zone, start, Timestamp(start.0 + 90 * DAY_MS));
            let found = trailing_active(&members, &at, 5, &clock, windows, span);
            prop_assert_eq!(found.counts, brute(&events, &zone, windows, span));
        }
    }

    #[test]
    fn days_do_not_run_backwards() {
        // At 00:01 on 7 November 2010 the clocks of St John's went back to 23:01 of the 6th.
        let zone = Zone::named("America/St_Johns").unwrap();
        let at =
            ["2010-11-07T02:00:00Z", "2010-11-07T02:30:30Z", "2010-11-07T03:00:00Z", "2010-11-07T04:00:00Z"]
                .map(|text| Timestamp::parse(text.as_bytes()).unwrap());
        let day = |at| zone.day(at).0;
        assert_eq!(at.map(day).map(|d| d - day(at[0])), [0, 1, 0, 1]);
        let clock = DayClock::new(&zone, at[0], at[3]);
        let span = (zone.day(at[0]), zone.day(at[3]));
        let found = trailing_active(&[0, 1, 2, 2].map(MemberId), &at, 3, &clock, [1, 2], span);
        assert_eq!(found.counts, [[1, 2], [1, 3]]);
    }

    #[test]
    fn strangers_and_empty_spans_are_left_out() {
        let clock = DayClock::new(&Zone::utc(), Timestamp(0), Timestamp(0));
        let (members, at) = ([MemberId(7), MemberId(0)], [Timestamp(0), Timestamp(1)]);
        let found = trailing_active(&members, &at, 1, &clock, [1, 28], (Day(0), Day(1)));
        assert_eq!(found.counts, [vec![1, 0], vec![1, 1]]);
        let found = trailing_active(&members, &at, 1, &clock, [28], (Day(1), Day(0)));
        assert_eq!(found.counts, [vec![0; 0]]);
    }
}
