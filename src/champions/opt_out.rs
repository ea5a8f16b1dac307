//! Who does not want to be listed: a name that fits nobody is an error, lest somebody be listed for a slip of the pen.

use crate::{Error, MemberId, Result, View};
use std::collections::{BTreeMap, BTreeSet};

/// Members of these ids or addresses, with all accounts of the same person, and those who opted out of the whole community.
pub(crate) fn opted_out(view: &View<'_>, names: &[String]) -> Result<BTreeSet<MemberId>> {
    let community = view.community();
    let members = community.members();
    let mut out = community.unlisted().clone();
    if names.is_empty() {
        return Ok(out);
    }
    let mut known: BTreeMap<String, Vec<MemberId>> = BTreeMap::new();
    for member in members.iter() {
        let (id, email) = (members.ids.get(member.index()), members.emails.get(member.index()));
        known.entry(id.to_lowercase()).or_default().push(member);
        if !email.is_empty() {
            known.entry(email.to_lowercase()).or_default().push(member);
        }
        // The roster may know another address of the same person.
        if let Some((person, roster)) = members.persons[member.index()].zip(community.roster()) {
            for text in [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids] {
                let text = text.get(person.index());
                if !text.is_empty() {
                    known.entry(text.to_lowercase()).or_default().push(member);
                }
            }
        }
    }
    let on_roster: BTreeSet<String> = community.roster().map_or_else(BTreeSet::new, |roster| {
        let columns = [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids];
        roster.iter().flat_map(|p| columns.map(|column| column.get(p.index()).to_lowercase())).collect()
    });
    for name in names {
        let wanted = name.trim().to_lowercase();
        match known.get(&wanted) {
            Some(found) => out.extend(found),
            // Somebody without an account is in no list anyway.
            None if !wanted.is_empty() && on_roster.contains(&wanted) => {}
            None => {
                return Err(Error::Unknown {
                    kind: "person to be left out",
                    name: name.clone(),
                    hint: ": neither an id nor an address of the export or the roster".into(),
                });
            }
        }
    }
    // All accounts of a person.
    let persons: BTreeSet<_> = out.iter().filter_map(|member| members.persons[member.index()]).collect();
    out.extend(members.iter().filter(|m| members.persons[m.index()].is_some_and(|p| persons.contains(&p))));
    Ok(out)
}
