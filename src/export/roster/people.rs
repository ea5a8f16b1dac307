//! From rows to people: identities, dates, flags; one row a person.

use super::RosterOptions;
use super::columns::{Columns, Field};
use super::remarks::lines_of;
use super::values::{self, Date, DayOrder};
use crate::community::{DropReason, FileAudit, Strings, identity};
use crate::error::{Error, Place, Result};
use crate::time::{DAY_MS, Timestamp};
use csv::StringRecord;
use hashbrown::HashMap;

/// A person before the hierarchy is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) line: u64,
    /// Position in the rows of the sheet.
    row: usize,
    pub(super) directory_id: String,
    pub(super) email: String,
    pub(super) upn: String,
    pub(super) employee_id: String,
    /// References to the manager, most trusted first.
    pub(super) managers: Vec<String>,
    pub(super) leader: Option<bool>,
    pub(super) guest: bool,
    pub(super) disabled: bool,
    pub(super) joined: Option<Timestamp>,
    pub(super) left: Option<Timestamp>,
    effective: Option<Timestamp>,
}

type Rows = [(u64, StringRecord)];

fn field(record: &StringRecord, column: usize) -> &str {
    let text = record.get(column).unwrap_or("").trim();
    if values::is_nothing(text) { "" } else { text }
}

/// The people of the rows, in the order of the file, each once.
pub(super) fn drafts(
    file: &str,
    columns: &Columns,
    rows: &Rows,
    options: &RosterOptions,
    audit: &mut FileAudit,
    remarks: &mut Vec<String>,
) -> Result<Vec<Draft>> {
    refuse_lost_digits(file, columns, rows)?;
    let mut reader = Reader { file, columns, audit, orders: day_orders(columns, rows, remarks) };
    let mut drafts: Vec<Draft> = Vec::with_capacity(rows.len());
    // Drafts whose first day is that of their account.
    let mut stand_ins: Vec<usize> = Vec::new();
    for (row, (line, record)) in rows.iter().enumerate() {
        let mut draft = reader.identify(*line, record);
        if [&draft.directory_id, &draft.email, &draft.upn, &draft.employee_id].iter().all(|id| id.is_empty())
        {
            reader.audit.drop_row(DropReason::NoId);
            reader.note(*line, None, "no e-mail address, directory id or sign-in name; row left out");
            continue;
        }
        draft.row = row;
        draft.disabled = reader.flag(*line, record, Field::Enabled) == Some(false);
        if draft.disabled && options.leave_out_disabled {
            reader.audit.drop_row(DropReason::Disabled);
            continue;
        }
        draft.leader = reader.flag(*line, record, Field::Leader);
        draft.guest = is_guest(columns, record, &draft.upn);
        let joined = reader.date(*line, record, Field::Joined);
        if joined.is_some_and(|(_, column)| columns.is_account_created(column)) {
            stand_ins.push(drafts.len());
        }
        draft.joined = joined.map(|(at, _)| at);
        draft.left = reader.date(*line, record, Field::Left).map(|(at, column)| {
            // The day after the last one; a time of day already says when.
            let whole_day = at.0.rem_euclid(DAY_MS) == 0;
            Timestamp(at.0 + if whole_day && columns.is_last_day(column) { DAY_MS } else { 0 })
        });
        draft.effective = reader.date(*line, record, Field::EffectiveDate).map(|(at, _)| at);
        draft.managers = columns
            .singles(Field::Manager)
            .map(|column| field(record, column))
            .filter(|text| !text.is_empty())
            .map(identity)
            .collect();
        drafts.push(draft);
    }
    account_days(&mut drafts, &stand_ins, remarks);
    let drafts = once_each(file, drafts, audit, remarks);
    let disabled = drafts.iter().filter(|d| d.disabled).count();
    if disabled > 0 {
        remarks.push(format!(
            "accounts that are switched off: {disabled}; they stay in the roster, and without a last day they count to the end"
        ));
    }
    Ok(drafts)
}

/// A day on which at least this many accounts, and one in [`IMPORT_SHARE`] of all, were created is that of an import
/// or migration: the people were there before.
const IMPORT_ACCOUNTS: usize = 20;
const IMPORT_SHARE: usize = 20;

/// Takes back first days that are only those of an import of accounts, and says what became of the others.
fn account_days(drafts: &mut [Draft], stand_ins: &[usize], remarks: &mut Vec<String>) {
    let day = |draft: &Draft| draft.joined.map(|at| at.0.div_euclid(DAY_MS));
    let mut created: HashMap<Option<i64>, usize> = HashMap::new();
    for &i in stand_ins {
        *created.entry(day(&drafts[i])).or_default() += 1;
    }
    let mut imported = 0;
    for &i in stand_ins {
        let together = created.get(&day(&drafts[i])).copied().unwrap_or(0);
        if together >= IMPORT_ACCOUNTS && together * IMPORT_SHARE >= stand_ins.len() {
            drafts[i].joined = None;
            imported += 1;
        }
    }
    if imported > 0 {
        remarks.push(format!(
            "accounts created on a day of import, when many were: {imported}; the first day of these people is unknown"
        ));
    }
    if stand_ins.len() > imported {
        remarks.push(format!(
            "rows without a first day of employment: {}; the day the account was created stands for it",
            stand_ins.len() - imported
        ));
    }
}

