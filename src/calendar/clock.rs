//! Working time between two instants.

use super::Calendar;
use crate::Timestamp;
use crate::time::{Day, Zone};

/// Days from 1970 between which there is a calendar at all.
const CALENDAR: (i32, i32) = (-4_000_000, 4_000_000);

/// Days that a clock covers at most: a bit more than two hundred years. Wild dates must not fill the memory.
const MOST_DAYS: i32 = 75_000;

const HOUR_MS: f64 = 3_600_000.0;

/// Working time between any two instants of a span, by one calendar.
///
/// Every span of work is turned into two instants, so that a day on which the clocks change has as many working hours as
/// really pass between its ends. `hours(t1, t2)` is the measure of `[t1, t2]` within these spans, by prefix sums.
///
/// ```
/// use cmgraph::Timestamp;
/// use cmgraph::calendar::{BusinessClock, Calendar};
/// use cmgraph::time::Zone;
/// let at = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
/// let (friday, monday) = (at("2024-03-01T15:00:00Z"), at("2024-03-04T09:30:00Z"));
/// let clock = BusinessClock::new(&Calendar::default(), &Zone::utc(), friday, monday);
/// // Two hours until 17:00 on Friday, one and a half from 8:00 on Monday.
/// assert_eq!(clock.hours(friday, monday), 3.5);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessClock {
    /// Instants of work in milliseconds, half-open, in order and apart.
    spans: Vec<(i64, i64)>,
    /// Milliseconds of work before each span.
    before: Vec<i64>,
}

impl BusinessClock {
    /// A clock for instants from `first` to `last`; `zone` where the calendar has none. What lies outside counts as no
    /// working time, and so does what is more than two hundred years after `first`. O(days).
    pub fn new(calendar: &Calendar, zone: &Zone, first: Timestamp, last: Timestamp) -> BusinessClock {
        let zone = calendar.zone.as_ref().unwrap_or(zone);
        let (from, to) = (zone.day(first).0.clamp(CALENDAR.0, CALENDAR.1), zone.day(last).0);
        let to = to.min(from.saturating_add(MOST_DAYS));
        let mut spans: Vec<(i64, i64)> = Vec::new();
        for day in (from..=to).map(Day) {
            let weekday = (day.0 - day.monday().0) as usize;
            let work = calendar.hours.of(weekday);
            if work.is_empty() || calendar.holidays.contains(day) {
                continue;
            }
            for &(start, end) in work {
                let (start, end) = (zone.instant(day, start).0, zone.instant(day, end).0);
                match spans.last_mut() {
                    // Work around the clock.
                    Some(last) if start <= last.1 => last.1 = last.1.max(end),
                    _ if start < end => spans.push((start, end)),
                    _ => {}
                }
            }
        }
        let before = spans
            .iter()
            .scan(0, |sum, (start, end)| {
                let before = *sum;
                *sum += end - start;
                Some(before)
            })
            .collect();
        BusinessClock { spans, before }
    }

    /// Working hours from one instant to another; 0 where the second is not later. O(log days).
    pub fn hours(&self, from: Timestamp, to: Timestamp) -> f64 {
        if to <= from {
            return 0.0;
        }
        (self.elapsed(to.0) - self.elapsed(from.0)) as f64 / HOUR_MS
    }

