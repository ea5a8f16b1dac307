//! Reading an export.

use crate::community::Community;
use crate::community::privacy::{Exits, open_ledger};
use crate::error::raise;
use crate::progress::Watch;
use crate::work::run;
use cmgraph::community::RoleOptions;
use cmgraph::export::{EventField, EventOptions, Field, ReadOptions, ReplyTo, RosterOptions, TextUse};
use cmgraph::privacy::DEFAULT_MIN_GROUP;
use cmgraph::time::Zone;
use cmgraph::{Error, Mode, Policy, Timestamp, Window};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// One or several.
#[derive(FromPyObject)]
pub(crate) enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            OneOrMore::One(one) => vec![one],
            OneOrMore::More(more) => more,
        }
    }
}

const _: () = assert!(DEFAULT_MIN_GROUP == 5);

/// Reads exports of a Yammer / Viva Engage network: zips, folders, folders of zips.
///
/// Several exports with overlapping windows are merged by message id; the latest window stands. Damaged rows
/// are counted in :meth:`Community.audit`, and the rest is read. The work runs without the interpreter's lock
/// and can be interrupted.
///
/// Parameters
/// ----------
/// path : str, os.PathLike or list of them
///     What to read.
/// roster : str or os.PathLike, optional
///     CSV of everybody who could take part. Without it, shares are of the users of the export.
/// roster_columns : dict, optional
///     Which column of the roster holds what, where its headers are not recognised:
///     ``{"email": "Work mail", "unit": ["Division", "Team"]}``. Fields are ``directory_id``, ``email``, ``upn``,
///     ``employee_id``, ``name``, ``unit``, ``manager``, ``location``, ``leader``, ``joined``, ``left``,
///     ``user_type``, ``enabled`` and ``effective_date``.
/// leave_out_disabled : bool
///     Whether people whose account is switched off are left out of the roster.
/// community_managers, communications, bots : list of str
///     Who runs the community, who speaks for the organisation, which accounts are programs: by e-mail
///     address or id.
/// home_domains : list of str
///     E-mail domains of the organisation; people with others are guests. Found from the data where empty.
/// private_messages : bool
///     Whether private conversations are read.
/// text : {"keep", "features", "skip"}
///     What is made of the texts. ``"keep"``: questions and thanks are found and the texts stay in memory for what
///     reads them later (routing, similar threads, who is referred to); nothing writes them out. ``"features"``:
///     found, then forgotten. ``"skip"``: passed over but for mentions, for graphs alone; no questions and thanks are
///     found but those that the platform marks, and a third of the time is saved.
/// mode : {"named", "pseudonymous", "aggregate"}
///     How people appear in everything that leaves.
/// key : bytes, optional
///     Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
/// min_group : int
///     Fewest people that a number may be about.
/// purpose, audience : str
///     Why people are named, and for whom; told with every table about people. Where nothing is said in named mode, that
///     is told.
/// dominance : float
///     Outside named mode, a sum over people is hidden where the largest contribution could be worked out to within so many
///     percent; 0 turns it off.
/// ledger : str or os.PathLike, optional
///     File of what was released before, made where there is none. A table whose people differ by fewer than
///     ``min_group`` from those of an earlier release raises :class:`Withheld`. As confidential as a roster.
/// erase, opt_out : list of str
///     People by e-mail address or id. Those to be erased are gone before anything is counted; those who opted out are in
///     no list and no row about people, and what they did stays in the counts.
/// sensitive_groups : list of str
///     Groups left out with their messages: names, ids, words of the name with a star at the end (``"syndica*"``), or
///     ``"words"`` for words in ten languages that suggest health, trade unions, religion, politics, origin or
///     sexual orientation.
/// keep_since, keep_days : str, int, optional
///     Messages from before this day or instant (UTC), or older than so many days at the end of the export, are not kept.
/// zone : str
///     IANA name of the time zone whose days, weeks and months are counted.
/// progress : bool or callable, optional
///     ``True`` for a bar (tqdm's where installed), or a callable that takes file, bytes done and all bytes.
/// threads : int, optional
///     Threads for this and all later work on the community; as many as there are processors by default.
///
/// Returns
/// -------
/// Community
///
/// Raises
/// ------
/// FileNotFoundError, PermissionError, OSError
///     Where a file cannot be read.
/// ExportError
///     Where nothing of the format is found, or a file is damaged beyond reading.
/// ValueError
///     For an option out of range, and for a person, zone or field that does not exist.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> folder = cg.example_path()
/// >>> cg.read(folder / "export.zip", roster=folder / "roster.csv", zone="Europe/Helsinki")
/// <cmgraph.Community: 12,738 messages, 228 members, 2023-06-01 to 2024-12-01 (Europe/Helsinki), named>
#[pyfunction]
#[pyo3(signature = (
    path, *, roster=None, roster_columns=None, leave_out_disabled=false, community_managers=Vec::new(),
    communications=Vec::new(), bots=Vec::new(), home_domains=Vec::new(), private_messages=false, text="keep", mode="named",
    key=None, min_group=5, purpose="", audience="", dominance=20.0, ledger=None, erase=Vec::new(), opt_out=Vec::new(),
    sensitive_groups=Vec::new(), keep_since=None, keep_days=None, zone="UTC", progress=None, threads=None,
))]
#[allow(clippy::too_many_arguments)]
pub fn read(
    py: Python<'_>,
    path: OneOrMore<PathBuf>,
    roster: Option<PathBuf>,
    roster_columns: Option<BTreeMap<String, OneOrMore<String>>>,
    leave_out_disabled: bool,
    community_managers: Vec<String>,
    communications: Vec<String>,
    bots: Vec<String>,
    home_domains: Vec<String>,
    private_messages: bool,
    text: &str,
    mode: &str,
    key: Option<&[u8]>,
    min_group: u32,
    purpose: &str,
    audience: &str,
    dominance: f64,
    ledger: Option<PathBuf>,
    erase: Vec<String>,
    opt_out: Vec<String>,
    sensitive_groups: Vec<String>,
    keep_since: Option<&str>,
    keep_days: Option<u32>,
    zone: &str,
    progress: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
) -> PyResult<Community> {
    let columns = columns(roster_columns.unwrap_or_default()).map_err(raise)?;
    let options = ReadOptions {
        private_messages,
        text: text_use(text).map_err(raise)?,
        roster,
        roster_options: RosterOptions { columns, leave_out_disabled },
        roles: RoleOptions { community_managers, communications, bots, home_domains },
        erase,
        opt_out,
        sensitive_groups,
        keep_since: instant(keep_since).map_err(raise)?,
        keep_days,
        ..ReadOptions::default()
    };
    let exit = Exit { mode, key, min_group, purpose, audience, dominance, ledger, zone };
    load(py, path.into_vec(), options, exit, progress, threads)
}

