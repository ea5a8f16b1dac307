//! What was asked, in plain words.

use super::answers::listed;
use super::cells::{not_enough, number, paragraphs, row_of, share_in_words, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::community::DEFAULT_MAX_UNITS;
use crate::questions::{HeardKind, HeardQuestions};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Periods that the text shows.
const PERIODS: usize = 12;

/// Questions for a terminal: the findings, the shares, languages, units where they are few, the last periods.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn questions_text(
    questions: &HeardQuestions,
    policy: &Policy,
    terminal: &TerminalOptions,
) -> Result<String> {
    let tables = release(questions.tables(), policy);
    let mut out = heading("What was asked?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    // Tables of nothing but reasons why there is nothing say no more than the sentence.
    let enough = table(&tables, "questions").is_some_and(|shares| not_enough(shares).next().is_none());
    let shown = |name: &str| table(&tables, name).filter(|table| enough && table.rows() > 0);
    let mut show = |release: &Release, names: &[&str]| {
        let some = |name: &&&str| {
            release.column(name).is_some_and(|c| (0..release.rows()).any(|r| c.values.is_some(r)))
        };
        let names: Vec<&str> = names.iter().filter(some).copied().collect();
        block(&mut out, &release.select(&names), terminal);
    };
    if let Some(shares) = shown("questions") {
        show(shares, &["measure", "people", "of", "part", "share", "share_low", "share_high", "reason"]);
    }
    let columns =
        ["people", "threads", "questions", "share", "share_low", "share_high", "marked", "by_words"];
    let keyed = |key: &'static str| [&[key], &columns[..]].concat();
    if let Some(languages) = shown("questions_by_language") {
        show(languages, &keyed("language"));
    }
    if let Some(unheard) = shown("questions_unheard") {
        show(
            unheard,
            &[
                "language",
                "marked",
                "by_words",
                "recall",
                "measured_on",
                "missed",
                "missed_low",
                "missed_high",
            ],
        );
    }
    if let Some(units) = shown("questions_by_unit")
        && (2..=2 * DEFAULT_MAX_UNITS).contains(&units.rows())
    {
        show(units, &keyed("unit"));
    }
    if let Some(periods) = shown("questions_over_time").filter(|periods| periods.rows() > 1) {
        let last: Vec<usize> = (periods.rows().saturating_sub(PERIODS)..periods.rows()).collect();
        show(&periods.take(&last), &[&["start", "whole"], &columns[..]].concat());
    }
    if let Some(shares) = tables.first() {
        notes(&mut out, shares, terminal);
    }
    Ok(out)
}

/// What the released tables of the questions say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(shares) = table(tables, "questions") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(shares).collect();
    if !found.is_empty() {
        return found;
    }
    let share = |kind: HeardKind| {
        let row = row_of(shares, "measure", kind.name())?;
        Some((
            number(shares, "of", row)?,
            number(shares, "part", row)?,
            share_in_words(shares, "share", row)?,
        ))
    };
    let Some((threads, questions, words)) = share(HeardKind::Threads) else {
        return vec![if super::cells::any_hidden(shares, "of") {
            super::cells::hidden(shares, "How much is asked")
        } else {
            "Not enough data: too few threads, or too few people who started them, to say more.".into()
        }];
    };
    found.push(format!(
        "Of {} threads that colleagues started {words} start with a question: {}.",
        whole(threads),
        whole(questions)
    ));
    if let Some((_, by_words, words)) = share(HeardKind::ByWords) {
        found.push(if by_words == 0.0 {
            "All of them carry a question mark or the mark of the platform; none was heard by its words alone.".into()
        } else {
            format!("{words} of these carry no question mark and were heard by their words ({}).", whole(by_words))
        });
    }
    if let Some((of, _, words)) = share(HeardKind::Replies) {
        found.push(format!("Of {} replies of colleagues {words} ask something in return.", whole(of)));
    }
    found.extend(table(tables, "questions_by_language").and_then(languages));
    found.extend(table(tables, "questions_unheard").and_then(unheard));
    found
}

fn languages(table: &Release) -> Option<String> {
    let mut rows: Vec<(f64, String)> = (0..table.rows())
        .filter_map(|row| Some((number(table, "questions", row)?, text(table, "language", row)?)))
        .collect();
    // By number, then by code, which is their order.
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<String> =
        rows.iter().map(|(questions, code)| format!("{} in {code}", whole(*questions))).collect();
    (told.len() > 1).then(|| format!("Questions by language: {}.", told.join(", ")))
}

fn unheard(table: &Release) -> Option<String> {
    let sum = |column: &str| -> f64 { (0..table.rows()).filter_map(|row| number(table, column, row)).sum() };
    let missed = sum("missed");
    let known = (0..table.rows()).filter(|&row| number(table, "missed", row).is_some());
    let codes: Vec<String> = known.filter_map(|row| text(table, "language", row)).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    (missed >= 0.5).then(|| {
        format!(
            "About {} questions without a question mark were probably not heard in {} (between {} and {}), if the rules hear as many here as where they were measured.",
            whole(missed),
            listed(&codes),
            whole(sum("missed_low")),
            whole(sum("missed_high"))
        )
    })
}
