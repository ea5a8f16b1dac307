//! Somebody who asked to be forgotten, and somebody who asked not to be listed.

use super::sift::Sieve;
use super::{Community, MemberId, MessageId, PersonId, identity};
use crate::error::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// What a remark becomes that named somebody who was erased.
const REMOVED: &str = "(a remark that named somebody who was erased)";
/// Shorter texts are in words by chance.
const SHORTEST: usize = 4;

/// Accounts and people of the roster.
#[derive(Debug, Default)]
struct Meant {
    members: BTreeSet<MemberId>,
    persons: BTreeSet<PersonId>,
    /// Names that fit nobody.
    unknown: Vec<String>,
}

impl Community {
    /// The community without these people, named by e-mail address or id of any kind: their accounts, messages with texts,
    /// reactions and votes, mentions of them, and their rows of the roster are gone, and everything that was derived from
    /// them is built anew. Texts of others in which the platform marks a mention of them are forgotten; a name that
    /// somebody merely wrote is not found. The audit counts how many people were erased, and names nobody.
    ///
    /// Threads that they began stay without their first message, as when an export does not have it. The files that were
    /// read still have them: erase them there, or give the same list at the next reading
    /// ([`ReadOptions::erase`](crate::ReadOptions::erase)). `O(rows)`.
    ///
    /// ```
    /// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    /// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
    /// let who = "anna.manager@example.com";
    /// let without = community.clone().erase(&[who.to_string()])?;
    /// assert!(without.members().find(who).is_empty() && !community.members().find(who).is_empty());
    /// // Accounts that only her messages mentioned are gone with these.
    /// assert!(without.audit().erased_people == 1 && without.members().len() < community.members().len());
    /// assert!(without.messages().len() < community.messages().len());
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Unknown`] for somebody whom neither export nor roster knows.
    pub fn erase(self, names: &[String]) -> Result<Community> {
        let meant = self.meant(names);
        match meant.unknown.first() {
            Some(name) => Err(Error::Unknown {
                kind: "person to be erased",
                name: name.clone(),
                hint: ": neither an id nor an address of the export or the roster".into(),
            }),
            None => Ok(self.without(meant)),
        }
    }

    /// The same with a list that is kept over the years: entries that fit nobody are counted in the audit.
    pub(crate) fn erase_known(mut self, names: &[String]) -> Community {
        let meant = self.meant(names);
        self.warn_of_unknown("erased", meant.unknown.len());
        self.without(meant)
    }

    /// The same community in which these people, named by e-mail address or id, are in no list and no row about people, and
    /// nobody is sent to them. What they did stays in all counts. Entries that fit nobody are counted in the audit.
    ///
    /// ```
    /// use cmgraph::champions::{ChampionOptions, champions};
    /// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    /// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
    /// let first = |community: &cmgraph::Community| {
    ///     let found = champions(&community.whole(), &ChampionOptions::default()).unwrap();
    ///     community.members().ids.get(found.champions().next().unwrap().member.index())
    /// };
    /// let shy = first(&community);
    /// assert_ne!(first(&community.with_opt_out(&[shy.clone()])), shy);
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn with_opt_out(mut self, names: &[String]) -> Community {
        let meant = self.meant(names);
        self.warn_of_unknown("opted out", meant.unknown.len());
        self.audit.opted_out += self.count(&meant);
        self.unlisted.extend(meant.members);
        self.unlisted_persons.extend(meant.persons);
        self
    }

    /// Accounts of those who do not want to be listed.
    pub fn unlisted(&self) -> &BTreeSet<MemberId> {
        &self.unlisted
    }

    /// People of the roster who do not want to be listed.
    pub(crate) fn unlisted_persons(&self) -> &BTreeSet<PersonId> {
        &self.unlisted_persons
    }

    fn warn_of_unknown(&mut self, what: &str, unknown: usize) {
        if unknown > 0 {
            self.audit.warnings.push(format!(
                "entries of the list of people to be {what} that fit neither an account of the export nor the roster: {unknown}; check the spelling if they should"
            ));
        }
    }

