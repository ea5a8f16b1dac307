//! Whom to ask so that every unit has somebody, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, share_in_words, table as named, text, whole};
use super::overview::{block, heading, notes, release};
use crate::champions::cover::{Cover, Status};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Units that a sentence names at most.
const NAMED: usize = 8;
/// Rows that a table of the text shows at most.
const SHOWN: usize = 25;

/// A cover for a terminal: the findings, the people to ask, the units, who comes next where somebody is missing, and how many are
/// enough.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn cover_text(cover: &Cover, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(cover.tables(), policy);
    let mut out = heading("Whom to ask so that every unit has somebody?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let short = TerminalOptions { max_rows: terminal.max_rows.min(SHOWN), ..terminal.clone() };
    let mut show = |name: &str, columns: &[&str], rows: &dyn Fn(&Release, usize) -> bool| {
        let Some(table) = named(&tables, name) else { return };
        let rows: Vec<usize> = (0..table.rows()).filter(|&row| rows(table, row)).collect();
        if rows.is_empty() {
            return;
        }
        let table = table.take(&rows);
        // Nobody wants to read a column without anything in it.
        let known = |name: &&str| {
            table.column(name).is_some_and(|c| (0..table.rows()).any(|row| c.values.is_some(row)))
        };
        let columns: Vec<&str> = columns.iter().copied().filter(known).collect();
        block(&mut out, &table.select(&columns), &short);
    };
    let all = |_: &Release, _: usize| true;
    show("cover", &["name", "member", "unit", "site", "gain", "reached", "frequency", "reasons"], &all);
    let wanted = |table: &Release, row: usize| status(table, row) != Some(Status::Small);
    let columns =
        ["status", "people", "wanted", "serving", "chosen", "candidates", "champions", "reached_share"];
    show("cover_units", &[&["unit"], &columns[..]].concat(), &wanted);
    show("cover_sites", &[&["site"], &columns[..]].concat(), &wanted);
    show("cover_next_best", &["unit", "name", "member", "kind", "reasons"], &all);
    show("cover_alternatives", &["name", "member", "unit", "chosen", "frequency"], &all);
    show("cover_at_capacity", &["name", "member", "unit", "load"], &all);
    let chosen = named(&tables, "cover_summary").and_then(|table| number(table, "chosen", 0));
    let steps = |table: &Release, row: usize| {
        let k = number(table, "k", row).unwrap_or_default();
        let last = row + 1 == table.rows();
        // A few steps say as much as all.
        k <= 5.0 || k % 5.0 == 0.0 && k <= 50.0 || k % 50.0 == 0.0 || chosen == Some(k) || last
    };
    let columns = ["k", "chosen", "reached", "reached_low", "reached_high", "reached_share", "units_covered"];
    show("cover_curve", &columns, &steps);
    let hidden = |table: &&Release| table.disclosure().suppressed > 0;
    if let Some(table) = tables.iter().find(hidden).or(named(&tables, "cover_summary")) {
        notes(&mut out, table, terminal);
    }
    Ok(out)
}

fn status(table: &Release, row: usize) -> Option<Status> {
    let name = text(table, "status", row)?;
    [Status::Covered, Status::Short, Status::LeftOut, Status::Nobody, Status::Small]
        .into_iter()
        .find(|status| status.name() == name)
}

