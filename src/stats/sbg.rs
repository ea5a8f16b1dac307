//! How many of a cohort will still be there: the shifted beta-geometric model of retention.
//!
//! Retention curves bend: those who leave easily leave first, so the loyal remain and the share that is kept
//! rises from period to period, with nobody's mind changed. A curve drawn through the points extrapolates
//! badly; the model of the mixture does well.
//!
//! At the end of each period a person leaves with their own probability `θ`; across people `θ ~ Beta(α, β)`. Then
//! period `t` keeps `r(t) = (β + t - 1)/(α + β + t - 1)` of those who were there at its start.

use super::gamma_poisson::BOUNDARY_LIKELIHOOD_RATIO;
use super::interval::Interval;
use super::profile::{ProfilePoint, highest_maximum};
use super::special::{falling_root, two_sided_z};

/// Range of `α + β` that is searched, as natural logarithms: that of [`highest_maximum`].
const PRECISION_RANGE: (f64, f64) = (-13.815_510_557_964_274, 13.815_510_557_964_274);

/// Points on each side of the outline of a likelihood region. Its extremes are then right to 2·10⁻⁴ of their
/// distance from the estimate.
const OUTLINE_POINTS: usize = 160;

/// One cohort followed for as many periods as `lost` has entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SbgCohort {
    /// People who left in the first, second, ... period.
    pub lost: Vec<u64>,
    /// People who were still there after the last of them.
    pub remaining: u64,
}

impl SbgCohort {
    /// From the number of people there at the start and after each period.
    ///
    /// `None` if it is empty or ever rises: somebody who comes back was not lost.
    ///
    /// ```
    /// use cmgraph::stats::SbgCohort;
    /// let cohort = SbgCohort::from_survivors(&[100, 61, 48]).unwrap();
    /// assert_eq!((cohort.lost, cohort.remaining), (vec![39, 13], 48));
    /// ```
    pub fn from_survivors(survivors: &[u64]) -> Option<SbgCohort> {
        let lost = survivors.windows(2).map(|pair| pair[0].checked_sub(pair[1])).collect::<Option<_>>()?;
        Some(SbgCohort { lost, remaining: *survivors.last()? })
    }
}

/// A share with the interval of everything the data do not contradict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SbgShare {
    /// At the estimate.
    pub value: f64,
    /// Profile-likelihood interval.
    pub interval: Interval,
}

/// One period of [`ShiftedBetaGeometric::project`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SbgPoint {
    /// Period, from 1.
    pub period: usize,
    /// People of all cohorts who were followed through it; 0: this is a projection.
    pub at_risk: u64,
    /// Of them, those who left in it.
    pub lost: u64,
    /// Share of those there at its start who are there at its end.
    pub retention: SbgShare,
    /// Share of the first day's people who are there at its end.
    pub survival: SbgShare,
}

/// A fitted shifted beta-geometric model; see [`ShiftedBetaGeometric::fit`].
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftedBetaGeometric {
    /// First shape; infinite if everybody leaves with the same probability.
    pub alpha: f64,
    /// Second shape; infinite together with `alpha`.
    pub beta: f64,
    /// Mean probability to leave in the first period, `α/(α+β)`; in a model with one probability, that one.
    pub leaving: f64,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Twice the gain over one probability for all; 0 if there is none.
    pub likelihood_ratio: f64,
    /// The data do not show that people differ: `likelihood_ratio` is below
    /// [`BOUNDARY_LIKELIHOOD_RATIO`](super::BOUNDARY_LIKELIHOOD_RATIO). A rising share kept should then not be told
    /// as a fact.
    pub at_boundary: bool,
    /// `α + β` ran to 0: whoever survives the first period stays for ever, the fit says.
    pub all_or_nothing: bool,
    /// Cohorts with at least one period.
    pub cohorts: usize,
    /// People in them.
    pub n: u64,
    /// People who left.
    pub total_lost: u64,
    periods: Vec<Period>,
}

/// What the likelihood needs of one period.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Period {
    at_risk: u64,
    lost: u64,
}

/// A point of the parameter space: mean probability to leave, and `1/(α+β)`, which is 0 for one probability.
#[derive(Debug, Clone, Copy)]
struct Shape {
    leaving: f64,
    spread: f64,
}

