//! Bass's curve in closed form.

/// The Bass diffusion curve: hazard `p + qF(t)` of somebody who will adopt and has not yet.
///
/// # Reference
/// F. M. Bass, *A new product growth for model consumer durables*, Management Science 15 (1969).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bass {
    /// Coefficient of innovation, per period: adoption without regard to others. With 0 nobody ever begins.
    pub p: f64,
    /// Coefficient of imitation, per period: how much the adopters pull the others. With 0 the curve is exponential.
    pub q: f64,
}

// The fields are public, so that every pair of numbers can come: a curve is one with finite p > 0 and q >= 0. With anything
// else nobody adopts, and there is no time and no peak.

impl Bass {
    /// Share of the eventual adopters who have adopted by `t` periods after launch,
    /// `F(t) = (1-e^{-(p+q)t}) / (1+(q/p)e^{-(p+q)t})`. 0 unless `p > 0` and `q >= 0`, both finite.
    pub fn adopted(&self, t: f64) -> f64 {
        if !(self.takes_off() && t > 0.0) {
            return 0.0;
        }
        let x = -(self.p + self.q) * t;
        let ratio = self.q / self.p;
        // A ratio beyond the floats, as a logarithm.
        let behind = if ratio.is_finite() { ratio * x.exp() } else { (self.q.ln() - self.p.ln() + x).exp() };
        -x.exp_m1() / (1.0 + behind)
    }

    fn takes_off(&self) -> bool {
        self.p > 0.0 && self.q >= 0.0 && (self.p + self.q).is_finite()
    }

    /// `ln(q/p)` of a curve that peaks.
    fn ln_ratio(&self) -> Option<f64> {
        let ratio = self.q / self.p;
        (self.takes_off() && self.q > self.p)
            .then(|| if ratio.is_finite() { ratio.ln() } else { self.q.ln() - self.p.ln() })
    }

    /// Density `f(t) = (1-F)(p+qF)`, per period; 0 before launch.
    pub fn density(&self, t: f64) -> f64 {
        if !(self.takes_off() && t >= 0.0) {
            return 0.0;
        }
        let f = self.adopted(t);
        (1.0 - f) * (self.p + self.q * f)
    }

    /// Time of the peak, `t* = ln(q/p)/(p+q)` in periods: the inflection of the cumulative curve. `None` when
    /// `q <= p`: then adoption only declines. `None` also for `p = 0`: then it never begins.
    ///
    /// ```
    /// use cmgraph::stats::diffusion::Bass;
    /// let coffee_makers = Bass { p: 0.017135, q: 0.30145 };
    /// assert!((coffee_makers.peak().unwrap() - 9.00).abs() < 0.005);
    /// ```
    pub fn peak(&self) -> Option<f64> {
        self.ln_ratio().map(|ratio| ratio / (self.p + self.q)).filter(|t| t.is_finite())
    }

    /// Adoption at the peak as a share of the ceiling per period, `(p+q)²/4q`; `None` without a peak.
    pub fn peak_rate(&self) -> Option<f64> {
        let sum = self.p + self.q;
        self.peak().map(|_| sum * (sum / (4.0 * self.q)))
    }

    /// Share of the ceiling reached at the peak, `F(t*) = 1/2 - p/2q`; `None` without a peak.
    pub fn adopted_at_peak(&self) -> Option<f64> {
        self.peak().map(|_| 0.5 - self.p / (2.0 * self.q))
    }

    /// Time at which a share `x` of the ceiling is reached, `t(x) = -ln[(1-x)/(1+xq/p)]/(p+q)` in periods;
    /// `None` unless `0 <= x < 1`, and where nobody ever begins (`p = 0`).
    pub fn time_of(&self, x: f64) -> Option<f64> {
        if !(self.takes_off() && (0.0..1.0).contains(&x)) {
            return None;
        }
        let grown = x * self.q / self.p;
        let log = if grown.is_finite() { grown.ln_1p() } else { x.ln() + self.q.ln() - self.p.ln() };
        Some((log - (-x).ln_1p()) / (self.p + self.q)).filter(|t| t.is_finite())
    }
}
