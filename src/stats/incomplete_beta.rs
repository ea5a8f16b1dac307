//! Distribution function and quantile of the Beta distribution.
//!
//! The incomplete beta function of `statrs` stops after 140 steps of its continued fraction, too few for
//! thousands of trials; and its quantile rests on it.

use super::special::{falling_root, ln_rising_ratio, normal_quantile};
use statrs::function::gamma::ln_gamma;

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

/// `t` such that a Student variable of `df` degrees of freedom lies in `±t` with probability `level`; `None` outside
/// (0, 1), and without degrees of freedom.
pub(crate) fn two_sided_t(level: f64, df: f64) -> Option<f64> {
    if !(level > 0.0 && level < 1.0 && df > 0.0) {
        return None;
    }
    let x = beta_quantile(df / 2.0, 0.5, 1.0 - level);
    let t = (df * (1.0 - x) / x).sqrt();
    t.is_finite().then_some(t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn beta_quantiles_against_scipy() {
        // (a, b, p, scipy.stats.beta.ppf(p, a, b)).
        let table = [
            (0.5, 10.5, 1e-06, 7.660145691690648e-14),
            (0.5, 10.5, 0.05, 0.000191736288974476),
            (0.5, 10.5, 0.5, 0.021940166768717413),
            (0.5, 10.5, 0.975, 0.21719626750921053),
            (0.001, 0.4, 0.5, 6.7685782848662675e-301),
            (0.001, 0.4, 0.975, 7.330081759823906e-11),
            (2.0, 3.0, 1e-06, 0.0004083594602042573),
            (2.0, 3.0, 0.05, 0.09761146288641434),
            (2.0, 3.0, 0.5, 0.3857275681323895),
            (2.0, 3.0, 0.975, 0.8058795503167565),
            (30.0, 0.7, 1e-06, 0.6520195029194316),
            (30.0, 0.7, 0.05, 0.9232869578746227),
            (30.0, 0.7, 0.5, 0.9864440869398481),
            (30.0, 0.7, 0.975, 0.9998493174497713),
            (211.0, 583.0, 1e-06, 0.19590011119741843),
            (211.0, 583.0, 0.05, 0.24031165459199066),
            (211.0, 583.0, 0.5, 0.2655463013173561),
            (211.0, 583.0, 0.975, 0.2969957129097132),
            (10000.0, 30000.0, 1e-06, 0.2397997403039378),
            (10000.0, 30000.0, 0.05, 0.2464459460700188),
            (10000.0, 30000.0, 0.5, 0.24999583329989825),
            (10000.0, 30000.0, 0.975, 0.2542551981342256),
            (400000.0, 600000.0, 1e-06, 0.397672759247525),
            (400000.0, 600000.0, 0.05, 0.399194303645045),
            (400000.0, 600000.0, 0.5, 0.39999993333330736),
            (400000.0, 600000.0, 0.975, 0.40096037106974775),
        ];
        for (a, b, p, expected) in table {
            let found = beta_quantile(a, b, p);
            assert!((found - expected).abs() <= 1e-9 * expected, "{a} {b} {p}: {found} {expected}");
        }
    }

    #[test]
    fn outside_the_domain() {
        for (shape, p) in
            [(0.0, 0.5), (-1.0, 0.5), (f64::NAN, 0.5), (f64::INFINITY, 0.5), (1.0, 1.5), (1.0, f64::NAN)]
        {
            assert!(beta_quantile(shape, 1.0, p).is_nan() && beta_quantile(1.0, shape, p).is_nan());
        }
        assert_eq!((beta_quantile(1.0, 2.0, 0.0), beta_quantile(1.0, 2.0, 1.0)), (0.0, 1.0));
        assert_eq!((beta_cdf(2.0, 3.0, -0.1), beta_cdf(2.0, 3.0, 1.1)), (0.0, 1.0));
        assert!(beta_cdf(0.0, 3.0, 0.5).is_nan() && beta_cdf(2.0, 3.0, f64::NAN).is_nan());
        // Nearly all or nothing: too close to the ends for any f64 but 0 and 1.
        assert_eq!((beta_quantile(1e-6, 1e-6, 0.05), beta_quantile(1e-6, 1e-6, 0.95)), (0.0, 1.0));
    }

    #[test]
    fn whole_shapes_are_binomial_tails() {
        // I_x(k, n-k+1) = P(at least k of n), summed directly.
        let n = 30;
        for x in [0.01, 0.3, 0.77] {
            let mut term = (1.0f64 - x).powi(n);
            let mut below = 0.0;
            for k in 1..=n {
                below += term;
                term *= f64::from(n - k + 1) / f64::from(k) * x / (1.0 - x);
                let found = beta_cdf(f64::from(k), f64::from(n - k + 1), x);
                assert!((found - (1.0 - below)).abs() < 1e-13, "{k} {x}");
            }
        }
    }

    proptest! {
        #[test]
        fn quantiles_invert(ln_a in -2.0..12.0f64, ln_b in -2.0..12.0f64, p in 1e-6..0.999_999f64) {
            let (a, b) = (ln_a.exp(), ln_b.exp());
            let x = beta_quantile(a, b, p);
            // Where x is within rounding of 1 its distance from 1 has no digits left.
            if x < 1.0 - 1e-6 {
                prop_assert!((beta_cdf(a, b, x) - p).abs() < 1e-7, "{x}");
            }
        }
    }
}
