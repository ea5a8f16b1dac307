//! Graphs from the files of other programs: GraphML and GEXF.

mod columns;
mod document;
mod gexf;
mod graphml;

use self::document::Source;
use super::{NodeColumn, NodeValues};
use crate::graph::InteractionGraph;
use crate::{Error, Result};
use std::collections::HashMap;

pub use gexf::read_gexf;
pub use graphml::read_graphml;

/// Attribute of edges that is their weight, as the writers name it.
pub const DEFAULT_WEIGHT_ATTRIBUTE: &str = "weight";

/// A graph as a file has it, from [`read_graphml`] or [`read_gexf`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GraphFile {
    /// Ids of the nodes in the file, each once; node i has id i.
    pub ids: Vec<String>,
    /// Attributes of the nodes that have any value.
    pub columns: Vec<FileColumn>,
    /// The edges in the order of the file; parallel ones and those from a node to itself as well.
    pub edges: Vec<FileEdge>,
}

/// An edge of a [`GraphFile`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FileEdge {
    /// One end, or the source.
    pub from: u32,
    /// The other end, or the target.
    pub to: u32,
    /// The weight; 1 where the edge has none.
    pub weight: f64,
    /// Whether it leads from one to the other, rather than either way.
    pub directed: bool,
}

/// An attribute of the nodes of a [`GraphFile`].
#[derive(Debug, Clone, PartialEq)]
pub struct FileColumn {
    /// Name of the attribute.
    pub name: String,
    /// One value a node.
    pub values: FileValues,
}

/// Values of an attribute, one a node.
#[derive(Debug, Clone, PartialEq)]
pub enum FileValues {
    /// Text, truth values, and whole numbers beyond 2^53, which a float would round; empty where there is no value.
    Text(Vec<String>),
    /// Numbers; NaN where there is no value.
    Number(Vec<f64>),
}

impl FileValues {
    /// One value as text; `None` where there is none.
    pub fn text(&self, node: usize) -> Option<String> {
        match self {
            FileValues::Text(texts) => texts.get(node).filter(|text| !text.is_empty()).cloned(),
            FileValues::Number(numbers) => {
                numbers.get(node).filter(|number| !number.is_nan()).map(f64::to_string)
            }
        }
    }
}

impl FileColumn {
    /// The column as the writers take it.
    pub fn as_column(&self) -> NodeColumn<'_> {
        let values = match &self.values {
            FileValues::Text(texts) => NodeValues::Text(texts),
            FileValues::Number(numbers) => NodeValues::Number(numbers),
        };
        NodeColumn { name: &self.name, values }
    }
}

impl GraphFile {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.ids.len()
    }

    /// The values of an attribute of the nodes, if there is such an attribute.
    pub fn column(&self, name: &str) -> Option<&FileValues> {
        self.columns.iter().find(|column| column.name == name).map(|column| &column.values)
    }

    /// Sources, targets and weights of the arcs. An edge without a direction becomes two arcs, one each way with half the
    /// weight, so that the tie has the whole; from a node to itself it stays one.
    pub fn arcs(&self) -> (Vec<u32>, Vec<u32>, Vec<f64>) {
        let (mut from, mut to, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        let mut arc = |source, target, weight| {
            from.push(source);
            to.push(target);
            weights.push(weight);
        };
        for edge in &self.edges {
            if edge.directed || edge.from == edge.to {
                arc(edge.from, edge.to, edge.weight);
            } else {
                arc(edge.from, edge.to, edge.weight / 2.0);
                arc(edge.to, edge.from, edge.weight / 2.0);
            }
        }
        (from, to, weights)
    }

    /// The graph of the arcs: parallel ones added up, those from a node to itself dropped and counted. Node i is member i.
    ///
    /// # Errors
    /// As [`InteractionGraph::from_arcs`].
    pub fn graph(&self) -> Result<InteractionGraph> {
        let (from, to, weights) = self.arcs();
        InteractionGraph::from_arcs(self.node_count(), &from, &to, &weights)
    }
}

/// Nodes and edges while a file is read; edges may come before their nodes.
#[derive(Default)]
struct Parts {
    nodes: HashMap<String, u32>,
    ids: Vec<String>,
    edges: Vec<Edge>,
}

struct Edge {
    at: usize,
    ends: [String; 2],
    directed: bool,
    /// Both ways with the whole weight each.
    mutual: bool,
    weight: Option<f64>,
}

impl Parts {
    fn node(&mut self, source: Source<'_>, at: usize, id: String) -> Result<u32> {
        let next = u32::try_from(self.ids.len()).map_err(|_| Error::TooMany {
            place: source.place(at),
            what: "nodes",
            limit: u32::MAX.into(),
        })?;
        if self.nodes.insert(id.clone(), next).is_some() {
            return Err(source.fault(at, Some("id"), &id, "another id than that of an earlier node"));
        }
        self.ids.push(id);
        Ok(next)
    }

    fn finish(self, source: Source<'_>, default_weight: f64, columns: Vec<FileColumn>) -> Result<GraphFile> {
        let mut edges = Vec::with_capacity(self.edges.len());
        for edge in &self.edges {
            let place = |end: usize, name: &str| {
                self.nodes.get(&edge.ends[end]).copied().ok_or_else(|| {
                    source.fault(edge.at, Some(name), &edge.ends[end], "the id of a node of the file")
                })
            };
            let (from, to) = (place(0, "source")?, place(1, "target")?);
            let weight = edge.weight.unwrap_or(default_weight);
            edges.push(FileEdge { from, to, weight, directed: edge.directed });
            if edge.mutual && from != to {
                edges.push(FileEdge { from: to, to: from, weight, directed: edge.directed });
            }
        }
        Ok(GraphFile { ids: self.ids, columns, edges })
    }
}
