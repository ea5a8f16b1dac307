//! Who is still there when nobody signs off: the BG/NBD model of repeated activity.
//!
//! Members do not resign; they fall silent, and the frequent ones are missed sooner than the rare ones. While
//! alive somebody comes back as a Poisson process with rate `λ`; after each return they leave for good with
//! probability `p`. Across people `λ ~ Gamma(r, α)` and `p ~ Beta(a, b)`. Of a person the model needs three
//! numbers: how often they came back, when last, and for how long they could have been seen.
//!
//! Feed it active *weeks*: messages of one session are not independent returns.

mod expectation;
mod likelihood;

use super::interval::Interval;
use super::optimise::{hessian, invert_positive, minimise};
use super::special::two_sided_z;
use likelihood::Groups;

/// People with at least one return below which nothing is fitted: four parameters want more than a handful.
pub const BG_NBD_MIN_RETURNING: usize = 30;

/// Shapes (`r`, and `a + b`) above which people cannot be told apart, or below whose inverse they are
/// all-or-nothing: the fit is flagged.
pub const BG_NBD_BOUNDARY_SHAPE: f64 = 1e3;

/// Mean probability of leaving after a return below which the fit is flagged as one where nobody leaves.
pub const BG_NBD_BOUNDARY_LEAVING: f64 = 1e-3;

/// Walls of the search, as natural logarithms relative to the start.
const WALL: f64 = 14.0;

/// What is known of one person, all times in the same unit (weeks, say), from their first activity on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatHistory {
    /// Active periods after the first, `x`.
    pub repeats: u32,
    /// Time of the last of them since the first activity, `tx`; 0 if there was none.
    pub last: f64,
    /// Time since the first activity until the end of observation, `T`.
    pub observed: f64,
}

/// Where the estimate stands at the edge of what the model can be; see [`BgNbd::fit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BgNbdBoundary {
    /// `r` ran up: the data do not show that people come back at different rates.
    pub same_rate: bool,
    /// `a + b` ran up: the data do not show that people differ in how easily they leave.
    pub same_leaving: bool,
    /// The mean probability of leaving `a / (a + b)` ran to 0: nobody is seen to leave.
    pub nobody_leaves: bool,
    /// `r` or `a + b` ran to 0: people are all-or-nothing.
    pub all_or_nothing: bool,
}

impl BgNbdBoundary {
    /// Any of them.
    pub fn any(self) -> bool {
        self.same_rate || self.same_leaving || self.nobody_leaves || self.all_or_nothing
    }
}

/// A fitted BG/NBD model; see [`BgNbd::fit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbd {
    /// Shape of the distribution of rates.
    pub r: f64,
    /// Its rate, in units of time; `r / alpha` is the mean number of returns per unit of time while alive.
    pub alpha: f64,
    /// First shape of the distribution of the probability to leave after a return.
    pub a: f64,
    /// Second shape; `a / (a + b)` is the mean probability to leave.
    pub b: f64,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Covariance of the logarithms of `r`, `alpha`, `a`, `b`, in this order: the inverse of the matrix of
    /// second derivatives of the log-likelihood. `None` at a boundary, where it means nothing.
    pub log_covariance: Option<[[f64; 4]; 4]>,
    /// Which parameters ran off. The predictions hold; the parameters should not be told.
    pub boundary: BgNbdBoundary,
    /// The search ended where the gradient is zero, from each of its starts at the same height.
    pub converged: bool,
    /// People on whom the fit rests.
    pub n: usize,
    /// Of them, those who came back at least once.
    pub returning: usize,
    /// Sum of the returns.
    pub total_repeats: u64,
    /// People left out because they were seen for no time at all.
    pub unobserved: usize,
}

