//! GEXF, the format of Gephi.

use super::{NodeColumn, Xml, arc_attributes, check_columns, each_arc};
use crate::graph::InteractionGraph;
use crate::{Error, Result};
use std::io::{self, BufWriter, Write};

const LABEL: &str = "label";

/// Writes GEXF 1.3 for Gephi: the same content as [`write_graphml`](super::write_graphml); a text column `label` becomes the nodes' label.
///
/// # Errors
/// As [`write_graphml`](super::write_graphml).
pub fn write_gexf(graph: &InteractionGraph, columns: &[NodeColumn<'_>], out: impl Write) -> Result<()> {
    check_columns(graph, columns)?;
    gexf(graph, columns, BufWriter::new(out)).map_err(|error| Error::io("GEXF output", error))
}

fn gexf(graph: &InteractionGraph, columns: &[NodeColumn<'_>], mut out: impl Write) -> io::Result<()> {
    let label = columns.iter().find(|column| column.name == LABEL);
    let columns: Vec<_> = columns.iter().filter(|column| column.name != LABEL).collect();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
    writeln!(out, r#"  <graph defaultedgetype="directed" mode="static">"#)?;
    writeln!(out, r#"    <attributes class="node">"#)?;
    for (i, NodeColumn { name, values }) in columns.iter().enumerate() {
        let (name, kind) = (Xml(name), values.type_name());
        writeln!(out, r#"      <attribute id="v{i}" title="{name}" type="{kind}"/>"#)?;
    }
    writeln!(out, "    </attributes>")?;
    writeln!(out, r#"    <attributes class="edge">"#)?;
    // The weight is an attribute of the format itself.
    for (name, kind) in arc_attributes(graph).skip(1) {
        writeln!(out, r#"      <attribute id="{name}" title="{name}" type="{kind}"/>"#)?;
    }
    writeln!(out, "    </attributes>")?;
    writeln!(out, "    <nodes>")?;
    for member in graph.members() {
        write!(out, r#"      <node id="n{}""#, member.0)?;
        match label.and_then(|column| column.values.value(member.index())) {
            Some(label) => write!(out, r#" label="{label}">"#)?,
            None => write!(out, r#" label="{}">"#, member.0)?,
        }
        let values = columns.iter().enumerate();
        let mut values =
            values.filter_map(|(i, column)| Some((i, column.values.value(member.index())?))).peekable();
        if values.peek().is_some() {
            write!(out, "<attvalues>")?;
            for (i, value) in values {
                write!(out, r#"<attvalue for="v{i}" value="{value}"/>"#)?;
            }
            write!(out, "</attvalues>")?;
        }
        writeln!(out, "</node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    let mut arc = 0u64;
    each_arc(graph, |from, to, cells| {
        write!(out, r#"      <edge id="{arc}" source="n{}" target="n{}""#, from.0, to.0)?;
        arc += 1;
        let (weight, rest) = cells.split_at(1);
        for (_, weight) in weight {
            write!(out, r#" weight="{weight}">"#)?;
        }
        if !rest.is_empty() {
            write!(out, "<attvalues>")?;
            for (name, value) in rest {
                write!(out, r#"<attvalue for="{name}" value="{value}"/>"#)?;
            }
            write!(out, "</attvalues>")?;
        }
        writeln!(out, "</edge>")
    })?;
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
    out.flush()
}
