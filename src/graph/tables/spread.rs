//! How a word spreads on a graph, as tables.

use super::{People, who};
use crate::graph::{Adoption, CascadeOptions, CascadeRuns, Reach, SeedSet};
use crate::table::{Provenance, Role, Table};

const ASSUMED: &str = "how likely a word passes from one member to another cannot be told from interactions";

fn assumed(provenance: Provenance, options: &CascadeOptions) -> Provenance {
    provenance
        .parameter("model", format!("{:?}", options.model))
        .parameter("probability", options.probability.describe())
        .assume(ASSUMED)
}

/// The seeds in order of choice.
pub(crate) fn seeds(
    people: &People,
    found: &SeedSet,
    reach: &Reach,
    options: &CascadeOptions,
    provenance: Provenance,
) -> Table {
    let rows: Vec<usize> = found.seeds.iter().map(|seed| seed.index()).collect();
    let provenance = assumed(provenance, options)
        .method("OPIM-C (Tang and others 2018); reach from further reverse reachable sets, Wilson intervals")
        .parameter("sets", reach.sets)
        .interval(reach.interval_level);
    let of = |place: usize| reach.of_first(place + 1);
    let places = 0..rows.len();
    who(Table::new("seeds", "Members whose word reaches most", provenance), &people.take(&rows))
        .int(
            "place",
            Role::Count,
            "",
            "order of choice, from 1",
            places.clone().map(|place| Some(place as i64 + 1)),
        )
        .float(
            "reach",
            Role::Measure,
            "people",
            "expected number of members reached by this one and those before, they themselves among them",
            places.clone().map(|place| of(place).map(|found| found.0)),
        )
        .float(
            "reach_low",
            Role::Low,
            "people",
            "lower end",
            places.clone().map(|place| of(place).map(|found| found.1.low)),
        )
        .float(
            "reach_high",
            Role::High,
            "people",
            "upper end",
            places.map(|place| of(place).map(|found| found.1.high)),
        )
}

/// Cascades, round by round.
pub(crate) fn rounds(
    found: &CascadeRuns,
    options: &CascadeOptions,
    members: usize,
    provenance: Provenance,
) -> Table {
    let runs = found.sizes.len();
    let provenance = assumed(provenance, options)
        .method(format!("mean of {runs} cascades played"))
        .parameter("runs", runs);
    course("cascade", "A word round by round", &found.by_round, members, provenance)
}

/// A habit, round by round.
pub(crate) fn adoption(found: &Adoption, rule: &str, members: usize, provenance: Provenance) -> Table {
    let provenance = provenance
        .method("threshold contagion in rounds (Granovetter 1978; Centola and Macy 2007)")
        .parameter("rule", rule)
        .assume("nobody gives up again, and everybody has the same threshold");
    let by_round: Vec<f64> = found.by_round.iter().map(|&people| f64::from(people)).collect();
    course("threshold", "A habit round by round", &by_round, members, provenance)
}

fn course(name: &str, title: &str, by_round: &[f64], members: usize, provenance: Provenance) -> Table {
    let mut total = 0.0;
    let totals: Vec<f64> = by_round
        .iter()
        .map(|new| {
            total += new;
            total
        })
        .collect();
    Table::new(name, title, provenance)
        .int("round", Role::Count, "", "0 for the seeds", (0..by_round.len()).map(|round| Some(round as i64)))
        .int("people", Role::Denominator, "people", "members", by_round.iter().map(|_| Some(members as i64)))
        .float(
            "new",
            Role::Measure,
            "people",
            "members reached in the round",
            by_round.iter().copied().map(Some),
        )
        .float("total", Role::Measure, "people", "up to this round", totals.iter().copied().map(Some))
        .float(
            "share",
            Role::Share,
            "",
            "total / people",
            totals.iter().map(|total| Some(total / members as f64)),
        )
}
