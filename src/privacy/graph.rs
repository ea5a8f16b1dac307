//! The interaction graph on its way out: tables and files of it, as far as the policy lets them.

use super::{Mode, Policy, Release};
use crate::error::{Error, Result};
use crate::graph::tables::{self, People};
use crate::graph::{
    EdgeRule, Interaction, InteractionGraph, NodeColumn, NodeValues, PageRankOptions, interactions,
    write_edge_list, write_gexf, write_graphml,
};
use crate::table::Provenance;
use crate::time::DAY_MS;
use crate::{MemberId, Timestamp, View};
use std::collections::HashMap;
use std::io::Write;

/// The interaction graph of a view under a policy: the only way in which a graph of people is written.
///
/// - named: members with id, name, unit and kind of account;
/// - pseudonymous: members by pseudonym and nothing else, in the order of the pseudonyms;
/// - aggregate: figures about the whole graph only; whatever has a row, node or arc a person is refused.
///
/// ```
/// use cmgraph::graph::EdgeRule;
/// use cmgraph::privacy::GraphRelease;
/// use cmgraph::{Error, Policy};
/// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
/// let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), &Policy::aggregate())?;
/// assert_eq!(graph.summary().rows(), 1);
/// assert!(matches!(graph.arcs(), Err(Error::Withheld { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GraphRelease {
    graph: InteractionGraph,
    people: People,
    provenance: Provenance,
    policy: Policy,
}

