//! From batches to columns: duplicates, order of time, references.

use super::batch::{MessageBatch, NO_GROUP, Rows};
use super::builder::CommunityBuilder;
use super::id_index::{IdIndex, sorting_order};
use super::languages;
use super::messages::{NO_PARENT, PARENT_MISSING};
use super::native::{Ids, Key};
use super::parties::{self, Parties};
use super::texts::Texts;
use super::{
    Acceptance, Community, GroupId, MemberId, MessageFlags, MessageId, Messages, Reaction, ThreadId, Threads,
};
use crate::error::{Error, Place, Result};
use crate::text::Evidence;
use crate::time::Timestamp;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::Arc;

/// No message has this position.
const NOWHERE: u32 = u32::MAX;
const MAX_ROWS: u64 = u32::MAX as u64 - 16;

pub(super) fn assemble(mut builder: CommunityBuilder) -> Result<Community> {
    let rows: u64 = builder.batches.iter().map(|batch| batch.len() as u64).sum();
    if rows > MAX_ROWS {
        return Err(Error::TooMany { place: Place::file("all exports"), what: "messages", limit: MAX_ROWS });
    }
    for batch in &mut builder.batches {
        let map = builder.interner.absorb(&batch.interner);
        if !map.is_identity() {
            batch.translate(|key| map.map(key));
        }
    }
    let parties = parties::resolve(&mut builder)?;
    let mut columns = Columns::gather(&mut builder, &parties);
    let index = columns.order(&builder.interner, &mut builder.audit);
    let n = columns.ids.len();

    let mut parents = vec![NO_PARENT; n];
    let mut roots = vec![NOWHERE; n];
    (&mut parents, &mut roots, &columns.parents, &columns.threads).into_par_iter().enumerate().for_each(
        |(i, (parent, root, &parent_key, &thread_key))| {
            let thread_row = index.row(thread_key).filter(|_| !thread_key.is_none());
            *root = thread_row.unwrap_or(NOWHERE);
            *parent = if !parent_key.is_none() {
                // A message that claims to reply to itself or to a missing message has no parent here.
                index.row(parent_key).filter(|&p| p as usize != i).unwrap_or(PARENT_MISSING)
            } else if thread_key.is_none() || *root == i as u32 {
                NO_PARENT
            } else {
                // A reply whose target is not given answers the root of its thread.
                thread_row.unwrap_or(PARENT_MISSING)
            };
        },
    );
    let mut threads = number_threads(&mut columns, &parents, &mut roots);
    threads.participants =
        columns.participants.iter().map(|&(row, member)| (ThreadId(roots[row as usize]), member)).collect();
    threads.participants.sort_unstable();
    threads.participants.dedup();
    let audit = &mut builder.audit;
    audit.missing_parents = parents.par_iter().filter(|&&p| p == PARENT_MISSING).count() as u64;
    audit.missing_roots = threads.roots.iter().filter(|root| root.is_none()).count() as u64;

    let find = |key: Key| (!key.is_none()).then(|| index.row(key).map(MessageId)).flatten();
    let mut unresolved = 0u64;
    let mut reactions: Vec<Reaction> = Vec::with_capacity(builder.reactions.len());
    for &(by, message, at) in &builder.reactions {
        match (parties.member(by), find(message)) {
            (Some(by), Some(message)) => reactions.push(Reaction { by, message, at }),
            _ => unresolved += 1,
        }
    }
    let mut acceptances: Vec<Acceptance> = Vec::with_capacity(builder.acceptances.len());
    for &(by, message, at) in &builder.acceptances {
        match find(message) {
            Some(message) => acceptances.push(Acceptance { by: parties.member(by), message, at }),
            None => unresolved += 1,
        }
    }
    if unresolved > 0 {
        audit.warnings.push(format!(
            "{unresolved} reactions or answer votes refer to a message that is not in the export (or is private); left out"
        ));
    }
    reactions.sort_unstable_by_key(|r| (r.message, r.by, r.at.is_none(), r.at));
    reactions.dedup_by_key(|r| (r.message, r.by));
    // Of several votes of one person the first one that has a time.
    acceptances.sort_unstable_by_key(|a| (a.message, a.by, a.at.is_none(), a.at));
    acceptances.dedup_by_key(|a| (a.message, a.by));

    let groups = std::mem::take(&mut columns.groups);
    let languages = languages::decide(&columns.evidence, &columns.authors, &groups, &mut columns.flags);
    columns.evidence = Vec::new();
    let (mention_ends, mentions) = columns.mentions(n);
    let at: Vec<Timestamp> = columns.at.into_iter().map(Timestamp).collect();
    let observed = builder
        .observed
        .or_else(|| Some((*at.first()?, Timestamp(at.last()?.0 + 1))))
        // Messages from before the declared span stand in the export because they were modified in it: they
        // are a few of many, and that time was not observed. Messages from after it show that it lasted longer.
        .map(|(from, to)| (from, at.last().map_or(to, |last| to.max(Timestamp(last.0 + 1)))));
    let earlier = observed.map_or(0, |(from, _)| at.partition_point(|&t| t < from));
    if earlier > 0 {
        builder.audit.warnings.push(format!(
            "{earlier} messages are from before the span that the export covers (they were modified in it); they are kept for their threads, and counted in no window"
        ));
    }
    let interner = Arc::new(std::mem::take(&mut builder.interner));
    let (members, groups) = parties.into_columns(&interner, &mut builder.audit.warnings);
    Ok(Community {
        networks: builder.networks,
        members,
        groups,
        threads,
        messages: Messages {
            ids: Ids::new(columns.ids, interner),
            authors: columns.authors,
            threads: roots.into_iter().map(ThreadId).collect(),
            at,
            flags: columns.flags,
            words: columns.words,
            texts: columns.texts,
            languages,
            parents,
            mention_ends,
            mentions,
        },
        reactions,
        acceptances,
        roster: None,
        roster_match: Default::default(),
        observed,
        audit: builder.audit,
        unlisted: Default::default(),
        unlisted_persons: Default::default(),
    })
}

