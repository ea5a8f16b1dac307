//! Who replied to whom, in which thread, and of which unit they are.

use super::options::SENSITIVITY_WEEKS;
use crate::activity::{Include, NOBODY, Population, void};
use crate::community::{DEFAULT_MAX_UNITS, Parent, Roster};
use crate::graph::NO_GROUP;
use crate::time::DAY_MS;
use crate::{MemberId, MessageId, Timestamp, View};
use std::collections::BTreeMap;

/// A reply from one person to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reply {
    pub(super) thread: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    /// Whether it was in the last weeks of the view.
    pub(super) late: bool,
}

/// Whose replies count, and how people are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) unit_level: Option<usize>,
    pub(super) max_authors: u32,
    pub(super) include_guests: bool,
}

/// What was left out of the replies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeftOut {
    pub(super) oneself: u64,
    pub(super) no_target: u64,
    /// To a message that was deleted or that the platform wrote.
    pub(super) to_void: u64,
    pub(super) others: u64,
    pub(super) large_threads: u64,
    pub(super) in_large_threads: u64,
}

/// People, their units and their replies. Everybody is here, officials too; they are told apart by a flag.
pub(super) struct Talk<'a> {
    pub(super) population: Population<'a>,
    /// Level of the unit path in force.
    pub(super) level: usize,
    /// Names of the units, in order.
    pub(super) units: Vec<String>,
    /// Unit of every actor, or [`NO_GROUP`].
    pub(super) unit: Vec<u32>,
    pub(super) official: Vec<bool>,
    /// An account of every actor, for the lists; the first one.
    pub(super) member: Vec<Option<MemberId>>,
    /// By thread.
    pub(super) replies: Vec<Reply>,
    /// Reactions to a message, as if they were replies.
    pub(super) reactions: Vec<Reply>,
    pub(super) left_out: LeftOut,
}

impl<'a> Talk<'a> {
    /// One pass over the messages of the view, O(messages + people).
    pub(super) fn of(view: &View<'a>, rule: Rule) -> Talk<'a> {
        let community = view.community();
        let include = Include { officials: true, guests: rule.include_guests };
        let population = Population::new(community, include)
            .with_removed(community, include)
            .with_unlisted_officials(community);
        let members = community.members();
        let mut member = vec![None; population.actor_count];
        let mut official = vec![false; population.actor_count];
        for account in members.iter() {
            let actor = population.actors[account.index()] as usize;
            if let Some(member) = member.get_mut(actor) {
                member.get_or_insert(account);
                official[actor] |= members.role(account).official();
            }
        }
        let (level, units, unit) = units(view, &population, &member, rule.unit_level);
        let mut talk = Talk {
            population,
            level,
            units,
            unit,
            official,
            member,
            replies: Vec::new(),
            reactions: Vec::new(),
            left_out: LeftOut::default(),
        };
        talk.read(view, rule.max_authors);
        talk
    }

    fn read(&mut self, view: &View<'_>, max_authors: u32) {
        let community = view.community();
        let (messages, threads) = (community.messages(), community.threads());
        let mut large = Vec::new();
        for thread in threads.iter() {
            let all = threads.messages(thread);
            // Most threads cannot have too many authors.
            if all.len() <= max_authors as usize {
                continue;
            }
            let inside = all.iter().filter(|message| view.message_range().contains(&message.index()));
            let mut authors: Vec<MemberId> = inside.map(|&message| messages.author(message)).collect();
            authors.sort_unstable();
            authors.dedup();
            if authors.len() > max_authors as usize {
                large.push(thread);
            }
        }
        self.left_out.large_threads = large.len() as u64;
        let late = late_from(view);
        for i in view.message_range() {
            let message = MessageId(i as u32);
            if void(messages.flag(message)) {
                continue;
            }
            let thread = messages.thread(message);
            let target = match messages.parent(message) {
                Parent::None => continue,
                Parent::Message(parent) => Some(parent),
                Parent::NotInExport => threads.root(thread),
            };
            let Some(target) = target else {
                self.left_out.no_target += 1;
                continue;
            };
            if void(messages.flag(target)) {
                self.left_out.to_void += 1;
                continue;
            }
            let actor = |message| self.population.actors[messages.author(message).index()];
            let (from, to) = (actor(message), actor(target));
            if from == NOBODY || to == NOBODY {
                self.left_out.others += 1;
            } else if from == to {
                self.left_out.oneself += 1;
            } else if large.binary_search(&thread).is_ok() {
                self.left_out.in_large_threads += 1;
            } else {
                let late = messages.time(message) >= late;
                self.replies.push(Reply { thread: thread.0, from, to, late });
            }
        }
        self.replies.sort_unstable();
        for reaction in community.reactions() {
            let at = reaction.at.unwrap_or_else(|| messages.time(reaction.message));
            let thread = messages.thread(reaction.message);
            let [from, to] = [reaction.by, messages.author(reaction.message)]
                .map(|member| self.population.actors[member.index()]);
            let counts = from != NOBODY && to != NOBODY && from != to;
            let seen = view.contains(at) && !void(messages.flag(reaction.message));
            if counts && seen && large.binary_search(&thread).is_err() {
                self.reactions.push(Reply { thread: thread.0, from, to, late: at >= late });
            }
        }
        self.reactions.sort_unstable();
    }

    /// Unit of every actor who counts: without officials where they are told apart.
    pub(super) fn labels(&self, officials: bool) -> Vec<u32> {
        let label = |(&unit, &official): (&u32, &bool)| if official && !officials { NO_GROUP } else { unit };
        self.unit.iter().zip(&self.official).map(label).collect()
    }

    /// Whether an actor counts.
    pub(super) fn counts(&self, actor: u32, officials: bool) -> bool {
        officials || !self.official[actor as usize]
    }
}

/// Where the last weeks of a view begin.
pub(super) fn late_from(view: &View<'_>) -> Timestamp {
    Timestamp(view.to().0.saturating_sub(i64::from(SENSITIVITY_WEEKS) * 7 * DAY_MS))
}

/// The level, the units at it by name, and the unit of every actor. Where the roster names units nobody's unit is the
/// department of the platform: those are other units, of other names.
fn units(
    view: &View<'_>,
    population: &Population<'_>,
    member: &[Option<MemberId>],
    level: Option<usize>,
) -> (usize, Vec<String>, Vec<u32>) {
    let community = view.community();
    let named = |roster: &&Roster| roster.iter().any(|person| !roster.units.get(person.index()).is_empty());
    let roster = community.roster().filter(named);
    let path = |actor: usize| match (roster, member[actor]) {
        // The population falls back to the department by itself, but only for those who have an account.
        (Some(roster), Some(member)) => {
            community.members().persons[member.index()].map_or("", |person| roster.units.get(person.index()))
        }
        (None, Some(member)) => community.unit(member, None),
        (_, None) => population.people.get(actor).map_or("", |person| person.unit),
    };
    let paths: Vec<&str> = (0..population.actor_count).map(path).collect();
    let level = level.unwrap_or_else(|| Roster::deepest_level(paths.iter().copied(), DEFAULT_MAX_UNITS));
    let of = |actor: usize| Roster::unit_at(paths[actor], Some(level));
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for unit in (0..paths.len()).map(of).filter(|unit| !unit.is_empty()) {
        known.insert(unit, 0);
    }
    for (number, place) in known.values_mut().enumerate() {
        *place = number as u32;
    }
    let unit = (0..paths.len()).map(|actor| known.get(of(actor)).copied().unwrap_or(NO_GROUP)).collect();
    (level, known.into_keys().map(str::to_owned).collect(), unit)
}
