//! GEXF.

use super::columns::{Columns, Key, Kind, Of};
use super::document::{Document, Part, Tag, text_of};
use super::{DEFAULT_WEIGHT_ATTRIBUTE, Edge, FileColumn, FileValues, GraphFile, Parts};
use crate::Result;
use std::io::Read;

/// Name of the column that the labels of nodes become.
const LABEL: &str = "label";

/// Reads GEXF 1.1 to 1.3, as Gephi, NetworkX and [`write_gexf`](crate::graph::write_gexf) write it.
///
/// As [`read_graphml`](crate::graph::read_graphml), with the same errors. The labels of nodes become the column `label`; `weight`
/// means the format's own weight as well. An edge of the type `mutual` is one each way, both with its weight. Times of
/// dynamic graphs and drawings are passed over.
///
/// ```
/// use cmgraph::graph::{DEFAULT_WEIGHT_ATTRIBUTE, InteractionGraph, read_gexf, write_gexf};
/// let graph = InteractionGraph::from_arcs(2, &[0, 1], &[1, 0], &[2.0, 0.5])?;
/// let mut bytes = Vec::new();
/// write_gexf(&graph, &[], &mut bytes)?;
/// let file = read_gexf("mine.gexf", &bytes[..], Some(DEFAULT_WEIGHT_ATTRIBUTE))?;
/// assert_eq!(file.graph()?, graph);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Errors
/// As [`read_graphml`](crate::graph::read_graphml).
pub fn read_gexf(file: &str, input: impl Read, weight: Option<&str>) -> Result<GraphFile> {
    let text = text_of(file, input)?;
    let reading = Reading {
        document: Document::new(file, &text),
        columns: Columns::new(weight),
        parts: Parts::default(),
        own_weight: weight == Some(DEFAULT_WEIGHT_ATTRIBUTE),
        labels: Vec::new(),
        graph: false,
        text: String::new(),
    };
    reading.whole()
}

/// An open tag that means something.
#[derive(Clone, Copy)]
enum Open {
    Root,
    /// With the type of its edges.
    Graph(Way),
    /// Attributes, of edges or not.
    Attributes(bool),
    Attribute(usize),
    Default(usize),
    Nodes(Way),
    Node(u32, Way),
    Edges(Way),
    Edge(usize),
    Values(Holder),
    Other,
}

/// What has an attribute.
#[derive(Clone, Copy)]
enum Holder {
    Node(u32),
    Edge(usize),
}

/// Type of an edge.
#[derive(Clone, Copy)]
enum Way {
    Directed,
    Undirected,
    Mutual,
}

impl Way {
    fn parse(name: &str) -> Option<Way> {
        match name {
            "directed" => Some(Way::Directed),
            "undirected" => Some(Way::Undirected),
            "mutual" => Some(Way::Mutual),
            _ => None,
        }
    }
}

struct Reading<'a, 'w> {
    document: Document<'a>,
    columns: Columns<'w>,
    parts: Parts,
    /// Whether the format's own weight is wanted.
    own_weight: bool,
    /// Label of each node; empty where it has none.
    labels: Vec<String>,
    graph: bool,
    text: String,
}

impl Reading<'_, '_> {
    fn whole(mut self) -> Result<GraphFile> {
        let mut open: Vec<(Open, usize)> = Vec::new();
        loop {
            match self.document.next()? {
                Part::Open(tag) => {
                    let inside = open.last().map(|(open, _)| *open);
                    open.push((self.opened(inside, &tag)?, tag.at));
                }
                Part::Text(text) => match open.last() {
                    Some((Open::Default(_), _)) => self.text.push_str(&text),
                    None if !text.trim().is_empty() => {
                        return Err(self.document.source.fault(0, None, text.trim(), "<gexf>"));
                    }
                    _ => {}
                },
                Part::Close => {
                    if let Some((Open::Default(key), at)) = open.pop() {
                        let value = std::mem::take(&mut self.text);
                        self.columns.set(self.document.source, at, key, None, value)?;
                    }
                }
                Part::End => break,
            }
        }
        let source = self.document.source;
        if !self.graph {
            return Err(source.fault(0, None, "no <graph>", "GEXF with a graph"));
        }
        let default_weight = self.columns.default_weight(source, 0)?;
        let mut columns = self.columns.of_nodes(self.parts.ids.len());
        if self.labels.iter().any(|label| !label.is_empty()) && columns.iter().all(|c| c.name != LABEL) {
            let labels = FileColumn { name: LABEL.into(), values: FileValues::Text(self.labels) };
            columns.insert(0, labels);
        }
        self.parts.finish(source, default_weight, columns)
    }

