//! Do groups differ in when it happens? The log-rank test.

use super::cholesky::Cholesky;
use super::lifetime::Lifetime;
use super::timeline::{Buckets, Span, Timeline};
use crate::stats::special::chi_square_tail;

/// One group of a log-rank test.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LogRankGroup {
    /// Lifetimes of the group that are ever at risk.
    pub n: u32,
    /// Events in the group.
    pub observed: u32,
    /// Events that it would have if all groups shared one hazard.
    pub expected: f64,
    /// Variance of observed minus expected.
    pub variance: f64,
}

/// Result of a log-rank test; see [`log_rank`].
#[derive(Debug, Clone, PartialEq)]
pub struct LogRank {
    /// The groups, in the order of their numbers.
    pub groups: Vec<LogRankGroup>,
    /// The statistic, `U'V⁻U`.
    pub chi2: f64,
    /// Degrees of freedom: one less than the groups that can be compared.
    pub df: usize,
    /// P-value from the chi-square distribution; an approximation that needs some five expected events a group.
    pub p: f64,
}

/// Log-rank test that all groups have the same hazard at every time.
///
/// At every time with `d` events among `n` at risk, `n_g` of them in group `g`:
/// `U_g = Σ (d_g - d n_g/n)`, `V_gh = Σ d(n-d)/(n-1) · (n_g/n)(δ_gh - n_h/n)`, `χ² = U'V⁻U` with a generalised
/// inverse. Groups with nobody at risk while others have events take no part, and where two sets of groups are
/// never at risk together, each loses a degree of freedom.
///
/// # Arguments
/// `groups[i]` below `n_groups` is the group of `lifetimes[i]`.
///
/// # Returns
/// `None` if nothing can be compared (fewer than two groups at risk together at an event), lengths differ, a
/// group does not exist, a time is NaN or an exit infinite.
///
/// # Complexity
/// O(n + T G²) for T distinct times of events and G groups, and a sort where times are not whole numbers in a
/// small range; G² numbers of memory (72 MB for 3,000 groups).
///
/// # Example
/// ```
/// use cmgraph::stats::{Lifetime, log_rank};
/// let days: Vec<Lifetime> = (1..=60).map(|day| Lifetime::new(f64::from(day), true)).collect();
/// let early_and_late: Vec<u32> = (0..60).map(|i| i / 30).collect();
/// let test = log_rank(&days, &early_and_late, 2).unwrap();
/// assert!(test.p < 1e-6 && test.df == 1);
/// let mixed: Vec<u32> = (0..60).map(|i| i % 2).collect();
/// assert!(log_rank(&days, &mixed, 2).unwrap().p > 0.5);
/// ```
///
/// # Reference
/// N. Mantel, *Evaluation of survival data and two new rank order statistics arising in its consideration*, Cancer
/// Chemotherapy Reports 50 (1966); Klein and Moeschberger, *Survival Analysis*, section 7.3.
pub fn log_rank(lifetimes: &[Lifetime], groups: &[u32], n_groups: usize) -> Option<LogRank> {
    test(lifetimes, groups, n_groups, None)
}

/// [`log_rank`] that compares groups only inside strata, such as size classes or the month of joining: `U` and
/// `V` are summed over the strata. `strata[i]` is any label. O(n log n + S G + T G²) for S strata and T pairs of a stratum
/// and a time of events in it.
pub fn log_rank_stratified(
    lifetimes: &[Lifetime],
    groups: &[u32],
    n_groups: usize,
    strata: &[u32],
) -> Option<LogRank> {
    if strata.len() != lifetimes.len() {
        return None;
    }
    let mut labels = strata.to_vec();
    labels.sort_unstable();
    labels.dedup();
    let dense = strata.iter().map(|label| labels.partition_point(|other| other < label) as u32);
    let by_stratum = Buckets::of(dense.zip(0u32..), labels.len());
    test(lifetimes, groups, n_groups, Some((&by_stratum, labels.len())))
}

fn test(
    lifetimes: &[Lifetime],
    groups: &[u32],
    n_groups: usize,
    strata: Option<(&Buckets<u32>, usize)>,
) -> Option<LogRank> {
    if lifetimes.len() != groups.len() || groups.iter().any(|&group| group as usize >= n_groups) {
        return None;
    }
    let mut sums = Sums::new(n_groups);
    match strata {
        None => {
            let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
            sums.add(&timeline, lifetimes.iter().copied().zip(groups.iter().copied()));
        }
        Some((by_stratum, n_strata)) => {
            for stratum in 0..n_strata {
                let rows =
                    by_stratum.get(stratum).iter().map(|&i| (lifetimes[i as usize], groups[i as usize]));
                let timeline = Timeline::of_part(rows.clone().map(|(l, _)| (l.entry, l.exit)))?;
                sums.add(&timeline, rows);
            }
        }
    }
    sums.result()
}

