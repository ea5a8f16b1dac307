//! Who could have adopted, and when they were there.

use crate::community::PersonId;
use crate::community::{Community, MemberKind, MemberState, Roles, Roster};
use crate::{MemberId, Timestamp};

/// What shares are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The people of the roster: everybody who could take part.
    Roster,
    /// The users of the export, because no roster was given: people without an account are not seen.
    Users,
}

impl Basis {
    /// In words, as in the provenance.
    pub fn describe(self) -> &'static str {
        match self {
            Basis::Roster => "people of the roster",
            Basis::Users => "users of the export; no roster was given",
        }
    }
}

/// Who else counts, beside the people of the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Include {
    /// Community managers and communications accounts.
    pub(crate) officials: bool,
    /// People from outside.
    pub(crate) guests: bool,
}

/// A member that does not count at all.
pub(crate) const NOBODY: u32 = u32::MAX;

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Roster(PersonId),
    Account(MemberId),
}

/// Somebody who could have adopted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    /// Row of the roster or, without one, account.
    pub(crate) who: Who,
    /// Path of the unit; empty where unknown.
    pub(crate) unit: &'a str,
    /// Location; empty where unknown.
    pub(crate) site: &'a str,
    /// First instant with the organisation.
    pub(crate) from: Timestamp,
    /// First instant no longer with it.
    pub(crate) to: Timestamp,
    /// Earliest first log-in of his or her accounts.
    pub(crate) joined: Option<Timestamp>,
    /// Whether there is an account that is more than an invitation.
    pub(crate) account: bool,
}

impl Person<'_> {
    pub(crate) fn present(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether the person may have acted before an export that begins at `observed`: was with the organisation by
    /// then, and is not known to have logged in for the first time later. Exports of a date range list only the users
    /// who changed in it, so that an unknown first log-in is no recent one.
    pub(crate) fn may_be_early(&self, observed: Timestamp) -> bool {
        self.from < observed && self.joined.is_none_or(|joined| joined < observed)
    }
}

/// Share of the people who act above which those who may have acted before the export are too many for first times in
/// it to be first times.
pub(crate) const MAX_EARLY: f64 = 0.1;

/// Share of these people who may have acted before an export that begins at `observed`; `None` without anybody.
pub(crate) fn early_share<'a>(
    people: impl Iterator<Item = &'a Person<'a>>,
    observed: Timestamp,
) -> Option<f64> {
    let (mut early, mut all) = (0u64, 0u64);
    for person in people {
        all += 1;
        early += u64::from(person.may_be_early(observed));
    }
    (all > 0).then(|| early as f64 / all as f64)
}

/// Who counts. Actors are the people of the population and, after them, colleagues who act but are matched to
/// nobody of the roster: those are in counts of activity, never in shares.
pub(crate) struct Population<'a> {
    pub(crate) basis: Basis,
    pub(crate) people: Vec<Person<'a>>,
    /// Actor of every member; [`NOBODY`] where the member does not count.
    pub(crate) actors: Vec<u32>,
    pub(crate) actor_count: usize,
    /// Colleagues matched to nobody of the roster.
    pub(crate) unmatched: u64,
    /// What was left out.
    pub(crate) excluded: Vec<(&'static str, u64)>,
    /// Joined dates that lie after the end of the export.
    pub(crate) future_dates: u64,
    pub(crate) warnings: Vec<String>,
}

/// Why a person or an account is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Official,
    Guest,
    Program,
    Placeholder,
    Removed,
    RosterGuest,
}

impl Reason {
    const REMOVED: &'static str = "removed or suspended accounts without a date";
    const ALL: [(Reason, &'static str); 6] = [
        (Reason::Official, "community managers and communications accounts"),
        (Reason::RosterGuest, "guests of the roster"),
        (Reason::Guest, "guest accounts"),
        (Reason::Program, "bots and system accounts"),
        (Reason::Placeholder, "accounts known only by their id"),
        (Reason::Removed, Reason::REMOVED),
    ];

    fn of_account(kind: MemberKind, roles: Roles, include: Include) -> Option<Reason> {
        match kind {
            MemberKind::Bot | MemberKind::System => Some(Reason::Program),
            MemberKind::Placeholder => Some(Reason::Placeholder),
            MemberKind::Guest if !include.guests => Some(Reason::Guest),
            _ if roles.official() && !include.officials => Some(Reason::Official),
            _ => None,
        }
    }
}

impl<'a> Population<'a> {
    pub(crate) fn new(community: &'a Community, include: Include) -> Population<'a> {
        let mut population = Population {
            basis: if community.roster().is_some() { Basis::Roster } else { Basis::Users },
            people: Vec::new(),
            actors: vec![NOBODY; community.members().len()],
            actor_count: 0,
            unmatched: 0,
            excluded: Vec::new(),
            future_dates: 0,
            warnings: Vec::new(),
        };
        let mut left_out = Vec::new();
        match community.roster() {
            Some(roster) => population.take_roster(community, roster, include, &mut left_out),
            None => population.take_users(community, include, &mut left_out),
        }
        population.excluded = Reason::ALL
            .iter()
            .map(|&(reason, text)| (text, left_out.iter().filter(|&&r| r == reason).count() as u64))
            .collect();
        population
    }

    /// The same, with accounts that were removed at an unknown time among the actors, after the people: they cannot
    /// be in a headcount of any time, but what they did was done. Without them the past would look quieter than it
    /// was, and every community as if it grew.
    pub(crate) fn with_removed(mut self, community: &Community, include: Include) -> Population<'a> {
        let members = community.members();
        for member in members.iter() {
            let i = member.index();
            let gone = matches!(members.states[i], MemberState::Deleted | MemberState::Suspended);
            let other = Reason::of_account(members.kind(member), members.role(member), include);
            if self.actors[i] == NOBODY && self.basis == Basis::Users && gone && other.is_none() {
                self.actors[i] = self.actor_count as u32;
                self.actor_count += 1;
            }
        }
        self.excluded.retain(|(what, _)| *what != Reason::REMOVED);
        self
    }