/// What the released tables of a cover say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(summary) = named(tables, "cover_summary") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(summary).collect();
    if summary.rows() == 0 || summary.is_suppressed(0) {
        found.push("Not enough data: too few people for anything to be told.".into());
        return found;
    }
    let value = |name: &str| number(summary, name, 0);
    found.extend(units(tables, summary));
    let chosen = value("chosen").unwrap_or_default();
    let serving = value("serving").unwrap_or_default();
    if serving > 0.0 {
        found.push(format!(
            "{} {} as much already as can be asked of one person: {} for {}, and {} not asked for more.",
            if serving == 1.0 { "1 champion".into() } else { format!("{} champions", whole(serving)) },
            verb(serving, "answers", "answer"),
            verb(serving, "this one counts", "they count"),
            verb(serving, "the own unit", "their units"),
            verb(serving, "is", "are"),
        ));
    }
    if chosen > 0.0 {
        found.extend(reach(summary, chosen, serving));
        found.extend(more(tables, chosen));
    } else if serving > 0.0 && value("asked_for").is_none() {
        found.push(match (value("candidates"), value("wanted_share")) {
            (Some(candidates), Some(share)) if candidates > 0.0 => format!(
                "Nobody else has to be asked: the quotas are kept as far as that is possible, and {} of those are reached \
                 who would be with all {} who can be asked.",
                percent(share),
                whole(candidates)
            ),
            _ => "Nobody else can be asked.".into(),
        });
    }
    found.extend(capacity(summary, chosen + serving, serving));
    if let Some(table) = named(tables, "cover_alternatives") {
        let flags = table.column("chosen");
        let is_chosen = |row: usize| flags.and_then(|c| c.values.text(row)).as_deref() == Some("true");
        let replaceable = (0..table.rows()).filter(|&row| is_chosen(row)).count();
        if replaceable > 0 {
            found.push(format!(
                "{} of the {} can as well be somebody else: with what is known they are chosen in fewer than half of the draws.",
                replaceable,
                whole(chosen)
            ));
        }
    }
    found
}

/// Where there is somebody to ask, and where not.
fn units(tables: &[Release], summary: &Release) -> Vec<String> {
    let value = |name: &str| number(summary, name, 0);
    let mut found = Vec::new();
    let Some(all) = value("units").filter(|&n| n > 0.0) else { return found };
    let (covered, short, without) = (
        value("units_covered").unwrap_or_default(),
        value("units_short").unwrap_or_default(),
        value("units_without").unwrap_or_default(),
    );
    let (have, what) = (covered + short, if all == 1.0 { "unit" } else { "units" });
    let mut sentence = format!(
        "{} of {} {what} {} somebody to ask or serving already",
        whole(have),
        whole(all),
        verb(have, "has", "have")
    );
    if short > 0.0 {
        sentence.push_str(&format!(" ({} of them fewer than wanted)", whole(short)));
    }
    if without > 0.0 {
        let names = names(tables, &[Status::Nobody, Status::LeftOut]);
        sentence.push_str(&format!("; {} {} nobody", whole(without), verb(without, "has", "have")));
        if !names.is_empty() {
            let more = without as usize - names.len().min(without as usize);
            let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
            sentence.push_str(&format!(": {}{rest}", names.join(", ")));
        }
    }
    sentence.push('.');
    found.push(sentence);
    if let Some(share) = value("people_in_covered_units") {
        found.push(format!(
            "{} of the people with a unit are in one that has as many as it wants.",
            percent(share)
        ));
    }
    if let Some(next) = named(tables, "cover_next_best").filter(|table| table.rows() > 0) {
        let people = if next.rows() == 1 { "1 person" } else { &format!("{} people", next.rows()) };
        found.push(format!(
            "For units that lack somebody, {people} may come next: the list says what speaks for them."
        ));
    }
    found
}

/// Names of the units with one of these statuses, of those that may be shown.
fn names(tables: &[Release], statuses: &[Status]) -> Vec<String> {
    let Some(table) = named(tables, "cover_units") else { return Vec::new() };
    (0..table.rows())
        .filter(|&row| !table.is_suppressed(row))
        .filter(|&row| status(table, row).is_some_and(|status| statuses.contains(&status)))
        .filter_map(|row| text(table, "unit", row))
        .take(NAMED)
        .collect()
}

