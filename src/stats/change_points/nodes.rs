//! Sums over segments of a function that no prefix sum knows, from its values at a few points.

use std::f64::consts::PI;

/// Points beyond which summing over the segment is left as it is: exposures that differ a ten-thousandfold.
const MOST: usize = 64;

/// `Σ (x + k) f(e)` over any run of the series for smooth `f` of the exposure `e`: the interpolating polynomial in `ln e`
/// through Chebyshev points `e_m` makes it `Σ_m f(e_m) Σ (x + k) L_m(e)`, and what stands behind `f` is a difference of
/// prefix sums.
///
/// `ln(1 + λ e/k)` and its derivatives are analytic in `ln e` within `±πi` of the line, whatever the rate `λ`, so the
/// error falls by `ρ = π/h + √(π²/h² + 1)` a point for logarithms in a range of `2h`.
///
/// Reference: J.-P. Berrut, L. N. Trefethen, *Barycentric Lagrange interpolation*, SIAM Review 46 (2004).
pub(super) struct Nodes {
    exposures: Vec<f64>,
    /// Prefix sums, all points of a place together.
    sums: Vec<f64>,
}

impl Nodes {
    /// `None` if exposures differ too much for few points.
    pub(super) fn of(values: &[f64], exposures: &[f64], size: f64) -> Option<Nodes> {
        let logs = || exposures.iter().map(|e| e.ln());
        let (low, high) = (logs().fold(f64::INFINITY, f64::min), logs().fold(f64::NEG_INFINITY, f64::max));
        let (middle, half) = (low + (high - low) / 2.0, (high - low) / 2.0);
        let count = if half > 1e-9 {
            let ratio = PI / half;
            (34.0 / (ratio + ratio.hypot(1.0)).ln()).ceil() + 2.0
        } else {
            1.0
        };
        if count.is_nan() || count > MOST as f64 {
            return None;
        }
        let count = count as usize;
        let angle = |m: usize| (2 * m + 1) as f64 * PI / (2 * count) as f64;
        let points: Vec<f64> = (0..count).map(|m| middle + half * angle(m).cos()).collect();
        let weight = |m: usize| if m.is_multiple_of(2) { angle(m).sin() } else { -angle(m).sin() };
        let mut sums = vec![0.0; count];
        sums.reserve(count * values.len());
        let mut basis = vec![0.0; count];
        for (place, (x, log)) in values.iter().zip(logs()).enumerate() {
            match points.iter().position(|&point| point == log || count == 1) {
                Some(hit) => {
                    basis.fill(0.0);
                    basis[hit] = 1.0;
                }
                None => {
                    basis.iter_mut().enumerate().for_each(|(m, b)| *b = weight(m) / (log - points[m]));
                    let whole: f64 = basis.iter().sum();
                    basis.iter_mut().for_each(|b| *b /= whole);
                }
            }
            for (m, basis) in basis.iter().enumerate() {
                sums.push(sums[place * count + m] + (x + size) * basis);
            }
        }
        Some(Nodes { exposures: points.iter().map(|log| log.exp()).collect(), sums })
    }

    /// Twice the negative log-likelihood of a segment with events at its best rate.
    pub(super) fn cost(&self, start: usize, end: usize, size: f64, total: f64, exposure: f64) -> f64 {
        let count = self.exposures.len();
        let (before, after) = (&self.sums[start * count..][..count], &self.sums[end * count..][..count]);
        let terms = || self.exposures.iter().zip(before.iter().zip(after)).map(|(&e, (b, a))| (e, a - b));
        let length = (end - start) as f64;
        let mut rate = total / exposure;
        // Newton for `Σ (x + k)/(k + rate e) = length`; at the best rate an error of the rate counts only squared.
        for _ in 0..100 {
            let (mut value, mut slope) = (-length, 0.0);
            for (e, weight) in terms() {
                let part = 1.0 / (size + rate * e);
                value += weight * part;
                slope -= weight * e * part * part;
            }
            let next = rate - value / slope;
            let next = if next > 0.0 { next } else { rate / 2.0 };
            let still = (next - rate).abs() <= 1e-7 * rate;
            rate = next;
            if still {
                break;
            }
        }
        let paid: f64 = terms().map(|(e, weight)| weight * (rate * e / size).ln_1p()).sum();
        2.0 * (paid - total * rate.ln())
    }
}
