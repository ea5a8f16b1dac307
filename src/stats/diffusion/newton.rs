//! Damped Newton maximiser for up to three parameters in a box.
//!
//! Diffusion curves have three parameters and cheap exact second derivatives, so a handful of Newton steps
//! beats any general optimiser. Where the matrix is not negative definite, or a step does not climb, the
//! diagonal is raised (Levenberg) until it does. A parameter that stands at an end of its box with the
//! gradient pointing outwards is held there.

/// Value, gradient and second derivatives (full, symmetric) of an objective.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slope {
    pub(super) value: f64,
    pub(super) gradient: [f64; 3],
    pub(super) hessian: [[f64; 3]; 3],
}

impl Slope {
    pub(super) const ZERO: Slope = Slope { value: 0.0, gradient: [0.0; 3], hessian: [[0.0; 3]; 3] };
}

/// The box, and which parameters may move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Domain {
    pub(super) low: [f64; 3],
    pub(super) high: [f64; 3],
    pub(super) free: [bool; 3],
}

/// Where the search ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Maximum {
    pub(super) at: [f64; 3],
    pub(super) slope: Slope,
    pub(super) converged: bool,
    /// Parameters held at an end of the box.
    pub(super) held: [bool; 3],
}

const MAX_STEPS: usize = 60;
/// Longest step in one parameter; all of them are logarithms.
const LONGEST_STEP: f64 = 2.0;
/// Gain that the quadratic model still promises when the search stops. Objectives are log-likelihoods or
/// scaled like them, so this is absolute; far below any difference that matters (1e-6).
const GAIN_LEFT: f64 = 1e-10;

/// Climbs from `start` to a local maximum of `objective`. Values that are not finite count as forbidden.
pub(super) fn maximise(
    start: [f64; 3],
    domain: &Domain,
    mut objective: impl FnMut(&[f64; 3]) -> Slope,
) -> Maximum {
    let mut at = start;
    for (i, x) in at.iter_mut().enumerate().filter(|&(i, _)| domain.free[i]) {
        *x = x.clamp(domain.low[i], domain.high[i]);
    }
    let mut here = objective(&at);
    let mut damping = 0.0;
    let mut held = [false; 3];
    for _ in 0..MAX_STEPS {
        if !here.value.is_finite() {
            break;
        }
        let mut moving = domain.free;
        for i in 0..3 {
            let outwards = (at[i] >= domain.high[i] && here.gradient[i] >= 0.0)
                || (at[i] <= domain.low[i] && here.gradient[i] <= 0.0);
            held[i] = domain.free[i] && outwards;
            moving[i] &= !outwards;
        }
        let noise = 1e-15 * here.value.abs();
        let mut advanced = false;
        for _ in 0..MAX_STEPS {
            let Some(step) = ascent(&here, &moving, damping) else {
                damping = raised(damping, &here, &moving);
                continue;
            };
            let promised: f64 = (0..3).map(|i| here.gradient[i] * step[i]).sum();
            if damping == 0.0 && promised < GAIN_LEFT + noise {
                // One last full step is free accuracy, if it is one.
                let next = moved(&at, &step, domain);
                let there = objective(&next);
                if there.value >= here.value {
                    (at, here) = (next, there);
                }
                return Maximum { at, slope: here, converged: true, held };
            }
            let next = moved(&at, &step, domain);
            if next == at {
                return Maximum { at, slope: here, converged: promised < 1e-6 + noise, held };
            }
            let there = objective(&next);
            if there.value > here.value - noise && there.value.is_finite() {
                (at, here) = (next, there);
                damping = if damping > 1e-9 * largest(&here, &moving) { damping / 8.0 } else { 0.0 };
                advanced = true;
                break;
            }
            damping = raised(damping, &here, &moving);
        }
        if !advanced {
            break;
        }
    }
    Maximum { at, slope: here, converged: false, held }
}

fn largest(slope: &Slope, moving: &[bool; 3]) -> f64 {
    (0..3).filter(|&i| moving[i]).map(|i| slope.hessian[i][i].abs()).fold(1e-12, f64::max)
}

fn raised(damping: f64, slope: &Slope, moving: &[bool; 3]) -> f64 {
    if damping == 0.0 { 1e-3 * largest(slope, moving) } else { damping * 6.0 }
}

fn moved(at: &[f64; 3], step: &[f64; 3], domain: &Domain) -> [f64; 3] {
    let longest = step.iter().fold(0.0, |a: f64, s| a.max(s.abs()));
    let scale = if longest > LONGEST_STEP { LONGEST_STEP / longest } else { 1.0 };
    std::array::from_fn(|i| {
        if step[i] == 0.0 { at[i] } else { (at[i] + scale * step[i]).clamp(domain.low[i], domain.high[i]) }
    })
}

/// `(-H + damping I)⁻¹ g` over the moving parameters; `None` if that matrix is not positive definite.
fn ascent(slope: &Slope, moving: &[bool; 3], damping: f64) -> Option<[f64; 3]> {
    let mut matrix = [[0.0; 3]; 3];
    let mut right = [0.0; 3];
    for i in 0..3 {
        if !moving[i] {
            matrix[i][i] = 1.0;
            continue;
        }
        right[i] = slope.gradient[i];
        for j in 0..3 {
            if moving[j] {
                matrix[i][j] = -slope.hessian[i][j];
            }
        }
        matrix[i][i] += damping;
    }
    let root = cholesky(&matrix)?;
    Some(solve(&root, &right))
}

