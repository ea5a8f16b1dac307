//! The interaction graph in plain words.

use super::cells::{number, paragraphs, percent, round_percent, table, text, whole};
use super::overview::{block, heading, notes};
use crate::table::{Release, TerminalOptions};

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
    let [members, connected, arcs] = ["members", "connected", "arcs"].map(|name| number(graph, name, 0));
    let (members, connected, arcs) = (members?, connected?, arcs?);
    if arcs == 0.0 {
        return Some("Nobody has acted on a message of another member: there is no graph to measure.".into());
    }
    let mut sentence = format!(
        "{} of {} members have acted on a message of another member, or had one act on theirs, in {} pairs of who \
         acted on whom.",
        whole(connected),
        whole(members),
        whole(arcs)
    );
    if let Some(largest) = number(graph, "largest_weak", 0).filter(|_| connected > 0.0) {
        let rest = match largest < connected {
            true => format!("{} of them hang together in one part.", percent(largest / connected)),
            false => "All of them hang together.".into(),
        };
        sentence.push(' ');
        sentence.push_str(&rest);
    }
    Some(sentence)
}

fn mutual(graph: &Release) -> Option<String> {
    let r = number(graph, "reciprocity", 0)?;
    let mut sentence = format!("{} of the pairs go both ways", percent(r));
    if let Some(rho) = number(graph, "rho", 0) {
        let words = match rho {
            rho if rho > 0.05 => "more than chance would give",
            rho if rho < -0.05 => "less than chance would give",
            _ => "about what chance would give",
        };
        sentence.push_str(&format!(", {words} (rho {rho:.2})"));
    }
    sentence.push('.');
    Some(sentence)
}

fn communities(table: &Release) -> Option<String> {
    let sizes: Vec<f64> = (0..table.rows()).filter_map(|row| number(table, "members", row)).collect();
    let first = sizes.first()?;
    let inside = number(table, "inside", 0);
    let mut sentence = match sizes.len() {
        1 => format!("The ties show one community, of {} members", whole(*first)),
        n => format!(
            "The ties show {n} communities large enough to be shown; the largest has {} members",
            whole(*first)
        ),
    };
    if let Some(inside) = inside {
        sentence.push_str(&format!(", who have {} of their ties among themselves", round_percent(inside)));
    }
    sentence.push('.');
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
