//! Who adopted when, in a staff that changes.

/// What a person who joins after launch is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Joiners {
    /// Newly hired: an eventual adopter with probability `c` like everybody at launch, who feels the hazard
    /// `p+qF(t)` from entry on. `P(adopts in bin i | entry e) = c(F_i-F_{i-1})/(1-F_e)`,
    /// `P(has not by x) = 1 - c(F_x-F_e)/(1-F_e)`.
    #[default]
    Fresh,
    /// There all along but seen only from entry on, and only because they had not adopted by then
    /// (left truncation). `P(adopts in bin i | entry e) = c(F_i-F_{i-1})/(1-cF_e)`,
    /// `P(has not by x) = (1-cF_x)/(1-cF_e)`.
    Truncated,
}

/// Adopters of one entry and one bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdoptedCell {
    /// Index of the edge at which they entered; 0 is launch.
    pub entry: usize,
    /// Bin in which they adopted: bin `i` runs from `edges[i]` to `edges[i+1]`. Not before `entry`.
    pub bin: usize,
    /// How many.
    pub people: u64,
}

/// People of one entry who had not adopted when last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingCell {
    /// Index of the edge at which they entered; 0 is launch.
    pub entry: usize,
    /// Index of the edge at which they left, or the last edge for those still there. After `entry`; the cell
    /// says nothing when equal.
    pub exit: usize,
    /// How many.
    pub people: u64,
}

/// Grouped adoption data of a staff that changes: bin edges and counts by entry, adoption and exit.
///
/// ```
/// use cmgraph::stats::diffusion::{AdoptedCell, AdoptionCounts, Joiners, WaitingCell};
/// // 100 people, 12 and 20 adopt in two quarters; 10 join after the first, 2 of them adopt; 5 leave.
/// let adopted = [
///     AdoptedCell { entry: 0, bin: 0, people: 12 },
///     AdoptedCell { entry: 0, bin: 1, people: 20 },
///     AdoptedCell { entry: 1, bin: 1, people: 2 },
/// ];
/// let waiting = [
///     WaitingCell { entry: 0, exit: 1, people: 5 },
///     WaitingCell { entry: 0, exit: 2, people: 63 },
///     WaitingCell { entry: 1, exit: 2, people: 8 },
/// ];
/// let counts = AdoptionCounts::new(&[0.0, 3.0, 6.0], &adopted, &waiting, Joiners::Fresh).unwrap();
/// assert_eq!((counts.people(), counts.adopters(), counts.waiting_at_end()), (110, 34, 71));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct AdoptionCounts {
    pub(super) edges: Vec<f64>,
    /// Sorted by entry and bin, one cell each, none empty.
    pub(super) adopted: Vec<AdoptedCell>,
    /// Sorted by entry and exit, one cell each, none empty.
    pub(super) waiting: Vec<WaitingCell>,
    pub(super) joiners: Joiners,
    people: u64,
}

/// Largest count taken: beyond it sums of counts would lose people in a 64-bit float.
const LARGEST_COUNT: u64 = 1 << 50;

