//! The roster from CSV: directory exports, HR files.
//!
//! Columns are recognised by their headers, without regard to case, blanks and punctuation: "Download users" of
//! Microsoft Entra (both generations of headers) and of Google Workspace, organisational data of Viva Insights, and
//! files with plain English headers (`email`, `name`, `unit`, `manager`, `start_date`, ...). For anything else
//! [`RosterOptions::columns`] names them.

mod columns;
mod people;
mod remarks;
pub(super) mod values;

pub use columns::Field;

use super::sheet::Sheet;
use crate::community::{FileAudit, Roster, Strings};
use crate::error::{Error, Place, Result};
use columns::Columns;
use people::Draft;
use std::path::Path;

/// How to read a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterOptions {
    /// Which column holds what, by its header: goes before the recognition of headers. Several columns of
    /// [`Field::Unit`] are the levels of the path in this order, several of [`Field::Name`] the parts of the name;
    /// several of any other field stand in for each other where the first is empty.
    pub columns: Vec<(Field, String)>,
    /// Leave out people whose account is switched off. The default keeps them: they could take part before, and
    /// without them members who have left match nobody. Directories also hold rooms and shared mailboxes as
    /// accounts that are switched off; a file full of these is better read with `true`.
    pub leave_out_disabled: bool,
}

/// Reads a roster from a CSV file. Gives the people, the account of the file, and remarks in words: where leaders
/// and units come from, and what is odd about the hierarchy. Remarks name people by their line in the file only.
///
/// Separators `,` `;` and tab are told apart, UTF-8 and UTF-16 read. Of several rows of one person (same directory
/// id, or same e-mail address or sign-in name without two different directory ids) the first stands, or the one with
/// the latest effective date. Dates are ISO 8601, `31.12.2024`, or `12/31/2024` where some value of the column
/// shows which number is the day; the years 9999 and 0001 mean never and unknown. People without a leader column
/// lead if somebody reports to them. Where no first day of employment is given, the day an account was created stands
/// for it, unless many were created that day (an import). A guest is who has the user type `Guest`, or no user type and `#EXT#` in the
/// sign-in name. Managers of themselves count as having none. Cost: O(n), the file is held in memory.
///
/// # Errors
/// [`Error::Io`]; [`Error::MissingColumn`] without any column that identifies a person, or where a named column is
/// not there; [`Error::Spreadsheet`] for ids without their last digits (`2.00034E+15`); [`Error::NotAnExport`] for
/// other encodings, workbooks, and files without any person.
pub fn read_roster(path: &Path, options: &RosterOptions) -> Result<(Roster, FileAudit, Vec<String>)> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    let file =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    parse_roster(&file, &bytes, options)
}

/// Reads a roster from the bytes of a CSV file; see [`read_roster`].
///
/// ```
/// use cmgraph::export::{RosterOptions, parse_roster};
/// let csv = b"email;name;unit;manager\n\
///     aino@example.com;Aino;Nordics > Sales;\n\
///     bo@example.com;Bo;Nordics > Sales;AINO@example.com\n";
/// let (roster, audit, remarks) = parse_roster("people.csv", csv, &RosterOptions::default()).unwrap();
/// assert_eq!(roster.units.get(1), "Nordics/Sales");
/// assert_eq!(roster.managers[1].map(|p| roster.names.get(p.index())), Some("Aino"));
/// assert_eq!((roster.leaders, audit.kept), (vec![true, false], 2));
/// assert_eq!(remarks[0], "no column says who leads: who has a direct report counts as a leader (leaders: 1)");
/// ```
///
/// # Errors
/// As [`read_roster`].
pub fn parse_roster(
    file: &str,
    bytes: &[u8],
    options: &RosterOptions,
) -> Result<(Roster, FileAudit, Vec<String>)> {
    let mut audit = FileAudit::new(file);
    let Sheet { header, rows } = Sheet::read(file, bytes, &mut audit)?;
    let columns = Columns::find(file, header, options)?;
    if audit.rows == 0 {
        return Err(nobody(file, "a header and no rows"));
    }
    let mut remarks = Vec::new();
    let drafts = people::drafts(file, &columns, &rows, options, &mut audit, &mut remarks)?;
    audit.kept = drafts.len() as u64;
    if drafts.is_empty() {
        return Err(nobody(file, &format!("no person in the file (rows: {}{})", audit.rows, why(&audit))));
    }
    if !drafts.iter().any(|d| !d.directory_id.is_empty() || !d.email.is_empty() || !d.upn.is_empty()) {
        return Err(columns.missing(file, "email"));
    }
    let mut used: Vec<usize> = Field::ALL
        .into_iter()
        .filter(|field| !matches!(field, Field::Unit | Field::Location | Field::Name))
        .flat_map(|field| columns.of(field).iter().flatten().copied())
        .collect();
    let names = people::texts(&columns, Field::Name, &rows, &drafts, &mut used, &mut remarks);
    let units = people::texts(&columns, Field::Unit, &rows, &drafts, &mut used, &mut remarks);
    let locations = people::texts(&columns, Field::Location, &rows, &drafts, &mut used, &mut remarks);
    audit.unknown_columns = columns.unused(&used);

    let column = |text: fn(&Draft) -> &str| -> Strings { drafts.iter().map(text).collect() };
    let mut roster = Roster {
        directory_ids: column(|d| &d.directory_id),
        emails: column(|d| &d.email),
        upns: column(|d| &d.upn),
        employee_ids: column(|d| &d.employee_id),
        names,
        units,
        locations,
        managers: Vec::new(),
        leaders: drafts.iter().map(|d| d.leader == Some(true)).collect(),
        guests: drafts.iter().map(|d| d.guest).collect(),
        disabled: drafts.iter().map(|d| d.disabled).collect(),
        joined: drafts.iter().map(|d| d.joined).collect(),
        left: drafts.iter().map(|d| d.left).collect(),
    };
    let lines: Vec<u64> = drafts.iter().map(|d| d.line).collect();
    let mut of_hierarchy = Vec::new();
    remarks::managers(&mut roster, &drafts, &lines, &mut of_hierarchy);
    let leaders = remarks::leaders(&mut roster, &columns);
    remarks::hierarchy(&roster, &lines, &mut of_hierarchy);
    let remarks = std::iter::once(leaders).chain(remarks).chain(of_hierarchy).collect();
    Ok((roster, audit, remarks))
}

fn nobody(file: &str, found: &str) -> Error {
    Error::NotAnExport {
        place: Place::file(file),
        found: found.into(),
        expected: "one row a person, with an e-mail address or directory id".into(),
    }
}

/// Why rows were left out, for the case that all were.
fn why(audit: &FileAudit) -> String {
    audit.dropped.iter().map(|(reason, n)| format!(", {}: {n}", reason.name())).collect()
}
