//! The E-I index: do ties lead out of the own group, or stay in it?

use super::super::TieGraph;
use super::super::strength::exponent;
use super::labels::{NO_GROUP, group_count};
use crate::stats::{PermutationTest, ResampleOptions, permutation_tests};
use crate::{Error, MemberId, Result};

/// Ties out of a group and inside it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EiIndex {
    /// Number, or sum of the weights, of ties to members of other groups.
    pub external: f64,
    /// The same of ties inside the group.
    pub internal: f64,
}

impl EiIndex {
    /// `(E - I) / (E + I)`: -1 where all ties stay inside, 0 where as many lead out, 1 where all do. `None` without ties.
    pub fn index(&self) -> Option<f64> {
        let (external, internal) = (self.external, self.internal);
        match external + internal {
            // Halves: the sum is more than a float holds.
            f64::INFINITY => Some((external / 2.0 - internal / 2.0) / (external / 2.0 + internal / 2.0)),
            all => (all > 0.0).then(|| (external - internal) / all),
        }
    }
}

/// E-I indices beside what chance would give.
#[derive(Debug, Clone, PartialEq)]
pub struct EiTest {
    /// Of all ties.
    pub whole: EiIndex,
    /// Share of external ties to be expected if the labels were dealt out anew, exact; `None` without ties.
    pub expected_external: Option<f64>,
    /// Test of the index of all ties; `None` without ties.
    pub test: Option<PermutationTest>,
    /// The groups by label: the index of their members' ties.
    pub groups: Vec<EiIndex>,
    /// Tests of the indices of the groups; `None` for a group without ties.
    pub group_tests: Vec<Option<PermutationTest>>,
    /// Members with a label.
    pub members: usize,
}

/// E-I index of all ties.
///
/// `E` are the ties between members of different groups, `I` those within a group; weighted, the sums of their
/// weights. Ties with a member of no group ([`NO_GROUP`]) are left out. What a value means depends on the sizes of the
/// groups: with many small groups nearly all ties of chance are external. [`ei_test`] compares it with that.
///
/// # Errors
/// [`Error::Option`] where there is not one label a member.
///
/// # Complexity
/// O(n + m).
///
/// # Reference
/// D. Krackhardt, R. N. Stern, *Informal networks and organizational crises: an experimental simulation*, Social
/// Psychology Quarterly 51 (1988).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, ei_index};
/// // Three ties inside the two groups, one between them.
/// let graph = InteractionGraph::from_arcs(5, &[0, 1, 3, 2], &[1, 2, 4, 3], &[1.0, 1.0, 1.0, 2.0])?;
/// let groups = [0, 0, 0, 1, 1];
/// assert_eq!(ei_index(&graph.ties(), &groups, false)?.index(), Some(-0.5));
/// assert_eq!(ei_index(&graph.ties(), &groups, true)?.index(), Some(-0.2));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn ei_index(ties: &TieGraph, groups: &[u32], weighted: bool) -> Result<EiIndex> {
    // Every tie stands in two rows.
    let doubled = sum(&ei_indices_of_members(ties, groups, weighted)?);
    Ok(EiIndex { external: doubled.external / 2.0, internal: doubled.internal / 2.0 })
}

/// E-I index of every group: its members' ties inside, each once, and out of it. Groups by label.
///
/// # Errors
/// As [`ei_index`].
///
/// # Complexity
/// O(n + m).
pub fn ei_indices_of_groups(ties: &TieGraph, groups: &[u32], weighted: bool) -> Result<Vec<EiIndex>> {
    let mut found = vec![EiIndex::default(); group_count(ties.node_count(), groups)?];
    for (member, &group) in ei_indices_of_members(ties, groups, weighted)?.iter().zip(groups) {
        if let Some(found) = found.get_mut(group as usize) {
            found.external = add(found.external, member.external);
            found.internal = add(found.internal, member.internal / 2.0);
        }
    }
    Ok(found)
}

/// E-I index of every member's own ties; zeros for a member of no group.
///
/// # Errors
/// As [`ei_index`].
///
/// # Complexity
/// O(n + m).
pub fn ei_indices_of_members(ties: &TieGraph, groups: &[u32], weighted: bool) -> Result<Vec<EiIndex>> {
    group_count(ties.node_count(), groups)?;
    let of = |member: MemberId| {
        let mut found = EiIndex::default();
        let own = groups[member.index()];
        if own == NO_GROUP {
            return found;
        }
        let row = ties.neighbours(member);
        for (other, &weight) in row.members.iter().zip(row.weights) {
            let weight = if weighted { weight } else { 1.0 };
            match groups[other.index()] {
                NO_GROUP => (),
                other if other == own => found.internal = add(found.internal, weight),
                _ => found.external = add(found.external, weight),
            }
        }
        found
    };
    Ok(ties.members().map(of).collect())
}

/// Weights beyond the largest float are cut to that, so that indices stay numbers.
fn add(sum: f64, weight: f64) -> f64 {
    (sum + weight).min(f64::MAX)
}

