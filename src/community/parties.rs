//! Who and where: members and groups from records, from messages and from mentions, numbered by native id.

use super::batch::Seen;
use super::builder::{CommunityBuilder, OwnedGroup, OwnedMember};
use super::messages::Privacy;
use super::native::{Ids, Interner, Key, NetworkIndex};
use super::{Groups, MemberId, MemberKind, MemberState, Members, Roles, Strings};
use crate::error::{Error, Place, Result};
use hashbrown::HashMap;
use std::sync::Arc;

/// Members and groups, numbered.
pub(super) struct Parties {
    members: Vec<Party>,
    member_ids: HashMap<Key, MemberId>,
    groups: Vec<GroupParty>,
    /// Members of the authors and groups of each batch's dictionaries.
    batches: Vec<(Vec<MemberId>, Vec<u32>)>,
}

/// Boxed, because parties are moved about while they are collected and sorted.
struct Party {
    key: Key,
    record: Option<Box<OwnedMember>>,
    seen: Option<Box<Seen>>,
}

struct GroupParty {
    key: Key,
    record: Option<OwnedGroup>,
    seen: Option<Seen>,
}

pub(super) fn resolve(builder: &mut CommunityBuilder) -> Result<Parties> {
    let mut parties: HashMap<Key, Party> = HashMap::new();
    for record in std::mem::take(&mut builder.members) {
        let party = party(&mut parties, record.key);
        if party.record.as_ref().is_none_or(|known| standing(&record) > standing(known)) {
            party.record = Some(Box::new(record));
        }
    }
    for batch in &mut builder.batches {
        for entry in std::mem::take(&mut batch.authors.entries) {
            let party = party(&mut parties, entry.key);
            match &mut party.seen {
                Some(seen) => seen.merge(&entry),
                None => party.seen = Some(Box::new(entry)),
            }
        }
        for &(_, key) in batch.blocks.iter().flat_map(|rows| rows.mentions.iter().chain(&rows.participants)) {
            party(&mut parties, key);
        }
    }
    for &(by, _, _) in builder.reactions.iter().chain(&builder.acceptances) {
        if !by.is_none() {
            party(&mut parties, by);
        }
    }
    if parties.len() as u64 > u64::from(u32::MAX - 16) {
        return Err(Error::TooMany {
            place: Place::file("all exports"),
            what: "members",
            limit: u64::from(u32::MAX - 16),
        });
    }
    let mut members: Vec<Party> = parties.into_values().collect();
    members.sort_unstable_by(|a, b| builder.interner.rank(a.key).cmp(&builder.interner.rank(b.key)));
    let aliases = join_accounts(&mut members, &builder.interner);
    builder.audit.joined_accounts = aliases.len() as u64;

    let mut member_ids: HashMap<Key, MemberId> =
        members.iter().enumerate().map(|(i, party)| (party.key, MemberId(i as u32))).collect();
    for (alias, of) in aliases {
        if let Some(&member) = member_ids.get(&of) {
            member_ids.insert(alias, member);
        }
    }
    let nameless = |p: &Party| p.record.is_none() && !p.seen.as_deref().is_some_and(is_known);
    builder.audit.placeholder_members = members.iter().filter(|p| nameless(p)).count() as u64;
    builder.audit.placeholder_authors =
        members.iter().filter(|p| nameless(p) && p.seen.is_some()).count() as u64;

    let (groups, group_ids) = resolve_groups(builder);
    let batches = builder
        .batches
        .iter()
        .map(|batch| {
            // An author without an id never gets here: readers leave such rows out.
            let member = |key: &Key| member_ids.get(key).copied().unwrap_or(MemberId(0));
            let group = |key: &Key| group_ids.get(&(batch.network, *key)).copied().unwrap_or(0);
            (
                batch.authors.slots.iter().map(|slot| &slot.key).map(member).collect(),
                batch.groups.slots.iter().map(|slot| &slot.key).map(group).collect(),
            )
        })
        .collect();
    Ok(Parties { members, member_ids, groups, batches })
}

