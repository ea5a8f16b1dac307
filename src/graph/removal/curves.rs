//! Attrition curves side by side, thinned to what can be drawn.

use super::attrition::{AttritionOptions, RemovalOrder, attrition, random_attrition};
use crate::graph::TieGraph;
use crate::stats::Interval;

/// First removals that all have a point.
const FIRST: usize = 20;
/// Points of the rest, about.
const POINTS: usize = 60;

/// A point of the attrition curves. Shares are of all members of the whole graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Members who have left.
    pub removed: u32,
    /// Share in the largest piece, those with most ties leaving first.
    pub targeted: f64,
    /// The same, with ties counted anew after each.
    pub adaptive: f64,
    /// The same by chance, mean.
    pub random: f64,
    /// Between these lie the random orders of the level.
    pub random_interval: Interval,
}

/// The largest piece of a graph as ever more members leave.
#[derive(Debug, Clone, PartialEq)]
pub struct AttritionCurves {
    /// Every one of the first removals, then ever fewer, up to the last.
    pub points: Vec<CurvePoint>,
    /// Robustness ([`Attrition::robustness`](super::Attrition::robustness)): most ties first, counted anew, by chance.
    pub robustness: [f64; 3],
}

/// Three orders side by side: most ties first, most ties that are left first, and by chance.
///
/// # Returns
/// `None` without members or draws, or for a level outside (0, 1).
///
/// # Complexity
/// As [`attrition`](super::attrition()) twice and [`random_attrition`].
///
/// # Example
/// ```
/// use cmgraph::graph::{InteractionGraph, attrition_curves};
/// let star = InteractionGraph::from_arcs(5, &[1, 2, 3, 4], &[0; 4], &[1.0; 4])?.ties();
/// let curves = attrition_curves(&star, &Default::default()).unwrap();
/// assert_eq!(curves.points[1].targeted, 0.2);
/// assert!(curves.points[1].random > 0.4 && curves.robustness[2] > curves.robustness[0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn attrition_curves(ties: &TieGraph, options: &AttritionOptions) -> Option<AttritionCurves> {
    let targeted = attrition(ties, &RemovalOrder::Static).ok()?;
    let adaptive = attrition(ties, &RemovalOrder::Adaptive).ok()?;
    let random = random_attrition(ties, options)?;
    let nodes = ties.node_count();
    let share = |size: f64| size / nodes as f64;
    let mut places: Vec<usize> = (0..=nodes.min(FIRST)).collect();
    places.extend((1..POINTS).map(|step| nodes * step / POINTS).filter(|&at| at > FIRST));
    places.push(nodes);
    places.dedup();
    let point = |&at: &usize| CurvePoint {
        removed: at as u32,
        targeted: share(targeted.largest[at].into()),
        adaptive: share(adaptive.largest[at].into()),
        random: share(random.mean[at]),
        random_interval: Interval { low: share(random.band[at].low), high: share(random.band[at].high) },
    };
    Some(AttritionCurves {
        points: places.iter().map(point).collect(),
        robustness: [targeted.robustness()?, adaptive.robustness()?, random.robustness],
    })
}
