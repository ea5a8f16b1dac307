//! Marginal likelihood of units with a common `q` and normally spread `(ln p, logit c)`.

use super::counts::AdoptionCounts;
use super::curve::{Family, Point, RATE_BOX};
use super::likelihood::Terms;
use super::newton::{Domain, Slope, cholesky, maximise, solve};
use super::share_fit::fit_share;
use rayon::prelude::*;

/// A unit at its posterior mode.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mode {
    /// `(ln p, logit c)`, per period.
    pub(super) at: [f64; 2],
    /// Inverse of the curvature of the log-posterior there.
    pub(super) covariance: [[f64; 2]; 2],
    /// How the mode moves with `ln q`.
    drift: [f64; 2],
    pub(super) converged: bool,
    /// What not knowing the spreads adds to the variances.
    blur: [f64; 2],
    /// The unit's part of the log marginal likelihood.
    marginal: f64,
}

/// The fitted model.
pub(super) struct Hierarchy {
    /// `ln q`, mean of `ln p`, mean of `logit c`.
    pub(super) common: [f64; 3],
    /// Covariance of `common`, the spreads being held.
    pub(super) common_covariance: [[f64; 3]; 3],
    /// Which of `common` the data set. Without all of them the search has found no maximum to speak of.
    pub(super) known: [bool; 3],
    /// Where `ln q` was sought, per period.
    pub(super) ln_q_box: (f64, f64),
    /// Standard deviations of `ln p` and `logit c` across units.
    pub(super) spread: [f64; 2],
    pub(super) log_likelihood: f64,
    pub(super) modes: Vec<Mode>,
    pub(super) converged: bool,
}

/// Spreads are kept in this range: below it units are alike for any purpose, above it each stands alone.
const SPREAD_BOX: (f64, f64) = (0.02, 5.0);
/// Logits beyond this are 0 or 1.
pub(super) const LARGEST_LOGIT: f64 = 12.0;
const STEPS: usize = 60;
/// Moment steps that bring the search near.
const OPENING: usize = 12;

struct Unit {
    terms: Terms,
    ln_span: f64,
}

/// `(ln q, mean ln p, mean logit c, ln sd p, ln sd c)`.
type Hyper = [f64; 5];

impl Hierarchy {
    pub(super) fn fit(counts: &[&AdoptionCounts]) -> Option<Hierarchy> {
        if counts.iter().all(|unit| unit.adopters() == 0) {
            return None;
        }
        let units: Vec<Unit> =
            counts.iter().map(|c| Unit { terms: Terms::of(c), ln_span: c.end().ln() }).collect();
        let ln_span = units.iter().map(|unit| unit.ln_span).fold(f64::NEG_INFINITY, f64::max);
        let limits = limits(ln_span);
        let mut hyper = bounded(opening(counts)?, &limits);
        let (units, rest) = largest_first(units, counts);
        let (leading, _) = units.split_at(units.len().min(LEADING));
        let mut modes = vec![[hyper[1], hyper[2]]; leading.len()];
        for _ in 0..OPENING {
            let found = e_step(leading, &hyper, &modes);
            modes = found.iter().map(|mode| mode.at).collect();
            let n = found.len() as f64;
            for i in 0..2 {
                let mean = found.iter().map(|m| m.at[i]).sum::<f64>() / n;
                let variance = found
                    .iter()
                    .map(|m| (m.at[i] - mean) * (m.at[i] - mean) + m.covariance[i][i])
                    .sum::<f64>()
                    / n;
                hyper[1 + i] = mean;
                hyper[3 + i] = 0.5 * variance.ln();
            }
            hyper = bounded(hyper, &limits);
        }
        let converged = climb(leading, &limits, &mut hyper, &mut modes);
        let (common_covariance, known) = common_covariance(&information(leading, &hyper, &modes));
        modes.resize(units.len(), [hyper[1], hyper[2]]);
        let mut modes = e_step(&units, &hyper, &modes);
        let log_likelihood = modes.iter().map(|mode| mode.marginal).sum();
        blur_spreads(&units, leading.len(), &hyper, &mut modes);
        let modes = in_order_of(rest, modes);
        Some(Hierarchy {
            common: [hyper[0], hyper[1], hyper[2]],
            common_covariance,
            known,
            ln_q_box: limits[0],
            spread: [hyper[3].exp(), hyper[4].exp()],
            log_likelihood,
            modes,
            converged: converged && known == [true; 3],
        })
    }

