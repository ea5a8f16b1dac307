//! Tables with a row a member or an arc.

use super::{People, who};
use crate::MemberId;
use crate::graph::{
    InteractionGraph, InteractionKind, TieGraph, in_strengths, out_strengths, partner_counts,
    strong_components, weak_components,
};
use crate::table::{Provenance, Role, Table};

/// One row a member, with what the graph says about it.
pub(crate) fn nodes(graph: &InteractionGraph, people: &People, provenance: Provenance) -> Table {
    let int = |values: Vec<usize>| values.into_iter().map(|n| Some(n as i64));
    let label = |values: Vec<u32>| values.into_iter().map(|n| Some(n.into()));
    let each = |f: fn(&InteractionGraph, MemberId) -> usize| graph.members().map(|m| f(graph, m)).collect();
    who(Table::new("nodes", "Members of the interaction graph", provenance), people)
        .float(
            "out_strength",
            Role::Measure,
            "",
            "sum of the weights of outgoing arcs: how much the member acted on others",
            out_strengths(graph).into_iter().map(Some),
        )
        .float(
            "in_strength",
            Role::Measure,
            "",
            "sum of the weights of incoming arcs: how much others acted on the member",
            in_strengths(graph).into_iter().map(Some),
        )
        .int(
            "out_partners",
            Role::People,
            "people",
            "different members that the member acted on",
            int(each(InteractionGraph::out_partners)),
        )
        .int(
            "in_partners",
            Role::People,
            "people",
            "different members that acted on the member",
            int(each(InteractionGraph::in_partners)),
        )
        .int(
            "partners",
            Role::People,
            "people",
            "different members in either direction",
            int(partner_counts(graph)),
        )
        .int(
            "weak_component",
            Role::Category,
            "",
            "number of the weak component, from 0 for the largest",
            label(weak_components(graph).labels),
        )
        .int(
            "strong_component",
            Role::Category,
            "",
            "number of the strong component, from 0 for the largest",
            label(strong_components(graph).labels),
        )
}

/// One row an arc.
pub(crate) fn arcs(
    graph: &InteractionGraph,
    people: &People,
    among: Option<&[MemberId]>,
    provenance: Provenance,
) -> Table {
    let wanted = |member: MemberId| among.is_none_or(|among| among.binary_search(&member).is_ok());
    let ends: Vec<(usize, MemberId, MemberId)> = graph
        .members()
        .filter(|&from| wanted(from))
        .flat_map(|from| {
            let arcs = graph.out_arcs(from).zip(graph.out_neighbours(from).members);
            arcs.map(move |(arc, &to)| (arc, from, to))
        })
        .filter(|&(.., to)| wanted(to))
        .collect();
    let id = |member: MemberId| people.ids.get(member.index()).cloned();
    let of = || ends.iter().map(|&(arc, ..)| arc);
    let mut table = Table::new("arcs", "Arcs of the interaction graph", provenance)
        .text("from", Role::Member, "", "who acted, native id", ends.iter().map(|end| id(end.1)))
        .text("to", Role::Member, "", "on whose message, native id", ends.iter().map(|end| id(end.2)))
        .float("weight", Role::Measure, "", "weight of the arc", of().map(|arc| graph.weight(arc)));
    if let Some(counts) = graph.counts() {
        for kind in InteractionKind::ALL {
            let n = of().map(|arc| Some(i64::from(counts.count(arc, kind))));
            table = table.int(kind.name(), Role::Count, "", "interactions of this kind", n);
        }
        table = table.time("first", "first interaction", of().map(|arc| Some(counts.first(arc)))).time(
            "last",
            "last interaction",
            of().map(|arc| Some(counts.last(arc))),
        );
    }
    table
}

/// One row a drawn member with its place.
pub(crate) fn drawing(
    ties: &TieGraph,
    chosen: &[MemberId],
    people: &People,
    places: &[[f64; 2]],
    provenance: Provenance,
) -> Table {
    let provenance = provenance
        .method("stress majorisation (Gansner, Koren and North 2004) of the ties among the members drawn")
        .observations("members drawn, those with most contacts", chosen.len() as u64);
    let at: Vec<usize> = chosen.iter().map(|member| member.index()).collect();
    who(Table::new("drawing", "Places in the drawing", provenance), &people.take(&at))
        .float("x", Role::Measure, "ties", "place from left to right", places.iter().map(|at| Some(at[0])))
        .float("y", Role::Measure, "ties", "place from bottom to top", places.iter().map(|at| Some(at[1])))
        .int(
            "contacts",
            Role::People,
            "people",
            "different members tied to the member, among those drawn",
            ties.members().map(|member| Some(ties.degree(member) as i64)),
        )
}
