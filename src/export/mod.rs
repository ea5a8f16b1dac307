//! From the files of an export to a [`Community`], one file a format.

mod archive;
mod csv;
mod events;
pub mod roster;
mod sheet;
mod source;
mod yammer;

pub use events::{EventField, EventOptions, ReplyTo, read_events};
pub use roster::{Field, RosterOptions, parse_roster, read_roster};

use crate::community::{Community, CommunityBuilder, RoleOptions};
use crate::error::Result;
use crate::time::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

/// How far reading has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The file that is being read.
    pub file: &'a str,
    /// Bytes of messages read so far, unpacked.
    pub done: u64,
    /// All bytes of messages, as far as known.
    pub total: u64,
}

/// Called while reading, from any of the reading threads, about once a megabyte; `false` stops reading with
/// [`Error::Interrupted`](crate::Error::Interrupted).
pub type Report = Arc<dyn Fn(Progress<'_>) -> bool + Send + Sync>;

/// How to read an export.
#[derive(Clone, Default)]
pub struct ReadOptions {
    /// Whether private conversations are read. Off by default: they are nobody's business here.
    pub private_messages: bool,
    /// Read the files as plain events ([`read_events`]) rather than as the export of a platform.
    pub events: Option<EventOptions>,
    /// What is made of the texts.
    pub text: TextUse,
    /// The roster: everybody who could take part. Without it, shares are of the export's users.
    pub roster: Option<PathBuf>,
    /// How to read the roster.
    pub roster_options: RosterOptions,
    /// Who runs the community, who speaks for the organisation, who is a guest.
    pub roles: RoleOptions,
    /// People to be erased, by e-mail address or id: [`Community::erase`]. A list that is kept over the years: entries that
    /// fit nobody are counted in the audit.
    pub erase: Vec<String>,
    /// People who do not want to be listed: [`Community::with_opt_out`].
    pub opt_out: Vec<String>,
    /// Groups that are left out with their messages: by id, by name, or by a word of the name with a star at its end;
    /// [`SENSITIVE_WORDS`](crate::community::SENSITIVE_WORDS) stands for words in ten languages that suggest health, trade unions,
    /// religion, politics, origin or sexual orientation. How many there were is in the audit.
    pub sensitive_groups: Vec<String>,
    /// Messages from before this instant are not kept; `None` keeps all.
    pub keep_since: Option<Timestamp>,
    /// Messages older than so many days at the end of the export are not kept; `None` keeps all.
    pub keep_days: Option<u32>,
    /// Told how far reading has come.
    pub progress: Option<Report>,
}

/// What reading makes of the texts of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TextUse {
    /// Words are counted, questions and thanks found, and the texts stay in memory (about the size of the
    /// bodies), for what reads them later: routing, similar threads, who is referred to.
    #[default]
    Keep,
    /// Words are counted, questions and thanks found; the texts are gone once the export is read.
    Features,
    /// Bodies are passed over but for their mentions: no words are counted, no questions and thanks found but
    /// those that the platform marks. For graphs alone, it saves a third of the time.
    Skip,
}

impl std::fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadOptions")
            .field("private_messages", &self.private_messages)
            .finish_non_exhaustive()
    }
}

/// Reads exports of a Yammer / Viva Engage network: zips, folders, folders of zips, in any number. Several
/// exports with overlapping windows are merged by message id; the latest window stands.
///
/// Big files are read by all threads of the current rayon pool. The result does not depend on their number,
/// nor on the order of the rows.
///
/// # Errors
/// [`Error::Io`](crate::Error::Io) where a path cannot be read, [`Error::NotAnExport`](crate::Error::NotAnExport)
/// where nothing of the format is found, [`Error::Zip`](crate::Error::Zip) for an archive that cannot be read
/// at all, [`Error::Spreadsheet`](crate::Error::Spreadsheet) for files that a spreadsheet program has saved,
/// [`Error::MissingColumn`](crate::Error::MissingColumn). Damaged rows are no error: they are counted in the
/// [`Audit`](crate::community::Audit), and the rest is read.
pub fn read(paths: &[PathBuf], options: &ReadOptions) -> Result<Community> {
    if let Some(events) = &options.events {
        return read_events(paths, events, options);
    }
    let containers = source::containers(paths)?;
    let (known, other): (Vec<_>, Vec<_>) = containers.into_iter().partition(yammer::recognises);
    if known.is_empty() {
        let expected =
            "a Yammer / Viva Engage network export (Messages.csv, Users.csv, ...), as zip or folder";
        return Err(source::not_an_export(paths, &other, expected));
    }
    with_roster(options, |builder| {
        for container in &other {
            let audit = builder.audit_mut();
            audit.not_read.push(container.label.clone());
            if container.warnings.is_empty() {
                audit.warnings.push(format!("{}: nothing in it that could be read", container.label));
            }
            audit.warnings.extend(container.warnings.iter().cloned());
        }
        yammer::read(&known, options, builder)
    })
}

/// Reads one `Messages.csv` that is in memory; `name` stands for the file in the audit and in errors.
///
/// ```
/// let csv = b"id,thread_id,sender_id,created_at,body\n1,1,7,2024-05-01T10:00:00Z,Where is the form?\n";
/// let community = cmgraph::export::read_messages("mine.csv", csv.to_vec(), &Default::default()).unwrap();
/// assert_eq!(community.messages().len(), 1);
/// ```
///
/// # Errors
/// As [`read()`].
pub fn read_messages(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Community> {
    let containers = [source::in_memory(name, bytes)];
    with_roster(options, |builder| yammer::read(&containers, options, builder))
}

/// The community that `read` gives, with roster and roles.
fn with_roster(
    options: &ReadOptions,
    read: impl FnOnce(&mut CommunityBuilder) -> Result<()>,
) -> Result<Community> {
    // The roster first: it is small, and an error in it should not cost the time of reading the rest.
    let roster =
        options.roster.as_ref().map(|path| read_roster(path, &options.roster_options)).transpose()?;
    let mut builder = CommunityBuilder::new();
    read(&mut builder)?;
    let mut community = builder.build()?;
    if let Some((roster, audit, remarks)) = roster {
        community = community.with_roster(roster, audit, remarks);
    }
    let mut community = community.with_roles(&options.roles)?;
    let since = options.keep_days.map(|days| {
        let back = i64::from(days).saturating_mul(24 * 60 * 60 * 1000);
        Timestamp(community.observed().1.0.saturating_sub(back))
    });
    if let Some(since) = since.max(options.keep_since) {
        community = community.kept_since(since);
    }
    community = community.without_groups(&options.sensitive_groups);
    if !options.erase.is_empty() {
        community = community.erase_known(&options.erase);
    }
    Ok(if options.opt_out.is_empty() { community } else { community.with_opt_out(&options.opt_out) })
}
