//! TrueSkill for two players.

use crate::stats::{normal_quantile, normal_tail};
use std::f64::consts::PI;

/// What is believed of a player's skill: a normal distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skill {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub deviation: f64,
}

impl Skill {
    /// What the skill is nearly surely above: `mean - 3 deviation`, by which players are listed.
    pub fn conservative(&self) -> f64 {
        self.mean - 3.0 * self.deviation
    }
}

/// Parameters of TrueSkill; the defaults are those of its authors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueSkillOptions {
    /// Mean skill of a player of whom nothing is known.
    pub mean: f64,
    /// Its standard deviation, positive.
    pub deviation: f64,
    /// Standard deviation of a performance about the skill, positive.
    pub beta: f64,
    /// Standard deviation by which a skill may change between two games.
    pub tau: f64,
    /// Probability of a draw between equals, in [0, 1).
    pub draw_probability: f64,
}

impl Default for TrueSkillOptions {
    fn default() -> Self {
        TrueSkillOptions {
            mean: 25.0,
            deviation: 25.0 / 3.0,
            beta: 25.0 / 6.0,
            tau: 25.0 / 300.0,
            draw_probability: 0.1,
        }
    }
}

impl TrueSkillOptions {
    /// The skill of a player of whom nothing is known.
    pub fn unknown(&self) -> Skill {
        Skill { mean: self.mean, deviation: self.deviation }
    }

    /// Difference of performances within which a game is a draw.
    fn margin(&self) -> f64 {
        normal_quantile((self.draw_probability + 1.0) / 2.0) * 2f64.sqrt() * self.beta
    }

    /// Variances before the game, and the standard deviation of the difference of performances.
    fn spread(&self, a: Skill, b: Skill) -> ([f64; 2], f64) {
        let variances = [a, b].map(|skill| skill.deviation * skill.deviation + self.tau * self.tau);
        (variances, (2.0 * self.beta * self.beta + variances[0] + variances[1]).sqrt())
    }
}

fn density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / (2.0 * PI).sqrt()
}

/// The skills of winner and loser after a game.
///
/// With `c² = 2β² + σ₁² + σ₂²`, `t = (μ₁ - μ₂)/c` and the margin `ε` of a draw: `v = φ(t - ε)/Φ(t - ε)`, `w = v(v + t - ε)`;
/// means move by `σ²v/c`, variances shrink by the factor `1 - σ²w/c²`, both after `τ²` was added to them.
///
/// ```
/// use cmgraph::champions::{TrueSkillOptions, trueskill_win};
/// let options = TrueSkillOptions::default();
/// let (winner, loser) = trueskill_win(options.unknown(), options.unknown(), &options);
/// assert!((winner.mean - 29.3958).abs() < 1e-4 && (winner.deviation - 7.1715).abs() < 1e-4);
/// assert!((loser.mean - 20.6042).abs() < 1e-4);
/// ```
///
/// Reference: R. Herbrich, T. Minka, T. Graepel, *TrueSkill: a Bayesian skill rating system*, NIPS 19 (2006).
pub fn trueskill_win(winner: Skill, loser: Skill, options: &TrueSkillOptions) -> (Skill, Skill) {
    let (variances, c) = options.spread(winner, loser);
    let x = (winner.mean - loser.mean - options.margin()) / c;
    let below = normal_tail(-x);
    // Far below, where both vanish, their ratio is -x.
    let v = if below > 1e-290 { density(x) / below } else { -x };
    let w = (v * (v + x)).clamp(0.0, 1.0);
    (
        after(winner.mean, variances[0], v / c, w / (c * c)),
        after(loser.mean, variances[1], -v / c, w / (c * c)),
    )
}

