//! Splits communities that do not hang together.

use super::level::{Level, Tie, grouped};
use crate::graph::sort::split_by;
use rayon::prelude::*;

/// Not reached yet.
const NONE: u32 = u32::MAX;
/// Rounds in which members look for one who is reached.
const ROUNDS: usize = 3;

/// Labels after every community (labels below `count`) has been split into its connected components. Modularity does
/// not fall: what is split has no ties between, and its expected ties are no longer counted. O(n + m), parallel over
/// communities, and far less where they are dense.
pub(super) fn connected(level: &Level, labels: &[u32], count: usize) -> Vec<u32> {
    let (start, members) = grouped(labels, count);
    let mut position = vec![0u32; labels.len()];
    for (place, &member) in members.iter().enumerate() {
        position[member as usize] = place as u32;
    }
    // By place.
    let mut component = vec![NONE; labels.len()];
    let lengths = start.windows(2).map(|ends| (ends[1] - ends[0]) as usize);
    split_by(&mut component, lengths).into_par_iter().zip(&start).with_max_len(1).for_each(
        |(component, &base)| {
            let members = &members[base as usize..base as usize + component.len()];
            split(level, base, members, &position, component);
            component.iter_mut().for_each(|component| *component += base);
        },
    );
    position.iter().map(|&place| component[place as usize]).collect()
}

/// Components of one community whose members stand from `base` on, each named after one of its places.
///
/// Almost everybody is tied to the member with most ties, or to one who is: so for some rounds every member looks for
/// a tie to one who is reached, and mostly finds it soon. Only from those left the ties are followed.
fn split(level: &Level, base: u32, members: &[u32], position: &[u32], component: &mut [u32]) {
    let size = members.len();
    let inside = |tie: &Tie| {
        let place = position[tie.to as usize].wrapping_sub(base) as usize;
        (place < size).then_some(place)
    };
    let Some(hub) = (0..size).max_by_key(|&place| level.row(members[place]).len()) else { return };
    component[hub] = hub as u32;
    let mut left = size - 1;
    for _ in 0..ROUNDS {
        if left == 0 {
            return;
        }
        for (place, &member) in members.iter().enumerate() {
            let reached = |tie: &Tie| inside(tie).is_some_and(|to| component[to] != NONE);
            if component[place] == NONE && level.row(member).iter().any(reached) {
                component[place] = hub as u32;
                left -= 1;
            }
        }
    }
    let mut found = Vec::new();
    for root in 0..size {
        if component[root] != NONE {
            continue;
        }
        // Of the component of the hub after all, if the ties lead there.
        let mut name = root as u32;
        component[root] = root as u32;
        found.push(root);
        let mut next = 0;
        while let Some(&place) = found.get(next) {
            next += 1;
            for to in level.row(members[place]).iter().filter_map(inside) {
                if component[to] == NONE {
                    component[to] = root as u32;
                    found.push(to);
                } else if component[to] != root as u32 {
                    name = component[to];
                }
            }
        }
        found.drain(..).for_each(|place| component[place] = name);
    }
}
