//! Whom to ask so that every unit has somebody, in plain words.

use super::cells::{
    hidden, is_hidden, not_enough, number, paragraphs, parameter, percent, share_in_words, table as named,
    text, whole,
};
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
        let named = table.column("name").is_some()
            && (0..table.rows()).all(|row| text(&table, "name", row).is_some());
        // Nobody wants to read a column without anything in it, nor an id beside a name.
        let known = |name: &&str| {
            !(named && *name == "member")
                && table.column(name).is_some_and(|c| (0..table.rows()).any(|row| c.values.is_some(row)))
        };
        let columns: Vec<&str> = columns.iter().copied().filter(known).collect();
        block(&mut out, &table.select(&columns), &short);
    };
    let all = |_: &Release, _: usize| true;
    let withheld: Vec<&Release> =
        tables.iter().filter(|table| table.disclosure().withheld.is_some()).collect();
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
    if let Some(why) = withheld.first().and_then(|table| table.disclosure().withheld.as_ref()) {
        let titles: Vec<&str> = withheld.iter().map(|table| table.title()).collect();
        out.push_str(&paragraphs(&[format!("Withheld ({}): {why}.", titles.join("; "))], terminal));
    }
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
    if summary.rows() == 0 {
        found.push("Not enough data: nobody is there.".into());
        return found;
    }
    let value = |name: &str| number(summary, name, 0);
    if value("people").is_none() {
        found.push(hidden(summary, "Who can be asked"));
        return found;
    }
    // Without both nothing of what follows can be told.
    if ["chosen", "serving"].iter().any(|name| is_hidden(summary, name, 0)) {
        found.push(hidden(summary, "How many could be asked, and how many serve already"));
        found.extend(units(tables, summary));
        found.extend(sites(tables));
        return found;
    }
    let chosen = value("chosen").unwrap_or_default();
    let serving = value("serving").unwrap_or_default();
    if chosen > 0.0 {
        found.extend(reach(tables, summary, chosen, serving));
    } else if serving > 0.0 && value("asked_for").is_none() {
        found.push(nobody_else(tables, summary));
    }
    found.extend(units(tables, summary));
    found.extend(sites(tables));
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
        found.extend(more(tables, chosen));
    }
    found.extend(capacity(tables, summary, chosen, serving));
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

/// That those who serve already are all there is to it, and what is still missing.
fn nobody_else(tables: &[Release], summary: &Release) -> String {
    let value = |name: &str| number(summary, name, 0);
    let Some((candidates, reached)) = value("candidates").filter(|&n| n > 0.0).zip(reached_in_words(summary))
    else {
        return match ["candidates", "reached", "reachable"].iter().any(|name| is_hidden(summary, name, 0)) {
            true => hidden(summary, "Who else can be asked"),
            false => "Nobody else can be asked.".into(),
        };
    };
    let open = |n: f64, one: &str, many: &str| {
        (n > 0.0).then(|| format!("{} {}", whole(n), if n == 1.0 { one } else { many }))
    };
    if is_hidden(summary, "units_short", 0) {
        return hidden(summary, "Whether every unit has as many as wanted");
    }
    let units = value("units_short").unwrap_or_default() + value("units_without").unwrap_or_default();
    let [nobody, short] = open_sites(tables);
    let sites = (nobody.len() + short.len()) as f64;
    let lacking: Vec<String> =
        [open(units, "unit", "units"), open(sites, "site", "sites")].into_iter().flatten().collect();
    if lacking.is_empty() {
        return format!("Nobody else has to be asked: every quota is kept, and {reached}.");
    }
    format!(
        "Nobody who can be asked would add enough: {} still {} somebody, but none of the {} who can be asked is from there; \
         and {reached}.",
        lacking.join(" and "),
        if lacking.len() == 1 { verb(units + sites, "lacks", "lack") } else { "lack" },
        whole(candidates),
    )
}

/// How many are reached of those who can be, beside the share that was wanted.
fn reached_in_words(summary: &Release) -> Option<String> {
    let value = |name: &str| number(summary, name, 0);
    let (reached, reachable) = (value("reached")?, value("reachable").filter(|&n| n > 0.0)?);
    let wanted = value("wanted_share")
        .map_or_else(String::new, |share| format!(" (at least {} was wanted)", percent(share)));
    Some(format!(
        "{} of those are reached who would be with all {} who can be asked{wanted}",
        percent(reached / reachable),
        whole(value("candidates")?)
    ))
}

