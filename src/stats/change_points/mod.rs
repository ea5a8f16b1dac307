//! Change points: where the level of a series moved, and by how much.
//!
//! A weekly count goes up and down by chance; a change point is where two levels explain the series so much
//! better than one that it is worth a penalty. All of them are found together, exactly, by dynamic programming
//! with pruning (PELT).

mod compare;
mod cost;
mod nodes;
mod pelt;

use super::interval::{DEFAULT_LEVEL, Interval};
use super::special::two_sided_z;
use compare::{compare, level_interval};
use cost::Costs;

/// A change costs this many times the logarithm of the length of the series.
pub const DEFAULT_PENALTY_FACTOR: f64 = 3.0;

/// Shortest segment, in observations (weeks).
pub const DEFAULT_MIN_SEGMENT: usize = 4;

/// How far one week's count strays from its level; see [`SegmentCost::NegativeBinomial`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CountDispersion {
    /// This size `k`: variance `m + m²/k` at mean `m`. Infinite is Poisson.
    Size(f64),
    /// The size that fits the whole series by maximum likelihood, as if nothing had changed. Changes count as
    /// noise, so fewer are found: the careful choice.
    WholeSeries,
    /// The size by moments of neighbouring weeks: `1/k = Σ [(x/e - x'/e')² - m(1/e + 1/e')] / 2Σ (x/e)(x'/e')`,
    /// `m` the pair's common rate. Few pairs straddle a change, so its noise is not swallowed; but where a busy
    /// week drags the next along, it is too small and too many changes are found.
    Neighbours,
}

/// Variance of one value about its level; see [`SegmentCost::Mean`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoiseVariance {
    /// This variance.
    Given(f64),
    /// `(1.4826 · median |d - median d|)² / 2` over the differences `d` of neighbours; where more than half of
    /// them are equal, half of their mean square.
    Differences,
}

/// What a segment costs: how badly one level explains it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SegmentCost {
    /// Counts with one rate: `2(K - K ln(K/E))` for `K` events in exposure `E`, 0 without events.
    Poisson,
    /// Counts that stray more than Poisson counts: twice the negative log-likelihood at the best rate.
    NegativeBinomial(CountDispersion),
    /// Measurements: `Σ (y - mean)² / σ²`. Takes no exposure.
    Mean(NoiseVariance),
}

/// Options of [`change_points`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePointOptions {
    /// Cost of a segment.
    pub cost: SegmentCost,
    /// Price of a change in units of `ln n`, [`DEFAULT_PENALTY_FACTOR`].
    pub penalty_factor: f64,
    /// Shortest segment, [`DEFAULT_MIN_SEGMENT`].
    pub min_segment: usize,
    /// Confidence level of the intervals, [`DEFAULT_LEVEL`](super::DEFAULT_LEVEL).
    pub level: f64,
}

impl Default for ChangePointOptions {
    fn default() -> ChangePointOptions {
        ChangePointOptions {
            cost: SegmentCost::NegativeBinomial(CountDispersion::WholeSeries),
            penalty_factor: DEFAULT_PENALTY_FACTOR,
            min_segment: DEFAULT_MIN_SEGMENT,
            level: DEFAULT_LEVEL,
        }
    }
}

/// A stretch of the series with one level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Index of the first observation.
    pub start: usize,
    /// Index after the last.
    pub end: usize,
    /// Sum of the values.
    pub total: f64,
    /// Sum of the exposures; the number of observations where none were given.
    pub exposure: f64,
    /// Events per unit of exposure (the best rate under the cost), or the mean.
    pub level: f64,
    /// Interval of the level as if the bounds had been known: exact for Poisson, of the likelihood for the
    /// negative binomial, normal for the mean.
    pub interval: Interval,
    /// Cost of the segment, without penalty.
    pub cost: f64,
}

/// A change between neighbouring segments.
///
/// The place was chosen because the segments differ most there. `p_value` does not know that and is too small;
/// `p_scan` pays for the search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Index of the first observation of the new level.
    pub at: usize,
    /// Counts: rate after over rate before, infinite if nothing happened before. Mean: after minus before.
    pub effect: f64,
    /// Interval of the effect, given the place.
    pub interval: Interval,
    /// Two-sided p value of no change, given the place.
    pub p_value: f64,
    /// Places between the neighbouring changes where this one could have been.
    pub places: usize,
    /// `p_value` times `places`, at most 1 (Bonferroni): what to correct further across series.
    pub p_scan: f64,
}

