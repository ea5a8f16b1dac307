//! The mixing matrix: who acts on whom, group by group, beside what chance would give.

use super::super::InteractionGraph;
use super::super::strength::exponent;
use super::labels::{NO_GROUP, group_count};
use crate::{Error, MemberId, Result};

/// Most groups of a mixing matrix, which has a cell for every two.
pub const MAX_MIXING_GROUPS: usize = 4096;

/// Weights of the arcs from group to group and what to expect of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixing {
    groups: usize,
    observed: Vec<f64>,
    expected: Vec<f64>,
    between_members: Vec<f64>,
    /// Weight of all arcs between members with a group.
    pub total: f64,
    /// Weight of the arcs that have an end without a group, which are left out.
    pub left_out: f64,
}

impl Mixing {
    /// Number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Weight of the arcs from a group to a group; 0 for labels that do not exist.
    pub fn observed(&self, from: u32, to: u32) -> f64 {
        self.cell(&self.observed, from, to)
    }

    /// What it would be if the arcs were dealt out anew with everybody's out-strength and in-strength as they are and
    /// nobody acting on himself: `(S_out(g) S_in(h) - [g = h] sum_{u in g} s_out(u) s_in(u)) · f`, where `f` makes the
    /// cells sum to the total.
    pub fn expected(&self, from: u32, to: u32) -> f64 {
        self.cell(&self.expected, from, to)
    }

    /// `ln((observed + 1/2) / (expected + 1/2))`: above 0 there is more than chance would give, below 0 less. The halves
    /// keep cells of a few arcs near 0.
    pub fn log_ratio(&self, from: u32, to: u32) -> f64 {
        ((self.observed(from, to) + 0.5) / (self.expected(from, to) + 0.5)).ln()
    }

    /// Weight of all arcs that leave a group, those inside it included.
    pub fn out_strength(&self, group: u32) -> f64 {
        let cells = (0..self.groups as u32).map(|to| self.observed(group, to));
        cells.fold(0.0, |sum, weight| sum + weight).min(f64::MAX)
    }

    /// Weight of all arcs that enter a group, those inside it included.
    pub fn in_strength(&self, group: u32) -> f64 {
        let cells = (0..self.groups as u32).map(|from| self.observed(from, group));
        cells.fold(0.0, |sum, weight| sum + weight).min(f64::MAX)
    }

    /// Share of the weight that stays inside the groups; `None` without arcs.
    pub fn inside(&self) -> Option<f64> {
        let inside = (0..self.groups as u32).map(|group| self.observed(group, group));
        let inside = inside.fold(0.0, |sum, weight| sum + weight).min(f64::MAX);
        (self.total > 0.0).then(|| inside / self.total)
    }

    /// Newman's assortativity by group: `(sum e_gg - sum a_g b_g) / (1 - sum a_g b_g)` with the shares `e` of the
    /// weight and its margins `a`, `b`. 1 where everything stays inside, 0 where groups do not matter. `None` without
    /// arcs, or where there is one group only.
    ///
    /// Reference: M. E. J. Newman, *Mixing patterns in networks*, Physical Review E 67 (2003).
    pub fn assortativity(&self) -> Option<f64> {
        let margin = |group| self.out_strength(group) / self.total * (self.in_strength(group) / self.total);
        let chance: f64 = (0..self.groups as u32).map(margin).sum();
        let inside = self.inside()?;
        (1.0 - chance > 1e-12).then(|| (inside - chance) / (1.0 - chance))
    }

    /// Part of what a group would act on itself that is between two different members of it; 1 without any acts.
    pub(crate) fn between_members(&self, group: u32) -> f64 {
        self.between_members.get(group as usize).copied().unwrap_or(1.0)
    }

    fn cell(&self, cells: &[f64], from: u32, to: u32) -> f64 {
        let (from, to) = (from as usize, to as usize);
        if from.max(to) < self.groups { cells[from * self.groups + to] } else { 0.0 }
    }
}

