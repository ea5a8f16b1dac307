//! What came after a split.

use super::{BacktestEvents, HelpEvent};
use crate::MemberId;
use crate::stats::sample::below;
use crate::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use std::ops::Range;

/// What later helping is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Distinct colleagues helped: what the ranking is for.
    Helped,
    /// Questions answered.
    Questions,
    /// Questions answered for which the asker gave thanks to the helper.
    Thanked,
}

impl Outcome {
    /// All of them, the main one first.
    pub const ALL: [Outcome; 3] = [Outcome::Helped, Outcome::Questions, Outcome::Thanked];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Helped => "colleagues helped",
            Outcome::Questions => "questions answered",
            Outcome::Thanked => "questions thanked for",
        }
    }
}

/// Gains of the candidates as sums over askers, so that askers can be drawn anew.
pub(super) struct Later {
    /// Candidate and asker (numbered from 0); one entry for each unit of gain.
    entries: Vec<(u32, u32)>,
    pub(super) askers: usize,
    candidates: usize,
}

impl Later {
    /// What `candidates` did for whom in a period.
    pub(super) fn of(
        events: &BacktestEvents,
        period: &Range<Timestamp>,
        candidates: &[MemberId],
        outcome: Outcome,
    ) -> Later {
        let mut place = vec![u32::MAX; events.people];
        candidates.iter().zip(0..).for_each(|(member, i)| place[member.index()] = i);
        let counts = |event: &&HelpEvent| {
            period.contains(&event.at)
                && place[event.helper.index()] != u32::MAX
                && (outcome != Outcome::Thanked || event.thanked)
        };
        let of_question = |event: &HelpEvent| if outcome == Outcome::Helped { 0 } else { event.thread };
        let mut units: Vec<(u32, MemberId, u32)> = events
            .help
            .iter()
            .filter(counts)
            .map(|event| (place[event.helper.index()], event.asker, of_question(event)))
            .collect();
        units.sort_unstable();
        units.dedup();
        let mut askers: Vec<MemberId> = units.iter().map(|unit| unit.1).collect();
        askers.sort_unstable();
        askers.dedup();
        // Every asker is among them.
        let number = |asker: MemberId| askers.partition_point(|&other| other < asker) as u32;
        let entries = units.iter().map(|&(who, asker, _)| (who, number(asker))).collect();
        Later { entries, askers: askers.len(), candidates: candidates.len() }
    }

    /// Units of gain in all.
    pub(super) fn total(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Gain of each candidate.
    pub(super) fn gains(&self) -> Vec<f64> {
        let mut gains = vec![0.0; self.candidates];
        self.entries.iter().for_each(|&(who, _)| gains[who as usize] += 1.0);
        gains
    }

    /// As many askers drawn with replacement: how often each is.
    pub(super) fn drawn_weights(&self, rng: &mut ChaCha8Rng) -> Vec<f64> {
        let mut weights = vec![0.0; self.askers];
        (0..self.askers).for_each(|_| weights[below(rng, self.askers)] += 1.0);
        weights
    }

    /// Units of gain in all, with each asker counted so many times.
    pub(super) fn weighted_total(&self, weights: &[f64]) -> f64 {
        self.entries.iter().map(|&(_, asker)| weights[asker as usize]).sum()
    }

    /// The same with each asker counted so many times.
    pub(super) fn weighted(&self, weights: &[f64], gains: &mut [f64]) {
        gains.fill(0.0);
        self.entries.iter().for_each(|&(who, asker)| gains[who as usize] += weights[asker as usize]);
    }
}
