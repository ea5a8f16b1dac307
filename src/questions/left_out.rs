//! Who does not want to be listed, with an account or without.

use super::names::Somebody;
use crate::community::identity;
use crate::{Result, View};
use std::collections::BTreeSet;

/// Everybody meant by these ids or addresses, with all accounts of the same person; an error for somebody whom neither export nor
/// roster knows.
pub(super) fn left_out(view: &View<'_>, names: &[String]) -> Result<BTreeSet<Somebody>> {
    let mut out: BTreeSet<Somebody> =
        crate::champions::opted_out(view, names)?.into_iter().map(Somebody::Member).collect();
    out.extend(view.community().unlisted_persons().iter().copied().map(Somebody::Person));
    let wanted: BTreeSet<String> = names.iter().map(|name| identity(name)).collect();
    if let Some(roster) = view.community().roster().filter(|_| !names.is_empty()) {
        let columns = [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids];
        let meant = |i: usize| columns.iter().any(|column| wanted.contains(&identity(column.get(i))));
        out.extend(roster.iter().filter(|person| meant(person.index())).map(Somebody::Person));
    }
    Ok(out)
}
