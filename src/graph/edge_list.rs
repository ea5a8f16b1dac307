//! Edge lists: who acted on whom, and when, as CSV.

use super::file::{spreadsheet_text, written_name};
use super::{EdgeRule, Interaction, InteractionGraph, InteractionKind};
use crate::{Error, MemberId, Place, Result, Timestamp};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;

/// Numbers that are read as seconds since 1970: those of the years 1990 to 2099.
const SECONDS: Range<i64> = 631_152_000..4_102_444_800;
/// Numbers that look like milliseconds since 1970: from 1973 on, and beyond any seconds that are read.
const MILLISECONDS: Range<i64> = 100_000_000_000..5_000_000_000_000;

/// What [`read_edge_list`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// Names of the members as the file has them, in the order in which they first come; member i has name i.
    pub names: Vec<String>,
    /// The rows.
    pub rows: EdgeRows,
}

/// Rows of an [`EdgeList`].
#[derive(Debug, Clone, PartialEq)]
pub enum EdgeRows {
    /// Rows with times.
    Interactions(Vec<Interaction>),
    /// Rows without.
    Arcs {
        /// Sources.
        from: Vec<u32>,
        /// Targets.
        to: Vec<u32>,
        /// Weights; 1 where the file has no such column.
        weights: Vec<f64>,
    },
}

impl EdgeList {
    /// The graph of the rows: by `rule` where they have times, by their weights where not.
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`] and [`InteractionGraph::from_arcs`].
    pub fn graph(&self, rule: &EdgeRule) -> Result<InteractionGraph> {
        let nodes = self.names.len();
        match &self.rows {
            EdgeRows::Interactions(events) => InteractionGraph::from_interactions(nodes, events, rule),
            EdgeRows::Arcs { from, to, weights } => InteractionGraph::from_arcs(nodes, from, to, weights),
        }
    }
}

/// Reads a CSV file with a header: one row for each interaction or arc.
///
/// | column | |
/// |---|---|
/// | `from` or `source` | who acted; any text |
/// | `to` or `target` | on whom |
/// | `time` or `timestamp` | optional: a date or instant as [`Timestamp::parse`] reads it, or whole seconds since 1970, of 1990 to 2099 |
/// | `kind` | optional beside a time: name of an [`InteractionKind`]; without the column all rows are replies |
/// | `weight` | optional without a time: a number of 0 or more |
///
/// Blanks around a cell do not count. An apostrophe before a name that would start a formula (`'=ann`) or that has blanks
/// at an end is the writers' own: it is taken away and the rest kept as it stands, so that every name that was written
/// comes back.
///
/// Numbers as times are refused outside these years: milliseconds, years or dates without hyphens taken for seconds
/// would silently put everything on one day.
///
/// Other columns are passed over, so what [`write_edge_list`](super::write_edge_list) and [`write_interactions`] write can be
/// read again. The separator is the comma, semicolon or tab, whichever the header has most of. `file` stands in the errors.
///
/// # Errors
/// [`Error::MissingColumn`], [`Error::Value`] with the line for a cell that cannot be read, [`Error::Option`] for a file
/// with both times and weights, which would contradict each other, [`Error::Io`] from the reader.
///
/// ```
/// use cmgraph::graph::{EdgeRule, read_edge_list};
/// let file = "from,to,time,kind\nann,bo,2024-01-01T09:00Z,reply\nbo,ann,2024-01-02,mention\n";
/// let list = read_edge_list("mine.csv", file.as_bytes())?;
/// assert_eq!(list.names, ["ann", "bo"]);
/// assert_eq!(list.graph(&EdgeRule::default())?.arc_count(), 2);
///
/// let error = read_edge_list("mine.csv", "from,to,time\nann,bo,soon\n".as_bytes()).unwrap_err();
/// assert!(error.to_string().starts_with("mine.csv, line 2, column \"time\": found \"soon\", expected a date"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn read_edge_list(file: &str, input: impl Read) -> Result<EdgeList> {
    let mut input = BufReader::new(input);
    let separator = separator(input.fill_buf().map_err(|error| Error::io(file, error))?);
    let mut csv = csv::ReaderBuilder::new().delimiter(separator).from_reader(input);
    let columns = Columns::of(file, csv.headers().map_err(|error| wrong(file, error))?)?;
    let mut members = Names::default();
    let (mut events, mut from, mut to, mut weights) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut record = csv::StringRecord::new();
    while csv.read_record(&mut record).map_err(|error| wrong(file, error))? {
        let row = Row { file, record: &record };
        let (source, target) =
            (members.id(row.name(columns.from, "from")?), members.id(row.name(columns.to, "to")?));
        let Some(time) = columns.time else {
            from.push(source);
            to.push(target);
            weights.push(columns.weight.map_or(Ok(1.0), |weight| row.weight(weight))?);
            continue;
        };
        let kind = columns.kind.map_or(Ok(InteractionKind::Reply), |kind| row.kind(kind))?;
        let (from, to) = (MemberId(source), MemberId(target));
        events.push(Interaction { from, to, kind, at: row.time(time)? });
    }
    let rows = match columns.time {
        Some(_) => EdgeRows::Interactions(events),
        None => EdgeRows::Arcs { from, to, weights },
    };
    Ok(EdgeList { names: members.names, rows })
}

