//! What people see of a table: columns with their intervals folded in, numbers with sensible digits.

use super::notes::grouped;
use super::{Column, Release, Role, Values};

/// Shown in place of a value that is not there.
pub(super) const MISSING: &str = "–";
/// Shown in place of a number that is hidden.
const HIDDEN: &str = "*";

/// A column as shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) name: String,
    /// Unit of the numbers, in brackets; empty where there is none or the name says it.
    pub(super) unit: String,
    pub(super) description: &'static str,
    /// Numbers are aligned right.
    pub(super) number: bool,
    /// Identifies the row: repeated where a wide table is cut.
    pub(super) key: bool,
    /// Ids of people.
    pub(super) id: bool,
    /// Names of people.
    pub(super) person: bool,
    /// Texts that may be cut; an id is no use without its end.
    pub(super) cut: bool,
    /// Paths of units are told apart by their ends: they lose their start.
    pub(super) path: bool,
    pub(super) cells: Vec<String>,
}

/// A release as shown.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<Shown>,
    /// Sentences about a row, by column.
    pub(super) reasons: Vec<Shown>,
    pub(super) rows: usize,
}

/// The first `max_rows` rows as shown.
pub(super) fn layout(release: &Release, max_rows: usize) -> Layout {
    let columns = release.columns();
    let rows = release.rows().min(max_rows);
    let mut layout = Layout { columns: Vec::new(), reasons: Vec::new(), rows };
    let mut at = 0;
    while let Some(column) = columns.get(at) {
        let interval = match columns.get(at + 1..at + 3) {
            Some([low, high])
                if low.role == Role::Low && high.role == Role::High && column.role.is_number() =>
            {
                Some((low, high))
            }
            _ => None,
        };
        let flag = release.flag() == Some(at);
        at += if interval.is_some() { 3 } else { 1 };
        // Hidden rows are marked in their cells.
        if flag {
            continue;
        }
        let shown = shown(release, column, interval, rows);
        if column.role == Role::Reason { layout.reasons.push(shown) } else { layout.columns.push(shown) }
    }
    layout
}

fn shown(release: &Release, column: &Column, interval: Option<(&Column, &Column)>, rows: usize) -> Shown {
    let number = matches!(column.values, Values::Int(_) | Values::Float(_));
    let name = plain(&column.name.replace('_', " "));
    // A unit that the name does not say already.
    let said = column.unit.split_whitespace().all(|word| name.split(' ').any(|other| other == word));
    let people = matches!(column.role, Role::People | Role::Denominator);
    let unit =
        if said || people || column.unit.is_empty() { String::new() } else { format!("({})", column.unit) };
    let show = number_format(column, interval.map(|(_, high)| high), rows);
    let cells = (0..rows).map(|row| {
        if !column.values.is_some(row) {
            let hidden = release.is_suppressed(row) && column.role.is_number();
            return if column.role == Role::Reason {
                ""
            } else if hidden {
                HIDDEN
            } else {
                MISSING
            }
            .into();
        }
        let Some(value) = column.values.number(row) else {
            return match &column.values {
                Values::Bool(v) if v.get(row) == Some(&Some(true)) => "yes".into(),
                Values::Bool(_) => "no".into(),
                other => plain(&other.text(row).unwrap_or_default()),
            };
        };
        let text = show.show(value);
        let ends = interval.and_then(|(low, high)| Some((low.values.number(row)?, high.values.number(row)?)));
        match ends {
            Some((low, high)) => format!("{text}{} ({})", show.sign(), show.range(low, high)),
            None => text + show.sign(),
        }
    });
    Shown {
        name,
        unit,
        description: column.description,
        number,
        key: matches!(column.role, Role::Member | Role::MemberName | Role::Unit | Role::Group | Role::Time),
        id: column.role == Role::Member,
        person: column.role == Role::MemberName && column.name == "name",
        cut: !number && column.role != Role::Member,
        path: column.role == Role::Unit,
        cells: cells.collect(),
    }
}