/// The party of a key, new where there is none.
fn party(parties: &mut HashMap<Key, Party>, key: Key) -> &mut Party {
    parties.entry(key).or_insert(Party { key, record: None, seen: None })
}

/// Of several records of one account: the latest export, then the fuller state, whatever the order.
fn standing(record: &OwnedMember) -> (u64, Option<i64>, Option<i64>, &[String; 6], MemberKind, u8) {
    let (left, joined) = (record.left.map(|t| t.0), record.joined.map(|t| t.0));
    (record.rank, left, joined, &record.texts, record.kind, record.state as u8)
}

/// Whether messages tell more about an author than the bare id.
fn is_known(seen: &Seen) -> bool {
    !seen.name.text.is_empty() || !seen.email.text.is_empty() || seen.kind.is_some()
}

/// Joins accounts of other networks with the home account of the same directory id, else of the same e-mail
/// address. Only where exactly one home account fits. Gives `(alias, key of the account that stays)`.
fn join_accounts(members: &mut Vec<Party>, interner: &Interner) -> Vec<(Key, Key)> {
    let network = |party: &Party| interner.rank(party.key).0;
    if members.iter().all(|party| network(party) == 0) {
        return Vec::new();
    }
    let identity = |party: &Party| -> [String; 2] {
        let seen =
            || party.seen.as_ref().map(|seen| String::from_utf8_lossy(&seen.email.text).to_lowercase());
        match &party.record {
            Some(record) => [record.texts[2].to_lowercase(), record.texts[1].to_lowercase()],
            None => [String::new(), seen().unwrap_or_default()],
        }
    };
    let mut home: [HashMap<String, Option<Key>>; 2] = Default::default();
    for party in members.iter().filter(|party| network(party) == 0) {
        for (map, text) in home.iter_mut().zip(identity(party)) {
            if !text.is_empty() {
                map.entry(text).and_modify(|key| *key = None).or_insert(Some(party.key));
            }
        }
    }
    let mut aliases = Vec::new();
    members.retain(|party| {
        let same = (network(party) != 0)
            .then(|| {
                identity(party).iter().zip(&home).find_map(|(text, map)| map.get(text).copied().flatten())
            })
            .flatten();
        aliases.extend(same.map(|key| (party.key, key)));
        same.is_none()
    });
    aliases
}

type GroupIds = HashMap<(NetworkIndex, Key), u32>;

fn resolve_groups(builder: &mut CommunityBuilder) -> (Vec<GroupParty>, GroupIds) {
    // Posts without a group stand in one group a network, which has no key of its own.
    let place = |network: NetworkIndex, key: Key| if key.is_none() { (network, key) } else { (0, key) };
    let mut found: HashMap<(NetworkIndex, Key), GroupParty> = HashMap::new();
    for record in std::mem::take(&mut builder.groups) {
        let party = found.entry(place(record.network, record.key)).or_insert(GroupParty {
            key: record.key,
            record: None,
            seen: None,
        });
        let standing = |r: &OwnedGroup| (r.rank, r.name.clone(), r.created.map(|t| t.0));
        if party.record.as_ref().is_none_or(|known| standing(&record) > standing(known)) {
            party.record = Some(record);
        }
    }
    for batch in &builder.batches {
        for entry in &batch.groups.entries {
            let new = GroupParty { key: entry.key, record: None, seen: None };
            let party = found.entry(place(batch.network, entry.key)).or_insert(new);
            match &mut party.seen {
                Some(seen) => seen.merge(entry),
                None => party.seen = Some(entry.clone()),
            }
        }
    }
    let mut groups: Vec<((NetworkIndex, Key), GroupParty)> = found.into_iter().collect();
    groups.sort_unstable_by(|((n, a), _), ((m, b), _)| {
        (a.is_none(), n, builder.interner.rank(*a)).cmp(&(b.is_none(), m, builder.interner.rank(*b)))
    });
    let mut ids: GroupIds = HashMap::new();
    for (i, ((network, key), _)) in groups.iter().enumerate() {
        if key.is_none() {
            ids.insert((*network, *key), i as u32);
        } else {
            // The key carries its network; every network of a batch finds it.
            for network in 0..builder.networks.len().max(1) as NetworkIndex {
                ids.insert((network, *key), i as u32);
            }
        }
    }
    (groups.into_iter().map(|(_, party)| party).collect(), ids)
}