fn sum(indices: &[EiIndex]) -> EiIndex {
    indices.iter().fold(EiIndex::default(), |sum, index| EiIndex {
        external: add(sum.external, index.external),
        internal: add(sum.internal, index.internal),
    })
}

/// E-I indices of the whole and of the groups with permutation tests.
///
/// The labels of the members that have one are dealt out anew, as many of each as there are, while the ties stay: over
/// all of them, or only among members of the same stratum (role). A two-sided p near 0 says that ties stay in the
/// groups, or leave them, more than groups of these sizes would by chance. The exact expectation of the external share
/// is the mean over ties of `1 - sum_g n_g (n_g - 1) / (n (n - 1))`, and between strata a and b of
/// `1 - sum_g n_ga n_gb / (n_a n_b)`.
///
/// # Errors
/// [`Error::Option`] where there is not one label, or not one stratum, a member, or no permutations are asked for.
///
/// # Complexity
/// O(permutations · (n + m)), on all threads, and `permutations × groups` numbers of memory.
///
/// # Example
/// ```
/// use cmgraph::graph::{InteractionGraph, ei_test};
/// use cmgraph::stats::ResampleOptions;
/// // Two groups of four, everybody tied to everybody of the own group.
/// let pairs: Vec<(u32, u32)> = (0..8).flat_map(|u| (0..u).map(move |v| (u, v))).filter(|(u, v)| u / 4 == v / 4).collect();
/// let (from, to): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
/// let ties = InteractionGraph::from_arcs(8, &from, &to, &[1.0; 12])?.ties();
/// let found = ei_test(&ties, &[0, 0, 0, 0, 1, 1, 1, 1], false, None, &ResampleOptions::default())?;
/// assert_eq!(found.whole.index(), Some(-1.0));
/// assert!((found.expected_external.unwrap() - 4.0 / 7.0).abs() < 1e-12);
/// assert!(found.test.unwrap().p_value < 0.1); // 2 of the 70 ways to part eight in halves
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn ei_test(
    ties: &TieGraph,
    groups: &[u32],
    weighted: bool,
    strata: Option<&[u32]>,
    options: &ResampleOptions,
) -> Result<EiTest> {
    let by_group = ei_indices_of_groups(ties, groups, weighted)?;
    if let Some(strata) = strata.filter(|strata| strata.len() != groups.len()) {
        return Err(Error::Option {
            option: "strata",
            found: format!("{} strata", strata.len()),
            expected: format!("one stratum a member ({})", groups.len()),
        });
    }
    if options.replicates == 0 {
        let expected = "1 permutation or more".into();
        return Err(Error::Option { option: "permutations", found: "0".into(), expected });
    }
    let labelled: Vec<u32> = (0..groups.len() as u32).filter(|&m| groups[m as usize] != NO_GROUP).collect();
    let strata: Option<Vec<u32>> =
        strata.map(|strata| labelled.iter().map(|&member| strata[member as usize]).collect());
    let inner = Inner::of(ties, &labelled, weighted);
    let labels: Vec<u32> = labelled.iter().map(|&member| groups[member as usize]).collect();
    // Few groups fit a byte, and with that all labels the cache: they are read out of order, once a tie and permutation.
    let bytes: Option<Vec<u8>> = labels.iter().map(|&label| u8::try_from(label).ok()).collect();
    let tests = match bytes {
        Some(labels) => inner.permuted(&labels, strata.as_deref(), by_group.len(), options),
        None => inner.permuted(&labels, strata.as_deref(), by_group.len(), options),
    };
    let mut tests = tests.unwrap_or_default().into_iter();
    Ok(EiTest {
        whole: ei_index(ties, groups, weighted)?,
        expected_external: inner.expected_external(&labels, strata.as_deref(), by_group.len()),
        test: tests.next().flatten(),
        group_tests: tests.chain(std::iter::repeat(None)).take(by_group.len()).collect(),
        groups: by_group,
        members: labelled.len(),
    })
}

/// The ties among members with a label, each once, in the numbers of these members.
struct Inner {
    start: Vec<u32>,
    other: Vec<u32>,
    weight: Vec<f64>,
    strength: Vec<f64>,
    weighted: bool,
}

impl Inner {
    fn of(ties: &TieGraph, labelled: &[u32], weighted: bool) -> Inner {
        let mut number = vec![NO_GROUP; ties.node_count()];
        for (at, &member) in labelled.iter().enumerate() {
            number[member as usize] = at as u32;
        }
        let mut inner = Inner {
            start: vec![0],
            other: Vec::new(),
            weight: Vec::new(),
            strength: vec![0.0; labelled.len()],
            weighted,
        };
        // Only shares of the weights are asked for: in a unit near the largest no sum overflows.
        let unit = exponent(ties.weight.iter().copied());
        for (at, &member) in labelled.iter().enumerate() {
            let row = ties.neighbours(MemberId(member));
            for (other, &weight) in row.members.iter().zip(row.weights) {
                let weight = if weighted { libm::scalbn(weight, -unit) } else { 1.0 };
                let other = number[other.index()];
                if other == NO_GROUP {
                    continue;
                }
                inner.strength[at] += weight;
                if other < at as u32 {
                    inner.other.push(other);
                    inner.weight.push(weight);
                }
            }
            inner.start.push(inner.other.len() as u32);
        }
        inner
    }

