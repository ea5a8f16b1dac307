//! Special functions that the estimators need beyond what `statrs` gives.
//!
//! `statrs` supplies the log-gamma function, the incomplete gamma function and the normal quantile. What is
//! here is our own for a reason:
//!
//! - differences such as `ln Γ(a+x) - ln Γ(a)`: a likelihood near its boundary has `a` around 10⁶, where
//!   subtracting two log-gammas leaves no digits for the over-dispersion that is being measured;
//! - the incomplete gamma function for large shapes: the series takes `O(√a)` steps, Temme's uniform
//!   expansion a fixed number;
//! - quantiles: Newton steps on the logarithm of the tail, kept inside a bracket, so that they neither loop nor
//!   panic, whatever the shape.

use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// Stirling's series is exact to machine precision from here on.
const STIRLING_FROM: f64 = 10.0;

/// From here on Temme's expansion, with the terms kept, is good to 1e-10: what `erfc` of `statrs` is good to.
const TEMME_FROM: f64 = 1e4;

/// Steps after which an iteration is given up; none of those below comes near it.
const MAX_STEPS: usize = 200;

/// `ln Γ(a+x) - ln Γ(a) - x ln a`, without the cancellation of taking it literally.
///
/// It is the log of the rising factorial `a(a+1)...(a+x-1)` over `aˣ`, for real `x >= 0` and `a > 0`;
/// it tends to 0 as `a` grows.
pub(crate) fn ln_rising_ratio(a: f64, x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let (mut base, mut shifted) = (a, 0.0);
    while base < STIRLING_FROM {
        // One step up: Γ(z) = Γ(z+1)/z on both sides.
        shifted -= (x / base).ln_1p();
        base += 1.0;
    }
    let top = base + x;
    let high = (top - 0.5) * (x / base).ln_1p() - x + stirling_tail(top) - stirling_tail(base);
    // `high` is relative to x·ln(base); bring it back to x·ln(a).
    shifted + high + x * (base / a).ln()
}

/// `ln Γ(z) - [(z - 1/2) ln z - z + ln(2π)/2]` for `z >= STIRLING_FROM`.
fn stirling_tail(z: f64) -> f64 {
    let w = 1.0 / (z * z);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
}

/// `ψ(a+x) - ψ(a)`, the derivative of `ln Γ(a+x) - ln Γ(a)` in `a`; for whole `x` it is `Σ 1/(a+j)`, `j < x`.
pub(crate) fn digamma_difference(a: f64, x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let (mut base, mut sum) = (a, 0.0);
    while base < STIRLING_FROM {
        sum += x / (base * (base + x));
        base += 1.0;
    }
    let tail = |z: f64| {
        let w = 1.0 / (z * z);
        w * (1.0 / 12.0 - w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * (1.0 / 240.0 - w / 132.0))))
    };
    let top = base + x;
    sum + (x / base).ln_1p() + 0.5 * x / (base * top) + tail(base) - tail(top)
}

/// `ψ'(a) - ψ'(a+x)`, positive; for whole `x` it is `Σ 1/(a+j)²`, `j < x`.
pub(crate) fn trigamma_difference(a: f64, x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let (mut base, mut sum) = (a, 0.0);
    while base < STIRLING_FROM {
        let top = base + x;
        sum += x * (base + top) / (base * base * top * top);
        base += 1.0;
    }
    let tail = |z: f64| {
        let w = 1.0 / (z * z);
        w * (0.5 + (1.0 / 6.0 - w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * (1.0 / 30.0 - w * 5.0 / 66.0)))) / z)
    };
    let top = base + x;
    sum + x / (base * top) + tail(base) - tail(top)
}

/// Quantile of the standard normal distribution.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
}

/// `z` such that a standard normal variable lies in `±z` with probability `level`; `None` outside (0, 1).
pub(crate) fn two_sided_z(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then(|| normal_quantile(0.5 + level / 2.0))
}

/// Probability that a standard normal variable is at least as far from 0 as `z`.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Probability that a chi-square variable is above `x`; 1 without degrees of freedom.
pub(crate) fn chi_square_tail(degrees: usize, x: f64) -> f64 {
    if degrees == 0 { 1.0 } else { gamma_tails(degrees as f64 / 2.0, x / 2.0).1 }
}

