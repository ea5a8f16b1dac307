//! A Bass fit with everything that can be said about it: profile intervals and the ceiling.

use super::super::DEFAULT_LEVEL;
use super::super::incomplete_beta::beta_cdf;
use super::bass::Bass;
use super::ceiling::{Ceiling, DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MIN_ADOPTERS, Evidence, judge};
use super::cohorts::ever;
use super::counts::AdoptionCounts;
use super::curve::{Family, Point, RATE_BOX};
use super::dispersion::threshold;
use super::likelihood::Terms;
use super::newton::{Domain, Maximum, Slope, maximise};
use super::profile::{End, find_end};
use super::share_fit::{LOWEST_LN_SHARE, Search, ShareFit, domain};
use crate::stats::Interval;
use statrs::function::erf::erf;

/// Options of [`analyse_bass`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BassOptions {
    /// Level of all intervals.
    pub level: f64,
    /// Widest interval of the share with which the ceiling counts as identified.
    pub max_ceiling_width: f64,
    /// Fewest adopters for which the ceiling counts as identified.
    pub min_adopters: u64,
}

impl Default for BassOptions {
    fn default() -> Self {
        BassOptions {
            level: DEFAULT_LEVEL,
            max_ceiling_width: DEFAULT_MAX_CEILING_WIDTH,
            min_adopters: DEFAULT_MIN_ADOPTERS,
        }
    }
}

/// An estimate with the ends of its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Value at the best fit.
    pub value: f64,
    /// Lower end; `None` if the data set none.
    pub low: Option<f64>,
    /// Upper end; `None` if the data set none.
    pub high: Option<f64>,
}

/// How many of these very people will have adopted in the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleCeiling {
    /// Adopters seen. The final number is never below.
    pub seen: u64,
    /// People who are there at the end of the data and have not adopted.
    pub waiting: u64,
    /// Expected final number: seen, and those waiting each with the probability that they ever adopt.
    pub expected: f64,
    /// Lower end of the prediction interval of the final number.
    pub low: u64,
    /// Upper end.
    pub high: u64,
}

/// What [`analyse_bass`] says.
#[derive(Debug, Clone, PartialEq)]
pub struct BassAnalysis {
    /// The fit by maximum likelihood.
    pub fit: ShareFit,
    /// Its curve.
    pub bass: Bass,
    /// Level of the intervals.
    pub level: f64,
    /// Whether the ceiling is known, or why not.
    pub ceiling: Ceiling,
    /// First target: interval of the parameter `c`, the share of people like these who adopt in the end. Not cut at
    /// the share already seen: cutting it there makes it miss the truth (a finite staff can be lucky).
    pub share: Interval,
    /// Second target: how many of these very people.
    pub ceiling_people: PeopleCeiling,
    /// Innovation, per period.
    pub p: Estimate,
    /// Imitation, per period; the low end is `None` where `q = 0` fits too.
    pub q: Estimate,
    /// Time of the peak, periods since launch; `None` if the fitted curve only declines. The low end is `None` where
    /// a curve that only declines fits too.
    pub peak: Option<Estimate>,
    /// Time at which half of the ceiling is reached.
    pub t50: Estimate,
    /// Time at which nine tenths of the ceiling are reached.
    pub t90: Estimate,
}

