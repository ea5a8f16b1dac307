//! Tables: the only thing that leaves.
//!
//! Every analysis turns into [`Table`]s. A table itself has no writer: [`Release`], which only
//! [`privacy::Policy`](crate::privacy::Policy) makes, has them all (CSV, JSON, HTML, terminal). A column has a [`Role`], which says what kind of fact it holds;
//! [`privacy::Policy`](crate::privacy::Policy) decides by role what may leave, in one place for all tables.
//! A table carries its [`Provenance`]: no number without its definition, denominator and exclusions.

mod cell;
mod csv;
mod html;
mod json;
mod layout;
mod notes;
mod provenance;
mod release;
mod terminal;

pub(crate) use layout::plain;
pub(crate) use notes::grouped;
pub(crate) use terminal::wrap;

pub use html::{DEFAULT_HTML_ROWS, HtmlOptions};
pub use provenance::{EvidenceLevel, Provenance};
pub use release::{Disclosure, Few, Mode, Release};
pub use terminal::{DEFAULT_WIDTH, TerminalOptions};

use crate::error::{Error, Result};
use crate::time::{Day, Timestamp};

/// What kind of fact a column holds. Privacy rules, number formats and alignment go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Identifies a person: native id. In pseudonymous mode replaced by a pseudonym.
    Member,
    /// A person's name or address. Only in named mode.
    MemberName,
    /// A unit of the organisation.
    Unit,
    /// A group of the platform.
    Group,
    /// A first day of a bin, or an instant.
    Time,
    /// Number of people. Subject to the minimum group size.
    People,
    /// Number of people that a share is of. Rows whose denominator is too small are suppressed.
    Denominator,
    /// Number of messages, questions, answers, ...
    Count,
    /// A share, 0 to 1.
    Share,
    /// A rate or another measured number with a unit.
    Measure,
    /// Lower end of the interval of the column before.
    Low,
    /// Upper end of the interval of the column before.
    High,
    /// A category from a fixed list.
    Category,
    /// A sentence made from numbers: no names, ids or texts of the input.
    Reason,
    /// Free text of the input, such as a file name.
    Text,
    /// Yes or no.
    Flag,
}

impl Role {
    /// The role in `snake_case`, as JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Member => "member",
            Role::MemberName => "member_name",
            Role::Unit => "unit",
            Role::Group => "group",
            Role::Time => "time",
            Role::People => "people",
            Role::Denominator => "denominator",
            Role::Count => "count",
            Role::Share => "share",
            Role::Measure => "measure",
            Role::Low => "low",
            Role::High => "high",
            Role::Category => "category",
            Role::Reason => "reason",
            Role::Text => "text",
            Role::Flag => "flag",
        }
    }

    /// Whether the column holds a number about people: what suppression clears.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Role::People
                | Role::Denominator
                | Role::Count
                | Role::Share
                | Role::Measure
                | Role::Low
                | Role::High
        )
    }
}

/// Values of a column; `None` is a missing value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Values {
    /// Texts.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Int(Vec<Option<i64>>),
    /// Real numbers; never NaN or infinite.
    Float(Vec<Option<f64>>),
    /// Yes or no.
    Bool(Vec<Option<bool>>),
    /// Local days.
    Day(Vec<Option<Day>>),
    /// Instants.
    Time(Vec<Option<Timestamp>>),
    /// Lists of texts.
    List(Vec<Vec<String>>),
}

impl Values {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Values::Text(v) => v.len(),
            Values::Int(v) => v.len(),
            Values::Float(v) => v.len(),
            Values::Bool(v) => v.len(),
            Values::Day(v) => v.len(),
            Values::Time(v) => v.len(),
            Values::List(v) => v.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the rows at these positions, in this order.
    pub fn take(&self, rows: &[usize]) -> Values {
        fn pick<T: Clone>(values: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().filter_map(|&row| values.get(row).cloned()).collect()
        }
        match self {
            Values::Text(v) => Values::Text(pick(v, rows)),
            Values::Int(v) => Values::Int(pick(v, rows)),
            Values::Float(v) => Values::Float(pick(v, rows)),
            Values::Bool(v) => Values::Bool(pick(v, rows)),
            Values::Day(v) => Values::Day(pick(v, rows)),
            Values::Time(v) => Values::Time(pick(v, rows)),
            Values::List(v) => Values::List(pick(v, rows)),
        }
    }

