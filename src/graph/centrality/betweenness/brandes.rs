//! Brandes' algorithm for hops, from eight sources at once.
//!
//! Distances in a graph of people are few (most are 3 or 4), so neighbouring sources meet a member at the same step
//! more often than not. Walking the arcs once for eight sources saves most of the walks, and the eight
//! counts of paths of a member lie in one line of the cache.

use super::chunks::Totals;
use super::compact::{Compact, Half};
use super::lanes::{ALL, LANES, Lanes, Mask};

/// Steps between checks that counts of paths still fit a float: a step multiplies them by less than 2^32.
const CHECK_STEPS: usize = 8;
/// Counts are scaled down when one exceeds this.
const MOST_PATHS: f64 = f64::from_bits((1023 + 500) << 52);
/// 1 / MOST_PATHS.
const SCALE: f64 = f64::from_bits((1023 - 500) << 52);
/// What scaling does not go below, so that nobody reached has zero paths.
const FEWEST_PATHS: f64 = f64::from_bits((1023 - 500) << 52);
/// What an arc costs from the front on (scattered writes, a branch) relative to one towards it.
const PUSH_COST: usize = 2;

/// The memory of a search, kept from one to the next.
pub(super) struct Brandes<'a> {
    graph: &'a Compact,
    /// Lanes in use.
    all: Mask,
    /// By member: targets that hang on it and on nothing else. Paths to them pass through it.
    hanging: &'a [f64],
    /// Lanes that have reached a member.
    seen: Vec<Mask>,
    /// Number of shortest paths from the source.
    paths: Vec<Lanes>,
    /// By member of the front: its share; zero for everybody else.
    front: Vec<Lanes>,
    next: Vec<Lanes>,
    /// Lanes in which a member stands on the step at work.
    on_step: Vec<Mask>,
    /// Members reached, step by step, and in which lanes.
    order: Vec<(u32, Mask)>,
    step_start: Vec<usize>,
    /// Factor of each step by which its counts were scaled before they were handed on.
    scale: Vec<Option<Lanes>>,
}

impl<'a> Brandes<'a> {
    pub(super) fn new(graph: &'a Compact, hanging: &'a [f64]) -> Self {
        let nodes = graph.len();
        let zeros = || vec![Lanes::default(); nodes];
        Brandes {
            graph,
            all: ALL,
            hanging,
            seen: vec![0; nodes],
            paths: zeros(),
            front: zeros(),
            next: zeros(),
            on_step: vec![0; nodes],
            order: Vec::new(),
            step_start: Vec::new(),
            scale: Vec::new(),
        }
    }

    /// Searches from at most eight different sources, given with their multiplicities, and adds to the totals: by
    /// member the dependency of each source times its multiplicity, its square, by arc the pairs.
    pub(super) fn run(&mut self, sources: &[(u32, f64)], sums: &mut Totals) {
        let mut multiplicity = Lanes::default();
        self.order.clear();
        self.all = 0;
        for (lane, &(source, times)) in sources.iter().enumerate().take(LANES) {
            multiplicity.0[lane] = times;
            self.order.push((source, 1 << lane));
            self.all |= 1 << lane;
            self.seen[source as usize] |= 1 << lane;
            self.paths[source as usize].0[lane] = 1.0;
        }
        self.forward();
        self.backward(&multiplicity, sums);
        for &(member, _) in &self.order {
            self.seen[member as usize] = 0;
            self.paths[member as usize] = Lanes::default();
        }
    }

    /// Counts shortest paths, step by step.
    fn forward(&mut self) {
        let (out, into) = (self.graph.out(), self.graph.into());
        self.step_start.clear();
        self.scale.clear();
        self.step_start.push(0);
        let mut missing = into.len();
        let mut start = 0;
        while start < self.order.len() {
            let end = self.order.len();
            self.step_start.push(end);
            let scale = self.scale_of(start..end);
            self.scale.push(scale);
            let mut leaving = 0;
            for &(member, _) in &self.order[start..end] {
                leaving += out.degree(member as usize);
                if self.seen[member as usize] == self.all {
                    // Counted once: only the step that completes the lanes finds them complete.
                    missing -= into.degree(member as usize);
                }
            }
            if leaving * PUSH_COST < missing {
                self.push(out, start..end);
            } else {
                self.pull(into, start..end);
            }
            start = end;
        }
    }

    /// One step from the members of the front to those they lead to.
    fn push(&mut self, out: &Half, step: std::ops::Range<usize>) {
        let scale = self.scale.last().copied().flatten();
        for at in step.clone() {
            let (member, mask) = self.order[at];
            let paths = handed(&self.paths[member as usize], mask, scale.as_ref());
            for &to in out.row(member as usize) {
                let new = mask & !self.seen[to as usize];
                if new != 0 {
                    let known = &mut self.on_step[to as usize];
                    if *known == 0 {
                        self.order.push((to, 0));
                    }
                    *known |= new;
                    self.paths[to as usize].add(&paths.keep(new));
                }
            }
        }
        for entry in &mut self.order[step.end..] {
            entry.1 = std::mem::take(&mut self.on_step[entry.0 as usize]);
            self.seen[entry.0 as usize] |= entry.1;
        }
    }

