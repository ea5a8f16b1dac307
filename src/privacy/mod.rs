//! The one exit: what of a [`Table`] may leave, by mode and column role.
//!
//! | role | named | pseudonymous | aggregate |
//! |---|---|---|---|
//! | member | as it is | pseudonym | table withheld |
//! | member name | as it is | dropped | table withheld |
//! | text | as it is | dropped beside people | dropped |
//! | reason | as it is | as it is | dropped |
//! | group | as it is | as it is | only for rows of at least `min_group` people |
//! | unit, category, flag, time | as they are | as they are | as they are |
//! | numbers | as they are | as they are | as they are |
//!
//! In a table without a column about a person, in every mode, rows about fewer than `min_group` people lose
//! their numbers ([`suppress`](self) has the rules), and so do as many others as it takes that the total does
//! not give them away. In such rows the unit stays, and so do categories, flags, times and texts that stand
//! before the first number (what the row is about); everything else is cleared.
//!
//! In the provenance of such a table counts below `min_group`, whatever they count, are told as "fewer than
//! `min_group`" ([`Few`]), and so are numbers of people in its warnings.
//!
//! In aggregate mode numbers of people in a unit are hidden as well where fewer than `min_group` did, or did not; outside
//! named mode sums over people that one person dominates (the p% rule). What comes out is audited ([`audit`]): each hidden
//! denominator can be anything in a range of `min_group`, or more is hidden. A [`Ledger`] refuses a release that differs by a
//! few people from an earlier one, and a [`ReleaseLog`] tells what left.
//!
//! What is not covered: the same numbers cut in two ways (by unit and by site); single numbers of tables over time and
//! from unit to unit, where only that they cannot be solved for is seen to; sums for which a table does not say who
//! gave most ([`Table::with_largest`]); releases that no ledger saw; and whoever knows some of the numbers already. Rows
//! about people keep their order, which may tell something where it is by id. Reasons, titles and provenance are taken at
//! their word to hold no names; only addresses are taken out of the latter two.

mod audit;
mod cells;
mod graph;
mod guard;
mod ledger;
mod log;
mod matrix;
mod notes;
mod pseudonym;
mod sums;
mod suppress;
mod tree;

pub use crate::table::{Disclosure, Few, Mode, Release};
pub use audit::{CellBounds, MAX_AUDITED_CELLS, audit};
pub use graph::{DEFAULT_MEMBER_ATTRIBUTE, DEFAULT_UNIT_ATTRIBUTE, GraphRelease, write_interactions};
pub use ledger::{BUCKETS, Ledger, LedgerEntry, Population};
pub use log::ReleaseLog;
pub use pseudonym::MIN_KEY_BYTES;

use crate::error::Result;
use crate::table::{Column, Role, Table, Values};
use notes::{take_small_counts, without_addresses, without_addresses_in};
use pseudonym::Pseudonyms;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Fewest people that a number may be about. Microsoft's `vivainsights` package has the same default.
pub const DEFAULT_MIN_GROUP: u32 = 5;

/// The `p` of the p% rule: a sum over people is hidden where the largest contribution could be worked out to within so many
/// percent. The usual choice of statistical offices is 10 to 20 (Handbook on Statistical Disclosure Control, 2nd ed.).
pub const DEFAULT_DOMINANCE: f64 = 20.0;

const WITHHELD: &str = "rows about people are withheld in aggregate mode; \
    use named or pseudonymous mode if you are entitled to see them";
const PERSONAL: &str = "pseudonyms hide who a person is only from those without the key; \
    by law these rows are still personal data";

