//! GraphML.

use super::{NodeColumn, Xml, arc_attributes, check_columns, each_arc};
use crate::graph::InteractionGraph;
use crate::{Error, Result};
use std::io::{self, BufWriter, Write};

/// Writes GraphML: read by Gephi, yEd, NetworkX, igraph, graph-tool, Cytoscape.
///
/// Nodes are `n0`, `n1`, ... by member id, with `columns` as attributes; edges carry `weight`, and where the graph was
/// built from interactions a count for each kind, `first` and `last` (ISO 8601, UTC). Characters that XML 1.0
/// forbids are written as U+FFFD.
///
/// # Errors
/// [`Error::Option`] if a column has not one value a member or its name comes twice, [`Error::Io`] from the writer.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, NodeColumn, NodeValues, write_graphml};
/// let graph = InteractionGraph::from_arcs(2, &[0], &[1], &[2.0])?;
/// let units = ["R&D".to_string(), "Sales".to_string()];
/// let mut file = Vec::new();
/// write_graphml(&graph, &[NodeColumn { name: "unit", values: NodeValues::Text(&units) }], &mut file)?;
/// let text = String::from_utf8(file).unwrap();
/// assert!(text.contains(r#"<node id="n0"><data key="v0">R&amp;D</data></node>"#));
/// assert!(text.contains(r#"<edge source="n0" target="n1"><data key="weight">2</data></edge>"#));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn write_graphml(graph: &InteractionGraph, columns: &[NodeColumn<'_>], out: impl Write) -> Result<()> {
    check_columns(graph, columns)?;
    graphml(graph, columns, BufWriter::new(out)).map_err(|error| Error::io("GraphML output", error))
}

fn graphml(graph: &InteractionGraph, columns: &[NodeColumn<'_>], mut out: impl Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    for (i, NodeColumn { name, values }) in columns.iter().enumerate() {
        let (name, kind) = (Xml(name), values.type_name());
        writeln!(out, r#"  <key id="v{i}" for="node" attr.name="{name}" attr.type="{kind}"/>"#)?;
    }
    for (name, kind) in arc_attributes(graph) {
        let kind = if kind == "integer" { "long" } else { kind };
        writeln!(out, r#"  <key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>"#)?;
    }
    writeln!(out, r#"  <graph edgedefault="directed">"#)?;
    for member in graph.members() {
        write!(out, r#"    <node id="n{}">"#, member.0)?;
        for (i, column) in columns.iter().enumerate() {
            if let Some(value) = column.values.value(member.index()) {
                write!(out, r#"<data key="v{i}">{value}</data>"#)?;
            }
        }
        writeln!(out, "</node>")?;
    }
    each_arc(graph, |from, to, cells| {
        write!(out, r#"    <edge source="n{}" target="n{}">"#, from.0, to.0)?;
        for (name, value) in cells {
            write!(out, r#"<data key="{name}">{value}</data>"#)?;
        }
        writeln!(out, "</edge>")
    })?;
    writeln!(out, "  </graph>\n</graphml>")?;
    out.flush()
}
