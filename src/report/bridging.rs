//! Bridges between units in plain words.

use super::cells::{
    not_enough, number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole, withheld,
};
use super::overview::{block, heading, notes, release};
use crate::bridging::{Bridging, Circles};
use crate::community::DEFAULT_MAX_UNITS;
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
    // What the policy withholds is said, not passed over.
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0 || withheld(table));
    let measures =
        ["who", "people", "units", "replies", "cross_share", "cross_share_low", "cross_share_high"];
    let beside = ["chance_share", "ei_index", "ei_index_low", "ei_index_high", "ei_expected", "p_value"];
    if let Some(whole) = shown("bridging") {
        block(&mut out, &whole.select(&[&measures[..], &beside[..]].concat()), terminal);
    }
    if let Some(units) = shown("bridging_by_unit") {
        let names =
            ["unit", "people", "active", "inside", "out", "out_share", "out_share_low", "out_share_high"];
        let into = ["into", "in_share", "in_share_low", "in_share_high", "q_value", "partners"];
        let answers = ["answered", "answered_elsewhere", "answered_elsewhere_low", "answered_elsewhere_high"];
        let answers = [&answers[..], &["answered_elsewhere_expected"]].concat();
        block(&mut out, &units.select(&[&names[..], &into[..], &answers[..]].concat()), terminal);
    }
    // A square of more would not be read.
    if let Some(matrix) =
        shown("bridging_matrix").filter(|m| m.rows() <= DEFAULT_MAX_UNITS * DEFAULT_MAX_UNITS)
    {
        let names = ["from_unit", "to_unit", "replies", "expected", "ratio", "ratio_low", "ratio_high"];
        let names = [&names[..], &["by_chance", "q_value"]].concat();
        let short = TerminalOptions { max_rows: terminal.max_rows.min(25), ..terminal.clone() };
        block(&mut out, &matrix.take(&by_evidence(matrix)).select(&names), &short);
    }
    if let Some(ways) = shown("bridging_sensitivity").filter(|ways| ways.rows() > 1) {
        block(&mut out, ways, terminal);
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
    // A table with hidden rows, so that the mark is explained.
    let hidden = |table: &&Release| table.disclosure().suppressed > 0;
    if let Some(whole) = tables.iter().find(hidden).or(tables.first()) {
        notes(&mut out, whole, terminal);
    }
    Ok(out)
}

/// Pairs of units with the clearest evidence for more than chance first, hidden ones last.
fn by_evidence(matrix: &Release) -> Vec<usize> {
    let q = |row: usize| number(matrix, "q_value", row).unwrap_or(f64::INFINITY);
    let more = |row: usize| {
        let replies = number(matrix, "replies", row)?;
        Some(replies - number(matrix, "by_chance", row).or_else(|| number(matrix, "expected", row))?)
    };
    let more = |row: usize| more(row).unwrap_or(f64::NEG_INFINITY);
    let mut rows: Vec<usize> = (0..matrix.rows()).collect();
    rows.sort_by(|&a, &b| q(a).total_cmp(&q(b)).then_with(|| more(b).total_cmp(&more(a))));
    rows
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
        let names = ["circle", "group", "people", "replies", "inside_share", "units_known", "units"];
        let rest = ["largest_unit", "largest_share", "largest_share_low", "largest_share_high"];
        let rest = [&rest[..], &["cuts_across", "stability"]].concat();
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
            some(circles, "circle", "circles"),
            if listed > 0.0 { whole(listed) } else { "none".into() }
        ));
        if let (Some(ari), Some(units), Some(cut)) =
            (count("ari"), count("units").filter(|&n| n > 1.0), count("cut_across"))
        {
            let units = format!("{} units{}", whole(units), at_level(all));
            let of = some(listed, "listed circle", "listed circles");
            match (listed > 0.0, cut) {
                (false, _) => {}
                (true, 0.0) => found.push(format!(
                    "Of {of} none clearly cuts across the {units}: the largest unit may have half of the people or more."
                )),
                (true, cut) => found.push(format!(
                    "Of {of} {} clearly {} across the {units}: the largest unit has less than half of the people, the upper end of its interval too.",
                    whole(cut),
                    if cut == 1.0 { "cuts" } else { "cut" }
                )),
            }
            found.push(format!(
                "On a scale where 0 is chance and 1 the same, circles and units agree by {ari:.2} (adjusted Rand index)."
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
            let chance = number(answers, "first_expected", 0).map_or_else(String::new, |expected| {
                format!(
                    " If whoever answered had taken no notice of units, {} of the first answers would have come from another one.",
                    percent(expected)
                )
            });
            found.push(format!(
                "Of {} {first} got the first answer, and {any} any answer, from another unit.{chance}",
                some(known, "answered question", "answered questions")
            ));
        }
    }
    if let Some(units) = table(tables, "bridging_by_unit") {
        found.extend(inward(units));
    }
    found.extend(table(tables, "bridging_sensitivity").and_then(counted_otherwise));
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
                    (tie, 0.0) => format!("in {} of these it hangs on a single pair of people", whole(tie)),
                    (0.0, person) => format!("in {} of these it hangs on a single person", whole(person)),
                    (tie, person) => format!(
                        "in {} of these it hangs on a single pair of people, in {} more on a single person",
                        whole(tie),
                        whole(person)
                    ),
                };
                let talk = if joined == 1.0 { "talks" } else { "talk" };
                let of = some(all, "pair of units", "pairs of units");
                found.push(format!("Of {of} {} {talk} with each other; {fragile}.", whole(joined)));
            }
        }
    }
    if let Some(brokers) = table(tables, "bridging_brokers").filter(|brokers| brokers.rows() > 0) {
        let most = (0..brokers.rows()).filter_map(|row| number(brokers, "units", row)).fold(0.0, f64::max);
        let listed = brokers.rows() as f64;
        let in_all = brokers.provenance().n.as_ref().map_or(listed, |(_, n)| *n as f64);
        let up_to = some(most, "other unit", "other units");
        found.push(match (listed, in_all > listed) {
            (1.0, false) => format!("1 colleague stands between units, with {up_to}."),
            (_, false) => {
                format!("{} colleagues stand between units, each with up to {up_to}.", whole(listed))
            }
            (_, true) => format!(
                "{} colleagues stand between units; the {} who do most are listed, with up to {up_to}.",
                whole(in_all),
                whole(listed)
            ),
        });
    }
    found
}

