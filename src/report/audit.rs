//! The account of an import, as tables and in plain words: what was read, what was left out and why.

use crate::Policy;
use crate::community::{Community, FileAudit, MemberKind, MemberState, MessageFlags};
use crate::table::{Provenance, Release, Role, Table, TerminalOptions, Values, grouped, plain, wrap};

/// What a file holds, by its name.
const HOLDS: [&str; 5] = ["messages", "users", "groups", "networks", "answers"];
const LABEL: usize = 16;

/// The audit as tables:
///
/// - `audit_summary`: one row a count: members by kind and by state, groups, threads, messages, what is missing, how
///   the roster fits. What has to be known beside it stands in its provenance as warnings;
/// - `audit_files`: one row a file;
/// - `audit_dropped`: one row a file and reason for which rows were left out;
/// - `audit_unmatched`, with a roster: the accounts that fit nobody of it, or several, so that it can be mended.
///
/// All but the last hold counts only. `O(members + messages)`.
///
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord};
/// let mut builder = CommunityBuilder::new();
/// builder.member(&MemberRecord { id: "1", name: "Aino", ..Default::default() });
/// let community = builder.build().unwrap();
/// let tables = cmgraph::report::audit::tables(&community);
/// let csv = cmgraph::Policy::aggregate().apply(&tables[0]).to_csv();
/// assert!(csv.contains("members,person,1\n"));
/// ```
pub fn tables(community: &Community) -> Vec<Table> {
    let mut tables = vec![summary(community), files(community), dropped(community)];
    if community.roster().is_some() {
        tables.push(unmatched(community));
    }
    tables
}

fn provenance(community: &Community, definition: &str) -> Provenance {
    let mut provenance = Provenance::new(definition).view(&community.whole());
    provenance.warnings = community.audit().warnings.clone();
    provenance.warnings.extend(community.roster_match().hierarchy.iter().cloned());
    provenance
}

fn summary(community: &Community) -> Table {
    let (audit, members, messages) = (community.audit(), community.members(), community.messages());
    let mut rows: Vec<(&str, &str, u64)> = Vec::new();
    let kinds =
        [MemberKind::Person, MemberKind::Guest, MemberKind::Bot, MemberKind::System, MemberKind::Placeholder];
    for kind in kinds {
        rows.push(("members", kind.name(), count(&members.kinds, |&k| k == kind)));
    }
    let states = [
        MemberState::Active,
        MemberState::Pending,
        MemberState::Suspended,
        MemberState::Deleted,
        MemberState::Unknown,
    ];
    for state in states {
        rows.push(("states", state.name(), count(&members.states, |&s| s == state)));
    }
    rows.push(("roles", "community manager", count(&members.roles, |role| role.community_manager)));
    rows.push(("roles", "communications", count(&members.roles, |role| role.communications)));
    rows.push(("roles", "leader", count(&members.roles, |role| role.leader)));
    let flagged = |flag: MessageFlags| count(&messages.flags, |f| f.has(flag));
    let private = audit.files.iter().filter_map(|f| f.dropped.get(&crate::community::DropReason::Private));
    rows.extend([
        ("content", "groups", community.groups().len() as u64),
        ("content", "threads", community.threads().len() as u64),
        ("content", "messages", messages.len() as u64),
        ("content", "questions", flagged(MessageFlags::QUESTION)),
        ("content", "deleted messages", flagged(MessageFlags::DELETED)),
        ("content", "messages of the platform", flagged(MessageFlags::SYSTEM)),
        ("content", "reactions", community.reactions().len() as u64),
        ("content", "votes for answers", community.acceptances().len() as u64),
        ("left out", "private messages", private.sum()),
        ("left out", "messages read more than once", audit.duplicate_messages),
        ("left out", "messages older than the retention window", audit.older_messages),
        ("left out", "groups of a sensitive subject", audit.sensitive_groups),
        ("left out", "messages in these", audit.sensitive_messages),
        ("left out", "people erased", audit.erased_people),
        ("left out", "messages of people erased", audit.erased_messages),
        ("left out", "people who are not listed because they opted out", audit.opted_out),
        ("missing", "authors without a record", audit.placeholder_authors),
        ("missing", "people mentioned without a record", {
            audit.placeholder_members.saturating_sub(audit.placeholder_authors)
        }),
        ("missing", "threads without their root", audit.missing_roots),
        ("missing", "replies to a message not in the export", audit.missing_parents),
        ("networks", "accounts joined over networks", audit.joined_accounts),
    ]);
    if let Some(roster) = community.roster() {
        let matched = community.roster_match();
        rows.extend([
            ("roster", "people", roster.len() as u64),
            ("roster", "accounts matched by directory id", matched.by_directory_id),
            ("roster", "accounts matched by e-mail address", matched.by_email),
            ("roster", "accounts fitting several people", matched.ambiguous.len() as u64),
            ("roster", "accounts fitting nobody", matched.unmatched.len() as u64),
            ("roster", "people without an account", matched.without_account),
            ("roster", "people fitted by unclear accounts only", matched.contested),
        ]);
    }
    Table::new("audit_summary", "What was read", provenance(community, "counts of the import"))
        .text("topic", Role::Category, "", "what the count is about", rows.iter().map(|r| text(r.0)))
        .text("what", Role::Category, "", "what is counted", rows.iter().map(|r| text(r.1)))
        .int("n", Role::Count, "", "how many", rows.iter().map(|r| Some(r.2 as i64)))
}

