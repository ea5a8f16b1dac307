//! The simulated time: days, seasons, hours of work. All in UTC; seconds since 1970.

use super::options::SimulateOptions;
use super::random::Random;
use crate::error::{Error, Result};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

pub(super) const DAY: i64 = 86_400;
pub(super) const HOUR: i64 = 3_600;

/// The days of the simulation.
pub(super) struct Calendar {
    /// Seconds at which the time begins and ends (half-open).
    pub(super) start: i64,
    pub(super) end: i64,
    /// First day index of each month, and the number of days at the end.
    pub(super) months: Vec<usize>,
    /// How much is going on each day, 1 on an ordinary working day: weekday, July, Christmas.
    pub(super) weight: Vec<f64>,
}

impl Calendar {
    pub(super) fn new(options: &SimulateOptions) -> Result<Self> {
        let bad = |e: jiff::Error| Error::Option {
            option: "start",
            found: format!("{:?} and {} months ({e})", options.start, options.months),
            expected: "a time that ends before the year 9999".into(),
        };
        let first = Date::new(options.start.0, options.start.1, 1).map_err(bad)?;
        let mut months = Vec::with_capacity(options.months + 1);
        for m in 0..=options.months {
            let day = first.checked_add((m as i64).months()).map_err(bad)?;
            months.push((day - first).get_days() as usize);
        }
        let days = months[options.months];
        let mut weight = Vec::with_capacity(days);
        let mut date = first;
        for _ in 0..days {
            weight.push(day_weight(date));
            date = date.tomorrow().map_err(bad)?;
        }
        let epoch = jiff::civil::date(1970, 1, 1);
        let start = i64::from((first - epoch).get_days()) * DAY;
        Ok(Calendar { start, end: start + days as i64 * DAY, months, weight })
    }

    pub(super) fn days(&self) -> usize {
        self.weight.len()
    }

    /// Months since the start, as a fraction, by months of equal length.
    pub(super) fn month_at(&self, time: i64) -> f64 {
        (time - self.start) as f64 / (self.end - self.start) as f64 * (self.months.len() - 1) as f64
    }

    /// Inverse of [`Calendar::month_at`].
    pub(super) fn time_at(&self, month: f64) -> i64 {
        self.start + (month / (self.months.len() - 1) as f64 * (self.end - self.start) as f64) as i64
    }

    /// A moment of a day when people write.
    pub(super) fn moment(&self, day: usize, random: &mut Random) -> i64 {
        // Share of messages by hour, UTC: the Nordic working day, a little in the evening.
        const HOURS: [u32; 24] =
            [0, 0, 0, 0, 1, 4, 9, 14, 13, 10, 9, 11, 12, 10, 7, 4, 2, 2, 2, 2, 1, 1, 0, 0];
        let mut left = random.below(HOURS.iter().sum::<u32>() as usize) as u32;
        let mut hour = 0;
        while left >= HOURS[hour] {
            left -= HOURS[hour];
            hour += 1;
        }
        self.start + day as i64 * DAY + hour as i64 * HOUR + random.between(0, HOUR)
    }

    /// The moment at which somebody gets round to what is due at `time`: nights and weekends mostly wait for the morning.
    pub(super) fn working(&self, time: i64, random: &mut Random) -> i64 {
        let mut time = time;
        let hour = time.rem_euclid(DAY) / HOUR;
        if !(5..18).contains(&hour) && random.chance(0.85) {
            let morning = time.div_euclid(DAY) + i64::from(hour >= 18);
            time = morning * DAY + 6 * HOUR + random.between(0, 3 * HOUR);
        }
        // 1970-01-01 was a Thursday.
        let weekday = (time.div_euclid(DAY) + 3).rem_euclid(7);
        if weekday >= 5 && random.chance(0.85) {
            time = (time.div_euclid(DAY) + 7 - weekday) * DAY + 6 * HOUR + random.between(0, 4 * HOUR);
        }
        time
    }
}

fn day_weight(date: Date) -> f64 {
    let week = match date.weekday() {
        Weekday::Monday => 1.05,
        Weekday::Tuesday => 1.1,
        Weekday::Wednesday => 1.05,
        Weekday::Thursday => 1.0,
        Weekday::Friday => 0.8,
        Weekday::Saturday => 0.08,
        Weekday::Sunday => 0.1,
    };
    let season = match (date.month(), date.day()) {
        (7, _) => 0.4,
        (12, 22..) | (1, 1..=3) => 0.25,
        (8, 1..=7) => 0.7,
        _ => 1.0,
    };
    week * season
}

/// `2024-03-05T08:14:22Z`, as in Messages.csv.
pub(super) fn iso(time: i64) -> String {
    jiff::Timestamp::from_second(time).map(|t| t.to_string()).unwrap_or_default()
}

/// `2024-03-05 08:14:22 UTC`, as in Users.csv: real exports have more than one form.
pub(super) fn spaced(time: i64) -> String {
    iso(time).replace('T', " ").replace('Z', " UTC")
}

#[cfg(test)]
mod tests {
    use super::super::options::Size;
    use super::super::random::Stream;
    use super::*;

    #[test]
    fn calendar_follows_the_real_one() {
        let c = Calendar::new(&SimulateOptions::preset(Size::S)).unwrap();
        assert_eq!(iso(c.start), "2023-06-01T00:00:00Z");
        assert_eq!(iso(c.end), "2024-06-01T00:00:00Z");
        assert_eq!(c.days(), 366);
        assert_eq!(&c.months[..3], &[0, 30, 61]);
        assert_eq!(spaced(c.start + 3 * HOUR + 61), "2023-06-01 03:01:01 UTC");
        // Tuesday 2023-06-06, Saturday 2023-06-03, Tuesday 2023-07-11
        assert_eq!((c.weight[5], c.weight[2]), (1.1, 0.08));
        assert!((c.weight[40] - 0.44).abs() < 1e-12);
        assert!((c.month_at(c.time_at(4.5)) - 4.5).abs() < 1e-5);
    }

    #[test]
    fn work_is_done_mostly_by_day_and_never_earlier() {
        let c = Calendar::new(&SimulateOptions::preset(Size::S)).unwrap();
        let mut r = Random::new(1, Stream::Calendar);
        let mut day = 0;
        for i in 0..2_000 {
            let due = c.start + i * 3_001;
            let done = c.working(due, &mut r);
            assert!(done >= due, "{} before {}", iso(done), iso(due));
            day += i32::from((5..18).contains(&(done.rem_euclid(DAY) / HOUR)));
        }
        assert!(day > 1_700, "{day}");
    }
}
