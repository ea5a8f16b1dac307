//! Bass's curve in closed form.

/// The Bass diffusion curve: hazard `p + qF(t)` of somebody who will adopt and has not yet.
///
/// # Reference
/// F. M. Bass, *A new product growth for model consumer durables*, Management Science 15 (1969).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bass {
    /// Coefficient of innovation, per period: adoption without regard to others.
    pub p: f64,
    /// Coefficient of imitation, per period: how much the adopters pull the others.
    pub q: f64,
}

impl Bass {
    /// Share of the eventual adopters who have adopted by `t` periods after launch,
    /// `F(t) = (1-e^{-(p+q)t}) / (1+(q/p)e^{-(p+q)t})`.
    pub fn adopted(&self, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let x = -(self.p + self.q) * t;
        -x.exp_m1() / (1.0 + self.q / self.p * x.exp())
    }

    /// Density `f(t) = (1-F)(p+qF)`, per period.
    pub fn density(&self, t: f64) -> f64 {
        let f = self.adopted(t);
        (1.0 - f) * (self.p + self.q * f)
    }

    /// Time of the peak, `t* = ln(q/p)/(p+q)` in periods: the inflection of the cumulative curve. `None` when
    /// `q <= p`: then adoption only declines.
    ///
    /// ```
    /// use cmgraph::stats::diffusion::Bass;
    /// let coffee_makers = Bass { p: 0.017135, q: 0.30145 };
    /// assert!((coffee_makers.peak().unwrap() - 9.00).abs() < 0.005);
    /// ```
    pub fn peak(&self) -> Option<f64> {
        (self.q > self.p).then(|| (self.q / self.p).ln() / (self.p + self.q))
    }

    /// Adoption at the peak as a share of the ceiling per period, `(p+q)²/4q`; `None` without a peak.
    pub fn peak_rate(&self) -> Option<f64> {
        let sum = self.p + self.q;
        (self.q > self.p).then(|| sum * sum / (4.0 * self.q))
    }

    /// Share of the ceiling reached at the peak, `F(t*) = 1/2 - p/2q`; `None` without a peak.
    pub fn adopted_at_peak(&self) -> Option<f64> {
        (self.q > self.p).then(|| 0.5 - self.p / (2.0 * self.q))
    }

    /// Time at which a share `x` of the ceiling is reached, `t(x) = -ln[(1-x)/(1+xq/p)]/(p+q)` in periods;
    /// `None` unless `0 <= x < 1`.
    pub fn time_of(&self, x: f64) -> Option<f64> {
        let valid = (0.0..1.0).contains(&x);
        valid.then(|| ((x * self.q / self.p).ln_1p() - (-x).ln_1p()) / (self.p + self.q))
    }
}
