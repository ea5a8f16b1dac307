//! Which arcs of a row let a word through, in the time of those that do.

use super::cascade::Cascade;
use super::generator::Draws;
use super::model::CascadeModel;
use crate::MemberId;
use crate::graph::adjacency::Rows;
use crate::graph::csr::row;
use crate::graph::sort::split_by;
use rayon::prelude::*;

/// 2³², the scale of thresholds.
const SCALE: f64 = 4_294_967_296.0;
/// Mean number of picks up to which e^-mean in 32 bits is exact enough.
const SMALL_MEAN: f32 = 4.0;
/// Larger means are drawn in parts, lest e^-mean vanish.
const PART: f64 = 256.0;
const MEMBERS_PER_TASK: usize = 1 << 10;

/// One row.
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    start: u32,
    /// Arcs at the start of the row that always let a word through.
    certain: u32,
    /// Probability that no other arc does (independent cascade), or that nobody is picked (linear threshold), times 2³².
    none: u32,
    /// Mean number of picks.
    mean: f32,
}

/// A cell of Walker's alias table.
#[derive(Debug, Clone, Copy)]
struct Cell {
    own: MemberId,
    other: MemberId,
    /// Below it `own`, from it on `other`.
    threshold: u32,
}

/// Members whose arcs are sampled at a time.
pub(super) const BATCH: usize = 64;

/// Where marks fell; kept between steps for its memory.
#[derive(Default)]
pub(super) struct Marks {
    places: Vec<(u32, u32)>,
    /// To whom the word got through.
    pub(super) members: Vec<MemberId>,
}

/// Samples rows of arcs.
///
/// An arc of probability p is live if at least one of a Poisson number of marks of mean -ln(1 - p) falls on it. So all
/// marks of a row are one Poisson number, each on an arc drawn in proportion to its mean from an alias table: two or three random
/// numbers where a coin for each arc would take as many as there are arcs, also where probabilities differ (with equal ones
/// it replaces the geometric jumps of SUBSIM, and needs no logarithm). An arc marked twice is live once, which the caller's list of
/// visited members sees to.
///
/// References: Q. Guo and others, "Influence maximization revisited: efficient reverse reachable set generation with
/// bound tightened", SIGMOD 2020; A. J. Walker, ACM TOMS 3 (1977), 253-256, for the alias table.
pub(super) struct Picks<'a> {
    heads: Vec<Head>,
    /// None where all arcs of a row have the same probability.
    cells: Option<Vec<Cell>>,
    plain: &'a [MemberId],
}

