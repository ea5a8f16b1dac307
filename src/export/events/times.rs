//! Times as tools write them: ISO 8601, seconds of the epoch, `31.12.2024 8:30`, `12/31/2024 8:30 PM`.

use crate::export::roster::values::{DayOrder, day_order};
use crate::time::{Timestamp, Zone};

/// Instants outside are taken for damage.
const EARLIEST: Timestamp = Timestamp(631_152_000_000); // 1990-01-01
const LATEST: Timestamp = Timestamp(4_102_444_800_000); // 2100-01-01

/// A time as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    At(Timestamp),
    /// Day and month cannot be told apart.
    Ambiguous,
    Unreadable,
}

/// Reads the times of one column.
#[derive(Debug)]
pub(super) struct Clock<'a> {
    zone: &'a Zone,
    order: Option<DayOrder>,
}

impl<'a> Clock<'a> {
    /// A clock for times that are meant in `zone` where they do not say so themselves. `values` are those of the column
    /// and show whether day or month comes first.
    pub(super) fn new<'t>(zone: &'a Zone, values: impl Iterator<Item = &'t str>) -> Clock<'a> {
        Clock { zone, order: day_order(values) }
    }

    /// Whether the values of a column have to be looked at before one that begins like this can be read.
    pub(super) fn needs_order(first: &str) -> bool {
        first.contains('/') && Timestamp::parse(first.as_bytes()).is_none()
            || first
                .as_bytes()
                .get(..5)
                .is_some_and(|start| start.contains(&b'-') && !start[..4].iter().all(u8::is_ascii_digit))
    }

    /// Reads a time.
    pub(super) fn read(&self, text: &[u8]) -> When {
        let text = text.trim_ascii();
        let found = match epoch(text) {
            Some(at) => Some(at),
            None => Timestamp::parse(text).map(|at| if says_zone(text) { at } else { self.local(at) }),
        };
        let found = match found {
            Some(at) => Some(at),
            None => match self.written(text) {
                Ok(at) => at.map(|at| self.local(at)),
                Err(()) => return When::Ambiguous,
            },
        };
        match found {
            Some(at) if (EARLIEST..LATEST).contains(&at) => When::At(at),
            _ => When::Unreadable,
        }
    }

    fn local(&self, at: Timestamp) -> Timestamp {
        self.zone.at_local(at)
    }

    /// `31.12.2024 8:30` and `12/31/2024 8:30:00 PM` as if they were in UTC; an error where day and month cannot be told
    /// apart.
    fn written(&self, text: &[u8]) -> Result<Option<Timestamp>, ()> {
        let Ok(text) = std::str::from_utf8(text) else { return Ok(None) };
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
        let date = date.trim_end_matches(',');
        let Some(mark) = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| "./-".contains(*c)) else {
            return Ok(None);
        };
        let mut parts = date.split(mark).map(|part| (part.len(), part.parse::<u16>().ok()));
        let (Some((1..=2, Some(a))), Some((1..=2, Some(b))), Some((4, Some(year))), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Ok(None);
        };
        let (day, month) = match (mark, self.order) {
            ('.', _) => (a, b),
            _ if a == b || a > 12 => (a, b),
            _ if b > 12 => (b, a),
            (_, Some(DayOrder::DayFirst)) => (a, b),
            (_, Some(DayOrder::MonthFirst)) => (b, a),
            (_, None) => return Err(()),
        };
        let date = Timestamp::from_date(year.into(), month as u8, day as u8);
        Ok(date.zip(time_of_day(time)).map(|(date, ms)| Timestamp(date.0 + ms)))
    }
}

/// Seconds (with a fraction) or milliseconds since 1970, told by their length: no year after 2286 is meant.
fn epoch(text: &[u8]) -> Option<Timestamp> {
    let (whole, fraction) = match text.iter().position(|&b| b == b'.') {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &b""[..]),
    };
    if !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
        return None;
    }
    let value: i64 = std::str::from_utf8(whole).ok()?.parse().ok()?;
    match whole.len() {
        9 | 10 => {
            let digit = |place: usize| fraction.get(place).map_or(0, |&b| i64::from(b - b'0'));
            Some(Timestamp(value * 1000 + digit(0) * 100 + digit(1) * 10 + digit(2)))
        }
        12 | 13 => Some(Timestamp(value)),
        _ => None,
    }
}