/// Reads events from any CSV: who wrote when, in which thread, what.
///
/// For everything that is no export of a known platform: a chat log, a table from a data warehouse, one's own dump. One
/// row is one message; ``.csv.gz`` files, zip archives and folders of CSV files are read as well. Only *who* and *when*
/// are needed. Damaged rows are counted in :meth:`Community.audit`, with line and column, and the rest is read.
///
/// A message that does not say what it replies to (``parent``, or ``to`` whom it is addressed) replies to the first message
/// of its thread, or with ``reply_to="previous"`` to the one before by somebody else. Threads are unique within their
/// group: many tools number the threads of each group anew. Where most threads are called by the id of a message of theirs,
/// that message starts them; else the first one does. Messages without an id are numbered in order of time.
///
/// Parameters
/// ----------
/// path : str, os.PathLike or list of them
///     What to read.
/// columns : dict, optional
///     Which column holds what, where its header is not recognised: ``{"who": "Author", "when": "Sent on"}``. Fields are
///     ``who``, ``name``, ``email``, ``unit``, ``bot``, ``when``, ``thread``, ``text``, ``title``, ``id``, ``parent``,
///     ``group``, ``group_name``, ``to``, ``kind``, ``order``, ``question``, ``accepted``, ``deleted`` and ``private``.
///     Several columns of ``thread`` together name a thread. The audit tells what was taken for what.
/// reply_to : {"root", "previous"}
///     What a message replies to that does not say so itself.
/// event_zone : str
///     IANA name of the zone in which times are meant that name none.
/// roster : str or os.PathLike, optional
///     CSV of everybody who could take part. Without it, shares are of the people of the events.
/// roster_columns, leave_out_disabled, community_managers, communications, bots, home_domains, private_messages, text
///     As in :func:`read`.
/// mode, key, min_group, purpose, audience, dominance, ledger, erase, opt_out, sensitive_groups, keep_since, keep_days
///     As in :func:`read`.
/// zone, progress, threads
///     As in :func:`read`.
///
/// Returns
/// -------
/// Community
///
/// Raises
/// ------
/// FileNotFoundError, PermissionError, OSError
///     Where a file cannot be read.
/// ExportError
///     Where a column is missing, or a file is no CSV.
/// ValueError
///     For an option out of range, and for a person, zone or field that does not exist.
///
/// Examples
/// --------
/// >>> import cmgraph as cg, pathlib, tempfile
/// >>> path = pathlib.Path(tempfile.mkdtemp()) / "chat.csv"
/// >>> lines = ["room,author,time,dialog,text", "it,aino,2024-05-01 10:00,7,Where is the form?", "it,bo,2024-05-01 10:05,7,Here"]
/// >>> _ = path.write_text("\n".join(lines))
/// >>> cg.read_events(path)
/// <cmgraph.Community: 2 messages, 2 members, 2024-05-01 to 2024-05-01 (UTC), named>
#[pyfunction]
#[pyo3(signature = (
    path, *, columns=None, reply_to="root", event_zone="UTC", roster=None, roster_columns=None, leave_out_disabled=false,
    community_managers=Vec::new(), communications=Vec::new(), bots=Vec::new(), home_domains=Vec::new(),
    private_messages=false, text="keep", mode="named", key=None, min_group=5, purpose="", audience="", dominance=20.0,
    ledger=None, erase=Vec::new(), opt_out=Vec::new(), sensitive_groups=Vec::new(), keep_since=None, keep_days=None,
    zone="UTC", progress=None, threads=None,
))]
#[allow(clippy::too_many_arguments)]
pub fn read_events(
    py: Python<'_>,
    path: OneOrMore<PathBuf>,
    columns: Option<BTreeMap<String, OneOrMore<String>>>,
    reply_to: &str,
    event_zone: &str,
    roster: Option<PathBuf>,
    roster_columns: Option<BTreeMap<String, OneOrMore<String>>>,
    leave_out_disabled: bool,
    community_managers: Vec<String>,
    communications: Vec<String>,
    bots: Vec<String>,
    home_domains: Vec<String>,
    private_messages: bool,
    text: &str,
    mode: &str,
    key: Option<&[u8]>,
    min_group: u32,
    purpose: &str,
    audience: &str,
    dominance: f64,
    ledger: Option<PathBuf>,
    erase: Vec<String>,
    opt_out: Vec<String>,
    sensitive_groups: Vec<String>,
    keep_since: Option<&str>,
    keep_days: Option<u32>,
    zone: &str,
    progress: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
) -> PyResult<Community> {
    let events = EventOptions {
        columns: event_columns(columns.unwrap_or_default()).map_err(raise)?,
        reply_to: reply(reply_to).map_err(raise)?,
        zone: Zone::named(event_zone).map_err(raise)?,
    };
    let columns = self::columns(roster_columns.unwrap_or_default()).map_err(raise)?;
    let options = ReadOptions {
        private_messages,
        events: Some(events),
        text: text_use(text).map_err(raise)?,
        roster,
        roster_options: RosterOptions { columns, leave_out_disabled },
        roles: RoleOptions { community_managers, communications, bots, home_domains },
        erase,
        opt_out,
        sensitive_groups,
        keep_since: instant(keep_since).map_err(raise)?,
        keep_days,
        ..ReadOptions::default()
    };
    let exit = Exit { mode, key, min_group, purpose, audience, dominance, ledger, zone };
    load(py, path.into_vec(), options, exit, progress, threads)
}

