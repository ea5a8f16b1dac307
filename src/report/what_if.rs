//! What if they were gone, in plain words.

use super::cells::{
    not_enough, number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole,
};
use super::overview::{block, heading, notes, release};
use crate::dependence::WhatIf;
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Points of the attrition curve that the text shows.
const POINTS: usize = 11;

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
        if let Some(found) = table(&tables, name).filter(|table| table.rows() > 0) {
            let kept = |name: &&str| {
                let some =
                    found.column(name).is_some_and(|c| (0..found.rows()).any(|row| c.values.is_some(row)));
                some && *name != "removed_people"
            };
            let names: Vec<&str> =
                found.columns().iter().map(|c| c.name.as_str()).filter(|name| kept(name)).collect();
            block(&mut out, &found.select(&names), terminal);
        }
    }
    if let Some(curve) = table(&tables, "attrition").filter(|curve| curve.rows() > 0) {
        let first: Vec<usize> = (0..curve.rows().min(POINTS)).collect();
        block(&mut out, &curve.take(&first), terminal);
    }
    if let Some(robustness) = table(&tables, "attrition_robustness") {
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
            Some(format!("{} and {}", text(pairs, "unit", row)?, text(pairs, "other_unit", row)?))
        };
        let names: Vec<String> = (0..pairs.rows()).filter_map(named).take(3).collect();
        let (n, noun) = (pairs.rows(), if pairs.rows() == 1 { "pair of units" } else { "pairs of units" });
        let more = if n > names.len() { ", among them" } else { ":" };
        found.push(format!("{n} {noun} would lose the only tie between them{more} {}. Somebody else there could be introduced to each other now.", names.join(", ")));
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
    let distance = row_of(structure, "measure", "distance fragmentation");
    let strongest = [Some(row), distance]
        .into_iter()
        .flatten()
        .filter_map(|row| number(structure, "percentile", row))
        .fold(None, |most: Option<f64>, p| Some(most.map_or(p, |known| known.max(p))));
    if let Some(p) = strongest {
        sentence.push_str(&match p {
            p if p >= 0.995 => ". Talk would be worse off than after practically every random removal of as many equally active people".to_string(),
            p if p >= 0.95 => format!(". Talk would be worse off than after {} of the random removals of as many equally active people", percent(p)),
            p if p <= 0.05 => {
                ". Almost every removal of as many equally active people would do more damage".to_string()
            }
            _ => ". That is about what removing as many equally active people at random does".to_string(),
        });
    }
    sentence.push('.');
    Some(sentence)
}
