//! Reverse reachable sets: who would have reached a member drawn at random.

use super::cascade::Cascade;
use super::generator::Draws;
use super::model::CascadeModel;
use super::picks::{BATCH, Marks, Picks};
use crate::MemberId;

/// Sets of one random stream.
pub(super) const BLOCK: u64 = 128;

/// Draws sets on one thread.
///
/// A set has a uniform random root and everybody from whom a word reaches it in one random draw of the world. A seed
/// set reaches n times the share of the sets that it meets. (C. Borgs and others, "Maximizing social influence in nearly
/// optimal time", SODA 2014.)
pub(super) struct Walker<'a> {
    picks: &'a Picks<'a>,
    model: CascadeModel,
    /// By member: the last set that it was in.
    seen: Vec<u32>,
    set: u32,
    queue: Vec<MemberId>,
    marks: Marks,
}

impl<'a> Walker<'a> {
    pub(super) fn new(cascade: &Cascade<'_>, picks: &'a Picks<'a>) -> Walker<'a> {
        Walker {
            picks,
            model: cascade.options().model,
            seen: vec![0; cascade.node_count()],
            set: 0,
            queue: Vec::new(),
            marks: Marks::default(),
        }
    }

    fn next_set(&mut self) -> u32 {
        if self.set == u32::MAX {
            self.seen.fill(0);
            self.set = 0;
        }
        self.set += 1;
        self.set
    }

    /// Appends the set of a random root; the root comes first.
    pub(super) fn draw(&mut self, draws: &mut Draws, out: &mut Vec<MemberId>) {
        let root = MemberId(draws.below(self.seen.len()) as u32);
        let (set, from) = (self.next_set(), out.len());
        let (seen, picks) = (&mut self.seen, self.picks);
        seen[root.index()] = set;
        out.push(root);
        match self.model {
            CascadeModel::IndependentCascade => {
                let mut head = from;
                while head < out.len() {
                    let end = out.len().min(head + BATCH);
                    picks.step(&out[head..end], draws, &mut self.marks);
                    for &voice in &self.marks.members {
                        if std::mem::replace(&mut seen[voice.index()], set) != set {
                            out.push(voice);
                        }
                    }
                    head = end;
                }
            }
            CascadeModel::LinearThreshold => {
                let mut at = root;
                while let Some(voice) = picks.one(at, draws) {
                    if seen[voice.index()] == set {
                        break;
                    }
                    seen[voice.index()] = set;
                    out.push(voice);
                    at = voice;
                }
            }
        }
    }

    /// The root of a random set and the lowest rank met in it; `rank` has u32::MAX for no seed. With `first` any seed
    /// will do, and the walk ends at it.
    pub(super) fn meets(&mut self, draws: &mut Draws, rank: &[u32], first: bool) -> (MemberId, u32) {
        let mut queue = std::mem::take(&mut self.queue);
        queue.clear();
        let root = MemberId(draws.below(self.seen.len()) as u32);
        let set = self.next_set();
        let (seen, picks) = (&mut self.seen, self.picks);
        seen[root.index()] = set;
        let mut best = rank[root.index()];
        let enough = |best: u32| if first { best != u32::MAX } else { best == 0 };
        match self.model {
            CascadeModel::IndependentCascade => {
                queue.push(root);
                let mut head = 0;
                while head < queue.len() && !enough(best) {
                    let end = queue.len().min(head + BATCH);
                    picks.step(&queue[head..end], draws, &mut self.marks);
                    for &voice in &self.marks.members {
                        if std::mem::replace(&mut seen[voice.index()], set) != set {
                            best = best.min(rank[voice.index()]);
                            queue.push(voice);
                        }
                    }
                    head = end;
                }
            }
            CascadeModel::LinearThreshold => {
                let mut at = root;
                while !enough(best) {
                    let Some(voice) = picks.one(at, draws) else { break };
                    if seen[voice.index()] == set {
                        break;
                    }
                    seen[voice.index()] = set;
                    best = best.min(rank[voice.index()]);
                    at = voice;
                }
            }
        }
        self.queue = queue;
        (root, best)
    }
}
