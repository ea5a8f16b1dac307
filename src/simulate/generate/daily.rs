//! What a day brings: talk, questions to hubs, official posts.

use super::*;

impl Generator<'_> {
    /// One thread of ordinary members.
    pub(super) fn ordinary(&mut self, day: usize) {
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

    pub(super) fn private(&mut self, time: i64, author: u32) {
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

    pub(super) fn guest(&mut self, time: i64) {
        let first = self.organisation.bot + 1;
        let guest = first + self.random.below(self.organisation.people.len() - first as usize) as u32;
        if self.person(guest).active_at(time) && self.groups.list[self.groups.external()].created < time {
            let replies = self.random.run(0.5, 4);
            let slot = self.root(time, guest, Sort::Talk, self.groups.external(), Say::Chat, None);
            self.replies(slot, time, guest, replies);
        }
    }

    /// What the planted people do.
    pub(super) fn planted(&mut self, day: usize, pace: f64) {
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

    pub(super) fn ask_hub(&mut self, day: usize, h: usize) {
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
    pub(super) fn chatter(&mut self, time: i64, person: u32, friends: &[u32]) {
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
    pub(super) fn corporate(&mut self, day: usize, pace: f64, joins: &BTreeMap<usize, Vec<u32>>) {
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
    pub(super) fn system(&mut self, day: usize, joined: &[u32]) {
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
}
