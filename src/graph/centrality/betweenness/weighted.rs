//! Brandes' algorithm where arcs have lengths of their own.

use super::chunks::Totals;
use crate::MemberId;
use crate::graph::adjacency::Rows;
use crate::graph::csr::row;
use crate::graph::paths::{Dijkstra, Roads};

/// Lengths equal up to this share are equal: sums of 1 / weight that should be the same differ in the last digits.
const SAME_LENGTH: f64 = 1e-12;

/// A number of paths, `value` times 2^(500 `power`).
#[derive(Clone, Copy, Default)]
struct Paths {
    value: f64,
    power: i32,
}

const POWER: f64 = f64::from_bits((1023 + 500) << 52);

impl Paths {
    fn add(&mut self, other: Paths) {
        let (most, least) = if self.power >= other.power { (*self, other) } else { (other, *self) };
        *self = Paths { value: most.value + least.down(most.power - least.power), power: most.power };
        if self.value > POWER {
            *self = Paths { value: self.value / POWER, power: self.power + 1 };
        }
    }

    /// The value in units of so many powers more.
    fn down(self, powers: i32) -> f64 {
        match powers {
            0 => self.value,
            1 => self.value / POWER,
            _ => 0.0,
        }
    }

    /// Which part of some paths these are.
    fn share_of(self, all: Paths) -> f64 {
        self.down(all.power - self.power) / all.value
    }
}

/// The memory of a search, kept from one to the next.
pub(super) struct WeightedBrandes<'a> {
    rows: Rows<'a>,
    roads: &'a Roads<'a>,
    dijkstra: Dijkstra,
    /// Place in the order of distance; nobody not reached is looked up.
    place: Vec<u32>,
    paths: Vec<Paths>,
    dependency: Vec<f64>,
}

impl<'a> WeightedBrandes<'a> {
    pub(super) fn new(rows: Rows<'a>, roads: &'a Roads<'a>) -> Self {
        let nodes = rows.start.len() - 1;
        WeightedBrandes {
            rows,
            roads,
            dijkstra: Dijkstra::new(nodes),
            place: vec![u32::MAX; nodes],
            paths: vec![Paths::default(); nodes],
            dependency: vec![0.0; nodes],
        }
    }

    /// Searches from a source and adds to the totals: by member dependencies (and their squares), by arc (position
    /// in the rows) pairs.
    pub(super) fn run(&mut self, source: MemberId, totals: &mut Totals) {
        self.dijkstra.run(self.roads, source);
        let settled = self.dijkstra.settled();
        for (place, member) in settled.iter().enumerate() {
            self.place[member.index()] = place as u32;
            self.paths[member.index()] = Paths::default();
        }
        self.paths[source.index()] = Paths { value: 1.0, power: 0 };
        for &member in settled {
            let paths = self.paths[member.index()];
            let (neighbours, lengths) = self.roads.from(member);
            for (&to, &length) in neighbours.iter().zip(lengths) {
                if self.leads(member, to, length) {
                    self.paths[to.index()].add(paths);
                }
            }
        }
        for &member in settled.iter().rev() {
            let paths = self.paths[member.index()];
            let (neighbours, lengths) = self.roads.from(member);
            let arcs = row(self.rows.start, member);
            let mut dependency = 0.0;
            for ((&to, &length), arc) in neighbours.iter().zip(lengths).zip(arcs) {
                if self.leads(member, to, length) {
                    let through =
                        paths.share_of(self.paths[to.index()]) * (1.0 + self.dependency[to.index()]);
                    dependency += through;
                    if let Some(pairs) = totals.arcs.get_mut(arc) {
                        *pairs += through;
                    }
                }
            }
            self.dependency[member.index()] = dependency;
            if member != source {
                totals.members[member.index()] += dependency;
                if let Some(square) = totals.squares.get_mut(member.index()) {
                    *square += dependency * dependency;
                }
            }
        }
        for member in settled {
            self.place[member.index()] = u32::MAX;
        }
    }

    /// Whether an arc is the last of a shortest path.
    #[inline]
    fn leads(&self, from: MemberId, to: MemberId, length: f64) -> bool {
        let (near, far) = (self.dijkstra.distance(from), self.dijkstra.distance(to));
        // Somebody nearer stands earlier; so does, of those equally near, who was reached first.
        near + length <= far * (1.0 + SAME_LENGTH)
            && self.place[from.index()] < self.place[to.index()]
            && self.place[to.index()] != u32::MAX
    }
}
