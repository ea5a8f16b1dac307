//! When activity changed its level.

use super::weeks::WORKING_DAYS;
use super::{Level, Scan, SeriesKind, StageOptions};
use crate::stats::{
    ChangePointOptions, ChangePoints, CountDispersion, DEFAULT_TREND_LAG, Interval, LogTrend, SegmentCost,
    change_points,
};

/// Longest stretch, in weeks, that a return to the old level makes a dip or a peak.
pub const DEFAULT_SHORT_WEEKS: usize = 8;

/// What a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// To a higher level, for longer.
    Rise,
    /// To a lower level, for longer.
    Fall,
    /// Into or out of a low stretch of at most [`DEFAULT_SHORT_WEEKS`]: holidays look like this.
    Dip,
    /// Into or out of a high stretch of at most [`DEFAULT_SHORT_WEEKS`]: campaigns look like this.
    Peak,
}

impl ChangeKind {
    /// `rise`, `fall`, `dip` or `peak`.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Rise => "rise",
            ChangeKind::Fall => "fall",
            ChangeKind::Dip => "dip",
            ChangeKind::Peak => "peak",
        }
    }
}

/// A change before it has its q-value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) week: usize,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) ratio: f64,
    pub(super) interval: Interval,
    pub(super) kind: ChangeKind,
    /// Of no change at any place.
    pub(super) p_value: f64,
}

/// Looks for changes in a weekly series. `None` where it has too few weeks or too low a level.
///
/// A week counts for what it would be with five working days; a week without any is passed over. The series is split
/// by PELT with negative binomial costs whose dispersion is that of the whole series. Steps are not reported where a
/// steady trend explains the series better: they would only be the treads of a slope.
pub(super) fn scan(
    kind: SeriesKind,
    counts: &[u32],
    working: &[f64],
    options: &StageOptions,
) -> Option<(Scan, Vec<Found>)> {
    let days: Vec<usize> = (0..counts.len()).filter(|&week| working[week] > 0.0).collect();
    let values: Vec<f64> =
        days.iter().map(|&week| f64::from(counts[week]) * WORKING_DAYS / working[week]).collect();
    let n = values.len();
    if n < options.min_series_weeks || values.iter().sum::<f64>() < options.min_series_mean * n as f64 {
        return None;
    }
    let found = change_points(&values, None, &points(options))?;
    let trend = LogTrend::fit(&values, &vec![1.0; n], DEFAULT_TREND_LAG)
        .filter(|trend| !found.changes.is_empty() && slope_explains(&values, &found, trend));
    if let Some(trend) = trend {
        let mut levels = vec![None; counts.len()];
        days.iter().enumerate().for_each(|(t, &week)| levels[week] = Some(trend.expected(t, 1.0)));
        return Some((Scan { series: kind, level: Level::Trend(trend.slope), levels }, Vec::new()));
    }
    let mut levels = vec![None; counts.len()];
    for segment in &found.segments {
        days[segment.start..segment.end].iter().for_each(|&week| levels[week] = Some(segment.level));
    }
    let changes = found.changes.iter().enumerate().map(|(i, change)| {
        let (before, after) = (&found.segments[i], &found.segments[i + 1]);
        Found {
            week: days[change.at],
            before: before.level,
            after: after.level,
            ratio: change.effect,
            interval: change.interval,
            kind: kind_of(&found, i),
            p_value: change.p_scan,
        }
    });
    let changes: Vec<Found> = changes.collect();
    Some((Scan { series: kind, level: Level::Steps(found.changes.len()), levels }, changes))
}

fn points(options: &StageOptions) -> ChangePointOptions {
    ChangePointOptions {
        cost: SegmentCost::NegativeBinomial(CountDispersion::WholeSeries),
        penalty_factor: options.penalty,
        min_segment: options.min_segment,
        level: options.interval_level,
    }
}

/// Whether a slope costs less than the steps, at one penalty for the slope and one for each step.
fn slope_explains(values: &[f64], steps: &ChangePoints, trend: &LogTrend) -> bool {
    let size = steps.size.unwrap_or(f64::INFINITY);
    // Twice the negative log-likelihood of a negative binomial, less what no mean changes.
    let cost = |t: usize, mean: f64| {
        let y = values[t];
        let gain = if y > 0.0 { y * mean.ln() } else { 0.0 };
        let paid = if size.is_infinite() { mean } else { (y + size) * (mean / size).ln_1p() };
        2.0 * (paid - gain)
    };
    let slope: f64 = (0..values.len()).map(|t| cost(t, trend.expected(t, 1.0))).sum();
    let stepped: f64 = steps.segments.iter().flat_map(|s| (s.start..s.end).map(|t| cost(t, s.level))).sum();
    slope + steps.penalty < stepped + steps.penalty * steps.changes.len() as f64
}

