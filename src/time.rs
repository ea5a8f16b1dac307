//! Instants, time zones, local days and bins.
//!
//! Instants are UTC milliseconds. Days, weeks and months are *local*: they start at local midnight of the
//! organisation's [`Zone`], so a bin may last 23 or 25 hours when the clocks change.

use crate::error::{Error, Result};
use std::fmt;

/// Milliseconds of a day without a change of the clocks.
pub const DAY_MS: i64 = 86_400_000;

/// An instant: milliseconds since 1970-01-01T00:00:00 UTC.
///
/// ```
/// use cmgraph::Timestamp;
/// let at = Timestamp::parse(b"2022/11/11 21:00:20 +0000").unwrap();
/// assert_eq!(at, Timestamp::parse(b"2022-11-11T23:00:20.000+02:00").unwrap());
/// assert_eq!(at.to_string(), "2022-11-11T21:00:20Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads the forms that exports use: `2018-03-12 17:00:45 UTC`, `2018-03-12T17:00:45.123Z`, an offset such
    /// as `+02:00` or `+0200`, slashes instead of hyphens, a date alone (midnight UTC). Without a zone, UTC is
    /// meant. `None` for anything else, including dates that do not exist.
    pub fn parse(text: &[u8]) -> Option<Timestamp> {
        let text = text.trim_ascii();
        let (day, rest) = parse_date(text)?;
        let start = Timestamp(i64::from(day.0) * DAY_MS);
        let rest = match rest {
            [] => return Some(start),
            [b'T' | b't' | b' ', rest @ ..] => rest,
            _ => return None,
        };
        let [h1, h2, b':', m1, m2, rest @ ..] = rest else { return None };
        let (hour, minute) = (two(*h1, *h2)?, two(*m1, *m2)?);
        let (second, mut rest) = match rest {
            [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
            _ => (0, rest),
        };
        // 60: a leap second counts as the last second of its minute.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let mut millis = 0;
        if let [b'.' | b',', fraction @ ..] = rest {
            let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            for place in 0..3 {
                millis = millis * 10 + fraction[..digits].get(place).map_or(0, |b| i64::from(b - b'0'));
            }
            rest = &fraction[digits..];
        }
        let offset = parse_offset(rest.trim_ascii_start())?;
        let seconds = hour * 3600 + minute * 60 + second.min(59) - offset;
        Some(Timestamp(start.0 + seconds * 1000 + millis))
    }

    /// The instant of a date at midnight UTC.
    pub fn from_date(year: i32, month: u8, day: u8) -> Option<Timestamp> {
        Day::from_date(year, month, day).map(|day| Timestamp(i64::from(day.0) * DAY_MS))
    }

    /// Days from `earlier` to `self`, as a fraction.
    pub fn days_since(self, earlier: Timestamp) -> f64 {
        (self.0 - earlier.0) as f64 / DAY_MS as f64
    }
}

/// ISO 8601 in UTC, with milliseconds only where there are some.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day(self.0.div_euclid(DAY_MS).clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        let ms = self.0.rem_euclid(DAY_MS);
        let (s, ms) = (ms / 1000, ms % 1000);
        write!(f, "{day}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)?;
        if ms != 0 {
            write!(f, ".{ms:03}")?;
        }
        f.write_str("Z")
    }
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

fn parse_date(text: &[u8]) -> Option<(Day, &[u8])> {
    let [y1, y2, y3, y4, s1 @ (b'-' | b'/'), m1, m2, s2, d1, d2, rest @ ..] = text else { return None };
    if s1 != s2 {
        return None;
    }
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let day = Day::from_date(year as i32, two(*m1, *m2)? as u8, two(*d1, *d2)? as u8)?;
    Some((day, rest))
}

