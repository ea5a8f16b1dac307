//! The community: members, groups, threads, messages, roster. Immutable and columnar; windows are views.
//!
//! [`MemberId`], [`MessageId`], ... are dense positions in the columns; the ids of the source system stand
//! beside them as strings ([`Ids`]). A reader of any format feeds a [`CommunityBuilder`].

mod assemble;
mod audit;
mod batch;
mod builder;
mod erase;
mod hierarchy;
mod id_index;
mod identity;
mod ids;
mod languages;
mod matching;
mod members;
mod messages;
mod native;
mod parties;
mod roles;
mod roster;
mod sensitive;
mod sift;
mod strings;
#[cfg(test)]
mod testing;
mod texts;
mod window;

pub use audit::{Audit, DropReason, FileAudit};
pub use batch::{MessageBatch, MessageRecord};
pub use builder::{CommunityBuilder, GroupRecord, MemberRecord, Network};
pub(crate) use identity::identity;
pub use ids::{GroupId, MemberId, MessageId, PersonId, ThreadId};
pub use members::{MemberKind, MemberState, Members, Roles};
pub use messages::{Acceptance, Groups, MessageFlags, Messages, Parent, Privacy, Reaction, Threads};
pub use native::{Ids, NetworkIndex};
pub use roles::{DEFAULT_HOME_DOMAIN_SHARE, RoleOptions};
pub use roster::{DEFAULT_MAX_UNITS, Roster, RosterMatch};
pub use sensitive::{SENSITIVE_WORDS, suggests_sensitive};
pub use strings::Strings;
pub use texts::Texts;
pub use window::{View, Window};

use crate::time::Timestamp;
use std::collections::BTreeSet;

/// A community as an export shows it. Immutable; parts are public columns behind accessors.
#[derive(Debug, Clone, Default)]
pub struct Community {
    networks: Vec<Network>,
    members: Members,
    groups: Groups,
    threads: Threads,
    messages: Messages,
    reactions: Vec<Reaction>,
    acceptances: Vec<Acceptance>,
    roster: Option<Roster>,
    roster_match: RosterMatch,
    observed: Option<(Timestamp, Timestamp)>,
    audit: Audit,
    /// Who does not want to be listed, by account and by person of the roster.
    unlisted: BTreeSet<MemberId>,
    unlisted_persons: BTreeSet<PersonId>,
}

impl Community {
    /// The networks; the first is the home network.
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// The members.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// The groups.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The threads.
    pub fn threads(&self) -> &Threads {
        &self.threads
    }

    /// The messages, sorted by time.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Reactions, ordered by message, then member. Empty for exports that have none (Yammer's CSV).
    pub fn reactions(&self) -> &[Reaction] {
        &self.reactions
    }

    /// Votes for answers, ordered by message.
    pub fn acceptances(&self) -> &[Acceptance] {
        &self.acceptances
    }

    /// Everybody who could take part; `None` where no roster was given.
    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }

    /// How roster and members were brought together.
    pub fn roster_match(&self) -> &RosterMatch {
        &self.roster_match
    }

    /// The span that the export covers, half-open: as declared by it, else from the first message to just
    /// after the last. An empty community observes nothing: both ends are equal.
    pub fn observed(&self) -> (Timestamp, Timestamp) {
        self.observed.unwrap_or((Timestamp(0), Timestamp(0)))
    }

    /// The account of the import.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// The unit of a member at a level of the path (`None`: the whole path): that of the roster, else the
    /// department that the platform knows; empty where neither says.
    pub fn unit(&self, member: MemberId, level: Option<usize>) -> &str {
        let i = member.index();
        let of_roster =
            self.members.persons[i].zip(self.roster.as_ref()).map(|(p, r)| r.units.get(p.index()));
        let path =
            of_roster.filter(|path| !path.is_empty()).unwrap_or_else(|| self.members.departments.get(i));
        Roster::unit_at(path, level)
    }

    /// What lies in a window.
    pub fn view(&self, window: &Window) -> View<'_> {
        View::new(self, window.clone())
    }

    /// Everything, with days in UTC.
    pub fn whole(&self) -> View<'_> {
        self.view(&Window::default())
    }
}
