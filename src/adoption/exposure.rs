//! Who could adopt from when to when, in periods since the launch: what a diffusion curve is fitted to.

use super::fit::AdoptionFit;
use super::{AdoptionOptions, Definition};
use crate::activity::{MONTH_DAYS, NEVER, Person};
use crate::stats::diffusion::{AdoptedCell, AdoptionCounts, Joiners, WaitingCell};
use crate::time::{Day, Period};
use crate::{Timestamp, View};
use std::collections::BTreeMap;

/// Days after the start of what is observed within which the first adoption means that the platform was launched
/// with it: quiet first weeks belong to the curve.
const QUIET_START_DAYS: f64 = 28.0;

/// Longest curve: a lifetime in days.
const MAX_BINS: usize = 30_000;

/// Average length of a period in days.
pub(super) fn period_days(period: Period) -> f64 {
    match period {
        Period::Day => 1.0,
        Period::Week => 7.0,
        Period::Month => MONTH_DAYS,
    }
}

/// Where the launch of a curve comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LaunchSource {
    /// The option `launch`.
    Given,
    /// The first day that the export covers.
    Observed,
    /// The first adoption.
    FirstAdoption,
}

/// When a curve begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Launch {
    /// Local day.
    pub day: Day,
    /// The instant from which time is counted.
    pub at: Timestamp,
    /// Where it comes from.
    pub source: LaunchSource,
}

/// The time axis of a fit: complete bins since the launch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FitClock {
    pub(super) launch: Timestamp,
    pub(super) source: LaunchSource,
    pub(super) period: Period,
    /// First day of each bin, and the day after the last.
    pub(super) days: Vec<Day>,
    /// The same as instants; the first is the launch.
    instants: Vec<Timestamp>,
}

impl FitClock {
    /// `None` where no complete bin lies between launch and the end of the view, more than [`MAX_BINS`] do, or nobody ever
    /// adopted.
    pub(super) fn new(
        view: &View<'_>,
        definition: Definition,
        first: Option<Timestamp>,
        options: &AdoptionOptions,
    ) -> Option<FitClock> {
        let zone = &view.window().zone;
        let observed = view.community().observed().0;
        let (launch, source) = match (options.launch, first) {
            (Some(day), _) => (zone.start_of(day), LaunchSource::Given),
            (None, None) => return None,
            (None, Some(first)) => {
                let quiet = observed <= first && first.days_since(observed) <= QUIET_START_DAYS;
                // What people did before the export begins is not in it; when they joined is.
                if quiet || (definition != Definition::Joined && first < observed) {
                    (observed, LaunchSource::Observed)
                } else {
                    (zone.start_of(zone.day(first)), LaunchSource::FirstAdoption)
                }
            }
        };
        FitClock::from(view, launch, source, options)
    }

    /// The clock of a fit that was made.
    pub(super) fn of(view: &View<'_>, fit: &AdoptionFit, options: &AdoptionOptions) -> Option<FitClock> {
        let launch = fit.launch?;
        FitClock::from(view, launch.at, launch.source, options)
    }

    fn from(
        view: &View<'_>,
        launch: Timestamp,
        source: LaunchSource,
        options: &AdoptionOptions,
    ) -> Option<FitClock> {
        let zone = &view.window().zone;
        let mut days = vec![zone.day(launch)];
        let mut instants = vec![launch];
        let mut start = options.period.next(options.period.start(zone.day(launch)));
        while zone.start_of(start) <= view.to() {
            if days.len() > MAX_BINS {
                return None;
            }
            days.push(start);
            instants.push(zone.start_of(start));
            start = options.period.next(start);
        }
        let clock = FitClock { launch, source, period: options.period, days, instants };
        (clock.bins() > 0).then_some(clock)
    }

    pub(super) fn bins(&self) -> usize {
        self.instants.len() - 1
    }

    /// Edges of the bins in periods since the launch.
    pub(super) fn edges(&self) -> Vec<f64> {
        let period = period_days(self.period);
        self.instants.iter().map(|at| at.days_since(self.launch) / period).collect()
    }

