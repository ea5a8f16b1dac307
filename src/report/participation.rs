//! Participation in plain words.

use super::cells::{
    is_hidden, not_enough, number, paragraphs, percent, row_of, share_in_words, table, whole,
};
use super::overview::{block, heading, notes, release};
use crate::participation::Participation;
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Participation for a terminal: the findings, then groups, classes and concentration.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn participation_text(
    participation: &Participation,
    policy: &Policy,
    terminal: &TerminalOptions,
) -> Result<String> {
    let tables = release(participation.tables(), policy);
    let mut out = heading("Who takes part?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    // What fits side by side; hhi is the inverse of the effective number.
    let narrow: Vec<&str> = ["who"]
        .into_iter()
        .chain([
            "gini",
            "gini_low",
            "gini_high",
            "gini_of_writers",
            "gini_of_writers_low",
            "gini_of_writers_high",
        ])
        .chain(["effective_writers", "effective_writers_low", "effective_writers_high"])
        .chain(["absence_factor", "absence_factor_low", "absence_factor_high"])
        .collect();
    for table in tables.iter().filter(|table| table.rows() > 0) {
        match table.name() {
            "participation_inequality" => block(&mut out, &table.select(&narrow), terminal),
            _ => block(&mut out, table, terminal),
        }
    }
    if let Some(groups) = tables.first() {
        notes(&mut out, groups, terminal);
    }
    Ok(out)
}

/// What the released tables of a participation say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(classes) = table(tables, "participation_classes") {
        let people = number(classes, "of", 0);
        let never =
            row_of(classes, "class", "never wrote").and_then(|row| share_in_words(classes, "share", row));
        let regular = row_of(classes, "class", "regular")
            .and_then(|row| Some((number(classes, "people", row)?, share_in_words(classes, "share", row)?)));
        let reacted = row_of(classes, "class", "only reacted").and_then(|row| number(classes, "people", row));
        if let (Some(people), Some(never)) = (people.filter(|&n| n > 0.0), never) {
            let hides =
                row_of(classes, "class", "only reacted").is_some_and(|row| is_hidden(classes, "people", row));
            let nothing = match reacted {
                Some(n) if n > 0.0 => "neither wrote nor reacted",
                None if hides => "neither wrote nor reacted",
                _ => "never wrote anything",
            };
            let mut sentence =
                format!("Of {} people who could have taken part, {never} {nothing}.", whole(people));
            if let Some((n, share)) = regular {
                sentence.push_str(&format!(" {} write regularly: {share}.", whole(n)));
            }
            found.push(sentence);
        }
    }
    if let Some(groups) = table(tables, "participation_groups") {
        found.extend(not_enough(groups));
        let of = |group: &str| {
            let row = row_of(groups, "group", group)?;
            let people = (number(groups, "people", row)?, number(groups, "people_share", row)?);
            Some((people, share_in_words(groups, "share", row)?))
        };
        if let (Some((top, made)), Some((next, then)), Some((rest, others))) =
            (of("top 1%"), of("next 9%"), of("rest"))
        {
            found.push(format!(
                "The {} most active people ({}) made {made} of all posts and replies, the next {} ({}) {then}, and the other {} ({}) {others}.",
                whole(top.0), percent(top.1), whole(next.0), percent(next.1), whole(rest.0), percent(rest.1)
            ));
        }
    }
    if let Some(measures) = table(tables, "participation_inequality") {
        let ends = number(measures, "absence_factor_low", 0).zip(number(measures, "absence_factor_high", 0));
        let values = number(measures, "absence_factor", 0).zip(number(measures, "effective_writers", 0));
        if let (Some((half, effective)), Some((low, high))) = (values, ends) {
            let who =
                if half == 1.0 { "1 person makes".into() } else { format!("{} people make", whole(half)) };
            found.push(format!(
                "{who} half of the content (between {} and {}); it is as concentrated as if {} people wrote equally much.",
                whole(low),
                whole(high),
                whole(effective.max(1.0))
            ));
        }
    }
    found
}
