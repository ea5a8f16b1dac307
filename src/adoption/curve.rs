//! Counts and shares by bin.

use super::Definition;
use crate::activity::NEVER;
use crate::activity::Person;
use crate::stats::{Interval, wilson};
use crate::time::{Day, Period};
use crate::{Timestamp, View};

/// A day, week or month of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// First local day.
    pub start: Day,
    /// Whether the view holds the whole bin. Incomplete bins do not belong into a fit.
    pub complete: bool,
    /// People who were with the organisation at the end of the bin (of the part of it in the view).
    pub headcount: u64,
    /// First instant after the part of the bin in the view.
    pub end: Timestamp,
}

/// A number of people out of those who could have done it, with a Wilson score interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// People who did it.
    pub people: u64,
    /// People who could have.
    pub of: u64,
    /// Interval of the share; `None` where there is nobody who could have.
    pub interval: Option<Interval>,
}

impl Share {
    pub(super) fn new(people: u64, of: u64, level: f64) -> Share {
        Share { people, of, interval: wilson(people, of, level) }
    }

    /// `people / of`; `None` where there is nobody who could have.
    pub fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| self.people as f64 / self.of as f64)
    }
}

/// One bin of one curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// People who adopted in the bin.
    pub new: u64,
    /// People who adopted up to the end of the bin, those who have left since included.
    pub cumulative: u64,
    /// Adopters among the people who were with the organisation at the end of the bin.
    pub share: Share,
}

/// The adoption curve by one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What counts as having adopted.
    pub definition: Definition,
    /// People who had adopted before the view starts; in every cumulative count, in no `new`.
    pub before: u64,
    /// One point a bin.
    pub points: Vec<Point>,
}

impl Curve {
    /// The state at the end of the view; `None` where nothing is observed.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()
    }
}

/// The bins of a view, with headcounts.
pub(super) fn bins(view: &View<'_>, period: Period, people: &[Person<'_>]) -> Vec<Bin> {
    let Some((first, last)) = view.days() else { return Vec::new() };
    let zone = &view.window().zone;
    let mut bins = Vec::new();
    let mut start = period.start(first);
    let mut from = zone.start_of(start);
    while start <= last {
        let next = period.next(start);
        let until = zone.start_of(next);
        let complete = view.from() <= from && until <= view.to();
        bins.push(Bin { start, complete, headcount: 0, end: until.min(view.to()) });
        (start, from) = (next, until);
    }
    // Where the clocks go back over midnight the last day may be lived twice.
    if let Some(bin) = bins.last_mut() {
        bin.end = view.to();
    }
    let headcounts = headcounts(&bins, people.iter());
    for (bin, headcount) in bins.iter_mut().zip(headcounts) {
        bin.headcount = headcount;
    }
    bins
}

/// How many of these people were with the organisation at the end of each bin.
pub(super) fn headcounts<'a>(bins: &[Bin], people: impl Iterator<Item = &'a Person<'a>>) -> Vec<u64> {
    running(bins.len(), people.map(|person| presence(bins, person)))
}

/// The bins at whose end (the last instant before it) somebody was with the organisation.
fn presence(bins: &[Bin], person: &Person<'_>) -> (usize, usize) {
    (bins.partition_point(|bin| bin.end <= person.from), bins.partition_point(|bin| bin.end <= person.to))
}

/// Number of half-open spans that hold each of `0..n`.
fn running(n: usize, spans: impl Iterator<Item = (usize, usize)>) -> Vec<u64> {
    let (mut begins, mut ends) = (vec![0u64; n + 1], vec![0u64; n + 1]);
    for (from, to) in spans.filter(|(from, to)| from < to) {
        begins[from] += 1;
        ends[to] += 1;
    }
    let mut inside = 0;
    let step = |(begin, end): (u64, u64)| {
        inside = inside + begin - end;
        inside
    };
    begins.into_iter().zip(ends).take(n).map(step).collect()
}

/// The curve of one definition, of people with their times of adoption.
pub(super) fn curve<'a>(
    view: &View<'_>,
    definition: Definition,
    bins: &[Bin],
    headcounts: &[u64],
    people: impl Iterator<Item = (&'a Person<'a>, Timestamp)> + Clone,
    level: f64,
) -> Curve {
    let bin_of = |at: Timestamp| bins.partition_point(|bin| bin.end <= at);
    let adopters = people.filter(|&(_, at)| at != NEVER && at < view.to());
    let mut new = vec![0u64; bins.len()];
    let mut before = 0;
    for (_, at) in adopters.clone() {
        if at < view.from() {
            before += 1;
        } else if let Some(new) = new.get_mut(bin_of(at)) {
            *new += 1;
        }
    }
    let spans = adopters.map(|(person, at)| {
        let (from, to) = presence(bins, person);
        (from.max(bin_of(at)), to)
    });
    let present = running(bins.len(), spans);
    let mut cumulative = before;
    let points = new.into_iter().zip(present).zip(headcounts);
    let points = points.map(|((new, present), &headcount)| {
        cumulative += new;
        Point { new, cumulative, share: Share::new(present, headcount, level) }
    });
    Curve { definition, before, points: points.collect() }
}
