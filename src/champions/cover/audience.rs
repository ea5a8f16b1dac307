//! Who is to be covered, by unit and site, and who knows whom.

use super::options::{CoverOptions, Exchange, Grouping};
use super::problem::{CoverProblem, NO_GROUP, Partition};
use crate::activity::{Basis, Include, NOBODY, Population};
use crate::champions::help::{AllHelp, Help};
use crate::community::Roster;
use crate::graph::{EdgeRule, Interaction, InteractionGraph, InteractionKind, interactions};
use crate::{MemberId, Result, Timestamp, View};
use std::collections::BTreeMap;

/// The units, or the sites, of the people.
pub(super) struct Groups {
    pub(super) grouping: Grouping,
    /// In order of their names.
    pub(super) names: Vec<String>,
    pub(super) people: Vec<u64>,
    pub(super) wanted: Vec<u32>,
    /// Group of each person, or [`NO_GROUP`].
    pub(super) of: Vec<u32>,
    /// People without one.
    pub(super) without: u64,
}

/// People with the organisation at the end of the view.
pub(super) struct Audience {
    pub(super) basis: Basis,
    pub(super) people: usize,
    /// Person of each member, or [`NOBODY`].
    pub(super) person_of: Vec<u32>,
    pub(super) groups: Vec<Groups>,
    pub(super) excluded: Vec<(&'static str, u64)>,
    pub(super) warnings: Vec<String>,
}

impl Audience {
    pub(super) fn of(view: &View<'_>, options: &CoverOptions) -> Audience {
        let population = Population::new(view.community(), Include::default());
        let last = Timestamp(view.to().0.saturating_sub(1));
        let mut place = vec![NOBODY; population.actor_count];
        let mut there = Vec::new();
        for (i, person) in population.people.iter().enumerate() {
            if person.present(last) {
                place[i] = there.len() as u32;
                there.push(person);
            }
        }
        let person_of = population
            .actors
            .iter()
            .map(|&actor| place.get(actor as usize).copied().unwrap_or(NOBODY))
            .collect();
        let groups = options
            .groupings
            .iter()
            .map(|&grouping| {
                let names = there.iter().map(|person| match grouping {
                    Grouping::Unit => Roster::unit_at(person.unit, options.champions.unit_level),
                    Grouping::Site => person.site,
                });
                Groups::of(grouping, &names.collect::<Vec<_>>(), options)
            })
            .filter(|groups| !groups.names.is_empty())
            .collect();
        let gone = (population.people.len() - there.len()) as u64;
        let mut excluded = population.excluded;
        excluded.push(("people who had left, or had not come yet, at the end of the window", gone));
        let (people, basis, warnings) = (there.len(), population.basis, population.warnings);
        Audience { basis, people, person_of, groups, excluded, warnings }
    }

