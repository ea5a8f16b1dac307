//! Cohort tables: of those who were first active in a period, how many are active so many periods later.

use crate::MemberId;
use crate::time::{Day, Period, Timestamp, Zone};

/// No row of the table yet.
const NO_ROW: usize = usize::MAX;

/// How many of each cohort were active so many periods after their first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortTable {
    /// First local day of each period, from the first action to the last.
    pub starts: Vec<Day>,
    /// Where the row of each cohort begins; [`NO_ROW`] where nobody was first active. A row is as long as there are
    /// periods from its own to the last.
    rows: Vec<usize>,
    active: Vec<u32>,
    lasting: Vec<u32>,
}

impl CohortTable {
    /// Members first active in a period.
    pub fn people(&self, cohort: usize) -> u32 {
        self.active(cohort, 0)
    }

    /// Members of a cohort who were active `age` periods after their first one (*exact* retention); 0 outside.
    pub fn active(&self, cohort: usize, age: usize) -> u32 {
        self.cell(&self.active, cohort, age)
    }

    /// Members of a cohort who were active `age` periods after their first one or later (*rolling* retention); 0
    /// outside.
    pub fn lasting(&self, cohort: usize, age: usize) -> u32 {
        self.cell(&self.lasting, cohort, age)
    }

    /// Sum of the exact counts: distinct pairs of a member and a period with an action.
    pub fn total(&self) -> u64 {
        self.active.iter().map(|&n| u64::from(n)).sum()
    }

    fn cell(&self, cells: &[u32], cohort: usize, age: usize) -> u32 {
        match self.rows.get(cohort) {
            Some(&row) if row != NO_ROW && age < self.starts.len() - cohort => cells[row + age],
            _ => 0,
        }
    }
}

/// The cohort table of a list of actions: cell `(c, a)` is the number of distinct members whose first action lies in
/// period `c` and who have one in period `c + a`; beside it how many have one in period `c + a` or later.
///
/// # Arguments
/// - `members`, `at`: who acted when, in order of time; the shorter slice decides how many.
/// - `member_count`: members are `0..member_count`; actions of others are left out.
/// - `zone`: of the local days that begin a period.
/// - `period`: width of cohorts and ages.
///
/// # Complexity
/// One pass, O(actions + members + periods · log actions + cells), 12 bytes a member; only cohorts with somebody in
/// them have cells. Periods are cut out of `at` by bisection, so that of each action only the member is read.
///
/// # Example
/// ```
/// use cmgraph::retention::cohort_table;
/// use cmgraph::time::{Period, Zone};
/// use cmgraph::{MemberId, Timestamp};
///
/// let members = [0, 1, 0, 2, 0].map(MemberId);
/// let at = ["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-31"]
///     .map(|day| Timestamp::parse(day.as_bytes()).unwrap());
/// let table = cohort_table(&members, &at, 3, &Zone::utc(), Period::Month);
/// assert_eq!(table.starts.len(), 3);
/// assert_eq!([0, 1, 2].map(|age| table.active(0, age)), [2, 1, 1]);
/// assert_eq!([0, 1].map(|age| table.active(1, age)), [1, 0]);
/// assert_eq!(table.lasting(0, 1), 1);
/// ```
pub fn cohort_table(
    members: &[MemberId],
    at: &[Timestamp],
    member_count: usize,
    zone: &Zone,
    period: Period,
) -> CohortTable {
    let n = members.len().min(at.len());
    let (members, at) = (&members[..n], &at[..n]);
    let (Some(&first), Some(&last)) = (at.first(), at.last()) else {
        return CohortCounter::new(0, Vec::new()).finish();
    };
    let mut starts = vec![period.start(zone.day(first))];
    let mut ends = Vec::new();
    loop {
        let next = period.next(starts[starts.len() - 1]);
        let until = zone.start_of(next);
        let from = ends.last().copied().unwrap_or(0);
        ends.push(from + at[from..].partition_point(|&at| at < until));
        if until > last {
            break;
        }
        starts.push(next);
    }
    if let Some(end) = ends.last_mut() {
        *end = n;
    }
    let mut counter = CohortCounter::new(member_count, starts);
    let mut from = 0;
    for (period, &end) in ends.iter().enumerate() {
        for member in &members[from..end] {
            counter.see(member.0, period as u32);
        }
        from = end;
    }
    counter.finish()
}

/// What is known of a member.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Period of the last action; [`NEVER`] before the first.
    last: u32,
    /// Period of the first action.
    first: u32,
    /// Where the row of the cohort begins.
    row: u32,
}

const NEVER: u32 = u32::MAX;

/// The pass of [`cohort_table`], one action at a time.
pub(super) struct CohortCounter {
    starts: Vec<Day>,
    rows: Vec<usize>,
    active: Vec<u32>,
    seen: Vec<Seen>,
}

