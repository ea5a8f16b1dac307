//! Seeded random draws: one ChaCha8 stream a unit, so that neither the number of threads nor the order of
//! the units changes what a unit gets.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The stream of a unit: the same seed and key give the same draws everywhere.
pub(crate) fn stream(seed: u64, key: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(key);
    rng
}

/// Uniform on the open interval (0, 1), 53 bits.
pub(crate) fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    const SCALE: f64 = 1.0 / (1u64 << 53) as f64;
    ((rng.next_u64() >> 11) as f64 + 0.5) * SCALE
}

/// Uniform on `0..bound`, `bound` positive, without bias.
///
/// Reference: D. Lemire, *Fast random integer generation in an interval*, ACM TOMACS 29 (2019).
pub(crate) fn below(rng: &mut ChaCha8Rng, bound: u32) -> u32 {
    let mut product = u64::from(rng.next_u32()) * u64::from(bound);
    if (product as u32) < bound {
        let threshold = bound.wrapping_neg() % bound;
        while (product as u32) < threshold {
            product = u64::from(rng.next_u32()) * u64::from(bound);
        }
    }
    (product >> 32) as u32
}

/// Standard normal by the polar method; the second of the pair is dropped to keep the stream stateless.
pub(crate) fn standard_normal(rng: &mut ChaCha8Rng) -> f64 {
    loop {
        let (u, v) = (2.0 * uniform(rng) - 1.0, 2.0 * uniform(rng) - 1.0);
        let s = u * u + v * v;
        if s > 0.0 && s < 1.0 {
            return u * (-2.0 * s.ln() / s).sqrt();
        }
    }
}

/// Gamma of this shape (positive) and rate 1, by rejection from a cubed normal.
///
/// Reference: G. Marsaglia, W. W. Tsang, *A simple method for generating gamma variables*, ACM TOMS 26 (2000).
pub(crate) fn gamma(rng: &mut ChaCha8Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = uniform(rng).powf(1.0 / shape);
        return boost * gamma(rng, shape + 1.0);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = standard_normal(rng);
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u = uniform(rng);
        if u < 1.0 - 0.0331 * x * x * x * x || u.ln() < 0.5 * x * x + d * (1.0 - v + v.ln()) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::special::gamma_tails;
    use super::*;

    #[test]
    fn gamma_draws_follow_the_distribution() {
        // Kolmogorov-Smirnov distance of 20,000 draws; its 0.1% point is 1.95/√n. Seeds are fixed.
        for (key, shape) in [(1, 0.05), (2, 0.7), (3, 1.0), (4, 3.5), (5, 250.0), (6, 1e5)] {
            let mut rng = stream(7, key);
            let n = 20_000;
            let mut draws: Vec<f64> = (0..n).map(|_| gamma(&mut rng, shape)).collect();
            draws.sort_unstable_by(f64::total_cmp);
            let distance = draws
                .iter()
                .enumerate()
                .map(|(i, &x)| (gamma_tails(shape, x).0 - (i as f64 + 0.5) / n as f64).abs())
                .fold(0.0, f64::max);
            assert!(distance < 1.95 / (n as f64).sqrt(), "shape {shape}: {distance}");
        }
    }

    #[test]
    fn whole_numbers_are_uniform() {
        for bound in [1, 2, 7, 1000] {
            let mut rng = stream(3, u64::from(bound));
            let mut counts = vec![0u32; bound as usize];
            let draws = 200 * bound;
            (0..draws).for_each(|_| counts[below(&mut rng, bound) as usize] += 1);
            let chi2: f64 = counts.iter().map(|&c| (f64::from(c) - 200.0).powi(2) / 200.0).sum();
            // Mean bound - 1, variance twice that.
            let free = f64::from(bound - 1);
            assert!(chi2 <= free + 4.0 * (2.0 * free).sqrt(), "{bound}: {chi2}");
        }
    }

    #[test]
    fn streams_differ_by_key_and_seed_only() {
        let first = |seed, key| stream(seed, key).next_u64();
        assert_eq!(first(1, 2), first(1, 2));
        assert_ne!(first(1, 2), first(1, 3));
        assert_ne!(first(1, 2), first(2, 2));
    }
}
