//! The graph as tables.

use super::{
    EdgeRule, InteractionGraph, InteractionKind, Scale, pagerank, partner_counts, reciprocity,
    strong_components, weak_components,
};
use super::{PageRankOptions, in_strengths, out_strengths};
use crate::error::Result;
use crate::table::{Provenance, Role, Table};
use crate::{MemberId, View};

/// What stands beside each node, in the order of the nodes of the graph.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    /// Ids, unique.
    pub(crate) ids: Vec<String>,
    /// Names; empty where unknown.
    pub(crate) names: Vec<String>,
    /// Units; empty where unknown.
    pub(crate) units: Vec<String>,
    /// Kinds of account.
    pub(crate) kinds: Vec<&'static str>,
}

/// How the arcs came about.
pub(crate) fn provenance(
    view: &View<'_>,
    rule: &EdgeRule,
    graph: &InteractionGraph,
    events: u64,
) -> Provenance {
    let mut p = Provenance::new("an arc u -> v says that u acted on a message of v or mentioned v").method(
        "weight of an arc: sum over the kinds of interaction of weight times count, on the scale given",
    );
    for (kind, weight) in InteractionKind::ALL.iter().zip(rule.weights()) {
        p = p.parameter(kind.name(), weight);
    }
    let scale = match rule.scale {
        Scale::Count => "count",
        Scale::Log1p => "log1p",
    };
    p.parameter("scale", scale)
        .view(view)
        .observations("interactions", events)
        .denominator("members of the export, with and without arcs", graph.node_count() as u64)
        .exclude("interactions of a member with itself", graph.self_loops())
        .assume("every account is a member: bots, guests, officials and accounts without a record as well")
}

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

/// Id, name, unit and kind of each member.
fn who(table: Table, people: &People) -> Table {
    let known = |texts: &[String]| -> Vec<Option<String>> {
        texts.iter().map(|text| Some(text.clone()).filter(|text| !text.is_empty())).collect()
    };
    table
        .text("member", Role::Member, "", "native id", people.ids.iter().cloned().map(Some))
        .text(
            "name",
            Role::MemberName,
            "",
            "display name; missing where the export has none",
            known(&people.names),
        )
        // A unit beside the place in the graph would say too much about who hides behind a pseudonym.
        .text("unit", Role::MemberName, "", "unit; missing where unknown", known(&people.units))
        .text(
            "kind",
            Role::MemberName,
            "",
            "kind of account",
            people.kinds.iter().map(|kind| Some((*kind).into())),
        )
}

/// One row an arc.
pub(crate) fn arcs(graph: &InteractionGraph, people: &People, provenance: Provenance) -> Table {
    let ends: Vec<(MemberId, MemberId)> = graph
        .members()
        .flat_map(|from| graph.out_neighbours(from).members.iter().map(move |&to| (from, to)))
        .collect();
    let id = |member: MemberId| people.ids.get(member.index()).cloned();
    let mut table = Table::new("arcs", "Arcs of the interaction graph", provenance)
        .text("from", Role::Member, "", "who acted, native id", ends.iter().map(|end| id(end.0)))
        .text("to", Role::Member, "", "on whose message, native id", ends.iter().map(|end| id(end.1)))
        .float(
            "weight",
            Role::Measure,
            "",
            "weight of the arc",
            (0..ends.len()).map(|arc| graph.weight(arc)),
        );
    if let Some(counts) = graph.counts() {
        for kind in InteractionKind::ALL {
            let n = (0..ends.len()).map(|arc| Some(i64::from(counts.count(arc, kind))));
            table = table.int(kind.name(), Role::Count, "", "interactions of this kind", n);
        }
        table = table
            .time("first", "first interaction", (0..ends.len()).map(|arc| Some(counts.first(arc))))
            .time("last", "last interaction", (0..ends.len()).map(|arc| Some(counts.last(arc))));
    }
    table
}

/// One row a member with its PageRank, along the arcs or against them.
pub(crate) fn ranks(
    graph: &InteractionGraph,
    people: &People,
    options: &PageRankOptions,
    reverse: bool,
    provenance: Provenance,
) -> Result<Table> {
    let ranks = match reverse {
        false => pagerank(graph, options)?,
        true => pagerank(&reversed(graph)?, options)?,
    };
    let mut provenance = provenance
        .method("weighted PageRank (Brin and Page 1998), power iteration")
        .parameter("damping", options.damping)
        .parameter("tolerance", options.tolerance)
        .parameter("max_iterations", options.max_iterations)
        .parameter("reverse", reverse);
    if !ranks.converged {
        let text =
            format!("stopped after {} iterations with a change of {:e}", ranks.iterations, ranks.error);
        provenance.warnings.push(text);
    }
    Ok(who(Table::new("pagerank", "PageRank", provenance), people).float(
        "pagerank",
        Role::Measure,
        "",
        "share of the time of a reader who follows arcs by weight and sometimes jumps; sums to 1",
        ranks.scores.into_iter().map(Some),
    ))
}

fn reversed(graph: &InteractionGraph) -> Result<InteractionGraph> {
    let (mut from, mut to, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for member in graph.members() {
        let into = graph.in_neighbours(member);
        from.extend(std::iter::repeat_n(member.0, into.members.len()));
        to.extend(into.members.iter().map(|source| source.0));
        weights.extend_from_slice(into.weights);
    }
    InteractionGraph::from_arcs(graph.node_count(), &from, &to, &weights)
}
