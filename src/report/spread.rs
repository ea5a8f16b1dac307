//! Seed training in plain words.

use super::cells::{not_enough, number, paragraphs, percent, share_in_words, table, text, whole};
use super::overview::{block, heading, notes, release};
use crate::spread::Spread;
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Seed training for a terminal: the findings, the people, other choices and assumptions, units and the course.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn spread_text(spread: &Spread, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(spread.tables(), policy);
    let mut out = heading("Whom to train first, so that word gets around?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let shown = |name: &str| table(&tables, name).filter(|table| table.rows() > 0);
    let all_seeds = table(&tables, "spread_seeds");
    if let Some(withheld) = all_seeds.filter(|seeds| seeds.disclosure().withheld.is_some()) {
        block(&mut out, withheld, terminal);
    }
    if all_seeds.is_none_or(|seeds| seeds.rows() == 0 && seeds.disclosure().withheld.is_none()) {
        // Nobody is chosen, so nothing can be said of anybody.
        if let Some(one) = tables.first() {
            notes(&mut out, one, terminal);
        }
        return Ok(out);
    }
    if let Some(seeds) = shown("spread_seeds") {
        // Ids are for those without a name.
        let named = seeds.column("name").is_some_and(|c| (0..seeds.rows()).all(|row| c.values.is_some(row)));
        let who: &[&str] = if named { &["place", "name"] } else { &["place", "name", "member"] };
        let rest = ["unit", "listeners", "adds", "reach", "reach_low", "reach_high", "chosen_under"];
        let names = [who, &rest[..]].concat();
        block(&mut out, &seeds.select(&names), terminal);
    }
    if let Some(all) = shown("spread") {
        let names = ["assumption", "choice", "seeds", "reach", "reach_low", "reach_high", "share", "shared"];
        block(&mut out, &all.select(&names), terminal);
    }
    if let Some(units) = shown("spread_by_unit") {
        block(&mut out, units, terminal);
    }
    if let Some(rounds) = shown("spread_rounds") {
        let short = TerminalOptions { max_rows: terminal.max_rows.min(20), ..terminal.clone() };
        block(&mut out, &rounds.select(&["what", "round", "new", "total", "share"]), &short);
    }
    let hidden = |table: &&Release| table.disclosure().suppressed > 0;
    if let Some(one) = tables.iter().find(hidden).or(tables.first()) {
        notes(&mut out, one, terminal);
    }
    Ok(out)
}

fn row(table: &Release, assumption: &str, choice: &str) -> Option<usize> {
    (0..table.rows()).find(|&row| {
        text(table, "assumption", row).as_deref() == Some(assumption)
            && text(table, "choice", row).as_deref() == Some(choice)
    })
}

/// A share, with its interval where that is wider than what is printed.
fn share_of(table: &Release, row: usize) -> Option<String> {
    let printed = |column: &str| number(table, column, row).map(percent);
    match (printed("share_low"), printed("share_high")) {
        (Some(low), Some(high)) if low == high => printed("share"),
        _ => share_in_words(table, "share", row),
    }
}

/// What the released tables of seed training say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "spread") else { return Vec::new() };
    let mut found: Vec<String> = not_enough(all).collect();
    let main = "weighted cascade";
    let Some(seeds) = row(all, main, "the seeds") else { return found };
    let reach = |row: usize| number(all, "reach", row);
    if let (Some(k), Some(people), Some(reached), Some(share)) =
        (number(all, "seeds", seeds), number(all, "people", seeds), reach(seeds), share_of(all, seeds))
    {
        let withheld =
            table(tables, "spread_seeds").is_some_and(|seeds| seeds.disclosure().withheld.is_some());
        let which = if withheld { "chosen, who are not listed in this mode," } else { "listed" };
        found.push(format!(
            "If the {} {which} are told first, {} of {} colleagues get word of it, {share}: under an assumption that the export cannot confirm (weighted cascade: each takes up one word in sum from all he or she acts on).",
            if k == 1.0 { "1 person".into() } else { format!("{} people", whole(k)) },
            whole(reached),
            whole(people),
        ));
    }
    if let (Some(reached), Some(random)) = (reach(seeds), row(all, main, "random"))
        && let (Some(mean), Some(low), Some(high)) =
            (reach(random), number(all, "reach_low", random), number(all, "reach_high", random))
    {
        let mut sentence = format!(
            "As many colleagues picked at random would reach {} on average (from {} to {})",
            whole(mean),
            whole(low),
            whole(high)
        );
        if let Some(most) = row(all, main, "most people act on them").and_then(reach) {
            sentence.push_str(&format!(", those on whom most people act {}", whole(most)));
        }
        if let Some(given) = row(all, main, "the champions given").and_then(reach) {
            sentence.push_str(&format!(", the champions given {}", whole(given)));
        }
        sentence.push('.');
        if reached <= high {
            sentence.push_str(" A random choice can do as well: choose by who is willing and trusted.");
        }
        found.push(sentence);
    }
    let others = ["1% for each tie", "5% for each tie", "10% for each tie", "linear threshold"];
    let rows: Vec<(&str, usize, usize)> = others
        .iter()
        .filter_map(|&other| {
            Some((other, row(all, other, "the seeds")?, row(all, other, "chosen under this assumption")?))
        })
        .collect();
    if !rows.is_empty() {
        let shared: Vec<String> = rows
            .iter()
            .filter_map(|&(other, seeds, best)| {
                let (shared, reached, most) = (number(all, "shared", best)?, reach(seeds)?, reach(best)?);
                let beside = match reached / most {
                    part if !part.is_finite() => return None,
                    part if part >= 1.03 => format!("more than the {} of seeds chosen for it", whole(most)),
                    part if part >= 0.97 => "about as many as by seeds chosen for it".into(),
                    part => format!("{} of what seeds chosen for it reach", percent(part)),
                };
                Some(format!(
                    "{other}: {} of the same people, {} reached, {beside}",
                    whole(shared),
                    whole(reached)
                ))
            })
            .collect();
        if !shared.is_empty() {
            found.push(format!("Under other assumptions, from the same seeds: {}.", shared.join("; ")));
        }
    }
    let level: Vec<&str> = others
        .into_iter()
        .filter(|&other| {
            let reached = |choice| row(all, other, choice).and_then(reach);
            reached("the seeds").zip(reached("random")).is_some_and(|(seeds, random)| random >= 0.95 * seeds)
        })
        .collect();
    if !level.is_empty() {
        found.push(format!(
            "With {} people picked at random reach as many, or nearly: if that is how it is, whom to tell first matters little.",
            level.join(", and with ")
        ));
    }
    if let Some(units) = table(tables, "spread_by_unit") {
        let known: Vec<(f64, String)> = (0..units.rows())
            .filter_map(|row| Some((number(units, "share", row)?, text(units, "unit", row)?)))
            .collect();
        let least = known.iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let most = known.iter().max_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(least), Some(most), true) = (least, most, known.len() > 1) {
            found.push(format!(
                "Word reaches {} of {} and {} of {}: a unit that it hardly reaches needs somebody of its own.",
                percent(most.0),
                most.1,
                percent(least.0),
                least.1
            ));
        }
    }
    if let Some(rounds) = table(tables, "spread_rounds") {
        let last = |what: &str| {
            let of = |&row: &usize| text(rounds, "what", row).as_deref() == Some(what);
            (0..rounds.rows()).rfind(of).and_then(|row| number(rounds, "total", row))
        };
        let examples = rounds.provenance().parameters.iter().find(|(name, _)| name == "examples");
        if let (Some(habit), Some((_, examples))) = (last("habit"), examples) {
            found.push(format!(
                "A habit that each takes up only after {examples} examples among those he or she acts on would come to {} people from the same seeds, the seeds among them: for habits train people who work together.",
                whole(habit)
            ));
        }
    }
    found
}
