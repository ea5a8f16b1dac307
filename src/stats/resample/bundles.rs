//! Units in bundles, where there are very many of them.

/// Units beyond which they are resampled in so many bundles.
///
/// Independent units that are put together without a look at them stay independent, so the variance of a sum over bundles is that of
/// the sum over units; estimated from `n` bundles it is off by about `1 / sqrt(2 n)`, here 0.3 % of the width of an interval. Draws
/// of a million units take twenty times as long.
pub(crate) const MOST_UNITS: usize = 1 << 16;

/// How many units, or bundles of them, are drawn from.
pub(crate) fn bundles(units: usize) -> usize {
    units.min(MOST_UNITS)
}

/// The bundle of a unit: itself, where they are few. Neighbours, which are close in time, come into different ones.
pub(crate) fn bundle(unit: usize) -> usize {
    unit % MOST_UNITS
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{gamma, stream};
    use super::super::{ResampleOptions, bootstrap};
    use super::*;

    #[test]
    fn bundles_are_as_uncertain_as_their_units() {
        let units = 2 * MOST_UNITS + 1_000;
        let mut rng = stream(5, 0);
        let values: Vec<f64> = (0..units).map(|_| gamma(&mut rng, 0.5)).collect();
        let mut sums = vec![(0.0, 0.0); bundles(units)];
        for (unit, value) in values.iter().enumerate() {
            let of = &mut sums[bundle(unit)];
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
        let mean = values.iter().sum::<f64>() / units as f64;
        let error = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>().sqrt() / units as f64;
        assert!((found.point(0).unwrap() - mean).abs() < 1e-9);
        // Of 200 draws the error is known to 5%.
        assert!((found.standard_error(0).unwrap() / error - 1.0).abs() < 0.15);
        assert_eq!((bundles(7), bundle(6)), (7, 6));
    }
}