impl MessageBatch {
    fn translate(&mut self, map: impl Fn(Key) -> Key) {
        for entry in self.authors.entries.iter_mut().chain(&mut self.groups.entries) {
            entry.key = map(entry.key);
        }
        self.authors.slots.iter_mut().chain(&mut self.groups.slots).for_each(|slot| slot.key = map(slot.key));
        for rows in &mut self.blocks {
            for column in [&mut rows.ids, &mut rows.parents, &mut rows.threads] {
                column.iter_mut().for_each(|key| *key = map(*key));
            }
            rows.mentions.iter_mut().chain(&mut rows.participants).for_each(|(_, key)| *key = map(*key));
        }
    }
}

/// All rows in one piece, with members and groups resolved.
struct Columns {
    ids: Vec<Key>,
    parents: Vec<Key>,
    threads: Vec<Key>,
    authors: Vec<MemberId>,
    groups: Vec<u32>,
    at: Vec<i64>,
    flags: Vec<MessageFlags>,
    words: Vec<u16>,
    /// Empty where no reader gave any.
    evidence: Vec<Evidence>,
    texts: Texts,
    ranks: Vec<(u32, u64)>,
    /// Row, position in the message, member.
    mentioned: Vec<(u32, u32, MemberId)>,
    /// Row and member of a private conversation.
    participants: Vec<(u32, MemberId)>,
}

