//! What happened in each community, week by week.

use super::threads::{Judged, LeftOut, Thread, threads};
use super::weeks::Weeks;
use super::{StageOptions, WHOLE};
use crate::activity::{Action, ActionKind, NOBODY, Population, ReactionsSeen, in_order, void};
use crate::{MessageId, View};
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};

/// Threads of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ThreadCounts {
    /// That could be judged.
    pub(super) judged: u32,
    /// In which at least two members wrote.
    pub(super) by_members: u32,
    /// Started by those who run the community.
    pub(super) official: u32,
}

impl ThreadCounts {
    pub(super) fn sum<'a>(counts: impl IntoIterator<Item = &'a ThreadCounts>) -> ThreadCounts {
        counts.into_iter().fold(ThreadCounts::default(), |sum, week| ThreadCounts {
            judged: sum.judged + week.judged,
            by_members: sum.by_members + week.by_members,
            official: sum.official + week.official,
        })
    }
}

/// Who came and went in the last weeks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// Active in the last window.
    pub(super) active: u64,
    /// Of these, never active before in the export.
    pub(super) new: u64,
    /// Active in the window before.
    pub(super) before: u64,
    /// Of these, not in the last window.
    pub(super) gone: u64,
    /// People whose first thread was started in the last window and could be judged.
    pub(super) first_threads: u64,
    /// Of these threads, those in which somebody else wrote.
    pub(super) first_answered: u64,
}

/// All of it, by community (the whole first, then the groups) and week.
pub(super) struct Tally {
    weeks: usize,
    pub(super) communities: usize,
    /// People active in a week.
    active: Vec<u32>,
    /// People active in the window that ends with a week.
    people: Vec<u32>,
    /// Messages of members.
    messages: Vec<u32>,
    /// Messages of those who run the community.
    official: Vec<u32>,
    threads: Vec<ThreadCounts>,
    pub(super) flows: Vec<Flow>,
    /// People ever active in the weeks of the view.
    pub(super) ever: Vec<u64>,
    /// The same of the groups in which fewer than [`min_people`](StageOptions::min_people) were, together.
    pub(super) ever_in_small: u64,
    /// Last week with an action, where there is one in the view.
    pub(super) last_active: Vec<Option<usize>>,
    /// Actions of members in the weeks of the view.
    pub(super) actions: u64,
    pub(super) reactions: ReactionsSeen,
    pub(super) private: u64,
    pub(super) left_out: LeftOutCounts,
}

/// Threads that do not count, by reason.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeftOutCounts {
    pub(super) rootless: u64,
    pub(super) private: u64,
    pub(super) deleted: u64,
    pub(super) program: u64,
    pub(super) young: u64,
}

/// Somebody in a community.
#[derive(Debug, Clone, Copy)]
struct Presence {
    /// Last week with an action.
    last: i32,
    /// First week with an action was in the last window.
    new: bool,
    /// Active in the last window, in the one before, and in the view at all.
    now: bool,
    before: bool,
    view: bool,
    started: bool,
}

