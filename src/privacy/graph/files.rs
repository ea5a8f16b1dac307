//! The graph as files of other programs.

use super::GraphRelease;
use crate::error::Result;
use crate::graph::tables::People;
use crate::graph::{NodeColumn, NodeValues, write_edge_list, write_gexf, write_graphml};
use crate::privacy::Mode;
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

fn columns<'a>(texts: &'a [(&'static str, Vec<String>)]) -> Vec<NodeColumn<'a>> {
    texts.iter().map(|(name, texts)| NodeColumn { name, values: NodeValues::Text(texts) }).collect()
}
