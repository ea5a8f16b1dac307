//! The graph as tables.

mod centrality;
mod communities;
mod groups;
mod members;
mod over_time;
mod removal;
mod spread;
mod structure;
mod summary;

pub use centrality::BetweennessMethod;
pub(crate) use centrality::{between, between_arcs, hubs_and_authorities, near, ranks};
pub use communities::{CommunityMethod, DEFAULT_SEARCHES};
pub(crate) use communities::{communities, community_members};
pub(crate) use groups::{ei, ei_of_members, matrix, roles};
pub(crate) use members::{arcs, drawing, nodes};
pub use over_time::{DEFAULT_TRAILING, graph_over_time};
pub(crate) use removal::{attrition, key_member, left};
pub(crate) use spread::{adoption, rounds, seeds};
pub(crate) use structure::{
    articulation_points, biconnected_members, biconnected_sizes, bridges, clustering, cores, holes,
};
pub(crate) use summary::{components, summary};

use super::{EdgeRule, InteractionGraph, InteractionKind, Scale};
use crate::View;
use crate::table::{Provenance, Role, Table};

/// What stands beside each node, in the order of the nodes of the graph. A column that is not known at all is empty.
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

impl People {
    /// Some of them, in this order.
    fn take(&self, at: &[usize]) -> People {
        let texts = |texts: &[String]| at.iter().filter_map(|&i| texts.get(i).cloned()).collect();
        People {
            ids: texts(&self.ids),
            names: texts(&self.names),
            units: texts(&self.units),
            kinds: at.iter().filter_map(|&i| self.kinds.get(i).copied()).collect(),
        }
    }
}

/// How the arcs came about.
pub(crate) fn provenance(
    view: &View<'_>,
    rule: &EdgeRule,
    graph: &InteractionGraph,
    events: u64,
) -> Provenance {
    let p = Provenance::new("an arc u -> v says that u acted on a message of v or mentioned v").method(
        "weight of an arc: sum over the kinds of interaction of weight times count, on the scale given",
    );
    kinds(p, rule)
        .view(view)
        .observations("interactions", events)
        .denominator("members of the export, with and without arcs", graph.node_count() as u64)
        .exclude("interactions of a member with itself", graph.self_loops())
        .assume("every account is a member: bots, guests, officials and accounts without a record as well")
}

/// What each kind of interaction counts for.
fn kinds(mut provenance: Provenance, rule: &EdgeRule) -> Provenance {
    for (kind, weight) in InteractionKind::ALL.iter().zip(rule.weights()) {
        provenance = provenance.parameter(kind.name(), weight);
    }
    let scale = match rule.scale {
        Scale::Count => "count",
        Scale::Log1p => "log1p",
    };
    provenance.parameter("scale", scale)
}

/// Id, name, unit and kind of each member, as far as they are known.
fn who(table: Table, people: &People) -> Table {
    let known = |texts: &[String]| -> Vec<Option<String>> {
        texts.iter().map(|text| Some(text.clone()).filter(|text| !text.is_empty())).collect()
    };
    let mut table = table.text("member", Role::Member, "", "id", people.ids.iter().cloned().map(Some));
    if !people.names.is_empty() {
        let about = "display name; missing where the export has none";
        table = table.text("name", Role::MemberName, "", about, known(&people.names));
    }
    if !people.units.is_empty() {
        // A unit beside the place in the graph would say too much about who hides behind a pseudonym.
        table = table.text("unit", Role::MemberName, "", "unit; missing where unknown", known(&people.units));
    }
    if !people.kinds.is_empty() {
        let kinds = people.kinds.iter().map(|kind| Some((*kind).into()));
        table = table.text("kind", Role::MemberName, "", "kind of account", kinds);
    }
    table
}
