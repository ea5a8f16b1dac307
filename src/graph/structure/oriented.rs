//! Every tie turned towards its end with more ties, so that every triangle is met once and no row is long.

use crate::MemberId;
use crate::graph::TieGraph;
use crate::graph::rows::add_up;
use crate::graph::sort::split_by;
use rayon::prelude::*;
use std::ops::Range;

/// Rows that a task takes at least.
const ROWS_PER_TASK: usize = 1 << 6;

/// The ties of a graph, each in the row of one end. Members are numbered by rank: 0 has most ties, and the smaller id
/// comes first among equals. A tie stands in the row of its end of larger rank, so rows have at most sqrt(2 m) ties.
///
/// Reference: N. Chiba and T. Nishizeki, "Arboricity and subgraph listing algorithms", SIAM Journal on Computing 14
/// (1985), 210-223 (why this takes O(m sqrt(m)) steps at most).
pub(super) struct Oriented {
    /// The member of every rank.
    pub(super) member: Vec<MemberId>,
    /// Row starts, one more than members.
    start: Vec<u32>,
    /// Ranks of the upper ends, row by row.
    upper: Vec<u32>,
    /// The rank of every member.
    rank: Vec<u32>,
}

/// The other ends of the ties that stand in other rows: for every upper end, its lower ends and where those ties are.
pub(super) struct Lower {
    start: Vec<u32>,
    /// Rank of the lower end, position of the tie in the oriented columns.
    ties: Vec<(u32, u32)>,
}

/// Where the upper ends of one row stand, to look up those of other rows. One a task.
pub(super) struct Marks {
    /// One more than the place of a rank in the marked row; 0 where it is not in it.
    place: Vec<u16>,
}

/// The place of a rank in a row, and in the marked row. No row has more than 2^16 - 1 ties: there are fewer than 2^31 in
/// all, and everybody above has at least as many.
pub(super) type Hit = [u16; 2];

impl Oriented {
    /// O(n + m), parallel.
    pub(super) fn new(ties: &TieGraph) -> Self {
        let nodes = ties.node_count();
        let degree = |member: usize| ties.degree(MemberId(member as u32));
        // Counting sort by degree, most first.
        let most = (0..nodes).map(degree).max().unwrap_or(0);
        let mut next = vec![0u32; most + 1];
        (0..nodes).for_each(|member| next[most - degree(member)] += 1);
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        let (mut member, mut rank) = (vec![MemberId(0); nodes], vec![0u32; nodes]);
        for (id, rank) in rank.iter_mut().enumerate() {
            let place = &mut next[most - degree(id)];
            (*rank, member[*place as usize]) = (*place, MemberId(id as u32));
            *place += 1;
        }
        let mut start = vec![0u32; nodes + 1];
        start[1..].par_iter_mut().with_min_len(ROWS_PER_TASK).enumerate().for_each(|(own, length)| {
            let neighbours = ties.neighbours(member[own]).members;
            *length = neighbours.iter().map(|other| u32::from(rank[other.index()] < own as u32)).sum();
        });
        add_up(&mut start);
        let mut oriented = Oriented { member, start, upper: Vec::new(), rank };
        oriented.upper = oriented.column(ties, |_, upper, _| upper);
        oriented
    }

    /// One value a tie, from its lower rank, its upper rank and its weight.
    pub(super) fn column<T: Copy + Default + Send>(
        &self,
        ties: &TieGraph,
        value: impl Fn(u32, u32, f64) -> T + Sync,
    ) -> Vec<T> {
        let mut column = vec![T::default(); self.start.last().map_or(0, |&end| end as usize)];
        self.rows_of(&mut column).into_par_iter().with_min_len(ROWS_PER_TASK).enumerate().for_each(
            |(own, values)| {
                let own = own as u32;
                let neighbours = ties.neighbours(self.member[own as usize]);
                let mut values = values.iter_mut();
                for (other, &weight) in neighbours.members.iter().zip(neighbours.weights) {
                    let upper = self.rank[other.index()];
                    if upper < own
                        && let Some(place) = values.next()
                    {
                        *place = value(own, upper, weight);
                    }
                }
            },
        );
        column
    }

    /// A column with the same value for every tie.
    pub(super) fn column_of<T: Copy>(&self, value: T) -> Vec<T> {
        vec![value; self.upper.len()]
    }