/// What may leave and how. A key is given by the caller, lives in this value only and is never written or shown.
///
/// ```
/// use cmgraph::table::{Provenance, Role, Table};
/// use cmgraph::Policy;
/// let table = Table::new("champions", "Champions", Provenance::new("colleagues helped"))
///     .text("member", Role::Member, "", "id", [Some("1473".into())])
///     .text("name", Role::MemberName, "", "name", [Some("Anna Berg".into())])
///     .int("helped", Role::Count, "people", "colleagues helped", [Some(29)]);
/// assert_eq!(Policy::named().apply(&table).to_csv(), "member,name,helped\n1473,Anna Berg,29\n");
///
/// let policy = Policy::pseudonymous(b"a key of the caller's own").unwrap();
/// let csv = policy.apply(&table).to_csv();
/// assert!(csv.starts_with("member,helped\np-") && !csv.contains("Anna"));
/// assert!(Policy::pseudonymous(b"too short").is_err());
///
/// let release = Policy::aggregate().apply(&table);
/// assert_eq!(release.rows(), 0);
/// assert!(release.disclosure().withheld.is_some());
/// ```
#[derive(Clone)]
pub struct Policy {
    mode: Mode,
    min_group: u32,
    /// In percent; 0 for none.
    dominance: f64,
    pseudonyms: Option<Pseudonyms>,
    purpose: String,
    audience: String,
    unlisted: Arc<Unlisted>,
}

/// Who does not want to be listed, as tables would have them.
#[derive(Debug, Clone, Default)]
struct Unlisted {
    ids: BTreeSet<String>,
    names: BTreeSet<String>,
}

/// Without the key.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("mode", &self.mode)
            .field("min_group", &self.min_group)
            .field("dominance", &self.dominance)
            .finish_non_exhaustive()
    }
}

/// [`Policy::named`].
impl Default for Policy {
    fn default() -> Self {
        Policy::named()
    }
}

impl Policy {
    fn new(mode: Mode, pseudonyms: Option<Pseudonyms>) -> Policy {
        Policy {
            mode,
            min_group: DEFAULT_MIN_GROUP,
            dominance: DEFAULT_DOMINANCE,
            pseudonyms,
            purpose: String::new(),
            audience: String::new(),
            unlisted: Arc::default(),
        }
    }

    /// People by id and name; numbers about fewer than [`DEFAULT_MIN_GROUP`] people hidden.
    pub fn named() -> Policy {
        Policy::new(Mode::Named, None)
    }

