//! What was released before, so that two releases together do not tell what each of them hides.
//!
//! A number about 40 people, and later the same about 39 of them, is a number about one person. The ledger remembers of each
//! release the table, the window and a keyed digest of who was counted, in all and in each unit shown, and refuses a
//! later release of the same table over an overlapping window where these people differ by 1 to less than `min_group`.
//!
//! The digest has no ids: each person goes into one of [`BUCKETS`] buckets by a keyed hash, and a bucket is the sum of the
//! hashes in it. As many buckets differ as people do, unless two of them share one, which makes the ledger the stricter.
//! It is as confidential as a roster all the same, for it has the sizes of units.

use super::pseudonym::hex;
use crate::activity::{Include, Population as Everybody, Who};
use crate::community::identity;
use crate::error::{Error, Place, Result};
use crate::table::{Release, Role};
use crate::time::Timestamp;
use crate::{Policy, View};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Parts of the digest of a population.
pub const BUCKETS: usize = 64;
const SALT_BYTES: usize = 32;

/// Who is counted in a view: the people of the roster who were there at some time of it, else the users of the export, without
/// bots, guests and officials.
#[derive(Clone)]
pub struct Population {
    from: Timestamp,
    to: Timestamp,
    /// Id and unit path.
    people: Vec<(String, String)>,
}

impl std::fmt::Debug for Population {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Population({} people)", self.people.len())
    }
}

impl Population {
    /// Everybody who could take part in a view. O(people + members).
    pub fn of(view: &View<'_>) -> Population {
        let community = view.community();
        let everybody = Everybody::new(community, Include::default());
        let there =
            everybody.people.iter().filter(|person| person.from < view.to() && view.from() < person.to);
        let id = |who: Who| match (who, community.roster()) {
            (Who::Roster(person), Some(roster)) => {
                let i = person.index();
                let columns = [
                    &roster.directory_ids,
                    &roster.emails,
                    &roster.upns,
                    &roster.employee_ids,
                    &roster.names,
                ];
                columns.iter().map(|column| column.get(i)).find(|text| !text.is_empty()).map(identity)
            }
            (Who::Account(member), _) => {
                let ids = &community.members().ids;
                Some(format!("{}:{}", ids.network(member.index()), ids.get(member.index())))
            }
            _ => None,
        };
        let people =
            there.map(|person| (id(person.who).unwrap_or_default(), person.unit.to_owned())).collect();
        Population { from: view.from(), to: view.to(), people }
    }

    fn digest(&self, salt: &[u8], unit: Option<&str>) -> Digest {
        let mut out = Digest { people: 0, buckets: vec![0; BUCKETS] };
        let is_in = |path: &str| {
            unit.is_none_or(|unit| {
                path == unit || path.strip_prefix(unit).is_some_and(|rest| rest.starts_with('/'))
            })
        };
        for (id, _) in self.people.iter().filter(|(_, path)| is_in(path)) {
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(salt) else { continue };
            mac.update(id.as_bytes());
            let hash: [u8; 32] = mac.finalize().into_bytes().into();
            let [bucket, a, b, c, d, ..] = hash;
            let bucket = &mut out.buckets[usize::from(bucket) % BUCKETS];
            *bucket = bucket.wrapping_add(u32::from_le_bytes([a, b, c, d]));
            out.people += 1;
        }
        out
    }
}

/// Keyed digest of a set of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Digest {
    people: u64,
    buckets: Vec<u32>,
}

impl Digest {
    /// At least so many people are in one of the two and not in the other.
    fn differ(&self, other: &Digest) -> u64 {
        let buckets = self.buckets.iter().zip(&other.buckets).filter(|(a, b)| a != b).count() as u64;
        buckets.max(self.people.abs_diff(other.people))
    }
}

/// One release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Name of the table.
    pub table: String,
    /// Mode in force.
    pub mode: String,
    /// First instant looked at, ISO 8601.
    pub from: String,
    /// First instant after.
    pub to: String,
    /// Smallest group in force.
    pub min_group: u32,
    /// People counted.
    whole: Digest,
    /// Those of each unit that was shown.
    units: BTreeMap<String, Digest>,
}

