//! What was released under a policy: the table that a works council asks for.

use super::{CellBounds, Ledger, LedgerEntry, Policy};
use crate::table::{Provenance, Release, Role, Table};

/// Releases made so far under a policy, by table.
///
/// ```
/// use cmgraph::privacy::ReleaseLog;
/// use cmgraph::table::{Provenance, Role, Table};
/// use cmgraph::Policy;
/// let table = Table::new("by_unit", "By unit", Provenance::new("people"))
///     .text("unit", Role::Unit, "", "unit", ["Sales", "Legal", "IT"].map(|u| Some(u.into())))
///     .int("people", Role::Denominator, "people", "people", [Some(40), Some(3), Some(9)]);
/// let policy = Policy::aggregate();
/// let mut log = ReleaseLog::default();
/// log.record(&policy.apply(&table));
/// let [_, releases, _] = &log.tables(&policy, None)[..] else { panic!("three tables") };
/// assert_eq!(releases.column("hidden_cells").unwrap().values.number(0), Some(2.0));
/// ```
#[derive(Debug, Clone, Default)]
pub struct ReleaseLog {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    table: String,
    times: u64,
    rows: usize,
    people: bool,
    suppressed: usize,
    cells: usize,
    opted_out: usize,
    dropped: Vec<String>,
    withheld: bool,
    narrowest: Option<u64>,
    bounds: Option<Vec<(String, CellBounds)>>,
}

impl ReleaseLog {
    /// Adds a release; of a table that was released before, the last one stands.
    pub fn record(&mut self, release: &Release) {
        let disclosure = release.disclosure();
        let denominator = |name: &str| release.column(name).is_some_and(|c| c.role == Role::Denominator);
        let bounds = release.bounds();
        let spans = bounds.into_iter().flatten().filter(|cell| denominator(&cell.column));
        let narrowest = spans.filter_map(|cell| Some(cell.upper? - cell.lower)).min();
        let known = self.entries.iter().position(|entry| entry.table == release.name());
        let times = known.map_or(0, |at| self.entries[at].times) + 1;
        let entry = Entry {
            table: release.name().into(),
            times,
            rows: release.rows(),
            people: disclosure.about_people,
            suppressed: disclosure.suppressed,
            cells: disclosure.cells,
            opted_out: disclosure.opted_out,
            dropped: disclosure.dropped.clone(),
            withheld: disclosure.withheld.is_some(),
            narrowest,
            bounds: bounds.map(|cells| {
                let row = |cell: &CellBounds| (row_name(release, cell.row), cell.clone());
                cells.iter().map(row).collect()
            }),
        };
        match known {
            Some(at) => self.entries[at] = entry,
            None => self.entries.push(entry),
        }
    }

    /// Number of tables released.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was released.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// `privacy_policy` (what was in force), `privacy_releases` (one row a table), `privacy_bounds` (what can be known of each
    /// hidden number of people), and `privacy_ledger` where there is a ledger.
    pub fn tables(&self, policy: &Policy, ledger: Option<&Ledger>) -> Vec<Table> {
        let stated = |text: &str| if text.is_empty() { "none stated".into() } else { text.to_owned() };
        let dominance = match policy.dominance() {
            _ if policy.mode() == crate::Mode::Named => "not used in named mode".into(),
            percent if percent > 0.0 => format!("p = {percent}%"),
            _ => "off".into(),
        };
        let entries = match ledger {
            Some(ledger) => ledger.entries().len().to_string(),
            None => "no ledger is kept".into(),
        };
        let items = [
            ("mode", policy.mode().name().to_string()),
            ("purpose", stated(policy.purpose())),
            ("audience", stated(policy.audience())),
            ("smallest group", policy.min_group().to_string()),
            ("dominance rule", dominance),
            ("releases in the ledger", entries),
            ("tables released", self.entries.len().to_string()),
            ("tables withheld", self.entries.iter().filter(|e| e.withheld).count().to_string()),
            (
                "tables with rows about people",
                self.entries.iter().filter(|e| e.people && !e.withheld).count().to_string(),
            ),
        ];
        let provenance = || {
            Provenance::new("tables that passed the privacy policy, and what it did to them").assume(
                "whatever else was shown of the same community, by other programs or under another policy, is not known here",
            )
        };
        let policy_table = Table::new("privacy_policy", "Privacy: what was in force", provenance())
            .text("item", Role::Category, "", "what is told", items.iter().map(|i| Some(i.0.into())))
            .text("value", Role::Category, "", "what it was", items.iter().map(|i| Some(i.1.clone())));
        let int =
            |f: fn(&Entry) -> usize| self.entries.iter().map(move |e| Some(f(e) as i64)).collect::<Vec<_>>();
        let releases = Table::new("privacy_releases", "Privacy: what was released", provenance())
            .text("table", Role::Category, "", "name of the table", self.entries.iter().map(|e| Some(e.table.clone())))
            .flag("people", Role::Flag, "whether its rows are about people", self.entries.iter().map(|e| Some(e.people)))
            .flag("withheld", Role::Flag, "whether nothing of it was released", self.entries.iter().map(|e| Some(e.withheld)))
            .int("times", Role::Count, "", "how often; the rest is about the last time", self.entries.iter().map(|e| Some(e.times as i64)))
            .int("rows", Role::Count, "rows", "rows released", int(|e| e.rows))
            .int("hidden_rows", Role::Count, "rows", "rows with hidden numbers: about too few people, and those that guard them; which is which is not told", int(|e| e.suppressed))
            .int("hidden_cells", Role::Count, "numbers", "numbers hidden", int(|e| e.cells))
            .int("opted_out", Role::Count, "rows", "rows left out because somebody does not want to be listed", int(|e| e.opted_out))
            .flag("audited", Role::Flag, "whether it was computed what can be known of the hidden numbers", self.entries.iter().map(|e| Some(e.bounds.is_some())))
            .int("narrowest", Role::Measure, "people", "the narrowest range in which a hidden denominator is known to be", self.entries.iter().map(|e| e.narrowest.map(|n| n as i64)))
            .list("dropped", Role::Category, "columns taken away", self.entries.iter().map(|e| e.dropped.clone()));
        let mut tables = vec![policy_table, releases, self.bounds_table()];
        tables.extend(ledger.map(ledger_table));
        tables
    }

