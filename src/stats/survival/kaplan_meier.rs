//! The product-limit estimator, for one group or many in one pass.

use rayon::prelude::*;

use super::curve::{Step, Survival};
use super::lifetime::Lifetime;
use super::timeline::{Buckets, Span, Timeline};
use crate::stats::DEFAULT_LEVEL;
use crate::stats::special::two_sided_z;

/// Lifetimes that have to be at risk before a curve with late entries starts.
pub const DEFAULT_MIN_AT_RISK: u32 = 5;

/// Groups that one job takes at least: each job has a tally of the whole timeline.
const GROUPS_A_JOB: usize = 16;

/// How survival curves are estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalOptions {
    /// Confidence level of the intervals, in (0, 1).
    pub level: f64,
    /// If lifetimes enter late, the curve starts when this many are at risk, and is conditional on that time
    /// ([`Survival::conditional_from`]). An event among one or two early people would pull the whole curve
    /// down. Without late entry it has no effect.
    pub min_at_risk: u32,
}

impl Default for SurvivalOptions {
    fn default() -> Self {
        SurvivalOptions { level: DEFAULT_LEVEL, min_at_risk: DEFAULT_MIN_AT_RISK }
    }
}

/// Share of lifetimes still without the event, as a curve over time, by Kaplan and Meier.
///
/// `S(t) = Π (1 - d/n)` over the times of events up to `t`, with `d` events among `n = #{entry < t <= exit}`
/// at risk. Standard error by Greenwood, `S √Σ d/n(n-d)`; interval symmetric on the scale `ln(-ln S)`; beside
/// it the cumulative hazard `Σ d/n` of Nelson and Aalen. A lifetime censored at the time of an event is at
/// risk of it.
///
/// # Arguments
/// Lifetimes with times in one unit, and the confidence `level` in (0, 1). Late entry starts the curve at
/// [`DEFAULT_MIN_AT_RISK`]; [`kaplan_meier_with`] takes another number.
///
/// # Returns
/// `None` if no lifetime is at risk at any time, if with late entry never enough of them are, if the level is
/// out of range, or a time is NaN or an exit infinite.
///
/// # Complexity
/// O(n) for whole numbers in a small range (days), else O(n log n).
///
/// # Example
/// Weeks in remission of 21 patients (Freireich and others, 1963):
/// ```
/// use cmgraph::stats::{Lifetime, kaplan_meier};
/// let relapses = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|week| (week, true));
/// let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|week| (week, false));
/// let weeks: Vec<Lifetime> =
///     relapses.into_iter().chain(censored).map(|(week, event)| Lifetime::new(f64::from(week), event)).collect();
/// let curve = kaplan_meier(&weeks, 0.95).unwrap();
/// let after_six = curve.at(6.0).unwrap();
/// assert!((after_six.survival - 0.8571).abs() < 5e-5 && (after_six.se - 0.0764).abs() < 5e-5);
/// assert_eq!(curve.median().time, Some(23.0));
/// assert!((curve.rmst(20.0).unwrap().mean - 16.1165).abs() < 5e-5);
/// assert!(curve.at(36.0).is_none()); // nobody was followed so long
/// ```
///
/// # Reference
/// E. L. Kaplan, P. Meier, *Nonparametric estimation from incomplete observations*, JASA 53 (1958);
/// J. P. Klein, M. L. Moeschberger, *Survival Analysis*, 2nd edition (2003), chapter 4.
pub fn kaplan_meier(lifetimes: &[Lifetime], level: f64) -> Option<Survival> {
    kaplan_meier_with(lifetimes, &SurvivalOptions { level, ..Default::default() })
}

/// [`kaplan_meier`](kaplan_meier()) with all options.
pub fn kaplan_meier_with(lifetimes: &[Lifetime], options: &SurvivalOptions) -> Option<Survival> {
    let z = two_sided_z(options.level)?;
    let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
    let mut start = Start::default();
    let mut tally = Tally::new(&timeline);
    for lifetime in lifetimes {
        let span = timeline.span(lifetime.entry, lifetime.exit);
        start.add(lifetime.entry, span.is_some());
        if let Some(span) = span {
            tally.add(span, lifetime.event);
        }
    }
    let from = start.of(options.min_at_risk, || lifetimes.to_vec())?;
    tally.curve(&timeline, start, from, options.level, z)
}

