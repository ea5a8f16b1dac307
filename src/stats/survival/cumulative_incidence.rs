//! Competing risks: which of several events comes first, and when.

use super::kaplan_meier::{Start, SurvivalOptions};
use super::lifetime::Lifetime;
use super::timeline::{Buckets, Timeline};
use crate::stats::interval::{Interval, wilson_of};
use crate::stats::special::two_sided_z;

/// A span of observation that ends with one of several events, or with none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompetingLifetime {
    /// Time after which it is under observation; negative infinity if from the very start.
    pub entry: f64,
    /// Time of the event, or last time at which none had happened.
    pub exit: f64,
    /// Which event it was, from 0; `None` if censored.
    pub cause: Option<u32>,
}

/// Cumulative incidences of competing events; see [`cumulative_incidence`].
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeIncidence {
    /// Lifetimes that the curves rest on.
    pub n: u32,
    /// Events of each cause among them.
    pub events: Vec<u32>,
    /// Lifetimes left out because they are never at risk.
    pub never_at_risk: u32,
    /// Lifetimes left out because they end before the curves start.
    pub before_start: u32,
    /// As [`Survival::conditional_from`](super::Survival::conditional_from).
    pub conditional_from: Option<f64>,
    /// Last time at which anybody was under observation.
    pub end: f64,
    /// Confidence level of the intervals.
    pub level: f64,
    /// One row a distinct time of any event.
    rows: Vec<IncidenceRow>,
    /// Row-major, a cell a row and cause: incidence and variance.
    cells: Vec<(f64, f64)>,
    quiet: Option<u32>,
    z: f64,
}

/// A time with events of any cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncidenceRow {
    /// The time.
    pub time: f64,
    /// Lifetimes at risk just before.
    pub at_risk: u32,
    /// Events of any cause.
    pub events: u32,
    /// Share still without any event.
    pub survival: f64,
}

/// Cumulative incidence of one cause at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incidence {
    /// Probability of this event, before any other, by this time.
    pub incidence: f64,
    /// Its standard error.
    pub se: f64,
    /// Confidence interval.
    pub interval: Interval,
}

/// Probability of each of several competing events over time, by Aalen and Johansen.
///
/// `F_k(t) = Σ S(u-) d_k(u)/n(u)` over times `u <= t`, where `S` is the curve of no event at all. One minus the
/// Kaplan-Meier curve of a cause, with the others censored, would be too high: who has left does not write any
/// more. Variance by the delta method,
/// `Σ [F_k(t)-F_k(u)]² d/n(n-d) + S(u-)² d_k(n-d_k)/n³ - 2 [F_k(t)-F_k(u)] S(u-) d_k/n²`; interval symmetric for
/// `ln(-ln F)`.
///
/// # Arguments
/// Lifetimes whose causes are below `n_causes`; level and late entry as for [`kaplan_meier`](super::kaplan_meier()).
///
/// # Returns
/// `None` where [`kaplan_meier`](super::kaplan_meier()) gives none, or where a cause does not exist.
///
/// # Complexity
/// O(n + causes · T) for whole numbers in a small range and T distinct times, else O(n log n).
///
/// # Example
/// ```
/// use cmgraph::stats::{CompetingLifetime, SurvivalOptions, cumulative_incidence};
/// // Of ten newcomers four write (0), three leave (1) and three are still silent.
/// let days = [(1, Some(0)), (2, Some(1)), (3, Some(0)), (5, None), (8, Some(1)), (9, Some(0)), (10, Some(0)),
///     (12, None), (15, Some(1)), (20, None)];
/// let newcomers: Vec<CompetingLifetime> = days
///     .iter()
///     .map(|&(day, cause)| CompetingLifetime { entry: f64::NEG_INFINITY, exit: f64::from(day), cause })
///     .collect();
/// let first = cumulative_incidence(&newcomers, 2, &SurvivalOptions::default()).unwrap();
/// let wrote = first.at(0, 4.0).unwrap();
/// assert!((wrote.incidence - 0.2).abs() < 1e-12);
/// assert!(first.at(0, 21.0).is_none()); // nobody was followed so long
/// ```
///
/// # Reference
/// O. O. Aalen, S. Johansen, *An empirical transition matrix for non-homogeneous Markov chains based on censored
/// observations*, Scandinavian Journal of Statistics 5 (1978); E. Marubini, M. G. Valsecchi, *Analysing Survival
/// Data from Clinical Trials and Observational Studies* (1995), chapter 10.
pub fn cumulative_incidence(
    lifetimes: &[CompetingLifetime],
    n_causes: usize,
    options: &SurvivalOptions,
) -> Option<CumulativeIncidence> {
    let z = two_sided_z(options.level)?;
    if lifetimes.iter().any(|l| l.cause.is_some_and(|cause| cause as usize >= n_causes)) {
        return None;
    }
    let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
    let mut start = Start::default();
    for lifetime in lifetimes {
        start.add(lifetime.entry, lifetime.entry < lifetime.exit);
    }
    let plain = |l: &CompetingLifetime| Lifetime { entry: l.entry, exit: l.exit, event: l.cause.is_some() };
    let from = start.of(options.min_at_risk, || lifetimes.iter().map(plain).collect())?;

    let spans = lifetimes.iter().filter_map(|l| Some((timeline.span(l.entry, l.exit)?, l.cause)));
    // Cause plus one, so that 0 is censored.
    let leaving = Buckets::of(
        spans.clone().map(|(span, cause)| (span.leave, cause.map_or(0, |cause| cause + 1))),
        timeline.len(),
    );
    let mut entered = vec![0u32; timeline.len()];
    for (span, _) in spans {
        entered[span.enter as usize] += 1;
    }

    let mut sums = vec![CauseSums::default(); n_causes];
    let mut by_cause = vec![0u32; n_causes];
    let (mut rows, mut cells, mut events) = (Vec::new(), Vec::new(), vec![0u32; n_causes]);
    let (mut at_risk, mut before_start, mut survival, mut end, mut quiet) = (0u32, 0u32, 1.0, from, None);
    for (slot, entered) in entered.into_iter().enumerate() {
        at_risk += entered;
        let left = leaving.get(slot);
        if left.is_empty() {
            continue;
        }
        let time = timeline.time(slot);
        end = time;
        if time <= from {
            before_start += left.len() as u32;
            at_risk -= left.len() as u32;
            continue;
        }
        let mut all = 0;
        for &cause in left.iter().filter(|&&cause| cause > 0) {
            by_cause[cause as usize - 1] += 1;
            all += 1;
        }
        if all > 0 {
            let (n, d) = (f64::from(at_risk), f64::from(all));
            // With nobody left the incidences stay as they are, and the term is multiplied by 0.
            let spread = if at_risk > all { d / (n * (n - d)) } else { 0.0 };
            for ((sums, count), total) in sums.iter_mut().zip(&mut by_cause).zip(&mut events) {
                let count = std::mem::take(count);
                *total += count;
                sums.add(survival, f64::from(count), n, spread);
                cells.push((sums.incidence, sums.variance()));
            }
            survival *= (n - d) / n;
            rows.push(IncidenceRow { time, at_risk, events: all, survival });
        } else if rows.is_empty() {
            quiet = Some(at_risk);
        }
        at_risk -= left.len() as u32;
    }
    let n = start.n() - before_start;
    (n > 0).then_some(CumulativeIncidence {
        n,
        events,
        never_at_risk: start.never_at_risk(),
        before_start,
        conditional_from: (from > 0.0).then_some(from),
        end,
        level: options.level,
        rows,
        cells,
        quiet,
        z,
    })
}