/// The skills of two players after a draw.
///
/// ```
/// use cmgraph::champions::{TrueSkillOptions, trueskill_draw};
/// let options = TrueSkillOptions::default();
/// let (a, b) = trueskill_draw(options.unknown(), options.unknown(), &options);
/// assert!(a == b && a.mean == 25.0 && (a.deviation - 6.458).abs() < 1e-3);
/// ```
///
/// Reference: as for [`trueskill_win`].
pub fn trueskill_draw(a: Skill, b: Skill, options: &TrueSkillOptions) -> (Skill, Skill) {
    let (variances, c) = options.spread(a, b);
    let (t, margin) = ((a.mean - b.mean) / c, options.margin() / c);
    // By symmetry for t >= 0, where the tails are small numbers rather than near 1.
    let d = t.abs();
    let inside = normal_tail(d - margin) - normal_tail(d + margin);
    let (v, w) = if inside > 1e-290 {
        let v = (density(-margin - d) - density(margin - d)) / inside;
        let w = v * v + ((margin - d) * density(margin - d) + (margin + d) * density(margin + d)) / inside;
        (v, w.clamp(0.0, 1.0))
    } else {
        (margin - d, 1.0)
    };
    let v = v * t.signum();
    (after(a.mean, variances[0], v / c, w / (c * c)), after(b.mean, variances[1], -v / c, w / (c * c)))
}

fn after(mean: f64, variance: f64, shift: f64, shrink: f64) -> Skill {
    Skill { mean: mean + variance * shift, deviation: (variance * (1.0 - variance * shrink)).max(0.0).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_games() {
        let options = TrueSkillOptions::default();
        let new = options.unknown();
        let (winner, loser) = trueskill_win(new, new, &options);
        for (value, expected) in [
            (winner.mean, 29.3958),
            (winner.deviation, 7.1715),
            (loser.mean, 20.6042),
            (loser.deviation, 7.1715),
            (trueskill_draw(new, new, &options).0.deviation, 6.457_515_7),
        ] {
            assert!((value - expected).abs() < 5e-5, "{value} {expected}");
        }
        assert!((winner.conservative() - (29.3958 - 3.0 * 7.1715)).abs() < 2e-4);
    }

    /// Moments of the truncated difference of performances by summing up: the definition without its closed form.
    fn by_integration(a: Skill, b: Skill, options: &TrueSkillOptions, draw: bool) -> (f64, f64) {
        let (variances, c) = options.spread(a, b);
        let (mean, margin) = (a.mean - b.mean, options.margin());
        let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
        let step = c / 4000.0;
        for i in -60_000..=60_000 {
            let d = mean + f64::from(i) * step;
            let inside = if draw { d.abs() <= margin } else { d > margin };
            if inside {
                let density = density((d - mean) / c);
                mass += density;
                first += density * d;
                second += density * d * d;
            }
        }
        let (shift, variance) = (first / mass - mean, second / mass - (first / mass).powi(2));
        // Conditional moments of the skill of `a` given the difference.
        let slope = variances[0] / (c * c);
        (a.mean + slope * shift, (variances[0] - slope * slope * (c * c - variance)).sqrt())
    }

    #[test]
    fn against_integration() {
        let options = TrueSkillOptions::default();
        for (a, b) in [((25.0, 8.0), (25.0, 8.0)), ((20.0, 3.0), (33.0, 1.5)), ((40.0, 2.0), (18.0, 7.0))] {
            let (a, b) = (Skill { mean: a.0, deviation: a.1 }, Skill { mean: b.0, deviation: b.1 });
            for draw in [false, true] {
                let found =
                    if draw { trueskill_draw(a, b, &options) } else { trueskill_win(a, b, &options) }.0;
                let (mean, deviation) = by_integration(a, b, &options, draw);
                assert!((found.mean - mean).abs() < 2e-3, "{draw} {a:?} {b:?} {found:?} {mean}");
                assert!((found.deviation - deviation).abs() < 2e-3, "{draw} {found:?} {deviation}");
            }
        }
    }

    #[test]
    fn upsets_stay_finite() {
        let options = TrueSkillOptions::default();
        let (best, worst) = (Skill { mean: 1e4, deviation: 0.1 }, Skill { mean: -1e4, deviation: 0.1 });
        for (a, b) in [trueskill_win(worst, best, &options), trueskill_draw(best, worst, &options)] {
            assert!([a.mean, a.deviation, b.mean, b.deviation].iter().all(|x| x.is_finite()));
        }
    }
}
