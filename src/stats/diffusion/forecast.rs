//! Forecast of the cumulative path, by parametric bootstrap.

use super::super::sample::{stream, uniform};
use super::binomial::binomial;
use super::cohorts::{Cohort, hazard};
use super::counts::{AdoptionCounts, Joiners};
use super::curve::{Family, Point};
use super::likelihood::Terms;
use super::newton::maximise;
use super::share_fit::{ShareFit, domain};
use crate::stats::DEFAULT_SEED;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Refits behind a forecast.
pub const DEFAULT_REFITS: usize = 500;

/// Options of [`forecast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForecastOptions {
    /// Bootstrap samples, each refitted.
    pub refits: usize,
    /// Seed; replicate `i` draws from stream `i`.
    pub seed: u64,
}

impl Default for ForecastOptions {
    fn default() -> Self {
        ForecastOptions { refits: DEFAULT_REFITS, seed: DEFAULT_SEED }
    }
}

/// Cumulative adopters at one future time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastPoint {
    /// Periods since launch.
    pub time: f64,
    /// 5 % point, people.
    pub p05: f64,
    /// Median, people.
    pub p50: f64,
    /// 95 % point, people.
    pub p95: f64,
}

/// What [`forecast`] says.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// One point a future edge.
    pub points: Vec<ForecastPoint>,
    /// Replicates that were refitted.
    pub refits: usize,
    /// Replicates left out because no adopter was drawn or the refit found no maximum.
    pub failed: usize,
}

/// Cumulative adopters at the times `future` (periods since launch, rising, after the last edge).
///
/// For each replicate a history is drawn from the fitted curve with the same entries and the same rates of leaving,
/// refitted from the fit, and the people who wait at the end are led on through the future with the refitted curve, bin by
/// bin: so the band holds the uncertainty of the parameters and the chance of a finite staff. The staff is taken to stay
/// as it is at the end: nobody joins or leaves. Over-dispersion `φ` ([`Dispersion::widening`](super::Dispersion::widening)) thins people into `1/φ` as many independent ones
/// that count `φ` each, in past and future.
///
/// A forecast holds if the family does. Before the inflection it is as wide as the ignorance about the ceiling, and should
/// be shown with [`Ceiling::NotIdentified`](super::Ceiling).
///
/// # Returns
/// `None` if `future` is empty, does not rise or begins before the end, if no replicate was asked for or could be
/// refitted, or if `counts` are not those of the fit (people, adopters, end, and the likelihood under the fitted curve).
///
/// # Complexity
/// `refits` × (one fit from a near start + a binomial draw a bin and entry), on all threads; the result does not depend on
/// how many.
///
/// # Example
/// ```
/// use cmgraph::stats::diffusion::*;
/// let months: Vec<f64> = (0..=17).map(f64::from).collect();
/// let adopters = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1];
/// let counts = AdoptionCounts::constant(&months, &adopters, 125).unwrap();
/// let fit = fit_share(&counts, Family::Bass).unwrap();
/// let ahead = forecast(&counts, &fit, &[18.0, 24.0, 36.0], &ForecastOptions::default()).unwrap();
/// let last = ahead.points[2];
/// assert!(109.0 <= last.p05 && last.p05 <= last.p50 && last.p95 <= 125.0);
/// ```
pub fn forecast(
    counts: &AdoptionCounts,
    fit: &ShareFit,
    future: &[f64],
    options: &ForecastOptions,
) -> Option<Forecast> {
    let paths = forecast_paths(counts, fit, future, options)?;
    let refits = paths.len();
    let mut column = vec![0.0; refits];
    let points = future
        .iter()
        .enumerate()
        .map(|(step, &time)| {
            for (value, path) in column.iter_mut().zip(&paths) {
                *value = path[step];
            }
            column.sort_unstable_by(f64::total_cmp);
            let [p05, p50, p95] = [0.05, 0.5, 0.95].map(|share| quantile(&column, share));
            ForecastPoint { time, p05, p50, p95 }
        })
        .collect();
    Some(Forecast { points, refits, failed: options.refits - refits })
}

/// The drawn paths behind a [`forecast`]: cumulative adopters at the times `future`, one path a replicate that could be
/// refitted. `None` as there.
pub(crate) fn forecast_paths(
    counts: &AdoptionCounts,
    fit: &ShareFit,
    future: &[f64],
    options: &ForecastOptions,
) -> Option<Vec<Vec<f64>>> {
    let end = counts.end();
    let rising = future.windows(2).all(|e| e[0] < e[1]) && future.iter().all(|t| t.is_finite());
    if !rising || future.first().is_none_or(|&t| t <= end) || options.refits == 0 || !is_of(fit, counts) {
        return None;
    }
    let plan = Plan::new(counts, fit, future);
    let paths: Vec<Option<Vec<f64>>> = (0..options.refits)
        .into_par_iter()
        .map_init(Scratch::default, |scratch, replicate| {
            plan.replicate(&mut stream(options.seed, replicate as u64), scratch)
        })
        .collect();
    let paths: Vec<Vec<f64>> = paths.into_iter().flatten().collect();
    (!paths.is_empty()).then_some(paths)
}

/// Whether the curve has on these counts the likelihood that the fit tells: totals alone agree for many others.
fn is_of(fit: &ShareFit, counts: &AdoptionCounts) -> bool {
    if fit.people != counts.people() || fit.adopters != counts.adopters() || fit.end != counts.end() {
        return false;
    }
    let (family, theta) = fit.curve.theta();
    let [a, b] = family.per_span(theta, counts.end());
    let here = Terms::of(counts).evaluate(family, &[a, b, fit.share.ln()], &mut Vec::new()).value;
    (here - fit.log_likelihood).abs() <= 1e-6 * (1.0 + fit.log_likelihood.abs())
}