impl<'a> Picks<'a> {
    /// For going back from a member to those whose word reaches it.
    pub(super) fn back(cascade: &'a Cascade<'_>) -> Picks<'a> {
        let threshold = cascade.options().model == CascadeModel::LinearThreshold;
        let equal = cascade.equal_rows();
        Picks::new(&cascade.voices, threshold, equal, |member, arc| {
            cascade.chance(member, cascade.voices.weight[arc])
        })
    }

    /// For going on from a member to those its word reaches; independent cascades only.
    pub(super) fn forth(cascade: &'a Cascade<'_>) -> Picks<'a> {
        let equal = matches!(cascade.options().probability, super::ArcProbability::Uniform(_));
        Picks::new(&cascade.listeners, false, equal, |_, arc| {
            cascade.chance(cascade.listeners.neighbour[arc], cascade.listeners.weight[arc])
        })
    }

    fn new(
        rows: &Rows<'a>,
        threshold: bool,
        equal: bool,
        chance: impl Fn(MemberId, usize) -> f64 + Sync,
    ) -> Picks<'a> {
        let members = rows.start.len() - 1;
        let mut heads = vec![Head::default(); members + 1];
        heads[members].start = rows.start[members];
        if equal {
            heads[..members].par_iter_mut().with_min_len(MEMBERS_PER_TASK).enumerate().for_each(
                |(member, head)| {
                    let member = MemberId(member as u32);
                    let range = row(rows.start, member);
                    head.start = range.start as u32;
                    let arcs = range.len();
                    let p = if arcs > 0 { chance(member, range.start) } else { 0.0 };
                    if threshold {
                        head.none = nobody(p * arcs as f64);
                    } else if p >= 1.0 {
                        head.certain = arcs as u32;
                        head.none = u32::MAX;
                    } else {
                        head.set_mean(arcs as f64 * -libm::log1p(-p));
                    }
                },
            );
            return Picks { heads, cells: None, plain: rows.neighbour };
        }
        let mut cells =
            vec![Cell { own: MemberId(0), other: MemberId(0), threshold: 0 }; rows.neighbour.len()];
        let chunks: Vec<_> = (0..members).step_by(MEMBERS_PER_TASK).collect();
        let ends = |from: usize| (from + MEMBERS_PER_TASK).min(members);
        let arcs = chunks.iter().map(|&from| (rows.start[ends(from)] - rows.start[from]) as usize);
        let tasks: Vec<_> = split_by(&mut cells, arcs)
            .into_iter()
            .zip(heads[..members].chunks_mut(MEMBERS_PER_TASK))
            .zip(&chunks)
            .collect();
        tasks.into_par_iter().with_max_len(1).for_each_init(
            Alias::default,
            |alias, ((cells, heads), &from)| {
                let base = rows.start[from] as usize;
                for (offset, head) in heads.iter_mut().enumerate() {
                    let member = MemberId((from + offset) as u32);
                    let range = row(rows.start, member);
                    head.start = range.start as u32;
                    let cells = &mut cells[range.start - base..range.end - base];
                    let (mut certain, mut uncertain) = (0, cells.len());
                    alias.shares.clear();
                    for arc in range {
                        let (neighbour, p) = (rows.neighbour[arc], chance(member, arc));
                        if !threshold && p >= 1.0 {
                            cells[certain] = Cell { own: neighbour, other: neighbour, threshold: u32::MAX };
                            certain += 1;
                        } else {
                            alias.shares.push((neighbour, if threshold { p } else { -libm::log1p(-p) }));
                        }
                    }
                    uncertain -= certain;
                    head.certain = certain as u32;
                    let sum = alias.fill(&mut cells[certain..]);
                    if threshold {
                        head.none = nobody(sum);
                    } else if uncertain == 0 {
                        head.none = u32::MAX;
                    } else {
                        head.set_mean(sum);
                    }
                }
            },
        );
        Picks { heads, cells: Some(cells), plain: rows.neighbour }
    }

    /// Everybody to whom the word of these members gets through in an independent cascade, some perhaps more than once;
    /// at most [`BATCH`] members at a time.
    ///
    /// First all the random numbers, then all the cells: what a step reads from memory then does not wait for the branches
    /// of the one before.
    #[inline]
    pub(super) fn step(&self, members: &[MemberId], draws: &mut Draws, marks: &mut Marks) {
        marks.places.clear();
        for member in members {
            let (head, end) = (self.heads[member.index()], self.heads[member.index() + 1].start);
            let start = head.start + head.certain;
            marks.places.extend((head.start..start).map(|arc| (arc, 0)));
            if start == end {
                continue;
            }
            let arcs = u64::from(end - start);
            for _ in 0..head.count(draws) {
                let bits = draws.bits();
                // Bias below arcs / 2³².
                let at = start + (((bits >> 32) * arcs) >> 32) as u32;
                marks.places.push((at, bits as u32));
            }
        }
        marks.members.clear();
        match &self.cells {
            Some(cells) => marks.members.extend(marks.places.iter().map(|&(at, coin)| {
                let cell = cells[at as usize];
                if coin < cell.threshold { cell.own } else { cell.other }
            })),
            None => marks.members.extend(marks.places.iter().map(|&(at, _)| self.plain[at as usize])),
        }
    }

    /// The one whom a member follows in a linear threshold cascade, if anybody.
    #[inline]
    pub(super) fn one(&self, member: MemberId, draws: &mut Draws) -> Option<MemberId> {
        let (head, end) = (self.heads[member.index()], self.heads[member.index() + 1].start);
        let arcs = (end - head.start) as usize;
        if arcs == 0 || (head.none > 0 && draws.word() < head.none) {
            return None;
        }
        Some(self.pick(head.start as usize, arcs, draws))
    }

    #[inline]
    fn pick(&self, start: usize, arcs: usize, draws: &mut Draws) -> MemberId {
        let bits = draws.bits();
        // Bias below arcs / 2³².
        let at = start + ((u64::from((bits >> 32) as u32) * arcs as u64) >> 32) as usize;
        match &self.cells {
            Some(cells) => {
                let cell = cells[at];
                if (bits as u32) < cell.threshold { cell.own } else { cell.other }
            }
            None => self.plain[at],
        }
    }
}

