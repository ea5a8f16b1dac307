//! What a segment costs, from sums over prefixes where there is a closed form.

use super::super::gamma_poisson::GammaPoisson;
use super::nodes::Nodes;
use super::{CountDispersion, NoiseVariance, SegmentCost};

/// Events beyond which a sum no longer knows single ones.
const MOST_EVENTS: f64 = (1u64 << 53) as f64;

/// The spread of single values about their level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Noise {
    /// Size of a negative binomial; infinite for Poisson.
    Size(f64),
    Variance(f64),
}

pub(super) struct Costs<'a> {
    values: &'a [f64],
    exposures: Option<&'a [f64]>,
    noise: Noise,
    /// Sums of the first so many values (less `shift` each), of their squares, and of the exposures.
    sums: Vec<f64>,
    squares: Vec<f64>,
    exposure_sums: Vec<f64>,
    /// The mean of all, taken off measurements so that squares keep their digits.
    shift: f64,
    /// For a negative binomial with exposures that differ.
    nodes: Option<Nodes>,
}

impl<'a> Costs<'a> {
    pub(super) fn of(
        values: &'a [f64],
        exposures: Option<&'a [f64]>,
        cost: SegmentCost,
    ) -> Option<Costs<'a>> {
        let counts = !matches!(cost, SegmentCost::Mean(_));
        let scale = if counts {
            values.iter().sum::<f64>()
        } else {
            values.iter().map(|value| value * value).sum::<f64>() * values.len() as f64
        };
        let within = scale <= if counts { MOST_EVENTS } else { f64::MAX };
        if !within || counts && values.iter().any(|value| *value < 0.0) {
            return None;
        }
        if let Some(exposures) = exposures {
            let positive = exposures.iter().all(|e| *e > 0.0) && exposures.iter().sum::<f64>().is_finite();
            if !counts || exposures.len() != values.len() || !positive {
                return None;
            }
        }
        let noise = match cost {
            SegmentCost::Poisson => Noise::Size(f64::INFINITY),
            SegmentCost::NegativeBinomial(dispersion) => Noise::Size(size(values, exposures, dispersion)?),
            SegmentCost::Mean(NoiseVariance::Given(variance)) => {
                Noise::Variance((variance > 0.0 && variance.is_finite()).then_some(variance)?)
            }
            SegmentCost::Mean(NoiseVariance::Differences) => Noise::Variance(difference_variance(values)),
        };
        let shift = if counts { 0.0 } else { values.iter().sum::<f64>() / values.len().max(1) as f64 };
        Some(Costs {
            sums: prefix_sums(values.iter().map(|y| y - shift)),
            squares: prefix_sums(values.iter().map(|y| (y - shift) * (y - shift))),
            exposure_sums: match exposures {
                Some(exposures) => prefix_sums(exposures.iter().copied()),
                None => (0..=values.len()).map(|n| n as f64).collect(),
            },
            nodes: match (noise, exposures) {
                (Noise::Size(size), Some(exposures)) if size.is_finite() => {
                    Nodes::of(values, exposures, size)
                }
                _ => None,
            },
            values,
            exposures,
            noise,
            shift,
        })
    }

    pub(super) fn noise(&self) -> Noise {
        self.noise
    }

    /// Sum of the values from `start` to before `end`.
    pub(super) fn total(&self, start: usize, end: usize) -> f64 {
        self.sums[end] - self.sums[start] + self.shift * (end - start) as f64
    }

    pub(super) fn exposure(&self, start: usize, end: usize) -> f64 {
        self.exposure_sums[end] - self.exposure_sums[start]
    }

    /// Best rate, or mean.
    pub(super) fn level(&self, start: usize, end: usize) -> f64 {
        match (self.noise, self.exposures) {
            (Noise::Size(size), Some(_)) if size.is_finite() => self.rate_given(size, start, end, |_| 1.0),
            _ => self.total(start, end) / self.exposure(start, end),
        }
    }

    /// Twice the negative log-likelihood at the best level, less what no level changes.
    pub(super) fn of_segment(&self, start: usize, end: usize) -> f64 {
        match self.noise {
            Noise::Variance(variance) => {
                let (sum, length) = (self.sums[end] - self.sums[start], (end - start) as f64);
                let spread = (self.squares[end] - self.squares[start] - sum * sum / length).max(0.0);
                // Without noise at all every value is the same, and one level explains them.
                if variance > 0.0 { spread / variance } else { 0.0 }
            }
            Noise::Size(_) => self.deviance(start, end, self.level(start, end)),
        }
    }

    /// [`of_segment`](Self::of_segment) to some ten digits, in a time that does not depend on the length: for the search.
    pub(super) fn quick(&self, start: usize, end: usize) -> f64 {
        let total = self.total(start, end);
        match (self.noise, &self.nodes) {
            (Noise::Size(size), Some(nodes)) if total > 0.0 => {
                nodes.cost(start, end, size, total, self.exposure(start, end))
            }
            _ => self.of_segment(start, end),
        }
    }

    /// The same at any rate, for counts: `-2 [K ln rate - Σ (x + k) ln(1 + rate e / k)]`.
    pub(super) fn deviance(&self, start: usize, end: usize, rate: f64) -> f64 {
        let (total, exposure) = (self.total(start, end), self.exposure(start, end));
        let Noise::Size(size) = self.noise else { return 0.0 };
        let gain = if total > 0.0 { total * rate.ln() } else { 0.0 };
        let paid = if size.is_infinite() {
            rate * exposure
        } else if self.exposures.is_none() {
            (total + size * (end - start) as f64) * (rate / size).ln_1p()
        } else {
            self.pairs(start, end).map(|(x, e)| (x + size) * (rate * e / size).ln_1p()).sum()
        };
        2.0 * (paid - gain)
    }

    /// Twice the negative log-likelihood of two neighbouring segments whose rates are in the ratio `exp(log)`,
    /// at the best common factor. Negative binomial only.
    pub(super) fn deviance_given_ratio(&self, bounds: [usize; 3], size: f64, log: f64) -> f64 {
        let [start, middle, end] = bounds;
        let ratio = log.exp();
        let scale = |i: usize| if i < middle { 1.0 } else { ratio };
        let rate = self.rate_given(size, start, end, scale);
        let paid: f64 = self
            .pairs(start, end)
            .enumerate()
            .map(|(i, (x, e))| (x + size) * (rate * e * scale(start + i) / size).ln_1p())
            .sum();
        let gain = self.total(start, end) * rate.ln() + self.total(middle, end) * log;
        2.0 * (paid - gain)
    }

    /// Root in the rate of `Σ (x - rate e)/(k + rate e)`, exposures multiplied by `scale(index)`: the sum falls and
    /// is convex, so Newton climbs to it from below.
    fn rate_given(&self, size: f64, start: usize, end: usize, scale: impl Fn(usize) -> f64) -> f64 {
        let total = self.total(start, end);
        if total <= 0.0 {
            return 0.0;
        }
        let pairs = || self.pairs(start, end).enumerate().map(|(i, (x, e))| (x, e * scale(start + i)));
        let mut rate = total / pairs().map(|(_, e)| e).sum::<f64>();
        for _ in 0..200 {
            let (mut value, mut slope) = (0.0, 0.0);
            for (x, e) in pairs() {
                let spread = size + rate * e;
                value += (x - rate * e) / spread;
                slope -= e * (x + size) / (spread * spread);
            }
            let next = rate - value / slope;
            let next = if next > 0.0 { next } else { rate / 2.0 };
            if (next - rate).abs() <= 1e-14 * rate {
                return next;
            }
            rate = next;
        }
        rate
    }

    fn pairs(&self, start: usize, end: usize) -> impl Iterator<Item = (f64, f64)> + '_ {
        (start..end).map(|i| (self.values[i], self.exposures.map_or(1.0, |exposures| exposures[i])))
    }
}

