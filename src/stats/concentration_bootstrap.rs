//! How sure measures of concentration are: people drawn again, with replacement.

use super::interval::Interval;
use super::sample::{stream, uniform};
use rayon::prelude::*;

/// Samples that an interval rests on.
pub const DEFAULT_BOOTSTRAP_SAMPLES: usize = 500;

/// What is measured of one set of contributions, people without any included.
#[derive(Debug, Clone, PartialEq)]
pub struct Inequality {
    /// Shares of the contributions by rank: of the most active people up to the first rank asked for, of the next up to
    /// the second, ..., and last of all the others.
    pub bands: Vec<f64>,
    /// Gini coefficient over all people.
    pub gini: f64,
    /// Gini coefficient over those who contributed.
    pub gini_contributors: f64,
    /// Herfindahl-Hirschman index.
    pub hhi: f64,
    /// `1 / hhi`.
    pub effective_number: f64,
    /// Fewest people who make half of the contributions.
    pub absence_factor: u64,
    /// Share of the people who contributed.
    pub contributors: f64,
}

/// The measures with the ends of their intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct InequalityIntervals {
    /// Of [`Inequality::bands`].
    pub bands: Vec<Interval>,
    /// Of [`Inequality::gini`].
    pub gini: Interval,
    /// Of [`Inequality::gini_contributors`].
    pub gini_contributors: Interval,
    /// Of [`Inequality::hhi`].
    pub hhi: Interval,
    /// Of [`Inequality::effective_number`].
    pub effective_number: Interval,
    /// Of [`Inequality::absence_factor`].
    pub absence_factor: Interval,
}

impl Inequality {
    /// Measures the contributions of everybody who could have made some; `ranks`, ascending, end the bands.
    ///
    /// # Returns
    /// `None` if nobody contributed.
    ///
    /// # Complexity
    /// O(n log n).
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::{Inequality, gini};
    /// let found = Inequality::of(&[8, 1, 1, 0, 0], &[1, 2]).unwrap();
    /// assert_eq!(found.bands, [0.8, 0.1, 0.1]);
    /// assert!((found.gini - gini(&[8, 1, 1, 0, 0]).unwrap()).abs() < 1e-12);
    /// assert_eq!((found.absence_factor, found.contributors), (1, 0.6));
    /// ```
    pub fn of(contributions: &[u64], ranks: &[u64]) -> Option<Inequality> {
        let (values, counts, _) = histogram(contributions);
        measure(&values, &counts, ranks)
    }

    /// Percentile intervals from `samples` bootstrap samples of the people, at confidence `level`.
    ///
    /// Sample `i` draws from its own stream of `seed`, so that neither threads nor the order of the people change a bit.
    /// Samples in which nobody contributed are left out.
    ///
    /// # Returns
    /// `None` if nobody contributed, no sample is left, or the level is not inside (0, 1).
    ///
    /// # Complexity
    /// O(n log n + samples · n) in parallel; a sample costs a draw a person.
    ///
    /// # Reference
    /// B. Efron, R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13; for concentration measures
    /// J. A. Mills, S. Zandvakili, *Statistical inference via bootstrapping for measures of inequality*, Journal of
    /// Applied Econometrics 12 (1997).
    pub fn intervals(
        contributions: &[u64],
        ranks: &[u64],
        samples: usize,
        seed: u64,
        level: f64,
    ) -> Option<InequalityIntervals> {
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let (values, counts, classes) = histogram(contributions);
        measure(&values, &counts, ranks)?;
        let n = classes.len();
        let draw = |sample: usize| {
            let mut rng = stream(seed, sample as u64);
            let mut drawn = vec![0u64; values.len()];
            for _ in 0..n {
                let at = ((uniform(&mut rng) * n as f64) as usize).min(n - 1);
                drawn[classes[at] as usize] += 1;
            }
            measure(&values, &drawn, ranks)
        };
        let found: Vec<Inequality> = (0..samples).into_par_iter().filter_map(draw).collect();
        let interval = |of: &dyn Fn(&Inequality) -> f64| {
            let mut sorted: Vec<f64> = found.iter().map(of).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let tail = (1.0 - level) / 2.0;
            Some(Interval { low: quantile(&sorted, tail)?, high: quantile(&sorted, 1.0 - tail)? })
        };
        Some(InequalityIntervals {
            bands: (0..=ranks.len()).map(|i| interval(&|x| x.bands[i])).collect::<Option<Vec<Interval>>>()?,
            gini: interval(&|x| x.gini)?,
            gini_contributors: interval(&|x| x.gini_contributors)?,
            hhi: interval(&|x| x.hhi)?,
            effective_number: interval(&|x| x.effective_number)?,
            absence_factor: interval(&|x| x.absence_factor as f64)?,
        })
    }
}

/// Linear interpolation between the sorted values.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let at = p * (sorted.len().checked_sub(1)?) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(below + (above - below) * at.fract())
}

/// Distinct values in descending order, how many people have each, and the position of the value of every person.
fn histogram(contributions: &[u64]) -> (Vec<u64>, Vec<u64>, Vec<u32>) {
    let mut sorted = contributions.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let (mut values, mut counts, mut classes) = (Vec::new(), Vec::new(), Vec::with_capacity(sorted.len()));
    for value in sorted {
        if values.last() != Some(&value) {
            values.push(value);
            counts.push(0);
        }
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
        classes.push(values.len() as u32 - 1);
    }
    (values, counts, classes)
}

