//! The refinement of Leiden: communities from within, each connected.

use super::level::{Gather, Level, Tie, grouped};
use crate::graph::sort::split_by;
use crate::graph::ties::only_if;
use rayon::prelude::*;

/// Splits every community of `labels` (below `count`) into connected parts: from single members, who join the part
/// of their community where modularity gains most. `order` is the order in which members are asked. Returns labels
/// of the parts and their number; parts of one community are numbered in a row.
///
/// Only members who are still alone are asked, and only members and parts that are well connected with the rest of the
/// community join: `w(part, rest) >= resolution k(part) k(rest) / 2m`. Parallel over communities.
pub(super) fn refine(
    level: &Level,
    labels: &[u32],
    count: usize,
    order: &[u32],
    per_strength: f64,
) -> (Vec<u32>, usize) {
    let n = level.len();
    let ordered: Vec<u32> = order.iter().map(|&member| labels[member as usize]).collect();
    let (start, places) = grouped(&ordered, count);
    // Members by community, each community in the order of asking, and where everybody stands.
    let members: Vec<u32> = places.iter().map(|&place| order[place as usize]).collect();
    let mut position = vec![0u32; n];
    for (place, &member) in members.iter().enumerate() {
        position[member as usize] = place as u32;
    }
    // The part of everybody by place, then numbered.
    let mut part = vec![0u32; n];
    let lengths = || start.windows(2).map(|ends| (ends[1] - ends[0]) as usize);
    let largest = lengths().max().unwrap_or(0);
    let parts: Vec<u32> = split_by(&mut part, lengths())
        .into_par_iter()
        .enumerate()
        .with_max_len(1)
        .map_init(
            || Gather::new(largest),
            |gather, (label, part)| {
                let members = &members[start[label] as usize..start[label + 1] as usize];
                refine_one(level, start[label], members, &position, per_strength, gather, part)
            },
        )
        .collect();
    let mut first = 0;
    for (part, parts) in split_by(&mut part, lengths()).into_iter().zip(parts) {
        part.iter_mut().for_each(|part| *part += first);
        first += parts;
    }
    (position.iter().map(|&place| part[place as usize]).collect(), first as usize)
}

/// Parts of one community whose members stand from `base` on. Numbers them from 0 and returns how many there are.
fn refine_one(
    level: &Level,
    base: u32,
    members: &[u32],
    position: &[u32],
    per_strength: f64,
    gather: &mut Gather,
    part: &mut [u32],
) -> u32 {
    let size = members.len();
    if size <= 1 {
        return size as u32;
    }
    // Where the other end of a tie stands, and the weight of the tie; anywhere and 0 if not in this community, which
    // cannot be predicted, hence no branch.
    let inside = |tie: &Tie| {
        let place = position[tie.to as usize].wrapping_sub(base) as usize;
        (place.min(size - 1), only_if(place < size, f64::from(tie.weight)))
    };
    part.iter_mut().zip(0..).for_each(|(part, place)| *part = place);
    // By part: strength, weight of the ties to the rest of the community, and whether it is still one member.
    let mut strength: Vec<f64> = members.iter().map(|&member| level.strength[member as usize]).collect();
    let whole: f64 = strength.iter().sum();
    let mut cut: Vec<f64> = Vec::with_capacity(size);
    for &member in members {
        let row = level.row(member).iter();
        cut.push(row.map(|tie| inside(tie).1).sum());
    }
    let mut alone = vec![true; size];
    let well_connected = |cut: f64, strength: f64| cut >= per_strength * strength * (whole - strength);
    for (place, &member) in members.iter().enumerate() {
        let own = strength[place];
        if !alone[place] || !well_connected(cut[place], own) {
            continue;
        }
        for tie in level.row(member) {
            let (to, weight) = inside(tie);
            gather.add(part[to], weight);
        }
        let (mut best, mut to, mut weight_to) = (0.0, place, 0.0);
        gather.drain(|other, weight| {
            let at = other as usize;
            let value = weight - per_strength * own * strength[at];
            if value > best && well_connected(cut[at], strength[at]) {
                (best, to, weight_to) = (value, at, weight);
            }
        });
        if to != place {
            part[place] = to as u32;
            (alone[place], alone[to]) = (false, false);
            strength[to] += own;
            cut[to] += cut[place] - 2.0 * weight_to;
        }
    }
    // A part is numbered after its first member, whose own place is its name.
    let mut number = vec![0u32; size];
    let mut parts = 0;
    for (place, &part) in part.iter().enumerate() {
        if part as usize == place {
            number[place] = parts;
            parts += 1;
        }
    }
    part.iter_mut().for_each(|part| *part = number[*part as usize]);
    parts
}
