//! Who is asked, in plain words.

use super::cells::{
    number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole, withheld,
};
use super::overview::{heading, people, release};
use crate::questions::{Nominations, QuestionHubs};
use crate::table::{Release, TerminalOptions};
use crate::{Policy, Result};

/// Question hubs for a terminal: what they come to, and the first `shown` of the list with their reasons.
///
/// # Errors
/// Where the policy does not let people be named who are not on the platform: [`QuestionHubs::may_leave`].
pub fn hubs_text(
    hubs: &QuestionHubs,
    policy: &Policy,
    terminal: &TerminalOptions,
    shown: usize,
) -> Result<String> {
    hubs.may_leave(policy)?;
    let tables = release(hubs.tables(), policy);
    let names = [
        "name",
        "member",
        "unit",
        "type",
        "askers_per_month",
        "askers_per_month_low",
        "askers_per_month_high",
        "reasons",
    ];
    let mut out = heading("Who is asked?", terminal);
    out.push_str(&paragraphs(&findings(&tables), terminal));
    people(&mut out, &tables, &names, &[], terminal, shown);
    Ok(out)
}

/// Nominations for a terminal: whether they agree with the messages, and the first `shown` of the list.
///
/// # Errors
/// Where the policy does not let people be named who are not on the platform: [`Nominations::may_leave`].
pub fn nominations_text(
    nominations: &Nominations,
    policy: &Policy,
    terminal: &TerminalOptions,
    shown: usize,
) -> Result<String> {
    nominations.may_leave(policy)?;
    let tables = release(nominations.tables(), policy);
    let mut out = heading("Whom do people say they ask?", terminal);
    out.push_str(&paragraphs(&nomination_findings(&tables), terminal));
    let names = ["name", "member", "unit", "nominators", "share", "share_low", "share_high", "askers", "hub"];
    people(&mut out, &tables, &names, &[], terminal, shown);
    Ok(out)
}

/// What the released tables of question hubs say, in sentences.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let mut found = Vec::new();
    let Some(all) = table(tables, "question_hubs_summary").filter(|table| table.rows() > 0) else {
        return found;
    };
    let of = |name: &str| number(all, name, 0);
    let some = |name: &str| of(name).filter(|&n| n > 0.0);
    let people = |n: f64| if n == 1.0 { "1 person".to_owned() } else { format!("{} people", whole(n)) };
    match of("hubs") {
        None => found.push("How many people are asked by many is hidden: too few.".into()),
        Some(0.0) => {
            found.push(
                "Nobody stands out: no question hub was found, which small numbers may explain.".into(),
            );
            return found;
        }
        Some(hubs) => {
            let kinds: Vec<String> = [
                (
                    "local_coordinators",
                    "asked mostly by their own unit on many things (often a team secretary)",
                ),
                ("specialists", "asked from many units on few things"),
                ("bridges", "asked from many units on many things"),
                ("silent", "asked and hardly ever answering"),
                ("off_platform", "not on the platform: often it is enough to get them"),
                ("not_clear", "of a kind that so few questions do not tell"),
            ]
            .into_iter()
            .filter_map(|(name, what)| Some(format!("{} {what}", whole(some(name)?))))
            .collect();
            let kinds = if kinds.is_empty() { ".".into() } else { format!(": {}.", kinds.join("; ")) };
            let verb = if hubs == 1.0 { "is" } else { "are" };
            found.push(format!("{} {verb} asked by many different colleagues{kinds}", people(hubs)));
        }
    }
    if let Some(busy) = some("overloaded") {
        let verb = if busy == 1.0 { "is" } else { "are" };
        found.push(format!(
            "{} of them {verb} asked more of late than they ever answered: ask them less, or help them.",
            people(busy)
        ));
    }
    if let (Some(units), Some(without)) = (of("units"), some("units_without")) {
        found.push(format!(
            "{} of {} units have no question hub on the platform.",
            whole(without),
            whole(units)
        ));
    }
    if let Some(unseen) = table(tables, "question_hubs_unseen") {
        found.extend(
            ["on the platform", "not on the platform"].into_iter().filter_map(|who| missed(unseen, who)),
        );
    }
    if let Some(purpose) =
        parameter(all, "purpose").filter(|_| parameter(all, "off_platform") == Some("true"))
    {
        found.push(format!(
            "People who are not on the platform are named for this purpose: {purpose}. They never agreed to it: keep the list to \
             yourself."
        ));
    }
    found
}

/// How many are asked whom the window did not show.
fn missed(unseen: &Release, who: &str) -> Option<String> {
    let row = row_of(unseen, "people", who)?;
    let of = |name: &str| number(unseen, name, row);
    let (seen, estimate) = (of("seen")?, of("estimate")?);
    if estimate - seen < 0.5 {
        return None;
    }
    let ends = match (of("estimate_low"), of("estimate_high")) {
        (Some(low), Some(high)) => format!(" (between {} and {})", whole(low), whole(high)),
        _ => String::new(),
    };
    Some(format!(
        "{} people {who} were asked by somebody; by how many were asked by one or two only, there are at least {}{ends}.",
        whole(seen),
        whole(estimate)
    ))
}

/// What the released tables of nominations say, in sentences.
pub fn nomination_findings(tables: &[Release]) -> Vec<String> {
    let Some(all) = table(tables, "nominations_agreement").filter(|table| table.rows() > 0) else {
        return Vec::new();
    };
    let of = |name: &str| number(all, name, 0);
    let Some(answered) = of("answered") else {
        return vec!["Not enough data: too few people answered.".into()];
    };
    if answered == 0.0 {
        return vec!["Not enough data: nobody answered.".into()];
    }
    let mut found = Vec::new();
    if let Some(list) = table(tables, "nominations").filter(|list| !withheld(list) && list.rows() > 0)
        && let Some(share) = share_in_words(list, "share", 0)
    {
        let who = ["name", "member"].into_iter().find_map(|column| text(list, column, 0));
        found.push(format!(
            "{} is named most: by {share} of the {} people who answered.",
            who.unwrap_or_else(|| "One person".into()),
            whole(answered)
        ));
    }
    match (of("spearman"), of("spearman_low"), of("spearman_high"), of("compared")) {
        (Some(rho), Some(low), Some(high), Some(n)) => {
            let meaning = if low > 0.0 {
                "whom people name is whom the messages show"
            } else if high < 0.0 {
                "people name others than the messages show"
            } else {
                "whether they agree cannot be told from so few"
            };
            found.push(format!(
                "Over {} people the rank correlation of nominations with askers in the messages is {rho:.2} (between {low:.2} and \
                 {high:.2}): {meaning}.",
                whole(n)
            ));
        }
        _ => found.push("Too few people for telling whether nominations and messages agree.".into()),
    }
    if let (Some(hubs), Some(among)) = (of("hubs").filter(|&n| n > 0.0), of("hubs_among_first")) {
        found.push(format!(
            "Of the {} most nominated {} ({}) are question hubs by the messages.",
            whole(hubs),
            whole(among),
            percent(among / hubs)
        ));
    }
    found
}