    /// The same, with community managers and communications accounts that are on no roster among the people: a service
    /// account or somebody from an agency, who writes but is not of the headcount. For counts of what was written.
    pub(crate) fn with_unlisted_officials(mut self, community: &Community) -> Population<'a> {
        let members = community.members();
        let known = self.people.len() as u32;
        let behind = |actor: u32| actor != NOBODY && actor >= known;
        let unlisted: Vec<MemberId> = members
            .iter()
            .filter(|&member| members.role(member).official() && behind(self.actors[member.index()]))
            .collect();
        // The people come first: whoever else acts moves behind them.
        for actor in self.actors.iter_mut().filter(|actor| behind(**actor)) {
            *actor += unlisted.len() as u32;
        }
        self.actor_count += unlisted.len();
        for member in unlisted {
            let i = member.index();
            self.actors[i] = self.people.len() as u32;
            self.unmatched = self.unmatched.saturating_sub(1);
            self.people.push(Person {
                who: Who::Account(member),
                unit: "",
                site: "",
                from: Timestamp(i64::MIN),
                to: members.left[i].unwrap_or(Timestamp(i64::MAX)),
                joined: members.joined[i],
                account: true,
            });
        }
        self
    }

    fn take_roster(
        &mut self,
        community: &'a Community,
        roster: &'a Roster,
        include: Include,
        left_out: &mut Vec<Reason>,
    ) {
        let members = community.members();
        // Accounts of a person say what the roster cannot: that it is a program, or speaks by office. Whether
        // somebody is a guest is the roster's word.
        let mut reasons: Vec<Option<Reason>> = roster
            .guests
            .iter()
            .map(|&guest| (guest && !include.guests).then_some(Reason::RosterGuest))
            .collect();
        for member in members.iter() {
            if let Some(person) = members.persons[member.index()] {
                let reason = Reason::of_account(members.kind(member), members.role(member), include);
                let known = &mut reasons[person.index()];
                *known = known.or(reason.filter(|&reason| reason != Reason::Guest));
            }
        }
        let mut actor_of = vec![NOBODY; roster.len()];
        for person in roster.iter() {
            let i = person.index();
            if let Some(reason) = reasons[i] {
                left_out.push(reason);
                continue;
            }
            actor_of[i] = self.people.len() as u32;
            self.people.push(Person {
                who: Who::Roster(person),
                unit: roster.units.get(i),
                site: roster.locations.get(i),
                from: roster.joined[i].unwrap_or(Timestamp(i64::MIN)),
                to: roster.left[i].unwrap_or(Timestamp(i64::MAX)),
                joined: None,
                account: false,
            });
        }
        self.actor_count = self.people.len();
        for member in members.iter() {
            let i = member.index();
            if let Some(person) = members.persons[i] {
                self.actors[i] = actor_of[person.index()];
                self.account(community, member);
                continue;
            }
            match Reason::of_account(members.kind(member), members.role(member), include) {
                Some(reason) => left_out.push(reason),
                None => {
                    self.actors[i] = self.actor_count as u32;
                    self.actor_count += 1;
                    self.unmatched += 1;
                }
            }
        }
        if roster.left.iter().all(Option::is_none) {
            self.warnings.push(
                "the roster has no leaving dates: people who left before it was made are missing from earlier headcounts".into(),
            );
        }
        if roster.joined.iter().all(Option::is_none) {
            self.warnings.push(
                "the roster has no joining dates: everybody counts as with the organisation from the start"
                    .into(),
            );
        }
    }

    fn take_users(&mut self, community: &'a Community, include: Include, left_out: &mut Vec<Reason>) {
        let members = community.members();
        for member in members.iter() {
            let i = member.index();
            let gone = matches!(members.states[i], MemberState::Deleted | MemberState::Suspended);
            let undated = (gone && members.left[i].is_none()).then_some(Reason::Removed);
            let reason = Reason::of_account(members.kind(member), members.role(member), include).or(undated);
            if let Some(reason) = reason {
                left_out.push(reason);
                continue;
            }
            self.actors[i] = self.people.len() as u32;
            self.people.push(Person {
                who: Who::Account(member),
                unit: community.unit(member, None),
                site: members.locations.get(i),
                from: Timestamp(i64::MIN),
                to: members.left[i].unwrap_or(Timestamp(i64::MAX)),
                joined: None,
                account: false,
            });
            self.account(community, member);
        }
        self.actor_count = self.people.len();
    }

    /// Takes over what an account says about its person.
    fn account(&mut self, community: &'a Community, member: MemberId) {
        let (members, i) = (community.members(), member.index());
        let Some(person) = self.people.get_mut(self.actors[i] as usize) else { return };
        if person.unit.is_empty() {
            person.unit = members.departments.get(i);
        }
        if person.site.is_empty() {
            person.site = members.locations.get(i);
        }
        // An invitation that nobody took up is no log-in, whatever its date.
        if members.states[i] == MemberState::Pending {
            return;
        }
        person.account = true;
        let Some(joined) = members.joined[i] else { return };
        if joined >= community.observed().1 {
            self.future_dates += 1;
        } else {
            person.joined = Some(person.joined.map_or(joined, |known| known.min(joined)));
        }
    }
}