    /// Bins after the last one, for so many days.
    pub(super) fn ahead(&self, days: u32) -> Ahead {
        let (Some(&first), last_edge) = (self.days.last(), self.edges().last().copied().unwrap_or(0.0))
        else {
            return Ahead::default();
        };
        let mut ahead = Ahead::default();
        let mut start = first;
        while start.0 - first.0 < days as i32 {
            let next = self.period.next(start);
            ahead.days.push(start);
            ahead.edges.push(last_edge + f64::from(next.0 - first.0) / period_days(self.period));
            start = next;
        }
        ahead
    }

    /// The local day so many periods after the launch; `None` beyond what the calendar holds.
    pub(super) fn day(&self, periods: f64) -> Option<Day> {
        let days = periods * period_days(self.period);
        (days.is_finite() && days.abs() < 1e6).then(|| Day(self.days[0].0 + days.floor() as i32))
    }

    fn end(&self) -> Timestamp {
        self.instants.last().copied().unwrap_or(self.launch)
    }

    /// The bin that holds an instant of the fit.
    fn bin(&self, at: Timestamp) -> usize {
        self.instants.partition_point(|&edge| edge <= at).saturating_sub(1)
    }
}

/// Bins of the future.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Ahead {
    /// First day of each.
    pub(super) days: Vec<Day>,
    /// End of each in periods since the launch.
    pub(super) edges: Vec<f64>,
}

/// Counts of people by when they came and what became of them, as indices of edges and bins.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Exposure {
    /// (edge at which they came, bin in which they adopted) -> people.
    pub(super) adopters: BTreeMap<(usize, usize), u64>,
    /// (edge at which they came, edge at which they were last seen not to have adopted) -> people.
    pub(super) others: BTreeMap<(usize, usize), u64>,
    /// People who had adopted before the launch: not in the fit.
    pub(super) before: u64,
}

impl Exposure {
    /// O(people · log bins). Whoever was there at launch came at edge 0; joiners count from the start of the bin in which
    /// they came, leavers to the start of that in which they left.
    pub(super) fn of<'a>(
        clock: &FitClock,
        people: impl Iterator<Item = (&'a Person<'a>, Timestamp)>,
    ) -> Exposure {
        let mut exposure = Exposure::default();
        let end = clock.end();
        for (person, at) in people {
            if person.to <= clock.launch || person.from >= end {
                continue;
            }
            if at < clock.launch {
                exposure.before += 1;
                continue;
            }
            let came = clock.bin(person.from.max(clock.launch));
            if at < end && at != NEVER {
                let bin = clock.bin(at);
                *exposure.adopters.entry((came.min(bin), bin)).or_default() += 1;
            } else {
                let last = if person.to >= end { clock.bins() } else { clock.bin(person.to) };
                if last > came {
                    *exposure.others.entry((came, last)).or_default() += 1;
                }
            }
        }
        exposure
    }

    /// People who adopted.
    pub(super) fn adopted(&self) -> u64 {
        self.adopters.values().sum()
    }

    /// People who could have.
    pub(super) fn people(&self) -> u64 {
        self.adopted() + self.others.values().sum::<u64>()
    }

    /// As the likelihood takes it.
    pub(super) fn counts(&self, clock: &FitClock) -> Option<AdoptionCounts> {
        let adopted: Vec<AdoptedCell> =
            self.adopters.iter().map(|(&(entry, bin), &people)| AdoptedCell { entry, bin, people }).collect();
        let waiting: Vec<WaitingCell> =
            self.others.iter().map(|(&(entry, exit), &people)| WaitingCell { entry, exit, people }).collect();
        AdoptionCounts::new(&clock.edges(), &adopted, &waiting, Joiners::Fresh)
    }

    /// Adopters by bin.
    pub(super) fn by_bin(&self, bins: usize) -> Vec<u64> {
        let mut counts = vec![0; bins];
        for (&(_, bin), n) in &self.adopters {
            counts[bin] += n;
        }
        counts
    }
}
