//! The graph as files of other programs.

use super::{GraphRelease, about_people, unique_ids};
use crate::error::Result;
use crate::graph::tables::People;
use crate::graph::{
    Interaction, NodeColumn, NodeValues, interactions, write_edge_list, write_gexf, write_graphml,
};
use crate::privacy::{Mode, Policy};
use crate::time::DAY_MS;
use crate::{MemberId, Timestamp, View};
use std::io::Write;

impl GraphRelease {
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
        let name = |i: usize| names.get(i).filter(|name| !name.is_empty()).unwrap_or(&ids[i]);
        let mut texts = vec![
            ("label", (0..ids.len()).map(name).cloned().collect()),
            ("member", ids.clone()),
            ("unit", units.clone()),
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