/// What leaves, and in which zone days are counted.
struct Exit<'a> {
    mode: &'a str,
    key: Option<&'a [u8]>,
    min_group: u32,
    purpose: &'a str,
    audience: &'a str,
    dominance: f64,
    ledger: Option<PathBuf>,
    zone: &'a str,
}

fn load(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    options: ReadOptions,
    exit: Exit<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
) -> PyResult<Community> {
    let policy = policy(exit.mode, exit.key).map_err(raise)?.with_min_group(exit.min_group);
    let policy = policy.with_purpose(exit.purpose, exit.audience).with_dominance(exit.dominance);
    let exits = Arc::new(Exits::new(open_ledger(exit.ledger)?));
    let window = Window::parse(None, None, exit.zone).map_err(raise)?;
    let pool = threads.map(pool).transpose().map_err(raise)?;
    let watch = Watch::new(py, progress)?;
    let options = ReadOptions { progress: Some(watch.reporter()), ..options };
    let named = policy.mode() == Mode::Named;
    let read = run(py, pool.clone(), Some(&watch), move || {
        cmgraph::read(&paths, &options).map_err(|error| if named { error } else { discreet(error) })
    });
    let closed = watch.close(py);
    let community = read?;
    closed?;
    let policy = policy.for_community(&community);
    Ok(Community::new(Arc::new(community), policy, window, pool, exits))
}

