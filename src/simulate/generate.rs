//! The life of the community, day by day.

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

    /// One thread of ordinary members.
    fn ordinary(&mut self, day: usize) {
        let time = self.calendar.moment(day, &mut self.random);
        let x = self.random.unit();
        if x < QUESTIONS {
            let Some(asker) = self.pool.draw(&mut self.random, Weight::Ask, 0, Reach::All) else { return };
            let named = if self.random.chance(NAMED) {
                let unit = self.person(asker).unit;
                let hub = |p: &u32| self.cast.hubs.iter().all(|h| h.person != *p);
                self.pool.near(&mut self.random, Weight::Ask, unit, &[asker]).filter(hub)
            } else {
                None
            };
            self.question(time, asker, named, None, self.options.never_answered);
            return;
        }
        let Some(author) = self.pool.draw(&mut self.random, Weight::Talk, 0, Reach::All) else { return };
        let replies = self.random.run(0.6, 12);
        if x < QUESTIONS + 0.03 {
            self.private(time, author);
        } else if x < QUESTIONS + 0.05 {
            let group = self.groups.private(&mut self.random);
            self.talk(time, author, group, replies);
        } else if x < QUESTIONS + 0.07 {
            self.guest(time);
        } else {
            let group = self.any_group(author, 0.3, 0.4);
            let slot = self.talk(time, author, group, replies);
            // A few roots are older than the export or were lost.
            self.agenda.thread(slot).rootless = replies > 0 && self.random.chance(0.006);
        }
    }

    fn private(&mut self, time: i64, author: u32) {
        let unit = self.person(author).unit;
        let Some(other) = self.pool.near(&mut self.random, Weight::Talk, unit, &[author]) else { return };
        let asks = self.random.chance(0.3);
        let (sort, say) =
            if asks { (Sort::Question, Say::Question { mark: true }) } else { (Sort::Talk, Say::Chat) };
        let slot = self.root(time, author, sort, ALL_COMPANY, say, None);
        let conversation = 900_000_000_000 + self.random.below(1 << 36) as u64;
        self.agenda.thread(slot).private = Some((conversation, other));
        let mut at = time;
        for n in 0..1 + self.random.run(0.5, 4) {
            at += 60 + self.random.lognormal(HOUR as f64, 1.0) as i64;
            let say = if asks && n == 0 { Say::Answer } else { Say::ChatReply };
            self.message(at, slot, 0, if n % 2 == 0 { other } else { author }, say, None);
        }
    }

    fn guest(&mut self, time: i64) {
        let first = self.organisation.bot + 1;
        let guest = first + self.random.below(self.organisation.people.len() - first as usize) as u32;
        if self.person(guest).active_at(time) && self.groups.list[self.groups.external()].created < time {
            let replies = self.random.run(0.5, 4);
            let slot = self.root(time, guest, Sort::Talk, self.groups.external(), Say::Chat, None);
            self.replies(slot, time, guest, replies);
        }
    }

    /// What the planted people do.
    fn planted(&mut self, day: usize, pace: f64) {
        for h in 0..self.cast.hubs.len() {
            for _ in 0..self.random.poisson(self.options.hub_rate * pace) {
                self.ask_hub(day, h);
            }
        }
        for h in 0..self.cast.hub_decoys.len() {
            let (person, fan) = (self.cast.hub_decoys[h].person, self.cast.hub_decoys[h].fan);
            for _ in 0..self.random.poisson(1.5 * self.options.hub_rate * pace) {
                let time = self.calendar.moment(day, &mut self.random);
                if self.person(fan).active_at(time) {
                    self.question(time, fan, Some(person), None, self.options.never_answered);
                }
            }
        }
        for d in 0..self.cast.decoys.len() {
            let decoy = &self.cast.decoys[d];
            for _ in 0..self.random.poisson(decoy.kind.rate() * pace) {
                let time = self.calendar.moment(day, &mut self.random);
                if !self.person(decoy.person).active_at(time) {
                    continue;
                }
                match decoy.kind {
                    DecoyKind::Broadcaster => {
                        let group = self.any_group(decoy.person, 0.3, 0.3);
                        let replies = self.random.run(0.25, 2);
                        self.talk(time, decoy.person, group, replies);
                    }
                    DecoyKind::Chatterbox => self.chatter(time, decoy.person, &decoy.friends),
                    DecoyKind::OneAsker => {
                        let asker = decoy.friends[0];
                        if self.person(asker).active_at(time) {
                            self.question(time, asker, None, Some(decoy.person), 0.1);
                        }
                    }
                }
            }
        }
    }

    fn ask_hub(&mut self, day: usize, h: usize) {
        let hub = &self.cast.hubs[h];
        let time = self.calendar.moment(day, &mut self.random);
        let unit = self.person(hub.person).unit;
        // From the own unit first, then from ever farther away, until somebody has not asked yet.
        let mut asker = None;
        for (reach, tries) in [(Reach::Unit, 3), (Reach::Department, 4), (Reach::Site, 8), (Reach::All, 8)] {
            for _ in 0..tries {
                let drawn = self.pool.draw(&mut self.random, Weight::Ask, unit, reach);
                asker = asker.or(drawn.filter(|a| *a != hub.person && !self.asked[h].contains(a)));
            }
        }
        let Some(asker) = asker else { return };
        let answers =
            hub.on_platform && self.person(hub.person).active_at(time) && self.random.chance(HUB_ANSWERS);
        self.asked[h].insert(asker);
        let first = answers.then_some(hub.person);
        self.question(time, asker, Some(hub.person), first, self.options.never_answered);
    }

    /// A friend says something and the chatterbox cannot stop.
    fn chatter(&mut self, time: i64, person: u32, friends: &[u32]) {
        let friend = self.random.pick(friends);
        if !self.person(friend).active_at(time) {
            return;
        }
        let group = self.any_group(friend, 0.2, 0.6);
        let slot = self.root(time, friend, Sort::Talk, group, Say::Chat, None);
        let mut at = time;
        for n in 0..2 + self.random.below(3) {
            at += 60 + self.random.lognormal(HOUR as f64, 0.8) as i64;
            let who = if n == 2 { friend } else { person };
            self.message(at, slot, 0, who, Say::ChatReply, None);
        }
    }

    /// Communications, bot and community manager.
    fn corporate(&mut self, day: usize, pace: f64, joins: &BTreeMap<usize, Vec<u32>>) {
        let a_month = self.options.messages as f64 / self.options.months as f64;
        let rate = (a_month / 60.0).clamp(2.0, 40.0) * pace;
        for _ in 0..self.random.poisson(rate) {
            let time = self.calendar.moment(day, &mut self.random);
            let comms = self.organisation.comms;
            let group = self.any_group(comms, 0.2, 0.0);
            let slot = self.root(time, comms, Sort::Announcement, group, Say::Announcement, None);
            let language = Language::ALL[self.random.below(4)];
            self.agenda.thread(slot).language = language;
            // Read by all, answered by whoever talks.
            for _ in 0..self.random.run(0.5, 4) {
                if let Some(who) = self.pool.draw(&mut self.random, Weight::Talk, 0, Reach::All) {
                    let at = time + 60 + self.random.lognormal(3.0 * HOUR as f64, 1.2) as i64;
                    self.message(at, slot, 0, who, Say::ChatReply, None);
                }
            }
        }
        for _ in 0..self.random.poisson(rate * 0.6) {
            let time = self.calendar.start + day as i64 * DAY + 3 * HOUR + self.random.between(0, 600);
            let group = self.groups.of_topic(1);
            self.root(time, self.organisation.bot, Sort::Talk, group, Say::Status, None);
        }
        // A welcome on the first day of each seven to one who has joined since.
        if day.is_multiple_of(7) {
            let new: Vec<u32> =
                joins.range(day.saturating_sub(7)..day).flat_map(|(_, p)| p).copied().collect();
            if !new.is_empty() && self.random.chance(0.9) {
                let time =
                    self.calendar.start + day as i64 * DAY + 8 * HOUR + self.random.between(0, 3 * HOUR);
                let named = Some(self.random.pick(&new));
                self.root(time, self.organisation.cm, Sort::Talk, ALL_COMPANY, Say::Welcome, named);
            }
        }
    }

    /// Messages that the platform writes in somebody's name.
    fn system(&mut self, day: usize, joined: &[u32]) {
        for &person in joined {
            if self.random.chance(0.1) {
                let time = self.person(person).joined.unwrap_or(self.calendar.start) + 5;
                self.root(time, person, Sort::System, ALL_COMPANY, Say::Joined, None);
            }
        }
        let from = self.calendar.start + day as i64 * DAY;
        for g in 1..self.groups.list.len() {
            let created = self.groups.list[g].created;
            if (from..from + DAY).contains(&created) {
                self.root(created + 1, self.organisation.cm, Sort::System, g, Say::Created, None);
            }
        }
    }

    fn happen(&mut self, event: Event) -> Result<()> {
        match event.what {
            What::Message { place, parent, author, say, named } => {
                if place == 0 || self.person(author).active_at(event.time) {
                    self.write(event.time, event.thread, place, parent, author, say, named)?;
                }
            }
            What::Rescue { place, thanks } => {
                let asker = {
                    let thread = self.agenda.thread(event.thread);
                    if thread.answered || thread.ids[0] == 0 {
                        return Ok(());
                    }
                    thread.author
                };
                self.tally.count("unanswered_after_3_hours");
                if self.cm_today < CM_CAPACITY && self.rescue.chance(self.options.cm_rescue) {
                    self.cm_today += 1;
                    let cm = self.organisation.cm;
                    self.write(event.time, event.thread, place, 0, cm, Say::Answer, None)?;
                    if self.rescue.chance(self.options.thanks) {
                        let at = event.time + 60 + self.rescue.lognormal(2.0 * HOUR as f64, 1.0) as i64;
                        let what = What::Message {
                            place: thanks,
                            parent: place,
                            author: asker,
                            say: Say::Thanks,
                            named: None,
                        };
                        self.agenda.push(at, event.thread, what);
                    }
                }
            }
            What::Accept { place } => {
                let thread = self.agenda.thread(event.thread);
                let (message, root, asker) = (thread.ids[place as usize], thread.ids[0], thread.author);
                if message != 0 && self.person(asker).active_at(event.time) {
                    self.last_answer += 3;
                    self.export.answer(self.last_answer, message, root, self.person(asker).user, event.time);
                    self.tally.count("accepted_answers");
                }
            }
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn write(
        &mut self,
        time: i64,
        slot: u32,
        place: u16,
        parent: u16,
        author: u32,
        say: Say,
        named: Option<u32>,
    ) -> Result<()> {
        self.last_id += 1 + self.ids.below(60_000) as u64;
        let id = self.last_id;
        let employee = self.person(author).kind == Kind::Employee;
        let thread = self.agenda.thread(slot);
        thread.ids[place as usize] = id;
        let root = thread.ids[0];
        // Where the message replied to was never written, the reply hangs on the root.
        let replied_to = (parent != NOWHERE).then(|| match thread.ids[parent as usize] {
            0 => root,
            parent => parent,
        });
        let (sort, private, group, asker) = (thread.sort, thread.private, thread.group, thread.author);
        let (marked, typed, rootless) = (thread.marked, thread.typed, thread.rootless);
        let (root_language, topic, noun) = (thread.language, thread.topic, thread.noun);
        let is_root = place == 0;
        if sort == Sort::Question && !is_root && author != asker {
            // Asking back is a reply, but answers nothing.
            let first = !thread.answered && say != Say::Clarification;
            thread.answered |= first;
            if private.is_none() {
                if employee {
                    self.tally.helped(author, asker, marked);
                } else {
                    self.tally.count("cm_answers");
                }
                if first {
                    self.tally.count(if employee {
                        "answered_first_by_member"
                    } else {
                        "answered_first_by_cm"
                    });
                }
            }
        }
        if is_root && rootless {
            self.tally.count("roots_never_exported");
            return Ok(());
        }
        self.note(time, sort, is_root, private.is_some(), marked, typed, say, author, named);

        let sender = self.person(author);
        let language = if is_root { root_language } else { sender.language.answering(root_language) };
        let names: Vec<&Person> = named.map(|n| self.person(n)).into_iter().collect();
        let new_name = sender.name();
        let subject = if say == Say::Created { &self.groups.list[group].name } else { &new_name };
        let addressed = Some(self.person(asker).given.as_str()).filter(|_| !is_root);
        let about = About { language, topic, noun, mentioned: &names, addressed, subject };
        self.composer.compose(&mut self.text, say, about);
        self.title.clear();
        if sort == Sort::Announcement && is_root {
            self.composer.title(&mut self.title, about);
        }

        let mut edited = None;
        let editable = !matches!(say, Say::Joined | Say::Created | Say::Status | Say::Thanks);
        if editable && self.ids.chance(self.options.edited) {
            self.edit.clear();
            self.edit.push_str(&self.text);
            self.composer.edit(&mut self.edit, about);
            edited = Some(time + 30 + self.ids.lognormal(DAY as f64, 2.0) as i64);
            self.tally.count("edited");
        }
        // Only small talk is deleted, so that the counts of help and questions hold whatever a reader does with deleted rows.
        let mut deleted = None;
        if matches!(say, Say::Chat | Say::ChatReply) && self.ids.chance(0.015) {
            let by = if self.ids.chance(0.6) { sender } else { self.person(self.organisation.cm) };
            deleted = Some((time + 90 + self.ids.lognormal(DAY as f64, 1.5) as i64, by.user));
            self.tally.count("deleted");
        }
        let attachments = if editable && self.ids.chance(0.05) {
            self.attachments(group, private.is_some(), sender.user, time)
        } else {
            String::new()
        };
        let participants = match private {
            Some((_, other)) => {
                format!("user:{},user:{}", self.person(asker).user, self.person(other).user)
            }
            None => String::new(),
        };
        let kind = match sort {
            Sort::Question if is_root && typed => "question",
            Sort::Announcement if is_root => "announcement",
            Sort::System => "system",
            _ => "update",
        };
        self.export.message(&Message {
            id,
            replied_to,
            thread: root,
            conversation: private.map(|p| p.0),
            participants: &participants,
            group,
            sender,
            body: &self.text,
            attachments: &attachments,
            created: time,
            edited: edited.map(|at| (at, self.edit.as_str())),
            deleted,
            kind,
            title: &self.title,
            closed: is_root && sort == Sort::Announcement && id.is_multiple_of(5),
        })
    }

    /// Counts a message that stands in the file.
    #[allow(clippy::too_many_arguments)]
    fn note(
        &mut self,
        time: i64,
        sort: Sort,
        is_root: bool,
        private: bool,
        marked: bool,
        typed: bool,
        say: Say,
        author: u32,
        named: Option<u32>,
    ) {
        debug_assert!(time < self.calendar.end, "{}", iso(time));
        self.tally.count("messages");
        if private {
            self.tally.count("messages_private");
            if is_root && sort == Sort::Question {
                self.tally.count("questions_private");
            }
            return;
        }
        self.tally.message(author);
        match sort {
            Sort::System => self.tally.count("messages_system"),
            Sort::Question if is_root => {
                self.tally.count("questions");
                if let Say::Question { mark: false } | Say::Ask { mark: false } = say {
                    self.tally.count("questions_without_mark");
                }
                if typed {
                    self.tally.count("questions_of_type_question");
                }
                if !marked {
                    self.tally.count("questions_without_mark_and_type");
                }
                if let Some(named) = named {
                    self.tally.asked(named, author, marked);
                    self.tally.count("questions_to_somebody");
                }
            }
            _ => {}
        }
        match say {
            Say::Clarification => self.tally.count("clarifications"),
            Say::Thanks => self.tally.count("thanks"),
            Say::Referral => self.tally.count("referrals"),
            Say::Announcement => self.tally.count("announcements"),
            Say::Welcome => self.tally.count("welcomes"),
            Say::Status => self.tally.count("messages_bot"),
            _ => {}
        }
    }

    /// One to two attachments in the forms that exports have had.
    fn attachments(&mut self, group: usize, private: bool, uploader: u64, time: i64) -> String {
        let mut items = Vec::new();
        for _ in 0..1 + self.ids.run(0.3, 1) {
            let id = 351_000_000_000_000 + self.ids.below(1 << 40) as u64;
            items.push(match self.ids.below(4) {
                0 | 1 => {
                    let name = format!("Notes, week {} [final].pdf", 1 + self.ids.below(52));
                    format!("uploadedfile:{}", self.export.file(&name, group, private, uploader, time))
                }
                2 => format!("opengraphobject:[{id} : https://intranet.example.com/p/{}]", id % 991),
                _ => format!(
                    "opengraphobject:[{id} : https://news.example.org/a?id={} : title=\"Results, Q{} [draft]\" : \
                     description=\"Orders, margins, and a \"\"quote\"\"\"]",
                    id % 991,
                    1 + id % 4
                ),
            });
        }
        if self.ids.chance(0.1) {
            items.push("page:88000013".into());
        }
        items.join(", ")
    }
}
