//! Binomial draws.

use super::super::sample::uniform;
use super::super::special::ln_rising_ratio;
use rand_chacha::ChaCha8Rng;
use statrs::function::gamma::ln_gamma;

/// Mean above which rejection is used; below it the distribution function is inverted.
const REJECTION_FROM: f64 = 10.0;

/// A draw of `Binomial(n, p)`.
///
/// Few successes: sequential inversion, `O(np)`. Many: transformed rejection with squeeze-free acceptance, `O(1)`.
///
/// Reference: W. Hörmann, *The generation of binomial random variates*, J. Statist. Comput. Simulation 46 (1993), BTRD's
/// simpler companion BTRS.
pub(super) fn binomial(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    if n == 0 || p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    if p > 0.5 {
        return n - binomial(rng, n, 1.0 - p);
    }
    if n as f64 * p < REJECTION_FROM { inverted(rng, n, p) } else { rejected(rng, n, p) }
}

fn inverted(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    let odds = p / (1.0 - p);
    let mut probability = (n as f64 * (-p).ln_1p()).exp();
    let mut u = uniform(rng);
    let mut k = 0;
    while u > probability && k < n {
        u -= probability;
        k += 1;
        probability *= odds * (n - k + 1) as f64 / k as f64;
        if probability < 1e-300 {
            break;
        }
    }
    k
}

fn rejected(rng: &mut ChaCha8Rng, count: u64, p: f64) -> u64 {
    let n = count as f64;
    let spread = (n * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = n * p + 0.5;
    let alpha = (2.83 + 5.1 / b) * spread;
    let inner = 0.92 - 4.2 / b;
    let mode = ((n + 1.0) * p).floor();
    let ln_odds = (p / (1.0 - p)).ln();
    loop {
        let v = uniform(rng);
        let u = uniform(rng) - 0.5;
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + centre).floor();
        if us >= 0.07 && v <= inner {
            return (k.max(0.0) as u64).min(count);
        }
        if k < 0.0 || k > n {
            continue;
        }
        let v = (v * alpha / (a / (us * us) + b)).ln();
        // ln of the probability of k over that of the mode.
        let ratio = factorials(mode, k) + factorials(n - mode, n - k) + (k - mode) * ln_odds;
        if v <= ratio {
            return k as u64;
        }
    }
}

/// `ln(x! / y!)`, without losing the digits of large factorials.
fn factorials(x: f64, y: f64) -> f64 {
    if x.max(y) < 1e6 {
        ln_gamma(x + 1.0) - ln_gamma(y + 1.0)
    } else if x >= y {
        ln_rising_ratio(y + 1.0, x - y)
    } else {
        -ln_rising_ratio(x + 1.0, y - x)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::stream;
    use super::super::analysis::binomial_cdf;
    use super::*;

    #[test]
    fn draws_follow_the_distribution() {
        // Kolmogorov-Smirnov distance of 10,000 draws of a discrete distribution: at most its 0.1% point.
        let table = [(1, 0.3), (7, 0.02), (60, 0.9), (40, 0.24), (40, 0.26), (500, 0.5), (100_000, 0.03)];
        for (key, (n, p)) in (1..).zip(table) {
            let mut rng = stream(11, key);
            let mut draws: Vec<u64> = (0..10_000).map(|_| binomial(&mut rng, n, p)).collect();
            draws.sort_unstable();
            let mut worst: f64 = 0.0;
            for pair in (1..=draws.len()).filter(|&i| i == draws.len() || draws[i] != draws[i - 1]) {
                let share = pair as f64 / draws.len() as f64;
                worst = worst.max((binomial_cdf(draws[pair - 1], n, p) - share).abs());
            }
            assert!(worst < 0.0195, "{n} {p}: {worst}");
        }
    }

    #[test]
    fn corners() {
        let mut rng = stream(1, 1);
        assert_eq!(
            [binomial(&mut rng, 0, 0.5), binomial(&mut rng, 9, 0.0), binomial(&mut rng, 9, 1.0)],
            [0, 0, 9]
        );
        assert_eq!(binomial(&mut rng, 9, f64::NAN), 0);
        let huge = binomial(&mut rng, 1 << 50, 0.25) as f64 / (1_u64 << 50) as f64;
        assert!((huge - 0.25).abs() < 1e-6);
    }
}
