//! Structural holes: does a member connect people who would not meet without it?

use super::common::common_sums;
use super::oriented::Oriented;
use crate::graph::TieGraph;
use rayon::prelude::*;

/// Burt's measures of every member; None for members without ties.
#[derive(Debug, Clone, PartialEq)]
pub struct StructuralHoles {
    /// Constraint: how much a member's contacts, and their contacts among each other, all lead back to the same
    /// people. Near 0 for somebody with many contacts who do not know each other (a broker), around 1 for somebody
    /// who depends on one contact; it can be above 1 in small closed groups.
    pub constraint: Vec<Option<f64>>,
    /// Effective size: contacts less the average redundancy among them; the number of contacts if none of
    /// them are tied to each other, 1 if all are (with equal weights).
    pub effective_size: Vec<Option<f64>>,
    /// Efficiency: effective size per contact, 1 if no contact is redundant.
    pub efficiency: Vec<Option<f64>>,
}

/// Burt's constraint, effective size and efficiency of every member.
///
/// p(i, j) = w(i, j) / (sum of the weights of i) is the share of i's attention that j gets, w the weight of the tie
/// (both ways together); all weights are 1 unless `weighted`.
/// - Constraint of i = sum over contacts j of (p(i, j) + sum over q of p(i, q) p(q, j))^2. The sum is over contacts
///   only, as in igraph and NetworkX.
/// - Effective size of i = sum over contacts j of (1 - sum over contacts q of p(i, q) m(j, q)), m(j, q) = w(j, q) over
///   the largest weight of j. With equal weights that is Borgatti's d - 2 t / d: d contacts with t ties among them.
///
/// Only triangles matter to either, so this costs one enumeration of triangles: O(m sqrt(m)) at most, parallel; memory
/// for work up to about 150 MB beside 40 bytes a tie.
///
/// References: R. S. Burt, Structural Holes (Harvard University Press 1992); S. P. Borgatti, "Structural holes:
/// unpacking Burt's redundancy measures", Connections 20 (1997), 35-38.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, structural_holes};
/// // 0 stands between 1 and 2, who are tied, and 3.
/// let graph = InteractionGraph::from_arcs(5, &[0, 0, 0, 1], &[1, 2, 3, 2], &[1.0; 4])?;
/// let holes = structural_holes(&graph.ties(), false);
/// assert_eq!(holes.effective_size[0], Some(3.0 - 2.0 / 3.0));
/// assert!((holes.constraint[0].unwrap() - (2.0 * 0.25 + 1.0 / 9.0)).abs() < 1e-12);
/// assert_eq!(holes.constraint[3], Some(1.0)); // only 0
/// assert_eq!(holes.constraint[4], None);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn structural_holes(ties: &TieGraph, weighted: bool) -> StructuralHoles {
    let oriented = Oriented::new(ties);
    let largest = ties.weight.iter().copied().fold(0.0, f64::max);
    let weights = weighted.then(|| oriented.column(ties, |_, _, weight| share(weight, largest)));
    let weights = weights.as_deref();
    let weight = |position: usize| weights.map_or(1.0, |weights| weights[position]);
    let of_rank = |rank: usize| ties.neighbours(oriented.member[rank]).weights;
    let (strength, most): (Vec<f64>, Vec<f64>) = (0..oriented.node_count())
        .into_par_iter()
        .map(|rank| match of_rank(rank) {
            own if weighted => {
                let shares = own.iter().map(|&weight| share(weight, largest));
                (shares.clone().sum(), shares.fold(0.0, f64::max))
            }
            own => (own.len() as f64, 1.0),
        })
        .unzip();
    // Nobody without ties is in a triangle, so an infinite factor is never used.
    let factors: Vec<[f64; 2]> = strength.iter().map(|&sum| [1.0 / sum, 1.0]).collect();
    let through = common_sums(&oriented, weights, &factors);
    let sums = oriented.sums(|own, upper, position| {
        let [by_share, shared] = through[position];
        let invested = weight(position) + by_share;
        [(own, upper), (upper, own)].map(|(ego, contact): (u32, u32)| {
            let share = invested / strength[ego as usize];
            [share * share, shared / most[contact as usize]]
        })
    });
    let of_members = |value: &dyn Fn(f64, f64, [f64; 2]) -> f64| {
        let of = |(rank, &sums): (usize, &[f64; 2])| {
            let contacts = of_rank(rank).len() as f64;
            (contacts > 0.0).then(|| value(contacts, strength[rank], sums))
        };
        oriented.by_member(&sums.iter().enumerate().map(of).collect::<Vec<_>>())
    };
    let effective = |contacts: f64, strength: f64, [_, redundant]: [f64; 2]| contacts - redundant / strength;
    StructuralHoles {
        constraint: of_members(&|_, _, [constraint, _]| constraint),
        effective_size: of_members(&effective),
        efficiency: of_members(&|contacts, strength, sums| effective(contacts, strength, sums) / contacts),
    }
}

/// A weight as a share of the largest, so that sums stay finite; never 0, so that everybody with ties has a strength.
fn share(weight: f64, largest: f64) -> f64 {
    (weight / largest).max(f64::MIN_POSITIVE)
}
