//! Least squares for users without headcount: increments (Srinivasan and Mason), cumulative counts, density.

use super::super::DEFAULT_LEVEL;
use super::bass::Bass;
use super::ceiling::{Ceiling, DEFAULT_MAX_RELATIVE_WIDTH, DEFAULT_MIN_ADOPTERS, Evidence, judge};
use super::compare::aicc;
use super::curve::{Curve, Family, Point};
use super::dispersion::f_quantile_one;
use super::newton::{Domain, Maximum, Slope, cholesky, maximise, solve};
use super::ols::ols_bass;
use super::profile::find_end;

/// A curve fitted by least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncrementFit {
    /// The curve, per period.
    pub curve: Curve,
    /// Ceiling `m`: adopters in the end (from launch on). `None` for [`Family::Flat`], which has none.
    pub m: Option<f64>,
    /// Standard errors of `m` and of the two parameters of the curve in the order of [`Curve`]'s fields, from
    /// `s²(J'J)⁻¹`; `None` without spare observations or if `J` is degenerate. That of a fixed `m` is 0.
    pub standard_errors: Option<[f64; 3]>,
    /// Residual sum of squares.
    pub rss: f64,
    /// Observations.
    pub n: usize,
    /// Fitted parameters, not counting the variance.
    pub parameters: usize,
    /// Last time, periods since launch.
    pub end: f64,
    /// The search ended at a minimum.
    pub converged: bool,
    /// A parameter ran to the end of its range: the minimum is not inside, such as for a ceiling without bound.
    pub at_bound: bool,
}

impl IncrementFit {
    /// Residual standard error `√(RSS/(n-k))`; `None` without spare observations.
    pub fn residual_error(&self) -> Option<f64> {
        let df = self.n.checked_sub(self.parameters).filter(|&df| df > 0)?;
        Some((self.rss / df as f64).sqrt())
    }

    /// `AICc = n ln(RSS/n) + 2k + 2k(k+1)/(n-k-1)`, `k` counting the variance; infinite if `n <= k+1`.
    pub fn aicc(&self) -> f64 {
        let n = self.n as f64;
        aicc(n * (self.rss.max(f64::MIN_POSITIVE) / n).ln(), self.parameters + 1, n)
    }
}

/// What least squares says about the ceiling; see [`increment_ceiling`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncrementCeiling {
    /// Whether it is known, or why not.
    pub ceiling: Ceiling,
    /// Estimate of `m`.
    pub m: f64,
    /// Lower end of the interval; `None` without spare observations.
    pub low: Option<f64>,
    /// Upper end; `None` if the data set none: an endless ceiling fits too.
    pub high: Option<f64>,
    /// Level of the interval.
    pub level: f64,
}

/// Options of [`increment_ceiling`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncrementOptions {
    /// Level of the interval.
    pub level: f64,
    /// Widest interval over `m` with which the ceiling counts as identified.
    pub max_relative_width: f64,
    /// Fewest adopters. Compared with the sum of the increments as they are given: with increments in thousands, give this
    /// in thousands too.
    pub min_adopters: u64,
}

impl Default for IncrementOptions {
    fn default() -> Self {
        IncrementOptions {
            level: DEFAULT_LEVEL,
            max_relative_width: DEFAULT_MAX_RELATIVE_WIDTH,
            min_adopters: DEFAULT_MIN_ADOPTERS,
        }
    }
}

/// Fits the Bass curve to increments by least squares: `x_i = m[F(t_i)-F(t_{i-1})] + e_i`.
///
/// No headcount is needed, and so nothing warns when the ceiling is a fancy: ask [`increment_ceiling`]. Before the
/// inflection the sum of squares can fall for ever as the ceiling grows, with `pm` and `q` held: adoption is then exponential
/// growth and any large `m` fits as well. The search ends where nothing is gained any more, at the latest at `e¹⁶` times the
/// adopters seen: that `m` says "without bound" and is no estimate.
///
/// # Arguments
/// `increments[i]` adopters between `edges[i]` and `edges[i+1]`, in any unit; edges in periods since launch.
///
/// # Returns
/// `None` with wrong lengths, edges that do not rise from 0 or later, values that are not finite, fewer than 3 bins,
/// or without any adopter.
///
/// # Complexity
/// O(bins) a step, about 8 steps; 96 bins take some 15 µs.
///
/// # Example
/// ```
/// use cmgraph::stats::diffusion::fit_increments;
/// let edges: Vec<f64> = (0..=10).map(f64::from).collect();
/// let vcr = [840.0, 1470.0, 2110.0, 4000.0, 7590.0, 10950.0, 10530.0, 9470.0, 7790.0, 5890.0];
/// let fit = fit_increments(&edges, &vcr).unwrap();
/// assert!((fit.m.unwrap() - 67_660.0).abs() < 1.0 && (fit.rss - 3_672_146.264).abs() < 0.01);
/// ```
///
/// # Reference
/// V. Srinivasan, C. H. Mason, *Nonlinear least squares estimation of new product diffusion models*, Marketing Science
/// 5 (1986).
pub fn fit_increments(edges: &[f64], increments: &[f64]) -> Option<IncrementFit> {
    fit_increments_family(edges, increments, Family::Bass)
}

