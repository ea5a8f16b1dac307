//! Maximum likelihood of a diffusion curve for people: which share adopts in the end, and how fast.

use super::cohorts::Cohort;
use super::counts::AdoptionCounts;
use super::curve::{Curve, Family, Point};
use super::dispersion::Dispersion;
use super::likelihood::Terms;
use super::newton::{Domain, Maximum, maximise};
use super::ols::ols_bass;

/// Starts must reach the same log-likelihood to this, or they disagree.
const AGREEMENT: f64 = 1e-3;
/// Lowest `ln c` that is tried.
pub(super) const LOWEST_LN_SHARE: f64 = -18.0;

/// Bass starts `(p, q)` per period tried beside the data's own.
const BASS_STARTS: [(f64, f64); 3] = [(0.01, 0.3), (0.03, 0.5), (0.005, 0.2)];

/// A curve fitted to people by maximum likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareFit {
    /// The curve, per period.
    pub curve: Curve,
    /// `c`: share of the people who adopt in the end. 1 for [`Family::Flat`], by definition.
    pub share: f64,
    /// Log-likelihood, without the constant multinomial factors.
    pub log_likelihood: f64,
    /// Fitted parameters, `c` among them.
    pub parameters: usize,
    /// People ever seen, as [`AdoptionCounts::people`].
    pub people: u64,
    /// Of those, adopters.
    pub adopters: u64,
    /// Bins.
    pub bins: usize,
    /// Last edge, periods since launch.
    pub end: f64,
    /// Scatter about the curve; `None` with too few pooled bins to tell.
    pub dispersion: Option<Dispersion>,
    /// All starts led to the same log-likelihood.
    pub starts_agree: bool,
    /// The search ended at a maximum. If not, nothing should rest on the fit.
    pub converged: bool,
    /// A parameter of the curve ran to the end of its range (such as `q` to 0): the family degenerates there.
    pub at_bound: bool,
}

impl ShareFit {
    /// Share of the ceiling reached at the end of the data, `F(T)`.
    pub fn reached(&self) -> f64 {
        self.curve.adopted(self.end)
    }

    /// `AICc = -2 logL + 2k + 2k(k+1)/(n-k-1)` with `n` people; infinite if `n <= k+1`.
    pub fn aicc(&self) -> f64 {
        super::compare::aicc(-2.0 * self.log_likelihood, self.parameters, self.people as f64)
    }
}

/// Fits a curve of `family` by maximum likelihood to people who adopt.
///
/// `logL = Σ ln P(adopts in bin | entry) + Σ ln P(has not by exit | entry)`, see [`Joiners`](super::Joiners);
/// with a constant headcount `Σ k_i ln[c(F_i-F_{i-1})] + (N-Σk) ln[1-cF_T]`. Damped Newton on
/// `(ln p, ln q, ln c)` with exact derivatives, `c <= 1`, from the regression of Bass and three fixed starts.
///
/// # Returns
/// `None` without adopters: there is no curve to speak of. Everything else gets an answer; whether the ceiling
/// can be believed says [`analyse_bass`](super::analyse_bass).
///
/// # Complexity
/// O(bins + cells of joiners) a step, about 6 steps from each of 4 starts.
///
/// # Example
/// Coleman, Katz and Menzel's physicians: 125, of whom 109 adopted a new drug in 17 months.
/// ```
/// use cmgraph::stats::diffusion::{AdoptionCounts, Family, fit_share};
/// let months: Vec<f64> = (0..=17).map(f64::from).collect();
/// let adopters = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1];
/// let counts = AdoptionCounts::constant(&months, &adopters, 125).unwrap();
/// let fit = fit_share(&counts, Family::Bass).unwrap();
/// let bass = fit.curve.bass().unwrap();
/// assert!((bass.p - 0.08843).abs() < 1e-5 && (bass.q - 0.14045).abs() < 1e-5);
/// assert!((fit.share - 0.91906).abs() < 1e-5);
/// ```
///
/// # Reference
/// D. C. Schmittlein, V. Mahajan, *Maximum likelihood estimation for an innovation diffusion model of new product
/// acceptance*, Marketing Science 1 (1982).
pub fn fit_share(counts: &AdoptionCounts, family: Family) -> Option<ShareFit> {
    Search::new(counts, family)?.run(None)
}

/// [`fit_share`] with the share held at `share` (in (0, 1]), such as 1 for "everybody adopts in the end".
///
/// ```
/// use cmgraph::stats::diffusion::{AdoptionCounts, Family, fit_share, fit_share_at};
/// let months: Vec<f64> = (0..=17).map(f64::from).collect();
/// let adopters = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1];
/// let counts = AdoptionCounts::constant(&months, &adopters, 125).unwrap();
/// let free = fit_share(&counts, Family::Bass).unwrap();
/// let all = fit_share_at(&counts, Family::Bass, 1.0).unwrap();
/// // 1.68 on one degree of freedom: "everyone adopts in the end" is not rejected.
/// assert!((2.0 * (free.log_likelihood - all.log_likelihood) - 1.68).abs() < 0.01);
/// ```
pub fn fit_share_at(counts: &AdoptionCounts, family: Family, share: f64) -> Option<ShareFit> {
    let valid = share > 0.0 && share <= 1.0;
    if valid { Search::new(counts, family)?.run(Some(share)) } else { None }
}

