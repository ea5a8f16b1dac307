//! Are questions answered from other units?

use super::replies::Talk;
use super::result::Answers;
use crate::activity::{Askers, NOBODY, SaysSomething, void};
use crate::community::Parent;
use crate::graph::NO_GROUP;
use crate::stats::wilson;
use crate::{MessageId, ThreadId, View};

/// What became of a question so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// No question of a colleague in the view.
    None,
    Open,
    /// Answered; whether the first answer, and whether any, was of another unit.
    Answered {
        first: bool,
        any: bool,
    },
    /// The unit of the asker or of the first who answered is not known.
    Unknown,
}

/// Questions of colleagues in the view, whole and by unit of the asker. An answer is a reply of somebody else of the
/// population that says something. O(messages of the view + threads).
pub(super) fn answers(
    view: &View<'_>,
    talk: &Talk<'_>,
    officials: bool,
    level: f64,
) -> (Answers, Vec<Answers>) {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let askers = Askers::of(community);
    let range = view.message_range();
    let actor = |member: u32| talk.population.actors[member as usize];
    let mut states: Vec<State> = threads
        .iter()
        .map(|thread| {
            let inside = threads.root(thread).is_some_and(|root| range.contains(&root.index()));
            let code = askers.code(thread);
            let counts = || actor(code) != NOBODY && talk.counts(actor(code), officials);
            if inside && Askers::is_member(code) && counts() { State::Open } else { State::None }
        })
        .collect();
    for i in range.clone() {
        let message = MessageId(i as u32);
        let thread = messages.thread(message);
        let state = &mut states[thread.index()];
        if matches!(state, State::None | State::Unknown) || void(messages.flag(message)) {
            continue;
        }
        if matches!(messages.parent(message), Parent::None) {
            continue;
        }
        let (from, asker) = (actor(messages.author(message).0), actor(askers.code(thread)));
        if from == NOBODY || from == asker || !talk.counts(from, officials) {
            continue;
        }
        if !SaysSomething::default().of(messages, message) {
            continue;
        }
        let [of_asker, of_other] = [asker, from].map(|actor| talk.unit[actor as usize]);
        let elsewhere = of_asker != of_other && of_other != NO_GROUP;
        *state = match *state {
            State::Open if of_asker == NO_GROUP || of_other == NO_GROUP => State::Unknown,
            State::Open => State::Answered { first: elsewhere, any: elsewhere },
            State::Answered { first, any } => State::Answered { first, any: any || elsewhere },
            other => other,
        };
    }
    let mut whole = Answers::default();
    let mut units = vec![Answers::default(); talk.units.len()];
    for (thread, &state) in states.iter().enumerate().filter(|(_, state)| **state != State::None) {
        let asker = actor(askers.code(ThreadId(thread as u32)));
        let unit = talk.unit[asker as usize];
        for found in [Some(&mut whole), units.get_mut(unit as usize)].into_iter().flatten() {
            found.questions += 1;
            found.answered += u64::from(state != State::Open);
            found.unit_unknown += u64::from(state == State::Unknown);
            if let State::Answered { first, any } = state {
                found.first_elsewhere += u64::from(first);
                found.any_elsewhere += u64::from(any);
            }
        }
    }
    for found in units.iter_mut().chain([&mut whole]) {
        let known = found.answered - found.unit_unknown;
        found.first_interval = wilson(found.first_elsewhere, known, level);
        found.any_interval = wilson(found.any_elsewhere, known, level);
    }
    (whole, units)
}
