//! Conversation or broadcast, in plain words.

use super::cells::{not_enough, number, paragraphs, percent, row_of, table as named, text, whole, withheld};
use super::overview::{block, heading, notes, release};
use crate::conversation::Conversation;
use crate::stats::{benjamini_hochberg, fisher_exact};
use crate::table::{Release, TerminalOptions};
use crate::time::DAY_MS;
use crate::{Policy, Result};

/// Rows that a table of the text shows at most.
const SHOWN: usize = 15;
/// People that the text shows at most.
const PEOPLE: usize = 10;
/// Groups that a sentence names at most.
const NAMED: usize = 5;
/// Share of the groups named for more dialogue that may be named by chance.
const FALSE_NAMES: f64 = 0.05;

/// Conversation for a terminal: the findings, then threads, ties, patterns and the people to know.
///
/// # Errors
/// None so far; a result, as with the other texts.
pub fn conversation_text(
    conversation: &Conversation,
    policy: &Policy,
    terminal: &TerminalOptions,
) -> Result<String> {
    let tables = release(conversation.tables(), policy);
    let mut out = heading("Do members talk to each other?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    let short = TerminalOptions { max_rows: terminal.max_rows.min(SHOWN), ..terminal.clone() };
    let ends = |names: &[&'static str]| -> Vec<String> {
        names.iter().flat_map(|name| ["", "_low", "_high"].map(|end| format!("{name}{end}"))).collect()
    };
    let show = |out: &mut String, table: &Release, first: &[&str], measured: &[&'static str]| {
        let measured = ends(measured);
        let names = first.iter().copied().chain(measured.iter().map(String::as_str));
        // Nobody wants to read a column without anything in it.
        let known = |name: &&str| {
            table.column(name).is_some_and(|c| (0..table.rows()).any(|row| c.values.is_some(row)))
        };
        let names: Vec<&str> = names.filter(known).collect();
        if table.rows() > 0 {
            block(out, &table.select(&names), &short);
        }
    };
    if let Some(table) = named(&tables, "conversation") {
        let shares = ["member_dialogue_share", "dialogue_share", "broadcast_share", "member_to_member_share"];
        let known = official(table);
        // Where nobody is known to run the community both are the same.
        let shares = if known { &shares[..] } else { &shares[1..] };
        show(&mut out, table, &["community", "people", "threads"], shares);
    }
    if let Some(table) = named(&tables, "conversation_starters") {
        let shares = ["starters_share", "responders_share", "both_share"];
        show(&mut out, table, &["community", "people", "threads"], &shares);
    }
    if let Some(table) = named(&tables, "conversation_threads") {
        let means = ["authors", "replies_per_post", "depth", "virality", "initiations"];
        show(&mut out, table, &["community"], &means);
    }
    if let Some(table) = named(&tables, "conversation_ties") {
        show(
            &mut out,
            table,
            &["community", "who", "acts", "people", "pairs"],
            &["two_way_share", "rho", "simmelian_share", "pingpong_rate"],
        );
    }
    if let Some(table) = named(&tables, "patterns") {
        show(&mut out, table, &["pattern", "people"], &["people_share", "probability"]);
    }
    if let Some(table) = named(&tables, "pattern_people").filter(|table| table.rows() > 0 || withheld(table))
    {
        let names =
            ["name", "member", "unit", "pattern", "probability", "posts", "replies", "reactions", "received"];
        let few = TerminalOptions { max_rows: terminal.max_rows.min(PEOPLE), ..terminal.clone() };
        block(&mut out, &table.select(&names), &few);
    }
    if let Some(table) = named(&tables, "conversation") {
        notes(&mut out, table, terminal);
    }
    Ok(out)
}

/// What the released tables of a conversation say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(table) = named(tables, "conversation") {
        found.extend(not_enough(table));
        if let Some(row) = row_of(table, "scope", "whole") {
            if table.is_suppressed(row) {
                found.push(super::cells::hidden(table, "How people talk with each other"));
            } else {
                found.extend(threads(table, row));
            }
        }
        found.extend(groups(table));
    }
    if let Some(table) = named(tables, "conversation_starters") {
        found.extend(starters(table));
    }
    if let Some(table) = named(tables, "conversation_threads") {
        found.extend(shape(table));
    }
    if let Some(table) = named(tables, "conversation_ties") {
        found.extend(ties(table));
    }
    if let Some(table) = named(tables, "patterns") {
        found.extend(patterns(table));
    }
    found
}