/// Seconds east of UTC; nothing, `Z`, `UTC` and `GMT` are zero.
fn parse_offset(text: &[u8]) -> Option<i64> {
    match text {
        [] | b"Z" | b"z" | b"UTC" | b"GMT" => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, rest @ ..] => {
            let minutes = match rest {
                [] => 0,
                [b':', m1, m2] | [m1, m2] => two(*m1, *m2)?,
                _ => return None,
            };
            let seconds = two(*h1, *h2)? * 3600 + minutes * 60;
            (seconds <= 18 * 3600 && minutes < 60).then_some(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

/// A local calendar day: days since 1970-01-01.
///
/// ```
/// use cmgraph::time::Day;
/// let day = Day::from_date(2024, 2, 29).unwrap();
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!(day.monday().to_string(), "2024-02-26");
/// assert_eq!(day.first_of_month().to_string(), "2024-02-01");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a Gregorian date, `None` where there is no such date.
    pub fn from_date(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(1..=12).contains(&month) || day == 0 || day > month_length(year, month) {
            return None;
        }
        // Days are counted from March, so that the leap day is the last of its year.
        let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = (153 * i32::from(m) + 2) / 5 + i32::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Day(era * 146_097 + day_of_era - 719_468))
    }

    /// The day of a date such as `2024-02-29`; `None` for anything else.
    ///
    /// ```
    /// use cmgraph::time::Day;
    /// assert_eq!(Day::parse("2024-02-29"), Day::from_date(2024, 2, 29));
    /// assert_eq!(Day::parse("2023-02-29"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Day> {
        match parse_date(text.trim().as_bytes())? {
            (day, []) => Some(day),
            _ => None,
        }
    }

    /// Year, month 1-12, day of the month.
    pub fn date(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let doe = days.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let m = (5 * doy + 2) / 153;
        let day = (doy - (153 * m + 2) / 5 + 1) as u8;
        let month = if m < 10 { m + 3 } else { m - 9 } as u8;
        ((yoe + era * 400 + i64::from(month <= 2)) as i32, month, day)
    }

    /// The Monday on or before this day.
    pub fn monday(self) -> Day {
        Day(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Day {
        let (_, _, day) = self.date();
        Day(self.0 - i32::from(day) + 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Width of a bin of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    /// A local calendar day.
    Day,
    /// Seven days from Monday.
    #[default]
    Week,
    /// A calendar month.
    Month,
}

impl Period {
    /// First day of the bin that holds `day`.
    pub fn start(self, day: Day) -> Day {
        match self {
            Period::Day => day,
            Period::Week => day.monday(),
            Period::Month => day.first_of_month(),
        }
    }

    /// First day of the next bin, for the first day of a bin.
    pub fn next(self, start: Day) -> Day {
        match self {
            Period::Day => Day(start.0 + 1),
            Period::Week => Day(start.0 + 7),
            // 31 days on is always in the next month, never in the one after.
            Period::Month => Day(start.0 + 31).first_of_month(),
        }
    }

    /// `day`, `week` or `month`.
    pub fn name(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
        }
    }

    /// The period of that name.
    pub fn parse(name: &str) -> Option<Period> {
        [Period::Day, Period::Week, Period::Month].into_iter().find(|p| p.name() == name)
    }
}

/// A time zone by its IANA name. The zone tables are built in, so results do not depend on the machine.
///
/// ```
/// use cmgraph::time::{Day, Zone};
/// use cmgraph::Timestamp;
/// let helsinki = Zone::named("Europe/Helsinki").unwrap();
/// let late = Timestamp::parse(b"2024-03-30T22:30:00Z").unwrap();
/// assert_eq!(helsinki.day(late), Day::from_date(2024, 3, 31).unwrap());
/// // The day on which the clocks went forward has 23 hours.
/// let day = Day::from_date(2024, 3, 31).unwrap();
/// assert_eq!(helsinki.start_of(Day(day.0 + 1)).0 - helsinki.start_of(day).0, 23 * 3_600_000);
/// assert!(Zone::named("Europe/Atlantis").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(jiff::tz::TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Zone::utc()
    }
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone(jiff::tz::TimeZone::UTC)
    }

    /// A zone by IANA name, for example `Europe/Helsinki`.
    ///
    /// # Errors
    /// [`Error::Unknown`] where the built-in tables have no such zone.
    pub fn named(name: &str) -> Result<Zone> {
        jiff::tz::TimeZoneDatabase::bundled().get(name).map(Zone).map_err(|_| Error::Unknown {
            kind: "time zone",
            name: name.into(),
            hint: "; expected an IANA name such as Europe/Helsinki or UTC".into(),
        })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The local day of an instant. For many instants use a [`DayClock`].
    pub fn day(&self, at: Timestamp) -> Day {
        DayClock::new(self, at, at).day(at)
    }

    /// The instant at which the clocks of the zone show the date and time that `local` shows in UTC. A time that the clocks
    /// skip is taken as much later; of one that they show twice the first is meant.
    ///
    /// ```
    /// use cmgraph::{Timestamp, time::Zone};
    /// let noon = Timestamp::parse(b"2024-07-04T12:00:00").unwrap();
    /// let helsinki = Zone::named("Europe/Helsinki").unwrap();
    /// assert_eq!(helsinki.at_local(noon).to_string(), "2024-07-04T09:00:00Z");
    /// ```
    pub fn at_local(&self, local: Timestamp) -> Timestamp {
        let civil = jiff::Timestamp::from_millisecond(local.0)
            .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).datetime());
        let zoned = civil.and_then(|civil| civil.to_zoned(self.0.clone()));
        zoned.map_or(local, |zoned| Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// The instant at which a local day begins (the first instant of that date, where midnight is skipped).
    pub fn start_of(&self, day: Day) -> Timestamp {
        let (year, month, dom) = day.date();
        let fallback = Timestamp(i64::from(day.0) * DAY_MS);
        let (Ok(year), Ok(month), Ok(dom)) = (i16::try_from(year), i8::try_from(month), i8::try_from(dom))
        else {
            return fallback;
        };
        jiff::civil::Date::new(year, month, dom)
            .and_then(|date| date.to_zoned(self.0.clone()))
            .map_or(fallback, |zoned| Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// The instant at which the clocks of a local day first show so many minutes after midnight; 1440 is the end of the
    /// day. A time that they skip is the instant at which they are put forward, of one shown twice it is the first.
    ///
    /// ```
    /// use cmgraph::time::{Day, Zone};
    /// let helsinki = Zone::named("Europe/Helsinki").unwrap();
    /// let day = Day::from_date(2024, 3, 31).unwrap();
    /// assert_eq!(helsinki.instant(day, 8 * 60).to_string(), "2024-03-31T05:00:00Z");
    /// // The clocks went from 3:00 to 4:00.
    /// assert_eq!(helsinki.instant(day, 3 * 60 + 30), helsinki.instant(day, 4 * 60));
    /// ```
    pub fn instant(&self, day: Day, minutes: u16) -> Timestamp {
        let day = Day(day.0.saturating_add(i32::from(minutes / 1440)));
        let minutes = minutes % 1440;
        let fallback = Timestamp(i64::from(day.0) * DAY_MS + i64::from(minutes) * 60_000);
        let (year, month, dom) = day.date();
        let (Ok(year), Ok(month), Ok(dom)) = (i16::try_from(year), i8::try_from(month), i8::try_from(dom))
        else {
            return fallback;
        };
        let Ok(date) = jiff::civil::Date::new(year, month, dom) else { return fallback };
        let local = date.at((minutes / 60) as i8, (minutes % 60) as i8, 0, 0);
        let found = self.0.to_ambiguous_timestamp(local);
        let at = match found.offset() {
            jiff::tz::AmbiguousOffset::Gap { .. } => found
                .earlier()
                .ok()
                .and_then(|at| self.0.following(at).next())
                .map(|change| change.timestamp()),
            _ => found.earlier().ok(),
        };
        at.map_or(fallback, |at| Timestamp(at.as_millisecond()))
    }
}

/// Local days of many instants: the changes of the clocks are looked up once.
///
/// Instants outside the range given to [`DayClock::new`] are still mapped, by the offset that holds at the
/// nearer end of the range.
#[derive(Debug, Clone)]
pub struct DayClock {
    /// `(from, offset in ms)`, ascending; the first entry holds for all earlier instants.
    offsets: Vec<(i64, i64)>,
}

impl DayClock {
    /// A clock for instants of `first..=last`. Cost: one entry a change of the clocks.
    pub fn new(zone: &Zone, first: Timestamp, last: Timestamp) -> DayClock {
        let start = jiff::Timestamp::from_millisecond(first.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let millis = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1000;
        let mut offsets = vec![(i64::MIN, millis(zone.0.to_offset(start)))];
        for change in zone.0.following(start) {
            let at = change.timestamp().as_millisecond();
            if at > last.0 {
                break;
            }
            offsets.push((at, millis(change.offset())));
        }
        DayClock { offsets }
    }

    /// The local day.
    #[inline]
    pub fn day(&self, at: Timestamp) -> Day {
        day_of(self.local(at))
    }

    /// The local day, and an instant after `at` up to which (exclusive) that day is sure to last: the next
    /// midnight or the next change of the clocks, whichever comes first.
    ///
    /// For ascending instants this saves the look-up until the day may have ended.
    ///
    /// ```
    /// use cmgraph::Timestamp;
    /// use cmgraph::time::{Day, DayClock, Zone};
    /// let clock = DayClock::new(&Zone::utc(), Timestamp(0), Timestamp(0));
    /// assert_eq!(clock.day_until(Timestamp(5)), (Day(0), Timestamp(86_400_000)));
    /// ```
    pub fn day_until(&self, at: Timestamp) -> (Day, Timestamp) {
        let after = self.offsets.partition_point(|&(from, _)| from <= at.0);
        let local = at.0.saturating_add(self.offsets[after - 1].1);
        let midnight = at.0.saturating_add(DAY_MS - local.rem_euclid(DAY_MS));
        let change = self.offsets.get(after).map_or(i64::MAX, |&(from, _)| from);
        (day_of(local), Timestamp(midnight.min(change)))
    }

    /// Hour of the local day, 0-23.
    pub fn hour(&self, at: Timestamp) -> u8 {
        (self.local(at).rem_euclid(DAY_MS) / 3_600_000) as u8
    }

    #[inline]
    fn local(&self, at: Timestamp) -> i64 {
        let after = match self.offsets.len() {
            1 => 1,
            _ => self.offsets.partition_point(|&(from, _)| from <= at.0),
        };
        at.0.saturating_add(self.offsets[after - 1].1)
    }
}

/// The day of a local time in milliseconds; beyond what a [`Day`] can hold, the last one that it can.
#[inline]
fn day_of(local: i64) -> Day {
    Day(local.div_euclid(DAY_MS).clamp(i32::MIN.into(), i32::MAX.into()) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_a_date() {
        let expected = Timestamp::parse(b"2018-03-12T17:00:45Z").unwrap();
        assert_eq!(expected.0, 1_520_874_045_000);
        for same in [
            "2018-03-12 17:00:45 UTC",
            "2018-03-12 17:00:45",
            "2018/03/12 17:00:45 +0000",
            "2018-03-12T19:00:45+02:00",
            "2018-03-12T12:00:45-05",
            " 2018-03-12T17:00:45.000Z ",
        ] {
            assert_eq!(Timestamp::parse(same.as_bytes()), Some(expected), "{same}");
        }
        assert_eq!(Timestamp::parse(b"2018-03-12T17:00:45.1239Z").unwrap().0, expected.0 + 123);
        assert_eq!(Timestamp::parse(b"2018-03-12 17:00:45.5").unwrap().0, expected.0 + 500);
        assert_eq!(Timestamp::parse(b"2018-03-12"), Timestamp::from_date(2018, 3, 12));
        for bad in [
            "",
            "null",
            "2018-02-29",
            "2018-13-01",
            "2018-03-12T25:00:00Z",
            "12.3.2018",
            "2018-03/12",
            "2018-03-12T17:00:45X",
            "2018-03-12T17:00:45.Z",
            "2018-03-12T17:00:45+9900",
            "20180312",
        ] {
            assert_eq!(Timestamp::parse(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn instants_without_a_calendar_do_no_harm() {
        for zone in ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
            let zone = Zone::named(zone).unwrap();
            for ms in [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
                let clock = DayClock::new(&zone, Timestamp(0), Timestamp(ms));
                let (day, _) = clock.day_until(Timestamp(ms));
                assert_eq!((day, zone.day(Timestamp(ms))), (clock.day(Timestamp(ms)), day));
                assert_eq!(day.0, if ms < 0 { i32::MIN } else { i32::MAX });
                assert!(clock.hour(Timestamp(ms)) < 24);
            }
        }
    }

    proptest! {
        #[test]
        fn dates_round_trip(n in -800_000i32..800_000) {
            let (year, month, day) = Day(n).date();
            prop_assert_eq!(Day::from_date(year, month, day), Some(Day(n)));
            prop_assert!(Day(n).monday().0 <= n && n < Day(n).monday().0 + 7);
        }

        #[test]
        fn printed_instants_are_read_back(ms in -62_000_000_000_000i64..200_000_000_000_000) {
            let at = Timestamp(ms);
            prop_assert_eq!(Timestamp::parse(at.to_string().as_bytes()), Some(at));
        }

        #[test]
        fn the_clock_agrees_with_the_zone_library(ms in 0i64..2_000_000_000_000) {
            let zone = Zone::named("Europe/Oslo").unwrap();
            let clock = DayClock::new(&zone, Timestamp(0), Timestamp(2_000_000_000_000));
            let zoned = jiff::Timestamp::from_millisecond(ms).unwrap().to_zoned(zone.0.clone());
            let date = Day::from_date(zoned.year().into(), zoned.month() as u8, zoned.day() as u8).unwrap();
            prop_assert_eq!(clock.day(Timestamp(ms)), date);
            let (day, until) = clock.day_until(Timestamp(ms));
            prop_assert_eq!(day, date);
            prop_assert!(until > Timestamp(ms) && clock.day(Timestamp(until.0 - 1)) == date);
            prop_assert_eq!(i32::from(clock.hour(Timestamp(ms))), i32::from(zoned.hour()));
        }
    }
}
