//! Days without work.

use crate::error::{Error, Place, Result};
use crate::time::Day;
use std::fmt;
use std::path::Path;

/// Longest span of days that one entry may stand for.
const LONGEST: i32 = 366;

const EXPECTED: &str =
    "a day such as 2024-12-24, a span such as 2024-12-24..2024-12-26, or a day of every year such as 12-25";

/// Days without work: single days, and days of every year.
///
/// An entry is a day (`2024-12-06`), a span with both ends (`2024-12-24..2024-12-26`) or a day of every year (`12-25`).
///
/// ```
/// use cmgraph::calendar::Holidays;
/// use cmgraph::time::Day;
/// let holidays = Holidays::parse(["12-25", "2024-12-30..2025-01-01"])?;
/// let day = |text| Day::parse(text).unwrap();
/// assert!(holidays.contains(day("2031-12-25")) && holidays.contains(day("2024-12-31")));
/// assert!(!holidays.contains(day("2025-12-31")));
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays {
    /// In order, each once.
    days: Vec<Day>,
    /// Month and day, in order, each once.
    yearly: Vec<(u8, u8)>,
}

impl Holidays {
    /// Holidays from entries.
    ///
    /// # Errors
    /// [`Error::Option`] for an entry that cannot be read, a span that ends before it begins or that is longer than a year.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Holidays> {
        let mut found = Holidays::default();
        for entry in entries {
            found.add(entry).map_err(|()| Error::Option {
                option: "holidays",
                found: format!("{entry:?}"),
                expected: EXPECTED.into(),
            })?;
        }
        found.settle();
        Ok(found)
    }

    /// Holidays from a text file: one entry a line, what follows it is its name; empty lines and those that begin with `#`
    /// are passed over, and so is a first line that is a header.
    ///
    /// ```text
    /// # Finland
    /// 01-01                    New Year
    /// 2024-03-29..2024-04-01   Easter
    /// 12-06                    Independence Day
    /// ```
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Value`] with the line of an entry that cannot be.
    pub fn read(path: &Path) -> Result<Holidays> {
        let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.into(), source })?;
        Holidays::from_lines(&path.display().to_string(), &String::from_utf8_lossy(&bytes))
    }

    fn from_lines(file: &str, text: &str) -> Result<Holidays> {
        let mut found = Holidays::default();
        let mut header = true;
        for (line, row) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let Some(entry) = row.split([' ', '\t', ',', ';']).find(|part| !part.is_empty()) else {
                continue;
            };
            let entry = entry.trim_matches('"');
            if entry.starts_with('#') {
                continue;
            }
            let first = std::mem::take(&mut header);
            if first && entry.starts_with(char::is_alphabetic) {
                continue;
            }
            found.add(entry).map_err(|()| Error::Value {
                place: Place::file(file).at_line(line as u64 + 1),
                found: entry.into(),
                expected: EXPECTED.into(),
            })?;
        }
        found.settle();
        Ok(found)
    }

    /// The same and others.
    pub fn with(mut self, others: Holidays) -> Holidays {
        self.days.extend(others.days);
        self.yearly.extend(others.yearly);
        self.settle();
        self
    }

    /// Whether nobody works on a day.
    pub fn contains(&self, day: Day) -> bool {
        let (_, month, date) = day.date();
        self.days.binary_search(&day).is_ok() || self.yearly.binary_search(&(month, date)).is_ok()
    }

    /// Number of single days, a span counted by its days, and of days of every year.
    pub fn len(&self) -> usize {
        self.days.len() + self.yearly.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn add(&mut self, entry: &str) -> Result<(), ()> {
        let entry = entry.trim();
        if let Some((from, to)) = entry.split_once("..") {
            let (from, to) = (Day::parse(from.trim()).ok_or(())?, Day::parse(to.trim()).ok_or(())?);
            let length = to.0.checked_sub(from.0).filter(|length| (0..LONGEST).contains(length)).ok_or(())?;
            self.days.extend((0..=length).map(|step| Day(from.0 + step)));
        } else if let Some(day) = Day::parse(entry) {
            self.days.push(day);
        } else {
            // In a leap year every day of a year is one.
            let day = Day::parse(&format!("2024-{entry}")).filter(|_| entry.len() == 5).ok_or(())?;
            let (_, month, date) = day.date();
            self.yearly.push((month, date));
        }
        Ok(())
    }

    fn settle(&mut self) {
        self.days.sort_unstable();
        self.days.dedup();
        self.yearly.sort_unstable();
        self.yearly.dedup();
    }
}

/// `3 days`, `none`.
impl fmt::Display for Holidays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            0 => f.write_str("none"),
            n => write!(f, "{n} {}", if n == 1 { "day" } else { "days" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        let day = |text| Day::parse(text).unwrap();
        let found = Holidays::parse(["2024-02-29", "02-29", "2024-05-01..2024-05-03", "2024-05-02"]).unwrap();
        assert_eq!(found.len(), 5);
        for (text, expected) in [
            ("2024-02-29", true),
            ("2028-02-29", true),
            ("2027-02-28", false),
            ("2024-04-30", false),
            ("2024-05-01", true),
            ("2024-05-03", true),
            ("2024-05-04", false),
        ] {
            assert_eq!(found.contains(day(text)), expected, "{text}");
        }
        for text in [
            "",
            "24.12.2024",
            "2024-02-30",
            "02-30",
            "2024-05-03..2024-05-01",
            "2020-01-01..2024-01-01",
            "5",
            "13-01",
        ] {
            let error = Holidays::parse([text]).unwrap_err().to_string();
            assert!(error.contains("2024-12-24"), "{text}: {error}");
        }
    }

    #[test]
    fn lines() {
        let text = "\u{feff}date,name\n# a remark\n\n2024-12-06,Independence Day\r\n12-24\tEve\n 2024-01-01..2024-01-02  New Year\n";
        let found = Holidays::from_lines("holidays.txt", text).unwrap();
        assert_eq!(found, Holidays::parse(["2024-12-06", "12-24", "2024-01-01", "2024-01-02"]).unwrap());
        let error = Holidays::from_lines("holidays.txt", "12-24\nDecember 6\n").unwrap_err().to_string();
        assert!(error.starts_with("holidays.txt, line 2:"), "{error}");
        assert!(Holidays::from_lines("holidays.txt", "").unwrap().is_empty());
    }
}
