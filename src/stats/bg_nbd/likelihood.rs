//! Likelihood of the BG/NBD model with its gradient, over groups of equal histories.

use super::super::profile::histogram;
use super::super::special::{digamma_difference, ln_rising_ratio};
use super::RepeatHistory;

/// People with equal histories, and what the likelihood needs of the counts alone.
pub(super) struct Groups {
    returning_groups: Vec<Group>,
    /// Distinct times of observation of those who never came back, and how many of them have each.
    silent: Vec<(f64, f64)>,
    /// Distinct positive counts and how many people have each.
    counts: Vec<(f64, f64)>,
    pub(super) n: usize,
    pub(super) returning: usize,
    pub(super) total_repeats: u64,
    pub(super) total_time: f64,
}

struct Group {
    repeats: f64,
    last: f64,
    observed: f64,
    people: f64,
}

impl Groups {
    /// Leaves out people who were seen for no time: their likelihood is 1 whatever the parameters.
    pub(super) fn of(histories: &[RepeatHistory]) -> Groups {
        let mut seen: Vec<RepeatHistory> = histories.iter().copied().filter(|h| h.observed > 0.0).collect();
        // One order for all row orders: floating-point sums depend on it.
        seen.sort_unstable_by(|a, b| {
            a.observed.total_cmp(&b.observed).then(a.repeats.cmp(&b.repeats)).then(a.last.total_cmp(&b.last))
        });
        let (mut returning_groups, mut silent) = (Vec::new(), Vec::new());
        for run in seen.chunk_by(|a, b| (a.observed, a.repeats, a.last) == (b.observed, b.repeats, b.last)) {
            let (first, people) = (run[0], run.len() as f64);
            if first.repeats == 0 {
                silent.push((first.observed, people));
            } else {
                let repeats = f64::from(first.repeats);
                returning_groups.push(Group { repeats, last: first.last, observed: first.observed, people });
            }
        }
        Groups {
            counts: histogram(seen.iter().map(|h| f64::from(h.repeats)).collect()),
            n: seen.len(),
            returning: seen.iter().filter(|h| h.repeats > 0).count(),
            total_repeats: seen.iter().map(|h| u64::from(h.repeats)).sum(),
            total_time: seen.iter().map(|h| h.observed).sum(),
            returning_groups,
            silent,
        }
    }

    /// Log-likelihood and its derivatives in `r`, `α`, `a`, `b`.
    pub(super) fn log_likelihood(&self, [r, alpha, a, b]: [f64; 4]) -> (f64, [f64; 4]) {
        let (ln_alpha, ln_a, total) = (alpha.ln(), a.ln(), self.total_repeats as f64);
        // Everything times is relative to α: with r and α large the terms would otherwise cancel.
        let mut value = -total * ln_alpha;
        let (mut by_r, mut by_alpha, mut by_a, mut by_b) = (0.0, -total / alpha, 0.0, 0.0);
        for &(x, people) in &self.counts {
            // ln Γ(r+x)/Γ(r) and ln B(a,b+x)/B(a,b) as rising factorials.
            let rising = |shape: f64| ln_rising_ratio(shape, x) + x * shape.ln();
            value += people * (rising(r) + rising(b) - rising(a + b));
            let both = digamma_difference(a + b, x);
            by_r += people * digamma_difference(r, x);
            by_a -= people * both;
            by_b += people * (digamma_difference(b, x) - both);
        }
        for &(observed, people) in &self.silent {
            let ln_end = (observed / alpha).ln_1p();
            value -= people * r * ln_end;
            by_r -= people * ln_end;
            // Of -r ln(1 + T/α) in α.
            by_alpha += people * r * observed / (alpha * (alpha + observed));
        }
        for g in &self.returning_groups {
            let power = r + g.repeats;
            let ln_end = (g.observed / alpha).ln_1p();
            let ln_last = (g.last / alpha).ln_1p();
            let before = b + g.repeats - 1.0;
            // Alive to the end against gone after the last return: log-sum-exp of the two.
            let alive = -power * ln_end;
            let gone = ln_a - before.ln() - power * ln_last;
            let small = (-(alive - gone).abs()).exp();
            let (share_alive, share_gone) = if alive > gone {
                (1.0 / (1.0 + small), small / (1.0 + small))
            } else {
                (small / (1.0 + small), 1.0 / (1.0 + small))
            };
            value += g.people * (alive.max(gone) + small.ln_1p());
            by_r -= g.people * (share_alive * ln_end + share_gone * ln_last);
            let pull =
                share_alive * g.observed / (alpha + g.observed) + share_gone * g.last / (alpha + g.last);
            by_alpha += g.people * power * pull / alpha;
            by_a += g.people * share_gone / a;
            by_b -= g.people * share_gone / before;
        }
        (value, [by_r, by_alpha, by_a, by_b])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::function::gamma::ln_gamma;

    /// The likelihood as printed, person by person.
    fn literal(histories: &[RepeatHistory], [r, alpha, a, b]: [f64; 4]) -> f64 {
        let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        histories
            .iter()
            .map(|h| {
                let x = f64::from(h.repeats);
                let gone = if x > 0.0 { a / (b + x - 1.0) * (alpha + h.last).powf(-r - x) } else { 0.0 };
                ln_beta(a, b + x) - ln_beta(a, b) + ln_gamma(r + x) - ln_gamma(r)
                    + r * alpha.ln()
                    + ((alpha + h.observed).powf(-r - x) + gone).ln()
            })
            .sum()
    }

    proptest! {
        #[test]
        fn value_and_gradient(
            rows in prop::collection::vec((0u32..12, 0.01..1.0f64, 1u32..40), 1..12),
            logs in prop::array::uniform4(-2.0..2.5f64),
        ) {
            let histories: Vec<RepeatHistory> = rows
                .iter()
                .map(|&(repeats, part, observed)| {
                    let observed = f64::from(observed);
                    RepeatHistory { repeats, last: if repeats > 0 { part * observed } else { 0.0 }, observed }
                })
                .collect();
            let groups = Groups::of(&histories);
            let (value, gradient) = groups.log_likelihood(logs.map(f64::exp));
            let expected = literal(&histories, logs.map(f64::exp));
            prop_assert!((value - expected).abs() < 1e-9 * expected.abs().max(1.0), "{value} {expected}");
            for i in 0..4 {
                let at = |step: f64| {
                    let mut moved = logs;
                    moved[i] += step;
                    groups.log_likelihood(moved.map(f64::exp)).0
                };
                let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
                let found = gradient[i] * logs[i].exp();
                prop_assert!((found - numeric).abs() < 1e-6 * value.abs().max(1.0), "{i}: {found} {numeric}");
            }
        }
    }
}
