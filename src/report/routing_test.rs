//! The backtest of routing in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, share_in_words, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::backtest::{RoutingMethod, RoutingTest, Source};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// How the table is read.
const READING: &str = "MRR: mean of 1 / place of the first who answered; success: share of the questions with somebody who answered among the first. Difference: the router less that method, so that above 0 the router was better.";

/// The backtest of routing for a terminal: the findings, then all methods, the highest MRR first, and what there was to be
/// found.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn routing_test_text(found: &RoutingTest, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(found.tables(), policy);
    let mut out = heading("Would the people who answered have been suggested?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let with_ends = |names: &[&str]| -> Vec<String> {
        names.iter().flat_map(|name| ["", "_low", "_high"].map(|end| format!("{name}{end}"))).collect()
    };
    let shown = |out: &mut String, all: &Release, names: &[&str]| {
        let columns = with_ends(names);
        let columns: Vec<&str> =
            std::iter::once("method").chain(columns.iter().map(String::as_str)).collect();
        block(out, &all.select(&columns), terminal);
    };
    if let Some(all) = table(&tables, "routing_backtest").filter(|table| table.rows() > 0) {
        out.push_str(&paragraphs(&[READING.into()], terminal));
        shown(&mut out, all, &["mrr", "mrr_difference", "success_5", "success_5_difference"]);
        shown(&mut out, all, &["success_1", "success_3", "ndcg_5", "coverage", "load_gini"]);
    }
    if let Some(questions) = table(&tables, "routing_backtest_questions") {
        let names = ["asked_before", "answered_before", "asked", "judged", "candidates", "median_candidates"];
        let rest = ["answerers", "unseen", "unreachable", "answered_gini"];
        block(&mut out, &questions.select(&[&names[..], &rest[..]].concat()), terminal);
    }
    if let Some(all) = tables.first() {
        notes(&mut out, all, terminal);
    }
    Ok(out)
}

/// What the released tables of a backtest of routing say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "routing_backtest") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let Some(ours) = row_of(all, "method", RoutingMethod::Router.name()) else { return found };
    let share = |column: &str| share_in_words(all, column, ours);
    let questions = table(tables, "routing_backtest_questions");
    if let (Some(n), Some(first), Some(five)) =
        (number(all, "questions", ours), share("success_1"), share("success_5"))
    {
        found.push(format!(
            "In {five} of {} questions that a colleague answered, somebody who did was among the five people whom the router would have suggested; in {first} it was the first.",
            whole(n)
        ));
    }
    if let Some(questions) = questions {
        let of = |column: &str| share_in_words(questions, column, 0);
        if let (Some(reachable), Some(unseen)) = (of("reachable_share"), of("unseen_share")) {
            found.push(format!(
                "No list could have done better than {reachable}: of those who answered, {unseen} had never written before, so that nobody could know them."
            ));
        }
    }
    found.extend(compared(all, "mrr_difference", "By the place of the first who answered (MRR)"));
    found.extend(compared(
        all,
        "success_5_difference",
        "By having somebody who answered among the first five",
    ));
    let learned = row_of(all, "method", RoutingMethod::Learned.name());
    let difference = learned.and_then(|row| difference(all, "mrr_difference", row));
    if let Some((_, value, low, high)) = difference {
        let verdict = match () {
            () if high < 0.0 => "does better",
            () if low > 0.0 => "does worse",
            () => "does neither better nor worse beyond chance",
        };
        found.push(format!(
            "With weights learned from what was asked before, the router {verdict} (MRR {:+.3}, between {:+.3} and {:+.3}).",
            -value, -high, -low
        ));
    }
    if let (Some(coverage), Some(gini)) = (number(all, "coverage", ours), number(all, "load_gini", ours)) {
        let really = questions.and_then(|questions| number(questions, "answered_gini", 0));
        let beside = really.map_or_else(String::new, |gini| {
            format!(", and of {gini:.2} of the answers that were really given")
        });
        found.push(format!(
            "Its lists of five name {} of the candidates, with a Gini coefficient of {gini:.2}{beside} (0: all alike, 1: always the same one); the weekly cap of cmgraph route is not in this.",
            percent(coverage)
        ));
    }
    found
}

/// A method, and by how much the router did better: value and ends of the interval.
type Difference = (String, f64, f64, f64);

fn difference(all: &Release, column: &str, row: usize) -> Option<Difference> {
    let of = |column: &str| number(all, column, row);
    let ends = (of(&format!("{column}_low"))?, of(&format!("{column}_high"))?);
    Some((text(all, "method", row)?, of(column)?, ends.0, ends.1))
}

/// Against which methods the router did better, worse, and cannot be told apart, with the differences of the latter two.
fn compared(all: &Release, column: &str, by: &str) -> Option<String> {
    let ours = |row: &usize| text(all, "source", *row).is_some_and(|source| source == Source::Ours.name());
    let rivals: Vec<Difference> =
        (0..all.rows()).filter(|row| !ours(row)).filter_map(|row| difference(all, column, row)).collect();
    if rivals.is_empty() {
        return None;
    }
    let told = |rows: &[&Difference]| {
        let one = |(name, value, low, high): &&Difference| {
            format!("{name} ({value:+.3}, between {low:+.3} and {high:+.3})")
        };
        rows.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let beaten: Vec<_> = rivals.iter().filter(|(_, _, low, _)| *low > 0.0).collect();
    let better: Vec<_> = rivals.iter().filter(|(_, _, _, high)| *high < 0.0).collect();
    let level: Vec<_> = rivals.iter().filter(|(_, _, low, high)| *low <= 0.0 && *high >= 0.0).collect();
    let mut parts = Vec::new();
    if beaten.len() == rivals.len() {
        let least = rivals.iter().min_by(|a, b| a.1.total_cmp(&b.1)).into_iter().collect::<Vec<_>>();
        parts.push(format!(
            "{by}, the router did better than each of the {} other methods, beyond chance; closest was {}",
            rivals.len(),
            told(&least)
        ));
    } else {
        parts.push(format!(
            "{by}, the router did better than {} of the {} other methods, beyond chance",
            beaten.len(),
            rivals.len()
        ));
    }
    if !level.is_empty() {
        parts.push(format!("it cannot be told apart from {}", told(&level)));
    }
    if !better.is_empty() {
        parts.push(format!("{} did better", told(&better)));
    }
    Some(format!("{}.", parts.join("; ")))
}