    /// Covariance of a unit's `(ln p, logit c)`: its own, and what comes from not knowing the common values.
    pub(super) fn total_covariance(&self, mode: &Mode) -> [[f64; 2]; 2] {
        // How the mode moves with (ln q, mean ln p, mean logit c).
        let moves: [[f64; 3]; 2] = std::array::from_fn(|i| {
            let pull = |j: usize| mode.covariance[i][j] / (self.spread[j] * self.spread[j]);
            [mode.drift[i], pull(0), pull(1)]
        });
        let extra = |i: usize, j: usize| -> f64 {
            (0..3)
                .map(|k| {
                    (0..3).map(|l| moves[i][k] * self.common_covariance[k][l] * moves[j][l]).sum::<f64>()
                })
                .sum()
        };
        let blur = |i: usize, j: usize| if i == j { mode.blur[i] } else { 0.0 };
        std::array::from_fn(|i| std::array::from_fn(|j| mode.covariance[i][j] + extra(i, j) + blur(i, j)))
    }
}

/// Units from which the common values are sought, those with most people: a few hundred tell all there is to tell, and
/// which they are does not depend on how many adopted.
const LEADING: usize = 300;

/// The units by people, most first, and the place of each before.
fn largest_first(units: Vec<Unit>, counts: &[&AdoptionCounts]) -> (Vec<Unit>, Vec<usize>) {
    let mut placed: Vec<(usize, Unit)> = units.into_iter().enumerate().collect();
    placed.sort_by_key(|(place, _)| (std::cmp::Reverse(counts[*place].people()), *place));
    let (places, units) = placed.into_iter().unzip();
    (units, places)
}

fn in_order_of(places: Vec<usize>, modes: Vec<Mode>) -> Vec<Mode> {
    let mut placed: Vec<(usize, Mode)> = places.into_iter().zip(modes).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, mode)| mode).collect()
}

/// Spreads that are tried beside the estimate, as multiples of it.
const BLUR: [f64; 7] = [0.35, 0.5, 0.71, 1.0, 1.41, 2.0, 2.83];

/// What not knowing the spreads adds to the variance of each unit: the mixture over spreads, each as likely as the
/// leading units make it (with a flat prior), less what the estimate alone gives. An estimate that came out small by
/// chance would else leave out most of how units differ.
fn blur_spreads(units: &[Unit], leading: usize, hyper: &Hyper, modes: &mut [Mode]) {
    let starts: Vec<[f64; 2]> = modes.iter().map(|mode| mode.at).collect();
    for which in 0..2 {
        let tried: Vec<Vec<Mode>> = BLUR
            .iter()
            .map(|factor| {
                let mut other = *hyper;
                other[3 + which] += factor.ln();
                e_step(units, &other, &starts)
            })
            .collect();
        let log_weight: Vec<f64> = tried
            .iter()
            .zip(BLUR)
            .map(|(found, factor)| {
                let likelihood: f64 = found[..leading].iter().map(|mode| mode.marginal).sum();
                likelihood + factor.ln()
            })
            .collect();
        let largest = log_weight.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weight: Vec<f64> = log_weight.iter().map(|w| (w - largest).exp()).collect();
        let total: f64 = weight.iter().sum();
        if !(total.is_finite() && total > 0.0) {
            continue;
        }
        for (i, mode) in modes.iter_mut().enumerate() {
            let spread = |other: &Mode| {
                let off = other.at[which] - mode.at[which];
                other.covariance[which][which] + off * off
            };
            let mixed: f64 =
                tried.iter().zip(&weight).map(|(found, w)| w * spread(&found[i])).sum::<f64>() / total;
            mode.blur[which] = (mixed - mode.covariance[which][which]).max(0.0);
        }
    }
}

