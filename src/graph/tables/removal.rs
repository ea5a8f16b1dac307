//! Tables of what is left without some members.

use super::{People, who};
use crate::MemberId;
use crate::graph::{
    AttritionCurves, DistanceOptions, KeyPlayerMeasure, KeyPlayers, TieGraph, distance_loss, fragmentation,
};
use crate::table::{Provenance, Role, Table};

/// How far the graph hangs together, as it is and, in a second row, without some members.
pub(crate) fn left(
    ties: &TieGraph,
    removed: &[MemberId],
    options: &DistanceOptions,
    provenance: Provenance,
) -> Table {
    let provenance = provenance
        .method("ties without directions, in steps; fragmentation and its distance form (Borgatti 2006)")
        .parameter("removed", removed.len())
        .parameter("sources", options.sources)
        .parameter("seed", options.seed)
        .interval(options.level);
    let loss = distance_loss(ties, removed, options);
    let states: Vec<(&str, _, _)> = [
        ("everybody", fragmentation(ties, &[]), loss.map(|loss| loss.before)),
        ("without them", fragmentation(ties, removed), loss.map(|loss| loss.after)),
    ]
    .into_iter()
    .take(if removed.is_empty() { 1 } else { 2 })
    .collect();
    let rows = || states.iter();
    Table::new("fragmentation", "How far it hangs together", provenance)
        .text(
            "state",
            Role::Category,
            "",
            "with everybody, or without those removed",
            rows().map(|row| Some(row.0.into())),
        )
        .int(
            "members",
            Role::Denominator,
            "people",
            "members that remain",
            rows().map(|row| row.1.map(|found| found.nodes.into())),
        )
        .int(
            "pieces",
            Role::Count,
            "",
            "pieces they are in",
            rows().map(|row| row.1.map(|found| found.components.into())),
        )
        .float(
            "largest_share",
            Role::Share,
            "",
            "share of them in the largest piece",
            rows().map(|row| row.1.map(|found| found.largest_share())),
        )
        .float(
            "fragmentation",
            Role::Share,
            "",
            "share of the pairs of members who cannot reach each other",
            rows().map(|row| row.1.map(|found| found.fragmentation)),
        )
        .float(
            "distance_fragmentation",
            Role::Share,
            "",
            "one minus the mean of 1 / distance over the pairs",
            rows().map(|row| row.2.map(|found| found.value)),
        )
        .float(
            "distance_fragmentation_low",
            Role::Low,
            "",
            "lower end of the interval, where distances are sampled",
            rows().map(|row| row.2?.interval.map(|ends| ends.low)),
        )
        .float(
            "distance_fragmentation_high",
            Role::High,
            "",
            "upper end of the interval, where distances are sampled",
            rows().map(|row| row.2?.interval.map(|ends| ends.high)),
        )
}

/// The members of a set of key players.
pub(crate) fn key_member(
    found: &KeyPlayers,
    measure: KeyPlayerMeasure,
    people: &People,
    provenance: Provenance,
) -> Table {
    let name = match measure {
        KeyPlayerMeasure::Fragmentation => "fragmentation without them".to_string(),
        KeyPlayerMeasure::DistanceFragmentation => "distance fragmentation without them".to_string(),
        KeyPlayerMeasure::DistanceReach => "distance-weighted reach".to_string(),
        KeyPlayerMeasure::Reach(steps) => format!("share within {steps} steps"),
    };
    let mut provenance = provenance
        .method("ties without directions, in steps; key players (Borgatti 2006)")
        .parameter("measure", name)
        .parameter("exact", found.exact);
    if !found.exact {
        provenance = provenance.warn("not all sets were tried: there may be a better one");
    }
    let at: Vec<usize> = found.members.iter().map(|member| member.index()).collect();
    who(Table::new("key_players", "Key players, as a set", provenance), &people.take(&at)).float(
        "value",
        Role::Share,
        "",
        "value of the measure for the whole set, the same in each row",
        at.iter().map(|_| Some(found.value)),
    )
}

/// The curves of those who leave, and the robustness of each.
pub(crate) fn attrition(curves: &AttritionCurves, provenance: &Provenance) -> [Table; 2] {
    let rows = || curves.points.iter();
    let curve = Table::new("attrition", "The largest piece as ever more people leave", provenance.clone())
        .int(
            "removed",
            Role::Count,
            "people",
            "people who have left",
            rows().map(|row| Some(row.removed.into())),
        )
        .float(
            "targeted",
            Role::Share,
            "",
            "share of all people in the largest piece, those with most contacts leaving first",
            rows().map(|row| Some(row.targeted)),
        )
        .float(
            "adaptive",
            Role::Share,
            "",
            "the same, contacts counted anew after each",
            rows().map(|row| Some(row.adaptive)),
        )
        .float("random", Role::Share, "", "the same by chance, mean", rows().map(|row| Some(row.random)))
        .float(
            "random_low",
            Role::Low,
            "",
            "random orders lie above",
            rows().map(|row| Some(row.random_interval.low)),
        )
        .float(
            "random_high",
            Role::High,
            "",
            "random orders lie below",
            rows().map(|row| Some(row.random_interval.high)),
        );
    let orders = ["most contacts first", "most contacts first, counted anew", "by chance"];
    let robustness = Table::new("attrition_robustness", "Robustness", provenance.clone())
        .text("order", Role::Category, "", "who leaves first", orders.map(|order| Some(order.into())))
        .float(
            "robustness",
            Role::Measure,
            "",
            "mean share of all people in the largest piece while all leave, from 0 to 1/2",
            curves.robustness.map(Some),
        );
    [curve, robustness]
}
