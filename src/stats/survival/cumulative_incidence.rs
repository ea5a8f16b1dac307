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

#[cfg(test)]
mod tests {
    use super::super::tests::{freireich, lifetimes};
    use super::super::{MultiState, OccupationOptions, Sojourn, kaplan_meier_with};
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, tolerance: f64) -> bool {
        (found - expected).abs() <= tolerance
    }

    fn with_causes(lifetimes: &[Lifetime], n_causes: u32) -> Vec<CompetingLifetime> {
        let cause = |(i, l): (u32, &Lifetime)| CompetingLifetime {
            entry: l.entry,
            exit: l.exit,
            cause: l.event.then_some(i % n_causes),
        };
        (0..).zip(lifetimes).map(cause).collect()
    }

    #[test]
    fn against_lifelines() {
        // The two groups of Freireich, ties broken by the row, causes in turn.
        let mut weeks = freireich().0;
        weeks.iter_mut().zip(0..).for_each(|(l, i)| l.exit = l.exit * 100.0 + f64::from(i));
        let found = cumulative_incidence(&with_causes(&weeks, 2), 2, &SurvivalOptions::default()).unwrap();
        for (time, incidence, low, high, variance) in [
            (325.0, 0.047619047619047616, 0.00867468854542203, 0.1419210999631178, 0.001079796998164345),
            (600.0, 0.11904761904761904, 0.043605477870494055, 0.23553523213279615, 0.0024970305582550476),
            (1006.0, 0.2424502034696937, 0.1255623667899199, 0.3799850670097805, 0.00446974367920946),
            (1711.0, 0.3555365174555579, 0.21040477414379083, 0.5035424758327912, 0.005924355887249131),
        ] {
            let at = found.at(0, time).unwrap();
            assert!(
                close(at.incidence, incidence, 1e-9) && close(at.se, f64::sqrt(variance), 1e-9),
                "{time}: {at:?}"
            );
            assert!(
                close(at.interval.low, low, 1e-9) && close(at.interval.high, high, 1e-9),
                "{time}: {at:?}"
            );
        }
        // Before the first event of the cause the interval has a width.
        let early = found.at(0, 50.0).unwrap();
        assert!(early.incidence == 0.0 && early.interval.high > 0.05);
    }

    #[test]
    fn without_censoring_it_is_a_share() {
        let all: Vec<CompetingLifetime> = (0..40u32)
            .map(|i| CompetingLifetime { entry: 0.0, exit: f64::from(i / 3 + 1), cause: Some(i % 4 / 3) })
            .collect();
        let found = cumulative_incidence(&all, 2, &SurvivalOptions::default()).unwrap();
        for day in 1..=14u32 {
            for cause in 0..2 {
                let hits = all.iter().filter(|l| l.exit <= f64::from(day) && l.cause == Some(cause)).count();
                let share = hits as f64 / 40.0;
                let at = found.at(cause as usize, f64::from(day)).unwrap();
                assert!(close(at.incidence, share, 1e-12));
                assert!(close(at.se, (share * (1.0 - share) / 40.0).sqrt(), 1e-9), "{day}: {at:?} {share}");
            }
        }
        assert_eq!(found.events, [30, 10]);
        assert_eq!(found.at(2, 1.0), None);
        assert!(found.at(0, 99.0).is_some()); // all have had an event
    }

    #[test]
    fn the_variance_is_that_of_a_bootstrap_over_persons() {
        let weeks: Vec<Lifetime> =
            (0..300u32).map(|i| Lifetime::new(f64::from(i * 37 % 50 + 1), i % 5 != 0)).collect();
        let risks = with_causes(&weeks, 2);
        let formula = cumulative_incidence(&risks, 2, &SurvivalOptions::default()).unwrap();
        let sojourn = |(person, l): (u32, &CompetingLifetime)| Sojourn {
            person,
            state: 0,
            entry: l.entry,
            exit: l.exit,
            to: l.cause.map(|cause| cause + 1),
        };
        let sojourns: Vec<Sojourn> = (0..).zip(&risks).map(sojourn).collect();
        let model = MultiState::new(&sojourns, 3).unwrap();
        let options = OccupationOptions { replicates: 2000, ..Default::default() };
        for answer in model.occupation(0, &[10.0, 25.0, 40.0], &options).unwrap() {
            for (cause, state) in answer.states.unwrap().iter().skip(1).enumerate() {
                let at = formula.at(cause, answer.time).unwrap();
                assert!(close(at.incidence, state.probability, 1e-12));
                assert!(close(at.se, state.se, 0.08 * at.se), "{}: {} {}", answer.time, at.se, state.se);
            }
        }
    }

    #[test]
    fn nothing_to_say() {
        let options = SurvivalOptions::default();
        assert!(cumulative_incidence(&[], 2, &options).is_none());
        let one = CompetingLifetime { entry: 0.0, exit: 4.0, cause: Some(1) };
        assert!(cumulative_incidence(&[one], 1, &options).is_none());
        assert!(cumulative_incidence(&[CompetingLifetime { exit: 0.0, ..one }], 2, &options).is_none());
        let alone = cumulative_incidence(&[one], 2, &options).unwrap();
        assert_eq!(alone.at(1, 4.0).unwrap().incidence, 1.0);
        assert!(alone.at(0, 4.0).unwrap().interval.width() > 0.5);
        let quiet =
            cumulative_incidence(&[CompetingLifetime { cause: None, ..one }; 10], 2, &options).unwrap();
        assert!(close(quiet.at(0, 3.0).unwrap().interval.high, 0.2775, 5e-5));
    }

    proptest! {
        #[test]
        fn curves_are_what_they_are_defined_to_be(lifetimes in lifetimes()) {
            let risks = with_causes(&lifetimes, 3);
            let options = SurvivalOptions { min_at_risk: 0, ..Default::default() };
            let found = cumulative_incidence(&risks, 3, &options);
            let any = kaplan_meier_with(&lifetimes, &options);
            prop_assert_eq!(found.is_some(), any.is_some());
            let (Some(found), Some(any)) = (found, any) else { return Ok(()) };
            prop_assert_eq!((found.n, found.end), (any.n, any.end));
            let rows: Vec<_> = any.rows().collect();
            prop_assert_eq!(rows.len(), found.rows().len());
            let own = |cause: u32, time: f64| {
                let here = |l: &&CompetingLifetime| l.entry < l.exit && l.exit == time && l.cause == Some(cause);
                risks.iter().filter(here).count() as f64
            };
            for cause in 0..3u32 {
                // Incidence after each row, and the survival before it.
                let (mut incidence, mut before) = (vec![], vec![]);
                let (mut sum, mut survival) = (0.0, 1.0);
                for row in &rows {
                    before.push(survival);
                    sum += survival * own(cause, row.time) / f64::from(row.at_risk);
                    incidence.push(sum);
                    survival = row.survival;
                }
                for last in 0..rows.len() {
                    let mut variance = 0.0;
                    for u in 0..=last {
                        let (n, d) = (f64::from(rows[u].at_risk), f64::from(rows[u].events));
                        let (dk, gap) = (own(cause, rows[u].time), incidence[last] - incidence[u]);
                        variance += if d < n { gap * gap * d / (n * (n - d)) } else { 0.0 };
                        variance += before[u].powi(2) * dk * (n - dk) / n.powi(3);
                        variance -= 2.0 * gap * before[u] * dk / (n * n);
                    }
                    let row = found.incidence(cause as usize, last).unwrap();
                    prop_assert!(close(row.incidence, incidence[last], 1e-12));
                    prop_assert!(close(row.se * row.se, variance.max(0.0), 1e-12));
                    prop_assert!(row.interval.contains(row.incidence.min(1.0)) && row.interval.width() > 0.0);
                }
            }
            for (index, row) in found.rows().iter().enumerate() {
                let all: f64 = (0..3).map(|cause| found.incidence(cause, index).unwrap().incidence).sum();
                prop_assert!(close(all + row.survival, 1.0, 1e-12) && row.survival == rows[index].survival);
            }
        }
    }
}