/// Who starts and who responds, in the whole.
fn starters(table: &Release) -> Option<String> {
    let row = row_of(table, "scope", "whole").filter(|&row| !table.is_suppressed(row))?;
    let share = |name: &str| share_in_words(table, &format!("{name}_share"), row);
    let (people, starters) = (number(table, "people", row)?, share("starters")?);
    Some(format!(
        "Of the {} people who wrote, {starters} started a thread, {} responded in a thread of somebody else, and {} did both.",
        whole(people),
        share("responders")?,
        share("both")?
    ))
}

fn threads(table: &Release, row: usize) -> Vec<String> {
    let value = |name: &str| number(table, name, row);
    let share = |name: &str| share_in_words(table, &format!("{name}_share"), row);
    let mut found = Vec::new();
    let Some(threads) = value("threads").filter(|&n| n > 0.0) else { return found };
    let headline = headline(table);
    if let (Some(dialogue), Some(replied)) = (share(headline), share("replied")) {
        let what = match official(table) {
            true => {
                "a member replied back to a member; talk with those who run the community or speak for the organisation is not counted"
            }
            false => "at least two members wrote, and somebody replied back",
        };
        found.push(format!(
            "Of {}, {dialogue} became a dialogue: {what}. {replied} got a reply at all.",
            counted_threads(threads)
        ));
    }
    if let (Some(official), Some(broadcast)) = (value("official"), share("broadcast")) {
        let theirs = share("broadcast_of_official")
            .map_or_else(String::new, |share| format!(", which is {share} of those they started"));
        found.push(match official {
            0.0 => "Those who run the community or speak for the organisation started none of the threads.".into(),
            _ => format!(
                "{broadcast} of all threads are broadcasts: started by those who run the community or speak for the organisation, and no member replied to another{theirs}."
            ),
        });
        let ends =
            |name: &str| Some((value(&format!("{name}_share_low"))?, value(&format!("{name}_share_high"))?));
        if let (Some(dialogue), Some(broadcast)) = (ends(headline), ends("broadcast")) {
            found.push(if dialogue.0 > broadcast.1 {
                "More threads are dialogue than broadcast.".into()
            } else if broadcast.0 > dialogue.1 {
                "More threads are broadcast than dialogue.".into()
            } else {
                "Whether more threads are dialogue or broadcast cannot be told.".into()
            });
        }
    }
    if let (Some(of), Some(share)) =
        (value("member_to_member_of").filter(|&n| n > 0.0), share("member_to_member"))
    {
        found.push(format!(
            "Of {} replies between people of the organisation, {share} went from member to member; the others were by or to those who run the community or speak for the organisation.",
            whole(of)
        ));
    }
    found
}

/// A share with its interval in words; nothing without an interval, because the share alone says more than is known.
fn share_in_words(table: &Release, column: &str, row: usize) -> Option<String> {
    number(table, &format!("{column}_low"), row).and(number(table, &format!("{column}_high"), row))?;
    super::cells::share_in_words(table, column, row)
}

/// Whether it is known who runs the community.
fn official(table: &Release) -> bool {
    (0..table.rows()).any(|row| number(table, "official", row).is_some())
}

/// The dialogue to go by: of members with members, where they can be told apart.
fn headline(table: &Release) -> &'static str {
    if official(table) { "member_dialogue" } else { "dialogue" }
}

