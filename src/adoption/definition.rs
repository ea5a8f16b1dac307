//! What it means to have adopted.

/// A definition of "adopted". They differ by multiples, so they stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Definition {
    /// Has logged in: the first log-in that the export knows, or an earlier action.
    Joined,
    /// Has reacted to a message.
    Reaction,
    /// Has posted or replied; deleted and system messages do not count.
    Contribution,
    /// Was active (post, reply or reaction) in several of the trailing weeks; adopted at the action with
    /// which this held for the first time.
    Habit,
}

impl Definition {
    /// All of them, from the weakest to the strongest.
    pub const ALL: [Definition; 4] =
        [Definition::Joined, Definition::Reaction, Definition::Contribution, Definition::Habit];

    /// Lower-case name: the value in tables and the prefix of columns.
    pub fn name(self) -> &'static str {
        match self {
            Definition::Joined => "joined",
            Definition::Reaction => "reaction",
            Definition::Contribution => "contribution",
            Definition::Habit => "habit",
        }
    }
}
