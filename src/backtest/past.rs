//! What is known at a split: nothing after it can reach a ranking.

use super::{BacktestEvents, HelpEvent, PostEvent};
use crate::graph::Interaction;
use crate::{MemberId, Timestamp};

/// The events before an instant. Rankings see only this.
pub(super) struct Past<'a> {
    pub(super) at: Timestamp,
    pub(super) people: usize,
    pub(super) help: &'a [HelpEvent],
    pub(super) asked: &'a [(Timestamp, MemberId)],
    pub(super) interactions: &'a [Interaction],
    pub(super) posts: &'a [PostEvent],
    /// Who can be ranked: colleagues who did something before and have not left, in order of their ids.
    pub(super) candidates: Vec<MemberId>,
    /// First instant from which somebody could have helped: joined, else first named in an event.
    pub(super) since: Vec<Option<Timestamp>>,
}

impl<'a> Past<'a> {
    /// Everything before `at`. Accounts that are gone at the end of the export at an unknown time stay: that they
    /// would go was not known.
    pub(super) fn before(events: &'a BacktestEvents, at: Timestamp) -> Past<'a> {
        let help = &events.help[..events.help.partition_point(|event| event.at < at)];
        let asked = &events.asked[..events.asked.partition_point(|asked| asked.0 < at)];
        let posts = &events.posts[..events.posts.partition_point(|event| event.at < at)];
        let interactions = &events.interactions[..events.interactions.partition_point(|event| event.at < at)];
        let mut first: Vec<Option<Timestamp>> = vec![None; events.people];
        let mut active = vec![false; events.people];
        let mut see = |member: MemberId, when: Timestamp| {
            let known = &mut first[member.index()];
            *known = Some(known.map_or(when, |known| known.min(when)));
        };
        for post in posts {
            see(post.author, post.at);
            active[post.author.index()] = true;
        }
        for event in interactions {
            see(event.from, event.at);
            see(event.to, event.at);
            active[event.from.index()] = true;
        }
        for event in help {
            see(event.helper, event.at);
            see(event.asker, event.at);
            active[event.helper.index()] = true;
        }
        let since: Vec<Option<Timestamp>> = first
            .iter()
            .zip(&events.joined)
            .map(|(&first, &joined)| first.map(|first| joined.map_or(first, |joined| joined.min(first))))
            .collect();
        let candidates = (0..events.people)
            .filter(|&i| active[i] && events.colleague[i] && events.left[i].is_none_or(|left| left > at))
            .map(|i| MemberId(i as u32))
            .collect();
        Past { at, people: events.people, help, asked, interactions, posts, candidates, since }
    }

    /// The same with events of the last `days` only, for formulas that look back so far.
    pub(super) fn last(&self, days: f64) -> Past<'a> {
        let from = Timestamp(self.at.0.saturating_sub((days * 86_400_000.0) as i64));
        Past {
            at: self.at,
            people: self.people,
            help: &self.help[self.help.partition_point(|event| event.at < from)..],
            asked: &self.asked[self.asked.partition_point(|asked| asked.0 < from)..],
            interactions: &self.interactions[self.interactions.partition_point(|event| event.at < from)..],
            posts: &self.posts[self.posts.partition_point(|event| event.at < from)..],
            candidates: self.candidates.clone(),
            since: self.since.clone(),
        }
    }

    /// Distinct helper and asker, sorted, each with the latest help.
    pub(super) fn helped(&self) -> Vec<(MemberId, MemberId, Timestamp)> {
        latest(self.help.iter().map(|event| (event.helper, event.asker, event.at)).collect())
    }
}

/// Each pair once, with the latest time.
pub(super) fn latest(
    mut pairs: Vec<(MemberId, MemberId, Timestamp)>,
) -> Vec<(MemberId, MemberId, Timestamp)> {
    pairs.sort_unstable();
    let mut kept: Vec<(MemberId, MemberId, Timestamp)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        match kept.last_mut() {
            Some(last) if (last.0, last.1) == (pair.0, pair.1) => last.2 = pair.2,
            _ => kept.push(pair),
        }
    }
    kept
}
