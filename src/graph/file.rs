//! The graph as a file for other programs: GraphML, GEXF (Gephi) and a CSV edge list.
//!
//! What stands in the files is what the caller passes: attributes of members must have gone through the privacy
//! policy before.

use super::{InteractionGraph, InteractionKind};
use crate::{Error, MemberId, Result, Timestamp};
use std::fmt::{self, Display, Write as _};
use std::io::{self, BufWriter, Write};

/// Values of an attribute, one a member in order of id.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NodeValues<'a> {
    /// Text; empty text is written as no value.
    Text(&'a [String]),
    /// Numbers; a number that is not finite is written as no value.
    Number(&'a [f64]),
}

impl NodeValues<'_> {
    fn len(&self) -> usize {
        match self {
            NodeValues::Text(values) => values.len(),
            NodeValues::Number(values) => values.len(),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            NodeValues::Text(_) => "string",
            NodeValues::Number(_) => "double",
        }
    }

    fn value(&self, member: usize) -> Option<Cell<'_>> {
        match self {
            NodeValues::Text(values) => values.get(member).filter(|v| !v.is_empty()).map(|v| Cell::Text(v)),
            NodeValues::Number(values) => {
                values.get(member).filter(|v| v.is_finite()).map(|&v| Cell::Number(v))
            }
        }
    }
}

/// An attribute of members. The name `label` is shown by Gephi as the name of the node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeColumn<'a> {
    /// Name of the attribute; no two columns may share one.
    pub name: &'a str,
    /// One value a member.
    pub values: NodeValues<'a>,
}

const LABEL: &str = "label";

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

/// Writes GEXF 1.3 for Gephi: the same content as [`write_graphml`]; a text column `label` becomes the nodes' label.
///
/// # Errors
/// As [`write_graphml`].
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

/// Writes the arcs as CSV: `from,to,weight` and, where the graph was built from interactions, a count for each kind, `first`
/// and `last` (ISO 8601, UTC).
///
/// `names` are written instead of the member ids. A name that a spreadsheet would take for a formula is
/// written with an apostrophe before it.
///
/// # Errors
/// [`Error::Option`] if there is not one name a member, [`Error::Io`] from the writer.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, write_edge_list};
/// let graph = InteractionGraph::from_arcs(2, &[0], &[1], &[2.5])?;
/// let mut file = Vec::new();
/// write_edge_list(&graph, None, &mut file)?;
/// assert_eq!(file, b"from,to,weight\n0,1,2.5\n");
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn write_edge_list(graph: &InteractionGraph, names: Option<&[String]>, out: impl Write) -> Result<()> {
    if let Some(names) = names {
        check_length("names", names.len(), graph.node_count())?;
    }
    let mut csv = csv::Writer::from_writer(out);
    edge_list(graph, names, &mut csv).map_err(|error| Error::io("edge list output", error))
}

fn edge_list<W: Write>(
    graph: &InteractionGraph,
    names: Option<&[String]>,
    csv: &mut csv::Writer<W>,
) -> io::Result<()> {
    csv.write_record(["from", "to"].into_iter().chain(arc_attributes(graph).map(|(name, _)| name)))?;
    let mut field = String::new();
    each_arc(graph, |from, to, cells| {
        for member in [from, to] {
            match names {
                Some(names) => csv.write_field(spreadsheet_text(&names[member.index()], &mut field))?,
                None => csv.write_field(number_text(member.0, &mut field))?,
            }
        }
        for (_, value) in cells {
            csv.write_field(number_text(value, &mut field))?;
        }
        csv.write_record(None::<&[u8]>).map_err(io::Error::from)
    })?;
    csv.flush()
}

fn number_text(value: impl Display, field: &mut String) -> &str {
    field.clear();
    // Writing to a string does not fail.
    let _ = write!(field, "{value}");
    field
}

/// A leading `=`, `+`, `-`, `@`, tab or carriage return starts a formula in a spreadsheet.
pub(super) fn spreadsheet_text<'a>(name: &'a str, field: &'a mut String) -> &'a str {
    if !name.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return name;
    }
    field.clear();
    field.push('\'');
    field.push_str(name);
    field
}

fn check_columns(graph: &InteractionGraph, columns: &[NodeColumn<'_>]) -> Result<()> {
    for (i, column) in columns.iter().enumerate() {
        check_length("columns", column.values.len(), graph.node_count())?;
        if columns[..i].iter().any(|earlier| earlier.name == column.name) {
            return Err(Error::Option {
                option: "columns",
                found: format!("two columns {:?}", column.name),
                expected: "different names".into(),
            });
        }
    }
    Ok(())
}

fn check_length(option: &'static str, found: usize, nodes: usize) -> Result<()> {
    if found == nodes {
        return Ok(());
    }
    let expected = format!("one value a member ({nodes})");
    Err(Error::Option { option, found: format!("{found} values"), expected })
}

/// Names and types of what each arc carries, in the order of [`each_arc`].
fn arc_attributes(graph: &InteractionGraph) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let counted = graph.counts().is_some();
    let counts = InteractionKind::ALL.into_iter().map(|kind| (kind.name(), "integer"));
    let beside = counts.chain([("first", "string"), ("last", "string")]).filter(move |_| counted);
    [("weight", "double")].into_iter().chain(beside)
}

/// Calls `each` with source, target and named values of every arc.
fn each_arc(
    graph: &InteractionGraph,
    mut each: impl FnMut(MemberId, MemberId, &[(&'static str, Cell<'_>)]) -> io::Result<()>,
) -> io::Result<()> {
    let mut cells = Vec::new();
    for from in graph.members() {
        for arc in graph.out_arcs(from) {
            cells.clear();
            cells.push(("weight", Cell::Number(graph.out_weight[arc])));
            if let Some(counts) = graph.counts() {
                for kind in InteractionKind::ALL {
                    cells.push((kind.name(), Cell::Number(f64::from(counts.count(arc, kind)))));
                }
                cells.push(("first", Cell::Time(counts.first(arc))));
                cells.push(("last", Cell::Time(counts.last(arc))));
            }
            each(from, graph.out_target[arc], &cells)?;
        }
    }
    Ok(())
}

/// A value, shown as it stands in XML.
#[derive(Clone, Copy)]
enum Cell<'a> {
    Text(&'a str),
    Number(f64),
    Time(Timestamp),
}

impl Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Cell::Text(text) => Xml(text).fmt(f),
            Cell::Number(number) => number.fmt(f),
            // A time outside years -9999 to 9999 has no ISO form and stays a number of milliseconds.
            Cell::Time(Timestamp(at)) => match jiff::Timestamp::from_millisecond(at) {
                Ok(time) => time.fmt(f),
                Err(_) => at.fmt(f),
            },
        }
    }
}

/// Text inside an XML element or attribute.
struct Xml<'a>(&'a str);

impl Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // In an attribute a reader turns these into spaces unless they are references.
                '\t' | '\n' | '\r' => write!(f, "&#{};", c as u32)?,
                // Neither the character nor a reference to it may stand in XML 1.0.
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