/// [`fit_increments`] for any [`Family`]. For [`Family::Flat`] the number per period is constant.
pub fn fit_increments_family(edges: &[f64], increments: &[f64], family: Family) -> Option<IncrementFit> {
    let problem = Problem::increments(edges, increments, family)?;
    if family == Family::Flat { problem.flat() } else { problem.fit() }
}

/// Fits the Bass curve to cumulative adopters (or shares) `y_i = m F(t_i) + e_i` by least squares.
///
/// Errors of cumulative counts hang together, so the standard errors are too small; offered because others print it.
/// `ceiling`: a known `m`, such as 1 for shares of people who all adopt in the end; `None` fits it.
///
/// # Returns
/// `None` as [`fit_increments`], for times that do not rise from above 0, or a ceiling that is not positive.
pub fn fit_cumulative(times: &[f64], cumulative: &[f64], ceiling: Option<f64>) -> Option<IncrementFit> {
    Problem::at_times(times, cumulative, Response::Cumulative, ceiling)?.fit()
}

/// Fits `m f(t_i)`, the Bass density, to adopters per period at times `t_i` by least squares.
///
/// The density stands for the increment of a whole period: a cruder form than [`fit_increments`], for comparison with
/// what others print.
///
/// # Returns
/// `None` as [`fit_cumulative`].
pub fn fit_density(times: &[f64], rates: &[f64]) -> Option<IncrementFit> {
    Problem::at_times(times, rates, Response::Density, None)?.fit()
}

/// Interval of the ceiling of a Bass fit to increments, and whether it is identified.
///
/// All `m` with `RSS(m) <= RSS(1 + F(1, n-3)/(n-3))`, `RSS(m)` being the least with the ceiling held at `m`. The gate
/// is that of [`Ceiling`], the width taken relative to `m`.
///
/// `None` as [`fit_increments`], or with a level outside (0, 1).
///
/// ```
/// use cmgraph::stats::diffusion::{IncrementOptions, increment_ceiling};
/// let vcr = [840.0, 1470.0, 2110.0, 4000.0, 7590.0, 10950.0, 10530.0, 9470.0, 7790.0, 5890.0];
/// let edges: Vec<f64> = (0..=10).map(f64::from).collect();
/// let whole = increment_ceiling(&edges, &vcr, &IncrementOptions::default()).unwrap();
/// assert!(whole.ceiling.is_identified());
/// // After five years the best fit is absurd, and says so.
/// let early = increment_ceiling(&edges[..6], &vcr[..5], &IncrementOptions::default()).unwrap();
/// assert!(!early.ceiling.is_identified() && early.high.is_none());
/// ```
pub fn increment_ceiling(
    edges: &[f64],
    increments: &[f64],
    options: &IncrementOptions,
) -> Option<IncrementCeiling> {
    if !(options.level > 0.0 && options.level < 1.0) {
        return None;
    }
    let problem = Problem::increments(edges, increments, Family::Bass)?;
    let mut points = Vec::new();
    let best = problem.search(&mut points)?;
    let fit = problem.describe(&best, &mut points);
    let (m, bass) = (fit.m?, fit.curve.bass()?);
    let spare = problem.y.len().checked_sub(3).filter(|&df| df > 0);
    let (mut low, mut high, mut ends) = (None, None, [bass; 2]);
    if let Some(df) = spare {
        let df = df as f64;
        let target = f_quantile_one(options.level, df).sqrt();
        // A perfect fit has no scatter; then the interval is what rounding leaves.
        let variance = (-2.0 * best.slope.value / df).max(1e-18);
        let error = fit.standard_errors.map_or(f64::NAN, |errors| errors[0] / m);
        let held = Domain { free: [true, true, false], ..problem.domain() };
        let sides = [best.at[2] - 10.0, LARGEST_LN_M].map(|limit| {
            find_end(best.at[2], best.at, error, limit.max(best.at[2] - 10.0), target, |x, warm| {
                let found = maximise([warm[0], warm[1], x], &held, |t| problem.evaluate(t, &mut points));
                let excess = 2.0 * (best.slope.value - found.slope.value) / variance;
                (excess.max(0.0).sqrt(), found.at)
            })
        });
        let value = |side: usize| (!sides[side].open).then(|| sides[side].x.exp() * problem.unit);
        (low, high) = (value(0), value(1));
        ends = sides
            .map(|end| Bass { p: end.theta[0].exp() / problem.span, q: end.theta[1].exp() / problem.span });
    }
    let ceiling = judge(&Evidence {
        enough_adopters: increments.iter().sum::<f64>() >= options.min_adopters as f64,
        enough_bins: spare.is_some(),
        converged: fit.converged,
        end: problem.span,
        estimate: bass,
        ends,
        width: low.zip(high).map(|(low, high)| (high - low) / m),
        max_width: options.max_relative_width,
    });
    Some(IncrementCeiling { ceiling, m, low, high, level: options.level })
}