impl BgNbd {
    /// Fits `r`, `α`, `a`, `b` by maximum likelihood.
    ///
    /// Likelihood of a person: `Γ(r+x) α^r / Γ(r) · B(a, b+x) / B(a, b) · [ (α+T)^-(r+x) + 1{x>0} a/(b+x-1)
    /// (α+tx)^-(r+x) ]`: alive to the end, or gone right after the last return.
    ///
    /// # Returns
    /// `None` where it would be guessing: fewer than [`BG_NBD_MIN_RETURNING`] people came back (count them to
    /// tell the reason), or a history is impossible (a time that is negative or not finite, `last` after
    /// `observed`, `last` positive without returns or zero with them).
    ///
    /// # Complexity
    /// O(n log n) to group equal histories, then some 60 passes over the distinct ones, with three logarithms
    /// and an exponential each. Independent of the order of the people, to the last bit.
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::{BgNbd, RepeatHistory};
    /// // 60 regulars seen to the end, 60 who came back a little and fell silent, 80 who never came back.
    /// let person = |repeats, last| RepeatHistory { repeats, last, observed: 52.0 };
    /// let mut people = vec![person(0, 0.0); 80];
    /// people.extend((0..60).map(|i| person(20 + i % 9, 50.0)));
    /// people.extend((0..60).map(|i| person(1 + i % 4, 4.0 + f64::from(i % 5))));
    /// let model = BgNbd::fit(&people).unwrap();
    /// assert!(model.p_alive(person(22, 50.0)).unwrap() > 0.9);
    /// assert!(model.p_alive(person(22, 20.0)).unwrap() < 0.1); // 32 weeks of silence after 20 busy ones
    /// assert_eq!(model.p_alive(person(0, 0.0)), None); // no evidence
    /// ```
    ///
    /// # Reference
    /// P. S. Fader, B. G. S. Hardie, K. L. Lee, *"Counting your customers" the easy way: an alternative to the
    /// Pareto/NBD model*, Marketing Science 24 (2005).
    pub fn fit(histories: &[RepeatHistory]) -> Option<BgNbd> {
        if !histories.iter().all(RepeatHistory::is_possible) {
            return None;
        }
        let groups = Groups::of(histories);
        if groups.returning < BG_NBD_MIN_RETURNING {
            return None;
        }
        let rate = groups.total_repeats as f64 / groups.total_time;
        // People who differ much and leave easily; people who are alike and stay.
        let starts = [[0.5, 0.5 / rate, 0.8, 2.5], [2.0, 2.0 / rate, 1.0, 9.0]];
        let limits = starts[0].map(|start: f64| (start.ln() - WALL, start.ln() + WALL));
        let negative = |logs: &[f64; 4]| {
            let (value, gradient) = groups.log_likelihood(logs.map(f64::exp));
            // The derivative in the logarithm is the parameter times the derivative.
            (-value, std::array::from_fn(|i| -gradient[i] * logs[i].exp()))
        };
        let mut best: Option<super::optimise::Minimum<4>> = None;
        let mut agree = true;
        for start in starts {
            let found = minimise(start.map(f64::ln), &limits, negative)?;
            if let Some(other) = best {
                agree &= (other.value - found.value).abs() <= 1e-6 * found.value.abs().max(1.0);
            }
            if best.is_none_or(|other| found.value < other.value) {
                best = Some(found);
            }
        }
        let best = best?;
        let [r, alpha, a, b] = best.at.map(f64::exp);
        let boundary = BgNbdBoundary {
            same_rate: r > BG_NBD_BOUNDARY_SHAPE,
            same_leaving: a + b > BG_NBD_BOUNDARY_SHAPE,
            nobody_leaves: a / (a + b) < BG_NBD_BOUNDARY_LEAVING,
            all_or_nothing: r.min(a + b) < 1.0 / BG_NBD_BOUNDARY_SHAPE,
        };
        let log_covariance =
            if boundary.any() { None } else { invert_positive(&hessian(&best.at, |logs| negative(logs).1)) };
        Some(BgNbd {
            r,
            alpha,
            a,
            b,
            log_likelihood: -best.value,
            log_covariance,
            boundary,
            converged: best.converged && agree,
            n: groups.n,
            returning: groups.returning,
            total_repeats: groups.total_repeats,
            unobserved: histories.len() - groups.n,
        })
    }

    /// Probability that a person is still alive at the end of their observation:
    /// `1 / (1 + a/(b+x-1) · ((α+T)/(α+tx))^(r+x))`.
    ///
    /// # Returns
    /// `None` for somebody who never came back: the model lets people leave only after a return and would say
    /// 1, which is no evidence. `None` for an impossible history too.
    ///
    /// # Example
    /// ```
    /// # use cmgraph::stats::{BgNbd, RepeatHistory};
    /// # let person = |repeats, last| RepeatHistory { repeats, last, observed: 52.0 };
    /// # let mut people = vec![person(0, 0.0); 80];
    /// # people.extend((0..60).map(|i| person(20 + i % 9, 50.0)));
    /// # people.extend((0..60).map(|i| person(1 + i % 4, 4.0 + f64::from(i % 5))));
    /// # let model = BgNbd::fit(&people).unwrap();
    /// // The same silence says more of somebody who used to come often.
    /// assert!(model.p_alive(person(20, 30.0)).unwrap() < model.p_alive(person(3, 30.0)).unwrap());
    /// ```
    pub fn p_alive(&self, history: RepeatHistory) -> Option<f64> {
        let evidence = history.repeats > 0 && history.is_possible();
        evidence.then(|| logistic(-self.log_odds_gone(history)))
    }

