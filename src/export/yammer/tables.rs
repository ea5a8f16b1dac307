//! The small files of an export: users, groups, networks, answers, and the two text files.

use super::columns::{Header, digits_lost, given, is_true, refuse_spreadsheet, rounded, text};
use super::messages::{EARLIEST, LATEST};
use crate::community::{
    CommunityBuilder, DropReason, FileAudit, GroupRecord, MemberKind, MemberRecord, MemberState, Network,
    NetworkIndex, Privacy,
};
use crate::error::{Place, Result};
use crate::export::csv::{self, Row};
use crate::export::source::Entry;
use crate::time::Timestamp;

/// Reads a small CSV file whole, with care for damaged rows. The first `ids` of the columns are native ids. `row`
/// gives the reason where it leaves one out.
fn table<const N: usize>(
    entry: &Entry,
    columns: impl FnOnce(&mut Header) -> Result<[usize; N]>,
    ids: usize,
    unused: &[&str],
    mut row: impl FnMut(&Row<'_>, [usize; N], u64, &mut FileAudit) -> Result<(), DropReason>,
) -> Result<FileAudit> {
    let mut audit = FileAudit::new(&entry.label);
    let (bytes, fault) = entry.read_all()?;
    if let Some(fault) = fault {
        audit.note(Place::file(&entry.label), format!("the file ends early: {fault}"));
    }
    if is_blank(&bytes) {
        return Ok(audit);
    }
    refuse_spreadsheet(&entry.label, &bytes)?;
    if let Err(fault) = std::str::from_utf8(&bytes)
        && fault.error_len().is_some()
    {
        let line = memchr::memchr_iter(b'\n', &bytes[..fault.valid_up_to()]).count() as u64 + 1;
        audit.note(
            Place::file(&entry.label).at_line(line),
            "found bytes that are not UTF-8, as in files that a spreadsheet program has saved; \
             such letters cannot be read and stand as \u{fffd}",
        );
    }
    let end = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |feed| feed + 1);
    let mut header = Header::new(csv::header_fields(&bytes[..end]));
    let count = header.len();
    let places = columns(&mut header)?;
    audit.unknown_columns = header.unknown(unused);
    let mut lost = Vec::new();
    csv::read_tolerant(
        &bytes[end..],
        count,
        None,
        |record, _| {
            audit.rows += 1;
            let line = match record.place() {
                csv::Place::Line(line) => line,
                csv::Place::Block(..) => 0,
            };
            for &column in &places[..ids] {
                let id = record.field(column).trim_ascii();
                if digits_lost(id) {
                    return Err(rounded(Place::file(&entry.label).at_line(line), id));
                }
            }
            match row(&record, places, line, &mut audit) {
                Ok(()) => audit.kept += 1,
                Err(reason) => audit.drop_row(reason),
            }
            Ok(())
        },
        |line, fields| lost.push((line, fields)),
    )?;
    for (line, fields) in lost {
        audit.rows += 1;
        audit.drop_row(DropReason::Damaged);
        let place = Place::file(&entry.label).at_line(line);
        audit.note(place, format!("a row of {fields} fields, expected {count}; left out"));
    }
    Ok(audit)
}

/// Whether a file holds nothing, or nothing but a byte order mark and blanks.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii().is_empty()
}

/// A date that may be missing; one that is there but cannot be read is counted.
fn date(row: &Row<'_>, column: usize, name: &str, line: u64, audit: &mut FileAudit) -> Option<Timestamp> {
    let field = given(row.field(column));
    if field.is_empty() {
        return None;
    }
    let at = Timestamp::parse(field);
    if at.is_none() {
        audit.unreadable_values += 1;
        let place = Place::file(audit.file.clone()).at_line(line).in_column(name);
        audit.note(place, format!("found {:?}, expected a time; taken as not given", text(field)));
    }
    // The years 9999 and 1 stand for "never".
    at.filter(|at| (EARLIEST..LATEST).contains(at))
}

