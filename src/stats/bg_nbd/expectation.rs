//! The integral behind the expected numbers of the BG/NBD model.

/// Distance of the nodes on the doubly exponential scale.
const STEP: f64 = 1.0 / 12.0;

/// Log-weight below the peak at which a tail is cut.
const NEGLIGIBLE: f64 = 40.0;

/// Nodes on either side after which a tail is given up; it is cut long before.
const MAX_NODES: i32 = 400;

/// `E[(1 - (1 + p u)^-s) / p]` for `p ~ Beta(a, b)`: returns of somebody alive, whose rate has shape `s` and who
/// is followed for `u` times the time they are known for.
///
/// Trapezoidal rule in `w` with `logit p = c + d·sinh w`: on that scale the density falls doubly exponentially on
/// both sides whatever the shapes. `c` is where the density turns (the logit of the mean, unless a shape is below
/// 1: then it rises to that end, and bends near the middle), `d` its spread, at most the width of the bend. The
/// weights are divided by their own sum, which takes the place of the beta function.
///
/// Reference: H. Takahasi, M. Mori, *Double exponential formulas for numerical integration*, Publ. RIMS 9 (1974).
pub(super) fn returns_while_alive(s: f64, u: f64, a: f64, b: f64) -> f64 {
    let centre = (a.max(1.0) / b.max(1.0)).ln();
    let spread = (1.0 / a + 1.0 / b).sqrt().min(1.0);
    let node = |k: i32| {
        let w = f64::from(k) * STEP;
        let t = centre + spread * w.sinh();
        let (ln_p, ln_q) = (-ln_one_plus_exp(-t), -ln_one_plus_exp(t));
        // Of the density in w: p^a q^b dt, dt = d cosh w dw.
        let weight = a * ln_p + b * ln_q + w.cosh().ln();
        (weight, count_given(ln_p.exp(), s, u))
    };
    let (reference, middle) = node(0);
    let (mut sum, mut norm, mut peak) = (middle, 1.0, reference);
    for sign in [-1, 1] {
        let mut previous = reference;
        for k in 1..=MAX_NODES {
            let (weight, count) = node(sign * k);
            let share = (weight - reference).exp();
            sum += share * count;
            norm += share;
            peak = peak.max(weight);
            if weight < peak - NEGLIGIBLE && weight < previous {
                break;
            }
            previous = weight;
        }
    }
    sum / norm
}

/// `(1 - (1 + p u)^-s) / p`, which tends to `s u` for small `p`.
fn count_given(p: f64, s: f64, u: f64) -> f64 {
    if p * u < 1e-290 {
        return s * u;
    }
    -(-s * (p * u).ln_1p()).exp_m1() / p
}

fn ln_one_plus_exp(t: f64) -> f64 {
    t.max(0.0) + (-t.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_integrals() {
        // With s = 1, u = 1: E[1/(1+p)]. Uniform p: ln 2. And p ~ Beta(1/2, 1/2): 1/√2.
        assert!((returns_while_alive(1.0, 1.0, 1.0, 1.0) - 2f64.ln()).abs() < 1e-12);
        assert!((returns_while_alive(1.0, 1.0, 0.5, 0.5) - 0.5f64.sqrt()).abs() < 1e-12);
        // Nobody leaves: s·u. Everybody leaves at once: 1 - (1+u)^-s.
        assert!((returns_while_alive(2.5, 3.0, 1e-9, 1.0) - 7.5).abs() < 1e-6);
        assert!((returns_while_alive(2.5, 3.0, 1.0, 1e-9) - (1.0 - 4f64.powf(-2.5))).abs() < 1e-6);
    }

    #[test]
    fn extreme_shapes_stay_between_the_limits() {
        for a in [1e-6, 1e-3, 0.5, 1.0, 30.0, 1e4, 1e6] {
            for b in [1e-6, 1e-3, 0.5, 1.0, 30.0, 1e4, 1e6] {
                for (s, u) in [(1e-6, 1e-3), (0.2, 5.0), (40.0, 1e3), (1e6, 1e-6)] {
                    let found = returns_while_alive(s, u, a, b);
                    let floor = count_given(1.0, s, u);
                    assert!(
                        found >= floor * (1.0 - 1e-12) && found <= s * u * (1.0 + 1e-12),
                        "{a} {b} {s} {u}: {found}"
                    );
                }
            }
        }
        assert_eq!(returns_while_alive(2.0, 0.0, 1.0, 1.0), 0.0);
    }
}
