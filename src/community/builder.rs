//! The way into a [`Community`]: records in any order, references resolved at the end.

use super::batch::{MessageBatch, MessageRecord};
use super::members::{MemberKind, MemberState};
use super::messages::Privacy;
use super::native::{Interner, Key, NetworkIndex};
use super::{Audit, Community, DropReason, assemble};
use crate::error::Result;
use crate::time::Timestamp;

/// A network of the platform: the organisation's own (the home network) or an external one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// Native id.
    pub id: String,
    /// Name.
    pub name: String,
    /// E-mail domains that belong to it, lower case, where the export says so.
    pub domains: Vec<String>,
}

/// An account as a reader hands it over. Empty texts mean "not given".
#[derive(Debug, Clone, Default)]
pub struct MemberRecord<'a> {
    /// Network of the account.
    pub network: NetworkIndex,
    /// Native id; required.
    pub id: &'a str,
    /// Display name.
    pub name: &'a str,
    /// E-mail address.
    pub email: &'a str,
    /// Directory object id.
    pub directory_id: &'a str,
    /// Job title.
    pub title: &'a str,
    /// Department.
    pub department: &'a str,
    /// Location.
    pub location: &'a str,
    /// Kind of account.
    pub kind: MemberKind,
    /// State.
    pub state: MemberState,
    /// First log-in.
    pub joined: Option<Timestamp>,
    /// Deleted or suspended.
    pub left: Option<Timestamp>,
    /// Number of the export: of several records of one account that of the highest rank stands.
    pub rank: u64,
}

/// A group as a reader hands it over.
#[derive(Debug, Clone, Default)]
pub struct GroupRecord<'a> {
    /// Network of the group.
    pub network: NetworkIndex,
    /// Native id; required.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Who may read it.
    pub privacy: Privacy,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// Number of the export: of several records of one group that of the highest rank stands.
    pub rank: u64,
}

/// Collects records and turns them into a [`Community`].
///
/// Records come in any order: a reply before its root, a message before its author. Authors and people
/// mentioned without a record become placeholders, threads without their root keep `None` as root.
///
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord, Parent};
/// use cmgraph::{MessageId, Timestamp};
///
/// let mut builder = CommunityBuilder::new();
/// // The reply first: references are resolved at the end.
/// let reply = MessageRecord::new(b"11", b"2", Timestamp(60_000));
/// builder.message(&MessageRecord { thread: b"10", parent: b"10", ..reply }).unwrap();
/// builder.message(&MessageRecord::new(b"10", b"1", Timestamp(0))).unwrap();
/// builder.member(&MemberRecord { id: "1", name: "Aino", ..Default::default() });
/// let community = builder.build().unwrap();
/// assert_eq!(community.messages().parent(MessageId(1)), Parent::Message(MessageId(0)));
/// assert_eq!(community.members().label(community.messages().author(MessageId(0))), "Aino");
/// ```
#[derive(Debug, Default)]
pub struct CommunityBuilder {
    pub(super) networks: Vec<Network>,
    pub(super) interner: Interner,
    pub(super) members: Vec<OwnedMember>,
    pub(super) groups: Vec<OwnedGroup>,
    pub(super) batches: Vec<MessageBatch>,
    /// Batch of [`CommunityBuilder::message`], by network.
    loose: Option<MessageBatch>,
    pub(super) reactions: Vec<(Key, Key, Option<Timestamp>)>,
    pub(super) acceptances: Vec<(Key, Key, Option<Timestamp>)>,
    pub(super) observed: Option<(Timestamp, Timestamp)>,
    pub(super) audit: Audit,
}

#[derive(Debug, Clone)]
pub(super) struct OwnedMember {
    pub(super) key: Key,
    /// Name, e-mail, directory id, title, department, location.
    pub(super) texts: [String; 6],
    pub(super) kind: MemberKind,
    pub(super) state: MemberState,
    pub(super) joined: Option<Timestamp>,
    pub(super) left: Option<Timestamp>,
    pub(super) rank: u64,
}

#[derive(Debug, Clone)]
pub(super) struct OwnedGroup {
    pub(super) key: Key,
    pub(super) network: NetworkIndex,
    pub(super) name: String,
    pub(super) privacy: Privacy,
    pub(super) created: Option<Timestamp>,
    pub(super) rank: u64,
}

