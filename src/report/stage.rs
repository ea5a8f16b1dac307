//! The stage of life of a community, in words and tables.

use super::cells::{number, round_percent as percent, text};
use super::overview::{block, heading, notes, release};
use crate::Policy;
use crate::Result;
use crate::activity::counted;
use crate::stage::{Stage, Stages};
use crate::table::{Release, TerminalOptions, Values, grouped, plain, wrap};

/// Rows that a table of the text shows at most.
const SHOWN: usize = 15;
/// Groups that a sentence names at most.
const NAMED: usize = 5;
/// Largest q-value of a change that a sentence tells.
const TOLD: f64 = 0.05;

/// Stages for a terminal: what was found in plain words, then the tables and what has to be known to read them.
///
/// # Errors
/// None so far.
pub fn stage_text(stages: &Stages, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(stages.tables(), policy);
    let get = |name: &str| tables.iter().find(|table| table.name() == name);
    let mut out = heading("Which stage is it in?", terminal);
    for finding in findings(&tables) {
        out.push('\n');
        for line in wrap(&plain(&finding), terminal.width) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    let short = TerminalOptions { max_rows: terminal.max_rows.min(SHOWN), ..terminal.clone() };
    if let Some(table) = get("stage") {
        let names = ["community", "people", "stage", "probability", "since", "reason"];
        block(&mut out, &table.select(&names), &short);
    }
    if let Some(table) = get("stage_inputs") {
        let shares = ["member_driven", "officially_started", "newcomers", "gone", "first_threads_answered"];
        let names: Vec<String> = shares
            .iter()
            .flat_map(|share| ["share", "low", "high"].map(|part| format!("{share}_{part}")))
            .collect();
        let first = ["community", "growth", "growth_low", "growth_high"];
        let names: Vec<&str> = first.into_iter().chain(names.iter().map(String::as_str)).collect();
        block(&mut out, &table.select(&names), &short);
    }
    let told = |table: &&Release| (0..table.rows()).any(|row| number(table, "q_value", row).is_some());
    if let Some(table) = get("changes").filter(told) {
        let names = [
            "community",
            "series",
            "week",
            "kind",
            "level_before",
            "level_after",
            "ratio",
            "ratio_low",
            "ratio_high",
            "q_value",
        ];
        block(&mut out, &table.select(&names), &short);
    }
    if let Some(table) = get("stage") {
        notes(&mut out, table, terminal);
    }
    Ok(out)
}

/// What the released tables of [`Stages::tables`] say, in plain sentences. Whatever is hidden in them is in no
/// sentence.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let get = |name: &str| tables.iter().find(|table| table.name() == name);
    let mut found = Vec::new();
    if let Some(stage) = get("stage") {
        found.push(whole(stage));
    }
    if let Some(inputs) = get("stage_inputs") {
        found.extend(because(inputs));
    }
    if let Some(stage) = get("stage") {
        found.extend(groups(stage));
    }
    if let Some(changes) = get("changes") {
        found.extend(changed(changes, get("activity_weeks").is_some_and(scanned)));
    }
    found
}

fn row_of_whole(table: &Release) -> Option<usize> {
    (0..table.rows()).find(|&row| text(table, "scope", row).as_deref() == Some("whole"))
}