/// Mixing matrix of a graph: weights of the arcs from group to group, and their expectation.
///
/// The expectation is that of the configuration model, in which everybody keeps out-strength and in-strength: units
/// that write much, or are much replied to, do not stand out for that alone. Arcs with a member of no group
/// ([`NO_GROUP`]) are left out and their weight is told.
///
/// # Errors
/// [`Error::Option`] where there is not one label a member, or more than [`MAX_MIXING_GROUPS`] groups.
///
/// # Complexity
/// O(n + m + groups²).
///
/// # Example
/// ```
/// use cmgraph::graph::{InteractionGraph, mixing};
/// // Sales (0, 1) and Legal (2, 3): two replies inside Sales, one to Legal, three back.
/// let graph = InteractionGraph::from_arcs(4, &[0, 1, 2], &[1, 2, 0], &[2.0, 1.0, 3.0])?;
/// let found = mixing(&graph, &[0, 0, 1, 1])?;
/// assert_eq!([found.observed(0, 0), found.observed(0, 1), found.observed(1, 0)], [2.0, 1.0, 3.0]);
/// // Of 3 from Sales and 5 to Sales; less what 0 and 1 would have said to themselves.
/// let scale = 6.0 / (36.0 - (2.0 * 3.0 + 1.0 * 2.0 + 3.0 * 1.0));
/// assert!((found.expected(0, 0) - (3.0 * 5.0 - 2.0 * 3.0 - 1.0 * 2.0) * scale).abs() < 1e-12);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn mixing(graph: &InteractionGraph, groups: &[u32]) -> Result<Mixing> {
    let count = group_count(graph.node_count(), groups)?;
    if count > MAX_MIXING_GROUPS {
        return Err(Error::Option {
            option: "groups",
            found: format!("{count} groups"),
            expected: format!("at most {MAX_MIXING_GROUPS} groups; take a wider level of the units"),
        });
    }
    // Counted in a unit near the largest weight, for products of strengths are needed; sums beyond the largest float
    // are cut to that.
    let unit = exponent(graph.out_weight.iter().copied());
    let in_weights = |weight: f64| libm::scalbn(weight, unit).min(f64::MAX);
    let mut observed = vec![0.0; count * count];
    let (mut out, mut into) = (vec![0.0; groups.len()], vec![0.0; groups.len()]);
    let mut left_out = 0.0;
    for (member, &from) in groups.iter().enumerate() {
        let row = graph.out_neighbours(MemberId(member as u32));
        for (target, &weight) in row.members.iter().zip(row.weights) {
            let (to, weight) = (groups[target.index()], libm::scalbn(weight, -unit));
            if from == NO_GROUP || to == NO_GROUP {
                left_out += weight;
                continue;
            }
            observed[from as usize * count + to as usize] += weight;
            out[member] += weight;
            into[target.index()] += weight;
        }
    }
    // From +0: the sum of no groups would be -0.
    let total = observed.iter().fold(0.0, |sum, weight| sum + weight);
    let (mut group_out, mut group_in, mut oneself) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
    for (member, &group) in groups.iter().enumerate().filter(|(_, group)| **group != NO_GROUP) {
        let group = group as usize;
        group_out[group] += out[member];
        group_in[group] += into[member];
        oneself[group] += out[member] * into[member];
    }
    let pairs = total * total - oneself.iter().sum::<f64>();
    let scale = if pairs > 0.0 { total / pairs } else { 0.0 };
    let expected = (0..count * count)
        .map(|cell| {
            let (from, to) = (cell / count, cell % count);
            let alone = if from == to { oneself[from] } else { 0.0 };
            in_weights((group_out[from] * group_in[to] - alone).max(0.0) * scale)
        })
        .collect();
    let between = |group: usize| {
        let product = group_out[group] * group_in[group];
        if product > 0.0 { (1.0 - oneself[group] / product).max(0.0) } else { 1.0 }
    };
    let between_members = (0..count).map(between).collect();
    observed.iter_mut().for_each(|weight| *weight = in_weights(*weight));
    let (total, left_out) = (in_weights(total), in_weights(left_out));
    Ok(Mixing { groups: count, observed, expected, between_members, total, left_out })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit of the weights changes no share, and no sum is NaN or infinite.
    #[test]
    fn weights_beyond_reason() {
        let (from, to) = ([0, 1, 2, 0, 3, 4, 5, 2], [1, 0, 0, 2, 4, 5, 3, 3]);
        let of = |weight: f64| {
            let graph = InteractionGraph::from_arcs(7, &from, &to, &[weight; 8]).unwrap();
            mixing(&graph, &[0, 0, 0, 1, 1, 1, NO_GROUP]).unwrap()
        };
        let plain = of(1.0);
        for power in [-1070, -600, 600, 1019] {
            let unit = libm::scalbn(1.0, power);
            let found = of(unit);
            assert_eq!((found.inside(), found.assortativity()), (plain.inside(), plain.assortativity()));
            for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                assert_eq!(found.observed(a, b), plain.observed(a, b) * unit);
                assert!((found.expected(a, b) / unit - plain.expected(a, b)).abs() < 0.05, "{power}");
            }
        }
        let cut = of(1.7e308);
        assert!(cut.observed.iter().chain(&cut.expected).chain([&cut.total]).all(|w| w.is_finite()));
        assert!(cut.inside().is_some_and(|share| (0.0..=1.0).contains(&share)));
        let nobody = mixing(&InteractionGraph::from_arcs(0, &[], &[], &[]).unwrap(), &[]).unwrap();
        assert_eq!((nobody.total.to_bits(), nobody.out_strength(0).to_bits()), (0, 0));
    }
}