impl Columns {
    /// Puts the blocks one after the other, freeing them on the way.
    fn gather(builder: &mut CommunityBuilder, parties: &Parties) -> Columns {
        let n: usize = builder.batches.iter().map(MessageBatch::len).sum();
        let mut blocks: Vec<(u64, usize, Rows)> = Vec::new();
        for (at, batch) in builder.batches.iter_mut().enumerate() {
            let rank = batch.rank;
            blocks.extend(std::mem::take(&mut batch.blocks).into_iter().map(|rows| (rank, at, rows)));
        }
        blocks.sort_by_key(|(rank, batch, rows)| (*rank, rows.sequence, *batch));
        let mut c = Columns {
            ids: Vec::with_capacity(n),
            parents: Vec::with_capacity(n),
            threads: Vec::with_capacity(n),
            authors: Vec::with_capacity(n),
            groups: Vec::with_capacity(n),
            at: Vec::with_capacity(n),
            flags: Vec::with_capacity(n),
            words: Vec::with_capacity(n),
            evidence: Vec::new(),
            texts: Texts::default(),
            ranks: Vec::new(),
            mentioned: Vec::new(),
            participants: Vec::new(),
        };
        for (rank, batch, rows) in blocks {
            let start = c.ids.len() as u32;
            c.ids.extend_from_slice(&rows.ids);
            c.parents.extend_from_slice(&rows.parents);
            c.threads.extend_from_slice(&rows.threads);
            let (authors, groups) = parties.of_batch(batch);
            c.authors.extend(rows.authors.iter().map(|&a| authors[a as usize]));
            c.groups.extend(rows.groups.iter().map(|&g| if g == NO_GROUP { g } else { groups[g as usize] }));
            c.at.extend_from_slice(&rows.at);
            c.flags.extend_from_slice(&rows.flags);
            c.words.extend_from_slice(&rows.words);
            if !rows.evidence.is_empty() {
                c.evidence.resize(start as usize, Evidence::default());
                c.evidence.extend_from_slice(&rows.evidence);
            }
            c.texts.append(start as usize, rows.texts);
            if c.ranks.last().is_none_or(|&(_, last)| last != rank) {
                c.ranks.push((start, rank));
            }
            for (position, &(row, key)) in rows.mentions.iter().enumerate() {
                if let Some(member) = parties.member(key) {
                    c.mentioned.push((start + row, position as u32, member));
                }
            }
            let participants = rows.participants.iter();
            c.participants
                .extend(participants.filter_map(|&(row, key)| Some((start + row, parties.member(key)?))));
        }
        c.texts.fill(n);
        if !c.evidence.is_empty() {
            c.evidence.resize(n, Evidence::default());
        }
        c
    }

    /// Rank of the export that a row comes from.
    fn rank(&self, row: u32) -> u64 {
        let after = self.ranks.partition_point(|&(start, _)| start <= row);
        after.checked_sub(1).map_or(0, |at| self.ranks[at].1)
    }

    /// Removes duplicates, sorts by time, and gives the index of the ids.
    fn order(&mut self, interner: &super::native::Interner, audit: &mut super::Audit) -> IdIndex {
        let n = self.ids.len();
        let by_id = sorting_order(n, |a, b| (self.ids[a as usize], a) < (self.ids[b as usize], b));
        let row_at = |position: usize| by_id.as_ref().map_or(position as u32, |order| order[position]);
        // Of rows with one id the best one stands: the latest export, then whatever differs, so that the
        // order of the rows does not matter.
        let mut losers: Vec<u32> = Vec::new();
        let mut best = 0;
        for position in 1..n {
            let (a, b) = (row_at(best), row_at(position));
            if self.ids[a as usize] != self.ids[b as usize] {
                best = position;
            } else if self.standing(b).cmp(&self.standing(a)).then_with(|| self.links(b, a, interner)).is_gt()
            {
                losers.push(a);
                best = position;
            } else {
                losers.push(b);
            }
        }
        let duplicates = losers.len();
        let mut kept: Option<Vec<bool>> = None;
        if duplicates > 0 {
            let mut keep = vec![true; n];
            losers.iter().for_each(|&row| keep[row as usize] = false);
            kept = Some(keep);
            audit.duplicate_messages = duplicates as u64;
        }
        let by_time = self.time_order(interner, kept.as_deref());
        // Position in the order of time of every row.
        let mut position = by_time.as_ref().map(|_| vec![NOWHERE; n]);
        if let (Some(order), Some(position)) = (&by_time, &mut position) {
            order.iter().enumerate().for_each(|(to, &from)| position[from as usize] = to as u32);
        }
        let survivors = |row: &u32| kept.as_ref().is_none_or(|kept| kept[*row as usize]);
        let (keys, rows) = match (&by_id, &position, &kept) {
            (None, None, _) => (self.ids.clone(), None),
            // Sorted by id, not by time: the usual case, as ids and clocks differ a little.
            (None, Some(position), None) => (self.ids.clone(), Some(position.clone())),
            _ => {
                let rows: Vec<u32> = (0..n).map(row_at).filter(survivors).collect();
                let keys = rows.iter().map(|&row| self.ids[row as usize]).collect();
                let to = |row: u32| position.as_ref().map_or(row, |position| position[row as usize]);
                (keys, Some(rows.into_iter().map(to).collect()))
            }
        };
        if let Some(order) = by_time {
            self.apply(&order, position.as_deref().unwrap_or(&[]));
        }
        IdIndex::new(keys, rows)
    }

