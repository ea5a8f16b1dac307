//! Members: the accounts that act.

use super::{Ids, MemberId, PersonId, Strings};
use crate::time::Timestamp;

/// What kind of account a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum MemberKind {
    /// An account of a person of the organisation.
    #[default]
    Person,
    /// A person from outside: the domain of the e-mail address is not one of the organisation's.
    Guest,
    /// A program that posts.
    Bot,
    /// The platform itself.
    System,
    /// Seen only as an author or in a mention: the export has no record of it.
    Placeholder,
}

impl MemberKind {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            MemberKind::Person => "person",
            MemberKind::Guest => "guest",
            MemberKind::Bot => "bot",
            MemberKind::System => "system",
            MemberKind::Placeholder => "placeholder",
        }
    }
}

/// What the platform says about an account at the time of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MemberState {
    /// May take part.
    Active,
    /// Invited, never logged in. Neither a joiner nor a leaver.
    Pending,
    /// Shut out for now.
    Suspended,
    /// Removed.
    Deleted,
    /// The export does not say.
    #[default]
    Unknown,
}

impl MemberState {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            MemberState::Active => "active",
            MemberState::Pending => "pending",
            MemberState::Suspended => "suspended",
            MemberState::Deleted => "deleted",
            MemberState::Unknown => "unknown",
        }
    }
}

/// Roles that the user of this crate or the roster gives to a member; several may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles {
    /// Runs the community; left out of community figures unless asked for.
    pub community_manager: bool,
    /// Speaks for the organisation; left out of community figures unless asked for.
    pub communications: bool,
    /// Leads a unit.
    pub leader: bool,
}

impl Roles {
    /// Whether the member speaks by office: community manager or communications.
    pub fn official(self) -> bool {
        self.community_manager || self.communications
    }
}

/// Columns of the members, ordered by native id.
#[derive(Debug, Clone, Default)]
pub struct Members {
    /// Native ids.
    pub ids: Ids,
    /// Display names; empty where unknown.
    pub names: Strings,
    /// E-mail addresses as exported; empty where unknown.
    pub emails: Strings,
    /// Directory object ids (`guid`); empty where unknown.
    pub directory_ids: Strings,
    /// Job titles; empty where unknown.
    pub titles: Strings,
    /// Departments as the platform knows them; the roster's unit stands before them.
    pub departments: Strings,
    /// Locations as the platform knows them.
    pub locations: Strings,
    /// Kinds of account.
    pub kinds: Vec<MemberKind>,
    /// States at the time of the export.
    pub states: Vec<MemberState>,
    /// Roles.
    pub roles: Vec<Roles>,
    /// First log-in, where known.
    pub joined: Vec<Option<Timestamp>>,
    /// When the account was deleted or suspended, where known.
    pub left: Vec<Option<Timestamp>>,
    /// The person of the roster, where matched.
    pub persons: Vec<Option<PersonId>>,
    /// Whether the export has a record of the account (else it is known only from messages).
    pub recorded: Vec<bool>,
}

impl Members {
    /// Number of members, placeholders included.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// All members in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = MemberId> + use<> {
        (0..self.len() as u32).map(MemberId)
    }

    /// Kind of account.
    pub fn kind(&self, member: MemberId) -> MemberKind {
        self.kinds[member.index()]
    }

    /// Roles of the member.
    pub fn role(&self, member: MemberId) -> Roles {
        self.roles[member.index()]
    }

    /// Whether the member is a person of the organisation who speaks for himself or herself: the people whom
    /// community figures are about. Guests, bots, system accounts, placeholders, the community manager and
    /// communications accounts are not.
    pub fn is_colleague(&self, member: MemberId) -> bool {
        self.kind(member) == MemberKind::Person && !self.role(member).official()
    }

    /// A name to show: display name, else e-mail address, else native id.
    pub fn label(&self, member: MemberId) -> String {
        let i = member.index();
        [self.names.get(i), self.emails.get(i)]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or_else(|| self.ids.get(i), str::to_owned)
    }

    /// Members with this e-mail address or native id, compared without regard to case;
    /// nobody for an empty text, though many have no address.
    pub fn find(&self, text: &str) -> Vec<MemberId> {
        let wanted = text.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        self.iter()
            .filter(|m| {
                self.emails.get(m.index()).to_lowercase() == wanted
                    || self.ids.get(m.index()).to_lowercase() == wanted
            })
            .collect()
    }
}
