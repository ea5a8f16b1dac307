//! The shapes a diffusion can take: Bass, Gompertz, shifted Gompertz, flat.

use super::bass::Bass;
use super::jet::Jet;

/// A family of diffusion curves: how the share `F(t)` of the eventual adopters who have adopted grows from
/// `F(0) = 0` at launch towards 1.
///
/// The three-parameter logistic is not among them: on increments it is the same family as Bass (Bass's `F` is
/// a logistic, shifted and cut at launch), with `b = p+q`, `a = ln(q/p)/(p+q)` and `m_logistic = m(1+p/q)`, so
/// choosing between the two would be choosing between names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// `F = (1-e^{-(p+q)t}) / (1+(q/p)e^{-(p+q)t})`: some start by themselves (`p`), others follow (`q`).
    Bass,
    /// `F = (G(t)-G(0)) / (1-G(0))` with `G = exp(-a e^{-bt})`: slow to level off after an early peak. Cut at
    /// launch, so that nobody has adopted at time 0; increments are those of the uncut curve with the ceiling
    /// `m / (1-e^{-a})`.
    Gompertz,
    /// `F = (1-e^{-bt}) exp(-η e^{-bt})`: Bass's idea with people who differ in their readiness.
    ShiftedGompertz,
    /// Nothing but a constant rate: in the likelihood for people, everybody adopts in the end at the constant
    /// hazard `r`, `F = 1-e^{-rt}` with ceiling 1; in least squares on increments, a constant number of
    /// adopters per period, without a ceiling.
    Flat,
}

/// A curve of a [`Family`] with its parameters; times are in periods since launch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Curve {
    /// See [`Bass`].
    Bass(Bass),
    /// See [`Family::Gompertz`].
    Gompertz {
        /// Displacement `a`, without unit; the peak is at `ln a / b`.
        displacement: f64,
        /// Rate `b`, per period.
        rate: f64,
    },
    /// See [`Family::ShiftedGompertz`].
    ShiftedGompertz {
        /// Spread of readiness `η`, without unit; 0 is the exponential curve.
        eta: f64,
        /// Rate `b`, per period.
        rate: f64,
    },
    /// See [`Family::Flat`].
    Flat {
        /// Hazard `r`, per period; for increments without headcount, adopters per period.
        rate: f64,
    },
}

impl Curve {
    /// The family.
    pub fn family(&self) -> Family {
        match self {
            Curve::Bass(_) => Family::Bass,
            Curve::Gompertz { .. } => Family::Gompertz,
            Curve::ShiftedGompertz { .. } => Family::ShiftedGompertz,
            Curve::Flat { .. } => Family::Flat,
        }
    }

    /// The Bass parameters, if it is one.
    pub fn bass(&self) -> Option<Bass> {
        if let Curve::Bass(bass) = self { Some(*bass) } else { None }
    }

    /// Share `F(t)` of the eventual adopters who have adopted by `t`; 0 before launch.
    pub fn adopted(&self, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        if let Curve::Bass(bass) = self {
            return bass.adopted(t);
        }
        let (family, theta) = self.theta();
        let mut point = Point::default();
        family.point(t, theta[0], theta[1], &mut point);
        point.f
    }

    /// `(family, [ln of the first, ln of the second parameter])` as the optimisers see them.
    pub(super) fn theta(&self) -> (Family, [f64; 2]) {
        match *self {
            Curve::Bass(Bass { p, q }) => (Family::Bass, [p.ln(), q.ln()]),
            Curve::Gompertz { displacement, rate } => (Family::Gompertz, [displacement.ln(), rate.ln()]),
            Curve::ShiftedGompertz { eta, rate } => (Family::ShiftedGompertz, [eta.ln(), rate.ln()]),
            Curve::Flat { rate } => (Family::Flat, [rate.ln(), 0.0]),
        }
    }
}

/// `F`, `1-F` and the derivatives of `F` in the two log-parameters at one time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    pub(super) f: f64,
    pub(super) rest: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) aa: f64,
    pub(super) ab: f64,
    pub(super) bb: f64,
}

/// Exponents beyond this are 0 for every purpose here, and stay clear of subnormal numbers.
const DEEPEST: f64 = -600.0;