impl LedgerEntry {
    /// People counted.
    pub fn people(&self) -> u64 {
        self.whole.people
    }

    /// Units shown, and how many people each has.
    pub fn units(&self) -> impl Iterator<Item = (&str, u64)> {
        self.units.iter().map(|(unit, digest)| (unit.as_str(), digest.people))
    }

    fn overlaps(&self, other: &LedgerEntry) -> bool {
        let at = |text: &str| Timestamp::parse(text.as_bytes());
        match (at(&self.from), at(&self.to), at(&other.from), at(&other.to)) {
            (Some(from), Some(to), Some(other_from), Some(other_to)) => from < other_to && other_from < to,
            _ => true,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Header {
    ledger: u32,
    salt: String,
}

/// What was released so far: in memory, or in a file of JSON lines that the caller keeps.
///
/// ```
/// use cmgraph::adoption::{AdoptionOptions, adoption};
/// use cmgraph::privacy::{Ledger, Population};
/// use cmgraph::{Policy, ReadOptions};
/// let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let policy = Policy::aggregate();
/// let mut ledger = Ledger::new()?;
/// // The same report, and one without a colleague.
/// let roster = Some(folder.join("roster.csv"));
/// let everybody = cmgraph::read(&[folder.join("export.zip")], &ReadOptions { roster, ..Default::default() })?;
/// let but_one = everybody.clone().erase(&["lars.bergstrom@example.com".into()])?;
/// for (community, admitted) in [(&everybody, true), (&but_one, false)] {
///     let view = community.whole();
///     let table = policy.apply(&adoption(&view, &AdoptionOptions::default())?.tables().remove(0));
///     assert_eq!(ledger.admit(&Population::of(&view), &policy, &[&table]).is_ok(), admitted);
/// }
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Clone)]
pub struct Ledger {
    path: Option<PathBuf>,
    salt: Vec<u8>,
    entries: Vec<LedgerEntry>,
}

/// Without the salt.
impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("path", &self.path).field("entries", &self.entries.len()).finish()
    }
}

impl Ledger {
    /// An empty ledger in memory.
    ///
    /// # Errors
    /// [`Error::Io`] where the operating system has no random numbers.
    pub fn new() -> Result<Ledger> {
        let mut salt = vec![0; SALT_BYTES];
        let fault = |error: getrandom::Error| {
            Error::io("random numbers of the operating system", std::io::Error::other(error.to_string()))
        };
        getrandom::fill(&mut salt).map_err(fault)?;
        Ok(Ledger { path: None, salt, entries: Vec::new() })
    }

