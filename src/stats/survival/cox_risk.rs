//! The sums over risk sets that a Cox regression is made of.

use super::lifetime::Lifetime;
use super::timeline::{Buckets, Span, Timeline};

/// Lifetimes and standardised covariates, ready to be summed over risk sets from the last time to the first.
///
/// Covariates are centred and scaled: neither changes the likelihood, and `e^{x'b}` stays near 1.
pub(super) struct RiskSets {
    /// Lifetimes ever at risk, those at risk at no event included, of which there are no rows.
    pub n: u32,
    pub events: u32,
    /// Standard deviation that each covariate was divided by.
    pub scale: Vec<f64>,
    /// Row-major, one row a lifetime at risk at some event.
    rows: Vec<f64>,
    spans: Vec<Span>,
    event: Vec<bool>,
    /// Where each row stands in the lifetimes given.
    given: Vec<u32>,
    leaving: Buckets<u32>,
    entering: Buckets<u32>,
    slots: usize,
}

/// Sums from which so much was taken out that less than this share of what went in is left are made again: a digit
/// lost for each factor of ten.
const WORN: f64 = 1e-3;

/// Log-likelihood, its gradient and minus its second derivative (row-major).
#[derive(Clone)]
pub(super) struct RiskSums {
    pub log_likelihood: f64,
    pub score: Vec<f64>,
    pub information: Vec<f64>,
}

/// `Σ w`, `Σ w x` and `Σ w x x'` of a set of rows with weights `w = e^{x'b}`.
struct Moments {
    zero: f64,
    one: Vec<f64>,
    two: Vec<f64>,
}

impl Moments {
    fn new(k: usize) -> Moments {
        Moments { zero: 0.0, one: vec![0.0; k], two: vec![0.0; k * k] }
    }

    fn add(&mut self, row: &[f64], weight: f64) {
        self.zero += weight;
        for (i, &x) in row.iter().enumerate() {
            self.one[i] += weight * x;
            for (j, &y) in row[..=i].iter().enumerate() {
                self.two[i * row.len() + j] += weight * x * y;
            }
        }
    }

    fn clear(&mut self) {
        self.zero = 0.0;
        self.one.fill(0.0);
        self.two.fill(0.0);
    }
}

impl RiskSets {
    /// `None` if times are out of range, nothing is ever at risk, or a covariate is constant.
    pub(super) fn of(lifetimes: &[Lifetime], covariates: &[&[f64]]) -> Option<RiskSets> {
        let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
        let mut at_risk: Vec<(Span, u32)> = lifetimes
            .iter()
            .zip(0u32..)
            .filter_map(|(l, i)| Some((timeline.span(l.entry, l.exit)?, i)))
            .collect();
        // An order that does not depend on that of the rows, so that sums come out the same to the last bit.
        let of = |i: u32, column: &&[f64]| column[i as usize] + 0.0;
        let (n, events) =
            (at_risk.len() as u32, at_risk.iter().filter(|(_, i)| lifetimes[*i as usize].event).count());
        // Who is at risk at no event adds nothing, but what is added and taken out again costs digits.
        let mut before = vec![0u32; timeline.len() + 1];
        for (span, _) in at_risk.iter().filter(|(_, i)| lifetimes[*i as usize].event) {
            before[span.leave as usize + 1] = 1;
        }
        (1..before.len()).for_each(|slot| before[slot] += before[slot - 1]);
        at_risk.retain(|(span, _)| before[span.leave as usize + 1] > before[span.enter as usize]);
        at_risk.sort_unstable_by(|&(s, i), &(t, j)| {
            let key = |span: Span, i: u32| (span.leave, span.enter, lifetimes[i as usize].event);
            covariates
                .iter()
                .map(|column| of(i, column).total_cmp(&of(j, column)))
                .fold(key(s, i).cmp(&key(t, j)), |order, next| order.then(next))
        });
        let (spans, given): (Vec<Span>, Vec<u32>) = at_risk.into_iter().unzip();
        let (compared, k) = (spans.len(), covariates.len());
        let mut rows = vec![0.0; compared * k];
        let mut scale = Vec::with_capacity(k);
        for (i, column) in covariates.iter().enumerate() {
            let mean = given.iter().map(|&row| of(row, column)).sum::<f64>() / compared as f64;
            let squares: f64 = given.iter().map(|&row| (of(row, column) - mean).powi(2)).sum();
            let deviation = (squares / compared as f64).sqrt();
            let spread = deviation > 1e-12 * mean.abs() && deviation.is_finite();
            if !spread {
                return None;
            }
            for (row, &index) in given.iter().enumerate() {
                rows[row * k + i] = (of(index, column) - mean) / deviation;
            }
            scale.push(deviation);
        }
        let event: Vec<bool> = given.iter().map(|&i| lifetimes[i as usize].event).collect();
        let leaving = Buckets::of(spans.iter().map(|s| s.leave).zip(0u32..), timeline.len());
        // Who is at risk from the first slot on never has to be taken out.
        let late = spans.iter().zip(0u32..).filter(|(s, _)| s.enter > 0);
        let entering = Buckets::of(late.map(|(s, row)| (s.enter, row)), timeline.len());
        Some(RiskSets {
            n,
            events: events as u32,
            scale,
            rows,
            spans,
            event,
            given,
            leaving,
            entering,
            slots: timeline.len(),
        })
    }