    /// Blanks a row: missing, or an empty list.
    pub fn clear(&mut self, row: usize) {
        fn blank<T>(values: &mut [Option<T>], row: usize) {
            if let Some(value) = values.get_mut(row) {
                *value = None;
            }
        }
        match self {
            Values::Text(v) => blank(v, row),
            Values::Int(v) => blank(v, row),
            Values::Float(v) => blank(v, row),
            Values::Bool(v) => blank(v, row),
            Values::Day(v) => blank(v, row),
            Values::Time(v) => blank(v, row),
            Values::List(v) => {
                if let Some(value) = v.get_mut(row) {
                    value.clear();
                }
            }
        }
    }
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name, stable, `snake_case`: the key in Python, JSON and CSV.
    pub name: String,
    /// What kind of fact it holds.
    pub role: Role,
    /// Unit of the numbers: `people`, `per month`, ...; empty for none.
    pub unit: &'static str,
    /// What the column means, one sentence.
    pub description: &'static str,
    /// The values.
    pub values: Values,
}

/// A table with typed columns, a title and its provenance.
///
/// ```
/// use cmgraph::table::{Provenance, Role, Table};
/// let table = Table::new("adoption_by_unit", "Adoption by unit", Provenance::new("share of the roster"))
///     .text("unit", Role::Unit, "", "unit path", ["Sales", "Legal"].map(|u| Some(u.into())))
///     .int("people", Role::Denominator, "people", "people of the roster", [Some(40), Some(3)]);
/// assert_eq!(table.rows(), 2);
/// assert_eq!(table.columns()[1].name, "people");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    title: String,
    columns: Vec<Column>,
    provenance: Provenance,
    about: Option<u64>,
    apart: bool,
    disjoint_units: bool,
    /// Rows that go with a hidden one: what they say would give it away.
    together: Vec<[usize; 2]>,
    /// Columns of counts that count people in some of the rows: name, that of what they are part of, and which rows.
    people_in: Vec<(String, String, Vec<bool>)>,
    /// Columns of people that are told apart by kind: the whole, and its parts in the same row.
    kinds: Vec<(String, Vec<String>)>,
    /// Columns that follow from numbers of people in the same row.
    follows: Vec<(String, Vec<String>)>,
    /// What counts units by a number of people in each. Never leaves.
    counted: Vec<CountedUnits>,
    /// By column: of each row the largest two contributions to its sum. Never leaves.
    largest: Vec<(String, Vec<[u64; 2]>)>,
}

/// What counts units by a number of people in each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CountedUnits {
    /// The row that does; every row if `None`.
    pub(crate) row: Option<usize>,
    pub(crate) columns: Vec<String>,
    /// Of each unit the number and all of its people.
    pub(crate) units: Vec<[u64; 2]>,
}

impl Table {
    /// A table without columns yet. `name` is stable, `snake_case`; `title` is for people.
    pub fn new(name: impl Into<String>, title: impl Into<String>, provenance: Provenance) -> Table {
        Table {
            name: name.into(),
            title: title.into(),
            columns: Vec::new(),
            provenance,
            about: None,
            apart: false,
            disjoint_units: false,
            together: Vec::new(),
            people_in: Vec::new(),
            kinds: Vec::new(),
            follows: Vec::new(),
            counted: Vec::new(),
            largest: Vec::new(),
        }
    }

    /// Says that all of it is about so many single people, though none is named. In aggregate mode a policy withholds it
    /// where they are fewer than its smallest group.
    pub(crate) fn about(mut self, people: u64) -> Table {
        self.about = Some(people);
        self
    }

    /// Says that its rows are about different things, no parts of a whole: no number can be had by taking others from a
    /// total, so a policy hides those that are too small and no others.
    pub(crate) fn rows_apart(mut self) -> Table {
        self.apart = true;
        self
    }

    /// Whether rows are about different things.
    pub(crate) fn has_rows_apart(&self) -> bool {
        self.apart
    }

    /// Says that nobody is counted in the rows of two units: where units are in units (`Nordics`, `Nordics/Sales`), the row of the
    /// wider one is about those who are in none of its parts, as it is where paths are cut at a level
    /// ([`Roster::unit_at`](crate::community::Roster::unit_at)). Policies go by it when they hide numbers; without it a row of a
    /// wider unit is taken to be about all of it, unless it counts fewer people than its parts.
    pub fn with_disjoint_units(mut self) -> Table {
        self.disjoint_units = true;
        self
    }

