//! The members that meet most sets.

use crate::MemberId;

/// Sets of members.
#[derive(Default)]
pub(super) struct Sets {
    pub(super) members: Vec<MemberId>,
    /// Where each set ends.
    pub(super) ends: Vec<usize>,
}

impl Sets {
    fn set(&self, at: usize) -> &[MemberId] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.members[start..self.ends[at]]
    }
}

/// What [`most_covering`] found.
pub(super) struct Covering {
    /// In order of choice.
    pub(super) chosen: Vec<MemberId>,
    /// Sets covered by all of them.
    pub(super) covered: u64,
    /// Sets that the best choice of as many members covers at most.
    pub(super) at_most: u64,
}

/// Takes so many members one after the other, each the one that covers most sets not yet covered; of equals the one
/// with the smallest id, and one that covers nothing too. Members that may not be chosen have false in `allowed`.
///
/// The best set of k covers at most what i members of the greedy order cover together with the k largest further gains, for each i
/// (J. Tang and others, "Online processing algorithms for influence maximization", SIGMOD 2018): the least of these bounds.
/// Gains are whole numbers that only fall, so a histogram of them gives the largest k without sorting; O(entries + k n / 16).
pub(super) fn most_covering(sets: &Sets, k: usize, allowed: &[bool]) -> Covering {
    let members = allowed.len();
    let index = Index::new(sets, allowed);
    let mut gain: Vec<u32> =
        (0..members).map(|member| (index.start[member + 1] - index.start[member]) as u32).collect();
    let mut top = gain.iter().copied().max().unwrap_or(0) as usize;
    let mut having = vec![0u32; top + 1];
    gain.iter().for_each(|&gain| having[gain as usize] += 1);
    let mut taken = vec![false; sets.ends.len()];
    let mut chosen = Vec::with_capacity(k);
    let (mut covered, mut at_most) = (0u64, u64::MAX);
    let largest = |having: &[u32], top: usize| {
        let (mut left, mut sum) = (k as u64, 0);
        for value in (1..=top).rev() {
            let many = u64::from(having[value]).min(left);
            sum += many * value as u64;
            left -= many;
            if left == 0 {
                break;
            }
        }
        sum
    };
    let mut is_chosen = vec![false; members];
    for _ in 0..k {
        while top > 0 && having[top] == 0 {
            top -= 1;
        }
        at_most = at_most.min(covered + largest(&having, top));
        let next = if top > 0 {
            first_with(&gain, top as u32)
        } else {
            (0..members).find(|&member| allowed[member] && !is_chosen[member])
        };
        let Some(next) = next else { break };
        chosen.push(MemberId(next as u32));
        is_chosen[next] = true;
        covered += top as u64;
        for &set in index.sets_of(next) {
            if std::mem::replace(&mut taken[set as usize], true) {
                continue;
            }
            for member in sets.set(set as usize) {
                // 0 only for those who may not be chosen: this set counts in the gain of the others.
                let gain = &mut gain[member.index()];
                if *gain > 0 {
                    having[*gain as usize] -= 1;
                    *gain -= 1;
                    having[*gain as usize] += 1;
                }
            }
        }
    }
    while top > 0 && having[top] == 0 {
        top -= 1;
    }
    at_most = at_most.min(covered + largest(&having, top));
    Covering { chosen, covered, at_most }
}

/// The first with this gain.
fn first_with(gain: &[u32], wanted: u32) -> Option<usize> {
    const LANES: usize = 64;
    // Without a way out inside a chunk, so that the compiler compares many at a time.
    let any = |chunk: &[u32]| chunk.iter().fold(false, |any, &gain| any | (gain == wanted));
    let chunk = gain.chunks(LANES).position(any)?;
    let within = gain[chunk * LANES..].iter().position(|&gain| gain == wanted)?;
    Some(chunk * LANES + within)
}

/// The sets of every member that may be chosen.
struct Index {
    start: Vec<usize>,
    sets: Vec<u32>,
}

impl Index {
    fn new(sets: &Sets, allowed: &[bool]) -> Index {
        let mut start = vec![0usize; allowed.len() + 1];
        for member in &sets.members {
            start[member.index() + 1] += usize::from(allowed[member.index()]);
        }
        for member in 0..allowed.len() {
            start[member + 1] += start[member];
        }
        let mut at = start[..allowed.len()].to_vec();
        let mut of = vec![0u32; start[allowed.len()]];
        for set in 0..sets.ends.len() {
            for member in sets.set(set) {
                if allowed[member.index()] {
                    let at = &mut at[member.index()];
                    of[*at] = set as u32;
                    *at += 1;
                }
            }
        }
        Index { start, sets: of }
    }

    fn sets_of(&self, member: usize) -> &[u32] {
        &self.sets[self.start[member]..self.start[member + 1]]
    }
}
