//! The people among whom a word spreads: those who are there at the end of the view.

use super::options::{DEFAULT_MAX_UNITS, SpreadOptions};
use crate::activity::{Basis, Include, NOBODY, Population};
use crate::community::{MemberState, Roster};
use crate::graph::{Interaction, NO_GROUP};
use crate::{Error, MemberId, Result, View};
use std::collections::BTreeSet;

/// People as nodes of a graph of their own.
pub(super) struct Colleagues<'a> {
    pub(super) basis: Basis,
    pub(super) population: Population<'a>,
    /// Node of every account; [`NOBODY`] for those who do not count or have left.
    node: Vec<u32>,
    /// An account of every node; the first one.
    pub(super) member: Vec<Option<MemberId>>,
    /// Whether a node may be chosen.
    pub(super) candidate: Vec<bool>,
    /// Unit of every node, or [`NO_GROUP`].
    pub(super) unit: Vec<u32>,
    pub(super) units: Vec<String>,
    pub(super) level: usize,
    /// People who left, or had not come yet, at the end of the view.
    pub(super) absent: u64,
    /// People who may not be chosen because they are excluded.
    pub(super) excluded: u64,
}

impl<'a> Colleagues<'a> {
    pub(super) fn of(view: &View<'a>, options: &SpreadOptions) -> Result<Colleagues<'a>> {
        let community = view.community();
        let include = Include { officials: false, guests: options.include_guests };
        let population = Population::new(community, include);
        let members = community.members();
        let mut account = vec![None; population.actor_count];
        let mut excluded = vec![false; population.actor_count];
        let mut gone = vec![false; population.actor_count];
        let mut may_write = vec![false; population.actor_count];
        for member in members.iter() {
            let actor = population.actors[member.index()];
            if actor == NOBODY {
                continue;
            }
            let (actor, i) = (actor as usize, member.index());
            account[actor].get_or_insert(member);
            excluded[actor] |= options.exclude.contains(&member);
            let left = matches!(members.states[i], MemberState::Deleted | MemberState::Suspended)
                || members.left[i].is_some_and(|left| left < view.to());
            gone[actor] |= left && actor >= population.people.len();
            may_write[actor] |= members.states[i] == MemberState::Active && !left;
        }
        let mut actor_node = vec![NOBODY; population.actor_count];
        let mut people = Colleagues {
            basis: population.basis,
            node: Vec::new(),
            member: Vec::new(),
            candidate: Vec::new(),
            unit: Vec::new(),
            units: Vec::new(),
            level: 1,
            absent: 0,
            excluded: 0,
            population,
        };
        let mut paths: Vec<&str> = Vec::new();
        for actor in 0..actor_node.len() {
            let person = people.population.people.get(actor);
            let there = match person {
                Some(person) => person.from < view.to() && person.to >= view.to(),
                None => !gone[actor],
            };
            if !there {
                people.absent += 1;
                continue;
            }
            actor_node[actor] = people.member.len() as u32;
            people.member.push(account[actor]);
            people.candidate.push(may_write[actor] && !excluded[actor]);
            people.excluded += u64::from(excluded[actor]);
            paths.push(match (person, account[actor]) {
                (Some(person), _) => person.unit,
                (None, Some(member)) => community.unit(member, None),
                (None, None) => "",
            });
        }
        if let Some(level) = options.unit_level.filter(|&level| level > 1) {
            let at = |path: &&'a str, level| Roster::unit_at(path, Some(level));
            let units = paths.iter().any(|path| !path.is_empty());
            if units && paths.iter().all(|path| at(path, level) == at(path, level - 1)) {
                return Err(Error::Option {
                    option: "unit_level",
                    found: level.to_string(),
                    expected: "a level that the units have".into(),
                });
            }
        }
        people.level = options
            .unit_level
            .unwrap_or_else(|| Roster::deepest_level(paths.iter().copied(), DEFAULT_MAX_UNITS));
        let unit = |path: &&'a str| Roster::unit_at(path, Some(people.level));
        let known: BTreeSet<&str> = paths.iter().map(unit).filter(|unit| !unit.is_empty()).collect();
        let known: Vec<&str> = known.into_iter().collect();
        people.unit = paths
            .iter()
            .map(|path| known.binary_search(&unit(path)).map_or(NO_GROUP, |number| number as u32))
            .collect();
        people.units = known.into_iter().map(str::to_owned).collect();
        let node = |&actor: &u32| actor_node.get(actor as usize).copied().unwrap_or(NOBODY);
        people.node = people.population.actors.iter().map(node).collect();
        Ok(people)
    }

    pub(super) fn len(&self) -> usize {
        self.member.len()
    }

    /// Nodes of accounts, without those who are not among the people.
    pub(super) fn nodes_of(&self, members: &[MemberId]) -> Vec<MemberId> {
        let node = |member: &MemberId| self.node.get(member.index()).copied().unwrap_or(NOBODY);
        let mut nodes: Vec<MemberId> =
            members.iter().map(node).filter(|&node| node != NOBODY).map(MemberId).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// The interactions among these people, by node.
    pub(super) fn events(&self, events: &[Interaction]) -> Vec<Interaction> {
        let node = |member: MemberId| self.node[member.index()];
        let among = |event: &&Interaction| {
            node(event.from) != NOBODY && node(event.to) != NOBODY && node(event.from) != node(event.to)
        };
        let moved = |event: &Interaction| Interaction {
            from: MemberId(node(event.from)),
            to: MemberId(node(event.to)),
            ..*event
        };
        events.iter().filter(among).map(moved).collect()
    }
}