/// What [`change_points`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePoints {
    /// Observations.
    pub n: usize,
    /// The segments, in order; they cover the series.
    pub segments: Vec<Segment>,
    /// The changes between them: one less than segments.
    pub changes: Vec<Change>,
    /// Price of a change, `penalty_factor · ln n`.
    pub penalty: f64,
    /// Size of the negative binomial that was used; infinite if the series strays no more than Poisson.
    pub size: Option<f64>,
    /// Variance that was used with [`SegmentCost::Mean`].
    pub variance: Option<f64>,
    /// The series is shorter than two segments: no change could have been found.
    pub too_short: bool,
}

/// Splits a series where its level changes: the segments with the least sum of costs and penalties.
///
/// `F(t) = min over s of F(s) + C(s..t) + penalty`, by PELT: a start `s` with `F(s) + C(s..t) > F(t)` is beaten
/// by `t` for every end at least `min_segment` after `t`, and is dropped from there on, not sooner.
///
/// # Arguments
/// `values`: counts (not negative; fractions are taken as they are) or measurements, in order of time, without
/// gaps. `exposure`: for counts, what each was counted over, positive: people present, working days, or a
/// calendar effect as a factor. Rates are then per unit of it. Changes of several series: keep
/// [`Change::p_scan`], count a series without changes as 1, and correct for the number of series.
///
/// # Returns
/// `None` if there are fewer values than `min_segment`, or lengths, values, exposures or options are out of
/// range (penalty negative, `min_segment` 0, level outside (0, 1), exposure with [`SegmentCost::Mean`], more than
/// 2⁵³ events, or measurements whose squares add up to more than a number holds). A
/// series shorter than two segments gives one, with `too_short`.
///
/// # Complexity
/// O(n) costs where changes keep coming, O(n²) at worst. A cost is O(1); for the negative binomial with exposures, whose
/// rate has no closed form, some twenty times that where exposures differ up to tenfold, and O(length of the
/// segment) where they differ more than a ten-thousandfold.
///
/// # Example
/// ```
/// use cmgraph::stats::{ChangePointOptions, SegmentCost, change_points};
/// // Messages a week; half of the people were away in the sixth and seventh week.
/// let messages = [9.0, 12.0, 8.0, 11.0, 10.0, 4.0, 6.0, 9.0, 31.0, 25.0, 33.0, 28.0, 30.0, 27.0];
/// let mut present = [100.0; 14];
/// (present[5], present[6]) = (50.0, 50.0);
/// let options = ChangePointOptions { cost: SegmentCost::Poisson, ..Default::default() };
/// let found = change_points(&messages, Some(&present), &options).unwrap();
/// assert_eq!(found.changes.len(), 1);
/// let change = found.changes[0];
/// assert!(change.at == 8 && change.interval.low > 2.0 && change.p_scan < 1e-6);
/// ```
///
/// # Reference
/// R. Killick, P. Fearnhead, I. A. Eckley, *Optimal detection of changepoints with a linear computational cost*,
/// JASA 107 (2012).
pub fn change_points(
    values: &[f64],
    exposure: Option<&[f64]>,
    options: &ChangePointOptions,
) -> Option<ChangePoints> {
    let n = values.len();
    let z = two_sided_z(options.level)?;
    let factor = options.penalty_factor;
    let in_range = factor >= 0.0 && factor.is_finite() && options.min_segment > 0;
    if !in_range || n < options.min_segment {
        return None;
    }
    let costs = Costs::of(values, exposure, options.cost)?;
    let penalty = factor * (n as f64).ln();
    let bounds = pelt::partition(n, options.min_segment, penalty, |start, end| costs.quick(start, end));
    let segments: Vec<Segment> = bounds
        .windows(2)
        .map(|bound| {
            let (start, end) = (bound[0], bound[1]);
            Segment {
                start,
                end,
                total: costs.total(start, end),
                exposure: costs.exposure(start, end),
                level: costs.level(start, end),
                interval: level_interval(&costs, start, end, options.level, z),
                cost: costs.of_segment(start, end),
            }
        })
        .collect();
    let changes = segments
        .windows(2)
        .map(|pair| {
            let (before, after) = (pair[0], pair[1]);
            let tested = compare(&costs, before.start, after.start, after.end, options.level, z);
            let places = (after.end - before.start).saturating_sub(2 * options.min_segment) + 1;
            Change {
                at: after.start,
                effect: tested.effect,
                interval: tested.interval,
                p_value: tested.p_value,
                places,
                p_scan: (tested.p_value * places as f64).min(1.0),
            }
        })
        .collect();
    let (size, variance) = match costs.noise() {
        cost::Noise::Size(size) if options.cost != SegmentCost::Poisson => (Some(size), None),
        cost::Noise::Size(_) => (None, None),
        cost::Noise::Variance(variance) => (None, Some(variance)),
    };
    Some(ChangePoints {
        n,
        segments,
        changes,
        penalty,
        size,
        variance,
        too_short: n < 2 * options.min_segment,
    })
}

#[cfg(test)]
mod tests;
