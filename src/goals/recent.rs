//! What the last weeks lead to.

use super::Direction;
use super::posterior::Evidence;
use crate::stats::{ChangePointOptions, SegmentCost, change_points};

/// A week, counted back from the end.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Week {
    /// What happened in it, or that of which the indicator holds.
    pub(super) part: f64,
    /// Out of so many; months of time for a rate.
    pub(super) of: f64,
}

/// What is led on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Recent {
    /// Weeks used.
    pub(super) weeks: u32,
    /// Whether weeks before a change of level were left out.
    pub(super) changed: bool,
    /// Part of what was seen in them, discounted.
    pub(super) evidence: Evidence,
    /// Out of so many in these weeks, not discounted.
    pub(super) seen: f64,
    /// As much again is expected up to the deadline, over as many weeks as were asked for.
    pub(super) ahead: f64,
}

/// How the last weeks are taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) weeks: u32,
    pub(super) discount: f64,
    /// Shares, rather than events in time.
    pub(super) shares: bool,
    /// Single ones that tell as much as one on its own.
    pub(super) design_effect: f64,
}

impl Recent {
    /// From weeks, the last one first. Where the level changed within them, only those since the change count. Each week weighs
    /// `discount` times the one after it. `None` without a whole week.
    pub(super) fn of(weeks: &[Week], rule: Rule) -> Option<Recent> {
        let taken = &weeks[..weeks.len().min(rule.weeks as usize)];
        let since = since_change(taken, rule.shares);
        let used = &taken[..since];
        let (mut part, mut of, mut seen) = (0.0, 0.0, 0.0);
        for (age, week) in used.iter().enumerate() {
            let weight = rule.discount.powi(age as i32) / rule.design_effect;
            part += weight * week.part;
            of += weight * week.of;
            seen += week.of;
        }
        if used.is_empty() || of <= 0.0 {
            return None;
        }
        let evidence = match rule.shares {
            true => Evidence::Share { part, of },
            false => Evidence::Rate { events: part, exposure: of },
        };
        let ahead = seen / used.len() as f64 * f64::from(rule.weeks);
        let ahead = if rule.shares { (ahead / rule.design_effect).max(1.0) } else { ahead };
        Some(Recent { weeks: used.len() as u32, changed: since < taken.len(), evidence, seen, ahead })
    }

    /// The probability that the target is met over as many weeks to come as were asked for.
    pub(super) fn prob(&self, target: f64, direction: Direction) -> f64 {
        self.evidence.prob_later(target, direction, self.ahead)
    }
}

/// Weeks since the level last changed, the last one first; all of them where it did not, or cannot be told.
fn since_change(weeks: &[Week], shares: bool) -> usize {
    // In order of time, without weeks in which nothing could happen.
    let places: Vec<usize> = (0..weeks.len()).rev().filter(|&at| weeks[at].of > 0.0).collect();
    let values: Vec<f64> = places.iter().map(|&at| weeks[at].part).collect();
    let exposures: Vec<f64> = places.iter().map(|&at| weeks[at].of).collect();
    // Shares stray less than Poisson's counts: fewer changes are found than there may be, none too many.
    let cost = if shares { SegmentCost::Poisson } else { ChangePointOptions::default().cost };
    let options = ChangePointOptions { cost, ..ChangePointOptions::default() };
    let found = change_points(&values, Some(&exposures), &options);
    let last = found.and_then(|found| found.changes.last().map(|change| change.at));
    last.and_then(|at| places.get(at)).map_or(weeks.len(), |&at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule { weeks: 12, discount: 0.95, shares: true, design_effect: 1.0 };

    #[test]
    fn weeks_count_the_less_the_longer_they_lie_back() {
        let weeks =
            [Week { part: 6.0, of: 10.0 }, Week { part: 8.0, of: 10.0 }, Week { part: 7.0, of: 10.0 }];
        let recent = Recent::of(&weeks, RULE).unwrap();
        let (part, of) = (6.0 + 0.95 * 8.0 + 0.9025 * 7.0, 10.0 + 9.5 + 9.025);
        let Evidence::Share { part: found, of: all } = recent.evidence else { panic!() };
        assert!((found - part).abs() < 1e-12 && (all - of).abs() < 1e-12);
        assert_eq!((recent.weeks, recent.changed, recent.seen, recent.ahead), (3, false, 30.0, 120.0));
        assert_eq!(Recent::of(&[], RULE), None);
        assert_eq!(Recent::of(&[Week::default(); 5], RULE), None);
    }

    #[test]
    fn only_weeks_since_a_change_count() {
        let mut weeks = vec![Week { part: 38.0, of: 40.0 }; 5];
        weeks.extend([Week { part: 8.0, of: 40.0 }; 7]);
        let recent = Recent::of(&weeks, RULE).unwrap();
        assert_eq!((recent.weeks, recent.changed), (5, true));
        assert!(recent.prob(0.8, Direction::AtLeast) > 0.99);
        // A level that has not changed keeps all of its weeks, and no more than were asked for.
        let steady = Recent::of(&[Week { part: 20.0, of: 40.0 }; 30], RULE).unwrap();
        assert_eq!((steady.weeks, steady.changed), (12, false));
        assert!(steady.prob(0.8, Direction::AtLeast) < 0.001);
    }
}
