//! What hangs on the community manager, in plain words.

use super::cells::{number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::dependence::Dependence;
use crate::table::{Column, Release, TerminalOptions, Values};
use crate::{Policy, Result};

/// Weeks that the text shows.
const WEEKS: usize = 12;

/// Dependence for a terminal: the findings, the shares, how few people the answers rest on, the last weeks, alarms and
/// absences.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn dependence_text(
    dependence: &Dependence,
    policy: &Policy,
    terminal: &TerminalOptions,
) -> Result<String> {
    let tables = release(dependence.tables(), policy);
    let mut out = heading("What hangs on the community manager?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    if let Some(shares) = shown("dependence") {
        let names = ["scope", "measure", "of", "part", "share", "share_low", "share_high", "reason"];
        let some = |name: &&str| {
            shares.column(name).is_some_and(|c| (0..shares.rows()).any(|r| c.values.is_some(r)))
        };
        block(&mut out, &shares.select(&names.into_iter().filter(some).collect::<Vec<_>>()), terminal);
    }
    if let Some(spread) = shown("dependence_concentration") {
        let measure = |name: &str| [name.to_string(), format!("{name}_low"), format!("{name}_high")];
        let measures = ["top_1_share", "top_5_share", "absence_factor", "effective_number"].map(measure);
        let names: Vec<&str> = ["scope", "among", "answerers"]
            .into_iter()
            .chain(measures.iter().flatten().map(String::as_str))
            .collect();
        block(&mut out, &spread.select(&names), terminal);
    }
    if let Some(weeks) = shown("dependence_weeks") {
        let last: Vec<usize> = (weeks.rows().saturating_sub(WEEKS)..weeks.rows()).collect();
        let names = [
            "week",
            "answered",
            "first",
            "trailing_answered",
            "trailing_share",
            "trailing_share_low",
            "trailing_share_high",
            "p_above",
            "absence_factor",
        ];
        block(&mut out, &weeks.take(&last).select(&names), terminal);
    }
    for name in ["dependence_alarms", "dependence_absences"] {
        if let Some(found) = shown(name)
            && let Some(names) = told(found)
        {
            block(&mut out, &found.select(&names), terminal);
        }
    }
    if let Some(shares) = tables.first() {
        notes(&mut out, shares, terminal);
    }
    Ok(out)
}

/// The columns with something in them; `None` where no number is among them.
pub(super) fn told(found: &Release) -> Option<Vec<&str>> {
    let some = |column: &&Column| (0..found.rows()).any(|row| column.values.is_some(row));
    let columns: Vec<&Column> = found.columns().iter().filter(some).collect();
    let number = columns.iter().any(|column| column.role.is_number());
    number.then(|| columns.iter().map(|column| column.name.as_str()).collect())
}