/// Both tails `(P(X <= x), P(X > x))` of a Gamma variable of this shape and rate 1.
///
/// Reference for large shapes: N. M. Temme, *The asymptotic expansion of the incomplete gamma functions*,
/// SIAM J. Math. Anal. 10 (1979).
pub(crate) fn gamma_tails(shape: f64, x: f64) -> (f64, f64) {
    if x.is_nan() || shape.is_nan() || shape <= 0.0 {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    if shape >= TEMME_FROM {
        return temme_tails(shape, x);
    }
    if x <= shape {
        let lower = gamma_lr(shape, x);
        (lower, 1.0 - lower)
    } else {
        let upper = gamma_ur(shape, x);
        (1.0 - upper, upper)
    }
}

fn temme_tails(shape: f64, x: f64) -> (f64, f64) {
    let mu = x / shape - 1.0;
    // η with η²/2 = μ - ln(1+μ), and the sign of μ.
    let half_square = minus_log1p_excess(mu);
    let eta = mu.signum() * (2.0 * half_square).sqrt();
    let c0 = if eta.abs() < 0.05 {
        -1.0 / 3.0
            + eta
                * (1.0 / 12.0
                    + eta
                        * (-2.0 / 135.0
                            + eta * (1.0 / 864.0 + eta * (1.0 / 2835.0 - eta * 139.0 / 777_600.0))))
    } else {
        1.0 / mu - 1.0 / eta
    };
    let c1 = -1.0 / 540.0 - eta.clamp(-0.3, 0.3) / 288.0;
    let rest = (-shape * half_square).exp() / (2.0 * std::f64::consts::PI * shape).sqrt() * (c0 + c1 / shape);
    let scaled = eta * (shape / 2.0).sqrt();
    let upper = (0.5 * erfc(scaled) + rest).clamp(0.0, 1.0);
    let lower = (0.5 * erfc(-scaled) - rest).clamp(0.0, 1.0);
    (lower, upper)
}

/// `μ - ln(1+μ)`, by its series where the difference would cancel.
fn minus_log1p_excess(mu: f64) -> f64 {
    if mu.abs() > 0.1 {
        return mu - mu.ln_1p();
    }
    let mut power = mu * mu;
    let mut sum = 0.0;
    for k in 2..20 {
        sum += if k % 2 == 0 { power / f64::from(k) } else { -power / f64::from(k) };
        power *= mu;
    }
    sum
}

/// Quantile of a Gamma variable of this shape and rate 1; NaN outside the domain.
///
/// Newton on the logarithm of the nearer tail as a function of `ln x`: that function is concave, so the steps
/// settle from the Wilson-Hilferty start in 3 to 8 evaluations. A quantile below the smallest `f64` is 0.
pub(crate) fn gamma_quantile(shape: f64, p: f64) -> f64 {
    // Written so that NaN fails it.
    let valid = shape > 0.0 && shape.is_finite() && (0.0..=1.0).contains(&p);
    if !valid {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let ln_norm = ln_gamma(shape);
    let root = 1.0 / (9.0 * shape);
    let cube = 1.0 - root + normal_quantile(p) * root.sqrt();
    let start = if cube > 0.2 {
        shape.ln() + 3.0 * cube.ln()
    } else {
        // Near zero the distribution function is xᵃ/Γ(a+1).
        (p.ln() + ln_norm + shape.ln()) / shape
    };
    let (lowest, highest) = (-745.0, 709.0);
    if start < lowest {
        return 0.0;
    }
    let density = |t: f64| (shape * t - t.exp() - ln_norm).exp();
    let t = if p <= 0.5 {
        falling_root(lowest, highest, start, |t| {
            let (lower, _) = gamma_tails(shape, t.exp());
            (p.ln() - lower.ln(), -density(t) / lower)
        })
    } else {
        let q = 1.0 - p;
        falling_root(lowest, highest, start, |t| {
            let (_, upper) = gamma_tails(shape, t.exp());
            (upper.ln() - q.ln(), -density(t) / upper)
        })
    };
    t.exp()
}

/// Root of a falling function between two arguments: Newton, replaced by bisection where a step would leave
/// the bracket. `f` gives value and derivative; a non-finite derivative or value only costs a bisection.
pub(crate) fn falling_root(
    mut low: f64,
    mut high: f64,
    start: f64,
    mut f: impl FnMut(f64) -> (f64, f64),
) -> f64 {
    let mut t = start;
    for _ in 0..MAX_STEPS {
        let (value, slope) = f(t);
        if value == 0.0 {
            return t;
        }
        if value > 0.0 {
            low = t;
        } else {
            high = t;
        }
        let mut next = t - value / slope;
        let inside = next > low && next < high;
        if !inside {
            // A step too small to leave t rounds onto the bracket's end: that is the root.
            if (next - t).abs() <= 1e-15 * t.abs().max(1.0) {
                return t;
            }
            next = low + (high - low) / 2.0;
        }
        if (next - t).abs() <= 1e-15 * t.abs().max(1.0) {
            return next;
        }
        t = next;
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, relative: f64) -> bool {
        (found - expected).abs() <= relative * expected.abs()
    }

    #[test]
    fn gamma_quantiles_against_scipy() {
        // (shape, p, scipy.stats.gamma.ppf(p, shape)), scipy 1.17.1.
        let table = [
            (0.01, 1e-09, 0.0),
            (0.01, 0.05, 4.465535018910624e-131),
            (0.01, 0.5, 4.465535018910562e-31),
            (0.01, 0.95, 0.003362623998074687),
            (0.01, 0.999999, 7.151253478084882),
            (0.3, 1e-09, 6.972699096409367e-31),
            (0.3, 0.05, 3.211034699722965e-05),
            (0.3, 0.5, 0.07313113586695198),
            (0.3, 0.95, 1.372349944100886),
            (0.3, 0.999999, 10.984835632108625),
            (1.0, 1e-09, 1.0000000004999997e-09),
            (1.0, 0.05, 0.05129329438755053),
            (1.0, 0.5, 0.6931471805599455),
            (1.0, 0.95, 2.9957322735539895),
            (1.0, 0.999999, 13.815510557935518),
            (2.5, 1e-09, 0.00040614478283282704),
            (2.5, 0.05, 0.5727381130308846),
            (2.5, 0.5, 2.175730095547763),
            (2.5, 0.95, 5.535248846758176),
            (2.5, 0.999999, 17.94409343980521),
            (37.0, 1e-09, 11.23152331949167),
            (37.0, 0.05, 27.59461554097935),
            (37.0, 0.5, 36.667205813757356),
            (37.0, 0.95, 47.54073333462162),
            (37.0, 0.999999, 73.40024521632601),
            (900.0, 1e-09, 731.5570156525367),
            (900.0, 0.05, 851.2294115070717),
            (900.0, 0.5, 899.6666886234444),
            (900.0, 0.95, 949.9075491220797),
            (900.0, 0.999999, 1049.8674645453355),
            (9999.0, 1e-09, 9410.858398765613),
            (9999.0, 0.05, 9835.093335426749),
            (9999.0, 0.5, 9998.666668642245),
            (9999.0, 0.95, 10164.043687393954),
            (9999.0, 0.999999, 10481.53739793168),
            (20000.0, 1e-09, 19163.40550516098),
            (20000.0, 0.05, 19767.952469659518),
            (20000.0, 0.5, 19999.66666765434),
            (20000.0, 0.95, 20233.1845562359),
            (20000.0, 0.999999, 20679.448517666664),
            (1000000.0, 1e-09, 994013.8461495816),
            (1000000.0, 0.05, 998355.7150837178),
            (1000000.0, 0.5, 999999.6666666864),
            (1000000.0, 0.95, 1001645.42194519),
            (1000000.0, 0.999999, 1004760.6247134678),
        ];
        for (shape, p, expected) in table {
            let found = gamma_quantile(shape, p);
            assert!(close(found, expected, 1e-9), "{shape} {p}: {found} {expected}");
        }
    }

    #[test]
    fn gamma_tails_against_scipy() {
        // (shape, x, scipy.special.gammainc, scipy.special.gammaincc).
        let table = [
            (0.5, 0.1, 0.34527915398142317, 0.6547208460185768),
            (3.0, 9.0, 0.9937678048936227, 0.006232195106377317),
            (120.0, 90.0, 0.0014594602498948295, 0.9985405397501051),
            (120.0, 170.0, 0.9999774797942069, 2.2520205793099495e-05),
            (10000.0, 9800.0, 0.02220754381396969, 0.9777924561860303),
            (10000.0, 10300.0, 0.9985295051036143, 0.0014704948963856813),
            (10000.0, 10600.0, 0.9999999980378075, 1.962192482133041e-09),
            (200000.0, 200000.0, 0.5002973540276185, 0.49970264597238145),
            (200000.0, 201000.0, 0.9872287282906278, 0.012771271709372204),
            (1000000.0, 997000.0, 0.0013381041673135986, 0.9986618958326864),
            (1000000.0, 1004000.0, 0.9999676545526864, 3.2345447313477636e-05),
        ];
        for (shape, x, lower, upper) in table {
            let found = gamma_tails(shape, x);
            assert!(close(found.0, lower, 1e-8) && close(found.1, upper, 1e-8), "{shape} {x}: {found:?}");
        }
        assert_eq!(gamma_tails(2.0, 0.0), (0.0, 1.0));
        assert_eq!(gamma_tails(2.0, f64::INFINITY), (1.0, 0.0));
    }

    #[test]
    fn differences_against_sums() {
        // For whole x the differences are finite sums.
        for a in [1e-6, 0.3, 1.0, 9.99, 10.0, 123.4, 1e4, 1e6, 1e9] {
            for x in [1, 2, 7, 50, 4000] {
                let terms = || (0..x).map(|j| a + f64::from(j));
                let logs: f64 = terms().map(|t| ((t - a) / a).ln_1p()).sum();
                let first: f64 = terms().map(f64::recip).sum();
                let second: f64 = terms().map(|t| 1.0 / (t * t)).sum();
                let x = f64::from(x);
                // Relative to x: below that the sum of x terms near zero is not resolved.
                assert!((ln_rising_ratio(a, x) - logs).abs() < 1e-12 * logs.max(x), "{a} {x}");
                assert!(close(digamma_difference(a, x), first, 1e-11), "{a} {x}");
                assert!(close(trigamma_difference(a, x), second, 1e-11), "{a} {x}");
            }
        }
    }

    #[test]
    fn outside_the_domain() {
        for (shape, p) in
            [(0.0, 0.5), (-1.0, 0.5), (f64::NAN, 0.5), (f64::INFINITY, 0.5), (1.0, 1.5), (1.0, f64::NAN)]
        {
            assert!(gamma_quantile(shape, p).is_nan());
        }
        assert_eq!((gamma_quantile(1.0, 0.0), gamma_quantile(1.0, 1.0)), (0.0, f64::INFINITY));
        // Too small for any f64 but zero.
        assert_eq!(gamma_quantile(1e-4, 0.05), 0.0);
    }

    #[test]
    fn temme_joins_the_series() {
        // Either side of the change of method, at the same point of the distribution.
        for z in [-5.0, -1.0, 0.0, 0.3, 4.0] {
            let at = |shape: f64| (shape, shape + z * shape.sqrt());
            let ((below, x), (above, y)) = (at(TEMME_FROM - 1.0), at(TEMME_FROM));
            let series = if x <= below { gamma_lr(below, x) } else { 1.0 - gamma_ur(below, x) };
            let expansion = temme_tails(below, x);
            assert!((expansion.0 - series).abs() < 1e-10, "{z}: {} {series}", expansion.0);
            assert!((expansion.0 + expansion.1 - 1.0).abs() < 1e-12);
            assert!((gamma_tails(above, y).0 - series).abs() < 1e-5);
        }
    }

    proptest! {
        #[test]
        fn quantiles_invert(ln_a in -2.0..12.0f64, p in 1e-6..0.999_999f64) {
            let a = ln_a.exp();
            let found = gamma_tails(a, gamma_quantile(a, p));
            prop_assert!((found.0 - p).abs() < 1e-9, "{found:?}");
        }
    }
}
