//! How goals stand, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::goals::{Goals, Outlook, Scale, amount};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Goals for a terminal: how many stand how, the table, a sentence for each goal.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn goals_text(found: &Goals, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(found.tables(), policy);
    let shown = policy.apply(&found.text_table());
    let mut out = heading("Are the goals met?", terminal);
    let sentences = findings(&tables);
    let (first, rest) = sentences.split_at(sentences.len().min(1));
    out.push_str(&paragraphs(first, terminal));
    block(&mut out, &shown, terminal);
    out.push_str(&paragraphs(rest, terminal));
    if let Some(all) = tables.first() {
        notes(&mut out, all, terminal);
    }
    Ok(out)
}

/// What the released table of goals says: how many stand how, then a sentence for each goal.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "goals") else { return Vec::new() };
    let mut found = Vec::new();
    if all.rows() == 0 {
        return vec!["No goals were given.".into()];
    }
    found.push(summary(all));
    found.extend(not_enough(all).filter(|_| all.rows() > 1));
    found.extend((0..all.rows()).filter_map(|row| sentence(all, row)));
    found
}

/// How many stand how.
fn summary(all: &Release) -> String {
    let standing = |light: &str| {
        (0..all.rows()).filter(|&row| text(all, "light", row).as_deref() == Some(light)).count()
    };
    let hidden = (0..all.rows()).filter(|&row| all.is_suppressed(row)).count();
    let parts = [
        (standing("green"), "probably met"),
        (standing("amber"), "open"),
        (standing("red"), "probably not met"),
        (standing("not enough data"), "without enough data"),
        (hidden, "hidden"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let goals = if all.rows() == 1 { "goal" } else { "goals" };
    format!("{} {goals}: {}.", all.rows(), parts.join(", "))
}

fn sentence(all: &Release, row: usize) -> Option<String> {
    let word = |column: &str| text(all, column, row);
    let (goal, indicator) = (word("goal")?, word("indicator")?);
    let about = match word("unit") {
        Some(unit) => format!("{indicator} in {unit}"),
        None => indicator.clone(),
    };
    let lead = if goal == indicator { upper(&about) } else { format!("{goal} ({about})") };
    if all.is_suppressed(row) {
        return Some(format!("{lead}: hidden, {}.", super::cells::why_hidden(all)));
    }
    let target = format!("{} {}", word("direction")?, word("target_text")?);
    let by = word("deadline").map_or(String::new(), |day| format!(" by {day}"));
    let note = word("notes").map_or(String::new(), |notes| format!(" {}.", upper(&notes)));
    let Some(p) = number(all, "p_met", row) else {
        return Some(format!("{lead}: the target is {target}{by}.{note}"));
    };
    let scale = match word("scale").as_deref() {
        Some("share") => Scale::Share,
        Some("hours") => Scale::Hours,
        _ => Scale::Number,
    };
    let value = number(all, "value", row).map(|value| amount(value, scale));
    let ends = number(all, "low", row).zip(number(all, "high", row));
    let ends = ends.map_or(String::new(), |(low, high)| {
        format!(" (between {} and {})", amount(low, scale).trim_end_matches(" hours"), amount(high, scale))
    });
    let n = number(all, "n", row)
        .map_or(String::new(), |n| format!(", out of {} {}", whole(n), word("of").unwrap_or_default()));
    let now = value.map_or("no value yet".into(), |value| format!("{value}{ends}"));
    let chance = chance(p);
    let outlook = word("outlook")?;
    let outlook = Outlook::ALL.into_iter().find(|known| known.name() == outlook)?;
    let judged = match outlook {
        Outlook::Now => format!("{chance} that it is met"),
        Outlook::Passed => format!("{chance} that it was met on the day"),
        Outlook::Curve => format!("if adoption goes on along its curve, {chance} that it is met in time"),
        Outlook::Recent => {
            format!("if the last weeks go on, {chance} that it is met in time")
        }
        Outlook::Unchanged => format!("{chance} that it is met as of now, if nothing changes"),
    };
    Some(format!("{lead}: {now}{n}. The target is {target}{by}: {judged}.{note}"))
}

/// A probability in words; none is certain.
fn chance(p: f64) -> String {
    if p > 0.99 {
        "more than 99% probable".into()
    } else if p < 0.01 {
        "less than 1% probable".into()
    } else {
        format!("{} probable", percent(p))
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::{GoalOptions, GoalState, Light, parse_goals};
    use crate::stats::Interval;
    use crate::table::Provenance;
    use crate::{Timestamp, goals};

    fn state(toml: &str) -> GoalState {
        GoalState {
            goal: parse_goals(&format!("[[goal]]\n{toml}"), "g").unwrap().remove(0),
            window: (Timestamp(0), Timestamp(1)),
            people: 60,
            champions_and_people: Vec::new(),
            n: 143,
            value: Some(0.78),
            interval: Some(Interval { low: 0.71, high: 0.84 }),
            effective_n: Some(140.0),
            p_now: Some(0.31),
            p_deadline: None,
            outlook: Outlook::Now,
            weeks_used: 0,
            light: Light::Amber,
            notes: Vec::new(),
        }
    }

    fn said(states: Vec<GoalState>) -> Vec<String> {
        let found = goals::Goals {
            options: GoalOptions::default(),
            goals: states,
            provenance: Provenance::default(),
        };
        let released: Vec<Release> =
            found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
        findings(&released)
    }

    #[test]
    fn each_case_has_its_sentence() {
        assert_eq!(said(Vec::new()), ["No goals were given."]);
        let base = "kpi = \"answered\"\ntarget = \"80%\"\n";
        assert_eq!(
            said(vec![state(base)]),
            [
                "1 goal: 1 open.",
                "Questions answered: 78% (between 71% and 84%), out of 143 questions of colleagues. The target is at least \
                 80%: 31% probable that it is met."
            ]
        );
        let recent = GoalState {
            p_deadline: Some(0.995),
            outlook: Outlook::Recent,
            light: Light::Green,
            notes: vec!["the level changed 5 weeks before the end: only what came since is led on".into()],
            ..state(&format!("{base}deadline = 2027-06-30\nname = \"Nobody waits\"\nunit = \"Sales\""))
        };
        assert_eq!(
            said(vec![recent])[1],
            "Nobody waits (questions answered in Sales): 78% (between 71% and 84%), out of 143 questions of colleagues. The \
             target is at least 80% by 2027-06-30: if the last weeks go on, more than 99% probable that it is met in time. \
             The level changed 5 weeks before the end: only what came since is led on."
        );
        let none = GoalState {
            p_now: None,
            value: None,
            interval: None,
            light: Light::NotEnoughData,
            notes: vec!["not enough data: 3 questions of colleagues, at least 10 are needed".into()],
            ..state(base)
        };
        assert_eq!(
            said(vec![none]),
            [
                "1 goal: 1 without enough data.",
                "Questions answered: the target is at least 80%. Not enough data: 3 questions of colleagues, at least 10 are \
                 needed."
            ]
        );
        let never = GoalState {
            value: None,
            interval: None,
            p_now: Some(0.002),
            light: Light::Red,
            ..state("kpi = \"median_hours\"\ntarget = 4")
        };
        assert_eq!(
            said(vec![never])[1],
            "Median hours to the first answer: no value yet, out of 143 questions of colleagues. The target is at most 4.0 \
             hours: less than 1% probable that it is met."
        );
        for (outlook, words) in [
            (Outlook::Passed, "31% probable that it was met on the day."),
            (Outlook::Unchanged, "31% probable that it is met as of now, if nothing changes."),
        ] {
            let state = GoalState { outlook, ..state(base) };
            assert!(said(vec![state])[1].ends_with(words));
        }
    }

    #[test]
    fn goals_about_few_people_are_in_no_sentence() {
        let few =
            GoalState { people: 4, n: 11, ..state("kpi = \"answered\"\ntarget = 0.8\nname = \"Ours\"") };
        assert_eq!(
            said(vec![few, state("kpi = \"answered\"\ntarget = 0.8")])[..2],
            [
                "2 goals: 1 open, 1 hidden.",
                "Ours (questions answered): hidden, fewer than 5 people, all but fewer than 5, or a number that would give those away."
            ]
        );
    }
}
