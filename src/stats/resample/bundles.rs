//! Threads or questions in bundles, where there are very many to draw from.

/// Items (threads, questions) beyond which they are resampled in so many bundles.
///
/// Independent items that are put together without a look at them stay independent, so the variance of a sum over bundles is that of
/// the sum over items; estimated from `n` bundles it is off by about `1 / sqrt(2 n)`, here 0.3 % of the width of an interval. Draws
/// of a million items take twenty times as long.
pub(crate) const MAX_BUNDLES: usize = 1 << 16;

/// How many items, or bundles of them, are drawn from.
pub(crate) fn bundles(items: usize) -> usize {
    items.min(MAX_BUNDLES)
}

/// The bundle of an item: itself, where they are few. Neighbours, which are close in time, come into different ones.
pub(crate) fn bundle(item: usize) -> usize {
    item % MAX_BUNDLES
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{gamma, stream};
    use super::super::{ResampleOptions, bootstrap};
    use super::*;

    #[test]
    fn bundles_are_as_uncertain_as_their_items() {
        let items = 2 * MAX_BUNDLES + 1_000;
        let mut rng = stream(5, 0);
        let values: Vec<f64> = (0..items).map(|_| gamma(&mut rng, 0.5)).collect();
        let mut sums = vec![(0.0, 0.0); bundles(items)];
        for (item, value) in values.iter().enumerate() {
            let of = &mut sums[bundle(item)];
            *of = (of.0 + value, of.1 + 1.0);
        }
        let options = ResampleOptions { replicates: 200, seed: 3 };
        let found = bootstrap(
            sums.len(),
            1,
            &options,
            || (),
            |times, _, out| {
                let drawn = sums.iter().zip(times).map(|(of, &n)| (of.0 * f64::from(n), of.1 * f64::from(n)));
                let (sum, n) = drawn.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                out[0] = sum / n;
            },
        )
        .unwrap();
        let mean = values.iter().sum::<f64>() / items as f64;
        let error = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>().sqrt() / items as f64;
        assert!((found.point(0).unwrap() - mean).abs() < 1e-9);
        // Of 200 draws the error is known to 5%.
        assert!((found.standard_error(0).unwrap() / error - 1.0).abs() < 0.15);
        assert_eq!((bundles(7), bundle(6)), (7, 6));
    }
}