/// Writes interactions as CSV, in the order given: `from,to,time,kind`, with times in ISO 8601, UTC.
///
/// `names` are written instead of the member ids, as in [`write_edge_list`](super::write_edge_list). The times of single acts
/// tell who somebody is to whoever can look up the messages: for data under a privacy policy use
/// `write_interactions` of [`privacy`](crate::privacy).
///
/// # Errors
/// [`Error::Unknown`] if a member has no name, [`Error::Io`] from the writer.
///
/// ```
/// use cmgraph::graph::{EdgeRows, read_edge_list, write_interactions};
/// let file = "from,to,time,kind\nann,bo,2024-01-01T09:00:00Z,reply\n";
/// let list = read_edge_list("mine.csv", file.as_bytes())?;
/// let EdgeRows::Interactions(events) = &list.rows else { unreachable!() };
/// let mut again = Vec::new();
/// write_interactions(events, &list.names, &mut again)?;
/// assert_eq!(again, file.as_bytes());
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn write_interactions(events: &[Interaction], names: &[String], out: impl Write) -> Result<()> {
    let nobody = events.iter().flat_map(|e| [e.from, e.to]).find(|member| member.index() >= names.len());
    if let Some(member) = nobody {
        let hint = format!("; there are {} names", names.len());
        return Err(Error::Unknown { kind: "member", name: member.0.to_string(), hint });
    }
    let mut csv = csv::Writer::from_writer(out);
    let mut write = || -> io::Result<()> {
        csv.write_record(["from", "to", "time", "kind"])?;
        let mut field = String::new();
        for event in events {
            for member in [event.from, event.to] {
                csv.write_field(spreadsheet_text(&names[member.index()], &mut field))?;
            }
            csv.write_record([event.at.to_string().as_str(), event.kind.name()])?;
        }
        csv.flush()
    };
    write().map_err(|error| Error::io("edge list output", error))
}

/// The separator that the header has most of.
fn separator(start: &[u8]) -> u8 {
    let header = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    let mut best = (b',', 0);
    for separator in [b',', b';', b'\t'] {
        let count = header.iter().filter(|&&byte| byte == separator).count();
        if count > best.1 {
            best = (separator, count);
        }
    }
    best.0
}

/// Where what stands.
struct Columns {
    from: usize,
    to: usize,
    time: Option<usize>,
    kind: Option<usize>,
    weight: Option<usize>,
}

impl Columns {
    fn of(file: &str, header: &csv::StringRecord) -> Result<Columns> {
        let names: Vec<String> = header
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_ascii_lowercase())
            .collect();
        let find = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        let needed = |wanted: &[&str]| {
            find(wanted).ok_or_else(|| Error::MissingColumn {
                place: Place::file(file).at_line(1),
                column: wanted.join(" or "),
                found: names.join(", "),
            })
        };
        let columns = Columns {
            from: needed(&["from", "source"])?,
            to: needed(&["to", "target"])?,
            time: find(&["time", "timestamp"]),
            kind: find(&["kind"]),
            weight: find(&["weight"]),
        };
        if columns.time.is_some() && columns.weight.is_some() {
            return Err(Error::Option {
                option: "edge list",
                found: format!("both times and weights in {file}"),
                expected: "times, which the edge rule weighs, or weights".into(),
            });
        }
        Ok(columns)
    }
}

/// One record and where it comes from.
struct Row<'a> {
    file: &'a str,
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    fn cell(&self, column: usize) -> &'a str {
        self.record.get(column).unwrap_or_default().trim()
    }

    fn bad(&self, column: &str, found: &str, expected: &str) -> Error {
        let line = self.record.position().map_or(0, csv::Position::line);
        let place = Place::file(self.file).at_line(line).in_column(column);
        Error::Value { place, found: found.into(), expected: expected.into() }
    }

    fn name(&self, column: usize, called: &str) -> Result<&'a str> {
        let cell = self.record.get(column).unwrap_or_default();
        match written_name(cell) {
            "" => Err(self.bad(called, cell, "a name or id")),
            name => Ok(name),
        }
    }

    fn time(&self, column: usize) -> Result<Timestamp> {
        let text = self.cell(column);
        if let Some(at) = Timestamp::parse(text.as_bytes()) {
            return Ok(at);
        }
        let number = text.parse::<i64>().ok();
        if let Some(seconds) = number.filter(|seconds| SECONDS.contains(seconds)) {
            return Ok(Timestamp(seconds * 1000));
        }
        let but = match number {
            Some(number) if MILLISECONDS.contains(&number) => {
                "; these look like milliseconds: divide them by 1000"
            }
            Some(1900..=2100) => "; this looks like a year: write its first day, such as 2024-01-01",
            _ => "",
        };
        let expected = format!(
            "a date or instant such as 2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099){but}"
        );
        Err(self.bad("time", text, &expected))
    }

    fn kind(&self, column: usize) -> Result<InteractionKind> {
        let text = self.cell(column);
        InteractionKind::parse(text)
            .ok_or_else(|| self.bad("kind", text, "reply, answer, mention, reaction or acceptance"))
    }

    fn weight(&self, column: usize) -> Result<f64> {
        let text = self.cell(column);
        let weight = text.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
        weight.ok_or_else(|| self.bad("weight", text, "a number of 0 or more"))
    }
}

/// Names in the order in which they first come.
#[derive(Default)]
struct Names {
    ids: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.names.len() as u32;
        self.ids.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        id
    }
}

fn wrong(file: &str, error: csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    if error.is_io_error() {
        return Error::io(file, error.into());
    }
    let (found, expected) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (format!("{len} fields"), format!("{expected_len}, as many as the header has"))
        }
        _ => (error.to_string(), "CSV in UTF-8".into()),
    };
    Error::Value { place: Place::file(file).at_line(line), found, expected }
}
