//! Members and the people of the roster.

use super::{Community, FileAudit, MemberId, MemberKind, PersonId, Roster, RosterMatch, identity};
use hashbrown::{HashMap, HashSet};

impl Community {
    /// Brings the roster in: matches members to people by directory id, else by e-mail address (of the member;
    /// address or sign-in name of the person), without regard to case.
    ///
    /// Only clear cases count: a member that fits several people, and members that fit the same person, stay
    /// unmatched and are listed as ambiguous. Somebody matched by directory id is not on offer for an e-mail
    /// address any more, so an old account whose address went to a successor fits nobody. Accounts of external
    /// networks come after those of the home network. Bots, system accounts and placeholders are passed over.
    /// Leaders of the roster get their role. `audit` and `remarks` are those that the reader of the roster gave.
    ///
    /// Give the roster before the roles ([`Community::with_roles`]). Cost: O(members + people).
    ///
    /// ```
    /// use cmgraph::community::{CommunityBuilder, MemberRecord, RoleOptions};
    /// use cmgraph::export::{RosterOptions, parse_roster};
    ///
    /// let mut builder = CommunityBuilder::new();
    /// builder.member(&MemberRecord { id: "1", email: "Aino@Example.com", ..Default::default() });
    /// builder.member(&MemberRecord { id: "2", email: "guest@elsewhere.org", ..Default::default() });
    /// let csv = b"email,unit\naino@example.com,Sales\nbo@example.com,Sales\n";
    /// let (roster, audit, remarks) = parse_roster("people.csv", csv, &RosterOptions::default()).unwrap();
    /// let community = builder.build().unwrap().with_roster(roster, audit, remarks);
    /// assert_eq!(community.roster_match().by_email, 1);
    /// assert_eq!(community.roster_match().unmatched, ["guest@elsewhere.org"]);
    /// assert_eq!(community.roster_match().without_account, 1);
    /// # community.with_roles(&RoleOptions::default()).unwrap();
    /// ```
    pub fn with_roster(mut self, roster: Roster, audit: FileAudit, remarks: Vec<String>) -> Community {
        let mut result = RosterMatch { hierarchy: remarks, ..RosterMatch::default() };
        let mut matching = Matching::new(&self, &roster);
        for home in [true, false] {
            let members: Vec<MemberId> = self
                .members
                .iter()
                .filter(|&m| self.is_matchable(m) && (self.members.ids.network(m.index()) == 0) == home)
                .collect();
            result.by_directory_id += matching.round(&members, Key::DirectoryId);
            result.by_email += matching.round(&members, Key::Email);
        }
        let Matching { persons, ambiguous, contested, .. } = matching;
        for member in self.members.iter().filter(|&m| self.is_matchable(m)) {
            if ambiguous[member.index()] {
                result.ambiguous.push(self.members.label(member));
            } else if persons[member.index()].is_none() {
                result.unmatched.push(self.members.label(member));
            }
        }
        let matched: HashSet<PersonId> = persons.iter().flatten().copied().collect();
        result.contested = contested.iter().filter(|person| !matched.contains(*person)).count() as u64;
        result.without_account = (roster.len() - matched.len()) as u64 - result.contested;

        let id = |text: &str| if text.is_empty() { None } else { Some(identity(text)) };
        let differ = persons.iter().enumerate().filter(|(member, person)| {
            person.is_some_and(|person| {
                let of_member = id(self.members.directory_ids.get(*member));
                let of_person = id(roster.directory_ids.get(person.index()));
                of_member.zip(of_person).is_some_and(|(a, b)| a != b)
            })
        });
        let differ = differ.count();
        if differ > 0 {
            self.audit.warnings.push(format!(
                "members matched to the roster by e-mail address although export and roster give them different directory ids: {differ}"
            ));
        }
        for (roles, person) in self.members.roles.iter_mut().zip(&persons) {
            roles.leader |= person.is_some_and(|p| roster.leaders.get(p.index()) == Some(&true));
        }
        self.members.persons = persons;
        self.warn_of_early_messages(&roster);
        self.audit.files.push(audit);
        self.roster_match = result;
        self.roster = Some(roster);
        self
    }