fn whole(table: &Release) -> String {
    let Some(row) = row_of_whole(table) else {
        return "Not enough data: there is nothing to judge.".into();
    };
    if table.is_suppressed(row) {
        return super::cells::hidden(table, "The stage of the whole");
    }
    let p = |stage: Stage| number(table, &format!("p_{}", stage.name()), row).unwrap_or(0.0);
    let stage = text(table, "stage", row).unwrap_or_default();
    if let Some(known) = Stage::ALL.into_iter().find(|known| known.name() == stage) {
        let since = text(table, "since", row).map_or_else(String::new, |since| {
            let earlier = flag(table, "since_or_earlier", row);
            format!(", {} the weeks up to that of {since}", if earlier { "at least since" } else { "since" })
        });
        return format!("The whole: {} (probability {}{since}).", describe(known), percent(p(known)));
    }
    if stage != "unclear" {
        let why = text(table, "reason", row).map_or_else(String::new, |why| format!(": {why}"));
        return format!("The whole: not enough data{why}.");
    }
    let mut likely: Vec<Stage> = Stage::ALL.into_iter().filter(|&stage| p(stage) >= 0.05).collect();
    likely.sort_by(|&a, &b| p(b).total_cmp(&p(a)));
    let likely: Vec<String> =
        likely.into_iter().map(|stage| format!("{} {}", stage.name(), percent(p(stage)))).collect();
    format!("The whole: the stage is unclear; probabilities: {}.", likely.join(", "))
}

fn describe(stage: Stage) -> &'static str {
    match stage {
        Stage::Inception => "inception, those who run it still carry it",
        Stage::Establishment => "establishment, members carry most of it and it grows or may grow",
        Stage::Maturity => {
            "maturity, members carry it and it is about as large as it was, or they carry nearly all of it"
        }
        Stage::Falling => {
            "falling, fewer people take part than at the start of these weeks; too early to call it a decline"
        }
        Stage::Decline => "decline, fewer and fewer people take part",
    }
}

/// Why, for the whole.
fn because(table: &Release) -> Vec<String> {
    let Some(row) = row_of_whole(table).filter(|&row| !table.is_suppressed(row)) else { return Vec::new() };
    let value = |name: &str| number(table, name, row);
    let level = table.provenance().interval_level.unwrap_or(0.95);
    let mut found = Vec::new();
    if let (Some(growth), Some(low), Some(high)) =
        (value("growth"), value("growth_low"), value("growth_high"))
    {
        let what = match (low > 0.0, high < 0.0) {
            (true, _) => "The number of people active in a week grows",
            (_, true) => "The number of people active in a week falls",
            _ => "Whether the number of people active in a week grows or falls cannot be told",
        };
        found.push(format!(
            "{what}: {growth:+.1}% a week ({:.0}% interval {low:+.1}% to {high:+.1}%).",
            100.0 * level
        ));
    }
    let part = |name: &str| {
        let of = value(&format!("{name}_of")).filter(|&of| of > 0.0)?;
        let [share, low, high] = ["share", "low", "high"].map(|part| value(&format!("{name}_{part}")));
        Some((of, percent(share?), format!("{} to {}", percent(low?), percent(high?))))
    };
    let whole = |n: f64| grouped(&format!("{n:.0}"));
    if let Some((of, share, interval)) = part("member_driven") {
        let official = part("officially_started").map_or_else(String::new, |(_, share, _)| {
            format!("; {share} were started by those who run it or speak for the organisation")
        });
        found.push(format!(
            "In {share} ({interval}) of {} threads at least two members wrote{official}.",
            whole(of)
        ));
    }
    if let (Some((of, share, interval)), Some((before, gone, gone_interval))) =
        (part("newcomers"), part("gone"))
    {
        found.push(format!(
            "Of {} active people {share} ({interval}) had never been seen before; of {} people active in as many weeks before, {gone} ({gone_interval}) did not come back.",
            whole(of),
            whole(before)
        ));
    }
    if let Some((of, share, interval)) = part("first_threads_answered") {
        found.push(format!(
            "{} started a thread for the first time in the export; somebody else wrote in {share} ({interval}) of these.",
            counted(of as u64, "person", "people")
        ));
    }
    found
}

