//! The life of the community, day by day.

mod daily;
mod happen;

use super::body::{About, Composer, Say};
use super::calendar::{Calendar, DAY, HOUR, iso};
use super::cast::{Cast, DecoyKind};
use super::export::{Export, Message};
use super::groups::{ALL_COMPANY, Groups};
use super::options::SimulateOptions;
use super::organisation::{Kind, Organisation, Person};
use super::phrases::{Language, TOPICS};
use super::pool::{Pool, Reach, Weight};
use super::random::{Random, Stream};
use super::tally::Tally;
use super::thread::{Agenda, Event, NOWHERE, Sort, Thread, What};
use crate::error::Result;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the ordinary threads that begin with a question.
const QUESTIONS: f64 = 0.42;
/// Share of ordinary questions that name a colleague: what hubs have to stand out from.
const NAMED: f64 = 0.06;
/// Probability that a hub on the platform answers first what it is asked: well asked, busy.
const HUB_ANSWERS: f64 = 0.25;
/// Messages that an ordinary thread has on average, roughly; the budget of each day corrects the rest.
const THREAD_SIZE: f64 = 2.6;
/// Questions that the community manager answers a day, at most.
const CM_CAPACITY: u32 = 25;
/// Share of all messages that is not rescue by the community manager or thanks for it, at the default rate.
const MEMBERS: f64 = 0.965;
/// Mean length of a month in days.
const MONTH: f64 = 30.4375;

pub(super) struct Generator<'a> {
    options: &'a SimulateOptions,
    calendar: &'a Calendar,
    organisation: &'a Organisation,
    groups: &'a Groups,
    cast: &'a Cast,
    export: Export<'a>,
    random: Random,
    rescue: Random,
    ids: Random,
    composer: Composer,
    pool: Pool,
    agenda: Agenda,
    pub(super) tally: Tally,
    topics: Vec<f64>,
    last_id: u64,
    last_answer: u64,
    /// Messages planned so far, without the rescues of the community manager.
    planned: f64,
    cm_today: u32,
    /// Who has asked each hub.
    asked: Vec<BTreeSet<u32>>,
    text: String,
    edit: String,
    title: String,
}

impl<'a> Generator<'a> {
    pub(super) fn new(
        options: &'a SimulateOptions,
        calendar: &'a Calendar,
        organisation: &'a Organisation,
        groups: &'a Groups,
        cast: &'a Cast,
        export: Export<'a>,
    ) -> Self {
        // Zipf's law with exponent 1.
        let mut sum = 0.0;
        let topics = (1..=TOPICS)
            .map(|k| {
                sum += 1.0 / k as f64;
                sum
            })
            .collect();
        Generator {
            options,
            calendar,
            organisation,
            groups,
            cast,
            export,
            random: Random::new(options.seed, Stream::Conversation),
            rescue: Random::new(options.seed, Stream::Rescue),
            ids: Random::new(options.seed, Stream::Ids),
            composer: Composer::new(options.seed, options.awkward),
            pool: Pool::new(organisation),
            agenda: Agenda::default(),
            tally: Tally::new(organisation.people.len()),
            topics,
            last_id: 2_000_300_000_000_000,
            last_answer: 7_000_000,
            planned: 0.0,
            cm_today: 0,
            asked: vec![BTreeSet::new(); cast.hubs.len()],
            text: String::new(),
            edit: String::new(),
            title: String::new(),
        }
    }

    /// Lives through the whole time and gives the finished export.
    pub(super) fn run(mut self) -> Result<(Export<'a>, Tally)> {
        let budget = self.budget();
        let joins = self.joins();
        let mean = self.calendar.weight.iter().sum::<f64>() / self.calendar.days() as f64;
        for (day, budget) in budget.into_iter().enumerate() {
            let start = self.calendar.start + day as i64 * DAY;
            self.export.advance(start)?;
            if day.is_multiple_of(7) {
                let to = (start + 7 * DAY).min(self.calendar.end - 1);
                self.pool.rebuild(self.organisation, start, to);
            }
            self.cm_today = 0;
            let share = self.pool.len() as f64 / self.organisation.employees as f64;
            // Nobody can ask or be heard while nobody is there.
            let pace = self.calendar.weight[day] / mean / MONTH * (4.0 * share).min(1.0);
            self.system(day, joins.get(&day).map_or(&[], Vec::as_slice));
            self.planted(day, pace);
            self.corporate(day, pace, &joins);
            let mut roots = (budget - self.planned) / THREAD_SIZE;
            roots = roots.max(0.0);
            let whole = roots as usize + usize::from(self.random.chance(roots.fract()));
            for _ in 0..whole {
                self.ordinary(day);
            }
            while let Some(event) = self.agenda.pop(start + DAY) {
                self.happen(event)?;
                self.agenda.done(event.thread);
            }
        }
        self.export.advance(self.calendar.end)?;
        Ok((self.export, self.tally))
    }

