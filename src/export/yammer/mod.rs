//! Yammer / Viva Engage: the network data export, one zip or folder or hundreds of them.
//!
//! An export is a set of CSV files at the top of a zip or folder; external networks lie in sub-folders named by
//! their id. Several exports with overlapping windows are merged: a message or account that stands in several
//! is taken from the export whose window ends last. Columns are found by name.

mod columns;
mod markup;
mod messages;
mod tables;

use super::csv::{self, Failure};
use super::source::{Container, Entry};
use super::{Progress, ReadOptions};
use crate::community::{Audit, CommunityBuilder, DropReason, FileAudit, Network, NetworkIndex};
use crate::error::{Error, Place, Result};
use crate::time::Timestamp;
use messages::{Columns, Sink};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

/// Files of the export from which something is read, in the order of reading.
const READ: [&str; 7] =
    ["networks.csv", "log.txt", "request.txt", "users.csv", "groups.csv", "answers.csv", "messages.csv"];

/// One network of one export: files by name.
struct Part {
    /// Folder name of an external network; `None` for the top of the export.
    network: Option<String>,
    files: BTreeMap<String, Entry>,
}

impl Part {
    /// Whether it holds messages or users of the network at the top.
    fn is_home(&self) -> bool {
        self.network.is_none()
            && ["messages.csv", "users.csv"].iter().any(|name| self.files.contains_key(*name))
    }
}

/// One export.
struct Export {
    label: String,
    parts: Vec<Part>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    /// Networks that its Networks.csv lists.
    listed: Vec<Network>,
    /// The network at its top, where the export tells.
    home: Option<Network>,
}

/// Whether a container looks like a Yammer export: a `Messages.csv` or `Users.csv` somewhere in it.
pub(super) fn recognises(container: &Container) -> bool {
    container.entries.iter().any(|entry| entry.name == "messages.csv" || entry.name == "users.csv")
}

/// Reads all exports of the containers into the builder.
pub(super) fn read(
    containers: &[Container],
    options: &ReadOptions,
    builder: &mut CommunityBuilder,
) -> Result<()> {
    let mut exports: Vec<Export> = Vec::new();
    for container in containers {
        builder.audit_mut().warnings.extend(container.warnings.iter().cloned());
        exports.extend(exports_of(container, builder.audit_mut()));
    }
    for export in &mut exports {
        (export.since, export.until) = window(export)?;
    }
    // The window that ends last stands last; exports that do not say come first, in the order of their names.
    exports.sort_by(|a, b| (a.until, a.since, &a.label).cmp(&(b.until, b.since, &b.label)));
    remark_on_windows(&exports, builder.audit_mut());
    for export in &mut exports {
        find_home(export, builder.audit_mut())?;
    }
    // Exports that do not name their home network are of the one that the others name.
    if let Some(home) = exports.iter().find_map(|export| export.home.clone()) {
        builder.network(home);
    } else if let [Export { parts, label, .. }, ..] = &exports[..]
        && !parts.iter().any(Part::is_home)
        && let Some(id) = parts.iter().find_map(|part| part.network.clone())
    {
        let text = format!("{label}: no Networks.csv says which network is the home network; taken as {id}");
        builder.audit_mut().warnings.push(text);
        builder.network(Network { id, ..Network::default() });
    }
    let total = exports
        .iter()
        .flat_map(|export| &export.parts)
        .filter_map(|part| part.files.get("messages.csv")?.size)
        .sum();
    let progress = Meter { done: AtomicU64::new(0), total, options };
    for (rank, export) in exports.iter().enumerate() {
        if let (Some(since), Some(until)) = (export.since, export.until)
            && since < until
        {
            builder.observed(since, until);
        }
        read_export(export, rank as u64, &progress, builder)?;
    }
    Ok(())
}