/// Between which numbers the share across units lies, however it is counted.
fn counted_otherwise(ways: &Release) -> Option<String> {
    let rows = || 0..ways.rows();
    let shares: Vec<f64> = rows().filter_map(|row| number(ways, "cross_share", row)).collect();
    let others: Vec<String> = rows().skip(1).filter_map(|row| text(ways, "counted", row)).collect();
    let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let high = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (shares.len() > 1).then(|| {
        format!(
            "Counted in other ways as well ({}), the share that goes to other units lies between {} and {}.",
            others.join(", "),
            percent(low),
            percent(high)
        )
    })
}

/// A number of things, with its thousands apart.
fn some(n: f64, one: &str, many: &str) -> String {
    format!("{} {}", whole(n), if n == 1.0 { one } else { many })
}

/// The level of the unit path in brackets, where it is known.
fn at_level(table: &Release) -> String {
    let level = parameter(table, "unit_level").and_then(|level| level.split_whitespace().next());
    level.map_or_else(String::new, |level| format!(" (level {level} of the unit path)"))
}

/// A p-value; at its floor, which is one of all permutations and the units as they are, no more than that is known.
fn p_in_words(table: &Release, p: f64) -> String {
    let permutations = parameter(table, "permutations").and_then(|n| n.parse().ok()).unwrap_or(0.0);
    let floor: f64 = 1.0 / (permutations + 1.0);
    match p {
        p if p <= floor * 1.000_001 => format!("p at most {floor:.*}", if floor < 0.01 { 3 } else { 2 }),
        p if p < 0.01 => format!("p = {p:.3}"),
        p => format!("p = {p:.2}"),
    }
}

/// How much goes across units, and whether that is more or less than with the units dealt out anew.
fn across(table: &Release) -> Option<String> {
    let replies = number(table, "replies", 0).filter(|&n| n > 0.0)?;
    let share = share_in_words(table, "cross_share", 0)?;
    let units = number(table, "units", 0).map_or_else(String::new, |n| some(n, "unit", "units"));
    let level = at_level(table);
    let of = some(replies, "reply", "replies");
    let mut sentence = format!("Of {of} between colleagues of {units}{level} {share} went to another unit");
    if let (Some(value), Some(chance), Some(p)) =
        (number(table, "cross_share", 0), number(table, "chance_share", 0), number(table, "p_value", 0))
    {
        let word = if value < chance { "fewer" } else { "more" };
        let words = p_in_words(table, p);
        sentence.push_str(&format!("; with units dealt out by chance it would be {}", percent(chance)));
        sentence.push_str(&match p {
            p if p < 0.01 => format!(", and that there are {word} is more than chance ({words})"),
            p if p < NOTABLE => format!(", and that there are {word} is probably more than chance ({words})"),
            _ => format!(", and the difference can be chance ({words})"),
        });
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
    let verb = |n: usize| if n == 1 { "talks" } else { "talk" };
    (of > 1).then(|| {
        let what = match (inside, outside) {
            (0, 0) => {
                "none clearly talks more among itself, or more with others, than chance would give".into()
            }
            (n, 0) => format!("{n} {} more among themselves than chance would give", verb(n)),
            (0, n) => format!("{n} {} more with others than chance would give", verb(n)),
            (a, b) => {
                format!("{a} {} more among themselves than chance would give, {b} more with others", verb(a))
            }
        };
        format!("Of {of} units that can be shown, {what}.")
    })
}

/// The units between which there are more replies than with the units dealt out anew, those with the most more first.
fn pairs(table: &Release) -> Option<String> {
    let mut closest: Vec<(f64, String)> = (0..table.rows())
        .filter(|&row| number(table, "q_value", row).is_some_and(|q| q < NOTABLE))
        .filter_map(|row| {
            let (replies, by_chance) = (number(table, "replies", row)?, number(table, "by_chance", row)?);
            let (from, to) = (text(table, "from_unit", row)?, text(table, "to_unit", row)?);
            let named =
                format!("{from} to {to} ({}, {by_chance:.1} by chance)", some(replies, "reply", "replies"));
            Some((replies - by_chance, named))
        })
        .filter(|(more, _)| *more > 0.0)
        .collect();
    closest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let named: Vec<String> = closest.iter().take(NAMED_PAIRS).map(|(_, text)| text.clone()).collect();
    (!named.is_empty())
        .then(|| format!("More goes than with units dealt out by chance from {}.", named.join(", from ")))
}
