//! A shortest path drawn at random: search from both ends at once.

use crate::MemberId;
use crate::graph::Adjacency;
use crate::graph::adjacency::Rows;
use crate::graph::csr::row;
use crate::stats::sample::{below_u32, uniform};
use rand_chacha::ChaCha8Rng;

/// Steps between checks that counts of paths still fit a float.
const CHECK_STEPS: u32 = 8;
/// Counts of a step are scaled down when one exceeds this; only their ratios within a step matter.
const MOST_PATHS: f64 = f64::from_bits((1023 + 300) << 52);

/// What a search knows of a member.
#[derive(Clone, Copy, Default)]
struct Visit {
    /// Number of the search and of its side; others are out of date.
    search: u32,
    /// Steps from that end.
    step: u32,
    /// Number of shortest paths from that end, in units of the step.
    paths: f64,
}

/// One side of a search.
#[derive(Default)]
struct Side {
    /// The members farthest out, `step` steps from the end.
    front: Vec<MemberId>,
    step: u32,
    /// Arcs that lead on from the front.
    leaving: usize,
    /// Mark of the search in [`Visit`].
    search: u32,
}

/// The memory of a search, kept from one to the next.
pub(super) struct PathSampler<'a> {
    graph: Adjacency<'a>,
    visits: Vec<Visit>,
    sides: [Side; 2],
    next: Vec<MemberId>,
    /// Arcs on which the sides met, from the source's side to the target's, and paths through them.
    crossings: Vec<(MemberId, MemberId, f64)>,
    searches: u32,
    /// Arcs looked at so far.
    pub(super) arcs: u64,
}

impl<'a> PathSampler<'a> {
    pub(super) fn new(graph: Adjacency<'a>) -> Self {
        PathSampler {
            graph,
            visits: vec![Visit::default(); graph.node_count()],
            sides: Default::default(),
            next: Vec::new(),
            crossings: Vec::new(),
            searches: 0,
            arcs: 0,
        }
    }

    /// Draws an ordered pair of two members (of at least two), then one of the shortest paths between them, and
    /// appends who is inside it. Nobody is if there is no path.
    pub(super) fn sample(&mut self, rng: &mut ChaCha8Rng, inside: &mut Vec<u32>) {
        let nodes = self.graph.node_count() as u32;
        let source = below_u32(rng, nodes);
        let target = below_u32(rng, nodes - 1);
        let target = target + u32::from(target >= source);
        self.meet(MemberId(source), MemberId(target));
        let total: f64 = self.crossings.iter().map(|crossing| crossing.2).sum();
        let mut left = uniform(rng) * total;
        let chosen = self.crossings.iter().find(|crossing| {
            left -= crossing.2;
            left < 0.0
        });
        // Rounding may leave a little over.
        if let Some(&(from, to, _)) = chosen.or(self.crossings.last()) {
            self.walk(rng, 0, from, inside);
            self.walk(rng, 1, to, inside);
        }
    }

    /// Grows the side with less to do until the sides meet or one has nowhere to go.
    fn meet(&mut self, source: MemberId, target: MemberId) {
        self.crossings.clear();
        if self.searches >= u32::MAX / 2 - 1 {
            self.visits.fill(Visit::default());
            self.searches = 0;
        }
        self.searches += 1;
        for (number, end) in [source, target].into_iter().enumerate() {
            let search = 2 * self.searches + number as u32;
            self.visits[end.index()] = Visit { search, step: 0, paths: 1.0 };
            let leaving = row(rows(self.graph, number).start, end).len();
            let side = &mut self.sides[number];
            (side.step, side.leaving, side.search) = (0, leaving, search);
            side.front.clear();
            side.front.push(end);
        }
        while self.crossings.is_empty() && self.sides.iter().all(|side| side.leaving > 0) {
            let nearer = usize::from(self.sides[1].leaving < self.sides[0].leaving);
            self.grow(nearer);
        }
    }

    /// One step of a side.
    fn grow(&mut self, number: usize) {
        let rows = rows(self.graph, number);
        let [own, other] = [number, 1 - number].map(|number| self.sides[number].search);
        let side = &mut self.sides[number];
        let step = side.step + 1;
        self.arcs += side.leaving as u64;
        self.next.clear();
        let mut leaving = 0;
        for &member in &side.front {
            let paths = self.visits[member.index()].paths;
            for &to in &rows.neighbour[row(rows.start, member)] {
                let visit = &mut self.visits[to.index()];
                if visit.search == own {
                    if visit.step == step {
                        visit.paths += paths;
                    }
                } else if visit.search == other {
                    // All who are met stand on the front of the other side: it would have met us before otherwise.
                    let ends = if number == 0 { (member, to) } else { (to, member) };
                    self.crossings.push((ends.0, ends.1, paths * visit.paths));
                } else if self.crossings.is_empty() {
                    *visit = Visit { search: own, step, paths };
                    self.next.push(to);
                    leaving += row(rows.start, to).len();
                }
            }
        }
        std::mem::swap(&mut side.front, &mut self.next);
        (side.step, side.leaving) = (step, leaving);
        if step.is_multiple_of(CHECK_STEPS) {
            let most = side.front.iter().map(|member| self.visits[member.index()].paths).fold(0.0, f64::max);
            if most > MOST_PATHS {
                for member in &side.front {
                    let paths = &mut self.visits[member.index()].paths;
                    *paths = (*paths / MOST_PATHS).max(1.0 / MOST_PATHS);
                }
            }
        }
    }

    /// Appends the members from one where the sides met back to an end, the end itself left out. Each is chosen by
    /// how many shortest paths lead to it.
    fn walk(&self, rng: &mut ChaCha8Rng, number: usize, from: MemberId, inside: &mut Vec<u32>) {
        let rows = rows(self.graph, 1 - number);
        let search = self.sides[number].search;
        let mut member = from;
        for step in (0..self.visits[from.index()].step).rev() {
            inside.push(member.0);
            if step == 0 {
                break;
            }
            let before = || {
                rows.neighbour[row(rows.start, member)].iter().filter_map(|&before| {
                    let visit = self.visits[before.index()];
                    (visit.search == search && visit.step == step).then_some((before, visit.paths))
                })
            };
            let total: f64 = before().map(|(_, paths)| paths).sum();
            let mut left = uniform(rng) * total;
            let chosen = before().find(|&(_, paths)| {
                left -= paths;
                left < 0.0
            });
            match chosen.or_else(|| before().next_back()) {
                Some((before, _)) => member = before,
                None => break,
            }
        }
    }
}

/// The rows along which a side grows: of the source outwards, of the target against the arcs.
#[inline]
fn rows(graph: Adjacency<'_>, number: usize) -> Rows<'_> {
    if number == 0 { graph.out } else { graph.into }
}