    /// The same step, by asking everybody not yet reached who of the front leads to them.
    fn pull(&mut self, into: &Half, step: std::ops::Range<usize>) {
        let scale = self.scale.last().copied().flatten();
        for &(member, mask) in &self.order[step.clone()] {
            self.front[member as usize] = handed(&self.paths[member as usize], mask, scale.as_ref());
        }
        for to in 0..self.seen.len() {
            let seen = self.seen[to];
            if seen == self.all {
                continue;
            }
            let paths = gather(into.row(to), &self.front).keep(!seen);
            let new = paths.non_zero();
            if new != 0 {
                self.paths[to].add(&paths);
                self.seen[to] |= new;
                self.order.push((to as u32, new));
            }
        }
        for &(member, _) in &self.order[step] {
            self.front[member as usize] = Lanes::default();
        }
    }

    /// The factors by which the counts of a step have to be scaled, if they grow too large.
    fn scale_of(&self, step: std::ops::Range<usize>) -> Option<Lanes> {
        let steps = self.step_start.len() - 1;
        if !steps.is_multiple_of(CHECK_STEPS) {
            return None;
        }
        let mut most = Lanes::default();
        for &(member, mask) in &self.order[step] {
            let paths = self.paths[member as usize].keep(mask);
            most.0.iter_mut().zip(paths.0).for_each(|(most, paths)| *most = most.max(paths));
        }
        let scale = most.0.map(|most| if most > MOST_PATHS { SCALE } else { 1.0 });
        scale.iter().any(|&scale| scale != 1.0).then_some(Lanes(scale))
    }

    /// Adds up dependencies, farthest step first. The dependency of a source on v is the sum over targets t of the
    /// share of shortest paths to t with v inside. Here it is spread from the members of a step to those one
    /// step nearer: `front` holds (1 + dependency) / paths.
    fn backward(&mut self, multiplicity: &Lanes, sums: &mut Totals) {
        let (out, into) = (self.graph.out(), self.graph.into());
        let steps = self.step_start.len() - 1;
        let mut leaving_in = 0;
        for step in (0..steps).rev() {
            let range = self.step_start[step]..self.step_start[step + 1];
            let farther =
                self.step_start[step + 1]..self.step_start.get(step + 2).copied().unwrap_or(self.order.len());
            let scale = self.scale[step];
            let leaving: usize =
                self.order[range.clone()].iter().map(|entry| out.degree(entry.0 as usize)).sum();
            let scatter = sums.arcs.is_empty() && leaving_in * PUSH_COST < leaving;
            if scatter {
                self.scatter(into, range.clone(), farther.clone());
            }
            leaving_in = 0;
            for at in range {
                let (member, mask) = self.order[at];
                let member = member as usize;
                leaving_in += into.degree(member);
                let paths = handed(&self.paths[member], mask, scale.as_ref());
                let shares = if scatter {
                    self.on_step[member] = 0;
                    self.next[member]
                } else if farther.is_empty() {
                    Lanes::default()
                } else if sums.arcs.is_empty() {
                    gather(out.row(member), &self.front)
                } else {
                    let weighted = weigh(&paths, multiplicity);
                    let mut shares = Lanes::default();
                    for arc in out.range(member) {
                        let share = &self.front[out.target(arc)];
                        sums.arcs[arc] += weighted.dot(share);
                        shares.add(share);
                    }
                    shares
                };
                let hanging = self.hanging[member];
                let mut dependency = weigh(&paths, &shares);
                let mut next = Lanes::default();
                for lane in 0..LANES {
                    if mask >> lane & 1 == 1 {
                        dependency.0[lane] += hanging;
                        next.0[lane] = (1.0 + dependency.0[lane]) / self.paths[member].0[lane];
                    }
                }
                if step > 0 {
                    sums.members[member] += dependency.dot(multiplicity);
                    if let Some(square) = sums.squares.get_mut(member) {
                        *square += dependency.dot(&dependency);
                    }
                    self.next[member] = next;
                } else {
                    // Paths from those who hang on the source pass through it.
                    for lane in 0..LANES {
                        if mask >> lane & 1 == 1 {
                            sums.members[member] += (multiplicity.0[lane] - 1.0) * dependency.0[lane];
                        }
                    }
                    self.next[member] = Lanes::default();
                }
            }
            for &(member, _) in &self.order[farther] {
                self.front[member as usize] = Lanes::default();
            }
            std::mem::swap(&mut self.front, &mut self.next);
        }
    }

    /// Collects the shares of a step in `next` by walking from the members farther out towards it.
    fn scatter(&mut self, into: &Half, step: std::ops::Range<usize>, farther: std::ops::Range<usize>) {
        for &(member, mask) in &self.order[step] {
            self.on_step[member as usize] = mask;
        }
        for &(member, mask) in &self.order[farther] {
            let share = self.front[member as usize];
            for &from in into.row(member as usize) {
                let common = mask & self.on_step[from as usize];
                if common != 0 {
                    self.next[from as usize].add(&share);
                }
            }
        }
    }
}

/// The counts that a member hands on.
#[inline(always)]
fn handed(paths: &Lanes, mask: Mask, scale: Option<&Lanes>) -> Lanes {
    match scale {
        None => paths.keep(mask),
        Some(scale) => {
            let mut scaled = *paths;
            for lane in 0..LANES {
                scaled.0[lane] = (paths.0[lane] * scale.0[lane]).max(FEWEST_PATHS);
            }
            scaled.keep(mask)
        }
    }
}

/// Lane by lane, the product.
#[inline(always)]
fn weigh(a: &Lanes, b: &Lanes) -> Lanes {
    let mut product = *a;
    product.0.iter_mut().zip(b.0).for_each(|(a, b)| *a *= b);
    product
}

/// Sum of the values of some members.
#[inline(always)]
fn gather(members: &[u32], values: &[Lanes]) -> Lanes {
    let mut sum = Lanes::default();
    for &member in members {
        sum.add(&values[member as usize]);
    }
    sum
}
