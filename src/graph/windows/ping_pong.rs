//! Ping-pong: u acts on v, v on u, and u on v again, all within a few days.

use crate::graph::build::check_interactions;
use crate::graph::rows::{KIND_BITS, Keys, OutItem};
use crate::graph::sort::{Blocks, partition};
use crate::graph::{EdgeRule, Interaction};
use crate::time::DAY_MS;
use crate::{Error, MemberId, Result};
use rayon::prelude::*;

/// Days within which an exchange has to take place: a week, so that no weekend breaks it.
pub const DEFAULT_EXCHANGE_DAYS: f64 = 7.0;

/// Options of [`ping_pong`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PingPongOptions {
    /// Days from the first act of an exchange to its third, at most ([`DEFAULT_EXCHANGE_DAYS`]).
    pub within_days: f64,
}

impl Default for PingPongOptions {
    fn default() -> Self {
        PingPongOptions { within_days: DEFAULT_EXCHANGE_DAYS }
    }
}

/// The exchanges of two members who acted on each other's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairExchange {
    /// The member with the smaller id.
    pub a: MemberId,
    /// The other.
    pub b: MemberId,
    /// Acts of either on the other: different times of a -> b, and of b -> a.
    pub acts: u64,
    /// Ping-pongs: threes of acts u -> v, v -> u, u -> v, in order of time and within the days given, where u is a or b.
    pub exchanges: u64,
    /// Acts of a that are the third of at least one ping-pong.
    pub turns_a: u64,
    /// Acts of b that are.
    pub turns_b: u64,
}

/// How much of a community's interaction is dialogue: see [`ping_pong`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PingPong {
    /// Acts: different times at which one member acted on another.
    pub acts: u64,
    /// Acts that go on with an exchange: the third of at least one ping-pong.
    pub turns: u64,
    /// Ping-pongs, that is threes of acts. Long exchanges have very many: 20 turns to and fro are 330.
    pub exchanges: u64,
    /// Pairs of members of whom one acted on the other.
    pub pairs: u64,
    /// Pairs who acted at least three times: those who could have had a ping-pong.
    pub pairs_of_three: u64,
    /// Pairs with a ping-pong, by the ids of a and b.
    pub in_exchange: Vec<PairExchange>,
}

impl PingPong {
    /// Share of the acts that go on with an exchange, `turns / acts`; None without acts.
    ///
    /// 0 where nobody ever comes back to an answer; 1 cannot be reached, for the first two acts of a pair are never a third.
    pub fn pingpong_rate(&self) -> Option<f64> {
        (self.acts > 0).then(|| self.turns as f64 / self.acts as f64)
    }

    /// Share of the pairs with a ping-pong among the pairs with at least three acts; None where there are none of these.
    pub fn pair_rate(&self) -> Option<f64> {
        (self.pairs_of_three > 0).then(|| self.in_exchange.len() as f64 / self.pairs_of_three as f64)
    }

    /// With how many different members each member was in an exchange.
    pub fn partners(&self, nodes: usize) -> Vec<u32> {
        let mut partners = vec![0; nodes];
        for pair in &self.in_exchange {
            for member in [pair.a, pair.b] {
                if let Some(partners) = partners.get_mut(member.index()) {
                    *partners += 1;
                }
            }
        }
        partners
    }

    /// How many acts of each member go on with an exchange.
    pub fn turns_of_members(&self, nodes: usize) -> Vec<u64> {
        let mut turns = vec![0; nodes];
        for pair in &self.in_exchange {
            for (member, n) in [(pair.a, pair.turns_a), (pair.b, pair.turns_b)] {
                if let Some(turns) = turns.get_mut(member.index()) {
                    *turns += n;
                }
            }
        }
        turns
    }
}

