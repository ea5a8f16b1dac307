//! Tables of how ties hang together: one row a member.

use super::{People, who};
use crate::MemberId;
use crate::graph::{
    Adjacency, TieGraph, biconnected_components, core_numbers, cuts, structural_holes, triangles,
    weighted_clustering,
};
use crate::table::{Provenance, Role, Table};

/// Triangles and local clustering of each member.
pub(crate) fn clustering(ties: &TieGraph, people: &People, provenance: Provenance) -> Table {
    let found = triangles(ties);
    let provenance = provenance
        .method("ties without directions; local clustering: tied pairs of contacts by all pairs of contacts")
        .method("weighted clustering: geometric means of the three weights by the largest (Onnela and others 2005)");
    let degrees = ties.members().map(|member| Some(ties.degree(member) as i64));
    let table = who(Table::new("clustering", "Clustering", provenance), people)
        .int("contacts", Role::People, "people", "different members tied to the member", degrees)
        .int(
            "triangles",
            Role::Count,
            "",
            "pairs of contacts who are tied to each other",
            found.by_member.iter().map(|&n| Some(n as i64)),
        );
    let table = table.float(
        "clustering",
        Role::Share,
        "",
        "share of the pairs of contacts who are tied; missing below two contacts",
        found.clustering,
    );
    table.float(
        "weighted_clustering",
        Role::Measure,
        "",
        "the same with the weights of the three ties; missing below two contacts",
        weighted_clustering(ties),
    )
}

/// Burt's measures of each member.
pub(crate) fn holes(ties: &TieGraph, people: &People, weighted: bool, provenance: Provenance) -> Table {
    let found = structural_holes(ties, weighted);
    let provenance = provenance
        .method("ties without directions, weights of both ways added; constraint and effective size by Burt (1992)")
        .parameter("weighted", weighted);
    let table = who(Table::new("structural_holes", "Structural holes", provenance), people);
    let table = table.float("constraint", Role::Measure, "", "how far all contacts lead back to the same people: near 0 for somebody between people who do not meet; missing without ties", found.constraint,
    );
    let table = table.float(
        "effective_size",
        Role::Measure,
        "",
        "contacts less the redundancy among them; missing without ties",
        found.effective_size,
    );
    table.float(
        "efficiency",
        Role::Measure,
        "",
        "effective size per contact; missing without ties",
        found.efficiency,
    )
}

/// Core number of each member.
pub(crate) fn cores(graph: Adjacency<'_>, people: &People, provenance: Provenance) -> Table {
    let found = core_numbers(graph);
    let provenance = provenance
        .method("k-core (Seidman 1983): the largest part in which everybody has k contacts or more")
        .parameter("degeneracy", found.degeneracy);
    who(Table::new("cores", "Core numbers", provenance), people).int(
        "core",
        Role::Measure,
        "contacts",
        "largest k such that the member is in the k-core",
        found.numbers.iter().map(|&k| Some(k.into())),
    )
}

/// Members without whom the graph falls into more parts.
pub(crate) fn articulation_points(ties: &TieGraph, people: &People, provenance: Provenance) -> Table {
    let points = cuts(ties).articulation_points;
    let provenance = provenance.method("ties without directions; articulation points (Tarjan 1972)");
    let at: Vec<usize> = points.iter().map(|point| point.member.index()).collect();
    who(Table::new("articulation_points", "Members who hold parts together", provenance), &people.take(&at))
        .int(
            "parts",
            Role::Count,
            "",
            "parts into which the rest of the component falls without the member",
            points.iter().map(|point| Some(point.parts.len() as i64)),
        )
        .int(
            "cut_off",
            Role::People,
            "people",
            "members outside the largest of these parts",
            points.iter().map(|point| Some(point.cut_off() as i64)),
        )
}

/// Ties without which the graph falls into more parts.
pub(crate) fn bridges(ties: &TieGraph, people: &People, provenance: Provenance) -> Table {
    let bridges = cuts(ties).bridges;
    let provenance = provenance.method("ties without directions; bridges (Tarjan 1972)");
    let id = |member: MemberId| people.ids.get(member.index()).cloned();
    Table::new("bridges", "Ties that hold parts together", provenance)
        .text("member", Role::Member, "", "one end, id", bridges.iter().map(|bridge| id(bridge.ends.0)))
        .text("other", Role::Member, "", "the other end, id", bridges.iter().map(|bridge| id(bridge.ends.1)))
        .int(
            "cut_off",
            Role::People,
            "people",
            "members on the smaller side",
            bridges.iter().map(|bridge| Some(bridge.cut_off().into())),
        )
}

/// How biconnected components came about.
fn biconnected(provenance: Provenance) -> Provenance {
    provenance.method(
        "ties without directions; biconnected components (Hopcroft and Tarjan 1973): parts that stay connected whichever \
         one member leaves; two may share one member, who then holds them together",
    )
}

/// One row a biconnected component, largest first.
pub(crate) fn biconnected_sizes(ties: &TieGraph, provenance: Provenance) -> Table {
    let found = biconnected_components(ties);
    let alone = ties.members().filter(|&member| ties.degree(member) == 0).count();
    let provenance = biconnected(provenance).exclude("members without ties", alone as u64);
    Table::new("biconnected_components", "Biconnected components", provenance)
        .int(
            "component",
            Role::Category,
            "",
            "number, from 0 for the largest",
            (0..found.len()).map(|i| Some(i as i64)),
        )
        .int(
            "members",
            Role::Denominator,
            "people",
            "members of it; those who hold two parts together are in both",
            found.iter().map(|members| Some(members.len() as i64)),
        )
}

/// One row a member and biconnected component in which it is.
pub(crate) fn biconnected_members(ties: &TieGraph, people: &People, provenance: Provenance) -> Table {
    let found = biconnected_components(ties);
    let mut rows: Vec<(usize, usize)> = (0..)
        .zip(&found)
        .flat_map(|(component, members)| members.iter().map(move |member| (member.index(), component)))
        .collect();
    rows.sort_unstable();
    let at: Vec<usize> = rows.iter().map(|row| row.0).collect();
    let provenance = biconnected(provenance);
    let table = Table::new("biconnected_members", "Members of biconnected components", provenance);
    who(table, &people.take(&at)).int(
        "component",
        Role::Category,
        "",
        "number of the component, from 0 for the largest; a member who holds parts together has a row for each",
        rows.iter().map(|row| Some(row.1 as i64)),
    )
}