fn prefix_sums(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(values.map(|value| {
        sum += value;
        sum
    }));
    sums
}

fn size(values: &[f64], exposures: Option<&[f64]>, dispersion: CountDispersion) -> Option<f64> {
    match dispersion {
        // Written so that NaN fails it.
        CountDispersion::Size(size) => (size > 0.0).then_some(size),
        CountDispersion::WholeSeries => {
            let ones;
            let exposures = match exposures {
                Some(exposures) => exposures,
                None => {
                    ones = vec![1.0; values.len()];
                    &ones
                }
            };
            Some(GammaPoisson::fit(values, exposures)?.a)
        }
        CountDispersion::Neighbours => Some(size_of_neighbours(values, exposures)),
    }
}

fn size_of_neighbours(values: &[f64], exposures: Option<&[f64]>) -> f64 {
    let exposure = |i: usize| exposures.map_or(1.0, |exposures| exposures[i]);
    let (mut excess, mut scale) = (0.0, 0.0);
    for i in 1..values.len() {
        let (e, f) = (exposure(i - 1), exposure(i));
        let (x, y) = (values[i - 1] / e, values[i] / f);
        let common = (values[i - 1] + values[i]) / (e + f);
        excess += (x - y) * (x - y) - common * (1.0 / e + 1.0 / f);
        scale += 2.0 * x * y;
    }
    if excess > 0.0 && scale > 0.0 { scale / excess } else { f64::INFINITY }
}

fn difference_variance(values: &[f64]) -> f64 {
    /// 1 / (the 75% quantile of the standard normal).
    const CONSISTENT: f64 = 1.482_602_218_505_602;
    let mut differences: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if differences.is_empty() {
        return 0.0;
    }
    let mean_square = differences.iter().map(|d| d * d).sum::<f64>() / differences.len() as f64;
    let centre = median(&mut differences);
    let mut away: Vec<f64> = differences.iter().map(|d| (d - centre).abs()).collect();
    let spread = CONSISTENT * median(&mut away);
    (if spread > 0.0 { spread * spread } else { mean_square }) / 2.0
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { (values[half - 1] + values[half]) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::super::CountDispersion;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quick_costs_are_the_costs(
            rows in prop::collection::vec((0u32..80, 0.0..1.0f64), 4..60),
            spread in 0.0..4.0f64, size in 0.05..200.0f64, scale in -6.0..6.0f64,
        ) {
            let counts: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let exposures: Vec<f64> = rows.iter().map(|row| (scale + spread * row.1).exp()).collect();
            let cost = SegmentCost::NegativeBinomial(CountDispersion::Size(size));
            let costs = Costs::of(&counts, Some(&exposures), cost).unwrap();
            prop_assert!(costs.nodes.is_some());
            for start in [0, 1, counts.len() / 2] {
                for end in [start + 2, counts.len()] {
                    let (quick, slow) = (costs.quick(start, end), costs.of_segment(start, end));
                    prop_assert!((quick - slow).abs() < 1e-9 * (1.0 + slow.abs()), "{quick} {slow}");
                }
            }
        }
    }
}
