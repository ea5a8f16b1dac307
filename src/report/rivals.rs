//! What other products would say, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::rivals::Rivals;
use crate::table::{Release, TerminalOptions, wrap};
use crate::{Policy, Result};

/// Numbers up to which decimals tell something.
const FEW: f64 = 100.0;

/// Measures of products for a terminal: the findings, each number with what is wrong with it, and people by their classes.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn rivals_text(found: &Rivals, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(found.tables(), policy);
    let mut out = heading("What would other products say?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    if let Some(all) = shown("rivals") {
        // Numbers of one size in a table, so that each has digits that tell something.
        let value = |row: usize| number(all, "value", row);
        let rows =
            |keep: &dyn Fn(usize) -> bool| (0..all.rows()).filter(|&row| keep(row)).collect::<Vec<_>>();
        let share = |row: usize| text(all, "unit", row).is_none();
        let small = |row: usize| value(row).is_none_or(|value| value.abs() < FEW);
        let of = ["of", "of_what", "ours_value", "ours_unit"];
        for (names, rows) in [
            (&["product", "measure", "value", "low", "high"][..], rows(&share)),
            (&["product", "measure", "value", "unit"][..], rows(&|row| !share(row) && small(row))),
            (&["product", "measure", "value", "unit"][..], rows(&|row| !share(row) && !small(row))),
        ] {
            if !rows.is_empty() {
                block(&mut out, &all.take(&rows).select(&[names, &of[..]].concat()), terminal);
            }
        }
        out.push_str("\nWhat is wrong with each, and which answer of ours is for the same need:\n");
        for row in 0..all.rows() {
            let of = |column: &str| text(all, column, row).unwrap_or_default();
            let line =
                format!("- {}, {}: {}. Ours: {}.", of("product"), of("measure"), of("fault"), of("ours"));
            for (i, line) in wrap(&line, terminal.width.saturating_sub(2)).iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "  " });
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    for name in ["rival_personas", "rival_segments", "rival_levels", "rival_onion"] {
        if let Some(classes) = shown(name) {
            block(&mut out, classes, terminal);
        }
    }
    if let Some(whole) = tables.first() {
        notes(&mut out, whole, terminal);
    }
    Ok(out)
}

/// What the released tables of rival measures say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "rivals") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let value = |measure: &str, column: &str| number(all, column, row_of(all, "measure", measure)?);
    if let (Some(mean), Some(silent)) =
        (value("time to first response", "value"), value("topics with no response", "value"))
    {
        let all_of =
            value("topics with no response", "of").map_or(String::new(), |n| format!(" of {}", whole(n)));
        let ours = match value("time to first response", "ours_value") {
            Some(hours) => format!("half of all threads had one after {}", time(hours)),
            None => "less than half of all threads got one in the time seen".into(),
        };
        found.push(format!(
            "Discourse would say that a first response takes {} on the mean; it leaves out the {}{all_of} threads without any. With them {ours}.",
            time(mean),
            whole(silent)
        ));
    }
    if let (Some(rate), Some(ours)) = (value("answer rate", "value"), value("answer rate", "ours_value")) {
        found.push(format!(
            "Viva Engage would say that {} of the questions are answered; within seven days {} are.",
            percent(rate),
            percent(ours)
        ));
    }
    if let Some(index) = value("key player index", "value") {
        found.push(format!(
            "SWOOP would say that {} of the accounts make half of all connections (it saw 4% to 12% in 20 networks).",
            percent(index)
        ));
    }
    if let Some(personas) = table(tables, "rival_personas") {
        let share = |class: &str| number(personas, "share", row_of(personas, "class", class)?);
        if let Some(observers) = share("observer") {
            let surplus = all.provenance().parameters.iter().find(|(name, _)| name == "surplus");
            let told = surplus.map_or(String::new(), |(_, value)| {
                format!("; its threshold for the others is not published, and {value} here")
            });
            found.push(format!("It would call {} of the accounts observers{told}.", percent(observers)));
        }
    }
    if let Some(row) = row_of(all, "measure", "time saved")
        && let (Some(hours), Some(fault)) = (number(all, "value", row), text(all, "fault", row))
    {
        found.push(format!("Viva Engage would claim {} hours saved ({fault}).", whole(hours)));
    }
    found
}

/// Hours in words.
fn time(hours: f64) -> String {
    if hours < 48.0 { format!("{hours:.1} hours") } else { format!("{:.1} days", hours / 24.0) }
}
