//! Pairs of units, and how many people join them.

use super::options::SMALLEST_UNIT;
use super::result::Links;
use crate::MemberId;
use crate::graph::{NO_GROUP, TieGraph};
use hashbrown::HashMap;

/// Two units with a reply either way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The smaller label first.
    pub(super) units: [u32; 2],
    /// Pairs of people.
    pub(super) ties: u64,
    /// A person of each unit; `None` once there are several.
    pub(super) people: [Option<MemberId>; 2],
    /// Sum of the weights.
    pub(super) replies: f64,
}

impl Pair {
    /// Whether one person's leaving would end all talk between the two.
    pub(super) fn hangs_on_one(&self) -> bool {
        self.people.iter().any(Option::is_some)
    }
}

/// Every two units with a tie, by label, and how many there are of each kind among units that are not small. O(ties + pairs log pairs).
pub(super) fn links(ties: &TieGraph, labels: &[u32], active: &[u64]) -> (Links, Vec<Pair>) {
    let mut found: HashMap<[u32; 2], Pair> = HashMap::new();
    for member in ties.members() {
        let own = labels[member.index()];
        let row = ties.neighbours(member);
        for (&other, &weight) in row.members.iter().zip(row.weights) {
            let unit = labels[other.index()];
            // Every tie between two units once, from the side of the first.
            if own >= unit || unit == NO_GROUP {
                continue;
            }
            let people = [Some(member), Some(other)];
            let pair = found.entry([own, unit]).or_insert(Pair {
                units: [own, unit],
                ties: 0,
                people,
                replies: 0.0,
            });
            pair.ties += 1;
            pair.replies += weight;
            for (known, person) in pair.people.iter_mut().zip(people) {
                *known = known.filter(|_| *known == person);
            }
        }
    }
    let mut pairs: Vec<Pair> = found.into_values().collect();
    pairs.sort_unstable_by_key(|pair| pair.units);
    let units = active.iter().filter(|people| **people >= SMALLEST_UNIT).count() as u64;
    let mut links = Links { none: units * units.saturating_sub(1) / 2, ..Links::default() };
    let large = |pair: &&Pair| pair.units.iter().all(|&unit| active[unit as usize] >= SMALLEST_UNIT);
    for pair in pairs.iter().filter(large) {
        links.none = links.none.saturating_sub(1);
        *match pair {
            Pair { ties: 1, .. } => &mut links.one_tie,
            pair if pair.hangs_on_one() => &mut links.one_person,
            _ => &mut links.several,
        } += 1;
    }
    (links, pairs)
}
