//! What people did, in order of time.

use super::{Askers, NOBODY, Population, SaysSomething};
use crate::community::{MessageFlags, Parent};
use crate::time::{Day, DayClock};
use crate::{MessageId, Timestamp, View};

/// What an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActionKind {
    /// Started a thread; `asked` where with a question.
    Post { asked: bool },
    /// Replied; `answered` where in the thread of a colleague's question, and the reply says something.
    Reply { answered: bool },
    /// Reacted to a message.
    Reaction,
}

/// Something that somebody did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Action {
    pub(crate) at: Timestamp,
    /// Local day of the view's zone; never runs backwards.
    pub(crate) day: Day,
    /// Actor of the population; people of the population come first.
    pub(crate) actor: u32,
    pub(crate) kind: ActionKind,
    /// The message written or reacted to.
    pub(crate) message: MessageId,
}

/// What of the reactions of an export can be used.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ReactionsSeen {
    /// Reactions with a time, whoever's.
    pub(crate) timed: u64,
    /// Reactions without a time, which no day can be given to.
    pub(crate) untimed: u64,
}

/// Everything that the actors of a population did up to the end of the view, in order of time: what lies before the
/// view included, deleted and system messages left out. At the same instant messages come before reactions.
///
/// One pass, O(messages + reactions · log reactions).
pub(crate) fn in_order(
    view: &View<'_>,
    population: &Population<'_>,
    says_something: SaysSomething,
    mut see: impl FnMut(Action),
) -> ReactionsSeen {
    let community = view.community();
    let messages = community.messages();
    let end = view.message_range().end;
    let timed = community.reactions().iter().filter(|reaction| reaction.at.is_some()).count();
    let mut reactions: Vec<(Timestamp, u32, MessageId)> = community
        .reactions()
        .iter()
        .filter_map(|reaction| Some((reaction.at?, population.actors[reaction.by.index()], reaction.message)))
        .filter(|&(at, actor, _)| at < view.to() && actor != NOBODY)
        .collect();
    reactions.sort_unstable();

    let start = [messages.at.first().copied(), reactions.first().map(|r| r.0)];
    let start = start.into_iter().flatten().min().unwrap_or(view.from());
    let clock = DayClock::new(&view.window().zone, start, view.to());
    let mut days = Days::new(&clock);
    let askers = Askers::of(community);
    let react = |(at, actor, message): (Timestamp, u32, MessageId), days: &mut Days<'_>| Action {
        at,
        day: days.day(at),
        actor,
        kind: ActionKind::Reaction,
        message,
    };
    let mut next = 0;
    let not_counted = MessageFlags::DELETED.with(MessageFlags::SYSTEM).0;
    for i in 0..end {
        let (at, flags) = (messages.at[i], messages.flags[i]);
        while let Some(&reaction) = reactions.get(next).filter(|reaction| reaction.0 < at) {
            see(react(reaction, &mut days));
            next += 1;
        }
        let author = messages.authors[i];
        let actor = population.actors[author.index()];
        if actor == NOBODY || flags.0 & not_counted != 0 {
            continue;
        }
        let message = MessageId(i as u32);
        let asker = askers.code(messages.threads[i]);
        let kind = match messages.parent(message) {
            Parent::None => ActionKind::Post { asked: asker == author.0 },
            _ => ActionKind::Reply {
                answered: Askers::is_member(asker)
                    && asker != author.0
                    && says_something.of(messages, message),
            },
        };
        see(Action { at, day: days.day(at), actor, kind, message });
    }
    for &reaction in &reactions[next..] {
        see(react(reaction, &mut days));
    }
    ReactionsSeen { timed: timed as u64, untimed: (community.reactions().len() - timed) as u64 }
}

/// Local days of ascending instants: looks a day up once.
pub(crate) struct Days<'a> {
    clock: &'a DayClock,
    day: Day,
    until: Timestamp,
}

impl<'a> Days<'a> {
    pub(crate) fn new(clock: &'a DayClock) -> Self {
        Days { clock, day: Day(i32::MIN), until: Timestamp(i64::MIN) }
    }

    #[inline]
    pub(crate) fn day(&mut self, at: Timestamp) -> Day {
        if at >= self.until {
            let (day, until) = self.clock.day_until(at);
            self.day = self.day.max(day);
            self.until = until;
        }
        self.day
    }
}
