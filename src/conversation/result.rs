//! What the conversation analysis finds.

use super::{ConversationOptions, Patterns};
use crate::GroupId;
use crate::activity::Basis;
use crate::stats::Interval;
use crate::table::Provenance;

/// A part of a whole, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Part {
    /// How many.
    pub part: u64,
    /// Out of how many.
    pub of: u64,
    /// Interval of the share; `None` where there is nothing, or too little.
    pub interval: Option<Interval>,
}

impl Part {
    /// `part / of`; `None` of nothing.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.part as f64 / self.of as f64)
    }
}

/// A mean or a ratio with its bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// Percentile interval over samples of the threads (or the people, where it is a mean over people); `None` where all
    /// samples say the same, or too little is behind the number.
    pub interval: Option<Interval>,
}

/// Events behind a number from which it has an interval: a few come and go with a sample.
const MIN_BEHIND: f64 = 5.0;

impl Measured {
    /// Without the interval where fewer than five are behind the number.
    pub(super) fn of_many(self, behind: f64) -> Measured {
        Measured { interval: self.interval.filter(|_| behind >= MIN_BEHIND), ..self }
    }
}

/// How the threads of a community run.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    /// The group; `None` for the whole.
    pub group: Option<GroupId>,
    /// Native id of the group; empty for the whole and for All Company.
    pub id: String,
    /// Name of the group.
    pub name: String,
    /// Everybody who wrote in the threads, people from outside too.
    pub people: u64,
    /// Members among them.
    pub members: u64,
    /// Threads that could be judged.
    pub threads: u64,
    /// Replies in them, of whoever to whomever.
    pub replies: u64,
    /// People who started at least one of the threads, of everybody who wrote in them.
    pub starters: Part,
    /// People who wrote in at least one thread that somebody else had started, of everybody who wrote.
    pub responders: Part,
    /// People who did both, of everybody who wrote.
    pub both: Part,
    /// Threads in which somebody other than the starter wrote.
    pub replied: Part,
    /// Threads in which at least two members wrote and somebody replied back, of all.
    pub dialogue: Part,
    /// Threads in which a member replied back to a member, of all.
    pub member_dialogue: Part,
    /// Threads started by community managers and communications accounts, of all; `None` where none are known.
    pub official: Option<Part>,
    /// Those of them in which no member replied to another, of all threads: the broadcast index.
    pub broadcast: Option<Part>,
    /// The same, of the threads that they started.
    pub broadcast_of_official: Option<Part>,
    /// Replies of a member to another, of the replies between people of the organisation.
    pub member_to_member: Option<Part>,
    /// Distinct authors a thread.
    pub authors: Option<Measured>,
    /// Replies of anybody a thread.
    pub replies_per_post: Option<Measured>,
    /// Replies i -> j after an earlier j -> i, a thread.
    pub back_and_forth: Option<Measured>,
    /// Depth of the threads with a reply.
    pub depth: Option<Measured>,
    /// Structural virality of the threads with a reply.
    pub virality: Option<Measured>,
    /// Threads started by members, a member who wrote.
    pub initiations: Option<Measured>,
    /// Why means and ratios are missing.
    pub reason: Option<String>,
}

/// Among whom ties are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Members only.
    Members,
    /// Community managers and communications accounts as well.
    Everybody,
}

impl Who {
    /// `members` or `with officials`.
    pub fn name(self) -> &'static str {
        match self {
            Who::Members => "members",
            Who::Everybody => "with officials",
        }
    }
}

/// Which acts make a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acts {
    /// Replies.
    Replies,
    /// Replies and reactions.
    RepliesAndReactions,
}

impl Acts {
    /// `replies` or `replies and reactions`.
    pub fn name(self) -> &'static str {
        match self {
            Acts::Replies => "replies",
            Acts::RepliesAndReactions => "replies and reactions",
        }
    }
}

/// Whether people answer each other, over all threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Ties {
    /// Position of the community among [`Conversation::talks`].
    pub talk: usize,
    /// Among whom.
    pub who: Who,
    /// By which acts.
    pub acts: Acts,
    /// People: wrote or were acted on in the window.
    pub people: u64,
    /// Arcs: ordered pairs of whom the first acted on the second.
    pub arcs: u64,
    /// Pairs of whom both acted on the other, of the pairs of whom one did.
    pub two_way: Part,
    /// Dyadic reciprocity r: arcs with an arc the other way, of all arcs.
    pub r: Option<Measured>,
    /// rho = (r - d)/(1 - d), d the density.
    pub rho: Option<Measured>,
    /// Simmelian ties: pairs who both acted on the other and have a third with whom both do the same, of the pairs who both
    /// did; without an interval where there are too few threads.
    pub simmelian: Part,
    /// Share of the replies that go on with an exchange, the third of a there, back and there again within
    /// [`exchange_days`](ConversationOptions::exchange_days); interval by a bootstrap over the pairs. Of replies alone.
    pub ping_pong: Option<Measured>,
    /// Why there is none.
    pub reason: Option<String>,
}

/// Do members talk to each other?
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// The options in force.
    pub options: ConversationOptions,
    /// Who could have taken part.
    pub basis: Basis,
    /// Whether a community manager or a communications account is known.
    pub roles_known: bool,
    /// The whole, then the groups with threads, the most people first.
    pub talks: Vec<Talk>,
    /// Ties of the whole and of the groups.
    pub ties: Vec<Ties>,
    /// How people behave.
    pub patterns: Patterns,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl Conversation {
    /// The whole; `None` without any thread.
    pub fn whole(&self) -> Option<&Talk> {
        self.talks.first().filter(|talk| talk.group.is_none())
    }
}
