//! Open questions and whom to ask, in plain words.

use super::cells::{not_enough, number, paragraphs, round_percent, table, text, whole, withheld};
use super::overview::{block, heading, notes, release};
use crate::Policy;
use crate::routing::{NOT_LISTED, Route, RouteAll, Unanswered};
use crate::table::{Release, TerminalOptions, Values};

/// Open questions for a terminal: what they come to, the first `shown` of the list, groups.
pub fn unanswered_text(
    unanswered: &Unanswered,
    policy: &Policy,
    terminal: &TerminalOptions,
    shown: usize,
) -> String {
    let tables = release(unanswered.tables(), policy);
    let mut out = heading("Which questions are open?", terminal);
    out.push_str(&paragraphs(&unanswered_findings(&tables), terminal));
    open_list(&mut out, &tables, terminal, shown);
    if let Some(groups) =
        table(&tables, "unanswered_by_group").filter(|groups| groups.rows() > 1 && told(groups, "open"))
    {
        block(&mut out, groups, terminal);
    }
    if let Some(first) = tables.first() {
        notes(&mut out, first, terminal);
    }
    out
}

fn open_list(out: &mut String, tables: &[Release], terminal: &TerminalOptions, shown: usize) {
    let Some(list) = table(tables, "unanswered").filter(|list| list.rows() > 0) else { return };
    let names = [
        "number",
        "question",
        "text",
        "community",
        "age_hours",
        "language",
        "p_answered",
        "p_answered_low",
        "p_answered_high",
        "asker_is_new",
        "to_route",
    ];
    let names: Vec<&str> = names.into_iter().filter(|name| told(list, name)).collect();
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(out, &list.select(&names), &short);
}

/// Whether a column is there and says anything; an id takes the room of two numbers, and says nothing beside a name.
fn told(list: &Release, name: &str) -> bool {
    if name == "member" && list.rows() > 0 && (0..list.rows()).all(|row| text(list, "name", row).is_some()) {
        return false;
    }
    list.column(name).is_some_and(|column| (0..list.rows()).any(|row| column.values.is_some(row)))
}

/// Whom to ask for one question, for a terminal.
pub fn route_text(route: &Route, policy: &Policy, terminal: &TerminalOptions) -> String {
    let tables = release(route.tables(), policy);
    let mut out = heading("Whom to ask?", terminal);
    out.push_str(&paragraphs(&route_findings(&tables), terminal));
    if let Some(list) = table(&tables, "route").filter(|list| list.rows() > 0) {
        let names = ["place", "name", "member", "unit", "relevance", "propensity", "availability"];
        let names: Vec<&str> = names.into_iter().filter(|name| told(list, name)).collect();
        block(&mut out, &list.select(&names), terminal);
        out.push_str(&paragraphs(&reasons(list), terminal));
    }
    if let Some(similar) = table(&tables, "route_similar").filter(|similar| similar.rows() > 0) {
        block(&mut out, similar, terminal);
    }
    if let Some(first) = tables.first() {
        notes(&mut out, first, terminal);
    }
    out
}

/// Whom to ask for all open questions, for a terminal: the first `shown` questions.
pub fn route_all_text(all: &RouteAll, policy: &Policy, terminal: &TerminalOptions, shown: usize) -> String {
    let tables = release(all.tables(), policy);
    let mut out = heading("Whom to ask what?", terminal);
    out.push_str(&paragraphs(&route_all_findings(&tables), terminal));
    open_list(&mut out, &tables, terminal, shown);
    if let Some(list) = table(&tables, "route_all").filter(|list| list.rows() > 0) {
        let names = ["number", "place", "name", "member", "unit", "about", "invitations_left"];
        let names: Vec<&str> = names.into_iter().filter(|name| told(list, name)).collect();
        let rows =
            (0..list.rows()).filter(|&row| number(list, "number", row).is_some_and(|n| n <= shown as f64));
        block(&mut out, &list.take(&rows.collect::<Vec<_>>()).select(&names), terminal);
    }
    if let Some(lacking) = table(&tables, "route_all_unfilled").filter(|lacking| lacking.rows() > 0) {
        let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
        let names = ["number", "community", "asked", "needed", "why"];
        block(&mut out, &lacking.select(&names), &short);
    }
    if let Some(first) = tables.first() {
        notes(&mut out, first, terminal);
    }
    out
}