/// [`kaplan_meier`](kaplan_meier()) for every group, in one pass over the lifetimes.
///
/// # Arguments
/// `groups[i]` below `n_groups` is the group of `lifetimes[i]`.
///
/// # Returns
/// A curve a group, `None` for a group of which nothing can be said. `None` for all of them where an argument is
/// out of range: lengths that differ, a group that does not exist, or what [`kaplan_meier`](kaplan_meier())
/// refuses. No lifetimes at all are no error: no group has a curve.
///
/// # Complexity
/// O(n + groups) for whole numbers in a small range, else O(n log n).
///
/// # Example
/// ```
/// use cmgraph::stats::{Lifetime, kaplan_meier_by};
/// let days: Vec<Lifetime> = (0..40).map(|day| Lifetime::new(f64::from(day), day % 3 != 0)).collect();
/// let unit: Vec<u32> = (0..40).map(|i| i % 2).collect();
/// let curves = kaplan_meier_by(&days, &unit, 3, 0.95).unwrap();
/// assert_eq!(curves[0].as_ref().unwrap().n, 20);
/// assert!(curves[2].is_none());
/// ```
pub fn kaplan_meier_by(
    lifetimes: &[Lifetime],
    groups: &[u32],
    n_groups: usize,
    level: f64,
) -> Option<Vec<Option<Survival>>> {
    kaplan_meier_by_with(lifetimes, groups, n_groups, &SurvivalOptions { level, ..Default::default() })
}

/// [`kaplan_meier_by`] with all options.
pub fn kaplan_meier_by_with(
    lifetimes: &[Lifetime],
    groups: &[u32],
    n_groups: usize,
    options: &SurvivalOptions,
) -> Option<Vec<Option<Survival>>> {
    let z = two_sided_z(options.level)?;
    if lifetimes.len() != groups.len() || groups.iter().any(|&group| group as usize >= n_groups) {
        return None;
    }
    if lifetimes.is_empty() {
        return Some(vec![None; n_groups]);
    }
    let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
    let by_group = Buckets::of(groups.iter().copied().zip(0u32..), n_groups);
    let curve = |tally: &mut Tally, group| {
        let mut start = Start::default();
        for &index in by_group.get(group) {
            let lifetime = lifetimes[index as usize];
            let span = timeline.span(lifetime.entry, lifetime.exit);
            start.add(lifetime.entry, span.is_some());
            if let Some(span) = span {
                tally.add(span, lifetime.event);
            }
        }
        let from = start
            .of(options.min_at_risk, || by_group.get(group).iter().map(|&i| lifetimes[i as usize]).collect());
        match from {
            Some(from) => tally.curve(&timeline, start, from, options.level, z),
            None => {
                tally.clear();
                None
            }
        }
    };
    let groups = (0..n_groups).into_par_iter().with_min_len(GROUPS_A_JOB);
    Some(groups.map_init(|| Tally::new(&timeline), curve).collect())
}

/// Where a curve starts: found from the first entries where they suffice, by sorting where not.
#[derive(Clone, Copy)]
pub(super) struct Start {
    first_entry: f64,
    at_first: u32,
    n: u32,
    never_at_risk: u32,
}

impl Default for Start {
    fn default() -> Self {
        Start { first_entry: f64::INFINITY, at_first: 0, n: 0, never_at_risk: 0 }
    }
}

impl Start {
    #[inline]
    pub(super) fn add(&mut self, entry: f64, at_risk: bool) {
        if !at_risk {
            self.never_at_risk += 1;
            return;
        }
        self.n += 1;
        if entry < self.first_entry {
            (self.first_entry, self.at_first) = (entry, 1);
        } else if entry == self.first_entry {
            self.at_first += 1;
        }
    }

    /// Lifetimes ever at risk.
    pub(super) fn n(&self) -> u32 {
        self.n
    }

    /// Lifetimes never at risk.
    pub(super) fn never_at_risk(&self) -> u32 {
        self.never_at_risk
    }

