//! Who is who among the members: community managers, communications, bots, guests.

use super::identity::domain;
use super::{Community, MemberId, MemberKind, Roster, identity};
use crate::error::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Share of addresses from which on a domain of the roster counts as one of the organisation's. The few people of
/// a roster with an address of a free mail provider do not make its users colleagues.
pub const DEFAULT_HOME_DOMAIN_SHARE: f64 = 0.01;

/// Who plays which part, as the user knows it. People are named by e-mail address or native id; by display name only
/// where no one else has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoleOptions {
    /// Those who run the community.
    pub community_managers: Vec<String>,
    /// Those who speak for the organisation.
    pub communications: Vec<String>,
    /// Accounts that are programs, beside those that the export marks as such.
    pub bots: Vec<String>,
    /// E-mail domains of the organisation, subdomains included. Empty: those of the home network, else of the
    /// roster, else the most frequent one.
    pub home_domains: Vec<String>,
}

impl Community {
    /// Gives the members their parts: community managers, communications, bots, leaders, guests.
    ///
    /// A guest is a person whose e-mail domain is none of the home domains, or whom the roster calls a guest; whom
    /// the roster calls a member never is one, whatever the address, nor is an account without an address. The home
    /// domains are, first that applies: the option; the domains that the export gives for the home network; those of
    /// the non-guests of the roster that hold at least [`DEFAULT_HOME_DOMAIN_SHARE`] of the addresses; the most
    /// frequent domain among recorded members. Which one it was stands in the audit's warnings.
    ///
    /// Cost: O(members + people), and O(members) a name.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a name that fits nobody or several; [`Error::Option`] for a home domain that is none,
    /// and for an account that is to be a bot and a person at once.
    pub fn with_roles(mut self, options: &RoleOptions) -> Result<Community> {
        let lookup = |names: &[String], kind: &'static str| -> Result<Vec<MemberId>> {
            let found: Result<Vec<_>> = names.iter().map(|name| self.resolve(name, kind)).collect();
            Ok(found?.into_iter().flatten().collect())
        };
        let managers = lookup(&options.community_managers, "community manager")?;
        let communications = lookup(&options.communications, "communications account")?;
        let bots = lookup(&options.bots, "bot")?;
        if let Some(both) = bots.iter().find(|bot| managers.contains(bot)) {
            return Err(Error::Option {
                option: "bots",
                found: format!(
                    "{:?}, which is named as a community manager as well",
                    self.members.label(*both)
                ),
                expected: "accounts that are not people".into(),
            });
        }
        for member in managers {
            self.members.roles[member.index()].community_manager = true;
        }
        for member in communications {
            self.members.roles[member.index()].communications = true;
        }
        for member in bots {
            self.members.kinds[member.index()] = MemberKind::Bot;
        }
        if let Some(roster) = &self.roster {
            for (roles, person) in self.members.roles.iter_mut().zip(&self.members.persons) {
                roles.leader |= person.is_some_and(|p| roster.leaders.get(p.index()) == Some(&true));
            }
        }
        self.tell_guests(&options.home_domains)?;
        Ok(self)
    }

    fn tell_guests(&mut self, given: &[String]) -> Result<()> {
        let (home, rule) = self.home_domains(given)?;
        let listed = home.iter().cloned().collect::<Vec<_>>().join(", ");
        self.audit.warnings.push(match home.is_empty() {
            true => "no e-mail domain is known: guests cannot be told apart".into(),
            false => format!("home domains: {listed} ({rule}); people with other addresses count as guests"),
        });
        for i in 0..self.members.len() {
            let person = self.members.persons[i].zip(self.roster.as_ref());
            let guest = match person {
                Some((person, roster)) => Some(roster.guests.get(person.index()) == Some(&true)),
                None => domain(self.members.emails.get(i))
                    .filter(|_| !home.is_empty())
                    .and_then(|domain| (!is_home(&domain, &home)).then_some(true)),
            };
            let kind = &mut self.members.kinds[i];
            match (*kind, guest) {
                (MemberKind::Person, Some(true)) => *kind = MemberKind::Guest,
                // Only the roster takes back what the platform says.
                (MemberKind::Guest, Some(false)) => *kind = MemberKind::Person,
                _ => {}
            }
        }
        Ok(())
    }

    /// The domains of the organisation, and where they are from.
    fn home_domains(&self, given: &[String]) -> Result<(BTreeSet<String>, &'static str)> {
        let mut domains = BTreeSet::new();
        for text in given {
            let name = identity(text).trim_start_matches('@').to_owned();
            if !name.contains('.') || name.contains(['@', ' ', '/']) {
                return Err(Error::Option {
                    option: "home_domains",
                    found: format!("{text:?}"),
                    expected: "an e-mail domain such as example.com".into(),
                });
            }
            domains.insert(name);
        }
        if !domains.is_empty() {
            return Ok((domains, "as given"));
        }
        let of_network = self.networks.first().into_iter().flat_map(|network| &network.domains);
        domains = of_network.map(|name| identity(name)).filter(|name| !name.is_empty()).collect();
        if !domains.is_empty() {
            return Ok((domains, "those of the home network in the export"));
        }
        if let Some(roster) = &self.roster {
            domains = roster_domains(roster);
            if !domains.is_empty() {
                return Ok((domains, "those of the roster"));
            }
        }
        let members = self.members.iter().filter(|&m| {
            let i = m.index();
            self.members.recorded[i]
                && self.members.ids.network(i) == 0
                && self.members.kinds[i] == MemberKind::Person
        });
        let counts = count(members.filter_map(|m| domain(self.members.emails.get(m.index()))));
        let top = most_frequent(&counts).cloned();
        Ok((top.into_iter().collect(), "assumed: the most frequent domain among the members"))
    }

    /// The accounts that a name means.
    fn resolve(&self, name: &str, kind: &'static str) -> Result<Vec<MemberId>> {
        let wanted = identity(name);
        let members = &self.members;
        let having = |text: &dyn Fn(usize) -> String| -> Vec<MemberId> {
            members.iter().filter(|m| !wanted.is_empty() && identity(&text(m.index())) == wanted).collect()
        };
        let unknown = |hint: String| Err(Error::Unknown { kind, name: name.into(), hint });
        // Several accounts of one address are all that person's.
        let by_email = having(&|i| members.emails.get(i).to_owned());
        if !by_email.is_empty() {
            return Ok(by_email);
        }
        let by_id = having(&|i| members.ids.get(i));
        let at_home = by_id.iter().copied().filter(|m| members.ids.network(m.index()) == 0);
        let by_id = at_home.clone().next().map_or(by_id, |member| vec![member]);
        match by_id.len() {
            0 => {}
            1 => return Ok(by_id),
            n => return unknown(format!("; {n} networks have this id; give the e-mail address")),
        }
        let person = self.roster.as_ref().and_then(|roster| {
            let has = |text: &str| !text.is_empty() && identity(text) == wanted;
            roster.iter().find(|p| has(roster.emails.get(p.index())) || has(roster.upns.get(p.index())))
        });
        if let Some(person) = person {
            let matched = members.persons.iter().position(|p| *p == Some(person));
            return match matched {
                Some(member) => Ok(vec![MemberId(member as u32)]),
                None => unknown("; the roster has this person, but no account in the export fits".into()),
            };
        }
        let by_name = having(&|i| members.names.get(i).to_owned());
        match by_name.len() {
            1 => Ok(by_name),
            0 => unknown(self.near(&wanted)),
            n => unknown(format!("; {n} members have this name; give the e-mail address or id")),
        }
    }

    /// What the user may have meant.
    fn near(&self, wanted: &str) -> String {
        let mut near: Vec<(usize, String)> = Vec::new();
        // The domain is long and the same for everybody: the part before it decides.
        let limit = (wanted.split('@').next().unwrap_or(wanted).chars().count() / 4).clamp(1, 4);
        for member in self.members.iter() {
            let i = member.index();
            let texts = [self.members.emails.get(i), self.members.names.get(i)];
            for text in texts.into_iter().filter(|text| !text.is_empty()) {
                let known = identity(text);
                let local = known.split('@').next() == Some(wanted);
                let distance = if local { Some(0) } else { distance(wanted, &known, limit) };
                if let Some(distance) = distance {
                    near.push((distance, text.to_owned()));
                }
            }
        }
        near.sort_unstable();
        near.dedup();
        near.truncate(3);
        match near.is_empty() {
            true => "; give an e-mail address or id as it stands in the export".into(),
            false => {
                let names: Vec<String> = near.into_iter().map(|(_, text)| text).collect();
                format!("; did you mean {}?", names.join(" or "))
            }
        }
    }
}