    /// Interval of [`p_alive`](Self::p_alive) for what is uncertain of the four parameters: the delta method
    /// on the logit, at confidence `level`.
    ///
    /// # Returns
    /// `None` where `p_alive` is, at a boundary (no covariance), or for a level outside (0, 1).
    pub fn p_alive_interval(&self, history: RepeatHistory, level: f64) -> Option<Interval> {
        self.p_alive(history)?;
        let (covariance, z) = (self.log_covariance?, two_sided_z(level)?);
        let (x, last, end) =
            (f64::from(history.repeats), self.alpha + history.last, self.alpha + history.observed);
        let slope = [
            self.r * (end / last).ln(),
            (self.r + x) * self.alpha * (1.0 / end - 1.0 / last),
            1.0,
            -self.b / (self.b + x - 1.0),
        ];
        let centre = self.log_odds_gone(history);
        let half = z * quadratic(&covariance, &slope).max(0.0).sqrt();
        Some(Interval { low: logistic(-centre - half), high: logistic(half - centre) })
    }

    /// Expected number of returns of a person during the time `ahead` after the end of their observation,
    /// `E[Y(t) | x, tx, T]`.
    ///
    /// `P(alive) · E[(1 - (1 + p t/(α+T))^-(r+x)) / p]` over `p ~ Beta(a, b+x)`. The closed form with the
    /// Gauss hypergeometric function, `(a+b+x-1)/(a-1) · [1 - ((α+T)/(α+T+t))^(r+x) ₂F₁(r+x, b+x; a+b+x-1;
    /// t/(α+T+t))] · P(alive)`, is singular at `a = 1`; the integral is not.
    ///
    /// For somebody who never came back it rests wholly on the model's assumption that they cannot have left.
    ///
    /// # Returns
    /// `None` for an impossible history, or `ahead` negative or not finite.
    ///
    /// # Complexity
    /// One integral: some 200 evaluations.
    pub fn expected_repeats(&self, history: RepeatHistory, ahead: f64) -> Option<f64> {
        if !history.is_possible() || !is_time(ahead) {
            return None;
        }
        let x = f64::from(history.repeats);
        let alive = self.p_alive(history).unwrap_or(1.0);
        let scaled = ahead / (self.alpha + history.observed);
        Some(alive * expectation::returns_while_alive(self.r + x, scaled, self.a, self.b + x))
    }

    /// Expected number of returns of a random person during the first `time` after their first activity,
    /// `E[X(t)]`; `None` for a time that is negative or not finite.
    ///
    /// Reference: Fader, Hardie, Lee (2005), equation 9, as an integral like
    /// [`expected_repeats`](Self::expected_repeats).
    pub fn expected_from_start(&self, time: f64) -> Option<f64> {
        is_time(time).then(|| expectation::returns_while_alive(self.r, time / self.alpha, self.a, self.b))
    }

    /// Intervals of `r`, `alpha`, `a`, `b`: `exp(ln estimate ± z · standard error)`.
    ///
    /// # Returns
    /// `None` at a boundary or for a level outside (0, 1).
    pub fn parameter_intervals(&self, level: f64) -> Option<[Interval; 4]> {
        let (covariance, z) = (self.log_covariance?, two_sided_z(level)?);
        let estimates = [self.r, self.alpha, self.a, self.b];
        Some(std::array::from_fn(|i| {
            let factor = (z * covariance[i][i].sqrt()).exp();
            Interval { low: estimates[i] / factor, high: estimates[i] * factor }
        }))
    }

    /// Log of the odds of having left, against still being alive.
    fn log_odds_gone(&self, history: RepeatHistory) -> f64 {
        let x = f64::from(history.repeats);
        let silence = (history.observed - history.last) / (self.alpha + history.last);
        self.a.ln() - (self.b + x - 1.0).ln() + (self.r + x) * silence.ln_1p()
    }
}

impl RepeatHistory {
    fn is_possible(&self) -> bool {
        let times = is_time(self.last) && is_time(self.observed) && self.last <= self.observed;
        times && (self.repeats > 0) == (self.last > 0.0)
    }
}

fn is_time(time: f64) -> bool {
    time >= 0.0 && time.is_finite()
}

fn logistic(t: f64) -> f64 {
    1.0 / (1.0 + (-t).exp())
}

fn quadratic(matrix: &[[f64; 4]; 4], vector: &[f64; 4]) -> f64 {
    let row = |i: usize| -> f64 { (0..4).map(|j| matrix[i][j] * vector[j]).sum() };
    (0..4).map(|i| vector[i] * row(i)).sum()
}

#[cfg(test)]
mod tests;
