//! Hours of work in a week.

use crate::error::{Error, Result};
use std::fmt;

/// Hours of work where none are given.
pub const DEFAULT_HOURS: &str = "Mon-Fri 8-17";

/// Minutes of a day.
pub(super) const DAY_MINUTES: u16 = 24 * 60;

const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const FULL: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const EXPECTED: &str = "weekdays and times such as \"Mon-Fri 8-17\" or \"Mon-Thu 8-12 12:30-16, Fri 8-14\"; a night is two \
     spans, \"Mon-Fri 22-24, Tue-Sat 0-6\"";

/// On which weekdays at which times people work, in local time.
///
/// Written as weekdays followed by times: `Mon-Fri 8-17`; `Mon-Thu 8-12 12:30-16, Fri 8-14`; `Sun-Thu 9-18`;
/// `Mon, Wed 9-12:30`. Weekdays are English, whole or by their first three letters; times are of 24 hours, with `:` or `.`
/// before the minutes. Times after weekdays hold for all of these; commas may stand or not. A night is two spans:
/// `Mon-Fri 22-24, Tue-Sat 0-6`. Spans that overlap count once.
///
/// ```
/// use cmgraph::calendar::WorkingHours;
/// let hours = WorkingHours::parse("mon-thu 8-16, Friday 8.00-13.30")?;
/// assert_eq!(hours.to_string(), "Mon-Thu 8:00-16:00, Fri 8:00-13:30");
/// assert_eq!(hours.hours_a_week(), 37.5);
/// assert!(WorkingHours::parse("9 to 5").is_err());
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// Minutes from local midnight, half-open, in order and apart, by weekday from Monday.
    days: [Vec<(u16, u16)>; 7],
}

/// [`DEFAULT_HOURS`].
impl Default for WorkingHours {
    fn default() -> Self {
        let day = vec![(8 * 60, 17 * 60)];
        WorkingHours {
            days: std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() }),
        }
    }
}

impl WorkingHours {
    /// Hours of work from text.
    ///
    /// # Errors
    /// [`Error::Option`] where a weekday or a time cannot be read, a span ends before it begins, weekdays stand without
    /// times, or nothing is left to work.
    pub fn parse(text: &str) -> Result<WorkingHours> {
        let fault = |why: String| Error::Option {
            option: "hours",
            found: format!("{text:?}{why}"),
            expected: EXPECTED.into(),
        };
        // Dashes may be long and stand apart: "Mon – Fri 8 – 17".
        let plain = text.replace(['–', '—'], "-").replace([',', ';'], " ");
        let words: Vec<&str> = plain.split_whitespace().collect();
        let joined = words.join(" ").replace(" -", "-").replace("- ", "-");
        let mut days: [Vec<(u16, u16)>; 7] = Default::default();
        let (mut chosen, mut timed) = ([false; 7], false);
        for word in joined.split_whitespace() {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                let span = times(word).ok_or_else(|| fault(format!(" with the times {word:?}")))?;
                if !chosen.contains(&true) {
                    return Err(fault(format!(" with {word:?} before any weekday")));
                }
                timed = true;
                days.iter_mut().zip(chosen).filter(|(_, chosen)| *chosen).for_each(|(day, _)| day.push(span));
            } else {
                if timed {
                    (chosen, timed) = ([false; 7], false);
                }
                let (from, to) = weekdays(word).ok_or_else(|| fault(format!(" with {word:?}")))?;
                let length = (to + 7 - from) % 7;
                (0..=length).for_each(|step| chosen[(from + step) % 7] = true);
            }
        }
        if !timed {
            let why = if chosen.contains(&true) { " with weekdays without times" } else { "" };
            return Err(fault(why.into()));
        }
        days.iter_mut().for_each(|day| *day = joined_spans(std::mem::take(day)));
        Ok(WorkingHours { days })
    }

    /// Hours of work of an ordinary week.
    pub fn hours_a_week(&self) -> f64 {
        let minutes = self.days.iter().flatten().map(|&(from, to)| f64::from(to - from));
        minutes.sum::<f64>() / 60.0
    }

    /// Spans of a weekday from Monday (0), in minutes from local midnight.
    pub(super) fn of(&self, weekday: usize) -> &[(u16, u16)] {
        &self.days[weekday % 7]
    }
}