/// Rows of the sites that have nobody, and of those with fewer than wanted.
fn open_sites(tables: &[Release]) -> [Vec<usize>; 2] {
    let rows = |statuses: &[Status]| -> Vec<usize> {
        named(tables, "cover_sites").map_or_else(Vec::new, |table| {
            let open = |&row: &usize| status(table, row).is_some_and(|status| statuses.contains(&status));
            (0..table.rows()).filter(open).collect()
        })
    };
    [rows(&[Status::Nobody, Status::LeftOut]), rows(&[Status::Short])]
}

/// Sites without enough people.
fn sites(tables: &[Release]) -> Option<String> {
    let table = named(tables, "cover_sites")?;
    let wanting = (0..table.rows()).filter(|&row| status(table, row) != Some(Status::Small)).count();
    let [nobody, short] = open_sites(tables);
    if wanting == 0 {
        return None;
    }
    if nobody.is_empty() && short.is_empty() {
        return Some(format!(
            "{} as many as wanted.",
            match wanting {
                1 => "The only site has".into(),
                n => format!("Each of {n} sites has"),
            }
        ));
    }
    let site = |&row: &usize| {
        let name = text(table, "site", row).filter(|_| !table.is_suppressed(row))?;
        let there = number(table, "serving", row).zip(number(table, "chosen", row)).map(|(a, b)| a + b);
        Some(match there.zip(number(table, "wanted", row)) {
            Some((there, wanted)) if there > 0.0 => format!("{name} ({} of {})", whole(there), whole(wanted)),
            _ => name,
        })
    };
    let part = |rows: &[usize], what: &str| {
        let names: Vec<String> = rows.iter().filter_map(site).take(NAMED).collect();
        let colon = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
        (!rows.is_empty())
            .then(|| format!("{} {} {what}{colon}", rows.len(), verb(rows.len() as f64, "has", "have")))
    };
    let parts: Vec<String> =
        [part(&nobody, "nobody"), part(&short, "fewer than wanted")].into_iter().flatten().collect();
    Some(format!("Of {wanting} {}, {}.", if wanting == 1 { "site" } else { "sites" }, parts.join("; ")))
}

