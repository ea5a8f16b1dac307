//! How many kinds were not seen at all: Chao's estimate from those seen once and twice.

use super::interval::Interval;
use super::resample::ResampleOptions;
use super::sample::{stream, uniform};
use super::special::two_sided_z;
use rayon::prelude::*;

/// Replicates behind the standard error of [`unseen`].
pub const DEFAULT_UNSEEN_REPLICATES: usize = 200;

/// Chao's bias-corrected lower bound of the number of kinds, seen or not: `S + f1 (f1 - 1) / (2 (f2 + 1))`.
///
/// `S` is the number of kinds with a count above 0, `f1` of those seen once, `f2` of those seen twice. Somebody referred to
/// by many is sure to be seen; how many were seen once tells how many were just missed.
///
/// # Returns
/// `None` where nothing was seen.
///
/// # Complexity
/// O(n).
///
/// # Example
/// ```
/// use cmgraph::stats::{chao1, chao1_classic};
/// // Twenty people referred to, five of them once and three twice.
/// let times = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 9, 12, 14, 30];
/// assert_eq!(chao1(&times), Some(22.5));
/// assert!((chao1_classic(&times).unwrap() - 24.1667).abs() < 1e-4);
/// ```
///
/// # Reference
/// A. Chao, *Nonparametric estimation of the number of classes in a population*, Scandinavian Journal of Statistics 11 (1984).
pub fn chao1(counts: &[u64]) -> Option<f64> {
    let (seen, once, twice) = frequencies(counts.iter().copied());
    (seen > 0).then(|| corrected(seen, once, twice))
}

/// Chao's bound as first published, `S + f1² / (2 f2)`; `None` where nothing was seen twice. See [`chao1`].
///
/// ```
/// assert_eq!(cmgraph::stats::chao1_classic(&[1, 1, 2]), Some(5.0));
/// assert_eq!(cmgraph::stats::chao1_classic(&[1, 1, 3]), None);
/// ```
pub fn chao1_classic(counts: &[u64]) -> Option<f64> {
    let (seen, once, twice) = frequencies(counts.iter().copied());
    (twice > 0).then(|| seen as f64 + (once * once) as f64 / (2 * twice) as f64)
}

/// How many kinds there are, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unseen {
    /// Kinds seen.
    pub seen: u64,
    /// Kinds seen once.
    pub once: u64,
    /// Kinds seen twice.
    pub twice: u64,
    /// Bias-corrected estimate of all kinds, seen or not; a lower bound.
    pub estimate: f64,
    /// Its standard error, by the bootstrap over sightings; `None` for fewer than two sightings.
    pub se: Option<f64>,
    /// Log-normal interval of the estimate: it starts no lower than what was seen.
    pub interval: Option<Interval>,
}

impl Unseen {
    /// Kinds that were not seen: the estimate less those seen.
    pub fn missing(&self) -> f64 {
        self.estimate - self.seen as f64
    }
}

/// [`chao1`] with its standard error and interval.
///
/// Sightings are drawn anew, as many as there were, from a population like the one that was seen: those seen with their
/// shares, made a little smaller, and as many unseen ones as are estimated, who share the rest (the estimated share of
/// sightings still to come, `1 - coverage`). Drawing from those seen alone would leave the error far too small. The standard
/// error is that of the estimates. The interval is that of the unseen part on the log scale: `S + T / K` to `S + T K` with `T` the unseen part and
/// `K = exp(z √ln(1 + se²/T²))`.
///
/// # Returns
/// `None` where nothing was seen, or for a level outside (0, 1).
///
/// # Complexity
/// O(sightings × replicates), in parallel; the same for any number of threads and any order of the counts.
///
/// # Example
/// ```
/// use cmgraph::stats::{ResampleOptions, unseen};
/// let times = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 9, 12, 14, 30];
/// let found = unseen(&times, 0.95, &ResampleOptions { replicates: 200, seed: 1 }).unwrap();
/// assert_eq!((found.seen, found.estimate), (20, 22.5));
/// let interval = found.interval.unwrap();
/// assert!(interval.low >= 20.0 && interval.contains(22.5));
/// ```
///
/// # Reference
/// A. Chao, *Estimating the population size for capture-recapture data with unequal catchability*, Biometrics 43 (1987);
/// A. Chao and others, *Rarefaction and extrapolation with Hill numbers*, Ecological Monographs 84 (2014), for the draws.
pub fn unseen(counts: &[u64], level: f64, options: &ResampleOptions) -> Option<Unseen> {
    let z = two_sided_z(level)?;
    let mut kinds: Vec<u64> = counts.iter().copied().filter(|&count| count > 0).collect();
    kinds.sort_unstable();
    let (seen, once, twice) = frequencies(kinds.iter().copied());
    if seen == 0 {
        return None;
    }
    let estimate = corrected(seen, once, twice);
    let se = assemblage(&kinds, once, twice, estimate - seen as f64).and_then(|sums| {
        let estimates: Vec<f64> = (0..options.replicates as u64)
            .into_par_iter()
            .map_init(Vec::new, |drawn, replicate| {
                again(&sums, kinds.iter().sum(), options.seed, replicate, drawn)
            })
            .collect();
        standard_deviation(&estimates)
    });
    let missing = estimate - seen as f64;
    let interval = se.map(|se| {
        let factor = if missing > 0.0 { (z * (1.0 + (se / missing).powi(2)).ln().sqrt()).exp() } else { 1.0 };
        Interval { low: seen as f64 + missing / factor, high: seen as f64 + missing * factor }
    });
    Some(Unseen { seen, once, twice, estimate, se, interval })
}

