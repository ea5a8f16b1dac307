//! Savannah CRM: levels and connections.
//!
//! Source: SavannahHQ/Savannah (last change 2022).

/// Days that Savannah looks back.
pub const DAYS: u32 = 365;
/// Conversations that make a participant.
pub const PARTICIPANT: u64 = 10;
/// Contributions that make somebody core.
pub const CORE: u64 = 10;

/// Level of a member over a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not one conversation.
    None,
    /// One conversation or more.
    User,
    /// Ten or more.
    Participant,
    /// One contribution or more.
    Contributor,
    /// Ten or more.
    Core,
}

/// Level by conversations (messages) and contributions in the last 365 days, with the thresholds of the default project.
/// What a contribution is, each user sets; support counts only where a word list in English suggests it.
///
/// Known fault: "top supporters" are who spoke most, not who helped.
///
/// ```
/// use cmgraph::rivals::savannah::{Level, level};
/// assert_eq!([level(0, 0), level(9, 0), level(10, 0), level(2, 1), level(50, 10)],
///     [Level::None, Level::User, Level::Participant, Level::Contributor, Level::Core]);
/// ```
pub fn level(conversations: u64, contributions: u64) -> Level {
    match (conversations, contributions) {
        (_, CORE..) => Level::Core,
        (_, 1..) => Level::Contributor,
        (PARTICIPANT.., _) => Level::Participant,
        (1.., _) => Level::User,
        _ => Level::None,
    }
}

/// Connections of each of `people`: for every thread the others who wrote in it, summed over threads; `authors` are (thread,
/// who wrote). O(n log n).
///
/// Known fault: everybody in a thread of greetings is connected with everybody.
///
/// ```
/// assert_eq!(cmgraph::rivals::savannah::connections(3, &[(7, 0), (7, 1), (7, 1), (8, 0), (8, 2), (8, 1)]), [3, 3, 2]);
/// ```
pub fn connections(people: usize, authors: &[(u32, u32)]) -> Vec<u64> {
    let mut authors = authors.to_vec();
    authors.sort_unstable();
    authors.dedup();
    let mut counts = vec![0; people];
    for thread in authors.chunk_by(|a, b| a.0 == b.0) {
        for (_, author) in thread {
            if let Some(count) = counts.get_mut(*author as usize) {
                *count += thread.len() as u64 - 1;
            }
        }
    }
    counts
}