    /// Tests of the index of all, and of the groups, with these labels dealt out anew.
    fn permuted<L: Copy + Default + PartialEq + Into<u32> + Send + Sync>(
        &self,
        own: &[L],
        strata: Option<&[u32]>,
        groups: usize,
        options: &ResampleOptions,
    ) -> Option<Vec<Option<PermutationTest>>> {
        permutation_tests(
            own.len(),
            strata,
            groups + 1,
            options,
            || (vec![L::default(); own.len()], vec![EiIndex::default(); groups]),
            |order, (labels, sums), out| {
                for (label, &item) in labels.iter_mut().zip(order) {
                    *label = own[item as usize];
                }
                self.indices(labels, sums);
                let whole = sum(sums);
                // An external tie is out of two groups.
                let whole = EiIndex { external: whole.external / 2.0, ..whole };
                for (out, index) in out.iter_mut().zip([&whole].into_iter().chain(sums.iter())) {
                    *out = index.index().unwrap_or(f64::NAN);
                }
            },
        )
    }

    /// Indices of the groups under these labels.
    fn indices<L: Copy + PartialEq + Into<u32>>(&self, labels: &[L], groups: &mut [EiIndex]) {
        groups.fill(EiIndex::default());
        for (at, (&own, row)) in labels.iter().zip(self.start.windows(2)).enumerate() {
            let row = row[0] as usize..row[1] as usize;
            let same = |other: &u32| labels[*other as usize] == own;
            let others = &self.other[row.clone()];
            let internal = if self.weighted {
                let weights = others.iter().zip(&self.weight[row]);
                weights.map(|(other, &weight)| if same(other) { weight } else { 0.0 }).sum()
            } else {
                f64::from(others.iter().map(|other| u32::from(same(other))).sum::<u32>())
            };
            let group = &mut groups[own.into() as usize];
            group.internal += internal;
            group.external += self.strength[at];
        }
        for group in groups {
            // The strengths of the members hold every internal tie twice.
            group.external = (group.external - 2.0 * group.internal).max(0.0);
        }
    }

    fn expected_external(&self, labels: &[u32], strata: Option<&[u32]>, groups: usize) -> Option<f64> {
        let mut known: Vec<u32> = strata.unwrap_or(&[]).to_vec();
        known.sort_unstable();
        known.dedup();
        let stratum = |at: usize| strata.map_or(0, |strata| known.partition_point(|&s| s < strata[at]));
        let kinds = known.len().max(1);
        let mut sizes = vec![0.0; kinds * groups];
        for (at, &label) in labels.iter().enumerate() {
            sizes[stratum(at) * groups + label as usize] += 1.0;
        }
        let sizes = |kind: usize| &sizes[kind * groups..(kind + 1) * groups];
        let outside = |a: usize, b: usize| {
            let (n_a, n_b) = (sizes(a).iter().sum::<f64>(), sizes(b).iter().sum::<f64>());
            let pairs = |same: f64| sizes(a).iter().zip(sizes(b)).map(|(x, y)| x * (y - same)).sum::<f64>();
            if a == b { 1.0 - pairs(1.0) / (n_a * (n_a - 1.0)) } else { 1.0 - pairs(0.0) / (n_a * n_b) }
        };
        // Weight of the ties between each two strata.
        let mut between = vec![0.0; kinds * kinds];
        for (at, row) in self.start.windows(2).enumerate() {
            for tie in row[0] as usize..row[1] as usize {
                between[stratum(at) * kinds + stratum(self.other[tie] as usize)] += self.weight[tie];
            }
        }
        let total: f64 = between.iter().sum();
        let cells = between.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let external: f64 = cells.map(|(cell, weight)| weight * outside(cell / kinds, cell % kinds)).sum();
        (total > 0.0).then(|| external / total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::InteractionGraph;

    #[test]
    fn weights_beyond_reason() {
        let (from, to) = ([0, 1, 2, 0, 3, 4, 5, 2], [1, 0, 0, 2, 4, 5, 3, 3]);
        let labels = [0, 0, 0, 1, 1, 1, NO_GROUP];
        let options = ResampleOptions { replicates: 99, seed: 1 };
        let of = |weight: f64| {
            let graph = InteractionGraph::from_arcs(7, &from, &to, &[weight; 8]).unwrap();
            ei_test(&graph.ties(), &labels, true, None, &options).unwrap()
        };
        let plain = of(1.0);
        for power in [-1070, -600, 600, 1019] {
            let found = of(libm::scalbn(1.0, power));
            assert_eq!(found.whole.index(), plain.whole.index(), "{power}");
            assert_eq!(found.expected_external, plain.expected_external, "{power}");
            assert_eq!(found.test, plain.test, "{power}");
        }
        let cut = of(1.7e308);
        let indices = cut.groups.iter().chain([&cut.whole]).map(EiIndex::index);
        assert!(indices.flatten().all(|index| (-1.0..=1.0).contains(&index)));
        assert!(cut.expected_external.is_some_and(f64::is_finite));
    }
}