fn files(community: &Community) -> Table {
    let files = &community.audit().files;
    let int = |f: fn(&FileAudit) -> u64| files.iter().map(move |file| Some(f(file) as i64));
    Table::new("audit_files", "Files read", provenance(community, "rows of each file"))
        .text("file", Role::Text, "", "file as it was given", files.iter().map(|f| text(&f.file)))
        .text("holds", Role::Category, "", "what it holds", files.iter().map(|f| text(holds(f))))
        .int("rows", Role::Count, "rows", "rows after the header", int(|f| f.rows))
        .int("kept", Role::Count, "rows", "rows kept", int(|f| f.kept))
        .int(
            "dropped",
            Role::Count,
            "rows",
            "rows left out: table audit_dropped has why",
            int(|f| f.dropped_rows()),
        )
        .int(
            "repaired",
            Role::Count,
            "rows",
            "rows whose columns had shifted and were put back",
            int(|f| f.repaired),
        )
        .int(
            "unreadable",
            Role::Count,
            "values",
            "values that could not be read in rows kept",
            int(|f| f.unreadable_values),
        )
        .int("declared", Role::Count, "rows", "rows that the export itself declares (log.txt)", {
            files.iter().map(|f| f.declared.map(|n| n as i64))
        })
        .flag("confirmed", Role::Flag, "whether the rows are as many as declared", {
            files.iter().map(FileAudit::confirmed)
        })
        .list("unknown_columns", Role::Text, "columns that nothing is read from", {
            files.iter().map(|f| f.unknown_columns.clone())
        })
}

fn dropped(community: &Community) -> Table {
    let rows: Vec<_> = community
        .audit()
        .files
        .iter()
        .flat_map(|file| file.dropped.iter().map(move |(reason, n)| (file, reason, *n)))
        .collect();
    Table::new("audit_dropped", "Rows left out", provenance(community, "rows left out, by reason"))
        .text("file", Role::Text, "", "file as it was given", rows.iter().map(|r| text(&r.0.file)))
        .text("holds", Role::Category, "", "what it holds", rows.iter().map(|r| text(holds(r.0))))
        .text("reason", Role::Category, "", "why rows were left out", rows.iter().map(|r| text(r.1.name())))
        .int("rows", Role::Count, "rows", "rows left out", rows.iter().map(|r| Some(r.2 as i64)))
}

