//! Curves of units that share their strength.

use super::super::special::two_sided_z;
use super::super::{BetaBinomial, DEFAULT_LEVEL, Interval, Posterior, wilson};
use super::analysis::Estimate;
use super::bass::Bass;
use super::ceiling::{Ceiling, DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MIN_ADOPTERS, Evidence, judge};
use super::counts::AdoptionCounts;
use super::curve::RATE_BOX;
use super::hierarchy::{Hierarchy, LARGEST_LOGIT, Mode};

/// Fewest people for a curve of a unit.
pub const DEFAULT_MIN_UNIT_PEOPLE: u64 = 30;

/// Options of [`fit_units`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitOptions {
    /// Level of all intervals.
    pub level: f64,
    /// Fewest people for a curve; smaller units get a share.
    pub min_people: u64,
    /// Fewest adopters for a curve.
    pub min_adopters: u64,
    /// Widest interval of the share with which a unit's ceiling counts as identified.
    pub max_ceiling_width: f64,
}

impl Default for UnitOptions {
    fn default() -> Self {
        UnitOptions {
            level: DEFAULT_LEVEL,
            min_people: DEFAULT_MIN_UNIT_PEOPLE,
            min_adopters: DEFAULT_MIN_ADOPTERS,
            max_ceiling_width: DEFAULT_MAX_CEILING_WIDTH,
        }
    }
}

/// How units differ: `ln p ~ N(mean, sd²)`, `logit c ~ N(mean, sd²)` across units.
///
/// Log-normal and logit-normal rather than Gamma and Beta: with them the logarithm of the posterior is close to a parabola
/// in the very coordinates, so Laplace's approximation and the intervals are good for small units, and the shrinkage factor
/// is a ratio of variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitPrior {
    /// Mean of `ln p`.
    pub ln_p_mean: f64,
    /// Standard deviation of `ln p` across units.
    pub ln_p_sd: f64,
    /// Mean of `logit c`.
    pub logit_c_mean: f64,
    /// Standard deviation of `logit c` across units.
    pub logit_c_sd: f64,
}

/// A posterior median with its credible interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitParameter {
    /// Value.
    pub value: f64,
    /// Credible interval; the whole range of the search where the data do not set the common value.
    pub interval: Interval,
    /// Share of what is known about it that comes from the other units: 0 is the unit's own data alone, 1 the common
    /// value. Posterior variance over the variance across units.
    pub shrinkage: f64,
}

/// The curve of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitCurve {
    /// The unit's `p` with the common `q`.
    pub bass: Bass,
    /// Innovation of the unit, per period.
    pub p: UnitParameter,
    /// Share of the unit that adopts in the end.
    pub share: UnitParameter,
    /// Whether the unit's ceiling is known.
    pub ceiling: Ceiling,
}

/// One unit; every unit has its share, larger ones a curve too.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFit {
    /// People ever seen.
    pub people: u64,
    /// Adopters so far.
    pub adopters: u64,
    /// Wilson interval of the share so far; `None` without people.
    pub wilson: Option<Interval>,
    /// Share so far, shrunk towards the common one (beta-binomial over all units); `None` without people.
    pub shrunk: Option<Posterior>,
    /// `None` for units below [`UnitOptions::min_people`] or [`UnitOptions::min_adopters`].
    pub curve: Option<UnitCurve>,
}

/// What [`fit_units`] says.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFits {
    /// The common imitation `q`, per period. An end is `None` where the data set none: both if everybody came at once, or in
    /// a single bin.
    pub q: Estimate,
    /// Spread of the units.
    pub prior: UnitPrior,
    /// Log of the marginal likelihood (Laplace).
    pub log_likelihood: f64,
    /// Units on which the model rests: those with people.
    pub n: usize,
    /// The search for the common values ended at a maximum, and the data set all of them. If not, no unit's ceiling is
    /// identified.
    pub converged: bool,
    /// In the order of the input.
    pub units: Vec<UnitFit>,
}

