//! Advice in plain words.

use super::audit;
use super::cells::{paragraphs, table, text};
use super::overview::{block, heading, release};
use crate::doctor::Doctor;
use crate::table::{Release, TerminalOptions, wrap};
use crate::{Community, Policy};

/// For a terminal: what was read, then the advice, what matters most first.
pub fn doctor_text(
    community: &Community,
    found: &Doctor,
    policy: &Policy,
    terminal: &TerminalOptions,
) -> String {
    let tables = release(found.tables(), policy);
    let mut out = audit::words(community, policy, terminal);
    out.push('\n');
    out.push_str(&heading("What would make the answers better?", terminal));
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let Some(all) = table(&tables, "doctor") else { return out };
    for row in 0..all.rows() {
        let of = |column: &str| text(all, column, row).unwrap_or_default();
        out.push_str(&format!("\n{}. {} ({})\n", row + 1, upper(&of("topic")), of("urgency")));
        for (label, words) in [
            ("Found", of("found")),
            ("Matters", format!("{} [{}]", of("why"), of("answers"))),
            ("To do", of("action")),
        ] {
            let width = terminal.width.saturating_sub(INDENT);
            for (at, line) in wrap(&words, width).iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                out.push_str(&format!("   {label:w$}{line}\n", w = INDENT - 3));
            }
        }
    }
    if let Some(people) = table(&tables, "doctor_people").filter(|people| people.rows() > 0) {
        block(&mut out, people, terminal);
    }
    out
}

/// Columns before the text of a line.
const INDENT: usize = 12;

/// What the released table of advice comes to.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "doctor") else { return Vec::new() };
    let urgent = |urgency: &str| {
        (0..all.rows())
            .filter(|&row| text(all, "urgency", row).as_deref() == Some(urgency))
            .collect::<Vec<_>>()
    };
    let (first, worth, know) = (urgent("first"), urgent("worth it"), urgent("to know"));
    let mut found = vec![match first.len() {
        0 => format!(
            "Nothing has to be done first; {} could be better, {} should be known.",
            things(worth.len()),
            things(know.len())
        ),
        n => format!(
            "{} should be done first; {} could be better, {} should be known.",
            upper(&things(n)),
            things(worth.len()),
            things(know.len())
        ),
    }];
    found.extend(first.iter().filter_map(|&row| {
        Some(format!("{}. To do: {}.", upper(&text(all, "found", row)?), text(all, "action", row)?))
    }));
    found
}

fn things(n: usize) -> String {
    match n {
        0 => "nothing".into(),
        1 => "one thing".into(),
        n => format!("{n} things"),
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