impl CohortCounter {
    pub(super) fn new(members: usize, starts: Vec<Day>) -> CohortCounter {
        CohortCounter {
            rows: vec![NO_ROW; starts.len()],
            starts,
            active: Vec::new(),
            seen: vec![Seen { last: NEVER, first: NEVER, row: 0 }; members],
        }
    }

    /// Counts an action. Periods must ascend.
    #[inline]
    pub(super) fn see(&mut self, member: u32, period: u32) {
        let Some(seen) = self.seen.get_mut(member as usize) else { return };
        if seen.last == period {
            return;
        }
        if seen.last == NEVER {
            self.begin(member as usize, period);
            return;
        }
        seen.last = period;
        self.active[(seen.row + (period - seen.first)) as usize] += 1;
    }

    /// Counts an action later than the periods before `end` as lasting to the last of them, and as active in none.
    pub(super) fn last_until(&mut self, member: u32, end: u32) {
        let Some(seen) = self.seen.get_mut(member as usize).filter(|seen| seen.last != NEVER) else { return };
        seen.last = seen.last.max(end.saturating_sub(1));
    }

    #[cold]
    fn begin(&mut self, member: usize, period: u32) {
        let Some(row) = self.rows.get_mut(period as usize) else { return };
        if *row == NO_ROW {
            *row = self.active.len();
            self.active.resize(*row + self.starts.len() - period as usize, 0);
        }
        self.active[*row] += 1;
        self.seen[member] = Seen { last: period, first: period, row: *row as u32 };
    }

    pub(super) fn finish(self) -> CohortTable {
        // Who was last active at age `a` is lasting at every age up to `a`.
        let mut lasting = vec![0; self.active.len()];
        for seen in self.seen.iter().filter(|seen| seen.last != NEVER) {
            lasting[(seen.row + (seen.last - seen.first)) as usize] += 1;
        }
        for (cohort, &row) in self.rows.iter().enumerate().filter(|(_, row)| **row != NO_ROW) {
            for age in (row..row + self.starts.len() - cohort - 1).rev() {
                lasting[age] += lasting[age + 1];
            }
        }
        CohortTable { starts: self.starts, rows: self.rows, active: self.active, lasting }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY_MS;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn agrees_with_the_definition(
            mut events in prop::collection::vec((0u32..6, 0i64..24 * 200), 0..90),
            period in prop::sample::select(vec![Period::Day, Period::Week, Period::Month]),
        ) {
            // Hours around the change of the clocks in March 2024, the leap day before it.
            let start = Timestamp::from_date(2024, 2, 20).unwrap();
            let zone = Zone::named("Europe/Helsinki").unwrap();
            events.sort_by_key(|e| e.1);
            let (members, at): (Vec<MemberId>, Vec<Timestamp>) = events
                .iter()
                .map(|&(member, hour)| (MemberId(member), Timestamp(start.0 + hour * DAY_MS / 24)))
                .unzip();
            let found = cohort_table(&members, &at, 5, &zone, period);
            let mut periods: BTreeMap<u32, BTreeSet<Day>> = BTreeMap::new();
            for (member, &at) in members.iter().zip(&at).filter(|(member, _)| member.0 < 5) {
                periods.entry(member.0).or_default().insert(period.start(zone.day(at)));
            }
            if let (Some(&first), Some(&last)) = (at.first(), at.last()) {
                prop_assert_eq!(found.starts[0], period.start(zone.day(first)));
                prop_assert_eq!(*found.starts.last().unwrap(), period.start(zone.day(last)));
            }
            for (cohort, start) in found.starts.iter().enumerate() {
                let own: Vec<_> = periods.values().filter(|of| of.first() == Some(start)).collect();
                for (age, then) in found.starts[cohort..].iter().enumerate() {
                    let exact = own.iter().filter(|of| of.contains(then)).count();
                    let rolling = own.iter().filter(|of| of.last() >= Some(then)).count();
                    prop_assert_eq!(found.active(cohort, age) as usize, exact);
                    prop_assert_eq!(found.lasting(cohort, age) as usize, rolling);
                }
            }
            prop_assert_eq!(found.total() as usize, periods.values().map(BTreeSet::len).sum::<usize>());
        }
    }

    #[test]
    fn nobody_strangers_and_absurd_times() {
        let zone = Zone::utc();
        let none = cohort_table(&[], &[], 3, &zone, Period::Month);
        assert_eq!((none.starts.len(), none.active(0, 0), none.total()), (0, 0, 0));
        let found = cohort_table(&[MemberId(9)], &[Timestamp(0)], 3, &zone, Period::Month);
        assert_eq!((found.starts.len(), found.people(0), found.lasting(0, 0)), (1, 0, 0));
        // One message of the year 1 costs one long row, not a square.
        let at = [Timestamp::from_date(1, 1, 1).unwrap(), Timestamp::from_date(2024, 1, 1).unwrap()];
        let found = cohort_table(&[MemberId(0), MemberId(1)], &at, 2, &zone, Period::Month);
        assert_eq!((found.starts.len(), found.active.len()), (24_277, 24_278));
    }
}