    /// What decides between rows with one id.
    fn standing(&self, row: u32) -> (u64, bool, i64, u16, u16, MemberId) {
        let i = row as usize;
        let deleted = self.flags[i].has(MessageFlags::DELETED);
        (self.rank(row), deleted, self.at[i], self.words[i], self.flags[i].0, self.authors[i])
    }

    /// What decides where all that is the same: what the rows refer to.
    fn links(&self, a: u32, b: u32, interner: &super::native::Interner) -> Ordering {
        let keys = |row: u32| [self.parents[row as usize], self.threads[row as usize]];
        let of = |key: Key| (!key.is_none()).then(|| interner.rank(key));
        let mentioned = |row: u32| {
            let start = self.mentioned.partition_point(|&(r, _, _)| r < row);
            self.mentioned[start..].iter().take_while(move |m| m.0 == row).map(|m| m.2)
        };
        let keys = keys(a).map(of).cmp(&keys(b).map(of));
        keys.then(self.groups[a as usize].cmp(&self.groups[b as usize]))
            .then_with(|| mentioned(a).cmp(mentioned(b)))
            .then_with(|| self.texts.bytes(a as usize).cmp(&self.texts.bytes(b as usize)))
    }

    /// The order of time of the rows that stay; `None` where they are all in order already.
    fn time_order(&self, interner: &super::native::Interner, kept: Option<&[bool]>) -> Option<Vec<u32>> {
        let before = |a: u32, b: u32| {
            let (i, j) = (a as usize, b as usize);
            let order = self.at[i].cmp(&self.at[j]).then_with(|| {
                let (x, y) = (self.ids[i], self.ids[j]);
                // Plain decimal ids compare as they are; interned ones by their text.
                if (x.0 | y.0) >> 63 == 0 { x.cmp(&y) } else { interner.rank(x).cmp(&interner.rank(y)) }
            });
            order.then(a.cmp(&b)) == Ordering::Less
        };
        let order = sorting_order(self.ids.len(), before);
        match kept {
            None => order,
            Some(kept) => {
                let order = order.unwrap_or_else(|| (0..self.ids.len() as u32).collect());
                Some(order.into_iter().filter(|&row| kept[row as usize]).collect())
            }
        }
    }

    fn apply(&mut self, order: &[u32], position: &[u32]) {
        fn permute<T: Copy + Send + Sync>(column: &mut Vec<T>, order: &[u32]) {
            *column = order.par_iter().with_min_len(1 << 16).map(|&row| column[row as usize]).collect();
        }
        permute(&mut self.ids, order);
        permute(&mut self.parents, order);
        permute(&mut self.threads, order);
        permute(&mut self.authors, order);
        permute(&mut self.groups, order);
        permute(&mut self.at, order);
        permute(&mut self.flags, order);
        permute(&mut self.words, order);
        if !self.evidence.is_empty() {
            permute(&mut self.evidence, order);
        }
        if self.texts.is_kept() {
            permute(self.texts.spans_mut(), order);
        }
        let stays = |row: &mut u32| {
            *row = position[*row as usize];
            *row != NOWHERE
        };
        self.mentioned.retain_mut(|(row, _, _)| stays(row));
        self.participants.retain_mut(|(row, _)| stays(row));
    }