/// Fits units together: common `q`, each unit its own `p` and `c`, drawn from distributions that are estimated from all
/// units by marginal likelihood.
///
/// A unit of 40 people cannot carry a Bass curve of its own; 100 of them together tell how far units differ, and each takes
/// from the others what its own data leave open. Marginal likelihood by Laplace's approximation at each unit's mode;
/// intervals are those of the normal approximation in `(ln p, logit c)`, widened by the uncertainty of the common values.
/// Where the likelihood is flat in a common value there is no such approximation: its ends are open, and
/// [`UnitFits::converged`] is false.
///
/// Units enter the model whatever happened in them, also those too small for a curve: leaving them out would take the
/// units where little happened from the common picture. The common values are sought from the 300 units with most people.
/// Intervals allow for not knowing how far units differ: they mix over spreads from a third to three times the estimate.
///
/// # Returns
/// `None` when no unit has adopters, or with a level outside (0, 1).
///
/// # Complexity
/// Some 300 passes over all units, each a few Newton steps of O(bins); parallel over units. The result does not depend on
/// the number of threads; reordering units changes the last digits only.
///
/// # Reference
/// R. E. Kass, D. Steffey, *Approximate Bayesian inference in conditionally independent hierarchical models*, JASA 84
/// (1989).
pub fn fit_units(units: &[AdoptionCounts], options: &UnitOptions) -> Option<UnitFits> {
    let z = two_sided_z(options.level)?;
    let inside: Vec<usize> = (0..units.len()).filter(|&i| units[i].people() > 0).collect();
    let chosen: Vec<&AdoptionCounts> = inside.iter().map(|&i| &units[i]).collect();
    let found = Hierarchy::fit(&chosen)?;
    let successes: Vec<u64> = chosen.iter().map(|unit| unit.adopters()).collect();
    let trials: Vec<u64> = chosen.iter().map(|unit| unit.people()).collect();
    let shares = BetaBinomial::fit(&successes, &trials);
    let mut results: Vec<UnitFit> = units
        .iter()
        .map(|unit| UnitFit {
            people: unit.people(),
            adopters: unit.adopters(),
            wilson: wilson(unit.adopters(), unit.people(), options.level),
            shrunk: None,
            curve: None,
        })
        .collect();
    for (&i, mode) in inside.iter().zip(&found.modes) {
        let result = &mut results[i];
        result.shrunk =
            shares.as_ref().map(|model| model.posterior(result.adopters, result.people, options.level));
        if result.people >= options.min_people && result.adopters >= options.min_adopters {
            result.curve = Some(curve(mode, &found, &units[i], z, options));
        }
    }
    let ln_q = found.common[0];
    let error = z * found.common_covariance[0][0].max(0.0).sqrt();
    let inside_box = |x: f64| found.known[0] && found.ln_q_box.0 < x && x < found.ln_q_box.1;
    let end = |x: f64| inside_box(x).then(|| x.exp());
    Some(UnitFits {
        q: Estimate { value: ln_q.exp(), low: end(ln_q - error), high: end(ln_q + error) },
        prior: UnitPrior {
            ln_p_mean: found.common[1],
            ln_p_sd: found.spread[0],
            logit_c_mean: found.common[2],
            logit_c_sd: found.spread[1],
        },
        log_likelihood: found.log_likelihood,
        n: inside.len(),
        converged: found.converged,
        units: results,
    })
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn curve(mode: &Mode, found: &Hierarchy, unit: &AdoptionCounts, z: f64, options: &UnitOptions) -> UnitCurve {
    let q = found.common[0].exp();
    let total = found.total_covariance(mode);
    let ends = |i: usize| {
        let half = z * total[i][i].max(0.0).sqrt();
        [mode.at[i] - half, mode.at[i] + half]
    };
    let shrinkage = |i: usize| (mode.covariance[i][i] / (found.spread[i] * found.spread[i])).clamp(0.0, 1.0);
    let rates = [RATE_BOX.0, RATE_BOX.1].map(|x| x - unit.end().ln());
    let p_ends = if found.known[1] { ends(0) } else { rates };
    let c_ends = if found.known[2] { ends(1) } else { [-LARGEST_LOGIT, LARGEST_LOGIT] };
    let bass = Bass { p: mode.at[0].exp(), q };
    let share = if found.known[2] {
        Interval { low: logistic(c_ends[0]), high: logistic(c_ends[1]) }
    } else {
        Interval { low: 0.0, high: 1.0 }
    };
    // The curve that goes with an end of the share: p moves along.
    let along = total[0][1] / total[1][1].max(1e-300);
    let at_end = |end: f64| Bass { p: (mode.at[0] + along * (end - mode.at[1])).exp(), q };
    let ceiling = judge(&Evidence {
        enough_adopters: unit.adopters() >= options.min_adopters,
        enough_bins: unit.bins() > 2,
        converged: found.converged && mode.converged,
        end: unit.end(),
        estimate: bass,
        ends: c_ends.map(at_end),
        width: Some(share.width()),
        max_width: options.max_ceiling_width,
    });
    UnitCurve {
        bass,
        p: UnitParameter {
            value: bass.p,
            interval: Interval { low: p_ends[0].exp(), high: p_ends[1].exp() },
            shrinkage: shrinkage(0),
        },
        share: UnitParameter { value: logistic(mode.at[1]), interval: share, shrinkage: shrinkage(1) },
        ceiling,
    }
}
