//! Minimum of a smooth function of a few variables inside a box, and the curvature there.
//!
//! The likelihoods of this crate have two to five parameters, run on logarithms, and have analytic gradients;
//! where data cannot tell, the maximum runs off to infinity. Hence BFGS with a box: the search stops at the
//! wall instead of wandering, and the caller sees that it did.

/// Steps after which the search is given up.
const MAX_STEPS: usize = 300;

/// Trials of one line search; each halves or doubles the step.
const MAX_TRIALS: usize = 60;

/// A step must gain this share of what the slope promises (Armijo).
const SUFFICIENT: f64 = 1e-4;

/// ... and leave at most this share of the slope (Wolfe).
const CURVATURE: f64 = 0.9;

/// Gradient, relative to the value, that counts as zero.
const FLAT: f64 = 1e-10;

/// Half of the distance over which gradients are differenced: the cube root of the precision.
const DIFFERENCE: f64 = 6e-6;

/// Where a search ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Minimum<const N: usize> {
    pub(crate) at: [f64; N],
    pub(crate) value: f64,
    /// The gradient is zero, walls apart.
    pub(crate) converged: bool,
}

/// Local minimum of `f` from `start` inside `limits[i].0 <= x[i] <= limits[i].1`; `f` gives value and gradient.
///
/// Quasi-Newton steps (BFGS) with a weak Wolfe line search. A variable that reaches its wall stays there
/// while the gradient pushes it outwards. `None` if `f` is not finite at the start. A value that is not
/// finite further on shortens the step.
///
/// Cost: O(N²) a step besides `f`; some 20 to 50 calls of `f` for four variables.
///
/// Reference: J. Nocedal, S. J. Wright, *Numerical Optimization* (2006), chapters 3 and 6; the line search by
/// A. S. Lewis, M. L. Overton, *Nonsmooth optimization via quasi-Newton methods*, Math. Program. 141 (2013).
pub(crate) fn minimise<const N: usize>(
    start: [f64; N],
    limits: &[(f64, f64); N],
    mut f: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Option<Minimum<N>> {
    let mut x: [f64; N] = std::array::from_fn(|i| start[i].clamp(limits[i].0, limits[i].1));
    let (mut value, mut gradient) = f(&x);
    if !finite(value, &gradient) {
        return None;
    }
    let mut inverse = identity::<N>();
    let mut fresh = true;
    let mut walls = [false; N];
    for _ in 0..MAX_STEPS {
        let held = std::array::from_fn(|i| {
            (x[i] <= limits[i].0 && gradient[i] > 0.0) || (x[i] >= limits[i].1 && gradient[i] < 0.0)
        });
        if held != walls {
            // What was learnt of the curvature mixes in variables that no longer move.
            (inverse, fresh, walls) = (identity(), true, held);
        }
        let steepest = (0..N).filter(|&i| !held[i]).map(|i| gradient[i].abs()).fold(0.0, f64::max);
        if steepest <= FLAT * value.abs().max(1.0) {
            return Some(Minimum { at: x, value, converged: true });
        }
        let mut direction = descent(&inverse, &gradient, &held);
        if dot(&direction, &gradient) >= 0.0 {
            (inverse, fresh) = (identity(), true);
            direction = descent(&inverse, &gradient, &held);
        }
        if fresh {
            // Nothing is known of the scale yet: a step of length one.
            let length = dot(&direction, &direction).sqrt().max(1e-300);
            direction = direction.map(|d| d / length);
        }
        let Some(step) = line_search(&x, value, &gradient, &direction, limits, &mut f) else {
            if fresh {
                break;
            }
            (inverse, fresh) = (identity(), true);
            continue;
        };
        let moved: [f64; N] = std::array::from_fn(|i| step.at[i] - x[i]);
        let change: [f64; N] = std::array::from_fn(|i| step.gradient[i] - gradient[i]);
        update(&mut inverse, &moved, &change, fresh);
        fresh = false;
        (x, value, gradient) = (step.at, step.value, step.gradient);
    }
    // The last digits of the value can stop the search before the gradient is as small as asked for.
    let steepest = (0..N).filter(|&i| !walls[i]).map(|i| gradient[i].abs()).fold(0.0, f64::max);
    Some(Minimum { at: x, value, converged: steepest <= 1e4 * FLAT * value.abs().max(1.0) })
}

struct Step<const N: usize> {
    at: [f64; N],
    value: f64,
    gradient: [f64; N],
}

/// A step along `direction` that gains enough and flattens the slope enough, or that ends at a wall and gains.
fn line_search<const N: usize>(
    x: &[f64; N],
    value: f64,
    gradient: &[f64; N],
    direction: &[f64; N],
    limits: &[(f64, f64); N],
    f: &mut impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Option<Step<N>> {
    let slope = dot(gradient, direction);
    let room = (0..N)
        .filter(|&i| direction[i] != 0.0)
        .map(|i| (if direction[i] > 0.0 { limits[i].1 } else { limits[i].0 } - x[i]) / direction[i])
        .fold(f64::INFINITY, f64::min);
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let mut length = room.min(1.0);
    let mut fallback = None;
    for _ in 0..MAX_TRIALS {
        let at: [f64; N] =
            std::array::from_fn(|i| (x[i] + length * direction[i]).clamp(limits[i].0, limits[i].1));
        if at == *x {
            break;
        }
        let (reached, there) = f(&at);
        if !finite(reached, &there) || reached > value + SUFFICIENT * length * slope {
            high = length;
        } else if length < room && dot(&there, direction) < CURVATURE * slope {
            low = length;
            fallback = Some(Step { at, value: reached, gradient: there });
        } else {
            return Some(Step { at, value: reached, gradient: there });
        }
        length = if high.is_finite() { (low + high) / 2.0 } else { (2.0 * low).min(room) };
    }
    fallback
}

/// The BFGS formula for the inverse of the matrix of second derivatives.
fn update<const N: usize>(inverse: &mut [[f64; N]; N], moved: &[f64; N], change: &[f64; N], fresh: bool) {
    let curvature = dot(moved, change);
    let size = dot(change, change);
    // Without positive curvature along the step the formula would lose definiteness.
    if curvature <= 1e-14 * size.sqrt() * dot(moved, moved).sqrt() {
        return;
    }
    if fresh {
        *inverse = identity();
        for (i, row) in inverse.iter_mut().enumerate() {
            row[i] = curvature / size;
        }
    }
    let along = product(inverse, change);
    let scale = 1.0 + dot(change, &along) / curvature;
    for i in 0..N {
        for j in 0..N {
            inverse[i][j] +=
                (scale * moved[i] * moved[j] - along[i] * moved[j] - moved[i] * along[j]) / curvature;
        }
    }
}

/// Second derivatives at `x` as central differences of the gradient, made symmetric.
pub(crate) fn hessian<const N: usize>(
    x: &[f64; N],
    mut gradient: impl FnMut(&[f64; N]) -> [f64; N],
) -> [[f64; N]; N] {
    let mut rows = [[0.0; N]; N];
    for i in 0..N {
        let step = DIFFERENCE * x[i].abs().max(1.0);
        let (mut above, mut below) = (*x, *x);
        above[i] += step;
        below[i] -= step;
        let (up, down) = (gradient(&above), gradient(&below));
        rows[i] = std::array::from_fn(|j| (up[j] - down[j]) / (above[i] - below[i]));
    }
    std::array::from_fn(|i| std::array::from_fn(|j| (rows[i][j] + rows[j][i]) / 2.0))
}

/// Inverse of a symmetric positive definite matrix; `None` if it is not one, or so nearly singular that the
/// inverse would be noise.
pub(crate) fn invert_positive<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    // Cholesky factor of the matrix scaled to ones on the diagonal: its pivots are free of units.
    let scale: [f64; N] = std::array::from_fn(|i| matrix[i][i].sqrt());
    if scale.iter().any(|s| !s.is_finite() || *s <= 0.0) {
        return None;
    }
    let mut factor = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] / (scale[i] * scale[j]) - inner;
            if i == j {
                if !rest.is_finite() || rest <= 1e-10 {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
    }
    let mut result = [[0.0; N]; N];
    for column in 0..N {
        let mut solved = [0.0; N];
        for i in 0..N {
            let unit = if i == column { 1.0 } else { 0.0 };
            let inner: f64 = (0..i).map(|k| factor[i][k] * solved[k]).sum();
            solved[i] = (unit - inner) / factor[i][i];
        }
        for i in (0..N).rev() {
            let inner: f64 = (i + 1..N).map(|k| factor[k][i] * solved[k]).sum();
            solved[i] = (solved[i] - inner) / factor[i][i];
        }
        for i in 0..N {
            result[i][column] = solved[i] / (scale[i] * scale[column]);
        }
    }
    Some(result)
}

fn descent<const N: usize>(inverse: &[[f64; N]; N], gradient: &[f64; N], held: &[bool; N]) -> [f64; N] {
    let free: [f64; N] = std::array::from_fn(|i| if held[i] { 0.0 } else { gradient[i] });
    let step = product(inverse, &free);
    std::array::from_fn(|i| if held[i] { 0.0 } else { -step[i] })
}

fn finite<const N: usize>(value: f64, gradient: &[f64; N]) -> bool {
    value.is_finite() && gradient.iter().all(|g| g.is_finite())
}

fn identity<const N: usize>() -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }))
}