impl Shape {
    fn retention(self, period: usize) -> f64 {
        let q = (period - 1) as f64 * self.spread;
        // Both grow with q; with an enormous spread the ratio is 1.
        if q.is_infinite() { 1.0 } else { (1.0 - self.leaving + q) / (1.0 + q) }
    }

    /// Share of those there after `age` periods who are there after `later`.
    fn kept(self, age: usize, later: usize) -> f64 {
        (age + 1..=later).map(|period| self.retention(period)).product()
    }
}

impl ShiftedBetaGeometric {
    /// Fits `α` and `β` by maximum likelihood to one or several cohorts, which may be of different age.
    ///
    /// In period `t`, of `n` at risk `d` leave: the log-likelihood is `Σ d ln(1 - r(t)) + (n - d) ln r(t)`, summed
    /// over cohorts; those of one age need not be kept apart. The mean `α/(α+β)` is solved for each `α+β`, where
    /// the likelihood is concave, and the profile searched from 10⁻⁶ to 10⁶; beyond that one probability for all
    /// is taken (a share kept that falls with time gives that too: the model cannot bend down).
    ///
    /// # Returns
    /// `None` where there is nothing to fit: fewer than two periods in which somebody was at risk, nobody lost, or
    /// numbers too large to add.
    ///
    /// # Complexity
    /// O(cohorts · periods), then about 60 passes over the periods.
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::{DEFAULT_LEVEL, SbgCohort, ShiftedBetaGeometric};
    /// let old = SbgCohort::from_survivors(&[400, 252, 187, 153, 131]).unwrap();
    /// let young = SbgCohort::from_survivors(&[350, 222, 160]).unwrap();
    /// let model = ShiftedBetaGeometric::fit(&[old, young]).unwrap();
    /// let curve = model.project(12, DEFAULT_LEVEL).unwrap();
    /// assert!(curve[11].survival.value > 0.1 && curve[11].survival.value < 0.25);
    /// assert!(curve[11].retention.value > curve[0].retention.value); // the loyal remain
    /// assert_eq!((curve[0].at_risk, curve[11].at_risk), (750, 0)); // seen, projected
    /// ```
    ///
    /// # Reference
    /// P. S. Fader, B. G. S. Hardie, *How to project customer retention*, Journal of Interactive Marketing 21
    /// (2007).
    pub fn fit(cohorts: &[SbgCohort]) -> Option<ShiftedBetaGeometric> {
        let mut periods: Vec<Period> = Vec::new();
        let (mut used, mut n) = (0, 0u64);
        for cohort in cohorts.iter().filter(|cohort| !cohort.lost.is_empty()) {
            let mut at_risk = cohort.remaining;
            for &lost in &cohort.lost {
                at_risk = at_risk.checked_add(lost)?;
            }
            n = n.checked_add(at_risk)?;
            used += 1;
            for (t, &lost) in cohort.lost.iter().enumerate() {
                if t == periods.len() {
                    periods.push(Period { at_risk: 0, lost: 0 });
                }
                periods[t].at_risk += at_risk;
                periods[t].lost += lost;
                at_risk -= lost;
            }
        }
        while periods.last().is_some_and(|period| period.at_risk == 0) {
            periods.pop();
        }
        let total_lost = periods.iter().map(|period| period.lost).sum::<u64>();
        if periods.len() < 2 || total_lost == 0 {
            return None;
        }
        let person_periods: f64 = periods.iter().map(|period| period.at_risk as f64).sum();
        let common = Shape { leaving: total_lost as f64 / person_periods, spread: 0.0 };
        let pooled = log_likelihood(&periods, common);
        let best = highest_maximum(|precision| {
            let shape = best_given_spread(&periods, 1.0 / precision);
            ProfilePoint { log_likelihood: log_likelihood(&periods, shape), score: score(&periods, shape) }
        })
        .filter(|&(_, highest)| highest > pooled);
        let (alpha, beta, leaving, highest) = match best {
            Some((precision, highest)) => {
                let leaving = best_given_spread(&periods, 1.0 / precision).leaving;
                (precision * leaving, precision * (1.0 - leaving), leaving, highest)
            }
            None => (f64::INFINITY, f64::INFINITY, common.leaving, pooled),
        };
        let likelihood_ratio = 2.0 * (highest - pooled);
        Some(ShiftedBetaGeometric {
            alpha,
            beta,
            leaving,
            log_likelihood: highest,
            likelihood_ratio,
            at_boundary: likelihood_ratio < BOUNDARY_LIKELIHOOD_RATIO,
            all_or_nothing: (alpha + beta).ln() < PRECISION_RANGE.0 + 1.0,
            cohorts: used,
            n,
            total_lost,
            periods,
        })
    }