    /// The ledger of a file, which is made where there is none.
    ///
    /// # Errors
    /// [`Error::Io`], and [`Error::Value`] for a line that is none of a ledger: nothing is guessed here.
    pub fn open(path: impl AsRef<Path>) -> Result<Ledger> {
        let path = path.as_ref();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let ledger = Ledger { path: Some(path.into()), ..Ledger::new()? };
                let header = Header { ledger: 1, salt: hex(&ledger.salt) };
                ledger.append(&[json(&header)?])?;
                return Ok(ledger);
            }
            Err(error) => return Err(Error::io(path, error)),
        };
        let fault = |line: usize, found: &str| Error::Value {
            place: Place::file(path.display().to_string()).at_line(line as u64 + 1),
            found: found.chars().take(40).collect(),
            expected: "a line of a ledger that cmgraph wrote; restore the file, or begin a new one".into(),
        };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let salt = lines.next().and_then(|(_, line)| {
            let header: Header = serde_json::from_str(line).ok()?;
            (header.ledger == 1).then(|| unhex(&header.salt)).flatten()
        });
        let Some(salt) = salt.filter(|salt| salt.len() == SALT_BYTES) else {
            return Err(fault(0, text.lines().next().unwrap_or("nothing")));
        };
        let entry = |(at, line): (usize, &str)| {
            let entry: Option<LedgerEntry> = serde_json::from_str(line).ok();
            let whole = |digest: &Digest| digest.buckets.len() == BUCKETS;
            entry.filter(|e| whole(&e.whole) && e.units.values().all(whole)).ok_or_else(|| fault(at, line))
        };
        let entries = lines.map(entry).collect::<Result<_>>()?;
        Ok(Ledger { path: Some(path.into()), salt, entries })
    }

    /// What was released so far, in order.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// Writes these tables down, all or none of them; call it before they leave. Tables about people and those that are
    /// withheld are passed over: whoever may read them can count them.
    ///
    /// # Errors
    /// [`Error::Withheld`] where the people counted, or those of a unit that is shown, differ from those of an
    /// earlier release of the same table over an overlapping window by 1 to less than the smallest group;
    /// [`Error::Io`] where the file cannot be written.
    pub fn admit(&mut self, population: &Population, policy: &Policy, releases: &[&Release]) -> Result<()> {
        let mut new: Vec<LedgerEntry> = Vec::new();
        for release in releases {
            let people = |role| matches!(role, Role::Member | Role::MemberName);
            if release.disclosure().withheld.is_some() || release.columns().iter().any(|c| people(c.role)) {
                continue;
            }
            let entry = self.entry(population, policy, release);
            let known = |other: &LedgerEntry| {
                (&other.table, &other.from, &other.to, &other.whole, &other.units)
                    == (&entry.table, &entry.from, &entry.to, &entry.whole, &entry.units)
            };
            if self.entries.iter().chain(&new).any(known) {
                continue;
            }
            self.check(&entry, policy)?;
            new.push(entry);
        }
        let lines = new.iter().map(json).collect::<Result<Vec<_>>>()?;
        self.append(&lines)?;
        self.entries.extend(new);
        Ok(())
    }

    fn entry(&self, population: &Population, policy: &Policy, release: &Release) -> LedgerEntry {
        let mut units = release.columns().iter().filter(|column| column.role == Role::Unit);
        let unit = units.next().filter(|_| units.next().is_none());
        let shown = unit.into_iter().flat_map(|unit| {
            let numbers = |row| release.columns().iter().any(|c| c.role.is_number() && c.values.is_some(row));
            let rows = (0..release.rows()).filter(move |&row| numbers(row));
            rows.filter_map(|row| unit.values.text(row))
        });
        let units: BTreeMap<String, Digest> =
            shown.map(|unit| (unit.clone(), population.digest(&self.salt, Some(&unit)))).collect();
        LedgerEntry {
            table: release.name().into(),
            mode: policy.mode().name().into(),
            from: population.from.to_string(),
            to: population.to.to_string(),
            min_group: policy.min_group(),
            whole: population.digest(&self.salt, None),
            units,
        }
    }

    fn check(&self, entry: &LedgerEntry, policy: &Policy) -> Result<()> {
        let min = u64::from(policy.min_group());
        let close = |a: &Digest, b: &Digest| (1..min).contains(&a.differ(b));
        for (at, earlier) in self.entries.iter().enumerate() {
            if earlier.table != entry.table || !earlier.overlaps(entry) {
                continue;
            }
            let unit = entry
                .units
                .iter()
                .find(|(unit, digest)| earlier.units.get(*unit).is_some_and(|known| close(known, digest)));
            let whose = match unit {
                _ if close(&earlier.whole, &entry.whole) => "the people counted".to_string(),
                Some((unit, _)) => format!("the people of {unit:?}"),
                None => continue,
            };
            return Err(Error::Withheld {
                what: entry.table.clone(),
                mode: policy.mode().name(),
                reason: format!(
                    "{whose} differ by fewer than {min} from those of release {} of the ledger (the same table, {} to {}), so that the two together would tell of single people. Use the window, the roster and the roles of that release; or a window that does not overlap with it; or one in which at least {min} more people came or went",
                    at + 1,
                    earlier.from,
                    earlier.to
                ),
            });
        }
        Ok(())
    }

    fn append(&self, lines: &[String]) -> Result<()> {
        let Some(path) = self.path.as_ref().filter(|_| !lines.is_empty()) else { return Ok(()) };
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| Error::io(path, error))
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::io("ledger", std::io::Error::other(error)))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let nibbles: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let nibbles = nibbles.filter(|nibbles| nibbles.len() % 2 == 0)?;
    Some(nibbles.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect())
}