    /// Messages that should be planned by the end of each day: season, members present, +-30 % noise.
    fn budget(&mut self) -> Vec<f64> {
        let mut present = vec![0i64; self.calendar.days() + 1];
        let day = |t: i64| ((t - self.calendar.start) / DAY).clamp(0, self.calendar.days() as i64) as usize;
        for p in &self.organisation.people[..self.organisation.employees] {
            if let Some(joined) = p.joined {
                present[day(joined)] += 1;
                present[day(p.left.unwrap_or(self.calendar.end))] -= 1;
            }
        }
        let (mut here, mut total) = (0, 0.0);
        let mut sums = Vec::with_capacity(self.calendar.days());
        for (d, weight) in self.calendar.weight.iter().enumerate() {
            here += present[d];
            let share = here as f64 / self.organisation.employees as f64;
            total += weight * (0.7 + 0.6 * self.random.unit()) * (share + 0.02);
            sums.push(total);
        }
        sums.iter_mut().for_each(|s| *s *= self.options.messages as f64 * MEMBERS / total);
        sums
    }

    /// Employees who join, by day.
    fn joins(&self) -> BTreeMap<usize, Vec<u32>> {
        let mut joins: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (i, p) in self.organisation.people[..self.organisation.employees].iter().enumerate() {
            if let Some(joined) = p.joined {
                joins.entry(((joined - self.calendar.start) / DAY) as usize).or_default().push(i as u32);
            }
        }
        joins
    }