/// Cuts a container into exports. A folder named by digits is an external network of the export around it,
/// unless it says itself what was exported (a folder named `2024`, say); any other folder is an export of its
/// own, as when several were unpacked side by side.
fn exports_of(container: &Container, audit: &mut Audit) -> Vec<Export> {
    let describe = ["request.txt", "log.txt", "networks.csv"];
    let described: BTreeSet<&str> = container
        .entries
        .iter()
        .filter(|entry| describe.contains(&entry.name.as_str()))
        .map(|entry| entry.folder.as_str())
        .collect();
    let mut exports: BTreeMap<String, BTreeMap<Option<String>, BTreeMap<String, Entry>>> = BTreeMap::new();
    for entry in &container.entries {
        let (above, last) = entry.folder.rsplit_once('/').unwrap_or(("", &entry.folder));
        let is_network = !last.is_empty()
            && last.bytes().all(|b| b.is_ascii_digit())
            && (described.contains(above) || !described.contains(entry.folder.as_str()));
        let (export, network) =
            if is_network { (above, Some(last.to_owned())) } else { (entry.folder.as_str(), None) };
        let files = exports.entry(export.to_owned()).or_default().entry(network).or_default();
        if let Some(known) = files.get(&entry.name) {
            audit.warnings.push(format!(
                "{}: a file of this name was met before ({}); this one was left out",
                entry.label, known.label
            ));
            audit.not_read.push(entry.label.clone());
            continue;
        }
        files.insert(entry.name.clone(), entry.clone());
    }
    let exports = exports.into_iter().map(|(folder, parts)| Export {
        label: if folder.is_empty() {
            container.label.clone()
        } else {
            format!("{}/{folder}", container.label)
        },
        parts: parts.into_iter().map(|(network, files)| Part { network, files }).collect(),
        since: None,
        until: None,
        listed: Vec::new(),
        home: None,
    });
    exports
        .filter(|e| e.parts.iter().any(|p| READ[3..].iter().any(|name| p.files.contains_key(*name))))
        .collect()
}

/// The window of an export by its `request.txt`.
fn window(export: &Export) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let Some(entry) = export.parts.iter().find_map(|part| part.files.get("request.txt")) else {
        return Ok((None, None));
    };
    let (bytes, _) = entry.read_all()?;
    Ok(tables::requested(&String::from_utf8_lossy(&bytes)))
}

/// What is worth knowing about a series of exports: no windows, or days that none of them covers.
fn remark_on_windows(exports: &[Export], audit: &mut Audit) {
    let unknown = exports.iter().filter(|export| export.until.is_none()).count();
    if exports.len() > 1 && unknown > 0 {
        audit.warnings.push(format!(
            "{unknown} of {} exports do not say which window they cover (request.txt); where they overlap, the order of their names decides",
            exports.len()
        ));
    }
    let mut spans: Vec<(Timestamp, Timestamp)> =
        exports.iter().filter_map(|e| Some((e.since?, e.until?))).collect();
    spans.sort();
    let mut covered: Option<Timestamp> = None;
    for (since, until) in spans {
        if let Some(end) = covered
            && since.0 > end.0 + 1000
        {
            audit.warnings.push(format!("no export covers {end} to {since}: what happened then is missing"));
        }
        covered = Some(covered.map_or(until, |end| end.max(until)));
    }
}

/// Reads which networks an export lists, and which of them is the one at its top: the first one without a folder
/// of its own, else the first.
fn find_home(export: &mut Export, audit: &mut Audit) -> Result<()> {
    for part in &export.parts {
        if let Some(entry) = part.files.get("networks.csv") {
            let (networks, file) = tables::networks(entry)?;
            audit.files.push(file);
            for network in networks {
                if !export.listed.iter().any(|known| known.id == network.id) {
                    export.listed.push(network);
                }
            }
        }
    }
    let has_folder = |network: &&Network| {
        export.parts.iter().any(|part| part.network.as_deref() == Some(network.id.as_str()))
    };
    let at_top = export.listed.iter().find(|network| !has_folder(network));
    let at_top = at_top.filter(|_| export.parts.iter().any(Part::is_home));
    export.home = at_top.or(export.listed.first()).cloned();
    Ok(())
}

fn read_export(
    export: &Export,
    rank: u64,
    progress: &Meter<'_>,
    builder: &mut CommunityBuilder,
) -> Result<()> {
    let home = match &export.home {
        Some(home) => builder.network(home.clone()),
        None => builder.home_network(),
    };
    let mut audits: Vec<FileAudit> = Vec::new();
    let mut declared: BTreeMap<String, u64> = BTreeMap::new();
    for part in &export.parts {
        let network = match &part.network {
            None => home,
            Some(id) => {
                let listed = export.listed.iter().find(|network| network.id == *id).cloned();
                builder.network(listed.unwrap_or(Network { id: id.clone(), ..Network::default() }))
            }
        };
        audits.extend(read_part(part, network, rank, progress, builder)?);
        if let Some(entry) = part.files.get("log.txt") {
            let (bytes, _) = entry.read_all()?;
            for (what, count) in tables::declared(&String::from_utf8_lossy(&bytes)) {
                *declared.entry(what).or_default() += count;
            }
        }
    }
    compare(&export.label, &declared, &mut audits, builder.audit_mut());
    builder.audit_mut().files.extend(audits);
    Ok(())
}

