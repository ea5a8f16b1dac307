//! JSON for machines: rows as objects, with roles and provenance.

use super::{Column, Provenance, Release, Values};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::io;

impl Release {
    /// Writes `{name, title, columns: [{name, role, unit, description}], rows: [{column: value}], provenance}`.
    /// The order of the keys is fixed, floats read back as the same number, days and instants are ISO 8601,
    /// missing values are `null`. Counts of the provenance are `{what, n}`; one that is too small to be told has
    /// `n: null` and `fewer_than`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_json(&self, out: impl io::Write) -> io::Result<()> {
        serde_json::to_writer(out, &Document(self)).map_err(io::Error::from)
    }

    /// [`Release::write_json`] into a string.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// let table = Table::new("answers", "Answers", Provenance::new("answers a week"))
    ///     .float("share", Role::Share, "", "answered share", [Some(0.1), None]);
    /// let json = cmgraph::Policy::named().apply(&table).to_json();
    /// assert!(json.contains(r#""rows":[{"share":0.1},{"share":null}]"#));
    /// ```
    pub fn to_json(&self) -> String {
        // Texts, numbers and maps with text keys always serialise.
        serde_json::to_string(&Document(self)).unwrap_or_default()
    }

    /// How the numbers came about and what the policy did, as a JSON object: what belongs beside a CSV file.
    pub fn provenance_json(&self) -> String {
        serde_json::to_string(&Origin(self)).unwrap_or_default()
    }
}

struct Document<'a>(&'a Release);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(8))?;
        map.serialize_entry("name", self.0.name())?;
        map.serialize_entry("title", self.0.title())?;
        map.serialize_entry("columns", &Each(self.0.columns(), Head))?;
        map.serialize_entry("rows", &Rows(self.0))?;
        map.serialize_entry("provenance", &Origin(self.0))?;
        map.end()
    }
}

/// A list, each item in a wrapper that says how it is written.
struct Each<'a, T, W>(&'a [T], fn(&'a T) -> W);

impl<T, W: Serialize> Serialize for Each<'_, T, W> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(self.1))
    }
}

struct Head<'a>(&'a Column);

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(4))?;
        map.serialize_entry("name", &self.0.name)?;
        map.serialize_entry("role", self.0.role.name())?;
        map.serialize_entry("unit", self.0.unit)?;
        map.serialize_entry("description", self.0.description)?;
        map.end()
    }
}

struct Rows<'a>(&'a Release);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut rows = out.serialize_seq(Some(self.0.rows()))?;
        for row in 0..self.0.rows() {
            rows.serialize_element(&Row(self.0, row))?;
        }
        rows.end()
    }
}

struct Row<'a>(&'a Release, usize);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let columns = self.0.columns();
        let mut map = out.serialize_map(Some(columns.len()))?;
        for column in columns {
            map.serialize_entry(&column.name, &Cell(&column.values, self.1))?;
        }
        map.end()
    }
}

struct Cell<'a>(&'a Values, usize);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let row = self.1;
        match self.0 {
            Values::Int(v) => v.get(row).copied().flatten().serialize(out),
            Values::Float(v) => v.get(row).copied().flatten().serialize(out),
            Values::Bool(v) => v.get(row).copied().flatten().serialize(out),
            Values::List(v) => v.get(row).serialize(out),
            Values::Text(_) | Values::Day(_) | Values::Time(_) => self.0.text(row).serialize(out),
        }
    }
}

/// A count and what it is of.
enum Counted<'a> {
    Exactly(&'a (String, u64)),
    FewerThan(&'a str, u32),
}

impl<'a> Counted<'a> {
    /// The count, or what is told in its place.
    fn of(count: &'a Option<(String, u64)>, few: &'a Option<String>, min_group: u32) -> Option<Counted<'a>> {
        let few = || few.as_deref().map(|what| Counted::FewerThan(what, min_group));
        count.as_ref().map(Counted::Exactly).or_else(few)
    }
}

impl Serialize for Counted<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        match self {
            Counted::Exactly((what, n)) => {
                map.serialize_entry("what", what)?;
                map.serialize_entry("n", n)?;
            }
            Counted::FewerThan(what, min_group) => {
                map.serialize_entry("what", what)?;
                map.serialize_entry("n", &None::<u64>)?;
                map.serialize_entry("fewer_than", min_group)?;
            }
        }
        map.end()
    }
}

/// A map in the order of the list.
struct Ordered<'a>(&'a [(String, String)]);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

struct Origin<'a>(&'a Release);

impl Serialize for Origin<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        // A new field has to be thought of here, or this does not compile.
        let Provenance {
            definition,
            method,
            parameters,
            window,
            time_zone,
            n,
            denominator,
            excluded,
            interval_level,
            assumptions,
            warnings,
            evidence,
        } = self.0.provenance();
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("definition", definition)?;
        map.serialize_entry("method", method)?;
        map.serialize_entry("parameters", &Ordered(parameters))?;
        map.serialize_entry("from", &window.map(|(from, _)| from.to_string()))?;
        map.serialize_entry("to", &window.map(|(_, to)| to.to_string()))?;
        map.serialize_entry("time_zone", time_zone)?;
        let (few, min_group) = (&self.0.disclosure().few, self.0.disclosure().min_group);
        map.serialize_entry("observations", &Counted::of(n, &few.n, min_group))?;
        map.serialize_entry("denominator", &Counted::of(denominator, &few.denominator, min_group))?;
        let hidden = few.excluded.iter().map(|what| Counted::FewerThan(what, min_group));
        let excluded: Vec<Counted<'_>> = excluded.iter().map(Counted::Exactly).chain(hidden).collect();
        map.serialize_entry("excluded", &excluded)?;
        map.serialize_entry("interval_level", interval_level)?;
        map.serialize_entry("assumptions", assumptions)?;
        map.serialize_entry("warnings", warnings)?;
        map.serialize_entry("evidence", evidence.name())?;
        map.serialize_entry("privacy", &Privacy(self.0))?;
        map.end()
    }
}

struct Privacy<'a>(&'a Release);

impl Serialize for Privacy<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let disclosure = self.0.disclosure();
        let mut map = out.serialize_map(Some(5))?;
        map.serialize_entry("mode", disclosure.mode.name())?;
        map.serialize_entry("min_group", &disclosure.min_group)?;
        map.serialize_entry("suppressed_rows", &disclosure.suppressed)?;
        map.serialize_entry("hidden_numbers", &disclosure.cells)?;
        map.serialize_entry("dropped_columns", &disclosure.dropped)?;
        map.serialize_entry("withheld", &disclosure.withheld)?;
        let stated = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        map.serialize_entry("purpose", &stated(&disclosure.purpose))?;
        map.serialize_entry("audience", &stated(&disclosure.audience))?;
        map.end()
    }
}
