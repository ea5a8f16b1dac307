//! Cohorts, cell by cell, and the curve over all of them.

use super::history::{Beginning, Histories};
use crate::View;
use crate::privacy::DEFAULT_MIN_GROUP;
use crate::stats::{Interval, wilson};
use crate::time::Day;

/// People of a cohort still with the organisation below which the cohort is in no pooled number of that age: beside
/// the other cohorts such a number would tell about a few people.
pub const MIN_POOLED_PEOPLE: u64 = DEFAULT_MIN_GROUP as u64;

/// People still active out of those who could have been seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retained {
    /// People first active so many periods before the end of what was seen of them.
    pub people: u64,
    /// Those of them who were active in the period (exact retention).
    pub active: u64,
    /// Wilson interval of `active / people`; `None` without people.
    pub interval: Option<Interval>,
    /// People of whom it can be told whether they were active in the period or later: the same, or 0 where the time
    /// from the period to the end of the view is shorter than a silence.
    pub told: u64,
    /// Those of them who were active in the period or later (rolling retention).
    pub lasting: u64,
    /// Wilson interval of `lasting / told`; `None` without people.
    pub lasting_interval: Option<Interval>,
}

impl Retained {
    pub(super) const NOBODY: Retained =
        Retained { people: 0, active: 0, interval: None, told: 0, lasting: 0, lasting_interval: None };

    fn new((active, people): (u64, u64), (lasting, told): (u64, u64), level: f64) -> Retained {
        Retained {
            people,
            active,
            interval: wilson(active, people, level),
            told,
            lasting,
            lasting_interval: wilson(lasting, told, level),
        }
    }

    /// `active / people`; `None` without people.
    pub fn share(&self) -> Option<f64> {
        (self.people > 0).then(|| self.active as f64 / self.people as f64)
    }

    /// `lasting / told`; `None` without people.
    pub fn lasting_share(&self) -> Option<f64> {
        (self.told > 0).then(|| self.lasting as f64 / self.told as f64)
    }
}

/// People first active in the same period.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// First local day of the period.
    pub start: Day,
    /// Whether the view holds the whole period. The others are in no pooled curve, nor are
    /// cells of fewer than [`MIN_POOLED_PEOPLE`].
    pub complete: bool,
    /// By age in periods: age 0 is the period of the first activity, in which everybody is active; older ages as far as
    /// the view holds whole periods.
    pub cells: Vec<Retained>,
}

impl Cohort {
    /// People of the cohort.
    pub fn people(&self) -> u64 {
        self.cells.first().map_or(0, |cell| cell.people)
    }
}

/// The cohorts with somebody in them, in order of time.
///
/// Towards the end of the view nobody can come back later any more: rolling retention is given for periods from which
/// there are `silence_days` left.
pub(super) fn cohorts(view: &View<'_>, histories: &Histories, silence_days: i32, level: f64) -> Vec<Cohort> {
    let spans = &histories.spans;
    let told = view.days().map_or(0, |(_, last)| histories.ended_by(Day(last.0 + 1 - silence_days)));
    // People of a cohort by how many periods they could be seen for.
    let mut leaving = vec![Vec::new(); spans.len()];
    for (history, &followed) in histories.people.iter().zip(&histories.followed) {
        if history.beginning == Beginning::Seen {
            let cohort = histories.span_of(history.first_day);
            let ages = (followed as usize).saturating_sub(cohort);
            let counts: &mut Vec<u64> = &mut leaving[cohort];
            if counts.len() <= ages {
                counts.resize(ages + 1, 0);
            }
            counts[ages] += 1;
        }
    }
    let table = &histories.cohorts;
    let cohort = |(cohort, gone): (usize, &Vec<u64>)| {
        let people: u64 = gone.iter().sum();
        let mut there = people;
        let ages = histories.whole.saturating_sub(cohort).max(1);
        let cells = (0..ages).map(|age| {
            // Seen for `age` periods means that period `age`, counted from 0, was not seen whole.
            if age > 0 {
                let first = if age == 1 { gone.first() } else { None };
                there -= [first, gone.get(age)].into_iter().flatten().sum::<u64>();
            }
            let active = (u64::from(table.active(cohort, age)), there);
            let lasting = (u64::from(table.lasting(cohort, age)), there);
            Retained::new(active, if cohort + age < told { lasting } else { (0, 0) }, level)
        });
        let cells: Vec<Retained> = cells.collect();
        (people > 0).then(|| Cohort { start: spans[cohort].start, complete: spans[cohort].complete, cells })
    };
    leaving.iter().enumerate().filter_map(cohort).collect()
}

impl Retained {
    /// Whether the cell is large enough to be in a sum.
    pub(super) fn is_pooled(&self) -> bool {
        self.people >= MIN_POOLED_PEOPLE
    }
}

/// The sums of complete cohorts, by age, without small cells.
pub(super) fn pooled(cohorts: &[Cohort], level: f64) -> Vec<Retained> {
    let complete = || cohorts.iter().filter(|cohort| cohort.complete);
    let ages = complete().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    (0..ages)
        .map(|age| {
            let cells =
                || complete().filter_map(|cohort| cohort.cells.get(age)).filter(|cell| cell.is_pooled());
            let sum = |f: fn(&Retained) -> u64| cells().map(f).sum();
            let active = (sum(|cell| cell.active), sum(|cell| cell.people));
            Retained::new(active, (sum(|cell| cell.lasting), sum(|cell| cell.told)), level)
        })
        .collect()
}
