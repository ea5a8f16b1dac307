//! The graph as files of other programs.

use super::{GraphRelease, about_people, placed, unique_ids};
use crate::error::{Error, Result};
use crate::graph::tables::People;
use crate::graph::{
    FileValues, GraphFile, Interaction, NodeColumn, NodeValues, interactions, write_edge_list, write_gexf,
    write_graphml,
};
use crate::privacy::{Mode, Policy};
use crate::table::Provenance;
use crate::time::DAY_MS;
use crate::{MemberId, Timestamp, View};
use std::io::Write;

/// Attribute of nodes that is the id of the member, as [`GraphRelease::write_graphml`] names it.
pub const DEFAULT_MEMBER_ATTRIBUTE: &str = "member";
/// Attribute of nodes that is the unit, as [`GraphRelease::write_graphml`] names it.
pub const DEFAULT_UNIT_ATTRIBUTE: &str = "unit";
/// Attributes of nodes that are names for people, the first that there is.
const NAMES: [&str; 2] = ["label", "name"];

impl GraphRelease {
    /// A graph from a file of this or another program ([`read_graphml`](crate::graph::read_graphml),
    /// [`read_gexf`](crate::graph::read_gexf)) under a policy.
    ///
    /// `member` names the attribute that is the id of a member; where it is [`DEFAULT_MEMBER_ATTRIBUTE`] and the nodes do not
    /// have it, and where it is `None`, members have the ids of the nodes. `unit` names the attribute that is the unit, where
    /// there is one. The attribute `label`, or else `name`, is the name of a member. What may leave is up to the policy here as
    /// well.
    ///
    /// # Errors
    /// [`Error::Option`] for another attribute `member` that is not there or that some nodes lack, and as
    /// [`GraphRelease::from_arcs`].
    ///
    /// ```
    /// use cmgraph::Policy;
    /// use cmgraph::graph::{DEFAULT_WEIGHT_ATTRIBUTE, read_graphml};
    /// use cmgraph::privacy::{DEFAULT_MEMBER_ATTRIBUTE, DEFAULT_UNIT_ATTRIBUTE, GraphRelease};
    /// let arcs = GraphRelease::from_arcs(
    ///     vec!["ann".into(), "bo".into()], vec!["Legal".into(), "HR".into()], &[0], &[1], &[2.0], &Policy::named(),
    /// )?;
    /// let mut bytes = Vec::new();
    /// arcs.write_graphml(&mut bytes)?;
    /// let file = read_graphml("mine.graphml", &bytes[..], Some(DEFAULT_WEIGHT_ATTRIBUTE))?;
    /// let (member, unit) = (Some(DEFAULT_MEMBER_ATTRIBUTE), Some(DEFAULT_UNIT_ATTRIBUTE));
    /// let again = GraphRelease::from_file(&file, member, unit, &Policy::named())?;
    /// assert_eq!(again.mixing()?.to_csv(), arcs.mixing()?.to_csv());
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn from_file(
        file: &GraphFile,
        member: Option<&str>,
        unit: Option<&str>,
        policy: &Policy,
    ) -> Result<GraphRelease> {
        let n = file.node_count();
        let texts = |values: &FileValues| -> Vec<String> {
            (0..n).map(|node| values.text(node).unwrap_or_default()).collect()
        };
        let of = |name: &str| file.column(name).map(texts);
        let ids = match member.map(|name| (name, of(name))) {
            None => file.ids.clone(),
            Some((DEFAULT_MEMBER_ATTRIBUTE, None)) => file.ids.clone(),
            Some((name, column)) => {
                let fault = |found: String, expected: String| {
                    Err(Error::Option { option: "member", found, expected })
                };
                let Some(ids) = column else {
                    let known: Vec<&str> = file.columns.iter().map(|column| column.name.as_str()).collect();
                    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                    return fault(format!("{name:?}"), format!("an attribute of the nodes ({known})"));
                };
                if let Some(node) = ids.iter().position(String::is_empty) {
                    let found = format!("no {name:?} for the node {:?}", file.ids[node]);
                    return fault(found, "one for each node".into());
                }
                ids
            }
        };
        let mut names = NAMES.into_iter().find_map(of).unwrap_or_default();
        // A label that only repeats the id is no name.
        names.iter_mut().zip(&ids).filter(|(name, id)| name == id).for_each(|(name, _)| name.clear());
        if names.iter().all(String::is_empty) {
            names.clear();
        }
        let units = unit.and_then(of).unwrap_or_default();
        let (from, to, weights) = file.arcs();
        let people = People { ids, names, units, ..People::default() };
        let (graph, people) = placed(people, &from, &to, &weights, policy)?;
        let both = file.edges.iter().filter(|edge| !edge.directed).count();
        let mut provenance = Provenance::new("arcs as the file has them").method("parallel arcs added up");
        if both > 0 {
            provenance =
                provenance.method("an edge without a direction: an arc each way with half its weight");
        }
        let provenance = provenance
            .observations("edges in the file", file.edges.len() as u64)
            .denominator("members, with and without arcs", graph.node_count() as u64)
            .exclude("edges from a member to itself", graph.self_loops());
        Ok(GraphRelease::of(graph, people, provenance, policy))
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

    /// Attributes of the nodes in files, by name.
    fn texts(&self) -> Result<Vec<(&'static str, Vec<String>)>> {
        self.about_people("a graph of people")?;
        let People { ids, names, units, kinds } = &self.people;
        if self.policy.mode() != Mode::Named {
            let ids: Vec<String> = ids.iter().map(|id| self.policy.person(id).unwrap_or_default()).collect();
            return Ok(vec![("label", ids.clone()), ("member", ids)]);
        }
        let hidden = |i: usize| self.policy.is_unlisted(&ids[i]);
        let called = |i: usize| self.policy.person(&ids[i]).unwrap_or_default();
        let name = |i: usize| names.get(i).filter(|name| !name.is_empty() && !hidden(i)).cloned();
        let unit = |(i, unit): (usize, &String)| if hidden(i) { String::new() } else { unit.clone() };
        let mut texts = vec![
            ("label", (0..ids.len()).map(|i| name(i).unwrap_or_else(|| called(i))).collect()),
            ("member", (0..ids.len()).map(called).collect()),
            (
                "unit",
                if units.len() == ids.len() {
                    units.iter().enumerate().map(unit).collect()
                } else {
                    Vec::new()
                },
            ),
            ("kind", kinds.iter().map(|kind| (*kind).to_owned()).collect()),
        ];
        texts.retain(|(_, texts): &(_, Vec<String>)| texts.len() == ids.len());
        Ok(texts)
    }
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
    let policy = &policy.clone().for_community(view.community());
    let names: Vec<String> =
        unique_ids(view).iter().map(|id| policy.person(id).unwrap_or_default()).collect();
    let mut events = interactions(view);
    if policy.mode() == Mode::Pseudonymous {
        for event in &mut events {
            event.at = week(view, event.at);
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

/// The Monday of the local week, at midnight UTC.
pub(super) fn week(view: &View<'_>, at: Timestamp) -> Timestamp {
    Timestamp(i64::from(view.clock().day(at).monday().0) * DAY_MS)
}

fn columns<'a>(texts: &'a [(&'static str, Vec<String>)]) -> Vec<NodeColumn<'a>> {
    texts.iter().map(|(name, texts)| NodeColumn { name, values: NodeValues::Text(texts) }).collect()
}