    /// Whether the best model has one probability to leave for everybody (`alpha` and `beta` infinite).
    pub fn is_pooled(&self) -> bool {
        self.alpha.is_infinite()
    }

    /// Periods that were seen.
    pub fn periods(&self) -> usize {
        self.periods.len()
    }

    /// Share that a period keeps, `r(t) = (β + t - 1)/(α + β + t - 1)`; period 1 is the first. `None` for 0.
    pub fn retention(&self, period: usize) -> Option<f64> {
        (period > 0).then(|| self.shape().retention(period))
    }

    /// Share still there after so many periods, `S(t) = B(α, β + t)/B(α, β)`; 1 after none. O(t).
    pub fn survival(&self, period: usize) -> f64 {
        self.shape().kept(0, period)
    }

    /// Retention and survival of the periods 1 to `horizon` with profile-likelihood intervals at `level`: the
    /// extremes over all `(α, β)` with `2(highest - log-likelihood) <= z²`. They say how well the curve is known,
    /// not how a single cohort will scatter about it.
    ///
    /// # Returns
    /// `None` if the level is not inside (0, 1).
    ///
    /// # Complexity
    /// Some 320 points of the outline, 50 passes over the periods seen each; then O(320 · horizon).
    pub fn project(&self, horizon: usize, level: f64) -> Option<Vec<SbgPoint>> {
        let outline = self.outline(level)?;
        let mut running = vec![1.0; outline.len()];
        let (shape, mut survival) = (self.shape(), 1.0);
        let points = (1..=horizon)
            .map(|period| {
                let value = shape.retention(period);
                survival *= value;
                let kept: Vec<f64> = outline.iter().map(|corner| corner.retention(period)).collect();
                running.iter_mut().zip(&kept).for_each(|(running, kept)| *running *= kept);
                let seen = self.periods.get(period - 1);
                SbgPoint {
                    period,
                    at_risk: seen.map_or(0, |seen| seen.at_risk),
                    lost: seen.map_or(0, |seen| seen.lost),
                    retention: share(value, kept.iter().copied()),
                    survival: share(survival, running.iter().copied()),
                }
            })
            .collect();
        Some(points)
    }

    /// Of the people who are there after `age` periods, the share that will be there after `later`:
    /// `S(later)/S(age)`, with interval as for [`project`](Self::project).
    ///
    /// # Returns
    /// `None` if `later < age` or the level is not inside (0, 1).
    pub fn kept(&self, age: usize, later: usize, level: f64) -> Option<SbgShare> {
        if later < age {
            return None;
        }
        let outline = self.outline(level)?;
        Some(share(self.shape().kept(age, later), outline.iter().map(|corner| corner.kept(age, later))))
    }

    fn shape(&self) -> Shape {
        // 1/∞ is the 0 of the common probability.
        Shape { leaving: self.leaving, spread: 1.0 / (self.alpha + self.beta) }
    }

    /// Points on the edge of the region that a likelihood-ratio test at this level does not reject.
    fn outline(&self, level: f64) -> Option<Vec<Shape>> {
        let z = two_sided_z(level)?;
        let threshold = self.log_likelihood - z * z / 2.0;
        let inside = |ln_precision: f64| {
            let shape = best_given_spread(&self.periods, (-ln_precision).exp());
            log_likelihood(&self.periods, shape) >= threshold
        };
        let centre = (self.alpha + self.beta).ln().clamp(PRECISION_RANGE.0, PRECISION_RANGE.1);
        let from = region_end(centre, PRECISION_RANGE.0, inside);
        let to = region_end(centre, PRECISION_RANGE.1, inside);
        let mut outline = Vec::with_capacity(2 * OUTLINE_POINTS + 2);
        for step in 0..=OUTLINE_POINTS {
            // Closer together at the ends, where the edge turns back.
            let angle = std::f64::consts::PI * step as f64 / OUTLINE_POINTS as f64;
            let ln_precision = (from + to) / 2.0 - (to - from) / 2.0 * angle.cos();
            let best = best_given_spread(&self.periods, (-ln_precision).exp());
            let edge = |towards: f64| {
                let leaving = region_end(best.leaving, towards, |leaving| {
                    log_likelihood(&self.periods, Shape { leaving, ..best }) >= threshold
                });
                Shape { leaving, ..best }
            };
            outline.extend([edge(0.0), edge(1.0)]);
        }
        Some(outline)
    }
}