/// Fits the Bass curve to people ([`fit_share`](super::fit_share)) and gives profile-likelihood intervals.
///
/// The interval of a parameter `θ` holds all values with `2(logL_max - logL_profile(θ))` below the χ²₁ quantile, or,
/// where the counts scatter more than chance allows ([`DISPERSION_LEVEL`](super::DISPERSION_LEVEL)), below `φ` times the quantile of `F(1, df)`. Times are profiled too: the curve is written
/// in `(t_x, q/p)`. `ceiling_people` mixes, over the profile of that chance, the binomial number of those still waiting who
/// will adopt, with weights of the normal distribution of the signed root.
///
/// # Coverage
/// 1,000 simulated staffs of 1,000 (`p = .01`, `q = .4`, `c = .6`), cut where a share of the ceiling is reached:
///
/// | reached | `share` covers `c` | `ceiling_people` covers | identified | median width of `share` |
/// |---|---|---|---|---|
/// | .21 | .969 | .972 | .003 | .82 |
/// | .38 | .979 | .978 | .004 | .65 |
/// | .49 (inflection) | .963 | .971 | .027 | .56 |
/// | .59 | .951 | .951 | .175 | .46 |
/// | .77 | .951 | .951 | .892 | .18 |
/// | .95 | .965 | .956 | 1 | .070 |
/// | 1.00 | .960 | .993 | 1 | .061 |
///
/// With 1 % of the places refilled each period (400 staffs, 20 periods) the intervals of `c`, `p`, `q` cover .960, .968,
/// .970 for fresh joiners and .945, .963, .958 for truncated ones.
///
/// # Returns
/// `None` without adopters, or with a level outside (0, 1).
///
/// # Complexity
/// Some 100 fits of two parameters; about a millisecond for 96 bins.
///
/// # Example
/// ```
/// use cmgraph::stats::diffusion::{AdoptionCounts, BassOptions, Ceiling, analyse_bass};
/// let months: Vec<f64> = (0..=17).map(f64::from).collect();
/// let adopters = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1];
/// let counts = AdoptionCounts::constant(&months, &adopters, 125).unwrap();
/// let found = analyse_bass(&counts, &BassOptions::default()).unwrap();
/// assert_eq!(found.ceiling, Ceiling::Identified);
/// assert!(found.share.low < 0.86 && found.share.high == 1.0); // everybody is within reach
/// assert!(found.ceiling_people.low >= 109);
/// ```
///
/// # Reference
/// D. J. Venzon, S. H. Moolgavkar, *A method for computing profile-likelihood-based confidence intervals*, Applied
/// Statistics 37 (1988); P. McCullagh, J. A. Nelder, *Generalized Linear Models* (1989), 4.5 and 9.2 for `φ`.
pub fn analyse_bass(counts: &AdoptionCounts, options: &BassOptions) -> Option<BassAnalysis> {
    threshold(options.level, None)?;
    let mut search = Search::new(counts, Family::Bass)?;
    let fit = search.run(None)?;
    let bass = fit.curve.bass()?;
    let best = search.best?;
    let mut profiler = Profiler {
        covariance: best.covariance(&domain(Family::Bass)),
        best,
        target: threshold(options.level, fit.dispersion)?.sqrt(),
        waits: 1.0 - fit.reached(),
        search,
    };
    let span = counts.end();
    let interval = |profiler: &mut Profiler<'_>, what: What, scale: f64| {
        let value = profiler.value(what);
        let [low, high] = profiler.ends(what);
        let end = |end: &End| (!end.open).then(|| end.x.exp() * scale);
        (Estimate { value: value.exp() * scale, low: end(&low), high: end(&high) }, [low, high])
    };
    let (share, share_ends) = interval(&mut profiler, What::Share, 1.0);
    let (p, _) = interval(&mut profiler, What::P, 1.0 / span);
    let (q, _) = interval(&mut profiler, What::Q, 1.0 / span);
    let (t50, _) = interval(&mut profiler, What::Reach(0.5), span);
    let (t90, _) = interval(&mut profiler, What::Reach(0.9), span);
    let peak = bass.peak().map(|value| {
        let [low, high] = profiler.ends(What::Peak);
        let end = |end: &End| (!end.open && end.x > 0.0).then_some(end.x * span);
        Estimate { value, low: end(&low), high: end(&high) }
    });
    let share = Interval { low: share.low.unwrap_or(0.0), high: share.high.unwrap_or(1.0) };
    let curve = |end: &End| Bass { p: end.theta[0].exp() / span, q: end.theta[1].exp() / span };
    let ceiling = judge(&Evidence {
        enough_adopters: fit.adopters >= options.min_adopters,
        enough_bins: fit.bins > fit.parameters,
        converged: fit.converged,
        end: span,
        estimate: bass,
        ends: [curve(&share_ends[0]), curve(&share_ends[1])],
        width: Some(share.width()),
        max_width: options.max_ceiling_width,
    });
    let ceiling_people = profiler.people(options.level);
    Some(BassAnalysis {
        fit,
        bass,
        level: options.level,
        ceiling,
        share,
        ceiling_people,
        p,
        q,
        peak,
        t50,
        t90,
    })
}

