//! A community without some of its rows: what erasure, sensitive groups and a retention window share.
//!
//! Everything is rebuilt from the rows that stay: positions, threads, texts and ids, so that nothing of the others is left in
//! memory that belongs to this community.

use super::messages::{NO_PARENT, PARENT_MISSING};
use super::native::{Ids, Interner};
use super::texts::{BlockTexts, Texts};
use super::{
    Acceptance, Community, GroupId, MemberId, Members, MessageId, Messages, PersonId, Reaction, Roster,
    Strings, ThreadId, Threads,
};
use std::sync::Arc;

/// What stays.
pub(super) struct Sieve {
    pub(super) messages: Vec<bool>,
    pub(super) members: Vec<bool>,
    pub(super) groups: Vec<bool>,
    pub(super) persons: Vec<bool>,
    /// Messages whose text is forgotten though they stay.
    pub(super) silent: Vec<bool>,
}

impl Sieve {
    pub(super) fn all(community: &Community) -> Sieve {
        Sieve {
            messages: vec![true; community.messages.len()],
            members: vec![true; community.members.len()],
            groups: vec![true; community.groups.len()],
            persons: vec![true; community.roster.as_ref().map_or(0, Roster::len)],
            silent: vec![false; community.messages.len()],
        }
    }
}

/// Old positions that stay, in order, and where each old one is now.
struct Moved {
    kept: Vec<usize>,
    to: Vec<Option<u32>>,
}

impl Moved {
    fn of(keep: &[bool]) -> Moved {
        let kept: Vec<usize> = (0..keep.len()).filter(|&i| keep[i]).collect();
        let mut to = vec![None; keep.len()];
        kept.iter().enumerate().for_each(|(new, &old)| to[old] = Some(new as u32));
        Moved { kept, to }
    }

    fn to(&self, i: usize) -> Option<u32> {
        self.to.get(i).copied().flatten()
    }

    fn column<T: Clone>(&self, column: &[T]) -> Vec<T> {
        self.kept.iter().filter_map(|&i| column.get(i).cloned()).collect()
    }

    fn strings(&self, column: &Strings) -> Strings {
        if column.is_empty() {
            Strings::default()
        } else {
            self.kept.iter().map(|&i| column.get(i)).collect()
        }
    }
}

impl Community {
    /// The rows that a sieve lets through. `O(rows)`, and a copy of the texts that stay.
    pub(super) fn sift(mut self, mut sieve: Sieve) -> Community {
        // What a message hangs on goes with it.
        let by = |member: MemberId, sieve: &Sieve| sieve.members[member.index()];
        for (i, &author) in self.messages.authors.iter().enumerate() {
            let group = self.threads.groups[self.messages.threads[i].index()];
            sieve.messages[i] &= by(author, &sieve) && group.is_none_or(|group| sieve.groups[group.index()]);
        }
        self.reactions.retain(|r| sieve.messages[r.message.index()] && by(r.by, &sieve));
        self.acceptances.retain(|a| sieve.messages[a.message.index()]);
        self.drop_unheard_of(&mut sieve);
        let [messages, members, groups, persons] =
            [&sieve.messages, &sieve.members, &sieve.groups, &sieve.persons].map(|keep| Moved::of(keep));
        let message = |id: MessageId| messages.to(id.index()).map(MessageId);
        let member = |id: MemberId| members.to(id.index()).map(MemberId);

        let mut interner = Interner::default();
        let mut ids = |column: &Ids, moved: &Moved| -> Vec<super::native::Key> {
            moved.kept.iter().map(|&i| interner.key(column.network(i), &column.get(i))).collect()
        };
        let (of_members, of_groups, of_messages) = (
            ids(&self.members.ids, &members),
            ids(&self.groups.ids, &groups),
            ids(&self.messages.ids, &messages),
        );
        let interner = Arc::new(interner);

        let threads = self.sifted_threads(&messages, &members, &groups);
        let old = &self.messages;
        let mut mention_ends = Vec::with_capacity(messages.kept.len());
        let mut mentions = Vec::new();
        let mut texts = BlockTexts::default();
        for (new, &i) in messages.kept.iter().enumerate() {
            mentions.extend(old.mentions(MessageId(i as u32)).iter().filter_map(|&m| member(m)));
            mention_ends.push(mentions.len() as u32);
            if !sieve.silent[i] {
                let (title, body) = old.texts.bytes(i);
                texts.push(new as u32, title, body);
            }
        }
        let mut kept_texts = Texts::default();
        kept_texts.append(0, texts);
        kept_texts.fill(messages.kept.len());
        let parent = |&i: &usize| match old.parents[i] {
            fixed @ (NO_PARENT | PARENT_MISSING) => fixed,
            id => messages.to(id as usize).unwrap_or(PARENT_MISSING),
        };
        self.messages = Messages {
            ids: Ids::new(of_messages, interner.clone()),
            authors: messages.kept.iter().filter_map(|&i| member(old.authors[i])).collect(),
            threads: threads.1,
            at: messages.column(&old.at),
            flags: messages.column(&old.flags),
            words: messages.column(&old.words),
            texts: kept_texts,
            languages: messages.column(&old.languages),
            parents: messages.kept.iter().map(parent).collect(),
            mention_ends,
            mentions,
        };
        self.threads = threads.0;
        let reaction =
            |r: &Reaction| Some(Reaction { by: member(r.by)?, message: message(r.message)?, at: r.at });
        self.reactions = self.reactions.iter().filter_map(reaction).collect();
        let acceptance = |a: &Acceptance| {
            Some(Acceptance { by: a.by.and_then(member), message: message(a.message)?, at: a.at })
        };
        self.acceptances = self.acceptances.iter().filter_map(acceptance).collect();
        let old = &self.members;
        self.members = Members {
            ids: Ids::new(of_members, interner.clone()),
            names: members.strings(&old.names),
            emails: members.strings(&old.emails),
            directory_ids: members.strings(&old.directory_ids),
            titles: members.strings(&old.titles),
            departments: members.strings(&old.departments),
            locations: members.strings(&old.locations),
            kinds: members.column(&old.kinds),
            states: members.column(&old.states),
            roles: members.column(&old.roles),
            joined: members.column(&old.joined),
            left: members.column(&old.left),
            persons: members
                .kept
                .iter()
                .map(|&i| Some(PersonId(persons.to(old.persons.get(i).copied().flatten()?.index())?)))
                .collect(),
            recorded: members.column(&old.recorded),
        };
        self.unlisted = self.unlisted.iter().filter_map(|&m| member(m)).collect();
        self.groups.ids = Ids::new(of_groups, interner);
        self.groups.names = groups.strings(&self.groups.names);
        self.groups.privacy = groups.column(&self.groups.privacy);
        self.groups.created = groups.column(&self.groups.created);
        self.groups.all_company = groups.column(&self.groups.all_company);
        self.groups.recorded = groups.column(&self.groups.recorded);
        self.roster = self.roster.as_ref().map(|roster| sifted_roster(roster, &persons));
        self
    }