fn product<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| dot(&matrix[i], vector))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDE: (f64, f64) = (-1e6, 1e6);

    fn rosenbrock(x: &[f64; 2]) -> (f64, [f64; 2]) {
        let (u, v) = (1.0 - x[0], x[1] - x[0] * x[0]);
        (u * u + 100.0 * v * v, [-2.0 * u - 400.0 * x[0] * v, 200.0 * v])
    }

    /// Powell's singular function: the curvature vanishes at the minimum.
    fn powell(x: &[f64; 4]) -> (f64, [f64; 4]) {
        let (a, b, c, d) = (x[0] + 10.0 * x[1], x[2] - x[3], x[1] - 2.0 * x[2], x[0] - x[3]);
        (
            a * a + 5.0 * b * b + c.powi(4) + 10.0 * d.powi(4),
            [
                2.0 * a + 40.0 * d.powi(3),
                20.0 * a + 4.0 * c.powi(3),
                10.0 * b - 8.0 * c.powi(3),
                -10.0 * b - 40.0 * d.powi(3),
            ],
        )
    }

    #[test]
    fn known_minima() {
        for start in [[-1.2, 1.0], [0.0, 0.0], [5.0, -3.0], [-30.0, 40.0]] {
            let found = minimise(start, &[WIDE; 2], rosenbrock).unwrap();
            assert!(found.converged && found.value < 1e-16, "{start:?}: {found:?}");
            assert!(found.at.iter().all(|x| (x - 1.0).abs() < 1e-7), "{start:?}: {found:?}");
        }
        let found = minimise([3.0, -1.0, 0.0, 1.0], &[WIDE; 4], powell).unwrap();
        assert!(found.converged && found.value < 1e-12, "{found:?}");
    }

    #[test]
    fn walls_hold_and_let_go() {
        // On the wall x = 0.5 the minimum is at x² = y; the start is on the other wall.
        let found = minimise([-2.0, 3.0], &[(-2.0, 0.5), (-3.0, 3.0)], rosenbrock).unwrap();
        assert!(found.converged && found.at[0] == 0.5 && (found.at[1] - 0.25).abs() < 1e-8, "{found:?}");
        // Falls for ever: both ends are walls.
        let found = minimise([0.0; 2], &[(-9.0, 9.0); 2], |x| (x[0] - 2.0 * x[1], [1.0, -2.0])).unwrap();
        assert_eq!((found.at, found.converged), ([-9.0, 9.0], true));
    }

    #[test]
    fn values_that_are_not_finite() {
        // ln x has no value left of zero; the first step would go there.
        let f = |x: &[f64; 1]| (x[0] - x[0].ln(), [1.0 - 1.0 / x[0]]);
        let found = minimise([1.9], &[WIDE], f).unwrap();
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-8, "{found:?}");
        assert!(minimise([-1.0], &[WIDE], f).is_none());
    }

    #[test]
    fn curvature_and_inverse() {
        let second = hessian(&[1.0, 1.0], |x| rosenbrock(x).1);
        for (found, expected) in second.iter().flatten().zip([802.0, -400.0, -400.0, 200.0]) {
            assert!((found - expected).abs() < 1e-5, "{second:?}");
        }
        let inverse = invert_positive(&[[802.0, -400.0], [-400.0, 200.0]]).unwrap();
        for (found, expected) in inverse.iter().flatten().zip([0.5, 1.0, 1.0, 2.005]) {
            assert!((found - expected).abs() < 1e-9, "{inverse:?}");
        }
        for singular in [[[1.0, 1.0], [1.0, 1.0]], [[1.0, 2.0], [2.0, 1.0]], [[0.0, 0.0], [0.0, 1.0]]] {
            assert!(invert_positive(&singular).is_none());
        }
        assert!(invert_positive(&[[f64::NAN]]).is_none());
    }

    proptest! {
        /// A positive definite quadratic form: the minimum is the solution of a linear system.
        #[test]
        fn quadratic_forms(entries in prop::array::uniform9(-1.0..1.0f64), centre in prop::array::uniform3(-5.0..5.0f64)) {
            let matrix: [[f64; 3]; 3] = std::array::from_fn(|i| std::array::from_fn(|j| {
                let inner: f64 = (0..3).map(|k| entries[3 * i + k] * entries[3 * j + k]).sum();
                inner + if i == j { 0.05 } else { 0.0 }
            }));
            let f = |x: &[f64; 3]| {
                let away: [f64; 3] = std::array::from_fn(|i| x[i] - centre[i]);
                let gradient = product(&matrix, &away);
                (dot(&away, &gradient) / 2.0, gradient)
            };
            let found = minimise([0.0; 3], &[WIDE; 3], f).unwrap();
            prop_assert!(found.converged);
            for i in 0..3 {
                prop_assert!((found.at[i] - centre[i]).abs() < 1e-6, "{found:?} {centre:?}");
            }
        }
    }
}
