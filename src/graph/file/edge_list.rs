//! The arcs as CSV, and names as spreadsheets may see them.

use super::{arc_attributes, check_length, each_arc};
use crate::graph::InteractionGraph;
use crate::{Error, Result};
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

/// Writes the arcs as CSV: `from,to,weight` and, where the graph was built from interactions, a count for each kind, `first`
/// and `last` (ISO 8601, UTC).
///
/// `names` are written instead of the member ids. A name that a spreadsheet would take for a formula, or that begins or
/// ends with a blank, is written with an apostrophe before it, which [`read_edge_list`](crate::graph::read_edge_list)
/// takes away again.
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

/// The name with an apostrophe before it where a spreadsheet would run it as a formula, or a reader cut its blanks;
/// also where it looks as if it had one, so that [`written_name`] gives back every name but the empty one.
pub(in crate::graph) fn spreadsheet_text<'a>(name: &'a str, field: &'a mut String) -> &'a str {
    if !needs_apostrophe(name) {
        return name;
    }
    field.clear();
    field.push('\'');
    field.push_str(name);
    field
}

/// The name that [`spreadsheet_text`] has written; blanks around any other text are cut.
pub(in crate::graph) fn written_name(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(name) if needs_apostrophe(name) => name,
        _ => cell.trim(),
    }
}

/// Whether the text after any apostrophes starts a formula, or has blanks at an end.
fn needs_apostrophe(name: &str) -> bool {
    let text = name.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@']) || text.trim() != text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_name_comes_back(name in "[-=+@'\", \t\r\na\u{a0}]{1,6}") {
            let mut field = String::new();
            let cell = spreadsheet_text(&name, &mut field);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(written_name(cell), &name);
        }
    }

    #[test]
    fn names_as_people_write_them() {
        for (cell, name) in [
            ("ann", "ann"),
            (" bo\t", "bo"),
            ("'=1+1", "=1+1"),
            ("''=1+1", "'=1+1"),
            ("'t Hooft", "'t Hooft"),
            ("=1+1", "=1+1"),
            ("' ann", " ann"),
            ("  ", ""),
        ] {
            assert_eq!(written_name(cell), name, "{cell:?}");
        }
    }
}