    /// Accounts that are known only from what goes, and are on no roster, go as well.
    fn drop_unheard_of(&self, sieve: &mut Sieve) {
        let n = self.members.len();
        let mut before = vec![false; n];
        let mut after = vec![false; n];
        for (i, &author) in self.messages.authors.iter().enumerate() {
            for &member in self.messages.mentions(MessageId(i as u32)).iter().chain([&author]) {
                before[member.index()] = true;
                after[member.index()] |= sieve.messages[i];
            }
        }
        let acted = self.reactions.iter().map(|r| r.by).chain(self.acceptances.iter().filter_map(|a| a.by));
        acted.for_each(|member| after[member.index()] = true);
        for i in 0..n {
            if before[i] && !after[i] && !self.members.recorded[i] {
                sieve.members[i] = false;
            }
        }
    }

    /// The threads of the messages that stay, numbered anew by their first one, and the thread of each such message.
    fn sifted_threads(&self, messages: &Moved, members: &Moved, groups: &Moved) -> (Threads, Vec<ThreadId>) {
        let mut number: Vec<Option<u32>> = vec![None; self.threads.len()];
        let mut out = Threads::default();
        let mut sizes: Vec<u32> = Vec::new();
        let mut of = Vec::with_capacity(messages.kept.len());
        for &i in &messages.kept {
            let old = self.messages.threads[i].index();
            let new = *number[old].get_or_insert_with(|| {
                let root = self.threads.roots[old].and_then(|root| messages.to(root.index()));
                out.roots.push(root.map(MessageId));
                out.groups
                    .push(self.threads.groups[old].and_then(|group| groups.to(group.index())).map(GroupId));
                sizes.push(0);
                sizes.len() as u32 - 1
            });
            sizes[new as usize] += 1;
            of.push(ThreadId(new));
        }
        let mut start = 0;
        out.message_ends = sizes
            .iter()
            .map(|size| {
                let at = start;
                start += size;
                at
            })
            .collect();
        out.messages = vec![MessageId(0); of.len()];
        for (i, thread) in of.iter().enumerate() {
            let place = &mut out.message_ends[thread.index()];
            out.messages[*place as usize] = MessageId(i as u32);
            *place += 1;
        }
        let pair = |&(thread, member): &(ThreadId, MemberId)| {
            Some((ThreadId(number[thread.index()]?), MemberId(members.to(member.index())?)))
        };
        out.participants = self.threads.participants.iter().filter_map(pair).collect();
        out.participants.sort_unstable();
        (out, of)
    }
}

fn sifted_roster(old: &Roster, persons: &Moved) -> Roster {
    let manager = |&i: &usize| {
        let manager = old.managers.get(i).copied().flatten()?;
        persons.to(manager.index()).map(PersonId)
    };
    Roster {
        directory_ids: persons.strings(&old.directory_ids),
        emails: persons.strings(&old.emails),
        upns: persons.strings(&old.upns),
        employee_ids: persons.strings(&old.employee_ids),
        names: persons.strings(&old.names),
        units: persons.strings(&old.units),
        locations: persons.strings(&old.locations),
        managers: if old.managers.is_empty() {
            Vec::new()
        } else {
            persons.kept.iter().map(manager).collect()
        },
        leaders: persons.column(&old.leaders),
        guests: persons.column(&old.guests),
        disabled: persons.column(&old.disabled),
        joined: persons.column(&old.joined),
        left: persons.column(&old.left),
    }
}