/// Largest `ln` of the ceiling in units of the adopters seen.
const LARGEST_LN_M: f64 = 16.0;
/// So near an end of its range a log-parameter is at it.
const EDGE: f64 = 1e-6;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Response {
    Increments,
    Cumulative,
    Density,
}

struct Problem {
    family: Family,
    response: Response,
    /// Edges, or times, over `span`.
    times: Vec<f64>,
    /// Responses over `unit`, the density per span.
    y: Vec<f64>,
    /// Adopters seen.
    unit: f64,
    span: f64,
    fixed_ln_m: Option<f64>,
    /// Residual squares are divided by this for the optimiser, whose tolerance is absolute.
    scale: f64,
    starts: Vec<[f64; 2]>,
}

impl Problem {
    fn increments(edges: &[f64], increments: &[f64], family: Family) -> Option<Problem> {
        let rising = edges.windows(2).all(|e| e[0] < e[1]) && edges.first().is_some_and(|&t| t >= 0.0);
        if edges.len() != increments.len() + 1 || increments.len() < 3 || !rising {
            return None;
        }
        Problem::new(edges, increments, increments.iter().sum(), Response::Increments, family, None)
    }

    fn at_times(times: &[f64], y: &[f64], response: Response, ceiling: Option<f64>) -> Option<Problem> {
        let rising = times.windows(2).all(|e| e[0] < e[1]) && times.first().is_some_and(|&t| t > 0.0);
        let positive = ceiling.is_none_or(|m| m > 0.0 && m.is_finite());
        if times.len() != y.len() || y.len() < 3 || !rising || !positive {
            return None;
        }
        let unit = match response {
            Response::Cumulative => y.iter().copied().fold(0.0, f64::max),
            _ => y.iter().sum(),
        };
        Problem::new(times, y, unit, response, Family::Bass, ceiling)
    }

    fn new(
        times: &[f64],
        y: &[f64],
        unit: f64,
        response: Response,
        family: Family,
        ceiling: Option<f64>,
    ) -> Option<Problem> {
        let finite = times.iter().chain(y).all(|x| x.is_finite());
        if !(finite && unit > 0.0 && unit.is_finite()) {
            return None;
        }
        let span = *times.last()?;
        let times: Vec<f64> = times.iter().map(|t| t / span).collect();
        let y: Vec<f64> = match response {
            Response::Density => y.iter().map(|y| y / unit * span).collect(),
            _ => y.iter().map(|y| y / unit).collect(),
        };
        let scale = 1e-5 * y.iter().map(|y| y * y).sum::<f64>() / y.len() as f64;
        let starts = starts(family, response, &times, &y);
        let fixed_ln_m = ceiling.map(|m| (m / unit).ln());
        Some(Problem { family, response, times, y, unit, span, fixed_ln_m, scale, starts })
    }

    fn domain(&self) -> Domain {
        let [a, b] = self.family.bounds();
        Domain {
            low: [a.0, b.0, -10.0],
            high: [a.1, b.1, LARGEST_LN_M.max(self.fixed_ln_m.unwrap_or(0.0))],
            free: [true, true, self.fixed_ln_m.is_none()],
        }
    }

    /// `-RSS/2` in units of `scale`, with exact derivatives in `(a, b, ln m)`.
    fn evaluate(&self, theta: &[f64; 3], points: &mut Vec<Point>) -> Slope {
        let mut sums = Squares::default();
        self.residuals(theta, points, |residual, row, second| sums.add(residual, row, second));
        sums.slope(1.0 / self.scale)
    }

