//! Counts kept while writing, for the truth.

use super::calendar::iso;
use super::cast::Cast;
use super::organisation::{Kind, Organisation};
use super::truth::{Planted, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of an actor and a counterpart, of which only the distinct ones matter in the end.
#[derive(Default)]
struct Pairs {
    all: Vec<u64>,
    compact_at: usize,
}

impl Pairs {
    fn push(&mut self, who: u32, whom: u32) {
        self.all.push(u64::from(who) << 32 | u64::from(whom));
        if self.all.len() > self.compact_at {
            self.distinct();
            self.compact_at = self.all.len() * 2 + (1 << 16);
        }
    }

    fn distinct(&mut self) {
        self.all.sort_unstable();
        self.all.dedup();
    }

    /// Counterparts of one person; after [`Pairs::distinct`].
    fn of(&self, who: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        let from = self.all.partition_point(|&x| x >> 32 < u64::from(who));
        let to = self.all.partition_point(|&x| x >> 32 <= u64::from(who));
        self.all[from..to].iter().map(|&x| x as u32)
    }
}

/// All counts.
pub(super) struct Tally {
    pub(super) counts: BTreeMap<&'static str, u64>,
    messages: Vec<u32>,
    answers: Vec<u32>,
    asked: Vec<u32>,
    helped: Pairs,
    helped_marked: Pairs,
    askers: Pairs,
    askers_marked: Pairs,
}

impl Tally {
    pub(super) fn new(people: usize) -> Self {
        Tally {
            counts: BTreeMap::new(),
            messages: vec![0; people],
            answers: vec![0; people],
            asked: vec![0; people],
            helped: Pairs::default(),
            helped_marked: Pairs::default(),
            askers: Pairs::default(),
            askers_marked: Pairs::default(),
        }
    }

    pub(super) fn count(&mut self, name: &'static str) {
        *self.counts.entry(name).or_insert(0) += 1;
    }

    pub(super) fn message(&mut self, author: u32) {
        self.messages[author as usize] += 1;
    }

    pub(super) fn helped(&mut self, helper: u32, asker: u32, marked: bool) {
        self.answers[helper as usize] += 1;
        self.helped.push(helper, asker);
        if marked {
            self.helped_marked.push(helper, asker);
        }
    }

    pub(super) fn asked(&mut self, person: u32, asker: u32, marked: bool) {
        self.asked[person as usize] += 1;
        self.askers.push(person, asker);
        if marked {
            self.askers_marked.push(person, asker);
        }
    }

    /// Fills the people and the counts of the truth.
    pub(super) fn finish(mut self, truth: &mut Truth, organisation: &Organisation, cast: &Cast) {
        for pairs in [&mut self.helped, &mut self.helped_marked, &mut self.askers, &mut self.askers_marked] {
            pairs.distinct();
        }
        let planted = |person: u32, role: &str| {
            let p = &organisation.people[person as usize];
            let units: BTreeSet<u32> =
                self.helped.of(person).map(|a| organisation.people[a as usize].unit).collect();
            Planted {
                user: p.user,
                email: p.email.clone(),
                unit: organisation.units[p.unit as usize].path.clone(),
                joined: p.joined.map(iso),
                role: role.into(),
                messages: self.messages[person as usize].into(),
                answers: self.answers[person as usize].into(),
                helped_distinct: self.helped.of(person).len() as u64,
                helped_distinct_marked: self.helped_marked.of(person).len() as u64,
                helped_units: units.len() as u64,
                asked: self.asked[person as usize].into(),
                asked_distinct: self.askers.of(person).len() as u64,
                asked_distinct_marked: self.askers_marked.of(person).len() as u64,
            }
        };
        truth.champions = cast.champions.iter().map(|c| planted(c.person, "champion")).collect();
        truth.decoys = cast.decoys.iter().map(|d| planted(d.person, d.kind.name())).collect();
        truth.hubs = cast.hubs.iter().map(|h| planted(h.person, "hub")).collect();
        truth.hub_decoys = cast.hub_decoys.iter().map(|h| planted(h.person, "hub_decoy")).collect();

        let mut ordinary = vec![true; organisation.employees];
        let chosen = cast.champions.iter().map(|c| c.person).chain(cast.decoys.iter().map(|d| d.person));
        let chosen = chosen.chain(cast.hubs.iter().map(|h| h.person));
        for person in chosen.chain(cast.hub_decoys.iter().map(|h| h.person)) {
            ordinary[person as usize] = false;
        }
        let weakest_champion = truth.champions.iter().map(|c| c.helped_distinct).min().unwrap_or(0);
        let weakest_hub = truth.hubs.iter().map(|c| c.asked_distinct).min().unwrap_or(0);
        for (name, pairs, weakest, above) in [
            ("helped_distinct", &self.helped, weakest_champion, "ordinary_above_weakest_champion"),
            ("asked_distinct", &self.askers, weakest_hub, "ordinary_above_weakest_hub"),
        ] {
            let mut reached: Vec<u64> = (0..organisation.employees as u32)
                .filter(|&i| ordinary[i as usize] && organisation.people[i as usize].joined.is_some())
                .map(|i| pairs.of(i).len() as u64)
                .collect();
            reached.sort_unstable();
            let at = |share: f64| reached.get((reached.len() as f64 * share) as usize).copied().unwrap_or(0);
            truth.background.insert(format!("{name}_max"), reached.last().copied().unwrap_or(0));
            truth.background.insert(format!("{name}_99"), at(0.99));
            truth.background.insert(format!("{name}_median"), at(0.5));
            truth.background.insert(above.into(), reached.iter().filter(|&&n| n >= weakest).count() as u64);
            // How many of the planted would be found by taking the top of the plain counts; ties count against them.
            let planted: Vec<u64> = match name {
                "helped_distinct" => truth.champions.iter().map(|p| p.helped_distinct).collect(),
                _ => truth.hubs.iter().map(|p| p.asked_distinct).collect(),
            };
            let found = planted
                .iter()
                .filter(|&&n| {
                    let before = reached.iter().filter(|&&r| r >= n).count();
                    before + planted.iter().filter(|&&other| other > n).count() < planted.len()
                })
                .count();
            truth.background.insert(format!("{name}_planted_in_top"), found as u64);
        }

        let mut written: Vec<u32> = organisation
            .people
            .iter()
            .zip(&self.messages)
            .filter(|(p, _)| p.kind == Kind::Employee && p.joined.is_some())
            .map(|(_, &n)| n)
            .collect();
        written.sort_unstable_by(|a, b| b.cmp(a));
        let total: f64 = written.iter().map(|&n| f64::from(n)).sum::<f64>().max(1.0);
        let share = |from: f64, to: f64| {
            let place = |s: f64| (written.len() as f64 * s).round() as usize;
            let sum: f64 = written[place(from)..place(to)].iter().map(|&n| f64::from(n)).sum();
            (sum / total * 1e4).round() / 1e4
        };
        truth.participation = (share(0.0, 0.01), share(0.01, 0.1));
        let writers = written.iter().filter(|&&n| n > 0).count() as u64;
        truth.counts = self.counts.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect();
        truth.counts.insert("employees_who_wrote".into(), writers);
    }
}
