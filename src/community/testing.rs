//! Rosters and roles for unit tests, without a file.

use super::{Community, MemberId, PersonId, Roles, Roster};

impl Community {
    /// Attaches a roster; accounts belong to the person of the same e-mail address.
    pub(crate) fn with_test_roster(mut self, roster: Roster) -> Community {
        for member in 0..self.members.len() {
            let email = self.members.emails.get(member);
            let person = roster.emails.iter().position(|known| !known.is_empty() && known == email);
            self.members.persons[member] = person.map(|i| PersonId(i as u32));
        }
        self.roster = Some(roster);
        self
    }

    /// Gives a member roles.
    pub(crate) fn with_test_roles(mut self, member: MemberId, roles: Roles) -> Community {
        self.members.roles[member.index()] = roles;
        self
    }

    /// Gives an account to a person of the roster.
    pub(crate) fn with_test_person(mut self, member: MemberId, person: Option<PersonId>) -> Community {
        self.members.persons[member.index()] = person;
        self
    }
}