    fn bounds_table(&self) -> Table {
        let cells: Vec<(&str, &str, &CellBounds)> = self
            .entries
            .iter()
            .flat_map(|entry| {
                let cells = entry.bounds.iter().flatten();
                cells.map(|(row, cell)| (entry.table.as_str(), row.as_str(), cell))
            })
            .collect();
        let provenance = Provenance::new(
            "smallest and largest value of each hidden number of people that fits what is shown",
        )
        .method("flows through the network of sums (as linear programming gives, in whole numbers)")
        .assume("known are the numbers shown, the total of the organisation, wider units that a table of their level shows, that hidden denominators are of somebody, and that a part is not more than the whole");
        let text = |f: fn(&(&str, &str, &CellBounds)) -> String| {
            cells.iter().map(move |c| Some(f(c))).collect::<Vec<_>>()
        };
        Table::new("privacy_bounds", "Privacy: what can be known of hidden numbers", provenance)
            .text("table", Role::Category, "", "name of the table", text(|c| c.0.into()))
            .text("row", Role::Category, "", "what the row is about", text(|c| c.1.into()))
            .text("column", Role::Category, "", "column", text(|c| c.2.column.clone()))
            .int("lower", Role::Measure, "people", "the smallest value it can have", cells.iter().map(|c| Some(c.2.lower as i64)))
            .int("upper", Role::Measure, "people", "the largest; none where nothing bounds it", cells.iter().map(|c| c.2.upper.map(|n| n as i64)))
            .flag("wide", Role::Flag, "whether these are at least the smallest group apart; outside aggregate mode only denominators have to be", cells.iter().map(|c| Some(c.2.protected)))
    }
}

/// Unit, group or category of a row.
fn row_name(release: &Release, row: usize) -> String {
    let first = release.columns().iter().position(|column| column.role.is_number());
    let keys = release.columns().iter().take(first.unwrap_or(0));
    keys.filter_map(|column| column.values.text(row)).collect::<Vec<_>>().join(", ")
}

fn ledger_table(ledger: &Ledger) -> Table {
    let entries = ledger.entries();
    let text =
        |f: fn(&LedgerEntry) -> &str| entries.iter().map(move |e| Some(f(e).to_owned())).collect::<Vec<_>>();
    let int = |f: fn(&LedgerEntry) -> u64| entries.iter().map(move |e| Some(f(e) as i64)).collect::<Vec<_>>();
    Table::new(
        "privacy_ledger",
        "Privacy: releases in the ledger",
        Provenance::new("releases that the ledger remembers"),
    )
    .text("table", Role::Category, "", "name of the table", text(|e| &e.table))
    .text("mode", Role::Category, "", "mode in force", text(|e| &e.mode))
    .text("from", Role::Category, "", "first instant looked at", text(|e| &e.from))
    .text("to", Role::Category, "", "first instant after", text(|e| &e.to))
    .int("min_group", Role::Measure, "people", "smallest group in force", int(|e| e.min_group.into()))
    .int("people", Role::Measure, "people", "people counted", int(LedgerEntry::people))
    .int("units", Role::Measure, "units", "units shown", int(|e| e.units().count() as u64))
}