fn unmatched(community: &Community) -> Table {
    let (members, matched) = (community.members(), community.roster_match());
    // Both lists are in the order of the members.
    let mut ambiguous = matched.ambiguous.iter().peekable();
    let mut nobody = matched.unmatched.iter().peekable();
    let mut rows = Vec::new();
    for member in members.iter().filter(|m| members.persons[m.index()].is_none()) {
        let label = members.label(member);
        if ambiguous.next_if(|&name| *name == label).is_some() {
            rows.push((member, "fits several people"));
        } else if nobody.next_if(|&name| *name == label).is_some() {
            rows.push((member, "fits nobody"));
        }
    }
    let definition = "accounts of people that were given to nobody of the roster, to mend it by";
    Table::new(
        "audit_unmatched",
        "Accounts without a person of the roster",
        provenance(community, definition),
    )
    .text("member", Role::Member, "", "native id", rows.iter().map(|r| Some(members.ids.get(r.0.index()))))
    .text("name", Role::MemberName, "", "display name", {
        rows.iter().map(|r| text(members.names.get(r.0.index())).filter(|name| !name.is_empty()))
    })
    .text("kind", Role::Category, "", "kind of account", {
        rows.iter().map(|r| text(members.kind(r.0).name()))
    })
    .text("why", Role::Category, "", "why nobody was found", rows.iter().map(|r| text(r.1)))
}

fn count<T>(values: &[T], is: impl Fn(&T) -> bool) -> u64 {
    values.iter().filter(|value| is(value)).count() as u64
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What a file holds: as its reader says, else by its name.
fn holds(file: &FileAudit) -> &'static str {
    if let Some(holds) = file.holds {
        return holds;
    }
    let file = &file.file;
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let inside = file.contains('/');
    HOLDS.into_iter().find(|what| name == format!("{what}.csv")).unwrap_or(if inside {
        "other"
    } else {
        "roster"
    })
}

/// The audit in plain words, for a terminal: what was read, whether the counts that the export declares are
/// confirmed, what was left out and why, what is missing, how the roster fits.
///
/// ```
/// use cmgraph::community::{CommunityBuilder, FileAudit};
/// use cmgraph::{Policy, table::TerminalOptions};
/// let mut builder = CommunityBuilder::new();
/// let file = FileAudit { rows: 3, kept: 3, declared: Some(3), ..FileAudit::new("a.zip/Users.csv") };
/// builder.audit_mut().files.push(file);
/// let community = builder.build().unwrap();
/// let words = cmgraph::report::audit::words(&community, &Policy::named(), &TerminalOptions::default());
/// assert!(words.contains("3 users read, as log.txt declares"));
/// ```
pub fn words(community: &Community, policy: &Policy, options: &TerminalOptions) -> String {
    let releases: Vec<Release> = tables(community).iter().map(|table| policy.apply(table)).collect();
    let [summary, files, ..] = releases.as_slice() else { return String::new() };
    let mut out = Words { text: super::overview::heading("What was read", options), width: options.width };
    out.text.push('\n');
    for row in 0..files.rows() {
        let cell = |name: &str| files.column(name).and_then(|column| column.values.text(row));
        let number = |name: &str| files.column(name).and_then(|c| c.values.number(row)).unwrap_or(0.0);
        let what = cell("holds").unwrap_or_default();
        let (what, checked) = match what.as_str() {
            "roster" => ("people of the roster", false),
            "answers" => ("votes for answers", true),
            "events" => ("events", false),
            "other" => ("rows", true),
            known => (known, true),
        };
        let rows = number("rows");
        let mut line = format!("{} {} read", whole(rows), several(what, rows));
        match (flag(files, "confirmed", row), checked) {
            (Some(true), _) => line.push_str(", as log.txt declares"),
            (Some(false), _) => line.push_str(&format!(
                ", but log.txt declares {}: the export is not complete, or was cut",
                whole(number("declared"))
            )),
            _ => {}
        }
        // Rows of the table are in the order of the files; reasons are from a fixed list.
        let reasons = community.audit().files.get(row).map(|file| &file.dropped);
        let left_out: Vec<String> = reasons
            .into_iter()
            .flatten()
            .map(|(reason, &n)| format!("{} {}", whole(n as f64), plural(reason.name(), n)))
            .collect();
        if !left_out.is_empty() {
            line.push_str(&format!("; left out: {}", left_out.join(", ")));
        }
        for (name, what) in [("repaired", "repaired"), ("unreadable", "values not readable")] {
            if number(name) > 0.0 {
                line.push_str(&format!("; {} {what}", whole(number(name))));
            }
        }
        let file = cell("file").map(|file| format!(" ({file})")).unwrap_or_default();
        out.line("", &format!("{line}{file}"));
    }
    out.text.push('\n');
    let topics = Topics(summary);
    out.line("members", &topics.list("members"));
    out.line("accounts", &topics.list("states"));
    out.line("roles", &topics.list("roles"));
    out.line("content", &topics.list("content"));
    out.line("left out", &topics.list("left out"));
    out.line("missing", &topics.list("missing"));
    out.line("networks", &topics.list("networks"));
    match topics.list("roster") {
        none if none.is_empty() => out.line(
            "roster",
            "none was given: shares are of the users of the export, so colleagues without an account are not seen",
        ),
        list => out.line("roster", &list),
    }
    let warnings = &summary.provenance().warnings;
    warnings.iter().for_each(|warning| out.line("note", warning));
    if policy.mode() == crate::Mode::Named {
        // Places of damage may quote the input.
        for file in &community.audit().files {
            let notes = file.notes.iter().take(SHOWN_NOTES);
            notes.for_each(|(place, note)| out.line("damage", &format!("{place}: {note}")));
        }
    }
    out.text
}