impl Head {
    /// Marks on the arcs that are not certain.
    #[inline]
    fn count(&self, draws: &mut Draws) -> u32 {
        let word = draws.word();
        if self.mean > SMALL_MEAN {
            return poisson(f64::from(self.mean), draws);
        }
        let (u, mean) = (f64::from(word), f64::from(self.mean));
        let none = f64::from(self.none);
        let one = none * mean;
        let two = one * mean * 0.5;
        let three = two * mean * (1.0 / 3.0);
        let mut sum = none + one + two + three;
        // Added up rather than branched on: which it is cannot be foreseen.
        let mut marks = u32::from(word >= self.none)
            + u32::from(u >= none + one)
            + u32::from(u >= none + one + two)
            + u32::from(u >= sum);
        if marks == 4 {
            let mut term = three * mean * 0.25;
            sum += term;
            while u >= sum && marks < 64 {
                marks += 1;
                term *= mean / f64::from(marks);
                sum += term;
            }
        }
        marks
    }

    fn set_mean(&mut self, mean: f64) {
        self.mean = mean as f32;
        // For larger means the number is drawn apart, and may be none.
        self.none =
            if self.mean <= SMALL_MEAN { (libm::exp(-mean) * SCALE).min(SCALE - 1.0) as u32 } else { 0 };
    }
}

/// Threshold under which nobody is picked, where the shares add up to this.
fn nobody(sum: f64) -> u32 {
    // Shares of a whole do not add up to it in the last digits.
    if sum > 1.0 - 1e-9 { 0 } else { ((1.0 - sum) * SCALE) as u32 }
}

/// A Poisson number by inversion; O(mean).
#[cold]
fn poisson(mean: f64, draws: &mut Draws) -> u32 {
    let mut rest = mean;
    let mut picks = 0;
    while rest > 0.0 {
        let part = rest.min(PART);
        rest -= part;
        let u = draws.uniform();
        let mut term = libm::exp(-part);
        let (mut sum, mut k) = (term, 0u32);
        // The tail beyond is below the last bit of the sum.
        let most = (part + 12.0 * part.sqrt() + 40.0) as u32;
        while sum <= u && k < most {
            k += 1;
            term *= part / f64::from(k);
            sum += term;
        }
        picks += k;
    }
    picks
}

/// Builds alias tables.
#[derive(Default)]
struct Alias {
    shares: Vec<(MemberId, f64)>,
    small: Vec<u32>,
    large: Vec<u32>,
}

impl Alias {
    /// Fills the cells from the shares, and gives their sum.
    fn fill(&mut self, cells: &mut [Cell]) -> f64 {
        let sum: f64 = self.shares.iter().map(|share| share.1).sum();
        let arcs = self.shares.len();
        self.small.clear();
        self.large.clear();
        // Shares of nothing: never picked, since the mean is 0.
        let per = if sum > 0.0 { arcs as f64 / sum } else { 0.0 };
        for (at, (neighbour, share)) in self.shares.iter_mut().enumerate() {
            *share *= per;
            cells[at] = Cell { own: *neighbour, other: *neighbour, threshold: u32::MAX };
            if *share < 1.0 { &mut self.small } else { &mut self.large }.push(at as u32);
        }
        while let (Some(&small), Some(&large)) = (self.small.last(), self.large.last()) {
            self.small.pop();
            let (share, donor) = (self.shares[small as usize].1, &mut self.shares[large as usize]);
            cells[small as usize].threshold = (share * SCALE) as u32;
            cells[small as usize].other = donor.0;
            donor.1 -= 1.0 - share;
            if donor.1 < 1.0 {
                self.large.pop();
                self.small.push(large);
            }
        }
        sum
    }
}