/// What a thread looks like.
fn shape(table: &Release) -> Vec<String> {
    let mut found = Vec::new();
    let Some(row) = row_of(table, "scope", "whole").filter(|&row| !table.is_suppressed(row)) else {
        return found;
    };
    let value = |name: &str| number(table, name, row);
    let mean = |name: &str| {
        let [low, high] = [format!("{name}_low"), format!("{name}_high")].map(|end| value(&end));
        Some(format!("{:.2} ({:.2} to {:.2})", value(name)?, low?, high?))
    };
    if let (Some(authors), Some(replies)) = (mean("authors"), mean("replies_per_post")) {
        let mut sentence = format!("A thread has {authors} authors and {replies} replies");
        if let (Some(depth), Some(virality)) = (mean("depth"), mean("virality")) {
            sentence.push_str(&format!(
                "; one with replies goes {depth} replies deep, and its messages are {virality} replies apart"
            ));
        }
        found.push(format!("{sentence}."));
    }
    if let Some(initiations) = mean("initiations") {
        found.push(format!(
            "A member who writes starts {initiations} threads in the {} of the window.",
            window(table)
        ));
    }
    found
}

fn counted_threads(n: f64) -> String {
    if n == 1.0 { "1 thread".into() } else { format!("{} threads", whole(n)) }
}

/// Days of the window in words.
fn window(table: &Release) -> String {
    let days = table.provenance().window.map(|(from, to)| to.0.saturating_sub(from.0) as f64 / DAY_MS as f64);
    days.map_or_else(|| "time".into(), |days| format!("{} days", whole(days.round())))
}

/// What a parameter was.
fn parameter<'a>(table: &'a Release, name: &str) -> Option<&'a str> {
    table.provenance().parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Groups in which there is more dialogue than in all others together, by Fisher's exact test; of those named at most one