/// How the numbers of a column are written, all with the same number of decimals.
struct NumberFormat {
    percent: bool,
    decimals: usize,
}

fn number_format(column: &Column, high: Option<&Column>, rows: usize) -> NumberFormat {
    let values = || (0..rows).filter_map(|row| column.values.number(row)).map(f64::abs);
    let whole = matches!(column.values, Values::Int(_));
    if column.role == Role::Share && !whole {
        // Shares below one percent need more than "0%".
        let least = values().filter(|&x| x > 0.0).fold(1.0, f64::min);
        let decimals = if least >= 0.01 {
            0
        } else if least >= 0.001 {
            1
        } else {
            2
        };
        return NumberFormat { percent: true, decimals };
    }
    let ends = (0..rows).filter_map(|row| high?.values.number(row)).map(f64::abs);
    let largest = values().chain(ends).fold(0.0, f64::max);
    // Three digits that matter, two beside an interval; no decimals where all values are whole.
    let digits = if high.is_some() { 1.0 } else { 2.0 };
    let decimals = if whole
        || largest == 0.0
        || largest >= 100.0
        || (high.is_none() && values().all(|x| x.fract() == 0.0))
    {
        0
    } else if largest >= 1.0 {
        (digits - largest.log10().floor()).max(high.map_or(0.0, |_| 1.0)) as usize
    } else {
        (digits - largest.log10().floor()).clamp(2.0, 8.0) as usize
    };
    NumberFormat { percent: false, decimals }
}

impl NumberFormat {
    fn sign(&self) -> &'static str {
        if self.percent { "%" } else { "" }
    }

    /// Without the percent sign.
    fn show(&self, x: f64) -> String {
        if self.percent {
            return unsigned_zero(format!("{:.*}", self.decimals, x * 100.0));
        }
        if x.abs() >= 1e15 {
            return format!("{x:.2e}");
        }
        grouped(&unsigned_zero(format!("{x:.*}", self.decimals)))
    }

    fn range(&self, low: f64, high: f64) -> String {
        let (low, high) = (self.show(low), self.show(high));
        let between = if low.starts_with('-') || high.starts_with('-') { " to " } else { "-" };
        format!("{low}{between}{high}")
    }
}

/// Rounding leaves `-0.0` of small negative numbers.
fn unsigned_zero(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_string(),
        _ => text,
    }
}

/// Text of the input made harmless for a terminal and a page: white space of any kind becomes a space, and
/// characters that control the terminal or the direction of writing show as a replacement mark.
pub(crate) fn plain(text: &str) -> String {
    let map = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(map).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(
            plain("a\u{1b}[31mred\u{7}\nb\u{9b}2J\u{202e}c"),
            "a\u{fffd}[31mred\u{fffd} b\u{fffd}2J\u{fffd}c"
        );
        assert_eq!(plain("عربى 👩‍💻"), "عربى 👩‍💻");
    }

    #[test]
    fn digits() {
        let column = |role, values: &[f64]| Column {
            name: "x".into(),
            role,
            unit: "",
            description: "",
            values: Values::Float(values.iter().copied().map(Some).collect()),
        };
        for (role, values, expected) in [
            (Role::Share, &[0.384, 1.0][..], &["38", "100"][..]),
            (Role::Share, &[0.384, 0.004], &["38.4", "0.4"]),
            (Role::Measure, &[2.345, 1.0], &["2.35", "1.00"]),
            (Role::Measure, &[23.45, 1.0], &["23.4", "1.0"]),
            (Role::Measure, &[5.0, 1.0], &["5", "1"]),
            (Role::Measure, &[12345.6], &["12,346"]),
            (Role::Measure, &[0.00123, -0.000001], &["0.00123", "0.00000"]),
            (Role::Measure, &[1e300], &["1.00e300"]),
        ] {
            let column = column(role, values);
            let format = number_format(&column, None, values.len());
            let shown: Vec<String> = values.iter().map(|&x| format.show(x)).collect();
            assert_eq!(shown, expected);
        }
    }
}