    fn is_matchable(&self, member: MemberId) -> bool {
        matches!(self.members.kind(member), MemberKind::Person | MemberKind::Guest)
    }

    /// Who wrote before the first day the roster gives would be missing in a denominator.
    fn warn_of_early_messages(&mut self, roster: &Roster) {
        let mut wrote = vec![None; self.members.len()];
        // Messages are in order of time: the first one stands.
        for (author, &at) in self.messages.authors.iter().zip(&self.messages.at) {
            if let Some(first @ None) = wrote.get_mut(author.index()) {
                *first = Some(at);
            }
        }
        let joined = |person: PersonId| roster.joined.get(person.index()).copied().flatten();
        let early = wrote.iter().zip(&self.members.persons).filter(|(first, person)| {
            first.zip(person.and_then(joined)).is_some_and(|(wrote, joined)| wrote < joined)
        });
        let early = early.count();
        if early > 0 {
            self.audit.warnings.push(format!(
                "people who wrote before the first day that the roster gives them: {early}; its dates may be those of a later contract or account"
            ));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    DirectoryId,
    Email,
}

/// Rounds of matching: what one round has settled, the next does not touch.
struct Matching<'a> {
    community: &'a Community,
    by_directory_id: HashMap<String, Vec<PersonId>>,
    by_email: HashMap<String, Vec<PersonId>>,
    persons: Vec<Option<PersonId>>,
    ambiguous: Vec<bool>,
    taken: Vec<bool>,
    /// People that an ambiguous member fits.
    contested: HashSet<PersonId>,
}

impl<'a> Matching<'a> {
    fn new(community: &'a Community, roster: &Roster) -> Matching<'a> {
        let index = |columns: &[&super::Strings]| {
            let mut map: HashMap<String, Vec<PersonId>> = HashMap::new();
            for person in roster.iter() {
                for text in columns.iter().map(|column| column.get(person.index())) {
                    if !text.is_empty() {
                        let people = map.entry(identity(text)).or_default();
                        // Address and sign-in name of one person are often the same.
                        if people.last() != Some(&person) {
                            people.push(person);
                        }
                    }
                }
            }
            map
        };
        let members = community.members.len();
        Matching {
            community,
            by_directory_id: index(&[&roster.directory_ids]),
            by_email: index(&[&roster.emails, &roster.upns]),
            persons: vec![None; members],
            ambiguous: vec![false; members],
            taken: vec![false; roster.len()],
            contested: HashSet::new(),
        }
    }

    /// Matches by one kind of key; gives how many. The order of members and people does not matter: a pair counts
    /// only where neither side has another choice.
    fn round(&mut self, members: &[MemberId], key: Key) -> u64 {
        let columns = &self.community.members;
        let (texts, index) = match key {
            Key::DirectoryId => (&columns.directory_ids, &self.by_directory_id),
            Key::Email => (&columns.emails, &self.by_email),
        };
        let mut fits: Vec<(MemberId, Vec<PersonId>)> = Vec::new();
        for &member in members {
            let i = member.index();
            if self.persons[i].is_some() || self.ambiguous[i] || texts.get(i).is_empty() {
                continue;
            }
            let people = index.get(&identity(texts.get(i))).map_or(&[][..], Vec::as_slice);
            let people: Vec<PersonId> = people.iter().copied().filter(|p| !self.taken[p.index()]).collect();
            if !people.is_empty() {
                fits.push((member, people));
            }
        }
        let mut claims: HashMap<PersonId, u32> = HashMap::new();
        for (_, people) in &fits {
            if let [person] = people[..] {
                *claims.entry(person).or_default() += 1;
            }
        }
        let before = self.contested.clone();
        let mut matched = 0;
        for (member, people) in fits {
            match people[..] {
                [person] if claims.get(&person) == Some(&1) && !before.contains(&person) => {
                    self.persons[member.index()] = Some(person);
                    self.taken[person.index()] = true;
                    matched += 1;
                }
                _ => {
                    self.ambiguous[member.index()] = true;
                    self.contested.extend(people);
                }
            }
        }
        matched
    }
}