impl GraphRelease {
    /// Builds the graph of a view. O(messages + members log members).
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`].
    pub fn new(view: &View<'_>, rule: &EdgeRule, policy: &Policy) -> Result<GraphRelease> {
        let members = view.community().members();
        let mut ids = unique_ids(view);
        let mut events = interactions(view);
        let mut order: Vec<u32> = (0..members.len() as u32).collect();
        if policy.mode() == Mode::Pseudonymous {
            // The order of the native ids, which is that of joining, would tell who is who.
            let pseudonyms: Vec<String> =
                ids.iter().map(|id| policy.person(id).unwrap_or_default()).collect();
            order.sort_unstable_by(|&a, &b| pseudonyms[a as usize].cmp(&pseudonyms[b as usize]));
            let mut place = vec![MemberId(0); order.len()];
            for (new, &old) in order.iter().enumerate() {
                place[old as usize] = MemberId(new as u32);
            }
            for event in &mut events {
                (event.from, event.to) = (place[event.from.index()], place[event.to.index()]);
            }
        }
        let graph = InteractionGraph::from_interactions(members.len(), &events, rule)?;
        let of = |text: &dyn Fn(usize) -> String| order.iter().map(|&old| text(old as usize)).collect();
        let people = People {
            ids: order.iter().map(|&old| std::mem::take(&mut ids[old as usize])).collect(),
            names: of(&|i| members.names.get(i).to_owned()),
            units: of(&|i| view.community().unit(MemberId(i as u32), None).to_owned()),
            kinds: order.iter().map(|&old| members.kind(MemberId(old)).name()).collect(),
        };
        let provenance = tables::provenance(view, rule, &graph, events.len() as u64);
        Ok(GraphRelease { graph, people, provenance, policy: policy.clone() })
    }

    /// Number of members, with or without arcs.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.graph.arc_count()
    }

    /// One row about the whole graph: members, arcs, density, reciprocity, components. In every mode. O(n + m).
    pub fn summary(&self) -> Release {
        self.policy.apply(&tables::summary(&self.graph, self.provenance.clone()))
    }

    /// Sizes of the weak or strong components, largest first; those of fewer people than the policy's minimum
    /// are hidden. In every mode. O(n + m).
    pub fn components(&self, strong: bool) -> Release {
        self.policy.apply(&tables::components(&self.graph, strong, self.provenance.clone()))
    }

    /// One row a member: strength, distinct partners, components. O(n + m).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode.
    pub fn nodes(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        Ok(self.policy.apply(&tables::nodes(&self.graph, &self.people, self.provenance.clone())))
    }

    /// One row an arc: weight, counts by kind, first and last time. O(m).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode.
    pub fn arcs(&self) -> Result<Release> {
        self.about_people("a table of who interacts with whom")?;
        Ok(self.policy.apply(&tables::arcs(&self.graph, &self.people, self.provenance.clone())))
    }

    /// One row a member with its weighted PageRank ([`pagerank`](crate::graph::pagerank)). Along the arcs those
    /// rank high whom others act on; with `reverse` those who act on the messages of many (who answer, say).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode, [`Error::Option`] for an option outside its range.
    pub fn pagerank(&self, options: &PageRankOptions, reverse: bool) -> Result<Release> {
        self.about_people("a ranking of members")?;
        let table = tables::ranks(&self.graph, &self.people, options, reverse, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// Writes GraphML ([`write_graphml`]), with `label`, `unit` and `kind` where the mode is named.
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode, [`Error::Io`] from the writer.
    pub fn write_graphml(&self, out: impl Write) -> Result<()> {
        let texts = self.texts()?;
        write_graphml(&self.graph, &columns(&texts), out)
    }

    /// Writes GEXF for Gephi ([`write_gexf`]), with the same attributes.
    ///
    /// # Errors
    /// As [`GraphRelease::write_graphml`].
    pub fn write_gexf(&self, out: impl Write) -> Result<()> {
        let texts = self.texts()?;
        write_gexf(&self.graph, &columns(&texts), out)
    }

    /// Writes the arcs as CSV ([`write_edge_list`]).
    ///
    /// # Errors
    /// As [`GraphRelease::write_graphml`].
    pub fn write_edge_list(&self, out: impl Write) -> Result<()> {
        self.about_people("a graph of people")?;
        let ids: Vec<String> =
            self.people.ids.iter().map(|id| self.policy.person(id).unwrap_or_default()).collect();
        write_edge_list(&self.graph, Some(&ids), out)
    }

    /// Whether people may be shown, for callers that want to know before they make a file.
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode; `what` is named in it.
    pub fn about_people(&self, what: &str) -> Result<()> {
        about_people(&self.policy, what)
    }

    /// Attributes of the nodes in files, by name.
    fn texts(&self) -> Result<Vec<(&'static str, Vec<String>)>> {
        self.about_people("a graph of people")?;
        let People { ids, names, units, kinds } = &self.people;
        if self.policy.mode() != Mode::Named {
            let ids: Vec<String> = ids.iter().map(|id| self.policy.person(id).unwrap_or_default()).collect();
            return Ok(vec![("label", ids.clone()), ("member", ids)]);
        }
        let labels = names.iter().zip(ids).map(|(name, id)| if name.is_empty() { id } else { name });
        Ok(vec![
            ("label", labels.cloned().collect()),
            ("member", ids.clone()),
            ("unit", units.clone()),
            ("kind", kinds.iter().map(|kind| (*kind).to_owned()).collect()),
        ])
    }
}

fn about_people(policy: &Policy, what: &str) -> Result<()> {
    if policy.mode() != Mode::Aggregate {
        return Ok(());
    }
    Err(Error::Withheld {
        what: what.into(),
        mode: policy.mode().name(),
        reason: "it shows single people; summary and component sizes are there, or use named or \
                 pseudonymous mode if you are entitled to see people"
            .into(),
    })
}

/// Writes the interactions of a view as CSV, one row an act: `from,to,time,kind`
/// ([`graph::write_interactions`](crate::graph::write_interactions)), which
/// [`read_edge_list`](crate::graph::read_edge_list) reads again.
///
/// - named: native ids and exact times, in order of time;
/// - pseudonymous: pseudonyms, and instead of the time the Monday of its local week, for whoever can see a message in the
///   platform would find its author by the second; rows sorted by week and pseudonym;
/// - aggregate: refused.
///
/// # Errors
/// [`Error::Withheld`] in aggregate mode, [`Error::Io`] from the writer.
///
/// ```
/// use cmgraph::Policy;
/// use cmgraph::privacy::write_interactions;
/// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
/// let mut file = Vec::new();
/// write_interactions(&community.whole(), &Policy::named(), &mut file)?;
/// assert!(file.starts_with(b"from,to,time,kind\n"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn write_interactions(view: &View<'_>, policy: &Policy, out: impl Write) -> Result<()> {
    about_people(policy, "a list of who acted on whom")?;
    let names: Vec<String> =
        unique_ids(view).iter().map(|id| policy.person(id).unwrap_or_default()).collect();
    let mut events = interactions(view);
    if policy.mode() == Mode::Pseudonymous {
        for event in &mut events {
            event.at = Timestamp(i64::from(view.clock().day(event.at).monday().0) * DAY_MS);
        }
        let name = |member: MemberId| names.get(member.index());
        events.sort_by(|a, b| {
            let key = |e: &Interaction| (e.at, name(e.from), name(e.to), e.kind);
            key(a).cmp(&key(b))
        });
    } else {
        events.sort_by_key(|event| event.at);
    }
    crate::graph::write_interactions(&events, &names, out)
}