/// Cumulative shares of those seen and of the unseen ones; `None` for fewer than two sightings.
fn assemblage(kinds: &[u64], once: u64, twice: u64, missing: f64) -> Option<Vec<f64>> {
    let total: u64 = kinds.iter().sum();
    if total < 2 {
        return None;
    }
    let (n, f1, f2) = (total as f64, once as f64, twice as f64);
    // Share of sightings still to come of kinds that were not seen: by Turing's rule as Chao and Jost have it.
    let (top, rest) =
        if twice > 0 { ((n - 1.0) * f1, 2.0 * f2) } else { ((n - 1.0) * (f1 - 1.0).max(0.0), 2.0) };
    let to_come = if top > 0.0 { f1 / n * top / (top + rest) } else { 0.0 };
    let hidden = missing.ceil().max(0.0) as usize;
    let to_come = if hidden > 0 { to_come } else { 0.0 };
    let share = |count: u64| count as f64 / n;
    // Those seen less often are overrated the more.
    let overrated: f64 = kinds.iter().map(|&count| share(count) * (1.0 - share(count)).powf(n)).sum();
    let factor = if overrated > 0.0 { to_come / overrated } else { 0.0 };
    let seen = kinds.iter().map(|&count| share(count) * (1.0 - factor * (1.0 - share(count)).powf(n)));
    let unseen = std::iter::repeat_n(to_come / hidden.max(1) as f64, hidden);
    let sums = seen.map(|p| p.max(0.0)).chain(unseen).scan(0.0, |sum, p| {
        *sum += p;
        Some(*sum)
    });
    Some(sums.collect())
}

/// The estimate from as many sightings drawn anew.
fn again(sums: &[f64], total: u64, seed: u64, replicate: u64, drawn: &mut Vec<u64>) -> f64 {
    let mut rng = stream(seed, replicate);
    drawn.clear();
    drawn.resize(sums.len(), 0);
    let all = sums.last().copied().unwrap_or_default();
    for _ in 0..total {
        let at = uniform(&mut rng) * all;
        let kind = sums.partition_point(|&sum| sum <= at).min(drawn.len() - 1);
        drawn[kind] += 1;
    }
    let (seen, once, twice) = frequencies(drawn.iter().copied());
    corrected(seen, once, twice)
}