fn event_columns(given: BTreeMap<String, OneOrMore<String>>) -> cmgraph::Result<Vec<(EventField, String)>> {
    let mut columns = Vec::new();
    for (name, headers) in given {
        let field = EventField::parse(&name).ok_or_else(|| Error::Option {
            option: "columns",
            found: format!("{name:?}"),
            expected: format!("one of {}", EventField::ALL.map(EventField::name).join(", ")),
        })?;
        columns.extend(headers.into_vec().into_iter().map(|header| (field, header)));
    }
    Ok(columns)
}

fn reply(name: &str) -> cmgraph::Result<ReplyTo> {
    ReplyTo::parse(name).ok_or_else(|| Error::Option {
        option: "reply_to",
        found: format!("{name:?}"),
        expected: "root or previous".into(),
    })
}

/// An error without what it says about people: neither who may have been meant, nor what stands in the file.
pub(crate) fn discreet(error: Error) -> Error {
    match error {
        Error::Unknown { kind, name, .. } => Error::Unknown {
            kind,
            name,
            hint: "; give an e-mail address or id as it stands in the export".into(),
        },
        Error::Value { place, expected, .. } => {
            Error::Value { place, found: "something else".into(), expected }
        }
        other => other,
    }
}

pub(crate) fn policy(mode: &str, key: Option<&[u8]>) -> cmgraph::Result<Policy> {
    let key_is = |found: &str, expected: &str| {
        Err(Error::Option { option: "key", found: found.into(), expected: expected.into() })
    };
    match (Mode::parse(mode), key) {
        (Some(Mode::Named), None) => Ok(Policy::named()),
        (Some(Mode::Aggregate), None) => Ok(Policy::aggregate()),
        (Some(Mode::Pseudonymous), Some(key)) => Policy::pseudonymous(key),
        (Some(Mode::Pseudonymous), None) => key_is("none", "a secret of bytes for pseudonymous mode"),
        (Some(mode), Some(_)) => key_is("a key", &format!("none in {} mode", mode.name())),
        (None, _) => Err(Error::Option {
            option: "mode",
            found: format!("{mode:?}"),
            expected: "named, pseudonymous or aggregate".into(),
        }),
    }
}

fn instant(text: Option<&str>) -> cmgraph::Result<Option<Timestamp>> {
    let Some(text) = text else { return Ok(None) };
    Timestamp::parse(text.as_bytes()).map(Some).ok_or_else(|| Error::Option {
        option: "keep_since",
        found: format!("{text:?}"),
        expected: "a day such as 2024-07-01 or an instant such as 2024-07-01T12:00:00Z".into(),
    })
}

fn text_use(name: &str) -> cmgraph::Result<TextUse> {
    match name {
        "keep" => Ok(TextUse::Keep),
        "features" => Ok(TextUse::Features),
        "skip" => Ok(TextUse::Skip),
        other => Err(Error::Option {
            option: "text",
            found: format!("{other:?}"),
            expected: "keep, features or skip".into(),
        }),
    }
}

fn columns(given: BTreeMap<String, OneOrMore<String>>) -> cmgraph::Result<Vec<(Field, String)>> {
    let mut columns = Vec::new();
    for (name, headers) in given {
        let field = Field::parse(&name).ok_or_else(|| Error::Option {
            option: "roster_columns",
            found: format!("{name:?}"),
            expected: format!("one of {}", Field::ALL.map(Field::name).join(", ")),
        })?;
        columns.extend(headers.into_vec().into_iter().map(|header| (field, header)));
    }
    Ok(columns)
}

pub(crate) fn pool(threads: usize) -> cmgraph::Result<Arc<rayon::ThreadPool>> {
    let wrong = |found: String| Error::Option { option: "threads", found, expected: "1 or more".into() };
    if threads == 0 {
        return Err(wrong("0".into()));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(Arc::new).map_err(|error| wrong(format!("{threads} ({error})")))
}