/// `Users.csv`.
pub(super) fn users(
    entry: &Entry,
    network: NetworkIndex,
    rank: u64,
    builder: &mut CommunityBuilder,
) -> Result<FileAudit> {
    let columns = |h: &mut Header| {
        Ok([
            h.need(&entry.label, &["id", "user_id"])?,
            h.find(&["name", "full_name"]),
            h.find(&["email"]),
            h.find(&["guid"]),
            h.find(&["job_title"]),
            h.find(&["department"]),
            h.find(&["location"]),
            h.find(&["joined_at"]),
            h.find(&["deleted_at"]),
            h.find(&["suspended_at"]),
            h.find(&["state"]),
            h.find(&["type"]),
        ])
    };
    let unused = [
        "api_url",
        "deleted_by_id",
        "deleted_by_type",
        "suspended_by_id",
        "suspended_by_type",
        "user_cover_image_url",
    ];
    table(entry, columns, 1, &unused, |row, places, line, audit| {
        let [id, name, email, guid, title, department, location, joined, deleted, suspended, state, kind] =
            places;
        let native = text(row.field(id));
        if native.is_empty() {
            return Err(DropReason::NoId);
        }
        let joined = date(row, joined, "joined_at", line, audit);
        let deleted = date(row, deleted, "deleted_at", line, audit);
        let suspended = date(row, suspended, "suspended_at", line, audit);
        let (state, left) = state_of(&text(row.field(state)), joined, deleted, suspended);
        let kind = match text(row.field(kind)).to_lowercase().as_str() {
            "bot" => MemberKind::Bot,
            "system" | "guide" => MemberKind::System,
            _ => MemberKind::Person,
        };
        builder.member(&MemberRecord {
            network,
            id: &native,
            name: &text(row.field(name)),
            email: &text(row.field(email)),
            directory_id: &text(row.field(guid)),
            title: &text(row.field(title)),
            department: &text(row.field(department)),
            location: &text(row.field(location)),
            kind,
            state,
            joined,
            left,
            rank,
        });
        Ok(())
    })
}

/// State and leaving date. `soft_delete` alone is a *pending* user (invited, never joined), with a date of
/// suspension a suspended one, with a date of deletion a deleted one.
fn state_of(
    state: &str,
    joined: Option<Timestamp>,
    deleted: Option<Timestamp>,
    suspended: Option<Timestamp>,
) -> (MemberState, Option<Timestamp>) {
    let state = match (state.to_lowercase().as_str(), deleted, suspended, joined) {
        (_, Some(_), _, _) | ("deleted", ..) => MemberState::Deleted,
        ("soft_delete" | "suspended" | "", None, Some(_), _) | ("suspended", ..) => MemberState::Suspended,
        ("soft_delete", None, None, None) | ("pending", ..) => MemberState::Pending,
        ("soft_delete", None, None, Some(_)) => MemberState::Deleted,
        ("active", ..) => MemberState::Active,
        _ => MemberState::Unknown,
    };
    let left = match state {
        MemberState::Deleted => deleted,
        MemberState::Suspended => suspended,
        _ => None,
    };
    (state, left)
}

/// `Groups.csv`.
pub(super) fn groups(
    entry: &Entry,
    network: NetworkIndex,
    rank: u64,
    builder: &mut CommunityBuilder,
) -> Result<FileAudit> {
    let columns = |h: &mut Header| {
        Ok([
            h.need(&entry.label, &["id", "group_id"])?,
            h.find(&["name", "full_name"]),
            h.find(&["private", "in_private_group"]),
            h.find(&["created_at"]),
        ])
    };
    let unused = [
        "description",
        "external",
        "deleted",
        "updated_at",
        "api_url",
        "web_url",
        "url",
        "created_by",
        "creator_id",
        "created_by_id",
        "created_by_type",
        "gdpr_delete_url",
    ];
    table(entry, columns, 1, &unused, |row, [id, name, private, created], line, audit| {
        let native = text(row.field(id));
        if native.is_empty() {
            return Err(DropReason::NoId);
        }
        let privacy = match given(row.field(private)) {
            b"" => Privacy::Unknown,
            value if is_true(value) => Privacy::Private,
            _ => Privacy::Public,
        };
        let name = text(row.field(name));
        let created = date(row, created, "created_at", line, audit);
        builder.group(&GroupRecord { network, id: &native, name: &name, privacy, created, rank });
        Ok(())
    })
}