    /// Time after which at least `min_at_risk` are at risk for the first time; `None` if that never happens.
    /// Without late entry it is the time of the common entry, however few they are.
    pub(super) fn of(&self, min_at_risk: u32, lifetimes: impl FnOnce() -> Vec<Lifetime>) -> Option<f64> {
        if self.n == 0 {
            return None;
        }
        if self.at_first == self.n || self.at_first >= min_at_risk {
            return Some(self.first_entry);
        }
        let at_risk = lifetimes().into_iter().filter(|l| l.entry < l.exit);
        let (mut entries, mut exits): (Vec<f64>, Vec<f64>) = at_risk.map(|l| (l.entry, l.exit)).unzip();
        entries.sort_unstable_by(f64::total_cmp);
        exits.sort_unstable_by(f64::total_cmp);
        let mut gone = 0;
        for (i, &entry) in entries.iter().enumerate() {
            while exits[gone] <= entry {
                gone += 1;
            }
            if i + 1 - gone >= min_at_risk as usize {
                return Some(entry);
            }
        }
        None
    }
}

/// Entries, events and censorings a slot. The slots touched are kept in a bit map, so that a small group on
/// a long timeline costs what it holds.
struct Tally {
    slots: Vec<Slot>,
    touched: Vec<u64>,
    /// Entered before the first slot: most do, and counting them there one by one would be slow.
    from_start: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    entered: u32,
    events: u32,
    censored: u32,
}

impl Tally {
    fn new(timeline: &Timeline) -> Tally {
        let len = timeline.len();
        Tally { slots: vec![Slot::default(); len], touched: vec![0; len.div_ceil(64)], from_start: 0 }
    }

    #[inline]
    fn add(&mut self, span: Span, event: bool) {
        let (enter, leave) = (span.enter as usize, span.leave as usize);
        if enter == 0 {
            self.from_start += 1;
        } else {
            self.slots[enter].entered += 1;
            self.touched[enter / 64] |= 1 << (enter % 64);
        }
        let slot = &mut self.slots[leave];
        slot.events += u32::from(event);
        slot.censored += u32::from(!event);
        self.touched[leave / 64] |= 1 << (leave % 64);
    }

    fn clear(&mut self) {
        self.from_start = 0;
        self.drain(|_, _| {});
    }

    /// Calls `each` with every touched slot in order, and empties them.
    fn drain(&mut self, mut each: impl FnMut(usize, Slot)) {
        for (word, bits) in self.touched.iter_mut().enumerate() {
            while *bits != 0 {
                let slot = word * 64 + bits.trailing_zeros() as usize;
                each(slot, std::mem::take(&mut self.slots[slot]));
                *bits &= *bits - 1;
            }
        }
    }

    /// The curve of what was added, which is forgotten. `None` if nothing lies after `from`.
    fn curve(
        &mut self,
        timeline: &Timeline,
        start: Start,
        from: f64,
        level: f64,
        z: f64,
    ) -> Option<Survival> {
        // Room for a step in every touched slot: most hold an event.
        let touched = self.touched.iter().map(|word| word.count_ones() as usize).sum();
        let (mut steps, mut quiet): (Vec<Step>, Vec<(f64, u32)>) = (Vec::with_capacity(touched), Vec::new());
        let mut at_risk = std::mem::take(&mut self.from_start);
        let (mut before_start, mut events, mut end) = (0u32, 0u32, from);
        let (mut survival, mut greenwood, mut hazard, mut hazard_variance) = (1.0, 0.0, 0.0, 0.0);
        self.drain(|slot, counts| {
            let time = timeline.time(slot);
            at_risk += counts.entered;
            let leaving = counts.events + counts.censored;
            if time <= from {
                before_start += leaving;
            } else if counts.events > 0 {
                let (n, d) = (f64::from(at_risk), f64::from(counts.events));
                events += counts.events;
                survival *= (n - d) / n;
                if at_risk > counts.events {
                    greenwood += d / (n * (n - d));
                }
                hazard += d / n;
                hazard_variance += d / (n * n);
                steps.push(Step {
                    time,
                    at_risk,
                    events: counts.events,
                    censored: counts.censored,
                    survival,
                    greenwood,
                    hazard,
                    hazard_variance,
                });
            } else if counts.censored > 0 {
                match steps.last_mut() {
                    Some(step) => step.censored += counts.censored,
                    None => quiet.push((time, at_risk)),
                }
            }
            if leaving > 0 {
                end = time;
            }
            at_risk -= leaving;
        });
        let n = start.n - before_start;
        (n > 0).then_some(Survival {
            n,
            events,
            never_at_risk: start.never_at_risk,
            before_start,
            conditional_from: (from > 0.0).then_some(from),
            end,
            level,
            z,
            steps,
            quiet,
        })
    }
}
