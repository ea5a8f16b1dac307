//! Are questions answered, and how soon, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, share_in_words, table, text, whole};
use super::dependence::told;
use super::overview::{block, heading, notes, release};
use crate::answers::{Answers, Clock, ShareKind, Until};
use crate::community::DEFAULT_MAX_UNITS;
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Periods that the text shows.
const PERIODS: usize = 12;
/// Adjusted p-value below which a difference is told as one.
const CLEAR: f64 = 0.05;

/// Answers for a terminal: the findings, shares, how soon by both clocks, units where they are few, the last periods.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn answers_text(answers: &Answers, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(answers.tables(), policy);
    let mut out = heading("Are questions answered, and how soon?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    // Tables of nothing but reasons why there is nothing say no more than the sentence.
    let enough = table(&tables, "answers").is_some_and(|shares| not_enough(shares).next().is_none());
    let shown = |name: &str| table(&tables, name).filter(|table| enough && table.rows() > 0);
    let some = |table: &Release, names: &[&'static str]| -> Vec<&'static str> {
        let some =
            |name: &&&str| table.column(name).is_some_and(|c| (0..table.rows()).any(|r| c.values.is_some(r)));
        names.iter().filter(some).copied().collect()
    };
    if let Some(shares) = shown("answers") {
        let names = ["measure", "people", "of", "part", "share", "share_low", "share_high", "reason"];
        block(&mut out, &shares.select(&some(shares, &names)), terminal);
    }
    if let Some(speed) = shown("answers_speed") {
        let rows: Vec<usize> = rows(speed, Until::FirstAnswer, None).collect();
        let names = ["clock", "within", "questions", "share", "share_low", "share_high", "reason"];
        let first = speed.take(&rows);
        block(&mut out, &first.select(&some(&first, &names)), terminal);
    }
    if let Some(median) = shown("answers_median") {
        let names = [
            "until",
            "clock",
            "questions",
            "events",
            "median",
            "median_low",
            "median_high",
            "median_of_those",
            "reason",
        ];
        block(&mut out, &median.select(&some(median, &names)), terminal);
    }
    let columns = [
        "askers",
        "questions",
        "share",
        "share_low",
        "share_high",
        "day",
        "day_low",
        "day_high",
        "median",
        "business_median",
    ];
    if let Some(units) = shown("answers_by_unit")
        && (2..=2 * DEFAULT_MAX_UNITS).contains(&units.rows())
    {
        let names: Vec<&str> = ["unit"].into_iter().chain(some(units, &columns)).collect();
        block(&mut out, &units.select(&names), terminal);
    }
    if let Some(languages) = shown("answers_by_language").filter(|languages| languages.rows() > 1) {
        let names: Vec<&str> = ["language"].into_iter().chain(some(languages, &columns)).collect();
        block(&mut out, &languages.select(&names), terminal);
    }
    if let Some(periods) = shown("answers_over_time").filter(|periods| periods.rows() > 1) {
        let last: Vec<usize> = (periods.rows().saturating_sub(PERIODS)..periods.rows()).collect();
        let names: Vec<&str> = ["start", "whole"].into_iter().chain(some(periods, &columns)).collect();
        block(&mut out, &periods.take(&last).select(&names), terminal);
    }
    if let Some(tests) = shown("answers_tests")
        && let Some(names) = told(tests)
    {
        let names: Vec<&str> =
            names.into_iter().filter(|name| !["left_out", "p", "suppressed"].contains(name)).collect();
        block(&mut out, &tests.select(&names), terminal);
    }
    if let Some(shares) = tables.first() {
        notes(&mut out, shares, terminal);
    }
    Ok(out)
}

fn rows(table: &Release, until: Until, clock: Option<Clock>) -> impl Iterator<Item = usize> + '_ {
    (0..table.rows()).filter(move |&row| {
        text(table, "until", row).as_deref() == Some(until.name())
            && clock.is_none_or(|clock| text(table, "clock", row).as_deref() == Some(clock.name()))
    })
}

