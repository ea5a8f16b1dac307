//! Ends of profile intervals: where the signed root of the deviance reaches its quantile.

/// Where one side of an interval ends, in the coordinate of the search, with the parameters of the profile fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) x: f64,
    pub(super) theta: [f64; 3],
    /// The limit was reached before the quantile: the interval has no end on this side.
    pub(super) open: bool,
}

const MAX_EVALUATIONS: usize = 60;
/// Relative accuracy of the root of the deviance; the end is then right to some 1e-5 of the half width.
const ROOT_ACCURACY: f64 = 2e-5;

/// Walks from the maximum at `centre` towards `limit` until `root(x, warm start)`, the square root of the deviance
/// of the profile fit at `x`, is `target`.
///
/// The root is nearly linear in `x`, so secant steps inside a bracket arrive in a few fits.
pub(super) fn find_end(
    centre: f64,
    theta: [f64; 3],
    error: f64,
    limit: f64,
    target: f64,
    mut root: impl FnMut(f64, &[f64; 3]) -> (f64, [f64; 3]),
) -> End {
    let direction = if limit < centre { -1.0 } else { 1.0 };
    let room = (limit - centre).abs();
    if room == 0.0 {
        return End { x: centre, theta, open: true };
    }
    let mut inner = (0.0, 0.0, theta);
    let mut outer: Option<(f64, f64)> = None;
    let mut step = if error.is_finite() && error > 0.0 { target * error } else { 0.5 };
    step = step.clamp(1e-9, 1.5).min(room);
    for _ in 0..MAX_EVALUATIONS {
        let (z, found) = root(centre + direction * step, &inner.2);
        let z = if z.is_nan() { f64::INFINITY } else { z };
        if (z - target).abs() <= ROOT_ACCURACY * target {
            return End { x: centre + direction * step, theta: found, open: false };
        }
        if z < target {
            if step >= room {
                return End { x: limit, theta: found, open: true };
            }
            let slope = (z - inner.1) / (step - inner.0);
            inner = (step, z, found);
            if outer.is_none() {
                let ahead = if slope > 0.0 { (target - z) / slope * 1.05 } else { f64::INFINITY };
                step = (step + ahead.clamp(0.1 * step, 2.0 * step)).min(room);
                continue;
            }
        } else {
            outer = Some((step, z));
        }
        let Some((far, far_z)) = outer else { break };
        let width = far - inner.0;
        if width <= 1e-12 * far {
            break;
        }
        let guess = inner.0 + width * (target - inner.1) / (far_z - inner.1);
        // Infinite roots, and ends that do not move, fall back on bisection.
        let safe = guess.is_finite() && guess > inner.0 + 0.02 * width && guess < far - 0.02 * width;
        step = if safe {
            guess
        } else if guess.is_finite() && far_z.is_finite() {
            inner.0 + width * if guess > inner.0 + 0.5 * width { 0.97 } else { 0.03 }
        } else {
            inner.0 + 0.5 * width
        };
    }
    End { x: centre + direction * inner.0, theta: inner.2, open: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_ends_of_bent_roots() {
        for (limit, expected) in [(9.0, 2.0_f64), (-9.0, -2.0)] {
            let mut calls = 0;
            let end = find_end(0.0, [0.0; 3], 0.4, limit, 1.96, |x, _| {
                calls += 1;
                (1.96 * (x.abs() / 2.0).powf(1.7), [x; 3])
            });
            assert!((end.x - expected).abs() < 1e-3 && !end.open && calls < 12, "{end:?} {calls}");
        }
        let open = find_end(0.0, [0.0; 3], 0.4, 3.0, 1.96, |x, _| (x / (1.0 + x), [x; 3]));
        assert!(open.open && open.x == 3.0);
        let wall = find_end(0.0, [0.0; 3], f64::NAN, 3.0, 1.0, |x, _| {
            (if x < 2.0 { 0.1 * x } else { f64::INFINITY }, [0.0; 3])
        });
        assert!((wall.x - 2.0).abs() < 1e-6, "{wall:?}");
    }
}