    fn person(&self, i: u32) -> &'a Person {
        &self.organisation.people[i as usize]
    }

    fn topic(&mut self) -> usize {
        let x = self.random.unit() * self.topics[TOPICS - 1];
        self.topics.partition_point(|&s| s <= x).min(TOPICS - 1)
    }

    /// Opens a thread and plans its root.
    fn root(
        &mut self,
        time: i64,
        author: u32,
        sort: Sort,
        group: usize,
        say: Say,
        named: Option<u32>,
    ) -> u32 {
        let topic = self.topic();
        let thread = Thread {
            ids: Vec::with_capacity(4),
            author,
            sort,
            language: self.person(author).language,
            topic,
            noun: self.random.below(2),
            group: self.groups.at(group, time),
            private: None,
            marked: false,
            typed: false,
            rootless: false,
            answered: false,
            open: 0,
        };
        let slot = self.agenda.open(thread);
        self.message(time, slot, NOWHERE, author, say, named);
        slot
    }

    fn message(
        &mut self,
        time: i64,
        slot: u32,
        parent: u16,
        author: u32,
        say: Say,
        named: Option<u32>,
    ) -> u16 {
        let place = self.agenda.place(slot);
        self.agenda.push(time, slot, What::Message { place, parent, author, say, named });
        self.planned += f64::from(u8::from(time < self.calendar.end));
        place
    }

    fn any_group(&mut self, author: u32, topic_share: f64, department_share: f64) -> usize {
        let x = self.random.unit();
        if x < topic_share {
            let topic = self.topic();
            self.groups.of_topic(topic)
        } else if x < topic_share + department_share {
            self.groups.of_department(self.organisation.units[self.person(author).unit as usize].department)
        } else {
            ALL_COMPANY
        }
    }

    /// A question and all that comes of it, but for what the community manager does.
    fn question(&mut self, time: i64, asker: u32, named: Option<u32>, first: Option<u32>, never: f64) -> u32 {
        let mark = !self.random.chance(self.options.omitted_mark);
        let say = if named.is_some() { Say::Ask { mark } } else { Say::Question { mark } };
        let group = self.any_group(asker, 0.55, 0.25);
        let slot = self.root(time, asker, Sort::Question, group, say, named);
        let typed = self.random.chance(0.35);
        let thread = self.agenda.thread(slot);
        (thread.marked, thread.typed) = (mark || typed, typed);
        let topic = thread.topic;
        let (place, thanks) = (self.agenda.place(slot), self.agenda.place(slot));
        let due = time + 3 * HOUR + self.random.between(0, 40 * 60);
        self.agenda.push(due, slot, What::Rescue { place, thanks });
        if self.random.chance(never) {
            return slot;
        }
        // Frequent topics are answered sooner; median from 1.2 to 7 hours.
        let median = (1.0 + 0.3 * topic as f64 + 0.2) * HOUR as f64;
        let mut at = time + 60 + self.random.lognormal(median, 1.1) as i64;
        let mut taken = vec![asker];
        for n in 0..1 + self.random.run(0.3, 3) {
            at = self.calendar.working(at, &mut self.random);
            let helper = first.filter(|_| n == 0).or_else(|| self.helper(asker, &taken));
            let Some(helper) = helper else { break };
            taken.push(helper);
            if self.random.chance(0.05) {
                // Asks back first.
                let back = self.message(at, slot, 0, helper, Say::Clarification, None);
                at += 120 + self.random.lognormal(HOUR as f64, 0.8) as i64;
                self.message(at, slot, back, asker, Say::Answer, None);
                at += 120 + self.random.lognormal(HOUR as f64, 0.8) as i64;
            }
            let referred = if self.random.chance(0.02) && !self.cast.hubs.is_empty() {
                Some(self.cast.hubs[self.random.below(self.cast.hubs.len())].person).filter(|h| *h != helper)
            } else {
                None
            };
            let say = if referred.is_some() { Say::Referral } else { Say::Answer };
            let answer = self.message(at, slot, 0, helper, say, referred);
            let later = at + 60 + self.random.lognormal(2.0 * HOUR as f64, 1.0) as i64;
            let later = self.calendar.working(later, &mut self.random);
            if n == 0 && self.random.chance(self.options.thanks) {
                self.message(later, slot, answer, asker, Say::Thanks, None);
            }
            if n == 0 && self.random.chance(0.18) {
                self.agenda.push(later + 5, slot, What::Accept { place: answer });
            }
            at += 60 + self.random.lognormal(3.0 * HOUR as f64, 1.0) as i64;
        }
        slot
    }

    /// Who answers: a champion within reach, or somebody near by helpfulness.
    fn helper(&mut self, asker: u32, taken: &[u32]) -> Option<u32> {
        let unit = self.person(asker).unit;
        if self.random.chance(self.options.champion_share) {
            let near = &self.cast.champions_of[unit as usize];
            if !near.is_empty() {
                let champion = self.cast.champions[self.random.pick(near) as usize].person;
                if !taken.contains(&champion) {
                    return Some(champion);
                }
            }
        }
        self.pool.near(&mut self.random, Weight::Help, unit, taken)
    }

    /// A thread in which nobody asks anything.
    fn talk(&mut self, time: i64, author: u32, group: usize, replies: usize) -> u32 {
        let unit = self.person(author).unit;
        let praised = if self.random.chance(0.07) {
            self.pool.near(&mut self.random, Weight::Talk, unit, &[author])
        } else {
            None
        };
        let say = if praised.is_some() { Say::Praise } else { Say::Chat };
        let slot = self.root(time, author, Sort::Talk, group, say, praised);
        self.replies(slot, time, author, replies);
        slot
    }

    fn replies(&mut self, slot: u32, time: i64, author: u32, replies: usize) {
        let unit = self.person(author).unit;
        let (mut at, mut parent, mut last) = (time, 0, author);
        for _ in 0..replies {
            at += 60 + self.random.lognormal(2.5 * HOUR as f64, 1.2) as i64;
            at = self.calendar.working(at, &mut self.random);
            let Some(who) = self.pool.near(&mut self.random, Weight::Talk, unit, &[last]) else { break };
            // To the root mostly, else to the reply before.
            let to = if self.random.chance(0.7) { 0 } else { parent };
            parent = self.message(at, slot, to, who, Say::ChatReply, None);
            last = who;
        }
    }
}