fn standard_deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    Some((values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

/// Kinds seen, seen once, seen twice.
fn frequencies(counts: impl Iterator<Item = u64>) -> (u64, u64, u64) {
    counts.fold((0, 0, 0), |(seen, once, twice), count| {
        (seen + u64::from(count > 0), once + u64::from(count == 1), twice + u64::from(count == 2))
    })
}

fn corrected(seen: u64, once: u64, twice: u64) -> f64 {
    seen as f64 + once as f64 * (once as f64 - 1.0) / (2.0 * (twice as f64 + 1.0))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{below, stream};
    use super::*;

    /// Twenty kinds, five seen once, three twice, the others more often.
    const TIMES: [u64; 20] = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 9, 12, 14, 30];

    #[test]
    fn vector() {
        assert!((chao1(&TIMES).unwrap() - 22.5).abs() < 1e-9);
        assert!((chao1_classic(&TIMES).unwrap() - (20.0 + 25.0 / 6.0)).abs() < 1e-9);
    }

    #[test]
    fn edges() {
        let options = ResampleOptions { replicates: 50, seed: 3 };
        assert_eq!(chao1(&[]), None);
        assert_eq!(chao1(&[0, 0]), None);
        assert!(unseen(&[], 0.95, &options).is_none());
        assert!(unseen(&[1], 1.0, &options).is_none());
        let one = unseen(&[1], 0.95, &options).unwrap();
        assert_eq!((one.seen, one.estimate, one.se, one.interval), (1, 1.0, None, None));
        // Nobody seen once: nothing is missing.
        let all = unseen(&[5, 5, 5, 0], 0.95, &options).unwrap();
        assert_eq!((all.seen, all.missing()), (3, 0.0));
        assert_eq!(all.interval.map(|i| (i.low, i.high)), Some((3.0, 3.0)));
        // Everybody seen once.
        let once = unseen(&[1; 10], 0.95, &options).unwrap();
        assert_eq!(once.estimate, 10.0 + 45.0);
        assert!(once.interval.unwrap().high.is_finite());
    }

    #[test]
    fn order_of_the_counts_does_not_matter() {
        let options = ResampleOptions { replicates: 100, seed: 7 };
        let mut turned = TIMES;
        turned.reverse();
        assert_eq!(unseen(&TIMES, 0.9, &options), unseen(&turned, 0.9, &options));
    }

    #[test]
    fn standard_error_is_near_the_formula() {
        // Chao's variance of the corrected estimate, for kinds seen once and twice.
        let formula = |f1: f64, f2: f64| {
            let (a, b) = (f1 * (f1 - 1.0), f2 + 1.0);
            let error = f1 * (2.0 * f1 - 1.0).powi(2) / (4.0 * b * b);
            (a / (2.0 * b) + error + f1 * f1 * f2 * (f1 - 1.0).powi(2) / (4.0 * b.powi(4))).sqrt()
        };
        let mut many: Vec<u64> = (3..63).collect();
        many.extend([1; 28]);
        many.extend([2; 14]);
        for (counts, f1, f2) in [(TIMES.to_vec(), 5.0, 3.0), (many, 28.0, 14.0)] {
            let found = unseen(&counts, 0.95, &ResampleOptions { replicates: 400, seed: 1 }).unwrap();
            let (se, expected) = (found.se.unwrap(), formula(f1, f2));
            assert!(se > 0.6 * expected && se < 1.7 * expected, "{se} {expected}");
        }
    }

    #[test]
    fn intervals_hold_the_truth() {
        // 120 kinds of which some are ten times as frequent as others, 250 sightings.
        let (mut held, runs) = (0, 200);
        for run in 0..runs {
            let mut rng = stream(5, run);
            let mut counts = [0u64; 120];
            (0..250).for_each(|_| {
                let common = below(&mut rng, 100) < 60;
                counts[if common { below(&mut rng, 40) } else { 40 + below(&mut rng, 80) }] += 1;
            });
            let found = unseen(&counts, 0.95, &ResampleOptions { replicates: 100, seed: run }).unwrap();
            held += u32::from(found.interval.unwrap().contains(120.0));
        }
        assert!(held >= 170, "{held} of {runs}");
    }

    #[test]
    fn a_known_number_of_kinds_is_bounded() {
        // Sixty equally likely kinds, 100 sightings: about eleven are missed.
        let (mut seen, mut estimate, runs) = (0.0, 0.0, 200);
        for run in 0..runs {
            let mut rng = stream(11, run);
            let mut counts = [0u64; 60];
            (0..100).for_each(|_| counts[below(&mut rng, 60)] += 1);
            seen += counts.iter().filter(|&&count| count > 0).count() as f64;
            estimate += chao1(&counts).unwrap();
        }
        let (seen, estimate) = (seen / runs as f64, estimate / runs as f64);
        assert!(seen < 50.0 && (56.0..64.0).contains(&estimate), "{seen} {estimate}");
    }
}
