//! Concentration: does the work hang on a few people?
//!
//! All measures take contributions per person as whole numbers and are exact in integers as far as they can
//! be. Whether people without any contribution are passed matters for [`gini`] alone; with them it measures
//! how many only read. [`Concentration::of`] leaves them out and says how many it counted.

/// Share of the work that the contributor absence factor asks about.
pub const DEFAULT_ABSENCE_SHARE: f64 = 0.5;

/// All measures of one set of contributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// People with at least one contribution; those with none are left out.
    pub n: usize,
    /// Contributions.
    pub total: u64,
    /// [`gini`].
    pub gini: f64,
    /// [`hhi`].
    pub hhi: f64,
    /// [`effective_number`].
    pub effective_number: f64,
    /// [`entropy_number`].
    pub entropy_number: f64,
    /// [`absence_factor`] at [`DEFAULT_ABSENCE_SHARE`].
    pub absence_factor: usize,
    /// [`top_share`] of the first.
    pub top_1_share: f64,
    /// [`top_share`] of the first five.
    pub top_5_share: f64,
}

impl Concentration {
    /// Measures the contributions, people without any left out; `None` if nobody contributed.
    ///
    /// # Complexity
    /// O(n log n).
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::Concentration;
    /// let found = Concentration::of(&[1000, 202, 90, 33, 332, 343, 42, 433, 0]).unwrap();
    /// assert_eq!((found.n, found.total, found.absence_factor), (8, 2475, 2));
    /// ```
    pub fn of(contributions: &[u64]) -> Option<Concentration> {
        let active = Sorted::of(contributions.iter().copied().filter(|&count| count > 0).collect())?;
        let hhi = active.hhi();
        Some(Concentration {
            n: active.descending.len(),
            total: u64::try_from(active.total).ok()?,
            gini: active.gini(),
            hhi,
            effective_number: hhi.recip(),
            entropy_number: active.entropy_number(),
            absence_factor: active.absence_factor(DEFAULT_ABSENCE_SHARE)?,
            top_1_share: active.top_share(1),
            top_5_share: active.top_share(5),
        })
    }
}

/// Gini coefficient, `2 Σ i·x₍ᵢ₎ / (n Σ x) - (n+1)/n` with `x` ascending: 0 if all contribute alike, up to
/// `(n-1)/n` if one person does all. Multiply by `n/(n-1)` for the unbiased form.
///
/// `None` if the contributions sum to 0. O(n log n).
///
/// ```
/// use cmgraph::stats::gini;
/// assert_eq!(gini(&[3, 3, 3]), Some(0.0));
/// assert_eq!(gini(&[0, 0, 0, 8]), Some(0.75));
/// ```
///
/// Reference: C. Gini, *Variabilità e mutabilità* (1912).
pub fn gini(contributions: &[u64]) -> Option<f64> {
    Sorted::of(contributions.to_vec()).map(|sorted| sorted.gini())
}

/// Herfindahl-Hirschman index `Σ s²` of the shares `s`: the chance that two contributions drawn at random
/// (with replacement) come from the same person; from `1/n` to 1.
///
/// `None` if the contributions sum to 0. O(n log n).
///
/// ```
/// assert_eq!(cmgraph::stats::hhi(&[5, 5]), Some(0.5));
/// ```
///
/// Reference: A. O. Hirschman, *The paternity of an index*, American Economic Review 54 (1964).
pub fn hhi(contributions: &[u64]) -> Option<f64> {
    Sorted::of(contributions.to_vec()).map(|sorted| sorted.hhi())
}

/// Effective number of contributors, `1/HHI`: so many equal ones would be as concentrated.
///
/// `None` if the contributions sum to 0.
///
/// ```
/// assert_eq!(cmgraph::stats::effective_number(&[5, 5]), Some(2.0));
/// ```
///
/// Reference: M. O. Hill, *Diversity and evenness*, Ecology 54 (1973), order 2.
pub fn effective_number(contributions: &[u64]) -> Option<f64> {
    hhi(contributions).map(f64::recip)
}

/// Effective number by entropy, `exp(-Σ s ln s)`: gives the many small contributors more weight than
/// [`effective_number`] does.
///
/// `None` if the contributions sum to 0.
///
/// ```
/// let four = cmgraph::stats::entropy_number(&[1, 1, 1, 1]).unwrap();
/// assert!((four - 4.0).abs() < 1e-12);
/// ```
///
/// Reference: M. O. Hill, *Diversity and evenness*, Ecology 54 (1973), order 1.
pub fn entropy_number(contributions: &[u64]) -> Option<f64> {
    Sorted::of(contributions.to_vec()).map(|sorted| sorted.entropy_number())
}

/// Contributor absence factor: the fewest people who together make at least `share` of the contributions
/// (formerly "bus factor").
///
/// `None` if the contributions sum to 0 or `share` is outside (0, 1]. O(n log n).
///
/// ```
/// use cmgraph::stats::absence_factor;
/// assert_eq!(absence_factor(&[1000, 202, 90, 33, 332, 343, 42, 433], 0.5), Some(2));
/// ```
///
/// Reference: CHAOSS, metric *Contributor Absence Factor*.
pub fn absence_factor(contributions: &[u64], share: f64) -> Option<usize> {
    if !(share > 0.0 && share <= 1.0) {
        return None;
    }
    Sorted::of(contributions.to_vec())?.absence_factor(share)
}