/// What an interval is of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    P,
    Q,
    Share,
    Peak,
    Reach(f64),
    /// The chance that somebody of launch who waits at the end ever adopts, as a logit.
    Ever,
}

struct Profiler<'a> {
    search: Search<'a>,
    best: Maximum,
    covariance: Option<[[f64; 3]; 3]>,
    /// Root of the deviance at which intervals end.
    target: f64,
    /// `1-F` at the end of the data, at the best fit.
    waits: f64,
}

/// Log-parameters `(a, b)` on the line where `what` has the value `x`, at the free coordinate `u`, with first and
/// second derivatives in `u`.
struct Line {
    a: [f64; 3],
    b: [f64; 3],
}

/// `h = (p+q)t_x` as a function of `ρ = ln(q/p)`, with derivatives: `h = ln(1+xe^ρ) - ln(1-x)`.
fn clock(share: f64, rho: f64) -> [f64; 3] {
    let grown = share * rho.exp();
    let part = grown / (1.0 + grown);
    [grown.ln_1p() - (-share).ln_1p(), part, part / (1.0 + grown)]
}

/// For the peak the coordinate is `u = ln(p+q)`, so that `ln(q/p) = x eᵘ` for any `x`, also below 0 (no peak after
/// launch). For a time of reaching a share it is `u = ln(q/p)` and `x` is the logarithm of the time.
fn line(what: What, x: f64, u: f64) -> Line {
    if let What::Reach(share) = what {
        let [h, h1, h2] = clock(share, u);
        let part = 1.0 / (1.0 + (-u).exp());
        let a =
            [h.ln() - x - u.exp().ln_1p(), h1 / h - part, h2 / h - (h1 / h) * (h1 / h) - part * (1.0 - part)];
        Line { a, b: [a[0] + u, a[1] + 1.0, a[2]] }
    } else {
        let rho = x * u.exp();
        let part = 1.0 / (1.0 + (-rho).exp());
        // ln(1+e^ρ) without overflow.
        let log = rho.max(0.0) + (-rho.abs()).exp().ln_1p();
        let a = [u - log, 1.0 - part * rho, -part * rho - part * (1.0 - part) * rho * rho];
        Line { a, b: [a[0] + rho, a[1] + rho, a[2] + rho] }
    }
}

