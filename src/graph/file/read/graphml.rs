//! GraphML.

use super::columns::{Columns, Key, Kind, Of};
use super::document::{Document, Part, Tag, text_of};
use super::{Edge, GraphFile, Parts};
use crate::Result;
use std::io::Read;

/// Reads GraphML, as Gephi, yEd, NetworkX, igraph, graph-tool, Cytoscape and [`write_graphml`](crate::graph::write_graphml)
/// write it.
///
/// `weight` names the attribute of the edges that is their weight
/// ([`DEFAULT_WEIGHT_ATTRIBUTE`](crate::graph::DEFAULT_WEIGHT_ATTRIBUTE)); edges without it, and all where it is `None`, have the
/// default of the file or else 1. Other attributes of edges are passed over, and so are the drawings of yEd, ports, and data of
/// the graph itself. Nodes of nested graphs are nodes like the others. `file` stands in the errors.
///
/// The whole file is kept in memory while it is read. O(size).
///
/// # Errors
/// [`Error::Value`](crate::Error::Value) with the line: for what is no XML in UTF-8, another document than one with one graph,
/// hyperedges, a node that comes twice, an edge to a node that the file does not have, a weight that is no number of 0 or
/// more, a value that is not of its type. [`Error::Io`](crate::Error::Io) from the reader.
///
/// ```
/// use cmgraph::graph::{DEFAULT_WEIGHT_ATTRIBUTE, FileValues, read_graphml};
/// let text = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
///   <key id="k" for="node" attr.name="unit" attr.type="string"/>
///   <key id="w" for="edge" attr.name="weight" attr.type="double"/>
///   <graph edgedefault="undirected">
///     <node id="ann"><data key="k">Legal</data></node>
///     <node id="bo"/>
///     <edge source="ann" target="bo"><data key="w">3</data></edge>
///   </graph>
/// </graphml>"#;
/// let file = read_graphml("mine.graphml", text.as_bytes(), Some(DEFAULT_WEIGHT_ATTRIBUTE))?;
/// assert_eq!(file.ids, ["ann", "bo"]);
/// assert_eq!(file.column("unit"), Some(&FileValues::Text(vec!["Legal".into(), "".into()])));
/// let ties = file.graph()?.ties();
/// assert_eq!(ties.neighbours(cmgraph::MemberId(0)).weights, [3.0]);
///
/// let error = read_graphml("mine.graphml", text.replace("target=\"bo\"", "target=\"cy\"").as_bytes(), None).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "mine.graphml, line 7, column \"target\": found \"cy\", expected the id of a node of the file"
/// );
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn read_graphml(file: &str, input: impl Read, weight: Option<&str>) -> Result<GraphFile> {
    let text = text_of(file, input)?;
    let document = Document::new(file, &text);
    let (columns, parts) = (Columns::new(weight), Parts::default());
    Reading { document, columns, parts, graphs: 0, text: String::new(), nested: false }.whole()
}

/// An open tag that means something.
#[derive(Clone, Copy)]
enum Open {
    Root,
    Key(usize),
    Default(usize),
    /// With whether its edges have a direction.
    Graph(bool),
    Node(u32),
    Edge(usize),
    /// Value of an attribute.
    Data(usize, Holder),
    Other,
}

/// What has an attribute.
#[derive(Clone, Copy)]
enum Holder {
    Node(u32),
    Edge(usize),
}

