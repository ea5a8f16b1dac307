//! Who helps, in plain words.

use super::cells::{not_enough, number, paragraphs, round_percent, table, text, whole};
use super::overview::{block, heading, notes, people, release};
use crate::Policy;
use crate::champions::{ChampionSmaa, Champions, Expertise};
use crate::table::{Release, TerminalOptions};

/// Champions for a terminal: what they come to, the first `shown` of the list with their reasons, and how the units are
/// covered. The table shows the columns to begin with; CSV and JSON have all.
pub fn champions_text(
    champions: &Champions,
    policy: &Policy,
    terminal: &TerminalOptions,
    shown: usize,
) -> String {
    let tables = release(champions.tables(), policy);
    let names = [
        "name",
        "member",
        "unit",
        "helped",
        "helped_per_month",
        "helped_per_month_low",
        "helped_per_month_high",
        "rank_low",
        "rank_high",
        "recent_per_month",
        "reasons",
    ];
    let by_unit = ["unit", "people", "helpers", "champions", "wanted"];
    let mut out = heading("Who helps?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    people(&mut out, &tables, &names, &by_unit, terminal, shown);
    out
}

/// Ranks by several criteria for a terminal.
pub fn smaa_text(smaa: &ChampionSmaa, policy: &Policy, terminal: &TerminalOptions, shown: usize) -> String {
    let tables = release(smaa.tables(), policy);
    let mut out = heading("Who is good at several things at once?", terminal);
    out.push_str(&paragraphs(&smaa_findings(&tables), terminal));
    let Some(list) = table(&tables, "champion_smaa") else { return out };
    let weights =
        ["weight_helped", "weight_thanked", "weight_other_units", "weight_newcomers", "weight_momentum"];
    let names = ["name", "member", "unit", "p_top", "p_first", "mean_rank", "confidence"];
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(&mut out, &list.select(&[&names[..], &weights[..]].concat()), &short);
    notes(&mut out, list, terminal);
    out
}

/// Measures of expertise for a terminal: how far they agree, and the first `shown` people.
pub fn expertise_text(
    expertise: &Expertise,
    policy: &Policy,
    terminal: &TerminalOptions,
    shown: usize,
) -> String {
    let tables = release(expertise.tables(), policy);
    let mut out = heading("Would another formula find others?", terminal);
    out.push_str(&paragraphs(&expertise_findings(&tables), terminal));
    let Some(list) = table(&tables, "expertise") else { return out };
    let names = ["name", "member", "unit", "askers", "answers", "asks", "z", "expertise_rank", "authority"];
    let skilled = (0..list.rows()).any(|row| number(list, "trueskill", row).is_some());
    let rest: &[&str] = if skilled { &["trueskill"] } else { &[] };
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(&mut out, &list.select(&[&names[..], rest].concat()), &short);
    if let Some(pairs) = table(&tables, "expertise_agreement") {
        let told: Vec<usize> =
            (0..pairs.rows()).filter(|&row| number(pairs, "spearman", row).is_some()).collect();
        if !told.is_empty() {
            block(&mut out, &pairs.take(&told), terminal);
        }
    }
    notes(&mut out, list, terminal);
    out
}

/// What the released tables of champions say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "champions_summary") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let count = |column: &str| number(all, column, 0);
    let (Some(people), Some(helpers)) = (count("people").filter(|&n| n > 0.0), count("helpers")) else {
        found.push(match count("people") {
            Some(_) => "Not enough data: nobody was there who could help.".into(),
            None => "Not enough data: too few people to show numbers about.".into(),
        });
        return found;
    };
    if helpers == 0.0 {
        found.push(format!(
            "None of {} answered the question of another.",
            some(people, "colleague", "colleagues")
        ));
        return found;
    }
    let share = round_percent(helpers / people);
    let mut first = format!(
        "Of {} {} ({share}) answered the question of another at least once",
        some(people, "colleague", "colleagues"),
        whole(helpers)
    );
    if let Some(champions) = count("champions") {
        first.push_str(&match champions {
            0.0 => "; nobody passes all gates of a champion".to_string(),
            1.0 => "; 1 passes all gates of a champion".to_string(),
            n => format!("; {} pass all gates of a champion", whole(n)),
        });
    }
    found.push(first + ".");
    let champions = count("champions").unwrap_or_default();
    if champions == 0.0 {
        return found;
    }
    if let Some(list) = table(tables, "champions").filter(|list| list.rows() > 0) {
        found.extend(how_sure(list, champions));
    }
    if let (Some(loaded), Some(capacity)) = (count("at_capacity"), count("capacity")) {
        let threads = if capacity.fract() == 0.0 { whole(capacity) } else { format!("{capacity}") };
        found.push(match loaded {
            0.0 => format!("None of them answers {threads} questions a month or more: there is room to ask them for more."),
            n => format!(
                "{} of them already {} {threads} questions a month or more: ask somebody else first.",
                whole(n),
                if n == 1.0 { "answers" } else { "answer" }
            ),
        });
    }
    let kinds = [
        ("welcoming", "welcomed newcomers", "welcomed newcomers"),
        ("rising", "answers more of late than before", "answer more of late than before"),
        ("fading", "answers less of late than before", "answer less of late than before"),
        ("leaders", "leads a unit", "lead a unit"),
        ("help_desk", "is of a help desk, so it is the job", "are of a help desk, so it is their job"),
    ];
    let told: Vec<String> = kinds
        .iter()
        .filter_map(|(column, one, many)| {
            let n = count(column).filter(|&n| n > 0.0)?;
            Some(format!("{} {}", whole(n), if n == 1.0 { one } else { many }))
        })
        .collect();
    if !told.is_empty() {
        let growth = count("growth").filter(|_| count("rising").zip(count("fading")) != Some((0.0, 0.0)));
        let beside = growth.map_or_else(String::new, |ratio| {
            format!("; everybody together answers {ratio:.1} times as many questions a month")
        });
        found.push(format!("Of these champions {}{beside}.", and(&told)));
    }
    if let (Some(units), Some(uncovered)) = (count("units").filter(|&n| n > 1.0), count("uncovered")) {
        found.push(match uncovered {
            0.0 => format!("Each of {} units has a champion.", whole(units)),
            n => format!(
                "{} of {} units {} no champion.",
                whole(n),
                whole(units),
                if n == 1.0 { "has" } else { "have" }
            ),
        });
    }
    found.extend(smaa_findings(tables));
    found
}