/// in twenty is expected to be by chance (Benjamini and Hochberg). Those to learn from.
fn groups(table: &Release) -> Option<String> {
    let whole_row = row_of(table, "scope", "whole").filter(|&row| !table.is_suppressed(row))?;
    let name = headline(table);
    let counts = |row: usize| Some((number(table, name, row)? as u64, number(table, "threads", row)? as u64));
    let all = counts(whole_row)?;
    let needed = parameter(table, "min_threads").and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut tested = Vec::new();
    for row in (0..table.rows()).filter(|&row| text(table, "scope", row).as_deref() == Some("group")) {
        let Some(group) = counts(row).filter(|_| !table.is_suppressed(row)) else { continue };
        let (Some(part), Some(of)) = (all.0.checked_sub(group.0), all.1.checked_sub(group.1)) else {
            continue;
        };
        if group.1 >= needed && of > 0 && part <= of {
            tested.push((row, group, (part, of), fisher_exact(group, (part, of)).unwrap_or(1.0)));
        }
    }
    let p: Vec<f64> = tested.iter().map(|&(_, _, _, p)| p).collect();
    let adjusted = benjamini_hochberg(&p)?;
    let share = |(part, of): (u64, u64)| part as f64 / of as f64;
    let mut found: Vec<(f64, String, u64, String)> = tested
        .iter()
        .zip(adjusted)
        .filter(|((_, group, rest, _), q)| *q <= FALSE_NAMES && share(*group) > share(*rest))
        .filter_map(|((row, group, _, _), _)| {
            let words = share_in_words(table, &format!("{name}_share"), *row)?;
            let low = number(table, &format!("{name}_share_low"), *row)?;
            Some((low, text(table, "community", *row)?, group.1, words))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    if found.is_empty() {
        return None;
    }
    let name_of = |(_, name, threads, share): &(f64, String, u64, String)| {
        format!("{name}: {share} of {}", counted_threads(*threads as f64))
    };
    let names: Vec<String> = found.iter().take(NAMED).map(name_of).collect();
    let more = match found.len() - names.len() {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    Some(format!("More dialogue than in all other groups together: {}{more}.", names.join("; ")))
}

fn ties(table: &Release) -> Vec<String> {
    let of = |who: &str, acts: &str| {
        (0..table.rows()).find(|&row| {
            text(table, "scope", row).as_deref() == Some("whole")
                && text(table, "who", row).as_deref() == Some(who)
                && text(table, "acts", row).as_deref() == Some(acts)
                && !table.is_suppressed(row)
        })
    };
    let Some(row) = of("members", "replies") else { return Vec::new() };
    let value = |name: &str| number(table, name, row);
    let Some(pairs) = value("pairs").filter(|&n| n > 0.0) else {
        return vec!["No member replied to another in the window.".into()];
    };
    let Some(share) = share_in_words(table, "two_way_share", row) else {
        let why = text(table, "reason", row).map_or_else(String::new, |why| format!(": {why}"));
        return vec![format!("Whether members answer each other over time: not enough data{why}.")];
    };
    let mut sentence = format!(
        "Of {} pairs of members of whom one replied to the other, {share} did so both ways",
        whole(pairs)
    );
    if let (Some(rho), Some(low), Some(high)) = (value("rho"), value("rho_low"), value("rho_high")) {
        let what = match (low > 0.0, high < 0.0) {
            (true, _) => "more than if replies went to anybody at random",
            (_, true) => "less than if replies went to anybody at random",
            _ => "no more and no less than if replies went to anybody at random, as far as can be told",
        };
        sentence.push_str(&format!(": {what} (rho {rho:.2}, {low:.2} to {high:.2})"));
    }
    if let Some(share) =
        of("members", "replies and reactions").and_then(|row| share_in_words(table, "two_way_share", row))
    {
        sentence.push_str(&format!("; with reactions {share}"));
    }
    let mut found = vec![format!("{sentence}.")];
    if let Some(share) = share_in_words(table, "simmelian_share", row) {
        found.push(format!("Of the pairs both ways, {share} have a third with whom both do the same."));
    }
    if let Some([rate, low, high]) = value("pingpong_rate")
        .zip(value("pingpong_rate_low"))
        .zip(value("pingpong_rate_high"))
        .map(|((a, b), c)| [a, b, c])
    {
        let days = parameter(table, "exchange_days");
        found.push(format!(
            "{} (between {} and {}) of the replies among members go on with an exchange: there, back, and there again within {} days.",
            percent(rate),
            percent(low),
            percent(high),
            days.unwrap_or("a few")
        ));
    }
    found
}

fn patterns(table: &Release) -> Vec<String> {
    let mut found: Vec<String> = not_enough(table).collect();
    let people = |name: &str| {
        let row = row_of(table, "pattern", name).filter(|&row| !table.is_suppressed(row))?;
        number(table, "people", row)
    };
    let all = (0..table.rows()).find_map(|row| number(table, "of", row)).filter(|&n| n > 0.0);
    let Some(all) = all else { return found };
    let observers = people("observer");
    let share =
        row_of(table, "pattern", "observer").and_then(|row| share_in_words(table, "people_share", row));
    let of = if all == 1.0 { "1 person".into() } else { format!("{} people", whole(all)) };
    let mut sentence = format!("Of {of} who could have taken part");
    if let Some(observers) = observers {
        sentence.push_str(&format!(
            ", {} gave and received fewer than {} posts, replies and reactions, together, in the {} of the window",
            share.unwrap_or_else(|| whole(observers)),
            parameter(table, "min_events").unwrap_or_default(),
            window(table)
        ));
    }
    let kinds = [
        ("engager", "give about as much as comes back"),
        ("responder", "give more than comes back"),
        ("catalyst", "set others talking"),
        ("broadcaster", "post, hardly reply and are hardly answered"),
        ("unclear", "cannot be told"),
    ];
    let told: Vec<String> = kinds
        .iter()
        .filter_map(|(name, what)| {
            let n = people(name).filter(|&n| n > 0.0)?;
            Some(format!("{} {what}", whole(n)))
        })
        .collect();
    match observers {
        Some(observers) if !told.is_empty() => {
            sentence.push_str(&format!("; of the other {}, {}", whole(all - observers), told.join(", ")));
        }
        None if !told.is_empty() => sentence.push_str(&format!(", {}", told.join(", "))),
        None => return found,
        Some(_) => (),
    }
    found.push(format!("{sentence}."));
    found
}
