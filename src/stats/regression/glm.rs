//! Generalised linear models by iteratively reweighted least squares.

use super::cholesky::Cholesky;
use super::covariance::Covariance;
use super::design::{Cells, GlmData, Observation, dot};
use rayon::prelude::*;
use statrs::function::gamma::ln_gamma;

/// Largest change of any row's linear predictor in the last step.
pub const DEFAULT_TOLERANCE: f64 = 1e-8;

/// Steps before the fit is given up. A sound fit takes 4 to 10, proving a separation up to 40.
pub const DEFAULT_MAX_ITERATIONS: usize = 100;

/// A step moves the rows with a finite fit less than this times what it moves those that run off.
const SEPARATION_TOLERANCE: f64 = 1e-5;

/// The same for a direction of separation that leaves those rows where they are, up to rounding.
const ROUNDING: f64 = 1e-8;

/// Rows that run off do so by about 1 a step for ever; smaller steps are on their way to a maximum.
const RUNNING_OFF: f64 = 0.1;

/// Cells that one task sums up: fixed, so that the sums do not depend on the number of threads.
const CHUNK: usize = 4096;

/// Halvings of a step that would lose likelihood.
const MAX_HALVINGS: usize = 40;

/// What the response is; each with its canonical link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlmFamily {
    /// 0 or 1: `P(y = 1) = 1/(1 + e^-η)`. With person-periods as rows, the discrete-time hazard.
    Logistic,
    /// A count with mean `e^η`.
    Poisson,
}

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlmOptions {
    /// See [`DEFAULT_TOLERANCE`].
    pub tolerance: f64,
    /// See [`DEFAULT_MAX_ITERATIONS`].
    pub max_iterations: usize,
}

impl Default for GlmOptions {
    fn default() -> Self {
        GlmOptions { tolerance: DEFAULT_TOLERANCE, max_iterations: DEFAULT_MAX_ITERATIONS }
    }
}

/// How a fit ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FitStatus {
    /// At the maximum of the likelihood.
    Converged,
    /// There is no maximum: some combination of covariates tells responses apart without error (everybody
    /// whose leader took part adopted), and the likelihood rises as its coefficient runs to infinity.
    Separated {
        /// Columns whose coefficients run off, ascending.
        columns: Vec<usize>,
    },
    /// Neither a maximum nor a proof that there is none within the allowed steps.
    NotConverged,
}

/// A fitted generalised linear model; see [`glm`].
#[derive(Debug, Clone, PartialEq)]
pub struct Glm {
    /// The model.
    pub family: GlmFamily,
    /// A coefficient a column, on the scale of the linear predictor (log odds, log rate); 0 for aliased
    /// columns. Without a maximum ([`FitStatus`]) they are where the search stopped: finite, but no estimate.
    pub coefficients: Vec<f64>,
    /// Inverse information `(X'WX)⁻¹`, right if the model is; `None` without a maximum.
    pub covariance: Option<Covariance>,
    /// How the search ended.
    pub status: FitStatus,
    /// Columns left out because they are zero or combinations of columns before them, ascending.
    pub aliased: Vec<usize>,
    /// Log-likelihood at the coefficients, constants included.
    pub log_likelihood: f64,
    /// Pearson's `X² = Σ w (y - μ)²/V(μ)`.
    pub pearson_chi2: f64,
    /// Observations: the sum of the weights.
    pub n: f64,
    /// Steps taken.
    pub iterations: usize,
}

