//! Goals from a file.

use super::goal::{Entry, Given, Goal};
use crate::error::{Error, Place, Result};
use crate::time::Day;
use std::fs;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Goals from a file of TOML with one `[[goal]]` each.
///
/// | key | meaning |
/// |---|---|
/// | `kpi` | the indicator, a name of [`Kpi`](super::Kpi) |
/// | `target` | the target: shares from 0 to 1 or as `"80%"`, hours, or a number |
/// | `direction` | `"at least"` or `"at most"`; by default down for waiting, up for the others |
/// | `deadline` | last day on which it may be met; without it as of now |
/// | `name` | what the goal is called |
/// | `unit` | path of the unit that it is about; all without it |
/// | `weeks` | last weeks that count; all of the window without it |
/// | `hours`, `clock` | for `answered_within` (24) and `median_hours`: `"all hours"` or `"business hours"` |
/// | `months` | for `retained`: months after that of the first activity (3) |
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::NotAnExport`] where it is not TOML, [`Error::Setting`] for a key or
/// value that is wrong; both with file and line.
pub fn read_goals(path: &Path) -> Result<Vec<Goal>> {
    let text = fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
    parse_goals(&text, &path.display().to_string())
}

/// The same from a text; `file` is what messages call it.
///
/// ```
/// use cmgraph::goals::{Kpi, parse_goals};
/// let goals = parse_goals("[[goal]]\nkpi = \"answered\"\ntarget = \"80%\"\n", "goals.toml")?;
/// assert_eq!((goals[0].kpi, goals[0].target), (Kpi::Answered, 0.8));
///
/// let wrong = parse_goals("[[goal]]\nkpi = \"answered\"\ntarget = 80\n", "goals.toml").unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "goals.toml, line 3, target: found 80, expected a share: a number from 0 to 1 such as 0.8, or \"80%\""
/// );
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Errors
/// As [`read_goals`].
pub fn parse_goals(text: &str, file: &str) -> Result<Vec<Goal>> {
    let source = Source { text: text.strip_prefix('\u{feff}').unwrap_or(text), file };
    let document = DeTable::parse(source.text).map_err(|error| Error::NotAnExport {
        place: source.place(error.span().unwrap_or_default()),
        found: error.message().trim().replace('\n', ", "),
        expected: "TOML, a [[goal]] with keys and values for each goal".into(),
    })?;
    let mut goals = Vec::new();
    for (key, value) in document.get_ref() {
        if key.get_ref() != "goal" {
            return Err(source.setting(key, "this key", "nothing but [[goal]] at the top"));
        }
        let tables = match value.get_ref() {
            DeValue::Array(tables) => tables,
            _ => return Err(source.setting(key, "one [goal]", "[[goal]], in double brackets")),
        };
        for table in tables {
            let DeValue::Table(entries) = table.get_ref() else {
                return Err(source.setting(key, table.get_ref().type_str(), "a table of keys and values"));
            };
            let place = source.place(table.span());
            let mut read: Vec<(usize, Entry)> = Vec::new();
            for (key, value) in entries {
                let entry = Entry {
                    key: key.get_ref().to_string(),
                    given: given(value, &source),
                    line: source.place(key.span()).line,
                };
                read.push((key.span().start, entry));
            }
            // As they stand in the file, so that the first fault is told.
            read.sort_by_key(|(at, _)| *at);
            let read: Vec<Entry> = read.into_iter().map(|(_, entry)| entry).collect();
            goals.push(Goal::from_entries(&place, &read)?);
        }
    }
    if goals.is_empty() {
        return Err(Error::NotAnExport {
            place: Place::file(file),
            found: "no goal".into(),
            expected: "at least one [[goal]]".into(),
        });
    }
    Ok(goals)
}

/// The file, to tell lines.
struct Source<'a> {
    text: &'a str,
    file: &'a str,
}

impl Source<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start.min(self.text.len())).unwrap_or_default();
        Place::file(self.file).at_line(before.matches('\n').count() as u64 + 1)
    }

    fn setting(&self, key: &Spanned<std::borrow::Cow<'_, str>>, found: &str, expected: &str) -> Error {
        Error::Setting {
            place: self.place(key.span()),
            key: key.get_ref().as_ref().into(),
            found: found.into(),
            expected: expected.into(),
        }
    }
}

