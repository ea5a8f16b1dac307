//! Bridges between units in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, share_in_words, table, text, whole};
use super::overview::{DEFAULT_MAX_UNITS, block, heading, notes, release};
use crate::activity::counted;
use crate::bridging::{Bridging, Circles};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Pairs of units that a text names at most.
const NAMED_PAIRS: usize = 3;
/// q-value from which on a unit is no longer told apart from chance.
const NOTABLE: f64 = 0.05;

/// Bridges between units for a terminal: the findings, then the units, the pairs of units with more or less talk than
/// chance would give, what joins them, and the people between them.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn bridging_text(bridging: &Bridging, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(bridging.tables(), policy);
    let mut out = heading("Do units talk with one another?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    let measures = ["who", "people", "replies", "cross_share", "cross_share_low", "cross_share_high"];
    let beside = ["expected_share", "ei_index", "ei_index_low", "ei_index_high", "ei_expected", "p_value"];
    if let Some(whole) = shown("bridging") {
        block(&mut out, &whole.select(&[&measures[..], &beside[..]].concat()), terminal);
    }
    if let Some(units) = shown("bridging_by_unit") {
        let names = ["unit", "people", "active", "out_share", "out_share_low", "out_share_high"];
        let rest = ["in_share", "in_share_low", "in_share_high", "q_value", "partners", "answered_elsewhere"];
        block(&mut out, &units.select(&[&names[..], &rest[..]].concat()), terminal);
    }
    // A square of more would not be read.
    if let Some(matrix) =
        shown("bridging_matrix").filter(|m| m.rows() <= DEFAULT_MAX_UNITS * DEFAULT_MAX_UNITS)
    {
        let names = ["from_unit", "to_unit", "replies", "expected", "ratio", "ratio_low", "ratio_high"];
        let short = TerminalOptions { max_rows: terminal.max_rows.min(25), ..terminal.clone() };
        block(&mut out, &matrix.select(&names), &short);
    }
    if let Some(links) = shown("bridging_links") {
        block(&mut out, links, terminal);
    }
    if let Some(brokers) = shown("bridging_brokers") {
        let names = ["name", "member", "unit", "units", "partners", "cross_share", "reasons"];
        block(&mut out, &brokers.select(&names), terminal);
    }
    if let Some(ties) = shown("bridging_only_ties") {
        let names = ["name", "member", "unit", "other_name", "other", "other_unit", "replies"];
        let short = TerminalOptions { max_rows: terminal.max_rows.min(10), ..terminal.clone() };
        block(&mut out, &ties.select(&names), &short);
    }
    if let Some(whole) = tables.first() {
        notes(&mut out, whole, terminal);
    }
    Ok(out)
}

/// Circles for a terminal: the findings, how far they follow the units, and each circle.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn circles_text(circles: &Circles, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(circles.tables(), policy);
    let mut out = heading("Which circles do people form by themselves?", terminal);
    out.push_str(&paragraphs(&circle_findings(&tables), terminal));
    if let Some(list) = table(&tables, "circles").filter(|list| list.rows() > 0) {
        let names = ["circle", "group", "people", "inside_share", "units", "largest_unit", "largest_share"];
        let rest = ["largest_share_low", "largest_share_high", "cuts_across", "stability"];
        block(&mut out, &list.select(&[&names[..], &rest[..]].concat()), terminal);
        notes(&mut out, list, terminal);
    }
    Ok(out)
}

/// What the released tables of circles say, in sentences.
pub fn circle_findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "circles_agreement") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let count = |column: &str| number(all, column, 0);
    if let (Some(people), Some(circles), Some(listed)) =
        (count("people").filter(|&n| n > 0.0), count("circles"), count("listed"))
    {
        found.push(format!(
            "{} people who reply to one another form {}, {} of them large enough to be listed.",
            whole(people),
            counted(circles as u64, "circle", "circles"),
            whole(listed)
        ));
        if let (Some(ari), Some(units), Some(cut)) =
            (count("ari"), count("units").filter(|&n| n > 1.0), count("cut_across"))
        {
            found.push(format!(
                "Of {} listed circles {} cut across the {} units (no unit has more than half of their people). On a scale where 0 is chance and 1 the same, circles and units agree by {ari:.2} (adjusted Rand index).",
                whole(listed), whole(cut), whole(units)
            ));
        }
    }
    found
}