/// What the released tables of open questions say, in sentences.
pub(super) fn unanswered_findings(tables: &[Release]) -> Vec<String> {
    let (Some(list), Some(groups)) = (table(tables, "unanswered"), table(tables, "unanswered_by_group"))
    else {
        return Vec::new();
    };
    let mut found: Vec<String> = not_enough(list).collect();
    let Some((_, asked)) = &list.provenance().n else { return found };
    if withheld(list) {
        found.push(
            "Which questions are open is told in named or pseudonymous mode: each is about whoever asks."
                .into(),
        );
        return found;
    }
    let open = list.rows();
    if *asked == 0 {
        found.push("Nobody asked anything in this time.".into());
        return found;
    }
    let asked = whole(*asked as f64);
    let excluded = &list.provenance().excluded;
    let more = excluded.iter().find(|(what, _)| what == NOT_LISTED).map_or(0, |(_, n)| *n);
    if open == 0 {
        found.push(format!("Of {asked} questions none is open that is young enough to list."));
        return found;
    }
    let flag = |column: &str| (0..open).filter(|&row| yes(list, column, row)).count();
    let (to_route, new) = (flag("to_route"), flag("asker_is_new"));
    let verb = if open == 1 { "is" } else { "are" };
    let mut sentence = format!("Of {asked} questions {} {verb} open", whole((open as u64 + more) as f64));
    if more > 0 {
        sentence.push_str(&format!(", of which the first {} by priority are listed", whole(open as f64)));
    }
    sentence.push_str(&match to_route {
        0 => "; all will likely be answered within the next 24 business hours by themselves".to_string(),
        n if n == open => {
            "; none of them will likely be answered within the next 24 business hours by itself".to_string()
        }
        n => {
            format!(
                "; {} of them will likely not be answered within the next 24 business hours by themselves",
                whole(n as f64)
            )
        }
    });
    if new > 0 {
        sentence.push_str(&format!(
            ", and {} of new people, who may not come back without an answer",
            if new == 1 { "1 is".to_string() } else { format!("{} are", whole(new as f64)) }
        ));
    }
    found.push(sentence + ".");
    if let Some((name, n)) = most(groups)
        && groups.rows() > 1
    {
        found.push(format!("Most of those to be asked about stand in {name}: {}.", whole(n)));
    }
    found
}

fn yes(list: &Release, column: &str, row: usize) -> bool {
    matches!(list.column(column).map(|c| &c.values), Some(Values::Bool(v)) if v.get(row) == Some(&Some(true)))
}

/// The group with most open questions for which somebody should be asked.
fn most(groups: &Release) -> Option<(String, f64)> {
    let of = |row: usize| Some((text(groups, "community", row)?, number(groups, "to_route", row)?));
    let all: Vec<(String, f64)> = (0..groups.rows()).filter_map(of).collect();
    let first = all.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (first.1 > 0.0).then(|| first.clone())
}

/// What the released tables of a route say, in sentences.
pub(super) fn route_findings(tables: &[Release]) -> Vec<String> {
    let (Some(list), Some(all)) = (table(tables, "route"), table(tables, "route_summary")) else {
        return Vec::new();
    };
    let mut found: Vec<String> = not_enough(list).collect();
    if withheld(list) {
        found.push("Whom to ask is told in named or pseudonymous mode.".into());
        return found;
    }
    if let Some(why) = text(all, "nobody_fits", 0) {
        found.push(format!("Nobody fits: {why}."));
        if !not_enough(list).any(|_| true) {
            found.push(
                "Ask where the question belongs, or whoever you would ask yourself; an answer will help to route the next one."
                    .into(),
            );
        }
        return found;
    }
    let (Some(candidates), Some(fitting)) = (number(all, "candidates", 0), number(all, "fitting", 0)) else {
        return found;
    };
    let who = called(list, 0).unwrap_or_else(|| "the first of the list".into());
    let verb = if fitting == 1.0 { "has" } else { "have" };
    found.push(format!(
        "Of {} people who could be asked, {} {verb} answered or talked in questions like it. Ask {who} first.",
        whole(candidates),
        whole(fitting)
    ));
    found
}

/// The person of a row as the policy lets him or her be called.
fn called(list: &Release, row: usize) -> Option<String> {
    text(list, "name", row).or_else(|| text(list, "member", row))
}

/// Why each of the people, a paragraph each.
fn reasons(list: &Release) -> Vec<String> {
    let of = |row: usize| {
        let items = |column: &str| match list.column(column).map(|c| &c.values) {
            Some(Values::List(lists)) => lists.get(row).cloned().unwrap_or_default(),
            _ => Vec::new(),
        };
        let mut told = items("reasons");
        let about = items("about");
        if let (Some(first), false) = (told.first_mut(), about.is_empty()) {
            first.push_str(&format!(", about {}", about.join(", ")));
        }
        let propensity = number(list, "propensity", row).map(|p| {
            format!("answers about {} of what is asked in the groups of the person", round_percent(p))
        });
        told.extend(propensity);
        Some(format!("{}: {}.", called(list, row)?, told.join("; ")))
    };
    (0..list.rows()).filter_map(of).collect()
}

/// What the released tables of all routes say, in sentences.
pub(super) fn route_all_findings(tables: &[Release]) -> Vec<String> {
    let Some(list) = table(tables, "route_all") else { return Vec::new() };
    let mut found: Vec<String> = unanswered_findings(tables);
    if withheld(list) {
        return found;
    }
    let Some((_, to_route)) = list.provenance().denominator.clone().filter(|(_, n)| *n > 0) else {
        return found;
    };
    let mut people: Vec<String> = (0..list.rows()).filter_map(|row| text(list, "member", row)).collect();
    let mut questions: Vec<String> = (0..list.rows()).filter_map(|row| text(list, "number", row)).collect();
    [&mut people, &mut questions].into_iter().for_each(|list| {
        list.sort_unstable();
        list.dedup();
    });
    if people.is_empty() {
        found.push("Nobody fits any of these questions.".into());
        return found;
    }
    found.push(format!(
        "For {} of {} such questions there is somebody to ask: {} people in all, nobody more often than the cap of invitations a week.",
        whole(questions.len() as f64),
        whole(to_route as f64),
        whole(people.len() as f64)
    ));
    found
}