/// How many groups are in which stage, and which have something happening.
fn groups(table: &Release) -> Vec<String> {
    let rows: Vec<usize> = (0..table.rows())
        .filter(|&row| text(table, "scope", row).as_deref() == Some("group") && !table.is_suppressed(row))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let in_stage = |name: &str| -> Vec<usize> {
        rows.iter().copied().filter(|&row| text(table, "stage", row).as_deref() == Some(name)).collect()
    };
    let names: Vec<&str> =
        Stage::ALL.iter().map(|stage| stage.name()).chain(["unclear", "not enough data"]).collect();
    let counts: Vec<String> = names
        .iter()
        .filter_map(|name| Some(in_stage(name).len()).filter(|&n| n > 0).map(|n| format!("{n} {name}")))
        .collect();
    let mut found = vec![format!(
        "{}: {}.",
        match rows.len() {
            1 => "One group".into(),
            n => format!("{} groups", grouped(&n.to_string())),
        },
        counts.join(", ")
    )];
    for stage in [Stage::Decline, Stage::Falling, Stage::Establishment] {
        let rows = in_stage(stage.name());
        let named: Vec<String> =
            rows.iter().take(NAMED).filter_map(|&row| text(table, "community", row)).collect();
        if !named.is_empty() {
            let more = match rows.len() - named.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            found.push(format!("In {}: {}{more}.", stage.name(), named.join("; ")));
        }
    }
    found
}

/// Whether the whole was looked at for changes: then its weeks have a level.
fn scanned(weeks: &Release) -> bool {
    let whole = |row: &usize| text(weeks, "scope", *row).as_deref() == Some("whole");
    (0..weeks.rows()).filter(whole).any(|row| {
        ["active_level", "messages_level"].iter().any(|column| number(weeks, column, row).is_some())
    })
}

/// Changes of the whole, one sentence each; those of groups by number.
fn changed(table: &Release, scanned: bool) -> Vec<String> {
    let told: Vec<usize> =
        (0..table.rows()).filter(|&row| number(table, "q_value", row).is_some_and(|q| q <= TOLD)).collect();
    let is_whole = |row: &usize| text(table, "scope", *row).as_deref() == Some("whole");
    let mut found: Vec<String> =
        told.iter().copied().filter(is_whole).filter_map(|row| change(table, row)).collect();
    let in_groups = told.iter().filter(|row| !is_whole(row)).count();
    if found.is_empty() && scanned {
        found.push("No change of the level of activity was found for the whole.".into());
    } else if found.is_empty() {
        let parameters = &table.provenance().parameters;
        let of = |name: &str| {
            parameters.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        };
        found.push(format!(
            "Changes of the level of activity: not enough data; it takes {} complete weeks with {} active people or messages each on average.",
            of("min_series_weeks"),
            of("min_series_mean")
        ));
    }
    if in_groups > 0 {
        found.push(format!(
            "In the groups: {} with q at most 5%.",
            counted(in_groups as u64, "change", "changes")
        ));
    }
    found
}

fn change(table: &Release, row: usize) -> Option<String> {
    let value = |name: &str| number(table, name, row);
    let what = match text(table, "series", row)?.as_str() {
        "messages" => "Messages of members",
        _ => "Active people",
    };
    let (before, after) = (value("level_before")?, value("level_after")?);
    let verb = if after > before { "rose" } else { "fell" };
    let kind = match text(table, "kind", row)?.as_str() {
        "dip" => " (into or out of a short dip, as of holidays)",
        "peak" => " (into or out of a short peak, as of a campaign)",
        _ => "",
    };
    let ratio = match (value("ratio"), value("ratio_low"), value("ratio_high")) {
        (Some(ratio), Some(low), Some(high)) => {
            format!(", by a factor of {ratio:.2} ({low:.2} to {high:.2})")
        }
        _ => String::new(),
    };
    let q = value("q_value")?;
    let q = if q < 0.001 { "q < 0.1%".into() } else { format!("q = {:.1}%", 100.0 * q) };
    Some(format!(
        "{what} {verb} in the week of {} from {before:.0} to {after:.0} a week{ratio}; {q}{kind}.",
        text(table, "week", row)?
    ))
}

fn flag(table: &Release, column: &str, row: usize) -> bool {
    matches!(
        table.column(column).map(|column| &column.values),
        Some(Values::Bool(flags)) if flags.get(row) == Some(&Some(true))
    )
}
