//! The data as people at risk by entry and bin: what dispersion and simulation need.

use super::counts::{AdoptionCounts, Joiners};
use super::curve::Point;

/// People who entered at one edge.
#[derive(Debug, Clone)]
pub(super) struct Cohort {
    pub(super) entry: usize,
    /// From the bin of entry on: at risk at its start, adopters in it, leavers at its end.
    pub(super) bins: Vec<CohortBin>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CohortBin {
    pub(super) at_risk: f64,
    pub(super) adopted: f64,
    pub(super) left: f64,
}

impl AdoptionCounts {
    pub(super) fn cohorts(&self) -> Vec<Cohort> {
        let bins = self.bins();
        let mut cohorts: Vec<Cohort> = Vec::new();
        let mut entries: Vec<usize> =
            self.adopted.iter().map(|c| c.entry).chain(self.waiting.iter().map(|c| c.entry)).collect();
        entries.sort_unstable();
        entries.dedup();
        for entry in entries.into_iter().filter(|&entry| entry < bins) {
            cohorts.push(Cohort { entry, bins: vec![CohortBin::default(); bins - entry] });
        }
        let place = |cohorts: &[Cohort], entry: usize| cohorts.binary_search_by_key(&entry, |c| c.entry);
        for cell in &self.adopted {
            if let Ok(i) = place(&cohorts, cell.entry) {
                cohorts[i].bins[cell.bin - cell.entry].adopted += cell.people as f64;
            }
        }
        for cell in self.waiting.iter().filter(|c| c.exit > c.entry) {
            if let Ok(i) = place(&cohorts, cell.entry) {
                cohorts[i].bins[cell.exit - cell.entry - 1].left += cell.people as f64;
            }
        }
        for cohort in &mut cohorts {
            let mut at_risk = 0.0;
            for bin in cohort.bins.iter_mut().rev() {
                at_risk += bin.adopted + bin.left;
                bin.at_risk = at_risk;
            }
            while cohort.bins.last().is_some_and(|bin| bin.at_risk == 0.0) {
                cohort.bins.pop();
            }
        }
        cohorts
    }
}

/// Probability that somebody of this entry who has not adopted by edge `from` has by edge `to`.
pub(super) fn hazard(
    joiners: Joiners,
    points: &[Point],
    c: f64,
    entry: usize,
    from: usize,
    to: usize,
) -> f64 {
    let (start, end) = (&points[from], &points[to]);
    let gain = if end.f < 0.5 { end.f - start.f } else { start.rest - end.rest };
    let base = match joiners {
        Joiners::Fresh => points[entry].rest,
        Joiners::Truncated => 1.0,
    };
    let left = (1.0 - c) * base + c * start.rest;
    if left > 0.0 { (c * gain / left).clamp(0.0, 1.0) } else { 1.0 }
}

/// Probability that somebody of this entry who has not adopted by edge `now` ever will.
pub(super) fn ever(joiners: Joiners, points: &[Point], c: f64, entry: usize, now: usize) -> f64 {
    let base = match joiners {
        Joiners::Fresh => points[entry].rest,
        Joiners::Truncated => 1.0,
    };
    let (willing, left) = (c * points[now].rest, (1.0 - c) * base + c * points[now].rest);
    if left > 0.0 { (willing / left).clamp(0.0, 1.0) } else { 1.0 }
}
