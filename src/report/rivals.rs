//! What other products would say, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, table, text, whole};
use super::dependence::told;
use super::overview::{block, heading, notes, release};
use crate::rivals::Rivals;
use crate::table::{Release, TerminalOptions, wrap};
use crate::{Policy, Result};

/// Measures of products for a terminal: the findings, each number with what is wrong with it, and people by their classes.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn rivals_text(found: &Rivals, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(found.tables(), policy);
    let mut out = heading("What would other products say?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    if let Some(all) = shown("rivals").filter(|all| !hidden(all)) {
        for table in release(found.text_tables(), policy).iter().filter(|table| table.rows() > 0) {
            let names = ["product", "measure", "share", "low", "high", "theirs", "ours", "value", "of"];
            block(&mut out, &table.select(&names), terminal);
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
        if let Some(classes) = shown(name).filter(|classes| told(classes).is_some()) {
            block(&mut out, classes, terminal);
        }
    }
    if let Some(whole) = tables.first() {
        notes(&mut out, whole, terminal);
    }
    Ok(out)
}

/// Whether all numbers are: everything is of the same people.
fn hidden(all: &Release) -> bool {
    (0..all.rows()).all(|row| all.is_suppressed(row))
}

/// What the released tables of rival measures say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "rivals") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    if found.is_empty() && hidden(all) {
        found.push(super::cells::hidden(all, "What other products would say"));
        return found;
    }
    let value = |measure: &str, column: &str| number(all, column, row_of(all, "measure", measure)?);
    if let (Some(mean), Some(silent)) =
        (value("time to first response", "value"), value("topics with no response", "value"))
    {
        let all_of =
            value("topics with no response", "of").map_or(String::new(), |n| format!(" of {}", whole(n)));
        let median = value("time to first response", "median")
            .map_or(String::new(), |hours| format!(" (median {})", time(hours)));
        let row = row_of(all, "measure", "time to first response");
        let hides = row.is_some_and(|row| super::cells::is_hidden(all, "ours_value", row));
        let ours = match value("time to first response", "ours_value") {
            Some(hours) => format!("With them the median is {}", time(hours)),
            None if hides => "The median with them is hidden".into(),
            None => "With them there is no median: less than half got one in the time seen".into(),
        };
        found.push(format!(
            "Discourse would say that a first response takes {} on the mean{median}; it leaves out the {}{all_of} threads without any. {ours}.",
            time(mean),
            whole(silent)
        ));
    }
    if let (Some(rate), Some(ours)) = (value("answer rate", "value"), value("answer rate", "ours_value")) {
        let [rate, ours] = [rate, ours].map(percent);
        let within = if rate == ours {
            "and within seven days as many are".into()
        } else {
            format!("within seven days {ours} are")
        };
        found.push(format!(
            "Viva Engage would say that {rate} of the questions are answered, however late; {within}."
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
