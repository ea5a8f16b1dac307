//! What if they were gone, in plain words.

use super::cells::{
    not_enough, number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole,
};
use super::dependence::told;
use super::overview::{block, heading, notes, release};
use crate::dependence::WhatIf;
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Points of the attrition curve that the text shows.
const POINTS: usize = 11;
/// How the table about structure is read.
const STRUCTURE: &str = "Before and after: with everybody, and without those gone. Fragmentation: pairs of people who cannot reach each other through others, of all pairs; by distance also those far apart count in part. Percentile: share of random removals of as many equally active people that did less damage.";

/// What-if for a terminal: the bounds in words, service, structure, units that would no longer talk, attrition.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) in aggregate mode where somebody was given as a person:
/// [`WhatIf::may_leave`].
pub fn what_if_text(what_if: &WhatIf, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    what_if.may_leave(policy)?;
    let tables = release(what_if.tables(), policy);
    let mut out = heading(&format!("What if {} were gone?", what_if.label), terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    for name in ["what_if", "what_if_loss", "what_if_structure", "what_if_unit_pairs"] {
        if let Some(found) = table(&tables, name).filter(|table| table.rows() > 0)
            && let Some(mut names) = told(found)
        {
            names.retain(|name| *name != "removed_people");
            block(&mut out, &found.select(&names), terminal);
            if name == "what_if_structure" {
                out.push_str(&paragraphs(&[STRUCTURE.into()], terminal));
            }
        }
    }
    if let Some(curve) = table(&tables, "attrition").filter(|curve| told(curve).is_some()) {
        let first: Vec<usize> = (0..curve.rows().min(POINTS)).collect();
        block(&mut out, &curve.take(&first), terminal);
    }
    if let Some(robustness) = table(&tables, "attrition_robustness").filter(|table| told(table).is_some()) {
        block(&mut out, robustness, terminal);
    }
    if let Some(service) = tables.first() {
        notes(&mut out, service, terminal);
    }
    Ok(out)
}

/// What the released tables of a what-if say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    let Some(service) = table(tables, "what_if") else { return found };
    found.extend(not_enough(service));
    let who = parameter(service, "removed").unwrap_or("them").to_string();
    if let Some(losses) = table(tables, "what_if_loss") {
        found.extend(bounds(service, losses, &who));
    }
    if let Some(structure) = table(tables, "what_if_structure") {
        found.extend(pieces(structure, &who));
    }
    if let Some(pairs) = table(tables, "what_if_unit_pairs").filter(|pairs| pairs.rows() > 0) {
        let named = |row: usize| {
            let ties = match number(pairs, "ties", row) {
                Some(1.0) => " (1 pair of people)".into(),
                Some(ties) => format!(" ({} pairs of people)", whole(ties)),
                None => String::new(),
            };
            Some(format!("{} and {}{ties}", text(pairs, "unit", row)?, text(pairs, "other_unit", row)?))
        };
        let names: Vec<String> = (0..pairs.rows()).filter_map(named).take(3).collect();
        let (n, noun) = (pairs.rows(), if pairs.rows() == 1 { "pair of units" } else { "pairs of units" });
        let more = if n > names.len() { ", among them" } else { ":" };
        found.push(format!("{n} {noun} would lose all ties between them{more} {}. Somebody else there could be introduced to each other now.", names.join(", ")));
    }
    found
}

/// How much of the service could go.
fn bounds(service: &Release, losses: &Release, who: &str) -> Option<String> {
    let factual = row_of(service, "scenario", "factual")?;
    let questions = number(service, "questions", factual)?;
    let points = |share: f64| {
        let points = 100.0 * share;
        if points > 0.0 && points < 9.95 { format!("{points:.1}") } else { format!("{points:.0}") }
    };
    let part = |horizon: &str, column: &str| {
        let row = row_of(losses, "horizon", horizon)?;
        let (least, most) = (number(losses, "at_least", row)?, number(losses, "at_most", row)?);
        let (low, high) = (number(losses, "bounds_low", row)?, number(losses, "bounds_high", row)?);
        let known = share_in_words(service, column, factual)?;
        Some(format!(
            "{known} had an answer within {horizon}, and without {who} at least {} and at most {} percentage points of that would be lost (with sampling error {} to {})",
            points(least),
            points(most),
            points(low),
            points(high)
        ))
    };
    let parts: Vec<String> =
        [part("24 hours", "answered_day"), part("7 days", "answered_week")].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let mut sentence = format!("Of {} questions {}.", whole(questions), parts.join("; "));
    if let (Some(first), Some(only)) =
        (number(losses, "first_by_removed", 0), number(losses, "only_by_removed", 0))
    {
        sentence.push_str(&format!(
            " They were first to answer {} of them, and nobody else answered {} of these.",
            whole(first),
            whole(only)
        ));
    }
    sentence.push_str(" These are bounds, not a forecast: others might step in, or not.");
    Some(sentence)
}

fn pieces(structure: &Release, who: &str) -> Option<String> {
    let row = row_of(structure, "measure", "largest piece")?;
    let (before, after) = (number(structure, "before", row)?, number(structure, "after", row)?);
    let people = number(structure, "people", row)?;
    let mut sentence = format!(
        "Of {} people who talk with each other {} are joined through others in one piece; without {who} {} of those who remain are",
        whole(people),
        percent(before),
        percent(after)
    );
    let damage =
        [("largest piece", "the largest piece"), ("distance fragmentation", "the distances between people")];
    let known: Vec<(f64, &str)> = damage
        .into_iter()
        .filter_map(|(measure, words)| {
            Some((number(structure, "percentile", row_of(structure, "measure", measure)?)?, words))
        })
        .collect();
    if known.iter().all(|(p, _)| (0.05..0.95).contains(p)) && !known.is_empty() {
        sentence.push_str(". That is about what removing as many equally active people at random does");
    } else if !known.is_empty() {
        let parts: Vec<String> = known
            .iter()
            .map(|&(p, words)| match p {
                p if p >= 0.995 => format!("practically all did less damage to {words}"),
                p if p <= 0.005 => format!("practically none did less damage to {words}"),
                p => format!("{} did less damage to {words}", percent(p)),
            })
            .collect();
        sentence.push_str(&format!(
            ". Of random removals of as many equally active people {}",
            parts.join(", and ")
        ));
    }
    sentence.push('.');
    Some(sentence)
}