/// Times taken together when the variance is updated: each cell is then read and written once for all.
const BLOCK: usize = 8;

/// `U` and `V` as they are summed.
struct Sums {
    groups: Vec<LogRankGroup>,
    /// `Σ c n_g n_h / n²` with `c = d(n-d)/(n-1)`, row-major, lower triangle.
    products: Vec<f64>,
    /// `Σ c n_g / n`.
    diagonal: Vec<f64>,
    /// Shares `√c n_g / n` of times not yet in `products`.
    pending: Vec<Vec<f64>>,
}

impl Sums {
    fn new(n_groups: usize) -> Sums {
        Sums {
            groups: vec![LogRankGroup::default(); n_groups],
            products: vec![0.0; n_groups * n_groups],
            diagonal: vec![0.0; n_groups],
            pending: Vec::with_capacity(BLOCK),
        }
    }

    /// Adds the comparison of one stratum.
    fn add(&mut self, timeline: &Timeline, rows: impl Iterator<Item = (Lifetime, u32)> + Clone) {
        let n_groups = self.groups.len();
        // Group and event in one word.
        let spans: Vec<(Span, u32)> = rows
            .filter_map(|(l, group)| Some((timeline.span(l.entry, l.exit)?, group << 1 | u32::from(l.event))))
            .collect();
        let late = spans.iter().filter(|(span, _)| span.enter > 0);
        let entering = Buckets::of(late.map(|&(span, packed)| (span.enter, packed >> 1)), timeline.len());
        let leaving = Buckets::of(spans.iter().map(|&(span, packed)| (span.leave, packed)), timeline.len());
        let mut at_risk = vec![0u32; n_groups];
        let mut events = vec![0u32; n_groups];
        for (span, packed) in spans {
            let group = (packed >> 1) as usize;
            self.groups[group].n += 1;
            at_risk[group] += u32::from(span.enter == 0);
        }
        let mut n: u32 = at_risk.iter().sum();
        for slot in 0..timeline.len() {
            for &group in entering.get(slot) {
                at_risk[group as usize] += 1;
                n += 1;
            }
            let mut d = 0;
            for &packed in leaving.get(slot) {
                events[(packed >> 1) as usize] += packed & 1;
                d += packed & 1;
            }
            if d > 0 {
                self.time(&at_risk, &mut events, n, d);
            }
            for &packed in leaving.get(slot) {
                at_risk[(packed >> 1) as usize] -= 1;
                n -= 1;
            }
        }
        self.flush();
    }

