//! A backtest of rankings in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::backtest::{Backtest, Formula, Source};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Rivals that a sentence names.
const NAMED: usize = 3;
/// How the table is read.
const READING: &str = "NDCG is 1 where those who helped most later are at the top in the right order, and near 0 by lot. Difference: ours less that of the formula, so that above 0 ours was better; won: share of draws of the later askers in which it was.";

/// A backtest for a terminal: the findings, then all formulas, the highest NDCG first, and what there was to foretell.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn backtest_text(found: &Backtest, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(found.tables(), policy);
    let mut out = heading("Would the ranking have found those who helped later?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    let names = ["formula", "source", "ndcg", "ndcg_low", "ndcg_high", "difference"];
    let rest = ["difference_low", "difference_high", "won", "hits", "help_share"];
    if let Some(all) = shown("backtest") {
        out.push_str(&paragraphs(&[READING.into()], terminal));
        block(&mut out, &all.select(&[&names[..], &rest[..]].concat()), terminal);
    }
    let splits = policy.apply(&found.splits_by_day());
    if splits.rows() > 0 {
        block(&mut out, &splits, terminal);
    }
    if let Some(whole) = tables.first() {
        notes(&mut out, whole, terminal);
    }
    Ok(out)
}

/// What the released tables of a backtest say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "backtest") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let k = all.provenance().parameters.iter().find(|(name, _)| name == "k").map(|(_, k)| k.clone());
    let Some(ours) = row_of(all, "formula", Formula::ExpectedHelped.name()) else { return found };
    let (Some(k), Some(hits)) = (k, number(all, "hits", ours)) else { return found };
    let of = |formula: Formula| number(all, "hits", row_of(all, "formula", formula.name())?);
    let beside: Vec<String> = [Formula::TyGraphInfluencer, Formula::SwoopInfluence, Formula::Random]
        .iter()
        .filter_map(|&formula| Some(format!("{} {}", formula.name(), amount(of(formula)?))))
        .collect();
    let splits = table(tables, "backtest_splits").map_or(1, |splits| {
        (0..splits.rows()).filter(|&row| text(splits, "judged", row).as_deref() != Some("false")).count()
    });
    let mean = if splits > 1 { " on the mean over the splits" } else { "" };
    found.push(format!(
        "Of the {k} best later helpers our ranking found {}{mean}; {}.",
        amount(hits),
        beside.join(", ")
    ));
    let rows = 0..all.rows();
    let rivals: Vec<usize> = rows
        .filter(|&row| text(all, "source", row).is_some_and(|source| source != Source::Ours.name()))
        .collect();
    let names = |keep: &dyn Fn(f64, f64) -> bool| -> Vec<String> {
        let ends = |row| Some((number(all, "difference_low", row)?, number(all, "difference_high", row)?));
        let kept = rivals.iter().filter(|&&row| ends(row).is_some_and(|(low, high)| keep(low, high)));
        kept.filter_map(|&row| text(all, "formula", row)).collect()
    };
    let (worse, better) = (names(&|low, _| low > 0.0), names(&|_, high| high < 0.0));
    let level = names(&|low, high| low <= 0.0 && high >= 0.0);
    if !rivals.is_empty() && worse.len() == rivals.len() {
        found.push(format!(
            "It put those who then helped most higher than every one of the {} other formulas did, beyond chance.",
            rivals.len()
        ));
    } else if !rivals.is_empty() {
        let list = |names: &[String]| {
            let more = names.len().saturating_sub(NAMED);
            let named = names[..names.len() - more].join(", ");
            if more > 0 { format!("{named} and {more} more") } else { named }
        };
        let mut parts = vec![format!(
            "It put those who then helped most higher than {} of the {} other formulas did, beyond chance",
            worse.len(),
            rivals.len()
        )];
        if !level.is_empty() {
            parts.push(format!("{} cannot be told apart from it", list(&level)));
        }
        if !better.is_empty() {
            parts.push(format!("{} did better", list(&better)));
        }
        found.push(format!("{}.", parts.join("; ")));
    }
    if let Some(share) = number(all, "help_share", ours) {
        found.push(format!("The {k} people it put first gave {} of all later help.", percent(share)));
    }
    if let Some(splits) = table(tables, "backtest_splits") {
        let sum =
            |column: &str| (0..splits.rows()).map(|row| number(splits, column, row)).sum::<Option<f64>>();
        if let (Some(came), Some(expected)) = (sum("helped").filter(|&n| n > 0.0), sum("expected")) {
            found.push(format!(
                "In sum it expected {} pairs of a helper and a colleague helped; {} came.",
                whole(expected),
                whole(came)
            ));
        }
    }
    found
}

/// A number of people that may be a mean.
fn amount(n: f64) -> String {
    if (n - n.round()).abs() < 0.05 { whole(n) } else { format!("{n:.1}") }
}