    fn row(&self, row: u32) -> &[f64] {
        let k = self.scale.len();
        &self.rows[row as usize * k..][..k]
    }

    /// `e^{x'b}` of every row.
    fn weights(&self, b: &[f64]) -> Vec<f64> {
        let linear = |row: &[f64]| row.iter().zip(b).map(|(x, b)| x * b).sum::<f64>();
        self.rows.chunks_exact(b.len()).map(|row| linear(row).exp()).collect()
    }

    /// Calls `each` at every time of events, from the last to the first, with the slot, the rows that leave,
    /// the moments of those at risk and of those with the event, and how many these are.
    fn walk(&self, weights: &[f64], mut each: impl FnMut(usize, &[u32], &Moments, &Moments, u32)) {
        let k = self.scale.len();
        let (mut at_risk, mut with_event) = (Moments::new(k), Moments::new(k));
        // The largest that the weights came to since the sums were last made afresh.
        let mut most = 0.0f64;
        let mut worn = false;
        for slot in (0..self.slots).rev() {
            let leaving = self.leaving.get(slot);
            let mut d = 0;
            for &row in leaving {
                at_risk.add(self.row(row), weights[row as usize]);
                if self.event[row as usize] {
                    with_event.add(self.row(row), weights[row as usize]);
                    d += 1;
                }
            }
            most = most.max(at_risk.zero);
            worn |= at_risk.zero < WORN * most;
            if d > 0 {
                if worn {
                    self.afresh(slot, weights, &mut at_risk);
                    (most, worn) = (at_risk.zero, false);
                }
                each(slot, leaving, &at_risk, &with_event, d);
                with_event.clear();
            }
            for &row in self.entering.get(slot) {
                at_risk.add(self.row(row), -weights[row as usize]);
            }
            // Not after those who leave next were added: they may hide how little was left.
            worn |= at_risk.zero < WORN * most;
        }
    }

    /// Sums over those at risk at a slot without taking anything out.
    fn afresh(&self, slot: usize, weights: &[f64], at_risk: &mut Moments) {
        at_risk.clear();
        for later in (slot..self.slots).rev() {
            for &row in self.leaving.get(later) {
                if self.spans[row as usize].enter as usize <= slot {
                    at_risk.add(self.row(row), weights[row as usize]);
                }
            }
        }
    }

    /// Log-likelihood and its derivatives; the log-likelihood is minus infinity where it cannot be computed.
    pub(super) fn sums(&self, b: &[f64]) -> RiskSums {
        let k = b.len();
        let mut sums = RiskSums { log_likelihood: 0.0, score: vec![0.0; k], information: vec![0.0; k * k] };
        let mut mean = vec![0.0; k];
        self.walk(&self.weights(b), |_, leaving, at_risk, with_event, d| {
            for &row in leaving.iter().filter(|&&row| self.event[row as usize]) {
                for ((score, x), b) in sums.score.iter_mut().zip(self.row(row)).zip(b) {
                    *score += x;
                    sums.log_likelihood += x * b;
                }
            }
            for l in 0..d {
                let share = f64::from(l) / f64::from(d);
                let total = at_risk.zero - share * with_event.zero;
                sums.log_likelihood -= total.ln();
                for i in 0..k {
                    mean[i] = (at_risk.one[i] - share * with_event.one[i]) / total;
                    sums.score[i] -= mean[i];
                    for j in 0..=i {
                        let cell = i * k + j;
                        let square = (at_risk.two[cell] - share * with_event.two[cell]) / total;
                        sums.information[cell] += square - mean[i] * mean[j];
                    }
                }
            }
        });
        if sums.log_likelihood.is_nan() {
            sums.log_likelihood = f64::NEG_INFINITY;
        }
        sums
    }

