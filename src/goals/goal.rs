//! A goal, and how one is made from keys and values.

use super::{Direction, Kpi, Scale};
use crate::answers::Clock;
use crate::error::{Error, Place, Result};
use crate::time::Day;

/// Weeks beyond which a goal is about no window any more.
const MAX_WEEKS: f64 = 520.0;
/// Longest wait that a goal can be about, in hours: a year.
const MAX_HOURS: f64 = 8784.0;
/// Most months after which newcomers can be looked for.
const MAX_MONTHS: f64 = 60.0;

/// What should be reached by when.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What it is called; empty where the indicator says it.
    pub name: String,
    /// What is looked at.
    pub kpi: Kpi,
    /// The target, in the unit of the indicator: shares from 0 to 1.
    pub target: f64,
    /// Which way the goal points.
    pub direction: Direction,
    /// Last day on which it may be met; `None` for as of now.
    pub deadline: Option<Day>,
    /// Unit of the organisation that it is about, a path such as `Nordics/Sales`; `None` for all.
    pub unit: Option<String>,
    /// Last weeks before the end that count; `None` for all of the window.
    pub weeks: Option<u32>,
    /// Where it stands, for messages.
    pub place: Place,
}

/// A value of a goal.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A date.
    Day(Day),
    /// Anything else, as a message tells it.
    Other(String),
}

impl Given {
    /// As a message tells it.
    fn shown(&self) -> String {
        match self {
            Given::Text(text) => format!("{text:?}"),
            Given::Number(number) => number.to_string(),
            Given::Day(day) => day.to_string(),
            Given::Other(shown) => shown.clone(),
        }
    }
}

/// A key of a goal with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The value.
    pub given: Given,
    /// Line of the file, where there is one.
    pub line: Option<u64>,
}

/// The keys that a goal may have.
pub const GOAL_KEYS: [&str; 10] =
    ["name", "kpi", "target", "direction", "deadline", "unit", "weeks", "hours", "clock", "months"];

/// Reads the entries of one goal.
struct Reader<'a> {
    place: &'a Place,
    entries: &'a [Entry],
}

impl Reader<'_> {
    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    fn fault<T>(&self, entry: &Entry, expected: impl Into<String>) -> Result<T> {
        let line = entry.line.or(self.place.line);
        Err(Error::Setting {
            place: Place { line, ..self.place.clone() },
            key: entry.key.as_str().into(),
            found: entry.given.shown().into(),
            expected: expected.into(),
        })
    }

    fn missing<T>(&self, key: &str, expected: impl Into<String>) -> Result<T> {
        Err(Error::Setting {
            place: self.place.clone(),
            key: key.into(),
            found: "nothing".into(),
            expected: expected.into(),
        })
    }

    fn text(&self, key: &str, expected: &str) -> Result<Option<(&Entry, &str)>> {
        match self.entry(key) {
            None => Ok(None),
            Some(entry) => match &entry.given {
                Given::Text(text) => Ok(Some((entry, text.trim()))),
                _ => self.fault(entry, expected),
            },
        }
    }

    /// A whole number from 1 to `most`.
    fn whole(&self, key: &str, most: f64, what: &str) -> Result<Option<u32>> {
        let Some(entry) = self.entry(key) else { return Ok(None) };
        match entry.given {
            Given::Number(n) if n.fract() == 0.0 && (1.0..=most).contains(&n) => Ok(Some(n as u32)),
            _ => self.fault(entry, format!("a whole number of {what} from 1 to {most}")),
        }
    }

    fn refuse(&self, key: &str, allowed: bool, expected: &str) -> Result<()> {
        match self.entry(key) {
            Some(entry) if !allowed => self.fault(entry, expected),
            _ => Ok(()),
        }
    }
}

impl Goal {
    /// A goal from keys and values; [`read_goals`](super::read_goals) has the meaning of the keys. `place` is where the goal
    /// begins.
    ///
    /// # Errors
    /// [`Error::Setting`] for a key that is missing, unknown or twice there, and for a value that the key cannot have.
    pub fn from_entries(place: &Place, entries: &[Entry]) -> Result<Goal> {
        let reader = Reader { place, entries };
        for (at, entry) in entries.iter().enumerate() {
            if !GOAL_KEYS.contains(&entry.key.as_str()) {
                return reader.fault(entry, format!("one of the keys {}", GOAL_KEYS.join(", ")));
            }
            if entries[..at].iter().any(|other| other.key == entry.key) {
                return reader.fault(entry, "each key once");
            }
        }
        let kpi = kpi(&reader)?;
        let direction = match reader.text("direction", "\"at least\" or \"at most\"")? {
            None => kpi.direction(),
            Some((_, "at least")) => Direction::AtLeast,
            Some((_, "at most")) => Direction::AtMost,
            Some((entry, _)) => return reader.fault(entry, "\"at least\" or \"at most\""),
        };
        let unit = reader.text("unit", "the path of a unit, such as \"Nordics/Sales\"")?;
        if let Some((entry, unit)) = unit
            && (unit.is_empty() || !kpi.by_unit())
        {
            let expected = match unit.is_empty() {
                true => "the path of a unit, or no such key for all of them".to_string(),
                false => format!("no such key: {} is told of the whole organisation", kpi.name()),
            };
            return reader.fault(entry, expected);
        }
        let weeks = reader.whole("weeks", MAX_WEEKS, "weeks")?;
        let expected = format!("no such key: {} is not told of the last weeks alone", kpi.name());
        reader.refuse("weeks", kpi.by_weeks(), &expected)?;
        Ok(Goal {
            name: reader.text("name", "a text")?.map_or_else(String::new, |(_, name)| name.into()),
            target: target(&reader, kpi)?,
            kpi,
            direction,
            deadline: deadline(&reader)?,
            unit: unit.map(|(_, unit)| unit.into()),
            weeks,
            place: place.clone(),
        })
    }

