//! The interaction graph in plain words.

use super::cells::{number, paragraphs, percent, round_percent, table, text, whole};
use super::overview::{block, heading, notes};
use crate::table::{Release, TerminalOptions};

/// Stability from which a community counts as stable (Hennig 2007).
const STABLE: f64 = 0.75;
/// Communities in the text at most; the table has all.
const COMMUNITIES: usize = 12;

/// The interaction graph for a terminal: the findings, then the graph, its communities and how it changed. Takes the
/// released tables `graph`, `communities` and `graph_over_time`, as far as they are there.
pub fn graph_text(tables: &[Release], terminal: &TerminalOptions) -> String {
    let mut out = heading("Who interacts with whom?", terminal);
    out.push_str(&paragraphs(&findings(tables), terminal));
    for release in tables.iter().filter(|table| table.rows() > 0) {
        match release.name() {
            "communities" => {
                let rows: Vec<usize> = (0..release.rows().min(COMMUNITIES)).collect();
                block(&mut out, &release.take(&rows), terminal);
            }
            "graph_over_time" => {
                // Neighbouring windows share nearly all of their weeks: one in so many shows the course.
                let step = release.rows().div_ceil(13).max(1);
                let mut rows: Vec<usize> = (0..release.rows()).rev().step_by(step).collect();
                rows.reverse();
                block(&mut out, &release.take(&rows), terminal);
            }
            _ => block(&mut out, release, terminal),
        }
    }
    if let Some(graph) = table(tables, "graph") {
        notes(&mut out, graph, terminal);
    }
    out
}

/// What the released tables of a graph say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(graph) = table(tables, "graph") {
        found.extend(connected(graph));
        found.extend(mutual(graph));
    }
    found.extend(table(tables, "communities").and_then(communities));
    found.extend(table(tables, "graph_over_time").and_then(course));
    found
}

fn connected(graph: &Release) -> Option<String> {
    let [members, connected, pairs] = ["members", "connected", "pairs"].map(|name| number(graph, name, 0));
    let (members, connected, pairs) = (members?, connected?, pairs?);
    if pairs == 0.0 {
        return Some("Nobody has acted on a message of another member: there is no graph to measure.".into());
    }
    Some(format!(
        "{} of {} members have acted on a message of another member, or had one act on theirs, in {} pairs.",
        whole(connected),
        whole(members),
        whole(pairs)
    ))
}

fn mutual(graph: &Release) -> Option<String> {
    let mut sentence =
        format!("In {} of the pairs it went both ways", percent(number(graph, "both_ways", 0)?));
    if let Some(rho) = number(graph, "rho", 0) {
        let words = match rho {
            rho if rho > 0.05 => "more than if everybody acted on anybody at random",
            rho if rho < -0.05 => "less than if everybody acted on anybody at random",
            _ => "about as if everybody acted on anybody at random",
        };
        sentence.push_str(&format!(", {words} (rho {rho:.2})"));
    }
    sentence.push('.');
    Some(sentence)
}

fn communities(table: &Release) -> Option<String> {
    let sizes: Vec<f64> = (0..table.rows()).filter_map(|row| number(table, "members", row)).collect();
    let first = sizes.first()?;
    let mut sentence = match table.rows() {
        1 => format!("The ties show one community, of {} members", whole(*first)),
        n => format!("The ties show {n} communities; the largest has {} members", whole(*first)),
    };
    if let Some(inside) = number(table, "inside", 0) {
        sentence
            .push_str(&format!(", who have {} of the weight of their ties inside it", round_percent(inside)));
    }
    sentence.push('.');
    let hidden = table.rows() - sizes.len();
    if hidden > 0 {
        sentence.push_str(&format!(" {hidden} of them are too small to be shown, or hide one that is."));
    }
    let stable: Vec<f64> = (0..table.rows()).filter_map(|row| number(table, "stability", row)).collect();
    if !stable.is_empty() {
        let n = stable.iter().filter(|&&stability| stability >= STABLE).count();
        sentence.push_str(&format!(
            " {n} of the {} shown come out the same when the search begins elsewhere.",
            stable.len()
        ));
    }
    Some(sentence)
}

/// First window against last, where they do not overlap.
fn course(table: &Release) -> Option<String> {
    let last = table.rows().checked_sub(1)?;
    let (first_end, last_start) = (text(table, "to", 0)?, text(table, "from", last)?);
    if last_start < first_end {
        return None;
    }
    let (before, after) = (number(table, "connected", 0)?, number(table, "connected", last)?);
    if before + after == 0.0 {
        return None;
    }
    let mut sentence = format!(
        "In the weeks up to {first_end} {} members were connected, in the weeks from {last_start} on {}",
        whole(before),
        whole(after)
    );
    if let (Some(before), Some(after)) = (number(table, "reciprocity", 0), number(table, "reciprocity", last))
    {
        sentence.push_str(&format!(
            "; {} of the pairs went both ways then, {} now",
            percent(before),
            percent(after)
        ));
    }
    sentence.push('.');
    Some(sentence)
}