fn share(value: f64, corners: impl Iterator<Item = f64>) -> SbgShare {
    let (low, high) = corners.fold((value, value), |(low, high), v| (low.min(v), high.max(v)));
    SbgShare { value, interval: Interval { low, high } }
}

/// The last point inside on the way from `centre` (inside) to `wall`: bisection.
fn region_end(centre: f64, wall: f64, inside: impl Fn(f64) -> bool) -> f64 {
    if inside(wall) {
        return wall;
    }
    let (mut near, mut far) = (centre, wall);
    for _ in 0..50 {
        let middle = near + (far - near) / 2.0;
        if inside(middle) {
            near = middle;
        } else {
            far = middle;
        }
        if (far - near).abs() < 1e-12 * near.abs().max(1e-3) {
            break;
        }
    }
    near
}

/// With `q = (t-1)/(α+β)`: `1 - r = μ/(1+q)`, `r = (1-μ+q)/(1+q)`.
fn log_likelihood(periods: &[Period], shape: Shape) -> f64 {
    let mut sum = 0.0;
    for (t, period) in periods.iter().enumerate() {
        let q = t as f64 * shape.spread;
        let (lost, kept) = (period.lost as f64, (period.at_risk - period.lost) as f64);
        if lost > 0.0 {
            sum += lost * (shape.leaving.ln() - q.ln_1p());
        }
        if kept > 0.0 {
            // ln((1-μ+q)/(1+q)), which keeps its digits when little is lost.
            sum += kept * (-shape.leaving / (1.0 + q)).ln_1p();
        }
    }
    sum
}

/// Derivative of the log-likelihood in `ln(α+β)`.
fn score(periods: &[Period], shape: Shape) -> f64 {
    periods
        .iter()
        .enumerate()
        .map(|(t, period)| {
            let q = t as f64 * shape.spread;
            let kept = (period.at_risk - period.lost) as f64;
            if q > 0.0 {
                q * (period.at_risk as f64 / (1.0 + q) - kept / (1.0 - shape.leaving + q))
            } else {
                0.0
            }
        })
        .sum()
}