    /// Mentions by message, each member once.
    fn mentions(&mut self, n: usize) -> (Vec<u32>, Vec<MemberId>) {
        self.mentioned.sort_unstable();
        let mut ends = Vec::with_capacity(n);
        let mut members: Vec<MemberId> = Vec::with_capacity(self.mentioned.len());
        let mut rest = self.mentioned.iter().peekable();
        for message in 0..n as u32 {
            let start = members.len();
            while let Some(&&(_, _, member)) = rest.peek().filter(|(row, _, _)| *row == message) {
                if !members[start..].contains(&member) {
                    members.push(member);
                }
                rest.next();
            }
            ends.push(members.len() as u32);
        }
        (ends, members)
    }
}

/// Gives every message its thread. On entry `roots` holds the message that the thread id names, on return
/// the thread. Threads are numbered by their first message.
fn number_threads(columns: &mut Columns, parents: &[u32], roots: &mut [u32]) -> Threads {
    let n = roots.len();
    let is_message = |p: u32| (p as usize) < n;
    // Rows without a thread id belong to the thread of what they reply to, even where that is missing; chains
    // that lead in a circle are cut after a while.
    for i in 0..n {
        if !columns.threads[i].is_none() {
            continue;
        }
        let mut at = i as u32;
        for _ in 0..64 {
            match parents[at as usize] {
                parent if is_message(parent) && columns.threads[at as usize].is_none() => at = parent,
                _ => break,
            }
        }
        let end = at as usize;
        (columns.threads[i], roots[i]) = match columns.threads[end] {
            key if !key.is_none() => (key, roots[end]),
            _ if parents[end] == PARENT_MISSING => (columns.parents[end], NOWHERE),
            _ => (columns.ids[end], at),
        };
    }
    // A thread id may name a message that itself stands in another thread.
    for i in 0..n {
        for _ in 0..32 {
            let root = roots[i];
            if !is_message(root) || !is_message(roots[root as usize]) || roots[root as usize] == root {
                break;
            }
            roots[i] = roots[root as usize];
        }
    }
    let mut missing: Vec<Key> =
        (0..n).into_par_iter().filter(|&i| roots[i] == NOWHERE).map(|i| columns.threads[i]).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut thread_of_root = vec![NOWHERE; n];
    let mut thread_of_missing = vec![NOWHERE; missing.len()];
    let mut threads = Threads::default();
    let mut sizes: Vec<u32> = Vec::new();
    for (i, thread) in roots.iter_mut().enumerate() {
        let root = *thread;
        let slot = if is_message(root) {
            &mut thread_of_root[root as usize]
        } else {
            match missing.binary_search(&columns.threads[i]) {
                Ok(at) => &mut thread_of_missing[at],
                Err(_) => continue,
            }
        };
        if *slot == NOWHERE {
            *slot = sizes.len() as u32;
            sizes.push(0);
            let root = is_message(root).then_some(root);
            threads.roots.push(root.map(MessageId));
            let group = columns.groups[root.map_or(i, |r| r as usize)];
            threads.groups.push((group != NO_GROUP).then_some(GroupId(group)));
        }
        sizes[*slot as usize] += 1;
        *thread = *slot;
    }
    drop(thread_of_root);
    let mut start = 0;
    threads.message_ends = sizes
        .iter()
        .map(|size| {
            let at = start;
            start += size;
            at
        })
        .collect();
    threads.messages = vec![MessageId(0); n];
    for (i, &thread) in roots.iter().enumerate() {
        let place = &mut threads.message_ends[thread as usize];
        threads.messages[*place as usize] = MessageId(i as u32);
        *place += 1;
    }
    threads
}