/// Places of damage shown of each file.
const SHOWN_NOTES: usize = 3;

fn flag(release: &Release, name: &str, row: usize) -> Option<bool> {
    match &release.column(name)?.values {
        Values::Bool(values) => values.get(row).copied().flatten(),
        _ => None,
    }
}

/// "2 private conversations" reads better than a label.
fn plural(reason: &str, n: u64) -> String {
    match reason {
        "private conversation" => format!("of private conversation{}", if n == 1 { "" } else { "s" }),
        other => format!("({other})"),
    }
}

fn whole(number: f64) -> String {
    grouped(&format!("{number:.0}"))
}

/// The rows of the summary by topic.
struct Topics<'a>(&'a Release);

impl Topics<'_> {
    /// `174 person, 2 guest`, without what there is none of.
    fn list(&self, topic: &str) -> String {
        let text = |name: &str, row: usize| self.0.column(name).and_then(|c| c.values.text(row));
        let parts: Vec<String> = (0..self.0.rows())
            .filter(|&row| text("topic", row).as_deref() == Some(topic))
            .filter_map(|row| {
                let n = self.0.column("n")?.values.number(row)?;
                let what = text("what", row)?;
                (n > 0.0).then(|| format!("{} {}", whole(n), several(&what, n)))
            })
            .collect();
        parts.join(", ")
    }
}

/// The words of the summary as they are said of one or of several.
fn several(what: &str, n: f64) -> String {
    let one = n == 1.0;
    match what {
        "person" if !one => return "people".into(),
        "guest" | "bot" | "leader" | "community manager" if !one => return format!("{what}s"),
        "placeholder" => return "known only from messages".into(),
        "system" => return "of the platform".into(),
        "communications" => return "speaking for the organisation".into(),
        "unknown" => return "of unknown state".into(),
        _ => {}
    }
    let (first, rest) = what.split_once(' ').map_or((what, ""), |(first, rest)| (first, rest));
    let first = match first {
        "people" if one => "person",
        "replies" if one => "reply",
        plural if one => plural.strip_suffix('s').unwrap_or(plural),
        plural => plural,
    };
    format!("{first} {rest}").trim_end().to_owned()
}

/// Labelled lines.
struct Words {
    text: String,
    width: usize,
}

impl Words {
    fn line(&mut self, label: &str, text: &str) {
        let indent = if label.is_empty() { 4 } else { LABEL };
        for (at, line) in wrap(&plain(text), self.width.saturating_sub(indent)).iter().enumerate() {
            match (label.is_empty(), at) {
                (true, 0) => self.text.push_str("  "),
                (true, _) => self.text.push_str("    "),
                (false, 0) => self.text.push_str(&format!("  {label:w$}", w = LABEL - 2)),
                (false, _) => self.text.push_str(&" ".repeat(LABEL)),
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}