/// Fits a generalised linear model with canonical link by maximum likelihood.
///
/// `η = offset + x'β`; logistic `ℓ = Σ w (y η - ln(1 + e^η))`, Poisson `ℓ = Σ w (y η - e^η - ln y!)`. Newton's method
/// (which for these models is iteratively reweighted least squares), halving a step that would lose
/// likelihood. If there is no maximum, the step itself ends up as the proof: it moves every row towards its
/// response, or not at all.
///
/// # Arguments
/// `data`: covariates (with a column of ones if an intercept is wanted; centre dates and the like), responses
/// in [0, 1] for [`GlmFamily::Logistic`] and from 0 for [`GlmFamily::Poisson`], frequency weights, offset.
///
/// # Returns
/// `None` when there is nothing to fit: no row of positive weight, no column that is not zero, lengths that
/// differ, or a value that is not finite or out of range. Everything else that can go wrong is told in
/// [`Glm::status`] and [`Glm::aliased`].
///
/// # Complexity
/// O(n log n) to bring equal rows together, then O(k²) for each distinct row and step; for up to some 30
/// columns. The result does not depend on the order of the rows or the number of threads, to the last bit.
///
/// # Example
/// Of 40 person-weeks with the leader taking part 10 ended in a first post, of 100 without 8:
/// ```
/// use cmgraph::stats::{DEFAULT_LEVEL, Design, GlmFamily, GlmData, GlmOptions, glm};
/// let design = Design::from_columns(&[&[1.0; 4], &[1.0, 1.0, 0.0, 0.0]]).unwrap();
/// let data = GlmData::new(&design, &[1.0, 0.0, 1.0, 0.0]).weights(&[10.0, 30.0, 8.0, 92.0]);
/// let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
/// let leader = fit.coefficient(1, fit.covariance.as_ref().unwrap(), DEFAULT_LEVEL).unwrap();
/// assert!((leader.estimate.exp() - (10.0 * 92.0) / (30.0 * 8.0)).abs() < 1e-9); // odds ratio
/// ```
///
/// # Reference
/// P. McCullagh, J. A. Nelder, *Generalized linear models* (1989); A. Albert, J. A. Anderson, *On the existence of
/// maximum likelihood estimates in logistic regression models*, Biometrika 71 (1984).
pub fn glm(data: &GlmData<'_>, family: GlmFamily, options: &GlmOptions) -> Option<Glm> {
    let range = match family {
        GlmFamily::Logistic => 0.0..=1.0,
        GlmFamily::Poisson => 0.0..=f64::MAX,
    };
    if !data.valid(range) {
        return None;
    }
    let cells = Cells::of(data);
    let columns = data.design.columns();
    let aliased = Cholesky::aliased(&gram(&cells, columns), columns);
    let active: Vec<usize> = (0..columns).filter(|column| !aliased.contains(column)).collect();
    if cells.n == 0.0 || active.is_empty() {
        return None;
    }
    let search = Search { family, cells: &cells, active: &active, columns, options };
    let Found { coefficients, status, iterations } = search.run();
    let at = search.local(&coefficients);
    let (status, covariance) = match (status, Cholesky::of(&at.information, active.len())) {
        (FitStatus::Converged, Some(factor)) => {
            (FitStatus::Converged, Some(Covariance::embed(&factor.inverse(), &active, columns)))
        }
        (FitStatus::Converged, None) => (FitStatus::NotConverged, None),
        (other, _) => (other, None),
    };
    let pearson = |cell: Observation<'_>| {
        let mean = family.mean(cell.linear(&coefficients));
        let difference = cell.y - mean;
        // A mean that rounds to a sure thing and comes true adds nothing.
        if difference == 0.0 { 0.0 } else { cell.weight * difference * difference / family.variance(mean) }
    };
    Some(Glm {
        family,
        covariance,
        status,
        aliased,
        log_likelihood: at.log_likelihood,
        pearson_chi2: cells.iter().map(pearson).sum(),
        n: cells.n,
        iterations,
        coefficients,
    })
}

impl Glm {
    /// Whether every coefficient is an estimate: at a maximum, and no column aliased.
    pub fn is_sound(&self) -> bool {
        self.status == FitStatus::Converged && self.aliased.is_empty()
    }

    /// Number of estimated coefficients.
    pub fn parameters(&self) -> usize {
        self.coefficients.len() - self.aliased.len()
    }

    /// Pearson's dispersion `X²/(n - k)`; `None` without a maximum or spare observations. For 0/1 rows it says
    /// nothing about over-dispersion; for counts it is about 1 if they vary like Poisson ones.
    pub fn pearson_phi(&self) -> Option<f64> {
        let spare = self.n - self.parameters() as f64;
        let phi = self.pearson_chi2 / spare;
        (self.status == FitStatus::Converged && spare > 0.0 && phi.is_finite()).then_some(phi)
    }

    /// Expected response for these covariates: a probability or a mean count.
    ///
    /// Covariates beyond the number of coefficients are ignored.
    pub fn predict(&self, covariates: &[f64], offset: f64) -> f64 {
        self.family.mean(offset + dot(covariates, &self.coefficients))
    }
}

