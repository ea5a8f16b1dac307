//! Draws that are the same on every machine: ChaCha8, and `libm` in place of the platform's `exp` and `ln`.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of random numbers is for. Separate streams keep one part of the simulation unmoved when another changes:
/// with `cm_rescue = 0` the members ask and answer exactly as before.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Organisation = 1,
    Cast = 2,
    Calendar = 3,
    Conversation = 4,
    Text = 5,
    Rescue = 6,
    Ids = 7,
    Order = 8,
}

/// A stream of random numbers.
pub(super) struct Random(ChaCha8Rng);

impl Random {
    pub(super) fn new(seed: u64, stream: Stream) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream as u64);
        Random(rng)
    }

    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform on [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform on `0..n`, or 0 where `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Uniform on `low..high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(0) as usize) as i64
    }

    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Standard normal (Marsaglia's polar method).
    pub(super) fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = x * x + y * y;
            if s > 0.0 && s < 1.0 {
                return x * libm::sqrt(-2.0 * libm::log(s) / s);
            }
        }
    }

    pub(super) fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// Gamma with scale 1 (Marsaglia and Tsang 2000).
    pub(super) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = libm::exp(libm::log(1.0 - self.unit()) / shape);
            return boost * self.gamma(shape + 1.0);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v > 0.0 {
                let v = v * v * v;
                if libm::log(1.0 - self.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                    return d * v;
                }
            }
        }
    }

    /// Poisson; by the normal distribution above a mean of 30, where nothing here depends on its tails.
    pub(super) fn poisson(&mut self, mean: f64) -> usize {
        if mean > 30.0 {
            return libm::round(mean + libm::sqrt(mean) * self.normal()).max(0.0) as usize;
        }
        let limit = libm::exp(-mean);
        let (mut product, mut n) = (self.unit(), 0);
        while product > limit {
            product *= self.unit();
            n += 1;
        }
        n
    }

    /// Number of successes with probability `p` each before the first failure, at most `limit`.
    pub(super) fn run(&mut self, p: f64, limit: usize) -> usize {
        let mut n = 0;
        while n < limit && self.chance(p) {
            n += 1;
        }
        n
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let n = 40_000;
        let x: Vec<f64> = (0..n).map(|_| draw()).collect();
        let mean = x.iter().sum::<f64>() / n as f64;
        (mean, x.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n as f64)
    }

    #[test]
    fn distributions_have_their_mean_and_variance() {
        let mut r = Random::new(1, Stream::Text);
        for (name, got, mean, variance) in [
            ("unit", moments(|| r.unit()), 0.5, 1.0 / 12.0),
            ("normal", moments(|| r.normal()), 0.0, 1.0),
            ("gamma .5", moments(|| r.gamma(0.5)), 0.5, 0.5),
            ("gamma 3", moments(|| r.gamma(3.0)), 3.0, 3.0),
            ("poisson 2.5", moments(|| r.poisson(2.5) as f64), 2.5, 2.5),
            ("poisson 90", moments(|| r.poisson(90.0) as f64), 90.0, 90.0),
            ("run", moments(|| r.run(0.5, 99) as f64), 1.0, 2.0),
            ("below 6", moments(|| r.below(6) as f64), 2.5, 35.0 / 12.0),
        ] {
            let tolerance = 5.0 * (variance / 40_000.0f64).sqrt();
            assert!((got.0 - mean).abs() < tolerance, "{name}: mean {} not {mean}", got.0);
            assert!((got.1 / variance - 1.0).abs() < 0.08, "{name}: variance {} not {variance}", got.1);
        }
    }

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |seed, stream| Random::new(seed, stream).bits();
        assert_eq!(draw(7, Stream::Text), draw(7, Stream::Text));
        assert_ne!(draw(7, Stream::Text), draw(8, Stream::Text));
        assert_ne!(draw(7, Stream::Text), draw(7, Stream::Ids));
    }
}