    /// Milliseconds of work before an instant.
    fn elapsed(&self, at: i64) -> i64 {
        let after = self.spans.partition_point(|&(start, _)| start <= at);
        match after.checked_sub(1) {
            None => 0,
            Some(last) => self.before[last] + at.min(self.spans[last].1) - self.spans[last].0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Holidays, WorkingHours};
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text.as_bytes()).unwrap()
    }

    fn calendar(hours: &str, zone: &str, holidays: &[&str]) -> Calendar {
        Calendar {
            hours: WorkingHours::parse(hours).unwrap(),
            zone: Some(Zone::named(zone).unwrap()),
            holidays: Holidays::parse(holidays.iter().copied()).unwrap(),
        }
    }

    fn hours(calendar: &Calendar, from: &str, to: &str) -> f64 {
        let clock = BusinessClock::new(calendar, &Zone::utc(), at(from), at(to));
        clock.hours(at(from), at(to))
    }

    #[test]
    fn table() {
        let office = calendar("Mon-Fri 8-17", "Europe/Helsinki", &["2024-03-29", "2024-04-01", "12-25"]);
        for (from, to, expected) in [
            // 2024-03-27 is a Wednesday; Helsinki is two hours ahead, three from 31 March on.
            ("2024-03-27T06:00:00Z", "2024-03-27T15:00:00Z", 9.0),
            ("2024-03-27T00:00:00Z", "2024-03-28T00:00:00Z", 9.0),
            ("2024-03-27T14:00:00Z", "2024-03-28T07:00:00Z", 2.0),
            ("2024-03-27T15:00:00Z", "2024-03-28T06:00:00Z", 0.0),
            // Good Friday, the weekend of the change of the clocks, Easter Monday.
            ("2024-03-28T14:00:00Z", "2024-04-02T06:00:00Z", 2.0),
            ("2024-03-29T00:00:00Z", "2024-04-02T04:59:00Z", 0.0),
            ("2024-12-24T06:00:00Z", "2024-12-27T06:00:00Z", 18.0),
            ("2025-12-24T06:00:00Z", "2025-12-26T06:00:00Z", 9.0),
        ] {
            assert!(
                (hours(&office, from, to) - expected).abs() < 1e-9,
                "{from} {to}: {}",
                hours(&office, from, to)
            );
        }
        assert_eq!(hours(&office, "2024-03-28T00:00:00Z", "2024-03-27T00:00:00Z"), 0.0);
    }

    #[test]
    fn days_on_which_the_clocks_change() {
        // Around the clock: 23 and 25 hours really pass.
        let shifts = calendar("Mon-Sun 0-24", "Europe/Helsinki", &[]);
        assert_eq!(hours(&shifts, "2024-03-30T22:00:00Z", "2024-03-31T21:00:00Z"), 23.0);
        assert_eq!(hours(&shifts, "2024-10-26T21:00:00Z", "2024-10-27T22:00:00Z"), 25.0);
        // In spring the clock goes from 3:00 to 4:00 on a Sunday: of 2:30 to 5:00 an hour is missing.
        let night = calendar("Sun 2:30-5", "Europe/Helsinki", &[]);
        assert_eq!(hours(&night, "2024-03-30T00:00:00Z", "2024-04-01T00:00:00Z"), 1.5);
        assert_eq!(hours(&night, "2024-10-26T00:00:00Z", "2024-10-28T00:00:00Z"), 3.5);
        // Times that the clock never shows begin and end with the change.
        let skipped = calendar("Sun 3:15-3:45", "Europe/Helsinki", &[]);
        assert_eq!(hours(&skipped, "2024-03-30T00:00:00Z", "2024-04-01T00:00:00Z"), 0.0);
        let into = calendar("Sun 3:30-5", "Europe/Helsinki", &[]);
        assert_eq!(hours(&into, "2024-03-30T00:00:00Z", "2024-04-01T00:00:00Z"), 1.0);
        // A calendar without a zone of its own takes the one it is given.
        let clock = |zone: &str| {
            let zone = Zone::named(zone).unwrap();
            let (from, to) = (at("2024-03-27T00:00:00Z"), at("2024-03-27T12:00:00Z"));
            BusinessClock::new(&Calendar::default(), &zone, from, to).hours(from, to)
        };
        assert_eq!((clock("UTC"), clock("Europe/Helsinki"), clock("America/New_York")), (4.0, 6.0, 0.0));
    }

    #[test]
    fn instants_without_a_calendar_do_no_harm() {
        for (first, last) in
            [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (0, i64::MAX), (i64::MIN, 0), (5, 5)]
        {
            let (first, last) = (Timestamp(first), Timestamp(last));
            let clock = BusinessClock::new(&Calendar::default(), &Zone::utc(), first, last);
            assert!(clock.hours(first, last) >= 0.0);
        }
    }

    const MINUTE: i64 = 60_000;

    /// Minute by minute what the local clock shows, for hours that no change of the clocks touches.
    fn by_minutes(calendar: &Calendar, from: i64, to: i64) -> f64 {
        let zone = calendar.zone.clone().unwrap();
        let mut minutes = 0;
        let mut at = from;
        while at < to {
            let day = zone.day(Timestamp(at));
            let of_day = ((at - zone.start_of(day).0) / MINUTE) as u16;
            // The change of the clocks lies before the hours of work.
            let shift = (zone.start_of(Day(day.0 + 1)).0 - zone.start_of(day).0 - 86_400_000) / MINUTE;
            let shown = if of_day >= 300 { (i64::from(of_day) - shift) as u16 } else { of_day };
            let weekday = (day.0 - day.monday().0) as usize;
            let works = calendar.hours.of(weekday).iter().any(|&(a, b)| a <= shown && shown < b);
            minutes += i64::from(works && !calendar.holidays.contains(day));
            at += MINUTE;
        }
        minutes as f64 / 60.0
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn agrees_with_counting_minutes(
            start in 28_400_000i64..28_900_000, length in 0i64..30_000,
            zone in prop::sample::select(vec!["UTC", "Europe/Helsinki", "America/New_York", "Asia/Kolkata"]),
            week in prop::sample::select(vec![
                "Mon-Fri 8-17", "Mon-Thu 7:30-12 12:30-16, Fri 8-14", "Sun-Thu 9-18:45", "Sat 10-11",
            ]),
        ) {
            let calendar = calendar(week, zone, &["2024-04-01", "2024-05-06..2024-05-10", "12-25"]);
            let (from, to) = (start * MINUTE, (start + length) * MINUTE);
            let clock = BusinessClock::new(&calendar, &Zone::utc(), Timestamp(from), Timestamp(to));
            let found = clock.hours(Timestamp(from), Timestamp(to));
            prop_assert!((found - by_minutes(&calendar, from, to)).abs() < 1e-9);
        }

        #[test]
        fn spans_of_time_add_up(a in 0i64..20_000, b in 0i64..20_000, c in 0i64..20_000) {
            let mut all = [a, b, c].map(|minutes| Timestamp((28_400_000 + minutes * 7) * MINUTE));
            all.sort_unstable();
            let calendar = calendar("Mon-Fri 8-17", "Europe/Oslo", &[]);
            let clock = BusinessClock::new(&calendar, &Zone::utc(), all[0], all[2]);
            let parts = clock.hours(all[0], all[1]) + clock.hours(all[1], all[2]);
            prop_assert!((parts - clock.hours(all[0], all[2])).abs() < 1e-9);
        }
    }
}
