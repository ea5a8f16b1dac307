//! Numbers that carry their first and second derivatives in two variables.

use std::ops::{Add, Mul, Neg, Sub};

/// Truncated Taylor expansion: value, ∂a, ∂b, ∂aa, ∂ab, ∂bb.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Jet {
    pub(super) v: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) aa: f64,
    pub(super) ab: f64,
    pub(super) bb: f64,
}

impl Jet {
    pub(super) const fn constant(v: f64) -> Jet {
        Jet { v, a: 0.0, b: 0.0, aa: 0.0, ab: 0.0, bb: 0.0 }
    }

    /// `f(self)`, given `f`, `f'` and `f''` at the value.
    pub(super) fn chain(self, f: f64, f1: f64, f2: f64) -> Jet {
        Jet {
            v: f,
            a: f1 * self.a,
            b: f1 * self.b,
            aa: f1 * self.aa + f2 * self.a * self.a,
            ab: f1 * self.ab + f2 * self.a * self.b,
            bb: f1 * self.bb + f2 * self.b * self.b,
        }
    }

    pub(super) fn exp(self) -> Jet {
        let e = self.v.exp();
        self.chain(e, e, e)
    }

    /// `1 - exp(-self)`, exact for small values.
    pub(super) fn one_minus_exp_neg(self) -> Jet {
        let e = (-self.v).exp();
        self.chain(-(-self.v).exp_m1(), e, -e)
    }

    pub(super) fn recip(self) -> Jet {
        let r = 1.0 / self.v;
        self.chain(r, -r * r, 2.0 * r * r * r)
    }
}

impl Add for Jet {
    type Output = Jet;
    fn add(self, o: Jet) -> Jet {
        Jet {
            v: self.v + o.v,
            a: self.a + o.a,
            b: self.b + o.b,
            aa: self.aa + o.aa,
            ab: self.ab + o.ab,
            bb: self.bb + o.bb,
        }
    }
}

impl Neg for Jet {
    type Output = Jet;
    fn neg(self) -> Jet {
        Jet { v: -self.v, a: -self.a, b: -self.b, aa: -self.aa, ab: -self.ab, bb: -self.bb }
    }
}

impl Sub for Jet {
    type Output = Jet;
    fn sub(self, o: Jet) -> Jet {
        self + -o
    }
}

impl Mul for Jet {
    type Output = Jet;
    fn mul(self, o: Jet) -> Jet {
        Jet {
            v: self.v * o.v,
            a: self.a * o.v + self.v * o.a,
            b: self.b * o.v + self.v * o.b,
            aa: self.aa * o.v + 2.0 * self.a * o.a + self.v * o.aa,
            ab: self.ab * o.v + self.a * o.b + self.b * o.a + self.v * o.ab,
            bb: self.bb * o.v + 2.0 * self.b * o.b + self.v * o.bb,
        }
    }
}