/// Box of the logarithms of rates, in units of the whole observed time; beyond it nothing changes any more.
pub(super) const RATE_BOX: (f64, f64) = (-20.7, 9.2);
const SHAPE_BOX: (f64, f64) = (-13.8, 11.5);

impl Family {
    /// Fills `points` with the curve at `times`, with derivatives in `(a, b)`, the logs of the parameters.
    pub(super) fn fill(self, times: &[f64], a: f64, b: f64, points: &mut Vec<Point>) {
        points.resize(times.len(), Point::default());
        if self == Family::Bass {
            let bass = BassPoint::new(a, b);
            for (point, &t) in points.iter_mut().zip(times) {
                *point = bass.at(t);
            }
        } else {
            for (point, &t) in points.iter_mut().zip(times) {
                self.point(t, a, b, point);
            }
        }
    }

    fn point(self, t: f64, a: f64, b: f64, point: &mut Point) {
        *point = match self {
            Family::Bass => BassPoint::new(a, b).at(t),
            Family::Gompertz => gompertz(t, a, b),
            Family::ShiftedGompertz => shifted_gompertz(t, a, b),
            Family::Flat => {
                let x = a.exp() * t;
                let rest = (-x).max(DEEPEST).exp();
                let (d, dd) = (x * rest, x * rest * (1.0 - x));
                Point { f: -(-x).exp_m1(), rest, a: d, b: 0.0, aa: dd, ab: 0.0, bb: 0.0 }
            }
        };
    }

    /// Box of the log-parameters when time runs from 0 to 1.
    pub(super) fn bounds(self) -> [(f64, f64); 2] {
        match self {
            Family::Bass => [RATE_BOX; 2],
            Family::Gompertz | Family::ShiftedGompertz => [SHAPE_BOX, RATE_BOX],
            Family::Flat => [RATE_BOX, (0.0, 0.0)],
        }
    }

    /// Which of the two log-parameters are rates, and so change with the unit of time.
    fn rates(self) -> [f64; 2] {
        match self {
            Family::Bass => [1.0, 1.0],
            Family::Gompertz | Family::ShiftedGompertz => [0.0, 1.0],
            Family::Flat => [1.0, 0.0],
        }
    }

    /// Log-parameters in units of `span` periods to those per period.
    pub(super) fn per_period(self, theta: [f64; 2], span: f64) -> [f64; 2] {
        let rates = self.rates();
        std::array::from_fn(|i| theta[i] - rates[i] * span.ln())
    }

    /// Log-parameters per period to those in units of `span` periods.
    pub(super) fn per_span(self, theta: [f64; 2], span: f64) -> [f64; 2] {
        self.per_period(theta, 1.0 / span)
    }

    /// The curve with these log-parameters per period.
    pub(super) fn curve(self, theta: [f64; 2]) -> Curve {
        let [a, b] = theta.map(f64::exp);
        match self {
            Family::Bass => Curve::Bass(Bass { p: a, q: b }),
            Family::Gompertz => Curve::Gompertz { displacement: a, rate: b },
            Family::ShiftedGompertz => Curve::ShiftedGompertz { eta: a, rate: b },
            Family::Flat => Curve::Flat { rate: a },
        }
    }
}

/// Bass's curve and derivatives, from one exponential a time.
///
/// With `E = e^{-(p+q)t}`, `r = q/p` and the logistic `P = 1/(1+rE)`, `F = (1-E)P` and `1-F = E P (1+r)`.
/// Everything is written with factors `E`, so that nothing cancels in the tail or as `q` vanishes.
struct BassPoint {
    p: f64,
    q: f64,
    ratio: f64,
}

impl BassPoint {
    fn new(a: f64, b: f64) -> BassPoint {
        BassPoint { p: a.exp(), q: b.exp(), ratio: (b - a).exp() }
    }