    /// What it is called, or what its indicator is.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.kpi.title() } else { self.name.clone() }
    }
}

fn kpi(reader: &Reader<'_>) -> Result<Kpi> {
    let names = || Kpi::ALL.map(Kpi::name).join(", ");
    let Some((entry, name)) = reader.text("kpi", &format!("one of {}", names()))? else {
        return reader.missing("kpi", format!("one of {}", names()));
    };
    let Some(kpi) = Kpi::parse(name) else { return reader.fault(entry, format!("one of {}", names())) };
    let timed = matches!(kpi, Kpi::AnsweredWithin { .. });
    let clocked = timed || matches!(kpi, Kpi::MedianHours { .. });
    reader.refuse("hours", timed, "no such key: hours are for answered_within")?;
    reader.refuse("clock", clocked, "no such key: a clock is for answered_within and median_hours")?;
    reader.refuse("months", matches!(kpi, Kpi::Retained { .. }), "no such key: months are for retained")?;
    let clocks = "\"all hours\" or \"business hours\"";
    let given_clock = match reader.text("clock", clocks)? {
        None => Clock::Wall,
        Some((entry, name)) => match Clock::ALL.into_iter().find(|clock| clock.name() == name) {
            Some(clock) => clock,
            None => return reader.fault(entry, clocks),
        },
    };
    Ok(match kpi {
        Kpi::AnsweredWithin { hours, .. } => {
            let hours = match reader.entry("hours").map(|entry| (entry, &entry.given)) {
                None => hours,
                Some((_, &Given::Number(hours))) if hours > 0.0 && hours <= MAX_HOURS => hours,
                Some((entry, _)) => {
                    return reader.fault(entry, format!("hours above 0, at most {MAX_HOURS}"));
                }
            };
            Kpi::AnsweredWithin { hours, clock: given_clock }
        }
        Kpi::MedianHours { .. } => Kpi::MedianHours { clock: given_clock },
        Kpi::Retained { months } => {
            Kpi::Retained { months: reader.whole("months", MAX_MONTHS, "months")?.unwrap_or(months) }
        }
        other => other,
    })
}

/// Shares as a number from 0 to 1 or in per cent.
fn target(reader: &Reader<'_>, kpi: Kpi) -> Result<f64> {
    let expected = match kpi.scale() {
        Scale::Share => "a share: a number from 0 to 1 such as 0.8, or \"80%\"",
        Scale::Hours => "hours above 0",
        Scale::Number => "a number, 0 or more",
    };
    let Some(entry) = reader.entry("target") else { return reader.missing("target", expected) };
    let percent = |text: &str| {
        let number = text.trim().strip_suffix('%')?.trim_end().replace(',', ".");
        number.parse::<f64>().ok().map(|number| number / 100.0)
    };
    let number = match (&entry.given, kpi.scale()) {
        (Given::Number(number), _) => Some(*number),
        (Given::Text(text), Scale::Share) => percent(text),
        _ => None,
    };
    let fits = |number: f64| match kpi.scale() {
        Scale::Share => (0.0..=1.0).contains(&number),
        Scale::Hours => number > 0.0 && number <= MAX_HOURS,
        Scale::Number => number >= 0.0 && number.is_finite(),
    };
    match number.filter(|&number| fits(number)) {
        Some(number) => Ok(number),
        None => reader.fault(entry, expected),
    }
}

fn deadline(reader: &Reader<'_>) -> Result<Option<Day>> {
    let Some(entry) = reader.entry("deadline") else { return Ok(None) };
    let day = match &entry.given {
        Given::Day(day) => Some(*day),
        Given::Text(text) => Day::parse(text.trim()),
        _ => None,
    };
    match day {
        Some(day) => Ok(Some(day)),
        None => reader.fault(entry, "a date such as 2027-06-30"),
    }
}