/// What the released tables of the answers say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(shares) = table(tables, "answers") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(shares).collect();
    if !found.is_empty() {
        return found;
    }
    let row = |kind: ShareKind| {
        (0..shares.rows()).find(|&row| text(shares, "measure", row).as_deref() == Some(kind.name()))
    };
    let share = |kind: ShareKind| {
        let row = row(kind)?;
        Some((whole(number(shares, "of", row)?), share_in_words(shares, "share", row)?))
    };
    let Some((questions, answered)) = share(ShareKind::Answered) else {
        return vec![if super::cells::any_hidden(shares, "of") {
            super::cells::hidden(shares, "How many questions are answered")
        } else {
            "Not enough data: too few questions, or too few people who asked, to say more.".into()
        }];
    };
    let people = row(ShareKind::Answered).and_then(|row| number(shares, "people", row));
    let by = people.map_or_else(String::new, |people| format!(" of {} people", whole(people)));
    found.push(format!("Of {questions} questions{by} {answered} were answered by the end of the window."));
    found.extend(speed(tables));
    found.extend(who(shares, &row, &share));
    let welcome = share(ShareKind::Welcome);
    if let Some((of, welcome)) = welcome {
        found.push(format!("Of the {of} answered questions {welcome} have an answer that was accepted or that the asker thanked for; many are thankful and do not say so."));
    }
    let counts = |kind: ShareKind| {
        let row = row(kind)?;
        Some((whole(number(shares, "part", row)?), number(shares, "of", row).map(whole)))
    };
    if let (Some((helped, Some(askers))), Some((helpers, _))) =
        (counts(ShareKind::Helped), counts(ShareKind::Helpers))
    {
        let all = row(ShareKind::Helpers).and_then(|row| number(shares, "people", row));
        let of = all.map_or_else(String::new, |all| format!(" of {}", whole(all)));
        found.push(format!(
            "{helped} of {askers} people who asked were answered at least once; {helpers}{of} colleagues gave answers."
        ));
    }
    found.extend(table(tables, "answers_tests").into_iter().flat_map(differences));
    found
}

const INSTANT: &str = "less than a minute";

/// A time in words: minutes below an hour, days from two on by the clock on the wall.
fn time(hours: f64, clock: Clock) -> String {
    match hours {
        ..0.0084 => INSTANT.into(),
        ..1.0 => format!("{:.0} minutes", 60.0 * hours),
        48.0.. if clock == Clock::Wall => format!("{:.1} days", hours / 24.0),
        ..9.95 => format!("{hours:.1} hours"),
        _ => format!("{hours:.0} hours"),
    }
}

/// How soon, by both clocks.
fn speed(tables: &[Release]) -> Option<String> {
    let medians = table(tables, "answers_median")?;
    let median = |clock: Clock| {
        let row = rows(medians, Until::FirstAnswer, Some(clock)).next()?;
        let time = |column: &str| number(medians, column, row).map(|hours| time(hours, clock));
        Some((time("median")?, time("median_low"), time("median_high")))
    };
    let speeds = table(tables, "answers_speed")?;
    let within: Vec<String> = rows(speeds, Until::FirstAnswer, Some(Clock::Wall))
        .filter_map(|row| {
            Some(format!(
                "{} within {}",
                percent(number(speeds, "share", row)?),
                text(speeds, "within", row)?
            ))
        })
        .collect();
    let hides = rows(medians, Until::FirstAnswer, Some(Clock::Wall)).any(|row| medians.is_suppressed(row));
    let mut sentence = match median(Clock::Wall) {
        Some((hours, low, high)) => {
            let between = low.zip(high).map_or_else(String::new, |(low, high)| format!(" (between {low} and {high})"));
            let business = median(Clock::Business).map_or_else(String::new, |(hours, ..)| match hours.as_str() {
                INSTANT => format!(", and within {hours} of the asker's working time: many are asked and answered outside it"),
                _ => format!(", or {hours} of the asker's working time"),
            });
            format!("Half of the questions had their first answer within {hours}{between}{business}")
        }
        None if within.is_empty() || hides => return None,
        None => "Less than half of the questions were answered, as far as they could be followed: there is no median time to an answer".into(),
    };
    if !within.is_empty() {
        sentence.push_str(&format!(": {}", within.join(", ")));
    }
    sentence.push_str(". Questions without an answer are counted in.");
    Some(sentence)
}

fn who(
    shares: &Release,
    row: &impl Fn(ShareKind) -> Option<usize>,
    share: &impl Fn(ShareKind) -> Option<(String, String)>,
) -> Option<String> {
    let (of, _) = share(ShareKind::FirstByColleague)?;
    let some = |kind: ShareKind| {
        row(kind).and_then(|row| number(shares, "part", row)).is_some_and(|part| part > 0.0)
    };
    let kinds: Vec<(ShareKind, &str)> = [
        (ShareKind::FirstByColleague, "from a colleague"),
        (ShareKind::FirstByOfficial, "from the community manager or communications"),
        (ShareKind::FirstByOutsider, "from somebody outside"),
    ]
    .into_iter()
    .filter(|(kind, _)| some(*kind))
    .collect();
    let mut sentence = match kinds.as_slice() {
        // A hidden part is somebody's.
        [(_, words)] if !super::cells::any_hidden(shares, "part") => {
            format!("All {of} answered questions had their first answer {words}")
        }
        [] => return None,
        _ => {
            let parts =
                kinds.iter().filter_map(|(kind, words)| Some(format!("{words} in {}", share(*kind)?.1)));
            format!(
                "Of {of} answered questions the first answer came {}",
                parts.collect::<Vec<_>>().join(", ")
            )
        }
    };
    if let Some((of, other)) = share(ShareKind::FromOtherUnit) {
        sentence.push_str(&format!(
            "; of {of} first answers between colleagues whose units are known {other} came from another unit"
        ));
    }
    sentence.push('.');
    if !shares.provenance().warnings.iter().all(|warning| !warning.starts_with("no community manager")) {
        sentence
            .push_str(" Nobody is named as community manager (--cm): one who is counts as a colleague here.");
    }
    Some(sentence)
}

