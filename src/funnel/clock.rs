//! Days since somebody could first take part, and which of them the export shows.

use super::journeys::{Did, Journeys};
use super::{FunnelOptions, State};
use crate::activity::{Basis, Early, NEVER, Person, Population};
use crate::time::DayClock;
use crate::{Timestamp, View};

/// When people could begin to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Launch {
    /// As the options say.
    Given(Timestamp),
    /// When the export starts: at most 10% of those who act may have had an account before.
    WithExport(Timestamp),
    /// Before the export starts: the earliest first log-in that is known, or the start where none is.
    Earlier(Timestamp),
}

impl Launch {
    pub(super) fn of(
        view: &View<'_>,
        population: &Population<'_>,
        early: &Early,
        options: &FunnelOptions,
    ) -> Launch {
        let start = view.community().observed().0;
        if let Some(launch) = options.launch {
            return Launch::Given(launch);
        }
        let first = population.people.iter().filter_map(|person| person.joined).min();
        match early.truncated {
            true => Launch::Earlier(first.map_or(start, |first| first.min(start))),
            false => Launch::WithExport(start),
        }
    }

    /// The instant.
    pub fn at(self) -> Timestamp {
        match self {
            Launch::Given(at) | Launch::WithExport(at) | Launch::Earlier(at) => at,
        }
    }

    /// In words, as in the provenance.
    pub fn describe(self) -> &'static str {
        match self {
            Launch::Given(_) => "as given",
            Launch::WithExport(_) => {
                "the start of the export: at most 10% of those who act may have had an account before"
            }
            Launch::Earlier(_) => {
                "before the export starts: more than 10% of those who act may have had an account before; the earliest first log-in known"
            }
        }
    }
}

/// Ages in local days since entry, of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ages {
    /// Local day of the entry.
    pub(super) entry: i32,
    /// First age seen, where that is not the entry itself (delayed entry).
    pub(super) seen_from: Option<i32>,
    /// Last age seen.
    pub(super) until: i32,
}

/// Why a person is in no estimate over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclocked {
    /// May have registered before the export starts: what was done before is not known.
    Earlier,
    /// Took part before the launch that was given.
    BeforeLaunch,
    /// No first log-in and no roster: nobody knows when it began.
    NoEntry,
    /// Gone before the observation starts, or comes after it.
    NotSeen,
}

/// What turns instants into ages.
pub(super) struct Clock {
    days: DayClock,
    basis: Basis,
    launch: Launch,
    early: Early,
    known_from: Timestamp,
    /// Start of the observation: what the window and the export both show.
    pub(super) start: Timestamp,
    end: Timestamp,
}

impl Clock {
    pub(super) fn new(view: &View<'_>, basis: Basis, early: Early, launch: Launch) -> Clock {
        let known_from = view.community().observed().0;
        let first = launch.at().min(known_from);
        Clock {
            days: DayClock::new(&view.window().zone, first, view.to()),
            basis,
            launch,
            early,
            known_from,
            start: known_from.max(view.from()),
            end: view.to(),
        }
    }

    /// Local day of an instant.
    pub(super) fn day(&self, at: Timestamp) -> i32 {
        self.days.day(at).0
    }

    /// The end of the observation of a person.
    pub(super) fn end(&self, person: &Person<'_>) -> Timestamp {
        self.end.min(person.to)
    }

    /// The ages at which somebody is seen.
    pub(super) fn ages(&self, person: &Person<'_>, did: &Did) -> Result<Ages, Unclocked> {
        let registered = did[State::Registered.index()];
        if registered < self.known_from || (!self.all_seen() && self.early.excludes(person)) {
            // Whoever nobody can date at all is told apart.
            let undated = self.basis == Basis::Users && person.joined.is_none();
            return Err(if undated { Unclocked::NoEntry } else { Unclocked::Earlier });
        }
        if matches!(self.launch, Launch::Given(launch) if registered < launch) {
            return Err(Unclocked::BeforeLaunch);
        }
        let came = match self.basis {
            Basis::Roster => person.from,
            Basis::Users if person.joined.is_none() => return Err(Unclocked::NoEntry),
            Basis::Users => registered,
        };
        let (entry_at, end) = (came.max(self.launch.at()), self.end(person));
        if end <= self.start || end <= entry_at {
            return Err(Unclocked::NotSeen);
        }
        let entry = self.day(entry_at);
        // A launch some hours before the export is no delay.
        let seen_from = (entry_at < self.start).then(|| self.day(self.start) - entry).filter(|&age| age > 0);
        Ok(Ages { entry, seen_from, until: self.day(Timestamp(end.0 - 1)) - entry })
    }

    /// Whether nobody can have acted before the export, because the launch that was given lies inside it.
    fn all_seen(&self) -> bool {
        matches!(self.launch, Launch::Given(launch) if launch >= self.known_from)
    }

    /// Whether a person's first post in the export is known to be the first ever.
    pub(super) fn is_newcomer(&self, person: &Person<'_>, did: &Did) -> bool {
        did[State::Registered.index()] >= self.known_from
            && (self.all_seen() || !person.may_be_early(self.known_from))
    }
}

/// Ages of the people in the estimates over time, and how many are in none and why.
pub(super) struct Clocked {
    /// Person and ages.
    pub(super) people: Vec<(u32, Ages)>,
    pub(super) earlier: u64,
    pub(super) before_launch: u64,
    pub(super) no_entry: u64,
    pub(super) not_seen: u64,
}

impl Clocked {
    pub(super) fn new(clock: &Clock, population: &Population<'_>, journeys: &Journeys) -> Clocked {
        let mut clocked =
            Clocked { people: Vec::new(), earlier: 0, before_launch: 0, no_entry: 0, not_seen: 0 };
        for (i, (person, did)) in population.people.iter().zip(&journeys.did).enumerate() {
            match clock.ages(person, did) {
                Ok(ages) => clocked.people.push((i as u32, ages)),
                Err(Unclocked::Earlier) => clocked.earlier += 1,
                Err(Unclocked::BeforeLaunch) => clocked.before_launch += 1,
                Err(Unclocked::NoEntry) => clocked.no_entry += 1,
                Err(Unclocked::NotSeen) => clocked.not_seen += 1,
            }
        }
        clocked
    }

    /// People seen from their entry.
    pub(super) fn seen_from_entry(&self) -> u64 {
        self.people.iter().filter(|(_, ages)| ages.seen_from.is_none()).count() as u64
    }

    /// For each age up to the last: the fewest people under observation at any age up to it.
    pub(super) fn least_seen(&self, last: u32) -> Vec<u64> {
        let len = last as usize + 1;
        let mut change = vec![0i64; len + 1];
        for (_, ages) in &self.people {
            let from = ages.seen_from.unwrap_or(0) as usize;
            if from < len && ages.until >= from as i32 {
                change[from] += 1;
                change[(ages.until as usize + 1).min(len)] -= 1;
            }
        }
        let (mut seen, mut least) = (0i64, i64::MAX);
        change[..len]
            .iter()
            .map(|change| {
                seen += change;
                least = least.min(seen);
                least as u64
            })
            .collect()
    }
}

/// Age at which something happened; 0 where it was before the entry. `None` if not by the end of the observation.
pub(super) fn age(clock: &Clock, ages: &Ages, at: Timestamp, end: Timestamp) -> Option<i32> {
    (at != NEVER && at < end).then(|| (clock.day(at) - ages.entry).max(0))
}