fn columns<'a>(texts: &'a [(&'static str, Vec<String>)]) -> Vec<NodeColumn<'a>> {
    texts.iter().map(|(name, texts)| NodeColumn { name, values: NodeValues::Text(texts) }).collect()
}

/// Native ids; where several networks share one, those outside the home network say which they are of.
fn unique_ids(view: &View<'_>) -> Vec<String> {
    let ids = &view.community().members().ids;
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(ids.len());
    for i in 0..ids.len() {
        *seen.entry(ids.get(i)).or_default() += 1;
    }
    let shared = |id: &String| seen.get(id).is_some_and(|&n| n > 1);
    (0..ids.len())
        .map(|i| match (ids.get(i), ids.network(i)) {
            (id, network) if network > 0 && shared(&id) => format!("{id} (network {network})"),
            (id, _) => id,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::community::{Community, CommunityBuilder, MemberRecord, MessageRecord};

    fn community() -> Community {
        let mut builder = CommunityBuilder::new();
        for (id, name) in [("701", "Anna Berg"), ("702", "Bo Dahl"), ("703", "Cy Ek")] {
            builder.member(&MemberRecord { id, name, department: "Legal", ..Default::default() });
        }
        builder.message(&MessageRecord::new(b"1", b"701", Timestamp(0))).unwrap();
        for (id, author) in [(b"2", b"702"), (b"3", b"703"), (b"4", b"702")] {
            builder
                .message(&MessageRecord { parent: b"1", ..MessageRecord::new(id, author, Timestamp(9)) })
                .unwrap();
        }
        builder.build().unwrap()
    }

    fn everything(graph: &GraphRelease) -> String {
        let mut file = Vec::new();
        graph.write_graphml(&mut file).unwrap();
        graph.write_gexf(&mut file).unwrap();
        graph.write_edge_list(&mut file).unwrap();
        let tables = [graph.nodes(), graph.arcs(), graph.pagerank(&PageRankOptions::default(), true)];
        let tables: String = tables.into_iter().map(|table| table.unwrap().to_json()).collect();
        String::from_utf8(file).unwrap() + &tables
    }

    #[test]
    fn modes() {
        let community = community();
        let of =
            |policy: &Policy| GraphRelease::new(&community.whole(), &EdgeRule::default(), policy).unwrap();
        let named = everything(&of(&Policy::named()));
        let policy = Policy::pseudonymous(b"a key of the caller's own").unwrap();
        let hidden = everything(&of(&policy));
        for text in ["701", "702", "703", "Anna Berg", "Bo Dahl", "Legal"] {
            assert!(named.contains(text), "{text}");
            assert!(!hidden.contains(text), "{text}");
        }
        assert!(hidden.contains(&policy.person("701").unwrap()));

        let aggregate = of(&Policy::aggregate().with_min_group(2));
        assert_eq!(aggregate.summary().column("arcs").unwrap().values.text(0).as_deref(), Some("2"));
        for refused in
            [aggregate.nodes(), aggregate.arcs(), aggregate.pagerank(&PageRankOptions::default(), false)]
        {
            assert!(matches!(refused, Err(Error::Withheld { mode: "aggregate", .. })));
        }
        let mut file = Vec::new();
        assert!(aggregate.write_graphml(&mut file).is_err());
        assert!(aggregate.write_gexf(&mut file).is_err());
        assert!(aggregate.write_edge_list(&mut file).is_err());
        assert!(write_interactions(&community.whole(), &Policy::aggregate(), &mut file).is_err());
        assert!(file.is_empty());
    }

    #[test]
    fn acts_leave_with_their_time_or_under_a_pseudonym() {
        let community = community();
        let written = |policy: &Policy| {
            let mut file = Vec::new();
            write_interactions(&community.whole(), policy, &mut file).unwrap();
            String::from_utf8(file).unwrap()
        };
        let time = "1970-01-01T00:00:00.009Z";
        let row = |from: &str| format!("{from},701,{time},reply\n");
        assert_eq!(
            written(&Policy::named()),
            format!("from,to,time,kind\n{}{}{}", row("702"), row("703"), row("702"))
        );
        let policy = Policy::pseudonymous(b"a key of the caller's own").unwrap();
        let hidden = written(&policy);
        let rows: Vec<&str> = hidden.lines().skip(1).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.is_sorted());
        let to = policy.person("701").unwrap();
        // 1 January 1970 was a Thursday.
        assert!(rows.iter().all(|row| row.ends_with(&format!(",{to},1969-12-29T00:00:00Z,reply"))));
    }

    /// The graph under pseudonyms is the graph under names with other names.
    #[test]
    fn pseudonyms_keep_the_arcs() {
        let community = community();
        let policy = Policy::pseudonymous(b"0123456789abcdef").unwrap();
        let arcs = |policy: &Policy| -> Vec<Vec<String>> {
            let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), policy).unwrap();
            let arcs = graph.arcs().unwrap();
            (0..arcs.rows())
                .map(|row| arcs.columns().iter().map(|c| c.values.text(row).unwrap_or_default()).collect())
                .collect()
        };
        let mut expected = arcs(&Policy::named());
        for row in &mut expected {
            row[0] = policy.person(&row[0]).unwrap();
            row[1] = policy.person(&row[1]).unwrap();
        }
        expected.sort_unstable();
        let mut found = arcs(&policy);
        found.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 2);
    }
}