/// Whether units, groups, languages and times differ, by both clocks.
fn differences(tests: &Release) -> Vec<String> {
    let row = |between: &str, clock: Clock| {
        (0..tests.rows()).find(|&row| {
            text(tests, "between", row).as_deref() == Some(between)
                && text(tests, "clock", row).as_deref() == Some(clock.name())
        })
    };
    let mut found = Vec::new();
    if let Some(row) = row("earlier and later half", Clock::Wall)
        && let (Some(q), Some(ratio)) = (number(tests, "q", row), number(tests, "later_ratio", row))
    {
        let sure = |word: &str, more: &str| {
            let much = percent((ratio - 1.0).abs());
            format!(
                "Over time: the later half of the questions {word} than the earlier half, more so than chance would have it ({much} {more} first answers than if both had been answered equally soon)."
            )
        };
        found.push(match (q < CLEAR, ratio > 1.0) {
            (true, true) => sure("was answered sooner", "more"),
            (true, false) => sure("waited longer", "fewer"),
            _ => "Over time: the later half of the questions was answered about as soon as the earlier half; what difference there is can be chance.".to_string(),
        });
    }
    let (mut differ, mut by_one, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    for between in ["units", "groups", "languages"] {
        let clear = |clock| Some(number(tests, "q", row(between, clock)?)? < CLEAR);
        match (clear(Clock::Wall), clear(Clock::Business)) {
            (Some(true), Some(true)) => differ.push(between),
            (Some(wall), Some(business)) if wall != business => by_one.push((between, wall)),
            (Some(true), None) => by_one.push((between, true)),
            (None, Some(true)) => by_one.push((between, false)),
            (None, None) => {}
            _ => alike.push(between),
        }
    }
    let singular = |between: &'static str| between.trim_end_matches('s');
    if !differ.is_empty() {
        let tables: Vec<&str> = differ.iter().map(|between| singular(between)).collect();
        found.push(format!("How long a question waits differs between {} more than chance would have it: see the tables by {}.", listed(&differ), listed(&tables)));
    }
    for (between, wall) in by_one {
        let (by, other) = match wall {
            true => ("by the clock on the wall", "in business hours"),
            false => ("in business hours", "by the clock on the wall"),
        };
        found.push(format!("Between {between} the wait differs {by} more than chance would have it, but {other} it may be chance: weak evidence; see the table by {}.", singular(between)));
    }
    if !alike.is_empty() {
        found.push(format!("Between {} no difference is found that could not be chance.", listed(&alike)));
    }
    found
}

/// `units`, `units and groups`, `units, groups and languages`.
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Provenance, Role, Table};

    #[test]
    fn lists_in_words() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["units"]), "units");
        assert_eq!(listed(&["units", "groups", "languages"]), "units, groups and languages");
    }

    #[test]
    fn clocks_that_disagree_are_both_told() {
        let rows = [("units", 0.01, 0.01), ("groups", 0.20, 0.30), ("languages", 0.04, 0.08)];
        let both = || {
            rows.iter().flat_map(|&(what, wall, business)| {
                [(what, Clock::Wall, wall), (what, Clock::Business, business)]
            })
        };
        let tests = Table::new("answers_tests", "", Provenance::default())
            .text("between", Role::Category, "", "", both().map(|row| Some(row.0.into())))
            .text("clock", Role::Category, "", "", both().map(|row| Some(row.1.name().into())))
            .float("q", Role::Measure, "", "", both().map(|row| Some(row.2)));
        let found = differences(&Policy::named().apply(&tests));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("differs between units more than chance"));
        assert!(found[1].starts_with("Between languages the wait differs by the clock on the wall more than chance would have it, but in business hours it may be chance"));
        assert!(found[2].starts_with("Between groups no difference"));
    }

    #[test]
    fn times_in_words() {
        for (hours, clock, expected) in [
            (0.0, Clock::Wall, "less than a minute"),
            (0.25, Clock::Wall, "15 minutes"),
            (2.694, Clock::Wall, "2.7 hours"),
            (23.9, Clock::Wall, "24 hours"),
            (60.0, Clock::Wall, "2.5 days"),
            (0.0, Clock::Business, "less than a minute"),
            (0.5, Clock::Business, "30 minutes"),
            (60.0, Clock::Business, "60 hours"),
        ] {
            assert_eq!(time(hours, clock), expected);
        }
    }
}