fn given(value: &Spanned<DeValue<'_>>, source: &Source<'_>) -> Given {
    let written = || {
        let text = source.text.get(value.span()).unwrap_or_default();
        Given::Other(text.lines().next().unwrap_or_default().to_string())
    };
    let number = |text: &str| text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    match value.get_ref() {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Integer(n) if n.radix() == 10 => number(n.as_str()).map_or_else(written, Given::Number),
        DeValue::Float(n) => number(n.as_str()).map_or_else(written, Given::Number),
        DeValue::Datetime(at) => {
            let day = at.date.filter(|_| at.time.is_none());
            day.and_then(|day| Day::from_date(day.year.into(), day.month, day.day))
                .map_or_else(written, Given::Day)
        }
        _ => written(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Clock;
    use crate::goals::{Direction, Kpi};

    #[test]
    fn a_goal_with_everything() {
        let text = "# ours\n[[goal]]\nname = \"Within a day\"\nkpi = \"answered_within\"\nhours = 9\nclock = \"business hours\"\n\
            target = 0.75\ndirection = \"at least\"\ndeadline = 2027-06-30\nunit = \"Nordics/Sales\"\nweeks = 26\n";
        let goals = parse_goals(text, "goals.toml").unwrap();
        assert_eq!(goals.len(), 1);
        let goal = &goals[0];
        assert_eq!(goal.kpi, Kpi::AnsweredWithin { hours: 9.0, clock: Clock::Business });
        assert_eq!((goal.target, goal.direction), (0.75, Direction::AtLeast));
        assert_eq!(goal.deadline, Day::from_date(2027, 6, 30));
        assert_eq!((goal.unit.as_deref(), goal.weeks), (Some("Nordics/Sales"), Some(26)));
        assert_eq!((goal.title().as_str(), goal.place.line), ("Within a day", Some(2)));
        let short =
            parse_goals("[[goal]]\nkpi = \"median_hours\"\ntarget = 4\ndeadline = \"2027-06-30\"", "g")
                .unwrap();
        assert_eq!((short[0].direction, short[0].deadline), (Direction::AtMost, Day::from_date(2027, 6, 30)));
        let percent = parse_goals("[[goal]]\nkpi = \"joined\"\ntarget = \"62,5 %\"\n", "g").unwrap();
        assert_eq!(percent[0].target, 0.625);
    }

    #[test]
    fn faults_have_file_line_key_found_and_expected() {
        for (text, said) in [
            ("kpi = 1", "g, line 1, kpi: found this key, expected nothing but [[goal]] at the top"),
            (
                "[goal]\nkpi = \"joined\"",
                "g, line 1, goal: found one [goal], expected [[goal]], in double brackets",
            ),
            ("goal = [1]", "g, line 1, goal: found integer, expected a table of keys and values"),
            ("[[goal]]\ntarget = 1", "g, line 1, kpi: found nothing, expected one of joined,"),
            ("[[goal]]\nkpi = \"logins\"", "g, line 2, kpi: found \"logins\", expected one of joined,"),
            ("[[goal]]\nkpi = 3", "g, line 2, kpi: found 3, expected one of joined,"),
            ("[[goal]]\nkpi = \"joined\"", "g, line 1, target: found nothing, expected a share"),
            ("[[goal]]\nkpi = \"joined\"\n\ntarget = [1]", "g, line 4, target: found [1], expected a share"),
            ("[[goal]]\nkpi = \"joined\"\ntarget = nan", "g, line 3, target: found nan, expected a share"),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1e400",
                "g, line 3, target: found 1e400, expected a share",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = \"half\"",
                "g, line 3, target: found \"half\", expected a share",
            ),
            (
                "[[goal]]\nkpi = \"median_hours\"\ntarget = -1",
                "g, line 3, target: found -1, expected hours above 0",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\ngoal = 2",
                "g, line 4, goal: found 2, expected one of the keys name,",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\nhours = 2",
                "g, line 4, hours: found 2, expected no such key",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\nweeks = 2",
                "g, line 4, weeks: found 2, expected no such key",
            ),
            (
                "[[goal]]\nkpi = \"answered\"\ntarget = 1\nweeks = 1.5",
                "g, line 4, weeks: found 1.5, expected a whole number",
            ),
            (
                "[[goal]]\nkpi = \"retained\"\ntarget = 1\nunit = \"A\"",
                "g, line 4, unit: found \"A\", expected no such key",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\nunit = \"\"",
                "g, line 4, unit: found \"\", expected the path of a unit",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\ndirection = \"more\"",
                "g, line 4, direction: found \"more\", expected \"at least\" or \"at most\"",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\ndeadline = \"soon\"",
                "g, line 4, deadline: found \"soon\", expected a date such as 2027-06-30",
            ),
            (
                "[[goal]]\nkpi = \"joined\"\ntarget = 1\ndeadline = 2027-06-30T12:00:00",
                "g, line 4, deadline: found 2027-06-30T12:00:00, expected a date",
            ),
            (
                "[[goal]]\nkpi = \"answered_within\"\ntarget = 1\nclock = \"sun\"",
                "g, line 4, clock: found \"sun\", expected \"all hours\" or \"business hours\"",
            ),
            (
                "[[goal]]\nkpi = \"answered_within\"\ntarget = 1\nhours = 0",
                "g, line 4, hours: found 0, expected hours above 0",
            ),
            ("\n[[goal]]\nkpi = \n", "g, line 3: "),
            ("[[goal]]\nkpi = \"joined\"\nkpi = \"joined\"", "g, line 3: duplicate key"),
            ("", "g: no goal; expected at least one [[goal]]"),
        ] {
            let error = parse_goals(text, "g").unwrap_err().to_string();
            assert!(error.starts_with(said), "{text:?}\n  {error}\n  {said}");
        }
    }

    #[test]
    fn any_bytes_give_goals_or_an_error() {
        let whole = "[[goal]]\nkpi = \"joined\"\ntarget = \"50%\"\nname = \"ä \u{1f389}\"\n[[goal]]\nkpi = \"answered\"\ntarget = 1\n";
        for end in (0..=whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            if let Err(error) = parse_goals(&whole[..end], "g") {
                assert!(error.to_string().starts_with('g'));
            }
        }
    }
}