/// A fit under way, and what it leaves for intervals.
pub(super) struct Search<'a> {
    pub(super) counts: &'a AdoptionCounts,
    pub(super) family: Family,
    pub(super) terms: Terms,
    pub(super) points: Vec<Point>,
    pub(super) cohorts: Vec<Cohort>,
    pub(super) best: Option<Maximum>,
}

/// The box of `(a, b, ln c)` in units of the span.
pub(super) fn domain(family: Family) -> Domain {
    let [a, b] = family.bounds();
    Domain {
        low: [a.0, b.0, LOWEST_LN_SHARE],
        high: [a.1, b.1, 0.0],
        free: [true, family != Family::Flat, family != Family::Flat],
    }
}

impl<'a> Search<'a> {
    pub(super) fn new(counts: &'a AdoptionCounts, family: Family) -> Option<Search<'a>> {
        if counts.adopters() == 0 {
            return None;
        }
        let terms = Terms::of(counts);
        Some(Search { counts, family, terms, points: Vec::new(), cohorts: counts.cohorts(), best: None })
    }

    pub(super) fn run(&mut self, fixed_share: Option<f64>) -> Option<ShareFit> {
        let family = self.family;
        let mut domain = domain(family);
        if family == Family::Flat {
            domain.free[2] = false;
        }
        if fixed_share.is_some() {
            domain.free[2] = false;
        }
        let held_share = if family == Family::Flat { Some(1.0) } else { fixed_share };
        let (mut best, mut values): (Option<Maximum>, Vec<f64>) = (None, Vec::new());
        for [a, b] in self.starts() {
            let ln_share = held_share.map_or_else(|| self.share_for(a, b), f64::ln);
            let (terms, points) = (&self.terms, &mut self.points);
            let found = maximise([a, b, ln_share], &domain, |theta| terms.evaluate(family, theta, points));
            if !found.slope.value.is_finite() {
                continue;
            }
            values.push(found.slope.value);
            // Among equals the one whose search ended properly.
            let better = best.is_none_or(|b: Maximum| {
                let gain = found.slope.value - b.slope.value;
                if gain.abs() < AGREEMENT { found.converged && !b.converged } else { gain > 0.0 }
            });
            if better {
                best = Some(found);
            }
        }
        let best = best?;
        self.best = Some(best);
        let top = best.slope.value;
        let starts_agree = values.iter().all(|v| (v - top).abs() < AGREEMENT + 1e-12 * top.abs());
        Some(self.describe(&best, fixed_share.is_some(), starts_agree))
    }

    fn describe(&mut self, best: &Maximum, fixed_share: bool, starts_agree: bool) -> ShareFit {
        let counts = self.counts;
        let theta = self.family.per_period([best.at[0], best.at[1]], counts.end());
        let share = best.at[2].exp();
        let parameters = match self.family {
            Family::Flat => 1,
            _ => 3 - usize::from(fixed_share),
        };
        self.family.fill(&self.terms.times, best.at[0], best.at[1], &mut self.points);
        let dispersion = Dispersion::of(&self.cohorts, counts.joiners, &self.points, share, parameters);
        ShareFit {
            curve: self.family.curve(theta),
            share,
            log_likelihood: best.slope.value,
            parameters,
            people: counts.people(),
            adopters: counts.adopters(),
            bins: counts.bins(),
            end: counts.end(),
            dispersion,
            starts_agree,
            converged: best.converged,
            at_bound: best.held[0] || best.held[1],
        }
    }

    /// `ln c` that puts the observed share at the end of the data.
    fn share_for(&mut self, a: f64, b: f64) -> f64 {
        self.family.fill(&self.terms.times, a, b, &mut self.points);
        let reached = self.points.last().map_or(1.0, |point| point.f);
        let seen = self.counts.adopters() as f64 / self.counts.people().max(1) as f64;
        (seen / reached.max(1e-300)).ln().clamp(LOWEST_LN_SHARE, -1e-3)
    }

    fn starts(&self) -> Vec<[f64; 2]> {
        let span = self.counts.end();
        match self.family {
            Family::Bass => {
                let increments: Vec<f64> = self.terms.adopters.clone();
                let own = ols_bass(&self.terms.times, &increments).and_then(|found| found.solution);
                let mut starts: Vec<[f64; 2]> =
                    own.iter().map(|(_, bass)| [bass.p.ln(), bass.q.ln()]).collect();
                starts.extend(BASS_STARTS.map(|(p, q)| self.family.per_span([p.ln(), q.ln()], span)));
                starts
            }
            Family::Flat => {
                let seen = self.counts.adopters() as f64 / self.counts.people().max(1) as f64;
                vec![[seen.clamp(1e-6, 10.0).ln(), 0.0]]
            }
            // Peaks at three times, steep and slow.
            Family::Gompertz | Family::ShiftedGompertz => [(0.2, 8.0), (0.6, 6.0), (1.2, 4.0), (0.3, 3.0)]
                .map(|(peak, rate): (f64, f64)| [peak * rate, rate.ln()])
                .to_vec(),
        }
    }
}