    /// Visits `(residual, gradient, second derivatives aa, ab, bb)` of the model at each observation; derivatives with
    /// `ln m` are the model and its gradient themselves.
    fn residuals(
        &self,
        theta: &[f64; 3],
        points: &mut Vec<Point>,
        mut visit: impl FnMut(f64, [f64; 3], [f64; 3]),
    ) {
        self.family.fill(&self.times, theta[0], theta[1], points);
        let m = theta[2].exp();
        match self.response {
            Response::Increments => {
                for (pair, y) in points.windows(2).zip(&self.y) {
                    let (from, to) = (&pair[0], &pair[1]);
                    let value = m * (to.f - from.f);
                    visit(
                        y - value,
                        [m * (to.a - from.a), m * (to.b - from.b), value],
                        [m * (to.aa - from.aa), m * (to.ab - from.ab), m * (to.bb - from.bb)],
                    );
                }
            }
            Response::Cumulative => {
                for (at, y) in points.iter().zip(&self.y) {
                    let value = m * at.f;
                    visit(y - value, [m * at.a, m * at.b, value], [m * at.aa, m * at.ab, m * at.bb]);
                }
            }
            Response::Density => {
                // f = (1-F)(p+qF), in the log-parameters of p and q.
                let (p, q) = (theta[0].exp(), theta[1].exp());
                for (at, y) in points.iter().zip(&self.y) {
                    let hazard = p + q * at.f;
                    let (ha, hb) = (p + q * at.a, q * at.f + q * at.b);
                    let (haa, hab, hbb) =
                        (p + q * at.aa, q * at.a + q * at.ab, q * at.f + 2.0 * q * at.b + q * at.bb);
                    let value = m * at.rest * hazard;
                    visit(
                        y - value,
                        [m * (at.rest * ha - at.a * hazard), m * (at.rest * hb - at.b * hazard), value],
                        [
                            m * (at.rest * haa - 2.0 * at.a * ha - at.aa * hazard),
                            m * (at.rest * hab - at.a * hb - at.b * ha - at.ab * hazard),
                            m * (at.rest * hbb - 2.0 * at.b * hb - at.bb * hazard),
                        ],
                    );
                }
            }
        }
    }

    /// The best `ln m` for a curve: linear least squares.
    fn ln_m(&self, a: f64, b: f64, points: &mut Vec<Point>) -> f64 {
        if let Some(fixed) = self.fixed_ln_m {
            return fixed;
        }
        let (mut cross, mut square) = (0.0, 0.0);
        self.residuals(&[a, b, 0.0], points, |residual, row, _| {
            cross += (residual + row[2]) * row[2];
            square += row[2] * row[2];
        });
        let m: f64 = cross / square;
        if m > 0.0 { m.ln().clamp(-9.0, LARGEST_LN_M - 1.0) } else { 0.0 }
    }

    /// From the regression of Bass; only where that fails, or the climb does, from the other starts too.
    fn search(&self, points: &mut Vec<Point>) -> Option<Maximum> {
        let domain = self.domain();
        let mut best: Option<Maximum> = None;
        for &[a, b] in &self.starts {
            let start = [a, b, self.ln_m(a, b, points)];
            let found = maximise(start, &domain, |theta| self.evaluate(theta, points));
            if !found.slope.value.is_finite() {
                continue;
            }
            if best.is_none_or(|b: Maximum| found.slope.value > b.slope.value) {
                best = Some(found);
            }
            let sound = found.converged && found.held == [false; 3];
            if self.family == Family::Bass && sound {
                break;
            }
        }
        best
    }

    fn fit(&self) -> Option<IncrementFit> {
        let mut points = Vec::new();
        let best = self.search(&mut points)?;
        Some(self.describe(&best, &mut points))
    }

    fn describe(&self, best: &Maximum, points: &mut Vec<Point>) -> IncrementFit {
        let theta = self.family.per_period([best.at[0], best.at[1]], self.span);
        let (mut rss, mut gram) = (0.0, [[0.0; 3]; 3]);
        self.residuals(&best.at, points, |residual, row, _| {
            rss += residual * residual;
            for i in 0..3 {
                for j in 0..3 {
                    gram[i][j] += row[i] * row[j];
                }
            }
        });
        let parameters = 3 - usize::from(self.fixed_ln_m.is_some());
        if self.fixed_ln_m.is_some() {
            gram[2] = [0.0, 0.0, 1.0];
            gram[0][2] = 0.0;
            gram[1][2] = 0.0;
        }
        let m = best.at[2].exp() * self.unit;
        let spare = self.y.len().checked_sub(parameters).filter(|&df| df > 0);
        let values = [theta[0].exp(), theta[1].exp(), m];
        let errors = spare.zip(cholesky(&gram)).map(|(df, root)| {
            let error = |i: usize| {
                let mut unit = [0.0; 3];
                unit[i] = 1.0;
                values[i] * (rss / df as f64 * solve(&root, &unit)[i]).sqrt()
            };
            let fixed = self.fixed_ln_m.is_some();
            [if fixed { 0.0 } else { error(2) }, error(0), error(1)]
        });
        let domain = self.domain();
        // Back to the unit of the data; the density is per span inside.
        let unit = match self.response {
            Response::Density => self.unit / self.span,
            _ => self.unit,
        };
        IncrementFit {
            curve: self.family.curve(theta),
            m: Some(m),
            standard_errors: errors,
            rss: rss * unit * unit,
            n: self.y.len(),
            parameters,
            end: self.span,
            converged: best.converged,
            // By place, not by slope: on the plateau before a ceiling without bound the slope is rounding.
            at_bound: (0..3).any(|i| {
                domain.free[i] && !(domain.low[i] + EDGE..=domain.high[i] - EDGE).contains(&best.at[i])
            }),
        }
    }