impl Profiler<'_> {
    fn value(&self, what: What) -> f64 {
        let [a, b, c] = self.best.at;
        match what {
            What::P => a,
            What::Q => b,
            What::Share => c,
            What::Peak => (b - a) / (a.exp() + b.exp()),
            What::Reach(share) => clock(share, b - a)[0].ln() - (a.exp() + b.exp()).ln(),
            What::Ever => self.waits.ln() + c - (-c.exp_m1()).ln(),
        }
    }

    fn error(&self, what: What) -> f64 {
        let [a, b, _] = self.best.at;
        let direction = match what {
            // No slope at hand; the search finds its own step.
            What::Ever => return f64::NAN,
            What::P => [1.0, 0.0, 0.0],
            What::Q => [0.0, 1.0, 0.0],
            What::Share => [0.0, 0.0, 1.0],
            What::Peak => {
                let (p, q, t) = (a.exp(), b.exp(), self.value(what));
                [(-1.0 - t * p) / (p + q), (1.0 - t * q) / (p + q), 0.0]
            }
            What::Reach(share) => {
                let [h, h1, _] = clock(share, b - a);
                let part = 1.0 / (1.0 + (b - a).exp());
                [-h1 / h - part, h1 / h - (1.0 - part), 0.0]
            }
        };
        let Some(covariance) = self.covariance else { return f64::NAN };
        let variance: f64 =
            (0..3).map(|i| (0..3).map(|j| direction[i] * covariance[i][j] * direction[j]).sum::<f64>()).sum();
        variance.sqrt()
    }

    fn ends(&mut self, what: What) -> [End; 2] {
        let limits = match what {
            What::P | What::Q => RATE_BOX,
            What::Share => (LOWEST_LN_SHARE, 0.0),
            What::Peak => (-50.0, 1e5),
            What::Reach(_) => (-14.0, 14.0),
            What::Ever => (LOWEST_LOGIT, LARGEST_LOGIT),
        };
        let (centre, error, target) = (self.value(what), self.error(what), self.target);
        let centre = centre.clamp(limits.0, limits.1);
        let start = match what {
            What::P | What::Q | What::Share => self.best.at,
            What::Ever => self.slowed_to(centre),
            What::Peak => [(self.best.at[0].exp() + self.best.at[1].exp()).ln(), 0.0, self.best.at[2]],
            What::Reach(_) => [self.best.at[1] - self.best.at[0], 0.0, self.best.at[2]],
        };
        [limits.0, limits.1]
            .map(|limit| find_end(centre, start, error, limit, target, |x, warm| self.root(what, x, warm)))
    }

    /// The best fit, its time stretched until the chance has the logit `lowest`; as it is where the chance is no lower.
    ///
    /// With the curve itself held, a chance above that of the best fit would need a share of 1: far from any profile.
    fn slowed_to(&mut self, lowest: f64) -> [f64; 3] {
        let [a, b, c] = self.best.at;
        if !(c < 0.0 && self.value(What::Ever) < lowest) {
            return self.best.at;
        }
        let (mut short, mut long) = (0.0, 40.0);
        for _ in 0..60 {
            let by = 0.5 * (short + long);
            let rest = points_at_end(&self.search.terms, &[a - by, b - by, c], &mut self.search.points).rest;
            let logit = rest.ln() + c - (-c.exp_m1()).ln();
            if logit < lowest { short = by } else { long = by }
        }
        [a - long, b - long, c]
    }

    /// Root of the deviance of the best fit with `what` at `x`, and its coordinates.
    fn root(&mut self, what: What, x: f64, warm: &[f64; 3]) -> (f64, [f64; 3]) {
        let (terms, points) = (&self.search.terms, &mut self.search.points);
        let whole = domain(Family::Bass);
        let found = match what {
            What::P | What::Q | What::Share => {
                let index = [What::P, What::Q, What::Share].iter().position(|w| *w == what).unwrap_or(0);
                let (mut free, mut start) = ([true; 3], *warm);
                free[index] = false;
                start[index] = x;
                maximise(start, &Domain { free, ..whole }, |t| terms.evaluate(Family::Bass, t, points))
            }
            What::Ever => {
                let surface = Domain { free: [true, true, false], ..whole };
                let mut found = maximise(*warm, &surface, |t| {
                    let (c, d1, d2) = share_for(x, points_at_end(terms, t, points));
                    onto(&terms.evaluate(Family::Bass, &[t[0], t[1], c], points), d1, d2)
                });
                found.at[2] = share_for(x, points_at_end(terms, &found.at, points)).0;
                found
            }
            What::Peak | What::Reach(_) => {
                let reduced = Domain {
                    low: [-30.0, 0.0, LOWEST_LN_SHARE],
                    high: [30.0, 0.0, 0.0],
                    free: [true, false, true],
                };
                maximise(*warm, &reduced, |t| {
                    let line = line(what, x, t[0]);
                    along(&terms.evaluate(Family::Bass, &[line.a[0], line.b[0], t[2]], points), &line)
                })
            }
        };
        let deviance = 2.0 * (self.best.slope.value - found.slope.value);
        (deviance.max(0.0).sqrt(), found.at)
    }

    /// Prediction interval of the number of adopters among these people.
    fn people(&mut self, level: f64) -> PeopleCeiling {
        let counts = self.search.counts;
        let (seen, waiting) = (counts.adopters(), counts.waiting_at_end());
        let top = self.best.at;
        let expected = seen as f64 + waiting as f64 * self.ever(&top);
        if waiting == 0 {
            return PeopleCeiling { seen, waiting, expected, low: seen, high: seen };
        }
        // Signed roots along the profile of the chance, a little beyond its interval. That of c would not do: much of
        // what is uncertain about c is the luck of those who have adopted already.
        self.waits = points_at_end(&self.search.terms, &top, &mut self.search.points).rest;
        let ends = self.ends(What::Ever);
        // The same centre as that of the ends: beyond these limits a chance is nothing or certainty.
        let centre = self.value(What::Ever).clamp(LOWEST_LOGIT, LARGEST_LOGIT);
        let theta = self.slowed_to(centre);
        let mut nodes = vec![Node { x: centre, root: 0.0, chance: self.ever(&top), theta }];
        for (end, sign) in ends.iter().zip([-1.0, 1.0]) {
            let reach = (end.x - centre) * if end.open { 1.0 } else { BEYOND };
            // An end at the centre, or on its wrong side, says nothing about that side.
            if sign * reach > 0.0 {
                nodes.extend(self.node(centre + reach, sign, &end.theta));
            }
        }
        nodes.sort_unstable_by(|a, b| a.x.total_cmp(&b.x));
        // The widest step of the root is halved until all are small.
        for _ in 0..MOST_NODES {
            let gap = |i: usize| nodes[i + 1].root - nodes[i].root;
            let Some(widest) = (0..nodes.len() - 1).max_by(|&i, &j| gap(i).total_cmp(&gap(j))) else { break };
            let (from, to) = (nodes[widest], nodes[widest + 1]);
            if gap(widest) < SMALL_STEP * self.target || to.x - from.x < 1e-9 {
                break;
            }
            let sign = if from.root + to.root < 0.0 { -1.0 } else { 1.0 };
            let near = if sign < 0.0 { to.theta } else { from.theta };
            let Some(node) = self.node(0.5 * (from.x + to.x), sign, &near) else { break };
            nodes.insert(widest + 1, node);
        }
        // The true root only grows outwards, and a search that stopped short only makes it too large: no node is above one
        // further out.
        for i in 1..nodes.len() {
            let outer = nodes[i - 1].root;
            if nodes[i].x < centre {
                nodes[i].root = nodes[i].root.max(outer);
            }
        }
        for i in (0..nodes.len() - 1).rev() {
            let outer = nodes[i + 1].root;
            if nodes[i].x > centre {
                nodes[i].root = nodes[i].root.min(outer);
            }
        }
        // Roots in units of the target have the normal quantile of the level there.
        let scale = super::super::special::two_sided_z(level).unwrap_or(1.96) / self.target;
        let normal = |z: f64| 0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2));
        let mut below = 0.0;
        let weighted: Vec<(f64, f64)> = (0..nodes.len())
            .map(|i| {
                let up = match nodes.get(i + 1) {
                    Some(next) => normal(scale * 0.5 * (nodes[i].root + next.root)),
                    None => 1.0,
                };
                let weight = up - below;
                below = up;
                (weight, nodes[i].chance)
            })
            .collect();
        let at_most =
            |n: u64| -> f64 { weighted.iter().map(|(w, g)| w * binomial_cdf(n, waiting, *g)).sum() };
        let tail = (1.0 - level) / 2.0;
        let quantile = |share: f64| {
            let (mut low, mut high) = (0, waiting);
            while low < high {
                let middle = low + (high - low) / 2;
                if at_most(middle) >= share { high = middle } else { low = middle + 1 }
            }
            low
        };
        PeopleCeiling {
            seen,
            waiting,
            expected,
            low: seen + quantile(tail),
            high: seen + quantile(1.0 - tail),
        }
    }

    /// The profile of the chance at the logit `x`; `None` where nothing fits.
    fn node(&mut self, x: f64, sign: f64, warm: &[f64; 3]) -> Option<Node> {
        let (root, theta) = self.root(What::Ever, x, warm);
        root.is_finite().then(|| Node { x, root: sign * root, chance: self.ever(&theta), theta })
    }

    /// Probability that somebody waiting at the end ever adopts, on average over the entries.
    fn ever(&mut self, theta: &[f64; 3]) -> f64 {
        let counts = self.search.counts;
        Family::Bass.fill(&self.search.terms.times, theta[0], theta[1], &mut self.search.points);
        let (last, share) = (counts.bins(), theta[2].exp());
        let (mut sum, mut total) = (0.0, 0.0);
        for cell in counts.waiting.iter().filter(|c| c.exit == last && c.entry < last) {
            let people = cell.people as f64;
            sum += people * ever(counts.joiners, &self.search.points, share, cell.entry, last);
            total += people;
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }
}