/// Compares what the export declares with what was read. With external networks it is not documented whether
/// the log counts the rows at the top or those of all networks: either will do.
fn compare(label: &str, declared: &BTreeMap<String, u64>, files: &mut [FileAudit], audit: &mut Audit) {
    for (what, &count) in declared {
        let name = format!("/{what}.csv");
        let mut named: Vec<&mut FileAudit> = files
            .iter_mut()
            .filter(|file| format!("/{}", file.file.to_lowercase()).ends_with(&name))
            .collect();
        let all: u64 = named.iter().map(|file| file.rows).sum();
        let several = named.len() > 1;
        let Some(first) = named.first_mut() else { continue };
        if !several || first.rows == count {
            first.declared = Some(count);
            if first.rows != count {
                let (file, rows) = (&first.file, first.rows);
                audit.warnings.push(format!("{file}: {rows} rows were read, but log.txt declares {count}"));
            }
        } else if all != count {
            audit.warnings.push(format!(
                "{label}: {all} rows of {what} were read in all networks, but log.txt declares {count}"
            ));
        }
    }
}

fn read_part(
    part: &Part,
    network: NetworkIndex,
    rank: u64,
    progress: &Meter<'_>,
    builder: &mut CommunityBuilder,
) -> Result<Vec<FileAudit>> {
    let mut audits: Vec<FileAudit> = Vec::new();
    if let Some(entry) = part.files.get("users.csv") {
        audits.push(tables::users(entry, network, rank, builder)?);
    }
    if let Some(entry) = part.files.get("groups.csv") {
        audits.push(tables::groups(entry, network, rank, builder)?);
    }
    if let Some(entry) = part.files.get("answers.csv") {
        audits.push(tables::answers(entry, network, builder)?);
    }
    if let Some(entry) = part.files.get("messages.csv") {
        audits.push(read_messages(entry, network, rank, progress, builder)?);
    }
    let not_read = part.files.iter().filter(|(name, _)| !READ.contains(&name.as_str()));
    builder.audit_mut().not_read.extend(not_read.map(|(_, entry)| entry.label.clone()));
    Ok(audits)
}

/// Tells the caller how far reading has come, and asks whether to go on.
struct Meter<'a> {
    done: AtomicU64,
    total: u64,
    options: &'a ReadOptions,
}

impl Meter<'_> {
    fn advance(&self, file: &str, bytes: u64) -> Result<()> {
        let done = self.done.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let Some(report) = &self.options.progress else { return Ok(()) };
        let go_on = report(Progress { file, done, total: self.total.max(done) });
        if go_on { Ok(()) } else { Err(Error::Interrupted) }
    }
}