/// The box of the common values and spreads: rates as in a fit of one curve, over the longest span of a unit.
type Limits = [(f64, f64); 5];

fn limits(ln_span: f64) -> Limits {
    let rate = (RATE_BOX.0 - ln_span, RATE_BOX.1 - ln_span);
    let spread = (SPREAD_BOX.0.ln(), SPREAD_BOX.1.ln());
    [rate, rate, (-LARGEST_LOGIT, LARGEST_LOGIT), spread, spread]
}

fn bounded(hyper: Hyper, limits: &Limits) -> Hyper {
    std::array::from_fn(|i| hyper[i].clamp(limits[i].0, limits[i].1))
}

/// Where the search begins: all units as one.
fn opening(counts: &[&AdoptionCounts]) -> Option<Hyper> {
    // Units may have different edges: the largest one's curve stands for all, the share for the whole.
    let largest = counts.iter().max_by_key(|unit| unit.adopters())?;
    let curve = pooled(counts).or_else(|| fit_share(largest, Family::Bass).map(|fit| (fit.curve, fit.share)));
    let (curve, share) = curve?;
    let bass = curve.bass()?;
    let ln_span = largest.end().ln();
    let rate = |x: f64| x.ln().clamp(RATE_BOX.0 * 0.5 - ln_span, 3.0 - ln_span);
    let share = share.clamp(0.02, 0.98);
    Some([rate(bass.q), rate(bass.p), (share / (1.0 - share)).ln(), (0.4_f64).ln(), (0.6_f64).ln()])
}

/// A fit to the sum of all units, if they have the same bins.
fn pooled(counts: &[&AdoptionCounts]) -> Option<(super::Curve, f64)> {
    let first = counts.first()?;
    let alike = |unit: &AdoptionCounts| unit.edges == first.edges && unit.joiners == first.joiners;
    if !counts.iter().all(|unit| alike(unit)) {
        return None;
    }
    let adopted: Vec<_> = counts.iter().flat_map(|unit| unit.adopted.iter().copied()).collect();
    let waiting: Vec<_> = counts.iter().flat_map(|unit| unit.waiting.iter().copied()).collect();
    let whole = AdoptionCounts::new(&first.edges, &adopted, &waiting, first.joiners)?;
    fit_share(&whole, Family::Bass).map(|fit| (fit.curve, fit.share))
}

fn e_step(units: &[Unit], hyper: &Hyper, starts: &[[f64; 2]]) -> Vec<Mode> {
    units
        .par_iter()
        .zip(starts)
        .with_min_len(16)
        .map_init(Vec::new, |points, (unit, start)| unit.mode(hyper, start, points))
        .collect()
}

/// Log of the marginal likelihood times both spreads. Without the factor the spreads of a few dozen units are often
/// estimated as nothing, and every unit gets the common value with an interval that leaves out how units differ.
///
/// Reference: Y. Chung, S. Rabe-Hesketh and others, *A nondegenerate penalized likelihood estimator for variance
/// parameters in multilevel models*, Psychometrika 78 (2013).
fn marginal(units: &[Unit], hyper: &Hyper, starts: &[[f64; 2]]) -> f64 {
    let likelihood: f64 = e_step(units, hyper, starts).iter().map(|mode| mode.marginal).sum();
    likelihood + hyper[3] + hyper[4]
}

/// `ln(1+eˣ)`.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

impl Unit {
    /// Log-posterior in `(ln p, -, logit c)` without the constant of the prior; the middle row holds derivatives with
    /// `ln q`, of the likelihood alone.
    fn posterior(&self, hyper: &Hyper, t: &[f64; 3], points: &mut Vec<Point>) -> Slope {
        let full = self.terms.evaluate(
            Family::Bass,
            &[t[0] + self.ln_span, hyper[0] + self.ln_span, -softplus(-t[2])],
            points,
        );
        let share = 1.0 / (1.0 + (-t[2]).exp());
        let (d1, d2) = (1.0 - share, -share * (1.0 - share));
        let mut slope = full;
        slope.gradient[2] *= d1;
        slope.hessian[2][2] = full.hessian[2][2] * d1 * d1 + full.gradient[2] * d2;
        for i in 0..2 {
            slope.hessian[i][2] *= d1;
            slope.hessian[2][i] *= d1;
        }
        for (at, mean, ln_sd) in [(0, hyper[1], hyper[3]), (2, hyper[2], hyper[4])] {
            let precision = (-2.0 * ln_sd).exp();
            let off = t[at] - mean;
            slope.value -= 0.5 * precision * off * off;
            slope.gradient[at] -= precision * off;
            slope.hessian[at][at] -= precision;
        }
        slope
    }