    /// Group of a member in each grouping, whether or not the person is on the roster.
    pub(super) fn groups_of(&self, view: &View<'_>, options: &CoverOptions, member: MemberId) -> Vec<u32> {
        let community = view.community();
        let members = community.members();
        let person = self.person_of[member.index()];
        let group = |groups: &Groups| {
            if person != NOBODY {
                return groups.of[person as usize];
            }
            let name = match groups.grouping {
                Grouping::Unit => community.unit(member, options.champions.unit_level),
                Grouping::Site => members.locations.get(member.index()),
            };
            groups.names.binary_search_by(|known| known.as_str().cmp(name)).map_or(NO_GROUP, |at| at as u32)
        };
        self.groups.iter().map(group).collect()
    }
}

impl Groups {
    fn of(grouping: Grouping, names_of: &[&str], options: &CoverOptions) -> Groups {
        let mut people: BTreeMap<&str, u64> = BTreeMap::new();
        names_of
            .iter()
            .filter(|name| !name.is_empty())
            .for_each(|name| *people.entry(name).or_default() += 1);
        let place: BTreeMap<&str, u32> = people.keys().zip(0..).map(|(&name, at)| (name, at)).collect();
        let of: Vec<u32> = names_of.iter().map(|name| place.get(name).copied().unwrap_or(NO_GROUP)).collect();
        let wanted = |&people: &u64| {
            let wanted = people.div_ceil(u64::from(options.champions.people_per_champion));
            if people < u64::from(options.min_people) { 0 } else { wanted as u32 }
        };
        Groups {
            grouping,
            names: people.keys().map(|&name| name.to_owned()).collect(),
            wanted: people.values().map(wanted).collect(),
            people: people.into_values().collect(),
            without: of.iter().filter(|&&group| group == NO_GROUP).count() as u64,
            of,
        }
    }
}

/// The covering problem of these candidates (ordered by member): whom each has had exchanges with, and the quotas. Beside
/// it whom those who serve already reach, and how surely, one after the other.
///
/// Those who serve already are neither asked nor counted again: a person weighs as much as nobody of them is expected to
/// reach him or her, and the quotas are what is wanted beside them.
pub(super) fn problem(
    view: &View<'_>,
    options: &CoverOptions,
    audience: &Audience,
    candidates: &[MemberId],
    serving: &[MemberId],
) -> Result<(CoverProblem, Vec<(u32, f64)>)> {
    let events = match options.exchange {
        Exchange::Replies => {
            let mut events = interactions(view);
            events.retain(|event| event.kind == InteractionKind::Reply);
            events
        }
        Exchange::Help => {
            let all = AllHelp::of(view, &options.champions);
            let messages = view.community().messages();
            let event = |help: &Help| Interaction {
                from: help.helper,
                to: all.asker(help.thread),
                kind: InteractionKind::Answer,
                at: messages.time(help.message),
            };
            all.help.iter().map(event).collect()
        }
    };
    let rule = EdgeRule { reply: 1.0, answer: 1.0, ..EdgeRule::default() };
    let graph = InteractionGraph::from_interactions(view.community().members().len(), &events, &rule)?;
    let mut weights = vec![1.0; audience.people];
    let served: Vec<(u32, f64)> =
        serving.iter().flat_map(|&member| reach(&graph, options, audience, member)).collect();
    served.iter().for_each(|&(person, reach)| weights[person as usize] *= 1.0 - reach);
    let arcs_of = |(candidate, &member): (usize, &MemberId)| {
        let arcs = reach(&graph, options, audience, member);
        arcs.into_iter().map(move |(person, reach)| (candidate as u32, person, reach))
    };
    let arcs: Vec<(u32, u32, f64)> = candidates.iter().enumerate().flat_map(arcs_of).collect();
    let mut problem = CoverProblem::new(candidates.len(), weights, &arcs)?;
    let of = |members: &[MemberId]| -> Vec<Vec<u32>> {
        members.iter().map(|&m| audience.groups_of(view, options, m)).collect()
    };
    let (of_candidates, of_serving) = (of(candidates), of(serving));
    for (at, groups) in audience.groups.iter().enumerate() {
        let mut quotas = groups.wanted.clone();
        for of in &of_serving {
            if let Some(quota) = quotas.get_mut(of[at] as usize) {
                *quota = quota.saturating_sub(1);
            }
        }
        let group_of = of_candidates.iter().map(|of| of[at]).collect();
        problem = problem.with_quotas(Partition { group_of, quotas })?;
    }
    Ok((problem, served))
}

/// Whom a member reaches, and how surely: himself or herself, and everybody after the exchanges of the two.
fn reach(
    graph: &InteractionGraph,
    options: &CoverOptions,
    audience: &Audience,
    member: MemberId,
) -> Vec<(u32, f64)> {
    let own = audience.person_of[member.index()];
    let back = (options.exchange == Exchange::Replies).then(|| graph.in_neighbours(member));
    let mut exchanges: Vec<(u32, f64)> = std::iter::once(graph.out_neighbours(member))
        .chain(back)
        .flat_map(|neighbours| neighbours.members.iter().zip(neighbours.weights))
        .map(|(other, &n)| (audience.person_of[other.index()], n))
        .filter(|&(person, _)| person != NOBODY && person != own)
        .collect();
    // Several accounts of one person add up.
    exchanges.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let of_person = |of_person: &[(u32, f64)]| {
        let n: f64 = of_person.iter().map(|exchange| exchange.1).sum();
        (of_person[0].0, 1.0 - (-n / options.even_exchanges).exp2())
    };
    let mut reach: Vec<(u32, f64)> = exchanges.chunk_by(|a, b| a.0 == b.0).map(of_person).collect();
    if own != NOBODY {
        reach.push((own, 1.0));
    }
    reach
}