/// How far the order of the list can be trusted.
fn how_sure(list: &Release, champions: f64) -> Option<String> {
    let (low, high) = (number(list, "rank_low", 0)?, number(list, "rank_high", 0)?);
    if champions < 2.0 {
        return None;
    }
    let sure =
        (0..list.rows()).filter(|&row| number(list, "rank_low", row).is_some_and(|best| best > 1.0)).count();
    let of = whole(champions);
    Some(if low == high {
        format!("The first of the list is surely the first of the {of}.")
    } else if sure == 0 {
        format!(
            "The order of the list is not to be taken at its word: the first of it may stand anywhere between {} and {} of the \
             {of}, and each of those listed may be the first.",
            whole(low),
            whole(high)
        )
    } else {
        format!(
            "The order of the list is not to be taken at its word: the first of it may stand anywhere between {} and {} of the \
             {of}.",
            whole(low),
            whole(high)
        )
    })
}

/// What the released tables of ranks by several criteria say, in sentences.
pub fn smaa_findings(tables: &[Release]) -> Vec<String> {
    let Some(list) = table(tables, "champion_smaa") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(list).collect();
    if list.rows() < 2 {
        return found;
    }
    let sure = (0..list.rows()).filter(|&row| number(list, "p_top", row).is_some_and(|p| p >= 0.9)).count();
    let n = list.provenance().parameters.iter().find(|(name, _)| name == "n").map(|(_, n)| n.as_str());
    if let (Some(n), Some((_, all))) = (n, &list.provenance().n) {
        if n.parse::<u64>().is_ok_and(|n| n < *all) {
            found.push(format!(
                "Whatever the criteria weigh, {} of the {} people who pass all gates {} nearly surely (90% of draws or more) among \
                 the first {n}.",
                if sure == 0 { "none".into() } else { sure.to_string() },
                whole(*all as f64),
                if sure < 2 { "is" } else { "are" }
            ));
        } else {
            found.push(format!(
                "All {} who pass all gates are in the list; look at how often each is first.",
                whole(*all as f64)
            ));
        }
    }
    let firsts: Vec<f64> = (0..list.rows()).filter_map(|row| number(list, "p_first", row)).collect();
    let most = firsts.iter().copied().fold(0.0, f64::max);
    let possible = firsts.iter().filter(|&&p| p >= 0.05).count();
    found.push(if most >= 0.5 {
        format!("One person is first under most weights, in {} of the draws.", round_percent(most))
    } else {
        format!(
            "Nobody is first in more than {} of the draws, and {possible} are in 5% or more: who is best depends on what one \
             cares for.",
            round_percent(most)
        )
    });
    found
}

/// What the released tables of measures of expertise say, in sentences.
pub fn expertise_findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    let Some(pairs) = table(tables, "expertise_agreement") else { return found };
    found.extend(not_enough(pairs));
    let of = |other: &str| {
        (0..pairs.rows()).find(|&row| {
            text(pairs, "measure", row).as_deref() == Some("askers")
                && text(pairs, "other", row).as_deref() == Some(other)
        })
    };
    let told: Vec<String> = [
        ("answers", "questions answered"),
        ("z", "the z-score"),
        ("expertise_rank", "ExpertiseRank"),
        ("authority", "HITS authority"),
        ("trueskill", "TrueSkill"),
    ]
    .iter()
    .filter_map(|(column, words)| {
        let row = of(column)?;
        let value = |name: &str| number(pairs, name, row);
        let (rho, low, high) = (value("spearman")?, value("spearman_low")?, value("spearman_high")?);
        Some(format!("{words} {rho:.2} ({low:.2} to {high:.2})"))
    })
    .collect();
    if told.is_empty() {
        found.push("Not enough data: nobody answered, or too few people to compare measures.".into());
    } else {
        found.push(format!(
            "People ordered by the different colleagues they answered, and by other measures: rank correlation with {}; 1 is the \
             same order, 0 no relation.",
            and(&told)
        ));
    }
    found
}

/// A number of things, with its thousands apart.
fn some(n: f64, one: &str, many: &str) -> String {
    format!("{} {}", whole(n), if n == 1.0 { one } else { many })
}

/// A list with "and" before its last item.
fn and(items: &[String]) -> String {
    match items {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}
