//! Reading released tables for sentences: only what may be shown can be said.

use crate::table::{Mode, Release, wrap};
use crate::table::{TerminalOptions, grouped};

/// The table of a name.
pub(super) fn table<'a>(tables: &'a [Release], name: &str) -> Option<&'a Release> {
    tables.iter().find(|table| table.name() == name)
}

/// Whether the policy in force keeps the rows of a table to itself.
pub(super) fn withheld(table: &Release) -> bool {
    table.disclosure().withheld.is_some()
}

/// A number that is there and not hidden.
pub(super) fn number(table: &Release, column: &str, row: usize) -> Option<f64> {
    table.column(column)?.values.number(row)
}

/// Whether a number is missing because the policy hides it: it may be anything, none least of all.
pub(super) fn is_hidden(table: &Release, column: &str, row: usize) -> bool {
    table.is_suppressed(row) && table.column(column).is_some_and(|c| !c.values.is_some(row))
}

/// Whether a number of some row is hidden.
pub(super) fn any_hidden(table: &Release, column: &str) -> bool {
    (0..table.rows()).any(|row| is_hidden(table, column, row))
}

/// What the mark of a hidden number means.
pub(super) fn why_hidden(table: &Release) -> String {
    let least = table.disclosure().min_group;
    match table.disclosure().mode {
        Mode::Aggregate => {
            format!(
                "fewer than {least} people, all but fewer than {least}, or a number that would give those away"
            )
        }
        _ => format!("fewer than {least} people, or a number that would give them away"),
    }
}

/// That something is there to be told, and is not told.
pub(super) fn hidden(table: &Release, what: &str) -> String {
    format!("{what}: hidden ({}).", why_hidden(table))
}

/// A text that is there.
pub(super) fn text(table: &Release, column: &str, row: usize) -> Option<String> {
    table.column(column)?.values.text(row)
}

/// First row in which a column has this value.
pub(super) fn row_of(table: &Release, column: &str, value: &str) -> Option<usize> {
    (0..table.rows()).find(|&row| text(table, column, row).as_deref() == Some(value))
}

/// A whole number with its thousands apart.
pub(super) fn whole(value: f64) -> String {
    grouped(&format!("{value:.0}"))
}

/// A share in per cent, one decimal below ten.
pub(super) fn percent(share: f64) -> String {
    let digits = usize::from(share > 0.0 && share < 0.0995);
    format!("{:.digits$}%", 100.0 * share)
}

/// A share in whole per cent.
pub(super) fn round_percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// A share with its interval in words.
pub(super) fn share_in_words(table: &Release, column: &str, row: usize) -> Option<String> {
    let share = number(table, column, row)?;
    let ends = [format!("{column}_low"), format!("{column}_high")].map(|name| number(table, &name, row));
    Some(match ends {
        [Some(low), Some(high)] => {
            format!("{} (between {} and {})", percent(share), percent(low), percent(high))
        }
        _ => percent(share),
    })
}

/// An option in force, as the provenance has it.
pub(super) fn parameter<'a>(table: &'a Release, name: &str) -> Option<&'a str> {
    table.provenance().parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Warnings that say what cannot be said.
pub(super) fn not_enough(table: &Release) -> impl Iterator<Item = String> + '_ {
    let warnings = table.provenance().warnings.iter();
    warnings.filter(|warning| warning.starts_with("not enough data")).map(|warning| {
        let mut sentence = warning.clone();
        sentence.replace_range(..1, "N");
        sentence.push('.');
        sentence
    })
}

/// Findings as paragraphs.
pub(super) fn paragraphs(findings: &[String], terminal: &TerminalOptions) -> String {
    let mut out = String::new();
    for finding in findings {
        out.push('\n');
        for line in wrap(finding, terminal.width) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}
