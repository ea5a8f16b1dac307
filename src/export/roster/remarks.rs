//! The hierarchy of a roster: managers found, leaders, and what is odd about it, in words.

use super::columns::{Columns, Field};
use super::people::Draft;
use crate::community::{PersonId, Roster, identity};
use hashbrown::HashMap;

/// How many lines a remark names.
const EXAMPLES: usize = 3;

/// `lines 4, 9, 12 and 5 more`. People are named by line: remarks may be shown where names may not.
pub(super) fn lines_of(lines: &[u64]) -> String {
    let shown: Vec<String> = lines.iter().take(EXAMPLES).map(u64::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    match lines.len().saturating_sub(EXAMPLES) {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {more} more", shown.join(", ")),
    }
}

/// Finds the managers that the rows refer to.
pub(super) fn managers(roster: &mut Roster, drafts: &[Draft], lines: &[u64], remarks: &mut Vec<String>) {
    // By kind of id, most trusted first; `None` where several people have it.
    let mut known: [HashMap<String, Option<PersonId>>; 4] = Default::default();
    let ids = [&roster.directory_ids, &roster.emails, &roster.upns, &roster.employee_ids];
    for (map, column) in known.iter_mut().zip(ids) {
        for (person, text) in column.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            map.entry(identity(text)).and_modify(|p| *p = None).or_insert(Some(PersonId(person as u32)));
        }
    }
    let (mut selves, mut missing, mut several) = (Vec::new(), Vec::new(), Vec::new());
    roster.managers = drafts
        .iter()
        .enumerate()
        .map(|(person, draft)| {
            let find = |reference: &String| known.iter().find_map(|map| map.get(reference).copied());
            let found: Vec<Option<PersonId>> = draft.managers.iter().filter_map(find).collect();
            match found.iter().flatten().next() {
                Some(manager) if manager.index() == person => {
                    selves.push(lines[person]);
                    None
                }
                Some(&manager) => Some(manager),
                None if !found.is_empty() => {
                    several.push(lines[person]);
                    None
                }
                None => {
                    if !draft.managers.is_empty() {
                        missing.push(lines[person]);
                    }
                    None
                }
            }
        })
        .collect();
    for (lines, who, then) in [
        (selves, "people who are their own managers", "; they count as having none"),
        (missing, "people whose manager is not in the file", ""),
        (several, "people whose manager's id several people share", "; nobody is taken"),
    ] {
        if !lines.is_empty() {
            remarks.push(format!("{who}: {} ({}){then}", lines.len(), lines_of(&lines)));
        }
    }
}

/// Sets who leads, by the column or else by direct reports, and says which.
pub(super) fn leaders(roster: &mut Roster, columns: &Columns) -> String {
    let column = columns.singles(Field::Leader).next();
    let by_reports = column.is_none() && columns.has(Field::Manager);
    if by_reports {
        roster.leaders = roster.direct_reports().iter().map(|&n| n > 0).collect();
    }
    let n = roster.leaders.iter().filter(|&&leader| leader).count();
    match column {
        Some(column) => format!("who leads is read from column {:?} (leaders: {n})", columns.name(column)),
        None if by_reports => {
            format!("no column says who leads: who has a direct report counts as a leader (leaders: {n})")
        }
        None => "no column says who leads or who the managers are: nobody counts as a leader".into(),
    }
}

/// Circles and tops of the hierarchy.
pub(super) fn hierarchy(roster: &Roster, lines: &[u64], remarks: &mut Vec<String>) {
    let lines_of_people = |people: &[PersonId]| -> Vec<u64> {
        people.iter().filter_map(|p| lines.get(p.index()).copied()).collect()
    };
    let cycles = roster.cycles();
    if let Some(first) = cycles.first() {
        remarks.push(format!(
            "circles of managers who report to each other: {} ({} people in all, the first: {}); their reporting lines are kept",
            cycles.len(),
            cycles.iter().map(Vec::len).sum::<usize>(),
            lines_of(&lines_of_people(first))
        ));
    }
    let roots = roster.roots();
    if roots.len() > 1 {
        remarks.push(format!(
            "the hierarchy has several tops, people with reports and no manager: {} ({})",
            roots.len(),
            lines_of(&lines_of_people(&roots))
        ));
    }
    if roots.is_empty() && roster.managers.iter().any(Option::is_some) {
        remarks.push("the hierarchy has no top: all reporting lines end in circles".into());
    }
}