/// Ids that a spreadsheet has rounded cannot be brought back: whoever reads on matches the wrong people.
fn refuse_lost_digits(file: &str, columns: &Columns, rows: &Rows) -> Result<()> {
    let ids = [Field::DirectoryId, Field::Email, Field::Upn, Field::EmployeeId, Field::Manager];
    let ids: Vec<usize> = ids.into_iter().flat_map(|field| columns.singles(field)).collect();
    for (line, record) in rows {
        for &column in &ids {
            let text = field(record, column);
            if values::lost_digits(text) {
                return Err(Error::Spreadsheet {
                    place: Place::file(file).at_line(*line).in_column(columns.name(column)),
                    found: format!("the id {text:?} has lost its last digits"),
                });
            }
        }
    }
    Ok(())
}

/// For each column of dates, which number is the day in `3/12/2024`.
fn day_orders(columns: &Columns, rows: &Rows, remarks: &mut Vec<String>) -> HashMap<usize, DayOrder> {
    let mut orders = HashMap::new();
    for column in
        [Field::Joined, Field::Left, Field::EffectiveDate].into_iter().flat_map(|f| columns.singles(f))
    {
        let shown = values::day_order(rows.iter().map(|(_, record)| field(record, column)));
        let doubtful =
            |(_, record): &&(u64, StringRecord)| values::date(field(record, column), None) == Date::Ambiguous;
        let Some((line, _)) = rows.iter().find(doubtful) else { continue };
        let (order, because) = match shown {
            Some(order) => (order, "other values of the column show it"),
            None if columns.is_viva() => (DayOrder::MonthFirst, "the form of Viva Insights"),
            None => continue,
        };
        orders.insert(column, order);
        let form = match order {
            DayOrder::DayFirst => "day/month/year",
            DayOrder::MonthFirst => "month/day/year",
        };
        remarks.push(format!(
            "dates in column {:?} such as that in line {line} are read as {form}: {because}",
            columns.name(column)
        ));
    }
    orders
}

struct Reader<'a> {
    file: &'a str,
    columns: &'a Columns,
    audit: &'a mut FileAudit,
    orders: HashMap<usize, DayOrder>,
}

impl Reader<'_> {
    fn note(&mut self, line: u64, column: Option<usize>, text: impl Into<String>) {
        let place = Place::file(self.file).at_line(line);
        self.audit.note(Place { column: column.map(|at| self.columns.name(at).to_owned()), ..place }, text);
    }

    fn unreadable(&mut self, line: u64, column: usize, found: &str, expected: &str) {
        self.audit.unreadable_values += 1;
        let found: String = found.chars().take(40).collect();
        self.note(line, Some(column), format!("found {found:?}, expected {expected}; taken as not given"));
    }

    fn identify(&mut self, line: u64, record: &StringRecord) -> Draft {
        let first = |wanted: Field| -> String {
            let mut texts = self.columns.singles(wanted).map(|column| field(record, column));
            texts.find(|text| !text.is_empty()).unwrap_or("").to_owned()
        };
        let mut draft = Draft {
            line,
            directory_id: first(Field::DirectoryId),
            email: first(Field::Email),
            upn: first(Field::Upn),
            employee_id: first(Field::EmployeeId),
            ..Draft::default()
        };
        // Ids of HR and analytics files are often e-mail addresses or the directory's own.
        if draft.email.is_empty() && draft.employee_id.contains('@') {
            draft.email.clone_from(&draft.employee_id);
        }
        if draft.directory_id.is_empty() && values::is_guid(&draft.employee_id) {
            draft.directory_id.clone_from(&draft.employee_id);
        }
        if !draft.email.is_empty() && !draft.email.contains('@') {
            let column = self.columns.singles(Field::Email).find(|&at| field(record, at) == draft.email);
            draft.email.clear();
            // The value may be a name: it is not repeated.
            self.audit.unreadable_values += 1;
            self.note(line, column, "no e-mail address: there is no @ in it; taken as not given");
        }
        draft
    }

    fn flag(&mut self, line: u64, record: &StringRecord, wanted: Field) -> Option<bool> {
        let columns = self.columns;
        for column in columns.singles(wanted) {
            let text = field(record, column);
            match values::flag(text) {
                Some(Some(flag)) => return Some(flag),
                Some(None) => {}
                None => self.unreadable(line, column, text, "yes or no"),
            }
        }
        None
    }

    /// The first readable date of a field, and its column.
    fn date(&mut self, line: u64, record: &StringRecord, wanted: Field) -> Option<(Timestamp, usize)> {
        let columns = self.columns;
        for column in columns.singles(wanted) {
            let text = field(record, column);
            match values::date(text, self.orders.get(&column).copied()) {
                Date::At(at) => return Some((at, column)),
                Date::None => {}
                Date::Ambiguous => {
                    let expected = "a date that tells day from month, such as 2024-12-31";
                    self.unreadable(line, column, text, expected);
                }
                Date::Unreadable => self.unreadable(line, column, text, "a date such as 2024-12-31"),
            }
        }
        None
    }
}