    /// Whether nobody is counted in two units.
    pub(crate) fn has_disjoint_units(&self) -> bool {
        self.disjoint_units
    }

    /// Says that of two rows that are apart one is the rest of the other: where one is hidden, so is the other.
    pub(crate) fn rows_together(mut self, rows: [usize; 2]) -> Table {
        self.together.push(rows);
        self
    }

    /// Pairs of rows that are hidden together.
    pub(crate) fn together(&self) -> &[[usize; 2]] {
        &self.together
    }

    /// Says in which rows a column of counts counts people, out of another column: policies guard these as people.
    pub(crate) fn with_people_in(mut self, column: &str, of: &str, rows: Vec<bool>) -> Table {
        self.people_in.push((column.into(), of.into(), rows));
        self
    }

    /// Columns that count people in some rows.
    pub(crate) fn people_in(&self) -> &[(String, String, Vec<bool>)] {
        &self.people_in
    }

    /// Says that columns of people are parts of another one in the same row (the kinds of question hubs): a policy that hides
    /// one hides another, where the rest would give it away.
    pub(crate) fn with_kinds(mut self, whole: &str, parts: &[&str]) -> Table {
        self.kinds.push((whole.into(), parts.iter().map(|&part| part.into()).collect()));
        self
    }

    /// The whole and its parts, by name.
    pub(crate) fn kinds(&self) -> &[(String, Vec<String>)] {
        &self.kinds
    }

    /// Says that a column follows from numbers of people in the same row (whether a unit has anybody): a policy hides it where
    /// it hides one of these.
    pub(crate) fn with_following(mut self, column: &str, from: &[&str]) -> Table {
        self.follows.push((column.into(), from.iter().map(|&from| from.into()).collect()));
        self
    }

    /// Columns that follow from others.
    pub(crate) fn following(&self) -> &[(String, Vec<String>)] {
        &self.follows
    }

    /// Says that columns count units by a number of people in each (units without any), which another table tells by unit: a
    /// policy hides the counts where it hides one of these numbers. Of each unit the number and all of its people.
    pub(crate) fn with_counted_units(mut self, columns: &[&str], units: Vec<[u64; 2]>) -> Table {
        let columns = columns.iter().map(|&column| column.into()).collect();
        self.counted.push(CountedUnits { row: None, columns, units });
        self
    }

    /// The same of all numbers of a row.
    pub(crate) fn with_counted_units_in(mut self, row: usize, units: Vec<[u64; 2]>) -> Table {
        let first = self.columns.iter().position(|column| column.role.is_number());
        let numbers = &self.columns[first.unwrap_or(self.columns.len())..];
        let columns = numbers.iter().map(|column| column.name.clone()).collect();
        self.counted.push(CountedUnits { row: Some(row), columns, units });
        self
    }

    /// What counts units.
    pub(crate) fn counted_units(&self) -> &[CountedUnits] {
        &self.counted
    }

    /// How many single people all of it is about, where that is so.
    pub(crate) fn single_people(&self) -> Option<u64> {
        self.about
    }

    /// Says of each row of a column that sums something up over people (messages, questions) how much the two who gave most
    /// to it gave. The p% rule of [`privacy`](crate::privacy) goes by it; it never leaves.
    pub fn with_largest(mut self, column: &str, largest: Vec<[u64; 2]>) -> Table {
        debug_assert!(self.column(column).is_some() && largest.len() == self.rows(), "column {column}");
        self.largest.push((column.into(), largest));
        self
    }

    /// The two largest contributions to each sum of a column, where they are known.
    pub(crate) fn largest(&self, column: &str) -> Option<&[[u64; 2]]> {
        self.largest.iter().find(|(name, _)| name == column).map(|(_, largest)| largest.as_slice())
    }

