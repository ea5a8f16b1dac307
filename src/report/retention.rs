//! Retention in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, share_in_words, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::community::DEFAULT_MAX_UNITS;
use crate::retention::{CANNOT_TELL, Retention};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Cohorts that the triangle shows at most.
const SHOWN_COHORTS: usize = 26;

/// Retention for a terminal: the findings, then the cohort triangle and the tables.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn retention_text(retention: &Retention, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(retention.tables(), policy);
    let mut out = heading("Who comes back?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    if let Some(cells) = table(&tables, "retention_triangle") {
        out.push_str(&triangle(cells, terminal));
    }
    let columns = |name: &str| -> &[&str] {
        match name {
            "retention_curve" => &[
                "age",
                "people",
                "share",
                "share_low",
                "share_high",
                "rolling_share",
                "rolling_share_low",
                "rolling_share_high",
                "projected",
                "projected_low",
                "projected_high",
            ],
            "retention_times" | "first_post_by_unit" => &[
                "measure",
                "unit",
                "people",
                "events",
                "p30",
                "p30_low",
                "p30_high",
                "median",
                "median_low",
                "median_high",
                "p90",
                "p90_low",
                "p90_high",
            ],
            "alive" => &["p_alive", "people", "share"],
            _ => &[],
        }
    };
    for table in &tables {
        let names = columns(table.name());
        let long = table.name() == "first_post_by_unit" && table.rows() > 2 * DEFAULT_MAX_UNITS;
        if !names.is_empty() && table.rows() > 0 && !long {
            block(&mut out, &table.select(names), terminal);
        }
    }
    if let Some(cells) = table(&tables, "retention_triangle") {
        notes(&mut out, cells, terminal);
    }
    Ok(out)
}

/// What the released tables of a retention say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(table(tables, "retention_curve").map(comes_back));
    if let Some(times) = table(tables, "retention_times") {
        found.extend(first_post(times, table(tables, "first_post")));
        found.extend(table(tables, "first_post_test").and_then(units_differ));
        found.extend(silence(times, table(tables, "time_to_silence")));
    }
    if let Some(model) = table(tables, "retention_model") {
        found.extend(not_enough(model).map(|why| format!("Who is still there? {why}")));
        found.extend(table(tables, "alive").and_then(|alive| still_there(alive, model)));
        found.extend(forecast(model));
    }
    found
}

/// `month` or `week`, as the ages are counted.
fn period(table: &Release) -> &'static str {
    if table.column("age").is_some_and(|age| age.unit == "weeks") { "week" } else { "month" }
}

fn comes_back(curve: &Release) -> String {
    let of = |age: usize| {
        let row = row_of(curve, "age", &age.to_string())?;
        let share = share_in_words(curve, "share", row)?;
        // Not everybody has been seen, or has stayed, so long.
        let rolling = number(curve, "rolling_share", row).zip(number(curve, "rolling_people", row));
        Some((age, format!("{share} of {}", whole(number(curve, "people", row)?)), rolling))
    };
    let ages = if period(curve) == "week" { [1, 4, 12] } else { [1, 3, 6] };
    let known: Vec<_> = ages.into_iter().filter_map(of).collect();
    let Some((first, rest)) = known.split_first() else {
        let why = not_enough(curve).next();
        if why.is_none() && super::cells::any_hidden(curve, "people") {
            return super::cells::hidden(curve, "Who comes back");
        }
        return why.unwrap_or_else(|| {
            format!("Not enough data: no cohort was seen for a whole {} after its own.", period(curve))
        });
    };
    let after = |age: usize| match age {
        1 => format!("in the {} after", period(curve)),
        _ => format!("after {age} {}s", period(curve)),
    };
    let mut sentence = format!(
        "Of people whose first activity was seen, and who had been there long enough to tell, {} were active again {}",
        first.1,
        after(first.0)
    );
    for (age, share, _) in rest {
        sentence.push_str(&format!(", {share} {}", after(*age)));
    }
    if let Some((age, (rolling, people))) =
        known.iter().rev().find_map(|(age, _, rolling)| Some((age, (*rolling)?)))
    {
        let when =
            if *age == 1 { format!("one {}", period(curve)) } else { format!("{age} {}s", period(curve)) };
        sentence.push_str(&format!(
            "; {} of {} came at some time after {when} or more",
            percent(rolling),
            whole(people)
        ));
    }
    sentence + "."
}

/// Days in words.
fn days(n: f64) -> String {
    if n == 1.0 { "1 day".into() } else { format!("{} days", whole(n)) }
}