    fn way(&self, tag: &Tag<'_>, name: &str, default: Way) -> Result<Way> {
        let Some(text) = tag.get(self.document.source, name)? else { return Ok(default) };
        Way::parse(&text).ok_or_else(|| {
            self.document.source.fault(tag.at, Some(name), &text, "directed, undirected or mutual")
        })
    }

    fn opened(&mut self, inside: Option<Open>, tag: &Tag<'_>) -> Result<Open> {
        let source = self.document.source;
        Ok(match (inside, tag.name()) {
            (None, "gexf") => Open::Root,
            (None, other) => return Err(source.fault(tag.at, None, &format!("<{other}>"), "<gexf>")),
            (Some(Open::Root), "graph") => {
                if std::mem::replace(&mut self.graph, true) {
                    return Err(source.fault(tag.at, None, "a second <graph>", "one graph in a file"));
                }
                Open::Graph(self.way(tag, "defaultedgetype", Way::Undirected)?)
            }
            (Some(Open::Graph(_)), "attributes") => {
                let class = tag.need(source, "class")?;
                match class.as_str() {
                    "node" => Open::Attributes(false),
                    "edge" => Open::Attributes(true),
                    _ => return Err(source.fault(tag.at, Some("class"), &class, "node or edge")),
                }
            }
            (Some(Open::Attributes(of_edges)), "attribute") => {
                let id = tag.need(source, "id")?;
                let name = tag.get(source, "title")?.unwrap_or_else(|| id.clone());
                let of = if of_edges { Of::Edges } else { Of::Nodes };
                let kind = Kind::of(&tag.get(source, "type")?.unwrap_or_default());
                let key = Key { name, of, kind, default: None };
                let key = self.columns.declare(of_edges, &id, key);
                Open::Attribute(key.ok_or_else(|| {
                    source.fault(tag.at, Some("id"), &id, "another id than that of an earlier <attribute>")
                })?)
            }
            (Some(Open::Attribute(key)), "default") => {
                self.text.clear();
                Open::Default(key)
            }
            (Some(Open::Graph(way) | Open::Node(_, way)), "nodes") => Open::Nodes(way),
            (Some(Open::Graph(way) | Open::Node(_, way)), "edges") => Open::Edges(way),
            (Some(Open::Nodes(way)), "node") => {
                let id = tag.need(source, "id")?;
                let node = self.parts.node(source, tag.at, id)?;
                self.labels.push(tag.get(source, LABEL)?.unwrap_or_default());
                Open::Node(node, way)
            }
            (Some(Open::Edges(default)), "edge") => {
                let way = self.way(tag, "type", default)?;
                let (directed, mutual) = match way {
                    Way::Directed => (true, false),
                    Way::Undirected => (false, false),
                    Way::Mutual => (true, true),
                };
                let ends = [tag.need(source, "source")?, tag.need(source, "target")?];
                let own = if self.own_weight { tag.get(source, DEFAULT_WEIGHT_ATTRIBUTE)? } else { None };
                let weight = own.map(|text| self.columns.weight(source, tag.at, &text)).transpose()?;
                self.parts.edges.push(Edge { at: tag.at, ends, directed, mutual, weight });
                Open::Edge(self.parts.edges.len() - 1)
            }
            (Some(Open::Node(node, _)), "attvalues") => Open::Values(Holder::Node(node)),
            (Some(Open::Edge(edge)), "attvalues") => Open::Values(Holder::Edge(edge)),
            (Some(Open::Values(holder)), "attvalue") => {
                self.value(tag, holder)?;
                Open::Other
            }
            _ => Open::Other,
        })
    }

    fn value(&mut self, tag: &Tag<'_>, holder: Holder) -> Result<()> {
        let source = self.document.source;
        // GEXF 1.1 says id.
        let id = match tag.get(source, "for")? {
            Some(id) => id,
            None => tag.get(source, "id")?.map_or_else(|| tag.need(source, "for"), Ok)?,
        };
        let of_edges = matches!(holder, Holder::Edge(_));
        let Some(key) = self.columns.find(of_edges, &id) else {
            let what = if of_edges { "edges" } else { "nodes" };
            let expected = format!("the id of an <attribute> of {what} before it");
            return Err(source.fault(tag.at, Some("for"), &id, &expected));
        };
        let value = tag.need(source, "value")?;
        match holder {
            Holder::Node(node) => self.columns.set(source, tag.at, key, Some(node), value),
            Holder::Edge(edge) if self.columns.is_weight(key) => {
                let weight = self.columns.weight(source, tag.at, &value)?;
                if let Some(edge) = self.parts.edges.get_mut(edge) {
                    edge.weight = Some(weight);
                }
                Ok(())
            }
            Holder::Edge(_) => Ok(()),
        }
    }
}
