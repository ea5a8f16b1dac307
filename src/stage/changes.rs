//! When activity changed its level.

use super::weeks::WORKING_DAYS;
use super::{Level, Scan, SeriesKind, StageOptions};
use crate::stats::{
    ChangePointOptions, ChangePoints, DEFAULT_TREND_LAG, Dispersion, Interval, LogTrend, SegmentCost,
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
        cost: SegmentCost::NegativeBinomial(Dispersion::WholeSeries),
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