    fn mode(&self, hyper: &Hyper, start: &[f64; 2], points: &mut Vec<Point>) -> Mode {
        let domain = Domain {
            low: [RATE_BOX.0 - self.ln_span, 0.0, -LARGEST_LOGIT],
            high: [RATE_BOX.1 - self.ln_span, 0.0, LARGEST_LOGIT],
            free: [true, false, true],
        };
        let found = maximise([start[0], 0.0, start[1]], &domain, |t| self.posterior(hyper, t, points));
        let prior = [(2.0 * hyper[3]).exp(), (2.0 * hyper[4]).exp()];
        let h = found.slope.hessian;
        let det = h[0][0] * h[2][2] - h[0][2] * h[0][2];
        let sound = found.slope.value.is_finite() && det > 0.0 && h[0][0] < 0.0;
        let covariance = if sound {
            [[-h[2][2] / det, h[0][2] / det], [h[0][2] / det, -h[0][0] / det]]
        } else {
            [[prior[0], 0.0], [0.0, prior[1]]]
        };
        let size = covariance[0][0] * covariance[1][1] - covariance[0][1] * covariance[1][0];
        let cross = [h[0][1], h[2][1]];
        let drift = covariance.map(|row| row[0] * cross[0] + row[1] * cross[1]);
        Mode {
            at: [found.at[0], found.at[2]],
            covariance,
            drift: if sound { drift } else { [0.0; 2] },
            converged: found.converged && sound,
            blur: [0.0; 2],
            marginal: found.slope.value - hyper[3] - hyper[4] + 0.5 * size.ln(),
        }
    }
}

/// Step of differences in the common values.
const DIFFERENCE: f64 = 1e-3;

fn gradient(units: &[Unit], hyper: &Hyper, starts: &[[f64; 2]]) -> Hyper {
    std::array::from_fn(|i| {
        let (mut up, mut down) = (*hyper, *hyper);
        up[i] += DIFFERENCE;
        down[i] -= DIFFERENCE;
        (marginal(units, &up, starts) - marginal(units, &down, starts)) / (2.0 * DIFFERENCE)
    })
}

/// BFGS ascent of the log marginal likelihood inside the box. Whether it ended at a maximum.
fn climb(units: &[Unit], limits: &Limits, hyper: &mut Hyper, starts: &mut [[f64; 2]]) -> bool {
    let n = units.len() as f64;
    let held = |hyper: &Hyper, slope: &Hyper| -> [bool; 5] {
        std::array::from_fn(|i| {
            (hyper[i] <= limits[i].0 && slope[i] <= 0.0) || (hyper[i] >= limits[i].1 && slope[i] >= 0.0)
        })
    };
    let fresh = || -> [[f64; 5]; 5] {
        std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 0.3 / n } else { 0.0 }))
    };
    let mut inverse = fresh();
    let mut value = marginal(units, hyper, starts);
    let mut slope = gradient(units, hyper, starts);
    for _ in 0..STEPS {
        let fixed = held(hyper, &slope);
        let mut step: Hyper = std::array::from_fn(|i| {
            if fixed[i] { 0.0 } else { (0..5).filter(|&j| !fixed[j]).map(|j| inverse[i][j] * slope[j]).sum() }
        });
        let promised: f64 = (0..5).map(|i| step[i] * slope[i]).sum();
        if !promised.is_finite() {
            return false;
        }
        if promised < 1e-6 {
            return true;
        }
        let longest = step.iter().fold(0.0, |a: f64, s| a.max(s.abs()));
        if longest > 1.0 {
            step = step.map(|s| s / longest);
        }
        let mut scale = 1.0;
        let advanced = loop {
            let next = bounded(std::array::from_fn(|i| hyper[i] + scale * step[i]), limits);
            let there = marginal(units, &next, starts);
            if there > value {
                break Some((next, there));
            }
            scale *= 0.4;
            if scale < 1e-4 {
                break None;
            }
        };
        let Some((next, there)) = advanced else { return promised < 1e-3 };
        let modes = e_step(units, &next, starts);
        for (start, mode) in starts.iter_mut().zip(modes) {
            *start = mode.at;
        }
        let after = gradient(units, &next, starts);
        let s: Hyper = std::array::from_fn(|i| next[i] - hyper[i]);
        let y: Hyper = std::array::from_fn(|i| slope[i] - after[i]);
        let sy: f64 = (0..5).map(|i| s[i] * y[i]).sum();
        if sy > 1e-12 {
            let hy: Hyper = std::array::from_fn(|i| (0..5).map(|j| inverse[i][j] * y[j]).sum());
            let yhy: f64 = (0..5).map(|i| y[i] * hy[i]).sum();
            for i in 0..5 {
                for j in 0..5 {
                    inverse[i][j] += (1.0 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
                }
            }
        } else {
            inverse = fresh();
        }
        (*hyper, value, slope) = (next, there, after);
    }
    false
}