/// What the released tables of a bridging say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(whole) = table(tables, "bridging") {
        found.extend(not_enough(whole));
        found.extend(across(whole));
    }
    if let Some(answers) = table(tables, "bridging_answers") {
        let known = number(answers, "units_known", 0).filter(|&n| n > 0.0);
        let shares = share_in_words(answers, "first_share", 0).zip(share_in_words(answers, "any_share", 0));
        if let (Some(known), Some((first, any))) = (known, shares) {
            found.push(format!(
                "Of {} answered questions {first} got the first answer, and {any} any answer, from another unit.",
                whole(known)
            ));
        }
    }
    if let Some(units) = table(tables, "bridging_by_unit") {
        found.extend(inward(units));
    }
    if let Some(matrix) = table(tables, "bridging_matrix") {
        found.extend(pairs(matrix));
    }
    if let Some(links) = table(tables, "bridging_links") {
        let of = |kind: &str| row_of(links, "joined_by", kind).and_then(|row| number(links, "pairs", row));
        if let (Some(none), Some(tie), Some(person), Some(several)) =
            (of("no talk"), of("one pair of people"), of("one person"), of("several people"))
        {
            let joined = tie + person + several;
            let all = joined + none;
            if joined > 0.0 {
                let fragile = match (tie, person) {
                    (0.0, 0.0) => "none of these hangs on a single person".to_string(),
                    _ => format!(
                        "in {} of these it hangs on a single pair of people, in {} more on a single person",
                        whole(tie),
                        whole(person)
                    ),
                };
                let talk = if joined == 1.0 { "talks" } else { "talk" };
                let of = counted(all as u64, "pair of units", "pairs of units");
                found.push(format!("Of {of} {} {talk} with each other; {fragile}.", whole(joined)));
            }
        }
    }
    if let Some(brokers) = table(tables, "bridging_brokers").filter(|brokers| brokers.rows() > 0) {
        let most = (0..brokers.rows()).filter_map(|row| number(brokers, "units", row)).fold(0.0, f64::max);
        let (who, they) = match brokers.rows() {
            1 => ("1 colleague stands".to_string(), "with"),
            n => (format!("{n} colleagues stand"), "each with up to"),
        };
        found.push(format!("{who} between units most, {they} {} other units.", whole(most)));
    }
    found
}

/// How much goes across units, and whether that is more or less than chance.
fn across(table: &Release) -> Option<String> {
    let replies = number(table, "replies", 0).filter(|&n| n > 0.0)?;
    let share = share_in_words(table, "cross_share", 0)?;
    let mut sentence =
        format!("Of {} replies between colleagues {share} went to another unit", whole(replies));
    if let Some(expected) = number(table, "expected_share", 0).filter(|&share| share > 0.0) {
        let value = number(table, "cross_share", 0)?;
        let word = if value < expected { "fewer" } else { "more" };
        sentence.push_str(&format!("; if units did not matter it would be {}", percent(expected)));
        if let Some(p) = number(table, "p_value", 0) {
            let beyond = match p {
                p if p < 0.01 => format!("that there are {word} is more than chance (p = {p:.3})"),
                p if p < NOTABLE => {
                    format!("that there are {word} is probably more than chance (p = {p:.2})")
                }
                p => format!("the difference can be chance (p = {p:.2})"),
            };
            sentence.push_str(&format!(", and {beyond}"));
        }
    }
    sentence.push('.');
    if let (Some(everybody), Some(share)) =
        (number(table, "replies", 1), share_in_words(table, "cross_share", 1))
    {
        sentence.push_str(&format!(
            " With community managers and communications accounts it is {share} of {} replies.",
            whole(everybody)
        ));
    }
    Some(sentence)
}

/// How many units talk less, or more, with others than chance would give.
fn inward(table: &Release) -> Option<String> {
    let rows = || (0..table.rows()).filter(|&row| number(table, "q_value", row).is_some());
    let notable = |row: &usize| number(table, "q_value", *row).is_some_and(|q| q < NOTABLE);
    let below = |row: &usize| {
        number(table, "ei_index", *row)
            .zip(number(table, "ei_expected", *row))
            .is_some_and(|(ei, by_chance)| ei < by_chance)
    };
    let (of, inside) = (rows().count(), rows().filter(notable).filter(below).count());
    let outside = rows().filter(notable).filter(|row| !below(row)).count();
    (of > 1).then(|| {
        format!(
            "Of {of} units that can be shown, {inside} talk more among themselves than chance would give, {outside} more with others."
        )
    })
}

/// The two units that talk most beyond what is expected, and the least.
fn pairs(table: &Release) -> Option<String> {
    let between = |row: &usize| text(table, "from_unit", *row) != text(table, "to_unit", *row);
    let mut closest: Vec<(f64, String)> = (0..table.rows())
        .filter(between)
        .filter(|&row| number(table, "ratio_low", row).is_some_and(|low| low > 1.0))
        .filter_map(|row| {
            let ratio = number(table, "ratio", row)?;
            let (from, to) = (text(table, "from_unit", row)?, text(table, "to_unit", row)?);
            Some((ratio, format!("{from} to {to} ({ratio:.1} times)")))
        })
        .collect();
    closest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let named: Vec<String> = closest.iter().take(NAMED_PAIRS).map(|(_, text)| text.clone()).collect();
    (!named.is_empty()).then(|| {
        format!("More goes than units that do not matter would give from {}.", named.join(", from "))
    })
}
