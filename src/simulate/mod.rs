//! A made-up organisation with a planted truth, written as a real export.
//!
//! [`write()`] makes up a company - units, people, languages, adoption, helpers, hubs, and loud people who are neither - lets it
//! talk for some months, and writes what a network export of it would hold (`export.zip`), the directory of its staff
//! (`roster.csv`), and what was planted (`truth.json`, [`Truth`]). Tests, benches and examples draw on it. Nothing in it
//! stems from real people.
//!
//! The model, in short:
//! - *Organisation*: units of lognormal size in a tree region / department / team, four sites with languages, a leader for each
//!   unit; people are hired and leave at a constant rate. Two units have only four people.
//! - *Adoption*: a share of the staff (1 - `roster_only`) would ever join; their time of joining follows Bass's model, with the
//!   hazard beginning at the hiring date, with an innovation p that varies by unit. About 95 % of the ceiling is reached.
//! - *Activity*: helpfulness is Gamma(0.5) cut at one and a half times its mean, 45 % mostly read; weekdays, July, Christmas and noise shape the days.
//! - *Questions*: 20 topics by Zipf's law; a share without question mark; lognormal delay of the first answer, put off to working
//!   hours; some never answered by members; thanks and best answers. The community manager steps in after three hours.
//! - *Planted*: one champion to two units, answering within a reach of several units; decoys (broadcasters, chatterboxes, those who
//!   always answer the same asker); hubs, asked by ever new people, some of whom never joined; hub decoys, asked by one person.
//!
//! The same options give the same bytes on every machine: ChaCha8 streams, no platform mathematics, fixed time stamps in the
//! archive. Memory grows with people and pending replies, not with messages. Time is O(messages · log people).

mod body;
mod calendar;
mod cast;
mod export;
mod generate;
mod groups;
mod names;
mod options;
mod organisation;
mod package;
mod phrases;
mod pool;
mod random;
mod roster;
mod tally;
mod thread;
mod truth;

pub use options::{
    DEFAULT_AWKWARD, DEFAULT_CHAMPION_SHARE, DEFAULT_CHURN, DEFAULT_CM_RESCUE, DEFAULT_COMPRESSION,
    DEFAULT_EDITED, DEFAULT_HUB_RATE, DEFAULT_HUBS, DEFAULT_HUBS_OFF_PLATFORM, DEFAULT_NEVER_ANSWERED,
    DEFAULT_OMITTED_MARK, DEFAULT_OVERLAP_DAYS, DEFAULT_ROSTER_ONLY, DEFAULT_SEED, DEFAULT_SHUFFLE,
    DEFAULT_START, DEFAULT_THANKS, SimulateOptions, Size,
};
pub use truth::{Planted, Truth};

use crate::error::{Error, Result};
use calendar::{Calendar, iso};
use cast::Cast;
use export::Export;
use generate::Generator;
use groups::Groups;
use organisation::{Kind, Organisation};
use std::path::{Path, PathBuf};

/// What [`write()`] has written.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The archives, or folders, of the export in the order of time.
    pub exports: Vec<PathBuf>,
    /// `roster.csv`.
    pub roster: PathBuf,
    /// `truth.json`.
    pub truth: PathBuf,
    /// Rows of all Messages.csv together; more than the messages where windows overlap.
    pub message_rows: u64,
    /// Different messages.
    pub messages: u64,
    /// Employees in the roster.
    pub people: u64,
}

/// Makes up an organisation and writes its export, roster and truth into a folder, which is made if need be. Files of the
/// same names there are replaced.
///
/// # Errors
/// [`Error::Option`] for options out of range, [`Error::Io`] where the folder cannot be written.
///
/// ```
/// use cmgraph::simulate::{SimulateOptions, Size, write};
/// let folder = std::env::temp_dir().join("cmgraph-doc-simulate");
/// let summary = write(&SimulateOptions::preset(Size::S), &folder)?;
/// assert!(summary.exports[0].ends_with("export.zip"));
/// assert!((1_900..2_100).contains(&summary.messages));
/// # std::fs::remove_dir_all(&folder).ok();
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn write(options: &SimulateOptions, folder: &Path) -> Result<Summary> {
    options.check()?;
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let calendar = Calendar::new(options)?;
    let mut organisation = Organisation::new(options, &calendar);
    let cast = Cast::new(options, &calendar, &mut organisation);
    let groups = Groups::new(options.seed, &organisation, &calendar);
    let export = Export::new(options, folder, &calendar, &organisation, &groups);
    let generator = Generator::new(options, &calendar, &organisation, &groups, &cast, export);
    let (export, tally) = generator.run()?;
    let (people, guests) = roster::write(folder, &organisation)?;

    let mut truth = Truth { seed: options.seed, ..Truth::default() };
    truth.period = (iso(calendar.start), iso(calendar.end));
    tally.finish(&mut truth, &organisation, &cast);
    describe(&mut truth, options, &calendar, &organisation);
    let count = |name: &str| truth.counts.get(name).copied().unwrap_or(0);
    let messages = count("messages");
    let answered = count("answered_first_by_member") + count("answered_first_by_cm");
    for (name, n) in [
        ("answered", answered),
        ("groups", groups.list.len() as u64 - 1),
        ("users", organisation.people.iter().filter(|p| p.has_account()).count() as u64),
        ("users_pending", organisation.people.iter().filter(|p| p.pending).count() as u64),
        ("roster_employees", people),
        ("roster_guests", guests),
        ("units", organisation.units.len() as u64),
        ("departments_within_sites", organisation.departments as u64),
    ] {
        truth.counts.insert(name.into(), n);
    }
    let path = folder.join("truth.json");
    truth.write(&path)?;
    Ok(Summary {
        exports: export.paths,
        roster: folder.join("roster.csv"),
        truth: path,
        message_rows: export.rows,
        messages,
        people,
    })
}

/// The parts of the truth that are known before anybody writes.
fn describe(truth: &mut Truth, options: &SimulateOptions, calendar: &Calendar, organisation: &Organisation) {
    let email = |i: u32| organisation.people[i as usize].email.clone();
    truth.community_manager = email(organisation.cm);
    truth.communications = email(organisation.comms);
    truth.bots = vec![email(organisation.bot)];
    truth.guests =
        organisation.people.iter().filter(|p| p.kind == Kind::Guest).map(|p| p.email.clone()).collect();
    let bass = &organisation.bass;
    truth.bass = (bass.p, bass.q, bass.ceiling);
    truth.unit_p = organisation.unit_p.clone();
    truth.joined_by_month = calendar.months[1..]
        .iter()
        .map(|&days| {
            let end = calendar.start + days as i64 * calendar::DAY;
            let staff = &organisation.people[..organisation.employees];
            staff.iter().filter(|p| p.joined.is_some_and(|j| j < end)).count() as u64
        })
        .collect();
    truth.rates = [
        ("roster_only", options.roster_only),
        ("churn", options.churn),
        ("omitted_mark", options.omitted_mark),
        ("never_answered", options.never_answered),
        ("thanks", options.thanks),
        ("cm_rescue", options.cm_rescue),
        ("champion_share", options.champion_share),
        ("hub_rate", options.hub_rate),
    ]
    .into_iter()
    .map(|(name, rate)| (name.to_owned(), rate))
    .collect();
}
