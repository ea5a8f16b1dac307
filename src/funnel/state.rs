//! How far somebody has come.

/// How far somebody has come. Everybody is in the furthest state reached; states may be skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Could take part: is on the roster, or has an account or an invitation.
    Invited,
    /// Has logged in: the first log-in that the export knows, or an earlier action.
    Registered,
    /// Has read something. No export has views, and nobody is taken for a reader because of silence: nobody is
    /// ever found in this state.
    Reader,
    /// Has reacted to a message.
    Reactor,
    /// Has replied.
    Replier,
    /// Has started a thread.
    Poster,
    /// Has replied, with something to say, in the thread of a colleague's question.
    Answerer,
    /// Has made it a habit: was active in several of the trailing weeks, once at least.
    Regular,
}

impl State {
    /// All of them, in order.
    pub const ALL: [State; 8] = [
        State::Invited,
        State::Registered,
        State::Reader,
        State::Reactor,
        State::Replier,
        State::Poster,
        State::Answerer,
        State::Regular,
    ];

    /// Lower-case name: the value in tables.
    pub fn name(self) -> &'static str {
        match self {
            State::Invited => "invited",
            State::Registered => "registered",
            State::Reader => "reader",
            State::Reactor => "reactor",
            State::Replier => "replier",
            State::Poster => "poster",
            State::Answerer => "answerer",
            State::Regular => "regular",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }

    #[inline]
    pub(super) fn index(self) -> usize {
        self as usize
    }
}