/// Largest standard error of a common value, all of them logarithms or logits, with which the data are said to set it: the
/// 95 % interval is then a factor of 350 to either side. Second differences of flatter likelihoods are rounding.
const LARGEST_ERROR: f64 = 3.0;

/// Covariance of the common values from their information, and which of them the data set.
///
/// Where the likelihood is flat in some direction (everybody on day one says nothing about `q`; a single bin only fixes a
/// mixture of `p`, `q` and `c`) there is no inverse, and nothing in its place would be certainty made up. There the
/// information is that with a normal prior of a quarter of the box, so that what has part in the flat direction is seen to
/// be wide open and what has none keeps its error.
fn common_covariance(information: &[[f64; 3]; 3]) -> ([[f64; 3]; 3], [bool; 3]) {
    let small = |variance: f64| variance <= LARGEST_ERROR * LARGEST_ERROR;
    if let Some(own) = inverse(information).filter(|own| (0..3).all(|i| small(own[i][i]))) {
        return (own, [true; 3]);
    }
    let wide = 0.25 * (RATE_BOX.1 - RATE_BOX.0);
    let with_prior = |sd: f64| {
        let mut held = *information;
        (0..3).for_each(|i| held[i][i] += 1.0 / (sd * sd));
        inverse(&held)
    };
    // What the data set does not change when the prior is twice as wide.
    match (with_prior(wide), with_prior(2.0 * wide)) {
        (Some(open), Some(wider)) => {
            let known = |i: usize| small(open[i][i]) && wider[i][i] <= 1.1 * open[i][i];
            (open, std::array::from_fn(known))
        }
        _ => {
            let mut open = [[0.0; 3]; 3];
            (0..3).for_each(|i| open[i][i] = wide * wide);
            (open, [false; 3])
        }
    }
}

fn inverse(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let root = cholesky(matrix)?;
    Some(std::array::from_fn(|i| {
        let mut unit = [0.0; 3];
        unit[i] = 1.0;
        solve(&root, &unit)
    }))
}

/// Minus the second differences of the log marginal likelihood in the three common values.
fn information(units: &[Unit], hyper: &Hyper, starts: &[[f64; 2]]) -> [[f64; 3]; 3] {
    let step = 10.0 * DIFFERENCE;
    let slopes: [Hyper; 6] = std::array::from_fn(|k| {
        let mut moved = *hyper;
        moved[k / 2] += if k % 2 == 0 { step } else { -step };
        gradient(units, &moved, starts)
    });
    let second = |i: usize, j: usize| (slopes[2 * i][j] - slopes[2 * i + 1][j]) / (2.0 * step);
    std::array::from_fn(|i| std::array::from_fn(|j| -0.5 * (second(i, j) + second(j, i))))
}
