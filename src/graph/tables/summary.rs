//! Tables about the whole graph.

use super::People;
use super::groups::Units;
use crate::graph::{
    InteractionGraph, MAX_MIXING_GROUPS, TieGraph, degree_assortativity, mixing, partner_counts, reciprocity,
    strong_components, triangles, weak_components,
};
use crate::table::{Provenance, Role, Table};

/// One row: size, reciprocity, clustering, assortativity. Sizes of components have a table of their own, in which small ones
/// are hidden; here they would follow from differences.
pub(crate) fn summary(
    graph: &InteractionGraph,
    ties: &TieGraph,
    people: &People,
    provenance: Provenance,
) -> Table {
    let mutual = reciprocity(graph);
    let connected = partner_counts(graph).into_iter().filter(|&n| n > 0).count();
    let found = triangles(ties);
    let pairs = ties.tie_count();
    let units = Units::of(people);
    let by_unit = match units.names.len() {
        2..=MAX_MIXING_GROUPS => mixing(graph, &units.labels).ok().and_then(|found| found.assortativity()),
        _ => None,
    };
    let provenance = provenance
        .method("transitivity, clustering and assortativity by degree of ties without directions")
        .method("assortativity by unit of arcs by weight (Newman 2003)");
    let (members, arcs) = (graph.node_count() as i64, graph.arc_count() as i64);
    Table::new("graph", "Interaction graph", provenance)
        .int("members", Role::Denominator, "people", "members, with and without arcs", [Some(members)])
        .int("connected", Role::Denominator, "people", "members with an arc", [Some(connected as i64)])
        .int("arcs", Role::Count, "arcs", "ordered pairs with interaction", [Some(arcs)])
        .int("pairs", Role::Count, "pairs", "pairs with interaction either way", [Some(pairs as i64)])
        .float(
            "both_ways",
            Role::Share,
            "",
            "share of the pairs with interaction both ways",
            [(pairs > 0).then(|| mutual.mutual as f64 / 2.0 / pairs as f64)],
        )
        .float("density", Role::Measure, "", "arcs divided by ordered pairs of members", [mutual.density])
        .float("reciprocity", Role::Share, "", "share of the arcs with an arc the other way", [mutual.r])
        .float(
            "rho",
            Role::Measure,
            "",
            "reciprocity beyond chance (Garlaschelli and Loffredo)",
            [mutual.rho],
        )
        .float(
            "transitivity",
            Role::Share,
            "",
            "share of the pairs of contacts who are tied to each other",
            [found.transitivity()],
        )
        .float(
            "clustering",
            Role::Measure,
            "",
            "mean of that share over the members with two contacts or more",
            [found.mean_clustering_of_pairs().map(|(mean, _)| mean)],
        )
        .float(
            "assortativity",
            Role::Measure,
            "",
            "correlation of the numbers of contacts over ties: above 0 the busy talk with the busy",
            [degree_assortativity(ties)],
        )
        .float(
            "unit_assortativity",
            Role::Measure,
            "",
            "1 where all stays inside units, 0 where units do not matter; missing without units",
            [by_unit],
        )
}

/// One row a component of two members or more, largest first.
pub(crate) fn components(graph: &InteractionGraph, strong: bool, provenance: Provenance) -> Table {
    let (found, name, title) = match strong {
        true => (strong_components(graph), "strong_components", "Strong components"),
        false => (weak_components(graph), "weak_components", "Weak components"),
    };
    let n = found.sizes.iter().filter(|&&size| size > 1).count();
    let alone = found.count() - n;
    Table::new(name, title, provenance.exclude("members in a component of their own", alone as u64))
        .int(
            "component",
            Role::Category,
            "",
            "number, from 0 for the largest",
            (0..n).map(|i| Some(i as i64)),
        )
        .int(
            "members",
            Role::Denominator,
            "people",
            "members of it",
            found.sizes.iter().take(n).map(|&n| Some(n.into())),
        )
}
