//! Numbers and days as people write them where the language is spoken.

use super::Locale;
use crate::Timestamp;
use crate::time::{Day, Zone};

/// No line breaks here, and screen readers read what stands on both sides as one.
const HARD_SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

impl Locale {
    fn decimal_sign(self) -> char {
        if self == Locale::English { '.' } else { ',' }
    }

    fn thousands(self) -> char {
        if self == Locale::English { ',' } else { HARD_SPACE }
    }

    /// A number with so many decimals: `12,345.6`, `12 345,6`.
    pub(crate) fn number(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".into();
        }
        let plain = format!("{:.decimals$}", value.abs());
        let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
        let mut out = String::new();
        // What rounds to nothing has no sign.
        if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
            out.push(MINUS);
        }
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            // Four digits stand together where thousands are set apart by spaces.
            if at > 0 && left % 3 == 0 && (self == Locale::English || whole.len() > 4) {
                out.push(self.thousands());
            }
            out.push(digit);
        }
        if let Some(rest) = rest {
            out.push(self.decimal_sign());
            out.push_str(rest);
        }
        out
    }

    /// A whole number.
    pub(crate) fn whole(self, value: f64) -> String {
        self.number(value, 0)
    }

    /// A number with as many decimals as it needs to be told apart: two digits that count.
    pub(crate) fn short(self, value: f64) -> String {
        let size = value.abs();
        let decimals = if size >= 9.95 || size.fract() == 0.0 {
            0
        } else if size >= 0.995 {
            1
        } else {
            2
        };
        self.number(value, decimals)
    }

    /// A share in per cent, one decimal below ten.
    pub(crate) fn percent(self, share: f64) -> String {
        let decimals = usize::from(share.abs() > 0.0 && share.abs() < 0.0995);
        let number = self.number(100.0 * share, decimals);
        if self == Locale::English { format!("{number}%") } else { format!("{number}{HARD_SPACE}%") }
    }

    /// A day: `3 May 2024`, `3.5.2024`, `3. mai 2024`, `3 maj 2024`.
    pub(crate) fn date(self, day: Day) -> String {
        let (year, month, date) = day.date();
        let name = self.months()[usize::from(month.max(1) - 1) % 12];
        match self {
            Locale::English | Locale::Swedish => format!("{date} {name} {year}"),
            Locale::Norwegian => format!("{date}. {name} {year}"),
            Locale::Finnish => format!("{date}.{month}.{year}"),
        }
        .replace(' ', &HARD_SPACE.to_string())
    }

    /// The day of an instant.
    pub(crate) fn day(self, at: Timestamp, zone: &Zone) -> String {
        self.date(zone.day(at))
    }

    /// A month under an axis: `May 2024`.
    pub(crate) fn month(self, day: Day) -> String {
        let (year, month, _) = day.date();
        match self {
            Locale::Finnish => format!("{month}/{year}"),
            _ => format!("{}\u{a0}{year}", self.months()[usize::from(month.max(1) - 1) % 12]),
        }
    }

    /// Months in the form that stands in a date, short enough for an axis.
    pub(crate) fn months(self) -> [&'static str; 12] {
        match self {
            Locale::English => {
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            }
            Locale::Finnish => [
                "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
                "marras", "joulu",
            ],
            Locale::Norwegian => [
                "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
            ],
            Locale::Swedish => [
                "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_written() {
        for (value, decimals, english, finnish) in [
            (0.0, 0, "0", "0"),
            (-0.4, 0, "0", "0"),
            (999.0, 0, "999", "999"),
            (1234.0, 0, "1,234", "1234"),
            (12345.678, 1, "12,345.7", "12\u{a0}345,7"),
            (-1_234_567.0, 0, "\u{2212}1,234,567", "\u{2212}1\u{a0}234\u{a0}567"),
            (f64::NAN, 1, "–", "–"),
        ] {
            assert_eq!(Locale::English.number(value, decimals), english);
            assert_eq!(Locale::Finnish.number(value, decimals), finnish);
        }
        for (share, english, swedish) in [
            (0.0, "0%", "0\u{a0}%"),
            (0.034, "3.4%", "3,4\u{a0}%"),
            (0.0996, "10%", "10\u{a0}%"),
            (1.0, "100%", "100\u{a0}%"),
        ] {
            assert_eq!(Locale::English.percent(share), english);
            assert_eq!(Locale::Swedish.percent(share), swedish);
        }
        assert_eq!([12.34, 3.0, 1.26, 0.123].map(|x| Locale::Norwegian.short(x)), ["12", "3", "1,3", "0,12"]);
    }

    #[test]
    fn days_as_they_are_written() {
        let at = Timestamp::parse(b"2024-05-03T10:00:00Z").unwrap();
        let days = Locale::ALL.map(|locale| locale.day(at, &Zone::default()).replace('\u{a0}', " "));
        assert_eq!(days, ["3 May 2024", "3.5.2024", "3. mai 2024", "3 maj 2024"]);
    }
}