/// The measures of a histogram with values in descending order.
fn measure(values: &[u64], counts: &[u64], ranks: &[u64]) -> Option<Inequality> {
    let people: u64 = counts.iter().sum();
    let classes = || values.iter().zip(counts).map(|(&value, &count)| (u128::from(value), u128::from(count)));
    let total: u128 = classes().map(|(value, count)| value * count).sum();
    if total == 0 {
        return None;
    }
    let whole = total as f64;
    let zeros: u64 =
        values.iter().zip(counts).filter(|(value, _)| **value == 0).map(|(_, count)| count).sum();
    // Σ (n + 1 - 2 rank) x over ranks from the most active: a class of equal values has the sum of its ranks.
    let gini = |n: u128| {
        let mut rank: i128 = 0;
        let mut sum: i128 = 0;
        for (value, count) in classes().filter(|&(value, count)| value > 0 && count > 0) {
            let (value, count) = (value as i128, count as i128);
            let ranks = count * (2 * rank + count + 1);
            sum += value * (count * (n as i128 + 1) - ranks);
            rank += count;
        }
        sum as f64 / (n as f64 * whole)
    };
    let hhi: f64 = classes().map(|(value, count)| count as f64 * (value as f64 / whole).powi(2)).sum();
    // Contributions of the most active `k`.
    let top = |k: u64| {
        let mut left = u128::from(k);
        let of_class = |(value, count): (u128, u128)| {
            let taken = count.min(left);
            left -= taken;
            value * taken
        };
        classes().map(of_class).sum::<u128>()
    };
    let mut ends: Vec<u128> = ranks.iter().map(|&rank| top(rank)).collect();
    ends.push(total);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let bands = ends.iter().zip(starts).map(|(&end, start)| end.saturating_sub(start) as f64 / whole);
    let (mut reached, mut absence_factor) = (0u128, 0u128);
    for (value, count) in classes().filter(|&(value, _)| value > 0) {
        // People of this class still needed for half of the total.
        let needed = total.saturating_sub(2 * reached).div_ceil(2 * value);
        absence_factor += needed.min(count);
        if needed <= count {
            break;
        }
        reached += value * count;
    }
    Some(Inequality {
        bands: bands.collect(),
        gini: gini(u128::from(people)),
        gini_contributors: gini(u128::from(people - zeros)),
        hhi,
        effective_number: hhi.recip(),
        absence_factor: absence_factor as u64,
        contributors: (people - zeros) as f64 / people as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::super::concentration::{Concentration, gini, top_share};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_plain_measures(counts in prop::collection::vec(0u64..40, 1..40), k in 1u64..9) {
            prop_assume!(counts.iter().sum::<u64>() > 0);
            let found = Inequality::of(&counts, &[k]).unwrap();
            let plain = Concentration::of(&counts).unwrap();
            for (found, expected) in [
                (found.gini, gini(&counts).unwrap()),
                (found.gini_contributors, plain.gini),
                (found.hhi, plain.hhi),
                (found.effective_number, plain.effective_number),
                (found.bands[0], top_share(&counts, k as usize).unwrap()),
            ] {
                prop_assert!((found - expected).abs() < 1e-9, "{found} {expected}");
            }
            prop_assert_eq!(found.absence_factor as usize, plain.absence_factor);
            prop_assert_eq!((found.contributors * counts.len() as f64).round() as usize, plain.n);
            let mut reversed = counts.clone();
            reversed.reverse();
            prop_assert_eq!(
                Inequality::intervals(&counts, &[k], 20, 1, 0.9),
                Inequality::intervals(&reversed, &[k], 20, 1, 0.9)
            );
        }
    }

    #[test]
    fn nothing_to_say() {
        assert_eq!(Inequality::of(&[], &[1]), None);
        assert_eq!(Inequality::of(&[0, 0], &[1]), None);
        assert_eq!(Inequality::intervals(&[0], &[1], 10, 0, 0.95), None);
        assert_eq!(Inequality::intervals(&[3], &[1], 0, 0, 0.95), None);
        assert_eq!(Inequality::intervals(&[3], &[1], 10, 0, 1.0), None);
        let alone = Inequality::intervals(&[3], &[1], 10, 0, 0.95).unwrap();
        assert_eq!((alone.bands[0], alone.gini.high), (Interval { low: 1.0, high: 1.0 }, 0.0));
    }

    #[test]
    fn intervals_cover() {
        // Geometric counts have Gini 1/(1+q) with q = 1 - p in the limit of many people; here q = 0.8: the values
        // 0, 1, 2, ... have probability 0.2 · 0.8^k, and the Gini coefficient is 1/(1+q) = 0.5556.
        let truth = 1.0 / 1.8;
        let covered = (0..200).filter(|&run| {
            let mut rng = stream(11, run);
            let sample: Vec<u64> = (0..400).map(|_| (uniform(&mut rng).ln() / 0.8f64.ln()) as u64).collect();
            Inequality::intervals(&sample, &[], 200, run, 0.95).unwrap().gini.contains(truth)
        });
        let covered = covered.count();
        assert!((180..=198).contains(&covered), "{covered} of 200");
    }
}