impl GlmFamily {
    pub(crate) fn mean(self, eta: f64) -> f64 {
        match self {
            GlmFamily::Logistic if eta >= 0.0 => 1.0 / (1.0 + (-eta).exp()),
            GlmFamily::Logistic => {
                let odds = eta.exp();
                odds / (1.0 + odds)
            }
            GlmFamily::Poisson => eta.exp(),
        }
    }

    pub(crate) fn variance(self, mean: f64) -> f64 {
        match self {
            GlmFamily::Logistic => mean * (1.0 - mean),
            GlmFamily::Poisson => mean,
        }
    }

    fn log_likelihood(self, y: f64, eta: f64, mean: f64) -> f64 {
        match self {
            GlmFamily::Logistic => y * eta - eta.max(0.0) - (-eta.abs()).exp().ln_1p(),
            GlmFamily::Poisson => y * eta - mean - ln_gamma(y + 1.0),
        }
    }

    /// Whether a shift of the linear predictor leads away from no response: towards it, or nowhere.
    fn allows(self, y: f64, shift: f64, slack: f64) -> bool {
        match (y, self) {
            (0.0, _) => shift <= slack,
            (1.0, GlmFamily::Logistic) => shift >= -slack,
            _ => shift.abs() <= slack,
        }
    }
}

/// `Σ w x x'`, full square.
fn gram(cells: &Cells, columns: usize) -> Vec<f64> {
    let mut gram = vec![0.0; columns * columns];
    for cell in cells.iter() {
        add_outer(&mut gram, cell.x, cell.weight);
    }
    mirror(&mut gram, columns);
    gram
}

/// Adds `weight · x x'` to the lower triangle.
pub(crate) fn add_outer(square: &mut [f64], x: &[f64], weight: f64) {
    for (row, &value) in x.iter().enumerate() {
        let scaled = weight * value;
        if scaled != 0.0 {
            for (sum, other) in square[row * x.len()..].iter_mut().zip(&x[..=row]) {
                *sum += scaled * other;
            }
        }
    }
}

/// Copies the lower triangle to the upper.
pub(crate) fn mirror(square: &mut [f64], size: usize) {
    for row in 0..size {
        for column in 0..row {
            square[column * size + row] = square[row * size + column];
        }
    }
}

struct Search<'a> {
    family: GlmFamily,
    cells: &'a Cells,
    active: &'a [usize],
    columns: usize,
    options: &'a GlmOptions,
}

struct Found {
    coefficients: Vec<f64>,
    status: FitStatus,
    iterations: usize,
}

/// Value, slope and curvature at a point, over the active columns.
struct Local {
    log_likelihood: f64,
    score: Vec<f64>,
    information: Vec<f64>,
}