/// The domains of the roster's own people that are more than a stray address.
fn roster_domains(roster: &Roster) -> BTreeSet<String> {
    let own = roster.iter().filter(|p| roster.guests.get(p.index()) != Some(&true));
    let address = |i: usize| domain(roster.emails.get(i)).or_else(|| domain(roster.upns.get(i)));
    let counts = count(own.filter_map(|p| address(p.index())));
    let all: u64 = counts.values().sum();
    let top = most_frequent(&counts).cloned();
    let frequent = |n: u64| n > 1 && n as f64 >= DEFAULT_HOME_DOMAIN_SHARE * all as f64;
    counts.into_iter().filter(|(_, n)| frequent(*n)).map(|(name, _)| name).chain(top).collect()
}

fn count(domains: impl Iterator<Item = String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    domains.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

/// The most frequent domain; of equal ones the first in the alphabet.
fn most_frequent(counts: &BTreeMap<String, u64>) -> Option<&String> {
    counts.iter().rev().max_by_key(|(_, n)| **n).map(|(name, _)| name)
}

fn is_home(name: &str, home: &BTreeSet<String>) -> bool {
    // The name itself, then each domain it is part of.
    let parents = name.match_indices('.').map(|(dot, _)| &name[dot + 1..]);
    std::iter::once(name).chain(parents).any(|domain| home.contains(domain))
}

/// Levenshtein distance, where it is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.chars().count().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|&d| d <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("anna", "anna", Some(0)),
            ("anna", "ana", Some(1)),
            ("kitten", "sitting", Some(3)),
            ("a", "xyzzy", None),
        ] {
            assert_eq!(distance(a, b, 3), expected, "{a} {b}");
        }
    }

    #[test]
    fn subdomains_are_home() {
        let home = BTreeSet::from(["example.com".to_owned()]);
        for (name, expected) in
            [("example.com", true), ("fi.example.com", true), ("badexample.com", false), ("com", false)]
        {
            assert_eq!(is_home(name, &home), expected, "{name}");
        }
    }
}