/// Where there is somebody to ask, and where not.
fn units(tables: &[Release], summary: &Release) -> Vec<String> {
    let value = |name: &str| number(summary, name, 0);
    let mut found = Vec::new();
    let Some(all) = value("units").filter(|&n| n > 0.0) else { return found };
    if is_hidden(summary, "units_covered", 0) {
        found.push(hidden(summary, "How many units have somebody to ask"));
        return found;
    }
    let (covered, short, without) = (
        value("units_covered").unwrap_or_default(),
        value("units_short").unwrap_or_default(),
        value("units_without").unwrap_or_default(),
    );
    let (have, what) = (covered + short, if all == 1.0 { "unit" } else { "units" });
    let least = parameter(summary, "min_people").and_then(|n| n.parse::<u32>().ok()).filter(|&n| n > 1);
    let what = least.map_or(what.to_string(), |n| format!("{what} of {n} people or more"));
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
fn reach(tables: &[Release], summary: &Release, chosen: f64, serving: f64) -> Vec<String> {
    let value = |name: &str| number(summary, name, 0);
    let mut found = Vec::new();
    let who = people(chosen);
    let beside = match serving {
        0.0 => String::new(),
        1.0 => " beside the one who serves already".into(),
        n => format!(" beside the {} who serve already", whole(n)),
    };
    let (Some(at_least), Some(reachable)) = (value("at_least"), value("reachable")) else { return found };
    let proven = summary.column("proven").and_then(|c| c.values.text(0)).as_deref() == Some("true");
    found.push(match value("asked_for") {
        None => {
            let reached = reached_in_words(summary).unwrap_or_else(|| {
                match ["reached", "reachable", "candidates"].iter().any(|name| is_hidden(summary, name, 0)) {
                    true => "how many are reached is hidden".into(),
                    false => "nobody can be reached".into(),
                }
            });
            let bound = match (proven, at_least) {
                (true, _) => "no fewer can do it".to_string(),
                (_, least) => format!("no set of fewer than {} can do it", whole(least)),
            };
            format!(
                "{who}{beside} would do: the quotas are kept as far as that is possible, and {reached}; {bound}."
            )
        }
        Some(_) => {
            let most = value("at_most").unwrap_or(reachable);
            let bound = match proven {
                true => "no other so many are expected to reach more".to_string(),
                false => format!("no other so many are expected to reach more than {}", whole(most)),
            };
            format!("These are the best {who} found{beside}; {bound}.")
        }
    });
    if let Some(list) = named(tables, "cover").filter(|list| list.rows() > 0) {
        let gain: f64 = (0..list.rows()).filter_map(|row| number(list, "gain", row)).sum();
        let names: Vec<String> = (0..list.rows()).filter_map(|row| text(list, "name", row)).collect();
        let whom = match names.as_slice() {
            [first] if list.rows() == 1 => first.clone(),
            [first, second] if list.rows() == 2 => format!("{first} and {second}"),
            _ => format!("{} of the list", verb(chosen, "the one", "those")),
        };
        found.push(if gain < 1.0 {
            format!(
                "Asking {whom} adds {gain:.2} people to those reached, less than one: it is for the quotas of units and sites."
            )
        } else {
            format!("Asking {whom} adds {gain:.1} people to those reached.")
        });
    }
    if let (Some(reached), Some(share), Some(all)) =
        (value("reached"), reached_share(summary), value("people"))
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

/// The share reached, with its interval where that says more.
fn reached_share(summary: &Release) -> Option<String> {
    let ends =
        ["reached_share", "reached_share_low", "reached_share_high"].map(|name| number(summary, name, 0));
    match ends.map(|end| end.map(percent)) {
        [Some(share), Some(low), Some(high)] if low == share && high == share => Some(share),
        _ => share_in_words(summary, "reached_share", 0),
    }
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

/// What the questions need, beside what those who serve already answer.
fn capacity(tables: &[Release], summary: &Release, chosen: f64, serving: f64) -> Option<String> {
    let value = |name: &str| number(summary, name, 0);
    let questions = value("questions_per_month").filter(|&n| n > 0.0)?;
    let (needed, low, high) = (value("needed")?, value("needed_low")?, value("needed_high")?);
    let (help, most) = (parameter(summary, "help_share")?.parse::<f64>().ok()?, value("capacity")?);
    let range = if low < high { format!(" ({} to {})", whole(low), whole(high)) } else { String::new() };
    let by_serving = named(tables, "cover_at_capacity").and_then(|table| number(table, "answered_share", 0));
    let who = match serving {
        1.0 => "the one who serves already answers".to_string(),
        n => format!("the {} who serve already answer", whole(n)),
    };
    let enough = |there: f64, least: f64, most: f64| match there {
        n if n >= most => "enough",
        n if n < least => "too few",
        _ => "perhaps enough",
    };
    let verdict = match by_serving {
        _ if serving <= 0.0 && chosen <= 0.0 => String::new(),
        _ if serving <= 0.0 => {
            format!(
                "; the {} to ask {} {} for that",
                whole(chosen),
                verb(chosen, "is", "are"),
                enough(chosen, low, high)
            )
        }
        // What they answer is told with the list of them alone.
        None => String::new(),
        Some(share) if share >= help => {
            let few = if serving < needed { ", more than so few should" } else { "" };
            format!("; {who} {}{few}", percent(share))
        }
        Some(share) if chosen <= 0.0 => format!("; {who} {}, and nobody else is asked", percent(share)),
        Some(share) => {
            let rest = (questions * (help - share) / most).ceil();
            let judged = enough(chosen, rest, rest);
            format!(
                "; {who} {}, and the {} to ask {} {judged} for the rest",
                percent(share),
                whole(chosen),
                verb(chosen, "is", "are")
            )
        }
    };
    Some(format!(
        "Colleagues ask {} questions a month. If champions are to answer {} of them, at most {most} a month each, it takes \
         {}{range}{verdict}.",
        whole(questions),
        percent(help),
        people(needed)
    ))
}

fn people(n: f64) -> String {
    if n == 1.0 { "1 person".into() } else { format!("{} people", whole(n)) }
}

fn verb(n: f64, one: &'static str, many: &'static str) -> &'static str {
    if n == 1.0 { one } else { many }
}
