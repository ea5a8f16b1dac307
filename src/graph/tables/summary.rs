//! Tables about the whole graph.

use crate::graph::{InteractionGraph, partner_counts, reciprocity, strong_components, weak_components};
use crate::table::{Provenance, Role, Table};

/// One row: size, density, reciprocity, components.
pub(crate) fn summary(graph: &InteractionGraph, provenance: Provenance) -> Table {
    let mutual = reciprocity(graph);
    let (weak, strong) = (weak_components(graph), strong_components(graph));
    let connected = partner_counts(graph).into_iter().filter(|&n| n > 0).count();
    let largest = |sizes: &[u32]| [sizes.first().map(|&n| i64::from(n))];
    Table::new("graph", "Interaction graph", provenance)
        .int(
            "members",
            Role::Denominator,
            "people",
            "members, with and without arcs",
            [Some(graph.node_count() as i64)],
        )
        .int("connected", Role::People, "people", "members with an arc", [Some(connected as i64)])
        .int("arcs", Role::Count, "arcs", "ordered pairs with interaction", [Some(graph.arc_count() as i64)])
        .float("density", Role::Measure, "", "arcs divided by ordered pairs of members", [mutual.density])
        .float("reciprocity", Role::Share, "", "arcs with an arc the other way", [mutual.r])
        .float(
            "rho",
            Role::Measure,
            "",
            "reciprocity beyond chance (Garlaschelli and Loffredo)",
            [mutual.rho],
        )
        .int(
            "weak_components",
            Role::Count,
            "",
            "weak components, single members included",
            [Some(weak.count() as i64)],
        )
        .int(
            "largest_weak",
            Role::People,
            "people",
            "members of the largest weak component",
            largest(&weak.sizes),
        )
        .int(
            "strong_components",
            Role::Count,
            "",
            "strong components, single members included",
            [Some(strong.count() as i64)],
        )
        .int(
            "largest_strong",
            Role::People,
            "people",
            "members of the largest strong component",
            largest(&strong.sizes),
        )
}

/// One row a component, largest first.
pub(crate) fn components(graph: &InteractionGraph, strong: bool, provenance: Provenance) -> Table {
    let (found, name, title) = match strong {
        true => (strong_components(graph), "strong_components", "Strong components"),
        false => (weak_components(graph), "weak_components", "Weak components"),
    };
    Table::new(name, title, provenance)
        .int(
            "component",
            Role::Category,
            "",
            "number, from 0 for the largest",
            (0..found.count()).map(|i| Some(i as i64)),
        )
        .int(
            "members",
            Role::Denominator,
            "people",
            "members of it",
            found.sizes.iter().map(|&n| Some(n.into())),
        )
}