/// Lower triangle `L` with `L Lᵀ = matrix`; `None` if the matrix is not safely positive definite.
pub(super) fn cholesky(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let mut root = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| root[i][k] * root[j][k]).sum();
            let rest = matrix[i][j] - dot;
            if i == j {
                // Written so that NaN fails it.
                let safe = rest > 1e-13 * matrix[i][i].abs() && rest < f64::INFINITY;
                if !safe {
                    return None;
                }
                root[i][i] = rest.sqrt();
            } else {
                root[i][j] = rest / root[j][j];
            }
        }
    }
    Some(root)
}

/// Solves `L Lᵀ x = right`.
pub(super) fn solve(root: &[[f64; 3]; 3], right: &[f64; 3]) -> [f64; 3] {
    let mut x = *right;
    for i in 0..3 {
        for k in 0..i {
            x[i] -= root[i][k] * x[k];
        }
        x[i] /= root[i][i];
    }
    for i in (0..3).rev() {
        for k in i + 1..3 {
            x[i] -= root[k][i] * x[k];
        }
        x[i] /= root[i][i];
    }
    x
}

impl Maximum {
    /// Inverse of `-H` over the parameters that are free and not held; zero rows for the others.
    pub(super) fn covariance(&self, domain: &Domain) -> Option<[[f64; 3]; 3]> {
        let moving: [bool; 3] = std::array::from_fn(|i| domain.free[i] && !self.held[i]);
        let matrix: [[f64; 3]; 3] = std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                if moving[i] && moving[j] { -self.slope.hessian[i][j] } else { f64::from(u8::from(i == j)) }
            })
        });
        let root = cholesky(&matrix)?;
        let mut inverse = [[0.0; 3]; 3];
        for (i, row) in inverse.iter_mut().enumerate() {
            if moving[i] {
                let mut unit = [0.0; 3];
                unit[i] = 1.0;
                *row = solve(&root, &unit);
            }
        }
        Some(inverse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Domain = Domain { low: [-50.0; 3], high: [50.0; 3], free: [true; 3] };

    /// `-Σ cosh(x_i - target_i) - ½ (Σ (x - target))²`: convex far out, coupled.
    fn bowl(target: [f64; 3]) -> impl Fn(&[f64; 3]) -> Slope {
        move |x| {
            let d: [f64; 3] = std::array::from_fn(|i| x[i] - target[i]);
            let sum: f64 = d.iter().sum();
            Slope {
                value: -d.iter().map(|d| d.cosh()).sum::<f64>() - 0.5 * sum * sum,
                gradient: d.map(|d| -d.sinh() - sum),
                hessian: std::array::from_fn(|i| {
                    std::array::from_fn(|j| -1.0 - if i == j { d[i].cosh() } else { 0.0 })
                }),
            }
        }
    }

    #[test]
    fn finds_the_top_and_its_curvature() {
        let found = maximise([9.0, -7.0, 0.0], &WIDE, bowl([1.0, 2.0, -3.0]));
        assert!(found.converged && found.held == [false; 3]);
        for (x, target) in found.at.iter().zip([1.0, 2.0, -3.0]) {
            assert!((x - target).abs() < 1e-7, "{found:?}");
        }
        // (I + 11ᵀ)⁻¹ = I - 11ᵀ/4.
        let covariance = found.covariance(&WIDE).unwrap();
        assert!((covariance[0][0] - 0.75).abs() < 1e-7 && (covariance[0][1] + 0.25).abs() < 1e-7);
    }

    #[test]
    fn holds_what_wants_out() {
        let tight = Domain { high: [0.5, 50.0, 50.0], ..WIDE };
        let found = maximise([0.0; 3], &tight, bowl([1.0, 2.0, -3.0]));
        assert!(found.converged && found.held == [true, false, false] && found.at[0] == 0.5, "{found:?}");
        let fixed = Domain { free: [false, true, true], ..WIDE };
        let found = maximise([4.0, 0.0, 0.0], &fixed, bowl([1.0, 2.0, -3.0]));
        assert!(found.converged && found.at[0] == 4.0 && found.covariance(&fixed).unwrap()[0] == [0.0; 3]);
    }

    #[test]
    fn crosses_a_saddle_and_refuses_nonsense() {
        // -(x² - 1)²: at 0.1 the curvature is positive.
        let double = |x: &[f64; 3]| {
            let v = x[0];
            let mut slope = Slope::ZERO;
            slope.value = -(v * v - 1.0).powi(2);
            slope.gradient[0] = -4.0 * v * (v * v - 1.0);
            slope.hessian[0][0] = 4.0 - 12.0 * v * v;
            slope
        };
        let one = Domain { free: [true, false, false], ..WIDE };
        let found = maximise([0.1, 0.0, 0.0], &one, double);
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-6, "{found:?}");
        let nothing = maximise([0.0; 3], &WIDE, |_| Slope { value: f64::NAN, ..Slope::ZERO });
        assert!(!nothing.converged);
    }
}