/// `Networks.csv`: id, name and domain, in the order of the file. The browser token in it is never kept.
pub(super) fn networks(entry: &Entry) -> Result<(Vec<Network>, FileAudit)> {
    let columns = |h: &mut Header| {
        Ok([h.need(&entry.label, &["id", "network_id"])?, h.find(&["name"]), h.find(&["permalink"])])
    };
    let unused =
        ["url", "paid", "created_at", "moderated", "usage_policy", "number_of_users", "secure_browser_token"];
    let mut found = Vec::new();
    let audit = table(entry, columns, 1, &unused, |row, [id, name, permalink], _, _| {
        let native = text(row.field(id));
        if native.is_empty() {
            return Err(DropReason::NoId);
        }
        let domain = text(row.field(permalink)).to_lowercase();
        let domains = if domain.contains('.') { vec![domain] } else { Vec::new() };
        found.push(Network { id: native, name: text(row.field(name)), domains });
        Ok(())
    })?;
    Ok((found, audit))
}

/// `Answers.csv`: votes that a message answers its thread.
pub(super) fn answers(
    entry: &Entry,
    network: NetworkIndex,
    builder: &mut CommunityBuilder,
) -> Result<FileAudit> {
    let columns = |h: &mut Header| {
        let message = h.need(&entry.label, &["messageId", "message_id"])?;
        Ok([message, h.find(&["voterID", "voter_id", "user_id"]), h.find(&["createdAt"])])
    };
    table(
        entry,
        columns,
        2,
        &["id", "networkId", "threadId", "updatedAt"],
        |row, [message, voter, created], line, audit| {
            let answer = text(row.field(message));
            if answer.is_empty() {
                return Err(DropReason::NoId);
            }
            let at = date(row, created, "createdAt", line, audit);
            builder.acceptance(network, &text(row.field(voter)), &answer, at);
            Ok(())
        },
    )
}

/// `log.txt`: declared number of rows by file, for example `("messages", 5085)`. Lines with `BOUND` count
/// threads that cross networks and are not what they look like.
pub(super) fn declared(log: &str) -> Vec<(String, u64)> {
    let line = |line: &str| {
        let upper = line.to_uppercase();
        let rest = upper.split_once("NUMBER OF EXPORTED ")?.1;
        let (what, count) = rest.split_once(':')?;
        let what = what.trim().to_lowercase();
        (!what.contains("bound") && !what.is_empty()).then_some(())?;
        Some((what, count.trim().replace([',', ' '], "").parse().ok()?))
    };
    log.lines().filter_map(line).collect()
}

/// `request.txt`: the span asked for.
pub(super) fn requested(request: &str) -> (Option<Timestamp>, Option<Timestamp>) {
    let find = |names: [&str; 4]| {
        request.lines().find_map(|line| {
            let (name, value) = line.split_once([':', '='])?;
            let name = name.trim().trim_matches('"').to_lowercase().replace([' ', '_'], "");
            let value = value.trim().trim_matches(['"', ',']);
            names.contains(&name.as_str()).then(|| Timestamp::parse(value.as_bytes())).flatten()
        })
    };
    (find(["since", "startdate", "from", "start"]), find(["until", "enddate", "to", "end"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_declares() {
        let log = "Number of exported MESSAGES: 5,085\r\nNumber of exported INBOUND threads: 9\nx\nnumber of exported Users: 7";
        assert_eq!(declared(log), [("messages".to_owned(), 5085), ("users".to_owned(), 7)]);
        assert_eq!(declared(""), []);
    }

    #[test]
    fn the_request_has_a_span() {
        let span = requested("since: 2018-03-12 17:00:45 UTC\nuntil: 2018-09-01T21:16:55+00:00\n");
        assert_eq!(
            span,
            (Timestamp::parse(b"2018-03-12T17:00:45Z"), Timestamp::parse(b"2018-09-01T21:16:55Z"))
        );
        assert_eq!(requested("model: Message"), (None, None));
    }

    #[test]
    fn states() {
        let at = Some(Timestamp(1));
        for (state, joined, deleted, suspended, expected) in [
            ("active", at, None, None, (MemberState::Active, None)),
            ("soft_delete", None, None, None, (MemberState::Pending, None)),
            ("soft_delete", at, None, at, (MemberState::Suspended, at)),
            ("soft_delete", at, at, at, (MemberState::Deleted, at)),
            ("soft_delete", at, None, None, (MemberState::Deleted, None)),
            ("", at, None, None, (MemberState::Unknown, None)),
        ] {
            assert_eq!(state_of(state, joined, deleted, suspended), expected, "{state}");
        }
    }
}