/// Counts ping-pongs, the δ-temporal motifs of two members and three acts u -> v, v -> u, u -> v: somebody
/// was answered and came back to the answer. What a mere click cannot make, a community of announcements does not have.
///
/// Acts are those of the kinds to which `rule` gives weight, as in the graph. What one member does to another at one instant
/// is one act (a message that replies, answers and mentions). The times of the three must differ.
///
/// Time O(e log k) for e interactions, of which one pair has k at most; parallel. The same for any order of the interactions.
///
/// # Errors
/// As [`InteractionGraph::from_interactions`](crate::graph::InteractionGraph::from_interactions), and
/// [`Error::Option`] where `within_days` is not a number of 0 or more.
///
/// # Reference
/// Paranjape, Benson and Leskovec (2017), Motifs in temporal networks, WSDM.
///
/// ```
/// use cmgraph::graph::{EdgeRule, Interaction, InteractionKind, PingPongOptions, ping_pong};
/// use cmgraph::{MemberId, Timestamp};
/// let act = |from, to, day| Interaction {
///     from: MemberId(from),
///     to: MemberId(to),
///     kind: InteractionKind::Reply,
///     at: Timestamp::from_date(2024, 1, day).unwrap(),
/// };
/// // Ann and Bo talk for three days; Cy is answered once and does not come back in time.
/// let events = [act(0, 1, 1), act(1, 0, 2), act(0, 1, 3), act(2, 0, 1), act(0, 2, 2), act(2, 0, 20)];
/// let found = ping_pong(3, &events, &EdgeRule::default(), &PingPongOptions::default())?;
/// assert_eq!((found.exchanges, found.turns, found.acts), (1, 1, 6));
/// assert_eq!(found.pair_rate(), Some(0.5));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn ping_pong(
    nodes: usize,
    events: &[Interaction],
    rule: &EdgeRule,
    options: &PingPongOptions,
) -> Result<PingPong> {
    check_interactions(nodes, events, rule)?;
    if !(options.within_days >= 0.0 && options.within_days.is_finite()) {
        return Err(Error::Option {
            option: "within_days",
            found: options.within_days.to_string(),
            expected: "a number of days, 0 or more".into(),
        });
    }
    // A float beyond the range of the integer becomes its largest.
    let within = (options.within_days * DAY_MS as f64) as u64;
    let weights = rule.weights();
    let blocks = Blocks::new(nodes, events.len());
    let chunks = partition::<OutItem, _, _>(
        &blocks,
        events.len(),
        |i| {
            let event = &events[i];
            (event.from != event.to && weights[event.kind.index()] > 0.0)
                .then_some(event.from.0.min(event.to.0))
        },
        |i| {
            let (from, to) = (events[i].from.0, events[i].to.0);
            let row = blocks.local(from.min(to)) << KIND_BITS;
            (from.max(to), row | u32::from(from > to), events[i].at.0 as u64)
        },
    );
    let keys = Keys::new(&blocks, nodes);
    let parts: Vec<PingPong> = (0..blocks.count())
        .into_par_iter()
        .with_max_len(1)
        .map_init(
            || (keys.sorter(), Vec::new()),
            |(sorter, acts), block| {
                let mut part = PingPong::default();
                let first = blocks.rows(block).start as u32;
                let items = sorter.sort(&chunks, block, |item| keys.key(item));
                for run in items.chunk_by(|a, b| keys.key(a) == keys.key(b)) {
                    acts.clear();
                    acts.extend(run.iter().map(|item| (item.2 as i64, item.1 & 1 == 1)));
                    acts.sort_unstable();
                    acts.dedup();
                    let (a, b) = (first + (run[0].1 >> KIND_BITS), run[0].0);
                    part.add(PairExchange { a: MemberId(a), b: MemberId(b), ..exchanges(acts, within) });
                }
                part
            },
        )
        .collect();
    let mut all = PingPong::default();
    for part in parts {
        all.acts += part.acts;
        all.turns += part.turns;
        all.exchanges = all.exchanges.saturating_add(part.exchanges);
        all.pairs += part.pairs;
        all.pairs_of_three += part.pairs_of_three;
        all.in_exchange.extend(part.in_exchange);
    }
    Ok(all)
}