impl AdoptionCounts {
    /// From cells, in any order; cells of the same place are added up.
    ///
    /// # Arguments
    /// `edges`: ends of the bins in periods since launch, rising, not negative; at least 2. `edges[0]` is launch
    /// (0) unless the data begin later.
    ///
    /// # Returns
    /// `None` when the edges do not rise or are not finite, a cell points outside them, adopts before its entry
    /// or leaves before it, or a count is absurd (above 2⁵⁰).
    pub fn new(
        edges: &[f64],
        adopted: &[AdoptedCell],
        waiting: &[WaitingCell],
        joiners: Joiners,
    ) -> Option<AdoptionCounts> {
        let bins = checked_bins(edges)?;
        let mut total = 0_u64;
        for people in adopted.iter().map(|c| c.people).chain(waiting.iter().map(|c| c.people)) {
            total = total.checked_add(people).filter(|&sum| sum <= LARGEST_COUNT)?;
        }
        let inside = adopted.iter().all(|c| c.entry <= c.bin && c.bin < bins)
            && waiting.iter().all(|c| c.entry <= c.exit && c.exit <= bins);
        if !inside {
            return None;
        }
        let mut adopted: Vec<_> = adopted.iter().copied().filter(|c| c.people > 0).collect();
        adopted.sort_unstable_by_key(|c| (c.entry, c.bin));
        adopted.dedup_by(|next, kept| {
            let same = (next.entry, next.bin) == (kept.entry, kept.bin);
            kept.people += if same { next.people } else { 0 };
            same
        });
        let mut waiting: Vec<_> = waiting.iter().copied().filter(|c| c.people > 0).collect();
        waiting.sort_unstable_by_key(|c| (c.entry, c.exit));
        waiting.dedup_by(|next, kept| {
            let same = (next.entry, next.exit) == (kept.entry, kept.exit);
            kept.people += if same { next.people } else { 0 };
            same
        });
        Some(AdoptionCounts { edges: edges.to_vec(), adopted, waiting, joiners, people: total })
    }

    /// A staff that does not change: `headcount` people from launch, `counts[i]` of whom adopt between
    /// `edges[i]` and `edges[i+1]`.
    ///
    /// # Returns
    /// `None` as [`AdoptionCounts::new`], when the counts are not one fewer than the edges, or when more adopt
    /// than there are people.
    pub fn constant(edges: &[f64], counts: &[u64], headcount: u64) -> Option<AdoptionCounts> {
        let bins = checked_bins(edges)?;
        if counts.len() != bins {
            return None;
        }
        let total = counts.iter().try_fold(0_u64, |sum, &k| sum.checked_add(k))?;
        let adopted: Vec<_> =
            counts.iter().enumerate().map(|(bin, &people)| AdoptedCell { entry: 0, bin, people }).collect();
        let rest = WaitingCell { entry: 0, exit: bins, people: headcount.checked_sub(total)? };
        AdoptionCounts::new(edges, &adopted, &[rest], Joiners::Fresh)
    }

    /// From counts at risk: `at_risk[i]` people who had not adopted were there at the start of bin `i`, and
    /// `counts[i]` of them adopted in it. `counts[i] ~ Binomial(at_risk[i], c(F_i-F_{i-1})/(1-cF_{i-1}))`.
    ///
    /// That is the likelihood for [`Joiners::Truncated`]: whoever joins is taken for somebody who was there and
    /// had not adopted. For a staff that hires use [`AdoptionCounts::new`] with the entries, and
    /// [`Joiners::Fresh`]. Without joiners the two are one.
    ///
    /// # Returns
    /// `None` as [`AdoptionCounts::constant`].
    pub fn at_risk(edges: &[f64], at_risk: &[u64], counts: &[u64]) -> Option<AdoptionCounts> {
        let bins = checked_bins(edges)?;
        if counts.len() != bins || at_risk.len() != bins {
            return None;
        }
        // Each bin is a staff of its own that is let go at its end: the same product of hazards.
        let (mut adopted, mut waiting) = (Vec::with_capacity(bins), Vec::with_capacity(bins));
        for (bin, (&risk, &people)) in at_risk.iter().zip(counts).enumerate() {
            adopted.push(AdoptedCell { entry: bin, bin, people });
            waiting.push(WaitingCell { entry: bin, exit: bin + 1, people: risk.checked_sub(people)? });
        }
        let mut data = AdoptionCounts::new(edges, &adopted, &waiting, Joiners::Truncated)?;
        data.people = data.adopters() + data.waiting_at_end();
        Some(data)
    }

    /// Ends of the bins in periods since launch.
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// What joiners are taken to be.
    pub fn joiners(&self) -> Joiners {
        self.joiners
    }