    /// Score residual of every row: what it adds to the score, row-major.
    ///
    /// A row takes part with its weight in the denominators of all times at which it is at risk; with
    /// `A = Σ 1/φ` and `B = Σ m/φ` over the denominators `φ` and means `m` of those times it is
    /// `[event] (x - mean of m) - w (x A - B)`, where at its own event a row counts `1 - l/d` in the `l`-th
    /// denominator.
    fn score_residuals(&self, b: &[f64]) -> Vec<f64> {
        let k = b.len();
        let weights = self.weights(b);
        // Sums from the first slot up to each, made below from what each slot adds.
        let mut hazard = vec![0.0; self.slots + 1];
        let mut means = vec![0.0; (self.slots + 1) * k];
        let mut residuals = vec![0.0; self.rows.len()];
        let mut mean = vec![0.0; k];
        // Sums over the denominators of one time: of the means, and of `share/φ` and `share/φ` times the mean.
        let (mut centre, mut back_at_mean) = (vec![0.0; k], vec![0.0; k]);
        self.walk(&weights, |slot, leaving, at_risk, with_event, d| {
            centre.fill(0.0);
            back_at_mean.fill(0.0);
            let mut back = 0.0;
            for l in 0..d {
                let share = f64::from(l) / f64::from(d);
                let total = at_risk.zero - share * with_event.zero;
                hazard[slot + 1] += 1.0 / total;
                back += share / total;
                for i in 0..k {
                    mean[i] = (at_risk.one[i] - share * with_event.one[i]) / total;
                    means[(slot + 1) * k + i] += mean[i] / total;
                    centre[i] += mean[i] / f64::from(d);
                    back_at_mean[i] += share / total * mean[i];
                }
            }
            for &row in leaving.iter().filter(|&&row| self.event[row as usize]) {
                let weight = weights[row as usize];
                let own = &mut residuals[row as usize * k..][..k];
                for (i, (own, x)) in own.iter_mut().zip(self.row(row)).enumerate() {
                    *own += x - centre[i] + weight * (x * back - back_at_mean[i]);
                }
            }
        });
        for slot in 0..self.slots {
            hazard[slot + 1] += hazard[slot];
            for i in 0..k {
                means[(slot + 1) * k + i] += means[slot * k + i];
            }
        }
        for (row, span) in self.spans.iter().enumerate() {
            let (enter, leave) = (span.enter as usize, span.leave as usize + 1);
            let risk = hazard[leave] - hazard[enter];
            for i in 0..k {
                let at_mean = means[leave * k + i] - means[enter * k + i];
                residuals[row * k + i] -= weights[row] * (self.rows[row * k + i] * risk - at_mean);
            }
        }
        residuals
    }

    /// `Σ u_c u_c'` over clusters (row-major), `u_c` the sum of score residuals, and the number of clusters.
    pub(super) fn clustered(&self, b: &[f64], clusters: &[u32]) -> (Vec<f64>, u32) {
        let k = b.len();
        let residuals = self.score_residuals(b);
        let mut order: Vec<u32> = (0..self.given.len() as u32).collect();
        let cluster = |row: u32| clusters[self.given[row as usize] as usize];
        // Rows with the same key have the same residual, so their order does not matter.
        order.sort_unstable_by_key(|&row| (cluster(row), row));
        let mut middle = vec![0.0; k * k];
        let mut count = 0;
        for same in order.chunk_by(|&a, &b| cluster(a) == cluster(b)) {
            let mut sum = vec![0.0; k];
            for &row in same {
                for (sum, residual) in sum.iter_mut().zip(&residuals[row as usize * k..]) {
                    *sum += residual;
                }
            }
            for cell in 0..k * k {
                middle[cell] += sum[cell / k] * sum[cell % k];
            }
            count += 1;
        }
        (middle, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn residuals_add_up_to_the_score_and_derivatives_are_derivatives(
            rows in prop::collection::vec((0u8..6, 1u8..9, prop::bool::ANY, -2.0..2.0f64, -1.0..1.0f64), 3..25),
            b in [-1.0..1.0f64, -1.0..1.0f64],
        ) {
            let lifetimes: Vec<Lifetime> = rows
                .iter()
                .map(|&(entry, more, event, ..)| {
                    Lifetime { entry: f64::from(entry), exit: f64::from(entry + more), event }
                })
                .collect();
            let x: Vec<f64> = rows.iter().map(|r| r.3).collect();
            let y: Vec<f64> = rows.iter().map(|r| r.4).collect();
            let Some(sets) = RiskSets::of(&lifetimes, &[&x, &y]) else { return Ok(()) };
            let here = sets.sums(&b);
            let residuals = sets.score_residuals(&b);
            for i in 0..2 {
                let sum: f64 = residuals.iter().skip(i).step_by(2).sum();
                prop_assert!((sum - here.score[i]).abs() < 1e-9);
                let h = 1e-5;
                let (mut up, mut down) = (b, b);
                up[i] += h;
                down[i] -= h;
                let (up, down) = (sets.sums(&up), sets.sums(&down));
                let slope = (up.log_likelihood - down.log_likelihood) / (2.0 * h);
                prop_assert!((slope - here.score[i]).abs() < 1e-5 * (1.0 + slope.abs()));
                for j in 0..=i {
                    let bend = (down.score[j] - up.score[j]) / (2.0 * h);
                    prop_assert!((bend - here.information[i * 2 + j]).abs() < 1e-5 * (1.0 + bend.abs()));
                }
            }
        }
    }
}