/// A quantile with its limits in words.
fn quantile(times: &Release, name: &str, row: usize) -> Option<String> {
    let value = number(times, name, row)?;
    let low = number(times, &format!("{name}_low"), row);
    let high = number(times, &format!("{name}_high"), row);
    Some(match (low, high) {
        (Some(low), Some(high)) => format!("{} (between {} and {})", days(value), whole(low), whole(high)),
        (Some(low), None) => format!("{} (at least {})", days(value), whole(low)),
        _ => days(value),
    })
}

/// Share at the last day of a curve that was seen.
fn last_share(curve: Option<&Release>) -> Option<(f64, String)> {
    let curve = curve?;
    let row = (0..curve.rows()).rev().find(|&row| number(curve, "share", row).is_some())?;
    Some((number(curve, "days", row)?, share_in_words(curve, "share", row)?))
}

fn first_post(times: &Release, curve: Option<&Release>) -> Option<String> {
    let row = row_of(times, "measure", "first_post")?;
    let people = number(times, "people", row)?;
    if let Some(median) = quantile(times, "median", row) {
        return Some(format!(
            "Of {} people who could write, half have written within {median} from when they could.",
            whole(people)
        ));
    }
    let (day, share) = last_share(curve)?;
    let early = quantile(times, "p30", row).map(|p30| format!(" 30% had written within {p30}."));
    Some(format!(
        "Fewer than half of {} people who could write have: {share} within {}.{}",
        whole(people),
        days(day),
        early.unwrap_or_default()
    ))
}

fn units_differ(test: &Release) -> Option<String> {
    let p = number(test, "p", 0)?;
    let text = if p < 0.0001 {
        "less than 0.0001".to_string()
    } else {
        format!("{p:.2}").replace("0.00", "less than 0.01")
    };
    let parameter = |name: &str| {
        let found = test.provenance().parameters.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.parse::<f64>().ok()).unwrap_or(0.0)
    };
    let others = match parameter("other_units") {
        0.0 => String::new(),
        n => format!("; {} smaller ones not one by one", whole(n)),
    };
    let test = format!("log-rank test of {} units{others}: p = {text}", whole(parameter("units_compared")));
    Some(match p < 0.05 {
        true => format!("Units differ in how soon their people write ({test})."),
        false => format!("That units differ in how soon their people write is not shown ({test})."),
    })
}

fn silence(times: &Release, curve: Option<&Release>) -> Option<String> {
    let row = row_of(times, "measure", "time_to_silence")?;
    let people = number(times, "people", row)?;
    let parameter = times.provenance().parameters.iter().find(|(name, _)| name == "silence_weeks");
    let weeks = parameter.map_or("some", |(_, weeks)| weeks.as_str());
    Some(match quantile(times, "median", row) {
        Some(median) => format!(
            "Of {} people once active, half have fallen silent (a first {weeks} weeks without anything, whether they came back later or not) within {median} from their first activity.",
            whole(people)
        ),
        None => {
            let (day, share) = last_share(curve)?;
            format!(
                "Of {} people once active, {share} had not fallen silent even once ({weeks} weeks without anything) after {}.",
                whole(people),
                days(day)
            )
        }
    })
}

fn quantity(model: &Release, name: &str) -> Option<(f64, Option<(f64, f64)>)> {
    let row = row_of(model, "quantity", name)?;
    let ends = number(model, "low", row).zip(number(model, "high", row));
    Some((number(model, "value", row)?, ends))
}

/// A forecast made before the last weeks, and what came.
struct Check {
    forecast: f64,
    ends: Option<(f64, f64)>,
    seen: f64,
}

impl Check {
    fn inside(&self) -> bool {
        self.ends.is_some_and(|(low, high)| low <= self.seen && self.seen <= high)
    }
}

fn check_of(model: &Release) -> Option<Check> {
    let (forecast, ends) = quantity(model, "check_forecast_12_weeks")?;
    let (seen, _) = quantity(model, "check_seen_12_weeks")?;
    Some(Check { forecast, ends, seen })
}