    /// People ever seen, leavers among them. Built from counts at risk: adopters and those waiting at the end,
    /// because leavers cannot be told from people seen twice.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// People who adopted.
    pub fn adopters(&self) -> u64 {
        self.adopted.iter().map(|c| c.people).sum()
    }

    /// People who are there at the last edge and have not adopted.
    pub fn waiting_at_end(&self) -> u64 {
        let end = self.bins();
        self.waiting.iter().filter(|c| c.exit == end && c.entry < end).map(|c| c.people).sum()
    }

    /// Adopters of each bin.
    pub fn per_bin(&self) -> Vec<u64> {
        let mut counts = vec![0; self.bins()];
        for cell in &self.adopted {
            counts[cell.bin] += cell.people;
        }
        counts
    }

    /// Number of bins.
    pub fn bins(&self) -> usize {
        self.edges.len() - 1
    }

    /// The last edge, in periods since launch.
    pub fn end(&self) -> f64 {
        self.edges[self.edges.len() - 1]
    }
}

fn checked_bins(edges: &[f64]) -> Option<usize> {
    let rising = edges.windows(2).all(|pair| pair[0] < pair[1]);
    let finite = edges.iter().all(|t| t.is_finite());
    (edges.len() >= 2 && rising && finite && edges[0] >= 0.0).then(|| edges.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_that_cannot_be() {
        let cell = |entry, bin| AdoptedCell { entry, bin, people: 1 };
        let wait = |entry, exit| WaitingCell { entry, exit, people: 1 };
        let build = |edges: &[f64], a: &[AdoptedCell], w: &[WaitingCell]| {
            AdoptionCounts::new(edges, a, w, Joiners::Fresh)
        };
        assert!(build(&[], &[], &[]).is_none() && build(&[0.0], &[], &[]).is_none());
        assert!(build(&[0.0, 0.0], &[], &[]).is_none() && build(&[-1.0, 0.0], &[], &[]).is_none());
        assert!(build(&[0.0, f64::NAN], &[], &[]).is_none());
        assert!(build(&[0.0, f64::INFINITY], &[], &[]).is_none());
        assert!(build(&[0.0, 1.0], &[cell(0, 1)], &[]).is_none());
        assert!(build(&[0.0, 1.0, 2.0], &[cell(1, 0)], &[]).is_none());
        assert!(build(&[0.0, 1.0], &[], &[wait(0, 2)]).is_none());
        assert!(build(&[0.0, 1.0, 2.0], &[], &[wait(1, 0)]).is_none());
        let many = AdoptedCell { entry: 0, bin: 0, people: u64::MAX };
        assert!(build(&[0.0, 1.0], &[many, many], &[]).is_none());
        assert!(AdoptionCounts::constant(&[0.0, 1.0], &[5], 4).is_none());
        assert!(AdoptionCounts::constant(&[0.0, 1.0], &[5, 1], 40).is_none());
        assert!(AdoptionCounts::at_risk(&[0.0, 1.0], &[4], &[5]).is_none());
        assert!(build(&[0.0, 1.0], &[], &[]).is_some_and(|c| c.people() == 0));
    }

    #[test]
    fn order_and_splitting_do_not_matter() {
        let cell = |entry, bin, people| AdoptedCell { entry, bin, people };
        let wait = |entry, exit, people| WaitingCell { entry, exit, people };
        let edges = [0.0, 1.0, 2.5];
        let one = AdoptionCounts::new(
            &edges,
            &[cell(0, 0, 3), cell(1, 1, 2)],
            &[wait(0, 2, 7), wait(1, 2, 1)],
            Joiners::Fresh,
        );
        let other = AdoptionCounts::new(
            &edges,
            &[cell(1, 1, 1), cell(0, 0, 3), cell(1, 1, 1), cell(0, 1, 0)],
            &[wait(1, 2, 1), wait(0, 2, 4), wait(0, 2, 3)],
            Joiners::Fresh,
        );
        assert_eq!(one, other);
        assert_eq!(one.unwrap().per_bin(), [3, 2]);
    }
}
