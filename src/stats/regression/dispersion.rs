//! How much more counts vary than Poisson counts would.

use super::super::gamma_poisson::GammaPoisson;

/// Negative-binomial dispersion `α` of counts with one mean, by maximum likelihood: variance `μ + α μ²`.
///
/// 0 is Poisson; weekly activity of a community usually has 0.05 to 1. It is `1/a` of the
/// [`GammaPoisson`] fitted to the counts. For a series whose level changes this takes the changes for noise;
/// there [`nb_dispersion_within`] is the one to use.
///
/// # Returns
/// `None` for no counts, or one that is negative or not finite.
///
/// # Complexity
/// As [`GammaPoisson::fit`].
///
/// # Example
/// ```
/// use cmgraph::stats::nb_dispersion;
/// assert_eq!(nb_dispersion(&[5.0, 6.0, 5.0, 4.0]), Some(0.0));
/// assert!(nb_dispersion(&[0.0, 9.0, 1.0, 14.0, 3.0, 0.0]).unwrap() > 0.5);
/// ```
pub fn nb_dispersion(counts: &[f64]) -> Option<f64> {
    let model = GammaPoisson::fit(counts, &vec![1.0; counts.len()])?;
    Some(if model.is_pooled() { 0.0 } else { 1.0 / model.a })
}

/// Negative-binomial dispersion `α` of a series around a level that may change now and then, by moments of
/// neighbours: `α = Σ[(y_t - y_{t-1})² - y_t - y_{t-1}] / Σ 2 y_t y_{t-1}`, not below 0.
///
/// For neighbours with the same mean `μ`, `E(y_t - y_{t-1})² = 2(μ + αμ²)` and `E y_t y_{t-1} = μ²`. Only the
/// pairs across a change are wrong, so a few changes hardly matter; a slow wave does not either.
/// Autocorrelated noise makes it too small.
///
/// # Returns
/// `None` for fewer than two counts, one that is negative or not finite, or if no two neighbours are both
/// positive.
///
/// # Complexity
/// O(n).
///
/// # Example
/// ```
/// use cmgraph::stats::{nb_dispersion, nb_dispersion_within};
/// let series = [4.0, 6.0, 3.0, 5.0, 4.0, 6.0, 40.0, 35.0, 44.0, 39.0, 47.0, 37.0];
/// assert!(nb_dispersion(&series).unwrap() > 0.5); // the change is taken for noise
/// assert!(nb_dispersion_within(&series).unwrap() < 0.15);
/// ```
pub fn nb_dispersion_within(counts: &[f64]) -> Option<f64> {
    if counts.iter().any(|&count| !(count >= 0.0 && count.is_finite())) {
        return None;
    }
    let (mut excess, mut product) = (0.0, 0.0);
    for pair in counts.windows(2) {
        excess += (pair[1] - pair[0]).powi(2) - pair[0] - pair[1];
        product += 2.0 * pair[0] * pair[1];
    }
    let dispersion = (excess / product).max(0.0);
    (product > 0.0 && dispersion.is_finite()).then_some(dispersion)
}

/// Pearson's dispersion of Poisson counts: `φ = Σ (y - μ)²/μ / (n - k)` for expected counts `μ` from a model with
/// `k` estimated parameters.
///
/// About 1 if counts vary like Poisson ones; above 1 standard errors are too small by `√φ`. Where nothing is
/// expected and nothing happened, nothing is added.
///
/// # Returns
/// `None` if the lengths differ, `n <= k`, a value is negative or not finite, or something happened where
/// nothing was expected.
///
/// # Complexity
/// O(n).
///
/// # Example
/// ```
/// use cmgraph::stats::pearson_phi;
/// let phi = pearson_phi(&[4.0, 12.0, 8.0], &[8.0; 3], 1).unwrap();
/// assert_eq!(phi, (2.0 + 2.0 + 0.0) / 2.0);
/// ```
pub fn pearson_phi(counts: &[f64], expected: &[f64], parameters: usize) -> Option<f64> {
    if counts.len() != expected.len() || counts.len() <= parameters {
        return None;
    }
    let mut terms = Vec::with_capacity(counts.len());
    for (&count, &mean) in counts.iter().zip(expected) {
        let number = count >= 0.0 && mean >= 0.0 && count.is_finite() && mean.is_finite();
        if !number || (mean == 0.0 && count > 0.0) {
            return None;
        }
        if mean > 0.0 {
            terms.push((count - mean).powi(2) / mean);
        }
    }
    // One order for all row orders.
    terms.sort_unstable_by(f64::total_cmp);
    let phi = terms.iter().sum::<f64>() / (counts.len() - parameters) as f64;
    phi.is_finite().then_some(phi)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{gamma, stream, uniform};
    use super::*;

    fn poisson(rng: &mut rand_chacha::ChaCha8Rng, mean: f64) -> f64 {
        let (mut count, mut product) = (0.0, uniform(rng));
        while product > (-mean).exp() {
            count += 1.0;
            product *= uniform(rng);
        }
        count
    }

    #[test]
    fn recovered_from_simulated_series() {
        // Negative binomial with α = 0.2 around 20; then the same with a change to 60 half-way.
        let draw = |key, level: fn(usize) -> f64| -> Vec<f64> {
            let mut rng = stream(11, key);
            (0..2000)
                .map(|week| {
                    let mean = level(week) * gamma(&mut rng, 5.0) / 5.0;
                    poisson(&mut rng, mean)
                })
                .collect()
        };
        let flat = draw(1, |_| 20.0);
        let (by_likelihood, by_moments) =
            (nb_dispersion(&flat).unwrap(), nb_dispersion_within(&flat).unwrap());
        assert!((by_likelihood - 0.2).abs() < 0.03 && (by_moments - 0.2).abs() < 0.03);
        let change = draw(2, |week| if week < 1000 { 20.0 } else { 60.0 });
        assert!(nb_dispersion(&change).unwrap() > 0.4);
        assert!((nb_dispersion_within(&change).unwrap() - 0.2).abs() < 0.03);
        let mut rng = stream(11, 3);
        let plain: Vec<f64> = (0..2000).map(|_| poisson(&mut rng, 20.0)).collect();
        assert!(nb_dispersion(&plain).unwrap() < 0.01 && nb_dispersion_within(&plain).unwrap() < 0.01);
        let phi = pearson_phi(&plain, &vec![20.0; 2000], 0).unwrap();
        assert!((phi - 1.0).abs() < 0.1);
    }

    #[test]
    fn edges() {
        assert_eq!(nb_dispersion(&[]), None);
        assert_eq!(nb_dispersion(&[-1.0]), None);
        assert_eq!(nb_dispersion(&[0.0; 9]), Some(0.0));
        for counts in [&[][..], &[3.0], &[0.0, 4.0, 0.0], &[1.0, f64::NAN], &[1.0, -1.0]] {
            assert_eq!(nb_dispersion_within(counts), None, "{counts:?}");
        }
        assert_eq!(nb_dispersion_within(&[7.0; 5]), Some(0.0));
        assert_eq!(pearson_phi(&[1.0], &[1.0], 1), None);
        assert_eq!(pearson_phi(&[1.0, 0.0], &[0.0, 1.0], 0), None);
        assert_eq!(pearson_phi(&[0.0, 2.0], &[0.0, 1.0], 1), Some(1.0));
        assert_eq!(pearson_phi(&[0.0], &[], 0), None);
    }
}
