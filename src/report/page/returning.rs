//! Who comes back: cohorts by the month of the first activity.

use super::super::cells::{number, row_of, table as named};
use super::super::chart::{Alternative, Cell, Heat, heat};
use super::super::locale::{Words, message};
use super::spread::days;
use crate::table::Release;
use crate::time::Day;
use maud::Markup;

/// Months after the first one that the finding tells of, beside the next.
const LATER: usize = 6;
/// Cohorts drawn at most, the latest; months after the first drawn at most.
const COHORTS: usize = 18;
const MONTHS: usize = 12;

/// How many are active again the month after, and half a year after.
pub(super) fn finding(tables: &[Release], words: &Words) -> Option<String> {
    let curve = named(tables, "retention_curve")?;
    let at = |age: usize| {
        let row = row_of(curve, "age", &age.to_string())?;
        let value = |name: &str| number(curve, name, row);
        value("people").filter(|&people| people > 0.0)?;
        Some((value("share")?, value("share_low")?, value("share_high")?, value("people")?))
    };
    let (share, low, high, people) = at(1)?;
    let percent = |share: f64| words.locale.percent(share).into();
    let mut sentence = words.tell(
        message::RETURNING_FINDING,
        &[
            ("people", people.into()),
            ("share", percent(share)),
            ("low", percent(low)),
            ("high", percent(high)),
        ],
    );
    if let Some((share, low, high, _)) = at(LATER) {
        sentence.push(' ');
        sentence.push_str(&words.tell(
            message::RETURNING_LATER,
            &[("share", percent(share)), ("low", percent(low)), ("high", percent(high))],
        ));
    }
    Some(sentence)
}

/// Share of each cohort that was active again, by month.
pub(super) fn cohorts(tables: &[Release], words: &Words) -> Option<(Markup, String)> {
    let triangle = named(tables, "retention_triangle")?;
    let starts = days(triangle, "cohort");
    let mut rows: Vec<(Day, Vec<Cell>)> = Vec::new();
    for (row, start) in starts.iter().enumerate() {
        let Some(start) = *start else { continue };
        let age = number(triangle, "age", row).map_or(0, |age| age as usize);
        // In the first month everybody was active: that is how they came into the cohort.
        if !(1..=MONTHS).contains(&age) {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != start) {
            rows.push((start, Vec::new()));
        }
        let Some((_, cells)) = rows.last_mut() else { continue };
        cells.resize(age - 1, Cell::Nothing);
        cells.push(match number(triangle, "share", row) {
            Some(share) => Cell::Shade(share, format!("{:.0}", 100.0 * share)),
            None if triangle.is_suppressed(row) => Cell::Hidden,
            None => Cell::Nothing,
        });
    }
    // A cohort of too few people is a row of nothing.
    rows.retain(|(_, cells)| cells.iter().any(|cell| matches!(cell, Cell::Shade(..))));
    let skipped = rows.len().saturating_sub(COHORTS);
    let (from, cells): (Vec<Day>, Vec<Vec<Cell>>) = rows.into_iter().skip(skipped).unzip();
    if from.len() < 2 {
        return None;
    }
    let longest = cells.iter().map(Vec::len).max()?;
    let names: Vec<String> = from.iter().map(|day| words.locale.month(*day)).collect();
    let ages: Vec<String> = (1..=longest).map(|age| age.to_string()).collect();
    let title = words.say(message::RETURNING_CHART);
    let alternative = Alternative {
        id: "spread-returning".into(),
        title: title.clone(),
        description: finding(tables, words).unwrap_or_else(|| title.clone()),
    };
    let what = Heat {
        rows: &names,
        columns: &ages,
        cells: &cells,
        columns_name: &words.say(message::RETURNING_ALONG),
    };
    Some((heat(&what, &alternative), title))
}
