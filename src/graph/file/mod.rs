//! The graph as a file for other programs: GraphML, GEXF (Gephi) and a CSV edge list; the first two are read as well.
//!
//! What stands in the files written is what the caller passes: attributes of members must have gone through the privacy
//! policy before.

mod edge_list;
mod gexf;
mod graphml;
mod read;

use super::{InteractionGraph, InteractionKind};
use crate::{Error, MemberId, Result, Timestamp};
use std::fmt::{self, Display, Write as _};
use std::io;

pub use edge_list::write_edge_list;
pub(in crate::graph) use edge_list::{spreadsheet_text, written_name};
pub use gexf::write_gexf;
pub use graphml::write_graphml;
pub use read::{
    DEFAULT_WEIGHT_ATTRIBUTE, FileColumn, FileEdge, FileValues, GraphFile, read_gexf, read_graphml,
};

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