    #[inline]
    fn at(&self, t: f64) -> Point {
        let r = self.ratio;
        let exponent = -(self.p + self.q) * t;
        let e = exponent.max(DEEPEST).exp();
        let logistic = 1.0 / (1.0 + r * e);
        let head = if exponent > -1e-3 { -exponent.exp_m1() } else { 1.0 - e };
        // A = EP, C = EP², B = C(1+r); L = ln(rE) has ∂a = -(1+pt), ∂b = 1-qt.
        let small = e * logistic;
        let c = small * logistic;
        let wide = c * (1.0 + r);
        let (la, lb) = (1.0 + self.p * t, 1.0 - self.q * t);
        let bend = 1.0 - 2.0 * logistic;
        Point {
            f: head * logistic,
            rest: small * (1.0 + r),
            a: wide * la - small,
            b: small - wide * lb,
            aa: wide * (bend * la * la + self.p * t) + 2.0 * c * la - small,
            ab: -wide * bend * la * lb - c * (la + lb) + small,
            bb: wide * (bend * lb * lb + self.q * t) + 2.0 * c * lb - small,
        }
    }
}

fn decay(t: f64, b: f64) -> Jet {
    let x = b.exp() * t;
    let e = (-x).max(DEEPEST).exp();
    Jet { v: e, a: 0.0, b: -x * e, aa: 0.0, ab: 0.0, bb: x * e * (x - 1.0) }
}

fn shape(a: f64) -> Jet {
    let e = a.exp();
    Jet { v: e, a: e, b: 0.0, aa: e, ab: 0.0, bb: 0.0 }
}

fn joined(f: Jet, rest: Jet) -> Point {
    Point { f: f.v, rest: rest.v, a: -rest.a, b: -rest.b, aa: -rest.aa, ab: -rest.ab, bb: -rest.bb }
}

fn gompertz(t: f64, a: f64, b: f64) -> Point {
    let displacement = shape(a);
    let left = displacement * decay(t, b);
    let norm = displacement.one_minus_exp_neg().recip();
    let f = (-left).exp() * (displacement - left).one_minus_exp_neg() * norm;
    joined(f, left.one_minus_exp_neg() * norm)
}

fn shifted_gompertz(t: f64, a: f64, b: f64) -> Point {
    let e = decay(t, b);
    let left = shape(a) * e;
    let one = Jet::constant(1.0);
    let head = one - e;
    let f = head * (-left).exp();
    joined(f, e + head * left.one_minus_exp_neg())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FAMILIES: [Family; 4] = [Family::Bass, Family::Gompertz, Family::ShiftedGompertz, Family::Flat];

    fn at(family: Family, t: f64, a: f64, b: f64) -> Point {
        let mut points = Vec::new();
        family.fill(&[t], a, b, &mut points);
        points[0]
    }

    #[test]
    fn starts_at_nothing_and_ends_at_all() {
        for family in FAMILIES {
            for (a, b) in [(0.0, 0.0), (-20.0, 2.0), (2.0, -20.0), (9.0, 9.0), (-13.0, -3.0)] {
                let start = at(family, 0.0, a, b);
                assert!(start.f.abs() < 1e-15 && (start.rest - 1.0).abs() < 1e-12, "{family:?} {start:?}");
                let end = at(family, 1e12, a, b);
                assert!((end.f - 1.0).abs() < 1e-12 && end.rest < 1e-12 && end.rest >= 0.0, "{family:?}");
                let all = [end.a, end.b, end.aa, end.ab, end.bb];
                assert!(all.iter().all(|x| x.is_finite()), "{family:?} {a} {b} {end:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn derivatives_against_differences(
            which in 0usize..4, t in 0.02..2.0f64, a in -3.0..2.0f64, b in -2.0..2.0f64,
        ) {
            let family = FAMILIES[which];
            let h = 1e-4;
            let here = at(family, t, a, b);
            let (up, down) = (at(family, t, a + h, b), at(family, t, a - h, b));
            let (right, left) = (at(family, t, a, b + h), at(family, t, a, b - h));
            let near = |x: f64, y: f64| (x - y).abs() < 2e-6;
            prop_assert!((here.f + here.rest - 1.0).abs() < 1e-13);
            prop_assert!(near(here.a, (up.f - down.f) / (2.0 * h)));
            prop_assert!(near(here.b, (right.f - left.f) / (2.0 * h)));
            prop_assert!(near(here.aa, (up.a - down.a) / (2.0 * h)));
            prop_assert!(near(here.ab, (right.a - left.a) / (2.0 * h)));
            prop_assert!(near(here.bb, (right.b - left.b) / (2.0 * h)));
            // It grows, whatever the parameters.
            prop_assert!(at(family, t * 1.01, a, b).f >= here.f);
        }
    }
}
