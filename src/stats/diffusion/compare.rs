//! Which family fits: corrected Akaike criterion.

use super::counts::AdoptionCounts;
use super::curve::Family;
use super::increments::{IncrementFit, fit_increments_family};
use super::share_fit::{ShareFit, fit_share};

/// Families offered for comparison, in this order.
pub const FAMILIES: [Family; 4] = [Family::Bass, Family::Gompertz, Family::ShiftedGompertz, Family::Flat];

/// A line of a model table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared<F> {
    /// The fit.
    pub fit: F,
    /// Corrected Akaike criterion; infinite if there are too few observations for the parameters.
    pub aicc: f64,
    /// Difference to the best of the table.
    pub delta: f64,
    /// Akaike weight, `e^{-Δ/2}` over the sum of the table; 0 if the criterion is infinite.
    pub weight: f64,
}

/// `deviance + 2k + 2k(k+1)/(n-k-1)`.
pub(super) fn aicc(deviance: f64, k: usize, n: f64) -> f64 {
    let k = k as f64;
    let spare = n - k - 1.0;
    if spare > 0.0 { deviance + 2.0 * k + 2.0 * k * (k + 1.0) / spare } else { f64::INFINITY }
}

/// Fits all [`FAMILIES`] to people by maximum likelihood, `AICc = -2 logL + 2k + 2k(k+1)/(n-k-1)`, `n` people.
///
/// Empty without adopters.
pub fn compare_shares(counts: &AdoptionCounts) -> Vec<Compared<ShareFit>> {
    table(FAMILIES.iter().filter_map(|&family| fit_share(counts, family)), ShareFit::aicc)
}

/// Fits all [`FAMILIES`] to increments by least squares, `AICc = n ln(RSS/n) + 2k + 2k(k+1)/(n-k-1)` with `n` bins,
/// and `k` counting the variance.
///
/// ```
/// use cmgraph::stats::diffusion::{Family, compare_increments};
/// let edges: Vec<f64> = (0..=10).map(f64::from).collect();
/// let vcr = [840.0, 1470.0, 2110.0, 4000.0, 7590.0, 10950.0, 10530.0, 9470.0, 7790.0, 5890.0];
/// let table = compare_increments(&edges, &vcr);
/// let aicc = |family| table.iter().find(|row| row.fit.curve.family() == family).unwrap().aicc;
/// assert!((aicc(Family::Bass) - 144.137).abs() < 1e-3);
/// assert!((aicc(Family::Gompertz) - 142.773).abs() < 1e-3);
/// ```
pub fn compare_increments(edges: &[f64], increments: &[f64]) -> Vec<Compared<IncrementFit>> {
    let fits = FAMILIES.iter().filter_map(|&family| fit_increments_family(edges, increments, family));
    table(fits, IncrementFit::aicc)
}

fn table<F>(fits: impl Iterator<Item = F>, aicc: impl Fn(&F) -> f64) -> Vec<Compared<F>> {
    let mut rows: Vec<Compared<F>> =
        fits.map(|fit| Compared { aicc: aicc(&fit), fit, delta: 0.0, weight: 0.0 }).collect();
    let best = rows.iter().map(|row| row.aicc).fold(f64::INFINITY, f64::min);
    if !best.is_finite() {
        return rows;
    }
    for row in &mut rows {
        row.delta = row.aicc - best;
        row.weight = (-row.delta / 2.0).exp();
    }
    let total: f64 = rows.iter().map(|row| row.weight).sum();
    rows.iter_mut().for_each(|row| row.weight /= total);
    rows
}
