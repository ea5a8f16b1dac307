//! What has to be known to use the numbers.

use super::colleagues::Colleagues;
use super::{Basis, Spread};
use crate::View;
use crate::activity::counted;
use crate::graph::DEFAULT_SPREAD_EPSILON;
use crate::table::Provenance;

/// Said with every number.
const ASSUMPTION: &str = "how likely a word passes from one colleague to another cannot be told from an export: \
     weighted cascade assumes that each takes up one word in sum from all he or she acts on";

pub(super) fn provenance(view: &View<'_>, found: &Spread, people: &Colleagues<'_>) -> Provenance {
    let options = &found.options;
    let mut p = Provenance::new(
        "expected number of colleagues who get word of something, if these are told first and it passes from whoever is replied or reacted to on to the one who does so",
    )
    .method(format!(
        "OPIM-C with reverse reachable sets (Tang and others 2018), epsilon {DEFAULT_SPREAD_EPSILON}; reach from {} further sets with Wilson intervals, a quarter of them under other assumptions; random seeds: mean, lowest and highest of {} choices, less the chance of the draws; course: {} cascades; habit: taken up after {} examples (Centola and Macy 2007)",
        options.sets, options.random_choices, options.runs, options.examples
    ))
    .parameter("k", options.k)
    .parameter("unit_level", found.unit_level)
    .parameter("examples", options.examples)
    .parameter("random_choices", options.random_choices)
    .parameter("sets", options.sets)
    .parameter("runs", options.runs)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("interactions among these people", found.interactions)
    .denominator("colleagues who are there at the end", found.people)
    .interval(options.interval_level)
    .assume(ASSUMPTION)
    .assume("intervals hold the chance of the draws, not the doubt about the assumption: compare the assumptions for that")
    .assume("a reply, a reaction and an accepted answer count alike; mentions do not count")
    .assume("only what passes on the platform is seen; talk in corridors is not")
    .assume("that somebody acts on a message shows that it was read, not that it convinced: no effect of training is claimed");
    for &(what, n) in &people.population.excluded {
        p = p.exclude(what, n);
    }
    p = p
        .exclude("people who are not there at the end: neither chosen nor reached", people.absent)
        .exclude("people who are excluded from the choice; word still passes through them", people.excluded);
    if found.basis == Basis::Users {
        p = p.warn("no roster was given: people without an account are not seen");
    }
    let accounts = view.community().members();
    if !accounts.iter().any(|account| accounts.role(account).official()) {
        p = p.warn("nobody is named as community manager or communications: if there are some, they are among the colleagues");
    }
    if found.interactions == 0 {
        p = p.warn("not enough data: nobody acts on messages of colleagues");
    } else if found.candidates == 0 {
        p = p.warn("not enough data: nobody may be chosen");
    } else if found.seeds.is_empty() {
        p = p.warn("not enough data: word hardly goes on from anybody who may be chosen");
    } else if found.candidates <= options.k as u64 {
        p = p.warn("not enough data: no more people may be chosen than are to be trained");
    }
    let named = found.seeds.len();
    if (1..options.k).contains(&named) && found.candidates > named as u64 {
        p = p.warn(format!(
            "{} of the {} asked for can be named: word hardly goes on from the others",
            counted(named as u64, "person", "people"),
            options.k
        ));
    }
    // By chance alone a seed may seem to add nobody but itself, or not.
    if let Some(place) = (1..named).find(|&place| !found.seeds[place].adds_others()) {
        p = p.warn(format!(
            "from place {} on people add hardly more than themselves: whether they or others are named is chance",
            place + 1
        ));
    }
    p.warnings.extend(people.population.warnings.iter().cloned());
    p
}