/// Sums over the times so far from which incidence and variance of a cause follow.
#[derive(Clone, Copy, Default)]
struct CauseSums {
    incidence: f64,
    /// `Σ g`, `Σ g F(u)`, `Σ g F(u)²` with `g = d/n(n-d)`.
    spread: [f64; 3],
    /// `Σ S² d_k(n-d_k)/n³`.
    own: f64,
    /// `Σ S d_k/n²` and `Σ F(u) S d_k/n²`.
    cross: [f64; 2],
}

impl CauseSums {
    fn add(&mut self, survival: f64, count: f64, n: f64, spread: f64) {
        self.incidence += survival * count / n;
        let f = self.incidence;
        self.spread[0] += spread;
        self.spread[1] += spread * f;
        self.spread[2] += spread * f * f;
        self.own += survival * survival * count * (n - count) / (n * n * n);
        let cross = survival * count / (n * n);
        self.cross[0] += cross;
        self.cross[1] += cross * f;
    }

    fn variance(&self) -> f64 {
        let f = self.incidence;
        let spread = f * (f * self.spread[0] - 2.0 * self.spread[1]) + self.spread[2];
        let cross = f * self.cross[0] - self.cross[1];
        (spread + self.own - 2.0 * cross).max(0.0)
    }
}

impl CumulativeIncidence {
    /// Number of causes.
    pub fn n_causes(&self) -> usize {
        self.events.len()
    }

    /// Times of events of any cause, in order.
    pub fn rows(&self) -> &[IncidenceRow] {
        &self.rows
    }

    /// Incidence of `cause` after the row of this index; `None` if either does not exist.
    pub fn incidence(&self, cause: usize, row: usize) -> Option<Incidence> {
        let at = self.rows.get(row)?;
        (cause < self.n_causes()).then(|| {
            let (incidence, variance) = self.cells[row * self.n_causes() + cause];
            self.with_interval(incidence, variance, at.at_risk)
        })
    }

    /// Incidence of `cause` by `time`.
    ///
    /// Where it is still 0 (or all have had the event) the interval is Wilson's for those at risk.
    ///
    /// # Returns
    /// `None` before [`conditional_from`](Self::conditional_from), after [`end`](Self::end) unless all have had
    /// an event, for NaN and for a cause that does not exist.
    pub fn at(&self, cause: usize, time: f64) -> Option<Incidence> {
        let early = self.conditional_from.is_some_and(|from| time < from);
        let after = self.rows.partition_point(|row| row.time <= time);
        let survival = after.checked_sub(1).map_or(1.0, |last| self.rows[last].survival);
        if cause >= self.n_causes() || time.is_nan() || early || (time > self.end && survival > 0.0) {
            return None;
        }
        match after.checked_sub(1) {
            Some(last) => self.incidence(cause, last),
            None => {
                let at_risk = self.rows.first().map(|row| row.at_risk).or(self.quiet)?;
                Some(self.with_interval(0.0, 0.0, at_risk))
            }
        }
    }

    fn with_interval(&self, incidence: f64, variance: f64, at_risk: u32) -> Incidence {
        let se = variance.sqrt();
        let log = incidence.ln();
        let factor = (self.z * se / (incidence * -log)).exp();
        let inside = incidence > 0.0 && incidence < 1.0 && se > 0.0 && factor.is_finite();
        let interval = if inside {
            Interval { low: (log * factor).exp(), high: (log / factor).exp() }
        } else {
            wilson_of(incidence.clamp(0.0, 1.0), f64::from(at_risk), self.z)
        };
        Incidence { incidence, se, interval }
    }
}