fn read_messages(
    entry: &Entry,
    network: NetworkIndex,
    rank: u64,
    progress: &Meter<'_>,
    builder: &mut CommunityBuilder,
) -> Result<FileAudit> {
    let file = &entry.label;
    let mut audit = FileAudit::new(file);
    let (header, source) = match header_line(entry)? {
        Some(parts) => parts,
        None => return Ok(audit),
    };
    let columns = Columns::of(file, csv::header_fields(&header))?;
    audit.unknown_columns.clone_from(&columns.unknown);
    let new = || Sink::new(&columns, file, progress.options, network, rank);
    let pass = csv::read_strict(
        source,
        columns.count,
        rayon::current_num_threads(),
        new,
        |sink, number, bytes| {
            sink.batch.start_block(number, bytes / 256);
            progress.advance(file, bytes as u64)
        },
        |sink, row| sink.row(row, false),
    );
    let mut sinks = match pass {
        Ok(mut pass) => {
            let sinks = std::mem::take(&mut pass.sinks);
            let mut notes: Vec<_> = sinks.iter().flat_map(|sink| sink.notes.iter()).collect();
            notes.sort();
            if let Some(fault) = &pass.broken {
                audit.note(Place::file(file), format!("the file ends early: {fault}"));
                if pass.cut_off > 0 {
                    audit.rows += 1;
                    audit.drop_row(DropReason::Damaged);
                }
            }
            for (at, expected, found) in notes {
                let place = Place::file(file).at_line(pass.line(*at));
                audit.note(place, format!("{found}, expected {expected}; the row was left out"));
            }
            sinks
        }
        Err(Failure::Stop(error)) if !matches!(error, Error::Spreadsheet { .. }) => return Err(error),
        // A record that does not fit, or lost digits whose line is wanted: read again with care.
        Err(_) => {
            let mut sink = new();
            careful(entry, &header, &columns, &mut sink, &mut audit, progress)?;
            vec![sink]
        }
    };
    let mut unknown: BTreeMap<String, u64> = BTreeMap::new();
    let mut unknown_rows = 0;
    for sink in &mut sinks {
        unknown_rows += sink.unknown_rows;
        let counted = std::mem::take(&mut sink.audit);
        audit.merge(counted);
        for (kind, n) in std::mem::take(&mut sink.unknown_kinds) {
            *unknown.entry(kind).or_default() += n;
        }
    }
    for (kind, n) in unknown.into_iter().take(messages::MOST_KINDS) {
        unknown_rows -= n;
        audit.note(
            Place::file(file),
            format!("{n} rows with {kind}, which is not known; taken as a plain post"),
        );
    }
    if unknown_rows > 0 {
        audit.note(Place::file(file), format!("{unknown_rows} rows with further kinds that are not known"));
    }
    sinks.into_iter().for_each(|sink| builder.batch(sink.batch));
    Ok(audit)
}

/// The header line and the source after it; `None` for an empty file.
fn header_line(entry: &Entry) -> Result<Option<(Vec<u8>, impl Read + Send + use<>)>> {
    let mut source = entry.open()?;
    let mut start = vec![0u8; 1 << 16];
    let mut filled = 0;
    while filled < start.len() {
        match source.read(&mut start[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            // What was read stands; the same fault comes again with the rest.
            Err(_) => break,
        }
        if memchr::memchr(b'\n', &start[..filled]).is_some() {
            break;
        }
    }
    start.truncate(filled);
    if tables::is_blank(&start) {
        return Ok(None);
    }
    columns::refuse_spreadsheet(&entry.label, &start)?;
    let end = memchr::memchr(b'\n', &start).map_or(start.len(), |feed| feed + 1);
    let rest = start.split_off(end);
    Ok(Some((start, std::io::Cursor::new(rest).chain(source))))
}

/// One thread, row by row, repairing what can be repaired. The whole file is in memory meanwhile, once.
fn careful(
    entry: &Entry,
    header: &[u8],
    columns: &Columns,
    sink: &mut Sink<'_>,
    audit: &mut FileAudit,
    progress: &Meter<'_>,
) -> Result<()> {
    let (bytes, fault) = entry.read_all()?;
    if let Some(fault) = fault {
        audit.note(Place::file(&entry.label), format!("the file ends early: {fault}"));
    }
    progress.advance(&entry.label, 0)?;
    sink.batch.start_block(0, bytes.len() / 256);
    let (mut lost, mut rows) = (Vec::new(), 0u64);
    csv::read_tolerant(
        bytes.get(header.len()..).unwrap_or(&[]),
        columns.count,
        columns.anchor(),
        |row, repaired| {
            rows += 1;
            if rows % 4096 == 0 {
                progress.advance(&entry.label, 0)?;
            }
            sink.row(row, repaired)
        },
        |line, fields| lost.push((line, fields)),
    )?;
    for (line, fields) in &lost {
        audit.rows += 1;
        audit.drop_row(DropReason::Damaged);
        let place = Place::file(&entry.label).at_line(*line);
        audit.note(place, format!("a row of {fields} fields, expected {}; left out", columns.count));
    }
    for (at, expected, found) in std::mem::take(&mut sink.notes) {
        let line = match at {
            csv::Place::Line(line) => line,
            csv::Place::Block(..) => 0,
        };
        let place = Place::file(&entry.label).at_line(line);
        audit.note(place, format!("{found}, expected {expected}; the row was left out"));
    }
    Ok(())
}