/// Share of the contributions that the `k` most active people make.
///
/// `None` if the contributions sum to 0. O(n log n).
///
/// ```
/// assert_eq!(cmgraph::stats::top_share(&[6, 1, 3], 2), Some(0.9));
/// ```
pub fn top_share(contributions: &[u64], k: usize) -> Option<f64> {
    Sorted::of(contributions.to_vec()).map(|sorted| sorted.top_share(k))
}

/// Contributions in order, for all measures at once; they do not sum to 0.
struct Sorted {
    descending: Vec<u64>,
    total: u128,
}

impl Sorted {
    fn of(mut contributions: Vec<u64>) -> Option<Sorted> {
        contributions.sort_unstable_by(|a, b| b.cmp(a));
        let total = total(&contributions);
        (total > 0).then_some(Sorted { descending: contributions, total })
    }

    fn shares(&self) -> impl Iterator<Item = f64> {
        self.descending.iter().map(|&count| count as f64 / self.total as f64)
    }

    fn gini(&self) -> f64 {
        let n = self.descending.len() as i128;
        // Σ (2i - n - 1)·x₍ᵢ₎ is the same formula on one fraction: exact until the division.
        let ascending = (1..).zip(self.descending.iter().rev());
        let numerator: i128 = ascending.map(|(i, &count)| (2 * i - n - 1) * i128::from(count)).sum();
        numerator as f64 / (n as f64 * self.total as f64)
    }

    fn hhi(&self) -> f64 {
        self.shares().map(|share| share * share).sum()
    }

    fn entropy_number(&self) -> f64 {
        let entropy: f64 = self.shares().filter(|&share| share > 0.0).map(|share| -share * share.ln()).sum();
        entropy.exp()
    }

    fn absence_factor(&self, share: f64) -> Option<usize> {
        let needed = share * self.total as f64;
        let mut reached = 0u128;
        let last = self.descending.iter().position(|&count| {
            reached += u128::from(count);
            reached as f64 >= needed
        });
        last.map(|last| last + 1)
    }

    fn top_share(&self, k: usize) -> f64 {
        let first = &self.descending[..k.min(self.descending.len())];
        total(first) as f64 / self.total as f64
    }
}

fn total(contributions: &[u64]) -> u128 {
    contributions.iter().map(|&count| u128::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHAOSS: [u64; 8] = [1000, 202, 90, 33, 332, 343, 42, 433];

    #[test]
    fn chaoss_example() {
        let found = Concentration::of(&CHAOSS).unwrap();
        assert_eq!((found.n, found.total, found.absence_factor), (8, 2475, 2));
        let table = [
            (found.gini, 0.485505, 1e-6),
            (found.gini * 8.0 / 7.0, 0.554863, 1e-6),
            (found.hhi, 0.239505, 1e-6),
            (found.effective_number, 4.1753, 1e-4),
            (found.entropy_number, 5.2923, 1e-4),
            (found.top_1_share, 0.404040, 1e-6),
            (found.top_5_share, 2310.0 / 2475.0, 1e-12),
        ];
        for (value, expected, tolerance) in table {
            assert!((value - expected).abs() < tolerance, "{value} {expected}");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(Concentration::of(&[]), None);
        assert_eq!(Concentration::of(&[0, 0]), None);
        let alone = Concentration::of(&[7]).unwrap();
        assert_eq!((alone.gini, alone.hhi, alone.absence_factor, alone.top_5_share), (0.0, 1.0, 1, 1.0));
        assert_eq!(absence_factor(&CHAOSS, 0.0), None);
        assert_eq!(absence_factor(&CHAOSS, 1.0), Some(8));
        // Exactly half is enough.
        assert_eq!(absence_factor(&[5, 3, 2], 0.5), Some(1));
        assert!(gini(&[u64::MAX, u64::MAX, 1]).unwrap() > 0.3);
    }

    proptest! {
        #[test]
        fn against_definitions(counts in prop::collection::vec(0u64..60, 1..25)) {
            let sum: u64 = counts.iter().sum();
            prop_assume!(sum > 0);
            let n = counts.len() as f64;
            // Gini as half the relative mean absolute difference.
            let differences: u64 = counts.iter().flat_map(|a| counts.iter().map(move |b| a.abs_diff(*b))).sum();
            let expected = differences as f64 / (2.0 * n * sum as f64);
            prop_assert!((gini(&counts).unwrap() - expected).abs() < 1e-12);
            let (hill_1, hill_2) = (entropy_number(&counts).unwrap(), effective_number(&counts).unwrap());
            prop_assert!(1.0 - 1e-12 <= hill_2 && hill_2 <= hill_1 + 1e-9 && hill_1 <= n + 1e-9);
            // Absence factor and top share agree with each other.
            let factor = absence_factor(&counts, 0.5).unwrap();
            prop_assert!(top_share(&counts, factor).unwrap() >= 0.5);
            prop_assert!(top_share(&counts, factor - 1).unwrap() < 0.5);
            let mut reversed = counts.clone();
            reversed.reverse();
            prop_assert_eq!(Concentration::of(&counts), Concentration::of(&reversed));
        }
    }
}