/// Quantile of sorted values, linear between them.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + part * (sorted[above] - sorted[below])
}

/// What all replicates share.
struct Plan {
    family: Family,
    joiners: Joiners,
    cohorts: Vec<Cohort>,
    /// Probability of adoption by cohort and bin under the fit, and of leaving for who has not.
    chances: Vec<Vec<(f64, f64)>>,
    /// Waiting at the end, by entry.
    waiting: Vec<(usize, u64)>,
    seen: f64,
    theta: [f64; 3],
    bins: usize,
    terms: Terms,
    /// Past edges and future times over the span.
    times: Vec<f64>,
    phi: f64,
    /// The fit held the share, so refits do.
    fixed_share: bool,
}

#[derive(Default)]
struct Scratch {
    points: Vec<Point>,
    terms: Option<Terms>,
    adopted: Vec<(usize, usize, f64)>,
    waiting: Vec<(usize, usize, f64)>,
}

impl Plan {
    fn new(counts: &AdoptionCounts, fit: &ShareFit, future: &[f64]) -> Plan {
        let (family, theta) = fit.curve.theta();
        let [a, b] = family.per_span(theta, counts.end());
        let terms = Terms::of(counts);
        let mut points = Vec::new();
        family.fill(&terms.times, a, b, &mut points);
        let cohorts = counts.cohorts();
        let chances = cohorts
            .iter()
            .map(|cohort| {
                let chance = |i: usize| {
                    let bin = cohort.bins[i];
                    let at = cohort.entry + i;
                    let h = hazard(counts.joiners, &points, fit.share, cohort.entry, at, at + 1);
                    let stayed = bin.at_risk - bin.adopted;
                    // At the end of the data nobody leaves; who is still there waits.
                    let leaves =
                        if at + 1 == counts.bins() || stayed <= 0.0 { 0.0 } else { bin.left / stayed };
                    (h, leaves)
                };
                (0..cohort.bins.len()).map(chance).collect()
            })
            .collect();
        let last = counts.bins();
        let waiting = counts
            .waiting
            .iter()
            .filter(|c| c.exit == last && c.entry < last)
            .map(|c| (c.entry, c.people))
            .collect();
        let mut times = terms.times.clone();
        times.extend(future.iter().map(|t| t / counts.end()));
        Plan {
            family,
            joiners: counts.joiners,
            cohorts,
            chances,
            waiting,
            seen: counts.adopters() as f64,
            theta: [a, b, fit.share.ln()],
            bins: last,
            terms,
            times,
            phi: fit.dispersion.map_or(1.0, |d| d.widening()),
            fixed_share: fit.parameters == 2,
        }
    }

    /// One drawn history, refitted, and one future after the real past.
    fn replicate(&self, rng: &mut ChaCha8Rng, scratch: &mut Scratch) -> Option<Vec<f64>> {
        scratch.adopted.clear();
        scratch.waiting.clear();
        for (cohort, chances) in self.cohorts.iter().zip(&self.chances) {
            let mut here = self.thinned(rng, cohort.bins[0].at_risk);
            for (i, &(adopts, leaves)) in chances.iter().enumerate() {
                let at = cohort.entry + i;
                let adopted = binomial(rng, here, adopts);
                here -= adopted;
                let left = if i + 1 == chances.len() { here } else { binomial(rng, here, leaves) };
                here -= left;
                if adopted > 0 {
                    scratch.adopted.push((cohort.entry, at, adopted as f64 * self.phi));
                }
                if left > 0 {
                    scratch.waiting.push((cohort.entry, at + 1, left as f64 * self.phi));
                }
            }
        }
        if scratch.adopted.is_empty() {
            return None;
        }
        let terms = scratch.terms.get_or_insert_with(|| self.terms.clone());
        terms.load(self.joiners, scratch.adopted.iter().copied(), scratch.waiting.iter().copied());
        let points = &mut scratch.points;
        let mut domain = domain(self.family);
        domain.free[2] &= !self.fixed_share;
        let found = maximise(self.theta, &domain, |theta| terms.evaluate(self.family, theta, points));
        if !(found.converged && found.slope.value.is_finite()) {
            return None;
        }
        self.family.fill(&self.times, found.at[0], found.at[1], points);
        let share = found.at[2].exp();
        let mut path = vec![self.seen; self.times.len() - self.bins - 1];
        for &(entry, people) in &self.waiting {
            let mut here = self.thinned(rng, people as f64);
            let mut gained = 0.0;
            for (step, total) in path.iter_mut().enumerate() {
                let from = self.bins + step;
                let chance = hazard(self.joiners, points, share, entry, from, from + 1);
                let adopted = binomial(rng, here, chance);
                here -= adopted;
                gained += adopted as f64 * self.phi;
                // Thinned people stand for a little more or less than there are.
                *total += gained.min(people as f64);
            }
        }
        Some(path)
    }

    /// `people / φ` as a whole number, rounded at random so that the mean is right.
    fn thinned(&self, rng: &mut ChaCha8Rng, people: f64) -> u64 {
        if self.phi == 1.0 { people as u64 } else { (people / self.phi + uniform(rng)).floor() as u64 }
    }
}
