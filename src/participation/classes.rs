//! People by how often they write, and what is counted of them.

use super::ParticipationOptions;
use crate::View;
use crate::activity::{ActionKind, NOBODY, Population, SaysSomething, in_order};
use crate::stats::{Interval, wilson};
use crate::time::Day;

/// How somebody took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Neither wrote nor, as far as reactions have times, reacted. Whether they read is not known.
    Never,
    /// Reacted, but never wrote.
    Reacted,
    /// Wrote in a single week.
    Once,
    /// Wrote in several weeks, but not regularly.
    Occasional,
    /// Wrote in a good part of the own weeks ([`regular_share`](ParticipationOptions::regular_share)), and in enough of
    /// them ([`regular_weeks`](ParticipationOptions::regular_weeks)).
    Regular,
}

impl Class {
    /// All classes, the least active first.
    pub const ALL: [Class; 5] =
        [Class::Never, Class::Reacted, Class::Once, Class::Occasional, Class::Regular];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Class::Never => "never wrote",
            Class::Reacted => "only reacted",
            Class::Once => "single week",
            Class::Occasional => "occasional",
            Class::Regular => "regular",
        }
    }
}

/// People of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassCount {
    /// The class.
    pub class: Class,
    /// Its people.
    pub people: u64,
    /// Wilson interval of their share of the people who could have taken part; `None` where there is nobody.
    pub interval: Option<Interval>,
    /// Posts and replies of theirs.
    pub messages: u64,
}

/// Posts, replies and weeks of the people who could have taken part in a view.
pub(super) struct Counts {
    /// Posts and replies.
    pub(super) messages: Vec<u64>,
    /// Weeks with some.
    active: Vec<u32>,
    /// Weeks in which they were with the organisation, at least 1.
    weeks: Vec<u32>,
    reacted: Vec<bool>,
    pub(super) unmatched: u64,
    pub(super) after_leaving: u64,
    /// People of the population who were not there in the view.
    pub(super) absent: u64,
}

impl Counts {
    /// One pass over the messages up to the end of the view.
    pub(super) fn of(view: &View<'_>, population: &Population<'_>) -> Counts {
        let mut counts = Counts {
            messages: Vec::new(),
            active: Vec::new(),
            weeks: Vec::new(),
            reacted: Vec::new(),
            unmatched: 0,
            after_leaving: 0,
            absent: 0,
        };
        let mut place = vec![NOBODY; population.actor_count];
        for (place, person) in place.iter_mut().zip(&population.people) {
            let (from, to) = (person.from.max(view.from()), person.to.min(view.to()));
            if from >= to {
                counts.absent += 1;
                continue;
            }
            *place = counts.messages.len() as u32;
            counts.messages.push(0);
            counts.active.push(0);
            let week = |at| view.clock().day(at).monday().0 / 7;
            counts.weeks.push((week(crate::Timestamp(to.0 - 1)) - week(from) + 1).max(1) as u32);
            counts.reacted.push(false);
        }
        let mut last = vec![Day(i32::MIN); counts.messages.len()];
        in_order(view, population, SaysSomething::default(), |action| {
            if action.at < view.from() {
                return;
            }
            let wrote = !matches!(action.kind, ActionKind::Reaction);
            let Some(person) = population.people.get(action.actor as usize) else {
                counts.unmatched += u64::from(wrote);
                return;
            };
            if action.at >= person.to {
                counts.after_leaving += u64::from(wrote);
                return;
            }
            // Who writes before the hiring date and was not there later is in no count.
            let place = place.get(action.actor as usize).copied().unwrap_or(NOBODY) as usize;
            let Some(messages) = counts.messages.get_mut(place) else { return };
            if !wrote {
                counts.reacted[place] = true;
                return;
            }
            *messages += 1;
            let week = action.day.monday();
            if last[place] != week {
                last[place] = week;
                counts.active[place] += 1;
            }
        });
        counts
    }

    fn class(&self, person: usize, options: &ParticipationOptions) -> Class {
        let active = self.active[person];
        match active {
            0 if self.reacted[person] => Class::Reacted,
            0 => Class::Never,
            1 => Class::Once,
            _ => {
                let share = f64::from(active) / f64::from(self.weeks[person].max(active));
                let regular = active >= options.regular_weeks && share >= options.regular_share;
                if regular { Class::Regular } else { Class::Occasional }
            }
        }
    }

    pub(super) fn classes(&self, options: &ParticipationOptions) -> Vec<ClassCount> {
        let mut found = Class::ALL.map(|class| ClassCount { class, people: 0, interval: None, messages: 0 });
        for person in 0..self.messages.len() {
            let count = &mut found[self.class(person, options) as usize];
            count.people += 1;
            count.messages += self.messages[person];
        }
        for count in &mut found {
            count.interval = wilson(count.people, self.messages.len() as u64, options.interval_level);
        }
        found.to_vec()
    }
}