/// As [`WorkingHours::parse`] reads it.
impl fmt::Display for WorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = 0;
        let mut first = true;
        while from < 7 {
            let spans = &self.days[from];
            let same = self.days[from..].iter().take_while(|day| *day == spans).count();
            if !spans.is_empty() {
                f.write_str(if first { "" } else { ", " })?;
                first = false;
                f.write_str(NAMES[from])?;
                if same > 1 {
                    write!(f, "-{}", NAMES[from + same - 1])?;
                }
                for &(start, end) in spans {
                    write!(f, " {}:{:02}-{}:{:02}", start / 60, start % 60, end / 60, end % 60)?;
                }
            }
            from += same;
        }
        Ok(())
    }
}

/// `Mon` or `Mon-Fri`, from Monday (0).
fn weekdays(word: &str) -> Option<(usize, usize)> {
    let weekday = |name: &str| {
        let name = name.to_lowercase();
        (name.len() >= 3).then(|| FULL.iter().position(|full| full.starts_with(&name)))?
    };
    match word.split_once('-') {
        Some((from, to)) => Some((weekday(from)?, weekday(to)?)),
        None => weekday(word).map(|day| (day, day)),
    }
}

/// `8-17` or `8:30-16.15`, in minutes.
fn times(word: &str) -> Option<(u16, u16)> {
    let minutes = |text: &str| -> Option<u16> {
        let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
        let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(minute) {
            return None;
        }
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let all = hour * 60 + minute;
        (minute < 60 && all <= DAY_MINUTES).then_some(all)
    };
    let (from, to) = word.split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some((from, to))
}

/// In order, joined where they touch or overlap.
fn joined_spans(mut spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    spans.sort_unstable();
    let mut joined: Vec<(u16, u16)> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        for (text, expected) in [
            ("Mon-Fri 8-17", "Mon-Fri 8:00-17:00"),
            ("Mon–Fri 8 – 17", "Mon-Fri 8:00-17:00"),
            ("mon - fri 8:30-16.15", "Mon-Fri 8:30-16:15"),
            ("Mon-Fri 8-12, 13-17", "Mon-Fri 8:00-12:00 13:00-17:00"),
            ("Mon-Fri 8-12 12-17", "Mon-Fri 8:00-17:00"),
            ("Mon, Wed; Fri 9-12", "Mon 9:00-12:00, Wed 9:00-12:00, Fri 9:00-12:00"),
            ("Sun-Thu 9-18", "Mon-Thu 9:00-18:00, Sun 9:00-18:00"),
            ("Sat-Mon 0-24", "Mon 0:00-24:00, Sat-Sun 0:00-24:00"),
            ("Mon-Thu 8-16, Fri 8-14", "Mon-Thu 8:00-16:00, Fri 8:00-14:00"),
            ("Mon 8-10 Mon 9-12", "Mon 8:00-12:00"),
            (DEFAULT_HOURS, "Mon-Fri 8:00-17:00"),
        ] {
            assert_eq!(WorkingHours::parse(text).unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(WorkingHours::parse(DEFAULT_HOURS).unwrap(), WorkingHours::default());
        assert_eq!(WorkingHours::default().hours_a_week(), 45.0);
        let night = WorkingHours::parse("Mon-Fri 22-6").unwrap_err().to_string();
        assert!(night.contains("Mon-Fri 22-24, Tue-Sat 0-6"), "{night}");
        assert_eq!(WorkingHours::parse("Mon-Fri 22-24, Tue-Sat 0-6").unwrap().hours_a_week(), 40.0);
        for text in [
            "",
            "Mon-Fri",
            "8-17",
            "Mon 17-8",
            "Mon 8-8",
            "Mon 8-25",
            "Mon 8:60-9",
            "Mo 8-9",
            "Mon 8",
            "Mon 8-9-10",
            "Mon-Foo 8-9",
            "Mon +8-9",
            "ma-pe 8-16",
            "Mon 8-17, Tue",
            "Mon 24:01-24:02",
            "Mon 008-9",
            "-",
            "Mon--Fri 8-9",
        ] {
            let error = WorkingHours::parse(text).unwrap_err().to_string();
            assert!(error.contains("hours") && error.contains("Mon-Fri 8-17"), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(
            spans in prop::collection::vec((0usize..7, 0u16..1440, 1u16..600), 1..12)
        ) {
            let mut days: [Vec<(u16, u16)>; 7] = Default::default();
            for (day, from, length) in spans {
                days[day].push((from, (from + length).min(1440)));
            }
            let days = days.map(joined_spans);
            let hours = WorkingHours { days };
            prop_assert_eq!(WorkingHours::parse(&hours.to_string()).unwrap(), hours);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            let _ = WorkingHours::parse(&text);
        }
    }
}