    /// Constant number per period: `x_i = r (t_i - t_{i-1})`.
    fn flat(&self) -> Option<IncrementFit> {
        let widths: Vec<f64> = self.times.windows(2).map(|e| e[1] - e[0]).collect();
        let square: f64 = widths.iter().map(|w| w * w).sum();
        let rate = widths.iter().zip(&self.y).map(|(w, y)| w * y).sum::<f64>() / square;
        let rss: f64 = widths.iter().zip(&self.y).map(|(w, y)| (y - rate * w).powi(2)).sum();
        let n = self.y.len();
        let error = (rss / (n - 1) as f64 / square).sqrt();
        let unit = self.unit / self.span;
        Some(IncrementFit {
            curve: Curve::Flat { rate: rate * unit },
            m: None,
            standard_errors: Some([0.0, error * unit, 0.0]),
            rss: rss * self.unit * self.unit,
            n,
            parameters: 1,
            end: self.span,
            converged: true,
            at_bound: false,
        })
    }
}

fn starts(family: Family, response: Response, times: &[f64], y: &[f64]) -> Vec<[f64; 2]> {
    if family != Family::Bass {
        // Peaks at several times, steep and slow.
        return [(0.2, 8.0), (0.6, 6.0), (1.2, 4.0), (0.3, 3.0)]
            .map(|(peak, rate): (f64, f64)| [peak * rate, rate.ln()])
            .to_vec();
    }
    let mut edges = times.to_vec();
    let mut increments = y.to_vec();
    if response != Response::Increments {
        edges.insert(0, 0.0);
        let mut before = 0.0;
        for (i, x) in increments.iter_mut().enumerate() {
            match response {
                Response::Cumulative => *x -= std::mem::replace(&mut before, y[i]),
                _ => *x *= edges[i + 1] - edges[i],
            }
        }
    }
    let own = ols_bass(&edges, &increments).and_then(|found| found.solution);
    let mut starts: Vec<[f64; 2]> = own.iter().map(|(_, bass)| [bass.p.ln(), bass.q.ln()]).collect();
    // Peaks in the middle, at the end and beyond; a decline.
    let others: [(f64, f64); 4] = [(0.15, 6.0), (0.03, 6.0), (0.005, 4.0), (2.0, 0.3)];
    starts.extend(others.map(|(p, q)| [p.ln(), q.ln()]));
    starts
}

/// Running `Σ r²`, `Σ r ∂f` and `Σ (r ∂²f - ∂f ∂f')`.
#[derive(Default)]
struct Squares {
    rss: f64,
    gradient: [f64; 3],
    /// aa, ab, bb, am, bm, mm.
    second: [f64; 6],
}

impl Squares {
    #[inline(always)]
    fn add(&mut self, r: f64, [a, b, m]: [f64; 3], [aa, ab, bb]: [f64; 3]) {
        self.rss += r * r;
        for (sum, d) in self.gradient.iter_mut().zip([a, b, m]) {
            *sum += r * d;
        }
        // The model is linear in m, so derivatives with ln m repeat the lower ones.
        let bent = [aa, ab, bb, a, b, m];
        let outer = [a * a, a * b, b * b, a * m, b * m, m * m];
        for i in 0..6 {
            self.second[i] += r * bent[i] - outer[i];
        }
    }

    fn slope(&self, scale: f64) -> Slope {
        let [aa, ab, bb, am, bm, mm] = self.second.map(|x| x * scale);
        Slope {
            value: -0.5 * scale * self.rss,
            gradient: self.gradient.map(|x| x * scale),
            hessian: [[aa, ab, am], [ab, bb, bm], [am, bm, mm]],
        }
    }
}