impl Parties {
    /// The member of a native id.
    #[inline]
    pub(super) fn member(&self, key: Key) -> Option<MemberId> {
        self.member_ids.get(&key).copied()
    }

    /// Members and groups of the dictionaries of a batch.
    pub(super) fn of_batch(&self, batch: usize) -> (&[MemberId], &[u32]) {
        let (members, groups) = &self.batches[batch];
        (members, groups)
    }

    /// The finished columns.
    pub(super) fn into_columns(
        self,
        interner: &Arc<Interner>,
        warnings: &mut Vec<String>,
    ) -> (Members, Groups) {
        let seen = self.members.iter().filter_map(|party| party.seen.as_ref());
        let seen = seen.flat_map(|seen| [&seen.name, &seen.email]);
        let groups = self.groups.iter().filter_map(|party| Some(&party.seen.as_ref()?.name));
        let garbled = seen.chain(groups).filter(|given| std::str::from_utf8(&given.text).is_err()).count();
        let mut m = Members {
            ids: Ids::new(self.members.iter().map(|party| party.key).collect(), interner.clone()),
            ..Members::default()
        };
        for party in self.members {
            let seen = party.seen.as_deref();
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let recorded = party.record.is_some();
            let record = party.record.map(|record| *record).unwrap_or_else(|| OwnedMember {
                key: party.key,
                texts: Default::default(),
                kind: if seen.is_some_and(is_known) { MemberKind::Person } else { MemberKind::Placeholder },
                state: MemberState::Unknown,
                joined: None,
                left: None,
                rank: 0,
            });
            let [mut name, mut email, directory_id, title, department, location] = record.texts;
            if let Some(seen) = seen {
                if name.is_empty() {
                    name = text(&seen.name.text);
                }
                if email.is_empty() {
                    email = text(&seen.email.text);
                }
            }
            m.names.push(&name);
            m.emails.push(&email);
            m.directory_ids.push(&directory_id);
            m.titles.push(&title);
            m.departments.push(&department);
            m.locations.push(&location);
            m.kinds.push(seen.and_then(|seen| seen.kind).unwrap_or(record.kind));
            m.states.push(record.state);
            m.roles.push(Roles::default());
            m.joined.push(record.joined);
            m.left.push(record.left);
            m.persons.push(None);
            m.recorded.push(recorded);
        }
        if garbled > 0 {
            warnings.push(format!(
                "{garbled} names or addresses of authors and groups hold bytes that are not UTF-8, as in files that a \
                 spreadsheet program has saved; such letters cannot be read and stand as \u{fffd}"
            ));
        }
        let mut g = Groups {
            ids: Ids::new(self.groups.iter().map(|party| party.key).collect(), interner.clone()),
            ..Groups::default()
        };
        let mut names = Strings::default();
        for party in self.groups {
            let all_company = party.key.is_none();
            let seen_name =
                party.seen.as_ref().map(|seen| String::from_utf8_lossy(&seen.name.text).into_owned());
            let name = party.record.as_ref().map(|r| r.name.clone()).filter(|name| !name.is_empty());
            let name = name.or(seen_name).unwrap_or_default();
            names.push(if all_company { "All Company" } else { &name });
            let private = party.seen.as_ref().is_some_and(|seen| seen.private);
            let recorded = party.record.as_ref().map_or(Privacy::Unknown, |r| r.privacy);
            g.privacy.push(match recorded {
                Privacy::Unknown if private => Privacy::Private,
                Privacy::Unknown if all_company => Privacy::Public,
                known => known,
            });
            g.created.push(party.record.as_ref().and_then(|r| r.created));
            g.all_company.push(all_company);
            g.recorded.push(party.record.is_some());
        }
        g.names = names;
        (m, g)
    }
}
