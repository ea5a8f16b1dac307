//! What it means to have adopted.

/// A definition of "adopted". They differ by multiples, so they stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Definition {
    /// Has logged in: the first log-in that the export knows, or an earlier action.
    Joined,
    /// Has reacted to a message.
    Reacted,
    /// Has posted or replied; deleted and system messages do not count.
    Contributed,
    /// Has started a thread with a question.
    Asked,
    /// Has replied, with something to say, in the thread of a colleague's question.
    Answered,
    /// Was active (post, reply or reaction) in several of the trailing weeks; adopted at the action with
    /// which this held for the first time.
    Habit,
}

impl Definition {
    /// All of them, as tables list them.
    pub const ALL: [Definition; 6] = [
        Definition::Joined,
        Definition::Reacted,
        Definition::Contributed,
        Definition::Asked,
        Definition::Answered,
        Definition::Habit,
    ];

    /// Lower-case name: the value in tables and the prefix of columns.
    pub fn name(self) -> &'static str {
        match self {
            Definition::Joined => "joined",
            Definition::Reacted => "reacted",
            Definition::Contributed => "contributed",
            Definition::Asked => "asked",
            Definition::Answered => "answered",
            Definition::Habit => "habit",
        }
    }
}
