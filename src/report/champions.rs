//! Who helps, in plain words.

use super::cells::{
    any_hidden, hidden, is_hidden, not_enough, number, paragraphs, round_percent, table, text, whole,
};
use super::overview::{block, heading, notes, people, release};
use crate::Policy;
use crate::champions::{ChampionSmaa, Champions, Expertise, FIRST_EXPERTS};
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
    people(&mut out, &tables, &called(&tables[0], &names), &by_unit, terminal, shown);
    out
}

/// The units for a terminal: which have a champion, and how many are wanted.
pub fn champions_by_unit_text(champions: &Champions, policy: &Policy, terminal: &TerminalOptions) -> String {
    let tables = release(champions.tables(), policy);
    let mut out = heading("Which units have a champion?", terminal);
    let mut found: Vec<String> = covered(&tables).into_iter().collect();
    found.push(
        "Counted is everybody who could take part at some time of the window. cover counts who is there at its end and sets \
         small units apart, so its units are fewer and smaller."
            .into(),
    );
    out.push_str(&paragraphs(&found, terminal));
    if let Some(units) = table(&tables, "champions_by_unit") {
        block(&mut out, units, terminal);
        notes(&mut out, units, terminal);
    }
    out
}

/// The columns without the id where each of the people has a name: an id takes the room of two numbers.
fn called<'a>(list: &Release, columns: &[&'a str]) -> Vec<&'a str> {
    let named = list.rows() > 0 && (0..list.rows()).all(|row| text(list, "name", row).is_some());
    columns.iter().copied().filter(|&column| column != "member" || !named).collect()
}

/// Ranks by several criteria for a terminal.
pub fn smaa_text(smaa: &ChampionSmaa, policy: &Policy, terminal: &TerminalOptions, shown: usize) -> String {
    let tables = release(smaa.tables(), policy);
    let mut out = heading("Who is good at several things at once?", terminal);
    out.push_str(&paragraphs(&smaa_findings(&tables), terminal));
    let Some(list) = table(&tables, "champion_smaa") else { return out };
    let weights =
        ["weight_helped", "weight_thanked", "weight_other_units", "weight_newcomers", "weight_momentum"];
    if list.rows() > 0 {
        let legend = "Weights are those that speak most for the person: the mean of those under which he or she is first. \
                      Confidence is the probability to be first under them. Whoever is hardly ever first has neither.";
        out.push_str(&paragraphs(&[legend.into()], terminal));
    }
    let names = ["name", "member", "unit", "p_top", "p_first", "mean_rank", "confidence"];
    // Where all are listed everybody is among the first.
    let tells = |column: &&str| {
        *column != "p_top"
            || (0..list.rows()).any(|row| number(list, "p_top", row).is_some_and(|p| p < 0.9995))
    };
    let columns: Vec<&str> =
        called(list, &[&names[..], &weights[..]].concat()).into_iter().filter(tells).collect();
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(&mut out, &list.select(&columns), &short);
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
    let names = ["name", "member", "unit", "askers", "answers", "z", "expertise_rank", "authority"];
    let skilled = (0..list.rows()).any(|row| number(list, "trueskill", row).is_some());
    let rest: &[&str] = if skilled { &["trueskill"] } else { &[] };
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(&mut out, &list.select(&called(list, &[&names[..], rest].concat())), &short);
    let pairs = table(&tables, "expertise_agreement");
    if let Some(pairs) = pairs {
        let told: Vec<usize> =
            (0..pairs.rows()).filter(|&row| number(pairs, "spearman", row).is_some()).collect();
        if !told.is_empty() {
            block(&mut out, &pairs.take(&told), terminal);
        }
    }
    // Not of the list, which may say how few people there are.
    notes(&mut out, pairs.unwrap_or(list), terminal);
    out
}

/// What the released tables of champions say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "champions_summary") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let count = |column: &str| number(all, column, 0);
    let (Some(people), Some(helpers)) = (count("people").filter(|&n| n > 0.0), count("helpers")) else {
        found.push(match count("people") {
            Some(0.0) => "Not enough data: nobody was there who could help.".into(),
            Some(people) => {
                let of = some(people, "colleague", "colleagues");
                hidden(all, &format!("How many of {of} answered the question of another"))
            }
            None => hidden(all, "How many people help"),
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
    let Some(champions) = count("champions").filter(|&n| n > 0.0) else {
        if is_hidden(all, "champions", 0) {
            found.push(hidden(all, "How many of them pass all gates of a champion"));
        }
        return found;
    };
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
    found.extend(covered(tables));
    found.extend(smaa_findings(tables));
    found
}

/// How many units have no champion.
fn covered(tables: &[Release]) -> Option<String> {
    let all = table(tables, "champions_summary")?;
    // Units without any would tell of champions that are hidden.
    let units = number(all, "units", 0).filter(|&n| n > 1.0 && !is_hidden(all, "champions", 0))?;
    Some(match number(all, "uncovered", 0)? {
        0.0 => format!("Each of {} units has a champion.", whole(units)),
        n => format!(
            "{} of {} units {} no champion.",
            whole(n),
            whole(units),
            if n == 1.0 { "has" } else { "have" }
        ),
    })
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
    let measures = [
        ("answers", "questions answered"),
        ("z", "the z-score"),
        ("expertise_rank", "ExpertiseRank"),
        ("authority", "HITS authority"),
        ("trueskill", "TrueSkill"),
    ];
    let alike: Vec<(f64, &str)> = measures
        .iter()
        .filter_map(|(column, words)| Some((number(pairs, "first_alike", of(column)?)?, *words)))
        .collect();
    if !alike.is_empty() {
        let all = FIRST_EXPERTS as f64;
        let of_all: Vec<String> =
            alike.iter().filter(|(n, _)| *n == all).map(|(_, words)| (*words).into()).collect();
        let rest: Vec<String> = alike
            .iter()
            .filter(|(n, _)| *n < all)
            .map(|(n, words)| format!("{} by {words}", whole(*n)))
            .collect();
        let who = format!("the first {FIRST_EXPERTS} by the different colleagues they answered");
        let nearly = alike.iter().all(|(n, _)| *n >= all - 1.0);
        found.push(match (of_all.is_empty(), rest.is_empty()) {
            (false, true) => format!("No: {who} are the first by {} too.", and(&of_all)),
            (false, false) => format!(
                "{}: {who} are the first by {} too; by others fewer of them are: {}.",
                if nearly { "Hardly" } else { "Partly" },
                and(&of_all),
                and(&rest)
            ),
            _ => format!("Of {who}, so many are among the first by other measures: {}.", and(&rest)),
        });
    }
    let told: Vec<String> = measures
        .iter()
        .filter_map(|(column, words)| {
            let row = of(column)?;
            let value = |name: &str| number(pairs, name, row);
            let (rho, low, high) = (value("spearman")?, value("spearman_low")?, value("spearman_high")?);
            Some(format!("{words} {rho:.2} ({low:.2} to {high:.2})"))
        })
        .collect();
    if told.is_empty() {
        found.push(if any_hidden(pairs, "spearman") {
            hidden(pairs, "How far measures of expertise agree")
        } else {
            "Not enough data: nobody answered, or too few people to compare measures.".into()
        });
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
