//! Colleagues who stand between units.

use super::BridgingOptions;
use super::bridges::Measure;
use super::options::{MIN_TIE_REPLIES, SMALLEST_UNIT};
use super::replies::Talk;
use super::result::{Broker, OnlyTie, Person};
use crate::activity::{counted, has_left};
use crate::error::Result;
use crate::graph::{NO_GROUP, brokerage, cuts, ei_indices_of_members};
use crate::{MemberId, View};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// Everybody who passes the gates, the most brokerage between units first.
pub(super) fn brokers(
    view: &View<'_>,
    talk: &Talk<'_>,
    measure: &Measure,
    options: &BridgingOptions,
) -> Result<Vec<Broker>> {
    let Measure { graph, labels, pairs, .. } = measure;
    let roles = brokerage(graph, labels)?;
    let ties = graph.ties();
    let strengths = ei_indices_of_members(&ties, labels, true)?;
    let threads = cross_threads(talk, labels);
    let mut only_link = vec![0u32; labels.len()];
    for person in pairs.iter().flat_map(|pair| pair.people.into_iter().flatten()) {
        only_link[person.index()] += 1;
    }
    // Where there are two units nobody can talk with two others.
    let others = measure.bridges.units.iter().filter(|unit| unit.active > 0).count().saturating_sub(1);
    let min_units = (options.min_units as usize).min(others.max(1));
    let mut found = Vec::new();
    for actor in ties.members() {
        let (unit, roles) = (labels[actor.index()], roles.members[actor.index()]);
        if unit == NO_GROUP || roles.between_groups() == 0 || threads[actor.index()] < options.min_threads {
            continue;
        }
        let others = ties.neighbours(actor).members.iter().map(|other| labels[other.index()]);
        let mut units: Vec<u32> = others.filter(|&other| other != unit).collect();
        let partners = units.len() as u32;
        units.sort_unstable();
        units.dedup();
        let Some(person) = person(view, talk, actor) else { continue };
        if units.len() < min_units || has_left(view, person.member) {
            continue;
        }
        let strength = strengths[actor.index()];
        let mut broker = Broker {
            person,
            unit,
            roles,
            units: units.len() as u32,
            partners,
            cross_replies: strength.external as u64,
            replies: (strength.external + strength.internal) as u64,
            threads: threads[actor.index()],
            only_link: only_link[actor.index()],
            reasons: Vec::new(),
        };
        broker.reasons = reasons(&broker);
        found.push(broker);
    }
    found.sort_by(|a, b| {
        let key = |broker: &Broker| (Reverse(broker.roles.between_groups()), Reverse(broker.units));
        key(a).cmp(&key(b)).then_with(|| a.person.id.cmp(&b.person.id))
    });
    Ok(found)
}

/// Only ties between two units, those that join the most people first. Who is gone joins nobody any more.
pub(super) fn only_ties(view: &View<'_>, talk: &Talk<'_>, measure: &Measure, n: usize) -> Vec<OnlyTie> {
    let active = |unit: u32| measure.bridges.units.get(unit as usize).map_or(0, |unit| unit.active);
    let single = measure.pairs.iter().filter(|pair| {
        let large = pair.units.iter().all(|&unit| active(unit) >= SMALLEST_UNIT);
        pair.ties == 1 && large && pair.replies >= MIN_TIE_REPLIES as f64
    });
    let bridges: HashMap<(MemberId, MemberId), u32> =
        cuts(&measure.graph.ties()).bridges.iter().map(|bridge| (bridge.ends, bridge.cut_off())).collect();
    let mut found: Vec<OnlyTie> = single
        .filter_map(|pair| {
            let [a, b] = pair.people;
            let (a, b) = (a?, b?);
            let people = [person(view, talk, a)?, person(view, talk, b)?];
            let cut_off = bridges.get(&(a.min(b), a.max(b))).copied().unwrap_or(0).into();
            let here = people.iter().all(|person| !has_left(view, person.member));
            here.then_some(OnlyTie { people, units: pair.units, replies: pair.replies as u64, cut_off })
        })
        .collect();
    found.sort_by_key(|tie| (Reverse(tie.cut_off), Reverse(tie.replies), tie.units));
    found.truncate(n);
    found
}

fn person(view: &View<'_>, talk: &Talk<'_>, actor: MemberId) -> Option<Person> {
    let members = view.community().members();
    let member = talk.member[actor.index()]?;
    let (id, name) = (members.ids.get(member.index()), members.names.get(member.index()).to_owned());
    Some(Person { member, id, name })
}

/// Distinct threads of every actor with a reply to or from another unit.
fn cross_threads(talk: &Talk<'_>, labels: &[u32]) -> Vec<u32> {
    let (mut threads, mut last) = (vec![0; labels.len()], vec![u32::MAX; labels.len()]);
    for reply in &talk.replies {
        let [from, to] = [reply.from, reply.to].map(|actor| labels[actor as usize]);
        if from == to || from == NO_GROUP || to == NO_GROUP {
            continue;
        }
        for actor in [reply.from, reply.to].map(|actor| actor as usize) {
            threads[actor] += u32::from(last[actor] != reply.thread);
            last[actor] = reply.thread;
        }
    }
    threads
}

fn reasons(broker: &Broker) -> Vec<String> {
    let mut reasons = vec![format!(
        "talked with {} of {} in {}",
        counted(broker.partners.into(), "colleague", "colleagues"),
        counted(broker.units.into(), "other unit", "other units"),
        counted(broker.threads.into(), "thread", "threads")
    )];
    let roles = &broker.roles;
    let named = [
        (roles.gatekeeper, "brings talk of others into the own unit"),
        (roles.representative, "carries talk of the own unit to others"),
        (roles.liaison, "joins two other units"),
        (roles.itinerant, "joins people of one other unit"),
    ];
    // The first of equals.
    if let Some((_, text)) = named.iter().rev().max_by_key(|(count, _)| *count) {
        reasons.push(format!("mostly {text}"));
    }
    if broker.only_link > 0 {
        let pairs = counted(broker.only_link.into(), "pair of units hangs", "pairs of units hang");
        reasons.push(format!("{pairs} on this person"));
    }
    reasons
}