impl Tally {
    pub(super) fn of(
        view: &View<'_>,
        weeks: &Weeks,
        population: &Population<'_>,
        options: &StageOptions,
    ) -> Tally {
        let community = view.community();
        let groups = if options.by_group { community.groups().len() } else { 0 };
        let communities = groups + 1;
        let cells = communities * weeks.len();
        let judged = threads(view, &population.actors, options.follow_days);
        let mut tally = Tally {
            weeks: weeks.len(),
            communities,
            active: vec![0; cells],
            people: vec![0; cells],
            messages: vec![0; cells],
            official: vec![0; cells],
            threads: vec![ThreadCounts::default(); cells],
            flows: vec![Flow::default(); communities],
            ever: vec![0; communities],
            ever_in_small: 0,
            last_active: vec![None; communities],
            actions: 0,
            reactions: ReactionsSeen::default(),
            private: 0,
            left_out: LeftOutCounts::default(),
        };
        let mut pass = Pass {
            tally: &mut tally,
            window: options.weeks as i32,
            presence: HashMap::new(),
            changes: vec![0; cells],
            firsts: Vec::new(),
        };
        let (messages, threads) = (community.messages(), community.threads());
        let seen = in_order(view, population, Default::default(), |action| {
            if action.kind == ActionKind::Reaction && !options.count_reactions {
                return;
            }
            let Some(group) = threads.groups[messages.thread(action.message).index()] else {
                pass.tally.private += 1;
                return;
            };
            let week = weeks.position(action.day);
            pass.see(WHOLE, week, &action);
            if group.index() < groups {
                pass.see(group.index() + 1, week, &action);
            }
        });
        let (firsts, changes) = (std::mem::take(&mut pass.firsts), std::mem::take(&mut pass.changes));
        let presence = std::mem::take(&mut pass.presence);
        tally.reactions = seen;
        tally.add_people(&changes, presence.iter().map(|(&(at, _), &presence)| (at as usize, presence)));
        let in_small = |&(&(at, actor), presence): &(&(u32, u32), &Presence)| {
            presence.view && actor != NOBODY && tally.is_small(at as usize, options)
        };
        let people: HashSet<u32> = presence.iter().filter(in_small).map(|(&(_, actor), _)| actor).collect();
        tally.ever_in_small = people.len() as u64;
        for (at, message) in firsts {
            if let Thread::Judged(thread) = judged[messages.thread(message).index()] {
                tally.flows[at].first_threads += 1;
                tally.flows[at].first_answered += u64::from(thread.answered);
            }
        }
        tally.add_threads(view, weeks, &judged, groups);
        tally.add_officials(view, weeks, groups);
        tally
    }

    /// Turns the changes of the trailing counts into counts, and the presence of people into flows.
    fn add_people(&mut self, changes: &[i32], presence: impl Iterator<Item = (usize, Presence)>) {
        for at in 0..self.communities {
            let cells = at * self.weeks..(at + 1) * self.weeks;
            let mut people = 0;
            for (count, change) in self.people[cells.clone()].iter_mut().zip(&changes[cells]) {
                people += change;
                *count = people.max(0) as u32;
            }
            let last = (0..self.weeks).rev().find(|&week| self.active[at * self.weeks + week] > 0);
            self.last_active[at] = last;
        }
        for (at, presence) in presence {
            let flow = &mut self.flows[at];
            flow.active += u64::from(presence.now);
            flow.new += u64::from(presence.now && presence.new);
            flow.before += u64::from(presence.before);
            flow.gone += u64::from(presence.before && !presence.now);
            self.ever[at] += u64::from(presence.view);
        }
    }

    fn add_threads(&mut self, view: &View<'_>, weeks: &Weeks, judged: &[Thread], groups: usize) {
        let (threads, messages) = (view.community().threads(), view.community().messages());
        for thread in threads.iter() {
            let counts = &mut self.left_out;
            let Judged { official, by_members, .. } = match judged[thread.index()] {
                Thread::Outside => continue,
                Thread::Rootless => {
                    counts.rootless += 1;
                    continue;
                }
                Thread::Young => {
                    counts.young += 1;
                    continue;
                }
                Thread::LeftOut(LeftOut::Private) => {
                    counts.private += 1;
                    continue;
                }
                Thread::LeftOut(LeftOut::Deleted) => {
                    counts.deleted += 1;
                    continue;
                }
                Thread::LeftOut(LeftOut::Program) => {
                    counts.program += 1;
                    continue;
                }
                Thread::Judged(judged) => judged,
            };
            let (Some(root), Some(group)) = (threads.root(thread), threads.groups[thread.index()]) else {
                continue;
            };
            let week = weeks.position(view.clock().day(messages.time(root)));
            let Some(week) = self.inside(week) else { continue };
            let cells = [WHOLE, group.index() + 1];
            for at in cells.into_iter().take(if group.index() < groups { 2 } else { 1 }) {
                let count = &mut self.threads[at * self.weeks + week];
                count.judged += 1;
                count.by_members += u32::from(by_members);
                count.official += u32::from(official);
            }
        }
    }

