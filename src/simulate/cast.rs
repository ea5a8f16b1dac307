//! The planted roles: who is made a champion, a hub, or only looks like one.

use super::calendar::Calendar;
use super::options::SimulateOptions;
use super::organisation::Organisation;
use super::random::{Random, Stream};

/// Loud people who are no champions and no hubs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecoyKind {
    /// Posts a lot, hardly ever answers.
    Broadcaster,
    /// Replies a lot, to the same two or three, where nobody asked anything.
    Chatterbox,
    /// Answers a lot, always the same person.
    OneAsker,
}

impl DecoyKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            DecoyKind::Broadcaster => "broadcaster",
            DecoyKind::Chatterbox => "chatterbox",
            DecoyKind::OneAsker => "one_asker",
        }
    }

    /// What this decoy does a month: posts, chats, answers.
    pub(super) fn rate(self) -> f64 {
        match self {
            DecoyKind::Broadcaster => 7.0,
            DecoyKind::Chatterbox => 3.5,
            DecoyKind::OneAsker => 8.0,
        }
    }
}

pub(super) struct Champion {
    pub(super) person: u32,
    /// Units whose questions this champion sees.
    pub(super) reach: Vec<u32>,
}

pub(super) struct Decoy {
    pub(super) kind: DecoyKind,
    pub(super) person: u32,
    /// The asker, or the two or three friends.
    pub(super) friends: Vec<u32>,
}

pub(super) struct Hub {
    pub(super) person: u32,
    pub(super) on_platform: bool,
}

/// Asked often, by one person only.
pub(super) struct HubDecoy {
    pub(super) person: u32,
    pub(super) fan: u32,
}

pub(super) struct Cast {
    pub(super) champions: Vec<Champion>,
    pub(super) decoys: Vec<Decoy>,
    pub(super) hubs: Vec<Hub>,
    pub(super) hub_decoys: Vec<HubDecoy>,
    /// Champions (index into `champions`) within reach of each unit.
    pub(super) champions_of: Vec<Vec<u32>>,
}

impl Cast {
    /// Picks among those who join early by themselves and stay, so that the planting does not bend the adoption curve.
    pub(super) fn new(
        options: &SimulateOptions,
        calendar: &Calendar,
        organisation: &mut Organisation,
    ) -> Self {
        let mut random = Random::new(options.seed, Stream::Cast);
        let units = organisation.units.len();
        let stays =
            |p: &super::organisation::Person| !p.leader && p.left.is_none() && p.hired < calendar.start;
        let mut early: Vec<u32> = (0..organisation.employees as u32)
            .filter(|&i| {
                stays(&organisation.people[i as usize]) && organisation.people[i as usize].joined.is_some()
            })
            .collect();
        early.sort_by_key(|&i| (organisation.people[i as usize].joined, i));

        let mut champions = Vec::new();
        // The last two units are the tiny ones.
        let soon = calendar.time_at(options.months as f64 * 0.45);
        for unit in (0..units - 2).step_by(2) {
            // The first of the unit, or of the next one where all join late.
            let first = |unit: usize| {
                early.iter().copied().find(|&i| {
                    let p = &organisation.people[i as usize];
                    p.unit as usize == unit && p.joined.is_some_and(|j| j < soon)
                })
            };
            if let Some(person) = first(unit).or_else(|| first(unit + 1)) {
                let far = random.below(units);
                let mut reach: Vec<u32> =
                    (units - 3..units + 4).map(|d| ((unit + d) % units) as u32).collect();
                reach.push(far as u32);
                reach.sort_unstable();
                reach.dedup();
                champions.push(Champion { person, reach });
            }
        }
        early.retain(|i| champions.iter().all(|c| c.person != *i));
        let mut champions_of = vec![Vec::new(); units];
        for (c, champion) in champions.iter().enumerate() {
            for &unit in &champion.reach {
                champions_of[unit as usize].push(c as u32);
            }
        }

        let on_platform = options.hubs - options.hubs_off_platform;
        let some = (champions.len() / 5).max(2);
        let one_askers = (champions.len() / 10).max(1);
        let needed = on_platform + 6 + some + some * 4 + one_askers * 2;
        early.truncate((needed * 2).max(early.len() / 8));
        random.shuffle(&mut early);
        let mut next = early.into_iter();

        let mut hubs: Vec<Hub> =
            next.by_ref().take(on_platform).map(|person| Hub { person, on_platform: true }).collect();
        let mut outside: Vec<u32> = (0..organisation.employees as u32)
            .filter(|&i| {
                stays(&organisation.people[i as usize]) && organisation.people[i as usize].joined.is_none()
            })
            .collect();
        random.shuffle(&mut outside);
        hubs.extend(
            outside
                .into_iter()
                .take(options.hubs_off_platform)
                .map(|person| Hub { person, on_platform: false }),
        );
        let mut hub_decoys = Vec::new();
        let mut decoys = Vec::new();
        while let (true, Some(person), Some(fan)) = (hub_decoys.len() < 3, next.next(), next.next()) {
            hub_decoys.push(HubDecoy { person, fan });
            if hub_decoys.len() == 3 {
                break;
            }
        }
        for (kind, count, friends) in [
            (DecoyKind::Broadcaster, some, 0),
            (DecoyKind::Chatterbox, some, 3),
            (DecoyKind::OneAsker, one_askers, 1),
        ] {
            for i in 0..count {
                let Some(person) = next.next() else { break };
                let friends: Vec<u32> =
                    next.by_ref().take(friends - usize::from(friends > 1 && i % 2 == 1)).collect();
                if friends.is_empty() && kind != DecoyKind::Broadcaster {
                    break;
                }
                decoys.push(Decoy { kind, person, friends });
            }
        }

        let people = &mut organisation.people;
        let mut set = |person: u32, help: f64, ask: f64, talk: f64| {
            let p = &mut people[person as usize];
            (p.help, p.ask, p.talk) = (help, ask, talk);
        };
        // A champion answers through the reach, not through chance as well.
        champions.iter().for_each(|c| set(c.person, 0.0, 0.5, 1.0));
        decoys.iter().for_each(|d| set(d.person, 0.005, 0.1, 0.0));
        hubs.iter().for_each(|h| set(h.person, 0.05, 0.3, 0.5));
        hub_decoys.iter().for_each(|d| set(d.person, 0.05, 0.3, 0.5));
        for hub in hubs.iter().filter(|h| !h.on_platform) {
            people[hub.person as usize].pending = !options.hubs_without_account;
            people[hub.person as usize].unmarked = options.hubs_without_account;
        }
        Cast { champions, decoys, hubs, hub_decoys, champions_of }
    }
}
