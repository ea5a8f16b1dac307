//! Bass's own regression: a starting value, not an estimate.

use super::bass::Bass;
use super::newton::{cholesky, solve};

/// The discrete regression `S_t = a + bY_{t-1} + cY²_{t-1}` of adopters per period on earlier adopters.
///
/// Biased, because it takes a difference for a derivative: use it to start [`fit_increments`](super::fit_increments)
/// (which does).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OlsBass {
    /// Constant term.
    pub a: f64,
    /// Linear term.
    pub b: f64,
    /// Quadratic term.
    pub c: f64,
    /// Share of the variance explained.
    pub r2: f64,
    /// `m = (-b - √(b²-4ac))/2c` with the curve `p = a/m`, `q = -cm`; `None` where the signs are wrong.
    pub solution: Option<(f64, Bass)>,
}

/// Fits Bass's regression to `increments[i]` adopters between `edges[i]` and `edges[i+1]`.
///
/// Bins of unequal length enter as adopters per period. `None` with fewer than 4 bins, wrong lengths, edges that
/// do not rise, or cumulative counts that do not differ.
///
/// # Reference
/// F. M. Bass, *A new product growth for model consumer durables*, Management Science 15 (1969).
pub fn ols_bass(edges: &[f64], increments: &[f64]) -> Option<OlsBass> {
    let n = increments.len();
    let rising = edges.windows(2).all(|e| e[0] < e[1]) && edges.iter().all(|e| e.is_finite());
    if n < 4 || edges.len() != n + 1 || !rising || !increments.iter().all(|x| x.is_finite()) {
        return None;
    }
    let scale = increments.iter().map(|x| x.abs()).sum::<f64>();
    let rate = |i: usize| increments[i] / (edges[i + 1] - edges[i]);
    let (mut gram, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    let (mut before, mut sum, mut square) = (0.0, 0.0, 0.0);
    for (i, x) in increments.iter().enumerate() {
        let y: f64 = before / scale;
        let row = [1.0, y, y * y];
        for j in 0..3 {
            right[j] += row[j] * rate(i);
            for k in 0..3 {
                gram[j][k] += row[j] * row[k];
            }
        }
        sum += rate(i);
        square += rate(i) * rate(i);
        before += x;
    }
    let [a, b, c] = solve(&cholesky(&gram)?, &right);
    let explained = a * right[0] + b * right[1] + c * right[2];
    let total = square - sum * sum / n as f64;
    let r2 = if total > 0.0 { 1.0 - (square - explained) / total } else { 0.0 };
    let root = (b * b - 4.0 * a * c).sqrt();
    let m = (-b - root) / (2.0 * c);
    let right_signs = c < 0.0 && a > 0.0 && m > 0.0 && m.is_finite();
    let solution = right_signs.then(|| (m * scale, Bass { p: a / (m * scale), q: -c * m / scale }));
    let solution = solution.filter(|(_, bass)| bass.p > 0.0 && bass.q > 0.0);
    Some(OlsBass { a, b: b / scale, c: c / (scale * scale), r2, solution })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{VCR, whole_edges};
    use super::*;

    #[test]
    fn vcr() {
        let found = ols_bass(&whole_edges(10), &VCR).unwrap();
        assert!((found.a - 1356.505).abs() < 5e-4, "{found:?}");
        assert!((found.b - 0.658878).abs() < 5e-7 && (found.c + 1.085965e-5).abs() < 5e-12);
        assert!((found.r2 - 0.9225).abs() < 5e-5);
        let (m, bass) = found.solution.unwrap();
        assert!((m - 62_665.4).abs() < 0.05 && (bass.p - 0.021647).abs() < 5e-7);
        assert!((bass.q - 0.680525).abs() < 5e-7);
    }

    #[test]
    fn wrong_signs_and_nothing() {
        assert!(ols_bass(&whole_edges(6), &[1.0, 2.0, 4.0, 9.0, 20.0, 45.0]).unwrap().solution.is_none());
        assert!(ols_bass(&whole_edges(5), &[0.0; 5]).is_none());
        assert!(ols_bass(&whole_edges(3), &[1.0, 2.0, 3.0]).is_none());
        assert!(ols_bass(&whole_edges(4), &[1.0; 5]).is_none());
    }
}