/// The user type decides; accounts from outside can be members of the organisation all the same.
fn is_guest(columns: &Columns, record: &StringRecord, upn: &str) -> bool {
    let user_type =
        columns.singles(Field::UserType).map(|column| field(record, column)).find(|t| !t.is_empty());
    match user_type {
        Some(user_type) => ["guest", "external"].contains(&user_type.to_lowercase().as_str()),
        None => upn.to_uppercase().contains("#EXT#"),
    }
}

/// Leaves one row a person: the latest, of equal ones the first.
fn once_each(file: &str, drafts: Vec<Draft>, audit: &mut FileAudit, remarks: &mut Vec<String>) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(drafts[i].effective));
    let mut seen: HashMap<(Field, String), Vec<usize>> = HashMap::new();
    let mut keep = vec![true; drafts.len()];
    let mut sharing: Vec<u64> = Vec::new();
    for i in order {
        let draft = &drafts[i];
        let mut keys = vec![
            (Field::DirectoryId, identity(&draft.directory_id)),
            (Field::Email, identity(&draft.email)),
            (Field::Upn, identity(&draft.upn)),
        ];
        // An employee id may be shared by several accounts; it identifies only where nothing else does.
        if keys.iter().all(|(_, text)| text.is_empty()) {
            keys.push((Field::EmployeeId, identity(&draft.employee_id)));
        }
        keys.retain(|(_, text)| !text.is_empty());
        let others = |other: usize| {
            let (a, b) = (&drafts[other].directory_id, &draft.directory_id);
            !a.is_empty() && !b.is_empty() && identity(a) != identity(b)
        };
        let known = keys.iter().flat_map(|key| seen.get(key).into_iter().flatten());
        let (different, same): (Vec<usize>, Vec<usize>) = known.partition(|&&other| others(other));
        if let Some(&standing) = same.first() {
            let older = drafts[standing].effective > draft.effective;
            keep[i] = false;
            audit.drop_row(if older { DropReason::Superseded } else { DropReason::Duplicate });
            if !older {
                let text = format!("the same person as in line {}; row left out", drafts[standing].line);
                audit.note(Place::file(file).at_line(draft.line), text);
            }
            continue;
        }
        if !different.is_empty() {
            sharing.push(draft.line);
        }
        keys.into_iter().for_each(|key| seen.entry(key).or_default().push(i));
    }
    if !sharing.is_empty() {
        sharing.sort_unstable();
        remarks.push(format!(
            "people who share an e-mail address with another directory id: {} ({}); nobody is matched by it alone",
            sharing.len(),
            lines_of(&sharing)
        ));
    }
    drafts.into_iter().zip(keep).filter_map(|(draft, keep)| keep.then_some(draft)).collect()
}

/// Names, units or locations: of several ways the header offers, the first that says something for anybody.
pub(super) fn texts(
    columns: &Columns,
    wanted: Field,
    rows: &Rows,
    drafts: &[Draft],
    used: &mut Vec<usize>,
    remarks: &mut Vec<String>,
) -> Strings {
    let text = |draft: &Draft, group: &[usize]| -> String {
        let Some((_, record)) = rows.get(draft.row) else { return String::new() };
        let mut parts = group.iter().map(|&column| field(record, column)).filter(|part| !part.is_empty());
        match wanted {
            Field::Unit => values::unit_path(parts),
            Field::Name => parts.collect::<Vec<_>>().join(" "),
            _ => parts.next().unwrap_or("").to_owned(),
        }
    };
    let says = |group: &&Vec<usize>| drafts.iter().any(|draft| !text(draft, group).is_empty());
    let Some(mut chosen) = columns.of(wanted).iter().find(says).cloned() else {
        // Nothing in them: they are known all the same.
        used.extend(columns.of(wanted).iter().flatten());
        return drafts.iter().map(|_| "").collect();
    };
    let own_choice = columns.of(wanted).len() > 1;
    if own_choice && chosen.len() == 2 && columns.is_company(chosen[0]) {
        // A company that everybody belongs to is no level of its own.
        let company = chosen[0];
        let mut names = drafts.iter().filter_map(|d| rows.get(d.row)).map(|(_, r)| field(r, company));
        let first = names.find(|name| !name.is_empty()).unwrap_or("");
        if names.all(|name| name.is_empty() || name == first) {
            used.push(chosen.remove(0));
        }
    }
    if own_choice && wanted == Field::Unit {
        remarks.push(format!("units are read from column {}", columns.names(&chosen)));
    }
    used.extend(&chosen);
    drafts.iter().map(|draft| text(draft, &chosen)).collect()
}