    /// People by pseudonym: `p-` and the first 128 bits, in hexadecimal, of
    /// `HMAC-SHA256(key, domain || 0x00 || NFC(lowercase(id)))` (RFC 2104). Same key, same domain, same id: the
    /// same pseudonym. A plain or salted hash would not do: whoever has the roster could hash all of it.
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) for a key shorter than [`MIN_KEY_BYTES`].
    pub fn pseudonymous(key: &[u8]) -> Result<Policy> {
        let pseudonyms = Some(Pseudonyms::new(key)?);
        Ok(Policy::new(Mode::Pseudonymous, pseudonyms))
    }

    /// No rows about people.
    pub fn aggregate() -> Policy {
        Policy::new(Mode::Aggregate, None)
    }

    /// Another fewest number of people that a number may be about; 0 and 1 hide nothing.
    pub fn with_min_group(mut self, min_group: u32) -> Policy {
        self.min_group = min_group;
        self
    }

    /// Says why people are named, and for whom it is. Every table about people carries it; where nothing is said, that is told.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// use cmgraph::Policy;
    /// let table = Table::new("t", "T", Provenance::new("helpers"))
    ///     .text("member", Role::Member, "", "id", [Some("1473".into())]);
    /// let words = |policy: Policy| policy.apply(&table).explain();
    /// assert!(words(Policy::named()).contains("named mode; no purpose stated"));
    /// let policy = Policy::named().with_purpose("to thank those who help", "the community team");
    /// assert!(words(policy).contains("named mode; purpose: to thank those who help; for the community team"));
    /// ```
    pub fn with_purpose(mut self, purpose: &str, audience: &str) -> Policy {
        (self.purpose, self.audience) = (purpose.trim().into(), audience.trim().into());
        self
    }

    /// Why people are named; empty where nobody said.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// For whom it is; empty where nobody said.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The same, with those who opted out of this community ([`Community::with_opt_out`](crate::Community::with_opt_out)):
    /// rows about them leave no table, and in files of graphs they have neither id nor name. O(people opted out).
    pub fn for_community(mut self, community: &crate::Community) -> Policy {
        let mut unlisted = Unlisted::default();
        let members = community.members();
        for member in community.unlisted() {
            let (i, id) = (member.index(), members.ids.get(member.index()));
            unlisted.ids.insert(format!("{id} (network {})", members.ids.network(i)));
            unlisted.ids.extend([id, members.emails.get(i).into(), members.directory_ids.get(i).into()]);
            unlisted.names.extend([members.names.get(i).into(), members.label(*member)]);
        }
        if let Some(roster) = community.roster() {
            for person in community.unlisted_persons() {
                let columns = [&roster.directory_ids, &roster.emails, &roster.upns, &roster.employee_ids];
                unlisted.ids.extend(columns.map(|column| column.get(person.index()).to_owned()));
                unlisted.names.insert(roster.names.get(person.index()).into());
            }
        }
        for set in [&mut unlisted.ids, &mut unlisted.names] {
            set.remove("");
        }
        self.unlisted = Arc::new(unlisted);
        self
    }

    /// Whether somebody of this native id does not want to be listed.
    fn is_unlisted(&self, id: &str) -> bool {
        self.unlisted.ids.contains(id)
    }

    /// Another `p` for the p% rule ([`DEFAULT_DOMINANCE`]), in percent; 0, and what is no positive number, turns it off. No
    /// effect in named mode, where lists of people tell as much.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// use cmgraph::Policy;
    /// let table = Table::new("t", "T", Provenance::new("messages"))
    ///     .text("unit", Role::Unit, "", "unit", ["A", "B", "C"].map(|u| Some(u.into())))
    ///     .int("people", Role::Denominator, "people", "people", [Some(40), Some(30), Some(20)])
    ///     .int("messages", Role::Count, "messages", "messages", [Some(900), Some(100), Some(80)])
    ///     // In B four people wrote 60, 30, 5 and 5: without the largest two 10 are left, less than 20 % of 60.
    ///     .with_largest("messages", vec![[90, 80], [60, 30], [8, 7]]);
    /// let csv = Policy::aggregate().apply(&table).to_csv();
    /// assert_eq!(csv, "unit,people,messages,suppressed\nA,40,900,false\nB,30,,true\nC,20,,true\n");
    /// assert!(Policy::aggregate().with_dominance(10.0).apply(&table).to_csv().contains("B,30,100"));
    /// ```
    pub fn with_dominance(mut self, percent: f64) -> Policy {
        self.dominance = if percent.is_finite() { percent.max(0.0) } else { 0.0 };
        self
    }

    /// The `p` of the p% rule, in percent; 0 for none.
    pub fn dominance(&self) -> f64 {
        self.dominance
    }

    /// Another domain for the pseudonyms: with one domain a delivery, two deliveries under the same key cannot
    /// be joined. No effect in the other modes.
    pub fn with_domain(mut self, domain: &str) -> Policy {
        if let Some(pseudonyms) = &mut self.pseudonyms {
            pseudonyms.set_domain(domain);
        }
        self
    }

    /// Whether what is about so many people may not leave: in aggregate mode fewer than the smallest group, one person
    /// whatever that is.
    pub(crate) fn is_single(&self, people: u64) -> bool {
        self.mode == Mode::Aggregate && (1..u64::from(self.min_group.max(2))).contains(&people)
    }

    /// How people appear.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Fewest people that a number may be about.
    pub fn min_group(&self) -> u32 {
        self.min_group
    }

    /// How a person of this native id is called in what leaves: the id, the pseudonym, or not at all. Somebody who opted out
    /// is called by a number.
    pub fn person(&self, id: &str) -> Option<String> {
        match (self.mode, &self.pseudonyms) {
            (Mode::Named, _) if self.is_unlisted(id) => {
                let place = self.unlisted.ids.iter().take_while(|known| known.as_str() <= id).count();
                Some(format!("opted-out-{place}"))
            }
            (Mode::Named, _) => Some(id.to_string()),
            (Mode::Pseudonymous, Some(pseudonyms)) => Some(pseudonyms.of(id)),
            _ => None,
        }
    }

    /// What of a table may leave. `O(cells)`, with a factor of the depth of the unit paths for the suppression.
    pub fn apply(&self, table: &Table) -> Release {
        let mut disclosure = Disclosure {
            mode: self.mode,
            min_group: self.min_group,
            suppressed: 0,
            cells: 0,
            dropped: Vec::new(),
            withheld: None,
            few: Few::default(),
            about_people: is_about_people(table),
            opted_out: 0,
            purpose: self.purpose.clone(),
            audience: self.audience.clone(),
        };
        let about_people = disclosure.about_people;
        let listed;
        let table = match self.listed(table) {
            Some(rest) => {
                disclosure.opted_out = table.rows() - rest.rows();
                listed = rest;
                &listed
            }
            None => table,
        };
        if self.is_withheld(table) {
            disclosure.withheld = Some(WITHHELD.into());
            let cleaned = self.cleaned(table, Vec::new(), false, &mut disclosure.few);
            return Release::new(cleaned, disclosure, None);
        }
        let mut columns = Vec::with_capacity(table.columns().len() + 1);
        for column in table.columns() {
            match self.column(column, about_people) {
                Some(column) => columns.push(column),
                None => disclosure.dropped.push(column.name.clone()),
            }
        }
        let (flag, bounds) =
            if about_people { (None, None) } else { self.suppress(table, &mut columns, &mut disclosure) };
        let cleaned = self.cleaned(table, columns, about_people, &mut disclosure.few);
        Release::new(cleaned, disclosure, flag).with_bounds(bounds)
    }

    /// A table about people without those who do not want to be listed; `None` where none of them is in it.
    fn listed(&self, table: &Table) -> Option<Table> {
        let Unlisted { ids, names } = self.unlisted.as_ref();
        if ids.is_empty() || !is_about_people(table) {
            return None;
        }
        let gone = |row: usize| {
            table.columns().iter().any(|column| match (column.role, &column.values) {
                (Role::Member, Values::List(_)) => false,
                (Role::Member, values) => values.text(row).is_some_and(|id| ids.contains(&id)),
                _ => false,
            })
        };
        let rows: Vec<usize> = (0..table.rows()).filter(|&row| !gone(row)).collect();
        let columns = table.columns().iter().map(|column| {
            let mut column = column.clone();
            column.values = column.values.take(&rows);
            let set = match column.role {
                Role::Member => ids,
                Role::MemberName => names,
                _ => return column,
            };
            match &mut column.values {
                Values::List(lists) => {
                    lists.iter_mut().for_each(|list| list.retain(|text| !set.contains(text)))
                }
                Values::Text(texts) => {
                    texts.iter_mut().for_each(|text| *text = text.take().filter(|text| !set.contains(text)))
                }
                _ => {}
            }
            column
        });
        Some(table.with_parts(table.title().into(), columns.collect(), table.provenance().clone()))
    }

    /// Whether no row of a table may leave.
    fn is_withheld(&self, table: &Table) -> bool {
        let single = table.single_people().is_some_and(|people| self.is_single(people));
        (is_about_people(table) && self.mode == Mode::Aggregate) || single
    }

    /// A column by its role; `None` where it may not leave.
    fn column(&self, column: &Column, about_people: bool) -> Option<Column> {
        let keep = match column.role {
            Role::MemberName => self.mode == Mode::Named,
            Role::Text => match self.mode {
                Mode::Named => true,
                Mode::Pseudonymous => !about_people,
                Mode::Aggregate => false,
            },
            Role::Reason => self.mode != Mode::Aggregate,
            _ => true,
        };
        if !keep {
            return None;
        }
        if column.role != Role::Member || self.mode == Mode::Named {
            return Some(column.clone());
        }
        let person = |id: &str| self.person(id);
        let values = match &column.values {
            Values::List(lists) => Values::List(
                lists.iter().map(|list| list.iter().filter_map(|id| person(id)).collect()).collect(),
            ),
            other => Values::Text((0..other.len()).map(|row| person(&other.text(row)?)).collect()),
        };
        let description = "pseudonym of the person under the caller's key";
        Some(Column { name: column.name.clone(), role: Role::Member, unit: "", description, values })
    }

    /// Clears the rows about too few people and the numbers that tell of too few, and adds the column that says which rows
    /// these are; its position.
    fn suppress(
        &self,
        table: &Table,
        columns: &mut Vec<Column>,
        disclosure: &mut Disclosure,
    ) -> (Option<usize>, Option<Vec<CellBounds>>) {
        let strict = self.mode == Mode::Aggregate;
        let Some((suppression, cells)) = self.hidden_in(table) else { return (None, None) };
        let first_number = columns.iter().position(|c| c.role.is_number()).unwrap_or(columns.len());
        let single = |name: &str, row: usize| {
            let at = table.columns().iter().position(|column| column.name == name);
            at.is_some_and(|at| cells.contains(at, row))
        };
        let mut hidden = suppression.hidden.clone();
        cells.iter().for_each(|(_, row)| hidden[row] = true);
        for (at, column) in columns.iter_mut().enumerate() {
            let follows = table.following().iter().any(|(name, _)| name == &column.name);
            let key = match column.role {
                _ if follows => false,
                Role::Unit | Role::Group => true,
                Role::Category | Role::Flag | Role::Time | Role::Text => at < first_number,
                _ => false,
            };
            for (row, &touched) in hidden.iter().enumerate() {
                let number = (suppression.hidden[row] && !key) || (touched && single(&column.name, row));
                let group = column.role == Role::Group && strict && !suppression.large[row];
                if number && column.role.is_number() && column.values.is_some(row) {
                    disclosure.cells += 1;
                }
                if number || group {
                    column.values.clear(row);
                }
            }
        }
        disclosure.suppressed = hidden.iter().filter(|&&hidden| hidden).count();
        let taken = |name: &str| columns.iter().any(|column| column.name == name);
        let mut name = "suppressed".to_string();
        while taken(&name) {
            name.insert_str(0, "policy_");
        }
        columns.push(Column {
            name,
            role: Role::Flag,
            unit: "",
            description: "numbers of this row are hidden: too few people, or needed to hide such a row",
            values: Values::Bool(hidden.into_iter().map(Some).collect()),
        });
        let bounds = if audit::is_over_time(table) {
            None
        } else {
            audit::of_hidden(table, &suppression, &cells, self.min_group)
        };
        (Some(columns.len() - 1), bounds)
    }

    /// The table with other columns. Outside named mode, addresses that an option or warning may carry
    /// (`community_managers = anna@example.com`) are taken out of title and provenance. Where rows about few people
    /// are hidden, so are the small counts of the provenance.
    fn cleaned(&self, table: &Table, columns: Vec<Column>, about_people: bool, few: &mut Few) -> Table {
        let named = self.mode == Mode::Named;
        let mut provenance =
            if named { table.provenance().clone() } else { without_addresses_in(table.provenance()) };
        if !about_people {
            *few = take_small_counts(&mut provenance, self.min_group);
        } else if !named {
            provenance.warnings.push(PERSONAL.into());
        }
        let title = if named { table.title().into() } else { without_addresses(table.title()) };
        table.with_parts(title, columns, provenance)
    }
}

fn is_about_people(table: &Table) -> bool {
    table.columns().iter().any(|c| matches!(c.role, Role::Member | Role::MemberName))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_not_shown() {
        let policy = Policy::pseudonymous(b"0123456789abcdefSECRET").unwrap();
        assert_eq!(format!("{policy:?}"), "Policy { mode: Pseudonymous, min_group: 5, dominance: 20.0, .. }");
    }
}