/// How far beyond the ends of its interval the profile of the chance is followed, as a factor.
const BEYOND: f64 = 1.6;
/// Largest step of the root between points of that profile, as a share of the root at the ends.
const SMALL_STEP: f64 = 0.15;
const MOST_NODES: usize = 40;

/// A point of the profile of the chance.
#[derive(Debug, Clone, Copy)]
struct Node {
    x: f64,
    /// Signed root of the deviance.
    root: f64,
    chance: f64,
    theta: [f64; 3],
}

/// Lowest logit of the chance that is told from nothing.
const LOWEST_LOGIT: f64 = -25.0;
/// Largest logit of the chance that is told from certainty.
const LARGEST_LOGIT: f64 = 14.0;

/// The curve at the end of the data.
fn points_at_end(terms: &Terms, theta: &[f64; 3], points: &mut Vec<Point>) -> Point {
    let last = terms.times.len() - 1;
    Family::Bass.fill(&terms.times[last..], theta[0], theta[1], points);
    points[0]
}

/// `ln c` at which the chance `g = c(1-F)/(1-cF)` has the logit `x`, with derivatives in `(a, b)` through `F`:
/// `c = g / (g + (1-F)(1-g))`, which is at most 1 for every `g`.
fn share_for(x: f64, end: Point) -> (f64, [f64; 2], [f64; 3]) {
    let (chance, not) = (1.0 / (1.0 + (-x).exp()), 1.0 / (1.0 + x.exp()));
    let whole = chance + end.rest * not;
    let scale = not / whole;
    let first = [scale * end.a, scale * end.b];
    let second = [
        scale * end.aa + first[0] * first[0],
        scale * end.ab + first[0] * first[1],
        scale * end.bb + first[1] * first[1],
    ];
    ((chance / whole).ln().min(0.0), first, second)
}

