//! Are questions answered from other units?

use super::options::{ANSWERER_POOL_DAYS, MIN_ANSWERER_POOL};
use super::replies::Talk;
use super::result::Answers;
use crate::activity::{Askers, NOBODY, SaysSomething, void};
use crate::community::Parent;
use crate::graph::NO_GROUP;
use crate::stats::wilson;
use crate::time::DAY_MS;
use crate::{MessageId, ThreadId, Timestamp, View};

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

/// A question's first answer, units of both known.
#[derive(Clone, Copy)]
struct First {
    /// When the question was asked.
    at: Timestamp,
    thread: u32,
    asker: u32,
    answerer: u32,
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
    let mut firsts: Vec<First> = Vec::new();
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
            State::Open => {
                let at =
                    threads.root(thread).map_or_else(|| messages.time(message), |root| messages.time(root));
                firsts.push(First { at, thread: thread.0, asker, answerer: from });
                State::Answered { first: elsewhere, any: elsewhere }
            }
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
    firsts.sort_unstable_by_key(|first| (first.at, first.thread));
    let shares = expected(&firsts, &talk.unit, talk.units.len());
    whole.expected_share = shares.whole.share();
    units.iter_mut().zip(&shares.units).for_each(|(unit, mean)| unit.expected_share = mean.share());
    (whole, units)
}

/// A mean under way.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    n: u64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1;
    }

    fn share(self) -> Option<f64> {
        (self.n > 0).then(|| self.sum / self.n as f64)
    }
}

struct Expected {
    whole: Mean,
    units: Vec<Mean>,
}

/// Chance that the first answer is of another unit, of the whole and by unit of the asker, if answerers are drawn from the
/// first answers of the same span, those of the asker left out. `firsts` are in order of time. O(firsts + people per span).
fn expected(firsts: &[First], unit: &[u32], units: usize) -> Expected {
    let mut found = Expected { whole: Mean::default(), units: vec![Mean::default(); units] };
    let (mut by_person, mut by_unit) = (vec![0u32; unit.len()], vec![0u32; units]);
    let label = |actor: u32| unit[actor as usize] as usize;
    for span in spans(firsts) {
        for first in span {
            by_person[first.answerer as usize] += 1;
            by_unit[label(first.answerer)] += 1;
        }
        for first in span {
            // Whose unit is not known is no first answer, so the asker's own have a unit: that of the asker.
            let own = by_person[first.asker as usize];
            let (pool, same) = (span.len() as u32 - own, by_unit[label(first.asker)] - own);
            if pool > 0 {
                let elsewhere = 1.0 - f64::from(same) / f64::from(pool);
                found.whole.add(elsewhere);
                found.units[label(first.asker)].add(elsewhere);
            }
        }
        for first in span {
            by_person[first.answerer as usize] = 0;
            by_unit[label(first.answerer)] = 0;
        }
    }
    found
}

/// Cuts into spans of so many days, and so many answers at least; what is left at the end belongs to the last.
fn spans(firsts: &[First]) -> Vec<&[First]> {
    let mut ends = Vec::new();
    let mut start = 0;
    for (i, first) in firsts.iter().enumerate() {
        let days = (first.at.0 - firsts[start].at.0) / DAY_MS;
        if days >= i64::from(ANSWERER_POOL_DAYS) && i - start >= MIN_ANSWERER_POOL {
            ends.push(i);
            start = i;
        }
    }
    if firsts.len() - start < MIN_ANSWERER_POOL {
        ends.pop();
    }
    ends.push(firsts.len());
    let mut from = 0;
    ends.into_iter().map(|end| &firsts[std::mem::replace(&mut from, end)..end]).collect()
}
