//! Do groups differ in when it happens? The log-rank test.

use super::cholesky::Cholesky;
use super::lifetime::Lifetime;
use super::timeline::{Buckets, Timeline};
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
/// small range.
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
/// `V` are summed over the strata. `strata[i]` is any label.
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
    let timeline = Timeline::of(lifetimes.iter().map(|l| (l.entry, l.exit)))?;
    let mut sums = Sums::new(n_groups);
    match strata {
        None => sums.add(&timeline, lifetimes.iter().copied().zip(groups.iter().copied())),
        Some((by_stratum, n_strata)) => {
            for stratum in 0..n_strata {
                let rows =
                    by_stratum.get(stratum).iter().map(|&i| (lifetimes[i as usize], groups[i as usize]));
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
        let spans =
            rows.filter_map(|(l, group)| timeline.span(l.entry, l.exit).map(|span| (span, group, l.event)));
        // Group and event in one word.
        let leaving = spans.clone().map(|(span, group, event)| (span.leave, group << 1 | u32::from(event)));
        let late = spans.clone().filter(|(span, ..)| span.enter > 0);
        let entering = late.map(|(span, group, _)| (span.enter, group));
        let (leaving, entering) =
            (Buckets::of(leaving, timeline.len()), Buckets::of(entering, timeline.len()));
        let mut at_risk = vec![0u32; n_groups];
        let mut events = vec![0u32; n_groups];
        for (span, group, _) in spans {
            self.groups[group as usize].n += 1;
            at_risk[group as usize] += u32::from(span.enter == 0);
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