    fn add_officials(&mut self, view: &View<'_>, weeks: &Weeks, groups: usize) {
        let community = view.community();
        let (messages, members, threads) = (community.messages(), community.members(), community.threads());
        let official: Vec<bool> = members.iter().map(|member| members.role(member).official()).collect();
        if !official.contains(&true) {
            return;
        }
        for message in view.messages() {
            if !official[messages.author(message).index()] || void(messages.flag(message)) {
                continue;
            }
            let Some(group) = threads.groups[messages.thread(message).index()] else { continue };
            let Some(week) = self.inside(weeks.position(view.clock().day(messages.time(message)))) else {
                continue;
            };
            self.official[week] += 1;
            if group.index() < groups {
                self.official[(group.index() + 1) * self.weeks + week] += 1;
            }
        }
    }

    /// Whether so few people were ever active in a group that its weeks are not told one by one.
    pub(super) fn is_small(&self, at: usize, options: &StageOptions) -> bool {
        at != WHOLE && (1..u64::from(options.min_people)).contains(&self.ever[at])
    }

    fn inside(&self, week: i32) -> Option<usize> {
        usize::try_from(week).ok().filter(|&week| week < self.weeks)
    }

    fn row<'a, T>(&self, of: &'a [T], at: usize) -> &'a [T] {
        &of[at * self.weeks..(at + 1) * self.weeks]
    }

    pub(super) fn active(&self, at: usize) -> &[u32] {
        self.row(&self.active, at)
    }

    pub(super) fn people(&self, at: usize) -> &[u32] {
        self.row(&self.people, at)
    }

    pub(super) fn messages(&self, at: usize) -> &[u32] {
        self.row(&self.messages, at)
    }

    pub(super) fn official(&self, at: usize) -> &[u32] {
        self.row(&self.official, at)
    }

    pub(super) fn threads(&self, at: usize) -> &[ThreadCounts] {
        self.row(&self.threads, at)
    }
}

/// The pass over the actions.
struct Pass<'a> {
    tally: &'a mut Tally,
    window: i32,
    presence: HashMap<(u32, u32), Presence>,
    /// Changes of the number of people in the trailing window.
    changes: Vec<i32>,
    /// First threads that were started in the last window.
    firsts: Vec<(usize, MessageId)>,
}

impl Pass<'_> {
    fn see(&mut self, at: usize, week: i32, action: &Action) {
        let weeks = self.tally.weeks as i32;
        if week >= weeks || action.actor == NOBODY {
            return;
        }
        let (now, before) = (week >= weeks - self.window, week >= weeks - 2 * self.window);
        let (presence, again) = match self.presence.entry((at as u32, action.actor)) {
            Entry::Occupied(entry) => {
                let presence = entry.into_mut();
                let again = presence.last == week;
                (presence, again)
            }
            Entry::Vacant(entry) => {
                let far = i32::MIN / 2;
                let nothing =
                    Presence { last: far, new: now, now: false, before: false, view: false, started: false };
                (entry.insert(nothing), false)
            }
        };
        let last = std::mem::replace(&mut presence.last, week);
        presence.now |= now;
        presence.before |= before && !now;
        presence.view |= week >= 0;
        if matches!(action.kind, ActionKind::Post { .. }) && !presence.started {
            presence.started = true;
            if now {
                self.firsts.push((at, action.message));
            }
        }
        let row = at * weeks as usize;
        // Counts in the windows that end from here to the end of this one's reach, where not counted already.
        if !again {
            let begin = week.max(last.saturating_add(self.window)).max(0);
            let end = week + self.window;
            if begin < weeks && begin < end {
                self.changes[row + begin as usize] += 1;
                if end < weeks {
                    self.changes[row + end as usize] -= 1;
                }
            }
        }
        if week < 0 {
            return;
        }
        if at == WHOLE {
            self.tally.actions += 1;
        }
        let cell = row + week as usize;
        self.tally.active[cell] += u32::from(!again);
        self.tally.messages[cell] += u32::from(action.kind != ActionKind::Reaction);
    }
}