impl CommunityBuilder {
    /// A builder with nothing in it.
    pub fn new() -> CommunityBuilder {
        CommunityBuilder::default()
    }

    /// Adds a network, or finds it by its id, and gives its index. The first one added is the home network.
    pub fn network(&mut self, network: Network) -> NetworkIndex {
        let known = self.networks.iter().position(|known| known.id == network.id);
        let index = known.unwrap_or_else(|| {
            self.networks.push(Network { id: network.id.clone(), ..Network::default() });
            self.networks.len() - 1
        });
        let entry = &mut self.networks[index];
        if !network.name.is_empty() {
            entry.name = network.name;
        }
        for domain in network.domains {
            if !entry.domains.contains(&domain) {
                entry.domains.push(domain);
            }
        }
        // More networks than fit the index are not met in practice; they would share the last number.
        index.min(usize::from(NetworkIndex::MAX)) as NetworkIndex
    }

    /// The home network: the first one added, or one without an id.
    pub fn home_network(&mut self) -> NetworkIndex {
        if self.networks.is_empty() {
            self.networks.push(Network::default());
        }
        0
    }

    /// Adds an account.
    pub fn member(&mut self, record: &MemberRecord<'_>) {
        let key = self.interner.key(record.network, record.id);
        if key.is_none() {
            return;
        }
        let texts = [
            record.name,
            record.email,
            record.directory_id,
            record.title,
            record.department,
            record.location,
        ];
        self.members.push(OwnedMember {
            key,
            texts: texts.map(str::to_owned),
            kind: record.kind,
            state: record.state,
            joined: record.joined,
            left: record.left,
            rank: record.rank,
        });
    }

    /// Adds a group.
    pub fn group(&mut self, record: &GroupRecord<'_>) {
        let key = self.interner.key(record.network, record.id);
        if !key.is_none() {
            self.groups.push(OwnedGroup {
                key,
                network: record.network,
                name: record.name.to_owned(),
                privacy: record.privacy,
                created: record.created,
                rank: record.rank,
            });
        }
    }

    /// Adds a message of the home network. Readers of big files fill a [`MessageBatch`] a thread instead.
    ///
    /// # Errors
    /// The reason for leaving it out: without an id or an author a message means nothing.
    pub fn message(&mut self, record: &MessageRecord<'_>) -> Result<(), DropReason> {
        self.loose.get_or_insert_with(|| MessageBatch::new(0, 0)).push(record)
    }

    /// Adds the messages of a batch.
    pub fn batch(&mut self, batch: MessageBatch) {
        self.batches.push(batch);
    }

    /// Adds a reaction of a member to a message, both by native id.
    pub fn reaction(&mut self, network: NetworkIndex, by: &str, message: &str, at: Option<Timestamp>) {
        let keys = (self.interner.key(network, by), self.interner.key(network, message));
        self.reactions.push((keys.0, keys.1, at));
    }

    /// Adds a vote that `message` answers the question of its thread; `by` may be empty.
    pub fn acceptance(&mut self, network: NetworkIndex, by: &str, message: &str, at: Option<Timestamp>) {
        let keys = (self.interner.key(network, by), self.interner.key(network, message));
        self.acceptances.push((keys.0, keys.1, at));
    }

    /// Declares what span of time an export covers; several spans are joined. Without any, the span runs from
    /// the first message to just after the last.
    pub fn observed(&mut self, from: Timestamp, to: Timestamp) {
        self.observed = Some(match self.observed {
            Some((a, b)) => (a.min(from), b.max(to)),
            None => (from, to),
        });
    }

    /// The account of the import, to be filled by the reader.
    pub fn audit_mut(&mut self) -> &mut Audit {
        &mut self.audit
    }

    /// Resolves all references and gives the community.
    ///
    /// Of several messages with one id one stands: that of the highest rank. Cost: O(n) for rows that are
    /// nearly in order of time, O(n log n) else; about 100 bytes a message at its peak.
    ///
    /// # Errors
    /// [`Error::TooMany`](crate::Error::TooMany) for more than 2^32 - 16 messages or members.
    pub fn build(mut self) -> Result<Community> {
        if let Some(batch) = self.loose.take() {
            self.batches.push(batch);
        }
        if self.networks.is_empty() {
            self.networks.push(Network::default());
        }
        assemble::assemble(self)
    }
}