/// Derivatives on the surface `ln c = c(a, b)`.
fn onto(full: &Slope, d1: [f64; 2], d2: [f64; 3]) -> Slope {
    let (g, h) = (&full.gradient, &full.hessian);
    let mut slope = Slope { value: full.value, ..Slope::ZERO };
    for i in 0..2 {
        slope.gradient[i] = g[i] + g[2] * d1[i];
        for j in 0..2 {
            slope.hessian[i][j] =
                h[i][j] + h[i][2] * d1[j] + h[2][j] * d1[i] + h[2][2] * d1[i] * d1[j] + g[2] * d2[i + j];
        }
    }
    slope
}

/// Derivatives along a line, with `ln c` free.
fn along(full: &Slope, line: &Line) -> Slope {
    let ([_, a1, a2], [_, b1, b2], g, h) = (line.a, line.b, &full.gradient, &full.hessian);
    let mut slope = Slope { value: full.value, ..Slope::ZERO };
    slope.gradient = [g[0] * a1 + g[1] * b1, 0.0, g[2]];
    slope.hessian[0][0] =
        h[0][0] * a1 * a1 + 2.0 * h[0][1] * a1 * b1 + h[1][1] * b1 * b1 + g[0] * a2 + g[1] * b2;
    slope.hessian[0][2] = h[0][2] * a1 + h[1][2] * b1;
    slope.hessian[2][0] = slope.hessian[0][2];
    slope.hessian[2][2] = h[2][2];
    slope
}

/// `P(Binomial(n, p) <= k)`.
pub(super) fn binomial_cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n || p <= 0.0 {
        1.0
    } else if p >= 1.0 {
        0.0
    } else {
        beta_cdf((n - k) as f64, k as f64 + 1.0, 1.0 - p)
    }
}