struct Reading<'a, 'w> {
    document: Document<'a>,
    columns: Columns<'w>,
    parts: Parts,
    graphs: u32,
    /// Of the value at hand.
    text: String,
    /// Whether it has tags in it, as the drawings of yEd have.
    nested: bool,
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
                    Some((Open::Data(..) | Open::Default(_), _)) => self.text.push_str(&text),
                    None if !text.trim().is_empty() => {
                        return Err(self.document.source.fault(0, None, text.trim(), "<graphml>"));
                    }
                    _ => {}
                },
                Part::Close => {
                    if let Some((closed, at)) = open.pop() {
                        self.closed(closed, at)?;
                    }
                }
                Part::End => break,
            }
        }
        let source = self.document.source;
        if self.graphs == 0 {
            return Err(source.fault(0, None, "no <graph>", "GraphML with a graph"));
        }
        let default_weight = self.columns.default_weight(source, 0)?;
        let columns = self.columns.of_nodes(self.parts.ids.len());
        self.parts.finish(source, default_weight, columns)
    }

    fn opened(&mut self, inside: Option<Open>, tag: &Tag<'_>) -> Result<Open> {
        let source = self.document.source;
        self.nested |= matches!(inside, Some(Open::Data(..) | Open::Default(_)));
        Ok(match (inside, tag.name()) {
            (None, "graphml") => Open::Root,
            (None, other) => return Err(source.fault(tag.at, None, &format!("<{other}>"), "<graphml>")),
            (Some(Open::Root), "key") => Open::Key(self.key(tag)?),
            (Some(Open::Key(key)), "default") => {
                self.value_begins();
                Open::Default(key)
            }
            (Some(Open::Root | Open::Node(_) | Open::Edge(_)), "graph") => {
                self.graphs += u32::from(matches!(inside, Some(Open::Root)));
                if self.graphs > 1 {
                    return Err(source.fault(tag.at, None, "a second <graph>", "one graph in a file"));
                }
                let directed = tag.need(source, "edgedefault")?;
                Open::Graph(match directed.as_str() {
                    "directed" => true,
                    "undirected" => false,
                    _ => {
                        let expected = "directed or undirected";
                        return Err(source.fault(tag.at, Some("edgedefault"), &directed, expected));
                    }
                })
            }
            (Some(Open::Graph(_)), "node") => {
                let id = tag.need(source, "id")?;
                Open::Node(self.parts.node(source, tag.at, id)?)
            }
            (Some(Open::Graph(default)), "edge") => {
                let directed = match tag.get(source, "directed")?.as_deref() {
                    None => default,
                    Some("true" | "1") => true,
                    Some("false" | "0") => false,
                    Some(other) => {
                        return Err(source.fault(tag.at, Some("directed"), other, "true or false"));
                    }
                };
                let ends = [tag.need(source, "source")?, tag.need(source, "target")?];
                self.parts.edges.push(Edge { at: tag.at, ends, directed, mutual: false, weight: None });
                Open::Edge(self.parts.edges.len() - 1)
            }
            (Some(Open::Graph(_)), "hyperedge") => {
                return Err(source.fault(tag.at, None, "<hyperedge>", "edges between two nodes"));
            }
            (Some(Open::Node(node)), "data") => {
                let key = self.key_of(tag, Of::Nodes, "nodes")?;
                Open::Data(key, Holder::Node(node))
            }
            (Some(Open::Edge(edge)), "data") => {
                let key = self.key_of(tag, Of::Edges, "edges")?;
                Open::Data(key, Holder::Edge(edge))
            }
            _ => Open::Other,
        })
    }

    fn value_begins(&mut self) {
        self.text.clear();
        self.nested = false;
    }

    /// The key of a value.
    fn key_of(&mut self, tag: &Tag<'_>, wanted: Of, called: &str) -> Result<usize> {
        let source = self.document.source;
        let id = tag.need(source, "key")?;
        let key = self.columns.find(false, &id).filter(|&key| {
            self.columns.keys.get(key).is_some_and(|key| key.of == wanted || key.of == Of::Both)
        });
        self.value_begins();
        key.ok_or_else(|| {
            let expected = format!("the id of an earlier <key> for {called}");
            source.fault(tag.at, Some("key"), &id, &expected)
        })
    }

    fn key(&mut self, tag: &Tag<'_>) -> Result<usize> {
        let source = self.document.source;
        let id = tag.need(source, "id")?;
        let name = tag.get(source, "attr.name")?.unwrap_or_else(|| id.clone());
        let of = match tag.get(source, "for")?.as_deref() {
            None | Some("all") => Of::Both,
            Some("node") => Of::Nodes,
            Some("edge") => Of::Edges,
            Some(_) => Of::Else,
        };
        let kind = Kind::of(&tag.get(source, "attr.type")?.unwrap_or_default());
        let key = Key { name, of, kind, default: None };
        self.columns
            .declare(false, &id, key)
            .ok_or_else(|| source.fault(tag.at, Some("id"), &id, "another id than that of an earlier <key>"))
    }

    fn closed(&mut self, closed: Open, at: usize) -> Result<()> {
        let source = self.document.source;
        match closed {
            Open::Default(_) | Open::Data(..) if self.nested => Ok(()),
            Open::Default(key) => self.columns.set(source, at, key, None, std::mem::take(&mut self.text)),
            Open::Data(key, Holder::Node(node)) => {
                self.columns.set(source, at, key, Some(node), std::mem::take(&mut self.text))
            }
            Open::Data(key, Holder::Edge(edge)) if self.columns.is_weight(key) => {
                let weight = self.columns.weight(source, at, &self.text)?;
                if let Some(edge) = self.parts.edges.get_mut(edge) {
                    edge.weight = Some(weight);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
