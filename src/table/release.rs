//! What may leave: a table that a privacy policy has passed.

use super::{Column, Provenance, Table, Values};
use crate::privacy::CellBounds;

/// How people appear in what leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// People by id and name, in the lists where being found is good for them and in tables of members of the graph.
    #[default]
    Named,
    /// People by pseudonym.
    Pseudonymous,
    /// No rows about people.
    Aggregate,
}

impl Mode {
    /// `named`, `pseudonymous` or `aggregate`.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Named => "named",
            Mode::Pseudonymous => "pseudonymous",
            Mode::Aggregate => "aggregate",
        }
    }

    /// The mode of that name.
    pub fn parse(name: &str) -> Option<Mode> {
        [Mode::Named, Mode::Pseudonymous, Mode::Aggregate].into_iter().find(|mode| mode.name() == name)
    }
}

/// What the policy in force did to a table. Written out with the provenance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// How people appear.
    pub mode: Mode,
    /// Fewest people that a number may be about.
    pub min_group: u32,
    /// Number of rows with numbers that are hidden. How many of them only protect others is not told: it would
    /// help to work the hidden numbers out.
    pub suppressed: usize,
    /// Number of single numbers that are hidden, in such rows and in others.
    pub cells: usize,
    /// Columns that were taken away, by name.
    pub dropped: Vec<String>,
    /// Why there are no rows, where the whole table was withheld.
    pub withheld: Option<String>,
    /// Counts of the provenance that are not told.
    pub few: Few,
    /// Whether rows are about people.
    pub about_people: bool,
    /// Rows about people that were left out because they do not want to be listed.
    pub opted_out: usize,
    /// Why people are named; empty where nobody said.
    pub purpose: String,
    /// For whom; empty where nobody said.
    pub audience: String,
}

/// What the provenance counts in fewer than `min_group`, by what is counted: the number itself has been taken out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Few {
    /// Who or what shares are of.
    pub denominator: Option<String>,
    /// Observations.
    pub n: Option<String>,
    /// What was left out.
    pub excluded: Vec<String>,
}

/// A table that may leave, and the only thing that can be written.
///
/// Only [`Policy::apply`](crate::privacy::Policy::apply) makes one, so nothing is written around the policy.
///
/// ```
/// use cmgraph::table::{Provenance, Role, Table};
/// use cmgraph::Policy;
/// let table = Table::new("adoption_by_unit", "Adoption by unit", Provenance::new("share of the roster"))
///     .text("unit", Role::Unit, "", "unit", ["Sales", "Legal", "IT"].map(|u| Some(u.into())))
///     .int("people", Role::Denominator, "people", "people of the roster", [Some(40), Some(3), Some(9)]);
/// let release = Policy::named().apply(&table);
/// // Legal has too few people; IT is hidden with it, or a known total would give Legal away.
/// assert_eq!(release.to_csv(), "unit,people,suppressed\nSales,40,false\nLegal,,true\nIT,,true\n");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    table: Table,
    disclosure: Disclosure,
    /// Position of the column that says which rows are hidden.
    flag: Option<usize>,
    /// What can be known of the hidden numbers.
    bounds: Option<Vec<CellBounds>>,
}

impl Release {
    /// For the policy alone. `flag` is the position of the column that says which rows are hidden.
    pub(crate) fn new(table: Table, disclosure: Disclosure, flag: Option<usize>) -> Release {
        Release { table, disclosure, flag, bounds: None }
    }

    pub(crate) fn with_bounds(self, bounds: Option<Vec<CellBounds>>) -> Release {
        Release { bounds, ..self }
    }

    /// What an outsider can work out about each hidden number of people ([`audit`](crate::privacy::audit)); `None` for
    /// tables in which nothing is hidden by the rules, over time, or too large to audit. Rows are those of the table as
    /// the policy passed it, whatever was picked of it later.
    pub fn bounds(&self) -> Option<&[CellBounds]> {
        self.bounds.as_deref()
    }

    /// Stable name.
    pub fn name(&self) -> &str {
        self.table.name()
    }

    /// Title for people.
    pub fn title(&self) -> &str {
        self.table.title()
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        self.table.columns()
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.table.column(name)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.table.rows()
    }

    /// How the numbers came about.
    pub fn provenance(&self) -> &Provenance {
        self.table.provenance()
    }

    /// What the policy did.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// Whether the numbers of a row are hidden.
    pub fn is_suppressed(&self, row: usize) -> bool {
        matches!(
            self.flag.and_then(|flag| self.columns().get(flag)).map(|column| &column.values),
            Some(Values::Bool(hidden)) if hidden.get(row) == Some(&Some(true))
        )
    }

    /// The same with some of the columns, in the order given: for a short table in a terminal. Columns that are not
    /// there (the policy may have taken them away) are passed over; the one that says which rows are hidden stays.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// let table = Table::new("groups", "Groups", Provenance::new("messages"))
    ///     .text("group", Role::Category, "", "group", [Some("Help".into())])
    ///     .int("messages", Role::Count, "messages", "messages", [Some(7)])
    ///     .int("threads", Role::Count, "threads", "threads", [Some(2)]);
    /// let short = cmgraph::Policy::named().apply(&table).select(&["group", "threads", "nothing"]);
    /// assert_eq!(short.to_csv(), "group,threads\nHelp,2\n");
    /// ```
    pub fn select(&self, names: &[&str]) -> Release {
        let mut columns: Vec<Column> = names.iter().filter_map(|name| self.column(name).cloned()).collect();
        let mut flag = None;
        if let Some(hidden) = self.flag.and_then(|at| self.columns().get(at)) {
            columns.retain(|column| column.name != hidden.name);
            flag = Some(columns.len());
            columns.push(hidden.clone());
        }
        let (disclosure, bounds) = (self.disclosure.clone(), self.bounds.clone());
        Release { table: self.table.replace_columns(columns), disclosure, flag, bounds }
    }

    /// The same with some of the rows, in this order: for a short table in a terminal.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// let table = Table::new("n", "N", Provenance::new("numbers"))
    ///     .int("n", Role::Count, "", "number", (0..9).map(Some));
    /// assert_eq!(cmgraph::Policy::named().apply(&table).take(&[0, 8, 99]).to_csv(), "n\n0\n8\n");
    /// ```
    pub fn take(&self, rows: &[usize]) -> Release {
        let rows: Vec<usize> = rows.iter().copied().filter(|&row| row < self.rows()).collect();
        let columns = self.columns().iter().cloned().map(|mut column| {
            column.values = column.values.take(&rows);
            column
        });
        let table = self.table.replace_columns(columns.collect());
        Release { table, disclosure: self.disclosure.clone(), flag: self.flag, bounds: None }
    }

    /// Position of the column that says which rows are hidden.
    pub(super) fn flag(&self) -> Option<usize> {
        self.flag
    }
}