impl PingPong {
    fn add(&mut self, pair: PairExchange) {
        self.acts += pair.acts;
        self.turns += pair.turns_a + pair.turns_b;
        self.exchanges = self.exchanges.saturating_add(pair.exchanges);
        self.pairs += 1;
        self.pairs_of_three += u64::from(pair.acts >= 3);
        if pair.exchanges > 0 {
            self.in_exchange.push(pair);
        }
    }
}

/// The exchanges of one pair; acts are times and whether it was b who acted, sorted and different.
///
/// One pass with the counts of what lies within reach of the present act: acts of each, and twos of acts of
/// one and later acts of the other.
fn exchanges(acts: &[(i64, bool)], within: u64) -> PairExchange {
    let mut pair = PairExchange {
        a: MemberId(0),
        b: MemberId(0),
        acts: acts.len() as u64,
        exchanges: 0,
        turns_a: 0,
        turns_b: 0,
    };
    if acts.len() < 3 {
        return pair;
    }
    // By who acted (first): acts within reach, and how often the other acted after one of them.
    let (mut ones, mut twos) = ([0u64; 2], [0u64; 2]);
    let mut instants = acts.chunk_by(|x, y| x.0 == y.0);
    let at_once =
        |instant: &[(i64, bool)]| [false, true].map(|who| u64::from(instant.iter().any(|act| act.1 == who)));
    let mut oldest = instants.clone().peekable();
    for instant in &mut instants {
        let now = instant[0].0;
        while let Some(left) = oldest.next_if(|old| now.abs_diff(old[0].0) > within) {
            let left = at_once(left);
            for who in 0..2 {
                // Those of the other at the same instant do not come after it.
                twos[who] -= left[who] * (ones[1 - who] - left[1 - who]);
            }
            (ones[0], ones[1]) = (ones[0] - left[0], ones[1] - left[1]);
        }
        let come = at_once(instant);
        for (who, turns) in [(0, &mut pair.turns_a), (1, &mut pair.turns_b)] {
            pair.exchanges = pair.exchanges.saturating_add(come[who] * twos[who]);
            *turns += u64::from(come[who] > 0 && twos[who] > 0);
        }
        for who in 0..2 {
            twos[who] += ones[who] * come[1 - who];
        }
        (ones[0], ones[1]) = (ones[0] + come[0], ones[1] + come[1]);
    }
    pair
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::graph::InteractionKind;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn act(from: u32, to: u32, kind: usize, at: i64) -> Interaction {
        Interaction {
            from: MemberId(from),
            to: MemberId(to),
            kind: InteractionKind::ALL[kind],
            at: Timestamp(at),
        }
    }

    fn days(within_days: f64) -> PingPongOptions {
        PingPongOptions { within_days }
    }

    /// Every three acts of every pair.
    fn brute(events: &[Interaction], rule: &EdgeRule, within: i64) -> PingPong {
        let mut pairs: BTreeMap<(u32, u32), BTreeSet<(i64, bool)>> = BTreeMap::new();
        for event in events {
            let (u, v) = (event.from.0, event.to.0);
            if u != v && rule.weights()[event.kind.index()] > 0.0 {
                pairs.entry((u.min(v), u.max(v))).or_default().insert((event.at.0, u > v));
            }
        }
        let mut all = PingPong::default();
        for ((a, b), acts) in pairs {
            let (mut exchanges, mut thirds) = (0, BTreeSet::new());
            for x in &acts {
                for y in &acts {
                    for z in &acts {
                        let in_time = x.0 < y.0 && y.0 < z.0 && z.0 - x.0 <= within;
                        if in_time && x.1 != y.1 && x.1 == z.1 {
                            exchanges += 1;
                            thirds.insert(*z);
                        }
                    }
                }
            }
            all.acts += acts.len() as u64;
            all.turns += thirds.len() as u64;
            all.exchanges += exchanges;
            all.pairs += 1;
            all.pairs_of_three += u64::from(acts.len() >= 3);
            let turns = |b: bool| thirds.iter().filter(|act| act.1 == b).count() as u64;
            if exchanges > 0 {
                all.in_exchange.push(PairExchange {
                    a: MemberId(a),
                    b: MemberId(b),
                    acts: acts.len() as u64,
                    exchanges,
                    turns_a: turns(false),
                    turns_b: turns(true),
                });
            }
        }
        all
    }

    proptest! {
        #[test]
        fn agrees_with_every_three_acts(
            acts in prop::collection::vec((0u32..4, 0u32..4, 0usize..5, 0i64..25), 0..90),
            within in 0i64..30,
            rotate in 0usize..90,
        ) {
            let rule = EdgeRule { reaction: 0.5, mention: 0.0, ..EdgeRule::default() };
            let mut events: Vec<_> = acts.iter().map(|&(u, v, k, d)| act(u, v, k, d * DAY_MS)).collect();
            let found = ping_pong(4, &events, &rule, &days(within as f64)).unwrap();
            prop_assert_eq!(&found, &brute(&events, &rule, within * DAY_MS));
            prop_assert_eq!(found.turns_of_members(4).iter().sum::<u64>(), found.turns);
            prop_assert_eq!(found.partners(4).iter().sum::<u32>() as usize, 2 * found.in_exchange.len());
            prop_assert!(found.pingpong_rate().is_none_or(|rate| (0.0..1.0).contains(&rate)));
            prop_assert!(found.pair_rate().is_none_or(|rate| (0.0..=1.0).contains(&rate)));
            if !events.is_empty() {
                let middle = rotate % events.len();
                events.rotate_left(middle);
            }
            prop_assert_eq!(ping_pong(4, &events, &rule, &days(within as f64)).unwrap(), found);
        }
    }

    /// n turns to and fro: every three of odd distances, which is as many as threes that alternate.
    #[test]
    fn a_long_exchange() {
        let events: Vec<_> = (0..20).map(|i| act(i % 2, 1 - i % 2, 0, i64::from(i))).collect();
        let found = ping_pong(2, &events, &EdgeRule::default(), &PingPongOptions::default()).unwrap();
        assert_eq!((found.acts, found.turns, found.exchanges), (20, 18, 330));
        assert_eq!(found.pingpong_rate(), Some(0.9));
        let brisk = ping_pong(2, &events, &EdgeRule::default(), &days(0.0)).unwrap();
        assert_eq!((brisk.acts, brisk.turns, brisk.exchanges), (20, 0, 0));
    }

    #[test]
    fn limits() {
        let rule = EdgeRule::default();
        let none = ping_pong(0, &[], &rule, &PingPongOptions::default()).unwrap();
        assert_eq!((none.pingpong_rate(), none.pair_rate()), (None, None));
        let ends = [act(0, 1, 0, i64::MIN), act(1, 0, 0, 0), act(0, 1, 0, i64::MAX)];
        assert_eq!(ping_pong(2, &ends, &rule, &days(7.0)).unwrap().exchanges, 0);
        assert_eq!(ping_pong(2, &ends, &rule, &days(1e300)).unwrap().exchanges, 1);
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let error = ping_pong(2, &ends, &rule, &days(bad)).unwrap_err();
            assert!(matches!(error, Error::Option { option: "within_days", .. }));
        }
        assert!(matches!(ping_pong(1, &ends, &rule, &days(1.0)), Err(Error::Unknown { .. })));
    }

    #[test]
    fn the_same_for_any_number_of_threads() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) * below >> 31) as u32
        };
        let events: Vec<_> = (0..60_000)
            .map(|_| act(random(256), random(256), 0, i64::from(random(1000)) * 3_600_000))
            .collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                ping_pong(256, &events, &EdgeRule::default(), &PingPongOptions::default()).unwrap()
            })
        };
        let found = with(1);
        assert!(found.turns > 0);
        assert_eq!(found, with(2));
    }
}