fn still_there(alive: &Release, model: &Release) -> Option<String> {
    let (several, _) = quantity(model, "active_in_several_weeks")?;
    let people = |class: &str| number(alive, "people", row_of(alive, "p_alive", class)?);
    let base = format!(
        "Of {} people whose first activity was seen and who were active in more than one week",
        whole(several)
    );
    let bounded = alive.provenance().warnings.iter().any(|warning| warning.starts_with(CANNOT_TELL));
    let expected = quantity(model, "expected_alive").map(|(expected, _)| expected);
    let mut sentence = if bounded {
        // At the boundary everybody is there, or nobody who paused: the model, not the people.
        format!(
            "{base}, how many are still there cannot be told: the model found no sign of when people leave for good"
        )
    } else if check_of(model).is_some_and(|check| !check.inside()) {
        format!(
            "{base}, how many are still there cannot be told: what the model said 12 weeks ago did not come true"
        )
    } else {
        let expected = expected?;
        let mut sentence =
            format!("{base}, about {} would still be there if the model holds", whole(expected));
        if let (Some(sure), Some(gone)) = (people("90-100%"), people("0-10%")) {
            sentence.push_str(&format!(
                ": {} with a probability of 90% or more, {} with 10% or less",
                whole(sure),
                whole(gone)
            ));
        }
        sentence
    };
    sentence.push('.');
    if let Some(unknown) = people("no evidence").filter(|&n| n > 0.0) {
        sentence.push_str(&format!(
            " About {} who were active in a single week nothing can be said.",
            if unknown == 1.0 { "1 person".into() } else { format!("{} people", whole(unknown)) }
        ));
    }
    Some(sentence)
}

fn forecast(model: &Release) -> Option<String> {
    let (value, ends) = quantity(model, "active_in_next_4_weeks")?;
    let range = |ends: Option<(f64, f64)>| {
        ends.map_or(String::new(), |(low, high)| format!(" (between {} and {})", whole(low), whole(high)))
    };
    let mut sentence = format!(
        "In the next 4 weeks about {} of the people whose first activity was seen would be active if the model holds{}",
        whole(value),
        range(ends)
    );
    if let Some((value, ends)) = quantity(model, "active_in_next_12_weeks") {
        sentence.push_str(&format!(", in the next 12 about {}{}", whole(value), range(ends)));
    }
    sentence.push('.');
    if let Some(check) = check_of(model) {
        sentence.push_str(&format!(
            " Put to the test: 12 weeks ago it would have said {}{}, and {} came{}.",
            whole(check.forecast),
            range(check.ends),
            whole(check.seen),
            if check.inside() { "" } else { ", so take it as a rough guide" }
        ));
    }
    Some(sentence)
}

/// Shares in per cent by cohort and age.
fn triangle(cells: &Release, terminal: &TerminalOptions) -> String {
    let mut rows: Vec<(String, f64, Vec<String>)> = Vec::new();
    for row in 0..cells.rows() {
        let Some(start) = text(cells, "cohort", row) else { continue };
        let complete = text(cells, "complete", row).as_deref() == Some("true");
        let label = match period(cells) {
            "month" => start.chars().take(7).collect(),
            _ => start,
        };
        let label = if complete { label } else { label + "~" };
        if rows.last().is_none_or(|last| last.0 != label) {
            rows.push((label, number(cells, "people", row).unwrap_or(f64::NAN), Vec::new()));
        }
        let cell = match number(cells, "share", row) {
            Some(share) => format!("{:.0}", 100.0 * share),
            None if cells.is_suppressed(row) => "*".into(),
            None => "-".into(),
        };
        if let Some(last) = rows.last_mut() {
            last.2.push(cell);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let hidden = rows.len().saturating_sub(SHOWN_COHORTS);
    let shown = &rows[hidden..];
    let label = shown.iter().map(|row| row.0.len()).max().unwrap_or(0);
    let room = (terminal.width.saturating_sub(label + 9) / 4).max(1);
    let ages = shown.iter().map(|row| row.2.len()).max().unwrap_or(0).min(room);
    let mut out =
        format!("\n{}: % active so many {}s later (age 0: the first)\n\n", cells.title(), period(cells));
    let numbers: String = (0..ages).map(|age| format!("{age:>4}")).collect();
    out.push_str(&format!("{:label$}   people{numbers}\n", ""));
    for (name, people, cells) in shown {
        let people = if people.is_nan() { "*".into() } else { whole(*people) };
        let line: String = cells.iter().take(ages).map(|cell| format!("{cell:>4}")).collect();
        out.push_str(&format!("{name:label$} {people:>8}{line}\n"));
    }
    if hidden > 0 {
        out.push_str(&format!("... and {hidden} earlier\n"));
    }
    if shown.iter().any(|row| row.0.ends_with('~')) {
        out.push_str(&format!("~: not the whole {} is inside the window\n", period(cells)));
    }
    out
}
