//! What everybody did for the first time when, in one pass over the actions.

use super::{FirstPost, FunnelOptions, State};
use crate::activity::{Action, ActionKind, Habit, NEVER, Population, SaysSomething, in_order};
use crate::{MessageId, Timestamp, View};

/// First times of a person by state; [`NEVER`] for none, and for the states that cannot be seen.
pub(super) type Did = [Timestamp; State::ALL.len()];

/// The first post of a person and the next message.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    pub(super) message: MessageId,
    pub(super) at: Timestamp,
    /// Next message of the person, anywhere; [`NEVER`] for none.
    pub(super) again: Timestamp,
    /// Whether the person had written (replied) before.
    pub(super) wrote_before: bool,
}

/// What the pass found.
pub(super) struct Journeys {
    /// By person of the population.
    pub(super) did: Vec<Did>,
    /// First posts by person of the population.
    pub(super) first: Vec<Option<First>>,
    /// Posts, replies and reactions that counted.
    pub(super) actions: u64,
    /// Reactions without a time.
    pub(super) untimed_reactions: u64,
    /// Whether any reaction has a time.
    pub(super) has_reactions: bool,
    /// People with an account that is no invitation, neither a first log-in nor an action.
    pub(super) unknown_joining: u64,
}

impl Journeys {
    pub(super) fn new(view: &View<'_>, population: &Population<'_>, options: &FunnelOptions) -> Journeys {
        let people = population.people.len();
        let mut did: Vec<Did> = vec![[NEVER; State::ALL.len()]; people];
        let mut first: Vec<Option<First>> = vec![None; people];
        let mut wrote = vec![false; people];
        let mut habit = Habit::new(people, options.habit_weeks, options.habit_window);
        let mut actions = 0;
        let reactions = in_order(view, population, SaysSomething::default(), |action: Action| {
            let person = action.actor as usize;
            // Actors beyond the population are in no share.
            if person >= people {
                return;
            }
            actions += 1;
            let mut see = |state: State| {
                let known = &mut did[person][state.index()];
                *known = (*known).min(action.at);
            };
            let post = match action.kind {
                ActionKind::Reaction => {
                    see(State::Reactor);
                    None
                }
                ActionKind::Post { .. } => {
                    see(State::Poster);
                    Some(true)
                }
                ActionKind::Reply { answered } => {
                    see(State::Replier);
                    if answered {
                        see(State::Answerer);
                    }
                    Some(false)
                }
            };
            habit.see(person, action.at, action.day);
            let Some(starts) = post else { return };
            match &mut first[person] {
                Some(first) => first.again = first.again.min(action.at),
                none if starts || options.first_post == FirstPost::Message => {
                    let (message, at) = (action.message, action.at);
                    *none = Some(First { message, at, again: NEVER, wrote_before: wrote[person] });
                }
                _ => {}
            }
            wrote[person] = true;
        });
        let mut unknown_joining = 0;
        for ((did, person), since) in did.iter_mut().zip(&population.people).zip(habit.since) {
            let acted = did.iter().copied().min().unwrap_or(NEVER);
            // Who acts has logged in.
            did[State::Registered.index()] = person.joined.map_or(acted, |joined| joined.min(acted));
            did[State::Regular.index()] = since;
            unknown_joining += u64::from(person.account && person.joined.is_none() && acted == NEVER);
        }
        Journeys {
            did,
            first,
            actions,
            untimed_reactions: reactions.untimed,
            has_reactions: reactions.timed > 0,
            unknown_joining,
        }
    }

    /// Whether a person did anything that the export shows.
    pub(super) fn acted(&self, person: usize) -> bool {
        self.did[person][State::Reader.index()..].iter().any(|&at| at != NEVER)
    }

    /// Whether the export can tell about a state at all.
    pub(super) fn observable(&self, state: State) -> bool {
        match state {
            State::Reader => false,
            State::Reactor => self.has_reactions,
            _ => true,
        }
    }
}

/// The furthest state reached before an instant.
pub(super) fn state_before(did: &Did, at: Timestamp) -> State {
    State::ALL.into_iter().rev().find(|state| did[state.index()] < at).unwrap_or(State::Invited)
}

/// When a state or one beyond was reached; [`NEVER`] if not.
pub(super) fn reached(did: &Did, state: State) -> Timestamp {
    did[state.index()..].iter().copied().min().unwrap_or(NEVER)
}
