//! When everybody adopted, by each definition, in one pass over the actions.

use super::active::{ACTIVE_WINDOWS, TrailingActive, TrailingCounter};
use super::groups::GroupActions;
use super::{AdoptionOptions, Definition};
use crate::activity::{Action, ActionKind, Habit, NEVER, Population, SaysSomething, in_order};
use crate::{Timestamp, View};

/// What the pass over the actions up to the end of a view found.
pub(super) struct FirstTimes {
    /// For each definition, first time by person of the population; [`NEVER`] for none.
    times: [Vec<Timestamp>; Definition::ALL.len()],
    pub(super) active: Option<TrailingActive<{ ACTIVE_WINDOWS.len() }>>,
    /// What happened in groups; empty unless asked for.
    pub(super) in_groups: GroupActions,
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
        let people = population.people.len();
        let mut pass = Pass {
            habit: Habit::new(people, options.habit_weeks, options.habit_window),
            active: view.days().map(|(first, last)| {
                TrailingCounter::new(population.actor_count, ACTIVE_WINDOWS, first, last)
            }),
            reacted: vec![NEVER; people],
            contributed: vec![NEVER; people],
            asked: vec![NEVER; people],
            answered: vec![NEVER; people],
            actions: 0,
        };
        let mut in_groups = GroupActions::default();
        let reactions = in_order(view, population, SaysSomething::default(), |action| {
            pass.see(&action);
            if options.by_group {
                in_groups.see(view, population, &action);
            }
        });
        let Pass { habit, active, reacted, contributed, asked, answered, actions } = pass;
        let mut first = FirstTimes {
            times: [Vec::new(), reacted, contributed, asked, answered, habit.since],
            active: active.map(TrailingCounter::finish),
            in_groups,
            actions,
            untimed_reactions: reactions.untimed,
            has_reactions: reactions.timed > 0,
            joined_by_action: 0,
            acted_before_joining: 0,
            unknown_joining: 0,
        };
        let joined = (0..people).map(|i| first.joined(population, i)).collect();
        first.times[Definition::Joined as usize] = joined;
        first
    }

    /// The first log-in, or an earlier action where there is one: who acts has logged in.
    fn joined(&mut self, population: &Population<'_>, i: usize) -> Timestamp {
        let person = &population.people[i];
        let acted = self.of(Definition::Reacted)[i].min(self.of(Definition::Contributed)[i]);
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
struct Pass {
    habit: Habit,
    active: Option<TrailingCounter<{ ACTIVE_WINDOWS.len() }>>,
    reacted: Vec<Timestamp>,
    contributed: Vec<Timestamp>,
    asked: Vec<Timestamp>,
    answered: Vec<Timestamp>,
    actions: u64,
}

impl Pass {
    #[inline]
    fn see(&mut self, action: &Action) {
        self.actions += 1;
        if let Some(active) = &mut self.active {
            active.see(action.actor, action.day);
        }
        let person = action.actor as usize;
        // Actors beyond the population count as active people only.
        if person >= self.contributed.len() {
            return;
        }
        let earliest = |first: &mut Vec<Timestamp>| first[person] = first[person].min(action.at);
        match action.kind {
            ActionKind::Reaction => earliest(&mut self.reacted),
            ActionKind::Post { asked } => {
                earliest(&mut self.contributed);
                if asked {
                    earliest(&mut self.asked);
                }
            }
            ActionKind::Reply { answered } => {
                earliest(&mut self.contributed);
                if answered {
                    earliest(&mut self.answered);
                }
            }
        }
        self.habit.see(person, action.at, action.day);
    }
}