    /// Stable name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// How the numbers came about.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// How the numbers came about, to add to it.
    pub fn provenance_mut(&mut self) -> &mut Provenance {
        &mut self.provenance
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Adds a column.
    ///
    /// # Errors
    /// [`Error::Option`] where the number of rows differs from that of the other columns, a number is not
    /// finite, or the name is taken.
    pub fn try_push(&mut self, column: Column) -> Result<()> {
        let fault = if !self.columns.is_empty() && column.values.len() != self.rows() {
            Some(format!("{} rows; the table has {}", column.values.len(), self.rows()))
        } else if matches!(&column.values, Values::Float(v) if v.iter().flatten().any(|x| !x.is_finite())) {
            Some("a number that is not finite".into())
        } else if self.column(&column.name).is_some() {
            Some("a name that is taken".into())
        } else {
            None
        };
        match fault {
            Some(found) => Err(Error::Option {
                option: "column",
                found: format!("{:?} with {found}", column.name),
                expected: "a column that fits the table".into(),
            }),
            None => {
                self.columns.push(column);
                Ok(())
            }
        }
    }

    /// Adds a column whose values come from the crate's own analyses. Numbers that are not finite become
    /// missing and columns of other lengths are cut or filled with missing values, so that nothing panics.
    fn with(
        mut self,
        name: &str,
        role: Role,
        unit: &'static str,
        description: &'static str,
        values: Values,
    ) -> Table {
        debug_assert!(self.columns.is_empty() || values.len() == self.rows(), "column {name}");
        debug_assert!(self.column(name).is_none(), "column {name} twice");
        self.columns.push(Column { name: name.into(), role, unit, description, values });
        self
    }

    /// Adds a column of texts.
    pub fn text(
        self,
        name: &str,
        role: Role,
        unit: &'static str,
        description: &'static str,
        values: impl IntoIterator<Item = Option<String>>,
    ) -> Table {
        self.with(name, role, unit, description, Values::Text(values.into_iter().collect()))
    }

    /// Adds a column of whole numbers.
    pub fn int(
        self,
        name: &str,
        role: Role,
        unit: &'static str,
        description: &'static str,
        values: impl IntoIterator<Item = Option<i64>>,
    ) -> Table {
        self.with(name, role, unit, description, Values::Int(values.into_iter().collect()))
    }

    /// Adds a column of real numbers; numbers that are not finite become missing.
    pub fn float(
        self,
        name: &str,
        role: Role,
        unit: &'static str,
        description: &'static str,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Table {
        let values = values.into_iter().map(|value| value.filter(|x| x.is_finite())).collect();
        self.with(name, role, unit, description, Values::Float(values))
    }

    /// Adds a column of yes and no.
    pub fn flag(
        self,
        name: &str,
        role: Role,
        description: &'static str,
        values: impl IntoIterator<Item = Option<bool>>,
    ) -> Table {
        self.with(name, role, "", description, Values::Bool(values.into_iter().collect()))
    }

    /// Adds a column of local days.
    pub fn day(
        self,
        name: &str,
        description: &'static str,
        values: impl IntoIterator<Item = Option<Day>>,
    ) -> Table {
        self.with(name, Role::Time, "", description, Values::Day(values.into_iter().collect()))
    }

    /// Adds a column of instants.
    pub fn time(
        self,
        name: &str,
        description: &'static str,
        values: impl IntoIterator<Item = Option<Timestamp>>,
    ) -> Table {
        self.with(name, Role::Time, "UTC", description, Values::Time(values.into_iter().collect()))
    }

    /// Adds a column of lists of texts.
    pub fn list(
        self,
        name: &str,
        role: Role,
        description: &'static str,
        values: impl IntoIterator<Item = Vec<String>>,
    ) -> Table {
        self.with(name, role, "", description, Values::List(values.into_iter().collect()))
    }

    /// The same table with other columns: what [`privacy`](crate::privacy) makes of it.
    pub(crate) fn replace_columns(&self, columns: Vec<Column>) -> Table {
        self.with_parts(self.title.clone(), columns, self.provenance.clone())
    }

    /// A table of the same name with other parts.
    pub(crate) fn with_parts(&self, title: String, columns: Vec<Column>, provenance: Provenance) -> Table {
        Table {
            name: self.name.clone(),
            title,
            columns,
            provenance,
            about: self.about,
            apart: self.apart,
            disjoint_units: self.disjoint_units,
            together: self.together.clone(),
            people_in: self.people_in.clone(),
            kinds: self.kinds.clone(),
            follows: self.follows.clone(),
            counted: self.counted.clone(),
            largest: Vec::new(),
        }
    }
}
