//! Adoption in plain sentences and for a terminal.

use super::cells::{number, paragraphs, percent, row_of, text, whole};
use super::overview::{block, heading, notes, release};
use super::terminal::{CurveOptions, curve};
use crate::adoption::{Adoption, Definition};
use crate::table::{Release, TerminalOptions, Values};
use crate::time::Day;
use crate::{Policy, Result};

const CURVE_HEIGHT: usize = 10;

/// Adoption for a terminal: what it comes to in sentences, the curves of joining and contributing with their bands,
/// the forecast, shares by definition, and a short table by unit where there is one.
///
/// # Errors
/// Those of [`curve`], which cannot come of a table of this analysis.
pub fn adoption_text(adoption: &Adoption, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(adoption.tables(), policy);
    let get = |name: &str| tables.iter().find(|table| table.name() == name);
    let mut out = heading("How far has it spread?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let style = |only: &[(&str, &str)]| CurveOptions {
        width: terminal.width,
        height: CURVE_HEIGHT,
        unicode: terminal.unicode,
        only: only.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
    };
    if let Some(points) = get("adoption_curve") {
        for (definition, title) in [
            (Definition::Joined, "Share of colleagues who have logged in at least once"),
            (Definition::Contributed, "Share of colleagues who have written at least once"),
        ] {
            let column = format!("{}_share", definition.name());
            if points.column(&column).is_some() {
                out.push_str(&format!("\n{title}\n\n{}", curve(points, &column, &style(&[]))?));
            }
        }
    }
    if let Some(points) =
        get("adoption_forecast").filter(|points| is_forecast(points, Definition::Contributed))
    {
        let only = [("definition", Definition::Contributed.name())];
        let drawn = curve(points, "p50", &style(&only))?;
        out.push_str(&format!(
            "\nColleagues who have written, and how the curve goes on (90% band)\n\n{drawn}"
        ));
    }
    if let Some(summary) = get("adoption_summary") {
        let names = ["definition", "people", "headcount", "share", "share_low", "share_high"];
        block(&mut out, &summary.select(&names), terminal);
    }
    for (name, key) in [("adoption_by_unit", "unit"), ("adoption_by_group", "group")] {
        if let Some(units) = get(name).filter(|units| units.rows() > 1) {
            let names: Vec<String> = ["joined", "contributed", "habit"]
                .iter()
                .flat_map(|name| ["share", "share_low", "share_high"].map(|part| format!("{name}_{part}")))
                .filter(|name| units.column(name).is_some())
                .collect();
            let names: Vec<&str> =
                [key, "people"].into_iter().chain(names.iter().map(String::as_str)).collect();
            block(&mut out, &units.select(&names), terminal);
        }
    }
    if let Some(summary) = get("adoption_summary") {
        notes(&mut out, summary, terminal);
    }
    Ok(out)
}

/// What the tables of [`Adoption::tables`] come to, a sentence or two a definition: how many have joined and
/// contributed, where it will level off, or why that cannot be known.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let get = |name: &str| tables.iter().find(|table| table.name() == name);
    let Some(summary) = get("adoption_summary") else { return Vec::new() };
    let fits = get("adoption_fit");
    let people = match &summary.provenance().denominator {
        Some((what, _)) if what.starts_with("people of the roster") => "colleagues",
        _ => "users of the export",
    };
    [(Definition::Joined, "have joined"), (Definition::Contributed, "have written something")]
        .into_iter()
        .filter_map(|(definition, did)| {
            let row = row_of(summary, "definition", definition.name())?;
            let share = percent(number(summary, "share", row)?);
            let (low, high) = (number(summary, "share_low", row)?, number(summary, "share_high", row)?);
            let headcount = whole(number(summary, "headcount", row)?);
            let range = between(low, high);
            let mut text = format!("{share} ({range}) of the {headcount} {people} {did}.");
            if let Some(fits) = fits
                && let Some(row) = row_of(fits, "definition", definition.name())
            {
                text.push(' ');
                text.push_str(&outlook(fits, row));
            }
            Some(text)
        })
        .collect()
}

/// Where it levels off.
fn outlook(fits: &Release, row: usize) -> String {
    let note = text(fits, "note", row).unwrap_or_default();
    let share = ["ceiling_share_low", "ceiling_share_high"].map(|name| number(fits, name, row));
    let people = ["ceiling_people_low", "ceiling_people_high"].map(|name| number(fits, name, row));
    let identified = fits.column("identified").is_some_and(|column| match &column.values {
        Values::Bool(values) => values[row] == Some(true),
        _ => false,
    });
    let range = match (share, people) {
        ([Some(low), Some(high)], _) => format!("{} of people like these", between(low, high)),
        (_, [Some(low), Some(high)]) => format!("{} to {} people", whole(low), whole(high)),
        (_, [Some(low), None]) => format!("{} people or more, without a limit,", whole(low)),
        _ if note.is_empty() => return String::new(),
        _ => return format!("Where it levels off is not told: {note}."),
    };
    let range = match number(fits, "before_launch", row) {
        Some(before) if before > 0.0 => {
            format!("{range}, those left out who had done so before the launch given,")
        }
        _ => range,
    };
    if !identified {
        return format!("Where it levels off is not known yet: anything from {range} fits. {note}");
    }
    let mut text = format!("If it goes on like this it levels off at {range}");
    if let ([Some(_), Some(_)], [Some(low), Some(high)]) = (share, people) {
        text.push_str(&format!("; {} to {} of these very people will have done so", whole(low), whole(high)));
    }
    text.push('.');
    if let (Some(half), Some(ninety)) = (day(fits, "half", row), day(fits, "ninety", row)) {
        text.push_str(&format!(" By the curve half of them had on {half}, and nine tenths on {ninety}."));
    }
    text
}

fn day(table: &Release, name: &str, row: usize) -> Option<Day> {
    match &table.column(name)?.values {
        Values::Day(days) => *days.get(row)?,
        _ => None,
    }
}

/// Whether there is a band: without a roster only the past is there.
fn is_forecast(table: &Release, definition: Definition) -> bool {
    (0..table.rows()).any(|row| {
        text(table, "definition", row).as_deref() == Some(definition.name())
            && number(table, "p05", row).is_some()
    })
}

/// `41-52%`.
fn between(low: f64, high: f64) -> String {
    format!("{:.0}-{:.0}%", 100.0 * low, 100.0 * high)
}