/// How many would do, whom they reach, and that nobody can do better.
fn reach(summary: &Release, chosen: f64, serving: f64) -> Vec<String> {
    let value = |name: &str| number(summary, name, 0);
    let mut found = Vec::new();
    let who = people(chosen);
    let beside = if serving > 0.0 { " beside them" } else { "" };
    let (Some(at_least), Some(reachable)) = (value("at_least"), value("reachable")) else { return found };
    let proven = summary.column("proven").and_then(|c| c.values.text(0)).as_deref() == Some("true");
    found.push(match value("asked_for") {
        None => {
            let share = value("wanted_share").map(percent).unwrap_or_default();
            let bound = match (proven, at_least) {
                (true, _) => "no fewer can do it".to_string(),
                (_, least) => format!("no set of fewer than {} can do it", whole(least)),
            };
            format!(
                "{who}{beside} would do: the quotas are kept as far as that is possible, and {share} of those are reached who \
                 would be with all {} who can be asked; {bound}.",
                whole(value("candidates").unwrap_or_default())
            )
        }
        Some(_) => {
            let most = value("at_most").unwrap_or(reachable);
            let bound = match proven {
                true => "no other so many are expected to reach more".to_string(),
                false => format!("no other so many are expected to reach more than {}", whole(most)),
            };
            format!("These are the best {who} found; {bound}.")
        }
    });
    if let (Some(reached), Some(share), Some(all)) =
        (value("reached"), share_in_words(summary, "reached_share", 0), value("people"))
    {
        found.push(format!(
            "Of {} people, {} are expected to know a champion from an exchange of words: {share}. If all who can be \
             asked were, it would be {} ({}). Who never exchanged a word has the champion of the own unit at most.",
            whole(all),
            whole(reached),
            whole(reachable),
            percent(if all > 0.0 { reachable / all } else { 0.0 })
        ));
    }
    found
}

/// What more people would bring.
fn more(tables: &[Release], chosen: f64) -> Option<String> {
    let curve = named(tables, "cover_curve")?;
    let at = |k: f64| (0..curve.rows()).find(|&row| number(curve, "k", row) == Some(k));
    let now = number(curve, "reached", at(chosen)?)?;
    // The next round number of people that is worth comparing with.
    let next = ((chosen * 1.5 / 5.0).ceil() * 5.0).max(chosen + 1.0);
    let then = number(curve, "reached", at(next)?)?;
    let half = (chosen / 2.0).floor();
    let fewer = at(half)
        .and_then(|row| number(curve, "reached", row))
        .map(|reached| format!("; with the first {} it would be {}", whole(half), whole(reached)));
    Some(format!(
        "With {} people it would be {} people reached instead of {}{}.",
        whole(next),
        whole(then),
        whole(now),
        fewer.unwrap_or_default()
    ))
}

fn capacity(summary: &Release, chosen: f64, serving: f64) -> Option<String> {
    let value = |name: &str| number(summary, name, 0);
    let parameter = |name: &str| {
        let found = summary.provenance().parameters.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.parse::<f64>().ok())
    };
    let questions = value("questions_per_month").filter(|&n| n > 0.0)?;
    let (needed, low, high) = (value("needed")?, value("needed_low")?, value("needed_high")?);
    let range = if low < high { format!(" ({} to {})", whole(low), whole(high)) } else { String::new() };
    let there = match serving {
        _ if chosen <= 0.0 => String::new(),
        0.0 => format!("the {} to ask are", whole(chosen)),
        _ => format!("the {} to ask and serving already are", whole(chosen)),
    };
    let enough = if chosen <= 0.0 {
        String::new()
    } else if chosen >= high {
        format!("; {there} enough for that")
    } else if chosen < low {
        format!("; {there} too few for that")
    } else {
        format!("; {there} perhaps enough for that")
    };
    Some(format!(
        "Colleagues ask {} questions a month. If champions are to answer {} of them, at most {} a month each, it takes {}{range}{enough}.",
        whole(questions),
        percent(parameter("help_share")?),
        value("capacity").map(|n| format!("{n}"))?,
        people(needed)
    ))
}

fn people(n: f64) -> String {
    if n == 1.0 { "1 person".into() } else { format!("{} people", whole(n)) }
}

fn verb(n: f64, one: &'static str, many: &'static str) -> &'static str {
    if n == 1.0 { one } else { many }
}