/// What the released tables of a dependence say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    let Some(shares) = table(tables, "dependence") else { return found };
    let parameter = |name: &str| super::cells::parameter(shares, name).unwrap_or_default().to_string();
    let subject = parameter("subject");
    if subject == "nobody" {
        return vec![
            "Not enough data: no community manager is named, and nobody answered a question.".into(),
        ];
    }
    if shares.disclosure().withheld.is_some() {
        return vec!["No community manager is named (--cm), so this would be about one colleague, and aggregate mode tells nothing about single people.".into()];
    }
    if subject == "the busiest answerer" {
        found.push("No community manager is named (--cm), so this is about the colleague who answered most questions, without a name.".into());
    }
    found.push(first_answers(shares, &subject, &parameter("trailing_weeks")));
    let measure = |name: &str, scope: &str| {
        (0..shares.rows()).find(|&row| {
            text(shares, "measure", row).as_deref() == Some(name)
                && text(shares, "scope", row).as_deref() == Some(scope)
        })
    };
    let say = |name: &str, sentence: &dyn Fn(String, String) -> String| {
        let row = measure(name, "window")?;
        let of = number(shares, "of", row)?;
        Some(sentence(whole(of), share_in_words(shares, "share", row)?))
    };
    let beside: Vec<String> = [
        say("questions addressed", &|of, share| {
            format!("of {of} questions {share} were addressed to {subject}")
        }),
        say("threads started", &|of, share| format!("of {of} threads {share} were started by {subject}")),
        say("in conversation", &|of, share| format!("in {share} of {of} conversations {subject} took part")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !beside.is_empty() {
        found.push(format!("Over the whole window {}.", beside.join("; ")));
    }
    found.extend(table(tables, "dependence_concentration").and_then(concentration));
    found.extend(
        table(tables, "dependence_alarms")
            .map(|alarms| alarm(alarms, &subject, &parameter("series_scanned"))),
    );
    found.extend(table(tables, "dependence_absences").and_then(absence));
    found
}

/// Who answers first, and what to do about it.
fn first_answers(shares: &Release, subject: &str, weeks: &str) -> String {
    let rows = |scope: &str| {
        (0..shares.rows()).find(|&row| {
            text(shares, "measure", row).as_deref() == Some("first answers")
                && text(shares, "scope", row).as_deref() == Some(scope)
        })
    };
    let share = |row: usize| Some((number(shares, "of", row)?, share_in_words(shares, "share", row)?));
    let recent = rows("trailing").filter(|&row| share(row).is_some());
    let Some(row) = recent.or(rows("window")) else { return "Not enough data.".into() };
    if super::cells::is_hidden(shares, "of", row) {
        return super::cells::hidden(shares, &format!("How many first answers {subject} gives"));
    }
    let Some((of, words)) = share(row) else {
        let of = number(shares, "of", row).map_or_else(|| "few".into(), whole);
        return format!("Not enough data: {of} answered questions in the window, too few for a share.");
    };
    let when =
        if recent.is_some() { format!("In the last {weeks} weeks") } else { "Over the whole window".into() };
    let mut sentence =
        format!("{when} {subject} gave the first answer to {words} of {} answered questions", whole(of));
    if let Some((of, words)) = recent.and(rows("window")).and_then(share) {
        sentence.push_str(&format!(", over the whole window to {words} of {}", whole(of)));
    }
    let ends = number(shares, "share_low", row).zip(number(shares, "share_high", row));
    sentence.push_str(match ends {
        Some((low, _)) if low > 0.5 => {
            ". Most questions wait for one desk: leave some open a little longer, and pass them on to people who help (cmgraph champions)."
        }
        Some((_, high)) if high < 0.25 => ". Members answer each other.",
        Some((_, high)) if high < 0.5 => ". Members give most of the first answers.",
        _ => ". Whether that is the larger or the smaller part cannot be told from so few.",
    });
    sentence
}

/// On how many people the answers rest.
fn concentration(table: &Release) -> Option<String> {
    let row = |among: fn(&str) -> bool, scope: &str| {
        (0..table.rows()).find(|&row| {
            text(table, "scope", row).as_deref() == Some(scope)
                && text(table, "among", row).is_some_and(|who| among(&who))
                && number(table, "absence_factor", row).is_some()
        })
    };
    let people = |row: usize| {
        let value = number(table, "absence_factor", row)?;
        let noun = if value == 1.0 { "person" } else { "people" };
        let ends = number(table, "absence_factor_low", row).zip(number(table, "absence_factor_high", row));
        Some(match ends {
            Some((low, high)) if low < high => {
                format!("{} {noun} (between {} and {})", whole(value), whole(low), whole(high))
            }
            _ => format!("{} {noun}", whole(value)),
        })
    };
    let everybody: fn(&str) -> bool = |who| who == "everybody";
    let others: fn(&str) -> bool = |who| who != "everybody";
    let scope = if row(everybody, "trailing").is_some() { "trailing" } else { "window" };
    let at = row(everybody, scope)?;
    let answerers = number(table, "answerers", at)
        .map_or_else(String::new, |n| format!(" of the {} who answered", whole(n)));
    let mut sentence = format!(
        "Half of the answers{} come from {}{answerers}",
        if scope == "trailing" { " of the last weeks" } else { "" },
        people(at)?
    );
    let who = row(others, scope).and_then(|row| text(table, "among", row));
    if let (Some(words), Some(who)) = (row(others, scope).and_then(people), who) {
        sentence.push_str(&format!("; {who} from {words}"));
    }
    sentence.push('.');
    Some(sentence)
}

fn alarm(alarms: &Release, subject: &str, scanned: &str) -> String {
    let open = |&row: &usize| matches!(alarms.column("open").map(|c| &c.values), Some(Values::Bool(v)) if v.get(row) == Some(&Some(true)));
    let open: Vec<usize> = (0..alarms.rows()).filter(open).collect();
    if scanned == "0" {
        return "Not enough data for alarms: too few answered questions in every twelve weeks.".into();
    }
    if open.is_empty() {
        let past = match alarms.rows() {
            0 => String::new(),
            1 => "; there was one earlier".into(),
            n => format!("; there were {n} earlier"),
        };
        return format!("No alarm at the end of the window ({scanned} series scanned){past}.");
    }
    let one = |&row: &usize| {
        let since = text(alarms, "from", row).unwrap_or_default();
        let counts = number(alarms, "answered", row).zip(number(alarms, "first", row));
        let Some(((answered, first), value)) = counts.zip(number(alarms, "value", row)) else {
            return format!("since the week of {since}, about too few people to say more");
        };
        let behind =
            format!("{} of {} answered questions first answered by {subject}", whole(first), whole(answered));
        let mut sentence = match text(alarms, "kind", row).as_deref() {
            Some("share rose") => {
                let before = number(alarms, "before", row)
                    .map_or_else(String::new, |share| format!("from {} ", percent(share)));
                format!(
                    "since the week of {since} the share of {subject} rose {before}to {} ({behind})",
                    percent(value)
                )
            }
            Some("few answerers") => format!(
                "since the week of {since} half of the answers come from {} ({} answered questions)",
                if value == 1.0 { "one person".into() } else { format!("{} people", whole(value)) },
                whole(answered)
            ),
            _ => format!("since the week of {since} {subject} gives most of the first answers ({behind})"),
        };
        if let (Some(loss), Some(severity)) = (number(alarms, "loss", row), text(alarms, "severity", row)) {
            sentence.push_str(&format!("; severity {severity}, for without {subject} at most {:.0} points of the share answered within 7 days would be lost", 100.0 * loss));
        }
        sentence
    };
    format!("Alarm: {}. {scanned} series were scanned.", open.iter().map(one).collect::<Vec<_>>().join("; "))
}

fn absence(table: &Release) -> Option<String> {
    // Withheld or hidden, nothing is said, not even whether there was one.
    if table.disclosure().withheld.is_some() {
        return None;
    }
    let subject = parameter(table, "subject")?;
    if table.rows() == 0 {
        let least = parameter(table, "absence_days")?;
        let mut sentence = format!(
            "{subject} was never away ({least} working days or more without a message, active before and after), so there is no such time to learn from."
        );
        sentence[..1].make_ascii_uppercase();
        return Some(sentence);
    }
    let [away, around] = ["away", "around"].map(|when| row_of(table, "when", when));
    let (n, days) = (number(table, "absences", away?)?, number(table, "working_days", away?)?);
    let times = if n == 1.0 { "Once".into() } else { format!("{} times", whole(n)) };
    let mut sentence = format!("{times} {subject} was away ({} working days in all)", whole(days));
    let answered = |row: Option<usize>| share_in_words(table, "answered_day", row?);
    match (answered(away), answered(around)) {
        (Some(inside), Some(beside)) => {
            let away = away?;
            let questions = number(table, "questions", away)?;
            sentence.push_str(&format!(": of {} questions asked meanwhile {inside} had an answer within 24 hours, in as many weeks around {beside}", whole(questions)));
            let ends =
                number(table, "day_difference_low", away).zip(number(table, "day_difference_high", away));
            if let Some((low, high)) = ends {
                sentence.push_str(match (low > 0.0, high < 0.0) {
                    (true, _) => "; that is more, whatever the reason",
                    (_, true) => "; that is less, which went together with the absence and need not come from it (holidays are everybody's)",
                    _ => "; that can be chance",
                });
            }
        }
        _ => sentence.push_str("; too few questions were asked meanwhile to compare"),
    }
    sentence.push('.');
    Some(sentence)
}
