//! Who is asked, in plain words.

use super::cells::{
    hidden, is_hidden, number, paragraphs, parameter, percent, row_of, share_in_words, table, text, whole,
    withheld,
};
use super::overview::{heading, people, release};
use crate::questions::{Nominations, QuestionHubs};
use crate::table::{Mode, Release, TerminalOptions};
use crate::{Policy, Result};

/// People named as often as each other up to whom the text names them.
const MOST_TIED: usize = 3;

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
    let is = |n: f64| if n == 1.0 { "is" } else { "are" };
    // Without rows about people nothing is said of one or two of them either.
    let disclosure = all.disclosure();
    let few =
        |n: f64| disclosure.mode == Mode::Aggregate && n > 0.0 && n < f64::from(disclosure.min_group.max(2));
    let told = |name: &str| some(name).filter(|&n| !few(n));
    // Where it is hidden how many are not on the platform, they are among the others.
    let off = of("off_platform").unwrap_or_default();
    match of("hubs").map(|hubs| hubs - off) {
        None => found.push(hidden(all, "How many people are asked by many")),
        Some(hubs) if hubs > 0.0 && few(hubs) => {
            found.push(format!("Fewer than {} people stand out as asked by many.", disclosure.min_group));
        }
        Some(hubs) if hubs > 0.0 => {
            let kinds: Vec<String> = [
                (
                    "local_coordinators",
                    "asked mostly by their own unit on many things (often a team secretary)",
                ),
                ("specialists", "asked from many units on few things"),
                ("bridges", "asked from many units on many things"),
                ("silent", "asked and hardly ever answering"),
                ("mixed", "of none of the usual kinds"),
                ("not_clear", "of a kind that is not clear"),
            ]
            .into_iter()
            .filter_map(|(name, what)| Some(format!("{} {what}", whole(told(name)?))))
            .collect();
            let kinds = if kinds.is_empty() { ".".into() } else { format!(": {}.", kinds.join("; ")) };
            let share = |name: &str| parameter(all, name).and_then(|value| value.parse().ok()).map(percent);
            let others = share("hub_percentile").map_or_else(
                || "most others".to_owned(),
                |percentile| format!("{percentile} of all colleagues"),
            );
            let chance =
                share("min_p_hub").map_or_else(String::new, |p| format!(" (with a chance of {p} or more)"));
            found.push(format!(
                "{} {} asked by more different colleagues than {others}{chance}{kinds}",
                people(hubs),
                is(hubs)
            ));
        }
        Some(_) if off == 0.0 => {
            found.push(
                "Nobody stands out: no question hub was found, which small numbers may explain.".into(),
            );
            return found;
        }
        Some(_) => found.push("Nobody on the platform stands out, which small numbers may explain.".into()),
    }
    if off > 0.0 {
        let least = parameter(all, "min_askers_off_platform").unwrap_or("some");
        found.push(format!(
            "{} {} asked by {least} different colleagues or more and not on the platform: often it is enough to get {}.",
            people(off),
            is(off),
            if off == 1.0 { "this person" } else { "them" }
        ));
    }
    if let Some(busy) = told("overloaded") {
        found.push(format!(
            "{} of the question hubs {} asked in more threads a week of late than ever answered in a good month: ask \
             less there, or help.",
            whole(busy),
            is(busy)
        ));
    }
    // Units without any would tell of hubs that are hidden.
    if let (Some(units), Some(without), Some(_)) = (of("units"), some("units_without"), of("hubs")) {
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
    let list = table(tables, "nominations").filter(|list| !withheld(list) && list.rows() > 0);
    let Some(answered) = of("answered") else {
        return vec![match list {
            Some(_) => {
                "Not enough data: too few people answered to say more than who named whom how often.".into()
            }
            None => hidden(all, "How many people answered, and whom they named"),
        }];
    };
    if answered == 0.0 {
        return vec!["Not enough data: nobody answered.".into()];
    }
    let mut found = Vec::new();
    if let Some(list) = list
        && let Some(share) = share_in_words(list, "share", 0)
    {
        let who = |row: usize| ["name", "member"].into_iter().find_map(|column| text(list, column, row));
        let most = number(list, "nominators", 0);
        let first: Vec<String> = (0..list.rows())
            .take_while(|&row| number(list, "nominators", row) == most)
            .map(|row| who(row).unwrap_or_else(|| "somebody".into()))
            .collect();
        let people = whole(answered);
        found.push(match first.as_slice() {
            [one] => format!("{one} is named most: by {share} of the {people} people who answered."),
            several if several.len() <= MOST_TIED => {
                let (last, before) = several.split_last().map_or((String::new(), Vec::new()), |(last, before)| {
                    (last.clone(), before.to_vec())
                });
                format!(
                    "{} and {last} are named most: each by {share} of the {people} people who answered.",
                    before.join(", ")
                )
            }
            several => format!(
                "Nobody is named more than others: {} people are each named by {share} of the {people} people who answered.",
                several.len()
            ),
        });
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
        _ if is_hidden(all, "spearman", 0) => {
            found.push(hidden(all, "Whether nominations and messages agree"))
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