    /// Everybody named, with all accounts of the same person.
    fn meant(&self, names: &[String]) -> Meant {
        let mut meant = Meant::default();
        let mut wanted: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            let id = identity(name);
            if !id.is_empty() {
                wanted.insert(id, (at, false));
            }
        }
        if wanted.is_empty() {
            return meant;
        }
        let mut is_meant = |text: &str| {
            let found = if text.is_empty() { None } else { wanted.get_mut(&identity(text)) };
            found.is_some_and(|(_, seen)| {
                *seen = true;
                true
            })
        };
        let members = &self.members;
        for member in members.iter() {
            let i = member.index();
            let texts = [members.emails.get(i), members.directory_ids.get(i)];
            // All of them are looked at, so that each is known to fit somebody.
            if is_meant(&members.ids.get(i)) | texts.into_iter().fold(false, |any, text| is_meant(text) | any)
            {
                meant.members.insert(member);
            }
        }
        if let Some(roster) = &self.roster {
            let columns = [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids];
            for person in roster.iter() {
                if columns.iter().fold(false, |any, column| is_meant(column.get(person.index())) | any) {
                    meant.persons.insert(person);
                }
            }
        }
        let of = |member: &MemberId| members.persons.get(member.index()).copied().flatten();
        meant.persons.extend(meant.members.iter().filter_map(of));
        meant.members.extend(members.iter().filter(|m| of(m).is_some_and(|p| meant.persons.contains(&p))));
        let mut unknown: Vec<usize> = wanted.values().filter(|(_, seen)| !seen).map(|&(at, _)| at).collect();
        unknown.sort_unstable();
        meant.unknown = unknown.into_iter().map(|at| names[at].clone()).collect();
        meant
    }

    /// How many people: accounts that are joined to nobody of the roster count one each.
    fn count(&self, meant: &Meant) -> u64 {
        let alone =
            meant.members.iter().filter(|m| self.members.persons.get(m.index()).copied().flatten().is_none());
        (meant.persons.len() + alone.count()) as u64
    }

    fn without(mut self, meant: Meant) -> Community {
        if meant.members.is_empty() && meant.persons.is_empty() {
            return self;
        }
        let people = self.count(&meant);
        self.forget_in_remarks(&meant);
        let mut sieve = Sieve::all(&self);
        meant.members.iter().for_each(|member| sieve.members[member.index()] = false);
        meant.persons.iter().for_each(|person| sieve.persons[person.index()] = false);
        for i in 0..self.messages.len() {
            let mentioned = self.messages.mentions(MessageId(i as u32));
            sieve.silent[i] = mentioned.iter().any(|member| meant.members.contains(member));
        }
        let (before, unlisted) = (self.messages.len(), std::mem::take(&mut self.unlisted_persons));
        let kept = |person: &PersonId| {
            let gone = meant.persons.iter().filter(|gone| *gone < person).count() as u32;
            (!meant.persons.contains(person)).then(|| PersonId(person.0 - gone))
        };
        self.unlisted_persons = unlisted.iter().filter_map(kept).collect();
        let mut out = self.sift(sieve);
        out.audit.erased_people += people;
        out.audit.erased_messages += (before - out.messages.len()) as u64;
        out
    }

    /// Takes them out of what the import remarked, and out of the counts of the match with the roster.
    fn forget_in_remarks(&mut self, meant: &Meant) {
        let (members, matched) = (&self.members, &mut self.roster_match);
        let id = |text: &str| Some(identity(text)).filter(|text| !text.is_empty());
        for member in &meant.members {
            let i = member.index();
            let label = members.label(*member);
            for labels in [&mut matched.ambiguous, &mut matched.unmatched] {
                if let Some(at) = labels.iter().position(|known| *known == label) {
                    labels.remove(at);
                }
            }
            if let Some((person, roster)) =
                members.persons.get(i).copied().flatten().zip(self.roster.as_ref())
            {
                let of_member = id(members.directory_ids.get(i));
                let same = of_member.is_some() && of_member == id(roster.directory_ids.get(person.index()));
                let counter = if same { &mut matched.by_directory_id } else { &mut matched.by_email };
                *counter = counter.saturating_sub(1);
            }
        }
        let with_account: BTreeSet<PersonId> = members.persons.iter().flatten().copied().collect();
        let without = meant.persons.iter().filter(|person| !with_account.contains(person)).count() as u64;
        matched.without_account = matched.without_account.saturating_sub(without);

        let mut texts: BTreeSet<String> = BTreeSet::new();
        for member in &meant.members {
            let i = member.index();
            texts.extend(
                [
                    members.names.get(i),
                    members.emails.get(i),
                    members.directory_ids.get(i),
                    &members.ids.get(i),
                ]
                .map(identity),
            );
        }
        if let Some(roster) = &self.roster {
            let columns =
                [&roster.names, &roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids];
            for person in &meant.persons {
                texts.extend(columns.map(|column| identity(column.get(person.index()))));
            }
        }
        texts.retain(|text| text.len() >= SHORTEST);
        let names_them = |remark: &str| {
            let remark = identity(remark);
            texts.iter().any(|text| remark.contains(text.as_str()))
        };
        let notes = self.audit.files.iter_mut().flat_map(|file| &mut file.notes).map(|(_, text)| text);
        for remark in self.audit.warnings.iter_mut().chain(&mut matched.hierarchy).chain(notes) {
            if names_them(remark) {
                *remark = REMOVED.into();
            }
        }
    }
}
