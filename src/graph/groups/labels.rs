//! Who belongs to which group.

use crate::{Error, Result};

/// Label of a member whose group is not known. Its ties and arcs are left out of every measure on groups.
pub const NO_GROUP: u32 = u32::MAX;

/// Most groups: labels number them from 0, so that a table by group stays small.
const MAX_GROUPS: u32 = 1 << 24;

/// Number of groups, which is one more than the largest label; some may be empty.
///
/// # Errors
/// [`Error::Option`] where there is not one label a member, or a label is too large.
pub(super) fn group_count(nodes: usize, groups: &[u32]) -> Result<usize> {
    if groups.len() != nodes {
        let expected = format!("one label a member ({nodes})");
        return Err(Error::Option { option: "groups", found: format!("{} labels", groups.len()), expected });
    }
    let largest = groups.iter().copied().filter(|&group| group != NO_GROUP).max();
    match largest {
        Some(label) if label >= MAX_GROUPS => Err(Error::Option {
            option: "groups",
            found: format!("the label {label}"),
            expected: format!("labels that number the groups from 0, below {MAX_GROUPS}"),
        }),
        label => Ok(label.map_or(0, |label| label as usize + 1)),
    }
}