/// The mean probability to leave that is best for this spread: the root of `Σ d/μ - Σ (n-d)/(1-μ+q)`, which falls.
fn best_given_spread(periods: &[Period], spread: f64) -> Shape {
    let lost: f64 = periods.iter().map(|period| period.lost as f64).sum();
    let at_risk: f64 = periods.iter().map(|period| period.at_risk as f64).sum();
    let leaving = falling_root(0.0, 1.0, lost / at_risk, |leaving| {
        let (mut value, mut slope) = (lost / leaving, -lost / (leaving * leaving));
        for (t, period) in periods.iter().enumerate() {
            let room = 1.0 - leaving + t as f64 * spread;
            let kept = (period.at_risk - period.lost) as f64;
            value -= kept / room;
            slope -= kept / (room * room);
        }
        (value, slope)
    });
    Shape { leaving, spread }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{gamma, stream, uniform};
    use proptest::prelude::*;

    /// Customers of 1,000 still there after 0 to 7 years, two segments (Fader, Hardie 2007, table 1).
    const REGULAR: [u64; 8] = [1000, 631, 468, 382, 326, 289, 262, 241];
    const HIGH_END: [u64; 8] = [1000, 869, 743, 653, 593, 551, 517, 491];

    fn fit(survivors: &[u64]) -> ShiftedBetaGeometric {
        ShiftedBetaGeometric::fit(&[SbgCohort::from_survivors(survivors).unwrap()]).unwrap()
    }

    fn close(found: f64, expected: f64, relative: f64) -> bool {
        (found - expected).abs() <= relative * expected.abs()
    }

    #[test]
    fn fader_hardie() {
        // Printed: .704, 1.182 and .668, 3.806. Further digits, survival and the extremes of survival after 12
        // years over the likelihood region: scipy.optimize (Nelder-Mead, SLSQP).
        let table = [
            (REGULAR, 0.704077288, 1.182043005, -1680.2651884633, 0.23902362, 0.17003745, 0.94536157724),
            (HIGH_END, 0.668088320, 3.806094476, -1611.1581473912, 0.48890641, 0.37799906, 0.95682561533),
        ];
        let twelfth = [(0.14499318295, 0.19689941681), (0.33976106765, 0.41592284632)];
        for ((survivors, alpha, beta, highest, seventh, last, kept), (low, high)) in
            table.into_iter().zip(twelfth)
        {
            let model = fit(&survivors);
            assert!(close(model.alpha, alpha, 1e-6) && close(model.beta, beta, 1e-6), "{model:?}");
            assert!((model.log_likelihood - highest).abs() < 1e-8);
            assert!(close(model.survival(7), seventh, 1e-6) && close(model.survival(12), last, 1e-6));
            assert!(close(model.retention(12).unwrap(), kept, 1e-7));
            assert!(!model.at_boundary && !model.all_or_nothing && model.n == 1000);
            let curve = model.project(12, 0.95).unwrap();
            let found = curve[11].survival.interval;
            assert!((found.low - low).abs() < 2e-5 && (found.high - high).abs() < 2e-5, "{found:?}");
            assert_eq!((curve[6].at_risk, curve[7].at_risk), (survivors[6], 0));
        }
        assert!((fit(&REGULAR).alpha - 0.704).abs() < 5e-4 && (fit(&REGULAR).beta - 1.182).abs() < 5e-4);
        assert!((fit(&HIGH_END).alpha - 0.668).abs() < 5e-4 && (fit(&HIGH_END).beta - 3.806).abs() < 5e-4);
    }

    #[test]
    fn cohorts_of_different_age() {
        let cohort = |lost: &[u64], remaining| SbgCohort { lost: lost.to_vec(), remaining };
        let cohorts = [
            cohort(&[120, 60, 30, 20], 170),
            cohort(&[90, 40], 150),
            cohort(&[35], 85),
            cohort(&[], 40), // joined just now: nothing seen of them
        ];
        let model = ShiftedBetaGeometric::fit(&cohorts).unwrap();
        // scipy.optimize on the summed likelihood.
        assert!(close(model.alpha, 0.55919064, 1e-6) && close(model.beta, 1.25115951, 1e-6), "{model:?}");
        assert!((model.log_likelihood - -888.1871299547).abs() < 1e-8);
        assert_eq!((model.cohorts, model.n, model.total_lost, model.periods()), (3, 800, 395, 4));
        let share = model.kept(2, 8, 0.9).unwrap();
        assert!(close(share.value, model.survival(8) / model.survival(2), 1e-12));
        assert!(share.interval.contains(share.value) && share.interval.width() > 0.01);
        let mut reversed = cohorts;
        reversed.reverse();
        assert_eq!(ShiftedBetaGeometric::fit(&reversed).unwrap(), model);
    }

    /// A cohort that behaves as the model says.
    fn simulated(people: u64, alpha: f64, beta: f64, periods: usize, seed: u64) -> SbgCohort {
        let mut cohort = SbgCohort { lost: vec![0; periods], remaining: 0 };
        for person in 0..people {
            let mut rng = stream(seed, person);
            let (up, down) = (gamma(&mut rng, alpha), gamma(&mut rng, beta));
            let leaving = up / (up + down);
            match (0..periods).find(|_| uniform(&mut rng) < leaving) {
                Some(period) => cohort.lost[period] += 1,
                None => cohort.remaining += 1,
            }
        }
        cohort
    }

    #[test]
    fn projections_cover_the_truth() {
        let (alpha, beta) = (0.7, 1.2);
        let truth: f64 =
            (1..=16).map(|t| (beta + t as f64 - 1.0) / (alpha + beta + t as f64 - 1.0)).product();
        let (mut covered, runs) = (0, 250);
        for seed in 0..runs {
            let cohorts = [simulated(250, alpha, beta, 8, seed), simulated(250, alpha, beta, 4, 1000 + seed)];
            let model = ShiftedBetaGeometric::fit(&cohorts).unwrap();
            let found = model.kept(0, 16, 0.95).unwrap();
            covered += usize::from(found.interval.contains(truth));
        }
        println!("95% intervals of S(16) from 8 periods: {covered} of {runs} hold {truth:.4}");
        // Three standard errors of the share are .04.
        assert!((covered as f64 / runs as f64 - 0.95).abs() < 0.04, "{covered} of {runs}");
    }

    #[test]
    fn edges() {
        // One probability for all: halves each period.
        let halves = fit(&[1024, 512, 256, 128, 64]);
        assert!(halves.is_pooled() && halves.at_boundary && halves.likelihood_ratio == 0.0, "{halves:?}");
        assert!((halves.survival(6) - 1.0 / 64.0).abs() < 1e-12);
        // Losses that grow: the model cannot bend down, and says so.
        let worse = fit(&[1000, 950, 800, 500, 100]);
        assert!(worse.is_pooled() && worse.at_boundary);
        // Whoever survives the first period stays.
        let stay = fit(&[1000, 600, 600, 600]);
        assert!(stay.all_or_nothing && (stay.survival(50) - 0.6).abs() < 1e-3, "{stay:?}");
        // Everybody is gone after the second.
        let gone = fit(&[50, 20, 0]);
        // Nobody leaves at first.
        let late = fit(&[50, 50, 50, 20]);
        for model in [halves, worse, stay, gone, late] {
            for point in model.project(30, 0.95).unwrap() {
                for share in [point.retention, point.survival] {
                    assert!((0.0..=1.0).contains(&share.value), "{model:?} {point:?}");
                    assert!(share.interval.contains(share.value), "{model:?} {point:?}");
                    assert!(share.interval.low >= 0.0 && share.interval.high <= 1.0, "{model:?} {point:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_to_say() {
        let none = |lost: &[u64], remaining| {
            ShiftedBetaGeometric::fit(&[SbgCohort { lost: lost.to_vec(), remaining }]).is_none()
        };
        assert!(ShiftedBetaGeometric::fit(&[]).is_none());
        assert!(none(&[], 10) && none(&[5], 10) && none(&[10, 0, 0], 0) && none(&[0, 0, 0], 10));
        assert!(none(&[0, 0], 0) && none(&[u64::MAX, 1], 1));
        assert_eq!(SbgCohort::from_survivors(&[]), None);
        assert_eq!(SbgCohort::from_survivors(&[10, 11]), None);
        let model = fit(&REGULAR);
        assert!(model.project(3, 0.0).is_none() && model.kept(3, 2, 0.9).is_none());
        assert_eq!((model.retention(0), model.survival(0)), (None, 1.0));
        assert!(model.project(0, 0.9).unwrap().is_empty());
        assert_eq!(model.kept(4, 4, 0.9).unwrap().interval, Interval { low: 1.0, high: 1.0 });
    }

    proptest! {
        #[test]
        fn no_higher_point_on_a_grid(lost in prop::collection::vec(0u64..40, 2..9), remaining in 0u64..60) {
            let Some(model) = ShiftedBetaGeometric::fit(&[SbgCohort { lost, remaining }]) else { return Ok(()) };
            for i in 1..40 {
                for ln_precision in [-12.0, -6.0, -2.0, -0.5, 0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 13.0f64] {
                    let shape = Shape { leaving: f64::from(i) / 40.0, spread: (-ln_precision).exp() };
                    prop_assert!(log_likelihood(&model.periods, shape) <= model.log_likelihood + 1e-8);
                }
            }
            let curve = model.project(12, 0.9).unwrap();
            let falls = curve.windows(2).all(|p| p[1].survival.value <= p[0].survival.value + 1e-12);
            let rises = curve.windows(2).all(|p| p[1].retention.value >= p[0].retention.value - 1e-12);
            prop_assert!(falls && rises);
            // Retention is the shape of the printed formula.
            if !model.is_pooled() {
                let (a, b) = (model.alpha, model.beta);
                for point in &curve {
                    let t = point.period as f64;
                    prop_assert!((point.retention.value - (b + t - 1.0) / (a + b + t - 1.0)).abs() < 1e-9);
                }
            }
        }
    }
}