    /// Adds one time; takes the events.
    fn time(&mut self, at_risk: &[u32], events: &mut [u32], n: u32, d: u32) {
        let (total, deaths) = (f64::from(n), f64::from(d));
        let rate = deaths / total;
        let weight = if n > 1 { deaths * (total - deaths) / (total - 1.0) } else { 0.0 };
        for ((group, &here), events) in self.groups.iter_mut().zip(at_risk).zip(events) {
            group.observed += std::mem::take(events);
            group.expected += rate * f64::from(here);
        }
        if weight > 0.0 {
            let root = weight.sqrt();
            let shares: Vec<f64> = at_risk.iter().map(|&here| f64::from(here) / total).collect();
            for (sum, share) in self.diagonal.iter_mut().zip(&shares) {
                *sum += weight * share;
            }
            self.pending.push(shares.into_iter().map(|share| root * share).collect());
            if self.pending.len() == BLOCK {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        let n_groups = self.groups.len();
        if let [a, b, c, d, e, f, g, h] = &self.pending[..] {
            for row in 0..n_groups {
                let x = [a[row], b[row], c[row], d[row], e[row], f[row], g[row], h[row]];
                let cells = &mut self.products[row * n_groups..][..row + 1];
                let columns = a.iter().zip(b).zip(c.iter().zip(d)).zip(e.iter().zip(f).zip(g.iter().zip(h)));
                for (cell, (((a, b), (c, d)), ((e, f), (g, h)))) in cells.iter_mut().zip(columns) {
                    *cell += (x[0] * a + x[1] * b + (x[2] * c + x[3] * d))
                        + (x[4] * e + x[5] * f + (x[6] * g + x[7] * h));
                }
            }
        } else {
            for shares in &self.pending {
                for (row, x) in shares.iter().enumerate() {
                    for (cell, share) in self.products[row * n_groups..][..row + 1].iter_mut().zip(shares) {
                        *cell += x * share;
                    }
                }
            }
        }
        self.pending.clear();
    }

    fn result(mut self) -> Option<LogRank> {
        let size = self.groups.len();
        let mut variance = self.products;
        variance.iter_mut().for_each(|cell| *cell = -*cell);
        for (index, group) in self.groups.iter_mut().enumerate() {
            let cell = &mut variance[index * size + index];
            *cell += self.diagonal[index];
            // A group that is always alone has no variance but that of rounding.
            if *cell <= 1e-12 * self.diagonal[index] {
                *cell = 0.0;
            }
            group.variance = *cell;
        }
        let excess: Vec<f64> = self.groups.iter().map(|g| f64::from(g.observed) - g.expected).collect();
        let factored = Cholesky::of(&variance, size);
        let df = factored.rank();
        if df == 0 {
            return None;
        }
        let chi2 = factored.quadratic(&excess);
        Some(LogRank { groups: self.groups, chi2, df, p: chi_square_tail(df, chi2) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{freireich, freireich_late, lifetimes};
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, tolerance: f64) -> bool {
        (found - expected).abs() <= tolerance
    }

    #[test]
    fn remission_of_leukaemia() {
        let (weeks, group) = freireich();
        let found = log_rank(&weeks, &group, 2).unwrap();
        let treated = found.groups[0];
        assert_eq!((treated.n, treated.observed, found.df), (21, 9, 1));
        assert!(
            close(treated.expected, 19.2505, 5e-5) && close(treated.variance, 6.2570, 5e-5),
            "{treated:?}"
        );
        assert!(close(found.chi2, 16.7929, 5e-5) && close(found.p, 4.169e-5, 5e-9), "{found:?}");
    }

    #[test]
    fn against_lifelines_and_statsmodels() {
        let (weeks, group) = freireich();
        let thirds: Vec<u32> = (0..42).map(|i| i % 3).collect();
        let three = log_rank(&weeks, &thirds, 3).unwrap();
        assert!(close(three.chi2, 0.7163805891691822, 1e-9) && close(three.p, 0.6989400578427428, 1e-9));
        // Labels of strata may be any numbers.
        let strata: Vec<u32> = thirds.iter().map(|third| third * 1000 + 7).collect();
        let inside = log_rank_stratified(&weeks, &group, 2, &strata).unwrap();
        assert!(close(inside.chi2, 15.181606994880756, 1e-9), "{inside:?}");
        assert!(close(inside.p, 9.764994776262359e-5, 1e-12));
        let late = freireich_late();
        assert!(close(log_rank(&late, &group, 2).unwrap().chi2, 16.50373153819537, 1e-9));
        assert!(close(log_rank(&late, &thirds, 3).unwrap().chi2, 0.6496873846488211, 1e-9));
    }

    #[test]
    fn groups_that_cannot_be_compared_take_no_part() {
        let (weeks, group) = freireich();
        let two = log_rank(&weeks, &group, 2).unwrap();
        // A third group without anybody, a fourth that ends before the first event.
        let mut more = weeks.clone();
        more.push(Lifetime::new(0.5, false));
        let mut which = group.clone();
        which.push(3);
        let four = log_rank(&more, &which, 4).unwrap();
        assert!(four.df == 1 && close(four.chi2, two.chi2, 1e-9) && close(four.p, two.p, 1e-12));
        assert_eq!(four.groups[3].expected, 0.0);
        // Two pairs of groups that are never at risk together: one degree of freedom each.
        let later = |l: &Lifetime| Lifetime { entry: 100.0, exit: 100.0 + l.exit, ..*l };
        let twice: Vec<Lifetime> = weeks.iter().copied().chain(weeks.iter().map(later)).collect();
        let which: Vec<u32> = group.iter().copied().chain(group.iter().map(|g| g + 2)).collect();
        let pairs = log_rank(&twice, &which, 4).unwrap();
        assert!(pairs.df == 2 && close(pairs.chi2, 2.0 * two.chi2, 1e-9), "{pairs:?}");

        assert_eq!(log_rank(&weeks, &[0; 42], 1), None);
        assert_eq!(log_rank(&weeks, &[1; 42], 3), None);
        assert_eq!(log_rank(&[], &[], 2), None);
        assert_eq!(log_rank(&weeks, &group, 1), None);
        assert_eq!(log_rank_stratified(&weeks, &group, 2, &[]), None);
        // All have the event at once: nothing to compare.
        assert_eq!(log_rank(&[Lifetime::new(1.0, true); 42], &group, 2), None);
    }

    #[test]
    fn it_rejects_as_often_as_it_says() {
        let rejected = (0..1000)
            .filter(|&run| {
                let mut rng = crate::stats::sample::stream(5, run);
                let mut draw = || crate::stats::sample::uniform(&mut rng);
                let weeks: Vec<Lifetime> =
                    (0..60).map(|_| Lifetime::new((-20.0 * draw().ln()).ceil(), draw() < 0.7)).collect();
                let group: Vec<u32> = (0..60).map(|i| i % 3).collect();
                log_rank(&weeks, &group, 3).unwrap().p < 0.05
            })
            .count();
        assert!((35..=70).contains(&rejected), "{rejected} of 1000");
    }

    proptest! {
        #[test]
        fn sums_are_what_they_are_defined_to_be(lifetimes in lifetimes(), n_groups in 2usize..5) {
            let groups: Vec<u32> = (0..lifetimes.len()).map(|i| (i % n_groups) as u32).collect();
            let mut times: Vec<f64> =
                lifetimes.iter().filter(|l| l.event && l.is_at_risk(l.exit)).map(|l| l.exit).collect();
            times.sort_by(f64::total_cmp);
            times.dedup();
            let count = |time: f64, group: Option<usize>, event: bool| {
                let rows = lifetimes.iter().zip(&groups);
                let own = rows.filter(|(_, g)| group.is_none_or(|group| **g as usize == group));
                own.filter(|(l, _)| l.is_at_risk(time) && (!event || (l.event && l.exit == time))).count() as f64
            };
            let (mut expected, mut variance) = (vec![0.0; n_groups], vec![0.0; n_groups]);
            let mut pairs = 0.0;
            for &t in &times {
                let (n, d) = (count(t, None, false), count(t, None, true));
                let c = if n > 1.0 { d * (n - d) / (n - 1.0) } else { 0.0 };
                for g in 0..n_groups {
                    let share = count(t, Some(g), false) / n;
                    expected[g] += d * share;
                    variance[g] += c * share * (1.0 - share);
                }
                pairs += c * count(t, Some(0), false) * count(t, Some(1), false) / (n * n);
            }
            let Some(found) = log_rank(&lifetimes, &groups, n_groups) else {
                prop_assert!(variance.iter().all(|&v| v < 1e-9));
                return Ok(());
            };
            for (g, group) in found.groups.iter().enumerate() {
                prop_assert!(close(group.expected, expected[g], 1e-9) && close(group.variance, variance[g], 1e-9));
            }
            prop_assert!(found.chi2.is_finite() && (0.0..=1.0).contains(&found.p) && found.df < n_groups);
            if n_groups == 2 {
                let excess = f64::from(found.groups[0].observed) - expected[0];
                prop_assert!(close(found.chi2, excess * excess / variance[0], 1e-6));
            } else if n_groups == 3 && found.df == 2 {
                // The block of the first two groups, inverted by hand.
                let excess = |g: usize| f64::from(found.groups[g].observed) - expected[g];
                let (u, v) = (excess(0), excess(1));
                let determinant = variance[0] * variance[1] - pairs * pairs;
                let form = u * u * variance[1] + 2.0 * u * v * pairs + v * v * variance[0];
                if determinant > 1e-6 {
                    prop_assert!(close(found.chi2, form / determinant, 1e-6 * (1.0 + found.chi2)));
                }
            }
            // Neither the order of rows nor the names of groups matter.
            let turned: Vec<Lifetime> = lifetimes.iter().rev().copied().collect();
            let renamed: Vec<u32> = groups.iter().rev().map(|g| n_groups as u32 - 1 - g).collect();
            let again = log_rank(&turned, &renamed, n_groups).unwrap();
            prop_assert!(again.df == found.df && close(again.chi2, found.chi2, 1e-7 * (1.0 + found.chi2)));
        }
    }
}
