//! The account of the import as tables.

use crate::community::{Audit, Community};
use crate::table::{Provenance, Role, Table};

/// What was read, kept and left out, and why:
///
/// - `audit`: one row a file;
/// - `audit_dropped`: rows left out, by file and reason;
/// - `audit_counts`: what was found about the export as a whole and about the matching with the roster;
/// - `audit_accounts`: accounts that fit nobody of the roster, or several people; only where there is a roster;
/// - `audit_remarks`: places of damage, assumptions, oddities of the hierarchy. They may quote the input, so
///   they are passed on in named mode only.
///
/// Cost: O(files + remarks + accounts).
///
/// ```
/// use cmgraph::report::audit::tables;
/// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
/// let tables = tables(&community);
/// let names: Vec<&str> = tables.iter().map(|table| table.name()).collect();
/// assert_eq!(names, ["audit", "audit_dropped", "audit_counts", "audit_remarks"]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn tables(community: &Community) -> Vec<Table> {
    let audit = community.audit();
    let mut tables = vec![files(audit), dropped(audit), counts(community)];
    if community.roster().is_some() {
        tables.push(accounts(community));
    }
    tables.push(remarks(community));
    tables
}

fn files(audit: &Audit) -> Table {
    let files = &audit.files;
    let provenance = Provenance::new("rows of each file of the export: read, kept, left out")
        .method("count; rows = kept + dropped");
    Table::new("audit", "What was read", provenance)
        .text("file", Role::Text, "", "the file", files.iter().map(|f| Some(f.file.clone())))
        .int(
            "rows",
            Role::Count,
            "rows",
            "rows after the header, damaged ones included",
            files.iter().map(|f| Some(f.rows as i64)),
        )
        .int("kept", Role::Count, "rows", "rows kept", files.iter().map(|f| Some(f.kept as i64)))
        .int(
            "dropped",
            Role::Count,
            "rows",
            "rows left out",
            files.iter().map(|f| Some(f.dropped_rows() as i64)),
        )
        .int(
            "repaired",
            Role::Count,
            "rows",
            "rows kept whose columns had shifted and were put back",
            files.iter().map(|f| Some(f.repaired as i64)),
        )
        .int(
            "unreadable_values",
            Role::Count,
            "values",
            "values that could not be read, though the row was kept",
            files.iter().map(|f| Some(f.unreadable_values as i64)),
        )
        .int(
            "declared",
            Role::Count,
            "rows",
            "rows that the export itself declares; missing where it declares none",
            files.iter().map(|f| f.declared.map(|n| n as i64)),
        )
        .flag(
            "confirmed",
            Role::Flag,
            "whether the declared number of rows was read; missing where none is declared",
            files.iter().map(|f| f.confirmed()),
        )
        .list(
            "unknown_columns",
            Role::Text,
            "columns of the header that nothing is read from",
            files.iter().map(|f| f.unknown_columns.clone()),
        )
}

fn dropped(audit: &Audit) -> Table {
    let rows: Vec<_> =
        audit.files.iter().flat_map(|f| f.dropped.iter().map(move |(reason, n)| (f, reason, n))).collect();
    Table::new("audit_dropped", "Rows left out", Provenance::new("rows left out, by file and reason"))
        .text("file", Role::Text, "", "the file", rows.iter().map(|(f, _, _)| Some(f.file.clone())))
        .text(
            "reason",
            Role::Category,
            "",
            "why the row was left out",
            rows.iter().map(|(_, reason, _)| Some(reason.name().into())),
        )
        .int("rows", Role::Count, "rows", "rows left out", rows.iter().map(|(_, _, n)| Some(**n as i64)))
}

fn counts(community: &Community) -> Table {
    let (audit, matched) = (community.audit(), community.roster_match());
    let mut rows = vec![
        ("messages", community.messages().len() as u64),
        ("threads", community.threads().len() as u64),
        ("groups", community.groups().len() as u64),
        ("members", community.members().len() as u64),
        ("messages read more than once", audit.duplicate_messages),
        ("members without a record", audit.placeholder_members),
        ("authors without a record", audit.placeholder_authors),
        ("threads whose first message is not in the export", audit.missing_roots),
        ("replies to a message that is not in the export", audit.missing_parents),
        ("accounts of several networks joined to one", audit.joined_accounts),
        ("files that nothing was read from", audit.not_read.len() as u64),
    ];
    if let Some(roster) = community.roster() {
        rows.extend([
            ("people of the roster", roster.len() as u64),
            ("accounts matched by directory id", matched.by_directory_id),
            ("accounts matched by e-mail", matched.by_email),
            ("accounts that fit several people of the roster", matched.ambiguous.len() as u64),
            ("accounts that fit nobody of the roster", matched.unmatched.len() as u64),
            ("people of the roster without an account", matched.without_account),
            ("people of the roster whom only ambiguous accounts fit", matched.contested),
        ]);
    }
    Table::new("audit_counts", "What was found", Provenance::new("counts over the whole import"))
        .text(
            "what",
            Role::Category,
            "",
            "what is counted",
            rows.iter().map(|(what, _)| Some((*what).into())),
        )
        .int("n", Role::Count, "", "how many", rows.iter().map(|(_, n)| Some(*n as i64)))
}

fn accounts(community: &Community) -> Table {
    let matched = community.roster_match();
    let with = |labels: &'_ [String], problem: &'static str| -> Vec<(String, &'static str)> {
        labels.iter().map(|label| (label.clone(), problem)).collect()
    };
    let mut rows = with(&matched.ambiguous, "fits several people");
    rows.extend(with(&matched.unmatched, "fits nobody"));
    let provenance = Provenance::new("accounts of people that are not matched to one person of the roster")
        .method("directory id, then e-mail address, without regard to case; nothing is guessed")
        .denominator("members of the export", community.members().len() as u64);
    Table::new("audit_accounts", "Accounts not in the roster", provenance)
        .text(
            "account",
            Role::MemberName,
            "",
            "name, e-mail address or id",
            rows.iter().map(|(label, _)| Some(label.clone())),
        )
        .text(
            "problem",
            Role::Category,
            "",
            "what keeps it from being matched",
            rows.iter().map(|(_, problem)| Some((*problem).into())),
        )
}

fn remarks(community: &Community) -> Table {
    let audit = community.audit();
    let mut rows: Vec<(Option<String>, Option<i64>, Option<String>, String)> = Vec::new();
    for (place, text) in audit.files.iter().flat_map(|file| &file.notes) {
        let line = place.line.map(|line| line as i64);
        rows.push((Some(place.file.clone()), line, place.column.clone(), text.clone()));
    }
    for text in audit.warnings.iter().chain(&community.roster_match().hierarchy) {
        rows.push((None, None, None, text.clone()));
    }
    for file in &audit.not_read {
        rows.push((Some(file.clone()), None, None, "nothing is read from this file".into()));
    }
    let provenance = Provenance::new("remarks of the import: damage, assumptions, what could not be read")
        .assume(format!("at most {} remarks a file are kept", crate::community::FileAudit::MAX_NOTES));
    // What a remark quotes can be a name, so all of it counts as one.
    let role = Role::MemberName;
    Table::new("audit_remarks", "Remarks of the import", provenance)
        .text(
            "file",
            role,
            "",
            "the file; missing for remarks about the whole",
            rows.iter().map(|r| r.0.clone()),
        )
        .int("line", role, "", "line of the file, from 1", rows.iter().map(|r| r.1))
        .text("column", role, "", "column by its header", rows.iter().map(|r| r.2.clone()))
        .text("remark", role, "", "what was found and what was done", rows.iter().map(|r| Some(r.3.clone())))
}