/// The kind of the change between segment `i` and the next.
fn kind_of(found: &ChangePoints, i: usize) -> ChangeKind {
    let level = |at: usize| found.segments[at].level;
    // A segment inside, short, and beyond both neighbours to the same side.
    let short = |at: usize| -> Option<ChangeKind> {
        let segment = found.segments.get(at)?;
        if at == 0 || at + 1 >= found.segments.len() || segment.end - segment.start > DEFAULT_SHORT_WEEKS {
            return None;
        }
        match (level(at) < level(at - 1), level(at) < level(at + 1)) {
            (true, true) => Some(ChangeKind::Dip),
            (false, false) => Some(ChangeKind::Peak),
            _ => None,
        }
    };
    short(i + 1).or_else(|| short(i)).unwrap_or(if level(i + 1) > level(i) {
        ChangeKind::Rise
    } else {
        ChangeKind::Fall
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{gamma, standard_normal, stream, uniform};
    use rand_chacha::ChaCha8Rng;

    fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u32 {
        // In pieces: the product of uniforms must not underflow.
        let (mut n, mut left) = (0, mean);
        loop {
            left += uniform(rng).ln();
            if left < 0.0 {
                return n;
            }
            n += 1;
        }
    }

    /// Weekly counts about a level, negative binomial where `size` is finite, each week like the one before by `rho`.
    fn series(key: u64, n: usize, size: f64, rho: f64, level: impl Fn(usize) -> f64) -> Vec<u32> {
        let mut rng = stream(2024, key);
        let mut state = 0.0;
        (0..n)
            .map(|week| {
                let mut mean = level(week);
                if size.is_finite() {
                    mean *= gamma(&mut rng, size) / size;
                }
                if rho > 0.0 {
                    state = rho * state + 0.15 * (1.0 - rho * rho).sqrt() * standard_normal(&mut rng);
                    mean *= f64::exp(state);
                }
                poisson(&mut rng, mean)
            })
            .collect()
    }

    fn scanned(counts: &[u32]) -> (Scan, Vec<Found>) {
        scan(SeriesKind::ActivePeople, counts, &vec![WORKING_DAYS; counts.len()], &StageOptions::default())
            .expect("enough data")
    }

    #[test]
    fn false_alarms_are_few() {
        for (name, size, rho, most) in [
            ("Poisson", f64::INFINITY, 0.0, 0.07),
            ("negative binomial", 10.0, 0.0, 0.07),
            ("negative binomial, much", 3.0, 0.0, 0.07),
            ("like the week before, by .3", f64::INFINITY, 0.3, 0.07),
            ("like the week before, by .5", f64::INFINITY, 0.5, 0.15),
        ] {
            for (n, level) in [(52, 12.0), (104, 40.0)] {
                let alarms = (0..200)
                    .filter(|&run| !scanned(&series(run, n, size, rho, |_| level)).1.is_empty())
                    .count();
                let share = alarms as f64 / 200.0;
                println!("{name}, {n} weeks: {share}");
                assert!(share <= most, "{name}, {n} weeks: {share}");
            }
        }
    }

    #[test]
    fn a_step_is_found_where_it_is() {
        let mut near = 0;
        for run in 0..200 {
            let counts = series(1000 + run, 104, 20.0, 0.0, |week| if week < 60 { 30.0 } else { 48.0 });
            let (_, found) = scanned(&counts);
            near += usize::from(found.len() == 1 && found[0].week.abs_diff(60) <= 2);
            if let [found] = &found[..] {
                assert!(found.kind == ChangeKind::Rise && found.after > found.before && found.p_value < 0.01);
            }
        }
        println!("within two weeks: {near} of 200");
        assert!(near >= 170, "{near}");
    }

    #[test]
    fn a_slope_is_no_staircase() {
        let steps = |growth: f64| {
            (0..100)
                .filter(|&run| {
                    let counts = series(run, 104, 20.0, 0.0, |week| 20.0 * f64::exp(growth * week as f64));
                    !scanned(&counts).1.is_empty()
                })
                .count()
        };
        let found = [steps(0.01), steps(0.02)];
        println!("staircases: {found:?} of 100");
        assert!(found.iter().all(|&n| n <= 7), "{found:?}");
        let (scan, found) = scanned(&series(7, 104, 20.0, 0.0, |week| 20.0 * f64::exp(0.02 * week as f64)));
        assert!(found.is_empty() && (scan.level.trend().unwrap() - 0.02).abs() < 0.005, "{:?}", scan.level);
        assert!(scan.levels[103].unwrap() > 3.0 * scan.levels[0].unwrap());
    }

    #[test]
    fn july_is_a_dip() {
        let counts =
            series(
                3,
                104,
                f64::INFINITY,
                0.0,
                |week| if (26..31).contains(&(week % 52)) { 15.0 } else { 60.0 },
            );
        let (_, found) = scanned(&counts);
        assert!(!found.is_empty() && found.iter().all(|change| change.kind == ChangeKind::Dip), "{found:?}");
        let counts =
            series(4, 104, f64::INFINITY, 0.0, |week| if (50..56).contains(&week) { 90.0 } else { 30.0 });
        let kinds: Vec<ChangeKind> = scanned(&counts).1.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [ChangeKind::Peak; 2]);
    }

    #[test]
    fn working_days_are_taken_into_account() {
        // Four weeks of two days each look like a change, but are none.
        let mut working = vec![WORKING_DAYS; 60];
        let mut counts =
            series(5, 60, f64::INFINITY, 0.0, |week| if (30..35).contains(&week) { 16.0 } else { 40.0 });
        let options = StageOptions::default();
        let naive = scan(SeriesKind::Messages, &counts, &working, &options).unwrap().1;
        assert_eq!(naive.len(), 2);
        (30..35).for_each(|week| working[week] = 2.0);
        assert!(scan(SeriesKind::Messages, &counts, &working, &options).unwrap().1.is_empty());
        // A week without any is passed over.
        (working[40], counts[40]) = (0.0, 1);
        let (scan, found) = scan(SeriesKind::Messages, &counts, &working, &options).unwrap();
        assert!(found.is_empty() && scan.levels[40].is_none() && scan.levels[41].is_some());
    }

    #[test]
    fn little_data_is_not_scanned() {
        let options = StageOptions::default();
        for counts in [vec![], vec![50; 25], vec![4; 100], vec![0; 100]] {
            let working = vec![WORKING_DAYS; counts.len()];
            assert_eq!(scan(SeriesKind::Messages, &counts, &working, &options), None);
        }
        let (scan, found) = scanned(&[50; 26]);
        assert!(found.is_empty() && scan.level == Level::Steps(0));
    }
}
