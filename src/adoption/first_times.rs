//! When everybody adopted, by each definition, in one pass over the actions.

use super::active::{ACTIVE_WINDOWS, Days, TrailingActive, TrailingCounter};
use super::population::{NOBODY, Population};
use super::{AdoptionOptions, Definition};
use crate::community::MessageFlags;
use crate::time::{Day, DayClock};
use crate::{Timestamp, View};

/// Never, so far.
pub(super) const NEVER: Timestamp = Timestamp(i64::MAX);

/// What the pass over the actions up to the end of a view found.
pub(super) struct FirstTimes {
    /// For each definition, first time by person of the population; [`NEVER`] for none.
    times: [Vec<Timestamp>; 4],
    pub(super) active: Option<TrailingActive<{ ACTIVE_WINDOWS.len() }>>,
    /// Posts, replies and reactions that counted.
    pub(super) actions: u64,
    /// Reactions without a time, which no day can be given to.
    pub(super) untimed_reactions: u64,
    /// Whether any reaction has a time.
    pub(super) has_reactions: bool,
    /// People whose first log-in is not known and who acted: their first action stands for it.
    pub(super) joined_by_action: u64,
    /// People who acted before the first log-in that the export gives: the action stands.
    pub(super) acted_before_joining: u64,
    /// People with an account that is no invitation, neither a date nor an action.
    pub(super) unknown_joining: u64,
}

impl FirstTimes {
    pub(super) fn of(&self, definition: Definition) -> &[Timestamp] {
        &self.times[definition as usize]
    }

    pub(super) fn new(view: &View<'_>, population: &Population<'_>, options: &AdoptionOptions) -> FirstTimes {
        let community = view.community();
        let messages = community.messages();
        let end = view.message_range().end;
        let timed = community.reactions().iter().filter(|reaction| reaction.at.is_some()).count();
        let mut reactions: Vec<(Timestamp, u32)> = community
            .reactions()
            .iter()
            .filter_map(|reaction| Some((reaction.at?, population.actors[reaction.by.index()])))
            .filter(|&(at, actor)| at < view.to() && actor != NOBODY)
            .collect();
        reactions.sort_unstable();

        let start = [messages.at.first().copied(), reactions.first().map(|r| r.0)];
        let start = start.into_iter().flatten().min().unwrap_or(view.from());
        let clock = DayClock::new(&view.window().zone, start, view.to());
        let mut pass = Pass {
            days: Days::new(&clock),
            habit: Habit::new(population.people.len(), options),
            active: view.days().map(|(first, last)| {
                TrailingCounter::new(population.actor_count, ACTIVE_WINDOWS, first, last)
            }),
            reaction: vec![NEVER; population.people.len()],
            contribution: vec![NEVER; population.people.len()],
            actions: 0,
        };
        let mut next = 0;
        let not_contributed = MessageFlags::DELETED.with(MessageFlags::SYSTEM).0;
        for ((&at, flags), author) in messages.at[..end].iter().zip(&messages.flags).zip(&messages.authors) {
            while let Some(&(reacted, actor)) = reactions.get(next).filter(|reaction| reaction.0 < at) {
                pass.see(reacted, actor, true);
                next += 1;
            }
            let actor = population.actors[author.index()];
            if actor != NOBODY && flags.0 & not_contributed == 0 {
                pass.see(at, actor, false);
            }
        }
        for &(at, actor) in &reactions[next..] {
            pass.see(at, actor, true);
        }

        let Pass { habit, active, reaction, contribution, actions, .. } = pass;
        let mut first = FirstTimes {
            times: [Vec::new(), reaction, contribution, habit.since],
            active: active.map(TrailingCounter::finish),
            actions,
            untimed_reactions: (community.reactions().len() - timed) as u64,
            has_reactions: timed > 0,
            joined_by_action: 0,
            acted_before_joining: 0,
            unknown_joining: 0,
        };
        let joined = (0..population.people.len()).map(|i| first.joined(population, i)).collect();
        first.times[Definition::Joined as usize] = joined;
        first
    }

    /// The first log-in, or an earlier action where there is one: who acts has logged in.
    fn joined(&mut self, population: &Population<'_>, i: usize) -> Timestamp {
        let person = &population.people[i];
        let acted = self.of(Definition::Reaction)[i].min(self.of(Definition::Contribution)[i]);
        match person.joined {
            Some(joined) => {
                self.acted_before_joining += u64::from(acted < joined);
                joined.min(acted)
            }
            None => {
                self.joined_by_action += u64::from(acted != NEVER);
                self.unknown_joining += u64::from(acted == NEVER && person.account);
                acted
            }
        }
    }
}

/// State of the pass over the actions in order of time.
struct Pass<'a> {
    days: Days<'a>,
    habit: Habit,
    active: Option<TrailingCounter<{ ACTIVE_WINDOWS.len() }>>,
    reaction: Vec<Timestamp>,
    contribution: Vec<Timestamp>,
    actions: u64,
}

impl Pass<'_> {
    #[inline]
    fn see(&mut self, at: Timestamp, actor: u32, reacted: bool) {
        let day = self.days.day(at);
        self.actions += 1;
        if let Some(active) = &mut self.active {
            active.see(actor, day);
        }
        let first = if reacted { &mut self.reaction } else { &mut self.contribution };
        // Actors beyond the population count as active people only.
        if let Some(first) = first.get_mut(actor as usize) {
            *first = at.min(*first);
            self.habit.see(actor as usize, at, day);
        }
    }
}

/// Active in at least `needed` of `window` trailing weeks.
struct Habit {
    needed: usize,
    window: i32,
    /// For each person the last `needed` active weeks, ascending.
    weeks: Vec<i32>,
    since: Vec<Timestamp>,
}

impl Habit {
    fn new(people: usize, options: &AdoptionOptions) -> Habit {
        Habit {
            needed: options.habit_weeks,
            window: options.habit_window as i32,
            weeks: vec![i32::MIN / 2; people * options.habit_weeks],
            since: vec![NEVER; people],
        }
    }

    #[inline]
    fn see(&mut self, person: usize, at: Timestamp, day: Day) {
        if self.since[person] != NEVER {
            return;
        }
        // Monday of the week, counted in weeks.
        let week = day.monday().0.div_euclid(7);
        let weeks = &mut self.weeks[person * self.needed..(person + 1) * self.needed];
        let Some(latest) = weeks.last().copied().filter(|&latest| latest != week) else { return };
        debug_assert!(latest < week, "actions ascend");
        weeks.rotate_left(1);
        weeks[self.needed - 1] = week;
        if weeks[0] > week - self.window {
            self.since[person] = at;
        }
    }
}
