//! Calendars of units and sites, from a table.

use super::{Calendar, Calendars, Holidays, WorkingHours};
use crate::error::{Error, Place, Result};
use crate::time::Zone;
use std::path::Path;

/// A row of a table of calendars; an empty text is as the calendar of the organisation has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CalendarRecord<'a> {
    /// Path of the unit, which holds for all below it; empty for any.
    pub unit: &'a str,
    /// Site; empty for any.
    pub site: &'a str,
    /// IANA name of the time zone.
    pub zone: &'a str,
    /// Hours of work, as [`WorkingHours::parse`] reads them.
    pub hours: &'a str,
    /// Holidays, as [`Holidays::parse`] reads them, with spaces, commas or semicolons between them; `none` for none.
    pub holidays: &'a str,
}

/// Columns of the table.
const COLUMNS: [&str; 5] = ["unit", "site", "zone", "hours", "holidays"];

/// What a row is about, and its calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Own {
    /// In lower case; empty for any.
    unit: String,
    site: String,
    pub(super) calendar: Calendar,
}

impl Own {
    /// Whether it holds for a unit and site in lower case.
    pub(super) fn fits(&self, unit: &str, site: &str) -> bool {
        let below = || {
            unit.strip_prefix(self.unit.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        (self.unit.is_empty() || below()) && (self.site.is_empty() || self.site == site)
    }

    /// What it is for, as units and sites are compared: in lower case.
    pub(super) fn name(&self) -> String {
        match (self.unit.as_str(), self.site.as_str()) {
            (unit, "") => unit.to_owned(),
            ("", site) => format!("site {site}"),
            (unit, site) => format!("{unit} at {site}"),
        }
    }

    /// How special it is. Of those that fit, units of the same length are the same.
    pub(super) fn rank(&self) -> (usize, bool) {
        (self.unit.len(), !self.site.is_empty())
    }
}

impl CalendarRecord<'_> {
    fn is_for_all(&self) -> bool {
        self.unit.trim().is_empty() && self.site.trim().is_empty()
    }

    fn calendar(&self, organisation: &Calendar) -> Result<Calendar> {
        let (zone, hours, holidays) = (self.zone.trim(), self.hours.trim(), self.holidays.trim());
        let or = |text: &str| !text.is_empty();
        let entries = || holidays.split([' ', ',', ';', '\t', '\n']).filter(|entry| !entry.is_empty());
        Ok(Calendar {
            hours: if or(hours) { WorkingHours::parse(hours)? } else { organisation.hours.clone() },
            zone: if or(zone) { Some(Zone::named(zone)?) } else { organisation.zone.clone() },
            holidays: match holidays {
                "" => organisation.holidays.clone(),
                none if none.eq_ignore_ascii_case("none") => Holidays::default(),
                _ => Holidays::parse(entries())?,
            },
        })
    }
}

/// `at` says where a row stands, for what is wrong with it.
fn assemble<'a>(
    organisation: Calendar,
    rows: &[CalendarRecord<'a>],
    at: impl Fn(usize, Error) -> Error,
) -> Result<Calendars> {
    let mut all = Calendars::from(organisation);
    let twice = |row: &CalendarRecord<'_>| Error::Option {
        option: "calendars",
        found: format!("unit {:?} and site {:?} twice", row.unit.trim(), row.site.trim()),
        expected: "one row a unit and site".into(),
    };
    let for_all = |row: &&(usize, &CalendarRecord<'a>)| row.1.is_for_all();
    let numbered: Vec<(usize, &CalendarRecord<'a>)> = rows.iter().enumerate().collect();
    let mut of_all = numbered.iter().filter(for_all);
    if let Some((i, row)) = of_all.next() {
        all.organisation = row.calendar(&all.organisation).map_err(|error| at(*i, error))?;
    }
    if let Some((i, row)) = of_all.next() {
        return Err(at(*i, twice(row)));
    }
    for (i, row) in numbered.iter().filter(|row| !for_all(row)) {
        let name = |text: &str| text.trim().trim_matches('/').to_lowercase();
        let (unit, site) = (name(row.unit), name(row.site));
        if all.own.iter().any(|own| own.unit == unit && own.site == site) {
            return Err(at(*i, twice(row)));
        }
        let calendar = row.calendar(&all.organisation).map_err(|error| at(*i, error))?;
        all.own.push(Own { unit, site, calendar });
    }
    Ok(all)
}

pub(super) fn calendars(organisation: Calendar, rows: &[CalendarRecord<'_>]) -> Result<Calendars> {
    assemble(organisation, rows, |_, error| error)
}

pub(super) fn read(path: &Path, organisation: Calendar) -> Result<Calendars> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.into(), source })?;
    from_csv(&path.display().to_string(), &String::from_utf8_lossy(&bytes), organisation)
}

