//! Adoption by group of the platform: who has done in it what a definition asks.

use super::curve::{Bin, Curve, Share, curve};
use super::{AdoptionOptions, Definition};
use crate::activity::{Action, ActionKind, Habit, NEVER, Person, Population};
use crate::time::Day;
use crate::{GroupId, Timestamp, View};

/// Adoption in one group: of everybody who could have adopted, who has in this group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupAdoption {
    /// The group.
    pub group: GroupId,
    /// Its name; its native id where it has none.
    pub name: String,
    /// People who ever did anything in it.
    pub people: u64,
    /// One share a definition that can be told of a group (all but joined), in the order of [`Definition::ALL`]: at the
    /// end of the view, of everybody who could.
    pub shares: Vec<Share>,
    /// One curve a definition, parallel to the bins; none in a group in which fewer than
    /// [`min_adopters`](AdoptionOptions::min_adopters) people ever did anything.
    pub curves: Vec<Curve>,
}

/// What happened in groups, collected in order of time.
#[derive(Default)]
pub(super) struct GroupActions(Vec<GroupAction>);

#[derive(Clone, Copy)]
struct GroupAction {
    group: u32,
    person: u32,
    at: Timestamp,
    day: Day,
    kind: ActionKind,
}

impl GroupActions {
    pub(super) fn see(&mut self, view: &View<'_>, population: &Population<'_>, action: &Action) {
        let community = view.community();
        let group = community.threads().groups[community.messages().thread(action.message).index()];
        if let Some(group) = group.filter(|_| (action.actor as usize) < population.people.len()) {
            let GroupId(group) = group;
            let Action { at, day, actor: person, kind, .. } = *action;
            self.0.push(GroupAction { group, person, at, day, kind });
        }
    }

    /// One row a group in which anybody of the population did anything, by name, then native id.
    /// O(actions · log actions + people · groups they are in · log bins).
    pub(super) fn curves(
        mut self,
        view: &View<'_>,
        people: &[Person<'_>],
        definitions: &[Definition],
        bins: &[Bin],
        options: &AdoptionOptions,
    ) -> Vec<GroupAdoption> {
        // Stable: actions of a person stay in order of time.
        self.0.sort_by_key(|action| (action.group, action.person));
        let headcounts: Vec<u64> = bins.iter().map(|bin| bin.headcount).collect();
        let groups = view.community().groups();
        let mut found: Vec<GroupAdoption> = self
            .0
            .chunk_by(|a, b| a.group == b.group)
            .map(|actions| {
                let first: Vec<(usize, FirstInGroup)> = actions
                    .chunk_by(|a, b| a.person == b.person)
                    .map(|mine| (mine[0].person as usize, FirstInGroup::of(mine, options)))
                    .collect();
                let mut curves: Vec<Curve> = definitions
                    .iter()
                    .filter(|&&d| d != Definition::Joined)
                    .map(|&definition| {
                        let times = first.iter().map(|(i, first)| (&people[*i], first.time(definition)));
                        curve(view, definition, bins, &headcounts, times, options.interval_level)
                    })
                    .collect();
                let shares = curves.iter().filter_map(|curve| Some(curve.last()?.share)).collect();
                let people = first.len() as u64;
                // Thousands of groups of a handful of people would fill the memory with curves that say nothing.
                if people < options.min_adopters {
                    curves = Vec::new();
                }
                let group = GroupId(actions[0].group);
                let name = groups.names.get(group.index());
                let name =
                    if name.is_empty() { groups.ids.get(group.index()).to_string() } else { name.into() };
                GroupAdoption { group, name, people, shares, curves }
            })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name).then(a.group.cmp(&b.group)));
        found
    }
}

/// First times of one person in one group.
struct FirstInGroup {
    reacted: Timestamp,
    contributed: Timestamp,
    asked: Timestamp,
    answered: Timestamp,
    habit: Timestamp,
}

impl FirstInGroup {
    fn of(actions: &[GroupAction], options: &AdoptionOptions) -> FirstInGroup {
        let mut habit = Habit::new(1, options.habit_weeks, options.habit_window);
        let mut first =
            FirstInGroup { reacted: NEVER, contributed: NEVER, asked: NEVER, answered: NEVER, habit: NEVER };
        for action in actions {
            let earliest = |time: &mut Timestamp| *time = (*time).min(action.at);
            match action.kind {
                ActionKind::Reaction => earliest(&mut first.reacted),
                ActionKind::Post { asked } => {
                    earliest(&mut first.contributed);
                    if asked {
                        earliest(&mut first.asked);
                    }
                }
                ActionKind::Reply { answered } => {
                    earliest(&mut first.contributed);
                    if answered {
                        earliest(&mut first.answered);
                    }
                }
            }
            habit.see(0, action.at, action.day);
        }
        first.habit = habit.since[0];
        first
    }

    fn time(&self, definition: Definition) -> Timestamp {
        match definition {
            // Nobody logs in to a group.
            Definition::Joined => NEVER,
            Definition::Reacted => self.reacted,
            Definition::Contributed => self.contributed,
            Definition::Asked => self.asked,
            Definition::Answered => self.answered,
            Definition::Habit => self.habit,
        }
    }
}