    /// A column cut into the rows of the ranks from 0 that it covers.
    pub(super) fn rows_of<'a, T>(&self, column: &'a mut [T]) -> Vec<&'a mut [T]> {
        let covered = self.start.partition_point(|&start| start as usize <= column.len());
        split_by(column, self.start[..covered].windows(2).map(|ends| (ends[1] - ends[0]) as usize))
    }

    pub(super) fn node_count(&self) -> usize {
        self.member.len()
    }

    /// Positions of a rank's ties.
    #[inline]
    pub(super) fn row(&self, rank: u32) -> Range<usize> {
        self.start[rank as usize] as usize..self.start[rank as usize + 1] as usize
    }

    /// Positions of the ties of consecutive ranks.
    #[inline]
    pub(super) fn rows(&self, ranks: Range<u32>) -> Range<usize> {
        self.start[ranks.start as usize] as usize..self.start[ranks.end as usize] as usize
    }

    /// Ranks of the upper ends of some ties.
    #[inline]
    pub(super) fn upper(&self, row: Range<usize>) -> &[u32] {
        &self.upper[row]
    }

    /// The ties seen from their upper ends. O(n + m).
    pub(super) fn lower(&self) -> Lower {
        let nodes = self.node_count();
        let mut start = vec![0u32; nodes + 1];
        self.upper.iter().for_each(|&upper| start[upper as usize + 1] += 1);
        add_up(&mut start);
        let mut next = start.clone();
        let mut ties = vec![(0, 0); self.upper.len()];
        for own in 0..nodes as u32 {
            for position in self.row(own) {
                let place = &mut next[self.upper[position] as usize];
                ties[*place as usize] = (own, position as u32);
                *place += 1;
            }
        }
        Lower { start, ties }
    }

    pub(super) fn marks(&self) -> Marks {
        Marks { place: vec![0; self.node_count()] }
    }

    /// K sums over the ties of every member, by rank: each tie gives `value(lower rank, upper rank, position)` to its
    /// lower and to its upper end. Always in the same order.
    pub(super) fn sums<const K: usize>(
        &self,
        value: impl Fn(u32, u32, usize) -> [[f64; K]; 2],
    ) -> Vec<[f64; K]> {
        let mut sums = vec![[0.0; K]; self.node_count()];
        for own in 0..self.node_count() as u32 {
            let mut of_own = sums[own as usize];
            for position in self.row(own) {
                let upper = self.upper[position];
                let [to_own, to_upper] = value(own, upper, position);
                for k in 0..K {
                    of_own[k] += to_own[k];
                    sums[upper as usize][k] += to_upper[k];
                }
            }
            sums[own as usize] = of_own;
        }
        sums
    }

    /// Values by rank become values by member.
    pub(super) fn by_member<T: Copy>(&self, by_rank: &[T]) -> Vec<T> {
        self.rank.iter().map(|&rank| by_rank[rank as usize]).collect()
    }
}

impl Lower {
    /// Places of the ties of a rank to lower ranks, the highest of those first.
    #[inline]
    pub(super) fn row(&self, rank: u32) -> Range<usize> {
        self.start[rank as usize] as usize..self.start[rank as usize + 1] as usize
    }

    /// Rank of the lower end, and position of the tie.
    #[inline]
    pub(super) fn tie(&self, place: usize) -> (u32, u32) {
        self.ties[place]
    }
}

impl Marks {
    /// Marks a row for the time of `work`.
    #[inline]
    pub(super) fn with(&mut self, upper: &[u32], work: impl FnOnce(&Self)) {
        for (place, &rank) in (1..).zip(upper) {
            self.place[rank as usize] = place;
        }
        work(self);
        upper.iter().for_each(|&rank| self.place[rank as usize] = 0);
    }

    /// Appends the ranks of `row` that are marked to `hits`.
    ///
    /// Whether a rank is marked cannot be guessed, so no branch asks: every rank is written, and kept or written over.
    #[inline]
    pub(super) fn append(&self, row: &[u32], hits: &mut Vec<Hit>) {
        let before = hits.len();
        hits.resize(before + row.len(), [0; 2]);
        let mut count = 0;
        let found = &mut hits[before..];
        for (at, &rank) in (0..).zip(row) {
            let place = self.place[rank as usize];
            found[count] = [at, place.wrapping_sub(1)];
            count += usize::from(place != 0);
        }
        hits.truncate(before + count);
    }
}
