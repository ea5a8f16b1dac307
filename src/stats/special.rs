//! Special functions that the estimators need beyond what `statrs` gives.
//!
//! `statrs` supplies the log-gamma function, the incomplete gamma function and the normal quantile. Three
//! things are our own, each for a reason:
//!
//! - differences such as `ln Γ(a+x) - ln Γ(a)`: a likelihood near its boundary has `a` around 10⁶, where
//!   subtracting two log-gammas leaves no digits for the over-dispersion that is being measured;
//! - the incomplete gamma function for large shapes: the series takes `O(√a)` steps, Temme's uniform
//!   expansion a fixed number;
//! - the incomplete beta function: the one in `statrs` stops after 140 steps of its continued fraction,
//!   which is too few for thousands of trials;
//! - quantiles of Gamma and Beta: Newton steps on the logarithm of the tail, kept inside a bracket, so that
//!   they neither loop nor panic, whatever the shape.

use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// Stirling's series is exact to machine precision from here on.
const STIRLING_FROM: f64 = 10.0;

/// Temme's expansion with the terms kept here is exact to about 1e-10 from here on.
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
        w * (0.5 + (1.0 / 6.0 - w * (1.0 / 30.0 - w * (1.0 / 42.0 - w / 30.0))) / z)
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

/// Distribution function of Beta(a, b) at `x`: the regularised incomplete beta function `I_x(a, b)`.
///
/// Continued fraction by the modified Lentz method, `O(√max(a, b))` steps.
pub(crate) fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x.is_nan() || a.is_nan() || b.is_nan() || a <= 0.0 || b <= 0.0 {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    beta_cdf_parts(a, b, x.ln(), (-x).ln_1p(), x, 1.0 - x)
}

fn beta_cdf_parts(a: f64, b: f64, ln_x: f64, ln_y: f64, x: f64, y: f64) -> f64 {
    let front = (a * ln_x + b * ln_y - ln_beta(a, b)).exp();
    let value = if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, y) / b
    };
    value.clamp(0.0, 1.0)
}

fn ln_beta(a: f64, b: f64) -> f64 {
    // B(a, b) with the larger argument in the difference, which is where digits would be lost.
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    ln_gamma(small) - ln_rising_ratio(large, small) - small * large.ln()
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let keep = |v: f64| if v.abs() < TINY { TINY } else { v };
    let limit = 200 + 20 * (a.max(b).sqrt().min(1e6) as u64);
    let mut c = 1.0;
    let mut d = 1.0 / keep(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=limit {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / keep(1.0 + even * d);
        c = keep(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / keep(1.0 + odd * d);
        c = keep(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// Quantile of Beta(a, b); NaN outside the domain.
///
/// Newton on the logarithm of the distribution function as a function of `ln(x/(1-x))`, concave like that of
/// the Gamma quantile. Upper quantiles are taken from the mirrored distribution, so that both ends keep
/// their digits.
pub(crate) fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let valid = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && (0.0..=1.0).contains(&p);
    if !valid {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return p;
    }
    // `logistic` of the root; the mirrored case returns its complement exactly as e^-t/(1+e^-t).
    if p <= 0.5 {
        let t = beta_logit_quantile(a, b, p);
        logistic(t)
    } else {
        let t = beta_logit_quantile(b, a, 1.0 - p);
        logistic(-t)
    }
}

fn logistic(t: f64) -> f64 {
    if t >= 0.0 {
        1.0 / (1.0 + (-t).exp())
    } else {
        let e = t.exp();
        e / (1.0 + e)
    }
}

fn beta_logit_quantile(a: f64, b: f64, p: f64) -> f64 {
    let ln_norm = ln_beta(a, b);
    let centre = a.ln() - b.ln();
    // Delta method for the spread of the logit, good when both shapes are large.
    let spread = (1.0 / a + 1.0 / b).sqrt();
    let near_zero = (p.ln() + a.ln() + ln_norm) / a;
    let start = if a.min(b) > 1.0 { centre + normal_quantile(p) * spread } else { near_zero.min(0.0) };
    let (lowest, highest) = (-745.0, 745.0);
    if near_zero < lowest {
        return f64::NEG_INFINITY;
    }
    falling_root(lowest, highest, start.clamp(lowest + 1.0, highest - 1.0), |t| {
        let (x, y) = (logistic(t), logistic(-t));
        let (ln_x, ln_y) = (-(-t).exp().ln_1p(), -t.exp().ln_1p());
        let (ln_x, ln_y) = if t < -700.0 {
            (t, ln_y)
        } else if t > 700.0 {
            (ln_x, -t)
        } else {
            (ln_x, ln_y)
        };
        let value = beta_cdf_parts(a, b, ln_x, ln_y, x, y);
        (p.ln() - value.ln(), -(a * ln_x + b * ln_y - ln_norm).exp() / value)
    })
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
#[path = "special_tests.rs"]
mod tests;