fn from_csv(file: &str, text: &str, organisation: Calendar) -> Result<Calendars> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    // Spreadsheet programs of half of Europe write semicolons.
    let delimiter = if header.contains(';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let damaged = |error: csv::Error| Error::NotAnExport {
        place: Place::file(file),
        found: error.to_string(),
        expected: format!("a CSV file with the columns {}", COLUMNS.join(", ")),
    };
    let header = reader.headers().map_err(damaged)?.clone();
    let mut columns = Vec::new();
    for name in &header {
        let column = COLUMNS.iter().position(|known| known.eq_ignore_ascii_case(name));
        columns.push(column.ok_or_else(|| Error::Value {
            place: Place::file(file).at_line(1),
            found: name.into(),
            expected: format!("one of the columns {}", COLUMNS.join(", ")),
        })?);
    }
    if !columns.iter().any(|&column| column < 2) {
        let found =
            if header.is_empty() { "nothing".into() } else { header.iter().collect::<Vec<_>>().join(", ") };
        return Err(Error::MissingColumn { place: Place::file(file), column: "unit".into(), found });
    }
    let mut records = Vec::new();
    for record in reader.records() {
        records.push(record.map_err(damaged)?);
    }
    let rows: Vec<CalendarRecord<'_>> = records
        .iter()
        .map(|record| {
            let of = |column: usize| {
                let place = columns.iter().position(|&known| known == column);
                place.and_then(|place| record.get(place)).unwrap_or_default()
            };
            CalendarRecord { unit: of(0), site: of(1), zone: of(2), hours: of(3), holidays: of(4) }
        })
        .collect();
    assemble(organisation, &rows, |row, error| {
        let line = records[row].position().map_or(0, csv::Position::line);
        let place = |column: &str| Place::file(file).at_line(line).in_column(column);
        match error {
            Error::Option { option: "calendars", found, expected } => {
                Error::Value { place: Place::file(file).at_line(line), found, expected }
            }
            Error::Option { option, found, expected } => {
                Error::Value { place: place(option), found: found.replace('"', ""), expected }
            }
            Error::Unknown { name, .. } => Error::Value {
                place: place("zone"),
                found: name,
                expected: "an IANA name of a time zone such as Europe/Helsinki".into(),
            },
            other => other,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(calendars: &Calendars, unit: &str, site: &str) -> String {
        calendars.find(unit, site).zone.as_ref().map_or("-".into(), |zone| zone.name().into())
    }

    #[test]
    fn the_most_special_row_holds() {
        let row = |unit, site, zone| CalendarRecord { unit, site, zone, ..Default::default() };
        let rows = [
            row("Nordics", "", "Europe/Oslo"),
            row("nordics/Sales/", "", "Europe/Stockholm"),
            row("Nordics/Sales", "Turku", "Europe/Helsinki"),
            row("", "Turku", "Europe/Riga"),
        ];
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            let calendars = Calendars::new(Calendar::default(), &order.map(|i| rows[i])).unwrap();
            for (unit, site, expected) in [
                ("Nordics", "", "Europe/Oslo"),
                ("Nordics/HR", "Turku", "Europe/Oslo"),
                ("Nordics/Sales", "Oslo", "Europe/Stockholm"),
                ("Nordics/SALES/North", "turku", "Europe/Helsinki"),
                ("Nordics/Salespeople", "", "Europe/Oslo"),
                ("Nordicsea", "Turku", "Europe/Riga"),
                ("", "", "-"),
                ("Iberia", "Madrid", "-"),
            ] {
                assert_eq!(zone(&calendars, unit, site), expected, "{unit} {site}");
            }
        }
    }

    #[test]
    fn a_file() {
        let organisation = Calendar { holidays: Holidays::parse(["12-25"]).unwrap(), ..Calendar::default() };
        let text = "\u{feff}Unit;site;hours;holidays;zone\r\nSales;;Mon-Thu 8-16, Fri 8-14;05-17, 2024-05-09;Europe/Oslo\r\n;Madrid;;none;\r\n;;Mon-Fri 9-15;;\r\n";
        let found = from_csv("calendars.csv", text, organisation.clone()).unwrap();
        assert_eq!(found.organisation().hours.to_string(), "Mon-Fri 9:00-15:00");
        assert_eq!(found.organisation().holidays, organisation.holidays);
        let sales = found.find("Sales", "");
        assert_eq!((sales.hours.hours_a_week(), sales.holidays.len()), (38.0, 2));
        // An empty field is as in the organisation's own row.
        let madrid = found.find("", "Madrid");
        assert_eq!((madrid.hours.to_string().as_str(), madrid.holidays.len()), ("Mon-Fri 9:00-15:00", 0));
        assert_eq!(found.own(), 2);
        let commas = "unit,hours\n\"Sales\",\"Mon-Thu 8-16, Fri 8-14\"\n";
        assert_eq!(
            from_csv("c", commas, Calendar::default()).unwrap().find("sales", "").hours.hours_a_week(),
            38.0
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, expected) in [
            ("", "no column \"unit\""),
            ("hours\nMon 8-9\n", "no column \"unit\""),
            ("unit,team\nA,b\n", "line 1: found \"team\""),
            ("unit,hours\nA,Mon-Fri 8-17\nB,8-17\n", "line 3, column \"hours\""),
            ("unit,zone\nA,Europe/Atlantis\n", "line 2, column \"zone\": found \"Europe/Atlantis\""),
            ("unit,holidays\nA,24.12.\n", "line 2, column \"holidays\""),
            ("unit,site\nA,b\na,B\n", "line 3: found"),
            ("unit,site\n,\n,\n", "line 3: found"),
            ("unit,site\nA\n", "calendars.csv"),
        ] {
            let error = from_csv("calendars.csv", text, Calendar::default()).unwrap_err().to_string();
            assert!(error.contains(expected), "{text:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(unit|site|hours|zone|[a-z,;\n\"]){0,30}") {
            let _ = from_csv("calendars.csv", &text, Calendar::default());
        }
    }
}