/// Whether a time in ISO 8601 says its zone: a letter at the end, or a sign after the date.
fn says_zone(text: &[u8]) -> bool {
    text.last().is_some_and(u8::is_ascii_alphabetic)
        || text.get(10..).is_some_and(|rest| rest.iter().any(|b| matches!(b, b'+' | b'-')))
}

/// Milliseconds of `8:30`, `08:30:15`, `8:30 PM`; midnight where there is none.
fn time_of_day(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0);
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.' || c.is_whitespace());
    let half: String = text[digits.len()..].chars().filter(char::is_ascii_alphabetic).collect();
    let mut parts = digits.split(':').map(|part| (part.len(), part.parse::<i64>().ok()));
    let (Some((1..=2, Some(hour))), Some((2, Some(minute)))) = (parts.next(), parts.next()) else {
        return None;
    };
    let second = match parts.next() {
        None => 0,
        Some((2, Some(second))) => second,
        Some(_) => return None,
    };
    let hour = match half.to_ascii_lowercase().as_str() {
        "" => hour,
        "am" if (1..=12).contains(&hour) => hour % 12,
        "pm" if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    (parts.next().is_none() && hour < 24 && minute < 60 && second < 60)
        .then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let iso = |text: &str| When::At(Timestamp::parse(text.as_bytes()).unwrap());
        let utc = Zone::utc();
        let clock = Clock::new(&utc, std::iter::empty());
        for (text, expected) in [
            ("2016-12-29 13:13:53", iso("2016-12-29T13:13:53Z")),
            ("2016-12-29T13:13:53+02:00", iso("2016-12-29T11:13:53Z")),
            ("1481203411", iso("2016-12-08T13:23:31Z")),
            ("1481203411.000012", iso("2016-12-08T13:23:31Z")),
            ("1481203411250", iso("2016-12-08T13:23:31.250Z")),
            ("31.12.2024 8:30", iso("2024-12-31T08:30:00Z")),
            ("31.12.2024", iso("2024-12-31")),
            ("12/31/2024 8:30:05 PM", iso("2024-12-31T20:30:05Z")),
            ("31/12/2024, 12:05 a.m.", iso("2024-12-31T00:05:00Z")),
            ("3/3/2024 00:00", iso("2024-03-03")),
            ("3/4/2024 8:30", When::Ambiguous),
            ("31.2.2024 8:30", When::Unreadable),
            ("31.12.2024 24:30", When::Unreadable),
            ("31.12.2024 13:30 PM", When::Unreadable),
            ("1.1.1601", When::Unreadable),
            ("45292.5", When::Unreadable),
            ("yesterday", When::Unreadable),
            ("", When::Unreadable),
        ] {
            assert_eq!(clock.read(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn order_and_zone() {
        let helsinki = Zone::named("Europe/Helsinki").unwrap();
        let clock = Clock::new(&helsinki, ["12/31/2024 8:30", "1/2/2024"].into_iter());
        for (text, expected) in [
            ("3/4/2024 8:30", "2024-03-04T06:30:00Z"),
            ("2024-07-04 08:30:00", "2024-07-04T05:30:00Z"),
            // What says its zone is meant in it, and seconds of the epoch are in none.
            ("2024-07-04 08:30:00 UTC", "2024-07-04T08:30:00Z"),
            ("2024-07-04T08:30:00-05:00", "2024-07-04T13:30:00Z"),
            ("1481203411", "2016-12-08T13:23:31Z"),
            // The hour that the clocks skip, and the one that they repeat.
            ("2024-03-31 03:30:00", "2024-03-31T01:30:00Z"),
            ("2024-10-27 03:30:00", "2024-10-27T00:30:00Z"),
        ] {
            let expected = Timestamp::parse(expected.as_bytes()).unwrap();
            assert_eq!(clock.read(text.as_bytes()), When::At(expected), "{text}");
        }
        for (text, needs) in [
            ("12/31/2024", true),
            ("2024/12/31", false),
            ("2024-12-31", false),
            ("31-12-2024", true),
            ("1.2.2024", false),
        ] {
            assert_eq!(Clock::needs_order(text), needs, "{text}");
        }
    }
}