impl Search<'_> {
    fn run(&self) -> Found {
        let mut coefficients = self.start();
        let mut at = self.local(&coefficients);
        let mut step = vec![0.0; self.columns];
        for iterations in 1..=self.options.max_iterations {
            let found = |coefficients, status| Found { coefficients, status, iterations };
            let Some(factor) = Cholesky::of(&at.information, self.active.len()) else {
                // Fitted probabilities so sure that no curvature is left: did they run off?
                let status = self.separation(&step).unwrap_or(FitStatus::NotConverged);
                return found(coefficients, status);
            };
            step = self.spread(&factor.solve(&at.score));
            let largest = self.cells.iter().map(|cell| dot(cell.x, &step).abs()).fold(0.0, f64::max);
            if !largest.is_finite() {
                return found(coefficients, FitStatus::NotConverged);
            }
            if largest > RUNNING_OFF
                && let Some(separated) = self.separation(&step)
            {
                return found(coefficients, separated);
            }
            let gain = dot(&factor.solve(&at.score), &at.score);
            let Some((next, local)) = self.climb(&coefficients, &step, &at) else {
                // No point on the way is higher: the top to working precision, or lost.
                let flat = gain <= 1e-12 * (1.0 + at.log_likelihood.abs());
                let status = if flat { FitStatus::Converged } else { FitStatus::NotConverged };
                return found(coefficients, status);
            };
            (coefficients, at) = (next, local);
            if largest < self.options.tolerance {
                return found(coefficients, FitStatus::Converged);
            }
        }
        let iterations = self.options.max_iterations;
        Found { coefficients, status: FitStatus::NotConverged, iterations }
    }

    /// One weighted least-squares fit to responses pulled half-way to their mean, or zeros.
    fn start(&self) -> Vec<f64> {
        let active = self.active.len();
        let (family, n) = (self.family, self.cells.n);
        let mean = self.cells.iter().map(|cell| cell.weight * cell.y).sum::<f64>() / n;
        let (mut square, mut right) = (vec![0.0; active * active], vec![0.0; active]);
        let mut x = vec![0.0; active];
        for cell in self.cells.iter() {
            let (mean, eta, slope) = match family {
                GlmFamily::Logistic => {
                    let mean = (cell.y + 0.5) / 2.0;
                    (mean, (mean / (1.0 - mean)).ln(), mean * (1.0 - mean))
                }
                GlmFamily::Poisson => {
                    let mean = (cell.y + mean.max(0.1)) / 2.0;
                    (mean, mean.ln(), mean)
                }
            };
            let target = eta - cell.offset + (cell.y - mean) / slope;
            self.gather(cell.x, &mut x);
            add_outer(&mut square, &x, cell.weight * slope);
            for (sum, x) in right.iter_mut().zip(&x) {
                *sum += cell.weight * slope * target * x;
            }
        }
        mirror(&mut square, active);
        let zeros = vec![0.0; self.columns];
        let Some(factor) = Cholesky::of(&square, active) else { return zeros };
        let start = self.spread(&factor.solve(&right));
        let reached = self.log_likelihood(&start);
        let better = start.iter().all(|b| b.is_finite()) && reached.is_finite();
        if better && self.log_likelihood(&zeros) <= reached { start } else { zeros }
    }

    /// The first of the step, half the step, a quarter, ... that does not lose likelihood.
    fn climb(&self, from: &[f64], step: &[f64], at: &Local) -> Option<(Vec<f64>, Local)> {
        let slack = 1e-14 * (1.0 + at.log_likelihood.abs());
        let mut share = 1.0;
        for _ in 0..MAX_HALVINGS {
            let next: Vec<f64> = from.iter().zip(step).map(|(b, d)| b + share * d).collect();
            if self.log_likelihood(&next) >= at.log_likelihood - slack {
                let local = self.local(&next);
                return Some((next, local));
            }
            share /= 2.0;
        }
        None
    }

    /// The separation that a step proves: a direction that moves every row towards its response or not at all.
    ///
    /// The step moves the rows with a finite fit a little, too; so does a sound one where a covariate of one row is a
    /// million times that of the others. So either no row moves the wrong way by more than its own rounding, or the
    /// direction next to the step that leaves them where they are has to exist.
    fn separation(&self, step: &[f64]) -> Option<FitStatus> {
        let largest = self.proves(step, |_, largest| SEPARATION_TOLERANCE * largest)?;
        let own =
            |cell: &Observation<'_>| cell.x.iter().zip(step).map(|(x, step)| (x * step).abs()).sum::<f64>();
        let (direction, largest) = match self.proves(step, |cell, _| ROUNDING * own(cell)) {
            Some(largest) => (step.to_vec(), largest),
            None => {
                let still =
                    |cell: &Observation<'_>| dot(cell.x, step).abs() <= SEPARATION_TOLERANCE * largest;
                let direction = self.standstill(step, still)?;
                let largest = self.proves(&direction, |_, largest| ROUNDING * largest)?;
                (direction, largest)
            }
        };
        // A column's part of the move, at its largest.
        let part = |column: usize| {
            self.cells.iter().map(|cell| (cell.x[column] * direction[column]).abs()).fold(0.0, f64::max)
        };
        let columns = self.active.iter().copied().filter(|&c| part(c) > 1e-3 * largest).collect();
        Some(FitStatus::Separated { columns })
    }

    /// The largest shift of a row if all are moved towards their response, but for a slack made of it.
    fn proves(&self, direction: &[f64], slack: impl Fn(&Observation<'_>, f64) -> f64) -> Option<f64> {
        let largest = self.cells.iter().map(|cell| dot(cell.x, direction).abs()).fold(0.0, f64::max);
        let allowed =
            |cell: Observation<'_>| self.family.allows(cell.y, dot(cell.x, direction), slack(&cell, largest));
        (largest > 0.0 && self.cells.iter().all(allowed)).then_some(largest)
    }

    /// The direction that moves none of the rows that stand still and equals `step` in the columns that they do not
    /// determine; `None` if they determine all.
    fn standstill(&self, step: &[f64], still: impl Fn(&Observation<'_>) -> bool) -> Option<Vec<f64>> {
        let size = self.active.len();
        let mut square = vec![0.0; size * size];
        let mut x = vec![0.0; size];
        for cell in self.cells.iter().filter(still) {
            self.gather(cell.x, &mut x);
            add_outer(&mut square, &x, 1.0);
        }
        mirror(&mut square, size);
        let free = Cholesky::aliased(&square, size);
        if free.is_empty() {
            return None;
        }
        let mut direction = vec![0.0; size];
        self.gather(step, &mut direction);
        let bound: Vec<usize> = (0..size).filter(|column| !free.contains(column)).collect();
        if !bound.is_empty() {
            let part: Vec<f64> = bound
                .iter()
                .flat_map(|row| bound.iter().map(move |column| (row, column)))
                .map(|(r, c)| square[r * size + c])
                .collect();
            let pull = |&row: &usize| {
                -free.iter().map(|&column| square[row * size + column] * direction[column]).sum::<f64>()
            };
            let right: Vec<f64> = bound.iter().map(pull).collect();
            let solved = Cholesky::of(&part, bound.len())?.solve(&right);
            for (&column, value) in bound.iter().zip(solved) {
                direction[column] = value;
            }
        }
        Some(self.spread(&direction))
    }

    fn log_likelihood(&self, coefficients: &[f64]) -> f64 {
        let of = |cell: Observation<'_>| {
            let eta = cell.linear(coefficients);
            cell.weight * self.family.log_likelihood(cell.y, eta, self.family.mean(eta))
        };
        let sums: Vec<f64> = self.chunks(|cells| cells.map(of).sum());
        sums.iter().sum()
    }

    fn local(&self, coefficients: &[f64]) -> Local {
        let active = self.active.len();
        let parts: Vec<Local> = self.chunks(|cells| {
            let mut part = Local::zero(active);
            let mut x = vec![0.0; active];
            for cell in cells {
                let eta = cell.linear(coefficients);
                let mean = self.family.mean(eta);
                part.log_likelihood += cell.weight * self.family.log_likelihood(cell.y, eta, mean);
                self.gather(cell.x, &mut x);
                for (sum, x) in part.score.iter_mut().zip(&x) {
                    *sum += cell.weight * (cell.y - mean) * x;
                }
                add_outer(&mut part.information, &x, cell.weight * self.family.variance(mean));
            }
            part
        });
        let mut whole = Local::zero(active);
        for part in parts {
            whole.log_likelihood += part.log_likelihood;
            whole.score.iter_mut().zip(part.score).for_each(|(sum, value)| *sum += value);
            whole.information.iter_mut().zip(part.information).for_each(|(sum, value)| *sum += value);
        }
        mirror(&mut whole.information, active);
        whole
    }

    /// A sum for each run of cells, in their order.
    fn chunks<T: Send>(&self, sum: impl Fn(&mut dyn Iterator<Item = Observation<'_>>) -> T + Sync) -> Vec<T> {
        let one = |chunk: usize| {
            let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(self.cells.len());
            sum(&mut range.map(|cell| self.cells.get(cell)))
        };
        match self.cells.len().div_ceil(CHUNK) {
            1 => vec![one(0)],
            chunks => (0..chunks).into_par_iter().map(one).collect(),
        }
    }

    /// The active columns of a row.
    fn gather(&self, x: &[f64], out: &mut [f64]) {
        for (out, &column) in out.iter_mut().zip(self.active) {
            *out = x[column];
        }
    }

    /// The reverse, with zeros for aliased columns.
    fn spread(&self, active: &[f64]) -> Vec<f64> {
        let mut all = vec![0.0; self.columns];
        for (&value, &column) in active.iter().zip(self.active) {
            all[column] = value;
        }
        all
    }
}

impl Local {
    fn zero(active: usize) -> Local {
        Local { log_likelihood: 0.0, score: vec![0.0; active], information: vec![0.0; active * active] }
    }
}

#[cfg(test)]
#[path = "glm_tests.rs"]
mod tests;
